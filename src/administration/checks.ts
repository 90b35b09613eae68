import { inSchemaOrder } from '../authorization/permission-list';
import { groupAmong, groupInScope, type Scope } from '../authorization/scope';
import { type Db, firstRow, rows, type Trx } from '../database/database';
import { list, raw, sql } from '../database/sql';
import type { Permission } from '../generated/graphql';
import { keyOrNull, type NodeType } from '../resolving/node-id';
import { checkDirection, inOneLine, looksLike } from './one-line';
import { type Problem, problem } from './problem';

const LONGEST_NAME = 256;
const LONGEST_DESCRIPTION = 1_024;

type NameCode = 'NAME_REQUIRED' | 'NAME_TOO_LONG' | 'NAME_TAKEN' | 'DIRECTION_CONTROL';
/** The problems of a group in an assignment. */
export type GroupCode = 'GROUP_NOT_FOUND' | 'NOT_A_SECURITY_GROUP' | 'INVALID_ID';

/** Checks a name. No other role or assignment may have one that looks like it, ignoring case. */
export async function checkName(
  trx: Trx,
  table: 'roles' | 'role_assignments',
  given: string,
  ownId: string | null,
): Promise<Problem<NameCode>[]> {
  const field = ['input', 'displayName'];
  const direction = checkDirection(given, 'displayName');
  if (direction.length > 0) return direction;
  const name = inOneLine(given);
  if (name === '') return [problem('NAME_REQUIRED', field, 'A name is required.')];
  if ([...name].length > LONGEST_NAME) {
    return [problem('NAME_TOO_LONG', field, `A name has at most ${LONGEST_NAME} characters.`)];
  }
  // An imported name may have invisible characters anywhere, so no index finds it.
  const named = await trx(table).select('id', 'display_name');
  return named.some((other) => other.id !== ownId && looksLike(other.display_name, name))
    ? [problem('NAME_TAKEN', field, 'This name is taken.')]
    : [];
}

/** Checks a description; null is valid. */
export function checkDescription(
  description: string | null | undefined,
): Problem<'DESCRIPTION_TOO_LONG' | 'DIRECTION_CONTROL'>[] {
  const direction = checkDirection(description, 'description');
  if (direction.length > 0) return direction;
  return description != null && [...description].length > LONGEST_DESCRIPTION
    ? [
        problem(
          'DESCRIPTION_TOO_LONG',
          ['input', 'description'],
          `A description has at most ${LONGEST_DESCRIPTION} characters.`,
        ),
      ]
    : [];
}

/** The problem of a malformed id, or of an id of another type. */
export const invalidId = (type: NodeType, field: string[]): Problem<'INVALID_ID'> =>
  problem('INVALID_ID', field, `This is not the id of a ${type}.`);

/** The problem's message for a group without security, by its use in an assignment. */
const NOT_SECURITY = {
  MEMBER: 'Only a security group can be given rights.',
  SCOPE: 'Only a security group can be a scope group.',
} as const;

// Up to this many groups, testing each takes less time than reading all groups that the viewer can see.
const FEW_GROUPS = 15;

/** Checks member or scope groups: each must be a security group that the viewer can see. */
export async function checkGroups(
  db: Db,
  scope: Scope,
  graphIds: readonly string[],
  field: readonly string[],
  use: keyof typeof NOT_SECURITY,
): Promise<{ ids: string[]; problems: Problem<GroupCode>[] }> {
  const keys = graphIds.map((id) => keyOrNull('Group', id));
  const ids = keys.filter((id) => id !== null);
  const isVisible = ids.length > FEW_GROUPS ? groupAmong : groupInScope;
  const found = await rows<{ id: string; security: 0 | 1 }>(
    db,
    sql`SELECT g.id, g.security_enabled AS security FROM groups g
    WHERE g.id IN ${list(ids)} AND ${isVisible(scope, raw('g.id'))}`,
  );
  const security = new Map(found.map((group) => [group.id, group.security === 1]));
  const problems = keys.flatMap((id, i): Problem<GroupCode>[] => {
    const at = [...field, String(i)];
    if (id === null) return [invalidId('Group', at)];
    const isSecurity = security.get(id);
    if (isSecurity === undefined) return [problem('GROUP_NOT_FOUND', at, 'There is no such group.')];
    return isSecurity ? [] : [problem('NOT_A_SECURITY_GROUP', at, NOT_SECURITY[use])];
  });
  return { ids: [...new Set(ids)].sort(), problems };
}

/** The facts that decide whether a role or an assignment can be changed. */
interface Owned {
  readonly id: string;
  readonly origin: 'BUILT_IN' | 'INTUNE' | 'LOCAL';
  readonly version: number;
}

/** Checks that an object still has the version that the client expects; any version is right for a client that names none. */
export const checkVersion = (version: number, expected: number | null | undefined): Problem<'CONFLICT'>[] =>
  expected != null && expected !== version
    ? [problem('CONFLICT', ['input', 'expectedVersion'], `It was changed: this is version ${version} now.`)]
    : [];

/** Checks that a role or an assignment can be changed here and still has the version that the client expects. */
export function checkOwned(
  { origin, version }: Owned,
  expectedVersion: number | null | undefined,
  field: string,
): Problem<'BUILT_IN_READ_ONLY' | 'MANAGED_IN_INTUNE' | 'CONFLICT'>[] {
  if (origin === 'BUILT_IN') {
    return [problem('BUILT_IN_READ_ONLY', ['input', field], 'This is a built-in role. Duplicate it to make changes.')];
  }
  if (origin === 'INTUNE') {
    return [problem('MANAGED_IN_INTUNE', ['input', field], 'This is imported from Intune. Change it there.')];
  }
  return checkVersion(version, expectedVersion);
}

/** The permissions of a role that this service enforces, in the order of the schema. */
export async function permissionsOfRole(trx: Trx, roleId: string): Promise<Permission[]> {
  return inSchemaOrder(
    await trx('role_permissions').where({ role_id: roleId }).whereNotNull('permission').pluck('permission'),
  );
}

interface RoleFacts extends Owned {
  readonly displayName: string;
  readonly description: string | null;
}

interface AssignmentFacts extends RoleFacts {
  readonly roleId: string;
}

/** Finds a role by its node id; returns problems if there is none. */
export async function findRole(
  db: Db,
  graphId: string,
): Promise<RoleFacts | Problem<'INVALID_ID' | 'ROLE_NOT_FOUND'>[]> {
  const field = ['input', 'roleId'];
  const id = keyOrNull('Role', graphId);
  if (id === null) return [invalidId('Role', field)];
  const role = await firstRow<RoleFacts>(
    db,
    sql`SELECT id, origin, version, display_name AS "displayName", description FROM roles WHERE id = ${id}`,
  );
  return role ?? [problem('ROLE_NOT_FOUND', field, 'There is no such role.')];
}

/** Finds an assignment by its node id and checks that it can be changed; returns problems otherwise. */
export async function findOwnAssignment(
  db: Db,
  graphId: string,
  expectedVersion: number | null | undefined,
): Promise<AssignmentFacts | Problem<'INVALID_ID' | 'ROLE_ASSIGNMENT_NOT_FOUND' | 'MANAGED_IN_INTUNE' | 'CONFLICT'>[]> {
  const field = 'roleAssignmentId';
  const id = keyOrNull('RoleAssignment', graphId);
  if (id === null) return [invalidId('RoleAssignment', ['input', field])];
  const assignment = await firstRow<AssignmentFacts>(
    db,
    sql`SELECT id, origin, version, display_name AS "displayName", description, role_id AS "roleId"
    FROM role_assignments WHERE id = ${id}`,
  );
  if (assignment === null) {
    return [problem('ROLE_ASSIGNMENT_NOT_FOUND', ['input', field], 'There is no such role assignment.')];
  }
  // Built-in assignments do not exist.
  const problems = checkOwned(assignment, expectedVersion, field).filter(
    (found): found is Problem<'MANAGED_IN_INTUNE' | 'CONFLICT'> => found.code !== 'BUILT_IN_READ_ONLY',
  );
  return problems.length > 0 ? problems : assignment;
}
