import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from '../database/database';
import type { CommandContext } from '../terminal/command-context';
import { limitHeap } from '../terminal/heap';
import { folderSource } from './folder';
import { type ImportOptions, importTenant } from './import';
import { createImportReport, describeImport } from './import-report';
import type { Source } from './source';

async function runImport(
  database: Database,
  source: Source,
  options: Pick<ImportOptions, 'replace' | 'licenseNeeded' | 'omitted'>,
): Promise<string> {
  const report = createImportReport(process.stderr);
  limitHeap('import');
  try {
    const summary = await importTenant(database.writer, {
      source,
      now: new Date(),
      ...options,
      onRead: report.onRead,
    });
    return describeImport(summary);
  } finally {
    report.stop();
  }
}

/** Imports into the configured database and prints the summary. */
export async function importFrom(
  source: Source,
  replace: boolean,
  { readParts, withDatabase }: CommandContext,
): Promise<void> {
  const config = readParts(['database', 'licence', 'import']);
  const { licenseNeeded, omitted } = config;
  console.log(
    await withDatabase(config, (database) => runImport(database, source, { replace, licenseNeeded, omitted })),
  );
}

/** The command `import`. */
export const importFolder = async (folder: string, replace: boolean, context: CommandContext): Promise<void> =>
  importFrom(await folderSource(folder), replace, context);

/** The command `import --check`: imports a folder into a temporary database. */
export async function checkFolder(folder: string, { withDatabase }: CommandContext): Promise<void> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'troubleshooting-graph-'));
  // The folder holds the tenant, so it does not outlive a check that is stopped.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      rmSync(scratch, { recursive: true, force: true });
      process.kill(process.pid, signal);
    });
  }
  try {
    const source = await folderSource(folder);
    await withDatabase({ databaseUrl: path.join(scratch, 'check.db') }, (database) => runImport(database, source, {}));
    console.log('The folder can be imported. Nothing was written.');
  } finally {
    await rm(scratch, { recursive: true });
  }
}
