import { useTranslation } from 'react-i18next';
import { useMoments } from '../design/moment';
import { inOneLine, useNames } from '../design/names';
import { useTotals } from '../design/total';
import type { EvidenceRow } from './evidence-rows';
import { useExpiry } from './expiry';
import { useStorage } from './storage';

/** The field names of a device that are shown as evidence, with the messages for their values. */
const DEVICE_FIELDS = {
  intuneCompliance: { label: 'devices.intuneCompliant', words: 'compliance' },
  entraCompliance: { label: 'devices.entraCompliant', words: 'entraCompliance' },
  managementState: { label: 'device.managementState', words: 'managementState' },
  managedBy: { label: 'devices.managedBy', words: 'managedBy' },
  joinType: { label: 'devices.joinType', words: 'joinType' },
  ownership: { label: 'devices.ownership', words: 'ownership' },
  platform: { label: 'devices.os', words: 'platform' },
  osVersion: { label: 'devices.osVersion', words: null },
  serialNumber: { label: 'device.serialNumber', words: null },
  deviceName: { label: 'devices.name', words: null },
  lastCheckInAt: { label: 'devices.lastCheckIn', words: null },
  enrolledAt: { label: 'device.enrolledAt', words: null },
  certificateExpiresAt: { label: 'device.certificateExpiresAt', words: null },
  graceEndsAt: { label: 'findings.graceEnds', words: null },
  encrypted: { label: 'panel.encrypted', words: 'settingValue' },
  lostMode: { label: 'panel.lostMode', words: 'lostMode' },
} as const;

const DATE = /^\d{4}-\d\d-\d\dT/;

/** The value of a setting, in words if it is true or false. */
export function useSettingValue(): (value: string) => string {
  const { t } = useTranslation();
  return (value) =>
    /^(?:true|false)$/i.test(value) ? t(`settingValue.${value.toLowerCase() as 'true' | 'false'}`) : value;
}

/** The name of a row of evidence, in the words of the page. */
export function useEvidenceWords(): (row: EvidenceRow) => string {
  const { t, i18n } = useTranslation();
  const { written } = useMoments();
  const { listed } = useNames();
  const { numeral } = useTotals();
  const settingValue = useSettingValue();
  const storage = useStorage();
  const expiry = useExpiry();

  const moment = (value: string | null): string =>
    value === null ? t('devices.never') : DATE.test(value) ? written(value) : value;
  /** A value that has a name in a group of messages. */
  const word = (group: string, value: string | null | undefined): string[] =>
    value == null ? [] : [i18n.exists(`${group}.${value}`) ? t(`${group}.${value}` as 'loading') : value];
  const pair = (name: string, values: readonly string[]): string =>
    values.length === 0 ? name : t('pair', { name, value: inOneLine(values) });

  function ofDevice(values: EvidenceRow['values']): string {
    const [field = '', value = null] = Object.entries(values)[0] ?? [];
    const { freeStorageMegabytes: free, totalStorageMegabytes: total } = values;
    if (free && total) return pair(t('panel.storage'), [storage(Number(free), Number(total))]);
    const shown = DEVICE_FIELDS[field as keyof typeof DEVICE_FIELDS];
    if (shown === undefined) return value ?? '–';
    const { label, words } = shown;
    return pair(
      t(label),
      words === null ? [field.endsWith('At') ? moment(value) : (value ?? '–')] : word(words, value),
    );
  }

  function ofUser(values: EvidenceRow['values']): string {
    if ('usageLocation' in values) return pair(t('user.usageLocation'), [values['usageLocation'] ?? '–']);
    if ('accountEnabled' in values) return t(`findings.account.${values['accountEnabled'] === 'true' ? 'on' : 'off'}`);
    if ('devices' in values) return t('status.devices', { count: Number(values['devices']) });
    if ('appProtectionPolicies' in values) {
      return pair(t('findings.protectionPolicies'), [numeral(Number(values['appProtectionPolicies']))]);
    }
    return pair(t('user.principalName'), [values['userPrincipalName'] ?? '–']);
  }

  return ({ type, values, setting }) => {
    const { displayName, appName, deviceName, userPrincipalName, currentValue, modifiedAt } = values;
    if (values['syncedAt']) return t('ticket.asOf', { moment: moment(values['syncedAt']) });
    const changed = modifiedAt ? [t('findings.modified', { moment: moment(modifiedAt) })] : [];
    switch (type) {
      case 'Device':
        return ofDevice(values);
      case 'User':
        return ofUser(values);
      case 'UserStatus':
        return t(values['intuneLicensed'] === 'true' ? 'status.licensed' : 'status.unlicensed');
      case 'License': {
        const { skuPartNumber, servicePlan, state, error } = values;
        const plan = inOneLine([skuPartNumber, servicePlan]);
        return pair(plan, error === null ? word('licenseState', state) : word('licenseError', error));
      }
      case 'App':
        return pair(displayName ?? t('protection.unnamed'), changed);
      case 'AppInstallState':
        return pair(t('device.app'), word('appState', values['state']));
      case 'SettingState':
        return pair(
          setting ?? values['sources'] ?? t('findings.setting'),
          currentValue ? [settingValue(currentValue)] : [],
        );
      case 'CompliancePolicyState':
      case 'ConfigurationState':
        return pair(
          displayName ?? (userPrincipalName ? t('device.for', { user: userPrincipalName }) : t('findings.policy')),
          displayName
            ? []
            : word(type === 'ConfigurationState' ? 'configurationState' : 'policyState', values['state']),
        );
      case 'Policy': {
        const { deviceLimit } = values;
        return pair(t('findings.policy'), [
          ...(displayName ? [displayName] : []),
          ...(deviceLimit ? [t('pair', { name: t('policyKind.ENROLLMENT_LIMIT'), value: deviceLimit })] : []),
          ...changed,
        ]);
      }
      case 'Group':
        return pair(t('findings.group'), [displayName ?? t('groups.unnamed')]);
      case 'AssignedPolicy':
        return pair(t('device.intent'), word('assignmentOutcome', values['outcome']));
      case 'DeviceLogon':
        return pair(t('findings.logon'), [moment(values['loggedOnAt'] ?? null)]);
      case 'DeviceAction':
        return pair(word('actionKind', values['kind'])[0] ?? t('device.action'), word('actionState', values['state']));
      case 'AppProtectionState':
        return inOneLine([appName ?? t('protection.unnamed'), deviceName]);
      case 'EnrollmentFailure':
        return pair(t('findings.enrolment'), [
          ...word('enrollmentCategory', values['category']),
          ...('occurredAt' in values ? [moment(values['occurredAt'] ?? null)] : []),
        ]);
      case 'SetupEvent':
        return pair(t('findings.setup'), [moment(values['occurredAt'] ?? null)]);
      case 'AutopilotDevice':
        return pair(t('findings.autopilot'), values['groupTag'] ? [values['groupTag']] : []);
      case 'Connector':
        return pair(word('connectorKind', values['kind'])[0] ?? t('findings.connector'), [
          ...word('connectorHealth', values['health']),
          ...(values['expiresAt'] ? [expiry(values['expiresAt'])] : []),
          ...(values['lastSyncAt'] ? [t('tenant.lastSync', { moment: moment(values['lastSyncAt']) })] : []),
        ]);
      case 'SyncStatus':
        return pair(word('syncKind', values['kind'])[0] ?? '–', [...(values['problem'] ? [values['problem']] : [])]);
      case 'Tenant':
        return listed([
          ...word('subscriptionState', values['subscriptionState']),
          ...word('mdmAuthority', values['mdmAuthority']),
        ]);
      default:
        return listed(Object.values(values).map((value) => (value === null ? '–' : moment(value))));
    }
  };
}
