import { appendAudit } from '../audit/trail';
import { type Database, execute, firstRow } from '../database/database';
import { nameKey, principalNameKey, words } from '../database/folding';
import { sql } from '../database/sql';
import { rebuildAncestors } from '../group/store';
import { ForeseenError } from '../resolving/foreseen';
import { toNodeId } from '../resolving/node-id';
import { INTUNE_ADMINISTRATOR, seedBuiltInRoles } from '../role/built-in';

/** The group that this service keeps for whoever `npm run admin -- grant` names. */
const GROUP = { id: 'graph-administrators', displayName: 'Graph administrators' };
const ASSIGNMENT = { id: 'graph-administrators', displayName: 'Graph administrators, everywhere' };

/** The user principal name names nobody. */
export class UnknownUser extends ForeseenError {
  readonly code = 'UNKNOWN_USER';
}

/**
 * Makes a user an administrator of the graph: a member of the local group *Graph administrators*, which holds the Intune
 * administrator role over all users and devices. An import leaves both alone.
 * @returns whether the user was not one before
 * @throws UnknownUser
 */
export async function grantAdministrator(
  database: Database,
  userPrincipalName: string,
  auditKey: string,
  now: Date,
): Promise<boolean> {
  return database.write(async (trx) => {
    const user = await firstRow<{ id: string }>(
      trx,
      sql`SELECT id FROM users WHERE upn_key = ${principalNameKey(userPrincipalName)}`,
    );
    if (user === null) throw new UnknownUser(`There is no user ${userPrincipalName} in this tenant.`);
    // What guards the built-in roles lets this pass as it lets an import.
    await execute(trx, sql`INSERT INTO imports_under_way (singleton) VALUES (1)`);
    await seedBuiltInRoles(trx);
    await execute(trx, sql`DELETE FROM imports_under_way`);
    await execute(
      trx,
      sql`INSERT INTO groups (id, display_name, name_key, description, membership_type, security_enabled, origin)
      VALUES (${GROUP.id}, ${GROUP.displayName}, ${nameKey(GROUP.displayName)},
        'Kept by this service: npm run admin -- grant.', 'ASSIGNED', 1, 'LOCAL')
      ON CONFLICT DO NOTHING`,
    );
    for (const word of words(GROUP.displayName)) {
      await execute(
        trx,
        sql`INSERT INTO group_search (key, group_id) VALUES (${word}, ${GROUP.id}) ON CONFLICT DO NOTHING`,
      );
    }
    await execute(
      trx,
      sql`INSERT INTO role_assignments (id, role_id, display_name, name_key, description, all_users, all_devices, origin)
      VALUES (${ASSIGNMENT.id}, ${INTUNE_ADMINISTRATOR}, ${ASSIGNMENT.displayName}, ${nameKey(ASSIGNMENT.displayName)},
        'Kept by this service: npm run admin -- grant.', 1, 1, 'LOCAL')
      ON CONFLICT DO NOTHING`,
    );
    await execute(
      trx,
      sql`INSERT INTO assignment_members (assignment_id, group_id) VALUES (${ASSIGNMENT.id}, ${GROUP.id})
      ON CONFLICT DO NOTHING`,
    );
    const added = await execute(
      trx,
      sql`INSERT INTO group_members (group_id, kind, member_id) VALUES (${GROUP.id}, 'USER', ${user.id})
      ON CONFLICT DO NOTHING`,
    );
    await rebuildAncestors(trx);
    await appendAudit(trx, auditKey, {
      occurredAt: now.toISOString(),
      actorId: null,
      action: 'GRANT_ADMINISTRATOR',
      outcome: 'DONE',
      subjectId: toNodeId('User', user.id),
      before: { administrator: added === 0 },
      after: { administrator: true },
      requestId: null,
    });
    return added > 0;
  });
}
