// Fastify with Mercurius, its JIT and its loaders over prepared statements of pg, without any authorization.
import Fastify from 'fastify';
import { GraphQLScalarType } from 'graphql';
import mercurius from 'mercurius';
import {
  accountStatus,
  DEVICES_BY_NAME,
  enrollmentFailureOf,
  failureOf,
  flag,
  groupBy,
  installSummary,
  nodeId,
  pageOf,
  principalNameKey,
} from '../answer.mjs';
import { announce } from '../listen.mjs';
import { typeDefs } from '../sdl.mjs';
import {
  DATABASE_URL,
  devicesOf,
  IDS,
  ofDevices,
  ofUsers,
  Pool,
  policiesOfProtections,
  prepared,
  settingsOf,
  TENANT,
  USER,
} from './statements.mjs';
import { complianceAt } from './troubleshoot.mjs';

const pool = new Pool({ connectionString: DATABASE_URL });
const read = async (text, ...values) => (await pool.query(prepared(text, values))).rows;

const OF_USERS = ofUsers(IDS, '$2::text');
const OF_DEVICES = ofDevices(IDS, '$2::int');
const POLICIES = policiesOfProtections(IDS);
const SETTINGS = settingsOf(IDS, '$2::text[]');
const DEVICES = devicesOf(IDS, '$2::int');

const keysOf = (queries) => queries.map(({ obj }) => obj.key);
const keyed = (type, row) => ({ ...row, key: row.id, id: nodeId(type, row.id) });
const byUser = ({ userId }) => userId;
const byDevice = ({ deviceId }) => deviceId;

/** The rows of each object. */
function shared(queries, rows, keyOf) {
  const groups = groupBy(rows, keyOf);
  return queries.map(({ obj }) => groups.get(obj.key) ?? []);
}
const lists = async (queries, text, keyOf, toObject) =>
  shared(queries, (await read(text, keysOf(queries))).map(toObject), keyOf);
const pages = async (queries, text, keyOf, toObject) =>
  (await lists(queries, text, keyOf, toObject)).map((rows, i) => pageOf(rows, queries[i].params.first));
const same = (row) => row;

async function statuses(queries) {
  const ids = keysOf(queries);
  const [devices, failed, protections] = await Promise.all([
    read(OF_USERS.deviceCounts, ids, new Date().toISOString()),
    read(OF_USERS.failedApps, ids),
    read(OF_USERS.protectionCounts, ids),
  ]);
  const [deviceCounts, failedCounts, protectionCounts] = [devices, failed, protections].map(
    (rows) => new Map(rows.map((row) => [row.userId, row])),
  );
  return queries.map(({ obj: { key, intuneLicensed } }) => ({
    intuneLicensed,
    deviceCount: deviceCounts.get(key)?.devices ?? 0,
    noncompliantDeviceCount: deviceCounts.get(key)?.noncompliant ?? 0,
    failedAppCount: failedCounts.get(key)?.count ?? 0,
    notCheckedInAppCount: protectionCounts.get(key)?.notCheckedIn ?? 0,
  }));
}

const BY_NAME = { name: DEVICES_BY_NAME, placeOf: ({ nameKey, key }) => [nameKey, key] };

async function devicePages(queries) {
  const now = new Date().toISOString();
  const ids = keysOf(queries);
  const [found, counts] = await Promise.all([
    read(DEVICES, ids, Math.max(...queries.map(({ params }) => params.first))),
    read(OF_USERS.deviceCounts, ids, now),
  ]);
  const rows = found.map((row) => ({ ...keyed('Device', row), intuneCompliance: complianceAt(now, row) }));
  const totals = new Map(counts.map(({ userId, devices }) => [userId, devices]));
  return shared(queries, rows, byUser).map((each, i) =>
    pageOf(each, queries[i].params.first, BY_NAME, totals.get(queries[i].obj.key) ?? 0),
  );
}

const statesOf = (kind, type) => async (queries) => {
  const found = await read(OF_DEVICES.policyStates, keysOf(queries));
  const rows = found
    .filter((row) => row.kind === kind)
    .map((row) => ({ ...keyed(type, row), error: failureOf(row.errorCode, row.errorDescription) }));
  return shared(queries, rows, byDevice);
};

async function settings(queries) {
  const chosen = queries.map(({ params }) => params.states);
  const rows = await read(SETTINGS, keysOf(queries), [...new Set(chosen.flat())]);
  const found = rows.map((row) => ({
    ...row,
    sources: JSON.parse(row.sources),
    error: failureOf(row.errorCode, row.errorDescription),
  }));
  return shared(queries, found, ({ stateId }) => stateId).map((each, i) =>
    each.filter(({ state }) => chosen[i].includes(state)),
  );
}

async function installStates(queries) {
  const ids = keysOf(queries);
  const first = Math.max(...queries.map(({ params }) => params.first));
  const [found, counts] = await Promise.all([
    read(OF_DEVICES.installStates, ids, first + 1),
    read(OF_DEVICES.appCounts, ids),
  ]);
  const rows = found.map(({ appId, displayName, publisher, platform, ...row }) => ({
    ...row,
    id: nodeId('AppInstallState', `${row.deviceId}/${appId}/${row.userId}`),
    // The statement joins the app, so it needs no loader.
    app: { id: nodeId('App', appId), displayName, publisher, platform },
    error: failureOf(row.errorCode),
  }));
  const totals = new Map(counts.map(({ deviceId, count }) => [deviceId, count]));
  return shared(queries, rows, byDevice).map((each, i) =>
    pageOf(each, queries[i].params.first, undefined, totals.get(queries[i].obj.key) ?? 0),
  );
}

const loaders = {
  User: {
    status: statuses,
    licenses: (queries) => lists(queries, OF_USERS.licenses, byUser, same),
    groupMemberships: (queries) =>
      pages(queries, OF_USERS.memberships, byUser, ({ userId, id, displayName, membershipType, direct }) => ({
        userId,
        kind: direct ? 'DIRECT' : 'TRANSITIVE',
        group: { id: nodeId('Group', id), displayName, membershipType },
      })),
    devices: devicePages,
    appProtectionPolicies: async (queries) =>
      (await lists(queries, OF_USERS.protectionPolicies, byUser, same)).map(([row]) => ({
        totalCount: row?.count ?? 0,
      })),
    appProtectionStates: (queries) =>
      pages(queries, OF_USERS.protections, byUser, (row) => ({
        ...keyed('AppProtectionState', row),
        flaggedReasons: JSON.parse(row.flaggedReasons),
      })),
    enrollmentFailures: (queries) =>
      pages(queries, OF_USERS.enrollmentFailures, byUser, (row) => ({
        ...keyed('EnrollmentFailure', row),
        error: enrollmentFailureOf(row.category, row.reason),
      })),
  },
  Device: {
    appInstallSummary: async (queries) =>
      (await lists(queries, OF_DEVICES.appCounts, byDevice, same)).map(([counts]) => installSummary(counts)),
    actions: (queries) => lists(queries, OF_DEVICES.actions, byDevice, same),
    compliancePolicyStates: statesOf('COMPLIANCE', 'CompliancePolicyState'),
    configurationStates: statesOf('CONFIGURATION', 'ConfigurationState'),
    appInstallStates: installStates,
  },
  CompliancePolicyState: { settings },
  ConfigurationState: { settings },
  AppProtectionState: {
    policies: (queries) =>
      lists(
        queries,
        POLICIES,
        ({ stateId }) => stateId,
        (row) => keyed('AppProtectionPolicy', row),
      ),
  },
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
    async tenant() {
      const [row] = await read(TENANT);
      return { ...row, id: nodeId('Tenant', row.id), accountStatus: accountStatus(row.subscriptionState) };
    },
    async user(_, { userPrincipalName }) {
      const [row] = await read(USER, principalNameKey(userPrincipalName));
      if (row === undefined) return null;
      return {
        ...keyed('User', row),
        accountEnabled: flag(row.accountEnabled),
        intuneLicensed: row.intuneLicensed === 1,
      };
    },
  },
};

const app = Fastify();
await app.register(mercurius, { schema: typeDefs, resolvers, loaders: withoutCache, jit: 1 });
await app.listen({ host: '127.0.0.1', port: 0 });
announce(app.server.address().port);
