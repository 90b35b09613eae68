import type BetterSqlite3 from 'better-sqlite3';
import type { Knex } from 'knex';
import { LRUCache } from 'lru-cache';
import type { OwnConnection, SqliteConnection } from './sqlite-driver';

/*
 * Prepared statements of SQLite. Each connection prepares a statement once, because that takes as long as running it.
 * Running it through knex would take longer than both.
 */
interface Prepared {
  readonly statement: BetterSqlite3.Statement;
  /** The names of its columns; null if it returns no rows. */
  readonly columns: readonly string[] | null;
}

/** A pool whose listeners get a `query` event for each statement. */
export type Listened = Pick<Knex, 'emit'>;

// The service has a few hundred different statements.
const KEPT = 500;

const prepared = new WeakMap<SqliteConnection, LRUCache<string, Prepared>>();

/** Returns a prepared statement of a connection, from the cache after the first time. */
export function prepare(connection: SqliteConnection, text: string): Prepared {
  let known = prepared.get(connection);
  if (known === undefined) {
    known = new LRUCache({ max: KEPT });
    prepared.set(connection, known);
  }
  let found = known.get(text);
  if (found === undefined) {
    const statement = connection.prepare(text);
    const columns = statement.reader
      ? statement
          .raw()
          .columns()
          .map(({ name }) => name)
      : null;
    found = { statement, columns };
    known.set(text, found);
  }
  return found;
}

/**
 * Runs work on the connection of a pool or a transaction of SQLite. Outside of a transaction, the work waits until the
 * connection is free, unless it is shared.
 */
export async function onConnection<Answer>(
  db: Knex,
  { connection, isShared }: Pick<OwnConnection, 'connection' | 'isShared'>,
  work: (connection: SqliteConnection) => Answer,
): Promise<Answer> {
  if (isShared) return work(connection);
  if (!db.isTransaction) return db.transaction(async () => work(connection));
  if ((db as Knex.Transaction).isCompleted()) throw new Error('The transaction has ended.');
  return work(connection);
}

/**
 * Turns rows into objects, in place. It takes two thirds of the driver's time, because the objects share a hidden
 * class.
 */
function toRows(columns: readonly string[], found: unknown[][]): Record<string, unknown>[] {
  const made = found as unknown as Record<string, unknown>[];
  for (let i = 0; i < found.length; i++) {
    const values = found[i] as unknown[];
    const row: Record<string, unknown> = {};
    for (let column = 0; column < columns.length; column++) row[columns[column] as string] = values[column];
    made[i] = row;
  }
  return made;
}

/**
 * Runs a statement on a connection.
 * @param pool the pool that emits the `query` event
 * @returns its rows, or the number of changed rows
 */
export function runOn(
  connection: SqliteConnection,
  pool: Listened,
  text: string,
  values: readonly unknown[],
): unknown[] | BetterSqlite3.RunResult {
  pool.emit('query', { sql: text, bindings: values });
  const { statement, columns } = prepare(connection, text);
  return columns === null ? statement.run(values) : toRows(columns, statement.all(values) as unknown[][]);
}
