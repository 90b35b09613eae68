import { groupAmong, groupInScope, type MemberKind, type Scope } from '../authorization/scope';
import { type Db, rows } from '../database/database';
import { type Keyset, PARENT, type Page, pagePerParent } from '../database/keyset';
import { list, raw, type Sql, sql } from '../database/sql';
import type { AppIntent, AssignmentTarget, FilterMode, Platform, ProfileType } from '../generated/graphql';

/** An assignment of a policy, an app or an app protection policy. */
export interface AssignmentRow {
  target: AssignmentTarget;
  groupId: string | null;
  excluded: 0 | 1;
  /** Only for an app. */
  intent: AppIntent | null;
  filterMode: FilterMode;
  filterName: string | null;
  filterRule: string | null;
}

/** An assignment that reaches a user or a device. */
export interface ReachingRow extends AssignmentRow {
  /** The policy or app that is assigned. */
  objectId: string;
  displayName: string | null;
  /** The type of a configuration profile. */
  profileType: ProfileType | null;
  nameKey: string;
  /** Whether the viewer can see its group. */
  isVisible: 0 | 1;
}

/**
 * A kind of assigned object: the table of its assignments, their column of its id, its own table, and the SQL of its
 * profile type.
 */
export interface Assigned {
  readonly table: string;
  readonly column: string;
  readonly objects: string;
  readonly profileType: string;
}

export const POLICIES: Assigned = {
  table: 'policy_assignments',
  column: 'policy_id',
  objects: 'policies',
  profileType: `CASE WHEN o.kind = 'CONFIGURATION' THEN o.profile_type END`,
};
export const APPS: Assigned = { table: 'app_assignments', column: 'app_id', objects: 'apps', profileType: 'NULL' };
export const PROTECTIONS: Assigned = {
  table: 'app_protection_assignments',
  column: 'policy_id',
  objects: 'app_protection_policies',
  profileType: 'NULL',
};

const COLUMNS = raw(`x.target, x.group_id AS "groupId", x.excluded, x.intent, x.filter_mode AS "filterMode",
  f.display_name AS "filterName", f.rule AS "filterRule"`);

const fromOf = ({ table }: Assigned): Sql => raw(`${table} x LEFT JOIN assignment_filters f ON f.id = x.filter_id`);

export const IN_ORDER: Keyset = {
  name: 'assignments',
  columns: ['x.ordinal'],
  types: ['number'],
  direction: 'ASC',
};

/** SQL: the assignment names no group, or one that the viewer can see. */
const visibleAmong = (scope: Scope): Sql => sql`(x.group_id IS NULL OR ${groupAmong(scope, raw('x.group_id'))})`;

/** A page of the assignments of each object whose groups are visible. */
export function assignmentsOf(db: Db, scope: Scope, assigned: Assigned, ids: readonly string[], page: Page) {
  const { column } = assigned;
  return rows<AssignmentRow & { parent: string }>(
    db,
    pagePerParent({
      parents: ids,
      key: `x.${column}, x.ordinal`,
      columns: COLUMNS,
      from: fromOf(assigned),
      where: sql`${raw(`x.${column}`)} = ${PARENT} AND ${visibleAmong(scope)}`,
      keyset: IN_ORDER,
      page,
    }),
  );
}

/** The numbers of assignments of each object: with visible groups (or none), and with hidden groups. */
export function assignmentCounts(db: Db, scope: Scope, { table, column }: Assigned, ids: readonly string[]) {
  return rows<{ parent: string; count: number; hidden: number }>(
    db,
    sql`SELECT parent, SUM(visible) AS count, COUNT(*) - SUM(visible) AS hidden FROM (
      SELECT ${raw(`x.${column}`)} AS parent, CASE WHEN ${visibleAmong(scope)} THEN 1 ELSE 0 END AS visible
      FROM ${raw(`${table} x`)} WHERE ${raw(`x.${column}`)} IN ${list(ids)}) each_one GROUP BY parent`,
  );
}

/** SQL: the groups of some users or devices, and of the primary users of the devices, as `parent` and `group_id`. */
const groupsReached = (kind: MemberKind, ids: readonly string[]): Sql =>
  kind === 'USER'
    ? sql`SELECT m.member_id AS parent, a.ancestor_id AS group_id
        FROM group_members m CROSS JOIN group_ancestors a
        WHERE m.kind = 'USER' AND m.member_id IN ${list(ids)} AND a.group_id = m.group_id`
    : sql`SELECT d.id AS parent, a.ancestor_id AS group_id
        FROM devices d CROSS JOIN entra_devices e CROSS JOIN group_members m CROSS JOIN group_ancestors a
        WHERE d.id IN ${list(ids)} AND e.device_id = d.entra_device_id AND m.kind = 'DEVICE' AND m.member_id = e.id
          AND a.group_id = m.group_id
        UNION SELECT d.id, a.ancestor_id
        FROM devices d CROSS JOIN group_members m CROSS JOIN group_ancestors a
        WHERE d.id IN ${list(ids)} AND m.kind = 'USER' AND m.member_id = d.user_id AND a.group_id = m.group_id`;

/** SQL: the targets without a group that some users or devices belong to, as `parent` and `target`. */
const targetsReached = (kind: MemberKind, ids: readonly string[]): Sql =>
  kind === 'USER'
    ? sql`SELECT u.id AS parent, 'ALL_USERS' AS target FROM users u
        WHERE u.id IN ${list(ids)} AND u.intune_licensed = 1`
    : sql`SELECT d.id AS parent, 'ALL_DEVICES' AS target FROM devices d WHERE d.id IN ${list(ids)}
        UNION ALL SELECT d.id, 'ALL_USERS' FROM devices d JOIN users u ON u.id = d.user_id
        WHERE d.id IN ${list(ids)} AND u.intune_licensed = 1`;

/** SQL: the object `o` fits the device's platform: both are equal, or either is unknown, or `o` is for the web. */
const fits = (kind: MemberKind): Sql =>
  kind === 'USER'
    ? raw('TRUE')
    : raw(`(o.platform IN ('UNKNOWN', 'WEB') OR EXISTS (
        SELECT 1 FROM devices pd WHERE pd.id = reached.parent AND (pd.platform IN (o.platform, 'UNKNOWN'))))`);

/** Which assignments to read: all, or only those of objects that an exclusion or a filter may keep from arriving. */
export interface Reaching {
  readonly what: 'POLICY' | 'APP';
  readonly kind: MemberKind;
  readonly arriving: 'ALL' | 'PERHAPS';
}

/**
 * The assignments that reach each user or device, directly, through nested groups, or through a device's primary user.
 * @param scope decides which of their groups the viewer can see
 */
export function assignmentsReaching(db: Db, scope: Scope, { what, kind, arriving }: Reaching, ids: readonly string[]) {
  const { table, column, objects, profileType } = what === 'APP' ? APPS : POLICIES;
  const isOf =
    arriving === 'ALL'
      ? raw('TRUE')
      : raw(`o.id IN (SELECT ${column} FROM ${table} WHERE excluded = 1 OR filter_mode <> 'NONE')`);
  const columns = raw(`reached.parent, o.id AS "objectId", o.display_name AS "displayName", o.name_key AS "nameKey",
    ${profileType} AS "profileType"`);
  const joined = raw(`CROSS JOIN ${objects} o LEFT JOIN assignment_filters f ON f.id = x.filter_id`);
  return rows<ReachingRow & { parent: string }>(
    db,
    sql`SELECT ${columns}, x.ordinal, ${COLUMNS},
      CASE WHEN ${groupInScope(scope, raw('x.group_id'))} THEN 1 ELSE 0 END AS "isVisible"
    FROM (SELECT DISTINCT parent, group_id FROM (${groupsReached(kind, ids)}) g) reached
      CROSS JOIN ${raw(`${table} x`)} ${joined}
    WHERE x.group_id = reached.group_id AND o.id = ${raw(`x.${column}`)} AND ${isOf} AND ${fits(kind)}
    UNION ALL SELECT ${columns}, x.ordinal, ${COLUMNS}, 1 AS "isVisible"
    FROM (${targetsReached(kind, ids)}) reached CROSS JOIN ${raw(`${table} x`)} ${joined}
    WHERE x.target = reached.target AND o.id = ${raw(`x.${column}`)} AND ${isOf} AND ${fits(kind)}
    ORDER BY "nameKey", "objectId", ordinal`,
  );
}

/** A group through which a configuration profile that is in conflict reaches a device. */
export interface ConflictGroupRow {
  parent: string;
  policyId: string;
  groupId: string;
  groupName: string | null;
}

/** The groups through which the profiles in conflict reach each device, as far as the viewer can see them, by name. */
export const conflictGroupsByDevice = (db: Db, scope: Scope, deviceIds: readonly string[]) =>
  rows<ConflictGroupRow>(
    db,
    sql`SELECT DISTINCT reached.parent, x.policy_id AS "policyId", o.id AS "groupId", o.display_name AS "groupName", o.name_key
    FROM (SELECT DISTINCT parent, group_id FROM (${groupsReached('DEVICE', deviceIds)}) g) reached
      CROSS JOIN policy_states p CROSS JOIN policy_assignments x CROSS JOIN groups o
    WHERE p.device_id = reached.parent AND p.kind = 'CONFIGURATION' AND p.state = 'CONFLICT'
      AND x.policy_id = p.policy_id AND x.group_id = reached.group_id AND x.excluded = 0
      AND o.id = x.group_id AND ${groupInScope(scope, raw('x.group_id'))}
    ORDER BY o.name_key, o.id`,
  );

/** An enrolment restriction or a device limit. */
interface EnrolmentPolicyRow {
  parent: string;
  id: string;
  displayName: string | null;
  kind: 'ENROLLMENT_RESTRICTION' | 'ENROLLMENT_LIMIT';
  platform: Platform;
  deviceLimit: number | null;
}

/** The enrolment restrictions and device limits that count for each user: the smallest priority first, the default last. */
export function enrolmentPoliciesByUser(db: Db, userIds: readonly string[]): Promise<EnrolmentPolicyRow[]> {
  const reaching = raw('CROSS JOIN policy_assignments x CROSS JOIN policies o');
  const counts = raw(`o.id = x.policy_id AND o.kind IN ('ENROLLMENT_RESTRICTION', 'ENROLLMENT_LIMIT')`);
  return rows(
    db,
    sql`WITH reached AS (
      SELECT parent, policy_id, MAX(excluded) AS excluded FROM (
        SELECT g.parent, x.policy_id, x.excluded FROM (${groupsReached('USER', userIds)}) g ${reaching}
        WHERE x.group_id = g.group_id AND ${counts}
        UNION ALL SELECT t.parent, x.policy_id, x.excluded FROM (${targetsReached('USER', userIds)}) t ${reaching}
        WHERE x.target = t.target AND ${counts}) AS each_one
      GROUP BY parent, policy_id)
    SELECT p.value AS parent, o.id, o.display_name AS "displayName", o.kind, o.platform, o.device_limit AS "deviceLimit"
    FROM ${list(userIds)} AS p CROSS JOIN policies o
      LEFT JOIN reached r ON r.parent = p.value AND r.policy_id = o.id
    WHERE o.kind IN ('ENROLLMENT_RESTRICTION', 'ENROLLMENT_LIMIT') AND (COALESCE(o.priority, 0) = 0 OR r.excluded = 0)
    ORDER BY p.value, CASE WHEN COALESCE(o.priority, 0) = 0 THEN 1 ELSE 0 END, COALESCE(o.priority, 0), o.name_key, o.id`,
  );
}
