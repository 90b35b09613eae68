// Builds what is older than its sources: the service into dist/, the pages into dist-web/. With --force, all.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const root = import.meta.dirname;
const force = process.argv.includes('--force');

/** The newest change below these files and folders, in milliseconds. */
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
  // What a tool says goes to standard error, so that commands print nothing but their answer.
  const { status } = spawnSync(bin, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

function build(folder, sources, work) {
  const stamp = path.join(root, folder, '.built');
  const built = existsSync(stamp) ? statSync(stamp).mtimeMs : 0;
  if (!force && built > newest('package-lock.json', ...sources)) return;
  console.error(`Building ${folder} …`);
  rmSync(path.join(root, folder), { recursive: true, force: true });
  work();
  mkdirSync(path.join(root, folder), { recursive: true });
  writeFileSync(stamp, '');
}

build('dist', ['src', 'tsconfig.json', 'tsconfig.build.json'], () => run('tsc', '-p', 'tsconfig.build.json'));

build('dist-web', ['graphiql', 'portal', 'examples', 'vite.config.mts', 'tsconfig.web.json'], () => {
  run('vite', 'build', '--logLevel', 'warn');
  // Compressed once here instead of at every request.
  const assets = path.join(root, 'dist-web', 'assets');
  for (const file of readdirSync(assets)) {
    const bytes = readFileSync(path.join(assets, file));
    writeFileSync(path.join(assets, `${file}.gz`), gzipSync(bytes, { level: 9 }));
  }
});
