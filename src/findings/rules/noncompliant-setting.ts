import { raw, sql } from '../../database/sql';
import { noncompliant } from '../../device/compliance';
import { devicesWithSetting } from '../candidates';
import type { DeviceFacts, SettingFacts } from '../facts';
import { calledDevice } from '../naming';
import type { DeviceRule, StepOf } from '../rule';
import { BUILT_IN, isBuiltIn, kindOfSetting, SETTING_KINDS, type SettingKind } from '../setting-names';
import { sinceSettings } from '../since';
import { STEPS } from '../steps';
import { evidence } from '../views';

/** The settings of a device's own policies that are not compliant. */
const badSettings = (device: DeviceFacts): SettingFacts[] =>
  device.compliancePolicyStates
    .flatMap((policy) => policy.settings)
    .filter((setting) => setting.state === 'NONCOMPLIANT' && !isBuiltIn(setting));

/** The settings whose sentences name the version of the operating system. */
const OF_VERSION: readonly SettingKind[] = ['OS_MINIMUM', 'OS_MAXIMUM'];

/** Settings that the user of a company's Windows device may not change, such as BitLocker. */
const BY_ADMIN: readonly SettingKind[] = ['BITLOCKER', 'ENCRYPTION'];

/** The steps for settings of these kinds on a device. */
export function stepsForSettings(
  kinds: readonly SettingKind[],
  device: Pick<DeviceFacts, 'platform' | 'ownership'>,
): StepOf[] {
  const isManagedWindows = device.platform === 'WINDOWS' && device.ownership !== 'PERSONAL';
  const who = (kind: SettingKind): StepOf =>
    kind === 'SECURE_BOOT' || (isManagedWindows && BY_ADMIN.includes(kind))
      ? { who: kind === 'SECURE_BOOT' ? 'OPERATOR' : 'INTUNE_ADMIN', text: `SETTING_${kind}`, at: 'DEVICE' }
      : { who: 'USER', text: `SETTING_${kind}` };
  const own = [...new Set(kinds)].map(who);
  const tooOld: StepOf[] = kinds.includes('OS_MINIMUM') ? [{ ...STEPS.admin, text: 'TOO_OLD' }] : [];
  return [...own, { ...STEPS.sync, text: 'SYNC_AFTERWARDS' }, ...tooOld];
}

const COMPANY_PC = { platform: 'WINDOWS', ownership: 'COMPANY' } as const;

/** Every step for a setting, on any device. */
export const SETTING_STEPS: readonly StepOf[] = [COMPANY_PC, { ...COMPANY_PC, ownership: 'PERSONAL' } as const].flatMap(
  (device) => stepsForSettings(SETTING_KINDS, device),
);

export const noncompliantSetting: DeviceRule = {
  id: 'NONCOMPLIANT_SETTING',
  about: 'DEVICE',
  onlyWith: { intuneCompliance: ['NONCOMPLIANT'] },
  severity: 'BLOCKER',
  confidence: 'CERTAIN',
  topics: ['ACCESS'],
  reads: {
    Device:
      'deviceName intuneCompliance entraCompliance platform ownership osVersion lastCheckInAt compliancePolicyStates',
    CompliancePolicyState: 'state stateSince settings',
    SettingState: 'name state currentValue',
  },
  explains: ['ENTRA_DISAGREES:STILL_ALLOWED'],
  steps: [],
  otherSteps: SETTING_STEPS,
  unknown: ({ devices }) =>
    devices.some(
      (device) =>
        device.intuneCompliance === 'NONCOMPLIANT' &&
        device.compliancePolicyStates.every((policy) => policy.settings.length === 0),
    )
      ? 'NO_SETTINGS'
      : null,
  candidates: ({ clock }) => [
    devicesWithSetting(
      'NONCOMPLIANT',
      sql`SUBSTR(s.name, 1, ${raw(`${BUILT_IN.length}`)}) <> ${BUILT_IN} AND EXISTS (
        SELECT 1 FROM devices d WHERE d.id = p.device_id AND ${noncompliant(clock.now)})`,
    ),
  ],
  *find({ device }) {
    const bad = badSettings(device);
    const rooted = bad.filter((setting) => kindOfSetting(setting) === 'ROOTED');
    const others = bad.filter((setting) => kindOfSetting(setting) !== 'ROOTED');
    for (const [settings, tag] of [
      [others, null],
      [rooted, 'ROOTED'],
    ] as const) {
      if (settings.length === 0) continue;
      const kinds = settings.map(kindOfSetting);
      const version = settings.find((setting) => OF_VERSION.includes(kindOfSetting(setting)))?.currentValue;
      const isThreat = kinds.every((kind) => kind === 'THREAT');
      yield {
        subject: device,
        ...sinceSettings(
          device.compliancePolicyStates,
          (setting) => !isBuiltIn(setting) && (kindOfSetting(setting) === 'ROOTED') === (tag === 'ROOTED'),
        ),
        ...(tag !== null && { about: tag }),
        ...((tag !== null || isThreat) && { tags: [tag ?? 'THREAT'] }),
        // Conditional access refuses devices that Entra lists as noncompliant.
        severity: device.entraCompliance === 'NONCOMPLIANT' ? 'BLOCKER' : 'PROBLEM',
        count: settings.length,
        values: {
          device: calledDevice(device),
          settings: { list: [...new Set(kinds)].map((kind) => ({ name: kind, of: 'SETTING' })) },
          value: version ?? device.osVersion ?? '',
          ...(device.lastCheckInAt !== null && { lastCheckInAt: { date: device.lastCheckInAt } }),
        },
        more: [
          ...[...new Set(kinds)].map((kind) => `SETTING_${kind}`),
          ...(device.lastCheckInAt === null ? [] : ['AS_OF']),
          ...(device.entraCompliance === 'COMPLIANT' ? ['STILL_ALLOWED'] : []),
        ],
        evidence: [
          ...settings.flatMap((setting) => evidence(setting, 'name', 'currentValue')),
          ...evidence(device, 'intuneCompliance', 'entraCompliance'),
        ],
        steps: stepsForSettings(kinds, device),
      };
    }
  },
};
