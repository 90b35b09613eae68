import { useTranslation } from 'react-i18next';
import { Mark } from '../design/mark';
import { inOneLine } from '../design/names';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import { MoreAppProtectionStatesDocument } from '../generated/graphql';
import { refusalAt, untold } from '../graph/refusal';
import styles from './app-protection.module.css';
import { type Column, PagedTable } from './paged-table';
import { RelativeTime } from './relative-time';
import type { SectionProps, ShownUser } from './shown-user';
import { APP_PROTECTION_STATE } from './tones';

type ProtectedApp = NonNullable<ShownUser['appProtectionStates']>['nodes'][number];

/** The user's protected apps, on enrolled and on other devices. */
export function AppProtection({ user, error }: SectionProps) {
  const { t } = useTranslation();
  const columns = useColumns();
  const { appProtectionStates: states, appProtectionPolicies: policies } = user;
  const refusal = refusalAt(error, 'user', 'appProtectionStates');
  const ofPolicies = refusalAt(error, 'user', 'appProtectionPolicies');
  // If a policy targets the user, apps should report.
  const none =
    policies === null ? 'protection.none' : policies.totalCount === 0 ? 'protection.noPolicy' : 'protection.noApps';
  return (
    <Section title={t('protection.title')} syncedAt={states?.nodes[0]?.syncedAt}>
      {states === null ? (
        refusal && <Refused refusal={refusal} />
      ) : (
        <PagedTable
          label={t('protection.title')}
          page={states}
          query={MoreAppProtectionStatesDocument}
          variables={(after) => ({ userId: user.id, after })}
          pageIn={(data) => data.user?.appProtectionStates}
          told={refusal}
          empty={t(none)}
          above={refusal ? <Refused refusal={refusal} inPart /> : null}
          rowOf={({ id }) => id}
          columns={columns}
        />
      )}
      {states?.totalCount === 0 && ofPolicies ? <Refused refusal={untold(ofPolicies, refusal ?? [])} inPart /> : null}
    </Section>
  );
}

function useColumns(): Column<ProtectedApp>[] {
  const { t } = useTranslation();
  return [
    {
      heading: t('protection.status'),
      cell: ({ state, flaggedReasons }) => (
        <span className={styles['marks']}>
          <Mark tone={APP_PROTECTION_STATE[state]}>{t(`protectionState.${state}`)}</Mark>
          {flaggedReasons.map((reason) => (
            <Mark tone="bad" key={reason}>
              {t(`flaggedReason.${reason}`)}
            </Mark>
          ))}
        </span>
      ),
    },
    { heading: t('protection.app'), isName: true, cell: ({ appName }) => appName ?? t('protection.unnamed') },
    { heading: t('protection.device'), hasNames: true, cell: ({ deviceName }) => <bdi>{deviceName ?? '–'}</bdi> },
    {
      heading: t('protection.deviceType'),
      dropped: 'both',
      cell: ({ deviceType, platform }) => deviceType ?? t(`platform.${platform}`),
    },
    {
      heading: t('protection.policies'),
      hasNames: true,
      cell: ({ policies }) =>
        inOneLine(
          policies.map(({ displayName }) => displayName),
          ', ',
        ) || '–',
    },
    {
      heading: t('protection.lastSync'),
      cell: ({ lastSyncAt }) => (lastSyncAt === null ? t('devices.never') : <RelativeTime at={lastSyncAt} />),
    },
  ];
}
