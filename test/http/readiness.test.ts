import { ENGINE } from '../support/engines';
import { NOW, type Service, startService } from '../support/service';

let service: Service;
let failure: Error | null = null;
let asked = 0;
const checkIssuer = async () => {
  asked++;
  if (failure !== null) throw failure;
};
beforeAll(async () => {
  service = await startService({ server: { checkIssuer } });
});
afterAll(() => service.stop());

async function report({ url } = service) {
  const response = await fetch(`${url}/readyz?verbose`);
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) };
}

const OK = { state: 'ok', ms: expect.any(Number) };
const NEEDED = { database: OK, migrations: OK, ...(ENGINE === 'sqlite' && { disk: OK }) };

test('/readyz?verbose has each part with its state and milliseconds', async () => {
  const { status, body } = await report();

  expect([status, body]).toEqual([200, { status: 'ready', parts: { ...NEEDED, issuer: OK, sync: OK } }]);
});

test('A service without an identity provider has no part for it', async () => {
  const development = await startService();
  const { body } = await report(development);
  await development.stop();

  expect(body).toEqual({ status: 'ready', parts: { ...NEEDED, sync: OK } });
});

test('/readyz?verbose asks the identity provider once for many requests', async () => {
  for (let i = 0; i < 5; i++) await report();

  expect(asked).toBe(1);
});

test('The part sync has the age of the data that were synced longest ago', async () => {
  const at = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();
  await service.database.writer('sync_kinds').insert([
    { kind: 'USERS', state: 'COMPLETED', last_completed_at: at(5) },
    { kind: 'APPS', state: 'COMPLETED', last_completed_at: at(60) },
    { kind: 'DEVICES', state: 'RUNNING', last_completed_at: null },
  ]);
  const lease = { singleton: 1, holder: 'sync', expires_at: '2099-01-01T00:00:00.000Z' };
  await service.database.writer('sync_lease').insert(lease);

  expect((await report()).body.parts.sync).toEqual({ ...OK, ageSeconds: 3_600 });
});

test('A failed sync and a lost identity provider leave the service ready, and only the log has the reason', async () => {
  failure = new Error('https://user:hush@login.example cannot be reached');
  const other = await startService({ databaseUrl: service.databaseUrl, server: { checkIssuer } });
  await other.database.writer('sync_kinds').where({ kind: 'APPS' }).update({ state: 'FAILED', problem: 'hush' });
  const { status, text, body } = await report(other);
  await other.stop();

  expect([status, body.status]).toEqual([200, 'ready']);
  expect([body.parts.issuer.state, body.parts.sync.state]).toEqual(['failed', 'failed']);
  expect(text).not.toContain('hush');
  const reasons = other.log.filter(({ part }) => part !== undefined).map(({ part, err }) => [part, err]);
  expect(reasons.sort()).toEqual([
    ['issuer', expect.objectContaining({ message: failure.message })],
    ['sync', expect.objectContaining({ message: 'The last sync of APPS failed.' })],
  ]);
});

test('A missing migration makes the service unready, and the report names the part', async () => {
  const { writer } = service.database;
  const [last] = await writer('knex_migrations').orderBy('id', 'desc').limit(1);
  await writer('knex_migrations').where({ id: last.id }).delete();
  const { status, body } = await report();
  await writer('knex_migrations').insert(last);

  expect([status, body.status]).toEqual([503, 'not ready']);
  expect([body.parts.database.state, body.parts.migrations.state]).toEqual(['ok', 'failed']);
  expect((await report()).status).toBe(200);
});
