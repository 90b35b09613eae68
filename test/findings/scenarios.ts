import type { FindingRule } from '../../src/generated/graphql';
import type { Draw } from '../oracle/world';
import { drawHealthy } from './healthy';
import { ago, type Changes, id, type Kind, type Machine, Person, signed } from './people';

/*
 * Healthy users, each with one fault and what the fault brings with it. What a fault brings is Microsoft's documentation
 * of it, and was written before the rules were run on it.
 */

/** A tenant in which the Apple push certificate has expired, and other connectors are silent. */
export const BROKEN: Changes = {
  applePushNotificationCertificate: { expirationDateTime: ago(5) },
  ndesConnectors: { lastConnectionDateTime: ago(10) },
  mobileThreatDefenseConnectors: { lastHeartbeatDateTime: ago(10) },
};
/** In the demo tenant, this volume purchase token has expired. */
const EXPIRED_TOKEN = { vppTokenId: '3a0fb727-a187-43cf-8b47-7af723a31d7e' };

/** The page of Microsoft Learn, or the resource of Microsoft Graph, that ties the symptoms to the fault. */
type Document = string;

export interface Scenario {
  readonly name: string;
  readonly rule: FindingRule;
  /** The rules that speak of nothing but the symptoms of the fault. */
  readonly brings: readonly FindingRule[];
  readonly source: Document;
  /** In which tenant it happens. */
  readonly tenant: 'DEMO' | 'BROKEN';
  readonly spoil: (person: Person) => void;
}

const scenario = (
  name: string,
  rule: FindingRule,
  brings: readonly FindingRule[],
  source: Document,
  spoil: (person: Person) => void,
): Scenario => ({ name, rule, brings, source, tenant: 'DEMO', spoil });
const onDevice = (
  name: string,
  rule: FindingRule,
  brings: readonly FindingRule[],
  source: Document,
  spoil: (machine: Machine) => void,
  kind: Kind = 'WINDOWS',
) => scenario(name, rule, brings, source, (person) => spoil(person.device(kind)));
const inBroken = (each: Scenario): Scenario => ({ ...each, tenant: 'BROKEN' });
const setting = (name: string, kind: Kind = 'WINDOWS') =>
  onDevice(
    `a device that breaks ${name}`,
    'NONCOMPLIANT_SETTING',
    [],
    'Device compliance settings',
    (machine) => machine.compliance(name),
    kind,
  );

const ACTIONS = 'Troubleshoot device actions in Intune; Graph: managementState';
const LICENSES = 'Assign Microsoft Intune licenses; Identify and resolve license assignment problems';
const BUILT_IN = 'Device compliance policies; Call4Cloud: Blood, sweat and the built-in compliance policy';
const SCEP = 'Troubleshoot deployment of SCEP certificate profiles';
const ENROLLMENT = 'Enrollment failure reference';
const AUTOPILOT = 'Windows Autopilot troubleshooting; Graph: autopilotEvent';
const APPS = 'Troubleshoot app installation issues; App installation error codes';

/** The faults, each with what it brings. */
export const SCENARIOS: readonly Scenario[] = [
  scenario(
    'a disabled account',
    'ACCOUNT_DISABLED',
    ['ENROLMENT_BLOCKED', 'LEAVER_DEVICE'],
    'Graph: user, accountEnabled; Offboarding users from Microsoft Endpoint Manager',
    (person) => {
      person.json.accountEnabled = false;
      person.failedEnrolment('authorization', 'not allowed', 'Windows');
      person.device();
    },
  ),
  scenario(
    'an app that reports a rooted device',
    'ROOTED_OR_JAILBROKEN',
    [],
    'App protection policies: conditional launch; Graph: managedAppFlaggedReason',
    (person) => {
      person.device();
      person.protectedApp(0.5, ['rootedDevice']);
    },
  ),
  onDevice(
    'a rooted device',
    'ROOTED_OR_JAILBROKEN',
    ['NONCOMPLIANT_SETTING'],
    'Device compliance settings',
    (machine) => machine.compliance('AndroidWorkProfileCompliancePolicy.SecurityBlockJailbrokenDevices'),
    'ANDROID',
  ),
  onDevice(
    'a retirement that waits',
    'REMOVAL_PENDING',
    ['DEVICE_SILENT', 'ACTION_WAITING', 'APP_WAITING'],
    ACTIONS,
    (machine) => machine.silent(9).set({ managementState: 'retirePending' }).action('retire', 'pending', 5),
  ),
  onDevice(
    'a wipe that waits',
    'REMOVAL_PENDING',
    ['DEVICE_SILENT', 'ACTION_WAITING', 'APP_WAITING'],
    ACTIONS,
    (machine) => machine.silent(9).set({ managementState: 'wipePending' }).action('wipe', 'pending', 5),
  ),
  onDevice('a wipe that failed', 'REMOVAL_FAILED', [], ACTIONS, (machine) =>
    machine.set({ managementState: 'wipeFailed' }),
  ),
  scenario('no licence', 'NO_INTUNE_LICENCE', ['ENROLMENT_BLOCKED'], LICENSES, (person) => {
    Object.assign(person.json, { assignedLicenses: [], assignedPlans: [], licenseAssignmentStates: [] });
    person.failedEnrolment('userValidation', 'User not found or not licensed', 'Windows');
    person.protectedApp(0.5);
  }),
  scenario('a licence that could not be assigned', 'NO_INTUNE_LICENCE', ['ENROLMENT_BLOCKED'], LICENSES, (person) => {
    Object.assign(person.json, { assignedLicenses: [], assignedPlans: [] });
    person.json.licenseAssignmentStates = [
      { ...person.json.licenseAssignmentStates[0], state: 'Error', error: 'CountViolation' },
    ];
    person.failedEnrolment('userValidation', 'User not found or not licensed', 'Windows');
  }),
  inBroken(
    scenario(
      'an expired push certificate',
      'APPLE_PUSH_EXPIRED',
      ['DEVICE_SILENT', 'ACTION_WAITING', 'APP_WAITING', 'ENROLMENT_BLOCKED'],
      'Troubleshoot iOS/iPadOS device enrollment errors; Get an Apple MDM push certificate',
      (person) => {
        person.device('IOS').silent(4);
        person.failedEnrolment('accountValidation', 'The account could not be validated', 'iOS');
      },
    ),
  ),
  onDevice(
    'an expired management certificate',
    'MANAGEMENT_CERT_EXPIRED',
    ['DEVICE_SILENT', 'ACTION_WAITING', 'APP_WAITING', 'NONCOMPLIANT_INACTIVE'],
    'Call4Cloud: Intune device certificate renewal; Set the MDM authority',
    (machine) =>
      machine
        .silent(20)
        .set({ managementCertificateExpirationDate: ago(5) })
        .compliance('DefaultDeviceCompliancePolicy.RequireRemainContact'),
  ),
  inBroken(
    onDevice(
      'a certificate connector that is silent',
      'CONNECTOR_DOWN',
      ['CERT_PROFILE_FAILED', 'NETWORK_PROFILE_FAILED'],
      `Intune tenant status; ${SCEP}`,
      (machine) =>
        machine
          .profile('windows81SCEPCertificateProfile', 'error', '0x87D1FDF2')
          .profile('windows10VpnConfiguration', 'error', '0x87D161AB'),
    ),
  ),
  inBroken(
    onDevice(
      'a connector to mobile threat defence that is silent',
      'CONNECTOR_DOWN',
      ['NONCOMPLIANT_SETTING'],
      'Intune tenant status; Mobile Threat Defense integration with Intune',
      (machine) => machine.compliance('AndroidWorkProfileCompliancePolicy.DeviceThreatProtectionEnabled'),
      'ANDROID',
    ),
  ),
  onDevice(
    'a volume purchase token that expired',
    'CONNECTOR_DOWN',
    ['REQUIRED_APP_FAILED'],
    'Intune tenant status; App installation error codes',
    (machine) => machine.app('failed', '0x87D13B7E', 'requiredInstall', EXPIRED_TOKEN),
    'IOS',
  ),
  onDevice(
    'another user of the device',
    'COMPLIANCE_OF_OTHER_USER',
    ['NONCOMPLIANT_SETTING'],
    'Monitor compliance policy',
    (machine) =>
      machine
        .compliance('Windows10CompliancePolicy.ActiveFirewallRequired', 'compliant')
        .compliance('Windows10CompliancePolicy.ActiveFirewallRequired', 'nonCompliant', {
          user: { userId: id(), userPrincipalName: 'other@contoso.example' },
        }),
  ),
  setting('Windows10CompliancePolicy.OsMinimumVersion'),
  setting('Windows10CompliancePolicy.BitLockerEnabled'),
  setting('Windows10CompliancePolicy.SecureBootEnabled'),
  setting('Windows10CompliancePolicy.ActiveFirewallRequired'),
  setting('IosCompliancePolicy.PasscodeRequired', 'IOS'),
  setting('AndroidWorkProfileCompliancePolicy.OsMinimumVersion', 'ANDROID'),
  onDevice('an enrolled user who is gone', 'ENROLLED_USER_GONE', [], BUILT_IN, (machine) =>
    machine.compliance('DefaultDeviceCompliancePolicy.RequireUserExistence'),
  ),
  onDevice('no compliance policy', 'NO_COMPLIANCE_POLICY', [], BUILT_IN, (machine) =>
    machine.compliance('DefaultDeviceCompliancePolicy.RequireDeviceCompliancePolicyAssigned'),
  ),
  onDevice('compliance in error', 'COMPLIANCE_ERROR', [], 'Assign a resulting compliance policy status', (machine) =>
    machine.compliance('Windows10CompliancePolicy.BitLockerEnabled', 'error', { errorCode: signed('0x87D1FDE8') }),
  ),
  onDevice('compliance in conflict', 'COMPLIANCE_CONFLICT', [], 'Device profile troubleshooting', (machine) =>
    machine.compliance('Windows10CompliancePolicy.OsMinimumVersion', 'conflict'),
  ),
  onDevice('Entra that lags', 'ENTRA_DISAGREES', [], 'Monitor device compliance', (machine) => {
    machine.entra.isCompliant = false;
  }),
  onDevice(
    'lost mode',
    'DEVICE_LOCKED',
    ['APP_USER_CAN_FIX'],
    'App installation error codes, 0x87D13B97',
    (machine) => machine.action('enableLostMode', 'done', 1).app('failed', '0x87D13B97'),
    'IOS',
  ),
  onDevice(
    'a device that never checked in',
    'NEVER_CHECKED_IN',
    ['COMPLIANCE_UNKNOWN', 'APP_WAITING'],
    'Monitor device compliance',
    (machine) =>
      machine
        .set({ lastSyncDateTime: '0001-01-01T00:00:00Z', complianceState: 'unknown', enrolledDateTime: ago(3) })
        .app('pendingInstall', null),
  ),
  onDevice(
    'a certificate that Wi-Fi needs',
    'CERT_PROFILE_FAILED',
    ['NETWORK_PROFILE_FAILED'],
    SCEP,
    (machine) =>
      machine
        .profile('iosScepCertificateProfile', 'error', '0x87D1FDF2')
        .profile('iosWiFiConfiguration', 'error', '0x87D159DC'),
    'IOS',
  ),
  onDevice('a certificate that VPN needs', 'CERT_PROFILE_FAILED', ['NETWORK_PROFILE_FAILED'], SCEP, (machine) =>
    machine
      .profile('windows81SCEPCertificateProfile', 'error', '0x87D1FDF0')
      .profile('windows10VpnConfiguration', 'error', '0x87D161AB'),
  ),
  onDevice(
    'no certificate profile',
    'CERT_PROFILE_ABSENT',
    ['NETWORK_PROFILE_FAILED'],
    SCEP,
    (machine) => machine.profile('iosVpnConfiguration', 'error', '0x87D161AB'),
    'IOS',
  ),
  onDevice(
    'a certificate profile that is listed and not there',
    'CERT_PROFILE_ABSENT',
    ['NETWORK_PROFILE_FAILED'],
    SCEP,
    (machine) =>
      machine
        .profile('iosVpnConfiguration', 'error', '0x87D161AB')
        .profile('iosScepCertificateProfile', 'notApplicable'),
    'IOS',
  ),
  onDevice(
    'a mail account that is there',
    'MAIL_ACCOUNT_EXISTS',
    ['NETWORK_PROFILE_FAILED'],
    'Troubleshoot email profiles in Microsoft Intune',
    (machine) => machine.profile('iosEasEmailProfileConfiguration', 'error', '0x87D1791D'),
    'IOS',
  ),
  onDevice(
    'Wi-Fi that failed',
    'NETWORK_PROFILE_FAILED',
    [],
    'Troubleshoot policies and profiles in Intune',
    (machine) => machine.profile('iosWiFiConfiguration', 'error', '0x87D1FDE8'),
    'IOS',
  ),
  onDevice('two VPN profiles', 'PROFILE_CONFLICT', [], 'Device profile troubleshooting', (machine) =>
    machine
      .profile('windows10VpnConfiguration', 'conflict', null, { name: 'VPN A', sources: ['VPN A', 'VPN B'] })
      .profile('windows10VpnConfiguration', 'conflict', null, { name: 'VPN B', sources: ['VPN A', 'VPN B'] }),
  ),
  scenario(
    'the limit of devices',
    'DEVICE_LIMIT_REACHED',
    ['ENROLMENT_BLOCKED'],
    'Device limit restrictions; DeviceCapReached',
    (person) => {
      person.device();
      person.failedEnrolment('enrollmentRestrictionsEnforced', 'Device cap reached', 'iOS');
      person.failedEnrolment('clientDisconnected', 'The device closed the connection', 'iOS', 1.9);
    },
  ),
  scenario('a blocked platform', 'ENROLMENT_BLOCKED', [], ENROLLMENT, (person) => {
    person.device();
    person.failedEnrolment('enrollmentRestrictionsEnforced', 'The platform is blocked', 'Android');
    person.failedEnrolment('clientDisconnected', 'The device closed the connection', 'Android', 1.9);
  }),
  onDevice('a set-up that failed', 'SETUP_FAILED', [], AUTOPILOT, (machine) => machine.setUp('failure', 'failure', 2)),
  onDevice('a set-up that failed without an error', 'SETUP_FAILED', [], AUTOPILOT, (machine) =>
    machine.setUp('failure', 'unknown', 0.5),
  ),
  scenario('a system that is too old to enrol', 'ENROLMENT_BLOCKED', [], ENROLLMENT, (person) => {
    person.device();
    person.failedEnrolment('enrollmentRestrictionsEnforced', 'The OS version is too low', 'Android');
  }),
  onDevice(
    'an app that the user declined',
    'APP_USER_CAN_FIX',
    [],
    APPS,
    (machine) => machine.app('failed', '0x87D13B62'),
    'IOS',
  ),
  onDevice(
    'a busy iPhone',
    'APP_USER_CAN_FIX',
    [],
    APPS,
    (machine) => machine.app('failed', '0x87D11388').app('pendingInstall', null),
    'IOS',
  ),
  onDevice('a broken package', 'APP_AT_FAULT', [], APPS, (machine) => machine.app('failed', '0x80073CF0')),
  onDevice('an app that is not detected', 'APP_NOT_DETECTED', [], APPS, (machine) =>
    machine.app('failed', '0x87D1041C'),
  ),
  onDevice('a required app that failed', 'REQUIRED_APP_FAILED', [], APPS, (machine) =>
    machine.app('failed', '0x80070643'),
  ),
  onDevice('an app that could not be removed', 'REQUIRED_APP_FAILED', [], APPS, (machine) =>
    machine.app('uninstallFailed', '0x87D1041C', 'requiredUninstall'),
  ),
  onDevice(
    'a full storage',
    'STORAGE_FULL',
    ['REQUIRED_APP_FAILED'],
    'App installation error codes, 0x87D105EA and 0x80070070',
    (machine) =>
      machine.set({ freeStorageSpaceInBytes: 120_000_000 }).app('failed', '0x80070070').app('failed', '0x87D105EA'),
  ),
  // The defects are on a PC. With another PC, a silent one would be normal.
  onDevice(
    'a device that is silent',
    'DEVICE_SILENT',
    ['ACTION_WAITING', 'APP_WAITING', 'NONCOMPLIANT_INACTIVE'],
    'Device compliance policies: compliance status validity period; Refresh cycle times',
    (machine) => machine.silent(40).compliance('DefaultDeviceCompliancePolicy.RequireRemainContact'),
    'IOS',
  ),
  onDevice('a grace period that ends', 'GRACE_ENDING', [], 'Graph: complianceState, inGracePeriod', (machine) =>
    machine
      .compliance('Windows10CompliancePolicy.BitLockerEnabled', 'nonCompliant', { device: 'inGracePeriod' })
      .set({ complianceGracePeriodExpirationDateTime: ago(-0.5) }),
  ),
  scenario(
    'a device that was enrolled again',
    'DUPLICATE_DEVICE',
    ['DEVICE_SILENT', 'NONCOMPLIANT_SETTING'],
    'Manage stale devices in Microsoft Entra ID',
    (person) => {
      const old = person
        .device()
        .set({ lastSyncDateTime: ago(40) })
        .compliance('Windows10CompliancePolicy.OsMinimumVersion');
      person.device().set({ serialNumber: old.json.serialNumber, enrolledDateTime: ago(30) });
    },
  ),
];

const CUSTOM: Readonly<Record<Kind, string>> = {
  WINDOWS: 'windows10CustomConfiguration',
  IOS: 'iosCustomConfiguration',
  ANDROID: 'androidCustomConfiguration',
  MACOS: 'macOSCustomConfiguration',
  LINUX: 'deviceManagementConfigurationPolicy',
};

/** Defects that have nothing to do with the fault, and are less grave. */
const DEFECTS: readonly ((machine: Machine) => unknown)[] = [
  (machine) => machine.action('locateDevice', 'failed', 2),
  (machine) => machine.app('failed', '0x80070005', 'available'),
  (machine) => machine.app('pendingInstall', null),
  (machine) => machine.app('pendingInstall', '0xBC2'),
  (machine) => machine.profile(CUSTOM[machine.kind], 'error', '0x87D10194'),
  // Not where it has ended, which is the fault.
  (machine) =>
    machine.json.managementCertificateExpirationDate > ago(0) &&
    machine.set({ managementCertificateExpirationDate: ago(-5) }),
];

export interface Drawn {
  readonly person: Person;
  /** Null for a healthy user. */
  readonly scenario: Scenario | null;
}

/** A user with a fault and up to three defects, on the same device or on another; without a fault, a healthy user. */
export function drawPerson(draw: Draw, chosen: Scenario | null): Drawn {
  if (chosen === null) return { person: drawHealthy(draw), scenario: null };
  const person = new Person();
  chosen.spoil(person);
  const [own] = draw.chance(50) ? person.machines : [];
  const defects = draw.some(DEFECTS, 3);
  if (defects.length > 0) {
    const machine = own ?? person.device('WINDOWS');
    for (const defect of defects) defect(machine);
  }
  return { person, scenario: chosen };
}
