import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type execute, GraphQLError, getOperationAST, OperationTypeNode, parse, print } from 'graphql';
import * as compiler from 'graphql-jit';
import { assignmentScope } from '../../src/authorization/scope';
import { toViewer } from '../../src/authorization/viewer';
import type { Permission } from '../../src/generated/graphql';
import { executedBy, type Fallback, type Gateway } from '../../src/graph/execution';
import { createGraph, type Graph } from '../../src/graph/schema';
import { forbidden } from '../../src/resolving/errors';
import { toNodeId } from '../../src/resolving/node-id';
import { EVERY_PERMISSION, EVERYWHERE } from '../support/administration';
import { oneIn } from '../support/amount';
import { executedPlainly } from '../support/differential';
import { type Operator, operatorWith } from '../support/operators';
import { ROOT } from '../support/place';
import { type Answer, type AskOptions, refusals, requestOf, type Service, startService } from '../support/service';
import { EXAMPLES, PORTAL_OPERATIONS, variablesOn } from '../support/written-operations';

jest.mock('graphql-jit', () => {
  const real = jest.requireActual<typeof compiler>('graphql-jit');
  return { ...real, compileQuery: jest.fn(real.compileQuery) };
});
const compileQuery = jest.mocked(compiler.compileQuery);

type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;

const ADMIN = 'admin@contoso.example';
const HELPDESK = 'helpdesk@contoso.example';
const OPERATORS = [
  ADMIN,
  HELPDESK,
  'helpdesk.paris@contoso.example',
  'split@contoso.example',
  'apps.only@contoso.example',
  'nobody@contoso.example',
  'unlicensed@contoso.example',
  'disabled@contoso.example',
];

/** An executor that compiles nothing and checks the rule of every field. */
const plainly = (graph: Graph): Gateway => ({
  ...executedBy(graph),
  load: async () => ({
    executor: (asked) => executedPlainly(graph.schema, asked) as never,
  }),
});

// The service, and one beside it on the same database that compiles nothing.
let service: Service;
let plain: Service;
beforeAll(async () => {
  service = await startService({ server: { execution: executedBy } });
  plain = await startService({ databaseUrl: service.databaseUrl, server: { execution: plainly } });
});
afterAll(async () => {
  await plain.stop();
  await service.stop();
});
beforeEach(() => {
  jest.clearAllMocks();
});

interface Asked extends AskOptions {
  readonly query: string;
  readonly operationName?: string;
}

async function send(to: Service, { query, operationName, variables, as = ADMIN }: Asked): Promise<Answer> {
  const response = await fetch(`${to.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      authorization: `Bearer ${await to.token(as)}`,
    },
    body: JSON.stringify({ query, operationName, variables }),
  });
  const text = await response.text();
  const { data, errors = [] } = JSON.parse(text);
  return { status: response.status, headers: response.headers, data, errors, text };
}

const inShort = ({ status, text }: Answer) => ({ status, text });

/** Sends it three times. Each answer must equal, byte by byte, that of the service that compiles nothing. */
async function thrice(asked: Asked): Promise<Answer> {
  const expected = await send(plain, asked);
  for (let time = 1; time <= 3; time++) {
    expect({ time, ...inShort(await send(service, asked)) }).toEqual({ time, ...inShort(expected) });
  }
  return expected;
}

const codesOf = ({ errors }: Answer) => errors.map(({ extensions }) => extensions?.['code']);

const USERS = 'users(first: $n) { nodes { id } }';
const PARTIAL = `{
  viewer { missing { permission roles { displayName } } user { id } }
  users(first: 3) { nodes { displayName tooMany: devices(first: 101) { totalCount } status { failedAppCount } } }
  roles(first: 1) { nodes { id } }
  user { id }
}`;
const TOGGLED = `query($a: Boolean!, $b: Boolean! = true) {
  viewer { id @include(if: $a) state @skip(if: $b) ...Names @skip(if: $a) ... @include(if: $b) { __typename } }
} fragment Names on Viewer { displayName userPrincipalName }`;

test('the error of a refused field has no stack, and the next error has one', () => {
  const refused = forbidden({ reason: 'PERMISSION', missing: ['MOBILE_APPS_READ'], coordinate: 'App.id' });
  expect(refused.stack).not.toMatch(/\n +at /);
  expect(new Error('of something else').stack).toMatch(/\n +at /);
});

describe('an operation that is asked again', () => {
  test.each<[string, Omit<Asked, 'as'>]>([
    ['of lists in lists', { query: '{ users(first: 3) { nodes { id devices(first: 2) { nodes { deviceName } } } } }' }],
    [
      'with pages, edges and counts',
      {
        query:
          '{ users(first: 2) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } totalCount } devices(first: 1) { complete totalCount } }',
      },
    ],
    ['of interfaces', { query: '{ nodes(ids: []) { __typename id ... on User { displayName } } }' }],
    ['with a variable', { query: `query($n: Int!) { ${USERS} }`, variables: { n: 2 } }],
    ['without a variable that may be left out', { query: `query($n: Int) { ${USERS} }` }],
    ['with a default that is left out', { query: `query($n: Int = 2) { ${USERS} }` }],
    ['with a default that is not null and left out', { query: `query($n: Int! = 2) { ${USERS} }` }],
    ['with such a default overruled', { query: `query($n: Int! = 2) { ${USERS} }`, variables: { n: 1 } }],
    [
      'with a default that is an object',
      {
        query:
          'query($o: UserOrder! = { field: USER_PRINCIPAL_NAME }) { users(first: 3, orderBy: $o) { nodes { userPrincipalName } } }',
      },
    ],
    [
      'without variables that may be left out, of an object and of a flag',
      {
        query: `query($o: UserOrder, $t: Boolean) {
          users(first: 3, orderBy: $o) { nodes { userPrincipalName } } groups { nodes { users(transitive: $t) { totalCount } } }
        }`,
      },
    ],
    [
      'with an object that leaves out what has a default',
      {
        query: 'query($o: UserOrder) { users(first: 3, orderBy: $o) { nodes { userPrincipalName } } }',
        variables: { o: { field: 'USER_PRINCIPAL_NAME' } },
      },
    ],
    ['with a text for a list', { query: 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids: 'x' } }],
    [
      'whose variables are named like methods',
      { query: 'query($toString: Int) { users(first: $toString) { totalCount } }' },
    ],
    [
      'whose aliases are named like methods',
      { query: '{ constructor: viewer { toString: id hasOwnProperty: state then: displayName toJSON: __typename } }' },
    ],
    ['of two in its document', { query: 'query A { viewer { id } } query B { viewer { state } }', operationName: 'B' }],
    [
      'of the graph itself',
      { query: '{ __schema { queryType { name } types { name fields { name args { name } } } } }' },
    ],
    [
      'of a type',
      { query: 'query($n: String!) { __type(name: $n) { name possibleTypes { name } } }', variables: { n: 'Node' } },
    ],
    ['that is answered in part', { query: PARTIAL }],
  ])('is compiled, and answered as before: one %s', async (what, asked) => {
    const query = `${asked.query} # ${what}`;
    for (const as of [ADMIN, 'apps.only@contoso.example']) {
      jest.clearAllMocks();
      await thrice({ ...asked, query, as });
      expect(compileQuery).toHaveBeenCalledTimes(1);
    }
  });

  test.each<[string, Omit<Asked, 'as'>]>([
    ['a condition that is a variable', { query: TOGGLED, variables: { a: true, b: true } }],
    ['a condition that is false', { query: TOGGLED, variables: { a: true, b: false } }],
    ['a condition that is left out', { query: TOGGLED, variables: { a: false } }],
    ['nothing but what is skipped', { query: '{ viewer @skip(if: true) { id } }' }],
    [
      'a fragment that is skipped in one place alone',
      {
        query: '{ a: viewer { ...F @include(if: false) id } b: viewer { ...F } } fragment F on Viewer { state }',
      },
    ],
    ['a text', { query: '{ users(search: "o", first: 1) { totalCount } }' }],
    ['an alias like a path', { query: '{ viewer { id } viewer_id: viewer { state } }' }],
    ['a name of 65 letters', { query: `{ ${'a'.repeat(65)}: viewer { id } }` }],
    ['301 fields', { query: `{ viewer { ${Array.from({ length: 300 }, () => 'id').join(' ')} } }` }],
    [
      'a default inside an object',
      { query: 'query($p: [Platform!] = [IOS]) { devices(filter: { platform: $p }) { totalCount } }' },
    ],
    [
      'a variable inside an object, left out',
      { query: 'query($b: Boolean) { users(filter: { accountEnabled: $b }) { totalCount } }' },
    ],
    ['an alias __proto__', { query: '{ __proto__: viewer { id } viewer { __proto__: state } }' }],
    ['a variable __proto__', { query: 'query($__proto__: Int = 2) { users(first: $__proto__) { nodes { id } } }' }],
    ['the name __proto__', { query: 'query __proto__ { viewer { id } }', operationName: '__proto__' }],
  ])('is answered as before without being compiled: one with %s', async (_, asked) => {
    const { status, errors } = await thrice(asked);
    expect([status, errors]).toEqual([200, []]);
    expect(compileQuery).not.toHaveBeenCalled();
  });

  test('reads the default of a variable inside an object, and what overrules it', async () => {
    const query = 'query($p: [Platform!] = [IOS]) { devices(filter: { platform: $p }) { totalCount } }';
    const count = async (variables: Record<string, unknown>) =>
      (await thrice({ query, variables })).data.devices.totalCount;
    const [byDefault, everything, windows] = [
      await count({}),
      await count({ p: null }),
      await count({ p: ['WINDOWS'] }),
    ];
    expect(byDefault).toBeGreaterThan(0);
    expect(everything).toBeGreaterThan(byDefault + windows - 1);
    expect(windows).not.toBe(byDefault);
  });

  test.each<[string, Omit<Asked, 'as'>]>([
    ['a text for a number', { query: `query($n: Int!) { ${USERS} }`, variables: { n: '1' } }],
    ['a number that is too large', { query: `query($n: Int!) { ${USERS} }`, variables: { n: 2_147_483_648 } }],
    ['a list for a number', { query: `query($n: Int!) { ${USERS} }`, variables: { n: [1] } }],
    ['nothing for what is needed', { query: `query($n: Int!) { ${USERS} }` }],
    ['null for what is needed', { query: `query($n: Int! = 2) { ${USERS} }`, variables: { n: null } }],
    ['null for what has a default', { query: `query($n: Int = 2) { ${USERS} }`, variables: { n: null } }],
    ['null in a list', { query: 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids: ['a', null] } }],
    ['an object for a list', { query: 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids: {} } }],
    [
      'a value that an enum does not have',
      {
        query: 'query($p: [Platform!]) { devices(filter: { platform: $p }) { totalCount } }',
        variables: { p: ['PDP11'] },
      },
    ],
    [
      'a field that an input does not have',
      { query: 'query($f: DeviceFilter) { devices(filter: $f) { totalCount } }', variables: { f: { nope: 1 } } },
    ],
    [
      'a date that is none',
      {
        query: 'query($f: DeviceFilter) { devices(filter: $f) { totalCount } }',
        variables: { f: { lastCheckInBefore: 'yesterday' } },
      },
    ],
    ['a text for a condition', { query: 'query($a: Boolean!) { viewer { id @skip(if: $a) } }', variables: { a: 'x' } }],
  ])('refuses %s in the same words, with the same code and status', async (_, asked) => {
    // Compiled before, for variables with and without a value.
    const answer = await thrice(asked);
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain('"data"');
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
  });

  test.each<[string, Omit<Asked, 'as'>]>([
    [
      'a list for an input object',
      { query: 'query($f: DeviceFilter) { devices(filter: $f) { totalCount } }', variables: { f: [] } },
    ],
    [
      'null for a condition that has a default',
      { query: 'query($b: Boolean = true) { viewer { id @include(if: $b) state } }', variables: { b: null } },
    ],
    [
      'fields in the order of what is left when a fragment is skipped',
      {
        query:
          'query($a: Boolean = false) { viewer { ...F @include(if: $a) state id } } fragment F on Viewer { id displayName }',
      },
    ],
    [
      'the places of a refused field without those that are skipped',
      {
        query:
          'query($a: Boolean = false) { users(first: 0) @include(if: $a) { totalCount } users(first: 0) { complete: __typename } }',
      },
    ],
  ])('answers as before: %s', async (_, asked) => {
    await thrice(asked);
  });

  // graphql-jit marks dates and numbers in its generated code, and could mistake a text for a mark.
  test.each(['DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d', 'NAN__33a9e76d_02e0_4128_8e92_3530ad3da74d'])(
    'never makes a program of a text: __MAGIC_%s',
    async (mark) => {
      const text = `__MAGIC_${mark}globalThis.planted=1`;
      const literals = [
        `{ users(search: "${text}", first: 1) { totalCount } }`,
        `{ users(search: "\\u005f${text.slice(1)}", first: 1) { totalCount } }`,
        `{ users(search: """${text}""", first: 1) { totalCount } }`,
        `{ nodes(ids: ["${text}"]) { id } }`,
        `{ devices(first: 1, filter: { primaryUserId: "${text}" }) { totalCount } }`,
        `query($s: String = "${text}") { users(search: $s, first: 1) { totalCount } }`,
      ];
      for (const query of literals) await thrice({ query });
      await thrice({
        query: 'query($s: String!) { users(search: $s, first: 1) { totalCount } }',
        variables: { s: text },
      });
      expect(globalThis).not.toHaveProperty('planted');
    },
  );

  test('refuses them also after it was answered', async () => {
    const query = `query($n: Int!, $s: String) { users(first: $n, search: $s) { totalCount } }`;
    for (let i = 0; i < 3; i++) expect((await send(service, { query, variables: { n: 1, s: 'o' } })).status).toBe(200);

    for (const variables of [{ n: null }, { n: 1, s: 5 }, { n: 'x', s: {} }, {}]) {
      expect(codesOf(await thrice({ query, variables }))).toContain('BAD_USER_INPUT');
    }
    expect((await thrice({ query, variables: { n: 1, s: 'o' } })).errors).toEqual([]);
  });

  test.each<[string, Omit<Asked, 'as'>]>([
    ['a name that its document does not have', { query: 'query A { viewer { id } }', operationName: 'B' }],
    ['an empty name', { query: '{ viewer { id } }', operationName: '' }],
    ['no name where there are two', { query: 'query A { viewer { id } } query B { viewer { state } }' }],
    ['a name where there is none', { query: '{ viewer { id } }', operationName: 'A' }],
  ])('is refused in the same way each time with %s', async (_, asked) => {
    for (let i = 0; i < 3; i++) await send(service, { query: asked.query, operationName: 'A' });
    const answer = await thrice(asked);
    expect([answer.status, codesOf(answer)]).toEqual([400, ['OPERATION_RESOLUTION_FAILURE']]);
  });

  test('is not mixed up with the other one in its document', async () => {
    const query = 'query A { viewer { id } } query B { viewer { state } }';
    for (let i = 0; i < 3; i++) {
      expect((await send(service, { query, operationName: 'A' })).data).toEqual({ viewer: { id: expect.any(String) } });
      expect((await send(service, { query, operationName: 'B' })).data).toEqual({ viewer: { state: 'ACTIVE' } });
    }
  });

  test('gives null and what was refused at the end of `nodes`', async () => {
    const idOf = async (table: string) =>
      (await service.database.primary(table).orderBy('id').first('id')).id as string;
    const [user, app] = [toNodeId('User', await idOf('users')), toNodeId('App', await idOf('apps'))];
    const query = 'query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
    const missing = toNodeId('App', 'none');
    const as = 'apps.only@contoso.example';

    for (const ids of [
      [app, missing],
      [app, user],
      [app, missing, user],
      [app, user, missing],
      [user, user],
      [missing],
    ]) {
      const { data, errors } = await thrice({ query, variables: { ids }, as });
      expect(data.nodes).toEqual(ids.map((id) => (id === app ? { __typename: 'App', id } : null)));
      expect(errors.map(({ path }) => path)).toEqual(ids.flatMap((id, i) => (id === user ? [['nodes', i]] : [])));
    }
  });

  test('says at which path, in which line and with which code a part of it was refused', async () => {
    const answer = await thrice({ query: PARTIAL, as: 'apps.only@contoso.example' });

    expect(answer.errors).toContainEqual({
      message: expect.any(String),
      path: ['users'],
      locations: [{ line: 3, column: 3 }],
      extensions: {
        code: 'FORBIDDEN',
        reason: 'PERMISSION',
        missing: ['ORGANIZATION_READ'],
        coordinate: 'Query.users',
      },
    });
    expect(refusals(await thrice({ query: PARTIAL }))).toEqual(
      expect.arrayContaining([0, 1, 2].map((i) => `users.nodes.${i}.tooMany: BAD_USER_INPUT`)),
    );
  });
});

describe('several operators with one document', () => {
  const query = `{
    viewer { userPrincipalName state missing { permission roles { displayName } } user { id } }
    users(first: 3) { totalCount nodes { displayName status { deviceCount failedAppCount notCheckedInAppCount } } }
    devices(first: 3) { totalCount complete nodes { deviceName appInstallSummary primaryUser { displayName } } }
    apps(first: 2) { nodes { displayName } }
    roles(first: 2) { nodes { displayName } }
    auditEvents(first: 1) { totalCount }
    permissions { permission }
    node(id: "none") { id }
  }`;

  test('get each their own answer, one after the other and at once', async () => {
    const expected = new Map<string, string>();
    for (const as of OPERATORS) expected.set(as, (await send(plain, { query, as })).text);
    expect(new Set(expected.values()).size).toBe(OPERATORS.length);

    const order = [...OPERATORS, ...[...OPERATORS].reverse()];
    for (const as of [...order, ...order]) expect((await send(service, { query, as })).text).toBe(expected.get(as));
    const atOnce = [...order, ...order, ...order];
    const answers = await Promise.all(atOnce.map((as) => send(service, { query, as })));
    expect(answers.map(({ text }) => text)).toEqual(atOnce.map((as) => expected.get(as)));
  });

  test('do not get what was compiled for the one before, whoever that was', async () => {
    for (const [one, other] of [
      [ADMIN, 'nobody@contoso.example'],
      ['apps.only@contoso.example', ADMIN],
      ['nobody@contoso.example', 'disabled@contoso.example'],
    ] as const) {
      const asked = `${query} # ${one}`;
      const expected = await send(plain, { query: asked, as: other });
      for (let i = 0; i < 3; i++) await send(service, { query: asked, as: one });
      expect(inShort(await send(service, { query: asked, as: other }))).toEqual(inShort(expected));
      expect(inShort(await send(service, { query: asked, as: other }))).toEqual(inShort(expected));
    }
  });

  test('are refused an argument that they may not give, whoever gave it before', async () => {
    const { as } = await operatorWith(service, { permissions: ['ORGANIZATION_READ'], scope: EVERYWHERE });
    for (const [query, variables] of [
      ['{ users(filter: { hasNoncompliantDevice: true }) { totalCount } }', {}],
      ['query($f: UserFilter) { users(filter: $f) { totalCount } }', { f: { hasNoncompliantDevice: true } }],
    ] as const) {
      for (let i = 0; i < 3; i++) {
        expect((await send(service, { query, variables, as: ADMIN })).errors).toEqual([]);
        const answer = await send(service, { query, variables, as });
        expect(answer.data).toEqual({ users: null });
        expect(refusals(answer)).toEqual(['users: FORBIDDEN PERMISSION MANAGED_DEVICES_READ']);
      }
    }
    const query = 'query($f: UserFilter) { users(filter: $f) { totalCount } }';
    expect((await send(service, { query, variables: { f: { accountEnabled: true } }, as })).errors).toEqual([]);
  });

  test('of more sets of permissions than are kept are each refused what they miss, and nothing else', async () => {
    const graph = createGraph();
    const executor = await executorOf(executedBy(graph));
    const base = await requestOf(service, ADMIN);
    const fields: [Permission, string][] = [
      ['ORGANIZATION_READ', 'users'],
      ['MANAGED_DEVICES_READ', 'devices'],
      ['MOBILE_APPS_READ', 'apps'],
      ['ROLES_READ', 'roles'],
      ['AUDIT_DATA_READ', 'auditEvents'],
    ];
    const sets = Array.from({ length: 20 }, (_, bits) => fields.filter((__, i) => bits & (1 << i)));
    const document = `{ ${fields.map(([, field]) => `${field}(first: 1) { totalCount }`).join(' ')} }`;
    for (let round = 0; round < 3; round++) {
      for (const held of sets) {
        const grant = { assignmentId: 'a', scope: assignmentScope({ allUsers: true, allDevices: true, groups: [] }) };
        const operator = { ...base.viewer, accountEnabled: 1, intuneLicensed: 1 } as const;
        const viewer = toViewer(operator, [{ ...grant, permissions: held.map(([permission]) => permission) }], true);
        const { data, errors = [] } = await executor(document, { ...base, viewer });
        const answered = Object.entries(data ?? {}).flatMap(([name, value]) => (value === null ? [] : [name]));
        expect(answered).toEqual(held.map(([, field]) => field));
        expect(errors.map(({ extensions }) => extensions['missing']).sort()).toEqual(
          fields.flatMap((field) => (held.includes(field) ? [] : [[field[0]]])).sort(),
        );
      }
    }
  });
});

describe('rights that change between two requests of one document', () => {
  const query = '{ users(first: 1) { totalCount } devices(first: 1) { totalCount } roles(first: 1) { totalCount } }';
  const answeredTo = async ({ as }: Operator) =>
    Object.entries((await send(service, { query, as })).data).flatMap(([name, value]) =>
      value === null ? [] : [name],
    );

  test('are those of the next one', async () => {
    const operator = await operatorWith(
      service,
      { permissions: ['ORGANIZATION_READ', 'ROLES_READ'], scope: EVERYWHERE },
      { permissions: ['MANAGED_DEVICES_READ'], scope: EVERYWHERE },
    );
    const [{ roleId, roleAssignmentId }] = operator.held as [Operator['held'][number]];
    const change = async (mutation: string, input: object) => {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
      const { errors, data } = await service.ask(
        `mutation($input: ${type}!) { ${mutation}(input: $input) { userErrors { code } } }`,
        { as: ADMIN, variables: { input } },
      );
      expect([errors, data[mutation].userErrors]).toEqual([[], []]);
    };
    for (let i = 0; i < 3; i++) expect(await answeredTo(operator)).toEqual(['users', 'devices', 'roles']);

    await change('updateRole', { roleId, permissions: ['ROLES_READ'] });
    for (let i = 0; i < 3; i++) expect(await answeredTo(operator)).toEqual(['devices', 'roles']);

    await change('updateRole', { roleId, permissions: ['ORGANIZATION_READ'] });
    expect(await answeredTo(operator)).toEqual(['users', 'devices']);

    await change('deleteRoleAssignment', { roleAssignmentId });
    expect(await answeredTo(operator)).toEqual(['devices']);

    const account = () => service.database.writer('users').where('user_principal_name', operator.as);
    await account().update({ account_enabled: 0 });
    expect(await answeredTo(operator)).toEqual([]);
    await account().update({ account_enabled: 1 });
    expect(await answeredTo(operator)).toEqual(['devices']);
  });

  test('by one field of a mutation are those of its next field, whatever the viewer held when it was asked', async () => {
    const operator = await operatorWith(service, { permissions: EVERY_PERMISSION, scope: EVERYWHERE });
    const [{ roleId }] = operator.held as [Operator['held'][number]];
    const query = `mutation($permissions: [Permission!]!, $again: String!) {
      one: updateRole(input: { roleId: "${roleId}", permissions: $permissions }) { role { id } userErrors { code } }
      other: updateRole(input: { roleId: "${roleId}", description: $again }) { role { id } userErrors { code } }
      last: createRole(input: { displayName: $again, permissions: [] }) { role { id } userErrors { code } }
    }`;
    const change = (again: string, ...without: Permission[]) =>
      send(service, {
        query,
        variables: { permissions: EVERY_PERMISSION.filter((permission) => !without.includes(permission)), again },
        as: operator.as,
      });
    const done = { role: { id: roleId }, userErrors: [] };
    for (const again of ['once', 'twice', 'thrice']) {
      const { data, errors } = await change(again);
      expect([data.one, data.other, errors]).toEqual([done, done, []]);
    }

    const answer = await change('and then less', 'ROLES_READ', 'ROLES_CREATE');

    expect(answer.data).toEqual({ one: done, other: { role: null, userErrors: [] }, last: null });
    expect(refusals(answer)).toEqual([
      'last: FORBIDDEN PERMISSION ROLES_CREATE',
      'other.role: FORBIDDEN PERMISSION ROLES_READ',
    ]);
    expect(await service.database.primary('roles').where('display_name', 'and then less')).toEqual([]);
    expect(compileQuery.mock.calls.filter(([, document]) => print(document).includes('updateRole'))).toEqual([]);
  });
});

/** Executes documents without HTTP, like Apollo. */
async function executorOf(gateway: Gateway) {
  const executor = (await gateway.load({} as never)).executor as Executor;
  return async (query: string, context: unknown, variables: Record<string, unknown> = {}) => {
    const document = parse(query);
    const operation = getOperationAST(document);
    const asked = { request: { query, variables }, document, operation, queryHash: query, context };
    return (await executor(asked as never)) as Awaited<ReturnType<typeof execute>>;
  };
}

describe('compiling', () => {
  const unique = (i: number) => `{ viewer { id a${i}: state } }`;

  test('takes place once for an operation that is asked five times, and for those who hold other permissions', async () => {
    const ask = await executorOf(executedBy(createGraph()));
    const [admin, helpdesk] = [await requestOf(service, ADMIN), await requestOf(service, HELPDESK)];

    const counts: number[] = [];
    for (const context of [admin, admin, admin, admin, admin, helpdesk, helpdesk, helpdesk, admin]) {
      await ask('{ viewer { id } }', context);
      counts.push(compileQuery.mock.calls.length);
    }

    expect(counts).toEqual([0, 1, 1, 1, 1, 1, 2, 2, 2]);
  });

  test('is once for all who hold the same permissions', async () => {
    const ask = await executorOf(executedBy(createGraph()));
    const permissions: Permission[] = ['ORGANIZATION_READ'];
    const everyone = await operatorWith(service, { permissions, scope: EVERYWHERE });
    const nobody = await operatorWith(service, { permissions, scope: { allDevices: true } });
    const [one, other] = [await requestOf(service, everyone.as), await requestOf(service, nobody.as)];
    jest.clearAllMocks();
    const query = '{ viewer { userPrincipalName } users(first: 1) { totalCount } }';

    const found: unknown[] = [];
    for (const context of [one, other, one, other]) found.push((await ask(query, context)).data);

    expect(compileQuery).toHaveBeenCalledTimes(1);
    expect(found.slice(2)).toEqual(found.slice(0, 2));
    expect(found[0]).not.toEqual(found[1]);
  });

  oneIn(3)('is not done for 2,000 operations that are asked once each', async () => {
    const ask = await executorOf(executedBy(createGraph()));
    const context = await requestOf(service, ADMIN);

    for (let i = 0; i < 2_000; i++) expect((await ask(unique(i), context)).data).toHaveProperty(`viewer.a${i}`);

    expect(compileQuery).not.toHaveBeenCalled();
  });

  oneIn(3)('is forgotten for all but the 500 that were asked last', async () => {
    const ask = await executorOf(executedBy(createGraph()));
    const context = await requestOf(service, ADMIN);
    const compiledFor = async (...asked: number[]) => {
      jest.clearAllMocks();
      for (const i of asked) expect((await ask(unique(i), context)).data).toHaveProperty(`viewer.a${i}`, 'ACTIVE');
      return compileQuery.mock.calls.length;
    };
    const all = Array.from({ length: 501 }, (_, i) => i);
    expect(await compiledFor(...all)).toBe(0);
    expect(await compiledFor(...all)).toBe(501);

    expect(await compiledFor(...all.slice(1))).toBe(0);
    expect(await compiledFor(0)).toBe(0);
    expect(await compiledFor(0)).toBe(1);
    expect(await compiledFor(1, 1)).toBe(1);
  });

  oneIn(3)('is begun anew for what was asked once, and then 5,000 others', async () => {
    const ask = await executorOf(executedBy(createGraph()));
    const context = await requestOf(service, ADMIN);
    for (let i = 0; i <= 5_000; i++) await ask(`{ a${i}: __typename }`, context);

    await ask('{ a0: __typename }', context);
    expect(compileQuery).not.toHaveBeenCalled();
    await ask('{ a0: __typename }', context);
    expect(compileQuery).toHaveBeenCalledTimes(1);
  });
});

describe('an operation that graphql-js answers although it was repeated', () => {
  /** An executor that compiles at once, and what it hears of operations that graphql-js answered. */
  async function heard() {
    const fallbacks: Fallback[] = [];
    const ask = await executorOf(executedBy(createGraph(), (fallback) => fallbacks.push(fallback), 0));
    return { ask, fallbacks };
  }
  const QUERY = 'query Who { viewer { state } }';

  test('is none of the portal, of the examples and tabs of GraphiQL, and of its sign-in', async () => {
    const variables = await variablesOn(service);
    const ofSignIn = readFileSync(path.join(ROOT, 'graphiql', 'graph.ts'), 'utf8').matchAll(/`(query [^`]+)`/g);
    const documents = [
      ...[...PORTAL_OPERATIONS, ...EXAMPLES].map(([name, document]) => [name, print(document)] as const),
      ...[...ofSignIn].map(([, text = '']) => [text.split(/\W+/)[1] ?? '', text] as const),
    ].filter(([, text]) => getOperationAST(parse(text))?.operation === OperationTypeNode.QUERY);
    const given = { ...variables, Operator: { userPrincipalName: ADMIN } };
    const { ask, fallbacks } = await heard();

    const failed: string[] = [];
    for (const as of [ADMIN, 'helpdesk.paris@contoso.example']) {
      const context = await requestOf(service, as);
      for (const [name, text] of documents) {
        const { errors = [] } = await ask(text, context, given[name as keyof typeof given]);
        failed.push(...errors.map(({ extensions }) => `${as} ${extensions['code']}`));
      }
    }

    expect(documents.length).toBeGreaterThan(20);
    // A refusal is no reason to fall back.
    expect([...new Set(failed)]).toEqual(['helpdesk.paris@contoso.example FORBIDDEN']);
    expect(fallbacks).toEqual([]);
  });

  test.each<[Fallback['because'], string, () => void]>([
    ['DOCUMENT', 'query Who { user(userPrincipalName: "x") { id } viewer { state } }', () => {}],
    [
      'COMPILER',
      QUERY,
      () => compileQuery.mockImplementationOnce(() => ({ errors: [new GraphQLError('It cannot.')] })),
    ],
    [
      'ANSWER',
      QUERY,
      () =>
        compileQuery.mockImplementationOnce(() => ({
          query: () => ({ errors: [new GraphQLError('A value has no form.')] }),
          stringify: JSON.stringify,
        })),
    ],
  ])('is heard of once, because of its %s', async (because, query, fail) => {
    fail();
    const { ask, fallbacks } = await heard();
    const context = await requestOf(service, ADMIN);

    for (let time = 1; time <= 3; time++)
      expect((await ask(query, context)).data).toHaveProperty('viewer.state', 'ACTIVE');

    expect(fallbacks).toEqual([{ operation: 'Who', because }]);
  });
});
