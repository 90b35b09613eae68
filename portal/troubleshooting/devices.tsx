import { useTranslation } from 'react-i18next';
import { ListEnd } from '../design/list-end';
import { Mark } from '../design/mark';
import { Moment, useMoments } from '../design/moment';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import { MoreDevicesDocument } from '../generated/graphql';
import { type Refusal, refusalAt } from '../graph/refusal';
import { usePages } from '../graph/use-pages';
import type { SectionProps, ShownUser } from './shown-user';
import { APP_INSTALL, COMPLIANCE, ENTRA_COMPLIANCE } from './tones';

type DevicePage = NonNullable<ShownUser['devices']>;
type Device = DevicePage['nodes'][number];

interface DevicesProps extends SectionProps {
  onOpen(deviceId: string): void;
}

/** The devices with this primary user. */
export function Devices({ user, error, onOpen }: DevicesProps) {
  const { t } = useTranslation();
  const refusal = refusalAt(error, 'user', 'devices');
  return (
    <Section title={t('devices.title')} syncedAt={user.devices?.nodes[0]?.syncedAt}>
      {user.devices === null ? (
        refusal && <Refused refusal={refusal} />
      ) : (
        <DeviceTable userId={user.id} devices={user.devices} refusal={refusal} onOpen={onOpen} />
      )}
    </Section>
  );
}

interface DeviceTableProps {
  readonly userId: string;
  readonly devices: DevicePage;
  readonly refusal: Refusal | null;
  onOpen(deviceId: string): void;
}

function DeviceTable({ userId, devices, refusal, onOpen }: DeviceTableProps) {
  const { t } = useTranslation();
  const { nodes, ...more } = usePages(devices, {
    query: MoreDevicesDocument,
    variables: (after) => ({ userId, after }),
    pageIn: (data) => data.user?.devices,
    told: refusal,
  });
  const { totalCount, complete } = devices;
  if (totalCount === 0 && complete) return <p>{t('devices.none')}</p>;
  return (
    <>
      {refusal ? <Refused refusal={refusal} inPart /> : null}
      <table>
        <thead>
          <tr>
            <th scope="col">{t('devices.name')}</th>
            <th scope="col">{t('devices.managedBy')}</th>
            <th scope="col">{t('devices.joinType')}</th>
            <th scope="col">{t('devices.ownership')}</th>
            <th scope="col">{t('devices.intuneCompliant')}</th>
            <th scope="col">{t('devices.entraCompliant')}</th>
            <th scope="col">{t('devices.appInstall')}</th>
            <th scope="col">{t('devices.os')}</th>
            <th scope="col">{t('devices.osVersion')}</th>
            <th scope="col">{t('devices.lastCheckIn')}</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((device) => (
            <DeviceRow key={device.id} device={device} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
      <ListEnd {...more} shown={nodes.length} total={totalCount} complete={complete} />
    </>
  );
}

function DeviceRow({ device, onOpen }: { readonly device: Device; onOpen(deviceId: string): void }) {
  const { t } = useTranslation();
  const { written } = useMoments();
  const { intuneCompliance, entraCompliance, appInstallSummary, graceEndsAt, lastCheckInAt } = device;
  return (
    <tr>
      <th scope="row">
        <button type="button" className="link" onClick={() => onOpen(device.id)}>
          {device.deviceName ?? t('devices.unnamed')}
        </button>
      </th>
      <td data-label={t('devices.managedBy')}>{t(`managedBy.${device.managedBy}`)}</td>
      <td data-label={t('devices.joinType')}>{t(`joinType.${device.joinType}`)}</td>
      <td data-label={t('devices.ownership')}>{t(`ownership.${device.ownership}`)}</td>
      <td data-label={t('devices.intuneCompliant')}>
        <Mark tone={COMPLIANCE[intuneCompliance]}>{t(`compliance.${intuneCompliance}`)}</Mark>
        {intuneCompliance === 'IN_GRACE_PERIOD' && graceEndsAt !== null ? (
          <span className="hint">{t('devices.graceUntil', { moment: written(graceEndsAt) })}</span>
        ) : null}
      </td>
      <td data-label={t('devices.entraCompliant')}>
        <Mark tone={ENTRA_COMPLIANCE[entraCompliance]}>{t(`entraCompliance.${entraCompliance}`)}</Mark>
      </td>
      <td data-label={t('devices.appInstall')}>
        {appInstallSummary === null ? (
          <span className="hint">{t('refused.cell')}</span>
        ) : (
          <Mark tone={APP_INSTALL[appInstallSummary]}>{t(`appInstallSummary.${appInstallSummary}`)}</Mark>
        )}
      </td>
      <td data-label={t('devices.os')}>{device.operatingSystem ?? '–'}</td>
      <td data-label={t('devices.osVersion')}>{device.osVersion ?? '–'}</td>
      <td data-label={t('devices.lastCheckIn')}>
        {lastCheckInAt === null ? t('devices.never') : <Moment at={lastCheckInAt} />}
      </td>
    </tr>
  );
}
