import { type Db, firstRow, rows } from '../database/database';
import { list, sql } from '../database/sql';
import type { Permission } from '../generated/graphql';
import { IS_EFFECTIVE } from './effective';
import { ASSIGNMENTS_OF_OPERATORS, isActive, OPERATORS_OF_ASSIGNMENTS, scopesOfAssignments } from './grants';
import type { Scope } from './scope';
import type { Viewer } from './viewer';

/** The permissions of an administrator, each from an assignment over all users and all devices. */
const ADMINISTRATION: readonly Permission[] = [
  'ROLES_READ',
  'ROLES_CREATE',
  'ROLES_UPDATE',
  'ROLES_DELETE',
  'ROLES_ASSIGN',
];

/** Whether the outer scope contains the inner one, now and after any change of membership. */
export async function contains(db: Db, outer: Scope, inner: Scope): Promise<boolean> {
  if ((inner.allUsers && !outer.allUsers) || (inner.allDevices && !outer.allDevices)) return false;
  if (inner.everything && !outer.everything) return false;
  if (inner.groups.length === 0 || outer.everything) return true;
  const outside = await firstRow(
    db,
    sql`SELECT 1 FROM ${list(inner.groups)} AS g WHERE NOT EXISTS (
      SELECT 1 FROM group_ancestors a WHERE a.group_id = g.value AND a.ancestor_id IN ${list(outer.groups)}) LIMIT 1`,
  );
  return outside === null;
}

/**
 * The permissions that the viewer does not hold over every one of these scopes. Without scopes: the permissions that
 * the viewer does not hold at all.
 */
export async function exceeding(
  db: Db,
  viewer: Viewer,
  permissions: Iterable<Permission>,
  scopes: readonly Scope[],
): Promise<Permission[]> {
  const missing: Permission[] = [];
  for (const permission of new Set(permissions)) {
    let isHeld = viewer.refusal([permission]) === null;
    for (const scope of scopes) isHeld &&= await contains(db, viewer.scopeOf(permission), scope);
    if (!isHeld) missing.push(permission);
  }
  return missing;
}

// Start with the holders of one of the permissions, because they are few. Many roles can read roles.
const CANDIDATES = sql`SELECT m.member_id ${OPERATORS_OF_ASSIGNMENTS} AND am.assignment_id IN (
  SELECT a.id FROM role_assignments a
  JOIN role_permissions rp ON rp.role_id = a.role_id AND rp.permission = ${'ROLES_DELETE' satisfies Permission}
  WHERE a.all_users = 1 AND a.all_devices = 1)`;

/** SQL: the assignments of the user `u` that give the permission `p.value` over everything. */
const GIVING = sql`SELECT 1 FROM role_assignments a
  JOIN roles r ON r.id = a.role_id AND ${IS_EFFECTIVE}
  JOIN role_permissions rp ON rp.role_id = r.id AND rp.permission = p.value
  WHERE a.all_users = 1 AND a.all_devices = 1
    AND a.id IN (SELECT am.assignment_id ${ASSIGNMENTS_OF_OPERATORS} AND m.member_id = u.id)`;

/** SQL: the user `u` holds every permission of an administrator over all users and all devices. */
const ADMINISTERS = sql`u.id IN (${CANDIDATES})
  AND NOT EXISTS (SELECT 1 FROM ${list(ADMINISTRATION)} AS p WHERE NOT EXISTS (${GIVING}))`;

/** Whether an enabled operator, licensed if required, is an administrator over all users and all devices. */
export async function hasAdministrator(db: Db, licenseNeeded: boolean): Promise<boolean> {
  const found = await firstRow(
    db,
    sql`SELECT 1 FROM users u WHERE ${isActive(licenseNeeded)} AND ${ADMINISTERS} LIMIT 1`,
  );
  return found !== null;
}

/** An administrator, with one of the assignments that make one. */
interface AdministratorRow {
  readonly userPrincipalName: string;
  readonly accountEnabled: 0 | 1 | null;
  readonly intuneLicensed: 0 | 1;
  readonly assignment: string;
}

/** Every administrator, active or not, with each assignment that makes one, by name. */
export function administrators(db: Db): Promise<AdministratorRow[]> {
  return rows(
    db,
    sql`SELECT u.user_principal_name AS "userPrincipalName", u.account_enabled AS "accountEnabled",
      u.intune_licensed AS "intuneLicensed", g.display_name AS assignment
    FROM users u JOIN role_assignments g ON g.id IN (
      SELECT am.assignment_id ${ASSIGNMENTS_OF_OPERATORS} AND m.member_id = u.id)
    WHERE ${ADMINISTERS} AND EXISTS (SELECT 1 FROM ${list(ADMINISTRATION)} AS p WHERE EXISTS (${GIVING} AND a.id = g.id))
    ORDER BY u.upn_key, u.id, g.name_key, g.id`,
  );
}

/** The scopes of a role's assignments. */
export async function scopesOfRole(db: Db, roleId: string): Promise<Scope[]> {
  const found = await rows<{ id: string }>(db, sql`SELECT id FROM role_assignments WHERE role_id = ${roleId}`);
  return scopesOfAssignments(
    db,
    found.map(({ id }) => id),
  );
}
