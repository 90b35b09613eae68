import type BetterSqlite3 from 'better-sqlite3';
import type { Knex } from 'knex';
import { LRUCache } from 'lru-cache';

/*
 * Statements on SQLite, each prepared once a connection: to prepare one takes as long as to run it, and to send it
 * through knex takes longer than both.
 */
export type Connection = BetterSqlite3.Database;

interface Prepared {
  readonly statement: BetterSqlite3.Statement;
  /** The columns of its rows; null where it gives none. */
  readonly columns: readonly string[] | null;
}

interface Client {
  acquireConnection(): Promise<Connection>;
  releaseConnection(connection: Connection): Promise<void>;
  emit(event: 'query', query: { sql: string; bindings: readonly unknown[] }): boolean;
}

// The service has some hundreds: a text for each shape of a question.
const KEPT = 500;

const prepared = new WeakMap<Connection, LRUCache<string, Prepared>>();
const atHand = new WeakMap<object, Connection>();

/** A statement of a connection, prepared when it is first asked for. */
export function prepare(connection: Connection, text: string): Prepared {
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

/** Works on a transaction's connection, or on one of the pool's. */
export async function onConnection<Answer>(db: Knex, work: (connection: Connection) => Answer): Promise<Answer> {
  if ('isCompleted' in db && (db as Knex.Transaction).isCompleted()) throw new Error('The transaction has ended.');
  const client = db.client as Client;
  const lone = atHand.get(client);
  if (lone !== undefined) return work(lone);
  const connection = await client.acquireConnection();
  try {
    return work(connection);
  } finally {
    await client.releaseConnection(connection);
  }
}

/**
 * Lets statements run on a pool's only connection without their turn: what is read there in a transaction is not
 * disturbed by reading.
 */
export async function keepAtHand(db: Knex): Promise<Connection> {
  const client = db.client as Client;
  const connection = await client.acquireConnection();
  await client.releaseConnection(connection);
  atHand.set(client, connection);
  return connection;
}

/** Rows as objects, in place: made here they share a form, which takes two thirds of the time that the driver's own take. */
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
 * Runs a statement on a connection: its rows, or what it changed.
 * @param client knex's: whoever listens to its queries hears of it
 */
export function runOn(
  connection: Connection,
  client: object,
  text: string,
  values: readonly unknown[],
): unknown[] | BetterSqlite3.RunResult {
  (client as Client).emit('query', { sql: text, bindings: values });
  const { statement, columns } = prepare(connection, text);
  return columns === null ? statement.run(values) : toRows(columns, statement.all(values) as unknown[][]);
}
