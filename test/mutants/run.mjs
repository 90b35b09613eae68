// Plants faults in the access code, one at a time, and tells whether the tests notice: npm run test:mutants.
// With names behind --, only those. The verdicts are written beside this file.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..', '..');
const mutants = JSON.parse(readFileSync(path.join(import.meta.dirname, 'mutants.json'), 'utf8'));
const wanted = process.argv.slice(2);
const chosen = wanted.length === 0 ? mutants : mutants.filter(({ name }) => wanted.includes(name));
const copied = [
  'src',
  'schema',
  'migrations',
  'demo',
  'test',
  'graphiql',
  'portal',
  'examples',
  'docs',
  'sqlite-for-node-20',
];
const files = ['README.md', 'package.json', 'package-lock.json', 'jest.config.js', 'build.mjs', 'vite.config.mts'];
const configurations = ['tsconfig.json', 'tsconfig.build.json', 'tsconfig.web.json', 'codegen.ts'];

const house = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-mutants-'));
for (const name of [...copied, ...files, ...configurations, 'dist', 'dist-web']) {
  cpSync(path.join(root, name), path.join(house, name), { recursive: true, preserveTimestamps: true });
}
symlinkSync(path.join(root, 'node_modules'), path.join(house, 'node_modules'));

/** Whether the tests fail, as they should. */
function isCaught({ file, find, replace, tests }) {
  const place = path.join(house, file);
  const original = readFileSync(place, 'utf8');
  const parts = original.split(find);
  if (parts.length !== 2) throw new Error(`${file}: the place of a fault is there ${parts.length - 1} times.`);
  writeFileSync(place, parts.join(replace));
  try {
    // Types are not what notices here, so nothing is built: the tests run the sources. One engine is enough for them.
    const { status } = spawnSync(
      path.join(root, 'node_modules/.bin/jest'),
      ['--selectProjects=sqlite', '--bail', '--silent', ...tests],
      {
        cwd: house,
        env: { ...process.env, SKIP_BUILD: '1', ORACLE_CASES: '3000' },
        stdio: 'ignore',
      },
    );
    return status !== 0;
  } finally {
    writeFileSync(place, original);
  }
}

const verdicts = [];
try {
  for (const mutant of chosen) {
    const caught = isCaught(mutant);
    verdicts.push({ ...mutant, caught });
    console.log(
      `${String(verdicts.length).padStart(3)}/${chosen.length}  ${caught ? 'caught  ' : 'SURVIVED'}  ${mutant.name}`,
    );
  }
} finally {
  rmSync(house, { recursive: true, force: true });
}

if (wanted.length === 0) {
  const rows = verdicts.map(
    ({ name, file, tests, caught }) =>
      `| ${name} | ${file} | ${tests.join(' ')} | ${caught ? 'caught' : '**survived**'} |`,
  );
  writeFileSync(
    path.join(import.meta.dirname, 'VERDICTS.md'),
    `# Planted faults\n\nWritten by \`npm run test:mutants\`: ${verdicts.filter(({ caught }) => caught).length} of ${verdicts.length} are caught.\n\n` +
      `| fault | planted in | by these tests | |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`,
  );
}
process.exitCode = verdicts.every(({ caught }) => caught) ? 0 : 1;
