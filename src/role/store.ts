import { INEFFECTIVE_REASON } from '../authorization/effective';
import { ASSIGNMENTS_OF_OPERATORS } from '../authorization/grants';
import type { Ineffective } from '../authorization/ineffective';
import { groupInScope, type Scope, userInScope } from '../authorization/scope';
import { countOfList, type Db, rows, withFlags } from '../database/database';
import { syncedUnlessLocal } from '../database/freshness';
import { type Keyset, PARENT, type Page, pageOf, pagePerParent } from '../database/keyset';
import { all, list, raw, type Sql, sql } from '../database/sql';
import type { Origin, Permission } from '../generated/graphql';

export interface RoleRow {
  id: string;
  displayName: string;
  description: string | null;
  origin: Origin;
  version: number;
  syncedAt: string | null;
}

export interface RoleAssignmentRow {
  id: string;
  roleId: string;
  displayName: string;
  description: string | null;
  origin: Origin;
  version: number;
  allUsers: boolean;
  allDevices: boolean;
  ineffectiveReason: Ineffective | null;
  syncedAt: string | null;
}

const ROLE_COLUMNS = raw(`r.id, r.display_name AS "displayName", r.description, r.origin, r.version,
  ${syncedUnlessLocal('roleDefinitions', 'r.origin')}`);
const ROLES = raw('roles r');
const ASSIGNMENT_COLUMNS = sql`a.id, a.role_id AS "roleId", a.display_name AS "displayName", a.description, a.origin,
  a.version, a.all_users AS "allUsers", a.all_devices AS "allDevices",
  ${INEFFECTIVE_REASON} AS "ineffectiveReason", ${raw(syncedUnlessLocal('roleAssignments', 'a.origin'))}`;
const ASSIGNMENTS = raw('role_assignments a JOIN roles r ON r.id = a.role_id');
const asAssignments = <Row extends RoleAssignmentRow>(found: Row[]): Row[] =>
  withFlags(found, 'allUsers', 'allDevices');

export const ROLES_BY_NAME: Keyset = {
  name: 'roles by name',
  columns: ['r.name_key', 'r.id'],
  types: ['string', 'string'],
  direction: 'ASC',
};

export const ASSIGNMENTS_BY_NAME: Keyset = {
  name: 'role assignments by name',
  columns: ['a.name_key', 'a.id'],
  types: ['string', 'string'],
  direction: 'ASC',
};

/** @returns the roles that exist, in any order */
export function rolesById(db: Db, ids: readonly string[]): Promise<RoleRow[]> {
  return rows(db, sql`SELECT ${ROLE_COLUMNS} FROM roles r WHERE r.id IN ${list(ids)}`);
}

/** A page of the roles, by name. */
export function rolePage(db: Db, page: Page): Promise<RoleRow[]> {
  return rows(db, pageOf({ columns: ROLE_COLUMNS, from: ROLES, where: raw('TRUE'), keyset: ROLES_BY_NAME, page }));
}

/** @returns the number of roles */
export function roleCount(db: Db): Promise<number> {
  return countOfList(db, sql`roles`);
}

/** The actions of these roles: Microsoft's id, and the permission if this service enforces it. */
export function actionsByRole(db: Db, roleIds: readonly string[]) {
  return rows<{ roleId: string; action: string; permission: Permission | null }>(
    db,
    sql`SELECT role_id AS "roleId", action, permission FROM role_permissions
    WHERE role_id IN ${list(roleIds)} ORDER BY role_id, action`,
  );
}

/** @returns the role assignments that exist, in any order */
export async function roleAssignmentsById(db: Db, ids: readonly string[]): Promise<RoleAssignmentRow[]> {
  return asAssignments(
    await rows(db, sql`SELECT ${ASSIGNMENT_COLUMNS} FROM ${ASSIGNMENTS} WHERE a.id IN ${list(ids)}`),
  );
}

export interface RoleAssignmentQuery {
  readonly roleId: string | null;
  readonly memberGroupId: string | null;
  readonly scopeGroupId: string | null;
  readonly operatorId: string | null;
}

/** The condition of a query. A group or operator outside the scope matches nothing. */
function selected(query: RoleAssignmentQuery, scope: Scope): Sql {
  const conditions: Sql[] = [];
  if (query.roleId !== null) conditions.push(sql`a.role_id = ${query.roleId}`);
  if (query.memberGroupId !== null) {
    conditions.push(
      groupInScope(scope, sql`${query.memberGroupId}`),
      sql`EXISTS (SELECT 1 FROM assignment_members x WHERE x.assignment_id = a.id AND x.group_id = ${query.memberGroupId})`,
    );
  }
  if (query.scopeGroupId !== null) {
    conditions.push(
      groupInScope(scope, sql`${query.scopeGroupId}`),
      sql`EXISTS (SELECT 1 FROM assignment_scopes x WHERE x.assignment_id = a.id AND x.group_id = ${query.scopeGroupId})`,
    );
  }
  if (query.operatorId !== null) {
    conditions.push(
      userInScope(scope, sql`${query.operatorId}`),
      sql`EXISTS (SELECT 1 FROM users u WHERE u.id = ${query.operatorId})`,
      sql`a.id IN (SELECT am.assignment_id ${ASSIGNMENTS_OF_OPERATORS} AND m.member_id = ${query.operatorId})`,
    );
  }
  return all(conditions);
}

/**
 * A page of the assignments that match a query.
 * @param scope the scope in which named groups and operators must be visible
 */
export async function roleAssignmentPage(
  db: Db,
  query: RoleAssignmentQuery,
  scope: Scope,
  page: Page,
): Promise<RoleAssignmentRow[]> {
  return asAssignments(
    await rows(
      db,
      pageOf({
        columns: ASSIGNMENT_COLUMNS,
        from: ASSIGNMENTS,
        where: selected(query, scope),
        keyset: ASSIGNMENTS_BY_NAME,
        page,
      }),
    ),
  );
}

/**
 * The number of assignments that match a query.
 * @param scope the scope in which named groups and operators must be visible
 */
export function roleAssignmentCount(db: Db, query: RoleAssignmentQuery, scope: Scope): Promise<number> {
  return countOfList(db, sql`${ASSIGNMENTS} WHERE ${selected(query, scope)}`);
}

/** A page of each role's assignments. */
export async function roleAssignmentsByRole(db: Db, roleIds: readonly string[], page: Page) {
  return asAssignments(
    await rows<RoleAssignmentRow & { parent: string }>(
      db,
      pagePerParent({
        parents: roleIds,
        key: 'a.id',
        columns: ASSIGNMENT_COLUMNS,
        from: ASSIGNMENTS,
        where: sql`a.role_id = ${PARENT}`,
        keyset: ASSIGNMENTS_BY_NAME,
        page,
      }),
    ),
  );
}

/** The number of assignments of each role. A role without one has no row. */
export function roleAssignmentCountsByRole(db: Db, roleIds: readonly string[]) {
  return rows<{ parent: string; count: number }>(
    db,
    sql`SELECT role_id AS parent, COUNT(*) AS count FROM role_assignments
    WHERE role_id IN ${list(roleIds)} GROUP BY role_id`,
  );
}

const groupIdsOf = (table: string) => (db: Db, assignmentIds: readonly string[]) =>
  rows<{ assignmentId: string; groupId: string }>(
    db,
    sql`SELECT x.assignment_id AS "assignmentId", x.group_id AS "groupId" FROM ${raw(table)} x
    JOIN groups g ON g.id = x.group_id WHERE x.assignment_id IN ${list(assignmentIds)} ORDER BY g.name_key, g.id`,
  );

/** The ids of the member groups of these assignments, sorted by the groups' names. */
export const memberGroupsByAssignment = groupIdsOf('assignment_members');

/** The ids of the scope groups of these assignments, sorted by the groups' names. */
export const scopeGroupsByAssignment = groupIdsOf('assignment_scopes');
