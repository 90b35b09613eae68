import type * as Types from './graphql';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AppRow, AppDependencyRow, AppSupersedenceRow, AppInstallStateRow } from '../app/store';
import type { AppConnection as AppConnectionSource, AppInstallStateConnection as AppInstallStateConnectionSource, AppProtectionPolicyConnection as AppProtectionPolicyConnectionSource, AppProtectionStateConnection as AppProtectionStateConnectionSource, AppAssignmentConnection as AppAssignmentConnectionSource, AppProtectionAssignmentConnection as AppProtectionAssignmentConnectionSource, PolicyAssignmentConnection as PolicyAssignmentConnectionSource, AssignedAppConnection as AssignedAppConnectionSource, AssignedPolicyConnection as AssignedPolicyConnectionSource, KnownIssueConnection as KnownIssueConnectionSource, ReportedFindingConnection as ReportedFindingConnectionSource, PolicyConnection as PolicyConnectionSource, AuditEventConnection as AuditEventConnectionSource, DeviceConnection as DeviceConnectionSource, EnrollmentFailureConnection as EnrollmentFailureConnectionSource, GroupConnection as GroupConnectionSource, FormerMembershipConnection as FormerMembershipConnectionSource, GroupMembershipConnection as GroupMembershipConnectionSource, QuarantinedRecordConnection as QuarantinedRecordConnectionSource, RoleAssignmentConnection as RoleAssignmentConnectionSource, RoleConnection as RoleConnectionSource, UserConnection as UserConnectionSource } from '../graph/connection-types';
import type { AppProtectionPolicyRow, AppProtectionStateRow } from '../app-protection/store';
import type { Explanation, Reason } from '../access/explanation';
import type { OperatorAccess as OperatorAccessSource, Grant, Holders } from '../access/store';
import type { MissingRead as MissingReadSource, ViewerAssignment as ViewerAssignmentSource, Viewer as ViewerSource, HeldPermission } from '../authorization/viewer';
import type { Difference } from '../administration/difference';
import type { AssignmentRow } from '../assignment/store';
import type { AssignedRow } from '../assignment/assigned';
import type { KnownIssueRow } from '../known-issue/store';
import type { ReportedFindingRow } from '../reported-finding/store';
import type { PolicyRow, PolicyStateRow, SettingStateRow } from '../policy/store';
import type { AuditEventRow } from '../audit/store';
import type { ConnectorRow, TenantRow } from '../tenant/store';
import type { DeviceRow } from '../device/store';
import type { DeviceActionRow, DeviceLogonRow } from '../device/activity';
import type { AutopilotDeviceRow, SetupEventRow } from '../device/autopilot-store';
import type { EnrollmentFailureRow, LicenseRow, UserRow } from '../user/store';
import type { EvidenceSource, FindingSource, StepSource } from '../findings/finding';
import type { FindingList } from '../findings/findings-list';
import type { ReportSource, NotCheckedSource } from '../findings/report';
import type { CheckedRule } from '../findings/needs';
import type { RemoteTaskSource } from '../findings/remote-tasks';
import type { Failure as FailureSource } from '../failure/explain-code';
import type { GroupRow, FormerMembershipRow, GroupMembershipRow } from '../group/store';
import type { QuarantineRow, SyncKindRow } from '../sync/store';
import type { RoleRow, RoleAssignmentRow } from '../role/store';
import type { Sought } from '../search/store';
import type { UserRefreshRow } from '../refresh/store';
import type { Context } from '../resolving/context';
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };


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
) => Types.Maybe<TTypes> | Promise<Types.Maybe<TTypes>>;

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
  UserError:
    | ( Types.CreateRoleError )
    | ( Types.DuplicateRoleError )
    | ( Types.UpdateRoleError )
    | ( Types.DeleteRoleError )
    | ( Types.CreateRoleAssignmentError )
    | ( Types.UpdateRoleAssignmentError )
    | ( Types.DeleteRoleAssignmentError )
    | ( Types.CreateKnownIssueError )
    | ( Types.UpdateKnownIssueError )
    | ( Types.EndKnownIssueError )
    | ( Types.RefreshUserError )
    | ( Types.ReportFindingError )
  ;
  Node:
    | ( UserRow )
    | ( AppProtectionStateRow )
    | ( AppProtectionPolicyRow )
    | ( AppRow )
    | ( AppInstallStateRow )
    | ( AuditEventRow )
    | ( DeviceRow )
    | ( GroupRow )
    | ( KnownIssueRow )
    | ( PolicyRow )
    | ( PolicyStateRow )
    | ( PolicyStateRow )
    | ( RoleRow )
    | ( RoleAssignmentRow )
    | ( TenantRow )
    | ( EnrollmentFailureRow )
    | ( ViewerSource )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ID: ResolverTypeWrapper<Types.Scalars['ID']['output']>;
  User: ResolverTypeWrapper<UserRow>;
  PermissionHolders: ResolverTypeWrapper<Holders>;
  OperatorAccess: ResolverTypeWrapper<OperatorAccessSource>;
  OperatorGrant: ResolverTypeWrapper<Grant>;
  AccessExplanation: ResolverTypeWrapper<Explanation>;
  AccessReason: ResolverTypeWrapper<Reason>;
  AccessReasonKind: Types.AccessReasonKind;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  UserError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['UserError']>;
  CreateRoleInput: Types.CreateRoleInput;
  DuplicateRoleInput: Types.DuplicateRoleInput;
  UpdateRoleInput: Types.UpdateRoleInput;
  DeleteRoleInput: Types.DeleteRoleInput;
  RoleAssignmentScopeInput: Types.RoleAssignmentScopeInput;
  CreateRoleAssignmentInput: Types.CreateRoleAssignmentInput;
  UpdateRoleAssignmentInput: Types.UpdateRoleAssignmentInput;
  DeleteRoleAssignmentInput: Types.DeleteRoleAssignmentInput;
  AccessDifference: ResolverTypeWrapper<Difference>;
  CreateRolePayload: ResolverTypeWrapper<Omit<Types.CreateRolePayload, 'role' | 'difference'> & { role?: Types.Maybe<ResolversTypes['Role']>, difference?: Types.Maybe<Array<ResolversTypes['AccessDifference']>> }>;
  CreateRoleError: ResolverTypeWrapper<Types.CreateRoleError>;
  CreateRoleErrorCode: Types.CreateRoleErrorCode;
  DuplicateRolePayload: ResolverTypeWrapper<Omit<Types.DuplicateRolePayload, 'role' | 'difference'> & { role?: Types.Maybe<ResolversTypes['Role']>, difference?: Types.Maybe<Array<ResolversTypes['AccessDifference']>> }>;
  DuplicateRoleError: ResolverTypeWrapper<Types.DuplicateRoleError>;
  DuplicateRoleErrorCode: Types.DuplicateRoleErrorCode;
  UpdateRolePayload: ResolverTypeWrapper<Omit<Types.UpdateRolePayload, 'role' | 'difference'> & { role?: Types.Maybe<ResolversTypes['Role']>, difference?: Types.Maybe<Array<ResolversTypes['AccessDifference']>> }>;
  UpdateRoleError: ResolverTypeWrapper<Types.UpdateRoleError>;
  UpdateRoleErrorCode: Types.UpdateRoleErrorCode;
  DeleteRolePayload: ResolverTypeWrapper<Omit<Types.DeleteRolePayload, 'difference'> & { difference?: Types.Maybe<Array<ResolversTypes['AccessDifference']>> }>;
  DeleteRoleError: ResolverTypeWrapper<Types.DeleteRoleError>;
  DeleteRoleErrorCode: Types.DeleteRoleErrorCode;
  CreateRoleAssignmentPayload: ResolverTypeWrapper<Omit<Types.CreateRoleAssignmentPayload, 'roleAssignment' | 'difference'> & { roleAssignment?: Types.Maybe<ResolversTypes['RoleAssignment']>, difference?: Types.Maybe<Array<ResolversTypes['AccessDifference']>> }>;
  CreateRoleAssignmentError: ResolverTypeWrapper<Types.CreateRoleAssignmentError>;
  CreateRoleAssignmentErrorCode: Types.CreateRoleAssignmentErrorCode;
  UpdateRoleAssignmentPayload: ResolverTypeWrapper<Omit<Types.UpdateRoleAssignmentPayload, 'roleAssignment' | 'difference'> & { roleAssignment?: Types.Maybe<ResolversTypes['RoleAssignment']>, difference?: Types.Maybe<Array<ResolversTypes['AccessDifference']>> }>;
  UpdateRoleAssignmentError: ResolverTypeWrapper<Types.UpdateRoleAssignmentError>;
  UpdateRoleAssignmentErrorCode: Types.UpdateRoleAssignmentErrorCode;
  DeleteRoleAssignmentPayload: ResolverTypeWrapper<Omit<Types.DeleteRoleAssignmentPayload, 'difference'> & { difference?: Types.Maybe<Array<ResolversTypes['AccessDifference']>> }>;
  DeleteRoleAssignmentError: ResolverTypeWrapper<Types.DeleteRoleAssignmentError>;
  DeleteRoleAssignmentErrorCode: Types.DeleteRoleAssignmentErrorCode;
  AppProtectionState: ResolverTypeWrapper<AppProtectionStateRow>;
  AppProtectionPolicy: ResolverTypeWrapper<AppProtectionPolicyRow>;
  AppProtectionStateKind: Types.AppProtectionStateKind;
  FlaggedReason: Types.FlaggedReason;
  AppProtectionStateConnection: ResolverTypeWrapper<AppProtectionStateConnectionSource>;
  AppProtectionStateEdge: ResolverTypeWrapper<Omit<Types.AppProtectionStateEdge, 'node'> & { node: ResolversTypes['AppProtectionState'] }>;
  AppProtectionPolicyConnection: ResolverTypeWrapper<AppProtectionPolicyConnectionSource>;
  AppProtectionPolicyEdge: ResolverTypeWrapper<Omit<Types.AppProtectionPolicyEdge, 'node'> & { node: ResolversTypes['AppProtectionPolicy'] }>;
  App: ResolverTypeWrapper<AppRow>;
  AppDependency: ResolverTypeWrapper<AppDependencyRow>;
  AppSupersedence: ResolverTypeWrapper<AppSupersedenceRow>;
  AppInstallState: ResolverTypeWrapper<AppInstallStateRow>;
  AppInstallStateFilter: Types.AppInstallStateFilter;
  AppIntent: Types.AppIntent;
  AppInstallStateKind: Types.AppInstallStateKind;
  AppDependencyKind: Types.AppDependencyKind;
  AppSupersedenceKind: Types.AppSupersedenceKind;
  AppInstallSummary: Types.AppInstallSummary;
  AppConnection: ResolverTypeWrapper<AppConnectionSource>;
  AppEdge: ResolverTypeWrapper<Omit<Types.AppEdge, 'node'> & { node: ResolversTypes['App'] }>;
  AppInstallStateConnection: ResolverTypeWrapper<AppInstallStateConnectionSource>;
  AppInstallStateEdge: ResolverTypeWrapper<Omit<Types.AppInstallStateEdge, 'node'> & { node: ResolversTypes['AppInstallState'] }>;
  AssignmentTarget: Types.AssignmentTarget;
  FilterMode: Types.FilterMode;
  AssignmentOutcome: Types.AssignmentOutcome;
  PolicyAssignment: ResolverTypeWrapper<AssignmentRow>;
  AppAssignment: ResolverTypeWrapper<AssignmentRow>;
  AppProtectionAssignment: ResolverTypeWrapper<AssignmentRow>;
  AssignedPolicy: ResolverTypeWrapper<AssignedRow>;
  AssignedApp: ResolverTypeWrapper<AssignedRow>;
  PolicyAssignmentConnection: ResolverTypeWrapper<PolicyAssignmentConnectionSource>;
  PolicyAssignmentEdge: ResolverTypeWrapper<Omit<Types.PolicyAssignmentEdge, 'node'> & { node: ResolversTypes['PolicyAssignment'] }>;
  AppAssignmentConnection: ResolverTypeWrapper<AppAssignmentConnectionSource>;
  AppAssignmentEdge: ResolverTypeWrapper<Omit<Types.AppAssignmentEdge, 'node'> & { node: ResolversTypes['AppAssignment'] }>;
  AppProtectionAssignmentConnection: ResolverTypeWrapper<AppProtectionAssignmentConnectionSource>;
  AppProtectionAssignmentEdge: ResolverTypeWrapper<Omit<Types.AppProtectionAssignmentEdge, 'node'> & { node: ResolversTypes['AppProtectionAssignment'] }>;
  AssignedPolicyConnection: ResolverTypeWrapper<AssignedPolicyConnectionSource>;
  AssignedPolicyEdge: ResolverTypeWrapper<Omit<Types.AssignedPolicyEdge, 'node'> & { node: ResolversTypes['AssignedPolicy'] }>;
  AssignedAppConnection: ResolverTypeWrapper<AssignedAppConnectionSource>;
  AssignedAppEdge: ResolverTypeWrapper<Omit<Types.AssignedAppEdge, 'node'> & { node: ResolversTypes['AssignedApp'] }>;
  AuditEvent: ResolverTypeWrapper<AuditEventRow>;
  AuditEventFilter: Types.AuditEventFilter;
  AuditAction: Types.AuditAction;
  AuditOutcome: Types.AuditOutcome;
  AuditEventConnection: ResolverTypeWrapper<AuditEventConnectionSource>;
  AuditEventEdge: ResolverTypeWrapper<Omit<Types.AuditEventEdge, 'node'> & { node: ResolversTypes['AuditEvent'] }>;
  DateTime: ResolverTypeWrapper<Types.Scalars['DateTime']['output']>;
  Permission: Types.Permission;
  RefusalReason: Types.RefusalReason;
  Platform: Types.Platform;
  OrderDirection: Types.OrderDirection;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  PageInfo: ResolverTypeWrapper<Types.PageInfo>;
  PermissionInfo: ResolverTypeWrapper<Types.PermissionInfo>;
  Device: ResolverTypeWrapper<DeviceRow>;
  DeviceLogon: ResolverTypeWrapper<DeviceLogonRow>;
  AutopilotDevice: ResolverTypeWrapper<AutopilotDeviceRow>;
  SetupEvent: ResolverTypeWrapper<SetupEventRow>;
  DeviceAction: ResolverTypeWrapper<DeviceActionRow>;
  DeviceFilter: Types.DeviceFilter;
  DeviceOrder: Types.DeviceOrder;
  DeviceOrderField: Types.DeviceOrderField;
  EnrollmentType: Types.EnrollmentType;
  AutopilotProfileState: Types.AutopilotProfileState;
  AutopilotProfileProblem: Types.AutopilotProfileProblem;
  AutopilotEnrollmentState: Types.AutopilotEnrollmentState;
  SetupState: Types.SetupState;
  SetupPhase: Types.SetupPhase;
  JailbreakState: Types.JailbreakState;
  LostMode: Types.LostMode;
  ManagementAgent: Types.ManagementAgent;
  ManagementState: Types.ManagementState;
  JoinType: Types.JoinType;
  Ownership: Types.Ownership;
  ComplianceState: Types.ComplianceState;
  EntraCompliance: Types.EntraCompliance;
  DeviceActionKind: Types.DeviceActionKind;
  DeviceActionState: Types.DeviceActionState;
  ConfigurationSummary: Types.ConfigurationSummary;
  DeviceConnection: ResolverTypeWrapper<DeviceConnectionSource>;
  DeviceEdge: ResolverTypeWrapper<Omit<Types.DeviceEdge, 'node'> & { node: ResolversTypes['Device'] }>;
  Failure: ResolverTypeWrapper<FailureSource>;
  FindingConnection: ResolverTypeWrapper<FindingList>;
  FindingEdge: ResolverTypeWrapper<Omit<Types.FindingEdge, 'node'> & { node: ResolversTypes['Finding'] }>;
  RemoteTask: ResolverTypeWrapper<RemoteTaskSource>;
  FindingReport: ResolverTypeWrapper<ReportSource>;
  Finding: ResolverTypeWrapper<FindingSource>;
  Evidence: ResolverTypeWrapper<EvidenceSource>;
  Step: ResolverTypeWrapper<StepSource>;
  IntuneAction: ResolverTypeWrapper<Types.IntuneAction>;
  NotChecked: ResolverTypeWrapper<NotCheckedSource>;
  FindingRuleInfo: ResolverTypeWrapper<CheckedRule>;
  FindingSeverity: Types.FindingSeverity;
  FindingConfidence: Types.FindingConfidence;
  FindingTopic: Types.FindingTopic;
  FindingAudience: Types.FindingAudience;
  NotCheckedReason: Types.NotCheckedReason;
  FindingRule: Types.FindingRule;
  Group: ResolverTypeWrapper<GroupRow>;
  GroupMembership: ResolverTypeWrapper<GroupMembershipRow>;
  FormerMembership: ResolverTypeWrapper<FormerMembershipRow>;
  MembershipType: Types.MembershipType;
  MembershipKind: Types.MembershipKind;
  GroupConnection: ResolverTypeWrapper<GroupConnectionSource>;
  GroupEdge: ResolverTypeWrapper<Omit<Types.GroupEdge, 'node'> & { node: ResolversTypes['Group'] }>;
  GroupMembershipConnection: ResolverTypeWrapper<GroupMembershipConnectionSource>;
  GroupMembershipEdge: ResolverTypeWrapper<Omit<Types.GroupMembershipEdge, 'node'> & { node: ResolversTypes['GroupMembership'] }>;
  FormerMembershipConnection: ResolverTypeWrapper<FormerMembershipConnectionSource>;
  FormerMembershipEdge: ResolverTypeWrapper<Omit<Types.FormerMembershipEdge, 'node'> & { node: ResolversTypes['FormerMembership'] }>;
  KnownIssue: ResolverTypeWrapper<KnownIssueRow>;
  CreateKnownIssueInput: Types.CreateKnownIssueInput;
  UpdateKnownIssueInput: Types.UpdateKnownIssueInput;
  EndKnownIssueInput: Types.EndKnownIssueInput;
  CreateKnownIssuePayload: ResolverTypeWrapper<Omit<Types.CreateKnownIssuePayload, 'knownIssue'> & { knownIssue?: Types.Maybe<ResolversTypes['KnownIssue']> }>;
  CreateKnownIssueError: ResolverTypeWrapper<Types.CreateKnownIssueError>;
  CreateKnownIssueErrorCode: Types.CreateKnownIssueErrorCode;
  UpdateKnownIssuePayload: ResolverTypeWrapper<Omit<Types.UpdateKnownIssuePayload, 'knownIssue'> & { knownIssue?: Types.Maybe<ResolversTypes['KnownIssue']> }>;
  UpdateKnownIssueError: ResolverTypeWrapper<Types.UpdateKnownIssueError>;
  UpdateKnownIssueErrorCode: Types.UpdateKnownIssueErrorCode;
  EndKnownIssuePayload: ResolverTypeWrapper<Omit<Types.EndKnownIssuePayload, 'knownIssue'> & { knownIssue?: Types.Maybe<ResolversTypes['KnownIssue']> }>;
  EndKnownIssueError: ResolverTypeWrapper<Types.EndKnownIssueError>;
  EndKnownIssueErrorCode: Types.EndKnownIssueErrorCode;
  KnownIssueConnection: ResolverTypeWrapper<KnownIssueConnectionSource>;
  KnownIssueEdge: ResolverTypeWrapper<Omit<Types.KnownIssueEdge, 'node'> & { node: ResolversTypes['KnownIssue'] }>;
  Policy: ResolverTypeWrapper<PolicyRow>;
  PolicyFilter: Types.PolicyFilter;
  PolicyKind: Types.PolicyKind;
  PolicyConnection: ResolverTypeWrapper<PolicyConnectionSource>;
  PolicyEdge: ResolverTypeWrapper<Omit<Types.PolicyEdge, 'node'> & { node: ResolversTypes['Policy'] }>;
  CompliancePolicyState: ResolverTypeWrapper<PolicyStateRow>;
  ConfigurationState: ResolverTypeWrapper<PolicyStateRow>;
  SettingState: ResolverTypeWrapper<SettingStateRow>;
  ProfileType: Types.ProfileType;
  PolicyState: Types.PolicyState;
  RefreshUserInput: Types.RefreshUserInput;
  RefreshUserPayload: ResolverTypeWrapper<Omit<Types.RefreshUserPayload, 'user'> & { user?: Types.Maybe<ResolversTypes['User']> }>;
  RefreshUserError: ResolverTypeWrapper<Types.RefreshUserError>;
  RefreshUserErrorCode: Types.RefreshUserErrorCode;
  UserRefresh: ResolverTypeWrapper<UserRefreshRow>;
  RefreshedKind: ResolverTypeWrapper<Types.RefreshedKind>;
  RefreshState: Types.RefreshState;
  RefreshFailure: Types.RefreshFailure;
  ReportedFinding: ResolverTypeWrapper<ReportedFindingRow>;
  ReportFindingInput: Types.ReportFindingInput;
  ReportFindingPayload: ResolverTypeWrapper<Types.ReportFindingPayload>;
  ReportFindingError: ResolverTypeWrapper<Types.ReportFindingError>;
  ReportFindingErrorCode: Types.ReportFindingErrorCode;
  ReportedFindingConnection: ResolverTypeWrapper<ReportedFindingConnectionSource>;
  ReportedFindingEdge: ResolverTypeWrapper<Omit<Types.ReportedFindingEdge, 'node'> & { node: ResolversTypes['ReportedFinding'] }>;
  Role: ResolverTypeWrapper<RoleRow>;
  RoleAssignment: ResolverTypeWrapper<RoleAssignmentRow>;
  RoleAssignmentFilter: Types.RoleAssignmentFilter;
  Origin: Types.Origin;
  RoleConnection: ResolverTypeWrapper<RoleConnectionSource>;
  RoleEdge: ResolverTypeWrapper<Omit<Types.RoleEdge, 'node'> & { node: ResolversTypes['Role'] }>;
  RoleAssignmentConnection: ResolverTypeWrapper<RoleAssignmentConnectionSource>;
  RoleAssignmentEdge: ResolverTypeWrapper<Omit<Types.RoleAssignmentEdge, 'node'> & { node: ResolversTypes['RoleAssignment'] }>;
  SearchResult: ResolverTypeWrapper<Sought>;
  SyncStatus: ResolverTypeWrapper<SyncKindRow>;
  SyncCounts: ResolverTypeWrapper<Types.SyncCounts>;
  SyncKind: Types.SyncKind;
  SyncState: Types.SyncState;
  QuarantinedRecord: ResolverTypeWrapper<QuarantineRow>;
  QuarantinedRecordConnection: ResolverTypeWrapper<QuarantinedRecordConnectionSource>;
  QuarantinedRecordEdge: ResolverTypeWrapper<Omit<Types.QuarantinedRecordEdge, 'node'> & { node: ResolversTypes['QuarantinedRecord'] }>;
  Tenant: ResolverTypeWrapper<TenantRow>;
  Connector: ResolverTypeWrapper<ConnectorRow>;
  AccountStatus: Types.AccountStatus;
  SubscriptionState: Types.SubscriptionState;
  MdmAuthority: Types.MdmAuthority;
  ConnectorKind: Types.ConnectorKind;
  ConnectorHealth: Types.ConnectorHealth;
  MissingPermission: ResolverTypeWrapper<Types.MissingPermission>;
  UserStatus: ResolverTypeWrapper<UserRow>;
  License: ResolverTypeWrapper<LicenseRow>;
  EnrollmentFailure: ResolverTypeWrapper<EnrollmentFailureRow>;
  UserFilter: Types.UserFilter;
  UserOrder: Types.UserOrder;
  UserOrderField: Types.UserOrderField;
  LicenseState: Types.LicenseState;
  LicenseError: Types.LicenseError;
  EnrollmentFailureCategory: Types.EnrollmentFailureCategory;
  UserConnection: ResolverTypeWrapper<UserConnectionSource>;
  UserEdge: ResolverTypeWrapper<Omit<Types.UserEdge, 'node'> & { node: ResolversTypes['User'] }>;
  EnrollmentFailureConnection: ResolverTypeWrapper<EnrollmentFailureConnectionSource>;
  EnrollmentFailureEdge: ResolverTypeWrapper<Omit<Types.EnrollmentFailureEdge, 'node'> & { node: ResolversTypes['EnrollmentFailure'] }>;
  Viewer: ResolverTypeWrapper<ViewerSource>;
  ViewerPermission: ResolverTypeWrapper<HeldPermission>;
  ViewerAssignment: ResolverTypeWrapper<ViewerAssignmentSource>;
  MissingRead: ResolverTypeWrapper<MissingReadSource>;
  ScopeGroup: ResolverTypeWrapper<Types.ScopeGroup>;
  OperatorState: Types.OperatorState;
  Boolean: ResolverTypeWrapper<Types.Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Types.Scalars['Int']['output']>;
  String: ResolverTypeWrapper<Types.Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Query: Record<PropertyKey, never>;
  ID: Types.Scalars['ID']['output'];
  User: UserRow;
  PermissionHolders: Holders;
  OperatorAccess: OperatorAccessSource;
  OperatorGrant: Grant;
  AccessExplanation: Explanation;
  AccessReason: Reason;
  Mutation: Record<PropertyKey, never>;
  UserError: ResolversInterfaceTypes<ResolversParentTypes>['UserError'];
  CreateRoleInput: Types.CreateRoleInput;
  DuplicateRoleInput: Types.DuplicateRoleInput;
  UpdateRoleInput: Types.UpdateRoleInput;
  DeleteRoleInput: Types.DeleteRoleInput;
  RoleAssignmentScopeInput: Types.RoleAssignmentScopeInput;
  CreateRoleAssignmentInput: Types.CreateRoleAssignmentInput;
  UpdateRoleAssignmentInput: Types.UpdateRoleAssignmentInput;
  DeleteRoleAssignmentInput: Types.DeleteRoleAssignmentInput;
  AccessDifference: Difference;
  CreateRolePayload: Omit<Types.CreateRolePayload, 'role' | 'difference'> & { role?: Types.Maybe<ResolversParentTypes['Role']>, difference?: Types.Maybe<Array<ResolversParentTypes['AccessDifference']>> };
  CreateRoleError: Types.CreateRoleError;
  DuplicateRolePayload: Omit<Types.DuplicateRolePayload, 'role' | 'difference'> & { role?: Types.Maybe<ResolversParentTypes['Role']>, difference?: Types.Maybe<Array<ResolversParentTypes['AccessDifference']>> };
  DuplicateRoleError: Types.DuplicateRoleError;
  UpdateRolePayload: Omit<Types.UpdateRolePayload, 'role' | 'difference'> & { role?: Types.Maybe<ResolversParentTypes['Role']>, difference?: Types.Maybe<Array<ResolversParentTypes['AccessDifference']>> };
  UpdateRoleError: Types.UpdateRoleError;
  DeleteRolePayload: Omit<Types.DeleteRolePayload, 'difference'> & { difference?: Types.Maybe<Array<ResolversParentTypes['AccessDifference']>> };
  DeleteRoleError: Types.DeleteRoleError;
  CreateRoleAssignmentPayload: Omit<Types.CreateRoleAssignmentPayload, 'roleAssignment' | 'difference'> & { roleAssignment?: Types.Maybe<ResolversParentTypes['RoleAssignment']>, difference?: Types.Maybe<Array<ResolversParentTypes['AccessDifference']>> };
  CreateRoleAssignmentError: Types.CreateRoleAssignmentError;
  UpdateRoleAssignmentPayload: Omit<Types.UpdateRoleAssignmentPayload, 'roleAssignment' | 'difference'> & { roleAssignment?: Types.Maybe<ResolversParentTypes['RoleAssignment']>, difference?: Types.Maybe<Array<ResolversParentTypes['AccessDifference']>> };
  UpdateRoleAssignmentError: Types.UpdateRoleAssignmentError;
  DeleteRoleAssignmentPayload: Omit<Types.DeleteRoleAssignmentPayload, 'difference'> & { difference?: Types.Maybe<Array<ResolversParentTypes['AccessDifference']>> };
  DeleteRoleAssignmentError: Types.DeleteRoleAssignmentError;
  AppProtectionState: AppProtectionStateRow;
  AppProtectionPolicy: AppProtectionPolicyRow;
  AppProtectionStateConnection: AppProtectionStateConnectionSource;
  AppProtectionStateEdge: Omit<Types.AppProtectionStateEdge, 'node'> & { node: ResolversParentTypes['AppProtectionState'] };
  AppProtectionPolicyConnection: AppProtectionPolicyConnectionSource;
  AppProtectionPolicyEdge: Omit<Types.AppProtectionPolicyEdge, 'node'> & { node: ResolversParentTypes['AppProtectionPolicy'] };
  App: AppRow;
  AppDependency: AppDependencyRow;
  AppSupersedence: AppSupersedenceRow;
  AppInstallState: AppInstallStateRow;
  AppInstallStateFilter: Types.AppInstallStateFilter;
  AppConnection: AppConnectionSource;
  AppEdge: Omit<Types.AppEdge, 'node'> & { node: ResolversParentTypes['App'] };
  AppInstallStateConnection: AppInstallStateConnectionSource;
  AppInstallStateEdge: Omit<Types.AppInstallStateEdge, 'node'> & { node: ResolversParentTypes['AppInstallState'] };
  PolicyAssignment: AssignmentRow;
  AppAssignment: AssignmentRow;
  AppProtectionAssignment: AssignmentRow;
  AssignedPolicy: AssignedRow;
  AssignedApp: AssignedRow;
  PolicyAssignmentConnection: PolicyAssignmentConnectionSource;
  PolicyAssignmentEdge: Omit<Types.PolicyAssignmentEdge, 'node'> & { node: ResolversParentTypes['PolicyAssignment'] };
  AppAssignmentConnection: AppAssignmentConnectionSource;
  AppAssignmentEdge: Omit<Types.AppAssignmentEdge, 'node'> & { node: ResolversParentTypes['AppAssignment'] };
  AppProtectionAssignmentConnection: AppProtectionAssignmentConnectionSource;
  AppProtectionAssignmentEdge: Omit<Types.AppProtectionAssignmentEdge, 'node'> & { node: ResolversParentTypes['AppProtectionAssignment'] };
  AssignedPolicyConnection: AssignedPolicyConnectionSource;
  AssignedPolicyEdge: Omit<Types.AssignedPolicyEdge, 'node'> & { node: ResolversParentTypes['AssignedPolicy'] };
  AssignedAppConnection: AssignedAppConnectionSource;
  AssignedAppEdge: Omit<Types.AssignedAppEdge, 'node'> & { node: ResolversParentTypes['AssignedApp'] };
  AuditEvent: AuditEventRow;
  AuditEventFilter: Types.AuditEventFilter;
  AuditEventConnection: AuditEventConnectionSource;
  AuditEventEdge: Omit<Types.AuditEventEdge, 'node'> & { node: ResolversParentTypes['AuditEvent'] };
  DateTime: Types.Scalars['DateTime']['output'];
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: Types.PageInfo;
  PermissionInfo: Types.PermissionInfo;
  Device: DeviceRow;
  DeviceLogon: DeviceLogonRow;
  AutopilotDevice: AutopilotDeviceRow;
  SetupEvent: SetupEventRow;
  DeviceAction: DeviceActionRow;
  DeviceFilter: Types.DeviceFilter;
  DeviceOrder: Types.DeviceOrder;
  DeviceConnection: DeviceConnectionSource;
  DeviceEdge: Omit<Types.DeviceEdge, 'node'> & { node: ResolversParentTypes['Device'] };
  Failure: FailureSource;
  FindingConnection: FindingList;
  FindingEdge: Omit<Types.FindingEdge, 'node'> & { node: ResolversParentTypes['Finding'] };
  RemoteTask: RemoteTaskSource;
  FindingReport: ReportSource;
  Finding: FindingSource;
  Evidence: EvidenceSource;
  Step: StepSource;
  IntuneAction: Types.IntuneAction;
  NotChecked: NotCheckedSource;
  FindingRuleInfo: CheckedRule;
  Group: GroupRow;
  GroupMembership: GroupMembershipRow;
  FormerMembership: FormerMembershipRow;
  GroupConnection: GroupConnectionSource;
  GroupEdge: Omit<Types.GroupEdge, 'node'> & { node: ResolversParentTypes['Group'] };
  GroupMembershipConnection: GroupMembershipConnectionSource;
  GroupMembershipEdge: Omit<Types.GroupMembershipEdge, 'node'> & { node: ResolversParentTypes['GroupMembership'] };
  FormerMembershipConnection: FormerMembershipConnectionSource;
  FormerMembershipEdge: Omit<Types.FormerMembershipEdge, 'node'> & { node: ResolversParentTypes['FormerMembership'] };
  KnownIssue: KnownIssueRow;
  CreateKnownIssueInput: Types.CreateKnownIssueInput;
  UpdateKnownIssueInput: Types.UpdateKnownIssueInput;
  EndKnownIssueInput: Types.EndKnownIssueInput;
  CreateKnownIssuePayload: Omit<Types.CreateKnownIssuePayload, 'knownIssue'> & { knownIssue?: Types.Maybe<ResolversParentTypes['KnownIssue']> };
  CreateKnownIssueError: Types.CreateKnownIssueError;
  UpdateKnownIssuePayload: Omit<Types.UpdateKnownIssuePayload, 'knownIssue'> & { knownIssue?: Types.Maybe<ResolversParentTypes['KnownIssue']> };
  UpdateKnownIssueError: Types.UpdateKnownIssueError;
  EndKnownIssuePayload: Omit<Types.EndKnownIssuePayload, 'knownIssue'> & { knownIssue?: Types.Maybe<ResolversParentTypes['KnownIssue']> };
  EndKnownIssueError: Types.EndKnownIssueError;
  KnownIssueConnection: KnownIssueConnectionSource;
  KnownIssueEdge: Omit<Types.KnownIssueEdge, 'node'> & { node: ResolversParentTypes['KnownIssue'] };
  Policy: PolicyRow;
  PolicyFilter: Types.PolicyFilter;
  PolicyConnection: PolicyConnectionSource;
  PolicyEdge: Omit<Types.PolicyEdge, 'node'> & { node: ResolversParentTypes['Policy'] };
  CompliancePolicyState: PolicyStateRow;
  ConfigurationState: PolicyStateRow;
  SettingState: SettingStateRow;
  RefreshUserInput: Types.RefreshUserInput;
  RefreshUserPayload: Omit<Types.RefreshUserPayload, 'user'> & { user?: Types.Maybe<ResolversParentTypes['User']> };
  RefreshUserError: Types.RefreshUserError;
  UserRefresh: UserRefreshRow;
  RefreshedKind: Types.RefreshedKind;
  ReportedFinding: ReportedFindingRow;
  ReportFindingInput: Types.ReportFindingInput;
  ReportFindingPayload: Types.ReportFindingPayload;
  ReportFindingError: Types.ReportFindingError;
  ReportedFindingConnection: ReportedFindingConnectionSource;
  ReportedFindingEdge: Omit<Types.ReportedFindingEdge, 'node'> & { node: ResolversParentTypes['ReportedFinding'] };
  Role: RoleRow;
  RoleAssignment: RoleAssignmentRow;
  RoleAssignmentFilter: Types.RoleAssignmentFilter;
  RoleConnection: RoleConnectionSource;
  RoleEdge: Omit<Types.RoleEdge, 'node'> & { node: ResolversParentTypes['Role'] };
  RoleAssignmentConnection: RoleAssignmentConnectionSource;
  RoleAssignmentEdge: Omit<Types.RoleAssignmentEdge, 'node'> & { node: ResolversParentTypes['RoleAssignment'] };
  SearchResult: Sought;
  SyncStatus: SyncKindRow;
  SyncCounts: Types.SyncCounts;
  QuarantinedRecord: QuarantineRow;
  QuarantinedRecordConnection: QuarantinedRecordConnectionSource;
  QuarantinedRecordEdge: Omit<Types.QuarantinedRecordEdge, 'node'> & { node: ResolversParentTypes['QuarantinedRecord'] };
  Tenant: TenantRow;
  Connector: ConnectorRow;
  MissingPermission: Types.MissingPermission;
  UserStatus: UserRow;
  License: LicenseRow;
  EnrollmentFailure: EnrollmentFailureRow;
  UserFilter: Types.UserFilter;
  UserOrder: Types.UserOrder;
  UserConnection: UserConnectionSource;
  UserEdge: Omit<Types.UserEdge, 'node'> & { node: ResolversParentTypes['User'] };
  EnrollmentFailureConnection: EnrollmentFailureConnectionSource;
  EnrollmentFailureEdge: Omit<Types.EnrollmentFailureEdge, 'node'> & { node: ResolversParentTypes['EnrollmentFailure'] };
  Viewer: ViewerSource;
  ViewerPermission: HeldPermission;
  ViewerAssignment: ViewerAssignmentSource;
  MissingRead: MissingReadSource;
  ScopeGroup: Types.ScopeGroup;
  Boolean: Types.Scalars['Boolean']['output'];
  Int: Types.Scalars['Int']['output'];
  String: Types.Scalars['String']['output'];
};

export type NeedsDirectiveArgs = {
  permission: Types.Permission;
};

export type NeedsDirectiveResolver<Result, Parent, ContextType = Context, Args = NeedsDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type OpenDirectiveArgs = {
  inactive: Types.Scalars['Boolean']['input'];
};

export type OpenDirectiveResolver<Result, Parent, ContextType = Context, Args = OpenDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ListSizeDirectiveArgs = {
  assumedSize: Types.Scalars['Int']['input'];
};

export type ListSizeDirectiveResolver<Result, Parent, ContextType = Context, Args = ListSizeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ReadsDirectiveArgs = {
  rows: Types.Scalars['Int']['input'];
  once: Types.Scalars['Int']['input'];
  aside: Types.Scalars['Int']['input'];
};

export type ReadsDirectiveResolver<Result, Parent, ContextType = Context, Args = ReadsDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type IntuneDirectiveArgs = {
  name: Types.Scalars['String']['input'];
  action: Types.Scalars['String']['input'];
  troubleshooting: Types.Scalars['Boolean']['input'];
};

export type IntuneDirectiveResolver<Result, Parent, ContextType = Context, Args = IntuneDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type PrimaryDirectiveArgs = { };

export type PrimaryDirectiveResolver<Result, Parent, ContextType = Context, Args = PrimaryDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  permission?: Resolver<Types.Maybe<ResolversTypes['PermissionHolders']>, ParentType, ContextType, RequireFields<Types.QueryPermissionArgs, 'permission'>>;
  explainAccess?: Resolver<Types.Maybe<ResolversTypes['AccessExplanation']>, ParentType, ContextType, RequireFields<Types.QueryExplainAccessArgs, 'operatorId' | 'coordinate'>>;
  appProtectionPolicies?: Resolver<Types.Maybe<ResolversTypes['AppProtectionPolicyConnection']>, ParentType, ContextType, RequireFields<Types.QueryAppProtectionPoliciesArgs, 'first'>>;
  app?: Resolver<Types.Maybe<ResolversTypes['App']>, ParentType, ContextType, RequireFields<Types.QueryAppArgs, 'id'>>;
  apps?: Resolver<Types.Maybe<ResolversTypes['AppConnection']>, ParentType, ContextType, RequireFields<Types.QueryAppsArgs, 'first'>>;
  auditEvents?: Resolver<Types.Maybe<ResolversTypes['AuditEventConnection']>, ParentType, ContextType, RequireFields<Types.QueryAuditEventsArgs, 'first'>>;
  node?: Resolver<Types.Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<Types.QueryNodeArgs, 'id'>>;
  nodes?: Resolver<Array<Types.Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<Types.QueryNodesArgs, 'ids'>>;
  permissions?: Resolver<Types.Maybe<Array<ResolversTypes['PermissionInfo']>>, ParentType, ContextType>;
  device?: Resolver<Types.Maybe<ResolversTypes['Device']>, ParentType, ContextType, RequireFields<Types.QueryDeviceArgs, 'id'>>;
  devices?: Resolver<Types.Maybe<ResolversTypes['DeviceConnection']>, ParentType, ContextType, RequireFields<Types.QueryDevicesArgs, 'orderBy' | 'first'>>;
  findingRules?: Resolver<Types.Maybe<Array<ResolversTypes['FindingRuleInfo']>>, ParentType, ContextType>;
  findings?: Resolver<Types.Maybe<ResolversTypes['FindingConnection']>, ParentType, ContextType, RequireFields<Types.QueryFindingsArgs, 'first'>>;
  group?: Resolver<Types.Maybe<ResolversTypes['Group']>, ParentType, ContextType, RequireFields<Types.QueryGroupArgs, 'id'>>;
  groups?: Resolver<Types.Maybe<ResolversTypes['GroupConnection']>, ParentType, ContextType, RequireFields<Types.QueryGroupsArgs, 'first'>>;
  knownIssues?: Resolver<Types.Maybe<ResolversTypes['KnownIssueConnection']>, ParentType, ContextType, RequireFields<Types.QueryKnownIssuesArgs, 'first'>>;
  policy?: Resolver<Types.Maybe<ResolversTypes['Policy']>, ParentType, ContextType, RequireFields<Types.QueryPolicyArgs, 'id'>>;
  policies?: Resolver<Types.Maybe<ResolversTypes['PolicyConnection']>, ParentType, ContextType, RequireFields<Types.QueryPoliciesArgs, 'first'>>;
  reportedFindings?: Resolver<Types.Maybe<ResolversTypes['ReportedFindingConnection']>, ParentType, ContextType, RequireFields<Types.QueryReportedFindingsArgs, 'first'>>;
  role?: Resolver<Types.Maybe<ResolversTypes['Role']>, ParentType, ContextType, RequireFields<Types.QueryRoleArgs, 'id'>>;
  roles?: Resolver<Types.Maybe<ResolversTypes['RoleConnection']>, ParentType, ContextType, RequireFields<Types.QueryRolesArgs, 'first'>>;
  roleAssignment?: Resolver<Types.Maybe<ResolversTypes['RoleAssignment']>, ParentType, ContextType, RequireFields<Types.QueryRoleAssignmentArgs, 'id'>>;
  roleAssignments?: Resolver<Types.Maybe<ResolversTypes['RoleAssignmentConnection']>, ParentType, ContextType, RequireFields<Types.QueryRoleAssignmentsArgs, 'first'>>;
  search?: Resolver<Types.Maybe<ResolversTypes['SearchResult']>, ParentType, ContextType, RequireFields<Types.QuerySearchArgs, 'text'>>;
  tenant?: Resolver<Types.Maybe<ResolversTypes['Tenant']>, ParentType, ContextType>;
  user?: Resolver<Types.Maybe<ResolversTypes['User']>, ParentType, ContextType, Partial<Types.QueryUserArgs>>;
  users?: Resolver<Types.Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<Types.QueryUsersArgs, 'orderBy' | 'first'>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  access?: Resolver<Types.Maybe<ResolversTypes['OperatorAccess']>, ParentType, ContextType>;
  findings?: Resolver<ResolversTypes['FindingReport'], ParentType, ContextType, Partial<Types.UserFindingsArgs>>;
  refresh?: Resolver<Types.Maybe<ResolversTypes['UserRefresh']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userPrincipalName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mail?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  accountEnabled?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  accountEnabledSince?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  jobTitle?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  department?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  usageLocation?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['UserStatus'], ParentType, ContextType>;
  licenses?: Resolver<Array<ResolversTypes['License']>, ParentType, ContextType>;
  groupMemberships?: Resolver<ResolversTypes['GroupMembershipConnection'], ParentType, ContextType, RequireFields<Types.UserGroupMembershipsArgs, 'first'>>;
  formerGroups?: Resolver<ResolversTypes['FormerMembershipConnection'], ParentType, ContextType, RequireFields<Types.UserFormerGroupsArgs, 'first'>>;
  devices?: Resolver<Types.Maybe<ResolversTypes['DeviceConnection']>, ParentType, ContextType, RequireFields<Types.UserDevicesArgs, 'first'>>;
  appProtectionStates?: Resolver<Types.Maybe<ResolversTypes['AppProtectionStateConnection']>, ParentType, ContextType, RequireFields<Types.UserAppProtectionStatesArgs, 'first'>>;
  appProtectionPolicies?: Resolver<Types.Maybe<ResolversTypes['AppProtectionPolicyConnection']>, ParentType, ContextType, RequireFields<Types.UserAppProtectionPoliciesArgs, 'first'>>;
  enrollmentFailures?: Resolver<Types.Maybe<ResolversTypes['EnrollmentFailureConnection']>, ParentType, ContextType, RequireFields<Types.UserEnrollmentFailuresArgs, 'first'>>;
  assignedPolicies?: Resolver<Types.Maybe<ResolversTypes['AssignedPolicyConnection']>, ParentType, ContextType, RequireFields<Types.UserAssignedPoliciesArgs, 'first'>>;
  assignedApps?: Resolver<Types.Maybe<ResolversTypes['AssignedAppConnection']>, ParentType, ContextType, RequireFields<Types.UserAssignedAppsArgs, 'first'>>;
  deviceLimit?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  viewerMissingPermissions?: Resolver<Array<ResolversTypes['MissingPermission']>, ParentType, ContextType>;
  adminCentreUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  signInLogUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PermissionHoldersResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PermissionHolders'] = ResolversParentTypes['PermissionHolders']> = {
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  roles?: Resolver<ResolversTypes['RoleConnection'], ParentType, ContextType, RequireFields<Types.PermissionHoldersRolesArgs, 'first'>>;
  assignments?: Resolver<ResolversTypes['RoleAssignmentConnection'], ParentType, ContextType, RequireFields<Types.PermissionHoldersAssignmentsArgs, 'first'>>;
  operators?: Resolver<Types.Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<Types.PermissionHoldersOperatorsArgs, 'first'>>;
};

export type OperatorAccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OperatorAccess'] = ResolversParentTypes['OperatorAccess']> = {
  state?: Resolver<ResolversTypes['OperatorState'], ParentType, ContextType>;
  grants?: Resolver<Array<ResolversTypes['OperatorGrant']>, ParentType, ContextType>;
};

export type OperatorGrantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OperatorGrant'] = ResolversParentTypes['OperatorGrant']> = {
  assignment?: Resolver<ResolversTypes['RoleAssignment'], ParentType, ContextType>;
  permissions?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  chain?: Resolver<Types.Maybe<Array<ResolversTypes['Group']>>, ParentType, ContextType>;
};

export type AccessExplanationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessExplanation'] = ResolversParentTypes['AccessExplanation']> = {
  allowed?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  reasons?: Resolver<Array<ResolversTypes['AccessReason']>, ParentType, ContextType>;
};

export type AccessReasonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessReason'] = ResolversParentTypes['AccessReason']> = {
  kind?: Resolver<ResolversTypes['AccessReasonKind'], ParentType, ContextType>;
  permission?: Resolver<Types.Maybe<ResolversTypes['Permission']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  roles?: Resolver<Array<ResolversTypes['Role']>, ParentType, ContextType>;
  grants?: Resolver<Array<ResolversTypes['OperatorGrant']>, ParentType, ContextType>;
  assignmentsOverSubject?: Resolver<Array<ResolversTypes['RoleAssignment']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createRole?: Resolver<Types.Maybe<ResolversTypes['CreateRolePayload']>, ParentType, ContextType, RequireFields<Types.MutationCreateRoleArgs, 'input'>>;
  duplicateRole?: Resolver<Types.Maybe<ResolversTypes['DuplicateRolePayload']>, ParentType, ContextType, RequireFields<Types.MutationDuplicateRoleArgs, 'input'>>;
  updateRole?: Resolver<Types.Maybe<ResolversTypes['UpdateRolePayload']>, ParentType, ContextType, RequireFields<Types.MutationUpdateRoleArgs, 'input'>>;
  deleteRole?: Resolver<Types.Maybe<ResolversTypes['DeleteRolePayload']>, ParentType, ContextType, RequireFields<Types.MutationDeleteRoleArgs, 'input'>>;
  createRoleAssignment?: Resolver<Types.Maybe<ResolversTypes['CreateRoleAssignmentPayload']>, ParentType, ContextType, RequireFields<Types.MutationCreateRoleAssignmentArgs, 'input'>>;
  updateRoleAssignment?: Resolver<Types.Maybe<ResolversTypes['UpdateRoleAssignmentPayload']>, ParentType, ContextType, RequireFields<Types.MutationUpdateRoleAssignmentArgs, 'input'>>;
  deleteRoleAssignment?: Resolver<Types.Maybe<ResolversTypes['DeleteRoleAssignmentPayload']>, ParentType, ContextType, RequireFields<Types.MutationDeleteRoleAssignmentArgs, 'input'>>;
  createKnownIssue?: Resolver<Types.Maybe<ResolversTypes['CreateKnownIssuePayload']>, ParentType, ContextType, RequireFields<Types.MutationCreateKnownIssueArgs, 'input'>>;
  updateKnownIssue?: Resolver<Types.Maybe<ResolversTypes['UpdateKnownIssuePayload']>, ParentType, ContextType, RequireFields<Types.MutationUpdateKnownIssueArgs, 'input'>>;
  endKnownIssue?: Resolver<Types.Maybe<ResolversTypes['EndKnownIssuePayload']>, ParentType, ContextType, RequireFields<Types.MutationEndKnownIssueArgs, 'input'>>;
  refreshUser?: Resolver<Types.Maybe<ResolversTypes['RefreshUserPayload']>, ParentType, ContextType, RequireFields<Types.MutationRefreshUserArgs, 'input'>>;
  reportFinding?: Resolver<Types.Maybe<ResolversTypes['ReportFindingPayload']>, ParentType, ContextType, RequireFields<Types.MutationReportFindingArgs, 'input'>>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  __resolveType: TypeResolveFn<'CreateRoleError' | 'DuplicateRoleError' | 'UpdateRoleError' | 'DeleteRoleError' | 'CreateRoleAssignmentError' | 'UpdateRoleAssignmentError' | 'DeleteRoleAssignmentError' | 'CreateKnownIssueError' | 'UpdateKnownIssueError' | 'EndKnownIssueError' | 'RefreshUserError' | 'ReportFindingError', ParentType, ContextType>;
};

export type AccessDifferenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccessDifference'] = ResolversParentTypes['AccessDifference']> = {
  operators?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  permissionsGained?: Resolver<Types.Maybe<Array<ResolversTypes['Permission']>>, ParentType, ContextType>;
  permissionsLost?: Resolver<Types.Maybe<Array<ResolversTypes['Permission']>>, ParentType, ContextType>;
  permissionsWidened?: Resolver<Types.Maybe<Array<ResolversTypes['Permission']>>, ParentType, ContextType>;
  permissionsNarrowed?: Resolver<Types.Maybe<Array<ResolversTypes['Permission']>>, ParentType, ContextType>;
  usersGained?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  usersLost?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  devicesGained?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  devicesLost?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  isLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type CreateRolePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateRolePayload'] = ResolversParentTypes['CreateRolePayload']> = {
  role?: Resolver<Types.Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  difference?: Resolver<Types.Maybe<Array<ResolversTypes['AccessDifference']>>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['CreateRoleError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CreateRoleErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateRoleError'] = ResolversParentTypes['CreateRoleError']> = {
  code?: Resolver<ResolversTypes['CreateRoleErrorCode'], ParentType, ContextType>;
  field?: Resolver<Types.Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  retryAfter?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DuplicateRolePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DuplicateRolePayload'] = ResolversParentTypes['DuplicateRolePayload']> = {
  role?: Resolver<Types.Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  difference?: Resolver<Types.Maybe<Array<ResolversTypes['AccessDifference']>>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['DuplicateRoleError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DuplicateRoleErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DuplicateRoleError'] = ResolversParentTypes['DuplicateRoleError']> = {
  code?: Resolver<ResolversTypes['DuplicateRoleErrorCode'], ParentType, ContextType>;
  field?: Resolver<Types.Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  retryAfter?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateRolePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateRolePayload'] = ResolversParentTypes['UpdateRolePayload']> = {
  role?: Resolver<Types.Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  difference?: Resolver<Types.Maybe<Array<ResolversTypes['AccessDifference']>>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UpdateRoleError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UpdateRoleErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateRoleError'] = ResolversParentTypes['UpdateRoleError']> = {
  code?: Resolver<ResolversTypes['UpdateRoleErrorCode'], ParentType, ContextType>;
  field?: Resolver<Types.Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  retryAfter?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeleteRolePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteRolePayload'] = ResolversParentTypes['DeleteRolePayload']> = {
  deletedRoleId?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  difference?: Resolver<Types.Maybe<Array<ResolversTypes['AccessDifference']>>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['DeleteRoleError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DeleteRoleErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteRoleError'] = ResolversParentTypes['DeleteRoleError']> = {
  code?: Resolver<ResolversTypes['DeleteRoleErrorCode'], ParentType, ContextType>;
  field?: Resolver<Types.Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  retryAfter?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateRoleAssignmentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateRoleAssignmentPayload'] = ResolversParentTypes['CreateRoleAssignmentPayload']> = {
  roleAssignment?: Resolver<Types.Maybe<ResolversTypes['RoleAssignment']>, ParentType, ContextType>;
  difference?: Resolver<Types.Maybe<Array<ResolversTypes['AccessDifference']>>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['CreateRoleAssignmentError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CreateRoleAssignmentErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateRoleAssignmentError'] = ResolversParentTypes['CreateRoleAssignmentError']> = {
  code?: Resolver<ResolversTypes['CreateRoleAssignmentErrorCode'], ParentType, ContextType>;
  field?: Resolver<Types.Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  retryAfter?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateRoleAssignmentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateRoleAssignmentPayload'] = ResolversParentTypes['UpdateRoleAssignmentPayload']> = {
  roleAssignment?: Resolver<Types.Maybe<ResolversTypes['RoleAssignment']>, ParentType, ContextType>;
  difference?: Resolver<Types.Maybe<Array<ResolversTypes['AccessDifference']>>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UpdateRoleAssignmentError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UpdateRoleAssignmentErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateRoleAssignmentError'] = ResolversParentTypes['UpdateRoleAssignmentError']> = {
  code?: Resolver<ResolversTypes['UpdateRoleAssignmentErrorCode'], ParentType, ContextType>;
  field?: Resolver<Types.Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  retryAfter?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeleteRoleAssignmentPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteRoleAssignmentPayload'] = ResolversParentTypes['DeleteRoleAssignmentPayload']> = {
  deletedRoleAssignmentId?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  difference?: Resolver<Types.Maybe<Array<ResolversTypes['AccessDifference']>>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['DeleteRoleAssignmentError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DeleteRoleAssignmentErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteRoleAssignmentError'] = ResolversParentTypes['DeleteRoleAssignmentError']> = {
  code?: Resolver<ResolversTypes['DeleteRoleAssignmentErrorCode'], ParentType, ContextType>;
  field?: Resolver<Types.Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  retryAfter?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AppProtectionStateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppProtectionState'] = ResolversParentTypes['AppProtectionState']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AppProtectionStateKind'], ParentType, ContextType>;
  appName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deviceName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deviceType?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  platform?: Resolver<ResolversTypes['Platform'], ParentType, ContextType>;
  policies?: Resolver<Array<ResolversTypes['AppProtectionPolicy']>, ParentType, ContextType>;
  flaggedReasons?: Resolver<Array<ResolversTypes['FlaggedReason']>, ParentType, ContextType>;
  flaggedSince?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastSyncAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  device?: Resolver<Types.Maybe<ResolversTypes['Device']>, ParentType, ContextType>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AppProtectionPolicyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppProtectionPolicy'] = ResolversParentTypes['AppProtectionPolicy']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  platform?: Resolver<ResolversTypes['Platform'], ParentType, ContextType>;
  assignments?: Resolver<Types.Maybe<ResolversTypes['AppProtectionAssignmentConnection']>, ParentType, ContextType, RequireFields<Types.AppProtectionPolicyAssignmentsArgs, 'first'>>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AppProtectionStateConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppProtectionStateConnection'] = ResolversParentTypes['AppProtectionStateConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AppProtectionStateEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AppProtectionState']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
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
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AppProtectionPolicyEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppProtectionPolicyEdge'] = ResolversParentTypes['AppProtectionPolicyEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AppProtectionPolicy'], ParentType, ContextType>;
};

export type AppResolvers<ContextType = Context, ParentType extends ResolversParentTypes['App'] = ResolversParentTypes['App']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  publisher?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  platform?: Resolver<ResolversTypes['Platform'], ParentType, ContextType>;
  modifiedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  volumePurchaseToken?: Resolver<Types.Maybe<ResolversTypes['Connector']>, ParentType, ContextType>;
  installStates?: Resolver<Types.Maybe<ResolversTypes['AppInstallStateConnection']>, ParentType, ContextType, RequireFields<Types.AppInstallStatesArgs, 'first'>>;
  assignments?: Resolver<Types.Maybe<ResolversTypes['AppAssignmentConnection']>, ParentType, ContextType, RequireFields<Types.AppAssignmentsArgs, 'first'>>;
  dependencies?: Resolver<Array<ResolversTypes['AppDependency']>, ParentType, ContextType>;
  supersedes?: Resolver<Array<ResolversTypes['AppSupersedence']>, ParentType, ContextType>;
  supersededBy?: Resolver<Array<ResolversTypes['AppSupersedence']>, ParentType, ContextType>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AppDependencyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppDependency'] = ResolversParentTypes['AppDependency']> = {
  app?: Resolver<ResolversTypes['App'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AppDependencyKind'], ParentType, ContextType>;
};

export type AppSupersedenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppSupersedence'] = ResolversParentTypes['AppSupersedence']> = {
  app?: Resolver<ResolversTypes['App'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AppSupersedenceKind'], ParentType, ContextType>;
};

export type AppInstallStateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppInstallState'] = ResolversParentTypes['AppInstallState']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  intent?: Resolver<ResolversTypes['AppIntent'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AppInstallStateKind'], ParentType, ContextType>;
  stateSince?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  version?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  app?: Resolver<ResolversTypes['App'], ParentType, ContextType>;
  error?: Resolver<Types.Maybe<ResolversTypes['Failure']>, ParentType, ContextType>;
  device?: Resolver<Types.Maybe<ResolversTypes['Device']>, ParentType, ContextType>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AppConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppConnection'] = ResolversParentTypes['AppConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AppEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['App']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
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
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AppInstallStateEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppInstallStateEdge'] = ResolversParentTypes['AppInstallStateEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AppInstallState'], ParentType, ContextType>;
};

export type PolicyAssignmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PolicyAssignment'] = ResolversParentTypes['PolicyAssignment']> = {
  target?: Resolver<ResolversTypes['AssignmentTarget'], ParentType, ContextType>;
  group?: Resolver<Types.Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  excluded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  filterMode?: Resolver<ResolversTypes['FilterMode'], ParentType, ContextType>;
  filterName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  filterRule?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AppAssignmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppAssignment'] = ResolversParentTypes['AppAssignment']> = {
  target?: Resolver<ResolversTypes['AssignmentTarget'], ParentType, ContextType>;
  group?: Resolver<Types.Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  excluded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  intent?: Resolver<ResolversTypes['AppIntent'], ParentType, ContextType>;
  filterMode?: Resolver<ResolversTypes['FilterMode'], ParentType, ContextType>;
  filterName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  filterRule?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AppProtectionAssignmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppProtectionAssignment'] = ResolversParentTypes['AppProtectionAssignment']> = {
  target?: Resolver<ResolversTypes['AssignmentTarget'], ParentType, ContextType>;
  group?: Resolver<Types.Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
  excluded?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  filterMode?: Resolver<ResolversTypes['FilterMode'], ParentType, ContextType>;
  filterName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  filterRule?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AssignedPolicyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AssignedPolicy'] = ResolversParentTypes['AssignedPolicy']> = {
  policy?: Resolver<ResolversTypes['Policy'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['AssignmentOutcome'], ParentType, ContextType>;
  through?: Resolver<Array<ResolversTypes['PolicyAssignment']>, ParentType, ContextType>;
  hiddenCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AssignedAppResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AssignedApp'] = ResolversParentTypes['AssignedApp']> = {
  app?: Resolver<ResolversTypes['App'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['AssignmentOutcome'], ParentType, ContextType>;
  intent?: Resolver<Types.Maybe<ResolversTypes['AppIntent']>, ParentType, ContextType>;
  through?: Resolver<Array<ResolversTypes['AppAssignment']>, ParentType, ContextType>;
  hiddenCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PolicyAssignmentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PolicyAssignmentConnection'] = ResolversParentTypes['PolicyAssignmentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['PolicyAssignmentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['PolicyAssignment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hiddenCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PolicyAssignmentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PolicyAssignmentEdge'] = ResolversParentTypes['PolicyAssignmentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['PolicyAssignment'], ParentType, ContextType>;
};

export type AppAssignmentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppAssignmentConnection'] = ResolversParentTypes['AppAssignmentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AppAssignmentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AppAssignment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hiddenCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AppAssignmentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppAssignmentEdge'] = ResolversParentTypes['AppAssignmentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AppAssignment'], ParentType, ContextType>;
};

export type AppProtectionAssignmentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppProtectionAssignmentConnection'] = ResolversParentTypes['AppProtectionAssignmentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AppProtectionAssignmentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AppProtectionAssignment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hiddenCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AppProtectionAssignmentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AppProtectionAssignmentEdge'] = ResolversParentTypes['AppProtectionAssignmentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AppProtectionAssignment'], ParentType, ContextType>;
};

export type AssignedPolicyConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AssignedPolicyConnection'] = ResolversParentTypes['AssignedPolicyConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AssignedPolicyEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AssignedPolicy']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AssignedPolicyEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AssignedPolicyEdge'] = ResolversParentTypes['AssignedPolicyEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AssignedPolicy'], ParentType, ContextType>;
};

export type AssignedAppConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AssignedAppConnection'] = ResolversParentTypes['AssignedAppConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AssignedAppEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AssignedApp']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AssignedAppEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AssignedAppEdge'] = ResolversParentTypes['AssignedAppEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AssignedApp'], ParentType, ContextType>;
};

export type AuditEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEvent'] = ResolversParentTypes['AuditEvent']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['AuditAction'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['AuditOutcome'], ParentType, ContextType>;
  actorId?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  subjectId?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  before?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  after?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  requestId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AuditEventConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEventConnection'] = ResolversParentTypes['AuditEventConnection']> = {
  edges?: Resolver<Array<ResolversTypes['AuditEventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['AuditEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AuditEventEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEventEdge'] = ResolversParentTypes['AuditEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'User' | 'AppProtectionState' | 'AppProtectionPolicy' | 'App' | 'AppInstallState' | 'AuditEvent' | 'Device' | 'Group' | 'KnownIssue' | 'Policy' | 'CompliancePolicyState' | 'ConfigurationState' | 'Role' | 'RoleAssignment' | 'Tenant' | 'EnrollmentFailure' | 'Viewer', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PermissionInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PermissionInfo'] = ResolversParentTypes['PermissionInfo']> = {
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  microsoftAction?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  troubleshooting?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type DeviceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Device'] = ResolversParentTypes['Device']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  deviceName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  serialNumber?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  manufacturer?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  managedBy?: Resolver<ResolversTypes['ManagementAgent'], ParentType, ContextType>;
  managementState?: Resolver<ResolversTypes['ManagementState'], ParentType, ContextType>;
  managementStateSince?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  joinType?: Resolver<ResolversTypes['JoinType'], ParentType, ContextType>;
  ownership?: Resolver<ResolversTypes['Ownership'], ParentType, ContextType>;
  intuneCompliance?: Resolver<ResolversTypes['ComplianceState'], ParentType, ContextType>;
  graceEndsAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  entraCompliance?: Resolver<ResolversTypes['EntraCompliance'], ParentType, ContextType>;
  appInstallSummary?: Resolver<Types.Maybe<ResolversTypes['AppInstallSummary']>, ParentType, ContextType>;
  configurationSummary?: Resolver<ResolversTypes['ConfigurationSummary'], ParentType, ContextType>;
  platform?: Resolver<ResolversTypes['Platform'], ParentType, ContextType>;
  operatingSystem?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  osVersion?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastCheckInAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  enrolledAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  certificateExpiresAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  primaryUser?: Resolver<Types.Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  groupMemberships?: Resolver<Types.Maybe<ResolversTypes['GroupMembershipConnection']>, ParentType, ContextType, RequireFields<Types.DeviceGroupMembershipsArgs, 'first'>>;
  actions?: Resolver<Array<ResolversTypes['DeviceAction']>, ParentType, ContextType>;
  compliancePolicyStates?: Resolver<Array<ResolversTypes['CompliancePolicyState']>, ParentType, ContextType>;
  configurationStates?: Resolver<Array<ResolversTypes['ConfigurationState']>, ParentType, ContextType>;
  assignedPolicies?: Resolver<Types.Maybe<ResolversTypes['AssignedPolicyConnection']>, ParentType, ContextType, RequireFields<Types.DeviceAssignedPoliciesArgs, 'first'>>;
  assignedApps?: Resolver<Types.Maybe<ResolversTypes['AssignedAppConnection']>, ParentType, ContextType, RequireFields<Types.DeviceAssignedAppsArgs, 'first'>>;
  appInstallStates?: Resolver<Types.Maybe<ResolversTypes['AppInstallStateConnection']>, ParentType, ContextType, RequireFields<Types.DeviceAppInstallStatesArgs, 'first'>>;
  encrypted?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  supervised?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  totalStorageMegabytes?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  freeStorageMegabytes?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  imei?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  phoneNumber?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  wifiMacAddress?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  enrollmentType?: Resolver<ResolversTypes['EnrollmentType'], ParentType, ContextType>;
  category?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  notes?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  autopilotEnrolled?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  autopilot?: Resolver<Types.Maybe<ResolversTypes['AutopilotDevice']>, ParentType, ContextType>;
  setupEvents?: Resolver<Array<ResolversTypes['SetupEvent']>, ParentType, ContextType>;
  jailbreak?: Resolver<ResolversTypes['JailbreakState'], ParentType, ContextType>;
  lostMode?: Resolver<ResolversTypes['LostMode'], ParentType, ContextType>;
  logons?: Resolver<Array<ResolversTypes['DeviceLogon']>, ParentType, ContextType>;
  adminCentreUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  findings?: Resolver<ResolversTypes['FindingReport'], ParentType, ContextType, Partial<Types.DeviceFindingsArgs>>;
  remoteTasks?: Resolver<Array<ResolversTypes['RemoteTask']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeviceLogonResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeviceLogon'] = ResolversParentTypes['DeviceLogon']> = {
  user?: Resolver<Types.Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  loggedOnAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AutopilotDeviceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AutopilotDevice'] = ResolversParentTypes['AutopilotDevice']> = {
  groupTag?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  profileState?: Resolver<ResolversTypes['AutopilotProfileState'], ParentType, ContextType>;
  profileProblem?: Resolver<ResolversTypes['AutopilotProfileProblem'], ParentType, ContextType>;
  profileAssignedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  enrollmentState?: Resolver<ResolversTypes['AutopilotEnrollmentState'], ParentType, ContextType>;
  lastContactAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type SetupEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetupEvent'] = ResolversParentTypes['SetupEvent']> = {
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  profileName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  statusPageName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['SetupState'], ParentType, ContextType>;
  enrollmentState?: Resolver<ResolversTypes['AutopilotEnrollmentState'], ParentType, ContextType>;
  deviceSetupState?: Resolver<ResolversTypes['SetupState'], ParentType, ContextType>;
  accountSetupState?: Resolver<ResolversTypes['SetupState'], ParentType, ContextType>;
  totalSeconds?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  preparationSeconds?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  deviceSetupSeconds?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  accountSetupSeconds?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  failedPhase?: Resolver<Types.Maybe<ResolversTypes['SetupPhase']>, ParentType, ContextType>;
  error?: Resolver<Types.Maybe<ResolversTypes['Failure']>, ParentType, ContextType>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type DeviceActionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeviceAction'] = ResolversParentTypes['DeviceAction']> = {
  kind?: Resolver<ResolversTypes['DeviceActionKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DeviceActionState'], ParentType, ContextType>;
  requestedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  updatedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type DeviceConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeviceConnection'] = ResolversParentTypes['DeviceConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DeviceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Device']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type DeviceEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeviceEdge'] = ResolversParentTypes['DeviceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Device'], ParentType, ContextType>;
};

export type FailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Failure'] = ResolversParentTypes['Failure']> = {
  code?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hex?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  meaning?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remedy?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  known?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type FindingConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FindingConnection'] = ResolversParentTypes['FindingConnection']> = {
  edges?: Resolver<Array<ResolversTypes['FindingEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Finding']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  notChecked?: Resolver<Array<ResolversTypes['NotChecked']>, ParentType, ContextType>;
};

export type FindingEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FindingEdge'] = ResolversParentTypes['FindingEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Finding'], ParentType, ContextType>;
};

export type RemoteTaskResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoteTask'] = ResolversParentTypes['RemoteTask']> = {
  kind?: Resolver<ResolversTypes['DeviceActionKind'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  viewerMay?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type FindingReportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FindingReport'] = ResolversParentTypes['FindingReport']> = {
  nodes?: Resolver<Array<ResolversTypes['Finding']>, ParentType, ContextType>;
  normal?: Resolver<Array<ResolversTypes['Finding']>, ParentType, ContextType>;
  notChecked?: Resolver<Array<ResolversTypes['NotChecked']>, ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type FindingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Finding'] = ResolversParentTypes['Finding']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['FindingRule'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['FindingSeverity'], ParentType, ContextType>;
  confidence?: Resolver<ResolversTypes['FindingConfidence'], ParentType, ContextType>;
  topics?: Resolver<Array<ResolversTypes['FindingTopic']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  why?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  since?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  codes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  evidence?: Resolver<Array<ResolversTypes['Evidence']>, ParentType, ContextType>;
  explains?: Resolver<Array<ResolversTypes['Finding']>, ParentType, ContextType>;
  steps?: Resolver<Array<ResolversTypes['Step']>, ParentType, ContextType>;
  user?: Resolver<Types.Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  devices?: Resolver<Types.Maybe<Array<ResolversTypes['Device']>>, ParentType, ContextType>;
  app?: Resolver<Types.Maybe<ResolversTypes['App']>, ParentType, ContextType>;
  appInstallState?: Resolver<Types.Maybe<ResolversTypes['AppInstallState']>, ParentType, ContextType>;
  appProtectionState?: Resolver<Types.Maybe<ResolversTypes['AppProtectionState']>, ParentType, ContextType>;
  enrollmentFailure?: Resolver<Types.Maybe<ResolversTypes['EnrollmentFailure']>, ParentType, ContextType>;
  connector?: Resolver<Types.Maybe<ResolversTypes['Connector']>, ParentType, ContextType>;
  knownIssue?: Resolver<Types.Maybe<ResolversTypes['KnownIssue']>, ParentType, ContextType>;
};

export type EvidenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Evidence'] = ResolversParentTypes['Evidence']> = {
  coordinate?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nodeId?: Resolver<Types.Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  value?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  displayValue?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type StepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Step'] = ResolversParentTypes['Step']> = {
  who?: Resolver<ResolversTypes['FindingAudience'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  action?: Resolver<Types.Maybe<ResolversTypes['DeviceActionKind']>, ParentType, ContextType>;
  needs?: Resolver<Array<ResolversTypes['IntuneAction']>, ParentType, ContextType>;
  viewerMay?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  adminCentreUrl?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type IntuneActionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IntuneAction'] = ResolversParentTypes['IntuneAction']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type NotCheckedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotChecked'] = ResolversParentTypes['NotChecked']> = {
  rules?: Resolver<Array<ResolversTypes['FindingRule']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['NotCheckedReason'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  adminCentreUrl?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type FindingRuleInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FindingRuleInfo'] = ResolversParentTypes['FindingRuleInfo']> = {
  rule?: Resolver<ResolversTypes['FindingRule'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['FindingSeverity'], ParentType, ContextType>;
  topics?: Resolver<Array<ResolversTypes['FindingTopic']>, ParentType, ContextType>;
  reads?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  needs?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  explains?: Resolver<Array<ResolversTypes['FindingRule']>, ParentType, ContextType>;
  proven?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  remark?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  silenced?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  shadow?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  shadowFirings?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  reported?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type GroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Group'] = ResolversParentTypes['Group']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  membershipType?: Resolver<ResolversTypes['MembershipType'], ParentType, ContextType>;
  securityEnabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  users?: Resolver<ResolversTypes['UserConnection'], ParentType, ContextType, RequireFields<Types.GroupUsersArgs, 'transitive' | 'first'>>;
  groups?: Resolver<ResolversTypes['GroupConnection'], ParentType, ContextType, RequireFields<Types.GroupGroupsArgs, 'first'>>;
  devices?: Resolver<Types.Maybe<ResolversTypes['DeviceConnection']>, ParentType, ContextType, RequireFields<Types.GroupDevicesArgs, 'transitive' | 'first'>>;
  syncedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GroupMembershipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupMembership'] = ResolversParentTypes['GroupMembership']> = {
  kind?: Resolver<ResolversTypes['MembershipKind'], ParentType, ContextType>;
  group?: Resolver<ResolversTypes['Group'], ParentType, ContextType>;
};

export type FormerMembershipResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FormerMembership'] = ResolversParentTypes['FormerMembership']> = {
  group?: Resolver<ResolversTypes['Group'], ParentType, ContextType>;
  since?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  until?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type GroupConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupConnection'] = ResolversParentTypes['GroupConnection']> = {
  edges?: Resolver<Array<ResolversTypes['GroupEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Group']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
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
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type GroupMembershipEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['GroupMembershipEdge'] = ResolversParentTypes['GroupMembershipEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['GroupMembership'], ParentType, ContextType>;
};

export type FormerMembershipConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FormerMembershipConnection'] = ResolversParentTypes['FormerMembershipConnection']> = {
  edges?: Resolver<Array<ResolversTypes['FormerMembershipEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['FormerMembership']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hiddenCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type FormerMembershipEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FormerMembershipEdge'] = ResolversParentTypes['FormerMembershipEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['FormerMembership'], ParentType, ContextType>;
};

export type KnownIssueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['KnownIssue'] = ResolversParentTypes['KnownIssue']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['FindingRule'], ParentType, ContextType>;
  app?: Resolver<Types.Maybe<ResolversTypes['App']>, ParentType, ContextType>;
  policy?: Resolver<Types.Maybe<ResolversTypes['Policy']>, ParentType, ContextType>;
  connectorKind?: Resolver<Types.Maybe<ResolversTypes['ConnectorKind']>, ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ticket?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateKnownIssuePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateKnownIssuePayload'] = ResolversParentTypes['CreateKnownIssuePayload']> = {
  knownIssue?: Resolver<Types.Maybe<ResolversTypes['KnownIssue']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['CreateKnownIssueError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CreateKnownIssueErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateKnownIssueError'] = ResolversParentTypes['CreateKnownIssueError']> = {
  code?: Resolver<ResolversTypes['CreateKnownIssueErrorCode'], ParentType, ContextType>;
  field?: Resolver<Types.Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  retryAfter?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateKnownIssuePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateKnownIssuePayload'] = ResolversParentTypes['UpdateKnownIssuePayload']> = {
  knownIssue?: Resolver<Types.Maybe<ResolversTypes['KnownIssue']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['UpdateKnownIssueError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UpdateKnownIssueErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateKnownIssueError'] = ResolversParentTypes['UpdateKnownIssueError']> = {
  code?: Resolver<ResolversTypes['UpdateKnownIssueErrorCode'], ParentType, ContextType>;
  field?: Resolver<Types.Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  retryAfter?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EndKnownIssuePayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndKnownIssuePayload'] = ResolversParentTypes['EndKnownIssuePayload']> = {
  knownIssue?: Resolver<Types.Maybe<ResolversTypes['KnownIssue']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['EndKnownIssueError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type EndKnownIssueErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndKnownIssueError'] = ResolversParentTypes['EndKnownIssueError']> = {
  code?: Resolver<ResolversTypes['EndKnownIssueErrorCode'], ParentType, ContextType>;
  field?: Resolver<Types.Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  retryAfter?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type KnownIssueConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['KnownIssueConnection'] = ResolversParentTypes['KnownIssueConnection']> = {
  edges?: Resolver<Array<ResolversTypes['KnownIssueEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['KnownIssue']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type KnownIssueEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['KnownIssueEdge'] = ResolversParentTypes['KnownIssueEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['KnownIssue'], ParentType, ContextType>;
};

export type PolicyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Policy'] = ResolversParentTypes['Policy']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PolicyKind'], ParentType, ContextType>;
  profileType?: Resolver<Types.Maybe<ResolversTypes['ProfileType']>, ParentType, ContextType>;
  platform?: Resolver<ResolversTypes['Platform'], ParentType, ContextType>;
  modifiedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  priority?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  deviceLimit?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  assignments?: Resolver<Types.Maybe<ResolversTypes['PolicyAssignmentConnection']>, ParentType, ContextType, RequireFields<Types.PolicyAssignmentsArgs, 'first'>>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PolicyConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PolicyConnection'] = ResolversParentTypes['PolicyConnection']> = {
  edges?: Resolver<Array<ResolversTypes['PolicyEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Policy']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PolicyEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PolicyEdge'] = ResolversParentTypes['PolicyEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Policy'], ParentType, ContextType>;
};

export type CompliancePolicyStateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompliancePolicyState'] = ResolversParentTypes['CompliancePolicyState']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  policy?: Resolver<Types.Maybe<ResolversTypes['Policy']>, ParentType, ContextType>;
  displayName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['PolicyState'], ParentType, ContextType>;
  stateSince?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  userPrincipalName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  settings?: Resolver<Array<ResolversTypes['SettingState']>, ParentType, ContextType, Partial<Types.CompliancePolicyStateSettingsArgs>>;
  settingsRead?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConfigurationStateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConfigurationState'] = ResolversParentTypes['ConfigurationState']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  policy?: Resolver<Types.Maybe<ResolversTypes['Policy']>, ParentType, ContextType>;
  displayName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  profileType?: Resolver<ResolversTypes['ProfileType'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['PolicyState'], ParentType, ContextType>;
  stateSince?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  userPrincipalName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  error?: Resolver<Types.Maybe<ResolversTypes['Failure']>, ParentType, ContextType>;
  settings?: Resolver<Array<ResolversTypes['SettingState']>, ParentType, ContextType, Partial<Types.ConfigurationStateSettingsArgs>>;
  settingsRead?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SettingStateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SettingState'] = ResolversParentTypes['SettingState']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['PolicyState'], ParentType, ContextType>;
  currentValue?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sources?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  error?: Resolver<Types.Maybe<ResolversTypes['Failure']>, ParentType, ContextType>;
};

export type RefreshUserPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefreshUserPayload'] = ResolversParentTypes['RefreshUserPayload']> = {
  user?: Resolver<Types.Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['RefreshUserError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RefreshUserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefreshUserError'] = ResolversParentTypes['RefreshUserError']> = {
  code?: Resolver<ResolversTypes['RefreshUserErrorCode'], ParentType, ContextType>;
  field?: Resolver<Types.Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  retryAfter?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserRefreshResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserRefresh'] = ResolversParentTypes['UserRefresh']> = {
  state?: Resolver<ResolversTypes['RefreshState'], ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  finishedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  failure?: Resolver<Types.Maybe<ResolversTypes['RefreshFailure']>, ParentType, ContextType>;
  problem?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kinds?: Resolver<Array<ResolversTypes['RefreshedKind']>, ParentType, ContextType>;
};

export type RefreshedKindResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefreshedKind'] = ResolversParentTypes['RefreshedKind']> = {
  kind?: Resolver<ResolversTypes['SyncKind'], ParentType, ContextType>;
  problem?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ReportedFindingResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReportedFinding'] = ResolversParentTypes['ReportedFinding']> = {
  rule?: Resolver<ResolversTypes['FindingRule'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['FindingSeverity'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reportedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  ofTenant?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  user?: Resolver<Types.Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  device?: Resolver<Types.Maybe<ResolversTypes['Device']>, ParentType, ContextType>;
  reportedBy?: Resolver<Types.Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type ReportFindingPayloadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReportFindingPayload'] = ResolversParentTypes['ReportFindingPayload']> = {
  reported?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  userErrors?: Resolver<Array<ResolversTypes['ReportFindingError']>, ParentType, ContextType>;
  clientMutationId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ReportFindingErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReportFindingError'] = ResolversParentTypes['ReportFindingError']> = {
  code?: Resolver<ResolversTypes['ReportFindingErrorCode'], ParentType, ContextType>;
  field?: Resolver<Types.Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  retryAfter?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReportedFindingConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReportedFindingConnection'] = ResolversParentTypes['ReportedFindingConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ReportedFindingEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['ReportedFinding']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ReportedFindingEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReportedFindingEdge'] = ResolversParentTypes['ReportedFindingEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ReportedFinding'], ParentType, ContextType>;
};

export type RoleResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Role'] = ResolversParentTypes['Role']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  permissions?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  otherActions?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  assignments?: Resolver<ResolversTypes['RoleAssignmentConnection'], ParentType, ContextType, RequireFields<Types.RoleAssignmentsArgs, 'first'>>;
  syncedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoleAssignmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoleAssignment'] = ResolversParentTypes['RoleAssignment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  description?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['Origin'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  allUsers?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  allDevices?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  members?: Resolver<Types.Maybe<Array<ResolversTypes['Group']>>, ParentType, ContextType>;
  scopeGroups?: Resolver<Types.Maybe<Array<ResolversTypes['Group']>>, ParentType, ContextType>;
  operators?: Resolver<Types.Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<Types.RoleAssignmentOperatorsArgs, 'first'>>;
  effective?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ineffectiveReason?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  syncedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RoleConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoleConnection'] = ResolversParentTypes['RoleConnection']> = {
  edges?: Resolver<Array<ResolversTypes['RoleEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Role']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
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
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type RoleAssignmentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RoleAssignmentEdge'] = ResolversParentTypes['RoleAssignmentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['RoleAssignment'], ParentType, ContextType>;
};

export type SearchResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SearchResult'] = ResolversParentTypes['SearchResult']> = {
  people?: Resolver<Types.Maybe<Array<ResolversTypes['User']>>, ParentType, ContextType>;
  devices?: Resolver<Types.Maybe<Array<ResolversTypes['Device']>>, ParentType, ContextType>;
};

export type SyncStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SyncStatus'] = ResolversParentTypes['SyncStatus']> = {
  kind?: Resolver<ResolversTypes['SyncKind'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['SyncState'], ParentType, ContextType>;
  problem?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastCompletedAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
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
  objectId?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QuarantinedRecordConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuarantinedRecordConnection'] = ResolversParentTypes['QuarantinedRecordConnection']> = {
  edges?: Resolver<Array<ResolversTypes['QuarantinedRecordEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['QuarantinedRecord']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
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
  complianceValidityDays?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  noncompliantWithoutPolicy?: Resolver<Types.Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  syncedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  sync?: Resolver<Types.Maybe<Array<ResolversTypes['SyncStatus']>>, ParentType, ContextType>;
  quarantine?: Resolver<Types.Maybe<ResolversTypes['QuarantinedRecordConnection']>, ParentType, ContextType, RequireFields<Types.TenantQuarantineArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConnectorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Connector'] = ResolversParentTypes['Connector']> = {
  kind?: Resolver<ResolversTypes['ConnectorKind'], ParentType, ContextType>;
  name?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  health?: Resolver<ResolversTypes['ConnectorHealth'], ParentType, ContextType>;
  expiresAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastSyncAt?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type MissingPermissionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MissingPermission'] = ResolversParentTypes['MissingPermission']> = {
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['RefusalReason'], ParentType, ContextType>;
};

export type UserStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserStatus'] = ResolversParentTypes['UserStatus']> = {
  intuneLicensed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  intuneLicensedSince?: Resolver<Types.Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  deviceCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  noncompliantDeviceCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  failedAppCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  notCheckedInAppCount?: Resolver<Types.Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type LicenseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['License'] = ResolversParentTypes['License']> = {
  skuPartNumber?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  servicePlan?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['LicenseState'], ParentType, ContextType>;
  error?: Resolver<Types.Maybe<ResolversTypes['LicenseError']>, ParentType, ContextType>;
  assignedByGroup?: Resolver<Types.Maybe<ResolversTypes['Group']>, ParentType, ContextType>;
};

export type EnrollmentFailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EnrollmentFailure'] = ResolversParentTypes['EnrollmentFailure']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  operatingSystem?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  osVersion?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
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
  totalCountIsLowerBound?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type EnrollmentFailureEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EnrollmentFailureEdge'] = ResolversParentTypes['EnrollmentFailureEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['EnrollmentFailure'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  userPrincipalName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  preferredLanguage?: Resolver<Types.Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['OperatorState'], ParentType, ContextType>;
  permissions?: Resolver<Array<ResolversTypes['ViewerPermission']>, ParentType, ContextType>;
  canTroubleshoot?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  missingPermissions?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  missing?: Resolver<Array<ResolversTypes['MissingRead']>, ParentType, ContextType>;
  simulated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  withheldPermissions?: Resolver<Array<ResolversTypes['Permission']>, ParentType, ContextType>;
  user?: Resolver<Types.Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ViewerPermissionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ViewerPermission'] = ResolversParentTypes['ViewerPermission']> = {
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  allUsers?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  allDevices?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  everything?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  groups?: Resolver<Array<ResolversTypes['ScopeGroup']>, ParentType, ContextType>;
  assignments?: Resolver<Array<ResolversTypes['ViewerAssignment']>, ParentType, ContextType>;
};

export type ViewerAssignmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ViewerAssignment'] = ResolversParentTypes['ViewerAssignment']> = {
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  roleDisplayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MissingReadResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MissingRead'] = ResolversParentTypes['MissingRead']> = {
  permission?: Resolver<ResolversTypes['Permission'], ParentType, ContextType>;
  roles?: Resolver<Types.Maybe<Array<ResolversTypes['Role']>>, ParentType, ContextType>;
};

export type ScopeGroupResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ScopeGroup'] = ResolversParentTypes['ScopeGroup']> = {
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Query?: QueryResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  PermissionHolders?: PermissionHoldersResolvers<ContextType>;
  OperatorAccess?: OperatorAccessResolvers<ContextType>;
  OperatorGrant?: OperatorGrantResolvers<ContextType>;
  AccessExplanation?: AccessExplanationResolvers<ContextType>;
  AccessReason?: AccessReasonResolvers<ContextType>;
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
  AppProtectionState?: AppProtectionStateResolvers<ContextType>;
  AppProtectionPolicy?: AppProtectionPolicyResolvers<ContextType>;
  AppProtectionStateConnection?: AppProtectionStateConnectionResolvers<ContextType>;
  AppProtectionStateEdge?: AppProtectionStateEdgeResolvers<ContextType>;
  AppProtectionPolicyConnection?: AppProtectionPolicyConnectionResolvers<ContextType>;
  AppProtectionPolicyEdge?: AppProtectionPolicyEdgeResolvers<ContextType>;
  App?: AppResolvers<ContextType>;
  AppDependency?: AppDependencyResolvers<ContextType>;
  AppSupersedence?: AppSupersedenceResolvers<ContextType>;
  AppInstallState?: AppInstallStateResolvers<ContextType>;
  AppConnection?: AppConnectionResolvers<ContextType>;
  AppEdge?: AppEdgeResolvers<ContextType>;
  AppInstallStateConnection?: AppInstallStateConnectionResolvers<ContextType>;
  AppInstallStateEdge?: AppInstallStateEdgeResolvers<ContextType>;
  PolicyAssignment?: PolicyAssignmentResolvers<ContextType>;
  AppAssignment?: AppAssignmentResolvers<ContextType>;
  AppProtectionAssignment?: AppProtectionAssignmentResolvers<ContextType>;
  AssignedPolicy?: AssignedPolicyResolvers<ContextType>;
  AssignedApp?: AssignedAppResolvers<ContextType>;
  PolicyAssignmentConnection?: PolicyAssignmentConnectionResolvers<ContextType>;
  PolicyAssignmentEdge?: PolicyAssignmentEdgeResolvers<ContextType>;
  AppAssignmentConnection?: AppAssignmentConnectionResolvers<ContextType>;
  AppAssignmentEdge?: AppAssignmentEdgeResolvers<ContextType>;
  AppProtectionAssignmentConnection?: AppProtectionAssignmentConnectionResolvers<ContextType>;
  AppProtectionAssignmentEdge?: AppProtectionAssignmentEdgeResolvers<ContextType>;
  AssignedPolicyConnection?: AssignedPolicyConnectionResolvers<ContextType>;
  AssignedPolicyEdge?: AssignedPolicyEdgeResolvers<ContextType>;
  AssignedAppConnection?: AssignedAppConnectionResolvers<ContextType>;
  AssignedAppEdge?: AssignedAppEdgeResolvers<ContextType>;
  AuditEvent?: AuditEventResolvers<ContextType>;
  AuditEventConnection?: AuditEventConnectionResolvers<ContextType>;
  AuditEventEdge?: AuditEventEdgeResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PermissionInfo?: PermissionInfoResolvers<ContextType>;
  Device?: DeviceResolvers<ContextType>;
  DeviceLogon?: DeviceLogonResolvers<ContextType>;
  AutopilotDevice?: AutopilotDeviceResolvers<ContextType>;
  SetupEvent?: SetupEventResolvers<ContextType>;
  DeviceAction?: DeviceActionResolvers<ContextType>;
  DeviceConnection?: DeviceConnectionResolvers<ContextType>;
  DeviceEdge?: DeviceEdgeResolvers<ContextType>;
  Failure?: FailureResolvers<ContextType>;
  FindingConnection?: FindingConnectionResolvers<ContextType>;
  FindingEdge?: FindingEdgeResolvers<ContextType>;
  RemoteTask?: RemoteTaskResolvers<ContextType>;
  FindingReport?: FindingReportResolvers<ContextType>;
  Finding?: FindingResolvers<ContextType>;
  Evidence?: EvidenceResolvers<ContextType>;
  Step?: StepResolvers<ContextType>;
  IntuneAction?: IntuneActionResolvers<ContextType>;
  NotChecked?: NotCheckedResolvers<ContextType>;
  FindingRuleInfo?: FindingRuleInfoResolvers<ContextType>;
  Group?: GroupResolvers<ContextType>;
  GroupMembership?: GroupMembershipResolvers<ContextType>;
  FormerMembership?: FormerMembershipResolvers<ContextType>;
  GroupConnection?: GroupConnectionResolvers<ContextType>;
  GroupEdge?: GroupEdgeResolvers<ContextType>;
  GroupMembershipConnection?: GroupMembershipConnectionResolvers<ContextType>;
  GroupMembershipEdge?: GroupMembershipEdgeResolvers<ContextType>;
  FormerMembershipConnection?: FormerMembershipConnectionResolvers<ContextType>;
  FormerMembershipEdge?: FormerMembershipEdgeResolvers<ContextType>;
  KnownIssue?: KnownIssueResolvers<ContextType>;
  CreateKnownIssuePayload?: CreateKnownIssuePayloadResolvers<ContextType>;
  CreateKnownIssueError?: CreateKnownIssueErrorResolvers<ContextType>;
  UpdateKnownIssuePayload?: UpdateKnownIssuePayloadResolvers<ContextType>;
  UpdateKnownIssueError?: UpdateKnownIssueErrorResolvers<ContextType>;
  EndKnownIssuePayload?: EndKnownIssuePayloadResolvers<ContextType>;
  EndKnownIssueError?: EndKnownIssueErrorResolvers<ContextType>;
  KnownIssueConnection?: KnownIssueConnectionResolvers<ContextType>;
  KnownIssueEdge?: KnownIssueEdgeResolvers<ContextType>;
  Policy?: PolicyResolvers<ContextType>;
  PolicyConnection?: PolicyConnectionResolvers<ContextType>;
  PolicyEdge?: PolicyEdgeResolvers<ContextType>;
  CompliancePolicyState?: CompliancePolicyStateResolvers<ContextType>;
  ConfigurationState?: ConfigurationStateResolvers<ContextType>;
  SettingState?: SettingStateResolvers<ContextType>;
  RefreshUserPayload?: RefreshUserPayloadResolvers<ContextType>;
  RefreshUserError?: RefreshUserErrorResolvers<ContextType>;
  UserRefresh?: UserRefreshResolvers<ContextType>;
  RefreshedKind?: RefreshedKindResolvers<ContextType>;
  ReportedFinding?: ReportedFindingResolvers<ContextType>;
  ReportFindingPayload?: ReportFindingPayloadResolvers<ContextType>;
  ReportFindingError?: ReportFindingErrorResolvers<ContextType>;
  ReportedFindingConnection?: ReportedFindingConnectionResolvers<ContextType>;
  ReportedFindingEdge?: ReportedFindingEdgeResolvers<ContextType>;
  Role?: RoleResolvers<ContextType>;
  RoleAssignment?: RoleAssignmentResolvers<ContextType>;
  RoleConnection?: RoleConnectionResolvers<ContextType>;
  RoleEdge?: RoleEdgeResolvers<ContextType>;
  RoleAssignmentConnection?: RoleAssignmentConnectionResolvers<ContextType>;
  RoleAssignmentEdge?: RoleAssignmentEdgeResolvers<ContextType>;
  SearchResult?: SearchResultResolvers<ContextType>;
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
  Viewer?: ViewerResolvers<ContextType>;
  ViewerPermission?: ViewerPermissionResolvers<ContextType>;
  ViewerAssignment?: ViewerAssignmentResolvers<ContextType>;
  MissingRead?: MissingReadResolvers<ContextType>;
  ScopeGroup?: ScopeGroupResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  needs?: NeedsDirectiveResolver<any, any, ContextType>;
  open?: OpenDirectiveResolver<any, any, ContextType>;
  listSize?: ListSizeDirectiveResolver<any, any, ContextType>;
  reads?: ReadsDirectiveResolver<any, any, ContextType>;
  intune?: IntuneDirectiveResolver<any, any, ContextType>;
  primary?: PrimaryDirectiveResolver<any, any, ContextType>;
};
