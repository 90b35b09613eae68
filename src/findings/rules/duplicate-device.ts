import { raw, sql } from '../../database/sql';
import { isPlaceholder } from '../../device/serial-number';
import type { DeviceRow, SameDevice } from '../../device/store';
import { DAY_MS } from '../../resolving/days';
import { devicesWith } from '../candidates';
import type { Clock } from '../clock';
import { DUPLICATE_DAYS } from '../constants';
import type { DeviceFacts, TwinFacts } from '../facts';
import { calledDevice } from '../naming';
import type { DeviceRule } from '../rule';
import { STEPS } from '../steps';
import { evidence } from '../views';

/** The serial number as records of one device share it; null for one that names no device. */
function serialKey(serialNumber: string | null): string | null {
  // Like the SQL: trim spaces, and lower only ASCII letters.
  const key = (serialNumber ?? '').replace(/^ +| +$/g, '').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return key.length < 5 || isPlaceholder(key) ? null : key;
}

// Virtual machines and machines with two systems share a serial number, and all of them stay in contact.
const isSilent = ({ lastCheckInAt }: Pick<DeviceFacts, 'lastCheckInAt'>, clock: Clock): boolean =>
  lastCheckInAt === null || clock.hasPassed(lastCheckInAt, DUPLICATE_DAYS * DAY_MS);

/** By what other records of a device are looked for; null where they would not matter. */
export function soughtTwins({ id, serialNumber, ...device }: DeviceRow, clock: Clock): SameDevice | null {
  if (!isSilent(device, clock)) return null;
  const serial = serialKey(serialNumber);
  // Work profiles of Android and user enrolment of iOS hide the serial number.
  return serial === null ? `record ${id}` : `serial ${serial}`;
}

/** The age of a record, which orders. */
const ageOf = ({ enrolledAt, lastCheckInAt }: TwinFacts, clock: Clock): string =>
  `${clock.past(enrolledAt) ?? ''} ${clock.past(lastCheckInAt) ?? ''}`;

const isNewer = (one: TwinFacts, other: TwinFacts, clock: Clock): boolean => ageOf(one, clock) > ageOf(other, clock);

/** SQL: what the records of one device can share. @param of the prefix of the columns */
const SHARED = [(of: string) => `LOWER(TRIM(${of}serial_number))`, (of: string) => `${of}entra_device_id`];

export const duplicateDevice: DeviceRule = {
  id: 'DUPLICATE_DEVICE',
  about: 'DEVICE',
  severity: 'PROBLEM',
  confidence: 'LIKELY',
  topics: ['ACCESS', 'CONTACT'],
  reads: { Device: 'id deviceName serialNumber enrolledAt lastCheckInAt intuneCompliance platform' },
  needsAllDevices: true,
  explains: [
    ...['DEVICE_SILENT', 'NONCOMPLIANT_SETTING', 'NONCOMPLIANT_INACTIVE', 'ENTRA_DISAGREES', 'CERT_NOT_RENEWED'],
    ...['MANAGEMENT_CERT_EXPIRED', 'NEVER_CHECKED_IN', 'ENROLLED_USER_GONE'],
  ],
  steps: [STEPS.deleteRecord],
  // The viewer sees all devices, so other records may be revealed.
  candidates: ({ clock }) =>
    SHARED.map((shared) => ({
      ...devicesWith(sql`${raw(shared('d.'))} = o.shared
        AND (d.last_check_in_at IS NULL OR d.last_check_in_at <= ${clock.ago(DUPLICATE_DAYS * DAY_MS)})`),
      // The inner query, which its limit keeps apart, needs nothing but the index: a sixth of the time on SQLite.
      from: raw(`(SELECT shared FROM (SELECT ${shared('')} AS shared FROM devices
          ORDER BY ${shared('')} LIMIT ${Number.MAX_SAFE_INTEGER}) AS every
        GROUP BY shared HAVING COUNT(*) > 1) o CROSS JOIN devices d`),
    })),
  *find({ device, twins, clock }) {
    if (!isSilent(device, clock)) return;
    const same = twins().filter((twin) => twin.platform === device.platform && twin.id !== device.id);
    const [current] = [...same].sort((a, b) => (isNewer(a, b, clock) ? -1 : 1));
    if (current === undefined || !isNewer(current, device, clock)) return;
    const misleads = device.intuneCompliance === 'NONCOMPLIANT' && current.intuneCompliance !== 'NONCOMPLIANT';
    const isHidden = serialKey(device.serialNumber) === null;
    yield {
      subject: device,
      ...(isHidden && { variant: 'HIDDEN', about: current.id }),
      severity: misleads ? 'PROBLEM' : 'WARNING',
      since: current.enrolledAt,
      onset: null,
      count: same.length + 1,
      values: {
        device: calledDevice(device),
        count: same.length + 1,
        // A list, so that two devices that are each listed twice stay two statements: see namedIn.
        serial: { list: [device.serialNumber ?? ''] },
        current: calledDevice(current),
        ...(current.enrolledAt !== null && { enrolledAt: { date: current.enrolledAt } }),
      },
      more: current.enrolledAt === null ? [] : ['ENROLLED_AGAIN'],
      evidence: [
        ...evidence(
          device,
          ...(isHidden ? [] : (['serialNumber'] as const)),
          'enrolledAt',
          'lastCheckInAt',
          'intuneCompliance',
        ),
        ...evidence(current, 'deviceName', 'enrolledAt', 'lastCheckInAt', 'intuneCompliance'),
      ],
    };
  },
};
