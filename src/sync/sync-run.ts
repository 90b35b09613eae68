import { type Database, type Db, engineOf, execute, firstRow, rows, type Trx } from '../database/database';
import { list, raw, sql } from '../database/sql';
import { TABLES, type TableName } from '../import/tables';
import type { Values } from '../import/values';
import { EXIT_TRY_LATER, ForeseenError } from '../resolving/foreseen';
import type { Live } from './reconcile';
import type { Spool } from './spool';
import type { Stage } from './stage';
import type { Tally } from './tally';

/** The state and the tools of one sync. */
export interface SyncRun {
  readonly database: Database;
  readonly spool: Spool;
  readonly stage: Stage;
  readonly values: Values;
  readonly isDry: boolean;
  /** The database to look references up in: the stage in a dry run on an empty database, else the database. */
  readonly known: Db;
  readonly licenseNeeded: boolean;
  /** Further lines for the summary. */
  readonly remarks: string[];
}

/** An import has replaced the data under a sync or a refresh, perhaps by that of another tenant. */
export class ImportedOver extends ForeseenError {
  readonly code = 'IMPORTED_OVER';
  override readonly exitCode = EXIT_TRY_LATER;

  constructor() {
    super('A folder was imported meanwhile. Nothing more is written: try again.');
  }
}

/**
 * Confirms the mark of the database inside a transaction that writes. An import that begins waits for its end.
 * @throws ImportedOver if an import has deleted the mark since
 */
export async function confirmMark(trx: Trx, mark: string): Promise<void> {
  const lock = raw(engineOf(trx) === 'sqlite' ? '' : 'FOR SHARE');
  const found = await firstRow<{ link: string }>(
    trx,
    sql`SELECT link FROM sync_links WHERE resource = 'database' ${lock}`,
  );
  if (found?.link !== mark) throw new ImportedOver();
}

/**
 * The database, whose transactions each begin with a check.
 * @param mayGoOn throws if the transaction must not run
 */
export function whileAllowed(database: Database, mayGoOn: (trx: Trx) => Promise<void>): Database {
  return {
    ...database,
    write: (work) =>
      database.write(async (trx) => {
        await mayGoOn(trx);
        return work(trx);
      }),
  };
}

/**
 * The database, with the triggers that protect imported objects disabled inside each transaction.
 * @param at the time to note for states that change, and for memberships that begin or end once members were read
 */
export function importing({ primary, write }: Live, at: string): Live {
  return {
    primary,
    write: (work) =>
      write(async (trx) => {
        await execute(
          trx,
          sql`INSERT INTO imports_under_way (singleton, noted_at, seen_at)
            VALUES (1, (SELECT ${at} FROM readings WHERE kind = 'groupMembers'), ${at})`,
        );
        const answer = await work(trx);
        await execute(trx, sql`DELETE FROM imports_under_way`);
        return answer;
      }),
  };
}

// Objects removed per transaction.
const REMOVED_AT_ONCE = 50;

/**
 * Removes objects that Microsoft Graph reported as removed. Objects of this service stay.
 * @param isDry count the rows, but write nothing
 * @param also a further write in each transaction that removes objects
 */
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
