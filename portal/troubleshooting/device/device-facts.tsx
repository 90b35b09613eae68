import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../../design/mark';
import { Moment } from '../../design/moment';
import { Section } from '../../design/section';
import { COMPLIANCE, ENTRA_COMPLIANCE } from '../tones';
import type { InspectedDevice } from './inspected-device';

/** The facts about a device and its state. */
export function DeviceFacts({ device }: { readonly device: InspectedDevice }) {
  const { t } = useTranslation();
  const moment = (at: string | null): ReactNode => at !== null && <Moment at={at} />;
  const facts: readonly (readonly [field: keyof InspectedDevice, name: string, value: ReactNode])[] = [
    [
      'intuneCompliance',
      t('devices.intuneCompliant'),
      <Mark key="intune" tone={COMPLIANCE[device.intuneCompliance]}>
        {t(`compliance.${device.intuneCompliance}`)}
      </Mark>,
    ],
    [
      'entraCompliance',
      t('devices.entraCompliant'),
      <Mark key="entra" tone={ENTRA_COMPLIANCE[device.entraCompliance]}>
        {t(`entraCompliance.${device.entraCompliance}`)}
      </Mark>,
    ],
    ['managementState', t('device.managementState'), t(`managementState.${device.managementState}`)],
    ['managedBy', t('devices.managedBy'), t(`managedBy.${device.managedBy}`)],
    ['joinType', t('devices.joinType'), t(`joinType.${device.joinType}`)],
    ['ownership', t('devices.ownership'), t(`ownership.${device.ownership}`)],
    ['osVersion', t('devices.os'), [device.operatingSystem, device.osVersion].filter(Boolean).join(' ')],
    ['model', t('device.model'), [device.manufacturer, device.model].filter(Boolean).join(' ')],
    ['serialNumber', t('device.serialNumber'), device.serialNumber],
    ['lastCheckInAt', t('devices.lastCheckIn'), moment(device.lastCheckInAt) || t('devices.never')],
    ['enrolledAt', t('device.enrolledAt'), moment(device.enrolledAt)],
    ['certificateExpiresAt', t('device.certificateExpiresAt'), moment(device.certificateExpiresAt)],
  ];
  return (
    <Section title={t('device.details')} syncedAt={device.syncedAt}>
      <dl className="facts">
        {facts.map(([field, name, value]) => (
          <div key={field} data-row={`Device.${field}`}>
            <dt>{name}</dt>
            <dd>{value || '–'}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
