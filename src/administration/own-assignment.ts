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

/** An own assignment as the database has it. */
interface Present {
  /** Whether it still gives the Intune administrator role over everything. */
  readonly isWhole: boolean;
  readonly groupIds: readonly string[];
  readonly version: number;
}

/** An own assignment; null if there is none. */
export async function ownAssignment(db: Knex, id: string): Promise<Present | null> {
  const found = await db('role_assignments')
    .where({ id })
    .first('role_id', 'all_users', 'all_devices', 'ineffective_reason', 'version');
  if (found === undefined) return null;
  const { role_id, all_users, all_devices, ineffective_reason, version } = found;
  const isWhole =
    role_id === INTUNE_ADMINISTRATOR && all_users === 1 && all_devices === 1 && ineffective_reason === null;
  return { isWhole, version, groupIds: await db('assignment_members').where({ assignment_id: id }).pluck('group_id') };
}

/** Makes an assignment anew for one group. Its version goes on, so that no older one passes for it. */
async function makeAnew(
  trx: Trx,
  { id, displayName, description }: OwnAssignment,
  groupId: string,
  version: number,
): Promise<void> {
  await trx('role_assignments').where({ id }).delete();
  await trx('role_assignments').insert({
    id,
    ...nameColumns(displayName),
    role_id: INTUNE_ADMINISTRATOR,
    description,
    all_users: 1,
    all_devices: 1,
    origin: 'LOCAL',
    version,
  });
  await trx('assignment_members').insert({ assignment_id: id, group_id: groupId });
}

/**
 * Gives a group the Intune administrator role over all users and all devices. If somebody narrowed the assignment, it is
 * made anew for this group alone: wider again, it would give its other groups more than they were given.
 * @param options.isAlone whether other groups lose it
 */
export async function putAdministration(
  trx: Trx,
  own: OwnAssignment,
  groupId: string,
  { isAlone }: { readonly isAlone: boolean },
): Promise<void> {
  // The trigger that protects built-in roles permits the write, as it does during an import.
  await trx('imports_under_way').insert({ singleton: 1 });
  await seedBuiltInRoles(trx);
  await trx('imports_under_way').delete();
  const present = await ownAssignment(trx, own.id);
  const version = (present?.version ?? 0) + 1;
  if (present?.isWhole !== true || isAlone) {
    await makeAnew(trx, own, groupId, version);
  } else if (!present.groupIds.includes(groupId)) {
    await trx('assignment_members').insert({ assignment_id: own.id, group_id: groupId });
    await trx('role_assignments').where({ id: own.id }).update({ version });
  }
}
