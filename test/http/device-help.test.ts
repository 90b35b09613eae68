import { needed } from '../support/needed';
import { operatorWith } from '../support/operators';
import { type Answer, type Service, startService } from '../support/service';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

async function device(name: string, selection: string, options: object = {}): Promise<Answer['data']> {
  const query = `query ($s: String!) { devices(search: $s) { nodes { deviceName ${selection} } } }`;
  const answer = await service.ask(query, { as: 'helpdesk@contoso.example', variables: { s: name }, ...options });
  expect(answer.errors).toEqual([]);
  return answer.data.devices.nodes.find((node: { deviceName: string }) => node.deviceName === name);
}

describe('the summary of profiles', () => {
  test.each([
    ['PAR-IPH-0231', 'FAILED'],
    ['PAR-LT-0412', 'APPLIED'],
  ])('of %s is %s', async (name, configurationSummary) => {
    expect(await device(name, 'configurationSummary')).toEqual({ deviceName: name, configurationSummary });
  });

  test('is none of a device without such profiles', async () => {
    const { primary } = service.database;
    const summed = primary('policy_states').where({ kind: 'CONFIGURATION' }).whereNot({ profile_type: 'RESTRICTIONS' });
    const name = await needed(primary('devices').whereNotIn('id', summed.select('device_id')).pluck('device_name'));
    expect(await device(name, 'configurationSummary')).toMatchObject({ configurationSummary: 'NONE' });
  });

  test('is pending while none failed and one has not reported, and leaves out other kinds of profiles', async () => {
    const id = await needed(service.database.primary('devices').where({ device_name: 'PAR-LT-0412' }).pluck('id'));
    const states = service.database.writer('policy_states').where({ device_id: id, kind: 'CONFIGURATION' });
    const before = await states.clone().select('id', 'state', 'profile_type');
    const one = await needed(states.clone().where({ profile_type: 'WIFI' }).select('id'));
    const restore = () =>
      Promise.all(before.map((row) => service.database.writer('policy_states').where({ id: row.id }).update(row)));
    try {
      await service.database.writer('policy_states').where({ id: one.id }).update({ state: 'UNKNOWN' });
      expect(await device('PAR-LT-0412', 'configurationSummary')).toMatchObject({ configurationSummary: 'PENDING' });
      await service.database
        .writer('policy_states')
        .where({ id: one.id })
        .update({ state: 'ERROR', profile_type: 'RESTRICTIONS' });
      expect(await device('PAR-LT-0412', 'configurationSummary')).toMatchObject({ configurationSummary: 'APPLIED' });
    } finally {
      await restore();
    }
  });
});

describe('settings', () => {
  const words = async (name: string, language: string) => {
    const selection = 'compliancePolicyStates { settings { name displayName } }';
    const { compliancePolicyStates } = await device(name, selection, { headers: { 'accept-language': language } });
    return new Map(
      compliancePolicyStates.flatMap(({ settings }: { settings: { name: string; displayName: string }[] }) =>
        settings.map((setting) => [setting.name, setting.displayName]),
      ),
    );
  };

  test('have their words in the language of the request', async () => {
    const active = 'DefaultDeviceCompliancePolicy.RequireRemainContact';
    expect((await words('PAR-LT-0412', 'en')).get(active)).toBe('Is active');
    expect((await words('PAR-LT-0412', 'fr')).get(active)).toBe('Est actif');
  });
});

describe('remote tasks', () => {
  const tasks = (name: string, as?: string) =>
    device(name, 'remoteTasks { kind displayName viewerMay }', as === undefined ? {} : { as });
  const kinds = async (name: string) =>
    (await tasks(name)).remoteTasks.map(({ kind }: { kind: string }) => kind) as string[];

  test('are those of the platform', async () => {
    expect(await kinds('PAR-LT-0412')).toEqual(
      expect.arrayContaining(['SYNC_DEVICE', 'REBOOT_NOW', 'COLLECT_DIAGNOSTICS', 'ROTATE_BITLOCKER_KEYS']),
    );
    expect(await kinds('PAR-LT-0412')).not.toContain('GET_FILEVAULT_KEY');
    expect(await kinds('PAR-IPH-0231')).toEqual(expect.arrayContaining(['REMOTE_LOCK', 'RESET_PASSCODE']));
    expect(await kinds('PAR-IPH-0231')).not.toContain('ROTATE_BITLOCKER_KEYS');
  });

  test('have the names of Intune in the language of the request', async () => {
    const { remoteTasks } = await device('PAR-LT-0412', 'remoteTasks { displayName }', {
      headers: { 'accept-language': 'fr' },
    });
    expect(remoteTasks[0].displayName).toBe('Tâches à distance\u00a0: Synchroniser les appareils');
    for (const { displayName } of remoteTasks) expect(displayName).toMatch(/^(Tâches|Appareils)/);
  });

  test('are the viewer’s where a role in Intune allows them', async () => {
    const [sync] = (await tasks('PAR-LT-0412')).remoteTasks;
    expect(sync).toEqual({ kind: 'SYNC_DEVICE', displayName: 'Remote tasks: Sync devices', viewerMay: true });
    const { as } = await operatorWith(service, {
      permissions: ['MANAGED_DEVICES_READ'],
      scope: { allUsers: true, allDevices: true },
    });
    expect((await tasks('PAR-LT-0412', as)).remoteTasks[0]).toMatchObject({ viewerMay: false });
  });
});

test('the install states of a device can be those of one app', async () => {
  const all = (await device('PAR-LT-0412', 'appInstallStates { nodes { id app { id } } }')).appInstallStates.nodes;
  const [{ id, app }] = all;
  const one = await device('PAR-LT-0412', `appInstallStates(appId: "${app.id}") { totalCount nodes { id } }`);
  expect(one.appInstallStates).toEqual({ totalCount: 1, nodes: [{ id }] });
  const query = '{ devices { nodes { appInstallStates(appId: "x") { totalCount } } } }';
  const { errors } = await service.ask(query, { as: 'helpdesk@contoso.example' });
  expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
});

test('devices and users have their pages in the admin centre', async () => {
  const id = await needed(service.database.primary('devices').where({ device_name: 'PAR-LT-0412' }).pluck('id'));
  expect(await device('PAR-LT-0412', 'adminCentreUrl')).toMatchObject({
    adminCentreUrl: `https://intune.microsoft.com/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/${id}`,
  });
  const upn = 'marc.dubois@contoso.example';
  const [marc] = await service.database.primary('users').where({ user_principal_name: upn }).pluck('id');
  const query = 'query ($upn: String!) { user(userPrincipalName: $upn) { adminCentreUrl signInLogUrl } }';
  const { data } = await service.ask(query, { as: 'helpdesk@contoso.example', variables: { upn } });
  expect(data.user).toEqual({
    adminCentreUrl: expect.stringMatching(new RegExp(`/overview/userId/${marc}$`)),
    signInLogUrl: expect.stringMatching(new RegExp(`/SignIns/userId/${marc}$`)),
  });
});
