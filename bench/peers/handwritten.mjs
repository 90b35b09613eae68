// The lower bound: node:http and prepared statements, without GraphQL and authorization.
import { createServer } from 'node:http';
import driver from '../../dist/database/sqlite-driver.js';
import {
  accountStatus,
  cursorOf,
  DEVICES_BY_NAME,
  enrollmentFailureOf,
  failureOf,
  flag,
  groupBy,
  installSummary,
  nodeId,
  principalNameKey,
  startingWith,
  USERS_BY_NAME,
  words,
} from './answer.mjs';
import { listen } from './listen.mjs';

const db = new driver.Sqlite(process.env.DATABASE_FILE, { readonly: true });
db.pragma('cache_size = -65536');

const IDS = '(SELECT value FROM json_each(?))';
const NONCOMPLIANT = `(d.compliance IN ('CONFLICT', 'ERROR')
  OR (d.compliance IN ('NONCOMPLIANT', 'IN_GRACE_PERIOD') AND NOT COALESCE(d.grace_until > ?, FALSE)))`;
const DEVICE = `d.id, d.device_name AS deviceName, d.serial_number AS serialNumber, d.managed_by AS managedBy,
  d.management_state AS managementState, COALESCE(e.join_type, 'NOT_REGISTERED') AS joinType, d.ownership,
  d.compliance, d.grace_until AS graceEndsAt, COALESCE(e.compliance, 'NOT_APPLICABLE') AS entraCompliance, d.platform,
  d.operating_system AS operatingSystem, d.os_version AS osVersion, d.last_check_in_at AS lastCheckInAt,
  d.enrolled_at AS enrolledAt, d.certificate_expires_at AS certificateExpiresAt, d.name_key AS nameKey`;
const APP_COUNTS = `COUNT(*) AS count, SUM(state IN ('FAILED', 'UNINSTALL_FAILED')) AS failed,
  SUM(state = 'PENDING_INSTALL') AS pending, SUM(state = 'INSTALLED') AS installed`;

// A limit that is a parameter alone has SQLite plan the statement anew each time.
const ANY = '? + 0';

const prepared = Object.fromEntries(
  Object.entries({
    tenant: `SELECT id, display_name AS displayName, subscription_state AS subscriptionState,
        mdm_authority AS mdmAuthority,
        (SELECT completed_at FROM readings WHERE kind = 'organization') AS syncedAt
      FROM tenants`,
    user: `SELECT id, display_name AS displayName, user_principal_name AS userPrincipalName, mail,
        account_enabled AS accountEnabled, job_title AS jobTitle, department, usage_location AS usageLocation,
        intune_licensed AS intuneLicensed, (SELECT completed_at FROM readings WHERE kind = 'users') AS syncedAt
      FROM users WHERE upn_key = ? ORDER BY id LIMIT 1`,
    licenses: `SELECT s.part_number AS skuPartNumber, l.service_plan AS servicePlan, l.state, l.error
      FROM user_licenses l LEFT JOIN skus s ON s.id = l.sku_id
      WHERE l.user_id = ? ORDER BY COALESCE(s.part_number, ''), l.service_plan, l.sku_id, l.plan_id`,
    memberships: `SELECT g.id, g.display_name AS displayName, g.membership_type AS membershipType,
        MAX(m.group_id = g.id) AS direct, COUNT(*) OVER () AS total
      FROM group_members m JOIN group_ancestors a ON a.group_id = m.group_id JOIN groups g ON g.id = a.ancestor_id
      WHERE m.kind = 'USER' AND m.member_id = ? GROUP BY g.id ORDER BY g.name_key, g.id LIMIT 20`,
    devices: `SELECT ${DEVICE} FROM devices d LEFT JOIN entra_devices e ON e.device_id = d.entra_device_id
      WHERE d.user_id = ? ORDER BY d.name_key, d.id LIMIT ${ANY}`,
    deviceCounts: `SELECT d.user_id AS userId, COUNT(*) AS devices, SUM(${NONCOMPLIANT}) AS noncompliant
      FROM devices d WHERE d.user_id IN ${IDS} GROUP BY d.user_id`,
    actions: `SELECT device_id AS deviceId, kind, name, state, requested_at AS requestedAt, updated_at AS updatedAt
      FROM device_actions WHERE device_id IN ${IDS} ORDER BY device_id, ordinal`,
    policyStates: `SELECT id, device_id AS deviceId, kind, COALESCE(profile_type, 'UNKNOWN') AS profileType,
        display_name AS displayName, state, error_code AS errorCode, error_description AS errorDescription
      FROM policy_states WHERE device_id IN ${IDS} ORDER BY device_id, kind, severity, name_key, id`,
    settings: `SELECT t.state_id AS stateId, t.name, t.state, t.current_value AS currentValue, t.sources,
        t.error_code AS errorCode, t.error_description AS errorDescription
      FROM policy_states s JOIN policy_setting_states t ON t.state_id = s.id
      WHERE s.device_id IN ${IDS}
        AND (t.state IN ('ERROR', 'CONFLICT') OR (t.state = 'NONCOMPLIANT' AND s.kind = 'COMPLIANCE'))
      ORDER BY t.state_id, t.ordinal`,
    appStates: `SELECT s.app_id AS appId, s.user_id AS userId, s.intent, s.state, s.version,
        s.error_code AS errorCode, a.display_name AS displayName, a.publisher, a.platform
      FROM app_install_states s JOIN apps a ON a.id = s.app_id
      WHERE s.device_id = ? ORDER BY s.severity, s.name_key, s.app_id, s.user_id LIMIT ${ANY}`,
    appCounts: `SELECT device_id AS deviceId, ${APP_COUNTS}
      FROM app_install_states WHERE device_id IN ${IDS} GROUP BY device_id`,
    failedApps: `SELECT d.user_id AS userId, COUNT(DISTINCT s.app_id) AS count
      FROM devices d JOIN app_install_states s ON s.device_id = d.id
      WHERE d.user_id IN ${IDS} AND s.state IN ('FAILED', 'UNINSTALL_FAILED') GROUP BY d.user_id`,
    protectionPolicies: 'SELECT COUNT(*) AS count FROM user_app_protection_policies WHERE user_id = ?',
    protectionStates: `SELECT id, state, app_name AS appName, device_name AS deviceName, device_type AS deviceType,
        platform, flagged_reasons AS flaggedReasons, last_sync_at AS lastSyncAt
      FROM app_protections WHERE user_id = ? ORDER BY severity, name_key, id LIMIT 20`,
    protectionCounts: `SELECT user_id AS userId, COUNT(*) AS count, SUM(state = 'NOT_CHECKED_IN') AS notCheckedIn
      FROM app_protections WHERE user_id IN ${IDS} GROUP BY user_id`,
    policiesOfStates: `SELECT sp.state_id AS stateId, p.id, p.display_name AS displayName
      FROM app_protection_state_policies sp JOIN app_protection_policies p ON p.id = sp.policy_id
      WHERE sp.state_id IN ${IDS} ORDER BY p.name_key, p.id`,
    failures: `SELECT id, occurred_at AS occurredAt, operating_system AS operatingSystem, os_version AS osVersion,
        category, reason, COUNT(*) OVER () AS total
      FROM enrollment_failures WHERE user_id = ? ORDER BY occurred_at DESC, id DESC LIMIT 20`,
    found: `SELECT u.id, u.display_name AS displayName, u.user_principal_name AS userPrincipalName,
        u.account_enabled AS accountEnabled, u.department, u.intune_licensed AS intuneLicensed, u.name_key AS nameKey
      FROM users u WHERE u.id IN (SELECT user_id FROM user_search WHERE key >= ? AND key < ?)
      ORDER BY u.name_key, u.id LIMIT ${ANY}`,
    foundCount: 'SELECT COUNT(DISTINCT user_id) AS count FROM user_search WHERE key >= ? AND key < ?',
    devicePage: `SELECT ${DEVICE}, u.id AS userId, u.display_name AS displayName,
        u.user_principal_name AS userPrincipalName
      FROM devices d LEFT JOIN entra_devices e ON e.device_id = d.entra_device_id LEFT JOIN users u ON u.id = d.user_id
      ORDER BY d.name_key, d.id LIMIT ${ANY}`,
    deviceTotal: 'SELECT COUNT(*) AS count FROM devices',
  }).map(([name, text]) => [name, db.prepare(text)]),
);

function complianceNow({ compliance, graceEndsAt }, now) {
  if (compliance !== 'NONCOMPLIANT' && compliance !== 'IN_GRACE_PERIOD') return compliance;
  return graceEndsAt !== null && graceEndsAt > now ? 'IN_GRACE_PERIOD' : 'NONCOMPLIANT';
}

const pageInfo = (rows, first, order) => {
  const last = rows[Math.min(rows.length, first) - 1];
  return {
    hasNextPage: rows.length > first,
    endCursor: last === undefined ? null : cursorOf(order, last.nameKey, last.id),
  };
};

/** The user status of several users at once. */
function statuses(users, now) {
  const ids = JSON.stringify(users.map(({ id }) => id));
  const byUser = (rows) => new Map(rows.map((row) => [row.userId, row]));
  const devices = byUser(prepared.deviceCounts.all(now, ids));
  const failed = byUser(prepared.failedApps.all(ids));
  const protections = byUser(prepared.protectionCounts.all(ids));
  const statusOf = ({ id, intuneLicensed }) => ({
    intuneLicensed: intuneLicensed === 1,
    deviceCount: devices.get(id)?.devices ?? 0,
    noncompliantDeviceCount: devices.get(id)?.noncompliant ?? 0,
    failedAppCount: failed.get(id)?.count ?? 0,
    notCheckedInAppCount: protections.get(id)?.notCheckedIn ?? 0,
  });
  return { statusOf, protectionCount: (id) => protections.get(id)?.count ?? 0 };
}

const settingOf = ({ name, state, sources, errorCode, errorDescription }) => ({
  name,
  state,
  sources: JSON.parse(sources),
  error: failureOf(errorCode, errorDescription),
});

function devicesOf(user, first, apps, now) {
  const found = prepared.devices.all(user.id, first + 1);
  const shown = found.slice(0, first);
  const ids = JSON.stringify(shown.map(({ id }) => id));
  const deviceOf = (row) => row.deviceId;
  const actions = groupBy(prepared.actions.all(ids), deviceOf);
  const policies = groupBy(prepared.policyStates.all(ids), deviceOf);
  const settings = groupBy(prepared.settings.all(ids), (row) => row.stateId);
  const appCounts = new Map(prepared.appCounts.all(ids).map((row) => [row.deviceId, row]));
  const nodes = shown.map((device) => {
    const states = policies.get(device.id) ?? [];
    return {
      id: nodeId('Device', device.id),
      deviceName: device.deviceName,
      serialNumber: device.serialNumber,
      managedBy: device.managedBy,
      managementState: device.managementState,
      joinType: device.joinType,
      ownership: device.ownership,
      intuneCompliance: complianceNow(device, now),
      graceEndsAt: device.graceEndsAt,
      entraCompliance: device.entraCompliance,
      appInstallSummary: installSummary(appCounts.get(device.id)),
      platform: device.platform,
      operatingSystem: device.operatingSystem,
      osVersion: device.osVersion,
      lastCheckInAt: device.lastCheckInAt,
      enrolledAt: device.enrolledAt,
      certificateExpiresAt: device.certificateExpiresAt,
      actions: (actions.get(device.id) ?? []).map(({ deviceId: _, ...action }) => action),
      compliancePolicyStates: states
        .filter(({ kind }) => kind === 'COMPLIANCE')
        .map(({ id, displayName, state }) => ({
          id: nodeId('CompliancePolicyState', id),
          displayName,
          state,
          settings: (settings.get(id) ?? []).map((row) => ({ ...settingOf(row), currentValue: row.currentValue })),
        })),
      configurationStates: states
        .filter(({ kind }) => kind === 'CONFIGURATION')
        .map(({ id, displayName, profileType, state, errorCode, errorDescription }) => ({
          id: nodeId('ConfigurationState', id),
          displayName,
          profileType,
          state,
          error: failureOf(errorCode, errorDescription),
          settings: (settings.get(id) ?? []).map(settingOf),
        })),
      appInstallStates: {
        totalCount: appCounts.get(device.id)?.count ?? 0,
        nodes: prepared.appStates.all(device.id, apps).map((row) => ({
          id: nodeId('AppInstallState', `${device.id}/${row.appId}/${row.userId}`),
          intent: row.intent,
          state: row.state,
          version: row.version,
          app: {
            id: nodeId('App', row.appId),
            displayName: row.displayName,
            publisher: row.publisher,
            platform: row.platform,
          },
          error: failureOf(row.errorCode),
        })),
      },
    };
  });
  return { nodes, pageInfo: pageInfo(found, first, DEVICES_BY_NAME) };
}

function troubleshoot({ upn, devices = '20', apps = '50' }) {
  const now = new Date().toISOString();
  const { subscriptionState, ...tenant } = prepared.tenant.get();
  const user = prepared.user.get(principalNameKey(upn));
  const answer = {
    tenant: {
      ...tenant,
      id: nodeId('Tenant', tenant.id),
      accountStatus: accountStatus(subscriptionState),
      subscriptionState,
    },
    user: null,
  };
  if (user === undefined) return answer;
  const { statusOf, protectionCount } = statuses([user], now);
  const status = statusOf(user);
  const { intuneLicensed: _, ...shown } = user;
  const memberships = prepared.memberships.all(user.id);
  const protections = prepared.protectionStates.all(user.id);
  const policies = groupBy(
    prepared.policiesOfStates.all(JSON.stringify(protections.map(({ id }) => id))),
    (row) => row.stateId,
  );
  const failures = prepared.failures.all(user.id);
  answer.user = {
    ...shown,
    id: nodeId('User', user.id),
    accountEnabled: flag(user.accountEnabled),
    status,
    licenses: prepared.licenses.all(user.id),
    groupMemberships: {
      totalCount: memberships[0]?.total ?? 0,
      nodes: memberships.map(({ id, displayName, membershipType, direct }) => ({
        kind: direct === 1 ? 'DIRECT' : 'TRANSITIVE',
        group: { id: nodeId('Group', id), displayName, membershipType },
      })),
    },
    devices: { totalCount: status.deviceCount, complete: true, ...devicesOf(user, Number(devices), Number(apps), now) },
    appProtectionPolicies: { totalCount: prepared.protectionPolicies.get(user.id).count },
    appProtectionStates: {
      totalCount: protectionCount(user.id),
      nodes: protections.map((row) => ({
        ...row,
        id: nodeId('AppProtectionState', row.id),
        flaggedReasons: JSON.parse(row.flaggedReasons),
        policies: (policies.get(row.id) ?? []).map(({ id, displayName }) => ({
          id: nodeId('AppProtectionPolicy', id),
          displayName,
        })),
      })),
    },
    enrollmentFailures: {
      totalCount: failures[0]?.total ?? 0,
      nodes: failures.map(({ id, occurredAt, operatingSystem, osVersion, category, reason }) => ({
        id: nodeId('EnrollmentFailure', id),
        occurredAt,
        operatingSystem,
        osVersion,
        category,
        error: enrollmentFailureOf(category, reason),
      })),
    },
  };
  return answer;
}

function searchUsers({ search }) {
  const first = 25;
  const { from, below } = startingWith(words(search)[0]);
  const found = prepared.found.all(from, below, first + 1);
  const shown = found.slice(0, first);
  const { statusOf } = statuses(shown, new Date().toISOString());
  return {
    users: {
      totalCount: prepared.foundCount.get(from, below).count,
      nodes: shown.map((user) => ({
        id: nodeId('User', user.id),
        displayName: user.displayName,
        userPrincipalName: user.userPrincipalName,
        accountEnabled: flag(user.accountEnabled),
        department: user.department,
        status: statusOf(user),
      })),
      pageInfo: pageInfo(found, first, USERS_BY_NAME),
    },
  };
}

function listDevices() {
  const first = 100;
  const now = new Date().toISOString();
  const found = prepared.devicePage.all(first + 1);
  const shown = found.slice(0, first);
  const counts = new Map(
    prepared.appCounts.all(JSON.stringify(shown.map(({ id }) => id))).map((row) => [row.deviceId, row]),
  );
  return {
    devices: {
      totalCount: prepared.deviceTotal.get().count,
      nodes: shown.map((device) => ({
        id: nodeId('Device', device.id),
        deviceName: device.deviceName,
        serialNumber: device.serialNumber,
        platform: device.platform,
        osVersion: device.osVersion,
        ownership: device.ownership,
        intuneCompliance: complianceNow(device, now),
        entraCompliance: device.entraCompliance,
        lastCheckInAt: device.lastCheckInAt,
        appInstallSummary: installSummary(counts.get(device.id)),
        primaryUser:
          device.userId === null
            ? null
            : {
                id: nodeId('User', device.userId),
                displayName: device.displayName,
                userPrincipalName: device.userPrincipalName,
              },
      })),
      pageInfo: pageInfo(found, first, DEVICES_BY_NAME),
    },
  };
}

const routes = { '/troubleshoot': troubleshoot, '/users': searchUsers, '/devices': listDevices };

listen(
  createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const answer = routes[pathname]?.(Object.fromEntries(searchParams));
    const body = Buffer.from(JSON.stringify({ data: answer ?? null }));
    response.writeHead(answer === undefined ? 404 : 200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
    });
    response.end(body);
  }),
);
