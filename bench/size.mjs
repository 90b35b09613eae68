// Measures import, sync and memory on a large tenant: npm run bench:size -- --help
// bench/README.md has the measured figures and the machine.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { oneOfNames, readArguments, wholeNumber } from '../usage.mjs';
import { startPostgres } from './postgres.mjs';

// In a smaller tenant no group has a thousand members.
const FEWEST = 2_000;
const USAGE = `Usage: npm run bench:size -- [options]

Measures import, sync and memory on a large tenant, and prints a table.

  --users <n>       users of the tenant, from ${FEWEST} (100000)
  --engine <name>   sqlite (the default) or postgres
  --help            prints this`;

const { values: options } = readArguments(USAGE, {
  options: { users: { type: 'string', default: '100000' }, engine: { type: 'string', default: 'sqlite' } },
});
const users = wholeNumber(USAGE, 'users', options.users, FEWEST);
oneOfNames(USAGE, 'engine', options.engine, ['sqlite', 'postgres']);

const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-bench-'));
const server = options.engine === 'postgres' ? await startPostgres() : null;
const database = (name) => (server === null ? `file:${path.join(folder, `${name}.db`)}` : server.create(name));

/** Runs a step in a separate process, to measure its memory alone. */
function step(name, ...given) {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, 'size-steps.mjs'), [name, ...given.map(String)]);
    child.once('message', resolve);
    child.once('exit', (code) => code !== 0 && reject(new Error(`${name} ended with ${code}.`)));
  });
}

const rows = [];
const say = (what, figure, most) => {
  rows.push([what, figure, most]);
  console.error(`${what}: ${figure}${most === '' ? '' : ` (at most ${most})`}`);
};
const seconds = (ms) => `${(ms / 1_000).toFixed(1)} s`;

try {
  const [tenant, bare] = [await database('tenant'), await database('bare')];
  const imported = await step('import', tenant, users);
  say('rows imported', imported.rows.toLocaleString('en'), '');
  say(
    'import',
    `${seconds(imported.ms)}, ${Math.round(imported.rows / (imported.ms / 1_000)).toLocaleString('en')} rows/s`,
    '',
  );
  say('memory of the import', `${Math.round(imported.memory)} MB`, '512 MB');
  const plain = await step('bare', tenant, bare);
  say('bare prepared inserts of the same rows', seconds(plain.ms), '');
  say('import, to bare inserts', `${(imported.ms / plain.ms).toFixed(2)} ×`, '2 ×');
  const source = await step('source', users);
  say('of the import, making the tenant up', seconds(source.ms), '');
  if (server === null)
    say('size of the file', `${Math.round(statSync(path.join(folder, 'tenant.db')).size / 1e6)} MB`, '');
  const synced = await step('sync', tenant, users, path.join(folder, 'sync'));
  say('first sync over what was imported (directory and devices)', seconds(synced.firstMs), '');
  say('memory of the sync', `${Math.round(synced.memory)} MB`, '512 MB');
  say('rows that a second sync writes', String(synced.secondRows), '0');
  say('members of the group nested ten deep', synced.members.toLocaleString('en'), '');
  say('delta of 1,000 members', seconds(synced.deltaMs), '1.0 s');
  say('longest transaction of the three syncs', `${Math.round(synced.longestMs)} ms`, '200 ms');
} finally {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}
const width = Math.max(...rows.map(([what]) => what.length));
console.log(`\n${users.toLocaleString('en')} users, ${options.engine}, Node.js ${process.version}\n`);
for (const [what, figure, most] of rows)
  console.log(`${what.padEnd(width)}  ${figure}${most === '' ? '' : `  (at most ${most})`}`);
