// Makes the npm package: npm run package. It is a tarball with a built service and its dependencies in the locked versions,
// because npm follows neither the lock file nor `overrides` of a package that it installs.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = import.meta.dirname;
const packed = path.join(root, 'packed');
// Images take this folder instead of the tarball.
const stage = path.join(packed, 'package');

function run(command, args, cwd = root) {
  const { status, stdout } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
  return stdout;
}

const readJson = (...names) => JSON.parse(readFileSync(path.join(root, ...names), 'utf8'));

// Sources to compile SQLite from, source maps and types are half of the files and never read at run time.
const NOT_NEEDED = [
  /\.map$/,
  /\.d\.[cm]?ts$/,
  /better-sqlite3[\\/](deps|src|binding\.gyp)\b/,
  /docs[\\/].*(pictures|\.mjs$)/,
];

/** Copies a file or a folder without what the service does not need. */
function copy(from, to, isWanted = () => true) {
  cpSync(path.join(root, from), path.join(stage, to), {
    recursive: true,
    filter: (file) => {
      const inside = path.relative(root, file);
      return (
        !NOT_NEEDED.some((pattern) => pattern.test(inside)) && isWanted(path.relative(path.join(root, from), file))
      );
    },
  });
}

/** Copies the packages that the service needs on every version of Node.js. */
function copyDependencies() {
  const { packages } = readJson('package-lock.json');
  for (const [place, { dev, optional, devOptional, link }] of Object.entries(packages)) {
    if (!place.startsWith('node_modules/') || dev || optional || devOptional || link) continue;
    // A package inside another one has its own entry.
    copy(place, place, (inside) => inside.split(path.sep)[0] !== 'node_modules');
  }
}

const NODE_20 = 'sqlite-for-node-20';
const ADDON = path.join('build', 'Release', 'better_sqlite3.node');

/** Copies SQLite for Node 20, compiled for this platform. @returns whether it is installed here */
function copySqliteForNode20() {
  const sqlite = path.join(NODE_20, 'node_modules', 'better-sqlite3');
  if (!existsSync(path.join(root, sqlite, ADDON))) return false;
  const inside = path.join('node_modules', NODE_20);
  for (const file of ['index.js', 'package.json']) copy(path.join(NODE_20, file), path.join(inside, file));
  for (const file of ['LICENSE', 'lib', ADDON]) copy(path.join(sqlite, file), path.join('node_modules', sqlite, file));
  // Without `scripts` npm does not compile, and without `files` the compiled addon is packed.
  const { name, version, license, main, dependencies } = readJson(sqlite, 'package.json');
  const { bindings } = dependencies;
  const kept = JSON.stringify({ name, version, license, main, dependencies: { bindings } });
  writeFileSync(path.join(stage, 'node_modules', sqlite, 'package.json'), `${kept}\n`);
  for (const name of ['bindings', 'file-uri-to-path']) {
    copy(path.join('node_modules', name), path.join(inside, 'node_modules', name));
  }
  return true;
}

run(process.execPath, ['build.mjs']);
rmSync(packed, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });

const { name, version, license, description, bin, engines, dependencies, files } = readJson('package.json');
for (const file of files) copy(file, file);
copyDependencies();
const hasNode20 = copySqliteForNode20();
const all = hasNode20 ? { ...dependencies, [NODE_20]: readJson(NODE_20, 'package.json').version } : dependencies;
writeFileSync(
  path.join(stage, 'package.json'),
  `${JSON.stringify({ name, version, license, description, bin, engines, dependencies: all, bundleDependencies: true }, null, 2)}\n`,
);
// Made here, because it needs the development packages too: npm refuses to list a pruned folder.
writeFileSync(path.join(stage, 'sbom.cdx.json'), run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev']));
const tarball = run('npm', ['pack', '--silent', '--pack-destination', packed], stage).trim();

if (!hasNode20) console.error('Without SQLite for Node 20: that is packed on Node 20 alone.');
console.log(path.join('packed', tarball));
