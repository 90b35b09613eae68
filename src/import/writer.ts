import type { Knex } from 'knex';
import { insertRows } from '../database/bulk';
import { execute, firstRow, rows } from '../database/database';
import { raw, records, sql } from '../database/sql';
import { ImportError } from './source';

/** A row as its table holds it. */
export type Row = Record<string, string | number | null>;

/** A table that imports write. */
export interface TableSpec {
  readonly name: string;
  /** What the summary calls its rows; a table without a title holds parts of other tables' rows. */
  readonly title?: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
  /** Which rows belong to imports, as SQL over `t`; all of them by default. */
  readonly owned?: string;
  /** Whether its column `version` rises with every change. */
  readonly versioned?: boolean;
}

/** How many rows were written. */
export interface Counts {
  added: number;
  changed: number;
  removed: number;
}

/** Writes the rows that an import read to one table: adds, changes and removes only what differs. */
export interface TableWriter {
  /** Whether the table had no rows before. */
  readonly wasEmpty: boolean;
  /**
   * Takes a row.
   * @param where the record that it comes from, for messages
   */
  put(row: Row, where: string): Promise<void>;
  /** Writes the rows that still wait. */
  flush(): Promise<void>;
  /** Removes the rows that were not read. Children come before their parents. */
  removeAbsent(): Promise<void>;
  readonly counts: Counts;
}

/** Adds rows, or puts them in the place of those with the same key. */
export async function putRows(db: Knex, spec: TableSpec, given: readonly Row[]): Promise<void> {
  const { name, key, columns, versioned } = spec;
  const others = [
    ...columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`),
    ...(versioned ? [`version = ${name}.version + 1`] : []),
  ].join(', ');
  const onConflict = `(${key.join(', ')}) DO ${others === '' ? 'NOTHING' : `UPDATE SET ${others}`}`;
  await insertRows(db, name, columns, given, onConflict);
}

const BATCH = 500;

/** A row that waits to be written, and the record that it comes from. */
interface Waiting {
  readonly row: Row;
  readonly where: string;
}

/** Is called for a row whose key was read before, with other content. */
type OnTwice = (where: string) => void;

/** One table, and where it is written. */
interface Target {
  readonly trx: Knex;
  readonly spec: TableSpec;
  readonly counts: Counts;
  readonly onTwice: OnTwice;
}

const rowsOf = (waiting: readonly Waiting[]): Row[] => waiting.map(({ row }) => row);

// Keys are texts, and at most one number at the end.
const keyOf = ({ key }: TableSpec, row: Row): string => key.map((column) => row[column]).join('\0');

const isSame = ({ columns }: TableSpec, one: Row | undefined, other: Row): boolean =>
  one !== undefined && columns.every((column) => one[column] === other[column]);

// The keys that were read, in a temporary table.
const seenTable = ({ name }: TableSpec): string => `seen_${name}`;

/** Those of some rows that a table has, by their keys. */
async function present(
  { trx, spec }: Target,
  some: readonly Row[],
  table: string,
  columns: readonly string[],
): Promise<Map<string, Row>> {
  if (some.length === 0) return new Map();
  const found = await rows<Row>(
    trx,
    sql`SELECT ${raw(columns.join(', '))} FROM ${raw(table)}
      WHERE (${raw(spec.key.join(', '))}) IN (${records(spec.name, spec.key, some)})`,
  );
  return new Map(found.map((row) => [keyOf(spec, row), row]));
}

/** Adds rows to a table that was empty before the import. */
async function insertBatch(target: Target, batch: readonly Waiting[]): Promise<void> {
  const { trx, spec, counts, onTwice } = target;
  const given = rowsOf(batch);
  const added = await insertRows(trx, spec.name, spec.columns, given, 'DO NOTHING');
  counts.added += added;
  if (added === given.length) return;
  const existing = await present(target, given, spec.name, spec.columns);
  for (const { row, where } of batch) {
    if (!isSame(spec, existing.get(keyOf(spec, row)), row)) onTwice(where);
  }
}

/** Each key once: the first that was read. */
function once({ spec, onTwice }: Target, given: readonly Waiting[]): Waiting[] {
  const kept = new Map<string, Waiting>();
  for (const each of given) {
    const id = keyOf(spec, each.row);
    const first = kept.get(id);
    if (first === undefined) kept.set(id, each);
    else if (!isSame(spec, first.row, each.row)) onTwice(each.where);
  }
  return [...kept.values()];
}

/** Adds and changes rows of a table that had rows before the import, and notes their keys as read. */
async function replaceBatch(target: Target, batch: readonly Waiting[]): Promise<void> {
  const { trx, spec, counts, onTwice } = target;
  const existing = await present(target, rowsOf(batch), spec.name, spec.columns);
  const isNew = ({ row }: Waiting) => !existing.has(keyOf(spec, row));
  const changed = batch.filter(({ row }) => !isSame(spec, existing.get(keyOf(spec, row)), row));
  const replaced = changed.filter((each) => !isNew(each));
  const read = await present(target, rowsOf(replaced), seenTable(spec), spec.key);
  const repeated = replaced.find(({ row }) => read.has(keyOf(spec, row)));
  if (repeated !== undefined) onTwice(repeated.where);
  await insertRows(trx, seenTable(spec), spec.key, rowsOf(batch), 'DO NOTHING');
  await putRows(trx, spec, rowsOf(changed));
  counts.changed += replaced.length;
  counts.added += changed.length - replaced.length;
}

async function createSeenTable(trx: Knex, spec: TableSpec): Promise<void> {
  const seen = raw(seenTable(spec));
  const key = raw(spec.key.join(', '));
  await execute(trx, sql`CREATE TEMP TABLE ${seen} AS SELECT ${key} FROM ${raw(spec.name)} WHERE FALSE`);
  await execute(trx, sql`CREATE UNIQUE INDEX ${raw(`${seenTable(spec)}_key`)} ON ${seen} (${key})`);
}

/** Removes the imports' rows whose keys were not read. @returns how many */
async function removeUnseen(trx: Knex, spec: TableSpec): Promise<number> {
  const same = raw(spec.key.map((column) => `s.${column} = t.${column}`).join(' AND '));
  const removed = await execute(
    trx,
    sql`DELETE FROM ${raw(spec.name)} AS t WHERE ${raw(spec.owned ?? 'TRUE')}
      AND NOT EXISTS (SELECT 1 FROM ${raw(seenTable(spec))} s WHERE ${same})`,
  );
  await execute(trx, sql`DROP TABLE ${raw(seenTable(spec))}`);
  return removed;
}

/**
 * @param trx the transaction of the import
 * @param spec the table
 * @param parents the tables that its rows refer to, which are written first
 * @param onTwice is called for a row whose key was read before, with other content; an import stops there
 */
export async function createTableWriter(
  trx: Knex,
  spec: TableSpec,
  parents: readonly TableWriter[] = [],
  onTwice: OnTwice = (where) => {
    throw new ImportError(`${where}: the same id was read before, with other content.`);
  },
): Promise<TableWriter> {
  const target: Target = { trx, spec, onTwice, counts: { added: 0, changed: 0, removed: 0 } };
  let waiting: Waiting[] = [];
  const wasEmpty = (await firstRow(trx, sql`SELECT 1 FROM ${raw(spec.name)} LIMIT 1`)) === null;
  // A table without rows has nothing to remove, so the keys that were read are not needed.
  if (!wasEmpty) await createSeenTable(trx, spec);

  async function flush(): Promise<void> {
    if (waiting.length === 0) return;
    for (const parent of parents) await parent.flush();
    const batch = waiting;
    waiting = [];
    await (wasEmpty ? insertBatch(target, batch) : replaceBatch(target, once(target, batch)));
  }

  return {
    wasEmpty,
    counts: target.counts,
    flush,
    async put(row, where) {
      waiting.push({ row, where });
      if (waiting.length >= BATCH) await flush();
    },
    async removeAbsent() {
      if (!wasEmpty) target.counts.removed += await removeUnseen(trx, spec);
    },
  };
}
