import { type Db, firstRow } from './database';
import { raw } from './sql';

/** The server: PostgreSQL, or an engine that speaks its protocol. */
export type ServerProduct = 'PostgreSQL' | 'YugabyteDB' | 'CockroachDB';

/** The product in the answer to `SELECT version()`. */
export function productIn(version: string): ServerProduct {
  if (version.includes('CockroachDB')) return 'CockroachDB';
  return /-YB-/.test(version) ? 'YugabyteDB' : 'PostgreSQL';
}

/** Asks the server for its product and version. */
export async function productOf(db: Db): Promise<ServerProduct> {
  return productIn((await firstRow<{ version: string }>(db, raw('SELECT version() AS version')))?.version ?? '');
}
