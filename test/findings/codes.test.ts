import type { FindingRule } from '../../src/generated/graphql';
import { type Case, causesOf, firedBy, stored } from '../support/finding-facts';

/*
 * The error codes that decide which rule speaks. The lists are those of the specification of the rules, which has them from
 * Microsoft Learn: "App installation error codes", "Troubleshoot email profiles", "Troubleshoot deployment of SCEP
 * certificate profiles", and from SyncML.
 */

const app = (hex: string): Case => ({ devices: [{ platform: 'IOS', apps: [{ errorCode: stored(hex) }] }] });
const profile = (profileType: 'WIFI' | 'VPN' | 'EMAIL' | 'CUSTOM', hex: string): Case => ({
  devices: [{ profiles: [{ profileType, state: 'ERROR', errorCode: stored(hex), outcomes: WORKS }] }],
});
/** The profile works on nearly all devices. */
const WORKS = { succeeded: 90, failed: 1 };

const APP_RULES: readonly FindingRule[] = [
  ...(['APP_USER_CAN_FIX', 'APP_AT_FAULT', 'APP_NOT_DETECTED', 'REQUIRED_APP_FAILED', 'RESTART_NEEDED'] as const),
];

/** The rules that speak about a failed app with a code, with their variants. */
const ofApp = (hex: string): string[] =>
  APP_RULES.flatMap((rule) =>
    firedBy(rule, app(hex)).drafts.map(({ variant }) => [rule, variant].filter(Boolean).join(' ')),
  );

test.each([
  // Declined, busy or locked, not signed in to the App Store, cancelled, an own copy there.
  ...['0x87D13B62', '0x87D13B63', '0x87D13B66', '0x87D13B68', '0x87D13B8F', '0x87D13B99'],
  ...['0x87D11388', '0x87D15618', '0xC7D14FB1', '0xC7D14FB9'],
])('the user can put right what %s says', (hex) => {
  expect(ofApp(hex)).toEqual(['APP_USER_CAN_FIX']);
});

test.each(['0x87D13B7E', '0x87D13B95', '0x87D13B60'])('no licence is left with %s', (hex) => {
  expect(ofApp(hex)).toEqual(['REQUIRED_APP_FAILED LICENCES']);
});

test.each([
  ...['0xBC2', '0x669', '0x80070BC2', '0x80070669'],
  ...['0x8A150109', '0x8A15010B', '0x240005', '0x8024D015', '0x80CFD015'],
])('the device has to restart after %s', (hex) => {
  expect(ofApp(hex)).toEqual(['RESTART_NEEDED']);
});

test.each(['0x80073CF0', '0xC7D14FB6'])('the package is at fault with %s', (hex) => {
  expect(ofApp(hex)).toEqual(['APP_AT_FAULT PACKAGE']);
});

test.each([
  ['0x87D13B97', 'APP_USER_CAN_FIX LOST_MODE'],
  ['0x87D1041C', 'APP_NOT_DETECTED'],
])('%s is of %s', (hex, rule) => {
  expect(ofApp(hex)).toEqual([rule]);
});

test.each([
  // Sideloading is off, a conflict with the copy on the device, a dependency: the package can be right.
  ...['0x80073CFF', '0x80073CFB', '0xC7D14FB7', '0x80073CF3', '0xC7D14FB5'],
  // Neighbours of codes with a rule of their own.
  ...['0x87D13B61', '0x87D13B64', '0x87D13B67', '0x87D13B69', '0x87D13B7D', '0x87D13B94', '0x87D13B98', '0x87D1041B'],
  ...['0xBC3', '0x66A', '0x80073CF1', '0xC7D14FB2', '0x80070643'],
  // More than a restart is to be done.
  ...['0x8A15010A', '0x80240016', '0x80242014'],
])('%s says no more than that the app failed', (hex) => {
  expect(ofApp(hex)).toEqual(['REQUIRED_APP_FAILED']);
});

const STORAGE = ['0x87D105EA', '0x87D1076F', '0x80070070', '0x80073CF4', '0x8A150105'] as const;

/** What stands first on the page of a user whose device has this much storage, and what stands under it. */
const explainedWith = (freeStorageMegabytes: number, ...hex: readonly string[]) =>
  causesOf({ devices: [{ freeStorageMegabytes, apps: hex.map((code) => ({ errorCode: stored(code) })) }] }).map(
    ({ rule, symptoms }) => [rule.id, symptoms.map((symptom) => symptom.rule.id)],
  );

test.each(STORAGE)('a full storage explains that an app failed with %s', (hex) => {
  expect(explainedWith(400, hex)).toEqual([['STORAGE_FULL', ['REQUIRED_APP_FAILED']]]);
});

test('a full storage explains no other failure, and a free one explains none', () => {
  expect(explainedWith(400, STORAGE[0], '0x80070643')).toEqual([
    ['REQUIRED_APP_FAILED', []],
    ['STORAGE_FULL', ['REQUIRED_APP_FAILED']],
  ]);
  expect(explainedWith(50_000, STORAGE[0])).toEqual([['REQUIRED_APP_FAILED', []]]);
});

test.each(['0x87D159DC', '0x87D161AB', '0x87D1FDF0', '0x87D1FDF1', '0x87D1FDF2', '0x87D1FDF3'])(
  'a network profile lacks a certificate with %s',
  (hex) => {
    for (const type of ['WIFI', 'VPN', 'EMAIL'] as const)
      expect([type, firedBy('CERT_PROFILE_ABSENT', profile(type, hex)).drafts.length]).toEqual([type, 1]);
  },
);

test.each(['0x87D159DB', '0x87D161AC', '0x87D1FDEF', '0x87D1FDF4', '0x87D1791D'])(
  'a network profile may have its certificate with %s',
  (hex) => {
    expect(firedBy('CERT_PROFILE_ABSENT', profile('VPN', hex)).drafts).toEqual([]);
  },
);

test('a mail account is there with 0x87D1791D alone', () => {
  expect(firedBy('MAIL_ACCOUNT_EXISTS', profile('EMAIL', '0x87D1791D')).drafts).toHaveLength(1);
  expect(firedBy('MAIL_ACCOUNT_EXISTS', profile('EMAIL', '0x87D1791C')).drafts).toEqual([]);
});

/** The severity of a profile that fails with a SyncML status here and works elsewhere. */
const severityWith = (status: number) => {
  const hex = `0x${(0x87d1_0000 + status).toString(16)}`;
  return firedBy('PROFILE_FAILED', profile('CUSTOM', hex)).drafts.map(({ severity }) => severity);
};

test.each([404, 405, 406, 501])('the SyncML status %i is normal: this edition does not have the setting', (status) => {
  expect(severityWith(status)).toEqual(['INFO']);
});

test.each([400, 403, 407, 500, 502])('the SyncML status %i is a failure', (status) => {
  expect(severityWith(status)).toEqual(['WARNING']);
});
