/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Whether a protected app has checked in, worst first. */
export type AppProtectionStateKind =
  /** The policy was deployed, but the app has not been used with a work account since then. */
  | 'NOT_CHECKED_IN'
  /** The policy was deployed, and the app was used with a work account at least once. */
  | 'CHECKED_IN'
  | 'UNKNOWN';

/** Why a protected app flagged a device. */
export type FlaggedReason =
  /** The device is rooted or jailbroken. */
  | 'ROOTED_DEVICE'
  | 'ANDROID_BOOTLOADER_UNLOCKED'
  | 'ANDROID_FACTORY_ROM_MODIFIED'
  | 'UNKNOWN';

/** The intent of an app's assignments. */
export type AppIntent =
  | 'AVAILABLE'
  | 'REQUIRED'
  | 'UNINSTALL'
  | 'AVAILABLE_WITHOUT_ENROLLMENT'
  | 'REQUIRED_AND_AVAILABLE'
  | 'NOT_AVAILABLE'
  | 'EXCLUDED'
  | 'UNKNOWN';

/** The install state of an app on a device, worst first. */
export type AppInstallStateKind =
  | 'FAILED'
  | 'UNINSTALL_FAILED'
  | 'PENDING_INSTALL'
  | 'NOT_INSTALLED'
  | 'NOT_APPLICABLE'
  | 'INSTALLED'
  | 'UNKNOWN';

/** The worst install state of a device's apps. */
export type AppInstallSummary =
  /** At least one app failed to install or to uninstall. */
  | 'FAILED'
  /** None failed, and at least one waits to be installed. */
  | 'PENDING'
  /** None failed or waits, and at least one is installed. */
  | 'INSTALLED'
  /** No app is in one of these states. Other states do not count. */
  | 'NONE';

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

/** The ways in which a device can be enrolled. */
export type EnrollmentType =
  | 'USER_ENROLLMENT'
  | 'DEVICE_ENROLLMENT_MANAGER'
  | 'APPLE_BULK_WITH_USER'
  | 'APPLE_BULK_WITHOUT_USER'
  | 'WINDOWS_AZURE_AD_JOIN'
  | 'WINDOWS_BULK_USERLESS'
  | 'WINDOWS_AUTO_ENROLLMENT'
  | 'WINDOWS_BULK_AZURE_DOMAIN_JOIN'
  | 'WINDOWS_CO_MANAGEMENT'
  | 'WINDOWS_AZURE_AD_JOIN_USING_DEVICE_AUTH'
  | 'APPLE_USER_ENROLLMENT'
  | 'APPLE_USER_ENROLLMENT_WITH_SERVICE_ACCOUNT'
  | 'AZURE_AD_JOIN_USING_AZURE_VM_EXTENSION'
  | 'ANDROID_ENTERPRISE_DEDICATED_DEVICE'
  | 'ANDROID_ENTERPRISE_FULLY_MANAGED'
  | 'ANDROID_ENTERPRISE_CORPORATE_WORK_PROFILE'
  | 'ANDROID_AOSP_USER_OWNED_DEVICE_ENROLLMENT'
  | 'ANDROID_AOSP_USERLESS_DEVICE_ENROLLMENT'
  | 'UNKNOWN';

/** Whether a device is jailbroken or rooted. */
export type JailbreakState =
  | 'JAILBROKEN'
  | 'NOT_JAILBROKEN'
  | 'UNKNOWN';

/** Whether a device is in lost mode. */
export type LostMode =
  | 'ENABLED'
  | 'PENDING'
  | 'DISABLED'
  | 'UNKNOWN';

/** The channel that manages a device. */
export type ManagementAgent =
  | 'EAS'
  | 'MDM'
  | 'EAS_MDM'
  | 'INTUNE_CLIENT'
  | 'EAS_INTUNE_CLIENT'
  | 'CONFIGURATION_MANAGER_CLIENT'
  | 'CONFIGURATION_MANAGER_CLIENT_MDM'
  | 'CONFIGURATION_MANAGER_CLIENT_MDM_EAS'
  | 'JAMF'
  | 'GOOGLE_CLOUD_DEVICE_POLICY_CONTROLLER'
  | 'MICROSOFT365_MANAGED_MDM'
  | 'MS_SENSE'
  | 'INTUNE_AOSP'
  | 'GOOGLE'
  | 'UNKNOWN';

/** The state of a device between enrolment and retirement. */
export type ManagementState =
  | 'MANAGED'
  | 'RETIRE_PENDING'
  | 'RETIRE_FAILED'
  | 'WIPE_PENDING'
  | 'WIPE_FAILED'
  | 'UNHEALTHY'
  | 'DELETE_PENDING'
  | 'RETIRE_ISSUED'
  | 'WIPE_ISSUED'
  | 'WIPE_CANCELED'
  | 'RETIRE_CANCELED'
  | 'DISCOVERED'
  | 'UNKNOWN';

/** The join type of a device in Entra. */
export type JoinType =
  | 'JOINED'
  | 'REGISTERED'
  | 'HYBRID_JOINED'
  /** Entra does not know the device. */
  | 'NOT_REGISTERED'
  | 'UNKNOWN';

/** The owner of a device. */
export type Ownership =
  | 'COMPANY'
  | 'PERSONAL'
  | 'UNKNOWN';

/** The compliance state of a device in Intune. */
export type ComplianceState =
  | 'COMPLIANT'
  | 'NONCOMPLIANT'
  /** The device is not compliant, but its grace period has not ended. */
  | 'IN_GRACE_PERIOD'
  | 'CONFLICT'
  | 'ERROR'
  /** Configuration Manager decides. */
  | 'CONFIG_MANAGER'
  | 'UNKNOWN';

/** The compliance state of a device in Entra. */
export type EntraCompliance =
  | 'COMPLIANT'
  | 'NONCOMPLIANT'
  /** Entra has no record: the device is not registered, or not managed. */
  | 'NOT_APPLICABLE';

/** The kinds of remote actions. */
export type DeviceActionKind =
  | 'WIPE'
  | 'RETIRE'
  | 'DELETE'
  | 'REMOTE_LOCK'
  | 'RESET_PASSCODE'
  | 'RECOVER_PASSCODE'
  | 'BYPASS_ACTIVATION_LOCK'
  | 'ENABLE_LOST_MODE'
  | 'DISABLE_LOST_MODE'
  | 'PLAY_LOST_MODE_SOUND'
  | 'LOCATE_DEVICE'
  | 'SYNC_DEVICE'
  | 'REBOOT_NOW'
  | 'SHUT_DOWN'
  | 'CLEAN_WINDOWS_DEVICE'
  | 'WINDOWS_DEFENDER_SCAN'
  | 'WINDOWS_DEFENDER_UPDATE_SIGNATURES'
  | 'ROTATE_BITLOCKER_KEYS'
  | 'ROTATE_FILEVAULT_KEY'
  | 'SET_DEVICE_NAME'
  | 'COLLECT_DIAGNOSTICS'
  | 'REQUEST_REMOTE_ASSISTANCE'
  | 'LOGOUT_SHARED_APPLE_DEVICE_ACTIVE_USER'
  | 'DELETE_USER_FROM_SHARED_APPLE_DEVICE'
  | 'REVOKE_APPLE_VPP_LICENSES'
  | 'SEND_CUSTOM_NOTIFICATION'
  | 'ACTIVATE_DEVICE_ESIM'
  | 'UPDATE_DEVICE_ACCOUNT'
  | 'AUTOMATIC_REDEPLOYMENT'
  | 'CHANGE_ASSIGNMENTS'
  | 'DEPROVISION'
  | 'DISABLE'
  | 'REENABLE'
  | 'GET_FILEVAULT_KEY'
  | 'INITIATE_DEVICE_ATTESTATION'
  | 'INITIATE_MOBILE_DEVICE_MANAGEMENT_KEY_RECOVERY'
  | 'INITIATE_ON_DEMAND_PROACTIVE_REMEDIATION'
  | 'LAUNCH_REMOTE_HELP'
  | 'MOVE_DEVICE_TO_ORGANIZATIONAL_UNIT'
  | 'PAUSE_CONFIGURATION_REFRESH'
  | 'REMOVE_DEVICE_FIRMWARE_CONFIGURATION_INTERFACE_MANAGEMENT'
  | 'ROTATE_LOCAL_ADMIN_PASSWORD'
  | 'UNKNOWN';

/** The progress of a remote action. */
export type DeviceActionState =
  | 'NONE'
  | 'PENDING'
  | 'CANCELED'
  | 'ACTIVE'
  | 'DONE'
  | 'FAILED'
  | 'NOT_SUPPORTED'
  | 'UNKNOWN';

/** The worst state of a device's Wi-Fi, VPN, certificate and e-mail profiles. */
export type ConfigurationSummary =
  /** At least one profile failed or is in conflict. */
  | 'FAILED'
  /** None failed, and at least one has not reported yet. */
  | 'PENDING'
  /** All profiles that apply to the device are applied. */
  | 'APPLIED'
  /** No such profile applies to the device. */
  | 'NONE';

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

/** How sure a finding is, surest first. */
export type FindingConfidence =
  /** A field shows it. */
  | 'CERTAIN'
  /** Two facts together suggest it. */
  | 'LIKELY'
  /** Old facts or a rule of thumb suggest it. */
  | 'POSSIBLE';

/** The subjects of calls to a help desk. */
export type FindingTopic =
  /** Mail and access to company data. */
  | 'ACCESS'
  /** Wi-Fi and VPN. */
  | 'NETWORK'
  | 'APPS'
  /** A new device. */
  | 'ENROLMENT'
  /** A device without contact. */
  | 'CONTACT'
  /** The account and its licences. */
  | 'ACCOUNT'
  | 'SECURITY';

/** The person for a step. */
export type FindingAudience =
  /** The user on the phone. */
  | 'USER'
  /** The operator at the help desk. */
  | 'OPERATOR'
  | 'INTUNE_ADMIN'
  | 'LICENCE_ADMIN'
  | 'IDENTITY_ADMIN'
  /** The people who run the certificate authority. */
  | 'PKI_TEAM'
  /** The owner of the app's package. */
  | 'APP_OWNER'
  /** The holder of the organisation's Apple ID. */
  | 'APPLE_ADMIN'
  | 'SECURITY'
  /** The people who run this service. */
  | 'SERVICE_ADMIN';

/** Why a rule did not run. */
export type NotCheckedReason =
  /** The viewer lacks a permission. */
  | 'PERMISSION'
  /** The viewer's scope does not reach all that the rule reads. */
  | 'OUT_OF_SCOPE'
  /** The facts are too old. */
  | 'STALE'
  /** This service has no data about it. */
  | 'NO_DATA'
  /** Only a part of the data was looked at. */
  | 'TRUNCATED'
  /** The rule failed. The log has the details. */
  | 'INTERNAL';

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

/** The way in which a group gets its members. */
export type MembershipType =
  /** Members are added by hand. */
  | 'ASSIGNED'
  /** A rule selects users. */
  | 'DYNAMIC_USER'
  /** A rule selects devices. */
  | 'DYNAMIC_DEVICE'
  /** A rule selects members; it is unknown whether users or devices. */
  | 'DYNAMIC';

/** The way in which a user or a device belongs to a group. */
export type MembershipKind =
  | 'DIRECT'
  | 'TRANSITIVE';

/** The kind of settings that a profile configures. */
export type ProfileType =
  | 'VPN'
  | 'WIFI'
  | 'CERTIFICATE'
  | 'TRUSTED_ROOT'
  | 'EMAIL'
  | 'RESTRICTIONS'
  /** How Windows, iOS or macOS updates itself. */
  | 'UPDATE_RING'
  /** Endpoint security, and security baselines. */
  | 'ENDPOINT_SECURITY'
  | 'ADMINISTRATIVE_TEMPLATE'
  /** A profile of the settings catalog whose template and settings are of no other type here. */
  | 'SETTINGS_CATALOG'
  | 'CUSTOM'
  /** A profile of any other kind. */
  | 'OTHER'
  /** The profile is not among the imported configurations. */
  | 'UNKNOWN';

/** The state of a policy, a profile or a setting on a device, worst first. */
export type PolicyState =
  | 'ERROR'
  | 'CONFLICT'
  | 'NONCOMPLIANT'
  | 'IN_GRACE_PERIOD'
  | 'NOT_APPLICABLE'
  | 'NOT_ASSIGNED'
  | 'REMEDIATED'
  | 'COMPLIANT'
  | 'UNKNOWN';

/** A user to refresh. */
export type RefreshUserInput = {
  /** The user. */
  userId: string | number;
  /** Runs all checks but reads nothing: the user is null. */
  dryRun?: boolean | null | undefined;
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: string | null | undefined;
};

/** The error codes of `refreshUser`. */
export type RefreshUserErrorCode =
  /** The id is invalid, or belongs to an object of another type. */
  | 'INVALID_ID'
  /** The user does not exist, or is outside the viewer's scope. */
  | 'USER_NOT_FOUND'
  /** The viewer can see the user, but does not hold a permission over this user; `missing` lists it. */
  | 'EXCEEDS_OWN_RIGHTS'
  /** The service is not connected with Microsoft Graph. */
  | 'NOT_CONNECTED'
  /** A sync is under way. It reads the user too. */
  | 'SYNC_UNDER_WAY'
  /** An earlier refresh by this operator has not finished. */
  | 'REFRESH_UNDER_WAY'
  /** The operator has reached the number of refreshes per hour. */
  | 'TOO_MANY_REFRESHES'
  /** The `clientMutationId` was used before with another input. */
  | 'CLIENT_MUTATION_ID_REUSED'
  /** Concurrent changes conflicted with this one, so nothing was changed. Try again. */
  | 'TRY_AGAIN';

/** The state of a refresh. */
export type RefreshState =
  /** It waits for its turn. */
  | 'QUEUED'
  /** It is being read or written. */
  | 'RUNNING'
  /** Everything was read and written. */
  | 'COMPLETED'
  /** A part could not be read: `kinds` names it. If Microsoft Graph failed on the way, `failure` says why. */
  | 'PARTIAL'
  /** Nothing more is read: `failure` says why. */
  | 'FAILED';

/** Why a refresh failed. */
export type RefreshFailure =
  /** Microsoft Graph does not know the user any more. The account cannot sign in here; the next sync removes the user. */
  | 'USER_NOT_FOUND'
  /** A sync was under way for too long. */
  | 'SYNC_UNDER_WAY'
  /** The refresh broke off: the process ended, an import came between, or an unexpected error. `problem` says which. */
  | 'INTERRUPTED'
  /** Microsoft Graph took longer than five minutes. */
  | 'TIMED_OUT'
  /** Microsoft Graph could not be read; `problem` says why. */
  | 'MICROSOFT_GRAPH';

/** A finding that is wrong. */
export type ReportFindingInput = {
  /**
   * The user or the device on whose page the finding is. Without it, the finding is about the organisation as a whole, as
   * `Query.findings` lists it: without a user and without a device.
   */
  subjectId?: string | number | null | undefined;
  /** The finding: its `key`. */
  key: string;
  /** Why it is wrong, up to 500 characters. */
  reason: string;
  /** Runs all checks but keeps nothing: `reported` is false. */
  dryRun?: boolean | null | undefined;
  /**
   * An idempotency key. A request repeated within seven days with the same key and the same input takes effect once. A dry
   * run does not look at it.
   */
  clientMutationId?: string | null | undefined;
};

/** The error codes of `reportFinding`. */
export type ReportFindingErrorCode =
  /** The id is not that of a user or a device. */
  | 'INVALID_ID'
  /** The user or device does not exist, or the viewer cannot see it. */
  | 'SUBJECT_NOT_FOUND'
  /** The viewer sees no finding with this key there. */
  | 'FINDING_NOT_FOUND'
  /** The reason is empty. */
  | 'REASON_REQUIRED'
  /** The reason has more than 500 characters. */
  | 'REASON_TOO_LONG'
  /** The operator has reported 50 findings in a day. */
  | 'TOO_MANY_REPORTS'
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

/** The kinds of objects that are synced, each as one unit. */
export type SyncKind =
  /** The organisation and its connectors. */
  | 'TENANT'
  /** Users with their licences. */
  | 'USERS'
  /** Groups with their members. */
  | 'GROUPS'
  /** The devices that Microsoft Entra knows. */
  | 'ENTRA_DEVICES'
  /** The devices that Intune manages, with their remote actions. */
  | 'MANAGED_DEVICES'
  /** Devices in Windows Autopilot, and their set-ups. */
  | 'AUTOPILOT'
  /** Compliance policies, configuration profiles and enrolment restrictions with their assignments, and the states of policies on devices. */
  | 'POLICY_STATES'
  /** Apps, their dependencies and the apps that they replace. */
  | 'APPS'
  /** Install states of apps on devices. */
  | 'APP_INSTALL_STATES'
  /** App protection policies and the states that apps report. */
  | 'APP_PROTECTION'
  /** Failed enrolments. */
  | 'ENROLLMENT_FAILURES'
  /** Intune's roles and role assignments. */
  | 'ROLES';

/** The state of a sync. */
export type SyncState =
  /** It is being read or written. A sync that was killed is `FAILED` after two minutes at the latest. */
  | 'RUNNING'
  /** Everything was read and written. */
  | 'COMPLETED'
  /**
   * A part could not be read, or not be written because no administrator would be left. Old facts of that part remain. Rights
   * that could not be read are not granted.
   */
  | 'PARTIAL'
  /** Not everything could be read or written, or the sync broke off. What was written stays. */
  | 'FAILED';

/** Whether the tenant's subscription can be used. */
export type AccountStatus =
  | 'ACTIVE'
  | 'INACTIVE';

/** The state of the Intune subscription, as Microsoft reports it. */
export type SubscriptionState =
  | 'PENDING'
  | 'ACTIVE'
  | 'WARNING'
  | 'DISABLED'
  | 'DELETED'
  | 'BLOCKED'
  | 'LOCKED_OUT'
  | 'UNKNOWN';

/** The service that manages the tenant's mobile devices. */
export type MdmAuthority =
  | 'INTUNE'
  | 'SCCM'
  | 'OFFICE365'
  | 'UNKNOWN';

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

/** The health of a connector, worst first. */
export type ConnectorHealth =
  | 'UNHEALTHY'
  | 'WARNING'
  | 'HEALTHY'
  | 'NOT_ENABLED';

/** The state of a plan of a licence. */
export type LicenseState =
  | 'ENABLED'
  /** Expired, but still works during its grace period. */
  | 'WARNING'
  | 'SUSPENDED'
  | 'DELETED'
  | 'LOCKED_OUT'
  /** The plan is switched off in the licence. */
  | 'DISABLED'
  /** Assigned, but not active yet. */
  | 'PENDING'
  | 'UNKNOWN';

/** Why a licence could not be assigned. */
export type LicenseError =
  /** All licences of the tenant are in use. */
  | 'COUNT_VIOLATION'
  /** The plan conflicts with another plan of the user. */
  | 'MUTUALLY_EXCLUSIVE_VIOLATION'
  /** The plan requires another plan that the user does not have. */
  | 'DEPENDENCY_VIOLATION'
  /** The plan is not allowed in the user's usage location, or the user has no usage location. */
  | 'PROHIBITED_IN_USAGE_LOCATION_VIOLATION'
  /** An address of the user is already in use. */
  | 'UNIQUENESS_VIOLATION'
  | 'OTHER';

/** Microsoft's category of a failed enrolment. */
export type EnrollmentFailureCategory =
  | 'AUTHENTICATION'
  | 'AUTHORIZATION'
  | 'ACCOUNT_VALIDATION'
  | 'USER_VALIDATION'
  | 'DEVICE_NOT_SUPPORTED'
  | 'IN_MAINTENANCE'
  | 'BAD_REQUEST'
  | 'FEATURE_NOT_SUPPORTED'
  | 'ENROLLMENT_RESTRICTIONS_ENFORCED'
  | 'CLIENT_DISCONNECTED'
  | 'USER_ABANDONMENT'
  | 'UNKNOWN';

export type RankUserFindingsQueryVariables = Exact<{
  userId: string | number;
  topic?: FindingTopic | null | undefined;
}>;


export type RankUserFindingsQuery = { user: { id: string, findings: { asOf: string, nodes: Array<{ key: string, rule: FindingRule, severity: FindingSeverity, confidence: FindingConfidence, topics: Array<FindingTopic>, title: string, why: string, codes: Array<string>, explains: Array<{ key: string, title: string, why: string, explains: Array<{ key: string, title: string, why: string }> }>, devices: Array<{ id: string, deviceName: string | null, serialNumber: string | null }> | null, evidence: Array<{ coordinate: string, nodeId: string | null, value: string | null, displayValue: string | null }>, steps: Array<{ who: FindingAudience, text: string, viewerMay: boolean | null, adminCentreUrl: string | null, needs: Array<{ displayName: string }> }> }>, normal: Array<{ key: string, title: string, why: string }>, notChecked: Array<{ reason: NotCheckedReason, text: string, adminCentreUrl: string | null }> } } | null };

export type RankDeviceFindingsQueryVariables = Exact<{
  deviceId: string | number;
  topic?: FindingTopic | null | undefined;
}>;


export type RankDeviceFindingsQuery = { device: { id: string, findings: { asOf: string, nodes: Array<{ key: string, rule: FindingRule, severity: FindingSeverity, confidence: FindingConfidence, topics: Array<FindingTopic>, title: string, why: string, codes: Array<string>, explains: Array<{ key: string, title: string, why: string, explains: Array<{ key: string, title: string, why: string }> }>, devices: Array<{ id: string, deviceName: string | null, serialNumber: string | null }> | null, evidence: Array<{ coordinate: string, nodeId: string | null, value: string | null, displayValue: string | null }>, steps: Array<{ who: FindingAudience, text: string, viewerMay: boolean | null, adminCentreUrl: string | null, needs: Array<{ displayName: string }> }> }>, normal: Array<{ key: string, title: string, why: string }>, notChecked: Array<{ reason: NotCheckedReason, text: string, adminCentreUrl: string | null }> } } | null };

export type FindingsCardFragment = { asOf: string, nodes: Array<{ key: string, rule: FindingRule, severity: FindingSeverity, confidence: FindingConfidence, topics: Array<FindingTopic>, title: string, why: string, codes: Array<string>, explains: Array<{ key: string, title: string, why: string, explains: Array<{ key: string, title: string, why: string }> }>, devices: Array<{ id: string, deviceName: string | null, serialNumber: string | null }> | null, evidence: Array<{ coordinate: string, nodeId: string | null, value: string | null, displayValue: string | null }>, steps: Array<{ who: FindingAudience, text: string, viewerMay: boolean | null, adminCentreUrl: string | null, needs: Array<{ displayName: string }> }> }>, normal: Array<{ key: string, title: string, why: string }>, notChecked: Array<{ reason: NotCheckedReason, text: string, adminCentreUrl: string | null }> };

export type SymptomFragment = { key: string, title: string, why: string };

export type FindingDetailsFragment = { key: string, rule: FindingRule, severity: FindingSeverity, confidence: FindingConfidence, topics: Array<FindingTopic>, title: string, why: string, codes: Array<string>, devices: Array<{ id: string, deviceName: string | null, serialNumber: string | null }> | null, evidence: Array<{ coordinate: string, nodeId: string | null, value: string | null, displayValue: string | null }>, steps: Array<{ who: FindingAudience, text: string, viewerMay: boolean | null, adminCentreUrl: string | null, needs: Array<{ displayName: string }> }> };

export type InspectDeviceQueryVariables = Exact<{
  deviceId: string | number;
}>;


export type InspectDeviceQuery = { device: { id: string, deviceName: string | null, serialNumber: string | null, manufacturer: string | null, model: string | null, managedBy: ManagementAgent, managementState: ManagementState, ownership: Ownership, joinType: JoinType, intuneCompliance: ComplianceState, graceEndsAt: string | null, entraCompliance: EntraCompliance, operatingSystem: string | null, osVersion: string | null, lastCheckInAt: string | null, enrolledAt: string | null, certificateExpiresAt: string | null, platform: Platform, encrypted: boolean | null, supervised: boolean | null, totalStorageMegabytes: number | null, freeStorageMegabytes: number | null, imei: string | null, phoneNumber: string | null, wifiMacAddress: string | null, enrollmentType: EnrollmentType, category: string | null, notes: string | null, jailbreak: JailbreakState, lostMode: LostMode, adminCentreUrl: string, syncedAt: string, remoteTasks: Array<{ kind: DeviceActionKind, displayName: string, viewerMay: boolean | null }>, primaryUser: { id: string, displayName: string | null, userPrincipalName: string, enrollmentFailures: { nodes: Array<{ id: string, occurredAt: string, category: EnrollmentFailureCategory }> } | null } | null, compliancePolicyStates: Array<{ id: string, displayName: string | null, state: PolicyState, userPrincipalName: string | null, syncedAt: string, settings: Array<{ name: string, displayName: string, state: PolicyState, currentValue: string | null, sources: Array<string>, error: { code: string | null, hex: string | null, meaning: string, remedy: string | null } | null }> }>, configurationStates: Array<{ id: string, displayName: string | null, profileType: ProfileType, state: PolicyState, userPrincipalName: string | null, syncedAt: string, error: { code: string | null, hex: string | null, meaning: string, remedy: string | null } | null, settings: Array<{ name: string, displayName: string, state: PolicyState, currentValue: string | null, sources: Array<string>, error: { code: string | null, hex: string | null, meaning: string, remedy: string | null } | null }> }>, actions: Array<{ kind: DeviceActionKind, name: string, state: DeviceActionState, requestedAt: string | null, updatedAt: string | null }>, appInstallStates: { totalCount: number, totalCountIsLowerBound: boolean, complete: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, intent: AppIntent, state: AppInstallStateKind, version: string | null, syncedAt: string, app: { id: string, displayName: string | null, publisher: string | null }, error: { code: string | null, hex: string | null, meaning: string, remedy: string | null } | null }> } | null } | null, judged: { id: string, findings: { asOf: string, nodes: Array<{ key: string, rule: FindingRule, severity: FindingSeverity, confidence: FindingConfidence, topics: Array<FindingTopic>, title: string, why: string, codes: Array<string>, explains: Array<{ key: string, title: string, why: string, explains: Array<{ key: string, title: string, why: string }> }>, devices: Array<{ id: string, deviceName: string | null, serialNumber: string | null }> | null, evidence: Array<{ coordinate: string, nodeId: string | null, value: string | null, displayValue: string | null }>, steps: Array<{ who: FindingAudience, text: string, viewerMay: boolean | null, adminCentreUrl: string | null, needs: Array<{ displayName: string }> }> }>, normal: Array<{ key: string, title: string, why: string }>, notChecked: Array<{ reason: NotCheckedReason, text: string, adminCentreUrl: string | null }> } } | null };

export type UserByPrincipalNameQueryVariables = Exact<{
  userPrincipalName: string;
}>;


export type UserByPrincipalNameQuery = { user: { id: string, displayName: string | null } | null };

export type MoreAppInstallStatesQueryVariables = Exact<{
  deviceId: string | number;
  after?: string | null | undefined;
}>;


export type MoreAppInstallStatesQuery = { device: { id: string, appInstallStates: { totalCount: number, totalCountIsLowerBound: boolean, complete: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, intent: AppIntent, state: AppInstallStateKind, version: string | null, syncedAt: string, app: { id: string, displayName: string | null, publisher: string | null }, error: { code: string | null, hex: string | null, meaning: string, remedy: string | null } | null }> } | null } | null };

export type AppInstallStatePageFragment = { totalCount: number, totalCountIsLowerBound: boolean, complete: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, intent: AppIntent, state: AppInstallStateKind, version: string | null, syncedAt: string, app: { id: string, displayName: string | null, publisher: string | null }, error: { code: string | null, hex: string | null, meaning: string, remedy: string | null } | null }> };

export type SettingFragment = { name: string, displayName: string, state: PolicyState, currentValue: string | null, sources: Array<string>, error: { code: string | null, hex: string | null, meaning: string, remedy: string | null } | null };

export type ExplanationFragment = { code: string | null, hex: string | null, meaning: string, remedy: string | null };

export type MissingRolesQueryVariables = Exact<{ [key: string]: never; }>;


export type MissingRolesQuery = { viewer: { id: string, missing: Array<{ permission: Permission, roles: Array<{ id: string, displayName: string, origin: Origin }> | null }> } };

export type RefreshUserMutationVariables = Exact<{
  input: RefreshUserInput;
}>;


export type RefreshUserMutation = { refreshUser: { user: { id: string, refresh: { state: RefreshState, finishedAt: string | null, failure: RefreshFailure | null, problem: string | null, kinds: Array<{ kind: SyncKind, problem: string | null }> } | null } | null, userErrors: Array<{ code: RefreshUserErrorCode, retryAfter: number | null }> } | null };

export type RefreshOfUserQueryVariables = Exact<{
  userId: string | number;
}>;


export type RefreshOfUserQuery = { user: { id: string, refresh: { state: RefreshState, finishedAt: string | null, failure: RefreshFailure | null, problem: string | null, kinds: Array<{ kind: SyncKind, problem: string | null }> } | null } | null };

export type RefreshProgressFragment = { state: RefreshState, finishedAt: string | null, failure: RefreshFailure | null, problem: string | null, kinds: Array<{ kind: SyncKind, problem: string | null }> };

export type ReportFindingMutationVariables = Exact<{
  input: ReportFindingInput;
}>;


export type ReportFindingMutation = { reportFinding: { reported: boolean, userErrors: Array<{ code: ReportFindingErrorCode, field: Array<string> | null, missing: Array<Permission> }> } | null };

export type SyncStateQueryVariables = Exact<{ [key: string]: never; }>;


export type SyncStateQuery = { tenant: { id: string, sync: Array<{ kind: SyncKind, state: SyncState, problem: string | null }> | null } | null };

export type TeamFindingsQueryVariables = Exact<{
  rule?: FindingRule | null | undefined;
  severity?: FindingSeverity | null | undefined;
  topic?: FindingTopic | null | undefined;
  after?: string | null | undefined;
}>;


export type TeamFindingsQuery = { findings: { nodes: Array<{ key: string, rule: FindingRule, severity: FindingSeverity, confidence: FindingConfidence, topics: Array<FindingTopic>, title: string, why: string, codes: Array<string>, user: { id: string, displayName: string | null, userPrincipalName: string } | null, devices: Array<{ id: string, deviceName: string | null, serialNumber: string | null }> | null, evidence: Array<{ coordinate: string, nodeId: string | null, value: string | null, displayValue: string | null }>, steps: Array<{ who: FindingAudience, text: string, viewerMay: boolean | null, adminCentreUrl: string | null, needs: Array<{ displayName: string }> }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null }, notChecked: Array<{ reason: NotCheckedReason, missing: Array<Permission>, text: string, adminCentreUrl: string | null }> } | null };

export type FindingRulesQueryVariables = Exact<{ [key: string]: never; }>;


export type FindingRulesQuery = { findingRules: Array<{ rule: FindingRule, severity: FindingSeverity, remark: boolean, silenced: boolean, shadow: boolean }> | null };

export type TroubleshootUserQueryVariables = Exact<{
  userId: string | number;
}>;


export type TroubleshootUserQuery = { tenant: { id: string, displayName: string, accountStatus: AccountStatus, subscriptionState: SubscriptionState, mdmAuthority: MdmAuthority, syncedAt: string, connectors: Array<{ kind: ConnectorKind, name: string | null, health: ConnectorHealth, expiresAt: string | null, lastSyncAt: string | null }> } | null, user: { id: string, displayName: string | null, userPrincipalName: string, mail: string | null, accountEnabled: boolean | null, jobTitle: string | null, department: string | null, usageLocation: string | null, adminCentreUrl: string, signInLogUrl: string, syncedAt: string, status: { intuneLicensed: boolean, deviceCount: number | null, noncompliantDeviceCount: number | null, failedAppCount: number | null, notCheckedInAppCount: number | null }, licenses: Array<{ skuPartNumber: string | null, servicePlan: string, state: LicenseState, error: LicenseError | null }>, groupMemberships: { totalCount: number, totalCountIsLowerBound: boolean, complete: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ kind: MembershipKind, group: { id: string, displayName: string | null, membershipType: MembershipType, syncedAt: string | null } }> }, devices: { totalCount: number, totalCountIsLowerBound: boolean, complete: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, deviceName: string | null, model: string | null, serialNumber: string | null, platform: Platform, managedBy: ManagementAgent, joinType: JoinType, ownership: Ownership, intuneCompliance: ComplianceState, graceEndsAt: string | null, entraCompliance: EntraCompliance, configurationSummary: ConfigurationSummary, appInstallSummary: AppInstallSummary | null, operatingSystem: string | null, osVersion: string | null, lastCheckInAt: string | null, syncedAt: string }> } | null, appProtectionStates: { totalCount: number, totalCountIsLowerBound: boolean, complete: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, state: AppProtectionStateKind, appName: string | null, deviceName: string | null, deviceType: string | null, platform: Platform, flaggedReasons: Array<FlaggedReason>, lastSyncAt: string | null, syncedAt: string, policies: Array<{ id: string, displayName: string }> }> } | null, appProtectionPolicies: { totalCount: number, complete: boolean } | null, enrollmentFailures: { totalCount: number, totalCountIsLowerBound: boolean, complete: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, occurredAt: string, operatingSystem: string | null, osVersion: string | null, category: EnrollmentFailureCategory, syncedAt: string, error: { code: string | null, hex: string | null, meaning: string, remedy: string | null } }> } | null } | null, judged: { id: string, findings: { asOf: string, nodes: Array<{ key: string, rule: FindingRule, severity: FindingSeverity, confidence: FindingConfidence, topics: Array<FindingTopic>, title: string, why: string, codes: Array<string>, explains: Array<{ key: string, title: string, why: string, explains: Array<{ key: string, title: string, why: string }> }>, devices: Array<{ id: string, deviceName: string | null, serialNumber: string | null }> | null, evidence: Array<{ coordinate: string, nodeId: string | null, value: string | null, displayValue: string | null }>, steps: Array<{ who: FindingAudience, text: string, viewerMay: boolean | null, adminCentreUrl: string | null, needs: Array<{ displayName: string }> }> }>, normal: Array<{ key: string, title: string, why: string }>, notChecked: Array<{ reason: NotCheckedReason, text: string, adminCentreUrl: string | null }> } } | null };

export type MoreGroupMembershipsQueryVariables = Exact<{
  userId: string | number;
  after?: string | null | undefined;
}>;


export type MoreGroupMembershipsQuery = { user: { id: string, groupMemberships: { totalCount: number, totalCountIsLowerBound: boolean, complete: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ kind: MembershipKind, group: { id: string, displayName: string | null, membershipType: MembershipType, syncedAt: string | null } }> } } | null };

export type MoreDevicesQueryVariables = Exact<{
  userId: string | number;
  after?: string | null | undefined;
}>;


export type MoreDevicesQuery = { user: { id: string, devices: { totalCount: number, totalCountIsLowerBound: boolean, complete: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, deviceName: string | null, model: string | null, serialNumber: string | null, platform: Platform, managedBy: ManagementAgent, joinType: JoinType, ownership: Ownership, intuneCompliance: ComplianceState, graceEndsAt: string | null, entraCompliance: EntraCompliance, configurationSummary: ConfigurationSummary, appInstallSummary: AppInstallSummary | null, operatingSystem: string | null, osVersion: string | null, lastCheckInAt: string | null, syncedAt: string }> } | null } | null };

export type FindingsOfDevicesQueryVariables = Exact<{
  userId: string | number;
  after?: string | null | undefined;
}>;


export type FindingsOfDevicesQuery = { user: { id: string, devices: { nodes: Array<{ id: string, findings: { nodes: Array<{ severity: FindingSeverity }> } }> } | null } | null };

export type MoreAppProtectionStatesQueryVariables = Exact<{
  userId: string | number;
  after?: string | null | undefined;
}>;


export type MoreAppProtectionStatesQuery = { user: { id: string, appProtectionStates: { totalCount: number, totalCountIsLowerBound: boolean, complete: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, state: AppProtectionStateKind, appName: string | null, deviceName: string | null, deviceType: string | null, platform: Platform, flaggedReasons: Array<FlaggedReason>, lastSyncAt: string | null, syncedAt: string, policies: Array<{ id: string, displayName: string }> }> } | null } | null };

export type MoreEnrollmentFailuresQueryVariables = Exact<{
  userId: string | number;
  after?: string | null | undefined;
}>;


export type MoreEnrollmentFailuresQuery = { user: { id: string, enrollmentFailures: { totalCount: number, totalCountIsLowerBound: boolean, complete: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, occurredAt: string, operatingSystem: string | null, osVersion: string | null, category: EnrollmentFailureCategory, syncedAt: string, error: { code: string | null, hex: string | null, meaning: string, remedy: string | null } }> } | null } | null };

export type GroupMembershipPageFragment = { totalCount: number, totalCountIsLowerBound: boolean, complete: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ kind: MembershipKind, group: { id: string, displayName: string | null, membershipType: MembershipType, syncedAt: string | null } }> };

export type DevicePageFragment = { totalCount: number, totalCountIsLowerBound: boolean, complete: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, deviceName: string | null, model: string | null, serialNumber: string | null, platform: Platform, managedBy: ManagementAgent, joinType: JoinType, ownership: Ownership, intuneCompliance: ComplianceState, graceEndsAt: string | null, entraCompliance: EntraCompliance, configurationSummary: ConfigurationSummary, appInstallSummary: AppInstallSummary | null, operatingSystem: string | null, osVersion: string | null, lastCheckInAt: string | null, syncedAt: string }> };

export type AppProtectionStatePageFragment = { totalCount: number, totalCountIsLowerBound: boolean, complete: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, state: AppProtectionStateKind, appName: string | null, deviceName: string | null, deviceType: string | null, platform: Platform, flaggedReasons: Array<FlaggedReason>, lastSyncAt: string | null, syncedAt: string, policies: Array<{ id: string, displayName: string }> }> };

export type EnrollmentFailurePageFragment = { totalCount: number, totalCountIsLowerBound: boolean, complete: boolean, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, occurredAt: string, operatingSystem: string | null, osVersion: string | null, category: EnrollmentFailureCategory, syncedAt: string, error: { code: string | null, hex: string | null, meaning: string, remedy: string | null } }> };

export const FindingDetailsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"topics"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"codes"}},{"kind":"Field","name":{"kind":"Name","value":"devices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"coordinate"}},{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"displayValue"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"who"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"needs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerMay"}},{"kind":"Field","name":{"kind":"Name","value":"adminCentreUrl"}}]}}]}}]} as unknown as DocumentNode<FindingDetailsFragment, unknown>;
export const SymptomFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Symptom"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"why"}}]}}]} as unknown as DocumentNode<SymptomFragment, unknown>;
export const FindingsCardFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingsCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FindingReport"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingDetails"}},{"kind":"Field","name":{"kind":"Name","value":"explains"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Symptom"}},{"kind":"Field","name":{"kind":"Name","value":"explains"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Symptom"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"normal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Symptom"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notChecked"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"adminCentreUrl"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"topics"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"codes"}},{"kind":"Field","name":{"kind":"Name","value":"devices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"coordinate"}},{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"displayValue"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"who"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"needs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerMay"}},{"kind":"Field","name":{"kind":"Name","value":"adminCentreUrl"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Symptom"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"why"}}]}}]} as unknown as DocumentNode<FindingsCardFragment, unknown>;
export const ExplanationFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Explanation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Failure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"hex"}},{"kind":"Field","name":{"kind":"Name","value":"meaning"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}}]}}]} as unknown as DocumentNode<ExplanationFragment, unknown>;
export const AppInstallStatePageFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AppInstallStatePage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AppInstallStateConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"intent"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}},{"kind":"Field","name":{"kind":"Name","value":"app"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"publisher"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Explanation"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Explanation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Failure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"hex"}},{"kind":"Field","name":{"kind":"Name","value":"meaning"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}}]}}]} as unknown as DocumentNode<AppInstallStatePageFragment, unknown>;
export const SettingFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Setting"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SettingState"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"currentValue"}},{"kind":"Field","name":{"kind":"Name","value":"sources"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Explanation"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Explanation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Failure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"hex"}},{"kind":"Field","name":{"kind":"Name","value":"meaning"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}}]}}]} as unknown as DocumentNode<SettingFragment, unknown>;
export const RefreshProgressFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RefreshProgress"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserRefresh"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}},{"kind":"Field","name":{"kind":"Name","value":"kinds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}}]}}]}}]} as unknown as DocumentNode<RefreshProgressFragment, unknown>;
export const GroupMembershipPageFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GroupMembershipPage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GroupMembershipConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"group"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"membershipType"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}}]}}]}}]}}]} as unknown as DocumentNode<GroupMembershipPageFragment, unknown>;
export const DevicePageFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DevicePage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeviceConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}},{"kind":"Field","name":{"kind":"Name","value":"platform"}},{"kind":"Field","name":{"kind":"Name","value":"managedBy"}},{"kind":"Field","name":{"kind":"Name","value":"joinType"}},{"kind":"Field","name":{"kind":"Name","value":"ownership"}},{"kind":"Field","name":{"kind":"Name","value":"intuneCompliance"}},{"kind":"Field","name":{"kind":"Name","value":"graceEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"entraCompliance"}},{"kind":"Field","name":{"kind":"Name","value":"configurationSummary"}},{"kind":"Field","name":{"kind":"Name","value":"appInstallSummary"}},{"kind":"Field","name":{"kind":"Name","value":"operatingSystem"}},{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"lastCheckInAt"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}}]}}]}}]} as unknown as DocumentNode<DevicePageFragment, unknown>;
export const AppProtectionStatePageFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AppProtectionStatePage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AppProtectionStateConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"deviceType"}},{"kind":"Field","name":{"kind":"Name","value":"platform"}},{"kind":"Field","name":{"kind":"Name","value":"flaggedReasons"}},{"kind":"Field","name":{"kind":"Name","value":"lastSyncAt"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}},{"kind":"Field","name":{"kind":"Name","value":"policies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}}]} as unknown as DocumentNode<AppProtectionStatePageFragment, unknown>;
export const EnrollmentFailurePageFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EnrollmentFailurePage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EnrollmentFailureConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"operatingSystem"}},{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"hex"}},{"kind":"Field","name":{"kind":"Name","value":"meaning"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}}]}}]}}]}}]} as unknown as DocumentNode<EnrollmentFailurePageFragment, unknown>;
export const RankUserFindingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RankUserFindings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"topic"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FindingTopic"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"findings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"topic"},"value":{"kind":"Variable","name":{"kind":"Name","value":"topic"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingsCard"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"topics"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"codes"}},{"kind":"Field","name":{"kind":"Name","value":"devices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"coordinate"}},{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"displayValue"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"who"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"needs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerMay"}},{"kind":"Field","name":{"kind":"Name","value":"adminCentreUrl"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Symptom"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"why"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingsCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FindingReport"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingDetails"}},{"kind":"Field","name":{"kind":"Name","value":"explains"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Symptom"}},{"kind":"Field","name":{"kind":"Name","value":"explains"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Symptom"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"normal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Symptom"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notChecked"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"adminCentreUrl"}}]}}]}}]} as unknown as DocumentNode<RankUserFindingsQuery, RankUserFindingsQueryVariables>;
export const RankDeviceFindingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RankDeviceFindings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"deviceId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"topic"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FindingTopic"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"device"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"deviceId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"findings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"topic"},"value":{"kind":"Variable","name":{"kind":"Name","value":"topic"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingsCard"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"topics"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"codes"}},{"kind":"Field","name":{"kind":"Name","value":"devices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"coordinate"}},{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"displayValue"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"who"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"needs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerMay"}},{"kind":"Field","name":{"kind":"Name","value":"adminCentreUrl"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Symptom"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"why"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingsCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FindingReport"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingDetails"}},{"kind":"Field","name":{"kind":"Name","value":"explains"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Symptom"}},{"kind":"Field","name":{"kind":"Name","value":"explains"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Symptom"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"normal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Symptom"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notChecked"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"adminCentreUrl"}}]}}]}}]} as unknown as DocumentNode<RankDeviceFindingsQuery, RankDeviceFindingsQueryVariables>;
export const InspectDeviceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"InspectDevice"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"deviceId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"device"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"deviceId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}},{"kind":"Field","name":{"kind":"Name","value":"manufacturer"}},{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"managedBy"}},{"kind":"Field","name":{"kind":"Name","value":"managementState"}},{"kind":"Field","name":{"kind":"Name","value":"ownership"}},{"kind":"Field","name":{"kind":"Name","value":"joinType"}},{"kind":"Field","name":{"kind":"Name","value":"intuneCompliance"}},{"kind":"Field","name":{"kind":"Name","value":"graceEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"entraCompliance"}},{"kind":"Field","name":{"kind":"Name","value":"operatingSystem"}},{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"lastCheckInAt"}},{"kind":"Field","name":{"kind":"Name","value":"enrolledAt"}},{"kind":"Field","name":{"kind":"Name","value":"certificateExpiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"platform"}},{"kind":"Field","name":{"kind":"Name","value":"encrypted"}},{"kind":"Field","name":{"kind":"Name","value":"supervised"}},{"kind":"Field","name":{"kind":"Name","value":"totalStorageMegabytes"}},{"kind":"Field","name":{"kind":"Name","value":"freeStorageMegabytes"}},{"kind":"Field","name":{"kind":"Name","value":"imei"}},{"kind":"Field","name":{"kind":"Name","value":"phoneNumber"}},{"kind":"Field","name":{"kind":"Name","value":"wifiMacAddress"}},{"kind":"Field","name":{"kind":"Name","value":"enrollmentType"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"notes"}},{"kind":"Field","name":{"kind":"Name","value":"jailbreak"}},{"kind":"Field","name":{"kind":"Name","value":"lostMode"}},{"kind":"Field","name":{"kind":"Name","value":"adminCentreUrl"}},{"kind":"Field","name":{"kind":"Name","value":"remoteTasks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"viewerMay"}}]}},{"kind":"Field","name":{"kind":"Name","value":"primaryUser"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}},{"kind":"Field","name":{"kind":"Name","value":"enrollmentFailures"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"category"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}},{"kind":"Field","name":{"kind":"Name","value":"compliancePolicyStates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Setting"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"configurationStates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"profileType"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Explanation"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"states"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"ERROR"},{"kind":"EnumValue","value":"CONFLICT"},{"kind":"EnumValue","value":"NONCOMPLIANT"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Setting"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"actions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"requestedAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"appInstallStates"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AppInstallStatePage"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"judged"},"name":{"kind":"Name","value":"device"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"deviceId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"findings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingsCard"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Explanation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Failure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"hex"}},{"kind":"Field","name":{"kind":"Name","value":"meaning"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"topics"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"codes"}},{"kind":"Field","name":{"kind":"Name","value":"devices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"coordinate"}},{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"displayValue"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"who"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"needs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerMay"}},{"kind":"Field","name":{"kind":"Name","value":"adminCentreUrl"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Symptom"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"why"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Setting"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SettingState"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"currentValue"}},{"kind":"Field","name":{"kind":"Name","value":"sources"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Explanation"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AppInstallStatePage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AppInstallStateConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"intent"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}},{"kind":"Field","name":{"kind":"Name","value":"app"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"publisher"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Explanation"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingsCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FindingReport"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingDetails"}},{"kind":"Field","name":{"kind":"Name","value":"explains"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Symptom"}},{"kind":"Field","name":{"kind":"Name","value":"explains"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Symptom"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"normal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Symptom"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notChecked"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"adminCentreUrl"}}]}}]}}]} as unknown as DocumentNode<InspectDeviceQuery, InspectDeviceQueryVariables>;
export const UserByPrincipalNameDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"UserByPrincipalName"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userPrincipalName"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"userPrincipalName"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userPrincipalName"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]} as unknown as DocumentNode<UserByPrincipalNameQuery, UserByPrincipalNameQueryVariables>;
export const MoreAppInstallStatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MoreAppInstallStates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"deviceId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"device"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"deviceId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"appInstallStates"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AppInstallStatePage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Explanation"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Failure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"hex"}},{"kind":"Field","name":{"kind":"Name","value":"meaning"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AppInstallStatePage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AppInstallStateConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"intent"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}},{"kind":"Field","name":{"kind":"Name","value":"app"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"publisher"}}]}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Explanation"}}]}}]}}]}}]} as unknown as DocumentNode<MoreAppInstallStatesQuery, MoreAppInstallStatesQueryVariables>;
export const MissingRolesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MissingRoles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"missing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"permission"}},{"kind":"Field","name":{"kind":"Name","value":"roles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"origin"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MissingRolesQuery, MissingRolesQueryVariables>;
export const RefreshUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RefreshUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefreshUserInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refreshUser"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"refresh"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RefreshProgress"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"retryAfter"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RefreshProgress"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserRefresh"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}},{"kind":"Field","name":{"kind":"Name","value":"kinds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}}]}}]}}]} as unknown as DocumentNode<RefreshUserMutation, RefreshUserMutationVariables>;
export const RefreshOfUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RefreshOfUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"refresh"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"RefreshProgress"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"RefreshProgress"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserRefresh"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"finishedAt"}},{"kind":"Field","name":{"kind":"Name","value":"failure"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}},{"kind":"Field","name":{"kind":"Name","value":"kinds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}}]}}]}}]} as unknown as DocumentNode<RefreshOfUserQuery, RefreshOfUserQueryVariables>;
export const ReportFindingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReportFinding"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportFindingInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reportFinding"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reported"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}}]}}]}}]}}]} as unknown as DocumentNode<ReportFindingMutation, ReportFindingMutationVariables>;
export const SyncStateDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SyncState"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tenant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"sync"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"problem"}}]}}]}}]}}]} as unknown as DocumentNode<SyncStateQuery, SyncStateQueryVariables>;
export const TeamFindingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TeamFindings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"rule"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FindingRule"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"severity"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FindingSeverity"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"topic"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"FindingTopic"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"findings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"rule"},"value":{"kind":"Variable","name":{"kind":"Name","value":"rule"}}},{"kind":"Argument","name":{"kind":"Name","value":"severity"},"value":{"kind":"Variable","name":{"kind":"Name","value":"severity"}}},{"kind":"Argument","name":{"kind":"Name","value":"topic"},"value":{"kind":"Variable","name":{"kind":"Name","value":"topic"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingDetails"}},{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notChecked"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"missing"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"adminCentreUrl"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"topics"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"codes"}},{"kind":"Field","name":{"kind":"Name","value":"devices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"coordinate"}},{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"displayValue"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"who"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"needs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerMay"}},{"kind":"Field","name":{"kind":"Name","value":"adminCentreUrl"}}]}}]}}]} as unknown as DocumentNode<TeamFindingsQuery, TeamFindingsQueryVariables>;
export const FindingRulesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindingRules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"findingRules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"remark"}},{"kind":"Field","name":{"kind":"Name","value":"silenced"}},{"kind":"Field","name":{"kind":"Name","value":"shadow"}}]}}]}}]} as unknown as DocumentNode<FindingRulesQuery, FindingRulesQueryVariables>;
export const TroubleshootUserDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TroubleshootUser"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tenant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"accountStatus"}},{"kind":"Field","name":{"kind":"Name","value":"subscriptionState"}},{"kind":"Field","name":{"kind":"Name","value":"mdmAuthority"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}},{"kind":"Field","name":{"kind":"Name","value":"connectors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"health"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastSyncAt"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"userPrincipalName"}},{"kind":"Field","name":{"kind":"Name","value":"mail"}},{"kind":"Field","name":{"kind":"Name","value":"accountEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"jobTitle"}},{"kind":"Field","name":{"kind":"Name","value":"department"}},{"kind":"Field","name":{"kind":"Name","value":"usageLocation"}},{"kind":"Field","name":{"kind":"Name","value":"adminCentreUrl"}},{"kind":"Field","name":{"kind":"Name","value":"signInLogUrl"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"intuneLicensed"}},{"kind":"Field","name":{"kind":"Name","value":"deviceCount"}},{"kind":"Field","name":{"kind":"Name","value":"noncompliantDeviceCount"}},{"kind":"Field","name":{"kind":"Name","value":"failedAppCount"}},{"kind":"Field","name":{"kind":"Name","value":"notCheckedInAppCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"licenses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"skuPartNumber"}},{"kind":"Field","name":{"kind":"Name","value":"servicePlan"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"error"}}]}},{"kind":"Field","name":{"kind":"Name","value":"groupMemberships"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"25"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GroupMembershipPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"devices"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DevicePage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"appProtectionStates"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"25"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AppProtectionStatePage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"appProtectionPolicies"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}}]}},{"kind":"Field","name":{"kind":"Name","value":"enrollmentFailures"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EnrollmentFailurePage"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"judged"},"name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"findings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingsCard"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingDetails"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"topics"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"why"}},{"kind":"Field","name":{"kind":"Name","value":"codes"}},{"kind":"Field","name":{"kind":"Name","value":"devices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}}]}},{"kind":"Field","name":{"kind":"Name","value":"evidence"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"coordinate"}},{"kind":"Field","name":{"kind":"Name","value":"nodeId"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"displayValue"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"who"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"needs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerMay"}},{"kind":"Field","name":{"kind":"Name","value":"adminCentreUrl"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Symptom"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Finding"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"why"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GroupMembershipPage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GroupMembershipConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"group"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"membershipType"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DevicePage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeviceConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}},{"kind":"Field","name":{"kind":"Name","value":"platform"}},{"kind":"Field","name":{"kind":"Name","value":"managedBy"}},{"kind":"Field","name":{"kind":"Name","value":"joinType"}},{"kind":"Field","name":{"kind":"Name","value":"ownership"}},{"kind":"Field","name":{"kind":"Name","value":"intuneCompliance"}},{"kind":"Field","name":{"kind":"Name","value":"graceEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"entraCompliance"}},{"kind":"Field","name":{"kind":"Name","value":"configurationSummary"}},{"kind":"Field","name":{"kind":"Name","value":"appInstallSummary"}},{"kind":"Field","name":{"kind":"Name","value":"operatingSystem"}},{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"lastCheckInAt"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AppProtectionStatePage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AppProtectionStateConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"deviceType"}},{"kind":"Field","name":{"kind":"Name","value":"platform"}},{"kind":"Field","name":{"kind":"Name","value":"flaggedReasons"}},{"kind":"Field","name":{"kind":"Name","value":"lastSyncAt"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}},{"kind":"Field","name":{"kind":"Name","value":"policies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EnrollmentFailurePage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EnrollmentFailureConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"operatingSystem"}},{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"hex"}},{"kind":"Field","name":{"kind":"Name","value":"meaning"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"FindingsCard"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FindingReport"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"asOf"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"FindingDetails"}},{"kind":"Field","name":{"kind":"Name","value":"explains"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Symptom"}},{"kind":"Field","name":{"kind":"Name","value":"explains"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Symptom"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"normal"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Symptom"}}]}},{"kind":"Field","name":{"kind":"Name","value":"notChecked"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"adminCentreUrl"}}]}}]}}]} as unknown as DocumentNode<TroubleshootUserQuery, TroubleshootUserQueryVariables>;
export const MoreGroupMembershipsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MoreGroupMemberships"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"groupMemberships"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GroupMembershipPage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GroupMembershipPage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GroupMembershipConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"group"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"membershipType"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}}]}}]}}]}}]} as unknown as DocumentNode<MoreGroupMembershipsQuery, MoreGroupMembershipsQueryVariables>;
export const MoreDevicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MoreDevices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"devices"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DevicePage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DevicePage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DeviceConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"model"}},{"kind":"Field","name":{"kind":"Name","value":"serialNumber"}},{"kind":"Field","name":{"kind":"Name","value":"platform"}},{"kind":"Field","name":{"kind":"Name","value":"managedBy"}},{"kind":"Field","name":{"kind":"Name","value":"joinType"}},{"kind":"Field","name":{"kind":"Name","value":"ownership"}},{"kind":"Field","name":{"kind":"Name","value":"intuneCompliance"}},{"kind":"Field","name":{"kind":"Name","value":"graceEndsAt"}},{"kind":"Field","name":{"kind":"Name","value":"entraCompliance"}},{"kind":"Field","name":{"kind":"Name","value":"configurationSummary"}},{"kind":"Field","name":{"kind":"Name","value":"appInstallSummary"}},{"kind":"Field","name":{"kind":"Name","value":"operatingSystem"}},{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"lastCheckInAt"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}}]}}]}}]} as unknown as DocumentNode<MoreDevicesQuery, MoreDevicesQueryVariables>;
export const FindingsOfDevicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindingsOfDevices"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"devices"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"findings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"severity"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FindingsOfDevicesQuery, FindingsOfDevicesQueryVariables>;
export const MoreAppProtectionStatesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MoreAppProtectionStates"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"appProtectionStates"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AppProtectionStatePage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AppProtectionStatePage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"AppProtectionStateConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"appName"}},{"kind":"Field","name":{"kind":"Name","value":"deviceName"}},{"kind":"Field","name":{"kind":"Name","value":"deviceType"}},{"kind":"Field","name":{"kind":"Name","value":"platform"}},{"kind":"Field","name":{"kind":"Name","value":"flaggedReasons"}},{"kind":"Field","name":{"kind":"Name","value":"lastSyncAt"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}},{"kind":"Field","name":{"kind":"Name","value":"policies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}}]} as unknown as DocumentNode<MoreAppProtectionStatesQuery, MoreAppProtectionStatesQueryVariables>;
export const MoreEnrollmentFailuresDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MoreEnrollmentFailures"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"userId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"userId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"enrollmentFailures"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"EnrollmentFailurePage"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"EnrollmentFailurePage"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"EnrollmentFailureConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"totalCountIsLowerBound"}},{"kind":"Field","name":{"kind":"Name","value":"complete"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"operatingSystem"}},{"kind":"Field","name":{"kind":"Name","value":"osVersion"}},{"kind":"Field","name":{"kind":"Name","value":"category"}},{"kind":"Field","name":{"kind":"Name","value":"syncedAt"}},{"kind":"Field","name":{"kind":"Name","value":"error"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"hex"}},{"kind":"Field","name":{"kind":"Name","value":"meaning"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}}]}}]}}]}}]} as unknown as DocumentNode<MoreEnrollmentFailuresQuery, MoreEnrollmentFailuresQueryVariables>;