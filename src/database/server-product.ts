import { type Db, firstRow } from './database';
import { raw } from './sql';

/** The server: PostgreSQL, or an engine that speaks its protocol. */
export type ServerProduct = 'PostgreSQL' | 'YugabyteDB' | 'CockroachDB';

/** The product in the answer to `SELECT version()`. */
export function productIn(version: string): ServerProduct {
  if (version.includes('CockroachDB')) return 'CockroachDB';
  return /-YB-/.test(version) ? 'YugabyteDB' : 'PostgreSQL';
}

// PostgreSQL lets a set take twice this memory, which is enough for two million ids.
const WORK_MEMORY_MB = 64;
const UNITS_MB: Readonly<Record<string, number>> = { kB: 1 / 1_024, MB: 1, GB: 1_024, TB: 1_048_576 };

/** A size as PostgreSQL shows it, such as `4MB`. */
function megabytesIn(size: string): number {
  const [, count, unit = ''] = /^(\d+)([kMGT]B)$/.exec(size) ?? [];
  return Number(count) * (UNITS_MB[unit] ?? Number.NaN);
}

/** Transactions whose statements are planned as {@link planningOn} says. */
export interface Planned {
  /** The statements that set this. Before the database is open nobody knows them, so there are none. */
  planning(): readonly string[];
}

/**
 * The statements with which a transaction sets how the server plans the others.
 *
 * JIT is turned off: to many of our statements PostgreSQL gives a cost far above their time, so compiling them takes longer than
 * running them. Memory is raised to {@link WORK_MEMORY_MB}: with the usual 4 MB, a set of more than 131,000 ids does not fit, and
 * PostgreSQL then compares each row with each member, which takes minutes.
 */
export async function planningOn(db: Db): Promise<readonly string[]> {
  // CockroachDB has no such settings.
  const asked = raw("SELECT current_setting('jit', TRUE) AS jit, current_setting('work_mem', TRUE) AS memory");
  const found = await firstRow<{ jit: string | null; memory: string | null }>(db, asked);
  return [
    ...(found?.jit === 'on' ? ['SET LOCAL jit = off'] : []),
    ...(megabytesIn(found?.memory ?? '') < WORK_MEMORY_MB ? [`SET LOCAL work_mem = '${WORK_MEMORY_MB}MB'`] : []),
  ];
}

/** Asks the server for its product and version. */
export async function productOf(db: Db): Promise<ServerProduct> {
  return productIn((await firstRow<{ version: string }>(db, raw('SELECT version() AS version')))?.version ?? '');
}
