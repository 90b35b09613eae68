import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEMO } from '../../src/demo/demo';
import { folderSource } from '../../src/import/folder';
import { importTenant } from '../../src/import/import';
import { needed } from '../support/needed';
import { type Answer, NOW, refusals, type Service, startService } from '../support/service';

const ADMIN = 'admin@contoso.example';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const ask = (query: string, variables: Record<string, unknown> = {}) => service.ask(query, { as: ADMIN, variables });

/** The data of an answer without errors. */
async function dataFor(query: string, variables: Record<string, unknown> = {}) {
  const answer = await ask(query, variables);
  expect(answer.errors).toEqual([]);
  return answer.data;
}

const idFor = async (list: string, field: string, wanted: string): Promise<string> => {
  const data = await dataFor(`query ($s: String!) { ${list}(search: $s) { nodes { id ${field} } } }`, { s: wanted });
  return data[list].nodes.find((node: Record<string, string>) => node[field] === wanted).id;
};

describe('a search', () => {
  const search = async (list: string, field: string, text: string | null): Promise<string[]> => {
    const query = `query ($s: String) { ${list}(search: $s, first: 100) { totalCount nodes { ${field} } } }`;
    const data = await dataFor(query, { s: text });
    const found = data[list].nodes.map((node: Record<string, string>) => node[field]);
    // The total counts all matches, regardless of the page.
    if (found.length < 100) expect(data[list].totalCount).toBe(found.length);
    return found;
  };
  const users = (text: string | null) => search('users', 'displayName', text);

  test.each([
    ['marc dubois', 'the words in order'],
    ['dubois marc', 'the words in another order'],
    ['MARC DUBOIS', 'capitals'],
    ['dub mar', 'starts of words'],
    ['  marc\t dubois \n', 'spaces around and between'],
    ['marc.dubois@contoso.example', 'the user principal name'],
    ['mårc  dùbois', 'accents that the name does not have'],
    ['m%d dubois', 'a percent sign, which is no wildcard but no letter either'],
    ['dubois, marc', 'a comma'],
  ])('for %j finds Marc Dubois: %s', async (text) => {
    expect(await users(text)).toEqual(['Marc Dubois']);
  });

  test.each([
    ['sofia garcia', ['Sofía García']],
    ['SOFÍA', ['Sofía García']],
    ['grossmann', ['Jürgen Großmann']],
    ['GROSSMANN juergen', ['Jürgen Großmann']],
    ['großm jürg', ['Jürgen Großmann']],
    ['zielinski', ['Grzegorz Zieliński']],
    ['bjornstad', ['Håkon Bjørnstad']],
    ['bjørnstad hakon', ['Håkon Bjørnstad']],
    ['nguyễn', ['Nguyễn Văn Minh']],
    ['nguyen van', ['Nguyễn Văn Minh']],
    ['ПАВЕЛ', ['Павел Иванов']],
    ['ивАНов п', ['Павел Иванов']],
    ['παπαδοπουλος', ['Νίκος Παπαδόπουλος']],
    ['לוי', ['דוד לוי']],
    ['健二', ['田中 健二']],
    ['田', ['田中 健二']],
    ['kenji', ['田中 健二']],
  ])('for %j folds case and accents, in any script: %j', async (text, found) => {
    expect(await users(text)).toEqual(found);
  });

  test.each([
    ['maria.conti@fabrikam.example', ['Maria Conti (Fabrikam)']],
    ['maria.conti_fabrikam.example#EXT#@contoso.example', ['Maria Conti (Fabrikam)']],
    ['nora', ['Nora Lindqvist']],
    ["sean.o'brien", ["Seán O'Brien"]],
    ["o'brien sean", ["Seán O'Brien"]],
    ['o brien', ["Seán O'Brien"]],
    ['lucie', ['Lucie Garnier']],
    ['luci', ['Lucía Fernández', 'Lucie Garnier']],
  ])('for %j looks at the name, the user principal name and the mail address: %j', async (text, found) => {
    expect(await users(text)).toEqual(found);
  });

  test('for a word that only the mail address has finds its user', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-mail-'));
    const own = await startService({ demo: false });
    try {
      cpSync(DEMO.folder, folder, { recursive: true });
      for (const file of ['users.json', 'users.2.json']) {
        const text = readFileSync(path.join(folder, file), 'utf8');
        writeFileSync(
          path.join(folder, file),
          text.replace(/"mail": *"simon\.petit@contoso\.example"/, '"mail": "Lagarde-Petit@fabrikam.example"'),
        );
      }
      await importTenant(own.database.writer, { source: await folderSource(folder), now: NOW });
      const { data, errors } = await own.ask('{ users(search: "simon fabrikam lagarde") { nodes { mail } } }', {
        as: 'helpdesk@contoso.example',
      });

      expect(errors).toEqual([]);
      expect(data.users.nodes).toEqual([{ mail: 'Lagarde-Petit@fabrikam.example' }]);
    } finally {
      await own.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test.each([
    ['', 'nothing'],
    ['   ', 'spaces'],
    ['\t\n', 'a tab and a line break'],
    [null, 'null'],
  ])('for %j (%s) finds everyone', async (text: string | null, _: string) => {
    expect(await users(text)).toHaveLength(60);
  });

  test.each([
    ['ubois', 'the middle of a word'],
    ['arc dubois', 'the middle of one of the words'],
    ['marc dubois simon', 'a word too many'],
    ['%', 'a percent sign alone'],
    ['_', 'an underscore alone'],
    ['%dubois%ubois', 'a pattern'],
    ['d_bois', 'an underscore for a letter'],
    ["'", 'a quote alone'],
    ['"', 'a double quote alone'],
    ["' OR 1=1 --", 'SQL'],
    ['\\', 'a backslash'],
    ['*', 'an asterisk'],
  ])('for %j finds no one: %s', async (text) => {
    expect(await users(text)).toEqual([]);
  });

  test('for devices looks at the name and the serial number', async () => {
    const devices = (text: string) => search('devices', 'deviceName', text);

    expect(await devices('PAR-LT-0412')).toEqual(['PAR-LT-0412']);
    expect(await devices('0412 lt par')).toEqual(['PAR-LT-0412']);
    expect(await devices('1KK0AGAZ4N')).toEqual(['PAR-LT-0412']);
    expect(await devices('1kk0ag')).toEqual(['PAR-LT-0412']);
    expect(await devices('par 1kk0')).toEqual(['PAR-LT-0412']);
    expect(await devices('jurgens')).toEqual(['Jürgens iPad']);
    expect(await devices('kk0agaz4n')).toEqual([]);
    expect(await devices('marc')).toEqual([]);
    expect(await devices('lyo-van')).toEqual(['LYO-VAN-T01', 'LYO-VAN-T02', 'LYO-VAN-T03', 'LYO-VAN-T04']);
  });

  test('for apps looks at the name and the publisher, for groups at the name', async () => {
    const apps = (text: string) => search('apps', 'displayName', text);
    const groups = (text: string) => search('groups', 'displayName', text);

    expect(await apps('adobe')).toEqual(['Adobe Acrobat Reader DC', 'Adobe Scan']);
    expect(await apps('conges frais')).toEqual(['Congés & notes de frais']);
    expect(await apps('pavlov')).toEqual(['7-Zip 24.08 (x64)']);
    expect(await apps('igor 7')).toEqual(['7-Zip 24.08 (x64)']);
    expect(await groups('europe sales')).toEqual(['Sales Europe']);
    expect(await groups('PARIS')).toEqual([
      'Help desk Paris',
      'Paris',
      'Paris Headquarters',
      'Paris Logistics',
      'Paris Sales',
      'Paris Warehouse',
    ]);
    expect(await groups('members by hand')).toEqual([]);
  });

  test.each(['groups', 'apps'])('that is left out of %s counts all of them', async (list) => {
    const data = await dataFor(`{ ${list}(first: 100) { totalCount nodes { id } } }`);

    expect(data[list].totalCount).toBe(data[list].nodes.length);
    expect(data[list].totalCount).toBe(list === 'groups' ? 26 : 46);
  });
});

describe('a filter', () => {
  test('is part of the total of a search, also without a page', async () => {
    const total = (enabled: boolean) =>
      `users(search: "grzegorz", filter: { accountEnabled: ${enabled} }) { totalCount }`;
    const { enabled, disabled, all } = await dataFor(
      `{ enabled: ${total(true)} disabled: ${total(false)} all: users(search: "grzegorz") { totalCount } }`,
    );
    // It is not known whether the account is enabled.
    expect([enabled.totalCount, disabled.totalCount, all.totalCount]).toEqual([0, 0, 1]);
  });

  const names = async (list: 'users' | 'devices', filter: Record<string, unknown>, rest = ''): Promise<string[]> => {
    const [type, field] = list === 'users' ? ['UserFilter', 'userPrincipalName'] : ['DeviceFilter', 'deviceName'];
    const data = await dataFor(
      `query ($f: ${type}) { ${list}(filter: $f, first: 100 ${rest}) { totalCount nodes { ${field} } } }`,
      { f: filter },
    );
    const found = data[list].nodes.map((node: Record<string, string>) => node[field]?.replace('@contoso.example', ''));
    if (found.length < 100) expect(data[list].totalCount).toBe(found.length);
    return found;
  };
  const count = async (list: 'users' | 'devices', filter: Record<string, unknown> | null): Promise<number> => {
    const type = list === 'users' ? 'UserFilter' : 'DeviceFilter';
    return (await dataFor(`query ($f: ${type}) { ${list}(filter: $f, first: 1) { totalCount } }`, { f: filter }))[list]
      .totalCount;
  };

  test('of users takes who can sign in, and leaves those of whom Microsoft does not say out of both', async () => {
    expect(await names('users', { accountEnabled: false })).toEqual(['bruno.keller', 'pascale.vidal', 'disabled']);
    expect(await count('users', { accountEnabled: true })).toBe(56);
    expect(await names('users', {}, 'search: "zielinski"')).toEqual(['grzegorz.zielinski']);
    expect(await names('users', { accountEnabled: true }, 'search: "zielinski"')).toEqual([]);
  });

  test('of users takes who is licensed, and joins conditions with and', async () => {
    expect(await names('users', { intuneLicensed: false })).toEqual([
      'unlicensed',
      'bruno.keller',
      'maria.conti_fabrikam.example#EXT#',
      'nora.lindqvist',
      'pavel.ivanov',
    ]);
    expect(await count('users', { intuneLicensed: true })).toBe(55);
    expect(await names('users', { intuneLicensed: false, accountEnabled: false })).toEqual(['bruno.keller']);
    const berlin = await idFor('groups', 'displayName', 'Berlin');
    expect(await names('users', { intuneLicensed: false, groupId: berlin })).toEqual([
      'nora.lindqvist',
      'pavel.ivanov',
    ]);
    expect(await names('users', { intuneLicensed: false, groupId: berlin }, 'search: "nora"')).toEqual([
      'nora.lindqvist',
    ]);
  });

  test('by a group takes members of nested groups too', async () => {
    expect(await count('users', { groupId: await idFor('groups', 'displayName', 'France offices') })).toBe(34);
    expect(await count('users', { groupId: await idFor('groups', 'displayName', 'Paris Warehouse') })).toBe(4);
    expect(await names('devices', { groupId: await idFor('groups', 'displayName', 'Field service') })).toEqual([
      'LYO-VAN-T01',
      'LYO-VAN-T02',
      'LYO-VAN-T03',
      'LYO-VAN-T04',
    ]);
  });

  test('of devices takes one of several values, and none of no values', async () => {
    const [ios, macos] = [
      await count('devices', { platform: ['IOS'] }),
      await count('devices', { platform: ['MACOS'] }),
    ];

    expect([ios, macos]).toEqual([15, 7]);
    expect(await count('devices', { platform: ['IOS', 'MACOS'] })).toBe(22);
    expect(await count('devices', { platform: ['IOS', 'IOS'] })).toBe(15);
    expect(await count('devices', { platform: [] })).toBe(0);
    expect(await count('devices', { platform: null })).toBe(120);
    expect(await count('devices', null)).toBe(120);
    expect(await names('devices', { platform: ['LINUX'] })).toEqual(['BER-UBU-CI1', 'lev-thinkpad', 'MAD-UBU-0149']);
  });

  test('of devices takes verdicts and owners', async () => {
    expect(await names('devices', { intuneCompliance: ['ERROR', 'CONFLICT', 'CONFIG_MANAGER', 'UNKNOWN'] })).toEqual([
      'LYO-LT-0048',
      'PAR-LT-0089',
      'PAR-LT-0098',
      'PAR-TAB-12',
    ]);
    expect(
      await names('devices', { entraCompliance: ['NOT_APPLICABLE'], platform: ['WINDOWS', 'LINUX', 'IOS'] }),
    ).toEqual(['BER-LT-0041', 'BER-UBU-CI1', 'lev-thinkpad', 'MAD-IPH-0348', 'MAD-UBU-0149']);
    expect(await names('devices', { entraCompliance: ['NONCOMPLIANT'], intuneCompliance: ['COMPLIANT'] })).toEqual([
      'BER-LT-0140',
    ]);
    expect(await names('devices', { ownership: ['PERSONAL'] })).toEqual([
      'BER-AND-0066',
      'iPhone de Lucie',
      'LYO-AND-0281',
      'PAR-AND-0298',
      'PAR-AND-0300',
    ]);
    expect(await names('devices', { ownership: ['UNKNOWN'] })).toEqual(['PAR-LT-0077']);
  });

  test('of devices takes those that last checked in before an instant, or never', async () => {
    expect(await names('devices', { lastCheckInBefore: '2026-11-01T05:00:00.405Z' })).toEqual([
      'LYO-MB-0280',
      'PAR-LT-0288',
      'PAR-TAB-12',
    ]);
    // The same instant plus a millisecond, in another time zone.
    expect(await names('devices', { lastCheckInBefore: '2026-11-01T06:00:00.406+01:00' })).toEqual([
      'BER-LT-0093',
      'LYO-MB-0280',
      'PAR-LT-0288',
      'PAR-TAB-12',
    ]);
  });

  test.each(['yesterday', '2026-11-01', '2026-13-01T00:00:00Z'])(
    'refuses %j as an instant',
    async (lastCheckInBefore) => {
      const variable = await ask(
        'query ($at: DateTime) { devices(filter: { lastCheckInBefore: $at }) { totalCount } }',
        {
          at: lastCheckInBefore,
        },
      );
      const literal = await ask(`{ devices(filter: { lastCheckInBefore: "${lastCheckInBefore}" }) { totalCount } }`);

      for (const { data, errors } of [variable, literal]) {
        expect(data).toBeUndefined();
        expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
      }
    },
  );

  test('of devices takes those of one user', async () => {
    const marc = (await dataFor('{ user(userPrincipalName: "marc.dubois@contoso.example") { id } }')).user.id;

    expect(await names('devices', { primaryUserId: marc })).toEqual([
      'PAR-AND-0175',
      'PAR-IPD-0044',
      'PAR-IPH-0231',
      'PAR-LT-0412',
    ]);
    expect(await names('devices', { primaryUserId: marc, intuneCompliance: ['NONCOMPLIANT'] })).toEqual([
      'PAR-AND-0175',
    ]);
  });

  test('refuses an id of another type', async () => {
    const group = await idFor('groups', 'displayName', 'Paris');
    const answer = await ask('query ($id: ID!) { devices(filter: { primaryUserId: $id }) { totalCount } }', {
      id: group,
    });

    expect(answer.data).toEqual({ devices: null });
    expect(refusals(answer)).toEqual(['devices: BAD_USER_INPUT']);
  });
});

describe('an order', () => {
  const devices = async (
    field: string,
    direction: string,
  ): Promise<{ deviceName: string; [key: string]: string }[]> => {
    const query = `query ($o: DeviceOrder!, $after: String) {
      devices(orderBy: $o, first: 100, after: $after) {
        nodes { id deviceName lastCheckInAt enrolledAt }
        pageInfo { endCursor }
      }
    }`;
    const first = await dataFor(query, { o: { field, direction } });
    const rest = await dataFor(query, { o: { field, direction }, after: first.devices.pageInfo.endCursor });
    return [...first.devices.nodes, ...rest.devices.nodes];
  };

  test('by check-in puts who never did before everyone who did', async () => {
    const ascending = await devices('LAST_CHECK_IN_AT', 'ASC');
    const instants = ascending.map(({ lastCheckInAt }) => lastCheckInAt);

    expect(ascending.slice(0, 4)).toMatchObject([
      { deviceName: 'PAR-TAB-12', lastCheckInAt: null },
      { deviceName: 'LYO-MB-0280', lastCheckInAt: '2026-10-11T06:41:18.000Z' },
      { deviceName: 'PAR-LT-0288', lastCheckInAt: '2026-10-25T08:00:00.318Z' },
      { deviceName: 'BER-LT-0093', lastCheckInAt: '2026-11-01T05:00:00.405Z' },
    ]);
    expect(instants).toHaveLength(120);
    expect(instants.slice(1)).toEqual([...instants.slice(1)].sort());
    expect(await devices('LAST_CHECK_IN_AT', 'DESC')).toEqual([...ascending].reverse());
  });

  test('by enrolment', async () => {
    const ascending = await devices('ENROLLED_AT', 'ASC');
    const instants = ascending.map(({ enrolledAt }) => enrolledAt);

    expect(instants).toEqual([...instants].sort());
    expect(await devices('ENROLLED_AT', 'DESC')).toEqual([...ascending].reverse());
  });

  test('by name knows neither case nor accents', async () => {
    const ascending = (await devices('DEVICE_NAME', 'ASC')).map(({ deviceName }) => deviceName);

    expect(ascending.slice(0, 2)).toEqual(['BER-AND-0066', 'BER-AND-0071']);
    const [lev, jurgen, lucie] = ['lev-thinkpad', 'Jürgens iPad', 'iPhone de Lucie'].map((one) =>
      ascending.indexOf(one),
    );
    expect(ascending[(lucie as number) + 1]).toBe('Jürgens iPad');
    expect(ascending[(jurgen as number) + 1]).toBe('lev-thinkpad');
    expect(ascending[(lev as number) + 1]).toBe('LYO-AND-0279');
    expect((await devices('DEVICE_NAME', 'DESC')).map(({ deviceName }) => deviceName)).toEqual(
      [...ascending].reverse(),
    );
  });

  test('of users by name, other scripts after the Latin one', async () => {
    const users = async (orderBy: string) => {
      const data = await dataFor(`{ users(first: 100 ${orderBy}) { nodes { displayName } } }`);
      return data.users.nodes.map(({ displayName }: { displayName: string }) => displayName);
    };
    const unasked = await users('');

    expect(unasked.slice(0, 5)).toEqual([
      'Amélie Roux',
      'Antoine Girard',
      'Aoife Ní Bhriain',
      'Aurélie Masson',
      'Aylin Demir',
    ]);
    expect(unasked.slice(11, 16)).toEqual([
      'Clément Renaud',
      'Dorota Wiśniewska',
      'Étienne Caron',
      'Ewa Lewandowska',
      'Fatou Diallo',
    ]);
    expect(unasked.slice(-6)).toEqual([
      'Zoé Bernard',
      'Νίκος Παπαδόπουλος',
      'Драган Петровић',
      'Павел Иванов',
      'דוד לוי',
      '田中 健二',
    ]);
    expect(await users('orderBy: { field: DISPLAY_NAME }')).toEqual(unasked);
    expect(await users('orderBy: { field: DISPLAY_NAME, direction: DESC }')).toEqual([...unasked].reverse());
  });

  test('of users by principal name', async () => {
    const users = async (direction: string) => {
      const data = await dataFor(
        `{ users(first: 100, orderBy: { field: USER_PRINCIPAL_NAME, direction: ${direction} }) { nodes { userPrincipalName } } }`,
      );
      return data.users.nodes.map(({ userPrincipalName }: { userPrincipalName: string }) => userPrincipalName);
    };
    const ascending = await users('ASC');

    expect(ascending).toEqual([...ascending].sort());
    expect(ascending[0]).toBe('admin@contoso.example');
    expect(ascending[59]).toBe('zoe.bernard@contoso.example');
    expect(await users('DESC')).toEqual([...ascending].reverse());
  });
});

describe('a walk through pages', () => {
  interface Walk {
    /** The list, with `$first` and `$after` filled in. */
    readonly query: string;
    /** From the data to the connection. */
    readonly path: readonly string[];
    readonly node: string;
  }
  const connection = (node: string) =>
    `{ totalCount nodes { ${node} } edges { cursor node { ${node} } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`;
  const of = (walk: Walk, data: Answer['data']) => walk.path.reduce((value, key) => value[key], data);

  /** All pages of a list, with every rule of a page checked. */
  async function pages(walk: Walk, first: number, variables: Record<string, unknown>) {
    const found: unknown[][] = [];
    let after: string | null = null;
    for (;;) {
      const page = of(walk, await dataFor(walk.query, { ...variables, first, after }));
      const cursors = page.edges.map(({ cursor }: { cursor: string }) => cursor);
      expect(page.edges.map(({ node }: { node: unknown }) => node)).toEqual(page.nodes);
      expect(page.pageInfo).toEqual({
        hasNextPage: page.pageInfo.endCursor !== null && page.totalCount > found.flat().length + page.nodes.length,
        hasPreviousPage: after !== null,
        startCursor: cursors[0] ?? null,
        endCursor: cursors.at(-1) ?? null,
      });
      found.push(page.nodes);
      if (!page.pageInfo.hasNextPage) return { found, last: page.pageInfo.endCursor as string };
      expect(page.nodes).toHaveLength(first);
      after = page.pageInfo.endCursor;
    }
  }

  const root = (list: string, rest = ''): Walk => ({
    query: `query ($first: Int!, $after: String) { ${list}(first: $first, after: $after ${rest}) ${connection('id')} }`,
    path: [list],
    node: 'id',
  });
  const below = (type: string, list: string, rest = '', node = 'id'): Walk => ({
    query: `query ($id: ID!, $first: Int!, $after: String) {
      node(id: $id) { ... on ${type} { ${list}(first: $first, after: $after ${rest}) ${connection(node)} } }
    }`,
    path: ['node', list],
    node,
  });

  const WALKS: readonly [string, Walk, number, number, (() => Promise<string>)?][] = [
    ['users', root('users'), 7, 60],
    [
      'users by principal name, backwards',
      root('users', 'orderBy: { field: USER_PRINCIPAL_NAME, direction: DESC }'),
      59,
      60,
    ],
    ['users that a search and a filter find', root('users', 'search: "l", filter: { accountEnabled: true }'), 1, 12],
    ['devices by check-in', root('devices', 'orderBy: { field: LAST_CHECK_IN_AT }'), 50, 120],
    [
      'devices by check-in, backwards',
      root('devices', 'orderBy: { field: LAST_CHECK_IN_AT, direction: DESC }'),
      13,
      120,
    ],
    ['devices by enrolment', root('devices', 'orderBy: { field: ENROLLED_AT }'), 60, 120],
    ['groups that a search finds', root('groups', 'search: "p"'), 3, 8],
    ['apps that a search finds', root('apps', 'search: "microsoft"'), 5, 15],
    ['roles', root('roles'), 5, 13],
    ['role assignments', root('roleAssignments'), 3, 8],
    ['devices of a user', below('User', 'devices'), 9, 40, () => userId('olivia.martin')],
    ['groups of a user', below('User', 'groupMemberships', '', 'kind group { id }'), 2, 5, () => userId('marc.dubois')],
    ['app protection of a user', below('User', 'appProtectionStates'), 4, 6, () => userId('sofia.garcia')],
    ['app protection policies of a user', below('User', 'appProtectionPolicies'), 1, 2, () => userId('sofia.garcia')],
    ['failed enrolments of a user', below('User', 'enrollmentFailures'), 1, 2, () => userId('ines.moreau')],
    [
      'apps of a device',
      below('Device', 'appInstallStates'),
      4,
      25,
      () => idFor('devices', 'deviceName', 'PAR-SCN-0011'),
    ],
    [
      'groups of a device',
      below('Device', 'groupMemberships', '', 'kind group { id }'),
      1,
      2,
      () => idFor('devices', 'deviceName', 'LYO-VAN-T01'),
    ],
    [
      'members of a group',
      below('Group', 'users', 'transitive: true'),
      10,
      34,
      () => idFor('groups', 'displayName', 'France offices'),
    ],
    [
      'devices of a group',
      below('Group', 'devices', 'transitive: true'),
      3,
      4,
      () => idFor('groups', 'displayName', 'Field service'),
    ],
    ['groups in a group', below('Group', 'groups'), 2, 3, () => idFor('groups', 'displayName', 'Paris')],
    [
      'devices with an app',
      below('App', 'installStates'),
      25,
      56,
      () => idFor('apps', 'displayName', 'Contoso WMS Scanner'),
    ],
    [
      'operators of an assignment',
      below('RoleAssignment', 'operators'),
      3,
      4,
      () => assignmentId('Help desk, everywhere'),
    ],
    [
      'assignments of a role',
      below('Role', 'assignments'),
      1,
      1,
      async () =>
        (
          await dataFor('query ($id: ID!) { roleAssignment(id: $id) { role { id } } }', {
            id: await assignmentId('Paris first line'),
          })
        ).roleAssignment.role.id,
    ],
  ];
  const userId = async (user: string): Promise<string> =>
    (await dataFor(`{ user(userPrincipalName: "${user}@contoso.example") { id } }`)).user.id;
  const assignmentId = async (wanted: string): Promise<string> =>
    (await dataFor('{ roleAssignments { nodes { id displayName } } }')).roleAssignments.nodes.find(
      ({ displayName }: { displayName: string }) => displayName === wanted,
    ).id;

  test.each(WALKS.map(([title, walk, first, total, subject]) => ({ title, walk, first, total, subject })))(
    'meets everything once: $title',
    async ({ walk, first, total, subject }) => {
      const variables = subject === undefined ? {} : { id: await subject() };
      const { found, last } = await pages(walk, first, variables);
      const all = found.flat();

      expect(all).toHaveLength(total);
      expect(new Set(all.map((node) => JSON.stringify(node))).size).toBe(total);
      expect(found).toHaveLength(Math.ceil(total / first));
      if (total <= 100) {
        const whole = of(walk, await dataFor(walk.query, { ...variables, first: 100, after: null }));
        expect(all).toEqual(whole.nodes);
        expect(whole.totalCount).toBe(total);
      }
      const beyond = of(walk, await dataFor(walk.query, { ...variables, first, after: last }));
      expect(beyond).toEqual({
        totalCount: total,
        nodes: [],
        edges: [],
        pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
      });
    },
  );

  test('has nothing to turn in an empty list', async () => {
    const { users } = await dataFor(`{ users(search: "nobody at all") ${connection('id')} }`);

    expect(users).toEqual({
      totalCount: 0,
      nodes: [],
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  test('goes on where it was, whatever comes or goes on the pages before', async () => {
    const own = await startService();
    try {
      const list = async (after: string | null, first: number) =>
        (
          await own.ask(
            'query ($first: Int!, $after: String) { users(first: $first, after: $after) { nodes { userPrincipalName } pageInfo { endCursor } } }',
            { as: ADMIN, variables: { first, after } },
          )
        ).data.users;
      const whole = (await list(null, 100)).nodes;
      const { pageInfo } = await list(null, 20);
      const gone = whole.slice(3, 9).map(({ userPrincipalName }: { userPrincipalName: string }) => userPrincipalName);
      await own.database.writer('users').whereIn('user_principal_name', gone).delete();
      const { userPrincipalName } = whole[19];
      const last = await needed(own.database.writer('users').where('user_principal_name', userPrincipalName));
      await own.database
        .writer('users')
        .insert({ ...last, id: '00000000-0000-0000-0000-000000000000', name_key: 'aaa' });
      await own.database.writer('users').where('id', last.id).delete();

      expect((await list(pageInfo.endCursor, 100)).nodes).toEqual(whole.slice(20));
    } finally {
      await own.stop();
    }
  });
});

describe('a cursor', () => {
  const cursorOf = async (list: string, rest = '') =>
    (await dataFor(`{ ${list}(first: 2 ${rest}) { pageInfo { endCursor } } }`))[list].pageInfo.endCursor as string;

  test.each([
    ['of another list', () => cursorOf('groups')],
    ['of another order', () => cursorOf('users', 'orderBy: { field: USER_PRINCIPAL_NAME }')],
    ['of the other direction', () => cursorOf('users', 'orderBy: { field: DISPLAY_NAME, direction: DESC }')],
    ['that is empty', async () => ''],
    ['that is none', async () => 'x'],
    ['that is a number', async () => '20'],
    ['that is cut off', async () => (await cursorOf('users')).slice(0, -6)],
    ['that is JSON of something else', async () => Buffer.from('{"offset":20}').toString('base64url')],
    ['with a value too few', async () => changed(await cursorOf('users'), (values) => values.slice(0, -1))],
    ['with a value too many', async () => changed(await cursorOf('users'), (values) => [...values, 'x'])],
    ['with a value of another type', async () => changed(await cursorOf('users'), ([name, , id]) => [name, 1, id])],
    ['with null for a value', async () => changed(await cursorOf('users'), ([name, , id]) => [name, null, id])],
    ['with a NUL character', async () => changed(await cursorOf('users'), ([name, , id]) => [name, '\0', id])],
  ])('%s is refused', async (_, cursor) => {
    const answer = await ask('query ($after: String) { users(after: $after) { nodes { id } } viewer { state } }', {
      after: await cursor(),
    });

    expect(answer.data).toEqual({ users: null, viewer: { state: 'ACTIVE' } });
    expect(refusals(answer)).toEqual(['users: BAD_USER_INPUT']);
  });

  const changed = (cursor: string, change: (values: unknown[]) => unknown[]): string =>
    Buffer.from(JSON.stringify(change(JSON.parse(Buffer.from(cursor, 'base64url').toString())))).toString('base64url');

  test('of a nested list is refused in its place', async () => {
    const after = await cursorOf('users');
    const answer = await ask(
      'query ($after: String) { user(userPrincipalName: "marc.dubois@contoso.example") { displayName devices(after: $after) { totalCount } } }',
      { after },
    );

    expect(answer.data).toEqual({ user: { displayName: 'Marc Dubois', devices: null } });
    expect(refusals(answer)).toEqual(['user.devices: BAD_USER_INPUT']);
  });

  test('of null is the first page', async () => {
    const query = 'query ($after: String) { users(first: 3, after: $after) { nodes { id } } }';

    expect(await dataFor(query, { after: null })).toEqual(await dataFor(query));
  });
});

describe('the size of a page', () => {
  test.each([0, -1, 101, 2147483647])('of %d is refused, where it stands', async (first) => {
    const answer = await ask('query ($first: Int!) { users(first: $first) { totalCount } viewer { state } }', {
      first,
    });

    expect(answer.data).toEqual({ users: null, viewer: { state: 'ACTIVE' } });
    expect(refusals(answer)).toEqual(['users: BAD_USER_INPUT']);
    const literal = await ask(`{ users(first: ${first}) { totalCount } }`);
    expect(literal.data).toEqual({ users: null });
    expect(refusals(literal)).toEqual(['users: BAD_USER_INPUT']);
  });

  test.each([2147483648, '10', null, 1.5, true, [10]])('of %j is no number for it', async (first) => {
    const answer = await ask('query ($first: Int!) { users(first: $first) { totalCount } }', { first });
    const literal = await ask(`{ users(first: ${JSON.stringify(first)}) { totalCount } }`);

    for (const { data, errors } of [answer, literal]) {
      expect(data).toBeUndefined();
      expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
    }
  });

  test('is 25 unless it is said, and 1 to 100', async () => {
    const sizes = await dataFor(
      '{ unsaid: users { nodes { id } } least: users(first: 1) { nodes { id } } most: devices(first: 100) { nodes { id } } }',
    );

    expect(Object.values<{ nodes: unknown[] }>(sizes).map(({ nodes }) => nodes.length)).toEqual([25, 1, 100]);
  });

  test('holds for nested lists', async () => {
    const answer = await ask(
      '{ user(userPrincipalName: "marc.dubois@contoso.example") { displayName devices(first: 0) { totalCount } groupMemberships { totalCount } } }',
    );

    expect(answer.data).toEqual({
      user: { displayName: 'Marc Dubois', devices: null, groupMemberships: { totalCount: 5 } },
    });
    expect(refusals(answer)).toEqual(['user.devices: BAD_USER_INPUT']);
  });
});
