import type { Knex } from 'knex';
import type { Deadline } from '../resolving/deadline';
import { DatabaseUnavailable } from './errors';
import { outageIn } from './outage';
import { isUndone } from './postgres-errors';
import { onConnection, runOn } from './prepared';
import { Snapshot } from './snapshot';
import { type Engine, perEngine, render, type Sql, sql } from './sql';
import { ownConnection } from './sqlite-driver';
import type { StatementTally } from './statement-tally';
import type { Conflicts } from './transactions';

/** The source that a store reads: a connection pool, a transaction or a snapshot. */
export type Db = Knex | Snapshot;

/** A write transaction. The type excludes pools and snapshots. */
export type Trx = Knex.Transaction;

/** Emits `query` for each statement. */
export interface StatementEvents {
  on(event: 'query', listener: (statement: { sql: string; bindings: readonly unknown[] }) => void): unknown;
  off(event: 'query', listener: (statement: { sql: string; bindings: readonly unknown[] }) => void): unknown;
  emit(event: 'query', statement: { sql: string; bindings: readonly unknown[] }): unknown;
}

/** The connections of one pool. */
export interface PoolState {
  readonly pool: string;
  readonly used: number;
  readonly free: number;
  /** The requests that wait for one. */
  readonly waiting: number;
}

/** The disk of a database. */
export interface DiskState {
  readonly bytes: number;
  /** The bytes that the user of this process may still write. */
  readonly freeBytes: number;
  /** The size of the write-ahead log. */
  readonly logBytes: number;
}

/** The checks of a database. Each rejects unless its part is ready. */
interface DatabaseChecks {
  /** The database has the migrations of this build. */
  migrations(): Promise<void>;
  /** It answers and takes writes. */
  database(): Promise<void>;
  /** Its disk has space. Only SQLite has a disk of its own. */
  disk?(): Promise<void>;
}

/** The database of one tenant. */
export interface Database {
  /** Whether snapshots of the reader are of a standby, which can lag behind the primary. */
  readonly lags: boolean;
  /**
   * A number that changes after every commit of another connection (SQLite's `data_version`). It is null on PostgreSQL,
   * where reading it would cost as much as it could save.
   */
  version(): number | null;
  /** Reads data that must be current, for commands and checks. */
  readonly primary: Knex;
  readonly writer: Knex;
  /** How many requests can read at the same time. */
  readonly readsAtOnce: number;
  /** Takes a snapshot for one request, of the reader or of the primary. The caller must end it. */
  snapshot(of: 'reader' | 'primary', deadline?: Deadline, tally?: StatementTally): Snapshot;
  /**
   * Reads the rights of an operator, from the primary. It does not wait for the snapshots of requests.
   * @throws the reason of the deadline
   */
  readRights<Answer>(read: (db: Db) => Promise<Answer>, deadline: Deadline): Promise<Answer>;
  /** The statements of snapshots. */
  readonly statements: StatementEvents;
  /**
   * Runs work in one serializable transaction. It is retried after conflicts with other writers.
   * @throws TryAgain if the retries fail too
   */
  write<Answer>(work: (trx: Trx) => Promise<Answer>): Promise<Answer>;
  /** The connections of each pool at this moment. */
  pools(): readonly PoolState[];
  /** The number of requests that read a snapshot at this moment. */
  openSnapshots(): number;
  /** The outcomes of writes that met another writer, since the start. */
  readonly conflicts: Readonly<Conflicts>;
  /** The disk; null on PostgreSQL, whose disk is on another machine. */
  diskState(): Promise<DiskState | null>;
  /** How many seconds the standby is behind; null without one. */
  replicaLag(): Promise<number | null>;
  /** The migration files that ran when it was opened, without `.sql`. */
  readonly migrated: readonly string[];
  readonly checks: DatabaseChecks;
  close(): Promise<void>;
}

/** Rejects unless every part of a database is ready. */
export async function checkAll({ checks }: Pick<Database, 'checks'>): Promise<void> {
  for (const check of Object.values(checks)) await check();
}

/** The engine of a connection. */
export const engineOf = (db: Db): Engine =>
  db instanceof Snapshot ? db.engine : ownConnection(db) === null ? 'postgres' : 'sqlite';

function run(db: Db, query: Sql): Promise<unknown> {
  const { text, values } = render(query, engineOf(db));
  return db instanceof Snapshot ? db.read(text, values) : runOutside(db, text, values);
}

/** Runs a statement that is not of a snapshot. */
async function runOutside(db: Knex, text: string, values: readonly unknown[]): Promise<unknown> {
  const own = ownConnection(db);
  try {
    if (own !== null) return await onConnection(db, own, (connection) => runOn(connection, own.pool, text, values));
    return await db.raw(text, values as Knex.Value[]);
  } catch (error) {
    // A standby cancels queries that conflict with replication. Outside of a transaction nothing retries them.
    const isCut = isUndone(error) && !db.isTransaction;
    throw isCut ? DatabaseUnavailable.by(error) : (outageIn(error) ?? error);
  }
}

/** Runs a query and returns its rows, under the names that it selects. */
export async function rows<Row>(db: Db, query: Sql): Promise<Row[]> {
  const result = await run(db, query);
  return Array.isArray(result) ? (result as Row[]) : (result as { rows: Row[] }).rows;
}

/** The first row of a query, or null. */
export async function firstRow<Row>(db: Db, query: Sql): Promise<Row | null> {
  return (await rows<Row>(db, query))[0] ?? null;
}

/** The count of a list stops at `most`, so that its cost does not grow with the tenant. */
export const COUNTS = { most: 10_000 };

/**
 * SQL: the number of rows of a list, and at most one more than are counted.
 * @param from the SQL after FROM, including the conditions
 */
export const listCount = (from: Sql): Sql =>
  sql`(SELECT COUNT(*) FROM (SELECT 1 FROM ${from} LIMIT ${COUNTS.most + 1}) AS counted)`;

/**
 * SQL: the number of different ids that a statement gives, as {@link listCount} counts them. PostgreSQL reads all rows before
 * it gives different ones. So it looks at twice as many rows as are counted, and at all only if they repeat more often.
 */
export const differentCount = (ids: Sql): Sql => {
  const different = sql`(SELECT COUNT(*) FROM (SELECT DISTINCT id FROM (${ids}) AS found LIMIT ${COUNTS.most + 1}) AS counted)`;
  return perEngine({
    sqlite: () => different,
    postgres: () => sql`(SELECT CASE WHEN COUNT(*) <= ${2 * COUNTS.most} THEN COUNT(DISTINCT id)
        WHEN COUNT(DISTINCT id) > ${COUNTS.most} THEN ${COUNTS.most + 1} ELSE ${different} END
      FROM (SELECT id FROM (${ids}) AS found LIMIT ${2 * COUNTS.most + 1}) AS first)`,
  });
};

/** Counts the rows of a list, as {@link listCount} does. */
export async function countOfList(db: Db, from: Sql): Promise<number> {
  return (await firstRow<{ count: number }>(db, sql`SELECT ${listCount(from)} AS count`))?.count ?? 0;
}

/** Counts all rows. @param from the SQL after FROM, including the conditions */
export async function countOf(db: Db, from: Sql): Promise<number> {
  return (await firstRow<{ count: number }>(db, sql`SELECT COUNT(*) AS count FROM ${from}`))?.count ?? 0;
}

/** Runs a statement that changes rows, and returns their number. */
export async function execute(db: Db, statement: Sql): Promise<number> {
  const result = (await run(db, statement)) as { changes?: number; rowCount?: number };
  return result.changes ?? result.rowCount ?? 0;
}

/** Turns columns of 0, 1 or null into booleans or null, in place. */
export function withFlags<Row>(found: Row[], ...columns: (keyof Row)[]): Row[] {
  for (const row of found) {
    for (const column of columns) {
      const value = row[column] as unknown;
      if (value !== null) row[column] = (value === 1) as Row[keyof Row];
    }
  }
  return found;
}
