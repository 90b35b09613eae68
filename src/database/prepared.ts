import type BetterSqlite3 from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import type { Db } from './database';

/*
 * Statements on SQLite, each prepared once a connection: to prepare one takes as long as to run it, and to send it
 * through knex takes longer than both.
 */

type Connection = BetterSqlite3.Database;
type Statement = BetterSqlite3.Statement;

interface Client {
  acquireConnection(): Promise<Connection>;
  releaseConnection(connection: Connection): Promise<void>;
  emit(event: 'query', query: { sql: string; bindings: readonly unknown[] }): boolean;
}

// The service has some hundreds: a text for each shape of a question.
const KEPT = 500;

const prepared = new WeakMap<Connection, LRUCache<string, Statement>>();
const atHand = new WeakMap<object, Connection>();

function prepare(connection: Connection, text: string): Statement {
  const known = prepared.get(connection) ?? new LRUCache<string, Statement>({ max: KEPT });
  prepared.set(connection, known);
  const statement = known.get(text) ?? connection.prepare(text);
  known.set(text, statement);
  return statement;
}

/** Works on a transaction's connection, or on one of the pool's. */
export async function onConnection<Answer>(
  db: Db,
  work: (prepare: (text: string) => Statement) => Answer,
): Promise<Answer> {
  if ('isCompleted' in db && db.isCompleted()) throw new Error('The transaction has ended.');
  const client = db.client as Client;
  const lone = atHand.get(client);
  if (lone !== undefined) return work((text) => prepare(lone, text));
  const connection = await client.acquireConnection();
  try {
    return work((text) => prepare(connection, text));
  } finally {
    await client.releaseConnection(connection);
  }
}

/** Lets statements run on a pool's only connection without their turn: there are no transactions that they could disturb. */
export async function keepAtHand(db: Db): Promise<void> {
  const client = db.client as Client;
  const connection = await client.acquireConnection();
  await client.releaseConnection(connection);
  atHand.set(client, connection);
}

/** Runs a statement: its rows, or what it changed. Whoever listens to knex's queries hears of it. */
export function runPrepared(
  db: Db,
  text: string,
  values: readonly unknown[],
): Promise<unknown[] | BetterSqlite3.RunResult> {
  return onConnection(db, (prepareText) => {
    (db.client as Client).emit('query', { sql: text, bindings: values });
    const statement = prepareText(text);
    return statement.reader ? statement.all(values) : statement.run(values);
  });
}
