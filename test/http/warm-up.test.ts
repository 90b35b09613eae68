import { someOperators } from '../../src/authorization/some-operators';
import { readViewer } from '../../src/authorization/viewer';
import { RULES } from '../../src/findings/rule-list';
import { createExecutor, type Execute, gatewayTo } from '../../src/graph/execution';
import type { ServerOptions } from '../../src/http/server';
import { ADMIN } from '../support/administration';
import { createTestDatabase } from '../support/engines';
import { type Service, startService } from '../support/service';
import { until } from '../support/until';

/* What the service asks itself before it says that it is ready. */

const probe = ({ url }: Service, address = '/readyz') => fetch(`${url}${address}`);
const isReady = async (service: Service) => (await probe(service)).status === 200;

async function withService(server: Parameters<typeof startService>[0], work: (service: Service) => Promise<void>) {
  const service = await startService(server);
  try {
    await work(service);
  } finally {
    await service.stop();
  }
}

test('A service that warms up is not ready at once, but alive, and answers', async () => {
  await withService({ server: { warmsUp: true } }, async (service) => {
    const first = await probe(service);
    const [alive, verbose] = await Promise.all([probe(service, '/healthz'), probe(service, '/readyz?verbose')]);
    const { data } = await service.ask('{ viewer { userPrincipalName } }', { as: ADMIN });

    expect([first.status, await first.json()]).toEqual([503, { status: 'warming up' }]);
    expect([alive.status, verbose.status]).toEqual([200, 503]);
    expect(data.viewer.userPrincipalName).toBe(ADMIN);
    await until(() => isReady(service));
  });
});

test('A service that does not warm up is ready at once', async () => {
  await withService({}, async (service) => {
    expect(await isReady(service)).toBe(true);
  });
});

test('The warm-up leaves no line in the log, counts no request and no rule on trial, and changes nothing', async () => {
  const findings = { shadowed: new Set(RULES.map(({ id }) => id)) };
  await withService({ isMetered: true, server: { warmsUp: true, findings } }, async (service) => {
    const { primary } = service.database;
    const events = () => primary('audit_events').count({ count: '*' });
    const before = await events();
    await until(() => isReady(service));
    const { data } = await service.ask('{ findingRules { shadowFirings } }', { as: ADMIN });
    const metrics = await service.scrape();

    const counts = data.findingRules.map(({ shadowFirings }: { shadowFirings: number }) => shadowFirings);
    expect(counts).toEqual(RULES.map(() => 0));
    const lines = service.log.filter(({ msg, status }) => !String(msg).startsWith('Server') && status !== 503);
    expect(lines.map(({ msg, operatorId }) => [msg, typeof operatorId])).toEqual([['answered', 'string']]);
    expect(metrics).toContain('tsg_operation_statements_count 1\n');
    expect(await events()).toEqual(before);
  });
});

test('The examples are asked as the operators of the tenant, each with the own rights', async () => {
  const asked = new Map<string, Set<unknown>>();
  const execution: ServerOptions['execution'] = (graph) => {
    const execute = createExecutor(graph);
    const recorded: Execute = (each) => {
      const { viewer } = each.context;
      asked.set(viewer.id, (asked.get(viewer.id) ?? new Set()).add(each.operationName));
      return execute(each);
    };
    return gatewayTo(recorded, graph);
  };
  await withService({ server: { warmsUp: true, execution } }, async (service) => {
    await until(() => isReady(service));
    const operators = await someOperators(service.database.primary, true, 20);

    expect([...asked.keys()]).toEqual(operators);
    const names = new Set([...asked.values()].flatMap((each) => [...each]));
    expect([...names].sort()).toEqual(['FindUsers', 'Findings', 'SomeUsers', 'Troubleshoot']);
  });
});

test('A database without operators is ready too', async () => {
  await withService({ demo: false, server: { warmsUp: true } }, async (service) => {
    await until(() => isReady(service));

    expect(service.log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });
});

test.each([
  ['rights cannot be read', 'assignment_members', ['the warm-up failed']],
  ['devices cannot be read', 'device_actions', ['unexpected error', 'the warm-up failed']],
])('A warm-up ends with its first failure, and the service is ready: %s', async (_, table, says) => {
  const made = await createTestDatabase('demo');
  try {
    await withService({ databaseUrl: made.url }, ({ database }) =>
      database.writer.schema.renameTable(table, 'renamed'),
    );
    await withService({ databaseUrl: made.url, server: { warmsUp: true } }, async (service) => {
      await until(() => isReady(service));

      expect(service.log.filter(({ level }) => Number(level) >= 40).map(({ msg }) => msg)).toEqual(says);
    });
  } finally {
    await made.drop();
  }
});

test('A stop during the warm-up ends it without a word', async () => {
  const service = await startService({ server: { warmsUp: true } });
  await service.stop();

  expect(service.log.map(({ msg }) => msg)).toEqual([expect.stringMatching(/^Server listening/)]);
});

test('An active operator of each assignment is asked for', async () => {
  await withService({}, async ({ database: { writer, primary } }) => {
    const ids = await someOperators(primary, true, 100);
    const viewers = await Promise.all(ids.map((id) => readViewer(primary, { id }, true)));
    const held = new Set(
      viewers.flatMap((viewer) => viewer?.granted.flatMap(({ assignmentIds }) => assignmentIds) ?? []),
    );
    expect(viewers.map((viewer) => viewer?.state)).toEqual(ids.map(() => 'ACTIVE'));

    const [gone] = ids as [string];
    await writer('users').where({ id: gone }).update({ account_enabled: 0 });
    expect(held.size).toBeGreaterThan(5);
    expect(await someOperators(primary, true, 100)).not.toContain(gone);
    expect((await someOperators(primary, true, 2)).length).toBeLessThanOrEqual(2);
  });
});
