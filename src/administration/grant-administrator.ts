import { appendAudit } from '../audit/trail';
import { hasAdministrator } from '../authorization/rights';
import type { Database, Trx } from '../database/database';
import { nameColumns, principalNameKey, words } from '../database/folding';
import { rebuildAncestors } from '../group/nesting';
import { ForeseenError } from '../resolving/foreseen';
import { toNodeId } from '../resolving/node-id';
import { putAdministration } from './own-assignment';

/** The group of the users named to `npm run admin -- grant`. */
const GROUP = { id: 'graph-administrators', displayName: 'Graph administrators' };

const KEPT_BY = 'Kept by this service: npm run admin -- grant.';

/** No user has this user principal name. */
class UnknownUser extends ForeseenError {
  readonly code = 'UNKNOWN_USER';
}

/** The user is the last administrator. */
class LastAdministrator extends ForeseenError {
  readonly code = 'LAST_ADMINISTRATOR';
}

async function idOfUser(trx: Trx, userPrincipalName: string): Promise<string> {
  const user = await trx('users')
    .where({ upn_key: principalNameKey(userPrincipalName) })
    .first('id');
  if (user === undefined) throw new UnknownUser(`There is no user ${userPrincipalName} in this tenant.`);
  return user.id;
}

const membershipOf = (userId: string) => ({ group_id: GROUP.id, kind: 'USER', member_id: userId }) as const;

const isMember = async (trx: Trx, userId: string): Promise<boolean> =>
  (await trx('group_members').where(membershipOf(userId)).first('member_id')) !== undefined;

const toEvent = (
  action: 'GRANT_ADMINISTRATOR' | 'REVOKE_ADMINISTRATOR',
  userId: string,
  wasMember: boolean,
  now: Date,
) => ({
  occurredAt: now.toISOString(),
  actorId: null,
  action,
  outcome: 'DONE' as const,
  subjectId: toNodeId('User', userId),
  before: { administrator: wasMember },
  after: { administrator: action === 'GRANT_ADMINISTRATOR' },
  requestId: null,
});

/**
 * Makes a user an administrator of the graph: a member of the local group *Graph administrators*, which has the Intune
 * administrator role over all users and devices. Imports do not change either.
 * @returns false if the user was an administrator already
 * @throws UnknownUser
 */
export async function grantAdministrator(
  database: Database,
  userPrincipalName: string,
  auditKey: string,
  now: Date,
): Promise<boolean> {
  return database.write(async (trx) => {
    const id = await idOfUser(trx, userPrincipalName);
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
    await putAdministration(trx, { id: 'graph-administrators', displayName, description: KEPT_BY }, GROUP.id);
    const wasMember = await isMember(trx, id);
    if (!wasMember) await trx('group_members').insert(membershipOf(id));
    await rebuildAncestors(trx);
    await appendAudit(trx, auditKey, toEvent('GRANT_ADMINISTRATOR', id, wasMember, now));
    return !wasMember;
  });
}

/**
 * Takes away what {@link grantAdministrator} gave. Roles that the user holds otherwise stay.
 * @param licenseNeeded whether an administrator needs an Intune plan
 * @returns whether the user was one before
 * @throws UnknownUser, or LastAdministrator if nobody would be left who administers everything
 */
export async function revokeAdministrator(
  database: Database,
  userPrincipalName: string,
  { auditKey, licenseNeeded, now }: { readonly auditKey: string; readonly licenseNeeded: boolean; readonly now: Date },
): Promise<boolean> {
  return database.write(async (trx) => {
    const id = await idOfUser(trx, userPrincipalName);
    if (!(await isMember(trx, id))) return false;
    const had = await hasAdministrator(trx, licenseNeeded);
    await trx('group_members').where(membershipOf(id)).delete();
    if (had && !(await hasAdministrator(trx, licenseNeeded))) {
      throw new LastAdministrator(
        `${userPrincipalName} is the last administrator: grant another one first. Nothing was changed.`,
      );
    }
    await appendAudit(trx, auditKey, toEvent('REVOKE_ADMINISTRATOR', id, true, now));
    return true;
  });
}
