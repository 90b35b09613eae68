import { readFileSync } from 'node:fs';
import path from 'node:path';
import { findingsPage, UNDATED } from '../../src/codegen/findings-page';
import { toCauses } from '../../src/findings/causes';
import { checkedRules, viewsOf } from '../../src/findings/needs';
import type { Rule, StepOf } from '../../src/findings/rule';
import { RULES } from '../../src/findings/rule-list';
import texts from '../../src/findings/texts.en.json';
import { coordinatesIn, Fact } from '../../src/findings/views';
import { FindingRule } from '../../src/generated/graphql';
import { daysAgo, firedBy, stored } from '../support/finding-facts';
import { ROOT } from '../support/place';
import { GRAPH } from '../support/service';
import { CASES, type LookingRule } from './cases';

/*
 * Each rule by itself, on facts that are made for it. Its severity, and the fields that it reads, are part of the case.
 */

const IDS = RULES.map(({ id }) => id);

test('the catalogue has the rules of the enum, in its order, and cases for each', () => {
  // A known issue looks for nothing.
  expect(['KNOWN_ISSUE', ...IDS]).toEqual(Object.keys(FindingRule));
  expect(Object.keys(CASES).sort()).toEqual([...IDS].sort());
});

/** What rules read if the viewer may, and judge the rest without. */
const DOES_WITHOUT: Partial<Record<LookingRule, Readonly<Record<string, string>>>> = {
  // A device can be judged without what its user's apps and enrolments tell.
  ROOTED_OR_JAILBROKEN: {
    User: 'appProtectionStates',
    AppProtectionState: 'appName deviceName flaggedReasons flaggedSince',
  },
  APPLE_PUSH_EXPIRED: { User: 'enrollmentFailures', EnrollmentFailure: 'operatingSystem occurredAt' },
  // A sentence about the connector, the validity period of the tenant instead of Intune's default, and what silence led to.
  CERT_PROFILE_FAILED: { Tenant: 'connectors', Connector: 'kind health lastSyncAt' },
  DEVICE_SILENT: {
    Tenant: 'complianceValidityDays',
    Device: 'intuneCompliance compliancePolicyStates',
    CompliancePolicyState: 'state settings',
    SettingState: 'name state',
  },
  // A sentence about the groups of both profiles.
  PROFILE_CONFLICT: {
    ConfigurationState: 'policy',
    Policy: 'id',
    Device: 'assignedPolicies',
    AssignedPolicy: 'through',
    PolicyAssignment: 'group',
    Group: 'id displayName',
  },
  // Old data are told without the syncs that failed.
  DATA_OUT_OF_DATE: { Tenant: 'sync', SyncStatus: 'kind state problem lastCompletedAt' },
  // A change of a policy is told without the apps.
  CHANGED_RECENTLY: {
    Device: 'appInstallStates',
    AppInstallState: 'app state',
    App: 'id displayName modifiedAt',
  },
};

describe.each(RULES.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const { speaks, isSilent } = CASES[id as LookingRule];

  test.each(speaks.map((each) => [each.says, each] as const))('speaks: %s', (says, { given }) => {
    const { drafts } = firedBy(id, given);

    expect(
      drafts.map(({ severity, variant }) => [severity ?? rule.severity, variant].filter(Boolean).join(' ')),
    ).toEqual(says.split(', '));
    expect(drafts.every(({ evidence }) => evidence.length > 0)).toBe(true);
  });

  test.each(isSilent.map((given, i) => [i, given] as const))('is silent, case %i', (_, given) => {
    expect(firedBy(id, given).drafts).toEqual([]);
  });

  test('declares the fields that it reads, and no others', () => {
    const read = new Set<string>();
    for (const given of [...speaks.map((each) => each.given), ...isSilent]) {
      for (const coordinate of firedBy(id, given).read) read.add(coordinate);
    }

    const optional = [...coordinatesIn(DOES_WITHOUT[id as LookingRule] ?? {})].sort();
    expect([...coordinatesIn(rule.mayRead ?? {})].sort()).toEqual(optional);
    // What it cannot do without decides who may run it.
    expect([...coordinatesIn(rule.reads)].sort()).toEqual([...read].filter((each) => !optional.includes(each)).sort());
  });
});

test('few rules run on a device on which all is well', () => {
  const ofDevices = RULES.filter(({ about }) => about === 'DEVICE');

  expect(ofDevices.length).toBeGreaterThan(30);
  expect(ofDevices.flatMap(({ id }) => firedBy(id, {}).ranOn).length).toBeLessThan(10);
});

test('a rule that is not tried on a real tenant is one of five', () => {
  expect(RULES.flatMap(({ id, unproven }) => (unproven ? [id] : []))).toEqual([
    'COMPLIANCE_OF_OTHER_USER',
    'ENTRA_DISAGREES',
    'NOT_REGISTERED',
    'CERT_NOT_RENEWED',
    'MAM_STOPPED',
  ]);
});

test('no rule explains itself, by whatever detour, so that every symptom has a cause', () => {
  const explained = new Map(
    RULES.map(({ id, explains = [] }) => [id as string, explains.map((entry) => entry.split(':')[0] as string)]),
  );
  const reaches = (from: string, seen: readonly string[]): string[] =>
    (explained.get(from) ?? []).flatMap((next) =>
      seen.includes(next) ? [[...seen, next].join(' → ')] : reaches(next, [...seen, next]),
    );

  expect(IDS.flatMap((id) => reaches(id, [id]))).toEqual([]);
  // What a rule explains is a rule.
  expect([...explained.values()].flat().filter((name) => !(IDS as readonly string[]).includes(name))).toEqual([]);
});

test('a profile that works nearly everywhere is not said to work on a number of devices', () => {
  const saidWith = (succeeded: number) =>
    firedBy('PROFILE_FAILED', {
      devices: [{ profiles: [{ state: 'ERROR', outcomes: { succeeded, failed: 1 } }] }],
    }).drafts.map(({ more, values }) => [more, values?.['succeeded']]);

  expect(saidWith(1_000)).toEqual([[['ELSEWHERE'], 1_000]]);
  expect(saidWith(1_001)).toEqual([[['NEARLY_EVERYWHERE'], 1_000]]);
});

test('who logged on is not named to a viewer who cannot see that user', () => {
  const { drafts } = firedBy('WRONG_PRIMARY_USER', { devices: [{ logons: [{ userId: 'u-hidden' }] }] });

  expect(drafts).toHaveLength(1);
  const { values, more, evidence } = drafts[0] ?? {};
  expect(JSON.stringify({ values, more, evidence })).not.toContain('u-hidden');
  expect(more).toEqual([]);
});

test('a version that is too old is said to be the version, not the value of another setting', () => {
  const { drafts } = firedBy('NONCOMPLIANT_SETTING', {
    devices: [
      {
        intuneCompliance: 'NONCOMPLIANT',
        osVersion: '10.0.19045',
        compliance: [
          {
            state: 'NONCOMPLIANT',
            settings: [{ name: 'Windows10CompliancePolicy.BitLockerEnabled', currentValue: 'false' }],
          },
          { state: 'NONCOMPLIANT', settings: [{ name: 'Windows10CompliancePolicy.OsMinimumVersion' }] },
        ],
      },
    ],
  });

  expect(drafts.map(({ more, values }) => [more?.includes('SETTING_OS_MINIMUM'), values?.['value']])).toEqual([
    [true, '10.0.19045'],
  ]);
});

test.each([
  ['EXPIRED', { expiresAt: daysAgo(2), lastSyncAt: daysAgo(9) }, daysAgo(2)],
  ['SILENT', { lastSyncAt: daysAgo(4) }, daysAgo(4)],
  ['FAILED', { lastSyncAt: daysAgo(0.1) }, null],
] as const)('a connector that Microsoft reports as failed is down for this reason: %s', (reason, connector, since) => {
  const { drafts } = firedBy('CONNECTOR_DOWN', {
    connectors: [{ kind: 'CERTIFICATE_CONNECTOR', reported: 'UNHEALTHY', ...connector }],
    devices: [{ profiles: [{ profileType: 'CERTIFICATE', state: 'ERROR' }] }],
  });

  expect(drafts.map((draft) => [draft.more, draft.since])).toEqual([[['NAMED', reason, 'DEPENDS'], since]]);
});

test('of two tokens with one name that end, each is told', () => {
  const token = { kind: 'APPLE_VOLUME_PURCHASE', name: 'Contoso' } as const;
  const connectors = [25, 2].map((days) => ({ ...token, expiresAt: daysAgo(-days) }));

  expect(firedBy('CONNECTOR_ENDING', { connectors }).drafts.map(({ about }) => about)).toEqual(['c0', 'c1']);
});

test.each([
  ['WINDOWS', [undefined, 'DIAGNOSE']],
  ['ANDROID', [undefined]],
] as const)('diagnostics are collected where Intune can: %s', (platform, steps) => {
  const { drafts } = firedBy('REQUIRED_APP_FAILED', { devices: [{ platform, apps: [{ errorCode: '1' }] }] });
  const { steps: own = [] } = RULES.find(({ id }) => id === 'REQUIRED_APP_FAILED') ?? {};

  expect(drafts.map((draft) => (draft.steps ?? own).map(({ text }) => text))).toEqual([steps]);
});

test('a deployment profile of Windows Autopilot takes the right of enrolment programs, not that of device configurations', () => {
  const { drafts } = firedBy('SETUP_FAILED', { devices: [{ autopilot: { profileState: 'NOT_ASSIGNED' } }] });

  expect(drafts.flatMap(({ steps = [] }) => steps.map(({ text, needs }) => [text, needs]))).toEqual([
    ['ASSIGN', ['Microsoft.Intune_AppleEnrollmentProfiles_Assign']],
  ]);
});

test('the device that has been silent for the longest time is one that was once in contact', () => {
  const { drafts } = firedBy('DEVICE_LIMIT_REACHED', {
    failures: [{ category: 'ENROLLMENT_RESTRICTIONS_ENFORCED', reason: 'Device cap reached' }],
    devices: [
      { deviceName: 'NEW', lastCheckInAt: null },
      { deviceName: 'USED', lastCheckInAt: daysAgo(1) },
      { deviceName: 'OLD', lastCheckInAt: daysAgo(90) },
    ],
  });

  expect(
    drafts.map(({ more, values }) => [more, values?.['lastCheckInAt'], JSON.stringify(values?.['device'])]),
  ).toEqual([[['SILENT'], { date: daysAgo(90) }, expect.stringContaining('OLD')]]);
});

/** The rules that the statements of a rule explain, as `RULE` or `RULE:tag`. */
const explainedBy = (id: LookingRule, given: Parameters<typeof firedBy>[1]) => {
  const rule = RULES.find((each) => each.id === id);
  return firedBy(id, given).drafts.map(({ explains }) => explains ?? rule?.explains ?? []);
};

test('an expired push certificate does not explain that a PC is silent, where no Apple device is managed', () => {
  const given = { connectors: [{ expiresAt: daysAgo(9) }], failures: [{ operatingSystem: 'iOS' }] };

  expect(explainedBy('APPLE_PUSH_EXPIRED', { ...given, devices: [{ lastCheckInAt: daysAgo(8) }] })).toEqual([
    ['ENROLMENT_BLOCKED:APPLE'],
  ]);
  expect(explainedBy('APPLE_PUSH_EXPIRED', { ...given, devices: [{ platform: 'IOS' }] })).toEqual([
    expect.arrayContaining(['DEVICE_SILENT', 'ENROLMENT_BLOCKED:APPLE']),
  ]);
});

test('a connector explains only what needs a connector of its kind', () => {
  const explained = explainedBy('CONNECTOR_DOWN', {
    connectors: [
      { kind: 'CERTIFICATE_CONNECTOR', lastSyncAt: daysAgo(0.1) },
      { kind: 'MOBILE_THREAT_DEFENSE', reported: 'UNHEALTHY' },
    ],
    devices: [
      {
        profiles: [{ profileType: 'CERTIFICATE', state: 'ERROR' }],
        compliance: [
          { state: 'NONCOMPLIANT', settings: [{ name: 'IosCompliancePolicy.DeviceThreatProtectionEnabled' }] },
        ],
      },
    ],
  });

  expect(explained).toEqual([['NONCOMPLIANT_SETTING:THREAT']]);
});

test('a volume purchase token explains that apps of a device have no licence, if all of them came from one that is down', () => {
  const token = { kind: 'APPLE_VOLUME_PURCHASE', expiresAt: daysAgo(4) } as const;
  const connectors = [token, { ...token, expiresAt: daysAgo(-300) }, token];
  const from = (...ids: readonly string[]) => ({
    apps: ids.map((appConnectorId) => ({ errorCode: stored('0x87D13B7E'), appConnectorId })),
  });
  const told = (...devices: readonly ReturnType<typeof from>[]) =>
    firedBy('CONNECTOR_DOWN', { connectors, devices }).drafts.map(({ about, count, explains }) => [
      about,
      count,
      explains,
    ]);

  expect(told(from('c0', 'c0'))).toEqual([['c0', 2, ['REQUIRED_APP_FAILED:LICENCES']]]);
  expect(told(from('c0', 'c2'))).toEqual([
    ['c0', 1, ['REQUIRED_APP_FAILED:LICENCES']],
    ['c2', 1, ['REQUIRED_APP_FAILED:LICENCES']],
  ]);
  expect(told(from('c0', 'c1'))).toEqual([['c0', 1, []]]);
  expect(told(from('c0'), from('c1'))).toEqual([['c0', 1, ['REQUIRED_APP_FAILED:LICENCES']]]);
  expect(told(from('c1'))).toEqual([]);
});

test('lost mode explains that an app was not installed, and a remote lock does not', () => {
  expect(explainedBy('DEVICE_LOCKED', { devices: [{ lostMode: 'ENABLED' }] })).toEqual([
    expect.arrayContaining(['REQUIRED_APP_FAILED:ON_DEVICE']),
  ]);
  expect(explainedBy('DEVICE_LOCKED', { devices: [{ actions: [{ kind: 'REMOTE_LOCK' }] }] })).toEqual([[]]);
});

test('a rule reads the fields that it declares, whatever others read before, and no others', () => {
  const { schema } = GRAPH;
  const guardOf = (id: string) => checkedRules(schema).find(({ rule }) => rule.id === id)?.guard;
  const fact = new Fact('Device', null, { deviceName: 'PAR-LT-1', serialNumber: 'SN-1' }, {});
  const view = viewsOf(schema).view<{ deviceName: string; serialNumber: string }>(fact);
  const nameOf = (id: string) => guardOf(id)?.run(() => view.deviceName);
  const serialOf = (id: string) => guardOf(id)?.run(() => view.serialNumber);

  expect(nameOf('NEVER_CHECKED_IN')).toBe('PAR-LT-1');
  expect(serialOf('DUPLICATE_DEVICE')).toBe('SN-1');
  expect(() => serialOf('NEVER_CHECKED_IN')).toThrow(
    'NEVER_CHECKED_IN reads Device.serialNumber and does not declare it',
  );
});

test('nothing is read while no rule runs', () => {
  const fact = new Fact('Device', null, { deviceName: 'PAR-LT-1' }, {});
  const view = viewsOf(GRAPH.schema).view<{ deviceName: string }>(fact);

  expect(() => view.deviceName).toThrow('reads Device.deviceName and does not declare it');
});

test('docs/findings.md is what `npm run codegen` writes', () => {
  expect(readFileSync(path.join(ROOT, 'docs', 'findings.md'), 'utf8')).toBe(findingsPage(GRAPH.schema));
});

/** The steps of all statements in the cases of a rule. */
const stepsGiven = (rule: Rule): readonly StepOf[] =>
  CASES[rule.id as LookingRule].speaks.flatMap(({ given }) =>
    firedBy(rule.id, given).drafts.flatMap(({ steps }) => steps ?? rule.steps),
  );

test('each rule declares the steps that it gives, with their persons and rights', () => {
  const inOrder = (steps: readonly StepOf[]) => [...new Set(steps.map((step) => JSON.stringify(step)))].sort();
  const undeclared = RULES.flatMap((rule) => {
    const declared = inOrder([...rule.steps, ...(rule.otherSteps ?? [])]);
    return inOrder(stepsGiven(rule)).flatMap((step) => (declared.includes(step) ? [] : [`${rule.id} ${step}`]));
  });

  expect(undeclared).toEqual([]);
});

test('docs/findings.md shows each text of each rule, and the person of each step', () => {
  const sections = findingsPage(GRAPH.schema).split(/^## /m);
  const unshown = RULES.flatMap(({ id, steps, otherSteps = [] }) => {
    const own = Object.entries((texts.rules as Record<string, Record<string, string>>)[id] ?? {});
    const all = [...steps, ...otherSteps];
    const shared = Object.entries(texts.shared).filter(([key]) => all.some(({ text }) => key === `step.${text}`));
    const section = sections.find((each) => each.startsWith(`${id}\n`)) ?? '';
    const people = all.map(({ who }) => `  - \`${who}\``);
    return [...own, ...shared]
      .flatMap(([key, text]) => (section.includes(text.trim()) ? [] : [key]))
      .concat(people.filter((person) => !section.includes(person)))
      .map((lacking) => `${id} ${lacking}`);
  });

  expect(unshown).toEqual([]);
  // What the text files have for all rules belongs to some rule.
  const used = new Set(
    RULES.flatMap(({ steps, otherSteps = [] }) => [...steps, ...otherSteps].map(({ text }) => text)),
  );
  expect(Object.keys(texts.shared).filter((key) => !used.has(key.replace('step.', '')))).toEqual([]);
});

test('docs/findings.md names the rules whose findings never have a date', () => {
  const undated = RULES.filter(({ id, isRemark }) => {
    const drafts = CASES[id as LookingRule].speaks.flatMap(({ given }) => firedBy(id, given).drafts);
    return isRemark !== true && drafts.every((draft) => !('since' in draft));
  });

  expect(undated.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id).filter((id) => UNDATED.includes(id)));
  expect(undated).toHaveLength(UNDATED.length);
});

test('nothing comes of nothing', () => {
  expect(toCauses([], null, { isLarge: false, userId: null })).toEqual([]);
});
