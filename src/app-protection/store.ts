import { type Scope, userInScope } from '../authorization/scope';
import { countOfList, type Db, rows } from '../database/database';
import { syncedAt, syncedInOneOf } from '../database/freshness';
import { type Keyset, PARENT, type Page, pageOf, pagePerParent } from '../database/keyset';
import { list, raw, sql } from '../database/sql';
import type { AppProtectionStateKind, Platform } from '../generated/graphql';
import { PROTECTION_LISTS } from '../microsoft-graph/protection-resources';

export interface AppProtectionPolicyRow {
  id: string;
  displayName: string;
  platform: Platform;
  syncedAt: string;
}

export interface AppProtectionStateRow {
  id: string;
  userId: string;
  state: AppProtectionStateKind;
  appName: string | null;
  deviceName: string | null;
  deviceType: string | null;
  platform: Platform;
  /** The flagged reasons, as a JSON list. */
  flags: string;
  flaggedSince: string | null;
  lastSyncAt: string | null;
  deviceId: string | null;
  syncedAt: string;
}

const STATE_COLUMNS = raw(`s.id, s.user_id AS "userId", s.state, s.app_name AS "appName", s.device_name AS "deviceName",
  s.device_type AS "deviceType", s.platform, s.flagged_reasons AS flags, s.flagged_since AS "flaggedSince", s.last_sync_at AS "lastSyncAt",
  s.device_id AS "deviceId", ${syncedAt('managedAppRegistrations')}`);
// A sync reads a list for each platform; a folder of an import can have one of all.
const LISTS = [...Object.values(PROTECTION_LISTS), 'managedAppPolicies'] as const;
const POLICY_COLUMNS = raw(`pol.id, pol.display_name AS "displayName", pol.platform,
  ${syncedInOneOf(LISTS)}`);

export const STATES_OF_USER: Keyset = {
  name: 'app protection states',
  columns: ['s.severity', 's.name_key', 's.id'],
  types: ['number', 'string', 'string'],
  direction: 'ASC',
};

/** The states that tell of a device before those of apps that were never used. */
const TELLING_FIRST: Keyset = {
  ...STATES_OF_USER,
  name: 'telling app protection states',
  columns: [
    `CASE WHEN s.flagged_reasons <> '[]' THEN 0 WHEN s.last_sync_at IS NOT NULL THEN 1 ELSE 2 END`,
    ...STATES_OF_USER.columns,
  ],
  types: ['number', ...STATES_OF_USER.types],
};

export const POLICIES_BY_NAME: Keyset = {
  name: 'app protection policies by name',
  columns: ['pol.name_key', 'pol.id'],
  types: ['string', 'string'],
  direction: 'ASC',
};

/** The states with these ids, of users in the scope. */
export function appProtectionStatesById(
  db: Db,
  scope: Scope,
  ids: readonly string[],
): Promise<AppProtectionStateRow[]> {
  return rows(
    db,
    sql`SELECT ${STATE_COLUMNS} FROM app_protections s
    WHERE s.id IN ${list(ids)} AND ${userInScope(scope, raw('s.user_id'))}`,
  );
}

const statesOfUsers = (db: Db, userIds: readonly string[], page: Page, keyset: Keyset) =>
  rows<AppProtectionStateRow & { parent: string }>(
    db,
    pagePerParent({
      parents: userIds,
      key: 's.id',
      columns: STATE_COLUMNS,
      from: raw('app_protections s'),
      where: sql`s.user_id = ${PARENT}`,
      keyset,
      page,
    }),
  );

/** A page of each user's states. */
export const appProtectionStatesByUser = (db: Db, userIds: readonly string[], page: Page) =>
  statesOfUsers(db, userIds, page, STATES_OF_USER);

/** The first states of each user: those with a flag, then those that have reported; one more than `mostOfEach` if there are. */
export const tellingStatesByUser = (db: Db, userIds: readonly string[], mostOfEach: number) =>
  statesOfUsers(db, userIds, { first: mostOfEach, after: null }, TELLING_FIRST);

/** The number of states of each user, and of those that have not checked in. */
export function appProtectionCountsByUser(db: Db, userIds: readonly string[]) {
  return rows<{ parent: string; count: number; notCheckedIn: number }>(
    db,
    sql`SELECT user_id AS parent, COUNT(*) AS count,
      SUM(CASE WHEN state = 'NOT_CHECKED_IN' THEN 1 ELSE 0 END) AS "notCheckedIn"
    FROM app_protections WHERE user_id IN ${list(userIds)} GROUP BY user_id`,
  );
}

/** @returns the policies that exist, in any order */
export function appProtectionPoliciesById(db: Db, ids: readonly string[]): Promise<AppProtectionPolicyRow[]> {
  return rows(db, sql`SELECT ${POLICY_COLUMNS} FROM app_protection_policies pol WHERE pol.id IN ${list(ids)}`);
}

/** A page of the tenant's policies. */
export function appProtectionPolicyPage(db: Db, page: Page): Promise<AppProtectionPolicyRow[]> {
  const from = raw('app_protection_policies pol');
  return rows(db, pageOf({ columns: POLICY_COLUMNS, from, where: raw('TRUE'), keyset: POLICIES_BY_NAME, page }));
}

export const appProtectionPolicyCount = (db: Db): Promise<number> =>
  countOfList(db, sql`app_protection_policies pol WHERE TRUE`);

/** The policies of these states, sorted by name. */
export function appProtectionPoliciesByState(db: Db, stateIds: readonly string[]) {
  return rows<AppProtectionPolicyRow & { parent: string }>(
    db,
    sql`SELECT sp.state_id AS parent, ${POLICY_COLUMNS}
    FROM app_protection_state_policies sp JOIN app_protection_policies pol ON pol.id = sp.policy_id
    WHERE sp.state_id IN ${list(stateIds)} ORDER BY pol.name_key, pol.id`,
  );
}

/** A page of the policies that target each user. */
export function appProtectionPoliciesByUser(db: Db, userIds: readonly string[], page: Page) {
  return rows<AppProtectionPolicyRow & { parent: string }>(
    db,
    pagePerParent({
      parents: userIds,
      key: 'pol.id',
      columns: POLICY_COLUMNS,
      from: raw('app_protection_policies pol'),
      where: sql`pol.id IN (SELECT policy_id FROM user_app_protection_policies WHERE user_id = ${PARENT})`,
      keyset: POLICIES_BY_NAME,
      page,
    }),
  );
}

/** The number of policies that target each user. */
export function appProtectionPolicyCountsByUser(db: Db, userIds: readonly string[]) {
  return rows<{ parent: string; count: number }>(
    db,
    sql`SELECT user_id AS parent, COUNT(*) AS count FROM user_app_protection_policies
    WHERE user_id IN ${list(userIds)} GROUP BY user_id`,
  );
}
