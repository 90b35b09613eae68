import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadingLines } from '../design/loading';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import { Trouble } from '../design/trouble';
import {
  AssignedToUserDocument,
  type AssignedToUserQuery,
  MoreAssignedAppsDocument,
  MoreAssignedPoliciesDocument,
} from '../generated/assigned';
import { useReadWith } from '../graph/reading';
import { refusalAt } from '../graph/refusal';
import { useAnswer } from '../graph/use-answer';
import { AppOnDevices } from './app-on-devices';
import { AppTable, PolicyTable } from './assigned-tables';
import { StatesOfPolicy } from './states-of-policy';

/** The section for what is assigned, which is read on demand. */
export function AssignedSection({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Section title={t('assigned.title')}>
      <button type="button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        {t(isOpen ? 'assigned.hide' : 'assigned.show')}
      </button>
      {isOpen ? children : null}
    </Section>
  );
}

/** The policies and apps that are assigned to a user, and one app on each device. */
export function AssignedToUser({ userId }: { readonly userId: string }) {
  const { t } = useTranslation();
  const { data, error, trouble, fetching, again } = useAnswer(AssignedToUserDocument, { userId });
  useReadWith(again);
  if (trouble && data === undefined) return <Trouble error={trouble} again={again} />;
  const { assignedPolicies: policies = null, assignedApps: apps = null, devices = null } = data?.user ?? {};
  if (data === undefined && fetching) return <LoadingLines />;
  const ofDevices = refusalAt(error, 'user', 'devices');
  return (
    <>
      {trouble ? <Trouble error={trouble} again={again} /> : null}
      <AppOnDevices userId={userId} />
      <PolicyTable
        page={policies}
        refusal={refusalAt(error, 'user', 'assignedPolicies')}
        again={again}
        empty={t('assigned.noPolicies')}
        query={MoreAssignedPoliciesDocument}
        variables={(after) => ({ userId, after })}
        pageIn={(answer) => answer.user?.assignedPolicies}
        state={
          devices === null
            ? null
            : {
                heading: t('assigned.onDevices'),
                of: ({ policy }) => <StatesOfPolicy policy={policy} devices={devices.nodes} />,
              }
        }
      />
      {policies === null || devices === null ? null : <DevicesLeftOut devices={devices} />}
      {policies !== null && devices === null && ofDevices ? <Refused refusal={ofDevices} inPart again={again} /> : null}
      <AppTable
        page={apps}
        refusal={refusalAt(error, 'user', 'assignedApps')}
        again={again}
        empty={t('assigned.noApps')}
        query={MoreAssignedAppsDocument}
        variables={(after) => ({ userId, after })}
        pageIn={(answer) => answer.user?.assignedApps}
        state={null}
      />
    </>
  );
}

type Devices = NonNullable<NonNullable<AssignedToUserQuery['user']>['devices']>;

/** Says that the states are not those of all devices. */
function DevicesLeftOut({ devices: { nodes, totalCount, complete } }: { readonly devices: Devices }) {
  const { t } = useTranslation();
  return (
    <>
      {totalCount > nodes.length ? <p className="hint">{t('assigned.firstDevices', { count: nodes.length })}</p> : null}
      {complete ? null : <p className="note">{t('refused.incomplete')}</p>}
    </>
  );
}
