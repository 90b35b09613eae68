import { type Db, rows } from '../database/database';
import { list, raw, type Sql, sql } from '../database/sql';
import type { Parent } from '../microsoft-graph/resource';
import type { Resource } from '../microsoft-graph/resources';
import type { Spool } from './spool';

/*
 * What a resource that is read part by part is asked for. A small tenant is asked for everything each time. In a large one a
 * part costs a request, so a sync asks first for what changed or is in trouble, then for what was read longest ago, and no
 * more than its budget.
 */

interface ParentOptions {
  /** Where what was written before is known from. */
  readonly db: Db;
  readonly spool: Spool;
  readonly now: Date;
}

/** Up to so many parents, all of them are asked each time. */
export const ALL = 500;

// How many parents are asked at most in one sync of everything, where there are more than ALL.
const BUDGETS: Readonly<Partial<Record<Resource, number>>> = {
  managedDeviceDetails: 1_500,
  deviceCompliancePolicyStates: 2_000,
  compliancePolicySettings: 1_500,
  deviceConfigurationStates: 2_000,
  configurationSettings: 2_000,
  appInstallReport: 1_500,
  mobileAppTroubleshootingEvents: 250,
  mobileAppIntentAndStates: 1_500,
  userManagedAppPolicies: 1_000,
};
// What did not change is read again after so many days.
const STALE_DAYS = 7;
// A state in one of these has no setting that failed.
const FINE = /^(compliant|remediated|notApplicable|notAssigned|unknown)$/i;
const NO_USER = '00000000-0000-0000-0000-000000000000';

const budgetOf = (resource: Resource): number => BUDGETS[resource] ?? Number.POSITIVE_INFINITY;

/** A candidate, as SQL gives it: whether it goes first, and when it was read. */
interface Candidate {
  readonly id: string;
  readonly isUrgent: 0 | 1 | boolean;
  readonly hasChanged: 0 | 1 | boolean;
  readonly readAt: string | null;
}

/** Those of some candidates that a sync asks for. */
function chosen(resource: Resource, candidates: readonly Candidate[], now: Date): string[] {
  if (candidates.length <= ALL) return candidates.map(({ id }) => id);
  const stale = new Date(now.getTime() - STALE_DAYS * 86_400_000).toISOString();
  const rank = ({ isUrgent, hasChanged, readAt }: Candidate): number => {
    if (hasChanged || readAt === null) return isUrgent ? 0 : 1;
    return readAt < stale ? 2 : 3;
  };
  const wanted = candidates
    .map((candidate) => ({ ...candidate, rank: rank(candidate) }))
    .filter((each) => each.rank < 3);
  wanted.sort((a, b) => a.rank - b.rank || (a.readAt ?? '').localeCompare(b.readAt ?? '') || a.id.localeCompare(b.id));
  return wanted.slice(0, budgetOf(resource)).map(({ id }) => id);
}

const readAt = (resource: Resource, id: string): Sql =>
  sql`(SELECT r.read_at FROM sync_reads r WHERE r.resource = ${resource} AND r.parent_id = ${raw(id)})`;

const IN_TROUBLE = raw(`(CASE WHEN d.compliance NOT IN ('COMPLIANT', 'UNKNOWN') THEN 1 ELSE 0 END)`);

/** The devices that changed since they were read for a resource, or are due. */
async function devices(resource: Resource, { db, now }: ParentOptions): Promise<string[]> {
  const at = readAt(resource, 'd.id');
  const found = await rows<Candidate>(
    db,
    sql`SELECT d.id, ${IN_TROUBLE} AS "isUrgent", ${at} AS "readAt",
      CASE WHEN COALESCE(d.last_check_in_at, '') > COALESCE(${at}, '') THEN 1 ELSE 0 END AS "hasChanged"
    FROM devices d ORDER BY d.id`,
  );
  return chosen(resource, found, now);
}

interface SpooledDevice {
  readonly id?: unknown;
  readonly lastSyncDateTime?: unknown;
  readonly complianceState?: unknown;
}

/** The devices that this sync has read and not yet written. */
async function spooledDevices(resource: Resource, { db, spool, now }: ParentOptions): Promise<string[]> {
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
  return chosen(resource, found, now);
}

/** Each device with its user, or with the user of zeros where it has none; and with every other user of the report. */
async function devicesWithUser(resource: Resource, options: ParentOptions): Promise<string[]> {
  const ids = await devices(resource, options);
  const isAsked = new Set(ids);
  const pairs = new Set<string>();
  for await (const { value } of options.spool.read('appInstallReport')) {
    const { UserId: user, DeviceId: device } = (value ?? {}) as Record<string, unknown>;
    if (typeof user !== 'string' || typeof device !== 'string' || user === '' || user === NO_USER) continue;
    if (isAsked.has(device.toLowerCase())) pairs.add(`${user}/${device}`.toLowerCase());
  }
  const found = await rows<{ id: string; userId: string | null }>(
    options.db,
    sql`SELECT id, user_id AS "userId" FROM devices WHERE id IN ${list(ids)} ORDER BY id`,
  );
  for (const { id, userId } of found) pairs.add(`${userId ?? NO_USER}/${id}`);
  return [...pairs].sort();
}

/** The states that this sync has read, of which settings are read: those in trouble, and all in a small tenant. */
async function states(resource: Resource, of: Resource, { db, spool }: ParentOptions): Promise<string[]> {
  const [{ count = 0 } = {}] = await rows<{ count: number }>(db, sql`SELECT COUNT(*) AS count FROM devices`);
  const found = new Set<string>();
  for await (const { value, parent } of spool.read(of)) {
    const { id, state, settingCount, settingStates } = (value ?? {}) as Record<string, unknown>;
    if (typeof id !== 'string' || id === '') continue;
    // Settings that came with their state are not asked for again.
    if (settingCount === 0 || (Array.isArray(settingStates) && settingStates.length > 0)) continue;
    if (Number(count) <= ALL || !FINE.test(String(state))) found.add(`${parent?.toLowerCase()}/${id.toLowerCase()}`);
  }
  return [...found].slice(0, Number(count) <= ALL ? undefined : budgetOf(resource));
}

async function apps(resource: Resource, { db, now }: ParentOptions): Promise<string[]> {
  const found = await rows<Candidate>(
    db,
    sql`SELECT a.id, 0 AS "hasChanged", ${readAt(resource, 'a.id')} AS "readAt",
      CASE WHEN EXISTS (SELECT 1 FROM app_install_states s WHERE s.app_id = a.id) THEN 1 ELSE 0 END AS "isUrgent"
    FROM apps a ORDER BY a.id`,
  );
  if (found.length <= ALL) return found.map(({ id }) => id);
  // An app that is somewhere is due each time; one that was nowhere, after some days.
  return chosen(
    resource,
    found.map((each) => ({ ...each, hasChanged: each.isUrgent })),
    now,
  );
}

/** The users for whom an app failed, as this sync has read. */
async function usersOfFailedApps(resource: Resource, { spool }: ParentOptions): Promise<string[]> {
  const found = new Set<string>();
  for await (const { value } of spool.read('appInstallReport')) {
    const { UserId: user, AppInstallState: word, InstallState: number } = (value ?? {}) as Record<string, unknown>;
    const hasFailed = /fail/i.test(String(word)) || ['2', '4'].includes(String(word ?? number));
    if (hasFailed && typeof user === 'string' && user !== '' && user !== NO_USER) found.add(user.toLowerCase());
  }
  return [...found].sort().slice(0, found.size <= ALL ? undefined : budgetOf(resource));
}

async function licensedUsers(resource: Resource, { db, now }: ParentOptions): Promise<string[]> {
  const found = await rows<Candidate>(
    db,
    sql`SELECT u.id, 0 AS "isUrgent", 0 AS "hasChanged", ${readAt(resource, 'u.id')} AS "readAt"
    FROM users u WHERE u.intune_licensed = 1 ORDER BY u.id`,
  );
  return chosen(resource, found, now);
}

/** The parents that a resource is asked for in this sync, by their ids. */
export function parentsOf(resource: Resource, parent: Parent, options: ParentOptions): Promise<string[]> {
  switch (parent) {
    case 'roles':
      return options.spool.ids('roleDefinitions');
    case 'devices':
      return resource === 'managedDeviceDetails' ? spooledDevices(resource, options) : devices(resource, options);
    case 'intents':
      return options.spool.ids('intents');
    case 'devicesWithUser':
      return devicesWithUser(resource, options);
    case 'compliancePolicies/devices':
      return states(resource, 'deviceCompliancePolicyStates', options);
    case 'configurations/devices':
      return states(resource, 'deviceConfigurationStates', options);
    case 'apps':
      return apps(resource, options);
    case 'usersOfFailedApps':
      return usersOfFailedApps(resource, options);
    case 'licensedUsers':
      return licensedUsers(resource, options);
  }
}
