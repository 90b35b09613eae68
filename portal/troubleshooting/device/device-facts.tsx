import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../../design/mark';
import { Refused } from '../../design/refused';
import { Section } from '../../design/section';
import { WholeWords } from '../../design/whole-words';
import type { Refusal } from '../../graph/refusal';
import { CopyButton } from '../copy-button';
import { Expiry, LastContact, RelativeTime } from '../relative-time';
import { useStorage } from '../storage';
import { COMPLIANCE, ENTRA_COMPLIANCE } from '../tones';
import type { InspectedDevice } from './inspected-device';
import { UserLink } from './user-link';

type Fact = readonly [field: keyof InspectedDevice, name: string, value: ReactNode];

/** The model, with its manufacturer unless the model names it already. */
function modelOf({ manufacturer, model }: InspectedDevice): string {
  if (manufacturer === null || model?.toLowerCase().startsWith(manufacturer.toLowerCase())) return model ?? '';
  return [manufacturer, model].filter(Boolean).join(' ');
}

interface DeviceFactsProps {
  readonly device: InspectedDevice;
  /** Why the primary user is not shown. */
  readonly refusal: Refusal | null;
}

/** The facts about a device and its state. */
export function DeviceFacts({ device, refusal }: DeviceFactsProps) {
  const { t } = useTranslation();
  const facts = [...useStates(device), ...useIdentity(device, refusal), ...useHardware(device)];
  return (
    <Section title={t('device.details')} syncedAt={device.syncedAt}>
      <dl className="facts">
        {facts.map(([field, name, value]) => (
          // On paper, the id would be a name without a value.
          <div key={field} data-row={`Device.${field}`} className={field === 'id' ? 'screen-only' : undefined}>
            <dt>
              <WholeWords text={name} />
            </dt>
            <dd>{value || '–'}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

function useStates(device: InspectedDevice): Fact[] {
  const { t } = useTranslation();
  const { intuneCompliance, entraCompliance, enrolledAt, certificateExpiresAt } = device;
  return [
    [
      'intuneCompliance',
      t('devices.intuneCompliant'),
      <Mark key="intune" tone={COMPLIANCE[intuneCompliance]}>
        {t(`compliance.${intuneCompliance}`)}
      </Mark>,
    ],
    [
      'entraCompliance',
      t('devices.entraCompliant'),
      <Mark key="entra" tone={ENTRA_COMPLIANCE[entraCompliance]}>
        {t(`entraCompliance.${entraCompliance}`)}
      </Mark>,
    ],
    ['lastCheckInAt', t('devices.lastCheckIn'), <LastContact key="contact" at={device.lastCheckInAt} />],
    ['enrolledAt', t('device.enrolledAt'), enrolledAt !== null && <RelativeTime at={enrolledAt} />],
    [
      'certificateExpiresAt',
      t('device.certificateExpiresAt'),
      certificateExpiresAt !== null && <Expiry at={certificateExpiresAt} />,
    ],
    ['managementState', t('device.managementState'), t(`managementState.${device.managementState}`)],
    ['managedBy', t('devices.managedBy'), t(`managedBy.${device.managedBy}`)],
    ['joinType', t('devices.joinType'), t(`joinType.${device.joinType}`)],
    ['ownership', t('devices.ownership'), t(`ownership.${device.ownership}`)],
    ['enrollmentType', t('panel.enrollmentType'), t(`enrollmentType.${device.enrollmentType}`)],
  ];
}

function useIdentity(
  { id, primaryUser, serialNumber, imei, ...device }: InspectedDevice,
  refusal: Refusal | null,
): Fact[] {
  const { t } = useTranslation();
  const copied = (value: string | null, what: 'serialNumber' | 'imei'): ReactNode =>
    value === null ? null : (
      <>
        {value} <CopyButton value={value} what={what} />
      </>
    );
  const owner =
    primaryUser === null ? (
      refusal === null ? (
        t('panel.shared')
      ) : (
        <Refused refusal={refusal} inPart />
      )
    ) : (
      <UserLink userId={primaryUser.id}>{primaryUser.displayName ?? primaryUser.userPrincipalName}</UserLink>
    );
  return [
    ['primaryUser', t('panel.primaryUser'), owner],
    ['serialNumber', t('device.serialNumber'), copied(serialNumber, 'serialNumber')],
    ['imei', t('panel.imei'), copied(imei, 'imei')],
    ['phoneNumber', t('panel.phoneNumber'), device.phoneNumber],
    ['wifiMacAddress', t('panel.wifiMac'), device.wifiMacAddress],
    ['id', t('panel.id'), <CopyButton key="id" value={id} what="deviceId" />],
  ];
}

function useHardware(device: InspectedDevice): Fact[] {
  const { t } = useTranslation();
  const storage = useStorage();
  const { totalStorageMegabytes: total, freeStorageMegabytes: free, encrypted, supervised } = device;
  const answered = (value: boolean | null): string => (value === null ? '' : t(value ? 'panel.yes' : 'panel.no'));
  const isRooted = device.jailbreak === 'JAILBROKEN';
  return [
    ['osVersion', t('devices.os'), [device.operatingSystem, device.osVersion].filter(Boolean).join(' ')],
    ['model', t('device.model'), modelOf(device)],
    ['freeStorageMegabytes', t('panel.storage'), total !== null && free !== null && storage(free, total)],
    ['encrypted', t('panel.encrypted'), answered(encrypted)],
    ['supervised', t('panel.supervised'), answered(supervised)],
    [
      'jailbreak',
      t('panel.jailbreak'),
      isRooted ? (
        <Mark key="jailbreak" tone="bad">
          {t('jailbreak.JAILBROKEN')}
        </Mark>
      ) : (
        t(`jailbreak.${device.jailbreak}`)
      ),
    ],
    ['lostMode', t('panel.lostMode'), t(`lostMode.${device.lostMode}`)],
    ['category', t('panel.category'), device.category],
    ['notes', t('panel.notes'), device.notes],
  ];
}
