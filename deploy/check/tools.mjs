import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The folder deploy/. */
export const deploy = path.join(import.meta.dirname, '..');
export const root = path.join(deploy, '..');
const cache = path.join(root, 'node_modules', '.cache', 'deploy');

/** A part cannot be checked on this machine. */
export class MissingTool extends Error {}

/** @throws MissingTool if a program is not installed */
export function need(program, debianPackage = program) {
  const { status } = spawnSync('sh', ['-c', `command -v ${program}`]);
  if (status !== 0) throw new MissingTool(`${program} is missing (Debian: apt-get install ${debianPackage})`);
}

/** Runs a program. @returns its output @throws with its output if it fails */
export function run(program, args, how = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...how,
    env: { ...process.env, ...how.env },
  });
  const output = `${stdout ?? ''}${stderr ?? ''}`.trim();
  if (status === 0) return stdout.trim();
  throw new Error(
    `${program} ${args[0]} failed (${status}):\n${error?.message ?? output.split('\n').slice(-30).join('\n')}`,
  );
}

/** @throws MissingTool on a machine where containers cannot be made */
export function needRoot() {
  if (process.platform !== 'linux' || process.getuid() !== 0) throw new MissingTool('this part needs root on Linux');
}

/** A folder in the cache. */
export function cached(name) {
  const place = path.join(cache, name);
  mkdirSync(place, { recursive: true });
  return place;
}

/**
 * Installs npm packages once, beside those of the project: nothing else needs them.
 * @param versions the exact version of each
 * @returns their folder; `load` imports one of them
 */
export function npmPackages(name, versions) {
  const place = cached(name);
  const wanted = `${JSON.stringify({ private: true, dependencies: versions }, null, 2)}\n`;
  const stamp = path.join(place, 'installed');
  const isCurrent = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (!isCurrent) {
    writeFileSync(path.join(place, 'package.json'), wanted);
    run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: place });
    writeFileSync(stamp, wanted);
  }
  const loader = path.join(place, 'load.mjs');
  writeFileSync(loader, 'export const load = (module) => import(module);\n');
  return { place, load: async (module) => (await import(pathToFileURL(loader).href)).load(module) };
}

// Of Debian's release in the name of the Dockerfile's base.
const DEBIAN = 'bookworm';

/** A Debian of the smallest kind in a folder, made once from Debian's archive. @param packages more packages */
export function debian(name, ...packages) {
  need('debootstrap');
  const place = path.join(cached('debian'), name);
  const stamp = `${place}.made`;
  if (!existsSync(stamp)) {
    rmSync(place, { recursive: true, force: true });
    run('debootstrap', ['--variant=minbase', ...packages.map((name) => `--include=${name}`), DEBIAN, place]);
    writeFileSync(stamp, '');
  }
  return place;
}

/** The version of Node.js that the image has. */
export const NODE_VERSION = readFileSync(path.join(root, '.nvmrc'), 'utf8').trim();

/** This version of Node.js, and npm, from npm. @returns the program `node`, and the folder of npm */
export function nodeFromNpm() {
  const node = `node-linux-${process.arch}`;
  const { place } = npmPackages('node', { [node]: NODE_VERSION, npm: '11' });
  return { node: path.join(place, 'node_modules', node, 'bin', 'node'), npm: path.join(place, 'node_modules', 'npm') };
}
