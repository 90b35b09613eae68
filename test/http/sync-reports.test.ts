import type { SyncKind } from '../../src/generated/graphql';
import type { Limits } from '../../src/sync/parents';
import type { SyncOptions } from '../../src/sync/sync';
import { oneIn } from '../support/amount';
import type { GraphTenant, StandIn } from '../support/graph';
import { NOW, type Service } from '../support/service';
import { emptyService, fabrikam, type Loose, RIGHTS, standIn, standing, sync, tablesWritten } from '../support/sync';
import { device } from '../support/tenant-folder';

/*
 * A tenant with more devices than a sync reads one by one: reports of the whole tenant name the failed states.
 */

// Its cases differ only in the answer.
const sometimes = oneIn(6);

const KINDS: readonly SyncKind[] = [...RIGHTS, 'MANAGED_DEVICES', 'POLICY_STATES'];
const READ = 3;
const READING_LIMITS: Limits = {
  all: 5,
  budgets: {
    managedDeviceDetails: 1,
    deviceCompliancePolicyStates: READ,
    compliancePolicySettings: 50,
    deviceConfigurationStates: READ,
    configurationSettings: 50,
  },
};
const DEVICES = 30;
const FAILED = [4, 9, 14, 19, 24, 29];
const [COMPLIANCE, PROFILES] = [
  '/deviceManagement/reports/getNoncompliantDevicesAndSettingsReport',
  '/deviceManagement/reports/getConfigurationPolicyNonComplianceReport',
];
const BY_DEVICE = '/deviceManagement/managedDevices/{id}/deviceCompliancePolicyStates';
const NO_USER = '00000000-0000-0000-0000-000000000000';

const setting = (name: string, state: string, errorCode = 0) => ({ setting: name, state, errorCode, sources: [] });

function statesOf(i: number): { compliance: Loose; configuration: Loose } {
  const isBad = FAILED.includes(i);
  const compliance = [setting('Pin', isBad ? 'nonCompliant' : 'compliant'), setting('Os', 'compliant')];
  const ssid = setting('ssid', isBad ? 'error' : 'compliant', isBad ? -2016323110 : 0);
  return {
    compliance: {
      ...{ id: 'policy-baseline', displayName: 'Baseline', userId: 'user-ben', settingCount: 2 },
      ...{ state: isBad ? 'nonCompliant' : 'compliant', settingStates: compliance },
    },
    configuration: {
      ...{ id: 'profile-wifi', displayName: 'Office Wi-Fi', userId: NO_USER, userPrincipalName: 'System account' },
      ...{ settingCount: 1, state: isBad ? 'error' : 'compliant', settingStates: [ssid] },
    },
  };
}

const idOf = (i: number) => `device-${String(i).padStart(2, '0')}`;

function putDevice({ collections, parts }: GraphTenant, i: number, checkIn = '2026-11-10T07:00:00Z'): void {
  const name = idOf(i).replace('device-', '');
  collections.managedDevices.push(device(name, 'ben', { lastSyncDateTime: checkIn }));
  const { compliance, configuration } = statesOf(i);
  parts.deviceCompliancePolicyStates.set(idOf(i), [compliance]);
  parts.deviceConfigurationStates.set(idOf(i), [configuration]);
}

function manyDevices(tenant: GraphTenant): void {
  const vpn = { '@odata.type': '#microsoft.graph.windows10VpnConfiguration', id: 'profile-vpn', displayName: 'VPN' };
  tenant.collections.deviceConfigurations.push(vpn);
  tenant.collections.managedDevices = [];
  for (let i = 0; i < DEVICES; i++) putDevice(tenant, i);
}

async function begin(change: (tenant: GraphTenant) => void = () => {}) {
  const tenant = await fabrikam((made) => {
    manyDevices(made);
    change(made);
  });
  const [service, graph] = [await emptyService(), await standIn(tenant)];
  const pass = (over: Partial<SyncOptions> = {}) =>
    sync(service, graph, { kinds: KINDS, limits: READING_LIMITS, ...over });
  return { tenant, service, graph, pass };
}

const STATE = 'displayName state userPrincipalName settingsRead syncedAt settings { name state error { code } }';

/** The failed states of all devices, by device. */
async function failedStates(service: Service): Promise<ReadonlyMap<string, Loose>> {
  const found = new Map<string, Loose>();
  for (let after: string | null = null; ; ) {
    const { data, errors }: Loose = await service.ask(
      `query ($after: String) { devices(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes {
        deviceName
        compliancePolicyStates { ${STATE} policy { id } }
        configurationStates { ${STATE} profileType error { code } policy { displayName } }
      } } }`,
      { as: 'ada@fabrikam.example', variables: { after } },
    );
    expect(errors).toEqual([]);
    const isBad = ({ state }: Loose) => ['NONCOMPLIANT', 'ERROR', 'CONFLICT'].includes(state);
    for (const { deviceName, compliancePolicyStates, configurationStates } of data.devices.nodes) {
      const [compliance, configuration] = [compliancePolicyStates.filter(isBad), configurationStates.filter(isBad)];
      if (compliance.length + configuration.length > 0) {
        found.set(`device-${deviceName}`, { compliance, configuration });
      }
    }
    const { hasNextPage, endCursor }: Loose = data.devices.pageInfo;
    if (!hasNextPage) return found;
    after = endCursor;
  }
}

const problemOf = async (service: Service) => (await standing(service)).kinds.get('POLICY_STATES');

/** Prescribes the rows of a report. */
function reportRows(graph: StandIn, path: string, columns: readonly string[], rows: readonly (readonly unknown[])[]) {
  const schema = columns.map((Column) => ({ Column, PropertyType: 'String' }));
  const body = JSON.stringify({ TotalRowCount: rows.length, Schema: schema, Values: rows, SessionId: '' });
  graph.answerWith({ path: new RegExp(path), status: 200, body });
}

/** From now on a report fails the first device. @returns the limits of a pass that reads no device by itself */
function failedByReport(graph: StandIn): Limits {
  const columns = ['DeviceId', 'PolicyId', 'PolicyName', 'UserId', 'SettingName', 'SettingStatus'];
  reportRows(graph, COMPLIANCE, columns, [[idOf(0), 'policy-baseline', 'Baseline', 'user-ben', 'Pin', 4]]);
  return { ...READING_LIMITS, budgets: { deviceCompliancePolicyStates: 0, deviceConfigurationStates: 0 } };
}

test('the failed states of all devices are there after the first sync, though few devices are read one by one', async () => {
  const { service, graph, pass } = await begin();
  expect((await pass()).partial).toEqual([]);
  const found = await failedStates(service);

  expect([...found.keys()].sort()).toEqual(FAILED.map(idOf));
  expect(graph.asked.get(BY_DEVICE)).toBe(READ);
  // One request for each profile, and one for the whole tenant.
  expect([graph.asked.get(COMPLIANCE), graph.asked.get(PROFILES)]).toEqual([1, 2]);
  expect(graph.requests().refused).toBe(0);
  const read = [...found.values()].filter(({ compliance }) => compliance[0].settingsRead);
  expect(read).toHaveLength(READ);
  const [reported] = [...found.values()].filter(({ compliance }) => !compliance[0].settingsRead);
  expect(reported).toEqual({
    compliance: [
      {
        ...{ displayName: 'Baseline', state: 'NONCOMPLIANT', settingsRead: false, syncedAt: NOW.toISOString() },
        ...{ userPrincipalName: null, policy: null, settings: [{ name: 'Pin', state: 'NONCOMPLIANT', error: null }] },
      },
    ],
    configuration: [
      {
        ...{
          displayName: 'Office Wi-Fi',
          state: 'ERROR',
          profileType: 'WIFI',
          policy: { displayName: 'Office Wi-Fi' },
        },
        ...{ userPrincipalName: null, settingsRead: false, syncedAt: NOW.toISOString(), settings: [], error: null },
      },
    ],
  });
});

test('the devices that a report names are read first, and in the end all is as without reports', async () => {
  const { tenant, service, pass } = await begin();
  await pass();
  await pass({ limits: { ...READING_LIMITS, budgets: {} } });
  const whole = await emptyService();
  await sync(whole, await standIn(tenant), { kinds: KINDS });
  expect(await failedStates(service)).toEqual(await failedStates(whole));
  // Nothing is left to write.
  expect(await tablesWritten(service, () => pass())).toEqual([]);
});

test('a device at odds with a report comes before devices that merely checked in', async () => {
  const { tenant, service, graph, pass } = await begin();
  await pass({ limits: { ...READING_LIMITS, budgets: {} } });
  const later = new Date(NOW.getTime() + 2 * 3_600_000);
  const checkIn = new Date(NOW.getTime() + 3_600_000).toISOString();
  for (const each of tenant.collections.managedDevices as Loose[]) each.lastSyncDateTime = checkIn;
  // One is mended, and one fails now.
  tenant.parts.deviceCompliancePolicyStates.set(idOf(29), [statesOf(0).compliance]);
  tenant.parts.deviceCompliancePolicyStates.set(idOf(27), [statesOf(4).compliance]);
  const budgets = { ...READING_LIMITS.budgets, deviceCompliancePolicyStates: 2 };
  await pass({ now: () => later, limits: { ...READING_LIMITS, budgets } });

  expect(graph.asked.get(BY_DEVICE)).toBe(DEVICES + 2);
  const found = await failedStates(service);
  expect(found.get(idOf(29))?.compliance).toEqual([]);
  const settings = [{ name: 'Pin' }, { name: 'Os' }];
  expect(found.get(idOf(27))?.compliance).toMatchObject([{ settingsRead: true, settings }]);
});

test('a report that lags behind does not overrule a device that was read since its check-in, until a day has passed', async () => {
  const { service, graph, pass } = await begin();
  await pass({ limits: { ...READING_LIMITS, budgets: {} } });
  const limits = failedByReport(graph);
  const at = (hours: number) => ({ now: () => new Date(NOW.getTime() + hours * 3_600_000), limits });
  await pass(at(23));
  expect((await failedStates(service)).get(idOf(0))).toBeUndefined();
  await pass(at(25));
  expect((await failedStates(service)).get(idOf(0))?.compliance).toMatchObject([{ state: 'NONCOMPLIANT' }]);
});

test('a state that a report has changed was read with the report, and the others with their device', async () => {
  const { service, graph, pass } = await begin();
  await pass({ limits: { ...READING_LIMITS, budgets: {} } });
  const limits = failedByReport(graph);
  const later = new Date(NOW.getTime() + 25 * 3_600_000);
  await pass({ now: () => later, limits });

  const { data } = await service.ask(
    `{ devices(first: 2) { nodes { compliancePolicyStates { state stateSince syncedAt }
      configurationStates { state stateSince syncedAt } } } }`,
    { as: 'ada@fabrikam.example' },
  );
  const before = { stateSince: null, syncedAt: NOW.toISOString() };
  const changed = { stateSince: later.toISOString(), syncedAt: later.toISOString() };
  expect(data.devices.nodes).toEqual([
    {
      compliancePolicyStates: [{ state: 'NONCOMPLIANT', ...changed }],
      configurationStates: [{ state: 'COMPLIANT', ...before }],
    },
    {
      compliancePolicyStates: [{ state: 'COMPLIANT', ...before }],
      configurationStates: [{ state: 'COMPLIANT', ...before }],
    },
  ]);
});

test('the settings of a report stay while the states of a device are read without theirs', async () => {
  const { service, pass } = await begin();
  const budgets = { deviceCompliancePolicyStates: 30, compliancePolicySettings: 0 };
  await pass({ limits: { ...READING_LIMITS, budgets } });
  const found = await failedStates(service);
  const settings = [{ name: 'Pin', state: 'NONCOMPLIANT' }];
  for (const i of FAILED) {
    expect(found.get(idOf(i))?.compliance).toMatchObject([{ userPrincipalName: null, settingsRead: false, settings }]);
  }
});

describe.each([
  [COMPLIANCE, 'compliance', 'configuration', 'the report of settings that are not compliant'],
  [PROFILES, 'configuration', 'compliance', 'the report of configuration profiles that failed'],
])('without %s', (path, missing, other, name) => {
  sometimes.each([
    ['it is refused', { status: 403, body: JSON.stringify({ error: { code: 'Forbidden', message: 'No.' } }) }],
    ['its answer is empty', { status: 200, body: '{}' }],
    [
      'it lacks a column',
      { status: 200, body: JSON.stringify({ TotalRowCount: 1, Schema: [{ Column: 'DeviceId' }], Values: [['x']] }) },
    ],
  ])('only its states are missing, and tenant.sync says so: %s', async (_, answer) => {
    const { service, graph, pass } = await begin();
    graph.answerWith({ path: new RegExp(path), ...answer });
    await pass();
    const { state, problem } = await problemOf(service);
    expect([state, problem]).toEqual(['PARTIAL', expect.stringContaining(name)]);

    const found = await failedStates(service);
    const has = (kind: string) => FAILED.filter((i) => (found.get(idOf(i))?.[kind] ?? []).length > 0).length;
    expect(has(other)).toBe(FAILED.length);
    expect(has(missing)).toBeLessThanOrEqual(READ);
    graph.answerWith(null);
    expect((await pass()).partial).toEqual([]);
    expect([...(await failedStates(service)).keys()].sort()).toEqual(FAILED.map(idOf));
  });
});

test('rows of unknown devices are left out, and policies need not be known', async () => {
  const { service, graph, pass } = await begin();
  const columns = [
    'IntuneDeviceId',
    'PolicyId',
    'PolicyName',
    'UserId',
    'UPN',
    'SettingNm',
    'SettingStatus',
    'ErrorCode',
    'New',
  ];
  const upn = 'ben@fabrikam.example';
  reportRows(graph, COMPLIANCE, columns, [
    ['device-nobody', 'policy-baseline', 'Baseline', 'user-ben', upn, 'Pin', 4, 0, 1],
    [idOf(20), 'policy-nowhere', 'Elsewhere', 'user-ben', upn, 'Pin', 4, 0, 1],
    [idOf(20), 'policy-nowhere', 'Elsewhere', 'user-ben', upn, 'Disk', 5, -2016281112, 1],
    [idOf(20), 'policy-nowhere', 'Elsewhere', 'user-ben', upn, 'Disk', 5, -2016281112, 1],
    [idOf(21), 'policy-baseline', 'Baseline', 'user-ben', upn, 'Pin', 77, 0, 1],
    [idOf(22), 'policy-baseline', 'Baseline', 'user-ben', upn, 'Pin', 2, 0, 1],
    [7, 'policy-baseline', 'Baseline', 'user-ben', upn, 'Pin', 4, 0, 1],
  ]);
  const limits = { ...READING_LIMITS, budgets: { ...READING_LIMITS.budgets, deviceCompliancePolicyStates: 0 } };
  const { leftOut, unknown, setAside, partial } = await pass({ limits });

  expect([[...setAside], partial]).toEqual([[], []]);
  expect(leftOut.get('policy states of devices that do not exist')).toBe(1);
  expect(leftOut.get('rows of reports without a device or a policy')).toBe(1);
  expect(unknown.get('SettingStatus "77"')).toBe(1);
  const found = await failedStates(service);
  expect([...found.entries()].filter(([, { compliance }]) => compliance.length > 0).map(([id]) => id)).toEqual([
    idOf(20),
  ]);
  expect(found.get(idOf(20))?.compliance).toMatchObject([
    {
      ...{ displayName: 'Elsewhere', state: 'ERROR', userPrincipalName: upn, policy: null },
      settings: [
        { name: 'Disk', state: 'ERROR', error: { code: '-2016281112' } },
        { name: 'Pin', state: 'NONCOMPLIANT', error: null },
      ],
    },
  ]);
});

test('a report has many pages', async () => {
  const many = 1_100;
  const { service, graph, pass } = await begin((tenant) => {
    tenant.collections.managedDevices = [];
    for (let i = 0; i < many; i++) {
      putDevice(tenant, i);
      tenant.parts.deviceCompliancePolicyStates.set(idOf(i), [statesOf(4).compliance]);
    }
  });
  await pass();
  expect(graph.asked.get(COMPLIANCE)).toBe(2);
  expect([...(await failedStates(service)).values()].filter(({ compliance }) => compliance.length > 0)).toHaveLength(
    many,
  );
});

test('failed states are there, with their time, where Graph gives no states by device', async () => {
  const { service, graph, pass } = await begin();
  graph.failWith('path:deviceConfigurationStates$=403');
  await pass();
  const { state, problem } = await problemOf(service);
  expect([state, problem]).toEqual(['PARTIAL', expect.stringContaining('configuration profiles on devices')]);
  const found = await failedStates(service);
  for (const i of FAILED) {
    expect(found.get(idOf(i))?.configuration).toMatchObject([{ state: 'ERROR', syncedAt: NOW.toISOString() }]);
  }
});

test('a dry run counts each state once', async () => {
  const { pass } = await begin();
  const count = ({ rows }: Awaited<ReturnType<typeof pass>>) => rows.find(({ title }) => title === 'policy states');
  const dry = count(await pass({ isDry: true }));
  expect(dry).toEqual(count(await pass()));
  expect(dry?.added).toBeGreaterThan(FAILED.length);
});

test('a small tenant is read device by device, without reports', async () => {
  const { graph, pass } = await begin();
  await pass({ limits: { ...READING_LIMITS, all: DEVICES } });
  expect([graph.asked.get(COMPLIANCE), graph.asked.get(PROFILES)]).toEqual([undefined, undefined]);
});
