import { randomUUID } from 'node:crypto';
import { chmodSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';

/** The engine that this run of the tests is about. */
export const ENGINE = ((globalThis as { ENGINE?: unknown }).ENGINE ?? 'sqlite') as 'sqlite' | 'postgres';

/** A test of what one engine alone has. */
export const testOn = (engine: typeof ENGINE): typeof test => (ENGINE === engine ? test : test.skip);

/** A database of a test file's own. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Runs statements on the server that the tests use, outside of any of their databases. */
export async function onServer(...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: process.env['POSTGRES_SERVER'] });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** @param demo whether it holds the demo tenant, or nothing */
export async function createTestDatabase(demo: boolean): Promise<TestDatabase> {
  if (ENGINE === 'postgres') {
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    const url = new URL(process.env['POSTGRES_SERVER'] as string);
    url.pathname = `/${name}`;
    await onServer(`CREATE DATABASE ${name} ${demo ? `TEMPLATE ${process.env['POSTGRES_DEMO']}` : ''}`);
    return { url: url.href, drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-database-'));
  const file = path.join(folder, 'graph.db');
  if (demo) copyFileSync(process.env['DEMO_DATABASE'] as string, file);
  return { url: `file:${file}`, drop: async () => rmSync(folder, { recursive: true, force: true }) };
}

/** A folder that a server under another account can read. */
export function openFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-postgres-'));
  chmodSync(folder, 0o755);
  return folder;
}
