// Runs the service and restarts it after each change of a source: npm run dev. Ctrl-C ends it.
// The pages are built once, at the start. Use `npx vite build --watch` to work on them.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import path from 'node:path';

const root = import.meta.dirname;
/** The folders that the service is built from or reads at its start. */
const WATCHED = ['src', 'schema', 'migrations'];
// An editor writes a file in several steps, and a checkout writes many files.
const QUIET_MS = 150;

let service = null;
let isStopping = false;

const ended = (child) =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', resolve);
  });

/** Builds stale targets. Resolves to false if that fails. */
async function build(...targets) {
  return (await ended(spawn(process.execPath, ['build.mjs', ...targets], { cwd: root, stdio: 'inherit' }))) === 0;
}

function start() {
  // In a separate process group: Ctrl-C goes to the whole group, and a second signal would kill the service at once.
  const child = spawn(process.execPath, ['dist/main.js'], { cwd: root, stdio: 'inherit', detached: true });
  child.once('exit', (code) => {
    if (child === service && !isStopping)
      console.error(`The service ended (${code}). It starts after the next change.`);
  });
  service = child;
}

async function stop() {
  const child = service;
  service = null;
  if (child === null) return 0;
  child.kill('SIGTERM');
  return ended(child);
}

let changes = 0;
let isBusy = false;
/** Builds and restarts until no further change arrives. After a failed build the running service continues. */
async function refresh() {
  if (isBusy) return;
  isBusy = true;
  for (let seen = 0; seen !== changes && !isStopping; ) {
    seen = changes;
    if (!(await build('dist')) || isStopping) continue;
    await stop();
    if (!isStopping) start();
  }
  changes = 0;
  isBusy = false;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (isStopping) return;
    isStopping = true;
    process.exit((await stop()) ?? 1);
  });
}

if (!(await build())) process.exit(1);
let timer;
for (const folder of WATCHED) {
  watch(path.join(root, folder), { recursive: true }, () => {
    changes += 1;
    clearTimeout(timer);
    timer = setTimeout(refresh, QUIET_MS);
  });
}
start();
