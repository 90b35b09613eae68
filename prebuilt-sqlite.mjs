// Runs after npm has changed node_modules. better-sqlite3 13 brings its binaries and says `gypfile: false`, but npm does
// not keep that in the lock file: `npm ci` would then run node-gyp, which needs Python and make.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const file = path.join(import.meta.dirname, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const sqlite = lock.packages['node_modules/better-sqlite3'];
if (sqlite.gypfile !== false) {
  sqlite.gypfile = false;
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
