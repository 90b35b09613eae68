import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../src/database/database';
import { oneIn } from '../support/amount';
import { createLuck } from '../support/graph/faults';
import { NOW, refusals } from '../support/service';
import {
  askedIn,
  connected,
  contentOf,
  DIRECTORY,
  dyingAt,
  dyingBefore,
  emptyService,
  fabrikam,
  folderOf,
  helpersOfSite,
  killedAt,
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
import { assignment, group, member, role, temporaryFolder, user } from '../support/tenant-folder';

const test = oneIn(12);

const [ADA, BEN] = ['ada@fabrikam.example', 'ben@fabrikam.example'] as const;

const usersSeen = async (service: Parameters<typeof standing>[0], as: string): Promise<number | null> => {
  const { data } = await service.ask('{ users { totalCount } }', { as });
  return data.users?.totalCount ?? null;
};

test('a kind whose sync was killed has failed as soon as no sync has the lease', async () => {
  const { service } = await synced();
  const { writer } = service.database;
  const lease = (purpose: 'SYNC' | 'REFRESH', expires_at: string) =>
    writer('sync_lease')
      .insert({ singleton: 1, holder: 'killed', purpose, expires_at })
      .onConflict('singleton')
      .merge();
  const users = async () => (await standing(service)).kinds.get('USERS');
  const { lastCompletedAt, counts } = (await users()) as Loose;
  await writer('sync_kinds').where({ kind: 'USERS' }).update({ state: 'RUNNING' });
  await lease('SYNC', '2099-01-01T00:00:00.000Z');
  expect(await users()).toEqual({ kind: 'USERS', state: 'RUNNING', problem: null, lastCompletedAt, counts });

  const problem = 'The sync broke off. The next one goes on from there.';
  const failed = { kind: 'USERS', state: 'FAILED', problem, lastCompletedAt, counts };
  await lease('SYNC', '2020-01-01T00:00:00.000Z');
  expect(await users()).toEqual(failed);
  await lease('REFRESH', '2099-01-01T00:00:00.000Z');
  expect(await users()).toEqual(failed);
  await writer('sync_lease').delete();
  expect(await users()).toEqual(failed);
});

describe('a bad record', () => {
  /** Changes that make a record of each resource invalid. */
  const SPOILT: readonly (readonly [kind: string, resource: string, id: string, property: string])[] = [
    ['USERS', 'users', 'user-cyd', 'accountEnabled'],
    ['GROUPS', 'groups', 'group-Site', 'description'],
    ['ENTRA_DEVICES', 'devices', 'entra-laptop', 'trustType'],
    ['MANAGED_DEVICES', 'managedDevices', 'device-laptop', 'deviceName'],
    ['APPS', 'mobileApps', 'app-reader', 'displayName'],
    ['ENROLLMENT_FAILURES', 'troubleshootingEvents', 'event-1', 'failureReason'],
    ['ROLES', 'roleAssignments', 'assignment-site', 'scopeType'],
  ];

  test('is set aside with its reason: what is known of it stays, the rest goes on, and it is taken once it is mended', async () => {
    const { tenant, service, graph } = await synced(helpersOfSite);
    const before = await contentOf(service);
    const whole = SPOILT.map(([, resource, id, property]) => objectIn(tenant, resource as never, id)[property]);
    for (const [, resource, id, property] of SPOILT) objectIn(tenant, resource as never, id)[property] = 7.5;
    tenant.collections.users.push(user('dan'));

    const { failed, setAside } = await sync(service, graph);

    expect(failed).toEqual([]);
    expect([...setAside].sort()).toEqual(SPOILT.map(([kind]) => [kind, 1]).sort());
    const { quarantine, total, kinds } = await standing(service);
    expect(total).toBe(SPOILT.length);
    const told = SPOILT.map(([kind, resource, objectId, property]) => ({
      kind,
      resource,
      objectId,
      reason: expect.stringContaining(`\`${property}\``),
    }));
    expect(quarantine).toEqual(told.sort((one, other) => (one.kind < other.kind ? -1 : 1)));
    expect(kinds.get('USERS')).toMatchObject({ state: 'PARTIAL', counts: { setAside: 1, added: expect.anything() } });
    expect((await contentOf(service))['users']?.map(({ id }) => id)).toContain('user-dan');
    remove(tenant, 'users', 'user-dan');

    for (const [i, [, resource, id, property]] of SPOILT.entries()) {
      objectIn(tenant, resource as never, id)[property] = whole[i];
    }
    await sync(service, graph);
    expect((await standing(service)).quarantine).toEqual([]);
    const { role_assignments: assignments = [], ...others } = await contentOf(service);
    const { role_assignments: earlier = [], ...same } = before;
    expect(others).toEqual(same);
    // It granted nothing for a while, which its version says.
    const withoutVersion = (rows: typeof earlier) => rows.map(({ version: _, ...row }) => row);
    expect(withoutVersion(assignments)).toEqual(withoutVersion(earlier));
  });

  test('may lack an id, or have one that is none', async () => {
    const tenant = await fabrikam(({ collections }) => {
      for (const resource of ['users', 'devices', 'managedDevices', 'mobileApps', 'roleAssignments'] as const) {
        collections[resource].push({ displayName: 'No id' }, { id: '' }, { id: 5 });
      }
    });
    const service = await emptyService();
    const { failed } = await sync(service, await standIn(tenant));
    expect(failed).toEqual([]);
    expect(await usersSeen(service, ADA)).toBe(3);
    // The licences of users are read apart from them, so a user without an id is met twice.
    expect((await standing(service)).total).toBe(6 * 3);
  });

  test('without an id may be any object: a later full read removes none of those that are there', async () => {
    const { tenant, service, graph } = await synced();
    const before = await contentOf(service);
    const mangled = objectIn(tenant, 'managedDevices', 'device-laptop');
    mangled.id = 5;
    const kinds = ['MANAGED_DEVICES'] as const;
    await sync(service, graph, { kinds });

    expect(await contentOf(service)).toEqual(before);
    const { quarantine } = await standing(service);
    expect(quarantine).toContainEqual({
      kind: 'MANAGED_DEVICES',
      resource: 'managedDevices',
      objectId: null,
      reason: expect.stringContaining('`id`'),
    });

    remove(tenant, 'managedDevices', mangled.id);
    await sync(service, graph, { kinds });
    expect((await contentOf(service))['devices']).toEqual([]);
  });

  test.each([
    ['a group with a number for an id', [{ ...group('Odd'), id: 5, 'members@delta': [member('user', 'ben')] }]],
    ['nothing in the place of a group', [null]],
    ['nothing in the place of a member', [{ ...group('Odd'), 'members@delta': [null, member('user', 'ben')] }]],
    ['a member with a number for an id', [{ ...group('Odd'), 'members@delta': [{ ...member('user', 'ben'), id: 5 }] }]],
    ['a tombstone without an id', [{ '@removed': { reason: 'deleted' } }]],
  ])('of the groups, which is %s, does not stop the rest', async (_, odd) => {
    const { service, graph } = await synced(undefined, { kinds: RIGHTS });
    const value = [...odd, { ...group('Operators'), 'members@delta': [member('user', 'cyd')] }];
    const deltaLink = `${graph.url}/v1.0/groups/delta?$deltatoken=x`;
    graph.answerWith({
      path: /groups\/delta/,
      status: 200,
      body: JSON.stringify({ value, '@odata.deltaLink': deltaLink }),
    });
    expect((await sync(service, graph, { kinds: DIRECTORY })).failed).toEqual([]);
    expect(await usersSeen(service, 'cyd@fabrikam.example')).toBe(3);
  });

  test('is told of for as long as it is bad, also when Graph names it no more because nothing changed', async () => {
    const { tenant, service, graph } = await synced(
      ({ collections }) => collections.users.push(user('dan', { userPrincipalName: null })),
      { kinds: RIGHTS },
    );
    const told = [{ kind: 'USERS', resource: 'users', objectId: 'user-dan', reason: expect.any(String) }];
    expect((await standing(service)).quarantine).toEqual(told);

    await sync(service, graph, { kinds: DIRECTORY });
    expect((await standing(service)).quarantine).toEqual(told);

    objectIn(tenant, 'users', 'user-dan').userPrincipalName = 'dan@fabrikam.example';
    await sync(service, graph, { kinds: DIRECTORY });
    expect((await standing(service)).quarantine).toEqual([]);
    expect(await usersSeen(service, ADA)).toBe(4);
  });

  test('of a group does not keep those in it who left meanwhile', async () => {
    const { tenant, service, graph } = await synced(helpersOfSite, { kinds: RIGHTS });
    expect(await usersSeen(service, BEN)).toBe(3);
    const site = objectIn(tenant, 'groups', 'group-Site');
    site.description = 5;
    tenant.parts.groupMembers.set('group-Site', []);
    await sync(service, graph, { kinds: DIRECTORY });
    site.description = 'mended';
    await sync(service, graph, { kinds: DIRECTORY });
    expect(await usersSeen(service, BEN)).toBeNull();
  });

  test('a bad record of a role lets the role grant nothing until it can be read again, and does not take its assignments away', async () => {
    const { tenant, service, graph } = await synced(
      ({ collections }) => {
        collections.roleDefinitions.push(role('Second', ['Microsoft.Intune_Organization_Read']));
        const scope = { scopeType: 'allDevicesAndLicensedUsers' };
        collections.roleAssignments.push(assignment('second', 'Second', ['Site'], scope));
      },
      { kinds: RIGHTS },
    );
    const before = await contentOf(service);
    objectIn(tenant, 'roleDefinitions', 'role-Second').displayName = 5;
    await sync(service, graph, { kinds: ['ROLES'] });
    expect(await usersSeen(service, BEN)).toBeNull();
    const { role_assignments } = await contentOf(service);
    expect(role_assignments).toEqual(before['role_assignments']);
    const { kinds } = await standing(service);
    expect(kinds.get('ROLES')).toMatchObject({ state: 'PARTIAL', problem: expect.stringContaining('1 record') });

    objectIn(tenant, 'roleDefinitions', 'role-Second').displayName = 'Second';
    await sync(service, graph, { kinds: ['ROLES'] });
    expect(await usersSeen(service, BEN)).toBe(3);
  });

  test('a bad record of a user takes the account state away: who cannot be read does not sign in', async () => {
    const { tenant, service, graph } = await synced(helpersOfSite, { kinds: RIGHTS });
    objectIn(tenant, 'users', 'user-ben').displayName = 5;
    await sync(service, graph, { kinds: DIRECTORY });
    const { errors } = await service.ask('{ users { totalCount } }', { as: BEN });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', reason: 'DISABLED' } }]);
    objectIn(tenant, 'users', 'user-ben').displayName = 'Ben';
    await sync(service, graph, { kinds: DIRECTORY });
    expect(await usersSeen(service, BEN)).toBe(3);
  });

  test('a bad record of an assignment, or a role whose assignments cannot be listed, grants nothing and is named', async () => {
    const { tenant, service, graph } = await synced(helpersOfSite, { kinds: RIGHTS });
    expect(await usersSeen(service, BEN)).toBe(3);
    graph.failWith('path:roleDefinitions/role-helper/roleAssignments=403');
    tenant.collections.users.push(user('dan'));
    await sync(service, graph, { kinds: RIGHTS });
    expect(await usersSeen(service, BEN)).toBeNull();
    const rows = await service.database.primary('role_assignments').where({ id: 'assignment-site' });
    expect(rows).toMatchObject([{ ineffective_reason: 'UNREADABLE' }]);
    const found = await service.database.primary('quarantine').where({ kind: 'ROLES' }).pluck('reason');
    expect(found).toContainEqual(expect.stringContaining('its role cannot be read'));

    graph.failWith(null);
    await sync(service, graph, { kinds: RIGHTS });
    expect(await usersSeen(service, BEN)).toBe(4);
  });

  test('of a licence SKU leaves the SKU and the licences of users as they were', async () => {
    const { tenant, service, graph } = await synced(
      ({ collections }) => Object.assign(collections.subscribedSkus[0] as object, { id: 'tenant-fabrikam_sku-e3' }),
      { kinds: RIGHTS },
    );
    const before = await contentOf(service);
    const [sku] = tenant.collections.subscribedSkus as Loose[];
    sku.servicePlans = 5;
    graph.expireDeltaTokens();
    await sync(service, graph, { kinds: DIRECTORY });
    const after = await contentOf(service);
    expect(after['skus']).toEqual(before['skus']);
    expect(after['user_licenses']).toEqual(before['user_licenses']);
  });

  test('of a configuration profile leaves the kind of its states as it was', async () => {
    const { tenant, service, graph } = await synced();
    const before = await contentOf(service);
    objectIn(tenant, 'deviceConfigurations', 'profile-wifi').displayName = 5;
    await sync(service, graph, { kinds: ['POLICY_STATES'] });
    expect((await contentOf(service))['policy_states']).toEqual(before['policy_states']);
  });

  test.each([
    ['organization', 'mobileDeviceManagementAuthority'],
    ['deviceManagement', 'subscriptionState'],
  ] as const)(
    'of the %s is told of, leaves the tenant as it was, and does not stop the rest',
    async (resource, property) => {
      const { tenant, service, graph } = await synced(undefined, { kinds: RIGHTS });
      const before = await contentOf(service);
      (tenant.collections[resource][0] as Loose)[property] = 5;
      tenant.collections.users.push(user('dan'));
      await sync(service, graph, { kinds: RIGHTS });
      expect((await contentOf(service))['tenants']).toEqual(before['tenants']);
      expect(await usersSeen(service, ADA)).toBe(4);
      expect((await standing(service)).quarantine).toMatchObject([{ kind: 'TENANT', resource }]);
    },
  );

  test('without an id does not keep those who are gone for good', async () => {
    const { tenant, service, graph } = await synced(undefined, { kinds: RIGHTS });
    graph.expireDeltaTokens();
    remove(tenant, 'users', 'user-ben');
    tenant.collections.users.push(user('dan', { id: '' }));
    await sync(service, graph, { kinds: DIRECTORY });
    remove(tenant, 'users', '');
    await sync(service, graph, { kinds: DIRECTORY });
    expect(await usersSeen(service, ADA)).toBe(2);
  });

  test('may hold any character', async () => {
    const tenant = await fabrikam(({ collections }) => {
      collections.users.push(user('dan', { id: 'user-\0\ud800', userPrincipalName: null }));
      collections.users.push(user('eve', { displayName: 'e\0v\ud800', jobTitle: '\u202e' }));
    });
    const service = await emptyService();
    await sync(service, await standIn(tenant), { kinds: RIGHTS });
    expect((await standing(service)).total).toBe(1);
    expect(await usersSeen(service, ADA)).toBe(4);
  });

  test('is told, as is how the sync stands, to who reads the organization over everything, and to nobody else', async () => {
    const { service } = await synced(
      ({ collections }) => {
        collections.users.push(user('dan', { userPrincipalName: null }));
        collections.roleDefinitions.push(role('Apps', ['Microsoft.Intune_MobileApps_Read']));
        collections.roleAssignments.push(
          assignment('site', 'Helper', ['Site'], { resourceScopes: ['group-Site'] }),
          assignment('apps', 'Apps', ['Apps'], { scopeType: 'allDevicesAndLicensedUsers' }),
          assignment('users', 'Helper', ['Users'], { scopeType: 'allLicensedUsers' }),
        );
        collections.groups.push(group('Apps'), group('Users'));
        collections.users.push(user('of-users'));
      },
      { kinds: RIGHTS },
    );
    await service.database.writer('group_members').insert([
      { group_id: 'group-apps', kind: 'USER', member_id: 'user-cyd' },
      { group_id: 'group-users', kind: 'USER', member_id: 'user-of-users' },
    ]);
    const query = '{ tenant { sync { kind } quarantine { totalCount } } }';
    expect((await service.ask(query, { as: ADA })).data.tenant.quarantine).toEqual({ totalCount: 1 });
    for (const as of [BEN, 'of-users@fabrikam.example']) {
      const answer = await service.ask(query, { as });
      expect([as, answer.data, refusals(answer).sort()]).toEqual([
        as,
        { tenant: { sync: null, quarantine: null } },
        ['tenant.quarantine', 'tenant.sync'].map((field) => `${field}: FORBIDDEN OUT_OF_SCOPE ORGANIZATION_READ`),
      ]);
    }
    expect((await service.ask(query, { as: 'cyd@fabrikam.example' })).data.tenant ?? { sync: null }).toMatchObject({
      sync: null,
    });
  });
});

describe('a broken answer', () => {
  test.each([
    ['HTML', '<html><title>Sign in</title></html>'],
    ['JSON that breaks off', '{"value":[{"id":"device-lap'],
    ['JSON without a list', '{"value":{}}'],
    ['an answer of 65 MB', `{"value":[]}${' '.repeat(65 * 1024 * 1024)}`],
  ])('(%s) stops its kind, with nothing lost, and the others complete', async (_, body) => {
    const { tenant, service, graph } = await synced(undefined, { pageSize: 1 });
    const before = await contentOf(service);
    remove(tenant, 'managedDevices', 'device-laptop');
    remove(tenant, 'troubleshootingEvents', 'event-1');
    graph.answerWith({ path: /beta\/deviceManagement\/managedDevices$/, status: 200, body });

    const { failed } = await sync(service, graph);

    expect(failed).toEqual([
      { kind: 'MANAGED_DEVICES', problem: expect.stringContaining('/deviceManagement/managedDevices') },
    ]);
    const { enrollment_failures, ...rest } = await contentOf(service);
    expect(enrollment_failures).toEqual([]);
    const { enrollment_failures: gone, ...others } = before;
    // The device cannot be read, and its list does not say that it is gone: its states are kept. The report has no row of it.
    expect(rest).toEqual({ ...others, app_install_states: [] });
    const { kinds } = await standing(service);
    expect([...kinds.values()].filter(({ state }) => state !== 'COMPLETED')).toMatchObject([
      { kind: 'APP_INSTALL_STATES', state: 'PARTIAL' },
      { kind: 'MANAGED_DEVICES', state: 'FAILED', problem: failed[0]?.problem },
      { kind: 'POLICY_STATES', state: 'PARTIAL' },
    ]);
    graph.answerWith(null);
    expect((await sync(service, graph)).failed).toEqual([]);
    expect((await contentOf(service))['devices']).toEqual([]);
  });

  test.each([
    ['AUTOPILOT', 'path:(windowsAutopilotDeviceIdentities|autopilotEvents)=403'],
    ['APP_PROTECTION', 'path:([mM]anagedAppP|managedAppRegistrations)=403'],
  ] as const)('to every request of %s is a failure of that kind, and not a part of it', async (kind, order) => {
    const { service, graph } = await synced();
    const before = await contentOf(service);
    graph.failWith(order);

    const { failed, partial } = await sync(service, graph);

    expect([failed, partial]).toEqual([[{ kind, problem: expect.stringContaining('Graph refuses') }], []]);
    expect((await standing(service)).kinds.get(kind)).toMatchObject({ state: 'FAILED', problem: failed[0]?.problem });
    expect(await contentOf(service)).toEqual(before);
  });

  test('that never comes stops its kind only: the path is named, and the kinds behind it complete', async () => {
    const { tenant, service, graph } = await synced();
    remove(tenant, 'troubleshootingEvents', 'event-1');
    tenant.collections.users.push(user('dan'));
    graph.silentAt((path) => /managedDevices$/.test(path));

    const { failed } = await sync(service, graph, { graph: connected(graph, undefined, { timeoutMs: 1_000 }) });

    const problem = `/beta/deviceManagement/managedDevices could not be read (no answer within 1 seconds), although ${new URL(graph.url).host} answers other requests.`;
    expect(failed).toEqual([{ kind: 'MANAGED_DEVICES', problem }]);
    const { users, enrollment_failures } = await contentOf(service);
    expect([users?.length, enrollment_failures]).toEqual([4, []]);
  });

  test('on a later page, or in a part of a batch, loses nothing of what came before it', async () => {
    const { tenant, service, graph } = await synced(
      ({ collections }) =>
        collections.mobileApps.push({ ...objectIn({ collections } as never, 'mobileApps', 'app-reader'), id: 'app-2' }),
      { pageSize: 1 },
    );
    const before = await contentOf(service);
    remove(tenant, 'mobileApps', 'app-2');
    tenant.collections.mobileApps.push({ id: 'app-3', displayName: 'Third' });
    const path = /deviceAppManagement\/mobileApps$/;
    graph.answerWith({
      path,
      status: 200,
      times: 2,
      body: JSON.stringify({
        value: [],
        '@odata.nextLink': `${graph.url}/v1.0/deviceAppManagement/mobileApps?$skiptoken=1`,
      }),
    });
    graph.answerWith({ path, status: 200, body: '<html>' });
    graph.answerWith({ path: /deviceConfigurationStates$/, status: 200, body: '<html>' });
    const { failed, partial } = await sync(service, graph);
    expect(failed.map(({ kind }) => kind)).toEqual(['APPS']);
    expect(partial.map(({ kind }) => kind)).toEqual(['POLICY_STATES']);
    expect(await contentOf(service)).toEqual(before);
  });

  test('whose pages lead round in a circle stops its kind', async () => {
    const { service, graph } = await synced(undefined, { kinds: RIGHTS });
    const nextLink = `${graph.url}/v1.0/devices?$skiptoken=1`;
    const round = JSON.stringify({ value: [], '@odata.nextLink': nextLink });
    graph.answerWith({ path: /v1.0\/devices$/, status: 200, body: round });
    const { failed } = await sync(service, graph, { kinds: ['ENTRA_DEVICES'], signal: AbortSignal.timeout(5_000) });
    expect(failed).toEqual([{ kind: 'ENTRA_DEVICES', problem: expect.stringContaining('loop') }]);
  });

  test('about a connector does not leave a new database without its tenant', async () => {
    const service = await emptyService();
    const graph = await standIn(await fabrikam());
    graph.answerWith({ path: /ndesConnectors/, status: 200, body: '<html>' });
    const { failed, partial } = await sync(service, graph);
    expect([failed, partial.map(({ kind }) => kind)]).toEqual([[], ['TENANT']]);
    const { data } = await service.ask('{ tenant { displayName } }', { as: ADA });
    expect(data).toEqual({ tenant: { displayName: 'Fabrikam' } });
  });

  test('is none where a page is empty and there is a next one', async () => {
    const service = await emptyService();
    const tenant = await fabrikam();
    const graph = await standIn(tenant);
    const nextLink = `${graph.url}/v1.0/organization?$skiptoken=1`;
    const path = /v1.0\/organization$/;
    const empty = { path, times: 1, status: 200, body: JSON.stringify({ value: [], '@odata.nextLink': nextLink }) };
    const full = { ...empty, body: JSON.stringify({ value: tenant.collections.organization }) };
    for (const answer of [empty, full, empty, full]) graph.answerWith(answer);
    expect((await sync(service, graph, { kinds: RIGHTS })).failed).toEqual([]);
    expect(await usersSeen(service, ADA)).toBe(3);
  });
});

test.each([3, 5, 9])('items that Graph repeats in a part of a batch (seed %i) are one and the same', async (seed) => {
  const states = (name: string) =>
    Array.from({ length: 12 }, (_, i) => ({
      id: `${name}-${i}`,
      displayName: `P${i}`,
      state: 'error',
      settingStates: [],
    }));
  const tenant = await fabrikam(({ parts }) => {
    parts.deviceConfigurationStates.set('device-laptop', states('profile'));
    parts.deviceCompliancePolicyStates.set('device-laptop', states('policy'));
  });
  const [calm, stormy] = [await emptyService(), await emptyService()];
  const kinds = ['TENANT', 'MANAGED_DEVICES', 'POLICY_STATES'] as const;
  await sync(calm, await standIn(tenant), { kinds });
  const graph = await standIn(tenant, { pageSize: 3, faults: { seed, rate: 0.3 } });
  const value = tenant.collections.organization;
  graph.answerWith({ path: /v1.0\/organization$/, status: 200, body: JSON.stringify({ value }) });
  await sync(stormy, graph, { kinds });
  expect(await contentOf(stormy)).toEqual(await contentOf(calm));
});

describe('a sync that was killed', () => {
  test.each([1, 2, 3])(
    'at random moments, again and again, amid faults (seed %i), comes to the same end',
    async (seed) => {
      const tenant = await fabrikam(({ collections, parts }) => {
        for (let i = 0; i < 30; i++) collections.users.push(user(`u${i}`));
        parts.groupMembers.set(
          'group-Site',
          Array.from({ length: 30 }, (_, i) => member('user', `u${i}`)),
        );
      });
      const value = tenant.collections.organization;
      const calmly = await standIn(tenant, { pageSize: 7 });
      const [calm, service] = [await emptyService(), await emptyService()];
      await sync(calm, calmly);
      const graph = await standIn(tenant, { pageSize: 7, faults: { seed, rate: 0.1 } });
      graph.answerWith({ path: /v1.0\/organization$/, status: 200, body: JSON.stringify({ value }) });
      const luck = createLuck({ seed, rate: 0.08 });
      let deaths = 0;
      let asked = 0;
      for (let run = 1; ; run++) {
        const kill = new AbortController();
        const strike = (what: string) => {
          if (luck.expires(`${what} ${run} ${deaths}`, `${what} ${run}`)) kill.abort(new Error('killed'));
        };
        let events = 0;
        const listener = { reading: () => strike(`read ${events++}`), writing: () => strike(`write ${events++}`) };
        const database = dyingAt(service.database, (_, n) => luck.expires(`${run} ${n} transaction`, `${run} ${n}`));
        const before = askedIn(graph);
        // A killed process does not release its lease, which expires.
        const expires_at = new Date(Date.now() - 1).toISOString();
        await service.database.writer('sync_lease').update({ expires_at });
        const done = await sync(service, graph, {
          listener,
          signal: kill.signal,
          database,
          holder: `run ${run}`,
        }).then(
          ({ failed }) => failed,
          (error: Error) => error.message,
        );
        asked = askedIn(graph) - before;
        if (done === 'killed') deaths++;
        else {
          expect(done).toEqual([]);
          break;
        }
      }
      expect(deaths).toBeGreaterThan(2);
      expect(asked).toBeLessThan(askedIn(calmly));
      expect(await contentOf(service)).toEqual(await contentOf(calm));
    },
    180_000,
  );

  test('can leave nothing between the members of groups and what follows from their nesting: both change at once', async () => {
    const { tenant, service, graph } = await synced(
      ({ collections, parts }) => {
        collections.groups.push(group('Inner'));
        parts.groupMembers.get('group-Operators')?.push(member('group', 'Inner'));
        parts.groupMembers.set('group-Inner', [member('user', 'ben')]);
      },
      { kinds: RIGHTS },
    );
    expect(await usersSeen(service, BEN)).toBe(3);
    tenant.parts.groupMembers.get('group-Operators')?.pop();
    const { primary, write } = service.database;
    const stands = async (): Promise<[boolean, boolean]> => [
      (await primary('group_members').where({ group_id: 'group-operators', kind: 'GROUP' })).length > 0,
      (await primary('group_ancestors').where({ group_id: 'group-inner', ancestor_id: 'group-operators' })).length > 0,
    ];
    const seen: [boolean, boolean][] = [await stands()];
    const database: Database = {
      ...service.database,
      async write(work) {
        const answer = await write(work);
        seen.push(await stands());
        return answer;
      },
    };
    await sync(service, graph, { kinds: DIRECTORY, database });
    expect(seen.filter(([isMember, isInside]) => isMember !== isInside)).toEqual([]);
    expect([seen.at(0), seen.at(-1)]).toEqual([
      [true, true],
      [false, false],
    ]);
    expect(await usersSeen(service, BEN)).toBeNull();
  });

  test('does not bring back members who left in a sync of users and groups alone before it went on', async () => {
    const { tenant, service, graph } = await synced(undefined, { kinds: RIGHTS });
    tenant.parts.groupMembers.get('group-Operators')?.push(member('user', 'ben'));
    await expect(sync(service, graph, killedAt('devices'))).rejects.toThrow('killed');
    await expect(sync(service, graph, { database: dyingAt(service.database, (_, n) => n === 2) })).rejects.toThrow(
      'killed',
    );
    tenant.parts.groupMembers.get('group-Operators')?.pop();
    await sync(service, graph, { kinds: DIRECTORY, folder: temporaryFolder() });
    await sync(service, graph);
    expect(await usersSeen(service, BEN)).toBeNull();
  });

  test('before it wrote the groups does not bring back members who left meanwhile', async () => {
    const { tenant, service, graph } = await synced(undefined, { kinds: RIGHTS });
    tenant.parts.groupMembers.get('group-Operators')?.push(member('user', 'ben'));
    await expect(sync(service, graph, dyingBefore('GROUPS', service))).rejects.toThrow('killed');
    tenant.parts.groupMembers.get('group-Operators')?.pop();
    await sync(service, graph, { kinds: DIRECTORY, folder: temporaryFolder() });
    await sync(service, graph);
    expect(await usersSeen(service, BEN)).toBeNull();
  });

  test('does not bring back an assignment that another sync has taken away since', async () => {
    const { tenant, service, graph } = await synced(helpersOfSite, { kinds: RIGHTS });
    await expect(sync(service, graph, { kinds: RIGHTS, ...dyingBefore('ROLES', service) })).rejects.toThrow('killed');
    remove(tenant, 'roleAssignments', 'assignment-site');
    await sync(service, graph, { kinds: RIGHTS, folder: temporaryFolder() });
    expect(await usersSeen(service, BEN)).toBeNull();

    await sync(service, graph, { kinds: RIGHTS });

    expect(await usersSeen(service, BEN)).toBeNull();
  });

  test('notes of each kind when that kind was read, not when the sync began', async () => {
    const { service, graph } = await synced();
    const at = (hour: number) => ({ now: () => new Date(NOW.getTime() + hour * 3_600_000) });
    const { primary } = service.database;
    const times = async () => ({
      users: await primary('sync_kinds').where({ kind: 'USERS' }).first('written_at', 'last_completed_at'),
      readings: Object.fromEntries(
        (await primary('readings').whereIn('kind', ['users', 'mobileApps'])).map((row) => [row.kind, row.completed_at]),
      ),
    });
    await expect(sync(service, graph, { ...at(1), ...killedAt('users') })).rejects.toThrow('killed');
    await sync(service, graph, { ...at(12), kinds: DIRECTORY, folder: temporaryFolder() });
    const [noon, later] = [at(12).now().toISOString(), at(13).now().toISOString()];
    expect(await times()).toMatchObject({ users: { written_at: noon, last_completed_at: noon } });

    await sync(service, graph, at(13));

    expect(await times()).toEqual({
      users: { written_at: later, last_completed_at: later },
      readings: { users: later, mobileApps: later },
    });
  });

  test('keeps the time of a kind that it began to read before it was killed', async () => {
    const { service, graph } = await synced();
    const at = (hour: number) => ({ now: () => new Date(NOW.getTime() + hour * 3_600_000) });
    await expect(sync(service, graph, { ...at(1), ...dyingBefore('USERS', service) })).rejects.toThrow('killed');

    await sync(service, graph, at(2));

    const read = await service.database.primary('readings').where({ kind: 'users' }).first('completed_at');
    expect(read?.completed_at).toBe(at(1).now().toISOString());
  });

  test.each([
    ['a page of nothing', 'managedDevices.1', ''],
    ['half a page', 'users.1', '[{"value":{"id":"us'],
    ['a page that is no list', 'managedDevices.1', '{}'],
    ['half a list of parents', 'managedDeviceDetails.parents', '["device-la'],
  ])('goes on although a power cut left %s: what is damaged is read anew', async (_, file, left) => {
    const graph = await standIn(await fabrikam());
    const [calm, service] = [await emptyService(), await emptyService()];
    await sync(calm, graph);
    await expect(sync(service, graph, killedAt('managedDeviceDetails'))).rejects.toThrow('killed');
    writeFileSync(path.join(folderOf(service), `${file}.json`), left);

    expect((await sync(service, graph)).failed).toEqual([]);

    expect(await contentOf(service)).toEqual(await contentOf(calm));
  });

  test('tells also what it could not read, and what it wrote, before it was killed', async () => {
    const graph = await standIn(
      await fabrikam(({ collections }) => collections.users.push(user('dan', { userPrincipalName: null }))),
    );
    const [calm, service] = [await emptyService(), await emptyService()];
    const whole = await sync(calm, graph);
    expect(whole.partial).toMatchObject([{ kind: 'USERS' }]);
    await expect(sync(service, graph, killedAt('managedDevices'))).rejects.toThrow('killed');

    const { partial, setAside, rows } = await sync(service, graph);

    expect({ partial, setAside, rows }).toEqual({
      partial: whole.partial,
      setAside: whole.setAside,
      rows: whole.rows,
    });
  });

  test('leaves nothing that another database takes for its own', async () => {
    const graph = await standIn(await fabrikam());
    const [first, second] = [await emptyService(), await emptyService()];
    await expect(sync(first, graph, killedAt('devices'))).rejects.toThrow('killed');
    await sync(second, graph, { folder: folderOf(first) });
    expect(await usersSeen(second, ADA)).toBe(3);
  });

  test('goes on although somebody asked meanwhile what would be written', async () => {
    const graph = await standIn(await fabrikam());
    const service = await emptyService();
    await expect(sync(service, graph, killedAt('roleDefinitions'))).rejects.toThrow('killed');
    await sync(service, graph, { isDry: true });
    const before = new Map(graph.asked);
    await sync(service, graph);
    expect(graph.asked.get('/users/delta')).toBe(before.get('/users/delta'));
  });
});

describe('a dry run', () => {
  test('writes nothing at all, and says what a sync would write, and does', async () => {
    const { tenant, service, graph } = await synced();
    Object.assign(objectIn(tenant, 'users', 'user-cyd'), { displayName: 'Cyd Charisse' });
    tenant.parts.groupMembers.get('group-Site')?.shift();
    remove(tenant, 'troubleshootingEvents', 'event-1');
    tenant.collections.roleDefinitions.push(role('Second', []));
    const rows = async () => [await contentOf(service), await service.database.primary('sync_kinds').orderBy('kind')];
    const before = await rows();

    const dry = await sync(service, graph, { isDry: true });

    expect(await rows()).toEqual(before);
    expect(written(dry)).toMatchObject({ users: [0, 1, 0], 'enrolment failures': [0, 0, 1] });
    expect(written(await sync(service, graph))).toEqual(written(dry));
    expect(
      (await sync(service, graph, { isDry: true })).rows.every(({ added, removed }) => added + removed === 0),
    ).toBe(true);
  });

  test('of an empty database says what the first sync does', async () => {
    const graph = await standIn(await fabrikam());
    const service = await emptyService();
    const dry = written(await sync(service, graph, { isDry: true }));
    expect((await contentOf(service))['users']).toEqual([]);
    expect(dry).toEqual(written(await sync(service, graph)));
  });

  test('beside a sync does not disturb it', async () => {
    const graph = await standIn(await fabrikam(), { latencyMs: 15 });
    const [calm, service] = [await emptyService(), await emptyService()];
    await sync(calm, graph);
    const real = sync(service, graph);
    await pause(200);
    await sync(service, graph, { isDry: true }).catch(() => {});
    await real;
    expect(await contentOf(service)).toEqual(await contentOf(calm));
  });
});

test('a sync that lost the lease notes nothing over what the other one wrote', async () => {
  const { service, graph } = await synced(undefined, { kinds: RIGHTS });
  const { writer } = service.database;
  const listener = { reading() {}, writing() {}, takeThrottled: () => 3 };
  let isLost = false;
  const database: Database = {
    ...service.database,
    async write(work) {
      if (isLost) {
        isLost = false;
        await writer('sync_lease').update({ holder: 'the other' });
        await writer('sync_kinds').where({ kind: 'USERS' }).update({ state: 'COMPLETED', problem: null, throttled: 0 });
      }
      return service.database.write(work);
    },
  };
  const writing = () => {
    isLost = true;
  };

  await expect(
    sync(service, graph, { kinds: ['USERS'], database, listener: { ...listener, writing } }),
  ).rejects.toThrow('Another sync took over');

  const users = await writer('sync_kinds').where({ kind: 'USERS' }).first('state', 'problem', 'throttled');
  expect(users).toEqual({ state: 'COMPLETED', problem: null, throttled: 0 });
  await writer('sync_lease').delete();
});

describe('two syncs at once', () => {
  test('are one, and one that is refused', async () => {
    const { tenant, service, graph } = await synced(undefined, { kinds: RIGHTS, latencyMs: 20 });
    tenant.collections.users.push(user('dan'));
    const first = sync(service, graph, { holder: 'one' });
    await pause(300);
    await expect(sync(service, graph, { holder: 'other', folder: temporaryFolder() })).rejects.toThrow(
      'Another sync is under way (one).',
    );
    expect((await first).failed).toEqual([]);
    expect((await sync(service, graph, { holder: 'other' })).failed).toEqual([]);
  });

  test('are none where the first died: its turn ends by itself', async () => {
    const { service, graph } = await synced(undefined, { kinds: RIGHTS });
    const expires_at = new Date(Date.now() + 60_000).toISOString();
    await service.database.writer('sync_lease').insert({ singleton: 1, holder: 'who died', expires_at });
    await expect(sync(service, graph)).rejects.toThrow(
      `Another sync is under way (who died). If it was killed, its lease expires at ${expires_at}: try again then.`,
    );
    await service.database.writer('sync_lease').update({ expires_at: new Date(Date.now() - 1).toISOString() });
    expect((await sync(service, graph)).failed).toEqual([]);
    expect(await service.database.primary('sync_lease').select('*')).toEqual([]);
  });
});
