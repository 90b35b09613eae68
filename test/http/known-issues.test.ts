import { toNodeId } from '../../src/resolving/node-id';
import { ADMIN, EVERY_PERMISSION, EVERYWHERE } from '../support/administration';
import { changeIssue, idNamed, LATER, problemsOf, recordedIssue } from '../support/known-issue';
import { needed } from '../support/needed';
import { operatorWith } from '../support/operators';
import { NOW, refusals, type Service, startService } from '../support/service';

/* Known issues: who records them, whom they show, and what they leave alone. */

const DESK = 'helpdesk@contoso.example';
const TEXT = 'Version 24.5 of the reader cannot be installed.';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());
beforeEach(() => service.database.writer('known_issues').delete());

interface Found {
  readonly rule: string;
  readonly explains?: readonly Found[];
}
const inShort = ({ rule, explains = [] }: Found): string =>
  explains.length === 0 ? rule : `${rule} [${explains.map(inShort).join(', ')}]`;
const NESTED = 'rule explains { rule explains { rule explains { rule } } }';

/** The findings of a user of the demo tenant in short: rules, and what each explains. */
async function findingsOf(name: string, as = DESK): Promise<string[]> {
  const query = `query ($name: String!) { users(search: $name) { nodes { findings { nodes { ${NESTED} } } } } }`;
  const { data, errors } = await service.ask(query, { as, variables: { name } });
  expect(errors).toEqual([]);
  expect(data.users.nodes).toHaveLength(1);
  return data.users.nodes[0].findings.nodes.map(inShort);
}

const reader = () => idNamed(service, 'App', 'apps', 'Adobe Acrobat Reader DC');

describe('while an issue is open', () => {
  test('the findings of its rule about its app fold under it, and no others', async () => {
    const without = await findingsOf('Noémie Blanc');
    expect(await findingsOf('Bastien Rolland')).toEqual(['NONCOMPLIANT_SETTING', 'REQUIRED_APP_FAILED']);

    await recordedIssue(service, { rule: 'REQUIRED_APP_FAILED', appId: await reader(), text: TEXT });

    const folded = 'KNOWN_ISSUE [REQUIRED_APP_FAILED]';
    expect(await findingsOf('Bastien Rolland')).toEqual(['NONCOMPLIANT_SETTING', folded]);
    expect(await findingsOf('Lucía Fernández')).toContain(folded);
    // Another app fails there, with the same rule.
    expect(await findingsOf('Noémie Blanc')).toEqual(without);
  });

  test.each([
    ['en', 'This has been a known issue since 20 November 2026.', 'under INC-7'],
    ['fr', 'Ce problème est connu depuis le 20 novembre 2026.', 'en cours de traitement : INC-7'],
  ])('its finding says text, ticket and dates, and what to tell the user: %s', async (language, why, step) => {
    const id = await recordedIssue(service, {
      rule: 'REQUIRED_APP_FAILED',
      appId: await reader(),
      text: `${TEXT}\n <b>Wait</b> {since} 🛠`,
      ticket: 'INC-7',
    });
    const query = `{ devices(search: "LYO-LT-0052") { nodes { id findings { nodes {
      key rule severity confidence title why since topics app { displayName } devices { deviceName }
      knownIssue { id } steps { who text } evidence { coordinate } explains { rule } } } } } }`;

    const { data, errors } = await service.ask(query, { as: ADMIN, headers: { 'accept-language': language } });

    expect(errors).toEqual([]);
    const [, found] = data.devices.nodes[0].findings.nodes;
    const [key, device] = [id, data.devices.nodes[0].id].map(
      (each) => Buffer.from(each, 'base64url').toString().split(':')[1],
    );
    expect(found).toMatchObject({
      key: `KNOWN_ISSUE:${key}:${device}`,
      rule: 'KNOWN_ISSUE',
      severity: 'PROBLEM',
      confidence: 'CERTAIN',
      title: `${TEXT} <b>Wait</b> {since} 🛠`,
      since: NOW.toISOString(),
      topics: ['APPS'],
      app: { displayName: 'Adobe Acrobat Reader DC' },
      devices: [{ deviceName: 'LYO-LT-0052' }],
      knownIssue: { id },
      explains: [{ rule: 'REQUIRED_APP_FAILED' }],
    });
    expect(found.why).toContain(why);
    expect(found.why).toContain('INC-7');
    expect(found.steps).toEqual([{ who: 'OPERATOR', text: expect.stringContaining(step) }]);
    expect(found.evidence.length).toBeGreaterThan(0);
  });

  test('one about a kind of connector, a policy or all findings of a rule folds those', async () => {
    const connector = { rule: 'CONNECTOR_DOWN', connectorKind: 'APPLE_VOLUME_PURCHASE' };
    await recordedIssue(service, { ...connector, connectorKind: 'CERTIFICATE_CONNECTOR' });
    expect(await findingsOf('Leïla Haddad')).toContain('CONNECTOR_DOWN [REQUIRED_APP_FAILED]');
    await recordedIssue(service, connector);
    expect(await findingsOf('Leïla Haddad')).toContain('KNOWN_ISSUE [CONNECTOR_DOWN [REQUIRED_APP_FAILED]]');

    const { data } = await service.ask(
      '{ devices(search: "PAR-IPH-0190") { nodes { compliancePolicyStates { state policy { id } } } } }',
      { as: DESK },
    );
    const states: { state: string; policy: { id: string } }[] = data.devices.nodes[0].compliancePolicyStates;
    const failing = states.find(({ state }) => state === 'NONCOMPLIANT');
    await recordedIssue(service, { rule: 'NONCOMPLIANT_SETTING', policyId: failing?.policy.id });
    expect(await findingsOf('Amélie Roux')).toContain('KNOWN_ISSUE [NONCOMPLIANT_SETTING [ENTRA_DISAGREES]]');
    // His policy is another one.
    expect(await findingsOf('Bastien Rolland')).toContain('NONCOMPLIANT_SETTING');

    await recordedIssue(service, { rule: 'NOT_REGISTERED' });
    expect(await findingsOf('Aoife')).toEqual(['APP_NOT_DETECTED', 'KNOWN_ISSUE [NOT_REGISTERED]']);
  });

  test('a finding that is also about something else stays, and the issue stands beside it', async () => {
    const name = 'Windows – VPN Madrid split tunnel (pilot)';
    const policyId = await idNamed(service, 'Policy', 'policies', name);
    await recordedIssue(service, { rule: 'PROFILE_CONFLICT', policyId });

    const found = await findingsOf('Sofía García');

    expect(found.slice(0, 2)).toEqual(['KNOWN_ISSUE', 'PROFILE_CONFLICT']);
  });

  test('a blocker of another rule is never hidden', async () => {
    expect((await findingsOf('Bruno Keller'))[0]).toBe('ACCOUNT_DISABLED [NO_INTUNE_LICENCE]');

    await recordedIssue(service, { rule: 'ACCOUNT_DISABLED' });

    const found = await findingsOf('Bruno Keller');
    expect(found).toContain('KNOWN_ISSUE [ACCOUNT_DISABLED]');
    expect(found).toContain('NO_INTUNE_LICENCE');
  });

  test('of two issues, the older one takes the findings, and both show', async () => {
    await recordedIssue(service, { rule: 'NOT_REGISTERED' });
    await service.database.writer('known_issues').update({ recorded_at: '2026-11-01T00:00:00.000Z' });
    await recordedIssue(service, { rule: 'NOT_REGISTERED', text: 'It is known again.' });

    expect((await findingsOf('Aoife')).filter((rule) => rule.startsWith('KNOWN'))).toEqual([
      'KNOWN_ISSUE',
      'KNOWN_ISSUE [NOT_REGISTERED]',
    ]);
  });
});

test('an issue about a rule that does not run for the viewer changes nothing in the list of findings', async () => {
  const list = async (as: string) => {
    const query =
      '{ findings(rule: KNOWN_ISSUE) { nodes { title } notChecked { rules text } pageInfo { endCursor } } }';
    return (await service.ask(query, { as })).text;
  };
  const [without, ofDesk] = [await list('apps.only@contoso.example'), await list(DESK)];

  await recordedIssue(service, { rule: 'CONNECTOR_DOWN' });

  expect(without).toContain('CONNECTOR_DOWN');
  expect(await list('apps.only@contoso.example')).toBe(without);
  expect(await list(DESK)).not.toBe(ofDesk);
});

test('an issue that several pages show has a key for each of them in the list', async () => {
  await recordedIssue(service, { rule: 'STORAGE_FULL' });
  const { writer } = service.database;
  const before = await writer('devices').whereNull('user_id').limit(3).select('id', 'free_storage_mb');
  for (const { id } of before) await writer('devices').where({ id }).update({ free_storage_mb: 100 });
  const { data } = await service.ask('{ findings(rule: KNOWN_ISSUE, first: 100) { nodes { key } } }', { as: DESK });
  for (const { id, ...storage } of before) await writer('devices').where({ id }).update(storage);
  const keys: string[] = data.findings.nodes.map(({ key }: { key: string }) => key);

  expect(keys.length).toBeGreaterThanOrEqual(3);
  expect(new Set(keys).size).toBe(keys.length);
});

test('an empty page of the list leads on to the pages of an issue about one app', async () => {
  await recordedIssue(service, { rule: 'REQUIRED_APP_FAILED', appId: await reader(), text: TEXT });
  const query = `query ($first: Int, $after: String) { findings(rule: KNOWN_ISSUE, first: $first, after: $after) {
    nodes { key user { id } devices { id } } pageInfo { hasNextPage endCursor }
  } }`;
  const pagesOf = async (first: number) => {
    const pages: unknown[][] = [];
    for (let after: string | null = null; ; ) {
      const { data } = await service.ask(query, { as: DESK, variables: { first, after } });
      const { nodes, pageInfo } = data.findings;
      pages.push(nodes);
      if (!pageInfo.hasNextPage) return pages;
      after = pageInfo.endCursor;
    }
  };
  const [few, many] = [await pagesOf(1), await pagesOf(100)];

  expect(few.slice(0, -1)).toContainEqual([]);
  expect(few.flat().length).toBeGreaterThan(1);
  expect(few.flat()).toEqual(many.flat());
});

describe('an issue that is over', () => {
  test('folds nothing: ended by an administrator, or past its end', async () => {
    const before = await findingsOf('Aoife');
    const id = await recordedIssue(service, { rule: 'NOT_REGISTERED' });
    expect(await findingsOf('Aoife')).not.toEqual(before);

    const ended = (await changeIssue(service, 'endKnownIssue', { knownIssueId: id })).data.endKnownIssue;
    expect(ended).toMatchObject({
      knownIssue: { open: false, endedAt: NOW.toISOString(), version: 2 },
      userErrors: [],
    });
    expect(await findingsOf('Aoife')).toEqual(before);
    for (const mutation of ['endKnownIssue', 'updateKnownIssue'] as const) {
      const problems = await problemsOf(service, mutation, { knownIssueId: id });
      expect(problems).toEqual(['ALREADY_ENDED input.knownIssueId']);
    }

    await recordedIssue(service, { rule: 'NOT_REGISTERED' });
    expect(await findingsOf('Aoife')).not.toEqual(before);
    await service.database.writer('known_issues').update({ ends_at: NOW.toISOString() });
    expect(await findingsOf('Aoife')).toEqual(before);
  });

  test('stays in the list, which can leave it out', async () => {
    const old = await recordedIssue(service, { rule: 'NOT_REGISTERED' });
    await changeIssue(service, 'endKnownIssue', { knownIssueId: old });
    const open = await recordedIssue(service, { rule: 'NOT_REGISTERED' });
    const list = async (args: string) => {
      const { data } = await service.ask(`{ knownIssues${args} { totalCount nodes { id open } } }`, { as: ADMIN });
      return data.knownIssues;
    };

    expect((await list('')).totalCount).toBe(2);
    expect(await list('(open: true)')).toEqual({ totalCount: 1, nodes: [{ id: open, open: true }] });
    expect(await list('(open: false)')).toEqual({ totalCount: 1, nodes: [{ id: old, open: false }] });
    expect((await list('(first: 1)')).nodes).toHaveLength(1);
  });
});

test('`FINDINGS_SILENCED=KNOWN_ISSUE` turns them off', async () => {
  await recordedIssue(service, { rule: 'NOT_REGISTERED' });
  const silent = await startService({
    databaseUrl: service.databaseUrl,
    server: { findings: { silenced: new Set(['KNOWN_ISSUE']) } },
  });
  try {
    const query = '{ users(search: "Aoife") { nodes { findings { nodes { rule } } } } }';
    const { text } = await silent.ask(query, { as: DESK });
    expect(text).toContain('NOT_REGISTERED');
    expect(text).not.toContain('KNOWN_ISSUE');
  } finally {
    await silent.stop();
  }
});

describe('a viewer', () => {
  const READS = ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ', 'MOBILE_APPS_READ', 'MANAGED_APPS_READ'] as const;
  const OF_USERS = `{ users(first: 60) { nodes { findings { nodes { title knownIssue { text } } normal { title } } } } }`;
  const OF_DEVICES = `{ devices(first: 100) { nodes { findings { nodes { title } normal { title } } } } }`;
  /** The findings of everybody and of every device, as text. */
  const allOf = async ({ as }: { readonly as: string }) => {
    const answers = await Promise.all([OF_USERS, OF_DEVICES].map((query) => service.ask(query, { as })));
    for (const { status } of answers) expect(status).toBe(200);
    return answers.map(({ text }) => text).join();
  };

  test('without ROLES_READ reads the text where it shows, and no more of the issue', async () => {
    const id = await recordedIssue(service, { rule: 'REQUIRED_APP_FAILED', appId: await reader(), text: TEXT });
    const { as } = await operatorWith(service, { permissions: READS, scope: EVERYWHERE });

    const answer = await service.ask(OF_USERS, { as });

    expect(answer.text).toContain(TEXT);
    expect(new Set(refusals(answer).map((refusal) => refusal.replace(/\d+/g, 'n')))).toEqual(
      new Set(['users.nodes.n.findings.nodes.n.knownIssue: FORBIDDEN PERMISSION ROLES_READ']),
    );
    const query = `query ($id: ID!) { node(id: $id) { id } knownIssues { totalCount } }`;
    expect(refusals(await service.ask(query, { as, variables: { id } }))).toEqual([
      'knownIssues: FORBIDDEN PERMISSION ROLES_READ',
      'node: FORBIDDEN PERMISSION ROLES_READ',
    ]);
  });

  test('who reads no app, or none of the devices, learns nothing of it', async () => {
    await recordedIssue(service, { rule: 'REQUIRED_APP_FAILED', appId: await reader(), text: TEXT });
    const madrid = await idNamed(service, 'Group', 'groups', 'Madrid');
    const berlin = await idNamed(service, 'Group', 'groups', 'Berlin');
    const over = (group: string) => ({ permissions: READS, scope: { groupIds: [group] } });
    const blind = await operatorWith(service, {
      permissions: ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ', 'MANAGED_APPS_READ', 'ROLES_READ'],
      scope: EVERYWHERE,
    });

    expect(await allOf(blind)).not.toContain(TEXT);
    // The app fails in Madrid and in Lyon.
    expect(await allOf(await operatorWith(service, over(madrid)))).toContain(TEXT);
    expect(await allOf(await operatorWith(service, over(berlin)))).not.toContain(TEXT);
  });
});

describe('who may record', () => {
  const RULE = { rule: 'REQUIRED_APP_FAILED', text: TEXT, endsAt: LATER };
  const UPDATE = ['ROLES_READ', 'ROLES_UPDATE'] as const;
  const count = async () => (await service.database.primary('known_issues')).length;

  test('holds ROLES_UPDATE over everything, since all operators read the text', async () => {
    const paris = await idNamed(service, 'Group', 'groups', 'Paris');
    const local = await operatorWith(service, { permissions: UPDATE, scope: { groupIds: [paris] } });
    const halves = await operatorWith(
      service,
      { permissions: UPDATE, scope: { allUsers: true } },
      { permissions: UPDATE, scope: { allDevices: true } },
    );
    const id = await recordedIssue(service, RULE);
    for (const { as } of [local, halves]) {
      const beyond = ['EXCEEDS_OWN_RIGHTS ROLES_UPDATE'];
      expect(await problemsOf(service, 'createKnownIssue', RULE, as)).toEqual(beyond);
      expect(await problemsOf(service, 'updateKnownIssue', { knownIssueId: id, text: 'Other.' }, as)).toEqual(beyond);
      expect(await problemsOf(service, 'endKnownIssue', { knownIssueId: id }, as)).toEqual(beyond);
    }
    expect(await count()).toBe(1);

    const others = EVERY_PERMISSION.filter((permission) => permission !== 'ROLES_UPDATE');
    const { as } = await operatorWith(service, { permissions: others, scope: EVERYWHERE });
    const refused = await changeIssue(service, 'createKnownIssue', RULE, as);
    expect(refused.data).toEqual({ createKnownIssue: null });
    expect(refusals(refused)).toEqual(['createKnownIssue: FORBIDDEN PERMISSION ROLES_UPDATE']);
    expect(await count()).toBe(1);
  });

  test('cannot tell an app that they may not read from none', async () => {
    const { as } = await operatorWith(service, { permissions: UPDATE, scope: EVERYWHERE });
    const problems = (input: object) => problemsOf(service, 'createKnownIssue', { ...RULE, ...input }, as);
    const beyond = ['EXCEEDS_OWN_RIGHTS input.appId MOBILE_APPS_READ'];

    expect(await problems({ appId: await reader() })).toEqual(beyond);
    expect(await problems({ appId: toNodeId('App', 'never') })).toEqual(beyond);
    expect(await problems({ policyId: toNodeId('Policy', 'never') })).toEqual([
      'EXCEEDS_OWN_RIGHTS input.policyId MANAGED_DEVICES_READ',
    ]);
    expect(await problems({ connectorKind: 'CERTIFICATE_CONNECTOR' })).toEqual([
      'EXCEEDS_OWN_RIGHTS input.connectorKind ORGANIZATION_READ',
    ]);
    // Without a subject, nothing is read.
    expect((await changeIssue(service, 'createKnownIssue', RULE, as)).data.createKnownIssue.userErrors).toEqual([]);
  });

  test('leaves a row of the audit trail, without the text', async () => {
    const id = await recordedIssue(service, { ...RULE, ticket: 'INC-9' });
    await changeIssue(service, 'updateKnownIssue', { knownIssueId: id, text: 'Other.' });
    await changeIssue(service, 'endKnownIssue', { knownIssueId: id });

    const { data } = await service.ask(
      'query ($id: ID!) { auditEvents(filter: { subjectId: $id }) { nodes { action outcome before after } } }',
      { as: ADMIN, variables: { id } },
    );

    const { nodes } = data.auditEvents;
    expect(nodes.map(({ action, outcome }: Record<string, string>) => `${action} ${outcome}`)).toEqual([
      'END_KNOWN_ISSUE DONE',
      'UPDATE_KNOWN_ISSUE DONE',
      'CREATE_KNOWN_ISSUE DONE',
    ]);
    expect(JSON.parse(nodes[0].after)).toMatchObject({ rule: RULE.rule, endedAt: NOW.toISOString() });
    expect(JSON.stringify(nodes)).not.toMatch(/Other|reader|INC-9/);
  });
});

describe('the input', () => {
  const RULE = { rule: 'REQUIRED_APP_FAILED', text: TEXT, endsAt: LATER };

  test('takes every rule that is listed as no remark', async () => {
    const { data } = await service.ask('{ findingRules { rule remark } }', { as: ADMIN });
    const refused: string[] = [];
    for (const { rule } of data.findingRules) {
      if (rule === 'KNOWN_ISSUE') continue;
      const answer = await changeIssue(service, 'createKnownIssue', { ...RULE, rule, dryRun: true });
      for (const { code } of answer.data.createKnownIssue.userErrors) refused.push(`${rule} ${code}`);
    }
    const remarks = data.findingRules.filter(({ remark }: { remark: boolean }) => remark);
    expect(refused).toEqual(remarks.map(({ rule }: { rule: string }) => `${rule} RULE_NOT_FOLDED`));
    expect(remarks).toHaveLength(1);
  });

  test.each([
    ['an empty text', { text: ' \n\u00a0' }, 'TEXT_REQUIRED input.text'],
    ['a text of 301 characters', { text: '🛠'.repeat(301) }, 'TEXT_TOO_LONG input.text'],
    ['a ticket of 65 characters', { ticket: 'x'.repeat(65) }, 'TICKET_TOO_LONG input.ticket'],
    ['a text that shows nothing', { text: '\u200b\u00ad' }, 'TEXT_REQUIRED input.text'],
    ['a right-to-left mark in the text', { text: 'Wi-Fi \u200fdown' }, 'DIRECTION_CONTROL input.text'],
    ['an open isolate in the ticket', { ticket: 'INC\u20679' }, 'DIRECTION_CONTROL input.ticket'],
    ['an end that is now', { endsAt: NOW.toISOString() }, 'ENDS_IN_THE_PAST input.endsAt'],
    ['an end in the past', { endsAt: '2020-01-01T00:00:00Z' }, 'ENDS_IN_THE_PAST input.endsAt'],
    ['a rule that only adds a sentence', { rule: 'CHANGED_RECENTLY' }, 'RULE_NOT_FOLDED input.rule'],
    ['the rule of known issues', { rule: 'KNOWN_ISSUE' }, 'RULE_NOT_FOLDED input.rule'],
    ['an app that never was', { appId: toNodeId('App', 'never') }, 'APP_NOT_FOUND input.appId'],
    ['a policy that never was', { policyId: toNodeId('Policy', 'never') }, 'POLICY_NOT_FOUND input.policyId'],
    ['the id of a user', { appId: toNodeId('User', 'x') }, 'INVALID_ID input.appId'],
    ['no id', { policyId: 'nonsense' }, 'INVALID_ID input.policyId'],
    [
      'an app and a policy',
      { appId: toNodeId('App', 'x'), policyId: toNodeId('Policy', 'x') },
      'SEVERAL_SUBJECTS input',
    ],
    [
      'an app and a kind of connector',
      { appId: toNodeId('App', 'x'), connectorKind: 'CERTIFICATE_CONNECTOR' },
      'SEVERAL_SUBJECTS input',
    ],
  ])('with %s is refused', async (_, input, expected) => {
    expect(await problemsOf(service, 'createKnownIssue', { ...RULE, ...input })).toEqual([expected]);
    expect(await service.database.primary('known_issues')).toEqual([]);
  });

  test.each([
    ['an unknown rule', { rule: 'NO_SUCH_RULE' }],
    ['a text of 10,000 characters', { text: 'x'.repeat(10_000) }],
    ['a text with NUL', { text: 'a\u0000b' }],
    ['half an emoji', { text: '\ud83d' }],
    ['an end that is no instant', { endsAt: 'tomorrow' }],
  ])('with %s is no operation', async (_, input) => {
    const { data, errors } = await changeIssue(service, 'createKnownIssue', { ...RULE, ...input });
    expect(data).toBeUndefined();
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
  });

  test('keeps 300 emoji, and what it leaves out of a change stays', async () => {
    const id = await recordedIssue(service, { ...RULE, text: '🛠'.repeat(300), ticket: ' INC-1 ' });
    const change = async (input: object) =>
      (await changeIssue(service, 'updateKnownIssue', { knownIssueId: id, ...input })).data.updateKnownIssue.knownIssue;

    expect(await change({ endsAt: '2026-12-24T00:00:00Z' })).toMatchObject({
      text: '🛠'.repeat(300),
      ticket: 'INC-1',
      endsAt: '2026-12-24T00:00:00.000Z',
      version: 2,
    });
    expect(await change({ ticket: null, text: 'Other.' })).toMatchObject({ text: 'Other.', ticket: null, version: 3 });
    const problems = (input: object) => problemsOf(service, 'updateKnownIssue', { knownIssueId: id, ...input });
    expect(await problems({ text: '' })).toEqual(['TEXT_REQUIRED input.text']);
    expect(await problems({ expectedVersion: 2 })).toEqual(['CONFLICT input.expectedVersion']);
    const never = { knownIssueId: toNodeId('KnownIssue', 'never') };
    expect(await problems(never)).toEqual(['KNOWN_ISSUE_NOT_FOUND input.knownIssueId']);
    expect(await problems({ knownIssueId: toNodeId('App', 'x') })).toEqual(['INVALID_ID input.knownIssueId']);
  });

  test('is in the audit trail with the ids of the graph, and without its text', async () => {
    const appId = await reader();
    const policyId = await idNamed(service, 'Policy', 'policies', 'Windows – VPN Madrid split tunnel (pilot)');
    const none = { appId: null, policyId: null, connectorKind: null, endedAt: null };
    const recorded = async (input: Parameters<typeof recordedIssue>[1]) => {
      await recordedIssue(service, input);
      const { after } = await needed(service.database.primary('audit_events').orderBy('seq', 'desc').limit(1));
      return JSON.parse(after ?? 'null');
    };

    const rule = 'REQUIRED_APP_FAILED';
    expect(await recorded({ rule, appId })).toEqual({ ...none, rule, appId, endsAt: expect.any(String) });
    const other = 'PROFILE_CONFLICT';
    expect(await recorded({ rule: other, policyId })).toEqual({
      ...none,
      ...{ rule: other, policyId },
      endsAt: expect.any(String),
    });
  });

  test('takes effect once with one clientMutationId, and not at all in a dry run', async () => {
    const dry = await changeIssue(service, 'createKnownIssue', { ...RULE, dryRun: true });
    expect(dry.data.createKnownIssue).toMatchObject({ knownIssue: null, userErrors: [] });
    expect(await service.database.primary('known_issues')).toEqual([]);

    const input = { ...RULE, clientMutationId: 'once' };
    const [first, second] = [
      (await changeIssue(service, 'createKnownIssue', input)).data.createKnownIssue,
      (await changeIssue(service, 'createKnownIssue', input)).data.createKnownIssue,
    ];
    expect(second).toEqual(first);
    expect(await service.database.primary('known_issues')).toHaveLength(1);
    expect(await problemsOf(service, 'createKnownIssue', { ...input, text: 'Other.' })).toEqual([
      'CLIENT_MUTATION_ID_REUSED input.clientMutationId',
    ]);
  });

  test('of two administrators at once: one change is made, the other is a conflict', async () => {
    const id = await recordedIssue(service, RULE);
    const other = await operatorWith(service, { permissions: EVERY_PERMISSION, scope: EVERYWHERE });
    const change = (text: string, as: string) =>
      changeIssue(service, 'updateKnownIssue', { knownIssueId: id, text, expectedVersion: 1 }, as);

    const answers = await Promise.all([change('One.', ADMIN), change('Two.', other.as)]);

    const codes = answers.flatMap(({ data }) =>
      data.updateKnownIssue.userErrors.map(({ code }: { code: string }) => code),
    );
    expect(codes).toEqual(['CONFLICT']);
    expect(await service.database.primary('known_issues').pluck('version')).toEqual([2]);
  });
});
