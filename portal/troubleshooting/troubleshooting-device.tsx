import './troubleshooting.css';
import { useTranslation } from 'react-i18next';
import { Refused } from '../design/refused';
import { MissingPermissions } from '../frame/missing-permissions';
import { PageHeading } from '../frame/page-heading';
import { useHolds } from '../frame/viewer';
import { DevicePage } from './device/device-page';

/** The troubleshooting page of the device whose id is in the address. */
export default function TroubleshootingDevice({ deviceId }: { readonly deviceId: string }) {
  const { t } = useTranslation();
  const mayRead = useHolds('MANAGED_DEVICES_READ');
  return (
    <>
      <MissingPermissions />
      {mayRead ? (
        <DevicePage key={deviceId} deviceId={deviceId} />
      ) : (
        <section className="card">
          <PageHeading title={t('navigation.troubleshoot')} />
          <Refused refusal={[{ reason: 'PERMISSION', missing: ['MANAGED_DEVICES_READ'] }]} />
        </section>
      )}
    </>
  );
}
