import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Answer, type Service, startService } from '../support/service';

const TROUBLESHOOT = readFileSync(path.join(__dirname, '../../examples/troubleshoot.graphql'), 'utf8');
const at = (name: string) => `${name}@contoso.example`;

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const troubleshoot = (name: string, as: string, variables: Record<string, unknown> = {}) =>
  service.ask(TROUBLESHOOT, { as: at(as), variables: { upn: at(name), devices: 40, ...variables } });

interface Told {
  readonly path: string | undefined;
  readonly [extension: string]: unknown;
}

/** The parts of an error that clients use. */
const facts = ({ errors }: Answer): Told[] =>
  errors.map(({ path: where, extensions }) => ({ path: where?.join('.'), ...extensions }));

describe('the operation, for every user, as each operator', () => {
  // From the demo tenant's groups and assignments, by the local part of the names.
  const PARIS = [
    ...['amelie.roux', 'antoine.girard', 'camille.leroy', 'dragan.petrovic', 'etienne.caron', 'fatou.diallo'],
    ...['helpdesk', 'helpdesk.paris', 'hugo.fontaine', 'isabelle.faure', 'jeanne.lefevre', 'lucie.garnier'],
    ...['marc.dubois', 'mehdi.benali', 'minh.nguyen', 'olivia.martin', 'oumar.ba', 'pascale.vidal'],
    ...['rachid.amrani', 'sigrid.oyelaran', 'simon.petit', 'zoe.bernard'],
  ];
  const LYON = [
    ...['aurelie.masson', 'bastien.rolland', 'clement.renaud', 'gael.perrin', 'ines.moreau', 'leila.haddad'],
    ...['noemie.blanc', 'piotr.kowalczyk', 'quentin.dumas', 'salome.chevalier', 'split', 'unlicensed'],
  ];
  const FIELD_SERVICE = [
    ...['aylin.demir', 'bastien.rolland', 'carlos.ortega', 'ewa.lewandowska', 'gael.perrin', 'leila.haddad'],
    ...['matteo.ricci', 'piotr.kowalczyk', 'stefan.krause'],
  ];
  const FIELD_SERVICE_VANS = ['LYO-VAN-T01', 'LYO-VAN-T02', 'LYO-VAN-T03', 'LYO-VAN-T04'];

  /** The users in the scope of a permission. */
  type Over = 'EVERYONE' | 'NOBODY' | readonly string[];
  interface Operator {
    readonly inactive?: 'DISABLED' | 'LICENSE';
    readonly organization: Over;
    readonly devices: Over;
    /** Devices that are in scope by themselves, regardless of their users. */
    readonly ownDevices?: readonly string[];
    readonly apps: Over;
    readonly protection: Over;
  }
  const everything = {
    organization: 'EVERYONE',
    devices: 'EVERYONE',
    apps: 'EVERYONE',
    protection: 'EVERYONE',
  } as const;
  const nothing = { organization: 'NOBODY', devices: 'NOBODY', apps: 'NOBODY', protection: 'NOBODY' } as const;
  const OPERATORS: Readonly<Record<string, Operator>> = {
    admin: everything,
    helpdesk: everything,
    'helpdesk.paris': { organization: PARIS, devices: PARIS, apps: PARIS, protection: PARIS },
    'apps.only': { ...nothing, apps: 'EVERYONE' },
    split: { ...nothing, organization: LYON, devices: FIELD_SERVICE, ownDevices: FIELD_SERVICE_VANS },
    unlicensed: { ...nothing, inactive: 'LICENSE' },
    disabled: { ...nothing, inactive: 'DISABLED' },
    nobody: nothing,
  };

  type Refusal = { reason: string; missing: string[] };

  const inOrder = (errors: Told[]): Told[] => {
    const parts = (error: Told) => (error.path ?? '').split('.');
    return [...errors].sort((a, b) => {
      const [one, other] = [parts(a), parts(b)];
      const i = one.findIndex((part, j) => part !== other[j]);
      const [x, y] = [one[i] ?? '', other[i] ?? ''];
      return /^\d+$/.test(x) && /^\d+$/.test(y) ? Number(x) - Number(y) : x < y ? -1 : 1;
    });
  };

  /** The expected answer of an operator: all data, without what the rights hide. */
  function answerFor(operator: Operator, name: string, everythingThereIs: Answer['data']) {
    const data = structuredClone(everythingThereIs);
    const errors: Told[] = [];
    const why = (over: Over, permission: string): Refusal | null => {
      if (operator.inactive !== undefined) return { reason: operator.inactive, missing: [] };
      if (over === 'NOBODY') return { reason: 'PERMISSION', missing: [permission] };
      return over === 'EVERYONE' || over.includes(name) ? null : { reason: 'OUT_OF_SCOPE', missing: [permission] };
    };
    const refuse = (refusal: Refusal | null, where: string, coordinate: string) => {
      if (refusal === null) return;
      const parts = where.split('.');
      const last = parts.pop() as string;
      parts.reduce((value, part) => value[part], data)[last] = null;
      errors.push({ path: where, code: 'FORBIDDEN', ...refusal, coordinate });
    };

    const organization = why(operator.organization, 'ORGANIZATION_READ');
    if (organization !== null && organization.reason !== 'OUT_OF_SCOPE') {
      refuse(organization, 'tenant', 'Query.tenant');
      refuse(organization, 'user', 'Query.user');
      return { data, errors };
    }
    if (organization !== null) return { data: { ...data, user: null }, errors };

    const devices = why(operator.devices, 'MANAGED_DEVICES_READ');
    const apps = why(operator.apps, 'MOBILE_APPS_READ');
    const protection = why(operator.protection, 'MANAGED_APPS_READ');
    refuse(devices, 'user.status.deviceCount', 'UserStatus.deviceCount');
    refuse(devices, 'user.status.noncompliantDeviceCount', 'UserStatus.noncompliantDeviceCount');
    refuse(apps, 'user.status.failedAppCount', 'UserStatus.failedAppCount');
    refuse(protection, 'user.status.notCheckedInAppCount', 'UserStatus.notCheckedInAppCount');
    refuse(protection, 'user.appProtectionPolicies', 'User.appProtectionPolicies');
    refuse(protection, 'user.appProtectionStates', 'User.appProtectionStates');
    refuse(devices, 'user.enrollmentFailures', 'User.enrollmentFailures');
    const reached = data.user.devices.nodes.filter(
      (device: { deviceName: string }) => devices === null || operator.ownDevices?.includes(device.deviceName),
    );
    if (devices !== null && reached.length === 0) refuse(devices, 'user.devices', 'User.devices');
    else {
      if (devices !== null) {
        const pageInfo = { hasNextPage: false, endCursor: expect.any(String) };
        data.user.devices = { totalCount: reached.length, complete: false, nodes: reached, pageInfo };
      }
      for (const i of reached.keys()) {
        refuse(apps, `user.devices.nodes.${i}.appInstallSummary`, 'Device.appInstallSummary');
        refuse(apps, `user.devices.nodes.${i}.appInstallStates`, 'Device.appInstallStates');
      }
    }
    return { data, errors: inOrder(errors) };
  }

  const everyone: { name: string; data: Answer['data'] }[] = [];
  beforeAll(async () => {
    const list = await service.ask('{ users(first: 100) { nodes { userPrincipalName } } }', { as: at('admin') });
    for (const { userPrincipalName } of list.data.users.nodes) {
      const name = userPrincipalName.replace('@contoso.example', '');
      const { data } = await troubleshoot(name, 'admin');
      everyone.push({ name, data });
    }
  });

  test('there are 60 users, and an administrator finds each of them, the guest and the one with an apostrophe too', () => {
    expect(everyone).toHaveLength(60);
    for (const { name, data } of everyone) expect(data.user.userPrincipalName).toBe(at(name));
    expect(everyone.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "sean.o'brien",
        'maria.conti_fabrikam.example#EXT#',
        ...PARIS,
        ...LYON,
        ...FIELD_SERVICE,
      ]),
    );
  });

  test.each(Object.keys(OPERATORS))(
    '%s gets exactly what the rights give, and is told what they do not',
    async (as) => {
      const operator = OPERATORS[as] as Operator;
      for (const { name, data } of everyone) {
        const answer = await troubleshoot(name, as);
        const { status } = answer;
        expect({ name, status, data: answer.data, errors: facts(answer) }).toEqual({
          name,
          status: 200,
          ...answerFor(operator, name, data),
        });
      }
    },
  );
});

describe('what the operation says of', () => {
  const failure = (code: string, hex: string) => ({
    code,
    hex,
    meaning: expect.stringMatching(/\.$/),
    remedy: expect.stringMatching(/\.$/),
  });

  test('marc.dubois: four devices, a certificate that stops the Wi-Fi, two failed apps, one old Android', async () => {
    const { data, errors } = await troubleshoot('marc.dubois', 'helpdesk');
    const { user } = data;

    expect(errors).toEqual([]);
    expect(data.tenant).toMatchObject({
      displayName: 'Contoso',
      accountStatus: 'ACTIVE',
      subscriptionState: 'ACTIVE',
      mdmAuthority: 'INTUNE',
      syncedAt: '2026-11-20T08:00:00.000Z',
    });
    expect(user).toMatchObject({
      displayName: 'Marc Dubois',
      mail: 'marc.dubois@contoso.example',
      accountEnabled: true,
      usageLocation: 'FR',
      syncedAt: '2026-11-20T08:00:00.000Z',
      licenses: [{ skuPartNumber: 'SPE_E3', servicePlan: 'INTUNE_A', state: 'ENABLED', error: null }],
    });
    expect(user.status).toEqual({
      intuneLicensed: true,
      deviceCount: 4,
      noncompliantDeviceCount: 1,
      failedAppCount: 2,
      notCheckedInAppCount: 2,
    });
    type Membership = { kind: string; group: { displayName: string; membershipType: string } };
    expect(
      user.groupMemberships.nodes.map(({ kind, group }: Membership) => [kind, group.displayName, group.membershipType]),
    ).toEqual([
      ['TRANSITIVE', 'France offices', 'ASSIGNED'],
      ['TRANSITIVE', 'Paris', 'ASSIGNED'],
      ['DIRECT', 'Paris Sales', 'ASSIGNED'],
      ['DIRECT', 'Sales Europe', 'ASSIGNED'],
      ['DIRECT', 'Sales – all countries', 'DYNAMIC_USER'],
    ]);
    expect(user.groupMemberships.totalCount).toBe(5);

    expect(user.devices).toMatchObject({
      totalCount: 4,
      complete: true,
      nodes: [
        {
          deviceName: 'PAR-AND-0175',
          serialNumber: 'R2TPDJWGVV',
          managedBy: 'MDM',
          managementState: 'MANAGED',
          joinType: 'REGISTERED',
          ownership: 'COMPANY',
          intuneCompliance: 'NONCOMPLIANT',
          graceEndsAt: null,
          entraCompliance: 'NONCOMPLIANT',
          appInstallSummary: 'FAILED',
          platform: 'ANDROID',
          operatingSystem: 'Android',
          osVersion: '13',
          lastCheckInAt: '2026-11-20T02:59:37.000Z',
          enrolledAt: '2025-06-09T03:11:00.738Z',
          certificateExpiresAt: '2027-06-09T03:11:00.000Z',
          actions: [
            {
              kind: 'RESET_PASSCODE',
              name: 'resetPasscode',
              state: 'DONE',
              requestedAt: '2026-11-15T07:17:24.000Z',
              updatedAt: '2026-11-15T08:17:43.000Z',
            },
          ],
        },
        { deviceName: 'PAR-IPD-0044', operatingSystem: 'iPadOS', platform: 'IOS', appInstallSummary: 'INSTALLED' },
        { deviceName: 'PAR-IPH-0231', operatingSystem: 'iOS', platform: 'IOS', intuneCompliance: 'COMPLIANT' },
        { deviceName: 'PAR-LT-0412', platform: 'WINDOWS', joinType: 'JOINED', appInstallSummary: 'FAILED' },
      ],
      pageInfo: { hasNextPage: false },
    });
    const [android, ipad, iphone, laptop] = user.devices.nodes;
    const sizes = [android, ipad, iphone, laptop].map(({ appInstallStates: { totalCount, nodes } }) => [
      totalCount,
      nodes.length,
    ]);
    expect(sizes).toEqual([
      [10, 10],
      [9, 9],
      [11, 11],
      [10, 10],
    ]);
    expect(android.compliancePolicyStates[0]).toMatchObject({
      displayName: 'Android – Work profile compliance',
      state: 'NONCOMPLIANT',
      settings: [
        {
          name: 'AndroidWorkProfileCompliancePolicy.OsMinimumVersion',
          state: 'NONCOMPLIANT',
          currentValue: '13',
          sources: [],
          error: null,
        },
      ],
    });
    const { state, intent, version, app, error } = android.appInstallStates.nodes[0];
    expect({ state, intent, version, app: app.displayName }).toEqual({
      state: 'FAILED',
      intent: 'REQUIRED',
      version: '254.0.20',
      app: 'Salesforce',
    });
    expect(error).toMatchObject({ code: '-536870102', hex: '0xE000032A' });
    expect(laptop.appInstallStates.nodes[0]).toMatchObject({
      state: 'FAILED',
      app: { displayName: 'Adobe Acrobat Reader DC', publisher: 'Adobe', platform: 'WINDOWS' },
      error: failure('-2016345060', '0x87D1041C'),
    });
    expect(iphone.configurationStates.slice(0, 3)).toMatchObject([
      {
        displayName: 'iOS – User certificate (SCEP)',
        profileType: 'CERTIFICATE',
        state: 'ERROR',
        error: failure('-2016281102', '0x87D1FDF2'),
        settings: [{ name: 'IosScepCertificateProfile.ScepServerUrls', state: 'ERROR' }],
      },
      {
        displayName: 'iOS – Wi-Fi CONTOSO-CORP',
        profileType: 'WIFI',
        state: 'ERROR',
        error: failure('-2016323108', '0x87D159DC'),
        settings: [{ sources: ['iOS – Wi-Fi CONTOSO-CORP'] }],
      },
      {
        displayName: 'iOS – Contoso Root CA',
        profileType: 'TRUSTED_ROOT',
        state: 'COMPLIANT',
        error: null,
        settings: [],
      },
    ]);
    expect(user.appProtectionStates).toMatchObject({
      totalCount: 3,
      nodes: [
        { state: 'NOT_CHECKED_IN', appName: 'Microsoft Teams', deviceName: null, lastSyncAt: null },
        { state: 'NOT_CHECKED_IN', appName: 'Microsoft Word', deviceName: null, lastSyncAt: null },
        { state: 'CHECKED_IN', appName: 'Microsoft Outlook', deviceName: 'PAR-IPH-0231', deviceType: 'iPhone' },
      ],
    });
    expect(user.enrollmentFailures).toEqual({ totalCount: 0, nodes: [] });
  });

  const id = expect.stringMatching(/^[A-Za-z0-9_-]{20,}$/);

  test('simon.petit: one scanner on which all is well', async () => {
    const { data, errors } = await troubleshoot('simon.petit', 'helpdesk.paris');

    expect(errors).toEqual([]);
    expect(data.user).toEqual({
      id,
      displayName: 'Simon Petit',
      userPrincipalName: 'simon.petit@contoso.example',
      mail: 'simon.petit@contoso.example',
      accountEnabled: true,
      jobTitle: 'Warehouse operative',
      department: 'Warehouse',
      usageLocation: 'FR',
      syncedAt: '2026-11-20T08:00:00.000Z',
      status: {
        intuneLicensed: true,
        deviceCount: 1,
        noncompliantDeviceCount: 0,
        failedAppCount: 0,
        notCheckedInAppCount: 0,
      },
      licenses: [{ skuPartNumber: 'EMS', servicePlan: 'INTUNE_A', state: 'ENABLED', error: null }],
      groupMemberships: {
        totalCount: 4,
        nodes: [
          { kind: 'TRANSITIVE', group: { id, displayName: 'France offices', membershipType: 'ASSIGNED' } },
          { kind: 'TRANSITIVE', group: { id, displayName: 'Paris', membershipType: 'ASSIGNED' } },
          { kind: 'TRANSITIVE', group: { id, displayName: 'Paris Logistics', membershipType: 'ASSIGNED' } },
          { kind: 'DIRECT', group: { id, displayName: 'Paris Warehouse', membershipType: 'ASSIGNED' } },
        ],
      },
      devices: {
        totalCount: 1,
        complete: true,
        nodes: [
          {
            id,
            deviceName: 'PAR-SCN-0150',
            serialNumber: 'J9SK9YUPJS',
            managedBy: 'GOOGLE_CLOUD_DEVICE_POLICY_CONTROLLER',
            managementState: 'MANAGED',
            joinType: 'REGISTERED',
            ownership: 'COMPANY',
            intuneCompliance: 'COMPLIANT',
            graceEndsAt: null,
            entraCompliance: 'COMPLIANT',
            appInstallSummary: 'INSTALLED',
            platform: 'ANDROID',
            operatingSystem: 'Android',
            osVersion: '14',
            lastCheckInAt: '2026-11-19T19:48:48.000Z',
            enrolledAt: '2024-07-27T23:07:00.000Z',
            certificateExpiresAt: '2027-07-27T23:07:00.000Z',
            actions: [],
            compliancePolicyStates: [
              { id, displayName: 'Scanners and tablets – Compliance', state: 'COMPLIANT', settings: [] },
            ],
            configurationStates: [
              {
                id,
                displayName: 'Scanners – Wi-Fi CONTOSO-WMS',
                profileType: 'WIFI',
                state: 'COMPLIANT',
                error: null,
                settings: [],
              },
            ],
            appInstallStates: {
              totalCount: 1,
              nodes: [
                {
                  id,
                  intent: 'REQUIRED',
                  state: 'INSTALLED',
                  version: '6.2.3',
                  app: { id, displayName: 'Contoso WMS Scanner', publisher: 'Contoso IT', platform: 'ANDROID' },
                  error: null,
                },
              ],
            },
          },
        ],
        pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
      },
      appProtectionPolicies: { totalCount: 0 },
      appProtectionStates: { totalCount: 0, nodes: [] },
      enrollmentFailures: { totalCount: 0, nodes: [] },
    });
  });

  test('nora.lindqvist: no licence, no mail, no device, and an enrolment that failed for it', async () => {
    const { data, errors } = await troubleshoot('nora.lindqvist', 'helpdesk');

    expect(errors).toEqual([]);
    expect(data.user).toEqual({
      id,
      displayName: 'Nora Lindqvist',
      userPrincipalName: 'nora.lindqvist@contoso.example',
      mail: null,
      accountEnabled: true,
      jobTitle: 'Junior developer',
      department: 'Research & Development',
      usageLocation: null,
      syncedAt: '2026-11-20T08:00:00.000Z',
      status: {
        intuneLicensed: false,
        deviceCount: 0,
        noncompliantDeviceCount: 0,
        failedAppCount: 0,
        notCheckedInAppCount: 0,
      },
      licenses: [],
      groupMemberships: {
        totalCount: 1,
        nodes: [{ kind: 'DIRECT', group: { id, displayName: 'Berlin', membershipType: 'ASSIGNED' } }],
      },
      devices: { totalCount: 0, complete: true, nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
      appProtectionPolicies: { totalCount: 0 },
      appProtectionStates: { totalCount: 0, nodes: [] },
      enrollmentFailures: {
        totalCount: 1,
        nodes: [
          {
            id,
            occurredAt: '2026-11-19T03:32:49.157Z',
            operatingSystem: 'Windows',
            osVersion: '10.0.26200.7171',
            category: 'USER_VALIDATION',
            error: {
              code: null,
              hex: null,
              meaning: expect.stringContaining('no Intune licence'),
              remedy: expect.stringContaining('licence'),
            },
          },
        ],
      },
    });
  });

  test('kenji.tanaka: app protection on a phone that was never enrolled, worst first', async () => {
    const { data, errors } = await troubleshoot('kenji.tanaka', 'helpdesk');
    const policies = [{ id, displayName: 'Android – Corporate data' }];
    const phone = { id, deviceName: 'Galaxy S24', deviceType: 'SM-S921B', platform: 'ANDROID', policies };

    expect(errors).toEqual([]);
    expect(data.user.displayName).toBe('田中 健二');
    expect(data.user.status).toMatchObject({ deviceCount: 0, notCheckedInAppCount: 1 });
    expect(data.user.devices).toMatchObject({ totalCount: 0, complete: true, nodes: [] });
    expect(data.user.appProtectionPolicies).toEqual({ totalCount: 1 });
    expect(data.user.appProtectionStates).toEqual({
      totalCount: 3,
      nodes: [
        {
          ...phone,
          state: 'NOT_CHECKED_IN',
          appName: 'Microsoft Word',
          flaggedReasons: [],
          lastSyncAt: '2026-11-03T15:59:55.611Z',
        },
        {
          ...phone,
          state: 'CHECKED_IN',
          appName: 'Microsoft Outlook',
          flaggedReasons: ['ROOTED_DEVICE'],
          lastSyncAt: '2026-11-20T00:59:48.293Z',
        },
        {
          ...phone,
          state: 'CHECKED_IN',
          appName: 'Microsoft Teams',
          flaggedReasons: [],
          lastSyncAt: '2026-11-19T22:59:45.308Z',
        },
      ],
    });
  });

  test('sofia.garcia: two VPN profiles in conflict, each naming both sources', async () => {
    const { data, errors } = await troubleshoot('sofia.garcia', 'helpdesk');
    const [device] = data.user.devices.nodes;
    const conflict = {
      profileType: 'VPN',
      state: 'CONFLICT',
      error: failure('-2016281106', '0x87D1FDEE'),
      settings: [
        {
          name: 'Windows10VpnConfiguration.EnableSplitTunneling',
          state: 'CONFLICT',
          sources: ['Windows – VPN always on', 'Windows – VPN Madrid split tunnel (pilot)'],
          error: failure('-2016281106', '0x87D1FDEE'),
        },
      ],
    };

    expect(errors).toEqual([]);
    expect(device.deviceName).toBe('MAD-LT-0051');
    expect(device.configurationStates).toEqual([
      { id, displayName: 'Windows – VPN always on', ...conflict },
      { id, displayName: 'Windows – VPN Madrid split tunnel (pilot)', ...conflict },
      expect.objectContaining({ displayName: 'Windows – Contoso Root CA', state: 'COMPLIANT', error: null }),
      expect.objectContaining({ displayName: 'Windows – Device restrictions', state: 'COMPLIANT', error: null }),
      expect.objectContaining({ displayName: 'Windows – User certificate (PKCS)', state: 'COMPLIANT', error: null }),
    ]);
  });

  test('olivia.martin: 40 devices, of which the first 20 come when nothing else is asked', async () => {
    const { data, errors } = await troubleshoot('olivia.martin', 'helpdesk.paris', { devices: undefined });

    expect(errors).toEqual([]);
    expect(data.user.status).toMatchObject({ deviceCount: 40, noncompliantDeviceCount: 3 });
    expect(data.user.devices.nodes).toHaveLength(20);
    expect(data.user.devices).toMatchObject({ totalCount: 40, complete: true, pageInfo: { hasNextPage: true } });
  });
});

describe('an operator who is not active', () => {
  const viewer = (as: string) =>
    service.ask(
      `{
        viewer { userPrincipalName displayName state canTroubleshoot missingPermissions permissions { permission allUsers } }
        tenant { displayName }
      }`,
      { as: at(as) },
    );

  test.each([
    ['disabled', 'DISABLED', 'DISABLED', 'Viktor Szabó'],
    ['unlicensed', 'UNLICENSED', 'LICENSE', 'Beatriz Lopes'],
  ])('%s still gets the viewer, beside a refusal with its reason', async (as, state, reason, displayName) => {
    const answer = await viewer(as);

    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({
      viewer: {
        userPrincipalName: at(as),
        displayName,
        state,
        canTroubleshoot: false,
        missingPermissions: [],
        permissions: expect.arrayContaining([{ permission: 'ORGANIZATION_READ', allUsers: true }]),
      },
      tenant: null,
    });
    expect(facts(answer)).toEqual([
      { path: 'tenant', code: 'FORBIDDEN', reason, missing: [], coordinate: 'Query.tenant' },
    ]);
  });

  test.each([
    ['disabled', 'DISABLED'],
    ['unlicensed', 'LICENSE'],
  ])('%s gets nothing else, whatever is asked for', async (as, reason) => {
    const { data } = await service.ask(
      `{
        viewer { id }
        __type(name: "Query") {
          fields {
            name
            args { name defaultValue type { kind ofType { kind name ofType { kind } } } }
            type { kind name ofType { kind name } }
          }
        }
      }`,
      { as: at('admin') },
    );
    interface Field {
      name: string;
      args: { name: string; type: { kind: string; ofType: { kind: string; name: string | null } } }[];
    }
    const required: Readonly<Record<string, string>> = {
      ID: `"${data.viewer.id}"`,
      Permission: 'ORGANIZATION_READ',
      String: '"User.mail"',
    };
    const roots = (data.__type.fields as Field[]).filter(({ name }) => name !== 'viewer' && name !== 'nodes');
    expect(roots.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'tenant',
        'user',
        'users',
        'device',
        'devices',
        'group',
        'app',
        'role',
        'node',
        'permissions',
      ]),
    );
    for (let i = 0; i < roots.length; i += 10) {
      const some = roots.slice(i, i + 10).sort((a, b) => (a.name < b.name ? -1 : 1));
      const selections = some.map(({ name, args }) => {
        const needed = args
          .filter(({ type }) => type.kind === 'NON_NULL' && type.ofType.name !== 'Int')
          .map((argument) => `${argument.name}: ${required[argument.type.ofType.name as string]}`);
        return `${name} ${needed.length === 0 ? '' : `(${needed.join(', ')})`} { __typename }`;
      });
      const answer = await service.ask(`{ viewer { user { id } } ${selections.join('\n')} }`, { as: at(as) });

      expect(answer.data).toEqual({
        ...Object.fromEntries(some.map(({ name }) => [name, null])),
        viewer: { user: null },
      });
      expect(facts(answer)).toEqual([
        ...some.map(({ name }) => ({
          path: name,
          code: 'FORBIDDEN',
          reason,
          missing: [],
          coordinate: `Query.${name}`,
        })),
        { path: 'viewer.user', code: 'FORBIDDEN', reason, missing: [], coordinate: 'Viewer.user' },
      ]);
    }

    const nodes = await service.ask('query ($ids: [ID!]!) { viewer { state } nodes(ids: $ids) { id } }', {
      as: at(as),
      variables: { ids: [data.viewer.id] },
    });
    expect(nodes.data).toEqual({ viewer: { state: expect.any(String) }, nodes: [null] });
    expect(facts(nodes)).toEqual([
      { path: 'nodes.0', code: 'FORBIDDEN', reason, missing: [], coordinate: 'Query.nodes' },
    ]);
  });
});

describe('a user out of scope', () => {
  const NOBODY_EVER = 'never.was@contoso.example';
  const bytes = (answer: Answer) => ({
    status: answer.status,
    text: answer.text,
    headers: Object.fromEntries([...answer.headers].filter(([name]) => name !== 'x-request-id' && name !== 'date')),
  });

  test.each([
    ['helpdesk.paris', 'kenji.tanaka'],
    ['helpdesk.paris', 'split'],
    ['split', 'marc.dubois'],
    // The device is in Field service, so split can read it, but not its user.
    ['split', 'aylin.demir'],
  ])('is to %s the same bytes as one who never was: %s', async (as, name) => {
    const byName = (userPrincipalName: string) =>
      service.ask(TROUBLESHOOT, { as: at(as), variables: { upn: userPrincipalName } });
    const hidden = await byName(at(name));

    expect(hidden.errors).toEqual([]);
    expect(hidden.data.user).toBeNull();
    expect(hidden.data.tenant).not.toBeNull();
    expect(bytes(hidden)).toEqual(bytes(await byName(NOBODY_EVER)));
  });

  test('is so by id too, whatever way it is asked for', async () => {
    const found = await service.ask('query ($upn: String!) { user(userPrincipalName: $upn) { id } }', {
      as: at('admin'),
      variables: { upn: at('marc.dubois') },
    });
    const real: string = found.data.user.id;
    const imaginary = Buffer.from(
      Buffer.from(real, 'base64url')
        .toString()
        .replace(/[0-9a-f]{8}$/, '00000000'),
    ).toString('base64url');
    const query = `query ($id: ID!) {
      user(id: $id) { displayName devices { totalCount } }
      node(id: $id) { id }
      nodes(ids: [$id]) { id }
      devices(filter: { primaryUserId: $id }) { totalCount }
    }`;
    const [hidden, never] = await Promise.all(
      [real, imaginary].map((id) => service.ask(query, { as: at('split'), variables: { id } })),
    );

    expect(hidden?.data).toEqual({ user: null, node: null, nodes: [null], devices: { totalCount: 0 } });
    expect(bytes(hidden as Answer)).toEqual(bytes(never as Answer));
  });
});
