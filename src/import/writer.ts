import type { Knex } from 'knex';
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

export interface Counts {
  added: number;
  changed: number;
  removed: number;
}

/** Writes what an import read into one table: adds, changes and removes only what differs. */
export interface TableWriter {
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

const BATCH = 200;

/**
 * @param trx the transaction of the import
 * @param spec the table
 * @param parents the tables that its rows refer to, which are written first
 */
export async function createTableWriter(
  trx: Knex.Transaction,
  spec: TableSpec,
  parents: readonly TableWriter[] = [],
): Promise<TableWriter> {
  const { name, key, columns } = spec;
  const seen = `seen_${name}`;
  const keyList = key.join(', ');
  const columnList = columns.join(', ');
  const others = columns.filter((column) => !key.includes(column));
  const counts: Counts = { added: 0, changed: 0, removed: 0 };
  const held = new Map<string, { row: Row; where: string }>();

  const placeholders = (width: number, height: number) =>
    Array.from({ length: height }, () => `(${Array.from({ length: width }, () => '?').join(', ')})`).join(', ');
  const keyOf = (row: Row) => JSON.stringify(key.map((column) => row[column]));
  const sameRow = (one: Row, other: Row) => columns.every((column) => one[column] === other[column]);
  const valuesOf = (rows: readonly Row[], names: readonly string[]) =>
    rows.flatMap((row) => names.map((column) => row[column] ?? null));

  const wasEmpty = ((await trx.raw(`SELECT 1 FROM ${name} LIMIT 1`)) as unknown[]).length === 0;
  // Without rows from before there is nothing to remove, so nobody needs to know what was read.
  if (!wasEmpty) {
    await trx.raw(`CREATE TEMP TABLE ${seen} AS SELECT ${keyList} FROM ${name} WHERE FALSE`);
    await trx.raw(`CREATE UNIQUE INDEX ${seen}_key ON ${seen} (${keyList})`);
  }

  async function present(rows: readonly Row[], from: string, names: string): Promise<Map<string, Row>> {
    const found = (await trx.raw(
      `SELECT ${names} FROM ${from} WHERE (${keyList}) IN (VALUES ${placeholders(key.length, rows.length)})`,
      valuesOf(rows, key) as Knex.Value[],
    )) as Row[];
    return new Map(found.map((row) => [keyOf(row), row]));
  }

  async function flush(): Promise<void> {
    if (held.size === 0) return;
    for (const parent of parents) await parent.flush();
    const batch = [...held.values()];
    held.clear();
    const rows = batch.map(({ row }) => row);
    const existing = await present(rows, name, columnList);
    const read = wasEmpty ? existing : await present(rows, seen, keyList);
    const changed = batch.filter(({ row, where }) => {
      const known = existing.get(keyOf(row));
      if (known === undefined) return true;
      if (sameRow(known, row)) return false;
      if (read.has(keyOf(row))) throw twice(where);
      return true;
    });
    if (!wasEmpty) {
      await trx.raw(
        `INSERT INTO ${seen} (${keyList}) VALUES ${placeholders(key.length, rows.length)} ON CONFLICT DO NOTHING`,
        valuesOf(rows, key) as Knex.Value[],
      );
    }
    if (changed.length === 0) return;
    const update = [
      ...others.map((column) => `${column} = excluded.${column}`),
      ...(spec.versioned ? [`version = ${name}.version + 1`] : []),
    ].join(', ');
    await trx.raw(
      `INSERT INTO ${name} (${columnList}) VALUES ${placeholders(columns.length, changed.length)}
      ON CONFLICT (${keyList}) DO ${update === '' ? 'NOTHING' : `UPDATE SET ${update}`}`,
      valuesOf(
        changed.map(({ row }) => row),
        columns,
      ) as Knex.Value[],
    );
    const replaced = changed.filter(({ row }) => existing.has(keyOf(row))).length;
    counts.changed += replaced;
    counts.added += changed.length - replaced;
  }

  const twice = (where: string) => new ImportError(`${where}: the same id was read before, with other content.`);

  return {
    counts,
    flush,
    async put(row, where) {
      const id = keyOf(row);
      const waiting = held.get(id);
      if (waiting !== undefined) {
        if (!sameRow(waiting.row, row)) throw twice(where);
        return;
      }
      held.set(id, { row, where });
      if (held.size >= BATCH) await flush();
    },
    async removeAbsent() {
      if (wasEmpty) return;
      const same = key.map((column) => `s.${column} = t.${column}`).join(' AND ');
      const result = (await trx.raw(
        `DELETE FROM ${name} AS t WHERE ${spec.owned ?? 'TRUE'} AND NOT EXISTS (SELECT 1 FROM ${seen} s WHERE ${same})`,
      )) as { changes: number };
      counts.removed += result.changes;
      await trx.raw(`DROP TABLE ${seen}`);
    },
  };
}
