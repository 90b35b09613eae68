// Installs the npm package into an empty folder and follows the README: npm run test:package -- 20 24
// The package is made by this version of Node.js. SQLite for Node 20 is in it only if this is Node 20.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readArguments, stopWithUsage } from '../../usage.mjs';
import { must, nodeVersion, OPERATOR, startAndAsk, stopWatch, withoutBuilds } from '../support/first-start.mjs';

const root = path.join(import.meta.dirname, '..', '..');
const USAGE = `Usage: npm run test:package -- [<version of Node.js> …]

Installs the npm package into an empty folder, and follows the README. Without a version: the version that runs this.

  --help   prints this`;

const { positionals: versions } = readArguments(USAGE, { allowPositionals: true });
if (versions.some((version) => !/^\d+(\.\d+)*$/.test(version)))
  stopWithUsage(USAGE, 'Versions are numbers, such as 24.');

const LARGEST_MB = 110;

const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-package-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/** The size of a folder on a disk with blocks of 4 KB, in MB. */
function sizeOf(place) {
  const files = readdirSync(place, { recursive: true }).map((file) => statSync(path.join(place, file)));
  return files.reduce((sum, { size }) => sum + Math.ceil(size / 4096) * 4096, 0) / 2 ** 20;
}

/** The links of the READMEs that lead to files which the package lacks. It has no pictures. */
function deadLinks(place) {
  return ['README.md', 'README.fr.md'].flatMap((name) => {
    const links = readFileSync(path.join(place, name), 'utf8').matchAll(/\]\((?!https?:|#|docs\/pictures)([^)#\s]+)/g);
    return [...links].flatMap(([, link]) => (existsSync(path.join(place, link)) ? [] : [`${name}: ${link}`]));
  });
}

/** The Node.js and npm that run this. */
const here = { npm: ['npm'], npx: ['npx'], env: process.env, name: process.version };

async function follow({ npm, npx, env, name }, tarball) {
  const { times, timed } = stopWatch();
  const cwd = path.join(folder, `empty-${name.split(',')[0]}`);
  mkdirSync(cwd);
  writeFileSync(path.join(cwd, 'package.json'), '{ "private": true }');
  // Offline, so that nothing comes from anywhere but the tarball.
  const args = ['install', tarball, '--omit=dev', '--offline', '--no-audit', '--no-fund'];
  await timed('install', () =>
    must('npm install', npm[0], [...npm.slice(1), ...args], { cwd, env: withoutBuilds(env, folder) }),
  );
  const size = sizeOf(path.join(cwd, 'node_modules'));
  if (size > LARGEST_MB) throw new Error(`${size.toFixed(0)} MB are installed, more than ${LARGEST_MB}.`);
  const dead = deadLinks(path.join(cwd, 'node_modules', 'troubleshooting-graph'));
  if (dead.length > 0) throw new Error(`These links lead to files that are not in the package: ${dead.join(', ')}.`);
  const command = [...npx, '--offline', 'troubleshooting-graph'];
  await timed('start, token and query', () =>
    startAndAsk([...command, 'start'], [...command, 'token', '--as', OPERATOR], { cwd, env }),
  );
  return `${name}: passed (${size.toFixed(0)} MB installed, ${times.join(', ')})`;
}

const { status } = spawnSync(process.execPath, [path.join('release', 'package.mjs')], { cwd: root, stdio: 'inherit' });
if (status !== 0) process.exit(1);
const packed = path.join(root, 'packed');
const tarball = path.join(packed, readdirSync(packed).find((file) => file.endsWith('.tgz')) ?? '');

for (const version of versions.length === 0 ? ['here'] : versions) {
  try {
    console.log(await follow(version === 'here' ? here : nodeVersion(folder, version), tarball));
  } catch (error) {
    process.exitCode = 1;
    console.log(`Node.js ${version}: FAILED: ${error.message}`);
  }
}
