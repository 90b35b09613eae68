import { isPostgres } from './address';
import type { Database } from './database';
import { openPostgres, type PostgresOptions } from './postgres';
import { openSqlite } from './sqlite';

/**
 * Opens a database and brings it up to date.
 * @param url `file:<path>` or a path of an SQLite file, which is made when it is missing; or `postgres://…`
 * @throws DatabaseError when it cannot be used, or was made by a newer build
 */
export function openDatabase(url: string, options: PostgresOptions = {}): Promise<Database> {
  return isPostgres(url) ? openPostgres(url, options) : openSqlite(url);
}
