import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { toNodeId } from '../../src/resolving/node-id';
import { oneIn } from '../support/amount';
import { codesOf, ended, lastRefresh, refresh, refreshable, refreshed } from '../support/refresh';
import { NOW, refusals, type Service } from '../support/service';
import { contentOf, killedAt, type Loose, objectIn, remove, sync, synced } from '../support/sync';
import { assignment, device, FOUR_READS, group, member, role, user } from '../support/tenant-folder';

const test = oneIn(8);

const [ADA, BEN, DAN, EVE] = ['ada', 'ben', 'dan', 'eve'].map((name) => `${name}@fabrikam.example`) as [
  string,
  string,
  string,
  string,
];

/** Dan helps the group Site; Eve reads users but no devices; ben is in Site, cyd is not. */
function helpers({ collections, parts }: Parameters<NonNullable<Parameters<typeof refreshable>[0]>>[0]): void {
  collections.users.push(user('dan'), user('eve'));
  collections.groups.push(group('Helpdesk'), group('Readers'));
  parts.groupMembers.set('group-Helpdesk', [member('user', 'dan')]);
  parts.groupMembers.set('group-Readers', [member('user', 'eve')]);
  collections.roleDefinitions.push(role('Reader', ['Microsoft.Intune_Organization_Read']));
  collections.roleAssignments.push(
    assignment('site', 'Helper', ['Helpdesk'], { resourceScopes: ['group-Site'] }),
    assignment('readers', 'Reader', ['Readers'], { scopeType: 'allDevicesAndLicensedUsers' }),
  );
}

const DEVICES = `query ($id: ID!) { user(id: $id) { displayName jobTitle accountEnabled
  licenses { state }
  groupMemberships { nodes { group { displayName } } }
  devices { nodes { deviceName intuneCompliance
    compliancePolicyStates { displayName state }
    configurationStates { displayName state settings { name } }
    actions { kind state }
    appInstallStates { nodes { state error { code } app { displayName } } } } }
  appProtectionStates { nodes { appName state } } } }`;

const seenOf = async (service: Parameters<typeof refresh>[0], name: string, as = ADA): Promise<Loose> => {
  const { data, errors } = await service.ask(DEVICES, { as, variables: { id: toNodeId('User', `user-${name}`) } });
  expect(errors).toEqual([]);
  return data.user;
};

describe('a refresh', () => {
  test('shows what has changed of the user, the groups and the devices, and nothing of others', async () => {
    const { tenant, service } = await refreshable();
    Object.assign(objectIn(tenant, 'users', 'user-ben'), { jobTitle: 'Pilot' });
    Object.assign(objectIn(tenant, 'users', 'user-cyd'), { jobTitle: 'Dancer' });
    Object.assign(objectIn(tenant, 'managedDevices', 'device-laptop'), {
      complianceState: 'noncompliant',
      deviceActionResults: [{ actionName: 'wipe', actionState: 'pending', startDateTime: '2026-11-20T10:00:00Z' }],
    });
    tenant.parts.deviceCompliancePolicyStates.set('device-laptop', [
      { id: 'policy-baseline', displayName: 'Baseline', state: 'nonCompliant', settingStates: [] },
    ]);
    tenant.parts.groupMembers.set('group-Site', [member('device', 'laptop')]);
    tenant.parts.groupMembers.get('group-Operators')?.push(member('user', 'ben'));

    const { state, failure, problem, kinds } = await refreshed(service, 'ben', ADA);

    expect({ state, failure, problem }).toEqual({ state: 'COMPLETED', failure: null, problem: null });
    expect(kinds).toEqual(
      ['USERS', 'GROUPS', 'MANAGED_DEVICES', 'POLICY_STATES', 'APP_INSTALL_STATES', 'APP_PROTECTION'].map((kind) => ({
        kind,
        problem: null,
      })),
    );
    const ben = await seenOf(service, 'ben');
    expect(ben.jobTitle).toBe('Pilot');
    expect(ben.groupMemberships.nodes.map(({ group: { displayName } }: Loose) => displayName)).toEqual(['Operators']);
    const [laptop] = ben.devices.nodes;
    expect(laptop).toMatchObject({
      intuneCompliance: 'NONCOMPLIANT',
      compliancePolicyStates: [{ displayName: 'Baseline', state: 'NONCOMPLIANT' }],
      actions: [{ kind: 'WIPE', state: 'PENDING' }],
    });
    expect((await seenOf(service, 'cyd')).jobTitle).toBeNull();
  });

  test('of an unchanged user writes what the sync had written, and leaves no page on disk', async () => {
    const { service, refreshFolder } = await refreshable();
    const before = await contentOf(service);

    expect((await refreshed(service, 'ben', ADA)).state).toBe('COMPLETED');

    const { user_refreshes: refreshes, audit_events: events, audit_head, ...after } = await contentOf(service);
    const { user_refreshes: _, audit_events: __, audit_head: ___, ...same } = before;
    expect(after).toEqual(same);
    expect(refreshes).toHaveLength(1);
    expect(events).toMatchObject([
      { action: 'REFRESH_USER', outcome: 'DONE', subject_id: toNodeId('User', 'user-ben') },
    ]);
    expect(audit_head).toHaveLength(1);
    expect(existsSync(refreshFolder)).toBe(false);
    expect(await service.database.primary('sync_lease')).toEqual([]);
  });

  test('gives the same as a sync, from the same changes', async () => {
    const { tenant, service, graph } = await refreshable();
    tenant.collections.managedDevices.push(device('phone', 'ben', { operatingSystem: 'iOS' }));
    tenant.parts.deviceConfigurationStates.set('device-phone', [
      { id: 'profile-wifi', displayName: 'Office Wi-Fi', state: 'compliant', settingStates: [] },
    ]);
    tenant.parts.mobileAppIntentAndStates.set('user-ben', [
      {
        ...{ id: 'states-ben', userId: 'user-ben', managedDeviceIdentifier: 'device-laptop' },
        mobileAppList: [{ applicationId: 'app-reader', mobileAppIntent: 'requiredInstall', installState: 'installed' }],
      },
    ]);
    expect((await refreshed(service, 'ben', ADA)).state).toBe('COMPLETED');
    const afterRefresh = await seenOf(service, 'ben');
    expect(afterRefresh.devices.nodes.map(({ deviceName }: Loose) => deviceName)).toEqual(['laptop', 'phone']);
    expect(afterRefresh.devices.nodes[0].appInstallStates.nodes).toMatchObject([{ state: 'INSTALLED' }]);

    await sync(service, graph);

    expect(await seenOf(service, 'ben')).toEqual(afterRefresh);
  });

  test('leaves the groups made here alone, and those that the next sync brings', async () => {
    const { tenant, service, graph } = await refreshable();
    const made = {
      id: 'made',
      display_name: 'Made',
      name_key: 'made',
      membership_type: 'ASSIGNED',
      security_enabled: 1,
    };
    await service.database.writer('groups').insert({ ...made, origin: 'LOCAL' });
    await service.database.writer('group_members').insert({ group_id: 'made', kind: 'USER', member_id: 'user-ben' });
    tenant.collections.groups.push(group('New'));
    tenant.parts.groupMembers.set('group-New', [member('user', 'ben')]);
    const groups = () => service.database.primary('group_members').where({ member_id: 'user-ben' }).pluck('group_id');

    expect((await refreshed(service, 'ben', ADA)).state).toBe('COMPLETED');
    expect((await groups()).sort()).toEqual(['group-site', 'made']);
    await sync(service, graph);
    expect((await groups()).sort()).toEqual(['group-new', 'group-site', 'made']);
  });

  test('removes a device that is gone, and gives one to its new user', async () => {
    const { tenant, service } = await refreshable(({ collections }) => {
      collections.managedDevices.push(device('gone', 'ben'), device('given', 'ben', { notes: 'Spare.' }));
    });
    remove(tenant, 'managedDevices', 'device-gone');
    Object.assign(objectIn(tenant, 'managedDevices', 'device-given'), { userId: 'user-cyd' });

    expect((await refreshed(service, 'ben', ADA)).state).toBe('COMPLETED');

    const names = async (name: string) =>
      (await seenOf(service, name)).devices.nodes.map(({ deviceName }: Loose) => deviceName);
    expect([await names('ben'), await names('cyd')]).toEqual([['laptop'], ['given']]);
    expect(await service.database.primary('devices').where({ id: 'device-given' }).pluck('notes')).toEqual(['Spare.']);
  });

  test('keeps a device that neither list nor address can be asked about', async () => {
    const { tenant, service, graph } = await refreshable(({ collections }) => {
      collections.managedDevices.push(device('hidden', 'ben'));
    });
    Object.assign(objectIn(tenant, 'managedDevices', 'device-hidden'), { userId: 'user-cyd' });
    graph.failWith('device:device-hidden=403');

    const { state, kinds } = await refreshed(service, 'ben', ADA);

    expect(state).toBe('PARTIAL');
    expect(kinds[2]).toEqual({ kind: 'MANAGED_DEVICES', problem: expect.stringContaining('device-hidden') });
    expect((await seenOf(service, 'ben')).devices.nodes).toHaveLength(2);
  });
});

describe('who may refresh a user', () => {
  test('holds both permissions over the user; a user out of scope is none', async () => {
    const { service } = await refreshable(helpers);
    expect(await codesOf(service, 'cyd', DAN)).toEqual(['USER_NOT_FOUND']);
    expect((await refresh(service, 'cyd', DAN)).text).toBe((await refresh(service, 'never', DAN)).text);
    expect((await refreshed(service, 'ben', DAN)).state).toBe('COMPLETED');
    expect(await lastRefresh(service, 'ben', ADA)).toMatchObject({ state: 'COMPLETED' });
  });

  test('is not one without a permission, who cannot see a refresh either', async () => {
    const { service } = await refreshable(helpers);
    await refreshed(service, 'ben', ADA);
    const refused = await refresh(service, 'ben', EVE);
    expect(refused.data).toEqual({ refreshUser: null });
    expect(refusals(refused)).toEqual(['refreshUser: FORBIDDEN PERMISSION MANAGED_DEVICES_READ']);
    expect(await lastRefresh(service, 'ben', EVE)).toBeNull();
    const { data } = await service.ask('{ viewer { state } }', { as: BEN });
    expect(data.viewer.state).toBe('ACTIVE');
    expect(refusals(await refresh(service, 'ben', BEN))).toEqual([
      'refreshUser: FORBIDDEN PERMISSION ORGANIZATION_READ MANAGED_DEVICES_READ',
    ]);
  });

  test('is not one whose permission for devices has another scope, which is recorded', async () => {
    const { service } = await refreshable((tenant) => {
      helpers(tenant);
      tenant.collections.roleDefinitions.push(role('Devices', FOUR_READS.slice(1)));
      tenant.collections.roleAssignments.push(
        assignment('devices', 'Devices', ['Readers'], { resourceScopes: ['group-Site'] }),
      );
    });
    const { data } = await refresh(service, 'cyd', EVE);
    expect(data.refreshUser.userErrors).toMatchObject([
      { code: 'EXCEEDS_OWN_RIGHTS', field: ['input', 'userId'], missing: ['MANAGED_DEVICES_READ'] },
    ]);
    expect(await service.database.primary('user_refreshes')).toEqual([]);
    expect(await service.database.primary('audit_events')).toMatchObject([
      { action: 'REFRESH_USER', outcome: 'REFUSED' },
    ]);
    expect((await refreshed(service, 'ben', EVE)).state).toBe('COMPLETED');
  });

  /** The codes of a refresh that was not queued, and after how many seconds each lets one try again. */
  async function waits(service: Service, name: string, as: string): Promise<[string, number | null][]> {
    const query = `mutation ($input: RefreshUserInput!) { refreshUser(input: $input) { userErrors { code retryAfter } } }`;
    const variables = { input: { userId: toNodeId('User', `user-${name}`) } };
    const { data } = await service.ask(query, { as, variables });
    return data.refreshUser.userErrors.map(({ code, retryAfter }: Loose) => [code, retryAfter]);
  }

  test('hears how long to wait where waiting helps: for a place in the hour, for the last refresh, for a sync', async () => {
    const { service } = await refreshable(helpers, { perHour: 2 });
    const { writer } = service.database;
    const askedFor = (ms: number) => new Date(Date.now() - ms).toISOString();
    await refreshed(service, 'ben', ADA);
    await refreshed(service, 'cyd', ADA);
    await writer('user_refreshes')
      .where({ user_id: 'user-cyd' })
      .update({ requested_at: askedFor(50 * 60_000) });
    const [[code, seconds]] = (await waits(service, 'ben', ADA)) as [[string, number]];
    expect(code).toBe('TOO_MANY_REFRESHES');
    expect(seconds).toBeGreaterThan(590);
    expect(seconds).toBeLessThanOrEqual(600);
    expect(await waits(service, 'nobody', ADA)).toEqual([['USER_NOT_FOUND', null]]);

    await writer('user_refreshes').where({ user_id: 'user-cyd' }).delete();
    await writer('user_refreshes').update({ state: 'RUNNING', alive_until: askedFor(-60_000) });
    expect(await waits(service, 'ben', ADA)).toEqual([['REFRESH_UNDER_WAY', 5]]);
    await writer('sync_lease').insert({
      singleton: 1,
      holder: 'a sync',
      since: askedFor(0),
      expires_at: askedFor(-60_000),
    });
    expect(await waits(service, 'ben', DAN)).toEqual([['SYNC_UNDER_WAY', 60]]);
  });

  test('hears no time where no refresh is allowed at all', async () => {
    const { service } = await refreshable(helpers, { perHour: 0 });
    expect(await waits(service, 'ben', ADA)).toEqual([['TOO_MANY_REFRESHES', null]]);
  });

  test('reaches a limit in an hour, which is each operator’s own', async () => {
    const { service } = await refreshable(helpers, { perHour: 2 });
    await refreshed(service, 'ben', ADA);
    await refreshed(service, 'cyd', ADA);
    expect(await codesOf(service, 'ben', ADA)).toEqual(['TOO_MANY_REFRESHES']);
    expect((await refreshed(service, 'ben', DAN)).state).toBe('COMPLETED');
    const earlier = new Date(Date.now() - 61 * 60_000).toISOString();
    await service.database.writer('user_refreshes').where({ user_id: 'user-cyd' }).update({ requested_at: earlier });
    expect((await refreshed(service, 'ben', ADA)).state).toBe('COMPLETED');
  });

  test('has one at a time; two operators have one each, which run in turn', async () => {
    const { service, graph } = await refreshable(helpers, { latencyMs: 20 });
    expect(await codesOf(service, 'cyd', ADA)).toEqual([]);
    expect(await codesOf(service, 'ben', ADA)).toEqual(['REFRESH_UNDER_WAY']);
    expect(await codesOf(service, 'ben', DAN)).toEqual([]);
    expect([await lastRefresh(service, 'cyd', ADA), await lastRefresh(service, 'ben', ADA)]).toMatchObject([
      { state: 'RUNNING', finishedAt: null },
      { state: 'QUEUED', finishedAt: null },
    ]);
    const done = [await ended(service, 'cyd', ADA), await ended(service, 'ben', DAN)];
    expect(done.map(({ state }) => state)).toEqual(['COMPLETED', 'COMPLETED']);
    expect(graph.asked.get('/users/{id}/managedDevices')).toBe(2);
  });
});

describe('the frame of a mutation', () => {
  test('has a dry run, which asks nothing of Microsoft Graph', async () => {
    const { service, graph } = await refreshable();
    const before = graph.asked.get('/users/{id}');
    const { data } = await refresh(service, 'ben', ADA, { dryRun: true });
    expect(data).toEqual({ refreshUser: { user: null, userErrors: [], clientMutationId: null } });
    expect(await codesOf(service, 'never', ADA, { dryRun: true })).toEqual(['USER_NOT_FOUND']);
    expect(await service.database.primary('user_refreshes')).toEqual([]);
    expect(graph.asked.get('/users/{id}')).toBe(before);
  });

  test('runs once for a clientMutationId', async () => {
    const { service, graph } = await refreshable();
    const once = { clientMutationId: 'once' };
    expect((await refresh(service, 'ben', ADA, once)).data.refreshUser.user.refresh).toEqual({
      state: expect.stringMatching(/QUEUED|RUNNING/),
    });
    await ended(service, 'ben', ADA);
    const again = await refresh(service, 'ben', ADA, once);
    expect(again.data.refreshUser).toMatchObject({
      user: { refresh: { state: 'COMPLETED' } },
      userErrors: [],
      clientMutationId: 'once',
    });
    expect(await codesOf(service, 'cyd', ADA, once)).toEqual(['CLIENT_MUTATION_ID_REUSED']);
    await pause(50);
    expect(graph.asked.get('/users/{id}/managedDevices')).toBe(1);
  });

  test('refuses an id of another type', async () => {
    const { service } = await refreshable();
    const { data } = await refresh(service, 'ben', ADA, { userId: toNodeId('Device', 'device-laptop') });
    expect(data.refreshUser.userErrors).toMatchObject([{ code: 'INVALID_ID', field: ['input', 'userId'] }]);
  });
});

describe('beside a sync', () => {
  const hold = { singleton: 1, holder: 'a sync', since: '2026-11-22T08:00:00.000Z' };
  // Leases and marks of life follow the database's clock.
  const later = (ms: number) => new Date(Date.now() + ms).toISOString();

  test('a refresh is refused with the time since when the sync runs', async () => {
    const { service } = await refreshable();
    await service.database.writer('sync_lease').insert({ ...hold, expires_at: later(60_000) });
    const { data } = await refresh(service, 'ben', ADA);
    expect(data.refreshUser).toMatchObject({
      user: null,
      userErrors: [{ code: 'SYNC_UNDER_WAY', field: null, message: expect.stringContaining(hold.since) }],
    });
    await service.database.writer('sync_lease').update({ expires_at: later(-1) });
    expect((await refreshed(service, 'ben', ADA)).state).toBe('COMPLETED');
  });

  test('a queued refresh waits for the lease, and gives up if it stays taken', async () => {
    const { service, graph, stopRefresher, begin } = await refreshable(undefined, { refresher: { waitMs: 300 } });
    await stopRefresher();
    const restarted = begin();
    const taken = () => service.database.writer('sync_lease').insert({ ...hold, expires_at: later(60_000) });
    const queue = async (id: string) => {
      await service.database.writer('user_refreshes').insert({
        ...{ id, user_id: 'user-ben', operator_id: 'user-ada', requested_at: later(0), state: 'QUEUED' },
        alive_until: later(60_000),
      });
      restarted.start({ id, userId: 'user-ben', trace: null });
    };
    const before = graph.asked.get('/users/{id}/managedDevices');
    await taken();
    await queue('1');
    expect(await ended(service, 'ben', ADA)).toMatchObject({ state: 'FAILED', failure: 'SYNC_UNDER_WAY' });
    expect(graph.asked.get('/users/{id}/managedDevices')).toBe(before);
    expect(await service.database.primary('sync_lease').pluck('holder')).toEqual(['a sync']);
    await queue('2');
    await pause(50);
    await service.database.writer('sync_lease').delete();
    expect(await ended(service, 'ben', ADA)).toMatchObject({ state: 'COMPLETED' });
  });

  test('a sync does not begin while a refresh has the lease', async () => {
    const { service, graph } = await refreshable(undefined, { latencyMs: 30 });
    expect(await codesOf(service, 'ben', ADA)).toEqual([]);
    while ((await service.database.primary('sync_lease')).length === 0) await pause(5);
    await expect(sync(service, graph)).rejects.toThrow(/^The refresh of a user is under way \(\S+ \d+ refresh\)/);
    expect((await ended(service, 'ben', ADA)).state).toBe('COMPLETED');
    expect((await sync(service, graph)).failed).toEqual([]);
  });

  test('a killed sync does not bring back the rights that it had read before the refresh', async () => {
    const minute = (n: number) => ({ now: () => new Date(NOW.getTime() + n * 60_000) });
    const { tenant, service, graph } = await refreshable(undefined, { refresher: minute(2) });
    tenant.parts.groupMembers.get('group-Operators')?.push(member('user', 'cyd'));
    await expect(sync(service, graph, { ...killedAt('groups'), ...minute(1) })).rejects.toThrow('killed');
    tenant.parts.groupMembers.set('group-Operators', [member('user', 'ada')]);
    await refreshed(service, 'cyd', ADA);

    await sync(service, graph, minute(3));

    expect((await seenOf(service, 'cyd')).groupMemberships.nodes).toEqual([]);
  });
});

describe('what Microsoft Graph refuses', () => {
  test('a user whom it does not know any more cannot sign in, stays until a sync agrees, and then is gone', async () => {
    const { tenant, service, graph } = await refreshable(({ parts }) => {
      parts.groupMembers.get('group-Operators')?.push(member('user', 'cyd'));
    });
    remove(tenant, 'users', 'user-cyd');
    expect(await refreshed(service, 'cyd', ADA)).toMatchObject({
      state: 'FAILED',
      failure: 'USER_NOT_FOUND',
      kinds: [],
    });
    expect((await seenOf(service, 'cyd')).accountEnabled).toBeNull();
    await sync(service, graph);
    expect(await codesOf(service, 'cyd', ADA)).toEqual(['USER_NOT_FOUND']);
  });

  test('a user whom it denies by mistake is back with the next sync', async () => {
    const { service, graph } = await refreshable();
    graph.failWith('path:users/user-cyd[?]=404x1');
    expect((await refreshed(service, 'cyd', ADA)).failure).toBe('USER_NOT_FOUND');
    await sync(service, graph);
    expect((await seenOf(service, 'cyd')).accountEnabled).toBe(true);
  });

  test.each(['null', '{"value":null}'])('a user for whom it answers %s stays as it was', async (body) => {
    const { service, graph } = await refreshable();
    graph.answerWith({ path: /users\/user-cyd$/, status: 200, body });
    const { state, kinds } = await refreshed(service, 'cyd', ADA);
    expect(state).toBe('PARTIAL');
    expect(kinds[0]).toEqual({ kind: 'USERS', problem: expect.stringContaining('is no object') });
    expect((await seenOf(service, 'cyd')).accountEnabled).toBe(true);
  });

  test('memberships that cannot be read stay, and grant nothing more', async () => {
    const { tenant, service, graph } = await refreshable();
    tenant.parts.groupMembers.get('group-Operators')?.push(member('user', 'ben'));
    graph.failWith('path:memberOf=403');
    const { state, kinds } = await refreshed(service, 'ben', ADA);
    expect(state).toBe('PARTIAL');
    expect(kinds[1]).toEqual({ kind: 'GROUPS', problem: expect.stringContaining('memberOf') });
    expect((await seenOf(service, 'ben')).groupMemberships.nodes).toEqual([{ group: { displayName: 'Site' } }]);
  });

  test('a user record that cannot be read grants nothing', async () => {
    const { tenant, service } = await refreshable();
    objectIn(tenant, 'users', 'user-cyd')['accountEnabled'] = 7.5;
    const { state, kinds } = await refreshed(service, 'cyd', ADA);
    expect(state).toBe('PARTIAL');
    expect(kinds[0]).toEqual({ kind: 'USERS', problem: expect.stringContaining('`accountEnabled`') });
    expect((await seenOf(service, 'cyd')).accountEnabled).toBeNull();
  });

  test('a device whose states cannot be read keeps those it has', async () => {
    const { tenant, service, graph } = await refreshable();
    tenant.parts.deviceConfigurationStates.set('device-laptop', []);
    graph.failWith('path:deviceConfigurationStates=403');
    const { state, kinds } = await refreshed(service, 'ben', ADA);
    expect(state).toBe('PARTIAL');
    expect(kinds[3]).toEqual({
      kind: 'POLICY_STATES',
      problem: expect.stringContaining('DeviceManagementManagedDevices.Read.All'),
    });
    expect((await seenOf(service, 'ben')).devices.nodes[0].configurationStates).toHaveLength(1);
  });

  test.each([
    ['429', 'Graph asked to wait too many times'],
    ['500', 'Graph fails at'],
  ])('the devices with %s keep everything of devices', async (status, problem) => {
    const { service, graph } = await refreshable();
    const before = (await seenOf(service, 'ben')).devices;
    graph.failWith(`path:users/user-ben/managedDevices=${status}`);
    const { state, kinds } = await refreshed(service, 'ben', ADA);
    expect(state).toBe('PARTIAL');
    expect(kinds[2]).toEqual({ kind: 'MANAGED_DEVICES', problem: expect.stringContaining(problem) });
    expect(kinds.slice(3, 5)).toEqual(
      ['POLICY_STATES', 'APP_INSTALL_STATES'].map((kind) => ({
        kind,
        problem: 'The devices of the user could not be read.',
      })),
    );
    expect((await seenOf(service, 'ben')).devices).toEqual(before);
  });

  test('a credential that has expired fails the whole', async () => {
    const { service, graph } = await refreshable();
    graph.answerWith({ path: /oauth2/, status: 401, body: JSON.stringify({ error: 'invalid_client' }) });
    const before = await contentOf(service);
    expect(await refreshed(service, 'ben', ADA)).toMatchObject({
      state: 'FAILED',
      failure: 'MICROSOFT_GRAPH',
      problem: expect.stringContaining('GRAPH_CLIENT_SECRET'),
    });
    expect((await contentOf(service))['users']).toEqual(before['users']);
  });

  test('an error of the whole connection names the kinds that were not tried', async () => {
    const { service, graph } = await refreshable();
    graph.failWith('path:memberOf=401');
    const { state, failure, problem, kinds } = await refreshed(service, 'ben', ADA);
    expect([state, failure]).toEqual(['PARTIAL', 'MICROSOFT_GRAPH']);
    expect(problem).toContain('does not take the token');
    expect(kinds).toEqual([
      { kind: 'USERS', problem: null },
      ...['GROUPS', 'MANAGED_DEVICES', 'POLICY_STATES', 'APP_INSTALL_STATES', 'APP_PROTECTION'].map((kind) => ({
        kind,
        problem,
      })),
    ]);
  });

  test('is not asked where it is not configured', async () => {
    const { service } = await synced();
    expect(await codesOf(service, 'ben', ADA)).toEqual(['NOT_CONNECTED']);
  });
});

test('A refresh whose first write fails has failed, and leaves no page on disk', async () => {
  const { service, refreshFolder } = await refreshable();
  await service.database.writer.schema.renameTable('sync_links', 'links_elsewhere');

  expect(await refreshed(service, 'ben', ADA)).toMatchObject({ state: 'FAILED', kinds: [] });
  expect(existsSync(refreshFolder)).toBe(false);
});

describe('a refresh that is killed', () => {
  test('has failed, harms nothing, and leaves the lease to others', async () => {
    const { tenant, service, graph, stopRefresher, begin, refreshFolder } = await refreshable();
    Object.assign(objectIn(tenant, 'users', 'user-ben'), { jobTitle: 'Pilot' });
    const silence = graph.silentFrom((path) => path.includes('memberOf'));
    expect(await codesOf(service, 'ben', ADA)).toEqual([]);
    await silence.begun;
    await stopRefresher();

    expect(await lastRefresh(service, 'ben', ADA)).toMatchObject({
      state: 'FAILED',
      failure: 'INTERRUPTED',
      kinds: [{ kind: 'USERS', problem: null }],
    });
    expect(await seenOf(service, 'ben')).toMatchObject({ jobTitle: 'Pilot', devices: { nodes: [{}] } });
    expect(await service.database.primary('sync_lease')).toEqual([]);
    expect(existsSync(refreshFolder)).toBe(false);
    silence.end();
    begin();
    expect((await refreshed(service, 'ben', ADA)).state).toBe('COMPLETED');
  });

  test('is told for seven days, though no later one has deleted it yet', async () => {
    const { service } = await refreshable();
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    const done = (days: number) => ({
      ...{ id: `${days} days`, user_id: 'user-ben', operator_id: 'user-ada', state: 'COMPLETED' },
      ...{ requested_at: daysAgo(days), alive_until: daysAgo(days), finished_at: daysAgo(days) },
    });
    await service.database.writer('user_refreshes').insert(done(7.1));
    expect(await lastRefresh(service, 'ben', ADA)).toBeNull();
    await service.database.writer('user_refreshes').insert(done(6.9));
    expect(await lastRefresh(service, 'ben', ADA)).toMatchObject({ state: 'COMPLETED' });
    expect(await service.database.primary('user_refreshes')).toHaveLength(2);
  });

  test('with its process has failed once it is not marked as alive', async () => {
    const { service } = await refreshable();
    const at = (ms: number) => new Date(Date.now() + ms).toISOString();
    await service.database.writer('user_refreshes').insert({
      ...{ id: 'lost', user_id: 'user-ben', operator_id: 'user-ada', state: 'RUNNING' },
      ...{ requested_at: at(-60_000), alive_until: at(600_000) },
    });
    expect(await lastRefresh(service, 'ben', ADA)).toMatchObject({ state: 'RUNNING', finishedAt: null });
    expect(await codesOf(service, 'ben', ADA)).toEqual(['REFRESH_UNDER_WAY']);
    await service.database.writer('user_refreshes').update({ alive_until: at(-1) });
    expect(await lastRefresh(service, 'ben', ADA)).toMatchObject({
      state: 'FAILED',
      failure: 'INTERRUPTED',
      problem: 'The process ended before the refresh did.',
    });
    expect((await refreshed(service, 'ben', ADA)).state).toBe('COMPLETED');
  });
});
