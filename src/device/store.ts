import { memberCounts, memberPages } from '../authorization/member-lists';
import { deviceInScope, deviceIsMember, type Scope } from '../authorization/scope';
import { type Db, differentCount, rows } from '../database/database';
import { syncedAt } from '../database/freshness';
import { type Keyset, PARENT, type Page, pagePerParent } from '../database/keyset';
import { join, list, raw, type Sql, sql } from '../database/sql';
import type {
  ComplianceState,
  EnrollmentType,
  EntraCompliance,
  JailbreakState,
  JoinType,
  LostMode,
  ManagementAgent,
  ManagementState,
  Ownership,
  Platform,
} from '../generated/graphql';
import { ENTRA_COMPLIANCE, intuneCompliance, noncompliant } from './compliance';

export interface DeviceRow {
  id: string;
  deviceName: string | null;
  serialNumber: string | null;
  manufacturer: string | null;
  model: string | null;
  managedBy: ManagementAgent;
  managementState: ManagementState;
  managementStateSince: string | null;
  joinType: JoinType;
  ownership: Ownership;
  intuneCompliance: ComplianceState;
  graceEndsAt: string | null;
  entraCompliance: EntraCompliance;
  platform: Platform;
  operatingSystem: string | null;
  osVersion: string | null;
  lastCheckInAt: string | null;
  enrolledAt: string | null;
  certificateExpiresAt: string | null;
  userId: string | null;
  isEncrypted: 0 | 1 | null;
  isSupervised: 0 | 1 | null;
  totalStorageMegabytes: number | null;
  freeStorageMegabytes: number | null;
  imei: string | null;
  phoneNumber: string | null;
  wifiMacAddress: string | null;
  enrollmentType: EnrollmentType;
  category: string | null;
  notes: string | null;
  isAutopilot: 0 | 1 | null;
  jailbreak: JailbreakState;
  lostMode: LostMode;
  syncedAt: string;
}

/** @param now for the compliance of a device whose grace ends */
export const columns = (now: string): Sql => sql`d.id, d.device_name AS "deviceName", d.serial_number AS "serialNumber",
  d.manufacturer, d.model, d.managed_by AS "managedBy", d.management_state AS "managementState",
  d.management_since AS "managementStateSince",
  COALESCE(e.join_type, 'NOT_REGISTERED') AS "joinType", d.ownership,
  ${intuneCompliance(now)} AS "intuneCompliance", d.grace_until AS "graceEndsAt",
  ${ENTRA_COMPLIANCE} AS "entraCompliance", d.platform, d.operating_system AS "operatingSystem",
  d.os_version AS "osVersion", d.last_check_in_at AS "lastCheckInAt", d.enrolled_at AS "enrolledAt",
  d.certificate_expires_at AS "certificateExpiresAt", d.user_id AS "userId", d.is_encrypted AS "isEncrypted",
  d.is_supervised AS "isSupervised", d.total_storage_mb AS "totalStorageMegabytes", d.free_storage_mb AS "freeStorageMegabytes",
  d.imei, d.phone_number AS "phoneNumber", d.wifi_mac AS "wifiMacAddress", d.enrollment_type AS "enrollmentType",
  d.category, d.notes, d.is_autopilot AS "isAutopilot", d.jailbreak, d.lost_mode AS "lostMode",
  ${raw(syncedAt('managedDevices'))}`;

// A device that joined again has several Entra objects for a while. The newest one counts.
const NEWEST = 'WHERE o.device_id = d.entra_device_id ORDER BY o.registered_at DESC, o.id DESC LIMIT 1';

/** Managed devices with their Entra device, which has the join type and Entra's compliance state. */
export const DEVICES = raw(
  `devices d LEFT JOIN entra_devices e ON e.id = (SELECT o.id FROM entra_devices o ${NEWEST})`,
);

/** SQL: Entra's compliance state of the device `d`, which an index of Entra devices has. */
export const STATE_IN_ENTRA = raw(`COALESCE((SELECT o.compliance FROM entra_devices o ${NEWEST}), 'NOT_APPLICABLE')`);

/** SQL: how the device `d` is joined to Entra; NULL if Entra has no object of it. */
export const JOIN_TYPE_IN_ENTRA = raw(`(SELECT o.join_type FROM entra_devices o ${NEWEST})`);

export const visible = (scope: Scope): Sql => deviceInScope(scope, raw('d.user_id'), raw('d.entra_device_id'));

const keyset = (name: string, column: string, direction: 'ASC' | 'DESC'): Keyset => ({
  name: `devices by ${name} ${direction}`,
  columns: [column, 'd.id'],
  types: ['string', 'string'],
  direction,
});

const both = (name: string, column: string) => ({
  ASC: keyset(name, column, 'ASC'),
  DESC: keyset(name, column, 'DESC'),
});

export const DEVICE_ORDERS = {
  DEVICE_NAME: both('name', 'd.name_key'),
  LAST_CHECK_IN_AT: both('check-in', "COALESCE(d.last_check_in_at, '')"),
  ENROLLED_AT: both('enrolment', "COALESCE(d.enrolled_at, '')"),
} as const;

export const DEVICES_BY_NAME = DEVICE_ORDERS.DEVICE_NAME.ASC;

/** The devices with these ids that are in the scope. */
export function devicesById(db: Db, scope: Scope, now: string, ids: readonly string[]): Promise<DeviceRow[]> {
  return rows(db, sql`SELECT ${columns(now)} FROM ${DEVICES} WHERE d.id IN ${list(ids)} AND ${visible(scope)}`);
}

/** The ids of those devices that are in the scope. */
export function deviceIdsInScope(db: Db, scope: Scope, ids: readonly string[]): Promise<{ id: string }[]> {
  return rows(db, sql`SELECT d.id FROM ${DEVICES} WHERE d.id IN ${list(ids)} AND ${visible(scope)}`);
}

/**
 * SQL: the device is a member of a group, or with `transitive` also of a group nested in it. CROSS JOIN fixes the
 * order: SQLite would otherwise scan the members of all groups.
 */
const devicesOfGroup = (transitive: boolean): Sql => sql`group_ancestors a CROSS JOIN group_members m
  CROSS JOIN entra_devices me CROSS JOIN devices d
  WHERE a.ancestor_id = ${PARENT} AND ${raw(transitive ? 'TRUE' : 'a.group_id = a.ancestor_id')}
    AND m.group_id = a.group_id AND m.kind = 'DEVICE' AND me.id = m.member_id AND d.entra_device_id = me.device_id`;

function devicePagePerParent(
  db: Db,
  scope: Scope,
  now: string,
  parents: readonly string[],
  belongs: Sql,
  page: Page,
): Promise<(DeviceRow & { parent: string })[]> {
  return rows(
    db,
    pagePerParent({
      parents,
      key: 'd.id',
      columns: columns(now),
      from: DEVICES,
      where: sql`${belongs} AND ${visible(scope)}`,
      keyset: DEVICES_BY_NAME,
      page,
    }),
  );
}

/** A page of the devices in the scope with each primary user. */
export const devicesByUser = (db: Db, scope: Scope, now: string, userIds: readonly string[], page: Page) =>
  devicePagePerParent(db, scope, now, userIds, sql`d.user_id = ${PARENT}`, page);

/** The devices in a scope as members of groups; with `transitive`, also of nested groups. */
const asMembers = (scope: Scope, transitive: boolean) => ({
  kind: 'DEVICE' as const,
  scope,
  transitive,
  // Nearly every device has a user.
  isDense: scope.allDevices || scope.allUsers,
  inScope: visible(scope),
  belongs: sql`d.id IN (SELECT d.id FROM ${devicesOfGroup(transitive)})`,
  isMember: (group: string) => deviceIsMember([group], raw('d.entra_device_id'), transitive ? 'EACH' : 'NONE'),
});

/** A page of the devices in the scope that belong to each group; with `transitive`, including nested groups. */
export function devicesByGroup(
  db: Db,
  scope: Scope,
  now: string,
  groups: readonly string[],
  page: Page,
  transitive: boolean,
): Promise<(DeviceRow & { parent: string })[]> {
  const list = { columns: columns(now), from: raw('devices d'), rowsFrom: DEVICES, keyset: DEVICES_BY_NAME, page };
  return memberPages(db, groups, { ...asMembers(scope, transitive), ...list });
}

/** The number of devices in the scope that belong to each group; with `transitive`, including nested groups. */
export function deviceCountsByGroup(db: Db, scope: Scope, groups: readonly string[], transitive: boolean) {
  const devices = sql`SELECT d.id FROM ${devicesOfGroup(transitive)} AND ${visible(scope)}`;
  return memberCounts(db, groups, { ...asMembers(scope, transitive), count: differentCount(devices) });
}

/** The number of devices with each primary user, and of those that are not compliant. */
export const deviceCountsByUser = (db: Db, scope: Scope, now: string, userIds: readonly string[]) =>
  rows<{ parent: string; devices: number; noncompliant: number }>(
    db,
    sql`SELECT d.user_id AS parent, COUNT(*) AS devices, SUM(CASE WHEN ${noncompliant(now)} THEN 1 ELSE 0 END) AS noncompliant
    FROM ${DEVICES} WHERE d.user_id IN ${list(userIds)} AND ${visible(scope)} GROUP BY d.user_id`,
  );

/** A device, by its serial number in lower case without spaces around it; for one that hides it, by the id of one record. */
export type SameDevice = `serial ${string}` | `record ${string}`;

/** The records in the scope of these devices: with the same serial number, or the same device in Entra. */
export function recordsOfDevice(db: Db, scope: Scope, now: string, keys: readonly string[]) {
  const named = (kind: string) => keys.flatMap((key) => (key.startsWith(kind) ? [key.slice(kind.length)] : []));
  const [serials, records] = [named('serial '), named('record ')];
  const bySerial = sql`SELECT ${columns(now)}, 'serial ' || LOWER(TRIM(d.serial_number)) AS "sameDevice" FROM ${DEVICES}
    WHERE LOWER(TRIM(d.serial_number)) IN ${list(serials)} AND ${visible(scope)}`;
  const byEntra = sql`SELECT ${columns(now)}, 'record ' || known.id AS "sameDevice"
    FROM devices known CROSS JOIN ${DEVICES}
    WHERE known.id IN ${list(records)} AND d.entra_device_id = known.entra_device_id AND ${visible(scope)}`;
  const parts = [...(serials.length > 0 ? [bySerial] : []), ...(records.length > 0 ? [byEntra] : [])];
  return rows<DeviceRow & { sameDevice: SameDevice }>(db, sql`${join(parts, ' UNION ALL ')} ORDER BY 1`);
}
