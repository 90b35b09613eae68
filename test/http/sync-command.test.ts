import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { StandIn } from '../support/graph';
import { Place } from '../support/place';
import { fabrikam, standIn } from '../support/sync';
import { until } from '../support/until';

/** The names of the users that are there. */
function users({ databaseFile }: Place): string[] {
  if (!existsSync(databaseFile)) return [];
  const database = new BetterSqlite3(databaseFile, { readonly: true });
  try {
    // Whoever looks early sees a file whose tables are still being made.
    const isMade = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'users'").get() !== undefined;
    if (!isMade) return [];
    const found = database.prepare('SELECT display_name AS name FROM users ORDER BY name').all();
    return (found as { name: string }[]).map(({ name }) => name);
  } finally {
    database.close();
  }
}

const accessTo = ({ url, credentials }: StandIn) => ({
  GRAPH_BASE_URL: url,
  GRAPH_AUTHORITY: url,
  GRAPH_TENANT_ID: credentials.tenantId,
  GRAPH_CLIENT_ID: credentials.clientId,
  GRAPH_CLIENT_SECRET: credentials.clientSecret,
});

test('npm run sync brings a tenant in, in plain lines where there is no terminal, and keeps no secret', async () => {
  const [place, graph] = [new Place(), await standIn(await fabrikam())];
  const { code, out, err } = await place.run(['sync'], accessTo(graph));

  expect(code).toBe(0);
  expect(out).toMatch(/^Synced Fabrikam\.\n/);
  expect(out).toMatch(/ {2}users +3 added, 0 changed, 0 removed\n/);
  expect(err).toMatch(/^reading users: 3 \(\d+\/s\)$/m);
  expect(err).toMatch(/^writing users$/m);
  expect(users(place)).toEqual(['ada', 'ben', 'cyd']);
  for (const text of [out, err, place.bytes()]) expect(text).not.toContain(graph.credentials.clientSecret);
  expect(readdirSync(path.join(place.folder, 'data', 'sync'))).toEqual([]);
});

test('--only reads some kinds, and --dry-run writes nothing and says what a sync would', async () => {
  const [place, graph] = [new Place(), await standIn(await fabrikam())];
  const dry = await place.run(['sync', '--dry-run'], accessTo(graph));
  expect(dry.out).toMatch(/^Fabrikam: nothing was written\. A sync would write this\.\n/);
  expect(dry.out).toMatch(/ {2}users +3 added/);
  expect([dry.code, users(place)]).toEqual([0, []]);

  const some = await place.run(['sync', '--only', 'users,groups'], accessTo(graph));
  expect(some.code).toBe(0);
  expect(users(place)).toEqual(['ada', 'ben', 'cyd']);
  expect(graph.asked.get('/deviceManagement/managedDevices') ?? 0).toBeLessThan(3);
});

test('--help names the kinds, and a kind that is none is told', async () => {
  const place = new Place();
  const help = await place.run(['sync', '--help'], {});
  expect([help.code, help.err]).toEqual([0, '']);
  expect(help.out).toMatch(/users, groups, entra-devices/);
  const strange = await place.run(['sync', '--only', 'nonsense'], {});
  expect(strange.code).toBe(1);
  expect(strange.err).toMatch(/takes some of tenant, users, groups/);
});

test.each([
  ['nothing to sync with', {}, /^Set GRAPH_TENANT_ID, GRAPH_CLIENT_ID and GRAPH_CLIENT_SECRET: see the README\.\n$/],
  ['half of what it takes', { GRAPH_CLIENT_ID: 'x' }, /^GRAPH_TENANT_ID: is needed to sync with Microsoft Graph\n$/],
  [
    'an address in the clear',
    { GRAPH_BASE_URL: 'http://graph.example' },
    /^GRAPH_BASE_URL: takes an address that starts with https:\/\/\n$/,
  ],
])('%s is told in one line', async (_, environment, line) => {
  const place = new Place();
  const { code, out, err } = await place.run(['sync'], environment as Record<string, string>);
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(line);
});

test('what is wrong with Graph is told in one line that says what to do, and nothing is changed', async () => {
  const [place, graph] = [new Place(), await standIn(await fabrikam())];
  const access = accessTo(graph);
  expect((await place.run(['sync'], access)).code).toBe(0);
  const before = users(place);
  const wrong = async (environment: Record<string, string>): Promise<string> => {
    const { code, out, err } = await place.run(['sync'], { ...access, ...environment });
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^[^\n]+\n$/);
    expect(err).not.toContain(graph.credentials.clientSecret);
    expect(users(place)).toEqual(before);
    return err;
  };

  expect(await wrong({ GRAPH_CLIENT_SECRET: 'a wrong secret' })).toMatch(/GRAPH_CLIENT_SECRET/);
  expect(await wrong({ GRAPH_TENANT_ID: 'another tenant' })).toMatch(/GRAPH_TENANT_ID/);
  expect(await wrong({ GRAPH_BASE_URL: 'http://127.0.0.1:9' })).toMatch(/127\.0\.0\.1:9/);
  const refusal = JSON.stringify({ error: { code: 'Forbidden', message: 'Insufficient privileges.' } });
  graph.answerWith({ path: /\/groups/, status: 403, body: refusal });
  expect(await wrong({})).toMatch(/Group\.Read\.All/);
}, 60_000);

test('a sync that is stopped says so, and the next one goes on at once', async () => {
  const [place, graph] = [new Place(), await standIn(await fabrikam(), { latencyMs: 40 })];
  const { child, ended } = place.start('cli', ['sync'], accessTo(graph));
  await until(() => graph.asked.has('/users/delta'), 20_000);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({
    code: 1,
    err: expect.stringContaining('Stopped. The next sync goes on from here.\n'),
  });

  const asked = graph.asked.get('/organization') ?? 0;
  const next = await place.run(['sync'], accessTo(graph));
  expect([next.code, users(place)]).toEqual([0, ['ada', 'ben', 'cyd']]);
  expect((graph.asked.get('/organization') ?? 0) - asked).toBeLessThan(3);
}, 60_000);

test('the service syncs by itself while it serves, and takes the sync along when it stops', async () => {
  const [place, graph] = [new Place(), await standIn(await fabrikam())];
  const { child, ended } = place.start('main', [], { ...accessTo(graph), PORT: '0' });
  await until(() => users(place).length === 3, 25_000);
  child.kill('SIGTERM');
  const { code, out } = await ended;
  expect(users(place)).toEqual(['ada', 'ben', 'cyd']);
  expect(code).toBe(0);
  expect(out).toMatch(/The troubleshooting graph: http:\/\/127\.0\.0\.1:\d+\/graphql/);
  expect(out).not.toContain(graph.credentials.clientSecret);
}, 60_000);
