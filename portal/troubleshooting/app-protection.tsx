import { useTranslation } from 'react-i18next';
import { ListEnd } from '../design/list-end';
import { Mark } from '../design/mark';
import { Moment } from '../design/moment';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import { MoreAppProtectionStatesDocument } from '../generated/graphql';
import { type Refusal, refusalAt } from '../graph/refusal';
import { usePages } from '../graph/use-pages';
import type { SectionProps, ShownUser } from './shown-user';
import { APP_PROTECTION_STATE } from './tones';

/** The user's protected apps, on enrolled and on other devices. */
export function AppProtection({ user, error }: SectionProps) {
  const { t } = useTranslation();
  const { appProtectionStates: states, appProtectionPolicies: policies } = user;
  const refusal = refusalAt(error, 'user', 'appProtectionStates');
  return (
    <Section title={t('protection.title')} syncedAt={states?.nodes[0]?.syncedAt}>
      {states === null ? (
        refusal && <Refused refusal={refusal} />
      ) : (
        <AppTable userId={user.id} states={states} refusal={refusal} isTargeted={policies?.totalCount !== 0} />
      )}
    </Section>
  );
}

interface AppTableProps {
  readonly userId: string;
  readonly states: NonNullable<ShownUser['appProtectionStates']>;
  readonly refusal: Refusal | null;
  /** Whether a policy targets the user. If so, apps should report. */
  readonly isTargeted: boolean;
}

function AppTable({ userId, states, refusal, isTargeted }: AppTableProps) {
  const { t } = useTranslation();
  const { nodes, ...more } = usePages(states, {
    query: MoreAppProtectionStatesDocument,
    variables: (after) => ({ userId, after }),
    pageIn: (data) => data.user?.appProtectionStates,
    told: refusal,
  });
  const { totalCount, complete } = states;
  if (totalCount === 0 && complete) return <p>{t(isTargeted ? 'protection.noApps' : 'protection.noPolicy')}</p>;
  return (
    <>
      {refusal ? <Refused refusal={refusal} inPart /> : null}
      <table>
        <thead>
          <tr>
            <th scope="col">{t('protection.status')}</th>
            <th scope="col">{t('protection.app')}</th>
            <th scope="col">{t('protection.device')}</th>
            <th scope="col">{t('protection.deviceType')}</th>
            <th scope="col">{t('protection.policies')}</th>
            <th scope="col">{t('protection.lastSync')}</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((app) => (
            <tr key={app.id} data-row={app.id}>
              <td data-label={t('protection.status')}>
                <Mark tone={APP_PROTECTION_STATE[app.state]}>{t(`protectionState.${app.state}`)}</Mark>
                {app.flaggedReasons.map((reason) => (
                  <Mark tone="bad" key={reason}>
                    {t(`flaggedReason.${reason}`)}
                  </Mark>
                ))}
              </td>
              <th scope="row">{app.appName ?? t('protection.unnamed')}</th>
              <td data-label={t('protection.device')}>{app.deviceName ?? '–'}</td>
              <td data-label={t('protection.deviceType')}>{app.deviceType ?? t(`platform.${app.platform}`)}</td>
              <td data-label={t('protection.policies')}>
                {app.policies.map(({ displayName }) => displayName).join(', ') || '–'}
              </td>
              <td data-label={t('protection.lastSync')}>
                {app.lastSyncAt === null ? t('devices.never') : <Moment at={app.lastSyncAt} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ListEnd {...more} shown={nodes.length} total={totalCount} complete={complete} />
    </>
  );
}
