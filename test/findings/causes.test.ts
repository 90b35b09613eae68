import type { Cause } from '../../src/findings/causes';
import { TextWriter } from '../../src/findings/texts';
import type { FindingRule } from '../../src/generated/graphql';
import { type Case, causesOf, type DeviceCase, daysAgo, stored } from '../support/finding-facts';
import { NOW } from '../support/service';

/*
 * What stands under what, and what is joined, on facts that are made for it.
 */

const EN = new TextWriter('en', NOW.toISOString());
const titleOf = (cause: Cause): string => EN.title(cause.rule.id, cause, cause.others);

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
