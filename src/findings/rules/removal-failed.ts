import { sql } from '../../database/sql';
import type { ManagementState } from '../../generated/graphql';
import { devicesWith, oneOf } from '../candidates';
import { calledDevice } from '../naming';
import type { DeviceRule, StepOf } from '../rule';
import { sinceOf } from '../since';
import { STEPS } from '../steps';
import { evidence } from '../views';

const FAILED: readonly ManagementState[] = ['WIPE_FAILED', 'RETIRE_FAILED'];

/** The steps that repeat what failed. */
const AGAIN = {
  WIPE: { ...STEPS.wipe, text: 'WIPE' },
  RETIRE: { ...STEPS.retire, text: 'RETIRE' },
} as const;
const SECURITY: StepOf = { who: 'SECURITY' };

export const removalFailed: DeviceRule = {
  id: 'REMOVAL_FAILED',
  about: 'DEVICE',
  onlyWith: { managementState: FAILED },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['CONTACT', 'SECURITY'],
  reads: { Device: 'deviceName managementState managementStateSince lastCheckInAt' },
  steps: [AGAIN.WIPE, AGAIN.RETIRE, SECURITY],
  candidates: () => [devicesWith(sql`d.management_state <> 'MANAGED' AND d.management_state IN ${oneOf(FAILED)}`)],
  *find({ device }) {
    const removal = device.managementState === 'WIPE_FAILED' ? 'WIPE' : 'RETIRE';
    yield {
      subject: device,
      variant: removal,
      ...sinceOf(device.managementStateSince),
      values: { device: calledDevice(device) },
      evidence: evidence(device, 'managementState', 'lastCheckInAt'),
      steps: [AGAIN[removal], SECURITY],
    };
  },
};
