import type { Ineffective } from '../authorization/ineffective';
import { type Db, execute, rows, type Trx } from '../database/database';
import { list, raw, type Sql, sql } from '../database/sql';
import { keepPeriods } from '../group/periods';
import type { Values } from '../import/values';
import type { SetAside } from './set-aside';

/*
 * Revokes rights that cannot be read. Other data stays as it was if its record is invalid; a right must not, because
 * Microsoft may have revoked it.
 */

/** The unreadable records of a resource. */
export interface Unread {
  /** The ids of quarantined records. */
  readonly ids: readonly string[];
  /** A record without an id is quarantined: it may be about any object. */
  readonly isAnybody: boolean;
  /** All objects were read, so the quarantined record may be about any object that has no other record. */
  readonly isFull: boolean;
}

/** The unreadable records of a resource. @param isFull all objects were read, not only changes */
export function unreadOf(setAside: readonly SetAside[], resource: string, values: Values, isFull: boolean): Unread {
  const ids = setAside.filter((record) => record.resource === resource).map(({ objectId }) => values.id(objectId));
  return { ids: ids.filter((id) => id !== null), isAnybody: ids.includes(null), isFull };
}

/** SQL condition for unreadable objects. A record in quarantine without an id can be about any object. */
async function unreadIn(
  staged: Db,
  table: 'users' | 'groups' | 'roles' | 'role_assignments',
  unread: Unread,
): Promise<Sql> {
  const among = sql`id IN ${list(unread.ids)}`;
  if (!unread.isAnybody || !unread.isFull) return among;
  const read = await rows<{ id: string }>(staged, sql`SELECT id FROM ${raw(table)}`);
  return sql`(${among} OR id NOT IN ${list(read.map(({ id }) => id))})`;
}

/** True if any object is, or may be, unreadable. */
export const isAnyUnread = ({ ids, isAnybody, isFull }: Unread): boolean => ids.length > 0 || (isAnybody && isFull);

/** Clears the account state of unreadable users: they cannot sign in until it can be read again. */
export async function revokeUsers(trx: Trx, staged: Db, unread: Unread): Promise<void> {
  if (!isAnyUnread(unread)) return;
  const which = await unreadIn(staged, 'users', unread);
  await execute(trx, sql`UPDATE users SET account_enabled = NULL WHERE account_enabled = 1 AND ${which}`);
}

/**
 * Deletes the members of groups that a record without an id may be about. Nobody has left these groups: the periods of the
 * memberships go on.
 */
export async function revokeMembers(trx: Trx, staged: Db, unread: Unread): Promise<void> {
  if (!unread.isAnybody || !unread.isFull) return;
  const which = await unreadIn(staged, 'groups', { ...unread, ids: [] });
  const groups = sql`(SELECT id FROM groups WHERE origin = 'INTUNE' AND ${which})`;
  await keepPeriods(trx, groups);
  await execute(trx, sql`DELETE FROM group_members WHERE group_id IN ${groups}`);
}

const UNREADABLE = 'UNREADABLE' satisfies Ineffective;

/** Marks unreadable roles and assignments as ineffective, so that they grant nothing. */
export async function revokeRoles(trx: Trx, staged: Db, roles: Unread, assignments: Unread): Promise<void> {
  for (const [table, unread, origins] of [
    ['roles', roles, ['INTUNE', 'BUILT_IN']],
    ['role_assignments', assignments, ['INTUNE']],
  ] as const) {
    if (!isAnyUnread(unread)) continue;
    const which = await unreadIn(staged, table, unread);
    // Only revoke a built-in role that is itself quarantined: the service defines those that the tenant does not list.
    const owned = sql`(origin = 'INTUNE' OR (origin IN ${list(origins)} AND id IN ${list(unread.ids)}))`;
    await execute(
      trx,
      sql`UPDATE ${raw(table)} SET ineffective_reason = ${UNREADABLE}
        WHERE ineffective_reason IS NULL AND ${owned} AND ${which}`,
    );
  }
}
