import { createHash } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { recordRefusal } from '../audit/refusal';
import { type AuditHead, appendAudit } from '../audit/trail';
import { readViewer, type Viewer } from '../authorization/viewer';
import type { Trx } from '../database/database';
import { TryAgain } from '../database/errors';
import type { AuditAction, Permission, RefusalReason } from '../generated/graphql';
import type { Context } from '../resolving/context';
import { daysBefore } from '../resolving/days';
import { forbidden, type Refusal } from '../resolving/errors';
import { type NodeType, toNodeId } from '../resolving/node-id';
import { type Problem, passingProblem, problem } from './problem';

/*
 * A command executes one mutation. Check, change and audit event are one transaction, which reads the viewer's rights
 * afresh. A command runs once per `clientMutationId`, and a dry run changes nothing.
 */

/** The command's transaction, and the viewer with the rights read in it. */
export interface CommandState {
  readonly trx: Trx;
  readonly viewer: Viewer;
  /** True if the change will be previewed and rolled back. */
  readonly isDryRun: boolean;
}

/** The result of a change: the object's database id, and how to preview a dry run. */
interface Applied<Preview> {
  readonly id: string;
  /** Runs after the rollback, so that writers do not wait for it; null if the command has no preview. */
  readonly preview: (() => Promise<Preview>) | null;
}

/** A change that passed its checks. */
export interface CheckedChange<Code extends string, Preview> {
  /** Makes the change. If it returns problems, the change is rolled back. */
  apply(): Promise<Applied<Preview> | Problem<Code>[]>;
  /** The object before and after the change, for the audit trail. */
  readonly before: unknown;
  readonly after: unknown;
}

/** One mutation, as {@link runCommand} needs it. */
export interface Command<Code extends string, Preview> {
  readonly action: AuditAction;
  /** The permissions that the mutation needs. */
  readonly permissions: readonly Permission[];
  readonly coordinate: string;
  readonly input: {
    readonly dryRun?: boolean | null | undefined;
    readonly clientMutationId?: string | null | undefined;
  };
  /** The object that the input names, for the audit trail if the command is refused; null if it names none. */
  readonly named: string | null;
  /** The type of the object that the command makes or changes. */
  readonly objectType: NodeType;
  /** Checks the command without writing. */
  check(state: CommandState): Promise<Problem<Code>[] | CheckedChange<Code, Preview>>;
}

/** The answer to a command: the object's id, the preview of a dry run, or the problems. */
export interface Outcome<Code extends string, Preview> {
  readonly id: string | null;
  readonly preview: Preview | null;
  readonly problems: Problem<Code>[];
}

/** The problems that every command can have. */
export type CommandCode = 'CLIENT_MUTATION_ID_REUSED' | 'TRY_AGAIN';

/** The end of a command's transaction. Only `DONE` commits; its `head` is null if the command had run before. */
type Ending<Code extends string, Preview> =
  | { readonly type: 'DONE'; readonly id: string; readonly head: AuditHead | null }
  | { readonly type: 'DRY_RUN'; readonly preview: Applied<Preview>['preview'] }
  | { readonly type: 'PROBLEMS'; readonly problems: Problem<Code>[] };

/** Thrown to roll back a transaction; carries its ending. */
class RolledBack<Code extends string, Preview> extends Error {
  readonly ending: Ending<Code, Preview>;

  constructor(ending: Ending<Code, Preview>) {
    super('rolled back');
    this.ending = ending;
  }
}

const hashOf = (input: unknown): string => createHash('sha256').update(JSON.stringify(input)).digest('hex');

async function viewerNow(
  trx: Trx,
  context: Context,
  { permissions, coordinate }: Command<string, unknown>,
): Promise<Viewer> {
  const viewer = await readViewer(trx, { id: context.viewer.id }, context.administration.licenseNeeded);
  const refused =
    viewer === null ? { reason: 'PERMISSION' as const, missing: [...permissions] } : viewer.refusal(permissions);
  if (viewer === null || refused !== null) {
    throw forbidden({ missing: [], reason: 'PERMISSION', ...refused, coordinate });
  }
  return viewer;
}

// Clients repeat a mutation within minutes, so a week is ample.
const REPEATABLE_DAYS = 7;
/** A run from before this instant is forgotten. */
const oldestRun = (now: string): string => daysBefore(REPEATABLE_DAYS, now);

/** The key of a command that must not run twice: the operator and the client's id. */
interface Repeatable {
  readonly operator_id: string;
  readonly client_mutation_id: string;
}

/** The object id of the command's earlier run; null if it has not run, a problem if the id came with another input. */
async function earlierRun(
  trx: Trx,
  key: Repeatable,
  inputHash: string,
  now: string,
): Promise<string | null | Problem<CommandCode>> {
  const runs = trx('client_mutations').where(key).where('created_at', '>=', oldestRun(now));
  const done = await runs.first('input_hash', 'object_id');
  if (done === undefined) return null;
  return done.input_hash === inputHash
    ? done.object_id
    : problem(
        'CLIENT_MUTATION_ID_REUSED',
        ['input', 'clientMutationId'],
        'This id was already used with another input.',
      );
}

/** Records a run, so that a repetition does nothing, and deletes old records. */
async function keepRun(trx: Trx, key: Repeatable, mutation: AuditAction, inputHash: string, id: string, now: string) {
  await trx('client_mutations').where('created_at', '<', oldestRun(now)).delete();
  await trx('client_mutations').insert({ ...key, mutation, input_hash: inputHash, object_id: id, created_at: now });
}

async function attempt<Code extends string, Preview>(
  trx: Trx,
  context: Context,
  command: Command<Code, Preview>,
): Promise<Ending<Code | CommandCode, Preview>> {
  const { dryRun, clientMutationId, ...asked } = command.input;
  const isDryRun = dryRun === true;
  const viewer = await viewerNow(trx, context, command);
  const inputHash = hashOf([command.action, asked]);
  const key =
    clientMutationId == null || isDryRun ? null : { operator_id: viewer.id, client_mutation_id: clientMutationId };
  const earlier = key === null ? null : await earlierRun(trx, key, inputHash, context.now);
  if (typeof earlier === 'string') return { type: 'DONE', id: earlier, head: null };
  if (earlier !== null) return { type: 'PROBLEMS', problems: [earlier] };

  const checked = await command.check({ trx, viewer, isDryRun });
  if (Array.isArray(checked)) return { type: 'PROBLEMS', problems: checked };
  const applied = await checked.apply();
  if (Array.isArray(applied)) return { type: 'PROBLEMS', problems: applied };
  const { id, preview } = applied;
  if (isDryRun) return { type: 'DRY_RUN', preview };
  if (key !== null) await keepRun(trx, key, command.action, inputHash, id, context.now);
  const head = await appendAudit(trx, context.administration.auditKey, {
    occurredAt: context.now,
    actorId: toNodeId('User', context.viewer.id),
    action: command.action,
    requestId: context.requestId,
    outcome: 'DONE',
    subjectId: toNodeId(command.objectType, id),
    before: checked.before,
    after: checked.after,
  });
  return { type: 'DONE', id, head };
}

/**
 * Runs an attempt in a transaction, and commits it only if its ending is `DONE` and the time of the operation is not over. If this
 * throws the reason of the deadline, nothing was done.
 */
async function inTransaction<Code extends string, Preview>(
  { administration: { database }, deadline }: Context,
  work: (trx: Trx) => Promise<Ending<Code, Preview>>,
): Promise<Ending<Code, Preview>> {
  let isCommitting = false;
  let forget = () => {};
  // A server that does not answer would keep the transaction, and then its end, waiting.
  const over = new Promise<never>((_, reject) => {
    forget = deadline.whenOver((reason) => {
      if (!isCommitting) reject(reason);
    });
  });
  const written = database.write(async (trx) => {
    isCommitting = false;
    const ending = await work(trx);
    // Only an error rolls a transaction back.
    if (ending.type !== 'DONE') throw new RolledBack(ending);
    deadline.throwIfOver();
    isCommitting = true;
    return ending;
  });
  try {
    return await Promise.race([written, over]);
  } catch (error) {
    if (error instanceof RolledBack) return error.ending as Ending<Code, Preview>;
    throw error;
  } finally {
    forget();
  }
}

async function run<Code extends string, Preview>(
  context: Context,
  command: Command<Code, Preview>,
): Promise<Outcome<Code | CommandCode, Preview>> {
  const refuse = (missing: readonly Permission[], reason?: RefusalReason) =>
    recordRefusal(context, {
      action: command.action,
      named: command.named,
      missing,
      ...(reason !== undefined && { reason }),
    });
  let ending: Ending<Code | CommandCode, Preview>;
  try {
    ending = await inTransaction(context, (trx) => attempt(trx, context, command));
  } catch (error) {
    if (error instanceof GraphQLError && error.extensions['code'] === 'FORBIDDEN') {
      const { reason, missing } = error.extensions as unknown as Refusal;
      await refuse(missing, reason);
    }
    throw error;
  }
  if (ending.type === 'DRY_RUN') {
    return { id: null, preview: (await ending.preview?.()) ?? null, problems: [] };
  }
  if (ending.type === 'PROBLEMS') {
    const exceeding = ending.problems.filter(({ code }) => code === 'EXCEEDS_OWN_RIGHTS');
    if (exceeding.length > 0) await refuse(exceeding.flatMap(({ missing }) => missing));
    return { id: null, preview: null, problems: ending.problems };
  }
  if (ending.head !== null) context.administration.logHead(ending.head, context.trail.ids);
  await context.noteChange();
  return { id: ending.id, preview: null, problems: [] };
}

/**
 * Runs a command. If it has problems, nothing changes.
 * @throws FORBIDDEN if the viewer does not hold the mutation's permission
 */
export async function runCommand<Code extends string, Preview>(
  context: Context,
  command: Command<Code, Preview>,
): Promise<Outcome<Code | CommandCode, Preview>> {
  try {
    return await run(context, command);
  } catch (error) {
    if (!(error instanceof TryAgain)) throw error;
    const message = `${error.message} Nothing was done; try again.`;
    return { id: null, preview: null, problems: [passingProblem('TRY_AGAIN', message, error.retryAfter)] };
  }
}
