import type { Permission } from '../../src/generated/graphql';
import { toNodeId } from '../../src/resolving/node-id';
import { idOfAdministered } from './administration';
import type { Service } from './service';

/** What one assignment gives. */
export interface Grant {
  readonly permissions: readonly Permission[];
  readonly scope: Record<string, unknown>;
}

/** An operator whom a test made, by the ids of the graph. */
export interface Operator {
  /** The user principal name, to ask with. */
  readonly as: string;
  readonly id: string;
  /** The operator's own group, with no other member. */
  readonly group: string;
  /** The role and the assignment that were made for each grant, in their order. */
  readonly held: readonly { readonly roleId: string; readonly roleAssignmentId: string }[];
}

let operators = 0;

/** A new operator in a group of their own, given exactly this by the administrator of the demo tenant. */
export async function operatorWith(service: Service, ...grants: readonly Grant[]): Promise<Operator> {
  const key = `operator-${++operators}`;
  const as = `${key}@contoso.example`;
  const named = { id: key, display_name: key, name_key: key };
  await service.database.writer.transaction(async (trx) => {
    const flags = { account_enabled: 1, intune_licensed: 1 };
    await trx('users').insert({ ...named, ...flags, user_principal_name: as, upn_key: as });
    await trx('groups').insert({ ...named, membership_type: 'ASSIGNED', security_enabled: 1, origin: 'LOCAL' });
    await trx('group_members').insert({ group_id: key, kind: 'USER', member_id: key });
    await trx('group_ancestors').insert({ group_id: key, ancestor_id: key });
  });
  const group = toNodeId('Group', key);
  const held: { roleId: string; roleAssignmentId: string }[] = [];
  for (const [i, { permissions, scope }] of grants.entries()) {
    const displayName = `${key} ${i}`;
    const roleId = await idOfAdministered(service, 'createRole', { displayName, permissions });
    const input = { roleId, displayName, memberGroupIds: [group], scope };
    held.push({ roleId, roleAssignmentId: await idOfAdministered(service, 'createRoleAssignment', input) });
  }
  return { as, id: toNodeId('User', key), group, held };
}
