import { useTranslation } from 'react-i18next';
import { Explanation } from '../../design/explanation';
import { ListEnd } from '../../design/list-end';
import { Mark } from '../../design/mark';
import { Refused } from '../../design/refused';
import { Section } from '../../design/section';
import { MoreAppInstallStatesDocument } from '../../generated/graphql';
import type { Refusal } from '../../graph/refusal';
import { usePages } from '../../graph/use-pages';
import { APP_INSTALL_STATE } from '../tones';
import type { InspectedDevice } from './inspected-device';

interface DeviceAppsProps {
  readonly device: InspectedDevice;
  readonly refusal: Refusal | null;
}

export function DeviceApps({ device, refusal }: DeviceAppsProps) {
  const { t } = useTranslation();
  const { appInstallStates: apps } = device;
  return (
    <Section title={t('device.apps')} syncedAt={apps?.nodes[0]?.syncedAt}>
      {refusal ? <Refused refusal={refusal} inPart={apps !== null} /> : null}
      {apps === null ? null : <AppTable deviceId={device.id} apps={apps} told={refusal} />}
    </Section>
  );
}

interface AppTableProps {
  readonly deviceId: string;
  readonly apps: NonNullable<InspectedDevice['appInstallStates']>;
  readonly told: Refusal | null;
}

function AppTable({ deviceId, apps, told }: AppTableProps) {
  const { t } = useTranslation();
  const { nodes, ...more } = usePages(apps, {
    query: MoreAppInstallStatesDocument,
    variables: (after) => ({ deviceId, after }),
    pageIn: (data) => data.device?.appInstallStates,
    told,
  });
  const { totalCount, complete } = apps;
  if (totalCount === 0 && complete) return <p>{t('device.noApps')}</p>;
  return (
    <>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('device.app')}</th>
            <th scope="col">{t('device.state')}</th>
            <th scope="col">{t('device.intent')}</th>
            <th scope="col">{t('device.version')}</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map(({ id, app, state, intent, version, error }) => (
            <tr key={id} data-row={id}>
              <th scope="row">
                {app.displayName ?? t('protection.unnamed')}
                {app.publisher === null ? null : <span className="hint">{app.publisher}</span>}
              </th>
              <td data-label={t('device.state')}>
                <Mark tone={APP_INSTALL_STATE[state]}>{t(`appState.${state}`)}</Mark>
                {error === null ? null : <Explanation failure={error} />}
              </td>
              <td data-label={t('device.intent')}>{t(`appIntent.${intent}`)}</td>
              <td className="version" data-label={t('device.version')}>
                {version ?? '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ListEnd {...more} shown={nodes.length} total={totalCount} complete={complete} />
    </>
  );
}
