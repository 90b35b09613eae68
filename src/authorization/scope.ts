import { any, list, raw, type Sql, sql } from '../database/sql';

/**
 * Which users and devices a permission holds over: the union of the scopes of the assignments that give it. The
 * conditions below are the only place that says what is in a scope; each store puts them into the statement that reads
 * the rows. Each comes in two forms that say the same: `…InScope` looks at one row, where few are asked for, and
 * `…Among` collects once what is in scope, where many are.
 */
export interface Scope {
  readonly allUsers: boolean;
  readonly allDevices: boolean;
  /**
   * Whether one assignment holds over all users and all devices. All users of one assignment and all devices of another
   * are two halves: they do not open what belongs to nobody, such as empty groups and the audit trail.
   */
  readonly everything: boolean;
  /** Microsoft's ids of the scope groups, sorted. */
  readonly groups: readonly string[];
}

export const NO_SCOPE: Scope = { allUsers: false, allDevices: false, everything: false, groups: [] };

/** The scope of one assignment. */
export function assignmentScope({ allUsers, allDevices, groups }: Omit<Scope, 'everything'>): Scope {
  return { allUsers, allDevices, everything: allUsers && allDevices, groups };
}

/** What a permission holds over that several assignments give. */
export function unionOf(scopes: readonly Scope[]): Scope {
  return {
    allUsers: scopes.some((scope) => scope.allUsers),
    allDevices: scopes.some((scope) => scope.allDevices),
    everything: scopes.some((scope) => scope.everything),
    groups: [...new Set(scopes.flatMap((scope) => scope.groups))].sort(),
  };
}

/** Whether two scopes hold the same users and devices. */
export function isSameScope(one: Scope, other: Scope): boolean {
  return (
    one.allUsers === other.allUsers &&
    one.allDevices === other.allDevices &&
    one.groups.length === other.groups.length &&
    one.groups.every((group, i) => group === other.groups[i])
  );
}

export type MemberKind = 'USER' | 'DEVICE';

/** Whether the membership `sm` leads to one of these groups `sa`, directly or through nested groups. */
const leadsTo = (groups: readonly string[]): Sql =>
  sql`sa.group_id = sm.group_id AND sa.ancestor_id IN ${list(groups)}`;

/** Whether a user is a member of one of these groups, directly or through nested groups. */
function userIsMember(groups: readonly string[], userId: Sql): Sql {
  if (groups.length === 0) return raw('FALSE');
  return sql`EXISTS (SELECT 1 FROM group_members sm CROSS JOIN group_ancestors sa
    WHERE sm.kind = 'USER' AND sm.member_id = ${userId} AND ${leadsTo(groups)})`;
}

/**
 * Whether a managed device is a member of one of these groups, directly or through nested groups. A device that joined
 * Entra again has several objects there, each with groups of its own: all of them count.
 * @param entraDeviceId the device id that its Entra objects share, null for none
 */
export function deviceIsMember(groups: readonly string[], entraDeviceId: Sql): Sql {
  if (groups.length === 0) return raw('FALSE');
  return sql`EXISTS (SELECT 1 FROM entra_devices se CROSS JOIN group_members sm CROSS JOIN group_ancestors sa
    WHERE se.device_id = ${entraDeviceId} AND sm.kind = 'DEVICE' AND sm.member_id = se.id AND ${leadsTo(groups)})`;
}

/** These groups and all that are nested in them, by id. */
const nestedIn = (groups: readonly string[]): Sql =>
  sql`SELECT group_id FROM group_ancestors WHERE ancestor_id IN ${list(groups)}`;

/** The members of these groups and of all that are nested in them, by id. */
const memberIdsOf = (groups: readonly string[], kind: MemberKind): Sql =>
  sql`SELECT sm.member_id FROM group_members sm WHERE sm.kind = ${kind} AND sm.group_id IN (${nestedIn(groups)})`;

/** The managed devices among these members, by id. */
export const devicesOf = (groups: readonly string[]): Sql =>
  sql`SELECT sd.id FROM entra_devices se JOIN devices sd ON sd.entra_device_id = se.device_id
    WHERE se.id IN (${memberIdsOf(groups, 'DEVICE')})`;

/** Whether the user with this id is in the scope. */
export function userInScope(scope: Scope, userId: Sql): Sql {
  return scope.allUsers ? raw('TRUE') : userIsMember(scope.groups, userId);
}

/** As userInScope. */
export function userAmong(scope: Scope, userId: Sql): Sql {
  return scope.allUsers ? raw('TRUE') : sql`${userId} IN (${memberIdsOf(scope.groups, 'USER')})`;
}

/**
 * Whether a managed device is in the scope: by an Entra object of its own, or by its primary user.
 * @param userId the primary user's id, null for none
 * @param entraDeviceId the device id that its Entra objects share, null for none
 */
export function deviceInScope(scope: Scope, userId: Sql, entraDeviceId: Sql): Sql {
  if (scope.allDevices) return raw('TRUE');
  const byUser = scope.allUsers ? sql`${userId} IS NOT NULL` : userIsMember(scope.groups, userId);
  return any([byUser, deviceIsMember(scope.groups, entraDeviceId)]);
}

/** As deviceInScope. @param userId the primary user's id, null for none */
export function deviceAmong(scope: Scope, deviceId: Sql, userId: Sql): Sql {
  if (scope.allDevices) return raw('TRUE');
  const byGroup = devicesOf(scope.groups);
  if (scope.allUsers) return sql`(${userId} IS NOT NULL OR ${deviceId} IN (${byGroup}))`;
  const byUser = sql`SELECT sd.id FROM devices sd WHERE sd.user_id IN (${memberIdsOf(scope.groups, 'USER')})`;
  return sql`${deviceId} IN (${byUser} UNION ALL ${byGroup})`;
}

/**
 * Whether the viewer can see a group: it is one of the scope's groups, is nested in one, or has a member that the viewer
 * can see (so the groups of a user in scope are all visible).
 */
export function groupInScope(scope: Scope, groupId: Sql): Sql {
  if (scope.everything) return raw('TRUE');
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
      WHERE ge.id = gm.member_id AND ${deviceInScope(scope, raw('gd.user_id'), raw('gd.entra_device_id'))}))`,
  ]);
  const visibleMember = sql`EXISTS (SELECT 1 FROM group_members gm WHERE gm.group_id = below.group_id AND ${member})`;
  return sql`EXISTS (SELECT 1 FROM group_ancestors below
    WHERE below.ancestor_id = ${groupId} AND ${any([...nested, visibleMember])})`;
}

/** Whether the viewer can see the group with this id; asked once, however many rows the statement looks at. */
export const groupIsVisible = (scope: Scope, id: string): Sql =>
  sql`(SELECT COUNT(*) FROM groups vg WHERE vg.id = ${id} AND ${groupInScope(scope, raw('vg.id'))}) = 1`;

/** As groupInScope. */
export function groupAmong(scope: Scope, groupId: Sql): Sql {
  // Of those who hold all users or all devices nearly every group is found to have a member at once.
  if (scope.allUsers || scope.allDevices) return groupInScope(scope, groupId);
  // Whatever is computed is not sought in an index: SQLite would seek each user in scope, once for each group.
  const hasUser = sql`EXISTS (SELECT 1 FROM group_members vm WHERE vm.group_id = vg.id AND vm.kind = 'USER'
    AND COALESCE(vm.member_id, '') IN (SELECT vu.id FROM users vu WHERE ${userAmong(scope, raw('vu.id'))}))`;
  const hasDevice = sql`EXISTS (SELECT 1 FROM group_members vm WHERE vm.group_id = vg.id AND vm.kind = 'DEVICE'
    AND EXISTS (SELECT 1 FROM entra_devices ve JOIN devices vd ON vd.entra_device_id = ve.device_id WHERE ve.id = vm.member_id
      AND (COALESCE(vd.user_id, '') IN (${memberIdsOf(scope.groups, 'USER')}) OR COALESCE(vd.id, '') IN (${devicesOf(scope.groups)}))))`;
  return sql`${groupId} IN (SELECT va.ancestor_id FROM group_ancestors va WHERE va.group_id IN (SELECT vg.id FROM groups vg
    WHERE vg.id IN (${nestedIn(scope.groups)}) OR ${hasUser} OR ${hasDevice}))`;
}
