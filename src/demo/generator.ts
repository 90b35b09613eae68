import type { Item, Source } from '../import/source';
import type { Resource } from '../microsoft-graph/resources';
import {
  ascii,
  CODES,
  COMPLIANCE_SETTINGS,
  CORE_APPS,
  COUNTRIES,
  CUSTOM_ROLES,
  DEPARTMENTS,
  ENROLLMENT_FAILURES,
  FAMILY,
  GIVEN,
  HELP_DESK,
  HELP_DESK_ACTIONS,
  IN_HOUSE,
  IN_HOUSE_FROM,
  LAB_PLATFORM,
  PLAN_NAMES,
  PLATFORMS,
  type Platform,
  PROFILES,
  REGIONS,
  SETTING_CODES,
  SITES,
  SKUS,
} from './generator-data';

/*
 * A made-up tenant of any size. Nothing of it is kept: every object follows from the seed, its kind and its index, so
 * that each resource can be read on its own and references between them still lead somewhere.
 */
export interface GeneratedOptions {
  /** How many users; there are never fewer than the fixed ones. */
  readonly users: number;
  readonly seed: number;
  /** The tenant's dates are relative to the start of this day, so that it looks fresh. */
  readonly now: Date;
}

const DAY = 86_400_000;
const DOMAIN = 'generated.example';
const NEVER = '9999-12-31T23:59:59.9999999Z';
const NO_ID = '00000000-0000-0000-0000-000000000000';
const SHARED_SHARE = 0.02;

/** More than the devices of any user, so that user and place give each device a number of its own. */
const DEVICES_APART = 64;
const FIRST_SHARED = 2 ** 31;
const SPARSE_SIZE = 100;
const CHAIN_DEPTH = 10;

/** Who is in every tenant: operators, and the users that measurements are made with. */
const FIXED: readonly { local: string; name: string; devices?: number; states?: number }[] = [
  { local: 'helpdesk', name: 'Chloé Lambert' },
  { local: 'site', name: 'Yanis Belkacem' },
  { local: 'sparse', name: 'Søren Østergård' },
  { local: 'split', name: 'Théo Marchand' },
  { local: 'partial', name: 'Zoë Müller' },
  { local: 'case.small', name: 'Inês Conceição', devices: 4, states: 10 },
  { local: 'case.large', name: 'Łukasz Wiśniewski', devices: 40, states: 25 },
];
const OPERATORS = 5;
const SPLIT = 3;
const LAB_USER = 6;

function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return (hash ^ (hash >>> 15)) >>> 0;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const half = (word: number): string => `${HEX[word >>> 8]}${HEX[word & 255]}`;
const full = (word: number): string => half(word >>> 16) + half(word & 0xffff);

/** The chance in one kind of things: what it gives depends on the seed, the kind and the index alone. */
interface Dice {
  /** A GUID, different for every index below 2^32: its first word is a permutation of them. */
  id(index: number): string;
  /** A number from 0 up to 1, another for each salt. */
  roll(index: number, salt: number): number;
}

function createDice(seed: number, kind: string): Dice {
  let key = mix(mix(seed >>> 0) ^ Math.floor(seed / 2 ** 32));
  for (const character of kind) key = mix(key + character.charCodeAt(0));
  const [a, b, c, d] = [1, 2, 3, 4].map((n) => mix(key + Math.imul(n, 0x9e3779b9))) as [number, number, number, number];
  const word = (index: number, from: number, to: number) => mix(mix(index + from) ^ to);
  return {
    id(index) {
      const [second, third] = [word(index, b, c), word(index, c, d)];
      const middle = `${half(second >>> 16)}-${half((second & 0x0fff) | 0x4000)}-${half(((third >>> 16) & 0x3fff) | 0x8000)}`;
      return `${full(word(index, a, b))}-${middle}-${half(third & 0xffff)}${full(word(index, d, a))}`;
    },
    roll: (index, salt) => word(index, a, mix(b + salt)) / 2 ** 32,
  };
}

const pick = <Value>(list: readonly Value[], roll: number): Value => list[Math.floor(roll * list.length)] as Value;

/** A list with each value as often as it says, so that a pick keeps to the proportions. */
const weighted = (parts: string): string[] =>
  parts.split(', ').flatMap((part) => {
    const [value, times] = part.split(' ') as [string, string];
    return Array<string>(Number(times)).fill(value);
  });

/** What every resource is made from. Its lists do not grow with the users, but for the groups of projects. */
type Tenant = ReturnType<typeof createTenant>;

function createTenant({ users, seed, now }: GeneratedOptions) {
  const known = new Map<string, Dice>();
  const dice = (kind: string): Dice => {
    const found = known.get(kind) ?? createDice(seed, kind);
    known.set(kind, found);
    return found;
  };
  const today = Math.floor(now.getTime() / DAY) * DAY;
  const total = Math.max(users, FIXED.length);
  return {
    users: total,
    sparse: Math.min(SPARSE_SIZE, users),
    sites: SITES.slice(0, Math.max(4, Math.ceil(total / 25))),
    projects: Math.min(2_000, Math.max(4, Math.ceil(total / 50))),
    dice,
    /** The instant so many days after the start of today. */
    at: (days: number) => new Date(Math.floor(today + days * DAY)).toISOString(),
    /** The apps of each platform, in the order of PLATFORMS. */
    apps: PLATFORMS.map((platform, place) => appsOf(platform, place, dice('app'), total >= IN_HOUSE_FROM)),
  };
}

type App = ReturnType<typeof appsOf>[number];

function appsOf(platform: Platform, place: number, dice: Dice, inHouse: boolean) {
  const bought = platform.apps.split(/[;\n]/).flatMap((line) => {
    const [publisher, names] = line.split(':') as [string, string];
    return names.split(',').map((app) => ({ name: publisher === app ? app : `${publisher} ${app}`, publisher, app }));
  });
  const made = (inHouse ? (IN_HOUSE[place] ?? []) : []).flatMap((tool) =>
    DEPARTMENTS.map(({ name }) => ({ name: `${name} ${tool}`, publisher: 'Generated IT', app: `${name}${tool}` })),
  );
  return [...bought, ...made].map(({ name, publisher, app }, i) => ({
    id: dice.id(place * 1_000 + i),
    name,
    publisher,
    type: `#microsoft.graph.${platform.appType}`,
    identifier: `com.${ascii(publisher)}.${ascii(app)}`.toLowerCase(),
  }));
}

type Person = ReturnType<typeof person>;

function person({ dice, sites }: Tenant, index: number) {
  const { id, roll } = dice('user');
  const fixed = FIXED[index];
  const given = pick(GIVEN, roll(index, 1));
  const family = pick(FAMILY, roll(index, 2));
  // What one operator sees of one site and what another sees of one department has to overlap in every tenant.
  const department = index === SPLIT ? 0 : Math.floor(roll(index, 3) * DEPARTMENTS.length);
  const site = index === SPLIT ? 1 : fixed ? 0 : Math.floor(roll(index, 4) ** 1.5 * sites.length);
  return {
    index,
    id: id(index),
    name: fixed?.name ?? `${given.shown} ${family.shown}`,
    principalName: `${fixed?.local ?? `${given.latin}.${family.latin}${index}`}@${DOMAIN}`,
    site,
    department,
    title: pick(DEPARTMENTS[department]?.titles ?? [], roll(index, 5)),
  };
}

function* people(tenant: Tenant): Iterable<Person> {
  for (let index = 0; index < tenant.users; index++) yield person(tenant, index);
}

const PLACES = PLATFORMS.flatMap(({ share }, place) => Array<number>(share).fill(place));
const COMPLIANCE = weighted('compliant 180, noncompliant 12, inGracePeriod 4, error 2, conflict 1, unknown 1');

/** How many devices a user has: 3 on average. */
const DEVICE_COUNTS = weighted('0 5, 1 12, 2 20, 3 26, 4 20, 5 12, 6 5').map(Number);

type Device = ReturnType<typeof device>;

/** @param person its primary user, or who uses it where it has none */
function device({ dice, sites }: Tenant, index: number, person: Person, shared: boolean) {
  const { id, roll } = dice('device');
  // Only Windows has enough apps in every tenant for the states that are promised of the laboratory.
  const place = person.index === LAB_USER ? LAB_PLATFORM : pick(PLACES, roll(index, 1));
  const platform = PLATFORMS[place] as Platform;
  return {
    index,
    id: id(index),
    name: `${sites[person.site]?.code}-${platform.prefix}-${index.toString(36).toUpperCase().padStart(5, '0')}`,
    platform,
    place,
    person,
    shared,
    /** Its device id in Entra; null for one that Entra does not know. */
    entraId: roll(index, 2) < 0.95 ? dice('entraDeviceId').id(index) : null,
    compliance: pick(COMPLIANCE, roll(index, 3)),
  };
}

function devicesOf(tenant: Tenant, person: Person): Device[] {
  const roll = tenant.dice('user').roll(person.index, 6);
  const count = FIXED[person.index]?.devices ?? pick(DEVICE_COUNTS, roll);
  return Array.from({ length: count }, (_, i) => device(tenant, person.index * DEVICES_APART + i, person, false));
}

function* devices(tenant: Tenant): Iterable<Device> {
  for (const owner of people(tenant)) yield* devicesOf(tenant, owner);
  const others = tenant.users - FIXED.length;
  const shared = Math.round(others * 3 * (SHARED_SHARE / (1 - SHARED_SHARE)));
  for (let i = 0; i < shared; i++) {
    const user = FIXED.length + Math.floor(tenant.dice('shared').roll(i, 1) * others);
    yield device(tenant, FIRST_SHARED + i, person(tenant, user), true);
  }
}

/** An object of Microsoft Graph in a batch, and the id of what it hangs on. */
type Part = readonly [value: object, parent: string];

function* users(tenant: Tenant): Iterable<object> {
  const { roll } = tenant.dice('licence');
  for (const { index, id, name, principalName, site, department, title } of people(tenant)) {
    const country = COUNTRIES[tenant.sites[site]?.country ?? 0];
    const chance = index < FIXED.length ? 0.5 : roll(index, 1);
    const [skuId, , plans] = chance < 0.03 ? SKUS[2] : chance < 0.25 ? SKUS[1] : SKUS[0];
    const failed = chance > 0.99;
    yield {
      id,
      displayName: name,
      userPrincipalName: principalName,
      mail: principalName,
      accountEnabled: index < FIXED.length || roll(index, 2) > 0.02,
      jobTitle: title,
      department: DEPARTMENTS[department]?.name,
      usageLocation: country?.code,
      preferredLanguage: country?.language,
      assignedLicenses: [{ skuId, disabledPlans: [] }],
      assignedPlans: failed ? [] : plans.map((plan) => ({ servicePlanId: plan, capabilityStatus: 'Enabled' })),
      licenseAssignmentStates: [{ skuId, state: failed ? 'Error' : 'Active', error: failed ? 'CountViolation' : null }],
    };
  }
}

/** @param within the group that it is nested in */
function group(id: string, name: string, within: string | null = null, rule: string | null = null) {
  return { id, name, within, rule };
}

const SPECIAL = { everyone: 0, sparse: 1, licensed: 2, devices: 3, operators: 10 } as const;
const CIRCLE = ['Alumni', 'Mentors', 'Speakers'];
const PROJECTS = 'Aurora Borealis Cumulus Delta Ember Fjord Granite Horizon Indigo Juniper Kestrel Lumen'.split(' ');

function* groupList({ dice, sites, projects }: Tenant): Iterable<ReturnType<typeof group>> {
  const special = dice('group').id;
  const { id: region } = dice('region');
  const { id: country } = dice('country');
  const { id: site } = dice('site');
  const { id: chain } = dice('chain');
  const { id: circle } = dice('circle');
  yield group(special(SPECIAL.everyone), 'Everyone');
  yield group(special(SPECIAL.sparse), 'Sparse scope');
  yield group(special(SPECIAL.licensed), 'Microsoft 365 users');
  yield group(special(SPECIAL.devices), 'All devices');
  for (let i = 0; i < OPERATORS; i++) yield group(special(SPECIAL.operators + i), `Operators – ${FIXED[i]?.local}`);
  for (const [i, name] of REGIONS.entries()) yield group(region(i), name, special(SPECIAL.everyone));
  for (const [i, { name, region: within }] of COUNTRIES.entries()) yield group(country(i), name, region(within));
  for (const [i, { name, country: within }] of sites.entries()) {
    yield group(site(i), name, country(within));
    yield group(dice('siteDevices').id(i), `${name} – shared devices`, site(i));
    for (const [k, department] of DEPARTMENTS.entries()) {
      yield group(dice('team').id(i * DEPARTMENTS.length + k), `${name} – ${department.name}`, site(i));
    }
  }
  for (const [i, { name }] of DEPARTMENTS.entries()) {
    yield group(dice('department').id(i), name, null, `(user.department -eq "${name}")`);
  }
  for (let i = 0; i < projects; i++) {
    yield group(dice('project').id(i), `Project ${PROJECTS[i % PROJECTS.length]} ${i + 1}`);
  }
  yield group(chain(0), 'Programme Orion');
  for (let i = 1; i <= CHAIN_DEPTH; i++) yield group(chain(i), `Programme Orion – level ${i}`, chain(i - 1));
  for (const [i, name] of CIRCLE.entries()) yield group(circle(i), name, circle((i + 1) % CIRCLE.length));
  for (const [i, { name }] of PLATFORMS.entries()) {
    const rule = `(device.deviceOSType -eq "${name}")`;
    yield group(dice('platform').id(i), `${name} devices`, special(SPECIAL.devices), rule);
  }
}

function* groups(tenant: Tenant): Iterable<object> {
  for (const { id, name, rule } of groupList(tenant)) {
    yield {
      id,
      displayName: name,
      description: rule === null ? null : 'Kept up to date by its rule',
      groupTypes: rule === null ? [] : ['DynamicMembership'],
      membershipRule: rule,
      securityEnabled: true,
    };
  }
}

const member = (kind: 'user' | 'group' | 'device', id: string, group: string): Part => [
  { '@odata.type': `#microsoft.graph.${kind}`, id },
  group,
];

function* groupMembers(tenant: Tenant): Iterable<Part> {
  const { dice, sparse } = tenant;
  for (const { id, within } of groupList(tenant)) if (within !== null) yield member('group', id, within);
  for (let i = 0; i < OPERATORS; i++) yield member('user', dice('user').id(i), dice('group').id(SPECIAL.operators + i));
  for (let i = 0; i < sparse; i++) {
    yield member('user', dice('user').id(Math.floor((i * tenant.users) / sparse)), dice('group').id(SPECIAL.sparse));
  }
  for (const user of people(tenant)) {
    for (const group of directGroups(tenant, user)) yield member('user', user.id, group);
  }
  for (const { index, place, person, shared, entraId } of devices(tenant)) {
    if (entraId === null) continue;
    const id = dice('entraDevice').id(index);
    yield member('device', id, dice('platform').id(place));
    if (shared) yield member('device', id, dice('siteDevices').id(person.site));
  }
}

function directGroups({ dice, projects }: Tenant, { index, site, department }: Person): string[] {
  const { roll } = dice('membership');
  const found = [
    dice('site').id(site),
    dice('department').id(department),
    dice('team').id(site * DEPARTMENTS.length + department),
    dice('project').id(Math.floor(roll(index, 1) * projects)),
    dice('group').id(SPECIAL.licensed),
  ];
  if (roll(index, 2) < 0.02) found.push(dice('chain').id(CHAIN_DEPTH));
  if (roll(index, 3) < 0.02) found.push(dice('circle').id(index % CIRCLE.length));
  return found;
}

function* entraDevices(tenant: Tenant): Iterable<object> {
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

function* managedDevices(tenant: Tenant): Iterable<object> {
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
const ACTIONS = weighted(
  'syncDevice 4, rebootNow 2, remoteLock 1, resetPasscode 1, windowsDefenderScan 1, locateDevice 1',
);
const ACTION_STATES = weighted('done 6, pending 1, failed 1, notSupported 1');

function deviceActions({ dice, at }: Tenant, index: number): object[] {
  const { roll } = dice('action');
  const count = pick(ACTION_COUNTS, roll(index, 0));
  return Array.from({ length: count }, (_, i) => {
    const asked = 1 + i * 20 + roll(index, i + 1) * 15;
    return {
      actionName: pick(ACTIONS, roll(index, i + 11)),
      actionState: pick(ACTION_STATES, roll(index, i + 21)),
      startDateTime: at(-asked),
      lastUpdatedDateTime: at(-asked + roll(index, i + 31) / 2),
    };
  });
}

const profileId = ({ dice }: Tenant, place: number, profile: number) => dice('profile').id(place * 100 + profile);

function* deviceConfigurations(tenant: Tenant): Iterable<object> {
  for (const [place, { name }] of PLATFORMS.entries()) {
    for (const [i, [title, type]] of PROFILES.entries()) {
      const prefix = name === 'Windows' ? 'windows10' : name.toLowerCase();
      const odataType = `#microsoft.graph.${prefix}${type}`;
      yield { '@odata.type': odataType, id: profileId(tenant, place, i), displayName: `${name} – ${title}` };
    }
  }
}

/** A policy or profile as a device reports it: its worst setting is its first. */
function policyState(
  { person, shared }: Device,
  { id, displayName }: { id: string; displayName: string },
  settings: readonly string[],
  state: string,
  code: number,
): object {
  const user = shared
    ? { userId: NO_ID, userPrincipalName: 'System account' }
    : { userId: person.id, userPrincipalName: person.principalName };
  return {
    id,
    displayName,
    state,
    ...user,
    settingStates: settings.map((setting, i) => ({
      setting,
      settingName: setting,
      state: i === 0 ? state : 'compliant',
      errorCode: i === 0 ? code : 0,
      currentValue: null,
      ...user,
      sources: [{ id, displayName }],
    })),
  };
}

function* complianceStates(tenant: Tenant): Iterable<Part> {
  const { id, roll } = tenant.dice('compliancePolicy');
  const common = ['DefaultDeviceCompliancePolicy.RequireRemainContact', 'DefaultDeviceCompliancePolicy.UserExists'];
  const byDefault = { id: id(PLATFORMS.length), displayName: 'Default Device Compliance Policy' };
  for (const found of devices(tenant)) {
    const { index, platform, place, compliance } = found;
    const count = roll(index, 1) < 0.5 ? 2 : 3;
    const settings = COMPLIANCE_SETTINGS.slice(0, count).map((name) => `${platform.name}CompliancePolicy.${name}`);
    const own = { id: id(place), displayName: `${platform.name} – Compliance` };
    const code = compliance === 'error' ? pick(SETTING_CODES, roll(index, 2)) : 0;
    yield [policyState(found, own, settings, compliance, code), found.id];
    yield [policyState(found, byDefault, common, 'compliant', 0), found.id];
  }
}

const PROFILE_STATES = weighted('compliant 94, notApplicable 3, error 2, conflict 1');

function* configurationStates(tenant: Tenant): Iterable<Part> {
  const { roll } = tenant.dice('configurationState');
  for (const found of devices(tenant)) {
    const { index, platform, place } = found;
    const first = Math.floor(roll(index, 0) * PROFILES.length);
    for (let i = 0; i < 3; i++) {
      const profile = (first + i) % PROFILES.length;
      const [title, , setting] = PROFILES[profile] as (typeof PROFILES)[number];
      const state = pick(PROFILE_STATES, roll(index, i + 1));
      const settings = [setting, 'Payload', 'Assignment'].slice(0, roll(index, i + 11) < 0.5 ? 2 : 3);
      const code = state === 'error' ? pick(SETTING_CODES, roll(index, i + 21)) : 0;
      const own = { id: profileId(tenant, place, profile), displayName: `${platform.name} – ${title}` };
      yield [policyState(found, own, settings, state, code), found.id];
    }
  }
}

function* mobileApps({ apps }: Tenant): Iterable<object> {
  for (const { id, name, publisher, type, identifier } of apps.flat()) {
    const key = type.includes('ndroid') ? 'packageId' : 'bundleId';
    const known = type.includes('win32') ? {} : { [key]: identifier };
    yield { '@odata.type': type, id, displayName: name, publisher, ...known };
  }
}

const INSTALL_STATES = weighted(
  'installed 158, failed 6, pendingInstall 6, notInstalled 16, notApplicable 12, uninstallFailed 1, unknown 1',
);

/** The apps on a device: those that everybody needs, and a run of the others. */
function installs({ dice, apps }: Tenant, { index, place, person }: Device) {
  const { roll } = dice('install');
  const ofPlatform = apps[place] ?? [];
  const others = ofPlatform.length - CORE_APPS;
  const first = Math.floor(roll(index, 0) * others);
  return Array.from({ length: FIXED[person.index]?.states ?? 10 }, (_, i) => {
    const core = i < CORE_APPS;
    const state = pick(INSTALL_STATES, roll(index, i + 1));
    const failed = state === 'failed' || state === 'uninstallFailed';
    const intent = core || roll(index, i + 101) < 0.5 ? 'requiredInstall' : 'available';
    return {
      app: ofPlatform[core ? i : CORE_APPS + ((first + i) % others)] as App,
      state,
      intent: state === 'uninstallFailed' ? 'requiredUninstall' : state === 'notInstalled' ? 'available' : intent,
      code: failed ? pick(CODES[place] ?? [], roll(index, i + 201)) : null,
      /** Whether the code is in the user's troubleshooting events; else it is in the app's device statuses. */
      inHistory: failed && roll(index, i + 301) < 0.5,
    };
  });
}

function* intentAndStates(tenant: Tenant): Iterable<Part> {
  for (const found of devices(tenant)) {
    const { index, id, person } = found;
    const mobileAppList = installs(tenant, found).map(({ app, state, intent }, i) => ({
      applicationId: app.id,
      displayName: app.name,
      mobileAppIntent: intent,
      displayVersion: state === 'installed' ? `${1 + ((index + i) % 24)}.${index % 10}.${i}` : '',
      installState: state,
    }));
    yield [{ managedDeviceIdentifier: id, userId: person.id, mobileAppList }, person.id];
  }
}

function* troubleshootingOfApps(tenant: Tenant): Iterable<Part> {
  for (const found of devices(tenant)) {
    for (const [i, { app, code, inHistory }] of installs(tenant, found).entries()) {
      if (!inHistory) continue;
      const days = 1 + tenant.dice('history').roll(found.index, i) * 20;
      const history = [
        { occurrenceDateTime: tenant.at(-days - 0.1), errorCode: '0' },
        { occurrenceDateTime: tenant.at(-days), errorCode: String(code) },
      ];
      const userId = found.person.id;
      yield [{ userId, applicationId: app.id, managedDeviceIdentifier: found.id, history }, userId];
    }
  }
}

function* appDeviceStatuses(tenant: Tenant): Iterable<Part> {
  for (const found of devices(tenant)) {
    for (const { app, state, code, inHistory } of installs(tenant, found)) {
      if (code === null || inHistory) continue;
      yield [{ deviceId: found.id, deviceName: found.name, installState: state, errorCode: code }, app.id];
    }
  }
}

/** The policies: for everybody and for some, on the platforms with app protection. */
const PROTECTED = [1, 2] as const;
const AUDIENCES = ['Corporate data', 'Field service'];
const protectionId = ({ dice }: Tenant, place: number, audience: number) =>
  `T_${dice('protection').id(place * 10 + audience)}`;
const osOf = (place: number) => (PLATFORMS[place]?.name ?? '').toLowerCase();
const identifierOf = (place: number, identifier: string) => ({
  '@odata.type': `#microsoft.graph.${osOf(place)}MobileAppIdentifier`,
  [place === 1 ? 'bundleId' : 'packageId']: identifier,
});

/** Outlook, Teams and Edge, which follow the Company Portal. */
const protectedApps = ({ apps }: Tenant, place: number) => (apps[place] ?? []).slice(1, 4);

function* protectionPolicies(tenant: Tenant): Iterable<object> {
  for (const place of PROTECTED) {
    for (const [audience, title] of AUDIENCES.entries()) {
      yield {
        '@odata.type': `#microsoft.graph.${osOf(place)}ManagedAppProtection`,
        id: protectionId(tenant, place, audience),
        displayName: `${PLATFORMS[place]?.name} – ${title}`,
        apps: protectedApps(tenant, place).map((app) => ({ mobileAppIdentifier: identifierOf(place, app.identifier) })),
      };
    }
  }
}

/** Whom app protection is for: half of the users; it has seen an app of those below 0.3. */
function* protectedUsers(tenant: Tenant, below: number): Iterable<{ user: Person; audience: number }> {
  const { roll } = tenant.dice('protection');
  for (const user of people(tenant)) {
    if (roll(user.index, 1) < below) yield { user, audience: roll(user.index, 2) < 0.8 ? 0 : 1 };
  }
}

function* userPolicies(tenant: Tenant): Iterable<Part> {
  for (const { user, audience } of protectedUsers(tenant, 0.5)) {
    for (const place of PROTECTED) yield [{ id: protectionId(tenant, place, audience) }, user.id];
  }
}

function* registrations(tenant: Tenant): Iterable<object> {
  const { id, roll } = tenant.dice('registration');
  for (const { user, audience } of protectedUsers(tenant, 0.3)) {
    const { index } = user;
    const phone = devicesOf(tenant, user).find(({ place }) => place === 1 || place === 2);
    const place = phone?.place ?? (roll(index, 1) < 0.6 ? 1 : 2);
    const [, model] = pick(PLATFORMS[place]?.models ?? [], roll(index, 2));
    const policies = [{ id: protectionId(tenant, place, audience) }];
    const used = protectedApps(tenant, place).slice(0, roll(index, 3) < 0.5 ? 1 : 2);
    for (const [i, { identifier }] of used.entries()) {
      yield {
        '@odata.type': `#microsoft.graph.${osOf(place)}ManagedAppRegistration`,
        id: `T_${id(index * 10 + i)}`,
        userId: user.id,
        appIdentifier: identifierOf(place, identifier),
        deviceName: phone?.name ?? model,
        deviceType: model,
        managedDeviceId: phone?.id ?? null,
        azureADDeviceId: phone?.entraId ?? null,
        flaggedReasons: [roll(index, 4) < 0.01 ? 'rootedDevice' : 'none'],
        lastSyncDateTime: tenant.at(-roll(index, 5) * 10),
        appliedPolicies: roll(index, i + 6) < 0.85 ? policies : [],
        intendedPolicies: policies,
      };
    }
  }
}

function* enrollmentFailures(tenant: Tenant): Iterable<object> {
  const { id, roll } = tenant.dice('enrollmentFailure');
  for (let i = 0; i < tenant.users; i++) {
    if (roll(i, 1) >= 0.01) continue;
    const { name, versions } = pick(PLATFORMS, roll(i, 2));
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

function* roleDefinitions({ dice }: Tenant): Iterable<object> {
  const role = (id: string, displayName: string, isBuiltIn: boolean, actions: readonly string[]) => {
    const allowedResourceActions = actions.map((action) => `Microsoft.Intune_${action}`);
    return { id, displayName, isBuiltIn, rolePermissions: [{ resourceActions: [{ allowedResourceActions }] }] };
  };
  yield role(HELP_DESK, 'Help Desk Operator', true, HELP_DESK_ACTIONS);
  for (const [i, [name, actions]] of CUSTOM_ROLES.entries()) yield role(dice('role').id(i), name, false, actions);
}

function* roleAssignments({ dice }: Tenant): Iterable<object> {
  const custom = (index: number) => dice('role').id(index);
  const assignments: (readonly [operator: number, role: string, scope: string | null])[] = [
    [0, HELP_DESK, null],
    [1, custom(0), dice('site').id(0)],
    [2, custom(0), dice('group').id(SPECIAL.sparse)],
    [SPLIT, custom(1), dice('site').id(1)],
    [SPLIT, custom(2), dice('department').id(0)],
    [4, custom(3), null],
  ];
  for (const [i, [operator, role, scope]] of assignments.entries()) {
    yield {
      id: dice('assignment').id(i),
      displayName: `Assignment of ${FIXED[operator]?.local}${operator === SPLIT ? ` (${i - SPLIT + 1})` : ''}`,
      members: [dice('group').id(SPECIAL.operators + operator)],
      scopeType: scope === null ? 'allDevicesAndLicensedUsers' : 'resourceScope',
      resourceScopes: scope === null ? [] : [scope],
      roleDefinition: { id: role },
      roleScopeTagIds: ['0'],
    };
  }
}

/** The small resources, which are written out. */
function settled({ dice, at }: Tenant, { users, seed }: GeneratedOptions) {
  const { id } = dice('connector');
  const skus = SKUS.map(([skuId, skuPartNumber, plans]) => ({
    skuId,
    skuPartNumber,
    servicePlans: plans.map((plan) => ({ servicePlanId: plan, servicePlanName: PLAN_NAMES[plan] })),
  }));
  const organization = {
    id: dice('tenant').id(users),
    displayName: `Generated ${users} users, seed ${seed}`,
    mobileDeviceManagementAuthority: 'intune',
  };
  const token = { id: id(2), displayName: 'Generated Europe', state: 'valid' };
  const enrollment = { id: id(3), tokenName: 'Apple Business Manager' };
  return {
    organization: [organization],
    deviceManagement: [{ subscriptionState: 'active' }],
    subscribedSkus: skus,
    applePushNotificationCertificate: [
      { id: id(1), appleIdentifier: `apple-mdm@${DOMAIN}`, expirationDateTime: at(200) },
    ],
    vppTokens: [{ ...token, expirationDateTime: at(20), lastSyncDateTime: at(-0.2) }],
    depOnboardingSettings: [{ ...enrollment, tokenExpirationDateTime: at(90), lastSuccessfulSyncDateTime: at(-0.3) }],
    mobileThreatDefenseConnectors: [{ id: id(4), lastHeartbeatDateTime: at(-0.1), partnerState: 'enabled' }],
    ndesConnectors: [{ id: id(5), displayName: 'PAR-SRV-NDES01', lastConnectionDateTime: at(-0.1), state: 'active' }],
  };
}

const COLLECTIONS = {
  users,
  groups,
  devices: entraDevices,
  managedDevices,
  deviceConfigurations,
  mobileApps,
  managedAppPolicies: protectionPolicies,
  managedAppRegistrations: registrations,
  troubleshootingEvents: enrollmentFailures,
  roleDefinitions,
  roleAssignments,
};
const BATCHES = {
  groupMembers,
  deviceCompliancePolicyStates: complianceStates,
  deviceConfigurationStates: configurationStates,
  mobileAppIntentAndStates: intentAndStates,
  mobileAppTroubleshootingEvents: troubleshootingOfApps,
  mobileAppDeviceStatuses: appDeviceStatuses,
  userManagedAppPolicies: userPolicies,
};

type Found = readonly [object, string | null];

function* parts(tenant: Tenant, options: GeneratedOptions, resource: Resource): Iterable<Found> {
  const batches: Partial<Record<Resource, (tenant: Tenant) => Iterable<Part>>> = BATCHES;
  yield* batches[resource]?.(tenant) ?? [];
  const readers: Partial<Record<Resource, (tenant: Tenant) => Iterable<object>>> = COLLECTIONS;
  const few: Partial<Record<Resource, readonly object[]>> = settled(tenant, options);
  for (const value of few[resource] ?? readers[resource]?.(tenant) ?? []) yield [value, null];
}

/**
 * A made-up tenant, the same for the same seed and number of users. Its objects are made as they are read, one at a time.
 * @param options its size, its seed, and the day that its dates are relative to
 */
export function generatedSource(options: GeneratedOptions): Source {
  const tenant = createTenant(options);
  return {
    async *read(resource): AsyncIterable<Item> {
      let n = 0;
      for (const [value, parent] of parts(tenant, options, resource)) {
        n++;
        yield { value, parent, where: `generated ${resource}, record ${n}` };
      }
    },
  };
}
