import { useTranslation } from 'react-i18next';
import { Mark } from '../design/mark';
import { useMoments, useNow } from '../design/moment';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import type { TroubleshootUserQuery } from '../generated/graphql';
import { refusalAt } from '../graph/refusal';
import type { SectionProps } from './shown-user';
import { SyncTrouble } from './sync-trouble';
import { CONNECTOR_HEALTH } from './tones';

interface TenantStatusProps {
  readonly tenant: TroubleshootUserQuery['tenant'];
  readonly error: SectionProps['error'];
}

export function TenantStatus({ tenant, error }: TenantStatusProps) {
  const { t } = useTranslation();
  const { written } = useMoments();
  const now = useNow();
  const refusal = refusalAt(error, 'tenant');
  return (
    <Section title={t('tenant.title')} syncedAt={tenant?.syncedAt}>
      {refusal ? <Refused refusal={refusal} /> : null}
      {tenant === null ? null : (
        <>
          <p className="lead">
            <Mark tone={tenant.accountStatus === 'ACTIVE' ? 'good' : 'bad'}>
              {t(`accountStatus.${tenant.accountStatus}`)}
            </Mark>
          </p>
          <p>
            {[
              tenant.displayName,
              t('pair', {
                name: t('tenant.subscription'),
                value: t(`subscriptionState.${tenant.subscriptionState}`),
              }),
              t('pair', { name: t('tenant.authority'), value: t(`mdmAuthority.${tenant.mdmAuthority}`) }),
            ].join(' · ')}
          </p>
          <ul className="lines">
            {tenant.connectors.map(({ kind, name, health, expiresAt, lastSyncAt }) => (
              <li key={`${kind} ${name}`}>
                <Mark tone={CONNECTOR_HEALTH[health]}>
                  {t('pair', { name: t(`connectorKind.${kind}`), value: t(`connectorHealth.${health}`) })}
                </Mark>
                {health === 'HEALTHY' || health === 'NOT_ENABLED' ? null : (
                  <span className="hint">
                    {expiresAt !== null
                      ? t(Date.parse(expiresAt) < now ? 'tenant.expired' : 'tenant.expires', {
                          moment: written(expiresAt),
                        })
                      : lastSyncAt !== null && t('tenant.lastSync', { moment: written(lastSyncAt) })}
                  </span>
                )}
              </li>
            ))}
          </ul>
          <SyncTrouble />
        </>
      )}
    </Section>
  );
}
