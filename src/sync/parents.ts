import { type Db, rows } from '../database/database';
import { list, raw, type Sql, sql } from '../database/sql';
import { reportedState } from '../import/app-install-states';
import { REPORTED_KINDS, STATE_REPORTS } from '../import/state-reports';
import { NO_USER } from '../import/values';
import type { Parent } from '../microsoft-graph/resource';
import { PROFILE_RESOURCES, type Resource } from '../microsoft-graph/resources';
import { daysBefore } from '../resolving/days';
import { devicesAtOdds, isOverruled } from './reported-states';
import type { Spool } from './spool';

/*
 * Chooses the parents whose parts a sync reads. In a small tenant it reads the parts of all parents. In a large tenant
 * a part costs a request, so it takes parents that changed or are in trouble first, then those read longest ago, up to
 * a budget. Devices whose states differ from a report of the whole tenant come before all others.
 */

/** The limits of one sync. */
export interface Limits {
  /** Up to this number of parents, every sync reads all of them. */
  readonly all: number;
  /** Most parents of a resource that has more. */
  readonly budgets: Readonly<Partial<Record<Resource, number>>>;
}

interface ParentOptions {
  /** The database, with the data of earlier syncs. */
  readonly db: Db;
  readonly spool: Spool;
  readonly now: Date;
  readonly limits: Limits;
}

export const READING_LIMITS: Limits = {
  all: 500,
  budgets: {
    managedDeviceDetails: 1_500,
    deviceCompliancePolicyStates: 2_000,
    compliancePolicySettings: 1_500,
    deviceConfigurationStates: 2_000,
    configurationSettings: 2_000,
    appInstallReport: 1_500,
    mobileAppTroubleshootingEvents: 250,
    mobileAppIntentAndStates: 1_500,
    userManagedAppPolicies: 1_000,
  },
};
/** Reads every part, to save all of them. */
export const NO_LIMITS: Limits = { all: Number.POSITIVE_INFINITY, budgets: {} };
// Days after which unchanged parents are stale and read again.
const STALE_DAYS = 7;
// States without a failed setting.
const FINE = /^(compliant|remediated|notApplicable|notAssigned|unknown)$/i;

const budgetOf = (resource: Resource, { budgets }: Limits): number => budgets[resource] ?? Number.POSITIVE_INFINITY;

/** A parent that may be read. SQLite gives flags as 0 and 1. `readAt` is null if it was never read. */
interface Candidate {
  readonly id: string;
  /** Its states differ from the report. */
  readonly isAtOdds?: boolean;
  readonly isUrgent: 0 | 1 | boolean;
  readonly hasChanged: 0 | 1 | boolean;
  readonly readAt: string | null;
}

/** The ids of the candidates to read: all of them if few, else the changed, new and stale ones within the budget. */
function chosen(resource: Resource, candidates: readonly Candidate[], { now, limits }: ParentOptions): string[] {
  if (candidates.length <= limits.all) return candidates.map(({ id }) => id);
  const stale = daysBefore(STALE_DAYS, now.toISOString());
  const rank = ({ isAtOdds = false, isUrgent, hasChanged, readAt }: Candidate): number => {
    if (isAtOdds && isOverruled(readAt, Boolean(hasChanged), now)) return 0;
    if (hasChanged || readAt === null) return isUrgent ? 1 : 2;
    return readAt < stale ? 3 : 4;
  };
  const wanted = candidates
    .map((candidate) => ({ ...candidate, rank: rank(candidate) }))
    .filter((each) => each.rank < 4);
  wanted.sort((a, b) => a.rank - b.rank || (a.readAt ?? '').localeCompare(b.readAt ?? '') || a.id.localeCompare(b.id));
  return wanted.slice(0, budgetOf(resource, limits)).map(({ id }) => id);
}

const readAt = (resource: Resource, id: string): Sql =>
  sql`(SELECT r.read_at FROM sync_reads r WHERE r.resource = ${resource} AND r.parent_id = ${raw(id)})`;

const IN_TROUBLE = raw(`(CASE WHEN d.compliance NOT IN ('COMPLIANT', 'UNKNOWN') THEN 1 ELSE 0 END)`);

/** Devices that checked in since this resource was read for them, or are stale. */
async function devices(resource: Resource, options: ParentOptions): Promise<string[]> {
  const { db, spool } = options;
  const kind = REPORTED_KINDS.find((each) => STATE_REPORTS[each].states === resource);
  const atOdds = kind === undefined ? new Set() : await devicesAtOdds(kind, db, spool);
  const at = readAt(resource, 'd.id');
  const found = await rows<Candidate>(
    db,
    sql`SELECT d.id, ${IN_TROUBLE} AS "isUrgent", ${at} AS "readAt",
      CASE WHEN COALESCE(d.last_check_in_at, '') > COALESCE(${at}, '') THEN 1 ELSE 0 END AS "hasChanged"
    FROM devices d ORDER BY d.id`,
  );
  const candidates = found.map((device) => ({ ...device, isAtOdds: atOdds.has(device.id) }));
  return chosen(resource, candidates, options);
}

interface SpooledDevice {
  readonly id?: unknown;
  readonly lastSyncDateTime?: unknown;
  readonly complianceState?: unknown;
}

/** Devices that this sync has read but not written yet; those with a pending remote action first. */
async function spooledDevices(resource: Resource, options: ParentOptions): Promise<string[]> {
  const { db, spool } = options;
  const known = await rows<{ id: string; readAt: string }>(
    db,
    sql`SELECT parent_id AS id, read_at AS "readAt" FROM sync_reads WHERE resource = ${resource}`,
  );
  const pending = await rows<{ id: string }>(
    db,
    sql`SELECT DISTINCT device_id AS id FROM device_actions WHERE state IN ('PENDING', 'ACTIVE')`,
  );
  const read = new Map(known.map(({ id, readAt: when }) => [id, when]));
  const waiting = new Set(pending.map(({ id }) => id));
  const found: Candidate[] = [];
  for await (const { value } of spool.read('managedDevices')) {
    const { id, lastSyncDateTime } = (value ?? {}) as SpooledDevice;
    if (typeof id !== 'string' || id === '') continue;
    const key = id.toLowerCase();
    const when = read.get(key) ?? null;
    const hasChanged = waiting.has(key) || String(lastSyncDateTime ?? '') > (when ?? '');
    found.push({ id: key, isUrgent: waiting.has(key), hasChanged, readAt: when });
  }
  return chosen(resource, found, options);
}

/** The ids of those of these users that the database has: a report also names users who are gone. */
async function presentUsers(db: Db, ids: Iterable<string>): Promise<Set<string>> {
  const found = await rows<{ id: string }>(db, sql`SELECT id FROM users WHERE id IN ${list([...ids])}`);
  return new Set(found.map(({ id }) => id));
}

/** Pairs `user/device`: each device with its primary user (zeros if none) and with the users of the install report. */
async function devicesWithUser(resource: Resource, options: ParentOptions): Promise<string[]> {
  const ids = await devices(resource, options);
  const isAsked = new Set(ids);
  const reported = new Map<string, string>();
  for await (const { value } of options.spool.read('appInstallReport')) {
    const { UserId: user, DeviceId: device } = (value ?? {}) as Record<string, unknown>;
    if (typeof user !== 'string' || typeof device !== 'string' || user === '' || user === NO_USER) continue;
    if (isAsked.has(device.toLowerCase())) reported.set(`${user}/${device}`.toLowerCase(), user.toLowerCase());
  }
  const present = await presentUsers(options.db, new Set(reported.values()));
  const pairs = new Set([...reported].flatMap(([pair, user]) => (present.has(user) ? [pair] : [])));
  const found = await rows<{ id: string; userId: string | null }>(
    options.db,
    sql`SELECT id, user_id AS "userId" FROM devices WHERE id IN ${list(ids)} ORDER BY id`,
  );
  for (const { id, userId } of found) pairs.add(`${userId ?? NO_USER}/${id}`);
  return [...pairs].sort();
}

/** True if there are more devices than `limit`. */
export async function hasMoreDevices(db: Db, limit: number): Promise<boolean> {
  if (!Number.isFinite(limit)) return false;
  const found = await rows<{ id: string }>(db, sql`SELECT id FROM devices LIMIT ${limit + 1}`);
  return found.length > limit;
}

/** States of this sync whose settings to read, as `device/state`: those in trouble; all in a small tenant. */
async function states(resource: Resource, of: Resource, { db, spool, limits }: ParentOptions): Promise<string[]> {
  const isSmall = !(await hasMoreDevices(db, limits.all));
  const found = new Set<string>();
  for await (const { value, parent } of spool.read(of)) {
    const { id, state, settingCount, settingStates } = (value ?? {}) as Record<string, unknown>;
    if (typeof id !== 'string' || id === '') continue;
    // Skip states that already came with their settings.
    if (settingCount === 0 || (Array.isArray(settingStates) && settingStates.length > 0)) continue;
    if (isSmall || !FINE.test(String(state))) found.add(`${parent?.toLowerCase()}/${id.toLowerCase()}`);
  }
  return [...found].slice(0, isSmall ? undefined : budgetOf(resource, limits));
}

/** The configuration profiles that this sync has read. */
async function profiles({ spool }: ParentOptions): Promise<string[]> {
  return (await Promise.all(PROFILE_RESOURCES.map((resource) => spool.ids(resource)))).flat();
}

async function apps(resource: Resource, options: ParentOptions): Promise<string[]> {
  const found = await rows<Candidate>(
    options.db,
    sql`SELECT a.id, 0 AS "hasChanged", ${readAt(resource, 'a.id')} AS "readAt",
      CASE WHEN EXISTS (SELECT 1 FROM app_install_states s WHERE s.app_id = a.id) THEN 1 ELSE 0 END AS "isUrgent"
    FROM apps a ORDER BY a.id`,
  );
  // An app with install states is read each time; one without, when it is stale.
  return chosen(
    resource,
    found.map((each) => ({ ...each, hasChanged: each.isUrgent })),
    options,
  );
}

/** Apps of this sync that need or replace others, now or at the last sync. */
async function relatedApps({ db, spool }: ParentOptions): Promise<string[]> {
  const before = await rows<{ id: string }>(db, sql`SELECT DISTINCT app_id AS id FROM app_relations`);
  const known = new Set(before.map(({ id }) => id));
  const found = new Set<string>();
  for await (const { value } of spool.read('mobileApps')) {
    const { id, dependentAppCount, supersededAppCount } = (value ?? {}) as Record<string, unknown>;
    if (typeof id !== 'string' || id === '') continue;
    const isRelated = Number(dependentAppCount ?? 0) > 0 || Number(supersededAppCount ?? 0) > 0;
    if (isRelated || known.has(id.toLowerCase())) found.add(id.toLowerCase());
  }
  return [...found].sort();
}

/**
 * Users for whom an app failed, from the install report of this sync. If there are too many, the same ones are read each
 * time. The others have the error codes of the report, so codes would change from sync to sync if users took turns.
 */
async function usersOfFailedApps(resource: Resource, { db, spool, limits }: ParentOptions): Promise<string[]> {
  const found = new Set<string>();
  for await (const { value } of spool.read('appInstallReport')) {
    const row = (value ?? {}) as Record<string, unknown>;
    const { UserId: user } = row;
    const hasFailed = /fail/i.test(reportedState(row));
    if (hasFailed && typeof user === 'string' && user !== '' && user !== NO_USER) found.add(user.toLowerCase());
  }
  const present = await presentUsers(db, found);
  return [...present].sort().slice(0, present.size <= limits.all ? undefined : budgetOf(resource, limits));
}

async function licensedUsers(resource: Resource, options: ParentOptions): Promise<string[]> {
  const found = await rows<Candidate>(
    options.db,
    sql`SELECT u.id, 0 AS "isUrgent", 0 AS "hasChanged", ${readAt(resource, 'u.id')} AS "readAt"
    FROM users u WHERE u.intune_licensed = 1 ORDER BY u.id`,
  );
  return chosen(resource, found, options);
}

/** The ids of the parents whose parts this sync reads, as they replace `{id}` in the path, joined with `/`. */
export function parentsOf(resource: Resource, parent: Parent, options: ParentOptions): Promise<string[]> {
  switch (parent) {
    case 'roles':
      return options.spool.ids('roleDefinitions');
    case 'devices':
      return resource === 'managedDeviceDetails' ? spooledDevices(resource, options) : devices(resource, options);
    case 'intents':
      return options.spool.ids('intents');
    case 'profiles':
      return profiles(options);
    case 'devicesWithUser':
      return devicesWithUser(resource, options);
    case 'compliancePolicies/devices':
      return states(resource, 'deviceCompliancePolicyStates', options);
    case 'configurations/devices':
      return states(resource, 'deviceConfigurationStates', options);
    case 'apps':
      return apps(resource, options);
    case 'relatedApps':
      return relatedApps(options);
    case 'usersOfFailedApps':
      return usersOfFailedApps(resource, options);
    case 'licensedUsers':
      return licensedUsers(resource, options);
  }
}
