import type { GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import { needsOfType } from '../authorization/permissions';
import { overEverything } from '../authorization/reach';
import type { Permission } from '../generated/graphql';
import type { NodeResolvers, QueryResolvers } from '../generated/resolvers';
import { MAX_PAGE } from '../resolving/connection';
import type { Context } from '../resolving/context';
import { badUserInput, forbidden } from '../resolving/errors';
import { fromNodeId, type NodeType } from '../resolving/node-id';

type Refused = ReturnType<Context['viewer']['refusal']>;
type Load = (key: string, context: Context) => Promise<object | null>;

/** How to find each type by its key, always through the loader of the type's own queries. */
const LOADS: Record<NodeType, Load> = {
  App: (key, { loaders }) => loaders.appById.load(key),
  AppInstallState: (key, { loaders }) => loaders.appInstallStateByKey.load(key),
  AppProtectionPolicy: (key, { loaders }) => loaders.appProtectionPolicyById.load(key),
  AppProtectionState: (key, { loaders }) => loaders.appProtectionStateById.load(key),
  AuditEvent: (key, { loaders }) => loaders.auditEventBySeq.load(key),
  CompliancePolicyState: (key, { loaders }) => loaders.compliancePolicyStateById.load(key),
  ConfigurationState: (key, { loaders }) => loaders.configurationStateById.load(key),
  Device: (key, { loaders }) => loaders.deviceById.load(key),
  EnrollmentFailure: (key, { loaders }) => loaders.enrollmentFailureById.load(key),
  Group: (key, { loaders }) => loaders.groupById.load(key),
  KnownIssue: (key, { loaders }) => loaders.knownIssueById.load(key),
  Policy: (key, { loaders }) => loaders.policyById.load(key),
  Role: (key, { loaders }) => loaders.roleById.load(key),
  RoleAssignment: (key, { loaders }) => loaders.roleAssignmentById.load(key),
  Tenant: async (key, { loaders }) => {
    const tenant = await loaders.tenant.load('tenant');
    return tenant?.id === key ? tenant : null;
  },
  User: (key, { loaders }) => loaders.userById.load(key),
  Viewer: async (key, { viewer }) => (viewer.id === key ? viewer : null),
};

/** The types whose objects belong to no user or device, and the permission that must then be held over everything. */
export const NODES_OF_EVERYTHING: { readonly [type in NodeType]?: Permission } = { AuditEvent: 'AUDIT_DATA_READ' };

/** The row of an id, or the refusal of its type. Both are null if the object does not exist for the viewer. */
async function look(id: string, context: Context): Promise<{ type: NodeType; row: object | null; refused: Refused }> {
  const { type, key } = fromNodeId(id);
  // The id contains the type, so a refusal comes before any lookup and reveals nothing about existence.
  const needs = needsOfType(context.schema, context.schema.getType(type) as GraphQLObjectType);
  const refused = context.viewer.refusal(needs);
  const whole = NODES_OF_EVERYTHING[type];
  const isReached = refused === null && (whole === undefined || overEverything(context, whole));
  return { type, refused, row: isReached ? await LOADS[type](key, context) : null };
}

/** The row of an id; null if it does not exist for the viewer or the viewer may not read its type. */
export const findNode = async (id: string, context: Context): Promise<object | null> => (await look(id, context)).row;

async function answer(
  id: string,
  context: Context,
  { parentType, fieldName }: GraphQLResolveInfo,
): Promise<{ __typename: NodeType } | null> {
  const { type, row, refused } = await look(id, context);
  if (refused !== null) throw forbidden({ ...refused, coordinate: `${parentType.name}.${fieldName}` });
  if (row === null) return null;
  context.trail.subjects.add(id);
  return { ...row, __typename: type };
}

export const Query: Pick<Required<QueryResolvers>, 'node' | 'nodes'> = {
  node: (_, { id }, context, info) => answer(id, context, info) as never,
  nodes: async (_, { ids }, context, info) => {
    if (ids.length > MAX_PAGE) throw badUserInput(`\`nodes\` takes at most ${MAX_PAGE} ids.`);
    // Do not return a list of promises: graphql-jit cuts it off after the last fulfilled one.
    return (await Promise.all(ids.map((id) => answer(id, context, info).catch((error: unknown) => error)))) as never;
  },
};

export const Node: NodeResolvers = {
  __resolveType: (node) => (node as unknown as { __typename: NodeType }).__typename,
};
