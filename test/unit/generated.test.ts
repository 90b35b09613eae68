import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rows } from '../../src/database/database';
import { openDatabase } from '../../src/database/open';
import { raw, sql } from '../../src/database/sql';
import { generatedSource } from '../../src/demo/generator';
import { importTenant } from '../../src/import/import';
import type { Item, Source } from '../../src/import/source';
import { RESOURCES, type Resource } from '../../src/microsoft-graph/resources';
import { oneIn } from '../support/amount';

const it = oneIn(6);

const NOW = new Date('2026-11-20T08:00:00.000Z');
const USERS = 300;
const NOBODY = '00000000-0000-0000-0000-000000000000';

// biome-ignore lint/suspicious/noExplicitAny: the objects have the loose shapes of Microsoft Graph.
type Value = any;
type Found = Omit<Item, 'value'> & { value: Value };

const tenant = (users = USERS, seed = 1, now = NOW): Source => generatedSource({ users, seed, now });

async function all(resource: Resource, source = tenant()): Promise<Found[]> {
  const found: Found[] = [];
  for await (const item of source.read(resource)) found.push(item);
  return found;
}
const values = async (resource: Resource, source?: Source): Promise<Value[]> =>
  (await all(resource, source)).map(({ value }) => value);
const ids = async (resource: Resource, source?: Source): Promise<Set<string>> =>
  new Set((await values(resource, source)).map(({ id }) => id));

async function everything(source: Source): Promise<Found[]> {
  const found = await Promise.all((Object.keys(RESOURCES) as Resource[]).map((resource) => all(resource, source)));
  return found.flat();
}

describe('A generated tenant', () => {
  it('is the same for the same seed on the same day', async () => {
    const evening = new Date('2026-11-20T22:10:00.000Z');
    expect(await everything(tenant(USERS, 1, evening))).toEqual(await everything(tenant()));
  });

  it('can be read again, and in any order', async () => {
    const source = tenant();
    const before = await all('mobileAppIntentAndStates', source);
    await all('users', source);
    expect(await all('mobileAppIntentAndStates', source)).toEqual(before);
  });

  it('has other ids for another seed', async () => {
    for (const resource of ['organization', 'users', 'groups', 'managedDevices', 'mobileApps'] as const) {
      const others = await ids(resource, tenant(USERS, 2));
      expect([...(await ids(resource))].filter((id) => others.has(id))).toEqual([]);
    }
  });

  it('is another tenant for another number of users', async () => {
    const [one] = await values('organization');
    const [other] = await values('organization', tenant(USERS + 1));
    expect(one).toMatchObject({ displayName: 'Generated 300 users, seed 1' });
    expect(one.id).not.toBe(other.id);
  });

  it('has no id twice', async () => {
    for (const resource of ['users', 'groups', 'devices', 'managedDevices', 'mobileApps'] as const) {
      const found = await values(resource, tenant(2_000));
      expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    }
    const names = (await values('users', tenant(2_000))).map(({ userPrincipalName }) => userPrincipalName);
    expect(new Set(names).size).toBe(2_000);
    expect(names.filter((name) => !/^[a-z.\d-]+@generated\.example$/.test(name))).toEqual([]);
  });

  it('looks fresh: its devices checked in before today, and its certificates go on', async () => {
    for (const device of await values('managedDevices')) {
      expect(Date.parse(device.lastSyncDateTime)).toBeLessThanOrEqual(NOW.getTime());
      expect(Date.parse(device.enrolledDateTime)).toBeLessThanOrEqual(Date.parse(device.lastSyncDateTime));
      expect(Date.parse(device.managementCertificateExpirationDate)).toBeGreaterThan(NOW.getTime());
    }
  });

  it('has only members that exist, in groups that exist', async () => {
    const groups = await ids('groups');
    const known: Record<string, Set<string>> = {
      '#microsoft.graph.user': await ids('users'),
      '#microsoft.graph.group': groups,
      '#microsoft.graph.device': await ids('devices'),
    };
    for (const { value, parent } of await all('groupMembers')) {
      expect(groups.has(parent as string)).toBe(true);
      expect(known[value['@odata.type']]?.has(value.id)).toBe(true);
    }
  });

  it('has only devices whose users and Entra devices exist', async () => {
    const users = await ids('users');
    const entra = new Set((await values('devices')).map(({ deviceId }) => deviceId));
    const devices = await values('managedDevices');
    for (const { userId, azureADDeviceId } of devices) {
      expect(userId === '' || users.has(userId)).toBe(true);
      expect(azureADDeviceId === NOBODY || entra.has(azureADDeviceId)).toBe(true);
    }
    expect(devices.filter(({ azureADDeviceId }) => azureADDeviceId !== NOBODY)).toHaveLength(entra.size);
  });

  it('has only states of devices, users, apps and profiles that exist', async () => {
    const [users, devices, apps] = [await ids('users'), await ids('managedDevices'), await ids('mobileApps')];
    const profiles = await ids('deviceConfigurations');
    for (const { value, parent } of await all('mobileAppIntentAndStates')) {
      expect(users.has(value.userId) && value.userId === parent).toBe(true);
      expect(devices.has(value.managedDeviceIdentifier)).toBe(true);
      const found = value.mobileAppList.map((item: Value) => item.applicationId);
      expect(found.every((id: string) => apps.has(id))).toBe(true);
      expect(new Set(found).size).toBe(found.length);
    }
    for (const { parent } of await all('deviceCompliancePolicyStates'))
      expect(devices.has(parent as string)).toBe(true);
    for (const { value, parent } of await all('deviceConfigurationStates')) {
      expect(devices.has(parent as string) && profiles.has(value.id)).toBe(true);
    }
  });

  it('says why each failed app failed, in one place or the other', async () => {
    const failed = new Set<string>();
    for (const { managedDeviceIdentifier, mobileAppList } of await values('mobileAppIntentAndStates')) {
      for (const { installState, applicationId } of mobileAppList) {
        if (/failed/i.test(installState)) failed.add(`${managedDeviceIdentifier}/${applicationId}`);
      }
    }
    const history = (await values('mobileAppTroubleshootingEvents')).map(
      ({ managedDeviceIdentifier, applicationId }) => `${managedDeviceIdentifier}/${applicationId}`,
    );
    const statuses = (await all('mobileAppDeviceStatuses')).map(({ value, parent }) => `${value.deviceId}/${parent}`);
    expect(new Set([...history, ...statuses])).toEqual(failed);
    expect(history.length + statuses.length).toBe(failed.size);
    expect(Math.min(history.length, statuses.length)).toBeGreaterThan(0);
  });

  it('has app protection, enrolment failures and assignments that lead somewhere', async () => {
    const [users, groups, devices] = [await ids('users'), await ids('groups'), await ids('managedDevices')];
    const [policies, roles] = [await ids('managedAppPolicies'), await ids('roleDefinitions')];
    expect(policies.size).toBe(4);
    for (const { value, parent } of await all('userManagedAppPolicies')) {
      expect(policies.has(value.id) && users.has(parent as string)).toBe(true);
    }
    for (const { userId, managedDeviceId, intendedPolicies } of await values('managedAppRegistrations')) {
      expect(users.has(userId) && (managedDeviceId === null || devices.has(managedDeviceId))).toBe(true);
      expect(intendedPolicies.every(({ id }: Value) => policies.has(id))).toBe(true);
    }
    for (const { userId } of await values('troubleshootingEvents')) expect(users.has(userId)).toBe(true);
    for (const { members, resourceScopes, roleDefinition } of await values('roleAssignments')) {
      expect(roles.has(roleDefinition.id)).toBe(true);
      expect([...members, ...resourceScopes].every((id) => groups.has(id))).toBe(true);
    }
  });

  it('keeps to the proportions of a real tenant', async () => {
    const large = tenant(5_000);
    const devices = await values('managedDevices', large);
    expect(devices.length / 5_000).toBeCloseTo(3.06, 0);
    expect(devices.filter(({ userId }) => userId === '').length / devices.length).toBeCloseTo(0.02, 3);
    expect((await all('devices', large)).length / devices.length).toBeCloseTo(0.95, 1);
    const states = (await values('mobileAppIntentAndStates', large)).flatMap(({ mobileAppList }) => mobileAppList);
    const failed = states.filter(({ installState }) => installState === 'failed');
    expect(failed.length / states.length).toBeCloseTo(0.03, 2);
    expect((await all('mobileApps', large)).length).toBeGreaterThanOrEqual(140);
    const targeted = new Set((await all('userManagedAppPolicies', large)).map(({ parent }) => parent));
    expect(targeted.size / 5_000).toBeCloseTo(0.5, 1);
    const registered = new Set((await values('managedAppRegistrations', large)).map(({ userId }) => userId));
    expect(registered.size / 5_000).toBeCloseTo(0.3, 1);
    expect((await all('troubleshootingEvents', large)).length / 5_000).toBeCloseTo(0.01, 2);
  });

  it.each([
    ['case.small', 4, 10],
    ['case.large', 40, 25],
  ])('gives %s exactly %i devices with %i app install states each', async (name, count, states) => {
    for (const source of [tenant(), tenant(2_000, 7), tenant(1, 3)]) {
      const user = (await values('users', source)).find((one) => one.userPrincipalName === `${name}@generated.example`);
      const devices = (await values('managedDevices', source)).filter(({ userId }) => userId === user.id);
      expect(devices).toHaveLength(count);
      const ofUser = (await all('mobileAppIntentAndStates', source)).filter(({ parent }) => parent === user.id);
      expect(ofUser.map(({ value }) => value.managedDeviceIdentifier)).toEqual(devices.map(({ id }) => id));
      expect(ofUser.every(({ value }) => value.mobileAppList.length === states)).toBe(true);
    }
  });

  it.each([3, 40, 300])('puts at most 100 of its %i users into the sparse scope', async (users) => {
    const source = tenant(users);
    const sparse = (await values('groups', source)).find(({ displayName }) => displayName === 'Sparse scope');
    const members = (await all('groupMembers', source)).filter(({ parent }) => parent === sparse.id);
    expect(new Set(members.map(({ value }) => value.id)).size).toBe(Math.min(100, users));
  });
});

describe('A generated tenant in the database', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof openDatabase>>;
  let summary: Awaited<ReturnType<typeof importTenant>>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'generated-'));
    database = await openDatabase(path.join(folder, 'tenant.db'));
    summary = await importTenant(database.writer, { source: tenant(), now: NOW });
  });

  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  const count = async (table: string) =>
    (await rows<{ count: number }>(database.primary, sql`SELECT COUNT(*) AS count FROM ${raw(table)}`))[0]?.count;

  const scopes = (name: string) =>
    rows<{ role: string; scope: string | null; everything: number }>(
      database.primary,
      sql`SELECT r.display_name AS role, g.display_name AS scope, a.all_users * a.all_devices AS everything
      FROM users u JOIN group_members m ON m.member_id = u.id JOIN assignment_members am ON am.group_id = m.group_id
      JOIN role_assignments a ON a.id = am.assignment_id JOIN roles r ON r.id = a.role_id
      LEFT JOIN assignment_scopes s ON s.assignment_id = a.id LEFT JOIN groups g ON g.id = s.group_id
      WHERE u.upn_key = ${`${name}@generated.example`} AND u.intune_licensed = 1 AND u.account_enabled = 1
      ORDER BY a.name_key`,
    );

  it('is imported whole: nothing is left out, and nothing is unknown', () => {
    expect(summary.tenant).toBe('Generated 300 users, seed 1');
    expect([...summary.leftOut, ...summary.unknown]).toEqual([]);
  });

  it('has a row for everything that was generated', async () => {
    const length = async (resource: Resource) => (await all(resource)).length;
    expect(await count('users')).toBe(USERS);
    expect(await count('groups')).toBe(await length('groups'));
    expect(await count('group_members')).toBe(await length('groupMembers'));
    expect(await count('entra_devices')).toBe(await length('devices'));
    expect(await count('devices')).toBe(await length('managedDevices'));
    expect(await count('policy_states')).toBe(5 * (await length('managedDevices')));
    expect(await count('apps')).toBe(await length('mobileApps'));
    // Ten for each device, and fifteen more for each of the forty of case.large.
    expect(await count('app_install_states')).toBe(10 * (await length('managedDevices')) + 40 * 15);
    expect(await count('app_protection_policies')).toBe(4);
    expect(await count('user_app_protection_policies')).toBe(await length('userManagedAppPolicies'));
    expect(await count('enrollment_failures')).toBe(await length('troubleshootingEvents'));
    expect(await count('role_assignments')).toBe(6);
    expect(await count('connectors')).toBe(5);
  });

  it('changes nothing when it is imported again', async () => {
    const { rows: again } = await importTenant(database.writer, { source: tenant(), now: NOW });
    expect(again.filter(({ added, changed, removed }) => added + changed + removed > 0)).toEqual([]);
  });

  it('says why every failed app failed, and of no other', async () => {
    expect(await count('app_install_states WHERE (severity < 2) <> (error_code IS NOT NULL)')).toBe(0);
  });

  it('knows the kind of every profile', async () => {
    expect(await count("policies WHERE profile_type = 'OTHER'")).toBe(0);
    expect(await count("policy_states WHERE kind = 'CONFIGURATION' AND profile_type IS NULL")).toBe(0);
  });

  it('nests groups ten deep, and in a circle', async () => {
    const ancestors = (name: string) =>
      count(`group_ancestors a JOIN groups g ON g.id = a.group_id WHERE g.display_name = '${name}'`);
    expect(await ancestors('Programme Orion – level 10')).toBe(11);
    expect(await ancestors('Mentors')).toBe(3);
    // Paris, France, Europe, Everyone.
    expect(await ancestors('Paris')).toBe(4);
  });

  it('lets every operator see what it is there to show', async () => {
    expect(await scopes('helpdesk')).toEqual([{ role: 'Help Desk Operator', scope: null, everything: 1 }]);
    expect(await scopes('site')).toEqual([{ role: 'Troubleshooting operator', scope: 'Paris', everything: 0 }]);
    expect(await scopes('sparse')).toEqual([
      { role: 'Troubleshooting operator', scope: 'Sparse scope', everything: 0 },
    ]);
    expect(await scopes('split')).toEqual([
      { role: 'Directory reader', scope: 'Lyon', everything: 0 },
      { role: 'Device reader', scope: 'Sales', everything: 0 },
    ]);
    expect(await scopes('partial')).toEqual([{ role: 'Incomplete operator', scope: null, everything: 1 }]);
  });

  it('has both case users at the site of the site operator, and people in both scopes of the split one', async () => {
    const both = (one: string, other: string, who: string) =>
      count(`users u WHERE u.upn_key LIKE '${who}@generated.example' AND 2 = (SELECT COUNT(*) FROM group_members m
        JOIN groups g ON g.id = m.group_id WHERE m.member_id = u.id AND g.display_name IN ('${one}', '${other}'))`);
    expect(await both('Paris', 'Microsoft 365 users', 'case.%')).toBe(2);
    expect(await both('Lyon', 'Sales', '%')).toBeGreaterThan(0);
  });
});
