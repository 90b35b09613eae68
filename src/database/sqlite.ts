import { closeSync, existsSync, linkSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Knex } from 'knex';
import { sqliteFile } from './address';
import type { Database } from './database';
import { DatabaseError } from './errors';
import { script } from './migration-files';
import { migrate } from './migrator';
import { poolOf, Sqlite, type SqliteConnection } from './sqlite-driver';
import { SqliteSnapshots } from './sqlite-snapshots';
import { type Obstacle, retrying } from './transactions';

// A held lock freezes the event loop for as long as SQLite waits for it, so the wait is short.
const BUSY_TIMEOUT_MS = 200;

/** SQLite says BUSY where another process writes, and BUSY_SNAPSHOT where one wrote since the transaction began to read. */
function obstacleIn(error: unknown): Obstacle {
  const { code } = error as { code?: unknown };
  if (code === 'SQLITE_BUSY_SNAPSHOT') return 'CONFLICT';
  return typeof code === 'string' && code.startsWith('SQLITE_BUSY') ? 'BUSY' : null;
}

function configure(connection: SqliteConnection, pragmas: readonly string[] = []): void {
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  connection.pragma('foreign_keys = ON');
  connection.pragma('cache_size = -65536');
  if (!connection.readonly) {
    connection.pragma('journal_mode = WAL');
    connection.pragma('synchronous = FULL');
  }
  for (const pragma of pragmas) connection.pragma(pragma);
}

/** Opens a connection. */
function open(file: string, readonly: boolean, pragmas: readonly string[] = []): SqliteConnection {
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

/**
 * Makes a file with the same tables that is thrown away: its rows refer to nothing, and nobody waits for the disk.
 * @param file which is made anew
 */
export function openScratch(file: string): Knex {
  rmSync(file, { force: true });
  const made = new Sqlite(file);
  made.exec(script());
  made.close();
  const pragmas = ['foreign_keys = OFF', 'synchronous = OFF', 'journal_mode = MEMORY', 'cache_size = -16384'];
  return poolOf(open(file, false, pragmas), true);
}

/** Makes an empty file that only its owner may read. SQLite gives the files that it puts beside it the same rights. */
const makePrivate = (file: string): void => closeSync(openSync(file, 'a', 0o600));

/** Resolves when a file can be written beside the database, as its log of writes is. Rejects when the disk is full or read-only. */
async function checkDisk(file: string): Promise<void> {
  const probe = `${file}.${process.pid}.probe`;
  try {
    await writeFile(probe, Buffer.alloc(4096), { flush: true, mode: 0o600 });
  } finally {
    await rm(probe, { force: true });
  }
}

/** Checks that SQLite would let this process write. That another process writes at the moment does no harm. */
function checkWritable(file: string): void {
  const connection = open(file, false, ['busy_timeout = 0']);
  try {
    connection.exec('BEGIN IMMEDIATE; ROLLBACK');
  } catch (error) {
    if (obstacleIn(error) === null) throw error;
  } finally {
    connection.close();
  }
}

/** Gives a finished file its name. A link, unlike a rename, never takes the place of another file. */
function takeName(part: string, target: string): void {
  try {
    linkSync(part, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new DatabaseError(`${target} exists.`);
    // Some file systems have no links.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    renameSync(part, target);
  }
}

/**
 * Copies the database while others read and write it. The copy has its name only when it is whole and was checked: a copy
 * that was killed on its way leaves `<target>.<process>.part`, which is no backup.
 * @throws DatabaseError
 */
async function backUp(file: string, target: string): Promise<void> {
  if (existsSync(target)) throw new DatabaseError(`${target} exists.`);
  if (!existsSync(path.dirname(path.resolve(target)))) throw new DatabaseError(`${path.dirname(target)} is no folder.`);
  const part = `${target}.${process.pid}.part`;
  try {
    makePrivate(part);
    const source = open(file, true);
    try {
      await source.backup(part);
    } finally {
      source.close();
    }
    // Opened for writing, so that SQLite removes the log of writes that it makes for this.
    const copy = open(part, false);
    try {
      const [problem] = copy.pragma('quick_check(1)') as { quick_check: string }[];
      if (problem?.quick_check !== 'ok') throw new DatabaseError(`The copy is damaged: ${problem?.quick_check}.`);
    } finally {
      copy.close();
    }
    takeName(part, target);
  } finally {
    rmSync(part, { force: true });
  }
}

/** Opens the connection that writes. @throws DatabaseError */
function openWriter(file: string): Knex {
  try {
    return poolOf(open(file, false), false);
  } catch (error) {
    throw (error as { code?: string }).code === 'SQLITE_NOTADB'
      ? new DatabaseError(`${file} is not a database.`)
      : error;
  }
}

function databaseOf(
  file: string,
  writer: Knex,
  reader: Knex,
  snapshots: SqliteSnapshots,
  migrations: Awaited<ReturnType<typeof migrate>>,
): Database {
  return {
    reader,
    primary: reader,
    lags: false,
    version: () => snapshots.version(),
    writer,
    snapshot: () => snapshots.take(),
    write: (work) => retrying(() => writer.transaction(work), obstacleIn),
    async check() {
      await migrations.check(reader);
      checkWritable(file);
      await checkDisk(file);
    },
    backup: (target) => backUp(file, target),
    async close() {
      snapshots.close();
      await reader.destroy();
      await writer.destroy();
    },
  };
}

/** Opens an SQLite file: one connection writes, another only reads and never sees a half-done change. */
export async function openSqlite(url: string): Promise<Database> {
  const file = sqliteFile(url);
  mkdirSync(path.dirname(file), { recursive: true });
  const isNew = !existsSync(file);
  if (isNew) makePrivate(file);
  const writer = openWriter(file);
  let reader: Knex | null = null;
  try {
    // Nothing can be lost in a new file, and waiting for the disk at each definition takes most of the time.
    if (isNew) await writer.raw('PRAGMA synchronous = OFF');
    const migrations = await migrate(writer, 'sqlite');
    if (isNew) await writer.raw('PRAGMA synchronous = FULL');
    const watch = open(file, true);
    reader = poolOf(watch, true);
    const snapshots = new SqliteSnapshots({
      pool: reader,
      watch,
      open: () => open(file, true, ['cache_size = -32768']),
      checkpoint: () => checkpoint(file),
    });
    return databaseOf(file, writer, reader, snapshots, migrations);
  } catch (error) {
    await Promise.all([reader?.destroy(), writer.destroy()]);
    throw error;
  }
}
