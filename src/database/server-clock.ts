import { type Db, engineOf } from './database';
import { type Sql, sql } from './sql';

/**
 * SQL: the present time of the database's clock plus some seconds, as times are stored. Nodes compare such times with
 * each other's, and their own clocks may differ.
 */
export function databaseTime(db: Db, seconds = 0): Sql {
  return engineOf(db) === 'sqlite'
    ? sql`strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ${`${seconds} seconds`})`
    : sql`to_char((clock_timestamp() + make_interval(secs => ${seconds})) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
