import { createHash } from 'node:crypto';
import type { Json } from './answer';
import { idOf, NOBODY } from './tenant';

/** The subject of a row in a report. */
export interface Row {
  readonly device?: Json;
  /** A policy's state on the device. */
  readonly state?: Json;
  /** A setting of that policy. */
  readonly setting?: Json;
  /** An app on the device. */
  readonly install?: Json;
  /** A policy with the number of devices in each state. */
  readonly summary?: Json;
}

export const STATUS: Readonly<Record<string, number>> = {
  ...{ unknown: 0, notApplicable: 1, compliant: 2, remediated: 3, nonCompliant: 4, error: 5, conflict: 6 },
  notAssigned: 7,
};
const STATUS_WORDS: Readonly<Record<string, string>> = {
  unknown: 'Unknown',
  notApplicable: 'Not applicable',
  compliant: 'Compliant',
  remediated: 'Remediated',
  nonCompliant: 'Not compliant',
  error: 'Error',
  conflict: 'Conflict',
  notAssigned: 'Not assigned',
};
const INSTALL_STATES: Readonly<Record<string, readonly [number, string]>> = {
  notApplicable: [-1, 'Not applicable'],
  installed: [1, 'Installed'],
  failed: [2, 'Failed'],
  notInstalled: [3, 'Not installed'],
  uninstallFailed: [4, 'Uninstall failed'],
  pendingInstall: [5, 'Install pending'],
  unknown: [99, 'Unknown'],
};
const installState = ({ install }: Row) => INSTALL_STATES[String(install?.['installState'])] ?? [99, 'Unknown'];
const hasDetail = ({ install }: Row) =>
  !['undefined', 'noAdditionalDetails'].includes(String(install?.['installStateDetail']));

/** An id derived from a text. */
function idFor(text: string): string {
  const hex = createHash('sha1').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const device = (name: string) => (row: Row) => row.device?.[name];
const textOf = (name: string) => (row: Row) => row.device?.[name] ?? '';
const state = (name: string) => (row: Row) => (row.summary ?? row.state)?.[name];
const setting = (name: string) => (row: Row) => row.setting?.[name];
const summary = (name: string) => (row: Row) => row.summary?.[name] ?? 0;
const settingName = ({ setting: found }: Row) => String(found?.['setting']);
const id = (row: Row) => row.device?.['id'];
const errorCode = (row: Row) => Number((row.install ?? row.setting)?.['errorCode'] ?? 0);

function hexCode(row: Row): string {
  const code = errorCode(row);
  return code === 0 ? '' : `0x${(code >>> 0).toString(16).toUpperCase()}`;
}

/** The columns of reports, each with its value for a subject. */
export const COLUMNS: Readonly<Record<string, (row: Row) => unknown>> = {
  DeviceId: id,
  IntuneDeviceId: id,
  AadDeviceId: device('azureADDeviceId'),
  DeviceName: device('deviceName'),
  DeviceModel: device('model'),
  DeviceType: device('operatingSystem'),
  OS: device('operatingSystem'),
  OSDescription: device('operatingSystem'),
  Platform: device('operatingSystem'),
  OSVersion: device('osVersion'),
  OwnerType: device('managedDeviceOwnerType'),
  ManagementAgents: device('managementAgent'),
  LastContact: device('lastSyncDateTime'),
  PspdpuLastModifiedTimeUtc: device('lastSyncDateTime'),
  IMEI: textOf('imei'),
  SerialNumber: device('serialNumber'),
  UserEmail: textOf('emailAddress'),
  UserName: textOf('userDisplayName'),
  UserPrincipalName: textOf('userPrincipalName'),
  PrimaryUser: textOf('userId'),
  ComplianceState: device('complianceState'),
  InGracePeriodUntil: device('complianceGracePeriodExpirationDateTime'),
  RetireAfterDatetime: () => '0001-01-01T00:00:00',
  PartnerDeviceId: () => '',
  DeviceHealthThreatLevel: textOf('partnerReportedThreatState'),
  UserId: ({ device: found, state: policy, install }) =>
    policy || install ? install?.['userId'] || (policy ?? found)?.['userId'] || NOBODY : (found?.['userId'] ?? ''),
  UPN: (row) => (row.state && !row.setting ? (row.state['userPrincipalName'] ?? '') : textOf('userPrincipalName')(row)),
  PolicyId: state('id'),
  PolicyName: state('displayName'),
  PolicyVersion: state('version'),
  PolicyPlatformType: state('platformType'),
  PolicyStatus: (row) => STATUS[String(row.state?.['state'])] ?? 0,
  PolicyStatus_loc: (row) => STATUS_WORDS[String(row.state?.['state'])] ?? 'Unknown',
  NumberOfSettings: (row) => row.state?.['settingCount'] ?? 0,
  NumberOfNonCompliantOrErrorDevices: summary('bad'),
  NumberOfConflictDevices: summary('conflicts'),
  NumberOfCompliantDevices: summary('good'),
  SettingId: (row) => idFor(settingName(row)),
  SettingInstanceId: (row) =>
    setting('settingInstanceId')(row) ?? idFor(`${idOf(row.state ?? {})} ${settingName(row)}`),
  SettingName: setting('setting'),
  SettingNm: (row) => settingName(row).replace('.', ''),
  SettingNm_loc: (row) =>
    settingName(row)
      .replace(/^.*\./, '')
      .replace(/([a-z])([A-Z])/g, '$1 $2'),
  SettingValue: (row) => setting('currentValue')(row) ?? '',
  SettingStatus: (row) => STATUS[String(row.setting?.['state'])] ?? 0,
  SettingStatus_loc: (row) => STATUS_WORDS[String(row.setting?.['state'])] ?? 'Unknown',
  ErrorType: (row) => (errorCode(row) === 0 ? 0 : 2),
  ErrorCode: errorCode,
  HexErrorCode: hexCode,
  ErrorMessage: (row) => setting('errorDescription')(row) ?? '',
  StateDetails: () => 0,
  StateDetails_loc: () => '',
  ApplicationId: (row) => row.install?.['applicationId'],
  AppVersion: (row) => row.install?.['displayVersion'] ?? '',
  InstallState: (row) => installState(row)[0],
  InstallStateDetail: (row) => (hasDetail(row) ? 1 : 0),
  LastModifiedDateTime: (row) => row.install?.['lastSyncDateTime'] ?? device('lastSyncDateTime')(row),
  AssignmentFilterIdsExist: () => false,
  AppInstallState: (row) => row.install?.['installState'] ?? 'unknown',
  AppInstallState_loc: (row) => installState(row)[1],
  AppInstallStateDetails: (row) => row.install?.['installStateDetail'] ?? 'noAdditionalDetails',
  AppInstallStateDetails_loc: (row) => (hasDetail(row) ? 'The app could not be installed.' : ''),
};

const PERSON = ['UPN', 'UserEmail', 'UserId', 'UserName'];
const NAMED_SETTING = ['SettingName', 'SettingNm', 'SettingNm_loc'];

export const INSTALL_COLUMNS: readonly string[] = [
  ...['DeviceId', 'ApplicationId', 'UserId', 'DeviceName', 'UserPrincipalName', 'UserName', 'Platform', 'AppVersion'],
  ...['ErrorCode', 'InstallState', 'InstallStateDetail', 'LastModifiedDateTime', 'AssignmentFilterIdsExist'],
  ...['HexErrorCode', 'AppInstallState', 'AppInstallState_loc', 'AppInstallStateDetails', 'AppInstallStateDetails_loc'],
];
export const NONCOMPLIANT_COLUMNS: readonly string[] = [
  ...['DeviceId', 'DeviceName', 'UPN', 'UserId', 'UserName', 'UserEmail', 'OS', 'OSVersion', 'OwnerType'],
  ...['LastContact', 'PolicyId', 'PolicyName', 'SettingId', 'SettingInstanceId', ...NAMED_SETTING],
  ...['SettingStatus', 'SettingStatus_loc', 'ErrorCode'],
];
export const SETTING_COLUMNS: readonly string[] = [
  ...['DeviceId', 'PolicyId', 'UserId', 'SettingId', 'SettingInstanceId', 'PolicyVersion', 'PolicyName'],
  ...['SettingValue', 'SettingStatus', 'ErrorType', 'ErrorCode', 'ErrorMessage', ...NAMED_SETTING],
  ...['SettingStatus_loc', 'StateDetails', 'StateDetails_loc'],
];
export const POLICY_COLUMNS: readonly string[] = [
  ...['DeviceId', 'DeviceName', 'IntuneDeviceId', 'UserName', 'PolicyId', 'PolicyName', 'PolicyStatus'],
  ...['PolicyStatus_loc', 'PolicyPlatformType', 'PolicyVersion', 'UserId', 'UPN', 'PspdpuLastModifiedTimeUtc'],
  'NumberOfSettings',
];
export const SUMMARY_COLUMNS: readonly string[] = [
  ...['PolicyId', 'PolicyName', 'PolicyPlatformType', 'NumberOfNonCompliantOrErrorDevices'],
  ...['NumberOfConflictDevices', 'NumberOfCompliantDevices'],
];
export const WITHOUT_POLICY_COLUMNS: readonly string[] = [
  ...['AadDeviceId', 'DeviceId', 'DeviceModel', 'DeviceName', 'DeviceType', 'ManagementAgents', 'OSDescription'],
  ...['OSVersion', 'OwnerType', ...PERSON],
];
export const DEVICE_COLUMNS: readonly string[] = [
  ...['DeviceId', 'IntuneDeviceId', 'AadDeviceId', 'DeviceName', 'DeviceType', 'OSDescription', 'OSVersion'],
  ...['OwnerType', 'LastContact', 'InGracePeriodUntil', 'IMEI', 'SerialNumber', 'ManagementAgents', 'PrimaryUser'],
  ...['UserId', 'UPN', 'UserEmail', 'UserName', 'DeviceHealthThreatLevel', 'RetireAfterDatetime'],
  ...['PartnerDeviceId', 'ComplianceState', 'OS'],
];
