import type BetterSqlite3 from 'better-sqlite3';
import type { Knex } from 'knex';
import { LRUCache } from 'lru-cache';
import type { OwnConnection, SqliteConnection } from './sqlite-driver';

/*
 * Statements on SQLite. A connection prepares each of them once, since preparing one takes as long as running it.
 * Sending it through knex takes longer than both.
 */
interface Prepared {
  readonly statement: BetterSqlite3.Statement;
  /** The columns of its rows; null where it gives none. */
  readonly columns: readonly string[] | null;
}

/** A pool, as far as its listeners hear of statements. */
export type Listened = Pick<Knex, 'emit'>;

// The service has some hundreds: a text for each shape of a question.
const KEPT = 500;

const prepared = new WeakMap<SqliteConnection, LRUCache<string, Prepared>>();

/** A statement of a connection, prepared when it is first asked for. */
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
 * Works on the connection of a pool or a transaction on SQLite. Outside of a transaction the work waits for its turn,
 * unless the connection is shared.
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

/** Rows as objects, in place. Made here they share a shape, which takes two thirds of the time of the driver's own objects. */
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
 * @param pool whose listeners hear of the statement
 * @returns its rows, or how many rows it changed
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
