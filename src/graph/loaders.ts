import * as app from '../app/store';
import * as protection from '../app-protection/store';
import * as assignment from '../assignment/store';
import type { MemberKind } from '../authorization/scope';
import type { Viewer } from '../authorization/viewer';
import type { Db } from '../database/database';
import type { Keyset, Page } from '../database/keyset';
import type { Sql } from '../database/sql';
import * as activity from '../device/activity';
import * as autopilot from '../device/autopilot-store';
import { type DeviceQuery, deviceCount, devicePage } from '../device/device-list';
import * as device from '../device/store';
import { type CandidateQuery, candidatePage } from '../findings/candidate-page';
import { recentLogons } from '../findings/clock';
import { MOST_APPS, MOST_PROTECTED_APPS } from '../findings/constants';
import { outcomeKeyOf, outcomes } from '../findings/outcomes';
import * as findings from '../findings/store';
import * as group from '../group/store';
import * as policy from '../policy/store';
import * as refresh from '../refresh/store';
import * as search from '../search/store';
import * as tenant from '../tenant/store';
import * as user from '../user/store';
import { assignmentNames, groupNames } from '../viewer/store';
import { createAdministrationLoaders } from './administration-loaders';
import {
  byId,
  byKey,
  countByKey,
  countByVariedKey,
  groupByChoice,
  groupByKey,
  groupByVariedKey,
  hidingListByKey,
  inScope,
  listByKey,
  listByVariedKey,
  once,
  parentOf,
} from './batching';

interface PageRequest<Query> {
  readonly query: Query;
  readonly order: Keyset;
  readonly page: Page;
}

interface InGroup {
  readonly transitive: boolean;
}

interface OfApp {
  readonly appId: string | null;
}

interface InApp {
  readonly states: readonly string[] | null;
}

/** The loaders of one request, for its viewer only. Each name is `<result>By<key>`. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a page of one-liners, read as one.
export function createLoaders(db: Db, viewer: Viewer, now: string) {
  const users = viewer.scopeOf('ORGANIZATION_READ');
  const devices = viewer.scopeOf('MANAGED_DEVICES_READ');
  const apps = viewer.scopeOf('MOBILE_APPS_READ');
  const protections = viewer.scopeOf('MANAGED_APPS_READ');
  const userListing = (query: user.UserQuery) => ({ query, scope: users, deviceScope: devices, now });
  const deviceListing = (query: DeviceQuery) => ({ query, scope: devices, directoryScope: users, now });
  let sightRead: Promise<Sql> | undefined;
  const sight = () => {
    sightRead ??= group.groupSight(db, users);
    return sightRead;
  };
  // Each of these counts several things in one statement, which a list's total and a status share.
  const deviceCountsByUser = byKey((ids) => device.deviceCountsByUser(db, devices, now, ids), parentOf);
  const appInstallCountsByDevice = byKey((ids) => app.appInstallCountsByDevice(db, ids), parentOf);
  const appInstallCountOnDevice = countByVariedKey((ids, by: { readonly appId: string }) =>
    app.appInstallCountsOnDevices(db, ids, by.appId),
  );
  const appProtectionCountsByUser = byKey((ids) => protection.appProtectionCountsByUser(db, ids), parentOf);

  /** The assignments of each policy or app that the viewer can see, with the number of hidden ones. */
  const assignmentsOf = (assigned: assignment.Assigned) =>
    hidingListByKey(
      assignment.IN_ORDER,
      (ids, page) => assignment.assignmentsOf(db, users, assigned, ids, page),
      (ids) => assignment.assignmentCounts(db, users, assigned, ids),
    );

  return {
    tenant: once((_: 'tenant') => tenant.tenant(db)),
    connectors: once((_: 'tenant') => tenant.connectors(db)),
    connectorById: byKey(
      (ids) => tenant.connectorsById(db, ids),
      ({ connectorId }) => connectorId,
    ),

    userById: byId((ids) => user.usersById(db, users, ids)),
    userByPrincipalNameKey: byKey(
      (keys) => user.usersByPrincipalName(db, users, keys),
      (row) => row.key,
    ),
    isUserInScope: inScope((ids, scope) => user.userIdsInScope(db, scope, ids)),
    userPage: once((l: PageRequest<user.UserQuery>) => user.userPage(db, userListing(l.query), l.order, l.page)),
    userCount: once((query: user.UserQuery) => user.userCount(db, userListing(query))),
    usersByGroup: listByVariedKey(
      user.USERS_BY_NAME,
      (ids, page, by: InGroup) => user.usersByGroup(db, users, ids, page, by.transitive),
      countByVariedKey((ids, by: InGroup) => user.userCountsByGroup(db, users, ids, by.transitive)),
      true,
    ),
    operatorsByAssignment: listByKey(
      user.USERS_BY_NAME,
      (ids, page) => user.operatorsByAssignment(db, users, ids, page),
      countByKey((ids) => user.operatorCountsByAssignment(db, users, ids)),
    ),
    licensesByUser: groupByKey(
      (ids) => user.licensesByUser(db, ids),
      (row) => row.userId,
    ),
    refreshByUser: byKey(
      (ids) => refresh.refreshesByUser(db, ids),
      (row) => row.userId,
    ),
    enrollmentFailureById: byId((ids) => user.enrollmentFailuresById(db, devices, ids)),
    enrollmentFailuresByUser: listByKey(
      user.FAILURES_NEWEST_FIRST,
      (ids, page) => user.enrollmentFailuresByUser(db, ids, page),
      countByKey((ids) => user.enrollmentFailureCountsByUser(db, ids)),
    ),

    groupById: byId((ids) => group.groupsById(db, users, ids)),
    isGroupContained: inScope((ids, scope) => group.groupIdsContained(db, scope, ids)),
    groupPage: once(async (l: { search: string | null; page: Page }) =>
      group.groupPage(db, await sight(), l.search, l.page),
    ),
    groupCount: once(async (l: { search: string | null }) => group.groupCount(db, await sight(), l.search)),
    groupsByGroup: listByKey(
      group.GROUPS_BY_NAME,
      async (ids, page) => group.groupsByGroup(db, await sight(), ids, page),
      countByKey(async (ids) => group.groupCountsByGroup(db, await sight(), ids)),
    ),
    membershipsByMember: listByVariedKey(
      group.GROUPS_BY_NAME,
      (ids, page, kind: MemberKind) => group.membershipsByMember(db, { scope: users, sight }, kind, ids, page),
      countByVariedKey((ids, kind: MemberKind) =>
        group.membershipCountsByMember(db, { scope: users, sight }, kind, ids),
      ),
    ),
    formerGroupsByUser: hidingListByKey(
      group.FORMER_LATEST_FIRST,
      (ids, page) => group.formerGroupsByUser(db, users, now, ids, page),
      (ids) => group.formerGroupCounts(db, users, now, ids),
    ),
    assignmentNamesById: byId((ids) => assignmentNames(db, ids)),
    groupNameById: byId((ids) => groupNames(db, ids)),

    deviceById: byId((ids) => device.devicesById(db, devices, now, ids)),
    isDeviceInScope: inScope((ids, scope) => device.deviceIdsInScope(db, scope, ids)),
    devicePage: once((l: PageRequest<DeviceQuery>) => devicePage(db, deviceListing(l.query), l.order, l.page)),
    deviceCount: once((query: DeviceQuery) => deviceCount(db, deviceListing(query))),
    devicesByUser: listByKey(
      device.DEVICES_BY_NAME,
      (ids, page) => device.devicesByUser(db, devices, now, ids, page),
      async (id) => (await deviceCountsByUser.load(id))?.devices ?? 0,
    ),
    deviceCountsByUser,
    devicesByGroup: listByVariedKey(
      device.DEVICES_BY_NAME,
      (ids, page, by: InGroup) => device.devicesByGroup(db, devices, now, ids, page, by.transitive),
      countByVariedKey((ids, by: InGroup) => device.deviceCountsByGroup(db, devices, ids, by.transitive)),
      true,
    ),
    logonsByDevice: groupByKey(
      (ids) => activity.logonsByDevice(db, ids),
      (row) => row.deviceId,
    ),
    autopilotByDevice: byKey(
      (ids) => autopilot.autopilotByDevice(db, ids),
      (row) => row.deviceId,
    ),
    setupEventsByDevice: groupByKey(
      (ids) => autopilot.setupEventsByDevice(db, ids),
      (row) => row.deviceId,
    ),
    setupByDevice: byKey(
      (ids) => autopilot.setupByDevice(db, ids),
      (row) => row.deviceId,
    ),
    usersFound: once((text: string) => search.usersFound(db, users, text)),
    devicesFound: once((text: string) => search.devicesFound(db, devices, text)),
    logonsAround: groupByKey((ids) => activity.logonsAround(db, devices, ids, recentLogons(now)), parentOf),
    recordsOfDevice: groupByKey(
      (keys) => device.recordsOfDevice(db, devices, now, keys),
      (row) => row.sameDevice,
    ),
    actionsByDevice: groupByKey(
      (ids) => activity.actionsByDevice(db, ids),
      (row) => row.deviceId,
    ),
    compliancePolicyStateById: byId((ids) => policy.policyStatesById(db, devices, 'COMPLIANCE', ids)),
    configurationStateById: byId((ids) => policy.policyStatesById(db, devices, 'CONFIGURATION', ids)),
    // Both kinds come from one statement, and so do their settings.
    policyStatesByDevice: groupByChoice(
      (ids, kinds: readonly policy.PolicyStateKind[] | null) => policy.policyStatesByDevice(db, ids, kinds),
      (row) => row.deviceId,
      (row) => row.kind,
    ),
    profileCountsByDevice: byKey((ids) => policy.profileCountsByDevice(db, ids), parentOf),
    settingsByPolicyState: groupByChoice(
      (ids, states: readonly string[] | null) => policy.settingsByPolicyState(db, ids, states),
      (row) => row.stateId,
      (row) => row.state,
    ),

    policyById: byId((ids) => policy.policiesById(db, ids)),
    policyPage: once((l: { kinds: readonly string[] | null; page: Page }) => policy.policyPage(db, l.kinds, l.page)),
    policyCount: once((l: { kinds: readonly string[] | null }) => policy.policyCount(db, l.kinds)),
    deviceLimits: once((_: 'tenant') => policy.deviceLimits(db)),
    assignmentsByPolicy: assignmentsOf(assignment.POLICIES),
    assignmentsByApp: assignmentsOf(assignment.APPS),
    assignmentsByAppProtectionPolicy: assignmentsOf(assignment.PROTECTIONS),
    enrolmentPoliciesByUser: groupByKey((ids) => assignment.enrolmentPoliciesByUser(db, ids), parentOf),
    conflictGroupsByDevice: groupByKey((ids) => assignment.conflictGroupsByDevice(db, users, ids), parentOf),
    assignmentsReaching: groupByVariedKey(
      (ids, by: assignment.Reaching) => assignment.assignmentsReaching(db, users, by, ids),
      parentOf,
    ),

    appById: byId((ids) => app.appsById(db, ids)),
    appPage: once((l: { search: string | null; page: Page }) => app.appPage(db, l.search, l.page)),
    appCount: once((l: { search: string | null }) => app.appCount(db, l.search)),
    dependenciesByApp: groupByKey((ids) => app.dependenciesByApp(db, ids), parentOf),
    supersededByApp: groupByKey((ids) => app.supersededByApp(db, ids), parentOf),
    supersedingByApp: groupByKey((ids) => app.supersedingByApp(db, ids), parentOf),
    appInstallStateByKey: byKey((keys) => app.appInstallStatesByKey(db, apps, keys), app.stateKey),
    appInstallStatesByDevice: listByVariedKey(
      app.STATES_OF_DEVICE,
      (ids, page, by: OfApp) => app.appInstallStatesByDevice(db, ids, by.appId, page),
      async (of, by) =>
        by.appId === null
          ? ((await appInstallCountsByDevice.load(of))?.count ?? 0)
          : appInstallCountOnDevice(of, { appId: by.appId }),
    ),
    appInstallCountsByDevice,
    statesInTroubleByDevice: groupByKey(
      (ids) => app.statesInTroubleByDevice(db, ids, MOST_APPS),
      (row) => row.deviceId,
    ),
    appInstallStatesByApp: listByVariedKey(
      app.STATES_OF_APP,
      (ids, page, by: InApp) => app.appInstallStatesByApp(db, apps, ids, by.states, page),
      countByVariedKey((ids, by: InApp) => app.appInstallCountsByApp(db, apps, ids, by.states)),
    ),
    failedAppCountByUser: countByKey((ids) => app.failedAppCountsByUser(db, apps, ids)),

    appProtectionStateById: byId((ids) => protection.appProtectionStatesById(db, protections, ids)),
    appProtectionStatesByUser: listByKey(
      protection.STATES_OF_USER,
      (ids, page) => protection.appProtectionStatesByUser(db, ids, page),
      async (id) => (await appProtectionCountsByUser.load(id))?.count ?? 0,
    ),
    tellingStatesByUser: groupByKey((ids) => protection.tellingStatesByUser(db, ids, MOST_PROTECTED_APPS), parentOf),
    appProtectionCountsByUser,
    appProtectionPolicyPage: once((page: Page) => protection.appProtectionPolicyPage(db, page)),
    appProtectionPolicyCount: once((_: 'policies') => protection.appProtectionPolicyCount(db)),
    appProtectionPolicyById: byId((ids) => protection.appProtectionPoliciesById(db, ids)),
    appProtectionPoliciesByState: groupByKey((ids) => protection.appProtectionPoliciesByState(db, ids), parentOf),
    appProtectionPoliciesByUser: listByKey(
      protection.POLICIES_BY_NAME,
      (ids, page) => protection.appProtectionPoliciesByUser(db, ids, page),
      countByKey((ids) => protection.appProtectionPolicyCountsByUser(db, ids)),
    ),

    outcomes: groupByKey((keys) => outcomes(db, { apps, profiles: devices }, keys), outcomeKeyOf),
    tenantReadings: once((_: 'tenant') => findings.tenantReadings(db)),
    findingCandidates: once((query: CandidateQuery) => candidatePage(db, { users, devices, apps, protections }, query)),
    actionsOfOperator: once((operatorId: string) => findings.actionsOfOperator(db, operatorId)),

    ...createAdministrationLoaders(db, users, now),
  };
}

export type Loaders = ReturnType<typeof createLoaders>;
