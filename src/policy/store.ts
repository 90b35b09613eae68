import { deviceInScope, type Scope } from '../authorization/scope';
import { type Db, rows } from '../database/database';
import { syncedAt } from '../database/freshness';
import { list, raw, type Sql, sql } from '../database/sql';
import type { PolicyState, ProfileType } from '../generated/graphql';

export interface PolicyStateRow {
  id: string;
  deviceId: string;
  kind: 'COMPLIANCE' | 'CONFIGURATION';
  profileType: ProfileType;
  displayName: string | null;
  state: PolicyState;
  userPrincipalName: string | null;
  userId: string | null;
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

const stateColumns = (kind: 'COMPLIANCE' | 'CONFIGURATION'): Sql =>
  raw(`s.id, s.device_id AS "deviceId", s.kind, COALESCE(s.profile_type, 'UNKNOWN') AS "profileType",
  s.display_name AS "displayName", s.state, s.user_principal_name AS "userPrincipalName", s.user_id AS "userId",
  s.error_code AS "errorCode", s.error_description AS "errorDescription",
  s.settings_read AS "settingsRead", ${syncedAt(kind === 'COMPLIANCE' ? 'deviceCompliancePolicyStates' : 'deviceConfigurationStates')}`);

/** The policies or profiles of these devices, worst state first. */
export function policyStatesByDevice(
  db: Db,
  kind: PolicyStateRow['kind'],
  deviceIds: readonly string[],
): Promise<PolicyStateRow[]> {
  return rows(
    db,
    sql`SELECT ${stateColumns(kind)} FROM policy_states s
    WHERE s.device_id IN ${list(deviceIds)} AND s.kind = ${kind} ORDER BY s.device_id, s.severity, s.name_key, s.id`,
  );
}

/** The policies or profiles with these ids, on devices in the scope. */
export function policyStatesById(
  db: Db,
  scope: Scope,
  kind: PolicyStateRow['kind'],
  ids: readonly string[],
): Promise<PolicyStateRow[]> {
  return rows(
    db,
    sql`SELECT ${stateColumns(kind)} FROM policy_states s CROSS JOIN devices d
    WHERE d.id = s.device_id AND s.id IN ${list(ids)} AND s.kind = ${kind} AND ${deviceInScope(scope, raw('d.user_id'), raw('d.entra_device_id'))}`,
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
