import { useTranslation } from 'react-i18next';
import { Link, Redirect, useSearchParams } from 'wouter';
import { AsOf } from '../../design/as-of';
import { BusyButton } from '../../design/busy-button';
import { LoadingPage } from '../../design/loading';
import { PageHeading } from '../../frame/page-heading';
import { devicePath, useRemember, userPath } from '../../frame/recent';
import { useShortcut } from '../../frame/shortcuts';
import { InspectDeviceDocument, type InspectDeviceQuery } from '../../generated/graphql';
import { ReadingContext } from '../../graph/reading';
import { refusalAt } from '../../graph/refusal';
import { type Answer, useAnswer } from '../../graph/use-answer';
import { useFindingKeys } from '../finding-keys';
import { useSubject } from '../topics';
import { Inspected, NotShown, partsOf } from './device-panel';
import type { InspectedDevice } from './inspected-device';

/** The page of a device that is on no user's page, because it has no user or the user is out of scope. */
export function DevicePage({ deviceId }: { readonly deviceId: string }) {
  const { t } = useTranslation();
  const answer = useAnswer(InspectDeviceDocument, { deviceId });
  const { data, error, trouble, fetching } = answer;
  const [search] = useSearchParams();
  const other = search.get('device') ?? deviceId;
  // A finding about several devices leads to each of them.
  if (other !== deviceId) return <Redirect to={devicePath(other, null)} replace />;
  if (data?.device) return <Found device={data.device} answer={answer} row={search.get('row')} />;
  if (fetching) return <LoadingPage />;
  const refusal = refusalAt(error, 'device');
  return (
    <section className="card">
      <PageHeading title={t(trouble || refusal ? 'device.details' : 'device.unknown')} />
      <NotShown answer={answer} refusal={refusal} />
    </section>
  );
}

interface FoundProps {
  readonly device: InspectedDevice;
  readonly answer: Answer<InspectDeviceQuery>;
  readonly row: string | null;
}

function Found({ device, answer, row }: FoundProps) {
  const { t } = useTranslation();
  const subject = useSubject();
  const { id, serialNumber, primaryUser } = device;
  const name = device.deviceName ?? t('devices.unnamed');
  useRemember({ kind: 'device', id, name, detail: serialNumber, href: devicePath(id, null) });
  useFindingKeys();
  useShortcut('reload', () => void answer.again());
  return (
    <ReadingContext value={answer.data}>
      <div className="page-heading">
        <PageHeading title={name}>
          <AsOf parts={partsOf(device)} />
        </PageHeading>
        <BusyButton busy={answer.fetching} busyText={t('loading')} onPress={answer.again}>
          {t('freshness.reload')}
        </BusyButton>
      </div>
      {primaryUser === null ? null : (
        <p>
          <Link href={userPath(primaryUser.id)}>
            {t('pair', {
              name: t('find.owner'),
              value: primaryUser.displayName ?? primaryUser.userPrincipalName,
            })}
          </Link>
        </p>
      )}
      <Inspected {...{ device, answer, row, subject }} />
    </ReadingContext>
  );
}
