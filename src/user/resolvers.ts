import { assignedList, assignedTo } from '../assignment/assigned';
import { TROUBLESHOOTING } from '../authorization/permission-list';
import { reachesDevicesOf, reachesUser, whole, wholeOrPart } from '../authorization/reach';
import { principalNameKey } from '../database/folding';
import { searchOf } from '../database/search';
import { explainEnrollmentFailure } from '../failure/enrollment-failure';
import type { MissingPermission, Permission, QueryUserArgs, QueryUsersArgs } from '../generated/graphql';
import type {
  EnrollmentFailureResolvers,
  LicenseResolvers,
  QueryResolvers,
  UserResolvers,
  UserStatusResolvers,
} from '../generated/resolvers';
import { adminCentrePage } from '../resolving/admin-centre';
import { type Connection, connection, toPage } from '../resolving/connection';
import { type Context, noted } from '../resolving/context';
import { badUserInput } from '../resolving/errors';
import { keyOf, toNodeId } from '../resolving/node-id';
import type { Complete } from '../resolving/resolver-types';
import { type EnrollmentFailureRow, type LicenseRow, USER_ORDERS, type UserRow } from './store';

async function find({ id, userPrincipalName }: QueryUserArgs, { loaders }: Context): Promise<UserRow | null> {
  if (id != null && userPrincipalName == null) return loaders.userById.load(keyOf('User', id));
  if (id == null && userPrincipalName != null) {
    return loaders.userByPrincipalNameKey.load(principalNameKey(userPrincipalName));
  }
  throw badUserInput('`user` takes exactly one of `id` and `userPrincipalName`.');
}

function listUsers(args: QueryUsersArgs, { loaders }: Context): Connection<UserRow> {
  const order = USER_ORDERS[args.orderBy.field][args.orderBy.direction];
  const page = toPage(order, args);
  const filter = args.filter ?? {};
  const query = {
    search: searchOf(args.search),
    groupId: filter.groupId == null ? null : keyOf('Group', filter.groupId),
    accountEnabled: filter.accountEnabled ?? null,
    intuneLicensed: filter.intuneLicensed ?? null,
    hasNoncompliantDevice: filter.hasNoncompliantDevice ?? null,
  };
  return connection(
    order,
    page,
    () => loaders.userPage.load({ query, order, page }),
    () => loaders.userCount.load(query),
  );
}

async function missingOver(user: UserRow, context: Context): Promise<MissingPermission[]> {
  const reasonFor = async (permission: Permission) => {
    const refused = context.viewer.refusal([permission]);
    if (refused !== null) return refused.reason;
    return (await reachesUser(context, permission, user)) ? null : 'OUT_OF_SCOPE';
  };
  const reasons = await Promise.all(TROUBLESHOOTING.map(reasonFor));
  return TROUBLESHOOTING.flatMap((permission, i) => {
    const reason = reasons[i];
    return reason == null ? [] : [{ permission, reason }];
  });
}

/** How many devices a user may enrol: the restriction with the smallest priority that reaches the user, else the default. */
async function deviceLimitOf(userId: string, context: Context): Promise<number | null> {
  const limits = await context.loaders.deviceLimits.load('tenant');
  const reaching = await assignedTo('POLICY', 'USER', userId, context);
  const isAssigned = (id: string) =>
    reaching.some(({ objectId, rows }) => objectId === id && rows.every(({ excluded }) => excluded === 0));
  return limits.find(({ id, isDefault }) => isDefault === 1 || isAssigned(id))?.deviceLimit ?? null;
}

export const Query: Pick<Required<QueryResolvers>, 'user' | 'users'> = {
  user: (_, args, context) => noted(context, 'User', find(args, context)),
  users: (_, args, context) => listUsers(args, context),
};

// `findings` has a folder of its own.
const User: Complete<Omit<UserResolvers, 'findings'>, UserRow> = {
  id: (user) => toNodeId('User', user.id),
  adminCentreUrl: (user, _, { findings }) => adminCentrePage(findings, 'USER', user.id),
  signInLogUrl: (user, _, { findings }) => adminCentrePage(findings, 'SIGN_INS', user.id),
  status: (user) => user,
  licenses: (user, _, { loaders }) => loaders.licensesByUser.load(user.id),
  groupMemberships: (user, args, { loaders }) => loaders.membershipsByMember(user.id, args, 'USER'),
  formerGroups: (user, args, { viewer, loaders }) =>
    loaders.formerGroupsByUser(user.id, args, viewer.scopeOf('ORGANIZATION_READ').everything),
  devices: wholeOrPart('MANAGED_DEVICES_READ', reachesDevicesOf, (user, args, { loaders }, complete) =>
    loaders.devicesByUser(user.id, args, complete),
  ),
  appProtectionStates: whole('MANAGED_APPS_READ', reachesUser, (user, args, { loaders }) =>
    loaders.appProtectionStatesByUser(user.id, args),
  ),
  appProtectionPolicies: whole('MANAGED_APPS_READ', reachesUser, (user, args, { loaders }) =>
    loaders.appProtectionPoliciesByUser(user.id, args),
  ),
  enrollmentFailures: whole('MANAGED_DEVICES_READ', reachesUser, (user, args, { loaders }) =>
    loaders.enrollmentFailuresByUser(user.id, args),
  ),
  assignedPolicies: whole('MANAGED_DEVICES_READ', reachesUser, (user, args, context) =>
    assignedList('POLICY', 'USER', user.id, args, context),
  ),
  assignedApps: whole('MOBILE_APPS_READ', reachesUser, (user, args, context) =>
    assignedList('APP', 'USER', user.id, args, context),
  ),
  deviceLimit: whole('MANAGED_DEVICES_READ', reachesUser, (user, _, context) => deviceLimitOf(user.id, context)),
  refresh: whole('MANAGED_DEVICES_READ', reachesUser, (user, _, { loaders }) => loaders.refreshByUser.load(user.id)),
  access: (user) => ({ operatorId: user.id }),
  viewerMissingPermissions: (user, _, context) => missingOver(user, context),
};

const License: Complete<LicenseResolvers, LicenseRow> = {
  assignedByGroup: ({ groupId }, _, { loaders }) => (groupId === null ? null : loaders.groupById.load(groupId)),
};

const UserStatus: Complete<UserStatusResolvers, UserRow> = {
  deviceCount: whole(
    'MANAGED_DEVICES_READ',
    reachesDevicesOf,
    async (user, _, { loaders }) => (await loaders.deviceCountsByUser.load(user.id))?.devices ?? 0,
  ),
  noncompliantDeviceCount: whole(
    'MANAGED_DEVICES_READ',
    reachesDevicesOf,
    async (user, _, { loaders }) => (await loaders.deviceCountsByUser.load(user.id))?.noncompliant ?? 0,
  ),
  failedAppCount: whole('MOBILE_APPS_READ', reachesDevicesOf, (user, _, { loaders }) =>
    loaders.failedAppCountByUser(user.id),
  ),
  notCheckedInAppCount: whole(
    'MANAGED_APPS_READ',
    reachesUser,
    async (user, _, { loaders }) => (await loaders.appProtectionCountsByUser.load(user.id))?.notCheckedIn ?? 0,
  ),
};

const EnrollmentFailure: Complete<EnrollmentFailureResolvers, EnrollmentFailureRow> = {
  id: (failure) => toNodeId('EnrollmentFailure', failure.id),
  error: (failure, _, { language }) => explainEnrollmentFailure(failure.category, failure.reason, language),
};

export const types = { User, UserStatus, License, EnrollmentFailure };
