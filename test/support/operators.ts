import type { Permission } from '../../src/generated/graphql';
import { toNodeId } from '../../src/resolving/node-id';
import { idOfAdministered } from './administration';
import type { Service } from './service';

/** The rights of one assignment. */
export interface Grant {
  readonly permissions: readonly Permission[];
  readonly scope: Record<string, unknown>;
}

/** An operator created by a test, with node ids. */
export interface Operator {
  /** The user principal name, for requests. */
  readonly as: string;
  readonly id: string;
  /** The operator's own group, without other members. */
  readonly group: string;
  /** The role and the assignment created for each grant, in order. */
  readonly held: readonly { readonly roleId: string; readonly roleAssignmentId: string }[];
}

let operators = 0;

/** Creates an operator in a new group, to whom the administrator of the demo tenant gives exactly these rights. */
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
