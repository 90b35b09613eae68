import { grantAdministrator } from '../../src/administration/grant-administrator';
import { resourcesOf } from '../../src/microsoft-graph/resources';
import { toNodeId } from '../../src/resolving/node-id';
import { EVERYWHERE, idOfAdministered, RIGHTS_TABLES } from '../support/administration';
import { oneIn } from '../support/amount';
import { AUDIT_KEY } from '../support/audit-key';
import type { GraphTenant } from '../support/graph';
import { NOW, refusals, type Service } from '../support/service';
import {
  contentOf,
  DIRECTORY,
  fabrikam,
  helpersOfSite,
  type Loose,
  objectIn,
  RIGHTS,
  remove,
  standIn,
  standing,
  sync,
  synced,
  written,
} from '../support/sync';
import { assignment, E3, entraDevice, FOUR_READS, group, member, role, user } from '../support/tenant-folder';

const test = oneIn(10);

const [ADA, BEN, CYD] = ['ada@fabrikam.example', 'ben@fabrikam.example', 'cyd@fabrikam.example'] as const;

/** The members of a group at Graph, to be changed in place. */
const membersOf = ({ parts }: GraphTenant, name: string): Loose[] => {
  const found = parts.groupMembers.get(`group-${name}`) ?? [];
  parts.groupMembers.set(`group-${name}`, found);
  return found;
};

function leave(tenant: GraphTenant, name: string, kind: 'user' | 'group' | 'device', who: string): void {
  const { id } = member(kind, who);
  const members = membersOf(tenant, name);
  members.splice(
    members.findIndex((each) => each.id === id),
    1,
  );
}

/** The display names of the users that an operator sees; null if the operator may not read them. */
async function usersSeen(service: Service, as: string, search: string | null = null): Promise<string[] | null> {
  const query = 'query ($search: String) { users(first: 100, search: $search) { nodes { displayName } } }';
  const { data } = await service.ask(query, { as, variables: { search } });
  return data.users === null ? null : data.users.nodes.map(({ displayName }: Loose) => displayName).sort();
}

describe('a device that joins Entra again', () => {
  const rejoined = entraDevice('again', {
    deviceId: 'join-laptop',
    trustType: 'ServerAd',
    isCompliant: false,
    registrationDateTime: '2026-11-19T09:00:00Z',
  });
  const seen = async (service: Service, as: string) => {
    const { data } = await service.ask(
      `{ users(first: 100) { nodes { displayName status { deviceCount noncompliantDeviceCount } devices { totalCount nodes { deviceName } } } }
        devices { totalCount nodes { deviceName joinType entraCompliance } } }`,
      { as },
    );
    return data;
  };

  test.each(['before', 'behind'])(
    'is one device, also where Graph returns the new object %s the old one',
    async (place) => {
      const { tenant, service, graph } = await synced();
      const { devices } = tenant.collections;
      devices.splice(place === 'before' ? 0 : devices.length, 0, rejoined);
      await sync(service, graph);

      const { users, devices: found } = await seen(service, ADA);
      expect(found).toEqual({
        totalCount: 1,
        nodes: [{ deviceName: 'laptop', joinType: 'HYBRID_JOINED', entraCompliance: 'NONCOMPLIANT' }],
      });
      for (const [state, totalCount] of [
        ['NONCOMPLIANT', 1],
        ['COMPLIANT', 0],
      ] as const) {
        const { data } = await service.ask(`{ devices(filter: { entraCompliance: [${state}] }) { totalCount } }`, {
          as: ADA,
        });
        expect(data).toEqual({ devices: { totalCount } });
      }
      const ben = users.nodes.find(({ displayName }: Loose) => displayName === 'ben');
      expect(ben).toMatchObject({
        status: { deviceCount: 1, noncompliantDeviceCount: 0 },
        devices: { totalCount: 1, nodes: [{ deviceName: 'laptop' }] },
      });
      expect((await standing(service)).quarantine).toEqual([]);
    },
  );

  test('is in the scope of the groups of either object', async () => {
    const helpers =
      (scope: string) =>
      ({ collections, parts }: GraphTenant) => {
        collections.groups.push(group('New'), group('Desk'));
        collections.devices.push(rejoined);
        parts.groupMembers.set('group-New', [member('device', 'again')]);
        parts.groupMembers.set('group-Desk', [member('user', 'cyd')]);
        collections.roleAssignments.push(
          assignment('desk', 'Helper', ['Desk'], { resourceScopes: [`group-${scope}`] }),
        );
        objectIn({ collections } as GraphTenant, 'managedDevices', 'device-laptop').userId = 'user-ada';
      };
    for (const scope of ['New', 'Site']) {
      const { service } = await synced(helpers(scope));
      expect((await seen(service, CYD)).devices).toMatchObject({ totalCount: 1 });
    }
    const { service } = await synced(helpers('Operators'));
    const { data } = await service.ask(
      '{ devices { nodes { groupMemberships { nodes { group { displayName } } } } } }',
      { as: ADA },
    );
    const [{ groupMemberships }] = data.devices.nodes;
    expect(groupMemberships.nodes.map(({ group: { displayName } }: Loose) => displayName)).toEqual(['New', 'Site']);
  });
});

/** A page of a delta in Graph's form. */
const page = (value: readonly unknown[], link: Record<string, string>) => ({
  status: 200,
  times: 1,
  body: JSON.stringify({ value, ...link }),
});

/** Nests a group in Operators and another one in that, with ben in the innermost. */
function nested(tenant: GraphTenant): void {
  tenant.collections.groups.push(group('Outer'), group('Inner'));
  membersOf(tenant, 'Operators').push(member('group', 'Outer'));
  membersOf(tenant, 'Outer').push(member('group', 'Inner'));
  membersOf(tenant, 'Inner').push(member('user', 'ben'));
}

describe('a group', () => {
  test('gives to those who join it, and no more to those who leave, from the next sync on', async () => {
    const { tenant, service, graph } = await synced(undefined, { kinds: RIGHTS });
    expect(await usersSeen(service, BEN)).toBeNull();

    membersOf(tenant, 'Operators').push(member('user', 'ben'));
    await sync(service, graph, { kinds: DIRECTORY });
    expect(await usersSeen(service, BEN)).toEqual(['ada', 'ben', 'cyd']);

    leave(tenant, 'Operators', 'user', 'ben');
    await sync(service, graph, { kinds: DIRECTORY });
    expect(await usersSeen(service, BEN)).toBeNull();
    expect(await usersSeen(service, ADA)).toEqual(['ada', 'ben', 'cyd']);
  });

  test('takes effect through groups in it: who leaves the innermost, and what leaves on the way', async () => {
    const { tenant, service, graph } = await synced(nested, { kinds: RIGHTS });
    const directory = () => sync(service, graph, { kinds: DIRECTORY });
    const isHelper = async () => (await usersSeen(service, BEN)) !== null;
    expect(await isHelper()).toBe(true);

    leave(tenant, 'Inner', 'user', 'ben');
    await directory();
    expect(await isHelper()).toBe(false);
    membersOf(tenant, 'Inner').push(member('user', 'ben'));
    await directory();
    expect(await isHelper()).toBe(true);
    leave(tenant, 'Outer', 'group', 'Inner');
    await directory();
    expect(await isHelper()).toBe(false);
    membersOf(tenant, 'Operators').push(member('group', 'Inner'));
    await directory();
    expect(await isHelper()).toBe(true);
    remove(tenant, 'groups', 'group-Inner');
    await directory();
    expect(await isHelper()).toBe(false);
  });

  test('may hold itself', async () => {
    const { tenant, service, graph } = await synced(nested, { kinds: RIGHTS });
    membersOf(tenant, 'Inner').push(member('group', 'Operators'));
    await sync(service, graph, { kinds: DIRECTORY });
    expect(await usersSeen(service, BEN)).toEqual(['ada', 'ben', 'cyd']);
    leave(tenant, 'Operators', 'group', 'Outer');
    await sync(service, graph, { kinds: DIRECTORY });
    expect(await usersSeen(service, BEN)).toBeNull();
  });

  test('that is a scope group, and is deleted, is no scope any more', async () => {
    const { tenant, service, graph } = await synced(({ collections }) => {
      collections.roleAssignments = [assignment('site', 'Helper', ['Operators'], { resourceScopes: ['group-Site'] })];
    });
    expect(await usersSeen(service, ADA)).toEqual(['ben']);

    remove(tenant, 'groups', 'group-Site');
    await sync(service, graph, { kinds: DIRECTORY });

    expect(await usersSeen(service, ADA)).toBeNull();
  });

  test('of the operators that is deleted makes operators of nobody', async () => {
    const { tenant, service, graph } = await synced(helpersOfSite);
    expect(await usersSeen(service, BEN)).toEqual(['ada', 'ben', 'cyd']);
    remove(tenant, 'groups', 'group-Site');
    await sync(service, graph, { kinds: DIRECTORY });
    expect(await usersSeen(service, BEN)).toBeNull();
  });

  test('has members that are none here: they are counted, and hinder nothing', async () => {
    const { tenant, service, graph } = await synced(undefined, { kinds: RIGHTS });
    const before = await contentOf(service);
    membersOf(tenant, 'Site').push({ '@odata.type': '#microsoft.graph.servicePrincipal', id: 'robot' });
    const { leftOut } = await sync(service, graph, { kinds: DIRECTORY });
    expect([...leftOut]).toEqual([
      ['members that are neither user, group nor device (microsoft.graph.servicePrincipal)', 1],
    ]);
    expect(await contentOf(service)).toEqual(before);
  });

  test('has 5,000 members over many pages, and all of them change', async () => {
    const names = (from: number) => Array.from({ length: 5_000 }, (_, i) => member('user', String(from + i)));
    const { tenant, service, graph } = await synced(({ parts }) => parts.groupMembers.set('group-Site', names(0)), {
      pageSize: 10,
    });
    const members = () => service.database.primary('group_members').where('group_id', 'group-site').pluck('member_id');
    expect(new Set(await members())).toEqual(new Set(names(0).map(({ id }) => id)));

    tenant.parts.groupMembers.set('group-Site', names(2_500));
    const summary = await sync(service, graph, { kinds: DIRECTORY });

    expect(written(summary)).toEqual({ 'group members': [2_500, 0, 2_500] });
    expect(new Set(await members())).toEqual(new Set(names(2_500).map(({ id }) => id)));
  });

  test('comes on several pages, and what is said of a member last holds', async () => {
    const { service, graph } = await synced(undefined, { kinds: RIGHTS });
    const said = (...members: object[]) => [{ ...group('Site'), 'members@delta': members }];
    const gone = { '@removed': { reason: 'deleted' } };
    const next = { '@odata.nextLink': `${graph.url}/v1.0/groups/delta?$skiptoken=next` };
    const path = /groups\/delta/;
    graph.answerWith({ path, ...page(said(member('user', 'ada'), { ...member('user', 'ben'), ...gone }), next) });
    graph.answerWith({ path, ...page([], next) });
    graph.answerWith({ path, ...page(said({ ...member('user', 'ada'), ...gone }, member('user', 'cyd')), next) });
    graph.answerWith({
      path,
      ...page(said(member('user', 'ben')), { '@odata.deltaLink': `${graph.url}/v1.0/groups/delta?$deltatoken=x` }),
    });

    await sync(service, graph, { kinds: DIRECTORY });

    const { data } = await service.ask(
      `{ node(id: "${toNodeId('Group', 'group-site')}") { ... on Group { users(first: 10) { nodes { displayName } } } } }`,
      { as: ADA },
    );
    expect(data.node.users.nodes).toEqual([{ displayName: 'ben' }, { displayName: 'cyd' }]);
  });
});

describe('a user', () => {
  test('who is deleted is gone, and back in the old groups when restored', async () => {
    const { tenant, service, graph } = await synced(helpersOfSite);
    const headers = { authorization: `Bearer ${await service.token(BEN)}` };
    const ben = objectIn(tenant, 'users', 'user-ben');

    remove(tenant, 'users', 'user-ben');
    await sync(service, graph, { kinds: DIRECTORY });
    expect(await usersSeen(service, ADA)).toEqual(['ada', 'cyd']);
    expect((await service.ask('{ viewer { id } }', { headers })).status).toBe(401);

    tenant.collections.users.push(ben);
    await sync(service, graph, { kinds: DIRECTORY });
    expect(await usersSeen(service, ADA)).toEqual(['ada', 'ben', 'cyd']);
    expect(await usersSeen(service, BEN)).toEqual(['ada', 'ben', 'cyd']);
    await sync(service, graph);
    const { data } = await service.ask('{ devices { nodes { deviceName primaryUser { displayName } } } }', { as: ADA });
    expect(data.devices.nodes).toEqual([{ deviceName: 'laptop', primaryUser: { displayName: 'ben' } }]);
  });

  test('is found by the new name alone after a change of name', async () => {
    const { tenant, service, graph } = await synced(undefined, { kinds: RIGHTS });
    Object.assign(objectIn(tenant, 'users', 'user-cyd'), {
      displayName: 'Łucja Ørsted',
      userPrincipalName: 'lucja@fabrikam.example',
      mail: null,
    });
    expect(written(await sync(service, graph, { kinds: DIRECTORY }))).toEqual({ users: [0, 1, 0] });
    expect(await usersSeen(service, ADA, 'cyd')).toEqual([]);
    expect(await usersSeen(service, ADA, 'orsted')).toEqual(['Łucja Ørsted']);
    expect(await usersSeen(service, ADA, 'lucja')).toEqual(['Łucja Ørsted']);
  });

  test('without licence is no operator, nor is one who is disabled', async () => {
    const { tenant, service, graph } = await synced(undefined, { kinds: RIGHTS });
    const ada = objectIn(tenant, 'users', 'user-ada');
    const { assignedLicenses, assignedPlans } = ada;
    const refusal = async () => {
      await sync(service, graph, { kinds: DIRECTORY });
      return refusals(await service.ask('{ users { totalCount } }', { as: ADA }));
    };
    Object.assign(ada, { assignedLicenses: [], assignedPlans: [] });
    expect(await refusal()).toEqual(['users: FORBIDDEN LICENSE']);
    Object.assign(ada, { assignedLicenses, assignedPlans });
    expect(await refusal()).toEqual([]);
    ada.accountEnabled = false;
    expect(await refusal()).toEqual(['users: FORBIDDEN DISABLED']);
  });

  test('whom Graph calls removed and has again, and one who was never there, are no trouble', async () => {
    const { service, graph } = await synced(undefined, { kinds: RIGHTS });
    const before = await contentOf(service);
    const removed = { '@removed': { reason: 'changed' } };
    const deltaLink = { '@odata.deltaLink': `${graph.url}/v1.0/users/delta?$deltatoken=x` };
    const value = [{ id: 'user-ben', ...removed }, { id: 'never', ...removed }, user('ben'), user('ben')];
    graph.answerWith({ path: /users\/delta/, ...page(value, deltaLink) });
    await sync(service, graph, { kinds: DIRECTORY });
    expect(await contentOf(service)).toEqual(before);
  });
});

describe('tokens of a delta', () => {
  const change = (tenant: GraphTenant) => {
    remove(tenant, 'users', 'user-cyd');
    tenant.collections.users.push(user('dan'));
    leave(tenant, 'Operators', 'user', 'ada');
    membersOf(tenant, 'Operators').push(member('user', 'ben'));
  };

  test('that expired between two syncs make it read everything, and what is gone goes', async () => {
    const { tenant, service, graph } = await synced(undefined, { kinds: RIGHTS });
    change(tenant);
    graph.expireDeltaTokens();
    await sync(service, graph, { kinds: DIRECTORY });
    expect(await usersSeen(service, BEN)).toEqual(['ada', 'ben', 'dan']);
    expect(await usersSeen(service, ADA)).toBeNull();
  });

  test('of a Graph that has another address by now make it read everything there', async () => {
    const { tenant, service } = await synced(undefined, { kinds: RIGHTS });
    change(tenant);
    const elsewhere = await standIn(tenant);
    expect((await sync(service, elsewhere, { kinds: DIRECTORY })).failed).toEqual([]);
    expect(await usersSeen(service, BEN)).toEqual(['ada', 'ben', 'dan']);
    expect(await usersSeen(service, ADA)).toBeNull();
  });

  test('that expire on the way make it begin anew', async () => {
    const { tenant, service, graph } = await synced(
      ({ collections }) => collections.users.push(...Array.from({ length: 20 }, (_, i) => user(`u${i}`))),
      { pageSize: 5 },
    );
    for (const each of tenant.collections.users) (each as Loose).jobTitle = 'moved';
    change(tenant);
    let left = 2;
    const listener = {
      reading() {
        left--;
        if (left === 0) graph.expireDeltaTokens();
      },
      writing() {},
    };
    expect((await sync(service, graph, { kinds: DIRECTORY, listener })).failed).toEqual([]);
    const seen = await usersSeen(service, BEN);
    expect(seen).toHaveLength(23);
    expect(seen).not.toContain('cyd');
  });

  test('that are never any good stop their kind: what is there stays, the others go on', async () => {
    const { tenant, service, graph } = await synced(undefined, { kinds: RIGHTS });
    remove(tenant, 'users', 'user-cyd');
    leave(tenant, 'Operators', 'user', 'ada');
    membersOf(tenant, 'Operators').push(member('user', 'ben'));
    graph.answerWith({ path: /users\/delta/, status: 410, body: '{"error":{"code":"syncStateNotFound"}}' });

    const { failed } = await sync(service, graph);

    expect(failed).toEqual([{ kind: 'USERS', problem: expect.stringContaining('/v1.0/users/delta has expired') }]);
    expect(await usersSeen(service, BEN)).toEqual(['ada', 'ben', 'cyd']);
    const { kinds } = await standing(service, BEN);
    expect(kinds.get('USERS')).toMatchObject({ state: 'FAILED', problem: failed[0]?.problem });
    expect(kinds.get('ROLES')).toMatchObject({ state: 'COMPLETED', problem: null });
    graph.answerWith(null);
    await sync(service, graph, { kinds: DIRECTORY });
    expect(await usersSeen(service, BEN)).toEqual(['ada', 'ben']);
  });
});

test('an app that was changed in Intune has its new date after the next sync', async () => {
  const { tenant, service, graph } = await synced();
  const reader = objectIn(tenant, 'mobileApps', 'app-reader');
  const changedAt = async (): Promise<string | null> =>
    (await service.ask('{ apps { nodes { modifiedAt } } }', { as: ADA })).data.apps.nodes[0].modifiedAt;

  expect(await changedAt()).toBeNull();
  Object.assign(reader, { lastModifiedDateTime: '2026-11-18T15:42:09.5398668+01:00' });
  expect(written(await sync(service, graph))).toEqual({ apps: [0, 1, 0] });
  expect(await changedAt()).toBe('2026-11-18T14:42:09.539Z');
  // The date that means *never* at Microsoft.
  Object.assign(reader, { lastModifiedDateTime: '0001-01-01T00:00:00Z' });
  await sync(service, graph);
  expect(await changedAt()).toBeNull();
});

test('what Intune has no more is gone here, with all that hung on it', async () => {
  const { tenant, service, graph } = await synced(undefined, { kinds: RIGHTS });
  for (const resource of ['devices', 'managedDevices', 'deviceConfigurations', 'mobileApps'] as const) {
    tenant.collections[resource] = [];
  }
  for (const resource of ['managedAppPolicies', 'troubleshootingEvents', 'roleAssignments'] as const) {
    tenant.collections[resource] = [];
  }
  tenant.collections.roleDefinitions = [];
  await grantAdministrator(service.database, BEN, AUDIT_KEY, NOW);

  const { failed } = await sync(service, graph);

  expect(failed).toEqual([]);
  const content = await contentOf(service);
  const gone = ['entra_devices', 'devices', 'policies', 'policy_states', 'apps', 'app_install_states'];
  for (const table of [...gone, 'app_protection_policies', 'app_protections', 'enrollment_failures']) {
    expect([table, content[table]]).toEqual([table, []]);
  }
  expect(content['roles']?.filter(({ origin }) => origin === 'INTUNE')).toEqual([]);
  expect(content['role_assignments']?.filter(({ origin }) => origin === 'INTUNE')).toEqual([]);
});

describe('what was made here', () => {
  test('is never touched: roles, assignments, the group of administrators', async () => {
    const { tenant, service, graph } = await synced(undefined, { kinds: RIGHTS });
    await grantAdministrator(service.database, ADA, AUDIT_KEY, NOW);
    const role = { displayName: 'Made here', permissions: ['ORGANIZATION_READ'] };
    const input = {
      roleId: await idOfAdministered(service, 'createRole', role, ADA),
      displayName: 'Assigned here',
      memberGroupIds: [toNodeId('Group', 'group-operators')],
      scope: { groupIds: [toNodeId('Group', 'group-site')] },
    };
    await idOfAdministered(service, 'createRoleAssignment', input, ADA);
    const local = async () => {
      const content = await contentOf(service);
      return Object.fromEntries(
        [...RIGHTS_TABLES, 'groups', 'group_members', 'audit_events'].map((t) => [t, content[t]]),
      );
    };
    const before = await local();

    await sync(service, graph, { kinds: RIGHTS });
    expect(await local()).toEqual(before);

    graph.expireDeltaTokens();
    await sync(service, graph, { kinds: RIGHTS });
    expect(await local()).toEqual(before);

    tenant.collections.roleAssignments = [];
    tenant.collections.roleDefinitions = [];
    await sync(service, graph, { kinds: RIGHTS });
    const after = await local();
    const isLocal = ({ origin }: Record<string, unknown>) => origin !== 'INTUNE';
    for (const table of ['roles', 'role_assignments', 'groups']) {
      expect([table, after[table]?.filter(isLocal)]).toEqual([table, before[table]?.filter(isLocal)]);
    }
    expect(after['group_members']).toEqual(before['group_members']);
    expect(after['audit_events']).toEqual(before['audit_events']);
  });

  test('keeps a role of Intune that it assigns, although that is deleted there, until it does so no more', async () => {
    const { tenant, service, graph } = await synced(({ collections }) => {
      collections.roleDefinitions.push(role('Reader', FOUR_READS));
    });
    await grantAdministrator(service.database, ADA, AUDIT_KEY, NOW);
    const input = {
      roleId: toNodeId('Role', 'role-reader'),
      displayName: 'Assigned here',
      memberGroupIds: [toNodeId('Group', 'group-site')],
      scope: EVERYWHERE,
    };
    const made = await idOfAdministered(service, 'createRoleAssignment', input, ADA);
    remove(tenant, 'roleDefinitions', 'role-Reader');
    const roles = () => service.database.primary('roles').where('id', 'role-reader').pluck('display_name');

    await sync(service, graph, { kinds: RIGHTS });
    expect(await roles()).toEqual(['Reader']);
    expect(await usersSeen(service, BEN)).toEqual(['ada', 'ben', 'cyd']);

    const { data } = await service.ask(
      `mutation { deleteRoleAssignment(input: { roleAssignmentId: "${made}" }) { userErrors { code } } }`,
      { as: ADA },
    );
    expect(data.deleteRoleAssignment.userErrors).toEqual([]);
    await sync(service, graph, { kinds: RIGHTS });
    expect(await roles()).toEqual([]);
  });
});

describe('the last administrator', () => {
  const everything = (tenant: GraphTenant) => {
    const actions = ['Read', 'Create', 'Update', 'Delete', 'Assign'].map((name) => `Microsoft.Intune_Roles_${name}`);
    tenant.collections.roleDefinitions.push(role('Admin', [...FOUR_READS, ...actions]));
    tenant.collections.roleAssignments.push(
      assignment('admins', 'Admin', ['Operators'], { scopeType: 'allDevicesAndLicensedUsers' }),
    );
  };

  test('stays one when Intune takes the role away, and the summary says so', async () => {
    const { tenant, service, graph } = await synced(everything, { kinds: RIGHTS });
    const before = await contentOf(service);
    const { primary } = service.database;
    const status = () => primary('sync_kinds').where({ kind: 'ROLES' }).first('state', 'problem', 'last_completed_at');
    const readings = () => primary('readings').whereIn('kind', resourcesOf('ROLES')).orderBy('kind');
    const [{ last_completed_at } = {}, readBefore] = [await status(), await readings()];
    remove(tenant, 'roleAssignments', 'assignment-admins', 'assignment-everywhere');
    const now = () => new Date(NOW.getTime() + 3_600_000);

    const { partial } = await sync(service, graph, { kinds: RIGHTS, now });

    const problem =
      'Roles and assignments were not changed: the change would have left no administrator over everything.';
    expect(partial).toEqual([{ kind: 'ROLES', problem }]);
    expect(await contentOf(service)).toEqual(before);
    expect(await status()).toEqual({ state: 'COMPLETED', problem, last_completed_at });
    expect(await readings()).toEqual(readBefore);
    await grantAdministrator(service.database, BEN, AUDIT_KEY, NOW);
    expect((await sync(service, graph, { kinds: RIGHTS, now })).partial).toEqual([]);
    expect(await readings()).not.toEqual(readBefore);
    expect(await usersSeen(service, ADA)).toBeNull();
  });

  test('is none when the directory says so, and the summary says what to do', async () => {
    const { tenant, service, graph } = await synced(everything, { kinds: RIGHTS });
    leave(tenant, 'Operators', 'user', 'ada');
    expect((await sync(service, graph, { kinds: DIRECTORY })).remarks).toEqual([
      'No administrator over everything is left after changes in the directory. Name one: npm run admin -- grant.',
    ]);
    expect(await usersSeen(service, ADA)).toBeNull();
  });
});

test('a database of another tenant is refused, and stays as it is', async () => {
  const { service } = await synced(undefined, { kinds: RIGHTS });
  const before = await contentOf(service);
  const other = await standIn(
    await fabrikam(({ collections }) => {
      Object.assign(collections.organization[0] as object, { id: 'tenant-tailspin', displayName: 'Tailspin' });
    }),
  );
  await expect(sync(service, other)).rejects.toThrow(
    'The database holds the tenant Fabrikam (tenant-fabrikam), not Tailspin (tenant-tailspin); sync it into a database of its own.',
  );
  expect(await contentOf(service)).toEqual(before);
});

test('how a licence was assigned is kept while a large tenant reads only the changes of users', async () => {
  const change = (tenant: GraphTenant, values: Loose) => Object.assign(objectIn(tenant, 'users', 'user-cyd'), values);
  const { tenant, service, graph } = await synced(
    (made) => {
      change(made, {
        ...{ assignedLicenses: [], assignedPlans: [] },
        licenseAssignmentStates: [
          { skuId: E3, assignedByGroup: 'group-desk', state: 'Error', error: 'CountViolation' },
        ],
      });
      made.collections.users.push(...Array.from({ length: 2_100 }, (_, i) => user(`many-${i}`)));
    },
    { kinds: RIGHTS },
  );
  const ofCyd = () =>
    service.database.primary('user_licenses').where('user_id', 'user-cyd').select('error', 'assigned_by_group');
  const assigned = [{ error: 'COUNT_VIOLATION', assigned_by_group: 'group-desk' }];
  expect(await ofCyd()).toEqual(assigned);
  // Only the list of licences has the assignments, and it is read once an hour.
  change(tenant, { jobTitle: 'Pilot', licenseAssignmentStates: [] });
  await sync(service, graph, { kinds: DIRECTORY });

  expect(await service.database.primary('users').where('id', 'user-cyd').pluck('job_title')).toEqual(['Pilot']);
  expect(await ofCyd()).toEqual(assigned);
});

test('the licence of a user follows what the tenant has', async () => {
  const { tenant, service, graph } = await synced(undefined, { kinds: RIGHTS });
  Object.assign(objectIn(tenant, 'users', 'user-cyd'), {
    assignedLicenses: [{ skuId: E3, disabledPlans: [] }],
    assignedPlans: [],
  });
  await sync(service, graph, { kinds: DIRECTORY });
  const { data } = await service.ask(`{ user(userPrincipalName: "${CYD}") { licenses { skuPartNumber state } } }`, {
    as: ADA,
  });
  expect(data.user.licenses).toEqual([{ skuPartNumber: 'SPE_E3', state: 'PENDING' }]);
});
