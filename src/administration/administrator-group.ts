import type { Logger } from 'pino';
import { type AuditHead, appendAudit, logHead } from '../audit/trail';
import { hasAdministrator } from '../authorization/rights';
import type { Database, Trx } from '../database/database';
import { toNodeId } from '../resolving/node-id';
import { ownAssignment, putAdministration } from './own-assignment';

const ASSIGNMENT = {
  id: 'administrator-group',
  displayName: 'Administrators by ADMIN_GROUP',
  description: 'Kept by this service: ADMIN_GROUP.',
};

/** The outcome of a comparison of the database with `ADMIN_GROUP` that wrote nothing. */
type NotSet = 'UNCHANGED' | 'UNKNOWN_GROUP' | 'NOT_A_SECURITY_GROUP' | 'LAST_ADMINISTRATOR';

/** The outcome of a comparison, with the head of the audit trail if something was written. */
type GroupOutcome = { readonly is: 'SET'; readonly head: AuditHead } | { readonly is: NotSet };

interface GroupOptions {
  readonly auditKey: string;
  readonly licenseNeeded: boolean;
  readonly now: () => Date;
}

/** The group that is set now; null if there is none, or if somebody changed the assignment. */
async function groupNow(db: Database['primary'] | Trx): Promise<{ groupId: string | null; isIntact: boolean }> {
  const assignment = await ownAssignment(db, ASSIGNMENT.id);
  if (assignment === null) return { groupId: null, isIntact: true };
  const { isWhole, groupIds } = assignment;
  return { groupId: groupIds[0] ?? null, isIntact: isWhole && groupIds.length === 1 };
}

class NobodyLeftOver extends Error {}

/**
 * Makes the members of a directory group administrators of the graph. The members of the previous group lose these
 * rights. The change is audited. It never removes the last administrator.
 * @param groupId the group's id in Entra; null for none
 */
export async function setAdministratorGroup(
  database: Database,
  groupId: string | null,
  { auditKey, licenseNeeded, now }: GroupOptions,
): Promise<GroupOutcome> {
  const before = await groupNow(database.primary);
  if (before.groupId === groupId && before.isIntact) return { is: 'UNCHANGED' };
  try {
    return await database.write(async (trx): Promise<GroupOutcome> => {
      const group = groupId === null ? null : await trx('groups').where({ id: groupId }).first('security_enabled');
      if (group === undefined) return { is: 'UNKNOWN_GROUP' };
      if (group !== null && group.security_enabled !== 1) return { is: 'NOT_A_SECURITY_GROUP' };
      const had = await hasAdministrator(trx, licenseNeeded);
      const last = await groupNow(trx);
      if (groupId === null) await trx('role_assignments').where({ id: ASSIGNMENT.id }).delete();
      else await putAdministration(trx, ASSIGNMENT, groupId, { isAlone: true });
      if (had && !(await hasAdministrator(trx, licenseNeeded))) throw new NobodyLeftOver();
      const head = await appendAudit(trx, auditKey, {
        occurredAt: now().toISOString(),
        actorId: null,
        action: 'SET_ADMINISTRATOR_GROUP',
        outcome: 'DONE',
        subjectId: groupId === null ? null : toNodeId('Group', groupId),
        before: { groupId: last.groupId === null ? null : toNodeId('Group', last.groupId) },
        after: { groupId: groupId === null ? null : toNodeId('Group', groupId) },
        requestId: null,
      });
      return { is: 'SET', head };
    });
  } catch (error) {
    if (error instanceof NobodyLeftOver) return { is: 'LAST_ADMINISTRATOR' };
    throw error;
  }
}

const TEXTS: Record<Exclude<GroupOutcome['is'], 'UNCHANGED'>, string> = {
  SET: 'ADMIN_GROUP is set: its members are administrators of the graph',
  UNKNOWN_GROUP: 'ADMIN_GROUP: there is no such group in this tenant; it is tried again every minute',
  NOT_A_SECURITY_GROUP: 'ADMIN_GROUP: this is no security group, so it gives no rights',
  LAST_ADMINISTRATOR: 'ADMIN_GROUP: nobody would be left who administers everything, so the group of before stays',
};

const EVERY_MS = 60_000;

/**
 * Keeps the administrators' group as configured: now, and every minute, because a sync may bring the group later. Each
 * new outcome is logged once.
 */
export function followAdministratorGroup(
  database: Database,
  groupId: string | null,
  { log, ...options }: GroupOptions & { readonly log: Logger },
): { stop(): Promise<void> } {
  let last: GroupOutcome['is'] | null = null;
  const follow = async (): Promise<void> => {
    try {
      const outcome = await setAdministratorGroup(database, groupId, options);
      if (outcome.is === 'SET') {
        log.info({ groupId }, groupId === null ? 'ADMIN_GROUP is no longer set' : TEXTS.SET);
        logHead(log, outcome.head);
      } else if (outcome.is !== 'UNCHANGED' && outcome.is !== last) log.error({ groupId }, TEXTS[outcome.is]);
      last = outcome.is;
    } catch (error) {
      log.error({ err: error }, 'ADMIN_GROUP could not be compared with the database');
    }
  };
  let running = follow();
  const timer = setInterval(() => {
    running = running.then(follow);
  }, EVERY_MS);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
