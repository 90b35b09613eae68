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
