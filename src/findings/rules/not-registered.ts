import { sql } from '../../database/sql';
import { JOIN_TYPE_IN_ENTRA } from '../../device/store';
import { devicesWith } from '../candidates';
import { HOUR_MS, NEW_DEVICE_HOURS } from '../constants';
import { calledDevice } from '../naming';
import type { DeviceRule } from '../rule';
import { STEPS } from '../steps';
import { evidence } from '../views';

export const notRegistered: DeviceRule = {
  id: 'NOT_REGISTERED',
  about: 'DEVICE',
  onlyWith: { joinType: ['NOT_REGISTERED'] },
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
  candidates: ({ clock }) => [
    devicesWith(sql`d.user_id IS NOT NULL AND d.platform <> 'LINUX'
      AND d.enrolled_at <= ${clock.ago(NEW_DEVICE_HOURS * HOUR_MS)}
      AND (d.entra_device_id IS NULL OR d.entra_device_id NOT IN (SELECT e.device_id FROM entra_devices e)
        OR (d.entra_device_id IN (SELECT e.device_id FROM entra_devices e WHERE e.join_type = 'NOT_REGISTERED')
          AND ${JOIN_TYPE_IN_ENTRA} = 'NOT_REGISTERED'))`),
  ],
  *find({ device, clock }) {
    if (device.platform === 'LINUX' || device.primaryUser?.id == null) return;
    if (device.enrolledAt === null || !clock.hasPassed(device.enrolledAt, NEW_DEVICE_HOURS * HOUR_MS)) return;
    yield {
      subject: device,
      values: { device: calledDevice(device) },
      evidence: evidence(device, 'joinType', 'entraCompliance', 'enrolledAt'),
    };
  },
};
