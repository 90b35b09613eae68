import { insertRows } from './bulk';
import { countOf, type Database, type Db, execute, rows, type Trx } from './database';
import { DatabaseError } from './errors';
import { vacuum } from './indexes';
import { type MadeTable, tables } from './migration-files';
import { refuseUnknownData } from './migrator';
import { raw, records, sql, type Value } from './sql';

/** Called with the number of rows copied so far, then with the number compared. */
export type Copied = (what: 'copying' | 'comparing', done: number, of: number) => void;

type CopiedRow = Record<string, Value>;

const PAGE = 1_000;
// Locks of running imports and syncs, not data of the tenant.
const MOMENTARY: ReadonlySet<string> = new Set(['imports_under_way', 'sync_lease']);

const namesOf = (columns: MadeTable['columns']): string[] => columns.map(({ name }) => name);

/** Reads the rows of a table by key, one page at a time. */
async function* pages(db: Db, { name, columns, key }: MadeTable): AsyncIterable<CopiedRow[]> {
  const keyList = raw(key.join(', '));
  for (let after: CopiedRow | null = null; ; ) {
    const beyond = after === null ? raw('TRUE') : sql`(${keyList}) > (${records(name, key, [after])})`;
    const found: CopiedRow[] = await rows<CopiedRow>(
      db,
      sql`SELECT ${raw(namesOf(columns).join(', '))} FROM ${raw(name)} WHERE ${beyond} ORDER BY ${keyList} LIMIT ${PAGE}`,
    );
    if (found.length > 0) yield found;
    if (found.length < PAGE) return;
    after = found.at(-1) as CopiedRow;
  }
}

/** Inserts the rows of all tables into the target. */
async function fill(target: Trx, source: Db, tables: readonly MadeTable[], hear: (rows: number) => void) {
  await execute(target, sql`INSERT INTO imports_under_way (singleton) VALUES (1)`);
  for (const table of tables) {
    for await (const page of pages(source, table)) {
      await insertRows(target, table.name, namesOf(table.columns), page, 'DO NOTHING');
      hear(page.length);
    }
  }
  await execute(target, sql`DELETE FROM imports_under_way`);
}

/** Compares every row of both databases. @throws DatabaseError if one differs */
async function compare(target: Trx, source: Db, tables: readonly MadeTable[], hear: (rows: number) => void) {
  for (const table of tables) {
    const there = pages(target, table)[Symbol.asyncIterator]();
    for await (const page of pages(source, table)) {
      const { value } = await there.next();
      if (JSON.stringify(value) !== JSON.stringify(page)) {
        throw new DatabaseError(`The copy differs from the source in ${table.name}. The target was left empty.`);
      }
      hear(page.length);
    }
    if ((await there.next()).done !== true) {
      throw new DatabaseError(`The copy has additional rows in ${table.name}. The target was left empty.`);
    }
  }
}

/**
 * Copies a tenant, with its local roles and its audit trail, into an empty database. It reads one snapshot of the
 * source and compares every row before the target commits. If a row differs, the target stays empty.
 * @returns the number of rows
 * @throws DatabaseError if the source has no tenant, the target is not empty, a copied row differs, or a newer build changed the source
 */
export async function copyDatabase(from: Database, to: Database, copied: Copied): Promise<number> {
  await refuseUnknownData(from.primary);
  if ((await countOf(from.primary, raw('tenants'))) === 0) throw new DatabaseError('The source has no tenant.');
  const all = tables().filter(({ name }) => !MOMENTARY.has(name));
  for (const table of all) {
    if ((await countOf(to.primary, raw(table.name))) > 0) {
      throw new DatabaseError(`The target is not empty: it has rows in ${table.name}.`);
    }
  }
  const source = from.snapshot('primary');
  try {
    let total = 0;
    for (const table of all) total += await countOf(source, raw(table.name));
    const report = (what: Parameters<Copied>[0]) => {
      let done = 0;
      return (rows: number) => {
        done += rows;
        copied(what, done, total);
      };
    };
    await to.writer.transaction(async (target) => {
      await fill(target, source, all, report('copying'));
      await compare(target, source, all, report('comparing'));
    });
    await vacuum(to.writer);
    return total;
  } finally {
    await source.end();
  }
}
