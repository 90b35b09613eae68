// Follows the README on other versions of Node.js: npm run test:node -- 22 24 26 For each version: a copy of the
// tracked files, npm ci without native builds, npm start, the README's query, the tests on SQLite. With --short, only a
// few of the tests. The versions are npm packages, each with the npm that it is released with.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.join(import.meta.dirname, '..', '..');
const { values: options, positionals: versions } = parseArgs({
  options: { short: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  allowPositionals: true,
});
if (options.help || versions.length === 0 || versions.some((version) => !/^\d+(\.\d+)*$/.test(version))) {
  console.error(
    'Usage: npm run test:node -- [--short] <version of Node.js> …   Example: npm run test:node -- 22 24 26',
  );
  process.exit(options.help ? 0 : 2);
}

// The npm of each version; newer versions have npm 11.
const NPM = { 20: '10', 22: '10' };
const SHORT = ['test/unit/sqlite', 'test/unit/database', 'test/unit/snapshots', 'test/http/troubleshoot'];
const OPERATOR = 'helpdesk@contoso.example';

const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-nodes-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

function must(what, command, args, how = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28, ...how });
  if (status === 0) return stdout;
  throw new Error(`${what} failed (${status}).\n${`${stdout}\n${stderr}`.trim().split('\n').slice(-40).join('\n')}`);
}

/** Installs packages into a separate folder. @returns that folder's node_modules */
function install(...packages) {
  const place = path.join(folder, packages.join('+'));
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'package.json'), '{ "private": true }');
  must(`npm install ${packages}`, 'npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: place });
  return path.join(place, 'node_modules');
}

/** A copy of the files that git tracks or would track. */
function clone(version) {
  const place = path.join(folder, `clone-${version}`);
  const files = must('git ls-files', 'git', ['ls-files', '-coz', '--exclude-standard'], { cwd: root });
  for (const file of files.split('\0').filter(Boolean)) {
    cpSync(path.join(root, file), path.join(place, file), { recursive: true });
  }
  return place;
}

/** Starts the service and sends the query, both as in the README. */
async function ask(npm, cwd, env) {
  const service = spawn(npm[0], [...npm.slice(1), 'start'], {
    cwd,
    env: { ...env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const ended = new Promise((resolve) => service.once('exit', (code, signal) => resolve(signal ?? code)));
  let printed = '';
  const url = await new Promise((resolve, reject) => {
    service.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
      const found = /The troubleshooting graph: (\S+)/.exec(printed)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then((code) => reject(new Error(`npm start ended (${code}).\n${printed}`)));
  });
  try {
    const token = must('npm run token', npm[0], [...npm.slice(1), 'run', '--silent', 'token', '--', '--as', OPERATOR], {
      cwd,
      env,
    }).trim();
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        query: readFileSync(path.join(root, 'examples/troubleshoot.graphql'), 'utf8'),
        variables: { upn: 'marc.dubois@contoso.example' },
      }),
    });
    const { data, errors } = await response.json();
    const states = data?.user?.devices?.nodes?.flatMap(({ configurationStates }) => configurationStates) ?? [];
    const failed = states.filter(({ state }) => state === 'ERROR').map(({ error }) => error?.hex);
    if (errors !== undefined || !failed.includes('0x87D1FDF2')) {
      throw new Error(`The README's query is not answered as it says: ${JSON.stringify({ errors, failed })}`);
    }
  } finally {
    // Not every version of npm passes the signal on, so it goes to the whole process group.
    process.kill(-service.pid, 'SIGTERM');
  }
  return ended;
}

const rows = [];
let isGood = true;
for (const version of versions) {
  const times = [];
  const timed = async (what, work) => {
    const started = performance.now();
    const answer = await work();
    times.push(`${what} ${((performance.now() - started) / 1000).toFixed(0)} s`);
    return answer;
  };
  let name = version;
  try {
    const major = version.split('.')[0];
    const bin = path.join(install(`node@${version}`), 'node', 'bin');
    const node = path.join(bin, process.platform === 'win32' ? 'node.exe' : 'node');
    const npm = [node, path.join(install(`npm@${NPM[major] ?? '11'}`), 'npm', 'bin', 'npm-cli.js')];
    const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH']}` };
    name = `${must('node --version', node, ['--version']).trim()}, npm ${must('npm --version', ...[npm[0], [npm[1], '--version']], { env }).trim()}`;
    console.log(`${name}: …`);
    const cwd = clone(version);
    // Node 20 compiles better-sqlite3 if no prebuilt one exists. Newer versions must not compile anything.
    const noBuild = path.join(folder, 'no-build.cjs');
    writeFileSync(noBuild, "console.error('A native build was started.'); process.exit(1);");
    const building = major === '20' ? env : { ...env, npm_config_node_gyp: noBuild };
    await timed('npm ci', () =>
      must('npm ci', npm[0], [npm[1], 'ci', '--no-audit', '--no-fund'], { cwd, env: building }),
    );
    await timed('start, token and query', () => ask(npm, cwd, env));
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
