import type { GraphQLFormattedError } from 'graphql';
import { toNodeId } from '../../src/resolving/node-id';
import { definitionsOf, tablesOf } from '../support/engines';
import { type Service, startService } from '../support/service';

let service: Service;
let authorization: string;
let paris: string;
beforeAll(async () => {
  service = await startService();
  authorization = `Bearer ${await service.token('admin@contoso.example')}`;
  paris = `Bearer ${await service.token('helpdesk.paris@contoso.example')}`;
});
afterAll(() => service.stop());

const ask = (query: string, variables?: Record<string, unknown>, as = authorization) =>
  service.ask(query, { headers: { authorization: as }, ...(variables && { variables }) });

const codes = (errors: readonly GraphQLFormattedError[]) => errors.map(({ extensions }) => extensions?.['code']);

/** Expects the whole request to be refused before execution: BAD_USER_INPUT only, and no data. */
async function expectRefused(query: string, variables?: Record<string, unknown>): Promise<void> {
  for (const [accept, status] of [
    ['application/json', 200],
    ['application/graphql-response+json', 400],
  ] as const) {
    const answer = await service.ask(query, { headers: { authorization, accept }, ...(variables && { variables }) });
    expect(JSON.parse(answer.text)).not.toHaveProperty('data');
    expect(codes(answer.errors)).toEqual(['BAD_USER_INPUT']);
    expect(answer.text).not.toMatch(INNARDS);
    expect(answer.status).toBe(status);
  }
}

/** Expects one root field to be refused; it is null. */
async function expectFieldRefused(query: string, variables?: Record<string, unknown>, field?: string): Promise<void> {
  const { status, data, errors, text } = await ask(query, variables);
  const [name] = field === undefined ? Object.keys(data) : [field];
  expect(data).toEqual({ [name as string]: null });
  expect(errors.map(({ path, extensions }) => [path, extensions])).toEqual([[[name], { code: 'BAD_USER_INPUT' }]]);
  expect(text).not.toMatch(INNARDS);
  expect(status).toBe(200);
}

const INNARDS = /SQLITE|no such|stack|node_modules|\/work|\.[jt]s\b|knex|Something went wrong|RangeError/;

const NEVER = '00000000-0000-4000-8000-000000000000';
const base64url = (text: string) => Buffer.from(text).toString('base64url');

describe('an id', () => {
  const MALFORMED: [string, string][] = [
    ['empty', ''],
    ['a blank', ' '],
    ['a plain GUID', NEVER],
    ['no base64', 'ünïcode'],
    ['base64 of garbage', base64url('garbage')],
    ['of a type that does not exist', base64url(`Robot:${NEVER}`)],
    ['of a type that has no id', base64url('PageInfo:1')],
    ['of a prototype', base64url('__proto__:x')],
    ['of a constructor', base64url('constructor:x')],
    ['of toString', base64url('toString:x')],
    ['of a type in the wrong case', base64url(`user:${NEVER}`)],
    ['without a key', base64url('User:')],
    ['without a colon', base64url('User')],
    ['with a NUL in its key', base64url(`User:${NEVER}\0`)],
    ['padded', `${toNodeId('User', NEVER)}=`],
    ['with a blank behind it', `${toNodeId('User', NEVER)} `],
    ['in plain base64', Buffer.from('User:~~~~~?').toString('base64')],
    ['not UTF-8', Buffer.from([...Buffer.from('User:'), 0xff, 0xfe]).toString('base64url')],
    ['SQL', "' OR 1=1--"],
    ['JSON', '{"$gt":""}'],
  ];

  test.each(MALFORMED)('is refused: %s', async (_, id) => {
    await expectFieldRefused('query($id: ID!) { node(id: $id) { id } }', { id });
    await expectFieldRefused('query($id: ID!) { user(id: $id) { id } }', { id });
    await expectFieldRefused('query($id: ID!) { device(id: $id) { id } }', { id });
    await expectFieldRefused('query($id: ID!) { users(filter: { groupId: $id }) { totalCount } }', { id });
  });

  test('costs no look-up when it is malformed', async () => {
    for (const [, id] of MALFORMED) {
      expect(await service.statements(() => ask('query($id: ID!) { node(id: $id) { id } }', { id }))).toEqual([]);
    }
  });

  test.each([
    ['user', 'Device'],
    ['device', 'User'],
    ['group', 'User'],
    ['app', 'AppInstallState'],
    ['role', 'RoleAssignment'],
    ['roleAssignment', 'Role'],
  ] as const)('of another type is refused, though it could exist: %s by the id of a %s', async (field, type) => {
    await expectFieldRefused(`query($id: ID!) { ${field}(id: $id) { id } }`, { id: toNodeId(type, NEVER) });
  });

  test.each([
    ['users(filter: { groupId: $id }) { totalCount }', 'User'],
    ['devices(filter: { primaryUserId: $id }) { totalCount }', 'Device'],
    ['devices(filter: { groupId: $id }) { totalCount }', 'Device'],
    ['roleAssignments(filter: { roleId: $id }) { totalCount }', 'RoleAssignment'],
    ['roleAssignments(filter: { memberGroupId: $id }) { totalCount }', 'Role'],
    ['roleAssignments(filter: { scopeGroupId: $id }) { totalCount }', 'User'],
    ['roleAssignments(filter: { operatorId: $id }) { totalCount }', 'Viewer'],
  ] as const)('of another type is refused in a filter: %s by the id of a %s', async (selection, type) => {
    await expectFieldRefused(`query($id: ID!) { ${selection} }`, { id: toNodeId(type, NEVER) });
  });

  test('that could exist but does not is null, without an error', async () => {
    const { data, errors } = await ask(
      'query($user: ID!, $device: ID!) { user(id: $user) { id } device(id: $device) { id } node(id: $user) { id } }',
      { user: toNodeId('User', NEVER), device: toNodeId('Device', NEVER) },
    );

    expect(data).toEqual({ user: null, device: null, node: null });
    expect(errors).toEqual([]);
  });

  test('that is malformed leaves the other ids of a list alone', async () => {
    const { data, errors } = await ask('query($ids: [ID!]!) { nodes(ids: $ids) { id } viewer { state } }', {
      ids: [toNodeId('User', NEVER), 'garbage', toNodeId('Device', NEVER)],
    });

    expect(data).toEqual({ nodes: [null, null, null], viewer: { state: 'ACTIVE' } });
    expect(errors.map(({ path, extensions }) => [path, extensions])).toEqual([
      [['nodes', 1], { code: 'BAD_USER_INPUT' }],
    ]);
  });

  test.each([{}, { a: 1 }, ['x'], 1.5, true, null])('is refused when it is %j', async (id) => {
    await expectRefused('query($id: ID!) { node(id: $id) { id } }', { id });
    await expectRefused(`{ node(id: ${JSON.stringify(id).replace(/"(\w+)":/, '$1:')}) { id } }`);
  });

  test('that is missing is refused', async () => {
    await expectRefused('query($id: ID!) { node(id: $id) { id } }', {});
    await expectRefused('query($id: ID!) { node(id: $id) { id } }');
  });
});

describe('`user`', () => {
  const id = toNodeId('User', NEVER);
  test.each<[string, string, Record<string, unknown>]>([
    ['neither argument', '{ user { id } }', {}],
    [
      'both',
      'query($id: ID, $upn: String) { user(id: $id, userPrincipalName: $upn) { id } }',
      { id, upn: 'a@b.example' },
    ],
    ['neither variable', 'query($id: ID, $upn: String) { user(id: $id, userPrincipalName: $upn) { id } }', {}],
    ['two nulls', '{ user(id: null, userPrincipalName: null) { id } }', {}],
  ])('takes exactly one of its arguments, and not %s', async (_, query, variables) => {
    await expectFieldRefused(query, variables, 'user');
  });

  test('takes null for the argument that is not meant', async () => {
    const query = 'query($id: ID, $upn: String) { user(id: $id, userPrincipalName: $upn) { userPrincipalName } }';
    const { data, errors } = await ask(query, { id: null, upn: 'marc.dubois@contoso.example' });

    expect(errors).toEqual([]);
    expect(data.user.userPrincipalName).toBe('marc.dubois@contoso.example');
  });
});

describe('an enum', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['unknown value', '{ devices(filter: { platform: [SYMBIAN] }) { totalCount } }', {}],
    ['value in the wrong case', '{ devices(filter: { platform: [ios] }) { totalCount } }', {}],
    ['text', '{ devices(filter: { platform: ["IOS"] }) { totalCount } }', {}],
    ['unknown field to order by', '{ users(orderBy: { field: PASSWORD }) { totalCount } }', {}],
    ['SQL to order by', '{ users(orderBy: { field: "name; drop table users" }) { totalCount } }', {}],
    ['unknown direction', '{ users(orderBy: { field: DISPLAY_NAME, direction: SIDEWAYS }) { totalCount } }', {}],
    ['unknown value in a variable', PLATFORMS(), { p: ['SYMBIAN'] }],
    ['prototype', PLATFORMS(), { p: ['__proto__'] }],
    ['constructor', PLATFORMS(), { p: ['constructor'] }],
    ['toString', PLATFORMS(), { p: ['toString'] }],
    ['number', PLATFORMS(), { p: [1] }],
    ['null among the values', PLATFORMS(), { p: ['IOS', null] }],
    ['object', PLATFORMS(), { p: { $in: ['IOS'] } }],
    ['SQL in a variable', ORDER(), { o: { field: 'DISPLAY_NAME', direction: 'asc; DROP TABLE users' } }],
    ['select in a variable', ORDER(), { o: { field: '(SELECT 1)' } }],
    ['list in a variable', ORDER(), { o: { field: ['DISPLAY_NAME'] } }],
  ])('is refused: %s', async (_, query, variables) => {
    await expectRefused(query, variables);
  });

  function PLATFORMS() {
    return 'query($p: [Platform!]) { devices(filter: { platform: $p }) { totalCount } }';
  }
  function ORDER() {
    return 'query($o: UserOrder) { users(orderBy: $o) { totalCount } }';
  }
});

describe('a text', () => {
  const SEARCH = 'query($s: String) { users(search: $s) { totalCount } }';
  const BY_NAME = 'query($s: String) { user(userPrincipalName: $s) { id } }';
  const BY_ID = 'query($s: ID!) { node(id: $s) { id } }';
  const AFTER = 'query($s: String) { users(after: $s) { totalCount } }';

  test.each([
    ['a NUL', 'a\0b'],
    ['a NUL alone', '\0'],
    ['half a surrogate pair', 'a\ud800b'],
    ['the other half', '\udc00'],
    ['a surrogate pair the wrong way round', '\udc00\ud800'],
  ])('is refused when it holds %s', async (_, s) => {
    for (const query of [SEARCH, BY_NAME, BY_ID, AFTER]) await expectRefused(query, { s });
    await expectRefused('query($s: ID!) { users(filter: { groupId: $s }) { totalCount } }', { s });
    await expectRefused('query($f: UserFilter) { users(filter: $f) { totalCount } }', { f: { groupId: s } });
    await expectRefused('query($s: [ID!]!) { nodes(ids: $s) { id } }', { s: [toNodeId('User', NEVER), s] });
  });

  test('is refused when it is a literal with a NUL', async () => {
    await expectRefused('{ users(search: "a\\u0000b") { totalCount } }');
    await expectRefused('{ user(userPrincipalName: "\\u0000") { id } }');
  });

  test('is refused by the parser when it is a literal with half a surrogate pair', async () => {
    const { data, errors } = await ask('{ users(search: "\\ud800") { totalCount } }');

    expect(data).toBeUndefined();
    expect(codes(errors)).toEqual(['GRAPHQL_PARSE_FAILED']);
  });

  test('may be any other character', async () => {
    for (const s of ['\u202e', '\u200b', '😀', '\ufeff', 'é', 'e\u0301', '\u0001', '\uffff', '漢字']) {
      const { status, errors, data } = await ask(SEARCH, { s });
      expect([status, errors, typeof data.users.totalCount]).toEqual([200, [], 'number']);
    }
  });

  test.each([1, 1.5, true, ['a'], { $gt: '' }, [[]]])('is refused when it is %j', async (s) => {
    await expectRefused(SEARCH, { s });
    await expectRefused(BY_NAME, { s });
  });
});

describe('a DateTime', () => {
  const BEFORE = 'query($d: DateTime) { devices(filter: { lastCheckInBefore: $d }) { totalCount } }';

  test.each([
    '',
    'yesterday',
    '2026-11-20',
    '2026-11-20T09:00:00',
    '2026-11-20 09:00:00Z',
    '2026-13-20T09:00:00Z',
    '2026-02-31T09:00:00Z',
    '2026-11-20T24:00:00Z',
    '2026-11-20T25:00:00Z',
    '2026-11-20T09:60:00Z',
    '2026-11-20T09:00:00+99:99',
    '+002026-11-20T09:00:00Z',
    // In UTC the year has more than four digits, and the text would sort before all others.
    '9999-12-31T23:59:59-12:00',
    '0000-01-01T00:00:00+14:00',
    '2026-11-20T09:00:00.Z',
    "2026-11-20T09:00:00Z' OR '1'='1",
    '2026-11-20T09:00:00Z\n',
    '２０２６-11-20T09:00:00Z',
  ])('is refused when it is %j', async (d) => {
    await expectRefused(BEFORE, { d });
    await expectRefused(`{ devices(filter: { lastCheckInBefore: ${JSON.stringify(d)} }) { totalCount } }`);
  });

  test.each([0, 1_795_338_000_000, true, ['2026-11-20T09:00:00Z'], { $lt: 1 }])(
    'is refused when it is %j',
    async (d) => {
      await expectRefused(BEFORE, { d });
    },
  );

  test('is refused when it is a number, an enum or an object in the document', async () => {
    for (const literal of ['1795338000000', 'NOW', '{ at: 1 }', '["2026-11-20T09:00:00Z"]', 'true']) {
      await expectRefused(`{ devices(filter: { lastCheckInBefore: ${literal} }) { totalCount } }`);
    }
  });

  test('is one instant in whatever offset and with whatever digits it is written', async () => {
    const counts = [];
    for (const d of [
      '2026-11-20T05:00:00Z',
      '2026-11-20t05:00:00z',
      '2026-11-20T05:00:00.000Z',
      '2026-11-20T05:00:00.0000000Z',
      '2026-11-20T06:00:00+01:00',
      '2026-11-19T23:30:00-05:30',
    ]) {
      const { data, errors } = await ask(BEFORE, { d });
      expect(errors).toEqual([]);
      counts.push(data.devices.totalCount);
    }

    expect(new Set(counts).size).toBe(1);
    const all = (await ask('{ devices { totalCount } }')).data.devices.totalCount;
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts[0]).toBeLessThan(all);
  });
});

describe('a variable', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['a text for a number', 'query($v: Int!) { users(first: $v) { totalCount } }', { v: '10' }],
    ['a fraction for a number', 'query($v: Int!) { users(first: $v) { totalCount } }', { v: 1.5 }],
    ['too large a number', 'query($v: Int!) { users(first: $v) { totalCount } }', { v: 2_147_483_648 }],
    ['null for a number', 'query($v: Int!) { users(first: $v) { totalCount } }', { v: null }],
    ['null for an argument with a default', 'query($v: Int) { users(first: $v) { totalCount } }', { v: null }],
    ['null by default', 'query($v: Int = null) { users(first: $v) { totalCount } }', {}],
    ['null for an object with a default', 'query($v: UserOrder) { users(orderBy: $v) { totalCount } }', { v: null }],
    [
      'null in an object for a field with a default',
      'query($v: UserOrder) { users(orderBy: $v) { totalCount } }',
      { v: { field: 'DISPLAY_NAME', direction: null } },
    ],
    [
      'null where it stands in an object, for a field with a default',
      'query($v: OrderDirection) { users(orderBy: { field: DISPLAY_NAME, direction: $v }) { totalCount } }',
      { v: null },
    ],
    [
      'a text for a boolean',
      'query($v: Boolean) { users(filter: { accountEnabled: $v }) { totalCount } }',
      { v: 'true' },
    ],
    ['a number for a boolean', 'query($v: Boolean) { users(filter: { accountEnabled: $v }) { totalCount } }', { v: 1 }],
    ['a text for an object', 'query($v: UserFilter) { users(filter: $v) { totalCount } }', { v: 'x' }],
    ['a list for an object', 'query($v: UserFilter) { users(filter: $v) { totalCount } }', { v: [{}] }],
    ['an unknown field', 'query($v: UserFilter) { users(filter: $v) { totalCount } }', { v: { name: 'x' } }],
    ['a prototype', 'query($v: UserFilter) { users(filter: $v) { totalCount } }', { v: { constructor: {} } }],
    ['an operator', 'query($v: UserFilter) { users(filter: $v) { totalCount } }', { v: { groupId: { $gt: '' } } }],
    ['a missing field', 'query($v: UserOrder) { users(orderBy: $v) { totalCount } }', { v: {} }],
    ['null in a list', 'query($v: [ID!]!) { nodes(ids: $v) { id } }', { v: [null] }],
    ['an object in a list', 'query($v: [ID!]!) { nodes(ids: $v) { id } }', { v: [{}] }],
  ])('is refused when it holds %s', async (_, query, variables) => {
    await expectRefused(query, variables);
  });

  test.each([
    ['first: "10"'],
    ['first: 1.5'],
    ['first: 2147483648'],
    ['first: null'],
    ['first: [1]'],
    ['filter: 1'],
    ['filter: { accountEnabled: "true" }'],
    ['filter: { groupId: { x: 1 } }'],
    ['filter: { name: "x" }'],
    ['orderBy: { field: DISPLAY_NAME, by: 1 }'],
    ['orderBy: null'],
    ['orderBy: { field: DISPLAY_NAME, direction: null }'],
    ['search: 1'],
    ['search: [a]'],
  ])('is refused as a literal: %s', async (argument) => {
    await expectRefused(`{ users(${argument}) { totalCount } }`);
  });

  test('that is left out leaves an argument and an input field their defaults', async () => {
    const query = `query($first: Int, $o: UserOrder, $d: OrderDirection, $t: Boolean) {
      users(first: $first, orderBy: $o) { nodes { id } }
      byName: users(first: $first, orderBy: { field: DISPLAY_NAME, direction: $d }) { nodes { id } }
      groups(search: "france") { nodes { users(transitive: $t) { totalCount } } }
    }`;
    const written = `{
      users(first: 25, orderBy: { field: DISPLAY_NAME, direction: ASC }) { nodes { id } }
      byName: users(first: 25, orderBy: { field: DISPLAY_NAME, direction: ASC }) { nodes { id } }
      groups(search: "france") { nodes { users(transitive: false) { totalCount } } }
    }`;
    const { data, errors } = await ask(query, {});

    expect(errors).toEqual([]);
    expect(data.users.nodes).toHaveLength(25);
    expect(data).toEqual((await ask(written)).data);
    expect((await ask(query, { first: 2, o: { field: 'DISPLAY_NAME' }, d: 'DESC', t: true })).data).not.toEqual(data);
  });

  test.each([
    ['at the root', 'query($v: Boolean = true) { viewer @skip(if: $v) { id } }', []],
    ['of a field of an object', 'query($v: Boolean = true) { viewer { id @include(if: $v) } }', ['viewer']],
    [
      'in a list',
      'query($v: Boolean = true) { users(first: 1) { nodes { id @skip(if: $v) } } }',
      ['users', 'nodes', 0],
    ],
  ])('that is null for a condition %s is refused at its place, although it has a default', async (_, query, at) => {
    const { errors, text } = await ask(query, { v: null });

    expect(errors.map(({ path = [], extensions }) => [path, extensions])).toEqual([[at, { code: 'BAD_USER_INPUT' }]]);
    expect(text).not.toMatch(INNARDS);
  });

  test.each([
    ['of an enum', '$v: FindingRule', 'findings(rule: $v) { nodes { key } }'],
    ['of a number', '$v: Int', 'users(first: $v) { totalCount }'],
    ['of a filter', '$v: UserFilter', 'users(filter: $v) { totalCount }'],
  ])('of 40,000 characters in the place %s is refused without repeating it', async (_, declared, use) => {
    const { errors, text } = await ask(`query(${declared}) { a: ${use} b: ${use} }`, { v: '😀'.repeat(20_000) });

    expect(errors.length).toBeGreaterThan(0);
    for (const { message } of errors) expect(message).toMatch(/^.{0,1000}…$/su);
    expect(text.length).toBeLessThan(6_000);
  });

  test('nested 20,000 deep is refused like any other wrong value', async () => {
    const lists = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    // The body takes not quite as many objects.
    const objects = `${'{"a":'.repeat(16_000)}1${'}'.repeat(16_000)}`;
    for (const [declared, use, deep] of [
      ['String', 'users(search: $v) { totalCount }', lists],
      ['[ID!]!', 'nodes(ids: $v) { id }', lists],
      ['UserFilter', 'users(filter: $v) { totalCount }', lists],
      ['UserFilter', 'users(filter: $v) { totalCount }', objects],
      ['UserFilter', 'users(filter: $v) { totalCount }', `{"groupId":${objects}}`],
      ['DateTime', 'devices(filter: { lastCheckInBefore: $v }) { totalCount }', lists],
    ]) {
      const response = await fetch(`${service.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: `{"query":"query($v: ${declared}) { ${use} }","variables":{"v":${deep}}}`,
      });
      const text = await response.text();
      const body = JSON.parse(text) as { errors: GraphQLFormattedError[] };
      expect(Object.keys(body)).toEqual(['errors']);
      expect(codes(body.errors)).toEqual(['BAD_USER_INPUT']);
      expect(text).not.toMatch(/RangeError|call stack/);
    }
  });
});

describe('names of JavaScript', () => {
  test('are names like any other: of operations, fragments, variables and aliases', async () => {
    const query = `query constructor($constructor: String, $toString: Int = 1) {
      __proto__: viewer { ...__proto__ }
      constructor: users(search: $constructor, first: $toString) { ...valueOf }
    }
    fragment __proto__ on Viewer { state }
    fragment valueOf on UserConnection { hasOwnProperty: totalCount }`;
    const { text, errors } = await ask(query, { constructor: 'marc dubois' });

    expect(errors).toEqual([]);
    expect(text.trim()).toBe('{"data":{"__proto__":{"state":"ACTIVE"},"constructor":{"hasOwnProperty":1}}}');
    expect(({} as Record<string, unknown>)['state']).toBeUndefined();
  });

  test('are no fields, arguments, types or operations of the graph', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      for (const query of [
        `{ ${name} }`,
        `{ viewer { ${name} } }`,
        `{ users(${name}: 1) { totalCount } }`,
        `query($v: ${name}) { users(search: $v) { totalCount } }`,
        `{ viewer { ... on ${name} { id } } }`,
        `{ viewer { id @${name} } }`,
        `{ users(filter: { ${name}: 1 }) { totalCount } }`,
      ]) {
        const { data, errors, text } = await ask(query);
        expect(data).toBeUndefined();
        expect(errors.length).toBeGreaterThan(0);
        for (const code of codes(errors)) expect(code).toMatch(/^(GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT)$/);
        expect(text).not.toMatch(INNARDS);
      }
      const response = await fetch(`${service.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: `{"query":"query A { __typename } query B { __typename }","operationName":"${name}"}`,
      });
      const body = (await response.json()) as { errors: GraphQLFormattedError[] };
      expect(Object.keys(body)).toEqual(['errors']);
      expect(codes(body.errors)).toEqual(['OPERATION_RESOLUTION_FAILURE']);
    }
  });

  test('change nothing as a default value of a variable', async () => {
    const all = await ask('{ users { totalCount } }');
    const { data, errors } = await ask(
      'query($__proto__: UserFilter = { accountEnabled: true }) { users(filter: $__proto__) { totalCount } viewer { state } }',
    );

    expect(errors).toEqual([]);
    expect(data.users.totalCount).toBeLessThanOrEqual(all.data.users.totalCount);
    expect(({} as Record<string, unknown>)['accountEnabled']).toBeUndefined();
    expect((await ask('{ users { totalCount } }')).data).toEqual(all.data);
  });
});

describe('a cursor', () => {
  const PAGE = 'query($a: String) { users(after: $a) { totalCount nodes { id } pageInfo { endCursor } } }';
  const cursorOf = async (query: string) => {
    const { data } = await ask(query);
    const [list] = Object.values(data) as { pageInfo: { endCursor: string } }[];
    return list?.pageInfo.endCursor as string;
  };
  const decoded = (cursor: string) => JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
  const encoded = (values: unknown) => base64url(JSON.stringify(values));

  test.each([
    ['empty', ''],
    ['garbage', 'garbage'],
    ['a number', '10'],
    ['base64 of garbage', base64url('garbage')],
    ['an object', base64url('{"id":"x"}')],
    ['an empty list', base64url('[]')],
    ['null', base64url('null')],
    ['of an unknown order', base64url('["x","a","b"]')],
    ['of a prototype', base64url('["__proto__","a","b"]')],
    ['nested 500 deep', base64url('['.repeat(500) + ']'.repeat(500))],
    ['SQL', base64url("' OR 1=1--")],
  ])('is refused when it is %s', async (_, a) => {
    await expectFieldRefused('query($a: String) { users(after: $a) { totalCount } }', { a });
    await expectFieldRefused('query($a: String) { devices(after: $a) { totalCount } }', { a });
  });

  test('of another list, or of another order of the same list, is refused', async () => {
    const device = await cursorOf('{ devices(first: 1) { pageInfo { endCursor } } }');
    const byName = await cursorOf('{ users(first: 1) { pageInfo { endCursor } } }');

    await expectFieldRefused('query($a: String) { users(after: $a) { totalCount } }', { a: device });
    await expectFieldRefused(
      'query($a: String) { users(after: $a, orderBy: { field: USER_PRINCIPAL_NAME }) { totalCount } }',
      { a: byName },
    );
    await expectFieldRefused(
      'query($a: String) { users(after: $a, orderBy: { field: DISPLAY_NAME, direction: DESC }) { totalCount } }',
      { a: byName },
    );
  });

  test('with values that its order does not have is refused', async () => {
    const [name, ...values] = decoded(await cursorOf('{ users(first: 1) { pageInfo { endCursor } } }'));
    for (const wrong of [
      [name],
      [name, ...values, 'x'],
      [name, ...values.slice(1)],
      [name, ...values.map(() => 1)],
      [name, ...values.map(() => null)],
      [name, ...values.map(() => ({}))],
      [name, ...values.map(() => ['x'])],
      [name, ...values.map(() => 'a\0')],
      [name, ...values.map(() => '\ud800')],
    ]) {
      await expectFieldRefused('query($a: String) { users(after: $a) { totalCount } }', { a: encoded(wrong) });
    }
  });

  test('that was tampered with gives the viewer their own rows and nothing else', async () => {
    const { data } = await ask('{ users(first: 100) { totalCount nodes { id } pageInfo { endCursor } } }', {}, paris);
    const own = new Set(data.users.nodes.map(({ id }: { id: string }) => id));
    expect(own.size).toBe(22);
    const [name] = decoded(data.users.pageInfo.endCursor);

    for (const [first, second] of [
      ['', ''],
      ["' OR 1=1--", ''],
      ["') UNION SELECT * FROM users--", "'; DROP TABLE users;--"],
      ['%', '%'],
      ['m', NEVER],
    ]) {
      const page = await ask(PAGE, { a: encoded([name, first, second]) }, paris);
      expect(page.errors).toEqual([]);
      expect(page.data.users.totalCount).toBe(22);
      for (const { id } of page.data.users.nodes) expect(own).toContain(id);
    }
    const everything = await ask(PAGE, { a: encoded([name, '', '']) }, paris);
    expect(everything.data.users.nodes).toHaveLength(22);
    const nothing = await ask(PAGE, { a: encoded([name, '\u{10FFFF}', '']) }, paris);
    expect(nothing.data.users).toEqual({ totalCount: 22, nodes: [], pageInfo: { endCursor: null } });
  });
});

describe('SQL', () => {
  const INJECTIONS = [
    "' OR 1=1--",
    "' OR '1'='1",
    '" OR ""="',
    '"; DROP TABLE users;--',
    "'; DROP TABLE users;--",
    "') UNION SELECT id, user_principal_name FROM users--",
    "\\'; DELETE FROM devices; --",
    "1); ATTACH DATABASE 'x.db' AS x; --",
    '%00',
    '#{1+1}',
    "$1', ?, :a, @b",
  ];
  // One operation may not look at so many rows.
  const SEARCHES = [
    `query($s: String) { users(search: $s) { totalCount nodes { id } } devices(search: $s) { totalCount nodes { id } } }`,
    `query($s: String) { groups(search: $s) { totalCount nodes { id } } apps(search: $s) { totalCount nodes { id } } }`,
  ];
  const search = async (s?: string) => {
    const answers = await Promise.all(SEARCHES.map((query) => ask(query, { s })));
    return {
      data: Object.assign({}, ...answers.map(({ data }) => data)),
      errors: answers.flatMap(({ errors }) => errors),
    };
  };
  // Other characters than letters and digits only separate words.
  const wordsOf = (s: string) => s.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  const everything = async () => {
    const { writer } = service.database;
    const counts: Record<string, unknown> = {};
    for (const name of await tablesOf(writer)) counts[name] = await writer(name).count({ rows: '*' });
    return { definitions: await definitionsOf(writer), counts };
  };

  test('in a search, an id, a name or a cursor is text, and leaves everything as it is', async () => {
    const before = await everything();
    for (const s of INJECTIONS) {
      const searched = await search(s);
      expect(searched.errors).toEqual([]);
      expect(searched.data).toEqual((await search(wordsOf(s))).data);
      expect(searched.data.groups).toEqual({ totalCount: 0, nodes: [] });
      const named = await ask('query($s: String) { user(userPrincipalName: $s) { id } }', { s });
      expect([named.data, named.errors]).toEqual([{ user: null }, []]);
      for (const type of ['User', 'Device', 'Group', 'App', 'AppInstallState', 'Role', 'Tenant', 'Viewer'] as const) {
        const found = await ask('query($id: ID!) { node(id: $id) { id } }', { id: toNodeId(type, s) });
        expect([found.data, found.errors]).toEqual([{ node: null }, []]);
      }
      const filtered = await ask('query($id: ID!) { users(filter: { groupId: $id }) { totalCount } }', {
        id: toNodeId('Group', s),
      });
      expect([filtered.data, filtered.errors]).toEqual([{ users: { totalCount: 0 } }, []]);
    }

    expect(await everything()).toEqual(before);
    expect(before.counts['users']).not.toEqual([{ rows: 0 }]);
  });

  test('has no wildcards in a search', async () => {
    const all = (await search()).data;
    for (const s of ['%', '_', '%%%', '*', '?', '%_'.repeat(100)]) {
      const { data, errors } = await search(s);
      expect(errors).toEqual([]);
      const none = { totalCount: 0, nodes: [] };
      expect([s, data]).toEqual([s, { users: none, devices: none, groups: none, apps: none }]);
    }
    for (const s of ['mar%', 'mar_', '%mar', '_mar', 'm%r', 'm_r', 'mar*']) {
      const { data, errors } = await search(s);
      expect(errors).toEqual([]);
      expect([s, data]).toEqual([s, (await search(wordsOf(s))).data]);
      expect(data.users.totalCount).toBeLessThan(all.users.totalCount);
    }
  });
});
