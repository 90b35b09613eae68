import { type Database, type Db, execute, rows, type Trx } from '../database/database';
import { list, raw, sql } from '../database/sql';
import { TABLES, type TableName } from '../import/tables';
import type { Values } from '../import/values';
import type { Live } from './reconcile';
import type { Spool } from './spool';
import type { Stage } from './stage';
import type { Tally } from './tally';

/** What one sync writes with. */
export interface SyncRun {
  readonly database: Database;
  readonly spool: Spool;
  readonly stage: Stage;
  readonly values: Values;
  readonly isDry: boolean;
  /** Where what a kind refers to is known from. */
  readonly known: Db;
  readonly licenseNeeded: boolean;
  /** What else the summary says. */
  readonly remarks: string[];
}

/** The database, with its guards against changes of imported objects open. */
export function importing({ primary, write }: Live): Live {
  return {
    primary,
    write: (work) =>
      write(async (trx) => {
        await execute(trx, sql`INSERT INTO imports_under_way (singleton) VALUES (1)`);
        const answer = await work(trx);
        await execute(trx, sql`DELETE FROM imports_under_way`);
        return answer;
      }),
  };
}

// Objects that go are removed a few at a time, as others are written.
const REMOVED_AT_ONCE = 50;

/** Removes objects that Microsoft Graph says are gone. @param also what else is written in the same transaction */
export async function removeObjects(
  live: Live,
  root: TableName,
  ids: readonly string[],
  isDry: boolean,
  also: (trx: Trx) => Promise<void> = async () => {},
): Promise<Tally> {
  const { name, owned = 'TRUE' } = TABLES[root] as { name: string; owned?: string };
  let removed = 0;
  for (let from = 0; from < ids.length; from += REMOVED_AT_ONCE) {
    const where = sql`FROM ${raw(name)} AS t
      WHERE t.id IN ${list(ids.slice(from, from + REMOVED_AT_ONCE))} AND ${raw(owned)}`;
    const found = (await rows(live.primary, sql`SELECT t.id ${where}`)).length;
    removed += found;
    if (found === 0 || isDry) continue;
    await live.write(async (trx) => {
      await execute(trx, sql`DELETE ${where}`);
      await also(trx);
    });
  }
  return new Map([[root, { added: 0, changed: 0, removed }]]);
}
