import type { Command } from 'commander';
import type { AuditHead } from '../audit/trail';
import { isSameName } from '../authorization/principal-name';
import type { Database } from '../database/database';
import type { CommandContext } from '../terminal/command-context';
import { commandLine } from '../terminal/version';

// Loaded when a command runs, because these know the whole graph.
const rights = () => import('../authorization/rights.js');
const granting = () => import('./grant-administrator.js');

/** One line for each administrator: the name, the assignments that make one, and why it has no effect. */
async function listOf(database: Database, licenseNeeded: boolean): Promise<string> {
  const { administrators } = await rights();
  const found = await administrators(database.primary);
  const lines = new Map<string, { readonly by: string[]; readonly lacks: string }>();
  for (const { userPrincipalName, assignment, accountEnabled, intuneLicensed } of found) {
    const lacks =
      accountEnabled !== 1 ? ' (disabled)' : licenseNeeded && intuneLicensed !== 1 ? ' (no Intune licence)' : '';
    const line = lines.get(userPrincipalName) ?? { by: [], lacks };
    line.by.push(assignment);
    lines.set(userPrincipalName, line);
  }
  if (lines.size === 0) {
    return `Nobody administers everything: ${commandLine('admin', 'grant <userPrincipalName>')}.`;
  }
  return [...lines].map(([name, { by, lacks }]) => `${name}${lacks}: ${by.join('; ')}`).join('\n');
}

/** Prints where the audit trail ends now, because a command has no log. */
function printHead({ seq, hash }: AuditHead): void {
  console.log(`The head of the audit trail: ${seq}:${hash}`);
}

/** Adds `admin list`, `admin grant` and `admin revoke`. */
export function addAdminCommands(
  program: Command,
  { readParts, auditKeyOf, withExistingDatabase, withUnchangedDatabase }: CommandContext,
): void {
  const admin = program.command('admin').description('manage the administrators of the graph');

  admin
    .command('list')
    .description('list the administrators, and the assignments that give each of them the rights')
    .action(async () => {
      const config = readParts(['database', 'licence']);
      console.log(await withUnchangedDatabase(config, (database) => listOf(database, config.licenseNeeded)));
    });

  admin
    .command('grant')
    .description('make a user an administrator, with every permission over all users and all devices')
    .argument('<userPrincipalName>', 'the user')
    .action(async (userPrincipalName: string) => {
      const config = readParts(['database', 'trail']);
      const { grantAdministrator } = await granting();
      const { isNew, head } = await withExistingDatabase(config, (database) =>
        grantAdministrator(database, userPrincipalName, auditKeyOf(config), new Date()),
      );
      console.log(`${userPrincipalName} ${isNew ? 'is now' : 'was already'} an administrator of the graph.`);
      printHead(head);
    });

  admin
    .command('revoke')
    .description('undo "admin grant" for a user, unless nobody would be left who administers everything')
    .argument('<userPrincipalName>', 'the user')
    .action(async (userPrincipalName: string) => {
      const config = readParts(['database', 'trail', 'licence']);
      const { licenseNeeded } = config;
      const [{ administrators }, { revokeAdministrator }] = await Promise.all([rights(), granting()]);
      const [head, others] = await withExistingDatabase(config, async (database) => {
        const options = { auditKey: auditKeyOf(config), licenseNeeded, now: new Date() };
        const ended = await revokeAdministrator(database, userPrincipalName, options);
        const named = (await administrators(database.primary)).filter((each) =>
          isSameName(each.userPrincipalName, userPrincipalName),
        );
        return [ended, named.map(({ assignment }) => assignment)];
      });
      console.log(
        head !== null
          ? `${userPrincipalName} is no longer an administrator by "admin grant".`
          : `${userPrincipalName} was not made an administrator by "admin grant".`,
      );
      if (head !== null) printHead(head);
      if (others.length > 0) console.log(`These assignments still make an administrator: ${others.join('; ')}.`);
    });
}
