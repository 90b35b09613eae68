import { closeSync, existsSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { rm, stat, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Knex } from 'knex';
import { sqliteFile } from './address';
import type { Database, DiskState } from './database';
import { DatabaseError, DatabaseUnavailable, TryAgain } from './errors';
import { FolderError, isFolder, makeFolder } from './make-folder';
import { script } from './migration-files';
import { migrate } from './migrator';
import { outageIn } from './outage';
import { poolOf, Sqlite, type SqliteConnection } from './sqlite-driver';
import { READ_CONNECTIONS, SqliteSnapshots } from './sqlite-snapshots';
import { type Obstacle, retrying } from './transactions';

// Waiting for a lock blocks the event loop, so the wait is short.
const BUSY_TIMEOUT_MS = 200;

/**
 * SQLite reports BUSY if another process is writing, and BUSY_SNAPSHOT if one has written since this transaction began.
 */
function obstacleIn(error: unknown): Obstacle {
  const { code } = error as { code?: unknown };
  if (code === 'SQLITE_BUSY_SNAPSHOT') return 'CONFLICT';
  return typeof code === 'string' && code.startsWith('SQLITE_BUSY') ? 'BUSY' : null;
}

/** The foreseen error for a lock of another process that ended a transaction without retries; null for any other error. */
export function lockIn(error: unknown): TryAgain | null {
  const why = obstacleIn(error);
  return why === null ? null : new TryAgain(why);
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

/** Opens a connection to an existing file. */
function open(file: string, readonly: boolean, pragmas: readonly string[] = []): SqliteConnection {
  const connection = new Sqlite(file, { readonly, fileMustExist: true });
  configure(connection, pragmas);
  return connection;
}

/** Checkpoints the write-ahead log as far as other readers permit. */
function checkpoint(file: string): void {
  const connection = open(file, false);
  try {
    connection.pragma('wal_checkpoint(PASSIVE)');
  } finally {
    connection.close();
  }
}

/**
 * Creates a temporary file with all tables. It does not check foreign keys or wait for the disk.
 * @param file replaced if it exists
 */
export function openScratch(file: string): Knex {
  rmSync(file, { force: true });
  const made = new Sqlite(file);
  // Each CREATE is a transaction of its own, so the disk would be waited for a hundred times.
  made.pragma('synchronous = OFF');
  made.pragma('journal_mode = MEMORY');
  made.exec(script());
  made.close();
  const pragmas = ['foreign_keys = OFF', 'synchronous = OFF', 'journal_mode = MEMORY', 'cache_size = -16384'];
  return poolOf(open(file, false, pragmas), true);
}

/** Creates an empty file that only its owner can read. SQLite gives its log and lock files the same mode. */
const makePrivate = (file: string): void => closeSync(openSync(file, 'a', 0o600));

// More than a mutation adds to the write-ahead log.
const PROBE = Buffer.alloc(512 * 1024);

/** Writes a file beside the database, where the write-ahead log is. Rejects if the disk is full or read-only. */
async function checkDisk(file: string): Promise<void> {
  const probe = `${file}.${process.pid}.probe`;
  try {
    await writeFile(probe, PROBE, { flush: true, mode: 0o600 });
  } finally {
    await rm(probe, { force: true });
  }
}

async function diskStateOf(file: string): Promise<DiskState> {
  const [{ bsize, blocks, bavail }, log] = await Promise.all([
    statfs(path.dirname(file)),
    stat(`${file}-wal`).catch(() => ({ size: 0 })),
  ]);
  return { bytes: blocks * bsize, freeBytes: bavail * bsize, logBytes: log.size };
}

/** Checks that this process can write to the database. A lock of another process is not a failure. */
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

/** A name of the file itself, which a moved file keeps; null if there is none. */
function identityOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}

/**
 * Watches for a database file that is moved, deleted or replaced while it is open. The connections keep the old file,
 * which the next start would not find.
 * @returns a check that throws DatabaseUnavailable from then on
 */
function watchFile(file: string): () => void {
  const opened = identityOf(file);
  return () => {
    if (identityOf(file) !== opened) throw new DatabaseUnavailable(`${file} was moved, deleted or replaced.`);
  };
}

/** Gives a finished file its name. A link, unlike a rename, never replaces an existing file. */
function takeName(part: string, target: string): void {
  try {
    linkSync(part, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new DatabaseError(`${target} exists.`);
    // Some file systems have no hard links.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    renameSync(part, target);
  }
}

/** The refusal of a file that the system did not let us create. */
function cannotBeCreated(file: string, error: unknown): DatabaseError {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = error instanceof FolderError ? `: ${message}` : ` (${code}).`;
  return new DatabaseError(`${file} cannot be created${why}`, { cause: error });
}

/**
 * Backs up the database while it is in use. The copy gets its name only after it is complete and checked. A killed
 * process leaves `<target>.<pid>.part`, which is not a backup.
 * @throws DatabaseError if the target exists or cannot be created, its folder is missing, or the copy is damaged
 */
async function backUp(file: string, target: string): Promise<void> {
  if (existsSync(target)) throw new DatabaseError(`${target} exists.`);
  const folder = path.dirname(target);
  if (!isFolder(folder)) throw new DatabaseError(`${folder} is not a folder.`);
  const part = `${target}.${process.pid}.part`;
  try {
    makePrivate(part);
  } catch (error) {
    throw outageIn(error) ?? cannotBeCreated(target, error);
  }
  try {
    const source = open(file, true);
    try {
      await source.backup(part);
    } finally {
      source.close();
    }
    // Open for writing, so that SQLite deletes the write-ahead log that the check creates.
    const copy = open(part, false);
    try {
      const [problem] = copy.pragma('quick_check(1)') as { quick_check: string }[];
      if (problem?.quick_check !== 'ok') throw new DatabaseError(`The copy is damaged: ${problem?.quick_check}.`);
    } finally {
      copy.close();
    }
    takeName(part, target);
  } finally {
    remove(part);
  }
}

/** Deletes a file that was never complete, with its log and lock files. */
function remove(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}

/**
 * Creates the file and its folder if they are missing.
 * @returns whether the file is new
 * @throws DatabaseError if it cannot be created
 */
function create(file: string): boolean {
  try {
    makeFolder(path.dirname(file));
    const isNew = !existsSync(file);
    if (isNew) makePrivate(file);
    return isNew;
  } catch (error) {
    throw cannotBeCreated(file, error);
  }
}

/** The error for a file that cannot be used, with its name; any other error as it is. */
function refusalOf(file: string, error: unknown): unknown {
  const { code = '' } = error as { code?: string };
  if (code === 'SQLITE_NOTADB') return new DatabaseError(`${file} is not a database.`);
  if (code.startsWith('SQLITE_CORRUPT'))
    return new DatabaseError(`${file} is damaged. Restore a backup.`, { cause: error });
  if (!code.startsWith('SQLITE_CANTOPEN')) return error;
  const why = 'it is a folder, the disk is read-only, or this user may not write it';
  return new DatabaseError(`${file} cannot be opened: ${why}.`, { cause: error });
}

/** Opens the write connection. @throws DatabaseError if the file is not a whole database, or cannot be opened */
function openWriter(file: string): Knex {
  try {
    return poolOf(open(file, false), false);
  } catch (error) {
    throw refusalOf(file, error);
  }
}

function databaseOf(
  file: string,
  writer: Knex,
  reader: Knex,
  snapshots: SqliteSnapshots,
  migrations: Awaited<ReturnType<typeof migrate>>,
): Database {
  const conflicts = { retried: 0, givenUp: 0 };
  const checkFile = watchFile(file);
  return {
    primary: reader,
    lags: false,
    migrated: migrations.files,
    version: () => snapshots.version(),
    writer,
    statements: reader,
    readsAtOnce: READ_CONNECTIONS,
    pools: () => [snapshots.pool()],
    openSnapshots: () => snapshots.open,
    conflicts,
    diskState: () => diskStateOf(file),
    replicaLag: async () => null,
    snapshot: (_, deadline, tally) => snapshots.take(deadline, tally),
    async readRights(read, deadline) {
      deadline.throwIfOver();
      return read(reader);
    },
    async write(work) {
      checkFile();
      try {
        return await retrying(() => writer.transaction(work), obstacleIn, conflicts);
      } catch (error) {
        throw outageIn(error) ?? error;
      }
    },
    checks: {
      migrations: () => migrations.check(reader),
      async database() {
        checkFile();
        checkWritable(file);
      },
      disk: () => checkDisk(file),
    },
    backup: (target) => backUp(file, target),
    async close() {
      snapshots.close();
      await reader.destroy();
      await writer.destroy();
    },
  };
}

/**
 * Opens an SQLite file: one connection writes, another one only reads committed data.
 * @param migrates whether missing migrations run
 */
export async function openSqlite(url: string, migrates = true): Promise<Database> {
  const file = sqliteFile(url);
  const isNew = create(file);
  const writer = openWriter(file);
  let reader: Knex | null = null;
  try {
    // A new file has nothing to lose, and waiting for the disk after each statement would take most of the time.
    if (isNew) await writer.raw('PRAGMA synchronous = OFF');
    const migrations = await migrate(writer, 'sqlite', migrates);
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
    if (isNew) remove(file);
    throw refusalOf(file, error);
  }
}
