import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { type AuditHead, appendAudit } from '../audit/trail';
import { readViewer } from '../auth';
import type { Context } from '../context';
import { type Db, execute, firstRow } from '../database/database';
import { TryAgain } from '../database/errors';
import { sql } from '../database/sql';
import { forbidden } from '../errors';
import type { AuditAction, Permission } from '../generated/graphql';
import { toNodeId } from '../node-id';
import type { Viewer } from '../viewer/viewer';
import {
  type Affected,
  affectedOperators,
  assignmentSets,
  type Difference,
  differences,
  holdingsOf,
} from './difference';
import { hasAdministrator } from './rights';

/** Why a mutation does nothing. */
export interface Problem<Code extends string> {
  readonly code: Code;
  readonly field: string[] | null;
  readonly message: string;
  readonly missing: Permission[];
}

export const problem = <Code extends string>(
  code: Code,
  field: string[] | null,
  message: string,
  missing: Permission[] = [],
): Problem<Code> => ({ code, field, message, missing });

/** A change that was checked: whom it concerns, how it is made, and what the audit trail says of it. */
export interface Change {
  readonly affected: Affected;
  /** Makes the change. @returns the id of the object */
  apply(): Promise<string>;
  readonly before: unknown;
  readonly after: unknown;
}

/** The state in which a command is checked: the transaction that would make the change, and the viewer's rights in it. */
export interface Desk {
  readonly trx: Knex.Transaction;
  readonly viewer: Viewer;
}

export interface Command<Code extends string> {
  readonly action: AuditAction;
  /** The permission of the mutation itself. */
  readonly permission: Permission;
  readonly coordinate: string;
  readonly input: {
    readonly dryRun?: boolean | null | undefined;
    readonly clientMutationId?: string | null | undefined;
  };
  /** The id of what the attempt is about, for the audit trail, in the graph's terms; null for what is yet to be made. */
  readonly subjectId: string | null;
  /** How the id of a made object is written in the graph. */
  toGraphId(id: string): string;
  /** Checks the command. Nothing is written before it says that all is well. */
  check(desk: Desk): Promise<Problem<Code>[] | Change>;
}

/** What a command did: the object's id, the difference of a dry run, or the problems. */
export interface Outcome<Code extends string> {
  readonly id: string | null;
  readonly difference: Difference[] | null;
  readonly problems: Problem<Code>[];
}

/** What any command can meet. */
type FrameCode = 'LAST_ADMINISTRATOR' | 'CLIENT_MUTATION_ID_REUSED' | 'TRY_AGAIN';

/** Leaves the transaction without a trace, with what there is to say. */
class Undone<Code extends string> extends Error {
  constructor(readonly outcome: Outcome<Code>) {
    super('undone');
  }
}

const hashOf = (input: unknown): string => createHash('sha256').update(JSON.stringify(input)).digest('hex');

async function viewerNow({ trx }: { trx: Db }, context: Context, command: Command<string>): Promise<Viewer> {
  const viewer = await readViewer(trx, { id: context.viewer.id }, context.administration.licenseNeeded);
  const refused =
    viewer === null
      ? { reason: 'PERMISSION' as const, missing: [command.permission] }
      : viewer.refusal([command.permission]);
  if (viewer === null || refused !== null) {
    throw forbidden({ missing: [], reason: 'PERMISSION', ...refused, coordinate: command.coordinate });
  }
  return viewer;
}

/**
 * Runs a command of an administrator: check, change and audit row in one transaction, under the rights that the viewer
 * has in it. Problems leave everything as it was.
 * @throws FORBIDDEN when the viewer does not hold the mutation's own permission
 */
export async function administer<Code extends string>(
  context: Context,
  command: Command<Code>,
): Promise<Outcome<Code>> {
  const { database, auditKey, licenseNeeded, logHead } = context.administration;
  const { dryRun, clientMutationId, ...asked } = command.input;
  const nothing = (...problems: Problem<Code>[]): Outcome<Code> => ({ id: null, difference: null, problems });
  // What any command can meet is among its codes: the schema lists it with each that can.
  const met = (code: FrameCode, field: string[] | null, message: string) =>
    nothing(problem(code, field, message) as Problem<string> as Problem<Code>);
  const busy = () => met('TRY_AGAIN', null, 'Other changes came in between; nothing was done.');
  const entry = {
    occurredAt: context.now,
    actorId: toNodeId('User', context.viewer.id),
    action: command.action,
    requestId: context.requestId,
  };

  let head: AuditHead | null = null;
  try {
    const outcome = await database.write(async (trx): Promise<Outcome<Code>> => {
      head = null;
      const viewer = await viewerNow({ trx }, context, command);
      const inputHash = hashOf([command.action, asked]);
      if (clientMutationId != null && !dryRun) {
        const done = await firstRow<{ hash: string; id: string }>(
          trx,
          sql`SELECT input_hash AS hash, object_id AS id FROM client_mutations
          WHERE operator_id = ${viewer.id} AND client_mutation_id = ${clientMutationId}`,
        );
        if (done !== null) {
          if (done.hash === inputHash) return { id: done.id, difference: null, problems: [] };
          throw new Undone(
            met(
              'CLIENT_MUTATION_ID_REUSED',
              ['input', 'clientMutationId'],
              'This id was used before, with another input.',
            ),
          );
        }
      }
      const checked = await command.check({ trx, viewer });
      if (Array.isArray(checked)) throw new Undone(nothing(...checked));

      const operators = dryRun ? await affectedOperators(trx, viewer, checked.affected, licenseNeeded) : [];
      const held = async () => {
        const sets = await assignmentSets(trx, operators);
        return { sets, holdings: await holdingsOf(trx, sets.values()) };
      };
      const before = dryRun ? await held() : null;
      const hadAdministrator = await hasAdministrator(trx, licenseNeeded);
      const id = await checked.apply();
      if (hadAdministrator && !(await hasAdministrator(trx, licenseNeeded))) {
        throw new Undone(met('LAST_ADMINISTRATOR', null, 'Nobody would be left who administers everywhere.'));
      }
      if (before !== null) {
        throw new Undone({ id: null, difference: await differences(trx, viewer, before, await held()), problems: [] });
      }
      await execute(trx, sql`UPDATE tenants SET rights_version = rights_version + 1`);
      if (clientMutationId != null) {
        await execute(
          trx,
          sql`INSERT INTO client_mutations (operator_id, client_mutation_id, mutation, input_hash, object_id, created_at)
          VALUES (${viewer.id}, ${clientMutationId}, ${command.action}, ${inputHash}, ${id}, ${context.now})`,
        );
      }
      head = await appendAudit(trx, auditKey, {
        ...entry,
        outcome: 'DONE',
        subjectId: command.toGraphId(id),
        before: checked.before,
        after: checked.after,
      });
      return { id, difference: null, problems: [] };
    });
    // A transaction may have to start anew, so what it was about to say counts only now.
    if (head !== null) logHead(head);
    return outcome;
  } catch (error) {
    if (error instanceof TryAgain) {
      return busy();
    }
    if (!(error instanceof Undone)) throw error;
    const outcome = error.outcome as Outcome<Code>;
    const exceeding = outcome.problems.filter(({ code }) => code === 'EXCEEDS_OWN_RIGHTS');
    if (exceeding.length === 0) return outcome;
    try {
      const refused = await database.write((trx) =>
        appendAudit(trx, auditKey, {
          ...entry,
          outcome: 'REFUSED',
          subjectId: command.subjectId,
          before: null,
          after: { missing: exceeding.flatMap(({ missing }) => missing) },
        }),
      );
      logHead(refused);
      return outcome;
    } catch (failure) {
      if (failure instanceof TryAgain) return busy();
      throw failure;
    }
  }
}
