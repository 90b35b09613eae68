import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyVariables } from 'urql';
import { inOneLine } from '../design/names';
import { Refused } from '../design/refused';
import { WholeWords } from '../design/whole-words';
import type { AssignedAppPageFragment, AssignedPolicyPageFragment } from '../generated/assigned';
import type { Refusal } from '../graph/refusal';
import type { Following } from '../graph/use-pages';
import { type Column, PagedTable } from './paged-table';
import { Through } from './through';

type AssignedPolicy = AssignedPolicyPageFragment['nodes'][number];
type AssignedApp = AssignedAppPageFragment['nodes'][number];

interface TableProps<Assigned, Page, Data, Variables extends AnyVariables>
  extends Pick<Following<Assigned, Data, Variables>, 'query' | 'variables' | 'pageIn'> {
  /** Null if it was refused. */
  readonly page: Page | null;
  readonly refusal: Refusal | null;
  /** Reads the first page again. */
  again(): void;
  readonly empty: string;
  /** The state on the devices; null where none is known. */
  readonly state: { readonly heading: string; readonly of: (assigned: Assigned) => ReactNode } | null;
}

const stateColumn = <Assigned,>(
  state: TableProps<Assigned, unknown, unknown, AnyVariables>['state'],
): Column<Assigned>[] => (state === null ? [] : [{ heading: state.heading, hasNames: true, cell: state.of }]);

/** The policies that are assigned, with the groups through which they come. */
export function PolicyTable<Data, Variables extends AnyVariables>({
  page,
  refusal,
  state,
  again,
  ...props
}: TableProps<AssignedPolicy, AssignedPolicyPageFragment, Data, Variables>) {
  const { t } = useTranslation();
  const columns: Column<AssignedPolicy>[] = [
    {
      heading: t('findings.policy'),
      isName: true,
      cell: ({ policy }) => <WholeWords text={policy.displayName ?? '–'} />,
    },
    {
      heading: t('assigned.kind'),
      dropped: 'both',
      cell: ({ policy: { kind, profileType, platform } }) =>
        inOneLine([
          profileType === null ? t(`policyKind.${kind}`) : t(`profileType.${profileType}`),
          platform === 'UNKNOWN' ? null : t(`platform.${platform}`),
        ]),
    },
    { heading: t('assigned.outcome'), cell: ({ outcome }) => t(`assignmentOutcome.${outcome}`) },
    ...stateColumn(state),
    { heading: t('assigned.through'), hasNames: true, cell: (assigned) => <Through assigned={assigned} /> },
  ];
  return (
    <>
      <h3>{t('assigned.policies')}</h3>
      {refusal ? <Refused refusal={refusal} inPart={page !== null} again={again} /> : null}
      {page === null ? null : (
        <PagedTable
          {...props}
          label={t('assigned.policies')}
          page={page}
          told={refusal}
          rowOf={({ policy }) => `assigned ${policy.id}`}
          columns={columns}
        />
      )}
    </>
  );
}

/** The apps that are assigned, with the groups through which they come. */
export function AppTable<Data, Variables extends AnyVariables>({
  page,
  refusal,
  state,
  again,
  ...props
}: TableProps<AssignedApp, AssignedAppPageFragment, Data, Variables>) {
  const { t } = useTranslation();
  const columns: Column<AssignedApp>[] = [
    { heading: t('device.app'), isName: true, cell: ({ app }) => <AssignedAppName app={app} /> },
    {
      heading: t('device.intent'),
      cell: ({ intent }) => (intent === null ? '–' : t(`appIntent.${intent}`)),
    },
    { heading: t('assigned.outcome'), cell: ({ outcome }) => t(`assignmentOutcome.${outcome}`) },
    ...stateColumn(state),
    { heading: t('assigned.through'), hasNames: true, cell: (assigned) => <Through assigned={assigned} /> },
  ];
  return (
    <>
      <h3>{t('device.apps')}</h3>
      {refusal ? <Refused refusal={refusal} inPart={page !== null} again={again} /> : null}
      {page === null ? null : (
        <PagedTable
          {...props}
          label={t('assigned.apps')}
          page={page}
          told={refusal}
          rowOf={({ app }) => `assigned ${app.id}`}
          columns={columns}
        />
      )}
    </>
  );
}

/** The name of an app, and its platform, because an app for two platforms is two apps of the same name. */
function AssignedAppName({ app: { displayName, platform } }: Pick<AssignedApp, 'app'>) {
  const { t } = useTranslation();
  return (
    <>
      {displayName ?? t('protection.unnamed')}
      {platform === 'UNKNOWN' ? null : <span className="hint">{t(`platform.${platform}`)}</span>}
    </>
  );
}
