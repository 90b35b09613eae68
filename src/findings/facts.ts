import type {
  AccountStatus,
  AppInstallStateKind,
  AppIntent,
  AppProtectionStateKind,
  AssignmentOutcome,
  AutopilotEnrollmentState,
  AutopilotProfileState,
  ComplianceState,
  ConnectorHealth,
  ConnectorKind,
  DeviceActionKind,
  DeviceActionState,
  EnrollmentFailureCategory,
  EntraCompliance,
  FlaggedReason,
  JoinType,
  LicenseError,
  LicenseState,
  LostMode,
  ManagementAgent,
  ManagementState,
  MdmAuthority,
  Ownership,
  Platform,
  PolicyKind,
  PolicyState,
  ProfileType,
  SetupPhase,
  SetupState,
  SubscriptionState,
  SyncKind,
  SyncState,
} from '../generated/graphql';

/*
 * The facts that rules read. Their names are those of the schema, so that `Type.field` names a fact. A rule gets them
 * as guarded views, which hold only the fields that it declares.
 */

/** The states of policies, profiles and settings that are not in order. */
export const BAD_STATES: readonly PolicyState[] = ['ERROR', 'CONFLICT', 'NONCOMPLIANT', 'IN_GRACE_PERIOD'];

/** The states of an app that could not be installed or removed. */
export const FAILED_INSTALLS: readonly AppInstallStateKind[] = ['FAILED', 'UNINSTALL_FAILED'];

/** An error without its text, which depends on the language. */
export interface ErrorFact {
  /** A signed decimal number; null for an error without a code. */
  readonly code: string | null;
  readonly description: string | null;
}

export interface OrganizationFacts {
  readonly subscriptionState: SubscriptionState;
  readonly accountStatus: AccountStatus;
  readonly mdmAuthority: MdmAuthority;
  readonly complianceValidityDays: number | null;
  readonly connectors: readonly ConnectorFacts[];
  /** The syncs that failed; empty for viewers without `ORGANIZATION_READ` over everything. */
  readonly sync: readonly SyncFacts[];
}

export interface SyncFacts {
  readonly kind: SyncKind;
  readonly state: SyncState;
  readonly problem: string | null;
  readonly lastCompletedAt: string | null;
}

/** Facts that are synced together and are old. */
export interface StaleSection {
  readonly kind: SyncKind;
  /** The oldest complete reading of any of it. */
  readonly at: string;
}

export interface ConnectorFacts {
  /** Under the coordinate of its kind, which it begins with. */
  readonly connectorId: string;
  readonly kind: ConnectorKind;
  readonly name: string | null;
  readonly health: ConnectorHealth;
  readonly expiresAt: string | null;
  readonly lastSyncAt: string | null;
}

export interface UserFacts {
  readonly id: string;
  readonly displayName: string | null;
  readonly userPrincipalName: string;
  readonly accountEnabled: boolean | null;
  readonly accountEnabledSince: string | null;
  readonly usageLocation: string | null;
  readonly status: { readonly intuneLicensed: boolean; readonly intuneLicensedSince: string | null };
  readonly licenses: readonly LicenseFacts[];
  readonly devices: readonly DeviceFacts[];
  readonly enrollmentFailures: readonly EnrollmentFailureFacts[];
  readonly appProtectionStates: readonly AppProtectionFacts[];
  /** The number of app protection policies that target the user. */
  readonly appProtectionPolicies: number;
  /** The enrolment restrictions and device limits that apply to the user; read only where an enrolment failed. */
  readonly assignedPolicies: readonly AssignedFacts[];
}

/** A policy that is assigned, and whether it arrives. */
export interface AssignedFacts {
  readonly outcome: AssignmentOutcome;
  readonly policy: PolicyFacts;
}

/** The assignment of a profile to a group that the viewer can see. */
interface ConflictGroupFacts {
  readonly policyId: string;
  readonly group: GroupFacts;
}

export interface GroupFacts {
  readonly id: string;
  readonly displayName: string | null;
}

export interface PolicyFacts {
  readonly id: string;
  readonly displayName: string | null;
  readonly kind: PolicyKind;
  readonly profileType: ProfileType | null;
  readonly platform: Platform;
  readonly modifiedAt: string | null;
  readonly deviceLimit: number | null;
}

export interface LicenseFacts {
  readonly skuPartNumber: string | null;
  readonly servicePlan: string;
  readonly state: LicenseState;
  readonly error: LicenseError | null;
  /** Null if it was assigned directly, and for a group that the viewer cannot see. */
  readonly assignedByGroup: GroupFacts | null;
}

export interface EnrollmentFailureFacts {
  readonly occurredAt: string;
  readonly operatingSystem: string | null;
  readonly osVersion: string | null;
  readonly category: EnrollmentFailureCategory;
  /** Microsoft's sentence or name of the error. */
  readonly error: { readonly reason: string | null };
}

/**
 * Whether the viewer sees the managed device of a protected app. `NONE`: it has none; that is known only to a viewer of all
 * devices.
 */
export type DeviceLink = 'SEEN' | 'NONE' | 'UNKNOWN';

export interface AppProtectionFacts {
  readonly state: AppProtectionStateKind;
  readonly appName: string | null;
  readonly deviceName: string | null;
  /** Part of its device. `UNKNOWN` where the user has a device. */
  readonly deviceLink: DeviceLink;
  readonly platform: Platform;
  readonly flaggedReasons: readonly FlaggedReason[];
  readonly flaggedSince: string | null;
  readonly lastSyncAt: string | null;
}

export interface DeviceFacts {
  readonly id: string;
  readonly deviceName: string | null;
  readonly serialNumber: string | null;
  readonly managedBy: ManagementAgent;
  readonly managementState: ManagementState;
  readonly managementStateSince: string | null;
  readonly joinType: JoinType;
  readonly ownership: Ownership;
  readonly intuneCompliance: ComplianceState;
  readonly graceEndsAt: string | null;
  readonly entraCompliance: EntraCompliance;
  readonly platform: Platform;
  readonly osVersion: string | null;
  readonly lastCheckInAt: string | null;
  readonly enrolledAt: string | null;
  readonly certificateExpiresAt: string | null;
  /** Null if Microsoft does not report it. */
  readonly encrypted: boolean | null;
  readonly totalStorageMegabytes: number | null;
  readonly freeStorageMegabytes: number | null;
  readonly lostMode: LostMode;
  readonly primaryUser: UserFacts | null;
  readonly logons: readonly LogonFacts[];
  readonly autopilot: AutopilotFacts | null;
  /** Newest first. */
  readonly setupEvents: readonly SetupFacts[];
  /** The policies whose assignments reach the device, but whose exclusions or filters leave it out. */
  readonly assignedPolicies: readonly AssignedFacts[];
  /** Part of the policies that are assigned: the groups through which profiles in conflict reach the device. */
  readonly conflictGroups?: readonly ConflictGroupFacts[];
  readonly actions: readonly ActionFacts[];
  readonly compliancePolicyStates: readonly ComplianceFacts[];
  readonly configurationStates: readonly ConfigurationFacts[];
  readonly appInstallStates: readonly InstallFacts[];
}

interface AutopilotFacts {
  readonly groupTag: string | null;
  readonly profileState: AutopilotProfileState;
  readonly enrollmentState: AutopilotEnrollmentState;
}

interface SetupFacts {
  readonly occurredAt: string;
  readonly state: SetupState;
  readonly failedPhase: SetupPhase | null;
  /** Microsoft's sentence or code; null if it gives none. */
  readonly error: { readonly reason: string } | null;
}

/** The last logon of a user on a device. */
interface LogonFacts {
  /** Null for a user who is gone, or whom the viewer cannot see. */
  readonly user: UserFacts | null;
  /** The id of that user, under the same coordinate. */
  readonly userId: string;
  readonly loggedOnAt: string | null;
}

interface ActionFacts {
  readonly kind: DeviceActionKind;
  readonly state: DeviceActionState;
  readonly requestedAt: string | null;
  readonly updatedAt: string | null;
}

export interface ComplianceFacts {
  readonly displayName: string | null;
  readonly state: PolicyState;
  readonly stateSince: string | null;
  readonly userPrincipalName: string | null;
  /** The id of that user, under the same coordinate; null if Microsoft names none. */
  readonly userId: string | null;
  readonly policy: PolicyFacts | null;
  /** The settings that are in error, in conflict or not compliant. */
  readonly settings: readonly SettingFacts[];
}

export interface ConfigurationFacts {
  readonly displayName: string | null;
  readonly profileType: ProfileType;
  readonly policy: PolicyFacts | null;
  readonly state: PolicyState;
  readonly stateSince: string | null;
  /** On how many devices in the viewer's scope the profile succeeded and failed; null if that was not counted. */
  readonly outcomes: { readonly succeeded: number; readonly failed: number } | null;
  readonly error: ErrorFact | null;
  readonly settings: readonly SettingFacts[];
}

export interface SettingFacts {
  readonly name: string;
  readonly state: PolicyState;
  readonly currentValue: string | null;
  readonly sources: readonly string[];
  readonly error: ErrorFact | null;
}

export interface InstallFacts {
  readonly intent: AppIntent;
  readonly state: AppInstallStateKind;
  readonly stateSince: string | null;
  readonly version: string | null;
  readonly app: AppFacts;
  readonly error: ErrorFact | null;
}

interface AppFacts {
  readonly id: string;
  readonly displayName: string | null;
  readonly modifiedAt: string | null;
  /** The id of its volume purchase token, under the same coordinate. It need not exist. */
  readonly connectorId: string | null;
  /** The states of the app on the devices in the viewer's scope, counted by state and code. */
  readonly installStates: readonly AppCount[];
}

export interface AppCount {
  readonly state: AppInstallStateKind;
  readonly errorCode: string | null;
  readonly devices: number;
}

/** Another record of a device: with its serial number, or of the same device in Entra if that is hidden. */
export interface TwinFacts {
  readonly id: string;
  readonly deviceName: string | null;
  readonly enrolledAt: string | null;
  readonly lastCheckInAt: string | null;
  readonly intuneCompliance: ComplianceState;
  readonly platform: Platform;
}
