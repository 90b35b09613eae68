import { IS_EFFECTIVE } from '../authorization/effective';
import { ASSIGNMENTS_OF_OPERATORS, OPERATORS_OF_ASSIGNMENTS } from '../authorization/grants';
import { deviceInScope, groupInScope, type Scope, userInScope } from '../authorization/scope';
import { countOfList, type Db, rows } from '../database/database';
import { type Keyset, type Page, pageOf } from '../database/keyset';
import { list, raw, type Sql, sql } from '../database/sql';
import type { Permission } from '../generated/graphql';

/** How to list the ids of a permission's holders. The rows come from the loaders of their own queries. */
interface Listed {
  readonly id: string;
}

const BY_NAME = (alias: string, name: string): Keyset => ({
  name,
  columns: [`${alias}.name_key`, `${alias}.id`],
  types: ['string', 'string'],
  direction: 'ASC',
});

/** The sort orders of the lists of holders: roles, assignments and operators by name, then by id. */
export const HOLDER_ORDERS = {
  roles: BY_NAME('r', 'roles of a permission'),
  assignments: BY_NAME('a', 'role assignments of a permission'),
  operators: BY_NAME('u', 'operators of a permission'),
} as const;

export type Holder = keyof typeof HOLDER_ORDERS;

const holds = (role: string, permission: Permission): Sql =>
  sql`EXISTS (SELECT 1 FROM role_permissions h WHERE h.role_id = ${raw(role)} AND h.permission = ${permission})`;

function holders(holder: Holder, permission: Permission, scope: Scope): { columns: Sql; from: Sql; where: Sql } {
  if (holder === 'roles') return { columns: raw('r.id'), from: raw('roles r'), where: holds('r.id', permission) };
  if (holder === 'assignments') {
    return { columns: raw('a.id'), from: raw('role_assignments a'), where: holds('a.role_id', permission) };
  }
  return {
    columns: raw('u.id'),
    from: raw('users u'),
    where: sql`${userInScope(scope, raw('u.id'))} AND u.id IN (
      SELECT m.member_id ${OPERATORS_OF_ASSIGNMENTS} AND am.assignment_id IN (
        SELECT a.id FROM role_assignments a JOIN roles r ON r.id = a.role_id
        WHERE ${IS_EFFECTIVE} AND ${holds('a.role_id', permission)}))`,
  };
}

/** A page of the ids of the roles, assignments or operators that hold a permission. */
export function holderPage(
  db: Db,
  holder: Holder,
  permission: Permission,
  scope: Scope,
  page: Page,
): Promise<Listed[]> {
  return rows(db, pageOf({ ...holders(holder, permission, scope), keyset: HOLDER_ORDERS[holder], page }));
}

/** The number of roles, assignments or operators that hold a permission. Only operators in the scope count. */
export function holderCount(db: Db, holder: Holder, permission: Permission, scope: Scope): Promise<number> {
  const { from, where } = holders(holder, permission, scope);
  return countOfList(db, sql`${from} WHERE ${where}`);
}

/** The roles that hold a permission and grant it, by name. */
export async function roleIdsWith(db: Db, permission: Permission): Promise<string[]> {
  const found = await rows<Listed>(
    db,
    sql`SELECT r.id FROM roles r WHERE r.ineffective_reason IS NULL AND ${holds('r.id', permission)}
    ORDER BY r.name_key, r.id`,
  );
  return found.map(({ id }) => id);
}

/** The assignments that give a permission, by name. */
export async function assignmentIdsWith(db: Db, permission: Permission): Promise<string[]> {
  const found = await rows<Listed>(
    db,
    sql`SELECT a.id FROM role_assignments a JOIN roles r ON r.id = a.role_id
    WHERE ${IS_EFFECTIVE} AND ${holds('a.role_id', permission)} ORDER BY a.name_key, a.id`,
  );
  return found.map(({ id }) => id);
}

/** The parent of the fields about a user's rights as an operator. Each field reads its own data. */
export interface OperatorAccess {
  readonly operatorId: string;
}

/** The parent of the fields about a permission's holders. Each field reads its own data. */
export interface Holders {
  readonly permission: Permission;
}

/** An assignment of an operator. */
export interface Grant {
  readonly operatorId: string;
  readonly assignmentId: string;
  /** The operator's groups among its member groups, direct or through nested groups. */
  readonly groupIds: readonly string[];
}

/** Every assignment of these operators, effective or not, each once, sorted by name. */
export async function grantsOf(db: Db, operatorIds: readonly string[]): Promise<Grant[]> {
  const found = await rows<{ operatorId: string; assignmentId: string; groupId: string }>(
    db,
    sql`SELECT g."operatorId", g."assignmentId", g."groupId" FROM (
      SELECT DISTINCT m.member_id AS "operatorId", am.assignment_id AS "assignmentId", am.group_id AS "groupId"
      ${ASSIGNMENTS_OF_OPERATORS} AND m.member_id IN ${list(operatorIds)}) AS g
    JOIN role_assignments a ON a.id = g."assignmentId" ORDER BY a.name_key, a.id, g."groupId"`,
  );
  const grants = new Map<string, Omit<Grant, 'groupIds'> & { readonly groupIds: string[] }>();
  for (const { operatorId, assignmentId, groupId } of found) {
    const key = JSON.stringify([operatorId, assignmentId]);
    const grant = grants.get(key) ?? { operatorId, assignmentId, groupIds: [] };
    grant.groupIds.push(groupId);
    grants.set(key, grant);
  }
  return [...grants.values()];
}

/**
 * The steps up from these operators: from an operator to its groups, and from each group to the groups that contain it.
 */
export function stepsUp(db: Db, operatorIds: readonly string[]) {
  return rows<{ operatorId: string; from: string | null; to: string }>(
    db,
    sql`SELECT m.member_id AS "operatorId", NULL AS "from", m.group_id AS "to" FROM group_members m
      WHERE m.kind = 'USER' AND m.member_id IN ${list(operatorIds)}
    UNION
    SELECT m.member_id, e.member_id, e.group_id FROM group_members m
      JOIN group_ancestors n ON n.group_id = m.group_id
      JOIN group_members e ON e.kind = 'GROUP' AND e.member_id = n.ancestor_id
      WHERE m.kind = 'USER' AND m.member_id IN ${list(operatorIds)}
    ORDER BY 1, 2, 3`,
  );
}

/** The object that decides whether a subject is in a scope: a user, a device, a group, or the tenant. */
export type Anchor = { readonly kind: 'USER' | 'DEVICE' | 'GROUP'; readonly id: string } | { readonly kind: 'TENANT' };

/** Whether a scope contains the subject. */
export async function isInScope(db: Db, scope: Scope, anchor: Anchor): Promise<boolean> {
  if (anchor.kind === 'TENANT') return true;
  const query =
    anchor.kind === 'USER'
      ? sql`SELECT 1 FROM users u WHERE u.id = ${anchor.id} AND ${userInScope(scope, raw('u.id'))}`
      : anchor.kind === 'GROUP'
        ? sql`SELECT 1 FROM groups g WHERE g.id = ${anchor.id} AND ${groupInScope(scope, raw('g.id'))}`
        : sql`SELECT 1 FROM devices d
            WHERE d.id = ${anchor.id} AND ${deviceInScope(scope, raw('d.user_id'), raw('d.entra_device_id'))}`;
  return (await rows(db, query)).length > 0;
}
