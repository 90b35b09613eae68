import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type Db, execute, openDatabase, rows } from '../database/database';
import { raw, sql } from '../database/sql';
import { checked, createRun, type Reading, type Run } from '../import/run';
import { TABLES, type TableName } from '../import/tables';
import type { Values } from '../import/values';
import type { KindOfObject } from './kinds';
import type { Spool } from './spool';
import type { QuarantineRow } from './store';

/*
 * What was read, as rows: in a scratch database of its own, which is compared with the real one. So an object is known
 * whole before any of it is written, whichever engine holds it.
 */

export interface Stage {
  readonly db: Db;
  /** The records that could not be taken as they were. */
  readonly setAside: readonly Omit<QuarantineRow, 'kind'>[];
  /** Writes rows of a table as they are. */
  put(table: TableName, row: Parameters<Run['put']>[1]): Promise<void>;
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** A reading that sets bad records aside, and goes on. */
export function patientReading(spool: Spool, values: Values, setAside: Omit<QuarantineRow, 'kind'>[]): Reading {
  const refuse: Reading['refuse'] = (resource, id, where, problem) => {
    setAside.push({ resource, record: where, objectId: id, reason: problem });
  };
  return {
    values,
    refuse,
    async *read(resource, shape) {
      for await (const item of spool.read(resource)) {
        const found = checked(shape, item);
        if ('problem' in found) refuse(resource, found.id ?? item.parent, item.where, found.problem);
        else yield { object: found.object, parent: values.id(item.parent), where: item.where };
      }
    },
    leaveOut: (reason) => values.notes.leftOut.set(reason, (values.notes.leftOut.get(reason) ?? 0) + 1),
  };
}

const KNOWN = { users: 'users', groups: 'groups', entraDevices: 'entra_devices' } as const;

/** The ids that the database knows, of what a kind refers to. */
async function know(run: Run, db: Db, refersTo: readonly (keyof Run['known'])[]): Promise<void> {
  for (const name of refersTo) {
    if (name === 'devices') {
      const found = await rows<{ id: string; entraId: string | null }>(
        db,
        sql`SELECT id, entra_device_id AS "entraId" FROM devices`,
      );
      for (const { id, entraId } of found) run.known.devices.set(id, entraId);
    } else {
      const found = await rows<{ id: string }>(db, sql`SELECT id FROM ${raw(KNOWN[name])}`);
      for (const { id } of found) run.known[name].add(id);
    }
  }
}

/**
 * Turns what was read of a kind into rows.
 * @param folder where the scratch database is
 * @param live where what was not read this time is known from
 */
export async function stage(
  kind: KindOfObject,
  spool: Spool,
  values: Values,
  folder: string,
  live: Db,
): Promise<Stage> {
  const file = path.join(folder, 'staged.db');
  await rm(file, { force: true });
  const scratch = await openDatabase(file);
  const { writer } = scratch;
  // What the rows refer to is in the real database; and what is here is made anew after a crash.
  for (const pragma of ['foreign_keys = OFF', 'synchronous = OFF']) await writer.raw(`PRAGMA ${pragma}`);
  const setAside: Omit<QuarantineRow, 'kind'>[] = [];
  const reading = patientReading(spool, values, setAside);
  const run = await createRun(writer, reading, (where) =>
    setAside.push({ resource: 'rows', record: where, objectId: null, reason: 'another record has the same key' }),
  );
  const settle = async () => {
    for (const name of Object.keys(TABLES) as TableName[]) await run.tables[name].flush();
    await writer.raw('COMMIT');
  };
  try {
    await writer.raw('BEGIN');
    await execute(writer, sql`INSERT INTO imports_under_way (singleton) VALUES (1)`);
    await know(run, live, kind.refersTo ?? []);
    await kind.fill(run, live);
  } catch (error) {
    await scratch.close();
    throw error;
  }
  return {
    db: writer,
    setAside,
    put: (table, row) => run.put(table, row, table),
    settle,
    async close() {
      await scratch.close();
      await rm(file, { force: true });
    },
  };
}
