import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseUnavailable } from '../../src/database/errors';
import { openDatabase } from '../../src/database/open';
import { createExecutor, gatewayTo } from '../../src/graph/execution';
import { createMetrics } from '../../src/metrics/metrics';
import { serveMetrics } from '../../src/metrics/metrics-server';
import { IssuerUnreachable } from '../../src/sign-in/tokens';
import { ENGINE } from '../support/engines';
import { sampleOf, samplesOf } from '../support/prometheus';
import { NOW, type Service, startService } from '../support/service';
import { until } from '../support/until';

const ADMIN = 'admin@contoso.example';
const FIND = 'query FindUsers { users(first: 2) { totalCount nodes { displayName } } }';
const FINDINGS =
  'query Findings { user(userPrincipalName: "marc.dubois@contoso.example") { findings { nodes { rule } } } }';

let service: Service;
beforeAll(async () => {
  service = await startService({ isMetered: true });
});
afterAll(() => service.stop());

/** How much a value grew while work was done. */
async function growth(name: string, labels: Record<string, string>, work: () => Promise<unknown>): Promise<number> {
  const before = sampleOf(await service.scrape(), name, labels);
  await work();
  return sampleOf(await service.scrape(), name, labels) - before;
}

describe('an operation is counted', () => {
  test.each([
    ['FindUsers', FIND],
    ['none', '{ viewer { id } }'],
    ['other', 'query MadeUpByAClient { viewer { id } }'],
    ['other', 'query __proto__ { viewer { id } }'],
  ])('as %s', async (operation, query) => {
    const name = 'tsg_operations_total';
    expect(await growth(name, { operation, outcome: 'ok' }, () => service.ask(query, { as: ADMIN }))).toBe(1);
  });

  test('as refused or failed, with its codes, reasons and missing permissions', async () => {
    const denied = () => service.ask('query Roles { roles { totalCount } }', { as: 'apps.only@contoso.example' });
    expect(await growth('tsg_operations_total', { operation: 'Roles', outcome: 'refused' }, denied)).toBe(1);
    expect(await growth('tsg_errors_total', { code: 'FORBIDDEN', reason: 'PERMISSION' }, denied)).toBe(1);
    expect(await growth('tsg_denials_total', { permission: 'ROLES_READ', reason: 'PERMISSION' }, denied)).toBe(1);

    const invalid = () => service.ask('{ nonsense }', { as: ADMIN });
    expect(await growth('tsg_errors_total', { code: 'GRAPHQL_VALIDATION_FAILED' }, invalid)).toBe(1);
  });

  test('with its time, its HTTP request, its statements and their time', async () => {
    const asked = () => service.ask(FIND, { as: ADMIN });
    expect(await growth('tsg_operation_seconds_count', { operation: 'FindUsers' }, asked)).toBe(1);
    expect(await growth('tsg_http_request_seconds_count', { route: '/graphql', status: '2xx' }, asked)).toBe(1);
    expect(await growth('tsg_database_statements_total', { pool: 'reads' }, asked)).toBeGreaterThan(1);
    expect(await growth('tsg_database_seconds_total', {}, asked)).toBeGreaterThan(0);
  });

  test('with the limit that refused it', async () => {
    const deep = `{ ${'__schema { types { fields { type { '.repeat(1)}name } } } } ${Array.from({ length: 30 }, (_, i) => `a${i}: __typename`).join(' ')} }`;
    expect(
      await growth('tsg_limits_refused_total', { limit: 'QUERY_TOO_COMPLEX' }, () => service.ask(deep, { as: ADMIN })),
    ).toBe(1);
  });

  test('with the rules of findings that spoke', async () => {
    const { data } = await service.ask(FINDINGS, { as: ADMIN });
    const { rule } = data.user.findings.nodes[0];
    expect(await growth('tsg_findings_total', { rule }, () => service.ask(FINDINGS, { as: ADMIN }))).toBeGreaterThan(0);
  });
});

test('A sign-in is counted by its outcome', async () => {
  expect(await growth('tsg_sign_ins_total', { outcome: 'ok' }, () => service.ask(FIND, { as: ADMIN }))).toBe(1);
  const refused = () => service.ask(FIND, { headers: { authorization: 'Bearer no token' } });
  expect(await growth('tsg_sign_ins_total', { outcome: 'refused' }, refused)).toBe(1);
});

test.each([
  ['issuer_unreachable', new IssuerUnreachable('away')],
  ['database_unavailable', new DatabaseUnavailable('down')],
])('A sign-in that cannot be decided is counted as %s', async (outcome, failure) => {
  const other = await startService({
    databaseUrl: service.databaseUrl,
    isMetered: true,
    server: { verify: () => Promise.reject(failure) },
  });
  await other.ask(FIND, { as: ADMIN });
  expect(sampleOf(await other.scrape(), 'tsg_sign_ins_total', { outcome })).toBe(1);
  await other.stop();
});

test('A client makes no label, whatever it sends', async () => {
  const series = async () => samplesOf(await service.scrape()).length;
  await service.ask('query Z { viewer { id } }', { as: ADMIN });
  await fetch(`${service.url}/nothing`);
  const before = await series();

  for (let n = 0; n < 20; n++) {
    await service.ask(`query Made${n} { viewer { id } }`, {
      as: ADMIN,
      headers: { 'graphql-client-name': `client-${n}` },
    });
    await fetch(`${service.url}/nothing-${n}?x=${n}`);
  }

  expect(await series()).toBe(before);
  expect(await service.scrape()).not.toMatch(/Made\d|nothing-|client-/);
});

test('A scrape names nobody', async () => {
  await service.ask(FINDINGS, { as: ADMIN });
  expect(await service.scrape()).not.toMatch(/contoso|dubois|Marc/i);
});

describe('a scrape reads from the database', () => {
  test('the state, age, size and changes of each sync, and the head of the audit trail', async () => {
    await service.database.write(async (trx) => {
      const kinds = [
        {
          kind: 'USERS',
          state: 'COMPLETED',
          last_completed_at: new Date(NOW.getTime() - 90_000).toISOString(),
          ...{ items: 7, added: 4, changed: 2, removed: 1 },
          throttled: 3,
          set_aside: 2,
        },
        { kind: 'APPS', state: 'COMPLETED', problem: 'Some were not read.' },
      ];
      for (const kind of kinds) await trx('sync_kinds').insert(kind);
    });
    const scrape = await service.scrape();

    expect(sampleOf(scrape, 'tsg_sync_age_seconds', { kind: 'USERS' })).toBe(90);
    expect(sampleOf(scrape, 'tsg_sync_state', { kind: 'APPS', state: 'PARTIAL' })).toBe(1);
    expect(sampleOf(scrape, 'tsg_sync_state', { kind: 'APPS', state: 'COMPLETED' })).toBe(0);
    expect(sampleOf(scrape, 'tsg_sync_objects', { kind: 'USERS' })).toBe(7);
    const changes = ['added', 'changed', 'removed'].map((change) =>
      sampleOf(scrape, 'tsg_sync_changes', { kind: 'USERS', change }),
    );
    expect(changes).toEqual([4, 2, 1]);
    expect(sampleOf(scrape, 'tsg_sync_throttled', { kind: 'USERS' })).toBe(3);
    expect(sampleOf(scrape, 'tsg_sync_quarantined', { kind: 'USERS' })).toBe(2);
    expect(
      samplesOf(scrape).some(({ name, labels }) => name === 'tsg_sync_age_seconds' && labels['kind'] === 'APPS'),
    ).toBe(false);

    const change =
      'mutation { createRole(input: { displayName: "Metered", permissions: [ORGANIZATION_READ] }) { role { id } } }';
    expect(await growth('tsg_audit_head_seq', {}, () => service.ask(change, { as: ADMIN }))).toBe(1);
  });

  test('and leaves out what does not come in time, without waiting for it', async () => {
    const database = { ...service.database, replicaLag: () => new Promise<number>(() => {}) };
    const metrics = createMetrics({ database, now: () => NOW, databaseMs: 50 });
    for (let n = 0; n < 2; n++) {
      const scrape = await metrics.scrape();
      expect(sampleOf(scrape, 'tsg_database_reading_answered', { part: 'replica' })).toBe(0);
      expect(sampleOf(scrape, 'tsg_database_reading_answered', { part: 'audit' })).toBe(1);
      expect(samplesOf(scrape).some(({ name }) => name === 'tsg_replica_lag_seconds')).toBe(false);
    }
  }, 10_000);

  test('and fails no scrape when the database fails', async () => {
    const database = { ...service.database, replicaLag: () => Promise.reject(new Error('down')) };
    const scrape = await createMetrics({ database, now: () => NOW }).scrape();
    expect(sampleOf(scrape, 'tsg_database_reading_answered', { part: 'replica' })).toBe(0);
    expect(sampleOf(scrape, 'tsg_build_info', { engine: ENGINE })).toBe(1);
  });
});

test('A statement is counted once, however often somebody scrapes', async () => {
  const write = () => service.database.writer('sync_kinds').where({ kind: 'USERS' }).update({ items: 8 });
  expect(await growth('tsg_database_statements_total', { pool: 'writes' }, write)).toBe(1);
  expect(await growth('tsg_database_statements_total', { pool: 'writes' }, async () => {})).toBe(0);
});

test('A scrape shows the disk of SQLite', async () => {
  const scrape = await service.scrape();
  const [bytes, free, log] = ['bytes', 'free_bytes', 'log_bytes'].map((part) => sampleOf(scrape, `tsg_disk_${part}`));
  if (ENGINE !== 'sqlite') return expect([bytes, free, log]).toEqual([0, 0, 0]);

  expect(free).toBeGreaterThan(0);
  expect(bytes).toBeGreaterThan(free ?? 0);
  expect(log).toBeGreaterThan(0);
});

test('A change that another writer stops is counted', async () => {
  const change =
    'mutation { createRole(input: { displayName: "Stopped", permissions: [ORGANIZATION_READ] }) { userErrors { code } } }';
  const other = await openDatabase(service.databaseUrl);
  const stopped = () =>
    other.write(async (trx) => {
      await trx.raw('UPDATE audit_head SET seq = seq');
      const { data } = await service.ask(change, { as: ADMIN });
      expect(data.createRole.userErrors).toEqual([{ code: 'TRY_AGAIN' }]);
    });

  expect(await growth('tsg_write_conflicts_total', { outcome: 'given_up' }, stopped)).toBe(1);
  await other.close();
});

test('A scrape shows the load, pools and snapshots, the event loop and memory', async () => {
  const names = new Set(samplesOf(await service.scrape()).map(({ name }) => name));
  for (const name of [
    ...[
      'tsg_operations_in_turn',
      'tsg_event_loop_utilization',
      'tsg_pool_connections',
      'tsg_pool_waiting',
      'tsg_snapshots_open',
    ],
    ...['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes', 'process_cpu_seconds_total'],
  ])
    expect(names).toContain(name);
});

test('A scrape answers while operations are refused, and counts them', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const busy = await startService({
    isMetered: true,
    server: {
      load: { waitMs: 50, operationsPerOperator: 1 },
      execution(graph) {
        const execute = createExecutor(graph);
        return gatewayTo(async (asked) => held.then(() => execute(asked)), graph);
      },
    },
  });
  const running = async () => sampleOf(await busy.scrape(), 'tsg_operations_in_turn', { state: 'running' });
  const first = busy.ask(FIND, { as: ADMIN });
  await until(async () => (await running()) === 1);
  const refused = await busy.ask(FIND, { as: ADMIN });
  const limited = async () => sampleOf(await busy.scrape(), 'tsg_limits_refused_total', { limit: 'RATE_LIMITED' });
  await until(async () => (await limited()) === 1);
  const stillRunning = await running();
  release();

  expect([refused.status, stillRunning, (await first).status]).toEqual([429, 1, 200]);
  await busy.stop();
});

test('docs/running.md lists every metric of the service with its meaning, and no other', async () => {
  const page = readFileSync(path.join(__dirname, '../../docs/running.md'), 'utf8');
  const listed = [...page.matchAll(/^\| `(tsg_\w+)` \| (.+) \|$/gm)].map(([, name, help]) => `${name} ${help}`);
  const served = [...(await service.scrape()).matchAll(/^# HELP (tsg_.+)$/gm)].map(([, line]) => line);

  expect(listed).toEqual(served.sort());
});

describe('the port of metrics', () => {
  test('serves metrics and nothing else, and the port of the graph serves none', async () => {
    const metrics = createMetrics({ database: service.database, now: () => NOW });
    const server = await serveMetrics(metrics, { host: '127.0.0.1', port: 0 });
    const answer = await fetch(server.url);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    expect((await fetch(server.url.replace('/metrics', '/graphql'))).status).toBe(404);
    expect((await fetch(server.url, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${service.url}/metrics`)).status).toBe(404);
    await server.stop();
  });

  test.each([
    ['METRICS_PORT', { PORT: '0' }],
    ['PORT', {}],
  ])('of another process is refused by the name of %s', async (name, environment) => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    const folder = mkdtempSync(path.join(tmpdir(), 'metrics-'));
    const { status, stderr } = spawnSync(process.execPath, [path.join(__dirname, '../../dist/main.js')], {
      encoding: 'utf8',
      env: {
        ...process.env,
        DEMO: 'off',
        DATABASE_URL: path.join(folder, 'graph.db'),
        ...environment,
        [name]: String(port),
      },
    });
    taken.close();
    rmSync(folder, { recursive: true });

    expect(status).toBe(1);
    expect(stderr).toBe(
      `${name}: another process listens on 127.0.0.1:${port}. Stop it, or set ${name} to another port.\n`,
    );
  });
});
