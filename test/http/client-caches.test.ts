/**
 * Apollo Client warns only in its development build.
 * @jest-environment-options {"customExportConditions": ["development", "node", "node-addons"]}
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ApolloClient, type DocumentNode, HttpLink, InMemoryCache } from '@apollo/client';
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { getNamedType, Kind, parse } from 'graphql';
import * as apollo from '../../examples/apollo-cache';
import * as urql from '../../examples/urql-cache';
import { objectTypes } from '../../src/authorization/permissions';
import { apolloCache, urqlCache } from '../../src/codegen/client-caches';
import { keyOf } from '../../src/resolving/node-id';
import { oneIn } from '../support/amount';
import { needed } from '../support/needed';
import { asImport, GRAPH, type Service, startService } from '../support/service';
import { until } from '../support/until';
import { EXAMPLES, PORTAL_OPERATIONS, variablesOn } from '../support/written-operations';

const sometimes = oneIn(4);

const ADMIN = 'admin@contoso.example';
const USER = 'id: "USER"';
const DEVICE = 'id: "DEVICE"';

/** The selections of two components on the same object, each a part of its fields. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  'a list that is counted here and shown there': [
    `{ user(${USER}) { id devices(first: 10) { totalCount } } }`,
    `{ user(${USER}) { id devices(first: 10) { complete nodes { id deviceName } } } }`,
    `{ user(${USER}) { id devices(first: 10) { pageInfo { endCursor } } } }`,
    `{ user(${USER}) { id devices(first: 10) { pageInfo { hasNextPage } } } }`,
  ],
  'a list of the query type': [
    '{ users(first: 3) { totalCount } }',
    '{ users(first: 3) { nodes { id displayName } } }',
  ],
  'the edges of a list': ['{ users(first: 3) { edges { cursor } } }', '{ users(first: 3) { edges { node { id } } } }'],
  'a list of values': [
    `{ user(${USER}) { id groupMemberships(first: 5) { nodes { kind } } } }`,
    `{ user(${USER}) { id groupMemberships(first: 5) { nodes { group { id displayName } } } } }`,
  ],
  'what a user holds': [
    `{ user(${USER}) { id access { state } } }`,
    `{ user(${USER}) { id access { grants { permissions } } } }`,
    `{ user(${USER}) { id access { grants { assignment { id displayName } chain { id } } } } }`,
  ],
  'who holds a permission': [
    '{ permission(permission: MOBILE_APPS_READ) { permission } }',
    '{ permission(permission: MOBILE_APPS_READ) { roles { totalCount } } }',
    '{ permission(permission: MOBILE_APPS_READ) { roles { nodes { id } } operators(first: 5) { nodes { id } } } }',
  ],
  'why an operator can read something': [
    `{ explainAccess(operatorId: "USER", coordinate: "Query.users") { allowed reasons { kind } } }`,
    `{ explainAccess(operatorId: "USER", coordinate: "Query.users") { reasons { message roles { id } } } }`,
  ],
  'the viewer, with and without an id': [
    '{ viewer { displayName } }',
    '{ viewer { id state } }',
    '{ viewer { permissions { permission groups { displayName } } } }',
    '{ viewer { permissions { allUsers assignments { displayName } } missing { permission } } }',
  ],
  'the tenant, with and without an id': [
    '{ tenant { displayName } }',
    '{ tenant { id accountStatus connectors { kind } } }',
    '{ tenant { connectors { health } } }',
  ],
  'how the sync stands': [
    '{ tenant { sync { kind state } } }',
    '{ tenant { sync { counts { read } } quarantine { totalCount nodes { kind } } } }',
    '{ tenant { sync { counts { setAside } } quarantine { nodes { reason } } } }',
  ],
  'values of a user': [
    `{ user(${USER}) { id status { intuneLicensed } licenses { servicePlan } } }`,
    `{ user(${USER}) { id status { deviceCount } licenses { state } viewerMissingPermissions { permission } } }`,
  ],
  'values of a device': [
    `{ device(${DEVICE}) { id actions { kind } configurationStates { id error { code } settings { name error { hex } } } } }`,
    `{ device(${DEVICE}) { id actions { name } configurationStates { id error { meaning } settings { error { code } } } } }`,
  ],
  'something by its id alone': [
    `{ node(${USER}) { id ... on User { displayName } } }`,
    `query { node(${USER}) { ...Named } } fragment Named on Node { id ... on User { mail } }`,
    `{ nodes(ids: ["USER", "DEVICE"]) { ...Id } } fragment Id on Node { id }`,
  ],
  'every permission': ['{ permissions { permission } }', '{ permissions { displayName } }'],
};

let service: Service;
let variables: Awaited<ReturnType<typeof variablesOn>>;
let userId: string;
let deviceId: string;
let said: string[];

beforeAll(async () => {
  service = await startService();
  variables = await variablesOn(service);
  userId = variables['TroubleshootUser']?.['userId'] as string;
  deviceId = variables['InspectDevice']?.['deviceId'] as string;
  await service.database.writer('sync_kinds').insert([
    { kind: 'USERS', state: 'COMPLETED', items: 7, set_aside: 1 },
    { kind: 'APPS', state: 'FAILED', problem: 'It is away.', items: 2, set_aside: 0 },
  ]);
  await service.database
    .writer('quarantine')
    .insert({ kind: 'USERS', resource: 'users', record: '1', object_id: 'u-1', reason: 'It has no name.' });
});
afterAll(() => service.stop());

beforeEach(() => {
  said = [];
  for (const level of ['warn', 'error'] as const) {
    jest.spyOn(console, level).mockImplementation((...words) => {
      said.push(words.join(' '));
    });
  }
});
afterEach(() => {
  jest.restoreAllMocks();
});

interface Operation {
  readonly name: string;
  readonly document: DocumentNode;
  readonly variables: Record<string, unknown>;
}

const inFiles = (): Operation[] =>
  [...PORTAL_OPERATIONS, ...EXAMPLES].map(([name, document]) => ({ name, document, variables: variables[name] ?? {} }));
const inParts = (): Operation[] =>
  Object.entries(PARTS).flatMap(([name, texts]) =>
    texts.map((text) => ({
      name,
      document: parse(text.replaceAll('USER', userId).replaceAll('DEVICE', deviceId)),
      variables: {},
    })),
  );
const isMutation = ({ document }: Operation) =>
  document.definitions.some((node) => node.kind === Kind.OPERATION_DEFINITION && node.operation === 'mutation');

/** A client of the service, as far as these tests use one. */
interface Cached {
  /** Queries the service. */
  ask(operation: Operation): Promise<unknown>;
  /** The data of an operation in the cache; null unless it is complete. */
  kept(operation: Operation): Promise<unknown>;
}

const apolloClient = async (as: string, config: ConstructorParameters<typeof InMemoryCache>[0] = apollo) =>
  new ApolloClient({
    link: new HttpLink({
      uri: `${service.url}/graphql`,
      headers: { authorization: `Bearer ${await service.token(as)}` },
    }),
    cache: new InMemoryCache(config),
  });

async function throughApollo(as: string, config?: Parameters<typeof apolloClient>[1]): Promise<Cached> {
  const client = await apolloClient(as, config);
  return {
    async ask(operation) {
      const { document, variables: given } = operation;
      const { data } = isMutation(operation)
        ? await client.mutate({ mutation: document, variables: given, errorPolicy: 'all' })
        : await client.query({ query: document, variables: given, errorPolicy: 'all', fetchPolicy: 'network-only' });
      return data;
    },
    kept: async ({ document, variables: given }) => client.readQuery({ query: document, variables: given }),
  };
}

async function throughUrql(as: string, config: Parameters<typeof cacheExchange>[0] = urql): Promise<Cached> {
  const headers = { authorization: `Bearer ${await service.token(as)}` };
  const client = new Client({
    url: `${service.url}/graphql`,
    preferGetMethod: false,
    fetchOptions: { headers },
    exchanges: [cacheExchange(config), fetchExchange],
  });
  return {
    async ask(operation) {
      const { document, variables: given } = operation;
      const { data } = isMutation(operation)
        ? await client.mutation(document, given).toPromise()
        : await client.query(document, given, { requestPolicy: 'network-only' }).toPromise();
      return data;
    },
    async kept({ document, variables: given }) {
      const { data } = await client.query(document, given, { requestPolicy: 'cache-only' }).toPromise();
      return data ?? null;
    },
  };
}

/** Sends every operation, then reads it from the cache. Returns the operations whose data differ, by name. */
async function lost(client: Cached, operations: readonly Operation[]): Promise<string[]> {
  const answers: { operation: Operation; answer: unknown }[] = [];
  for (const operation of operations) answers.push({ operation, answer: await client.ask(operation) });
  expect(answers.filter(({ answer }) => answer == null)).toEqual([]);
  const found = [];
  for (const { operation, answer } of answers) {
    if (isMutation(operation)) continue;
    const kept = await client.kept(operation);
    if (!isDeepStrictEqual(kept, answer)) found.push(operation.name);
  }
  return found;
}

describe.each([
  ['apollo-cache.ts', apolloCache],
  ['urql-cache.ts', urqlCache],
])('examples/%s', (file, generate) => {
  sometimes('is what `npm run codegen` writes', () => {
    expect(readFileSync(path.join(__dirname, '../../examples', file), 'utf8')).toBe(generate(GRAPH.schema));
  });
});

describe.each([
  ['Apollo Client', throughApollo],
  ['urql', throughUrql],
])('the cache of %s', (_, through) => {
  test.each(Object.entries(PARTS))('keeps all parts of %s, and says nothing', async (name, texts) => {
    const operations = inParts().filter((operation) => operation.name === name);
    expect(operations).toHaveLength(texts.length);

    expect(await lost(await through(ADMIN), operations)).toEqual([]);
    expect(await lost(await through(ADMIN), [...operations].reverse())).toEqual([]);
    expect(said).toEqual([]);
  });

  sometimes('keeps all that the operations of the portal and the examples read, and says nothing', async () => {
    const client = await through(ADMIN);
    const operations = [...inFiles(), ...inParts()];
    expect(operations.filter(isMutation)).toHaveLength(7);

    expect(await lost(client, operations)).toEqual([]);
    expect(said).toEqual([]);
  });

  sometimes.each(['helpdesk.paris@contoso.example', 'apps.only@contoso.example', 'nobody@contoso.example'])(
    'says nothing of the partial answers of %s',
    async (as) => {
      const client = await through(as);
      for (const operation of [...inFiles(), ...inParts()]) await client.ask(operation);

      expect(said).toEqual([]);
    },
  );
});

describe('a list in the cache of Apollo Client', () => {
  const PAGE = parse(`query ($first: Int! = 3, $after: String, $search: String) {
    users(first: $first, after: $after, search: $search) {
      totalCount edges { cursor } nodes { id } pageInfo { hasPreviousPage hasNextPage startCursor endCursor } } }`);
  const page = (given: Record<string, unknown>): Operation => ({ name: 'a page', document: PAGE, variables: given });
  interface Users {
    readonly users: {
      readonly nodes: { readonly id: string }[];
      readonly edges: { readonly cursor: string }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    };
  }

  test('grows by the pages that are fetched behind it, whatever their size', async () => {
    const client = await apolloClient(ADMIN);
    const list = client.watchQuery<Users>({ query: PAGE });
    const watching = list.subscribe(() => {});
    await list.refetch();
    const shown = () => (list.getCurrentResult().data as Users).users;
    for (const first of [3, 5]) {
      const { nodes, pageInfo } = shown();
      await list.fetchMore({ variables: { first, after: pageInfo.endCursor } });
      await until(() => shown().nodes.length > nodes.length);
    }
    watching.unsubscribe();

    const { data } = await (await apolloClient(ADMIN)).query<Users>({ query: PAGE, variables: { first: 11 } });
    expect(data?.users.nodes).toHaveLength(11);
    expect(shown()).toEqual(data?.users);
    expect(said).toEqual([]);
  });

  test('mixes with no page, size or search of another', async () => {
    const client = await throughApollo(ADMIN);
    const first = (await client.ask(page({}))) as Users;
    const after = first.users.pageInfo.endCursor;

    for (const other of [{ after }, { first: 4 }, { search: 'du' }]) expect(await client.kept(page(other))).toBeNull();
    expect(await lost(client, [page({ search: 'du' }), page({ first: 4 }), page({ after, first: 4 })])).toEqual([]);
    const second = (await client.kept(page({ after, first: 4 }))) as Users;
    expect(second.users.nodes).toHaveLength(4);
    expect(((await client.kept(page({}))) as Users).users.nodes).toEqual([...first.users.nodes, ...second.users.nodes]);
  });

  test('leaves out a page of which less was asked', async () => {
    const client = await throughApollo(ADMIN);
    const first = (await client.ask(page({}))) as Users;
    const text = `{ users(first: 3, after: "${first.users.pageInfo.endCursor}") { nodes { id } } }`;
    await client.ask({ name: 'a page without cursors', document: parse(text), variables: {} });

    expect(await client.kept(page({}))).toEqual(first);
  });
});

describe('what changed, in the cache of Apollo Client', () => {
  const licenses = (fields: string): Operation => ({
    name: fields,
    document: parse(`{ user(id: "${userId}") { id licenses { ${fields} } } }`),
    variables: {},
  });

  test('is not mixed with what was there before', async () => {
    const client = await throughApollo(ADMIN);
    await client.ask(licenses('servicePlan state error'));
    const where = { user_id: keyOf('User', userId) };
    const before = await needed(service.database.primary('user_licenses').where(where).select('state'));
    await asImport(service, (trx) => trx('user_licenses').where(where).update({ state: 'SUSPENDED' }));
    await client.ask(licenses('servicePlan state'));
    await asImport(service, (trx) => trx('user_licenses').where(where).update(before));

    expect(before.state).not.toBe('SUSPENDED');
    expect(await client.kept(licenses('servicePlan state error'))).toBeNull();
    expect(await client.kept(licenses('state'))).toMatchObject({ user: { licenses: [{ state: 'SUSPENDED' }] } });
  });

  test.each([
    ['a list of values', 'actions { kind state }', 'device_actions'],
    ['a list of objects with ids', 'configurationStates { id state }', 'policy_states'],
  ])('may be %s that has become shorter, and nothing is said of it', async (_, selection, table) => {
    const client = await throughApollo(ADMIN);
    const document = parse(`{ device(id: "${deviceId}") { id ${selection} } }`);
    const operation = { name: selection, document, variables: {} };
    const before = await client.ask(operation);
    await asImport(service, (trx) =>
      trx(table)
        .where({ device_id: keyOf('Device', deviceId) })
        .delete(),
    );
    const after = await client.ask(operation);

    expect(after).not.toEqual(before);
    expect(await client.kept(operation)).toEqual(after);
    expect(said).toEqual([]);
  });
});

describe('what is written for urql', () => {
  test('has a key for each type that has no id to select', () => {
    const withoutId = objectTypes(GRAPH.schema)
      .filter((type) => !('id' in type.getFields()))
      .map(({ name }) => name)
      .filter((name) => name !== 'Query' && name !== 'Mutation');

    expect(Object.keys(urql.keys).sort()).toEqual([...withoutId, 'Tenant', 'Viewer'].sort());
  });
});

describe('what is written for Apollo Client', () => {
  test('tells lists apart by each of their arguments, and pages by what they come after', () => {
    const { schema } = GRAPH;
    const lists = objectTypes(schema).flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ type: given }) => getNamedType(given).name.endsWith('Connection'))
        .map(({ name, args }) => ({ type: type.name, name, args: args.map((arg) => arg.name) })),
    );
    const keysOf = ({ type, name }: (typeof lists)[number], args: Record<string, unknown>) => {
      const policy = apollo.typePolicies[type]?.fields?.[name];
      const keyArgs = typeof policy === 'object' ? policy.keyArgs : undefined;
      return typeof keyArgs === 'function'
        ? keyArgs(args, { typename: type, fieldName: name, field: null })
        : undefined;
    };
    const without = (args: readonly string[], left: string) => args.filter((name) => name !== left).sort();

    expect(lists.length).toBeGreaterThan(20);
    for (const list of lists) {
      expect([...(keysOf(list, { first: 3 }) as string[])].sort()).toEqual(without(list.args, 'after'));
      expect([...(keysOf(list, { first: 3, after: 'x' }) as string[])].sort()).toEqual(without(list.args, 'first'));
    }
  });
});

// Last, because the clients warn only once.
describe.each([
  ['Apollo Client', throughApollo, { ...apollo, typePolicies: {} }],
  ['urql', throughUrql, {}],
] as const)('a cache of %s that is told nothing', (_, through, untold) => {
  test('complains, and loses something', async () => {
    const client = await through(ADMIN, untold as never);

    expect(await lost(client, inParts())).toContain('the viewer, with and without an id');
    expect(said.length).toBeGreaterThan(5);
  });
});
