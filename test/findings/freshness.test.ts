import { createClock } from '../../src/findings/clock';
import { createFreshness } from '../../src/findings/freshness-of-facts';
import { checkedRules } from '../../src/findings/needs';
import { GRAPH, NOW, type Service, startService } from '../support/service';

/* When facts are old: after two intervals between syncs, and never before two hours; an import after a day. */

const HOUR_MS = 60 * 60 * 1000;
const clock = createClock(NOW.toISOString());
const readings = (hours: number, isSynced: 0 | 1, resources: readonly string[] = ['users']) =>
  resources.map((resource) => ({
    ...{ resource, completedAt: new Date(NOW.getTime() - hours * HOUR_MS).toISOString(), isSynced },
    ...{ hasKnownIssues: 0, hasExceptions: 0 },
  })) as unknown as Parameters<typeof createFreshness>[0];

test.each([
  // Full syncs are off.
  [0, 1, 2],
  [30, 1, 2],
  [60, 1, 2],
  [61, 1, 2 + 2 / 60],
  [300, 1, 10],
  // A folder is read when somebody imports it.
  [0, 0, 24],
  [300, 0, 24],
] as const)('with %i minutes between syncs (synced: %i), facts are old after %d hours', (minutes, isSynced, hours) => {
  const minute = 1 / 60;
  const isOld = (age: number) => {
    const rows = readings(age, isSynced);
    return createFreshness(rows, clock, minutes).isOld(rows[0]?.completedAt ?? null);
  };

  expect([isOld(hours - minute), isOld(hours + minute)]).toEqual([false, true]);
});

test.each([
  [6.99, false],
  [7.01, true],
] as const)('after %d days they say nothing about the present: %s, however long the interval is', (days, expected) => {
  const rows = readings(days * 24, 1);

  expect(createFreshness(rows, clock, 10_080).isUseless(rows[0]?.completedAt ?? null)).toBe(expected);
});

test('a rule rests on the oldest of what it reads, and nothing is known of what was never read', () => {
  const rule = checkedRules(GRAPH.schema).find((checked) => checked.rule.id === 'ENTRA_DISAGREES');
  if (rule === undefined) throw new Error('There is no such rule.');
  const [fresh, old] = [readings(1, 1, ['managedDevices']), readings(9, 1, ['devices'])];
  const freshness = createFreshness([...fresh, ...old], clock, 60);

  expect(freshness.oldestOf(rule)).toEqual({ at: old[0]?.completedAt, coordinate: 'Device.entraCompliance' });
  expect(freshness.readAt('users')).toBe(null);
  expect(freshness.isOld(null)).toBe(false);
  // Only an import can lack a file for good.
  expect(freshness.isLacking(rule)).toBe(false);
  expect(createFreshness(readings(1, 0, ['managedDevices']), clock, 60).isLacking(rule)).toBe(true);
});

describe('in a synced tenant', () => {
  let service: Service;
  let now = NOW;
  beforeAll(async () => {
    service = await startService({ server: { now: () => now, findings: { syncMinutes: 300 } } });
    const { writer } = service.database;
    await writer('sync_kinds').insert({ kind: 'USERS', state: 'COMPLETED', items: 60, added: 0, set_aside: 0 });
    await writer('readings').update({ completed_at: NOW.toISOString() });
  });
  afterAll(() => service.stop());

  test.each([
    [9.9, false],
    [10.1, true],
  ] as const)('%d hours after the last sync, of every 300 minutes, its age is told: %s', async (hours, isTold) => {
    now = new Date(NOW.getTime() + hours * HOUR_MS);
    const { data } = await service.ask(
      '{ user(userPrincipalName: "lena.fischer@contoso.example") { findings { nodes { rule title confidence } } } }',
      { as: 'helpdesk@contoso.example' },
    );
    const nodes: { rule: string; title: string; confidence: string }[] = data.user.findings.nodes;
    const age = nodes.filter(({ rule }) => rule === 'DATA_OUT_OF_DATE');

    expect(age.map(({ title }) => title)).toEqual(isTold ? ['What you see here is 10 hours old.'] : []);
    expect(nodes[0]).toMatchObject({ rule: 'MANAGEMENT_CERT_EXPIRED', confidence: isTold ? 'POSSIBLE' : 'CERTAIN' });
  });
});
