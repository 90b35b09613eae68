/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** A role to create. */
export type CreateRoleInput = {
  /** Up to 256 characters. The name must be unique among roles, ignoring case and invisible characters. */
  displayName: string;
  /** Up to 1,024 characters. */
  description?: string | null | undefined;
  /** The permissions of the role. */
  permissions: Array<Permission>;
  /** Runs all checks but changes nothing: the object is null and `difference` is set. */
  dryRun?: boolean | null | undefined;
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: string | null | undefined;
};

/** The scope of an assignment: either groups, or all users, all devices or both. The two forms cannot be combined. */
export type RoleAssignmentScopeInput = {
  /** Security groups of users and devices, with the groups nested in them. */
  groupIds?: Array<string | number> | null | undefined;
  /** All users, and the devices that have a primary user. */
  allUsers?: boolean | null | undefined;
  /** All devices. */
  allDevices?: boolean | null | undefined;
};

/** A role assignment to create. */
export type CreateRoleAssignmentInput = {
  /** The role. */
  roleId: string | number;
  /** Up to 256 characters. The name must be unique among assignments, ignoring case and invisible characters. */
  displayName: string;
  /** Up to 1,024 characters. */
  description?: string | null | undefined;
  /** Security groups of operators. */
  memberGroupIds: Array<string | number>;
  /** The scope of the assignment. */
  scope: RoleAssignmentScopeInput;
  /** Runs all checks but changes nothing: the object is null and `difference` is set. */
  dryRun?: boolean | null | undefined;
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: string | null | undefined;
};

/** The error codes of `createRole`. */
export type CreateRoleErrorCode =
  /** The name is empty. */
  | 'NAME_REQUIRED'
  /** The name has more than 256 characters. */
  | 'NAME_TOO_LONG'
  /** The name is already in use, ignoring case and invisible characters. */
  | 'NAME_TAKEN'
  /** The description has more than 1,024 characters. */
  | 'DESCRIPTION_TOO_LONG'
  /** A name or a description has an invisible character that changes the direction of writing. */
  | 'DIRECTION_CONTROL'
  /** A role needs at least one permission. */
  | 'PERMISSIONS_REQUIRED'
  /** The viewer does not hold a permission of the new role; `missing` lists them. */
  | 'EXCEEDS_OWN_RIGHTS'
  /** The `clientMutationId` was used before with another input. */
  | 'CLIENT_MUTATION_ID_REUSED'
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  | 'TRY_AGAIN';

/** The error codes of `createRoleAssignment`. */
export type CreateRoleAssignmentErrorCode =
  /** The id is invalid, or belongs to an object of another type. */
  | 'INVALID_ID'
  /** The role does not exist. */
  | 'ROLE_NOT_FOUND'
  /** The name is empty. */
  | 'NAME_REQUIRED'
  /** The name has more than 256 characters. */
  | 'NAME_TOO_LONG'
  /** The name is already in use, ignoring case and invisible characters. */
  | 'NAME_TAKEN'
  /** The description has more than 1,024 characters. */
  | 'DESCRIPTION_TOO_LONG'
  /** A name or a description has an invisible character that changes the direction of writing. */
  | 'DIRECTION_CONTROL'
  /** An assignment needs at least one member group. */
  | 'MEMBERS_REQUIRED'
  /** The group does not exist, or the viewer cannot see it. */
  | 'GROUP_NOT_FOUND'
  /** Only a security group can be a member or a scope group. */
  | 'NOT_A_SECURITY_GROUP'
  /** An assignment needs a scope. */
  | 'SCOPE_REQUIRED'
  /** Scope groups cannot be combined with all users or all devices. */
  | 'SCOPE_MIXED'
  /** The viewer does not hold `ROLES_ASSIGN`, or a permission of the role, over the scope; `missing` lists them. */
  | 'EXCEEDS_OWN_RIGHTS'
  /** The `clientMutationId` was used before with another input. */
  | 'CLIENT_MUTATION_ID_REUSED'
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  | 'TRY_AGAIN';

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

/** The operating system of a device or an app. */
export type Platform =
  | 'ANDROID'
  | 'IOS'
  | 'MACOS'
  | 'WINDOWS'
  | 'LINUX'
  | 'CHROMEOS'
  /** Any browser. */
  | 'WEB'
  | 'UNKNOWN';

/** How bad a finding is, worst first. */
export type FindingSeverity =
  /** The user cannot work, and nothing else helps before this is solved. */
  | 'BLOCKER'
  /** Something the user needs does not work. */
  | 'PROBLEM'
  /** Something will stop working, or is worth tidying up. */
  | 'WARNING'
  /** It looks wrong, but is normal. */
  | 'INFO';

/** The rules, in the order in which they rank. */
export type FindingRule =
  /** Not a rule of its own: findings that fold under a `KnownIssue`. */
  | 'KNOWN_ISSUE'
  | 'TENANT_INACTIVE'
  | 'ACCOUNT_DISABLED'
  | 'ROOTED_OR_JAILBROKEN'
  | 'REMOVAL_PENDING'
  | 'REMOVAL_FAILED'
  | 'NO_INTUNE_LICENCE'
  | 'APPLE_PUSH_EXPIRED'
  | 'MANAGEMENT_CERT_EXPIRED'
  | 'CONNECTOR_DOWN'
  | 'COMPLIANCE_OF_OTHER_USER'
  | 'NONCOMPLIANT_SETTING'
  | 'ENROLLED_USER_GONE'
  | 'NO_COMPLIANCE_POLICY'
  | 'COMPLIANCE_ERROR'
  | 'COMPLIANCE_CONFLICT'
  | 'ENTRA_DISAGREES'
  | 'NONCOMPLIANT_INACTIVE'
  | 'DEVICE_LOCKED'
  | 'NEVER_CHECKED_IN'
  | 'CERT_PROFILE_FAILED'
  | 'PROFILE_NOT_REACHING'
  | 'CERT_PROFILE_ABSENT'
  | 'MAIL_ACCOUNT_EXISTS'
  | 'NETWORK_PROFILE_FAILED'
  | 'PROFILE_CONFLICT'
  | 'DEVICE_LIMIT_REACHED'
  | 'ENROLMENT_BLOCKED'
  | 'SETUP_FAILED'
  | 'APP_USER_CAN_FIX'
  | 'APP_AT_FAULT'
  | 'APP_NOT_DETECTED'
  | 'REQUIRED_APP_FAILED'
  | 'STORAGE_FULL'
  | 'DEVICE_SILENT'
  | 'GRACE_ENDING'
  | 'DUPLICATE_DEVICE'
  | 'LEAVER_DEVICE'
  | 'NOT_REGISTERED'
  | 'CERT_NOT_RENEWED'
  | 'CONNECTOR_ENDING'
  | 'NOT_ENCRYPTED'
  | 'WRONG_PRIMARY_USER'
  | 'DATA_OUT_OF_DATE'
  | 'MAM_STOPPED'
  | 'ACTION_FAILED'
  | 'RESTART_NEEDED'
  | 'PROFILE_FAILED'
  /** Gives no findings of its own: a sentence in `why` of findings about a policy or an app that was changed lately. */
  | 'CHANGED_RECENTLY'
  | 'ACTION_WAITING'
  | 'COMPLIANCE_UNKNOWN'
  | 'APP_WAITING'
  | 'MAM_NOT_USED'
  | 'NO_DEVICE';

/** A known issue to record. Without an app, a policy and a kind of connector, it is about all findings of its rule. */
export type CreateKnownIssueInput = {
  /** The rule whose findings fold under the issue. */
  rule: FindingRule;
  /** The app that it is about. The viewer needs `MOBILE_APPS_READ`. */
  appId?: string | number | null | undefined;
  /** The policy that it is about. The viewer needs `MANAGED_DEVICES_READ`. */
  policyId?: string | number | null | undefined;
  /** The kind of connector that it is about. The viewer needs `ORGANIZATION_READ`. */
  connectorKind?: ConnectorKind | null | undefined;
  /** The text for operators: one sentence, up to 300 characters. Line breaks become spaces. */
  text: string;
  /** The ticket, up to 64 characters. */
  ticket?: string | null | undefined;
  /** When the issue ends by itself. */
  endsAt: string;
  /** Runs all checks but changes nothing: the object is null. */
  dryRun?: boolean | null | undefined;
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: string | null | undefined;
};

/** The changes to a known issue. */
export type UpdateKnownIssueInput = {
  /** The known issue. */
  knownIssueId: string | number;
  /** The text for operators: one sentence, up to 300 characters. Line breaks become spaces. */
  text?: string | null | undefined;
  /** The ticket, up to 64 characters; null removes it. */
  ticket?: string | null | undefined;
  /** When the issue ends by itself. */
  endsAt?: string | null | undefined;
  /** The version that the change is based on. If the object has a newer version, the change fails with `CONFLICT`. */
  expectedVersion?: number | null | undefined;
  /** Runs all checks but changes nothing: the object is null. */
  dryRun?: boolean | null | undefined;
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: string | null | undefined;
};

/** A known issue to end. */
export type EndKnownIssueInput = {
  /** The known issue. */
  knownIssueId: string | number;
  /** The version that the change is based on. If the object has a newer version, the change fails with `CONFLICT`. */
  expectedVersion?: number | null | undefined;
  /** Runs all checks but changes nothing: the object is null. */
  dryRun?: boolean | null | undefined;
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: string | null | undefined;
};

/** The error codes of `createKnownIssue`. */
export type CreateKnownIssueErrorCode =
  /** The id is invalid, or belongs to an object of another type. */
  | 'INVALID_ID'
  /** An app, a policy and a kind of connector cannot be combined. */
  | 'SEVERAL_SUBJECTS'
  /** Findings of this rule do not fold under a known issue. */
  | 'RULE_NOT_FOLDED'
  /** The app does not exist. */
  | 'APP_NOT_FOUND'
  /** The policy does not exist. */
  | 'POLICY_NOT_FOUND'
  /** The text is empty. */
  | 'TEXT_REQUIRED'
  /** The text has more than 300 characters. */
  | 'TEXT_TOO_LONG'
  /** The ticket has more than 64 characters. */
  | 'TICKET_TOO_LONG'
  /** The text or the ticket has an invisible character that changes the direction of writing. */
  | 'DIRECTION_CONTROL'
  /** The end is not in the future. */
  | 'ENDS_IN_THE_PAST'
  /**
   * The viewer does not hold `ROLES_UPDATE` over everything, or lacks the permission to read the app, the policy or the
   * connectors; `missing` lists it.
   */
  | 'EXCEEDS_OWN_RIGHTS'
  /** The `clientMutationId` was used before with another input. */
  | 'CLIENT_MUTATION_ID_REUSED'
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  | 'TRY_AGAIN';

/** The error codes of `updateKnownIssue`. */
export type UpdateKnownIssueErrorCode =
  /** The id is invalid, or belongs to an object of another type. */
  | 'INVALID_ID'
  /** The known issue does not exist. */
  | 'KNOWN_ISSUE_NOT_FOUND'
  /** The object has changed since the expected version. */
  | 'CONFLICT'
  /** An administrator has ended the known issue. */
  | 'ALREADY_ENDED'
  /** The text is empty. */
  | 'TEXT_REQUIRED'
  /** The text has more than 300 characters. */
  | 'TEXT_TOO_LONG'
  /** The ticket has more than 64 characters. */
  | 'TICKET_TOO_LONG'
  /** The text or the ticket has an invisible character that changes the direction of writing. */
  | 'DIRECTION_CONTROL'
  /** The end is not in the future. */
  | 'ENDS_IN_THE_PAST'
  /** The viewer does not hold `ROLES_UPDATE` over everything; `missing` lists it. */
  | 'EXCEEDS_OWN_RIGHTS'
  /** The `clientMutationId` was used before with another input. */
  | 'CLIENT_MUTATION_ID_REUSED'
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  | 'TRY_AGAIN';

/** The error codes of `endKnownIssue`. */
export type EndKnownIssueErrorCode =
  /** The id is invalid, or belongs to an object of another type. */
  | 'INVALID_ID'
  /** The known issue does not exist. */
  | 'KNOWN_ISSUE_NOT_FOUND'
  /** The object has changed since the expected version. */
  | 'CONFLICT'
  /** An administrator has ended the known issue. */
  | 'ALREADY_ENDED'
  /** The viewer does not hold `ROLES_UPDATE` over everything; `missing` lists it. */
  | 'EXCEEDS_OWN_RIGHTS'
  /** The `clientMutationId` was used before with another input. */
  | 'CLIENT_MUTATION_ID_REUSED'
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  | 'TRY_AGAIN';

/** The owner of a role or an assignment. */
export type Origin =
  /** Comes with Intune. */
  | 'BUILT_IN'
  /** Imported from Intune; read-only here. */
  | 'INTUNE'
  /** Created here; an import never changes it. */
  | 'LOCAL';

/** The kinds of connectors. */
export type ConnectorKind =
  /** Apple's push certificate. Without it, no Apple device can be managed or enrolled. */
  | 'APPLE_PUSH_CERTIFICATE'
  /** Apple's volume purchase token, for licences of App Store apps. */
  | 'APPLE_VOLUME_PURCHASE'
  /** Apple's automated device enrolment token. */
  | 'APPLE_DEVICE_ENROLLMENT'
  /** A mobile threat defence partner. */
  | 'MOBILE_THREAT_DEFENSE'
  /** The certificate connector (NDES) that SCEP and PKCS profiles need. */
  | 'CERTIFICATE_CONNECTOR';

export type FindGroupsQueryVariables = Exact<{
  search: string;
}>;


export type FindGroupsQuery = { groups: { totalCount: number, totalCountIsLowerBound: boolean, nodes: Array<{ id: string, displayName: string | null, description: string | null, securityEnabled: boolean }> } | null };

export type AssignRoleMutationVariables = Exact<{
  input: CreateRoleAssignmentInput;
}>;


export type AssignRoleMutation = { createRoleAssignment: { roleAssignment: { id: string, displayName: string } | null, difference: Array<{ operators: number, permissionsGained: Array<Permission> | null, permissionsWidened: Array<Permission> | null, usersGained: number, devicesGained: number | null, isLowerBound: boolean }> | null, userErrors: Array<{ code: CreateRoleAssignmentErrorCode, field: Array<string> | null, missing: Array<Permission> }> } | null };

export type CreateRoleMutationVariables = Exact<{
  input: CreateRoleInput;
}>;


export type CreateRoleMutation = { createRole: { role: { id: string } | null, userErrors: Array<{ code: CreateRoleErrorCode, field: Array<string> | null, missing: Array<Permission> }> } | null };

export type KnownIssuesQueryVariables = Exact<{
  open: boolean;
  after?: string | null | undefined;
}>;


export type KnownIssuesQuery = { knownIssues: { totalCount: number, totalCountIsLowerBound: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, rule: FindingRule, text: string, ticket: string | null, recordedAt: string, endsAt: string, endedAt: string | null, version: number, connectorKind: ConnectorKind | null, app: { id: string, displayName: string | null } | null, policy: { id: string, displayName: string | null } | null }> } | null };

export type PoliciesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type PoliciesQuery = { policies: { totalCount: number, totalCountIsLowerBound: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, displayName: string | null, platform: Platform }> } | null };

export type CreateKnownIssueMutationVariables = Exact<{
  input: CreateKnownIssueInput;
}>;


export type CreateKnownIssueMutation = { createKnownIssue: { knownIssue: { id: string } | null, userErrors: Array<{ code: CreateKnownIssueErrorCode, field: Array<string> | null, missing: Array<Permission> }> } | null };

export type UpdateKnownIssueMutationVariables = Exact<{
  input: UpdateKnownIssueInput;
}>;


export type UpdateKnownIssueMutation = { updateKnownIssue: { knownIssue: { id: string } | null, userErrors: Array<{ code: UpdateKnownIssueErrorCode, field: Array<string> | null, missing: Array<Permission> }> } | null };

export type EndKnownIssueMutationVariables = Exact<{
  input: EndKnownIssueInput;
}>;


export type EndKnownIssueMutation = { endKnownIssue: { knownIssue: { id: string } | null, userErrors: Array<{ code: EndKnownIssueErrorCode, field: Array<string> | null, missing: Array<Permission> }> } | null };

export type ReportedFindingsQueryVariables = Exact<{
  rule?: FindingRule | null | undefined;
  after?: string | null | undefined;
}>;


export type ReportedFindingsQuery = { reportedFindings: { totalCount: number, totalCountIsLowerBound: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ rule: FindingRule, severity: FindingSeverity, reason: string, reportedAt: string, ofTenant: boolean, user: { id: string, displayName: string | null, userPrincipalName: string } | null, device: { id: string, deviceName: string | null } | null, reportedBy: { id: string, displayName: string | null, userPrincipalName: string } | null }> } | null };

export type ReportedCountsQueryVariables = Exact<{ [key: string]: never; }>;


export type ReportedCountsQuery = { findingRules: Array<{ rule: FindingRule, reported: number | null }> | null };

export type RolesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type RolesQuery = { roles: { totalCount: number, totalCountIsLowerBound: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, displayName: string, description: string | null, origin: Origin, permissions: Array<Permission> }> } | null };

export type RoleQueryVariables = Exact<{
  roleId: string | number;
  after?: string | null | undefined;
}>;


export type RoleQuery = { role: { id: string, displayName: string, description: string | null, origin: Origin, permissions: Array<Permission>, otherActions: Array<string>, assignments: { totalCount: number, totalCountIsLowerBound: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, displayName: string, description: string | null, origin: Origin, effective: boolean, ineffectiveReason: string | null, allUsers: boolean, allDevices: boolean, members: Array<{ id: string, displayName: string | null }> | null, scopeGroups: Array<{ id: string, displayName: string | null }> | null }> } } | null };

export type WhoHoldsQueryVariables = Exact<{
  permission: Permission;
}>;


export type WhoHoldsQuery = { permission: { permission: Permission, operators: { totalCount: number, totalCountIsLowerBound: boolean, nodes: Array<{ id: string, displayName: string | null, userPrincipalName: string }> } | null } | null };


export const FindGroupsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindGroups"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"groups"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"securityEnabled"}}]}}]}}]}}]} as unknown as DocumentNode<FindGroupsQuery, FindGroupsQueryVariables>;
export const AssignRoleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AssignRole"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateRoleAssignmentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createRoleAssignment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roleAssignment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"difference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operators"}},{"kind":"Field","name":{"kind":"Name","value":"permissionsGained"}},{"kind":"Field","name":{"kind":"Name","value":"permissionsWidened"}},{"kind":"Field","name":{"kind":"Name","value":"usersGained"}},{"kind":"Field","name":{"kind":"Name","value":"devicesGained"}},{"kind":"Field","name":{"kind":"Name","value":"isLowerBound"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]}}]} as unknown as DocumentNode<AssignRoleMutation, AssignRoleMutationVariables>;
export const CreateRoleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateRole"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateRoleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createRole"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]}}]} as unknown as DocumentNode<CreateRoleMutation, CreateRoleMutationVariables>;
export const KnownIssuesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KnownIssues"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"open"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"knownIssues"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"open"},"value":{"kind":"Variable","name":{"kind":"Name","value":"open"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"25"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"ticket"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"endsAt"}},{"kind":"Field","name":{"kind":"Name","value":"endedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"app"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"connectorKind"}}]}}]}}]}}]} as unknown as DocumentNode<KnownIssuesQuery, KnownIssuesQueryVariables>;
export const PoliciesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Policies"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"policies"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"platform"}}]}}]}}]}}]} as unknown as DocumentNode<PoliciesQuery, PoliciesQueryVariables>;
export const CreateKnownIssueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateKnownIssue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateKnownIssueInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createKnownIssue"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"knownIssue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]}}]} as unknown as DocumentNode<CreateKnownIssueMutation, CreateKnownIssueMutationVariables>;
export const UpdateKnownIssueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateKnownIssue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateKnownIssueInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateKnownIssue"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"knownIssue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]}}]} as unknown as DocumentNode<UpdateKnownIssueMutation, UpdateKnownIssueMutationVariables>;
export const EndKnownIssueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"EndKnownIssue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"EndKnownIssueInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endKnownIssue"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"knownIssue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]}}]} as unknown as DocumentNode<EndKnownIssueMutation, EndKnownIssueMutationVariables>;
export const ReportedFindingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReportedFindings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"rule"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FindingRule"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reportedFindings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"rule"},"value":{"kind":"Variable","name":{"kind":"Name","value":"rule"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"25"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"reportedAt"}},{"kind":"Field","name":{"kind":"Name","value":"ofTenant"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"device"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reportedBy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ReportedFindingsQuery, ReportedFindingsQueryVariables>;
export const ReportedCountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReportedCounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"findingRules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"reported"}}]}}]}}]} as unknown as DocumentNode<ReportedCountsQuery, ReportedCountsQueryVariables>;
export const RolesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Roles"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"roles"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}}]}}]}}]}}]} as unknown as DocumentNode<RolesQuery, RolesQueryVariables>;
export const RoleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Role"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"roleId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"roleId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"otherActions"}},{"kind":"Field","name":{"kind":"Name","value":"assignments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"effective"}},{"kind":"Field","name":{"kind":"Name","value":"ineffectiveReason"}},{"kind":"Field","name":{"kind":"Name","value":"allUsers"}},{"kind":"Field","name":{"kind":"Name","value":"allDevices"}},{"kind":"Field","name":{"kind":"Name","value":"members"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"scopeGroups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<RoleQuery, RoleQueryVariables>;
export const WhoHoldsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhoHolds"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"permission"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Permission"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"permission"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"permission"},"value":{"kind":"Variable","name":{"kind":"Name","value":"permission"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"permission"}},{"kind":"Field","name":{"kind":"Name","value":"operators"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"25"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WhoHoldsQuery, WhoHoldsQueryVariables>;