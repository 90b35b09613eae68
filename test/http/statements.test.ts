import { readFileSync } from 'node:fs';
import path from 'node:path';
import { delayed } from '../support/delayed';
import { ENGINE } from '../support/engines';
import { READS_ALL_MEMBERS, stepsOf } from '../support/plans';
import { type Service, startService } from '../support/service';

const TROUBLESHOOT = readFileSync(path.join(__dirname, '../../examples/troubleshoot.graphql'), 'utf8');
const WITH_FINDINGS = TROUBLESHOOT.replace(/(user\([^)]*\) \{)/, '$1 findings { nodes { rule title } }');

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

describe('the troubleshooting operation', () => {
  const ask = (upn: string, devices: number) =>
    service.ask(TROUBLESHOOT, { as: 'helpdesk@contoso.example', variables: { upn, devices } });

  test('takes at most 25 statements for one device with one app, and not one more for 40 devices with 25 each', async () => {
    const countFor = async (upn: string, devices: number) => {
      await service.token('helpdesk@contoso.example');
      const seen = await service.statements(() => ask(upn, devices));
      // The test itself reads the operator's id for the token.
      return seen.filter((sql) => !/.user_principal_name. = /.test(sql));
    };
    const small = await countFor('simon.petit@contoso.example', 20);
    const large = await countFor('olivia.martin@contoso.example', 40);

    expect(small.length).toBeLessThanOrEqual(25);
    expect(large.length).toBe(small.length);
  });

  test('gives those 40 devices with all their 1,000 app states', async () => {
    const { data, errors } = await ask('olivia.martin@contoso.example', 40);

    expect(errors).toEqual([]);
    expect(data.user.devices.nodes).toHaveLength(40);
    for (const device of data.user.devices.nodes) {
      expect(device.appInstallStates.totalCount).toBe(25);
      expect(device.appInstallStates.nodes).toHaveLength(25);
    }
  });
});

test('pages of one list in different sizes are read with the largest, in any order', async () => {
  const upn = 'olivia.martin@contoso.example';
  const asked = async (...sizes: number[]) => {
    const pages = sizes.map((first, i) => `p${i}: devices(first: ${first}) { nodes { id } pageInfo { hasNextPage } }`);
    const query = `{ user(userPrincipalName: "${upn}") { ${pages.join(' ')} } }`;
    const ask = () => service.ask(query, { as: 'helpdesk@contoso.example' });
    const { data } = await ask();
    const statements = await service.statements(ask);
    return {
      pages: sizes.map((_, i) => data.user[`p${i}`]),
      reads: statements.filter((sql) => /FROM devices d/.test(sql)).length,
    };
  };
  const [rising, falling] = [await asked(2, 40, 5), await asked(40, 5, 2)];

  expect(rising.reads).toBe(1);
  expect(falling.reads).toBe(1);
  expect(falling.pages).toEqual([rising.pages[1], rising.pages[2], rising.pages[0]]);
  expect(rising.pages.map(({ nodes }) => nodes.length)).toEqual([2, 40, 5]);
  expect(rising.pages.map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false, true]);
});

test('a larger page that is asked for after a smaller one is whole', async () => {
  const page = (first: number, fields: string) => `devices(first: ${first}) { nodes { id ${fields} } }`;
  const query = `{ user(userPrincipalName: "olivia.martin@contoso.example") {
    ${page(2, `primaryUser { ${page(40, '')} }`)} } }`;
  const { devices } = (await service.ask(query, { as: 'helpdesk@contoso.example' })).data.user;

  expect(devices.nodes).toHaveLength(2);
  for (const { primaryUser } of devices.nodes) expect(primaryUser.devices.nodes).toHaveLength(40);
});

test('a first page that holds the whole list is its own total', async () => {
  const countFor = async (upn: string, fields: string) => {
    const query = `query($upn: String!) { user(userPrincipalName: $upn) { devices(first: 5) { ${fields} } } }`;
    const ask = () => service.ask(query, { as: 'helpdesk@contoso.example', variables: { upn } });
    // Signing in reads the operator's id for the token, and rights only once.
    await ask();
    const asked = await service.statements(ask);
    return asked.length;
  };

  for (const fields of ['totalCount nodes { id }', 'nodes { id } totalCount', 'edges { cursor } totalCount']) {
    const without = fields.replace('totalCount', '');
    const [one, many] = ['simon.petit@contoso.example', 'olivia.martin@contoso.example'];
    expect(await countFor(one, fields)).toBe(await countFor(one, without));
    expect(await countFor(many, fields)).toBe((await countFor(many, without)) + 1);
  }
});

(ENGINE === 'sqlite' ? test : test.skip)('SQLite keeps the plans of statements with limits and patterns', async () => {
  const users = 'users(filter: { accountEnabled: false, intuneLicensed: true }, first: 3)';
  const operations = [
    WITH_FINDINGS,
    '{ search(text: "olivia martin") { people { id } devices { id } } }',
    '{ devices(search: "lap", filter: { platform: WINDOWS }, first: 7) { totalCount nodes { id } } }',
    `{ ${users} { totalCount nodes { id groupMemberships(first: 2) { nodes { kind } } } } }`,
    '{ findings(severity: INFO) { nodes { rule } } }',
  ];
  const seen = await service.statements(async () => {
    for (const as of ['helpdesk@contoso.example', 'admin@contoso.example']) {
      for (const query of operations) {
        const variables = { upn: 'olivia.martin@contoso.example', devices: 40 };
        expect((await service.ask(query, { as, variables })).errors).toEqual([]);
      }
    }
  });

  const having = (pattern: RegExp) => seen.filter((sql) => pattern.test(sql));
  expect(having(/\bLIMIT \d+/).length).toBeGreaterThan(10);
  expect(having(/\bLIKE '/).length).toBeGreaterThan(0);
  expect(having(/\b(LIMIT|LIKE|GLOB) \?/)).toEqual([]);
});

(ENGINE === 'postgres' ? describe : describe.skip)('on a slow network', () => {
  test.each([
    ['the rights, the user, its lists, and what these contain', TROUBLESHOOT, 5],
    ['the same with the findings of the user', WITH_FINDINGS, 7],
  ])('%s take a round trip for each level, whatever the number of devices', async (_, query, most) => {
    const network = await delayed(service.databaseUrl, 100);
    const far = await startService({ databaseUrl: network.url });
    try {
      const headers = { authorization: `Bearer ${await far.token('helpdesk@contoso.example')}` };
      const countFor = async (upn: string, devices: number) => {
        const before = network.roundTrips();
        const { errors } = await far.ask(query, { headers, variables: { upn, devices } });
        expect(errors).toEqual([]);
        return network.roundTrips() - before;
      };
      // The first request connects.
      await countFor('simon.petit@contoso.example', 20);
      const small = await countFor('simon.petit@contoso.example', 20);
      expect(small).toBeLessThanOrEqual(most);
      expect(await countFor('olivia.martin@contoso.example', 40)).toBeLessThanOrEqual(most);
    } finally {
      await far.stop();
      network.close();
    }
  });
});

(ENGINE === 'sqlite' ? describe : describe.skip)('what is read of the members of groups', () => {
  const LISTS = [
    ['users', '{ users { totalCount nodes { id } } }'],
    ['users whom a search finds', '{ users(search: "m") { totalCount nodes { id } } }'],
    ['users in a group', 'query($id: ID!) { users(filter: { groupId: $id }) { totalCount nodes { id } } }'],
    ['devices', '{ devices { totalCount nodes { id } } }'],
    ['devices that a search finds', '{ devices(search: "par") { totalCount nodes { id } } }'],
    ['devices in a group', 'query($id: ID!) { devices(filter: { groupId: $id }) { totalCount nodes { id } } }'],
    ['groups', '{ groups { totalCount nodes { id } } }'],
    ['groups that a search finds', '{ groups(search: "p") { totalCount nodes { id } } }'],
    [
      'what a group holds',
      `query($id: ID!) {
        group(id: $id) {
          users(transitive: true) { totalCount nodes { id } }
          groups { totalCount nodes { id } }
          devices(transitive: true) { totalCount nodes { id } }
        }
      }`,
    ],
    ['install states of an app', '{ apps(first: 3) { nodes { installStates { totalCount nodes { id } } } } }'],
    [
      'who holds a permission',
      '{ permission(permission: ORGANIZATION_READ) { operators { totalCount nodes { id } } } }',
    ],
    [
      'what a role assignment would change',
      `mutation($id: ID!, $role: ID!) {
        createRoleAssignment(input: {
          roleId: $role, displayName: "Planned", memberGroupIds: [$id], scope: { groupIds: [$id] }, dryRun: true
        }) { difference { operators usersGained devicesGained } userErrors { code } }
      }`,
    ],
  ] as const;

  test.each(LISTS)('is, for %s, never that of all groups', async (_, query) => {
    const { data } = await service.ask(
      '{ groups(search: "Paris", first: 1) { nodes { id } } roles { nodes { id } } }',
      {
        as: 'admin@contoso.example',
      },
    );
    const variables = { id: data.groups.nodes[0].id, role: data.roles.nodes[0].id };
    const seen = new Set<string>();
    for (const as of ['admin@contoso.example', 'helpdesk.paris@contoso.example', 'split@contoso.example']) {
      const statements = await service.statements(() => service.ask(query, { as, variables }));
      for (const statement of statements) if (/^\s*(SELECT|WITH)/.test(statement)) seen.add(statement);
    }
    const steps = await stepsOf(service, seen);

    expect(steps.length).toBeGreaterThan(0);
    expect(steps.filter((step) => READS_ALL_MEMBERS.test(step))).toEqual([]);
  });
});

(ENGINE === 'sqlite' ? test : test.skip).each([
  ['DUPLICATE_DEVICE', 'SCAN devices USING COVERING INDEX devices_serial'],
  ['DUPLICATE_DEVICE', 'SCAN devices USING COVERING INDEX devices_entra'],
  ['APP_USER_CAN_FIX', 'SCAN i USING COVERING INDEX app_install_states_failures'],
  ['APP_NOT_DETECTED', 'SCAN i USING COVERING INDEX app_install_states_failures'],
])('the list of %s findings finds its candidates in an index alone', async (rule, step) => {
  const query = `{ findings(rule: ${rule}) { nodes { key } } }`;
  const seen = await service.statements(() => service.ask(query, { as: 'admin@contoso.example' }));

  expect(
    await stepsOf(
      service,
      seen.filter((statement) => statement.includes(' AS rank')),
    ),
  ).toContain(step);
});

(ENGINE === 'sqlite' ? test : test.skip)(
  'a filter that few devices match reads one index of them, in each order',
  async () => {
    const filter = '{ intuneCompliance: [CONFIG_MANAGER], entraCompliance: [NONCOMPLIANT] }';
    for (const field of ['DEVICE_NAME', 'LAST_CHECK_IN_AT', 'ENROLLED_AT']) {
      const query = `{ devices(filter: ${filter}, orderBy: { field: ${field} }) { totalCount nodes { id } pageInfo { endCursor } } }`;
      const seen = await service.statements(() => service.ask(query, { as: 'admin@contoso.example' }));
      const steps = await stepsOf(
        service,
        seen.filter((each) => /FROM devices d/.test(each) && !/OFFSET/.test(each)),
      );

      expect(new Set(steps.filter((step) => /^SCAN d\b/.test(step)))).toEqual(
        new Set(['SCAN d USING COVERING INDEX devices_filters']),
      );
      expect(steps.filter((step) => /\bo USING\b.*_newest/.test(step)).length).toBeGreaterThan(0);
    }
  },
);
