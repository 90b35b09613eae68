import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { oneIn } from '../support/amount';
import { ENGINE } from '../support/engines';
import { addressIn, Place, ROOT, type Running } from '../support/place';
import { freePort } from '../support/postgres';
import { until } from '../support/until';

const someTest = oneIn(3);

/* The service on a machine that fails: nobody reads the log, or the database file is moved, replaced or damaged. */

const ADMIN = 'admin@contoso.example';
const CREATE = `mutation ($name: String!) { createRole(input: { displayName: $name, permissions: [ORGANIZATION_READ] }) {
  role { displayName } userErrors { code } } }`;

// It first imports the demo tenant, on a machine that may be busy.
const started = (running: Running) => until(() => addressIn(running) !== null, 120_000);

/** Waits for the service, and answers how to ask it. */
async function asked(place: Place, running: Running) {
  await started(running);
  const url = addressIn(running) as string;
  const token = (await place.run(['token', '--as', ADMIN])).out.trim();
  const statusOf = async (probe: string) => (await fetch(`${url}${probe}`)).status;
  // It warms up.
  await until(async () => (await statusOf('/readyz')) === 200);
  return {
    statusOf,
    async create(name: string) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: CREATE, variables: { name } }),
      });
      const { data, errors } = (await response.json()) as {
        data?: { createRole?: { role?: { displayName: string } } };
        errors?: { extensions?: { code: string } }[];
      };
      return {
        status: response.status,
        name: data?.createRole?.role?.displayName,
        code: errors?.[0]?.extensions?.code,
      };
    },
  };
}

const made = (name: string) => ({ status: 200, name, code: undefined });

/** Node.js options with which SIGUSR2 makes a fault that nothing catches. */
function faultOnSignal(place: Place, fault: string): { readonly NODE_OPTIONS: string } {
  const file = path.join(place.scratch, 'fault.cjs');
  writeFileSync(file, `process.on('SIGUSR2', () => { ${fault}; });`);
  return { NODE_OPTIONS: `--require ${file}` };
}

const THROWS = "setImmediate(() => { throw new Error('injected'); })";

test.each([
  ['uncaughtException', THROWS],
  ['unhandledRejection', "Promise.reject(new Error('injected'))"],
])('a service that meets an %s logs it and ends with 1', async (event, fault) => {
  const place = new Place();
  const running = place.start('main', [], { PORT: '0', DEMO: 'off', ...faultOnSignal(place, fault) });
  await started(running);

  running.child.kill('SIGUSR2');

  const { code, out } = await running.ended;
  expect(code).toBe(1);
  const [line] = out.split('\n').filter((text) => text.includes('"level":60'));
  expect(JSON.parse(line ?? '{}')).toMatchObject({ msg: event, err: { message: 'injected' } });
});

test.each([
  ['on SIGTERM', 'SIGTERM', 0],
  ['after an error that nothing caught', 'SIGUSR2', 1],
] as const)('a log that nobody reads stops no request, and the service still ends %s', async (_, signal, code) => {
  const place = new Place();
  const running = place.start('main', [], { PORT: '0', DEMO: 'off', ...faultOnSignal(place, THROWS) });
  await started(running);
  const url = addressIn(running);
  running.child.stdout?.pause();

  // Several times what a pipe holds.
  for (let i = 0; i < 60; i++) {
    const answers = Array.from({ length: 25 }, () => fetch(`${url}/graphql`, { method: 'POST' }));
    for (const answer of await Promise.all(answers)) await answer.arrayBuffer();
  }
  expect((await fetch(`${url}/healthz`)).status).toBe(200);

  running.child.kill(signal);
  try {
    await until(() => running.child.exitCode !== null, 30_000);
  } finally {
    // Otherwise it would wait for its reader for ever.
    running.child.kill('SIGKILL');
    running.child.stdout?.resume();
  }
  expect(running.child.exitCode).toBe(code);
});

const onFullDisk = existsSync('/dev/full') ? test.each : test.skip.each;

onFullDisk([
  ['on SIGTERM', 'SIGTERM', 0],
  ['after an error that nothing caught', 'SIGUSR2', 1],
] as const)('a log on a full disk stops no request, and the service still ends %s', async (_, signal, code) => {
  const place = new Place();
  const port = await freePort();
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [path.join(ROOT, 'dist', 'main.js')], {
    cwd: place.folder,
    env: { DATABASE_URL: `file:${place.databaseFile}`, PORT: `${port}`, ...faultOnSignal(place, THROWS) },
    stdio: ['ignore', full, 'ignore'],
  });
  closeSync(full);
  try {
    const url = `http://127.0.0.1:${port}`;
    await until(
      () =>
        fetch(`${url}/healthz`).then(
          ({ ok }) => ok,
          () => false,
        ),
      120_000,
    );
    const { out } = await place.run(['token', '--as', ADMIN]);
    const headers = { authorization: `Bearer ${out.trim()}`, 'content-type': 'application/json' };
    // Each has a line, and together they are more than is written at once.
    for (let i = 0; i < 40; i++) {
      const answer = await fetch(`${url}/graphql?query={viewer{displayName}}`, { headers });
      expect(await answer.json()).toEqual({ data: { viewer: { displayName: expect.any(String) } } });
    }
    expect((await fetch(`${url}/healthz`)).status).toBe(200);

    child.kill(signal);
    await until(() => child.exitCode !== null, 30_000);
    expect(child.exitCode).toBe(code);
  } finally {
    child.kill('SIGKILL');
  }
});

const onSqlite = ENGINE === 'sqlite' ? describe : describe.skip;

onSqlite('a database file', () => {
  test('that is replaced while it is open takes no change until it is back, and nothing is made in its place', async () => {
    const place = new Place();
    const running = place.start('main', [], { PORT: '0' });
    const { create, statusOf } = await asked(place, running);
    expect(await create('Before')).toEqual(made('Before'));
    const moved = `${place.databaseFile}.moved`;

    renameSync(place.databaseFile, moved);
    expect(await create('Gone')).toMatchObject({ status: 503, code: 'DATABASE_UNAVAILABLE' });
    expect(await statusOf('/readyz')).toBe(503);
    expect(await statusOf('/healthz')).toBe(200);
    expect(existsSync(place.databaseFile)).toBe(false);
    writeFileSync(place.databaseFile, '');
    expect(await create('Replaced')).toMatchObject({ status: 503, code: 'DATABASE_UNAVAILABLE' });

    renameSync(moved, place.databaseFile);
    expect(await create('After')).toEqual(made('After'));
    expect(await statusOf('/readyz')).toBe(200);
  });

  someTest.each([
    ['all but its first page', () => 4_096],
    ['its second half', (bytes: number) => Math.floor(bytes / 2)],
  ])('that is damaged in %s is refused in one line, and left as it was', async (_, from) => {
    const place = new Place();
    const first = place.start('main', [], { PORT: '0' });
    await started(first);
    first.child.kill('SIGTERM');
    await first.ended;
    const bytes = readFileSync(place.databaseFile);
    bytes.fill(0xa5, from(bytes.length));
    writeFileSync(place.databaseFile, bytes);

    const { code, err } = await place.start('main', [], { PORT: '0' }).ended;

    expect(code).toBe(1);
    expect(err).toMatch(/^The service could not start: .* is damaged\. Restore a backup\.\n$/);
    expect(readFileSync(place.databaseFile).equals(bytes)).toBe(true);
  });

  someTest.each([
    ['was cut in the middle of a change', (bytes: Buffer) => bytes.subarray(0, -100)],
    [
      'has rubbish after a change',
      (bytes: Buffer, whole: number) => Buffer.concat([bytes.subarray(0, whole), randomBytes(bytes.length - whole)]),
    ],
  ])('whose log %s has all changes before that', async (_, damaged) => {
    const place = new Place();
    const first = place.start('main', [], { PORT: '0' });
    const { create } = await asked(place, first);
    expect(await create('Whole')).toEqual(made('Whole'));
    const log = `${place.databaseFile}-wal`;
    const { length } = readFileSync(log);
    expect(await create('Cut')).toEqual(made('Cut'));
    const longer = readFileSync(log).length;
    first.child.kill('SIGKILL');
    await first.ended;
    expect(longer).toBeGreaterThan(length);
    writeFileSync(log, damaged(readFileSync(log), length));

    const second = place.start('main', [], { PORT: '0' });
    await asked(place, second);
    second.child.kill('SIGTERM');
    expect((await second.ended).code).toBe(0);
    expect((await place.run(['audit', 'verify'])).code).toBe(0);
    const roles = (await place.rows()) as Record<string, readonly { display_name?: string }[]>;
    const names = roles['roles']?.map(({ display_name }) => display_name);
    expect(names).toContain('Whole');
    expect(names).not.toContain('Cut');
  });
});

// Some containers forbid it.
const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0 && ENGINE === 'sqlite';

(canTrace ? test : test.skip)('every acknowledged change is on the disk: each waits for it', async () => {
  const place = new Place();
  const running = place.start('main', [], { PORT: '0' });
  const { create } = await asked(place, running);
  const { pid } = running.child;
  const calls = path.join(place.scratch, 'calls');
  const tracing = spawn('strace', ['-f', '-qq', '-e', 'trace=fsync,fdatasync', '-o', calls, '-p', `${pid}`]);
  await until(() => /TracerPid:\t[1-9]/.test(readFileSync(`/proc/${pid}/status`, 'utf8')));

  for (let i = 0; i < 20; i++) expect(await create(`Synced ${i}`)).toEqual(made(`Synced ${i}`));

  const ended = new Promise((resolve) => tracing.once('close', resolve));
  tracing.kill('SIGINT');
  await ended;
  const done = readFileSync(calls, 'utf8').match(/f(data)?sync\(\d+/g) ?? [];
  expect(done.length).toBeGreaterThanOrEqual(20);
});
