import { setTimeout as pause } from 'node:timers/promises';
import { verifyAudit } from '../../src/audit/verification';
import { openDatabase } from '../../src/database/open';
import { DEMO, importDemo } from '../../src/demo/demo';
import { toNodeId } from '../../src/resolving/node-id';
import { AUDIT_KEY } from '../support/audit-key';
import { refusal } from '../support/opened';
import { type PostgresServer, type Standby, startPostgres } from '../support/postgres';
import { type Answer, type Service, startService } from '../support/service';
import { until } from '../support/until';

/*
 * The primary dies under load and its standby is promoted. The standby replicates synchronously, so it must have every
 * change that was acknowledged to a client. Two nodes know both servers by one address.
 */
const ADMIN = 'admin@contoso.example';
const READ = '{ devices(first: 5) { nodes { deviceName } } }';
const CREATE = `mutation ($name: String!) { createRole(input: { displayName: $name, permissions: [ORGANIZATION_READ],
  clientMutationId: $name }) { role { displayName } userErrors { code } } }`;
const WRITERS = 4;
const READERS = 4;
/** The longest wait of a request while the primary is away, and of all for the first change after the promotion. */
const PATIENCE_MS = 10_000;

let primary: PostgresServer;
let standby: Standby;
let services: readonly [Service, Service];
const hostOf = ({ url }: PostgresServer): string => new URL(url).host;
const bothHosts = (): string => {
  const { username, password } = new URL(primary.url);
  // Every connection tries the standby first.
  return `postgres://${username}:${password}@${hostOf(standby)},${hostOf(primary)}/graph`;
};
const at = ({ url }: PostgresServer): string => url.replace(/postgres$/, 'graph');

beforeAll(async () => {
  primary = await startPostgres();
  await primary.run('CREATE DATABASE graph');
  const database = await openDatabase(at(primary));
  await importDemo(database, AUDIT_KEY, DEMO.recordedAt);
  await database.close();
  standby = await primary.standby();
  await standby.caughtUp();
  await primary.run("ALTER SYSTEM SET synchronous_standby_names = '*'", 'SELECT pg_reload_conf()');
  const start = () => startService({ databaseUrl: bothHosts() });
  services = [await start(), await start()];
});
afterAll(async () => {
  await Promise.all(services.map((service) => service.stop()));
  await Promise.all([standby.remove(), primary.remove()]);
});

const isRefused = ({ status, headers, errors }: Answer): boolean => {
  expect({ status, retry: headers.get('retry-after') }).toEqual({ status: 503, retry: '5' });
  for (const { extensions } of errors) expect(extensions).toEqual({ code: 'DATABASE_UNAVAILABLE', retryAfter: 5 });
  return true;
};

test('the one of several hosts that takes writes is used, and a database without one is refused by name', async () => {
  for (const { url } of services) expect((await fetch(`${url}/readyz`)).status).toBe(200);
  const only = `${at(standby)}?target_session_attrs=read-write`;
  expect(await refusal(openDatabase(only))).toBe(
    `The database at ${hostOf(standby)} cannot be used: the server takes no writes`,
  );
  const { username, password } = new URL(primary.url);
  const said = await refusal(openDatabase(`postgres://${username}:${password}@127.0.0.1:1,${hostOf(standby)}/graph`));
  expect(said).toBe(
    `The database at 127.0.0.1:1,${hostOf(standby)} cannot be used: ` +
      `127.0.0.1:1: connect ECONNREFUSED 127.0.0.1:1; ${hostOf(standby)}: the server takes no writes`,
  );
});

test('a standby that is promoted has every acknowledged change, and both nodes use it without a restart', async () => {
  const tokens = await Promise.all(services.map((service) => service.token(ADMIN)));
  let isOver = false;
  const acknowledged: string[] = [];
  const tried: string[] = [];
  let promotedAt = Number.POSITIVE_INFINITY;
  let writesAgainAt = 0;
  let longest = 0;
  const ask = async (client: number, query: string, variables = {}): Promise<Answer> => {
    const began = performance.now();
    const node = client % services.length;
    const headers = { authorization: `Bearer ${tokens[node]}` };
    const answer = await (services[node] as Service).ask(query, { variables, headers });
    longest = Math.max(longest, performance.now() - began);
    return answer;
  };
  const write = async (client: number) => {
    for (let i = 0; !isOver; i++) {
      const name = `Failover ${client} ${i}`;
      tried.push(name);
      const answer = await ask(client, CREATE, { name });
      if (answer.status !== 200) isRefused(answer);
      else if (answer.data.createRole.role !== null) {
        acknowledged.push(name);
        if (performance.now() > promotedAt && writesAgainAt === 0) writesAgainAt = performance.now();
      } else expect(answer.data.createRole.userErrors).toEqual([{ code: 'TRY_AGAIN' }]);
    }
  };
  const read = async (client: number) => {
    while (!isOver) {
      const answer = await ask(client, READ);
      if (answer.status !== 200) isRefused(answer);
      else expect(answer.errors).toEqual([]);
      await pause(20);
    }
  };
  const clients = [
    ...Array.from({ length: WRITERS }, (_, i) => write(i)),
    ...Array.from({ length: READERS }, (_, i) => read(i)),
  ];
  await until(() => acknowledged.length >= 10, 60_000);

  // SIGQUIT ends all processes at once, without a checkpoint or a word to the standby.
  await primary.stop('SIGQUIT');
  const before = acknowledged.length;
  await pause(500);
  expect(acknowledged.length).toBeLessThanOrEqual(before + WRITERS);
  await standby.promote();
  promotedAt = performance.now();
  await until(() => writesAgainAt > 0, 60_000);
  await until(() => acknowledged.length >= before + 10, 60_000);
  isOver = true;
  await Promise.all(clients);

  const { primary: rights } = services[0].database;
  const roles = await rights('roles').where('display_name', 'like', 'Failover %').select('id', 'display_name');
  const kept = roles.map((role) => role.display_name);
  const lost = acknowledged.filter((name) => !kept.includes(name));
  // docs/databases.md has them.
  const ms = { writesAgain: Math.round(writesAgainAt - promotedAt), longest: Math.round(longest) };
  process.stderr.write(
    `failover: ${acknowledged.length} acknowledged, ${lost.length} lost, ${JSON.stringify(ms)} ms\n`,
  );
  expect(lost).toEqual([]);
  expect(new Set(kept).size).toBe(kept.length);
  expect(kept.filter((name) => !tried.includes(name))).toEqual([]);
  expect(ms.longest).toBeLessThan(PATIENCE_MS);
  expect(ms.writesAgain).toBeLessThan(PATIENCE_MS);
  expect((await verifyAudit(services[0].database, AUDIT_KEY)).fault).toBeNull();
  const subjects = roles.map(({ id }) => toNodeId('Role', id));
  expect(await rights('audit_events').whereIn('subject_id', subjects)).toHaveLength(kept.length);
  for (const { url } of services) expect((await fetch(`${url}/readyz`)).status).toBe(200);
});
