import { type Database, type Db, execute, rows } from '../database/database';
import { list, raw, records, sql } from '../database/sql';
import { TABLES, type TableName } from '../import/tables';
import { type Counts, putRows, type Row, type TableSpec } from '../import/writer';

/** A table whose rows are objects, and the tables whose rows are parts of them. */
export interface Part {
  readonly root: TableName;
  /** Each with the column that names the object. */
  readonly children?: Readonly<Partial<Record<TableName, string>>>;
}

export interface ReconcileOptions {
  /** Whether what was not read is gone; else only what was read is looked at. */
  readonly removesAbsent: boolean;
  /** Objects that stay as they are although they were not read. */
  readonly keeps?: (id: string) => boolean;
  /** Only says what it would do. */
  readonly isDry?: boolean;
  /** Does more in the transaction that writes these objects. @returns what that wrote */
  readonly also?: (trx: Db, ids: readonly string[]) => Promise<Tally>;
  /** Whether that is done for objects too of which nothing else is written. */
  readonly alsoUnchanged?: boolean;
}

/** How many rows of each table were written. */
export type Tally = ReadonlyMap<TableName, Counts>;

/** What is brought in line: where it is read, and how it is written. */
export type Live = Pick<Database, 'primary' | 'write'>;

// No transaction shall hold the database for longer than about this: chunks grow and shrink to fit.
const HELD_MS = 80;
const LEAST = 20;
const MOST = 1_000;
// So much is looked at together.
const LOOK = 1_000;

const specOf = (name: TableName): TableSpec => TABLES[name];
const keyOf = ({ key }: TableSpec, row: Row): string => key.map((column) => row[column]).join('\0');
const isSame = ({ columns }: TableSpec, one: Row, other: Row): boolean =>
  columns.every((column) => one[column] === other[column]);

/** The rows of some objects. */
function rowsOf(db: Db, spec: TableSpec, column: string, ids: readonly string[]): Promise<Row[]> {
  return rows(
    db,
    sql`SELECT ${raw(spec.columns.join(', '))} FROM ${raw(spec.name)} WHERE ${raw(column)} IN ${list(ids)}`,
  );
}

/** The next rows of a table in the order of its key. */
function nextRows(db: Db, spec: TableSpec, after: Row | null): Promise<Row[]> {
  const key = raw(spec.key.join(', '));
  const beyond = after === null ? raw('TRUE') : sql`(${key}) > (${records(spec.name, spec.key, [after])})`;
  return rows(
    db,
    sql`SELECT ${raw(spec.columns.map((column) => `t.${column}`).join(', '))} FROM ${raw(spec.name)} AS t
      WHERE ${beyond} ORDER BY ${key} LIMIT ${LOOK}`,
  );
}

/** Those of these rows that are a sync's to remove. */
async function ownedAmong(db: Db, spec: TableSpec, given: readonly Row[]): Promise<Row[]> {
  if (given.length === 0 || spec.owned === undefined) return [...given];
  const found = await rows<Row>(
    db,
    sql`SELECT ${raw(spec.key.map((column) => `t.${column}`).join(', '))} FROM ${raw(spec.name)} AS t
      WHERE (${raw(spec.key.map((column) => `t.${column}`).join(', '))}) IN (${records(spec.name, spec.key, given)})
        AND ${raw(spec.owned)}`,
  );
  return found;
}

/** Removes the rows with these keys. */
export async function removeRows(db: Db, spec: TableSpec, given: readonly Row[]): Promise<void> {
  if (given.length === 0) return;
  await execute(
    db,
    sql`DELETE FROM ${raw(spec.name)}
      WHERE (${raw(spec.key.join(', '))}) IN (${records(spec.name, spec.key, given)})`,
  );
}

/** What has to be written of one table for some objects. */
interface Change {
  readonly spec: TableSpec;
  readonly put: Row[];
  readonly remove: Row[];
}

function changeOf(spec: TableSpec, staged: readonly Row[], present: readonly Row[]): Change & { added: number } {
  const before = new Map(present.map((row) => [keyOf(spec, row), row]));
  const put: Row[] = [];
  let added = 0;
  for (const row of staged) {
    const key = keyOf(spec, row);
    const known = before.get(key);
    before.delete(key);
    if (known === undefined) added++;
    if (known === undefined || !isSame(spec, known, row)) put.push(row);
  }
  return { spec, put, remove: [...before.values()], added };
}

const order = (a: Row, b: Row, { key }: TableSpec): number => {
  for (const column of key) {
    const [one, other] = [a[column] as string | number, b[column] as string | number];
    if (one === other) continue;
    if (typeof one === 'number' && typeof other === 'number') return one - other;
    return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
  }
  return 0;
};

/**
 * Brings the objects of a part in line with what was staged: in the order of their keys, a few in each transaction, each
 * object with all its rows, and nothing is written for those that are as they should be.
 * @returns how many rows of each table were added, changed and removed
 */
export async function reconcile(
  staged: Db,
  live: Live,
  { root, children = {} }: Part,
  options: ReconcileOptions,
): Promise<Tally> {
  const spec = specOf(root);
  const parts = Object.entries(children) as [TableName, string][];
  const counts = new Map<TableName, Counts>(
    [root, ...parts.map(([name]) => name)].map((name) => [name, { added: 0, changed: 0, removed: 0 }]),
  );
  const count = (name: TableName, added: number, put: number, removed: number) => {
    const of = counts.get(name) as Counts;
    of.added += added;
    of.changed += put - added;
    of.removed += removed;
  };
  const idOf = (row: Row) => String(row[spec.key[0] as string]);
  let chunk = MOST / 4;

  async function bring(wanted: readonly Row[], absent: readonly Row[], known: readonly Row[] | null): Promise<void> {
    const ids = [...new Set(wanted.map(idOf))];
    const present = known ?? (await rowsOf(live.primary, spec, spec.key[0] as string, ids));
    const wantedKeys = new Set(wanted.map((row) => keyOf(spec, row)));
    const own = changeOf(
      spec,
      wanted,
      present.filter((row) => wantedKeys.has(keyOf(spec, row))),
    );
    const changes: Change[] = [{ ...own, remove: [...absent] }];
    count(root, own.added, own.put.length, absent.length);
    for (const [name, column] of parts) {
      const change = changeOf(
        specOf(name),
        await rowsOf(staged, specOf(name), column, ids),
        await rowsOf(live.primary, specOf(name), column, ids),
      );
      changes.push(change);
      count(name, change.added, change.put.length, change.remove.length);
    }
    if (options.isDry === true) return;
    const isNothing = changes.every(({ put, remove }) => put.length + remove.length === 0);
    if (isNothing && options.alsoUnchanged !== true) return;
    const started = performance.now();
    const more = await live.write(async (trx) => {
      for (const change of changes) {
        await removeRows(trx, change.spec, change.remove);
        await putRows(trx, change.spec, change.put);
      }
      return options.also?.(trx, ids);
    });
    for (const [name, of] of more ?? []) {
      if (!counts.has(name)) counts.set(name, { added: 0, changed: 0, removed: 0 });
      count(name, of.added, of.added + of.changed, of.removed);
    }
    const took = performance.now() - started;
    const written = changes.reduce((sum, { put, remove }) => sum + put.length + remove.length, 0);
    if (took > HELD_MS) chunk = Math.max(LEAST, Math.floor(chunk / 2));
    else if (written > 0 && took < HELD_MS / 4) chunk = Math.min(MOST, chunk * 2);
  }

  for (let after: Row | null = null; ; ) {
    const here: Row[] = await nextRows(staged, spec, after);
    const there: Row[] = options.removesAbsent ? await nextRows(live.primary, spec, after) : [];
    if (here.length === 0 && there.length === 0) return counts;
    // Both are known up to the nearer end of those that go on.
    const ends = [here, there].flatMap((side) => (side.length === LOOK ? [side.at(-1) as Row] : []));
    const end: Row | null = ends.sort((a, b) => order(a, b, spec))[0] ?? null;
    const within = (side: readonly Row[]) =>
      end === null ? [...side] : side.filter((row) => order(row, end, spec) <= 0);
    const wanted = within(here);
    const keys = new Set(wanted.map((row) => keyOf(spec, row)));
    const present = options.removesAbsent ? there : null;
    const absent = await ownedAmong(
      live.primary,
      spec,
      within(there).filter((row) => !keys.has(keyOf(spec, row)) && !(options.keeps?.(idOf(row)) ?? false)),
    );
    while (wanted.length > 0 || absent.length > 0) {
      await bring(wanted.splice(0, chunk), absent.splice(0, chunk), present);
    }
    if (end === null) return counts;
    after = end;
  }
}
