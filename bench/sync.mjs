/*
 * What a sync of a large tenant takes: node bench/sync.mjs [--scale 417] [--passes 3].
 *
 * The demo tenant, so many times its devices and users, is served by the stand-in of Microsoft Graph; several syncs of
 * everything follow one another. Of each: the requests (each part of a batch is one), the throttled ones, the time and the
 * memory.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '417' },
    passes: { type: 'string', default: '3' },
    quirks: { type: 'string', default: '' },
  },
});

/** Starts the stand-in. @returns its address, and how to end it */
async function startStandIn() {
  const args = ['test/support/graph/serve.mjs', 'demo', '--port', '0', '--scale', values.scale];
  if (values.quirks !== '') args.push('--quirks', values.quirks);
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
async function sync(url, folder) {
  const started = performance.now();
  const program = `process.on('exit', () => console.error('peak ' + process.resourceUsage().maxRSS));`;
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(program)}`, 'dist/cli.js', 'sync'],
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

const folder = await mkdtemp(path.join(tmpdir(), 'sync-bench-'));
const standIn = await startStandIn();
try {
  console.log(`scale ${values.scale}: ${Number(values.scale) * 120} devices, ${Number(values.scale) * 60} users`);
  console.log('pass  exit  requests  throttled  refused  seconds     MB');
  for (let pass = 1; pass <= Number(values.passes); pass++) {
    await fetch(`${standIn.url}/__requests`, { method: 'DELETE' });
    const { code, seconds, megabytes } = await sync(standIn.url, folder);
    const { total, throttled, refused } = await (await fetch(`${standIn.url}/__requests`)).json();
    const cells = [String(pass).padStart(4), String(code).padStart(4), String(total).padStart(8)];
    cells.push(String(throttled).padStart(9), String(refused).padStart(7), seconds.toFixed(0).padStart(7));
    console.log([...cells, megabytes.toFixed(0).padStart(5)].join('  '));
  }
} finally {
  standIn.stop();
  await rm(folder, { recursive: true, force: true });
}
