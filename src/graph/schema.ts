import { makeExecutableSchema } from '@graphql-tools/schema';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import * as access from '../access/resolvers';
import { Mutation } from '../administration/resolvers';
import * as app from '../app/resolvers';
import * as appProtection from '../app-protection/resolvers';
import * as assignment from '../assignment/resolvers';
import * as audit from '../audit/resolvers';
import { PERMISSIONS } from '../authorization/permission-list';
import {
  compilePermissions,
  describeNeeds,
  type Protected,
  protect,
  type Requirement,
} from '../authorization/permissions';
import { describeReach } from '../authorization/reach';
import * as device from '../device/resolvers';
import * as findings from '../findings/resolvers';
import type { QueryResolvers, Resolvers } from '../generated/resolvers';
import * as group from '../group/resolvers';
import * as knownIssue from '../known-issue/resolvers';
import * as policy from '../policy/resolvers';
import * as reportedFinding from '../reported-finding/resolvers';
import { connectionResolvers, describePaging } from '../resolving/connection';
import { typeDefs } from '../resolving/sdl';
import * as role from '../role/resolvers';
import * as search from '../search/resolvers';
import * as sync from '../sync/resolvers';
import * as tenant from '../tenant/resolvers';
import * as user from '../user/resolvers';
import * as viewer from '../viewer/resolvers';
import { DateTime } from './date-time';
import * as node from './node';

// This compiles only if every root field has a resolver.
const Query: Required<Omit<QueryResolvers, '__isTypeOf'>> = {
  permissions: () => [...PERMISSIONS],
  ...node.Query,
  ...viewer.Query,
  ...tenant.Query,
  ...search.Query,
  ...user.Query,
  ...group.Query,
  ...device.Query,
  ...policy.Query,
  ...app.Query,
  ...appProtection.Query,
  ...role.Query,
  ...audit.Query,
  ...access.Query,
  ...findings.Query,
  ...knownIssue.Query,
  ...reportedFinding.Query,
};

/** Every resolver, before any rule. */
export const resolvers: Omit<Resolvers, 'DateTime'> & { readonly DateTime: typeof DateTime } = {
  DateTime,
  Query,
  Mutation,
  ...connectionResolvers(typeDefs),
  UserError: { __resolveType: () => null },
  Node: node.Node,
  ...viewer.types,
  ...tenant.types,
  ...sync.types,
  ...search.types,
  ...user.types,
  User: { ...user.types.User, ...findings.ofUser },
  ...group.types,
  ...device.types,
  Device: { ...device.types.Device, ...findings.ofDevice },
  ...findings.types,
  ...knownIssue.types,
  ...reportedFinding.types,
  ...policy.types,
  ...assignment.types,
  ...app.types,
  ...appProtection.types,
  ...role.types,
  ...audit.types,
  ...access.types,
};

/** The schema with its rules, and what is derived from them. */
export interface Graph extends Protected {
  /** The requirements of every field, by coordinate. */
  readonly permissions: ReadonlyMap<string, Requirement>;
  /** The schema as text, with its directives. */
  readonly sdl: string;
}

/**
 * Builds the graph from the SDL, the resolvers and the rules.
 * @throws if a field has neither @needs nor @open
 */
export function createGraph(): Graph {
  const schema = makeExecutableSchema({ typeDefs, resolvers });
  describePaging(schema);
  describeReach(schema, resolvers);
  const permissions = compilePermissions(schema);
  describeNeeds(schema, permissions);
  return { ...protect(schema, permissions), permissions, sdl: printSchemaWithDirectives(schema) };
}
