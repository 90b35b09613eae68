import { deviceInScope, type Scope } from '../authorization/scope';
import { countOfList, type Db, rows } from '../database/database';
import { readInPart, syncedAt } from '../database/freshness';
import { type Keyset, type Page, pageOf } from '../database/keyset';
import { constant, list, raw, type Sql, sql } from '../database/sql';
import type { Platform, PolicyKind, PolicyState, ProfileType } from '../generated/graphql';

export interface PolicyRow {
  id: string;
  displayName: string | null;
  kind: PolicyKind;
  profileType: ProfileType | null;
  platform: Platform;
  modifiedAt: string | null;
  priority: number | null;
  deviceLimit: number | null;
  syncedAt: string;
}

export type PolicyStateKind = 'COMPLIANCE' | 'CONFIGURATION';

export interface PolicyStateRow {
  id: string;
  deviceId: string;
  policyId: string | null;
  kind: PolicyStateKind;
  profileType: ProfileType;
  displayName: string | null;
  state: PolicyState;
  stateSince: string | null;
  userPrincipalName: string | null;
  userId: string | null;
  /** When its policy was last changed. */
  policyModifiedAt: string | null;
  errorCode: string | null;
  errorDescription: string | null;
  /** Whether its settings were read from Microsoft; 0 for *not yet*. */
  settingsRead: 0 | 1;
  syncedAt: string;
}

export interface SettingStateRow {
  stateId: string;
  name: string;
  state: PolicyState;
  currentValue: string | null;
  /** The names of the policies that configure the setting, as a JSON list. */
  sourceNames: string;
  errorCode: string | null;
  errorDescription: string | null;
}

const POLICY_COLUMNS = raw(`pol.id, pol.display_name AS "displayName", pol.kind,
  CASE WHEN pol.kind = 'CONFIGURATION' THEN pol.profile_type END AS "profileType", pol.platform,
  pol.modified_at AS "modifiedAt", pol.priority, pol.device_limit AS "deviceLimit", ${syncedAt('deviceConfigurations')}`);

export const TENANT_POLICIES_BY_NAME: Keyset = {
  name: 'policies by name',
  columns: ['pol.name_key', 'pol.id'],
  types: ['string', 'string'],
  direction: 'ASC',
};

/** @returns the policies that exist, in any order */
export function policiesById(db: Db, ids: readonly string[]): Promise<PolicyRow[]> {
  return rows(db, sql`SELECT ${POLICY_COLUMNS} FROM policies pol WHERE pol.id IN ${list(ids)}`);
}

const ofKinds = (kinds: readonly string[] | null): Sql =>
  kinds === null ? raw('TRUE') : sql`pol.kind IN ${list(kinds)}`;

/** A page of the policies of some kinds; null for all. */
export function policyPage(db: Db, kinds: readonly string[] | null, page: Page): Promise<PolicyRow[]> {
  const from = raw('policies pol');
  return rows(
    db,
    pageOf({ columns: POLICY_COLUMNS, from, where: ofKinds(kinds), keyset: TENANT_POLICIES_BY_NAME, page }),
  );
}

/** The number of policies of some kinds; null for all. */
export const policyCount = (db: Db, kinds: readonly string[] | null): Promise<number> =>
  countOfList(db, sql`policies pol WHERE ${ofKinds(kinds)}`);

/** Every rule for how many devices a user may enrol: the smallest priority first, and the default last. */
export function deviceLimits(db: Db): Promise<{ id: string; deviceLimit: number | null; isDefault: 0 | 1 }[]> {
  return rows(
    db,
    sql`SELECT id, device_limit AS "deviceLimit", CASE WHEN COALESCE(priority, 0) = 0 THEN 1 ELSE 0 END AS "isDefault"
    FROM policies WHERE kind = 'ENROLLMENT_LIMIT' ORDER BY COALESCE(priority, 0) = 0, COALESCE(priority, 0), id`,
  );
}

const RESOURCES = {
  COMPLIANCE: ['deviceCompliancePolicyStates', 'complianceReport'],
  CONFIGURATION: ['deviceConfigurationStates', 'profileReport'],
} as const;

const readOf = (kind: PolicyStateKind): string => readInPart(RESOURCES[kind][0], RESOURCES[kind], 's.device_id');

/** The columns of states of one kind, or of both. */
const stateColumns = (kind: PolicyStateKind | null): Sql =>
  raw(`s.id, s.device_id AS "deviceId", s.policy_id AS "policyId", s.kind, COALESCE(s.profile_type, 'UNKNOWN') AS "profileType",
  s.display_name AS "displayName", s.state, s.state_since AS "stateSince", s.user_principal_name AS "userPrincipalName", s.user_id AS "userId",
  (SELECT pol.modified_at FROM policies pol WHERE pol.id = s.policy_id) AS "policyModifiedAt",
  s.error_code AS "errorCode", s.error_description AS "errorDescription",
  s.settings_read AS "settingsRead", ${
    kind === null
      ? `CASE s.kind WHEN 'COMPLIANCE' THEN ${readOf('COMPLIANCE')} ELSE ${readOf('CONFIGURATION')} END`
      : readOf(kind)
  } AS "syncedAt"`);

/**
 * The policies and profiles of these devices, of each kind worst state first.
 * @param kinds only those of these kinds; null for both
 */
export function policyStatesByDevice(
  db: Db,
  deviceIds: readonly string[],
  kinds: readonly PolicyStateKind[] | null,
): Promise<PolicyStateRow[]> {
  const [kind = null] = kinds?.length === 1 ? kinds : [];
  return rows(
    db,
    sql`SELECT ${stateColumns(kind)} FROM policy_states s
    WHERE s.device_id IN ${list(deviceIds)} ${kind === null ? raw('') : sql`AND s.kind = ${constant(kind)}`}
    ORDER BY s.device_id, s.kind, s.severity, s.name_key, s.id`,
  );
}

/** The number of each device's Wi-Fi, VPN, certificate and e-mail profiles that failed, have not reported, or are applied. */
export function profileCountsByDevice(db: Db, deviceIds: readonly string[]) {
  return rows<{ parent: string; failed: number; pending: number; applied: number }>(
    db,
    sql`SELECT device_id AS parent,
      SUM(CASE WHEN state IN ('ERROR', 'CONFLICT', 'NONCOMPLIANT') THEN 1 ELSE 0 END) AS failed,
      SUM(CASE WHEN state IN ('UNKNOWN', 'IN_GRACE_PERIOD') THEN 1 ELSE 0 END) AS pending,
      SUM(CASE WHEN state IN ('COMPLIANT', 'REMEDIATED') THEN 1 ELSE 0 END) AS applied
    FROM policy_states
    WHERE device_id IN ${list(deviceIds)} AND kind = 'CONFIGURATION'
      AND profile_type IN ('WIFI', 'VPN', 'CERTIFICATE', 'TRUSTED_ROOT', 'EMAIL')
    GROUP BY device_id`,
  );
}

/** The policies or profiles with these ids, on devices in the scope. */
export function policyStatesById(
  db: Db,
  scope: Scope,
  kind: PolicyStateKind,
  ids: readonly string[],
): Promise<PolicyStateRow[]> {
  return rows(
    db,
    sql`SELECT ${stateColumns(kind)} FROM policy_states s CROSS JOIN devices d
    WHERE d.id = s.device_id AND s.id IN ${list(ids)} AND s.kind = ${constant(kind)} AND ${deviceInScope(scope, raw('d.user_id'), raw('d.entra_device_id'))}`,
  );
}

/**
 * The settings of these policies or profiles, worst state first.
 * @param states only settings in these states; null for all
 */
export function settingsByPolicyState(
  db: Db,
  stateIds: readonly string[],
  states: readonly string[] | null,
): Promise<SettingStateRow[]> {
  return rows(
    db,
    sql`SELECT state_id AS "stateId", name, state, current_value AS "currentValue", sources AS "sourceNames",
      error_code AS "errorCode", error_description AS "errorDescription"
    FROM policy_setting_states
    WHERE state_id IN ${list(stateIds)} ${states === null ? raw('') : sql`AND state IN ${list(states)}`}
    ORDER BY state_id, ordinal`,
  );
}
