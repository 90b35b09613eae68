import { raw, sql } from '../../database/sql';
import type { Platform } from '../../generated/graphql';
import { devicesWith, oneOf } from '../candidates';
import { LOW_STORAGE_MEGABYTES, NO_STORAGE_MEGABYTES } from '../constants';
import type { DeviceFacts } from '../facts';
import { calledDevice } from '../naming';
import type { DeviceRule } from '../rule';
import { STEPS } from '../steps';
import { evidence } from '../views';

/** Whether little storage is free. Devices that do not report their storage give zeros. */
export function isStorageFull({
  freeStorageMegabytes: free,
  totalStorageMegabytes: total,
}: Pick<DeviceFacts, 'freeStorageMegabytes' | 'totalStorageMegabytes'>): boolean {
  return free !== null && total !== null && free > 0 && free <= total && free < LOW_STORAGE_MEGABYTES;
}

export const storageFull: DeviceRule = {
  id: 'STORAGE_FULL',
  about: 'DEVICE',
  severity: 'PROBLEM',
  confidence: 'LIKELY',
  topics: ['APPS'],
  reads: { Device: 'deviceName freeStorageMegabytes totalStorageMegabytes lastCheckInAt' },
  explains: ['REQUIRED_APP_FAILED:STORAGE'],
  steps: [STEPS.user, STEPS.sync],
  candidates: () => [
    devicesWith(sql`d.free_storage_mb > 0 AND d.free_storage_mb < ${raw(`${LOW_STORAGE_MEGABYTES}`)}
      AND d.free_storage_mb <= d.total_storage_mb`),
  ],
  *find({ device }) {
    const { freeStorageMegabytes: free } = device;
    if (free === null || !isStorageFull(device)) return;
    yield {
      subject: device,
      severity: free < NO_STORAGE_MEGABYTES ? 'PROBLEM' : 'WARNING',
      values: { device: calledDevice(device), free },
      evidence: evidence(device, 'freeStorageMegabytes', 'totalStorageMegabytes', 'lastCheckInAt'),
    };
  },
};

// Phones encrypt themselves as soon as they have a passcode, and Intune does not report it for Linux.
const ENCRYPTED_BY_CHOICE: readonly Platform[] = ['WINDOWS', 'MACOS'];

export const notEncrypted: DeviceRule = {
  id: 'NOT_ENCRYPTED',
  about: 'DEVICE',
  onlyWith: { encrypted: [false] },
  severity: 'WARNING',
  confidence: 'LIKELY',
  topics: ['SECURITY'],
  reads: {
    Device: 'deviceName encrypted platform ownership lastCheckInAt compliancePolicyStates',
    CompliancePolicyState: 'settings',
    SettingState: 'name',
  },
  steps: [STEPS.admin],
  candidates: () => [
    devicesWith(sql`d.is_encrypted = 0 AND d.last_check_in_at IS NOT NULL AND d.ownership = 'COMPANY'
      AND d.platform IN ${oneOf(ENCRYPTED_BY_CHOICE)}`),
  ],
  *find({ device }) {
    if (device.lastCheckInAt === null) return;
    if (!ENCRYPTED_BY_CHOICE.includes(device.platform) || device.ownership !== 'COMPANY') return;
    // Where a compliance policy requires it, the noncompliant setting reports it.
    const isAsked = device.compliancePolicyStates.some(({ settings }) =>
      settings.some(({ name }) => /bitlocker|encrypt/i.test(name)),
    );
    if (isAsked) return;
    yield {
      subject: device,
      values: { device: calledDevice(device) },
      evidence: evidence(device, 'encrypted', 'ownership', 'lastCheckInAt'),
    };
  },
};
