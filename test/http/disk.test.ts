import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Sqlite } from '../../src/database/sqlite-driver';
import { LogOutput } from '../../src/http/log-output';
import { oneIn } from '../support/amount';
import { addressIn, Place, ROOT } from '../support/place';
import { preloaded } from '../support/preloaded';
import { accessTo, fabrikam, standIn } from '../support/sync';
import { temporaryFolder } from '../support/tenant-folder';
import { until } from '../support/until';

// Linux's prlimit limits the file size of a running process, which then behaves as on a full disk.
const PRLIMIT = '/usr/bin/prlimit';
const onLinux = existsSync(PRLIMIT) ? test : test.skip;

/** Sets the maximum file size of this process. */
function limitFiles(pid: number | undefined, bytes: string): void {
  const { status, stderr } = spawnSync(PRLIMIT, [`--pid=${pid}`, `--fsize=${bytes}:unlimited`], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}

onLinux('a service on SQLite whose disk takes no more is not ready, says why in the log, and recovers', async () => {
  const { child, said, ended } = new Place().start('main', [], { PORT: '0', DEMO: 'off' });
  await until(() => said.out.includes('Schema:'));
  const url = /http:\S+(?=\/readyz)/.exec(said.out)?.[0];
  const statusOf = async (probe: string) => (await fetch(`${url}${probe}`)).status;
  await until(async () => (await statusOf('/readyz')) === 200);

  limitFiles(child.pid, '0');
  expect(await statusOf('/readyz')).toBe(503);
  expect(await statusOf('/healthz')).toBe(200);
  await until(() => /"code":"EFBIG".*"msg":"not ready"/.test(said.out));

  limitFiles(child.pid, 'unlimited');
  expect(await statusOf('/readyz')).toBe(200);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});

/** Mounts a small file system at a new folder. It is unmounted with the test. */
function smallDisk(folder: string, kilobytes: number) {
  mkdirSync(folder, { recursive: true });
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  disks.push(folder);
  const filler = path.join(folder, 'filler');
  return {
    fill() {
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(bavail * bsize));
    },
    empty: () => rmSync(filler),
    /** Mounts it again so that nothing on it changes. No file may be open. */
    freeze() {
      const frozen = spawnSync('mount', ['-o', 'remount,ro', folder], { encoding: 'utf8' });
      expect({ status: frozen.status, stderr: frozen.stderr }).toEqual({ status: 0, stderr: '' });
    },
  };
}

const disks: string[] = [];
afterEach(() => {
  // A program of the test may still end.
  for (const folder of disks.splice(0)) spawnSync('umount', ['--lazy', folder]);
});

// Only root may mount.
const canMount = process.platform === 'linux' && process.getuid?.() === 0;
const onSmallDisk = canMount ? test : test.skip;
// Each starts up to four programs.
const someOnSmallDisk = canMount ? oneIn(3) : test.skip;
const DEMO_FOLDER = path.join(ROOT, 'demo');
const ADMIN = 'admin@contoso.example';
const CREATE = `mutation ($name: String!) { createRole(input: { displayName: $name, permissions: [ORGANIZATION_READ] }) {
  role { displayName } userErrors { code } } }`;
const MEGABYTES = 1_024;

/** Starts a service on the demo tenant, and waits until it answers. */
async function served(place: Place, environment: Record<string, string> = {}) {
  const running = place.start('main', [], { PORT: '0', ...environment });
  // It first imports the demo tenant.
  await until(() => addressIn(running) !== null, 120_000);
  const url = addressIn(running);
  const token = (await place.run(['token', '--as', ADMIN])).out.trim();
  const statusOf = async (probe: string) => (await fetch(`${url}${probe}`)).status;
  // It warms up.
  await until(async () => (await statusOf('/readyz')) === 200);
  return {
    ...running,
    url,
    statusOf,
    async ask(query: string, variables = {}) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data?: unknown; errors?: { extensions: unknown }[] };
      return { status: response.status, retry: response.headers.get('retry-after'), data, errors };
    },
  };
}

const made = (name: string) => ({
  status: 200,
  retry: null,
  data: { createRole: { role: { displayName: name }, userErrors: [] } },
  errors: undefined,
});
const REFUSED = {
  status: 503,
  retry: '5',
  data: undefined,
  errors: [
    {
      message: 'The database cannot be used at the moment; try again.',
      extensions: { code: 'DATABASE_UNAVAILABLE', retryAfter: 5 },
      locations: expect.anything(),
      path: ['createRole'],
    },
  ],
};

onSmallDisk(
  'a service whose disk is full answers what only reads, says when to ask for a change again, and recovers',
  async () => {
    const place = new Place();
    const disk = smallDisk(path.dirname(place.databaseFile), 48 * MEGABYTES);
    const { child, said, ended, statusOf, ask } = await served(place);
    expect(await ask(CREATE, { name: 'Before' })).toEqual(made('Before'));

    disk.fill();
    expect(await statusOf('/readyz')).toBe(503);
    // The log has room for a few changes before it must grow.
    let refused: Awaited<ReturnType<typeof ask>> | null = null;
    for (let i = 0; (refused?.status ?? 200) === 200 && i < 100; i++)
      refused = await ask(CREATE, { name: `Full ${i}` });
    expect(refused).toEqual(REFUSED);
    await until(() => said.out.includes('"reason":"The disk is full."'));
    expect(said.out).not.toContain('unexpected error');
    expect((await ask('{ users { totalCount } }')).status).toBe(200);
    expect(await statusOf('/healthz')).toBe(200);

    disk.empty();
    expect(await statusOf('/readyz')).toBe(200);
    expect(await ask(CREATE, { name: 'After' })).toEqual(made('After'));
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
    expect((await place.run(['audit', 'verify'])).out).toMatch(/^The audit trail is intact: /);
  },
);

// A disk with open files cannot be mounted again as one that only reads.
const library = preloaded('failing-disk');

(library === null ? test.skip : test).each([
  ['becomes read-only', 'EROFS'],
  ['fails', 'EIO'],
] as const)('a service whose disk %s answers what only reads, refuses changes, and recovers', async (_, code) => {
  const place = new Place();
  const fault = path.join(place.folder, 'fault');
  const DISK = path.dirname(place.databaseFile);
  const { child, said, ended, url, statusOf, ask } = await served(place, {
    ...{ LD_PRELOAD: String(library), DISK, FAULT: fault },
  });
  expect(await ask(CREATE, { name: 'Before' })).toEqual(made('Before'));
  expect(await statusOf('/readyz')).toBe(200);

  writeFileSync(fault, String(constants.errno[code]));
  for (const name of ['One', 'Two']) expect(await ask(CREATE, { name })).toEqual(REFUSED);
  await until(() => said.out.includes('"reason":"The disk fails, or has become read-only."'));
  expect(said.out).not.toContain('unexpected error');
  expect(await statusOf('/readyz')).toBe(503);
  const report = await (await fetch(`${url}/readyz?verbose`)).json();
  expect(report).toMatchObject({ parts: { disk: { state: 'failed' } } });
  expect(await statusOf('/healthz')).toBe(200);
  expect(await ask('{ roles { totalCount } users { totalCount } }')).toMatchObject({ status: 200, errors: undefined });

  rmSync(fault);
  expect(await statusOf('/readyz')).toBe(200);
  for (const name of ['One', 'After']) expect(await ask(CREATE, { name })).toEqual(made(name));
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  expect((await place.run(['audit', 'verify'])).out).toMatch(/^The audit trail is intact: /);
});

describe('on a read-only disk', () => {
  someOnSmallDisk('a start and a command say so in one sentence, with or without a database there', async () => {
    const place = new Place();
    const folder = path.dirname(place.databaseFile);
    const disk = smallDisk(folder, 8 * MEGABYTES);
    await place.import();
    const backup = ['db', 'backup', path.join(place.folder, 'backups', 'copy.db')];
    const other = { DATABASE_URL: `file:${path.join(folder, 'other', 'graph.db')}` };
    disk.freeze();
    const unopened = `${place.databaseFile} cannot be opened: it is a folder, the disk is read-only, or this user may not write it.`;

    expect(await place.start('main', [], { PORT: '0' }).ended).toMatchObject({
      code: 1,
      err: `The service could not start: ${unopened}\n`,
    });
    expect(await place.run(['db', 'migrate'])).toEqual({ code: 1, out: '', err: `${unopened}\n` });
    expect((await place.start('main', [], { PORT: '0', ...other }).ended).err).toMatch(
      /^The service could not start: \S+ cannot be created \(EROFS\)\.\n$/,
    );
    mkdirSync(path.join(place.folder, 'backups'));
    smallDisk(path.join(place.folder, 'backups'), MEGABYTES).freeze();
    expect(await place.run(backup)).toMatchObject({ code: 1, err: expect.stringMatching(/read-only/) });
  });
});

// Root may write everywhere, so it starts the service as another user.
const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const startAs = (folder: string, database: string, args: readonly string[] = []) =>
  spawnSync(process.execPath, [path.join(ROOT, 'dist', 'main.js'), ...args], {
    ...{ ...user, cwd: folder, encoding: 'utf8', timeout: 60_000 },
    env: { PATH: process.env['PATH'], TMPDIR: folder, PORT: '0', DEMO: 'off', DATABASE_URL: `file:${database}` },
  });
const closed: string[] = [];
afterEach(() => {
  for (const place of closed.splice(0)) rmSync(place, { recursive: true });
});
const canStart = process.getuid !== undefined && startAs(ROOT, '', ['--version']).status === 0;

(canStart ? test : test.skip).each([
  ['a folder that this user may not enter', 'closed', 'graph.db cannot be created (EACCES).'],
  ['a folder that it cannot make', 'closed/data', 'graph.db cannot be created: FOLDER cannot be created (EACCES).'],
  [
    'a file that this user may not read',
    'open',
    'graph.db cannot be opened: it is a folder, the disk is read-only, or this user may not write it.',
  ],
])('a start on %s says so in one sentence', (_, at, sentence) => {
  const place = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-closed-'));
  closed.push(place);
  chmodSync(place, 0o777);
  const folder = path.join(place, at);
  mkdirSync(path.join(place, 'closed'), { mode: 0o000 });
  mkdirSync(path.join(place, 'open'));
  writeFileSync(path.join(place, 'open', 'graph.db'), '', { mode: 0o000 });
  const { status, stdout, stderr } = startAs(place, path.join(folder, 'graph.db'));

  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: '',
    stderr: `The service could not start: ${folder}/${sentence.replace('FOLDER', folder)}\n`,
  });
});

onSmallDisk('a log says how many of its lines a full disk has cost, once there is room again', async () => {
  const folder = path.join(temporaryFolder(), 'logs');
  const disk = smallDisk(folder, 48 * MEGABYTES);
  const file = path.join(folder, 'log');
  const fd = openSync(file, 'a');
  const lost: number[] = [];
  const output = new LogOutput(fd, (lines) => lost.push(lines));
  const written = () => readFileSync(file, 'utf8').split('\n').length - 1;
  output.write('before\n');
  await until(() => written() === 1);

  disk.fill();
  const LINES = 200_000;
  for (let i = 0; i < LINES; i++) output.write(`${i}${'x'.repeat(100)}\n`);
  await setTimeout(500);
  expect(lost).toEqual([]);
  disk.empty();

  await until(() => lost.length > 0);
  expect(lost[0]).toBeGreaterThan(LINES / 10);
  expect(lost).toEqual([1 + LINES - written()]);
  closeSync(fd);
});

describe('on a full disk', () => {
  const FULL = { code: 1, out: '', said: 'The disk is full.' };
  /** How a command ended, and its last line without the lines of progress before. */
  const failed = ({ code, out, err }: Awaited<ReturnType<Place['run']>>) => ({
    code,
    out,
    said: err.trim().split('\n').at(-1),
  });

  someOnSmallDisk('a backup says so in one sentence, and leaves no file', async () => {
    const place = new Place();
    await place.import(DEMO_FOLDER);
    const folder = path.join(place.folder, 'backups');
    smallDisk(folder, 256);
    const outcome = await place.run(['db', 'backup', path.join(folder, 'copy.db')]);

    expect(outcome).toEqual({ code: 1, out: '', err: 'The disk is full.\n' });
    expect(readdirSync(folder)).toEqual([]);
  });

  someOnSmallDisk('a copy says so in one sentence, and leaves no row', async () => {
    const place = new Place();
    await place.import(DEMO_FOLDER);
    const target = path.join(place.folder, 'copies', 'copy.db');
    smallDisk(path.dirname(target), 2 * MEGABYTES);

    expect(failed(await place.run(['db', 'copy', place.databaseFile, target]))).toEqual(FULL);
    const copy = new Sqlite(target, { readonly: true });
    expect(copy.prepare('SELECT COUNT(*) FROM tenants').pluck().get()).toBe(0);
    copy.close();
  });

  someOnSmallDisk.each([[['import', DEMO_FOLDER]], [['db', 'migrate']]])(
    'a database that %j cannot make leaves no file',
    async (command) => {
      const place = new Place();
      const folder = path.dirname(place.databaseFile);
      smallDisk(folder, 128);

      expect(failed(await place.run(command))).toEqual(FULL);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  someOnSmallDisk('an import says so in one sentence, and the database keeps what it had', async () => {
    const place = new Place();
    const disk = smallDisk(path.dirname(place.databaseFile), 8 * MEGABYTES);
    await place.import();
    const before = await place.rows();
    disk.fill();

    expect(failed(await place.run(['import', '--replace', DEMO_FOLDER]))).toEqual(FULL);
    disk.empty();
    expect(await place.rows()).toEqual(before);
  });

  someOnSmallDisk.each(['pages', 'database'])(
    'a sync whose %s find no room says so in one sentence, and the next one goes on',
    async (what) => {
      const [place, graph] = [new Place(), await standIn(await fabrikam())];
      const pages = path.join(place.folder, 'pages');
      await place.import();
      const before = await place.rows();
      const disk = smallDisk(what === 'pages' ? pages : path.dirname(place.databaseFile), 8 * MEGABYTES);
      disk.fill();
      const access = { ...accessTo(graph), SYNC_FOLDER: pages };

      expect(failed(await place.run(['sync'], access))).toEqual(FULL);
      disk.empty();
      if (what === 'pages') expect((await place.rows())['users']).toEqual(before['users']);
      expect((await place.run(['sync'], access)).code).toBe(0);
    },
  );
});
