import { sql } from '../../database/sql';
import type { ManagementAgent } from '../../generated/graphql';
import { devicesWith } from '../candidates';
import { FIRST_CONTACT_HOURS, HOUR_MS } from '../constants';
import { calledDevice } from '../naming';
import type { DeviceRule } from '../rule';
import { STEPS } from '../steps';
import { evidence } from '../views';

/** These report to somebody else, and never to Intune. */
export const REPORTS_TO_OTHERS: readonly ManagementAgent[] = [
  'EAS',
  'CONFIGURATION_MANAGER_CLIENT',
  'JAMF',
  'MS_SENSE',
];

export const neverCheckedIn: DeviceRule = {
  id: 'NEVER_CHECKED_IN',
  about: 'DEVICE',
  onlyWith: { lastCheckInAt: [null] },
  severity: 'PROBLEM',
  confidence: 'CERTAIN',
  topics: ['ENROLMENT', 'CONTACT'],
  reads: { Device: 'deviceName enrolledAt lastCheckInAt intuneCompliance managedBy' },
  explains: ['COMPLIANCE_UNKNOWN', 'APP_WAITING', 'ACTION_WAITING', 'NOT_REGISTERED', 'NO_COMPLIANCE_POLICY'],
  steps: [STEPS.user, STEPS.retire],
  candidates: ({ clock }) => [
    devicesWith(sql`d.last_check_in_at IS NULL AND d.enrolled_at <= ${clock.ago(FIRST_CONTACT_HOURS * HOUR_MS)}`),
  ],
  *find({ device, others, clock, thresholds }) {
    const { enrolledAt } = device;
    if (REPORTS_TO_OTHERS.includes(device.managedBy)) return;
    if (enrolledAt === null || !clock.hasPassed(enrolledAt, FIRST_CONTACT_HOURS * HOUR_MS)) return;
    yield {
      subject: device,
      // One of many devices lies in a drawer.
      ...(others().length >= thresholds.groupAbove && { severity: 'WARNING' }),
      since: enrolledAt,
      onset: null,
      values: { device: calledDevice(device), enrolledAt: { date: enrolledAt } },
      evidence: evidence(device, 'enrolledAt', 'lastCheckInAt', 'intuneCompliance'),
    };
  },
};
