import { isPostgres } from './address';
import type { Database } from './database';
import { openPostgres, type PostgresOptions } from './postgres';
import { openSqlite } from './sqlite';

/** How to open a database. */
interface OpenOptions extends PostgresOptions {
  /** Whether missing migrations run; true by default. */
  readonly migrates?: boolean;
}

/**
 * Opens a database and runs the missing migrations.
 * @param url `file:<path>` or a path for SQLite, whose file is created if it is missing; or `postgres://…`
 * @throws DatabaseError if the database cannot be used, if a newer build made a change that is not additive, or if
 * migrations are missing and may not run
 */
export function openDatabase(url: string, { migrates = true, ...options }: OpenOptions = {}): Promise<Database> {
  return isPostgres(url) ? openPostgres(url, options, migrates) : openSqlite(url, migrates);
}
