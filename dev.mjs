// Runs the service, and anew after each change of a source: npm run dev. Ctrl-C ends it.
// The pages are built once, at the start; `npx vite build --watch` is for those who change them.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import path from 'node:path';

const root = import.meta.dirname;
/** What the service is made from or reads when it starts. */
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

/** Whether what is stale could be built. */
async function build(...targets) {
  return (await ended(spawn(process.execPath, ['build.mjs', ...targets], { cwd: root, stdio: 'inherit' }))) === 0;
}

function start() {
  // In a group of its own: Ctrl-C goes to the whole group, and the service takes a second signal for impatience.
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
/** Builds and starts anew until no change came meanwhile. What does not build leaves the running service alone. */
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
