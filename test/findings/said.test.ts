import type { Draft } from '../../src/findings/rule';
import { RULES } from '../../src/findings/rule-list';
import { TextWriter } from '../../src/findings/texts';
import { factOf } from '../../src/findings/views';
import { settingWords } from '../../src/policy/setting-words';
import { type Case, causesOf, type DeviceCase, daysAgo, firedBy, stored } from '../support/finding-facts';
import { NOW } from '../support/service';
import type { LookingRule } from './cases';

/*
 * What findings say about several things at once, and to whom.
 */

const WRITERS = {
  en: new TextWriter('en', NOW.toISOString()),
  fr: new TextWriter('fr', NOW.toISOString()),
};

/** The statements of a rule with their texts: the title, the reason, and the steps with their persons. */
function said(id: LookingRule, given: Case, language: 'en' | 'fr' = 'en') {
  const texts = WRITERS[language];
  const rule = RULES.find((each) => each.id === id);
  const stepsOf = (draft: Draft) =>
    (draft.steps ?? rule?.steps ?? []).map((step) => `${step.who}: ${texts.step(id, step, draft)}`);
  return firedBy(id, given).drafts.map((draft) => ({
    title: texts.title(id, draft, 0),
    why: texts.why(id, draft),
    steps: stepsOf(draft),
  }));
}

const DAY = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const day = (days: number): string => DAY.format(Date.parse(daysAgo(days)));

const noncompliantInGrace = (graceEndsAt: string): DeviceCase => ({
  intuneCompliance: 'NONCOMPLIANT',
  graceEndsAt,
  compliance: [
    {
      state: 'NONCOMPLIANT',
      settings: [{ name: 'Windows10CompliancePolicy.BitLockerEnabled', state: 'NONCOMPLIANT' }],
    },
  ],
});

const on = (device: DeviceCase): Case => ({ devices: [device] });

test('of two apps that failed, each has its own reason, and one without a code hides no other', () => {
  const [both] = said(
    'REQUIRED_APP_FAILED',
    on({ apps: [{ errorCode: stored('0x80070070') }, { errorCode: '5' }, {}] }),
  );

  expect(both?.title).toBe('App 0, App 1 and App 2 could not be installed on PAR-LT-1.');
  expect(both?.why).toMatch(/^App 0: .+\. App 1: .+\.$/);
  expect(both?.steps[0]).toMatch(/^OPERATOR: App 0: .+ Sync, and wait for the next contact\.$/);
  expect(said('REQUIRED_APP_FAILED', on({ apps: [{}, { errorCode: stored('0x80070070') }] }))[0]?.why).not.toContain(
    'no code',
  );
  expect(said('REQUIRED_APP_FAILED', on({ apps: [{}, {}] }))[0]?.why).toBe('Microsoft gives no code for it.');
});

test('a change of an app is said of the findings about that app alone, in both languages', () => {
  const given = on({
    apps: [
      { errorCode: stored('0x80073CF0') },
      { errorCode: stored('0x80073CF0'), appModifiedAt: daysAgo(2) },
      // Two users of a shared device.
      { appId: 'a1', userId: 'u2', errorCode: stored('0x80073CF0') },
    ],
    profiles: [{ profileType: 'WIFI', state: 'ERROR', errorCode: stored('0x87D1FDE8') }],
  });
  const changes = causesOf(given).map(({ rule, values, remarks }) => [
    rule.id,
    values?.['app'],
    remarks.map((remark) => [WRITERS.en.why('CHANGED_RECENTLY', remark), WRITERS.fr.why('CHANGED_RECENTLY', remark)]),
  ]);

  expect(changes).toEqual([
    ['NETWORK_PROFILE_FAILED', undefined, []],
    ['APP_AT_FAULT', { list: ['App 0'] }, []],
    [
      'APP_AT_FAULT',
      { list: ['App 1'] },
      [
        [
          `App 1 was changed on ${day(2)}, which may be the reason: ask its owner.`,
          expect.stringMatching(
            /^App 1 a changé le .+, ce qui en est peut-être la raison : demandez à son propriétaire\.$/,
          ),
        ],
      ],
    ],
  ]);
});

test('two Wi-Fi profiles that failed have their own reasons', () => {
  const failed = (code: string) => ({ profileType: 'WIFI' as const, state: 'ERROR' as const, errorCode: stored(code) });
  const given = on({ profiles: [failed('0x87D1FDE8'), failed('0x87D1FDE9')] });

  expect(said('NETWORK_PROFILE_FAILED', given).map(({ why }) => why)).toEqual([
    expect.stringMatching(/^Policy 0: .+\. Policy 1: .+\.$/),
  ]);
  expect(said('NETWORK_PROFILE_FAILED', given, 'fr')[0]?.why).toMatch(/^Policy 0 : .+\. Policy 1 : .+\.$/);
});

test('an app that could not be removed is not said to be an app that could not be installed', () => {
  const apps: DeviceCase['apps'] = ['0x87D13B62', '0x87D1041C', '0x80073CF0', '0x87D13B7E'].map((code) => ({
    state: 'UNINSTALL_FAILED',
    intent: 'UNINSTALL',
    errorCode: stored(code),
  }));
  const given = on({ apps: [...apps, { errorCode: stored('0x80070643') }] });

  expect(said('REQUIRED_APP_FAILED', given).map(({ title }) => title)).toEqual([
    'App 0, App 1, App 2 and App 3 could not be removed from PAR-LT-1.',
    'App 4 could not be installed on PAR-LT-1.',
  ]);
  for (const id of ['APP_USER_CAN_FIX', 'APP_NOT_DETECTED', 'APP_AT_FAULT'] as const)
    expect(said(id, given)).toEqual([]);
});

test('an app that failed for two users of a device is named once', () => {
  const app = { appId: 'a0', errorCode: stored('0x80070643') };

  expect(said('REQUIRED_APP_FAILED', on({ apps: [app, { ...app, userId: 'u2' }] })).map(({ title }) => title)).toEqual([
    'App 0 could not be installed on PAR-LT-1.',
  ]);
});

test('an app from which the user is excluded is not required', () => {
  const { drafts } = firedBy('REQUIRED_APP_FAILED', on({ apps: [{ intent: 'EXCLUDED' }] }));

  expect(drafts.map(({ severity }) => severity)).toEqual(['WARNING']);
});

test('values are said to contradict each other only if they are of one setting', () => {
  const conflict = (...settings: readonly { name: string; currentValue: string }[]) =>
    on({
      profiles: [
        {
          profileType: 'WIFI',
          state: 'CONFLICT',
          settings: settings.map((each) => ({ ...each, state: 'CONFLICT', sourceNames: '["Policy 0","B"]' })),
        },
      ],
    });
  const whyOf = (given: Case) => said('PROFILE_CONFLICT', given).map(({ why }) => why);

  expect(whyOf(conflict({ name: 'Proxy', currentValue: 'on' }, { name: 'SSID', currentValue: 'Paris' }))).toEqual([
    'Until one of them changes, the setting may not apply. They set Proxy and SSID differently.',
  ]);
  expect(whyOf(conflict({ name: 'Proxy', currentValue: 'on' }, { name: 'Proxy', currentValue: 'off' }))).toEqual([
    'Until one of them changes, the setting may not apply. They set Proxy differently: on and off.',
  ]);
});

test('a certificate connector that was late to report is named only where no other one works', () => {
  const late = { kind: 'CERTIFICATE_CONNECTOR', lastSyncAt: daysAgo(2) } as const;
  const given = on({ profiles: [{ profileType: 'CERTIFICATE', state: 'ERROR' }] });
  const whyWith = (connectors: Case['connectors'] = []) =>
    said('CERT_PROFILE_FAILED', { ...given, connectors }).map(({ why }) => why);

  expect(whyWith([late])).toEqual([expect.stringContaining('The certificate connector last reported')]);
  expect(whyWith([late, { ...late, lastSyncAt: daysAgo(0.1) }])).toEqual(['Policy 0 failed.']);
});

const RESTRICTED = { category: 'ENROLLMENT_RESTRICTIONS_ENFORCED', reason: 'Personal devices are blocked' } as const;

test('what was in the way of an enrolment before another succeeded is not the reason of a later failure', () => {
  const failures = [{ occurredAt: daysAgo(1) }, { ...RESTRICTED, occurredAt: daysAgo(20) }];
  const titlesWith = (enrolledAt: string) =>
    said('ENROLMENT_BLOCKED', { ...on({ enrolledAt }), failures }).map(({ title }) => title);

  expect(titlesWith(daysAgo(10))).toEqual([`The enrolment of a device with Windows failed on ${day(1)}.`]);
  expect(titlesWith(daysAgo(300))).toEqual([`The enrolment of a device with Windows failed on ${day(20)}.`]);
});

test('an old failure that says why is not said to be the last attempt', () => {
  const failures = [{ occurredAt: daysAgo(20) }, { ...RESTRICTED, occurredAt: daysAgo(40) }];

  expect(said('ENROLMENT_BLOCKED', { failures }).map(({ title }) => title)).toEqual([
    `The enrolment of a device with Windows failed on ${day(40)}. The last attempt that is known was on ${day(20)}.`,
  ]);
});

test('a removal has the date of the action that asked for it', () => {
  type Action = NonNullable<DeviceCase['actions']>[number];
  const wipe = { kind: 'WIPE', state: 'PENDING', requestedAt: daysAgo(3) } as const;
  const retire = { kind: 'RETIRE', state: 'PENDING', requestedAt: daysAgo(1) } as const;
  const sinceWith = (...actions: Action[]) =>
    firedBy(
      'REMOVAL_PENDING',
      on({ managementState: 'WIPE_PENDING', managementStateSince: daysAgo(2), actions }),
    ).drafts.map(({ since, more = [] }) => [since, more.includes('REQUESTED')]);

  expect(sinceWith(retire, wipe)).toEqual([[daysAgo(3), true]]);
  expect(sinceWith({ ...wipe, state: 'DONE' })).toEqual([[daysAgo(3), true]]);
  expect(sinceWith({ ...retire, state: 'FAILED', requestedAt: daysAgo(400) })).toEqual([[daysAgo(2), false]]);
  for (const state of ['FAILED', 'NOT_SUPPORTED', 'CANCELED'] as const) {
    expect(sinceWith({ ...wipe, state, requestedAt: daysAgo(1) }, wipe)).toEqual([[daysAgo(3), true]]);
    expect(sinceWith({ ...wipe, state })).toEqual([[daysAgo(2), false]]);
  }
});

test('when something ends is told with its hour in UTC, since that is another day for some readers', () => {
  const endsAt = '2026-11-21T01:00:00.000Z';
  const titlesOf = (language: 'en' | 'fr') =>
    [
      said('GRACE_ENDING', on({ intuneCompliance: 'NONCOMPLIANT', graceEndsAt: endsAt }), language),
      said('CERT_NOT_RENEWED', on({ certificateExpiresAt: endsAt }), language),
      said('CONNECTOR_ENDING', { connectors: [{ expiresAt: endsAt }] }, language),
    ].flatMap((all) => all.map(({ title }) => title));

  expect(titlesOf('en')).toEqual([
    'PAR-LT-1 loses access on 21 November 2026 at 01:00 (UTC) unless it becomes compliant.',
    'PAR-LT-1 loses contact on 21 November 2026 at 01:00 (UTC) unless its certificate renews.',
    'The Apple push certificate expires on 21 November 2026 at 01:00 (UTC).',
  ]);
  expect(titlesOf('fr')).toEqual([
    expect.stringContaining(' perd l’accès le 21 novembre 2026 à 01:00 (UTC) s’il '),
    expect.stringContaining(' perd le contact le 21 novembre 2026 à 01:00 (UTC) si '),
    expect.stringContaining(' expire le 21 novembre 2026 à 01:00 (UTC).'),
  ]);
  const given = on(noncompliantInGrace(endsAt));
  expect(said('GRACE_ENDING', given)[0]?.title).toBe(
    'PAR-LT-1 loses access on 21 November 2026 at 01:00 (UTC) unless this is put right: BitLocker.',
  );
});

test('in French, only the first day of a month is an ordinal number', () => {
  const whyOn = (lastCheckInAt: string) =>
    said('MANAGEMENT_CERT_EXPIRED', on({ certificateExpiresAt: daysAgo(6), lastCheckInAt }), 'fr')[0]?.why;
  const titleAt = (certificateExpiresAt: string) =>
    said('CERT_NOT_RENEWED', { ...on({ certificateExpiresAt }), now: '2026-10-30T12:00:00.000Z' }, 'fr')[0]?.title;

  expect(whyOn('2026-11-01T08:00:00.000Z')).toMatch(/ date du 1er novembre 2026\.$/);
  expect(whyOn('2026-10-21T08:00:00.000Z')).toMatch(/ date du 21 octobre 2026\.$/);
  expect(titleAt('2026-11-01T08:00:00.000Z')).toContain(' le 1er novembre 2026 à 08:00 (UTC) ');
});

describe('of profiles that contradict each other, the group in common', () => {
  const inGroups = (...groups: (readonly [name: string, ...policyIds: string[]])[]) =>
    said(
      'PROFILE_CONFLICT',
      on({
        profiles: ['A', 'B', 'C'].map((displayName) => ({
          ...{ profileType: 'VPN' as const, state: 'CONFLICT' as const, displayName },
          settings: [{ state: 'CONFLICT' as const, sourceNames: '["A","B","C"]' }],
        })),
        conflictGroups: groups.flatMap(([groupName, ...policyIds]) =>
          policyIds.map((policyId) => ({ parent: 'd1', policyId, groupId: groupName, groupName })),
        ),
      }),
    )[0]?.why;

  test('is named if all of them are assigned to it', () => {
    expect(inGroups(['Madrid', 'p0', 'p1', 'p2'], ['Pilot', 'p0', 'p1'])).toMatch(
      / All of them are assigned to the group Madrid\.$/,
    );
    expect(inGroups(['Madrid', 'p0', 'p1', 'p2'], ['Pilot', 'p2', 'p1', 'p0'])).toMatch(
      / All of them are assigned to the groups Madrid and Pilot\.$/,
    );
  });

  test('is not named if one of them came another way', () => {
    expect(inGroups(['Madrid', 'p0', 'p1'], ['Pilot', 'p1', 'p2'])).not.toContain('assigned to the group');
    expect(inGroups()).not.toContain('assigned to the group');
  });
});

test('Windows may still install an app that failed within the last day', () => {
  const saidOf = (platform: 'WINDOWS' | 'IOS', ...days: (number | null)[]) =>
    said(
      'REQUIRED_APP_FAILED',
      on({ platform, apps: days.map((each) => ({ stateSince: each === null ? null : daysAgo(each) })) }),
    )[0]?.why.includes('Windows may still try again');

  expect([saidOf('WINDOWS', 0.5), saidOf('WINDOWS', 0.5, 0.9)]).toEqual([true, true]);
  expect([saidOf('WINDOWS', 1.1), saidOf('WINDOWS', 0.5, 3), saidOf('WINDOWS', null)]).toEqual([false, false, false]);
  expect(saidOf('IOS', 0.5)).toBe(false);
});

describe('that silence alone makes a device not compliant', () => {
  const inactive = 'DefaultDeviceCompliancePolicy.RequireRemainContact';
  const withSettings = (...policies: (readonly string[])[]): Case => {
    const compliance = policies.map((names) => ({
      state: 'NONCOMPLIANT' as const,
      settings: names.map((name) => ({ name })),
    }));
    return on({ intuneCompliance: 'NONCOMPLIANT', lastCheckInAt: daysAgo(40), compliance });
  };
  const back = (given: Case): Case => ({ devices: [{ ...given.devices?.[0], lastCheckInAt: daysAgo(0.2) }] });
  const both = (given: Case) => [
    said('DEVICE_SILENT', given)[0]?.why.includes('For its silence, and for nothing else, it already counts'),
    said('NONCOMPLIANT_INACTIVE', given)[0]?.why.includes('No other rule failed'),
  ];

  test('is said where no other rule failed', () => {
    expect(both(withSettings([inactive]))).toEqual([true, true]);
    expect(said('NONCOMPLIANT_INACTIVE', back(withSettings([inactive])))[0]?.why).toMatch(
      /compliant again within a day\.$/,
    );
  });

  test.each([
    [
      'another rule of that policy failed',
      withSettings([inactive, 'DefaultDeviceCompliancePolicy.RequireUserExistence']),
    ],
    ['another policy failed', withSettings([inactive], ['Windows10CompliancePolicy.BitLockerEnabled'])],
    ['another policy failed, and its settings are not known', withSettings([inactive], [])],
  ])('is not said where %s', (_, given) => {
    expect(both(given)).toEqual([false, false]);
  });

  test('is not said of a device that counts as compliant, or that was silent for a few days', () => {
    const compliant = {
      devices: [{ ...withSettings([inactive]).devices?.[0], intuneCompliance: 'COMPLIANT' as const }],
    };

    expect(both(compliant)).toEqual([false, undefined]);
    expect(both(on({ lastCheckInAt: daysAgo(40) }))).toEqual([false, undefined]);
  });
});

test('a validity period of one day is not said to be of one days', () => {
  const whyIn = (language: 'en' | 'fr') =>
    said('DEVICE_SILENT', { ...on({ lastCheckInAt: daysAgo(8) }), validityDays: 1 }, language)[0]?.why;

  expect(whyIn('en')).toContain('after 1 day of silence');
  expect(whyIn('fr')).toContain('après 1 jour de silence');
});

test('at the device limit, the step acts on the device that the text names', () => {
  const { drafts } = firedBy('DEVICE_LIMIT_REACHED', {
    failures: [{ category: 'USER_VALIDATION', reason: 'DeviceCapReached' }],
    devices: [
      { id: 'd1', deviceName: 'NEVER', lastCheckInAt: null },
      { id: 'd2', deviceName: 'TODAY' },
      { id: 'd3', deviceName: 'OLD', lastCheckInAt: daysAgo(200) },
    ],
  });
  const namesOf = ({ devices = [] }: Draft) => devices.map((device) => factOf(device).value('deviceName'));

  expect(drafts.map((draft) => [draft.values?.['device'], namesOf(draft)])).toEqual([
    ['OLD', ['OLD', 'TODAY', 'NEVER']],
  ]);
});

test('a code in the reason of a failed enrolment says what to do', () => {
  const stepOf = (reason: string) => said('ENROLMENT_BLOCKED', { failures: [{ reason }] })[0]?.steps[0];

  expect(stepOf('Error 0x80180014')).toMatch(/^OPERATOR: (?!Have the user try again)./);
  expect(stepOf('Something happened')).toMatch(/^OPERATOR: Have the user try again/);
});

test("Apple's enrolment token had expired only if no other one worked", () => {
  const expired = { kind: 'APPLE_DEVICE_ENROLLMENT', expiresAt: daysAgo(9) } as const;
  const whyWith = (connectors: Case['connectors'] = []) =>
    said('ENROLMENT_BLOCKED', { connectors, failures: [{ operatingSystem: 'iOS' }] }).map(({ why }) => why);

  expect(whyWith([expired])).toEqual([expect.stringContaining('token had expired')]);
  expect(whyWith([expired, { ...expired, expiresAt: daysAgo(-200) }])).toEqual([expect.not.stringContaining('token')]);
});

test('all other users because of whom a device is not compliant are named', () => {
  const of = (userId: string, name: string) => ({
    state: 'NONCOMPLIANT' as const,
    userId,
    userPrincipalName: `${name}@contoso.example`,
  });
  const given = on({ intuneCompliance: 'NONCOMPLIANT', compliance: [of('u2', 'bo'), of('u3', 'al'), of('u3', 'al')] });

  expect(said('COMPLIANCE_OF_OTHER_USER', given)).toEqual([
    {
      title: 'PAR-LT-1 is not compliant because of other users: bo@contoso.example and al@contoso.example.',
      why: expect.stringContaining('For Ida Holm everything is in order.'),
      steps: [
        'OPERATOR: Have each of them sign in on it once and sync, or have those accounts removed from the device.',
      ],
    },
  ]);
});

test('policies that contradict each other have the names that Microsoft gives, if it gives any', () => {
  const titleWith = (...compliance: NonNullable<DeviceCase['compliance']>) =>
    said('COMPLIANCE_CONFLICT', on({ intuneCompliance: 'CONFLICT', compliance })).map(({ title }) => title);
  const conflict = { state: 'CONFLICT', settings: [{ state: 'CONFLICT' }] } as const;

  expect(titleWith()).toEqual(['Compliance policies contradict each other on PAR-LT-1.']);
  expect(titleWith(conflict)).toEqual([
    'Compliance policies contradict each other on PAR-LT-1: Policy 0 and another policy.',
  ]);
  expect(titleWith(conflict, conflict)).toEqual([
    'Compliance policies contradict each other on PAR-LT-1: Policy 0 and Policy 1.',
  ]);
});

test('each error of compliance has its meaning and its code', () => {
  const settings = [
    { name: 'x.BitLockerEnabled', state: 'ERROR', errorCode: stored('0x87D1FDE8') },
    { name: 'x.PasswordRequired', state: 'ERROR', errorCode: stored('0x87D1FDE9') },
  ] as const;
  const given = on({ compliance: [{ state: 'ERROR', settings }] });

  expect(said('COMPLIANCE_ERROR', given)[0]?.why).toMatch(/ BitLocker: .+\. Passcode: .+\.$/);
  expect(firedBy('COMPLIANCE_ERROR', given).drafts.map(({ codes }) => codes)).toEqual([
    [stored('0x87D1FDE8'), stored('0x87D1FDE9')],
  ]);
});

test('a restart by Intune is advised where Intune can restart a device', () => {
  const actionsOn = (platform: DeviceCase['platform']) => {
    const { drafts } = firedBy('COMPLIANCE_ERROR', on({ intuneCompliance: 'ERROR', ...(platform && { platform }) }));
    const { steps: own = [] } = RULES.find(({ id }) => id === 'COMPLIANCE_ERROR') ?? {};
    return drafts.flatMap(({ steps = own }) => steps.map(({ action }) => action));
  };

  expect(actionsOn('WINDOWS')).toEqual(['REBOOT_NOW', undefined]);
  expect(actionsOn('ANDROID')).toEqual(['SYNC_DEVICE', undefined]);
});

test('a detail of the firewall is not the firewall', () => {
  const titleOf = (name: string) =>
    said(
      'NONCOMPLIANT_SETTING',
      on({ intuneCompliance: 'NONCOMPLIANT', compliance: [{ state: 'NONCOMPLIANT', settings: [{ name }] }] }),
    ).map(({ title }) => title);

  expect(titleOf('MacOSCompliancePolicy.FirewallEnabled')).toEqual(['PAR-LT-1 is not compliant: firewall.']);
  expect(titleOf('Windows10CompliancePolicy.ActiveFirewallRequired')).toEqual(['PAR-LT-1 is not compliant: firewall.']);
  expect(titleOf('MacOSCompliancePolicy.FirewallEnableStealthMode')).toEqual([
    'PAR-LT-1 is not compliant: a setting of a compliance policy.',
  ]);
});

test('what has no name is named by words, which begin a sentence with a capital', () => {
  const titlesIn = (language: 'en' | 'fr') =>
    [
      ...said('NEVER_CHECKED_IN', on({ deviceName: null, lastCheckInAt: null }), language),
      ...said('COMPLIANCE_ERROR', on({ deviceName: null, intuneCompliance: 'ERROR' }), language),
    ].map(({ title }) => title);

  expect(titlesIn('en')).toEqual([
    expect.stringMatching(/^The device has never checked in/),
    'Whether the device is compliant could not be determined.',
  ]);
  expect(titlesIn('fr')).toEqual([
    expect.stringMatching(/^L’appareil ne s’est jamais/),
    'La conformité de l’appareil n’a pas pu être établie.',
  ]);
});

test('the verb agrees with several apps', () => {
  const apps = (hex: string) => on({ apps: [{ errorCode: stored(hex) }, { errorCode: stored(hex) }] });
  const titleOf = (id: LookingRule, hex: string, language: 'en' | 'fr') => said(id, apps(hex), language)[0]?.title;

  expect(titleOf('APP_NOT_DETECTED', '0x87D1041C', 'en')).toBe(
    'App 0 and App 1 were installed on PAR-LT-1, but are not found there.',
  );
  expect(titleOf('APP_NOT_DETECTED', '0x87D1041C', 'fr')).toBe(
    'App 0 et App 1 ont été installés sur PAR-LT-1, mais n’y sont pas trouvés.',
  );
  expect(titleOf('RESTART_NEEDED', '0xBC2', 'en')).toBe('App 0 and App 1 wait for a restart of PAR-LT-1.');
  expect(titleOf('REQUIRED_APP_FAILED', '0x80070643', 'fr')).toBe(
    'Impossible d’installer App 0 et App 1 sur PAR-LT-1.',
  );
});

test('of two certificates that failed, each has its own reason, before that of their root', () => {
  const failed = (profileType: 'CERTIFICATE' | 'TRUSTED_ROOT', hex: string) =>
    ({ profileType, state: 'ERROR', errorCode: stored(hex) }) as const;
  const given = on({
    profiles: [
      failed('TRUSTED_ROOT', '0x87D1FDE8'),
      failed('CERTIFICATE', '0x87D1FDF0'),
      failed('CERTIFICATE', '0x87D1FDF2'),
    ],
  });

  expect(said('CERT_PROFILE_FAILED', given)[0]?.why).toMatch(
    /^Policy 1, Policy 2 and Policy 0 failed\. Policy 1: .+ Policy 2: .+ Policy 0: /,
  );
});

test('all that depends on a connector, and all profiles that lack a certificate, are named', () => {
  const failed = (profileType: 'CERTIFICATE' | 'WIFI' | 'VPN', code: string | null = null) =>
    ({ profileType, state: 'ERROR', errorCode: code === null ? null : stored(code) }) as const;
  const connectors: Case['connectors'] = [{ kind: 'CERTIFICATE_CONNECTOR', reported: 'UNHEALTHY' }];
  const whyWith = (profiles: DeviceCase['profiles'] = []) =>
    said('CONNECTOR_DOWN', { connectors, ...on({ profiles }) }).map(({ why }) => why);
  const lacking = on({ profiles: [failed('WIFI', '0x87D159DC'), failed('VPN', '0x87D161AB')] });

  expect(whyWith([failed('CERTIFICATE')])).toEqual([expect.stringMatching(/Policy 0 depends on it\.$/)]);
  expect(whyWith([failed('CERTIFICATE'), failed('CERTIFICATE')])).toEqual([
    expect.stringMatching(/Policy 0 and Policy 1 depend on it\.$/),
  ]);
  expect(said('CERT_PROFILE_ABSENT', lacking).map(({ title }) => title)).toEqual([
    'Policy 0 and Policy 1 on PAR-LT-1 need a certificate, and no certificate profile has reached the device.',
  ]);
});

test('the code of a set-up that failed says what to do, and an unknown reason does not say that the enrolment failed', () => {
  const saidOf = (reason: string) =>
    said('SETUP_FAILED', on({ setups: [{ state: 'FAILURE', deviceSetupState: 'FAILURE', reason }] }))[0];

  expect(saidOf('0x80180014')?.steps[0]).not.toContain('try the set-up again');
  expect(saidOf('SecurityPolicies, failed')).toMatchObject({
    why: 'Windows Autopilot stopped there. Intune’s message: SecurityPolicies, failed.',
    steps: [expect.stringContaining('try the set-up again'), expect.anything()],
  });
});

test('a profile that Intune lists for two users of a device is named once', () => {
  const listed = {
    profileType: 'WIFI',
    state: 'ERROR',
    displayName: 'Wi-Fi',
    errorCode: stored('0x87D159DC'),
  } as const;
  const given = on({ profiles: [listed, { ...listed, userId: 'u2' }] });

  expect(said('NETWORK_PROFILE_FAILED', given).map(({ title }) => title)).toEqual(['Wi-Fi failed on PAR-LT-1.']);
  expect(said('CERT_PROFILE_ABSENT', given).map(({ title }) => title)).toEqual([
    'Wi-Fi on PAR-LT-1 needs a certificate, and no certificate profile has reached the device.',
  ]);
});

test('what is written to the operator is no step of the user', () => {
  expect(said('APP_USER_CAN_FIX', on({ apps: [{ errorCode: stored('0x87D13B62') }] }))[0]?.steps[0]).toBe(
    'OPERATOR: Explain why the app is needed, sync, and ask the user to accept the next prompt.',
  );
});

test('an app that failed in lost mode is tried again once lost mode is off', () => {
  const given = on({ platform: 'IOS', apps: [{ errorCode: stored('0x87D13B97') }] });

  expect(said('APP_USER_CAN_FIX', given)).toEqual([
    {
      title: 'App 0 could not be installed on PAR-LT-1 while it was in lost mode.',
      why: 'In lost mode, a device takes no apps.',
      steps: ['OPERATOR: If the device is no longer in lost mode, sync.'],
    },
  ]);
  expect(said('APP_USER_CAN_FIX', given, 'fr').map(({ title }) => title)).toEqual([
    'Impossible d’installer App 0 sur PAR-LT-1, qui était en mode perdu.',
  ]);
});

test('a remedy that asks for a sync is not followed by another one', () => {
  const appStep = (...hex: readonly string[]) =>
    said('REQUIRED_APP_FAILED', on({ apps: hex.map((code) => ({ errorCode: stored(code) })) }))[0]?.steps[0];
  const SYNCS = '0x87D13B6F';
  const NAMES_NO_SYNC = '0x80070643';

  expect(appStep(SYNCS)).toMatch(/ sync[^A-Z]*$/);
  expect(appStep(NAMES_NO_SYNC)).toMatch(/\. Sync, and wait for the next contact\.$/);
  expect(appStep(SYNCS, NAMES_NO_SYNC)).toMatch(/\. Sync, and wait for the next contact\.$/);
  expect(
    said(
      'NETWORK_PROFILE_FAILED',
      on({ profiles: [{ profileType: 'WIFI', state: 'ERROR', errorCode: stored('0x87D15DC0') }] }),
    )[0]?.steps[0],
  ).toBe('OPERATOR: Ask an administrator to check the profile and assign it again, then sync.');
  expect(
    said(
      'COMPLIANCE_ERROR',
      on({ compliance: [{ state: 'ERROR', settings: [{ state: 'ERROR', errorCode: stored('0x87D1027C') }] }] }),
    )[0]?.steps[0],
  ).toBe(
    'OPERATOR: Restart the device, and check its clock and its network. Ask the user to wake the device and plug it in, then sync.',
  );
  expect(said('APP_USER_CAN_FIX', on({ apps: [{ errorCode: stored('0x87D15618') }] }))[0]?.steps).toEqual([
    'OPERATOR: Ask the user to sign in to the App Store, then sync.',
    'OPERATOR: If nothing happens, have the user install the app from Company Portal.',
  ]);
});

test('the last attempt to enrol is not told where it was on the day that the title gives', () => {
  const failures = [RESTRICTED, { occurredAt: daysAgo(40.1) }].map((each) => ({ occurredAt: daysAgo(40), ...each }));

  expect(said('ENROLMENT_BLOCKED', { failures })[0]?.title).toBe(
    `The enrolment of a device with Windows failed on ${day(40)}.`,
  );
});

test('of an enrolment that failed before another succeeded, the reason of that time is told, and nothing is to be done', () => {
  const given = {
    ...on({ platform: 'IOS' as const, enrolledAt: daysAgo(1) }),
    failures: [{ operatingSystem: 'iOS', category: 'ACCOUNT_VALIDATION' as const, reason: 'APNSCertificateNotValid' }],
  };
  const [english] = said('ENROLMENT_BLOCKED', given);
  const [french] = said('ENROLMENT_BLOCKED', given, 'fr');

  expect(english?.why).toMatch(/^At that time: The Apple push certificate /);
  expect(english?.steps).toEqual(['OPERATOR: Nothing is to be done, unless the call is about another device.']);
  expect(french?.title).toMatch(
    /^L’inscription d’un appareil iOS a échoué le .+, et un appareil iOS a été inscrit depuis\.$/,
  );
});

test.each([
  ['Personal devices are blocked', true],
  ['Device not preregistered', true],
  ['The OS version is too low', false],
  ['Platform is blocked', false],
])('corporate identifiers are advised where they help: %s', (reason, helps) => {
  const failures = [{ category: 'ENROLLMENT_RESTRICTIONS_ENFORCED' as const, reason }];
  const { drafts } = firedBy('ENROLMENT_BLOCKED', { failures });
  const needs = drafts.flatMap(({ steps = [] }) => steps.flatMap((step) => step.needs ?? []));

  expect(needs.includes('Microsoft.Intune_CorporateDeviceIdentifiers_Create')).toBe(helps);
  expect(said('ENROLMENT_BLOCKED', { failures })[0]?.steps[1]?.includes('corporate identifiers')).toBe(helps);
});

test('at the device limit, no device is called silent that was in contact lately, and none is retired where none is', () => {
  const failures = [{ category: 'USER_VALIDATION' as const, reason: 'DeviceCapReached' }];
  const saidWith = (devices: readonly DeviceCase[]) => said('DEVICE_LIMIT_REACHED', { failures, devices })[0];
  const [draft] = firedBy('DEVICE_LIMIT_REACHED', { failures }).drafts;

  expect(saidWith([{}])).toMatchObject({
    why: '1 device is enrolled here. Entra has a limit of its own, which counts other records.',
    steps: ['OPERATOR: Retire a device that is no longer used.', expect.stringMatching(/^INTUNE_ADMIN: Or raise/)],
  });
  // Nothing leads to the only device.
  expect(draft?.steps?.map(({ action, at }) => [action, at])).toEqual([
    [undefined, undefined],
    [undefined, undefined],
  ]);
  expect(saidWith([{ lastCheckInAt: daysAgo(4) }])?.why).toContain('has been silent for the longest time');
  expect(saidWith([])?.steps).toEqual([
    expect.stringMatching(/^INTUNE_ADMIN: Look at the user’s devices in Entra, or/),
  ]);
});

test('of a remote action that waits or failed, the step fits what is known of it', () => {
  const [waiting] = said('ACTION_WAITING', on({ actions: [{ state: 'PENDING' }] }));
  const failing = (action: NonNullable<DeviceCase['actions']>[number]) =>
    said('ACTION_FAILED', on({ actions: [action] }))[0];

  expect(waiting).toMatchObject({
    why: 'The device has been in contact since, so it should have been carried out.',
    steps: ['OPERATOR: Ask for it once more. If it waits again, escalate.'],
  });
  expect(said('ACTION_WAITING', on({ actions: [{ state: 'PENDING' }] }), 'fr')[0]?.why).toContain(
    'l’action aurait donc dû',
  );
  expect(failing({ state: 'FAILED' })).toMatchObject({
    why: 'Microsoft gives no reason for it.',
    steps: ['OPERATOR: Try again once the device is in contact.'],
  });
  expect(failing({ state: 'NOT_SUPPORTED' })?.steps).toEqual(['OPERATOR: Use another way for this platform.']);
  // Another attempt fails as well.
  expect(failing({ kind: 'REMOTE_LOCK', state: 'FAILED' })).toMatchObject({
    why: 'Windows cannot be locked remotely.',
    steps: ['OPERATOR: Use another way for this platform.'],
  });
});

test('of a setting that a profile could not set, the meaning of the code is told, and nothing of the edition beside it', () => {
  const [one] = said('PROFILE_FAILED', on({ profiles: [{ state: 'ERROR', errorCode: stored('0x87D10195') }] }));

  expect(one?.why).toBe(
    'SyncML 405: the device does not allow this command on the setting, for example because it is read-only.',
  );
});

test('of several protected apps that stopped, the newest report is the last one', () => {
  const given = { protections: [{ lastSyncAt: daysAgo(70) }, { lastSyncAt: daysAgo(16) }] };

  expect(said('MAM_STOPPED', given)).toEqual([
    {
      title: `App 0 and App 1 on Phone have not reported since ${day(16)}.`,
      why: 'An app reports only while it is used. After 90 days the row disappears.',
      steps: ['USER: Open each app and sign in with the work account.'],
    },
  ]);
  expect(said('MAM_STOPPED', given, 'fr')[0]?.title).toMatch(/^App 0 et App 1 sur Phone n’ont rien signalé depuis le /);
  expect(said('MAM_STOPPED', { protections: given.protections.slice(0, 1) })[0]?.title).toBe(
    `App 0 on Phone has not reported since ${day(70)}.`,
  );
});

test('protected apps that are not used are named', () => {
  const idle = { state: 'NOT_CHECKED_IN', lastSyncAt: null } as const;

  expect(said('MAM_NOT_USED', { policies: 2, protections: [{}, { ...idle, appName: 'Word' }] })).toMatchObject([
    {
      title: 'Protected apps that Ida Holm does not use: Word.',
      steps: ['USER: If needed, open Word with the work account.'],
    },
  ]);
});

test('a connector that is down has its kind in the title, and the name that people gave it beside it', () => {
  const failing = on({ profiles: [{ profileType: 'CERTIFICATE', state: 'ERROR' }] });
  const down = (over: { name: string; connectorId?: string }) =>
    said('CONNECTOR_DOWN', {
      ...failing,
      connectors: [{ kind: 'CERTIFICATE_CONNECTOR', reported: 'UNHEALTHY', ...over }],
    })[0];

  expect(down({ name: 'Contoso Europe' })).toMatchObject({
    title: 'The certificate connector is down, and it is needed here.',
    why: expect.stringMatching(/^In Intune it is called “Contoso Europe”\. /),
  });
  expect(down({ name: '7AC1', connectorId: 'CERTIFICATE_CONNECTOR/7ac1' })?.why).not.toContain('called');
});

test('the name of an id is no name of a connector that ends', () => {
  const endsWith = (name: string) =>
    said('CONNECTOR_ENDING', {
      connectors: [
        { kind: 'APPLE_VOLUME_PURCHASE', connectorId: 'APPLE_VOLUME_PURCHASE/7ac1', name, expiresAt: daysAgo(-9) },
      ],
    })[0]?.why;

  expect(endsWith('7ac1')).not.toContain('called');
  expect(endsWith('Contoso')).toContain('called “Contoso”');
});

test('where policies contradict each other or end in errors, no setting is said to be wrong on the device', () => {
  const settings = (state: 'CONFLICT' | 'ERROR') =>
    on({
      compliance: [
        {
          state,
          settings: ['OsMinimumVersion', 'SecurityBlockJailbrokenDevices'].map((name, i) => ({
            ...{ name: `IosCompliancePolicy.${name}`, state },
            ...(state === 'ERROR' && { errorCode: stored(`0x87D1FDE${8 + i}`) }),
          })),
        },
      ],
    });

  expect(said('COMPLIANCE_CONFLICT', settings('CONFLICT'))[0]?.why).toContain(
    'It is about: minimum version of the operating system and root or jailbreak check.',
  );
  expect(said('COMPLIANCE_CONFLICT', settings('CONFLICT'), 'fr')[0]?.why).toContain(
    'version minimale du système d’exploitation et contrôle du rootage ou du débridage',
  );
  expect(said('COMPLIANCE_ERROR', settings('ERROR'))[0]?.why).toMatch(
    /minimum version of the operating system: .+ root or jailbreak check: /i,
  );
  expect(settingWords('IosCompliancePolicy.SecurityBlockJailbrokenDevices', 'en')).toBe('Root or jailbreak check');
});

test('why compliance is unknown depends on the age of the device and on what manages it', () => {
  const saidOf = (device: DeviceCase) => said('COMPLIANCE_UNKNOWN', on({ intuneCompliance: 'UNKNOWN', ...device }))[0];

  expect(saidOf({ enrolledAt: daysAgo(0.5) })?.steps).toEqual(['OPERATOR: Wait a day.']);
  expect(saidOf({ enrolledAt: daysAgo(90) })).toEqual({
    title: 'Intune has not judged PAR-LT-1.',
    why: 'A device that was enrolled more than a day ago should have a result.',
    steps: ['OPERATOR: Sync, and look again tomorrow.', 'INTUNE_ADMIN: Escalate if there is still no result tomorrow.'],
  });
  expect(saidOf({ managedBy: 'MS_SENSE' })).toEqual({
    title: 'Intune does not judge PAR-LT-1, which Microsoft Defender for Endpoint manages.',
    why: 'Compliance policies of Intune do not reach it that way.',
    steps: ['OPERATOR: If its compliance has to be known, ask the team that runs Microsoft Defender for Endpoint.'],
  });
  expect(saidOf({ intuneCompliance: 'CONFIG_MANAGER' })?.steps).toEqual([
    'OPERATOR: Ask the team that runs Configuration Manager.',
  ]);
});
