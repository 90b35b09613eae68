// Fastify with Mercurius, its JIT and its loaders over knex, without any authorization.
import Fastify from 'fastify';
import { GraphQLScalarType } from 'graphql';
import mercurius from 'mercurius';
import { announce } from './listen.mjs';
import * as query from './queries.mjs';
import { typeDefs } from './sdl.mjs';

const keysOf = (queries) => queries.map(({ obj }) => obj.key);

/** A list of each object, from a query that loads the complete list. */
const list =
  (load, page = query.page) =>
  async (queries) =>
    (await load(keysOf(queries))).map((rows, i) => page(rows, queries[i].params.first));

const each = (load) => (queries) => load(keysOf(queries));

const settings = (queries) =>
  query.settings(
    keysOf(queries),
    queries.map(({ params }) => params.states),
  );

const loaders = {
  User: {
    status: (queries) => query.statuses(queries.map(({ obj }) => obj)),
    licenses: each(query.licenses),
    groupMemberships: list(query.memberships),
    devices: list(query.devicesOfUsers, query.devicePage),
    appProtectionPolicies: async (queries) =>
      (await query.protectionPolicyCounts(keysOf(queries))).map((totalCount) => ({ totalCount })),
    appProtectionStates: list(query.protectionStates),
    enrollmentFailures: list(query.enrollmentFailures),
  },
  Device: {
    appInstallSummary: each(query.installSummaries),
    primaryUser: (queries) => query.users(queries.map(({ obj }) => obj.userId)),
    actions: each(query.actions),
    compliancePolicyStates: each(query.complianceStates),
    configurationStates: each(query.configurationStates),
    appInstallStates: list(query.installStates),
  },
  CompliancePolicyState: { settings },
  ConfigurationState: { settings },
  AppInstallState: { app: (queries) => query.apps(queries.map(({ obj }) => obj.appId)) },
  AppProtectionState: { policies: each(query.policiesOfProtections) },
};

// As the guide advises for keys that rarely repeat: serializing the keys costs more than the loader's cache saves.
const withoutCache = Object.fromEntries(
  Object.entries(loaders).map(([type, fields]) => [
    type,
    Object.fromEntries(Object.entries(fields).map(([field, loader]) => [field, { loader, opts: { cache: false } }])),
  ]),
);

const resolvers = {
  DateTime: new GraphQLScalarType({ name: 'DateTime' }),
  Query: {
    tenant: () => query.tenant(),
    user: (_, { userPrincipalName }) => query.userByName(userPrincipalName),
    users: (_, { search, first }) => query.searchUsers(search, first),
    devices: (_, { first }) => query.listDevices(first),
  },
};

const app = Fastify();
await app.register(mercurius, { schema: typeDefs, resolvers, loaders: withoutCache, jit: 1 });
await app.listen({ host: '127.0.0.1', port: 0 });
announce(app.server.address().port);
