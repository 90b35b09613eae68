import { sql } from '../../database/sql';
import { devicesWith } from '../candidates';
import { GRACE_SOON_HOURS, HOUR_MS } from '../constants';
import { calledDevice } from '../naming';
import type { DeviceRule } from '../rule';
import { isBuiltIn, kindOfSetting } from '../setting-names';
import { STEPS } from '../steps';
import { evidence } from '../views';
import { SETTING_STEPS, stepsForSettings } from './noncompliant-setting';

export const graceEnding: DeviceRule = {
  id: 'GRACE_ENDING',
  about: 'DEVICE',
  onlyWith: { intuneCompliance: ['IN_GRACE_PERIOD'] },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['ACCESS'],
  reads: {
    Device: 'deviceName intuneCompliance graceEndsAt platform ownership compliancePolicyStates',
    CompliancePolicyState: 'settings',
    SettingState: 'name state currentValue',
  },
  explains: ['ENTRA_DISAGREES:STILL_ALLOWED'],
  steps: [STEPS.sync],
  otherSteps: SETTING_STEPS,
  candidates: ({ clock }) => [
    devicesWith(
      sql`d.compliance <> 'COMPLIANT' AND d.compliance IN ('NONCOMPLIANT', 'IN_GRACE_PERIOD') AND d.grace_until > ${clock.now}`,
    ),
  ],
  *find({ device, clock }) {
    const { graceEndsAt } = device;
    if (graceEndsAt === null) return;
    const settings = device.compliancePolicyStates
      .flatMap((policy) => policy.settings)
      .filter((setting) => ['NONCOMPLIANT', 'IN_GRACE_PERIOD'].includes(setting.state) && !isBuiltIn(setting));
    const kinds = [...new Set(settings.map(kindOfSetting))];
    yield {
      subject: device,
      ...(kinds.length === 0 && { variant: 'UNKNOWN' }),
      severity: clock.hasPassed(graceEndsAt, -GRACE_SOON_HOURS * HOUR_MS) ? 'PROBLEM' : 'WARNING',
      count: Math.max(1, settings.length),
      values: {
        device: calledDevice(device),
        graceEndsAt: { moment: graceEndsAt },
        settings: { list: kinds.map((kind) => ({ name: kind, of: 'SETTING' })) },
      },
      evidence: [
        ...evidence(device, 'intuneCompliance', 'graceEndsAt'),
        ...settings.flatMap((setting) => evidence(setting, 'name', 'currentValue')),
      ],
      ...(kinds.length > 0 && { steps: stepsForSettings(kinds, device) }),
    };
  },
};
