import { toNodeId } from '../../src/resolving/node-id';
import { drawn, WHOLE } from '../support/amount';
import { needed } from '../support/needed';
import { operatorWith } from '../support/operators';
import { type Answer, asImport, refusals, type Service, startService } from '../support/service';

/** The operators of the demo tenant, and the users in their scopes, by the local part of their names. */
const at = (name: string) => `${name}@contoso.example`;
const name = (user: { userPrincipalName: string }) => user.userPrincipalName.replace('@contoso.example', '');

const LYON = [
  ...['aurelie.masson', 'bastien.rolland', 'clement.renaud', 'gael.perrin', 'ines.moreau', 'leila.haddad'],
  ...['noemie.blanc', 'piotr.kowalczyk', 'quentin.dumas', 'salome.chevalier', 'split', 'unlicensed'],
];
const PARIS = [
  ...['amelie.roux', 'antoine.girard', 'camille.leroy', 'dragan.petrovic', 'etienne.caron', 'fatou.diallo'],
  ...['helpdesk', 'helpdesk.paris', 'hugo.fontaine', 'isabelle.faure', 'jeanne.lefevre', 'lucie.garnier'],
  ...['marc.dubois', 'mehdi.benali', 'minh.nguyen', 'olivia.martin', 'oumar.ba', 'pascale.vidal'],
  ...['rachid.amrani', 'sigrid.oyelaran', 'simon.petit', 'zoe.bernard'],
];
const FIELD_SERVICE = [
  ...['aylin.demir', 'bastien.rolland', 'carlos.ortega', 'ewa.lewandowska', 'gael.perrin', 'leila.haddad'],
  ...['matteo.ricci', 'piotr.kowalczyk', 'stefan.krause'],
];
const FIELD_SERVICE_DEVICES = [
  ...['BER-AND-0309', 'BER-IPH-0089', 'BER-LT-0041', 'LYO-AND-0279', 'LYO-AND-0281', 'LYO-IPH-0201', 'LYO-LT-0052'],
  ...['LYO-LT-0054', 'LYO-VAN-T01', 'LYO-VAN-T02', 'LYO-VAN-T03', 'LYO-VAN-T04', 'MAD-AND-0150', 'MAD-IPH-0348'],
];

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const ask = (as: string, query: string, variables: Record<string, unknown> = {}, of: Service = service) =>
  of.ask(query, { as: at(as), variables });

/** The data of an answer without errors. */
async function dataFor(as: string, query: string, variables: Record<string, unknown> = {}, of: Service = service) {
  const answer = await ask(as, query, variables, of);
  expect(answer.errors).toEqual([]);
  return answer.data;
}

const userId = async (user: string): Promise<string> =>
  (await dataFor('admin', 'query ($upn: String!) { user(userPrincipalName: $upn) { id } }', { upn: at(user) })).user.id;
const named = async (list: 'devices' | 'groups' | 'apps', field: string, wanted: string): Promise<string> => {
  const data = await dataFor('admin', `query ($s: String!) { ${list}(search: $s) { nodes { id ${field} } } }`, {
    s: wanted,
  });
  return data[list].nodes.find((node: Record<string, string>) => node[field] === wanted).id;
};
const deviceId = (device: string) => named('devices', 'deviceName', device);
const groupId = (group: string) => named('groups', 'displayName', group);

/** The id that an object of this type would have if it existed. */
function neverWas(id: string): string {
  const [type = '', key = ''] = Buffer.from(id, 'base64url').toString().split(/:(.*)/s);
  return Buffer.from(`${type}:${key.replace(/[0-9a-z](?=[^/]*$)/g, '0')}`).toString('base64url');
}

/** An answer without the parts that differ in every request. */
const bytes = ({ status, text, headers }: Answer) => ({
  status,
  text,
  headers: Object.fromEntries([...headers].filter(([header]) => header !== 'x-request-id' && header !== 'date')),
});

describe('lists of everything', () => {
  const users = async (as: string) =>
    (await dataFor(as, '{ users(first: 100) { totalCount nodes { userPrincipalName } } }')).users;
  const devices = async (as: string) =>
    (await dataFor(as, '{ devices(first: 100) { totalCount complete nodes { deviceName } } }')).devices;

  test('users are those of the scope, nested groups included', async () => {
    expect(await users('admin')).toMatchObject({ totalCount: 60 });
    for (const [as, visible] of [
      ['split', LYON],
      ['helpdesk.paris', PARIS],
    ] as const) {
      const { totalCount, nodes } = await users(as);
      expect(nodes.map(name).sort()).toEqual([...visible].sort());
      expect(totalCount).toBe(visible.length);
    }
  });

  test('devices are those of the scope, by their primary user or as members of a nested device group', async () => {
    const { totalCount, complete, nodes } = await devices('split');

    expect(nodes.map(({ deviceName }: { deviceName: string }) => deviceName)).toEqual(FIELD_SERVICE_DEVICES);
    expect({ totalCount, complete }).toEqual({ totalCount: 14, complete: false });
  });

  test('devices follow their primary users where the scope names no device', async () => {
    const all = await dataFor(
      'admin',
      '{ devices(first: 100) { nodes { deviceName primaryUser { userPrincipalName } } pageInfo { endCursor } } }',
    );
    const rest = await dataFor(
      'admin',
      'query ($after: String!) { devices(after: $after) { nodes { deviceName primaryUser { userPrincipalName } } } }',
      { after: all.devices.pageInfo.endCursor },
    );
    type Row = { deviceName: string; primaryUser: { userPrincipalName: string } | null };
    const everywhere: Row[] = [...all.devices.nodes, ...rest.devices.nodes];
    const ofParis = everywhere.filter(({ primaryUser }) => primaryUser !== null && PARIS.includes(name(primaryUser)));
    const { totalCount, complete, nodes } = await devices('helpdesk.paris');

    expect(everywhere).toHaveLength(120);
    expect(nodes).toEqual(ofParis.map(({ deviceName }) => ({ deviceName })));
    expect({ totalCount, complete }).toEqual({ totalCount: ofParis.length, complete: false });
  });

  test('everything is complete where the scope is everything', async () => {
    expect(await devices('admin')).toMatchObject({ totalCount: 120, complete: true });
    expect(await devices('helpdesk')).toMatchObject({ totalCount: 120, complete: true });
  });

  test('numbers about an app count only visible devices', async () => {
    const id = await named('apps', 'displayName', 'Adobe Acrobat Reader DC');
    const query = `query ($id: ID!) {
      app(id: $id) { installStates(filter: { states: [FAILED] }, first: 100) { totalCount complete nodes { device { deviceName } } } }
    }`;
    const admin = (await dataFor('admin', query, { id })).app.installStates;
    const paris = (await dataFor('helpdesk.paris', query, { id })).app.installStates;

    expect(admin).toMatchObject({ totalCount: 3, complete: true });
    expect(admin.nodes.map(({ device }: { device: { deviceName: string } }) => device.deviceName).sort()).toEqual([
      'LYO-LT-0052',
      'MAD-LT-0243',
      'PAR-LT-0412',
    ]);
    expect(paris).toEqual({ totalCount: 1, complete: false, nodes: [{ device: { deviceName: 'PAR-LT-0412' } }] });
  });
});

describe('a list about one subject', () => {
  const query = `query ($upn: String!) {
    user(userPrincipalName: $upn) {
      status { deviceCount noncompliantDeviceCount }
      devices(first: 1) { totalCount complete nodes { deviceName } pageInfo { hasNextPage hasPreviousPage } }
      enrollmentFailures { totalCount complete }
    }
  }`;

  test('a list about a subject in scope is complete, empty or not', async () => {
    const { user } = await dataFor('split', query, { upn: at('leila.haddad') });
    const { user: without } = await dataFor('helpdesk', query, { upn: at('nora.lindqvist') });

    expect(user).toEqual({
      status: { deviceCount: 2, noncompliantDeviceCount: 0 },
      devices: {
        totalCount: 2,
        complete: true,
        nodes: [{ deviceName: 'LYO-IPH-0201' }],
        pageInfo: { hasNextPage: true, hasPreviousPage: false },
      },
      enrollmentFailures: { totalCount: 0, complete: true },
    });
    expect(without.devices).toMatchObject({ totalCount: 0, complete: true });
  });

  test('a list of which only a part is in scope is incomplete, and no number or page tells of the rest', async () => {
    const answer = await ask('split', query, { upn: at('noemie.blanc') });

    expect(answer.data.user).toEqual({
      status: { deviceCount: null, noncompliantDeviceCount: null },
      devices: {
        totalCount: 1,
        complete: false,
        nodes: [{ deviceName: 'LYO-VAN-T01' }],
        pageInfo: { hasNextPage: false, hasPreviousPage: false },
      },
      enrollmentFailures: null,
    });
    expect(answer.errors.map(({ extensions }) => extensions)).toEqual(
      ['User.enrollmentFailures', 'UserStatus.deviceCount', 'UserStatus.noncompliantDeviceCount'].map((coordinate) => ({
        code: 'FORBIDDEN',
        reason: 'OUT_OF_SCOPE',
        missing: ['MANAGED_DEVICES_READ'],
        coordinate,
      })),
    );
    expect(refusals(answer)).toEqual([
      'user.enrollmentFailures: FORBIDDEN OUT_OF_SCOPE MANAGED_DEVICES_READ',
      'user.status.deviceCount: FORBIDDEN OUT_OF_SCOPE MANAGED_DEVICES_READ',
      'user.status.noncompliantDeviceCount: FORBIDDEN OUT_OF_SCOPE MANAGED_DEVICES_READ',
    ]);
  });

  test('a list with nothing in scope is refused, and does not tell whether there is anything', async () => {
    const withOne = await ask('split', query, { upn: at('ines.moreau') });
    const withNone = await ask('split', query, { upn: at('unlicensed') });
    const counts = await dataFor(
      'admin',
      `query ($a: String!, $b: String!) {
      one: user(userPrincipalName: $a) { status { deviceCount } enrollmentFailures { totalCount } }
      none: user(userPrincipalName: $b) { status { deviceCount } enrollmentFailures { totalCount } }
    }`,
      { a: at('ines.moreau'), b: at('unlicensed') },
    );

    expect(counts).toEqual({
      one: { status: { deviceCount: 1 }, enrollmentFailures: { totalCount: 2 } },
      none: { status: { deviceCount: 0 }, enrollmentFailures: { totalCount: 0 } },
    });
    expect(withOne.data.user).toEqual({
      status: { deviceCount: null, noncompliantDeviceCount: null },
      devices: null,
      enrollmentFailures: null,
    });
    expect(refusals(withOne)[0]).toBe('user.devices: FORBIDDEN OUT_OF_SCOPE MANAGED_DEVICES_READ');
    expect(withOne.errors[0]?.extensions).toMatchObject({ coordinate: 'User.devices' });
    expect(withOne.errors).toHaveLength(4);
    expect(withNone.text).toBe(withOne.text);
  });

  test('the groups of a device are cut, and refused, by the scope of the users and groups', async () => {
    const memberships = `query ($search: String!) {
      devices(search: $search) { nodes { deviceName groupMemberships { complete totalCount nodes { kind group { displayName } } } } }
    }`;
    const vans = [
      { kind: 'TRANSITIVE', group: { displayName: 'Field service' } },
      { kind: 'DIRECT', group: { displayName: 'Field service vans' } },
    ];
    const { devices } = await dataFor('split', memberships, { search: 'LYO-VAN' });
    // Carlos is not in Lyon, and his phone is in no group of Lyon.
    const phone = await ask('split', memberships, { search: 'MAD-AND-0150' });

    expect(devices.nodes).toEqual([
      { deviceName: 'LYO-VAN-T01', groupMemberships: { complete: true, totalCount: 2, nodes: vans } },
      { deviceName: 'LYO-VAN-T02', groupMemberships: { complete: false, totalCount: 2, nodes: vans } },
      { deviceName: 'LYO-VAN-T03', groupMemberships: { complete: true, totalCount: 2, nodes: vans } },
      { deviceName: 'LYO-VAN-T04', groupMemberships: { complete: false, totalCount: 2, nodes: vans } },
    ]);
    expect(phone.data.devices.nodes).toEqual([{ deviceName: 'MAD-AND-0150', groupMemberships: null }]);
    expect(refusals(phone)).toEqual(['devices.nodes.0.groupMemberships: FORBIDDEN OUT_OF_SCOPE ORGANIZATION_READ']);
  });
});

describe('a group', () => {
  test('a group is visible when it is or is nested in a scope group, or has a visible member, and no other is', async () => {
    const visible = async (as: string) => {
      const { groups } = await dataFor(as, '{ groups(first: 100) { nodes { displayName } } }');
      return groups.nodes.map(({ displayName }: { displayName: string }) => displayName);
    };

    expect(await visible('split')).toEqual([
      'Company iPhones and iPads',
      'Field service',
      'Field service vans',
      'France offices',
      'Help desk',
      'Licence – EMS E3',
      'Lyon',
      'Project Aurora',
      'Project Aurora – partners',
      'Regional support',
      'Windows laptops',
    ]);
    expect(await visible('helpdesk.paris')).toEqual([
      'Company iPhones and iPads',
      // Through the van of rachid.amrani.
      'Field service',
      'Field service vans',
      'France offices',
      'Help desk',
      'Help desk Paris',
      'Licence – EMS E3',
      'Paris',
      'Paris Headquarters',
      'Paris Logistics',
      'Paris Sales',
      'Paris Warehouse',
      'Sales Europe',
      'Sales – all countries',
      'Windows laptops',
    ]);
    // Including the empty ones and the one that this service created.
    expect(await visible('admin')).toHaveLength(26);
  });

  test('the list of groups counts only those that the viewer can see', async () => {
    const count = async (as: string) => (await dataFor(as, '{ groups(first: 1) { totalCount } }')).groups.totalCount;

    expect(await count('split')).toBe(11);
    expect(await count('helpdesk.paris')).toBe(15);
    expect(await count('admin')).toBe(26);
  });

  const query = `query ($id: ID!) {
    group(id: $id) {
      users(transitive: true, first: 100) { totalCount nodes { userPrincipalName } }
      direct: users(first: 100) { totalCount }
      groups { totalCount nodes { displayName } }
    }
  }`;

  test('a group shows and counts only its visible members', async () => {
    const [fieldService, franceOffices] = [await groupId('Field service'), await groupId('France offices')];
    const seen = async (as: string, id: string) => {
      const { group } = await dataFor(as, query, { id });
      return {
        users: group.users.nodes.map(name).sort(),
        counts: [group.users.totalCount, group.direct.totalCount, group.groups.totalCount],
        groups: group.groups.nodes.map(({ displayName }: { displayName: string }) => displayName),
      };
    };

    expect(await seen('split', fieldService)).toEqual({
      users: ['bastien.rolland', 'gael.perrin', 'leila.haddad', 'piotr.kowalczyk'],
      counts: [4, 4, 1],
      groups: ['Field service vans'],
    });
    expect(await seen('admin', fieldService)).toMatchObject({ users: FIELD_SERVICE, counts: [9, 9, 1] });
    expect(await seen('split', franceOffices)).toEqual({ users: LYON, counts: [12, 0, 1], groups: ['Lyon'] });
    expect(await seen('helpdesk.paris', franceOffices)).toEqual({
      users: PARIS,
      counts: [22, 0, 1],
      groups: ['Paris'],
    });
    expect(await seen('admin', franceOffices)).toMatchObject({ counts: [34, 0, 2], groups: ['Lyon', 'Paris'] });
  });

  test('a group may be nested in itself', async () => {
    const [aurora, partners] = [await groupId('Project Aurora'), await groupId('Project Aurora – partners')];
    const [one, other] = [
      await dataFor('admin', query, { id: aurora }),
      await dataFor('admin', query, { id: partners }),
    ];

    expect(one.group.groups.nodes).toEqual([{ displayName: 'Project Aurora – partners' }]);
    expect(other.group.groups.nodes).toEqual([{ displayName: 'Project Aurora' }]);
    expect(one.group.users).toEqual(other.group.users);
    expect(one.group.users.totalCount).toBe(4);
  });

  const devices = `query ($id: ID!) {
    group(id: $id) { devices(transitive: true) { totalCount complete nodes { deviceName } } direct: devices { totalCount complete } }
  }`;

  test('a group shows its member devices by the scope of devices', async () => {
    const { group } = await dataFor('split', devices, { id: await groupId('Windows laptops') });

    expect(group.devices).toEqual({
      totalCount: 3,
      complete: false,
      nodes: [{ deviceName: 'BER-LT-0041' }, { deviceName: 'LYO-LT-0052' }, { deviceName: 'LYO-LT-0054' }],
    });
  });

  test('a group that the scope contains leaves no device out', async () => {
    const { group } = await dataFor('split', devices, { id: await groupId('Field service') });
    const { group: nested } = await dataFor('split', devices, { id: await groupId('Field service vans') });
    const { group: everywhere } = await dataFor('admin', devices, { id: await groupId('Field service') });

    expect(group.devices.nodes).toEqual(FIELD_SERVICE_DEVICES.slice(8, 12).map((deviceName) => ({ deviceName })));
    expect(everywhere).toMatchObject({ devices: { complete: true }, direct: { complete: true } });
    expect(group).toMatchObject({
      devices: { totalCount: 4, complete: true },
      direct: { totalCount: 0, complete: true },
    });
    expect(nested).toMatchObject({
      devices: { totalCount: 4, complete: true },
      direct: { totalCount: 4, complete: true },
    });
  });

  test('a group that is not visible does not exist', async () => {
    const berlin = await groupId('Berlin');
    const [hidden, never] = await Promise.all([berlin, neverWas(berlin)].map((id) => ask('split', query, { id })));

    expect(hidden?.data).toEqual({ group: null });
    expect(hidden?.errors).toEqual([]);
    expect(bytes(hidden as Answer)).toEqual(bytes(never as Answer));
  });

  test('the groups of a user in scope are all there', async () => {
    const memberships =
      'query ($upn: String!) { user(userPrincipalName: $upn) { groupMemberships { totalCount complete nodes { kind group { displayName } } } } }';
    const { user } = await dataFor('helpdesk.paris', memberships, { upn: at('marc.dubois') });

    expect(user.groupMemberships).toMatchObject({ totalCount: 5, complete: true });
    expect({ user }).toEqual(await dataFor('admin', memberships, { upn: at('marc.dubois') }));
  });
});

describe('a link to one thing', () => {
  test('a link is null without a target, and refused where the target is out of scope', async () => {
    const answer = await ask(
      'split',
      '{ devices(first: 100) { nodes { deviceName primaryUser { userPrincipalName } } } }',
    );
    const links = Object.fromEntries(
      answer.data.devices.nodes.map(
        (node: { deviceName: string; primaryUser: { userPrincipalName: string } | null }) => [
          node.deviceName,
          node.primaryUser && name(node.primaryUser),
        ],
      ),
    );

    expect(links).toEqual({
      'BER-AND-0309': null,
      'BER-IPH-0089': null,
      'BER-LT-0041': null,
      'LYO-AND-0279': 'gael.perrin',
      'LYO-AND-0281': 'piotr.kowalczyk',
      'LYO-IPH-0201': 'leila.haddad',
      'LYO-LT-0052': 'bastien.rolland',
      'LYO-LT-0054': 'leila.haddad',
      'LYO-VAN-T01': 'noemie.blanc',
      'LYO-VAN-T02': null,
      'LYO-VAN-T03': 'gael.perrin',
      'LYO-VAN-T04': null,
      'MAD-AND-0150': null,
      'MAD-IPH-0348': null,
    });
    // Nobody uses LYO-VAN-T02, the tenth.
    expect(refusals(answer)).toEqual(
      [0, 1, 2, 11, 12, 13].map((i) => `devices.nodes.${i}.primaryUser: FORBIDDEN OUT_OF_SCOPE ORGANIZATION_READ`),
    );
    expect(answer.errors[0]?.extensions).toMatchObject({ coordinate: 'Device.primaryUser' });
  });
});

describe('a filter by what is not visible', () => {
  const byUser =
    'query ($id: ID!) { devices(filter: { primaryUserId: $id }) { totalCount complete nodes { deviceName } } }';
  const devicesByGroup = 'query ($id: ID!) { devices(filter: { groupId: $id }) { totalCount nodes { deviceName } } }';
  const usersByGroup =
    'query ($id: ID!) { users(filter: { groupId: $id }) { totalCount nodes { userPrincipalName } } }';

  test('a filter by a hidden primary user finds nothing, though the device itself is visible', async () => {
    const rachid = await userId('rachid.amrani');
    const hidden = await ask('split', byUser, { id: rachid });

    expect(hidden.data.devices).toEqual({ totalCount: 0, complete: false, nodes: [] });
    expect(bytes(hidden)).toEqual(bytes(await ask('split', byUser, { id: neverWas(rachid) })));
    const { devices } = await dataFor('split', byUser, { id: await userId('noemie.blanc') });
    expect(devices).toEqual({ totalCount: 1, complete: false, nodes: [{ deviceName: 'LYO-VAN-T01' }] });
  });

  test('a filter by a hidden group finds nothing, and by a visible group the visible part of it', async () => {
    // Stefan and his laptop are in Berlin, and the laptop is in split's scope.
    const berlin = await groupId('Berlin');
    for (const [list, query] of [
      ['devices', devicesByGroup],
      ['users', usersByGroup],
    ] as const) {
      const hidden = await ask('split', query, { id: berlin });
      expect(hidden.data).toEqual({ [list]: { totalCount: 0, nodes: [] } });
      expect(bytes(hidden)).toEqual(bytes(await ask('split', query, { id: neverWas(berlin) })));
    }
    const id = await groupId('Field service');
    const { devices } = await dataFor('split', devicesByGroup, { id });
    const { users } = await dataFor('split', usersByGroup, { id });
    expect(devices.nodes.map(({ deviceName }: { deviceName: string }) => deviceName)).toEqual([
      'LYO-VAN-T01',
      'LYO-VAN-T02',
      'LYO-VAN-T03',
      'LYO-VAN-T04',
    ]);
    expect(users.nodes.map(name)).toEqual(['bastien.rolland', 'gael.perrin', 'leila.haddad', 'piotr.kowalczyk']);
  });

  test('a filter by non-compliant devices counts only visible devices', async () => {
    const query =
      'query ($has: Boolean!) { users(filter: { hasNoncompliantDevice: $has }, first: 100) { totalCount nodes { userPrincipalName } } }';
    const found = async (as: string, has: boolean) => {
      const { users } = await dataFor(as, query, { has });
      expect(users.totalCount).toBe(users.nodes.length);
      return users.nodes.map(name);
    };

    expect(await found('admin', true)).toEqual([
      'amelie.roux',
      'aurelie.masson',
      'bastien.rolland',
      'jeanne.lefevre',
      'lena.fischer',
      'lucie.garnier',
      'marc.dubois',
      'minh.nguyen',
      'olivia.martin',
      'salome.chevalier',
    ]);
    expect(await found('admin', false)).toHaveLength(50);
    // The laptop of salome.chevalier is in error, but not in split's scope.
    expect(await found('split', true)).toEqual(['bastien.rolland']);
    expect((await found('split', false)).sort()).toEqual(LYON.filter((user) => user !== 'bastien.rolland'));
  });
});

describe('what can be asked for by id', () => {
  interface Harvested {
    readonly id: string;
    readonly type: string;
    /** The owner, or the device. */
    readonly user?: string;
    readonly device?: string;
  }
  const harvest: Harvested[] = [];
  const owners = new Map<string, string | null>();

  beforeAll(async () => {
    const take = (type: string, nodes: readonly { id: string }[], of: Omit<Harvested, 'id' | 'type'> = {}) =>
      harvest.push(...nodes.map(({ id }) => ({ id, type, ...of })));
    const tenant = await dataFor(
      'admin',
      `{
      tenant { id } viewer { id }
      groups(first: 100) { nodes { id } } apps(first: 100) { nodes { id } }
      roles(first: 100) { nodes { id } } roleAssignments(first: 100) { nodes { id } }
        auditEvents(first: 100) { nodes { id } }
    }`,
    );
    take('Tenant', [tenant.tenant]);
    take('Viewer', [tenant.viewer]);
    take('App', tenant.apps.nodes);
    take('Role', tenant.roles.nodes);
    take('AuditEvent', tenant.auditEvents.nodes);
    take('RoleAssignment', tenant.roleAssignments.nodes);
    take('Group', tenant.groups.nodes);

    const policies = new Set<string>();
    for (let after: string | null = null; ; ) {
      const { users }: Answer['data'] = await dataFor(
        'admin',
        `query ($after: String) {
          users(first: 30, after: $after) {
            nodes {
              id userPrincipalName
              appProtectionStates(first: 100) { nodes { id } }
              appProtectionPolicies(first: 100) { nodes { id } }
              enrollmentFailures(first: 100) { nodes { id } }
            }
            pageInfo { hasNextPage endCursor }
          }
        }`,
        { after },
      );
      for (const user of users.nodes) {
        const of = { user: name(user) };
        take('User', [user], of);
        take('AppProtectionState', user.appProtectionStates.nodes, of);
        take('EnrollmentFailure', user.enrollmentFailures.nodes, of);
        for (const { id } of user.appProtectionPolicies.nodes) policies.add(id);
      }
      if (!users.pageInfo.hasNextPage) break;
      after = users.pageInfo.endCursor;
    }
    take(
      'AppProtectionPolicy',
      [...policies].map((id) => ({ id })),
    );
    for (let after: string | null = null; ; ) {
      const { policies: page }: Answer['data'] = await dataFor(
        'admin',
        `query ($after: String) {
          policies(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
        }`,
        { after },
      );
      take('Policy', page.nodes);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    for (let after: string | null = null; ; ) {
      const { devices }: Answer['data'] = await dataFor(
        'admin',
        `query ($after: String) {
          devices(first: 60, after: $after) {
            nodes {
              id deviceName primaryUser { userPrincipalName }
              compliancePolicyStates { id } configurationStates { id }
              appInstallStates(first: 30) { nodes { id } }
            }
            pageInfo { hasNextPage endCursor }
          }
        }`,
        { after },
      );
      for (const device of devices.nodes) {
        const of = { device: device.deviceName };
        owners.set(device.deviceName, device.primaryUser && name(device.primaryUser));
        take('Device', [device], of);
        take('CompliancePolicyState', device.compliancePolicyStates, of);
        take('ConfigurationState', device.configurationStates, of);
        take('AppInstallState', device.appInstallStates.nodes, of);
      }
      if (!devices.pageInfo.hasNextPage) break;
      after = devices.pageInfo.endCursor;
    }
  });

  const NEEDS: Readonly<Record<string, string | null>> = {
    App: 'MOBILE_APPS_READ',
    AppInstallState: 'MOBILE_APPS_READ',
    AppProtectionPolicy: 'MANAGED_APPS_READ',
    AppProtectionState: 'MANAGED_APPS_READ',
    AuditEvent: 'AUDIT_DATA_READ',
    CompliancePolicyState: 'MANAGED_DEVICES_READ',
    ConfigurationState: 'MANAGED_DEVICES_READ',
    Device: 'MANAGED_DEVICES_READ',
    EnrollmentFailure: 'MANAGED_DEVICES_READ',
    Group: 'ORGANIZATION_READ',
    Policy: 'MANAGED_DEVICES_READ',
    Role: 'ROLES_READ',
    RoleAssignment: 'ROLES_READ',
    Tenant: 'ORGANIZATION_READ',
    User: 'ORGANIZATION_READ',
    Viewer: null,
  };
  const FOUR = ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ', 'MOBILE_APPS_READ', 'MANAGED_APPS_READ'];
  const EVERYTHING = [...FOUR, 'ROLES_READ', 'AUDIT_DATA_READ'];
  /** The permissions of each operator, with the users in scope unless that is everyone. */
  const RIGHTS: Readonly<
    Record<string, { holds: readonly string[]; users?: readonly string[]; devices?: readonly string[] }>
  > = {
    admin: { holds: EVERYTHING },
    helpdesk: { holds: EVERYTHING },
    'helpdesk.paris': { holds: FOUR, users: PARIS },
    'apps.only': { holds: ['MOBILE_APPS_READ'] },
    split: { holds: ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'], users: LYON, devices: FIELD_SERVICE_DEVICES },
    nobody: { holds: [] },
  };

  test('the ids of the walk are of every type that has an id', async () => {
    const { __type } = await dataFor('nobody', '{ __type(name: "Node") { possibleTypes { name } } }');

    expect([...new Set(harvest.map(({ type }) => type))].sort()).toEqual(Object.keys(NEEDS));
    // The demo tenant has no known issues; test/http/known-issues.test.ts reads them by id.
    const types: string[] = __type.possibleTypes.map((type: { name: string }) => type.name);
    expect(types.filter((name) => name !== 'KnownIssue').sort()).toEqual(Object.keys(NEEDS));
    expect(new Set(harvest.map(({ id }) => id)).size).toBe(harvest.length);
    expect(harvest.length).toBeGreaterThan(2_000);
  });

  test.each(Object.keys(RIGHTS))('by id, %s sees what the lists would show, and nothing else', async (as) => {
    const { holds, users, devices } = RIGHTS[as] as (typeof RIGHTS)[string];
    const ownGroups = holds.includes('ORGANIZATION_READ')
      ? (await dataFor(as, '{ groups(first: 100) { nodes { id } } }')).groups.nodes.map(({ id }: { id: string }) => id)
      : [];
    const inScope = (thing: Harvested): boolean => {
      if (thing.type === 'Viewer') return as === 'admin';
      if (thing.type === 'Group') return ownGroups.includes(thing.id);
      // Devices of split, and objects of their users, follow the groups of the second assignment.
      if (thing.type === 'EnrollmentFailure' && as === 'split') return FIELD_SERVICE.includes(thing.user as string);
      if (thing.user !== undefined) return users === undefined || users.includes(thing.user);
      if (thing.device === undefined) return true;
      const owner = owners.get(thing.device);
      return devices?.includes(thing.device) ?? (users === undefined || (owner != null && users.includes(owner)));
    };
    const shown: Record<string, number> = {};
    const walked = Object.keys(NEEDS).flatMap((type) =>
      drawn(
        harvest.filter((thing) => thing.type === type),
        20,
        ({ id }) => `${as} ${id}`,
      ),
    );
    for (let i = 0; i < walked.length; i += 100) {
      const asked = walked.slice(i, i + 100);
      const answer = await ask(as, 'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
        ids: asked.map(({ id }) => id),
      });
      const lacks = (type: string) => {
        const permission = NEEDS[type];
        return permission != null && !holds.includes(permission) ? permission : null;
      };
      expect(answer.data.nodes).toEqual(
        asked.map((thing) =>
          lacks(thing.type) === null && inScope(thing) ? { __typename: thing.type, id: thing.id } : null,
        ),
      );
      expect(answer.errors.map(({ path, extensions }) => ({ path, ...extensions }))).toEqual(
        asked.flatMap(({ type }, at) => {
          const permission = lacks(type);
          return permission === null
            ? []
            : [
                {
                  path: ['nodes', at],
                  code: 'FORBIDDEN',
                  reason: 'PERMISSION',
                  missing: [permission],
                  coordinate: 'Query.nodes',
                },
              ];
        }),
      );
      for (const node of answer.data.nodes) if (node) shown[node.__typename] = (shown[node.__typename] ?? 0) + 1;
    }
    expect(Object.keys(shown).length > 0).toBe(as !== 'nobody');
    if (WHOLE && as === 'split')
      expect(shown).toMatchObject({ User: 12, Device: 14, Group: 11, EnrollmentFailure: 4, Tenant: 1 });
  });

  test.each(drawn(['split', 'helpdesk.paris', 'apps.only', 'nobody'], 2, (as) => as))(
    'an id that is hidden from %s is answered to the byte as one that never was',
    async (as) => {
      const query = 'query ($id: ID!) { node(id: $id) { __typename } }';
      let compared = 0;
      for (const type of Object.keys(NEEDS)) {
        const things = harvest.filter((thing) => thing.type === type);
        const { data } = await ask(as, 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
          ids: things.slice(-100).map(({ id }) => id),
        });
        const hidden = things.slice(-100).find((_, i) => data.nodes[i] === null);
        if (hidden === undefined) continue;
        const [real, never] = await Promise.all([hidden.id, neverWas(hidden.id)].map((id) => ask(as, query, { id })));
        expect({ type, ...bytes(real as Answer) }).toEqual({ type, ...bytes(never as Answer) });
        compared += 1;
      }
      expect(compared).toBeGreaterThan(5);
    },
  );
});

describe('assignments that this service does not understand', () => {
  test('assignments that this service does not understand say so, and why', async () => {
    const { roleAssignments } = await dataFor(
      'admin',
      '{ roleAssignments { nodes { displayName effective ineffectiveReason scopeGroups { displayName } operators { nodes { userPrincipalName } } } } }',
    );
    type Assignment = { displayName: string; effective: boolean; ineffectiveReason: string | null };
    const ineffective = roleAssignments.nodes.filter(({ effective }: Assignment) => !effective);

    expect(roleAssignments.nodes).toHaveLength(8);
    expect(ineffective).toEqual([
      {
        displayName: 'Berlin pilot',
        effective: false,
        ineffectiveReason: expect.stringContaining('scope tag'),
        scopeGroups: [{ displayName: 'Berlin' }],
        operators: { nodes: [{ userPrincipalName: at('split') }] },
      },
      {
        displayName: 'Contractors',
        effective: false,
        ineffectiveReason: expect.stringContaining('not allowed'),
        scopeGroups: [],
        operators: { nodes: [{ userPrincipalName: at('apps.only') }] },
      },
    ]);
    expect(
      roleAssignments.nodes.every(
        ({ effective, ineffectiveReason }: Assignment) => effective === (ineffectiveReason === null),
      ),
    ).toBe(true);
  });

  test('assignments that this service does not understand grant nothing: no Berlin for split, no devices for apps.only', async () => {
    const berlin = await dataFor(
      'split',
      '{ users(search: "lena fischer") { totalCount } devices(search: "BER-LT-0093") { totalCount } }',
    );
    const devices = await ask('apps.only', '{ devices { totalCount } }');

    expect(berlin).toEqual({ users: { totalCount: 0 }, devices: { totalCount: 0 } });
    expect(devices.data).toEqual({ devices: null });
    expect(refusals(devices)).toEqual(['devices: FORBIDDEN PERMISSION MANAGED_DEVICES_READ']);
  });
});

describe('the viewer', () => {
  const query = `{
    viewer {
      userPrincipalName state canTroubleshoot missingPermissions
      permissions { permission allUsers allDevices groups { displayName } }
    }
  }`;
  const over = (...groups: string[]) => ({
    allUsers: groups.length === 0,
    allDevices: groups.length === 0,
    groups: groups.map((displayName) => ({ displayName })),
  });
  const FOUR = ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ', 'MOBILE_APPS_READ', 'MANAGED_APPS_READ'];
  const HELP_DESK = [...FOUR, 'ROLES_READ', 'AUDIT_DATA_READ'];
  const ADMIN = [...HELP_DESK, 'ROLES_CREATE', 'ROLES_UPDATE', 'ROLES_DELETE', 'ROLES_ASSIGN'];
  const all = (permissions: readonly string[], scope = over()) =>
    permissions.map((permission) => ({ permission, ...scope }));

  test.each([
    ['admin', 'ACTIVE', true, [], all(ADMIN)],
    ['helpdesk', 'ACTIVE', true, [], all(HELP_DESK)],
    // Through a group nested in the help desk's group.
    ['late.shift', 'ACTIVE', true, [], all(HELP_DESK)],
    ['helpdesk.paris', 'ACTIVE', true, [], all(FOUR, over('Paris'))],
    [
      'apps.only',
      'ACTIVE',
      false,
      ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ', 'MANAGED_APPS_READ'],
      all(['MOBILE_APPS_READ']),
    ],
    [
      'split',
      'ACTIVE',
      false,
      ['MOBILE_APPS_READ', 'MANAGED_APPS_READ'],
      [...all(['ORGANIZATION_READ'], over('Lyon')), ...all(['MANAGED_DEVICES_READ'], over('Field service'))],
    ],
    ['unlicensed', 'UNLICENSED', false, [], all(HELP_DESK)],
    ['disabled', 'DISABLED', false, [], all(HELP_DESK)],
    ['nobody', 'ACTIVE', false, FOUR, []],
    // Microsoft does not say whether this account is enabled.
    ['grzegorz.zielinski', 'DISABLED', false, FOUR, []],
  ])('the viewer %s is %s', async (as, state, canTroubleshoot, missingPermissions, permissions) => {
    const { viewer } = await dataFor(as, query);
    const byName = (a: { permission: string }, b: { permission: string }) => (a.permission < b.permission ? -1 : 1);

    expect({ ...viewer, permissions: [...viewer.permissions].sort(byName) }).toEqual({
      userPrincipalName: at(as),
      state,
      canTroubleshoot,
      missingPermissions,
      permissions: [...permissions].sort(byName),
    });
  });

  test('the viewer is a user of the tenant, where the own scope holds them', async () => {
    const user = '{ viewer { user { userPrincipalName } } }';

    for (const as of ['admin', 'helpdesk.paris', 'split']) {
      expect(await dataFor(as, user)).toEqual({ viewer: { user: { userPrincipalName: at(as) } } });
    }
    expect(refusals(await ask('apps.only', user))).toEqual(['viewer.user: FORBIDDEN PERMISSION ORGANIZATION_READ']);
  });

  test('the viewer is told which of the four reads are missing over a user, and why', async () => {
    const missing = async (as: string, user: string) =>
      (
        await dataFor(
          as,
          'query ($upn: String!) { user(userPrincipalName: $upn) { viewerMissingPermissions { permission reason } } }',
          {
            upn: at(user),
          },
        )
      ).user.viewerMissingPermissions;
    const apps = [
      { permission: 'MOBILE_APPS_READ', reason: 'PERMISSION' },
      { permission: 'MANAGED_APPS_READ', reason: 'PERMISSION' },
    ];

    expect(await missing('split', 'bastien.rolland')).toEqual(apps);
    expect(await missing('split', 'ines.moreau')).toEqual([
      { permission: 'MANAGED_DEVICES_READ', reason: 'OUT_OF_SCOPE' },
      ...apps,
    ]);
    expect(await missing('split', 'noemie.blanc')).toEqual(await missing('split', 'ines.moreau'));
    expect(await missing('helpdesk.paris', 'marc.dubois')).toEqual([]);
    expect(await missing('admin', 'nora.lindqvist')).toEqual([]);
  });
});

describe('rights in the database', () => {
  let own: Service;
  beforeEach(async () => {
    own = await startService();
  });
  afterEach(() => own.stop());

  const write = (table: string, row: Record<string, unknown>) => own.database.writer(table).insert(row);
  const idsOf = async (table: string, column: string, value: string): Promise<string> =>
    (await own.database.writer(table).where(column, value).select('id'))[0].id;
  const user = (who: string) => idsOf('users', 'user_principal_name', at(who));
  const group = (what: string) => idsOf('groups', 'display_name', what);
  /** Creates an empty group. */
  async function newGroup(id: string, name = id) {
    const kind = { membership_type: 'ASSIGNED', security_enabled: 1, origin: 'LOCAL' };
    await write('groups', { id, display_name: name, name_key: name.toLowerCase(), ...kind });
    await write('group_ancestors', { group_id: id, ancestor_id: id });
  }
  /** Gives a user permissions over groups, all users or all devices, with a new role, assignment and group. */
  async function give(
    who: string,
    permissions: readonly string[],
    over: { groups?: string[]; allUsers?: 1; allDevices?: 1 },
  ) {
    const id = `${who} ${permissions.join(' ')}`;
    const named = { id, display_name: id, name_key: id };
    await newGroup(id);
    await write('group_members', { group_id: id, kind: 'USER', member_id: await user(who) });
    await write('roles', { ...named, origin: 'LOCAL' });
    for (const permission of permissions)
      await write('role_permissions', { role_id: id, action: permission, permission });
    const { allUsers: all_users = 0, allDevices: all_devices = 0 } = over;
    await write('role_assignments', { ...named, role_id: id, all_users, all_devices, origin: 'LOCAL' });
    await write('assignment_members', { assignment_id: id, group_id: id });
    for (const name of over.groups ?? []) {
      await write('assignment_scopes', { assignment_id: id, group_id: await group(name) });
    }
  }

  test('rights do not come from members who are no users any more', async () => {
    await newGroup('left', 'Left');
    await write('group_members', { group_id: 'left', kind: 'USER', member_id: 'gone' });
    await give('zoe.bernard', ['ORGANIZATION_READ', 'ROLES_READ'], { allUsers: 1 });
    await write('assignment_members', {
      assignment_id: 'zoe.bernard ORGANIZATION_READ ROLES_READ',
      group_id: 'left',
    });
    const query = `query ($group: ID!, $gone: ID!, $here: ID!) { group(id: $group) { id }
      gone: roleAssignments(filter: { operatorId: $gone }) { totalCount }
      here: roleAssignments(filter: { operatorId: $here }) { totalCount } }`;
    const variables = {
      group: toNodeId('Group', 'left'),
      gone: toNodeId('User', 'gone'),
      here: toNodeId('User', await user('zoe.bernard')),
    };

    expect(await dataFor('zoe.bernard', query, variables, own)).toEqual({
      group: null,
      gone: { totalCount: 0 },
      here: { totalCount: 1 },
    });
  });

  test('an assignment gives no rights where every group of its scope is gone, and says so', async () => {
    await newGroup('short', 'Short');
    await give('simon.petit', ['AUDIT_DATA_READ'], { groups: ['Short'] });
    const query = `query ($operator: ID!) {
      roleAssignments(filter: { operatorId: $operator }) { nodes { effective ineffectiveReason } }
      permission(permission: AUDIT_DATA_READ) { operators(first: 100) { nodes { id } } }
      user(id: $operator) { access { grants { permissions } } } }`;
    const operator = toNodeId('User', await user('simon.petit'));
    const read = async () => {
      const data = await dataFor('admin', query, { operator }, own);
      return [
        data.roleAssignments.nodes,
        data.permission.operators.nodes.some(({ id }: { id: string }) => id === operator),
        data.user.access.grants,
      ];
    };

    expect(await read()).toEqual([
      [{ effective: true, ineffectiveReason: null }],
      true,
      [{ permissions: ['AUDIT_DATA_READ'] }],
    ]);
    await own.database.writer('groups').where('id', 'short').delete();
    expect(await read()).toEqual([
      [{ effective: false, ineffectiveReason: 'Its scope is empty: no group, not all users, not all devices.' }],
      false,
      [{ permissions: [] }],
    ]);
  });

  test('rights end with a membership, at the next request', async () => {
    const query = '{ tenant { displayName } }';
    expect(await dataFor('late.shift', query, {}, own)).toEqual({ tenant: { displayName: 'Contoso' } });

    await own.database
      .writer('group_members')
      .where({ group_id: await group('Help desk – evening shift'), kind: 'USER', member_id: await user('late.shift') })
      .delete();
    const after = await ask('late.shift', query, {}, own);

    expect(after.data).toEqual({ tenant: null });
    expect(refusals(after)).toEqual(['tenant: FORBIDDEN PERMISSION ORGANIZATION_READ']);
    expect(await dataFor('helpdesk', query, {}, own)).toEqual({ tenant: { displayName: 'Contoso' } });
  });

  test('rights end with the account and with the licence, at the next request', async () => {
    const query = '{ viewer { state canTroubleshoot } tenant { displayName } }';
    const change = async (columns: Record<string, unknown>) =>
      own.database
        .writer('users')
        .where('id', await user('helpdesk'))
        .update(columns);
    const state = async () => {
      const answer = await ask('helpdesk', query, {}, own);
      return [answer.data.viewer, answer.data.tenant, refusals(answer)];
    };
    const active = [{ state: 'ACTIVE', canTroubleshoot: true }, { displayName: 'Contoso' }, []];

    expect(await state()).toEqual(active);
    for (const enabled of [0, null]) {
      await change({ account_enabled: enabled });
      expect(await state()).toEqual([
        { state: 'DISABLED', canTroubleshoot: false },
        null,
        ['tenant: FORBIDDEN DISABLED'],
      ]);
    }
    await change({ account_enabled: 1, intune_licensed: 0 });
    expect(await state()).toEqual([
      { state: 'UNLICENSED', canTroubleshoot: false },
      null,
      ['tenant: FORBIDDEN LICENSE'],
    ]);
    await change({ intune_licensed: 1 });
    expect(await state()).toEqual(active);
  });

  test('an operator who is deleted is unknown at the next request', async () => {
    const headers = { authorization: `Bearer ${await own.token(at('nobody'))}` };
    expect((await own.ask('{ viewer { id } }', { headers })).status).toBe(200);

    await own.database
      .writer('users')
      .where('id', await user('nobody'))
      .delete();

    const after = await own.ask('{ viewer { id } }', { headers });
    expect(after.status).toBe(401);
    expect(after.data).toBeUndefined();
  });

  test('rights shrink with a scope group, and end with the last', async () => {
    const query = '{ users { totalCount } }';
    const paris = await group('Paris');
    await asImport(own, (trx) => trx('assignment_scopes').where('group_id', paris).delete());
    const after = await ask('helpdesk.paris', query, {}, own);

    expect(after.data).toEqual({ users: null });
    expect(refusals(after)).toEqual(['users: FORBIDDEN PERMISSION ORGANIZATION_READ']);
  });

  test('rights of two assignments do not mix: users and apps of Paris with devices of Lyon', async () => {
    await give('nobody', ['ORGANIZATION_READ', 'MOBILE_APPS_READ'], { groups: ['Paris'] });
    await give('nobody', ['MANAGED_DEVICES_READ'], { groups: ['Lyon'] });
    const { users, devices } = await dataFor(
      'nobody',
      '{ users(first: 100) { nodes { userPrincipalName } } devices(first: 100) { nodes { id deviceName } } }',
      {},
      own,
    );
    const marc = await ask(
      'nobody',
      `query ($upn: String!) {
        user(userPrincipalName: $upn) {
          status { deviceCount failedAppCount notCheckedInAppCount }
          devices { totalCount }
          viewerMissingPermissions { permission reason }
        }
      }`,
      { upn: at('marc.dubois') },
      own,
    );

    expect(users.nodes.map(name).sort()).toEqual(PARIS);
    expect(devices.nodes).toHaveLength(14);
    for (const { deviceName } of devices.nodes) expect(deviceName).toMatch(/^LYO-/);
    expect(marc.data.user).toEqual({
      status: { deviceCount: null, failedAppCount: 2, notCheckedInAppCount: null },
      devices: null,
      viewerMissingPermissions: [
        { permission: 'MANAGED_DEVICES_READ', reason: 'OUT_OF_SCOPE' },
        { permission: 'MANAGED_APPS_READ', reason: 'PERMISSION' },
      ],
    });
    expect(refusals(marc)).toEqual([
      'user.devices: FORBIDDEN OUT_OF_SCOPE MANAGED_DEVICES_READ',
      'user.status.deviceCount: FORBIDDEN OUT_OF_SCOPE MANAGED_DEVICES_READ',
      'user.status.notCheckedInAppCount: FORBIDDEN PERMISSION MANAGED_APPS_READ',
    ]);

    const laptop = await ask(
      'nobody',
      'query ($id: ID!) { device(id: $id) { deviceName primaryUser { id } appInstallSummary appInstallStates { totalCount } } }',
      { id: await deviceId('LYO-LT-0122') },
      own,
    );
    expect(laptop.data.device).toEqual({
      deviceName: 'LYO-LT-0122',
      primaryUser: null,
      appInstallSummary: null,
      appInstallStates: null,
    });
    expect(laptop.errors.map(({ extensions }) => extensions)).toEqual(
      ['appInstallStates', 'appInstallSummary', 'primaryUser'].map((field) => ({
        code: 'FORBIDDEN',
        reason: 'OUT_OF_SCOPE',
        missing: [field === 'primaryUser' ? 'ORGANIZATION_READ' : 'MOBILE_APPS_READ'],
        coordinate: `Device.${field}`,
      })),
    );

    const app = await ask(
      'nobody',
      `query ($id: ID!) {
        app(id: $id) { installStates(filter: { states: [FAILED] }) { totalCount complete nodes { state device { deviceName } } } }
      }`,
      { id: await named('apps', 'displayName', 'Adobe Acrobat Reader DC') },
      own,
    );
    expect(app.data.app.installStates).toEqual({
      totalCount: 1,
      complete: false,
      nodes: [{ state: 'FAILED', device: null }],
    });
    expect(app.errors[0]?.extensions).toEqual({
      code: 'FORBIDDEN',
      reason: 'OUT_OF_SCOPE',
      missing: ['MANAGED_DEVICES_READ'],
      coordinate: 'AppInstallState.device',
    });
  });

  test('rights over all users leave out devices that nobody uses, and over all devices reach them', async () => {
    await give('nobody', ['MANAGED_DEVICES_READ'], { allUsers: 1 });
    const query = '{ devices(first: 1) { totalCount complete } shared: devices(search: "LYO-VAN-T02") { totalCount } }';

    expect(await dataFor('nobody', query, {}, own)).toEqual({
      devices: { totalCount: 110, complete: false },
      shared: { totalCount: 0 },
    });
    await own.database
      .writer('role_assignments')
      .where('id', 'like', 'nobody%')
      .update({ all_users: 0, all_devices: 1 });
    expect(await dataFor('nobody', query, {}, own)).toEqual({
      devices: { totalCount: 120, complete: true },
      shared: { totalCount: 1 },
    });
  });

  test('a filter by something unreadable is refused like the field, and only when it is used', async () => {
    await give('nobody', ['ORGANIZATION_READ'], { allUsers: 1, allDevices: 1 });
    await give('apps.only', ['MANAGED_DEVICES_READ'], { allUsers: 1, allDevices: 1 });
    const byDevice = 'query ($has: Boolean) { users(filter: { hasNoncompliantDevice: $has }) { totalCount } }';
    const byUser = 'query ($filter: DeviceFilter) { devices(filter: $filter) { totalCount } }';
    const refused = await ask('nobody', byDevice, { has: false }, own);

    expect(refused.data).toEqual({ users: null });
    expect(refused.errors.map(({ path, extensions }) => ({ path, ...extensions }))).toEqual([
      {
        path: ['users'],
        code: 'FORBIDDEN',
        reason: 'PERMISSION',
        missing: ['MANAGED_DEVICES_READ'],
        coordinate: 'UserFilter.hasNoncompliantDevice',
      },
    ]);
    expect(await dataFor('nobody', byDevice, { has: null }, own)).toEqual({ users: { totalCount: 60 } });
    for (const [field, id] of [
      ['primaryUserId', await userId('marc.dubois')],
      ['groupId', await groupId('Paris')],
    ] as const) {
      const answer = await ask('apps.only', byUser, { filter: { [field]: id } }, own);
      expect(answer.data).toEqual({ devices: null });
      expect(answer.errors[0]?.extensions).toMatchObject({
        missing: ['ORGANIZATION_READ'],
        coordinate: `DeviceFilter.${field}`,
      });
    }
    expect(await dataFor('apps.only', byUser, { filter: { primaryUserId: null } }, own)).toEqual({
      devices: { totalCount: 120 },
    });
  });

  test('rights that do not hold over the viewer leave the viewer without a user', async () => {
    await give('nobody', ['ORGANIZATION_READ'], { groups: ['Paris'] });

    expect(await dataFor('nobody', '{ viewer { user { id } } }', {}, own)).toEqual({ viewer: { user: null } });
  });

  test('who reads roles sees of groups and operators only those in the scope of users', async () => {
    await give('nobody', ['ROLES_READ'], { allUsers: 1, allDevices: 1 });
    await give('nobody', ['ORGANIZATION_READ'], { groups: ['Paris'] });
    const { roleAssignments } = await dataFor(
      'nobody',
      `{
        roleAssignments(first: 20) {
          nodes { displayName members { displayName } scopeGroups { displayName } operators { totalCount nodes { userPrincipalName } } }
        }
      }`,
      {},
      own,
    );
    const of = (wanted: string) =>
      roleAssignments.nodes.find(({ displayName }: { displayName: string }) => displayName === wanted);

    expect(of('Help desk, everywhere')).toMatchObject({
      members: [{ displayName: 'Help desk' }],
      operators: { totalCount: 1, nodes: [{ userPrincipalName: at('helpdesk') }] },
    });
    expect(of('Lyon directory')).toMatchObject({
      members: [],
      scopeGroups: [],
      operators: { totalCount: 0, nodes: [] },
    });
    expect(of('Paris first line')).toMatchObject({
      members: [{ displayName: 'Help desk Paris' }],
      scopeGroups: [{ displayName: 'Paris' }],
    });

    const filtered = async (filter: Record<string, string>) =>
      (
        await dataFor(
          'nobody',
          'query ($filter: RoleAssignmentFilter!) { roleAssignments(filter: $filter) { totalCount } }',
          { filter },
          own,
        )
      ).roleAssignments.totalCount;
    expect(await filtered({ operatorId: await userId('helpdesk') })).toBe(1);
    expect(await filtered({ operatorId: await userId('split') })).toBe(0);
    expect(await filtered({ memberGroupId: await groupId('Help desk Paris') })).toBe(1);
    expect(await filtered({ memberGroupId: await groupId('Regional support') })).toBe(0);
    expect(await filtered({ scopeGroupId: await groupId('Paris') })).toBe(2);
    expect(await filtered({ scopeGroupId: await groupId('Lyon') })).toBe(0);
  });
});

describe('where the parts of a list or a link have scopes of their own', () => {
  let own: Service;
  /** All devices of all users, but only the users and groups of Paris. */
  let narrow: string;
  /** All devices and all users. */
  let wide: string;
  beforeAll(async () => {
    own = await startService();
    const everywhere = { allUsers: true, allDevices: true };
    const devices = { permissions: ['MANAGED_DEVICES_READ'], scope: everywhere } as const;
    const directory = (scope: Record<string, unknown>) => ({ permissions: ['ORGANIZATION_READ'] as const, scope });
    narrow = (await operatorWith(own, devices, directory({ groupIds: [await groupId('Paris')] }))).as;
    wide = (await operatorWith(own, devices, directory(everywhere))).as;
  });
  afterAll(() => own.stop());

  test('a list of devices filtered by a group or a user is complete if no group or user can be hidden', async () => {
    const { writer } = own.database;
    const key = { id: 'far', display_name: 'Far', name_key: 'far' };
    await writer('groups').insert({ ...key, membership_type: 'ASSIGNED', security_enabled: 1, origin: 'LOCAL' });
    await writer('group_ancestors').insert({ group_id: 'far', ancestor_id: 'far' });
    const [laptop] = await writer('devices as d')
      .join('entra_devices as e', 'e.device_id', 'd.entra_device_id')
      .where('d.device_name', 'LYO-LT-0052')
      .pluck('e.id');
    await writer('group_members').insert({ group_id: 'far', kind: 'DEVICE', member_id: laptop });
    const lists = async (as: string) => {
      const found = (filter: Record<string, string>) =>
        own.ask('query ($filter: DeviceFilter) { devices(filter: $filter) { totalCount complete } }', {
          as,
          variables: { filter },
        });
      const filters = [{}, { groupId: toNodeId('Group', 'far') }, { primaryUserId: await userId('gael.perrin') }];
      return Promise.all(filters.map(async (filter) => (await found(filter as Record<string, string>)).data.devices));
    };

    expect(await lists(wide)).toEqual([
      { totalCount: 120, complete: true },
      { totalCount: 1, complete: true },
      { totalCount: 2, complete: true },
    ]);
    expect(await lists(narrow)).toEqual([
      { totalCount: 120, complete: true },
      { totalCount: 0, complete: false },
      { totalCount: 0, complete: false },
    ]);
  });

  test('a logon of a user who is gone has none, which an operator over some users cannot tell from a hidden one', async () => {
    const id = await deviceId('LYO-LT-0052');
    const [, key = ''] = Buffer.from(id, 'base64url').toString().split(':');
    const { primary } = own.database;
    const hidden = await needed(primary('users').where('user_principal_name', at('gael.perrin')).pluck('id'));
    const logged = async (user: string, as: string) => {
      await own.database.writer('device_logons').where({ device_id: key }).delete();
      await own.database.writer('device_logons').insert({ device_id: key, ordinal: 0, user_id: user });
      return own.ask('query ($id: ID!) { device(id: $id) { logons { user { userPrincipalName } } } }', {
        as,
        variables: { id },
      });
    };

    const gone = await logged('gone', wide);
    expect({ data: gone.data, errors: gone.errors }).toEqual({
      data: { device: { logons: [{ user: null }] } },
      errors: [],
    });
    expect((await logged(hidden, wide)).data.device.logons).toEqual([
      { user: { userPrincipalName: at('gael.perrin') } },
    ]);
    const unseen = await logged('gone', narrow);
    expect(refusals(unseen)).toEqual(['device.logons.0.user: FORBIDDEN OUT_OF_SCOPE ORGANIZATION_READ']);
    expect(bytes(unseen)).toEqual(bytes(await logged(hidden, narrow)));
  });
});
