import { sql } from '../../database/sql';
import { devicesWith } from '../candidates';
import { calledDevice } from '../naming';
import type { DeviceRule } from '../rule';
import { STEPS } from '../steps';
import { evidence } from '../views';
import { REPORTS_TO_OTHERS } from './never-checked-in';

export const managementCertExpired: DeviceRule = {
  id: 'MANAGEMENT_CERT_EXPIRED',
  about: 'DEVICE',
  severity: 'BLOCKER',
  confidence: 'CERTAIN',
  topics: ['CONTACT', 'ACCESS'],
  reads: { Device: 'deviceName certificateExpiresAt lastCheckInAt enrolledAt managedBy' },
  explains: [
    ...['DEVICE_SILENT', 'NONCOMPLIANT_INACTIVE', 'ACTION_WAITING', 'APP_WAITING', 'COMPLIANCE_UNKNOWN'],
    ...['CERT_NOT_RENEWED', 'NEVER_CHECKED_IN'],
    // No sync reaches the device, and a new enrolment brings its apps again.
    ...['APP_NOT_DETECTED', 'APP_USER_CAN_FIX', 'REQUIRED_APP_FAILED:ON_DEVICE'],
  ],
  steps: [{ ...STEPS.operator }, STEPS.deleteRecord],
  candidates: ({ clock }) => [
    devicesWith(sql`d.certificate_expires_at <= ${clock.now}
      AND (d.last_check_in_at IS NULL OR d.last_check_in_at <= d.certificate_expires_at)`),
  ],
  *find({ device, clock }) {
    const { certificateExpiresAt: expiresAt, lastCheckInAt, managedBy } = device;
    if (REPORTS_TO_OTHERS.includes(managedBy)) return;
    if (expiresAt === null || !clock.hasPassed(expiresAt)) return;
    // A contact after the end contradicts it.
    if (lastCheckInAt !== null && lastCheckInAt > expiresAt) return;
    yield {
      subject: device,
      since: expiresAt,
      onset: lastCheckInAt,
      values: {
        device: calledDevice(device),
        expiresAt: { date: expiresAt },
        ...(lastCheckInAt !== null && { lastCheckInAt: { date: lastCheckInAt } }),
      },
      more: [lastCheckInAt === null ? 'NEVER' : 'LAST'],
      evidence: evidence(device, 'certificateExpiresAt', 'lastCheckInAt', 'enrolledAt'),
    };
  },
};
