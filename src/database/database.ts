import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import knex, { type Knex } from 'knex';
import { DatabaseError, migrate } from './migrator';
import { render, type Sql } from './sql';

/** Whatever a store can run a query on: a connection, or a transaction of one. */
export type Db = Knex | Knex.Transaction;

/** One tenant's database: a connection that writes, and one that only reads and so never sees a half-done change. */
export interface Database {
  readonly reader: Knex;
  readonly writer: Knex;
  /**
   * Runs work that writes in one transaction, as if nothing else wrote meanwhile; what came in between makes it start
   * anew. @throws TryAgain when that goes on for too long
   */
  write<Answer>(work: (trx: Knex.Transaction) => Promise<Answer>): Promise<Answer>;
  /** Resolves when the database answers and its migrations are those of this build; rejects with the reason. */
  check(): Promise<void>;
  /** Writes a consistent copy while the service runs. Fails when the file exists. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}

/** Others wrote at the same time, again and again. */
export class TryAgain extends Error {}

const TRIES = 5;
const PAUSE_MS = 50;

/** Whether another process wrote since this transaction began, or writes now. */
const isBusy = (error: unknown): boolean =>
  typeof (error as { code?: unknown }).code === 'string' && /^SQLITE_BUSY/.test((error as { code: string }).code);

async function writeWith<Answer>(writer: Knex, work: (trx: Knex.Transaction) => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await writer.transaction(work);
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (attempt === TRIES) throw new TryAgain('The database is busy.');
      // Not in step with whoever else waits.
      await setTimeout(PAUSE_MS * attempt * (1 + Math.random()));
    }
  }
}

// A held lock freezes the event loop for as long as SQLite waits for it, so the wait is short.
const BUSY_TIMEOUT_MS = 200;

function connect(file: string, readonly: boolean): Knex {
  return knex({
    client: 'better-sqlite3',
    connection: { filename: file, options: { readonly } },
    useNullAsDefault: true,
    compileSqlOnError: false,
    acquireConnectionTimeout: 5_000,
    // What goes wrong is told by the error; knex would print it to standard output as well.
    log: { warn() {}, error() {}, debug() {}, deprecate() {} },
    pool: {
      min: 1,
      max: 1,
      afterCreate(connection: BetterSqlite3.Database, done: (error: Error | null, connection: unknown) => void) {
        try {
          connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
          connection.pragma('foreign_keys = ON');
          connection.pragma('cache_size = -65536');
          if (!readonly) {
            connection.pragma('journal_mode = WAL');
            connection.pragma('synchronous = FULL');
          }
          done(null, connection);
        } catch (error) {
          done(error as Error, connection);
        }
      },
    },
  });
}

/**
 * Opens a database and brings it up to date.
 * @param url `file:<path>` or a path of an SQLite file, which is made when it is missing
 * @throws when the file is no database, or was made by a newer build
 */
export async function openDatabase(url: string): Promise<Database> {
  const file = sqliteFile(url);
  mkdirSync(path.dirname(file), { recursive: true });
  const writer = connect(file, false);
  let migrations: Awaited<ReturnType<typeof migrate>>;
  try {
    migrations = await migrate(writer);
  } catch (error) {
    await writer.destroy();
    throw (error as { code?: string }).code === 'SQLITE_NOTADB'
      ? new DatabaseError(`${file} is not a database.`)
      : error;
  }
  const reader = connect(file, true);
  return {
    reader,
    writer,
    write: (work) => writeWith(writer, work),
    check: () => migrations.check(reader),
    async backup(target) {
      if (existsSync(target)) throw new DatabaseError(`${target} exists.`);
      if (!existsSync(path.dirname(path.resolve(target)))) {
        throw new DatabaseError(`${path.dirname(target)} is no folder.`);
      }
      const source = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
      try {
        await source.backup(target);
      } finally {
        source.close();
      }
    },
    async close() {
      await reader.destroy();
      await writer.destroy();
    },
  };
}

/** The path in an SQLite address. */
export function sqliteFile(url: string): string {
  return path.resolve(url.startsWith('file:') ? url.slice('file:'.length) : url);
}

/** Runs a query and gives its rows, in the names that it selects. */
export async function rows<Row>(db: Db, query: Sql): Promise<Row[]> {
  const { text, values } = render(query, 'sqlite');
  return (await db.raw(text, values as Knex.Value[])) as Row[];
}

/** The only row of a query, or null. */
export async function firstRow<Row>(db: Db, query: Sql): Promise<Row | null> {
  return (await rows<Row>(db, query))[0] ?? null;
}

/** Runs a statement that changes rows; how many it changed. */
export async function execute(db: Db, statement: Sql): Promise<number> {
  const { text, values } = render(statement, 'sqlite');
  return ((await db.raw(text, values as Knex.Value[])) as { changes: number }).changes;
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
