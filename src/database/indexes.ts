import type { Knex } from 'knex';
import { type Db, engineOf, execute, rows } from './database';
import { tables } from './migration-files';
import { productOf } from './server-product';
import { list, raw, sql } from './sql';

/**
 * Drops the indexes of tables before they are filled. Building them afterwards takes a third of the time of updating
 * them. SQLite only, because on PostgreSQL readers would wait for the lock.
 * @returns a function that builds the indexes again
 */
export async function withoutIndexes(db: Db, tables: readonly string[]): Promise<() => Promise<void>> {
  if (engineOf(db) !== 'sqlite') return async () => {};
  const found = await rows<{ name: string; definition: string }>(
    db,
    sql`SELECT name, sql AS definition FROM sqlite_master
    WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ${list(tables)} ORDER BY name`,
  );
  for (const { name } of found) await execute(db, sql`DROP INDEX ${raw(name)}`);
  return async () => {
    for (const { definition } of found) await execute(db, raw(definition));
  };
}

/**
 * Updates PostgreSQL's statistics of tables that were just filled. Autovacuum does so only a minute later; until then
 * the first response for a tenant of 100,000 users took two seconds longer.
 */
export async function updateStatistics(db: Db, tables: readonly string[]): Promise<void> {
  if (engineOf(db) !== 'postgres') return;
  // CockroachDB takes one table at a time.
  for (const table of tables) await execute(db, raw(`ANALYZE ${table}`));
}

/**
 * Vacuums PostgreSQL's tables after most were filled, as far as the role owns them. Until then PostgreSQL looks up each entry of an
 * index in its table: for 100,000 users a page of findings took 4 to 11 s, until autovacuum came by minutes later.
 */
export async function vacuum(pool: Knex): Promise<void> {
  if (engineOf(pool) !== 'postgres' || (await productOf(pool)) !== 'PostgreSQL') return;
  const names = tables().map(({ name }) => name);
  try {
    await execute(pool, raw(`VACUUM (ANALYZE) ${names.join(', ')}`));
  } catch {
    // The rows are written, and autovacuum comes later.
  }
}
