import { sql } from '../../database/sql';
import { devicesWith } from '../candidates';
import { FIRST_CONTACT_HOURS, HOUR_MS } from '../constants';
import { calledDevice } from '../naming';
import type { DeviceRule } from '../rule';
import { STEPS } from '../steps';
import { evidence } from '../views';

export const neverCheckedIn: DeviceRule = {
  id: 'NEVER_CHECKED_IN',
  about: 'DEVICE',
  onlyWith: { lastCheckInAt: [null] },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['ENROLMENT', 'CONTACT'],
  reads: { Device: 'deviceName enrolledAt lastCheckInAt intuneCompliance' },
  explains: ['COMPLIANCE_UNKNOWN', 'APP_WAITING', 'ACTION_WAITING', 'NOT_REGISTERED', 'NO_COMPLIANCE_POLICY'],
  steps: [STEPS.user, STEPS.retire],
  candidates: ({ clock }) => [
    devicesWith(sql`d.last_check_in_at IS NULL AND d.enrolled_at <= ${clock.ago(FIRST_CONTACT_HOURS * HOUR_MS)}`),
  ],
  *find({ device, clock }) {
    const { enrolledAt } = device;
    if (enrolledAt === null || !clock.hasPassed(enrolledAt, FIRST_CONTACT_HOURS * HOUR_MS)) return;
    yield {
      subject: device,
      since: enrolledAt,
      onset: null,
      values: { device: calledDevice(device), enrolledAt: { date: enrolledAt } },
      evidence: evidence(device, 'enrolledAt', 'lastCheckInAt', 'intuneCompliance'),
    };
  },
};
