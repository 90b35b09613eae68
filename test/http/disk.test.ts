import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Sqlite } from '../../src/database/sqlite-driver';
import { LogOutput } from '../../src/http/log-output';
import { oneIn } from '../support/amount';
import { Place, ROOT } from '../support/place';
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
  expect(await statusOf('/readyz')).toBe(200);

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
function smallDisk(folder: string, kilobytes: number): { fill(): void; empty(): void } {
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

onSmallDisk(
  'a service whose disk is full answers what only reads, says when to ask for a change again, and recovers',
  async () => {
    const place = new Place();
    const disk = smallDisk(path.dirname(place.databaseFile), 48 * MEGABYTES);
    const { child, said, ended } = place.start('main', [], { PORT: '0' });
    await until(() => said.out.includes('Schema:'));
    const url = /http:\S+(?=\/readyz)/.exec(said.out)?.[0];
    const token = (await place.run(['token', '--as', ADMIN])).out.trim();
    const statusOf = async (probe: string) => (await fetch(`${url}${probe}`)).status;
    const ask = async (query: string, variables = {}) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data?: unknown; errors?: { extensions: unknown }[] };
      return { status: response.status, retry: response.headers.get('retry-after'), data, errors };
    };
    const made = (name: string) => ({
      status: 200,
      retry: null,
      data: { createRole: { role: { displayName: name }, userErrors: [] } },
      errors: undefined,
    });
    expect(await ask(CREATE, { name: 'Before' })).toEqual(made('Before'));

    disk.fill();
    expect(await statusOf('/readyz')).toBe(503);
    // The log has room for a few changes before it must grow.
    let refused: Awaited<ReturnType<typeof ask>> | null = null;
    for (let i = 0; (refused?.status ?? 200) === 200 && i < 100; i++)
      refused = await ask(CREATE, { name: `Full ${i}` });
    expect(refused).toEqual({
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
    });
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
