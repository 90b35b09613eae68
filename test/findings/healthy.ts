import type { Draw } from '../oracle/world';
import { ago, id, type Json, type Kind, type Machine, Person } from './people';

/*
 * Users with whom all is well, in many ways that are unusual, and that Microsoft documents as normal: none of them needs a
 * help desk.
 */

const KINDS: readonly Kind[] = ['WINDOWS', 'WINDOWS', 'IOS', 'ANDROID', 'MACOS', 'LINUX'];
const NEVER = '0001-01-01T00:00:00Z';
/** A part of a whole number of hundredths of days. */
const days = (draw: Draw, least: number, most: number): number => draw.between(least * 100, most * 100) / 100;

const PROFILES: Readonly<Record<Kind, readonly string[]>> = {
  WINDOWS: [
    ...['windows10CustomConfiguration', 'windows10VpnConfiguration', 'windows81SCEPCertificateProfile'],
    'windows81TrustedRootCertificate',
  ],
  IOS: ['iosWiFiConfiguration', 'iosVpnConfiguration', 'iosScepCertificateProfile', 'iosEasEmailProfileConfiguration'],
  ANDROID: ['androidWorkProfileWiFiConfiguration', 'androidWorkProfileGeneralDeviceConfiguration'],
  MACOS: ['macOSWiFiConfiguration', 'macOSGeneralDeviceConfiguration'],
  LINUX: ['deviceManagementConfigurationPolicy'],
};

/** The states of apps that are as they should be, with their intents. */
const APPS = [
  ['installed', 'requiredInstall'],
  ['installed', 'available'],
  ['pendingInstall', 'requiredInstall'],
  ['notInstalled', 'available'],
  ['notInstalled', 'requiredUninstall'],
  ['notApplicable', 'requiredInstall'],
  // The user can install it, and has not.
  ['unknown', 'available'],
] as const;

/** Remote actions that need nobody. */
const ACTIONS: readonly ((machine: Machine, draw: Draw) => unknown)[] = [
  (machine, draw) => machine.action('syncDevice', 'done', days(draw, 0, 30)),
  // A device carries an action out at its next contact, about every 8 hours.
  (machine, draw) => machine.action('syncDevice', 'pending', days(draw, 0, 0.9)),
  (machine, draw) => machine.action('wipe', 'canceled', days(draw, 0, 30)),
  // It failed once, and succeeded later.
  (machine) => machine.action('rebootNow', 'failed', 3).action('rebootNow', 'done', 2),
  (machine, draw) => machine.action('resetPasscode', 'failed', days(draw, 8, 60)),
  // The device was found again.
  (machine) => machine.action('enableLostMode', 'done', 9).action('disableLostMode', 'done', 8),
  (machine, draw) => machine.action('remoteLock', 'done', days(draw, 0, 6)),
];

/** A device in contact, on which all is as it should be. */
function drawDevice(person: Person, draw: Draw, kind = draw.one(KINDS)): Machine {
  const machine = person.device(kind);
  const total = draw.one([64, 128, 512]) * 1_000_000_000;
  machine.set({
    // A weekend.
    lastSyncDateTime: ago(days(draw, 0, 2.9)),
    enrolledDateTime: ago(days(draw, 3, 700)),
    // Renewal starts weeks before the end, and goes on while the device is in contact.
    managementCertificateExpirationDate: draw.chance(10) ? NEVER : ago(-days(draw, 8, 400)),
    managedDeviceOwnerType: draw.one(['company', 'personal']),
    isEncrypted: true,
    totalStorageSpaceInBytes: total,
    freeStorageSpaceInBytes: draw.between(2_001, 60_000) * 1_000_000,
  });
  machine.entra.trustType = draw.one(
    kind === 'WINDOWS' ? ['AzureAd', 'ServerAd', 'Workplace'] : ['AzureAd', 'Workplace'],
  );
  for (let i = draw.upTo(2); i > 0; i--)
    machine.compliance(
      'Windows10CompliancePolicy.OsMinimumVersion',
      draw.one(['compliant', 'notApplicable', 'remediated']),
    );
  for (let i = draw.upTo(3); i > 0; i--)
    machine.profile(draw.one(PROFILES[kind]), draw.one(['compliant', 'notApplicable', 'remediated', 'notAssigned']));
  for (const [state, intent] of draw.some(APPS, 4)) machine.app(state, null, intent);
  for (const act of draw.some(ACTIONS, 2)) act(machine, draw);
  if (draw.chance(30)) machine.logon(person.id, days(draw, 0, 13));
  return machine;
}

/** What is unusual about a device, and not wrong. */
const ODD_DEVICES: readonly ((person: Person, draw: Draw) => unknown)[] = [
  // A private PC whose owner does not encrypt it: no policy asks for it.
  (person, draw) => drawDevice(person, draw, 'WINDOWS').set({ managedDeviceOwnerType: 'personal', isEncrypted: false }),
  // Android Enterprise reports no storage.
  (person, draw) =>
    drawDevice(person, draw, 'ANDROID').set({ totalStorageSpaceInBytes: 0, freeStorageSpaceInBytes: 0 }),
  // Entra keeps no compliance of Linux.
  (person, draw) => {
    drawDevice(person, draw, 'LINUX').entra.isCompliant = null;
  },
  // Configuration Manager judges a device that it manages too.
  (person, draw) =>
    drawDevice(person, draw, 'WINDOWS').set({
      managementAgent: 'configurationManagerClientMdm',
      complianceState: 'configManager',
    }),
  // Enrolled today: not judged yet.
  (person, draw) => {
    const machine = drawDevice(person, draw);
    machine.set({ enrolledDateTime: ago(0.5), lastSyncDateTime: ago(0.1), complianceState: 'unknown' });
    machine.entra.isCompliant = null;
  },
  // Enrolled minutes ago: not in contact yet.
  (person) => {
    const machine = person.device('IOS').app('pendingInstall', null);
    machine.set({ enrolledDateTime: ago(0.03), lastSyncDateTime: NEVER, complianceState: 'unknown' });
    machine.entra.isCompliant = null;
  },
  // Intune takes the judgement of Jamf, and has no contact of its own.
  (person, draw) =>
    drawDevice(person, draw, 'MACOS').set({ managementAgent: 'jamf', lastSyncDateTime: ago(days(draw, 5, 90)) }),
  // A device that another one of the user replaced lies in a drawer.
  (person, draw) => {
    drawDevice(person, draw, 'IOS');
    const old = person.device('IOS');
    old.set({ lastSyncDateTime: ago(days(draw, 3, 60)), managementCertificateExpirationDate: ago(-200) });
  },
  // Two virtual machines with one serial number, and both are in contact.
  (person, draw) => {
    const [one, other] = [drawDevice(person, draw, 'WINDOWS'), drawDevice(person, draw, 'WINDOWS')];
    other.set({ serialNumber: one.json.serialNumber });
  },
  // A shared device belongs to nobody.
  (person, draw) =>
    drawDevice(person, draw, 'WINDOWS')
      .set({ userId: '', userPrincipalName: '' })
      .logon(person.id, days(draw, 0, 13)),
  // A colleague's device, which the colleague uses too.
  (person, draw) =>
    drawDevice(person, draw, 'WINDOWS')
      .ofColleague()
      .logon(person.id, days(draw, 0, 13)),
  // A set-up that failed was news for two weeks. One that succeeded never was.
  (person, draw) => drawDevice(person, draw, 'WINDOWS').setUp('failure', 'failure', days(draw, 15, 100)),
  (person, draw) => drawDevice(person, draw, 'WINDOWS').setUp('success', 'success', days(draw, 0, 100)),
  // A profile of which this edition does not have the setting.
  (person, draw) => drawDevice(person, draw, 'WINDOWS').profile('windows10CustomConfiguration', 'error', '0x87D10194'),
];

const EMS = 'efccb6f7-5641-4e0e-bd10-b4976e1bf68e';
const INTUNE_PLAN = 'c1ec4a95-1f05-45b3-a911-aa3fa01094f5';
const assignment = (rest: Json): Json => ({
  skuId: EMS,
  assignedByGroup: null,
  state: 'Active',
  error: null,
  disabledPlans: [],
  ...rest,
});

/** Licences that work. */
const LICENCES: readonly ((json: Json) => void)[] = [
  () => undefined,
  // Of two licences with the plan, one works.
  (json) => {
    json.assignedLicenses = [...json.assignedLicenses, { skuId: EMS, disabledPlans: [INTUNE_PLAN] }];
  },
  (json) => {
    json.licenseAssignmentStates = [
      ...json.licenseAssignmentStates,
      assignment({ state: 'Error', error: 'CountViolation' }),
    ];
  },
  // A group assigns it.
  (json) => {
    json.licenseAssignmentStates = [assignment({ skuId: json.assignedLicenses[0].skuId, assignedByGroup: id() })];
  },
  // A plan that was deleted and assigned again is listed twice.
  (json) => {
    json.assignedPlans = [{ ...json.assignedPlans[0], capabilityStatus: 'Deleted' }, ...json.assignedPlans];
  },
  // Microsoft names the plan without its licence.
  (json) => {
    json.assignedLicenses = [];
    json.licenseAssignmentStates = [];
  },
];

/** What is unusual about a user, and not wrong. */
const ODD_USERS: readonly ((person: Person, draw: Draw) => unknown)[] = [
  // Microsoft does not say whether the account is enabled.
  (person) => {
    person.json.accountEnabled = null;
  },
  // An enrolment that failed, and succeeded later.
  (person, draw) => {
    drawDevice(person, draw, 'ANDROID').set({ enrolledDateTime: ago(1), lastSyncDateTime: ago(0.1) });
    person.failedEnrolment('enrollmentRestrictionsEnforced', 'The platform is blocked', 'Android', days(draw, 2, 13));
  },
  (person, draw) => {
    drawDevice(person, draw, 'IOS').set({ enrolledDateTime: ago(1), lastSyncDateTime: ago(0.1) });
    person.failedEnrolment('enrollmentRestrictionsEnforced', 'Device cap reached', 'iOS', days(draw, 2, 13));
  },
  // One that failed long ago.
  (person, draw) => person.failedEnrolment('authorization', 'not allowed', 'Windows', days(draw, 15, 200)),
  // Protected apps that are in use, and one that is not, although a policy is there for it.
  (person, draw) => {
    for (let i = draw.between(1, 3); i > 0; i--) person.protectedApp(days(draw, 0, 13));
  },
  (person, draw) => {
    person.protectionPolicy();
    person.protectedApp(days(draw, 0, 6));
    person.unusedApp();
  },
  (person) => person.protectionPolicy(),
  // An old phone lies in a drawer, and the apps of the new one report.
  (person) => {
    person.protectedApp(0.5);
    person.protectedApp(40, ['none'], 'Old phone');
  },
];

/** A healthy user. */
export function drawHealthy(draw: Draw): Person {
  const person = new Person();
  if (draw.chance(4)) {
    // A guest needs no licence of this organisation.
    Object.assign(person.json, { assignedLicenses: [], assignedPlans: [], licenseAssignmentStates: [] });
    person.rename(`guest-${person.id.slice(-6)}_fabrikam.example#EXT#@contoso.example`);
    return person;
  }
  draw.one(LICENCES)(person.json);
  for (let i = draw.upTo(2); i > 0; i--) drawDevice(person, draw);
  for (const spoil of draw.some(ODD_DEVICES, 2)) spoil(person, draw);
  for (const spoil of draw.some(ODD_USERS, 2)) spoil(person, draw);
  return person;
}

/** What a user is like, whatever the names and ids are. */
export const shapeOf = (person: Person): string =>
  JSON.stringify([person.json, person.objects]).replaceAll(/00000000-0000-4000-9000-\d{12}|(?<!\d)\d{6}(?!\d)/g, '');
