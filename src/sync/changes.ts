import { type Db, execute, rows } from '../database/database';
import { list, raw, records, sql } from '../database/sql';
import { TABLES, type TableName } from '../import/tables';
import { isSameRow, type Row, rowKeyOf, type TableSpec } from '../import/writer';
import type { Resource } from '../microsoft-graph/resources';
import { groupsOf } from '../resolving/grouping';

/*
 * The differences between staged rows and the rows of the database, object by object.
 */

/** A table of objects (the root), and the tables that hold rows of these objects (the children). */
export interface ObjectTables {
  readonly root: TableName;
  /** Child tables, each with its column for the id of the object. */
  readonly children?: Readonly<Partial<Record<TableName, string>>>;
  /** Absent objects are removed only if all these resources were read completely; the ones of each row, if a function. */
  readonly needs?: readonly Resource[] | ((row: Row) => readonly Resource[]);
  /** Slices by parent; the first one whose resource was read is used. Without it, the whole table is compared. */
  readonly by?: readonly Slice[];
  /** Staged rows of other parents than those of the slice are written too; then nothing is removed. */
  readonly addsOthers?: true;
}

/** Splits a table by parent, so that only the rows of parents that were read are compared. */
export interface Slice {
  /** Column with the id of the parent. */
  readonly column: string;
  readonly resource: Resource;
  /** Restricts the slice to rows with this value of `kind`. */
  readonly kind?: string;
  /** A resource that has rows which this one lacks. Once it was read, nothing of this slice is removed. */
  readonly lacksRowsOf?: Resource;
}

/** The rows of one table to write and to remove. */
export interface Change {
  readonly name: TableName;
  readonly put: readonly Row[];
  readonly remove: readonly Row[];
  /** Number of new rows in `put`; the others are updates. */
  readonly added: number;
}

/** The changes of one object, in its root table and its child tables. */
export interface ObjectChange {
  /** Null if the object is removed. */
  readonly id: string | null;
  readonly changes: readonly Change[];
  /** Number of rows to write, to bound a transaction. An estimate for a removed object. */
  readonly size: number;
}

// Estimated rows of a removed object: the database also deletes its child rows.
const ROWS_OF_REMOVED = 50;

export const specOf = (name: TableName): TableSpec => TABLES[name];
/** The object id of a row of a root table: the first column of its key. */
export const rowIdOf = (spec: TableSpec, row: Row): string => String(row[spec.key[0] as string]);

export const rowsByKey = (spec: TableSpec, given: readonly Row[]): Map<string, Row> =>
  new Map(given.map((row) => [rowKeyOf(spec, row), row]));

/** Rows by the value of a column. */
export const byParent = (column: string, given: readonly Row[]): Map<string, Row[]> =>
  groupsOf(given, (row) => String(row[column]));

/** The rows whose `column` is one of `ids`, and whose `kind` is the given one. */
export function rowsOf(
  db: Db,
  spec: TableSpec,
  column: string,
  ids: readonly string[],
  kind?: string | undefined,
): Promise<Row[]> {
  return rows(
    db,
    sql`SELECT ${raw(spec.columns.join(', '))} FROM ${raw(spec.name)}
      WHERE ${raw(column)} IN ${list(ids)} ${kind === undefined ? raw('') : sql`AND kind = ${kind}`}`,
  );
}

/** The parents of the staged rows of a slice, without some. */
export async function parentsStaged(
  staged: Db,
  root: TableName,
  { column, kind }: Slice,
  without: ReadonlySet<string>,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    staged,
    sql`SELECT DISTINCT ${raw(column)} AS id FROM ${raw(specOf(root).name)}
      WHERE ${kind === undefined ? raw('TRUE') : sql`kind = ${kind}`}`,
  );
  return found.map(({ id }) => id).filter((id) => !without.has(id));
}

/** The next rows of a table in key order, up to `limit`. `after` is the last row before them, or null. */
export function nextRows(db: Db, spec: TableSpec, after: Row | null, limit: number): Promise<Row[]> {
  const key = raw(spec.key.join(', '));
  const beyond = after === null ? raw('TRUE') : sql`(${key}) > (${records(spec.name, spec.key, [after])})`;
  return rows(
    db,
    sql`SELECT ${raw(spec.columns.map((column) => `t.${column}`).join(', '))} FROM ${raw(spec.name)} AS t
      WHERE ${beyond} ORDER BY ${key} LIMIT ${limit}`,
  );
}

/** The given rows that belong to Microsoft Graph, and which a sync may therefore remove. */
export async function ownedAmong(db: Db, spec: TableSpec, given: readonly Row[]): Promise<Row[]> {
  if (given.length === 0 || spec.owned === undefined) return [...given];
  const key = raw(spec.key.map((column) => `t.${column}`).join(', '));
  return rows(
    db,
    sql`SELECT ${key} FROM ${raw(spec.name)} AS t
      WHERE (${key}) IN (${records(spec.name, spec.key, given)}) AND ${raw(spec.owned)}`,
  );
}

/** Deletes the given rows by their keys. */
export async function removeRows(db: Db, spec: TableSpec, given: readonly Row[]): Promise<void> {
  if (given.length === 0) return;
  await execute(
    db,
    sql`DELETE FROM ${raw(spec.name)}
      WHERE (${raw(spec.key.join(', '))}) IN (${records(spec.name, spec.key, given)})`,
  );
}

function changeOf(name: TableName, staged: readonly Row[], live: readonly Row[]): Change {
  const spec = specOf(name);
  const before = rowsByKey(spec, live);
  const put: Row[] = [];
  let added = 0;
  for (const row of staged) {
    const key = rowKeyOf(spec, row);
    const known = before.get(key);
    before.delete(key);
    if (known === undefined) added++;
    if (!isSameRow(spec, known, row)) put.push(row);
  }
  return { name, put, remove: [...before.values()], added };
}

const sizeOf = (changes: readonly Change[]): number =>
  changes.reduce((sum, { put, remove }) => sum + put.length + remove.length, 0);

/** Both databases of a comparison. */
interface Sides {
  readonly staged: Db;
  readonly live: Db;
}

/**
 * Compares objects one by one. Unchanged objects are included, with size 0.
 * @param wanted staged rows of the root table
 * @param absent live rows of the root table to remove
 * @param known live rows of the root table by key, if the caller has read them; null to read them here
 */
export async function changesOf(
  { staged, live }: Sides,
  { root, children = {} }: ObjectTables,
  wanted: readonly Row[],
  absent: readonly Row[],
  known: ReadonlyMap<string, Row> | null,
): Promise<ObjectChange[]> {
  const spec = specOf(root);
  const ids = [...new Set(wanted.map((row) => rowIdOf(spec, row)))];
  const present = known ?? rowsByKey(spec, await rowsOf(live, spec, spec.key[0] as string, ids));
  const parts: { name: TableName; staged: Map<string, Row[]>; live: Map<string, Row[]> }[] = [];
  for (const [name, column] of Object.entries(children) as [TableName, string][]) {
    const of = async (db: Db) => byParent(column, await rowsOf(db, specOf(name), column, ids));
    parts.push({ name, staged: await of(staged), live: await of(live) });
  }
  const put = wanted.map((row): ObjectChange => {
    const before = present.get(rowKeyOf(spec, row));
    const id = rowIdOf(spec, row);
    const changes = [
      changeOf(root, [row], before === undefined ? [] : [before]),
      ...parts.map((part) => changeOf(part.name, part.staged.get(id) ?? [], part.live.get(id) ?? [])),
    ];
    return { id, changes, size: sizeOf(changes) };
  });
  const size = Object.keys(children).length === 0 ? 1 : ROWS_OF_REMOVED;
  const removed = absent.map(
    (row): ObjectChange => ({ id: null, changes: [{ name: root, put: [], remove: [row], added: 0 }], size }),
  );
  return [...put, ...removed];
}
