import DataLoader from 'dataloader';
import * as access from './access/store';
import * as app from './app/store';
import * as protection from './app-protection/store';
import * as audit from './audit/store';
import type { Db } from './database/database';
import type { Keyset, Page } from './database/keyset';
import * as device from './device/store';
import type { Permission } from './generated/graphql';
import * as group from './group/store';
import { type Connection, connection, toPage } from './page';
import * as role from './role/store';
import * as sync from './sync/store';
import * as tenant from './tenant/store';
import * as user from './user/store';
import { assignmentNames, groupNames } from './viewer/store';
import type { Viewer } from './viewer/viewer';

/** A key with what varies the question: all keys with the same `by` are asked in one statement. */
export interface Varied<By> {
  readonly of: string;
  readonly by: By;
}

/** A loader of one row a key, or null, whatever the order in which rows come. */
export function byKey<Row>(
  load: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): DataLoader<string, Row | null> {
  return new DataLoader(async (keys) => {
    const found = new Map((await load(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => found.get(key) ?? null);
  });
}

/** As byKey, of rows that are found by their `id`. */
function byId<Row extends { readonly id: string }>(
  load: (ids: readonly string[]) => Promise<readonly Row[]>,
): DataLoader<string, Row | null> {
  return byKey(load, idOf);
}

function groupsOf<Item>(items: readonly Item[], nameOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

function grouped<Row>(keys: readonly string[], found: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const groups = groupsOf(found, keyOf);
  return keys.map((key) => groups.get(key) ?? []);
}

/** A loader of the rows of each key, in the order in which they come. */
export function groupByKey<Row>(
  load: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): DataLoader<string, Row[]> {
  return new DataLoader(async (keys) => grouped(keys, await load(keys), keyOf));
}

/** As groupByKey, with one statement for each variation of the question. */
export function groupByVariedKey<By, Row>(
  load: (keys: readonly string[], by: By) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): DataLoader<Varied<By>, Row[], string> {
  return new DataLoader(
    async (keys) => {
      const answers = new Map<Varied<By>, Row[]>();
      for (const same of groupsOf(keys, ({ by }) => JSON.stringify(by)).values()) {
        const parents = same.map((key) => key.of);
        const rows = grouped(parents, await load(parents, (same[0] as Varied<By>).by), keyOf);
        same.forEach((key, i) => {
          answers.set(key, rows[i] as Row[]);
        });
      }
      return keys.map((key) => answers.get(key) as Row[]);
    },
    { cacheKeyFn: (key) => JSON.stringify(key) },
  );
}

/** A loader that asks each different question once. */
function once<Question, Answer>(load: (question: Question) => Promise<Answer>): DataLoader<Question, Answer, string> {
  return new DataLoader((questions) => Promise.all(questions.map(load)), {
    cacheKeyFn: (question) => JSON.stringify(question),
  });
}

type Parented = { readonly parent: string };
type Counted = Parented & { readonly count: number };
const parentOf = (row: Parented): string => row.parent;

interface PageArguments {
  readonly first: number;
  readonly after?: string | null | undefined;
}

/**
 * The lists of each parent, as connections: a page of all parents in one statement, and their totals in another, for
 * each variation of the question.
 * @param load the pages of these parents
 * @param count the total of one parent
 */
function listByVariedKey<Row extends Parented, By>(
  keyset: Keyset,
  load: (parents: readonly string[], page: Page, by: By) => Promise<readonly Row[]>,
  count: (parent: string, by: By) => Promise<number>,
) {
  const pages = groupByVariedKey((parents, { page, by }: { page: Page; by: By }) => load(parents, page, by), parentOf);
  return (of: string, args: PageArguments, by: By, complete = true): Connection<Row> => {
    const page = toPage(keyset, args);
    return connection(
      keyset,
      page,
      () => pages.load({ of, by: { page, by } }),
      () => count(of, by),
      complete,
    );
  };
}

/** As listByVariedKey, where there is one question alone. */
function listByKey<Row extends Parented>(
  keyset: Keyset,
  load: (parents: readonly string[], page: Page) => Promise<readonly Row[]>,
  count: (parent: string) => Promise<number>,
) {
  const list = listByVariedKey<Row, null>(keyset, load, count);
  return (of: string, args: PageArguments, complete = true): Connection<Row> => list(of, args, null, complete);
}

/** The total of one parent, from a statement that counts for all. */
function countByKey(load: (parents: readonly string[]) => Promise<readonly Counted[]>) {
  const counts = byKey(load, parentOf);
  return async (parent: string): Promise<number> => (await counts.load(parent))?.count ?? 0;
}

/** As countByKey, with one statement for each variation of the question. */
function countByVariedKey<By>(load: (parents: readonly string[], by: By) => Promise<readonly Counted[]>) {
  const counts = groupByVariedKey(load, parentOf);
  return async (of: string, by: By): Promise<number> => (await counts.load({ of, by }))[0]?.count ?? 0;
}

const idOf = (row: { readonly id: string }): string => row.id;

interface Listing<Query> {
  readonly query: Query;
  readonly order: Keyset;
  readonly page: Page;
}

interface InGroup {
  readonly transitive: boolean;
}

interface InApp {
  readonly states: readonly string[] | null;
}

/** The loaders of one request, made for its viewer: what comes out, *By* what goes in. They are never shared. */
export function createLoaders(db: Db, viewer: Viewer, now: string) {
  const users = viewer.scopeOf('ORGANIZATION_READ');
  const devices = viewer.scopeOf('MANAGED_DEVICES_READ');
  const apps = viewer.scopeOf('MOBILE_APPS_READ');
  const protections = viewer.scopeOf('MANAGED_APPS_READ');
  const userListing = (query: user.UserQuery) => ({ query, scope: users, deviceScope: devices, now });
  const deviceListing = (query: device.DeviceQuery) => ({ query, scope: devices, directoryScope: users, now });
  // These count more than one thing in a statement, so a list's total and a status share it.
  const deviceCountsByUser = byKey((ids) => device.deviceCountsByUser(db, devices, now, ids), parentOf);
  const appInstallCountsByDevice = byKey((ids) => app.appInstallCountsByDevice(db, ids), parentOf);
  const appProtectionCountsByUser = byKey((ids) => protection.appProtectionCountsByUser(db, ids), parentOf);

  return {
    tenant: once((_: 'tenant') => tenant.tenant(db)),
    connectors: once((_: 'tenant') => tenant.connectors(db)),

    userById: byId((ids) => user.usersById(db, users, ids)),
    userByPrincipalNameKey: byKey(
      (keys) => user.usersByPrincipalName(db, users, keys),
      (row) => row.key,
    ),
    userInScope: groupByVariedKey(
      (ids, permission: Permission) => user.userIdsInScope(db, viewer.scopeOf(permission), ids),
      idOf,
    ),
    userPage: once((l: Listing<user.UserQuery>) => user.userPage(db, userListing(l.query), l.order, l.page)),
    userCount: once((query: user.UserQuery) => user.userCount(db, userListing(query))),
    usersByGroup: listByVariedKey(
      user.USERS_BY_NAME,
      (ids, page, by: InGroup) => user.usersByGroup(db, users, ids, page, by.transitive),
      countByVariedKey((ids, by: InGroup) => user.userCountsByGroup(db, users, ids, by.transitive)),
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
    enrollmentFailureById: byId((ids) => user.enrollmentFailuresById(db, devices, ids)),
    enrollmentFailuresByUser: listByKey(
      user.FAILURES_NEWEST_FIRST,
      (ids, page) => user.enrollmentFailuresByUser(db, ids, page),
      countByKey((ids) => user.enrollmentFailureCountsByUser(db, ids)),
    ),

    groupById: byId((ids) => group.groupsById(db, users, ids)),
    groupContained: groupByVariedKey(
      (ids, permission: Permission) => group.groupIdsContained(db, viewer.scopeOf(permission), ids),
      idOf,
    ),
    groupPage: once((l: { search: string | null; page: Page }) => group.groupPage(db, users, l.search, l.page)),
    groupCount: once((l: { search: string | null }) => group.groupCount(db, users, l.search)),
    groupsByGroup: listByKey(
      group.GROUPS_BY_NAME,
      (ids, page) => group.groupsByGroup(db, users, ids, page),
      countByKey((ids) => group.groupCountsByGroup(db, users, ids)),
    ),
    membershipsByMember: listByVariedKey(
      group.GROUPS_BY_NAME,
      (ids, page, kind: group.Member) => group.membershipsByMember(db, users, kind, ids, page),
      countByVariedKey((ids, kind: group.Member) => group.membershipCountsByMember(db, users, kind, ids)),
    ),
    assignmentNamesById: byId((ids) => assignmentNames(db, ids)),
    groupNameById: byId((ids) => groupNames(db, ids)),

    deviceById: byId((ids) => device.devicesById(db, devices, now, ids)),
    deviceInScope: groupByVariedKey(
      (ids, permission: Permission) => device.deviceIdsInScope(db, viewer.scopeOf(permission), ids),
      idOf,
    ),
    devicePage: once((l: Listing<device.DeviceQuery>) =>
      device.devicePage(db, deviceListing(l.query), l.order, l.page),
    ),
    deviceCount: once((query: device.DeviceQuery) => device.deviceCount(db, deviceListing(query))),
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
    ),
    actionsByDevice: groupByKey(
      (ids) => device.actionsByDevice(db, ids),
      (row) => row.deviceId,
    ),
    compliancePolicyStateById: byId((ids) => device.policyStatesById(db, devices, 'COMPLIANCE', ids)),
    compliancePolicyStatesByDevice: groupByKey(
      (ids) => device.policyStatesByDevice(db, 'COMPLIANCE', ids),
      (row) => row.deviceId,
    ),
    configurationStateById: byId((ids) => device.policyStatesById(db, devices, 'CONFIGURATION', ids)),
    configurationStatesByDevice: groupByKey(
      (ids) => device.policyStatesByDevice(db, 'CONFIGURATION', ids),
      (row) => row.deviceId,
    ),
    settingsByPolicyState: groupByVariedKey(
      (ids, states: readonly string[] | null) => device.settingsByPolicyState(db, ids, states),
      (row) => row.stateId,
    ),

    appById: byId((ids) => app.appsById(db, ids)),
    appPage: once((l: { search: string | null; page: Page }) => app.appPage(db, l.search, l.page)),
    appCount: once((l: { search: string | null }) => app.appCount(db, l.search)),
    appInstallStateByKey: byKey((keys) => app.appInstallStatesByKey(db, apps, keys), app.stateKey),
    appInstallStatesByDevice: listByKey(
      app.STATES_OF_DEVICE,
      (ids, page) => app.appInstallStatesByDevice(db, ids, page),
      async (id) => (await appInstallCountsByDevice.load(id))?.count ?? 0,
    ),
    appInstallCountsByDevice,
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
    appProtectionCountsByUser,
    appProtectionPolicyById: byId((ids) => protection.appProtectionPoliciesById(db, ids)),
    appProtectionPoliciesByState: groupByKey((ids) => protection.appProtectionPoliciesByState(db, ids), parentOf),
    appProtectionPoliciesByUser: listByKey(
      protection.POLICIES_BY_NAME,
      (ids, page) => protection.appProtectionPoliciesByUser(db, ids, page),
      countByKey((ids) => protection.appProtectionPolicyCountsByUser(db, ids)),
    ),

    holderPage: once((l: { holder: access.Holder; permission: Permission; page: Page }) =>
      access.holderPage(db, l.holder, l.permission, users, l.page),
    ),
    holderCount: once((l: { holder: access.Holder; permission: Permission }) =>
      access.holderCount(db, l.holder, l.permission, users),
    ),
    grantsByOperator: groupByKey(
      (ids) => access.grantsOf(db, ids),
      (row) => row.operatorId,
    ),
    stepsByOperator: groupByKey(
      (ids) => access.stepsUp(db, ids),
      (row) => row.operatorId,
    ),
    scopeByAssignment: byId((ids) => role.scopesOfAssignments(db, ids)),
    roleIdsByPermission: once((permission: Permission) => access.roleIdsWith(db, permission)),

    auditEventBySeq: byKey(
      (seqs) => audit.auditEventsBySeq(db, seqs),
      (row) => String(row.seq),
    ),
    auditPage: once((l: { query: audit.AuditQuery; page: Page }) => audit.auditPage(db, l.query, l.page)),
    auditCount: once((query: audit.AuditQuery) => audit.auditCount(db, query)),

    syncKinds: once((_: 'sync') => sync.syncKinds(db)),
    quarantinePage: once((page: Page) => sync.quarantinePage(db, page)),
    quarantineCount: once((_: 'quarantine') => sync.quarantineCount(db)),

    roleById: byId((ids) => role.rolesById(db, ids)),
    rolePage: once((page: Page) => role.rolePage(db, page)),
    roleCount: once((_: 'roles') => role.roleCount(db)),
    actionsByRole: groupByKey(
      (ids) => role.actionsByRole(db, ids),
      (row) => row.roleId,
    ),
    roleAssignmentById: byId((ids) => role.roleAssignmentsById(db, ids)),
    roleAssignmentPage: once((l: { query: role.RoleAssignmentQuery; page: Page }) =>
      role.roleAssignmentPage(db, l.query, users, l.page),
    ),
    roleAssignmentCount: once((query: role.RoleAssignmentQuery) => role.roleAssignmentCount(db, query, users)),
    roleAssignmentsByRole: listByKey(
      role.ASSIGNMENTS_BY_NAME,
      (ids, page) => role.roleAssignmentsByRole(db, ids, page),
      countByKey((ids) => role.roleAssignmentCountsByRole(db, ids)),
    ),
    memberGroupIdsByAssignment: groupByKey(
      (ids) => role.memberGroupsByAssignment(db, ids),
      (row) => row.assignmentId,
    ),
    scopeGroupIdsByAssignment: groupByKey(
      (ids) => role.scopeGroupsByAssignment(db, ids),
      (row) => row.assignmentId,
    ),
  };
}

export type Loaders = ReturnType<typeof createLoaders>;
