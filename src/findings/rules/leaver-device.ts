import { raw, sql } from '../../database/sql';
import { devicesWith } from '../candidates';
import { calledDevice, calledUser } from '../naming';
import type { DeviceRule } from '../rule';
import { STEPS, stepNeeding } from '../steps';
import { evidence } from '../views';
import { removalOf } from './removal-pending';

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
  steps: [stepNeeding(STEPS.operator, 'RETIRE', 'WIPE')],
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
    };
  },
};
