import { type AuditHead, appendAudit } from '../audit/trail';
import { idOfNamed, isSameName } from '../authorization/principal-name';
import { administrators, hasAdministrator } from '../authorization/rights';
import type { Database, Trx } from '../database/database';
import { nameColumns, words } from '../database/folding';
import { rebuildAncestors } from '../group/nesting';
import { ForeseenError } from '../resolving/foreseen';
import { toNodeId } from '../resolving/node-id';
import { ownAssignment, putAdministration } from './own-assignment';

/** The group of the users named to `npm run admin -- grant`. */
const GROUP = { id: 'graph-administrators', displayName: 'Graph administrators' };

const ASSIGNMENT_ID = 'graph-administrators';

const KEPT_BY = 'Kept by this service: npm run admin -- grant.';

/** No user has this user principal name. */
class UnknownUser extends ForeseenError {
  readonly code = 'UNKNOWN_USER';
}

/** The user is the last administrator. */
class LastAdministrator extends ForeseenError {
  readonly code = 'LAST_ADMINISTRATOR';
}

/** The user would be no administrator after the grant either. */
class NoAdministrator extends ForeseenError {
  readonly code = 'NO_ADMINISTRATOR';
}

async function idOfUser(trx: Trx, userPrincipalName: string): Promise<string> {
  const id = await idOfNamed(trx, userPrincipalName);
  if (id === null) throw new UnknownUser(`There is no user ${userPrincipalName} in this tenant.`);
  return id;
}

const membershipOf = (userId: string) => ({ group_id: GROUP.id, kind: 'USER', member_id: userId }) as const;

const isMember = async (trx: Trx, userId: string): Promise<boolean> =>
  (await trx('group_members').where(membershipOf(userId)).first('member_id')) !== undefined;

/** Whether the group makes a user an administrator now: nobody narrowed its assignment. */
async function isAdministrator(trx: Trx, userId: string): Promise<boolean> {
  const assignment = await ownAssignment(trx, ASSIGNMENT_ID);
  return assignment?.isWhole === true && assignment.groupIds.includes(GROUP.id) && (await isMember(trx, userId));
}

const toEvent = (action: 'GRANT_ADMINISTRATOR' | 'REVOKE_ADMINISTRATOR', userId: string, was: boolean, now: Date) => ({
  occurredAt: now.toISOString(),
  actorId: null,
  action,
  outcome: 'DONE' as const,
  subjectId: toNodeId('User', userId),
  before: { administrator: was },
  after: { administrator: action === 'GRANT_ADMINISTRATOR' },
  requestId: null,
});

/**
 * Makes a user an administrator of the graph: a member of the local group *Graph administrators*, which has the Intune
 * administrator role over all users and devices. Imports do not change either. An assignment that a mutation narrowed is
 * whole again afterwards.
 * @returns whether the user was none by this group before, and the head of the audit trail
 * @throws UnknownUser, or NoAdministrator if the database holds something else that takes the effect away
 */
export async function grantAdministrator(
  database: Pick<Database, 'write'>,
  userPrincipalName: string,
  auditKey: string,
  now: Date,
): Promise<{ readonly isNew: boolean; readonly head: AuditHead }> {
  return database.write(async (trx) => {
    const id = await idOfUser(trx, userPrincipalName);
    const was = await isAdministrator(trx, id);
    await trx('groups')
      .insert({
        id: GROUP.id,
        ...nameColumns(GROUP.displayName),
        description: KEPT_BY,
        membership_type: 'ASSIGNED',
        security_enabled: 1,
        origin: 'LOCAL',
      })
      .onConflict()
      .ignore();
    await trx('group_search')
      .insert(words(GROUP.displayName).map((word) => ({ group_id: GROUP.id, key: word })))
      .onConflict()
      .ignore();
    const displayName = 'Graph administrators, everywhere';
    const own = { id: ASSIGNMENT_ID, displayName, description: KEPT_BY };
    await putAdministration(trx, own, GROUP.id, { isAlone: false });
    if (!(await isMember(trx, id))) await trx('group_members').insert(membershipOf(id));
    await rebuildAncestors(trx);
    if (!(await administrators(trx)).some((each) => isSameName(each.userPrincipalName, userPrincipalName))) {
      throw new NoAdministrator(`${userPrincipalName} would still be no administrator. Nothing was changed.`);
    }
    const head = await appendAudit(trx, auditKey, toEvent('GRANT_ADMINISTRATOR', id, was, now));
    return { isNew: !was, head };
  });
}

/**
 * Takes away what {@link grantAdministrator} gave. Roles that the user holds otherwise stay.
 * @param licenseNeeded whether an administrator needs an Intune plan
 * @returns the head of the audit trail; null if the user was none before, so that nothing was changed
 * @throws UnknownUser, or LastAdministrator if nobody would be left who administers everything
 */
export async function revokeAdministrator(
  database: Database,
  userPrincipalName: string,
  { auditKey, licenseNeeded, now }: { readonly auditKey: string; readonly licenseNeeded: boolean; readonly now: Date },
): Promise<AuditHead | null> {
  return database.write(async (trx) => {
    const id = await idOfUser(trx, userPrincipalName);
    if (!(await isMember(trx, id))) return null;
    const had = await hasAdministrator(trx, licenseNeeded);
    await trx('group_members').where(membershipOf(id)).delete();
    if (had && !(await hasAdministrator(trx, licenseNeeded))) {
      throw new LastAdministrator(
        `${userPrincipalName} is the last administrator: grant another one first. Nothing was changed.`,
      );
    }
    return appendAudit(trx, auditKey, toEvent('REVOKE_ADMINISTRATOR', id, true, now));
  });
}
