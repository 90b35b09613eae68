import { type Db, firstRow } from './database';
import { raw } from './sql';

/** The server: PostgreSQL, or an engine that speaks its protocol. */
export type ServerProduct = 'PostgreSQL' | 'YugabyteDB' | 'CockroachDB';

/** The product in the answer to `SELECT version()`. */
export function productIn(version: string): ServerProduct {
  if (version.includes('CockroachDB')) return 'CockroachDB';
  return /-YB-/.test(version) ? 'YugabyteDB' : 'PostgreSQL';
}

/**
 * Whether the server compiles statements that look costly. To many of ours it gives a cost far above their time, so compiling
 * them takes longer than running them.
 */
export const compiles = async (db: Db): Promise<boolean> =>
  // CockroachDB has no such setting.
  (await firstRow<{ jit: string | null }>(db, raw("SELECT current_setting('jit', TRUE) AS jit")))?.jit === 'on';

/** Asks the server for its product and version. */
export async function productOf(db: Db): Promise<ServerProduct> {
  return productIn((await firstRow<{ version: string }>(db, raw('SELECT version() AS version')))?.version ?? '');
}
