import { enrolmentPoliciesByUser } from '../../src/assignment/store';
import { folderSource } from '../../src/import/folder';
import { importTenant } from '../../src/import/import';
import { asImport, NOW, type Service, startService } from '../support/service';
import { batch, collection, group, member, tenantFolder, user } from '../support/tenant-folder';

let demo: Service;
const services: Service[] = [];
beforeAll(async () => {
  demo = await startService();
});
afterAll(() => demo.stop());
afterEach(() => Promise.all(services.splice(0).map((service) => service.stop())));

const at = (name: string) => `${name}@contoso.example`;
const ADA = 'ada@fabrikam.example';

interface Assigned {
  readonly outcome: string;
  readonly intent?: string | null;
  readonly through: readonly {
    readonly target: string;
    readonly excluded: boolean;
    readonly group: { displayName: string } | null;
  }[];
  readonly hiddenCount: number;
  readonly policy?: { displayName: string; platform: string };
  readonly app?: { displayName: string; platform: string };
}

const ASSIGNED = `outcome hiddenCount through { target excluded filterMode filterName group { displayName } }`;
const LISTS = `assignedPolicies(first: 60) { totalCount complete nodes { policy { displayName platform } ${ASSIGNED} } }
  assignedApps(first: 60) { totalCount complete nodes { app { displayName platform } intent ${ASSIGNED} } }`;
const QUERY = `query ($upn: String!) { user(userPrincipalName: $upn) { ${LISTS} deviceLimit
  devices(first: 4) { nodes { deviceName ${LISTS} } } } }`;

/** What is assigned to a user, or to one of the user's devices, by the name of the policy or app and its platform. */
async function assignedTo(name: string, device: string | null, what: string, as = 'helpdesk') {
  const { data, errors } = await demo.ask(QUERY, { as: at(as), variables: { upn: at(name) } });
  expect(errors).toEqual([]);
  const of =
    device === null
      ? data.user
      : data.user.devices.nodes.find((each: { deviceName: string }) => each.deviceName === device);
  const all = [...of.assignedPolicies.nodes, ...of.assignedApps.nodes] as Assigned[];
  const found = all.find(
    ({ policy, app }) => what === `${(policy ?? app)?.displayName} (${(policy ?? app)?.platform})`,
  );
  if (found === undefined) return 'NOT ASSIGNED';
  const through = found.through.map(
    ({ target, excluded, group: of }) => `${excluded ? 'not ' : ''}${of?.displayName ?? target}`,
  );
  return [found.outcome, ...(found.intent == null ? [] : [found.intent]), ...through].join(', ');
}

// Worked out by hand from demo/*.json: groups, how they nest, assignments, filters and devices.
describe('should it be there? For ten people of the demo tenant,', () => {
  test.each([
    ['isabelle.faure', null, 'Managed Home Screen (ANDROID)', 'EXCLUDED, ALL_USERS, not Paris Headquarters'],
    ['noemie.blanc', null, 'Microsoft Outlook (IOS)', 'EXCLUDED, ALL_USERS, not Project Aurora'],
    ['marc.dubois', 'PAR-LT-0412', 'Windows – VPN always on (WINDOWS)', 'ASSIGNED, Sales Europe'],
    ['gael.perrin', 'LYO-AND-0279', 'Android – VPN (ANDROID)', 'ASSIGNED, Field service'],
    ['leila.haddad', 'LYO-LT-0054', 'Windows – VPN always on (WINDOWS)', 'NOT ASSIGNED'],
    ['sofia.garcia', null, 'Contoso VPN Client (WINDOWS)', 'DEPENDS_ON_FILTER, REQUIRED, ALL_USERS'],
    ['sofia.garcia', 'MAD-LT-0051', 'Contoso VPN Client (WINDOWS)', 'ASSIGNED, REQUIRED, ALL_USERS'],
    ['lucie.garnier', 'iPhone de Lucie', 'Adobe Scan (IOS)', 'FILTERED_OUT, ALL_USERS'],
    // Paris Headquarters is nested in Paris.
    ['zoe.bernard', null, 'Contoso Lens (preview) (UNKNOWN)', 'ASSIGNED, AVAILABLE, Paris'],
    // The tablet is in Field service vans, which are nested in Field service; its user is in neither.
    ['noemie.blanc', 'LYO-VAN-T01', 'Android – VPN (ANDROID)', 'ASSIGNED, Field service'],
    ['hugo.fontaine', 'PAR-LT-0076', 'Windows – Security baseline 21H2 (UNKNOWN)', 'ASSIGNED, Windows laptops'],
    ['hugo.fontaine', null, 'Windows – Security baseline 21H2 (UNKNOWN)', 'NOT ASSIGNED'],
    ['fatou.diallo', 'PAR-LT-0077', 'Windows – Edge (settings catalog) (WINDOWS)', 'ASSIGNED, Paris Sales'],
  ])('%s, %s, %s: %s', async (name, device, what, expected) => {
    expect(await assignedTo(name, device, what)).toBe(expected);
  });

  test('a policy of another platform is not listed for a device', async () => {
    expect(await assignedTo('leila.haddad', 'LYO-LT-0054', 'iOS – VPN per app (IOS)')).toBe('NOT ASSIGNED');
    expect(await assignedTo('leila.haddad', 'LYO-IPH-0201', 'iOS – VPN per app (IOS)')).toBe('ASSIGNED, Field service');
  });

  test('the device limit is that of the restriction with the smallest priority, or the default', async () => {
    const limit = async (name: string) =>
      (await demo.ask(QUERY, { as: at('helpdesk'), variables: { upn: at(name) } })).data.user.deviceLimit;
    expect([await limit('matteo.ricci'), await limit('marc.dubois')]).toEqual([2, 5]);
  });
});

test('Of several defaults, with and without a priority, each engine takes the same', async () => {
  const service = await startService();
  services.push(service);
  const kinds = ['ENROLLMENT_LIMIT', 'ENROLLMENT_RESTRICTION'];
  await asImport(service, (trx) =>
    trx('policies').insert(
      kinds.map((kind) => ({
        ...{ id: `later ${kind}`, kind, display_name: 'later', name_key: 'later', profile_type: 'OTHER' },
        device_limit: 99,
      })),
    ),
  );
  const { data } = await service.ask('query ($upn: String!) { user(userPrincipalName: $upn) { deviceLimit } }', {
    ...{ as: at('helpdesk'), variables: { upn: at('marc.dubois') } },
  });
  const marc = await service.database
    .primary('users')
    .where({ upn_key: at('marc.dubois') })
    .first('id');
  const restrictions = await enrolmentPoliciesByUser(service.database.primary, [marc?.id ?? '']);

  expect(data.user.deviceLimit).toBe(5);
  expect(
    restrictions
      .filter(({ displayName }) => displayName !== 'Paris: no private Android')
      .map(({ displayName }) => displayName),
  ).toEqual([...['All users and all devices', 'All users and all devices', 'later', 'later']]);
});

describe('a group that the viewer cannot see', () => {
  const POLICIES = `{ policies(first: 100) { nodes { displayName
    assignments(first: 10) { totalCount hiddenCount complete nodes { target excluded group { displayName } } } } } }`;
  const of = async (as: string, name: string) => {
    const { data, errors } = await demo.ask(POLICIES, { as: at(as) });
    expect(errors).toEqual([]);
    return data.policies.nodes.find((each: { displayName: string }) => each.displayName === name).assignments;
  };

  test('is counted, and named only to who can see it', async () => {
    const nodes = [{ target: 'GROUP', excluded: false, group: { displayName: 'Lyon' } }];
    expect(await of('helpdesk', 'macOS – Background items')).toEqual({
      totalCount: 1,
      hiddenCount: 0,
      complete: true,
      nodes,
    });
    expect(await of('helpdesk.paris', 'macOS – Background items')).toEqual({
      ...{ totalCount: 0, hiddenCount: 1, complete: false, nodes: [] },
    });
  });
});

/** Fabrikam with some apps for ben, as each assignment says. */
async function withAssignments(
  assignments: Readonly<Record<string, readonly object[]>>,
  over: Parameters<typeof tenantFolder>[0] = {},
): Promise<Service> {
  const service = await startService({ demo: false });
  services.push(service);
  const folder = tenantFolder({
    mobileApps: collection(
      Object.keys(assignments).map((id) => ({ '@odata.type': '#microsoft.graph.win32LobApp', id, displayName: id })),
    ),
    mobileAppAssignments: batch(assignments),
    mobileAppIntentAndStates: batch({}),
    mobileAppDeviceStatuses: batch({}),
    ...over,
  });
  await importTenant(service.database.writer, { source: await folderSource(folder.path), now: NOW });
  return service;
}

const target = (type: string, more: object = {}) => ({
  intent: 'required',
  target: { '@odata.type': `#microsoft.graph.${type}AssignmentTarget`, ...more },
});
const filtered = (id: string) => ({
  deviceAndAppManagementAssignmentFilterId: id,
  deviceAndAppManagementAssignmentFilterType: 'include',
});
const OF_BEN = `{ user(userPrincipalName: "ben@fabrikam.example") {
  assignedApps(first: 100) { totalCount nodes { app { displayName } outcome through { group { displayName } } } }
  devices { nodes { assignedApps(first: 100) { nodes { app { displayName } outcome } } } } } }`;

describe('what Microsoft Graph can tell amiss', () => {
  test('a group that is gone reaches nobody; it is listed without a name', async () => {
    const service = await withAssignments({ reader: [target('group', { groupId: 'group-gone' })] });
    const { data } = await service.ask(
      `{ apps { nodes { assignments { totalCount hiddenCount nodes { target group { id } } } } }
         user(userPrincipalName: "ben@fabrikam.example") { assignedApps { totalCount } } }`,
      { as: ADA },
    );
    expect(data.apps.nodes[0].assignments).toEqual({
      ...{ totalCount: 1, hiddenCount: 0, nodes: [{ target: 'GROUP', group: null }] },
    });
    expect(data.user.assignedApps.totalCount).toBe(0);
  });

  test('what only excludes somebody is not assigned, neither to the user nor to the device', async () => {
    const not = target('exclusionGroup', { groupId: 'group-Out' });
    const service = await withAssignments(
      {
        mine: [target('group', { groupId: 'group-In' }), not],
        never: [target('group', { groupId: 'group-Other' }), not],
      },
      {
        groups: collection(['Operators', 'In', 'Out', 'Other'].map((name) => group(name))),
        groupMembers: batch({
          'group-Operators': [member('user', 'ada')],
          'group-In': [member('user', 'ben')],
          'group-Out': [member('user', 'ben')],
          'group-Other': [member('user', 'ada')],
        }),
      },
    );
    const { data } = await service.ask(OF_BEN, { as: ADA });
    const mine = { app: { displayName: 'mine' }, outcome: 'EXCLUDED' };

    expect(data.user.assignedApps).toMatchObject({ totalCount: 1, nodes: [mine] });
    expect(data.user.devices.nodes[0].assignedApps.nodes).toEqual([mine]);
  });

  test('a filter that is gone, that cannot be read or asks what is not known decides nothing', async () => {
    const filters = [
      ['broken', '(device.manufacturer -eq "Dell"'],
      ['strange', '(device.fluxCapacitor -eq "on")'],
      ['either', '(device.fluxCapacitor -eq "on") or (device.deviceName -startsWith "LAP")'],
      ['neither', 'not (device.deviceName -in ["laptop", "desktop"])'],
    ].map(([id, rule]) => ({ id, displayName: id, platform: 'windows10AndLater', rule }));
    const service = await withAssignments(
      Object.fromEntries(
        ['gone', 'broken', 'strange', 'either', 'neither'].map((id) => [id, [target('allDevices', filtered(id))]]),
      ),
      { assignmentFilters: collection(filters) },
    );
    const { data } = await service.ask(OF_BEN, { as: ADA });
    const outcomes = data.user.devices.nodes[0].assignedApps.nodes.map(
      ({ app, outcome }: Assigned & { app: { displayName: string } }) => [app.displayName, outcome],
    );
    expect(Object.fromEntries(outcomes)).toEqual({
      gone: 'DEPENDS_ON_FILTER',
      broken: 'DEPENDS_ON_FILTER',
      strange: 'DEPENDS_ON_FILTER',
      either: 'ASSIGNED',
      neither: 'FILTERED_OUT',
    });
  });

  test('an unknown target and a missing one reach nobody', async () => {
    const service = await withAssignments({ odd: [target('moonPhase'), { intent: 'required', target: null }] });
    const { data } = await service.ask('{ apps { nodes { assignments { nodes { target } } } } }', { as: ADA });
    expect(data.apps.nodes[0].assignments.nodes).toEqual([{ target: 'UNKNOWN' }, { target: 'UNKNOWN' }]);
  });

  test('2,000 assignments of one app are read in pages, and a user in 500 groups gets what reaches each', async () => {
    const names = Array.from({ length: 500 }, (_, i) => `many-${i}`);
    const groups = Array.from({ length: 2_000 }, (_, i) => target('group', { groupId: `group-many-${i}` }));
    const service = await withAssignments(
      { many: groups, few: [target('group', { groupId: 'group-many-499' })] },
      {
        users: collection([user('ada'), user('ben')]),
        groups: collection([group('Operators'), ...names.map((name) => group(name))]),
        groupMembers: batch({
          'group-Operators': [member('user', 'ada')],
          ...Object.fromEntries(names.map((name) => [`group-${name}`, [member('user', 'ben')]])),
        }),
        managedDevices: collection([]),
        deviceCompliancePolicyStates: batch({}),
        deviceConfigurationStates: batch({}),
        troubleshootingEvents: collection([]),
      },
    );
    const { data, errors } = await service.ask(
      `{ apps { nodes { displayName assignments(first: 100) { totalCount nodes { target } pageInfo { hasNextPage } } } }
         user(userPrincipalName: "ben@fabrikam.example") { assignedApps { nodes { app { displayName } through { target } } } } }`,
      { as: ADA },
    );
    expect(errors).toEqual([]);
    const [few, many] = data.apps.nodes;
    expect([few.assignments.totalCount, many.assignments.totalCount]).toEqual([1, 2_000]);
    expect(many.assignments.pageInfo.hasNextPage).toBe(true);
    expect(data.user.assignedApps.nodes.map(({ through }: { through: unknown[] }) => through.length)).toEqual([1, 500]);
  });
});
