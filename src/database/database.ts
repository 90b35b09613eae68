import type { Knex } from 'knex';
import { DatabaseUnavailable } from './errors';
import { isUnavailable, isUndone } from './postgres-errors';
import { onConnection, runOn } from './prepared';
import { Snapshot } from './snapshot';
import { type Engine, render, type Sql, sql } from './sql';
import { ownConnection } from './sqlite-driver';

/** What a store reads from: connections, a transaction, or a snapshot. */
export type Db = Knex | Snapshot;

/** A transaction that writes. Neither a pool nor a snapshot passes for one. */
export type Trx = Knex.Transaction;

/** One tenant's database. */
export interface Database {
  /** Reads, and never sees a half-done change. */
  readonly reader: Knex;
  /** Whether the reader may lag behind the primary, since a standby answers. */
  readonly lags: boolean;
  /**
   * Differs from the one before whenever anybody has changed anything meanwhile; null where to ask for it costs as much
   * as what it would spare.
   */
  version(): number | null;
  /** Reads what must be of this instant: rights, and what a request has just written. */
  readonly primary: Knex;
  readonly writer: Knex;
  /** What one request reads by, of the reader or of the primary. Whoever takes it ends it. */
  snapshot(of: 'reader' | 'primary'): Snapshot;
  /**
   * Runs work that writes in one transaction, as if nothing else wrote meanwhile; what came in between makes it start
   * anew. @throws TryAgain when that goes on for too long
   */
  write<Answer>(work: (trx: Trx) => Promise<Answer>): Promise<Answer>;
  /** Resolves when the database answers, takes writes, and its migrations are those of this build; else rejects. */
  check(): Promise<void>;
  /** Writes a consistent copy while the service runs. Fails when the file exists, or the engine has its own tools. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}

/** The engine behind a connection. */
export const engineOf = (db: Db): Engine =>
  db instanceof Snapshot ? db.engine : ownConnection(db) === null ? 'postgres' : 'sqlite';

async function run(db: Db, query: Sql): Promise<unknown> {
  const { text, values } = render(query, engineOf(db));
  if (db instanceof Snapshot) return db.read(text, values);
  const own = ownConnection(db);
  if (own !== null) return onConnection(db, own, (connection) => runOn(connection, own.pool, text, values));
  try {
    return await db.raw(text, values as Knex.Value[]);
  } catch (error) {
    // A standby cuts a query short where what it reads is changed under it; nobody else starts that anew.
    const isGone = isUnavailable(error) || (isUndone(error) && !db.isTransaction);
    throw isGone ? DatabaseUnavailable.by(error) : error;
  }
}

/** Runs a query and gives its rows, in the names that it selects. */
export async function rows<Row>(db: Db, query: Sql): Promise<Row[]> {
  const result = await run(db, query);
  return Array.isArray(result) ? (result as Row[]) : (result as { rows: Row[] }).rows;
}

/** The only row of a query, or null. */
export async function firstRow<Row>(db: Db, query: Sql): Promise<Row | null> {
  return (await rows<Row>(db, query))[0] ?? null;
}

/** How many rows a query selects. @param from what follows FROM, with its conditions */
export async function countOf(db: Db, from: Sql): Promise<number> {
  return (await firstRow<{ count: number }>(db, sql`SELECT COUNT(*) AS count FROM ${from}`))?.count ?? 0;
}

/** Runs a statement that changes rows; how many it changed. */
export async function execute(db: Db, statement: Sql): Promise<number> {
  const result = (await run(db, statement)) as { changes?: number; rowCount?: number };
  return result.changes ?? result.rowCount ?? 0;
}

/** Turns the columns that hold 0, 1 or null into booleans, in place. */
export function withFlags<Row>(found: Row[], ...columns: (keyof Row)[]): Row[] {
  for (const row of found) {
    for (const column of columns) {
      const value = row[column] as unknown;
      if (value !== null) row[column] = (value === 1) as Row[keyof Row];
    }
  }
  return found;
}
