import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import knex, { type Knex } from 'knex';
import type { Database } from './database';
import { DatabaseError } from './errors';
import { migrate, script } from './migrator';
import { keepAtHand } from './prepared';
import { Sqlite, SqliteClient } from './sqlite-driver';
import { sqliteSnapshots } from './sqlite-snapshots';
import { retrying } from './transactions';

// A held lock freezes the event loop for as long as SQLite waits for it, so the wait is short.
const BUSY_TIMEOUT_MS = 200;

/** Whether another process wrote since this transaction began, or writes now. */
const isBusy = (error: unknown): boolean =>
  typeof (error as { code?: unknown }).code === 'string' && /^SQLITE_BUSY/.test((error as { code: string }).code);

/** The path in an SQLite address. */
export function sqliteFile(url: string): string {
  return path.resolve(url.startsWith('file:') ? url.slice('file:'.length) : url);
}

function configure(connection: BetterSqlite3.Database, pragmas: readonly string[] = []): void {
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  connection.pragma('foreign_keys = ON');
  connection.pragma('cache_size = -65536');
  if (!connection.readonly) {
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
  }
  for (const pragma of pragmas) connection.pragma(pragma);
}

/** Opens a connection that no pool has. */
function open(file: string, readonly: boolean, pragmas: readonly string[] = []): BetterSqlite3.Database {
  const connection = new Sqlite(file, { readonly, fileMustExist: true });
  configure(connection, pragmas);
  return connection;
}

/** Brings the log of writes into the file, as far as nobody else reads from it. */
function checkpoint(file: string): void {
  const connection = open(file, false);
  try {
    connection.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    connection.close();
  }
}

function connect(file: string, readonly: boolean, pragmas: readonly string[] = []): Knex {
  return knex({
    client: SqliteClient,
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
          configure(connection, pragmas);
          done(null, connection);
        } catch (error) {
          done(error as Error, connection);
        }
      },
    },
  });
}

/**
 * Makes a file with the same tables that is thrown away: its rows refer to nothing, and nobody waits for the disk.
 * @param file which is made anew
 */
export function openScratch(file: string): Knex {
  rmSync(file, { force: true });
  const made = new Sqlite(file);
  made.exec(script());
  made.close();
  return connect(file, false, [
    'foreign_keys = OFF',
    'synchronous = OFF',
    'journal_mode = MEMORY',
    'cache_size = -16384',
  ]);
}

/** Opens an SQLite file: a connection that writes, and one that only reads and so never sees a half-done change. */
export async function openSqlite(url: string): Promise<Database> {
  const file = sqliteFile(url);
  mkdirSync(path.dirname(file), { recursive: true });
  const isNew = !existsSync(file);
  const writer = connect(file, false);
  let migrations: Awaited<ReturnType<typeof migrate>>;
  try {
    // There is nothing yet that could be lost, and to wait for the disk at each definition takes most of the time.
    if (isNew) await writer.raw('PRAGMA synchronous = OFF');
    migrations = await migrate(writer, 'sqlite');
    if (isNew) await writer.raw('PRAGMA synchronous = FULL');
  } catch (error) {
    await writer.destroy();
    throw (error as { code?: string }).code === 'SQLITE_NOTADB'
      ? new DatabaseError(`${file} is not a database.`)
      : error;
  }
  const reader = connect(file, true);
  let snapshots: ReturnType<typeof sqliteSnapshots>;
  try {
    snapshots = sqliteSnapshots({
      client: reader.client as object,
      watch: await keepAtHand(reader),
      open: () => open(file, true, ['cache_size = -32768']),
      checkpoint: () => checkpoint(file),
    });
  } catch (error) {
    await Promise.all([reader.destroy(), writer.destroy()]);
    throw error;
  }
  return {
    reader,
    primary: reader,
    lags: false,
    version: snapshots.version,
    writer,
    snapshot: snapshots.take,
    write: (work) => retrying(() => writer.transaction(work), isBusy),
    check: () => migrations.check(reader),
    async backup(target) {
      if (existsSync(target)) throw new DatabaseError(`${target} exists.`);
      if (!existsSync(path.dirname(path.resolve(target)))) {
        throw new DatabaseError(`${path.dirname(target)} is no folder.`);
      }
      const source = new Sqlite(file, { readonly: true, fileMustExist: true });
      try {
        await source.backup(target);
      } finally {
        source.close();
      }
    },
    async close() {
      snapshots.close();
      await reader.destroy();
      await writer.destroy();
    },
  };
}
