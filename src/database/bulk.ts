import type { Knex } from 'knex';
import { execute } from './database';
import { onConnection, prepare } from './prepared';
import { raw, records, sql, type Value } from './sql';
import { ownConnection } from './sqlite-driver';

/**
 * Inserts rows. SQLite gets them one at a time through a prepared statement, which is twice as fast there as one
 * statement for all. PostgreSQL gets all rows in one parameter.
 * @param onConflict the SQL after ON CONFLICT
 * @returns the number of rows written
 */
export async function insertRows(
  db: Knex,
  table: string,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, Value>>[],
  onConflict: string,
): Promise<number> {
  if (rows.length === 0) return 0;
  const into = `INSERT INTO ${table} (${columns.join(', ')})`;
  const own = ownConnection(db);
  if (own === null) {
    return execute(db, sql`${raw(into)} ${records(table, columns, rows)} ON CONFLICT ${raw(onConflict)}`);
  }
  const places = columns.map(() => '?').join(', ');
  return onConnection(db, own, (connection) => {
    const { statement } = prepare(connection, `${into} VALUES (${places}) ON CONFLICT ${onConflict}`);
    const values: Value[] = [];
    let written = 0;
    for (const row of rows) {
      for (let i = 0; i < columns.length; i++) values[i] = row[columns[i] as string] ?? null;
      written += statement.run(values).changes;
    }
    return written;
  });
}
