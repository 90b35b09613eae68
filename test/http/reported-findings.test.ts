import { toNodeId } from '../../src/resolving/node-id';
import { ADMIN, EVERY_PERMISSION, EVERYWHERE, type Input } from '../support/administration';
import { idNamed } from '../support/known-issue';
import { needed } from '../support/needed';
import { operatorWith } from '../support/operators';
import { NOW, refusals, type Service, startService } from '../support/service';

/* "This is wrong": operators report findings that they see, and those who see everybody read the reports. */

const DESK = 'helpdesk@contoso.example';
const PARIS = 'helpdesk.paris@contoso.example';
const REASON = 'It was installed <b>by hand</b>. 🛠';

let service: Service;
let clock = NOW;
beforeAll(async () => {
  service = await startService({ server: { now: () => clock } });
});
afterAll(() => service.stop());
beforeEach(async () => {
  clock = NOW;
  await service.database.writer('reported_findings').delete();
});

const report = (input: Input, as = DESK) =>
  service.ask(
    `mutation ($input: ReportFindingInput!) { reportFinding(input: $input) {
      reported userErrors { code field missing retryAfter } clientMutationId } }`,
    { as, variables: { input } },
  );

/** The code of the only problem of a report. */
async function problemOf(input: Input, as = DESK): Promise<string> {
  const { data, errors } = await report(input, as);
  expect(errors).toEqual([]);
  expect(data.reportFinding).toMatchObject({ reported: false, userErrors: [{ missing: [] }] });
  return data.reportFinding.userErrors[0].code;
}

/** Bastien of Lyon, and the key of a finding on his page. */
async function finding(): Promise<{ subjectId: string; key: string }> {
  const query = '{ users(search: "Bastien Rolland") { nodes { id findings { nodes { key rule } } } } }';
  const { data } = await service.ask(query, { as: DESK });
  const [{ id, findings }] = data.users.nodes;
  const found = findings.nodes.find(({ rule }: { rule: string }) => rule === 'REQUIRED_APP_FAILED');
  return { subjectId: id, key: found.key };
}

/** The key of a finding about the whole organisation, as the list of all findings shows it. */
async function ofTenant(rule: string, as: string): Promise<string> {
  const query = `{ findings(rule: ${rule}) { nodes { key user { id } devices { id } } } }`;
  const { data } = await service.ask(query, { as });
  const [found] = data.findings.nodes;
  expect([found.user, found.devices ?? []]).toEqual([null, []]);
  return found.key;
}

const kept = () => service.database.primary('reported_findings');
const READ = `{ reportedFindings { totalCount nodes { rule severity reason ofTenant
  user { displayName } device { deviceName } reportedBy { userPrincipalName } } } }`;

describe('an operator', () => {
  test('reports a finding on the page of a user or a device, and one that another explains', async () => {
    const { subjectId, key } = await finding();
    const given = { subjectId, key, reason: `  ${REASON}\n`, clientMutationId: 'one' };
    expect((await report(given)).data.reportFinding).toEqual({
      reported: true,
      userErrors: [],
      clientMutationId: 'one',
    });
    const query =
      '{ devices(search: "PAR-IPH-0190") { nodes { id findings { nodes { rule explains { key rule } } } } } }';
    const { data: onDevice } = await service.ask(query, { as: PARIS });
    const [device] = onDevice.devices.nodes;
    const [below] = device.findings.nodes.flatMap(({ explains }: { explains: object[] }) => explains);
    expect(
      (await report({ subjectId: device.id, key: below.key, reason: 'No.' }, PARIS)).data.reportFinding.reported,
    ).toBe(true);

    const { data, errors } = await service.ask(READ, { as: ADMIN });

    expect(errors).toEqual([]);
    expect(data.reportedFindings.totalCount).toBe(2);
    expect(data.reportedFindings.nodes).toEqual(
      expect.arrayContaining([
        {
          rule: 'REQUIRED_APP_FAILED',
          severity: 'PROBLEM',
          reason: REASON,
          ofTenant: false,
          user: { displayName: 'Bastien Rolland' },
          device: null,
          reportedBy: { userPrincipalName: DESK },
        },
        {
          rule: below.rule,
          severity: 'WARNING',
          reason: 'No.',
          ofTenant: false,
          user: null,
          device: { deviceName: 'PAR-IPH-0190' },
          reportedBy: { userPrincipalName: PARIS },
        },
      ]),
    );
    const { data: ofRule } = await service.ask(
      '{ reportedFindings(rule: REQUIRED_APP_FAILED) { totalCount } findingRules { rule reported } }',
      { as: ADMIN },
    );
    expect(ofRule.reportedFindings.totalCount).toBe(1);
    const counts: { rule: string; reported: number }[] = ofRule.findingRules.filter(
      ({ reported }: { reported: number }) => reported > 0,
    );
    expect(counts.map(({ rule, reported }) => `${rule} ${reported}`).sort()).toEqual(
      ['REQUIRED_APP_FAILED 1', `${below.rule} 1`].sort(),
    );
  });

  test('cannot report what they do not see, nor tell it from nothing', async () => {
    const { subjectId, key } = await finding();
    const reason = REASON;
    const never = toNodeId('User', 'never');

    // Bastien is in Lyon.
    expect((await report({ subjectId, key, reason }, PARIS)).text).toBe(
      (await report({ subjectId: never, key, reason }, PARIS)).text,
    );
    expect(await problemOf({ subjectId, key, reason }, PARIS)).toBe('SUBJECT_NOT_FOUND');
    expect(await problemOf({ subjectId, key, reason }, 'nobody@contoso.example')).toBe('SUBJECT_NOT_FOUND');
    const { as } = await operatorWith(service, {
      permissions: ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'],
      scope: EVERYWHERE,
    });
    // This one reads no apps, so the finding is not there.
    expect(await problemOf({ subjectId, key, reason }, as)).toBe('FINDING_NOT_FOUND');
    expect(await kept()).toEqual([]);
  });

  test('reports a finding about the whole organisation, which is on the page of no user and no device', async () => {
    const key = await ofTenant('CONNECTOR_ENDING', PARIS);
    const input = { key, reason: REASON, clientMutationId: 'of the tenant' };
    expect((await report({ ...input, dryRun: true }, PARIS)).data.reportFinding.userErrors).toEqual([]);
    expect(await kept()).toEqual([]);
    const first = await report(input, PARIS);
    expect(first.data.reportFinding).toMatchObject({ reported: true, userErrors: [] });
    expect((await report(input, PARIS)).text).toBe(first.text);

    const { data, errors } = await service.ask(
      `${READ.slice(0, -1)} tenant { id } auditEvents(first: 1) { nodes { action subjectId } } }`,
      { as: ADMIN },
    );

    expect(errors).toEqual([]);
    expect(data.reportedFindings.nodes).toEqual([
      {
        ...{ rule: 'CONNECTOR_ENDING', severity: 'PROBLEM', reason: REASON, ofTenant: true },
        ...{ user: null, device: null, reportedBy: { userPrincipalName: PARIS } },
      },
    ]);
    expect(data.auditEvents.nodes).toEqual([{ action: 'REPORT_FINDING', subjectId: data.tenant.id }]);
  });

  test('reports of the organisation only what they see, and only there', async () => {
    const key = await ofTenant('CONNECTOR_ENDING', DESK);
    const bastien = await finding();
    const { as: blind } = await operatorWith(service, {
      permissions: ['MANAGED_DEVICES_READ', 'MOBILE_APPS_READ', 'MANAGED_APPS_READ'],
      scope: EVERYWHERE,
    });

    for (const as of [blind, 'nobody@contoso.example']) {
      // Without the right to read the organisation, a real key gets the same answer as a made-up one.
      const answers = [key, `${key}x`].map((each) => report({ key: each, reason: REASON }, as));
      const [one, other] = await Promise.all(answers);
      expect(one?.text).toBe(other?.text);
      expect(await problemOf({ key, reason: REASON }, as)).toBe('FINDING_NOT_FOUND');
    }
    // A finding of a person is not the organisation's, nor the other way round, nor that of somebody out of sight.
    expect(await problemOf({ key: bastien.key, reason: REASON })).toBe('FINDING_NOT_FOUND');
    expect(await problemOf({ key, subjectId: bastien.subjectId, reason: REASON })).toBe('FINDING_NOT_FOUND');
    for (const subjectId of [bastien.subjectId, toNodeId('User', 'never'), toNodeId('Device', 'never')]) {
      expect(await problemOf({ key, subjectId, reason: REASON }, PARIS)).toBe('SUBJECT_NOT_FOUND');
    }
    expect(await kept()).toEqual([]);
  });

  test('reports that the data is out of date without any right over the organisation', async () => {
    clock = new Date(NOW.getTime() + 3 * 86_400_000);
    const { as } = await operatorWith(service, { permissions: ['MANAGED_DEVICES_READ'], scope: EVERYWHERE });
    const key = await ofTenant('DATA_OUT_OF_DATE', as);

    expect((await report({ key, reason: REASON }, as)).data.reportFinding).toMatchObject({ reported: true });
    expect(await kept()).toMatchObject([{ rule: 'DATA_OUT_OF_DATE', user_id: null, device_id: null }]);
  });

  test.each([
    ['INVALID_ID', { subjectId: 'nonsense' }],
    ['INVALID_ID', { subjectId: toNodeId('App', 'x') }],
    ['FINDING_NOT_FOUND', { key: '' }],
    ['FINDING_NOT_FOUND', { key: "REQUIRED_APP_FAILED:x' OR 1=1" }],
    ['REASON_REQUIRED', { reason: ' \n' }],
    ['REASON_TOO_LONG', { reason: '🛠'.repeat(501) }],
  ])('is told %s for %j', async (code, input) => {
    expect(await problemOf({ ...(await finding()), reason: REASON, ...input })).toBe(code);
    expect(await kept()).toEqual([]);
  });

  test('cannot send 10,000 characters', async () => {
    const { data, errors } = await report({ ...(await finding()), reason: 'x'.repeat(10_000) });
    expect(data).toBeUndefined();
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
  });

  test.each([
    ['disabled@contoso.example', 'DISABLED'],
    ['unlicensed@contoso.example', 'LICENSE'],
  ])('who may not use the graph is refused: %s', async (as, reason) => {
    const answer = await report({ ...(await finding()), reason: REASON }, as);
    expect(refusals(answer)).toEqual([`reportFinding: FORBIDDEN ${reason}`]);
    expect(await kept()).toEqual([]);
  });

  test('reports once with one clientMutationId, and not at all in a dry run', async () => {
    const input = { ...(await finding()), reason: REASON, clientMutationId: 'again' };
    expect((await report({ ...input, dryRun: true })).data.reportFinding).toMatchObject({
      reported: false,
      userErrors: [],
    });
    expect(await kept()).toEqual([]);

    const first = await report(input);
    expect((await report(input)).text).toBe(first.text);
    expect(await kept()).toHaveLength(1);
    expect(await problemOf({ ...input, reason: 'Other.' })).toBe('CLIENT_MUTATION_ID_REUSED');
  });

  test('reports 50 findings in a day, and another operator still may', async () => {
    const { subjectId, key } = await finding();
    await report({ subjectId, key, reason: REASON });
    const row = await needed(kept());
    const copies = (count: number, at: string) =>
      Array.from({ length: count }, (_, i) => ({ ...row, id: `${at} ${i}`, reported_at: at }));
    // Of the day before, they do not count; of last year, they go.
    await service.database.writer('reported_findings').insert(copies(60, '2026-11-18T00:00:00.000Z'));
    await service.database.writer('reported_findings').insert(copies(3, '2025-11-18T00:00:00.000Z'));
    await service.database.writer('reported_findings').insert(copies(48, row.reported_at));

    expect((await report({ subjectId, key, reason: 'The last one.' })).data.reportFinding.reported).toBe(true);
    expect(await problemOf({ subjectId, key, reason: 'One more.' })).toBe('TOO_MANY_REPORTS');
    // The first of the 50 was reported an hour ago.
    const earlier = new Date(NOW.getTime() - 60 * 60_000).toISOString();
    await service.database.writer('reported_findings').where({ id: row.id }).update({ reported_at: earlier });
    const { data } = await report({ subjectId, key, reason: 'One more.' });
    expect(data.reportFinding.userErrors[0].retryAfter).toBe(23 * 60 * 60);
    expect((await report({ subjectId, key, reason: REASON }, ADMIN)).data.reportFinding.reported).toBe(true);
    expect(await kept()).toHaveLength(60 + 50 + 1);
  });

  test('leaves a row of the audit trail, without the reason', async () => {
    const { subjectId, key } = await finding();
    await report({ subjectId, key, reason: REASON });

    const { data } = await service.ask('{ auditEvents(first: 1) { nodes { action outcome subjectId after } } }', {
      as: ADMIN,
    });

    const after = JSON.stringify({ rule: 'REQUIRED_APP_FAILED', severity: 'PROBLEM' });
    expect(data.auditEvents.nodes).toEqual([{ action: 'REPORT_FINDING', outcome: 'DONE', subjectId, after }]);
  });
});

describe('who reads the reports', () => {
  const MINE = `{ reportedFindings { totalCount } findingRules { reported } }`;
  const short = (refused: string[]) => [...new Set(refused.map((refusal) => refusal.replace(/\d+/g, 'n')))].sort();

  test('holds ROLES_READ over everything, since a reason can name anybody', async () => {
    await report({ ...(await finding()), reason: REASON });
    const paris = await idNamed(service, 'Group', 'groups', 'Paris');
    const without = EVERY_PERMISSION.filter((permission) => permission !== 'ROLES_READ');
    const none = await operatorWith(service, { permissions: without, scope: EVERYWHERE });
    const local = await operatorWith(service, { permissions: EVERY_PERMISSION, scope: { groupIds: [paris] } });
    const halves = await operatorWith(
      service,
      { permissions: ['ROLES_READ'], scope: { allUsers: true } },
      { permissions: ['ROLES_READ'], scope: { allDevices: true } },
    );

    for (const [{ as }, reason] of [
      [none, 'PERMISSION'],
      [local, 'OUT_OF_SCOPE'],
      [halves, 'OUT_OF_SCOPE'],
    ] as const) {
      const answer = await service.ask(MINE, { as });
      expect(short(refusals(answer))).toEqual([
        `findingRules.n.reported: FORBIDDEN ${reason} ROLES_READ`,
        `reportedFindings: FORBIDDEN ${reason} ROLES_READ`,
      ]);
      expect(answer.text).not.toContain('by hand');
    }
  });

  test('reads the reports of the last 180 days, and counts no older one, though nothing has deleted it yet', async () => {
    const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000).toISOString();
    const reports = [179, 181, 400].map((days) => ({
      ...{ id: `${days} days`, rule: 'DEVICE_SILENT', severity: 'WARNING', operator_id: 'gone' },
      ...{ reason: `${days} days ago.`, reported_at: daysAgo(days) },
    }));
    await service.database.writer('reported_findings').insert(reports);

    const { data, errors } = await service.ask(
      `{ all: reportedFindings { totalCount nodes { reason } }
        ofRule: reportedFindings(rule: DEVICE_SILENT) { totalCount nodes { reason } }
        findingRules { rule reported } }`,
      { as: ADMIN },
    );

    expect(errors).toEqual([]);
    const recent = { totalCount: 1, nodes: [{ reason: '179 days ago.' }] };
    expect([data.all, data.ofRule]).toEqual([recent, recent]);
    expect(data.findingRules).toContainEqual({ rule: 'DEVICE_SILENT', reported: 1 });
    expect(await kept()).toHaveLength(3);
  });

  test('follows the links only within their own scope', async () => {
    await report({ ...(await finding()), reason: REASON });
    const paris = await idNamed(service, 'Group', 'groups', 'Paris');
    const { as } = await operatorWith(
      service,
      { permissions: ['ROLES_READ'], scope: EVERYWHERE },
      { permissions: ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'], scope: { groupIds: [paris] } },
    );

    const { data, errors } = await service.ask(READ, { as });

    expect(errors).toEqual([]);
    expect(data.reportedFindings.nodes).toEqual([
      {
        rule: 'REQUIRED_APP_FAILED',
        severity: 'PROBLEM',
        reason: REASON,
        ofTenant: false,
        user: null,
        device: null,
        // The help desk itself is in Paris.
        reportedBy: { userPrincipalName: DESK },
      },
    ]);
  });
});
