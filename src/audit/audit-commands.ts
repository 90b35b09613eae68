import { type Command, InvalidArgumentError } from 'commander';
import { ForeseenError } from '../resolving/foreseen';
import type { CommandContext } from '../terminal/command-context';
import type { AuditHead } from './trail';
import { type AuditVerdict, rotateAuditKey, sealAudit, verifyAudit } from './verification';

/** The audit trail has a fault, or a command lacks what it needs. */
class AuditRefused extends ForeseenError {
  readonly code = 'AUDIT';
}

function auditHead(text: string): AuditHead {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined) {
    throw new InvalidArgumentError('It takes <seq>:<hash>, from "audit" in a line of the log.');
  }
  return { seq: Number(seq), hash };
}

const HEAD_OPTION = [
  '--head <seq:hash>',
  'a head of the trail, from "audit" in a line of the log; a trail without it, such as a restored older one, is refused',
  auditHead,
] as const;

/** @throws AuditRefused if the trail has a fault */
function refuseFault({ events, fault }: AuditVerdict): void {
  if (fault !== null)
    throw new AuditRefused(`Event ${fault.seq}: ${fault.problem}. The ${events} before it are intact.`);
}

/** Prints the verdict on the audit trail. @throws AuditRefused if it has a fault */
function report(verdict: AuditVerdict): void {
  refuseFault(verdict);
  console.log(`The audit trail is intact: ${verdict.events} events.`);
}

/** Adds the commands `audit verify`, `audit seal` and `audit rotate-key`. */
export function addAuditCommands(
  program: Command,
  { readParts, auditKeyOf, withExistingDatabase, withUnchangedDatabase }: CommandContext,
): void {
  const audit = program.command('audit').description('check or seal the audit trail, or replace its key');

  audit
    .command('verify')
    .description('check that nobody changed the audit trail; names the first event that is wrong')
    .option(...HEAD_OPTION)
    .action(async ({ head }: { head?: AuditHead }) => {
      const config = readParts(['database', 'trail']);
      report(await withUnchangedDatabase(config, (database) => verifyAudit(database, auditKeyOf(config), head)));
    });

  audit
    .command('seal')
    .description('seal a trail that a version before 0.2 wrote, if nobody changed it')
    .option(...HEAD_OPTION)
    .action(async ({ head }: { head?: AuditHead }) => {
      const config = readParts(['database', 'trail']);
      report(
        await withExistingDatabase(config, ({ write }) => write((trx) => sealAudit(trx, auditKeyOf(config), head))),
      );
    });

  audit
    .command('rotate-key')
    .description('seal the trail with AUDIT_KEY_NEXT instead of AUDIT_KEY, if nobody changed it')
    .action(async () => {
      const config = readParts(['database', 'trail']);
      const { nextAuditKey: next } = config;
      if (next === null)
        throw new AuditRefused(
          'Write the new key to a file, set AUDIT_KEY_NEXT_FILE to its name, and leave AUDIT_KEY as it is.',
        );
      const { verdict, head } = await withExistingDatabase(config, async ({ write }) => {
        // In development this makes a key where there is none, so first there must be a database.
        const present = auditKeyOf(config);
        if (next === present) throw new AuditRefused('AUDIT_KEY_NEXT is the present key.');
        return write((trx) => rotateAuditKey(trx, { present, next }, new Date().toISOString()));
      });
      refuseFault(verdict);
      console.log(
        `The key was replaced, and the head is ${head?.seq}:${head?.hash}. Set AUDIT_KEY, or its file, to the new key, unset AUDIT_KEY_NEXT, and restart every node.`,
      );
    });
}
