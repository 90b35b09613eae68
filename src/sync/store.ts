import { randomUUID } from 'node:crypto';
import { type Db, execute, firstRow, rows, type Trx } from '../database/database';
import { type Keyset, type Page, pageOf } from '../database/keyset';
import { list, raw, records, sql } from '../database/sql';
import type { SyncKind, SyncState } from '../generated/graphql';
import type { Parent, Resource } from '../microsoft-graph/resources';

/** How the sync of one kind of object stands. */
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
}

/** A record that could not be taken as it was. */
export interface SetAside {
  resource: string;
  record: string;
  objectId: string | null;
  reason: string;
}

export interface QuarantineRow extends SetAside {
  kind: SyncKind;
}

/** How the sync stands, by kind; none where there was never one. */
export function syncKinds(db: Db): Promise<SyncKindRow[]> {
  return rows(
    db,
    sql`SELECT kind, state, problem, last_completed_at AS "lastCompletedAt", items, added, changed, removed,
      set_aside AS "setAside" FROM sync_kinds ORDER BY kind`,
  );
}

export const QUARANTINE: Keyset = {
  name: 'quarantine',
  columns: ['q.kind', 'q.resource', 'q.record'],
  types: ['string', 'string', 'string'],
  direction: 'ASC',
};

/** A page of the records that were set aside. */
export function quarantinePage(db: Db, page: Page): Promise<QuarantineRow[]> {
  const columns = raw('q.kind, q.resource, q.record, q.object_id AS "objectId", q.reason');
  return rows(db, pageOf({ columns, from: raw('quarantine q'), where: raw('TRUE'), keyset: QUARANTINE, page }));
}

export async function quarantineCount(db: Db): Promise<number> {
  return (await firstRow<{ count: number }>(db, sql`SELECT COUNT(*) AS count FROM quarantine`))?.count ?? 0;
}

export async function startKind(trx: Trx, kind: SyncKind): Promise<void> {
  await execute(
    trx,
    sql`INSERT INTO sync_kinds (kind, state) VALUES (${kind}, 'RUNNING')
    ON CONFLICT (kind) DO UPDATE SET state = 'RUNNING', problem = NULL`,
  );
}

export async function failKind(trx: Trx, kind: SyncKind, problem: string): Promise<void> {
  await execute(trx, sql`UPDATE sync_kinds SET state = 'FAILED', problem = ${problem} WHERE kind = ${kind}`);
}

/** Says how fresh the first objects of a kind are, which are seen before all of them are there. */
export async function beginKind(trx: Trx, resources: readonly Resource[], at: string): Promise<void> {
  for (const resource of resources) {
    await execute(
      trx,
      sql`INSERT INTO readings (kind, completed_at) VALUES (${resource}, ${at}) ON CONFLICT DO NOTHING`,
    );
  }
}

/** Whether a kind was completed at an instant or after it. */
export async function wasCompletedSince(db: Db, kind: SyncKind, instant: string): Promise<boolean> {
  const found = await firstRow(
    db,
    sql`SELECT 1 FROM sync_kinds WHERE kind = ${kind} AND last_completed_at >= ${instant}`,
  );
  return found !== null;
}

/** What tells this database from every other, and from itself before an import. */
export async function markOf(trx: Trx): Promise<string> {
  await execute(
    trx,
    sql`INSERT INTO sync_links (resource, link) VALUES ('database', ${randomUUID()}) ON CONFLICT DO NOTHING`,
  );
  return (
    (await firstRow<{ link: string }>(trx, sql`SELECT link FROM sync_links WHERE resource = 'database'`))?.link ?? ''
  );
}

/**
 * Says that a kind was read and written completely: its figures, what was set aside, and how fresh its objects are.
 * @param seen the objects that were told of, where that was not all of them: what is known of the others stays
 */
export async function completeKind(
  trx: Trx,
  done: Omit<SyncKindRow, 'state' | 'problem' | 'lastCompletedAt' | 'setAside'>,
  at: string,
  resources: readonly Resource[],
  setAside: readonly SetAside[],
  seen: readonly string[] | null,
): Promise<void> {
  const { kind, items, added, changed, removed } = done;
  await execute(
    trx,
    sql`UPDATE sync_kinds SET state = 'COMPLETED', last_completed_at = ${at}, items = ${items}, added = ${added},
      changed = ${changed}, removed = ${removed} WHERE kind = ${kind}`,
  );
  const known = seen === null ? raw('TRUE') : sql`(object_id IS NULL OR LOWER(object_id) IN ${list(seen)})`;
  await execute(trx, sql`DELETE FROM quarantine WHERE kind = ${kind} AND ${known}`);
  if (setAside.length > 0) {
    const found = setAside.map(({ objectId, ...rest }) => ({ kind, ...rest, object_id: objectId }));
    await execute(
      trx,
      sql`INSERT INTO quarantine (kind, resource, record, object_id, reason)
      ${records('quarantine', ['kind', 'resource', 'record', 'object_id', 'reason'], found)} ON CONFLICT DO NOTHING`,
    );
  }
  await execute(
    trx,
    sql`UPDATE sync_kinds SET set_aside = (SELECT COUNT(*) FROM quarantine q WHERE q.kind = sync_kinds.kind)
    WHERE kind = ${kind}`,
  );
  for (const resource of resources) {
    await execute(
      trx,
      sql`INSERT INTO readings (kind, completed_at) VALUES (${resource}, ${at})
      ON CONFLICT (kind) DO UPDATE SET completed_at = excluded.completed_at`,
    );
  }
}

// What of a tenant is asked for part by part: only of parents that can have any.
const PARENTS: Record<Parent, string> = {
  users: 'SELECT DISTINCT user_id AS id FROM devices WHERE user_id IS NOT NULL ORDER BY 1',
  licensedUsers: 'SELECT id FROM users WHERE intune_licensed = 1 ORDER BY id',
  devices: 'SELECT id FROM devices ORDER BY id',
  apps: 'SELECT id FROM apps ORDER BY id',
};

/** The ids of what a resource hangs on that is read part by part. */
export async function parentsOf(db: Db, parent: Parent): Promise<string[]> {
  return (await rows<{ id: string }>(db, raw(PARENTS[parent]))).map(({ id }) => id);
}

/** Where the changes of a resource are asked for; null to read everything. */
export async function linkOf(db: Db, resource: Resource): Promise<string | null> {
  const found = await firstRow<{ link: string }>(db, sql`SELECT link FROM sync_links WHERE resource = ${resource}`);
  return found?.link ?? null;
}

export async function keepLink(trx: Trx, resource: Resource, link: string | null): Promise<void> {
  if (link === null) await execute(trx, sql`DELETE FROM sync_links WHERE resource = ${resource}`);
  else {
    await execute(
      trx,
      sql`INSERT INTO sync_links (resource, link) VALUES (${resource}, ${link})
      ON CONFLICT (resource) DO UPDATE SET link = excluded.link`,
    );
  }
}

/**
 * Takes, or keeps, the right to sync, which ends by itself: of several nodes one syncs.
 * @returns whether it is the holder's
 */
export async function lease(trx: Trx, holder: string, now: Date, seconds: number): Promise<boolean> {
  const until = new Date(now.getTime() + seconds * 1_000).toISOString();
  const taken = await execute(
    trx,
    sql`INSERT INTO sync_lease (singleton, holder, expires_at) VALUES (1, ${holder}, ${until})
    ON CONFLICT (singleton) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
      WHERE sync_lease.holder = excluded.holder OR sync_lease.expires_at < ${now.toISOString()}`,
  );
  return taken > 0;
}

/** Who has the right to sync, and until when, unless it is kept; null where nobody does. */
export const leased = (db: Db): Promise<{ holder: string; expiresAt: string } | null> =>
  firstRow(db, sql`SELECT holder, expires_at AS "expiresAt" FROM sync_lease`);

export async function release(trx: Trx, holder: string): Promise<void> {
  await execute(trx, sql`DELETE FROM sync_lease WHERE holder = ${holder}`);
}
