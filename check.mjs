// Checks types, style and generated files: npm run check
// Stale generated files are rewritten, but the check still fails, so that somebody reviews and commits them.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const root = import.meta.dirname;
const GENERATED = ['src/generated', 'schema', 'portal', 'examples', 'docs'];

const isDone = (script) =>
  spawnSync('npm', ['run', '--silent', script], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
    .status === 0;

/** The folders with generated files: every file with its contents. */
function contents() {
  const files = GENERATED.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true }).map((name) => path.join(folder, name)),
  ).filter((file) => statSync(path.join(root, file)).isFile());
  return new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'latin1')]));
}

// Compares with the files before the generation, so it also works with uncommitted changes.
function isGeneratedFresh() {
  const before = contents();
  if (!isDone('codegen')) return false;
  const after = contents();
  const stale = [...new Set([...before.keys(), ...after.keys()])].filter(
    (file) => before.get(file) !== after.get(file),
  );
  for (const file of stale) console.error(`${file} was not what the schema makes of it. It is now: commit it.`);
  return stale.length === 0;
}

const CHECKS = {
  types: () => isDone('typecheck'),
  style: () => isDone('lint'),
  'generated files': isGeneratedFresh,
};

const wrong = [];
for (const [name, isRight] of Object.entries(CHECKS)) {
  console.log(`Checking ${name} …`);
  if (!isRight()) wrong.push(name);
}
console.log(wrong.length === 0 ? 'All is right.' : `Wrong: ${wrong.join(', ')}.`);
process.exitCode = wrong.length === 0 ? 0 : 1;
