import type { Database, Db, Trx } from '../database/database';
import type { TableName } from '../import/tables';
import { type Counts, putRows, type Row, rowKeyOf, type TableSpec } from '../import/writer';
import {
  changesOf,
  nextRows,
  type ObjectChange,
  type ObjectTables,
  ownedAmong,
  removeRows,
  rowIdOf,
  rowsByKey,
  rowsOf,
  type Slice,
  specOf,
} from './changes';
import { add, type Tally } from './tally';

/** How live objects are made equal to staged ones. */
export interface ReconcileOptions {
  /** Remove live objects that are not staged. Otherwise only staged objects are compared. */
  readonly removesAbsent: boolean;
  /** True for an object to keep although it is not staged. */
  readonly keeps?: (id: string) => boolean;
  /** True for a row of the root table to keep although it is not staged. */
  readonly keepsRow?: (row: Row) => boolean;
  /** Count the rows, but write nothing. */
  readonly isDry?: boolean;
  /** A further write in the transaction of these objects, and its count for a dry run. Both return row counts. */
  readonly also?: {
    write(trx: Trx, ids: readonly string[]): Promise<Tally>;
    preview(db: Db, ids: readonly string[]): Promise<Tally>;
  };
  /** Call `also` for unchanged objects too. */
  readonly alsoUnchanged?: boolean;
}

/** The database to update: its primary for reads, and its transactions. */
export type Live = Pick<Database, 'primary' | 'write'>;

// A transaction should hold the database for at most 80 ms: its number of rows adapts between LEAST and MOST.
const HELD_MS = 80;
const LEAST = 50;
const MOST = 2_000;
// Rows compared together, and objects whose child rows one query reads.
const COMPARED = 1_000;
const AT_ONCE = 200;

const order = (a: Row, b: Row, { key }: TableSpec): number => {
  for (const column of key) {
    const [one, other] = [a[column] as string | number, b[column] as string | number];
    if (one === other) continue;
    if (typeof one === 'number' && typeof other === 'number') return one - other;
    return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
  }
  return 0;
};

/** The most rows of a transaction, adapted to the time that the last one took. */
function createBatchSize(): { readonly most: number; adapt(rows: number, tookMs: number): void } {
  let most = MOST / 4;
  return {
    get most() {
      return most;
    },
    adapt(rows, tookMs) {
      if (tookMs > HELD_MS) most = Math.max(LEAST, Math.floor(most / 2));
      else if (rows >= most / 2 && tookMs < HELD_MS / 4) most = Math.min(MOST, most * 2);
    },
  };
}

/** Writes the changes of objects in small transactions, and counts the rows by table. */
class ObjectWriter {
  readonly counts = new Map<TableName, Counts>();
  private readonly batchSize = createBatchSize();
  private readonly live: Live;
  private readonly names: readonly TableName[];
  private readonly options: ReconcileOptions;

  constructor(live: Live, { root, children = {} }: ObjectTables, options: ReconcileOptions) {
    this.live = live;
    this.names = [root, ...(Object.keys(children) as TableName[])];
    this.options = options;
  }

  /** Writes the changes; an object is never split between transactions. */
  async write(objects: readonly ObjectChange[]): Promise<void> {
    let batch: ObjectChange[] = [];
    let size = 0;
    for (const object of objects) {
      if (batch.length > 0 && size + object.size > this.batchSize.most) {
        await this.writeBatch(batch);
        [batch, size] = [[], 0];
      }
      batch.push(object);
      size += object.size;
    }
    if (batch.length > 0) await this.writeBatch(batch);
  }

  private async writeBatch(batch: readonly ObjectChange[]): Promise<void> {
    const { isDry, also } = this.options;
    const changes = batch.flatMap((object) => object.changes);
    for (const { name, added, put, remove } of changes) {
      add(this.counts, new Map([[name, { added, changed: put.length - added, removed: remove.length }]]));
    }
    const ids = batch.flatMap(({ id }) => (id === null ? [] : [id]));
    if (isDry === true) {
      if (also !== undefined) add(this.counts, await also.preview(this.live.primary, ids));
      return;
    }
    const started = performance.now();
    const more = await this.live.write(async (trx) => {
      for (const name of this.names) {
        const of = changes.filter((change) => change.name === name);
        const [remove, put] = [of.flatMap((change) => change.remove), of.flatMap((change) => change.put)];
        await removeRows(trx, specOf(name), remove);
        await putRows(trx, specOf(name), put);
      }
      return also?.write(trx, ids);
    });
    if (more !== undefined) add(this.counts, more);
    this.batchSize.adapt(
      batch.reduce((sum, { size }) => sum + size, 0),
      performance.now() - started,
    );
  }
}

/**
 * Makes the live objects equal to the staged ones: in key order, in small transactions, each object with all its rows.
 * Unchanged objects are not written.
 * @returns the numbers of rows added, changed and removed, by table
 */
export async function reconcile(
  staged: Db,
  live: Live,
  tables: ObjectTables,
  options: ReconcileOptions,
): Promise<Tally> {
  const spec = specOf(tables.root);
  const writer = new ObjectWriter(live, tables, options);
  const sides = { staged, live: live.primary };
  for (let after: Row | null = null; ; ) {
    const stagedRows: Row[] = await nextRows(staged, spec, after, COMPARED);
    const liveRows: Row[] = options.removesAbsent ? await nextRows(live.primary, spec, after, COMPARED) : [];
    if (stagedRows.length === 0 && liveRows.length === 0) return writer.counts;
    // Compare up to the smaller end key of the pages that are full: beyond it, one side is not loaded yet.
    const ends = [stagedRows, liveRows].flatMap((side) => (side.length === COMPARED ? [side.at(-1) as Row] : []));
    const end: Row | null = ends.sort((a, b) => order(a, b, spec))[0] ?? null;
    const within = (side: readonly Row[]) =>
      end === null ? [...side] : side.filter((row) => order(row, end, spec) <= 0);
    const wanted = within(stagedRows);
    const keys = new Set(wanted.map((row) => rowKeyOf(spec, row)));
    const known = options.removesAbsent ? rowsByKey(spec, liveRows) : null;
    const isKept = (row: Row) => options.keeps?.(rowIdOf(spec, row)) === true || options.keepsRow?.(row) === true;
    const isGone = (row: Row) => !keys.has(rowKeyOf(spec, row)) && !isKept(row);
    const absent = await ownedAmong(live.primary, spec, within(liveRows).filter(isGone));
    while (wanted.length > 0 || absent.length > 0) {
      const [some, gone] = [wanted.splice(0, AT_ONCE), absent.splice(0, AT_ONCE)];
      const objects = await changesOf(sides, tables, some, gone, known);
      await writer.write(objects.filter(({ size }) => size > 0 || options.alsoUnchanged === true));
    }
    if (end === null) return writer.counts;
    after = end;
  }
}

/**
 * Makes the live rows of some parents equal to the staged ones. The rows of other parents stay as they are.
 * @param parents the ids of the parents that were read
 * @returns the numbers of rows added, changed and removed, by table
 */
export async function reconcileSlices(
  staged: Db,
  live: Live,
  tables: ObjectTables,
  { column, kind }: Slice,
  parents: readonly string[],
  options: ReconcileOptions,
): Promise<Tally> {
  const spec = specOf(tables.root);
  const writer = new ObjectWriter(live, tables, options);
  const sides = { staged, live: live.primary };
  for (let from = 0; from < parents.length; from += AT_ONCE) {
    const some = parents.slice(from, from + AT_ONCE);
    const wanted = await rowsOf(staged, spec, column, some, kind);
    const present = rowsByKey(spec, await rowsOf(live.primary, spec, column, some, kind));
    const keys = new Set(wanted.map((row) => rowKeyOf(spec, row)));
    const absent = options.removesAbsent ? [...present].flatMap(([key, row]) => (keys.has(key) ? [] : [row])) : [];
    while (wanted.length > 0 || absent.length > 0) {
      const objects = await changesOf(sides, tables, wanted.splice(0, AT_ONCE), absent.splice(0, AT_ONCE), present);
      await writer.write(objects.filter(({ size }) => size > 0));
    }
  }
  return writer.counts;
}
