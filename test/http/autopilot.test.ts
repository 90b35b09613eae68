import type { Knex } from 'knex';
import { folderSource } from '../../src/import/folder';
import { importTenant } from '../../src/import/import';
import { NOW, type Service, startService } from '../support/service';
import { type Loose, standing, sync, synced } from '../support/sync';
import { allRows, batch, collection, device, tenantFolder } from '../support/tenant-folder';

let demo: Service;
const services: Service[] = [];
beforeAll(async () => {
  demo = await startService();
});
afterAll(() => demo.stop());
afterEach(() => Promise.all(services.splice(0).map((service) => service.stop())));

const ADA = 'ada@fabrikam.example';
const NOBODY = '00000000-0000-0000-0000-000000000000';

const SETUPS = `autopilot { groupTag profileState profileProblem profileAssignedAt enrollmentState lastContactAt }
  setupEvents { occurredAt startedAt endedAt profileName statusPageName state enrollmentState deviceSetupState accountSetupState
    totalSeconds preparationSeconds deviceSetupSeconds accountSetupSeconds failedPhase error { code hex known } }`;
const RELATED = `dependencies { kind app { displayName } } supersedes { kind app { displayName } }
  supersededBy { kind app { displayName } }`;

async function demoDevice(name: string): Promise<Loose> {
  const { data, errors } = await demo.ask(`{ devices(search: "${name}") { nodes { deviceName ${SETUPS} } } }`, {
    as: 'helpdesk@contoso.example',
  });
  expect(errors).toEqual([]);
  return data.devices.nodes.find((each: Loose) => each.deviceName === name);
}

describe('a device of the demo tenant', () => {
  test('that was set up again after a failure: the newest set-up first, each with its phases', async () => {
    const { autopilot, setupEvents } = await demoDevice('PAR-LT-0412');
    expect(autopilot).toMatchObject({
      groupTag: 'PAR-LAPTOP',
      profileState: 'ASSIGNED_IN_SYNC',
      profileProblem: 'NONE',
      enrollmentState: 'ENROLLED',
    });
    expect(setupEvents).toMatchObject([
      { state: 'SUCCESS', failedPhase: null, error: null, totalSeconds: 2_658, accountSetupSeconds: 696 },
      {
        state: 'FAILURE',
        deviceSetupState: 'FAILURE',
        failedPhase: 'DEVICE_SETUP',
        totalSeconds: 3_882,
        deviceSetupSeconds: 3_631,
        // Microsoft reported a negative duration.
        accountSetupSeconds: null,
        error: { code: '-2147023436', hex: '0x800705B4', known: true },
      },
    ]);
  });

  test('that failed in the account setup, and one that failed to enrol', async () => {
    const [laptop, kiosk] = [await demoDevice('PAR-LT-0076'), await demoDevice('LYO-KSK-02')];
    expect(laptop.setupEvents).toMatchObject([{ failedPhase: 'ACCOUNT_SETUP', error: { hex: '0x800705B4' } }]);
    expect(kiosk.setupEvents).toMatchObject([
      { failedPhase: 'ENROLLMENT', error: { hex: '0x801C03EA' }, endedAt: null },
    ]);
    expect(kiosk.autopilot).toMatchObject({
      profileState: 'ASSIGNED_UNKNOWN_SYNC_STATE',
      profileProblem: 'HARDWARE_REQUIREMENTS_NOT_MET',
    });
  });

  test('that Autopilot knows by its Entra id or its serial number alone', async () => {
    expect((await demoDevice('LYO-LT-0054')).setupEvents).toMatchObject([{ state: 'IN_PROGRESS', failedPhase: null }]);
    expect((await demoDevice('BER-MTR-01')).autopilot).toMatchObject({ groupTag: 'BER-ROOM', profileState: 'PENDING' });
  });

  test('that Autopilot does not know', async () => {
    expect(await demoDevice('PAR-LT-0288')).toMatchObject({ autopilot: null, setupEvents: [] });
  });
});

test('an app lists the apps that it needs and replaces, and those that replace it', async () => {
  const { data, errors } = await demo.ask(`{ apps(first: 100) { nodes { displayName ${RELATED} } } }`, {
    as: 'apps.only@contoso.example',
  });
  expect(errors).toEqual([]);
  const of = (name: string) => data.apps.nodes.find(({ displayName }: Loose) => displayName === name);
  const [client, old] = ['Contoso VPN Client', 'Contoso VPN Client 4.9'];
  expect(of(client)).toEqual({
    displayName: client,
    dependencies: [{ kind: 'AUTO_INSTALL', app: { displayName: '7-Zip 24.08 (x64)' } }],
    supersedes: [{ kind: 'REPLACE', app: { displayName: old } }],
    supersededBy: [],
  });
  expect(of(old)).toMatchObject({ supersedes: [], supersededBy: [{ kind: 'REPLACE', app: { displayName: client } }] });
  expect(of('7-Zip 24.08 (x64)')).toMatchObject({ dependencies: [], supersedes: [], supersededBy: [] });
  expect(of('Adobe Acrobat Reader DC').dependencies).toMatchObject([{ kind: 'DETECT' }]);
});

test('all of this takes as many statements for all devices and apps as for a few', async () => {
  const count = async (query: string) => {
    const statements = await demo.statements(() => demo.ask(query, { as: 'helpdesk@contoso.example' }));
    return statements.filter((statement) => !/.user_principal_name. = /.test(statement)).length;
  };
  const ofDevices = (first: number) => `{ devices(first: ${first}) { nodes { id ${SETUPS} } } }`;
  // The first 20 have a relation of each kind.
  const ofApps = (first: number) => `{ apps(first: ${first}) { nodes { id ${RELATED} } } }`;
  await count(ofDevices(1));
  expect(await count(ofDevices(100))).toBe(await count(ofDevices(1)));
  expect(await count(ofApps(100))).toBe(await count(ofApps(20)));
});

const identity = (id: string, over: object = {}) => ({
  id,
  managedDeviceId: 'device-laptop',
  groupTag: id,
  enrollmentState: 'enrolled',
  deploymentProfileAssignmentStatus: 'notAssigned',
  deploymentProfileAssignmentDetailedStatus: 'none',
  ...over,
});
const event = (id: string, over: object = {}) => ({
  id,
  deviceId: 'device-laptop',
  eventDateTime: '2026-11-10T08:00:00Z',
  deploymentState: 'success',
  enrollmentState: 'enrolled',
  deviceSetupStatus: 'success',
  accountSetupStatus: 'success',
  ...over,
});
const relation = (type: string, targetId: string, over: object = {}) => ({
  '@odata.type': `#microsoft.graph.mobileApp${type}`,
  id: `relation-${targetId}`,
  targetId,
  targetType: 'child',
  ...over,
});

const OF_FABRIKAM = `{ devices(first: 10) { nodes { deviceName ${SETUPS} } } apps { nodes { displayName ${RELATED} } } }`;

async function readBy(service: Service): Promise<Loose> {
  const { data, errors } = await service.ask(OF_FABRIKAM, { as: ADA });
  expect(errors).toEqual([]);
  const of = (name: string) => data.devices.nodes.find(({ deviceName }: Loose) => deviceName === name);
  return { of, apps: data.apps.nodes };
}

describe('a folder with', () => {
  async function imported(over: Parameters<typeof tenantFolder>[0]) {
    const service = await startService({ demo: false });
    services.push(service);
    const source = await folderSource(tenantFolder(over).path);
    const summary = await importTenant(service.database.writer, { source, now: NOW });
    return { summary, ...(await readBy(service)) };
  }

  test('devices that share a serial number gives what is only known by it to none', async () => {
    const devices = [device('laptop', 'ben', { serialNumber: 'C02 Shared' })];
    const twin = device('twin', null, { serialNumber: 'c02 shared' });
    const byNumber = { managedDeviceId: NOBODY, serialNumber: 'C02 Shared' };
    const identities = [
      identity('shared', byNumber),
      identity('twin', { ...byNumber, managedDeviceId: 'device-twin' }),
    ];
    const { of, summary } = await imported({
      managedDevices: collection([...devices, twin]),
      windowsAutopilotDeviceIdentities: collection(identities),
      autopilotEvents: collection([event('e', { deviceId: '', deviceSerialNumber: 'C02 Shared' })]),
    });
    expect([of('laptop').autopilot, of('twin').autopilot.groupTag]).toEqual([null, 'twin']);
    expect([...of('laptop').setupEvents, ...of('twin').setupEvents]).toEqual([]);
    expect([...summary.leftOut]).toEqual([
      ['Autopilot devices that Intune does not manage', 1],
      ['set-ups of devices that Intune does not manage', 1],
    ]);
  });

  test('the password of a device account does not keep it', async () => {
    await imported({
      windowsAutopilotDeviceIdentities: collection([identity('one', { deviceAccountPassword: 'hunter2' })]),
    });
    const rows = await allRows(services[0]?.database.primary as Knex);
    expect(rows['autopilot_devices']).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain('hunter2');
  });

  test('an id of Entra finds its device, if only one has it', async () => {
    const records = {
      windowsAutopilotDeviceIdentities: collection([
        identity('known', { managedDeviceId: NOBODY, azureActiveDirectoryDeviceId: 'join-laptop' }),
      ]),
      autopilotEvents: collection([event('e', { deviceId: 'JOIN-LAPTOP' })]),
    };
    const { of } = await imported(records);
    expect(of('laptop')).toMatchObject({ autopilot: { groupTag: 'known' }, setupEvents: [{ state: 'SUCCESS' }] });
    const managed = [device('laptop', 'ben'), device('twin', null, { azureADDeviceId: 'join-laptop' })];
    const shared = await imported({ ...records, managedDevices: collection(managed) });
    for (const name of ['laptop', 'twin']) expect(shared.of(name)).toMatchObject({ autopilot: null, setupEvents: [] });
  });

  test('two registrations of a device has the one that was in contact last', async () => {
    const identities = ['2026-11-01', '2026-11-18', '2026-11-09'].map((day) =>
      identity(day, { lastContactedDateTime: `${day}T08:00:00Z` }),
    );
    const { of } = await imported({ windowsAutopilotDeviceIdentities: collection(identities) });
    expect(of('laptop').autopilot).toMatchObject({ groupTag: '2026-11-18', lastContactAt: '2026-11-18T08:00:00.000Z' });
  });

  test('many set-ups keeps the five newest, and none without a date', async () => {
    const events = ['12', '17', '11', '15', '13', '16', '14'].map((day) =>
      event(day, { eventDateTime: `2026-11-${day}T08:00:00Z` }),
    );
    const undated = event('undated', { eventDateTime: '0001-01-01T00:00:00Z' });
    const { of, summary } = await imported({ autopilotEvents: collection([...events, undated]) });
    const days = of('laptop').setupEvents.map(({ occurredAt }: Loose) => occurredAt.slice(8, 10));
    expect(days).toEqual(['17', '16', '15', '14', '13']);
    expect([...summary.leftOut]).toEqual([['set-ups without a date', 1]]);
    expect(summary.rows).toContainEqual({ title: 'set-ups with Windows Autopilot', added: 5, changed: 0, removed: 0 });
  });

  test('durations and words that are not understood says so', async () => {
    const odd = { deploymentTotalDuration: '1 hour', deviceSetupDuration: 'P1DT1H1M1.4S', deploymentState: 'quantum' };
    const { of, summary } = await imported({
      autopilotEvents: collection([event('odd', { ...odd, enrollmentFailureDetails: 'None' })]),
    });
    expect(of('laptop').setupEvents).toMatchObject([
      { state: 'UNKNOWN', totalSeconds: null, deviceSetupSeconds: 90_061, error: null },
    ]);
    expect([...summary.unknown.keys()].sort()).toEqual([
      'deploymentState "quantum"',
      'deploymentTotalDuration "1 hour"',
    ]);
  });

  test('relations to apps that are gone, from apps that are gone, and of unknown types has only the others', async () => {
    const app = (id: string) => ({ '@odata.type': '#microsoft.graph.win32LobApp', id, displayName: id });
    const { apps, summary } = await imported({
      mobileApps: collection([app('app-reader'), app('app-other')]),
      mobileAppRelationships: batch({
        'app-reader': [
          relation('Dependency', 'app-other', { dependencyType: 'quantum' }),
          relation('Dependency', 'app-gone', { dependencyType: 'detect' }),
          relation('Supersedence', 'APP-OTHER', { supersedenceType: 'update' }),
          relation('Quantum', 'app-other'),
          relation('Dependency', 'app-other', { targetType: 'quantum', dependencyType: 'detect' }),
        ],
        'app-gone': [relation('Dependency', 'app-other', { dependencyType: 'detect' })],
        'app-other': [relation('Dependency', 'app-reader', { targetType: 'parent', dependencyType: 'detect' })],
      }),
    });
    const other = { app: { displayName: 'app-other' } };
    expect(apps).toEqual([
      {
        displayName: 'app-other',
        dependencies: [],
        supersedes: [],
        supersededBy: [{ kind: 'UPDATE', app: { displayName: 'app-reader' } }],
      },
      {
        displayName: 'app-reader',
        dependencies: [{ kind: 'UNKNOWN', ...other }],
        supersedes: [{ kind: 'UPDATE', ...other }],
        supersededBy: [],
      },
    ]);
    const said = ['type', 'direction'].map((what) => [`relations of apps of an unknown ${what}`, 1]);
    expect([...summary.leftOut]).toEqual(expect.arrayContaining(said));
  });
});

describe('a sync', () => {
  const started = () =>
    synced(({ collections, parts }) => {
      collections.windowsAutopilotDeviceIdentities.push(identity('one'));
      collections.autopilotEvents.push(event('e'));
      collections.mobileApps.push({ '@odata.type': '#microsoft.graph.win32LobApp', id: 'app-new', displayName: 'New' });
      Object.assign(collections.mobileApps[0] as object, { dependentAppCount: 1 });
      parts.mobileAppRelationships.set('app-reader', [relation('Dependency', 'app-new', { dependencyType: 'detect' })]);
    });

  test('asks only for the relations of apps that have some, and drops those that are gone', async () => {
    const { tenant, service, graph } = await started();
    const asked = () => graph.requests().shapes.filter(({ request }) => request.includes('relationships'));
    expect(asked().map(({ count }) => count)).toEqual([1]);
    const reader = async () => (await readBy(service)).apps.at(-1);
    expect((await reader()).dependencies).toEqual([{ kind: 'DETECT', app: { displayName: 'New' } }]);

    Object.assign(tenant.collections.mobileApps[0] as object, { dependentAppCount: 0 });
    tenant.parts.mobileAppRelationships.clear();
    await sync(service, graph);
    expect((await reader()).dependencies).toEqual([]);
    const before = asked()[0]?.count;
    await sync(service, graph);
    expect(asked()[0]?.count).toBe(before);
  });

  test('changes and removes what Autopilot no longer says', async () => {
    const { tenant, service, graph } = await started();
    tenant.collections.windowsAutopilotDeviceIdentities = [identity('one', { groupTag: 'NEW' })];
    tenant.collections.autopilotEvents = [];
    await sync(service, graph);
    const { of } = await readBy(service);
    expect([of('laptop').autopilot.groupTag, of('laptop').setupEvents]).toEqual(['NEW', []]);
    tenant.collections.windowsAutopilotDeviceIdentities = [];
    await sync(service, graph);
    expect((await readBy(service)).of('laptop').autopilot).toBeNull();
  });

  test('that cannot read Autopilot keeps what it knew, and only AUTOPILOT is partial', async () => {
    const { tenant, service, graph } = await started();
    tenant.collections.windowsAutopilotDeviceIdentities = [identity('one', { groupTag: 'NEW' })];
    graph.answerWith({ path: /windowsAutopilotDeviceIdentities/, status: 403, body: '{"error":{"code":"Forbidden"}}' });
    await sync(service, graph);
    expect((await readBy(service)).of('laptop')).toMatchObject({
      autopilot: { groupTag: 'one' },
      setupEvents: [{ state: 'SUCCESS' }],
    });
    const { kinds } = await standing(service);
    const partial = [...kinds.values()].filter(({ state }) => state !== 'COMPLETED');
    expect(partial).toMatchObject([
      { kind: 'AUTOPILOT', state: 'PARTIAL', problem: expect.stringContaining('devices in Windows Autopilot') },
    ]);
  });
});
