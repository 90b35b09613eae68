import path from 'node:path';

/** The folder for files beside the database: that of the SQLite file, or `data` for PostgreSQL. */
export const dataFolder = (url: string): string =>
  isPostgres(url) ? path.resolve('data') : path.dirname(sqliteFile(url));

/** Whether an address names a PostgreSQL server. */
export const isPostgres = (url: string): boolean => /^postgres(ql)?:\/\//.test(url);

/** The absolute path of an SQLite address. */
export function sqliteFile(url: string): string {
  return path.resolve(url.startsWith('file:') ? url.slice('file:'.length) : url);
}
