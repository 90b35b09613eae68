import { raw, sql } from '../../database/sql';
import type { Ownership } from '../../generated/graphql';
import { devicesWith } from '../candidates';
import { calledDevice, calledUser } from '../naming';
import type { DeviceRule, StepOf } from '../rule';
import { STEPS } from '../steps';
import { evidence } from '../views';
import { removalOf } from './removal-pending';

const RETIRE: StepOf = { ...STEPS.retire, text: 'RETIRE' };
const WIPE: StepOf = { ...STEPS.wipe, text: 'WIPE' };
const BY_OWNER: Readonly<Record<Ownership, readonly StepOf[]>> = {
  PERSONAL: [RETIRE],
  COMPANY: [WIPE],
  UNKNOWN: [
    { ...STEPS.retire, text: 'IF_PERSONAL' },
    { ...STEPS.wipe, text: 'IF_COMPANY' },
  ],
};

export const leaverDevice: DeviceRule = {
  id: 'LEAVER_DEVICE',
  about: 'DEVICE',
  severity: 'WARNING',
  confidence: 'CERTAIN',
  topics: ['SECURITY', 'ACCOUNT'],
  reads: {
    Device: 'deviceName managementState ownership lastCheckInAt primaryUser',
    User: 'displayName userPrincipalName accountEnabled',
  },
  steps: Object.values(BY_OWNER).flat(),
  candidates: () => [
    {
      ...devicesWith(sql`u.account_enabled = 0 AND d.user_id = u.id`),
      from: raw('users u CROSS JOIN devices d'),
    },
  ],
  *find({ device }) {
    const user = device.primaryUser;
    if (user?.accountEnabled !== false || removalOf(device.managementState) !== null) return;
    yield {
      subject: device,
      values: { device: calledDevice(device), user: calledUser(user) },
      evidence: [
        ...evidence(user, 'accountEnabled'),
        ...evidence(device, 'managementState', 'lastCheckInAt', 'ownership'),
      ],
      steps: BY_OWNER[device.ownership],
    };
  },
};
