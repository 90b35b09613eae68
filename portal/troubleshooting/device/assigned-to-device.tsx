import { useTranslation } from 'react-i18next';
import { LoadingLines } from '../../design/loading';
import { Mark } from '../../design/mark';
import { Refused } from '../../design/refused';
import { Trouble } from '../../design/trouble';
import {
  AssignedToDeviceDocument,
  type AssignedToDeviceQuery,
  MoreAppsOfDeviceDocument,
  MorePoliciesOfDeviceDocument,
  type PolicyKind,
} from '../../generated/assigned';
import { useReadWith } from '../../graph/reading';
import { refusalAt } from '../../graph/refusal';
import { useAnswer } from '../../graph/use-answer';
import { AppTable, PolicyTable } from '../assigned-tables';
import { StateOfPolicy, stateOfPolicy } from '../states-of-policy';
import { APP_INSTALL_STATE } from '../tones';

type Device = NonNullable<AssignedToDeviceQuery['device']>;

/** The policies and apps that are assigned to a device or to its user, each with its state on the device. */
export function AssignedToDevice({ deviceId }: { readonly deviceId: string }) {
  const { t } = useTranslation();
  const { data, error, trouble, fetching, again } = useAnswer(AssignedToDeviceDocument, { deviceId });
  useReadWith(again);
  if (trouble && data === undefined) return <Trouble error={trouble} again={again} />;
  if (data === undefined && fetching) return <LoadingLines />;
  const device = data?.device ?? null;
  if (device === null) return <p>{t('device.unknownText')}</p>;
  const { assignedApps: apps, appInstallStates: states } = device;
  const ofStates = refusalAt(error, 'device', 'appInstallStates');
  return (
    <>
      {trouble ? <Trouble error={trouble} again={again} /> : null}
      <PolicyTable
        page={device.assignedPolicies}
        refusal={refusalAt(error, 'device', 'assignedPolicies')}
        again={again}
        empty={t('assigned.noPoliciesHere')}
        query={MorePoliciesOfDeviceDocument}
        variables={(after) => ({ deviceId, after })}
        pageIn={(answer) => answer.device?.assignedPolicies}
        state={{ heading: t('device.state'), of: ({ policy }) => <PolicyCell device={device} policy={policy} /> }}
      />
      <AppTable
        page={apps}
        refusal={refusalAt(error, 'device', 'assignedApps')}
        again={again}
        empty={t('assigned.noAppsHere')}
        query={MoreAppsOfDeviceDocument}
        variables={(after) => ({ deviceId, after })}
        pageIn={(answer) => answer.device?.assignedApps}
        state={
          states === null
            ? null
            : { heading: t('device.state'), of: ({ app: { id } }) => <AppCell states={states} appId={id} /> }
        }
      />
      {apps !== null && states === null && ofStates ? <Refused refusal={ofStates} inPart again={again} /> : null}
    </>
  );
}

interface PolicyCellProps {
  readonly device: Device;
  readonly policy: { readonly id: string; readonly kind: PolicyKind };
}

function PolicyCell({ device, policy: { id, kind } }: PolicyCellProps) {
  const { t } = useTranslation();
  const state = stateOfPolicy(device, id);
  return state === null ? (
    <span className="hint">{t('assigned.noState')}</span>
  ) : (
    <StateOfPolicy kind={kind} state={state} />
  );
}

interface AppCellProps {
  readonly states: NonNullable<Device['appInstallStates']>;
  readonly appId: string;
}

function AppCell({ states: { nodes, pageInfo }, appId }: AppCellProps) {
  const { t } = useTranslation();
  const found = nodes.filter(({ app }) => app?.id === appId);
  // An app that is not among the first states may be among the others.
  if (found.length === 0) return <span className="hint">{pageInfo.hasNextPage ? '–' : t('assigned.noState')}</span>;
  return found.map(({ id, state }) => (
    <div key={id}>
      <Mark tone={APP_INSTALL_STATE[state]}>{t(`appState.${state}`)}</Mark>
    </div>
  ));
}
