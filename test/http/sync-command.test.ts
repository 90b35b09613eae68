import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openDatabase } from '../../src/database/open';
import { Sqlite } from '../../src/database/sqlite-driver';
import { APPLICATION_PERMISSIONS } from '../../src/microsoft-graph/resources';
import { oneIn } from '../support/amount';
import { selfSigned } from '../support/certificate';
import { readGraphTenant, type StandIn } from '../support/graph';
import { Place } from '../support/place';
import { accessTo, type Content, contentOf, fabrikam, remove, standIn } from '../support/sync';
import { device, member, user } from '../support/tenant-folder';
import { until } from '../support/until';

const test = oneIn(8);

const BASE = path.join(__dirname, '..', 'field-cases', 'base');

/** The names of the present users. */
function users({ databaseFile }: Place): string[] {
  if (!existsSync(databaseFile)) return [];
  const database = new Sqlite(databaseFile, { readonly: true });
  try {
    // Reading early can find a file whose tables are still being created.
    const isMade = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'users'").get() !== undefined;
    if (!isMade) return [];
    const found = database.prepare('SELECT display_name AS name FROM users ORDER BY name').all();
    return (found as { name: string }[]).map(({ name }) => name);
  } finally {
    database.close();
  }
}

test('npm run sync brings a tenant in, in plain lines where there is no terminal, and keeps no secret', async () => {
  const [place, graph] = [new Place(), await standIn(await fabrikam())];
  const { code, out, err } = await place.run(['sync'], accessTo(graph));

  expect(code).toBe(0);
  expect(out).toMatch(/^Synced Fabrikam\.\n/);
  expect(out).toMatch(/ {2}users +3 added, 0 changed, 0 removed\n/);
  expect(err).toMatch(/^reading users: 3$/m);
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
  // It makes no database either.
  expect([dry.code, existsSync(place.databaseFile)]).toEqual([0, false]);

  const some = await place.run(['sync', '--only', 'users,groups'], accessTo(graph));
  expect(some.code).toBe(0);
  expect(users(place)).toEqual(['ada', 'ben', 'cyd']);
  // Once by the dry run, and once by each check before a first sync.
  expect(graph.asked.get('/deviceManagement/managedDevices') ?? 0).toBeLessThan(4);
});

test('a sync that could not read a part ends with 3, and with 0 if it is lenient', async () => {
  const permissions = APPLICATION_PERMISSIONS.filter((each) => each !== 'DeviceManagementServiceConfig.Read.All');
  const [place, graph] = [new Place(), await standIn(await readGraphTenant(BASE), { permissions })];
  const run = (...args: string[]) => place.run(['sync', ...args], accessTo(graph));

  expect([(await run()).code, (await run('--lenient')).code]).toEqual([3, 0]);
  await graph.stop();
  expect((await run('--lenient')).code).not.toBe(0);
});

test('a sync of whose kinds one cannot be read at all ends with 1', async () => {
  const failures = ['path:(windowsAutopilotDeviceIdentities|autopilotEvents)=403'];
  const [place, graph] = [new Place(), await standIn(await fabrikam(), { failures })];
  const { code, out } = await place.run(['sync'], accessTo(graph));
  expect([code, out]).toEqual([1, expect.stringContaining('AUTOPILOT stopped, and is as it was: Graph refuses')]);
});

test('a sync during which a folder was imported ends with 75, and with 0 if it is lenient', async () => {
  const [place, graph] = [new Place(), await standIn(await fabrikam())];
  expect((await place.run(['sync'], accessTo(graph))).code).toBe(0);
  const database = new Sqlite(place.databaseFile);
  database.exec(`CREATE TRIGGER imported AFTER UPDATE ON sync_kinds WHEN new.kind = 'GROUPS' BEGIN
    DELETE FROM sync_links WHERE resource = 'database';
  END`);
  database.close();

  const err = expect.stringMatching(/^A folder was imported meanwhile\. Nothing more is written: try again\.$/m);
  expect(await place.run(['sync'], accessTo(graph))).toMatchObject({ code: 75, err });
  expect(await place.run(['sync', '--lenient'], accessTo(graph))).toMatchObject({ code: 0, err });
});

test('--check of a tenant without devices does not say that everything can be read', async () => {
  const graph = await standIn(await fabrikam((tenant) => remove(tenant, 'managedDevices', 'device-laptop')));
  const { code, out } = await new Place().run(['sync', '--check'], accessTo(graph));
  expect([code, out]).toEqual([0, expect.stringMatching(/^not tried .*managedDevices\/\{id\}/m)]);
  expect(out.trim().split('\n').at(-1)).toBe(
    'Everything that was tried can be read. The rest depends on objects that the tenant does not have yet.',
  );
});

test('a sync that fails ends at once, also while other requests wait for Microsoft Graph', async () => {
  const tenant = await fabrikam();
  const [laptop] = tenant.collections.managedDevices;
  // Two batches at the same time.
  for (let i = 0; i < 30; i++) tenant.collections.managedDevices.push({ ...laptop, id: `device-${i}` });
  const [place, graph] = [new Place(), await standIn(tenant)];
  const path = /beta\/\$batch$/;
  graph.answerWith({ path, status: 429, body: '', headers: { 'retry-after': '100' }, times: 1 });
  const error = { code: 'BadRequest', message: 'Request not applicable to target tenant.' };
  graph.answerWith({
    path,
    status: 200,
    body: JSON.stringify({ responses: [{ id: '0', status: 400, body: { error } }] }),
  });

  const { code, err } = await place.run(['sync', '--only', 'managed-devices'], accessTo(graph));

  expect([code, err]).toEqual([1, expect.stringContaining('The tenant has no Intune')]);
}, 60_000);

test('--help names the kinds, and a kind that is none is told', async () => {
  const place = new Place();
  const help = await place.run(['sync', '--help'], {});
  expect([help.code, help.err]).toEqual([0, '']);
  expect(help.out).toMatch(/users,\s+groups,\s+roles/);
  const strange = await place.run(['sync', '--only', 'nonsense'], {});
  expect(strange.code).toBe(1);
  expect(strange.err).toMatch(/takes some of users, groups, roles/);
});

test.each([
  [
    'nothing to sync with',
    {},
    /^Set GRAPH_TENANT_ID, GRAPH_CLIENT_ID and GRAPH_CLIENT_SECRET, or another credential: see docs\/your-tenant\.md\.\n$/,
  ],
  [
    'half of what it takes',
    { GRAPH_CLIENT_ID: 'x' },
    /^GRAPH_TENANT_ID: is needed to sync with Microsoft Graph\nGRAPH_CLIENT_SECRET: is needed [^\n]+, AZURE_FEDERATED_TOKEN_FILE\n$/,
  ],
  [
    'an address in the clear',
    { GRAPH_BASE_URL: 'http://graph.example' },
    /^GRAPH_BASE_URL: takes an address that starts with https:\/\/\n$/,
  ],
])('%s is told in one line for each variable', async (_, environment, line) => {
  const place = new Place();
  const { code, out, err } = await place.run(['sync'], environment as Record<string, string>);
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(line);
});

test.each([
  ['taken', /^taken is not a folder\.\n$/],
  ['taken/below', /^taken is not a folder\.\n$/],
  ['/proc/folder', /^\/proc\/folder cannot be created \(ENOENT\)\.\n$/],
])('--save %s, which is no folder, is told in one line', async (folder, line) => {
  const [place, graph] = [new Place(), await standIn(await fabrikam())];
  writeFileSync(path.join(place.folder, 'taken'), 'precious');
  const { code, out, err } = await place.run(['sync', '--save', folder], accessTo(graph));
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
  // A missing permission takes its own part alone.
  const { code, out } = await place.run(['sync'], access);
  expect([code, out]).toEqual([1, expect.stringMatching(/GROUPS stopped.*Group\.Read\.All/)]);
  expect(users(place)).toEqual(before);
});

test('a sync that is stopped says so, and the next one goes on at once', async () => {
  const [place, graph] = [new Place(), await standIn(await fabrikam(), { latencyMs: 40 })];
  const { child, ended } = place.start('cli', ['sync'], accessTo(graph));
  await until(() => graph.asked.has('/users/delta'), 20_000);
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({
    code: 1,
    err: expect.stringContaining('Stopped. The next sync continues from here.\n'),
  });

  const asked = graph.asked.get('/organization') ?? 0;
  const next = await place.run(['sync'], accessTo(graph));
  expect([next.code, users(place)]).toEqual([0, ['ada', 'ben', 'cyd']]);
  expect((graph.asked.get('/organization') ?? 0) - asked).toBeLessThan(4);
});

describe('a certificate', () => {
  const NOT_SECURE = /^There is no secure connection to 127\.0\.0\.1:\d+ \(([A-Z_]+)\)\. (.+)\n$/;

  const place = new Place();
  beforeAll(async () => {
    expect((await place.run(['sync'], accessTo(await standIn(await fabrikam())))).code).toBe(0);
  });

  /** The settings for a sync to trust a certificate. */
  function trustIn(cert: string): Record<string, string> {
    const file = path.join(place.scratch, 'proxy.pem');
    writeFileSync(file, cert);
    return { NODE_EXTRA_CA_CERTS: file };
  }

  test.each([
    ['Graph', 'that nobody vouches for', {}, false, 'DEPTH_ZERO_SELF_SIGNED_CERT', /NODE_EXTRA_CA_CERTS/],
    ['the sign-in', 'that nobody vouches for', {}, false, 'DEPTH_ZERO_SELF_SIGNED_CERT', /NODE_EXTRA_CA_CERTS/],
    ['Graph', 'that has expired', { days: -1 }, true, 'CERT_HAS_EXPIRED', /clock.*renewed/],
    ['the sign-in', 'of another host', { address: '127.0.0.2' }, true, 'ERR_TLS_CERT_ALTNAME_INVALID', /the address/],
  ])(
    'of %s %s is told in one line that says what to do, and nothing is sent or changed',
    async (whose, _, made, isTrusted, problem, advice) => {
      const certificate = selfSigned(made);
      const tenant = await fabrikam();
      tenant.collections.users.push(user('dan'));
      const [graph, secured] = [await standIn(tenant), await standIn(tenant, { tls: certificate })];
      const before = await place.rows();

      const { code, out, err } = await place.run(['sync'], {
        ...accessTo(graph),
        [whose === 'Graph' ? 'GRAPH_BASE_URL' : 'GRAPH_AUTHORITY']: secured.url,
        ...(isTrusted && trustIn(certificate.cert)),
      });

      const [, told, toDo] = NOT_SECURE.exec(err) ?? [];
      expect([code, out, told]).toEqual([1, '', problem]);
      expect(toDo).toMatch(advice);
      expect(err).toContain(new URL(secured.url).host);
      expect([...secured.asked]).toEqual([]);
      expect(await place.rows()).toEqual(before);
    },
  );

  test('that NODE_EXTRA_CA_CERTS names is trusted', async () => {
    const certificate = selfSigned();
    const [another, graph] = [new Place(), await standIn(await fabrikam(), { tls: certificate })];
    const { code } = await another.run(['sync'], { ...accessTo(graph), ...trustIn(certificate.cert) });
    expect([code, users(another)]).toEqual([0, ['ada', 'ben', 'cyd']]);
  });
});

describe('a sync whose process was killed', () => {
  const [USERS, GROUPS] = ['/users/delta', '/groups/delta'];
  const [COMPLIANCE, CONFIGURATION] = ['deviceCompliancePolicyStates', 'deviceConfigurationStates'].map(
    (part) => `/deviceManagement/managedDevices/{id}/${part}`,
  ) as [string, string];
  const READ_ONCE = [USERS, GROUPS, COMPLIANCE, CONFIGURATION];
  const numbered = (length: number) => Array.from({ length }, (_, i) => String(i).padStart(4, '0'));

  /** A tenant of many pages, with more devices than one request asks for. */
  const large = () =>
    fabrikam(({ collections, parts }) => {
      for (const i of numbered(600)) collections.users.push(user(i));
      parts.groupMembers.set(
        'group-Site',
        numbered(600).map((i) => member('user', i)),
      );
      for (const i of numbered(200)) {
        collections.managedDevices.push(device(i, i));
        parts.deviceConfigurationStates.set(`device-${i}`, [
          { id: `state-${i}`, displayName: 'Office Wi-Fi', state: 'error', settingStates: [] },
        ]);
      }
    });
  const askedOf = ({ asked }: StandIn) => READ_ONCE.map((what) => [what, asked.get(what)]);

  async function contentIn({ databaseFile }: Place): Promise<Content> {
    const database = await openDatabase(databaseFile);
    try {
      return await contentOf({ database });
    } finally {
      await database.close();
    }
  }

  /** The result of an uninterrupted sync, and its requests. */
  let calm: { readonly content: Content; readonly asked: unknown };
  beforeAll(async () => {
    const [place, graph] = [new Place(), await standIn(await large(), { pageSize: 100 })];
    expect((await place.run(['sync'], accessTo(graph))).code).toBe(0);
    calm = { content: await contentIn(place), asked: askedOf(graph) };
  });

  /** Kills a sync at a given point. */
  async function killWhen(reached: () => Promise<unknown>, place: Place, graph: StandIn): Promise<void> {
    const { child, ended } = place.start('cli', ['sync'], accessTo(graph));
    const tooEarly = ended.then(({ err }) => Promise.reject(new Error(`It ended by itself: ${err}`)));
    await Promise.race([reached(), tooEarly]);
    tooEarly.catch(() => {});
    child.kill('SIGKILL');
    expect((await ended).code).toBeNull();
  }

  /** Ends the lease of a killed sync, as two minutes would, and checks the result of the next sync. */
  async function expectNextToGoOn(place: Place, graph: StandIn): Promise<void> {
    const database = new Sqlite(place.databaseFile);
    database.exec("UPDATE sync_lease SET expires_at = '2000-01-01T00:00:00.000Z'; DROP TRIGGER IF EXISTS endless");
    database.close();
    expect(await place.run(['sync'], accessTo(graph))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Synced Fabrikam\.\n/),
    });
    expect({ content: await contentIn(place), asked: askedOf(graph) }).toEqual(calm);
    expect(readdirSync(path.join(place.folder, 'data', 'sync'))).toEqual([]);
  }

  test.each([
    ['the users', (path: string, { asked }: StandIn) => path.endsWith(USERS) && asked.get(USERS) === 3],
    [
      'the devices one by one',
      (path: string, { asked }: StandIn) => path.endsWith('$batch') && (asked.get(COMPLIANCE) ?? 0) >= 160,
    ],
  ])(
    'while it read %s goes on there, and ends as if it had lived',
    async (_, isThere) => {
      const [place, graph] = [new Place(), await standIn(await large(), { pageSize: 100 })];
      const silence = graph.silentFrom((path) => isThere(path, graph));

      await killWhen(() => silence.begun, place, graph);
      silence.end();

      await expectNextToGoOn(place, graph);
    },
    60_000,
  );

  test('in the middle of what it wrote of the users goes on there once its turn is over, and ends as if it had lived', async () => {
    const [place, graph] = [new Place(), await standIn(await large(), { pageSize: 100 })];
    await (await openDatabase(place.databaseFile)).close();
    const database = new Sqlite(place.databaseFile);
    // The transaction that writes this user never ends.
    database.exec(`CREATE TRIGGER endless AFTER INSERT ON users WHEN new.id = 'user-0500' BEGIN
      SELECT COUNT(*) FROM users a, users b, users c, users d, users e, users f WHERE a.id || b.id || c.id || d.id || e.id = f.id;
    END`);
    database.close();

    await killWhen(() => until(() => users(place).length > 0, 20_000), place, graph);

    expect(users(place).length).toBeLessThan(600);
    expect(await place.run(['sync'], accessTo(graph))).toEqual({
      code: 75,
      out: '',
      err: expect.stringMatching(
        /^Another sync is under way \(\S+ \d+\)\. If it was killed, its lease expires at [\d-]+T[\d:.]+Z: try again then\.\n$/,
      ),
    });
    expect(await place.run(['sync', '--lenient'], accessTo(graph))).toEqual({
      code: 0,
      out: '',
      err: expect.stringContaining('Another sync is under way'),
    });
    await expectNextToGoOn(place, graph);
  });
});

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
});
