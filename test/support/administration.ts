import { PERMISSIONS } from '../../src/authorization/permission-list';
import type { Permission } from '../../src/generated/graphql';

/** Every mutation that administers roles. */
export const MUTATIONS = [
  'createRole',
  'duplicateRole',
  'updateRole',
  'deleteRole',
  'createRoleAssignment',
  'updateRoleAssignment',
  'deleteRoleAssignment',
] as const;
export type Mutation = (typeof MUTATIONS)[number];

/** The name of a type of a mutation: of its input, its payload, its error codes. */
export const typeOf = (mutation: string, what: 'Input' | 'Payload' | 'ErrorCode'): string =>
  `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}${what}`;

/** Every permission. */
export const EVERY_PERMISSION: readonly Permission[] = PERMISSIONS.map(({ permission }) => permission);
/** What administering roles takes. */
export const ROLES: readonly Permission[] = [
  'ROLES_READ',
  'ROLES_CREATE',
  'ROLES_UPDATE',
  'ROLES_DELETE',
  'ROLES_ASSIGN',
];
/** The scope of those who see all. */
export const EVERYWHERE = { allUsers: true, allDevices: true };

/** The tables that say who may do what. */
export const RIGHTS_TABLES = [
  'roles',
  'role_permissions',
  'role_assignments',
  'assignment_members',
  'assignment_scopes',
] as const;
