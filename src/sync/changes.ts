import { type Db, execute, rows } from '../database/database';
import { list, raw, records, sql } from '../database/sql';
import { TABLES, type TableName } from '../import/tables';
import type { Row, TableSpec } from '../import/writer';
import type { Resource } from '../microsoft-graph/resources';

/*
 * The differences between staged rows and those that the database has, object by object.
 */

/** A table whose rows are objects, and the tables whose rows are parts of them. */
export interface ObjectTables {
  readonly root: TableName;
  /** Each with the column that names the object. */
  readonly children?: Readonly<Partial<Record<TableName, string>>>;
  /** Resources without which an object that is absent may still be there. */
  readonly needs?: readonly Resource[];
  /** How the rows are read parent by parent; the first whose resource was read is taken. All rows at once where absent. */
  readonly by?: readonly Slice[];
}

/** The rows of one parent, which are read together. */
export interface Slice {
  /** The column that names the parent. */
  readonly column: string;
  readonly resource: Resource;
  /** Only rows with this kind. */
  readonly kind?: string;
}

/** What has to be written of one table. */
export interface Change {
  readonly name: TableName;
  readonly put: readonly Row[];
  readonly remove: readonly Row[];
  /** How many of the rows to put are new. */
  readonly added: number;
}

/** What has to be written of one object. */
export interface ObjectChange {
  /** Null for an object that is removed. */
  readonly id: string | null;
  readonly changes: readonly Change[];
  /** How many rows that is. */
  readonly size: number;
}

// An object that is removed takes its parts along; about so many rows.
const ROWS_OF_REMOVED = 50;

export const specOf = (name: TableName): TableSpec => TABLES[name];
export const rowKeyOf = ({ key }: TableSpec, row: Row): string => key.map((column) => row[column]).join('\0');
/** The id of the object that a row of a root table is. */
export const rowIdOf = (spec: TableSpec, row: Row): string => String(row[spec.key[0] as string]);

const isSame = ({ columns }: TableSpec, one: Row, other: Row): boolean =>
  columns.every((column) => one[column] === other[column]);

export const rowsByKey = (spec: TableSpec, given: readonly Row[]): Map<string, Row> =>
  new Map(given.map((row) => [rowKeyOf(spec, row), row]));

function byParent(column: string, given: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of given) {
    const parent = String(row[column]);
    const siblings = found.get(parent);
    if (siblings === undefined) found.set(parent, [row]);
    else siblings.push(row);
  }
  return found;
}

/** The rows of some objects or parents. */
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

/** The next rows of a table in the order of its key. */
export function nextRows(db: Db, spec: TableSpec, after: Row | null, limit: number): Promise<Row[]> {
  const key = raw(spec.key.join(', '));
  const beyond = after === null ? raw('TRUE') : sql`(${key}) > (${records(spec.name, spec.key, [after])})`;
  return rows(
    db,
    sql`SELECT ${raw(spec.columns.map((column) => `t.${column}`).join(', '))} FROM ${raw(spec.name)} AS t
      WHERE ${beyond} ORDER BY ${key} LIMIT ${limit}`,
  );
}

/** Those of some rows that a sync may remove. */
export async function ownedAmong(db: Db, spec: TableSpec, given: readonly Row[]): Promise<Row[]> {
  if (given.length === 0 || spec.owned === undefined) return [...given];
  const key = raw(spec.key.map((column) => `t.${column}`).join(', '));
  return rows(
    db,
    sql`SELECT ${key} FROM ${raw(spec.name)} AS t
      WHERE (${key}) IN (${records(spec.name, spec.key, given)}) AND ${raw(spec.owned)}`,
  );
}

/** Removes the rows with the keys of some rows. */
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
    if (known === undefined || !isSame(spec, known, row)) put.push(row);
  }
  return { name, put, remove: [...before.values()], added };
}

const sizeOf = (changes: readonly Change[]): number =>
  changes.reduce((sum, { put, remove }) => sum + put.length + remove.length, 0);

/** The tables of some objects, staged and live. */
interface Sides {
  readonly staged: Db;
  readonly live: Db;
}

/**
 * What has to be written of some objects, each by itself; also those of which nothing has to be written.
 * @param wanted the rows of the root table that shall be there
 * @param absent those that shall go
 * @param known the live rows of the root table by their keys, where they were read already
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
