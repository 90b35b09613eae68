import { type GraphQLEnumType, type GraphQLObjectType, getNamedType, isLeafType, isObjectType } from 'graphql';
import { reachOf } from '../../src/authorization/reach';
import type { Permission } from '../../src/generated/graphql';
import { keyOf, type NodeType, toNodeId } from '../../src/resolving/node-id';
import { EVERYWHERE, idOfAdministered } from '../support/administration';
import { drawn } from '../support/amount';
import { operatorWith } from '../support/operators';
import { type Answer, GRAPH, refusals, type Service, startService } from '../support/service';

const ADMIN = 'admin@contoso.example';
const HELPDESK = 'helpdesk@contoso.example';
const HELPDESK_PARIS = 'helpdesk.paris@contoso.example';
const SPLIT = 'split@contoso.example';
const LATE_SHIFT = 'late.shift@contoso.example';
const APPS_ONLY = 'apps.only@contoso.example';
const NOBODY = 'nobody@contoso.example';
const DISABLED = 'disabled@contoso.example';
const UNLICENSED = 'unlicensed@contoso.example';

type Ids = Map<string, string>;
let service: Service;
let ids: Readonly<Record<'users' | 'devices' | 'groups' | 'roles' | 'assignments', Ids>>;
beforeAll(async () => {
  service = await startService();
  const named = async (table: string, type: NodeType, name: string): Promise<Ids> => {
    const rows: { id: string; name: string }[] = await service.database.primary(table).select('id', `${name} as name`);
    return new Map(rows.map((row) => [row.name, toNodeId(type, row.id)]));
  };
  ids = {
    users: await named('users', 'User', 'user_principal_name'),
    devices: await named('devices', 'Device', 'device_name'),
    groups: await named('groups', 'Group', 'display_name'),
    roles: await named('roles', 'Role', 'display_name'),
    assignments: await named('role_assignments', 'RoleAssignment', 'display_name'),
  };
});
afterAll(() => service.stop());

const user = (name: string): string => ids.users.get(name.includes('@') ? name : `${name}@contoso.example`) as string;
const device = (name: string): string => ids.devices.get(name) as string;
const group = (name: string): string => ids.groups.get(name) as string;

async function read(query: string, variables: Record<string, unknown> = {}, as = ADMIN) {
  const { data, errors } = await service.ask(query, { as, variables });
  expect(errors).toEqual([]);
  return data;
}

const remove = (roleAssignmentId: string) =>
  read('mutation ($id: ID!) { deleteRoleAssignment(input: { roleAssignmentId: $id }) { userErrors { code } } }', {
    id: roleAssignmentId,
  });

/** A new operator who reads roles, and the users of a group. */
const rolesReaderIn = (name: string) =>
  operatorWith(service, { permissions: ['ROLES_READ', 'ORGANIZATION_READ'], scope: { groupIds: [group(name)] } });

/** A new group of these users. */
async function groupWithMembers(name: string, members: readonly string[]): Promise<string> {
  await service.database.writer.transaction(async (trx) => {
    const named = { id: name, display_name: name, name_key: name.toLowerCase() };
    await trx('groups').insert({ ...named, membership_type: 'ASSIGNED', security_enabled: 1, origin: 'LOCAL' });
    await trx('group_ancestors').insert({ group_id: name, ancestor_id: name });
    for (const member of members) {
      await trx('group_members').insert({ group_id: name, kind: 'USER', member_id: keyOf('User', user(member)) });
    }
  });
  return toNodeId('Group', name);
}

const nodes = (names: readonly string[]) => names.map((displayName) => ({ displayName }));
/** The names of the holders of a permission, in their order. */
const rolesWith = (permission: Permission, isEffective: boolean): Promise<string[]> => {
  const found = service.database
    .primary('roles')
    .join('role_permissions', 'role_id', 'id')
    .where({ permission })
    .orderBy(['name_key', 'id']);
  return (isEffective ? found.whereNull('ineffective_reason') : found).pluck('display_name');
};

describe('what viewers learn of themselves', () => {
  const PERMISSIONS = '{ viewer { permissions { permission assignments { displayName roleDisplayName } } } }';

  test.each([
    [
      HELPDESK_PARIS,
      {
        ORGANIZATION_READ: [['Paris first line', 'Troubleshooting operator']],
        MANAGED_DEVICES_READ: [['Paris first line', 'Troubleshooting operator']],
        MOBILE_APPS_READ: [['Paris first line', 'Troubleshooting operator']],
        MANAGED_APPS_READ: [['Paris first line', 'Troubleshooting operator']],
      },
    ],
    [
      SPLIT,
      {
        ORGANIZATION_READ: [['Lyon directory', 'Directory reader']],
        MANAGED_DEVICES_READ: [['Field service devices', 'Device reader']],
      },
    ],
    // The contractors' assignment is ineffective, so it gives no permission.
    [APPS_ONLY, { MOBILE_APPS_READ: [['Application packaging', 'App support']] }],
    [NOBODY, {}],
  ])('%s: which assignments give each permission', async (as, expected) => {
    const { viewer } = await read(PERMISSIONS, {}, as);
    const found = viewer.permissions.map(
      (held: { permission: string; assignments: { displayName: string; roleDisplayName: string }[] }) => [
        held.permission,
        held.assignments.map(({ displayName, roleDisplayName }) => [displayName, roleDisplayName]),
      ],
    );

    expect(Object.fromEntries(found)).toEqual(expected);
  });

  test('two assignments that give the same are both named', async () => {
    const id = await idOfAdministered(service, 'createRoleAssignment', {
      roleId: ids.roles.get('Device reader'),
      displayName: 'More devices',
      memberGroupIds: [group('Help desk Paris')],
      scope: { groupIds: [group('Lyon')] },
    });
    const { viewer } = await read(PERMISSIONS, {}, HELPDESK_PARIS);
    const held = viewer.permissions.find((each: { permission: string }) => each.permission === 'MANAGED_DEVICES_READ');
    await remove(id);

    expect([...held.assignments].sort((a, b) => (a.displayName < b.displayName ? -1 : 1))).toEqual([
      { displayName: 'More devices', roleDisplayName: 'Device reader' },
      { displayName: 'Paris first line', roleDisplayName: 'Troubleshooting operator' },
    ]);
  });

  test('what is missing for troubleshooting, with the roles that would give it', async () => {
    const { as } = await rolesReaderIn('Paris');
    const { viewer } = await read('{ viewer { missing { permission roles { displayName } } } }', {}, as);
    const missing: Permission[] = ['MANAGED_DEVICES_READ', 'MOBILE_APPS_READ', 'MANAGED_APPS_READ'];

    expect(viewer.missing).toEqual(
      await Promise.all(
        missing.map(async (permission) => ({ permission, roles: nodes(await rolesWith(permission, true)) })),
      ),
    );
    expect(viewer.missing[0].roles).toContainEqual({ displayName: 'Troubleshooting operator' });
    // An ineffective assignment would not help.
    expect(viewer.missing[0].roles).not.toContainEqual({ displayName: 'Contractor support' });
  });

  test('what is missing without the roles, for who may not read them', async () => {
    const answer = await service.ask('{ viewer { missing { permission roles { displayName } } } }', { as: SPLIT });

    expect(answer.data.viewer.missing).toEqual([
      { permission: 'MOBILE_APPS_READ', roles: null },
      { permission: 'MANAGED_APPS_READ', roles: null },
    ]);
    expect(refusals(answer)).toEqual([
      'viewer.missing.0.roles: FORBIDDEN PERMISSION ROLES_READ',
      'viewer.missing.1.roles: FORBIDDEN PERMISSION ROLES_READ',
    ]);
  });

  test('that nothing is missing', async () => {
    expect(await read('{ viewer { canTroubleshoot missing { permission } } }', {}, HELPDESK)).toEqual({
      viewer: { canTroubleshoot: true, missing: [] },
    });
  });
});

describe('who holds a permission', () => {
  const HOLDERS = `query ($permission: Permission!) { permission(permission: $permission) { permission
    roles(first: 100) { totalCount nodes { displayName } }
    assignments(first: 100) { totalCount nodes { displayName } }
    operators(first: 100) { totalCount nodes { userPrincipalName } } } }`;

  test('is told by roles, assignments and operators', async () => {
    const { permission } = await read(HOLDERS, { permission: 'MOBILE_APPS_READ' });
    const roles = await rolesWith('MOBILE_APPS_READ', false);
    const names = permission.operators.nodes.map((each: { userPrincipalName: string }) => each.userPrincipalName);

    expect(permission.permission).toBe('MOBILE_APPS_READ');
    expect(permission.roles).toEqual({ totalCount: roles.length, nodes: nodes(roles) });
    expect(permission.assignments.nodes).toEqual(
      expect.arrayContaining(nodes(['Application packaging', 'Help desk, everywhere', 'Paris first line'])),
    );
    expect(permission.assignments.nodes).not.toContainEqual({ displayName: 'Lyon directory' });
    expect(names).toEqual(expect.arrayContaining([APPS_ONLY, HELPDESK, HELPDESK_PARIS, LATE_SHIFT, ADMIN]));
    // Regional support has two assignments that could give it, and both are ineffective.
    expect(names).not.toContain(SPLIT);
    expect(names).not.toContain(NOBODY);
    expect(permission.operators.totalCount).toBe(names.length);
  });

  test('is told of operators in the viewer’s scope alone', async () => {
    const { as } = await rolesReaderIn('Paris');
    const { permission } = await read(HOLDERS, { permission: 'MOBILE_APPS_READ' }, as);

    expect(permission.operators).toEqual({
      totalCount: 2,
      nodes: [{ userPrincipalName: HELPDESK }, { userPrincipalName: HELPDESK_PARIS }],
    });
  });

  test.each(['roles', 'assignments', 'operators'])('is told page by page, each of the %s once', async (list) => {
    const field = list === 'operators' ? 'userPrincipalName' : 'displayName';
    const page = (first: number, after: string | null) =>
      read(
        `query ($first: Int!, $after: String) { permission(permission: ORGANIZATION_READ) {
          ${list}(first: $first, after: $after) {
            totalCount nodes { name: ${field} } pageInfo { hasNextPage endCursor } } } }`,
        { first, after },
      );
    const { permission } = await page(100, null);
    const seen: unknown[] = [];
    for (let after: string | null = null; ; ) {
      const next: { nodes: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string } } = (await page(2, after))
        .permission[list];
      seen.push(...next.nodes);
      after = next.pageInfo.endCursor;
      if (!next.pageInfo.hasNextPage) break;
    }

    expect(seen).toEqual(permission[list].nodes);
    expect(seen).toHaveLength(permission[list].totalCount);
    expect(seen.length).toBeGreaterThan(3);
  });

  test('is told of roles and assignments to who may not read operators', async () => {
    const { as } = await operatorWith(service, { permissions: ['ROLES_READ'], scope: EVERYWHERE });
    const answer = await service.ask(HOLDERS, { as, variables: { permission: 'MOBILE_APPS_READ' } });

    expect(answer.data.permission).toMatchObject({ operators: null, roles: { totalCount: expect.any(Number) } });
    expect(refusals(answer)).toEqual(['permission.operators: FORBIDDEN PERMISSION ORGANIZATION_READ']);
  });

  test('is not told without ROLES_READ', async () => {
    const answer = await service.ask(HOLDERS, { as: HELPDESK_PARIS, variables: { permission: 'MOBILE_APPS_READ' } });

    expect(answer.data).toEqual({ permission: null });
    expect(refusals(answer)).toEqual(['permission: FORBIDDEN PERMISSION ROLES_READ']);
  });
});

describe('assignments', () => {
  test('of a role', async () => {
    const { role } = await read(
      'query ($id: ID!) { role(id: $id) { assignments { totalCount nodes { displayName } } } }',
      { id: ids.roles.get('Troubleshooting operator') },
    );

    expect(role.assignments).toEqual({ totalCount: 1, nodes: nodes(['Paris first line']) });
  });

  test('tell their operators, those of nested groups too', async () => {
    const { roleAssignment } = await read(
      'query ($id: ID!) { roleAssignment(id: $id) { operators { totalCount nodes { userPrincipalName } } } }',
      { id: ids.assignments.get('Help desk, everywhere') },
    );

    expect(roleAssignment.operators.totalCount).toBe(4);
    expect(
      new Set(roleAssignment.operators.nodes.map((each: { userPrincipalName: string }) => each.userPrincipalName)),
    ).toEqual(new Set([DISABLED, HELPDESK, LATE_SHIFT, UNLICENSED]));
  });

  const chosen = async (filter: Record<string, unknown>, as = ADMIN): Promise<string[]> => {
    const { roleAssignments } = await read(
      `query ($filter: RoleAssignmentFilter) { roleAssignments(filter: $filter, first: 100) {
        totalCount nodes { displayName } } }`,
      { filter },
      as,
    );
    expect(roleAssignments.totalCount).toBe(roleAssignments.nodes.length);
    return roleAssignments.nodes.map(({ displayName }: { displayName: string }) => displayName);
  };

  test('are chosen by role, member group, scope group and operator', async () => {
    expect(await chosen({ roleId: ids.roles.get('Directory reader') })).toEqual(['Lyon directory']);
    expect(await chosen({ memberGroupId: group('Regional support') })).toEqual([
      'Berlin pilot',
      'Field service devices',
      'Lyon directory',
    ]);
    expect(await chosen({ scopeGroupId: group('Lyon') })).toEqual(['Lyon directory']);
    // A group of the scope, not one nested in it.
    expect(await chosen({ scopeGroupId: group('Paris Sales') })).toEqual([]);
    expect(await chosen({ operatorId: user(SPLIT) })).toEqual([
      'Berlin pilot',
      'Field service devices',
      'Lyon directory',
    ]);
    expect(await chosen({ operatorId: user(LATE_SHIFT) })).toEqual(['Help desk, everywhere']);
    expect(await chosen({ operatorId: user(NOBODY) })).toEqual([]);
    expect(await chosen({ operatorId: user(SPLIT), scopeGroupId: group('Lyon') })).toEqual(['Lyon directory']);
    expect(await chosen({ operatorId: user(SPLIT), scopeGroupId: group('Paris') })).toEqual([]);
  });

  test('are not chosen by what the viewer cannot see', async () => {
    const { as } = await rolesReaderIn('Paris');

    expect(await chosen({ operatorId: user(HELPDESK_PARIS) }, as)).toEqual(['Paris first line']);
    expect(await chosen({ operatorId: user(SPLIT) }, as)).toEqual([]);
    expect(await chosen({ memberGroupId: group('Regional support') }, as)).toEqual([]);
    expect(await chosen({ scopeGroupId: group('Berlin') }, as)).toEqual([]);
  });

  test('are not chosen by an id of another type', async () => {
    for (const filter of [{ roleId: user(SPLIT) }, { memberGroupId: 'nonsense' }, { operatorId: group('Lyon') }]) {
      const { errors, data } = await service.ask(
        'query ($filter: RoleAssignmentFilter) { roleAssignments(filter: $filter) { totalCount } }',
        { as: ADMIN, variables: { filter } },
      );
      expect(data).toEqual({ roleAssignments: null });
      expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
    }
  });
});

describe('what an operator holds', () => {
  const ACCESS = `query ($id: ID!) { user(id: $id) { access { state
    grants { assignment { displayName } permissions chain { displayName } } } } }`;
  const accessOf = async (name: string, as = ADMIN) => {
    const { access } = (await read(ACCESS, { id: user(name) }, as)).user;
    return {
      state: access.state,
      grants: access.grants.map(
        (grant: { assignment: { displayName: string }; permissions: string[]; chain: { displayName: string }[] }) => [
          grant.assignment.displayName,
          [...grant.permissions].sort(),
          grant.chain.map(({ displayName }) => displayName),
        ],
      ),
    };
  };
  const TROUBLESHOOTING = ['MANAGED_APPS_READ', 'MANAGED_DEVICES_READ', 'MOBILE_APPS_READ', 'ORGANIZATION_READ'];
  const HELP_DESK = [...TROUBLESHOOTING, 'AUDIT_DATA_READ', 'ROLES_READ'].sort();

  test('is told with the assignment and the group', async () => {
    expect(await accessOf(HELPDESK_PARIS)).toEqual({
      state: 'ACTIVE',
      grants: [['Paris first line', TROUBLESHOOTING, ['Help desk Paris']]],
    });
    expect(await accessOf(NOBODY)).toEqual({ state: 'ACTIVE', grants: [] });
  });

  test('is told with the chain of nested groups', async () => {
    expect(await accessOf(LATE_SHIFT)).toEqual({
      state: 'ACTIVE',
      grants: [['Help desk, everywhere', HELP_DESK, ['Help desk – evening shift', 'Help desk']]],
    });
  });

  test('is nothing where the assignment grants nothing', async () => {
    const chain = ['Regional support'];
    expect(await accessOf(SPLIT)).toEqual({
      state: 'ACTIVE',
      grants: [
        ['Berlin pilot', [], chain],
        ['Field service devices', ['MANAGED_DEVICES_READ'], chain],
        ['Lyon directory', ['ORGANIZATION_READ'], chain],
      ],
    });
    expect(await accessOf(APPS_ONLY)).toEqual({
      state: 'ACTIVE',
      grants: [
        ['Application packaging', ['MOBILE_APPS_READ'], ['App support']],
        ['Contractors', [], ['App support']],
      ],
    });
  });

  test.each([
    [DISABLED, 'DISABLED'],
    [UNLICENSED, 'UNLICENSED'],
  ])('%s is told with the state %s', async (name, state) => {
    expect(await accessOf(name)).toEqual({ state, grants: [['Help desk, everywhere', HELP_DESK, ['Help desk']]] });
  });

  test('is told through groups that contain each other', async () => {
    const roleAssignmentId = await idOfAdministered(service, 'createRoleAssignment', {
      roleId: ids.roles.get('App support'),
      displayName: 'In a circle',
      memberGroupIds: [group('Project Aurora – partners')],
      scope: EVERYWHERE,
    });
    const [within, around] = [
      await accessOf('maria.conti_fabrikam.example#EXT#@contoso.example'),
      await accessOf('lena.fischer'),
    ];
    await remove(roleAssignmentId);

    expect(within.grants).toEqual([['In a circle', ['MOBILE_APPS_READ'], ['Project Aurora – partners']]]);
    expect(around.grants).toEqual([
      ['In a circle', ['MOBILE_APPS_READ'], ['Project Aurora', 'Project Aurora – partners']],
    ]);
  });

  test('is told by the shortest of several chains', async () => {
    const roleAssignmentId = await idOfAdministered(service, 'createRoleAssignment', {
      roleId: ids.roles.get('App support'),
      displayName: 'For Paris',
      memberGroupIds: [group('Paris')],
      scope: EVERYWHERE,
    });
    const [deep, direct] = [await accessOf('simon.petit'), await accessOf('pascale.vidal')];
    await remove(roleAssignmentId);

    expect(deep.grants).toEqual([['For Paris', ['MOBILE_APPS_READ'], ['Paris Warehouse', 'Paris Logistics', 'Paris']]]);
    expect(direct.grants).toEqual([['For Paris', ['MOBILE_APPS_READ'], ['Paris']]]);
  });

  test('is told once for each assignment, by the nearest of its member groups', async () => {
    const roleAssignmentId = await idOfAdministered(service, 'createRoleAssignment', {
      roleId: ids.roles.get('App support'),
      displayName: 'For Paris, twice',
      memberGroupIds: [group('Paris'), group('Paris Logistics')],
      scope: EVERYWHERE,
    });
    const [deep, direct] = [await accessOf('simon.petit'), await accessOf('pascale.vidal')];
    await remove(roleAssignmentId);

    expect(deep.grants).toEqual([['For Paris, twice', ['MOBILE_APPS_READ'], ['Paris Warehouse', 'Paris Logistics']]]);
    expect(direct.grants).toEqual([['For Paris, twice', ['MOBILE_APPS_READ'], ['Paris']]]);
  });

  test('is told by the group with the smallest id where several are as near', async () => {
    const [late, early] = [
      await groupWithMembers('Nearest, by name the last', ['pascale.vidal']),
      await groupWithMembers('Nearest, by name the first', ['pascale.vidal']),
    ];
    const roleAssignmentId = await idOfAdministered(service, 'createRoleAssignment', {
      roleId: ids.roles.get('App support'),
      displayName: 'As near',
      memberGroupIds: [late, early],
      scope: EVERYWHERE,
    });
    const { grants } = await accessOf('pascale.vidal');
    await remove(roleAssignmentId);

    expect(grants).toEqual([['As near', ['MOBILE_APPS_READ'], ['Nearest, by name the first']]]);
  });

  test('is told of operators in the asker’s scope, with the groups that are visible by them', async () => {
    const { as } = await rolesReaderIn('Madrid');
    const { data } = await service.ask(ACCESS, { as, variables: { id: user(HELPDESK) } });

    expect(data).toEqual({ user: null });
    expect((await accessOf(LATE_SHIFT, as)).grants).toEqual([
      ['Help desk, everywhere', HELP_DESK, ['Help desk – evening shift', 'Help desk']],
    ]);
  });

  test('is not told without ROLES_READ', async () => {
    const answer = await service.ask(ACCESS, { as: SPLIT, variables: { id: user('noemie.blanc') } });

    expect(answer.data).toEqual({ user: { access: null } });
    expect(refusals(answer)).toEqual(['user.access: FORBIDDEN PERMISSION ROLES_READ']);
  });
});

const EXPLAIN = `query ($operator: ID!, $coordinate: String!, $subject: ID) {
  explainAccess(operatorId: $operator, coordinate: $coordinate, subjectId: $subject) { allowed
    reasons { kind permission message roles { displayName } assignmentsOverSubject { displayName }
      grants { assignment { displayName } chain { displayName } } } } }`;

describe('why an operator can, or cannot, read something', () => {
  const ask = (operator: string, coordinate: string, subject: string | null, as = ADMIN): Promise<Answer> =>
    service.ask(EXPLAIN, { as, variables: { operator, coordinate, subject } });

  interface Named {
    readonly displayName: string;
  }
  interface Reason {
    readonly kind: string;
    readonly permission: Permission | null;
    readonly message: string;
    readonly roles: Named[];
    readonly assignmentsOverSubject: Named[];
    readonly grants: { assignment: Named; chain: Named[] }[];
  }
  const names = (found: readonly Named[]) => found.map(({ displayName }) => displayName);

  async function explain(operator: string, coordinate: string, subject: string | null = null, as = ADMIN) {
    const { data, errors } = await ask(user(operator), coordinate, subject, as);
    expect(errors).toEqual([]);
    const { allowed, reasons } = data.explainAccess as { allowed: boolean; reasons: Reason[] };
    for (const { message } of reasons) expect(message).not.toBe('');
    return {
      allowed,
      reasons: reasons.map(({ kind, permission, roles, assignmentsOverSubject, grants }) => ({
        kind,
        permission,
        roles: names(roles),
        over: names(assignmentsOverSubject),
        grants: grants.map(({ assignment, chain }) => [assignment.displayName, ...names(chain)]),
      })),
    };
  }
  const nothing = { permission: null, roles: [], over: [], grants: [] };

  test('allowed: the assignment and the chain of groups that allow it', async () => {
    expect(await explain(LATE_SHIFT, 'Device.deviceName', device('PAR-LT-0412'))).toEqual({
      allowed: true,
      reasons: [
        {
          ...nothing,
          kind: 'GRANTED',
          permission: 'MANAGED_DEVICES_READ',
          grants: [['Help desk, everywhere', 'Help desk – evening shift', 'Help desk']],
        },
      ],
    });
  });

  test('allowed: each assignment once, whichever of its member groups the operator is in', async () => {
    const roleAssignmentId = await idOfAdministered(service, 'createRoleAssignment', {
      roleId: ids.roles.get('App support'),
      displayName: 'For Paris, twice',
      memberGroupIds: [group('Paris'), group('Paris Logistics')],
      scope: EVERYWHERE,
    });
    const { reasons } = await explain('simon.petit', 'Query.apps');
    await remove(roleAssignmentId);

    expect(reasons).toEqual([
      {
        ...nothing,
        kind: 'GRANTED',
        permission: 'MOBILE_APPS_READ',
        grants: [['For Paris, twice', 'Paris Warehouse', 'Paris Logistics']],
      },
    ]);
  });

  test('permission missing: which roles hold it', async () => {
    expect(await explain(SPLIT, 'User.appProtectionStates', user('noemie.blanc'))).toEqual({
      allowed: false,
      reasons: [
        {
          ...nothing,
          kind: 'GRANTED',
          permission: 'ORGANIZATION_READ',
          grants: [['Lyon directory', 'Regional support']],
        },
        {
          ...nothing,
          kind: 'PERMISSION_MISSING',
          permission: 'MANAGED_APPS_READ',
          roles: await rolesWith('MANAGED_APPS_READ', true),
          over: ['Graph administrators, everywhere', 'Help desk, everywhere'],
        },
      ],
    });
  });

  test('out of scope: the grants over other things, and the assignments over this one', async () => {
    const { allowed, reasons } = await explain(SPLIT, 'User.displayName', user('marc.dubois'));

    expect(allowed).toBe(false);
    expect(reasons).toEqual([
      {
        ...nothing,
        kind: 'OUT_OF_SCOPE',
        permission: 'ORGANIZATION_READ',
        grants: [['Lyon directory', 'Regional support']],
        over: expect.arrayContaining(['Graph administrators, everywhere', 'Help desk, everywhere', 'Paris first line']),
      },
    ]);
    expect(reasons[0]?.over).not.toContain('Lyon directory');
    expect(reasons[0]?.over).not.toContain('Application packaging');
  });

  test('out of scope: not every device of a user in scope is', async () => {
    expect((await explain(SPLIT, 'Device.deviceName', device('LYO-LT-0122'))).reasons).toMatchObject([
      {
        kind: 'OUT_OF_SCOPE',
        permission: 'MANAGED_DEVICES_READ',
        grants: [['Field service devices', 'Regional support']],
      },
    ]);
    expect((await explain(SPLIT, 'Device.deviceName', device('LYO-VAN-T02'))).reasons).toMatchObject([
      { kind: 'GRANTED', permission: 'MANAGED_DEVICES_READ' },
    ]);
  });

  test('account disabled, before anything else', async () => {
    expect(await explain(DISABLED, 'User.displayName', user('marc.dubois'))).toEqual({
      allowed: false,
      reasons: [
        { ...nothing, kind: 'ACCOUNT_DISABLED' },
        {
          ...nothing,
          kind: 'GRANTED',
          permission: 'ORGANIZATION_READ',
          grants: [['Help desk, everywhere', 'Help desk']],
        },
      ],
    });
  });

  test('no licence, before anything else', async () => {
    const { allowed, reasons } = await explain(UNLICENSED, 'User.displayName', user('marc.dubois'));

    expect(allowed).toBe(false);
    expect(reasons.map(({ kind }) => kind)).toEqual(['NO_LICENSE', 'GRANTED']);
  });

  test('account disabled, then no licence, then the permission that is missing', async () => {
    const { allowed, reasons } = await explain('bruno.keller', 'User.displayName', user('marc.dubois'));

    expect(allowed).toBe(false);
    expect(reasons.map(({ kind }) => kind)).toEqual(['ACCOUNT_DISABLED', 'NO_LICENSE', 'PERMISSION_MISSING']);
  });

  test('a field of no subject', async () => {
    expect(await explain(NOBODY, 'Query.viewer')).toEqual({ allowed: true, reasons: [{ ...nothing, kind: 'OPEN' }] });
    expect((await explain(NOBODY, 'Query.users')).reasons).toMatchObject([
      { kind: 'PERMISSION_MISSING', permission: 'ORGANIZATION_READ' },
    ]);
    expect((await explain(SPLIT, 'Query.users')).reasons).toMatchObject([
      { kind: 'GRANTED', permission: 'ORGANIZATION_READ' },
    ]);
  });

  describe('of what needs its permission over everything', () => {
    const ALL = GRAPH.schema.getType('Permission') as GraphQLEnumType;
    const permissions = ALL.getValues().map(({ name }) => name as Permission);
    const OVER: readonly string[] = ['Graph administrators, everywhere', 'Help desk, everywhere'];
    let local: string;
    let halves: string;
    let whole: string;
    let tenant: string;
    let event: string;
    beforeAll(async () => {
      const inParis = await operatorWith(service, { permissions, scope: { groupIds: [group('Paris')] } });
      const inHalves = await operatorWith(
        service,
        { permissions, scope: { allUsers: true } },
        { permissions, scope: { allDevices: true } },
      );
      const everywhere = await operatorWith(service, { permissions, scope: EVERYWHERE });
      for (const { as, id } of [inParis, inHalves, everywhere]) ids.users.set(as, id);
      [local, halves, whole] = [inParis.as, inHalves.as, everywhere.as];
      const found = await read('{ tenant { id } auditEvents(first: 1) { nodes { id } } }');
      tenant = found.tenant.id;
      event = found.auditEvents.nodes[0].id;
    });

    const FIELDS = [
      ['Query.auditEvents', 'AUDIT_DATA_READ', () => null],
      ['Query.reportedFindings', 'ROLES_READ', () => null],
      ['FindingRuleInfo.reported', 'ROLES_READ', () => null],
      ['FindingRuleInfo.shadowFirings', 'AUDIT_DATA_READ', () => null],
      ['Tenant.sync', 'ORGANIZATION_READ', () => tenant],
      ['Tenant.quarantine', 'ORGANIZATION_READ', () => tenant],
      ['AuditEvent.action', 'AUDIT_DATA_READ', () => event],
      ['Mutation.createKnownIssue', 'ROLES_UPDATE', () => null],
      ['Mutation.updateKnownIssue', 'ROLES_UPDATE', () => null],
      ['Mutation.endKnownIssue', 'ROLES_UPDATE', () => null],
    ] as const;

    test.each(FIELDS)('%s: neither a part nor two halves are enough', async (coordinate, permission, subject) => {
      for (const operator of [local, halves]) {
        const { allowed, reasons } = await explain(operator, coordinate, subject());
        expect([allowed, reasons.map(({ kind }) => kind), reasons[0]?.permission]).toEqual([
          false,
          ['OUT_OF_SCOPE'],
          permission,
        ]);
      }
      expect(await explain(whole, coordinate, subject())).toMatchObject({ allowed: true, reasons: [{ permission }] });
    });

    test('who sees less is told the same of the own rights', async () => {
      for (const [coordinate, , subject] of FIELDS) {
        if (coordinate === 'AuditEvent.action') continue;
        expect(await explain(halves, coordinate, subject(), halves)).toMatchObject({ allowed: false });
      }
      // Without MANAGED_DEVICES_READ the asker cannot ask the graph in the operator's place.
      const { as } = await operatorWith(service, {
        permissions: ['ROLES_READ', 'ORGANIZATION_READ', 'AUDIT_DATA_READ'],
        scope: EVERYWHERE,
      });
      expect(await explain(local, 'AuditEvent.action', event, as)).toMatchObject({ allowed: false });
      expect(await explain(whole, 'AuditEvent.action', event, as)).toMatchObject({ allowed: true });
    });

    test('only assignments over everything are named', async () => {
      const [{ over } = nothing] = (await explain(local, 'Tenant.sync', tenant)).reasons;
      expect(over).toEqual(expect.arrayContaining([...OVER]));
      expect(over).not.toContain('Paris first line');
      // The same if the operator does not hold the permission at all.
      const [missing = nothing] = (await explain(NOBODY, 'Tenant.sync', tenant)).reasons;
      expect(missing).toMatchObject({ kind: 'PERMISSION_MISSING', over });
      const [granted] = (await explain(whole, 'Query.auditEvents')).reasons;
      expect(granted).toMatchObject({ kind: 'GRANTED', over: [], grants: [expect.any(Array)] });
    });

    test('a reason names no object, and an assignment that gives the permission is not denied', async () => {
      const texts = async (operator: string, coordinate: string, language: string) => {
        const { data } = await service.ask(EXPLAIN, {
          as: ADMIN,
          variables: { operator: user(operator), coordinate, subject: null },
          headers: { 'accept-language': language },
        });
        return data.explainAccess.reasons.map(({ message }: Reason) => message);
      };
      const roles = (await rolesWith('AUDIT_DATA_READ', true)).length;

      expect(await texts(local, 'Query.auditEvents', 'en')).toEqual([
        'AUDIT_DATA_READ is held, but none of the operator’s assignments gives it over all users and all devices.',
      ]);
      expect(await texts(local, 'Query.auditEvents', 'fr')).toEqual([
        'AUDIT_DATA_READ est accordée, mais aucune affectation de l’opérateur ne la donne sur tous les utilisateurs et tous les appareils.',
      ]);
      expect(await texts(whole, 'Query.auditEvents', 'en')).toEqual([
        'AUDIT_DATA_READ is held over all users and all devices.',
      ]);
      expect(await texts(NOBODY, 'Query.auditEvents', 'en')).toEqual([
        `None of the operator’s assignments gives AUDIT_DATA_READ; ${roles} roles hold it.`,
      ]);
      expect(await texts(NOBODY, 'Query.auditEvents', 'fr')).toEqual([
        `Aucune affectation de l’opérateur ne donne AUDIT_DATA_READ\u00a0; ${roles} rôles la contiennent.`,
      ]);
    });

    test('the refusal says so too', async () => {
      const { errors } = await service.ask(
        '{ auditEvents { totalCount } reportedFindings { totalCount } tenant { sync { kind } } findingRules { reported } }',
        { as: halves },
      );
      const over = 'over all users and all devices, from one assignment.';

      expect([...new Set(errors.map(({ message }) => message))].sort()).toEqual([
        `FindingRuleInfo.reported needs ROLES_READ ${over}`,
        `Query.auditEvents needs AUDIT_DATA_READ ${over}`,
        `Query.reportedFindings needs ROLES_READ ${over}`,
        `Tenant.sync needs ORGANIZATION_READ ${over}`,
      ]);
    });

    test('every field with such a refusal is among these', () => {
      const marked = Object.values(GRAPH.schema.getTypeMap())
        .filter(isObjectType)
        .flatMap((type) =>
          Object.values(type.getFields())
            .filter((field) => reachOf(field)?.reach === 'EVERYTHING')
            .map(({ name }) => `${type.name}.${name}`),
        );
      const listed = FIELDS.map(([coordinate]) => coordinate).filter((name) => !name.startsWith('AuditEvent.'));
      expect(marked.sort()).toEqual([...listed].sort());
    });
  });

  describe('asked by who sees less', () => {
    let paris: string;
    beforeAll(async () => {
      paris = (await rolesReaderIn('Paris')).as;
    });

    test('answers within that scope', async () => {
      expect(await explain(HELPDESK_PARIS, 'User.displayName', user('marc.dubois'), paris)).toEqual({
        allowed: true,
        reasons: [
          {
            ...nothing,
            kind: 'GRANTED',
            permission: 'ORGANIZATION_READ',
            grants: [['Paris first line', 'Help desk Paris']],
          },
        ],
      });
    });

    test('does not tell what depends on what the asker cannot see', async () => {
      const { as: asker } = await operatorWith(service, {
        permissions: ['ROLES_READ', 'ORGANIZATION_READ', 'MANAGED_DEVICES_READ'],
        scope: { groupIds: [group('Paris')] },
      });
      const verdicts = async (operator: string, coordinate: string, subject: string, as = asker) => {
        const { allowed, reasons } = await explain(operator, coordinate, subject, as);
        return [allowed, ...reasons.map(({ kind }) => kind)];
      };

      const { as: ofLyon, id } = await operatorWith(service, {
        permissions: ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'],
        scope: { groupIds: [group('Lyon')] },
      });
      ids.users.set(ofLyon, id);
      await service.database.writer('group_members').insert({
        group_id: keyOf('Group', group('Paris')),
        kind: 'USER',
        member_id: keyOf('User', id),
      });

      // This operator sees the group through a member that the asker does not see.
      const everybody = await groupWithMembers('Everybody here', ['marc.dubois', 'noemie.blanc']);
      expect(await verdicts(ofLyon, 'Group.displayName', everybody, ADMIN)).toEqual([true, 'GRANTED']);
      expect(await verdicts(ofLyon, 'Group.displayName', everybody)).toEqual([null, 'NOT_TOLD']);
      // Paris is not nested in any group, and is itself in this operator's scope.
      expect(await verdicts(HELPDESK_PARIS, 'Group.displayName', group('Paris'))).toEqual([true, 'GRANTED']);
      expect(await verdicts(HELPDESK, 'Group.displayName', everybody)).toEqual([true, 'GRANTED']);
      // Everything that places a device of Paris in a scope is in Paris.
      expect(await verdicts(ofLyon, 'Device.deviceName', device('PAR-LT-0412'))).toEqual([false, 'OUT_OF_SCOPE']);
      expect(await verdicts(HELPDESK_PARIS, 'Device.deviceName', device('PAR-LT-0412'))).toEqual([true, 'GRANTED']);

      // A device is in the scope of Lyon by its primary user, whom an operator with only the device in scope does not
      // see.
      const { as: ofDevices } = await operatorWith(service, {
        permissions: ['ROLES_READ', 'ORGANIZATION_READ', 'MANAGED_DEVICES_READ'],
        scope: { groupIds: [group('Field service vans'), group('Paris')] },
      });
      const van = device('LYO-VAN-T01');
      const seen = await read('query ($id: ID!) { device(id: $id) { deviceName } }', { id: van }, ofDevices);
      expect(seen).toEqual({ device: { deviceName: 'LYO-VAN-T01' } });
      expect(await verdicts(ofLyon, 'Device.deviceName', van, ADMIN)).toEqual([true, 'GRANTED']);
      expect(await verdicts(ofLyon, 'Device.deviceName', van, ofDevices)).toEqual([null, 'NOT_TOLD']);
    });

    test.each([
      ['a subject that the asker cannot see', HELPDESK_PARIS, 'User.displayName', () => user('noemie.blanc'), 'User'],
      [
        'a subject of a type that the asker may not read',
        HELPDESK_PARIS,
        'Device.id',
        () => device('PAR-LT-0412'),
        'Device',
      ],
    ] as const)('%s is one that never was', async (_, operator, coordinate, subject, type) => {
      const hidden = await ask(user(operator), coordinate, subject(), paris);

      expect(hidden.data).toEqual({ explainAccess: null });
      expect(hidden.errors).toEqual([]);
      expect((await ask(user(operator), coordinate, toNodeId(type, 'never'), paris)).text).toBe(hidden.text);
    });

    test('an operator whom the asker cannot see is one who never was', async () => {
      const hidden = await ask(user(SPLIT), 'User.displayName', user('marc.dubois'), paris);

      expect(hidden.data).toEqual({ explainAccess: null });
      expect(hidden.errors).toEqual([]);
      expect((await ask(toNodeId('User', 'never'), 'User.displayName', user('marc.dubois'), paris)).text).toBe(
        hidden.text,
      );
    });

    test.each([
      ['ROLES_READ', ['ORGANIZATION_READ']],
      ['ORGANIZATION_READ', ['ROLES_READ']],
    ] as const)('is refused without %s', async (missing, permissions) => {
      const { as } = await operatorWith(service, { permissions, scope: EVERYWHERE });
      const answer = await ask(user(SPLIT), 'Query.viewer', null, as);

      expect(answer.data).toEqual({ explainAccess: null });
      expect(refusals(answer)).toEqual([`explainAccess: FORBIDDEN PERMISSION ${missing}`]);
    });
  });

  test.each([
    ['', null],
    ['User', null],
    ['User.', null],
    ['.displayName', null],
    ['User.nothing', 'User'],
    ['Nothing.id', null],
    ['user.displayName', 'User'],
    ['User.displayName.length', 'User'],
    ['User.displayName ', 'User'],
    ['Node.id', null],
    ['Origin.LOCAL', null],
    ['UserFilter.accountEnabled', null],
    ['__Schema.types', null],
    ['__Type.name', null],
    // A field of a type with an id needs a subject of that type.
    ['User.displayName', null],
    ['User.displayName', 'Device'],
    ['Query.users', 'User'],
  ])('%p of a subject %p is bad input', async (coordinate, subject) => {
    const id = { User: user('marc.dubois'), Device: device('PAR-LT-0412') }[subject ?? ''] ?? null;
    const { data, errors } = await ask(user(SPLIT), coordinate, id);

    expect(data).toEqual({ explainAccess: null });
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
  });

  test.each([
    ['operator', () => ['nonsense', user('marc.dubois')]],
    ['operator', () => [group('Paris'), user('marc.dubois')]],
    ['subject', () => [user(SPLIT), 'nonsense']],
  ])('a malformed or strange id of the %s is bad input', async (_, given) => {
    const [operator, subject] = given() as [string, string];
    const { data, errors } = await ask(operator, 'User.displayName', subject);

    expect(data).toEqual({ explainAccess: null });
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
  });

  describe('agrees with what the operator gets', () => {
    const { schema } = GRAPH;
    const OPERATORS = [
      ADMIN,
      HELPDESK,
      HELPDESK_PARIS,
      SPLIT,
      LATE_SHIFT,
      APPS_ONLY,
      NOBODY,
      DISABLED,
      UNLICENSED,
      'grzegorz.zielinski@contoso.example',
    ];
    const SUBJECTS = [
      ['User', 'marc.dubois'],
      ['User', 'noemie.blanc'],
      ['User', 'ines.moreau'],
      ['User', 'bastien.rolland'],
      ['Device', 'PAR-LT-0412'],
      ['Device', 'LYO-VAN-T01'],
      ['Device', 'LYO-VAN-T02'],
      ['Device', 'LYO-VAN-T04'],
      ['Device', 'LYO-LT-0122'],
    ] as const;
    // The limit of rows allows this many explanations in an operation.
    const MOST = 8;

    const PAIRS = OPERATORS.flatMap((operator) => SUBJECTS.map(([type, name]) => [operator, type, name] as const));
    test.each(drawn(PAIRS, 15, (pair) => pair.join(' ')))(
      '%s, and each field of the %s %s',
      async (operator, typeName, name) => {
        const id = typeName === 'User' ? user(name) : device(name);
        const fields = Object.values((schema.getType(typeName) as GraphQLObjectType).getFields());
        const selection = fields.map(({ name: field, type }) =>
          isLeafType(getNamedType(type)) ? field : `${field} { __typename }`,
        );
        const own = await service.ask(
          `query ($id: ID!) { node(id: $id) { ... on ${typeName} { ${selection.join(' ')} } } }`,
          { as: operator, variables: { id } },
        );
        const refused = new Set(own.errors.map(({ path }) => path?.[1]));
        const gets = fields.map(({ name: field }) => [field, own.data.node !== null && !refused.has(field)]);

        const says: [string, boolean][] = [];
        for (let i = 0; i < fields.length; i += MOST) {
          const some = fields.slice(i, i + MOST);
          const data = await read(
            `query ($operator: ID!, $id: ID!) { ${some
              .map(
                ({ name: field }) =>
                  `${field}: explainAccess(operatorId: $operator, coordinate: "${typeName}.${field}", subjectId: $id)
                  { allowed }`,
              )
              .join(' ')} }`,
            { operator: user(operator), id },
          );
          says.push(...some.map(({ name: field }) => [field, data[field].allowed] as [string, boolean]));
        }

        expect(says).toEqual(gets);
      },
    );

    test('and both allowed and denied fields are among them', async () => {
      const mixed = await Promise.all(
        ['User.displayName', 'User.appProtectionStates'].map((coordinate) =>
          explain(SPLIT, coordinate, user('noemie.blanc')),
        ),
      );

      expect(mixed.map(({ allowed }) => allowed)).toEqual([true, false]);
    });
  });
});
