import { existsSync, linkSync, renameSync } from 'node:fs';
import path from 'node:path';
import { isPostgres, sqliteFile } from './address';
import { DatabaseError } from './errors';
import { isFolder } from './make-folder';
import { outageIn } from './outage';
import type { SqliteConnection } from './sqlite-driver';
import { cannotBeCreated, makePrivate, openFile, refusalOfFile, removeFile } from './sqlite-file';

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

/** Copies an SQLite file whose connection is open. @throws DatabaseError if it is not a database of this service */
async function copyFrom(source: SqliteConnection, file: string, part: string): Promise<void> {
  if (source.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'knex_migrations'").get() === undefined) {
    throw new DatabaseError(`${file} has none of the tables of this service.`);
  }
  await source.backup(part);
}

async function copyFile(file: string, part: string): Promise<void> {
  try {
    // Open for writing, so that SQLite deletes the write-ahead log that reading creates.
    const source = openFile(file, false);
    await copyFrom(source, file, part).finally(() => source.close());
  } catch (error) {
    throw refusalOfFile(file, error);
  }
}

function checkCopy(part: string): void {
  const copy = openFile(part, false);
  try {
    const [problem] = copy.pragma('quick_check(1)') as { quick_check: string }[];
    if (problem?.quick_check !== 'ok') throw new DatabaseError(`The copy is damaged: ${problem?.quick_check}.`);
  } finally {
    copy.close();
  }
}

/**
 * Backs up an SQLite database while it is in use, as it is, whatever version of this service wrote it. The copy gets its name
 * only after it is complete and checked. A killed process leaves `<target>.<pid>.part`, which is not a backup.
 * @throws DatabaseError if the target exists or cannot be created, its folder is missing, the copy is damaged, or it is on
 * PostgreSQL, which has its own tools
 */
export async function backUpDatabase(url: string, target: string): Promise<void> {
  if (isPostgres(url)) {
    throw new DatabaseError('A PostgreSQL database is backed up with its own tools, such as pg_dump.');
  }
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
    await copyFile(sqliteFile(url), part);
    checkCopy(part);
    takeName(part, target);
  } finally {
    removeFile(part);
  }
}
