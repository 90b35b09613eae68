import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../src/database/open';
import { DEMO, importDemo } from '../../src/demo/demo';
import { AUDIT_KEY } from './audit-key';

const ROOT = path.join(__dirname, '..', '..');

/** Builds what tests start as a stranger would, and imports the demo tenant once; each test file takes a copy of it. */
export default async function setUp(): Promise<void> {
  // Another project of the same run has done it.
  if (process.env['DEMO_DATABASE'] !== undefined) return;
  // Planted faults change the sources alone: what is built stays as it was.
  const isBuilt = process.env['SKIP_BUILD'] !== undefined;
  const { status } = isBuilt
    ? { status: 0 }
    : spawnSync(process.execPath, ['build.mjs'], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error('The build failed.');
  const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-tests-'));
  const file = path.join(folder, 'demo.db');
  const database = await openDatabase(file);
  await importDemo(database, AUDIT_KEY, DEMO.recordedAt);
  await database.writer.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  await database.close();
  process.env['DEMO_DATABASE'] = file;
  // The tests run in this process's children, so the folder goes with it.
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
}
