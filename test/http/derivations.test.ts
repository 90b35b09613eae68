import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEMO } from '../../src/demo/demo';
import { folderSource } from '../../src/import/folder';
import { importTenant } from '../../src/import/import';
import { oneIn } from '../support/amount';
import { createTestDatabase, type TestDatabase, tablesOf, testOn } from '../support/engines';
import { needed } from '../support/needed';
import { type Answer, NOW, type Service, startService } from '../support/service';

const test = oneIn(6);

const HELP_DESK = 'helpdesk@contoso.example';
const at = (name: string) => `${name}@contoso.example`;

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** The data of an answer without errors. */
async function dataFor(query: string, variables: Record<string, unknown> = {}, of: Service = service) {
  const answer = await of.ask(query, { as: HELP_DESK, variables });
  expect(answer.errors).toEqual([]);
  return answer.data;
}

const user = async (name: string, selection: string, of: Service = service): Promise<Answer['data']> =>
  (await dataFor(`query ($upn: String!) { user(userPrincipalName: $upn) { ${selection} } }`, { upn: at(name) }, of))
    .user;

async function device(name: string, selection: string, of: Service = service): Promise<Answer['data']> {
  const query = `query ($s: String!) { devices(search: $s) { nodes { deviceName ${selection} } } }`;
  const { devices } = await dataFor(query, { s: name }, of);
  const { deviceName: _, ...found } = devices.nodes.find((node: { deviceName: string }) => node.deviceName === name);
  return found;
}

/** A service on the demo tenant, with some of its files changed before the import. */
async function startChanged(changes: Readonly<Record<string, (file: Answer['data']) => void>>): Promise<Service> {
  const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-changed-'));
  const changed = await startService({ demo: false });
  try {
    cpSync(DEMO.folder, folder, { recursive: true });
    for (const [name, change] of Object.entries(changes)) {
      const file = path.join(folder, `${name}.json`);
      const content = JSON.parse(readFileSync(file, 'utf8'));
      change(content);
      writeFileSync(file, JSON.stringify(content));
    }
    await importTenant(changed.database.writer, { source: await folderSource(folder), now: NOW });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return changed;
}

describe('what comes in no order of its own keeps that of Microsoft Graph', () => {
  const count = 20;
  const names = Array.from({ length: count }, (_, i) => `number ${(i * 7) % count}`);

  test('device actions that were asked at the same instant', async () => {
    const changed = await startChanged({
      managedDevices: ({ value }) => {
        value[0].deviceActionResults = names.map((actionName) => ({
          actionName,
          actionState: 'done',
          startDateTime: '2026-11-19T10:00:00Z',
        }));
      },
    });
    try {
      const { deviceName } = JSON.parse(readFileSync(path.join(DEMO.folder, 'managedDevices.json'), 'utf8')).value[0];
      const { actions } = await device(deviceName, 'actions { name }', changed);
      expect(actions.map(({ name }: { name: string }) => name)).toEqual(names);
    } finally {
      await changed.stop();
    }
  });

  test('settings of the same name and state', async () => {
    let deviceId = '';
    let policyId = '';
    const changed = await startChanged({
      deviceCompliancePolicyStates: ({ responses }) => {
        const [part] = responses;
        const [state] = part.body.value;
        [deviceId, policyId] = [part.id, state.displayName];
        state.settingStates = names.map((currentValue) => ({ setting: 'Same', state: 'error', currentValue }));
      },
    });
    try {
      const name = await needed(changed.database.primary('devices').where({ id: deviceId }).pluck('device_name'));
      const query = 'compliancePolicyStates { displayName settings { currentValue } }';
      const { compliancePolicyStates } = await device(name, query, changed);
      const [{ settings }] = compliancePolicyStates.filter(
        (state: { displayName: string }) => state.displayName === policyId,
      );
      expect(settings.map(({ currentValue }: { currentValue: string }) => currentValue)).toEqual(names);
    } finally {
      await changed.stop();
    }
  });
});

type Failure = { code: string; hex: string; known: boolean } | null;
type App = { state: string; app: { displayName: string }; error: Failure };
const APPS =
  'appInstallStates(first: 100) { nodes { state app { displayName } error { code hex meaning remedy known } } }';
async function app(deviceName: string, appName: string, of: Service = service): Promise<App | undefined> {
  const { appInstallStates } = await device(deviceName, APPS, of);
  return appInstallStates.nodes.find(({ app: { displayName } }: App) => displayName === appName);
}

describe('the error of an app install', () => {
  test('is the newest code of the history, of all its events', async () => {
    // Two events: -2147009293 a week before -2147009285.
    expect(await app('LYO-LT-0044', 'Contoso VPN Client')).toMatchObject({
      state: 'FAILED',
      error: { code: '-2147009285', hex: '0x80073CFB', known: true, remedy: expect.any(String) },
    });
  });

  test("is else the app's status on the device", async () => {
    expect(await app('BER-AND-0066', 'Microsoft Teams')).toMatchObject({
      state: 'FAILED',
      error: { code: '-942583883', hex: '0xC7D14FB5', known: true },
    });
  });

  test('is null where neither says anything', async () => {
    expect(await app('MAD-LT-0243', 'Adobe Acrobat Reader DC')).toMatchObject({ state: 'FAILED', error: null });
  });

  test('is explained by its structure where nobody documents it', async () => {
    const [apple, other] = [await app('BER-IPH-0119', 'Contoso Field Orders'), await app('PAR-AND-0175', 'Salesforce')];

    // 0x87D15651: Apple's error number is the lower half minus 10000.
    expect(apple?.error).toMatchObject({
      code: '-2016324015',
      hex: '0x87D15651',
      known: false,
      meaning: expect.stringContaining('12097'),
    });
    expect(other?.error).toMatchObject({
      code: '-536870102',
      hex: '0xE000032A',
      known: false,
      meaning: expect.stringMatching(/./),
    });
  });

  test('is of the app that failed and of no other', async () => {
    const { appInstallStates } = await device('PAR-LT-0412', APPS);
    const errors = appInstallStates.nodes.filter(({ error }: App) => error !== null);

    expect(appInstallStates.nodes).toHaveLength(10);
    expect(errors).toMatchObject([{ state: 'FAILED', app: { displayName: 'Adobe Acrobat Reader DC' } }]);
  });

  test('is the status where the history has no code, and the history where both have one', async () => {
    const ACROBAT = '3bbe1796-0e49-4dee-abb4-477d1dc5a315';
    const LAPTOP = 'a27ba33d-b231-44dd-857a-143bdf5ac43f';
    const status = { deviceId: LAPTOP, deviceName: 'PAR-LT-0412', installState: 'failed', errorCode: -2147009293 };
    const both = {
      mobileAppDeviceStatuses: (file: Answer['data']) => statusesOf(file, ACROBAT).push({ id: 'x', ...status }),
    };
    const statusesOf = (file: Answer['data'], id: string): unknown[] => {
      const found = file.responses.find((response: { id: string }) => response.id === id);
      if (found !== undefined) return found.body.value;
      const value: unknown[] = [];
      file.responses.push({ id, status: 200, body: { value } });
      return value;
    };
    const withoutCode = {
      ...both,
      mobileAppTroubleshootingEvents: (file: Answer['data']) => {
        for (const { body } of file.responses) {
          for (const event of body.value) {
            if (event.applicationId !== ACROBAT) continue;
            for (const item of event.history) if ('errorCode' in item) item.errorCode = '0';
          }
        }
      },
    };

    for (const [changes, code] of [
      [both, '-2016345060'],
      [withoutCode, '-2147009293'],
    ] as const) {
      const changed = await startChanged(changes);
      try {
        expect(await app('PAR-LT-0412', 'Adobe Acrobat Reader DC', changed)).toMatchObject({
          state: 'FAILED',
          error: { code },
        });
      } finally {
        await changed.stop();
      }
    }
  });
});

describe('the summary of app installs', () => {
  test.each([
    ['PAR-LT-0412', 'FAILED'],
    // An uninstall that failed.
    ['LYO-LT-0058', 'FAILED'],
    ['LYO-VAN-T02', 'PENDING'],
    ['PAR-SCN-0150', 'INSTALLED'],
    ['PAR-MTR-01', 'NONE'],
  ])('of %s is %s', async (name, summary) => {
    expect(await device(name, 'appInstallSummary')).toEqual({ appInstallSummary: summary });
  });

  test('counts different apps: one that failed on two devices is one', async () => {
    const states = await user(
      'olivia.martin',
      'status { failedAppCount } devices(first: 40) { nodes { appInstallStates(first: 30) { nodes { state app { id } } } } }',
    );
    const failed = states.devices.nodes
      .flatMap((node: { appInstallStates: { nodes: App[] } }) => node.appInstallStates.nodes)
      .filter(({ state }: App) => state === 'FAILED' || state === 'UNINSTALL_FAILED');
    const different = new Set(failed.map((one: { app: { id: string } }) => one.app.id)).size;

    expect(failed).toHaveLength(8);
    expect(different).toBeLessThan(8);
    expect(states.status.failedAppCount).toBe(different);
  });
});

describe('a configuration profile', () => {
  type State = { displayName: string; profileType: string; state: string; error: Failure; settings: unknown[] };
  const STATES =
    'configurationStates { displayName profileType state error { code hex meaning } settings { name state error { code } } }';
  const profiles = async (name: string, of: Service = service): Promise<State[]> =>
    (await device(name, STATES, of)).configurationStates;
  const profile = async (name: string, displayName: string, of: Service = service) =>
    (await profiles(name, of)).find((one) => one.displayName === displayName);

  test('has the error of its worst setting, and lists that setting first', async () => {
    expect(await profile('PAR-IPH-0231', 'iOS – User certificate (SCEP)')).toMatchObject({
      profileType: 'CERTIFICATE',
      state: 'ERROR',
      error: { code: '-2016281102' },
      settings: [
        { name: 'IosScepCertificateProfile.ScepServerUrls', state: 'ERROR', error: { code: '-2016281102' } },
        { name: 'IosScepCertificateProfile.SubjectNameFormat', state: 'NOT_APPLICABLE', error: null },
      ],
    });
    expect(await profile('PAR-IPH-0231', 'iOS – Contoso Root CA')).toMatchObject({ state: 'COMPLIANT', error: null });
  });

  test('has the error of its worst setting, whichever comes first', async () => {
    const IPHONE = 'ba166b43-65c2-4c1f-b4e6-19e4ac5b096e';
    let changes = 0;
    const change = (file: Answer['data']) => {
      for (const { id, body } of file.responses) {
        if (id !== IPHONE) continue;
        for (const { displayName, settingStates } of body.value) {
          if (displayName !== 'iOS – Wi-Fi CONTOSO-CORP') continue;
          const [worst] = settingStates;
          const milder = {
            setting: 'A.Conflict',
            settingName: 'A.Conflict',
            state: 'conflict',
            errorCode: -2016281106,
          };
          settingStates.splice(0, settingStates.length, { ...worst, ...milder }, worst);
          changes += 1;
        }
      }
    };
    const files = readdirSync(DEMO.folder).filter((name) => /^deviceConfigurationStates(\.\d+)?\.json$/.test(name));
    const changed = await startChanged(Object.fromEntries(files.map((name) => [name.replace('.json', ''), change])));
    try {
      expect(changes).toBe(1);
      expect(await profile('PAR-IPH-0231', 'iOS – Wi-Fi CONTOSO-CORP', changed)).toMatchObject({
        error: { code: '-2016323108' },
        settings: [{ state: 'ERROR' }, { name: 'A.Conflict', state: 'CONFLICT', error: { code: '-2016281106' } }],
      });
    } finally {
      await changed.stop();
    }
  });

  test("is of the type of the configuration's @odata.type", async () => {
    const types = async (name: string) =>
      Object.fromEntries((await profiles(name)).map(({ displayName, profileType }) => [displayName, profileType]));

    expect(await types('LYO-IPH-0201')).toMatchObject({ 'iOS – VPN per app': 'VPN', 'iOS – Mail': 'EMAIL' });
    expect(await types('PAR-IPH-0231')).toEqual({
      'iOS – User certificate (SCEP)': 'CERTIFICATE',
      'iOS – Wi-Fi CONTOSO-CORP': 'WIFI',
      'iOS – Contoso Root CA': 'TRUSTED_ROOT',
      'iOS – Device restrictions': 'RESTRICTIONS',
      'iOS – Mail': 'EMAIL',
    });
    expect(await types('PAR-LT-0412')).toMatchObject({
      'Windows – Update ring Broad': 'UPDATE_RING',
      'Windows – User certificate (PKCS)': 'CERTIFICATE',
    });
    expect(await types('PAR-LT-0074')).toMatchObject({
      'Windows – Power settings (OMA-URI)': 'CUSTOM',
      'Windows – Edge (settings catalog)': 'SETTINGS_CATALOG',
    });
  });

  test('says in its own words what only has words', async () => {
    const { compliancePolicyStates } = await device(
      'LYO-LT-0048',
      'compliancePolicyStates { displayName state settings(states: [ERROR]) { name error { code hex meaning remedy known } } }',
    );

    expect(compliancePolicyStates[0]).toEqual({
      displayName: 'Windows – BitLocker and firewall',
      state: 'ERROR',
      settings: [
        {
          name: 'Windows10CompliancePolicy.BitLockerEnabled',
          error: {
            code: null,
            hex: null,
            meaning: 'The device health attestation service could not be reached',
            remedy: null,
            known: false,
          },
        },
      ],
    });
  });

  test('comes worst state first, and by name', async () => {
    const states = (await profiles('MAD-LT-0051')).map(({ displayName, state }) => `${state} ${displayName}`);

    expect(states).toEqual([
      'CONFLICT Windows – VPN always on',
      'CONFLICT Windows – VPN Madrid split tunnel (pilot)',
      'COMPLIANT Windows – Contoso Root CA',
      'COMPLIANT Windows – Device restrictions',
      'COMPLIANT Windows – User certificate (PKCS)',
    ]);
  });

  test('of compliance can be there for each user of a device', async () => {
    const { compliancePolicyStates } = await device(
      'PAR-LT-0084',
      'compliancePolicyStates { id displayName state userPrincipalName }',
    );
    const baseline = compliancePolicyStates.filter(
      ({ displayName }: { displayName: string }) => displayName === 'Windows – Baseline compliance',
    );

    expect(baseline).toMatchObject([
      { state: 'NONCOMPLIANT', userPrincipalName: at('hugo.fontaine') },
      { state: 'COMPLIANT', userPrincipalName: at('lucie.garnier') },
    ]);
    expect(baseline[0].id).not.toBe(baseline[1].id);
  });
});

describe('app protection', () => {
  const STATES = `appProtectionStates(first: 100) {
    totalCount
    nodes { state appName deviceName deviceType platform flaggedReasons lastSyncAt policies { displayName } device { deviceName } }
  }`;
  type State = { state: string; appName: string; deviceName: string | null; platform: string };
  const states = async (name: string) => (await user(name, STATES)).appProtectionStates.nodes;

  test("names an app as the tenant does, by bundle or package id, and by the id where it is not the tenant's", async () => {
    const [own] = (await states('leila.haddad')).filter(({ appName }: State) => appName === 'Contoso Field Orders');
    const [foreign] = (await states('gael.perrin')).filter(
      ({ appName }: State) => appName === 'com.fabrikam.timesheet',
    );

    expect(own).toMatchObject({ state: 'CHECKED_IN', platform: 'IOS', deviceName: 'LYO-IPH-0201' });
    expect(foreign).toMatchObject({ state: 'CHECKED_IN', platform: 'ANDROID', deviceName: 'LYO-AND-0279' });
  });

  test('has a row, without a device, for each app of the targeted policies that was never registered', async () => {
    const found = await states('sofia.garcia');

    expect(found.map(({ appName, platform }: State) => `${appName} ${platform}`)).toEqual([
      'Microsoft Outlook ANDROID',
      'Microsoft Outlook IOS',
      'Microsoft Teams ANDROID',
      'Microsoft Teams IOS',
      'Microsoft Word ANDROID',
      'Microsoft Word IOS',
    ]);
    for (const { platform, ...row } of found) {
      expect(row).toMatchObject({
        state: 'NOT_CHECKED_IN',
        deviceName: null,
        deviceType: null,
        flaggedReasons: [],
        lastSyncAt: null,
        policies: [{ displayName: platform === 'IOS' ? 'iOS – Corporate data' : 'Android – Corporate data' }],
        device: null,
      });
    }
  });

  test('has one row for an app that is registered, checked in or not', async () => {
    const found = await states('piotr.kowalczyk');
    const rows = (appName: string, platform: string) =>
      found.filter((row: State) => row.appName === appName && row.platform === platform);

    expect(rows('Microsoft Outlook', 'ANDROID')).toMatchObject([
      {
        state: 'CHECKED_IN',
        device: { deviceName: 'LYO-AND-0281' },
        policies: [{ displayName: 'Android – Field service' }],
      },
    ]);
    // Registered and without an applied policy: the intended policies are shown.
    expect(rows('Microsoft OneDrive', 'ANDROID')).toMatchObject([
      {
        state: 'NOT_CHECKED_IN',
        deviceName: 'LYO-AND-0281',
        lastSyncAt: '2026-11-18T11:59:18.000Z',
        policies: [{ displayName: 'Android – Field service' }],
      },
    ]);
    expect(rows('com.fabrikam.timesheet', 'ANDROID')).toMatchObject([{ state: 'NOT_CHECKED_IN', deviceName: null }]);
  });

  test('leaves out the reason none, and does not need an enrolled phone', async () => {
    const kenji = await states('kenji.tanaka');
    const mehdi = await states('mehdi.benali');

    expect(kenji.map(({ flaggedReasons }: { flaggedReasons: string[] }) => flaggedReasons)).toEqual([
      [],
      ['ROOTED_DEVICE'],
      [],
    ]);
    expect(kenji.every(({ device: managed }: { device: unknown }) => managed === null)).toBe(true);
    expect(mehdi.flatMap(({ flaggedReasons }: { flaggedReasons: string[] }) => flaggedReasons)).toEqual([
      'ANDROID_BOOTLOADER_UNLOCKED',
    ]);
  });

  test('is empty, and without a policy, for a user whom none targets', async () => {
    expect(
      await user('simon.petit', 'appProtectionStates { totalCount } appProtectionPolicies { totalCount }'),
    ).toEqual({
      appProtectionStates: { totalCount: 0 },
      appProtectionPolicies: { totalCount: 0 },
    });
  });
});

describe('compliance', () => {
  let demo: TestDatabase;
  beforeAll(async () => {
    demo = await createTestDatabase('demo');
  });
  afterAll(() => demo.drop());

  /** Queries a service on the same database at a given time. */
  async function when<Result>(instant: string, read: (of: Service) => Promise<Result>): Promise<Result> {
    const other = await startService({ databaseUrl: demo.url, server: { now: () => new Date(instant) } });
    try {
      return await read(other);
    } finally {
      await other.stop();
    }
  }
  const amelie = async (of: Service) => {
    const { status, devices } = await user(
      'amelie.roux',
      'status { noncompliantDeviceCount } devices { nodes { deviceName intuneCompliance graceEndsAt } }',
      of,
    );
    const filtered = async (states: string) => {
      const query = `{ devices(search: "PAR", filter: { intuneCompliance: [${states}] }, first: 100) { nodes { deviceName } } }`;
      const found = (await dataFor(query, {}, of)).devices.nodes;
      return found
        .map(({ deviceName }: { deviceName: string }) => deviceName)
        .filter((name: string) => ['PAR-IPH-0190', 'PAR-LT-0387'].includes(name));
    };
    const { users } = await dataFor(
      '{ users(search: "amelie roux", filter: { hasNoncompliantDevice: true }) { totalCount } }',
      {},
      of,
    );
    return {
      iphone: devices.nodes[0].intuneCompliance,
      laptop: devices.nodes[1].intuneCompliance,
      ends: devices.nodes.map(({ graceEndsAt }: { graceEndsAt: string }) => graceEndsAt),
      count: status.noncompliantDeviceCount,
      inGrace: await filtered('IN_GRACE_PERIOD'),
      noncompliant: await filtered('NONCOMPLIANT'),
      found: users.totalCount,
    };
  };
  const ends = ['2026-11-19T08:00:00.296Z', '2026-11-23T08:00:00.000Z'];
  const [GRACE, NOT] = ['IN_GRACE_PERIOD', 'NONCOMPLIANT'];
  const [IPHONE, LAPTOP] = ['PAR-IPH-0190', 'PAR-LT-0387'];

  test('judges the grace period when it is read, in the device, the count and the filters', async () => {
    // Intune reported both in their grace period when the tenant was recorded.
    expect(await when('2026-11-19T08:00:00.295Z', amelie)).toEqual({
      iphone: GRACE,
      laptop: GRACE,
      ends,
      count: 0,
      inGrace: [IPHONE, LAPTOP],
      noncompliant: [],
      found: 0,
    });
    expect(await amelie(service)).toEqual({
      iphone: NOT,
      laptop: GRACE,
      ends,
      count: 1,
      inGrace: [LAPTOP],
      noncompliant: [IPHONE],
      found: 1,
    });
    expect(await when('2026-11-23T07:59:59.999Z', amelie)).toMatchObject({ laptop: GRACE, count: 1 });
    expect(await when('2026-11-23T08:00:00.000Z', amelie)).toEqual({
      iphone: NOT,
      laptop: NOT,
      ends,
      count: 2,
      inGrace: [],
      noncompliant: [IPHONE, LAPTOP],
      found: 1,
    });
  });

  test('gives two services with two clocks two answers at the same time', async () => {
    const counts = await when('2026-11-20T09:00:00.000Z', (early) =>
      when('2026-12-01T09:00:00.000Z', async (late) => {
        const answers = await Promise.all([amelie(early), amelie(late)]);
        return answers.map(({ count }) => count);
      }),
    );

    expect(counts).toEqual([1, 2]);
  });

  test('is in its grace period also where Intune says non-compliant and a date says later', async () => {
    const verdict = (of: Service) => device('PAR-AND-0175', 'intuneCompliance graceEndsAt', of);

    expect(await verdict(service)).toEqual({ intuneCompliance: 'NONCOMPLIANT', graceEndsAt: null });
    await when('2026-11-20T09:00:00.000Z', async (of) => {
      const graceEndsAt = '2026-11-21T00:00:00.000Z';
      await of.database.writer('devices').where('device_name', 'PAR-AND-0175').update({ grace_until: graceEndsAt });
      expect(await verdict(of)).toEqual({ intuneCompliance: 'IN_GRACE_PERIOD', graceEndsAt });
      expect(await user('marc.dubois', 'status { noncompliantDeviceCount }', of)).toEqual({
        status: { noncompliantDeviceCount: 0 },
      });
      // In its grace period according to Intune, but without a date: then there is no grace period.
      await of.database
        .writer('devices')
        .where('device_name', 'PAR-AND-0175')
        .update({ grace_until: null, compliance: 'IN_GRACE_PERIOD' });
      expect(await verdict(of)).toEqual({ intuneCompliance: 'NONCOMPLIANT', graceEndsAt: null });
    });
  });

  test('counts conflicts and errors as not compliant, and nothing else', async () => {
    const count = async (name: string) =>
      (await user(name, 'status { noncompliantDeviceCount }')).status.noncompliantDeviceCount;

    expect(await device('PAR-LT-0089', 'intuneCompliance')).toEqual({ intuneCompliance: 'CONFLICT' });
    expect(await count('minh.nguyen')).toBe(1);
    expect(await device('LYO-LT-0048', 'intuneCompliance')).toEqual({ intuneCompliance: 'ERROR' });
    expect(await count('salome.chevalier')).toBe(1);
    expect(await device('PAR-LT-0098', 'intuneCompliance')).toEqual({ intuneCompliance: 'CONFIG_MANAGER' });
    expect(await count('rachid.amrani')).toBe(0);
    expect(await device('PAR-TAB-12', 'intuneCompliance')).toEqual({ intuneCompliance: 'UNKNOWN' });
    expect(await count('olivia.martin')).toBe(3);
  });

  test.each([
    ['PAR-LT-0412', 'COMPLIANT', 'COMPLIANT', 'JOINED'],
    // Compliant in Intune, but not yet in Entra.
    ['BER-LT-0140', 'COMPLIANT', 'NONCOMPLIANT', 'JOINED'],
    // The reverse.
    ['PAR-LT-0288', 'NONCOMPLIANT', 'COMPLIANT', 'HYBRID_JOINED'],
    // Registered, but not managed according to Entra.
    ['BER-LT-0041', 'COMPLIANT', 'NOT_APPLICABLE', 'JOINED'],
    ['lev-thinkpad', 'COMPLIANT', 'NOT_APPLICABLE', 'REGISTERED'],
    // An id of zeros, an empty one, none, and one that Entra does not know.
    ['BER-AND-0066', 'COMPLIANT', 'NOT_APPLICABLE', 'NOT_REGISTERED'],
    ['BER-UBU-CI1', 'COMPLIANT', 'NOT_APPLICABLE', 'NOT_REGISTERED'],
    ['MAD-KSK-01', 'COMPLIANT', 'NOT_APPLICABLE', 'NOT_REGISTERED'],
    ['PAR-AND-0300', 'COMPLIANT', 'NOT_APPLICABLE', 'NOT_REGISTERED'],
  ])('of %s: Intune says %s, Entra %s, joined as %s', async (name, intuneCompliance, entraCompliance, joinType) => {
    expect(await device(name, 'intuneCompliance entraCompliance joinType')).toEqual({
      intuneCompliance,
      entraCompliance,
      joinType,
    });
  });

  test('of connectors too goes by the clock, worst first and by name', async () => {
    const connectors = async (of: Service) =>
      (await dataFor('{ tenant { connectors { kind name health } } }', {}, of)).tenant.connectors.map(
        ({ kind, health }: { kind: string; health: string }) => `${health} ${kind}`,
      );

    expect(
      (await dataFor('{ tenant { connectors { kind name health expiresAt lastSyncAt } } }')).tenant.connectors,
    ).toEqual([
      {
        kind: 'APPLE_DEVICE_ENROLLMENT',
        name: 'Contoso Apple Business Manager',
        health: 'UNHEALTHY',
        expiresAt: '2026-11-02T08:00:00.000Z',
        lastSyncAt: '2026-11-02T06:00:00.341Z',
      },
      {
        kind: 'APPLE_VOLUME_PURCHASE',
        name: 'Contoso Europe',
        health: 'UNHEALTHY',
        expiresAt: '2026-11-16T08:00:00.000Z',
        lastSyncAt: '2026-11-16T02:00:00.966Z',
      },
      {
        kind: 'APPLE_PUSH_CERTIFICATE',
        name: 'apple-mdm@contoso.example',
        health: 'WARNING',
        expiresAt: '2026-11-25T08:00:00.000Z',
        lastSyncAt: null,
      },
      {
        kind: 'CERTIFICATE_CONNECTOR',
        name: 'PAR-SRV-NDES01',
        health: 'WARNING',
        expiresAt: null,
        lastSyncAt: '2026-11-18T08:00:00.258Z',
      },
      {
        kind: 'MOBILE_THREAT_DEFENSE',
        // Microsoft gives the id of a partner, and no name.
        name: '0d58f96e-b5d4-412c-ad58-f7e5db20cde2',
        health: 'HEALTHY',
        expiresAt: null,
        lastSyncAt: '2026-11-20T07:38:00.105Z',
      },
      {
        kind: 'APPLE_VOLUME_PURCHASE',
        name: 'Contoso Macs',
        health: 'HEALTHY',
        expiresAt: '2027-08-31T08:00:00.000Z',
        lastSyncAt: '2026-11-20T02:00:00.512Z',
      },
    ]);
    expect(await when('2026-11-18T08:00:00.000Z', connectors)).toEqual([
      'UNHEALTHY APPLE_DEVICE_ENROLLMENT',
      'UNHEALTHY APPLE_VOLUME_PURCHASE',
      'WARNING APPLE_PUSH_CERTIFICATE',
      'HEALTHY MOBILE_THREAT_DEFENSE',
      'HEALTHY APPLE_VOLUME_PURCHASE',
      'HEALTHY CERTIFICATE_CONNECTOR',
    ]);
    // Three days without contact.
    expect(await when('2026-11-21T08:00:00.258Z', connectors)).toEqual([
      'UNHEALTHY APPLE_DEVICE_ENROLLMENT',
      'UNHEALTHY APPLE_VOLUME_PURCHASE',
      'UNHEALTHY CERTIFICATE_CONNECTOR',
      'WARNING MOBILE_THREAT_DEFENSE',
      'WARNING APPLE_PUSH_CERTIFICATE',
      'WARNING APPLE_VOLUME_PURCHASE',
    ]);
    // The push certificate expires.
    expect(await when('2026-11-25T08:00:00.000Z', connectors)).toContain('UNHEALTHY APPLE_PUSH_CERTIFICATE');
    // More than seven days are left.
    expect(await when('2026-11-18T07:59:59.999Z', connectors)).toContain('HEALTHY APPLE_PUSH_CERTIFICATE');
  });
});

describe('an app of Apple volume purchase', () => {
  const query = '{ apps(first: 100) { nodes { displayName volumePurchaseToken { name health } } } }';
  test('names the token that it came from, also of two tokens of one organisation', async () => {
    const { apps } = await dataFor(query);
    const tokens = apps.nodes.flatMap(
      ({ displayName, volumePurchaseToken }: { displayName: string; volumePurchaseToken: object | null }) =>
        volumePurchaseToken === null ? [] : [[displayName, volumePurchaseToken]],
    );

    expect(new Map(tokens)).toEqual(
      new Map<string, object>([
        ...['Adobe Scan', 'Intune Company Portal', 'Microsoft Outlook', 'Microsoft Teams'].map(
          (name) => [name, { name: 'Contoso Europe', health: 'UNHEALTHY' }] as const,
        ),
        ['Keynote', { name: 'Contoso Macs', health: 'HEALTHY' }],
      ]),
    );
  });

  test('does not name it to who may not read the organisation', async () => {
    const { data, errors } = await service.ask(query, { as: 'apps.only@contoso.example' });

    expect(data.apps.nodes.some((app: { volumePurchaseToken: unknown }) => app.volumePurchaseToken !== null)).toBe(
      false,
    );
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', missing: ['ORGANIZATION_READ'] });
  });
});

describe('a connector that is not set up', () => {
  test('is there all the same, last', async () => {
    const changed = await startChanged({
      ndesConnectors: (file) => {
        file.value = [];
      },
    });
    try {
      const { tenant } = await dataFor(
        '{ tenant { connectors { kind name health expiresAt lastSyncAt } } }',
        {},
        changed,
      );
      expect(tenant.connectors).toHaveLength(6);
      expect(tenant.connectors[5]).toEqual({
        kind: 'CERTIFICATE_CONNECTOR',
        name: null,
        health: 'NOT_ENABLED',
        expiresAt: null,
        lastSyncAt: null,
      });
    } finally {
      await changed.stop();
    }
  });
});

describe("Microsoft's dates for never", () => {
  test('are null', async () => {
    expect(await device('PAR-TAB-12', 'lastCheckInAt graceEndsAt')).toEqual({ lastCheckInAt: null, graceEndsAt: null });
    expect((await device('BER-LT-0077', 'actions { kind state requestedAt updatedAt }')).actions).toEqual([
      { kind: 'RETIRE', state: 'PENDING', requestedAt: '2026-11-10T07:34:27.000Z', updatedAt: null },
      { kind: 'REMOTE_LOCK', state: 'PENDING', requestedAt: '2026-11-10T06:07:02.000Z', updatedAt: null },
    ]);
  });

  test('and offsets are gone: every instant is in UTC with milliseconds', async () => {
    // Recorded as 2026-11-19T03:47:22.3445835+01:00.
    expect((await device('PAR-IPD-0174', 'actions { name updatedAt }')).actions).toEqual([
      { name: 'locateDevice', updatedAt: '2026-11-19T02:47:22.344Z' },
      { name: 'enableLostMode', updatedAt: '2026-11-19T01:31:05.000Z' },
    ]);
  });
});

describe('licences', () => {
  const licences = async (name: string, of: Service = service) =>
    user(name, 'status { intuneLicensed } licenses { skuPartNumber servicePlan state error }', of);
  const intune = { skuPartNumber: 'SPE_E3', servicePlan: 'INTUNE_A', error: null };

  test('show a plan that is switched off, and not the error of another SKU', async () => {
    // The group that gives EMS is out of licences, which does not matter for SPE_E3.
    const { status, licenses } = await licences('pavel.ivanov');

    expect(status).toEqual({ intuneLicensed: false });
    expect(licenses.filter(({ skuPartNumber }: { skuPartNumber: string }) => skuPartNumber === 'SPE_E3')).toEqual([
      { ...intune, state: 'DISABLED' },
    ]);
  });

  test('show the error of the SKU that has it', async () => {
    const giveError = (file: Answer['data']) => {
      for (const one of file.value) {
        if (one.userPrincipalName !== at('marc.dubois')) continue;
        for (const state of one.licenseAssignmentStates) {
          Object.assign(state, { state: 'ActiveWithError', error: 'MutuallyExclusiveViolation' });
        }
      }
    };
    const changed = await startChanged({ users: giveError, 'users.2': giveError });
    try {
      expect(await licences('marc.dubois', changed)).toEqual({
        status: { intuneLicensed: true },
        licenses: [{ ...intune, state: 'ENABLED', error: 'MUTUALLY_EXCLUSIVE_VIOLATION' }],
      });
    } finally {
      await changed.stop();
    }
  });

  test('work in their warning period', async () => {
    expect(await licences('grzegorz.zielinski')).toEqual({
      status: { intuneLicensed: true },
      licenses: [{ ...intune, state: 'WARNING' }],
    });
  });

  test.each([
    ['nora.lindqvist', 'who has none'],
    ['unlicensed', "whose plan is Office 365's, which has the same service name and is not Intune"],
    ['bruno.keller', 'whose plan was deleted and lingers'],
  ])('are none for %s, %s', async (name) => {
    expect(await licences(name)).toEqual({ status: { intuneLicensed: false }, licenses: [] });
  });
});

describe('a failed enrolment', () => {
  const failures = async (name: string) =>
    (
      await user(
        name,
        'enrollmentFailures { nodes { occurredAt operatingSystem osVersion category error { code hex meaning remedy known } } }',
      )
    ).enrollmentFailures.nodes;

  test.each([
    // The reason is more exact than the category.
    ['tomas.novak', 'ENROLLMENT_RESTRICTIONS_ENFORCED', 'Personal devices may not enrol'],
    ['aylin.demir', 'ENROLLMENT_RESTRICTIONS_ENFORCED', 'highest number of devices'],
    ['sigrid.oyelaran', 'ACCOUNT_VALIDATION', 'Apple push certificate'],
    // The category, because the reason is too vague.
    ['carlos.ortega', 'AUTHENTICATION', 'could not sign in'],
    ['stefan.krause', 'AUTHORIZATION', 'not allowed to enrol'],
    ['nora.lindqvist', 'USER_VALIDATION', 'no Intune licence'],
    ['quentin.dumas', 'DEVICE_NOT_SUPPORTED', 'minimum requirements'],
    ['mehdi.benali', 'USER_ABANDONMENT', 'took too long'],
    ['matteo.ricci', 'FEATURE_NOT_SUPPORTED', 'way of enrolling'],
  ])('of %s (%s) is explained: %s', async (name, category, words) => {
    expect(await failures(name)).toMatchObject([
      {
        category,
        error: {
          code: null,
          hex: null,
          known: true,
          meaning: expect.stringContaining(words),
          remedy: expect.stringMatching(/\.$/),
        },
      },
    ]);
  });

  test.each([
    ['inigo.etxeberria', 'BAD_REQUEST', /request/],
    ['david.levi', 'IN_MAINTENANCE', /maintenance/],
    ['lucie.garnier', 'UNKNOWN', /does not name a cause/],
    // An unknown category keeps Microsoft's text.
    ['xochitl.ramirez', 'UNKNOWN', /The device and its twin disagree/],
  ])('of %s (%s) is not known to be anything, and says what there is', async (name, category, words) => {
    expect(await failures(name)).toMatchObject([
      { category, error: { known: false, meaning: expect.stringMatching(words) } },
    ]);
  });

  test('comes newest first', async () => {
    expect(await failures('ines.moreau')).toMatchObject([
      {
        occurredAt: '2026-11-18T06:54:26.759Z',
        operatingSystem: 'iOS',
        osVersion: '15.8.3',
        category: 'CLIENT_DISCONNECTED',
        error: { meaning: expect.stringContaining('not finished') },
      },
      {
        occurredAt: '2026-11-18T03:31:02.000Z',
        category: 'ENROLLMENT_RESTRICTIONS_ENFORCED',
        error: { meaning: expect.stringContaining('older than the enrolment restriction allows') },
      },
    ]);
  });
});

describe('what this service does not know of Microsoft is UNKNOWN', () => {
  test('in devices', async () => {
    expect(await device('MAD-LT-0063', 'managedBy')).toEqual({ managedBy: 'UNKNOWN' });
    expect(await device('LYO-LT-0060', 'managementState')).toEqual({ managementState: 'UNKNOWN' });
    expect(await device('PAR-LT-0077', 'ownership')).toEqual({ ownership: 'UNKNOWN' });
    expect(await device('MAD-LT-0243', 'joinType')).toEqual({ joinType: 'UNKNOWN' });
  });

  test('in actions, which keep their name', async () => {
    expect((await device('LYO-LT-0058', 'actions { kind name state }')).actions).toEqual([
      { kind: 'UNKNOWN', name: 'quantumReset', state: 'UNKNOWN' },
    ]);
  });

  test('in profiles, apps and app protection', async () => {
    const { configurationStates } = await device('BER-AND-0309', 'configurationStates { displayName state }');
    expect(configurationStates).toContainEqual({ displayName: 'Android – Wi-Fi CONTOSO-CORP', state: 'UNKNOWN' });

    const { appInstallStates } = await device(
      'LYO-LT-0060',
      'appInstallStates { nodes { intent state app { displayName } } }',
    );
    expect(appInstallStates.nodes).toContainEqual({
      intent: 'UNKNOWN',
      state: 'NOT_INSTALLED',
      app: { displayName: 'Contoso Timesheet' },
    });
    expect(await app('LYO-LT-0044', 'SAP GUI 8.00')).toMatchObject({ state: 'UNKNOWN', error: null });
    const { apps } = await dataFor('{ apps(search: "contoso lens") { nodes { displayName platform } } }');
    expect(apps.nodes).toEqual([{ displayName: 'Contoso Lens (preview)', platform: 'UNKNOWN' }]);
    const { appProtectionStates } = await user(
      'tomas.novak',
      'appProtectionStates { nodes { appName flaggedReasons } }',
    );
    expect(appProtectionStates.nodes).toContainEqual({ appName: 'Microsoft Teams', flaggedReasons: ['UNKNOWN'] });
  });

  test('but a profile of an unknown kind is another kind', async () => {
    const { configurationStates } = await device('MAD-UBU-0149', 'configurationStates { displayName profileType }');

    expect(configurationStates).toContainEqual({ displayName: 'Linux – Workstation profile', profileType: 'OTHER' });
  });
});

describe('references that lead nowhere', () => {
  test('a reference that leads nowhere leaves a device without its user, and a user without the device', async () => {
    expect(await device('PAR-LT-0288', 'primaryUser { id }')).toEqual({ primaryUser: null });
  });

  test('a filter by platform finds the operating systems that Microsoft writes in several ways', async () => {
    const { devices } = await dataFor('{ devices(filter: { platform: [MACOS] }) { nodes { operatingSystem } } }');
    const written = devices.nodes.map(({ operatingSystem }: { operatingSystem: string }) => operatingSystem);

    expect([...new Set(written)].sort()).toEqual(['MacOS', 'OS X', 'macOS']);
  });
});

describe('secrets', () => {
  const inFiles = new Set(
    readdirSync(DEMO.folder).flatMap(
      (name) =>
        readFileSync(path.join(DEMO.folder, name), 'utf8').match(/SECRET-[\w-]+|\b48\.123456\b|\b2\.654321\b/g) ?? [],
    ),
  );
  const SECRETS = [...inFiles];

  test('are in what Microsoft gives: codes, a pin, a token, an address and a position', () => {
    expect(SECRETS).toEqual(
      expect.arrayContaining(['SECRET-917342', 'SECRET-ALB-7KXQ4-MARC-IPHONE', '48.123456', '2.654321']),
    );
    expect(SECRETS.length).toBeGreaterThanOrEqual(8);
  });

  testOn('sqlite')('are nowhere in the bytes of the database', () => {
    const bytes = readFileSync(process.env['DEMO_DATABASE'] as string);
    expect(bytes.includes('PAR-IPH-0231')).toBe(true);
    for (const secret of SECRETS) expect([secret, bytes.includes(secret)]).toEqual([secret, false]);
  });

  test('are nowhere in the tables of the database, and not in a number', async () => {
    let rows = 0;
    for (const name of await tablesOf(service.database.primary)) {
      const found = await service.database.primary(name).select('*');
      rows += found.length;
      const text = JSON.stringify(found);
      for (const secret of SECRETS) expect([name, secret, text.includes(secret)]).toEqual([name, secret, false]);
    }
    expect(rows).toBeGreaterThan(3_000);
  });

  test('are in no field of the graph, and nor are the dates for never', async () => {
    interface TypeRef {
      kind: string;
      name: string | null;
      ofType?: TypeRef | null;
    }
    interface Type {
      kind: string;
      name: string;
      fields:
        | { name: string; args: { name: string; type: TypeRef; defaultValue: string | null }[]; type: TypeRef }[]
        | null;
      interfaces: { name: string }[] | null;
    }
    const ref = 'kind name ofType { kind name ofType { kind name ofType { kind name } } }';
    const { __schema } = await dataFor(`{
      __schema {
        types { kind name interfaces { name } fields { name args { name defaultValue type { ${ref} } } type { ${ref} } } }
      }
    }`);
    const types = new Map<string, Type>(__schema.types.map((type: Type) => [type.name, type]));
    const named = (type: TypeRef): string => (type.ofType == null ? (type.name as string) : named(type.ofType));
    const isNode = (type: Type) => type.interfaces?.some(({ name }) => name === 'Node') ?? false;
    const selected = new Set<string>();

    /** Every field of a type. Of types with an id only the plain fields, because they are queried on their own. */
    const everything = (name: string, plainOnly: boolean): string =>
      `{ ${(types.get(name)?.fields ?? [])
        .flatMap((field) => {
          const target = types.get(named(field.type)) as Type;
          const isPlain = target.fields === null;
          // Edges contain the same as nodes.
          if ((plainOnly && !isPlain) || field.name === 'edges') return [];
          selected.add(`${name}.${field.name}`);
          const first = field.args.some((argument) => argument.name === 'first') ? '(first: 30)' : '';
          return isPlain
            ? [field.name]
            : [`${field.name}${first} ${everything(target.name, isNode(target) || target.name === name)}`];
        })
        .join(' ')} }`;

    const found: string[] = [];
    const read = async (query: string, variables: Record<string, unknown> = {}) => {
      const answer = await service.ask(query, { as: at('admin'), variables });
      expect(answer.errors).toEqual([]);
      found.push(answer.text);
      return answer.data;
    };
    const idsOf = async (list: string) => {
      const ids: string[] = [];
      for (let after: string | null = null; ; ) {
        const data: Answer['data'] = await dataForAdmin(list, after);
        ids.push(...data[list].nodes.map(({ id }: { id: string }) => id));
        if (!data[list].pageInfo.hasNextPage) return ids;
        after = data[list].pageInfo.endCursor;
      }
    };
    const dataForAdmin = async (list: string, after: string | null) =>
      (
        await service.ask(
          `query ($after: String) { ${list}(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`,
          { as: at('admin'), variables: { after } },
        )
      ).data;
    for (const [list, type] of [
      ['devices', 'Device'],
      ['users', 'User'],
      ['groups', 'Group'],
      ['apps', 'App'],
      ['policies', 'Policy'],
      ['appProtectionPolicies', 'AppProtectionPolicy'],
      ['roles', 'Role'],
      ['roleAssignments', 'RoleAssignment'],
    ] as const) {
      const ids = await idsOf(list);
      const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type} ${everything(type, false)} } }`;
      for (let i = 0; i < ids.length; i += 5) await read(query, { ids: ids.slice(i, i + 5) });
    }
    await read(
      `{ tenant ${everything('Tenant', false)} viewer ${everything('Viewer', false)} permissions ${everything('PermissionInfo', false)} }`,
    );
    const { users } = await dataFor(
      '{ users(first: 60) { nodes { appProtectionStates(first: 20) { nodes { id } } enrollmentFailures { nodes { id } } } } }',
    );
    const { devices } = await dataFor(
      '{ devices(search: "PAR-IPH") { nodes { compliancePolicyStates { id } configurationStates { id } appInstallStates { nodes { id } } } } }',
    );
    const parts = (nodes: Answer['data'][], field: string): string[] =>
      nodes.flatMap((node) => (node[field].nodes ?? node[field]).map(({ id }: { id: string }) => id));
    for (const [type, ids] of [
      ['AppProtectionState', parts(users.nodes, 'appProtectionStates')],
      ['EnrollmentFailure', parts(users.nodes, 'enrollmentFailures')],
      ['CompliancePolicyState', parts(devices.nodes, 'compliancePolicyStates')],
      ['ConfigurationState', parts(devices.nodes, 'configurationStates')],
      ['AppInstallState', parts(devices.nodes, 'appInstallStates')],
    ] as const) {
      const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type} ${everything(type, false)} } }`;
      for (let i = 0; i < ids.length; i += 50) await read(query, { ids: ids.slice(i, i + 50) });
    }

    // The data of imports. The rest of the graph is about rights.
    const IMPORTED = [
      ...[
        'App',
        'AppInstallState',
        'AppProtectionPolicy',
        'AppProtectionState',
        'CompliancePolicyState',
        'ConfigurationState',
        'Policy',
      ],
      ...['Connector', 'Device', 'DeviceAction', 'EnrollmentFailure', 'Failure', 'Group', 'GroupMembership', 'License'],
      ...['Role', 'RoleAssignment', 'SettingState', 'Tenant', 'User', 'UserStatus', 'Viewer'],
    ];
    const fields = IMPORTED.flatMap((name) => (types.get(name)?.fields ?? []).map((field) => `${name}.${field.name}`));
    expect(fields.length).toBeGreaterThan(120);
    expect(fields.filter((coordinate) => !selected.has(coordinate))).toEqual([]);

    const text = found.join('\n');
    expect(text).toContain('locateDevice');
    expect(text).toContain('Contoso Europe');
    for (const never of [...SECRETS, '0001-01-01', '9999-12-31']) {
      expect([never, text.includes(never)]).toEqual([never, false]);
    }
    expect(JSON.stringify(service.log)).not.toMatch(/SECRET/);
  });
});
