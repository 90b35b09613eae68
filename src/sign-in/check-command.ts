import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { CommandContext } from '../terminal/command-context';

/** Adds `sign-in check`. */
export function addSignInCommand(program: Command, { readParts, withUnchangedDatabase }: CommandContext): void {
  program
    .command('sign-in')
    .description('check the sign-in with an identity provider')
    .command('check')
    .description(
      'check the identity provider; with a token also whom it names, and the licence and role of that operator',
    )
    .option(
      '--token <token>',
      'an access token; or -, which reads it from stdin, so that the history of the shell does not keep it',
    )
    .action(async (options: { token?: string }) => {
      const token = options.token === '-' ? await text(process.stdin) : (options.token ?? null);
      const { checkSignIn } = await import('./check.js');
      const config = readParts(['signIn', 'licence']);
      const findings =
        token === null
          ? await checkSignIn(config, null)
          : await withUnchangedDatabase(readParts(['database']), (database) =>
              checkSignIn(config, { token, database }),
            );
      for (const { isGood, text: finding } of findings) console.log(`${isGood ? 'ok   ' : 'WRONG'} ${finding}`);
      if (findings.some(({ isGood }) => !isGood)) process.exitCode = 1;
    });
}
