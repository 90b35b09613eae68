import { type Database, type Db, execute, rows, type Trx } from '../database/database';
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
  /** What else is written of these objects in the same transaction, and what a dry run says of that. Gives the rows. */
  readonly also?: {
    write(trx: Trx, ids: readonly string[]): Promise<Tally>;
    preview(db: Db, ids: readonly string[]): Promise<Tally>;
  };
  /** Whether that is done for objects too of which nothing else is written. */
  readonly alsoUnchanged?: boolean;
}

/** How many rows of each table were written. */
export type Tally = ReadonlyMap<TableName, Counts>;

/** Adds to a tally what else was written. */
export function add(total: Map<TableName, Counts>, tally: Tally): void {
  for (const [name, { added, changed, removed }] of tally) {
    const of = total.get(name) ?? { added: 0, changed: 0, removed: 0 };
    total.set(name, { added: of.added + added, changed: of.changed + changed, removed: of.removed + removed });
  }
}

/** How many rows a tally has in all. */
export const written = (tally: Tally): Counts =>
  [...tally.values()].reduce(
    (sum, of) => ({
      added: sum.added + of.added,
      changed: sum.changed + of.changed,
      removed: sum.removed + of.removed,
    }),
    { added: 0, changed: 0, removed: 0 },
  );

export const isAnything = (tally: Tally): boolean => Object.values(written(tally)).some((number) => number > 0);

/** What is brought in line: where it is read, and how it is written. */
export type Live = Pick<Database, 'primary' | 'write'>;

// No transaction shall hold the database for long: it writes about so many rows, and fewer where these take longer.
const HELD_MS = 80;
const LEAST = 50;
const MOST = 2_000;
// So much is looked at together, and of so many objects all their rows.
const LOOK = 1_000;
const AT_ONCE = 200;
const ROWS_OF_ABSENT = 50;

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
  const key = raw(spec.key.map((column) => `t.${column}`).join(', '));
  return rows(
    db,
    sql`SELECT ${key} FROM ${raw(spec.name)} AS t
      WHERE (${key}) IN (${records(spec.name, spec.key, given)}) AND ${raw(spec.owned)}`,
  );
}

/** Removes the rows with these keys. */
async function removeRows(db: Db, spec: TableSpec, given: readonly Row[]): Promise<void> {
  if (given.length === 0) return;
  await execute(
    db,
    sql`DELETE FROM ${raw(spec.name)}
      WHERE (${raw(spec.key.join(', '))}) IN (${records(spec.name, spec.key, given)})`,
  );
}

/** What has to be written of one table. */
interface Change {
  readonly name: TableName;
  readonly put: readonly Row[];
  readonly remove: readonly Row[];
  /** How many of those to put are new. */
  readonly added: number;
}

/** What has to be written of one object. */
interface Work {
  /** Null for one that goes. */
  readonly id: string | null;
  readonly changes: readonly Change[];
  readonly rows: number;
}

/** Rows by their keys. */
type Present = ReadonlyMap<string, Row>;

const byKey = (spec: TableSpec, given: readonly Row[]): Map<string, Row> =>
  new Map(given.map((row) => [keyOf(spec, row), row]));

function byParent(column: string, given: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of given) {
    const parent = String(row[column]);
    const of = found.get(parent);
    if (of === undefined) found.set(parent, [row]);
    else of.push(row);
  }
  return found;
}

function changeOf(name: TableName, staged: readonly Row[], present: readonly Row[]): Change {
  const spec = specOf(name);
  const before = byKey(spec, present);
  const put: Row[] = [];
  let added = 0;
  for (const row of staged) {
    const key = keyOf(spec, row);
    const known = before.get(key);
    before.delete(key);
    if (known === undefined) added++;
    if (known === undefined || !isSame(spec, known, row)) put.push(row);
  }
  return { name, put, remove: [...before.values()], added };
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
  { root, children: parts = {} }: Part,
  options: ReconcileOptions,
): Promise<Tally> {
  const spec = specOf(root);
  const children = Object.entries(parts) as [TableName, string][];
  const counts = new Map<TableName, Counts>();
  const count = (name: TableName, added: number, put: number, removed: number) => {
    const of = counts.get(name) ?? { added: 0, changed: 0, removed: 0 };
    counts.set(name, of);
    of.added += added;
    of.changed += put - added;
    of.removed += removed;
  };
  const idOf = (row: Row) => String(row[spec.key[0] as string]);
  let most = MOST / 4;

  /** What has to be written of some objects, each by itself. */
  async function workOf(wanted: readonly Row[], absent: readonly Row[], known: Present | null): Promise<Work[]> {
    const ids = [...new Set(wanted.map(idOf))];
    const present = known ?? byKey(spec, await rowsOf(live.primary, spec, spec.key[0] as string, ids));
    const parts: { name: TableName; here: Map<string, Row[]>; there: Map<string, Row[]> }[] = [];
    for (const [name, column] of children) {
      const of = async (db: Db) => byParent(column, await rowsOf(db, specOf(name), column, ids));
      parts.push({ name, here: await of(staged), there: await of(live.primary) });
    }
    const work: Work[] = wanted.map((row) => {
      const before = present.get(keyOf(spec, row));
      const id = idOf(row);
      const changes: Change[] = [changeOf(root, [row], before === undefined ? [] : [before])];
      for (const { name, here, there } of parts) changes.push(changeOf(name, here.get(id) ?? [], there.get(id) ?? []));
      return { id, changes, rows: changes.reduce((sum, { put, remove }) => sum + put.length + remove.length, 0) };
    });
    for (const row of absent) {
      // What goes takes its parts along.
      const rows = children.length === 0 ? 1 : ROWS_OF_ABSENT;
      work.push({ id: null, changes: [{ name: root, put: [], remove: [row], added: 0 }], rows });
    }
    return work.filter((each) => each.rows > 0 || options.alsoUnchanged === true);
  }

  async function write(work: readonly Work[]): Promise<void> {
    const changes = work.flatMap((each) => each.changes);
    for (const { name, added, put, remove } of changes) count(name, added, put.length, remove.length);
    const ids = work.flatMap(({ id }) => (id === null ? [] : [id]));
    if (options.isDry === true) {
      for (const [name, of] of (await options.also?.preview(live.primary, ids)) ?? []) {
        count(name, of.added, of.added + of.changed, of.removed);
      }
      return;
    }
    const started = performance.now();
    const more = await live.write(async (trx) => {
      for (const name of [root, ...children.map(([child]) => child)]) {
        const of = changes.filter((change) => change.name === name);
        await removeRows(
          trx,
          specOf(name),
          of.flatMap(({ remove }) => remove),
        );
        await putRows(
          trx,
          specOf(name),
          of.flatMap(({ put }) => put),
        );
      }
      return options.also?.write(trx, ids);
    });
    for (const [name, of] of more ?? []) count(name, of.added, of.added + of.changed, of.removed);
    const took = performance.now() - started;
    const written = work.reduce((sum, { rows }) => sum + rows, 0);
    if (took > HELD_MS) most = Math.max(LEAST, Math.floor(most / 2));
    else if (written >= most / 2 && took < HELD_MS / 4) most = Math.min(MOST, most * 2);
  }

  async function bring(wanted: readonly Row[], absent: readonly Row[], known: Present | null): Promise<void> {
    let waiting: Work[] = [];
    let rows = 0;
    for (const each of await workOf(wanted, absent, known)) {
      if (waiting.length > 0 && rows + each.rows > most) {
        await write(waiting);
        [waiting, rows] = [[], 0];
      }
      waiting.push(each);
      rows += each.rows;
    }
    if (waiting.length > 0) await write(waiting);
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
    const present = options.removesAbsent ? byKey(spec, there) : null;
    const absent = await ownedAmong(
      live.primary,
      spec,
      within(there).filter((row) => !keys.has(keyOf(spec, row)) && !(options.keeps?.(idOf(row)) ?? false)),
    );
    while (wanted.length > 0 || absent.length > 0) {
      await bring(wanted.splice(0, AT_ONCE), absent.splice(0, AT_ONCE), present);
    }
    if (end === null) return counts;
    after = end;
  }
}
