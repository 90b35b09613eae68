import { insertRows } from './bulk';
import { type Database, type Db, execute, firstRow, rows } from './database';
import { DatabaseError } from './errors';
import { tables } from './migrator';
import { raw, records, sql, type Value } from './sql';

/** Hears how many rows of all have been copied, and then compared. */
export type Copied = (what: 'copying' | 'comparing', done: number, of: number) => void;

type Row = Record<string, Value>;

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

const PAGE = 1_000;
// Who imports or syncs at the moment, and nothing of the tenant.
const MOMENTARY: ReadonlySet<string> = new Set(['imports_under_way', 'sync_lease']);

/** The rows of a table, in the order of its key, some at a time. */
async function* pages(db: Db, { name, columns, key }: Table): AsyncIterable<Row[]> {
  const keyList = raw(key.join(', '));
  for (let after: Row | null = null; ; ) {
    const beyond = after === null ? raw('TRUE') : sql`(${keyList}) > (${records(name, key, [after])})`;
    const found: Row[] = await rows<Row>(
      db,
      sql`SELECT ${raw(columns.join(', '))} FROM ${raw(name)} WHERE ${beyond} ORDER BY ${keyList} LIMIT ${PAGE}`,
    );
    if (found.length > 0) yield found;
    if (found.length < PAGE) return;
    after = found.at(-1) as Row;
  }
}

async function countOf(db: Db, { name }: Table): Promise<number> {
  return (await firstRow<{ count: number }>(db, sql`SELECT COUNT(*) AS count FROM ${raw(name)}`))?.count ?? 0;
}

/**
 * Copies a whole tenant, with what was made here and the audit trail, into an empty database, all or nothing, and then
 * compares every row of both.
 * @returns how many rows there are
 * @throws DatabaseError when the target is not empty, or does not hold the same afterwards
 */
export async function copyDatabase(from: Database, to: Database, copied: Copied): Promise<number> {
  const all = tables().filter(({ name }) => !MOMENTARY.has(name));
  for (const table of all) {
    if ((await countOf(to.primary, table)) > 0) {
      throw new DatabaseError(`The target is not empty: it has rows in ${table.name}.`);
    }
  }
  // One snapshot, so that what is written meanwhile is in neither half of it.
  return from.reader.transaction(async (source) => {
    let total = 0;
    for (const table of all) total += await countOf(source, table);
    await to.writer.transaction(async (target) => {
      let done = 0;
      await execute(target, sql`INSERT INTO imports_under_way (singleton) VALUES (1)`);
      for (const table of all) {
        for await (const page of pages(source, table)) {
          await insertRows(target, table.name, table.columns, page, 'DO NOTHING');
          done += page.length;
          copied('copying', done, total);
        }
      }
      await execute(target, sql`DELETE FROM imports_under_way`);
    });
    let done = 0;
    for (const table of all) {
      const there = pages(to.primary, table)[Symbol.asyncIterator]();
      for await (const page of pages(source, table)) {
        const { value } = await there.next();
        if (JSON.stringify(value) !== JSON.stringify(page)) {
          throw new DatabaseError(`The copy is not the same: ${table.name} differs.`);
        }
        done += page.length;
        copied('comparing', done, total);
      }
      if ((await there.next()).done !== true) {
        throw new DatabaseError(`The copy is not the same: ${table.name} has more rows.`);
      }
    }
    return total;
  });
}
