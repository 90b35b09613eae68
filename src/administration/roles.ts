import { randomUUID } from 'node:crypto';
import { PERMISSIONS } from '../authorization/permission-list';
import { exceeding, scopesOfRole } from '../authorization/rights';
import { type Db, execute, rows, type Trx } from '../database/database';
import { nameKey } from '../database/folding';
import { sql } from '../database/sql';
import type {
  CreateRoleErrorCode,
  CreateRoleInput,
  DeleteRoleErrorCode,
  DeleteRoleInput,
  DuplicateRoleErrorCode,
  DuplicateRoleInput,
  Permission,
  UpdateRoleErrorCode,
  UpdateRoleInput,
} from '../generated/graphql';
import type { Context } from '../resolving/context';
import { toNodeId } from '../resolving/node-id';
import { administer, type Change, type Outcome, problem } from './administer';
import { checkDescription, checkName, checkOwned, findRole, tidyName } from './checks';

const EXCEEDS = 'Nobody gives or takes what they do not hold over the same scope.';
const toGraphId = (id: string): string => toNodeId('Role', id);
const inOrder = (permissions: Iterable<Permission>): Permission[] => {
  const wanted = new Set(permissions);
  return PERMISSIONS.map(({ permission }) => permission).filter((permission) => wanted.has(permission));
};

async function permissionsOf(db: Db, roleId: string): Promise<Permission[]> {
  const found = await rows<{ permission: Permission }>(
    db,
    sql`SELECT permission FROM role_permissions WHERE role_id = ${roleId} AND permission IS NOT NULL`,
  );
  return inOrder(found.map(({ permission }) => permission));
}

async function writePermissions(trx: Trx, roleId: string, permissions: readonly Permission[]): Promise<void> {
  await execute(trx, sql`DELETE FROM role_permissions WHERE role_id = ${roleId} AND permission IS NOT NULL`);
  for (const { permission, microsoftAction } of PERMISSIONS) {
    if (!permissions.includes(permission)) continue;
    await execute(
      trx,
      sql`INSERT INTO role_permissions (role_id, action, permission) VALUES (${roleId}, ${microsoftAction}, ${permission})`,
    );
  }
}

function creation(
  trx: Trx,
  displayName: string,
  description: string | null,
  permissions: readonly Permission[],
): Change {
  const id = randomUUID();
  const name = tidyName(displayName);
  return {
    affected: { assignmentIds: [], groupIds: [] },
    before: null,
    after: { permissions },
    async apply() {
      await execute(
        trx,
        sql`INSERT INTO roles (id, display_name, name_key, description, origin)
        VALUES (${id}, ${name}, ${nameKey(name)}, ${description}, 'LOCAL')`,
      );
      await writePermissions(trx, id, permissions);
      return id;
    },
  };
}

export function createRole(context: Context, input: CreateRoleInput): Promise<Outcome<CreateRoleErrorCode>> {
  return administer<CreateRoleErrorCode>(context, {
    action: 'CREATE_ROLE',
    permission: 'ROLES_CREATE',
    coordinate: 'Mutation.createRole',
    input,
    subjectId: null,
    toGraphId,
    async check({ trx, viewer }) {
      const permissions = inOrder(input.permissions);
      const missing = await exceeding(trx, viewer, permissions, []);
      const problems = [
        ...(await checkName(trx, 'roles', input.displayName, null)),
        ...checkDescription(input.description),
        ...(permissions.length === 0
          ? [problem('PERMISSIONS_REQUIRED' as const, ['input', 'permissions'], 'A role allows something.')]
          : []),
        ...(missing.length === 0
          ? []
          : [problem('EXCEEDS_OWN_RIGHTS' as const, ['input', 'permissions'], EXCEEDS, missing)]),
      ];
      return problems.length > 0 ? problems : creation(trx, input.displayName, input.description ?? null, permissions);
    },
  });
}

export function duplicateRole(context: Context, input: DuplicateRoleInput): Promise<Outcome<DuplicateRoleErrorCode>> {
  return administer<DuplicateRoleErrorCode>(context, {
    action: 'DUPLICATE_ROLE',
    permission: 'ROLES_CREATE',
    coordinate: 'Mutation.duplicateRole',
    input,
    subjectId: input.roleId,
    toGraphId,
    async check({ trx, viewer }) {
      const role = await findRole(trx, input.roleId);
      if (Array.isArray(role)) return role;
      // Only what this service enforces is taken: the rest could not be checked, and may come to mean something.
      const permissions = await permissionsOf(trx, role.id);
      const missing = await exceeding(trx, viewer, permissions, []);
      const problems = [
        ...(await checkName(trx, 'roles', input.displayName, null)),
        ...checkDescription(input.description),
        ...(missing.length === 0
          ? []
          : [problem('EXCEEDS_OWN_RIGHTS' as const, ['input', 'roleId'], EXCEEDS, missing)]),
      ];
      const description = input.description === undefined ? role.description : input.description;
      return problems.length > 0 ? problems : creation(trx, input.displayName, description, permissions);
    },
  });
}

export function updateRole(context: Context, input: UpdateRoleInput): Promise<Outcome<UpdateRoleErrorCode>> {
  return administer<UpdateRoleErrorCode>(context, {
    action: 'UPDATE_ROLE',
    permission: 'ROLES_UPDATE',
    coordinate: 'Mutation.updateRole',
    input,
    subjectId: input.roleId,
    toGraphId,
    async check({ trx, viewer }) {
      const role = await findRole(trx, input.roleId);
      if (Array.isArray(role)) return role;
      const owned = checkOwned(role, input.expectedVersion, 'roleId');
      if (owned.length > 0) return owned;

      const before = await permissionsOf(trx, role.id);
      const permissions = input.permissions == null ? before : inOrder(input.permissions);
      const scopes = await scopesOfRole(trx, role.id);
      const gained = permissions.filter((permission) => !before.includes(permission));
      const missing = [
        ...(await exceeding(trx, viewer, ['ROLES_UPDATE'], scopes)),
        ...(await exceeding(trx, viewer, gained, scopes)),
      ];
      const problems = [
        ...(input.displayName == null ? [] : await checkName(trx, 'roles', input.displayName, role.id)),
        ...checkDescription(input.description),
        ...(permissions.length === 0
          ? [problem('PERMISSIONS_REQUIRED' as const, ['input', 'permissions'], 'A role allows something.')]
          : []),
        ...(missing.length === 0
          ? []
          : [problem('EXCEEDS_OWN_RIGHTS' as const, ['input', 'permissions'], EXCEEDS, missing)]),
      ];
      if (problems.length > 0) return problems;

      const name = input.displayName == null ? role.displayName : tidyName(input.displayName);
      const description = input.description === undefined ? role.description : input.description;
      const assignments = await rows<{ id: string }>(
        trx,
        sql`SELECT id FROM role_assignments WHERE role_id = ${role.id}`,
      );
      return {
        affected: { assignmentIds: assignments.map(({ id }) => id), groupIds: [] },
        before: { permissions: before },
        after: { permissions },
        async apply() {
          await execute(
            trx,
            sql`UPDATE roles SET display_name = ${name}, name_key = ${nameKey(name)}, description = ${description},
              version = version + 1 WHERE id = ${role.id}`,
          );
          await writePermissions(trx, role.id, permissions);
          return role.id;
        },
      };
    },
  });
}

export function deleteRole(context: Context, input: DeleteRoleInput): Promise<Outcome<DeleteRoleErrorCode>> {
  return administer<DeleteRoleErrorCode>(context, {
    action: 'DELETE_ROLE',
    permission: 'ROLES_DELETE',
    coordinate: 'Mutation.deleteRole',
    input,
    subjectId: input.roleId,
    toGraphId,
    async check({ trx }) {
      const role = await findRole(trx, input.roleId);
      if (Array.isArray(role)) return role;
      const owned = checkOwned(role, input.expectedVersion, 'roleId');
      if (owned.length > 0) return owned;
      const [assigned] = await rows(trx, sql`SELECT 1 FROM role_assignments WHERE role_id = ${role.id} LIMIT 1`);
      if (assigned !== undefined) {
        return [problem('ROLE_ASSIGNED', ['input', 'roleId'], 'The role is still assigned.')];
      }
      return {
        affected: { assignmentIds: [], groupIds: [] },
        before: { permissions: await permissionsOf(trx, role.id) },
        after: null,
        async apply() {
          await execute(trx, sql`DELETE FROM roles WHERE id = ${role.id}`);
          return role.id;
        },
      };
    },
  });
}
