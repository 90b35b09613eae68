import { hasAdministrator } from '../authorization/rights';
import { rightsOf } from '../authorization/viewer';
import type { Context } from '../resolving/context';
import {
  type CheckedChange,
  type Command,
  type CommandCode,
  type CommandState,
  type Outcome,
  runCommand,
} from './command';
import {
  type Affected,
  affectedOperators,
  type Comparison,
  type Difference,
  differencesNow,
  heldBy,
} from './difference';
import { type Problem, problem } from './problem';

/** A change of rights that passed its checks. */
export interface RightsChange {
  /** The operators whose rights may change. */
  readonly affected: Affected;
  /** Makes the change. @returns the database id of the role or the assignment */
  apply(): Promise<string>;
  readonly before: unknown;
  readonly after: unknown;
}

/** A command that changes rights. */
interface RightsCommand<Code extends string> extends Omit<Command<Code, Difference[]>, 'check'> {
  check(state: CommandState): Promise<Problem<Code>[] | RightsChange>;
}

export type RightsOutcome<Code extends string> = Outcome<Code, Difference[]>;

/** Compares on a snapshot of the unchanged database. */
async function compared(context: Context, comparison: Comparison): Promise<Difference[]> {
  const { administration, deadline, trail } = context;
  const { compareAside, database } = administration;
  return compareAside === null
    ? differencesNow(database, comparison, deadline, trail.statements)
    : compareAside(comparison, context);
}

async function applied(
  context: Context,
  { trx, viewer, isDryRun }: CommandState,
  change: RightsChange,
): ReturnType<CheckedChange<'LAST_ADMINISTRATOR', Difference[]>['apply']> {
  const { licenseNeeded } = context.administration;
  const operators = isDryRun ? await affectedOperators(trx, viewer, change.affected, licenseNeeded) : null;
  const before = operators === null ? null : await heldBy(trx, operators.ids);
  const hadAdministrator = await hasAdministrator(trx, licenseNeeded);
  const id = await change.apply();
  if (hadAdministrator && !(await hasAdministrator(trx, licenseNeeded))) {
    return [problem('LAST_ADMINISTRATOR', null, 'This would remove the last administrator of the whole tenant.')];
  }
  if (operators === null || before === null) return { id, preview: null };
  const after = await heldBy(trx, operators.ids);
  const comparison = { asker: rightsOf(viewer), before, after, isPart: operators.isPart };
  return { id, preview: () => compared(context, comparison) };
}

/**
 * Runs a command that changes rights. It refuses to remove the last administrator. A dry run returns the permissions,
 * users and devices that operators would gain and lose.
 * @throws FORBIDDEN if the viewer does not hold the mutation's permission
 */
export function changeRights<Code extends string>(
  context: Context,
  command: RightsCommand<Code>,
): Promise<RightsOutcome<Code | CommandCode>> {
  const guarded: Command<Code | 'LAST_ADMINISTRATOR', Difference[]> = {
    ...command,
    async check(state) {
      const checked = await command.check(state);
      if (Array.isArray(checked)) return checked;
      const { before, after } = checked;
      return { before, after, apply: () => applied(context, state, checked) };
    },
  };
  // Only the mutations that can remove rights declare LAST_ADMINISTRATOR in the schema; the others never return it.
  return runCommand(context, guarded) as Promise<RightsOutcome<Code | CommandCode>>;
}
