import { among, any, list, perEngine, raw, type Sql, sql } from '../database/sql';

/**
 * The users and devices that a permission applies to: the union of the scopes of the assignments that give it. Only the
 * conditions below define what is in a scope. Each store adds them to the statement that reads the rows. Each condition
 * has two equivalent forms: `…InScope` tests one row with EXISTS, for few rows; `…Among` joins a set that is computed
 * once, for many rows.
 */
export interface Scope {
  readonly allUsers: boolean;
  readonly allDevices: boolean;
  /**
   * Whether a single assignment covers all users and all devices. All users from one assignment and all devices from
   * another do not count: they do not open data that belongs to nobody, such as empty groups and the audit trail.
   */
  readonly everything: boolean;
  /** Microsoft's ids of the scope groups, sorted. */
  readonly groups: readonly string[];
}

/** The empty scope. */
export const NO_SCOPE: Scope = { allUsers: false, allDevices: false, everything: false, groups: [] };

/** The scope of one assignment. */
export function assignmentScope({ allUsers, allDevices, groups }: Omit<Scope, 'everything'>): Scope {
  return { allUsers, allDevices, everything: allUsers && allDevices, groups };
}

/** The union of the scopes of several assignments. */
export function unionOf(scopes: readonly Scope[]): Scope {
  return {
    allUsers: scopes.some((scope) => scope.allUsers),
    allDevices: scopes.some((scope) => scope.allDevices),
    everything: scopes.some((scope) => scope.everything),
    groups: [...new Set(scopes.flatMap((scope) => scope.groups))].sort(),
  };
}

/** Whether two scopes contain the same users and devices. */
export function isSameScope(one: Scope, other: Scope): boolean {
  if (one === other) return true;
  return (
    one.allUsers === other.allUsers &&
    one.allDevices === other.allDevices &&
    one.groups.length === other.groups.length &&
    one.groups.every((group, i) => group === other.groups[i])
  );
}

export type MemberKind = 'USER' | 'DEVICE';

/** SQL: the membership `sm` is in one of these groups `sa`, directly or through nested groups. */
const leadsTo = (groups: readonly string[]): Sql =>
  sql`sa.group_id = sm.group_id AND sa.ancestor_id IN ${list(groups)}`;

/** SQL: the ids of these groups and of all groups nested in them. */
const nestedIn = (groups: readonly string[]): Sql =>
  sql`SELECT group_id FROM group_ancestors WHERE ancestor_id IN ${list(groups)}`;

/**
 * How a row test finds the nested groups of a scope: `EACH` looks up the ancestors of each membership, for few rows;
 * `ONCE` reads the nested groups once in a statement, for hundreds of rows; `NONE` means direct members only.
 */
type Nesting = 'EACH' | 'ONCE' | 'NONE';

/** SQL: memberships `sm` in one of these groups that meet a condition. */
function memberships(groups: readonly string[], nesting: Nesting, condition: Sql): Sql {
  if (nesting === 'EACH') {
    return sql`group_members sm CROSS JOIN group_ancestors sa WHERE ${condition} AND ${leadsTo(groups)}`;
  }
  if (nesting === 'NONE') return sql`group_members sm WHERE ${condition} AND sm.group_id IN ${list(groups)}`;
  return sql`group_members sm WHERE ${condition} AND ${among(raw('sm.group_id'), nestedIn(groups))}`;
}

/** SQL: there are such memberships. A query of its own, because PostgreSQL would join it and start from all members of the groups. */
const exist = (found: Sql): Sql => sql`(SELECT EXISTS (SELECT 1 FROM ${found}))`;

/** SQL: a user is a member of one of these groups, directly or through nested groups. */
export function userIsMember(groups: readonly string[], userId: Sql, nesting: Nesting): Sql {
  if (groups.length === 0) return raw('FALSE');
  const membership = sql`sm.kind = 'USER' AND sm.member_id = ${userId}`;
  return exist(memberships(groups, nesting, membership));
}

/**
 * SQL: a managed device is a member of one of these groups, directly or through nested groups. A device that joined
 * Entra again has several Entra objects with different groups. All of them count.
 * @param entraDeviceId the device id shared by its Entra objects; null for none
 */
export function deviceIsMember(groups: readonly string[], entraDeviceId: Sql, nesting: Nesting = 'EACH'): Sql {
  if (groups.length === 0) return raw('FALSE');
  const membership = sql`se.device_id = ${entraDeviceId} AND sm.kind = 'DEVICE' AND sm.member_id = se.id`;
  return exist(sql`entra_devices se CROSS JOIN ${memberships(groups, nesting, membership)}`);
}

/** SQL: the ids of the members of these groups and of all groups nested in them. */
export const memberIdsOf = (groups: readonly string[], kind: MemberKind): Sql =>
  sql`SELECT sm.member_id FROM group_members sm WHERE sm.kind = ${kind} AND sm.group_id IN (${nestedIn(groups)})`;

const MEMBERS: readonly MemberKind[] = ['USER', 'DEVICE'];

/** SQL: the memberships of these kinds in these groups and in all groups nested in them. */
export const membershipsIn = (groups: readonly string[], kinds = MEMBERS): Sql =>
  sql`SELECT 1 FROM group_members sm WHERE sm.kind IN (${raw(kinds.map((kind) => `'${kind}'`).join(', '))})
    AND sm.group_id IN (${nestedIn(groups)})`;

const DEVICE_ID = raw('sd.id');

/** SQL: the managed devices `sd` in these groups and in all groups nested in them; without columns, their ids. */
export const devicesOf = (groups: readonly string[], columns = DEVICE_ID): Sql =>
  sql`SELECT ${columns} FROM entra_devices se JOIN devices sd ON sd.entra_device_id = se.device_id
    WHERE se.id IN (${memberIdsOf(groups, 'DEVICE')})`;

/** SQL: the user with this id is in the scope. */
export function userInScope(scope: Scope, userId: Sql, nesting: Nesting = 'EACH'): Sql {
  return scope.allUsers ? raw('TRUE') : userIsMember(scope.groups, userId, nesting);
}

/** The same as {@link userInScope}, as a set that is computed once. */
export function userAmong(scope: Scope, userId: Sql): Sql {
  return scope.allUsers ? raw('TRUE') : sql`${userId} IN (${memberIdsOf(scope.groups, 'USER')})`;
}

/**
 * SQL: a managed device is in the scope, through one of its Entra objects or its primary user.
 * @param userId the primary user's id; null for none
 * @param entraDeviceId the device id shared by its Entra objects; null for none
 */
export function deviceInScope(scope: Scope, userId: Sql, entraDeviceId: Sql, nesting: Nesting = 'EACH'): Sql {
  if (scope.allDevices) return raw('TRUE');
  const byUser = scope.allUsers ? sql`${userId} IS NOT NULL` : userIsMember(scope.groups, userId, nesting);
  return any([byUser, deviceIsMember(scope.groups, entraDeviceId, nesting)]);
}

/** SQL: the devices `sd` in a scope that is not of all devices, some of them twice; without columns, their ids. */
export function devicesOfScope(scope: Scope, columns = DEVICE_ID): Sql {
  const owned = scope.allUsers ? raw('IS NOT NULL') : sql`IN (${memberIdsOf(scope.groups, 'USER')})`;
  return sql`SELECT ${columns} FROM devices sd WHERE sd.user_id ${owned} UNION ALL ${devicesOf(scope.groups, columns)}`;
}

/**
 * SQL: the rows of `devices` in a scope that is not of all users or all devices, each once, as a table. A list that is read
 * from it needs no test of its rows, and only the columns that it uses.
 */
export function deviceRowsOf({ groups }: Scope): Sql {
  const users = memberIdsOf(groups, 'USER');
  // PostgreSQL would test all devices before the join, because the set of users seems to be made for each row of it.
  const joined = perEngine({ sqlite: () => raw(''), postgres: () => raw('OFFSET 0') });
  return sql`(SELECT sd.* FROM devices sd WHERE sd.user_id IN (${users})
    UNION ALL SELECT so.* FROM (SELECT sd.* FROM (SELECT DISTINCT se.device_id FROM entra_devices se
        WHERE se.id IN (${memberIdsOf(groups, 'DEVICE')})) AS se JOIN devices sd ON sd.entra_device_id = se.device_id ${joined}) AS so
      WHERE NOT (${among(raw('so.user_id'), users)}))`;
}

/**
 * The same as {@link deviceInScope}, as a set that is computed once.
 * @param userId the primary user's id; null for none
 */
export function deviceAmong(scope: Scope, deviceId: Sql, userId: Sql): Sql {
  if (scope.allDevices) return raw('TRUE');
  if (scope.allUsers) return sql`(${userId} IS NOT NULL OR ${deviceId} IN (${devicesOf(scope.groups)}))`;
  return sql`${deviceId} IN (${devicesOfScope(scope)})`;
}

// Up to this many memberships in a scope, reading the groups of all its users (FEW_FOR_USERS), or of all its users and
// devices (FEW), takes less time than testing the members of each group until one is in the scope.
const FEW_FOR_USERS = 50_000;
const FEW = 1_000;

/** SQL: the groups of a scope have at most this many members. Evaluated once per statement, not per row. */
const haveAtMost = (groups: readonly string[], members: number, kinds = MEMBERS): Sql =>
  sql`(SELECT COUNT(*) FROM (${membershipsIn(groups, kinds)} LIMIT ${members + 1}) AS counted) <= ${members}`;

/** SQL: {@link groupInScope} as a test of each group, which looks at its members until one is in scope. */
function groupIsReached(scope: Scope, groupId: Sql): Sql {
  const nested =
    scope.groups.length === 0
      ? []
      : [
          sql`EXISTS (SELECT 1 FROM group_ancestors ga
            WHERE ga.group_id = below.group_id AND ga.ancestor_id IN ${list(scope.groups)})`,
        ];
  // A local group keeps its members, even users that an import no longer finds.
  const member = any([
    sql`(gm.kind = 'USER' AND EXISTS (SELECT 1 FROM users gu WHERE gu.id = gm.member_id) AND ${userInScope(scope, raw('gm.member_id'))})`,
    sql`(gm.kind = 'DEVICE' AND EXISTS (
      SELECT 1 FROM entra_devices ge JOIN devices gd ON gd.entra_device_id = ge.device_id
      WHERE ge.id = gm.member_id AND ${deviceInScope(scope, raw('gd.user_id'), raw('gd.entra_device_id'))}))`,
  ]);
  // With EXISTS, PostgreSQL would test all members of all groups.
  const visibleMember = sql`(SELECT 1 FROM group_members gm WHERE gm.group_id = below.group_id AND ${member} LIMIT 1) = 1`;
  return sql`EXISTS (SELECT 1 FROM group_ancestors below
    WHERE below.ancestor_id = ${groupId} AND ${any([...nested, visibleMember])})`;
}

/**
 * SQL: the viewer can see a group. The group is one of the scope's groups, is nested in one, or has a member in scope.
 * So all groups of a user in scope are visible.
 */
export function groupInScope(scope: Scope, groupId: Sql): Sql {
  if (scope.everything) return raw('TRUE');
  const test = groupIsReached(scope, groupId);
  if (scope.allUsers || scope.allDevices) return test;
  // A test would look at all members of a large group to find none of the few in scope.
  return sql`CASE WHEN ${haveAtMost(scope.groups, FEW)} THEN ${groupAmong(scope, groupId)} ELSE ${test} END`;
}

/** SQL: the viewer can see the group with this id. Evaluated once per statement, not per row. */
export const groupIsVisible = (scope: Scope, id: string): Sql =>
  sql`(SELECT COUNT(*) FROM groups vg WHERE vg.id = ${id} AND ${groupInScope(scope, raw('vg.id'))}) = 1`;

/** SQL: the group `vg` has a member of a kind in the scope. `inGroup` tests one group, and `groups` reads the set. */
const hasMember = (scope: Scope, most: number, groups: Sql, inGroup: Sql): Sql =>
  sql`CASE WHEN ${haveAtMost(scope.groups, most)} THEN vg.id IN (${groups}) ELSE ${inGroup} END`;

/** The same as {@link groupInScope}, as a set that is computed once. */
export function groupAmong(scope: Scope, groupId: Sql): Sql {
  // With all users or all devices in scope, nearly every group has a member, and the first row test finds it.
  if (scope.everything) return raw('TRUE');
  if (scope.allUsers || scope.allDevices) return groupIsReached(scope, groupId);
  const users = sql`SELECT vu.id FROM users vu WHERE ${userAmong(scope, raw('vu.id'))}`;
  const hasUser = hasMember(
    scope,
    FEW_FOR_USERS,
    sql`SELECT vm.group_id FROM (${users}) AS vs CROSS JOIN group_members vm WHERE vm.kind = 'USER' AND vm.member_id = vs.id`,
    sql`EXISTS (SELECT 1 FROM group_members vm WHERE vm.group_id = vg.id AND vm.kind = 'USER'
      AND ${among(raw('vm.member_id'), users)})`,
  );
  const hasDevice = hasMember(
    scope,
    FEW,
    sql`SELECT vm.group_id FROM (${devicesOfScope(scope)}) AS vs CROSS JOIN devices vd CROSS JOIN entra_devices ve
      CROSS JOIN group_members vm WHERE vd.id = vs.id AND ve.device_id = vd.entra_device_id
      AND vm.kind = 'DEVICE' AND vm.member_id = ve.id`,
    // With EXISTS, PostgreSQL would join all devices in scope, or test all members of all groups.
    sql`(SELECT 1 FROM group_members vm WHERE vm.group_id = vg.id AND vm.kind = 'DEVICE'
      AND (SELECT 1 FROM entra_devices ve JOIN devices vd ON vd.entra_device_id = ve.device_id WHERE ve.id = vm.member_id
        AND (${among(raw('vd.user_id'), memberIdsOf(scope.groups, 'USER'))} OR ${among(raw('vd.id'), devicesOf(scope.groups))})
        LIMIT 1) = 1 LIMIT 1) = 1`,
  );
  // Without a table of its own, PostgreSQL would compare each of these groups with each nested one.
  return sql`${groupId} IN (WITH reached AS MATERIALIZED (SELECT vg.id FROM groups vg
      WHERE vg.id IN (${nestedIn(scope.groups)}) OR ${hasUser} OR ${hasDevice})
    SELECT va.ancestor_id FROM group_ancestors va WHERE va.group_id IN (SELECT reached.id FROM reached))`;
}
