import type { z } from 'zod';
import { compareText, fold, nameKey, words } from '../database/folding';
import { normalizeCode } from '../failure/explain';
import {
  ComplianceState,
  DeviceActionKind,
  DeviceActionState,
  ManagementAgent,
  ManagementState,
  Ownership,
  type Platform,
  PolicyState,
  ProfileType,
} from '../generated/graphql';
import type { Resource } from '../microsoft-graph/resources';
import { entraDeviceId } from './directory';
import { putWords, type Run } from './run';
import * as shapes from './shapes';

/** The platform in what a device says of its operating system: `OS X`, `macOS` and `MacOS` are one. */
export function platformOf(operatingSystem: string | null | undefined): Platform {
  const name = (operatingSystem ?? '').toLowerCase();
  if (/^(ios|ipados|iphone|ipad)/.test(name)) return 'IOS';
  if (/^android/.test(name)) return 'ANDROID';
  if (/^windows/.test(name)) return 'WINDOWS';
  if (/^(mac ?os|os x)/.test(name)) return 'MACOS';
  if (/^chrome ?os/.test(name)) return 'CHROMEOS';
  if (/^(linux|ubuntu|rhel|red hat)/.test(name)) return 'LINUX';
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

/** The worst state first: the place of each in the graph's enum. */
const SEVERITY = new Map<string, number>(Object.keys(PolicyState).map((state, i) => [state, i]));

type Device = z.output<typeof shapes.ManagedDevice>;

async function putActions(run: Run, deviceId: string, device: Device, where: string): Promise<void> {
  const { values } = run;
  const actions = device.deviceActionResults
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
    await putActions(run, id, device, where);
  }
}

const PROFILES: readonly (readonly [RegExp, ProfileType])[] = [
  [/trustedrootcertificate/, 'TRUSTED_ROOT'],
  [/certificate/, 'CERTIFICATE'],
  [/vpnconfiguration|vpn$/, 'VPN'],
  [/wifi/, 'WIFI'],
  [/email/, 'EMAIL'],
  [/general(device)?configuration|restriction/, 'RESTRICTIONS'],
  [/custom/, 'CUSTOM'],
];

/** What a profile configures, which only the type of its configuration tells. */
export function profileTypeOf(odataType: string | null | undefined): ProfileType {
  const name = (odataType ?? '').toLowerCase();
  return PROFILES.find(([pattern]) => pattern.test(name))?.[1] ?? ProfileType.OTHER;
}

/** A configuration, by what names it and what it configures. */
export interface Profile {
  readonly id: string;
  readonly displayName: string | null;
  readonly type: ProfileType;
}

/** Configurations, by id and by folded name: a state names one or the other. */
type Profiles = ReadonlyMap<string, ProfileType>;

/** @param known what is known of the profiles that are not read */
export async function importConfigurations(run: Run, known: Iterable<Profile> = []): Promise<Profiles> {
  const profiles = new Map<string, ProfileType>();
  const know = ({ id, displayName, type }: Profile) => {
    profiles.set(id, type);
    if (displayName !== null) profiles.set(`name ${fold(displayName)}`, type);
  };
  for (const profile of known) know(profile);
  for await (const { object, where } of run.read('deviceConfigurations', shapes.DeviceConfiguration)) {
    const id = run.values.id(object.id) as string;
    const displayName = run.values.text(object.displayName);
    const type = profileTypeOf(object['@odata.type']);
    know({ id, displayName, type });
    await run.put('configurations', { id, display_name: displayName, profile_type: type }, where);
  }
  return profiles;
}

type State = z.output<typeof shapes.PolicyState>;

/** The settings of a policy or profile as rows, worst state first, then by name. */
function settingRows({ values }: Run, state: State) {
  return state.settingStates
    .map((setting) => {
      const known = values.oneOf(PolicyState, setting.state, 'state');
      const names = setting.sources.flatMap((source) => values.text(source.displayName ?? source.id) ?? []);
      return {
        name: values.text(setting.settingName ?? setting.setting ?? setting.instanceDisplayName) ?? '',
        state: known,
        current_value: values.text(setting.currentValue),
        sources: JSON.stringify(names),
        error_code: normalizeCode(setting.errorCode),
        error_description: values.text(setting.errorDescription),
        severity: SEVERITY.get(known) as number,
      };
    })
    .sort((a, b) => a.severity - b.severity || compareText(nameKey(a.name), nameKey(b.name)));
}

export async function importPolicyStates(
  run: Run,
  resource: Extract<Resource, 'deviceCompliancePolicyStates' | 'deviceConfigurationStates'>,
  profiles: Profiles,
): Promise<void> {
  const { values } = run;
  const kind = resource === 'deviceCompliancePolicyStates' ? 'COMPLIANCE' : 'CONFIGURATION';
  // A device's states come together, so no more than one device's are remembered.
  let repeated = new Map<string, number>();
  let last: string | null = null;
  for await (const { object: state, parent, where } of run.read(resource, shapes.PolicyState)) {
    if (parent === null || !run.known.devices.has(parent)) {
      run.leaveOut('policy states of devices that do not exist');
      continue;
    }
    if (parent !== last) repeated = new Map();
    last = parent;
    const displayName = values.text(state.displayName);
    // The id is the policy's, so the device belongs to the key, and so does the user: one policy can appear once for each.
    const [setting] = state.settingStates;
    const user = values.id(state.userId ?? setting?.userId) ?? '';
    const named = `${parent}/${kind.toLowerCase()}/${values.id(state.id)}/${user}`;
    const before = repeated.get(named) ?? 0;
    repeated.set(named, before + 1);
    const id = before === 0 ? named : `${named}/${before + 1}`;
    const settings = settingRows(run, state);
    const failed = settings.find((row) => row.error_code !== null || row.error_description !== null);
    const known = values.oneOf(PolicyState, state.state, 'state');
    await run.put(
      'policyStates',
      {
        id,
        device_id: parent,
        kind,
        profile_type:
          kind === 'COMPLIANCE'
            ? null
            : (profiles.get(values.id(state.id) as string) ?? profiles.get(`name ${fold(displayName)}`) ?? null),
        display_name: displayName,
        name_key: nameKey(displayName),
        state: known,
        severity: SEVERITY.get(known) as number,
        user_principal_name: values.text(state.userPrincipalName ?? setting?.userPrincipalName),
        error_code: failed?.error_code ?? null,
        error_description: failed?.error_description ?? null,
      },
      where,
    );
    for (const [ordinal, { severity: _, ...row }] of settings.entries()) {
      await run.put('policySettingStates', { state_id: id, ordinal, ...row }, where);
    }
  }
}
