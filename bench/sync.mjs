// Measures a sync of a large tenant: npm run bench:sync -- --help
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { readArguments, wholeNumber } from '../usage.mjs';

const { openDatabase } = createRequire(import.meta.url)('../dist/database/open');

const OF_DEVICES = [
  'managedDeviceDetails',
  'deviceCompliancePolicyStates',
  'deviceConfigurationStates',
  'mobileAppIntentAndStates',
];
const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const USAGE = `Usage: npm run bench:sync -- [options]

Measures syncs of a large tenant. The stand-in of Microsoft Graph serves the demo tenant with many times its devices and users.
Several syncs of everything follow one another. The output has the requests of each (each part of a batch counts), the throttled
ones, the time, the memory, and the share of the tenant's failed policy states that the database has by then.

  --scale <n>       so many times the users and devices of the demo tenant (417)
  --passes <n>      syncs (3)
  --quirks <list>   quirks of the stand-in (npm run graph-stand-in -- --help)
  --fail <order>    failures of the stand-in: path:reports/get=403 shows a sync without the reports of failed policies
  --quiet           afterwards an hour without changes: each part counts as read, then come twelve syncs of users and groups
                    and one of everything, as the service runs them by itself
  --help            prints this`;

const { values } = readArguments(USAGE, {
  options: {
    scale: { type: 'string', default: '417' },
    passes: { type: 'string', default: '3' },
    quirks: { type: 'string', default: '' },
    fail: { type: 'string', default: '' },
    quiet: { type: 'boolean', default: false },
  },
});
const scale = wholeNumber(USAGE, 'scale', values.scale);
const passes = wholeNumber(USAGE, 'passes', values.passes);

/** Starts the stand-in. @returns its address, and how to end it */
async function startStandIn() {
  const args = ['test/support/graph/serve.mjs', 'demo', '--port', '0', '--scale', String(scale)];
  if (values.quirks !== '') args.push('--quirks', values.quirks);
  if (values.fail !== '') args.push('--fail', values.fail);
  const child = spawn(process.execPath, ['--max-old-space-size=8192', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (url !== undefined) return { url, stop: () => child.kill() };
  }
  throw new Error('The stand-in did not start.');
}

/** Syncs once. @returns the exit code, the seconds, and the most memory that it held, in MB */
async function sync(url, folder, ...options) {
  const started = performance.now();
  const program = `process.on('exit', () => console.error('peak ' + process.resourceUsage().maxRSS));`;
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(program)}`, 'dist/cli.js', 'sync', ...options],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        DATABASE_URL: `file:${path.join(folder, 'synced.db')}`,
        DEMO: 'off',
        GRAPH_BASE_URL: url,
        GRAPH_AUTHORITY: url,
        GRAPH_TENANT_ID: 'tenant',
        GRAPH_CLIENT_ID: 'client',
        GRAPH_CLIENT_SECRET: 'some-secret',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let peak = 0;
  createInterface({ input: child.stderr }).on('line', (line) => {
    peak = Number(/^peak (\d+)$/.exec(line)?.[1] ?? peak);
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, seconds: (performance.now() - started) / 1_000, megabytes: peak / 1_024 };
}

/** The number of failed policy states in the demo tenant. */
async function failedInDemo() {
  const files = (await readdir(path.join(ROOT, 'demo'))).filter((name) =>
    /^device(CompliancePolicy|Configuration)States\b/.test(name),
  );
  let failed = 0;
  for (const file of files) {
    const { responses } = JSON.parse(await readFile(path.join(ROOT, 'demo', file), 'utf8'));
    const states = responses.flatMap(({ body }) => body.value);
    failed += states.filter(({ state }) => ['nonCompliant', 'error', 'conflict'].includes(state)).length;
  }
  return failed;
}

/** The number of failed policy states in the database. */
async function failedIn(folder) {
  const database = await openDatabase(`file:${path.join(folder, 'synced.db')}`);
  const [{ failed }] = await database.writer.raw(
    `SELECT COUNT(*) AS failed FROM policy_states WHERE state IN ('NONCOMPLIANT', 'ERROR', 'CONFLICT')`,
  );
  await database.close();
  return failed;
}

/** Marks each part as read now: what the first hours of a large tenant come to. */
async function readEverything(folder) {
  const database = await openDatabase(`file:${path.join(folder, 'synced.db')}`);
  const now = new Date().toISOString();
  const mark = (resource, from) =>
    database.writer.raw(
      `INSERT INTO sync_reads (resource, parent_id, read_at) SELECT ?, id, ? FROM ${from}
        ON CONFLICT (resource, parent_id) DO UPDATE SET read_at = excluded.read_at`,
      [resource, now],
    );
  for (const resource of OF_DEVICES) await mark(resource, 'devices WHERE TRUE');
  await mark('appInstallReport', 'apps WHERE TRUE');
  await mark('userManagedAppPolicies', 'users WHERE intune_licensed = 1');
  await database.close();
}

const folder = await mkdtemp(path.join(tmpdir(), 'sync-bench-'));
const standIn = await startStandIn();
try {
  console.log(`scale ${scale}: ${scale * 120} devices, ${scale * 60} users`);
  console.log('pass  exit  requests  throttled  refused  seconds     MB  failed states');
  const wanted = (await failedInDemo()) * scale;
  for (let pass = 1; pass <= passes; pass++) {
    await fetch(`${standIn.url}/__requests`, { method: 'DELETE' });
    const { code, seconds, megabytes } = await sync(standIn.url, folder);
    const { total, throttled, refused } = await (await fetch(`${standIn.url}/__requests`)).json();
    const cells = [String(pass).padStart(4), String(code).padStart(4), String(total).padStart(8)];
    cells.push(String(throttled).padStart(9), String(refused).padStart(7), seconds.toFixed(0).padStart(7));
    const share = Math.round((100 * (await failedIn(folder))) / wanted);
    console.log([...cells, megabytes.toFixed(0).padStart(5), `${share} %`.padStart(13)].join('  '));
  }
  if (values.quiet) {
    await readEverything(folder);
    await fetch(`${standIn.url}/__requests`, { method: 'DELETE' });
    for (let n = 0; n < 12; n++) await sync(standIn.url, folder, '--only', 'users,groups');
    const { code } = await sync(standIn.url, folder);
    const { total, shapes } = await (await fetch(`${standIn.url}/__requests`)).json();
    console.log(`quiet hour  exit ${code}  ${total} requests, most of them:`);
    const most = shapes.sort((one, other) => other.count - one.count).slice(0, 5);
    for (const { count, request } of most) console.log(`${String(count).padStart(8)}  ${request}`);
  }
} finally {
  standIn.stop();
  await rm(folder, { recursive: true, force: true });
}
