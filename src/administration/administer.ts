import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { recordRefusal } from '../audit/refusal';
import { type AuditHead, appendAudit } from '../audit/trail';
import { hasAdministrator } from '../authorization/rights';
import type { Viewer } from '../authorization/viewer';
import { readViewer } from '../authorization/viewer';
import { execute, firstRow, type Trx } from '../database/database';
import { TryAgain } from '../database/errors';
import { sql } from '../database/sql';
import type { AuditAction, Permission, RefusalReason } from '../generated/graphql';
import type { Administration, Context } from '../resolving/context';
import { forbidden, type Refusal } from '../resolving/errors';
import { toNodeId } from '../resolving/node-id';
import { type Affected, affectedOperators, type Difference, differences, type Held, heldBy } from './difference';

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
  readonly trx: Trx;
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

/** What a dry run found: what operators hold before the change and after it. */
class Previewed extends Error {
  constructor(
    readonly viewer: Viewer,
    readonly before: Held,
    readonly after: Held,
  ) {
    super('previewed');
  }
}

const hashOf = (input: unknown): string => createHash('sha256').update(JSON.stringify(input)).digest('hex');

async function viewerNow(trx: Trx, context: Context, command: Command<string>): Promise<Viewer> {
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

// A client that repeats a mutation does so within minutes.
const REPEATABLE_MS = 7 * 24 * 60 * 60 * 1000;

/** Keeps what a mutation with this id did, so that a repetition does nothing, and forgets what is too old to be repeated. */
async function keepDone(trx: Trx, done: Record<'operator' | 'id' | 'action' | 'hash' | 'objectId' | 'now', string>) {
  const oldest = new Date(Date.parse(done.now) - REPEATABLE_MS).toISOString();
  await execute(trx, sql`DELETE FROM client_mutations WHERE created_at < ${oldest}`);
  await execute(
    trx,
    sql`INSERT INTO client_mutations (operator_id, client_mutation_id, mutation, input_hash, object_id, created_at)
    VALUES (${done.operator}, ${done.id}, ${done.action}, ${done.hash}, ${done.objectId}, ${done.now})`,
  );
}

/** Counts what a dry run would change, on a snapshot: nobody who writes waits for it. */
async function differenceOf({ database }: Administration, found: Previewed): Promise<Difference[]> {
  const snapshot = database.snapshot('primary');
  try {
    return await differences(snapshot, found.viewer, found.before, found.after);
  } finally {
    await snapshot.end();
  }
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

  const attempt = async (trx: Trx): Promise<{ outcome: Outcome<Code>; head: AuditHead | null }> => {
    const viewer = await viewerNow(trx, context, command);
    const inputHash = hashOf([command.action, asked]);
    if (clientMutationId != null && !dryRun) {
      const done = await firstRow<{ hash: string; id: string }>(
        trx,
        sql`SELECT input_hash AS hash, object_id AS id FROM client_mutations
        WHERE operator_id = ${viewer.id} AND client_mutation_id = ${clientMutationId}`,
      );
      if (done?.hash === inputHash) return { outcome: { id: done.id, difference: null, problems: [] }, head: null };
      if (done !== null) {
        const message = 'This id was used before, with another input.';
        throw new Undone(met('CLIENT_MUTATION_ID_REUSED', ['input', 'clientMutationId'], message));
      }
    }
    const checked = await command.check({ trx, viewer });
    if (Array.isArray(checked)) throw new Undone(nothing(...checked));

    const operators = dryRun ? await affectedOperators(trx, viewer, checked.affected, licenseNeeded) : [];
    const before = dryRun ? await heldBy(trx, operators) : null;
    const hadAdministrator = await hasAdministrator(trx, licenseNeeded);
    const id = await checked.apply();
    if (hadAdministrator && !(await hasAdministrator(trx, licenseNeeded))) {
      throw new Undone(met('LAST_ADMINISTRATOR', null, 'Nobody would be left who administers everything.'));
    }
    if (before !== null) throw new Previewed(viewer, before, await heldBy(trx, operators));
    if (clientMutationId != null) {
      const { action } = command;
      const done = { operator: viewer.id, id: clientMutationId, action, hash: inputHash, objectId: id };
      await keepDone(trx, { ...done, now: context.now });
    }
    const head = await appendAudit(trx, auditKey, {
      occurredAt: context.now,
      actorId: toNodeId('User', context.viewer.id),
      action: command.action,
      requestId: context.requestId,
      outcome: 'DONE',
      subjectId: command.toGraphId(id),
      before: checked.before,
      after: checked.after,
    });
    return { outcome: { id, difference: null, problems: [] }, head };
  };

  const refuse = (missing: readonly Permission[], reason?: RefusalReason) =>
    recordRefusal(context, {
      action: command.action,
      subjectId: command.subjectId,
      missing,
      ...(reason !== undefined && { reason }),
    });

  try {
    // Whatever does not end in a change ends the transaction with an error: Undone and Previewed carry what to answer.
    const { outcome, head } = await database.write(attempt);
    if (head !== null) logHead(head);
    return outcome;
  } catch (error) {
    if (error instanceof Previewed) {
      return { id: null, difference: await differenceOf(context.administration, error), problems: [] };
    }
    if (error instanceof TryAgain) return met('TRY_AGAIN', null, `${error.message} Nothing was done; try again.`);
    try {
      if (error instanceof Undone) {
        const outcome = error.outcome as Outcome<Code>;
        const exceeding = outcome.problems.filter(({ code }) => code === 'EXCEEDS_OWN_RIGHTS');
        if (exceeding.length > 0) await refuse(exceeding.flatMap(({ missing }) => missing));
        return outcome;
      }
      if (error instanceof GraphQLError && error.extensions['code'] === 'FORBIDDEN') {
        const { reason, missing } = error.extensions as unknown as Refusal;
        await refuse(missing, reason);
      }
      throw error;
    } catch (failure) {
      if (failure instanceof TryAgain) return met('TRY_AGAIN', null, `${failure.message} Nothing was done; try again.`);
      throw failure;
    }
  }
}
