import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { StandIn } from '../support/graph';
import { fabrikam, standIn } from '../support/sync';
import { temporaryFolder } from '../support/tenant-folder';

const DIST = path.join(__dirname, '..', '..', 'dist');

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A program of this service in a folder of its own. */
class Place {
  readonly folder = temporaryFolder();
  readonly file = path.join(this.folder, 'data', 'graph.db');

  start(program: string, args: readonly string[], environment: Record<string, string>): ChildProcess {
    return spawn(process.execPath, [path.join(DIST, program), ...args], {
      cwd: this.folder,
      env: { PATH: process.env['PATH'], DATABASE_URL: `file:${this.file}`, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  sync(environment: Record<string, string>, ...args: string[]): Promise<Ended> {
    return outcome(this.start('cli.js', ['sync', ...args], environment));
  }

  users(): string[] {
    if (!existsSync(this.file)) return [];
    const database = new BetterSqlite3(this.file, { readonly: true });
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

  /** Everything that it left on the disk, as text. */
  bytes(folder = this.folder): string {
    return readdirSync(folder, { withFileTypes: true })
      .map((entry) => {
        const file = path.join(folder, entry.name);
        return entry.isDirectory() ? this.bytes(file) : readFileSync(file, 'latin1');
      })
      .join('\n');
  }
}

function outcome(child: ChildProcess): Promise<Ended> {
  let [out, err] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
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
  const { code, out, err } = await place.sync(accessTo(graph));

  expect(code).toBe(0);
  expect(out).toMatch(/^Synced Fabrikam\.\n/);
  expect(out).toMatch(/ {2}users +3 added, 0 changed, 0 removed\n/);
  expect(err).toMatch(/^reading users: 3 \(\d+\/s\)$/m);
  expect(err).toMatch(/^writing users$/m);
  expect(place.users()).toEqual(['ada', 'ben', 'cyd']);
  for (const text of [out, err, place.bytes()]) expect(text).not.toContain(graph.credentials.clientSecret);
  expect(readdirSync(path.join(place.folder, 'data', 'sync'))).toEqual([]);
});

test('--only reads some kinds, and --dry-run writes nothing and says what a sync would', async () => {
  const [place, graph] = [new Place(), await standIn(await fabrikam())];
  const dry = await place.sync(accessTo(graph), '--dry-run');
  expect(dry.out).toMatch(/^Fabrikam: nothing was written\. A sync would write this\.\n/);
  expect(dry.out).toMatch(/ {2}users +3 added/);
  expect([dry.code, place.users()]).toEqual([0, []]);

  const some = await place.sync(accessTo(graph), '--only', 'users,groups');
  expect(some.code).toBe(0);
  expect(place.users()).toEqual(['ada', 'ben', 'cyd']);
  expect(graph.asked.get('/deviceManagement/managedDevices') ?? 0).toBeLessThan(3);
});

test('--help names the kinds, and a kind that is none is told', async () => {
  const place = new Place();
  const help = await place.sync({}, '--help');
  expect([help.code, help.err]).toEqual([0, '']);
  expect(help.out).toMatch(/users, groups, entra-devices/);
  const strange = await place.sync({}, '--only', 'nonsense');
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
  const { code, out, err } = await place.sync(environment as Record<string, string>);
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(line);
});

test('what is wrong with Graph is told in one line that says what to do, and nothing is changed', async () => {
  const [place, graph] = [new Place(), await standIn(await fabrikam())];
  const access = accessTo(graph);
  expect((await place.sync(access)).code).toBe(0);
  const before = place.users();
  const wrong = async (environment: Record<string, string>): Promise<string> => {
    const { code, out, err } = await place.sync({ ...access, ...environment });
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^[^\n]+\n$/);
    expect(err).not.toContain(graph.credentials.clientSecret);
    expect(place.users()).toEqual(before);
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
  const child = place.start('cli.js', ['sync'], accessTo(graph));
  const ended = outcome(child);
  const deadline = performance.now() + 20_000;
  while ((graph.asked.get('/users/delta') ?? 0) === 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({
    code: 1,
    err: expect.stringContaining('Stopped. The next sync goes on from here.\n'),
  });

  const asked = graph.asked.get('/organization') ?? 0;
  const next = await place.sync(accessTo(graph));
  expect([next.code, place.users()]).toEqual([0, ['ada', 'ben', 'cyd']]);
  expect((graph.asked.get('/organization') ?? 0) - asked).toBeLessThan(3);
}, 60_000);

test('the service syncs by itself while it serves, and takes the sync along when it stops', async () => {
  const [place, graph] = [new Place(), await standIn(await fabrikam())];
  const service = place.start('main.js', [], { ...accessTo(graph), PORT: '0' });
  const ended = outcome(service);
  const deadline = performance.now() + 25_000;
  try {
    while (place.users().length < 3 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    service.kill('SIGTERM');
  }
  const { code, out } = await ended;
  expect(place.users()).toEqual(['ada', 'ben', 'cyd']);
  expect(code).toBe(0);
  expect(out).toMatch(/The troubleshooting graph: http:\/\/127\.0\.0\.1:\d+\/graphql/);
  expect(out).not.toContain(graph.credentials.clientSecret);
}, 60_000);
