import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Entries of `files` that the build writes, so git does not have them. */
export const BUILT = ['dist', 'dist-web'];

// Sources to compile SQLite from, source maps and types are a third of the files and never read at run time. The checks of
// deploy/ need the repository.
const NOT_NEEDED = [
  /\.map$/,
  /\.d\.[cm]?ts$/,
  /better-sqlite3[\\/](deps|src|binding\.gyp)\b/,
  /^docs[\\/].*(pictures|\.mjs$)/,
  /^deploy[\\/]check/,
];

/** @param file its path below the project's folder */
export const isNeeded = (file) => !NOT_NEEDED.some((pattern) => pattern.test(file));

const isBelow = (file, entry) => file === entry || file.startsWith(`${entry}/`);

/** The files that git tracks; null where there is no repository, as in the build of an image. */
function trackedFiles(root) {
  const { status, stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });
  const files = status === 0 ? stdout.split('\0').filter(Boolean) : [];
  return files.length === 0 ? null : files;
}

/** Whether .gitignore names a file by its path. As for git, the last line that names it decides. */
function ignoring(root) {
  const lines = readFileSync(path.join(root, '.gitignore'), 'utf8')
    .split('\n')
    .filter((line) => /\w\/\S/.test(line));
  const rules = lines.map((line) => ({
    place: line.replace(/^!/, '').replace(/\/\*?$/, ''),
    isKept: line.startsWith('!'),
  }));
  return (file) => rules.findLast(({ place }) => isBelow(file, place))?.isKept === false;
}

/** The files below an entry. A file that .gitignore names by its path, or that is in such a folder, is left out. */
function filesBelow(root, entry) {
  const place = statSync(path.join(root, entry), { throwIfNoEntry: false });
  if (place === undefined) return [];
  const found = place.isDirectory()
    ? readdirSync(path.join(root, entry), { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile())
        .map((each) => path.relative(root, path.join(each.parentPath, each.name)).replaceAll(path.sep, '/'))
    : [entry];
  const isIgnored = ignoring(root);
  return found.filter((file) => !isIgnored(file));
}

/**
 * The files of the package that are neither built nor dependencies. An operator's secrets lie beside them in deploy/, so only what
 * git tracks counts, or where git is not there, what .gitignore does not name.
 * @param files `files` of package.json
 * @throws if one of them does not exist
 */
export function packedFiles(root, files) {
  const entries = files.filter((entry) => !BUILT.includes(entry));
  const tracked = trackedFiles(root);
  const found = entries.map((entry) =>
    tracked === null ? filesBelow(root, entry) : tracked.filter((file) => isBelow(file, entry)),
  );
  const missing = entries.filter((_, i) => found[i].length === 0);
  if (missing.length > 0) throw new Error(`package.json names files that do not exist: ${missing.join(', ')}.`);
  return found.flat().filter(isNeeded);
}
