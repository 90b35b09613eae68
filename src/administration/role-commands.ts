import { randomUUID } from 'node:crypto';
import { inSchemaOrder, PERMISSIONS } from '../authorization/permission-list';
import { exceeding, scopesOfRole } from '../authorization/rights';
import type { Trx } from '../database/database';
import { nameColumns } from '../database/folding';
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
import { checkDescription, checkName, checkOwned, findRole, permissionsOfRole } from './checks';
import { inOneLine } from './one-line';
import { exceedsOwnRights, type Problem, problem } from './problem';
import { changeRights, type RightsChange, type RightsOutcome } from './rights-change';

async function writePermissions(trx: Trx, roleId: string, permissions: readonly Permission[]): Promise<void> {
  await trx('role_permissions').where({ role_id: roleId }).whereNotNull('permission').delete();
  const given = PERMISSIONS.filter(({ permission }) => permissions.includes(permission));
  await trx('role_permissions').insert(
    given.map(({ permission, microsoftAction }) => ({ role_id: roleId, action: microsoftAction, permission })),
  );
}

function creation(
  trx: Trx,
  displayName: string,
  description: string | null,
  permissions: readonly Permission[],
): RightsChange {
  const id = randomUUID();
  const name = inOneLine(displayName);
  return {
    affected: { assignmentIds: [], groupIds: [] },
    before: null,
    after: { permissions },
    async apply() {
      await trx('roles').insert({ id, ...nameColumns(name), description, origin: 'LOCAL' });
      await writePermissions(trx, id, permissions);
      return id;
    },
  };
}

const FIELD = ['input', 'permissions'];

/** Checks the permissions of a role. @param missing the permissions that the viewer lacks */
const checkPermissions = (
  permissions: readonly Permission[],
  missing: Permission[],
): Problem<'PERMISSIONS_REQUIRED' | 'EXCEEDS_OWN_RIGHTS'>[] =>
  permissions.length === 0
    ? [problem('PERMISSIONS_REQUIRED', FIELD, 'A role needs a permission.'), ...exceedsOwnRights(missing, FIELD)]
    : exceedsOwnRights(missing, FIELD);

/** Creates a role. It requires ROLES_CREATE, and the viewer must hold each of the role's permissions. */
export function createRole(context: Context, input: CreateRoleInput): Promise<RightsOutcome<CreateRoleErrorCode>> {
  return changeRights(context, {
    action: 'CREATE_ROLE',
    permissions: ['ROLES_CREATE'],
    coordinate: 'Mutation.createRole',
    input,
    named: null,
    objectType: 'Role',
    async check({ trx, viewer }) {
      const permissions = inSchemaOrder(input.permissions);
      const missing = await exceeding(trx, viewer, permissions, []);
      const problems = [
        ...(await checkName(trx, 'roles', input.displayName, null)),
        ...checkDescription(input.description),
        ...checkPermissions(permissions, missing),
      ];
      return problems.length > 0 ? problems : creation(trx, input.displayName, input.description ?? null, permissions);
    },
  });
}

/** Creates a role with the enforced permissions of another one. It requires the same as {@link createRole}. */
export function duplicateRole(
  context: Context,
  input: DuplicateRoleInput,
): Promise<RightsOutcome<DuplicateRoleErrorCode>> {
  return changeRights(context, {
    action: 'DUPLICATE_ROLE',
    permissions: ['ROLES_CREATE'],
    coordinate: 'Mutation.duplicateRole',
    input,
    named: input.roleId,
    objectType: 'Role',
    async check({ trx, viewer }) {
      const role = await findRole(trx, input.roleId);
      if (Array.isArray(role)) return role;
      // Copy only enforced permissions. The others cannot be checked, and a later version may enforce them.
      const permissions = await permissionsOfRole(trx, role.id);
      const missing = await exceeding(trx, viewer, permissions, []);
      const problems = [
        ...(await checkName(trx, 'roles', input.displayName, null)),
        ...checkDescription(input.description),
        ...exceedsOwnRights(missing, ['input', 'roleId']),
      ];
      const description = input.description === undefined ? role.description : input.description;
      return problems.length > 0 ? problems : creation(trx, input.displayName, description, permissions);
    },
  });
}

/** Changes a role. It requires ROLES_UPDATE, and each added permission, over the scopes of the role's assignments. */
export function updateRole(context: Context, input: UpdateRoleInput): Promise<RightsOutcome<UpdateRoleErrorCode>> {
  return changeRights(context, {
    action: 'UPDATE_ROLE',
    permissions: ['ROLES_UPDATE'],
    coordinate: 'Mutation.updateRole',
    input,
    named: input.roleId,
    objectType: 'Role',
    async check({ trx, viewer }) {
      const role = await findRole(trx, input.roleId);
      if (Array.isArray(role)) return role;
      const owned = checkOwned(role, input.expectedVersion, 'roleId');
      if (owned.length > 0) return owned;

      const before = await permissionsOfRole(trx, role.id);
      const permissions = input.permissions == null ? before : inSchemaOrder(input.permissions);
      const scopes = await scopesOfRole(trx, role.id);
      const gained = permissions.filter((permission) => !before.includes(permission));
      const missing = [
        ...(await exceeding(trx, viewer, ['ROLES_UPDATE'], scopes)),
        ...(await exceeding(trx, viewer, gained, scopes)),
      ];
      const problems = [
        ...(input.displayName == null ? [] : await checkName(trx, 'roles', input.displayName, role.id)),
        ...checkDescription(input.description),
        ...checkPermissions(permissions, missing),
      ];
      if (problems.length > 0) return problems;

      const name = input.displayName == null ? role.displayName : inOneLine(input.displayName);
      const description = input.description === undefined ? role.description : input.description;
      const assignmentIds = await trx('role_assignments').where({ role_id: role.id }).pluck('id');
      return {
        affected: { assignmentIds, groupIds: [] },
        before: { permissions: before },
        after: { permissions },
        async apply() {
          await trx('roles')
            .where({ id: role.id })
            .update({ ...nameColumns(name), description, version: role.version + 1 });
          await writePermissions(trx, role.id, permissions);
          return role.id;
        },
      };
    },
  });
}

/** Deletes a role that is not assigned. It requires ROLES_DELETE. */
export function deleteRole(context: Context, input: DeleteRoleInput): Promise<RightsOutcome<DeleteRoleErrorCode>> {
  return changeRights(context, {
    action: 'DELETE_ROLE',
    permissions: ['ROLES_DELETE'],
    coordinate: 'Mutation.deleteRole',
    input,
    named: input.roleId,
    objectType: 'Role',
    async check({ trx }) {
      const role = await findRole(trx, input.roleId);
      if (Array.isArray(role)) return role;
      const owned = checkOwned(role, input.expectedVersion, 'roleId');
      if (owned.length > 0) return owned;
      const assigned = await trx('role_assignments').where({ role_id: role.id }).first('id');
      if (assigned !== undefined) {
        return [problem('ROLE_ASSIGNED', ['input', 'roleId'], 'The role is still assigned.')];
      }
      return {
        affected: { assignmentIds: [], groupIds: [] },
        before: { permissions: await permissionsOfRole(trx, role.id) },
        after: null,
        async apply() {
          await trx('roles').where({ id: role.id }).delete();
          return role.id;
        },
      };
    },
  });
}
