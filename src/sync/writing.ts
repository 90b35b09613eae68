import type { Knex } from 'knex';
import type { SyncKind } from '../generated/graphql';
import { settlePeriods } from '../group/periods';
import type { TableName } from '../import/tables';
import type { Counts, Row } from '../import/writer';
import { MicrosoftGraphError } from '../microsoft-graph/client';
import { type Resource, resourceOf, resourcesOf } from '../microsoft-graph/resources';
import { parentsStaged, type Slice } from './changes';
import { KINDS } from './kinds';
import { writeLicenses } from './licenses';
import { objectOf, type PartsRead, partsRead, setAsideParts } from './parts';
import { type Live, type ReconcileOptions, reconcile, reconcileSlices } from './reconcile';
import type { SetAside } from './set-aside';
import type { Staged } from './stage';
import { beginKind, completeKind, keepLink, readingOf } from './store';
import { importing, removeObjects, type SyncRun } from './sync-run';
import { add, sumOf, type Tally, type Written } from './tally';
import { isAnyUnread, revokeMembers, revokeUsers, unreadOf } from './unread-rights';
import { writeGroups } from './write-groups';
import { writeOrganization } from './write-organization';
import { writeRoles } from './write-roles';

/** The kind that is being written, and its rows. */
interface Writing {
  readonly syncRun: SyncRun;
  readonly name: SyncKind;
  /** When it was read. */
  readonly at: string;
  readonly live: Live;
  readonly staged: Staged;
  readonly setAside: readonly SetAside[];
  readonly options: ReconcileOptions;
  /** Why rows that were read were not written: nothing then counts as read. */
  readonly unwritten: string[];
}

/** Writes the tables of a kind: whole, or only the rows of parents that were read. */
async function writeObjects({ syncRun, name, live, staged, options }: Writing): Promise<Tally> {
  const { spool } = syncRun;
  const total = new Map<TableName, Counts>();
  for (const tables of KINDS[name].tables) {
    const { by, needs = [], addsOthers } = tables;
    const isRead = (resource: Resource) => spool.reached(resource).isComplete;
    if (by === undefined) {
      const areRead = (all: readonly Resource[]) => all.every((one) => isRead(one) && !hasLost(syncRun, one));
      const how =
        typeof needs === 'function'
          ? { keepsRow: (row: Row) => !areRead(needs(row)) }
          : { removesAbsent: options.removesAbsent && areRead(needs) };
      add(total, await reconcile(staged.db, live, tables, { ...options, ...how }));
      continue;
    }
    const slice = by.find(({ resource }) => isRead(resource));
    const removesAbsent = options.removesAbsent && !(await lacksRows(live.primary, slice));
    const parents =
      slice === undefined
        ? []
        : (await spool.parentsRead(slice.resource)).map((parent) => objectOf(slice.resource, parent));
    if (slice !== undefined) {
      add(total, await reconcileSlices(staged.db, live, tables, slice, parents, { ...options, removesAbsent }));
    }
    const [first] = by;
    if (addsOthers !== true || first === undefined) continue;
    const others = await parentsStaged(staged.db, tables.root, first, new Set(parents));
    add(total, await reconcileSlices(staged.db, live, tables, first, others, { ...options, removesAbsent: false }));
  }
  return total;
}

/** True if the database has rows that the resource of a slice lacks. */
const lacksRows = async (db: Knex, slice: Slice | undefined): Promise<boolean> =>
  slice?.lacksRowsOf !== undefined && (await readingOf(db, slice.lacksRowsOf)) !== null;

const hasLost = ({ spool }: SyncRun, resource: Resource): boolean => spool.reached(resource).lost.length > 0;

async function writeUsers(writing: Writing): Promise<Tally> {
  const { syncRun, live, staged, setAside, options } = writing;
  const { spool, values, isDry } = syncRun;
  const total = new Map(await writeObjects(writing));
  const { isFull } = spool.reached('users');
  if (!isFull) add(total, await removeObjects(live, 'users', await spool.removed('users'), isDry));
  if (spool.reached('userLicenses').isComplete) {
    add(total, await writeLicenses(spool, staged, live, { ...options, removesAbsent: true }));
  }
  const unread = unreadOf(setAside, 'users', values, isFull);
  if (!isDry && isAnyUnread(unread)) await live.write((trx) => revokeUsers(trx, staged.db, unread));
  return total;
}

async function writeGroupsAndMembers({ syncRun, at, live, staged, setAside, options }: Writing): Promise<Tally> {
  const tally = await writeGroups(syncRun, live, staged, options);
  const unread = unreadOf(setAside, 'groups', syncRun.values, syncRun.spool.reached('groups').isFull);
  if (!syncRun.isDry && isAnyUnread(unread)) await live.write((trx) => revokeMembers(trx, staged.db, unread));
  if (!syncRun.isDry) await live.write((trx) => settlePeriods(trx, at, !unread.isAnybody));
  return tally;
}

async function writeRolesAndAssignments(writing: Writing): Promise<Tally> {
  const { syncRun, live, staged, setAside, options, unwritten } = writing;
  const unread = {
    roles: unreadOf(setAside, 'roleDefinitions', syncRun.values, true),
    assignments: unreadOf(setAside, 'roleAssignments', syncRun.values, true),
  };
  const { tally, kept } = await writeRoles(syncRun, live, staged, KINDS.ROLES.tables, unread, options);
  if (kept !== null) unwritten.push(kept);
  return tally;
}

const WRITERS: Partial<Record<SyncKind, (writing: Writing) => Promise<Tally>>> = {
  USERS: writeUsers,
  GROUPS: writeGroupsAndMembers,
  ROLES: writeRolesAndAssignments,
};

/** A sentence for each resource that could not be read. */
export const problemsOf = (lost: ReadonlyMap<Resource, string>): string[] =>
  [...lost].map(([resource, problem]) => `Without ${resourceOf(resource).gives}: ${problem}`);

/** One line about what could not be read or written, and why; null if everything was. */
function problemOf(
  lost: ReadonlyMap<Resource, string>,
  { setAside, unwritten }: Pick<Writing, 'setAside' | 'unwritten'>,
): string | null {
  const parts = [...problemsOf(lost), ...unwritten];
  const count = setAside.length;
  if (count > 0) parts.push(`${count} ${count === 1 ? 'record' : 'records'} could not be read: see tenant.quarantine.`);
  return parts.length === 0 ? null : parts.join(' ');
}

/** Stores the delta link, the status and the quarantine of a kind. */
async function complete(
  writing: Writing,
  tally: Tally,
  lost: ReadonlyMap<Resource, string>,
  canTell: boolean,
): Promise<void> {
  const { syncRun, name, at, setAside, options, unwritten } = writing;
  const { spool, database } = syncRun;
  const asked = resourcesOf(name);
  const written = unwritten.length === 0 ? asked : [];
  const items = asked.reduce((sum, resource) => sum + spool.reached(resource).items, 0);
  const [delta] = asked.filter((resource) => resourceOf(resource).isDelta);
  const seen =
    delta === undefined || options.removesAbsent || spool.reached(delta).isFull ? null : await spool.ids(delta);
  const parents = new Map<Resource, PartsRead>();
  for (const resource of written) {
    if (resourceOf(resource).parent !== undefined) parents.set(resource, await partsRead(spool, resource));
  }
  const read = written.filter((resource) => spool.reached(resource).isComplete);
  await database.write(async (trx) => {
    // If removed objects are unknown, drop the delta link to read everything next time: a delta would not repeat them.
    if (delta !== undefined) await keepLink(trx, delta, canTell ? spool.reached(delta).deltaLink : null);
    await completeKind(trx, {
      counts: { kind: name, items, ...sumOf(tally) },
      at,
      problem: problemOf(lost, writing),
      read: name === 'GROUPS' ? [...read, 'groupMembers'] : read,
      parents,
      setAside,
      seen,
    });
  });
}

/** @throws MicrosoftGraphError if a subscription is invalid: the licences of users cannot be interpreted without it */
export function checkSubscriptions(setAside: readonly SetAside[]): void {
  if (setAside.some(({ resource }) => resource === 'subscribedSkus')) {
    throw new MicrosoftGraphError(
      'BROKEN',
      'A subscription of the tenant cannot be read, so neither can the licences of its users.',
    );
  }
}

/**
 * Writes the pages of a kind to the database.
 * @param at when they were read
 * @param lost the resources that could not be read, and why
 * @throws MicrosoftGraphError if a subscription is invalid: the licences of users cannot be interpreted without it
 */
export async function writeKind(
  syncRun: SyncRun,
  name: SyncKind,
  at: string,
  lost: ReadonlyMap<Resource, string>,
): Promise<Written> {
  const { database, spool, values, stage, isDry } = syncRun;
  const asked = resourcesOf(name);
  const live = importing(database, at);
  if (!isDry)
    await database.write((trx) =>
      beginKind(
        trx,
        asked.filter((one) => spool.reached(one).isComplete),
        at,
      ),
    );
  const ofTenant = name === 'TENANT' ? await writeOrganization(syncRun) : [];
  const staged = await stage.fill(name, spool, values, syncRun.known);
  const records = [...ofTenant, ...staged.setAside];
  checkSubscriptions(records);
  const kept = new Set(records.map(({ objectId }) => values.id(objectId)));
  const canTell = records.length === 0 || (KINDS[name].isIdentified === true && !kept.has(null));
  const isFull = asked.every((resource) => spool.reached(resource).isFull);
  const options: ReconcileOptions = {
    // Remove absent objects only if no invalid record could be about them.
    removesAbsent: isFull && canTell,
    keeps: (id) => kept.has(id),
    isDry,
  };
  const writing: Writing = { syncRun, name, at, live, staged, setAside: records, options, unwritten: [] };
  const tally = await (WRITERS[name] ?? writeObjects)(writing);
  const done = { ...writing, setAside: [...records, ...(await setAsideParts(spool, asked, database.primary))] };
  if (!isDry) await complete(done, tally, lost, canTell);
  return { tally, setAside: done.setAside.length, problem: problemOf(lost, done) };
}
