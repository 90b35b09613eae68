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
  const facts: readonly (readonly [string, ReactNode])[] = [
    [
      t('devices.intuneCompliant'),
      <Mark key="intune" tone={COMPLIANCE[device.intuneCompliance]}>
        {t(`compliance.${device.intuneCompliance}`)}
      </Mark>,
    ],
    [
      t('devices.entraCompliant'),
      <Mark key="entra" tone={ENTRA_COMPLIANCE[device.entraCompliance]}>
        {t(`entraCompliance.${device.entraCompliance}`)}
      </Mark>,
    ],
    [t('device.managementState'), t(`managementState.${device.managementState}`)],
    [t('devices.managedBy'), t(`managedBy.${device.managedBy}`)],
    [t('devices.joinType'), t(`joinType.${device.joinType}`)],
    [t('devices.ownership'), t(`ownership.${device.ownership}`)],
    [t('devices.os'), [device.operatingSystem, device.osVersion].filter(Boolean).join(' ')],
    [t('device.model'), [device.manufacturer, device.model].filter(Boolean).join(' ')],
    [t('device.serialNumber'), device.serialNumber],
    [t('devices.lastCheckIn'), moment(device.lastCheckInAt) || t('devices.never')],
    [t('device.enrolledAt'), moment(device.enrolledAt)],
    [t('device.certificateExpiresAt'), moment(device.certificateExpiresAt)],
  ];
  return (
    <Section title={t('device.details')} syncedAt={device.syncedAt}>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value || '–'}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
