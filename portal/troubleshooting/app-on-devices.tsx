import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Explanation } from '../design/explanation';
import { LoadingLines } from '../design/loading';
import { Mark } from '../design/mark';
import { useMissingPart } from '../design/missing-part';
import { inOneLine } from '../design/names';
import { Refused } from '../design/refused';
import { SearchBox } from '../design/search-box';
import { Trouble } from '../design/trouble';
import {
  type AppOnDevicePageFragment,
  AppOnDevicesDocument,
  FindAppsDocument,
  MoreAppOnDevicesDocument,
} from '../generated/assigned';
import { useReadWith } from '../graph/reading';
import { refusalAt } from '../graph/refusal';
import { useAnswer } from '../graph/use-answer';
import { useSearch } from '../graph/use-search';
import { type Column, PagedTable } from './paged-table';
import { APP_INSTALL_STATE } from './tones';

interface Picked {
  readonly id: string;
  readonly name: string;
}

/** One app, found by its name, on each device of a user. */
export function AppOnDevices({ userId }: { readonly userId: string }) {
  const { t } = useTranslation();
  const [picked, setPicked] = useState<Picked | null>(null);
  const search = useSearch(FindAppsDocument, 'apps', 'app');
  return (
    <>
      <SearchBox
        label={t('assigned.findApp')}
        hint={t('assigned.findAppHint')}
        nothing={t('assigned.noApp')}
        search={search}
        optionOf={({ id, displayName, publisher, platform }) => ({
          id,
          name: displayName ?? t('protection.unnamed'),
          detail: inOneLine([t(`platform.${platform}`), publisher]),
        })}
        onPick={({ id, name }) => {
          setPicked({ id, name });
          search.setText('');
        }}
      />
      {picked === null ? null : <States key={picked.id} userId={userId} app={picked} />}
    </>
  );
}

type OnDevice = AppOnDevicePageFragment['nodes'][number];

function States({ userId, app }: { readonly userId: string; readonly app: Picked }) {
  const { t } = useTranslation();
  const missing = useMissingPart();
  const { data, error, trouble, fetching, again } = useAnswer(AppOnDevicesDocument, { userId, appId: app.id });
  useReadWith(again);
  if (trouble && data === undefined) return <Trouble error={trouble} again={again} />;
  if (data === undefined && fetching) return <LoadingLines />;
  const devices = data?.user?.devices ?? null;
  const refusal = refusalAt(error, 'user', 'devices');
  const columns: Column<OnDevice>[] = [
    { heading: t('devices.name'), isName: true, cell: ({ deviceName }) => deviceName ?? t('devices.unnamed') },
    {
      heading: t('device.state'),
      cell: (device) => {
        const { appInstallStates: states } = device;
        return states === null ? (
          <span className="hint">{missing(device, 'appInstallStates')}</span>
        ) : states.nodes.length === 0 ? (
          <span className="hint">{t('assigned.noState')}</span>
        ) : (
          states.nodes.map(({ id, state, intent, error: failure }) => (
            <div key={id}>
              <Mark tone={APP_INSTALL_STATE[state]}>
                {t('pair', { name: t(`appIntent.${intent}`), value: t(`appState.${state}`) })}
              </Mark>
              {failure === null ? null : <Explanation failure={failure} />}
            </div>
          ))
        );
      },
    },
  ];
  return (
    <>
      <h3>{app.name}</h3>
      {trouble ? <Trouble error={trouble} again={again} /> : null}
      {refusal ? <Refused refusal={refusal} inPart={devices !== null} again={again} /> : null}
      {devices === null ? null : (
        <PagedTable
          label={app.name}
          page={devices}
          query={MoreAppOnDevicesDocument}
          variables={(after) => ({ userId, appId: app.id, after })}
          pageIn={(answer) => answer.user?.devices}
          told={refusal}
          empty={t('devices.none')}
          rowOf={({ id }) => `app on ${id}`}
          columns={columns}
        />
      )}
    </>
  );
}
