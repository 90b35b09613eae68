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

/** What can be asked. */
export type Query = {
  __typename?: 'Query';
  /** Who holds a permission, and by what. */
  permission: Maybe<PermissionHolders>;
  /**
   * Why an operator can, or cannot, read a field of a subject. Answers within the viewer's own rights: null where the
   * operator or the subject does not exist for the viewer.
   */
  explainAccess: Maybe<AccessExplanation>;
  /** One app, or null where there is none. */
  app: Maybe<App>;
  /** The tenant's apps. `search`: each word is the start of some word of the name or the publisher. */
  apps: Maybe<AppConnection>;
  /**
   * The audit trail, newest first: every change of roles and assignments, refused attempts, simulated requests, and
   * administrators made at the command line. Needs one assignment that gives its permission over all users and all devices.
   */
  auditEvents: Maybe<AuditEventConnection>;
  /** Whatever has this id, or null where it does not exist for the viewer. What it needs is told by the id's type. */
  node: Maybe<Node>;
  /** As `node`, for up to 100 ids at once, in their order. */
  nodes: Array<Maybe<Node>>;
  /** Every permission that this service enforces. */
  permissions: Maybe<Array<PermissionInfo>>;
  /** One managed device, or null where there is none for the viewer. */
  device: Maybe<Device>;
  /**
   * Managed devices in the viewer's scope. `search`: each word is the start of some word of the device's name or of its
   * serial number.
   */
  devices: Maybe<DeviceConnection>;
  /** One group, or null where there is none for the viewer. */
  group: Maybe<Group>;
  /** Groups that the viewer can see. `search`: each word is the start of some word of the name. */
  groups: Maybe<GroupConnection>;
  /** One role, or null where there is none. */
  role: Maybe<Role>;
  /** The tenant's roles. */
  roles: Maybe<RoleConnection>;
  /** One role assignment, or null where there is none. */
  roleAssignment: Maybe<RoleAssignment>;
  /** The tenant's role assignments. */
  roleAssignments: Maybe<RoleAssignmentConnection>;
  /** The tenant whose users, devices and apps this graph shows; null before the first import. */
  tenant: Maybe<Tenant>;
  /** One user: by id or by user principal name, exactly one of the two. Null where there is none for the viewer. */
  user: Maybe<User>;
  /**
   * Users in the viewer's scope. `search`: each word is the start of some word of the name, the user principal name or the
   * mail address, in any order, whatever the case and accents.
   */
  users: Maybe<UserConnection>;
  /** The operator who asks. Never null: who is not signed in gets HTTP 401. */
  viewer: Viewer;
};


/** What can be asked. */
export type QueryPermissionArgs = {
  permission: Permission;
};


/** What can be asked. */
export type QueryExplainAccessArgs = {
  operatorId: Scalars['ID']['input'];
  coordinate: Scalars['String']['input'];
  subjectId?: InputMaybe<Scalars['ID']['input']>;
};


/** What can be asked. */
export type QueryAppArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryAppsArgs = {
  search?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
export type QueryAuditEventsArgs = {
  filter?: InputMaybe<AuditEventFilter>;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryNodesArgs = {
  ids: Array<Scalars['ID']['input']>;
};


/** What can be asked. */
export type QueryDeviceArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryDevicesArgs = {
  search?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DeviceFilter>;
  orderBy: DeviceOrder;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
export type QueryGroupArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryGroupsArgs = {
  search?: InputMaybe<Scalars['String']['input']>;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
export type QueryRoleArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryRolesArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
export type QueryRoleAssignmentArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryRoleAssignmentsArgs = {
  filter?: InputMaybe<RoleAssignmentFilter>;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
export type QueryUserArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
  userPrincipalName?: InputMaybe<Scalars['String']['input']>;
};


/** What can be asked. */
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
  /** What the user holds as an operator of this graph, and through which assignments and groups. */
  access: Maybe<OperatorAccess>;
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The user's name. */
  displayName: Maybe<Scalars['String']['output']>;
  /** The name that the user signs in with. It can change; `id` does not. */
  userPrincipalName: Scalars['String']['output'];
  /** The mail address. */
  mail: Maybe<Scalars['String']['output']>;
  /** Whether the user can sign in; null where Microsoft does not say. */
  accountEnabled: Maybe<Scalars['Boolean']['output']>;
  /** The job title. */
  jobTitle: Maybe<Scalars['String']['output']>;
  /** The department. */
  department: Maybe<Scalars['String']['output']>;
  /** The country that licences are used in; without it none can be assigned. */
  usageLocation: Maybe<Scalars['String']['output']>;
  /** The portal's user status: licence, devices and apps in numbers. */
  status: UserStatus;
  /** The Intune plans of the user's licences: a row for each SKU and plan, disabled ones too. */
  licenses: Array<License>;
  /** The groups that the user is a member of, directly or through nested groups. */
  groupMemberships: GroupMembershipConnection;
  /** The devices whose primary user this is. */
  devices: Maybe<DeviceConnection>;
  /** The user's apps under app protection, worst state first. */
  appProtectionStates: Maybe<AppProtectionStateConnection>;
  /** The app protection policies that target the user. */
  appProtectionPolicies: Maybe<AppProtectionPolicyConnection>;
  /** Failed attempts to enrol a device, newest first. The device may have enrolled since; not every attempt is reported. */
  enrollmentFailures: Maybe<EnrollmentFailureConnection>;
  /** Which of the four read permissions of a troubleshooting role the viewer does not hold over this user, and why. */
  viewerMissingPermissions: Array<MissingPermission>;
  /** When the users were last read completely from Microsoft. */
  syncedAt: Scalars['DateTime']['output'];
};


/** A user of the tenant. */
export type UserGroupMembershipsArgs = {
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

/** The operator who asks. Answers for everyone who signs in, also without a licence or a role. */
export type Viewer = Node & {
  __typename?: 'Viewer';
  /** The read permissions of a troubleshooting role that the viewer does not hold, with the roles that would give them. */
  missing: Array<MissingRead>;
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The operator's name. */
  displayName: Maybe<Scalars['String']['output']>;
  /** The name that the operator signs in with. */
  userPrincipalName: Scalars['String']['output'];
  /** The language that the directory has for the operator, such as `fr-FR`. */
  preferredLanguage: Maybe<Scalars['String']['output']>;
  /** Whether the operator may use the graph at all. */
  state: OperatorState;
  /** What the viewer's role assignments give. It is in force while `state` is `ACTIVE`. */
  permissions: Array<ViewerPermission>;
  /** Whether the viewer is active and holds the four read permissions of a troubleshooting role. */
  canTroubleshoot: Scalars['Boolean']['output'];
  /** Those of the four read permissions of a troubleshooting role that the viewer does not hold. */
  missingPermissions: Array<Permission>;
  /** Whether another operator asks under this operator's grants, with the header `X-Simulate-Operator`. */
  simulated: Scalars['Boolean']['output'];
  /**
   * Permissions that the operator holds and this answer does not show, because the asker does not hold them over all users
   * and all devices. Empty unless `simulated`.
   */
  withheldPermissions: Array<Permission>;
  /** The viewer as a user of the tenant; null where the viewer's own scope does not contain the viewer. */
  user: Maybe<User>;
};

/** A permission that the viewer holds, and over what. */
export type ViewerPermission = {
  __typename?: 'ViewerPermission';
  /** The viewer's assignments that give the permission. */
  assignments: Array<ViewerAssignment>;
  /** The permission. */
  permission: Permission;
  /** Whether it holds over all users. */
  allUsers: Scalars['Boolean']['output'];
  /** Whether it holds over all devices. */
  allDevices: Scalars['Boolean']['output'];
  /**
   * Whether one assignment gives it over all users and all devices. What belongs to no user and no device, such as the audit
   * trail, needs that: all users by one assignment and all devices by another are not enough.
   */
  everything: Scalars['Boolean']['output'];
  /** The groups of users and devices that it holds over. */
  groups: Array<ScopeGroup>;
};

/** An assignment that the viewer is among the members of. */
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
  /** The roles that hold it. */
  roles: Maybe<Array<Role>>;
};

/** Who holds a permission, and by what. */
export type PermissionHolders = {
  __typename?: 'PermissionHolders';
  /** The permission. */
  permission: Permission;
  /** The roles that hold it. */
  roles: RoleConnection;
  /** The assignments of those roles. */
  assignments: RoleAssignmentConnection;
  /** The operators of those assignments that grant anything, those in the viewer's scope. */
  operators: Maybe<UserConnection>;
};


/** Who holds a permission, and by what. */
export type PermissionHoldersRolesArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Who holds a permission, and by what. */
export type PermissionHoldersAssignmentsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** Who holds a permission, and by what. */
export type PermissionHoldersOperatorsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** What a user holds as an operator. */
export type OperatorAccess = {
  __typename?: 'OperatorAccess';
  /** Whether it is in force. */
  state: OperatorState;
  /** The assignments that the operator gets, each once, with what each gives. */
  grants: Array<OperatorGrant>;
};

/** One assignment that an operator gets. */
export type OperatorGrant = {
  __typename?: 'OperatorGrant';
  /** The assignment. */
  assignment: RoleAssignment;
  /** What it gives; nothing when it is not effective. */
  permissions: Array<Permission>;
  /**
   * How the operator comes to it in the fewest steps: from the group that the operator is a member of, through the groups
   * that it is nested in, to a member group of the assignment.
   */
  chain: Maybe<Array<Group>>;
};

/** Why an operator can, or cannot, read something. */
export type AccessExplanation = {
  __typename?: 'AccessExplanation';
  /** Whether the operator can; null where that depends on what the viewer cannot see. */
  allowed: Maybe<Scalars['Boolean']['output']>;
  /** Why, in the order in which it is decided. */
  reasons: Array<AccessReason>;
};

/** One reason. */
export type AccessReason = {
  __typename?: 'AccessReason';
  /** Which. */
  kind: AccessReasonKind;
  /** The permission that it is about; null where it is about the account. */
  permission: Maybe<Permission>;
  /** The reason for a person. */
  message: Scalars['String']['output'];
  /** With `PERMISSION_MISSING`: the roles that would give it. */
  roles: Array<Role>;
  /** The operator's grants of the permission. With `GRANTED`: those that allow it. */
  grants: Array<OperatorGrant>;
  /** The assignments that give the permission over the subject, as far as the viewer can tell; none with `GRANTED`. */
  assignmentsOverSubject: Array<RoleAssignment>;
};

/** Why an operator can, or cannot, read something. */
export const AccessReasonKind = {
  /** The account is not enabled. */
  ACCOUNT_DISABLED: 'ACCOUNT_DISABLED',
  /** The account has no Intune licence. */
  NO_LICENSE: 'NO_LICENSE',
  /** No assignment gives the permission. */
  PERMISSION_MISSING: 'PERMISSION_MISSING',
  /** The permission is held, but not over the subject. */
  OUT_OF_SCOPE: 'OUT_OF_SCOPE',
  /** The permission is held; whether over the subject depends on users, devices or groups that the viewer cannot see. */
  NOT_TOLD: 'NOT_TOLD',
  /** The permission is held over the subject. */
  GRANTED: 'GRANTED',
  /** Nothing is needed. */
  OPEN: 'OPEN'
} as const;

export type AccessReasonKind = typeof AccessReasonKind[keyof typeof AccessReasonKind];
/**
 * An app under app protection: of one user, on one device, which need not be enrolled. A row that has not checked in is
 * normal for up to 24 hours after a policy or a licence is assigned.
 */
export type AppProtectionState = Node & {
  __typename?: 'AppProtectionState';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** Whether the app was used at work since a policy was assigned. */
  state: AppProtectionStateKind;
  /** The app's name, else its bundle or package id. */
  appName: Maybe<Scalars['String']['output']>;
  /** The device's name, as its user chose it; null where the app has never checked in. */
  deviceName: Maybe<Scalars['String']['output']>;
  /** The kind of device. */
  deviceType: Maybe<Scalars['String']['output']>;
  /** What the app runs on. */
  platform: Platform;
  /** The policies that the app confirmed; for an app that has not checked in, those that it is meant to have. */
  policies: Array<AppProtectionPolicy>;
  /** What the app holds against the device. */
  flaggedReasons: Array<FlaggedReason>;
  /** When the app last checked in. */
  lastSyncAt: Maybe<Scalars['DateTime']['output']>;
  /** The managed device, where the app named one. */
  device: Maybe<Device>;
  /** When Microsoft's answer about app protection was last read completely. */
  syncedAt: Scalars['DateTime']['output'];
};

/** An app protection policy. */
export type AppProtectionPolicy = Node & {
  __typename?: 'AppProtectionPolicy';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The policy's name. */
  displayName: Scalars['String']['output'];
  /** What it protects apps on. */
  platform: Platform;
  /** When Microsoft's answer about app protection policies was last read completely. */
  syncedAt: Scalars['DateTime']['output'];
};

/** Whether a protected app has been used, worst first. */
export const AppProtectionStateKind = {
  /** The policy was deployed, but the app has not been used at work since. */
  NOT_CHECKED_IN: 'NOT_CHECKED_IN',
  /** The policy was deployed, and the app was used at work at least once. */
  CHECKED_IN: 'CHECKED_IN',
  UNKNOWN: 'UNKNOWN'
} as const;

export type AppProtectionStateKind = typeof AppProtectionStateKind[keyof typeof AppProtectionStateKind];
/** What a protected app holds against a device. */
export const FlaggedReason = {
  /** Rooted or jailbroken. */
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
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all. */
  totalCount: Scalars['Int']['output'];
  /** Whether the viewer's scope leaves nothing out of this list. */
  complete: Scalars['Boolean']['output'];
};

/** An app protection state in a page. */
export type AppProtectionStateEdge = {
  __typename?: 'AppProtectionStateEdge';
  /** The place of the state in the list. */
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
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all. */
  totalCount: Scalars['Int']['output'];
  /** Whether the viewer's scope leaves nothing out of this list. */
  complete: Scalars['Boolean']['output'];
};

/** An app protection policy in a page. */
export type AppProtectionPolicyEdge = {
  __typename?: 'AppProtectionPolicyEdge';
  /** The place of the policy in the list. */
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
  /** Who publishes it. */
  publisher: Maybe<Scalars['String']['output']>;
  /** What it runs on. */
  platform: Platform;
  /** Its state on the devices in the viewer's scope, worst first. */
  installStates: Maybe<AppInstallStateConnection>;
  /** When Microsoft's answer about apps was last read completely. */
  syncedAt: Scalars['DateTime']['output'];
};


/** An app that Intune can install. */
export type AppInstallStatesArgs = {
  filter?: InputMaybe<AppInstallStateFilter>;
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** An app on a device. */
export type AppInstallState = Node & {
  __typename?: 'AppInstallState';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** What the assignments ask for. */
  intent: AppIntent;
  /** What became of it. */
  state: AppInstallStateKind;
  /** The version that is installed or offered. */
  version: Maybe<Scalars['String']['output']>;
  /** The app. */
  app: App;
  /** Why it failed: the newest code in the app's troubleshooting history, else the app's status on the device. */
  error: Maybe<Failure>;
  /** The device. */
  device: Maybe<Device>;
  /** When Microsoft's answer about apps on devices was last read completely. */
  syncedAt: Scalars['DateTime']['output'];
};

/** How to choose app install states. */
export type AppInstallStateFilter = {
  /** In one of these states. */
  states?: InputMaybe<Array<AppInstallStateKind>>;
};

/** What the assignments of an app ask for. */
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
/** What became of an app on a device, worst first. */
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
/** The worst of a device's app installs. */
export const AppInstallSummary = {
  FAILED: 'FAILED',
  PENDING: 'PENDING',
  INSTALLED: 'INSTALLED',
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
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all. */
  totalCount: Scalars['Int']['output'];
};

/** An app in a page. */
export type AppEdge = {
  __typename?: 'AppEdge';
  /** The place of the app in the list. */
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
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all, counted within the viewer's scope. */
  totalCount: Scalars['Int']['output'];
  /** Whether the viewer's scope leaves nothing out of this list. */
  complete: Scalars['Boolean']['output'];
};

/** An app install state in a page. */
export type AppInstallStateEdge = {
  __typename?: 'AppInstallStateEdge';
  /** The place of the state in the list. */
  cursor: Scalars['String']['output'];
  /** The state. */
  node: AppInstallState;
};

/** Something that was done, or tried. It names by id, so that erasing a person leaves the trail as it is. */
export type AuditEvent = Node & {
  __typename?: 'AuditEvent';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** When it happened. */
  occurredAt: Scalars['DateTime']['output'];
  /** What was done. */
  action: AuditAction;
  /** Whether it was done, or refused. */
  outcome: AuditOutcome;
  /** The id of the operator; null for the command line. */
  actorId: Maybe<Scalars['ID']['output']>;
  /** The id of what it was done to. */
  subjectId: Maybe<Scalars['ID']['output']>;
  /** What it was before, as JSON. */
  before: Maybe<Scalars['String']['output']>;
  /** What it was after, as JSON. */
  after: Maybe<Scalars['String']['output']>;
  /** The request, as the log and the `x-request-id` header name it. */
  requestId: Maybe<Scalars['String']['output']>;
};

/** How to choose audit events. Conditions are joined with *and*. */
export type AuditEventFilter = {
  /** Done by this operator. */
  actorId?: InputMaybe<Scalars['ID']['input']>;
  /** Done to this. */
  subjectId?: InputMaybe<Scalars['ID']['input']>;
  /** One of these. */
  actions?: InputMaybe<Array<AuditAction>>;
  /** From this instant on. */
  since?: InputMaybe<Scalars['DateTime']['input']>;
  /** Before this instant. */
  before?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What the audit trail records. */
export const AuditAction = {
  CREATE_ROLE: 'CREATE_ROLE',
  DUPLICATE_ROLE: 'DUPLICATE_ROLE',
  UPDATE_ROLE: 'UPDATE_ROLE',
  DELETE_ROLE: 'DELETE_ROLE',
  CREATE_ROLE_ASSIGNMENT: 'CREATE_ROLE_ASSIGNMENT',
  UPDATE_ROLE_ASSIGNMENT: 'UPDATE_ROLE_ASSIGNMENT',
  DELETE_ROLE_ASSIGNMENT: 'DELETE_ROLE_ASSIGNMENT',
  /** A request under another operator's rights. */
  SIMULATE: 'SIMULATE',
  /** `npm run admin -- grant`. */
  GRANT_ADMINISTRATOR: 'GRANT_ADMINISTRATOR'
} as const;

export type AuditAction = typeof AuditAction[keyof typeof AuditAction];
/** Whether something was done. */
export const AuditOutcome = {
  DONE: 'DONE',
  /** It would have exceeded the actor's own rights. */
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
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all. */
  totalCount: Scalars['Int']['output'];
};

/** An audit event in a page. */
export type AuditEventEdge = {
  __typename?: 'AuditEventEdge';
  /** The place of the event in the list. */
  cursor: Scalars['String']['output'];
  /** The event. */
  node: AuditEvent;
};

/** One thing that a role allows, named as Intune names it. */
export const Permission = {
  /** The tenant, its subscription, licences and connectors; users; groups and group membership. */
  ORGANIZATION_READ: 'ORGANIZATION_READ',
  /** Devices, compliance and configuration states, device actions, enrolment failures. */
  MANAGED_DEVICES_READ: 'MANAGED_DEVICES_READ',
  /** Apps and app install states. */
  MOBILE_APPS_READ: 'MOBILE_APPS_READ',
  /** App protection policies and app protection states. */
  MANAGED_APPS_READ: 'MANAGED_APPS_READ',
  /** Roles and role assignments. */
  ROLES_READ: 'ROLES_READ',
  /** Make a role. */
  ROLES_CREATE: 'ROLES_CREATE',
  /** Change a role. */
  ROLES_UPDATE: 'ROLES_UPDATE',
  /** Delete a role. */
  ROLES_DELETE: 'ROLES_DELETE',
  /** Give a role to groups of operators. */
  ROLES_ASSIGN: 'ROLES_ASSIGN',
  /** The audit trail. */
  AUDIT_DATA_READ: 'AUDIT_DATA_READ'
} as const;

export type Permission = typeof Permission[keyof typeof Permission];
/** Why a field was refused; it stands in the error's `extensions.reason`. */
export const RefusalReason = {
  /** The viewer's roles do not hold the permission. */
  PERMISSION: 'PERMISSION',
  /** The viewer holds the permission, but not over this. */
  OUT_OF_SCOPE: 'OUT_OF_SCOPE',
  /** The viewer has no Intune licence. */
  LICENSE: 'LICENSE',
  /** The viewer's account is disabled. */
  DISABLED: 'DISABLED'
} as const;

export type RefusalReason = typeof RefusalReason[keyof typeof RefusalReason];
/** What a device or an app runs on. */
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
/** The direction of an order. */
export const OrderDirection = {
  /** Smallest, earliest or first in the alphabet first. */
  ASC: 'ASC',
  /** Largest, latest or last in the alphabet first. */
  DESC: 'DESC'
} as const;

export type OrderDirection = typeof OrderDirection[keyof typeof OrderDirection];
/** Whatever can be asked for again by its id. Exactly the types that have an id implement it. */
export type Node = {
  /** An opaque id: the same after a new import, in a copy, and on every database engine. */
  id: Scalars['ID']['output'];
};

/** Where a page of a list stands in it. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Whether there is a page after this one. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether there is a page before this one. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first item, null when the page is empty. */
  startCursor: Maybe<Scalars['String']['output']>;
  /** The cursor of the last item: give it to `after` for the next page. Null when the page is empty. */
  endCursor: Maybe<Scalars['String']['output']>;
};

/** A permission in Intune's words. */
export type PermissionInfo = {
  __typename?: 'PermissionInfo';
  /** The permission. */
  permission: Permission;
  /** Intune's name of it. */
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
  /** The serial number. It can be missing or shared. */
  serialNumber: Maybe<Scalars['String']['output']>;
  /** Who made the device. */
  manufacturer: Maybe<Scalars['String']['output']>;
  /** The model. */
  model: Maybe<Scalars['String']['output']>;
  /** The channel that manages the device. */
  managedBy: ManagementAgent;
  /** Where the device stands between enrolment and retirement. */
  managementState: ManagementState;
  /** How the device is joined to Entra; `NOT_REGISTERED` when Entra does not know it. */
  joinType: JoinType;
  /** Whether the device is the company's or the user's own. */
  ownership: Ownership;
  /** Intune's verdict, with the grace period judged now. */
  intuneCompliance: ComplianceState;
  /** When the grace period ends, or ended. */
  graceEndsAt: Maybe<Scalars['DateTime']['output']>;
  /** Entra's own record of compliance, which conditional access goes by. It can differ from Intune's for a while. */
  entraCompliance: EntraCompliance;
  /** The worst of the device's app installs. */
  appInstallSummary: Maybe<AppInstallSummary>;
  /** What the device runs on. */
  platform: Platform;
  /** The operating system, as the device reports it. */
  operatingSystem: Maybe<Scalars['String']['output']>;
  /** Its version. */
  osVersion: Maybe<Scalars['String']['output']>;
  /** When the device last checked in; null if never. */
  lastCheckInAt: Maybe<Scalars['DateTime']['output']>;
  /** When the device was enrolled. */
  enrolledAt: Maybe<Scalars['DateTime']['output']>;
  /** When the management certificate expires. A device whose certificate expired can no longer check in. */
  certificateExpiresAt: Maybe<Scalars['DateTime']['output']>;
  /** The user who uses the device; null for a shared device. */
  primaryUser: Maybe<User>;
  /** The groups that the device is a member of, directly or through nested groups. */
  groupMemberships: Maybe<GroupMembershipConnection>;
  /** What was asked of the device remotely, newest first. */
  actions: Array<DeviceAction>;
  /** The compliance policies that apply to the device, worst state first. */
  compliancePolicyStates: Array<CompliancePolicyState>;
  /** The configuration profiles (VPN, Wi-Fi, certificates, e-mail …) that apply to the device, worst state first. */
  configurationStates: Array<ConfigurationState>;
  /** The apps of the device, worst state first. */
  appInstallStates: Maybe<AppInstallStateConnection>;
  /** When the devices were last read completely from Microsoft. */
  syncedAt: Scalars['DateTime']['output'];
};


/** A device that Intune manages. */
export type DeviceGroupMembershipsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};


/** A device that Intune manages. */
export type DeviceAppInstallStatesArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Something that was asked of a device remotely. Codes and positions that an action gave are not kept. */
export type DeviceAction = {
  __typename?: 'DeviceAction';
  /** Which action. */
  kind: DeviceActionKind;
  /** Microsoft's own name of the action. */
  name: Scalars['String']['output'];
  /** How far it has come. An action can stay pending for ever when the device never checks in. */
  state: DeviceActionState;
  /** When it was asked for. */
  requestedAt: Maybe<Scalars['DateTime']['output']>;
  /** When its state last changed. */
  updatedAt: Maybe<Scalars['DateTime']['output']>;
};

/** A compliance policy on a device. */
export type CompliancePolicyState = Node & {
  __typename?: 'CompliancePolicyState';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The policy's name. */
  displayName: Maybe<Scalars['String']['output']>;
  /** The worst state of its settings. */
  state: PolicyState;
  /** Whom the policy was evaluated for: one policy can appear once for each user of a device. */
  userPrincipalName: Maybe<Scalars['String']['output']>;
  /** Its settings, worst state first; `states` chooses. */
  settings: Array<SettingState>;
  /** When Microsoft's answer about compliance was last read completely. */
  syncedAt: Scalars['DateTime']['output'];
};


/** A compliance policy on a device. */
export type CompliancePolicyStateSettingsArgs = {
  states?: InputMaybe<Array<PolicyState>>;
};

/** A configuration profile on a device. */
export type ConfigurationState = Node & {
  __typename?: 'ConfigurationState';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The profile's name. */
  displayName: Maybe<Scalars['String']['output']>;
  /** What the profile configures. */
  profileType: ProfileType;
  /** The worst state of its settings. */
  state: PolicyState;
  /** Whom the profile was evaluated for. */
  userPrincipalName: Maybe<Scalars['String']['output']>;
  /** Why it failed: the error of its worst setting. */
  error: Maybe<Failure>;
  /** Its settings, worst state first; `states` chooses. */
  settings: Array<SettingState>;
  /** When Microsoft's answer about configuration was last read completely. */
  syncedAt: Scalars['DateTime']['output'];
};


/** A configuration profile on a device. */
export type ConfigurationStateSettingsArgs = {
  states?: InputMaybe<Array<PolicyState>>;
};

/** One setting of a policy or profile on a device. */
export type SettingState = {
  __typename?: 'SettingState';
  /** The setting. */
  name: Scalars['String']['output'];
  /** Whether the device meets it. */
  state: PolicyState;
  /** What the device reported. */
  currentValue: Maybe<Scalars['String']['output']>;
  /** The policies that set it. More than one explain a conflict. */
  sources: Array<Scalars['String']['output']>;
  /** Why it failed. */
  error: Maybe<Failure>;
};

/** How to choose devices. Conditions are joined with *and*, the values of one list with *or*. */
export type DeviceFilter = {
  /** Devices with this primary user. */
  primaryUserId?: InputMaybe<Scalars['ID']['input']>;
  /** Members of this group, directly or through nested groups. */
  groupId?: InputMaybe<Scalars['ID']['input']>;
  /** What the device runs on. */
  platform?: InputMaybe<Array<Platform>>;
  /** Intune's verdict now. */
  intuneCompliance?: InputMaybe<Array<ComplianceState>>;
  /** Entra's record. */
  entraCompliance?: InputMaybe<Array<EntraCompliance>>;
  /** Whose the device is. */
  ownership?: InputMaybe<Array<Ownership>>;
  /** Last checked in before this instant, or never. */
  lastCheckInBefore?: InputMaybe<Scalars['DateTime']['input']>;
};

/** How to order devices. */
export type DeviceOrder = {
  /** By what. */
  field: DeviceOrderField;
  /** Which end comes first. */
  direction: OrderDirection;
};

/** What devices can be ordered by. Who never checked in comes before everyone who did. */
export const DeviceOrderField = {
  DEVICE_NAME: 'DEVICE_NAME',
  LAST_CHECK_IN_AT: 'LAST_CHECK_IN_AT',
  ENROLLED_AT: 'ENROLLED_AT'
} as const;

export type DeviceOrderField = typeof DeviceOrderField[keyof typeof DeviceOrderField];
/** What a profile configures. */
export const ProfileType = {
  VPN: 'VPN',
  WIFI: 'WIFI',
  CERTIFICATE: 'CERTIFICATE',
  TRUSTED_ROOT: 'TRUSTED_ROOT',
  EMAIL: 'EMAIL',
  RESTRICTIONS: 'RESTRICTIONS',
  CUSTOM: 'CUSTOM',
  /** A kind without a name of its own here. */
  OTHER: 'OTHER',
  /** The profile is not among the imported configurations. */
  UNKNOWN: 'UNKNOWN'
} as const;

export type ProfileType = typeof ProfileType[keyof typeof ProfileType];
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
/** Where a device stands between enrolment and retirement. */
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
/** How a device is joined to Entra. */
export const JoinType = {
  JOINED: 'JOINED',
  REGISTERED: 'REGISTERED',
  HYBRID_JOINED: 'HYBRID_JOINED',
  /** Entra does not know the device. */
  NOT_REGISTERED: 'NOT_REGISTERED',
  UNKNOWN: 'UNKNOWN'
} as const;

export type JoinType = typeof JoinType[keyof typeof JoinType];
/** Whose a device is. */
export const Ownership = {
  COMPANY: 'COMPANY',
  PERSONAL: 'PERSONAL',
  UNKNOWN: 'UNKNOWN'
} as const;

export type Ownership = typeof Ownership[keyof typeof Ownership];
/** Intune's verdict on a device. */
export const ComplianceState = {
  COMPLIANT: 'COMPLIANT',
  NONCOMPLIANT: 'NONCOMPLIANT',
  /** Not compliant, but the grace period has not ended. */
  IN_GRACE_PERIOD: 'IN_GRACE_PERIOD',
  CONFLICT: 'CONFLICT',
  ERROR: 'ERROR',
  /** Configuration Manager decides. */
  CONFIG_MANAGER: 'CONFIG_MANAGER',
  UNKNOWN: 'UNKNOWN'
} as const;

export type ComplianceState = typeof ComplianceState[keyof typeof ComplianceState];
/** Entra's record of a device's compliance. */
export const EntraCompliance = {
  COMPLIANT: 'COMPLIANT',
  NONCOMPLIANT: 'NONCOMPLIANT',
  /** Entra has no record: the device is not registered, or not managed. */
  NOT_APPLICABLE: 'NOT_APPLICABLE'
} as const;

export type EntraCompliance = typeof EntraCompliance[keyof typeof EntraCompliance];
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
/** What can be asked of a device remotely. */
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
  UNKNOWN: 'UNKNOWN'
} as const;

export type DeviceActionKind = typeof DeviceActionKind[keyof typeof DeviceActionKind];
/** How far an action has come. */
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
/** A page of devices. */
export type DeviceConnection = {
  __typename?: 'DeviceConnection';
  /** The devices with their cursors. */
  edges: Array<DeviceEdge>;
  /** The devices. */
  nodes: Array<Device>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all, counted within the viewer's scope. */
  totalCount: Scalars['Int']['output'];
  /** Whether the viewer's scope leaves nothing out of this list. */
  complete: Scalars['Boolean']['output'];
};

/** A device in a page. */
export type DeviceEdge = {
  __typename?: 'DeviceEdge';
  /** The place of the device in the list. */
  cursor: Scalars['String']['output'];
  /** The device. */
  node: Device;
};

/** Why something failed, and what to do about it. */
export type Failure = {
  __typename?: 'Failure';
  /** Microsoft's error code as a signed decimal; null where Microsoft gives no number. */
  code: Maybe<Scalars['String']['output']>;
  /** The same code in hexadecimal, as the documentation writes it: `0x87D1041C`. */
  hex: Maybe<Scalars['String']['output']>;
  /** What happened, in the language of the request. */
  meaning: Scalars['String']['output'];
  /** What usually helps; null where nothing can be said. */
  remedy: Maybe<Scalars['String']['output']>;
  /** Whether the code is documented. An undocumented one is explained by its structure. */
  known: Scalars['Boolean']['output'];
};

/** A group of users, devices and other groups. */
export type Group = Node & {
  __typename?: 'Group';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The group's name. */
  displayName: Maybe<Scalars['String']['output']>;
  /** What the group is for. */
  description: Maybe<Scalars['String']['output']>;
  /** Whether members are assigned by hand or by a rule. */
  membershipType: MembershipType;
  /** Whether the group can be given rights: only such a group can be a member or a scope of a role assignment. */
  securityEnabled: Scalars['Boolean']['output'];
  /** The member users that are in the viewer's scope; with `transitive`, those of nested groups too. */
  users: UserConnection;
  /** The groups nested in this one that the viewer can see. */
  groups: GroupConnection;
  /** The member devices that are in the viewer's scope; with `transitive`, those of nested groups too. */
  devices: Maybe<DeviceConnection>;
  /** When Microsoft's answer about groups was last read completely; null for a group that is made here. */
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

/** That a user or a device belongs to a group. */
export type GroupMembership = {
  __typename?: 'GroupMembership';
  /** Directly, or only through a nested group. */
  kind: MembershipKind;
  /** The group. */
  group: Group;
};

/** How the members of a group are chosen. */
export const MembershipType = {
  /** By hand. */
  ASSIGNED: 'ASSIGNED',
  /** By a rule over users. */
  DYNAMIC_USER: 'DYNAMIC_USER',
  /** By a rule over devices. */
  DYNAMIC_DEVICE: 'DYNAMIC_DEVICE',
  /** By a rule that does not tell over what. */
  DYNAMIC: 'DYNAMIC'
} as const;

export type MembershipType = typeof MembershipType[keyof typeof MembershipType];
/** How something belongs to a group. */
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
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all that the viewer can see. */
  totalCount: Scalars['Int']['output'];
};

/** A group in a page. */
export type GroupEdge = {
  __typename?: 'GroupEdge';
  /** The place of the group in the list. */
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
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all. */
  totalCount: Scalars['Int']['output'];
  /** Whether the viewer's scope leaves nothing out of this list. */
  complete: Scalars['Boolean']['output'];
};

/** A group membership in a page. */
export type GroupMembershipEdge = {
  __typename?: 'GroupMembershipEdge';
  /** The place of the membership in the list. */
  cursor: Scalars['String']['output'];
  /** The membership. */
  node: GroupMembership;
};

/** What can be changed. The fields of one operation are carried out one after the other. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Makes a role. The viewer has to hold every permission that it gets. */
  createRole: Maybe<CreateRolePayload>;
  /** Makes a role of this service's own with the permissions of another one, such as a built-in one. */
  duplicateRole: Maybe<DuplicateRolePayload>;
  /**
   * Changes a role that was made here. The viewer has to hold what it gains, over the scope of each of its assignments.
   * What is left out of the input stays as it is.
   */
  updateRole: Maybe<UpdateRolePayload>;
  /** Deletes a role that was made here and is not assigned. */
  deleteRole: Maybe<DeleteRolePayload>;
  /**
   * Gives a role to groups of operators over a scope. The viewer has to hold every permission of the role, over a scope that
   * contains this one.
   */
  createRoleAssignment: Maybe<CreateRoleAssignmentPayload>;
  /**
   * Changes a role assignment that was made here. What is left out of the input stays as it is; the scope is given as a
   * whole.
   */
  updateRoleAssignment: Maybe<UpdateRoleAssignmentPayload>;
  /** Deletes a role assignment that was made here. */
  deleteRoleAssignment: Maybe<DeleteRoleAssignmentPayload>;
};


/** What can be changed. The fields of one operation are carried out one after the other. */
export type MutationCreateRoleArgs = {
  input: CreateRoleInput;
};


/** What can be changed. The fields of one operation are carried out one after the other. */
export type MutationDuplicateRoleArgs = {
  input: DuplicateRoleInput;
};


/** What can be changed. The fields of one operation are carried out one after the other. */
export type MutationUpdateRoleArgs = {
  input: UpdateRoleInput;
};


/** What can be changed. The fields of one operation are carried out one after the other. */
export type MutationDeleteRoleArgs = {
  input: DeleteRoleInput;
};


/** What can be changed. The fields of one operation are carried out one after the other. */
export type MutationCreateRoleAssignmentArgs = {
  input: CreateRoleAssignmentInput;
};


/** What can be changed. The fields of one operation are carried out one after the other. */
export type MutationUpdateRoleAssignmentArgs = {
  input: UpdateRoleAssignmentInput;
};


/** What can be changed. The fields of one operation are carried out one after the other. */
export type MutationDeleteRoleAssignmentArgs = {
  input: DeleteRoleAssignmentInput;
};

/** Why a mutation did nothing. Each mutation has its own codes. */
export type UserError = {
  /** The place in the input, from its outermost field to the innermost; null when it is none of them. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer would have to hold over the scope. */
  missing: Array<Permission>;
};

/** A role to make. */
export type CreateRoleInput = {
  /** Up to 256 characters; no other role may have the name, whatever the case. */
  displayName: Scalars['String']['input'];
  /** Up to 1,024 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** What the role allows. */
  permissions: Array<Permission>;
  /** Checks everything and changes nothing: the object is null and `difference` is set. */
  dryRun: Scalars['Boolean']['input'];
  /** Makes a repetition harmless: the same one with the same input has one effect. */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** A role to make of another one. */
export type DuplicateRoleInput = {
  /** The role whose permissions are taken. */
  roleId: Scalars['ID']['input'];
  /** Up to 256 characters; no other role may have the name, whatever the case. */
  displayName: Scalars['String']['input'];
  /** Up to 1,024 characters; the other role's when it is left out. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Checks everything and changes nothing: the object is null and `difference` is set. */
  dryRun: Scalars['Boolean']['input'];
  /** Makes a repetition harmless: the same one with the same input has one effect. */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** What is to change of a role. */
export type UpdateRoleInput = {
  /** The role. */
  roleId: Scalars['ID']['input'];
  /** Up to 256 characters; no other role may have the name, whatever the case. */
  displayName?: InputMaybe<Scalars['String']['input']>;
  /** Up to 1,024 characters; null removes it. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** What the role allows from now on. */
  permissions?: InputMaybe<Array<Permission>>;
  /** The version that the change was made for; a later one is a `CONFLICT`. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Checks everything and changes nothing: the object is null and `difference` is set. */
  dryRun: Scalars['Boolean']['input'];
  /** Makes a repetition harmless: the same one with the same input has one effect. */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** A role to delete. */
export type DeleteRoleInput = {
  /** The role. */
  roleId: Scalars['ID']['input'];
  /** The version that the change was made for; a later one is a `CONFLICT`. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Checks everything and changes nothing: the id is null and `difference` is set. */
  dryRun: Scalars['Boolean']['input'];
  /** Makes a repetition harmless: the same one with the same input has one effect. */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** Over whom an assignment holds: groups, or all users, all devices, or both, and then no groups. */
export type RoleAssignmentScopeInput = {
  /** Security groups of users and devices, with the groups nested in them. */
  groupIds: Array<Scalars['ID']['input']>;
  /** All users, and the devices that have a primary user. */
  allUsers: Scalars['Boolean']['input'];
  /** All devices. */
  allDevices: Scalars['Boolean']['input'];
};

/** A role to give: the role, a name, a description, members and scope. */
export type CreateRoleAssignmentInput = {
  /** The role. */
  roleId: Scalars['ID']['input'];
  /** Up to 256 characters; no other assignment may have the name, whatever the case. */
  displayName: Scalars['String']['input'];
  /** Up to 1,024 characters. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Security groups of operators. */
  memberGroupIds: Array<Scalars['ID']['input']>;
  /** Over whom the role holds. */
  scope: RoleAssignmentScopeInput;
  /** Checks everything and changes nothing: the object is null and `difference` is set. */
  dryRun: Scalars['Boolean']['input'];
  /** Makes a repetition harmless: the same one with the same input has one effect. */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** What is to change of a role assignment. */
export type UpdateRoleAssignmentInput = {
  /** The assignment. */
  roleAssignmentId: Scalars['ID']['input'];
  /** Up to 256 characters; no other assignment may have the name, whatever the case. */
  displayName?: InputMaybe<Scalars['String']['input']>;
  /** Up to 1,024 characters; null removes it. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Security groups of operators, from now on. */
  memberGroupIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Over whom the role holds from now on. */
  scope?: InputMaybe<RoleAssignmentScopeInput>;
  /** The version that the change was made for; a later one is a `CONFLICT`. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Checks everything and changes nothing: the object is null and `difference` is set. */
  dryRun: Scalars['Boolean']['input'];
  /** Makes a repetition harmless: the same one with the same input has one effect. */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/** A role assignment to delete. */
export type DeleteRoleAssignmentInput = {
  /** The assignment. */
  roleAssignmentId: Scalars['ID']['input'];
  /** The version that the change was made for; a later one is a `CONFLICT`. */
  expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Checks everything and changes nothing: the id is null and `difference` is set. */
  dryRun: Scalars['Boolean']['input'];
  /** Makes a repetition harmless: the same one with the same input has one effect. */
  clientMutationId?: InputMaybe<Scalars['String']['input']>;
};

/**
 * What a change would do to some of the operators that it concerns: those who hold the same before it and the same after it.
 * Operators, users and devices are counted within the viewer's own scope.
 */
export type AccessDifference = {
  __typename?: 'AccessDifference';
  /** How many operators. */
  operators: Scalars['Int']['output'];
  /** The permissions that they would hold and do not hold now. */
  permissionsGained: Maybe<Array<Permission>>;
  /** The permissions that they hold now and would no longer. */
  permissionsLost: Maybe<Array<Permission>>;
  /** How many users they would be able to read and cannot now. */
  usersGained: Scalars['Int']['output'];
  /** How many users they can read now and would no longer. */
  usersLost: Scalars['Int']['output'];
  /** How many devices they would be able to read and cannot now. */
  devicesGained: Maybe<Scalars['Int']['output']>;
  /** How many devices they can read now and would no longer. */
  devicesLost: Maybe<Scalars['Int']['output']>;
};

/** What `createRole` did. */
export type CreateRolePayload = {
  __typename?: 'CreateRolePayload';
  /** The new role; null with a dry run, or when nothing was done. */
  role: Maybe<Role>;
  /** With a dry run: what the change would do, at most 25 rows, the most operators first. */
  difference: Maybe<Array<AccessDifference>>;
  /** Why nothing was done; empty when it was. */
  userErrors: Array<CreateRoleError>;
  /** As in the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** Why `createRole` did nothing. */
export type CreateRoleError = UserError & {
  __typename?: 'CreateRoleError';
  /** What is wrong, for a program. */
  code: CreateRoleErrorCode;
  /** The place in the input. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer would have to hold over the scope. */
  missing: Array<Permission>;
};

/** Why `createRole` can do nothing. */
export const CreateRoleErrorCode = {
  /** The name is empty. */
  NAME_REQUIRED: 'NAME_REQUIRED',
  /** The name has more than 256 characters. */
  NAME_TOO_LONG: 'NAME_TOO_LONG',
  /** Another one has this name, whatever the case. */
  NAME_TAKEN: 'NAME_TAKEN',
  /** The description has more than 1,024 characters. */
  DESCRIPTION_TOO_LONG: 'DESCRIPTION_TOO_LONG',
  /** A role allows something. */
  PERMISSIONS_REQUIRED: 'PERMISSIONS_REQUIRED',
  /** Nobody gives or takes what they do not hold over that scope; `missing` says what. */
  EXCEEDS_OWN_RIGHTS: 'EXCEEDS_OWN_RIGHTS',
  /** The id was used before, with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Other changes came in between; nothing was done. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type CreateRoleErrorCode = typeof CreateRoleErrorCode[keyof typeof CreateRoleErrorCode];
/** What `duplicateRole` did. */
export type DuplicateRolePayload = {
  __typename?: 'DuplicateRolePayload';
  /** The new role; null with a dry run, or when nothing was done. */
  role: Maybe<Role>;
  /** With a dry run: what the change would do, at most 25 rows, the most operators first. */
  difference: Maybe<Array<AccessDifference>>;
  /** Why nothing was done; empty when it was. */
  userErrors: Array<DuplicateRoleError>;
  /** As in the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** Why `duplicateRole` did nothing. */
export type DuplicateRoleError = UserError & {
  __typename?: 'DuplicateRoleError';
  /** What is wrong, for a program. */
  code: DuplicateRoleErrorCode;
  /** The place in the input. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer would have to hold over the scope. */
  missing: Array<Permission>;
};

/** Why `duplicateRole` can do nothing. */
export const DuplicateRoleErrorCode = {
  /** This is no id, or the id of something else. */
  INVALID_ID: 'INVALID_ID',
  /** There is no such role. */
  ROLE_NOT_FOUND: 'ROLE_NOT_FOUND',
  /** The name is empty. */
  NAME_REQUIRED: 'NAME_REQUIRED',
  /** The name has more than 256 characters. */
  NAME_TOO_LONG: 'NAME_TOO_LONG',
  /** Another one has this name, whatever the case. */
  NAME_TAKEN: 'NAME_TAKEN',
  /** The description has more than 1,024 characters. */
  DESCRIPTION_TOO_LONG: 'DESCRIPTION_TOO_LONG',
  /** Nobody gives or takes what they do not hold over that scope; `missing` says what. */
  EXCEEDS_OWN_RIGHTS: 'EXCEEDS_OWN_RIGHTS',
  /** The id was used before, with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Other changes came in between; nothing was done. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type DuplicateRoleErrorCode = typeof DuplicateRoleErrorCode[keyof typeof DuplicateRoleErrorCode];
/** What `updateRole` did. */
export type UpdateRolePayload = {
  __typename?: 'UpdateRolePayload';
  /** The role; null with a dry run, or when nothing was done. */
  role: Maybe<Role>;
  /** With a dry run: what the change would do, at most 25 rows, the most operators first. */
  difference: Maybe<Array<AccessDifference>>;
  /** Why nothing was done; empty when it was. */
  userErrors: Array<UpdateRoleError>;
  /** As in the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** Why `updateRole` did nothing. */
export type UpdateRoleError = UserError & {
  __typename?: 'UpdateRoleError';
  /** What is wrong, for a program. */
  code: UpdateRoleErrorCode;
  /** The place in the input. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer would have to hold over the scope. */
  missing: Array<Permission>;
};

/** Why `updateRole` can do nothing. */
export const UpdateRoleErrorCode = {
  /** This is no id, or the id of something else. */
  INVALID_ID: 'INVALID_ID',
  /** There is no such role. */
  ROLE_NOT_FOUND: 'ROLE_NOT_FOUND',
  /** The role comes with Intune: duplicate it. */
  BUILT_IN_READ_ONLY: 'BUILT_IN_READ_ONLY',
  /** It is imported from Intune and can only be changed there. */
  MANAGED_IN_INTUNE: 'MANAGED_IN_INTUNE',
  /** It was changed since the expected version. */
  CONFLICT: 'CONFLICT',
  /** The name is empty. */
  NAME_REQUIRED: 'NAME_REQUIRED',
  /** The name has more than 256 characters. */
  NAME_TOO_LONG: 'NAME_TOO_LONG',
  /** Another one has this name, whatever the case. */
  NAME_TAKEN: 'NAME_TAKEN',
  /** The description has more than 1,024 characters. */
  DESCRIPTION_TOO_LONG: 'DESCRIPTION_TOO_LONG',
  /** A role allows something. */
  PERMISSIONS_REQUIRED: 'PERMISSIONS_REQUIRED',
  /** Nobody gives or takes what they do not hold over that scope; `missing` says what. */
  EXCEEDS_OWN_RIGHTS: 'EXCEEDS_OWN_RIGHTS',
  /** Nobody would be left who administers everything. */
  LAST_ADMINISTRATOR: 'LAST_ADMINISTRATOR',
  /** The id was used before, with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Other changes came in between; nothing was done. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type UpdateRoleErrorCode = typeof UpdateRoleErrorCode[keyof typeof UpdateRoleErrorCode];
/** What `deleteRole` did. */
export type DeleteRolePayload = {
  __typename?: 'DeleteRolePayload';
  /** The id that the role had; null with a dry run, or when nothing was done. */
  deletedRoleId: Maybe<Scalars['ID']['output']>;
  /** With a dry run: what the change would do, at most 25 rows, the most operators first. */
  difference: Maybe<Array<AccessDifference>>;
  /** Why nothing was done; empty when it was. */
  userErrors: Array<DeleteRoleError>;
  /** As in the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** Why `deleteRole` did nothing. */
export type DeleteRoleError = UserError & {
  __typename?: 'DeleteRoleError';
  /** What is wrong, for a program. */
  code: DeleteRoleErrorCode;
  /** The place in the input. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer would have to hold over the scope. */
  missing: Array<Permission>;
};

/** Why `deleteRole` can do nothing. */
export const DeleteRoleErrorCode = {
  /** This is no id, or the id of something else. */
  INVALID_ID: 'INVALID_ID',
  /** There is no such role. */
  ROLE_NOT_FOUND: 'ROLE_NOT_FOUND',
  /** The role comes with Intune: duplicate it. */
  BUILT_IN_READ_ONLY: 'BUILT_IN_READ_ONLY',
  /** It is imported from Intune and can only be changed there. */
  MANAGED_IN_INTUNE: 'MANAGED_IN_INTUNE',
  /** It was changed since the expected version. */
  CONFLICT: 'CONFLICT',
  /** The role is still assigned. */
  ROLE_ASSIGNED: 'ROLE_ASSIGNED',
  /** The id was used before, with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Other changes came in between; nothing was done. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type DeleteRoleErrorCode = typeof DeleteRoleErrorCode[keyof typeof DeleteRoleErrorCode];
/** What `createRoleAssignment` did. */
export type CreateRoleAssignmentPayload = {
  __typename?: 'CreateRoleAssignmentPayload';
  /** The new assignment; null with a dry run, or when nothing was done. */
  roleAssignment: Maybe<RoleAssignment>;
  /** With a dry run: what the change would do, at most 25 rows, the most operators first. */
  difference: Maybe<Array<AccessDifference>>;
  /** Why nothing was done; empty when it was. */
  userErrors: Array<CreateRoleAssignmentError>;
  /** As in the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** Why `createRoleAssignment` did nothing. */
export type CreateRoleAssignmentError = UserError & {
  __typename?: 'CreateRoleAssignmentError';
  /** What is wrong, for a program. */
  code: CreateRoleAssignmentErrorCode;
  /** The place in the input. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer would have to hold over the scope. */
  missing: Array<Permission>;
};

/** Why `createRoleAssignment` can do nothing. */
export const CreateRoleAssignmentErrorCode = {
  /** This is no id, or the id of something else. */
  INVALID_ID: 'INVALID_ID',
  /** There is no such role. */
  ROLE_NOT_FOUND: 'ROLE_NOT_FOUND',
  /** The name is empty. */
  NAME_REQUIRED: 'NAME_REQUIRED',
  /** The name has more than 256 characters. */
  NAME_TOO_LONG: 'NAME_TOO_LONG',
  /** Another one has this name, whatever the case. */
  NAME_TAKEN: 'NAME_TAKEN',
  /** The description has more than 1,024 characters. */
  DESCRIPTION_TOO_LONG: 'DESCRIPTION_TOO_LONG',
  /** An assignment has at least one member group. */
  MEMBERS_REQUIRED: 'MEMBERS_REQUIRED',
  /** There is no such group for the viewer. */
  GROUP_NOT_FOUND: 'GROUP_NOT_FOUND',
  /** Only a security group can be a member or a scope group. */
  NOT_A_SECURITY_GROUP: 'NOT_A_SECURITY_GROUP',
  /** An assignment holds over something. */
  SCOPE_REQUIRED: 'SCOPE_REQUIRED',
  /** Groups cannot stand beside all users or all devices. */
  SCOPE_MIXED: 'SCOPE_MIXED',
  /** Nobody gives or takes what they do not hold over that scope; `missing` says what. */
  EXCEEDS_OWN_RIGHTS: 'EXCEEDS_OWN_RIGHTS',
  /** The id was used before, with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Other changes came in between; nothing was done. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type CreateRoleAssignmentErrorCode = typeof CreateRoleAssignmentErrorCode[keyof typeof CreateRoleAssignmentErrorCode];
/** What `updateRoleAssignment` did. */
export type UpdateRoleAssignmentPayload = {
  __typename?: 'UpdateRoleAssignmentPayload';
  /** The assignment; null with a dry run, or when nothing was done. */
  roleAssignment: Maybe<RoleAssignment>;
  /** With a dry run: what the change would do, at most 25 rows, the most operators first. */
  difference: Maybe<Array<AccessDifference>>;
  /** Why nothing was done; empty when it was. */
  userErrors: Array<UpdateRoleAssignmentError>;
  /** As in the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** Why `updateRoleAssignment` did nothing. */
export type UpdateRoleAssignmentError = UserError & {
  __typename?: 'UpdateRoleAssignmentError';
  /** What is wrong, for a program. */
  code: UpdateRoleAssignmentErrorCode;
  /** The place in the input. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer would have to hold over the scope. */
  missing: Array<Permission>;
};

/** Why `updateRoleAssignment` can do nothing. */
export const UpdateRoleAssignmentErrorCode = {
  /** This is no id, or the id of something else. */
  INVALID_ID: 'INVALID_ID',
  /** There is no such role assignment. */
  ROLE_ASSIGNMENT_NOT_FOUND: 'ROLE_ASSIGNMENT_NOT_FOUND',
  /** It is imported from Intune and can only be changed there. */
  MANAGED_IN_INTUNE: 'MANAGED_IN_INTUNE',
  /** It was changed since the expected version. */
  CONFLICT: 'CONFLICT',
  /** The name is empty. */
  NAME_REQUIRED: 'NAME_REQUIRED',
  /** The name has more than 256 characters. */
  NAME_TOO_LONG: 'NAME_TOO_LONG',
  /** Another one has this name, whatever the case. */
  NAME_TAKEN: 'NAME_TAKEN',
  /** The description has more than 1,024 characters. */
  DESCRIPTION_TOO_LONG: 'DESCRIPTION_TOO_LONG',
  /** An assignment has at least one member group. */
  MEMBERS_REQUIRED: 'MEMBERS_REQUIRED',
  /** There is no such group for the viewer. */
  GROUP_NOT_FOUND: 'GROUP_NOT_FOUND',
  /** Only a security group can be a member or a scope group. */
  NOT_A_SECURITY_GROUP: 'NOT_A_SECURITY_GROUP',
  /** An assignment holds over something. */
  SCOPE_REQUIRED: 'SCOPE_REQUIRED',
  /** Groups cannot stand beside all users or all devices. */
  SCOPE_MIXED: 'SCOPE_MIXED',
  /** Nobody gives or takes what they do not hold over that scope; `missing` says what. */
  EXCEEDS_OWN_RIGHTS: 'EXCEEDS_OWN_RIGHTS',
  /** Nobody would be left who administers everything. */
  LAST_ADMINISTRATOR: 'LAST_ADMINISTRATOR',
  /** The id was used before, with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Other changes came in between; nothing was done. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type UpdateRoleAssignmentErrorCode = typeof UpdateRoleAssignmentErrorCode[keyof typeof UpdateRoleAssignmentErrorCode];
/** What `deleteRoleAssignment` did. */
export type DeleteRoleAssignmentPayload = {
  __typename?: 'DeleteRoleAssignmentPayload';
  /** The id that the assignment had; null with a dry run, or when nothing was done. */
  deletedRoleAssignmentId: Maybe<Scalars['ID']['output']>;
  /** With a dry run: what the change would do, at most 25 rows, the most operators first. */
  difference: Maybe<Array<AccessDifference>>;
  /** Why nothing was done; empty when it was. */
  userErrors: Array<DeleteRoleAssignmentError>;
  /** As in the input. */
  clientMutationId: Maybe<Scalars['String']['output']>;
};

/** Why `deleteRoleAssignment` did nothing. */
export type DeleteRoleAssignmentError = UserError & {
  __typename?: 'DeleteRoleAssignmentError';
  /** What is wrong, for a program. */
  code: DeleteRoleAssignmentErrorCode;
  /** The place in the input. */
  field: Maybe<Array<Scalars['String']['output']>>;
  /** What is wrong, for a person. */
  message: Scalars['String']['output'];
  /** With `EXCEEDS_OWN_RIGHTS`: the permissions that the viewer would have to hold over the scope. */
  missing: Array<Permission>;
};

/** Why `deleteRoleAssignment` can do nothing. */
export const DeleteRoleAssignmentErrorCode = {
  /** This is no id, or the id of something else. */
  INVALID_ID: 'INVALID_ID',
  /** There is no such role assignment. */
  ROLE_ASSIGNMENT_NOT_FOUND: 'ROLE_ASSIGNMENT_NOT_FOUND',
  /** It is imported from Intune and can only be changed there. */
  MANAGED_IN_INTUNE: 'MANAGED_IN_INTUNE',
  /** It was changed since the expected version. */
  CONFLICT: 'CONFLICT',
  /** Nobody gives or takes what they do not hold over that scope; `missing` says what. */
  EXCEEDS_OWN_RIGHTS: 'EXCEEDS_OWN_RIGHTS',
  /** Nobody would be left who administers everything. */
  LAST_ADMINISTRATOR: 'LAST_ADMINISTRATOR',
  /** The id was used before, with another input. */
  CLIENT_MUTATION_ID_REUSED: 'CLIENT_MUTATION_ID_REUSED',
  /** Other changes came in between; nothing was done. */
  TRY_AGAIN: 'TRY_AGAIN'
} as const;

export type DeleteRoleAssignmentErrorCode = typeof DeleteRoleAssignmentErrorCode[keyof typeof DeleteRoleAssignmentErrorCode];
/** A named set of permissions. */
export type Role = Node & {
  __typename?: 'Role';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The role's name. */
  displayName: Scalars['String']['output'];
  /** What the role is for. */
  description: Maybe<Scalars['String']['output']>;
  /** Who owns the role. */
  origin: Origin;
  /** Rises with every change. */
  version: Scalars['Int']['output'];
  /** Those of its permissions that this service enforces. */
  permissions: Array<Permission>;
  /** The actions that it allows in Intune and that this service does not enforce, by Microsoft's ids. */
  otherActions: Array<Scalars['String']['output']>;
  /** To whom the role is given. */
  assignments: RoleAssignmentConnection;
  /** When Microsoft's answer about roles was last read completely; null for a role that is made here. */
  syncedAt: Maybe<Scalars['DateTime']['output']>;
};


/** A named set of permissions. */
export type RoleAssignmentsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A role, given to groups of operators over a scope of users and devices. */
export type RoleAssignment = Node & {
  __typename?: 'RoleAssignment';
  /** An opaque id. */
  id: Scalars['ID']['output'];
  /** The assignment's name. */
  displayName: Scalars['String']['output'];
  /** What the assignment is for. */
  description: Maybe<Scalars['String']['output']>;
  /** The role. */
  role: Role;
  /** Who owns the assignment. */
  origin: Origin;
  /** Rises with every change. */
  version: Scalars['Int']['output'];
  /** Whether the scope holds all users. */
  allUsers: Scalars['Boolean']['output'];
  /** Whether the scope holds all devices. */
  allDevices: Scalars['Boolean']['output'];
  /** The groups of operators that get the role, those that the viewer can see. */
  members: Maybe<Array<Group>>;
  /** The groups of users and devices that the role holds over, those that the viewer can see. */
  scopeGroups: Maybe<Array<Group>>;
  /** The operators in the member groups and in groups nested in them, those in the viewer's scope. */
  operators: Maybe<UserConnection>;
  /** Whether the assignment grants anything. What this service does not understand grants nothing. */
  effective: Scalars['Boolean']['output'];
  /** Why it grants nothing. */
  ineffectiveReason: Maybe<Scalars['String']['output']>;
  /** When Microsoft's answer about assignments was last read completely; null for one that is made here. */
  syncedAt: Maybe<Scalars['DateTime']['output']>;
};


/** A role, given to groups of operators over a scope of users and devices. */
export type RoleAssignmentOperatorsArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** How to choose role assignments. Conditions are joined with *and*. */
export type RoleAssignmentFilter = {
  /** Of this role. */
  roleId?: InputMaybe<Scalars['ID']['input']>;
  /** With this group among the members. */
  memberGroupId?: InputMaybe<Scalars['ID']['input']>;
  /** With this group in the scope. */
  scopeGroupId?: InputMaybe<Scalars['ID']['input']>;
  /** That this operator gets, directly or through nested groups. */
  operatorId?: InputMaybe<Scalars['ID']['input']>;
};

/** Who owns a role or an assignment. */
export const Origin = {
  /** Comes with Intune. */
  BUILT_IN: 'BUILT_IN',
  /** Imported from Intune: read-only here. */
  INTUNE: 'INTUNE',
  /** Made here; an import never touches it. */
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
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all. */
  totalCount: Scalars['Int']['output'];
};

/** A role in a page. */
export type RoleEdge = {
  __typename?: 'RoleEdge';
  /** The place of the role in the list. */
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
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all. */
  totalCount: Scalars['Int']['output'];
};

/** A role assignment in a page. */
export type RoleAssignmentEdge = {
  __typename?: 'RoleAssignmentEdge';
  /** The place of the assignment in the list. */
  cursor: Scalars['String']['output'];
  /** The assignment. */
  node: RoleAssignment;
};

/** How the sync of one kind of object stands. */
export type SyncStatus = {
  __typename?: 'SyncStatus';
  /** What is synced. */
  kind: SyncKind;
  /** Whether it goes on, is done, or failed. */
  state: SyncState;
  /** Why it failed. */
  problem: Maybe<Scalars['String']['output']>;
  /** When it was last read and written completely. */
  lastCompletedAt: Maybe<Scalars['DateTime']['output']>;
  /** What that did. */
  counts: SyncCounts;
};

/** What a sync did, in rows. */
export type SyncCounts = {
  __typename?: 'SyncCounts';
  /** How many items were read of Microsoft Graph. */
  read: Scalars['Int']['output'];
  /** How many rows are new. */
  added: Scalars['Int']['output'];
  /** How many rows changed. */
  changed: Scalars['Int']['output'];
  /** How many rows went. */
  removed: Scalars['Int']['output'];
  /** How many records were set aside. */
  setAside: Scalars['Int']['output'];
};

/** What a sync reads and writes as one. */
export const SyncKind = {
  /** The organisation and what it is connected to. */
  TENANT: 'TENANT',
  /** Users with their licences. */
  USERS: 'USERS',
  /** Groups with their members. */
  GROUPS: 'GROUPS',
  /** The devices that Microsoft Entra knows. */
  ENTRA_DEVICES: 'ENTRA_DEVICES',
  /** The devices that Intune manages, with what was done to them. */
  MANAGED_DEVICES: 'MANAGED_DEVICES',
  /** Compliance policies and configuration profiles on devices. */
  POLICY_STATES: 'POLICY_STATES',
  /** Apps. */
  APPS: 'APPS',
  /** Apps on devices. */
  APP_INSTALL_STATES: 'APP_INSTALL_STATES',
  /** App protection policies and what apps report under them. */
  APP_PROTECTION: 'APP_PROTECTION',
  /** Enrolments that failed. */
  ENROLLMENT_FAILURES: 'ENROLLMENT_FAILURES',
  /** Intune's roles and role assignments. */
  ROLES: 'ROLES'
} as const;

export type SyncKind = typeof SyncKind[keyof typeof SyncKind];
/** How a sync stands. */
export const SyncState = {
  RUNNING: 'RUNNING',
  COMPLETED: 'COMPLETED',
  FAILED: 'FAILED'
} as const;

export type SyncState = typeof SyncState[keyof typeof SyncState];
/** A record that could not be taken as it was. */
export type QuarantinedRecord = {
  __typename?: 'QuarantinedRecord';
  /** What it belongs to. */
  kind: SyncKind;
  /** Microsoft Graph's resource. */
  resource: Scalars['String']['output'];
  /** Microsoft's id of the object, where the record has one. */
  objectId: Maybe<Scalars['String']['output']>;
  /** What is wrong with it. */
  reason: Scalars['String']['output'];
};

/** A page of records that were set aside. */
export type QuarantinedRecordConnection = {
  __typename?: 'QuarantinedRecordConnection';
  /** The records with their cursors. */
  edges: Array<QuarantinedRecordEdge>;
  /** The records. */
  nodes: Array<QuarantinedRecord>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all. */
  totalCount: Scalars['Int']['output'];
};

/** A record in a page. */
export type QuarantinedRecordEdge = {
  __typename?: 'QuarantinedRecordEdge';
  /** The place of the record in the list. */
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
  /** The portal's tenant status: `ACTIVE` while the subscription is active or in its warning period. */
  accountStatus: AccountStatus;
  /** The state of the Intune subscription. */
  subscriptionState: SubscriptionState;
  /** Which service manages the mobile devices. */
  mdmAuthority: MdmAuthority;
  /** The connections to Apple, to threat defence and to certificate services, worst health first. */
  connectors: Array<Connector>;
  /** When Microsoft's answer about the tenant was last read completely. */
  syncedAt: Scalars['DateTime']['output'];
  /**
   * How the sync with Microsoft Graph stands, a row for each kind of object that was ever synced. Needs one assignment that
   * gives its permission over all users and all devices.
   */
  sync: Maybe<Array<SyncStatus>>;
  /**
   * The records that the last sync could not take as they were: each is set aside, and does not stop the rest. Needs one
   * assignment that gives its permission over all users and all devices.
   */
  quarantine: Maybe<QuarantinedRecordConnection>;
};


/** The organisation. */
export type TenantQuarantineArgs = {
  first: Scalars['Int']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
};

/** A connection that the tenant depends on, and its health now. */
export type Connector = {
  __typename?: 'Connector';
  /** What is connected. */
  kind: ConnectorKind;
  /** The name that an administrator gave it. */
  name: Maybe<Scalars['String']['output']>;
  /**
   * `UNHEALTHY`: expired, failed, or silent for three days. `WARNING`: expires within seven days, or silent for more than
   * one. `NOT_ENABLED`: not set up.
   */
  health: ConnectorHealth;
  /** When its certificate or token expires. */
  expiresAt: Maybe<Scalars['DateTime']['output']>;
  /** When it was last heard of. */
  lastSyncAt: Maybe<Scalars['DateTime']['output']>;
};

/** Whether the tenant's subscription can be used. */
export const AccountStatus = {
  ACTIVE: 'ACTIVE',
  INACTIVE: 'INACTIVE'
} as const;

export type AccountStatus = typeof AccountStatus[keyof typeof AccountStatus];
/** The state of the Intune subscription, as Microsoft gives it. */
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
/** What a connector connects. */
export const ConnectorKind = {
  /** Apple's push certificate: without it no Apple device can be managed or enrolled. */
  APPLE_PUSH_CERTIFICATE: 'APPLE_PUSH_CERTIFICATE',
  /** Apple's volume purchase token: licences for App Store apps. */
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
  /** `PERMISSION` when no role holds it, `OUT_OF_SCOPE` when a role does, but not over this user. */
  reason: RefusalReason;
};

/** The marked lines of the portal's user status. A number that the viewer's scope would cut short is refused. */
export type UserStatus = {
  __typename?: 'UserStatus';
  /** Whether the user holds an Intune plan that works. */
  intuneLicensed: Scalars['Boolean']['output'];
  /** How many devices have this user as primary user. */
  deviceCount: Maybe<Scalars['Int']['output']>;
  /** How many of them are not compliant: non-compliant, in conflict or in error, past any grace period. */
  noncompliantDeviceCount: Maybe<Scalars['Int']['output']>;
  /** How many different apps could not be installed or removed on them. */
  failedAppCount: Maybe<Scalars['Int']['output']>;
  /** How many apps under app protection have not checked in. */
  notCheckedInAppCount: Maybe<Scalars['Int']['output']>;
};

/** One Intune plan of one licence of a user. */
export type License = {
  __typename?: 'License';
  /** The SKU that brings the plan, such as `SPE_E3`; null where the tenant's SKUs do not tell. */
  skuPartNumber: Maybe<Scalars['String']['output']>;
  /** The plan, such as `INTUNE_A`. */
  servicePlan: Scalars['String']['output'];
  /** The state of the plan for this user. `ENABLED` and `WARNING` work. */
  state: LicenseState;
  /** Why the licence could not be assigned. */
  error: Maybe<LicenseError>;
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
  /** What failed, and what to do. */
  error: Failure;
  /** When Microsoft's answer about enrolments was last read completely. */
  syncedAt: Scalars['DateTime']['output'];
};

/** How to choose users. Conditions are joined with *and*. */
export type UserFilter = {
  /** Members of this group, directly or through nested groups. */
  groupId?: InputMaybe<Scalars['ID']['input']>;
  /** Whether the user can sign in. */
  accountEnabled?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the user holds an Intune plan that works. */
  intuneLicensed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether a device that the viewer can see, with this primary user, is not compliant. */
  hasNoncompliantDevice?: InputMaybe<Scalars['Boolean']['input']>;
};

/** How to order users. */
export type UserOrder = {
  /** By what. */
  field: UserOrderField;
  /** Which end comes first. */
  direction: OrderDirection;
};

/** What users can be ordered by. */
export const UserOrderField = {
  DISPLAY_NAME: 'DISPLAY_NAME',
  USER_PRINCIPAL_NAME: 'USER_PRINCIPAL_NAME'
} as const;

export type UserOrderField = typeof UserOrderField[keyof typeof UserOrderField];
/** The state of a plan of a licence. */
export const LicenseState = {
  ENABLED: 'ENABLED',
  /** Expired, in its period of grace: still works. */
  WARNING: 'WARNING',
  SUSPENDED: 'SUSPENDED',
  DELETED: 'DELETED',
  LOCKED_OUT: 'LOCKED_OUT',
  /** The plan is switched off in the licence. */
  DISABLED: 'DISABLED',
  /** Assigned, not yet active. */
  PENDING: 'PENDING',
  UNKNOWN: 'UNKNOWN'
} as const;

export type LicenseState = typeof LicenseState[keyof typeof LicenseState];
/** Why a licence could not be assigned. */
export const LicenseError = {
  /** No licence is left. */
  COUNT_VIOLATION: 'COUNT_VIOLATION',
  /** Excludes another plan that the user has. */
  MUTUALLY_EXCLUSIVE_VIOLATION: 'MUTUALLY_EXCLUSIVE_VIOLATION',
  /** Needs a plan that the user does not have. */
  DEPENDENCY_VIOLATION: 'DEPENDENCY_VIOLATION',
  /** Not allowed in the user's usage location, or the user has none. */
  PROHIBITED_IN_USAGE_LOCATION_VIOLATION: 'PROHIBITED_IN_USAGE_LOCATION_VIOLATION',
  /** An address of the user is already in use. */
  UNIQUENESS_VIOLATION: 'UNIQUENESS_VIOLATION',
  OTHER: 'OTHER'
} as const;

export type LicenseError = typeof LicenseError[keyof typeof LicenseError];
/** Microsoft's coarse category of a failed enrolment. */
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
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all, counted within the viewer's scope. */
  totalCount: Scalars['Int']['output'];
};

/** A user in a page. */
export type UserEdge = {
  __typename?: 'UserEdge';
  /** The place of the user in the list. */
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
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many there are in all. */
  totalCount: Scalars['Int']['output'];
  /** Whether the viewer's scope leaves nothing out of this list. */
  complete: Scalars['Boolean']['output'];
};

/** A failed enrolment in a page. */
export type EnrollmentFailureEdge = {
  __typename?: 'EnrollmentFailureEdge';
  /** The place of the failure in the list. */
  cursor: Scalars['String']['output'];
  /** The failure. */
  node: EnrollmentFailure;
};

/** A group that one of the viewer's own assignments names as scope. */
export type ScopeGroup = {
  __typename?: 'ScopeGroup';
  /** The group's name. */
  displayName: Scalars['String']['output'];
};

/** Whether an operator may use the graph. */
export const OperatorState = {
  /** Enabled, and licensed where that is required. */
  ACTIVE: 'ACTIVE',
  /** The account is not enabled. */
  DISABLED: 'DISABLED',
  /** The account has no Intune licence. */
  UNLICENSED: 'UNLICENSED'
} as const;

export type OperatorState = typeof OperatorState[keyof typeof OperatorState];