import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { type Db, execute, firstRow, rows, type Trx } from '../database/database';
import { type Keyset, type Page, pageOf } from '../database/keyset';
import { databaseTime } from '../database/server-clock';
import { all, list, raw, records, sql } from '../database/sql';
import type { SyncKind, SyncState } from '../generated/graphql';
import type { Resource } from '../microsoft-graph/resources';
import type { PartsRead } from './parts';
import type { SetAside } from './set-aside';

/** The sync status of one kind. */
export interface SyncKindRow {
  kind: SyncKind;
  state: SyncState;
  problem: string | null;
  lastCompletedAt: string | null;
  items: number;
  added: number;
  changed: number;
  removed: number;
  setAside: number;
  /** How often Microsoft Graph throttled its syncs, ever. */
  throttled: number;
}

/** A record in quarantine. */
export interface QuarantineRow extends SetAside {
  kind: SyncKind;
}

// A sync that was killed cannot say so.
const BROKEN_OFF = 'The sync broke off. The next one goes on from there.';

/** The sync status of each kind that was ever synced. One that runs without a lease has broken off. */
export function syncKinds(db: Db): Promise<SyncKindRow[]> {
  const hasBrokenOff = sql`state = 'RUNNING' AND NOT EXISTS (SELECT 1 FROM sync_lease l
    WHERE l.purpose = 'SYNC' AND l.expires_at >= ${databaseTime(db)})`;
  return rows(
    db,
    sql`SELECT kind, CASE WHEN ${hasBrokenOff} THEN 'FAILED'
        WHEN state = 'COMPLETED' AND problem IS NOT NULL THEN 'PARTIAL' ELSE state END AS state,
      CASE WHEN ${hasBrokenOff} THEN ${BROKEN_OFF} ELSE problem END AS problem, last_completed_at AS "lastCompletedAt", items, added, changed, removed,
      set_aside AS "setAside", throttled FROM sync_kinds ORDER BY kind`,
  );
}

export const QUARANTINE: Keyset = {
  name: 'quarantine',
  columns: ['q.kind', 'q.resource', 'q.record'],
  types: ['string', 'string', 'string'],
  direction: 'ASC',
};

/** A page of the quarantine. */
export function quarantinePage(db: Db, page: Page): Promise<QuarantineRow[]> {
  const columns = raw('q.kind, q.resource, q.record, q.object_id AS "objectId", q.reason');
  return rows(db, pageOf({ columns, from: raw('quarantine q'), where: raw('TRUE'), keyset: QUARANTINE, page }));
}

/** @returns the number of objects in quarantine */
export async function quarantineCount(db: Db): Promise<number> {
  return (await firstRow<{ count: number }>(db, sql`SELECT COUNT(*) AS count FROM quarantine`))?.count ?? 0;
}

/** Marks a kind as running, and clears its problem. */
export async function startKind(trx: Trx, kind: SyncKind): Promise<void> {
  await trx('sync_kinds')
    .insert({ kind, state: 'RUNNING', problem: null })
    .onConflict('kind')
    .merge(['state', 'problem']);
}

/** Adds to how often Microsoft Graph throttled the syncs of a kind. */
export async function countThrottled(trx: Trx, kind: SyncKind, times: number): Promise<void> {
  await execute(trx, sql`UPDATE sync_kinds SET throttled = throttled + ${times} WHERE kind = ${kind}`);
}

/** Marks a kind as failed. The objects already written stay. */
export async function failKind(trx: Trx, kind: SyncKind, problem: string): Promise<void> {
  await trx('sync_kinds').where({ kind }).update({ state: 'FAILED', problem });
}

/** Sets when resources were read, if they were never read before: requests see the first objects before the last. */
export async function beginKind(trx: Trx, resources: readonly Resource[], at: string): Promise<void> {
  for (const kind of resources) await trx('readings').insert({ kind, completed_at: at }).onConflict().ignore();
}

/** True if the kind was last written at or after an instant. */
export async function wasWrittenSince(db: Knex, kind: SyncKind, instant: string): Promise<boolean> {
  const found = await db('sync_kinds').where({ kind }).where('written_at', '>=', instant).first('kind');
  return found !== undefined;
}

/** The random mark of this database; an import replaces it. Pages on disk with another mark are not used. */
export async function markOf(trx: Trx): Promise<string> {
  await trx('sync_links').insert({ resource: 'database', link: randomUUID() }).onConflict().ignore();
  return (await trx('sync_links').where({ resource: 'database' }).first('link'))?.link ?? '';
}

/** Notes that rows of a kind were written: pages that a killed sync read before are stale. */
export async function noteWritten(trx: Trx, kind: SyncKind, at: string): Promise<void> {
  await trx('sync_kinds').where({ kind }).update({ written_at: at });
}

/** The result of writing a kind. */
interface WrittenKind {
  readonly counts: Pick<SyncKindRow, 'kind' | 'items' | 'added' | 'changed' | 'removed'>;
  /** When its objects were read. */
  readonly at: string;
  /** The part that could not be read, and why; null if everything was read. */
  readonly problem: string | null;
  /** The resources that were read completely. */
  readonly read: readonly Resource[];
  /** For each resource with parents: the objects whose parts were asked for, and read. */
  readonly parents: ReadonlyMap<Resource, PartsRead>;
  readonly setAside: readonly SetAside[];
  /** The ids of the objects that a delta query named; others stay in the quarantine. Null if all were read. */
  readonly seen: readonly string[] | null;
}

/** Replaces the quarantine records of the objects that were read. */
async function quarantine(trx: Trx, { counts: { kind }, setAside, seen, parents }: WrittenKind): Promise<void> {
  const known = seen === null ? raw('TRUE') : sql`(object_id IS NULL OR LOWER(object_id) IN ${list(seen)})`;
  // Keep the records of parts that were not asked for this time.
  const asked = [...parents].map(
    ([resource, { asked: ids }]) =>
      sql`NOT (resource = ${resource} AND COALESCE(LOWER(object_id), '') NOT IN ${list([...ids, ''])})`,
  );
  await execute(trx, sql`DELETE FROM quarantine WHERE kind = ${kind} AND ${all([known, ...asked])}`);
  if (setAside.length > 0) {
    const found = setAside.map(({ objectId, ...rest }) => ({ kind, ...rest, object_id: objectId }));
    await execute(
      trx,
      sql`INSERT INTO quarantine (kind, resource, record, object_id, reason)
      ${records('quarantine', ['kind', 'resource', 'record', 'object_id', 'reason'], found)} ON CONFLICT DO NOTHING`,
    );
  }
}

// Parents per statement.
const NOTED = 1_000;

/** Stores when the parts of these parents were read. */
async function noteParents(trx: Trx, resource: Resource, ids: readonly string[], at: string): Promise<void> {
  for (let from = 0; from < ids.length; from += NOTED) {
    const found = ids.slice(from, from + NOTED).map((id) => ({ resource, parent_id: id, read_at: at }));
    await execute(
      trx,
      sql`INSERT INTO sync_reads (resource, parent_id, read_at)
        ${records('sync_reads', ['resource', 'parent_id', 'read_at'], found)}
        ON CONFLICT (resource, parent_id) DO UPDATE SET read_at = excluded.read_at`,
    );
  }
}

/** Stores that a kind is complete: its counts, its quarantine, and when its objects were read. */
export async function completeKind(trx: Trx, done: WrittenKind): Promise<void> {
  const { counts, at, problem, read, parents } = done;
  const { kind, items, added, changed, removed } = counts;
  await quarantine(trx, done);
  const [{ count = 0 } = {}] = await trx('quarantine')
    .where({ kind })
    .count<{ count: number | string }[]>('* as count');
  await trx('sync_kinds')
    .where({ kind })
    .update({
      ...{ state: 'COMPLETED', problem, written_at: at, items, added, changed, removed, set_aside: Number(count) },
      ...(problem === null && { last_completed_at: at }),
    });
  for (const [resource, { read: ids }] of parents) await noteParents(trx, resource, ids, at);
  for (const resource of read) {
    await trx('readings').insert({ kind: resource, completed_at: at }).onConflict('kind').merge();
  }
}

// A tenant with more users is large.
const LARGE = 2_000;

/** True for a large tenant: a sync does not read the licences of all its users each time. */
export async function isLarge(db: Knex): Promise<boolean> {
  return (await db('users').offset(LARGE).first('id')) !== undefined;
}

/** When a resource was last read completely; null if never. */
export async function readingOf(db: Knex, resource: Resource): Promise<string | null> {
  return (await db('readings').where({ kind: resource }).first('completed_at'))?.completed_at ?? null;
}

/** The delta link of a resource; null to read everything. */
export async function linkOf(db: Knex, resource: Resource): Promise<string | null> {
  return (await db('sync_links').where({ resource }).first('link'))?.link ?? null;
}

/** Stores the delta link of a resource; null deletes it, so that the next sync reads everything. */
export async function keepLink(trx: Trx, resource: Resource, link: string | null): Promise<void> {
  if (link === null) await trx('sync_links').where({ resource }).delete();
  else await trx('sync_links').insert({ resource, link }).onConflict('resource').merge();
}
