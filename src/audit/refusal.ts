import type { AuditAction, Permission, RefusalReason } from '../generated/graphql';
import type { Context } from '../resolving/context';
import { nodeIdOrNull, toNodeId } from '../resolving/node-id';
import type { Trail } from '../resolving/request-trail';
import { appendAudit } from './trail';

/** A refused attempt to change something, or to simulate an operator. */
interface RefusedAttempt {
  readonly action: AuditAction;
  /** The object as the client named it; null where it named none. Text that is no id of the graph is not recorded. */
  readonly named: string | null;
  readonly missing: readonly Permission[];
  /** Why the mutation itself was refused; omitted if only its input exceeded the operator's rights. */
  readonly reason?: RefusalReason;
}

type Attempted = Pick<Context, 'viewer' | 'now' | 'administration'> & { readonly trail: Pick<Trail, 'ids'> };

/** Records a refused attempt in its own transaction. @throws TryAgain or DatabaseUnavailable */
export async function recordRefusal(
  { viewer, now, trail, administration }: Attempted,
  { action, named, missing, reason }: RefusedAttempt,
): Promise<void> {
  const { database, auditKey, logHead } = administration;
  const head = await database.write((trx) =>
    appendAudit(trx, auditKey, {
      occurredAt: now,
      actorId: toNodeId('User', viewer.id),
      action,
      outcome: 'REFUSED',
      subjectId: named === null ? null : nodeIdOrNull(named),
      before: null,
      after: { ...(reason && { reason }), missing },
      requestId: trail.ids.requestId,
    }),
  );
  logHead(head, trail.ids);
}

/** The audit trail's name of a mutation: `createRole` is CREATE_ROLE. */
export const actionOf = (mutation: string): AuditAction =>
  mutation.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase() as AuditAction;

/** The object that the input of a mutation names first; null if it names none. */
export function objectNamedIn(input: unknown): string | null {
  const named = Object.entries((input ?? {}) as Record<string, unknown>).find(
    ([name]) => name.endsWith('Id') && name !== 'clientMutationId',
  )?.[1];
  return typeof named === 'string' ? named : null;
}
