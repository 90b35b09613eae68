// PostGraphile's operation, and its answer in the form of this graph, so that the bench can compare the data. PostGraphile
// gives the codes of errors without their explanations, so it does less than the others.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  accountStatus,
  cursorOf,
  DEVICES_BY_NAME,
  enrollmentFailureOf,
  failureOf,
  nodeId,
  principalNameKey,
} from '../answer.mjs';
import { complianceAt } from '../postgres/troubleshoot.mjs';

const DOCUMENT = readFileSync(path.join(import.meta.dirname, 'troubleshoot.graphql'), 'utf8');

/** The body of a request. */
export const bodyOf = ({ upn, devices, apps }) => ({
  query: DOCUMENT,
  variables: { upnKey: principalNameKey(upn), devices, apps },
});

const settingOf = ({ sources, errorCode, errorDescription, ...setting }) => ({
  ...setting,
  sources: JSON.parse(sources),
  error: failureOf(errorCode, errorDescription),
});

function deviceOf(device, now) {
  const { joinType, compliance } = device.entraDeviceByEntraDeviceId ?? {};
  return {
    id: nodeId('Device', device.rowId),
    deviceName: device.deviceName,
    serialNumber: device.serialNumber,
    managedBy: device.managedBy,
    managementState: device.managementState,
    joinType: joinType ?? 'NOT_REGISTERED',
    ownership: device.ownership,
    intuneCompliance: complianceAt(now, { compliance: device.compliance, graceEndsAt: device.graceUntil }),
    graceEndsAt: device.graceUntil,
    entraCompliance: compliance ?? 'NOT_APPLICABLE',
    appInstallSummary: device.appInstallSummary,
    platform: device.platform,
    operatingSystem: device.operatingSystem,
    osVersion: device.osVersion,
    lastCheckInAt: device.lastCheckInAt,
    enrolledAt: device.enrolledAt,
    certificateExpiresAt: device.certificateExpiresAt,
    actions: device.deviceActionsByDeviceId.nodes,
    compliancePolicyStates: device.compliancePolicyStates.nodes.map(({ rowId, settings, ...state }) => ({
      id: nodeId('CompliancePolicyState', rowId),
      ...state,
      settings: settings.nodes.map(settingOf),
    })),
    configurationStates: device.configurationStates.nodes.map(
      ({ rowId, settings, errorCode, errorDescription, profileType, ...state }) => ({
        id: nodeId('ConfigurationState', rowId),
        ...state,
        profileType: profileType ?? 'UNKNOWN',
        error: failureOf(errorCode, errorDescription),
        settings: settings.nodes.map(settingOf),
      }),
    ),
    appInstallStates: {
      totalCount: device.appInstallStatesByDeviceId.totalCount,
      nodes: device.appInstallStatesByDeviceId.nodes.map(
        ({ deviceId, userId, errorCode, appByAppId: { rowId, ...app }, ...state }) => ({
          ...state,
          id: nodeId('AppInstallState', `${deviceId}/${rowId}/${userId}`),
          app: { id: nodeId('App', rowId), ...app },
          error: failureOf(errorCode),
        }),
      ),
    },
  };
}

function userOf(user, syncedAt, now) {
  const devices = user.devicesByUserId;
  const last = devices.nodes.at(-1);
  return {
    id: nodeId('User', user.rowId),
    displayName: user.displayName,
    userPrincipalName: user.userPrincipalName,
    mail: user.mail,
    accountEnabled: user.accountEnabled === null ? null : user.accountEnabled === '1',
    jobTitle: user.jobTitle,
    department: user.department,
    usageLocation: user.usageLocation,
    syncedAt,
    status: {
      intuneLicensed: user.intuneLicensed === '1',
      deviceCount: devices.totalCount,
      noncompliantDeviceCount: Number(user.noncompliantDevices),
      failedAppCount: Number(user.failedApps),
      notCheckedInAppCount: Number(user.appsNotCheckedIn),
    },
    licenses: user.sortedLicenses.nodes.map(({ skusBySkuId, ...license }) => ({
      skuPartNumber: skusBySkuId?.partNumber ?? null,
      ...license,
    })),
    groupMemberships: {
      totalCount: user.membershipsByUserId.totalCount,
      nodes: user.membershipsByUserId.nodes.map(({ direct, groupByGroupId: { rowId, ...group } }) => ({
        kind: direct ? 'DIRECT' : 'TRANSITIVE',
        group: { id: nodeId('Group', rowId), ...group },
      })),
    },
    devices: {
      totalCount: devices.totalCount,
      complete: true,
      nodes: devices.nodes.map((device) => deviceOf(device, now)),
      pageInfo: {
        hasNextPage: devices.pageInfo.hasNextPage,
        endCursor: last === undefined ? null : cursorOf(DEVICES_BY_NAME, last.nameKey, last.rowId),
      },
    },
    appProtectionPolicies: user.userAppProtectionPoliciesByUserId,
    appProtectionStates: {
      totalCount: user.appProtectionsByUserId.totalCount,
      nodes: user.appProtectionsByUserId.nodes.map(({ rowId, flaggedReasons, policies, ...state }) => ({
        id: nodeId('AppProtectionState', rowId),
        ...state,
        flaggedReasons: JSON.parse(flaggedReasons),
        policies: policies.nodes.map((policy) => ({
          id: nodeId('AppProtectionPolicy', policy.rowId),
          displayName: policy.displayName,
        })),
      })),
    },
    enrollmentFailures: {
      totalCount: user.enrollmentFailuresByUserId.totalCount,
      nodes: user.enrollmentFailuresByUserId.nodes.map(({ rowId, reason, ...failure }) => ({
        id: nodeId('EnrollmentFailure', rowId),
        ...failure,
        error: enrollmentFailureOf(failure.category, reason),
      })),
    },
  };
}

/** The data of an answer in the form of this graph. */
export function dataOf({ allTenants, organization, users, allUsers }) {
  const [{ rowId, ...tenant }] = allTenants.nodes;
  const [user] = allUsers.nodes;
  return {
    tenant: {
      id: nodeId('Tenant', rowId),
      ...tenant,
      accountStatus: accountStatus(tenant.subscriptionState),
      syncedAt: organization.completedAt,
    },
    user: user === undefined ? null : userOf(user, users.completedAt, new Date().toISOString()),
  };
}
