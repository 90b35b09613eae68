import type { GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import { needsOfType } from '../authorization/permissions';
import { overEverything } from '../authorization/reach';
import type { NodeResolvers, QueryResolvers } from '../generated/resolvers';
import { MAX_PAGE } from '../resolving/connection';
import type { Context } from '../resolving/context';
import { badUserInput, forbidden } from '../resolving/errors';
import { fromNodeId, type NodeType } from '../resolving/node-id';

type Load = (key: string, context: Context) => Promise<object | null>;

/** How each type is found by its key, always through the loader that its own queries use. */
const LOADS: Record<NodeType, Load> = {
  App: (key, { loaders }) => loaders.appById.load(key),
  AppInstallState: (key, { loaders }) => loaders.appInstallStateByKey.load(key),
  AppProtectionPolicy: (key, { loaders }) => loaders.appProtectionPolicyById.load(key),
  AppProtectionState: (key, { loaders }) => loaders.appProtectionStateById.load(key),
  // Events of the audit trail are not about anybody's users or devices: they need the permission over everything.
  AuditEvent: async (key, context) =>
    (await overEverything(context, 'AUDIT_DATA_READ')) ? context.loaders.auditEventBySeq.load(key) : null,
  CompliancePolicyState: (key, { loaders }) => loaders.compliancePolicyStateById.load(key),
  ConfigurationState: (key, { loaders }) => loaders.configurationStateById.load(key),
  Device: (key, { loaders }) => loaders.deviceById.load(key),
  EnrollmentFailure: (key, { loaders }) => loaders.enrollmentFailureById.load(key),
  Group: (key, { loaders }) => loaders.groupById.load(key),
  Role: (key, { loaders }) => loaders.roleById.load(key),
  RoleAssignment: (key, { loaders }) => loaders.roleAssignmentById.load(key),
  Tenant: async (key, { loaders }) => {
    const tenant = await loaders.tenant.load('tenant');
    return tenant?.id === key ? tenant : null;
  },
  User: (key, { loaders }) => loaders.userById.load(key),
  Viewer: async (key, { viewer }) => (viewer.id === key ? viewer : null),
};

/** The row behind an id; null where it does not exist for the viewer, or its type is not the viewer's to read. */
export async function findNode(id: string, context: Context): Promise<object | null> {
  const { type, key } = fromNodeId(id);
  const needs = needsOfType(context.schema, context.schema.getType(type) as GraphQLObjectType);
  return context.viewer.refusal(needs) === null ? LOADS[type](key, context) : null;
}

async function find(id: string, context: Context, info: GraphQLResolveInfo): Promise<{ __typename: NodeType } | null> {
  const { type, key } = fromNodeId(id);
  // What the type needs is told by the id, before anything is looked up, so a refusal says nothing about existence.
  const needs = needsOfType(context.schema, context.schema.getType(type) as GraphQLObjectType);
  const refused = context.viewer.refusal(needs);
  if (refused !== null) throw forbidden({ ...refused, coordinate: `${info.parentType.name}.${info.fieldName}` });
  const found = await LOADS[type](key, context);
  if (found === null) return null;
  context.trail.subjects.add(id);
  return { ...found, __typename: type };
}

export const Query: Pick<Required<QueryResolvers>, 'node' | 'nodes'> = {
  node: (_, { id }, context, info) => find(id, context, info) as never,
  nodes: async (_, { ids }, context, info) => {
    if (ids.length > MAX_PAGE) throw badUserInput(`\`nodes\` takes at most ${MAX_PAGE} ids.`);
    // Not a list of promises: graphql-jit cuts that off behind the last that is fulfilled.
    return (await Promise.all(ids.map((id) => find(id, context, info).catch((error: unknown) => error)))) as never;
  },
};

export const Node: NodeResolvers = {
  __resolveType: (node) => (node as unknown as { __typename: NodeType }).__typename,
};
