import type { z } from 'zod';
import { compareText, nameKey, words } from '../database/folding';
import {
  ComplianceState,
  DeviceActionKind,
  DeviceActionState,
  ManagementAgent,
  ManagementState,
  Ownership,
  type Platform,
} from '../generated/graphql';
import { entraDeviceId } from './groups';
import { putWords, type Run } from './run';
import * as shapes from './shapes';

/** The platform in what a device says of its operating system: `OS X`, `macOS` and `MacOS` are one. */
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

/** The actions of each device, where they were read device by device. */
async function readActions(run: Run): Promise<ReadonlyMap<string, Actions>> {
  const found = new Map<string, Actions>();
  for await (const { object } of run.read('managedDeviceDetails', shapes.ManagedDeviceDetails)) {
    found.set(run.values.id(object.id) as string, object.deviceActionResults);
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

export async function importDevices(run: Run): Promise<void> {
  const { values, known } = run;
  const actions = await readActions(run);
  for await (const { object: device, where } of run.read('managedDevices', shapes.ManagedDevice)) {
    const id = values.id(device.id) as string;
    const deviceName = values.text(device.deviceName);
    const serialNumber = values.text(device.serialNumber);
    const entraId = entraDeviceId(run, device.azureADDeviceId);
    let userId = values.id(device.userId);
    if (userId !== null && !known.users.has(userId)) {
      run.leaveOut('primary users that do not exist');
      userId = null;
    }
    known.devices.set(id, entraId);
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
      },
      where,
    );
    await putWords(run, 'deviceSearch', id, words(deviceName, serialNumber), where);
    await putActions(run, id, actions.get(id) ?? device.deviceActionResults, where);
  }
}
