import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Explanation } from '../../design/explanation';
import { Mark } from '../../design/mark';
import { Refused } from '../../design/refused';
import { Section } from '../../design/section';
import { MoreAppInstallStatesDocument } from '../../generated/graphql';
import type { Refusal } from '../../graph/refusal';
import { type Column, PagedTable } from '../paged-table';
import { APP_INSTALL_STATE } from '../tones';
import type { InspectedDevice } from './inspected-device';
import { isAppOpen, sorted } from './order';

type AppState = NonNullable<InspectedDevice['appInstallStates']>['nodes'][number];

interface DeviceAppsProps {
  readonly device: InspectedDevice;
  readonly refusal: Refusal | null;
  /** The row to show, which may be of an app in order. */
  readonly row: string | null;
  /** Reads the device again. */
  again(): void;
}

/** The apps of the device. Apps in order are folded. */
export function DeviceApps({ device, refusal, row: shown, again }: DeviceAppsProps) {
  const { t } = useTranslation();
  const columns = useColumns();
  const { appInstallStates: apps } = device;
  const [isOpen, setIsOpen] = useState(() => apps?.nodes.some((app) => app.id === shown && !isAppOpen(app)) === true);
  return (
    <Section title={t('device.apps')} syncedAt={apps?.nodes[0]?.syncedAt}>
      {refusal ? <Refused refusal={refusal} inPart={apps !== null} again={again} /> : null}
      {apps === null ? null : (
        <PagedTable
          label={t('device.apps')}
          page={apps}
          query={MoreAppInstallStatesDocument}
          variables={(after) => ({ deviceId: device.id, after })}
          pageIn={(data) => data.device?.appInstallStates}
          told={refusal}
          empty={t('device.noApps')}
          rowOf={({ id }) => id}
          columns={columns}
          arrange={(nodes, row) => {
            const [open, inOrder] = sorted(nodes, isAppOpen);
            // A device that reported nothing has no app in order.
            const isKnown = inOrder.some(({ state }) => state !== 'UNKNOWN');
            return (
              <>
                {open.map(row)}
                {inOrder.length === 0 ? null : (
                  <tr>
                    <td colSpan={columns.length}>
                      <button type="button" className="link" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
                        {t(isKnown ? 'inOrder.apps' : 'inOrder.unknownApps', { count: inOrder.length })}
                      </button>
                    </td>
                  </tr>
                )}
                {isOpen ? inOrder.map(row) : null}
              </>
            );
          }}
        />
      )}
    </Section>
  );
}

function useColumns(): Column<AppState>[] {
  const { t } = useTranslation();
  return [
    {
      heading: t('device.app'),
      isName: true,
      cell: ({ app: { displayName, publisher } }) => (
        <>
          {displayName ?? t('protection.unnamed')}
          {publisher === null ? null : <span className="hint">{publisher}</span>}
        </>
      ),
    },
    {
      heading: t('device.state'),
      cell: ({ state, error }) => (
        <>
          <Mark tone={APP_INSTALL_STATE[state]}>{t(`appState.${state}`)}</Mark>
          {error === null ? null : <Explanation failure={error} />}
        </>
      ),
    },
    { heading: t('device.intent'), cell: ({ intent }) => t(`appIntent.${intent}`) },
    { heading: t('device.version'), cell: ({ version }) => version ?? '–' },
  ];
}
