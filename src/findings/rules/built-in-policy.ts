import { raw } from '../../database/sql';
import type { ComplianceState } from '../../generated/graphql';
import { type Candidates, devicesWithRareSetting } from '../candidates';
import { BUILT_IN_HOURS, HOUR_MS } from '../constants';
import { BAD_STATES, type DeviceFacts, type SettingFacts } from '../facts';
import { calledDevice } from '../naming';
import type { DeviceRule, Reads, StepOf } from '../rule';
import { BUILT_IN, isBuiltInRule } from '../setting-names';
import { sinceSettings } from '../since';
import { STEPS, stepNeeding } from '../steps';
import { evidence } from '../views';

/* The three rules of Intune's built-in compliance policy. */

const READS: Reads = {
  Device: 'deviceName intuneCompliance compliancePolicyStates',
  CompliancePolicyState: 'state stateSince settings',
  SettingState: 'name state',
};

const since = (device: DeviceFacts, rule: string) =>
  sinceSettings(device.compliancePolicyStates, (setting) => isBuiltInRule(setting, rule));

/** With these states a failed rule does no harm: it failed for somebody who signed in long ago, or Intune does not decide. */
const UNHARMED: readonly ComplianceState[] = ['COMPLIANT', 'CONFIG_MANAGER'];

function failing(device: DeviceFacts, rule: string): SettingFacts | undefined {
  if (UNHARMED.includes(device.intuneCompliance)) return undefined;
  return device.compliancePolicyStates
    .flatMap((policy) => policy.settings)
    .find((setting) => setting.state === 'NONCOMPLIANT' && isBuiltInRule(setting, rule));
}

const INACTIVE = 'RequireRemainContact';

/** The failed rule *Is active*, if nothing else is known to keep the device from being compliant; otherwise undefined. */
export function onlyInactive(device: DeviceFacts): SettingFacts | undefined {
  const bad = device.compliancePolicyStates.filter(({ state }) => BAD_STATES.includes(state));
  // A policy without settings failed for a reason that is not known.
  const isOnly = bad.every(
    ({ settings }) => settings.length > 0 && settings.every((setting) => isBuiltInRule(setting, INACTIVE)),
  );
  return isOnly ? failing(device, INACTIVE) : undefined;
}

const failingAny = (rule: string): Candidates =>
  devicesWithRareSetting(raw(`s.name LIKE '${BUILT_IN}%' AND s.name LIKE '%.${rule}'`));

const SET_PRIMARY_USER = stepNeeding({ ...STEPS.operator, text: 'SET_PRIMARY_USER' }, 'SET_PRIMARY_USER');
const ENROL_AGAIN: StepOf = { ...STEPS.operator, text: 'ENROL_AGAIN' };

export const enrolledUserGone: DeviceRule = {
  id: 'ENROLLED_USER_GONE',
  about: 'DEVICE',
  onlyWith: { compliancePolicyStates: 'ANY' },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['ACCESS'],
  reads: { ...READS, Device: `${READS['Device']} platform` },
  explains: ['ENTRA_DISAGREES:STILL_ALLOWED'],
  steps: [],
  otherSteps: [SET_PRIMARY_USER, ENROL_AGAIN],
  candidates: () => [failingAny('RequireUserExistence')],
  *find({ device }) {
    const setting = failing(device, 'RequireUserExistence');
    if (setting === undefined) return;
    const isWindows = device.platform === 'WINDOWS';
    yield {
      subject: device,
      ...since(device, 'RequireUserExistence'),
      ...(isWindows && { confidence: 'LIKELY' }),
      values: { device: calledDevice(device) },
      evidence: evidence(setting, 'name', 'state'),
      // A new primary user helps on Windows, and does not change who enrolled the device.
      steps: [isWindows ? SET_PRIMARY_USER : ENROL_AGAIN],
    };
  },
};

export const noCompliancePolicy: DeviceRule = {
  id: 'NO_COMPLIANCE_POLICY',
  about: 'DEVICE',
  onlyWith: { compliancePolicyStates: 'ANY' },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['ACCESS'],
  reads: READS,
  explains: ['ENTRA_DISAGREES:STILL_ALLOWED'],
  steps: [stepNeeding(STEPS.admin, 'ASSIGN_COMPLIANCE')],
  candidates: () => [failingAny('RequireDeviceCompliancePolicyAssigned')],
  *find({ device }) {
    const setting = failing(device, 'RequireDeviceCompliancePolicyAssigned');
    if (setting === undefined) return;
    yield {
      subject: device,
      ...since(device, 'RequireDeviceCompliancePolicyAssigned'),
      values: { device: calledDevice(device) },
      evidence: evidence(setting, 'name', 'state'),
    };
  },
};

export const noncompliantInactive: DeviceRule = {
  id: 'NONCOMPLIANT_INACTIVE',
  about: 'DEVICE',
  onlyWith: { compliancePolicyStates: 'ANY' },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['ACCESS', 'CONTACT'],
  reads: { ...READS, Device: `${READS['Device']} lastCheckInAt` },
  explains: ['ENTRA_DISAGREES:STILL_ALLOWED'],
  steps: [STEPS.sync],
  candidates: () => [failingAny(INACTIVE)],
  *find({ device, clock }) {
    const setting = failing(device, INACTIVE);
    if (setting === undefined) return;
    const isBack =
      clock.hasPassed(device.lastCheckInAt) && !clock.hasPassed(device.lastCheckInAt, BUILT_IN_HOURS * HOUR_MS);
    yield {
      subject: device,
      ...since(device, INACTIVE),
      ...(isBack && { severity: 'INFO', variant: 'BACK', restatedBy: ['ENTRA_DISAGREES'] }),
      values: { device: calledDevice(device) },
      more: onlyInactive(device) === undefined ? [] : [isBack ? 'ONLY_BACK' : 'ONLY'],
      evidence: [...evidence(setting, 'name', 'state'), ...evidence(device, 'lastCheckInAt')],
    };
  },
};
