import { reasonIn } from '../authorization/ineffective';
import type { QueryRoleAssignmentsArgs } from '../generated/graphql';
import type { QueryResolvers, RoleAssignmentResolvers, RoleResolvers } from '../generated/resolvers';
import { type Connection, connection, toPage } from '../resolving/connection';
import type { Context } from '../resolving/context';
import { keyOf, toNodeId } from '../resolving/node-id';
import type { Complete } from '../resolving/resolver-types';
import { ASSIGNMENTS_BY_NAME, ROLES_BY_NAME, type RoleAssignmentRow, type RoleRow } from './store';

function assignments(args: QueryRoleAssignmentsArgs, { loaders }: Context): Connection<RoleAssignmentRow> {
  const page = toPage(ASSIGNMENTS_BY_NAME, args);
  const { roleId, memberGroupId, scopeGroupId, operatorId } = args.filter ?? {};
  const query = {
    roleId: roleId == null ? null : keyOf('Role', roleId),
    memberGroupId: memberGroupId == null ? null : keyOf('Group', memberGroupId),
    scopeGroupId: scopeGroupId == null ? null : keyOf('Group', scopeGroupId),
    operatorId: operatorId == null ? null : keyOf('User', operatorId),
  };
  return connection(
    ASSIGNMENTS_BY_NAME,
    page,
    () => loaders.roleAssignmentPage.load({ query, page }),
    () => loaders.roleAssignmentCount.load(query),
  );
}

async function visibleGroups({ loaders }: Context, found: Promise<{ groupId: string }[]>) {
  const groups = await Promise.all((await found).map(({ groupId }) => loaders.groupById.load(groupId)));
  return groups.filter((group) => group !== null);
}

export const Query: Pick<Required<QueryResolvers>, 'role' | 'roles' | 'roleAssignment' | 'roleAssignments'> = {
  role: async (_, { id }, { loaders }) => loaders.roleById.load(keyOf('Role', id)),
  roles: (_, args, { loaders }) => {
    const page = toPage(ROLES_BY_NAME, args);
    return connection(
      ROLES_BY_NAME,
      page,
      () => loaders.rolePage.load(page),
      () => loaders.roleCount.load('roles'),
    );
  },
  roleAssignment: async (_, { id }, { loaders }) => loaders.roleAssignmentById.load(keyOf('RoleAssignment', id)),
  roleAssignments: (_, args, context) => assignments(args, context),
};

const Role: Complete<RoleResolvers, RoleRow> = {
  id: (role) => toNodeId('Role', role.id),
  permissions: async (role, _, { loaders }) =>
    (await loaders.actionsByRole.load(role.id)).flatMap(({ permission }) => (permission === null ? [] : [permission])),
  otherActions: async (role, _, { loaders }) =>
    (await loaders.actionsByRole.load(role.id)).flatMap(({ permission, action }) =>
      permission === null ? [action] : [],
    ),
  assignments: (role, args, { loaders }) => loaders.roleAssignmentsByRole(role.id, args),
};

const RoleAssignment: Complete<RoleAssignmentResolvers, RoleAssignmentRow> = {
  id: (assignment) => toNodeId('RoleAssignment', assignment.id),
  role: (assignment, _, { loaders }) => loaders.roleById.load(assignment.roleId) as Promise<RoleRow>,
  members: (assignment, _, context) =>
    visibleGroups(context, context.loaders.memberGroupIdsByAssignment.load(assignment.id)),
  scopeGroups: (assignment, _, context) =>
    visibleGroups(context, context.loaders.scopeGroupIdsByAssignment.load(assignment.id)),
  operators: (assignment, args, { loaders }) => loaders.operatorsByAssignment(assignment.id, args),
  effective: (assignment) => assignment.ineffectiveReason === null,
  ineffectiveReason: ({ ineffectiveReason }, _, { language }) => reasonIn(language, ineffectiveReason),
};

export const types = { Role, RoleAssignment };
