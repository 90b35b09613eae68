import { HOUR_MS, NEW_DEVICE_HOURS } from '../constants';
import { calledDevice } from '../naming';
import type { DeviceRule } from '../rule';
import { STEPS } from '../steps';
import { evidence } from '../views';

export const notRegistered: DeviceRule = {
  id: 'NOT_REGISTERED',
  about: 'DEVICE',
  severity: 'WARNING',
  confidence: 'LIKELY',
  topics: ['ACCESS'],
  reads: {
    Device: 'deviceName joinType platform enrolledAt entraCompliance primaryUser',
    // A device without a user, such as a kiosk, needs no registration.
    User: 'id',
  },
  unproven: true,
  steps: [STEPS.user, { who: 'IDENTITY_ADMIN' }],
  *find({ device, clock }) {
    if (device.joinType !== 'NOT_REGISTERED' || device.platform === 'LINUX' || device.primaryUser?.id == null) return;
    if (device.enrolledAt === null || !clock.hasPassed(device.enrolledAt, NEW_DEVICE_HOURS * HOUR_MS)) return;
    yield {
      subject: device,
      values: { device: calledDevice(device) },
      evidence: evidence(device, 'joinType', 'entraCompliance', 'enrolledAt'),
    };
  },
};
