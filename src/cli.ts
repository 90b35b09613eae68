#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { addAdminCommands } from './administration/admin-commands';
import { addAuditCommands } from './audit/audit-commands';
import { manifestOf } from './codegen/permissions-manifest';
import { type Config, readConfig } from './config';
import { ADDRESS_FORMS, dataFolder, isDatabaseAddress, isPostgres, sqliteFile } from './database/address';
import { copyDatabase } from './database/copy';
import { createCopyReport } from './database/copy-report';
import { type Database, firstRow } from './database/database';
import { principalNameKey } from './database/folding';
import { openDatabase } from './database/open';
import { outageIn } from './database/outage';
import type { PostgresOptions } from './database/postgres';
import { sql } from './database/sql';
import { generatedSource } from './demo/generator';
import type { SyncKind } from './generated/graphql';
import { folderSource } from './import/folder';
import { type ImportOptions, importTenant } from './import/import';
import { createImportReport, describeImport } from './import/import-report';
import type { Source } from './import/source';
import { ForeseenError } from './resolving/foreseen';
import { addSignInCommand } from './sign-in/check-command';
import { auditKeyOf, developmentToken } from './sign-in/development';
import { KIND_NAMES, runSync } from './sync/sync-command';
import { limitHeap } from './terminal/heap';
import { serviceVersion } from './terminal/version';

/** A mistake at the command line. Only its message is shown. */
class UsageError extends ForeseenError {
  readonly code = 'USAGE';
}

/** Settings of a database; each is the default if left out. */
interface DatabaseSettings {
  readonly databaseUrl: string;
  readonly postgres?: PostgresOptions;
  readonly migrateAtStart?: boolean;
}

async function withDatabase<Answer>(
  { databaseUrl, postgres, migrateAtStart }: DatabaseSettings,
  work: (database: Database) => Promise<Answer>,
): Promise<Answer> {
  // Commands have no statement timeout: the person at the terminal decides how long to wait.
  const database = await openDatabase(databaseUrl, {
    ...postgres,
    statementTimeoutMs: 0,
    migrates: migrateAtStart ?? true,
  });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

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
async function importFrom(source: Source, replace: boolean): Promise<void> {
  const config = readConfig();
  const { licenseNeeded, omitted } = config;
  console.log(
    await withDatabase(config, (database) => runImport(database, source, { replace, licenseNeeded, omitted })),
  );
}

/** Imports a folder into a temporary database. */
async function check(folder: string): Promise<void> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'troubleshooting-graph-'));
  try {
    const source = await folderSource(folder);
    await withDatabase({ databaseUrl: path.join(scratch, 'check.db') }, (database) => runImport(database, source, {}));
    console.log('The folder can be imported. Nothing was written.');
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function token(config: Config, userPrincipalName: string): Promise<string> {
  if (config.oidc !== null) throw new UsageError('There is no development sign-in while AUTH_MODE is oidc.');
  return withDatabase(config, async ({ primary }) => {
    const user = await firstRow<{ id: string }>(
      primary,
      sql`SELECT id FROM users WHERE upn_key = ${principalNameKey(userPrincipalName)}`,
    );
    if (user === null) throw new UsageError(`There is no user ${userPrincipalName} in this database.`);
    return developmentToken(dataFolder(config.databaseUrl), user.id);
  });
}

function kindsNamed(text: string): SyncKind[] {
  return text.split(',').map((name) => {
    const kind = KIND_NAMES.get(name.trim().toLowerCase());
    if (kind === undefined) throw new InvalidArgumentError(`It takes some of ${[...KIND_NAMES.keys()].join(', ')}.`);
    return kind;
  });
}

function databaseAddress(text: string): string {
  if (!isDatabaseAddress(text)) throw new InvalidArgumentError(`It takes ${ADDRESS_FORMS}.`);
  return text;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('It takes a whole number from 1.');
  return value;
}

const program = new Command('troubleshooting-graph')
  .description('Commands of the troubleshooting graph.')
  .version(serviceVersion())
  .showHelpAfterError('Add --help to see the arguments and options; after npm run, -- --help.');

program
  .command('start')
  .description('start the service')
  .action(async () => {
    await import('./main.js');
  });

program
  .command('import')
  .description('import a tenant from a folder of Microsoft Graph answers (see docs/import.md)')
  .argument('<folder>', 'the folder')
  .option('--check', 'check the folder, and write nothing')
  .option('--replace', 'replace the tenant in the database, with its roles and assignments')
  .action(async (folder: string, options: { check?: true; replace?: true }) => {
    if (options.check) return check(folder);
    await importFrom(await folderSource(folder), options.replace === true);
  });

program
  .command('sync')
  .description('sync the database with Microsoft Graph')
  .option('--only <kinds>', `only these kinds, separated by commas: ${[...KIND_NAMES.keys()].join(', ')}`, kindsNamed)
  .option('--dry-run', 'read everything, print the changes, and write nothing')
  .option('--save <folder>', 'save what was read in an empty folder, which import takes; reads everything')
  .option('--anonymize', 'replace names, addresses, serial numbers and ids in that folder')
  .option('--check', 'try every permission and endpoint once, print what works, and write nothing')
  .action(async (options: { only?: SyncKind[]; dryRun?: true; check?: true; save?: string; anonymize?: true }) => {
    if (options.save !== undefined && options.only !== undefined)
      throw new UsageError('--save reads every kind: leave out --only.');
    if (options.anonymize && options.save === undefined) throw new UsageError('--anonymize needs --save <folder>.');
    const config = readConfig();
    // Staged rows need memory too, and garbage collection costs no time while Microsoft Graph answers slowly.
    limitHeap('sync');
    process.exitCode = await runSync({
      config,
      kinds: options.only ?? [...KIND_NAMES.values()],
      isDry: options.dryRun === true,
      isCheck: options.check === true,
      saveTo: options.save ?? null,
      isAnonymous: options.anonymize === true,
      withDatabase: (work) => withDatabase(config, work),
    });
  });

program
  .command('token')
  .description('print a bearer token for an operator (development sign-in; valid for 12 hours)')
  .requiredOption('--as <userPrincipalName>', 'user principal name of the operator')
  .action(async (options: { as: string }) => {
    console.log(await token(readConfig(), options.as));
  });

const commandContext = { readConfig, auditKeyOf, withDatabase };
addAdminCommands(program, commandContext);
addSignInCommand(program, commandContext);

program
  .command('generate')
  .description('fill an empty database with a generated tenant of any size; the same seed gives the same tenant')
  .requiredOption('--users <number>', 'number of users', wholeNumber)
  .option('--seed <number>', 'seed of the generator', wholeNumber, 1)
  .option('--replace', 'replace the tenant in the database, with its roles and assignments')
  .action(async (options: { users: number; seed: number; replace?: true }) => {
    const source = generatedSource({ users: options.users, seed: options.seed, now: new Date() });
    await importFrom(source, options.replace === true);
  });

addAuditCommands(program, commandContext);

program
  .command('manifest')
  .description('print as JSON the permissions that GraphQL operations need, and where in their answers')
  .argument('<paths...>', 'files of GraphQL operations, or folders of .graphql and .gql files')
  .action((paths: string[]) => console.log(manifestOf(paths, process.cwd())));

const db = program.command('db').description('migrate, copy or back up the database');

db.command('migrate')
  .description('run the missing migrations, and print their files; exits with 1 if the database stays as it was')
  .action(async () => {
    const files = await withDatabase({ ...readConfig(), migrateAtStart: true }, async ({ migrated }) => migrated);
    for (const file of files) console.log(`Applied ${file}.sql.`);
    console.log('The database is up to date.');
  });

db.command('copy')
  .description('copy a tenant into an empty database, for example from SQLite to PostgreSQL, and compare both')
  .argument('<from>', 'file:<path> or postgres://…', databaseAddress)
  .argument('<to>', 'file:<path> or postgres://…', databaseAddress)
  .action(async (from: string, to: string) => {
    if (!isPostgres(from) && !existsSync(sqliteFile(from)))
      throw new UsageError(`There is no database at ${sqliteFile(from)}.`);
    const { postgres } = readConfig();
    const report = createCopyReport(process.stderr);
    const rows = await withDatabase({ databaseUrl: from, postgres }, (source) =>
      withDatabase({ databaseUrl: to, postgres }, (target) => copyDatabase(source, target, report.copied)),
    ).finally(report.stop);
    console.log(`Copied and verified: ${rows} rows.`);
  });

db.command('backup')
  .description('write a consistent copy of an SQLite database, also while the service runs')
  .argument('<file>', 'file to write')
  .action(async (file: string) => {
    const config = readConfig();
    const { databaseUrl } = config;
    if (!isPostgres(databaseUrl) && !existsSync(sqliteFile(databaseUrl)))
      throw new UsageError(`There is no database at ${sqliteFile(databaseUrl)}.`);
    await withDatabase(config, (database) => database.backup(file));
    console.log(`Written to ${file}.`);
  });

program.parseAsync().catch((error: unknown) => {
  const foreseen = error instanceof ForeseenError ? error : outageIn(error);
  console.error(foreseen?.message ?? error);
  process.exitCode = foreseen?.exitCode ?? 1;
});
