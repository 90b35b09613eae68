import { oneIn } from '../support/amount';
import type { GraphTenant, StandIn } from '../support/graph';
import { codesOf, ended, refreshable } from '../support/refresh';
import type { Service } from '../support/service';
import { type Content, contentOf, type Loose, objectIn, RIGHTS, remove, standing, sync, synced } from '../support/sync';
import { device } from '../support/tenant-folder';

/*
 * What a sync could not read this time stays as an earlier sync wrote it.
 */

const test = oneIn(3);

const REPORT = 'retrieveDeviceAppInstallationStatusReport';

const rowsOf = async (service: Service, table: string): Promise<Content[string]> =>
  (await contentOf(service))[table] ?? [];

describe('the report of app installs', () => {
  const withWriter = ({ collections }: GraphTenant) => {
    collections.mobileApps.push({ id: 'app-writer', displayName: 'Writer' });
  };

  /** The report of each app has two users of the laptop. The list of its primary user has one app. */
  function withReport(graph: StandIn): void {
    const body = JSON.stringify({
      TotalRowCount: 2,
      Schema: ['DeviceId', 'UserId', 'AppInstallState', 'ErrorCode', 'AppVersion'].map((Column) => ({ Column })),
      Values: [
        ['device-laptop', 'user-ben', 2, -2016330908, '1.0'],
        ['device-laptop', 'user-cyd', 1, 0, '2.0'],
      ],
    });
    graph.answerWith({ path: new RegExp(REPORT), status: 200, body });
  }

  test('that fails once takes no install state and no error code away', async () => {
    const { service, graph } = await synced(withWriter);
    withReport(graph);
    await sync(service, graph);
    const before = await rowsOf(service, 'app_install_states');
    expect(before.map(({ app_id, user_id, error_code }) => [app_id, user_id, error_code])).toEqual([
      ['app-reader', 'user-ben', '-2016330908'],
      ['app-reader', 'user-cyd', null],
      ['app-writer', 'user-ben', '-2016330908'],
      ['app-writer', 'user-cyd', null],
    ]);
    graph.answerWith(null);
    graph.failWith(`path:${REPORT}=403`);

    const { partial } = await sync(service, graph);

    expect(partial).toMatchObject([{ kind: 'APP_INSTALL_STATES' }]);
    expect(await rowsOf(service, 'app_install_states')).toEqual(before);
  });

  test('that names a user who is gone, and whose device is still in Intune, leaves nothing unread', async () => {
    const { service, graph } = await synced(withWriter);
    const rows = [
      ['device-laptop', 'user-ben', 2, -2016330908, '1.0'],
      ['device-laptop', 'user-gone', 2, -2016330908, '1.0'],
    ];
    const Schema = ['DeviceId', 'UserId', 'AppInstallState', 'ErrorCode', 'AppVersion'].map((Column) => ({ Column }));
    const body = JSON.stringify({ TotalRowCount: rows.length, Schema, Values: rows });
    graph.answerWith({ path: new RegExp(REPORT), status: 200, body });
    const asked = () =>
      ['/users/{id}/mobileAppIntentAndStates/{id}', '/users/{id}/mobileAppTroubleshootingEvents'].map(
        (shape) => graph.asked.get(shape) ?? 0,
      );
    const before = asked();

    const { partial } = await sync(service, graph);

    expect(partial).toEqual([]);
    expect((await standing(service)).quarantine).toEqual([]);
    expect(asked()).toEqual(before.map((times) => times + 1));
  });

  test('that was never read leaves the lists of users alone to say which apps are gone', async () => {
    const { tenant, service, graph } = await synced(withWriter, { failures: [`path:${REPORT}=403`] });
    expect(await rowsOf(service, 'app_install_states')).toHaveLength(1);
    tenant.parts.mobileAppIntentAndStates.set('user-ben', []);

    await sync(service, graph);

    expect(await rowsOf(service, 'app_install_states')).toEqual([]);
  });
});

describe('the notes of a device', () => {
  const withNotes = (tenant: GraphTenant) => {
    objectIn(tenant, 'managedDevices', 'device-laptop').notes = 'Lent to the reception.';
  };
  const notesOf = async (service: Service) => (await rowsOf(service, 'devices')).map(({ notes }) => notes);

  test('stay where a large tenant reads the details of changed devices only, and where they cannot be read', async () => {
    const { tenant, service, graph } = await synced(withNotes);
    const laptop = objectIn(tenant, 'managedDevices', 'device-laptop');
    laptop.model = 'Latitude';
    const limits = { all: 0, budgets: {} };
    await sync(service, graph, { limits });
    expect(await notesOf(service)).toEqual(['Lent to the reception.']);

    graph.failWith('path:managedDevices/device-laptop[?]=403');
    await sync(service, graph);
    expect(await notesOf(service)).toEqual(['Lent to the reception.']);

    graph.failWith(null);
    laptop.notes = '';
    await sync(service, graph);
    expect(await notesOf(service)).toEqual([null]);
  });

  test('stay where a refresh of the user cannot read the details', async () => {
    const { service, graph } = await refreshable(withNotes);
    graph.failWith('path:managedDevices/device-laptop[?]=403');

    expect(await codesOf(service, 'ben', 'ada@fabrikam.example')).toEqual([]);
    expect(await ended(service, 'ben', 'ada@fabrikam.example')).toMatchObject({ state: 'PARTIAL' });

    expect(await notesOf(service)).toEqual(['Lent to the reception.']);
  });
});

test('the state of the subscription and the rules of compliance stay where they cannot be read', async () => {
  const { tenant, service, graph } = await synced(({ collections }) => {
    const settings = { deviceComplianceCheckinThresholdDays: 30, secureByDefault: true };
    collections.deviceManagement = [{ subscriptionState: 'active', settings }];
  });
  const before = await rowsOf(service, 'tenants');
  const known = { subscription_state: 'ACTIVE', compliance_validity_days: 30, secure_by_default: 1 };
  expect(before).toMatchObject([known]);
  objectIn(tenant, 'organization', 'tenant-fabrikam').displayName = 'Fabrikam Works';
  graph.failWith('path:/deviceManagement([?]|$)=403');

  const { partial } = await sync(service, graph);

  expect(partial).toMatchObject([{ kind: 'TENANT' }]);
  expect(await rowsOf(service, 'tenants')).toMatchObject([{ ...known, display_name: 'Fabrikam Works' }]);
});

test('two devices that cannot be read, alone on the last page on disk, are lost without those before them', async () => {
  const names = Array.from({ length: 162 }, (_, i) => `n${String(i).padStart(3, '0')}`);
  const { service } = await synced(
    ({ collections, parts }) => {
      collections.managedDevices = names.map((name) => device(name, 'ben'));
      for (const name of names) {
        const state = { id: 'policy-baseline', displayName: 'Baseline', state: 'compliant', settingStates: [] };
        parts.deviceCompliancePolicyStates.set(`device-${name}`, [state]);
      }
    },
    {
      kinds: [...RIGHTS, 'MANAGED_DEVICES', 'POLICY_STATES'],
      failures: ['path:device-n16[01]/deviceCompliancePolicyStates=403'],
    },
  );

  expect(await rowsOf(service, 'policy_states')).toHaveLength(160);
  const { quarantine } = await standing(service);
  expect(quarantine.map(({ resource, objectId }) => [resource, objectId])).toEqual(
    ['device-n160', 'device-n161'].map((id) => ['deviceCompliancePolicyStates', id]),
  );
});

test('app protection policies say when they were read, also where no folder was ever imported', async () => {
  const { service } = await synced(({ collections }) => {
    const type = '#microsoft.graph.iosManagedAppProtection';
    collections.managedAppPolicies = [{ '@odata.type': type, id: 'policy-a', displayName: 'iOS', apps: [] }];
  });

  const { data, errors } = await service.ask('{ appProtectionPolicies { nodes { displayName syncedAt } } }', {
    as: 'ada@fabrikam.example',
  });

  expect(errors).toEqual([]);
  expect(data.appProtectionPolicies.nodes).toEqual([{ displayName: 'iOS', syncedAt: expect.any(String) }]);
});

describe('app protection', () => {
  const MAIL = { mobileAppIdentifier: { '@odata.type': '#microsoft.graph.iosMobileAppIdentifier', bundleId: 'mail' } };
  const IOS = { '@odata.type': '#microsoft.graph.iosManagedAppProtection', displayName: 'iOS' };

  /** Ben's chat has policy-a; his mail, which is not registered, would have policy-a and policy-b. */
  function protectedApps({ collections, parts }: GraphTenant): void {
    collections.managedAppPolicies = ['policy-a', 'policy-b'].map((id) => ({ ...IOS, id, apps: [MAIL] }));
    parts.userManagedAppPolicies.set('user-ben', [{ id: 'policy-a' }, { id: 'policy-b' }]);
    collections.managedAppRegistrations = [
      {
        '@odata.type': '#microsoft.graph.iosManagedAppRegistration',
        ...{ id: 'registration-1', userId: 'user-ben', appliedPolicies: [{ id: 'policy-a' }] },
        appIdentifier: { '@odata.type': '#microsoft.graph.iosMobileAppIdentifier', bundleId: 'chat' },
      },
    ];
  }

  const TABLES = ['app_protections', 'app_protection_state_policies', 'user_app_protection_policies'];
  const protectionOf = async (service: Service) => {
    const content = await contentOf(service);
    return TABLES.map((table) => content[table]);
  };

  test('keeps the policies of its states where the list of policies cannot be read', async () => {
    const { service, graph } = await synced(protectedApps);
    const before = await protectionOf(service);
    expect(before.map((rows) => rows?.length)).toEqual([2, 3, 2]);
    graph.failWith('path:iosManagedAppProtections=403');

    const { partial } = await sync(service, graph);

    expect(partial).toMatchObject([{ kind: 'APP_PROTECTION' }]);
    expect(await protectionOf(service)).toEqual(before);
  });

  test.each(['policy-a', 'policy-b'])('keeps %s of its states while the record of the policy is bad', async (id) => {
    const { tenant, service, graph } = await synced(protectedApps);
    const before = await protectionOf(service);
    objectIn(tenant, 'managedAppPolicies', id).displayName = 7.5;

    expect((await sync(service, graph)).setAside).toEqual(new Map([['APP_PROTECTION', 1]]));

    expect(await protectionOf(service)).toEqual(before);
  });

  test.each([
    ['the policies of another user', 'user:user-cyd=403'],
    ['the policies of another platform', 'path:androidManagedAppProtections=403'],
  ])('that is gone goes, although %s cannot be read', async (_, order) => {
    const { tenant, service, graph } = await synced((fabrikam) => {
      protectedApps(fabrikam);
      fabrikam.collections.managedAppPolicies.push({
        '@odata.type': '#microsoft.graph.androidManagedAppProtection',
        ...{ id: 'policy-c', displayName: 'Android', apps: [] },
      });
      fabrikam.parts.userManagedAppPolicies.set('user-cyd', [{ id: 'policy-a' }, { id: 'policy-c' }]);
    });
    const idsOf = async (table: string, column: string) => (await rowsOf(service, table)).map((row) => row[column]);
    expect(await idsOf('app_protections', 'id')).toEqual(['registration-1', 'user-ben/ios/mail', 'user-cyd/ios/mail']);
    remove(tenant, 'managedAppPolicies', 'policy-b');
    const [chat] = tenant.collections.managedAppRegistrations as Loose[];
    const mail = { '@odata.type': '#microsoft.graph.iosMobileAppIdentifier', bundleId: 'mail' };
    tenant.collections.managedAppRegistrations = [{ ...chat, id: 'registration-2', appIdentifier: mail }];
    graph.failWith(order);

    expect((await sync(service, graph)).partial).toMatchObject([{ kind: 'APP_PROTECTION' }]);

    expect(await idsOf('app_protections', 'id')).toEqual(['registration-2', 'user-cyd/ios/mail']);
    expect(await idsOf('app_protection_policies', 'id')).toEqual(['policy-a', 'policy-c']);
    expect((await rowsOf(service, 'user_app_protection_policies')).map((row) => Object.values(row).join(' '))).toEqual([
      'user-ben policy-a',
      'user-cyd policy-a',
      'user-cyd policy-c',
    ]);
  });

  test('that is registered stays so where registrations cannot be read', async () => {
    const { tenant, service, graph } = await synced((fabrikam) => {
      protectedApps(fabrikam);
      const chat = { mobileAppIdentifier: { ...MAIL.mobileAppIdentifier, bundleId: 'chat' } };
      objectIn(fabrikam, 'managedAppPolicies', 'policy-a').apps = [MAIL, chat];
    });
    const before = await protectionOf(service);
    expect(before[0]?.map(({ id }) => id)).toEqual(['registration-1', 'user-ben/ios/mail']);
    tenant.collections.managedAppRegistrations = [];
    graph.failWith('path:managedAppRegistrations=403');

    await sync(service, graph);

    expect(await protectionOf(service)).toEqual(before);
  });
});

test('a connector that is gone goes, although those of another kind cannot be read, which stay', async () => {
  const { tenant, service, graph } = await synced(({ collections }) => {
    collections.vppTokens = ['one', 'two'].map((id) => ({ id, displayName: id, state: 'valid' }));
    collections.ndesConnectors = [{ id: 'ndes', displayName: 'NDES', state: 'active' }];
  });
  const idsOf = async () => (await rowsOf(service, 'connectors')).map(({ id }) => id);
  const before = await idsOf();
  expect(before).toEqual(expect.arrayContaining(['APPLE_VOLUME_PURCHASE/one', 'CERTIFICATE_CONNECTOR/ndes']));
  remove(tenant, 'vppTokens', 'one');
  tenant.collections.ndesConnectors = [];
  graph.failWith('path:ndesConnectors=403');

  expect((await sync(service, graph)).partial).toMatchObject([{ kind: 'TENANT' }]);

  expect(await idsOf()).toEqual(before.filter((id) => id !== 'APPLE_VOLUME_PURCHASE/one'));
});

test.each([
  ['intents', ['profile-mine', 'restriction-mine', 'template-mine'], ['intent-mine']],
  ['deviceConfigurations', ['restriction-mine'], ['intent-mine', 'profile-mine', 'template-mine']],
  ['deviceEnrollmentConfigurations', ['intent-mine', 'profile-mine', 'template-mine'], ['restriction-mine']],
] as const)('where the list of %s cannot be read, policies of others that are gone go', async (list, gone, kept) => {
  const { tenant, service, graph } = await synced(({ collections }) => {
    collections.intents.push({ id: 'intent-mine', displayName: 'Mine' });
    collections.groupPolicyConfigurations.push({ id: 'template-mine', displayName: 'Mine' });
    collections.deviceConfigurations.push({
      '@odata.type': '#microsoft.graph.windows10GeneralConfiguration',
      ...{ id: 'profile-mine', displayName: 'Mine' },
    });
    collections.deviceEnrollmentConfigurations.push({
      '@odata.type': '#microsoft.graph.deviceEnrollmentPlatformRestrictionsConfiguration',
      ...{ id: 'restriction-mine', displayName: 'Mine' },
    });
  });
  const mine = async () =>
    (await rowsOf(service, 'policies')).map(({ id }) => String(id)).filter((id) => id.endsWith('-mine'));
  expect(await mine()).toEqual([...gone, ...kept].sort());
  for (const resource of ['intents', 'groupPolicyConfigurations', 'deviceConfigurations'] as const) {
    remove(tenant, resource, ...gone, ...kept);
  }
  remove(tenant, 'deviceEnrollmentConfigurations', ...gone, ...kept);
  graph.failWith(`path:deviceManagement/${list}([?]|$)=403`);

  expect((await sync(service, graph)).partial).toMatchObject([{ kind: 'POLICY_STATES' }]);

  expect(await mine()).toEqual([...kept]);
});
