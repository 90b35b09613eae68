// Apollo and graphql-shield as in a first version: it verifies the token and reads permissions for each request, with a
// rule on every type and DataLoader over knex. It supports permissions but no scopes.
import { ApolloServer } from '@apollo/server';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import { makeExecutableSchema } from '@graphql-tools/schema';
import Fastify from 'fastify';
import { applyMiddleware } from 'graphql-middleware';
import { deny, rule, shield } from 'graphql-shield';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { announce } from './listen.mjs';
import { permissionsOf } from './queries.mjs';
import { createLoaders, resolvers } from './resolvers.mjs';
import { typeDefs } from './sdl.mjs';

const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = process.env;
const configuration = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
const keys = createRemoteJWKSet(new URL(configuration.jwks_uri));

const holds = (permission) =>
  rule(permission, { cache: 'contextual' })((_, __, { permissions }) => permissions.has(permission));
const organization = holds('ORGANIZATION_READ');
const devices = holds('MANAGED_DEVICES_READ');
const apps = holds('MOBILE_APPS_READ');
const protection = holds('MANAGED_APPS_READ');
const signedIn = rule('signed in', { cache: 'contextual' })((_, __, { operatorId }) => operatorId !== undefined);

const permissions = shield(
  {
    Query: { tenant: organization, user: organization, users: organization, devices },
    Tenant: organization,
    User: organization,
    UserConnection: organization,
    UserStatus: {
      intuneLicensed: organization,
      deviceCount: devices,
      noncompliantDeviceCount: devices,
      failedAppCount: apps,
      notCheckedInAppCount: protection,
    },
    License: organization,
    GroupMembership: organization,
    GroupMembershipConnection: organization,
    Group: organization,
    Device: devices,
    DeviceConnection: devices,
    DeviceAction: devices,
    CompliancePolicyState: devices,
    ConfigurationState: devices,
    SettingState: devices,
    App: apps,
    AppInstallState: apps,
    AppInstallStateConnection: apps,
    AppProtectionPolicy: protection,
    AppProtectionPolicyConnection: protection,
    AppProtectionState: protection,
    AppProtectionStateConnection: protection,
    EnrollmentFailure: devices,
    EnrollmentFailureConnection: devices,
    Failure: signedIn,
    PageInfo: signedIn,
  },
  { fallbackRule: deny },
);

const schema = applyMiddleware(
  makeExecutableSchema({
    typeDefs,
    resolvers,
    resolverValidationOptions: { requireResolversForResolveType: 'ignore' },
  }),
  permissions,
);

async function context({ headers }) {
  const { payload } = await jwtVerify(headers.authorization.slice('Bearer '.length), keys, { issuer, audience });
  return {
    operatorId: payload.oid,
    permissions: new Set(await permissionsOf(payload.oid)),
    loaders: createLoaders(),
  };
}

const app = Fastify();
const apollo = new ApolloServer({ schema, plugins: [fastifyApolloDrainPlugin(app)] });
await apollo.start();
await app.register(fastifyApollo(apollo), { context });
await app.listen({ host: '127.0.0.1', port: 0 });
announce(app.server.address().port);
