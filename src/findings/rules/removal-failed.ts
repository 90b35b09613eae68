import { sql } from '../../database/sql';
import type { ManagementState } from '../../generated/graphql';
import { devicesWith, oneOf } from '../candidates';
import { calledDevice } from '../naming';
import type { DeviceRule } from '../rule';
import { sinceOf } from '../since';
import { STEPS, stepNeeding } from '../steps';
import { evidence } from '../views';

const FAILED: readonly ManagementState[] = ['WIPE_FAILED', 'RETIRE_FAILED'];

export const removalFailed: DeviceRule = {
  id: 'REMOVAL_FAILED',
  about: 'DEVICE',
  onlyWith: { managementState: FAILED },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['CONTACT', 'SECURITY'],
  reads: { Device: 'deviceName managementState managementStateSince lastCheckInAt' },
  steps: [stepNeeding(STEPS.operator, 'RETIRE', 'WIPE'), { who: 'SECURITY' }],
  candidates: () => [devicesWith(sql`d.management_state <> 'MANAGED' AND d.management_state IN ${oneOf(FAILED)}`)],
  *find({ device }) {
    yield {
      subject: device,
      variant: device.managementState === 'WIPE_FAILED' ? 'WIPE' : 'RETIRE',
      ...sinceOf(device.managementStateSince),
      values: { device: calledDevice(device) },
      evidence: evidence(device, 'managementState', 'lastCheckInAt'),
    };
  },
};
