import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../design/loading';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import { Trouble } from '../design/trouble';
import {
  type AssignedAppPageFragment,
  type AssignedPolicyPageFragment,
  AssignedToUserDocument,
  MoreAssignedAppsDocument,
  MoreAssignedPoliciesDocument,
} from '../generated/graphql';
import { type Refusal, refusalAt } from '../graph/refusal';
import { useAnswer } from '../graph/use-answer';
import { AppOnDevices } from './app-on-devices';
import { type Column, PagedTable } from './paged-table';
import { Through } from './through';

/** The policies and apps that are assigned to a user, read on demand, and one app on each device. */
export function Assigned({ userId }: { readonly userId: string }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Section title={t('assigned.title')}>
      <button type="button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        {t(isOpen ? 'assigned.hide' : 'assigned.show')}
      </button>
      {isOpen ? <Lists userId={userId} /> : null}
    </Section>
  );
}

function Lists({ userId }: { readonly userId: string }) {
  const { data, error, trouble, fetching, again } = useAnswer(AssignedToUserDocument, { userId });
  if (trouble) return <Trouble error={trouble} again={again} />;
  const { assignedPolicies: policies = null, assignedApps: apps = null } = data?.user ?? {};
  if (data === undefined && fetching) return <Loading />;
  return (
    <>
      <AppOnDevices userId={userId} />
      <Policies {...{ userId, policies }} refusal={refusalAt(error, 'user', 'assignedPolicies')} />
      <Apps {...{ userId, apps }} refusal={refusalAt(error, 'user', 'assignedApps')} />
    </>
  );
}

interface PoliciesProps {
  readonly userId: string;
  readonly policies: AssignedPolicyPageFragment | null;
  readonly refusal: Refusal | null;
}

function Policies({ userId, policies, refusal }: PoliciesProps) {
  const { t } = useTranslation();
  const columns: Column<AssignedPolicyPageFragment['nodes'][number]>[] = [
    { heading: t('findings.policy'), isName: true, cell: ({ policy }) => policy.displayName ?? '–' },
    {
      heading: t('assigned.kind'),
      dropped: 'both',
      cell: ({ policy: { kind, profileType, platform } }) =>
        [
          profileType === null ? t(`policyKind.${kind}`) : t(`profileType.${profileType}`),
          t(`platform.${platform}`),
        ].join(' · '),
    },
    { heading: t('assigned.outcome'), cell: ({ outcome }) => t(`assignmentOutcome.${outcome}`) },
    { heading: t('assigned.through'), cell: (assigned) => <Through assigned={assigned} /> },
  ];
  return (
    <>
      <h3>{t('assigned.policies')}</h3>
      {refusal ? <Refused refusal={refusal} inPart={policies !== null} /> : null}
      {policies === null ? null : (
        <PagedTable
          label={t('assigned.policies')}
          page={policies}
          query={MoreAssignedPoliciesDocument}
          variables={(after) => ({ userId, after })}
          pageIn={(data) => data.user?.assignedPolicies}
          told={refusal}
          empty={t('assigned.noPolicies')}
          rowOf={({ policy }) => policy.id}
          columns={columns}
        />
      )}
    </>
  );
}

interface AppsProps {
  readonly userId: string;
  readonly apps: AssignedAppPageFragment | null;
  readonly refusal: Refusal | null;
}

function Apps({ userId, apps, refusal }: AppsProps) {
  const { t } = useTranslation();
  const columns: Column<AssignedAppPageFragment['nodes'][number]>[] = [
    { heading: t('device.app'), isName: true, cell: ({ app }) => app.displayName ?? t('protection.unnamed') },
    {
      heading: t('device.intent'),
      cell: ({ intent }) => (intent === null ? '–' : t(`appIntent.${intent}`)),
    },
    { heading: t('assigned.outcome'), cell: ({ outcome }) => t(`assignmentOutcome.${outcome}`) },
    { heading: t('assigned.through'), cell: (assigned) => <Through assigned={assigned} /> },
  ];
  return (
    <>
      <h3>{t('device.apps')}</h3>
      {refusal ? <Refused refusal={refusal} inPart={apps !== null} /> : null}
      {apps === null ? null : (
        <PagedTable
          label={t('assigned.apps')}
          page={apps}
          query={MoreAssignedAppsDocument}
          variables={(after) => ({ userId, after })}
          pageIn={(data) => data.user?.assignedApps}
          told={refusal}
          empty={t('assigned.noApps')}
          rowOf={({ app }) => app.id}
          columns={columns}
        />
      )}
    </>
  );
}
