import { closeSync, openSync, rmSync } from 'node:fs';
import { DatabaseError } from './errors';
import { FolderError } from './make-folder';
import { Sqlite, type SqliteConnection } from './sqlite-driver';

/*
 * One SQLite file: made, opened and deleted.
 */

// Waiting for a lock blocks the event loop, so the wait is short.
const BUSY_TIMEOUT_MS = 200;

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
export function openFile(file: string, readonly: boolean, pragmas: readonly string[] = []): SqliteConnection {
  const connection = new Sqlite(file, { readonly, fileMustExist: true });
  configure(connection, pragmas);
  return connection;
}

/** Creates an empty file that only its owner can read. SQLite gives its log and lock files the same mode. */
export const makePrivate = (file: string): void => closeSync(openSync(file, 'a', 0o600));

/** The refusal of a file that the system did not let us create. */
export function cannotBeCreated(file: string, error: unknown): DatabaseError {
  const { code, message } = error as NodeJS.ErrnoException;
  const why = error instanceof FolderError ? `: ${message}` : ` (${code}).`;
  return new DatabaseError(`${file} cannot be created${why}`, { cause: error });
}

/** The error for a file that cannot be used, with its name; any other error as it is. */
export function refusalOfFile(file: string, error: unknown): unknown {
  const { code = '' } = error as { code?: string };
  if (code === 'SQLITE_NOTADB') return new DatabaseError(`${file} is not a database.`);
  if (code.startsWith('SQLITE_CORRUPT'))
    return new DatabaseError(`${file} is damaged. Restore a backup.`, { cause: error });
  if (!code.startsWith('SQLITE_CANTOPEN')) return error;
  const why = 'it is a folder, the disk is read-only, or this user may not write it';
  return new DatabaseError(`${file} cannot be opened: ${why}.`, { cause: error });
}

/** Deletes a file that was never complete, with its log and lock files. */
export function removeFile(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
}
