import { pick, weighted } from './dice';
import { FIXED_USERS, type GeneratedTenant, NO_ID, type Person, people, person } from './generated-tenant';
import { ENROLLMENT_FAILURES, GENERATED_PLATFORMS, type GeneratedPlatform, LAB_PLATFORM } from './generator-data';

const NEVER = '9999-12-31T23:59:59.9999999Z';
const SHARED_SHARE = 0.02;

/** The distance between the device indexes of two users. It exceeds the devices of any user, so indexes are unique. */
const DEVICES_APART = 64;

/** The index of the first shared device, above that of every user's devices. */
const FIRST_SHARED = 2 ** 31;

/** The index of case.large in FIXED_USERS. */
const LAB_USER = 6;

const PLACES = GENERATED_PLATFORMS.flatMap(({ share }, place) => Array<number>(share).fill(place));
const DEVICE_COMPLIANCE = weighted('compliant 180, noncompliant 12, inGracePeriod 4, error 2, conflict 1, unknown 1');

/** The number of devices of a user: 3 on average. */
const DEVICE_COUNTS = weighted('0 5, 1 12, 2 20, 3 26, 4 20, 5 12, 6 5').map(Number);

export type GeneratedDevice = ReturnType<typeof device>;

/** @param person the primary user; for a shared device, the person who uses it */
function device({ dice, sites }: GeneratedTenant, index: number, person: Person, shared: boolean) {
  const { id, roll } = dice('device');
  // Only Windows has enough apps in every tenant for the 25 install states per device of this user.
  const place = person.index === LAB_USER ? LAB_PLATFORM : pick(PLACES, roll(index, 1));
  const platform = GENERATED_PLATFORMS[place] as GeneratedPlatform;
  return {
    index,
    id: id(index),
    name: `${sites[person.site]?.code}-${platform.prefix}-${index.toString(36).toUpperCase().padStart(5, '0')}`,
    platform,
    place,
    person,
    shared,
    /** The device id in Entra. It is null for a device that Entra does not know. */
    entraId: roll(index, 2) < 0.95 ? dice('entraDeviceId').id(index) : null,
    compliance: pick(DEVICE_COMPLIANCE, roll(index, 3)),
  };
}

/** The devices that a person enrolled. Shared devices are not among them. */
export function devicesOfPerson(tenant: GeneratedTenant, person: Person): GeneratedDevice[] {
  const roll = tenant.dice('user').roll(person.index, 6);
  const count = FIXED_USERS[person.index]?.devices ?? pick(DEVICE_COUNTS, roll);
  return Array.from({ length: count }, (_, i) => device(tenant, person.index * DEVICES_APART + i, person, false));
}

/** All devices: those of each user, then the shared ones. */
export function* devices(tenant: GeneratedTenant): Iterable<GeneratedDevice> {
  for (const owner of people(tenant)) yield* devicesOfPerson(tenant, owner);
  const others = tenant.users - FIXED_USERS.length;
  const shared = Math.round(others * 3 * (SHARED_SHARE / (1 - SHARED_SHARE)));
  for (let i = 0; i < shared; i++) {
    const user = FIXED_USERS.length + Math.floor(tenant.dice('shared').roll(i, 1) * others);
    yield device(tenant, FIRST_SHARED + i, person(tenant, user), true);
  }
}

/** The devices that Microsoft Entra knows, in the form of Microsoft Graph. */
export function* entraDevices(tenant: GeneratedTenant): Iterable<object> {
  for (const { index, name, platform, entraId, compliance } of devices(tenant)) {
    if (entraId === null) continue;
    const joined = tenant.dice('entraDevice').roll(index, 1) < 0.8 ? 'AzureAd' : 'ServerAd';
    yield {
      id: tenant.dice('entraDevice').id(index),
      deviceId: entraId,
      displayName: name,
      trustType: platform.name === 'Windows' ? joined : 'Workplace',
      isCompliant: compliance === 'unknown' ? null : compliance === 'compliant' || compliance === 'inGracePeriod',
    };
  }
}

/** The devices that Intune manages, in the form of Microsoft Graph. */
export function* managedDevices(tenant: GeneratedTenant): Iterable<object> {
  const { at } = tenant;
  const { roll } = tenant.dice('managedDevice');
  for (const { index, id, name, platform, person, shared, entraId, compliance } of devices(tenant)) {
    const [manufacturer, model] = pick(platform.models, roll(index, 1));
    const enrolled = 2 + roll(index, 2) * 1_000;
    const quiet = roll(index, 3) < 0.9 ? 3 : 60;
    yield {
      id,
      deviceName: name,
      serialNumber: (Math.floor(2 ** 32 * roll(index, 4)) + 2 ** 32).toString(36).toUpperCase(),
      manufacturer,
      model,
      managementAgent: pick(platform.agents, roll(index, 5)),
      managementState: roll(index, 6) < 0.99 ? 'managed' : pick(['retirePending', 'wipePending'], roll(index, 7)),
      managedDeviceOwnerType: shared || roll(index, 8) < 0.85 ? 'company' : 'personal',
      complianceState: compliance,
      complianceGracePeriodExpirationDateTime: compliance === 'inGracePeriod' ? at(1 + roll(index, 9) * 6) : NEVER,
      operatingSystem: platform.name,
      osVersion: pick(platform.versions, roll(index, 10)),
      lastSyncDateTime: at(-Math.min(enrolled, roll(index, 11) * quiet)),
      enrolledDateTime: at(-enrolled),
      managementCertificateExpirationDate: at(366 - (enrolled % 365)),
      userId: shared ? '' : person.id,
      userPrincipalName: shared ? '' : person.principalName,
      azureADDeviceId: entraId ?? NO_ID,
      deviceActionResults: deviceActions(tenant, index),
    };
  }
}

const ACTION_COUNTS = weighted('0 70, 1 18, 2 8, 3 4').map(Number);
const ACTION_NAMES = weighted(
  'syncDevice 4, rebootNow 2, remoteLock 1, resetPasscode 1, windowsDefenderScan 1, locateDevice 1',
);
const ACTION_STATES = weighted('done 6, pending 1, failed 1, notSupported 1');

function deviceActions({ dice, at }: GeneratedTenant, index: number): object[] {
  const { roll } = dice('action');
  const count = pick(ACTION_COUNTS, roll(index, 0));
  return Array.from({ length: count }, (_, i) => {
    const asked = 1 + i * 20 + roll(index, i + 1) * 15;
    return {
      actionName: pick(ACTION_NAMES, roll(index, i + 11)),
      actionState: pick(ACTION_STATES, roll(index, i + 21)),
      startDateTime: at(-asked),
      lastUpdatedDateTime: at(-asked + roll(index, i + 31) / 2),
    };
  });
}

/** The failed enrolments of about one user in a hundred, in the form of Microsoft Graph. */
export function* enrollmentFailures(tenant: GeneratedTenant): Iterable<object> {
  const { id, roll } = tenant.dice('enrollmentFailure');
  for (let i = 0; i < tenant.users; i++) {
    if (roll(i, 1) >= 0.01) continue;
    const { name, versions } = pick(GENERATED_PLATFORMS, roll(i, 2));
    const [failureCategory, failureReason] = pick(ENROLLMENT_FAILURES, roll(i, 3));
    yield {
      id: id(i),
      userId: tenant.dice('user').id(i),
      eventDateTime: tenant.at(-roll(i, 4) * 60),
      operatingSystem: name,
      osVersion: pick(versions, roll(i, 5)),
      failureCategory,
      failureReason,
    };
  }
}
