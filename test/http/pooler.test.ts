import path from 'node:path';
import { verifyAudit } from '../../src/audit/verification';
import { rows } from '../../src/database/database';
import { openDatabase } from '../../src/database/open';
import { raw } from '../../src/database/sql';
import { DEMO, importDemo } from '../../src/demo/demo';
import { ClientGone, Deadline } from '../../src/resolving/deadline';
import { AUDIT_KEY } from '../support/audit-key';
import { hasPgBouncer, type Pooler, startPgBouncer } from '../support/pgbouncer';
import { Place, ROOT } from '../support/place';
import { type PostgresServer, runOn, startPostgres } from '../support/postgres';
import { refusals, type Service, startService } from '../support/service';
import { accessTo, fabrikam, standIn } from '../support/sync';
import { allRows } from '../support/tenant-folder';
import { until } from '../support/until';

/*
 * PgBouncer in transaction mode lends a connection to another client after each transaction, with what the last one
 * set. Debian's package is needed: `apt-get install pgbouncer`. The CI has it; elsewhere these tests are skipped.
 */
const isNeeded = process.env['CI'] !== undefined;
const byPooler = hasPgBouncer || isNeeded ? describe : describe.skip;

const ADMIN = 'admin@contoso.example';
const READ = '{ devices { totalCount nodes { deviceName } } }';
const CREATE = `mutation ($name: String!) { createRole(input: { displayName: $name, permissions: [ORGANIZATION_READ] }) {
  role { displayName } userErrors { code } } }`;
const CONNECTIONS = 5;

byPooler('by PgBouncer in transaction mode (skipped without the program pgbouncer)', () => {
  let server: PostgresServer;
  let pooler: Pooler;
  let services: readonly [Service, Service];
  beforeAll(async () => {
    server = await startPostgres();
    await server.run(...['graph', 'copy', 'imported', 'synced'].map((name) => `CREATE DATABASE ${name}`));
    pooler = await startPgBouncer(server, CONNECTIONS);
    // The migrations run by the pooler too.
    const database = await openDatabase(pooler.urlOf('graph'));
    await importDemo(database, AUDIT_KEY, DEMO.recordedAt);
    await database.close();
    const start = () => startService({ databaseUrl: pooler.urlOf('graph'), postgres: { namedStatements: false } });
    services = [await start(), await start()];
  });
  afterAll(async () => {
    await Promise.all(services.map((service) => service.stop()));
    await pooler.stop();
    await server.remove();
  });

  const direct = (database: string): string => server.url.replace(/postgres$/, database);

  test('reads and changes of two nodes share a few connections, and each node is ready', async () => {
    const names = Array.from({ length: 16 }, (_, i) => `By the pooler ${i}`);
    const each = (i: number): Service => services[i % 2] as Service;
    const tokens = await Promise.all(services.map((service) => service.token(ADMIN)));
    const signedIn = (i: number) => ({ authorization: `Bearer ${tokens[i % 2]}` });
    const [created, read] = await Promise.all([
      Promise.all(names.map((name, i) => each(i).ask(CREATE, { headers: signedIn(i), variables: { name } }))),
      Promise.all(Array.from({ length: 64 }, (_, i) => each(i).ask(READ, { headers: signedIn(i) }))),
    ]);

    for (const answer of read) expect([answer.status, refusals(answer)]).toEqual([200, []]);
    const done = created.filter(({ data }) => data?.createRole?.role !== null);
    for (const answer of created) {
      expect([answer.status, refusals(answer)]).toEqual([200, []]);
      // 16 changes at once conflict, and some find no end of it.
      if (!done.includes(answer)) expect(answer.data.createRole.userErrors).toEqual([{ code: 'TRY_AGAIN' }]);
    }
    expect(done.length).toBeGreaterThan(3);
    for (const { url } of services) expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const [sessions] = await server.run<{ count: string }>(
      "SELECT count(*) FROM pg_stat_activity WHERE datname = 'graph'",
    );
    expect(Number(sessions?.count)).toBeLessThanOrEqual(CONNECTIONS);
    const { primary } = services[0].database;
    expect(await primary('roles').whereIn('display_name', names)).toHaveLength(done.length);
    expect((await verifyAudit(services[0].database, AUDIT_KEY)).fault).toBeNull();
  });

  test('where it keeps no prepared statements, the service notices, says so, and prepares no more', async () => {
    const service = await startService({ databaseUrl: pooler.urlOf('graph') });
    try {
      const headers = { authorization: `Bearer ${await service.token(ADMIN)}` };
      const ask = () => service.ask(READ, { headers });
      const answers = await Promise.all(Array.from({ length: 32 }, ask));
      const refused = answers.filter(({ status }) => status !== 200);
      expect(refused.length).toBeGreaterThan(0);
      for (const answer of refused) {
        expect(new Set(answer.errors.map(({ extensions }) => extensions?.['code']))).toEqual(
          new Set(['DATABASE_UNAVAILABLE']),
        );
        expect(answer.headers.get('retry-after')).not.toBeNull();
      }
      expect(JSON.stringify(service.log)).toContain('DATABASE_NAMED_STATEMENTS');
      for (const answer of await Promise.all(Array.from({ length: 32 }, ask))) {
        expect([answer.status, refusals(answer)]).toEqual([200, []]);
      }
    } finally {
      await service.stop();
    }
  });

  test('a statement is limited in time, and a read cannot write', async () => {
    const limited = await openDatabase(pooler.urlOf('graph'), { statementTimeoutMs: 200 });
    try {
      for (const pool of [limited.writer, limited.primary]) {
        await expect(pool.raw('SELECT pg_sleep(5)')).rejects.toThrow(/statement timeout/);
        await expect(pool.transaction((trx) => trx.raw('SELECT pg_sleep(5)'))).rejects.toThrow(/statement timeout/);
      }
      await expect(limited.primary.raw("DELETE FROM skus WHERE id = ''")).rejects.toThrow(/read-only transaction/);
      for (const [statement, refused] of [
        ['SELECT pg_sleep(5)', /took longer than 200 ms/],
        ["DELETE FROM skus WHERE id = ''", /read-only transaction/],
      ] as const) {
        const snapshot = limited.snapshot('reader');
        await expect(rows(snapshot, raw(statement))).rejects.toThrow(refused);
        await snapshot.end();
      }
      // The limits of one client do not stay for the next.
      const [left] = await runOn<{ left_limit: string }>(
        pooler.urlOf('graph'),
        "SELECT current_setting('statement_timeout') AS left_limit",
      );
      expect(left?.left_limit).toBe('0');
      await expect(limited.writer.raw("DELETE FROM skus WHERE id = ''")).resolves.toMatchObject({ rowCount: 0 });
    } finally {
      await limited.close();
    }
  });

  test('an operation that has ended leaves no statement behind at the server', async () => {
    const database = await openDatabase(pooler.urlOf('graph'), { statementTimeoutMs: 60_000 });
    const sleepers = async () =>
      (await server.run("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'")).length;
    try {
      const deadline = new Deadline(60_000);
      const snapshot = database.snapshot('reader', deadline);
      const left = expect(rows(snapshot, raw('SELECT pg_sleep(60)'))).rejects.toThrow(ClientGone);
      await until(async () => (await sleepers()) === 1);
      deadline.end(new ClientGone());
      await left;
      await snapshot.end();
      await until(async () => (await sleepers()) === 0, 2_500);
    } finally {
      await database.close();
    }
  });

  test('commands copy, import and sync', async () => {
    const run = async (database: string, args: readonly string[], environment = {}) => {
      const { code, err } = await new Place().run(args, { ...environment, DATABASE_URL: pooler.urlOf(database) });
      expect({ args, code, err }).toEqual({ args, code: 0, err: expect.any(String) });
    };
    const rowsOf = async (database: string) => {
      const opened = await openDatabase(direct(database));
      const found = await allRows(opened.primary);
      await opened.close();
      return found;
    };
    await run('copy', ['db', 'copy', pooler.urlOf('graph'), pooler.urlOf('copy')]);
    expect(await rowsOf('copy')).toEqual(await rowsOf('graph'));

    await run('imported', ['import', path.join(ROOT, 'demo')]);
    expect((await rowsOf('imported'))['devices']).toHaveLength((await rowsOf('graph'))['devices']?.length ?? 0);

    await run('synced', ['sync'], accessTo(await standIn(await fabrikam())));
    expect((await rowsOf('synced'))['users']).toHaveLength(3);
  });
});
