import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Knex } from 'knex';
import { sqliteFile } from '../../src/database/address';
import { engineOf } from '../../src/database/database';
import { Sqlite } from '../../src/database/sqlite-driver';
import { runOn } from './postgres';

/** The engine of this test run. */
export const ENGINE = ((globalThis as { ENGINE?: unknown }).ENGINE ?? 'sqlite') as 'sqlite' | 'postgres';

/** A test for one engine only. */
export const testOn = (engine: typeof ENGINE): typeof test => (ENGINE === engine ? test : test.skip);

/** The number of random cases for this engine. Cases that are equal on both run less often on PostgreSQL. */
export const share = (cases: number): number => (ENGINE === 'sqlite' ? cases : Math.ceil(cases / 10));

/** A database for one test file. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Runs statements on the test server, outside of the test databases. */
export async function onServer(...statements: readonly string[]): Promise<void> {
  await runOn(process.env['POSTGRES_SERVER'] as string, ...statements);
}

/** @param template the database to copy */
async function createOnServer(template?: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(process.env['POSTGRES_SERVER'] as string);
  url.pathname = `/${name}`;
  // Copied as files, a template takes no room in the log of the server.
  await onServer(`CREATE DATABASE ${name} ${template === undefined ? '' : `TEMPLATE ${template} STRATEGY FILE_COPY`}`);
  return { url: url.href, drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

function createFile(): TestDatabase & { readonly file: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-database-'));
  const file = path.join(folder, 'graph.db');
  return { file, url: `file:${file}`, drop: async () => rmSync(folder, { recursive: true, force: true }) };
}

/** @param content the demo tenant, only the tables, or nothing */
export async function createTestDatabase(content: 'demo' | 'tables' | 'nothing'): Promise<TestDatabase> {
  if (ENGINE === 'postgres') {
    const templates = {
      demo: process.env['POSTGRES_DEMO'],
      tables: process.env['POSTGRES_TABLES'],
      nothing: undefined,
    };
    return createOnServer(templates[content]);
  }
  const made = createFile();
  const { DEMO_DATABASE, TABLES_DATABASE } = process.env;
  if (content !== 'nothing') copyFileSync((content === 'demo' ? DEMO_DATABASE : TABLES_DATABASE) as string, made.file);
  return made;
}

/** A copy of a database in its current state. On a server its connections are closed and must be opened again. */
export async function copyOf(databaseUrl: string): Promise<TestDatabase> {
  if (ENGINE === 'postgres') {
    const template = new URL(databaseUrl).pathname.slice(1);
    await onServer(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${template}'`);
    return createOnServer(template);
  }
  const made = createFile();
  const source = new Sqlite(sqliteFile(databaseUrl), { readonly: true });
  try {
    await source.backup(made.file);
  } finally {
    source.close();
  }
  return made;
}

/** The structure of a database: tables with their columns, indexes and triggers, each with its definition. */
export async function definitionsOf(db: Knex): Promise<{ type: string; name: string; sql: string }[]> {
  if (engineOf(db) === 'sqlite') return db.raw('SELECT type, name, sql FROM sqlite_master ORDER BY name');
  const { rows } = await db.raw(`
    SELECT 'table' AS type, table_name AS name, string_agg(column_name || ' ' || data_type, ', ' ORDER BY column_name) AS sql
      FROM information_schema.columns WHERE table_schema = 'public' GROUP BY table_name
    UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    ORDER BY 1, 2`);
  return rows;
}

/** The tables of the graph, without those of knex's migrations. */
export async function tablesOf(db: Knex): Promise<string[]> {
  const names = (await definitionsOf(db)).filter(({ type }) => type === 'table').map(({ name }) => name);
  return names.filter((name) => !/^(knex_|sqlite_|migrating$)/.test(name)).sort();
}

/**
 * Runs work while a table of the database accepts no new rows.
 * @param state PostgreSQL's error code
 */
export async function whileRefused<Answer>(
  db: Knex,
  table: string,
  work: () => Promise<Answer>,
  state = 'raise_exception',
): Promise<Answer> {
  const refusing = {
    sqlite: [`CREATE TRIGGER no_more BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'no more'); END`],
    postgres: [
      `CREATE FUNCTION no_more() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'no more' USING ERRCODE = '${state}'; END $$`,
      `CREATE TRIGGER no_more BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION no_more()`,
    ],
  };
  for (const statement of refusing[ENGINE]) await db.raw(statement);
  try {
    return await work();
  } finally {
    await db.raw(ENGINE === 'sqlite' ? 'DROP TRIGGER no_more' : 'DROP FUNCTION no_more CASCADE');
  }
}
