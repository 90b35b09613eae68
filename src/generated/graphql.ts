import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AppRow, AppInstallStateRow } from '../app/store';
import type { AppConnection as AppConnectionSource, AppInstallStateConnection as AppInstallStateConnectionSource, AppProtectionPolicyConnection as AppProtectionPolicyConnectionSource, AppProtectionStateConnection as AppProtectionStateConnectionSource, AuditEventConnection as AuditEventConnectionSource, DeviceConnection as DeviceConnectionSource, EnrollmentFailureConnection as EnrollmentFailureConnectionSource, GroupConnection as GroupConnectionSource, GroupMembershipConnection as GroupMembershipConnectionSource, QuarantinedRecordConnection as QuarantinedRecordConnectionSource, RoleAssignmentConnection as RoleAssignmentConnectionSource, RoleConnection as RoleConnectionSource, UserConnection as UserConnectionSource } from '../graph/connection-types';
import type { AppProtectionPolicyRow, AppProtectionStateRow } from '../app-protection/store';
import type { Explanation, Reason } from '../access/explain';
import type { OperatorAccess as OperatorAccessSource, Holders } from '../access/resolvers';
import type { Grant } from '../access/store';
import type { MissingRead as MissingReadSource, ViewerAssignment as ViewerAssignmentSource, Viewer as ViewerSource, HeldPermission } from '../authorization/viewer';
import type { Difference } from '../administration/difference';
import type { AuditEventRow } from '../audit/store';
import type { PolicyStateRow, DeviceRow, DeviceActionRow, SettingStateRow } from '../device/store';
import type { ConnectorRow, TenantRow } from '../tenant/store';
import type { EnrollmentFailureRow, LicenseRow, UserRow } from '../user/store';
import type { Failure as FailureSource } from '../failure/explain';
import type { GroupRow, GroupMembershipRow } from '../group/store';
import type { QuarantineRow, SyncKindRow } from '../sync/store';
import type { RoleRow, RoleAssignmentRow } from '../role/store';
import type { Context } from '../resolving/context';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
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


export type ResolverTypeWrapper<T> = Promise<T> | T;

export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( UserRow )
    | ( ViewerSource )
    | ( AppProtectionStateRow )
    | ( AppProtectionPolicyRow )
    | ( AppRow )
    | ( AppInstallStateRow )
    | ( AuditEventRow )
    | ( DeviceRow )
    | ( PolicyStateRow )
    | ( PolicyStateRow )
    | ( GroupRow )
    | ( RoleRow )
    | ( RoleAssignmentRow )
    | ( TenantRow )
    | ( EnrollmentFailureRow )
  ;
  UserError:
    | ( CreateRoleError )
    | ( DuplicateRoleError )
    | ( UpdateRoleError )
    | ( DeleteRoleError )
    | ( CreateRoleAssignmentError )
    | ( UpdateRoleAssignmentError )
    | ( DeleteRoleAssignmentError )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  User: ResolverTypeWrapper<UserRow>;
  Viewer: ResolverTypeWrapper<ViewerSource>;
  ViewerPermission: ResolverTypeWrapper<HeldPermission>;
  ViewerAssignment: ResolverTypeWrapper<ViewerAssignmentSource>;
  MissingRead: ResolverTypeWrapper<MissingReadSource>;
  PermissionHolders: ResolverTypeWrapper<Holders>;
  OperatorAccess: ResolverTypeWrapper<OperatorAccessSource>;
  OperatorGrant: ResolverTypeWrapper<Grant>;
  AccessExplanation: ResolverTypeWrapper<Explanation>;
  AccessReason: ResolverTypeWrapper<Reason>;
  AccessReasonKind: AccessReasonKind;
  AppProtectionState: ResolverTypeWrapper<AppProtectionStateRow>;
  AppProtectionPolicy: ResolverTypeWrapper<AppProtectionPolicyRow>;
  AppProtectionStateKind: AppProtectionStateKind;
  FlaggedReason: FlaggedReason;
  AppProtectionStateConnection: ResolverTypeWrapper<AppProtectionStateConnectionSource>;
  AppProtectionStateEdge: ResolverTypeWrapper<Omit<AppProtectionStateEdge, 'node'> & { node: ResolversTypes['AppProtectionState'] }>;
  AppProtectionPolicyConnection: ResolverTypeWrapper<AppProtectionPolicyConnectionSource>;
  AppProtectionPolicyEdge: ResolverTypeWrapper<Omit<AppProtectionPolicyEdge, 'node'> & { node: ResolversTypes['AppProtectionPolicy'] }>;
  App: ResolverTypeWrapper<AppRow>;
  AppInstallState: ResolverTypeWrapper<AppInstallStateRow>;
  AppInstallStateFilter: AppInstallStateFilter;
  AppIntent: AppIntent;
  AppInstallStateKind: AppInstallStateKind;
  AppInstallSummary: AppInstallSummary;
  AppConnection: ResolverTypeWrapper<AppConnectionSource>;
  AppEdge: ResolverTypeWrapper<Omit<AppEdge, 'node'> & { node: ResolversTypes['App'] }>;
  AppInstallStateConnection: ResolverTypeWrapper<AppInstallStateConnectionSource>;
  AppInstallStateEdge: ResolverTypeWrapper<Omit<AppInstallStateEdge, 'node'> & { node: ResolversTypes['AppInstallState'] }>;
  AuditEvent: ResolverTypeWrapper<AuditEventRow>;
  AuditEventFilter: AuditEventFilter;
  AuditAction: AuditAction;
  AuditOutcome: AuditOutcome;
  AuditEventConnection: ResolverTypeWrapper<AuditEventConnectionSource>;
  AuditEventEdge: ResolverTypeWrapper<Omit<AuditEventEdge, 'node'> & { node: ResolversTypes['AuditEvent'] }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Permission: Permission;
  RefusalReason: RefusalReason;
  Platform: Platform;
  OrderDirection: OrderDirection;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PermissionInfo: ResolverTypeWrapper<PermissionInfo>;
  Device: ResolverTypeWrapper<DeviceRow>;
  DeviceAction: ResolverTypeWrapper<DeviceActionRow>;
  CompliancePolicyState: ResolverTypeWrapper<PolicyStateRow>;
  ConfigurationState: ResolverTypeWrapper<PolicyStateRow>;
  SettingState: ResolverTypeWrapper<SettingStateRow>;
  DeviceFilter: DeviceFilter;
  DeviceOrder: DeviceOrder;
  DeviceOrderField: DeviceOrderField;
  ProfileType: ProfileType;
  ManagementAgent: ManagementAgent;
  ManagementState: ManagementState;
  JoinType: JoinType;
  Ownership: Ownership;
  ComplianceState: ComplianceState;
  EntraCompliance: EntraCompliance;
  PolicyState: PolicyState;
  DeviceActionKind: DeviceActionKind;
  DeviceActionState: DeviceActionState;
  DeviceConnection: ResolverTypeWrapper<DeviceConnectionSource>;
  DeviceEdge: ResolverTypeWrapper<Omit<DeviceEdge, 'node'> & { node: ResolversTypes['Device'] }>;
  Failure: ResolverTypeWrapper<FailureSource>;
  Group: ResolverTypeWrapper<GroupRow>;
  GroupMembership: ResolverTypeWrapper<GroupMembershipRow>;
  MembershipType: MembershipType;
  MembershipKind: MembershipKind;
  GroupConnection: ResolverTypeWrapper<GroupConnectionSource>;
  GroupEdge: ResolverTypeWrapper<Omit<GroupEdge, 'node'> & { node: ResolversTypes['Group'] }>;
  GroupMembershipConnection: ResolverTypeWrapper<GroupMembershipConnectionSource>;
  GroupMembershipEdge: ResolverTypeWrapper<Omit<GroupMembershipEdge, 'node'> & { node: ResolversTypes['GroupMembership'] }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  UserError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['UserError']>;
  CreateRoleInput: CreateRoleInput;
  DuplicateRoleInput: DuplicateRoleInput;
  UpdateRoleInput: UpdateRoleInput;
  DeleteRoleInput: DeleteRoleInput;
  RoleAssignmentScopeInput: RoleAssignmentScopeInput;
  CreateRoleAssignmentInput: CreateRoleAssignmentInput;
  UpdateRoleAssignmentInput: UpdateRoleAssignmentInput;
  DeleteRoleAssignmentInput: DeleteRoleAssignmentInput;
  AccessDifference: ResolverTypeWrapper<Difference>;
  CreateRolePayload: ResolverTypeWrapper<Omit<CreateRolePayload, 'role' | 'difference'> & { role?: Maybe<ResolversTypes['Role']>, difference?: Maybe<Array<ResolversTypes['AccessDifference']>> }>;
  CreateRoleError: ResolverTypeWrapper<CreateRoleError>;
  CreateRoleErrorCode: CreateRoleErrorCode;
  DuplicateRolePayload: ResolverTypeWrapper<Omit<DuplicateRolePayload, 'role' | 'difference'> & { role?: Maybe<ResolversTypes['Role']>, difference?: Maybe<Array<ResolversTypes['AccessDifference']>> }>;
  DuplicateRoleError: ResolverTypeWrapper<DuplicateRoleError>;
  DuplicateRoleErrorCode: DuplicateRoleErrorCode;
  UpdateRolePayload: ResolverTypeWrapper<Omit<UpdateRolePayload, 'role' | 'difference'> & { role?: Maybe<ResolversTypes['Role']>, difference?: Maybe<Array<ResolversTypes['AccessDifference']>> }>;
  UpdateRoleError: ResolverTypeWrapper<UpdateRoleError>;
  UpdateRoleErrorCode: UpdateRoleErrorCode;
  DeleteRolePayload: ResolverTypeWrapper<Omit<DeleteRolePayload, 'difference'> & { difference?: Maybe<Array<ResolversTypes['AccessDifference']>> }>;
  DeleteRoleError: ResolverTypeWrapper<DeleteRoleError>;
  DeleteRoleErrorCode: DeleteRoleErrorCode;
  CreateRoleAssignmentPayload: ResolverTypeWrapper<Omit<CreateRoleAssignmentPayload, 'roleAssignment' | 'difference'> & { roleAssignment?: Maybe<ResolversTypes['RoleAssignment']>, difference?: Maybe<Array<ResolversTypes['AccessDifference']>> }>;
  CreateRoleAssignmentError: ResolverTypeWrapper<CreateRoleAssignmentError>;
  CreateRoleAssignmentErrorCode: CreateRoleAssignmentErrorCode;
  UpdateRoleAssignmentPayload: ResolverTypeWrapper<Omit<UpdateRoleAssignmentPayload, 'roleAssignment' | 'difference'> & { roleAssignment?: Maybe<ResolversTypes['RoleAssignment']>, difference?: Maybe<Array<ResolversTypes['AccessDifference']>> }>;
  UpdateRoleAssignmentError: ResolverTypeWrapper<UpdateRoleAssignmentError>;
  UpdateRoleAssignmentErrorCode: UpdateRoleAssignmentErrorCode;
  DeleteRoleAssignmentPayload: ResolverTypeWrapper<Omit<DeleteRoleAssignmentPayload, 'difference'> & { difference?: Maybe<Array<ResolversTypes['AccessDifference']>> }>;
  DeleteRoleAssignmentError: ResolverTypeWrapper<DeleteRoleAssignmentError>;
  DeleteRoleAssignmentErrorCode: DeleteRoleAssignmentErrorCode;
  Role: ResolverTypeWrapper<RoleRow>;
  RoleAssignment: ResolverTypeWrapper<RoleAssignmentRow>;
  RoleAssignmentFilter: RoleAssignmentFilter;
  Origin: Origin;
  RoleConnection: ResolverTypeWrapper<RoleConnectionSource>;
  RoleEdge: ResolverTypeWrapper<Omit<RoleEdge, 'node'> & { node: ResolversTypes['Role'] }>;
  RoleAssignmentConnection: ResolverTypeWrapper<RoleAssignmentConnectionSource>;
  RoleAssignmentEdge: ResolverTypeWrapper<Omit<RoleAssignmentEdge, 'node'> & { node: ResolversTypes['RoleAssignment'] }>;
  SyncStatus: ResolverTypeWrapper<SyncKindRow>;
  SyncCounts: ResolverTypeWrapper<SyncCounts>;
  SyncKind: SyncKind;
  SyncState: SyncState;
  QuarantinedRecord: ResolverTypeWrapper<QuarantineRow>;
  QuarantinedRecordConnection: ResolverTypeWrapper<QuarantinedRecordConnectionSource>;
  QuarantinedRecordEdge: ResolverTypeWrapper<Omit<QuarantinedRecordEdge, 'node'> & { node: ResolversTypes['QuarantinedRecord'] }>;
  Tenant: ResolverTypeWrapper<TenantRow>;
  Connector: ResolverTypeWrapper<ConnectorRow>;
  AccountStatus: AccountStatus;
  SubscriptionState: SubscriptionState;
  MdmAuthority: MdmAuthority;
  ConnectorKind: ConnectorKind;
  ConnectorHealth: ConnectorHealth;
  MissingPermission: ResolverTypeWrapper<MissingPermission>;
  UserStatus: ResolverTypeWrapper<UserRow>;
  License: ResolverTypeWrapper<LicenseRow>;
  EnrollmentFailure: ResolverTypeWrapper<EnrollmentFailureRow>;
  UserFilter: UserFilter;
  UserOrder: UserOrder;
  UserOrderField: UserOrderField;
  LicenseState: LicenseState;
  LicenseError: LicenseError;
  EnrollmentFailureCategory: EnrollmentFailureCategory;
  UserConnection: ResolverTypeWrapper<UserConnectionSource>;
  UserEdge: ResolverTypeWrapper<Omit<UserEdge, 'node'> & { node: ResolversTypes['User'] }>;
  EnrollmentFailureConnection: ResolverTypeWrapper<EnrollmentFailureConnectionSource>;
  EnrollmentFailureEdge: ResolverTypeWrapper<Omit<EnrollmentFailureEdge, 'node'> & { node: ResolversTypes['EnrollmentFailure'] }>;
  ScopeGroup: ResolverTypeWrapper<ScopeGroup>;
  OperatorState: OperatorState;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Query: Record<PropertyKey, never>;
  ID: Scalars['ID']['output'];
  User: UserRow;
  Viewer: ViewerSource;
  ViewerPermission: HeldPermission;
  ViewerAssignment: ViewerAssignmentSource;
  MissingRead: MissingReadSource;
  PermissionHolders: Holders;
  OperatorAccess: OperatorAccessSource;
  OperatorGrant: Grant;
  AccessExplanation: Explanation;
  AccessReason: Reason;
  AppProtectionState: AppProtectionStateRow;
  AppProtectionPolicy: AppProtectionPolicyRow;
  AppProtectionStateConnection: AppProtectionStateConnectionSource;
  AppProtectionStateEdge: Omit<AppProtectionStateEdge, 'node'> & { node: ResolversParentTypes['AppProtectionState'] };
  AppProtectionPolicyConnection: AppProtectionPolicyConnectionSource;
  AppProtectionPolicyEdge: Omit<AppProtectionPolicyEdge, 'node'> & { node: ResolversParentTypes['AppProtectionPolicy'] };
  App: AppRow;
  AppInstallState: AppInstallStateRow;
  AppInstallStateFilter: AppInstallStateFilter;
  AppConnection: AppConnectionSource;
  AppEdge: Omit<AppEdge, 'node'> & { node: ResolversParentTypes['App'] };
  AppInstallStateConnection: AppInstallStateConnectionSource;
  AppInstallStateEdge: Omit<AppInstallStateEdge, 'node'> & { node: ResolversParentTypes['AppInstallState'] };
  AuditEvent: AuditEventRow;
  AuditEventFilter: AuditEventFilter;
  AuditEventConnection: AuditEventConnectionSource;
  AuditEventEdge: Omit<AuditEventEdge, 'node'> & { node: ResolversParentTypes['AuditEvent'] };
  DateTime: Scalars['DateTime']['output'];
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  PermissionInfo: PermissionInfo;
  Device: DeviceRow;
  DeviceAction: DeviceActionRow;
  CompliancePolicyState: PolicyStateRow;
  ConfigurationState: PolicyStateRow;
  SettingState: SettingStateRow;
  DeviceFilter: DeviceFilter;
  DeviceOrder: DeviceOrder;
  DeviceConnection: DeviceConnectionSource;
  DeviceEdge: Omit<DeviceEdge, 'node'> & { node: ResolversParentTypes['Device'] };
  Failure: FailureSource;
  Group: GroupRow;
  GroupMembership: GroupMembershipRow;
  GroupConnection: GroupConnectionSource;
  GroupEdge: Omit<GroupEdge, 'node'> & { node: ResolversParentTypes['Group'] };
  GroupMembershipConnection: GroupMembershipConnectionSource;
  GroupMembershipEdge: Omit<GroupMembershipEdge, 'node'> & { node: ResolversParentTypes['GroupMembership'] };
  Mutation: Record<PropertyKey, never>;
  UserError: ResolversInterfaceTypes<ResolversParentTypes>['UserError'];
  CreateRoleInput: CreateRoleInput;
  DuplicateRoleInput: DuplicateRoleInput;
  UpdateRoleInput: UpdateRoleInput;
  DeleteRoleInput: DeleteRoleInput;
  RoleAssignmentScopeInput: RoleAssignmentScopeInput;
  CreateRoleAssignmentInput: CreateRoleAssignmentInput;
  UpdateRoleAssignmentInput: UpdateRoleAssignmentInput;
  DeleteRoleAssignmentInput: DeleteRoleAssignmentInput;
  AccessDifference: Difference;
  CreateRolePayload: Omit<CreateRolePayload, 'role' | 'difference'> & { role?: Maybe<ResolversParentTypes['Role']>, difference?: Maybe<Array<ResolversParentTypes['AccessDifference']>> };
  CreateRoleError: CreateRoleError;
  DuplicateRolePayload: Omit<DuplicateRolePayload, 'role' | 'difference'> & { role?: Maybe<ResolversParentTypes['Role']>, difference?: Maybe<Array<ResolversParentTypes['AccessDifference']>> };
  DuplicateRoleError: DuplicateRoleError;
  UpdateRolePayload: Omit<UpdateRolePayload, 'role' | 'difference'> & { role?: Maybe<ResolversParentTypes['Role']>, difference?: Maybe<Array<ResolversParentTypes['AccessDifference']>> };
  UpdateRoleError: UpdateRoleError;
  DeleteRolePayload: Omit<DeleteRolePayload, 'difference'> & { difference?: Maybe<Array<ResolversParentTypes['AccessDifference']>> };
  DeleteRoleError: DeleteRoleError;
  CreateRoleAssignmentPayload: Omit<CreateRoleAssignmentPayload, 'roleAssignment' | 'difference'> & { roleAssignment?: Maybe<ResolversParentTypes['RoleAssignment']>, difference?: Maybe<Array<ResolversParentTypes['AccessDifference']>> };
  CreateRoleAssignmentError: CreateRoleAssignmentError;
  UpdateRoleAssignmentPayload: Omit<UpdateRoleAssignmentPayload, 'roleAssignment' | 'difference'> & { roleAssignment?: Maybe<ResolversParentTypes['RoleAssignment']>, difference?: Maybe<Array<ResolversParentTypes['AccessDifference']>> };
  UpdateRoleAssignmentError: UpdateRoleAssignmentError;
  DeleteRoleAssignmentPayload: Omit<DeleteRoleAssignmentPayload, 'difference'> & { difference?: Maybe<Array<ResolversParentTypes['AccessDifference']>> };
  DeleteRoleAssignmentError: DeleteRoleAssignmentError;
  Role: RoleRow;
  RoleAssignment: RoleAssignmentRow;
  RoleAssignmentFilter: RoleAssignmentFilter;
  RoleConnection: RoleConnectionSource;
  RoleEdge: Omit<RoleEdge, 'node'> & { node: ResolversParentTypes['Role'] };
  RoleAssignmentConnection: RoleAssignmentConnectionSource;
  RoleAssignmentEdge: Omit<RoleAssignmentEdge, 'node'> & { node: ResolversParentTypes['RoleAssignment'] };
  SyncStatus: SyncKindRow;
  SyncCounts: SyncCounts;
  QuarantinedRecord: QuarantineRow;
  QuarantinedRecordConnection: QuarantinedRecordConnectionSource;
  QuarantinedRecordEdge: Omit<QuarantinedRecordEdge, 'node'> & { node: ResolversParentTypes['QuarantinedRecord'] };
  Tenant: TenantRow;
  Connector: ConnectorRow;
  MissingPermission: MissingPermission;
  UserStatus: UserRow;
  License: LicenseRow;
  EnrollmentFailure: EnrollmentFailureRow;
  UserFilter: UserFilter;
  UserOrder: UserOrder;
  UserConnection: UserConnectionSource;
  UserEdge: Omit<UserEdge, 'node'> & { node: ResolversParentTypes['User'] };
  EnrollmentFailureConnection: EnrollmentFailureConnectionSource;
  EnrollmentFailureEdge: Omit<EnrollmentFailureEdge, 'node'> & { node: ResolversParentTypes['EnrollmentFailure'] };
  ScopeGroup: ScopeGroup;
  Boolean: Scalars['Boolean']['output'];
  Int: Scalars['Int']['output'];
  String: Scalars['String']['output'];
};

export type NeedsDirectiveArgs = {
  permission: Permission;
};

export type NeedsDirectiveResolver<Result, Parent, ContextType = Context, Args = NeedsDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type OpenDirectiveArgs = {
  inactive: Scalars['Boolean']['input'];
};

export type OpenDirectiveResolver<Result, Parent, ContextType = Context, Args = OpenDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ListSizeDirectiveArgs = {
  assumedSize: Scalars['Int']['input'];
};

export type ListSizeDirectiveResolver<Result, Parent, ContextType = Context, Args = ListSizeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type IntuneDirectiveArgs = {
  name: Scalars['String']['input'];
  action: Scalars['String']['input'];
};

export type IntuneDirectiveResolver<Result, Parent, ContextType = Context, Args = IntuneDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  permission?: Resolver<Maybe<ResolversTypes['PermissionHolders']>, ParentType, ContextType, RequireFields<QueryPermissionArgs, 'permission'>>;
  explainAccess?: Resolver<Maybe<ResolversTypes['AccessExplanation']>, ParentType, ContextType, RequireFields<QueryExplainAccessArgs, 'operatorId' | 'coordinate'>>;
  app?: Resolver<Maybe<ResolversTypes['App']>, ParentType, ContextType, RequireFields<QueryAppArgs, 'id'>>;
  apps?: Resolver<Maybe<ResolversTypes['AppConnection']>, ParentType, ContextType, RequireFields<QueryAppsArgs, 'first'>>;
  auditEvents?: Resolver<Maybe<ResolversTypes['AuditEventConnection']>, ParentType, ContextType, RequireFields<QueryAuditEventsArgs, 'first'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<Array<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  permissions?: Resolver<Maybe<Array<ResolversTypes['PermissionInfo']>>, ParentType, ContextType>;
  device?: Resolver<Maybe<ResolversTypes['Device']>, ParentType, ContextType, RequireFields<QueryDeviceArgs, 'id'>>;
  devices?: Resolver<Maybe<ResolversTypes['DeviceConnection']>, ParentType, ContextType, RequireFields<QueryDevicesArgs, 'orderBy' | 'first'>>;
  group?: Resolver<Maybe<ResolversTypes['Group']>, ParentType, ContextType, RequireFields<QueryGroupArgs, 'id'>>;
  groups?: Resolver<Maybe<ResolversTypes['GroupConnection']>, ParentType, ContextType, RequireFields<QueryGroupsArgs, 'first'>>;
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType, RequireFields<QueryRoleArgs, 'id'>>;
  roles?: Resolver<Maybe<ResolversTypes['RoleConnection']>, ParentType, ContextType, RequireFields<QueryRolesArgs, 'first'>>;
  roleAssignment?: Resolver<Maybe<ResolversTypes['RoleAssignment']>, ParentType, ContextType, RequireFields<QueryRoleAssignmentArgs, 'id'>>;
  roleAssignments?: Resolver<Maybe<ResolversTypes['RoleAssignmentConnection']>, ParentType, ContextType, RequireFields<QueryRoleAssignmentsArgs, 'first'>>;
  tenant?: Resolver<Maybe<ResolversTypes['Tenant']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, Partial<QueryUserArgs>>;
  users?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<QueryUsersArgs, 'orderBy' | 'first'>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  access?: Resolver<Maybe<ResolversTypes['OperatorAccess']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userPrincipalName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  accountEnabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  jobTitle?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  department?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  usageLocation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['UserStatus'], ParentType, ContextType>;
  licenses?: Resolver<Array<ResolversTypes['License']>, ParentType, ContextType>;
  groupMemberships?: Resolver<ResolversTypes['GroupMembershipConnection'], ParentType, ContextType, RequireFields<UserGroupMembershipsArgs, 'first'>>;
  devices?: Resolver<Maybe<ResolversTypes['DeviceConnection']>, ParentType, ContextType, RequireFields<UserDevicesArgs, 'first'>>;
  appProtectionStates?: Resolver<Maybe<ResolversTypes['AppProtectionStateConnection']>, ParentType, ContextType, RequireFields<UserAppProtectionStatesArgs, 'first'>>;
  appProtectionPolicies?: Resolver<Maybe<ResolversTypes['AppProtectionPolicyConnection']>, ParentType, ContextType, RequireFields<UserAppProtectionPoliciesArgs, 'first'>>;
  enrollmentFailures?: Resolver<Maybe<ResolversTypes['EnrollmentFailureConnection']>, ParentType, ContextType, RequireFields<UserEnrollmentFailuresArgs, 'first'>>;
  viewerMissingPermissions?: Resolver<Array<ResolversTypes['MissingPermission']>, ParentType, ContextType>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  missing?: Resolver<Array<ResolversTypes['MissingRead']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userPrincipalName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  preferredLanguage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['OperatorState'], ParentType, ContextType>;
  permissions?: Resolver<Array<ResolversTypes['ViewerPermission']>, ParentType, ContextType>;
  canTroubleshoot?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  missingPermissions?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  simulated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  withheldPermissions?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ViewerPermissionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ViewerPermission'] = ResolversParentTypes['ViewerPermission']> = {
  assignments?: Resolver<Array<ResolversTypes['ViewerAssignment']>, ParentType, ContextType>;
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  allUsers?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  allDevices?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  everything?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  groups?: Resolver<Array<ResolversTypes['ScopeGroup']>, ParentType, ContextType>;
};

export type ViewerAssignmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ViewerAssignment'] = ResolversParentTypes['ViewerAssignment']> = {
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  roleDisplayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MissingReadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MissingRead'] = ResolversParentTypes['MissingRead']> = {
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  roles?: Resolver<Maybe<Array<ResolversTypes['Role']>>, ParentType, ContextType>;
};

export type PermissionHoldersResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PermissionHolders'] = ResolversParentTypes['PermissionHolders']> = {
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  roles?: Resolver<ResolversTypes['RoleConnection'], ParentType, ContextType, RequireFields<PermissionHoldersRolesArgs, 'first'>>;
  assignments?: Resolver<ResolversTypes['RoleAssignmentConnection'], ParentType, ContextType, RequireFields<PermissionHoldersAssignmentsArgs, 'first'>>;
  operators?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<PermissionHoldersOperatorsArgs, 'first'>>;
};

export type OperatorAccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OperatorAccess'] = ResolversParentTypes['OperatorAccess']> = {
  state?: Resolver<ResolversTypes['OperatorState'], ParentType, ContextType>;
  grants?: Resolver<Array<ResolversTypes['OperatorGrant']>, ParentType, ContextType>;
};

export type OperatorGrantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OperatorGrant'] = ResolversParentTypes['OperatorGrant']> = {
  assignment?: Resolver<ResolversTypes['RoleAssignment'], ParentType, ContextType>;
  permissions?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  chain?: Resolver<Maybe<Array<ResolversTypes['Group']>>, ParentType, ContextType>;
};

export type AccessExplanationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessExplanation'] = ResolversParentTypes['AccessExplanation']> = {
  allowed?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  reasons?: Resolver<Array<ResolversTypes['AccessReason']>, ParentType, ContextType>;
};

export type AccessReasonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessReason'] = ResolversParentTypes['AccessReason']> = {
  kind?: Resolver<ResolversTypes['AccessReasonKind'], ParentType, ContextType>;
  permission?: Resolver<Maybe<ResolversTypes['Permission']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  roles?: Resolver<Array<ResolversTypes['Role']>, ParentType, ContextType>;
  grants?: Resolver<Array<ResolversTypes['OperatorGrant']>, ParentType, ContextType>;
  assignmentsOverSubject?: Resolver<Array<ResolversTypes['RoleAssignment']>, ParentType, ContextType>;
};

export type AppProtectionStateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppProtectionState'] = ResolversParentTypes['AppProtectionState']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AppProtectionStateKind'], ParentType, ContextType>;
  appName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deviceName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deviceType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  platform?: Resolver<ResolversTypes['Platform'], ParentType, ContextType>;
  policies?: Resolver<Array<ResolversTypes['AppProtectionPolicy']>, ParentType, ContextType>;
  flaggedReasons?: Resolver<Array<ResolversTypes['FlaggedReason']>, ParentType, ContextType>;
  lastSyncAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  device?: Resolver<Maybe<ResolversTypes['Device']>, ParentType, ContextType>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AppProtectionPolicyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppProtectionPolicy'] = ResolversParentTypes['AppProtectionPolicy']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  platform?: Resolver<ResolversTypes['Platform'], ParentType, ContextType>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AppProtectionStateConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppProtectionStateConnection'] = ResolversParentTypes['AppProtectionStateConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AppProtectionStateEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AppProtectionState']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AppProtectionStateEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppProtectionStateEdge'] = ResolversParentTypes['AppProtectionStateEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AppProtectionState'], ParentType, ContextType>;
};

export type AppProtectionPolicyConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppProtectionPolicyConnection'] = ResolversParentTypes['AppProtectionPolicyConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AppProtectionPolicyEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AppProtectionPolicy']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AppProtectionPolicyEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppProtectionPolicyEdge'] = ResolversParentTypes['AppProtectionPolicyEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AppProtectionPolicy'], ParentType, ContextType>;
};

export type AppResolvers<ContextType = Context, ParentType extends ResolversParentTypes['App'] = ResolversParentTypes['App']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  publisher?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  platform?: Resolver<ResolversTypes['Platform'], ParentType, ContextType>;
  installStates?: Resolver<Maybe<ResolversTypes['AppInstallStateConnection']>, ParentType, ContextType, RequireFields<AppInstallStatesArgs, 'first'>>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AppInstallStateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppInstallState'] = ResolversParentTypes['AppInstallState']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  intent?: Resolver<ResolversTypes['AppIntent'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AppInstallStateKind'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  app?: Resolver<ResolversTypes['App'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['Failure']>, ParentType, ContextType>;
  device?: Resolver<Maybe<ResolversTypes['Device']>, ParentType, ContextType>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AppConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppConnection'] = ResolversParentTypes['AppConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AppEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['App']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AppEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppEdge'] = ResolversParentTypes['AppEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['App'], ParentType, ContextType>;
};

export type AppInstallStateConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppInstallStateConnection'] = ResolversParentTypes['AppInstallStateConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AppInstallStateEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AppInstallState']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AppInstallStateEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppInstallStateEdge'] = ResolversParentTypes['AppInstallStateEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AppInstallState'], ParentType, ContextType>;
};

export type AuditEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEvent'] = ResolversParentTypes['AuditEvent']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['AuditAction'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['AuditOutcome'], ParentType, ContextType>;
  actorId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  subjectId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AuditEventConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEventConnection'] = ResolversParentTypes['AuditEventConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AuditEventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AuditEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AuditEventEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEventEdge'] = ResolversParentTypes['AuditEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'User' | 'Viewer' | 'AppProtectionState' | 'AppProtectionPolicy' | 'App' | 'AppInstallState' | 'AuditEvent' | 'Device' | 'CompliancePolicyState' | 'ConfigurationState' | 'Group' | 'Role' | 'RoleAssignment' | 'Tenant' | 'EnrollmentFailure', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PermissionInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PermissionInfo'] = ResolversParentTypes['PermissionInfo']> = {
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  microsoftAction?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DeviceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Device'] = ResolversParentTypes['Device']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  deviceName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  serialNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  manufacturer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  managedBy?: Resolver<ResolversTypes['ManagementAgent'], ParentType, ContextType>;
  managementState?: Resolver<ResolversTypes['ManagementState'], ParentType, ContextType>;
  joinType?: Resolver<ResolversTypes['JoinType'], ParentType, ContextType>;
  ownership?: Resolver<ResolversTypes['Ownership'], ParentType, ContextType>;
  intuneCompliance?: Resolver<ResolversTypes['ComplianceState'], ParentType, ContextType>;
  graceEndsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  entraCompliance?: Resolver<ResolversTypes['EntraCompliance'], ParentType, ContextType>;
  appInstallSummary?: Resolver<Maybe<ResolversTypes['AppInstallSummary']>, ParentType, ContextType>;
  platform?: Resolver<ResolversTypes['Platform'], ParentType, ContextType>;
  operatingSystem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  osVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastCheckInAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  enrolledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  certificateExpiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  primaryUser?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  groupMemberships?: Resolver<Maybe<ResolversTypes['GroupMembershipConnection']>, ParentType, ContextType, RequireFields<DeviceGroupMembershipsArgs, 'first'>>;
  actions?: Resolver<Array<ResolversTypes['DeviceAction']>, ParentType, ContextType>;
  compliancePolicyStates?: Resolver<Array<ResolversTypes['CompliancePolicyState']>, ParentType, ContextType>;
  configurationStates?: Resolver<Array<ResolversTypes['ConfigurationState']>, ParentType, ContextType>;
  appInstallStates?: Resolver<Maybe<ResolversTypes['AppInstallStateConnection']>, ParentType, ContextType, RequireFields<DeviceAppInstallStatesArgs, 'first'>>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeviceActionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeviceAction'] = ResolversParentTypes['DeviceAction']> = {
  kind?: Resolver<ResolversTypes['DeviceActionKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DeviceActionState'], ParentType, ContextType>;
  requestedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type CompliancePolicyStateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompliancePolicyState'] = ResolversParentTypes['CompliancePolicyState']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['PolicyState'], ParentType, ContextType>;
  userPrincipalName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  settings?: Resolver<Array<ResolversTypes['SettingState']>, ParentType, ContextType, Partial<CompliancePolicyStateSettingsArgs>>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConfigurationStateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConfigurationState'] = ResolversParentTypes['ConfigurationState']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  profileType?: Resolver<ResolversTypes['ProfileType'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['PolicyState'], ParentType, ContextType>;
  userPrincipalName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['Failure']>, ParentType, ContextType>;
  settings?: Resolver<Array<ResolversTypes['SettingState']>, ParentType, ContextType, Partial<ConfigurationStateSettingsArgs>>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SettingStateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SettingState'] = ResolversParentTypes['SettingState']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['PolicyState'], ParentType, ContextType>;
  currentValue?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sources?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['Failure']>, ParentType, ContextType>;
};

export type DeviceConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeviceConnection'] = ResolversParentTypes['DeviceConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DeviceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Device']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type DeviceEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeviceEdge'] = ResolversParentTypes['DeviceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Device'], ParentType, ContextType>;
};

export type FailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Failure'] = ResolversParentTypes['Failure']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hex?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  meaning?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remedy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  known?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type GroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Group'] = ResolversParentTypes['Group']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  membershipType?: Resolver<ResolversTypes['MembershipType'], ParentType, ContextType>;
  securityEnabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  users?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<GroupUsersArgs, 'transitive' | 'first'>>;
  groups?: Resolver<ResolversTypes['GroupConnection'], ParentType, ContextType, RequireFields<GroupGroupsArgs, 'first'>>;
  devices?: Resolver<Maybe<ResolversTypes['DeviceConnection']>, ParentType, ContextType, RequireFields<GroupDevicesArgs, 'transitive' | 'first'>>;
  syncedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GroupMembershipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupMembership'] = ResolversParentTypes['GroupMembership']> = {
  kind?: Resolver<ResolversTypes['MembershipKind'], ParentType, ContextType>;
  group?: Resolver<ResolversTypes['Group'], ParentType, ContextType>;
};

export type GroupConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupConnection'] = ResolversParentTypes['GroupConnection']> = {
  edges?: Resolver<Array<ResolversTypes['GroupEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Group']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type GroupEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupEdge'] = ResolversParentTypes['GroupEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Group'], ParentType, ContextType>;
};

export type GroupMembershipConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupMembershipConnection'] = ResolversParentTypes['GroupMembershipConnection']> = {
  edges?: Resolver<Array<ResolversTypes['GroupMembershipEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['GroupMembership']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type GroupMembershipEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupMembershipEdge'] = ResolversParentTypes['GroupMembershipEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['GroupMembership'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createRole?: Resolver<Maybe<ResolversTypes['CreateRolePayload']>, ParentType, ContextType, RequireFields<MutationCreateRoleArgs, 'input'>>;
  duplicateRole?: Resolver<Maybe<ResolversTypes['DuplicateRolePayload']>, ParentType, ContextType, RequireFields<MutationDuplicateRoleArgs, 'input'>>;
  updateRole?: Resolver<Maybe<ResolversTypes['UpdateRolePayload']>, ParentType, ContextType, RequireFields<MutationUpdateRoleArgs, 'input'>>;
  deleteRole?: Resolver<Maybe<ResolversTypes['DeleteRolePayload']>, ParentType, ContextType, RequireFields<MutationDeleteRoleArgs, 'input'>>;
  createRoleAssignment?: Resolver<Maybe<ResolversTypes['CreateRoleAssignmentPayload']>, ParentType, ContextType, RequireFields<MutationCreateRoleAssignmentArgs, 'input'>>;
  updateRoleAssignment?: Resolver<Maybe<ResolversTypes['UpdateRoleAssignmentPayload']>, ParentType, ContextType, RequireFields<MutationUpdateRoleAssignmentArgs, 'input'>>;
  deleteRoleAssignment?: Resolver<Maybe<ResolversTypes['DeleteRoleAssignmentPayload']>, ParentType, ContextType, RequireFields<MutationDeleteRoleAssignmentArgs, 'input'>>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  __resolveType: TypeResolveFn<'CreateRoleError' | 'DuplicateRoleError' | 'UpdateRoleError' | 'DeleteRoleError' | 'CreateRoleAssignmentError' | 'UpdateRoleAssignmentError' | 'DeleteRoleAssignmentError', ParentType, ContextType>;
};

export type AccessDifferenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessDifference'] = ResolversParentTypes['AccessDifference']> = {
  operators?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  permissionsGained?: Resolver<Maybe<Array<ResolversTypes['Permission']>>, ParentType, ContextType>;
  permissionsLost?: Resolver<Maybe<Array<ResolversTypes['Permission']>>, ParentType, ContextType>;
  usersGained?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  usersLost?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  devicesGained?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  devicesLost?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CreateRolePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateRolePayload'] = ResolversParentTypes['CreateRolePayload']> = {
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  difference?: Resolver<Maybe<Array<ResolversTypes['AccessDifference']>>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['CreateRoleError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CreateRoleErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateRoleError'] = ResolversParentTypes['CreateRoleError']> = {
  code?: Resolver<ResolversTypes['CreateRoleErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DuplicateRolePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DuplicateRolePayload'] = ResolversParentTypes['DuplicateRolePayload']> = {
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  difference?: Resolver<Maybe<Array<ResolversTypes['AccessDifference']>>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['DuplicateRoleError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DuplicateRoleErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DuplicateRoleError'] = ResolversParentTypes['DuplicateRoleError']> = {
  code?: Resolver<ResolversTypes['DuplicateRoleErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateRolePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateRolePayload'] = ResolversParentTypes['UpdateRolePayload']> = {
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  difference?: Resolver<Maybe<Array<ResolversTypes['AccessDifference']>>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UpdateRoleError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UpdateRoleErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateRoleError'] = ResolversParentTypes['UpdateRoleError']> = {
  code?: Resolver<ResolversTypes['UpdateRoleErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeleteRolePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteRolePayload'] = ResolversParentTypes['DeleteRolePayload']> = {
  deletedRoleId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  difference?: Resolver<Maybe<Array<ResolversTypes['AccessDifference']>>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['DeleteRoleError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DeleteRoleErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteRoleError'] = ResolversParentTypes['DeleteRoleError']> = {
  code?: Resolver<ResolversTypes['DeleteRoleErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateRoleAssignmentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateRoleAssignmentPayload'] = ResolversParentTypes['CreateRoleAssignmentPayload']> = {
  roleAssignment?: Resolver<Maybe<ResolversTypes['RoleAssignment']>, ParentType, ContextType>;
  difference?: Resolver<Maybe<Array<ResolversTypes['AccessDifference']>>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['CreateRoleAssignmentError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CreateRoleAssignmentErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateRoleAssignmentError'] = ResolversParentTypes['CreateRoleAssignmentError']> = {
  code?: Resolver<ResolversTypes['CreateRoleAssignmentErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateRoleAssignmentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateRoleAssignmentPayload'] = ResolversParentTypes['UpdateRoleAssignmentPayload']> = {
  roleAssignment?: Resolver<Maybe<ResolversTypes['RoleAssignment']>, ParentType, ContextType>;
  difference?: Resolver<Maybe<Array<ResolversTypes['AccessDifference']>>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UpdateRoleAssignmentError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UpdateRoleAssignmentErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateRoleAssignmentError'] = ResolversParentTypes['UpdateRoleAssignmentError']> = {
  code?: Resolver<ResolversTypes['UpdateRoleAssignmentErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeleteRoleAssignmentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteRoleAssignmentPayload'] = ResolversParentTypes['DeleteRoleAssignmentPayload']> = {
  deletedRoleAssignmentId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  difference?: Resolver<Maybe<Array<ResolversTypes['AccessDifference']>>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['DeleteRoleAssignmentError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DeleteRoleAssignmentErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteRoleAssignmentError'] = ResolversParentTypes['DeleteRoleAssignmentError']> = {
  code?: Resolver<ResolversTypes['DeleteRoleAssignmentErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Role'] = ResolversParentTypes['Role']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  permissions?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  otherActions?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  assignments?: Resolver<ResolversTypes['RoleAssignmentConnection'], ParentType, ContextType, RequireFields<RoleAssignmentsArgs, 'first'>>;
  syncedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoleAssignmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoleAssignment'] = ResolversParentTypes['RoleAssignment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  allUsers?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  allDevices?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  members?: Resolver<Maybe<Array<ResolversTypes['Group']>>, ParentType, ContextType>;
  scopeGroups?: Resolver<Maybe<Array<ResolversTypes['Group']>>, ParentType, ContextType>;
  operators?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<RoleAssignmentOperatorsArgs, 'first'>>;
  effective?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ineffectiveReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  syncedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoleConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoleConnection'] = ResolversParentTypes['RoleConnection']> = {
  edges?: Resolver<Array<ResolversTypes['RoleEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Role']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RoleEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoleEdge'] = ResolversParentTypes['RoleEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
};

export type RoleAssignmentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoleAssignmentConnection'] = ResolversParentTypes['RoleAssignmentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['RoleAssignmentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['RoleAssignment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RoleAssignmentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoleAssignmentEdge'] = ResolversParentTypes['RoleAssignmentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['RoleAssignment'], ParentType, ContextType>;
};

export type SyncStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SyncStatus'] = ResolversParentTypes['SyncStatus']> = {
  kind?: Resolver<ResolversTypes['SyncKind'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['SyncState'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastCompletedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  counts?: Resolver<ResolversTypes['SyncCounts'], ParentType, ContextType>;
};

export type SyncCountsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SyncCounts'] = ResolversParentTypes['SyncCounts']> = {
  read?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  added?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  removed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  setAside?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QuarantinedRecordResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuarantinedRecord'] = ResolversParentTypes['QuarantinedRecord']> = {
  kind?: Resolver<ResolversTypes['SyncKind'], ParentType, ContextType>;
  resource?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  objectId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QuarantinedRecordConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuarantinedRecordConnection'] = ResolversParentTypes['QuarantinedRecordConnection']> = {
  edges?: Resolver<Array<ResolversTypes['QuarantinedRecordEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['QuarantinedRecord']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type QuarantinedRecordEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuarantinedRecordEdge'] = ResolversParentTypes['QuarantinedRecordEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['QuarantinedRecord'], ParentType, ContextType>;
};

export type TenantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Tenant'] = ResolversParentTypes['Tenant']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  accountStatus?: Resolver<ResolversTypes['AccountStatus'], ParentType, ContextType>;
  subscriptionState?: Resolver<ResolversTypes['SubscriptionState'], ParentType, ContextType>;
  mdmAuthority?: Resolver<ResolversTypes['MdmAuthority'], ParentType, ContextType>;
  connectors?: Resolver<Array<ResolversTypes['Connector']>, ParentType, ContextType>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sync?: Resolver<Maybe<Array<ResolversTypes['SyncStatus']>>, ParentType, ContextType>;
  quarantine?: Resolver<Maybe<ResolversTypes['QuarantinedRecordConnection']>, ParentType, ContextType, RequireFields<TenantQuarantineArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConnectorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Connector'] = ResolversParentTypes['Connector']> = {
  kind?: Resolver<ResolversTypes['ConnectorKind'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  health?: Resolver<ResolversTypes['ConnectorHealth'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastSyncAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type MissingPermissionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MissingPermission'] = ResolversParentTypes['MissingPermission']> = {
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['RefusalReason'], ParentType, ContextType>;
};

export type UserStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserStatus'] = ResolversParentTypes['UserStatus']> = {
  intuneLicensed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  deviceCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  noncompliantDeviceCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  failedAppCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  notCheckedInAppCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type LicenseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['License'] = ResolversParentTypes['License']> = {
  skuPartNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  servicePlan?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['LicenseState'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['LicenseError']>, ParentType, ContextType>;
};

export type EnrollmentFailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EnrollmentFailure'] = ResolversParentTypes['EnrollmentFailure']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  operatingSystem?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  osVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  category?: Resolver<ResolversTypes['EnrollmentFailureCategory'], ParentType, ContextType>;
  error?: Resolver<ResolversTypes['Failure'], ParentType, ContextType>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  edges?: Resolver<Array<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['User']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type EnrollmentFailureConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EnrollmentFailureConnection'] = ResolversParentTypes['EnrollmentFailureConnection']> = {
  edges?: Resolver<Array<ResolversTypes['EnrollmentFailureEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['EnrollmentFailure']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type EnrollmentFailureEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EnrollmentFailureEdge'] = ResolversParentTypes['EnrollmentFailureEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['EnrollmentFailure'], ParentType, ContextType>;
};

export type ScopeGroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScopeGroup'] = ResolversParentTypes['ScopeGroup']> = {
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Query?: QueryResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  ViewerPermission?: ViewerPermissionResolvers<ContextType>;
  ViewerAssignment?: ViewerAssignmentResolvers<ContextType>;
  MissingRead?: MissingReadResolvers<ContextType>;
  PermissionHolders?: PermissionHoldersResolvers<ContextType>;
  OperatorAccess?: OperatorAccessResolvers<ContextType>;
  OperatorGrant?: OperatorGrantResolvers<ContextType>;
  AccessExplanation?: AccessExplanationResolvers<ContextType>;
  AccessReason?: AccessReasonResolvers<ContextType>;
  AppProtectionState?: AppProtectionStateResolvers<ContextType>;
  AppProtectionPolicy?: AppProtectionPolicyResolvers<ContextType>;
  AppProtectionStateConnection?: AppProtectionStateConnectionResolvers<ContextType>;
  AppProtectionStateEdge?: AppProtectionStateEdgeResolvers<ContextType>;
  AppProtectionPolicyConnection?: AppProtectionPolicyConnectionResolvers<ContextType>;
  AppProtectionPolicyEdge?: AppProtectionPolicyEdgeResolvers<ContextType>;
  App?: AppResolvers<ContextType>;
  AppInstallState?: AppInstallStateResolvers<ContextType>;
  AppConnection?: AppConnectionResolvers<ContextType>;
  AppEdge?: AppEdgeResolvers<ContextType>;
  AppInstallStateConnection?: AppInstallStateConnectionResolvers<ContextType>;
  AppInstallStateEdge?: AppInstallStateEdgeResolvers<ContextType>;
  AuditEvent?: AuditEventResolvers<ContextType>;
  AuditEventConnection?: AuditEventConnectionResolvers<ContextType>;
  AuditEventEdge?: AuditEventEdgeResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PermissionInfo?: PermissionInfoResolvers<ContextType>;
  Device?: DeviceResolvers<ContextType>;
  DeviceAction?: DeviceActionResolvers<ContextType>;
  CompliancePolicyState?: CompliancePolicyStateResolvers<ContextType>;
  ConfigurationState?: ConfigurationStateResolvers<ContextType>;
  SettingState?: SettingStateResolvers<ContextType>;
  DeviceConnection?: DeviceConnectionResolvers<ContextType>;
  DeviceEdge?: DeviceEdgeResolvers<ContextType>;
  Failure?: FailureResolvers<ContextType>;
  Group?: GroupResolvers<ContextType>;
  GroupMembership?: GroupMembershipResolvers<ContextType>;
  GroupConnection?: GroupConnectionResolvers<ContextType>;
  GroupEdge?: GroupEdgeResolvers<ContextType>;
  GroupMembershipConnection?: GroupMembershipConnectionResolvers<ContextType>;
  GroupMembershipEdge?: GroupMembershipEdgeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  AccessDifference?: AccessDifferenceResolvers<ContextType>;
  CreateRolePayload?: CreateRolePayloadResolvers<ContextType>;
  CreateRoleError?: CreateRoleErrorResolvers<ContextType>;
  DuplicateRolePayload?: DuplicateRolePayloadResolvers<ContextType>;
  DuplicateRoleError?: DuplicateRoleErrorResolvers<ContextType>;
  UpdateRolePayload?: UpdateRolePayloadResolvers<ContextType>;
  UpdateRoleError?: UpdateRoleErrorResolvers<ContextType>;
  DeleteRolePayload?: DeleteRolePayloadResolvers<ContextType>;
  DeleteRoleError?: DeleteRoleErrorResolvers<ContextType>;
  CreateRoleAssignmentPayload?: CreateRoleAssignmentPayloadResolvers<ContextType>;
  CreateRoleAssignmentError?: CreateRoleAssignmentErrorResolvers<ContextType>;
  UpdateRoleAssignmentPayload?: UpdateRoleAssignmentPayloadResolvers<ContextType>;
  UpdateRoleAssignmentError?: UpdateRoleAssignmentErrorResolvers<ContextType>;
  DeleteRoleAssignmentPayload?: DeleteRoleAssignmentPayloadResolvers<ContextType>;
  DeleteRoleAssignmentError?: DeleteRoleAssignmentErrorResolvers<ContextType>;
  Role?: RoleResolvers<ContextType>;
  RoleAssignment?: RoleAssignmentResolvers<ContextType>;
  RoleConnection?: RoleConnectionResolvers<ContextType>;
  RoleEdge?: RoleEdgeResolvers<ContextType>;
  RoleAssignmentConnection?: RoleAssignmentConnectionResolvers<ContextType>;
  RoleAssignmentEdge?: RoleAssignmentEdgeResolvers<ContextType>;
  SyncStatus?: SyncStatusResolvers<ContextType>;
  SyncCounts?: SyncCountsResolvers<ContextType>;
  QuarantinedRecord?: QuarantinedRecordResolvers<ContextType>;
  QuarantinedRecordConnection?: QuarantinedRecordConnectionResolvers<ContextType>;
  QuarantinedRecordEdge?: QuarantinedRecordEdgeResolvers<ContextType>;
  Tenant?: TenantResolvers<ContextType>;
  Connector?: ConnectorResolvers<ContextType>;
  MissingPermission?: MissingPermissionResolvers<ContextType>;
  UserStatus?: UserStatusResolvers<ContextType>;
  License?: LicenseResolvers<ContextType>;
  EnrollmentFailure?: EnrollmentFailureResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  EnrollmentFailureConnection?: EnrollmentFailureConnectionResolvers<ContextType>;
  EnrollmentFailureEdge?: EnrollmentFailureEdgeResolvers<ContextType>;
  ScopeGroup?: ScopeGroupResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  needs?: NeedsDirectiveResolver<any, any, ContextType>;
  open?: OpenDirectiveResolver<any, any, ContextType>;
  listSize?: ListSizeDirectiveResolver<any, any, ContextType>;
  intune?: IntuneDirectiveResolver<any, any, ContextType>;
};
