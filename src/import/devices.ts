import type { z } from 'zod';
import { compareText, indexWords, nameKey, wholeWord } from '../database/folding';
import { isPlaceholder } from '../device/serial-number';
import {
  ComplianceState,
  DeviceActionKind,
  DeviceActionState,
  EnrollmentType,
  JailbreakState,
  LostMode,
  ManagementAgent,
  ManagementState,
  Ownership,
  type Platform,
} from '../generated/graphql';
import { entraDeviceId } from './groups';
import { addSerialNumber, putWords, type Run } from './run';
import * as shapes from './shapes';
import { flagOf } from './values';

/** The platform of an operating system: `OS X`, `macOS` and `MacOS` are the same. */
export function platformOf(operatingSystem: string | null | undefined): Platform {
  const name = (operatingSystem ?? '').toLowerCase();
  if (/^(ios|ipados|iphone|ipad|visionos|tvos)/.test(name)) return 'IOS';
  if (/^(android|aosp|knox|meta horizon)/.test(name)) return 'ANDROID';
  if (/^(windows|winmo|holographic|surface ?hub)/.test(name)) return 'WINDOWS';
  if (/^(mac|os x)/.test(name)) return 'MACOS';
  if (/^chrome ?os/.test(name)) return 'CHROMEOS';
  if (/^(linux|ubuntu|rhel|red ?hat|debian|fedora|suse|opensuse|centos)/.test(name)) return 'LINUX';
  return 'UNKNOWN';
}

const COMPLIANCE: Readonly<Record<string, ComplianceState>> = { configmanager: 'CONFIG_MANAGER' };
const ACTIONS: Readonly<Record<string, DeviceActionKind>> = {
  factoryreset: 'WIPE',
  factoryresetkeepenrollmentdata: 'WIPE',
  removecompanydata: 'RETIRE',
  quickscan: 'WINDOWS_DEFENDER_SCAN',
  fullscan: 'WINDOWS_DEFENDER_SCAN',
  createdevicelogcollectionrequest: 'COLLECT_DIAGNOSTICS',
  sendcustomnotificationtocompanyportal: 'SEND_CUSTOM_NOTIFICATION',
};

type Device = z.output<typeof shapes.ManagedDevice>;

type Actions = Device['deviceActionResults'];

type Details = z.output<typeof shapes.ManagedDeviceDetails>;

/** The details that only a single device has, not a list, by device id. */
async function readDetails(run: Run): Promise<ReadonlyMap<string, Details>> {
  const found = new Map<string, Details>();
  for await (const { object } of run.read('managedDeviceDetails', shapes.ManagedDeviceDetails)) {
    found.set(run.values.id(object.id) as string, object);
  }
  return found;
}

async function putActions(run: Run, deviceId: string, results: Actions, where: string): Promise<void> {
  const { values } = run;
  const actions = results
    .map((action) => ({
      device_id: deviceId,
      kind: values.oneOf(DeviceActionKind, action.actionName, 'actionName', ACTIONS),
      name: values.text(action.actionName) ?? '',
      state: values.oneOf(DeviceActionState, action.actionState, 'actionState'),
      requested_at: values.instant(action.startDateTime, 'startDateTime'),
      updated_at: values.instant(action.lastUpdatedDateTime, 'lastUpdatedDateTime'),
    }))
    .sort((a, b) => compareText(b.requested_at ?? '', a.requested_at ?? ''));
  for (const [ordinal, action] of actions.entries()) await run.put('deviceActions', { ...action, ordinal }, where);
}

const megabytes = (bytes: number | null | undefined): number | null =>
  bytes == null || bytes <= 0 ? null : Math.round(bytes / 1_000_000);
const JAILBREAK: Readonly<Record<string, JailbreakState>> = { true: 'JAILBROKEN', false: 'NOT_JAILBROKEN' };

/** The serial number of a device; null for a placeholder, which many devices share. */
function serialNumberOf({ values, leaveOut }: Run, raw: string | null | undefined): string | null {
  const serialNumber = values.text(raw?.trim());
  if (serialNumber === null || !isPlaceholder(serialNumber)) return serialNumber;
  leaveOut('serial numbers that are a placeholder');
  return null;
}

/** The digits of a phone number, for the search. */
const digitsOf = (phoneNumber: string | null): string | null => phoneNumber?.replace(/\D/g, '') ?? null;

/** What a search finds a device by. */
interface DeviceNames {
  readonly deviceName: string | null;
  readonly serialNumber: string | null;
  readonly imei: string | null;
  readonly phoneNumber: string | null;
}

/** The search words of a device. Some makers write serial numbers with blanks. */
export const wordsOfDevice = ({ deviceName, serialNumber, imei, phoneNumber }: DeviceNames): string[] =>
  indexWords(
    deviceName,
    serialNumber,
    serialNumber === null ? null : wholeWord(serialNumber),
    imei,
    digitsOf(phoneNumber),
  );

/** Further columns of a device. */
function factsOf({ values }: Run, device: Device, details: Details | undefined) {
  return {
    is_encrypted: flagOf(device.isEncrypted),
    is_supervised: flagOf(device.isSupervised),
    total_storage_mb: megabytes(device.totalStorageSpaceInBytes),
    free_storage_mb: megabytes(device.freeStorageSpaceInBytes),
    imei: values.omits('IMEI') ? null : values.text(device.imei),
    phone_number: values.omits('PHONE_NUMBER') ? null : values.text(device.phoneNumber),
    wifi_mac: values.text(device.wiFiMacAddress),
    enrollment_type: values.oneOf(EnrollmentType, device.deviceEnrollmentType, 'deviceEnrollmentType'),
    category: values.text(device.deviceCategoryDisplayName),
    notes: values.text(details?.notes ?? device.notes),
    is_autopilot: flagOf(device.autopilotEnrolled),
    jailbreak: values.oneOf(JailbreakState, device.jailBroken, 'jailBroken', JAILBREAK),
    lost_mode: values.oneOf(LostMode, device.lostModeState, 'lostModeState'),
  };
}

/** Writes the logons of a device, newest first. */
async function putLogons(run: Run, deviceId: string, { usersLoggedOn }: Device, where: string): Promise<void> {
  const { values } = run;
  if (values.omits('LOGONS')) return;
  const logons = usersLoggedOn
    .flatMap(({ userId, lastLogOnDateTime }) => {
      const user = values.id(userId);
      return user === null
        ? []
        : [{ user_id: user, logged_on_at: values.instant(lastLogOnDateTime, 'lastLogOnDateTime') }];
    })
    .sort((a, b) => compareText(b.logged_on_at ?? '', a.logged_on_at ?? '') || compareText(a.user_id, b.user_id));
  for (const [ordinal, logon] of logons.entries()) {
    await run.put('deviceLogons', { device_id: deviceId, ordinal, ...logon }, where);
  }
}

/**
 * Imports the devices, and the states that are in their file.
 * @returns the devices whose details were not read
 */
export async function importDevices(run: Run): Promise<string[]> {
  const { values, known } = run;
  const details = await readDetails(run);
  const unread: string[] = [];
  for await (const { object: device, where } of run.read('managedDevices', shapes.ManagedDevice)) {
    const id = values.id(device.id) as string;
    const deviceName = values.text(device.deviceName);
    const serialNumber = serialNumberOf(run, device.serialNumber);
    const entraId = entraDeviceId(run, device.azureADDeviceId);
    let userId = values.id(device.userId);
    if (userId !== null && !known.users.has(userId)) {
      run.leaveOut('primary users that do not exist');
      userId = null;
    }
    known.devices.set(id, entraId);
    addSerialNumber(run, serialNumber, id);
    if (!details.has(id)) unread.push(id);
    const facts = factsOf(run, device, details.get(id));
    await run.put(
      'devices',
      {
        id,
        device_name: deviceName,
        name_key: nameKey(deviceName),
        serial_number: serialNumber,
        manufacturer: values.text(device.manufacturer),
        model: values.text(device.model),
        managed_by: values.oneOf(ManagementAgent, device.managementAgent, 'managementAgent'),
        management_state: values.oneOf(ManagementState, device.managementState, 'managementState'),
        ownership: values.oneOf(Ownership, device.managedDeviceOwnerType ?? device.ownerType, 'managedDeviceOwnerType'),
        compliance: values.oneOf(ComplianceState, device.complianceState, 'complianceState', COMPLIANCE),
        grace_until: values.instant(
          device.complianceGracePeriodExpirationDateTime,
          'complianceGracePeriodExpirationDateTime',
        ),
        platform: platformOf(device.operatingSystem),
        operating_system: values.text(device.operatingSystem),
        os_version: values.text(device.osVersion),
        last_check_in_at: values.instant(device.lastSyncDateTime, 'lastSyncDateTime'),
        enrolled_at: values.instant(device.enrolledDateTime, 'enrolledDateTime'),
        certificate_expires_at: values.instant(
          device.managementCertificateExpirationDate,
          'managementCertificateExpirationDate',
        ),
        user_id: userId,
        entra_device_id: entraId,
        ...facts,
      },
      where,
    );
    const { imei, phone_number } = facts;
    const found = wordsOfDevice({ deviceName, serialNumber, imei, phoneNumber: phone_number });
    await putWords(run, 'deviceSearch', id, found, where);
    await putActions(run, id, details.get(id)?.deviceActionResults ?? device.deviceActionResults, where);
    await putLogons(run, id, device, where);
  }
  return unread;
}
