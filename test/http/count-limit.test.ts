import { rebuildAncestors } from '../../src/group/nesting';
import { toNodeId } from '../../src/resolving/node-id';
import { needed } from '../support/needed';
import { type Service, startService } from '../support/service';

const ADMIN = 'admin@contoso.example';
const APP = 'app-counted';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

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
});

test('a group of 100,000 users that is nested ten deep is paged, counted and filtered by like any other', async () => {
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

  const list = 'totalCount totalCountIsLowerBound nodes { displayName }';
  const asked = async (query: string) => {
    const { data, errors } = await service.ask(`query ($id: ID!) { ${query} }`, {
      as: ADMIN,
      variables: { id: toNodeId('Group', 'deep-0') },
    });
    expect(errors).toEqual([]);
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
