import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/database/database';
import { openDatabase } from '../../src/database/open';
import { DEMO, importDemo } from '../../src/demo/demo';
import { AUDIT_KEY } from './audit-key';
import { onServer } from './engines';
import build from './global-setup';
import { type PostgresServer, startPostgres } from './postgres';

/** A PostgreSQL server that ends with the tests; `TEST_DATABASE_URL` names an existing one instead. */
async function server(): Promise<Pick<PostgresServer, 'url' | 'remove'>> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return { url: given, remove: async () => {} };
  // Test data need not survive a crash, and each test file copies a database: do not wait for the disk.
  return startPostgres({ max_connections: '200', synchronous_commit: 'off', fsync: 'off', full_page_writes: 'off' });
}

/** A template database for the tests. @returns its name */
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

/** Starts PostgreSQL and imports the demo tenant once. Each test file copies it. */
export default async function setUp(): Promise<void> {
  await build();
  const { url, remove } = await server();
  (globalThis as { removePostgres?: () => Promise<void> }).removePostgres = remove;
  process.env['POSTGRES_SERVER'] = url;
  process.env['POSTGRES_TABLES'] = await template(url, async () => {});
  process.env['POSTGRES_DEMO'] = await template(url, (demo) => importDemo(demo, AUDIT_KEY, DEMO.recordedAt));
}
