import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isPostgres, sqliteFile } from '../database/address';
import type { Database } from '../database/database';
import { MissingMigration } from '../database/migrator';
import { openDatabase } from '../database/open';
import type { DatabaseSettings } from './command-context';
import { UsageError } from './usage-error';
import { commandLine } from './version';

/*
 * How commands open a database: one that writes migrates it first, and one that only reads does not change its tables.
 */

/** Opens a database for the work, and closes it afterwards. */
export async function withDatabase<Answer>(
  { databaseUrl, postgres, migrateAtStart }: DatabaseSettings,
  work: (database: Database) => Promise<Answer>,
): Promise<Answer> {
  // Commands have no statement timeout: the person at the terminal decides how long to wait.
  const database = await openDatabase(databaseUrl, {
    ...postgres,
    statementTimeoutMs: 0,
    migrates: migrateAtStart ?? true,
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Whether an SQLite file is missing. Opening it would make an empty database. */
const isMissing = (databaseUrl: string): boolean => !isPostgres(databaseUrl) && !existsSync(sqliteFile(databaseUrl));

/** @throws UsageError if an SQLite file is missing */
export function refuseMissing(databaseUrl: string): void {
  if (isMissing(databaseUrl)) throw new UsageError(`There is no database at ${sqliteFile(databaseUrl)}.`);
}

/** {@link withDatabase} for a command that makes no database. @throws UsageError if an SQLite file is missing */
export const withExistingDatabase: typeof withDatabase = async (settings, work) => {
  refuseMissing(settings.databaseUrl);
  return withDatabase(settings, work);
};

/**
 * {@link withDatabase} for a command that only reads, and so never migrates.
 * @throws UsageError if an SQLite file or a migration is missing
 */
export const withUnchangedDatabase: typeof withDatabase = async (settings, work) => {
  try {
    return await withExistingDatabase({ ...settings, migrateAtStart: false }, work);
  } catch (error) {
    if (!(error instanceof MissingMigration)) throw error;
    throw new UsageError(
      `The database lacks ${error.file}.sql, and a command that only reads runs no migrations. Run this first: ${commandLine('db', 'migrate')}`,
    );
  }
};

/** {@link withUnchangedDatabase} that works on an empty database where an SQLite file is missing, and makes none. */
export const withUnchangedOrEmpty: typeof withDatabase = async (settings, work) => {
  if (!isMissing(settings.databaseUrl)) return withUnchangedDatabase(settings, work);
  const scratch = await mkdtemp(path.join(tmpdir(), 'troubleshooting-graph-'));
  try {
    return await withDatabase({ databaseUrl: path.join(scratch, 'empty.db') }, work);
  } finally {
    await rm(scratch, { recursive: true });
  }
};
