import { PERMISSIONS } from '../../src/authorization/permission-list';
import { checkedRules } from '../../src/findings/needs';
import { findingsOfDevice } from '../../src/findings/report';
import { RULES } from '../../src/findings/rule-list';
import { deviceSilent } from '../../src/findings/rules/contact';
import { INTUNE_ACTIONS } from '../../src/findings/steps';
import type { Permission } from '../../src/generated/graphql';
import { toNodeId } from '../../src/resolving/node-id';
import { needed } from '../support/needed';
import { operatorWith } from '../support/operators';
import { asImport, executed, GRAPH, type Service, startService } from '../support/service';

/*
 * A rule speaks to a viewer who may read all that it reads, and to no other. So a finding never shows, and never hints
 * at, what the viewer may not see.
 */

const TROUBLESHOOTING: readonly Permission[] = [
  'ORGANIZATION_READ',
  'MANAGED_DEVICES_READ',
  'MOBILE_APPS_READ',
  'MANAGED_APPS_READ',
];
const { schema } = GRAPH;
const NEEDS = new Map(checkedRules(schema).map(({ rule, needs }) => [rule.id as string, needs]));

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** An operator with these permissions over everything, or over one group. */
async function operator(id: string, permissions: readonly Permission[], group: string | null = null): Promise<string> {
  const name = `${id}@contoso.example`;
  const named = { display_name: id, name_key: id };
  await service.database.write(async (trx) => {
    const user = { id, user_principal_name: name, upn_key: name, ...named, account_enabled: 1, intune_licensed: 1 };
    await trx('users').insert(user);
    await trx('groups').insert({ id, ...named, membership_type: 'ASSIGNED', security_enabled: 1, origin: 'LOCAL' });
    await trx('group_members').insert({ group_id: id, kind: 'USER', member_id: id });
    await trx('group_ancestors').insert({ group_id: id, ancestor_id: id });
    await trx('roles').insert({ id, ...named, origin: 'LOCAL' });
    for (const { permission, microsoftAction } of PERMISSIONS.filter((info) => permissions.includes(info.permission))) {
      await trx('role_permissions').insert({ role_id: id, action: microsoftAction, permission });
    }
    const all = group === null ? 1 : 0;
    await trx('role_assignments').insert({
      id,
      role_id: id,
      ...named,
      all_users: all,
      all_devices: all,
      origin: 'LOCAL',
    });
    if (group !== null) await trx('assignment_scopes').insert({ assignment_id: id, group_id: group });
    await trx('assignment_members').insert({ assignment_id: id, group_id: id });
  });
  return name;
}

interface Report {
  readonly nodes: readonly { readonly rule: string }[];
  readonly normal: readonly { readonly rule: string }[];
  readonly notChecked: readonly {
    readonly rules: string[];
    readonly reason: string;
    readonly missing: Permission[];
    readonly text: string;
  }[];
}
interface DeviceReport {
  readonly id: string;
  /** Null if it is refused. */
  readonly appInstallStates: object | null;
  readonly findings: Report;
}

const REPORT =
  'findings { nodes { rule explains { rule } } normal { rule explains { rule } } notChecked { rules reason missing text } }';

async function reports(as: string): Promise<Report[]> {
  const { data, errors } = await service.ask(`{ users(first: 60) { nodes { ${REPORT} } } }`, { as });
  expect(errors).toEqual([]);
  return data.users.nodes.map(({ findings }: { findings: Report }) => findings);
}

const rulesIn = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"rule":"(\w+)"/g)].map(([, rule]) => rule as string);

/** Rules that do without a list of the user for want of a permission, and judge the devices alone. */
const DOING_WITHOUT: Partial<Record<Permission, readonly string[]>> = { MANAGED_APPS_READ: ['ROOTED_OR_JAILBROKEN'] };

describe.each(TROUBLESHOOTING.slice(1))('who lacks %s', (lacking) => {
  test('gets exactly the rules that do not need it, and the others as not checked', async () => {
    const short = lacking.toLowerCase().split('_').slice(0, 2).join('-');
    const as = await operator(
      `without-${short}`,
      TROUBLESHOOTING.filter((other) => other !== lacking),
    );
    const whole = await reports(await operator(`whole-${short}`, TROUBLESHOOTING));
    const cut = await reports(as);
    const needing = RULES.map(({ id }) => id as string).filter((id) => NEEDS.get(id)?.includes(lacking));
    const without = DOING_WITHOUT[lacking] ?? [];

    expect(needing.length).toBeGreaterThan(3);
    for (const { notChecked } of cut) {
      const refused = notChecked.filter(({ reason }) => reason === 'PERMISSION');
      expect(refused.flatMap(({ rules }) => rules).sort()).toEqual([...needing, ...without].sort());
      expect(refused.every(({ missing }) => missing.includes(lacking))).toBe(true);
    }
    // What does not need it is said of each user as before, wherever it stands and however often.
    const spoken = (all: readonly Report[]) =>
      all.map(({ nodes, normal }) =>
        rulesIn([nodes, normal])
          .filter((rule) => !without.includes(rule))
          .sort(),
      );
    const kept = spoken(whole).map((rules) => rules.filter((rule) => !needing.includes(rule)));
    expect(spoken(cut)).toEqual(kept);
    expect(kept.flat().length).toBeGreaterThan(20);
    expect(kept.flat().length).toBeLessThan(spoken(whole).flat().length);
  });
});

test('without ORGANIZATION_READ, a device tells its findings, and nothing about its user', async () => {
  const as = await operator('devices-alone', ['MANAGED_DEVICES_READ']);
  const { data, errors } = await service.ask(`{ devices(first: 100) { nodes { ${REPORT} } } }`, { as });
  expect(errors).toEqual([]);
  const spoken = new Set(rulesIn(data));
  expect([...spoken].filter((rule) => NEEDS.get(rule)?.some((need) => need !== 'MANAGED_DEVICES_READ'))).toEqual([]);
  expect(spoken.size).toBeGreaterThan(10);
});

test('with devices of another scope, what is absent or there twice is not judged', async () => {
  const paris = await needed(service.database.primary('groups').where('display_name', 'Paris').pluck('id'));
  const as = await operator('paris-alone', TROUBLESHOOTING, paris);
  const [report] = await reports(as);

  expect(report?.notChecked).toContainEqual({
    rules: ['DUPLICATE_DEVICE'],
    reason: 'OUT_OF_SCOPE',
    missing: ['MANAGED_DEVICES_READ'],
    text: 'Some of it is outside your scope for Managed devices: Read. What is absent, or there twice, cannot be judged.',
  });
});

test('with apps of another scope, a device there tells nothing about its apps', async () => {
  const paris = await needed(service.database.primary('groups').where('display_name', 'Paris').pluck('id'));
  const { as } = await operatorWith(
    service,
    {
      permissions: ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'],
      scope: { allUsers: true, allDevices: true },
    },
    { permissions: ['MOBILE_APPS_READ'], scope: { groupIds: [toNodeId('Group', paris)] } },
  );
  const query = `{ devices(first: 100) { nodes { id appInstallStates { totalCount } ${REPORT} } } }`;
  const ask = async (operator: string): Promise<DeviceReport[]> =>
    (await service.ask(query, { as: operator })).data.devices.nodes;
  const aboutApps = ({ findings: { nodes, normal } }: DeviceReport) =>
    rulesIn([nodes, normal]).filter((rule) => NEEDS.get(rule)?.includes('MOBILE_APPS_READ'));

  const devices = await ask(as);
  const hidden = devices.filter(({ appInstallStates }) => appInstallStates === null);
  const hiddenIds = new Set(hidden.map(({ id }) => id));
  const ofAll = await ask('helpdesk@contoso.example');

  expect(ofAll.filter((device) => hiddenIds.has(device.id) && aboutApps(device).length > 0).length).toBeGreaterThan(2);
  expect(hidden.flatMap(aboutApps)).toEqual([]);
  for (const { findings } of hidden) {
    expect(findings.notChecked).toContainEqual(
      expect.objectContaining({ reason: 'OUT_OF_SCOPE', missing: ['MOBILE_APPS_READ'] }),
    );
  }
  expect(devices.filter((device) => !hiddenIds.has(device.id)).flatMap(aboutApps)).not.toEqual([]);
});

test('a change of a policy is said to who may not read apps, and a change of an app is not', async () => {
  const as = await operator('no-apps', ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ']);
  const found = 'why evidence { coordinate }';
  const findings = `findings { nodes { ${found} } normal { ${found} } notChecked { rules } }`;
  const changesFor = async (operatorName: string): Promise<string[]> => {
    const { data, errors } = await service.ask(`{ users(first: 60) { nodes { ${findings} } } }`, { as: operatorName });
    expect(errors).toEqual([]);
    expect(JSON.stringify(data)).not.toContain('CHANGED_RECENTLY');
    const coordinates = [...JSON.stringify(data).matchAll(/"(\w+\.modifiedAt)"/g)].map(([, name]) => name as string);
    return [...new Set(coordinates)].sort();
  };

  expect(await changesFor('helpdesk@contoso.example')).toEqual(['App.modifiedAt', 'Policy.modifiedAt']);
  expect(await changesFor(as)).toEqual(['Policy.modifiedAt']);
});

test('a rule that fails leaves the others alone, is not checked, and is reported', async () => {
  const faults: string[] = [];
  const id = await needed(service.database.primary('devices').where('device_name', 'BER-LT-0093').pluck('id'));
  const report = await executed(service, 'helpdesk@contoso.example', async (context) => {
    const device = await needed(context.loaders.deviceById.load(id).then((row) => [row]));
    const findings = { ...context.findings, onFault: (rule: string) => void faults.push(rule) };
    const find = jest.spyOn(deviceSilent, 'find').mockImplementation(() => {
      throw new Error('broken');
    });
    const found = await findingsOfDevice(device, null, { ...context, findings });
    find.mockRestore();
    return found;
  });

  expect(faults).toEqual(['DEVICE_SILENT']);
  expect(report.notChecked).toContainEqual(expect.objectContaining({ rules: ['DEVICE_SILENT'], reason: 'INTERNAL' }));
  expect(report.nodes.map(({ rule }) => rule)).toContain('MANAGEMENT_CERT_EXPIRED');
});

test('the log has a line with the rule that failed, and the answer only that a rule did', async () => {
  const id = await needed(service.database.primary('devices').where('device_name', 'BER-LT-0093').pluck('id'));
  const find = jest.spyOn(deviceSilent, 'find').mockImplementation(() => {
    throw new Error('broken');
  });
  const before = service.log.length;
  const { data, errors } = await service.ask(`query ($id: ID!) { device(id: $id) { ${REPORT} } }`, {
    as: 'helpdesk@contoso.example',
    variables: { id: toNodeId('Device', id) },
  });
  find.mockRestore();

  const [line] = service.log.slice(before).filter(({ msg }) => msg === 'a rule of findings failed');
  expect(line).toMatchObject({ level: 50, rule: 'DEVICE_SILENT', err: { message: 'broken' } });
  expect(errors).toEqual([]);
  expect(data.device.findings.notChecked).toContainEqual(
    expect.objectContaining({ rules: ['DEVICE_SILENT'], reason: 'INTERNAL' }),
  );
  expect(JSON.stringify(data)).not.toContain('broken');
});

test('viewerMay tells what the roles of the viewer allow over the subject', async () => {
  const query = `query ($id: ID!) { device(id: $id) { findings { nodes { rule steps { who needs { action } viewerMay adminCentreUrl } } } } }`;
  const key = await needed(service.database.primary('devices').where('device_name', 'LYO-MB-0280').pluck('id'));
  const variables = { id: toNodeId('Device', key) };
  const stepsFor = async (as: string) => (await service.ask(query, { as, variables })).data.device.findings.nodes[0];
  const retire = {
    who: 'OPERATOR',
    needs: [{ action: 'Microsoft.Intune_RemoteTasks_Retire' }],
    adminCentreUrl: `https://intune.microsoft.com/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/${key}`,
  };
  const user = { who: 'USER', needs: [], viewerMay: null, adminCentreUrl: null };

  const mayNot = await operator('may-not', TROUBLESHOOTING);
  expect(await stepsFor('helpdesk@contoso.example')).toEqual({
    rule: 'DEVICE_SILENT',
    steps: [user, { ...retire, viewerMay: true }],
  });
  expect((await stepsFor(mayNot)).steps).toEqual([user, { ...retire, viewerMay: false }]);
  expect((await stepsFor('admin@contoso.example')).steps).toEqual([user, { ...retire, viewerMay: true }]);
});

test('where no device is known, viewerMay tells what the roles allow over the user, and of policies over the tenant', async () => {
  const as = await operator('acts-elsewhere', TROUBLESHOOTING);
  const id = 'acts-in-a-group';
  const named = { id, display_name: id, name_key: id };
  await service.database.write(async (trx) => {
    await trx('groups').insert({ ...named, membership_type: 'ASSIGNED', security_enabled: 1, origin: 'LOCAL' });
    await trx('group_ancestors').insert({ group_id: id, ancestor_id: id });
    await trx('roles').insert({ ...named, origin: 'LOCAL' });
    const { RETIRE, WIPE_APP, UPDATE_PROFILE, ADD_IDENTIFIER } = INTUNE_ACTIONS;
    for (const action of [RETIRE, WIPE_APP, UPDATE_PROFILE, ADD_IDENTIFIER]) {
      await trx('role_permissions').insert({ role_id: id, action });
    }
    await trx('role_assignments').insert({ ...named, role_id: id, all_users: 0, all_devices: 0, origin: 'LOCAL' });
    await trx('assignment_scopes').insert({ assignment_id: id, group_id: id });
    await trx('assignment_members').insert({ assignment_id: id, group_id: 'acts-elsewhere' });
  });
  const query = `query ($id: ID!) { user(id: $id) { findings { nodes { rule steps { needs { action } viewerMay adminCentreUrl } } } } }`;
  const keyOf = (name: string): Promise<string> =>
    needed(service.database.primary('users').where('display_name', name).pluck('id'));
  const [rooted, refused] = [await keyOf('田中 健二'), await keyOf('Tomáš Novák')];
  interface Shown {
    readonly rule: string;
    readonly steps: { needs: { action: string }[]; viewerMay: boolean | null; adminCentreUrl: string | null }[];
  }
  const stepOf = async (key: string, rule: string) => {
    const { data, errors } = await service.ask(query, { as, variables: { id: toNodeId('User', key) } });
    expect(errors).toEqual([]);
    const found = (data.user.findings.nodes as Shown[]).filter((finding) => finding.rule === rule);
    const [first, second] = found.flatMap(({ steps }) => steps.filter(({ needs }) => needs.length > 0));
    return [first, second].map((step) => [step?.needs.length, step?.viewerMay, step?.adminCentreUrl]);
  };
  const [may, mayNot] = [
    [1, true, null],
    [1, false, null],
  ];

  expect(await stepOf(rooted, 'ROOTED_OR_JAILBROKEN')).toEqual([mayNot, mayNot]);
  expect(await stepOf(refused, 'ENROLMENT_BLOCKED')).toEqual([may, may]);
  await asImport(service, (trx) => trx('group_members').insert({ group_id: id, kind: 'USER', member_id: rooted }));
  expect(await stepOf(rooted, 'ROOTED_OR_JAILBROKEN')).toEqual([may, may]);
});

describe('a role with one of two actions', () => {
  /** Steps that need an action, with what the operator is told, on a device in this state. */
  async function toldOn(change: object, rule: string, ...actions: (keyof typeof INTUNE_ACTIONS)[]) {
    const { writer } = service.database;
    const id = ['only', ...actions, rule, ...Object.values(change)].join('-').toLowerCase();
    const as = await operator(id, TROUBLESHOOTING);
    for (const name of actions) {
      await writer('role_permissions').insert({ role_id: id, action: INTUNE_ACTIONS[name] });
    }
    const device = await needed(writer('devices').where('device_name', 'PAR-LT-0074'));
    const query = `query ($id: ID!) { device(id: $id) { findings {
      nodes { ${TOLD} explains { ${TOLD} } } } } }`;
    await asImport(service, (trx) => trx('devices').where('id', device.id).update(change));
    const { data, errors } = await service.ask(query, { as, variables: { id: toNodeId('Device', device.id) } });
    await asImport(service, (trx) => trx('devices').where('id', device.id).update(device));
    expect(errors).toEqual([]);
    const all = (data.device.findings.nodes as Told[]).flatMap((node) => [node, ...(node.explains ?? [])]);
    return all
      .filter((found) => found.rule === rule)
      .flatMap(({ steps }) => steps)
      .flatMap(({ action, viewerMay }) => (action === null ? [] : [`${action} ${viewerMay}`]));
  }
  const TOLD = 'rule steps { action viewerMay }';
  interface Told {
    readonly rule: string;
    readonly steps: readonly { readonly action: string | null; readonly viewerMay: boolean | null }[];
    readonly explains?: readonly Told[];
  }

  test.each([
    ['WIPE_FAILED', 'WIPE', ['WIPE true']],
    ['WIPE_FAILED', 'RETIRE', ['WIPE false']],
    ['RETIRE_FAILED', 'RETIRE', ['RETIRE true']],
    ['RETIRE_FAILED', 'WIPE', ['RETIRE false']],
  ] as const)('is enough to repeat what failed, and only that: %s with %s', async (state, action, told) => {
    expect(await toldOn({ management_state: state }, 'REMOVAL_FAILED', action)).toEqual(told);
  });

  test.each([
    ['PERSONAL', 'RETIRE', ['RETIRE true']],
    ['COMPANY', 'WIPE', ['WIPE true']],
    ['COMPANY', 'RETIRE', ['WIPE false']],
    ['UNKNOWN', 'RETIRE', ['RETIRE true', 'WIPE false']],
  ] as const)('is enough for what fits the device of a leaver: %s with %s', async (ownership, action, told) => {
    const leavers = await needed(service.database.primary('users').where('account_enabled', 0).select('id'));

    expect(await toldOn({ ownership, user_id: leavers.id }, 'LEAVER_DEVICE', action)).toEqual(told);
  });
});

test.each(['helpdesk@contoso.example', 'helpdesk.paris@contoso.example'])(
  'the devices on which a profile works are counted in the scope of %s',
  async (as) => {
    const profile = 'Windows – Power settings (OMA-URI)';
    await asImport(service, async (trx) => {
      const states = () => trx('policy_states').where('display_name', profile);
      await states().where('state', 'NOT_APPLICABLE').update({ state: 'COMPLIANT' });
      await states().where('state', 'ERROR').update({ error_code: null });
    });
    const key = await needed(service.database.primary('devices').where('device_name', 'PAR-LT-0074').pluck('id'));
    const variables = { id: toNodeId('Device', key) };
    const query = `query ($id: ID!) { device(id: $id) { findings { nodes { rule why } } }
      devices(first: 100, filter: { platform: [WINDOWS] }) { nodes { configurationStates { displayName state } } } }`;
    // What is kept of the same profile for operators of another scope is of no use here.
    for (const other of ['helpdesk@contoso.example', 'helpdesk.paris@contoso.example']) {
      await service.ask(query, { as: other, variables });
    }
    const { data } = await service.ask(query, { as, variables });
    const states: { displayName: string; state: string }[] = data.devices.nodes.flatMap(
      (device: { configurationStates: object[] }) => device.configurationStates,
    );
    const working = states.filter(({ displayName, state }) => displayName === profile && state === 'COMPLIANT').length;

    expect(working).toBeGreaterThan(3);
    expect(working < 14).toBe(as.startsWith('helpdesk.paris'));
    expect(data.device.findings.nodes.find(({ rule }: { rule: string }) => rule === 'PROFILE_FAILED').why).toContain(
      `It works on ${working} other devices in your scope`,
    );
  },
);

test('an app on a managed device is not said to be on one that is not enrolled, and no hidden device is hinted at', async () => {
  const { writer } = service.database;
  const user = await needed(writer('users').where('display_name', '田中 健二').select('id'));
  const others = await needed(writer('devices').whereNotNull('user_id').whereNot('user_id', user.id).select('id'));
  const group = { id: 'of-tanaka', display_name: 'of-tanaka', name_key: 'of-tanaka' };
  await writer('groups').insert({ ...group, membership_type: 'ASSIGNED', security_enabled: 1, origin: 'LOCAL' });
  await writer('group_members').insert({ group_id: group.id, kind: 'USER', member_id: user.id });
  await writer('group_ancestors').insert({ group_id: group.id, ancestor_id: group.id });
  const scoped = await operator('sees-tanaka', TROUBLESHOOTING, group.id);
  const saidTo = async (as: string): Promise<string[]> => {
    const { data } = await service.ask('query ($id: ID!) { user(id: $id) { findings { normal { rule why } } } }', {
      as,
      variables: { id: toNodeId('User', user.id) },
    });
    const { normal } = data.user.findings as { normal: { rule: string; why: string }[] };
    return normal.filter(({ rule }) => rule === 'NO_DEVICE').map(({ why }) => why);
  };
  const both = async () => [await saidTo('helpdesk@contoso.example'), await saidTo(scoped)];
  const apps = writer('app_protections').where('user_id', user.id);
  await apps.clone().update({ device_id: null });
  const [toAll, toScoped] = await both();
  await apps.clone().update({ device_id: others.id });

  expect(toAll).toEqual([expect.stringMatching(/^Apps on .+, which is not enrolled, report under app protection\.$/)]);
  expect(toScoped).toEqual([expect.stringMatching(/^Apps on [^,]+ report under app protection\.$/)]);
  expect(await both()).toEqual([
    [expect.stringMatching(/ In Intune, that device belongs to another user or to nobody\.$/)],
    toScoped,
  ]);
});
