import type { SettingFacts } from './facts';
import type { TextValue } from './rule';

/** The kinds of compliance settings. */
export const SETTING_KINDS = [
  ...(['OS_MINIMUM', 'OS_MAXIMUM', 'BITLOCKER', 'ENCRYPTION', 'SECURE_BOOT', 'CODE_INTEGRITY'] as const),
  ...(['FIREWALL', 'PASSCODE', 'ANTIVIRUS', 'THREAT', 'ROOTED', 'OTHER'] as const),
] as const;

/** The kind of a compliance setting, by which its text and its step are found. */
export type SettingKind = (typeof SETTING_KINDS)[number];

// Setting names look like `Windows10CompliancePolicy.OsMinimumVersion`. The first match wins.
const KINDS: readonly (readonly [RegExp, SettingKind])[] = [
  [/jail.?broken|rooted/i, 'ROOTED'],
  [/minimum.*version|min.*os/i, 'OS_MINIMUM'],
  [/maximum.*version|max.*os/i, 'OS_MAXIMUM'],
  [/bitlocker/i, 'BITLOCKER'],
  [/encrypt/i, 'ENCRYPTION'],
  [/secureboot/i, 'SECURE_BOOT'],
  [/codeintegrity/i, 'CODE_INTEGRITY'],
  // Not its details, such as FirewallEnableStealthMode.
  [/firewall(enabled|required)/i, 'FIREWALL'],
  [/threatprotection/i, 'THREAT'],
  [/pass(word|code)/i, 'PASSCODE'],
  [/defender|antivirus|antispyware|realtime/i, 'ANTIVIRUS'],
];

/** The start of the names of the settings of Intune's built-in compliance policy. */
export const BUILT_IN = 'DefaultDeviceCompliancePolicy.';

/** Whether a setting belongs to Intune's built-in compliance policy. */
export const isBuiltIn = ({ name }: Pick<SettingFacts, 'name'>): boolean => name.startsWith(BUILT_IN);

/** Whether it is this rule of the built-in policy. */
export const isBuiltInRule = ({ name }: Pick<SettingFacts, 'name'>, rule: string): boolean =>
  isBuiltIn({ name }) && name.endsWith(`.${rule}`);

/** The kinds whose names say what is wrong. */
const NAMED_BY_FAULT: readonly SettingKind[] = ['OS_MINIMUM', 'OS_MAXIMUM', 'ROOTED'];

/** The name of a kind of settings in a text, where nothing is said to be wrong with the device. */
export const calledSetting = (kind: SettingKind): TextValue => ({
  name: kind,
  of: NAMED_BY_FAULT.includes(kind) ? 'CHECK' : 'SETTING',
});

export const kindOfSetting = ({ name }: Pick<SettingFacts, 'name'>): SettingKind =>
  KINDS.find(([pattern]) => pattern.test(name))?.[1] ?? 'OTHER';
