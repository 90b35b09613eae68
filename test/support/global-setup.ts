import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from '../../src/database/database';
import { openDatabase } from '../../src/database/open';
import { DEMO, importDemo } from '../../src/demo/demo';
import { AUDIT_KEY } from './audit-key';

const ROOT = path.join(__dirname, '..', '..');

/** Builds the service as a user would, and imports the demo tenant once. Each test file copies its database, or the empty one. */
export default async function setUp(): Promise<void> {
  // Another project of the same run has done it already.
  if (process.env['DEMO_DATABASE'] !== undefined) return;
  // Planted faults change only sources; the build stays.
  const isBuilt = process.env['SKIP_BUILD'] !== undefined;
  const { status } = isBuilt
    ? { status: 0 }
    : spawnSync(process.execPath, ['build.mjs'], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('The build failed.');
  const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-tests-'));
  const create = async (name: string, fill: (database: Database) => Promise<unknown>): Promise<string> => {
    const file = path.join(folder, name);
    const database = await openDatabase(file);
    await fill(database);
    await database.writer.raw('PRAGMA wal_checkpoint(TRUNCATE)');
    await database.close();
    return file;
  };
  process.env['TABLES_DATABASE'] = await create('tables.db', async () => {});
  process.env['DEMO_DATABASE'] = await create('demo.db', (demo) => importDemo(demo, AUDIT_KEY, DEMO.recordedAt));
  // The tests run in child processes of this one, so they inherit the folder.
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
}
