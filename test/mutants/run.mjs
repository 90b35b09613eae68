// Plants the faults of mutants.json, one at a time, and reports the test that notices each: npm run test:mutants -- --help
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { readArguments, stopWithUsage } from '../../usage.mjs';
import { describeVerdict, page, verdictsOf } from './page.js';

const root = path.join(import.meta.dirname, '..', '..');
const PAGE = path.join(import.meta.dirname, 'VERDICTS.md');
/** The verdicts so far, for one commit. */
const STATE = path.join(root, 'node_modules', '.cache', 'mutants.json');
// Ends tests that a fault sends into an endless loop.
const LONGEST_MS = 20 * 60 * 1000;
/** All tests that notice a fault, without one, on a busy machine. */
const LONGEST_WITHOUT_FAULT_MS = 3 * 60 * 60 * 1000;
/** A sign that a test file starts the built service, so that its fault must be built. */
const STARTS_DIST = /new Place\(|\bdist\b/;

const USAGE = `Usage: npm run test:mutants -- [options]

Plants the faults of mutants.json, one at a time, and reports the test that notices each. It uses the last commit, and writes
VERDICTS.md when every fault has a verdict. After an interruption it continues.

  --only <name>   while developing: this fault, planted on the working files; writes nothing; may be repeated
  --help          prints this`;

const { values: options } = readArguments(USAGE, {
  options: { only: { type: 'string', multiple: true, default: [] } },
});
const isAtDesk = options.only.length > 0;

function git(...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-mutants-'));
const children = new Set();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

/** Runs a program. @returns its exit code, or the signal that ended it */
function run(command, args, how) {
  const child = spawn(command, args, { stdio: 'ignore', timeout: LONGEST_MS, killSignal: 'SIGKILL', ...how });
  children.add(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      children.delete(child);
      resolve(code ?? signal);
    });
  });
}

/** A copy of the sources: those of the last commit, or with --only the working files. */
function checkOut(house) {
  mkdirSync(house);
  if (isAtDesk) {
    const files = git('ls-files', '-coz', '--exclude-standard').toString().split('\0');
    for (const file of files.filter((name) => name !== '' && existsSync(path.join(root, name)))) {
      cpSync(path.join(root, file), path.join(house, file), { preserveTimestamps: true });
    }
  } else {
    const { status } = spawnSync('tar', ['-x', '-C', house], { input: git('archive', 'HEAD') });
    if (status !== 0) throw new Error('tar could not unpack the last commit.');
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(house, 'node_modules'));
}

/** A folder in which one fault at a time is planted. `place` has its sources, and `built` the build of each. */
async function makeHouse(number, first) {
  const place = path.join(folder, String(number));
  const built = path.join(folder, `${number}-dist`);
  checkOut(place);
  const ready = first === undefined ? (isAtDesk ? root : null) : first.place;
  for (const name of ['dist', 'dist-web']) {
    if (ready === null || !existsSync(path.join(ready, name))) continue;
    cpSync(path.join(ready, name), path.join(place, name), { recursive: true, preserveTimestamps: true });
  }
  if (first === undefined && (await run(process.execPath, ['build.mjs'], { cwd: place, stdio: 'inherit' })) !== 0) {
    throw new Error('The sources do not build.');
  }
  cpSync(path.join(place, 'dist'), built, { recursive: true, preserveTimestamps: true });
  return { place, built };
}

/**
 * Runs tests in a folder until one fails.
 * @returns the failure, with its file and title; null if all pass
 */
async function firstFailure({ place }, tests, more = [], timeout = LONGEST_MS) {
  const told = path.join(place, 'first-failure.json');
  rmSync(told, { force: true });
  const jest = ['node_modules/jest/bin/jest.js', '--config=test/mutants/jest.config.js', ...more, '--', ...tests];
  const env = { ...process.env, SKIP_BUILD: '1', TEST_ALL: '1', ORACLE_CASES: '3000', FIRST_FAILURE: told };
  const end = await run(process.execPath, jest, { cwd: place, env, timeout });
  if (end === 'SIGKILL') return { file: tests.join(' '), title: `(not ended after ${timeout / 60_000} minutes)` };
  const { passed, failure } = existsSync(told) ? JSON.parse(readFileSync(told, 'utf8')) : { passed: 0, failure: null };
  if (failure !== null) return failure;
  // The set-up imports the demo tenant, so a fault in the import may appear there.
  if (end !== 0) return { file: 'test/support/global-setup.ts', title: null };
  if (passed === 0 && more.every((option) => !option.startsWith('--testNamePattern'))) {
    throw new Error(`No test ran of ${tests.join(' ')}.`);
  }
  return null;
}

const filesOf = (test) => {
  const place = path.join(root, test);
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place).flatMap((name) => (name.endsWith('.test.ts') ? [path.join(place, name)] : []));
};
const startsDist = (test) => filesOf(test).some((file) => STARTS_DIST.test(readFileSync(file, 'utf8')));

const exactly = (title) => `--testNamePattern=^${title.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`;

/**
 * Runs the tests of a fault in turn until one fails. The test that noticed it on the last page runs first and alone,
 * which takes only seconds.
 * @param ready called with a test before it runs
 */
async function look(house, { tests }, last, ready) {
  if (last !== undefined && last.title !== null && tests.some((test) => last.file.startsWith(test))) {
    await ready(last.file);
    const failure = await firstFailure(house, [last.file], ['--runInBand', exactly(last.title)]);
    if (failure !== null) return failure;
  }
  for (const test of tests) {
    await ready(test);
    const failure = await firstFailure(house, [test], ['--runInBand']);
    if (failure !== null) return failure;
  }
  return null;
}

/** Plants a fault, and removes it again. It is built only for tests that start the built service. */
async function judge(house, mutant, last) {
  const place = path.join(house.place, mutant.file);
  const original = readFileSync(place, 'utf8');
  const { atime, mtime } = statSync(place);
  const parts = original.split(mutant.find);
  if (parts.length !== 2) throw new Error(`${mutant.name}: its place is there ${parts.length - 1} times.`);
  let isBuilt = false;
  const ready = async (test) => {
    if (isBuilt || !startsDist(test)) return;
    isBuilt = true;
    // A fault may leave something unused.
    const build = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noUnusedLocals', 'false'];
    if ((await run(process.execPath, [...build, '--noUnusedParameters', 'false'], { cwd: house.place })) === 0) return;
    throw new Error(`${mutant.name}: it does not compile, and ${test} starts what is built.`);
  };
  writeFileSync(place, parts.join(mutant.replace));
  try {
    return await look(house, mutant, last, ready);
  } finally {
    writeFileSync(place, original);
    utimesSync(place, atime, mtime);
    if (isBuilt) {
      rmSync(path.join(house.place, 'dist'), { recursive: true, force: true });
      cpSync(house.built, path.join(house.place, 'dist'), { recursive: true, preserveTimestamps: true });
    }
  }
}

const faultsIn = (place) => JSON.parse(readFileSync(path.join(place, 'test/mutants/mutants.json'), 'utf8'));
const unknown = options.only.filter((only) => faultsIn(root).every(({ name }) => name !== only));
if (unknown.length > 0) stopWithUsage(USAGE, `There is no fault named ${unknown.join(', ')}.`);

const commit = git('rev-parse', 'HEAD').toString().trim();
const houses = [await makeHouse(0)];
const mutants = faultsIn(houses[0].place);
const chosen = isAtDesk ? mutants.filter(({ name }) => options.only.includes(name)) : mutants;
const before = existsSync(PAGE) ? verdictsOf(readFileSync(PAGE, 'utf8')) : new Map();

const stored = !isAtDesk && existsSync(STATE) ? JSON.parse(readFileSync(STATE, 'utf8')) : null;
const state = stored?.commit === commit ? stored : { commit, isSound: false, verdicts: {} };
const keep = () => {
  if (isAtDesk) return;
  mkdirSync(path.dirname(STATE), { recursive: true });
  writeFileSync(STATE, JSON.stringify(state));
};

// A test that always fails would notice every fault.
if (!isAtDesk && !state.isSound) {
  console.log('Running the tests without a fault …');
  const tests = [...new Set(mutants.flatMap((mutant) => mutant.tests))];
  const failure = await firstFailure(houses[0], tests, [], LONGEST_WITHOUT_FAULT_MS);
  if (failure !== null) throw new Error(`Without a fault, a test fails: ${describeVerdict(failure)}`);
  state.isSound = true;
  keep();
}

const left = chosen.filter(({ name }) => state.verdicts[name] === undefined);
const done = () => Object.keys(state.verdicts).length;
while (houses.length < Math.min(availableParallelism(), left.length)) {
  houses.push(await makeHouse(houses.length, houses[0]));
}
// A fault that cannot be planted keeps no other one from its verdict.
const notPlanted = [];
await Promise.all(
  houses.map(async (house) => {
    for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
      const started = performance.now();
      let failure;
      try {
        failure = await judge(house, mutant, before.get(mutant.name));
      } catch (error) {
        notPlanted.push(error.message);
        console.error(error.message);
        continue;
      }
      state.verdicts[mutant.name] = { failure };
      keep();
      const seconds = ((performance.now() - started) / 1000).toFixed(0);
      console.log(`${done()}/${chosen.length}  ${seconds} s  ${mutant.name}: ${describeVerdict(failure)}`);
    }
  }),
);

if (notPlanted.length > 0) throw new Error(`Without a verdict:\n${notPlanted.join('\n')}`);
const verdicts = chosen.map((mutant) => ({ ...mutant, ...state.verdicts[mutant.name] }));
if (!isAtDesk) {
  writeFileSync(PAGE, page(verdicts, commit, new Date()));
  rmSync(STATE, { force: true });
}
process.exitCode = verdicts.every(({ failure }) => failure !== null) ? 0 : 1;
