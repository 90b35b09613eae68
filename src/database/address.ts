import path from 'node:path';

/** Where what belongs beside a database lies: in the folder of its file, in `data` where a server holds it. */
export const dataFolder = (url: string): string =>
  isPostgres(url) ? path.resolve('data') : path.dirname(sqliteFile(url));

/** Whether an address is that of a PostgreSQL server. */
export const isPostgres = (url: string): boolean => /^postgres(ql)?:\/\//.test(url);

/** The path in an SQLite address. */
export function sqliteFile(url: string): string {
  return path.resolve(url.startsWith('file:') ? url.slice('file:'.length) : url);
}
