import { makeExecutableSchema } from '@graphql-tools/schema';
import { execute, parse } from 'graphql';
import { PERMISSIONS } from '../../src/authorization/permission-list';
import { resolvers } from '../../src/graph/schema';
import { fromNodeId, type NodeType, toNodeId } from '../../src/resolving/node-id';
import { typeDefs } from '../../src/resolving/sdl';
import { needed } from '../support/needed';
import { asImport, executed, type Service, startService } from '../support/service';

/*
 * graphql-shield and the scope in the SQL are two defences. These tests remove the first: they run the same resolvers,
 * loaders and stores without any rule.
 */
const unruled = makeExecutableSchema({ typeDefs, resolvers });

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

async function ask(as: string, query: string, variableValues: Record<string, unknown> = {}) {
  const { data, errors = [] } = await executed(service, as, (contextValue) =>
    execute({ schema: unruled, document: parse(query), contextValue, variableValues }),
  );
  // biome-ignore lint/suspicious/noExplicitAny: the result has the shape of the query.
  return { data: JSON.parse(JSON.stringify(data)) as any, errors };
}

interface Member {
  readonly group_id: string;
  readonly kind: 'USER' | 'GROUP' | 'DEVICE';
  readonly member_id: string;
}
interface DeviceRow {
  readonly id: string;
  readonly user_id: string | null;
  readonly entra_device_id: string | null;
}

/** The objects in Paris and its nested groups, computed here without SQL. */
async function inParis() {
  const db = service.database.primary;
  const members: Member[] = await db('group_members').select('group_id', 'kind', 'member_id');
  const entra: { id: string; device_id: string }[] = await db('entra_devices').select('id', 'device_id');
  const devices: DeviceRow[] = await db('devices').select('id', 'user_id', 'entra_device_id');
  const allUsers: string[] = await db('users').pluck('id');
  const paris = await needed(db('groups').where('display_name', 'Paris').pluck('id'));

  const nestedIn = (group: string): Set<string> => {
    const groups = new Set([group]);
    for (const id of groups) {
      for (const member of members) if (member.group_id === id && member.kind === 'GROUP') groups.add(member.member_id);
    }
    return groups;
  };
  const membersOf = (group: string) => {
    const groups = nestedIn(group);
    const of = (kind: string) =>
      new Set(members.filter((m) => m.kind === kind && groups.has(m.group_id)).map((m) => m.member_id));
    const [users, entraIds] = [of('USER'), of('DEVICE')];
    const deviceIds = new Set(entra.filter(({ id }) => entraIds.has(id)).map((each) => each.device_id));
    return {
      users: allUsers.filter((id) => users.has(id)),
      devices: devices.filter((each) => deviceIds.has(each.entra_device_id ?? '')).map(({ id }) => id),
    };
  };

  const found = membersOf(paris);
  const users = new Set(found.users);
  const owned = devices.filter((each) => each.user_id !== null && users.has(each.user_id)).map(({ id }) => id);
  return {
    users,
    devices: new Set([...found.devices, ...owned]),
    groups: nestedIn(paris),
    membersOf,
    allUsers,
    allDevices: devices.map(({ id }) => id),
  };
}

/** The keys of all objects of a type in an answer that has `__typename` beside `id`. */
function keysIn(value: unknown, type: NodeType): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((item) => [...keysIn(item, type)]));
  if (typeof value !== 'object' || value === null) return new Set();
  const { __typename, id } = value as { __typename?: string; id?: string };
  const own = __typename === type && id !== undefined ? [fromNodeId(id).key] : [];
  return new Set([...own, ...Object.values(value).flatMap((item) => [...keysIn(item, type)])]);
}

const PARIS = 'helpdesk.paris@contoso.example';
const NOBODY = 'nobody@contoso.example';

/** Users, devices and groups through every list that contains them. */
const WALK = `{
  users(first: 100) { totalCount nodes { __typename id
    devices(first: 100) { totalCount nodes { __typename id primaryUser { __typename id } } }
    groupMemberships(first: 100) { nodes { group { __typename id
      users(transitive: true, first: 100) { totalCount nodes { __typename id } }
      devices(transitive: true, first: 100) { totalCount nodes { __typename id } } } } }
    appProtectionStates(first: 100) { nodes { device { __typename id } } } } }
  devices(first: 100) { totalCount nodes { __typename id primaryUser { __typename id } } }
  groups(first: 100) { nodes { users(first: 100) { nodes { __typename id } }
    groups(first: 100) { nodes { users(first: 100) { nodes { __typename id } } } } } }
  apps(first: 100) { nodes { installStates(first: 100) { nodes { device { __typename id } } } } }
  roleAssignments(first: 100) { nodes { operators(first: 100) { nodes { __typename id } }
    members { users(first: 100) { nodes { __typename id } } }
    scopeGroups { users(first: 100) { nodes { __typename id } } } } }
  permission(permission: ROLES_READ) { operators(first: 100) { nodes { __typename id access {
    grants { chain { users(first: 100) { nodes { __typename id } } } } } } } }
  viewer { user { __typename id } }
}`;

// The rules of docs/architecture.md.
describe('Rule 11: with no graphql-shield rule before the resolvers, the scope in the SQL alone', () => {
  test('shows helpdesk.paris the users and devices of Paris on every way, and no others', async () => {
    const { users, devices, allUsers, allDevices } = await inParis();
    const { data } = await ask(PARIS, WALK);

    expect(keysIn(data, 'User')).toEqual(users);
    expect(keysIn(data, 'Device')).toEqual(devices);
    expect(data.users.totalCount).toBe(22);
    expect(data.devices.totalCount).toBe(devices.size);
    expect(users.size).toBe(22);
    expect(allUsers.length).toBeGreaterThan(users.size + 20);
    expect(allDevices.length).toBeGreaterThan(devices.size + 20);
  });

  test('shows helpdesk.paris the groups of Paris, those with a member from there, and no others', async () => {
    const { users, devices, groups, membersOf } = await inParis();
    const { data } = await ask(PARIS, '{ groups(first: 100) { totalCount nodes { __typename id } } }');
    const all = (await service.database.primary('groups').select('id')) as { id: string }[];
    const visible = all
      .map(({ id }) => id)
      .filter((id) => {
        const members = membersOf(id);
        return (
          groups.has(id) ||
          members.users.some((one) => users.has(one)) ||
          members.devices.some((one) => devices.has(one))
        );
      });

    expect(keysIn(data, 'Group')).toEqual(new Set(visible));
    expect(data.groups.totalCount).toBe(visible.length);
    expect(groups.size).toBe(5);
    expect(all.length).toBeGreaterThan(visible.length);
  });

  test('gives helpdesk.paris of all the ids of the tenant only those of Paris', async () => {
    const { users, devices } = await inParis();
    const db = service.database.primary;
    const ofUser = ({ user_id }: { user_id: string }) => users.has(user_id);
    const ofDevice = ({ device_id }: { device_id: string }) => devices.has(device_id);
    const policyStates = (await db('policy_states').select('id', 'kind', 'device_id')) as {
      id: string;
      kind: string;
      device_id: string;
    }[];
    const ofKind = (kind: string) => policyStates.filter((state) => state.kind === kind);
    const installs = (await db('app_install_states').select('device_id', 'app_id', 'user_id')) as {
      device_id: string;
      app_id: string;
      user_id: string;
    }[];
    const keyed = installs.map((state) => ({ ...state, id: `${state.device_id}/${state.app_id}/${state.user_id}` }));
    const rows = async (table: string) => (await db(table).select('*')) as { id: string; user_id: string }[];
    const failures = await rows('enrollment_failures');
    const protections = await rows('app_protections');
    const everything: readonly (readonly [NodeType, readonly { id: string; mine: boolean }[]])[] = [
      ['User', (await rows('users')).map(({ id }) => ({ id, mine: users.has(id) }))],
      ['Device', (await rows('devices')).map(({ id }) => ({ id, mine: devices.has(id) }))],
      ['CompliancePolicyState', ofKind('COMPLIANCE').map((row) => ({ id: row.id, mine: ofDevice(row) }))],
      ['ConfigurationState', ofKind('CONFIGURATION').map((row) => ({ id: row.id, mine: ofDevice(row) }))],
      ['AppInstallState', keyed.map((row) => ({ id: row.id, mine: ofDevice(row) }))],
      ['EnrollmentFailure', failures.map((row) => ({ id: row.id, mine: ofUser(row) }))],
      ['AppProtectionState', protections.map((row) => ({ id: row.id, mine: ofUser(row) }))],
    ];

    for (const [type, objects] of everything) {
      const seen = new Set<string>();
      for (let from = 0; from < objects.length; from += 100) {
        const ids = objects.slice(from, from + 100).map(({ id }) => toNodeId(type, id));
        const { data, errors } = await ask(PARIS, 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
          ids,
        });
        expect(errors).toEqual([]);
        for (const key of keysIn(data, type)) seen.add(key);
      }
      expect([type, seen]).toEqual([type, new Set(objects.filter(({ mine }) => mine).map(({ id }) => id))]);
      expect(seen.size).toBeGreaterThan(0);
      expect(seen.size).toBeLessThan(objects.length);
    }
  });

  test('answers helpdesk.paris for a user and a device of elsewhere as for those that never were', async () => {
    const query = `query ($user: ID!, $device: ID!, $upn: String!) {
      user(id: $user) { id } byName: user(userPrincipalName: $upn) { id } device(id: $device) { id } }`;
    const { users, devices, allUsers, allDevices } = await inParis();
    const stranger = allUsers.find((id) => !users.has(id)) as string;
    const elsewhere = {
      user: toNodeId('User', stranger),
      device: toNodeId('Device', allDevices.find((id) => !devices.has(id)) as string),
      upn: await needed(service.database.primary('users').where('id', stranger).pluck('user_principal_name')),
    };
    const never = {
      user: toNodeId('User', 'never'),
      device: toNodeId('Device', 'never'),
      upn: 'never@contoso.example',
    };

    const nothing = { data: { user: null, byName: null, device: null }, errors: [] };
    expect(await ask(PARIS, query, elsewhere)).toEqual(nothing);
    expect(await ask(PARIS, query, never)).toEqual(nothing);
    expect((await ask('admin@contoso.example', query, elsewhere)).data).toEqual({
      user: { id: elsewhere.user },
      byName: { id: elsewhere.user },
      device: { id: elsewhere.device },
    });
  });

  test('shows an operator without an assignment no user, device, group or state of an app at all', async () => {
    const { data } = await ask(NOBODY, WALK);

    expect(keysIn(data, 'User')).toEqual(new Set());
    expect(keysIn(data, 'Device')).toEqual(new Set());
    expect(data.users).toEqual({ totalCount: 0, nodes: [] });
    expect(data.devices).toEqual({ totalCount: 0, nodes: [] });
    expect(data.groups.nodes).toEqual([]);
    expect(
      new Set(data.apps.nodes.map((found: { installStates: { nodes: [] } }) => found.installStates.nodes.length)),
    ).toEqual(new Set([0]));
  });

  test('shows helpdesk.paris no count of what lies elsewhere', async () => {
    const { devices } = await inParis();
    const states = (await service.database.primary('app_install_states').select('app_id', 'device_id')) as {
      app_id: string;
      device_id: string;
    }[];
    const counted = new Map<string, number>();
    for (const { app_id, device_id } of states) {
      if (devices.has(device_id)) counted.set(app_id, (counted.get(app_id) ?? 0) + 1);
    }
    const { data } = await ask(PARIS, '{ apps(first: 60) { nodes { id installStates(first: 1) { totalCount } } } }');

    const found = data.apps.nodes.map((each: { id: string; installStates: { totalCount: number } }) => [
      fromNodeId(each.id).key,
      each.installStates.totalCount,
    ]);
    expect(Object.fromEntries(found.filter(([, count]: [string, number]) => count > 0))).toEqual(
      Object.fromEntries(counted),
    );
  });

  test('lists for helpdesk.paris, of those who hold a permission, the users of Paris alone', async () => {
    const { users } = await inParis();
    const query = `{ ${PERMISSIONS.map(
      ({ permission }) =>
        `${permission}: permission(permission: ${permission}) { operators(first: 100) { totalCount nodes { id } } }`,
    ).join(' ')} }`;
    const keysOf = (data: Record<string, { operators: { totalCount: number; nodes: { id: string }[] } }>) =>
      Object.entries(data).map(([permission, { operators }]) => {
        const keys = operators.nodes.map(({ id }) => fromNodeId(id).key);
        expect(operators.totalCount).toBe(keys.length);
        return [permission, keys] as const;
      });

    const all = keysOf((await ask('admin@contoso.example', query)).data);
    const found = keysOf((await ask(PARIS, query)).data);

    expect(found).toEqual(all.map(([permission, keys]) => [permission, keys.filter((key) => users.has(key))]));
    expect(all.flatMap(([, keys]) => keys).length).toBeGreaterThan(found.flatMap(([, keys]) => keys).length);
    expect(found.flatMap(([, keys]) => keys).length).toBeGreaterThan(0);
  });

  test('explains to helpdesk.paris nothing of an operator or a subject of elsewhere, as of none that ever was', async () => {
    const query = `query ($operatorId: ID!, $subjectId: ID!) {
      explainAccess(operatorId: $operatorId, coordinate: "User.displayName", subjectId: $subjectId) { allowed } }`;
    const { users, allUsers } = await inParis();
    const inside = toNodeId('User', [...users][0] as string);
    const stranger = toNodeId('User', allUsers.find((id) => !users.has(id)) as string);
    const never = toNodeId('User', 'never');
    const explain = (as: string, operatorId: string, subjectId: string) => ask(as, query, { operatorId, subjectId });

    const nothing = { data: { explainAccess: null }, errors: [] };
    for (const unseen of [stranger, never]) {
      expect(await explain(PARIS, unseen, inside)).toEqual(nothing);
      expect(await explain(PARIS, inside, unseen)).toEqual(nothing);
    }
    expect((await explain(PARIS, inside, inside)).data.explainAccess).not.toBeNull();
    expect((await explain('admin@contoso.example', stranger, inside)).data.explainAccess).not.toBeNull();
    expect((await explain('admin@contoso.example', inside, stranger)).data.explainAccess).not.toBeNull();
  });

  test('shows nobody but those who hold its permission over everything an event of the audit trail', async () => {
    const make =
      'mutation { createRole(input: { displayName: "Audited", permissions: [ROLES_READ] }) { role { id } } }';
    expect((await ask('admin@contoso.example', make)).errors).toEqual([]);
    const { data } = await ask('admin@contoso.example', '{ auditEvents { nodes { id } } }');
    const ids = data.auditEvents.nodes.map(({ id }: { id: string }) => id);
    expect(ids.length).toBeGreaterThan(0);

    for (const as of [PARIS, NOBODY, 'apps.only@contoso.example', 'split@contoso.example']) {
      const list = await ask(as, '{ auditEvents { totalCount nodes { id } } }');
      const byId = await ask(as, 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });

      expect(list.data).toEqual({ auditEvents: null });
      expect(list.errors.map(({ extensions }) => [extensions['code'], extensions['reason']])).toEqual([
        ['FORBIDDEN', 'OUT_OF_SCOPE'],
      ]);
      expect(byId.data.nodes).toEqual(ids.map(() => null));
    }
  });

  test.each([
    [PARIS, 'PERMISSION'],
    [NOBODY, 'PERMISSION'],
    ['disabled@contoso.example', 'DISABLED'],
    ['unlicensed@contoso.example', 'LICENSE'],
  ])('refuses %s every mutation with %s, for each asks for its own permission too', async (as, reason) => {
    const role = await needed(service.database.primary('roles').pluck('id'));
    const assignment = await needed(service.database.primary('role_assignments').pluck('id'));
    const [roleId, roleAssignmentId] = [toNodeId('Role', role), toNodeId('RoleAssignment', assignment)];
    // Helpdesk.paris holds what this one needs.
    const refresh = [
      'refreshUser',
      'ORGANIZATION_READ MANAGED_DEVICES_READ',
      `userId: "${toNodeId('User', 'x')}"`,
    ] as const;
    const issue = 'rule: DEVICE_SILENT, text: "Never made", endsAt: "2099-01-01T00:00:00Z"';
    const issueId = toNodeId('KnownIssue', 'x');
    const mutations = [
      ['createKnownIssue', 'ROLES_UPDATE', issue],
      ['updateKnownIssue', 'ROLES_UPDATE', `knownIssueId: "${issueId}"`],
      ['endKnownIssue', 'ROLES_UPDATE', `knownIssueId: "${issueId}"`],
      ['createRole', 'ROLES_CREATE', 'displayName: "Never made", permissions: [ROLES_READ]'],
      ['duplicateRole', 'ROLES_CREATE', `roleId: "${roleId}", displayName: "Never made"`],
      ['updateRole', 'ROLES_UPDATE', `roleId: "${roleId}", displayName: "Never made"`],
      ['deleteRole', 'ROLES_DELETE', `roleId: "${roleId}"`],
      [
        'createRoleAssignment',
        'ROLES_ASSIGN',
        `roleId: "${roleId}", displayName: "Never made", memberGroupIds: [], scope: { allUsers: true }`,
      ],
      ['updateRoleAssignment', 'ROLES_ASSIGN', `roleAssignmentId: "${roleAssignmentId}", displayName: "Never made"`],
      ['deleteRoleAssignment', 'ROLES_ASSIGN', `roleAssignmentId: "${roleAssignmentId}"`],
      ...(as === PARIS ? [] : [refresh]),
    ] as const;
    const query = `mutation { ${mutations
      .map(([name, , input]) => `${name}(input: { ${input} }) { userErrors { code } }`)
      .join(' ')} }`;

    const { data, errors } = await ask(as, query);

    expect(data).toEqual(Object.fromEntries(mutations.map(([name]) => [name, null])));
    expect(errors.map(({ extensions }) => extensions)).toEqual(
      mutations.map(([name, permission]) => ({
        code: 'FORBIDDEN',
        reason,
        missing: reason === 'PERMISSION' ? permission.split(' ') : [],
        coordinate: `Mutation.${name}`,
      })),
    );
    expect(await service.database.primary('roles').where('display_name', 'Never made')).toEqual([]);
  });

  test('shows helpdesk.paris a group that contains a scope group, for a group is a member too, also when nobody is in it', async () => {
    const named = (id: string) => ({
      id,
      display_name: id,
      name_key: id,
      membership_type: 'ASSIGNED',
      security_enabled: 1,
    });
    await asImport(service, async (trx) => {
      const paris = await needed(trx('groups').where('display_name', 'Paris').pluck('id'));
      const assignment = await needed(trx('assignment_scopes').where('group_id', paris).pluck('assignment_id'));
      for (const id of ['scope-without-members', 'above-it']) {
        await trx('groups').insert({ ...named(id), origin: 'INTUNE' });
        await trx('group_ancestors').insert({ group_id: id, ancestor_id: id });
      }
      await trx('group_members').insert({ group_id: 'above-it', kind: 'GROUP', member_id: 'scope-without-members' });
      await trx('group_ancestors').insert({ group_id: 'scope-without-members', ancestor_id: 'above-it' });
      await trx('assignment_scopes').insert({ assignment_id: assignment, group_id: 'scope-without-members' });
    });
    const query =
      'query ($scope: ID!, $above: ID!) { scope: group(id: $scope) { displayName } above: group(id: $above) { displayName } }';
    const ids = { scope: toNodeId('Group', 'scope-without-members'), above: toNodeId('Group', 'above-it') };

    expect((await ask(PARIS, query, ids)).data).toEqual({
      scope: { displayName: 'scope-without-members' },
      above: { displayName: 'above-it' },
    });
  });
});
