// Follows the README on other versions of Node.js: npm run test:node -- 22 24 26 For each version: a copy of the
// tracked files, npm ci without native builds, npm start, the README's query, the tests on SQLite. With --short, only a
// few of the tests. The versions are npm packages, each with the npm that it is released with.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readArguments, stopWithUsage } from '../../usage.mjs';
import { must, nodeVersion, OPERATOR, startAndAsk, stopWatch, withoutBuilds } from '../support/first-start.mjs';

const root = path.join(import.meta.dirname, '..', '..');
const USAGE = `Usage: npm run test:node -- [--short] <version of Node.js> …

Runs the tests and a first start with other versions of Node.js. Example: npm run test:node -- 22 24 26

  --short   a few of the tests
  --help    prints this`;

const { values: options, positionals: versions } = readArguments(USAGE, {
  options: { short: { type: 'boolean', default: false } },
  allowPositionals: true,
});
if (versions.length === 0 || versions.some((version) => !/^\d+(\.\d+)*$/.test(version))) {
  stopWithUsage(USAGE, 'Name the versions of Node.js.');
}

const SHORT = ['test/unit/sqlite', 'test/unit/database', 'test/unit/snapshots', 'test/http/troubleshoot'];

const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-nodes-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/** A copy of the files that git tracks or would track. */
function clone(version) {
  const place = path.join(folder, `clone-${version}`);
  const files = must('git ls-files', 'git', ['ls-files', '-coz', '--exclude-standard'], { cwd: root });
  for (const file of files.split('\0').filter(Boolean)) {
    cpSync(path.join(root, file), path.join(place, file), { recursive: true });
  }
  return place;
}

const rows = [];
let isGood = true;
for (const version of versions) {
  const { times, timed } = stopWatch();
  let name = version;
  try {
    const { node, npm, env, ...found } = nodeVersion(folder, version);
    name = found.name;
    console.log(`${name}: …`);
    const cwd = clone(version);
    // Node 20 compiles better-sqlite3 if no prebuilt one exists. Newer versions must not compile anything.
    const building = version.split('.')[0] === '20' ? env : withoutBuilds(env, folder);
    await timed('npm ci', () =>
      must('npm ci', npm[0], [npm[1], 'ci', '--no-audit', '--no-fund'], { cwd, env: building }),
    );
    const run = [...npm, 'run', '--silent'];
    await timed('start, token and query', () =>
      startAndAsk([...npm, 'start'], [...run, 'token', '--', '--as', OPERATOR], { cwd, env }),
    );
    const tests = options.short ? SHORT : [];
    const projects = ['sqlite', 'portal', 'browser'].map((project) => `--selectProjects=${project}`);
    const jest = ['node_modules/jest/bin/jest.js', ...projects, '--ci', ...tests];
    await timed('tests on SQLite', () => must('the tests', node, jest, { cwd, env: { ...env, TEST_ALL: '1' } }));
    rows.push(`${name}: passed (${times.join(', ')})`);
  } catch (error) {
    isGood = false;
    rows.push(`${name}: FAILED after ${times.join(', ') || 'nothing'}: ${error.message}`);
  }
  console.log(rows.at(-1));
}
console.log(`\n${rows.map((row) => row.split('\n')[0]).join('\n')}`);
process.exitCode = isGood ? 0 : 1;
