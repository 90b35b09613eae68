import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type GraphQLFormattedError, getIntrospectionQuery } from 'graphql';
import { toNodeId } from '../../src/resolving/node-id';
import { type Service, startService } from '../support/service';

const TROUBLESHOOT = readFileSync(path.join(__dirname, '../../examples/troubleshoot.graphql'), 'utf8');
const OLIVIA = 'olivia.martin@contoso.example';

let service: Service;
let authorization: string;
beforeAll(async () => {
  service = await startService();
  authorization = `Bearer ${await service.token('admin@contoso.example')}`;
});
afterAll(() => service.stop());

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly body: { data?: Record<string, unknown> | null; errors?: GraphQLFormattedError[] };
  /** The database queries, except that for the operator. */
  readonly statements: readonly string[];
}

async function send(body: unknown, accept = 'application/json'): Promise<Reply> {
  const headers = { 'content-type': 'application/json', authorization, accept };
  let status = 0;
  let text = '';
  const statements = await service.statements(async () => {
    const response = await fetch(`${service.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(body) });
    status = response.status;
    text = await response.text();
  });
  return { status, text, body: JSON.parse(text), statements };
}

const codesOf = ({ body }: Reply) => (body.errors ?? []).map(({ extensions }) => extensions);

/** Expects the whole request to be refused with these codes only, before any data of the tenant is read. */
async function expectRefused(body: object, ...codes: string[]): Promise<void> {
  for (const [accept, status] of [
    ['application/json', 200],
    ['application/graphql-response+json', 400],
  ] as const) {
    const reply = await send(body, accept);
    expect(reply.body).not.toHaveProperty('data');
    expect(codesOf(reply)).toEqual(codes.map((code) => ({ code })));
    expect(reply.status).toBe(status);
    expect(reply.statements).toEqual([]);
    expect(reply.text).not.toMatch(/RangeError|call stack|SQLITE|node_modules|Something went wrong/);
  }
}

async function expectAnswered(body: object): Promise<Record<string, unknown>> {
  const reply = await send(body);
  expect(reply.body.errors).toBeUndefined();
  expect(reply.status).toBe(200);
  return reply.body.data as Record<string, unknown>;
}

const tooComplex = (query: string, variables?: object) => expectRefused({ query, variables }, 'QUERY_TOO_COMPLEX');
const badInput = (query: string, variables?: object) => expectRefused({ query, variables }, 'BAD_USER_INPUT');
const answered = (query: string, variables?: object) => expectAnswered({ query, variables });
const times = (count: number, make: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join(' ');

describe('tokens', () => {
  test('beyond 2,000 are not parsed', async () => {
    await expectRefused({ query: `{ ${times(2_500, () => '__typename')} }` }, 'GRAPHQL_PARSE_FAILED');
    await expectRefused({ query: `{ ${times(30_000, () => 'a')} }` }, 'GRAPHQL_PARSE_FAILED');
  });

  test('nested 10,000 deep are not parsed', async () => {
    await expectRefused({ query: `${'{a'.repeat(10_000)}${'}'.repeat(10_000)}` }, 'GRAPHQL_PARSE_FAILED');
    const list = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    await expectRefused({ query: `{ users(filter: { groupId: ${list} }) { totalCount } }` }, 'GRAPHQL_PARSE_FAILED');
  });

  test('of every operation in a document count', async () => {
    const query = times(
      200,
      (i) => `query Q${i} { viewer { id state displayName userPrincipalName a: id b: id c: id } }`,
    );
    await expectRefused({ query, operationName: 'Q1' }, 'GRAPHQL_PARSE_FAILED');
  });

  test('nested as deep as 2,000 allow are refused without trouble', async () => {
    await tooComplex(`${'{a'.repeat(660)}${'}'.repeat(660)}`);
    await tooComplex(`${'{viewer'.repeat(500)}{id}${'}'.repeat(500)}`);
    const list = `${'['.repeat(900)}${']'.repeat(900)}`;
    await badInput(`{ users(filter: { groupId: ${list} }) { totalCount } }`);
  });
});

describe('depth', () => {
  // Ten levels: user, devices, nodes, and so on to the id.
  const hop = (inner: string) => `devices(first: 1) { nodes { ${inner} } }`;
  const ten = hop(`primaryUser { ${hop(`primaryUser { ${hop('id')} }`)} }`);
  const eleven = hop(`primaryUser { ${hop(`primaryUser { ${hop('primaryUser { id }')} }`)} }`);
  const user = (inner: string) => `{ user(userPrincipalName: "${OLIVIA}") { ${inner} } }`;

  test('of ten fields is allowed, and of eleven is not', async () => {
    expect(await answered(user(ten))).toMatchObject({ user: { devices: { nodes: [{ primaryUser: {} }] } } });
    await tooComplex(user(eleven));
    await tooComplex(user(hop(`primaryUser { ${eleven} }`)));
  });

  test('is not hidden by fragments', async () => {
    const fragments = `fragment A on User { ${hop('primaryUser { ...B }')} } fragment B on User { ${hop('primaryUser { ...C }')} }`;

    await answered(
      `${user('...A')} ${fragments} fragment C on User { ${hop('id').replace('{ nodes { id } }', '{ totalCount }')} }`,
    );
    await tooComplex(`${user('...A')} ${fragments} fragment C on User { ${hop('primaryUser { id }')} }`);
    await tooComplex(user(`... on User { ${hop(`... on Device { primaryUser { ... { ${eleven} } } }`)} }`));
  });

  test('is not added to by fragments', async () => {
    const inline = `${'... on User { '.repeat(20)} id ${'}'.repeat(20)}`;
    expect(await answered(user(inline))).toHaveProperty('user.id');
    const named = times(20, (i) => `fragment F${i} on User { ${i === 19 ? 'id' : `...F${i + 1}`} }`);
    expect(await answered(`${user('...F0')} ${named}`)).toHaveProperty('user.id');
  });

  test('counts in every operation of a document', async () => {
    const query = `query Shallow { viewer { id } } query Deep ${user(eleven)}`;
    await expectRefused({ query, operationName: 'Deep' }, 'QUERY_TOO_COMPLEX');
  });
});

describe('aliases', () => {
  test('are allowed up to 15', async () => {
    expect(Object.keys(await answered(`{ ${times(15, (i) => `a${i}: __typename`)} }`))).toHaveLength(15);
    await tooComplex(`{ ${times(16, (i) => `a${i}: __typename`)} }`);
    await tooComplex(`{ viewer { ${times(16, (i) => `a${i}: id`)} } }`);
    await tooComplex(`{ ${times(101, (i) => `a${i}: viewer { id }`)} }`);
  });

  test('in a fragment count wherever it is spread', async () => {
    const fragment = `fragment F on Query { ${times(8, (i) => `a${i}: __typename`)} }`;
    await answered(`{ ...F } ${fragment}`);
    await tooComplex(`{ ...F ...F } ${fragment}`);
    await tooComplex(`{ ...G } fragment G on Query { ...F ... on Query { ...F } } ${fragment}`);
  });

  test('with the name of the field are aliases too', async () => {
    await tooComplex(`{ viewer { ${times(16, () => 'id: id')} } }`);
  });
});

describe('root fields', () => {
  test('are allowed up to 20, written once or many times', async () => {
    await answered(`{ ${times(20, () => '__typename')} }`);
    await tooComplex(`{ ${times(21, () => '__typename')} }`);
    await tooComplex(`{ ${times(500, () => '__typename')} }`);
    await tooComplex(`{ ${times(300, () => 'viewer { id }')} }`);
  });

  test('in fragments are root fields', async () => {
    const fragment = `fragment F on Query { ${times(11, () => '__typename')} }`;
    await answered(`{ ...F } ${fragment}`);
    await tooComplex(`{ ...F ...F } ${fragment}`);
    await tooComplex(`{ ${times(21, () => '... { __typename }')} }`);
  });
});

describe('fields', () => {
  const fragments = (spreads: number) =>
    `{ viewer { ${times(spreads, () => '...F')} } } fragment F on Viewer { ${times(100, () => 'id')} }`;

  test('are allowed up to 2,000, fragments spread', async () => {
    await answered(fragments(19));
    await tooComplex(fragments(20));
  });

  test('that double with each fragment are refused', async () => {
    const doubling = (type: string, leaf: string) =>
      times(30, (i) => `fragment F${i} on ${type} { ${i === 29 ? leaf : `...F${i + 1} ...F${i + 1}`} }`);
    await tooComplex(`{ ...F0 } ${doubling('Query', '__typename')}`);
    await tooComplex(`{ viewer { ...F0 } } ${doubling('Viewer', 'id')}`);
    const wide = (i: number) => (i === 16 ? 'id' : `devices { nodes { primaryUser { ...F${i + 1} ...F${i + 1} } } }`);
    await tooComplex(`{ viewer { user { ...F0 } } } ${times(17, (i) => `fragment F${i} on User { ${wide(i)} }`)}`);
  });

  test('of fragments that spread each other are refused', async () => {
    const query = '{ viewer { ...A } } fragment A on Viewer { id ...B } fragment B on Viewer { id ...A }';
    await expectRefused({ query }, 'GRAPHQL_VALIDATION_FAILED');
    await expectRefused({ query: '{ viewer { ...A } } fragment A on Viewer { ...A }' }, 'GRAPHQL_VALIDATION_FAILED');
  });

  test('that do not exist give few errors, however many they are', async () => {
    const { body, status } = await send({ query: `{ viewer { ${times(300, (i) => `nonsense${i}`)} } }` });

    expect(status).toBe(200);
    expect(body).not.toHaveProperty('data');
    expect(body.errors?.length).toBeLessThanOrEqual(6);
    for (const { extensions } of body.errors ?? []) expect(extensions).toEqual({ code: 'GRAPHQL_VALIDATION_FAILED' });
  });
});

describe('variables', () => {
  const users = (filter: object) => ({
    query: 'query($filter: UserFilter) { users(filter: $filter) { totalCount } }',
    variables: { filter },
  });
  const devices = (filter: object) => ({
    query: 'query($filter: DeviceFilter) { devices(filter: $filter) { totalCount } }',
    variables: { filter },
  });

  test.each([
    ['values of a list', devices({ platform: Array.from({ length: 20_000 }, () => 'X') })],
    ['names of fields', users(Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`nonsense${i}`, 1])))],
    ['ids', { query: 'query($v: [ID!]!) { nodes(ids: $v) { id } }', variables: { v: Array(20_000).fill({}) } }],
  ])('with thousands of wrong %s give few errors', async (_, body) => {
    await expectRefused(body, ...Array.from({ length: 6 }, () => 'BAD_USER_INPUT'));
    await expectRefused(body, ...Array.from({ length: 6 }, () => 'BAD_USER_INPUT'));
  });

  test('of a mutation give few errors too', async () => {
    await expectRefused(
      {
        query: 'mutation($input: CreateRoleInput!) { createRole(input: $input) { userErrors { code } } }',
        variables: { input: { displayName: 'x', permissions: Array(20_000).fill('X') } },
      },
      ...Array.from({ length: 6 }, () => 'BAD_USER_INPUT'),
    );
  });
});

describe('directives', () => {
  test('are allowed up to five a field', async () => {
    await answered('{ viewer { id @include(if: true) @skip(if: false) } }');
    await tooComplex(`{ viewer { id ${times(6, () => '@include(if: true)')} } }`);
    await tooComplex(`{ viewer { id ${times(10, () => '@aa')} } }`);
    await tooComplex(`{ viewer { ...F } } fragment F on Viewer { id ${times(200, () => '@include(if: true)')} }`);
  });

  test('elsewhere give few errors, however many they are', async () => {
    for (const query of [
      `query ${times(500, () => '@aa')} { viewer { id } }`,
      `{ viewer { ... ${times(300, () => '@include(if: true)')} { id } } }`,
    ]) {
      const { body } = await send({ query });
      expect(body).not.toHaveProperty('data');
      expect(body.errors?.length).toBeGreaterThan(0);
      expect(body.errors?.length).toBeLessThanOrEqual(6);
    }
  });
});

describe('introspection', () => {
  test('answers what GraphiQL asks for', async () => {
    const full = {
      inputValueDeprecation: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
    };
    for (const query of [getIntrospectionQuery(), getIntrospectionQuery(full)]) {
      expect(await answered(query)).toMatchObject({ __schema: { queryType: { name: 'Query' } } });
    }
  });

  test('answers about one type', async () => {
    expect(await answered('{ __type(name: "User") { fields { name type { name ofType { name } } } } }')).toHaveProperty(
      '__type.fields',
    );
  });

  test('is allowed once an operation', async () => {
    const one = '__schema { queryType { name } }';
    await answered(`{ ${one} }`);
    await tooComplex(`{ a: ${one} b: ${one} }`);
    await tooComplex(`{ ${one} ${one} }`);
    await tooComplex(`{ ${one} __type(name: "User") { name } }`);
    await tooComplex(`{ a: __type(name: "User") { name } b: __type(name: "Device") { name } }`);
    await tooComplex(`{ ...F ...F } fragment F on Query { ${one} }`);
    await tooComplex(`{ ${times(50, (i) => `a${i}: ${one}`)} }`);
  });

  test('is refused where it goes in circles', async () => {
    const circle = (turns: number): string => (turns === 0 ? 'name' : `fields { type { ${circle(turns - 1)} } }`);
    await answered(`{ __schema { types { ${circle(2)} } } }`);
    for (const turns of [3, 4]) {
      await expectRefused({ query: `{ __schema { types { ${circle(turns)} } } }` }, 'GRAPHQL_VALIDATION_FAILED');
    }
    await tooComplex(`{ __schema { types { ${circle(12)} } } }`);
  });

  test('costs what the schema has: beside a large list it is too much', async () => {
    const list = 'users(first: 100) { nodes { devices(first: 99) { nodes { id } } } }';
    const schema = '__schema { types { name fields { name args { name type { name ofType { name } } } } } }';
    await answered(`{ ${list} }`);
    await answered(`{ ${schema} }`);
    await tooComplex(`{ ${schema} ${list} }`);
    await tooComplex(`{ __type(name: "User") { fields { name args { name } } } ${list} }`);
  });

  test('takes two aliases at most, wherever they stand below it', async () => {
    await answered('{ __schema { a: types { name } b: types { name } } }');
    await tooComplex('{ __schema { a: types { name } b: types { name } c: types { name } } }');
    await tooComplex('{ __schema { a: types { b: name ...F } } } fragment F on __Type { c: kind }');
    await tooComplex(`{ __type(name: "User") { ${times(3, (i) => `f${i}: fields { name }`)} } }`);
  });

  test.each([
    ['disabled@contoso.example', 'DISABLED'],
    ['unlicensed@contoso.example', 'LICENSE'],
  ])('is for active operators: %s is refused', async (as, reason) => {
    for (const query of [
      getIntrospectionQuery(),
      '{ __type(name: "User") { name } }',
      '{ viewer { state } ...F } fragment F on Query { __schema { queryType { name } } }',
    ]) {
      const { status, data, errors } = await service.ask(query, { as });
      expect({ status, data }).toEqual({ status: 403, data: undefined });
      expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'FORBIDDEN', reason, missing: [] }]);
    }
    expect((await service.ask('{ __typename viewer { __typename state } }', { as })).errors).toEqual([]);
  });

  test('is refused where it is too deep', async () => {
    const ofType = (depth: number) => `${'ofType { '.repeat(depth)}name${' }'.repeat(depth)}`;
    await answered(`{ __type(name: "User") { fields { type { ${ofType(9)} } } } }`);
    await tooComplex(`{ __type(name: "User") { fields { type { ${ofType(30)} } } } }`);
  });

  test('does not make room for deeper queries of the tenant', async () => {
    const deep = `${'devices { nodes { primaryUser { '.repeat(4)}id${' } } }'.repeat(4)}`;
    await tooComplex(`{ __schema { queryType { name } } viewer { user { ${deep} } } }`);
  });
});

describe('cost', () => {
  const listing = (users: string, devices: string, apps: string) =>
    `{ users${users} { nodes { devices${devices} { nodes { appInstallStates${apps} { nodes { id } } } } } } }`;

  test('of lists in lists is their product, and is counted before anything is read', async () => {
    await tooComplex(listing('(first: 100)', '(first: 100)', '(first: 100)'));
    await answered(listing('(first: 2)', '(first: 2)', '(first: 2)'));
  });

  test('of a page without `first` is that of the default', async () => {
    await tooComplex(listing('', '', ''));
    await answered(listing('(first: 1)', '', ''));
  });

  test('is allowed up to 10,000 objects', async () => {
    await answered('{ users(first: 100) { nodes { devices(first: 99) { nodes { id } } } } }');
    await tooComplex('{ users(first: 100) { nodes { devices(first: 100) { nodes { id } } } } }');
  });

  test('counts what variables ask for, and their defaults', async () => {
    const query = (declared: string) =>
      `query(${declared}) { users(first: $n) { nodes { devices(first: $n) { nodes { id } } } } }`;
    await answered(query('$n: Int!'), { n: 5 });
    await tooComplex(query('$n: Int!'), { n: 100 });
    await tooComplex(query('$n: Int! = 100'));
    await answered(query('$n: Int! = 100'), { n: 5 });
    await tooComplex(query('$n: Int'), { n: 100 });
    await answered(query('$n: Int'));
  });

  test('is judged anew for the same text with other variables', async () => {
    const query = 'query($n: Int!) { users(first: $n) { nodes { devices(first: $n) { nodes { deviceName } } } } }';
    for (let i = 0; i < 2; i++) {
      await answered(query, { n: 3 });
      await tooComplex(query, { n: 100 });
    }
  });

  test('counts edges like nodes, and both when both are asked for', async () => {
    await tooComplex('{ users(first: 100) { edges { node { devices(first: 100) { edges { node { id } } } } } } }');
    await tooComplex('{ users(first: 100) { nodes { devices(first: 60) { nodes { id } edges { node { id } } } } } }');
    await answered('{ users(first: 100) { nodes { devices(first: 60) { nodes { id } edges { cursor } } } } }');
  });

  test('counts what is asked for under several aliases', async () => {
    const users = 'users(first: 100) { nodes { devices(first: 60) { nodes { id } } } }';
    await answered(`{ a: ${users} }`);
    await tooComplex(`{ a: ${users} b: ${users} }`);
  });

  test('is not hidden by fragments', async () => {
    const fragments = `fragment U on Query { users(first: 100) { ...C } } fragment C on UserConnection { nodes { ... on User { ...D } } }
      fragment D on User { devices(first: 100) { nodes { ... on Node { id } } } }`;
    await tooComplex(`{ ...U } ${fragments}`);
    await answered(`{ ...U } ${fragments.replace('devices(first: 100)', 'devices(first: 99)')}`);
  });

  test('counts a fragment by the page in which it is spread', async () => {
    const query = (small: number, large: number) => `{
      small: users(first: ${small}) { ...C }
      large: users(first: ${large}) { ...C }
    } fragment C on UserConnection { nodes { devices(first: 99) { nodes { id } } } }`;
    await answered(query(1, 99));
    await tooComplex(query(1, 100));
    await tooComplex(query(100, 1));
  });

  test('counts lists without pages by the size that the schema states', async () => {
    const devices = (inner: string, first = 100) => `{ devices(first: ${first}) { nodes { ${inner} } } }`;
    // For each device: itself, and 6 states with 5 settings each.
    const states = (alias: string) => `${alias}: configurationStates { settings { name } }`;
    await answered(devices(`${states('a')} ${states('b')}`));
    await tooComplex(devices(`${states('a')} ${states('b')} ${states('c')}`));
  });

  test('counts the ids of `nodes`', async () => {
    const ids = Array.from({ length: 100 }, (_, i) => toNodeId('User', `none-${i}`));
    const query = (first: number) =>
      `query($ids: [ID!]!) { nodes(ids: $ids) { id ... on User { devices(first: ${first}) { nodes { id } } } } }`;
    expect(await answered(query(99), { ids })).toEqual({ nodes: ids.map(() => null) });
    await tooComplex(query(100), { ids });
    await answered(query(100), { ids: ids.slice(1) });
  });

  test('lets 40 devices with 25 install states each pass, and all of them are answered', async () => {
    const data = await answered(
      `{ user(userPrincipalName: "${OLIVIA}") { devices(first: 40) { nodes { appInstallStates(first: 25) { nodes { id state app { displayName } } } } } } }`,
    );

    const { nodes } = (data as { user: { devices: { nodes: { appInstallStates: { nodes: unknown[] } }[] } } }).user
      .devices;
    expect(nodes.map(({ appInstallStates }) => appInstallStates.nodes.length)).toEqual(Array(40).fill(25));
  });

  test('lets the troubleshooting operation pass with 40 devices of 50 apps, and not with 100 of 100', async () => {
    const operation = (devices: number, apps: number) => ({
      query: TROUBLESHOOT,
      variables: { upn: OLIVIA, devices, apps },
    });
    for (let i = 0; i < 2; i++) {
      const data = await expectAnswered(operation(40, 50));
      expect((data as { user: { devices: { nodes: unknown[] } } }).user.devices.nodes).toHaveLength(40);
      await expectRefused(operation(100, 100), 'QUERY_TOO_COMPLEX');
    }
  });

  test('is that of the chosen operation alone', async () => {
    const query = `query Small { viewer { id } } query Large ${listing('(first: 100)', '(first: 100)', '(first: 100)')}`;
    expect(await expectAnswered({ query, operationName: 'Small' })).toHaveProperty('viewer.id');
    await expectRefused({ query, operationName: 'Large' }, 'QUERY_TOO_COMPLEX');
  });
});

describe('the reading of an operation', () => {
  const several = (count: number, field: string) => `{ ${times(count, (i) => `a${i}: ${field}`)} }`;

  test('is limited by the filters and searches that are given', async () => {
    await answered(several(4, 'devices(first: 1) { totalCount }'));
    await answered(several(2, 'devices(first: 1, filter: { ownership: PERSONAL }) { totalCount }'));
    await tooComplex(several(4, 'devices(first: 1, filter: { ownership: PERSONAL }) { totalCount }'));
  });

  test('allows the users and the devices of one group, filtered by it, together', async () => {
    const { id } = (
      (await answered('{ groups(first: 1) { nodes { id } } }')) as { groups: { nodes: [{ id: string }] } }
    ).groups.nodes[0];
    await answered(
      `query ($id: ID!) { users(filter: { groupId: $id }) { totalCount nodes { displayName } }
        devices(first: 100, filter: { groupId: $id }) { totalCount nodes { deviceName primaryUser { displayName } } } }`,
      { id },
    );
  });

  test('allows one list with all conditions on devices, but only one of a search, a group and the state in Entra', async () => {
    const list = (conditions: string, search = '') => `{ devices(${search} filter: { platform: IOS, ownership: PERSONAL,
      intuneCompliance: COMPLIANT, lastCheckInBefore: "2026-01-01T00:00:00.000Z" ${conditions} }) { totalCount nodes { deviceName } } }`;
    await answered(list('', 'search: "pc",'));
    await answered(list('entraCompliance: COMPLIANT'));
    const { id } = (
      (await answered('{ groups(first: 1) { nodes { id } } }')) as { groups: { nodes: [{ id: string }] } }
    ).groups.nodes[0];
    await answered(list(`groupId: "${id}"`));
    await tooComplex(list(`groupId: "${id}" entraCompliance: COMPLIANT`));
    await tooComplex(list('entraCompliance: COMPLIANT', 'search: "pc",'));
    await tooComplex(list(`groupId: "${id}"`, 'search: "pc",'));
  });

  test('grows with the page of a list whose items each need judging', async () => {
    await answered('{ findings(first: 100) { nodes { title } } }');
    await answered(several(2, 'findings(first: 10) { nodes { title } }'));
    await tooComplex(several(2, 'findings(first: 100) { nodes { title } }'));
  });

  test('has what one statement reads for all objects of a list once, and again for each field', async () => {
    const nested = (fields: number) =>
      `{ groups(first: 90) { nodes { ${times(fields, (i) => `a${i}: groups(first: 1) { totalCount }`)} } } }`;
    await answered(nested(4));
    await tooComplex(nested(5));
  });

  test('does not shrink by a page of less than nothing', async () => {
    const users = 'users(first: 100) { nodes { devices(first: 100) { nodes { id } } } }';
    await tooComplex(`{ ${users} less: users(first: -100000) { nodes { id } } }`);
    await tooComplex(`{ ${users} less: findings(first: -100000) { nodes { title } } }`);
    const more = several(5, 'groups { totalCount }').slice(1, -1);
    await tooComplex(`query ($n: Int!) { ${more} less: findings(first: $n) { nodes { title } } }`, { n: -100_000 });
  });

  test.each([
    [
      'an input field',
      'devices(filter: { groupId: "x", entraCompliance: COMPLIANT }) { totalCount }',
      'DeviceFilter.groupId',
      27_000,
    ],
    [
      'an argument',
      'devices(search: "pc", filter: { entraCompliance: COMPLIANT }) { totalCount }',
      'Query.devices(search:)',
      27_000,
    ],
    [
      'a field, once for each object',
      'findings(first: 100) { nodes { user { findings { asOf } } } }',
      'User.findings',
      58_000,
    ],
  ])('that is refused names %s as the part with the most rows', async (_, field, coordinate, rows) => {
    const { body } = await send({ query: `{ ${field} }` });
    expect(body.errors?.map(({ message }) => message)).toEqual([
      expect.stringContaining(` rows for the answer, ${rows} of them for ${coordinate}. The limit is 60000.`),
    ]);
  });

  test('counts an argument in a variable each time that it is given', async () => {
    const query = `query ($search: String) { ${times(4, (i) => `a${i}: devices(search: $search, first: 1) { totalCount }`)} }`;
    for (let i = 0; i < 2; i++) {
      for (const variables of [{}, { search: null }, { search: ' ' }]) await expectAnswered({ query, variables });
      await tooComplex(query, { search: 'pc' });
    }
  });
});

describe('the reading of a mutation', () => {
  const report = (i: number) =>
    `a${i}: reportFinding(input: { subjectId: "none", key: "none", reason: "none", dryRun: true }) { reported }`;
  const assign = (
    i: number,
    dryRun: boolean,
  ) => `a${i}: createRoleAssignment(input: { roleId: "none", displayName: "none",
    memberGroupIds: ["none"], scope: { allUsers: true, allDevices: true }, dryRun: ${dryRun} }) { difference { operators } userErrors { code } }`;

  /** Expects a refusal that names the part with the most rows. */
  async function expectTooMany(part: string, query: string): Promise<void> {
    await tooComplex(query);
    expect((await send({ query })).body.errors?.[0]?.message).toContain(` of them for ${part}. The limit is `);
  }

  test('counts the rules that run for a report of a finding: one is allowed, and 16 at a time are not', async () => {
    expect(await answered(`mutation { ${report(0)} }`)).toEqual({ a0: { reported: false } });
    await expectTooMany('Mutation.reportFinding', `mutation { ${times(15, report)} ${report(0).slice(4)} }`);
    await expectTooMany('Mutation.reportFinding', `mutation { ${times(2, report)} }`);
  });

  test('counts what a dry run of rights compares, and not the change itself', async () => {
    const [dry, real] = [(i: number) => assign(i, true), (i: number) => assign(i, false)];
    await answered(`mutation { ${dry(0)} }`);
    await expectTooMany('CreateRoleAssignmentInput.dryRun', `mutation { ${times(2, dry)} }`);
    expect(Object.keys(await answered(`mutation { ${times(2, real)} }`))).toEqual(['a0', 'a1']);
  });

  test.each([
    ['updateRole', 'UpdateRoleInput', 'roleId: "none"'],
    ['updateRoleAssignment', 'UpdateRoleAssignmentInput', 'roleAssignmentId: "none"'],
    ['deleteRoleAssignment', 'DeleteRoleAssignmentInput', 'roleAssignmentId: "none"'],
  ])('counts a dry run of %s', async (mutation, type, input) => {
    const run = (i: number) => `a${i}: ${mutation}(input: { ${input}, dryRun: true }) { userErrors { code } }`;
    await answered(`mutation { ${run(0)} }`);
    await expectTooMany(`${type}.dryRun`, `mutation { ${times(2, run)} }`);
  });
});

describe('an explanation of access', () => {
  test('counts the field that it reads twice: eight are allowed at a time', async () => {
    const explain = (i: number) =>
      `a${i}: explainAccess(operatorId: "${toNodeId('User', 'none')}", coordinate: "Query.devices") { allowed }`;
    await answered(`{ ${times(8, explain)} }`);
    await tooComplex(`{ ${times(9, explain)} }`);
    expect((await send({ query: `{ ${times(9, explain)} }` })).body.errors?.[0]?.message).toContain(
      '7000 of them for Query.explainAccess.',
    );
  });
});

describe('a page', () => {
  test.each([0, -1, 101, 2_147_483_647])('is never of %i items', async (first) => {
    for (const list of ['users', 'devices', 'groups', 'apps', 'roles', 'roleAssignments']) {
      const { body, statements } = await send({ query: `{ ${list}(first: ${first}) { nodes { id } } }` });
      if (body.data === undefined)
        expect(body.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['QUERY_TOO_COMPLEX']);
      else {
        expect(body.data).toEqual({ [list]: null });
        expect(body.errors?.map(({ path: at, extensions }) => [at, extensions])).toEqual([
          [[list], { code: 'BAD_USER_INPUT' }],
        ]);
      }
      expect(statements).toEqual([]);
    }
  });

  test.each([2_147_483_648, -2_147_483_649, 1.5])('is never of %d items', async (first) => {
    await badInput(`{ users(first: ${first}) { nodes { id } } }`);
    await badInput('query($first: Int!) { users(first: $first) { nodes { id } } }', { first });
  });

  test('within a list is refused like one at the root', async () => {
    const { body } = await send({
      query: `{ user(userPrincipalName: "${OLIVIA}") { id devices(first: 101) { totalCount } groupMemberships { totalCount } } }`,
    });

    expect(body.data).toEqual({
      user: { id: expect.any(String), devices: null, groupMemberships: expect.any(Object) },
    });
    expect(body.errors?.map(({ path: at, extensions }) => [at, extensions])).toEqual([
      [['user', 'devices'], { code: 'BAD_USER_INPUT' }],
    ]);
  });
});

describe('input', () => {
  const SEARCH = 'query($s: String) { users(search: $s) { totalCount } }';

  test('takes a text of 256 characters, and not one more', async () => {
    await answered(SEARCH, { s: 'a'.repeat(256) });
    await badInput(SEARCH, { s: 'a'.repeat(257) });
    await badInput(SEARCH, { s: 'a'.repeat(90_000) });
    await badInput(`{ users(search: "${'a'.repeat(257)}") { totalCount } }`);
    await badInput(`query($s: String = "${'a'.repeat(257)}") { users(search: $s) { totalCount } }`);
    await badInput(`{ user(userPrincipalName: "${'a'.repeat(257)}") { id } }`);
    await badInput('query($id: ID!) { node(id: $id) { id } }', { id: 'a'.repeat(257) });
    await badInput('query($f: UserFilter) { users(filter: $f) { totalCount } }', { f: { groupId: 'a'.repeat(257) } });
    await badInput('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'a'.repeat(257)] });
    await badInput(
      `{ viewer { user { devices { nodes { appInstallStates(after: "${'a'.repeat(2_049)}") { totalCount } } } } } }`,
    );
  });

  test('takes a cursor of 2,048 characters, and not one more', async () => {
    const query = 'query($a: String) { users(after: $a) { totalCount } }';
    const { body } = await send({ query, variables: { a: 'a'.repeat(2_048) } });
    expect(body.data).toEqual({ users: null });
    expect(body.errors?.map(({ path: at, extensions }) => [at, extensions])).toEqual([
      [['users'], { code: 'BAD_USER_INPUT' }],
    ]);

    await badInput(query, { a: 'a'.repeat(2_049) });
    await badInput(query, { a: 'a'.repeat(90_000) });
  });

  test('takes a list of 250 items, and not one more', async () => {
    const query = 'query($p: [Platform!]) { devices(filter: { platform: $p }) { totalCount } }';
    await answered(query, { p: Array(250).fill('IOS') });
    await badInput(query, { p: Array(251).fill('IOS') });
    await badInput(`{ devices(filter: { platform: [${times(251, () => 'IOS')}] }) { totalCount } }`);
    await badInput('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array(251).fill('a') });
    await badInput('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: Array(20_000).fill('a') });
  });

  test('takes 100 ids in `nodes`, and reads nothing for more', async () => {
    const query = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const ids = Array.from({ length: 101 }, (_, i) => toNodeId('User', `none-${i}`));
    expect(await answered(query, { ids: ids.slice(1) })).toEqual({ nodes: Array(100).fill(null) });
    expect(await answered(query, { ids: [] })).toEqual({ nodes: [] });

    const reply = await send({ query, variables: { ids } });

    expect(reply.body.data ?? null).toBeNull();
    expect(codesOf(reply)).toEqual([{ code: 'BAD_USER_INPUT' }]);
    expect(reply.statements).toEqual([]);
  });
});

describe('an operation that passed before', () => {
  // Each test has its own document, because facts about an operation are cached.
  const users = (name: string) =>
    `query ${name}($n: Int = 2, $s: String) { users(first: $n, search: $s) { nodes { devices(first: $n) { nodes { id } } } } }`;

  async function get(query: string, variables: object): Promise<Reply> {
    const address = new URL('/graphql', service.url);
    address.search = new URLSearchParams({ query, variables: JSON.stringify(variables) }).toString();
    let status = 0;
    let text = '';
    const statements = await service.statements(async () => {
      const response = await fetch(address, { headers: { authorization, 'apollo-require-preflight': '1' } });
      status = response.status;
      text = await response.text();
    });
    return { status, text, body: JSON.parse(text), statements };
  }
  const ways = [
    ['POST', (query: string, variables: object) => send({ query, variables })],
    ['GET', get],
  ] as const;

  test.each(ways)('is refused where it asks for more, by %s', async (way, ask) => {
    const query = users(`More${way}`);
    const outcome = async (variables: object) => {
      const reply = await ask(query, variables);
      if (reply.body.data === undefined) return [...codesOf(reply), reply.statements];
      return reply.statements.length > 0 ? 'answered' : 'not asked for';
    };
    const refused = [{ code: 'QUERY_TOO_COMPLEX' }, []];
    for (let i = 0; i < 3; i++) {
      expect(await outcome({ n: 1 })).toEqual('answered');
      expect(await outcome({})).toEqual('answered');
      expect(await outcome({ n: 100 })).toEqual(refused);
      expect(await outcome({ n: 100, s: 'o' })).toEqual(refused);
      expect(await outcome({ n: 100, other: 1 })).toEqual(refused);
    }
  });

  test.each(ways)('is refused though its sizes came with a variable that does not fit, by %s', async (way, ask) => {
    const query = `query Unfit${way}($n: Int!, $f: DeviceFilter) {
      devices(first: $n, filter: $f) { nodes { primaryUser { devices(first: $n) { nodes { id } } } } }
    }`;
    expect((await ask(query, { n: 1, f: { platform: 'IOS' } })).body.errors).toBeUndefined();
    for (let i = 0; i < 3; i++) {
      expect(codesOf(await ask(query, { n: 100, f: { platform: 'NONSENSE' } }))).toEqual([{ code: 'BAD_USER_INPUT' }]);
      expect(codesOf(await ask(query, { n: 100, f: { platform: 'IOS' } }))).toEqual([{ code: 'QUERY_TOO_COMPLEX' }]);
    }
  });

  test.each(ways)('is refused where its texts are too long or are none, by %s', async (way, ask) => {
    const query = users(`Texts${way}`);
    for (let i = 0; i < 3; i++) {
      expect((await ask(query, { n: 1, s: 'o' })).body.errors).toBeUndefined();
      for (const s of ['a'.repeat(257), 'nu\0l', 'half \ud800']) {
        const reply = await ask(query, { n: 1, s });
        expect(reply.body).not.toHaveProperty('data');
        expect(codesOf(reply)).toEqual([{ code: 'BAD_USER_INPUT' }]);
        expect(reply.statements).toEqual([]);
      }
    }
  });

  test('is refused where its lists are too long, or hold what is too long', async () => {
    const query = `query Lists($f: DeviceFilter, $ids: [ID!] = []) {
      devices(first: 1, filter: $f) { totalCount } nodes(ids: $ids) { id ... on User { devices(first: 100) { nodes { id } } } }
    }`;
    const ids = (count: number) => Array.from({ length: count }, (_, i) => toNodeId('User', `none-${i}`));
    for (let i = 0; i < 3; i++) {
      await answered(query, { f: { platform: ['IOS'] } });
      await answered(query, { ids: ids(99) });
      await tooComplex(query, { ids: ids(100) });
      await badInput(query, { f: { platform: Array(251).fill('IOS') } });
      await badInput(query, { f: { groupId: 'a'.repeat(257) } });
      await badInput(query, { ids: [...ids(98), 'a'.repeat(257)] });
    }
  });

  test('takes a long cursor as often as it is given, and none that is too long', async () => {
    const query = 'query Cursors($a: String) { users(after: $a, first: 1) { totalCount } }';
    for (let i = 0; i < 3; i++) {
      const { body } = await send({ query, variables: { a: 'a'.repeat(2_048) } });
      expect(body.data).toEqual({ users: null });
      await answered(query, {});
      await badInput(query, { a: 'a'.repeat(2_049) });
    }
  });

  test('with more sizes than are kept is judged by each of them', async () => {
    const query = users('Sizes');
    for (let n = 1; n <= 40; n++) await answered(query, { n });
    await tooComplex(query, { n: 100 });
    await answered(query, { n: 40 });
  });

  test('is not what passed under its other name', async () => {
    const query = `query Small($n: Int!) { users(first: $n) { totalCount } }
      query Large($n: Int!) { users(first: $n) { nodes { devices(first: $n) { nodes { id } } } } }`;
    const variables = { n: 100 };
    for (let i = 0; i < 3; i++) {
      await expectAnswered({ query, operationName: 'Small', variables });
      await expectRefused({ query, operationName: 'Large', variables }, 'QUERY_TOO_COMPLEX');
    }
  });
});

describe('variables nested deep', () => {
  const query = 'query ($n: Int!) { users(first: $n) { totalCount } }';
  /** As text, because this test could not build an object of that depth. */
  async function askWith(variables: string) {
    const headers = { 'content-type': 'application/json', authorization };
    const body = `{"query":${JSON.stringify(query)},"variables":${variables}}`;
    const response = await fetch(`${service.url}/graphql`, { method: 'POST', headers, body });
    const { data, errors = [] } = (await response.json()) as { data?: unknown; errors?: GraphQLFormattedError[] };
    return { data, codes: errors.map(({ extensions }) => extensions?.['code']) };
  }

  test('are refused where they are asked for, each time', async () => {
    for (let time = 1; time <= 3; time++) {
      const { codes } = await askWith(`{"n":${'{"a":'.repeat(16_000)}1${'}'.repeat(16_000)}}`);
      expect(codes).toEqual(['BAD_USER_INPUT']);
    }
  });

  test('make no difference where they are not', async () => {
    for (let time = 1; time <= 3; time++) {
      const { data } = await askWith(`{"n":1,"x":${'['.repeat(45_000)}${']'.repeat(45_000)}}`);
      expect(data).toHaveProperty('users.totalCount');
    }
  });
});

describe('what this service does not do', () => {
  test('keep queries', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
    for (const body of [{ extensions }, { query: '{ __typename }', extensions }]) {
      const reply = await send(body);
      expect(reply.body).not.toHaveProperty('data');
      expect(codesOf(reply)).toEqual([{ code: 'PERSISTED_QUERY_NOT_SUPPORTED' }]);
      expect(reply.statements).toEqual([]);
    }
  });

  test('answer several requests at once', async () => {
    for (const body of [[], [{ query: '{ __typename }' }], Array(10).fill({ query: '{ __typename }' })]) {
      for (const accept of ['application/json', 'application/graphql-response+json']) {
        const reply = await send(body, accept);
        expect(reply.status).toBe(400);
        expect(reply.body).not.toHaveProperty('data');
        expect(codesOf(reply)).toEqual([{ code: 'BAD_REQUEST' }]);
      }
    }
  });

  test('guess which operation is meant', async () => {
    const query = 'query A { __typename } query B { __typename }';
    expect(await expectAnswered({ query, operationName: 'B' })).toEqual({ __typename: 'Query' });
    await expectRefused({ query }, 'OPERATION_RESOLUTION_FAILURE');
    await expectRefused({ query, operationName: 'C' }, 'OPERATION_RESOLUTION_FAILURE');
    await expectRefused({ query: '{ __typename }', operationName: 'A' }, 'OPERATION_RESOLUTION_FAILURE');
  });

  test('defer, stream or subscribe', async () => {
    await expectRefused({ query: '{ viewer { ... @defer { id } } }' }, 'GRAPHQL_VALIDATION_FAILED');
    await expectRefused({ query: '{ users { nodes @stream { id } } }' }, 'GRAPHQL_VALIDATION_FAILED');
    await expectRefused({ query: 'subscription { users { totalCount } }' }, 'GRAPHQL_VALIDATION_FAILED');
    await expectRefused({ query: 'subscription { __typename }' }, 'GRAPHQL_VALIDATION_FAILED');
  });

  test('change the directory', async () => {
    await expectRefused({ query: 'mutation { deleteUser(id: "x") { id } }' }, 'GRAPHQL_VALIDATION_FAILED');
    await tooComplex(`mutation { ${times(101, (i) => `a${i}: deleteUser(id: "x") { id }`)} }`);
  });

  test('define types', async () => {
    await expectRefused({ query: 'type A { b: Int } { __typename }' }, 'GRAPHQL_VALIDATION_FAILED');
  });
});
