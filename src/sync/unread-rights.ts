import type { Ineffective } from '../authorization/ineffective';
import { type Db, execute, rows, type Trx } from '../database/database';
import { list, raw, type Sql, sql } from '../database/sql';
import type { Values } from '../import/values';
import type { SetAside } from './set-aside';

/*
 * Rights that cannot be read grant nothing. Facts stay as they were where a record cannot be taken; a right that may have
 * been revoked must not.
 */

/** What of a kind could not be read. */
export interface Unread {
  /** The ids of the records that could not be taken. */
  readonly ids: readonly string[];
  /** Whether a record without an id could not be taken, which may be anybody's. */
  readonly isAnybody: boolean;
  /** Whether all objects were read, so that an object without a record may be the one that could not be taken. */
  readonly isFull: boolean;
}

/** What of a resource could not be taken. */
export function unreadOf(setAside: readonly SetAside[], resource: string, values: Values, isFull: boolean): Unread {
  const ids = setAside.filter((record) => record.resource === resource).map(({ objectId }) => values.id(objectId));
  return { ids: ids.filter((id) => id !== null), isAnybody: ids.includes(null), isFull };
}

/** Which objects are unread: those with a record that could not be taken, and those without any record where that may be theirs. */
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

/** Whether there is anything that could not be read. */
export const isAnyUnread = ({ ids, isAnybody, isFull }: Unread): boolean => ids.length > 0 || (isAnybody && isFull);

/** Takes the account state of users away that cannot be read: they cannot sign in until it can. */
export async function revokeUsers(trx: Trx, staged: Db, unread: Unread): Promise<void> {
  if (!isAnyUnread(unread)) return;
  const which = await unreadIn(staged, 'users', unread);
  await execute(trx, sql`UPDATE users SET account_enabled = NULL WHERE account_enabled = 1 AND ${which}`);
}

/** Takes the members of groups away that cannot be read, where a record without an id may be theirs. */
export async function revokeMembers(trx: Trx, staged: Db, unread: Unread): Promise<void> {
  if (!unread.isAnybody || !unread.isFull) return;
  const which = await unreadIn(staged, 'groups', { ...unread, ids: [] });
  await execute(
    trx,
    sql`DELETE FROM group_members WHERE group_id IN (SELECT id FROM groups WHERE origin = 'INTUNE' AND ${which})`,
  );
}

const UNREADABLE = 'UNREADABLE' satisfies Ineffective;

/** Lets roles and assignments grant nothing that cannot be read. */
export async function revokeRoles(trx: Trx, staged: Db, roles: Unread, assignments: Unread): Promise<void> {
  for (const [table, unread, origins] of [
    ['roles', roles, ['INTUNE', 'BUILT_IN']],
    ['role_assignments', assignments, ['INTUNE']],
  ] as const) {
    if (!isAnyUnread(unread)) continue;
    const which = await unreadIn(staged, table, unread);
    // A built-in role that the tenant does not name is as the service knows it.
    const owned = sql`(origin = 'INTUNE' OR (origin IN ${list(origins)} AND id IN ${list(unread.ids)}))`;
    await execute(
      trx,
      sql`UPDATE ${raw(table)} SET ineffective_reason = ${UNREADABLE}
        WHERE ineffective_reason IS NULL AND ${owned} AND ${which}`,
    );
  }
}
