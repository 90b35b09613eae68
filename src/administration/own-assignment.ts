import type { Knex } from 'knex';
import type { Trx } from '../database/database';
import { nameColumns } from '../database/folding';
import { INTUNE_ADMINISTRATOR, seedBuiltInRoles } from '../role/built-in';

/** An assignment that this service creates and maintains itself. */
interface OwnAssignment {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
}

/** The groups of an own assignment, and whether it still gives the Intune administrator role over everything. */
export async function ownAssignment(
  db: Knex,
  id: string,
): Promise<{ readonly isWhole: boolean; readonly groupIds: readonly string[] } | null> {
  const found = await db('role_assignments')
    .where({ id })
    .first('role_id', 'all_users', 'all_devices', 'ineffective_reason');
  if (found === undefined) return null;
  const { role_id, all_users, all_devices, ineffective_reason } = found;
  const isWhole =
    role_id === INTUNE_ADMINISTRATOR && all_users === 1 && all_devices === 1 && ineffective_reason === null;
  return { isWhole, groupIds: await db('assignment_members').where({ assignment_id: id }).pluck('group_id') };
}

/**
 * Gives a group the Intune administrator role over all users and all devices. If somebody narrowed the assignment, it is
 * made anew for this group alone: wider again, it would give its other groups more than they were given.
 */
export async function putAdministration(
  trx: Trx,
  { id, displayName, description }: OwnAssignment,
  groupId: string,
): Promise<void> {
  // The trigger that protects built-in roles permits the write, as it does during an import.
  await trx('imports_under_way').insert({ singleton: 1 });
  await seedBuiltInRoles(trx);
  await trx('imports_under_way').delete();
  if ((await ownAssignment(trx, id))?.isWhole !== true) await trx('role_assignments').where({ id }).delete();
  await trx('role_assignments')
    .insert({
      id,
      ...nameColumns(displayName),
      role_id: INTUNE_ADMINISTRATOR,
      description,
      all_users: 1,
      all_devices: 1,
      origin: 'LOCAL',
    })
    .onConflict()
    .ignore();
  await trx('assignment_members').insert({ assignment_id: id, group_id: groupId }).onConflict().ignore();
}
