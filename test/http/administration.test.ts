import { type GraphQLEnumType, isEnumType } from 'graphql';
import { claimHead } from '../../src/audit/trail';
import { sqliteFile } from '../../src/database/address';
import { Sqlite } from '../../src/database/sqlite-driver';
import type { Permission } from '../../src/generated/graphql';
import { keyOf, type NodeType, toNodeId } from '../../src/resolving/node-id';
import {
  ADMIN,
  AUDIT_ACTION,
  administer,
  administered,
  EVERY_PERMISSION,
  EVERYWHERE,
  type Input,
  idsByName,
  MUTATIONS,
  type Mutation,
  newName,
  OBJECT_FIELD,
  objectOf,
  RIGHTS_TABLES,
  ROLES,
  typeOf,
} from '../support/administration';
import { drawn } from '../support/amount';
import { ENGINE, testOn, whileRefused } from '../support/engines';
import { needed } from '../support/needed';
import { operatorWith } from '../support/operators';
import { type Answer, GRAPH, NOW, refusals, type Service, startService } from '../support/service';

const HELPDESK_PARIS = 'helpdesk.paris@contoso.example';

const OWN_PERMISSION: Record<Mutation, Permission> = {
  createRole: 'ROLES_CREATE',
  duplicateRole: 'ROLES_CREATE',
  updateRole: 'ROLES_UPDATE',
  deleteRole: 'ROLES_DELETE',
  createRoleAssignment: 'ROLES_ASSIGN',
  updateRoleAssignment: 'ROLES_ASSIGN',
  deleteRoleAssignment: 'ROLES_ASSIGN',
};

const ROLE_FIELDS = 'id displayName description origin version permissions otherActions';
const ASSIGNMENT_FIELDS = `id displayName description origin version allUsers allDevices effective
  role { id } members { displayName } scopeGroups { displayName }`;
const objectField = (mutation: Mutation): string => OBJECT_FIELD[mutation];

const DIFFERENCE = `difference { operators permissionsGained permissionsLost permissionsWidened permissionsNarrowed
  usersGained usersLost devicesGained devicesLost isLowerBound }`;

let service: Service;
let ids: Readonly<Record<'groups' | 'roles' | 'assignments' | 'users', ReadonlyMap<string, string>>>;
beforeAll(async () => {
  service = await startService();
  ids = {
    groups: await idsByName(service, 'groups', 'Group'),
    roles: await idsByName(service, 'roles', 'Role'),
    assignments: await idsByName(service, 'role_assignments', 'RoleAssignment'),
    users: await idsByName(service, 'users', 'User', 'user_principal_name'),
  };
});
afterAll(() => service.stop());

const group = (name: string): string => ids.groups.get(name) as string;
const role = (name: string): string => ids.roles.get(name) as string;
const assignment = (name: string): string => ids.assignments.get(name) as string;

const selectionOf = (mutation: Mutation): string => {
  const fields = OBJECT_FIELD[mutation] === 'role' ? ROLE_FIELDS : ASSIGNMENT_FIELDS;
  return `${objectOf(mutation, fields)} ${DIFFERENCE} clientMutationId`;
};
const ask = (mutation: Mutation, input: Input, as = ADMIN): Promise<Answer> =>
  administer(service, mutation, input, as, selectionOf(mutation));
/** Runs a mutation that must succeed, and returns its payload. */
const done = (mutation: Mutation, input: Input, as = ADMIN) =>
  administered(service, mutation, input, as, selectionOf(mutation));

const newRole = async (permissions: readonly Permission[] = ['ORGANIZATION_READ']): Promise<string> =>
  (await done('createRole', { displayName: newName(), permissions })).role.id;
const newAssignment = async (input: Input = {}): Promise<string> =>
  (await done('createRoleAssignment', { ...(await valid.createRoleAssignment()), ...input })).roleAssignment.id;

/** A valid input for each mutation, with a new object. */
const valid: Record<Mutation, () => Promise<Input>> = {
  createRole: async () => ({ displayName: newName(), permissions: ['ORGANIZATION_READ'] }),
  duplicateRole: async () => ({ roleId: role('Help Desk Operator'), displayName: newName() }),
  updateRole: async () => ({ roleId: await newRole(), displayName: newName() }),
  deleteRole: async () => ({ roleId: await newRole() }),
  createRoleAssignment: async () => ({
    roleId: role('Troubleshooting operator'),
    displayName: newName(),
    memberGroupIds: [group('Help desk Paris')],
    scope: { groupIds: [group('Lyon')] },
  }),
  updateRoleAssignment: async () => ({ roleAssignmentId: await newAssignment(), displayName: newName() }),
  deleteRoleAssignment: async () => ({ roleAssignmentId: await newAssignment() }),
};

const TRAIL = ['audit_events', 'audit_head', 'client_mutations'];

/** Every table that a mutation can write. */
async function dump(
  tables: readonly string[] = [...RIGHTS_TABLES, ...TRAIL, 'tenants', 'groups', 'group_members'],
): Promise<Record<string, unknown[]>> {
  const rowsOf = (table: string) => service.database.primary(table).orderByRaw('1, 2');
  const found = await Promise.all(tables.map(async (table) => [table, await rowsOf(table)] as const));
  return Object.fromEntries(found);
}

/** The dump without the audit trail. */
const withoutTrail = ({ audit_events: _, audit_head: __, ...others }: Record<string, unknown[]>) => others;

const lastEvents = async (count = 1) =>
  (await service.database.primary('audit_events').orderBy('seq', 'desc').limit(count)).reverse();

const inParis = async () => {
  const permissions: Permission[] = ['ORGANIZATION_READ', ...ROLES];
  return (await operatorWith(service, { permissions, scope: { groupIds: [group('Paris')] } })).as;
};

describe('a mutation', () => {
  test('createRole makes a local role with what was asked for', async () => {
    const displayName = newName();
    const made = await done('createRole', {
      displayName,
      description: 'For the first line',
      permissions: ['MOBILE_APPS_READ', 'ORGANIZATION_READ', 'MOBILE_APPS_READ'],
    });

    expect(made).toEqual({
      role: {
        id: expect.any(String),
        displayName,
        description: 'For the first line',
        origin: 'LOCAL',
        version: 1,
        permissions: ['MOBILE_APPS_READ', 'ORGANIZATION_READ'],
        otherActions: [],
      },
      difference: null,
      userErrors: [],
      clientMutationId: null,
    });
    const { data } = await service.ask('query ($id: ID!) { role(id: $id) { displayName version } }', {
      as: ADMIN,
      variables: { id: made.role.id },
    });
    expect(data.role).toEqual({ displayName, version: 1 });
  });

  test('duplicateRole makes a local role with the permissions and the description of a built-in one', async () => {
    const original = await service.ask(`query ($id: ID!) { role(id: $id) { description permissions otherActions } }`, {
      as: ADMIN,
      variables: { id: role('Read Only Operator') },
    });
    const displayName = newName();
    const made = await done('duplicateRole', { roleId: role('Read Only Operator'), displayName });

    expect(original.data.role.otherActions.length).toBeGreaterThan(0);
    expect(made.role).toEqual({
      id: expect.any(String),
      displayName,
      description: original.data.role.description,
      origin: 'LOCAL',
      version: 1,
      permissions: original.data.role.permissions,
      // Actions that this service does not enforce are not copied, because it cannot check them.
      otherActions: [],
    });
  });

  test.each([
    ['Mine', 'Mine'],
    [null, null],
  ])('duplicateRole takes the description %p instead', async (description, expected) => {
    const { role } = await done('duplicateRole', { ...(await valid.duplicateRole()), description });

    expect(role.description).toBe(expected);
  });

  test('updateRole changes what it is given and leaves the rest', async () => {
    const made = await done('createRole', {
      displayName: newName(),
      description: 'Before',
      permissions: ['ORGANIZATION_READ'],
    });
    const roleId = made.role.id;

    const displayName = newName();
    expect((await done('updateRole', { roleId, displayName, expectedVersion: 1 })).role).toEqual({
      ...made.role,
      displayName,
      version: 2,
    });
    const permissions = ['MANAGED_DEVICES_READ', 'MOBILE_APPS_READ'];
    expect((await done('updateRole', { roleId, permissions, expectedVersion: 2 })).role).toEqual({
      ...made.role,
      displayName,
      permissions,
      version: 3,
    });
    expect((await done('updateRole', { roleId, description: null })).role).toEqual({
      ...made.role,
      displayName,
      permissions,
      description: null,
      version: 4,
    });
  });

  test('deleteRole deletes a role that is not assigned, and what it allowed', async () => {
    const roleId = await newRole();
    const key = Buffer.from(roleId, 'base64url').toString().split(':')[1] as string;
    const payload = await done('deleteRole', { roleId, expectedVersion: 1 });

    expect(payload).toEqual({ deletedRoleId: roleId, difference: null, userErrors: [], clientMutationId: null });
    const { data } = await service.ask('query ($id: ID!) { role(id: $id) { id } }', {
      as: ADMIN,
      variables: { id: roleId },
    });
    expect(data.role).toBeNull();
    expect(await service.database.primary('role_permissions').where('role_id', key)).toEqual([]);
  });

  test('createRoleAssignment gives a role to groups over groups', async () => {
    const displayName = newName();
    const made = await done('createRoleAssignment', {
      roleId: role('Device reader'),
      displayName,
      description: 'On loan',
      memberGroupIds: [group('Help desk Paris'), group('App support'), group('Help desk Paris')],
      scope: { groupIds: [group('Madrid'), group('Berlin')] },
    });

    expect(made).toEqual({
      roleAssignment: {
        id: expect.any(String),
        displayName,
        description: 'On loan',
        origin: 'LOCAL',
        version: 1,
        allUsers: false,
        allDevices: false,
        effective: true,
        role: { id: role('Device reader') },
        members: [{ displayName: 'App support' }, { displayName: 'Help desk Paris' }],
        scopeGroups: [{ displayName: 'Berlin' }, { displayName: 'Madrid' }],
      },
      difference: null,
      userErrors: [],
      clientMutationId: null,
    });
    await done('deleteRoleAssignment', { roleAssignmentId: made.roleAssignment.id });
  });

  test.each([
    { allUsers: true, allDevices: false },
    { allUsers: false, allDevices: true },
    { allUsers: true, allDevices: true },
  ])('createRoleAssignment takes the scope %p without groups', async (scope) => {
    const { roleAssignment } = await done('createRoleAssignment', { ...(await valid.createRoleAssignment()), scope });

    expect(roleAssignment).toMatchObject({ ...scope, scopeGroups: [] });
    await done('deleteRoleAssignment', { roleAssignmentId: roleAssignment.id });
  });

  test('updateRoleAssignment changes what it is given, the scope as a whole, and leaves the rest', async () => {
    const input = { ...(await valid.createRoleAssignment()), description: 'Before' };
    const made = (await done('createRoleAssignment', input)).roleAssignment;
    const roleAssignmentId = made.id;

    const displayName = newName();
    const renamed = { ...made, displayName, version: 2 };
    expect((await done('updateRoleAssignment', { roleAssignmentId, displayName })).roleAssignment).toEqual(renamed);
    const memberGroupIds = [group('App support')];
    const regrouped = { ...renamed, members: [{ displayName: 'App support' }], version: 3 };
    expect(
      (await done('updateRoleAssignment', { roleAssignmentId, memberGroupIds, expectedVersion: 2 })).roleAssignment,
    ).toEqual(regrouped);
    const rescoped = { ...regrouped, allUsers: true, scopeGroups: [], version: 4 };
    expect(
      (await done('updateRoleAssignment', { roleAssignmentId, scope: { allUsers: true } })).roleAssignment,
    ).toEqual(rescoped);
    expect((await done('updateRoleAssignment', { roleAssignmentId, description: null })).roleAssignment).toEqual({
      ...rescoped,
      description: null,
      version: 5,
    });
    await done('deleteRoleAssignment', { roleAssignmentId });
  });

  test('deleteRoleAssignment takes the rights with it', async () => {
    const before = (await service.ask('{ users { totalCount } }', { as: HELPDESK_PARIS })).data.users.totalCount;
    const roleAssignmentId = await newAssignment({ scope: EVERYWHERE });
    const during = (await service.ask('{ users { totalCount } }', { as: HELPDESK_PARIS })).data.users.totalCount;
    const payload = await done('deleteRoleAssignment', { roleAssignmentId, expectedVersion: 1 });
    const after = (await service.ask('{ users { totalCount } }', { as: HELPDESK_PARIS })).data.users.totalCount;

    expect(payload.deletedRoleAssignmentId).toBe(roleAssignmentId);
    expect(during).toBeGreaterThan(before);
    expect(after).toBe(before);
  });

  test.each(MUTATIONS)('%s writes one row of the audit trail, with the request that did it', async (mutation) => {
    const input = await valid[mutation]();
    const before = await dump(['audit_events']);
    const answer = await ask(mutation, input);
    const after = await dump(['audit_events']);

    const object = answer.data[mutation][objectField(mutation)];
    expect(after['audit_events']?.slice(0, -1)).toEqual(before['audit_events']);
    expect(after['audit_events']?.at(-1)).toMatchObject({
      actor_id: ids.users.get(ADMIN),
      action: AUDIT_ACTION[mutation],
      outcome: 'DONE',
      subject_id: typeof object === 'string' ? object : object.id,
      request_id: answer.headers.get('x-request-id'),
    });
  });

  test.each([
    ['as it was', ' Padded \u00e9cole 1 ', 'Padded \u00e9cole 1'],
    ['in its composed form', 'Decomposed e\u0301cole', 'Decomposed \u00e9cole'],
  ])('keeps a name %s, without the spaces around it', async (_, displayName, kept) => {
    expect((await done('createRole', { displayName, permissions: ['ORGANIZATION_READ'] })).role.displayName).toBe(kept);
    const input = { ...(await valid.createRoleAssignment()), displayName };
    expect((await done('createRoleAssignment', input)).roleAssignment.displayName).toBe(kept);
  });

  test.each([
    ['256 letters', 'n'.repeat(256), 'd'.repeat(1_024)],
    ['256 characters outside of the basic plane', '\u{1F527}'.repeat(256), '\u{1F527}'.repeat(1_024)],
  ])('takes a name of %s, and a description of 1,024', async (_, displayName, description) => {
    const made = await done('createRole', { displayName, description, permissions: ['ORGANIZATION_READ'] });

    expect(made.role).toMatchObject({ displayName, description });
  });

  test.each([
    ['role', 'createRole', 'updateRole'],
    ['roleAssignment', 'createRoleAssignment', 'updateRoleAssignment'],
  ] as const)(
    'takes a name of a %s that differs from another by an accent, or from its own by the case',
    async (field, create, update) => {
      const displayName = `Réseau ${newName()}`;
      const made = (await done(create, { ...(await valid[create]()), displayName }))[field];
      const plain = (await done(create, { ...(await valid[create]()), displayName: displayName.replace('é', 'e') }))[
        field
      ];
      const [own, other] = field === 'role' ? ['roleId', made.id] : ['roleAssignmentId', made.id];
      const renamed = (await done(update, { [own]: other, displayName: displayName.toUpperCase() }))[field];

      expect(plain.displayName).toBe(displayName.replace('é', 'e'));
      expect(renamed.displayName).toBe(displayName.toUpperCase());
    },
  );
});

interface Held {
  readonly permission: Permission;
  readonly allUsers: boolean;
  readonly allDevices: boolean;
  readonly everything: boolean;
  readonly groups: readonly { readonly displayName: string }[];
}

/** The parts of a permission's scope: with its groups those nested in them, and with everything all groups. */
async function partsOf({ allUsers, allDevices, everything, groups }: Held): Promise<Set<string>> {
  const outer = groups.map(({ displayName }) => keyOf('Group', group(displayName)));
  const nesting = service.database.primary('group_ancestors');
  const inside = await (everything ? nesting : nesting.whereIn('ancestor_id', outer)).pluck('group_id');
  const flags = Object.entries({ allUsers, allDevices, everything }).flatMap(([name, is]) => (is ? [name] : []));
  return new Set([...flags, ...inside]);
}

/** The users and devices that an operator sees, through the lists, and the operator's permissions. */
async function reach(as: string) {
  const all = async (list: 'users' | 'devices'): Promise<Set<string>> => {
    const found = new Set<string>();
    let after: string | null = null;
    do {
      const { data }: Answer = await service.ask(
        `query ($after: String) { ${list}(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
        { as, variables: { after } },
      );
      for (const { id } of data[list]?.nodes ?? []) found.add(id);
      after = data[list]?.pageInfo.hasNextPage ? data[list].pageInfo.endCursor : null;
    } while (after !== null);
    return found;
  };
  const { data } = await service.ask(
    '{ viewer { permissions { permission allUsers allDevices everything groups { displayName } } } }',
    { as },
  );
  const scopes = new Map<Permission, Set<string>>();
  for (const held of data.viewer.permissions as Held[]) scopes.set(held.permission, await partsOf(held));
  return { users: await all('users'), devices: await all('devices'), scopes };
}
type Reach = Awaited<ReturnType<typeof reach>>;

/** The difference between two operators' views, as an asker would count it. */
function differenceOf(before: Reach, after: Reach, asker: Reach) {
  const without = (one: Set<string>, other: Set<string>, within: Set<string>) =>
    [...one].filter((id) => !other.has(id) && within.has(id)).length;
  const only = ({ scopes: one }: Reach, { scopes: other }: Reach) => [...one.keys()].filter((each) => !other.has(each));
  const beyond = ({ scopes: one }: Reach, { scopes: other }: Reach) =>
    [...one].flatMap(([permission, parts]) =>
      [...parts].some((part) => other.get(permission)?.has(part) === false) ? [permission] : [],
    );
  return {
    permissionsGained: only(after, before).sort(),
    permissionsLost: only(before, after).sort(),
    permissionsWidened: beyond(after, before).sort(),
    permissionsNarrowed: beyond(before, after).sort(),
    usersGained: without(after.users, before.users, asker.users),
    usersLost: without(before.users, after.users, asker.users),
    devicesGained: without(after.devices, before.devices, asker.devices),
    devicesLost: without(before.devices, after.devices, asker.devices),
  };
}

describe('a dry run', () => {
  test.each(MUTATIONS)('of %s checks everything, changes nothing, and tells the difference', async (mutation) => {
    const input = await valid[mutation]();
    const before = await dump();
    const payload = await done(mutation, { ...input, dryRun: true, clientMutationId: `dry ${mutation}` });

    expect(await dump()).toEqual(before);
    expect(payload[objectField(mutation)]).toBeNull();
    expect(payload.difference).toEqual(expect.any(Array));
    expect(payload.clientMutationId).toBe(`dry ${mutation}`);
    // The failed attempt did not use up the clientMutationId, so the change is made now.
    const real = await done(mutation, { ...input, clientMutationId: `dry ${mutation}` });
    expect(real[objectField(mutation)]).not.toBeNull();
    expect(real.difference).toBeNull();
  });

  test('counts what would change outside of the transaction that writes: nobody who writes waits for that', async () => {
    const { writer, statements } = service.database;
    const said: string[] = [];
    const hear = ({ sql }: { sql: string }) => said.push(sql);
    const pools = [writer, statements];
    for (const pool of pools) pool.on('query', hear);
    try {
      const { difference } = await done('createRoleAssignment', {
        ...(await valid.createRoleAssignment()),
        roleId: role('Read Only Operator'),
        memberGroupIds: [group('App support')],
        scope: { groupIds: [group('Madrid')] },
        dryRun: true,
      });
      expect(difference.length).toBeGreaterThan(0);
    } finally {
      for (const pool of pools) pool.off('query', hear);
    }

    const counting = said.findIndex((sql) => /FROM tested CROSS JOIN (users u|devices d) /.test(sql));
    const undone = said.findIndex((sql) => /^ROLLBACK/i.test(sql));
    expect(undone).toBeGreaterThan(0);
    expect(counting).toBeGreaterThan(undone);
  });

  test('of a change that concerns nobody has no rows', async () => {
    expect((await done('createRole', { ...(await valid.createRole()), dryRun: true })).difference).toEqual([]);
    expect((await done('deleteRole', { ...(await valid.deleteRole()), dryRun: true })).difference).toEqual([]);
  });

  test('finds what is wrong like the change itself', async () => {
    const { data } = await ask('createRole', { displayName: ' ', permissions: [], dryRun: true });

    expect(data.createRole).toEqual({
      role: null,
      difference: null,
      userErrors: [
        { code: 'NAME_REQUIRED', field: ['input', 'displayName'], missing: [] },
        { code: 'PERMISSIONS_REQUIRED', field: ['input', 'permissions'], missing: [] },
      ],
      clientMutationId: null,
    });
  });

  /** Compares the difference of a dry run with what the operator sees before and after the real change. */
  async function expectForetold(mutation: Mutation, input: Input, operator: string, asker = ADMIN): Promise<void> {
    const { difference } = await done(mutation, { ...input, dryRun: true }, asker);
    const [askersReach, before] = [await reach(asker), await reach(operator)];
    await done(mutation, input, asker);
    const after = await reach(operator);

    expect(difference).toEqual([{ operators: 1, ...differenceOf(before, after, askersReach), isLowerBound: false }]);
    expect(after).not.toEqual(before);
  }

  test('foretells what a new assignment really gives', async () => {
    await expectForetold(
      'createRoleAssignment',
      {
        ...(await valid.createRoleAssignment()),
        roleId: role('Read Only Operator'),
        memberGroupIds: [group('App support')],
        scope: { groupIds: [group('Field service'), group('Madrid')] },
      },
      'apps.only@contoso.example',
    );
  });

  describe('of an assignment of its own', () => {
    const TARGET = 'nobody@contoso.example';
    let roleId: string;
    let roleAssignmentId: string;
    beforeAll(async () => {
      await service.database.writer.transaction(async (trx) => {
        const named = { id: 'nobodys', display_name: 'Nobodys', name_key: 'nobodys' };
        const nobody = await needed(trx('users').where('user_principal_name', TARGET).pluck('id'));
        await trx('groups').insert({ ...named, membership_type: 'ASSIGNED', security_enabled: 1, origin: 'LOCAL' });
        await trx('group_members').insert({ group_id: 'nobodys', kind: 'USER', member_id: nobody });
        await trx('group_ancestors').insert({ group_id: 'nobodys', ancestor_id: 'nobodys' });
      });
      roleId = await newRole(['ORGANIZATION_READ', 'MOBILE_APPS_READ']);
      roleAssignmentId = await newAssignment({
        roleId,
        memberGroupIds: [toNodeId('Group', 'nobodys')],
        scope: { groupIds: [group('Paris')] },
      });
    });

    test('foretells what its role will gain and lose', async () => {
      await expectForetold(
        'updateRole',
        { roleId, permissions: ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'] },
        TARGET,
      );
    });

    test('foretells another scope', async () => {
      const scope = { groupIds: [group('Paris Sales'), group('Lyon'), group('Field service')] };
      await expectForetold('updateRoleAssignment', { roleAssignmentId, scope }, TARGET);
      await expectForetold('updateRoleAssignment', { roleAssignmentId, scope: { allUsers: true } }, TARGET);
      await expectForetold('updateRoleAssignment', { roleAssignmentId, scope: { allDevices: true } }, TARGET);
    });

    test('tells that rights other than reading users and devices grow or shrink', async () => {
      const memberGroupIds = [toNodeId('Group', 'nobodys')];
      const moved = await newAssignment({
        roleId: await newRole(['MOBILE_APPS_READ', 'ROLES_READ', 'AUDIT_DATA_READ']),
        memberGroupIds,
        scope: { groupIds: [group('Lyon')] },
      });
      // Another assignment gives one of the permissions too.
      const kept = await newAssignment({
        roleId: await newRole(['MOBILE_APPS_READ']),
        memberGroupIds,
        scope: { groupIds: [group('Paris')] },
      });
      const told = async (scope: Input) => {
        const input = { roleAssignmentId: moved, scope: { groupIds: [], ...scope } };
        const { difference } = await done('updateRoleAssignment', { ...input, dryRun: true });
        await expectForetold('updateRoleAssignment', input, TARGET);
        const [{ operators, permissionsWidened, permissionsNarrowed, isLowerBound: _, ...others }] = difference;
        expect([operators, ...Object.values(others).flat()]).toEqual([1, 0, 0, 0, 0]);
        return { permissionsWidened, permissionsNarrowed };
      };
      const all = ['AUDIT_DATA_READ', 'MOBILE_APPS_READ', 'ROLES_READ'];

      expect(await told({ groupIds: [group('Lyon'), group('Paris Sales')] })).toEqual({
        permissionsWidened: ['AUDIT_DATA_READ', 'ROLES_READ'],
        permissionsNarrowed: [],
      });
      expect(await told({ groupIds: [group('Madrid')] })).toEqual({
        permissionsWidened: all,
        permissionsNarrowed: all,
      });
      expect(await told({ allUsers: true, allDevices: true })).toEqual({
        permissionsWidened: all,
        permissionsNarrowed: [],
      });
      expect(await told({ allUsers: true })).toEqual({
        permissionsWidened: [],
        permissionsNarrowed: all,
      });
      for (const each of [moved, kept]) await done('deleteRoleAssignment', { roleAssignmentId: each });
    });

    test('tells that everything by one assignment is more than two halves', async () => {
      const roleId = await newRole(['ROLES_READ']);
      const memberGroupIds = [toNodeId('Group', 'nobodys')];
      const half = await newAssignment({ roleId, memberGroupIds, scope: { allUsers: true } });
      const other = await newAssignment({ roleId, memberGroupIds, scope: { allDevices: true } });
      const widened = async (scope: Input) => {
        const input = { roleAssignmentId: half, scope, dryRun: true };
        const [row] = (await done('updateRoleAssignment', input)).difference;
        return [row.permissionsWidened, row.permissionsNarrowed];
      };

      expect(await widened({ allUsers: true, allDevices: true })).toEqual([['ROLES_READ'], []]);
      await done('updateRoleAssignment', { roleAssignmentId: half, scope: { allUsers: true, allDevices: true } });
      expect(await widened({ allUsers: true, allDevices: false })).toEqual([[], ['ROLES_READ']]);
      for (const each of [half, other]) await done('deleteRoleAssignment', { roleAssignmentId: each });
    });

    test('counts users and devices within the asker’s own reach', async () => {
      const { as: asker } = await operatorWith(
        service,
        { permissions: ['ORGANIZATION_READ'], scope: { groupIds: [group('Lyon'), group('Madrid')] } },
        { permissions: ['MANAGED_DEVICES_READ'], scope: { groupIds: [group('Field service')] } },
        { permissions: ['ROLES_READ', 'ROLES_ASSIGN'], scope: EVERYWHERE },
      );
      await expectForetold(
        'updateRoleAssignment',
        { roleAssignmentId, scope: { groupIds: [group('France offices'), group('Field service')] } },
        TARGET,
      );
      await expectForetold('deleteRoleAssignment', { roleAssignmentId }, TARGET, asker);
    });
  });

  test('counts operators within the asker’s own reach', async () => {
    const permissions: Permission[] = ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ', 'ROLES_READ', 'ROLES_ASSIGN'];
    const { as: asker } = await operatorWith(service, { permissions, scope: { groupIds: [group('Paris')] } });
    const roleAssignmentId = await newAssignment({
      roleId: role('Directory reader'),
      memberGroupIds: [group('Help desk Paris'), group('Regional support')],
      scope: { groupIds: [group('Paris')] },
    });
    const { difference } = await done('deleteRoleAssignment', { roleAssignmentId, dryRun: true }, asker);

    // Of the two operators, split@ is in Lyon, which the asker does not see.
    expect(difference.map((row: { operators: number }) => row.operators)).toEqual([1]);
  });

  test('has a row for each set of rights, the most operators first, and leaves out who is disabled or unlicensed', async () => {
    const { difference } = await done('createRoleAssignment', {
      ...(await valid.createRoleAssignment()),
      memberGroupIds: [group('Help desk Paris'), group('Help desk')],
      scope: { groupIds: [group('Madrid')] },
      dryRun: true,
    });

    // helpdesk@ and late.shift@ see everything already; disabled@ and unlicensed@ are in the same group.
    expect(difference.map((row: { operators: number }) => row.operators)).toEqual([2, 1]);
    expect(difference[0]).toEqual({
      operators: 2,
      permissionsGained: [],
      permissionsLost: [],
      permissionsWidened: [],
      permissionsNarrowed: [],
      usersGained: 0,
      usersLost: 0,
      devicesGained: 0,
      devicesLost: 0,
      isLowerBound: false,
    });
    expect(difference[1].usersGained).toBeGreaterThan(0);
    expect(difference[1].devicesGained).toBeGreaterThan(0);
  });

  /** The difference that a new assignment makes to 27 operators, each of whom reads devices by another assignment. */
  async function differenceToMany(name: string, scope: 'all devices' | 'the own group') {
    await service.database.writer.transaction(async (trx) => {
      const flags = { account_enabled: 1, intune_licensed: 1 };
      const kind = { membership_type: 'ASSIGNED', security_enabled: 1, origin: 'LOCAL' };
      const roleId = await needed(trx('roles').where('display_name', 'Device reader').pluck('id'));
      const makeGroup = async (id: string) => {
        await trx('groups').insert({ id, display_name: id, name_key: id, ...kind });
        await trx('group_ancestors').insert({ group_id: id, ancestor_id: id });
      };
      await makeGroup(name);
      for (let i = 0; i < 27; i++) {
        const id = `${name}-${i}`;
        const named = { id, display_name: id, name_key: id };
        await makeGroup(id);
        await trx('users').insert({ ...named, ...flags, user_principal_name: `${id}@contoso.example`, upn_key: id });
        for (const group_id of [id, name]) {
          await trx('group_members').insert({ group_id, kind: 'USER', member_id: id });
        }
        const over = { all_users: 0, all_devices: scope === 'all devices' ? 1 : 0 };
        await trx('role_assignments').insert({ ...named, ...over, role_id: roleId, origin: 'LOCAL' });
        await trx('assignment_members').insert({ assignment_id: id, group_id: id });
        if (scope === 'the own group') await trx('assignment_scopes').insert({ assignment_id: id, group_id: id });
      }
    });
    const { difference } = await done('createRoleAssignment', {
      ...(await valid.createRoleAssignment()),
      memberGroupIds: [toNodeId('Group', name)],
      dryRun: true,
    });
    for (const row of difference) {
      expect(row.permissionsGained).toEqual(['MANAGED_APPS_READ', 'MOBILE_APPS_READ', 'ORGANIZATION_READ']);
    }
    return difference.map((row: { operators: number }) => row.operators);
  }

  test('has one row for equal rights, whichever assignments give them', async () => {
    expect(await differenceToMany('alike', 'all devices')).toEqual([27]);
  });

  test('has at most 25 rows', async () => {
    expect(await differenceToMany('unlike', 'the own group')).toEqual(Array(25).fill(1));
  });
});

describe('a clientMutationId', () => {
  test.each(MUTATIONS)('lets %s have one effect, and reads the object again', async (mutation) => {
    const input = { ...(await valid[mutation]()), clientMutationId: `once ${mutation}` };
    const first = await done(mutation, input);
    const before = await dump();
    const second = await done(mutation, input);

    expect(first.clientMutationId).toBe(`once ${mutation}`);
    expect(second).toEqual(first);
    expect(await dump()).toEqual(before);
  });

  test('reads the object as it is by then', async () => {
    const input = { ...(await valid.createRole()), clientMutationId: 'read as it is' };
    const { role } = await done('createRole', input);
    const displayName = newName();
    await done('updateRole', { roleId: role.id, displayName });
    expect((await done('createRole', input)).role).toEqual({ ...role, displayName, version: 2 });
    await done('deleteRole', { roleId: role.id });

    expect((await done('createRole', input)).role).toBeNull();
  });

  test('is each operator’s own', async () => {
    const [one, other] = [await valid.createRole(), await valid.createRole()];
    await done('createRole', { ...one, clientMutationId: 'shared' });
    const { role } = await done('createRole', { ...other, clientMutationId: 'shared' }, await inParis());

    expect(role.displayName).toBe(other['displayName']);
  });

  test('is not used up by a mutation that did nothing', async () => {
    const clientMutationId = 'after a mistake';
    await ask('createRole', { displayName: '', permissions: ['ORGANIZATION_READ'], clientMutationId });

    expect((await done('createRole', { ...(await valid.createRole()), clientMutationId })).role).not.toBeNull();
  });

  test('is answered under present rights', async () => {
    const scope = { groupIds: [group('Madrid')] };
    const roleId = await newRole(['ROLES_CREATE', 'ROLES_READ', 'ORGANIZATION_READ']);
    const { as, group: own } = await operatorWith(service, { permissions: ['MANAGED_APPS_READ'], scope });
    const roleAssignmentId = await newAssignment({ roleId, memberGroupIds: [own], scope });
    const input = { ...(await valid.createRole()), clientMutationId: 'with the rights of then' };
    const { role } = await done('createRole', input, as);

    await done('updateRole', { roleId, permissions: ['ROLES_CREATE', 'ORGANIZATION_READ'] });
    const unread = await ask('createRole', input, as);
    await done('deleteRoleAssignment', { roleAssignmentId });
    const refused = await ask('createRole', input, as);

    expect(role).not.toBeNull();
    expect(unread.data.createRole).toMatchObject({ role: null, userErrors: [] });
    expect(refusals(unread)).toEqual(['createRole.role: FORBIDDEN PERMISSION ROLES_READ']);
    expect(refused.data).toEqual({ createRole: null });
    expect(refusals(refused)).toEqual(['createRole: FORBIDDEN PERMISSION ROLES_CREATE']);
  });
});

interface Refusal {
  readonly code: string;
  readonly field: string[] | null;
  readonly missing?: Permission[];
  /** The error, for the test's name. */
  readonly when: string;
  readonly as?: () => Promise<string>;
  /** The replaced parts of a valid input. */
  readonly input: () => Promise<Input> | Input;
}

const at = (...field: string[]): string[] => ['input', ...field];
const UNKNOWN = (type: NodeType) => toNodeId(type, '00000000-0000-4000-8000-000000000000');

const nameRefusals = (taken: string, takenOfIntune: string): Refusal[] => [
  { code: 'NAME_REQUIRED', field: at('displayName'), when: 'an empty name', input: () => ({ displayName: '' }) },
  {
    code: 'NAME_REQUIRED',
    field: at('displayName'),
    when: 'a name of spaces',
    input: () => ({ displayName: ' \u00a0' }),
  },
  {
    code: 'NAME_TOO_LONG',
    field: at('displayName'),
    when: 'a name of 257 characters',
    input: () => ({ displayName: 'n'.repeat(257) }),
  },
  { code: 'NAME_TAKEN', field: at('displayName'), when: 'a taken name', input: () => ({ displayName: taken }) },
  {
    code: 'NAME_TAKEN',
    field: at('displayName'),
    when: 'a taken name in capitals',
    input: () => ({ displayName: taken.toUpperCase() }),
  },
  {
    code: 'NAME_TAKEN',
    field: at('displayName'),
    when: 'a taken name in its decomposed form, with spaces around it',
    input: () => ({ displayName: ` ${taken.normalize('NFD')} ` }),
  },
  {
    code: 'NAME_TAKEN',
    field: at('displayName'),
    when: 'the name of what is imported, in small letters',
    input: () => ({ displayName: takenOfIntune.toLowerCase() }),
  },
  ...[
    ['a zero width space', '\u200b'],
    ['a soft hyphen', '\u00ad'],
    ['a byte order mark', '\ufeff'],
    ['a joiner', '\u200d'],
    ['a selector of a variant', '\ufe0e'],
  ].map(([sign, hidden = '']) => ({
    code: 'NAME_TAKEN',
    field: at('displayName'),
    when: `a taken name with ${sign} in it`,
    input: () => ({ displayName: `${taken.slice(0, 2)}${hidden}${taken.slice(2)}` }),
  })),
  {
    code: 'NAME_TAKEN',
    field: at('displayName'),
    when: 'a taken name with two spaces between its words',
    input: () => ({ displayName: taken.replace(' ', ' \u00a0') }),
  },
  {
    code: 'NAME_REQUIRED',
    field: at('displayName'),
    when: 'a name that shows nothing',
    input: () => ({ displayName: '\u200b\u2800\u00ad\u3164' }),
  },
  ...['displayName', 'description'].map((field) => ({
    code: 'DIRECTION_CONTROL',
    field: at(field),
    when: `a right-to-left override in the ${field}`,
    input: () => ({ [field]: 'First \u202eline' }),
  })),
  {
    code: 'DESCRIPTION_TOO_LONG',
    field: at('description'),
    when: 'a description of 1,025 characters',
    input: () => ({ description: 'd'.repeat(1_025) }),
  },
];

const idRefusals = (field: string, type: 'Role' | 'RoleAssignment', missing: string): Refusal[] => [
  { code: 'INVALID_ID', field: at(field), when: 'no id', input: () => ({ [field]: 'nonsense' }) },
  { code: 'INVALID_ID', field: at(field), when: 'an empty id', input: () => ({ [field]: '' }) },
  { code: 'INVALID_ID', field: at(field), when: 'the id of a group', input: () => ({ [field]: group('Paris') }) },
  { code: missing, field: at(field), when: 'an id that never was', input: () => ({ [field]: UNKNOWN(type) }) },
];

const groupRefusals = (...field: string[]): Refusal[] => {
  const given = (ids: unknown[]): Input =>
    field[0] === 'scope' ? { scope: { groupIds: ids } } : { memberGroupIds: ids };
  return [
    { code: 'INVALID_ID', field: at(...field, '1'), when: 'no id', input: () => given([group('Paris'), 'nonsense']) },
    {
      code: 'INVALID_ID',
      field: at(...field, '0'),
      when: 'the id of a role',
      input: () => given([role('Device reader'), group('Paris')]),
    },
    {
      code: 'GROUP_NOT_FOUND',
      field: at(...field, '0'),
      when: 'a group that never was',
      input: () => given([UNKNOWN('Group')]),
    },
    {
      code: 'NOT_A_SECURITY_GROUP',
      field: at(...field, '1'),
      when: 'a group that is no security group',
      input: () => given([group('Lyon'), group('Sales Europe')]),
    },
  ].map((refusal) => ({ ...refusal, when: `${refusal.when} among ${field.join('.')}` }));
};

const assignmentRefusals: Refusal[] = [
  ...groupRefusals('memberGroupIds'),
  ...groupRefusals('scope', 'groupIds'),
  { code: 'MEMBERS_REQUIRED', field: at('memberGroupIds'), when: 'no members', input: () => ({ memberGroupIds: [] }) },
  { code: 'SCOPE_REQUIRED', field: at('scope'), when: 'an empty scope', input: () => ({ scope: {} }) },
  ...[{ allUsers: true }, { allDevices: true }, EVERYWHERE].map((flags) => ({
    code: 'SCOPE_MIXED',
    field: at('scope'),
    when: `groups beside ${Object.keys(flags).join(' and ')}`,
    input: () => ({ scope: { ...flags, groupIds: [group('Paris')] } }),
  })),
];

const TAKEN = 'Équipe Zoé';
const TAKEN_PERMISSIONS: Refusal = {
  code: 'PERMISSIONS_REQUIRED',
  field: at('permissions'),
  when: 'no permissions',
  input: () => ({ permissions: [] }),
};
const conflict = (mutation: Mutation): Refusal => ({
  code: 'CONFLICT',
  field: at('expectedVersion'),
  when: 'a version of before',
  async input() {
    const { roleId, roleAssignmentId } = (await valid[mutation]()) as Record<string, string>;
    if (roleId !== undefined) {
      await done('updateRole', { roleId, displayName: newName() });
      return { roleId, expectedVersion: 1 };
    }
    await done('updateRoleAssignment', { roleAssignmentId, displayName: newName() });
    return { roleAssignmentId, expectedVersion: 1 };
  },
});
const readOnlyRoles: Refusal[] = [
  {
    code: 'BUILT_IN_READ_ONLY',
    field: at('roleId'),
    when: 'a built-in role',
    input: () => ({ roleId: role('Help Desk Operator') }),
  },
  {
    code: 'MANAGED_IN_INTUNE',
    field: at('roleId'),
    when: 'an imported role',
    input: () => ({ roleId: role('Troubleshooting operator') }),
  },
];
const MANAGED_ASSIGNMENT: Refusal = {
  code: 'MANAGED_IN_INTUNE',
  field: at('roleAssignmentId'),
  when: 'an imported assignment',
  input: () => ({ roleAssignmentId: assignment('Paris first line') }),
};

const BEYOND_OWN_SCOPE: Refusal = {
  code: 'EXCEEDS_OWN_RIGHTS',
  field: at('roleAssignmentId'),
  missing: ['ROLES_ASSIGN'],
  when: 'an assignment over more than the viewer’s scope',
  as: inParis,
  input: () => ({}),
};

const REFUSALS: Record<Mutation, Refusal[]> = {
  createRole: [
    ...nameRefusals(TAKEN, 'Troubleshooting operator'),
    TAKEN_PERMISSIONS,
    {
      code: 'EXCEEDS_OWN_RIGHTS',
      field: at('permissions'),
      missing: ['MANAGED_DEVICES_READ', 'AUDIT_DATA_READ'],
      when: 'permissions that the viewer does not hold',
      as: inParis,
      input: () => ({ permissions: ['AUDIT_DATA_READ', 'ORGANIZATION_READ', 'MANAGED_DEVICES_READ'] }),
    },
  ],
  duplicateRole: [
    ...nameRefusals(TAKEN, 'Troubleshooting operator'),
    ...idRefusals('roleId', 'Role', 'ROLE_NOT_FOUND'),
    {
      code: 'EXCEEDS_OWN_RIGHTS',
      field: at('roleId'),
      missing: ['MANAGED_DEVICES_READ', 'MOBILE_APPS_READ', 'MANAGED_APPS_READ'],
      when: 'a role with more than the viewer holds',
      as: inParis,
      input: () => ({ roleId: role('Troubleshooting operator') }),
    },
  ],
  updateRole: [
    ...nameRefusals(TAKEN, 'Troubleshooting operator'),
    ...idRefusals('roleId', 'Role', 'ROLE_NOT_FOUND'),
    TAKEN_PERMISSIONS,
    conflict('updateRole'),
    ...readOnlyRoles,
    {
      code: 'EXCEEDS_OWN_RIGHTS',
      field: at('permissions'),
      missing: ['MOBILE_APPS_READ'],
      when: 'a permission that the viewer does not hold',
      as: inParis,
      input: () => ({ permissions: ['ORGANIZATION_READ', 'MOBILE_APPS_READ'] }),
    },
  ],
  deleteRole: [
    ...idRefusals('roleId', 'Role', 'ROLE_NOT_FOUND'),
    conflict('deleteRole'),
    ...readOnlyRoles,
    {
      code: 'ROLE_ASSIGNED',
      field: at('roleId'),
      when: 'a role that is still assigned',
      async input() {
        const roleId = await newRole();
        await newAssignment({ roleId });
        return { roleId };
      },
    },
  ],
  createRoleAssignment: [
    ...nameRefusals(TAKEN, 'Paris first line'),
    ...idRefusals('roleId', 'Role', 'ROLE_NOT_FOUND'),
    ...assignmentRefusals,
    {
      code: 'EXCEEDS_OWN_RIGHTS',
      field: at('roleId'),
      missing: ['MANAGED_DEVICES_READ'],
      when: 'a role with more than the viewer holds',
      as: inParis,
      input: () => ({ roleId: role('Device reader'), scope: { groupIds: [group('Paris')] } }),
    },
  ],
  updateRoleAssignment: [
    ...nameRefusals(TAKEN, 'Paris first line'),
    ...idRefusals('roleAssignmentId', 'RoleAssignment', 'ROLE_ASSIGNMENT_NOT_FOUND'),
    ...assignmentRefusals,
    conflict('updateRoleAssignment'),
    MANAGED_ASSIGNMENT,
    BEYOND_OWN_SCOPE,
  ],
  deleteRoleAssignment: [
    ...idRefusals('roleAssignmentId', 'RoleAssignment', 'ROLE_ASSIGNMENT_NOT_FOUND'),
    conflict('deleteRoleAssignment'),
    MANAGED_ASSIGNMENT,
    BEYOND_OWN_SCOPE,
  ],
};

const CASES = MUTATIONS.flatMap((mutation) =>
  REFUSALS[mutation].map((refusal) => [mutation, refusal.when, refusal.code, refusal] as const),
);

describe('bad input', () => {
  const expectTryAgain = (mutation: Mutation, answer: Answer) => {
    expect(answer.errors).toEqual([]);
    expect(answer.data[mutation]).toEqual({
      [objectField(mutation)]: null,
      difference: null,
      userErrors: [{ code: 'TRY_AGAIN', field: null, missing: [] }],
      clientMutationId: null,
    });
  };
  const BUSY = 'The database is busy: another process writes to it. Nothing was done; try again.';
  const messageOf = async (mutation: Mutation, input: Input) => {
    const { data } = await service.ask(
      `mutation ($input: ${typeOf(mutation, 'Input')}!) { ${mutation}(input: $input) { userErrors { code message retryAfter } } }`,
      { as: ADMIN, variables: { input } },
    );
    return data[mutation].userErrors;
  };

  beforeAll(async () => {
    await done('createRole', { ...(await valid.createRole()), displayName: TAKEN });
    await done('createRoleAssignment', { ...(await valid.createRoleAssignment()), displayName: TAKEN });
  });

  test.each(drawn(CASES, 25, (row) => row.slice(0, 3).join(' ')))(
    '%s refuses %s with %s, and writes nothing',
    async (mutation, _, code, refusal) => {
      const as = (await refusal.as?.()) ?? ADMIN;
      const input = { ...(await valid[mutation]()), ...(await refusal.input()) };
      const before = await dump();
      const answer = await ask(mutation, input, as);
      const after = await dump();

      expect(answer.errors).toEqual([]);
      expect(answer.data[mutation]).toEqual({
        [objectField(mutation)]: null,
        difference: null,
        userErrors: [{ code, field: refusal.field, missing: expect.any(Array) }],
        clientMutationId: null,
      });
      expect([...answer.data[mutation].userErrors[0].missing].sort()).toEqual([...(refusal.missing ?? [])].sort());
      if (code === 'EXCEEDS_OWN_RIGHTS') {
        // Only the refused attempt is recorded.
        expect(after['audit_events']?.slice(0, -1)).toEqual(before['audit_events']);
        expect(after['audit_events']?.at(-1)).toMatchObject({ outcome: 'REFUSED', before: null });
        expect(withoutTrail(after)).toEqual(withoutTrail(before));
      } else expect(after).toEqual(before);
    },
  );

  test.each(MUTATIONS)('%s refuses a clientMutationId that was used with another input', async (mutation) => {
    const clientMutationId = `reused ${mutation}`;
    await done(mutation, { ...(await valid[mutation]()), clientMutationId });
    const input = { ...(await valid[mutation]()), clientMutationId };
    const before = await dump();
    const { data, errors } = await ask(mutation, input);

    expect(errors).toEqual([]);
    expect(data[mutation]).toEqual({
      [objectField(mutation)]: null,
      difference: null,
      userErrors: [{ code: 'CLIENT_MUTATION_ID_REUSED', field: at('clientMutationId'), missing: [] }],
      clientMutationId,
    });
    expect(await dump()).toEqual(before);
  });

  test('a clientMutationId is forgotten a week after it was used', async () => {
    const used = (daysAgo: number) => ({
      operator_id: 'somebody',
      client_mutation_id: `used ${daysAgo} days ago`,
      mutation: 'CREATE_ROLE',
      input_hash: '',
      object_id: '',
      created_at: new Date(NOW.getTime() - daysAgo * 24 * 60 * 60 * 1000).toISOString(),
    });
    await service.database.writer('client_mutations').insert([used(8), used(6)]);
    await done('createRole', { ...(await valid.createRole()), clientMutationId: 'used today' });

    const left = await service.database.primary('client_mutations').pluck('client_mutation_id');
    expect(left).toEqual(expect.arrayContaining(['used 6 days ago', 'used today']));
    expect(left).not.toContain('used 8 days ago');
  });

  test('a clientMutationId that was used eight days ago takes effect again, though nothing has deleted it yet', async () => {
    const input = { ...(await valid.createRole()), clientMutationId: 'eight days ago' };
    const first = await done('createRole', input);
    const used = () => service.database.writer('client_mutations').where('client_mutation_id', input.clientMutationId);
    const daysAgo = (days: number) => new Date(NOW.getTime() - days * 24 * 60 * 60 * 1000).toISOString();
    await used().update({ created_at: daysAgo(6) });
    expect(await done('createRole', input)).toEqual(first);
    await used().update({ created_at: daysAgo(8) });

    const { data } = await ask('createRole', { ...input, displayName: newName() });

    expect(data.createRole).toMatchObject({ role: { id: expect.not.stringMatching(first.role.id) }, userErrors: [] });
    expect(await used().pluck('created_at')).toEqual([NOW.toISOString()]);
  });

  test('a clientMutationId of one mutation is refused by another', async () => {
    const clientMutationId = 'of createRole';
    await done('createRole', { ...(await valid.createRole()), clientMutationId });
    const { data } = await ask('deleteRole', { ...(await valid.deleteRole()), clientMutationId });

    expect(data.deleteRole.userErrors).toEqual([
      { code: 'CLIENT_MUTATION_ID_REUSED', field: at('clientMutationId'), missing: [] },
    ]);
  });

  testOn('sqlite').each(MUTATIONS)('%s says TRY_AGAIN while another process keeps the database', async (mutation) => {
    const input = await valid[mutation]();
    const before = await dump();
    const other = new Sqlite(sqliteFile(service.databaseUrl));
    let answer: Answer;
    try {
      other.exec('BEGIN IMMEDIATE');
      answer = await ask(mutation, input);
      other.exec('ROLLBACK');
    } finally {
      other.close();
    }

    expectTryAgain(mutation, answer);
    expect(await dump()).toEqual(before);
  });

  testOn('sqlite')('while another process keeps the database, a mutation says that it is busy', async () => {
    const input = await valid.createRole();
    const other = new Sqlite(sqliteFile(service.databaseUrl));
    try {
      other.exec('BEGIN IMMEDIATE');
      expect(await messageOf('createRole', input)).toEqual([{ code: 'TRY_AGAIN', message: BUSY, retryAfter: 5 }]);
      // A refusal that cannot be recorded is not answered; the client gets 503 and can retry.
      const refused = await ask('createRole', input, 'nobody@contoso.example');
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
      expect(refusals(refused)).toEqual(['createRole: DATABASE_UNAVAILABLE']);
    } finally {
      other.close();
    }
  });

  // The server reports a conflict if others wrote what the transaction read. Here it reports one every time.
  testOn('postgres').each(MUTATIONS)('%s says TRY_AGAIN while other changes always come first', async (mutation) => {
    const input = await valid[mutation]();
    const before = await dump();
    const answer = await whileRefused(
      service.database.writer,
      'audit_events',
      () => ask(mutation, input),
      'serialization_failure',
    );

    expectTryAgain(mutation, answer);
    expect(await dump()).toEqual(before);
  });

  testOn('postgres')('a mutation says TRY_AGAIN while an import holds what it writes', async () => {
    const input = await valid.createRole();
    const before = await dump();
    const other = await service.database.writer.transaction();
    await claimHead(other);
    const answer = await ask('createRole', input);
    const message = await messageOf('createRole', input);
    await other.rollback();

    expectTryAgain('createRole', answer);
    expect(message).toEqual([{ code: 'TRY_AGAIN', message: BUSY, retryAfter: 5 }]);
    expect(await dump()).toEqual(before);
  });

  testOn('postgres')('so does one that exceeds the own rights, which is not on record then', async () => {
    const as = await inParis();
    const input = { displayName: newName(), permissions: ['AUDIT_DATA_READ'] };
    const before = await dump();
    const answer = await whileRefused(
      service.database.writer,
      'audit_events',
      () => ask('createRole', input, as),
      'serialization_failure',
    );

    expectTryAgain('createRole', answer);
    expect(await dump()).toEqual(before);
  });

  test('says all that is wrong at once', async () => {
    const { data } = await ask('createRoleAssignment', {
      roleId: role('Device reader'),
      displayName: '',
      description: 'd'.repeat(1_025),
      memberGroupIds: ['nonsense', UNKNOWN('Group')],
      scope: {},
    });

    expect(data.createRoleAssignment.userErrors).toEqual([
      { code: 'NAME_REQUIRED', field: at('displayName'), missing: [] },
      { code: 'DESCRIPTION_TOO_LONG', field: at('description'), missing: [] },
      { code: 'INVALID_ID', field: at('memberGroupIds', '0'), missing: [] },
      { code: 'GROUP_NOT_FOUND', field: at('memberGroupIds', '1'), missing: [] },
      { code: 'SCOPE_REQUIRED', field: at('scope'), missing: [] },
    ]);
  });

  test('says of a group that is no security group what it cannot be: a member, or a group of the scope', async () => {
    const input = {
      roleId: role('Device reader'),
      displayName: 'Never made',
      memberGroupIds: [group('Sales Europe')],
      scope: { groupIds: [group('Sales Europe')] },
    };
    const { data } = await service.ask(
      `mutation ($input: CreateRoleAssignmentInput!) {
        createRoleAssignment(input: $input) { userErrors { code field message } }
      }`,
      { as: ADMIN, variables: { input } },
    );

    const code = 'NOT_A_SECURITY_GROUP';
    expect(data.createRoleAssignment.userErrors).toEqual([
      { code, field: at('memberGroupIds', '0'), message: 'Only a security group can be given rights.' },
      { code, field: at('scope', 'groupIds', '0'), message: 'Only a security group can be a scope group.' },
    ]);
  });

  test.each(['memberGroupIds', 'scope'])(
    'a group in %s that the viewer cannot see is one that never was',
    async (field) => {
      const as = await inParis();
      const askWith = async (id: string) => {
        const input = {
          roleId: role('Directory reader'),
          displayName: 'Never made',
          memberGroupIds: [group('Help desk Paris')],
          scope: { groupIds: [group('Paris')] },
          ...(field === 'scope' ? { scope: { groupIds: [id] } } : { memberGroupIds: [id] }),
        };
        return (await ask('createRoleAssignment', input, as)).text;
      };
      const hidden = await askWith(group('Regional support'));

      expect(JSON.parse(hidden).data.createRoleAssignment.userErrors).toEqual([
        { code: 'GROUP_NOT_FOUND', field: at(field, ...(field === 'scope' ? ['groupIds'] : []), '0'), missing: [] },
      ]);
      expect(await askWith(UNKNOWN('Group'))).toBe(hidden);
    },
  );

  test('does not give a group that the operator cannot see, among many that it can', async () => {
    const input = {
      roleId: role('Directory reader'),
      displayName: 'Never made',
      memberGroupIds: [...Array(16).fill(group('Paris')), group('Regional support')],
      scope: { groupIds: [group('Paris')] },
    };
    const { data } = await ask('createRoleAssignment', input, await inParis());
    expect(data.createRoleAssignment.userErrors).toEqual([
      { code: 'GROUP_NOT_FOUND', field: at('memberGroupIds', '16'), missing: [] },
    ]);
  });

  test.each([
    ['createRole', 'an unknown permission', { permissions: ['WIPE_EVERYTHING'] }],
    ['createRole', 'a permission in small letters', { permissions: ['organization_read'] }],
    ['createRole', 'a wildcard', { permissions: ['*'] }],
    ['createRole', 'no name', { displayName: undefined }],
    ['createRole', 'a name that is null', { displayName: null }],
    ['createRole', 'an id of its own', { id: 'mine' }],
    ['createRole', 'an origin', { origin: 'BUILT_IN' }],
    ['updateRole', 'an unknown permission', { permissions: ['WIPE_EVERYTHING'] }],
    ['updateRole', 'an origin', { origin: 'BUILT_IN' }],
    ['createRoleAssignment', 'no name', { displayName: undefined }],
    ['createRoleAssignment', 'no scope', { scope: undefined }],
    ['createRoleAssignment', 'no members', { memberGroupIds: undefined }],
    ['updateRoleAssignment', 'another role', { roleId: 'another' }],
  ] as const)('%s with %s is no such operation, and writes nothing', async (mutation, _, wrong) => {
    const input = { ...(await valid[mutation]()), ...wrong };
    const before = await dump();
    const { data, errors } = await ask(mutation, input);

    expect(data).toBeUndefined();
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
    expect(await dump()).toEqual(before);
  });

  // No one can be the last administrator of this tenant twice, so these tests have their own tenant.
  describe('that would leave nobody who administers everywhere', () => {
    let demo: Service;
    beforeAll(async () => {
      demo = service;
      service = await startService();
      const local = await done('duplicateRole', { roleId: role('Intune Administrator'), displayName: 'All of it' });
      const made = await done('createRoleAssignment', {
        roleId: local.role.id,
        displayName: 'All of it, everywhere',
        memberGroupIds: [group('Graph administrators')],
        scope: EVERYWHERE,
      });
      await done('deleteRoleAssignment', { roleAssignmentId: assignment('Graph administrators, everywhere') });
      last = { roleId: local.role.id, roleAssignmentId: made.roleAssignment.id };
    });
    afterAll(async () => {
      await service.stop();
      service = demo;
    });
    let last: { roleId: string; roleAssignmentId: string };

    const LAST = [
      [
        'updateRole',
        () => ({ roleId: last.roleId, permissions: EVERY_PERMISSION.filter((each) => each !== 'ROLES_DELETE') }),
      ],
      ['updateRoleAssignment', () => ({ roleAssignmentId: last.roleAssignmentId, scope: { allUsers: true } })],
      [
        'updateRoleAssignment',
        () => ({ roleAssignmentId: last.roleAssignmentId, memberGroupIds: [group('Company iPhones and iPads')] }),
      ],
      ['deleteRoleAssignment', () => ({ roleAssignmentId: last.roleAssignmentId })],
    ] as const;

    test.each(LAST.flatMap((each) => [true, false].map((dryRun) => [each[0], dryRun, each[1]] as const)))(
      '%s says LAST_ADMINISTRATOR (dryRun: %p), and writes nothing',
      async (mutation, dryRun, input) => {
        const before = await dump();
        const { data, errors } = await ask(mutation, { ...input(), dryRun });

        expect(errors).toEqual([]);
        expect(data[mutation]).toEqual({
          [objectField(mutation)]: null,
          difference: null,
          userErrors: [{ code: 'LAST_ADMINISTRATOR', field: null, missing: [] }],
          clientMutationId: null,
        });
        expect(await dump()).toEqual(before);
      },
    );
  });

  test('each code of each mutation is met above', () => {
    const { schema } = GRAPH;
    const codesOf = (mutation: Mutation) => {
      const type = schema.getType(typeOf(mutation, 'ErrorCode'));
      expect(isEnumType(type)).toBe(true);
      return (type as GraphQLEnumType).getValues().map((value) => `${mutation} ${value.name}`);
    };
    const everywhere = ['CLIENT_MUTATION_ID_REUSED', 'TRY_AGAIN'];
    const last = ['updateRole', 'updateRoleAssignment', 'deleteRoleAssignment'];
    const met = MUTATIONS.flatMap((mutation) => [
      ...REFUSALS[mutation].map(({ code }) => `${mutation} ${code}`),
      ...everywhere.map((code) => `${mutation} ${code}`),
      ...(last.includes(mutation) ? [`${mutation} LAST_ADMINISTRATOR`] : []),
    ]);

    expect([...new Set(met)].sort()).toEqual(MUTATIONS.flatMap(codesOf).sort());
  });
});

describe('permissions', () => {
  test.each(MUTATIONS)('%s is refused to who holds everything but its own permission', async (mutation) => {
    const own = OWN_PERMISSION[mutation];
    const { as } = await operatorWith(service, {
      permissions: EVERY_PERMISSION.filter((each) => each !== own),
      scope: EVERYWHERE,
    });
    const input = await valid[mutation]();
    const before = await dump();
    const answer = await ask(mutation, input, as);

    expect(answer.data).toEqual({ [mutation]: null });
    expect(answer.errors.map(({ path, extensions }) => ({ path, extensions }))).toEqual([
      {
        path: [mutation],
        extensions: { code: 'FORBIDDEN', reason: 'PERMISSION', missing: [own], coordinate: `Mutation.${mutation}` },
      },
    ]);
    expect(withoutTrail(await dump())).toEqual(withoutTrail(before));
  });

  test.each([
    ['disabled@contoso.example', 'DISABLED'],
    ['unlicensed@contoso.example', 'LICENSE'],
  ])('%s is refused every mutation with %s', async (as, reason) => {
    for (const mutation of MUTATIONS) {
      const input = await valid[mutation]();
      const before = await dump();
      const answer = await ask(mutation, input, as);

      expect(refusals(answer)).toEqual([`${mutation}: FORBIDDEN ${reason}`]);
      expect(withoutTrail(await dump())).toEqual(withoutTrail(before));
    }
  });

  test.each([
    ['createRole', 'role'],
    ['duplicateRole', 'role'],
    ['updateRole', 'role'],
    ['createRoleAssignment', 'roleAssignment'],
    ['updateRoleAssignment', 'roleAssignment'],
  ] as const)('%s takes effect for who may not read roles, and its %s is refused', async (mutation, field) => {
    const { as } = await operatorWith(service, {
      permissions: EVERY_PERMISSION.filter((each) => each !== 'ROLES_READ' && each !== 'AUDIT_DATA_READ'),
      scope: EVERYWHERE,
    });
    const displayName = newName();
    const input: Input = { ...(await valid[mutation]()), displayName };
    if (mutation === 'duplicateRole') input['roleId'] = role('Troubleshooting operator');
    const answer = await ask(mutation, input, as);

    expect(answer.data[mutation]).toEqual({ [field]: null, difference: null, userErrors: [], clientMutationId: null });
    expect(answer.errors.map(({ path, extensions }) => ({ path, extensions }))).toEqual([
      {
        path: [mutation, field],
        extensions: {
          code: 'FORBIDDEN',
          reason: 'PERMISSION',
          missing: ['ROLES_READ'],
          coordinate: `${typeOf(mutation, 'Payload')}.${field}`,
        },
      },
    ]);
    const table = field === 'role' ? 'roles' : 'role_assignments';
    const id = await needed(service.database.primary(table).where('display_name', displayName).pluck('id'));
    expect((await lastEvents())[0]).toMatchObject({
      outcome: 'DONE',
      subject_id: toNodeId(field === 'role' ? 'Role' : 'RoleAssignment', id),
    });
  });

  test.each([
    ['deleteRole', 'deletedRoleId', 'roleId'],
    ['deleteRoleAssignment', 'deletedRoleAssignmentId', 'roleAssignmentId'],
  ] as const)('%s gives who may not read roles the id that was given', async (mutation, field, given) => {
    const { as } = await operatorWith(service, {
      permissions: ['ROLES_DELETE', 'ROLES_ASSIGN', 'ORGANIZATION_READ'],
      scope: EVERYWHERE,
    });
    const input = await valid[mutation]();

    expect((await done(mutation, input, as))[field]).toBe(input[given]);
  });

  test('a field of the object that needs one permission more is null, and the effect stands', async () => {
    const { as } = await operatorWith(service, {
      permissions: ['ROLES_ASSIGN', 'ROLES_READ', 'MANAGED_APPS_READ'],
      scope: EVERYWHERE,
    });
    const displayName = newName();
    const roleAssignmentId = await newAssignment({ roleId: await newRole(['MANAGED_APPS_READ']) });
    const answer = await ask('updateRoleAssignment', { roleAssignmentId, displayName }, as);

    expect(answer.data.updateRoleAssignment.roleAssignment).toMatchObject({
      displayName,
      version: 2,
      members: null,
      scopeGroups: null,
    });
    expect(refusals(answer)).toEqual([
      'updateRoleAssignment.difference: FORBIDDEN PERMISSION ORGANIZATION_READ',
      'updateRoleAssignment.roleAssignment.members: FORBIDDEN PERMISSION ORGANIZATION_READ',
      'updateRoleAssignment.roleAssignment.scopeGroups: FORBIDDEN PERMISSION ORGANIZATION_READ',
    ]);
  });

  test.each([
    ['MANAGED_DEVICES_READ', ['devicesGained', 'devicesLost']],
    ['ROLES_READ', ['permissionsGained', 'permissionsLost', 'permissionsWidened', 'permissionsNarrowed']],
  ] as const)('a dry run tells who lacks %s all of the difference but %p', async (permission, fields) => {
    const permissions = EVERY_PERMISSION.filter((each) => each !== permission);
    const { as } = await operatorWith(service, { permissions, scope: EVERYWHERE });
    const input = { ...(await valid.createRoleAssignment()), roleId: role('App support'), dryRun: true };
    const [whole, part] = [await ask('createRoleAssignment', input), await ask('createRoleAssignment', input, as)];
    const [row] = whole.data.createRoleAssignment.difference;

    expect(part.data.createRoleAssignment.difference).toEqual([
      { ...row, ...Object.fromEntries(fields.map((field) => [field, null])) },
    ]);
    expect(refusals(part)).toEqual(
      expect.arrayContaining(
        fields.map((field) => `createRoleAssignment.difference.0.${field}: FORBIDDEN PERMISSION ${permission}`),
      ),
    );
  });
});

describe('the database itself', () => {
  const BUILT_IN = "(SELECT id FROM roles WHERE display_name = 'Help Desk Operator')";
  const OF_INTUNE = "(SELECT id FROM roles WHERE display_name = 'Troubleshooting operator')";
  const ASSIGNED = "(SELECT id FROM role_assignments WHERE display_name = 'Paris first line')";
  const REFUSED = { sqlite: 'SQLITE_CONSTRAINT_TRIGGER', postgres: 'P0001' }[ENGINE];
  const refuse = async (statement: string) => {
    const attempt = service.database.writer.transaction(async (trx) => {
      await trx.raw(statement);
      throw new Error('It was not refused.');
    });
    await expect(attempt).rejects.toMatchObject({ code: REFUSED });
  };

  test.each([
    ['the name of a built-in role', `UPDATE roles SET display_name = 'x' WHERE id = ${BUILT_IN}`],
    ['the origin of a built-in role', `UPDATE roles SET origin = 'LOCAL' WHERE id = ${BUILT_IN}`],
    ['the version of an imported role', `UPDATE roles SET version = 9 WHERE id = ${OF_INTUNE}`],
    ['the scope of an imported assignment', `UPDATE role_assignments SET all_users = 1 WHERE id = ${ASSIGNED}`],
    [
      'what makes an imported assignment ineffective',
      "UPDATE role_assignments SET ineffective_reason = NULL WHERE display_name = 'Berlin pilot'",
    ],
  ])('refuses to change %s', (_, statement) => refuse(statement));

  test.each([
    [
      'a built-in role',
      "INSERT INTO roles (id, display_name, name_key, origin) VALUES ('unassigned', 'u', 'u', 'BUILT_IN')",
      "DELETE FROM roles WHERE id = 'unassigned'",
    ],
    [
      'an imported role',
      "INSERT INTO roles (id, display_name, name_key, origin) VALUES ('unassigned 2', 'u', 'u', 'INTUNE')",
      "DELETE FROM roles WHERE id = 'unassigned 2'",
    ],
    ['an imported assignment', 'SELECT 1', `DELETE FROM role_assignments WHERE id = ${ASSIGNED}`],
  ])('refuses to delete %s', async (_, prepare, statement) => {
    await service.database.writer.raw(prepare);
    await refuse(statement);
  });

  test.each([
    [
      'gives a built-in role another permission',
      `INSERT INTO role_permissions (role_id, action, permission) VALUES (${BUILT_IN}, 'x', 'ROLES_ASSIGN')`,
    ],
    ['takes a permission from a built-in role', `DELETE FROM role_permissions WHERE role_id = ${BUILT_IN}`],
    [
      'makes an imported role’s action another permission',
      `UPDATE role_permissions SET permission = 'ROLES_ASSIGN' WHERE role_id = ${OF_INTUNE}`,
    ],
    [
      'adds a member to an imported assignment',
      `INSERT INTO assignment_members (assignment_id, group_id) SELECT ${ASSIGNED}, id FROM groups WHERE display_name = 'Lyon'`,
    ],
    ['takes the members of an imported assignment', `DELETE FROM assignment_members WHERE assignment_id = ${ASSIGNED}`],
    [
      'adds to the scope of an imported assignment',
      `INSERT INTO assignment_scopes (assignment_id, group_id) SELECT ${ASSIGNED}, id FROM groups WHERE display_name = 'Lyon'`,
    ],
    ['takes the scope of an imported assignment', `DELETE FROM assignment_scopes WHERE assignment_id = ${ASSIGNED}`],
  ])('refuses what %s', (_, statement) => refuse(statement));

  test.each([
    ['change', "UPDATE audit_events SET action = 'x' WHERE seq = 1"],
    ['remove', 'DELETE FROM audit_events WHERE seq = 1'],
    [
      'replace',
      `INSERT ${ENGINE === 'sqlite' ? 'OR REPLACE' : ''} INTO audit_events (seq, occurred_at, action, outcome, previous_hash, hash)
       VALUES (1, 'x', 'x', 'DONE', '', '')${ENGINE === 'sqlite' ? '' : " ON CONFLICT (seq) DO UPDATE SET action = 'x'"}`,
    ],
    ['empty', 'DELETE FROM audit_events'],
  ])('refuses to %s the audit trail', (_, statement) => refuse(statement));

  test('lets nobody lay the guards down by saying so in a mutation', async () => {
    const { errors } = await ask('updateRole', { roleId: role('Help Desk Operator'), origin: 'LOCAL' });

    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
    expect(await service.database.primary('imports_under_way')).toEqual([]);
  });
});
