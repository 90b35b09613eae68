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
  /** What the summary calls its rows; tables without are parts of others. */
  readonly title?: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
  /** Which rows belong to imports, as SQL over `t`; all of them when it is left out. */
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

/** Writes what an import read into one table: adds, changes and removes only what differs. */
export interface TableWriter {
  /** Whether the table had no rows before. */
  readonly wasEmpty: boolean;
  /**
   * Takes a row.
   * @param where the record that it comes from, for messages
   */
  put(row: Row, where: string): Promise<void>;
  /** Writes what is still held back. */
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
interface Held {
  readonly row: Row;
  readonly where: string;
}

/**
 * @param trx the transaction of the import
 * @param spec the table
 * @param parents the tables that its rows refer to, which are written first
 * @param onTwice what is done with a row whose key was read before, with other content; an import stops there
 */
export async function createTableWriter(
  trx: Knex,
  spec: TableSpec,
  parents: readonly TableWriter[] = [],
  onTwice: (where: string) => void = (where) => {
    throw new ImportError(`${where}: the same id was read before, with other content.`);
  },
): Promise<TableWriter> {
  const { name, key, columns } = spec;
  const table = raw(name);
  const seen = raw(`seen_${name}`);
  const keyList = raw(key.join(', '));
  const columnList = raw(columns.join(', '));
  const counts: Counts = { added: 0, changed: 0, removed: 0 };
  let held: Held[] = [];

  // Keys are texts, and at most one number at the end.
  const keyOf = (row: Row) => key.map((column) => row[column]).join('\0');
  const sameRow = (one: Row, other: Row) => columns.every((column) => one[column] === other[column]);

  const wasEmpty = (await firstRow(trx, sql`SELECT 1 FROM ${table} LIMIT 1`)) === null;
  // Without rows from before there is nothing to remove, so nobody needs to know what was read.
  if (!wasEmpty) {
    await execute(trx, sql`CREATE TEMP TABLE ${seen} AS SELECT ${keyList} FROM ${table} WHERE FALSE`);
    await execute(trx, sql`CREATE UNIQUE INDEX ${raw(`seen_${name}_key`)} ON ${seen} (${keyList})`);
  }

  async function present(some: readonly Row[], among: 'table' | 'seen'): Promise<Map<string, Row>> {
    if (some.length === 0) return new Map();
    const [names, from] = among === 'table' ? [columnList, table] : [keyList, seen];
    const found = await rows<Row>(
      trx,
      sql`SELECT ${names} FROM ${from} WHERE (${keyList}) IN (${records(name, key, some)})`,
    );
    return new Map(found.map((row) => [keyOf(row), row]));
  }

  async function insert(batch: readonly Held[]): Promise<void> {
    const given = batch.map(({ row }) => row);
    const added = await insertRows(trx, name, columns, given, 'DO NOTHING');
    counts.added += added;
    if (added === given.length) return;
    const existing = await present(given, 'table');
    for (const { row, where } of batch) {
      if (!sameRow(existing.get(keyOf(row)) as Row, row)) onTwice(where);
    }
  }

  /** Each key once: the first that was read. */
  function once(given: readonly Held[]): Held[] {
    const kept = new Map<string, Held>();
    for (const each of given) {
      const id = keyOf(each.row);
      const first = kept.get(id);
      if (first === undefined) kept.set(id, each);
      else if (!sameRow(first.row, each.row)) onTwice(each.where);
    }
    return [...kept.values()];
  }

  async function replace(batch: readonly Held[]): Promise<void> {
    const existing = await present(
      batch.map(({ row }) => row),
      'table',
    );
    const isNew = ({ row }: Held) => !existing.has(keyOf(row));
    const changed = batch.filter((each) => isNew(each) || !sameRow(existing.get(keyOf(each.row)) as Row, each.row));
    const replaced = changed.filter((each) => !isNew(each));
    const read = await present(
      replaced.map(({ row }) => row),
      'seen',
    );
    const repeated = replaced.find(({ row }) => read.has(keyOf(row)));
    if (repeated !== undefined) onTwice(repeated.where);
    await insertRows(
      trx,
      `seen_${name}`,
      key,
      batch.map(({ row }) => row),
      'DO NOTHING',
    );
    await putRows(
      trx,
      spec,
      changed.map(({ row }) => row),
    );
    counts.changed += replaced.length;
    counts.added += changed.length - replaced.length;
  }

  async function flush(): Promise<void> {
    if (held.length === 0) return;
    for (const parent of parents) await parent.flush();
    const batch = held;
    held = [];
    await (wasEmpty ? insert(batch) : replace(once(batch)));
  }

  return {
    wasEmpty,
    counts,
    flush,
    async put(row, where) {
      held.push({ row, where });
      if (held.length >= BATCH) await flush();
    },
    async removeAbsent() {
      if (wasEmpty) return;
      const same = raw(key.map((column) => `s.${column} = t.${column}`).join(' AND '));
      counts.removed += await execute(
        trx,
        sql`DELETE FROM ${table} AS t WHERE ${raw(spec.owned ?? 'TRUE')}
          AND NOT EXISTS (SELECT 1 FROM ${seen} s WHERE ${same})`,
      );
      await execute(trx, sql`DROP TABLE ${seen}`);
    },
  };
}
