// The resolvers of Apollo and Yoga. They use DataLoaders, created for each request, over the shared queries.
import DataLoader from 'dataloader';
import { GraphQLScalarType } from 'graphql';
import * as query from './queries.mjs';

const BATCHES = {
  users: query.users,
  licenses: query.licenses,
  memberships: query.memberships,
  devices: query.devicesOfUsers,
  protectionPolicyCounts: query.protectionPolicyCounts,
  protectionStates: query.protectionStates,
  enrollmentFailures: query.enrollmentFailures,
  installSummaries: query.installSummaries,
  actions: query.actions,
  complianceStates: query.complianceStates,
  configurationStates: query.configurationStates,
  installStates: query.installStates,
  apps: query.apps,
  policiesOfProtections: query.policiesOfProtections,
};

const settingsLoader = () =>
  new DataLoader(
    (asked) =>
      query.settings(
        asked.map(({ key }) => key),
        asked.map(({ states }) => states),
      ),
    { cacheKeyFn: ({ key, states }) => `${key} ${states}` },
  );

/** The loaders of one request. */
export function createLoaders() {
  const byKey = Object.entries(BATCHES).map(([name, batch]) => [name, new DataLoader(batch)]);
  return {
    ...Object.fromEntries(byKey),
    statuses: new DataLoader(query.statuses, { cacheKeyFn: ({ key }) => key }),
    complianceSettings: settingsLoader(),
    configurationSettings: settingsLoader(),
  };
}

const each =
  (name) =>
  ({ key }, _, { loaders }) =>
    loaders[name].load(key);

const list =
  (name, page = query.page) =>
  async ({ key }, { first }, { loaders }) =>
    page(await loaders[name].load(key), first);

const settings =
  (name) =>
  ({ key }, { states }, { loaders }) =>
    loaders[name].load({ key, states });

export const resolvers = {
  DateTime: new GraphQLScalarType({ name: 'DateTime' }),
  Query: {
    tenant: () => query.tenant(),
    user: (_, { userPrincipalName }) => query.userByName(userPrincipalName),
    users: (_, { search, first }) => query.searchUsers(search, first),
    devices: (_, { first }) => query.listDevices(first),
  },
  User: {
    status: (user, _, { loaders }) => loaders.statuses.load(user),
    licenses: each('licenses'),
    groupMemberships: list('memberships'),
    devices: list('devices', query.devicePage),
    appProtectionPolicies: async ({ key }, _, { loaders }) => ({
      totalCount: await loaders.protectionPolicyCounts.load(key),
    }),
    appProtectionStates: list('protectionStates'),
    enrollmentFailures: list('enrollmentFailures'),
  },
  Device: {
    appInstallSummary: each('installSummaries'),
    primaryUser: ({ userId }, _, { loaders }) => (userId === null ? null : loaders.users.load(userId)),
    actions: each('actions'),
    compliancePolicyStates: each('complianceStates'),
    configurationStates: each('configurationStates'),
    appInstallStates: list('installStates'),
  },
  CompliancePolicyState: { settings: settings('complianceSettings') },
  ConfigurationState: { settings: settings('configurationSettings') },
  AppInstallState: { app: ({ appId }, _, { loaders }) => loaders.apps.load(appId) },
  AppProtectionState: { policies: each('policiesOfProtections') },
};
