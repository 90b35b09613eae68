import type { FindingRule } from '../../src/generated/graphql';
import type { Draw } from '../oracle/world';
import { drawHealthy } from './healthy';
import { ago, id, type Kind, type Machine, Person, signed } from './people';

/*
 * Healthy users, each with one fault and what the fault brings with it. What a fault brings is Microsoft's documentation
 * of it, and was written before the rules were run on it.
 */

export interface Scenario {
  readonly name: string;
  readonly rule: FindingRule;
  readonly spoil: (person: Person) => void;
}

const scenario = (name: string, rule: FindingRule, spoil: (person: Person) => void): Scenario => ({
  name,
  rule,
  spoil,
});
const onDevice = (name: string, rule: FindingRule, spoil: (machine: Machine) => void, kind: Kind = 'WINDOWS') =>
  scenario(name, rule, (person) => spoil(person.device(kind)));
const setting = (name: string, kind: Kind = 'WINDOWS') =>
  onDevice(`a device that breaks ${name}`, 'NONCOMPLIANT_SETTING', (machine) => machine.compliance(name), kind);

/** The faults, each with what it brings. */
export const SCENARIOS: readonly Scenario[] = [
  scenario('a disabled account', 'ACCOUNT_DISABLED', (person) => {
    person.json.accountEnabled = false;
    person.failedEnrolment('authorization', 'not allowed', 'Windows');
    person.device();
  }),
  scenario('an app that reports a rooted device', 'ROOTED_OR_JAILBROKEN', (person) => {
    person.device();
    person.protectedApp(0.5, ['rootedDevice']);
  }),
  onDevice(
    'a rooted device',
    'ROOTED_OR_JAILBROKEN',
    (machine) => machine.compliance('AndroidWorkProfileCompliancePolicy.SecurityBlockJailbrokenDevices'),
    'ANDROID',
  ),
  onDevice('a retirement that waits', 'REMOVAL_PENDING', (machine) =>
    machine.silent(9).set({ managementState: 'retirePending' }).action('retire', 'pending', 5),
  ),
  onDevice('a wipe that waits', 'REMOVAL_PENDING', (machine) =>
    machine.silent(9).set({ managementState: 'wipePending' }).action('wipe', 'pending', 5),
  ),
  onDevice('a wipe that failed', 'REMOVAL_FAILED', (machine) => machine.set({ managementState: 'wipeFailed' })),
  scenario('no licence', 'NO_INTUNE_LICENCE', (person) => {
    Object.assign(person.json, { assignedLicenses: [], assignedPlans: [], licenseAssignmentStates: [] });
    person.failedEnrolment('userValidation', 'User not found or not licensed', 'Windows');
    person.protectedApp(0.5);
  }),
  scenario('a licence that could not be assigned', 'NO_INTUNE_LICENCE', (person) => {
    Object.assign(person.json, { assignedLicenses: [], assignedPlans: [] });
    person.json.licenseAssignmentStates = [
      { ...person.json.licenseAssignmentStates[0], state: 'Error', error: 'CountViolation' },
    ];
    person.failedEnrolment('userValidation', 'User not found or not licensed', 'Windows');
  }),
  onDevice('an expired management certificate', 'MANAGEMENT_CERT_EXPIRED', (machine) =>
    machine
      .silent(20)
      .set({ managementCertificateExpirationDate: ago(5) })
      .compliance('DefaultDeviceCompliancePolicy.RequireRemainContact'),
  ),
  onDevice('another user of the device', 'COMPLIANCE_OF_OTHER_USER', (machine) =>
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
  onDevice('an enrolled user who is gone', 'ENROLLED_USER_GONE', (machine) =>
    machine.compliance('DefaultDeviceCompliancePolicy.RequireUserExistence'),
  ),
  onDevice('no compliance policy', 'NO_COMPLIANCE_POLICY', (machine) =>
    machine.compliance('DefaultDeviceCompliancePolicy.RequireDeviceCompliancePolicyAssigned'),
  ),
  onDevice('compliance in error', 'COMPLIANCE_ERROR', (machine) =>
    machine.compliance('Windows10CompliancePolicy.BitLockerEnabled', 'error', { errorCode: signed('0x87D1FDE8') }),
  ),
  onDevice('compliance in conflict', 'COMPLIANCE_CONFLICT', (machine) =>
    machine.compliance('Windows10CompliancePolicy.OsMinimumVersion', 'conflict'),
  ),
  onDevice('Entra that lags', 'ENTRA_DISAGREES', (machine) => {
    machine.entra.isCompliant = false;
  }),
  onDevice(
    'lost mode',
    'DEVICE_LOCKED',
    (machine) => machine.action('enableLostMode', 'done', 1).app('failed', '0x87D13B97'),
    'IOS',
  ),
  onDevice('a device that never checked in', 'NEVER_CHECKED_IN', (machine) =>
    machine
      .set({ lastSyncDateTime: '0001-01-01T00:00:00Z', complianceState: 'unknown', enrolledDateTime: ago(3) })
      .app('pendingInstall', null),
  ),
  onDevice(
    'a certificate that Wi-Fi needs',
    'CERT_PROFILE_FAILED',
    (machine) =>
      machine
        .profile('iosScepCertificateProfile', 'error', '0x87D1FDF2')
        .profile('iosWiFiConfiguration', 'error', '0x87D159DC'),
    'IOS',
  ),
  onDevice('a certificate that VPN needs', 'CERT_PROFILE_FAILED', (machine) =>
    machine
      .profile('windows81SCEPCertificateProfile', 'error', '0x87D1FDF0')
      .profile('windows10VpnConfiguration', 'error', '0x87D161AB'),
  ),
  onDevice(
    'no certificate profile',
    'CERT_PROFILE_ABSENT',
    (machine) => machine.profile('iosVpnConfiguration', 'error', '0x87D161AB'),
    'IOS',
  ),
  onDevice(
    'a certificate profile that is listed and not there',
    'CERT_PROFILE_ABSENT',
    (machine) =>
      machine
        .profile('iosVpnConfiguration', 'error', '0x87D161AB')
        .profile('iosScepCertificateProfile', 'notApplicable'),
    'IOS',
  ),
  onDevice(
    'a mail account that is there',
    'MAIL_ACCOUNT_EXISTS',
    (machine) => machine.profile('iosEasEmailProfileConfiguration', 'error', '0x87D1791D'),
    'IOS',
  ),
  onDevice(
    'Wi-Fi that failed',
    'NETWORK_PROFILE_FAILED',
    (machine) => machine.profile('iosWiFiConfiguration', 'error', '0x87D1FDE8'),
    'IOS',
  ),
  onDevice('two VPN profiles', 'PROFILE_CONFLICT', (machine) =>
    machine
      .profile('windows10VpnConfiguration', 'conflict', null, { name: 'VPN A', sources: ['VPN A', 'VPN B'] })
      .profile('windows10VpnConfiguration', 'conflict', null, { name: 'VPN B', sources: ['VPN A', 'VPN B'] }),
  ),
  scenario('the limit of devices', 'DEVICE_LIMIT_REACHED', (person) => {
    person.device();
    person.failedEnrolment('enrollmentRestrictionsEnforced', 'Device cap reached', 'iOS');
    person.failedEnrolment('clientDisconnected', 'The device closed the connection', 'iOS', 1.9);
  }),
  scenario('a blocked platform', 'ENROLMENT_BLOCKED', (person) => {
    person.device();
    person.failedEnrolment('enrollmentRestrictionsEnforced', 'The platform is blocked', 'Android');
    person.failedEnrolment('clientDisconnected', 'The device closed the connection', 'Android', 1.9);
  }),
  onDevice('a set-up that failed', 'SETUP_FAILED', (machine) => machine.setUp('failure', 'failure', 2)),
  onDevice('a set-up that failed without an error', 'SETUP_FAILED', (machine) =>
    machine.setUp('failure', 'unknown', 0.5),
  ),
  scenario('a system that is too old to enrol', 'ENROLMENT_BLOCKED', (person) => {
    person.device();
    person.failedEnrolment('enrollmentRestrictionsEnforced', 'The OS version is too low', 'Android');
  }),
  onDevice(
    'an app that the user declined',
    'APP_USER_CAN_FIX',
    (machine) => machine.app('failed', '0x87D13B62'),
    'IOS',
  ),
  onDevice(
    'a busy iPhone',
    'APP_USER_CAN_FIX',
    (machine) => machine.app('failed', '0x87D11388').app('pendingInstall', null),
    'IOS',
  ),
  onDevice('a broken package', 'APP_AT_FAULT', (machine) => machine.app('failed', '0x80073CF0')),
  onDevice('an app that is not detected', 'APP_NOT_DETECTED', (machine) => machine.app('failed', '0x87D1041C')),
  onDevice('a required app that failed', 'REQUIRED_APP_FAILED', (machine) => machine.app('failed', '0x80070643')),
  onDevice('an app that could not be removed', 'REQUIRED_APP_FAILED', (machine) =>
    machine.app('uninstallFailed', '0x87D1041C', 'requiredUninstall'),
  ),
  // The defects are on a PC. With another PC, a silent one would be normal.
  onDevice(
    'a device that is silent',
    'DEVICE_SILENT',
    (machine) => machine.silent(40).compliance('DefaultDeviceCompliancePolicy.RequireRemainContact'),
    'IOS',
  ),
  onDevice('a grace period that ends', 'GRACE_ENDING', (machine) =>
    machine
      .compliance('Windows10CompliancePolicy.BitLockerEnabled', 'nonCompliant', { device: 'inGracePeriod' })
      .set({ complianceGracePeriodExpirationDateTime: ago(-0.5) }),
  ),
  scenario('a device that was enrolled again', 'DUPLICATE_DEVICE', (person) => {
    const old = person
      .device()
      .set({ lastSyncDateTime: ago(40) })
      .compliance('Windows10CompliancePolicy.OsMinimumVersion');
    person.device().set({ serialNumber: old.json.serialNumber, enrolledDateTime: ago(30) });
  }),
];

/** Defects that have nothing to do with the fault, and are less grave. */
const DEFECTS: readonly ((machine: Machine) => unknown)[] = [
  (machine) => machine.action('locateDevice', 'failed', 2),
  (machine) => machine.app('failed', '0x80070005', 'available'),
  (machine) => machine.app('pendingInstall', null),
  (machine) => machine.app('pendingInstall', '0xBC2'),
  (machine) => machine.profile('windows10CustomConfiguration', 'error', '0x87D10194'),
  (machine) => machine.set({ managementCertificateExpirationDate: ago(-5) }),
];

export interface Drawn {
  readonly person: Person;
  /** Null for a healthy user. */
  readonly scenario: Scenario | null;
}

/** A user with a fault and up to three defects on another device; without a fault, a healthy user. */
export function drawPerson(draw: Draw, chosen: Scenario | null): Drawn {
  if (chosen === null) return { person: drawHealthy(draw), scenario: null };
  const person = new Person();
  chosen.spoil(person);
  const defects = draw.some(DEFECTS, 3);
  if (defects.length > 0) {
    const machine = person.device('WINDOWS');
    for (const defect of defects) defect(machine);
  }
  return { person, scenario: chosen };
}
