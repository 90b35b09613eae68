import { PERMISSIONS } from '../../src/authorization/permission-list';
import { tenantReadings } from '../../src/findings/store';
import type { Permission } from '../../src/generated/graphql';
import { drawn } from '../support/amount';
import { forgetKept } from '../support/kept';
import { needed } from '../support/needed';
import { asImport, NOW, type Service, startService } from '../support/service';

/*
 * The list of all findings holds what the pages of users and devices hold, for each viewer and at any time.
 */

const DAY_MS = 24 * 60 * 60 * 1000;
const FINDING = `key rule severity confidence title since count user { id } devices { id }
  explains { key severity explains { key } }`;
const REPORT = `findings { nodes { ${FINDING} } normal { ${FINDING} } }`;
const TROUBLESHOOTING: readonly Permission[] = [
  'ORGANIZATION_READ',
  'MANAGED_DEVICES_READ',
  'MOBILE_APPS_READ',
  'MANAGED_APPS_READ',
];
/** Rules about the organisation as a whole, which every page says and the list says once. */
const OF_TENANT = ['TENANT_INACTIVE', 'DATA_OUT_OF_DATE', 'CONNECTOR_ENDING'];

interface Found {
  readonly key: string;
  readonly rule: string;
  readonly severity: string;
}

let service: Service;
let clock = NOW;
beforeAll(async () => {
  service = await startService({ server: { now: () => clock } });
});
beforeEach(() => {
  clock = NOW;
});
afterAll(() => service.stop());

interface Over {
  readonly users: string;
  readonly permissions: readonly Permission[];
}

/** An operator with assignments: permissions over everything, or over a group. */
async function operator(id: string, assignments: readonly Over[]): Promise<string> {
  const name = `${id}@contoso.example`;
  const named = { display_name: id, name_key: id };
  await service.database.write(async (trx) => {
    await trx('users').insert({
      ...{ id, user_principal_name: name, upn_key: name, ...named, account_enabled: 1, intune_licensed: 1 },
    });
    await trx('groups').insert({ id, ...named, membership_type: 'ASSIGNED', security_enabled: 1, origin: 'LOCAL' });
    await trx('group_members').insert({ group_id: id, kind: 'USER', member_id: id });
    await trx('group_ancestors').insert({ group_id: id, ancestor_id: id });
    for (const [i, { users, permissions }] of assignments.entries()) {
      const key = `${id}-${i}`;
      await trx('roles').insert({ id: key, ...named, origin: 'LOCAL' });
      for (const info of PERMISSIONS.filter(({ permission }) => permissions.includes(permission))) {
        await trx('role_permissions').insert({
          ...{ role_id: key, action: info.microsoftAction, permission: info.permission },
        });
      }
      const all = users === 'ALL' ? 1 : 0;
      await trx('role_assignments').insert({
        ...{ id: key, role_id: key, ...named, all_users: all, all_devices: all, origin: 'LOCAL' },
      });
      if (users !== 'ALL') await trx('assignment_scopes').insert({ assignment_id: key, group_id: users });
      await trx('assignment_members').insert({ assignment_id: key, group_id: id });
    }
  });
  return name;
}

const groupNamed = (name: string): Promise<string> =>
  needed(service.database.primary('groups').where('display_name', name).pluck('id'));

async function data(query: string, as: string, variables: Record<string, unknown> = {}) {
  const answer = await service.ask(query, { as, variables });
  const { errors } = answer;
  expect(errors.filter(({ extensions }) => extensions?.['code'] !== 'FORBIDDEN')).toEqual([]);
  return answer.data;
}

// biome-ignore lint/suspicious/noExplicitAny: answers have the shapes of their queries.
type Json = any;

interface List {
  readonly nodes: readonly Json[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Every item of a root connection. */
async function every(field: string, args: string, selection: string, as: string, first = 100) {
  const found: Json[] = [];
  let after: string | null = null;
  let pages = 0;
  do {
    const query = `query ($after: String) { ${field}(first: ${first}, after: $after${args}) {
      nodes { ${selection} } pageInfo { hasNextPage endCursor } } }`;
    const list: List | null = (await data(query, as, { after }))[field];
    if (list === null) return [];
    found.push(...list.nodes);
    after = list.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
    pages++;
  } while (after !== null && pages < 1_000);
  return found;
}

/** The findings of all pages of users, and of devices whose user the viewer does not see: problems, and what is normal. */
async function onPages(as: string): Promise<{ nodes: Found[]; normal: Found[] }> {
  const users = await every('users', '', `id ${REPORT}`, as, 50);
  const devices = await every('devices', '', `id primaryUser { id } ${REPORT}`, as, 50);
  const alone = devices.filter(({ primaryUser }) => primaryUser === null);
  const pages: { findings: { nodes: Found[]; normal: Found[] } }[] = [...users, ...alone];
  return {
    nodes: pages.flatMap(({ findings }) => findings.nodes),
    normal: pages.flatMap(({ findings }) => findings.normal),
  };
}

const listed = (as: string, args = '', first = 25): Promise<Found[]> => every('findings', args, FINDING, as, first);

const ofSubjects = (found: readonly Found[]): string[] =>
  found
    .filter(({ rule }) => !OF_TENANT.includes(rule))
    .map((each) => JSON.stringify(each))
    .sort();

const VIEWERS: readonly (readonly [string, () => Promise<readonly Over[]>])[] = [
  ['everything', async () => [{ users: 'ALL', permissions: TROUBLESHOOTING }]],
  ['one group', async () => [{ users: await groupNamed('Paris'), permissions: TROUBLESHOOTING }]],
  ...TROUBLESHOOTING.map(
    (lacking) =>
      [
        `everything without ${lacking}`,
        async () => [{ users: 'ALL', permissions: TROUBLESHOOTING.filter((other) => other !== lacking) }],
      ] as const,
  ),
  [
    'devices of one group, and users of another',
    async () => [
      { users: await groupNamed('Paris'), permissions: ['MANAGED_DEVICES_READ', 'MOBILE_APPS_READ'] },
      { users: await groupNamed('Berlin'), permissions: ['ORGANIZATION_READ', 'MANAGED_APPS_READ'] },
    ],
  ],
  [
    'everything, but apps of one group',
    async () => [
      { users: 'ALL', permissions: ['MANAGED_DEVICES_READ', 'ORGANIZATION_READ'] },
      { users: await groupNamed('Paris'), permissions: ['MOBILE_APPS_READ', 'MANAGED_APPS_READ'] },
    ],
  ],
];

describe.each(drawn(VIEWERS, 2, ([name]) => name))('for an operator of %s', (name, assignments) => {
  let as: string;
  beforeAll(async () => {
    as = await operator(name.toLowerCase().replace(/\W+/g, '-'), await assignments());
  });

  test('the list is the findings of all pages', async () => {
    const { nodes, normal } = await onPages(as);
    const ofInfo = normal.filter(({ severity }) => severity === 'INFO');
    for (const [pages, args] of [
      [nodes, ''],
      [ofInfo, ', severity: INFO'],
    ] as const) {
      const list = await listed(as, args);
      expect(ofSubjects(list)).toEqual(ofSubjects(pages));
      expect(list.length).toBeGreaterThan(2);
      expect(new Set(list.map(({ key }) => key)).size).toBe(list.length);
    }
  });
});

/** The findings of all pages and of the list after so many days. */
async function later(days: number): Promise<{ pages: Found[]; list: Found[] }> {
  clock = new Date(NOW.getTime() + days * DAY_MS);
  const as = 'helpdesk@contoso.example';
  return { pages: (await onPages(as)).nodes, list: await listed(as) };
}

test.each(drawn([1.5, 5], 1, String))(
  'so it is %d days later without a sync, and the age of the data is told once',
  async (days) => {
    const { pages, list } = await later(days);

    expect(ofSubjects(list)).toEqual(ofSubjects(pages));
    // Facts older than a week would support no finding that could be compared.
    expect(ofSubjects(list).length).toBeGreaterThan(50);
    expect(pages.filter(({ rule }) => rule === 'DATA_OUT_OF_DATE').length).toBeGreaterThan(60);
    expect(list.filter(({ rule }) => rule === 'DATA_OUT_OF_DATE')).toHaveLength(1);
  },
);

test.each(
  drawn(
    [
      [13, 15],
      [29, 31],
    ] as const,
    1,
    String,
  ),
)('so it is when silent devices become graver between day %i and day %i, with facts of that day', async (...days) => {
  const { writer } = service.database;
  const readAt: { kind: string; completed_at: string }[] = await writer('readings').select('kind', 'completed_at');
  const validity: number | null = await needed(writer('tenants').pluck('compliance_validity_days'));
  const silent: string[][] = [];
  // Intune's default, 30 days.
  await writer('tenants').update({ compliance_validity_days: null });
  try {
    for (const day of days) {
      await writer('readings').update({ completed_at: new Date(NOW.getTime() + day * DAY_MS).toISOString() });
      const { pages, list } = await later(day);
      expect(ofSubjects(list)).toEqual(ofSubjects(pages));
      silent.push(list.flatMap(({ rule, severity }) => (rule === 'DEVICE_SILENT' ? [severity] : [])));
    }
  } finally {
    for (const { kind, completed_at } of readAt) await writer('readings').where({ kind }).update({ completed_at });
    await writer('tenants').update({ compliance_validity_days: validity });
  }

  const graver = days[0] === 13 ? 'WARNING' : 'PROBLEM';
  const [before = 0, after = 0] = silent.map((all) => all.filter((severity) => severity === graver).length);
  expect(after).toBeGreaterThan(before + 10);
});

test('a connector that ends is told once, and on no page of a user', async () => {
  const as = 'helpdesk@contoso.example';
  const [{ nodes: pages }, list] = [await onPages(as), await listed(as)];

  expect(list.filter(({ rule }) => rule === 'CONNECTOR_ENDING')).toHaveLength(1);
  expect(pages.filter(({ rule }) => rule === 'CONNECTOR_ENDING')).toEqual([]);
});

test('connectors of the same name and kind, and syncs that failed, come in the same order from each engine', async () => {
  const same = { kind: 'APPLE_VOLUME_PURCHASE', name: 'Same', name_key: 'same' };
  const ids = ['same-3', 'same-1', 'same-2'];
  const failed = ['USERS', 'APPS', 'GROUPS'];
  await asImport(service, async (trx) => {
    await trx('connectors').insert(ids.map((id) => ({ ...same, id })));
    await trx('sync_kinds').insert(failed.map((kind) => ({ kind, state: 'FAILED' })));
  });
  await forgetKept(service);

  try {
    const { connectors, failedSyncs } = await tenantReadings(service.database.primary);
    const found = connectors.map(({ connectorId }) => connectorId).filter((id) => ids.includes(id));
    expect(found).toEqual(ids.toSorted());
    expect(failedSyncs.map(({ kind }) => kind)).toEqual(failed.toSorted());
  } finally {
    await asImport(service, async (trx) => {
      await trx('connectors').whereIn('id', ids).delete();
      await trx('sync_kinds').delete();
    });
    await forgetKept(service);
  }
});

test('an inactive tenant is told once', async () => {
  const state = (subscription: string) =>
    service.database.writer('tenants').update({ subscription_state: subscription });
  const before: string = await needed(service.database.primary('tenants').pluck('subscription_state'));
  await state('LOCKED_OUT');
  const list = await listed('helpdesk@contoso.example');
  await state(before);

  expect(list.filter(({ rule }) => rule === 'TENANT_INACTIVE')).toHaveLength(1);
});

describe('what is asked for', () => {
  const as = 'helpdesk@contoso.example';

  test('a rule, a severity or a subject of calls', async () => {
    const all = await listed(as);
    const ofRule = all.filter(({ rule }) => rule === 'REQUIRED_APP_FAILED');
    const problems = all.filter(({ severity }) => severity === 'PROBLEM');

    expect(ofRule.length).toBeGreaterThan(2);
    expect(await listed(as, ', rule: REQUIRED_APP_FAILED')).toEqual(ofRule);
    expect(problems.length).toBeGreaterThan(10);
    expect(await listed(as, ', severity: PROBLEM')).toEqual(problems);
    const network: { topics: string[] }[] = await every('findings', ', topic: NETWORK', 'topics', as);
    expect(network.length).toBeGreaterThan(2);
    expect(network.every(({ topics }) => topics.includes('NETWORK'))).toBe(true);
  });

  test('pages of one hold the same, each finding at its cursor', async () => {
    const whole = await listed(as, ', topic: ENROLMENT', 100);
    const { findings } = await data(
      `{ findings(first: 100, topic: ENROLMENT) { edges { cursor node { ${FINDING} } } } }`,
      as,
    );

    expect(await listed(as, ', topic: ENROLMENT', 1)).toEqual(whole);
    const [, second] = findings.edges;
    const query = `query ($after: String) { findings(first: 1, after: $after, topic: ENROLMENT) {
      nodes { ${FINDING} } pageInfo { hasPreviousPage } } }`;
    const next = (await data(query, as, { after: second.cursor })).findings;
    expect(next.nodes).toEqual(whole.slice(2, 3));
    expect(next.pageInfo.hasPreviousPage).toBe(true);
  });

  test('a page that would look at too many ends early, and says that there is more', async () => {
    // More than 25 devices have an app that failed, and nearly all of these findings are problems.
    const query = `query ($after: String) { findings(first: 1, after: $after, rule: APP_AT_FAULT, severity: WARNING) {
      nodes { key } pageInfo { hasNextPage endCursor } } }`;
    const pages: List[] = [];
    while (pages.at(-1)?.pageInfo.hasNextPage !== false) {
      pages.push((await data(query, as, { after: pages.at(-1)?.pageInfo.endCursor ?? null })).findings);
    }
    const empty = pages.filter(({ nodes, pageInfo }) => nodes.length === 0 && pageInfo.hasNextPage);

    expect(empty.length).toBeGreaterThan(0);
    expect(empty.filter(({ pageInfo }) => pageInfo.endCursor === null)).toEqual([]);
    expect(pages.flatMap(({ nodes }) => nodes)).toHaveLength(
      (await listed(as, ', rule: APP_AT_FAULT, severity: WARNING')).length,
    );
  });

  test.each([
    ['another list', Buffer.from('["users by name_key ASC","a","b"]').toString('base64url')],
    ['a rule that does not exist', Buffer.from('["findings","RUSTY","USER","u",1]').toString('base64url')],
    ['a kind that does not exist', Buffer.from('["findings","NO_DEVICE","CAR","u",1]').toString('base64url')],
  ])('not a cursor of %s', async (_, after) => {
    const { errors } = await service.ask(`{ findings(after: "${after}") { nodes { key } } }`, { as });
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
  });

  test('rules that the viewer may not run are named', async () => {
    const lacking = await operator('no-apps', [
      { users: 'ALL', permissions: ['MANAGED_DEVICES_READ', 'ORGANIZATION_READ'] },
    ]);
    const query = '{ findings(rule: MAM_STOPPED) { nodes { key } notChecked { rules reason missing } } }';
    expect((await data(query, lacking)).findings).toEqual({
      nodes: [],
      notChecked: [{ rules: ['MAM_STOPPED'], reason: 'PERMISSION', missing: ['MANAGED_APPS_READ'] }],
    });
  });
});

test('users whom the viewer cannot see change nothing on a page about their devices', async () => {
  const berlin = await groupNamed('Berlin');
  const devices: Over = { users: berlin, permissions: ['MANAGED_DEVICES_READ'] };
  const lyon: Over = { users: await groupNamed('Lyon'), permissions: ['ORGANIZATION_READ'] };
  const hidden = await operator('hidden-owners', [devices, lyon]);
  const seen = await operator('seen-owners', [devices, { users: berlin, permissions: ['ORGANIZATION_READ'] }]);
  const page = (as: string) => {
    const query = '{ findings(first: 1, rule: LEAVER_DEVICE) { nodes { key } pageInfo { hasNextPage endCursor } } }';
    return data(query, as);
  };
  const { writer } = service.database;
  const ids: string[] = await writer('users')
    .where('account_enabled', 1)
    .where('upn_key', 'not like', '%-owners@%')
    .pluck('id');
  const leave = (accountEnabled: 0 | 1) =>
    writer('users').whereIn('id', ids).update({ account_enabled: accountEnabled });
  const present = [await page(hidden), await page(seen)];
  await leave(0);
  const gone = [await page(hidden), await page(seen)];
  await leave(1);

  expect(gone[0]).toEqual(present[0]);
  expect(present[1].findings.pageInfo.hasNextPage).toBe(false);
  expect(gone[1].findings.pageInfo.hasNextPage).toBe(true);
});

test('a page of many findings takes as many statements as a page of few', async () => {
  const page = (first: number) => `{ findings(first: ${first}, rule: REQUIRED_APP_FAILED) { nodes { title } } }`;
  const as = 'helpdesk@contoso.example';
  await forgetKept(service);
  const few = await service.statements(() => service.ask(page(8), { as }));
  await forgetKept(service);
  const many = await service.statements(() => service.ask(page(100), { as }));

  expect(few.length).toBeGreaterThan(10);
  expect(many.length).toBe(few.length);
});

test('what a page costs is what is looked at', async () => {
  const { errors } = await service.ask(
    `{ ${Array.from({ length: 26 }, (_, i) => `a${i}: findings(first: 100) { nodes { key } }`).join(' ')} }`,
    { as: 'helpdesk@contoso.example' },
  );
  expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['QUERY_TOO_COMPLEX']);
});
