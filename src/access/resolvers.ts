import { readViewer } from '../authorization/viewer';
import type {
  AccessExplanationResolvers,
  AccessReasonResolvers,
  OperatorAccessResolvers,
  OperatorGrantResolvers,
  PermissionHoldersResolvers,
  QueryResolvers,
} from '../generated/resolvers';
import { type Connection, connection, toPage } from '../resolving/connection';
import type { Context } from '../resolving/context';
import type { Complete } from '../resolving/resolver-types';
import type { RoleAssignmentRow, RoleRow } from '../role/store';
import type { UserRow } from '../user/store';
import { chainToNearest } from './chains';
import { explainAccess } from './explain-access';
import type { Explanation, Reason } from './explanation';
import { type Grant, HOLDER_ORDERS, type Holder, type Holders, type OperatorAccess } from './store';

/** A list of holders of a permission. One query gives the ids in order; the loader of the type gives the rows. */
function held<Row>(
  { loaders }: Context,
  holder: Holder,
  { permission }: Holders,
  args: { first: number; after?: string | null | undefined },
  load: (id: string) => Promise<Row | null>,
): Connection<Row> {
  const order = HOLDER_ORDERS[holder];
  const page = toPage(order, args);
  return connection(
    order,
    page,
    async () => {
      const found = await loaders.holderPage.load({ holder, permission, page });
      const rows = await Promise.all(found.map(({ id }) => load(id)));
      return rows.map((row, i) => ({ ...found[i], ...(row as Row) }));
    },
    () => loaders.holderCount.load({ holder, permission }),
  );
}

export const Query: Pick<Required<QueryResolvers>, 'permission' | 'explainAccess'> = {
  permission: (_, { permission }) => ({ permission }),
  explainAccess: (_, args, context) => explainAccess(context, args),
};

const PermissionHolders: Complete<PermissionHoldersResolvers, Holders> = {
  roles: (holders, args, context) => held(context, 'roles', holders, args, (id) => context.loaders.roleById.load(id)),
  assignments: (holders, args, context) =>
    held(context, 'assignments', holders, args, (id) => context.loaders.roleAssignmentById.load(id)),
  operators: (holders, args, context) =>
    held<UserRow>(context, 'operators', holders, args, (id) => context.loaders.userById.load(id)),
};

const OperatorAccessType: Complete<OperatorAccessResolvers, OperatorAccess> = {
  state: async ({ operatorId }, _, { snapshot, administration }) =>
    (await readViewer(snapshot, { id: operatorId }, administration.licenseNeeded))?.state ?? 'DISABLED',
  grants: ({ operatorId }, _, { loaders }) => loaders.grantsByOperator.load(operatorId),
};

const OperatorGrant: Complete<OperatorGrantResolvers, Grant> = {
  assignment: async ({ assignmentId }, _, { loaders }) =>
    (await loaders.roleAssignmentById.load(assignmentId)) as RoleAssignmentRow,
  permissions: async ({ assignmentId }, _, { loaders }) => {
    const assignment = (await loaders.roleAssignmentById.load(assignmentId)) as RoleAssignmentRow;
    if (assignment.ineffectiveReason !== null) return [];
    const actions = await loaders.actionsByRole.load(assignment.roleId);
    return actions.flatMap(({ permission }) => (permission === null ? [] : [permission]));
  },
  chain: async ({ operatorId, groupIds }, _, { loaders }) => {
    const chain = chainToNearest(groupIds, await loaders.stepsByOperator.load(operatorId));
    const groups = await Promise.all(chain.map((id) => loaders.groupById.load(id)));
    return groups.filter((group) => group !== null);
  },
};

const AccessExplanation: Complete<AccessExplanationResolvers, Explanation> = {
  reasons: ({ reasons }) => [...reasons],
};

const AccessReason: Complete<AccessReasonResolvers, Reason> = {
  roles: async ({ roleIds }, _, { loaders }) =>
    (await Promise.all(roleIds.map((id) => loaders.roleById.load(id)))) as RoleRow[],
  grants: ({ grantsOf }) => [...grantsOf],
  assignmentsOverSubject: async ({ assignmentIds }, _, { loaders }) =>
    (await Promise.all(assignmentIds.map((id) => loaders.roleAssignmentById.load(id)))) as RoleAssignmentRow[],
};

export const types = {
  PermissionHolders,
  OperatorAccess: OperatorAccessType,
  OperatorGrant,
  AccessExplanation,
  AccessReason,
};
