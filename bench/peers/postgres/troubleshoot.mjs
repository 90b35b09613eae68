// The answer of the hand-written endpoints, from the rows of `statements.mjs`.
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
} from '../answer.mjs';
import { LISTED } from './statements.mjs';

/** The compliance of a device at this instant. */
export function complianceAt(now, { compliance, graceEndsAt }) {
  if (compliance !== 'NONCOMPLIANT' && compliance !== 'IN_GRACE_PERIOD') return compliance;
  return graceEndsAt !== null && graceEndsAt > now ? 'IN_GRACE_PERIOD' : 'NONCOMPLIANT';
}

const settingOf = ({ name, state, sources, errorCode, errorDescription }) => ({
  name,
  state,
  sources: JSON.parse(sources),
  error: failureOf(errorCode, errorDescription),
});

function deviceOf(device, { actions, policyStates, settings, appCounts, installStates, now }) {
  const states = policyStates.get(device.id) ?? [];
  const counts = appCounts.get(device.id);
  return {
    id: nodeId('Device', device.id),
    deviceName: device.deviceName,
    serialNumber: device.serialNumber,
    managedBy: device.managedBy,
    managementState: device.managementState,
    joinType: device.joinType,
    ownership: device.ownership,
    intuneCompliance: complianceAt(now, device),
    graceEndsAt: device.graceEndsAt,
    entraCompliance: device.entraCompliance,
    appInstallSummary: installSummary(counts),
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
      totalCount: counts?.count ?? 0,
      nodes: (installStates.get(device.id) ?? []).map((row) => ({
        id: nodeId('AppInstallState', `${row.deviceId}/${row.appId}/${row.userId}`),
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
}

function devicesOf(rows, first, now) {
  const shown = rows.devices.slice(0, first);
  const byDevice = (name) => groupBy(rows[name], ({ deviceId }) => deviceId);
  const owned = {
    actions: byDevice('actions'),
    policyStates: byDevice('policyStates'),
    settings: groupBy(rows.settings, ({ stateId }) => stateId),
    appCounts: new Map(rows.appCounts.map((row) => [row.deviceId, row])),
    installStates: byDevice('installStates'),
    now,
  };
  const last = shown.at(-1);
  return {
    totalCount: rows.deviceCounts[0]?.devices ?? 0,
    complete: true,
    nodes: shown.map((device) => deviceOf(device, owned)),
    pageInfo: {
      hasNextPage: rows.devices.length > first,
      endCursor: last === undefined ? null : cursorOf(DEVICES_BY_NAME, last.nameKey, last.id),
    },
  };
}

/** The answer. @param rows the rows by the name of their statement; `user` is null if there is none */
export function answerOf({ tenant, user, ...rows }, { devices, now }) {
  const { id, displayName, mdmAuthority, subscriptionState, syncedAt } = tenant;
  const answer = {
    tenant: {
      ...{ id: nodeId('Tenant', id), displayName, accountStatus: accountStatus(subscriptionState), subscriptionState },
      ...{ mdmAuthority, syncedAt },
    },
    user: null,
  };
  if (user === null) return answer;
  const policies = groupBy(rows.policiesOfProtections, ({ stateId }) => stateId);
  const { intuneLicensed, ...shown } = user;
  answer.user = {
    ...shown,
    id: nodeId('User', user.id),
    accountEnabled: flag(user.accountEnabled),
    status: {
      intuneLicensed: intuneLicensed === 1,
      deviceCount: rows.deviceCounts[0]?.devices ?? 0,
      noncompliantDeviceCount: rows.deviceCounts[0]?.noncompliant ?? 0,
      failedAppCount: rows.failedApps[0]?.count ?? 0,
      notCheckedInAppCount: rows.protectionCounts[0]?.notCheckedIn ?? 0,
    },
    licenses: rows.licenses.map(({ userId: _, ...license }) => license),
    groupMemberships: {
      totalCount: rows.memberships.length,
      nodes: rows.memberships.slice(0, LISTED).map(({ id, displayName, membershipType, direct }) => ({
        kind: direct ? 'DIRECT' : 'TRANSITIVE',
        group: { id: nodeId('Group', id), displayName, membershipType },
      })),
    },
    devices: devicesOf(rows, devices, now),
    appProtectionPolicies: { totalCount: rows.protectionPolicies[0]?.count ?? 0 },
    appProtectionStates: {
      totalCount: rows.protections.length,
      nodes: rows.protections.slice(0, LISTED).map(({ userId: _, ...row }) => ({
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
      totalCount: rows.enrollmentFailures.length,
      nodes: rows.enrollmentFailures.slice(0, LISTED).map(({ userId: _, reason, ...row }) => ({
        ...row,
        id: nodeId('EnrollmentFailure', row.id),
        error: enrollmentFailureOf(row.category, reason),
      })),
    },
  };
  return answer;
}
