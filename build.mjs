// Builds the targets that are older than their sources: dist, the service, and dist-web, the pages.
// Usage: node build.mjs [--force] [dist] [dist-web]   Without names, both. With --force, fresh ones too.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = import.meta.dirname;
const force = process.argv.includes('--force');
const lock = path.join(root, '.build.lock');

/** The time of the newest change below these files and folders, in milliseconds. */
function newest(...names) {
  const times = names.flatMap((name) => {
    const place = path.join(root, name);
    if (!existsSync(place)) return [];
    if (!statSync(place).isDirectory()) return [statSync(place).mtimeMs];
    return readdirSync(place, { recursive: true }).map((file) => statSync(path.join(place, file)).mtimeMs);
  });
  return Math.max(0, ...times);
}

function run(tool, ...args) {
  const bin = path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${tool}.cmd` : tool);
  if (!existsSync(bin)) {
    console.error(`The sources are newer than the build, and ${tool} is not installed: run npm ci first.`);
    process.exit(1);
  }
  const { status } = spawnSync(bin, args, {
    cwd: root,
    // Standard output is only for a command's result.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
    // Vite bundles React's development build for any other NODE_ENV, such as jest's.
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0) process.exit(status ?? 1);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

// No build takes longer. An older lock is from a killed process whose process id is in use again.
const LONGEST_BUILD_MS = 10 * 60 * 1000;

/** Whether the lock is held. Removes the lock of a killed process. */
function isLocked() {
  try {
    const holder = readFileSync(lock, 'utf8');
    const isHeld = (holder === '' || isAlive(Number(holder))) && Date.now() - statSync(lock).mtimeMs < LONGEST_BUILD_MS;
    if (!isHeld) rmSync(lock, { force: true });
    return isHeld;
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return false;
  }
}

/** Waits until no other process builds. */
function takeLock() {
  for (let waits = 0; ; waits++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      process.on('exit', () => rmSync(lock, { force: true }));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!isLocked()) continue;
    if (waits === 0) console.error('Another process is building: waiting for it …');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
}

/** The files of the service that the portal imports too. */
const SHARED_SOURCES = ['src/resolving/bidi.ts', 'src/findings/system-account.ts', 'src/http/portal-addresses.ts'];

/** The targets: a folder, the sources that make it stale, and `make`, which fills an empty folder. */
const targets = [
  {
    folder: 'dist',
    sources: ['src', 'tsconfig.json', 'tsconfig.build.json'],
    make(folder) {
      run('tsc', '-p', 'tsconfig.build.json', '--outDir', folder);
      // The command that package.json names in `bin`.
      chmodSync(path.join(root, folder, 'cli.js'), 0o755);
    },
  },
  {
    folder: 'dist-web',
    sources: ['graphiql', 'portal', 'examples', ...SHARED_SOURCES, 'vite.config.mts', 'tsconfig.web.json'],
    make(folder) {
      run('vite', 'build', '--logLevel', 'warn', '--outDir', folder);
      // Compressed once here instead of at every request. The highest quality of Brotli would take ten seconds more.
      const assets = path.join(root, folder, 'assets');
      const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
      for (const file of readdirSync(assets)) {
        const bytes = readFileSync(path.join(assets, file));
        writeFileSync(path.join(assets, `${file}.gz`), gzipSync(bytes, { level: 9 }));
        writeFileSync(path.join(assets, `${file}.br`), brotliCompressSync(bytes, { params }));
      }
    },
  },
];

const named = process.argv.slice(2).filter((argument) => argument !== '--force');
const unknown = named.find((name) => !targets.some(({ folder }) => folder === name));
if (unknown !== undefined) {
  console.error(`There is no target ${unknown}: node build.mjs [--force] [dist] [dist-web]`);
  process.exit(2);
}
const wanted = targets.filter(({ folder }) => named.length === 0 || named.includes(folder));

/** The packages that a build was made with. npm prune writes the same lock file again, so its time says nothing. */
const packages = () => {
  const lockFile = path.join(root, 'package-lock.json');
  return existsSync(lockFile) ? createHash('sha256').update(readFileSync(lockFile)).digest('hex') : '';
};

const isFresh = ({ folder, sources }) => {
  const stamp = path.join(root, folder, '.built');
  if (!existsSync(stamp) || statSync(stamp).mtimeMs <= newest(...sources)) return false;
  return readFileSync(stamp, 'utf8') === packages();
};

/** Builds beside the folder and swaps the two, so that nobody ever sees half a build. */
function build({ folder, make }) {
  const [place, made, old] = [folder, `${folder}.new`, `${folder}.old`].map((name) => path.join(root, name));
  console.error(`Building ${folder} …`);
  const startedAt = new Date();
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made);
  make(`${folder}.new`);
  const stamp = path.join(made, '.built');
  writeFileSync(stamp, packages());
  // The stamp has the time of the start, so that a source changed during the build is newer.
  utimesSync(stamp, startedAt, startedAt);
  rmSync(old, { recursive: true, force: true });
  if (existsSync(place)) renameSync(place, old);
  renameSync(made, place);
  rmSync(old, { recursive: true, force: true });
}

if (force || !wanted.every(isFresh)) {
  takeLock();
  // Another process may have built them in the meantime.
  for (const target of wanted) if (force || !isFresh(target)) build(target);
}
