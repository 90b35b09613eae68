import { existsSync, rmSync, statSync } from 'node:fs';
import { rm, stat, statfs, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Knex } from 'knex';
import { sqliteFile } from './address';
import type { Database, DiskState } from './database';
import { DatabaseUnavailable, TryAgain } from './errors';
import { makeFolder } from './make-folder';
import { script } from './migration-files';
import { migrate } from './migrator';
import { outageIn } from './outage';
import { poolOf, Sqlite } from './sqlite-driver';
import { cannotBeCreated, makePrivate, openFile, refusalOfFile, removeFile } from './sqlite-file';
import { READ_CONNECTIONS, SqliteSnapshots } from './sqlite-snapshots';
import { type Obstacle, retrying } from './transactions';

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

/** Checkpoints the write-ahead log as far as other readers permit. */
function checkpoint(file: string): void {
  const connection = openFile(file, false);
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
  return poolOf(openFile(file, false, pragmas), true);
}

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
  const connection = openFile(file, false, ['busy_timeout = 0']);
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

/** Opens the write connection. @throws DatabaseError if the file is not a whole database, or cannot be opened */
function openWriter(file: string): Knex {
  try {
    return poolOf(openFile(file, false), false);
  } catch (error) {
    throw refusalOfFile(file, error);
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
    const watch = openFile(file, true);
    reader = poolOf(watch, true);
    const snapshots = new SqliteSnapshots({
      pool: reader,
      watch,
      open: () => openFile(file, true, ['cache_size = -32768']),
      checkpoint: () => checkpoint(file),
    });
    return databaseOf(file, writer, reader, snapshots, migrations);
  } catch (error) {
    await Promise.all([reader?.destroy(), writer.destroy()]);
    if (isNew) removeFile(file);
    throw refusalOfFile(file, error);
  }
}
