/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** One right that a role can hold, named as in Intune. */
export type Permission =
  /** The tenant, its subscription, licences and connectors; users; groups and group membership. */
  | 'ORGANIZATION_READ'
  /** Devices, compliance and configuration states, policies and their assignments, remote actions, enrolment failures. */
  | 'MANAGED_DEVICES_READ'
  /** Apps, their assignments and install states. */
  | 'MOBILE_APPS_READ'
  /** App protection policies, their assignments and states. */
  | 'MANAGED_APPS_READ'
  /** Roles, role assignments and known issues; over everything also the findings that operators reported as wrong. */
  | 'ROLES_READ'
  /** Create a role. */
  | 'ROLES_CREATE'
  /** Change a role; over everything also record known issues, whose text is on the pages of all users and devices. */
  | 'ROLES_UPDATE'
  /** Delete a role. */
  | 'ROLES_DELETE'
  /** Assign a role to groups of operators. */
  | 'ROLES_ASSIGN'
  /** The audit trail. */
  | 'AUDIT_DATA_READ';

/** Whether an operator may use the graph. */
export type OperatorState =
  /** The account is enabled, and licensed if a licence is required. */
  | 'ACTIVE'
  /** The account is not enabled. */
  | 'DISABLED'
  /** The account has no Intune licence. */
  | 'UNLICENSED';

export type FindQueryVariables = Exact<{
  text: string;
}>;


export type FindQuery = { search: { people: Array<{ id: string, displayName: string | null, userPrincipalName: string }> | null, devices: Array<{ id: string, deviceName: string | null, serialNumber: string | null, operatingSystem: string | null, primaryUser: { id: string, displayName: string | null, userPrincipalName: string } | null }> | null } | null };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { id: string, displayName: string | null, userPrincipalName: string, state: OperatorState, missingPermissions: Array<Permission>, permissions: Array<{ permission: Permission, everything: boolean }> } };


export const FindDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Find"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"text"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"search"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"text"},"value":{"kind":"Variable","name":{"kind":"Name","value":"text"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"people"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"devices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}},{"kind":"Field","name":{"kind":"Name","value":"operatingSystem"}},{"kind":"Field","name":{"kind":"Name","value":"primaryUser"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}}]}}]}}]}}]}}]} as unknown as DocumentNode<FindQuery, FindQueryVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"missingPermissions"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"permission"}},{"kind":"Field","name":{"kind":"Name","value":"everything"}}]}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;