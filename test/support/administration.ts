import { PERMISSIONS } from '../../src/authorization/permission-list';
import type { Permission } from '../../src/generated/graphql';
import { type NodeType, toNodeId } from '../../src/resolving/node-id';
import type { Answer, Service } from './service';

export const ADMIN = 'admin@contoso.example';
export type Input = Record<string, unknown>;

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

/** A type of a mutation: its input, its payload or its error codes. */
export const typeOf = (mutation: string, what: 'Input' | 'Payload' | 'ErrorCode'): string =>
  `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}${what}`;

/** The field of each payload with its object, or with the id of the deleted one. */
export const OBJECT_FIELD = {
  createRole: 'role',
  duplicateRole: 'role',
  updateRole: 'role',
  deleteRole: 'deletedRoleId',
  createRoleAssignment: 'roleAssignment',
  updateRoleAssignment: 'roleAssignment',
  deleteRoleAssignment: 'deletedRoleAssignmentId',
} as const satisfies Record<Mutation, string>;

/** The audit action of each mutation. */
export const AUDIT_ACTION: Readonly<Record<Mutation, string>> = {
  createRole: 'CREATE_ROLE',
  duplicateRole: 'DUPLICATE_ROLE',
  updateRole: 'UPDATE_ROLE',
  deleteRole: 'DELETE_ROLE',
  createRoleAssignment: 'CREATE_ROLE_ASSIGNMENT',
  updateRoleAssignment: 'UPDATE_ROLE_ASSIGNMENT',
  deleteRoleAssignment: 'DELETE_ROLE_ASSIGNMENT',
};

/** Selects the object of a payload: its id, or other fields. */
export const objectOf = (mutation: Mutation, fields = 'id'): string =>
  mutation.startsWith('delete') ? OBJECT_FIELD[mutation] : `${OBJECT_FIELD[mutation]} { ${fields} }`;

let names = 0;
/** A unique name. */
export const newName = (): string => `Made by a test ${++names}`;

/**
 * Runs a mutation, by default as the administrator of the demo tenant.
 * @param selection of its payload, beside its errors
 */
export const administer = (
  service: Service,
  mutation: Mutation,
  input: Input,
  as = ADMIN,
  selection = objectOf(mutation),
): Promise<Answer> =>
  service.ask(
    `mutation ($input: ${typeOf(mutation, 'Input')}!) {
      ${mutation}(input: $input) { ${selection} userErrors { code field missing } } }`,
    { as, variables: { input } },
  );

/** Runs a mutation that must succeed, and returns its payload. */
export async function administered(
  ...asked: Parameters<typeof administer>
  // biome-ignore lint/suspicious/noExplicitAny: the result has the shape of the selection.
): Promise<any> {
  const { data, errors } = await administer(...asked);
  expect(errors).toEqual([]);
  const payload = data[asked[1]];
  expect(payload.userErrors).toEqual([]);
  return payload;
}

/** Runs a mutation that must succeed, and returns the object's id. */
export async function idOfAdministered(
  service: Service,
  mutation: Mutation,
  input: Input,
  as = ADMIN,
): Promise<string> {
  const object = (await administered(service, mutation, input, as))[OBJECT_FIELD[mutation]];
  return typeof object === 'string' ? object : object.id;
}

/** The node ids of the objects with a name. @param name the column of the name */
export async function idsByName(
  { database }: Service,
  table: string,
  type: NodeType,
  name = 'display_name',
): Promise<ReadonlyMap<string, string>> {
  const rows: { id: string; name: string }[] = await database.primary(table).select('id', `${name} as name`);
  return new Map(rows.map((row) => [row.name, toNodeId(type, row.id)]));
}

/** Every permission. */
export const EVERY_PERMISSION: readonly Permission[] = PERMISSIONS.map(({ permission }) => permission);
/** The permissions for administering roles. */
export const ROLES: readonly Permission[] = [
  'ROLES_READ',
  'ROLES_CREATE',
  'ROLES_UPDATE',
  'ROLES_DELETE',
  'ROLES_ASSIGN',
];
/** The scope of everything. */
export const EVERYWHERE = { allUsers: true, allDevices: true };

/** The tables of roles and assignments. */
export const RIGHTS_TABLES = [
  'roles',
  'role_permissions',
  'role_assignments',
  'assignment_members',
  'assignment_scopes',
] as const;
