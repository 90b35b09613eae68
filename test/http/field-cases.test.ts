import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { grantAdministrator } from '../../src/administration/grant-administrator';
import { folderSource } from '../../src/import/folder';
import { importTenant } from '../../src/import/import';
import { oneIn } from '../support/amount';
import { AUDIT_KEY } from '../support/audit-key';
import { readGraphTenant, type StandIn, type StandInOptions } from '../support/graph';
import { NOW, type Service } from '../support/service';
import { emptyService, type Loose, remove, standIn, standing, sync } from '../support/sync';
import { temporaryFolder } from '../support/tenant-folder';

const it = oneIn(4);

/**
 * Cases that administrators and programs met at real tenants. Each folder of test/field-cases is laid over `base`, a
 * small tenant in the layout of an import, and is imported, or synced from a stand-in of Graph. A case without a folder
 * needs only Graph's own behaviour.
 */
const CASES = path.join(__dirname, '..', 'field-cases');
const ADMIN = 'admin@contoso.example';
const HELP_DESK = 'helpdesk@contoso.example';
const IPAD = '31ab6d72-9278-4a72-8b9d-432a5710906e';
const MARC = 'abacfcbb-43ec-4190-8635-0fb0eb1a61eb';
const FOUR_READS = ['MANAGED_APPS_READ', 'MANAGED_DEVICES_READ', 'MOBILE_APPS_READ', 'ORGANIZATION_READ'];

function folderOf(name: string): string {
  const folder = temporaryFolder();
  cpSync(path.join(CASES, 'base'), folder, { recursive: true });
  if (existsSync(path.join(CASES, name))) cpSync(path.join(CASES, name), folder, { recursive: true });
  return folder;
}

const administer = ({ database }: Service) => grantAdministrator(database, ADMIN, AUDIT_KEY, NOW);

async function importedFrom(folder: string): Promise<Service> {
  const service = await emptyService();
  await importTenant(service.database.writer, { source: await folderSource(folder), now: NOW });
  await administer(service);
  return service;
}

const imported = (name: string) => importedFrom(folderOf(name));

interface Synced {
  readonly service: Service;
  readonly graph: StandIn;
}

/** A service that was synced once, successfully or not. */
async function synced(name: string, options: StandInOptions = {}): Promise<Synced> {
  const service = await emptyService();
  const graph = await standIn(await readGraphTenant(folderOf(name)), options);
  await sync(service, graph);
  await administer(service);
  return { service, graph };
}

async function answer(service: Service, query: string, as = ADMIN): Promise<Loose> {
  const { data, errors } = await service.ask(query, { as });
  expect(errors).toEqual([]);
  return data;
}

/** The query about one device. */
async function ofDevice(service: Service, name: string, fields: string): Promise<Loose> {
  const { devices } = await answer(service, `{ devices(first: 50) { nodes { deviceName ${fields} } } }`);
  return devices.nodes.find(({ deviceName }: Loose) => deviceName === name);
}

async function permissionsOf(service: Service, as: string): Promise<string[]> {
  const { viewer } = await answer(service, '{ viewer { permissions { permission } } }', as);
  return viewer.permissions.map(({ permission }: Loose) => permission);
}

const STATES =
  'configurationStates { displayName state profileType userPrincipalName error { code } settings(states: [ERROR]) { name } }';

describe('role assignments, which Graph expands without role, scope and tags,', () => {
  it('give the help desk what it held', async () => {
    const { service } = await synced('role-assignments-without-role');

    expect(await permissionsOf(service, HELP_DESK)).toEqual(expect.arrayContaining(FOUR_READS));
    const { devices } = await answer(service, '{ devices { totalCount } }', HELP_DESK);
    expect(devices.totalCount).toBe(4);
  });

  it('give nothing by an assignment whose scope tags are dropped', async () => {
    const { service } = await synced('role-assignments-without-role');

    expect(await permissionsOf(service, 'helpdesk.paris@contoso.example')).toEqual([]);
  });

  it('are asked for without anything that Graph refuses', async () => {
    const { graph } = await synced('base');

    expect(graph.requests().shapes.filter(({ refused }) => refused > 0)).toEqual([]);
  });
});

describe('unified role definitions', () => {
  it('are refused with a sentence, and are no roles without permissions', async () => {
    const service = await imported('base');
    const source = await folderSource(folderOf('unified-role-definitions'));

    await expect(importTenant(service.database.writer, { source, now: NOW })).rejects.toThrow(/^roleDefinitions\.json/);
    expect(await permissionsOf(service, HELP_DESK)).toEqual(expect.arrayContaining(FOUR_READS));
  });
});

describe('the settings of policies, which Graph leaves out of lists,', () => {
  it('arrive with their codes, and say whom they concern', async () => {
    const { service } = await synced('setting-states-empty-in-lists');
    const { configurationStates } = await ofDevice(service, 'PAR-IPH-0231', STATES);

    expect(configurationStates).toEqual(
      expect.arrayContaining([
        {
          displayName: 'iOS – User certificate (SCEP)',
          state: 'ERROR',
          profileType: 'CERTIFICATE',
          userPrincipalName: 'marc.dubois@contoso.example',
          error: { code: '-2016281102' },
          settings: [{ name: 'IosScepCertificateProfile.ScepServerUrls' }],
        },
        {
          displayName: 'iOS – Wi-Fi CONTOSO-CORP',
          state: 'ERROR',
          profileType: 'WIFI',
          userPrincipalName: 'marc.dubois@contoso.example',
          error: { code: '-2016323108' },
          settings: [{ name: 'IosEnterpriseWiFiConfiguration.IdentityCertificateForClientAuthentication' }],
        },
      ]),
    );
  });

  it('arrive of compliance policies that are not met', async () => {
    const { service } = await synced('setting-states-empty-in-lists');
    const fields = 'compliancePolicyStates { displayName userPrincipalName settings(states: [NONCOMPLIANT]) { name } }';
    const { compliancePolicyStates } = await ofDevice(service, 'PAR-AND-0175', fields);

    expect(compliancePolicyStates[0]).toEqual({
      displayName: 'Android – Work profile compliance',
      userPrincipalName: 'marc.dubois@contoso.example',
      settings: [{ name: 'AndroidWorkProfileCompliancePolicy.OsMinimumVersion' }],
    });
  });
});

describe('types that v1.0 leaves out', () => {
  it('are there as profiles', async () => {
    const { service } = await synced('v1-leaves-out-types');
    const typesOf = async (device: string) => {
      const { configurationStates } = await ofDevice(service, device, STATES);
      return configurationStates.map(({ displayName, profileType }: Loose) => [displayName, profileType]);
    };

    expect(await typesOf('PAR-IPH-0231')).toEqual([
      ['iOS – User certificate (SCEP)', 'CERTIFICATE'],
      ['iOS – Wi-Fi CONTOSO-CORP', 'WIFI'],
      ['iOS – Contoso Root CA', 'TRUSTED_ROOT'],
      ['iOS – Device restrictions', 'RESTRICTIONS'],
      ['iOS – Mail', 'EMAIL'],
    ]);
    expect(await typesOf('PAR-LT-0412')).toEqual(
      expect.arrayContaining([
        ['Windows – Settings catalog Edge', 'SETTINGS_CATALOG'],
        ['Windows – Update ring Broad', 'UPDATE_RING'],
        ['Windows – User certificate (PKCS)', 'CERTIFICATE'],
      ]),
    );
  });

  it('are there as apps: of the Store, Office, managed Google Play and packages for macOS', async () => {
    const { service } = await synced('v1-leaves-out-types');
    const { apps } = await answer(service, '{ apps(first: 100) { nodes { displayName } } }');
    const names = apps.nodes.map(({ displayName }: Loose) => displayName);

    expect(names).toEqual(
      expect.arrayContaining([
        ...['Company Portal', 'Microsoft 365 Apps for enterprise', 'Microsoft Authenticator', 'Zoom Workplace'],
      ]),
    );
    expect(names).toHaveLength(29);
  });
});

describe('the actions of a device, which Graph leaves out of lists,', () => {
  it('are those that the device itself tells', async () => {
    const { service } = await synced('device-actions-empty-in-lists');

    expect(await ofDevice(service, 'PAR-IPD-0044', 'actions { kind }')).toMatchObject({
      actions: [{ kind: 'DISABLE_LOST_MODE' }, { kind: 'LOCATE_DEVICE' }],
    });
  });

  it('have a kind of their own each, also those of 2026', async () => {
    const service = await imported('device-actions-of-2026');
    const { devices } = await answer(service, '{ devices { nodes { actions { kind } } } }');
    const kinds = devices.nodes.flatMap(({ actions }: Loose) => actions.map(({ kind }: Loose) => kind));

    expect(kinds).toHaveLength(14);
    expect(kinds).not.toContain('UNKNOWN');
    expect(new Set(kinds).size).toBe(14);
  });
});

describe('app install states', () => {
  const FIELDS = 'appInstallSummary appInstallStates { totalCount nodes { state app { displayName } error { code } } }';
  const REFUSED = /\/deviceStatuses/;

  it('arrive with their codes although `deviceStatuses` of an app is gone', async () => {
    const { service, graph } = await synced('device-statuses-gone');
    const laptop = await ofDevice(service, 'PAR-LT-0412', FIELDS);

    expect(laptop).toMatchObject({ appInstallSummary: 'FAILED', appInstallStates: { totalCount: 8 } });
    expect(laptop.appInstallStates.nodes[0]).toEqual({
      state: 'FAILED',
      app: { displayName: 'Adobe Acrobat Reader DC' },
      error: { code: '-2016345060' },
    });
    expect(graph.requests().shapes.filter(({ request }) => REFUSED.test(request))).toEqual([]);
  });

  const KIOSK = {
    appInstallSummary: 'FAILED',
    appInstallStates: {
      totalCount: 1,
      nodes: [{ state: 'FAILED', app: { displayName: 'Managed Home Screen' }, error: { code: '-2016345060' } }],
    },
  };

  it('of a device that nobody uses come with an import', async () => {
    const service = await imported('kiosk-app-states');

    expect(await ofDevice(service, 'c0ffee-Android-9/28/2026', FIELDS)).toMatchObject(KIOSK);
  });

  it('of a device that nobody uses come with a sync', async () => {
    const { service } = await synced('kiosk-app-states');

    expect(await ofDevice(service, 'c0ffee-Android-9/28/2026', FIELDS)).toMatchObject(KIOSK);
  });
});

describe('app protection', () => {
  it('arrives although policies cannot expand their apps, with the device that checked in', async () => {
    const { service } = await synced('managed-app-policies-expand-apps');
    const fields = 'appProtectionStates { nodes { appName state device { deviceName } policies { displayName } } }';
    const { users } = await answer(service, `{ users(first: 50) { nodes { userPrincipalName ${fields} } } }`);
    const marc = users.nodes.find(({ userPrincipalName }: Loose) => userPrincipalName.startsWith('marc.'));
    const policies = [{ displayName: 'iOS – Corporate data' }];

    expect(marc.appProtectionStates.nodes).toEqual([
      { appName: 'Microsoft Teams', state: 'NOT_CHECKED_IN', device: null, policies },
      { appName: 'Microsoft Word', state: 'NOT_CHECKED_IN', device: null, policies },
      { appName: 'Microsoft Outlook', state: 'CHECKED_IN', device: { deviceName: 'PAR-IPH-0231' }, policies },
    ]);
  });
});

describe('one device that Graph always answers with 500', () => {
  it('is named, and the policy states of the others are written', async () => {
    const failures = [`path:managedDevices/${IPAD}/deviceConfigurationStates=500`];
    const { service } = await synced('one-device-always-500', { failures });

    const { configurationStates } = await ofDevice(service, 'PAR-IPH-0231', STATES);
    expect(configurationStates).toHaveLength(5);
    const { kinds, quarantine } = await standing(service, ADMIN);
    expect(kinds.get('POLICY_STATES').state).toBe('PARTIAL');
    expect(quarantine).toContainEqual(expect.objectContaining({ kind: 'POLICY_STATES', objectId: IPAD }));
  });
});

describe('a device that a later sync cannot read', () => {
  it('says how old its policy states are, beside newer ones of other devices', async () => {
    const { service, graph } = await synced('base');
    const later = new Date(NOW.getTime() + 3_600_000);
    graph.failWith(`path:managedDevices/${IPAD}/deviceConfigurationStates=500`);
    await sync(service, graph, { now: () => later });

    const { devices } = await answer(service, '{ devices { nodes { configurationStates { syncedAt } } } }');
    const read = devices.nodes.map(({ configurationStates }: Loose) =>
      [...new Set(configurationStates.map(({ syncedAt }: Loose) => syncedAt))].join(),
    );
    expect(read.filter((at: string) => at === NOW.toISOString())).toHaveLength(1);
    expect(read.filter((at: string) => at === later.toISOString()).length).toBeGreaterThan(0);
  });
});

describe('a link that is too old', () => {
  const body = JSON.stringify({
    error: { code: 'Directory_ExpiredPageToken', message: 'The specified page token value has expired.' },
  });

  it('is said with 400 too, and lets the users be read anew', async () => {
    const { service, graph } = await synced('expired-page-token');
    remove(graph.tenant, 'users', MARC);
    graph.answerWith({ path: /^\/v1\.0\/users\/delta/, status: 400, body, times: 1 });
    await sync(service, graph);

    const { kinds } = await standing(service, ADMIN);
    expect(kinds.get('USERS').state).toBe('COMPLETED');
    const { users } = await answer(service, '{ users(first: 50) { nodes { userPrincipalName } } }');
    expect(users.nodes).not.toContainEqual({ userPrincipalName: 'marc.dubois@contoso.example' });
  });

  it('is said in the middle of a list too, which is then read anew', async () => {
    const { service, graph } = await synced('expired-page-token', { pageSize: 2 });
    graph.answerWith({ path: /^\/v1\.0\/devices/, status: 200, body: await firstPage(graph), times: 1 });
    graph.answerWith({ path: /^\/v1\.0\/devices/, status: 400, body, times: 1 });
    await sync(service, graph);

    const { kinds } = await standing(service, ADMIN);
    expect(kinds.get('ENTRA_DEVICES').state).toBe('COMPLETED');
  });

  const firstPage = async ({ url, tenant }: StandIn) =>
    JSON.stringify({
      '@odata.nextLink': `${url}/v1.0/devices?$skiptoken=old`,
      value: tenant.collections.devices.slice(0, 2),
    });
});

describe('Intune by another plan than the usual one', () => {
  const VOLUME = '3e170737-c728-4eae-bbb9-3f3360f7184c';

  it.each([
    ['INTUNE_A_VL', VOLUME],
    ['INTUNE_A_D', '2b317a4a-77a6-4188-9437-b68a77b4e2c6'],
    ['INTUNE_A_D_GOV', '2c21e77a-e0d6-4570-b38a-7ff2dc17d2ca'],
    ['INTUNE_A_VL_USGOV_GCCHIGH', 'b4288abe-01be-47d9-ad20-311d6e83fc24'],
    ['INTUNE_SMB', 'e6025b08-2fa5-4313-bd0a-7e5ffca32958'],
  ])('%s licenses a user, and an operator', async (_, plan) => {
    const folder = folderOf('intune-plan-volume-licence');
    for (const name of ['users', 'subscribedSkus']) {
      const file = path.join(folder, `${name}.json`);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll(VOLUME, plan));
    }
    const service = await importedFrom(folder);
    const as = 'vera.volume@contoso.example';

    expect((await answer(service, '{ viewer { state } }', as)).viewer.state).toBe('ACTIVE');
    const licensed = '{ users(first: 50, filter: { intuneLicensed: true }) { nodes { userPrincipalName } } }';
    expect((await answer(service, licensed)).users.nodes).toContainEqual({ userPrincipalName: as });
  });
});

describe('connectors of threat defence, which Graph does not name,', () => {
  it('have the names of their partners', async () => {
    const service = await imported('threat-connectors-without-name');
    const { tenant } = await answer(service, '{ tenant { connectors { kind name } } }');
    const names = tenant.connectors.flatMap(({ kind, name }: Loose) =>
      kind === 'MOBILE_THREAT_DEFENSE' ? [name] : [],
    );

    expect(names).toHaveLength(2);
    expect(names).toContain('Microsoft Defender for Endpoint');
    expect(names).not.toContain(null);
  });
});

describe("the error codes that Intune's own portal explains", () => {
  const ERROR = 'error { code meaning known }';
  const CASE = 'error-codes-of-the-portal';

  it('are explained, and those that mean success are no failure', async () => {
    const service = await imported(CASE);
    const { configurationStates } = await ofDevice(
      service,
      'PAR-IPD-0044',
      `configurationStates { displayName ${ERROR} settings { name ${ERROR} } }`,
    );
    const codes = configurationStates.find(({ displayName }: Loose) => displayName === 'Codes');
    const meanings = Object.fromEntries(
      codes.settings.map(({ name, error }: Loose) => [name.split(':')[0], error === null ? null : error.meaning]),
    );

    expect(meanings).toEqual({
      S0: null,
      S1: null,
      S2: null,
      S3: expect.stringContaining('still found on the device'),
      S4: expect.stringContaining('name of the server'),
      S5: expect.stringContaining('too little free storage to install the update'),
      S6: expect.stringContaining('This is progress, not a failure'),
      S7: expect.stringContaining('at the beginning, not a failure'),
      S8: expect.stringContaining('(PFX)'),
      S9: expect.stringContaining('switched the management of the firmware (DFCI) off'),
      S10: expect.stringContaining('discovery script'),
      S11: expect.stringContaining('is not on the device'),
    });
    expect(codes.settings.filter(({ error }: Loose) => error !== null && !error.known)).toEqual([]);
    // The first setting by name, S0, has a code that means success.
    expect(codes.error).toMatchObject({ code: '65007' });
  });

  it('show no failure of an app whose last code says that it is installed', async () => {
    const states = `appInstallStates { nodes { state app { displayName } ${ERROR} } }`;
    const { appInstallStates } = await ofDevice(await imported(CASE), 'PAR-LT-0412', states);
    const acrobat = appInstallStates.nodes.find(({ app }: Loose) => app.displayName === 'Adobe Acrobat Reader DC');

    expect(acrobat).toEqual({ state: 'FAILED', app: { displayName: 'Adobe Acrobat Reader DC' }, error: null });
  });

  it('are found inside the reason of an enrolment', async () => {
    const { users } = await answer(
      await imported(CASE),
      `{ users(search: "marc dubois") { nodes { enrollmentFailures { nodes { ${ERROR} } } } } }`,
    );

    expect(users.nodes[0].enrollmentFailures.nodes).toEqual([
      {
        error: { code: '-2145910764', meaning: expect.stringContaining('Windows devices may not enrol'), known: true },
      },
    ]);
  });
});
