// Makes the npm package: npm run package. It is a tarball with a built service and its dependencies in the locked versions,
// because npm follows neither the lock file nor `overrides` of a package that it installs.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root, run } from './command.mjs';
import { BUILT, isNeeded, packedFiles } from './packed-files.mjs';
import { billOf, packagesInPages } from './sbom.mjs';

const packed = path.join(root, 'packed');
// Images take this folder instead of the tarball.
const stage = path.join(packed, 'package');

const readJson = (...names) => JSON.parse(readFileSync(path.join(root, ...names), 'utf8'));
const writeJson = (value, ...names) => writeFileSync(path.join(stage, ...names), `${JSON.stringify(value, null, 2)}\n`);

/** Copies a file or a folder. Packages inside it, and files that the service never reads, are left out. */
function copy(from, to) {
  cpSync(path.join(root, from), path.join(stage, to), {
    recursive: true,
    filter: (file) =>
      isNeeded(path.relative(root, file)) && path.relative(path.join(root, from), file) !== 'node_modules',
  });
}

/** The packages that are delivered, each as `name@version`. */
const delivered = new Set();

/** Copies some files of a package, or all of them. */
function copyPackage(from, to, files = ['.']) {
  const { name, version } = readJson(from, 'package.json');
  delivered.add(`${name}@${version}`);
  for (const file of files) copy(path.join(from, file), path.join(to, file));
}

/** Copies the packages that the service needs on every version of Node.js. */
function copyDependencies() {
  for (const [place, { dev, optional, devOptional, link }] of Object.entries(readJson('package-lock.json').packages)) {
    // A package inside another one has an entry of its own.
    if (place.startsWith('node_modules/') && !dev && !optional && !devOptional && !link) copyPackage(place, place);
  }
}

const NODE_20 = 'sqlite-for-node-20';
const ADDON = path.join('build', 'Release', 'better_sqlite3.node');

/** Copies SQLite for Node 20, compiled for this platform. @returns it as a dependency; nothing if it is not installed here */
function copySqliteForNode20() {
  const sqlite = path.join(NODE_20, 'node_modules', 'better-sqlite3');
  if (!existsSync(path.join(root, sqlite, ADDON))) return {};
  copyPackage(NODE_20, path.join('node_modules', NODE_20), ['index.js', 'package.json']);
  copyPackage(sqlite, path.join('node_modules', sqlite), ['LICENSE', 'lib', ADDON]);
  for (const name of ['bindings', 'file-uri-to-path']) {
    copyPackage(path.join('node_modules', name), path.join('node_modules', NODE_20, 'node_modules', name));
  }
  const { name, version, license, main, dependencies } = readJson(sqlite, 'package.json');
  const { bindings } = dependencies;
  // Without `scripts` npm does not compile, and without `files` it packs the compiled addon.
  writeJson({ name, version, license, main, dependencies: { bindings } }, 'node_modules', sqlite, 'package.json');
  // A place instead of a version: no package manager may look for this name in a registry, where anybody can claim it.
  return { [NODE_20]: `file:node_modules/${NODE_20}` };
}

run(process.execPath, ['build.mjs']);
rmSync(packed, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });

const { name, version, license, description, bin, engines, files, ...installed } = readJson('package.json');
for (const file of [...packedFiles(root, files), ...BUILT]) copy(file, file);
copyDependencies();
const onNode20 = copySqliteForNode20();
const dependencies = { ...installed.dependencies, ...onNode20 };
writeJson(
  { name, version, license, description, bin, engines, dependencies, bundleDependencies: true },
  'package.json',
);

const all = JSON.parse(run('npm', ['sbom', '--sbom-format', 'cyclonedx']));
writeJson(billOf(name, all, new Set([...delivered, ...packagesInPages(root)])), 'sbom.cdx.json');

const tarball = run('npm', ['pack', '--silent', '--pack-destination', packed], stage);
if (Object.keys(onNode20).length === 0) console.error('Without SQLite for Node 20: only Node 20 packs that.');
console.log(path.join('packed', tarball));
