// The queries of the GraphQL peers, built with knex as its guide shows. Each takes many keys at once, and returns one
// result per key, in the order of the keys.
import driver from '../../dist/database/sqlite-driver.js';
import {
  accountStatus,
  DEVICES_BY_NAME,
  enrollmentFailureOf,
  failureOf,
  flag,
  groupBy,
  installSummary,
  nodeId,
  pageOf,
  principalNameKey,
  startingWith,
  USERS_BY_NAME,
  words,
} from './answer.mjs';

const connection = new driver.Sqlite(process.env.DATABASE_FILE, { readonly: true });
connection.pragma('cache_size = -65536');
export const db = driver.poolOf(connection, true);

const syncedAt = (kind) => db('readings').select('completed_at').where({ kind }).as('syncedAt');
const many = (keys, rows, keyOf) => {
  const groups = groupBy(rows, keyOf);
  return keys.map((key) => groups.get(key) ?? []);
};
const one = (keys, rows, keyOf) => {
  const found = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => found.get(key) ?? null);
};

const BY_DEVICE_NAME = { name: DEVICES_BY_NAME, placeOf: (row) => [row.nameKey, row.key] };
const BY_USER_NAME = { name: USERS_BY_NAME, placeOf: (row) => [row.nameKey, row.key] };

/** The first page of a complete list. */
export const page = (rows, first) => pageOf(rows, first);
export const devicePage = (rows, first) => pageOf(rows, first, BY_DEVICE_NAME);

export async function tenant() {
  const row = await db('tenants')
    .first({
      id: 'id',
      displayName: 'display_name',
      subscriptionState: 'subscription_state',
      mdmAuthority: 'mdm_authority',
    })
    .select(syncedAt('organization'));
  return { ...row, id: nodeId('Tenant', row.id), accountStatus: accountStatus(row.subscriptionState) };
}

const USER = {
  key: 'users.id',
  displayName: 'users.display_name',
  userPrincipalName: 'users.user_principal_name',
  mail: 'users.mail',
  accountEnabled: 'users.account_enabled',
  jobTitle: 'users.job_title',
  department: 'users.department',
  usageLocation: 'users.usage_location',
  intuneLicensed: 'users.intune_licensed',
  nameKey: 'users.name_key',
};
const selectUsers = () => db('users').select(USER).select(syncedAt('users'));
const userOf = (row) => ({
  ...row,
  id: nodeId('User', row.key),
  accountEnabled: flag(row.accountEnabled),
  intuneLicensed: row.intuneLicensed === 1,
});

export async function userByName(userPrincipalName) {
  const row = await selectUsers().where('upn_key', principalNameKey(userPrincipalName)).orderBy('id').first();
  return row === undefined ? null : userOf(row);
}

export async function users(ids) {
  const rows = await selectUsers().whereIn('id', ids);
  return one(ids, rows.map(userOf), (row) => row.key);
}

export async function searchUsers(search, first) {
  const { from, below } = startingWith(words(search)[0]);
  const matching = () =>
    db('users').whereIn(
      'users.id',
      db('user_search').select('user_id').where('key', '>=', from).andWhere('key', '<', below),
    );
  const [rows, [{ total }]] = await Promise.all([
    matching()
      .select(USER)
      .select(syncedAt('users'))
      .orderBy(['name_key', 'id'])
      .limit(first + 1),
    matching().count({ total: '*' }),
  ]);
  return pageOf(rows.map(userOf), first, BY_USER_NAME, total);
}

/** The user status. @param subjects rows of users */
export async function statuses(subjects) {
  const ids = subjects.map(({ key }) => key);
  const now = new Date().toISOString();
  const [devices, failed, protections] = await Promise.all([
    db('devices')
      .select({ userId: 'user_id' })
      .count({ devices: '*' })
      .sum({
        noncompliant: db.raw(
          `compliance IN ('CONFLICT', 'ERROR')
          OR (compliance IN ('NONCOMPLIANT', 'IN_GRACE_PERIOD') AND NOT COALESCE(grace_until > ?, FALSE))`,
          [now],
        ),
      })
      .whereIn('user_id', ids)
      .groupBy('user_id'),
    db('devices')
      .join('app_install_states', 'app_install_states.device_id', 'devices.id')
      .select({ userId: 'devices.user_id' })
      .countDistinct({ count: 'app_install_states.app_id' })
      .whereIn('devices.user_id', ids)
      .whereIn('app_install_states.state', ['FAILED', 'UNINSTALL_FAILED'])
      .groupBy('devices.user_id'),
    db('app_protections')
      .select({ userId: 'user_id' })
      .count({ count: '*' })
      .where('state', 'NOT_CHECKED_IN')
      .whereIn('user_id', ids)
      .groupBy('user_id'),
  ]);
  const [deviceCounts, failedCounts, protectionCounts] = [devices, failed, protections].map((rows) =>
    one(ids, rows, (row) => row.userId),
  );
  return subjects.map(({ intuneLicensed }, i) => ({
    intuneLicensed,
    deviceCount: deviceCounts[i]?.devices ?? 0,
    noncompliantDeviceCount: deviceCounts[i]?.noncompliant ?? 0,
    failedAppCount: failedCounts[i]?.count ?? 0,
    notCheckedInAppCount: protectionCounts[i]?.count ?? 0,
  }));
}

export async function licenses(userIds) {
  const rows = await db('user_licenses')
    .leftJoin('skus', 'skus.id', 'user_licenses.sku_id')
    .select({
      userId: 'user_id',
      skuPartNumber: 'part_number',
      servicePlan: 'service_plan',
      state: 'state',
      error: 'error',
    })
    .whereIn('user_id', userIds)
    .orderByRaw("COALESCE(part_number, ''), service_plan, sku_id, plan_id");
  return many(userIds, rows, (row) => row.userId);
}

export async function memberships(userIds) {
  const rows = await db('group_members')
    .join('group_ancestors', 'group_ancestors.group_id', 'group_members.group_id')
    .join('groups', 'groups.id', 'group_ancestors.ancestor_id')
    .select({
      userId: 'member_id',
      key: 'groups.id',
      displayName: 'groups.display_name',
      membershipType: 'groups.membership_type',
    })
    .max({ direct: db.raw('group_members.group_id = groups.id') })
    .where('group_members.kind', 'USER')
    .whereIn('member_id', userIds)
    .groupBy('member_id', 'groups.id')
    .orderBy(['groups.name_key', 'groups.id']);
  const found = rows.map(({ userId, key, displayName, membershipType, direct }) => ({
    userId,
    kind: direct === 1 ? 'DIRECT' : 'TRANSITIVE',
    group: { id: nodeId('Group', key), displayName, membershipType },
  }));
  return many(userIds, found, (row) => row.userId);
}

const DEVICE = {
  key: 'devices.id',
  nameKey: 'devices.name_key',
  deviceName: 'device_name',
  serialNumber: 'serial_number',
  managedBy: 'managed_by',
  managementState: 'management_state',
  joinType: 'join_type',
  ownership: 'ownership',
  compliance: 'devices.compliance',
  graceEndsAt: 'grace_until',
  entraCompliance: 'entra_devices.compliance',
  platform: 'platform',
  operatingSystem: 'operating_system',
  osVersion: 'os_version',
  lastCheckInAt: 'last_check_in_at',
  enrolledAt: 'enrolled_at',
  certificateExpiresAt: 'certificate_expires_at',
  userId: 'user_id',
};
const selectDevices = () =>
  db('devices').leftJoin('entra_devices', 'entra_devices.device_id', 'devices.entra_device_id').select(DEVICE);

function deviceOf(row, now) {
  const { compliance, graceEndsAt } = row;
  const isLate = compliance === 'NONCOMPLIANT' || compliance === 'IN_GRACE_PERIOD';
  const late = graceEndsAt !== null && graceEndsAt > now ? 'IN_GRACE_PERIOD' : 'NONCOMPLIANT';
  return {
    ...row,
    id: nodeId('Device', row.key),
    joinType: row.joinType ?? 'NOT_REGISTERED',
    entraCompliance: row.entraCompliance ?? 'NOT_APPLICABLE',
    intuneCompliance: isLate ? late : compliance,
  };
}

export async function devicesOfUsers(userIds) {
  const now = new Date().toISOString();
  const rows = await selectDevices().whereIn('user_id', userIds).orderBy(['devices.name_key', 'devices.id']);
  return many(
    userIds,
    rows.map((row) => deviceOf(row, now)),
    (row) => row.userId,
  );
}

export async function listDevices(first) {
  const now = new Date().toISOString();
  const [rows, [{ total }]] = await Promise.all([
    selectDevices()
      .orderBy(['devices.name_key', 'devices.id'])
      .limit(first + 1),
    db('devices').count({ total: '*' }),
  ]);
  return pageOf(
    rows.map((row) => deviceOf(row, now)),
    first,
    BY_DEVICE_NAME,
    total,
  );
}

export async function actions(deviceIds) {
  const rows = await db('device_actions')
    .select({
      deviceId: 'device_id',
      kind: 'kind',
      name: 'name',
      state: 'state',
      requestedAt: 'requested_at',
      updatedAt: 'updated_at',
    })
    .whereIn('device_id', deviceIds)
    .orderBy(['device_id', 'ordinal']);
  return many(deviceIds, rows, (row) => row.deviceId);
}

async function policyStates(kind, type, deviceIds) {
  const rows = await db('policy_states')
    .select({
      key: 'id',
      deviceId: 'device_id',
      profileType: 'profile_type',
      displayName: 'display_name',
      state: 'state',
      errorCode: 'error_code',
      errorDescription: 'error_description',
    })
    .where({ kind })
    .whereIn('device_id', deviceIds)
    .orderBy(['device_id', 'severity', 'name_key', 'id']);
  const found = rows.map((row) => ({
    ...row,
    id: nodeId(type, row.key),
    profileType: row.profileType ?? 'UNKNOWN',
    error: failureOf(row.errorCode, row.errorDescription),
  }));
  return many(deviceIds, found, (row) => row.deviceId);
}
export const complianceStates = (deviceIds) => policyStates('COMPLIANCE', 'CompliancePolicyState', deviceIds);
export const configurationStates = (deviceIds) => policyStates('CONFIGURATION', 'ConfigurationState', deviceIds);

/** @param chosen the states to include */
export async function settings(stateIds, chosen) {
  const rows = await db('policy_setting_states')
    .select({
      stateId: 'state_id',
      name: 'name',
      state: 'state',
      currentValue: 'current_value',
      sources: 'sources',
      errorCode: 'error_code',
      errorDescription: 'error_description',
    })
    .whereIn('state_id', stateIds)
    .whereIn('state', [...new Set(chosen.flat())])
    .orderBy(['state_id', 'ordinal']);
  const found = rows.map((row) => ({
    ...row,
    sources: JSON.parse(row.sources),
    error: failureOf(row.errorCode, row.errorDescription),
  }));
  return many(stateIds, found, (row) => row.stateId).map((each, i) =>
    each.filter(({ state }) => chosen[i].includes(state)),
  );
}

export async function installStates(deviceIds) {
  const rows = await db('app_install_states')
    .select({
      deviceId: 'device_id',
      appId: 'app_id',
      userId: 'user_id',
      intent: 'intent',
      state: 'state',
      version: 'version',
      errorCode: 'error_code',
    })
    .whereIn('device_id', deviceIds)
    .orderBy(['device_id', 'severity', 'name_key', 'app_id', 'user_id']);
  const found = rows.map((row) => ({
    ...row,
    id: nodeId('AppInstallState', `${row.deviceId}/${row.appId}/${row.userId}`),
    error: failureOf(row.errorCode),
  }));
  return many(deviceIds, found, (row) => row.deviceId);
}

export async function installSummaries(deviceIds) {
  const rows = await db('app_install_states')
    .select({ deviceId: 'device_id' })
    .sum({
      failed: db.raw("state IN ('FAILED', 'UNINSTALL_FAILED')"),
      pending: db.raw("state = 'PENDING_INSTALL'"),
      installed: db.raw("state = 'INSTALLED'"),
    })
    .whereIn('device_id', deviceIds)
    .groupBy('device_id');
  return one(deviceIds, rows, (row) => row.deviceId).map((counts) => installSummary(counts ?? undefined));
}

export async function apps(ids) {
  const rows = await db('apps')
    .select({ key: 'id', displayName: 'display_name', publisher: 'publisher', platform: 'platform' })
    .whereIn('id', [...new Set(ids)]);
  return one(
    ids,
    rows.map((row) => ({ ...row, id: nodeId('App', row.key) })),
    (row) => row.key,
  );
}

export async function protectionPolicyCounts(userIds) {
  const rows = await db('user_app_protection_policies')
    .select({ userId: 'user_id' })
    .count({ count: '*' })
    .whereIn('user_id', userIds)
    .groupBy('user_id');
  return one(userIds, rows, (row) => row.userId).map((row) => row?.count ?? 0);
}

export async function protectionStates(userIds) {
  const rows = await db('app_protections')
    .select({
      key: 'id',
      userId: 'user_id',
      state: 'state',
      appName: 'app_name',
      deviceName: 'device_name',
      deviceType: 'device_type',
      platform: 'platform',
      flaggedReasons: 'flagged_reasons',
      lastSyncAt: 'last_sync_at',
    })
    .whereIn('user_id', userIds)
    .orderBy(['severity', 'name_key', 'id']);
  const found = rows.map((row) => ({
    ...row,
    id: nodeId('AppProtectionState', row.key),
    flaggedReasons: JSON.parse(row.flaggedReasons),
  }));
  return many(userIds, found, (row) => row.userId);
}

export async function policiesOfProtections(stateIds) {
  const rows = await db('app_protection_state_policies')
    .join('app_protection_policies', 'app_protection_policies.id', 'app_protection_state_policies.policy_id')
    .select({ stateId: 'state_id', key: 'app_protection_policies.id', displayName: 'display_name' })
    .whereIn('state_id', stateIds)
    .orderBy(['name_key', 'app_protection_policies.id']);
  const found = rows.map((row) => ({ ...row, id: nodeId('AppProtectionPolicy', row.key) }));
  return many(stateIds, found, (row) => row.stateId);
}

export async function enrollmentFailures(userIds) {
  const rows = await db('enrollment_failures')
    .select({
      key: 'id',
      userId: 'user_id',
      occurredAt: 'occurred_at',
      operatingSystem: 'operating_system',
      osVersion: 'os_version',
      category: 'category',
      reason: 'reason',
    })
    .whereIn('user_id', userIds)
    .orderBy([
      { column: 'occurred_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ]);
  const found = rows.map((row) => ({
    ...row,
    id: nodeId('EnrollmentFailure', row.key),
    error: enrollmentFailureOf(row.category, row.reason),
  }));
  return many(userIds, found, (row) => row.userId);
}

/** The permissions of an operator, by id. */
export function permissionsOf(operatorId) {
  return db('role_permissions')
    .join('role_assignments', 'role_assignments.role_id', 'role_permissions.role_id')
    .join('assignment_members', 'assignment_members.assignment_id', 'role_assignments.id')
    .join('group_ancestors', 'group_ancestors.ancestor_id', 'assignment_members.group_id')
    .join('group_members', 'group_members.group_id', 'group_ancestors.group_id')
    .where({ 'group_members.member_id': operatorId, 'group_members.kind': 'USER' })
    .whereNotNull('permission')
    .distinct()
    .pluck('permission');
}
