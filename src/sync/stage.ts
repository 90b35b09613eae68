import path from 'node:path';
import type { Knex } from 'knex';
import { type Db, execute, rows } from '../database/database';
import { any, list, raw, sql } from '../database/sql';
import { openScratch } from '../database/sqlite';
import type { SyncKind } from '../generated/graphql';
import { addSerialNumber, createRun, type Reader, type Run } from '../import/run';
import { TABLES, type TableName } from '../import/tables';
import type { Values } from '../import/values';
import { putRows, type Row } from '../import/writer';
import { type Resource, resourceOf, resourcesOf } from '../microsoft-graph/resources';
import { KINDS } from './kinds';
import { patientReader } from './patient-reader';
import type { SetAside } from './set-aside';
import type { Spool } from './spool';

/*
 * Staging: a scratch SQLite database with the rows of the records that were read, to compare with the real database. So
 * an object is complete before any of its rows is written.
 */

/** The staged rows of one kind. */
export interface Staged {
  readonly db: Db;
  readonly setAside: readonly SetAside[];
  /** Adds rows. */
  put(table: TableName, rows: Iterable<Row>): Promise<void>;
}

/** The scratch database of one sync. */
export interface Stage {
  readonly db: Db;
  /**
   * Replaces the staged rows by those of a kind.
   * @param live the database, for data that was not read this time
   * @param among the ids that the records may refer to; any id of the database by default
   */
  fill(name: SyncKind, spool: Spool, values: Values, live: Db, among?: Among): Promise<Staged>;
  close(): Promise<void>;
}

/** Ids that records refer to. A device is named by its own id or by that of its Entra device. */
export type Among = Readonly<Partial<Record<keyof Run['known'], readonly string[]>>>;

const KNOWN = { users: 'users', groups: 'groups', entraDevices: 'entra_devices' } as const;

/** Loads the ids of the objects that a kind refers to. */
async function know(run: Run, db: Db, refersTo: readonly (keyof Run['known'])[], among: Among): Promise<void> {
  for (const name of refersTo) {
    const ids = among[name];
    const isOne = (column: string) => (ids === undefined ? raw('TRUE') : sql`${raw(column)} IN ${list(ids)}`);
    if (name === 'devices') {
      const found = await rows<{ id: string; entraId: string | null; serialNumber: string | null }>(
        db,
        sql`SELECT id, entra_device_id AS "entraId", serial_number AS "serialNumber" FROM devices WHERE ${any([isOne('id'), isOne('entra_device_id')])}`,
      );
      for (const { id, entraId, serialNumber } of found) {
        run.known.devices.set(id, entraId);
        addSerialNumber(run, serialNumber, id);
      }
    } else {
      const found = await rows<{ id: string }>(db, sql`SELECT id FROM ${raw(KNOWN[name])} WHERE ${isOne('id')}`);
      for (const { id } of found) run.known[name].add(id);
    }
  }
}

/** True for a resource that was read completely and, if a parent is given, for a parent whose part was read. */
async function createIsRead(kind: SyncKind, spool: Spool): Promise<Reader['isRead']> {
  const parents = new Map<Resource, ReadonlySet<string>>();
  for (const resource of resourcesOf(kind)) {
    if (resourceOf(resource).parent !== undefined) parents.set(resource, new Set(await spool.parentsRead(resource)));
  }
  return (resource, parent) =>
    spool.reached(resource).isComplete && (parent === undefined || parents.get(resource)?.has(parent) === true);
}

async function inTransaction(db: Db, work: () => Promise<void>): Promise<void> {
  await execute(db, sql`BEGIN`);
  try {
    await work();
    await execute(db, sql`COMMIT`);
  } catch (error) {
    await execute(db, sql`ROLLBACK`);
    throw error;
  }
}

/**
 * @param folder the folder for the scratch database
 * @param keepsAll keep the rows of earlier kinds when the next kind is staged
 */
export async function openStage(folder: string, keepsAll: boolean): Promise<Stage> {
  const db = openScratch(path.join(folder, 'staged.db'));
  try {
    await execute(db, sql`INSERT INTO imports_under_way (singleton) VALUES (1)`);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    db,
    async fill(name, spool, values, live, among = {}) {
      const kind = KINDS[name];
      const setAside: SetAside[] = [];
      const reader = patientReader(spool, values, setAside, await createIsRead(name, spool));
      await inTransaction(db, async () => {
        const emptied = keepsAll ? [] : Object.values(TABLES);
        for (const table of emptied) await execute(db, sql`DELETE FROM ${raw(table.name)}`);
        const names = kind.tables.flatMap(({ root, children = {} }) => [
          root,
          ...(Object.keys(children) as TableName[]),
        ]);
        const onTwice = (where: string) =>
          setAside.push({
            resource: resourcesOf(name).at(-1) as string,
            record: `${spool.startedAt} ${where}`,
            objectId: null,
            reason: 'another record has the same key',
          });
        const run = await createRun(db, reader, onTwice, names);
        await know(run, live, kind.refersTo ?? [], among);
        const steps: ((staged: Knex) => Promise<void>)[] = [];
        await kind.fill(run, live, (step) => steps.push(step), spool.begunAt(name));
        for (const table of names) await run.tables[table].flush();
        for (const step of steps) await step(db);
      });
      return {
        db,
        setAside,
        put: (table, more) => inTransaction(db, () => putRows(db, TABLES[table], [...more])),
      };
    },
    close: () => db.destroy(),
  };
}
