#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import { addAdminCommands } from './administration/admin-commands';
import { addAuditCommands } from './audit/audit-commands';
import { idOfNamed } from './authorization/principal-name';
import { type Config, readConfig, readParts } from './config';
import { ADDRESS_FORMS, dataFolder, isDatabaseAddress, isPostgres, sqliteFile } from './database/address';
import { MissingMigration } from './database/migrator';
import { outageIn } from './database/outage';
import { lockIn } from './database/sqlite';
import type { SyncKind } from './generated/graphql';
import { EXIT_PARTIAL, EXIT_TRY_LATER, ForeseenError } from './resolving/foreseen';
import { addSignInCommand } from './sign-in/check-command';
import { auditKeyOf, developmentToken } from './sign-in/development';
import { KIND_NAMES } from './sync/kind-names';
import type { CommandContext } from './terminal/command-context';
import {
  refuseMissing,
  withDatabase,
  withExistingDatabase,
  withUnchangedDatabase,
  withUnchangedOrEmpty,
} from './terminal/command-databases';
import { limitHeap } from './terminal/heap';
import { UsageError } from './terminal/usage-error';
import { commandLine, serviceVersion } from './terminal/version';

async function token(config: Config, userPrincipalName: string): Promise<string> {
  if (config.oidc !== null) throw new UsageError('There is no development sign-in while AUTH_MODE is oidc.');
  return withUnchangedDatabase(config, async ({ primary }) => {
    const id = await idOfNamed(primary, userPrincipalName);
    if (id === null) throw new UsageError(`There is no user ${userPrincipalName} in this database.`);
    return developmentToken(dataFolder(config.databaseUrl), id);
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

function placeNamed(text: string): string {
  if (text === '') throw new InvalidArgumentError('It takes a path.');
  return text;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('It takes a whole number from 1.');
  return value;
}

interface SyncOptions {
  readonly only?: SyncKind[];
  readonly dryRun?: true;
  readonly check?: true;
  readonly lenient?: true;
  readonly save?: string;
  readonly anonymize?: true;
}

/** The exit code of a sync for a scheduler that knows only success and failure. The next sync mends what it forgives. */
async function lenient(syncing: Promise<number>): Promise<number> {
  try {
    const code = await syncing;
    return code === EXIT_PARTIAL ? 0 : code;
  } catch (error) {
    if (!(error instanceof ForeseenError) || error.exitCode !== EXIT_TRY_LATER) throw error;
    console.error(error.message);
    return 0;
  }
}

const commandContext: CommandContext = {
  readParts,
  auditKeyOf,
  withDatabase,
  withExistingDatabase,
  withUnchangedDatabase,
};

// Each command loads its own code when it runs: all of it together takes half a second.
const importing = () => import('./import/import-command.js');

const program = new Command('troubleshooting-graph')
  .description(
    'Commands of the troubleshooting graph. DATABASE_URL names the database that they use (see docs/running.md).',
  )
  .version(serviceVersion())
  .showHelpAfterError('Add --help to see the arguments and options; after npm run, -- --help.');

program
  .command('start')
  .description('start the service, which environment variables configure (see docs/running.md)')
  .action(async () => {
    await import('./main.js');
  });

program
  .command('import')
  .description('import a tenant from a folder of Microsoft Graph answers (see docs/import.md)')
  .argument('<folder>', 'the folder', placeNamed)
  .option('--check', 'check the folder, and write nothing')
  .option(
    '--replace',
    'if the database holds another tenant, delete it first, with the roles and assignments made for it',
  )
  .action(async (folder: string, options: { check?: true; replace?: true }) => {
    if (options.check && options.replace) throw new UsageError('--check writes nothing: leave out --replace.');
    const { checkFolder, importFolder } = await importing();
    const replaces = options.replace === true;
    await (options.check ? checkFolder(folder, commandContext) : importFolder(folder, replaces, commandContext));
  });

program
  .command('sync')
  .description('sync the database with Microsoft Graph')
  .option('--only <kinds>', `only these kinds, separated by commas: ${[...KIND_NAMES.keys()].join(', ')}`, kindsNamed)
  .option('--dry-run', 'read everything, print the changes, and write nothing to the database')
  .option(
    '--save <folder>',
    'also save everything to an empty folder, which import takes; so it reads unchanged data too',
    placeNamed,
  )
  .option('--anonymize', 'with --save: replace names, addresses, serial numbers and ids in the folder')
  .option('--check', 'try every permission and endpoint once, print what works, and write nothing')
  .option(
    '--lenient',
    'exit with 0 instead of 3 if a part could not be read, and instead of 75 if another sync is under way',
  )
  .action(async (options: SyncOptions) => {
    if (options.save !== undefined && options.only !== undefined)
      throw new UsageError('--save reads every kind: leave out --only.');
    const written = { '--only': options.only, '--dry-run': options.dryRun, '--save': options.save };
    const [ignored] = Object.entries(written).find(([, value]) => options.check && value !== undefined) ?? [];
    if (ignored !== undefined) throw new UsageError(`--check only tries everything once: leave out ${ignored}.`);
    if (options.anonymize && options.save === undefined) throw new UsageError('--anonymize needs --save <folder>.');
    const config = readParts(['database', 'microsoftGraph', 'licence', 'import']);
    const { runSync } = await import('./sync/sync-command.js');
    // Staged rows need memory too, and garbage collection costs no time while Microsoft Graph answers slowly.
    limitHeap('sync');
    const syncing = runSync({
      config,
      kinds: options.only ?? [...KIND_NAMES.values()],
      isDry: options.dryRun === true,
      isCheck: options.check === true,
      saveTo: options.save ?? null,
      isAnonymous: options.anonymize === true,
      withDatabase: (work) => (options.dryRun ? withUnchangedOrEmpty : withDatabase)(config, work),
    });
    process.exitCode = await (options.lenient ? lenient(syncing) : syncing);
  });

program
  .command('token')
  .description('print a bearer token of an operator, valid for 12 hours; only with the development sign-in')
  .requiredOption('--as <userPrincipalName>', 'user principal name of the operator')
  .action(async (options: { as: string }) => {
    console.log(await token(readConfig(), options.as));
  });

addAdminCommands(program, commandContext);
addSignInCommand(program, commandContext);

program
  .command('generate')
  .description('fill an empty database with a generated tenant of any size; the same seed gives the same tenant')
  .requiredOption('--users <number>', 'number of users', wholeNumber)
  .option('--seed <number>', 'seed of the generator', wholeNumber, 1)
  .option(
    '--replace',
    'if the database holds another tenant, delete it first, with the roles and assignments made for it',
  )
  .action(async (options: { users: number; seed: number; replace?: true }) => {
    const { generatedSource } = await import('./demo/generator.js');
    const { importFrom } = await importing();
    const source = generatedSource({ users: options.users, seed: options.seed, now: new Date() });
    await importFrom(source, options.replace === true, commandContext);
  });

addAuditCommands(program, commandContext);

program
  .command('manifest')
  .description('print as JSON which permissions GraphQL operations need, and for which parts of their answers')
  .argument('<paths...>', 'files of GraphQL operations, or folders of .graphql and .gql files')
  .action(async (paths: string[]) => {
    const { unreadIn } = await import('./codegen/operation-files.js');
    const { manifestOf } = await import('./codegen/permissions-manifest.js');
    for (const unread of unreadIn(paths, process.cwd())) console.error(unread);
    console.log(manifestOf(paths, process.cwd()));
  });

const db = program.command('db').description('migrate, copy or back up the database');

db.command('migrate')
  .description(
    'run the missing migrations, and print their files; exits with 0 if the database is up to date then, else with 1',
  )
  .action(async () => {
    const files = await withDatabase(
      { ...readParts(['database']), migrateAtStart: true },
      async ({ migrated }) => migrated,
    );
    for (const file of files) console.log(`Applied ${file}.sql.`);
    console.log('The database is up to date.');
  });

db.command('copy')
  .description('copy a tenant into an empty database, for example from SQLite to PostgreSQL, and compare both')
  .argument('<from>', 'the source: file:<path> or postgres://…', databaseAddress)
  .argument('<to>', 'the empty target: file:<path> or postgres://…', databaseAddress)
  .action(async (from: string, to: string) => {
    refuseMissing(from);
    const [source, target] = [from, to].map((url) => (isPostgres(url) ? url : sqliteFile(url)));
    if (source === target) throw new UsageError('The source and the target are the same database.');
    const { postgres, migrateAtStart } = readParts(['database']);
    const [{ copyDatabase }, { createCopyReport }] = await Promise.all([
      import('./database/copy.js'),
      import('./database/copy-report.js'),
    ]);
    const report = createCopyReport(process.stderr);
    const refuseOld = (which: string) => (error: unknown) => {
      if (!(error instanceof MissingMigration)) throw error;
      throw new UsageError(
        `The ${which} lacks ${error.file}.sql. Run this first, with its address as DATABASE_URL: ${commandLine('db', 'migrate')}`,
      );
    };
    // A source is only read, so a copy never migrates it.
    const rows = await withDatabase({ databaseUrl: from, postgres, migrateAtStart: false }, (source) =>
      withDatabase({ databaseUrl: to, postgres, migrateAtStart }, (target) =>
        copyDatabase(source, target, report.copied),
      ).catch(refuseOld('target')),
    )
      .catch(refuseOld('source'))
      .finally(report.stop);
    console.log(`Copied and verified: ${rows} rows.`);
  });

db.command('backup')
  .description('copy an SQLite database as it is, whatever version wrote it, also while the service runs')
  .argument('<file>', 'the copy, a file that does not exist yet', placeNamed)
  .action(async (file: string) => {
    const { databaseUrl } = readParts(['database']);
    refuseMissing(databaseUrl);
    const { backUpDatabase } = await import('./database/backup.js');
    await backUpDatabase(databaseUrl, file);
    console.log(`Written to ${file}.`);
  });

// console.log passes over errors, so a file on a full disk would be cut in silence. A reader that has gone away is none.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return;
  console.error((outageIn(error) ?? error).message);
  process.exitCode = 1;
});

program.parseAsync().catch((error: unknown) => {
  const foreseen = error instanceof ForeseenError ? error : (outageIn(error) ?? lockIn(error));
  console.error(foreseen?.message ?? error);
  process.exitCode = foreseen?.exitCode ?? 1;
});
