import fc from 'fast-check';

/*
 * A small tenant in memory, in the terms of the directory and of Intune, not of the tables: members are direct, and
 * nothing is derived or folded.
 */

export const PERMISSIONS = [
  'ORGANIZATION_READ',
  'MANAGED_DEVICES_READ',
  'MOBILE_APPS_READ',
  'MANAGED_APPS_READ',
  'ROLES_READ',
  'ROLES_CREATE',
  'ROLES_UPDATE',
  'ROLES_DELETE',
  'ROLES_ASSIGN',
  'AUDIT_DATA_READ',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export interface License {
  readonly skuId: string;
  readonly skuPartNumber: string | null;
  readonly planId: string;
  readonly servicePlan: string;
  readonly state: string;
  readonly error: string | null;
  readonly groupId: string | null;
}

export interface User {
  readonly id: string;
  readonly displayName: string | null;
  readonly userPrincipalName: string;
  readonly mail: string | null;
  readonly accountEnabled: boolean | null;
  readonly accountEnabledSince: string | null;
  readonly jobTitle: string | null;
  readonly department: string | null;
  readonly usageLocation: string | null;
  readonly preferredLanguage: string | null;
  readonly intuneLicensed: boolean;
  readonly intuneLicensedSince: string | null;
  readonly licenses: readonly License[];
}

/** A direct member: a user, a group, or an Entra device by its object id. Imports leave out missing members. */
export interface Member {
  readonly kind: 'USER' | 'GROUP' | 'DEVICE';
  readonly id: string;
}

export interface Group {
  readonly id: string;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly membershipType: string;
  readonly securityEnabled: boolean;
  readonly members: readonly Member[];
}

/** An Entra object. A device that joined again has two for a while, with the same device id. */
export interface EntraDevice {
  readonly id: string;
  readonly deviceId: string;
  /** '' if Microsoft does not say. */
  readonly registeredAt: string;
  readonly joinType: string;
  readonly compliance: string;
}

export interface Setting {
  readonly name: string;
  readonly state: string;
  readonly currentValue: string | null;
  readonly sources: readonly string[];
  readonly errorCode: string | null;
}

export interface PolicyState {
  readonly id: string;
  readonly policyId: string | null;
  readonly kind: 'COMPLIANCE' | 'CONFIGURATION';
  readonly profileType: string | null;
  readonly displayName: string | null;
  readonly state: string;
  readonly stateSince: string | null;
  readonly userPrincipalName: string | null;
  readonly userId: string | null;
  readonly errorCode: string | null;
  readonly settings: readonly Setting[];
}

export interface AppState {
  readonly appId: string;
  /** '' if Microsoft names no user. */
  readonly userId: string;
  readonly intent: string;
  readonly state: string;
  readonly stateSince: string | null;
  readonly version: string | null;
  readonly errorCode: string | null;
}

export interface DeviceAction {
  readonly kind: string;
  readonly name: string;
  readonly state: string;
  readonly requestedAt: string | null;
  readonly updatedAt: string | null;
}

export interface AutopilotDevice {
  readonly groupTag: string | null;
  readonly profileState: string;
  readonly profileProblem: string;
  readonly profileAssignedAt: string | null;
  readonly enrollmentState: string;
  readonly lastContactAt: string | null;
}

export interface SetupEvent {
  readonly occurredAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly profileName: string | null;
  readonly statusPageName: string | null;
  readonly state: string;
  readonly enrollmentState: string;
  readonly deviceSetupState: string;
  readonly accountSetupState: string;
  readonly totalSeconds: number | null;
  readonly preparationSeconds: number | null;
  readonly deviceSetupSeconds: number | null;
  readonly accountSetupSeconds: number | null;
  readonly errorCode: string | null;
}

export interface Device {
  readonly id: string;
  readonly deviceName: string | null;
  readonly serialNumber: string | null;
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly managedBy: string;
  readonly managementState: string;
  readonly managementStateSince: string | null;
  readonly ownership: string;
  readonly compliance: string;
  readonly graceUntil: string | null;
  readonly platform: string;
  readonly operatingSystem: string | null;
  readonly osVersion: string | null;
  readonly lastCheckInAt: string | null;
  readonly enrolledAt: string | null;
  readonly certificateExpiresAt: string | null;
  readonly encrypted: boolean | null;
  readonly supervised: boolean | null;
  readonly totalStorageMegabytes: number | null;
  readonly freeStorageMegabytes: number | null;
  readonly imei: string | null;
  readonly phoneNumber: string | null;
  readonly wifiMacAddress: string | null;
  readonly enrollmentType: string;
  readonly category: string | null;
  readonly notes: string | null;
  readonly autopilotEnrolled: boolean | null;
  readonly jailbreak: string;
  readonly lostMode: string;
  readonly logons: readonly { readonly userId: string; readonly loggedOnAt: string | null }[];
  readonly autopilot: AutopilotDevice | null;
  /** Newest first. */
  readonly setupEvents: readonly SetupEvent[];
  readonly userId: string | null;
  /** The `deviceId` of its Entra device, which may not exist. */
  readonly azureADDeviceId: string | null;
  readonly actions: readonly DeviceAction[];
  readonly policyStates: readonly PolicyState[];
  /** When its states were read, if not with everything else. */
  readonly statesReadAt: string | null;
  readonly appStates: readonly AppState[];
}

/** Whom something is assigned to. The group and the filter need not exist. */
export interface Target {
  readonly target: 'ALL_USERS' | 'ALL_DEVICES' | 'GROUP';
  readonly groupId: string | null;
  readonly excluded: boolean;
  /** Of an app alone. */
  readonly intent: string | null;
  readonly filterMode: 'NONE' | 'INCLUDE' | 'EXCLUDE';
  readonly filterId: string | null;
}

/** A filter of assignments; its rule is written from what it asks. */
export interface Filter {
  readonly id: string;
  readonly displayName: string | null;
  readonly asks: keyof typeof RULES;
}

/** A compliance policy, a configuration profile or an enrolment restriction. */
export interface Profile {
  readonly id: string;
  readonly displayName: string | null;
  readonly kind: string;
  readonly profileType: string;
  readonly platform: string;
  readonly modifiedAt: string | null;
  readonly priority: number;
  readonly deviceLimit: number | null;
  readonly targets: readonly Target[];
}

export interface App {
  readonly id: string;
  readonly displayName: string | null;
  readonly publisher: string | null;
  readonly platform: string;
  readonly modifiedAt: string | null;
  /** It need not exist. */
  readonly connectorId: string | null;
  /** When its install states were read, if not with everything else. */
  readonly statesReadAt: string | null;
  readonly targets: readonly Target[];
  readonly relations: readonly AppRelation[];
}

/** An app that another needs or replaces. It need not exist. */
export interface AppRelation {
  readonly targetId: string;
  readonly kind: 'DEPENDENCY' | 'SUPERSEDENCE';
  readonly mode: string;
}

export interface Policy {
  readonly id: string;
  readonly displayName: string;
  readonly platform: string;
  readonly targets: readonly Target[];
  /** The targeted users. */
  readonly userIds: readonly string[];
}

export interface Protection {
  readonly id: string;
  readonly userId: string;
  readonly state: string;
  readonly appName: string | null;
  readonly deviceName: string | null;
  readonly deviceType: string | null;
  readonly platform: string;
  readonly flaggedReasons: readonly string[];
  readonly flaggedSince: string | null;
  readonly lastSyncAt: string | null;
  readonly deviceId: string | null;
  readonly policyIds: readonly string[];
}

export interface EnrollmentFailure {
  readonly id: string;
  readonly userId: string;
  readonly occurredAt: string;
  readonly operatingSystem: string | null;
  readonly osVersion: string | null;
  readonly category: string;
  readonly reason: string | null;
}

/** A finding that an operator called wrong. */
export interface ReportedFinding {
  readonly id: string;
  readonly rule: string;
  readonly severity: string;
  readonly userId: string | null;
  readonly deviceId: string | null;
  readonly operatorId: string;
  readonly reason: string;
  readonly reportedAt: string;
}

/** A known issue, about an app, a policy, a kind of connector or nothing of them. */
export interface KnownIssue {
  readonly id: string;
  readonly rule: string;
  readonly appId: string | null;
  readonly policyId: string | null;
  readonly connectorKind: string | null;
  readonly text: string;
  readonly ticket: string | null;
  readonly recordedAt: string;
  readonly endsAt: string;
  readonly endedAt: string | null;
  readonly version: number;
}

/** A refresh of a user. One that has not ended is alive or not. */
export interface Refresh {
  readonly id: string;
  readonly userId: string;
  readonly state: 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'PARTIAL' | 'FAILED';
  readonly requestedAt: string;
  readonly finishedAt: string | null;
  readonly aliveUntil: string;
  readonly failure: string | null;
  readonly problem: string | null;
  readonly kinds: readonly { readonly kind: string; readonly problem: string | null }[];
}

/** A period of a membership; one without an end is a membership of today, or one that cannot be read. */
export interface Period {
  readonly id: string;
  readonly userId: string;
  readonly groupId: string;
  readonly since: string | null;
  readonly until: string | null;
}

/** Why a role or an assignment is ineffective. */
export type IneffectiveReason = 'NOT_ALLOWED' | 'SCOPE_TAG' | 'EMPTY_SCOPE';

export interface Role {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly origin: string;
  readonly version: number;
  readonly permissions: readonly Permission[];
  readonly otherActions: readonly string[];
  readonly ineffectiveReason: IneffectiveReason | null;
}

export interface Assignment {
  readonly id: string;
  readonly roleId: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly origin: string;
  readonly version: number;
  readonly allUsers: boolean;
  readonly allDevices: boolean;
  readonly scopeGroupIds: readonly string[];
  readonly memberGroupIds: readonly string[];
  readonly ineffectiveReason: IneffectiveReason | null;
}

export interface Connector {
  readonly id: string;
  readonly kind: string;
  readonly name: string | null;
  readonly reported: string | null;
}

export interface Tenant {
  readonly id: string;
  readonly displayName: string;
  readonly subscriptionState: string;
  readonly mdmAuthority: string;
  readonly complianceValidityDays: number | null;
  readonly noncompliantWithoutPolicy: boolean | null;
}

export interface World {
  readonly tenant: Tenant;
  readonly connectors: readonly Connector[];
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly entraDevices: readonly EntraDevice[];
  readonly devices: readonly Device[];
  readonly apps: readonly App[];
  readonly profiles: readonly Profile[];
  readonly filters: readonly Filter[];
  readonly policies: readonly Policy[];
  readonly protections: readonly Protection[];
  readonly enrollmentFailures: readonly EnrollmentFailure[];
  readonly roles: readonly Role[];
  readonly assignments: readonly Assignment[];
  readonly refreshes: readonly Refresh[];
  readonly knownIssues: readonly KnownIssue[];
  readonly reportedFindings: readonly ReportedFinding[];
  readonly periods: readonly Period[];
}

/** The time of the last complete read. */
export const READ_AT = '2026-11-20T07:00:00.000Z';

/** The resources that were read then and that `syncedAt` refers to. */
export const READ = [
  ...[
    'organization',
    'users',
    'groups',
    'devices',
    'managedDevices',
    'deviceCompliancePolicyStates',
    'deviceConfigurationStates',
  ],
  'deviceConfigurations',
  ...['mobileApps', 'mobileAppIntentAndStates', 'managedAppPolicies', 'managedAppRegistrations'],
  ...['windowsAutopilotDeviceIdentities', 'autopilotEvents'],
  ...['troubleshootingEvents', 'roleDefinitions', 'roleAssignments'],
];

/** The sync state of every world. It is the same for all. */
export const SYNCED = [
  { kind: 'GROUPS', state: 'COMPLETED', problem: null, lastCompletedAt: READ_AT, read: 5, added: 4, setAside: 0 },
  { kind: 'USERS', state: 'FAILED', problem: 'Cut off.', lastCompletedAt: null, read: 0, added: 0, setAside: 3 },
] as const;
export const SET_ASIDE = [
  { kind: 'USERS', resource: 'users', record: 'users, item 1', objectId: 'x1', reason: 'lacks `id`' },
  { kind: 'USERS', resource: 'users', record: 'users, item 2', objectId: null, reason: 'lacks `id`' },
  { kind: 'USERS', resource: 'users', record: 'users, item 3', objectId: 'x3', reason: '`mail`: is no text' },
] as const;

/** The audit trail of every world. It can only grow, so it is the same for all. */
export const AUDIT_EVENTS = [
  { seq: 1, occurredAt: '2026-11-18T08:00:00.000Z', action: 'GRANT_ADMINISTRATOR', outcome: 'DONE' },
  { seq: 2, occurredAt: '2026-11-18T09:00:00.000Z', action: 'CREATE_ROLE', outcome: 'DONE' },
  { seq: 3, occurredAt: '2026-11-19T08:00:00.000Z', action: 'UPDATE_ROLE', outcome: 'REFUSED' },
] as const;

/** A source of random choices from fast-check, which repeats them for the same seed. */
export class Draw {
  private readonly from: fc.GeneratorValue;

  constructor(from: fc.GeneratorValue) {
    this.from = from;
  }

  /** 0 to `most`. */
  upTo(most: number): number {
    return this.from(fc.nat, most);
  }

  between(least: number, most: number): number {
    return least + this.upTo(most - least);
  }

  /** True in this percentage of cases. */
  chance(percent: number): boolean {
    return this.upTo(99) >= 100 - percent;
  }

  one<Item>(items: readonly Item[]): Item {
    if (items.length === 0) throw new Error('There is nothing to choose from.');
    return items[this.upTo(items.length - 1)] as Item;
  }

  /** Distinct items, at most this many. */
  some<Item>(items: readonly Item[], most: number): Item[] {
    const left = [...items];
    const chosen: Item[] = [];
    for (let i = this.upTo(Math.min(most, left.length)); i > 0; i--) {
      chosen.push(...left.splice(this.upTo(left.length - 1), 1));
    }
    return chosen;
  }
}

const FIRST_NAMES = ['Élodie', 'elodie', 'Bob', 'Åsa', 'Zoë', 'José', 'Mia'] as const;
const LAST_NAMES = ['Martin', 'Nuñez', "O'Neil", 'Weiß', 'martin-Durand'] as const;
const GROUP_NAMES = ['Paris', 'paris', 'Lyon sales', 'Field service', 'Élite', 'Vans', 'Sales – all'] as const;
const APP_NAMES = ['Reader', 'reader', 'Salesforce', 'VPN client', 'Ünity'] as const;
const DEVICE_NAMES = ['PAR-LT-1', 'PAR-LT-2', 'par-lt-1', 'LYO-IPH-3', 'VAN 4', 'Élan'] as const;
const INSTANTS = [
  '2026-11-01T08:00:00.000Z',
  '2026-11-15T08:00:00.000Z',
  '2026-11-19T23:59:59.999Z',
  '2026-12-24T08:00:00.000Z',
] as const;
const LONG_AGO = ['2026-03-01T08:00:00.000Z', '2026-08-01T08:00:00.000Z'] as const;
/** Error codes as signed decimals, as Intune writes them. */
const ERROR_CODES = ['-2016345060', '-2016281102', '5'] as const;
/** Codes that rules of findings know: of apps, for the user, lost mode, a licence, a package, a restart and the storage. */
const APP_CODES = [
  ...ERROR_CODES,
  ...['-2016330910', '-2016330857', '-2016330882', '-2147009296', '3010', '-2147024784'],
] as const;
/** The same of profiles: a certificate that Wi-Fi and VPN need, a mail account that is there, and no such setting. */
const PROFILE_CODES = [...ERROR_CODES, '-2016323108', '-2016321109', '-2016315107', '-2016345708'] as const;
/** The names of settings, with their words. */
export const SETTINGS = {
  'setting 0': 'setting 0',
  'setting 1': 'setting 1',
  'Windows10CompliancePolicy.BitLockerEnabled': 'BitLocker on',
  'AndroidWorkProfileCompliancePolicy.SecurityBlockJailbrokenDevices': 'Root or jailbreak check',
  'IosCompliancePolicy.DeviceThreatProtectionEnabled': 'Mobile threat defence on',
  'DefaultDeviceCompliancePolicy.RequireUserExistence': 'Enrolled user exists',
  'DefaultDeviceCompliancePolicy.RequireRemainContact': 'Is active',
  'DefaultDeviceCompliancePolicy.RequireDeviceCompliancePolicyAssigned': 'Has a compliance policy assigned',
} as const;

export const ENUMS = {
  compliance: ['COMPLIANT', 'NONCOMPLIANT', 'IN_GRACE_PERIOD', 'CONFLICT', 'ERROR', 'UNKNOWN'],
  entraCompliance: ['COMPLIANT', 'NONCOMPLIANT', 'NOT_APPLICABLE'],
  platform: ['WINDOWS', 'IOS', 'ANDROID', 'UNKNOWN'],
  managedBy: ['MDM', 'MDM', 'MDM', 'CONFIGURATION_MANAGER_CLIENT_MDM', 'JAMF', 'MS_SENSE'],
  managementState: [
    ...(['MANAGED', 'MANAGED', 'MANAGED', 'MANAGED', 'MANAGED', 'MANAGED', 'WIPE_CANCELED'] as const),
    ...(['RETIRE_PENDING', 'WIPE_ISSUED', 'DELETE_PENDING', 'WIPE_FAILED', 'RETIRE_FAILED'] as const),
  ],
  action: ['WIPE', 'SYNC_DEVICE', 'ENABLE_LOST_MODE', 'REMOTE_LOCK', 'LOCATE_DEVICE'],
  actionState: ['PENDING', 'DONE', 'FAILED', 'NOT_SUPPORTED'],
  profileType: ['VPN', 'WIFI', 'EMAIL', 'CERTIFICATE', 'TRUSTED_ROOT', 'CUSTOM'],
  connector: ['APPLE_PUSH_CERTIFICATE', 'CERTIFICATE_CONNECTOR', 'APPLE_VOLUME_PURCHASE', 'MOBILE_THREAT_DEFENSE'],
  ownership: ['COMPANY', 'PERSONAL', 'UNKNOWN'],
  policyState: [
    'ERROR',
    'CONFLICT',
    'NONCOMPLIANT',
    'IN_GRACE_PERIOD',
    'NOT_APPLICABLE',
    'NOT_ASSIGNED',
    'REMEDIATED',
    'COMPLIANT',
    'UNKNOWN',
  ],
  appState: [
    'FAILED',
    'UNINSTALL_FAILED',
    'PENDING_INSTALL',
    'NOT_INSTALLED',
    'NOT_APPLICABLE',
    'INSTALLED',
    'UNKNOWN',
  ],
  setup: ['SUCCESS', 'FAILURE', 'NOT_ATTEMPTED', 'UNKNOWN'],
  autopilotEnrollment: ['ENROLLED', 'FAILED', 'BLOCKED', 'UNKNOWN'],
  protectionState: ['NOT_CHECKED_IN', 'CHECKED_IN', 'UNKNOWN'],
} as const;

/** The rules of filters, by what they ask; one cannot be read. */
export const RULES = {
  DELL: '(device.manufacturer -eq "dell")',
  COMPANY: 'device.deviceOwnership -in ["Corporate", "Other"]',
  DELL_OR_COMPANY: '(device.manufacturer -eq "Dell") or not (device.deviceOwnership -ne "Corporate")',
  BROKEN: '(device.manufacturer -eq',
  NONE: null,
} as const;

const instantOrNull = (draw: Draw) => (draw.chance(25) ? null : draw.one(INSTANTS));
const errorOrNull = (draw: Draw, codes: readonly string[]) => (draw.chance(40) ? null : draw.one(codes));
const count = (least: number, draw: Draw, most: number) => Array.from({ length: draw.between(least, most) });

export function drawUser(draw: Draw, id: string, groupIds: readonly string[]): User {
  const name = `${draw.one(FIRST_NAMES)} ${draw.one(LAST_NAMES)}`;
  const sku = (i: number): License => ({
    skuId: `sku${i}`,
    skuPartNumber: i === 0 ? null : `SPE_E${i}`,
    planId: `plan${i}`,
    servicePlan: 'INTUNE_A',
    state: draw.one(['ENABLED', 'DISABLED', 'WARNING']),
    error: draw.chance(10) ? 'COUNT_VIOLATION' : null,
    groupId: draw.chance(40) ? draw.one([...groupIds, 'g-gone']) : null,
  });
  return {
    id,
    displayName: draw.chance(10) ? null : name,
    userPrincipalName: draw.chance(30) ? `${id.toUpperCase()}@Contoso.example` : `${id}@contoso.example`,
    mail: draw.chance(40) ? null : `${draw.one(['sales', 'help', 'mia'])}.${id}@contoso.example`,
    accountEnabled: draw.chance(8) ? false : draw.chance(6) ? null : true,
    jobTitle: draw.chance(50) ? null : 'Driver',
    department: draw.chance(50) ? null : 'Sales',
    usageLocation: draw.chance(50) ? null : 'FR',
    preferredLanguage: draw.chance(50) ? null : 'fr-FR',
    accountEnabledSince: instantOrNull(draw),
    intuneLicensed: !draw.chance(10),
    intuneLicensedSince: instantOrNull(draw),
    licenses: draw.some([0, 1, 2], 2).map(sku),
  };
}

export function drawGroup(draw: Draw, id: string, members: readonly Member[]): Group {
  return {
    id,
    displayName: draw.chance(6) ? null : draw.one(GROUP_NAMES),
    description: draw.chance(70) ? null : 'A group.',
    membershipType: draw.one(['ASSIGNED', 'DYNAMIC_USER', 'DYNAMIC_DEVICE']),
    securityEnabled: !draw.chance(10),
    members,
  };
}

export function drawPolicyState(draw: Draw, id: string, userIds: readonly string[]): PolicyState {
  const states = ENUMS.policyState;
  // The worst first, as an import stores them.
  const settings = draw
    .some(Object.keys(SETTINGS), 2)
    .map((name) => ({ severity: draw.upTo(states.length - 1), name }))
    .sort((a, b) => a.severity - b.severity);
  const kind = draw.one(['COMPLIANCE', 'CONFIGURATION'] as const);
  return {
    id,
    policyId: draw.chance(30) ? null : draw.one(['f0', 'f1', 'f-gone']),
    kind,
    profileType: kind === 'COMPLIANCE' || draw.chance(20) ? null : draw.one(ENUMS.profileType),
    displayName: draw.chance(10) ? null : draw.one(['Wi-Fi', 'Encryption', 'encryption']),
    state: draw.one(states),
    stateSince: instantOrNull(draw),
    userPrincipalName: draw.chance(50) ? null : 'someone@contoso.example',
    userId: draw.one([null, ...userIds]),
    errorCode: errorOrNull(draw, PROFILE_CODES),
    settings: settings.map(({ severity, name }) => ({
      name,
      state: states[severity] as string,
      currentValue: draw.chance(50) ? null : '13',
      sources: draw.chance(50) ? ['Encryption'] : [],
      errorCode: errorOrNull(draw, PROFILE_CODES),
    })),
  };
}

export function drawAppState(draw: Draw, appId: string, userId: string): AppState {
  return {
    appId,
    userId,
    intent: draw.one(['REQUIRED', 'AVAILABLE']),
    state: draw.one(ENUMS.appState),
    stateSince: instantOrNull(draw),
    version: draw.chance(50) ? null : '1.2',
    errorCode: errorOrNull(draw, APP_CODES),
  };
}

interface TargetLinks {
  readonly groupIds: readonly string[];
  readonly filterIds: readonly string[];
}

export function drawTarget(draw: Draw, { groupIds, filterIds }: TargetLinks, isApp: boolean): Target {
  const target = draw.one(['ALL_USERS', 'ALL_DEVICES', 'GROUP', 'GROUP', 'GROUP', 'GROUP'] as const);
  const excluded = target === 'GROUP' && draw.chance(30);
  const filterMode = excluded || draw.chance(50) ? 'NONE' : draw.one(['INCLUDE', 'EXCLUDE'] as const);
  return {
    target,
    groupId: target === 'GROUP' ? draw.one([...groupIds, 'g-gone']) : null,
    excluded,
    intent: isApp ? draw.one(['REQUIRED', 'AVAILABLE', 'UNINSTALL']) : null,
    filterMode,
    filterId: filterMode === 'NONE' ? null : draw.one([...filterIds, 'x-gone']),
  };
}

export function drawProfile(draw: Draw, id: string, links: TargetLinks): Profile {
  const kind = draw.one(['CONFIGURATION', 'COMPLIANCE', 'ENROLLMENT_LIMIT', 'ENROLLMENT_LIMIT']);
  return {
    id,
    displayName: draw.chance(10) ? null : draw.one(['Wi-Fi', 'wi-fi', 'Encryption']),
    kind,
    profileType: 'WIFI',
    platform: draw.one(ENUMS.platform),
    modifiedAt: instantOrNull(draw),
    priority: draw.upTo(2),
    deviceLimit: kind === 'ENROLLMENT_LIMIT' ? draw.between(1, 15) : null,
    targets: count(0, draw, 3).map(() => drawTarget(draw, links, false)),
  };
}

const secondsOrNull = (draw: Draw) => (draw.chance(30) ? null : draw.upTo(4_000));

const drawAutopilot = (draw: Draw): AutopilotDevice => ({
  groupTag: draw.one([null, 'LAPTOP']),
  profileState: draw.one(['ASSIGNED_IN_SYNC', 'NOT_ASSIGNED', 'UNKNOWN']),
  profileProblem: draw.one(['NONE', 'HARDWARE_REQUIREMENTS_NOT_MET']),
  profileAssignedAt: instantOrNull(draw),
  enrollmentState: draw.one(ENUMS.autopilotEnrollment),
  lastContactAt: instantOrNull(draw),
});

const drawSetup = (draw: Draw, occurredAt: string): SetupEvent => ({
  occurredAt,
  startedAt: instantOrNull(draw),
  endedAt: instantOrNull(draw),
  profileName: draw.one([null, 'Laptops']),
  statusPageName: draw.one([null, 'Set-up']),
  state: draw.one(ENUMS.setup),
  enrollmentState: draw.one(ENUMS.autopilotEnrollment),
  deviceSetupState: draw.one(ENUMS.setup),
  accountSetupState: draw.one(ENUMS.setup),
  totalSeconds: secondsOrNull(draw),
  preparationSeconds: secondsOrNull(draw),
  deviceSetupSeconds: secondsOrNull(draw),
  accountSetupSeconds: secondsOrNull(draw),
  errorCode: draw.chance(50) ? null : '-2147023436',
});

/** The relations of an app. A target may be gone, and may be the app itself. */
export const drawRelations = (draw: Draw, appIds: readonly string[]): AppRelation[] =>
  (['DEPENDENCY', 'SUPERSEDENCE'] as const).flatMap((kind) =>
    draw.chance(50)
      ? []
      : draw.some([...appIds, 'a-gone'], 2).map((targetId) => ({
          targetId,
          kind,
          mode: draw.one(kind === 'DEPENDENCY' ? ['DETECT', 'AUTO_INSTALL'] : ['UPDATE', 'REPLACE']),
        })),
  );

const drawAction = (draw: Draw): DeviceAction => ({
  kind: draw.one(ENUMS.action),
  name: 'action',
  state: draw.one(ENUMS.actionState),
  requestedAt: INSTANTS[0],
  updatedAt: instantOrNull(draw),
});

interface DeviceLinks {
  readonly userId: string | null;
  readonly azureADDeviceId: string | null;
  readonly appIds: readonly string[];
  readonly userIds: readonly string[];
}

export function drawDevice(draw: Draw, id: string, { userId, azureADDeviceId, appIds, userIds }: DeviceLinks): Device {
  return {
    id,
    deviceName: draw.chance(10) ? null : draw.one(DEVICE_NAMES),
    serialNumber: draw.chance(30) ? null : draw.one(['SN1', 'SN2', 'C02-X']),
    manufacturer: draw.chance(50) ? null : 'Dell',
    model: draw.chance(50) ? null : 'XPS',
    managedBy: draw.one(ENUMS.managedBy),
    managementState: draw.one(ENUMS.managementState),
    managementStateSince: instantOrNull(draw),
    ownership: draw.one(ENUMS.ownership),
    compliance: draw.one(ENUMS.compliance),
    graceUntil: draw.chance(50) ? null : draw.one(INSTANTS),
    platform: draw.one(ENUMS.platform),
    operatingSystem: draw.chance(50) ? null : 'Windows',
    osVersion: draw.chance(50) ? null : '10.0',
    lastCheckInAt: instantOrNull(draw),
    enrolledAt: instantOrNull(draw),
    certificateExpiresAt: instantOrNull(draw),
    encrypted: draw.one([null, true, false]),
    supervised: draw.one([null, true, false]),
    totalStorageMegabytes: draw.one([null, 64_000]),
    freeStorageMegabytes: draw.one([null, 900, 90]),
    imei: draw.chance(60) ? null : draw.one(['356116629896451', '356116629896999']),
    phoneNumber: draw.chance(60) ? null : draw.one(['+33612345678', '+33699999999']),
    wifiMacAddress: draw.one([null, '9AB2607D4F9E']),
    enrollmentType: draw.one(['USER_ENROLLMENT', 'UNKNOWN']),
    category: draw.one([null, 'Sales']),
    notes: draw.one([null, 'Repaired.']),
    autopilotEnrolled: draw.one([null, true, false]),
    jailbreak: draw.one(['JAILBROKEN', 'UNKNOWN']),
    lostMode: draw.one(['ENABLED', 'UNKNOWN']),
    logons: draw.some([...userIds, 'u-gone'], 2).map((logged) => ({ userId: logged, loggedOnAt: instantOrNull(draw) })),
    autopilot: draw.chance(70) ? null : drawAutopilot(draw),
    // At most one each instant, because their order would be open.
    setupEvents: draw.chance(60)
      ? []
      : draw
          .some(INSTANTS, 2)
          .sort()
          .reverse()
          .map((at) => drawSetup(draw, at)),
    userId,
    azureADDeviceId,
    actions: draw.chance(60) ? [] : [drawAction(draw)],
    policyStates: count(0, draw, 2).map((_, i) => drawPolicyState(draw, `${id}-p${i}`, userIds)),
    statesReadAt: instantOrNull(draw),
    appStates: draw
      .some(appIds, 3)
      .flatMap((appId) =>
        [...new Set(['', ...draw.some(userIds, 1)])]
          .slice(draw.upTo(1))
          .map((stateUser) => drawAppState(draw, appId, stateUser)),
      ),
  };
}

export function drawProtection(
  draw: Draw,
  id: string,
  links: Pick<Protection, 'userId' | 'deviceId' | 'policyIds'>,
): Protection {
  return {
    id,
    state: draw.one(ENUMS.protectionState),
    appName: draw.chance(20) ? null : draw.one(['Outlook', 'outlook', 'Teams']),
    deviceName: draw.chance(50) ? null : 'phone',
    deviceType: draw.chance(50) ? null : 'iPhone',
    platform: draw.one(ENUMS.platform),
    flaggedReasons: draw.chance(20) ? ['ROOTED_DEVICE'] : [],
    flaggedSince: instantOrNull(draw),
    lastSyncAt: instantOrNull(draw),
    ...links,
  };
}

export function drawFailure(draw: Draw, id: string, userId: string): EnrollmentFailure {
  return {
    id,
    userId,
    occurredAt: draw.one(INSTANTS),
    operatingSystem: draw.chance(50) ? null : 'iOS',
    osVersion: null,
    category: draw.one(['AUTHENTICATION', 'DEVICE_NOT_SUPPORTED', 'USER_VALIDATION', 'UNKNOWN']),
    reason: draw.one([null, 'Device cap reached', 'Personal devices are blocked']),
  };
}

function drawReportedFinding(
  draw: Draw,
  id: string,
  links: { userIds: readonly string[]; deviceIds: readonly string[] },
): ReportedFinding {
  const about = draw.one(['user', 'device', 'user', 'device', 'tenant'] as const);
  return {
    id,
    rule: draw.one(['REQUIRED_APP_FAILED', 'DEVICE_SILENT']),
    severity: draw.one(['PROBLEM', 'WARNING']),
    userId: about === 'user' ? draw.one([...links.userIds, 'gone']) : null,
    deviceId: about === 'device' ? draw.one([...links.deviceIds, 'gone']) : null,
    operatorId: draw.one([...links.userIds, 'gone']),
    reason: `Wrong as ${id}.`,
    reportedAt: draw.one([...INSTANTS, ...LONG_AGO]),
  };
}

function drawKnownIssue(draw: Draw, id: string, links: { appIds: readonly string[]; policyIds: readonly string[] }) {
  const about = draw.one(['app', 'policy', 'connector', 'all'] as const);
  return {
    id,
    rule: draw.one(['REQUIRED_APP_FAILED', 'NONCOMPLIANT_SETTING', 'DEVICE_SILENT']),
    appId: about === 'app' ? draw.one([...links.appIds, 'gone']) : null,
    policyId: about === 'policy' ? draw.one([...links.policyIds, 'gone']) : null,
    connectorKind: about === 'connector' ? draw.one(['MOBILE_THREAT_DEFENSE', 'CERTIFICATE_CONNECTOR']) : null,
    text: `Known as ${id}.`,
    ticket: draw.chance(50) ? 'INC-1' : null,
    recordedAt: draw.one(INSTANTS),
    endsAt: draw.one(INSTANTS),
    endedAt: draw.chance(30) ? draw.one(INSTANTS) : null,
    version: draw.between(1, 3),
  };
}

export function drawRefresh(draw: Draw, id: string, userId: string): Refresh {
  const state = draw.one(['QUEUED', 'RUNNING', 'COMPLETED', 'PARTIAL', 'FAILED'] as const);
  const isOver = state !== 'QUEUED' && state !== 'RUNNING';
  const problem = state === 'PARTIAL' ? 'It is secret.' : null;
  return {
    id,
    userId,
    state,
    // The database's clock decides about the age.
    requestedAt: draw.one(['2020-01-01T00:00:00.000Z', '2098-01-01T00:00:00.000Z', '2099-01-01T00:00:00.000Z']),
    finishedAt: isOver ? draw.one(INSTANTS) : null,
    aliveUntil: draw.one(['2020-01-01T00:00:00.000Z', '2099-01-01T00:00:00.000Z']),
    failure: state === 'FAILED' ? draw.one(['TIMED_OUT', 'MICROSOFT_GRAPH']) : null,
    problem: state === 'FAILED' ? 'It was secret.' : null,
    kinds: draw.some(['USERS', 'GROUPS', 'POLICY_STATES'], 3).map((kind) => ({ kind, problem })),
  };
}

/** Whether no earlier period has the same place: its user, its group and its beginning. */
export const isFirstPeriod = ({ userId, groupId, since }: Period, i: number, all: readonly Period[]): boolean =>
  all.findIndex((each) => each.userId === userId && each.groupId === groupId && each.since === since) === i;

export function drawPeriod(draw: Draw, id: string, links: Pick<Period, 'userId' | 'groupId'>): Period {
  return {
    id,
    ...links,
    since: draw.chance(50) ? null : draw.one(INSTANTS),
    until: draw.chance(20) ? null : draw.one([...INSTANTS, ...LONG_AGO]),
  };
}

const READS = PERMISSIONS.slice(0, 4);
const OTHERS = PERMISSIONS.slice(4);

/** @param read a permission that it always holds */
export function drawRole(draw: Draw, id: string, read?: Permission): Role {
  // Many roles hold one permission, so that a viewer's permissions have different scopes.
  const reads = draw.chance(6) ? [...READS] : draw.chance(65) ? [draw.one(READS)] : draw.some(READS, 2);
  const others = draw.chance(45) ? [] : draw.chance(70) ? ['ROLES_READ' as const] : draw.some(OTHERS, 3);
  return {
    id,
    displayName: draw.one(['Help desk', 'help desk', 'Operator', 'Reader']),
    description: draw.chance(50) ? null : 'A role.',
    origin: draw.one(['BUILT_IN', 'INTUNE', 'LOCAL']),
    version: draw.between(1, 3),
    permissions: [...new Set([...(read === undefined ? reads : [read]), ...others])],
    otherActions: draw.chance(70) ? [] : ['Microsoft.Intune_Filters_Read'],
    ineffectiveReason: draw.chance(8) ? 'NOT_ALLOWED' : null,
  };
}

interface AssignmentLinks {
  readonly roleIds: readonly string[];
  readonly groupIds: readonly string[];
  /** A group whose members get many assignments. */
  readonly desk: string;
}

export function drawAssignment(draw: Draw, id: string, { roleIds, groupIds, desk }: AssignmentLinks): Assignment {
  const everything = draw.chance(3);
  // All users and all devices in different assignments must not combine, so both are drawn often.
  const allUsers = everything || draw.chance(9);
  const allDevices = everything || draw.chance(10);
  const members = [...(draw.chance(75) ? [desk] : []), ...draw.some(groupIds, 1)].filter(once);
  return {
    id,
    roleId: draw.one(roleIds),
    displayName: draw.one(['Paris desk', 'paris desk', 'Night shift']),
    description: draw.chance(50) ? null : 'An assignment.',
    origin: draw.one(['INTUNE', 'LOCAL']),
    version: draw.between(1, 3),
    allUsers,
    allDevices,
    // All groups of a scope can be gone.
    scopeGroupIds: draw.chance(allUsers || allDevices ? 60 : 4)
      ? []
      : [draw.one(groupIds), ...(draw.chance(25) ? [draw.one(groupIds)] : [])].filter(once),
    memberGroupIds: members.length === 0 ? [draw.one(groupIds)] : members,
    ineffectiveReason: draw.chance(8) ? 'SCOPE_TAG' : null,
  };
}

const once = <Item>(item: Item, i: number, items: readonly Item[]): boolean => items.indexOf(item) === i;
const ids = (prefix: string, many: number): string[] => Array.from({ length: many }, (_, i) => `${prefix}${i}`);

/** A world. Groups nest at random, also in cycles. */
export function drawWorld(draw: Draw): World {
  const userIds = ids('u', draw.between(4, 10));
  const groupIds = ids('g', draw.between(4, 9));
  const entraIds = ids('e', draw.between(2, 7));
  const deviceIds = ids('d', draw.between(4, 12));
  const appIds = ids('a', draw.between(1, 4));
  const policyIds = ids('p', draw.between(1, 3));
  const roleIds = ids('r', draw.between(4, 7));
  const filterIds = ids('x', draw.between(0, 3));
  const links = { groupIds, filterIds };
  const groups = groupIds.map((id) => {
    const members: Member[] = [
      ...(id === 'g0' ? [draw.one(userIds), ...draw.some(userIds, 1)] : draw.some(userIds, 3))
        .filter(once)
        .map((user) => ({ kind: 'USER' as const, id: user })),
      ...(draw.chance(45) ? draw.some(groupIds, draw.chance(25) ? 2 : 1) : []).map((group) => ({
        kind: 'GROUP' as const,
        id: group,
      })),
      ...(draw.chance(65) ? draw.some([...entraIds, 'e-unmanaged'], 3) : []).map((entra) => ({
        kind: 'DEVICE' as const,
        id: entra,
      })),
    ];
    return drawGroup(draw, id, members);
  });
  const entraDevices = [...entraIds, 'e-unmanaged'].map((id, i) => ({
    id,
    deviceId: `of-${draw.chance(20) ? (entraIds[Math.max(i - 1, 0)] as string) : id}`,
    registeredAt: draw.one(['', ...INSTANTS]),
    joinType: draw.one(['JOINED', 'REGISTERED', 'HYBRID_JOINED']),
    compliance: draw.one(ENUMS.entraCompliance),
  }));
  const devices = deviceIds.map((id, i) =>
    drawDevice(draw, id, {
      userId: draw.chance(25) ? null : draw.one(userIds),
      // Mostly one managed device per Entra device; sometimes two, sometimes one unknown to Entra.
      azureADDeviceId:
        i < entraIds.length && !draw.chance(15)
          ? `of-${entraIds[i]}`
          : draw.chance(50)
            ? null
            : draw.one([...entraIds.map((entra) => `of-${entra}`), 'of-nothing']),
      appIds,
      userIds,
    }),
  );
  return {
    tenant: {
      id: 't0',
      displayName: 'Contoso',
      subscriptionState: draw.one(['ACTIVE', 'WARNING', 'LOCKED_OUT']),
      mdmAuthority: 'INTUNE',
      complianceValidityDays: draw.one([null, 30]),
      noncompliantWithoutPolicy: draw.one([null, true, false]),
    },
    connectors: count(0, draw, 4).map((_, i) => ({
      id: `c${i}`,
      kind: draw.one(ENUMS.connector),
      name: draw.one(['Push', 'push', null]),
      reported: draw.one(['UNHEALTHY', 'NOT_ENABLED', null]),
    })),
    users: userIds.map((id) => drawUser(draw, id, groupIds)),
    groups,
    entraDevices,
    devices,
    apps: appIds.map((id) => ({
      id,
      displayName: draw.chance(10) ? null : draw.one(APP_NAMES),
      publisher: draw.chance(50) ? null : 'Adobe',
      platform: draw.one(ENUMS.platform),
      modifiedAt: instantOrNull(draw),
      connectorId: draw.one([null, 'c0', 'c1']),
      statesReadAt: instantOrNull(draw),
      targets: count(0, draw, 3).map(() => drawTarget(draw, links, true)),
      relations: drawRelations(draw, appIds),
    })),
    profiles: ids('f', draw.between(0, 4)).map((id) => drawProfile(draw, id, links)),
    filters: filterIds.map((id) => ({
      id,
      displayName: draw.one([null, 'Dell', 'Company']),
      asks: draw.one(Object.keys(RULES) as (keyof typeof RULES)[]),
    })),
    policies: policyIds.map((id) => ({
      id,
      displayName: draw.one(['Protect', 'protect', 'Seal']),
      platform: draw.one(ENUMS.platform),
      targets: count(0, draw, 2).map(() => drawTarget(draw, links, false)),
      userIds: draw.some(userIds, 4),
    })),
    protections: count(0, draw, 5).map((_, i) =>
      drawProtection(draw, `m${i}`, {
        userId: draw.one(userIds),
        deviceId: draw.chance(40) ? null : draw.one(deviceIds),
        policyIds: draw.some(policyIds, 2),
      }),
    ),
    enrollmentFailures: count(0, draw, 5).map((_, i) => drawFailure(draw, `f${i}`, draw.one(userIds))),
    roles: roleIds.map((id, i) => drawRole(draw, id, READS[i])),
    // Each role is assigned at least once, mostly to the desk, so that operators hold several roles over different
    // scopes.
    assignments: ids('s', draw.between(5, 10)).map((id, i) =>
      drawAssignment(draw, id, {
        roleIds: i < roleIds.length ? [roleIds[i] as string] : roleIds,
        groupIds,
        desk: 'g0',
      }),
    ),
    refreshes: count(0, draw, 5).map((_, i) => drawRefresh(draw, `r${i}`, draw.one(userIds))),
    periods: count(0, draw, 8)
      .map((_, i) => drawPeriod(draw, `h${i}`, { userId: draw.one(userIds), groupId: draw.one(groupIds) }))
      .filter(isFirstPeriod),
    knownIssues: count(0, draw, 4).map((_, i) => drawKnownIssue(draw, `k${i}`, { appIds, policyIds: ['f0', 'f1'] })),
    reportedFindings: count(0, draw, 4).map((_, i) => drawReportedFinding(draw, `w${i}`, { userIds, deviceIds })),
  };
}

/** The value that fast-check generates from a seed. */
export function fromSeed<Value>(seed: number, build: (draw: Draw) => Value): Value {
  const [value] = fc.sample(
    fc.noBias(fc.gen()).map((from) => ({ value: build(new Draw(from)) })),
    { seed, numRuns: 1 },
  );
  return (value as { value: Value }).value;
}

/** The folded form of a text, in which names are compared: without case and accents. */
export function folded(text: string | null): string {
  return (text ?? '')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .trim();
}

/** The folded words of some texts. */
export function wordsOf(...texts: readonly (string | null)[]): string[] {
  return texts.flatMap((text) => folded(text).match(/[a-z0-9]+/g) ?? []).filter(once);
}
