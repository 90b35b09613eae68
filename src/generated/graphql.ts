export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant in RFC 3339, in UTC, with milliseconds: `2026-11-22T07:55:00.000Z`. */
  DateTime: { input: string; output: string; }
};

/** The entry points for reading. */
export type Query = {
  __typename?: 'Query';
  /** The roles, assignments and operators that hold a permission. */
  permission: Maybe<PermissionHolders>;
  /**
   * Explains why an operator can or cannot read a field of a subject. The answer stays within the viewer's own rights:
   * null if the viewer cannot see the operator or the subject.
   */
  explainAccess: Maybe<AccessExplanation>;
  /** The tenant's app protection policies, sorted by name. */
  appProtectionPolicies: Maybe<AppProtectionPolicyConnection>;
  /** One app; null if it does not exist. */
  app: Maybe<App>;
  /** The tenant's apps. `search` matches the start of words in the name and the publisher. Every search word must match. */
  apps: Maybe<AppConnection>;
  /**
   * The audit trail, newest first. It records changes to roles, assignments and known issues, reported findings, refreshes
   * of users, refused attempts, simulated requests, administrators created or removed by the host, and new audit keys. The
   * permission must come from a single assignment over all users and all devices.
   */
  auditEvents: Maybe<AuditEventConnection>;
  /**
   * The object with this id, or null if it does not exist or is outside the viewer's scope. The type of the object decides
   * the permission.
   */
  node: Maybe<Node>;
  /** Like `node`, for up to 100 ids. The results have the order of the ids. A refused one is null, with an error of its own. */
  nodes: Array<Maybe<Node>>;
  /** Every permission that this service enforces. */
  permissions: Maybe<Array<PermissionInfo>>;
  /** One managed device; null if it does not exist or is outside the viewer's scope. */
  device: Maybe<Device>;
  /**
   * Managed devices in the viewer's scope. `search` matches the start of words in the device name, the serial number, the
   * IMEI and the phone number. Every search word must match. Give only one of `search`, `groupId` and `entraCompliance`: with two of
   * them the service would look at too many rows.
   */
  devices: Maybe<DeviceConnection>;
  /** The rules that look for findings, in the order in which they rank. */
  findingRules: Maybe<Array<FindingRuleInfo>>;
  /**
   * The findings on the pages of all users and devices in the viewer's scope, with the same rights as there. They come in
   * the order of the rules. A device is on the page of its primary user, if the viewer sees that user. It can also have a
   * finding on the page of another person who uses it. A finding about the whole organisation comes once.
   *
   * The rules run while the list is read. A page covers as many users and devices as `first` asks for; a small page covers
   * up to four times as many, which is what its cost pays for. So a page can be short or empty while `hasNextPage` is true.
   * An empty page does not mean that there is nothing: read on with `endCursor` until `hasNextPage` is false.
   */
  findings: Maybe<FindingConnection>;
  /** One group; null if it does not exist or the viewer cannot see it. */
  group: Maybe<Group>;
  /** Groups that the viewer can see. `search` matches the start of words in the name. Every search word must match. */
  groups: Maybe<GroupConnection>;
  /** The known issues, open and ended, newest first. */
  knownIssues: Maybe<KnownIssueConnection>;
  /** One policy; null if it does not exist. */
  policy: Maybe<Policy>;
  /** The tenant's compliance policies, configuration profiles and enrolment restrictions, sorted by name. */
  policies: Maybe<PolicyConnection>;
  /**
   * The findings that operators called wrong, newest first, of the last 180 days. The permission must come from a single
   * assignment over all users and all devices, since a reason can name anybody.
   */
  reportedFindings: Maybe<ReportedFindingConnection>;
  /** One role; null if it does not exist. */
  role: Maybe<Role>;
  /** The tenant's roles. */
  roles: Maybe<RoleConnection>;
  /** One role assignment; null if it does not exist. */
  roleAssignment: Maybe<RoleAssignment>;
  /** The tenant's role assignments. */
  roleAssignments: Maybe<RoleAssignmentConnection>;
  /**
   * Searches users and devices. Each list has its own permission and scope. The text is the start of a name, a user
   * principal name, a mail address, a device name, a serial number, an IMEI or a phone number. Several words must all
   * match, in any order. Case, accents and punctuation are ignored.
   *
   * A search tests a few hundred matches. If more objects match a short text and the scope hides the first ones, some can be
   * left out. A full name, a user principal name, a device name or a serial number always finds its object.
   */
  search: Maybe<SearchResult>;
  /** The tenant that this graph shows; null before the first import. */
  tenant: Maybe<Tenant>;
  /**
   * One user. Give exactly one of `id` and `userPrincipalName`. Null if the user does not exist or is outside the viewer's
   * scope.
   */
  user: Maybe<User>;
  /**
   * Users in the viewer's scope. `search` matches the start of words in the name, the user principal name and the mail
   * address. Every search word must match, in any order. Case and accents are ignored.
   */
  users: Maybe<UserConnection>;
  /** The signed-in operator. Never null: without a sign-in the answer is HTTP 401. */
  viewer: Viewer;
};


/** The entry points for reading. */
export type QueryPermissionArgs = {
  permission: Permission;
};


/** The entry points for reading. */
export type QueryExplainAccessArgs = {
  operatorId: Scalars['ID']['input'];
  coordinate: Scalars['String']['input'];
  subjectId?: InputMaybe<Scalars['ID']['input']>;
};


/** The entry points for reading. */
export type QueryAppProtectionPoliciesArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** The entry points for reading. */
export type QueryAppArgs = {
  id: Scalars['ID']['input'];
};


/** The entry points for reading. */
export type QueryAppsArgs = {
  search?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** The entry points for reading. */
export type QueryAuditEventsArgs = {
  filter?: InputMaybe<AuditEventFilter>;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** The entry points for reading. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** The entry points for reading. */
export type QueryNodesArgs = {
  ids: Array<Scalars['ID']['input']>;
};


/** The entry points for reading. */
export type QueryDeviceArgs = {
  id: Scalars['ID']['input'];
};


/** The entry points for reading. */
export type QueryDevicesArgs = {
  search?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DeviceFilter>;
  orderBy: DeviceOrder;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** The entry points for reading. */
export type QueryFindingsArgs = {
  rule?: InputMaybe<FindingRule>;
  severity?: InputMaybe<FindingSeverity>;
  topic?: InputMaybe<FindingTopic>;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** The entry points for reading. */
export type QueryGroupArgs = {
  id: Scalars['ID']['input'];
};


/** The entry points for reading. */
export type QueryGroupsArgs = {
  search?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** The entry points for reading. */
export type QueryKnownIssuesArgs = {
  open?: InputMaybe<Scalars['Boolean']['input']>;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** The entry points for reading. */
export type QueryPolicyArgs = {
  id: Scalars['ID']['input'];
};


/** The entry points for reading. */
export type QueryPoliciesArgs = {
  filter?: InputMaybe<PolicyFilter>;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** The entry points for reading. */
export type QueryReportedFindingsArgs = {
  rule?: InputMaybe<FindingRule>;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** The entry points for reading. */
export type QueryRoleArgs = {
  id: Scalars['ID']['input'];
};


/** The entry points for reading. */
export type QueryRolesArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** The entry points for reading. */
export type QueryRoleAssignmentArgs = {
  id: Scalars['ID']['input'];
};


/** The entry points for reading. */
export type QueryRoleAssignmentsArgs = {
  filter?: InputMaybe<RoleAssignmentFilter>;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** The entry points for reading. */
export type QuerySearchArgs = {
  text: Scalars['String']['input'];
};


/** The entry points for reading. */
export type QueryUserArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  userPrincipalName?: InputMaybe<Scalars['String']['input']>;
};


/** The entry points for reading. */
export type QueryUsersArgs = {
  search?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  orderBy: UserOrder;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A user of the tenant. */
export type User = Node & {
  __typename?: 'User';
  /** The user's rights as an operator of this graph, with the assignments and groups that give them. */
  access: Maybe<OperatorAccess>;
  /**
   * The problems of this user and of the user's devices, worst first, within the viewer's rights. A symptom is listed under
   * the cause that explains it. With `topic`, findings of that topic come first.
   */
  findings: FindingReport;
  /** The last refresh of the user by `refreshUser`; null if there was none in the last seven days. */
  refresh: Maybe<UserRefresh>;
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The user's name. */
  displayName: Maybe<Scalars['String']['output']>;
  /** The user's sign-in name. It can change; `id` does not. */
  userPrincipalName: Scalars['String']['output'];
  /** The mail address. */
  mail: Maybe<Scalars['String']['output']>;
  /** Whether the user can sign in; null if Microsoft does not report it. */
  accountEnabled: Maybe<Scalars['Boolean']['output']>;
  /** Since when this service has seen `accountEnabled` as it is; null if it was so at the first reading. */
  accountEnabledSince: Maybe<Scalars['DateTime']['output']>;
  /** The job title. */
  jobTitle: Maybe<Scalars['String']['output']>;
  /** The department. */
  department: Maybe<Scalars['String']['output']>;
  /** The country in which licences are used. Without it, no licence can be assigned. */
  usageLocation: Maybe<Scalars['String']['output']>;
  /** The user status as in Intune's portal: the licence, and counts of devices and apps. */
  status: UserStatus;
  /** The Intune plans of the user's licences: one row per SKU and plan, including disabled plans. */
  licenses: Array<License>;
  /** The user's groups, direct or through nested groups. */
  groupMemberships: GroupMembershipConnection;
  /**
   * The groups that the user has left, latest first, for 90 days: direct memberships that a sync or an import saw end. They grant
   * nothing.
   */
  formerGroups: FormerMembershipConnection;
  /** The devices with this primary user. */
  devices: Maybe<DeviceConnection>;
  /** The user's apps under app protection, worst state first. */
  appProtectionStates: Maybe<AppProtectionStateConnection>;
  /** The app protection policies that target the user. */
  appProtectionPolicies: Maybe<AppProtectionPolicyConnection>;
  /**
   * Failed attempts to enrol a device, newest first. The device may have enrolled since then. Microsoft does not report
   * every attempt.
   */
  enrollmentFailures: Maybe<EnrollmentFailureConnection>;
  /**
   * The policies whose assignments include the user, sorted by name, also where an exclusion or a filter keeps them out; those
   * of devices are `Device.assignedPolicies`.
   */
  assignedPolicies: Maybe<AssignedPolicyConnection>;
  /** The apps whose assignments include the user, sorted by name, also where an exclusion keeps them out. */
  assignedApps: Maybe<AssignedAppConnection>;
  /** The number of devices that the user may enrol, by the enrolment restriction that applies; null if none was read. */
  deviceLimit: Maybe<Scalars['Int']['output']>;
  /** The read permissions of a troubleshooting role that the viewer does not hold over this user, with the reason. */
  viewerMissingPermissions: Array<MissingPermission>;
  /** The user's page in Intune's admin centre. */
  adminCentreUrl: Scalars['String']['output'];
  /** The user's sign-in log in Intune's admin centre. This service does not read it. */
  signInLogUrl: Scalars['String']['output'];
  /** When the users were last read completely from Microsoft. */
  syncedAt: Scalars['DateTime']['output'];
};


/** A user of the tenant. */
export type UserFindingsArgs = {
  topic?: InputMaybe<FindingTopic>;
};


/** A user of the tenant. */
export type UserGroupMembershipsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A user of the tenant. */
export type UserFormerGroupsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A user of the tenant. */
export type UserDevicesArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A user of the tenant. */
export type UserAppProtectionStatesArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A user of the tenant. */
export type UserAppProtectionPoliciesArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A user of the tenant. */
export type UserEnrollmentFailuresArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A user of the tenant. */
export type UserAssignedPoliciesArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A user of the tenant. */
export type UserAssignedAppsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** The roles, assignments and operators that hold a permission. */
export type PermissionHolders = {
  __typename?: 'PermissionHolders';
  /** The permission. */
  permission: Permission;
  /** The roles that hold it. */
  roles: RoleConnection;
  /** The assignments of those roles. */
  assignments: RoleAssignmentConnection;
  /** The operators of the effective assignments among them, as far as they are in the viewer's scope. */
  operators: Maybe<UserConnection>;
};


/** The roles, assignments and operators that hold a permission. */
export type PermissionHoldersRolesArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** The roles, assignments and operators that hold a permission. */
export type PermissionHoldersAssignmentsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** The roles, assignments and operators that hold a permission. */
export type PermissionHoldersOperatorsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** The rights of a user as an operator. */
export type OperatorAccess = {
  __typename?: 'OperatorAccess';
  /** Whether the operator may use these rights. */
  state: OperatorState;
  /** The operator's assignments, each once, with the permissions that each gives. */
  grants: Array<OperatorGrant>;
};

/** One assignment of an operator. */
export type OperatorGrant = {
  __typename?: 'OperatorGrant';
  /** The assignment. */
  assignment: RoleAssignment;
  /** The permissions that it gives; empty if it is not effective. */
  permissions: Array<Permission>;
  /**
   * The shortest path from the operator to the assignment. It starts with a group of the operator, continues with the
   * groups that contain it, and ends with a member group of the assignment. Groups that the viewer cannot see are left out.
   */
  chain: Maybe<Array<Group>>;
};

/** The explanation why an operator can or cannot read a field. */
export type AccessExplanation = {
  __typename?: 'AccessExplanation';
  /** Whether the operator can read the field; null if that depends on objects that the viewer cannot see. */
  allowed: Maybe<Scalars['Boolean']['output']>;
  /** The reasons, in the order in which they are checked. */
  reasons: Array<AccessReason>;
};

/** A reason why an operator can or cannot read a field. */
export type AccessReason = {
  __typename?: 'AccessReason';
  /** The kind of reason. */
  kind: AccessReasonKind;
  /** The permission in question; null if the reason concerns the account. */
  permission: Maybe<Permission>;
  /** The reason as a sentence. */
  message: Scalars['String']['output'];
  /** With `PERMISSION_MISSING`: the roles that hold the permission. Roles that this service cannot evaluate are left out. */
  roles: Array<Role>;
  /** The operator's grants of the permission. With `GRANTED`: only the grants that allow the field. */
  grants: Array<OperatorGrant>;
  /**
   * The assignments that give the permission over the subject, as far as the viewer can see. For a field about the whole
   * tenant: only those over all users and all devices. Empty with `GRANTED`.
   */
  assignmentsOverSubject: Array<RoleAssignment>;
};

/** The reasons why an operator can or cannot read a field. */
export const AccessReasonKind = {
  /** The account is not enabled. */
  ACCOUNT_DISABLED: 'ACCOUNT_DISABLED',
  /** The account has no Intune licence. */
  NO_LICENSE: 'NO_LICENSE',
  /** None of the operator's assignments gives the permission. */
  PERMISSION_MISSING: 'PERMISSION_MISSING',
  /** The operator holds the permission, but not over the subject, or not over all users and all devices by one assignment. */
  OUT_OF_SCOPE: 'OUT_OF_SCOPE',
  /**
   * The operator holds the permission. Whether over the subject depends on users, devices or groups that the viewer cannot
   * see.
   */
  NOT_TOLD: 'NOT_TOLD',
  /** The operator holds the permission over the subject. */
  GRANTED: 'GRANTED',
  /** The field needs no permission. */
  OPEN: 'OPEN'
} as const;

export type AccessReasonKind = typeof AccessReasonKind[keyof typeof AccessReasonKind];
/** The entry points for changes. The fields of one operation run one after the other. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Creates a role. The viewer must hold every permission of the new role. */
  createRole: Maybe<CreateRolePayload>;
  /**
   * Creates a local role with the permissions of another role, for example of a built-in one. The viewer must hold each of
   * them. `otherActions` are not copied.
   */
  duplicateRole: Maybe<DuplicateRolePayload>;
  /**
   * Changes a local role. The viewer must hold `ROLES_UPDATE`, and the permissions that the role gains, over the scope of
   * each of its assignments. The viewer need not hold permissions that the role loses. Fields left out of the input stay as
   * they are.
   */
  updateRole: Maybe<UpdateRolePayload>;
  /** Deletes a local role that is not assigned. */
  deleteRole: Maybe<DeleteRolePayload>;
  /**
   * Assigns a role to groups of operators over a scope. The viewer must hold `ROLES_ASSIGN`, and every permission of the
   * role, over a scope that contains this one.
   */
  createRoleAssignment: Maybe<CreateRoleAssignmentPayload>;
  /**
   * Changes a local role assignment. Fields left out of the input stay as they are. The scope is replaced as a whole. The
   * viewer must hold `ROLES_ASSIGN` over the old and the new scope and, if the assignment gets wider or has new members,
   * every permission of the role over the new scope.
   */
  updateRoleAssignment: Maybe<UpdateRoleAssignmentPayload>;
  /**
   * Deletes a local role assignment. The viewer must hold `ROLES_ASSIGN` over its scope; the permissions of its role are not
   * needed.
   */
  deleteRoleAssignment: Maybe<DeleteRoleAssignmentPayload>;
  /**
   * Records a known issue. While it is open, findings of its rule about its app, policy or kind of connector fold under a
   * finding `KNOWN_ISSUE` with its text, on the pages of all users and devices. So the permission must come from a single
   * assignment over all users and all devices.
   */
  createKnownIssue: Maybe<CreateKnownIssuePayload>;
  /**
   * Changes the text, the ticket or the end of a known issue that no administrator has ended. One that ended by itself opens
   * again with a later end. Fields left out of the input stay as they are.
   */
  updateKnownIssue: Maybe<UpdateKnownIssuePayload>;
  /** Ends a known issue at once. Its findings are shown again. */
  endKnownIssue: Maybe<EndKnownIssuePayload>;
  /**
   * Reads one user with licences, groups, devices and their states from Microsoft Graph at once, instead of at the next sync.
   * It answers when the refresh is queued: `User.refresh` shows the progress. Both permissions must apply to the user.
   */
  refreshUser: Maybe<RefreshUserPayload>;
  /**
   * Reports that a finding is wrong. It is open to every operator who sees the finding, on the page of a user or a device or
   * in `Query.findings`, 50 times a day.
   */
  reportFinding: Maybe<ReportFindingPayload>;
};


/** The entry points for changes. The fields of one operation run one after the other. */
export type MutationCreateRoleArgs = {
  input: CreateRoleInput;
};


/** The entry points for changes. The fields of one operation run one after the other. */
export type MutationDuplicateRoleArgs = {
  input: DuplicateRoleInput;
};


/** The entry points for changes. The fields of one operation run one after the other. */
export type MutationUpdateRoleArgs = {
  input: UpdateRoleInput;
};


/** The entry points for changes. The fields of one operation run one after the other. */
export type MutationDeleteRoleArgs = {
  input: DeleteRoleInput;
};


/** The entry points for changes. The fields of one operation run one after the other. */
export type MutationCreateRoleAssignmentArgs = {
  input: CreateRoleAssignmentInput;
};


/** The entry points for changes. The fields of one operation run one after the other. */
export type MutationUpdateRoleAssignmentArgs = {
  input: UpdateRoleAssignmentInput;
};


/** The entry points for changes. The fields of one operation run one after the other. */
export type MutationDeleteRoleAssignmentArgs = {
  input: DeleteRoleAssignmentInput;
};


/** The entry points for changes. The fields of one operation run one after the other. */
export type MutationCreateKnownIssueArgs = {
  input: CreateKnownIssueInput;
};


/** The entry points for changes. The fields of one operation run one after the other. */
export type MutationUpdateKnownIssueArgs = {
  input: UpdateKnownIssueInput;
};


/** The entry points for changes. The fields of one operation run one after the other. */
export type MutationEndKnownIssueArgs = {
  input: EndKnownIssueInput;
};


/** The entry points for changes. The fields of one operation run one after the other. */
export type MutationRefreshUserArgs = {
  input: RefreshUserInput;
};


/** The entry points for changes. The fields of one operation run one after the other. */
export type MutationReportFindingArgs = {
  input: ReportFindingInput;
};

/** The reason why a mutation changed nothing. Each mutation has its own codes. */
export type UserError = {
  /** The path of the input field, outermost first; null if no single field is wrong. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** The reason as a sentence. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer lacks over the scope. */
  missing: Array<Permission>;
  /** The seconds after which the same input can succeed; null if something has to change first. */
  retryAfter: Maybe<Scalars['Int']['output']>;
};

/** A role to create. */
export type CreateRoleInput = {
  /** Up to 256 characters. The name must be unique among roles, ignoring case and invisible characters. */
  displayName: Scalars['String']['input'];
  /** Up to 1,024 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** The permissions of the role. */
  permissions: Array<Permission>;
  /** Runs all checks but changes nothing: the object is null and `difference` is set. */
  dryRun: Scalars['Boolean']['input'];
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** A role to create from another role. */
export type DuplicateRoleInput = {
  /** The role whose permissions are copied. */
  roleId: Scalars['ID']['input'];
  /** Up to 256 characters. The name must be unique among roles, ignoring case and invisible characters. */
  displayName: Scalars['String']['input'];
  /** Up to 1,024 characters. If left out, the description of the other role is copied. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Runs all checks but changes nothing: the object is null and `difference` is set. */
  dryRun: Scalars['Boolean']['input'];
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The changes to a role. */
export type UpdateRoleInput = {
  /** The role. */
  roleId: Scalars['ID']['input'];
  /** Up to 256 characters. The name must be unique among roles, ignoring case and invisible characters. */
  displayName?: InputMaybe<Scalars['String']['input']>;
  /** Up to 1,024 characters; null removes it. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** The new permissions of the role. */
  permissions?: InputMaybe<Array<Permission>>;
  /** The version that the change is based on. If the object has a newer version, the change fails with `CONFLICT`. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Runs all checks but changes nothing: the object is null and `difference` is set. */
  dryRun: Scalars['Boolean']['input'];
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** A role to delete. */
export type DeleteRoleInput = {
  /** The role. */
  roleId: Scalars['ID']['input'];
  /** The version that the change is based on. If the object has a newer version, the change fails with `CONFLICT`. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Runs all checks but changes nothing: the id is null and `difference` is set. */
  dryRun: Scalars['Boolean']['input'];
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The scope of an assignment: either groups, or all users, all devices or both. The two forms cannot be combined. */
export type RoleAssignmentScopeInput = {
  /** Security groups of users and devices, with the groups nested in them. */
  groupIds: Array<Scalars['ID']['input']>;
  /** All users, and the devices that have a primary user. */
  allUsers: Scalars['Boolean']['input'];
  /** All devices. */
  allDevices: Scalars['Boolean']['input'];
};

/** A role assignment to create. */
export type CreateRoleAssignmentInput = {
  /** The role. */
  roleId: Scalars['ID']['input'];
  /** Up to 256 characters. The name must be unique among assignments, ignoring case and invisible characters. */
  displayName: Scalars['String']['input'];
  /** Up to 1,024 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Security groups of operators. */
  memberGroupIds: Array<Scalars['ID']['input']>;
  /** The scope of the assignment. */
  scope: RoleAssignmentScopeInput;
  /** Runs all checks but changes nothing: the object is null and `difference` is set. */
  dryRun: Scalars['Boolean']['input'];
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The changes to a role assignment. */
export type UpdateRoleAssignmentInput = {
  /** The assignment. */
  roleAssignmentId: Scalars['ID']['input'];
  /** Up to 256 characters. The name must be unique among assignments, ignoring case and invisible characters. */
  displayName?: InputMaybe<Scalars['String']['input']>;
  /** Up to 1,024 characters; null removes it. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** The new member groups: security groups of operators. */
  memberGroupIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** The new scope of the assignment. */
  scope?: InputMaybe<RoleAssignmentScopeInput>;
  /** The version that the change is based on. If the object has a newer version, the change fails with `CONFLICT`. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Runs all checks but changes nothing: the object is null and `difference` is set. */
  dryRun: Scalars['Boolean']['input'];
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** A role assignment to delete. */
export type DeleteRoleAssignmentInput = {
  /** The assignment. */
  roleAssignmentId: Scalars['ID']['input'];
  /** The version that the change is based on. If the object has a newer version, the change fails with `CONFLICT`. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Runs all checks but changes nothing: the id is null and `difference` is set. */
  dryRun: Scalars['Boolean']['input'];
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/**
 * The effect of a change on a set of operators. Operators with the same rights before the change and the same rights after
 * it share a row. Operators, users and devices are counted within the viewer's own scope. Counts stop at 10,000, of more
 * operators than that only 10,000 are compared, and of the members of large groups only a part is counted.
 */
export type AccessDifference = {
  __typename?: 'AccessDifference';
  /** The number of operators. */
  operators: Scalars['Int']['output'];
  /** The permissions that they would gain. */
  permissionsGained: Maybe<Array<Permission>>;
  /** The permissions that they would lose. */
  permissionsLost: Maybe<Array<Permission>>;
  /**
   * The permissions that they hold before and after, and then over more: groups, all users, all devices, or everything by one
   * assignment. A permission that moves to another scope is also in `permissionsNarrowed`.
   */
  permissionsWidened: Maybe<Array<Permission>>;
  /** The permissions that they hold before and after, and then over less. See `permissionsWidened`. */
  permissionsNarrowed: Maybe<Array<Permission>>;
  /** The number of users that they would gain access to, with `ORGANIZATION_READ`. */
  usersGained: Scalars['Int']['output'];
  /** The number of users that they would lose access to, with `ORGANIZATION_READ`. */
  usersLost: Scalars['Int']['output'];
  /** The number of devices that they would gain access to, with `MANAGED_DEVICES_READ`. */
  devicesGained: Maybe<Scalars['Int']['output']>;
  /** The number of devices that they would lose access to, with `MANAGED_DEVICES_READ`. */
  devicesLost: Maybe<Scalars['Int']['output']>;
  /**
   * True if there can be more operators, users or devices than the numbers of this row say, even where a number is 0. If not all
   * operators were compared, it is true in every row, and there may be more rows.
   */
  isLowerBound: Scalars['Boolean']['output'];
};

/** The result of `createRole`. */
export type CreateRolePayload = {
  __typename?: 'CreateRolePayload';
  /** The new role; null after a dry run or an error. */
  role: Maybe<Role>;
  /** After a dry run: the effects of the change, in at most 25 rows, those with the most operators first. */
  difference: Maybe<Array<AccessDifference>>;
  /** Why nothing was changed; empty after a success. */
  userErrors: Array<CreateRoleError>;
  /** The key from the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** An error of `createRole`. */
export type CreateRoleError = UserError & {
  __typename?: 'CreateRoleError';
  /** The reason as a code. */
  code: CreateRoleErrorCode;
  /** The path of the input field, outermost first; null if no single field is wrong. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** The reason as a sentence. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer lacks over the scope. */
  missing: Array<Permission>;
  /** The seconds after which the same input can succeed; null if something has to change first. */
  retryAfter: Maybe<Scalars['Int']['output']>;
};

/** The error codes of `createRole`. */
export const CreateRoleErrorCode = {
  /** The name is empty. */
  NAME_REQUIRED: 'NAME_REQUIRED',
  /** The name has more than 256 characters. */
  NAME_TOO_LONG: 'NAME_TOO_LONG',
  /** The name is already in use, ignoring case and invisible characters. */
  NAME_TAKEN: 'NAME_TAKEN',
  /** The description has more than 1,024 characters. */
  DESCRIPTION_TOO_LONG: 'DESCRIPTION_TOO_LONG',
  /** A name or a description has an invisible character that changes the direction of writing. */
  DIRECTION_CONTROL: 'DIRECTION_CONTROL',
  /** A role needs at least one permission. */
  PERMISSIONS_REQUIRED: 'PERMISSIONS_REQUIRED',
  /** The viewer does not hold a permission of the new role; `missing` lists them. */
  EXCEEDS_OWN_RIGHTS: 'EXCEEDS_OWN_RIGHTS',
  /** The `clientMutationId` was used before with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type CreateRoleErrorCode = typeof CreateRoleErrorCode[keyof typeof CreateRoleErrorCode];
/** The result of `duplicateRole`. */
export type DuplicateRolePayload = {
  __typename?: 'DuplicateRolePayload';
  /** The new role; null after a dry run or an error. */
  role: Maybe<Role>;
  /** After a dry run: the effects of the change, in at most 25 rows, those with the most operators first. */
  difference: Maybe<Array<AccessDifference>>;
  /** Why nothing was changed; empty after a success. */
  userErrors: Array<DuplicateRoleError>;
  /** The key from the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** An error of `duplicateRole`. */
export type DuplicateRoleError = UserError & {
  __typename?: 'DuplicateRoleError';
  /** The reason as a code. */
  code: DuplicateRoleErrorCode;
  /** The path of the input field, outermost first; null if no single field is wrong. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** The reason as a sentence. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer lacks over the scope. */
  missing: Array<Permission>;
  /** The seconds after which the same input can succeed; null if something has to change first. */
  retryAfter: Maybe<Scalars['Int']['output']>;
};

/** The error codes of `duplicateRole`. */
export const DuplicateRoleErrorCode = {
  /** The id is invalid, or belongs to an object of another type. */
  INVALID_ID: 'INVALID_ID',
  /** The role does not exist. */
  ROLE_NOT_FOUND: 'ROLE_NOT_FOUND',
  /** The name is empty. */
  NAME_REQUIRED: 'NAME_REQUIRED',
  /** The name has more than 256 characters. */
  NAME_TOO_LONG: 'NAME_TOO_LONG',
  /** The name is already in use, ignoring case and invisible characters. */
  NAME_TAKEN: 'NAME_TAKEN',
  /** The description has more than 1,024 characters. */
  DESCRIPTION_TOO_LONG: 'DESCRIPTION_TOO_LONG',
  /** A name or a description has an invisible character that changes the direction of writing. */
  DIRECTION_CONTROL: 'DIRECTION_CONTROL',
  /** The viewer does not hold a permission of the new role; `missing` lists them. */
  EXCEEDS_OWN_RIGHTS: 'EXCEEDS_OWN_RIGHTS',
  /** The `clientMutationId` was used before with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type DuplicateRoleErrorCode = typeof DuplicateRoleErrorCode[keyof typeof DuplicateRoleErrorCode];
/** The result of `updateRole`. */
export type UpdateRolePayload = {
  __typename?: 'UpdateRolePayload';
  /** The role; null after a dry run or an error. */
  role: Maybe<Role>;
  /** After a dry run: the effects of the change, in at most 25 rows, those with the most operators first. */
  difference: Maybe<Array<AccessDifference>>;
  /** Why nothing was changed; empty after a success. */
  userErrors: Array<UpdateRoleError>;
  /** The key from the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** An error of `updateRole`. */
export type UpdateRoleError = UserError & {
  __typename?: 'UpdateRoleError';
  /** The reason as a code. */
  code: UpdateRoleErrorCode;
  /** The path of the input field, outermost first; null if no single field is wrong. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** The reason as a sentence. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer lacks over the scope. */
  missing: Array<Permission>;
  /** The seconds after which the same input can succeed; null if something has to change first. */
  retryAfter: Maybe<Scalars['Int']['output']>;
};

/** The error codes of `updateRole`. */
export const UpdateRoleErrorCode = {
  /** The id is invalid, or belongs to an object of another type. */
  INVALID_ID: 'INVALID_ID',
  /** The role does not exist. */
  ROLE_NOT_FOUND: 'ROLE_NOT_FOUND',
  /** The role is built in and cannot be changed. Duplicate it instead. */
  BUILT_IN_READ_ONLY: 'BUILT_IN_READ_ONLY',
  /** The object is imported from Intune and can only be changed there. */
  MANAGED_IN_INTUNE: 'MANAGED_IN_INTUNE',
  /** The object has changed since the expected version. */
  CONFLICT: 'CONFLICT',
  /** The name is empty. */
  NAME_REQUIRED: 'NAME_REQUIRED',
  /** The name has more than 256 characters. */
  NAME_TOO_LONG: 'NAME_TOO_LONG',
  /** The name is already in use, ignoring case and invisible characters. */
  NAME_TAKEN: 'NAME_TAKEN',
  /** The description has more than 1,024 characters. */
  DESCRIPTION_TOO_LONG: 'DESCRIPTION_TOO_LONG',
  /** A name or a description has an invisible character that changes the direction of writing. */
  DIRECTION_CONTROL: 'DIRECTION_CONTROL',
  /** A role needs at least one permission. */
  PERMISSIONS_REQUIRED: 'PERMISSIONS_REQUIRED',
  /**
   * The viewer does not hold `ROLES_UPDATE`, or a permission that the role gains, over the scope of each of its assignments;
   * `missing` lists them.
   */
  EXCEEDS_OWN_RIGHTS: 'EXCEEDS_OWN_RIGHTS',
  /** The change would leave no administrator over all users and all devices. */
  LAST_ADMINISTRATOR: 'LAST_ADMINISTRATOR',
  /** The `clientMutationId` was used before with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type UpdateRoleErrorCode = typeof UpdateRoleErrorCode[keyof typeof UpdateRoleErrorCode];
/** The result of `deleteRole`. */
export type DeleteRolePayload = {
  __typename?: 'DeleteRolePayload';
  /** The id of the deleted role; null after a dry run or an error. */
  deletedRoleId: Maybe<Scalars['ID']['output']>;
  /** After a dry run: the effects of the change, in at most 25 rows, those with the most operators first. */
  difference: Maybe<Array<AccessDifference>>;
  /** Why nothing was changed; empty after a success. */
  userErrors: Array<DeleteRoleError>;
  /** The key from the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** An error of `deleteRole`. */
export type DeleteRoleError = UserError & {
  __typename?: 'DeleteRoleError';
  /** The reason as a code. */
  code: DeleteRoleErrorCode;
  /** The path of the input field, outermost first; null if no single field is wrong. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** The reason as a sentence. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer lacks over the scope. */
  missing: Array<Permission>;
  /** The seconds after which the same input can succeed; null if something has to change first. */
  retryAfter: Maybe<Scalars['Int']['output']>;
};

/** The error codes of `deleteRole`. */
export const DeleteRoleErrorCode = {
  /** The id is invalid, or belongs to an object of another type. */
  INVALID_ID: 'INVALID_ID',
  /** The role does not exist. */
  ROLE_NOT_FOUND: 'ROLE_NOT_FOUND',
  /** The role is built in and cannot be changed. Duplicate it instead. */
  BUILT_IN_READ_ONLY: 'BUILT_IN_READ_ONLY',
  /** The object is imported from Intune and can only be changed there. */
  MANAGED_IN_INTUNE: 'MANAGED_IN_INTUNE',
  /** The object has changed since the expected version. */
  CONFLICT: 'CONFLICT',
  /** The role is still assigned. */
  ROLE_ASSIGNED: 'ROLE_ASSIGNED',
  /** The `clientMutationId` was used before with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type DeleteRoleErrorCode = typeof DeleteRoleErrorCode[keyof typeof DeleteRoleErrorCode];
/** The result of `createRoleAssignment`. */
export type CreateRoleAssignmentPayload = {
  __typename?: 'CreateRoleAssignmentPayload';
  /** The new assignment; null after a dry run or an error. */
  roleAssignment: Maybe<RoleAssignment>;
  /** After a dry run: the effects of the change, in at most 25 rows, those with the most operators first. */
  difference: Maybe<Array<AccessDifference>>;
  /** Why nothing was changed; empty after a success. */
  userErrors: Array<CreateRoleAssignmentError>;
  /** The key from the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** An error of `createRoleAssignment`. */
export type CreateRoleAssignmentError = UserError & {
  __typename?: 'CreateRoleAssignmentError';
  /** The reason as a code. */
  code: CreateRoleAssignmentErrorCode;
  /** The path of the input field, outermost first; null if no single field is wrong. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** The reason as a sentence. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer lacks over the scope. */
  missing: Array<Permission>;
  /** The seconds after which the same input can succeed; null if something has to change first. */
  retryAfter: Maybe<Scalars['Int']['output']>;
};

/** The error codes of `createRoleAssignment`. */
export const CreateRoleAssignmentErrorCode = {
  /** The id is invalid, or belongs to an object of another type. */
  INVALID_ID: 'INVALID_ID',
  /** The role does not exist. */
  ROLE_NOT_FOUND: 'ROLE_NOT_FOUND',
  /** The name is empty. */
  NAME_REQUIRED: 'NAME_REQUIRED',
  /** The name has more than 256 characters. */
  NAME_TOO_LONG: 'NAME_TOO_LONG',
  /** The name is already in use, ignoring case and invisible characters. */
  NAME_TAKEN: 'NAME_TAKEN',
  /** The description has more than 1,024 characters. */
  DESCRIPTION_TOO_LONG: 'DESCRIPTION_TOO_LONG',
  /** A name or a description has an invisible character that changes the direction of writing. */
  DIRECTION_CONTROL: 'DIRECTION_CONTROL',
  /** An assignment needs at least one member group. */
  MEMBERS_REQUIRED: 'MEMBERS_REQUIRED',
  /** The group does not exist, or the viewer cannot see it. */
  GROUP_NOT_FOUND: 'GROUP_NOT_FOUND',
  /** Only a security group can be a member or a scope group. */
  NOT_A_SECURITY_GROUP: 'NOT_A_SECURITY_GROUP',
  /** An assignment needs a scope. */
  SCOPE_REQUIRED: 'SCOPE_REQUIRED',
  /** Scope groups cannot be combined with all users or all devices. */
  SCOPE_MIXED: 'SCOPE_MIXED',
  /** The viewer does not hold `ROLES_ASSIGN`, or a permission of the role, over the scope; `missing` lists them. */
  EXCEEDS_OWN_RIGHTS: 'EXCEEDS_OWN_RIGHTS',
  /** The `clientMutationId` was used before with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type CreateRoleAssignmentErrorCode = typeof CreateRoleAssignmentErrorCode[keyof typeof CreateRoleAssignmentErrorCode];
/** The result of `updateRoleAssignment`. */
export type UpdateRoleAssignmentPayload = {
  __typename?: 'UpdateRoleAssignmentPayload';
  /** The assignment; null after a dry run or an error. */
  roleAssignment: Maybe<RoleAssignment>;
  /** After a dry run: the effects of the change, in at most 25 rows, those with the most operators first. */
  difference: Maybe<Array<AccessDifference>>;
  /** Why nothing was changed; empty after a success. */
  userErrors: Array<UpdateRoleAssignmentError>;
  /** The key from the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** An error of `updateRoleAssignment`. */
export type UpdateRoleAssignmentError = UserError & {
  __typename?: 'UpdateRoleAssignmentError';
  /** The reason as a code. */
  code: UpdateRoleAssignmentErrorCode;
  /** The path of the input field, outermost first; null if no single field is wrong. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** The reason as a sentence. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer lacks over the scope. */
  missing: Array<Permission>;
  /** The seconds after which the same input can succeed; null if something has to change first. */
  retryAfter: Maybe<Scalars['Int']['output']>;
};

/** The error codes of `updateRoleAssignment`. */
export const UpdateRoleAssignmentErrorCode = {
  /** The id is invalid, or belongs to an object of another type. */
  INVALID_ID: 'INVALID_ID',
  /** The role assignment does not exist. */
  ROLE_ASSIGNMENT_NOT_FOUND: 'ROLE_ASSIGNMENT_NOT_FOUND',
  /** The object is imported from Intune and can only be changed there. */
  MANAGED_IN_INTUNE: 'MANAGED_IN_INTUNE',
  /** The object has changed since the expected version. */
  CONFLICT: 'CONFLICT',
  /** The name is empty. */
  NAME_REQUIRED: 'NAME_REQUIRED',
  /** The name has more than 256 characters. */
  NAME_TOO_LONG: 'NAME_TOO_LONG',
  /** The name is already in use, ignoring case and invisible characters. */
  NAME_TAKEN: 'NAME_TAKEN',
  /** The description has more than 1,024 characters. */
  DESCRIPTION_TOO_LONG: 'DESCRIPTION_TOO_LONG',
  /** A name or a description has an invisible character that changes the direction of writing. */
  DIRECTION_CONTROL: 'DIRECTION_CONTROL',
  /** An assignment needs at least one member group. */
  MEMBERS_REQUIRED: 'MEMBERS_REQUIRED',
  /** The group does not exist, or the viewer cannot see it. */
  GROUP_NOT_FOUND: 'GROUP_NOT_FOUND',
  /** Only a security group can be a member or a scope group. */
  NOT_A_SECURITY_GROUP: 'NOT_A_SECURITY_GROUP',
  /** An assignment needs a scope. */
  SCOPE_REQUIRED: 'SCOPE_REQUIRED',
  /** Scope groups cannot be combined with all users or all devices. */
  SCOPE_MIXED: 'SCOPE_MIXED',
  /**
   * The viewer does not hold `ROLES_ASSIGN` over the old and the new scope or, if the assignment gets wider or has new
   * members, a permission of the role over the new scope; `missing` lists them.
   */
  EXCEEDS_OWN_RIGHTS: 'EXCEEDS_OWN_RIGHTS',
  /** The change would leave no administrator over all users and all devices. */
  LAST_ADMINISTRATOR: 'LAST_ADMINISTRATOR',
  /** The `clientMutationId` was used before with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type UpdateRoleAssignmentErrorCode = typeof UpdateRoleAssignmentErrorCode[keyof typeof UpdateRoleAssignmentErrorCode];
/** The result of `deleteRoleAssignment`. */
export type DeleteRoleAssignmentPayload = {
  __typename?: 'DeleteRoleAssignmentPayload';
  /** The id of the deleted assignment; null after a dry run or an error. */
  deletedRoleAssignmentId: Maybe<Scalars['ID']['output']>;
  /** After a dry run: the effects of the change, in at most 25 rows, those with the most operators first. */
  difference: Maybe<Array<AccessDifference>>;
  /** Why nothing was changed; empty after a success. */
  userErrors: Array<DeleteRoleAssignmentError>;
  /** The key from the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** An error of `deleteRoleAssignment`. */
export type DeleteRoleAssignmentError = UserError & {
  __typename?: 'DeleteRoleAssignmentError';
  /** The reason as a code. */
  code: DeleteRoleAssignmentErrorCode;
  /** The path of the input field, outermost first; null if no single field is wrong. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** The reason as a sentence. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer lacks over the scope. */
  missing: Array<Permission>;
  /** The seconds after which the same input can succeed; null if something has to change first. */
  retryAfter: Maybe<Scalars['Int']['output']>;
};

/** The error codes of `deleteRoleAssignment`. */
export const DeleteRoleAssignmentErrorCode = {
  /** The id is invalid, or belongs to an object of another type. */
  INVALID_ID: 'INVALID_ID',
  /** The role assignment does not exist. */
  ROLE_ASSIGNMENT_NOT_FOUND: 'ROLE_ASSIGNMENT_NOT_FOUND',
  /** The object is imported from Intune and can only be changed there. */
  MANAGED_IN_INTUNE: 'MANAGED_IN_INTUNE',
  /** The object has changed since the expected version. */
  CONFLICT: 'CONFLICT',
  /** The viewer does not hold `ROLES_ASSIGN` over the scope; `missing` lists it. */
  EXCEEDS_OWN_RIGHTS: 'EXCEEDS_OWN_RIGHTS',
  /** The change would leave no administrator over all users and all devices. */
  LAST_ADMINISTRATOR: 'LAST_ADMINISTRATOR',
  /** The `clientMutationId` was used before with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type DeleteRoleAssignmentErrorCode = typeof DeleteRoleAssignmentErrorCode[keyof typeof DeleteRoleAssignmentErrorCode];
/**
 * A protected app of one user on one device. The device need not be enrolled. For up to 24 hours after a policy or a
 * licence is assigned, it is normal that the app has not checked in.
 */
export type AppProtectionState = Node & {
  __typename?: 'AppProtectionState';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** Whether the app has checked in since a policy was assigned. */
  state: AppProtectionStateKind;
  /** The app's name, or else its bundle or package id. */
  appName: Maybe<Scalars['String']['output']>;
  /** The device name that the user chose; null if the app has never checked in. */
  deviceName: Maybe<Scalars['String']['output']>;
  /** The kind of device. */
  deviceType: Maybe<Scalars['String']['output']>;
  /** The platform of the app. */
  platform: Platform;
  /** The policies that the app confirmed. For an app that has not checked in: the policies that target it. */
  policies: Array<AppProtectionPolicy>;
  /** Why the app flagged the device. */
  flaggedReasons: Array<FlaggedReason>;
  /** Since when this service has seen these reasons, or none; null if it was so at the first reading. */
  flaggedSince: Maybe<Scalars['DateTime']['output']>;
  /** When the app last checked in. */
  lastSyncAt: Maybe<Scalars['DateTime']['output']>;
  /** The managed device; null if the app reported none. */
  device: Maybe<Device>;
  /** When app protection states were last read completely from Microsoft. */
  syncedAt: Scalars['DateTime']['output'];
};

/** An app protection policy. */
export type AppProtectionPolicy = Node & {
  __typename?: 'AppProtectionPolicy';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The policy's name. */
  displayName: Scalars['String']['output'];
  /** The platform of the protected apps. */
  platform: Platform;
  /** The assignments of the policy, as far as the viewer can see their groups: inclusions first. */
  assignments: Maybe<AppProtectionAssignmentConnection>;
  /** When app protection policies were last read completely from Microsoft. */
  syncedAt: Scalars['DateTime']['output'];
};


/** An app protection policy. */
export type AppProtectionPolicyAssignmentsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Whether a protected app has checked in, worst first. */
export const AppProtectionStateKind = {
  /** The policy was deployed, but the app has not been used with a work account since then. */
  NOT_CHECKED_IN: 'NOT_CHECKED_IN',
  /** The policy was deployed, and the app was used with a work account at least once. */
  CHECKED_IN: 'CHECKED_IN',
  UNKNOWN: 'UNKNOWN'
} as const;

export type AppProtectionStateKind = typeof AppProtectionStateKind[keyof typeof AppProtectionStateKind];
/** Why a protected app flagged a device. */
export const FlaggedReason = {
  /** The device is rooted or jailbroken. */
  ROOTED_DEVICE: 'ROOTED_DEVICE',
  ANDROID_BOOTLOADER_UNLOCKED: 'ANDROID_BOOTLOADER_UNLOCKED',
  ANDROID_FACTORY_ROM_MODIFIED: 'ANDROID_FACTORY_ROM_MODIFIED',
  UNKNOWN: 'UNKNOWN'
} as const;

export type FlaggedReason = typeof FlaggedReason[keyof typeof FlaggedReason];
/** A page of app protection states. */
export type AppProtectionStateConnection = {
  __typename?: 'AppProtectionStateConnection';
  /** The states with their cursors. */
  edges: Array<AppProtectionStateEdge>;
  /** The states. */
  nodes: Array<AppProtectionState>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
  /** False if the viewer's scope may hide items of this list. */
  complete: Scalars['Boolean']['output'];
};

/** An app protection state in a page. */
export type AppProtectionStateEdge = {
  __typename?: 'AppProtectionStateEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The state. */
  node: AppProtectionState;
};

/** A page of app protection policies. */
export type AppProtectionPolicyConnection = {
  __typename?: 'AppProtectionPolicyConnection';
  /** The policies with their cursors. */
  edges: Array<AppProtectionPolicyEdge>;
  /** The policies. */
  nodes: Array<AppProtectionPolicy>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
  /** False if the viewer's scope may hide items of this list. */
  complete: Scalars['Boolean']['output'];
};

/** An app protection policy in a page. */
export type AppProtectionPolicyEdge = {
  __typename?: 'AppProtectionPolicyEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The policy. */
  node: AppProtectionPolicy;
};

/** An app that Intune can install. */
export type App = Node & {
  __typename?: 'App';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The app's name. */
  displayName: Maybe<Scalars['String']['output']>;
  /** The publisher. */
  publisher: Maybe<Scalars['String']['output']>;
  /** The platform of the app. */
  platform: Platform;
  /** When the app was last changed in Intune; null if Microsoft does not say. */
  modifiedAt: Maybe<Scalars['DateTime']['output']>;
  /** The Apple volume purchase token that the app came from; null for other apps, and where Microsoft names none that exists. */
  volumePurchaseToken: Maybe<Connector>;
  /** The install states of the app on devices in the viewer's scope, worst first. */
  installStates: Maybe<AppInstallStateConnection>;
  /** The assignments of the app, as far as the viewer can see their groups: inclusions first. */
  assignments: Maybe<AppAssignmentConnection>;
  /** The apps that must be present before this app installs, sorted by name. */
  dependencies: Array<AppDependency>;
  /** The apps that this app replaces, sorted by name. */
  supersedes: Array<AppSupersedence>;
  /** The apps that replace this app, sorted by name. */
  supersededBy: Array<AppSupersedence>;
  /** When apps were last read completely from Microsoft. */
  syncedAt: Scalars['DateTime']['output'];
};


/** An app that Intune can install. */
export type AppInstallStatesArgs = {
  filter?: InputMaybe<AppInstallStateFilter>;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** An app that Intune can install. */
export type AppAssignmentsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** An app that another app needs. */
export type AppDependency = {
  __typename?: 'AppDependency';
  /** The needed app. */
  app: App;
  /** Intune's action if the needed app is missing. */
  kind: AppDependencyKind;
};

/** An app that replaces another, or that another replaces. */
export type AppSupersedence = {
  __typename?: 'AppSupersedence';
  /** The other app. */
  app: App;
  /** Intune's action on the replaced app. */
  kind: AppSupersedenceKind;
};

/** The install state of an app on a device. */
export type AppInstallState = Node & {
  __typename?: 'AppInstallState';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The intent of the app's assignments. */
  intent: AppIntent;
  /** The install state. */
  state: AppInstallStateKind;
  /** Since when this service has seen this state with this error code; null if it was there at the first reading. */
  stateSince: Maybe<Scalars['DateTime']['output']>;
  /** The installed or offered version. */
  version: Maybe<Scalars['String']['output']>;
  /** The app. */
  app: App;
  /** The reason for a failure: the newest code in the app's troubleshooting history, else the app's status on the device. */
  error: Maybe<Failure>;
  /** The device. */
  device: Maybe<Device>;
  /** When this state was last read from Microsoft: with the states of its app, or later, if the list of its user changed it. */
  syncedAt: Scalars['DateTime']['output'];
};

/** Conditions on app install states. */
export type AppInstallStateFilter = {
  /** Only these states. */
  states?: InputMaybe<Array<AppInstallStateKind>>;
};

/** The intent of an app's assignments. */
export const AppIntent = {
  AVAILABLE: 'AVAILABLE',
  REQUIRED: 'REQUIRED',
  UNINSTALL: 'UNINSTALL',
  AVAILABLE_WITHOUT_ENROLLMENT: 'AVAILABLE_WITHOUT_ENROLLMENT',
  REQUIRED_AND_AVAILABLE: 'REQUIRED_AND_AVAILABLE',
  NOT_AVAILABLE: 'NOT_AVAILABLE',
  EXCLUDED: 'EXCLUDED',
  UNKNOWN: 'UNKNOWN'
} as const;

export type AppIntent = typeof AppIntent[keyof typeof AppIntent];
/** The install state of an app on a device, worst first. */
export const AppInstallStateKind = {
  FAILED: 'FAILED',
  UNINSTALL_FAILED: 'UNINSTALL_FAILED',
  PENDING_INSTALL: 'PENDING_INSTALL',
  NOT_INSTALLED: 'NOT_INSTALLED',
  NOT_APPLICABLE: 'NOT_APPLICABLE',
  INSTALLED: 'INSTALLED',
  UNKNOWN: 'UNKNOWN'
} as const;

export type AppInstallStateKind = typeof AppInstallStateKind[keyof typeof AppInstallStateKind];
/** Intune's action on a needed app. */
export const AppDependencyKind = {
  /** It only checks that the needed app is there. If it is missing, the app is not installed. */
  DETECT: 'DETECT',
  /** It installs the needed app first. */
  AUTO_INSTALL: 'AUTO_INSTALL',
  UNKNOWN: 'UNKNOWN'
} as const;

export type AppDependencyKind = typeof AppDependencyKind[keyof typeof AppDependencyKind];
/** Intune's action on a replaced app. */
export const AppSupersedenceKind = {
  /** The new app updates it in place. */
  UPDATE: 'UPDATE',
  /** It is uninstalled first. */
  REPLACE: 'REPLACE',
  UNKNOWN: 'UNKNOWN'
} as const;

export type AppSupersedenceKind = typeof AppSupersedenceKind[keyof typeof AppSupersedenceKind];
/** The worst install state of a device's apps. */
export const AppInstallSummary = {
  /** At least one app failed to install or to uninstall. */
  FAILED: 'FAILED',
  /** None failed, and at least one waits to be installed. */
  PENDING: 'PENDING',
  /** None failed or waits, and at least one is installed. */
  INSTALLED: 'INSTALLED',
  /** No app is in one of these states. Other states do not count. */
  NONE: 'NONE'
} as const;

export type AppInstallSummary = typeof AppInstallSummary[keyof typeof AppInstallSummary];
/** A page of apps. */
export type AppConnection = {
  __typename?: 'AppConnection';
  /** The apps with their cursors. */
  edges: Array<AppEdge>;
  /** The apps. */
  nodes: Array<App>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
};

/** An app in a page. */
export type AppEdge = {
  __typename?: 'AppEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The app. */
  node: App;
};

/** A page of app install states. */
export type AppInstallStateConnection = {
  __typename?: 'AppInstallStateConnection';
  /** The states with their cursors. */
  edges: Array<AppInstallStateEdge>;
  /** The states. */
  nodes: Array<AppInstallState>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items in the viewer's scope. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
  /** False if the viewer's scope may hide items of this list. */
  complete: Scalars['Boolean']['output'];
};

/** An app install state in a page. */
export type AppInstallStateEdge = {
  __typename?: 'AppInstallStateEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The state. */
  node: AppInstallState;
};

/** The way in which something is assigned. */
export const AssignmentTarget = {
  /** All licensed users. */
  ALL_USERS: 'ALL_USERS',
  /** All devices. */
  ALL_DEVICES: 'ALL_DEVICES',
  /** The members of a group, direct or through nested groups. */
  GROUP: 'GROUP',
  /** A target of a kind that this service does not know. */
  UNKNOWN: 'UNKNOWN'
} as const;

export type AssignmentTarget = typeof AssignmentTarget[keyof typeof AssignmentTarget];
/** The effect of an assignment's filter. */
export const FilterMode = {
  /** Without a filter, all devices of the target count. */
  NONE: 'NONE',
  /** Only devices that match the filter. */
  INCLUDE: 'INCLUDE',
  /** Only devices that do not match the filter. */
  EXCLUDE: 'EXCLUDE'
} as const;

export type FilterMode = typeof FilterMode[keyof typeof FilterMode];
/** The result of all assignments that reach a user or a device. */
export const AssignmentOutcome = {
  /** At least one assignment includes it, and no exclusion cancels that one. Of an app, an exclusion cancels its own intent. */
  ASSIGNED: 'ASSIGNED',
  /** Exclusions cancel every assignment that includes it. */
  EXCLUDED: 'EXCLUDED',
  /** Assignments that no exclusion cancels include it, but their filters rule it out. */
  FILTERED_OUT: 'FILTERED_OUT',
  /** Only assignments with a filter include it, and the result of the filter is unknown. For a user, it differs by device. */
  DEPENDS_ON_FILTER: 'DEPENDS_ON_FILTER'
} as const;

export type AssignmentOutcome = typeof AssignmentOutcome[keyof typeof AssignmentOutcome];
/** An assignment of a compliance policy, a configuration profile or an enrolment restriction. */
export type PolicyAssignment = {
  __typename?: 'PolicyAssignment';
  /** The target: all users, all devices or a group. */
  target: AssignmentTarget;
  /** The group of the assignment; null for another target, or if the group does not exist any more. */
  group: Maybe<Group>;
  /** Whether the assignment excludes instead of including. */
  excluded: Scalars['Boolean']['output'];
  /** The effect of the filter. */
  filterMode: FilterMode;
  /** The filter's name; null without a filter, or if it could not be read. */
  filterName: Maybe<Scalars['String']['output']>;
  /** The filter's rule. */
  filterRule: Maybe<Scalars['String']['output']>;
};

/** An assignment of an app. */
export type AppAssignment = {
  __typename?: 'AppAssignment';
  /** The target: all users, all devices or a group. */
  target: AssignmentTarget;
  /** The group of the assignment; null for another target, or if the group does not exist any more. */
  group: Maybe<Group>;
  /** Whether the assignment excludes instead of including. */
  excluded: Scalars['Boolean']['output'];
  /** The intent of the assignment. */
  intent: AppIntent;
  /** The effect of the filter. */
  filterMode: FilterMode;
  /** The filter's name; null without a filter, or if it could not be read. */
  filterName: Maybe<Scalars['String']['output']>;
  /** The filter's rule. */
  filterRule: Maybe<Scalars['String']['output']>;
};

/** An assignment of an app protection policy. */
export type AppProtectionAssignment = {
  __typename?: 'AppProtectionAssignment';
  /** The target: all users, all devices or a group. */
  target: AssignmentTarget;
  /** The group of the assignment; null for another target, or if the group does not exist any more. */
  group: Maybe<Group>;
  /** Whether the assignment excludes instead of including. */
  excluded: Scalars['Boolean']['output'];
  /** The effect of the filter. */
  filterMode: FilterMode;
  /** The filter's name; null without a filter, or if it could not be read. */
  filterName: Maybe<Scalars['String']['output']>;
  /** The filter's rule. */
  filterRule: Maybe<Scalars['String']['output']>;
};

/** A policy whose assignments include a user or a device. */
export type AssignedPolicy = {
  __typename?: 'AssignedPolicy';
  /** The policy. */
  policy: Policy;
  /** The result of all of its assignments that reach the user or device. */
  outcome: AssignmentOutcome;
  /** The assignments that reach the user or device and whose groups the viewer can see. */
  through: Array<PolicyAssignment>;
  /** The number of assignments through groups that the viewer cannot see. */
  hiddenCount: Scalars['Int']['output'];
};

/** An app whose assignments include a user or a device. */
export type AssignedApp = {
  __typename?: 'AssignedApp';
  /** The app. */
  app: App;
  /** The result of all of its assignments that reach the user or device. */
  outcome: AssignmentOutcome;
  /**
   * The intent of the assignments that include it; null if none does. Required takes precedence over uninstall, and
   * uninstall over available.
   */
  intent: Maybe<AppIntent>;
  /** The assignments that reach the user or device and whose groups the viewer can see. */
  through: Array<AppAssignment>;
  /** The number of assignments through groups that the viewer cannot see. */
  hiddenCount: Scalars['Int']['output'];
};

/** A page of assignments of a policy. */
export type PolicyAssignmentConnection = {
  __typename?: 'PolicyAssignmentConnection';
  /** The assignments with their cursors. */
  edges: Array<PolicyAssignmentEdge>;
  /** The assignments. */
  nodes: Array<PolicyAssignment>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items that the viewer can see. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
  /** The number of assignments to groups that the viewer cannot see. */
  hiddenCount: Scalars['Int']['output'];
  /** False unless the viewer holds `ORGANIZATION_READ` over everything; `hiddenCount` says whether items are hidden. */
  complete: Scalars['Boolean']['output'];
};

/** An assignment in a page. */
export type PolicyAssignmentEdge = {
  __typename?: 'PolicyAssignmentEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The assignment. */
  node: PolicyAssignment;
};

/** A page of assignments of an app. */
export type AppAssignmentConnection = {
  __typename?: 'AppAssignmentConnection';
  /** The assignments with their cursors. */
  edges: Array<AppAssignmentEdge>;
  /** The assignments. */
  nodes: Array<AppAssignment>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items that the viewer can see. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
  /** The number of assignments to groups that the viewer cannot see. */
  hiddenCount: Scalars['Int']['output'];
  /** False unless the viewer holds `ORGANIZATION_READ` over everything; `hiddenCount` says whether items are hidden. */
  complete: Scalars['Boolean']['output'];
};

/** An assignment in a page. */
export type AppAssignmentEdge = {
  __typename?: 'AppAssignmentEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The assignment. */
  node: AppAssignment;
};

/** A page of assignments of an app protection policy. */
export type AppProtectionAssignmentConnection = {
  __typename?: 'AppProtectionAssignmentConnection';
  /** The assignments with their cursors. */
  edges: Array<AppProtectionAssignmentEdge>;
  /** The assignments. */
  nodes: Array<AppProtectionAssignment>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items that the viewer can see. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
  /** The number of assignments to groups that the viewer cannot see. */
  hiddenCount: Scalars['Int']['output'];
  /** False unless the viewer holds `ORGANIZATION_READ` over everything; `hiddenCount` says whether items are hidden. */
  complete: Scalars['Boolean']['output'];
};

/** An assignment in a page. */
export type AppProtectionAssignmentEdge = {
  __typename?: 'AppProtectionAssignmentEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The assignment. */
  node: AppProtectionAssignment;
};

/** A page of assigned policies. */
export type AssignedPolicyConnection = {
  __typename?: 'AssignedPolicyConnection';
  /** The policies with their cursors. */
  edges: Array<AssignedPolicyEdge>;
  /** The policies. */
  nodes: Array<AssignedPolicy>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
  /** False if the viewer's scope may hide items of this list. */
  complete: Scalars['Boolean']['output'];
};

/** A policy in a page. */
export type AssignedPolicyEdge = {
  __typename?: 'AssignedPolicyEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The policy. */
  node: AssignedPolicy;
};

/** A page of assigned apps. */
export type AssignedAppConnection = {
  __typename?: 'AssignedAppConnection';
  /** The apps with their cursors. */
  edges: Array<AssignedAppEdge>;
  /** The apps. */
  nodes: Array<AssignedApp>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
  /** False if the viewer's scope may hide items of this list. */
  complete: Scalars['Boolean']['output'];
};

/** An app in a page. */
export type AssignedAppEdge = {
  __typename?: 'AssignedAppEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The app. */
  node: AssignedApp;
};

/** An action or a refused attempt. It refers to people by id only, so the trail does not change when a person is erased. */
export type AuditEvent = Node & {
  __typename?: 'AuditEvent';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** When it happened. */
  occurredAt: Scalars['DateTime']['output'];
  /** The action. */
  action: AuditAction;
  /** Whether the action was done or refused. */
  outcome: AuditOutcome;
  /** The id of the operator; null for the command line. */
  actorId: Maybe<Scalars['ID']['output']>;
  /**
   * The id of the object or operator that the action concerned. With `REFUSED`, the id that the request named; null if it
   * named none.
   */
  subjectId: Maybe<Scalars['ID']['output']>;
  /**
   * What the trail keeps of the object before the action, as JSON: the permissions of a role; the role, members and scope of
   * an assignment; the rule, subject and end of a known issue. It keeps no names and no texts.
   */
  before: Maybe<Scalars['String']['output']>;
  /**
   * The same after the action. With `REFUSED`: the permissions that were `missing`, and the `reason` if the mutation or the
   * simulation itself was refused.
   */
  after: Maybe<Scalars['String']['output']>;
  /** The id of the request, as in the log and in the `x-request-id` header. */
  requestId: Maybe<Scalars['String']['output']>;
};

/** Conditions on audit events. All of them must match. */
export type AuditEventFilter = {
  /** Actions of this operator. */
  actorId?: InputMaybe<Scalars['ID']['input']>;
  /** Actions on this object. */
  subjectId?: InputMaybe<Scalars['ID']['input']>;
  /** Only these kinds of action. */
  actions?: InputMaybe<Array<AuditAction>>;
  /** At or after this instant. */
  since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Before this instant. */
  before?: InputMaybe<Scalars['DateTime']['input']>;
};

/** The kinds of action in the audit trail. */
export const AuditAction = {
  CREATE_ROLE: 'CREATE_ROLE',
  DUPLICATE_ROLE: 'DUPLICATE_ROLE',
  UPDATE_ROLE: 'UPDATE_ROLE',
  DELETE_ROLE: 'DELETE_ROLE',
  CREATE_ROLE_ASSIGNMENT: 'CREATE_ROLE_ASSIGNMENT',
  UPDATE_ROLE_ASSIGNMENT: 'UPDATE_ROLE_ASSIGNMENT',
  DELETE_ROLE_ASSIGNMENT: 'DELETE_ROLE_ASSIGNMENT',
  CREATE_KNOWN_ISSUE: 'CREATE_KNOWN_ISSUE',
  UPDATE_KNOWN_ISSUE: 'UPDATE_KNOWN_ISSUE',
  END_KNOWN_ISSUE: 'END_KNOWN_ISSUE',
  /** A finding was called wrong. */
  REPORT_FINDING: 'REPORT_FINDING',
  /** The reading of one user from Microsoft Graph at once. */
  REFRESH_USER: 'REFRESH_USER',
  /** A request with the rights of another operator. */
  SIMULATE: 'SIMULATE',
  /** `npm run admin -- grant`. */
  GRANT_ADMINISTRATOR: 'GRANT_ADMINISTRATOR',
  /** `npm run admin -- revoke`. */
  REVOKE_ADMINISTRATOR: 'REVOKE_ADMINISTRATOR',
  /** The members of another group are administrators: `ADMIN_GROUP` changed. `subjectId` is the new group. */
  SET_ADMINISTRATOR_GROUP: 'SET_ADMINISTRATOR_GROUP',
  /** `npm run audit -- rotate-key`. */
  ROTATE_AUDIT_KEY: 'ROTATE_AUDIT_KEY'
} as const;

export type AuditAction = typeof AuditAction[keyof typeof AuditAction];
/** The outcome of an action. */
export const AuditOutcome = {
  DONE: 'DONE',
  /** The operator lacked a permission for it, or the account was disabled or had no licence. */
  REFUSED: 'REFUSED'
} as const;

export type AuditOutcome = typeof AuditOutcome[keyof typeof AuditOutcome];
/** A page of audit events. */
export type AuditEventConnection = {
  __typename?: 'AuditEventConnection';
  /** The events with their cursors. */
  edges: Array<AuditEventEdge>;
  /** The events. */
  nodes: Array<AuditEvent>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
};

/** An audit event in a page. */
export type AuditEventEdge = {
  __typename?: 'AuditEventEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The event. */
  node: AuditEvent;
};

/** One right that a role can hold, named as in Intune. */
export const Permission = {
  /** The tenant, its subscription, licences and connectors; users; groups and group membership. */
  ORGANIZATION_READ: 'ORGANIZATION_READ',
  /** Devices, compliance and configuration states, policies and their assignments, remote actions, enrolment failures. */
  MANAGED_DEVICES_READ: 'MANAGED_DEVICES_READ',
  /** Apps, their assignments and install states. */
  MOBILE_APPS_READ: 'MOBILE_APPS_READ',
  /** App protection policies, their assignments and states. */
  MANAGED_APPS_READ: 'MANAGED_APPS_READ',
  /** Roles, role assignments and known issues; over everything also the findings that operators reported as wrong. */
  ROLES_READ: 'ROLES_READ',
  /** Create a role. */
  ROLES_CREATE: 'ROLES_CREATE',
  /** Change a role; over everything also record known issues, whose text is on the pages of all users and devices. */
  ROLES_UPDATE: 'ROLES_UPDATE',
  /** Delete a role. */
  ROLES_DELETE: 'ROLES_DELETE',
  /** Assign a role to groups of operators. */
  ROLES_ASSIGN: 'ROLES_ASSIGN',
  /** The audit trail. */
  AUDIT_DATA_READ: 'AUDIT_DATA_READ'
} as const;

export type Permission = typeof Permission[keyof typeof Permission];
/** Why a field was refused. The error carries it in `extensions.reason`. */
export const RefusalReason = {
  /** None of the viewer's roles holds the permission. */
  PERMISSION: 'PERMISSION',
  /** The viewer holds the permission, but not over this object, or not over all users and all devices by one assignment. */
  OUT_OF_SCOPE: 'OUT_OF_SCOPE',
  /** The viewer has no Intune licence. */
  LICENSE: 'LICENSE',
  /** The viewer's account is disabled. */
  DISABLED: 'DISABLED'
} as const;

export type RefusalReason = typeof RefusalReason[keyof typeof RefusalReason];
/** The operating system of a device or an app. */
export const Platform = {
  ANDROID: 'ANDROID',
  IOS: 'IOS',
  MACOS: 'MACOS',
  WINDOWS: 'WINDOWS',
  LINUX: 'LINUX',
  CHROMEOS: 'CHROMEOS',
  /** Any browser. */
  WEB: 'WEB',
  UNKNOWN: 'UNKNOWN'
} as const;

export type Platform = typeof Platform[keyof typeof Platform];
/** The direction of a sort order. */
export const OrderDirection = {
  /** Ascending: smallest, earliest, A to Z. */
  ASC: 'ASC',
  /** Descending: largest, latest, Z to A. */
  DESC: 'DESC'
} as const;

export type OrderDirection = typeof OrderDirection[keyof typeof OrderDirection];
/** Any object that can be fetched again by id. A type has an `id` exactly when it implements this interface. */
export type Node = {
  /** An opaque id. It stays the same after a new import, in a copy of the database, and on every database engine. */
  id: Scalars['ID']['output'];
};

/** The position of a page in its list. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Whether another page follows. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether a page comes before this one. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first item; null when the page is empty. */
  startCursor: Maybe<Scalars['String']['output']>;
  /** The cursor of the last item; null when the page is empty, except in `findings`. Pass it as `after` to get the next page. */
  endCursor: Maybe<Scalars['String']['output']>;
};

/** A permission with its names in Intune. */
export type PermissionInfo = {
  __typename?: 'PermissionInfo';
  /** The permission. */
  permission: Permission;
  /** The name in Intune. */
  displayName: Scalars['String']['output'];
  /** Microsoft's id of the action. */
  microsoftAction: Scalars['String']['output'];
  /** Whether a troubleshooting role must hold it. */
  troubleshooting: Scalars['Boolean']['output'];
};

/** A device that Intune manages. */
export type Device = Node & {
  __typename?: 'Device';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The device's name. */
  deviceName: Maybe<Scalars['String']['output']>;
  /** The serial number. Several devices can share one. Null if it is missing or a placeholder of the maker, such as `Default string`. */
  serialNumber: Maybe<Scalars['String']['output']>;
  /** The manufacturer. */
  manufacturer: Maybe<Scalars['String']['output']>;
  /** The model. */
  model: Maybe<Scalars['String']['output']>;
  /** The channel that manages the device. */
  managedBy: ManagementAgent;
  /** The state of the device between enrolment and retirement. */
  managementState: ManagementState;
  /** Since when this service has seen this management state; null if it was there at the first reading. */
  managementStateSince: Maybe<Scalars['DateTime']['output']>;
  /** The join type in Entra; `NOT_REGISTERED` if Entra does not know the device. */
  joinType: JoinType;
  /** Whether the device belongs to the company or to the user. */
  ownership: Ownership;
  /** The compliance state in Intune, with the grace period evaluated now. */
  intuneCompliance: ComplianceState;
  /** When the grace period ends, or ended. */
  graceEndsAt: Maybe<Scalars['DateTime']['output']>;
  /** The compliance state in Entra, which conditional access uses. It can differ from Intune's for a while. */
  entraCompliance: EntraCompliance;
  /** The worst install state of the device's apps. */
  appInstallSummary: Maybe<AppInstallSummary>;
  /** The worst state of the device's Wi-Fi, VPN, certificate and e-mail profiles. */
  configurationSummary: ConfigurationSummary;
  /** The platform of the device. */
  platform: Platform;
  /** The operating system that the device reported. */
  operatingSystem: Maybe<Scalars['String']['output']>;
  /** Its version. */
  osVersion: Maybe<Scalars['String']['output']>;
  /** When the device last checked in; null if never. */
  lastCheckInAt: Maybe<Scalars['DateTime']['output']>;
  /** When the device was enrolled. */
  enrolledAt: Maybe<Scalars['DateTime']['output']>;
  /** When the management certificate expires. After that the device can no longer check in. */
  certificateExpiresAt: Maybe<Scalars['DateTime']['output']>;
  /** The primary user; null for a shared device. */
  primaryUser: Maybe<User>;
  /** The device's groups, direct or through nested groups. */
  groupMemberships: Maybe<GroupMembershipConnection>;
  /** The remote actions on the device, newest first. */
  actions: Array<DeviceAction>;
  /** The compliance policies that apply to the device, worst state first. */
  compliancePolicyStates: Array<CompliancePolicyState>;
  /** The configuration profiles (VPN, Wi-Fi, certificates, e-mail …) that apply to the device, worst state first. */
  configurationStates: Array<ConfigurationState>;
  /**
   * The policies of the device's platform whose assignments include the device or its primary user, sorted by name, also where
   * an exclusion or a filter keeps them out. A policy without a platform is listed for every device.
   */
  assignedPolicies: Maybe<AssignedPolicyConnection>;
  /**
   * The apps of the device's platform whose assignments include the device or its primary user, sorted by name, also where an
   * exclusion or a filter keeps them out.
   */
  assignedApps: Maybe<AssignedAppConnection>;
  /** The apps of the device, worst state first. */
  appInstallStates: Maybe<AppInstallStateConnection>;
  /** Whether the storage is encrypted; null if Microsoft does not report it. */
  encrypted: Maybe<Scalars['Boolean']['output']>;
  /** Whether an Apple device is supervised; null if Microsoft does not report it. */
  supervised: Maybe<Scalars['Boolean']['output']>;
  /** The size of the storage in megabytes. */
  totalStorageMegabytes: Maybe<Scalars['Int']['output']>;
  /** The free storage in megabytes. */
  freeStorageMegabytes: Maybe<Scalars['Int']['output']>;
  /** The IMEI; null if the device has none or imports leave it out. */
  imei: Maybe<Scalars['String']['output']>;
  /** The phone number; null if the device has none or imports leave it out. Microsoft hides most of its digits. */
  phoneNumber: Maybe<Scalars['String']['output']>;
  /** The MAC address of the Wi-Fi adapter. */
  wifiMacAddress: Maybe<Scalars['String']['output']>;
  /** The way in which the device was enrolled. */
  enrollmentType: EnrollmentType;
  /** The device's category in Intune. */
  category: Maybe<Scalars['String']['output']>;
  /** The administrators' notes about the device in Intune. */
  notes: Maybe<Scalars['String']['output']>;
  /** Whether the device was enrolled with Windows Autopilot; null if Microsoft does not report it. */
  autopilotEnrolled: Maybe<Scalars['Boolean']['output']>;
  /** The device in Windows Autopilot; null if it is not registered there. */
  autopilot: Maybe<AutopilotDevice>;
  /** The last set-ups of the device with Windows Autopilot, newest first; at most five. */
  setupEvents: Array<SetupEvent>;
  /** Whether the device is jailbroken or rooted. */
  jailbreak: JailbreakState;
  /** Whether an Apple device is in lost mode. */
  lostMode: LostMode;
  /** The users who logged on last, newest first; empty if imports leave them out. */
  logons: Array<DeviceLogon>;
  /** The device's page in Intune's admin centre. */
  adminCentreUrl: Scalars['String']['output'];
  /** When the devices were last read completely from Microsoft. */
  syncedAt: Scalars['DateTime']['output'];
  /** The problems of this device, worst first, within the viewer's rights. */
  findings: FindingReport;
  /**
   * The tasks of a help desk that Intune offers for devices of this platform, out of ten that this service knows, and whether
   * the viewer's role allows them in Intune.
   */
  remoteTasks: Array<RemoteTask>;
};


/** A device that Intune manages. */
export type DeviceGroupMembershipsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A device that Intune manages. */
export type DeviceAssignedPoliciesArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A device that Intune manages. */
export type DeviceAssignedAppsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A device that Intune manages. */
export type DeviceAppInstallStatesArgs = {
  appId?: InputMaybe<Scalars['ID']['input']>;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A device that Intune manages. */
export type DeviceFindingsArgs = {
  topic?: InputMaybe<FindingTopic>;
};

/** A user who logged on to a device. */
export type DeviceLogon = {
  __typename?: 'DeviceLogon';
  /** The user. */
  user: Maybe<User>;
  /** When the user last logged on. */
  loggedOnAt: Maybe<Scalars['DateTime']['output']>;
};

/** A device in Windows Autopilot. */
export type AutopilotDevice = {
  __typename?: 'AutopilotDevice';
  /** The group tag. Groups and profiles are often chosen by it. */
  groupTag: Maybe<Scalars['String']['output']>;
  /** Whether a deployment profile is assigned. */
  profileState: AutopilotProfileState;
  /** Why the assigned profile does not fit the device. */
  profileProblem: AutopilotProfileProblem;
  /** When the deployment profile was assigned. */
  profileAssignedAt: Maybe<Scalars['DateTime']['output']>;
  /** The state of the enrolment. */
  enrollmentState: AutopilotEnrollmentState;
  /** When the device last contacted Windows Autopilot. */
  lastContactAt: Maybe<Scalars['DateTime']['output']>;
  /** When Autopilot devices were last read completely from Microsoft. */
  syncedAt: Scalars['DateTime']['output'];
};

/** A set-up of a device with Windows Autopilot: enrolment, then the setup of the device and of the account. */
export type SetupEvent = {
  __typename?: 'SetupEvent';
  /** When Microsoft recorded the set-up. */
  occurredAt: Scalars['DateTime']['output'];
  /** When the set-up started. */
  startedAt: Maybe<Scalars['DateTime']['output']>;
  /** When the set-up ended; null if it has not. */
  endedAt: Maybe<Scalars['DateTime']['output']>;
  /** The name of the deployment profile. */
  profileName: Maybe<Scalars['String']['output']>;
  /** The name of the enrolment status page. */
  statusPageName: Maybe<Scalars['String']['output']>;
  /** The result of the set-up. */
  state: SetupState;
  /** The result of the enrolment. */
  enrollmentState: AutopilotEnrollmentState;
  /** The result of the device setup, which installs apps and policies of the device. */
  deviceSetupState: SetupState;
  /** The result of the account setup, which installs apps and policies of the user. */
  accountSetupState: SetupState;
  /** The seconds from the start to the end. */
  totalSeconds: Maybe<Scalars['Int']['output']>;
  /** The seconds of the preparation of the device. */
  preparationSeconds: Maybe<Scalars['Int']['output']>;
  /** The seconds of the device setup. */
  deviceSetupSeconds: Maybe<Scalars['Int']['output']>;
  /** The seconds of the account setup. */
  accountSetupSeconds: Maybe<Scalars['Int']['output']>;
  /** The first phase that failed; null if none did or Microsoft does not report which. */
  failedPhase: Maybe<SetupPhase>;
  /** The error of a failed set-up; null if Microsoft reports none. */
  error: Maybe<Failure>;
  /** When set-ups were last read completely from Microsoft. */
  syncedAt: Scalars['DateTime']['output'];
};

/** A remote action on a device. PINs, passcodes and positions that it returned are not stored. */
export type DeviceAction = {
  __typename?: 'DeviceAction';
  /** The kind of action. */
  kind: DeviceActionKind;
  /** Microsoft's name of the action. */
  name: Scalars['String']['output'];
  /** The progress of the action. It stays pending until the device checks in, which may never happen. */
  state: DeviceActionState;
  /** When the action was requested. */
  requestedAt: Maybe<Scalars['DateTime']['output']>;
  /** When the state last changed. */
  updatedAt: Maybe<Scalars['DateTime']['output']>;
};

/** Conditions on devices. All of them must match; of the values in a list, one must match. */
export type DeviceFilter = {
  /** Devices with this primary user. */
  primaryUserId?: InputMaybe<Scalars['ID']['input']>;
  /** Members of this group, directly or through nested groups. */
  groupId?: InputMaybe<Scalars['ID']['input']>;
  /** The platform of the device. */
  platform?: InputMaybe<Array<Platform>>;
  /** The current compliance state in Intune. */
  intuneCompliance?: InputMaybe<Array<ComplianceState>>;
  /** The compliance state in Entra. */
  entraCompliance?: InputMaybe<Array<EntraCompliance>>;
  /** The owner of the device. */
  ownership?: InputMaybe<Array<Ownership>>;
  /** Devices that last checked in before this instant, or never. */
  lastCheckInBefore?: InputMaybe<Scalars['DateTime']['input']>;
};

/** A sort order for devices. */
export type DeviceOrder = {
  /** The field to sort by. */
  field: DeviceOrderField;
  /** The direction. */
  direction: OrderDirection;
};

/** The fields that devices can be sorted by. In ascending order, devices that never checked in come first. */
export const DeviceOrderField = {
  DEVICE_NAME: 'DEVICE_NAME',
  LAST_CHECK_IN_AT: 'LAST_CHECK_IN_AT',
  ENROLLED_AT: 'ENROLLED_AT'
} as const;

export type DeviceOrderField = typeof DeviceOrderField[keyof typeof DeviceOrderField];
/** The ways in which a device can be enrolled. */
export const EnrollmentType = {
  USER_ENROLLMENT: 'USER_ENROLLMENT',
  DEVICE_ENROLLMENT_MANAGER: 'DEVICE_ENROLLMENT_MANAGER',
  APPLE_BULK_WITH_USER: 'APPLE_BULK_WITH_USER',
  APPLE_BULK_WITHOUT_USER: 'APPLE_BULK_WITHOUT_USER',
  WINDOWS_AZURE_AD_JOIN: 'WINDOWS_AZURE_AD_JOIN',
  WINDOWS_BULK_USERLESS: 'WINDOWS_BULK_USERLESS',
  WINDOWS_AUTO_ENROLLMENT: 'WINDOWS_AUTO_ENROLLMENT',
  WINDOWS_BULK_AZURE_DOMAIN_JOIN: 'WINDOWS_BULK_AZURE_DOMAIN_JOIN',
  WINDOWS_CO_MANAGEMENT: 'WINDOWS_CO_MANAGEMENT',
  WINDOWS_AZURE_AD_JOIN_USING_DEVICE_AUTH: 'WINDOWS_AZURE_AD_JOIN_USING_DEVICE_AUTH',
  APPLE_USER_ENROLLMENT: 'APPLE_USER_ENROLLMENT',
  APPLE_USER_ENROLLMENT_WITH_SERVICE_ACCOUNT: 'APPLE_USER_ENROLLMENT_WITH_SERVICE_ACCOUNT',
  AZURE_AD_JOIN_USING_AZURE_VM_EXTENSION: 'AZURE_AD_JOIN_USING_AZURE_VM_EXTENSION',
  ANDROID_ENTERPRISE_DEDICATED_DEVICE: 'ANDROID_ENTERPRISE_DEDICATED_DEVICE',
  ANDROID_ENTERPRISE_FULLY_MANAGED: 'ANDROID_ENTERPRISE_FULLY_MANAGED',
  ANDROID_ENTERPRISE_CORPORATE_WORK_PROFILE: 'ANDROID_ENTERPRISE_CORPORATE_WORK_PROFILE',
  ANDROID_AOSP_USER_OWNED_DEVICE_ENROLLMENT: 'ANDROID_AOSP_USER_OWNED_DEVICE_ENROLLMENT',
  ANDROID_AOSP_USERLESS_DEVICE_ENROLLMENT: 'ANDROID_AOSP_USERLESS_DEVICE_ENROLLMENT',
  UNKNOWN: 'UNKNOWN'
} as const;

export type EnrollmentType = typeof EnrollmentType[keyof typeof EnrollmentType];
/** Whether a deployment profile of Windows Autopilot is assigned to a device. */
export const AutopilotProfileState = {
  ASSIGNED_IN_SYNC: 'ASSIGNED_IN_SYNC',
  /** The device does not have the newest profile yet. */
  ASSIGNED_OUT_OF_SYNC: 'ASSIGNED_OUT_OF_SYNC',
  ASSIGNED_UNKNOWN_SYNC_STATE: 'ASSIGNED_UNKNOWN_SYNC_STATE',
  NOT_ASSIGNED: 'NOT_ASSIGNED',
  PENDING: 'PENDING',
  FAILED: 'FAILED',
  UNKNOWN: 'UNKNOWN'
} as const;

export type AutopilotProfileState = typeof AutopilotProfileState[keyof typeof AutopilotProfileState];
/** Why a deployment profile does not fit a device. */
export const AutopilotProfileProblem = {
  NONE: 'NONE',
  HARDWARE_REQUIREMENTS_NOT_MET: 'HARDWARE_REQUIREMENTS_NOT_MET',
  SURFACE_HUB_PROFILE_NOT_SUPPORTED: 'SURFACE_HUB_PROFILE_NOT_SUPPORTED',
  HOLO_LENS_PROFILE_NOT_SUPPORTED: 'HOLO_LENS_PROFILE_NOT_SUPPORTED',
  WINDOWS_PC_PROFILE_NOT_SUPPORTED: 'WINDOWS_PC_PROFILE_NOT_SUPPORTED',
  SURFACE_HUB2_S_PROFILE_NOT_SUPPORTED: 'SURFACE_HUB2_S_PROFILE_NOT_SUPPORTED',
  UNKNOWN: 'UNKNOWN'
} as const;

export type AutopilotProfileProblem = typeof AutopilotProfileProblem[keyof typeof AutopilotProfileProblem];
/** The state of an enrolment with Windows Autopilot. */
export const AutopilotEnrollmentState = {
  ENROLLED: 'ENROLLED',
  PENDING_RESET: 'PENDING_RESET',
  FAILED: 'FAILED',
  NOT_CONTACTED: 'NOT_CONTACTED',
  BLOCKED: 'BLOCKED',
  UNKNOWN: 'UNKNOWN'
} as const;

export type AutopilotEnrollmentState = typeof AutopilotEnrollmentState[keyof typeof AutopilotEnrollmentState];
/** The result of a set-up or of one of its phases. */
export const SetupState = {
  SUCCESS: 'SUCCESS',
  /** The user could continue although the time ran out. */
  SUCCESS_WITH_TIMEOUT: 'SUCCESS_WITH_TIMEOUT',
  SUCCESS_ON_RETRY: 'SUCCESS_ON_RETRY',
  IN_PROGRESS: 'IN_PROGRESS',
  FAILURE: 'FAILURE',
  NOT_ATTEMPTED: 'NOT_ATTEMPTED',
  DISABLED: 'DISABLED',
  UNKNOWN: 'UNKNOWN'
} as const;

export type SetupState = typeof SetupState[keyof typeof SetupState];
/** The phases of a set-up that can fail. */
export const SetupPhase = {
  ENROLLMENT: 'ENROLLMENT',
  DEVICE_SETUP: 'DEVICE_SETUP',
  ACCOUNT_SETUP: 'ACCOUNT_SETUP'
} as const;

export type SetupPhase = typeof SetupPhase[keyof typeof SetupPhase];
/** Whether a device is jailbroken or rooted. */
export const JailbreakState = {
  JAILBROKEN: 'JAILBROKEN',
  NOT_JAILBROKEN: 'NOT_JAILBROKEN',
  UNKNOWN: 'UNKNOWN'
} as const;

export type JailbreakState = typeof JailbreakState[keyof typeof JailbreakState];
/** Whether a device is in lost mode. */
export const LostMode = {
  ENABLED: 'ENABLED',
  PENDING: 'PENDING',
  DISABLED: 'DISABLED',
  UNKNOWN: 'UNKNOWN'
} as const;

export type LostMode = typeof LostMode[keyof typeof LostMode];
/** The channel that manages a device. */
export const ManagementAgent = {
  EAS: 'EAS',
  MDM: 'MDM',
  EAS_MDM: 'EAS_MDM',
  INTUNE_CLIENT: 'INTUNE_CLIENT',
  EAS_INTUNE_CLIENT: 'EAS_INTUNE_CLIENT',
  CONFIGURATION_MANAGER_CLIENT: 'CONFIGURATION_MANAGER_CLIENT',
  CONFIGURATION_MANAGER_CLIENT_MDM: 'CONFIGURATION_MANAGER_CLIENT_MDM',
  CONFIGURATION_MANAGER_CLIENT_MDM_EAS: 'CONFIGURATION_MANAGER_CLIENT_MDM_EAS',
  JAMF: 'JAMF',
  GOOGLE_CLOUD_DEVICE_POLICY_CONTROLLER: 'GOOGLE_CLOUD_DEVICE_POLICY_CONTROLLER',
  MICROSOFT365_MANAGED_MDM: 'MICROSOFT365_MANAGED_MDM',
  MS_SENSE: 'MS_SENSE',
  INTUNE_AOSP: 'INTUNE_AOSP',
  GOOGLE: 'GOOGLE',
  UNKNOWN: 'UNKNOWN'
} as const;

export type ManagementAgent = typeof ManagementAgent[keyof typeof ManagementAgent];
/** The state of a device between enrolment and retirement. */
export const ManagementState = {
  MANAGED: 'MANAGED',
  RETIRE_PENDING: 'RETIRE_PENDING',
  RETIRE_FAILED: 'RETIRE_FAILED',
  WIPE_PENDING: 'WIPE_PENDING',
  WIPE_FAILED: 'WIPE_FAILED',
  UNHEALTHY: 'UNHEALTHY',
  DELETE_PENDING: 'DELETE_PENDING',
  RETIRE_ISSUED: 'RETIRE_ISSUED',
  WIPE_ISSUED: 'WIPE_ISSUED',
  WIPE_CANCELED: 'WIPE_CANCELED',
  RETIRE_CANCELED: 'RETIRE_CANCELED',
  DISCOVERED: 'DISCOVERED',
  UNKNOWN: 'UNKNOWN'
} as const;

export type ManagementState = typeof ManagementState[keyof typeof ManagementState];
/** The join type of a device in Entra. */
export const JoinType = {
  JOINED: 'JOINED',
  REGISTERED: 'REGISTERED',
  HYBRID_JOINED: 'HYBRID_JOINED',
  /** Entra does not know the device. */
  NOT_REGISTERED: 'NOT_REGISTERED',
  UNKNOWN: 'UNKNOWN'
} as const;

export type JoinType = typeof JoinType[keyof typeof JoinType];
/** The owner of a device. */
export const Ownership = {
  COMPANY: 'COMPANY',
  PERSONAL: 'PERSONAL',
  UNKNOWN: 'UNKNOWN'
} as const;

export type Ownership = typeof Ownership[keyof typeof Ownership];
/** The compliance state of a device in Intune. */
export const ComplianceState = {
  COMPLIANT: 'COMPLIANT',
  NONCOMPLIANT: 'NONCOMPLIANT',
  /** The device is not compliant, but its grace period has not ended. */
  IN_GRACE_PERIOD: 'IN_GRACE_PERIOD',
  CONFLICT: 'CONFLICT',
  ERROR: 'ERROR',
  /** Configuration Manager decides. */
  CONFIG_MANAGER: 'CONFIG_MANAGER',
  UNKNOWN: 'UNKNOWN'
} as const;

export type ComplianceState = typeof ComplianceState[keyof typeof ComplianceState];
/** The compliance state of a device in Entra. */
export const EntraCompliance = {
  COMPLIANT: 'COMPLIANT',
  NONCOMPLIANT: 'NONCOMPLIANT',
  /** Entra has no record: the device is not registered, or not managed. */
  NOT_APPLICABLE: 'NOT_APPLICABLE'
} as const;

export type EntraCompliance = typeof EntraCompliance[keyof typeof EntraCompliance];
/** The kinds of remote actions. */
export const DeviceActionKind = {
  WIPE: 'WIPE',
  RETIRE: 'RETIRE',
  DELETE: 'DELETE',
  REMOTE_LOCK: 'REMOTE_LOCK',
  RESET_PASSCODE: 'RESET_PASSCODE',
  RECOVER_PASSCODE: 'RECOVER_PASSCODE',
  BYPASS_ACTIVATION_LOCK: 'BYPASS_ACTIVATION_LOCK',
  ENABLE_LOST_MODE: 'ENABLE_LOST_MODE',
  DISABLE_LOST_MODE: 'DISABLE_LOST_MODE',
  PLAY_LOST_MODE_SOUND: 'PLAY_LOST_MODE_SOUND',
  LOCATE_DEVICE: 'LOCATE_DEVICE',
  SYNC_DEVICE: 'SYNC_DEVICE',
  REBOOT_NOW: 'REBOOT_NOW',
  SHUT_DOWN: 'SHUT_DOWN',
  CLEAN_WINDOWS_DEVICE: 'CLEAN_WINDOWS_DEVICE',
  WINDOWS_DEFENDER_SCAN: 'WINDOWS_DEFENDER_SCAN',
  WINDOWS_DEFENDER_UPDATE_SIGNATURES: 'WINDOWS_DEFENDER_UPDATE_SIGNATURES',
  ROTATE_BITLOCKER_KEYS: 'ROTATE_BITLOCKER_KEYS',
  ROTATE_FILEVAULT_KEY: 'ROTATE_FILEVAULT_KEY',
  SET_DEVICE_NAME: 'SET_DEVICE_NAME',
  COLLECT_DIAGNOSTICS: 'COLLECT_DIAGNOSTICS',
  REQUEST_REMOTE_ASSISTANCE: 'REQUEST_REMOTE_ASSISTANCE',
  LOGOUT_SHARED_APPLE_DEVICE_ACTIVE_USER: 'LOGOUT_SHARED_APPLE_DEVICE_ACTIVE_USER',
  DELETE_USER_FROM_SHARED_APPLE_DEVICE: 'DELETE_USER_FROM_SHARED_APPLE_DEVICE',
  REVOKE_APPLE_VPP_LICENSES: 'REVOKE_APPLE_VPP_LICENSES',
  SEND_CUSTOM_NOTIFICATION: 'SEND_CUSTOM_NOTIFICATION',
  ACTIVATE_DEVICE_ESIM: 'ACTIVATE_DEVICE_ESIM',
  UPDATE_DEVICE_ACCOUNT: 'UPDATE_DEVICE_ACCOUNT',
  AUTOMATIC_REDEPLOYMENT: 'AUTOMATIC_REDEPLOYMENT',
  CHANGE_ASSIGNMENTS: 'CHANGE_ASSIGNMENTS',
  DEPROVISION: 'DEPROVISION',
  DISABLE: 'DISABLE',
  REENABLE: 'REENABLE',
  GET_FILEVAULT_KEY: 'GET_FILEVAULT_KEY',
  INITIATE_DEVICE_ATTESTATION: 'INITIATE_DEVICE_ATTESTATION',
  INITIATE_MOBILE_DEVICE_MANAGEMENT_KEY_RECOVERY: 'INITIATE_MOBILE_DEVICE_MANAGEMENT_KEY_RECOVERY',
  INITIATE_ON_DEMAND_PROACTIVE_REMEDIATION: 'INITIATE_ON_DEMAND_PROACTIVE_REMEDIATION',
  LAUNCH_REMOTE_HELP: 'LAUNCH_REMOTE_HELP',
  MOVE_DEVICE_TO_ORGANIZATIONAL_UNIT: 'MOVE_DEVICE_TO_ORGANIZATIONAL_UNIT',
  PAUSE_CONFIGURATION_REFRESH: 'PAUSE_CONFIGURATION_REFRESH',
  REMOVE_DEVICE_FIRMWARE_CONFIGURATION_INTERFACE_MANAGEMENT: 'REMOVE_DEVICE_FIRMWARE_CONFIGURATION_INTERFACE_MANAGEMENT',
  ROTATE_LOCAL_ADMIN_PASSWORD: 'ROTATE_LOCAL_ADMIN_PASSWORD',
  UNKNOWN: 'UNKNOWN'
} as const;

export type DeviceActionKind = typeof DeviceActionKind[keyof typeof DeviceActionKind];
/** The progress of a remote action. */
export const DeviceActionState = {
  NONE: 'NONE',
  PENDING: 'PENDING',
  CANCELED: 'CANCELED',
  ACTIVE: 'ACTIVE',
  DONE: 'DONE',
  FAILED: 'FAILED',
  NOT_SUPPORTED: 'NOT_SUPPORTED',
  UNKNOWN: 'UNKNOWN'
} as const;

export type DeviceActionState = typeof DeviceActionState[keyof typeof DeviceActionState];
/** The worst state of a device's Wi-Fi, VPN, certificate and e-mail profiles. */
export const ConfigurationSummary = {
  /** At least one profile failed or is in conflict. */
  FAILED: 'FAILED',
  /** None failed, and at least one has not reported yet. */
  PENDING: 'PENDING',
  /** All profiles that apply to the device are applied. */
  APPLIED: 'APPLIED',
  /** No such profile applies to the device. */
  NONE: 'NONE'
} as const;

export type ConfigurationSummary = typeof ConfigurationSummary[keyof typeof ConfigurationSummary];
/** A page of devices. */
export type DeviceConnection = {
  __typename?: 'DeviceConnection';
  /** The devices with their cursors. */
  edges: Array<DeviceEdge>;
  /** The devices. */
  nodes: Array<Device>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items in the viewer's scope. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
  /** False if the viewer's scope may hide items of this list. */
  complete: Scalars['Boolean']['output'];
};

/** A device in a page. */
export type DeviceEdge = {
  __typename?: 'DeviceEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The device. */
  node: Device;
};

/**
 * The explanation of an error, with the next step. There is none for a code that means success, which Microsoft sends for
 * some settings and apps.
 */
export type Failure = {
  __typename?: 'Failure';
  /** Microsoft's error code as a signed decimal number; null if Microsoft reports no number. */
  code: Maybe<Scalars['String']['output']>;
  /** The same code in hexadecimal, as in Microsoft's documentation: `0x87D1041C`. */
  hex: Maybe<Scalars['String']['output']>;
  /** The meaning of the error, in the language of the request. */
  meaning: Scalars['String']['output'];
  /** The step that usually helps; null if none is known. */
  remedy: Maybe<Scalars['String']['output']>;
  /**
   * Whether the code, or the reason of a failed enrolment, is documented. An undocumented code is explained from its structure,
   * and `meaning` says that this is a guess.
   */
  known: Scalars['Boolean']['output'];
};

/** A page of findings. It has no `totalCount`, because the service would have to run the rules for every user and device. */
export type FindingConnection = {
  __typename?: 'FindingConnection';
  /** The findings with their cursors. */
  edges: Array<FindingEdge>;
  /** The findings. */
  nodes: Array<Finding>;
  /** The position of this page in the list. Only `hasNextPage: false` ends it: an empty page has an `endCursor` too. */
  pageInfo: PageInfo;
  /**
   * The rules that were asked for and did not run for any user or device, with the reason. With the topic `ACCESS` also what no
   * rule checks: sign-ins and Conditional Access.
   */
  notChecked: Array<NotChecked>;
};

/** A finding with its cursor. */
export type FindingEdge = {
  __typename?: 'FindingEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The finding. */
  node: Finding;
};

/** A remote task that Intune offers for a device. */
export type RemoteTask = {
  __typename?: 'RemoteTask';
  /** The remote action that it starts. */
  kind: DeviceActionKind;
  /** The permission in Intune that it needs, in the language of the request. */
  displayName: Scalars['String']['output'];
  /** Whether a role of the viewer allows it on this device in Intune; null if this service does not know. */
  viewerMay: Maybe<Scalars['Boolean']['output']>;
};

/** Problems, facts that look like problems but are normal, and rules that did not run. */
export type FindingReport = {
  __typename?: 'FindingReport';
  /** The findings, worst first: causes, with their symptoms below them. At most 50 together with `normal`. */
  nodes: Array<Finding>;
  /** Facts that look like problems but are normal: the findings with severity `INFO`. */
  normal: Array<Finding>;
  /** The rules that did not run, with the reason. */
  notChecked: Array<NotChecked>;
  /** The oldest reading from Microsoft that the report rests on. */
  asOf: Scalars['DateTime']['output'];
};

/**
 * A problem, with its evidence and the next steps. It comes from facts that the viewer can read in
 * full. Counts are within the viewer's scope.
 */
export type Finding = {
  __typename?: 'Finding';
  /** A stable key: the rule and its subject, or the user for several devices. It is not an id and cannot be fetched. */
  key: Scalars['String']['output'];
  /** The rule. New rules are added over time; show the title of one that you do not know. */
  rule: FindingRule;
  /** How bad it is. */
  severity: FindingSeverity;
  /** How sure it is. */
  confidence: FindingConfidence;
  /** The subjects of calls that it belongs to. */
  topics: Array<FindingTopic>;
  /** The finding in one sentence, in the language of the request. Plain text. */
  title: Scalars['String']['output'];
  /** The cause and its consequences, in the language of the request. Plain text. */
  why: Scalars['String']['output'];
  /** When it began, as far as the facts show; null if they do not. */
  since: Maybe<Scalars['DateTime']['output']>;
  /** The number of settings, apps, attempts or devices that it is about. */
  count: Scalars['Int']['output'];
  /** The error codes in hexadecimal that it rests on. */
  codes: Array<Scalars['String']['output']>;
  /** The facts that it rests on, at most 20. */
  evidence: Array<Evidence>;
  /** The symptoms that it explains. */
  explains: Array<Finding>;
  /** The next steps, each with the person for it. */
  steps: Array<Step>;
  /** The user that it is about. */
  user: Maybe<User>;
  /** The devices that it is about. */
  devices: Maybe<Array<Device>>;
  /** The app that it is about. */
  app: Maybe<App>;
  /** The install state that it is about. */
  appInstallState: Maybe<AppInstallState>;
  /** The protected app that it is about. */
  appProtectionState: Maybe<AppProtectionState>;
  /** The failed enrolment that it is about. */
  enrollmentFailure: Maybe<EnrollmentFailure>;
  /** The connector that it is about. */
  connector: Maybe<Connector>;
  /** With the rule `KNOWN_ISSUE`: the issue. Its text, dates and ticket are also in `title` and `why`, for every viewer. */
  knownIssue: Maybe<KnownIssue>;
};

/** A fact that a finding rests on. */
export type Evidence = {
  __typename?: 'Evidence';
  /** The field, as `Type.field`. */
  coordinate: Scalars['String']['output'];
  /** The object that holds the field, or the nearest one with an id; null for facts of no object. */
  nodeId: Maybe<Scalars['ID']['output']>;
  /** The value as text; null if the field is empty, which is then the evidence. */
  value: Maybe<Scalars['String']['output']>;
  /** The value in words, in the language of the request, if it is the name of a setting; otherwise null. */
  displayValue: Maybe<Scalars['String']['output']>;
};

/** A step towards a solution. */
export type Step = {
  __typename?: 'Step';
  /** The person for this step. */
  who: FindingAudience;
  /** The instruction, in the language of the request. Plain text. */
  text: Scalars['String']['output'];
  /** The remote action that does it. */
  action: Maybe<DeviceActionKind>;
  /** The actions that a role in Intune must allow for it. */
  needs: Array<IntuneAction>;
  /**
   * Whether a role of the viewer allows these actions over the subject in Intune; null if the step needs none, or if this
   * service does not know.
   */
  viewerMay: Maybe<Scalars['Boolean']['output']>;
  /** The place in Intune's admin centre where it is done. */
  adminCentreUrl: Maybe<Scalars['String']['output']>;
};

/** An action that a role in Intune can allow. */
export type IntuneAction = {
  __typename?: 'IntuneAction';
  /** Microsoft's id of the action. */
  action: Scalars['String']['output'];
  /** The name in Intune, in the language of the request. */
  displayName: Scalars['String']['output'];
};

/** Rules that did not run, and why. */
export type NotChecked = {
  __typename?: 'NotChecked';
  /** The rules; empty for facts that no rule covers. */
  rules: Array<FindingRule>;
  /** Why they did not run. */
  reason: NotCheckedReason;
  /** With `PERMISSION`: the permissions that the viewer lacks. With `OUT_OF_SCOPE`: those that do not reach the subject. */
  missing: Array<Permission>;
  /** The reason as a sentence, in the language of the request. */
  text: Scalars['String']['output'];
  /** Where to look instead. */
  adminCentreUrl: Maybe<Scalars['String']['output']>;
};

/** A rule of the catalogue. */
export type FindingRuleInfo = {
  __typename?: 'FindingRuleInfo';
  /** The rule. */
  rule: FindingRule;
  /** The worst severity that it gives without symptoms. A cause takes the severity of a worse symptom. */
  severity: FindingSeverity;
  /** The subjects of calls that it belongs to. */
  topics: Array<FindingTopic>;
  /** The fields that it reads. It needs the viewer's permission for each of them. */
  reads: Array<Scalars['String']['output']>;
  /** The permissions that these fields need. */
  needs: Array<Permission>;
  /** The rules whose findings it explains. */
  explains: Array<FindingRule>;
  /** Whether it was tried on a real tenant. An untried rule gives at most `WARNING` and `LIKELY`. */
  proven: Scalars['Boolean']['output'];
  /**
   * Whether it only adds a sentence to the findings of other rules. It then has no findings of its own, and no known issue can
   * be about it.
   */
  remark: Scalars['Boolean']['output'];
  /** Whether the configuration of this service silences it. */
  silenced: Scalars['Boolean']['output'];
  /** Whether it is on trial (`FINDINGS_SHADOW`): it runs and is counted, but its findings are not shown. */
  shadow: Scalars['Boolean']['output'];
  /**
   * The number of users and devices on whose pages a rule on trial had a finding since the service started, up to 10,000;
   * null for other rules. The permission must come from a single assignment over all users and all devices.
   */
  shadowFirings: Maybe<Scalars['Int']['output']>;
  /**
   * How often operators called a finding of this rule wrong in the last 180 days. The permission must come from a single
   * assignment over all users and all devices.
   */
  reported: Maybe<Scalars['Int']['output']>;
};

/** How bad a finding is, worst first. */
export const FindingSeverity = {
  /** The user cannot work, and nothing else helps before this is solved. */
  BLOCKER: 'BLOCKER',
  /** Something the user needs does not work. */
  PROBLEM: 'PROBLEM',
  /** Something will stop working, or is worth tidying up. */
  WARNING: 'WARNING',
  /** It looks wrong, but is normal. */
  INFO: 'INFO'
} as const;

export type FindingSeverity = typeof FindingSeverity[keyof typeof FindingSeverity];
/** How sure a finding is, surest first. */
export const FindingConfidence = {
  /** A field shows it. */
  CERTAIN: 'CERTAIN',
  /** Two facts together suggest it. */
  LIKELY: 'LIKELY',
  /** Old facts or a rule of thumb suggest it. */
  POSSIBLE: 'POSSIBLE'
} as const;

export type FindingConfidence = typeof FindingConfidence[keyof typeof FindingConfidence];
/** The subjects of calls to a help desk. */
export const FindingTopic = {
  /** Mail and access to company data. */
  ACCESS: 'ACCESS',
  /** Wi-Fi and VPN. */
  NETWORK: 'NETWORK',
  APPS: 'APPS',
  /** A new device. */
  ENROLMENT: 'ENROLMENT',
  /** A device without contact. */
  CONTACT: 'CONTACT',
  /** The account and its licences. */
  ACCOUNT: 'ACCOUNT',
  SECURITY: 'SECURITY'
} as const;

export type FindingTopic = typeof FindingTopic[keyof typeof FindingTopic];
/** The person for a step. */
export const FindingAudience = {
  /** The user on the phone. */
  USER: 'USER',
  /** The operator at the help desk. */
  OPERATOR: 'OPERATOR',
  INTUNE_ADMIN: 'INTUNE_ADMIN',
  LICENCE_ADMIN: 'LICENCE_ADMIN',
  IDENTITY_ADMIN: 'IDENTITY_ADMIN',
  /** The people who run the certificate authority. */
  PKI_TEAM: 'PKI_TEAM',
  /** The owner of the app's package. */
  APP_OWNER: 'APP_OWNER',
  /** The holder of the organisation's Apple ID. */
  APPLE_ADMIN: 'APPLE_ADMIN',
  SECURITY: 'SECURITY',
  /** The people who run this service. */
  SERVICE_ADMIN: 'SERVICE_ADMIN'
} as const;

export type FindingAudience = typeof FindingAudience[keyof typeof FindingAudience];
/** Why a rule did not run. */
export const NotCheckedReason = {
  /** The viewer lacks a permission. */
  PERMISSION: 'PERMISSION',
  /** The viewer's scope does not reach all that the rule reads. */
  OUT_OF_SCOPE: 'OUT_OF_SCOPE',
  /** The facts are too old. */
  STALE: 'STALE',
  /** This service has no data about it. */
  NO_DATA: 'NO_DATA',
  /** Only a part of the data was looked at. */
  TRUNCATED: 'TRUNCATED',
  /** The rule failed. The log has the details. */
  INTERNAL: 'INTERNAL'
} as const;

export type NotCheckedReason = typeof NotCheckedReason[keyof typeof NotCheckedReason];
/** The rules, in the order in which they rank. */
export const FindingRule = {
  /** Not a rule of its own: findings that fold under a `KnownIssue`. */
  KNOWN_ISSUE: 'KNOWN_ISSUE',
  TENANT_INACTIVE: 'TENANT_INACTIVE',
  ACCOUNT_DISABLED: 'ACCOUNT_DISABLED',
  ROOTED_OR_JAILBROKEN: 'ROOTED_OR_JAILBROKEN',
  REMOVAL_PENDING: 'REMOVAL_PENDING',
  REMOVAL_FAILED: 'REMOVAL_FAILED',
  NO_INTUNE_LICENCE: 'NO_INTUNE_LICENCE',
  APPLE_PUSH_EXPIRED: 'APPLE_PUSH_EXPIRED',
  MANAGEMENT_CERT_EXPIRED: 'MANAGEMENT_CERT_EXPIRED',
  CONNECTOR_DOWN: 'CONNECTOR_DOWN',
  COMPLIANCE_OF_OTHER_USER: 'COMPLIANCE_OF_OTHER_USER',
  NONCOMPLIANT_SETTING: 'NONCOMPLIANT_SETTING',
  ENROLLED_USER_GONE: 'ENROLLED_USER_GONE',
  NO_COMPLIANCE_POLICY: 'NO_COMPLIANCE_POLICY',
  COMPLIANCE_ERROR: 'COMPLIANCE_ERROR',
  COMPLIANCE_CONFLICT: 'COMPLIANCE_CONFLICT',
  ENTRA_DISAGREES: 'ENTRA_DISAGREES',
  NONCOMPLIANT_INACTIVE: 'NONCOMPLIANT_INACTIVE',
  DEVICE_LOCKED: 'DEVICE_LOCKED',
  NEVER_CHECKED_IN: 'NEVER_CHECKED_IN',
  CERT_PROFILE_FAILED: 'CERT_PROFILE_FAILED',
  PROFILE_NOT_REACHING: 'PROFILE_NOT_REACHING',
  CERT_PROFILE_ABSENT: 'CERT_PROFILE_ABSENT',
  MAIL_ACCOUNT_EXISTS: 'MAIL_ACCOUNT_EXISTS',
  NETWORK_PROFILE_FAILED: 'NETWORK_PROFILE_FAILED',
  PROFILE_CONFLICT: 'PROFILE_CONFLICT',
  DEVICE_LIMIT_REACHED: 'DEVICE_LIMIT_REACHED',
  ENROLMENT_BLOCKED: 'ENROLMENT_BLOCKED',
  SETUP_FAILED: 'SETUP_FAILED',
  APP_USER_CAN_FIX: 'APP_USER_CAN_FIX',
  APP_AT_FAULT: 'APP_AT_FAULT',
  APP_NOT_DETECTED: 'APP_NOT_DETECTED',
  REQUIRED_APP_FAILED: 'REQUIRED_APP_FAILED',
  STORAGE_FULL: 'STORAGE_FULL',
  DEVICE_SILENT: 'DEVICE_SILENT',
  GRACE_ENDING: 'GRACE_ENDING',
  DUPLICATE_DEVICE: 'DUPLICATE_DEVICE',
  LEAVER_DEVICE: 'LEAVER_DEVICE',
  NOT_REGISTERED: 'NOT_REGISTERED',
  CERT_NOT_RENEWED: 'CERT_NOT_RENEWED',
  CONNECTOR_ENDING: 'CONNECTOR_ENDING',
  NOT_ENCRYPTED: 'NOT_ENCRYPTED',
  WRONG_PRIMARY_USER: 'WRONG_PRIMARY_USER',
  DATA_OUT_OF_DATE: 'DATA_OUT_OF_DATE',
  MAM_STOPPED: 'MAM_STOPPED',
  ACTION_FAILED: 'ACTION_FAILED',
  RESTART_NEEDED: 'RESTART_NEEDED',
  PROFILE_FAILED: 'PROFILE_FAILED',
  /** Gives no findings of its own: a sentence in `why` of findings about a policy or an app that was changed lately. */
  CHANGED_RECENTLY: 'CHANGED_RECENTLY',
  ACTION_WAITING: 'ACTION_WAITING',
  COMPLIANCE_UNKNOWN: 'COMPLIANCE_UNKNOWN',
  APP_WAITING: 'APP_WAITING',
  MAM_NOT_USED: 'MAM_NOT_USED',
  NO_DEVICE: 'NO_DEVICE'
} as const;

export type FindingRule = typeof FindingRule[keyof typeof FindingRule];
/** A group of users, devices and other groups. */
export type Group = Node & {
  __typename?: 'Group';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The group's name. */
  displayName: Maybe<Scalars['String']['output']>;
  /** The purpose of the group. */
  description: Maybe<Scalars['String']['output']>;
  /** Whether members are added by hand or by a rule. */
  membershipType: MembershipType;
  /** Whether this is a security group. Only security groups can be members or scope groups of a role assignment. */
  securityEnabled: Scalars['Boolean']['output'];
  /** The member users in the viewer's scope. `transitive` adds the members of nested groups. */
  users: UserConnection;
  /** The groups nested directly in this one, as far as the viewer can see them. */
  groups: GroupConnection;
  /** The member devices in the viewer's scope. `transitive` adds the members of nested groups. */
  devices: Maybe<DeviceConnection>;
  /** When groups were last read completely from Microsoft; null for a group created here. */
  syncedAt: Maybe<Scalars['DateTime']['output']>;
};


/** A group of users, devices and other groups. */
export type GroupUsersArgs = {
  transitive: Scalars['Boolean']['input'];
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A group of users, devices and other groups. */
export type GroupGroupsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A group of users, devices and other groups. */
export type GroupDevicesArgs = {
  transitive: Scalars['Boolean']['input'];
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** The membership of a user or a device in a group. */
export type GroupMembership = {
  __typename?: 'GroupMembership';
  /** Whether the membership is direct or only through a nested group. */
  kind: MembershipKind;
  /** The group. */
  group: Group;
};

/** A membership of a user that has ended. */
export type FormerMembership = {
  __typename?: 'FormerMembership';
  /** The group. */
  group: Group;
  /** When a sync or an import first saw the membership; null if it is older than this history. */
  since: Maybe<Scalars['DateTime']['output']>;
  /** When a sync or an import first missed the membership. */
  until: Scalars['DateTime']['output'];
};

/** The way in which a group gets its members. */
export const MembershipType = {
  /** Members are added by hand. */
  ASSIGNED: 'ASSIGNED',
  /** A rule selects users. */
  DYNAMIC_USER: 'DYNAMIC_USER',
  /** A rule selects devices. */
  DYNAMIC_DEVICE: 'DYNAMIC_DEVICE',
  /** A rule selects members; it is unknown whether users or devices. */
  DYNAMIC: 'DYNAMIC'
} as const;

export type MembershipType = typeof MembershipType[keyof typeof MembershipType];
/** The way in which a user or a device belongs to a group. */
export const MembershipKind = {
  DIRECT: 'DIRECT',
  TRANSITIVE: 'TRANSITIVE'
} as const;

export type MembershipKind = typeof MembershipKind[keyof typeof MembershipKind];
/** A page of groups. */
export type GroupConnection = {
  __typename?: 'GroupConnection';
  /** The groups with their cursors. */
  edges: Array<GroupEdge>;
  /** The groups. */
  nodes: Array<Group>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of groups that the viewer can see. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
};

/** A group in a page. */
export type GroupEdge = {
  __typename?: 'GroupEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The group. */
  node: Group;
};

/** A page of group memberships. */
export type GroupMembershipConnection = {
  __typename?: 'GroupMembershipConnection';
  /** The memberships with their cursors. */
  edges: Array<GroupMembershipEdge>;
  /** The memberships. */
  nodes: Array<GroupMembership>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
  /** False if the viewer's scope may hide items of this list. */
  complete: Scalars['Boolean']['output'];
};

/** A group membership in a page. */
export type GroupMembershipEdge = {
  __typename?: 'GroupMembershipEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The membership. */
  node: GroupMembership;
};

/** A page of former memberships. */
export type FormerMembershipConnection = {
  __typename?: 'FormerMembershipConnection';
  /** The memberships with their cursors. */
  edges: Array<FormerMembershipEdge>;
  /** The memberships. */
  nodes: Array<FormerMembership>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items whose groups the viewer can see. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
  /** The number of former memberships in groups that the viewer cannot see. */
  hiddenCount: Scalars['Int']['output'];
  /** False unless the viewer holds `ORGANIZATION_READ` over everything; `hiddenCount` says whether items are hidden. */
  complete: Scalars['Boolean']['output'];
};

/** A former membership in a page. */
export type FormerMembershipEdge = {
  __typename?: 'FormerMembershipEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The membership. */
  node: FormerMembership;
};

/** A problem that administrators know and work on. */
export type KnownIssue = Node & {
  __typename?: 'KnownIssue';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The rule whose findings fold under the issue. */
  rule: FindingRule;
  /** The app, if the issue is about one; null also if the app is gone. */
  app: Maybe<App>;
  /** The policy, if the issue is about one; null also if the policy is gone. */
  policy: Maybe<Policy>;
  /** The kind of connector, if the issue is about one. */
  connectorKind: Maybe<ConnectorKind>;
  /** The text for operators. Plain text. */
  text: Scalars['String']['output'];
  /** The ticket. Plain text. */
  ticket: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  recordedAt: Scalars['DateTime']['output'];
  /** When it ends by itself. */
  endsAt: Scalars['DateTime']['output'];
  /** When an administrator ended it. */
  endedAt: Maybe<Scalars['DateTime']['output']>;
  /** Whether findings fold under it now. */
  open: Scalars['Boolean']['output'];
  /** Rises with each change. */
  version: Scalars['Int']['output'];
};

/** A known issue to record. Without an app, a policy and a kind of connector, it is about all findings of its rule. */
export type CreateKnownIssueInput = {
  /** The rule whose findings fold under the issue. */
  rule: FindingRule;
  /** The app that it is about. The viewer needs `MOBILE_APPS_READ`. */
  appId?: InputMaybe<Scalars['ID']['input']>;
  /** The policy that it is about. The viewer needs `MANAGED_DEVICES_READ`. */
  policyId?: InputMaybe<Scalars['ID']['input']>;
  /** The kind of connector that it is about. The viewer needs `ORGANIZATION_READ`. */
  connectorKind?: InputMaybe<ConnectorKind>;
  /** The text for operators: one sentence, up to 300 characters. Line breaks become spaces. */
  text: Scalars['String']['input'];
  /** The ticket, up to 64 characters. */
  ticket?: InputMaybe<Scalars['String']['input']>;
  /** When the issue ends by itself. */
  endsAt: Scalars['DateTime']['input'];
  /** Runs all checks but changes nothing: the object is null. */
  dryRun: Scalars['Boolean']['input'];
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The changes to a known issue. */
export type UpdateKnownIssueInput = {
  /** The known issue. */
  knownIssueId: Scalars['ID']['input'];
  /** The text for operators: one sentence, up to 300 characters. Line breaks become spaces. */
  text?: InputMaybe<Scalars['String']['input']>;
  /** The ticket, up to 64 characters; null removes it. */
  ticket?: InputMaybe<Scalars['String']['input']>;
  /** When the issue ends by itself. */
  endsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The version that the change is based on. If the object has a newer version, the change fails with `CONFLICT`. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Runs all checks but changes nothing: the object is null. */
  dryRun: Scalars['Boolean']['input'];
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** A known issue to end. */
export type EndKnownIssueInput = {
  /** The known issue. */
  knownIssueId: Scalars['ID']['input'];
  /** The version that the change is based on. If the object has a newer version, the change fails with `CONFLICT`. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Runs all checks but changes nothing: the object is null. */
  dryRun: Scalars['Boolean']['input'];
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The result of `createKnownIssue`. */
export type CreateKnownIssuePayload = {
  __typename?: 'CreateKnownIssuePayload';
  /** The new issue; null after a dry run or an error. */
  knownIssue: Maybe<KnownIssue>;
  /** Why nothing was changed; empty after a success. */
  userErrors: Array<CreateKnownIssueError>;
  /** The key from the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** An error of `createKnownIssue`. */
export type CreateKnownIssueError = UserError & {
  __typename?: 'CreateKnownIssueError';
  /** The reason as a code. */
  code: CreateKnownIssueErrorCode;
  /** The path of the input field, outermost first; null if no single field is wrong. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** The reason as a sentence. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer lacks over the scope. */
  missing: Array<Permission>;
  /** The seconds after which the same input can succeed; null if something has to change first. */
  retryAfter: Maybe<Scalars['Int']['output']>;
};

/** The error codes of `createKnownIssue`. */
export const CreateKnownIssueErrorCode = {
  /** The id is invalid, or belongs to an object of another type. */
  INVALID_ID: 'INVALID_ID',
  /** An app, a policy and a kind of connector cannot be combined. */
  SEVERAL_SUBJECTS: 'SEVERAL_SUBJECTS',
  /** Findings of this rule do not fold under a known issue. */
  RULE_NOT_FOLDED: 'RULE_NOT_FOLDED',
  /** The app does not exist. */
  APP_NOT_FOUND: 'APP_NOT_FOUND',
  /** The policy does not exist. */
  POLICY_NOT_FOUND: 'POLICY_NOT_FOUND',
  /** The text is empty. */
  TEXT_REQUIRED: 'TEXT_REQUIRED',
  /** The text has more than 300 characters. */
  TEXT_TOO_LONG: 'TEXT_TOO_LONG',
  /** The ticket has more than 64 characters. */
  TICKET_TOO_LONG: 'TICKET_TOO_LONG',
  /** The text or the ticket has an invisible character that changes the direction of writing. */
  DIRECTION_CONTROL: 'DIRECTION_CONTROL',
  /** The end is not in the future. */
  ENDS_IN_THE_PAST: 'ENDS_IN_THE_PAST',
  /**
   * The viewer does not hold `ROLES_UPDATE` over everything, or lacks the permission to read the app, the policy or the
   * connectors; `missing` lists it.
   */
  EXCEEDS_OWN_RIGHTS: 'EXCEEDS_OWN_RIGHTS',
  /** The `clientMutationId` was used before with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type CreateKnownIssueErrorCode = typeof CreateKnownIssueErrorCode[keyof typeof CreateKnownIssueErrorCode];
/** The result of `updateKnownIssue`. */
export type UpdateKnownIssuePayload = {
  __typename?: 'UpdateKnownIssuePayload';
  /** The issue; null after a dry run or an error. */
  knownIssue: Maybe<KnownIssue>;
  /** Why nothing was changed; empty after a success. */
  userErrors: Array<UpdateKnownIssueError>;
  /** The key from the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** An error of `updateKnownIssue`. */
export type UpdateKnownIssueError = UserError & {
  __typename?: 'UpdateKnownIssueError';
  /** The reason as a code. */
  code: UpdateKnownIssueErrorCode;
  /** The path of the input field, outermost first; null if no single field is wrong. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** The reason as a sentence. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer lacks over the scope. */
  missing: Array<Permission>;
  /** The seconds after which the same input can succeed; null if something has to change first. */
  retryAfter: Maybe<Scalars['Int']['output']>;
};

/** The error codes of `updateKnownIssue`. */
export const UpdateKnownIssueErrorCode = {
  /** The id is invalid, or belongs to an object of another type. */
  INVALID_ID: 'INVALID_ID',
  /** The known issue does not exist. */
  KNOWN_ISSUE_NOT_FOUND: 'KNOWN_ISSUE_NOT_FOUND',
  /** The object has changed since the expected version. */
  CONFLICT: 'CONFLICT',
  /** An administrator has ended the known issue. */
  ALREADY_ENDED: 'ALREADY_ENDED',
  /** The text is empty. */
  TEXT_REQUIRED: 'TEXT_REQUIRED',
  /** The text has more than 300 characters. */
  TEXT_TOO_LONG: 'TEXT_TOO_LONG',
  /** The ticket has more than 64 characters. */
  TICKET_TOO_LONG: 'TICKET_TOO_LONG',
  /** The text or the ticket has an invisible character that changes the direction of writing. */
  DIRECTION_CONTROL: 'DIRECTION_CONTROL',
  /** The end is not in the future. */
  ENDS_IN_THE_PAST: 'ENDS_IN_THE_PAST',
  /** The viewer does not hold `ROLES_UPDATE` over everything; `missing` lists it. */
  EXCEEDS_OWN_RIGHTS: 'EXCEEDS_OWN_RIGHTS',
  /** The `clientMutationId` was used before with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type UpdateKnownIssueErrorCode = typeof UpdateKnownIssueErrorCode[keyof typeof UpdateKnownIssueErrorCode];
/** The result of `endKnownIssue`. */
export type EndKnownIssuePayload = {
  __typename?: 'EndKnownIssuePayload';
  /** The issue; null after a dry run or an error. */
  knownIssue: Maybe<KnownIssue>;
  /** Why nothing was changed; empty after a success. */
  userErrors: Array<EndKnownIssueError>;
  /** The key from the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** An error of `endKnownIssue`. */
export type EndKnownIssueError = UserError & {
  __typename?: 'EndKnownIssueError';
  /** The reason as a code. */
  code: EndKnownIssueErrorCode;
  /** The path of the input field, outermost first; null if no single field is wrong. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** The reason as a sentence. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer lacks over the scope. */
  missing: Array<Permission>;
  /** The seconds after which the same input can succeed; null if something has to change first. */
  retryAfter: Maybe<Scalars['Int']['output']>;
};

/** The error codes of `endKnownIssue`. */
export const EndKnownIssueErrorCode = {
  /** The id is invalid, or belongs to an object of another type. */
  INVALID_ID: 'INVALID_ID',
  /** The known issue does not exist. */
  KNOWN_ISSUE_NOT_FOUND: 'KNOWN_ISSUE_NOT_FOUND',
  /** The object has changed since the expected version. */
  CONFLICT: 'CONFLICT',
  /** An administrator has ended the known issue. */
  ALREADY_ENDED: 'ALREADY_ENDED',
  /** The viewer does not hold `ROLES_UPDATE` over everything; `missing` lists it. */
  EXCEEDS_OWN_RIGHTS: 'EXCEEDS_OWN_RIGHTS',
  /** The `clientMutationId` was used before with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type EndKnownIssueErrorCode = typeof EndKnownIssueErrorCode[keyof typeof EndKnownIssueErrorCode];
/** A page of known issues. */
export type KnownIssueConnection = {
  __typename?: 'KnownIssueConnection';
  /** The issues with their cursors. */
  edges: Array<KnownIssueEdge>;
  /** The issues. */
  nodes: Array<KnownIssue>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
};

/** A known issue in a page. */
export type KnownIssueEdge = {
  __typename?: 'KnownIssueEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The issue. */
  node: KnownIssue;
};

/** A compliance policy, a configuration profile or an enrolment restriction. */
export type Policy = Node & {
  __typename?: 'Policy';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The policy's name. */
  displayName: Maybe<Scalars['String']['output']>;
  /** The kind of policy. */
  kind: PolicyKind;
  /** The kind of settings that a configuration profile configures; null for other policies. */
  profileType: Maybe<ProfileType>;
  /** The platform of the policy; `UNKNOWN` if it has none or several. */
  platform: Platform;
  /** When the policy was last changed. */
  modifiedAt: Maybe<Scalars['DateTime']['output']>;
  /** The priority of an enrolment restriction. The smallest one that reaches a user applies; 0, the default, comes last. */
  priority: Maybe<Scalars['Int']['output']>;
  /** The number of devices that a user may enrol; null for other policies. */
  deviceLimit: Maybe<Scalars['Int']['output']>;
  /** The assignments of the policy, as far as the viewer can see their groups: inclusions first. */
  assignments: Maybe<PolicyAssignmentConnection>;
  /** When policies were last read completely from Microsoft. */
  syncedAt: Scalars['DateTime']['output'];
};


/** A compliance policy, a configuration profile or an enrolment restriction. */
export type PolicyAssignmentsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Conditions on policies. All of them must match. */
export type PolicyFilter = {
  /** Only policies of these kinds. */
  kind?: InputMaybe<Array<PolicyKind>>;
};

/** The kinds of policies. */
export const PolicyKind = {
  COMPLIANCE: 'COMPLIANCE',
  CONFIGURATION: 'CONFIGURATION',
  /** Which platforms and versions may enrol. */
  ENROLLMENT_RESTRICTION: 'ENROLLMENT_RESTRICTION',
  /** How many devices each user may enrol. */
  ENROLLMENT_LIMIT: 'ENROLLMENT_LIMIT'
} as const;

export type PolicyKind = typeof PolicyKind[keyof typeof PolicyKind];
/** A page of policies. */
export type PolicyConnection = {
  __typename?: 'PolicyConnection';
  /** The policies with their cursors. */
  edges: Array<PolicyEdge>;
  /** The policies. */
  nodes: Array<Policy>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
};

/** A policy in a page. */
export type PolicyEdge = {
  __typename?: 'PolicyEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The policy. */
  node: Policy;
};

/** The state of a compliance policy on a device. */
export type CompliancePolicyState = Node & {
  __typename?: 'CompliancePolicyState';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The policy; null if it is not among the policies that were read. */
  policy: Maybe<Policy>;
  /** The policy's name. */
  displayName: Maybe<Scalars['String']['output']>;
  /** The worst state of its settings. */
  state: PolicyState;
  /** Since when this service has seen this state with this error code; null if it was there at the first reading. */
  stateSince: Maybe<Scalars['DateTime']['output']>;
  /** The user for whom the policy was evaluated. A policy can appear once for each user of a device. */
  userPrincipalName: Maybe<Scalars['String']['output']>;
  /** The settings, worst state first. */
  settings: Array<SettingState>;
  /** Whether all settings were read from Microsoft. While this is false, `settings` has at most those that failed. */
  settingsRead: Scalars['Boolean']['output'];
  /** When this state was last read from Microsoft: with the states of its device, or later, if a report changed it. */
  syncedAt: Scalars['DateTime']['output'];
};


/** The state of a compliance policy on a device. */
export type CompliancePolicyStateSettingsArgs = {
  states?: InputMaybe<Array<PolicyState>>;
};

/** The state of a configuration profile on a device. */
export type ConfigurationState = Node & {
  __typename?: 'ConfigurationState';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The profile; null if it is not among the profiles that were read. */
  policy: Maybe<Policy>;
  /** The profile's name. */
  displayName: Maybe<Scalars['String']['output']>;
  /** The kind of settings that the profile configures. */
  profileType: ProfileType;
  /** The worst state of its settings. */
  state: PolicyState;
  /** Since when this service has seen this state with this error code; null if it was there at the first reading. */
  stateSince: Maybe<Scalars['DateTime']['output']>;
  /** The user for whom the profile was evaluated. */
  userPrincipalName: Maybe<Scalars['String']['output']>;
  /** The error of its worst setting. */
  error: Maybe<Failure>;
  /** The settings, worst state first. */
  settings: Array<SettingState>;
  /** Whether all settings were read from Microsoft. While this is false, `settings` has at most those that failed. */
  settingsRead: Scalars['Boolean']['output'];
  /** When this state was last read from Microsoft: with the states of its device, or later, if a report changed it. */
  syncedAt: Scalars['DateTime']['output'];
};


/** The state of a configuration profile on a device. */
export type ConfigurationStateSettingsArgs = {
  states?: InputMaybe<Array<PolicyState>>;
};

/** The state of one setting of a policy or profile on a device. */
export type SettingState = {
  __typename?: 'SettingState';
  /** The name of the setting, as Microsoft reports it. */
  name: Scalars['String']['output'];
  /**
   * The setting in words, in the language of the request. The words of a setting that this service does not know are those
   * of its name.
   */
  displayName: Scalars['String']['output'];
  /** The state of the setting on the device. */
  state: PolicyState;
  /** The value that the device reported. */
  currentValue: Maybe<Scalars['String']['output']>;
  /** The policies that configure the setting. Two or more can explain a conflict. */
  sources: Array<Scalars['String']['output']>;
  /** The reason for a failure. */
  error: Maybe<Failure>;
};

/** The kind of settings that a profile configures. */
export const ProfileType = {
  VPN: 'VPN',
  WIFI: 'WIFI',
  CERTIFICATE: 'CERTIFICATE',
  TRUSTED_ROOT: 'TRUSTED_ROOT',
  EMAIL: 'EMAIL',
  RESTRICTIONS: 'RESTRICTIONS',
  /** How Windows, iOS or macOS updates itself. */
  UPDATE_RING: 'UPDATE_RING',
  /** Endpoint security, and security baselines. */
  ENDPOINT_SECURITY: 'ENDPOINT_SECURITY',
  ADMINISTRATIVE_TEMPLATE: 'ADMINISTRATIVE_TEMPLATE',
  /** A profile of the settings catalog whose template and settings are of no other type here. */
  SETTINGS_CATALOG: 'SETTINGS_CATALOG',
  CUSTOM: 'CUSTOM',
  /** A profile of any other kind. */
  OTHER: 'OTHER',
  /** The profile is not among the imported configurations. */
  UNKNOWN: 'UNKNOWN'
} as const;

export type ProfileType = typeof ProfileType[keyof typeof ProfileType];
/** The state of a policy, a profile or a setting on a device, worst first. */
export const PolicyState = {
  ERROR: 'ERROR',
  CONFLICT: 'CONFLICT',
  NONCOMPLIANT: 'NONCOMPLIANT',
  IN_GRACE_PERIOD: 'IN_GRACE_PERIOD',
  NOT_APPLICABLE: 'NOT_APPLICABLE',
  NOT_ASSIGNED: 'NOT_ASSIGNED',
  REMEDIATED: 'REMEDIATED',
  COMPLIANT: 'COMPLIANT',
  UNKNOWN: 'UNKNOWN'
} as const;

export type PolicyState = typeof PolicyState[keyof typeof PolicyState];
/** A user to refresh. */
export type RefreshUserInput = {
  /** The user. */
  userId: Scalars['ID']['input'];
  /** Runs all checks but reads nothing: the user is null. */
  dryRun: Scalars['Boolean']['input'];
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The result of `refreshUser`. */
export type RefreshUserPayload = {
  __typename?: 'RefreshUserPayload';
  /** The user, whose `refresh` is queued; null after a dry run or an error. */
  user: Maybe<User>;
  /** Why nothing is refreshed; empty after a success. */
  userErrors: Array<RefreshUserError>;
  /** The key from the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** An error of `refreshUser`. */
export type RefreshUserError = UserError & {
  __typename?: 'RefreshUserError';
  /** The reason as a code. */
  code: RefreshUserErrorCode;
  /** The path of the input field, outermost first; null if no single field is wrong. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** The reason as a sentence. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer lacks over the scope. */
  missing: Array<Permission>;
  /** The seconds after which the same input can succeed; null if something has to change first. */
  retryAfter: Maybe<Scalars['Int']['output']>;
};

/** The error codes of `refreshUser`. */
export const RefreshUserErrorCode = {
  /** The id is invalid, or belongs to an object of another type. */
  INVALID_ID: 'INVALID_ID',
  /** The user does not exist, or is outside the viewer's scope. */
  USER_NOT_FOUND: 'USER_NOT_FOUND',
  /** The viewer can see the user, but does not hold a permission over this user; `missing` lists it. */
  EXCEEDS_OWN_RIGHTS: 'EXCEEDS_OWN_RIGHTS',
  /** The service is not connected with Microsoft Graph. */
  NOT_CONNECTED: 'NOT_CONNECTED',
  /** A sync is under way. It reads the user too. */
  SYNC_UNDER_WAY: 'SYNC_UNDER_WAY',
  /** An earlier refresh by this operator has not finished. */
  REFRESH_UNDER_WAY: 'REFRESH_UNDER_WAY',
  /** The operator has reached the number of refreshes per hour. */
  TOO_MANY_REFRESHES: 'TOO_MANY_REFRESHES',
  /** The `clientMutationId` was used before with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type RefreshUserErrorCode = typeof RefreshUserErrorCode[keyof typeof RefreshUserErrorCode];
/** One reading of one user from Microsoft Graph. */
export type UserRefresh = {
  __typename?: 'UserRefresh';
  /** The progress. */
  state: RefreshState;
  /** When an operator asked for it. */
  requestedAt: Scalars['DateTime']['output'];
  /** When it ended; null before that. */
  finishedAt: Maybe<Scalars['DateTime']['output']>;
  /** Why nothing more was read, as a code; null if each kind was tried. */
  failure: Maybe<RefreshFailure>;
  /** The same as a sentence. */
  problem: Maybe<Scalars['String']['output']>;
  /** The kinds of objects that were read so far, and the kinds that could not be read. */
  kinds: Array<RefreshedKind>;
};

/** The user's part of one kind of object in a refresh. */
export type RefreshedKind = {
  __typename?: 'RefreshedKind';
  /** The kind of object. */
  kind: SyncKind;
  /** The part that could not be read, with the reason; null if everything was read. The old facts of that part stay. */
  problem: Maybe<Scalars['String']['output']>;
};

/** The state of a refresh. */
export const RefreshState = {
  /** It waits for its turn. */
  QUEUED: 'QUEUED',
  /** It is being read or written. */
  RUNNING: 'RUNNING',
  /** Everything was read and written. */
  COMPLETED: 'COMPLETED',
  /** A part could not be read: `kinds` names it. If Microsoft Graph failed on the way, `failure` says why. */
  PARTIAL: 'PARTIAL',
  /** Nothing more is read: `failure` says why. */
  FAILED: 'FAILED'
} as const;

export type RefreshState = typeof RefreshState[keyof typeof RefreshState];
/** Why a refresh failed. */
export const RefreshFailure = {
  /** Microsoft Graph does not know the user any more. The account cannot sign in here; the next sync removes the user. */
  USER_NOT_FOUND: 'USER_NOT_FOUND',
  /** A sync was under way for too long. */
  SYNC_UNDER_WAY: 'SYNC_UNDER_WAY',
  /** The refresh broke off: the process ended, an import came between, or an unexpected error. `problem` says which. */
  INTERRUPTED: 'INTERRUPTED',
  /** Microsoft Graph took longer than five minutes. */
  TIMED_OUT: 'TIMED_OUT',
  /** Microsoft Graph could not be read; `problem` says why. */
  MICROSOFT_GRAPH: 'MICROSOFT_GRAPH'
} as const;

export type RefreshFailure = typeof RefreshFailure[keyof typeof RefreshFailure];
/** A finding that an operator called wrong. */
export type ReportedFinding = {
  __typename?: 'ReportedFinding';
  /** The rule. */
  rule: FindingRule;
  /** The severity that the operator saw. */
  severity: FindingSeverity;
  /** Why it is wrong. Plain text. */
  reason: Scalars['String']['output'];
  /** When it was reported. */
  reportedAt: Scalars['DateTime']['output'];
  /** Whether it is about the organisation as a whole. Then it has no user and no device. */
  ofTenant: Scalars['Boolean']['output'];
  /** The user on whose page it was; null for a device, and for a user who is gone or outside the viewer's scope. */
  user: Maybe<User>;
  /** The device on whose page it was; null for a user, and for a device that is gone or outside the viewer's scope. */
  device: Maybe<Device>;
  /** The operator; null for one who is gone or outside the viewer's scope. */
  reportedBy: Maybe<User>;
};

/** A finding that is wrong. */
export type ReportFindingInput = {
  /**
   * The user or the device on whose page the finding is. Without it, the finding is about the organisation as a whole, as
   * `Query.findings` lists it: without a user and without a device.
   */
  subjectId?: InputMaybe<Scalars['ID']['input']>;
  /** The finding: its `key`. */
  key: Scalars['String']['input'];
  /** Why it is wrong, up to 500 characters. */
  reason: Scalars['String']['input'];
  /** Runs all checks but keeps nothing: `reported` is false. */
  dryRun: Scalars['Boolean']['input'];
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** The result of `reportFinding`. */
export type ReportFindingPayload = {
  __typename?: 'ReportFindingPayload';
  /** Whether the report is kept; false after a dry run or an error. */
  reported: Scalars['Boolean']['output'];
  /** Why nothing was kept; empty after a success. */
  userErrors: Array<ReportFindingError>;
  /** The key from the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** An error of `reportFinding`. */
export type ReportFindingError = UserError & {
  __typename?: 'ReportFindingError';
  /** The reason as a code. */
  code: ReportFindingErrorCode;
  /** The path of the input field, outermost first; null if no single field is wrong. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** The reason as a sentence. */
  message: Scalars['String']['output'];
  /** Always empty: no permission is missing. */
  missing: Array<Permission>;
  /** The seconds after which the same input can succeed; null if something has to change first. */
  retryAfter: Maybe<Scalars['Int']['output']>;
};

/** The error codes of `reportFinding`. */
export const ReportFindingErrorCode = {
  /** The id is not that of a user or a device. */
  INVALID_ID: 'INVALID_ID',
  /** The user or device does not exist, or the viewer cannot see it. */
  SUBJECT_NOT_FOUND: 'SUBJECT_NOT_FOUND',
  /** The viewer sees no finding with this key there. */
  FINDING_NOT_FOUND: 'FINDING_NOT_FOUND',
  /** The reason is empty. */
  REASON_REQUIRED: 'REASON_REQUIRED',
  /** The reason has more than 500 characters. */
  REASON_TOO_LONG: 'REASON_TOO_LONG',
  /** The operator has reported 50 findings in a day. */
  TOO_MANY_REPORTS: 'TOO_MANY_REPORTS',
  /** The `clientMutationId` was used before with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type ReportFindingErrorCode = typeof ReportFindingErrorCode[keyof typeof ReportFindingErrorCode];
/** A page of reported findings. */
export type ReportedFindingConnection = {
  __typename?: 'ReportedFindingConnection';
  /** The reported findings with their cursors. */
  edges: Array<ReportedFindingEdge>;
  /** The reported findings. */
  nodes: Array<ReportedFinding>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
};

/** A reported finding in a page. */
export type ReportedFindingEdge = {
  __typename?: 'ReportedFindingEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The reported finding. */
  node: ReportedFinding;
};

/** A named set of permissions. */
export type Role = Node & {
  __typename?: 'Role';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The role's name. */
  displayName: Scalars['String']['output'];
  /** The purpose of the role. */
  description: Maybe<Scalars['String']['output']>;
  /** The owner of the role: Intune or this service. */
  origin: Origin;
  /** Increases with every change made here. An import that changes only its permissions does not raise it. */
  version: Scalars['Int']['output'];
  /** The permissions of the role that this service enforces. */
  permissions: Array<Permission>;
  /** Microsoft's ids of the actions that the role allows in Intune but this service does not enforce. */
  otherActions: Array<Scalars['String']['output']>;
  /** The assignments of the role. */
  assignments: RoleAssignmentConnection;
  /** When roles were last read completely from Microsoft; null for a role created here. */
  syncedAt: Maybe<Scalars['DateTime']['output']>;
};


/** A named set of permissions. */
export type RoleAssignmentsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A role, assigned to groups of operators over a scope of users and devices. */
export type RoleAssignment = Node & {
  __typename?: 'RoleAssignment';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The assignment's name. */
  displayName: Scalars['String']['output'];
  /** The purpose of the assignment. */
  description: Maybe<Scalars['String']['output']>;
  /** The role. */
  role: Role;
  /** The owner of the assignment: Intune or this service. */
  origin: Origin;
  /** Increases with every change made here. An import that changes only its members or scope groups does not raise it. */
  version: Scalars['Int']['output'];
  /** Whether the scope includes all users. */
  allUsers: Scalars['Boolean']['output'];
  /** Whether the scope includes all devices. */
  allDevices: Scalars['Boolean']['output'];
  /** The groups of operators that get the role, as far as the viewer can see them. */
  members: Maybe<Array<Group>>;
  /** The groups of users and devices in the scope, as far as the viewer can see them. */
  scopeGroups: Maybe<Array<Group>>;
  /** The operators in the member groups and in groups nested in them, as far as they are in the viewer's scope. */
  operators: Maybe<UserConnection>;
  /** Whether the assignment grants anything. An assignment that this service cannot evaluate grants nothing. */
  effective: Scalars['Boolean']['output'];
  /** Why the assignment grants nothing; null if it is effective. */
  ineffectiveReason: Maybe<Scalars['String']['output']>;
  /** When assignments were last read completely from Microsoft; null for an assignment created here. */
  syncedAt: Maybe<Scalars['DateTime']['output']>;
};


/** A role, assigned to groups of operators over a scope of users and devices. */
export type RoleAssignmentOperatorsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Conditions on role assignments. All of them must match. */
export type RoleAssignmentFilter = {
  /** Assignments of this role. */
  roleId?: InputMaybe<Scalars['ID']['input']>;
  /** Assignments with this group among the members. */
  memberGroupId?: InputMaybe<Scalars['ID']['input']>;
  /** Assignments with this group in the scope. */
  scopeGroupId?: InputMaybe<Scalars['ID']['input']>;
  /** Assignments of this operator, direct or through nested groups. */
  operatorId?: InputMaybe<Scalars['ID']['input']>;
};

/** The owner of a role or an assignment. */
export const Origin = {
  /** Comes with Intune. */
  BUILT_IN: 'BUILT_IN',
  /** Imported from Intune; read-only here. */
  INTUNE: 'INTUNE',
  /** Created here; an import never changes it. */
  LOCAL: 'LOCAL'
} as const;

export type Origin = typeof Origin[keyof typeof Origin];
/** A page of roles. */
export type RoleConnection = {
  __typename?: 'RoleConnection';
  /** The roles with their cursors. */
  edges: Array<RoleEdge>;
  /** The roles. */
  nodes: Array<Role>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
};

/** A role in a page. */
export type RoleEdge = {
  __typename?: 'RoleEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The role. */
  node: Role;
};

/** A page of role assignments. */
export type RoleAssignmentConnection = {
  __typename?: 'RoleAssignmentConnection';
  /** The assignments with their cursors. */
  edges: Array<RoleAssignmentEdge>;
  /** The assignments. */
  nodes: Array<RoleAssignment>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
};

/** A role assignment in a page. */
export type RoleAssignmentEdge = {
  __typename?: 'RoleAssignmentEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The assignment. */
  node: RoleAssignment;
};

/** The matches of a search: first exact matches, then names that start with the text, then the others by name. */
export type SearchResult = {
  __typename?: 'SearchResult';
  /** At most 25 users in the viewer's scope. `Query.users` with the same search lists all. */
  people: Maybe<Array<User>>;
  /** At most 25 devices in the viewer's scope. `Query.devices` with the same search lists all. */
  devices: Maybe<Array<Device>>;
};

/** The state of the sync of one kind of object. */
export type SyncStatus = {
  __typename?: 'SyncStatus';
  /** The kind of object. */
  kind: SyncKind;
  /** Whether the sync is running, completed, completed in part, or failed. */
  state: SyncState;
  /** The reason for a failure, or the part that could not be read and why. */
  problem: Maybe<Scalars['String']['output']>;
  /** When the last complete sync began to read the kind. */
  lastCompletedAt: Maybe<Scalars['DateTime']['output']>;
  /** The result of the last sync that was written, also in part. All counts are 0 before the first one. */
  counts: SyncCounts;
};

/** The result of a sync, in rows. */
export type SyncCounts = {
  __typename?: 'SyncCounts';
  /** The number of items read from Microsoft Graph. */
  read: Scalars['Int']['output'];
  /** The number of new rows. */
  added: Scalars['Int']['output'];
  /** The number of changed rows. */
  changed: Scalars['Int']['output'];
  /** The number of deleted rows. */
  removed: Scalars['Int']['output'];
  /** The number of records of the kind that are set aside, also by earlier syncs. */
  setAside: Scalars['Int']['output'];
};

/** The kinds of objects that are synced, each as one unit. */
export const SyncKind = {
  /** The organisation and its connectors. */
  TENANT: 'TENANT',
  /** Users with their licences. */
  USERS: 'USERS',
  /** Groups with their members. */
  GROUPS: 'GROUPS',
  /** The devices that Microsoft Entra knows. */
  ENTRA_DEVICES: 'ENTRA_DEVICES',
  /** The devices that Intune manages, with their remote actions. */
  MANAGED_DEVICES: 'MANAGED_DEVICES',
  /** Devices in Windows Autopilot, and their set-ups. */
  AUTOPILOT: 'AUTOPILOT',
  /** Compliance policies, configuration profiles and enrolment restrictions with their assignments, and the states of policies on devices. */
  POLICY_STATES: 'POLICY_STATES',
  /** Apps, their dependencies and the apps that they replace. */
  APPS: 'APPS',
  /** Install states of apps on devices. */
  APP_INSTALL_STATES: 'APP_INSTALL_STATES',
  /** App protection policies and the states that apps report. */
  APP_PROTECTION: 'APP_PROTECTION',
  /** Failed enrolments. */
  ENROLLMENT_FAILURES: 'ENROLLMENT_FAILURES',
  /** Intune's roles and role assignments. */
  ROLES: 'ROLES'
} as const;

export type SyncKind = typeof SyncKind[keyof typeof SyncKind];
/** The state of a sync. */
export const SyncState = {
  /** It is being read or written. A sync that was killed is `FAILED` after two minutes at the latest. */
  RUNNING: 'RUNNING',
  /** Everything was read and written. */
  COMPLETED: 'COMPLETED',
  /**
   * A part could not be read, or not be written because no administrator would be left. Old facts of that part remain. Rights
   * that could not be read are not granted.
   */
  PARTIAL: 'PARTIAL',
  /** Not everything could be read or written, or the sync broke off. What was written stays. */
  FAILED: 'FAILED'
} as const;

export type SyncState = typeof SyncState[keyof typeof SyncState];
/** An invalid record that a sync set aside. */
export type QuarantinedRecord = {
  __typename?: 'QuarantinedRecord';
  /** The kind of object that it belongs to. */
  kind: SyncKind;
  /** The resource in Microsoft Graph. */
  resource: Scalars['String']['output'];
  /** Microsoft's id of the object; null if the record has none. */
  objectId: Maybe<Scalars['String']['output']>;
  /** The fault of the record. */
  reason: Scalars['String']['output'];
};

/** A page of records set aside by a sync. */
export type QuarantinedRecordConnection = {
  __typename?: 'QuarantinedRecordConnection';
  /** The records with their cursors. */
  edges: Array<QuarantinedRecordEdge>;
  /** The records. */
  nodes: Array<QuarantinedRecord>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
};

/** A record in a page. */
export type QuarantinedRecordEdge = {
  __typename?: 'QuarantinedRecordEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The record. */
  node: QuarantinedRecord;
};

/** The organisation. */
export type Tenant = Node & {
  __typename?: 'Tenant';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The organisation's name. */
  displayName: Scalars['String']['output'];
  /** The account status as in Intune's portal. It is `ACTIVE` while the subscription is active or in its warning period. */
  accountStatus: AccountStatus;
  /** The state of the Intune subscription. */
  subscriptionState: SubscriptionState;
  /** The service that manages the tenant's mobile devices. */
  mdmAuthority: MdmAuthority;
  /** The connectors to Apple, mobile threat defence and certificate services, worst health first. */
  connectors: Array<Connector>;
  /** After how many days without contact a device stops being compliant; null if it could not be read. */
  complianceValidityDays: Maybe<Scalars['Int']['output']>;
  /** Whether a device without a compliance policy counts as non-compliant; null if it could not be read. */
  noncompliantWithoutPolicy: Maybe<Scalars['Boolean']['output']>;
  /** When the tenant was last read completely from Microsoft. */
  syncedAt: Scalars['DateTime']['output'];
  /**
   * The state of the sync with Microsoft Graph: one row for each kind of object that has been synced. The permission must
   * come from a single assignment over all users and all devices.
   */
  sync: Maybe<Array<SyncStatus>>;
  /**
   * The invalid records of the last sync, and invalid records of earlier syncs that were not read again since. Each is set
   * aside, and the sync continues without it. The permission must come from a single assignment over all users and all devices.
   */
  quarantine: Maybe<QuarantinedRecordConnection>;
};


/** The organisation. */
export type TenantQuarantineArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A connection that the tenant depends on, with its current health. */
export type Connector = {
  __typename?: 'Connector';
  /** The kind of connector. */
  kind: ConnectorKind;
  /** The name given by an administrator. */
  name: Maybe<Scalars['String']['output']>;
  /**
   * `UNHEALTHY`: expired, failed, or without contact for three days. `WARNING`: expires within seven days, or without
   * contact for more than one day. `NOT_ENABLED`: not set up.
   */
  health: ConnectorHealth;
  /** When its certificate or token expires. */
  expiresAt: Maybe<Scalars['DateTime']['output']>;
  /** The last contact. */
  lastSyncAt: Maybe<Scalars['DateTime']['output']>;
};

/** Whether the tenant's subscription can be used. */
export const AccountStatus = {
  ACTIVE: 'ACTIVE',
  INACTIVE: 'INACTIVE'
} as const;

export type AccountStatus = typeof AccountStatus[keyof typeof AccountStatus];
/** The state of the Intune subscription, as Microsoft reports it. */
export const SubscriptionState = {
  PENDING: 'PENDING',
  ACTIVE: 'ACTIVE',
  WARNING: 'WARNING',
  DISABLED: 'DISABLED',
  DELETED: 'DELETED',
  BLOCKED: 'BLOCKED',
  LOCKED_OUT: 'LOCKED_OUT',
  UNKNOWN: 'UNKNOWN'
} as const;

export type SubscriptionState = typeof SubscriptionState[keyof typeof SubscriptionState];
/** The service that manages the tenant's mobile devices. */
export const MdmAuthority = {
  INTUNE: 'INTUNE',
  SCCM: 'SCCM',
  OFFICE365: 'OFFICE365',
  UNKNOWN: 'UNKNOWN'
} as const;

export type MdmAuthority = typeof MdmAuthority[keyof typeof MdmAuthority];
/** The kinds of connectors. */
export const ConnectorKind = {
  /** Apple's push certificate. Without it, no Apple device can be managed or enrolled. */
  APPLE_PUSH_CERTIFICATE: 'APPLE_PUSH_CERTIFICATE',
  /** Apple's volume purchase token, for licences of App Store apps. */
  APPLE_VOLUME_PURCHASE: 'APPLE_VOLUME_PURCHASE',
  /** Apple's automated device enrolment token. */
  APPLE_DEVICE_ENROLLMENT: 'APPLE_DEVICE_ENROLLMENT',
  /** A mobile threat defence partner. */
  MOBILE_THREAT_DEFENSE: 'MOBILE_THREAT_DEFENSE',
  /** The certificate connector (NDES) that SCEP and PKCS profiles need. */
  CERTIFICATE_CONNECTOR: 'CERTIFICATE_CONNECTOR'
} as const;

export type ConnectorKind = typeof ConnectorKind[keyof typeof ConnectorKind];
/** The health of a connector, worst first. */
export const ConnectorHealth = {
  UNHEALTHY: 'UNHEALTHY',
  WARNING: 'WARNING',
  HEALTHY: 'HEALTHY',
  NOT_ENABLED: 'NOT_ENABLED'
} as const;

export type ConnectorHealth = typeof ConnectorHealth[keyof typeof ConnectorHealth];
/** A permission that the viewer does not hold over a user. */
export type MissingPermission = {
  __typename?: 'MissingPermission';
  /** The permission. */
  permission: Permission;
  /** `PERMISSION`: none of the viewer's roles holds it. `OUT_OF_SCOPE`: a role holds it, but not over this user. */
  reason: RefusalReason;
};

/** The user status as in Intune's portal. A count that the viewer's scope would make incomplete is refused. */
export type UserStatus = {
  __typename?: 'UserStatus';
  /** Whether the user has a working Intune plan. */
  intuneLicensed: Scalars['Boolean']['output'];
  /** Since when this service has seen `intuneLicensed` as it is; null if it was so at the first reading. */
  intuneLicensedSince: Maybe<Scalars['DateTime']['output']>;
  /** The number of devices with this primary user. */
  deviceCount: Maybe<Scalars['Int']['output']>;
  /** The number of those devices that are non-compliant, in conflict or in error. Devices in a grace period do not count. */
  noncompliantDeviceCount: Maybe<Scalars['Int']['output']>;
  /** The number of different apps that failed to install or to uninstall on those devices. */
  failedAppCount: Maybe<Scalars['Int']['output']>;
  /** The number of protected apps that have not checked in. */
  notCheckedInAppCount: Maybe<Scalars['Int']['output']>;
};

/** One Intune plan of one licence of a user. */
export type License = {
  __typename?: 'License';
  /** The SKU that contains the plan, such as `SPE_E3`; null if the tenant's SKUs do not show it. */
  skuPartNumber: Maybe<Scalars['String']['output']>;
  /** The plan, such as `INTUNE_A`. */
  servicePlan: Scalars['String']['output'];
  /** The state of the plan for this user. With `ENABLED` and `WARNING` the plan works. */
  state: LicenseState;
  /** Why the licence could not be assigned. */
  error: Maybe<LicenseError>;
  /**
   * The group that the licence comes from. Null if it was assigned directly too, if Microsoft does not say, and if the group
   * is gone or outside the viewer's scope.
   */
  assignedByGroup: Maybe<Group>;
};

/** A failed attempt to enrol a device. */
export type EnrollmentFailure = Node & {
  __typename?: 'EnrollmentFailure';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** When it failed. */
  occurredAt: Scalars['DateTime']['output'];
  /** The operating system that the device reported. */
  operatingSystem: Maybe<Scalars['String']['output']>;
  /** Its version. */
  osVersion: Maybe<Scalars['String']['output']>;
  /** Microsoft's category. */
  category: EnrollmentFailureCategory;
  /** The error, with the next step. */
  error: Failure;
  /** When enrolment failures were last read completely from Microsoft. */
  syncedAt: Scalars['DateTime']['output'];
};

/** Conditions on users. All of them must match. */
export type UserFilter = {
  /** Members of this group, directly or through nested groups. */
  groupId?: InputMaybe<Scalars['ID']['input']>;
  /** Whether the user can sign in. */
  accountEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the user has a working Intune plan. */
  intuneLicensed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the user is the primary user of a non-compliant device in the viewer's scope. */
  hasNoncompliantDevice?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A sort order for users. */
export type UserOrder = {
  /** The field to sort by. */
  field: UserOrderField;
  /** The direction. */
  direction: OrderDirection;
};

/** The fields that users can be sorted by. */
export const UserOrderField = {
  DISPLAY_NAME: 'DISPLAY_NAME',
  USER_PRINCIPAL_NAME: 'USER_PRINCIPAL_NAME'
} as const;

export type UserOrderField = typeof UserOrderField[keyof typeof UserOrderField];
/** The state of a plan of a licence. */
export const LicenseState = {
  ENABLED: 'ENABLED',
  /** Expired, but still works during its grace period. */
  WARNING: 'WARNING',
  SUSPENDED: 'SUSPENDED',
  DELETED: 'DELETED',
  LOCKED_OUT: 'LOCKED_OUT',
  /** The plan is switched off in the licence. */
  DISABLED: 'DISABLED',
  /** Assigned, but not active yet. */
  PENDING: 'PENDING',
  UNKNOWN: 'UNKNOWN'
} as const;

export type LicenseState = typeof LicenseState[keyof typeof LicenseState];
/** Why a licence could not be assigned. */
export const LicenseError = {
  /** All licences of the tenant are in use. */
  COUNT_VIOLATION: 'COUNT_VIOLATION',
  /** The plan conflicts with another plan of the user. */
  MUTUALLY_EXCLUSIVE_VIOLATION: 'MUTUALLY_EXCLUSIVE_VIOLATION',
  /** The plan requires another plan that the user does not have. */
  DEPENDENCY_VIOLATION: 'DEPENDENCY_VIOLATION',
  /** The plan is not allowed in the user's usage location, or the user has no usage location. */
  PROHIBITED_IN_USAGE_LOCATION_VIOLATION: 'PROHIBITED_IN_USAGE_LOCATION_VIOLATION',
  /** An address of the user is already in use. */
  UNIQUENESS_VIOLATION: 'UNIQUENESS_VIOLATION',
  OTHER: 'OTHER'
} as const;

export type LicenseError = typeof LicenseError[keyof typeof LicenseError];
/** Microsoft's category of a failed enrolment. */
export const EnrollmentFailureCategory = {
  AUTHENTICATION: 'AUTHENTICATION',
  AUTHORIZATION: 'AUTHORIZATION',
  ACCOUNT_VALIDATION: 'ACCOUNT_VALIDATION',
  USER_VALIDATION: 'USER_VALIDATION',
  DEVICE_NOT_SUPPORTED: 'DEVICE_NOT_SUPPORTED',
  IN_MAINTENANCE: 'IN_MAINTENANCE',
  BAD_REQUEST: 'BAD_REQUEST',
  FEATURE_NOT_SUPPORTED: 'FEATURE_NOT_SUPPORTED',
  ENROLLMENT_RESTRICTIONS_ENFORCED: 'ENROLLMENT_RESTRICTIONS_ENFORCED',
  CLIENT_DISCONNECTED: 'CLIENT_DISCONNECTED',
  USER_ABANDONMENT: 'USER_ABANDONMENT',
  UNKNOWN: 'UNKNOWN'
} as const;

export type EnrollmentFailureCategory = typeof EnrollmentFailureCategory[keyof typeof EnrollmentFailureCategory];
/** A page of users. */
export type UserConnection = {
  __typename?: 'UserConnection';
  /** The users with their cursors. */
  edges: Array<UserEdge>;
  /** The users. */
  nodes: Array<User>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items in the viewer's scope. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
};

/** A user in a page. */
export type UserEdge = {
  __typename?: 'UserEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The user. */
  node: User;
};

/** A page of failed enrolments. */
export type EnrollmentFailureConnection = {
  __typename?: 'EnrollmentFailureConnection';
  /** The failures with their cursors. */
  edges: Array<EnrollmentFailureEdge>;
  /** The failures. */
  nodes: Array<EnrollmentFailure>;
  /** The position of this page in the list. */
  pageInfo: PageInfo;
  /** The total number of items. */
  totalCount: Scalars['Int']['output'];
  /** True if the list has more items than `totalCount` says. Counts stop at 10,000. */
  totalCountIsLowerBound: Scalars['Boolean']['output'];
  /** False if the viewer's scope may hide items of this list. */
  complete: Scalars['Boolean']['output'];
};

/** A failed enrolment in a page. */
export type EnrollmentFailureEdge = {
  __typename?: 'EnrollmentFailureEdge';
  /** The cursor of this item. */
  cursor: Scalars['String']['output'];
  /** The failure. */
  node: EnrollmentFailure;
};

/** The signed-in operator. It answers even for an operator without a licence or a role. */
export type Viewer = Node & {
  __typename?: 'Viewer';
  /** An opaque id. `node` and `nodes` find it for the operator alone, and only while `state` is `ACTIVE`. */
  id: Scalars['ID']['output'];
  /** The operator's name. */
  displayName: Maybe<Scalars['String']['output']>;
  /** The operator's sign-in name. */
  userPrincipalName: Scalars['String']['output'];
  /** The operator's language in the directory, such as `fr-FR`. */
  preferredLanguage: Maybe<Scalars['String']['output']>;
  /** Whether the operator may use the graph. */
  state: OperatorState;
  /** The permissions from the viewer's role assignments. They apply only while `state` is `ACTIVE`. */
  permissions: Array<ViewerPermission>;
  /** Whether the viewer is active and holds the four read permissions of a troubleshooting role. */
  canTroubleshoot: Scalars['Boolean']['output'];
  /** The read permissions of a troubleshooting role that the viewer does not hold. There are four such permissions. */
  missingPermissions: Array<Permission>;
  /** The read permissions of a troubleshooting role that the viewer does not hold, with the roles that hold them. */
  missing: Array<MissingRead>;
  /** Whether another operator simulates this one, with the header `X-Simulate-Operator`. */
  simulated: Scalars['Boolean']['output'];
  /**
   * Permissions of the simulated operator that this response leaves out, because the simulating operator does not hold
   * them over all users and all devices. Empty unless `simulated`.
   */
  withheldPermissions: Array<Permission>;
  /** The viewer as a user of the tenant; null if the viewer is outside their own scope. */
  user: Maybe<User>;
};

/** A permission that the viewer holds, with its scope. */
export type ViewerPermission = {
  __typename?: 'ViewerPermission';
  /** The permission. */
  permission: Permission;
  /** Whether it applies to all users. */
  allUsers: Scalars['Boolean']['output'];
  /** Whether it applies to all devices. */
  allDevices: Scalars['Boolean']['output'];
  /**
   * Whether a single assignment gives it over all users and all devices. Data that belongs to no user and no device, such
   * as the audit trail, requires this. All users from one assignment and all devices from another are not enough.
   */
  everything: Scalars['Boolean']['output'];
  /** The groups of users and devices that it applies to. */
  groups: Array<ScopeGroup>;
  /** The viewer's assignments that give the permission. */
  assignments: Array<ViewerAssignment>;
};

/** A role assignment of the viewer. */
export type ViewerAssignment = {
  __typename?: 'ViewerAssignment';
  /** The assignment's name. */
  displayName: Scalars['String']['output'];
  /** The name of its role. */
  roleDisplayName: Scalars['String']['output'];
};

/** A read permission that the viewer does not hold. */
export type MissingRead = {
  __typename?: 'MissingRead';
  /** The permission. */
  permission: Permission;
  /** The roles that hold it. Roles that this service cannot evaluate are left out. */
  roles: Maybe<Array<Role>>;
};

/** A scope group of one of the viewer's own assignments. */
export type ScopeGroup = {
  __typename?: 'ScopeGroup';
  /** The group's name. */
  displayName: Scalars['String']['output'];
};

/** Whether an operator may use the graph. */
export const OperatorState = {
  /** The account is enabled, and licensed if a licence is required. */
  ACTIVE: 'ACTIVE',
  /** The account is not enabled. */
  DISABLED: 'DISABLED',
  /** The account has no Intune licence. */
  UNLICENSED: 'UNLICENSED'
} as const;

export type OperatorState = typeof OperatorState[keyof typeof OperatorState];