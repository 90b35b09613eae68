import { hasAdministrator } from '../administration/rights';
import { type Database, type Db, execute, rows } from '../database/database';
import { list, raw, sql } from '../database/sql';
import type { SyncKind } from '../generated/graphql';
import { type Graph, GraphError } from '../graph/graph';
import { rebuildAncestors } from '../group/store';
import { readTenant } from '../import/directory';
import { type Summary, writeTenant } from '../import/import';
import { ImportError, type Resource } from '../import/source';
import { TABLES, type TableName, titled } from '../import/tables';
import { createValues, type Values } from '../import/values';
import type { Counts } from '../import/writer';
import { seedBuiltInRoles } from '../role/built-in';
import { KINDS, type KindOfObject } from './kinds';
import { changeMembers, memberRows, readMembers } from './members';
import { type Heard, readResource } from './reading';
import { type Live, type Part, type ReconcileOptions, reconcile, type Tally } from './reconcile';
import { type Parent, REQUESTS } from './requests';
import { openSpool, type Spool } from './spool';
import { patientReading, type Stage, stage } from './stage';
import { beginKind, completeKind, failKind, keepLink, lease, linkOf, release, startKind } from './store';

/** Hears how far a sync has come. */
export interface Listener {
  reading: Heard;
  writing(kind: SyncKind): void;
}

export interface SyncOptions {
  readonly database: Database;
  readonly graph: Graph;
  /** Which tenant of which cloud is read: what was kept of another is of no use. */
  readonly source: string;
  /** Where what was read is kept until it is written. */
  readonly folder: string;
  readonly kinds: readonly SyncKind[];
  /** Reads everything, and only says what it would write. */
  readonly isDry?: boolean;
  readonly licenseNeeded: boolean;
  readonly now: () => Date;
  readonly listener: Listener;
  /** Who syncs, of several. */
  readonly holder: string;
  /** Ends the sync between two transactions: the next one goes on from there. */
  readonly signal?: AbortSignal;
}

/** Somebody else syncs at the moment. */
export class SyncUnderWay extends Error {}

/** What a sync did. */
export interface SyncSummary extends Summary {
  /** The kinds that stopped, and why; the others are complete. */
  readonly failed: readonly { readonly kind: SyncKind; readonly problem: string }[];
  /** The records that were set aside, by kind. */
  readonly setAside: ReadonlyMap<SyncKind, number>;
}

const LEASE_SECONDS = 120;

// What each kind asks first, so that a missing consent shows before anything is written.
const PROOFS: Readonly<Partial<Record<SyncKind, string>>> = {
  TENANT: '/v1.0/deviceManagement/mobileThreatDefenseConnectors',
  USERS: '/v1.0/users?$select=id&$top=1',
  GROUPS: '/v1.0/groups?$select=id&$top=1',
  ENTRA_DEVICES: '/v1.0/devices?$select=id&$top=1',
  MANAGED_DEVICES: '/v1.0/deviceManagement/managedDevices',
  POLICY_STATES: '/v1.0/deviceManagement/deviceConfigurations',
  APPS: '/v1.0/deviceAppManagement/mobileApps',
  ROLES: '/v1.0/deviceManagement/roleDefinitions',
};

/** Refuses to begin where Graph would refuse to go on. @throws GraphError that names every consent that is missing */
async function prove(graph: Graph, kinds: readonly SyncKind[]): Promise<void> {
  const missing: string[] = [];
  for (const kind of kinds) {
    const path = PROOFS[kind];
    if (path === undefined) continue;
    try {
      await graph.page(path);
    } catch (error) {
      if (!(error instanceof GraphError) || !['CONSENT', 'BROKEN', 'REFUSED'].includes(error.kind)) throw error;
      // Other troubles of one kind are its own, and met again when it is read.
      if (error.kind === 'CONSENT') missing.push(error.message);
    }
  }
  if (missing.length > 0) throw new GraphError('CONSENT', [...new Set(missing)].join(' '));
}

// What of a tenant is asked for part by part: only of parents that can have any.
const PARENTS: Record<Parent, string> = {
  users: 'SELECT DISTINCT user_id AS id FROM devices WHERE user_id IS NOT NULL ORDER BY 1',
  licensedUsers: 'SELECT id FROM users WHERE intune_licensed = 1 ORDER BY id',
  devices: 'SELECT id FROM devices ORDER BY id',
  apps: 'SELECT id FROM apps ORDER BY id',
};

async function parentsOf(db: Db, resource: Resource): Promise<string[]> {
  const { parent } = REQUESTS[resource as keyof typeof REQUESTS];
  const found = await rows<{ id: string }>(db, raw(PARENTS[parent as Parent]));
  return found.map(({ id }) => id);
}

function add(total: Map<TableName, Counts>, tally: Tally): void {
  for (const [name, { added, changed, removed }] of tally) {
    const of = total.get(name) ?? { added: 0, changed: 0, removed: 0 };
    total.set(name, { added: of.added + added, changed: of.changed + changed, removed: of.removed + removed });
  }
}

const written = (tally: Tally): Counts =>
  [...tally.values()].reduce(
    (sum, of) => ({
      added: sum.added + of.added,
      changed: sum.changed + of.changed,
      removed: sum.removed + of.removed,
    }),
    { added: 0, changed: 0, removed: 0 },
  );
const isAnything = (tally: Tally): boolean => Object.values(written(tally)).some((number) => number > 0);

/** Nobody would be left who administers everywhere. */
class NobodyLeft extends Error {}

/** What one round writes with. */
interface Round extends SyncOptions {
  readonly spool: Spool;
  readonly values: Values;
  readonly remarks: string[];
}

// Objects that go are removed a few at a time, as others are written.
const REMOVED_AT_ONCE = 200;

async function removeObjects(live: Live, root: TableName, ids: readonly string[], isDry: boolean): Promise<Tally> {
  const { name, owned = 'TRUE' } = TABLES[root] as { name: string; owned?: string };
  let removed = 0;
  for (let from = 0; from < ids.length; from += REMOVED_AT_ONCE) {
    const some = ids.slice(from, from + REMOVED_AT_ONCE);
    const where = sql`FROM ${raw(name)} AS t WHERE t.id IN ${list(some)} AND ${raw(owned)}`;
    removed += isDry
      ? (await rows(live.primary, sql`SELECT t.id ${where}`)).length
      : await live.write((trx) => execute(trx, sql`DELETE ${where}`));
  }
  return new Map([[root, { added: 0, changed: 0, removed }]]);
}

const knowThemselves = (db: Db, ids: readonly string[]): Promise<number> =>
  execute(
    db,
    sql`INSERT INTO group_ancestors (group_id, ancestor_id)
    SELECT id, id FROM groups WHERE id IN ${list(ids)} ON CONFLICT DO NOTHING`,
  );

/** Writes groups with their members: all that there are, or what changed among them. */
async function writeGroups(round: Round, staged: Stage, options: ReconcileOptions): Promise<Tally> {
  const { database, spool, values, isDry = false } = round;
  const total = new Map<TableName, Counts>();
  const members = await readMembers(spool, values);
  const { isFull } = spool.reached('groups');
  if (isFull) for (const row of memberRows(members, members.keys())) await staged.put('groupMembers', row);
  await staged.settle();
  const part: Part = {
    root: 'groups',
    children: { groupSearch: 'group_id', ...(isFull && { groupMembers: 'group_id' }) },
  };
  add(
    total,
    await reconcile(staged.db, database, part, {
      ...options,
      alsoUnchanged: !isFull,
      async also(trx, ids) {
        await knowThemselves(trx, ids);
        return isFull ? new Map() : new Map([['groupMembers', await changeMembers(trx, members, ids)] as const]);
      },
    }),
  );
  if (!isFull) add(total, await removeObjects(database, 'groups', await spool.removed('groups'), isDry));
  if (!isDry && isAnything(total)) await database.write(rebuildAncestors);
  return total;
}

/**
 * Writes Intune's roles and assignments in one piece, unless nobody would then be left who administers everywhere: what
 * is there stays as it is, so that the graph cannot be locked by a change elsewhere.
 */
async function writeRoles(round: Round, staged: Stage, parts: readonly Part[], options: ReconcileOptions) {
  const { database, licenseNeeded, isDry = false } = round;
  await staged.settle();
  const [roles, assignments] = parts as [Part, Part];
  try {
    return await database.write(async (trx): Promise<Tally> => {
      const live: Live = { primary: trx, write: (work) => work(trx) };
      const bring = async (how: ReconcileOptions): Promise<Tally> => {
        const total = new Map<TableName, Counts>();
        // A role is there before its assignments come, and until they went.
        add(total, await reconcile(staged.db, live, roles, { ...how, removesAbsent: false }));
        add(total, await reconcile(staged.db, live, assignments, how));
        if (how.removesAbsent) add(total, await reconcile(staged.db, live, { root: 'roles' }, how));
        return total;
      };
      const wanted = await bring({ ...options, isDry: true });
      if (isDry || !isAnything(wanted)) return wanted;
      const had = await hasAdministrator(trx, licenseNeeded);
      await execute(trx, sql`INSERT INTO imports_under_way (singleton) VALUES (1)`);
      await bring(options);
      await execute(trx, sql`DELETE FROM imports_under_way`);
      if (had && !(await hasAdministrator(trx, licenseNeeded))) throw new NobodyLeft();
      await execute(trx, sql`UPDATE tenants SET rights_version = rights_version + 1`);
      return wanted;
    });
  } catch (error) {
    if (!(error instanceof NobodyLeft)) throw error;
    round.remarks.push(
      'Roles and assignments were kept as they were: after the change nobody would have administered everywhere.',
    );
    return new Map();
  }
}

async function writeParts(round: Round, staged: Stage, kind: KindOfObject, options: ReconcileOptions) {
  const { database, spool, isDry = false } = round;
  await staged.settle();
  const total = new Map<TableName, Counts>();
  for (const part of kind.parts) {
    add(total, await reconcile(staged.db, database, part, options));
  }
  const [delta] = kind.resources.filter((resource) => REQUESTS[resource].isDelta && !spool.reached(resource).isFull);
  if (delta !== undefined) {
    add(total, await removeObjects(database, 'users', await spool.removed(delta), isDry));
  }
  return total;
}

/** Writes what was read of a kind. */
async function writeKind(round: Round, name: SyncKind): Promise<{ tally: Tally; setAside: number }> {
  const { database, spool, values, folder, isDry = false, now } = round;
  const kind = KINDS[name];
  if (!isDry) await database.write((trx) => beginKind(trx, kind.resources, spool.startedAt));
  if (name === 'TENANT') {
    const tenant = await readTenant(patientReading(spool, values, []));
    if (!isDry) {
      await database.write(async (trx) => {
        await execute(trx, sql`INSERT INTO imports_under_way (singleton) VALUES (1)`);
        await writeTenant(trx, tenant, false);
        await seedBuiltInRoles(trx);
        await execute(trx, sql`DELETE FROM imports_under_way`);
      });
    }
  }
  const staged = await stage(kind, spool, values, folder, database.primary);
  try {
    const kept = new Set(staged.setAside.map(({ objectId }) => values.id(objectId)));
    const canTell = staged.setAside.length === 0 || (kind.isIdentified === true && !kept.has(null));
    const isFull = kind.resources.every((resource) => spool.reached(resource).isFull);
    const options: ReconcileOptions = {
      // Only who is known to be gone goes: a record that cannot be read may be anybody's.
      removesAbsent: isFull && canTell,
      keeps: (id) => kept.has(id),
      isDry,
    };
    const tally =
      name === 'GROUPS'
        ? await writeGroups(round, staged, options)
        : name === 'ROLES'
          ? await writeRoles(round, staged, kind.parts, options)
          : await writeParts(round, staged, kind, options);
    if (!isDry) {
      const items = kind.resources.reduce((sum, resource) => sum + spool.reached(resource).items, 0);
      await database.write(async (trx) => {
        for (const resource of kind.resources) {
          if (REQUESTS[resource].isDelta) await keepLink(trx, resource, spool.reached(resource).deltaLink);
        }
        if (['USERS', 'GROUPS'].includes(name) && isAnything(tally)) {
          await execute(trx, sql`UPDATE tenants SET rights_version = rights_version + 1`);
        }
        const resources: Resource[] = name === 'GROUPS' ? [...kind.resources, 'groupMembers'] : [...kind.resources];
        const figures = { kind: name, items, ...written(tally) };
        await completeKind(trx, figures, now().toISOString(), resources, staged.setAside);
      });
    }
    return { tally, setAside: staged.setAside.length };
  } finally {
    await staged.close();
  }
}

/** The one organisation that Graph speaks for; that of the database, where there is one. @throws ImportError */
async function sameTenant(graph: Graph, db: Db): Promise<{ tenant: string; isNew: boolean }> {
  const { items } = await graph.page('/v1.0/organization');
  const [organization] = items as { id?: string; displayName?: string }[];
  const [present] = await rows<{ id: string; name: string }>(db, sql`SELECT id, display_name AS name FROM tenants`);
  const id = organization?.id?.toLowerCase();
  if (id === undefined) throw new ImportError('Microsoft Graph names no organisation.');
  if (present !== undefined && present.id !== id) {
    throw new ImportError(
      `The database holds the tenant ${present.name} (${present.id}), not ${organization?.displayName} (${id}); sync it into a database of its own.`,
    );
  }
  return { tenant: organization?.displayName ?? id, isNew: present === undefined };
}

/**
 * Reads a tenant of Microsoft Graph, and brings the database in line with it: kind by kind, object by object. Killed at any
 * moment, the next one goes on where it stopped.
 * @throws GraphError or ImportError where it cannot begin; nothing was changed then
 */
export async function syncTenant(options: SyncOptions): Promise<SyncSummary> {
  const { database, graph, source, kinds, isDry = false, holder, now, listener, folder, licenseNeeded } = options;
  const { tenant, isNew } = await sameTenant(graph, database.primary);
  await prove(graph, kinds);
  if (!isDry && !(await database.write((trx) => lease(trx, holder, now(), LEASE_SECONDS)))) {
    throw new SyncUnderWay('Another sync is under way.');
  }
  const keepLease = setInterval(
    () => database.write((trx) => lease(trx, holder, now(), LEASE_SECONDS)).catch(() => {}),
    (LEASE_SECONDS / 4) * 1_000,
  );
  try {
    const ordered = (Object.keys(KINDS) as SyncKind[]).filter(
      (kind) => kinds.includes(kind) || (kind === 'TENANT' && isNew),
    );
    const spool = await openSpool(folder, JSON.stringify([source, ordered, isDry]), now());
    const live: Database = {
      ...database,
      write(work) {
        options.signal?.throwIfAborted();
        return database.write(work);
      },
    };
    const round: Round = { ...options, database: live, spool, values: createValues(0), remarks: [] };
    const had = await hasAdministrator(database.primary, licenseNeeded);
    const total = new Map<TableName, Counts>();
    const failed: { kind: SyncKind; problem: string }[] = [];
    const setAside = new Map<SyncKind, number>();
    for (const name of ordered.filter((kind) => !spool.isDone(kind))) {
      if (!isDry) await database.write((trx) => startKind(trx, name));
      try {
        for (const resource of KINDS[name].resources) {
          await readResource(resource, {
            graph,
            spool,
            linkOf: (of) => linkOf(database.primary, of),
            parentsOf: (of) => parentsOf(database.primary, of),
            heard: listener.reading,
          });
        }
        listener.writing(name);
        const done = await writeKind(round, name);
        add(total, done.tally);
        if (done.setAside > 0) setAside.set(name, done.setAside);
        await spool.done(name);
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        if (!isDry) await database.write((trx) => failKind(trx, name, problem));
        // What is wrong with one kind leaves the others alone; what is wrong with the whole ends it.
        if (!(error instanceof GraphError) || !['BROKEN', 'REFUSED', 'EXPIRED'].includes(error.kind)) throw error;
        failed.push({ kind: name, problem });
      }
    }
    if (!isDry && had && !(await hasAdministrator(database.primary, licenseNeeded))) {
      round.remarks.push('Nobody administers everywhere any more, for the directory says so: npm run admin -- grant.');
    }
    await spool.close();
    const { leftOut, unknown } = round.values.notes;
    return { tenant, rows: titled(total), leftOut, unknown, remarks: round.remarks, failed, setAside };
  } finally {
    clearInterval(keepLease);
    if (!isDry) await database.write((trx) => release(trx, holder));
  }
}
