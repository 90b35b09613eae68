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

/** The name of a type of a mutation: of its input, its payload, its error codes. */
export const typeOf = (mutation: string, what: 'Input' | 'Payload' | 'ErrorCode'): string =>
  `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}${what}`;

/** The field of each payload that holds its object, or the id of what was deleted. */
export const OBJECT_FIELD = {
  createRole: 'role',
  duplicateRole: 'role',
  updateRole: 'role',
  deleteRole: 'deletedRoleId',
  createRoleAssignment: 'roleAssignment',
  updateRoleAssignment: 'roleAssignment',
  deleteRoleAssignment: 'deletedRoleAssignmentId',
} as const satisfies Record<Mutation, string>;

/** What the audit trail calls each mutation. */
export const AUDIT_ACTION: Readonly<Record<Mutation, string>> = {
  createRole: 'CREATE_ROLE',
  duplicateRole: 'DUPLICATE_ROLE',
  updateRole: 'UPDATE_ROLE',
  deleteRole: 'DELETE_ROLE',
  createRoleAssignment: 'CREATE_ROLE_ASSIGNMENT',
  updateRoleAssignment: 'UPDATE_ROLE_ASSIGNMENT',
  deleteRoleAssignment: 'DELETE_ROLE_ASSIGNMENT',
};

/** Selects the object of a payload: its id, or other fields of it. */
export const objectOf = (mutation: Mutation, fields = 'id'): string =>
  mutation.startsWith('delete') ? OBJECT_FIELD[mutation] : `${OBJECT_FIELD[mutation]} { ${fields} }`;

let names = 0;
/** A name that nothing else has. */
export const newName = (): string => `Made by a test ${++names}`;

/** Runs a mutation, as the administrator of the demo tenant unless told. @param selection of its payload, beside its errors */
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

/** The same, expected to do something: its payload. */
export async function administered(
  ...asked: Parameters<typeof administer>
  // biome-ignore lint/suspicious/noExplicitAny: what a test asks for has the shape of its selection.
): Promise<any> {
  const { data, errors } = await administer(...asked);
  expect(errors).toEqual([]);
  const payload = data[asked[1]];
  expect(payload.userErrors).toEqual([]);
  return payload;
}

/** The same, expected to do something: the id of its object. */
export async function idOfAdministered(
  service: Service,
  mutation: Mutation,
  input: Input,
  as = ADMIN,
): Promise<string> {
  const object = (await administered(service, mutation, input, as))[OBJECT_FIELD[mutation]];
  return typeof object === 'string' ? object : object.id;
}

/** The ids of what has a name, as the graph writes them. @param name the column of the name */
export async function idsByName(
  { database }: Service,
  table: string,
  type: NodeType,
  name = 'display_name',
): Promise<ReadonlyMap<string, string>> {
  const rows: { id: string; name: string }[] = await database.reader(table).select('id', `${name} as name`);
  return new Map(rows.map((row) => [row.name, toNodeId(type, row.id)]));
}

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
