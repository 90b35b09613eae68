import { claimHead } from '../audit/trail';
import { hasAdministrator } from '../authorization/rights';
import { type Database, type Db, execute, rows, type Trx } from '../database/database';
import { list, raw, sql } from '../database/sql';
import type { SyncKind } from '../generated/graphql';
import { rebuildAncestors } from '../group/store';
import { presentTenant, writeTenant } from '../import/import';
import { ImportError } from '../import/source';
import { TABLES, type TableName } from '../import/tables';
import { readTenant } from '../import/tenant';
import type { Values } from '../import/values';
import type { Counts } from '../import/writer';
import { MicrosoftGraphError } from '../microsoft-graph/client';
import { type Resource, resourceOf, resourcesOf } from '../microsoft-graph/resources';
import { seedBuiltInRoles } from '../role/built-in';
import type { ObjectTables } from './changes';
import { KINDS, type KindOfObject } from './kinds';
import { changeMembers, memberRows, previewMembers, readMembers } from './members';
import { type Live, type ReconcileOptions, reconcile } from './reconcile';
import type { Spool } from './spool';
import { patientReader, type Stage, type Staged } from './stage';
import { beginKind, completeKind, keepLink, type SetAside } from './store';
import { add, isAnything, sumOf, type Tally } from './tally';

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
  /** What else whoever syncs should know. */
  readonly remarks: string[];
}

/** Nobody would be left who administers everywhere. */
class NobodyLeft extends Error {}

/** The database as what is imported is written to it: past its guards. */
function importing({ primary, write }: Live): Live {
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

const NONE: Counts = { added: 0, changed: 0, removed: 0 };

// Objects that go are removed a few at a time, as others are written.
const REMOVED_AT_ONCE = 50;

async function removeObjects(
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

/** Writes groups with their members, all that there are or what changed, and what follows from how they are nested. */
async function writeGroups(syncRun: SyncRun, live: Live, staged: Staged, options: ReconcileOptions): Promise<Tally> {
  const { spool, values, isDry } = syncRun;
  const total = new Map<TableName, Counts>();
  const members = await readMembers(spool, values);
  const isWhole = spool.reached('groups').isFull;
  // Group by group: the rows of all of them are too many to be held at once.
  if (isWhole) for (const [id, those] of members) await staged.put('groupMembers', memberRows(id, those));
  const tables: ObjectTables = {
    root: 'groups',
    children: { groupSearch: 'group_id', ...(isWhole && { groupMembers: 'group_id' }) },
  };
  const told = new Set<string>();
  add(
    total,
    await reconcile(staged.db, live, tables, {
      ...options,
      alsoUnchanged: !isWhole,
      also: {
        async write(trx, ids) {
          for (const id of ids) told.add(id);
          const changed = isWhole ? NONE : await changeMembers(trx, members, ids, isWhole);
          await rebuildAncestors(trx);
          return new Map([['groupMembers', changed]]);
        },
        async preview(db, ids) {
          for (const id of ids) told.add(id);
          return new Map([['groupMembers', isWhole ? NONE : await previewMembers(db, members, ids, isWhole)]]);
        },
      },
    }),
  );
  // Of a group that cannot be read its members still can.
  const found = await rows<{ id: string }>(
    live.primary,
    sql`SELECT id FROM groups WHERE origin = 'INTUNE' AND id IN ${list([...members.keys()].filter((id) => options.keeps?.(id)))}`,
  );
  for (const { id } of found.filter((group) => !told.has(group.id))) {
    const changed = isDry
      ? await previewMembers(live.primary, members, [id], isWhole)
      : await live.write(async (trx) => {
          const counts = await changeMembers(trx, members, [id], isWhole);
          await rebuildAncestors(trx);
          return counts;
        });
    add(total, new Map([['groupMembers', changed]]));
  }
  if (!isWhole) {
    add(total, await removeObjects(live, 'groups', await spool.removed('groups'), isDry, rebuildAncestors));
  }
  return total;
}

/**
 * Writes Intune's roles and assignments in one piece, unless nobody would then be left who administers everywhere: what
 * is there stays as it is, so that the graph cannot be locked by a change elsewhere.
 */
async function writeRoles(
  syncRun: SyncRun,
  live: Live,
  staged: Staged,
  tables: readonly ObjectTables[],
  options: ReconcileOptions,
) {
  const { licenseNeeded, isDry } = syncRun;
  const [roles, assignments] = tables as [ObjectTables, ObjectTables];
  const present = await rows<{ id: string }>(live.primary, sql`SELECT id FROM roles`);
  // The role of an assignment can be one that is set aside, if it is there from before.
  await execute(
    staged.db,
    sql`DELETE FROM role_assignments WHERE role_id NOT IN (SELECT id FROM roles)
      AND role_id NOT IN ${list(present.map(({ id }) => id))}`,
  );
  const bring = async (within: Live, how: ReconcileOptions): Promise<Tally> => {
    const total = new Map<TableName, Counts>();
    // A role is there before its assignments come, and until they went.
    add(total, await reconcile(staged.db, within, roles, { ...how, removesAbsent: false }));
    add(total, await reconcile(staged.db, within, assignments, how));
    if (how.removesAbsent) {
      const { removed = 0 } = (await reconcile(staged.db, within, { root: 'roles' }, how)).get('roles') ?? {};
      add(total, new Map([['roles', { added: 0, changed: 0, removed }]]));
    }
    return total;
  };
  const wanted = await bring(live, { ...options, isDry: true });
  if (isDry || !isAnything(wanted)) return wanted;
  try {
    return await live.write(async (trx) => {
      await claimHead(trx);
      const had = await hasAdministrator(trx, licenseNeeded);
      const done = await bring({ primary: trx, write: (work) => work(trx) }, options);
      if (had && !(await hasAdministrator(trx, licenseNeeded))) throw new NobodyLeft();
      return done;
    });
  } catch (error) {
    if (!(error instanceof NobodyLeft)) throw error;
    syncRun.remarks.push(
      'Roles and assignments were kept as they were: after the change nobody would have administered everywhere.',
    );
    return new Map();
  }
}

async function writeObjects(
  syncRun: SyncRun,
  live: Live,
  staged: Staged,
  kind: KindOfObject,
  options: ReconcileOptions,
) {
  const { spool, isDry } = syncRun;
  const total = new Map<TableName, Counts>();
  for (const tables of kind.tables) add(total, await reconcile(staged.db, live, tables, options));
  if (kind === KINDS.USERS && !spool.reached('users').isFull) {
    add(total, await removeObjects(live, 'users', await spool.removed('users'), isDry));
  }
  return total;
}

/** Writes what the tenant itself is. @returns what could not be read of that */
export async function writeOrganization({ spool, values, database, isDry }: SyncRun): Promise<SetAside[]> {
  const live = importing(database);
  const setAside: SetAside[] = [];
  const present = await presentTenant(database.primary);
  try {
    const tenant = await readTenant(patientReader(spool, values, setAside));
    // What cannot be read of it stays as it was.
    if (isDry || (present !== null && setAside.length > 0)) return setAside;
    if (JSON.stringify(present) === JSON.stringify(tenant)) return setAside;
    await live.write(async (trx) => {
      await writeTenant(trx, tenant, false);
      await seedBuiltInRoles(trx);
    });
    return setAside;
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    if (present !== null && setAside.length > 0) return setAside;
    throw present !== null
      ? error
      : new ImportError(
          `What Microsoft Graph says of the organisation cannot be read: ${setAside[0]?.reason ?? error.message}.`,
        );
  }
}

/**
 * Writes what was read of a kind.
 * @param at how fresh that is
 * @throws MicrosoftGraphError where it cannot be told what it means
 */
export async function writeKind(
  syncRun: SyncRun,
  name: SyncKind,
  at: string,
): Promise<{ tally: Tally; setAside: number }> {
  const { database, spool, values, stage, isDry } = syncRun;
  const kind = KINDS[name];
  const asked = resourcesOf(name);
  const live = importing(database);
  if (!isDry) await database.write((trx) => beginKind(trx, asked, at));
  const ofTenant = name === 'TENANT' ? await writeOrganization(syncRun) : [];
  const staged = await stage.fill(name, spool, values, syncRun.known);
  const setAside = [...ofTenant, ...staged.setAside];
  if (setAside.some(({ resource }) => resource === 'subscribedSkus')) {
    throw new MicrosoftGraphError(
      'BROKEN',
      'A subscription of the tenant cannot be read, so neither can what its users hold.',
    );
  }
  const kept = new Set(setAside.map(({ objectId }) => values.id(objectId)));
  const canTell = setAside.length === 0 || (kind.isIdentified === true && !kept.has(null));
  const isFull = asked.every((resource) => spool.reached(resource).isFull);
  const options: ReconcileOptions = {
    // Only who is known to be gone goes: a record that cannot be read may be anybody's.
    removesAbsent: isFull && canTell,
    keeps: (id) => kept.has(id),
    isDry,
  };
  const tally =
    name === 'GROUPS'
      ? await writeGroups(syncRun, live, staged, options)
      : name === 'ROLES'
        ? await writeRoles(syncRun, live, staged, kind.tables, options)
        : await writeObjects(syncRun, live, staged, kind, options);
  if (!isDry) {
    const items = asked.reduce((sum, resource) => sum + spool.reached(resource).items, 0);
    const [delta] = asked.filter((resource) => resourceOf(resource).isDelta);
    const seen = delta === undefined || isFull ? null : await spool.ids(delta);
    await database.write(async (trx) => {
      // Who may be gone is asked for again: from a link on, nobody would tell.
      if (delta !== undefined) await keepLink(trx, delta, isFull && !canTell ? null : spool.reached(delta).deltaLink);
      const resources: Resource[] = name === 'GROUPS' ? [...asked, 'groupMembers'] : asked;
      await completeKind(trx, { kind: name, items, ...sumOf(tally) }, at, resources, setAside, seen);
    });
  }
  return { tally, setAside: setAside.length };
}
