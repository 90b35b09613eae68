import { isPostgres } from './address';
import type { Database } from './database';
import { openPostgres, type PostgresOptions } from './postgres';
import { openSqlite } from './sqlite';

/**
 * Opens a database and runs the missing migrations.
 * @param url `file:<path>` or a path for SQLite, whose file is created if it is missing; or `postgres://…`
 * @throws DatabaseError if the database cannot be used, or a newer build made it
 */
export function openDatabase(url: string, options: PostgresOptions = {}): Promise<Database> {
  return isPostgres(url) ? openPostgres(url, options) : openSqlite(url);
}
