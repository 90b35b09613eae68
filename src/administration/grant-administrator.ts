import { appendAudit } from '../audit/trail';
import type { Database } from '../database/database';
import { nameColumns, principalNameKey, words } from '../database/folding';
import { rebuildAncestors } from '../group/store';
import { ForeseenError } from '../resolving/foreseen';
import { toNodeId } from '../resolving/node-id';
import { INTUNE_ADMINISTRATOR, seedBuiltInRoles } from '../role/built-in';

/** The group of the users named to `npm run admin -- grant`. */
const GROUP = { id: 'graph-administrators', displayName: 'Graph administrators' };
const ASSIGNMENT = { id: 'graph-administrators', displayName: 'Graph administrators, everywhere' };

const KEPT_BY = 'Kept by this service: npm run admin -- grant.';

/** No user has this user principal name. */
class UnknownUser extends ForeseenError {
  readonly code = 'UNKNOWN_USER';
}

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
    const user = await trx('users')
      .where({ upn_key: principalNameKey(userPrincipalName) })
      .first('id');
    if (user === undefined) throw new UnknownUser(`There is no user ${userPrincipalName} in this tenant.`);
    // A trigger protects the built-in roles from every writer except an import.
    await trx('imports_under_way').insert({ singleton: 1 });
    await seedBuiltInRoles(trx);
    await trx('imports_under_way').delete();
    const key = { group_id: GROUP.id };
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
      .insert(words(GROUP.displayName).map((word) => ({ ...key, key: word })))
      .onConflict()
      .ignore();
    await trx('role_assignments')
      .insert({
        id: ASSIGNMENT.id,
        ...nameColumns(ASSIGNMENT.displayName),
        role_id: INTUNE_ADMINISTRATOR,
        description: KEPT_BY,
        all_users: 1,
        all_devices: 1,
        origin: 'LOCAL',
      })
      .onConflict()
      .ignore();
    await trx('assignment_members')
      .insert({ ...key, assignment_id: ASSIGNMENT.id })
      .onConflict()
      .ignore();
    const membership = { ...key, kind: 'USER', member_id: user.id };
    const wasMember = (await trx('group_members').where(membership).first('member_id')) !== undefined;
    if (!wasMember) await trx('group_members').insert(membership);
    await rebuildAncestors(trx);
    await appendAudit(trx, auditKey, {
      occurredAt: now.toISOString(),
      actorId: null,
      action: 'GRANT_ADMINISTRATOR',
      outcome: 'DONE',
      subjectId: toNodeId('User', user.id),
      before: { administrator: wasMember },
      after: { administrator: true },
      requestId: null,
    });
    return !wasMember;
  });
}
