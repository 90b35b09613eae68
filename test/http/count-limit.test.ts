import { isObjectType } from 'graphql';
import { countGains, TESTED } from '../../src/administration/gains';
import { LARGE } from '../../src/authorization/member-lists';
import { NO_SCOPE } from '../../src/authorization/scope';
import { LARGE_GROUP } from '../../src/authorization/scope-size';
import { COUNTS } from '../../src/database/database';
import { updateStatistics } from '../../src/database/indexes';
import { rebuildAncestors } from '../../src/group/nesting';
import { toNodeId } from '../../src/resolving/node-id';
import { ADMIN, EVERYWHERE, idOfAdministered } from '../support/administration';
import { ENGINE } from '../support/engines';
import { idNamed, recordedIssue } from '../support/known-issue';
import { needed } from '../support/needed';
import { operatorWith } from '../support/operators';
import { READS_ALL_MEMBERS, stepsOf } from '../support/plans';
import { GRAPH, NOW, type Service, startService } from '../support/service';

const APP = 'app-counted';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** How the parents of a list are read, with LIST for the list itself. */
const PARENTS: Readonly<Record<string, string>> = {
  Query: 'LIST',
  App: 'apps(first: 50) { nodes { LIST } }',
  AppProtectionPolicy: 'appProtectionPolicies { nodes { LIST } }',
  Device: 'devices(first: 50, orderBy: { field: DEVICE_NAME, direction: ASC }) { nodes { LIST } }',
  Group: 'nodes(ids: $groups) { ... on Group { LIST } }',
  PermissionHolders: 'permission(permission: ORGANIZATION_READ) { LIST }',
  Policy: 'policies { nodes { LIST } }',
  Role: 'roles { nodes { LIST } }',
  RoleAssignment: 'roleAssignments { nodes { LIST } }',
  Tenant: 'tenant { LIST }',
  User: 'users(first: 50) { nodes { LIST } }',
};

/** Other arguments, with which a list is counted in another way. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  'Query.users': ['search: "ma"', 'filter: { accountEnabled: true }', 'filter: { groupId: $group }'],
  'Query.devices': ['search: "par"', 'filter: { platform: [WINDOWS] }', 'filter: { groupId: $group }'],
  'Query.groups': ['search: "pa"'],
  'Query.apps': ['search: "mi"'],
  'Group.users': ['transitive: true'],
  'Group.devices': ['transitive: true'],
};

const LISTS = Object.values(GRAPH.schema.getTypeMap())
  .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
  .flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()).map((field) => ({ type, field })) : []))
  .filter(({ field }) => {
    const list = GRAPH.schema.getType(String(field.type).replace('!', ''));
    return isObjectType(list) && list.getFields()['totalCountIsLowerBound'] !== undefined;
  })
  .flatMap(({ type, field }) => {
    const coordinate = `${type.name}.${field.name}`;
    return ['', ...(ARGUMENTS[coordinate] ?? [])].map((args) => [coordinate, args] as const);
  });

interface Counted {
  readonly totalCount: number;
  readonly totalCountIsLowerBound: boolean;
}

/** The lists in an answer, in its order. */
function listsIn(value: unknown): Counted[] {
  if (Array.isArray(value)) return value.flatMap(listsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { totalCount, totalCountIsLowerBound } = value as Counted;
  if (totalCount !== undefined) return [{ totalCount, totalCountIsLowerBound }];
  return Object.values(value).flatMap(listsIn);
}

/** Two of each thing of which the demo tenant has none or one. */
async function addPairs(): Promise<void> {
  const { writer } = service.database;
  const app = await idNamed(service, 'App', 'apps', 'Adobe Acrobat Reader DC');
  for (const text of ['One.', 'Two.']) await recordedIssue(service, { rule: 'REQUIRED_APP_FAILED', appId: app, text });
  const { group, held } = await operatorWith(service, { permissions: ['ORGANIZATION_READ'], scope: EVERYWHERE });
  const more = { displayName: 'Another of the same role', memberGroupIds: [group], scope: EVERYWHERE };
  await idOfAdministered(service, 'createRoleAssignment', { roleId: held[0]?.roleId, ...more });
  const member_id = await needed(writer('users').orderBy('name_key').limit(1).pluck('id'));
  const group_id = await needed(writer('groups').orderBy('name_key').limit(1).pluck('id'));
  const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();
  for (const n of [1, 2]) {
    await writer('group_membership_periods').insert({ group_id, member_id, since: ago(9 - n), until: ago(n) });
    await writer('quarantine').insert({ kind: 'USERS', resource: 'users', record: `${n}`, reason: 'It has no name.' });
    await writer('reported_findings').insert({
      ...{ id: `report-${n}`, rule: 'REQUIRED_APP_FAILED', severity: 'ERROR', user_id: member_id },
      ...{ operator_id: member_id, reason: 'It is wrong.', reported_at: ago(n) },
    });
    for (const table of ['policy_assignments', 'app_protection_assignments']) {
      const row = await needed(writer(table).orderBy('policy_id').limit(1));
      await writer(table).insert({ ...row, ordinal: 100 + n });
    }
  }
}

describe('where counts stop early', () => {
  /** The groups with the most users, groups and devices. */
  const large: string[] = [];
  beforeAll(async () => {
    await addPairs();
    for (const kind of ['USER', 'GROUP', 'DEVICE']) {
      const groups = service.database.primary('group_members').where({ kind }).groupBy('group_id');
      large.push(...(await groups.orderByRaw('COUNT(*) DESC, group_id').limit(2).pluck('group_id')));
    }
  });

  /** Asks for a list of all its parents. */
  async function counted(coordinate: string, args: string, as: string): Promise<Counted[]> {
    const [parent, name] = coordinate.split('.') as [string, string];
    const fields = `totalCount totalCountIsLowerBound ${args.includes('first') ? 'nodes { __typename }' : ''}`;
    const query = PARENTS[parent]?.replace('LIST', `${name}${args === '' ? '' : `(${args})`} { ${fields} }`) as string;
    const ids = large.map((id) => toNodeId('Group', id));
    const group = coordinate === 'Query.users' ? ids[0] : ids.at(-1);
    const given = [query.includes('$groups') && '$groups: [ID!]!', query.includes('$group }') && '$group: ID!'];
    const declared = given.filter((each) => each !== false).join(', ');
    const { data, errors } = await service.ask(`query ${declared === '' ? '' : `(${declared})`} { ${query} }`, {
      as,
      variables: { ...(declared.includes('$groups') ? { groups: ids } : {}), group },
    });
    expect(errors.filter(({ extensions }) => extensions?.['code'] !== 'FORBIDDEN')).toEqual([]);
    return listsIn(data);
  }

  test.each(LISTS)('%s(%s) says how many there are up to there, and whether there are more', async (list, given) => {
    for (const as of [ADMIN, 'helpdesk.paris@contoso.example']) {
      // The count alone, and with a page that is full, and with one that holds the whole list.
      for (const page of ['', 'first: 1', 'first: 60']) {
        const args = [given, page].filter((part) => part !== '').join(', ');
        const all = await counted(list, args, as);
        const most = Math.max(0, ...all.map(({ totalCount }) => totalCount));
        if (as === ADMIN) expect(most).toBeGreaterThan(1);
        expect(all.some(({ totalCountIsLowerBound }) => totalCountIsLowerBound)).toBe(false);
        for (const limit of new Set([1, most - 1, most].filter((count) => count > 0))) {
          const expected = all.map(({ totalCount }) => ({
            totalCount: Math.min(totalCount, limit),
            totalCountIsLowerBound: totalCount > limit,
          }));
          for (const members of [LARGE.members, 1]) {
            const replaced = [
              jest.replaceProperty(COUNTS, 'most', limit),
              jest.replaceProperty(LARGE, 'members', members),
              jest.replaceProperty(LARGE_GROUP, 'users', members),
              jest.replaceProperty(LARGE_GROUP, 'devices', members),
            ];
            const found = await counted(list, args, as);
            for (const each of replaced) each.restore();
            expect({ as, args, limit, members, found }).toEqual({ as, args, limit, members, found: expected });
          }
        }
      }
    }
  });
});

/** Gives an app so many states on one device. Each is of another user. */
async function failOn(states: number): Promise<void> {
  const { writer } = service.database;
  await writer('app_install_states').where({ app_id: APP }).delete();
  await writer('apps').where({ id: APP }).delete();
  const app = await needed(writer('apps').limit(1));
  await writer('apps').insert({ ...app, id: APP });
  const state = await needed(writer('app_install_states').limit(1));
  const rows = Array.from({ length: states }, (_, i) => ({ ...state, app_id: APP, user_id: `user-${i}` }));
  await writer.batchInsert('app_install_states', rows, 50);
}

const counted = async () => {
  const { data, errors } = await service.ask(
    `query ($id: ID!) { app(id: $id) { installStates(first: 1) { totalCount totalCountIsLowerBound } } }`,
    { as: ADMIN, variables: { id: toNodeId('App', APP) } },
  );
  expect(errors).toEqual([]);
  return data.app.installStates;
};

test.each([
  [9_999, { totalCount: 9_999, totalCountIsLowerBound: false }],
  [10_000, { totalCount: 10_000, totalCountIsLowerBound: false }],
  [10_001, { totalCount: 10_000, totalCountIsLowerBound: true }],
  [10_200, { totalCount: 10_000, totalCountIsLowerBound: true }],
])('%i items are counted up to 10,000, and the answer says whether there are more', async (states, expected) => {
  await failOn(states);

  expect(await counted()).toEqual(expected);
});

describe('the difference that a dry run tells', () => {
  const group = (id: string) => toNodeId('Group', id);

  /** Makes a security group of so many users, who may all be operators. */
  async function crowd(id: string, users: number): Promise<void> {
    const { writer } = service.database;
    const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${users})`;
    const security = { membership_type: 'ASSIGNED', security_enabled: 1, origin: 'LOCAL' };
    await writer('groups').insert({ id, display_name: id, name_key: id, ...security });
    await writer.raw(`INSERT INTO users (id, user_principal_name, upn_key, display_name, name_key, account_enabled, intune_licensed)
      ${numbers} SELECT '${id}-' || i, '${id}-' || i, '${id}-' || i, 'crowd', 'crowd', 1, 1 FROM n`);
    await writer.raw(
      `INSERT INTO group_members (group_id, kind, member_id) ${numbers} SELECT '${id}', 'USER', '${id}-' || i FROM n`,
    );
    await service.database.write(rebuildAncestors);
  }

  async function difference(members: string, scope: string) {
    const roleId = toNodeId(
      'Role',
      (await needed(service.database.primary('roles').where('display_name', 'Directory reader'))).id,
    );
    const input = {
      ...{ roleId, displayName: 'Crowd', dryRun: true },
      ...{ memberGroupIds: [group(members)], scope: { groupIds: [group(scope)] } },
    };
    const { data, errors } = await service.ask(
      `mutation ($input: CreateRoleAssignmentInput!) { createRoleAssignment(input: $input) {
        difference { operators usersGained usersLost devicesGained isLowerBound } userErrors { code } } }`,
      { as: ADMIN, variables: { input } },
    );
    expect([errors, data.createRoleAssignment.userErrors]).toEqual([[], []]);
    return data.createRoleAssignment.difference;
  }
  const counts = { usersLost: 0, devicesGained: 0 };

  test('compares and counts up to 10,000 operators, users and devices, and says whether there are more', async () => {
    await crowd('few', 3);
    await crowd('exact', 10_000);
    await crowd('more', 10_001);

    expect(await difference('few', 'exact')).toEqual([
      { operators: 3, usersGained: 10_000, ...counts, isLowerBound: false },
    ]);
    expect(await difference('few', 'more')).toEqual([
      { operators: 3, usersGained: 10_000, ...counts, isLowerBound: true },
    ]);
    expect(await difference('exact', 'few')).toEqual([
      { operators: 10_000, usersGained: 3, ...counts, isLowerBound: false },
    ]);
    expect(await difference('more', 'few')).toEqual([
      { operators: 10_000, usersGained: 3, ...counts, isLowerBound: true },
    ]);
  });

  test('looks at a limited number of members, and says where that ends a count', async () => {
    const limits = [jest.replaceProperty(TESTED, 'users', 3), jest.replaceProperty(TESTED, 'devices', 3)];

    expect(await difference('few', 'few')).toEqual([{ operators: 3, usersGained: 3, ...counts, isLowerBound: false }]);
    // It reads one more, to know whether there are more.
    expect(await difference('few', 'exact')).toEqual([{ operators: 3, usersGained: 4, ...counts, isLowerBound: true }]);

    for (const limit of limits) limit.restore();
  });

  test('shares the limit among all that is counted, and counts the same only once', async () => {
    const limits = [jest.replaceProperty(TESTED, 'users', 6), jest.replaceProperty(TESTED, 'devices', 6)];
    const all = { allUsers: true, allDevices: true, everything: true, groups: [] };
    const scope = (...groups: string[]) => ({ ...NO_SCOPE, groups });
    const gain = { kind: 'USER' as const, inside: scope('exact'), outside: NO_SCOPE, asker: all };
    const held = { ...gain, outside: scope('exact', 'few') };
    const devices = { ...gain, kind: 'DEVICE' as const, inside: all };
    const lowerBound = (count: number) => ({ count, isLowerBound: true });

    expect(await countGains(service.database.primary, [gain, gain, held])).toEqual([
      ...[lowerBound(7), lowerBound(7)],
      { count: 0, isLowerBound: false },
    ]);
    expect(await countGains(service.database.primary, [gain, { ...gain, inside: scope('more') }, devices])).toEqual([
      ...[lowerBound(3), lowerBound(3), lowerBound(3)],
    ]);

    for (const limit of limits) limit.restore();
  });
});

test('a group of 100,000 users that is nested ten deep is read in as many statements as one that holds them itself, and no statement reads a whole table or the members of all groups', async () => {
  const { writer } = service.database;
  const numbers = `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)`;
  const group = await needed(writer('groups').limit(1));
  const deep = Array.from({ length: 10 }, (_, i) => `deep-${i}`);
  await writer('groups').insert(deep.map((id) => ({ ...group, id })));
  await writer('group_members').insert(
    deep.slice(1).map((id, i) => ({ group_id: `deep-${i}`, kind: 'GROUP', member_id: id })),
  );
  await writer.raw(`INSERT INTO users (id, user_principal_name, upn_key, display_name, name_key, intune_licensed)
    ${numbers} SELECT 'crowd-' || i, 'crowd-' || i, 'crowd-' || i, 'crowd', 'crowd', 1 FROM n`);
  await writer.raw(
    `INSERT INTO group_members (group_id, kind, member_id) ${numbers} SELECT 'deep-9', 'USER', 'crowd-' || i FROM n`,
  );
  await service.database.write(rebuildAncestors);
  // As an import does.
  await updateStatistics(writer, ['users', 'group_members', 'group_ancestors']);

  const list = 'totalCount totalCountIsLowerBound nodes { displayName }';
  const headers = { authorization: `Bearer ${await service.token(ADMIN)}` };
  const asked = async (query: string) => {
    const askFor = (id: string) =>
      service.ask(`query ($id: ID!) { ${query} }`, { headers, variables: { id: toNodeId('Group', id) } });
    const { data, errors } = await askFor('deep-0');
    expect(errors).toEqual([]);
    const statements = await service.statements(() => askFor('deep-0'));
    expect(statements).toHaveLength((await service.statements(() => askFor('deep-9'))).length);
    if (ENGINE === 'sqlite') {
      const steps = await stepsOf(service, statements);
      expect(steps.filter((step) => /group_ancestors_ancestor|PRIMARY KEY \(group_id=/.test(step))).not.toEqual([]);
      expect(steps.filter((step) => READS_ALL_MEMBERS.test(step) || /^SCAN (?!counted|keys)\w+$/.test(step))).toEqual(
        [],
      );
    }
    return data;
  };

  const many = {
    totalCount: 10_000,
    totalCountIsLowerBound: true,
    nodes: [{ displayName: 'crowd' }, { displayName: 'crowd' }],
  };
  expect(
    await asked(
      `group(id: $id) { users(transitive: true, first: 2) { ${list} } devices(transitive: true) { totalCount } }`,
    ),
  ).toEqual({ group: { users: many, devices: { totalCount: 0 } } });
  expect(
    await asked(`users(first: 2, filter: { groupId: $id }) { ${list} }
      noncompliant: users(first: 2, filter: { groupId: $id, hasNoncompliantDevice: true }) { ${list} }`),
  ).toEqual({ users: many, noncompliant: { totalCount: 0, totalCountIsLowerBound: false, nodes: [] } });
});
