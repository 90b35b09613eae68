import type { Cause } from '../../src/findings/causes';
import { TextWriter } from '../../src/findings/texts';
import type { Fact } from '../../src/findings/views';
import type { FindingRule, Platform } from '../../src/generated/graphql';
import { type Case, causesOf, type DeviceCase, daysAgo, type Profile, stored } from '../support/finding-facts';
import { NOW } from '../support/service';

/*
 * What stands under what, and what is joined, on facts that are made for it.
 */

const EN = new TextWriter('en', NOW.toISOString());
const titleOf = (cause: Cause): string => EN.title(cause.rule.id, cause, cause.others);

const nameOf = ({ row }: Fact): string => (row as { deviceName: string }).deviceName;

/** The titles of the statements of a rule that nothing explains. */
const titles = (rule: FindingRule, given: Case, isLarge = false): string[] =>
  causesOf(given, isLarge).flatMap((cause) => (cause.rule.id === rule ? [titleOf(cause)] : []));

const breaking = (id: string, setting: string): DeviceCase => ({
  id,
  deviceName: id,
  intuneCompliance: 'NONCOMPLIANT',
  compliance: [{ state: 'NONCOMPLIANT', settings: [{ name: `Windows10CompliancePolicy.${setting}` }] }],
});

test('devices that break different settings are not said to have the same, however many a user has', () => {
  const devices = [
    breaking('D1', 'BitLockerEnabled'),
    breaking('D2', 'PasswordRequired'),
    breaking('D3', 'BitLockerEnabled'),
  ];

  expect(titles('NONCOMPLIANT_SETTING', { devices }, true)).toEqual([
    'D1 is not compliant: BitLocker. The same on 1 other device.',
    'D2 is not compliant: passcode.',
  ]);
});

test('profiles that do not reach two devices are joined only if they are the same', () => {
  const kept = (id: string, name: string): DeviceCase => ({
    id,
    deviceName: id,
    assigned: [{ outcome: 'EXCLUDED', profileType: 'WIFI', displayName: name }],
  });

  expect(titles('PROFILE_NOT_REACHING', { devices: [kept('D1', 'A'), kept('D2', 'B'), kept('D3', 'A')] })).toEqual([
    'Assigned, but kept from D1: A. The same on 1 other device.',
    'Assigned, but kept from D2: B.',
  ]);
});

test('two profiles of one name that fail on a device are not said to fail on another device', () => {
  const failed = { state: 'ERROR', displayName: 'Baseline' } as const;

  expect(titles('PROFILE_FAILED', { devices: [{ profiles: [failed, failed] }] })).toEqual([
    'Baseline failed on PAR-LT-1.',
  ]);
});

test('an app that fails for two users of a device fails on one device', () => {
  const broken = { appId: 'a0', errorCode: stored('0x80073CF0') };

  expect(titles('APP_AT_FAULT', { devices: [{ apps: [broken, { ...broken, userId: 'u2' }] }] })).toEqual([
    'The package of App 0 is at fault.',
  ]);
});

test('the same is said of several devices only if the same is advised for them', () => {
  const gone = (id: string, platform: Platform): DeviceCase => ({
    ...{ id, deviceName: id, platform, intuneCompliance: 'NONCOMPLIANT' },
    compliance: [{ state: 'NONCOMPLIANT', settings: [{ name: 'DefaultDeviceCompliancePolicy.RequireUserExistence' }] }],
  });
  const devices = [gone('D1', 'WINDOWS'), gone('D2', 'IOS'), gone('D3', 'WINDOWS'), gone('D4', 'ANDROID')];
  const found = causesOf({ devices }, true).filter(({ rule }) => rule.id === 'ENROLLED_USER_GONE');
  const advised = found.map(({ on, steps = [] }) => [on.map(nameOf).join(' '), ...steps.map(({ text }) => text)]);

  expect(advised.sort()).toEqual([
    ['D1 D3', 'SET_PRIMARY_USER'],
    ['D2 D4', 'ENROL_AGAIN'],
  ]);
});

test('a silent device that another one replaced is not said to be the same as one that none replaced', () => {
  const silent = (id: string, platform: Platform, days: number): DeviceCase => ({
    ...{ id, deviceName: id, platform, lastCheckInAt: daysAgo(days) },
  });
  const devices = [silent('D1', 'IOS', 5), silent('D2', 'WINDOWS', 40), silent('D3', 'WINDOWS', 0.1)];

  expect(titles('DEVICE_SILENT', { devices: [...devices, silent('D4', 'IOS', 5)] }, true).sort()).toEqual([
    'D1 has not been in contact for 5 days. The same on 1 other device.',
    'D2 has not been in contact for 40 days.',
  ]);
});

test('duplicates of two devices are not said to be the same', () => {
  const again = (id: string, serialNumber: string): DeviceCase => ({
    ...{ id, deviceName: id, serialNumber, lastCheckInAt: daysAgo(20) },
    twins: [{ id: `new-${id}`, serialNumber, enrolledAt: daysAgo(10) }],
  });
  const devices = [again('D1', 'SN-1111'), again('D2', 'SN-2222')];

  expect(titles('DUPLICATE_DEVICE', { devices }, true)).toHaveLength(2);
});

test('statements of equal weight are in the order of the names: of the devices, and of the profiles on one', () => {
  const silent = (id: string, deviceName: string): DeviceCase => ({ id, deviceName, lastCheckInAt: daysAgo(5) });
  const devices = [silent('d1', 'b-2'), silent('d2', 'Éa-1'), silent('d3', 'A-3'), silent('d4', 'C-0')];
  const profiles = ['Zebra', 'edge', 'Teams', 'Écran'].map(
    (displayName): Profile => ({ displayName, state: 'ERROR', errorCode: stored('0x87D1FDE8') }),
  );
  const first = (all: readonly string[]) => all.map((title) => title.split(' ')[0]);

  expect(first(titles('DEVICE_SILENT', { devices }))).toEqual(['A-3', 'b-2', 'C-0', 'Éa-1']);
  expect(first(titles('PROFILE_FAILED', { devices: [{ profiles }] }))).toEqual(['Écran', 'edge', 'Teams', 'Zebra']);
});

describe('the key of a statement', () => {
  const keys = (rule: FindingRule, given: Case, isLarge = false): string[] =>
    causesOf(given, isLarge).flatMap((cause) => (cause.rule.id === rule ? [cause.key] : []));
  const failed = (errorCode: string): Profile => ({ state: 'ERROR', displayName: 'Kiosk', errorCode });

  test('is its own, also where one profile fails with two codes', () => {
    const profiles = [failed('-2016341107'), failed('-2016281112')];
    const found = keys('PROFILE_FAILED', { devices: [{ profiles }] });

    expect(found).toHaveLength(2);
    expect(new Set(found).size).toBe(2);
  });

  test('is its own for the same app with two codes', () => {
    const broken = (errorCode: string, userId: string) => ({ appId: 'a0', userId, errorCode: stored(errorCode) });
    const apps = [broken('0x80073CF0', 'u1'), broken('0xC7D14FB6', 'u2')];
    const found = keys('APP_AT_FAULT', { devices: [{ apps }] });

    expect(found).toHaveLength(2);
    expect(new Set(found).size).toBe(2);
  });

  test.each([
    ['PROFILE_FAILED', false, { profiles: [failed('-2016341107')] }],
    ['DEVICE_SILENT', true, { lastCheckInAt: daysAgo(5) }],
  ] as const)('stays the same with one more device: %s', (rule, isLarge, given) => {
    const on = (...ids: string[]) => ({ devices: ids.map((id) => ({ ...given, id, deviceName: id })) });
    const [key, ...others] = keys(rule, on('D2'), isLarge);

    expect(others).toEqual([]);
    expect(keys(rule, on('D2', 'D3'), isLarge)).toEqual([key]);
    expect(keys(rule, on('D1', 'D2', 'D3'), isLarge)).toEqual([key]);
  });

  test('of a connector stays the same with one more device', () => {
    const phone = (id: string): DeviceCase => ({ id, platform: 'IOS' });
    const connectors = [{ expiresAt: daysAgo(2) }];
    const of = (...ids: string[]) => keys('APPLE_PUSH_EXPIRED', { connectors, devices: ids.map(phone) });

    expect(of('D1')).toEqual(['APPLE_PUSH_EXPIRED:u1']);
    expect(of('D1', 'D2')).toEqual(of('D1'));
  });

  test('tells what stands under two causes apart', () => {
    const silent = (id: string, isReplaced: boolean): DeviceCase => ({
      ...{ id, deviceName: id, platform: isReplaced ? 'WINDOWS' : 'IOS', lastCheckInAt: daysAgo(40) },
      ...{ intuneCompliance: 'NONCOMPLIANT' },
      compliance: [
        { state: 'NONCOMPLIANT', settings: [{ name: 'DefaultDeviceCompliancePolicy.RequireRemainContact' }] },
      ],
    });
    const devices = [silent('D1', true), silent('D2', false), { id: 'D3' }];
    const causes = causesOf({ devices }, true).filter(({ rule }) => rule.id === 'DEVICE_SILENT');
    const below = causes.flatMap(({ symptoms }) =>
      symptoms.flatMap(({ rule, key }) => (rule.id === 'NONCOMPLIANT_INACTIVE' ? [key] : [])),
    );

    expect(below).toHaveLength(2);
    expect(new Set(below).size).toBe(2);
  });
});

/** The statements that nothing explains, each with what it explains. */
const trees = (given: Case): string[] => {
  const treeOf = ({ severity, rule, symptoms }: Cause): string =>
    [`${severity} ${rule.id}`, ...symptoms.map((symptom) => `[${treeOf(symptom)}]`)].join(' ');
  return causesOf(given).map(treeOf);
};

test('a network profile without a certificate is no problem where the certificate may be on its way, or come otherwise', () => {
  const lacking: DeviceCase = { profiles: [{ profileType: 'WIFI', state: 'ERROR', errorCode: stored('0x87D159DC') }] };
  const treesOn = (device: DeviceCase) => trees({ devices: [{ ...lacking, ...device }] });

  expect(treesOn({})).toEqual(['PROBLEM CERT_PROFILE_ABSENT [PROBLEM NETWORK_PROFILE_FAILED]']);
  expect(treesOn({ joinType: 'HYBRID_JOINED' })).toEqual([
    'WARNING CERT_PROFILE_ABSENT [PROBLEM NETWORK_PROFILE_FAILED]',
  ]);
  expect(treesOn({ enrolledAt: daysAgo(0.5) })).toEqual(['INFO CERT_PROFILE_ABSENT [PROBLEM NETWORK_PROFILE_FAILED]']);
});

test('a silent device that another one replaced is normal, although it is not compliant for its silence', () => {
  const silent: DeviceCase = {
    lastCheckInAt: daysAgo(40),
    intuneCompliance: 'NONCOMPLIANT',
    entraCompliance: 'NONCOMPLIANT',
    compliance: [{ state: 'NONCOMPLIANT', settings: [{ name: 'DefaultDeviceCompliancePolicy.RequireRemainContact' }] }],
  };

  expect(trees({ devices: [silent, { id: 'd2' }] })).toEqual(['INFO DEVICE_SILENT [PROBLEM NONCOMPLIANT_INACTIVE]']);
  expect(trees({ devices: [silent] })).toEqual(['PROBLEM DEVICE_SILENT [PROBLEM NONCOMPLIANT_INACTIVE]']);
  // A missing licence is a problem of its own.
  expect(trees({ intuneLicensed: false, licenses: [], devices: [silent] })).toEqual([
    'BLOCKER NO_INTUNE_LICENCE',
    'PROBLEM DEVICE_SILENT [PROBLEM NONCOMPLIANT_INACTIVE]',
  ]);
  // It is back, and the rule is judged once a day.
  expect(trees({ devices: [{ ...silent, lastCheckInAt: daysAgo(0.5), entraCompliance: 'COMPLIANT' }] })).toEqual([
    'INFO NONCOMPLIANT_INACTIVE [WARNING ENTRA_DISAGREES]',
  ]);
});

test('a licence that still works is the cause of nothing, and one that is missing is', () => {
  const inNeed: Case = {
    devices: [],
    policies: 1,
    failures: [{ category: 'USER_VALIDATION', reason: 'User is not licensed' }],
  };
  const missing = { ...inNeed, intuneLicensed: false, licenses: [] };

  expect(trees({ ...inNeed, licenses: [{ state: 'WARNING' }] }).sort()).toEqual([
    'INFO MAM_NOT_USED',
    'PROBLEM ENROLMENT_BLOCKED [INFO NO_DEVICE]',
    'WARNING NO_INTUNE_LICENCE',
  ]);
  expect(trees(missing)).toEqual([
    'BLOCKER NO_INTUNE_LICENCE [PROBLEM ENROLMENT_BLOCKED] [INFO MAM_NOT_USED] [INFO NO_DEVICE]',
  ]);
});

/** The rules of the statements that stand alone, each with the rules that it explains. */
const folded = (device: DeviceCase): string[] =>
  causesOf({ devices: [device] }).map(({ rule, variant, symptoms }) =>
    [rule.id, variant, ...symptoms.map((symptom) => `> ${symptom.rule.id}`)].filter(Boolean).join(' '),
  );

test('lost mode explains the apps that wait or failed since, and not that no licence is left', () => {
  const lost = { lostMode: 'ENABLED', actions: [{ kind: 'ENABLE_LOST_MODE', updatedAt: daysAgo(5) }] } as const;
  const withApp = (hex: string, stateSince: string | null) =>
    folded({ ...lost, platform: 'IOS', apps: [{ errorCode: stored(hex), stateSince }] });

  expect(withApp('0x87D13B62', daysAgo(2))).toEqual(['DEVICE_LOCKED > APP_USER_CAN_FIX']);
  expect(withApp('0x80070643', null)).toEqual(['DEVICE_LOCKED > REQUIRED_APP_FAILED']);
  expect(withApp('0x80070643', daysAgo(60))).toEqual(['DEVICE_LOCKED', 'REQUIRED_APP_FAILED']);
  expect(withApp('0x87D13B7E', daysAgo(2))).toEqual(['DEVICE_LOCKED', 'REQUIRED_APP_FAILED LICENCES']);
  expect(folded({ ...lost, apps: [{ state: 'PENDING_INSTALL' }] })).toEqual(['DEVICE_LOCKED > APP_WAITING']);
  // What was advised before does not work on it.
  expect(withApp('0x87D13B62', daysAgo(60))).toEqual(['DEVICE_LOCKED > APP_USER_CAN_FIX']);
});

test('an app for which only a sync is advised is no finding of its own on a device that no sync reaches', () => {
  const expired = { certificateExpiresAt: daysAgo(6), lastCheckInAt: daysAgo(7) } as const;
  const withApp = (hex: string) => folded({ ...expired, apps: [{ errorCode: stored(hex) }] });

  for (const [hex, rule] of [
    ['0x87D1041C', 'APP_NOT_DETECTED'],
    ['0x87D13B62', 'APP_USER_CAN_FIX'],
    ['0x80070643', 'REQUIRED_APP_FAILED'],
  ] as const)
    expect(withApp(hex)).toEqual([expect.stringMatching(new RegExp(`^MANAGEMENT_CERT_EXPIRED .*> ${rule}\\b`))]);
  expect(withApp('0x87D13B7E')).toContain('REQUIRED_APP_FAILED LICENCES');
});

describe('a cause explains what was seen after it began, and not what was there before:', () => {
  const app = (hex: string, stateSince: string | null): DeviceCase => ({
    apps: [{ errorCode: stored(hex), stateSince }],
  });
  const failedAgo = (days: number, category: 'AUTHENTICATION' | 'USER_VALIDATION' | 'DEVICE_NOT_SUPPORTED') => ({
    devices: [],
    failures: [{ category, occurredAt: daysAgo(days) }],
  });
  const pushExpired = { connectors: [{ expiresAt: daysAgo(10) }] };
  const expired = { certificateExpiresAt: daysAgo(6), lastCheckInAt: daysAgo(7) };
  const disabled = { accountEnabled: false, accountEnabledSince: daysAgo(5) };
  const unlicensed = { intuneLicensed: false, intuneLicensedSince: daysAgo(5), licenses: [] };
  const connector = { kind: 'CERTIFICATE_CONNECTOR', lastSyncAt: daysAgo(4) } as const;
  const withCertificate = (days: number): DeviceCase => ({
    profiles: [{ profileType: 'CERTIFICATE', state: 'ERROR', stateSince: daysAgo(days) }],
  });
  const token = { kind: 'APPLE_VOLUME_PURCHASE', expiresAt: daysAgo(4) } as const;
  const on = (...devices: DeviceCase[]) => ({ devices });

  test.each<[cause: FindingRule, symptom: FindingRule, what: string, fits: Case, fitsNot: Case]>([
    [
      ...(['APPLE_PUSH_EXPIRED', 'DEVICE_SILENT', 'a silence'] as const),
      { ...pushExpired, ...on({ platform: 'IOS', lastCheckInAt: daysAgo(10.5) }) },
      { ...pushExpired, ...on({ platform: 'IOS', lastCheckInAt: daysAgo(12) }) },
    ],
    [
      ...(['APPLE_PUSH_EXPIRED', 'ENROLMENT_BLOCKED', 'an enrolment'] as const),
      { ...pushExpired, devices: [], failures: [{ operatingSystem: 'iOS', occurredAt: daysAgo(9) }] },
      { ...pushExpired, devices: [], failures: [{ operatingSystem: 'iOS', occurredAt: daysAgo(12) }] },
    ],
    [
      ...(['MANAGEMENT_CERT_EXPIRED', 'APP_NOT_DETECTED', 'an app'] as const),
      on({ ...expired, ...app('0x87D1041C', daysAgo(6.5)) }),
      on({ ...expired, ...app('0x87D1041C', daysAgo(30)) }),
    ],
    [
      ...(['DEVICE_SILENT', 'REQUIRED_APP_FAILED', 'an app'] as const),
      on({ lastCheckInAt: daysAgo(40), ...app('0x80070643', daysAgo(40.5)) }),
      on({ lastCheckInAt: daysAgo(40), ...app('0x80070643', daysAgo(60)) }),
    ],
    [
      ...(['DEVICE_SILENT', 'APP_WAITING', 'an app that waits'] as const),
      on({ lastCheckInAt: daysAgo(4), apps: [{ state: 'PENDING_INSTALL', stateSince: daysAgo(4) }] }),
      on({ lastCheckInAt: daysAgo(4), apps: [{ state: 'PENDING_INSTALL', stateSince: daysAgo(60) }] }),
    ],
    [
      ...(['ACCOUNT_DISABLED', 'ENROLMENT_BLOCKED', 'an enrolment'] as const),
      { ...disabled, ...failedAgo(4, 'AUTHENTICATION') },
      { ...disabled, ...failedAgo(7, 'AUTHENTICATION') },
    ],
    [
      ...(['ACCOUNT_DISABLED', 'ENROLMENT_BLOCKED', 'an enrolment for want of rights, not of a fit device'] as const),
      { accountEnabled: false, ...failedAgo(4, 'AUTHENTICATION') },
      { accountEnabled: false, ...failedAgo(4, 'DEVICE_NOT_SUPPORTED') },
    ],
    [
      ...(['ACCOUNT_DISABLED', 'MAM_STOPPED', 'an app that stopped'] as const),
      { ...disabled, devices: [], protections: [{ lastSyncAt: daysAgo(19.5) }] },
      { ...disabled, devices: [], protections: [{ lastSyncAt: daysAgo(40) }] },
    ],
    [
      ...(['NO_INTUNE_LICENCE', 'ENROLMENT_BLOCKED', 'an enrolment'] as const),
      { ...unlicensed, ...failedAgo(4, 'USER_VALIDATION') },
      { ...unlicensed, ...failedAgo(7, 'USER_VALIDATION') },
    ],
    [
      ...(['CONNECTOR_DOWN', 'CERT_PROFILE_FAILED', 'a certificate'] as const),
      { connectors: [connector], ...on(withCertificate(3)) },
      { connectors: [connector], ...on(withCertificate(60)) },
    ],
    [
      ...(['CONNECTOR_DOWN', 'REQUIRED_APP_FAILED', 'an app without a licence'] as const),
      { connectors: [token], ...on(app('0x87D13B7E', daysAgo(3))) },
      { connectors: [token], ...on(app('0x87D13B7E', daysAgo(60))) },
    ],
  ])('%s and %s, %s', (cause, symptom, _, fits, fitsNot) => {
    const isFolded = (given: Case) => {
      const found = causesOf(given);
      const causes = found.filter(({ rule }) => rule.id === cause);
      expect(causes).toHaveLength(1);
      const below = causes.some(({ symptoms }) => symptoms.some(({ rule }) => rule.id === symptom));
      expect(found.some(({ rule }) => rule.id === symptom)).toBe(!below);
      return below;
    };

    expect([isFolded(fits), isFolded(fitsNot)]).toEqual([true, false]);
  });

  test('what has an unknown beginning fits, and so does any symptom of a cause of unknown age', () => {
    expect(folded({ lastCheckInAt: daysAgo(40), ...app('0x80070643', null) })).toEqual([
      'DEVICE_SILENT > REQUIRED_APP_FAILED',
    ]);
    expect(trees({ accountEnabled: false, ...failedAgo(13, 'AUTHENTICATION') })).toEqual([
      'BLOCKER ACCOUNT_DISABLED [PROBLEM ENROLMENT_BLOCKED] [INFO NO_DEVICE]',
    ]);
  });

  test('a disabled account hides a missing licence, whenever that was lost', () => {
    expect(trees({ ...unlicensed, ...disabled, intuneLicensedSince: daysAgo(90), devices: [] })).toEqual([
      'BLOCKER ACCOUNT_DISABLED [WARNING NO_INTUNE_LICENCE] [INFO NO_DEVICE]',
    ]);
  });
});

describe('what a silent device reported before is at most likely:', () => {
  const confidences = (given: Case): Record<string, string> => {
    const all = (causes: readonly Cause[]): Cause[] => causes.flatMap((cause) => [cause, ...all(cause.symptoms)]);
    return Object.fromEntries(all(causesOf(given)).map(({ rule, confidence }) => [rule.id, confidence]));
  };
  const rooted: DeviceCase = {
    intuneCompliance: 'NONCOMPLIANT',
    compliance: [
      { state: 'NONCOMPLIANT', settings: [{ name: 'AndroidCompliancePolicy.SecurityBlockJailbrokenDevices' }] },
    ],
    apps: [{ errorCode: stored('0x87D13B7E') }],
    managementState: 'WIPE_FAILED',
  };

  test('its apps and its settings, also as a finding of the page, and not what Intune knows by itself', () => {
    const silent = { DEVICE_SILENT: 'CERTAIN', REMOVAL_FAILED: 'CERTAIN' };

    expect(confidences({ devices: [{ ...rooted, lastCheckInAt: daysAgo(20) }] })).toMatchObject({
      ...silent,
      ...{ REQUIRED_APP_FAILED: 'LIKELY', ROOTED_OR_JAILBROKEN: 'LIKELY', NONCOMPLIANT_SETTING: 'LIKELY' },
    });
    expect(confidences({ devices: [{ ...rooted, lastCheckInAt: daysAgo(5) }] })).toMatchObject({
      ...silent,
      ...{ REQUIRED_APP_FAILED: 'CERTAIN', ROOTED_OR_JAILBROKEN: 'CERTAIN', NONCOMPLIANT_SETTING: 'CERTAIN' },
    });
  });

  test('also where another device replaced it, so that its silence is normal', () => {
    const given = { devices: [{ ...rooted, lastCheckInAt: daysAgo(20) }, { id: 'd2' }] };

    expect(trees(given)).toContain('INFO DEVICE_SILENT');
    expect(confidences(given)).toMatchObject({ REQUIRED_APP_FAILED: 'LIKELY', ROOTED_OR_JAILBROKEN: 'LIKELY' });
  });

  test('not what is about the user or the tenant, or about another device', () => {
    const phone: DeviceCase = { platform: 'IOS', lastCheckInAt: daysAgo(20) };
    const other: DeviceCase = { id: 'd2', apps: [{ errorCode: stored('0x80070643') }] };

    expect(
      confidences({ connectors: [{ expiresAt: daysAgo(25) }], failures: [{}], devices: [phone, other] }),
    ).toMatchObject({ APPLE_PUSH_EXPIRED: 'CERTAIN', ENROLMENT_BLOCKED: 'CERTAIN', REQUIRED_APP_FAILED: 'CERTAIN' });
  });
});

test('a failed app is no problem of its own on a phone that has been silent for weeks, and is one after a few days', () => {
  const failing = (days: number): DeviceCase => ({
    ...{ platform: 'IOS', lastCheckInAt: daysAgo(days) },
    apps: [{ errorCode: stored('0x80070643') }],
  });
  const declined: DeviceCase = { lastCheckInAt: daysAgo(40), apps: [{ errorCode: stored('0x87D13B62') }] };

  expect(trees({ devices: [failing(40)] })).toEqual(['PROBLEM DEVICE_SILENT [PROBLEM REQUIRED_APP_FAILED]']);
  expect(trees({ devices: [declined] })).toEqual(['PROBLEM DEVICE_SILENT [PROBLEM APP_USER_CAN_FIX]']);
  expect(trees({ devices: [failing(5)] })).toEqual(['PROBLEM REQUIRED_APP_FAILED', 'INFO DEVICE_SILENT']);
  // The phone that replaced it is used.
  expect(trees({ devices: [failing(40), { id: 'd2', platform: 'IOS' }] })).toEqual([
    'INFO DEVICE_SILENT [PROBLEM REQUIRED_APP_FAILED]',
  ]);
  // No contact brings a licence.
  expect(folded({ lastCheckInAt: daysAgo(40), apps: [{ errorCode: stored('0x87D13B7E') }] })).toEqual([
    'REQUIRED_APP_FAILED LICENCES',
    'DEVICE_SILENT',
  ]);
});
