import { raw } from '../../database/sql';
import { devicesWith } from '../candidates';
import { calledDevice } from '../naming';
import type { DeviceRule } from '../rule';
import { sinceOf } from '../since';
import { STEPS, stepNeeding } from '../steps';
import { evidence } from '../views';

export const removalFailed: DeviceRule = {
  id: 'REMOVAL_FAILED',
  about: 'DEVICE',
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['CONTACT', 'SECURITY'],
  reads: { Device: 'deviceName managementState managementStateSince lastCheckInAt' },
  steps: [stepNeeding(STEPS.operator, 'RETIRE', 'WIPE'), { who: 'SECURITY' }],
  candidates: () => [
    devicesWith(raw(`d.management_state <> 'MANAGED' AND d.management_state IN ('WIPE_FAILED', 'RETIRE_FAILED')`)),
  ],
  *find({ device }) {
    const state = device.managementState;
    if (state !== 'WIPE_FAILED' && state !== 'RETIRE_FAILED') return;
    yield {
      subject: device,
      variant: state === 'WIPE_FAILED' ? 'WIPE' : 'RETIRE',
      ...sinceOf(device.managementStateSince),
      values: { device: calledDevice(device) },
      evidence: evidence(device, 'managementState', 'lastCheckInAt'),
    };
  },
};
