import { any, list, raw, type Sql, sql } from './database/sql';

/**
 * Which users and devices a permission holds over: the union of the scopes of the assignments that give it. The
 * conditions below are the only place that says what is in a scope; each store puts them into the statement that reads
 * the rows.
 */
export interface Scope {
  readonly allUsers: boolean;
  readonly allDevices: boolean;
  /** Microsoft's ids of the scope groups, sorted. */
  readonly groups: readonly string[];
}

export const NOTHING: Scope = { allUsers: false, allDevices: false, groups: [] };

/** Whether a scope holds all users and all devices, and so whatever there is. */
export const isEverything = (scope: Scope): boolean => scope.allUsers && scope.allDevices;

export function isSameScope(one: Scope, other: Scope): boolean {
  return (
    one.allUsers === other.allUsers &&
    one.allDevices === other.allDevices &&
    one.groups.length === other.groups.length &&
    one.groups.every((group, i) => group === other.groups[i])
  );
}

/** A member of one of the scope's groups, directly or through nested groups. */
function inGroups(scope: Scope, kind: 'USER' | 'DEVICE', member: Sql): Sql {
  if (scope.groups.length === 0) return raw('FALSE');
  return sql`EXISTS (
    SELECT 1 FROM group_members sm JOIN group_ancestors sa ON sa.group_id = sm.group_id
    WHERE sm.kind = ${kind} AND sm.member_id = ${member} AND sa.ancestor_id IN ${list(scope.groups)})`;
}

/** Whether the user with this id is in the scope. */
export function userInScope(scope: Scope, userId: Sql): Sql {
  return scope.allUsers ? raw('TRUE') : inGroups(scope, 'USER', userId);
}

/**
 * Whether a managed device is in the scope: by its Entra device, or by its primary user.
 * @param userId the primary user's id, null for none
 * @param entraId the object id of its Entra device, null for none
 */
export function deviceInScope(scope: Scope, userId: Sql, entraId: Sql): Sql {
  if (scope.allDevices) return raw('TRUE');
  const byUser = scope.allUsers ? sql`${userId} IS NOT NULL` : inGroups(scope, 'USER', userId);
  return any([byUser, inGroups(scope, 'DEVICE', entraId)]);
}

/**
 * Whether the viewer can see a group: it is one of the scope's groups, is nested in one, or has a member that the viewer
 * can see (so the groups of a user in scope are all visible).
 */
export function groupInScope(scope: Scope, groupId: Sql): Sql {
  if (isEverything(scope)) return raw('TRUE');
  const nested =
    scope.groups.length === 0
      ? []
      : [
          sql`EXISTS (SELECT 1 FROM group_ancestors ga
            WHERE ga.group_id = below.group_id AND ga.ancestor_id IN ${list(scope.groups)})`,
        ];
  // A group that is made here keeps its members, even those whom an import no longer finds.
  const member = any([
    sql`(gm.kind = 'USER' AND EXISTS (SELECT 1 FROM users gu WHERE gu.id = gm.member_id) AND ${userInScope(scope, raw('gm.member_id'))})`,
    sql`(gm.kind = 'DEVICE' AND EXISTS (
      SELECT 1 FROM entra_devices ge JOIN devices gd ON gd.entra_device_id = ge.device_id
      WHERE ge.id = gm.member_id AND ${deviceInScope(scope, raw('gd.user_id'), raw('ge.id'))}))`,
  ]);
  const visibleMember = sql`EXISTS (SELECT 1 FROM group_members gm WHERE gm.group_id = below.group_id AND ${member})`;
  return sql`EXISTS (SELECT 1 FROM group_ancestors below
    WHERE below.ancestor_id = ${groupId} AND ${any([...nested, visibleMember])})`;
}
