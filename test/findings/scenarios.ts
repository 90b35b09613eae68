import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FindingRule } from '../../src/generated/graphql';
import { folderSource } from '../../src/import/folder';
import type { Item, Source } from '../../src/import/source';
import type { Resource } from '../../src/microsoft-graph/resources';
import type { Draw } from '../oracle/world';
import { ROOT } from '../support/place';
import { NOW } from '../support/service';

/*
 * Tenants in Microsoft Graph's JSON: healthy users, each with one fault and what the fault brings with it. What a fault
 * brings is Microsoft's documentation of it, and was written before the rules were run on it.
 */

// biome-ignore lint/suspicious/noExplicitAny: the objects have the loose shapes of Microsoft Graph.
type Json = any;

const DEMO = path.join(ROOT, 'demo');
const listOf = (file: string): Json[] => JSON.parse(readFileSync(path.join(DEMO, `${file}.json`), 'utf8')).value;
const find = (files: readonly string[], name: string): Json =>
  files.flatMap(listOf).find((each) => [each.deviceName, each.userPrincipalName].includes(name));

const DEVICES = ['managedDevices', 'managedDevices.2', 'managedDevices.3'];
const USER = find(['users', 'users.2'], 'zoe.bernard@contoso.example');
const MODELS = {
  WINDOWS: find(DEVICES, 'PAR-LT-0402'),
  IOS: find(DEVICES, 'PAR-IPH-0222'),
  ANDROID: find(DEVICES, 'PAR-AND-0175'),
};
type Kind = keyof typeof MODELS;

const DAY_MS = 24 * 60 * 60 * 1000;
const ago = (days: number): string => new Date(NOW.getTime() - days * DAY_MS).toISOString();
const signed = (hex: string): number => Number(hex) | 0;

/** Objects of the tenant, by resource, each with what it hangs on. */
type Objects = Partial<Record<Resource, { readonly parent: string | null; readonly value: Json }[]>>;

let counter = 0;
const id = (): string => `00000000-0000-4000-9000-${String(++counter).padStart(12, '0')}`;

/** One user with devices, in the making. */
export class Person {
  readonly id = id();
  readonly name = `user-${this.id.slice(-6)}@contoso.example`;
  readonly json: Json = {
    ...structuredClone(USER),
    id: this.id,
    displayName: this.name,
    userPrincipalName: this.name,
    mail: this.name,
  };
  readonly objects: Objects = {};

  add(resource: Resource, value: Json, parent: string | null = null): void {
    this.objects[resource] = [...(this.objects[resource] ?? []), { parent, value }];
  }

  /** A healthy device. */
  device(kind: Kind = 'WINDOWS'): Machine {
    return new Machine(this, kind);
  }

  failedEnrolment(category: string, reason: string, system: string, days = 2): void {
    this.add('troubleshootingEvents', {
      '@odata.type': '#microsoft.graph.enrollmentTroubleshootingEvent',
      id: id(),
      eventDateTime: ago(days),
      operatingSystem: system,
      osVersion: '1.0',
      userId: this.id,
      failureCategory: category,
      failureReason: reason,
    });
  }

  protectedApp(days: number, flags: readonly string[] = ['none']): void {
    const model = structuredClone(listOf('managedAppRegistrations')[0]);
    Object.assign(model, {
      id: `T_${id()}`,
      userId: this.id,
      deviceName: 'Phone',
      deviceTag: id(),
      managedDeviceId: null,
    });
    this.add('managedAppRegistrations', {
      ...model,
      azureADDeviceId: '',
      lastSyncDateTime: ago(days),
      flaggedReasons: flags,
    });
  }
}

/** One managed device, in the making. */
export class Machine {
  readonly id = id();
  readonly json: Json;
  readonly entra: Json;
  private readonly person: Person;

  constructor(person: Person, kind: Kind) {
    this.person = person;
    const entraId = id();
    this.json = {
      ...structuredClone(MODELS[kind]),
      id: this.id,
      userId: person.id,
      userPrincipalName: person.name,
      deviceName: `DEV-${this.id.slice(-6)}`,
      serialNumber: `SERIAL-${this.id.slice(-6)}`,
      azureADDeviceId: entraId,
      complianceState: 'compliant',
      managementState: 'managed',
      managementAgent: 'mdm',
      enrolledDateTime: ago(200),
      lastSyncDateTime: ago(0.2),
      managementCertificateExpirationDate: ago(-165),
      deviceActionResults: [],
    };
    this.entra = {
      id: id(),
      deviceId: entraId,
      displayName: this.json.deviceName,
      trustType: 'AzureAd',
      isCompliant: true,
      isManaged: true,
      accountEnabled: true,
      registrationDateTime: ago(200),
    };
    person.add('managedDevices', this.json);
    person.add('devices', this.entra);
  }

  set(values: Json): this {
    Object.assign(this.json, values);
    return this;
  }

  /** Lists a compliance policy; a bad state makes the device, and its record in Entra, not compliant. */
  compliance(setting: string, state = 'nonCompliant', rest: Json = {}): this {
    const user = rest.user ?? { userId: this.person.id, userPrincipalName: this.person.name };
    if (state === 'nonCompliant' || state === 'error' || state === 'conflict') {
      this.set({ complianceState: rest.device ?? state.toLowerCase() });
      this.entra.isCompliant = false;
    }
    const settingState = {
      setting,
      settingName: setting,
      state,
      errorCode: rest.errorCode ?? 0,
      currentValue: rest.value ?? null,
      sources: rest.sources ?? [],
      ...user,
    };
    this.person.add(
      'deviceCompliancePolicyStates',
      { id: id(), displayName: 'Compliance', state, settingCount: 1, settingStates: [settingState], ...user },
      this.id,
    );
    return this;
  }

  /** Lists a configuration profile of a type, in error with a code, or in another state. */
  profile(type: string, state: string, hex: string | null = null, rest: Json = {}): this {
    const policy = id();
    const name = rest.name ?? `${type} ${policy.slice(-6)}`;
    this.person.add('deviceConfigurations', {
      '@odata.type': `#microsoft.graph.${type}`,
      id: policy,
      displayName: name,
    });
    const settingState = {
      setting: 'Setting',
      settingName: 'Setting',
      state,
      errorCode: hex === null ? 0 : signed(hex),
      sources: (rest.sources ?? []).map((displayName: string) => ({
        id: policy,
        displayName,
        sourceType: 'deviceConfiguration',
      })),
    };
    this.person.add(
      'deviceConfigurationStates',
      {
        id: policy,
        displayName: name,
        state,
        settingCount: 1,
        userId: this.person.id,
        userPrincipalName: this.person.name,
        settingStates: [settingState],
      },
      this.id,
    );
    return this;
  }

  app(state: string, hex: string | null, intent = 'requiredInstall'): this {
    const app = id();
    const shown = {
      applicationId: app,
      displayName: `App ${app.slice(-6)}`,
      mobileAppIntent: intent,
      installState: state,
      displayVersion: '1.0',
    };
    this.person.add('mobileApps', {
      '@odata.type': '#microsoft.graph.win32LobApp',
      id: app,
      displayName: shown.displayName,
      publisher: 'Contoso',
    });
    this.person.add(
      'mobileAppIntentAndStates',
      { id: id(), managedDeviceIdentifier: this.id, userId: this.person.id, mobileAppList: [shown] },
      this.person.id,
    );
    if (hex !== null) {
      this.person.add(
        'mobileAppDeviceStatuses',
        {
          id: id(),
          deviceId: this.id,
          deviceName: this.json.deviceName,
          installState: state,
          mobileAppInstallStatusValue: state,
          errorCode: signed(hex),
          userPrincipalName: this.person.name,
        },
        app,
      );
    }
    return this;
  }

  action(actionName: string, actionState: string, days: number): this {
    this.json.deviceActionResults.unshift({
      actionName,
      actionState,
      startDateTime: ago(days),
      lastUpdatedDateTime: ago(days),
    });
    return this;
  }

  /** A set-up with Windows Autopilot, and its phase on the device. */
  setUp(state: string, ofDevice: string, days: number): this {
    const [model] = listOf('autopilotEvents');
    this.person.add('autopilotEvents', {
      ...structuredClone(model),
      id: id(),
      deviceId: this.id,
      deviceSerialNumber: this.json.serialNumber,
      managedDeviceName: this.json.deviceName,
      eventDateTime: ago(days),
      deploymentState: state,
      deviceSetupStatus: ofDevice,
      enrollmentFailureDetails: ofDevice === 'failure' ? '0x800705b4' : '',
    });
    return this;
  }

  /** What silence brings: actions that wait, and apps. */
  silent(days: number): this {
    return this.set({ lastSyncDateTime: ago(days) })
      .action('syncDevice', 'pending', 2)
      .app('pendingInstall', null);
  }
}

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
  const person = new Person();
  if (chosen === null) {
    for (let i = draw.upTo(2); i >= 0; i--)
      person.device(draw.one(['WINDOWS', 'IOS', 'ANDROID'] as const)).app('pendingInstall', null);
    return { person, scenario: null };
  }
  chosen.spoil(person);
  const defects = draw.some(DEFECTS, 3);
  if (defects.length > 0) {
    const machine = person.device('WINDOWS');
    for (const defect of defects) defect(machine);
  }
  return { person, scenario: chosen };
}

/** The demo tenant with these people in it. */
export async function tenantWith(people: readonly Person[]): Promise<Source> {
  const demo = await folderSource(DEMO);
  return {
    async *read(resource): AsyncIterable<Item> {
      yield* demo.read(resource);
      for (const person of people) {
        if (resource === 'users') yield { value: person.json, parent: null, where: person.name };
        for (const { value, parent } of person.objects[resource] ?? []) yield { value, parent, where: person.name };
      }
    },
  };
}
