import type { Knex } from 'knex';
import { insertRows } from '../database/bulk';
import { execute, firstRow, rows } from '../database/database';
import { raw, records, sql } from '../database/sql';
import { cameTwice } from './source';

/** A row of a table, by column. */
export type Row = Record<string, string | number | null>;

/** The specification of a table that imports write. */
export interface TableSpec {
  readonly name: string;
  /** The name of its rows in the summary; missing if they are parts of other tables' rows. */
  readonly title?: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
  /** The SQL condition, over `t`, for the rows that imports may remove; all rows by default. */
  readonly owned?: string;
  /** Whether each change increments the column `version`. */
  readonly versioned?: boolean;
}

/** The numbers of written rows. */
export interface Counts {
  added: number;
  changed: number;
  removed: number;
}

/** Writes the rows of an import to one table. It adds, changes and removes only rows that differ. */
export interface TableWriter {
  /** Whether the table was empty before the import. */
  readonly wasEmpty: boolean;
  /**
   * Queues a row, and writes the queue when it is full.
   * @param where the record of the row, for messages
   */
  put(row: Row, where: string): Promise<void>;
  /** Writes the queued rows. */
  flush(): Promise<void>;
  /** Removes the rows that were not read. Call it for child tables before their parents. */
  removeAbsent(): Promise<void>;
  readonly counts: Counts;
}

/** Inserts rows, and replaces those with the same key. */
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

/** A queued row, and its record for messages. */
interface Waiting {
  readonly row: Row;
  readonly where: string;
}

/** Called if a key comes again with other content. @param first where it came first; null if that is not known */
type OnTwice = (where: string, key: string, first: string | null) => void;

/** A table, its transaction and its counts. */
interface Target {
  readonly trx: Knex;
  readonly spec: TableSpec;
  readonly counts: Counts;
  readonly onTwice: OnTwice;
}

const rowsOf = (waiting: readonly Waiting[]): Row[] => waiting.map(({ row }) => row);

/** The key of a row as one text. It is unambiguous: a key has texts without NUL, and at most one number at the end. */
export const rowKeyOf = ({ key }: TableSpec, row: Row): string => key.map((column) => row[column]).join('\0');

/** The key of a row, for messages. */
const rowNameOf = ({ key }: TableSpec, row: Row): string => key.map((column) => row[column]).join(', ');

/** Whether a row that may exist has the same values as another one. */
export const isSameRow = ({ columns }: TableSpec, one: Row | undefined, other: Row): boolean =>
  one !== undefined && columns.every((column) => one[column] === other[column]);

// The temporary table of the keys that were read.
const seenTable = ({ name }: TableSpec): string => `seen_${name}`;

/** Finds the rows of a table that have the keys of these rows. */
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
  return new Map(found.map((row) => [rowKeyOf(spec, row), row]));
}

/** Writes rows to a table that was empty before the import. */
async function insertBatch(target: Target, batch: readonly Waiting[]): Promise<void> {
  const { trx, spec, counts, onTwice } = target;
  const given = rowsOf(batch);
  const added = await insertRows(trx, spec.name, spec.columns, given, 'DO NOTHING');
  counts.added += added;
  if (added === given.length) return;
  const existing = await present(target, given, spec.name, spec.columns);
  for (const { row, where } of batch) {
    if (!isSameRow(spec, existing.get(rowKeyOf(spec, row)), row)) onTwice(where, rowNameOf(spec, row), null);
  }
}

/** Keeps the first row of each key. */
function once({ spec, onTwice }: Target, given: readonly Waiting[]): Waiting[] {
  const kept = new Map<string, Waiting>();
  for (const each of given) {
    const id = rowKeyOf(spec, each.row);
    const first = kept.get(id);
    if (first === undefined) kept.set(id, each);
    else if (!isSameRow(spec, first.row, each.row)) onTwice(each.where, rowNameOf(spec, each.row), first.where);
  }
  return [...kept.values()];
}

/** Writes rows to a table that had rows before the import, and records their keys as read. */
async function replaceBatch(target: Target, batch: readonly Waiting[]): Promise<void> {
  const { trx, spec, counts, onTwice } = target;
  const existing = await present(target, rowsOf(batch), spec.name, spec.columns);
  const isNew = ({ row }: Waiting) => !existing.has(rowKeyOf(spec, row));
  const changed = batch.filter(({ row }) => !isSameRow(spec, existing.get(rowKeyOf(spec, row)), row));
  const replaced = changed.filter((each) => !isNew(each));
  const read = await present(target, rowsOf(replaced), seenTable(spec), spec.key);
  const repeated = replaced.find(({ row }) => read.has(rowKeyOf(spec, row)));
  if (repeated !== undefined) onTwice(repeated.where, rowNameOf(spec, repeated.row), null);
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

/** Removes imported rows whose keys were not read. @returns their number */
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
 * Creates the writer of a table.
 * @param trx the transaction of the import
 * @param parents the writers of the tables that its rows refer to; they are flushed first
 * @param onTwice called if a key comes again with other content; throws an ImportError by default
 */
export async function createTableWriter(
  trx: Knex,
  spec: TableSpec,
  parents: readonly TableWriter[] = [],
  onTwice: OnTwice = (...twice) => {
    throw cameTwice(...twice);
  },
): Promise<TableWriter> {
  const target: Target = { trx, spec, onTwice, counts: { added: 0, changed: 0, removed: 0 } };
  let waiting: Waiting[] = [];
  const wasEmpty = (await firstRow(trx, sql`SELECT 1 FROM ${raw(spec.name)} LIMIT 1`)) === null;
  // An empty table has nothing to remove, so it needs no record of the keys.
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
