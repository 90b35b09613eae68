import type { Trx } from '../database/database';
import { nameColumns } from '../database/folding';
import { INTUNE_ADMINISTRATOR, seedBuiltInRoles } from '../role/built-in';

/** An assignment that this service creates and maintains itself. */
interface OwnAssignment {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
}

/** Gives a group the Intune administrator role over all users and all devices. */
export async function putAdministration(
  trx: Trx,
  { id, displayName, description }: OwnAssignment,
  groupId: string,
): Promise<void> {
  // The trigger that protects built-in roles permits the write, as it does during an import.
  await trx('imports_under_way').insert({ singleton: 1 });
  await seedBuiltInRoles(trx);
  await trx('imports_under_way').delete();
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
