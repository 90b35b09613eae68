import { constant, raw, sql } from '../../database/sql';
import type { ComplianceState, Platform, PolicyState } from '../../generated/graphql';
import { type Candidates, devicesWith, devicesWithSetting } from '../candidates';
import { errorsOf, remediesAskForSync } from '../errors';
import type { ComplianceFacts, DeviceFacts, SettingFacts } from '../facts';
import { calledDevice, calledThing } from '../naming';
import type { DeviceRule, Reads } from '../rule';
import { calledSetting, kindOfSetting } from '../setting-names';
import { sinceStates } from '../since';
import { STEPS, stepNeeding } from '../steps';
import { evidence } from '../views';

const READS: Reads = {
  Device: 'deviceName intuneCompliance compliancePolicyStates',
  CompliancePolicyState: 'displayName state stateSince settings',
};

/** The policies and settings of a device in a state; null if the device is not in it at all. */
function inState(device: DeviceFacts, state: PolicyState & ComplianceState) {
  const policies = device.compliancePolicyStates.filter((policy) => policy.state === state);
  const settings = policies.flatMap((policy) => policy.settings).filter((setting) => setting.state === state);
  return device.intuneCompliance === state || settings.length > 0 ? { policies, settings } : null;
}

const proofOf = (device: DeviceFacts, policies: readonly ComplianceFacts[]) => [
  ...evidence(device, 'intuneCompliance'),
  ...policies.flatMap((policy) => evidence(policy, 'displayName', 'state')),
];

const devicesInState = (state: PolicyState & ComplianceState): Candidates =>
  devicesWith(sql`d.compliance <> 'COMPLIANT' AND d.compliance = ${constant(state)}`);
const OF_SAME_STATE = raw('s.state = p.state');

/** Intune restarts computers only. The user restarts a phone. */
const RESTARTED: readonly Platform[] = ['WINDOWS', 'MACOS'];
const RESTART = stepNeeding({ ...STEPS.sync, action: 'REBOOT_NOW' }, 'SYNC', 'REBOOT');

/** The remedy ends with a sync. */
const WITH_REMEDY = { text: 'REMEDY' };

export const complianceError: DeviceRule = {
  id: 'COMPLIANCE_ERROR',
  about: 'DEVICE',
  onlyWith: { intuneCompliance: ['ERROR'], compliancePolicyStates: ['ERROR'] },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['ACCESS'],
  reads: { ...READS, Device: `${READS['Device']} platform`, SettingState: 'name state error' },
  explains: ['ENTRA_DISAGREES:STILL_ALLOWED'],
  steps: [RESTART, STEPS.admin],
  otherSteps: [STEPS.sync, { ...RESTART, ...WITH_REMEDY }, { ...STEPS.sync, ...WITH_REMEDY }],
  candidates: () => [devicesInState('ERROR'), devicesWithSetting('ERROR', OF_SAME_STATE)],
  *find({ device }) {
    const found = inState(device, 'ERROR');
    if (found === null) return;
    const errors = errorsOf(found.settings, (setting) => calledSetting(kindOfSetting(setting)));
    yield {
      subject: device,
      ...sinceStates(found.policies),
      count: Math.max(1, found.settings.length),
      codes: found.settings.map(({ error }) => error?.code),
      values: { device: calledDevice(device), ...errors },
      more: errors === null ? [] : ['MEANING'],
      steps: [
        {
          ...(RESTARTED.includes(device.platform) ? RESTART : STEPS.sync),
          ...(remediesAskForSync(found.settings) && WITH_REMEDY),
        },
        STEPS.admin,
      ],
      evidence: [
        ...proofOf(device, found.policies),
        ...found.settings.flatMap((setting) => evidence(setting, 'name', 'error')),
      ],
    };
  },
};

/** The names of the policies, as the settings or else the policies in conflict give them. */
function sourcesOf(settings: readonly SettingFacts[], policies: readonly ComplianceFacts[]): string[] {
  const named = new Set(settings.flatMap((setting) => setting.sources));
  if (named.size > 1) return [...named];
  return [...new Set([...named, ...policies.flatMap(({ displayName }) => displayName ?? [])])];
}

export const complianceConflict: DeviceRule = {
  id: 'COMPLIANCE_CONFLICT',
  about: 'DEVICE',
  onlyWith: { intuneCompliance: ['CONFLICT'], compliancePolicyStates: ['CONFLICT'] },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['ACCESS'],
  reads: { ...READS, SettingState: 'name state sources' },
  explains: ['ENTRA_DISAGREES:STILL_ALLOWED'],
  steps: [stepNeeding(STEPS.admin, 'UPDATE_COMPLIANCE')],
  candidates: () => [devicesInState('CONFLICT'), devicesWithSetting('CONFLICT', OF_SAME_STATE)],
  *find({ device }) {
    const found = inState(device, 'CONFLICT');
    if (found === null) return;
    const sources = sourcesOf(found.settings, found.policies);
    // Microsoft can name one policy or none; the other one has no name here then.
    const named = sources.length === 1 ? [...sources, calledThing(null, 'POLICY')] : sources;
    const kinds = [...new Set(found.settings.map(kindOfSetting))];
    yield {
      subject: device,
      ...(sources.length === 0 && { variant: 'UNNAMED' }),
      ...sinceStates(found.policies),
      count: Math.max(1, found.settings.length),
      values: {
        device: calledDevice(device),
        sources: { list: named },
        settings: { list: kinds.map(calledSetting) },
      },
      more: kinds.length === 0 ? [] : ['SETTINGS'],
      evidence: [
        ...proofOf(device, found.policies),
        ...found.settings.flatMap((setting) => evidence(setting, 'name', 'sources')),
      ],
    };
  },
};
