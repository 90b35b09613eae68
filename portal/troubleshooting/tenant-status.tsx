import { useTranslation } from 'react-i18next';
import { Mark } from '../design/mark';
import { useMoments } from '../design/moment';
import { inOneLine } from '../design/names';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import type { TroubleshootUserQuery } from '../generated/graphql';
import { refusalAt } from '../graph/refusal';
import type { Finding } from './evidence-rows';
import { useExpiry } from './expiry';
import type { SectionProps } from './shown-user';
import { SyncTrouble } from './sync-trouble';
import { CONNECTOR_HEALTH } from './tones';

interface TenantStatusProps {
  readonly tenant: TroubleshootUserQuery['tenant'];
  /** The findings of the user. */
  readonly findings: readonly Finding[];
  readonly error: SectionProps['error'];
}

/** The subscription and the connectors of the tenant. */
export function TenantStatus({ tenant, findings, error }: TenantStatusProps) {
  const { t } = useTranslation();
  const refusal = refusalAt(error, 'tenant');
  const evidence = findings.flatMap((finding) => finding.evidence);
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
            {inOneLine([
              tenant.displayName,
              t('pair', {
                name: t('tenant.subscription'),
                value: t(`subscriptionState.${tenant.subscriptionState}`),
              }),
              t('pair', { name: t('tenant.authority'), value: t(`mdmAuthority.${tenant.mdmAuthority}`) }),
            ])}
          </p>
          <Connectors connectors={tenant.connectors} evidence={evidence} />
          <SyncTrouble />
        </>
      )}
    </Section>
  );
}

type Connector = NonNullable<TroubleshootUserQuery['tenant']>['connectors'][number];

interface ConnectorsProps {
  readonly connectors: readonly Connector[];
  /** The facts that the findings rest on. */
  readonly evidence: Finding['evidence'];
}

/** Whether one of the facts is about the connector: its kind or one of its dates. */
function isEvidence({ kind, expiresAt, lastSyncAt }: Connector, evidence: Finding['evidence']): boolean {
  const own = { 'Connector.kind': kind, 'Connector.expiresAt': expiresAt, 'Connector.lastSyncAt': lastSyncAt };
  return evidence.some(({ coordinate, value }) => value !== null && own[coordinate as keyof typeof own] === value);
}

/** The connectors on which a finding depends, and the others in one line, which opens. */
function Connectors({ connectors, evidence }: ConnectorsProps) {
  const { t } = useTranslation();
  const [shown, folded] = [true, false].map((isShown) =>
    connectors.filter((connector) => isEvidence(connector, evidence) === isShown),
  ) as [Connector[], Connector[]];
  const troubled = folded.filter(({ health }) => health === 'UNHEALTHY' || health === 'WARNING');
  return (
    <>
      <ConnectorList connectors={shown} />
      {folded.length === 0 ? null : (
        <details>
          <summary>
            <Mark tone={troubled.length === 0 ? 'good' : 'caution'}>
              {t(shown.length === 0 ? 'tenant.connectors' : 'tenant.otherConnectors', { count: troubled.length })}
            </Mark>
          </summary>
          <ConnectorList connectors={folded} />
        </details>
      )}
    </>
  );
}

function ConnectorList({ connectors }: { readonly connectors: readonly Connector[] }) {
  if (connectors.length === 0) return null;
  return (
    <ul className="lines">
      {connectors.map((connector) => (
        <li key={`${connector.kind} ${connector.name}`}>
          <ConnectorLine {...connector} />
        </li>
      ))}
    </ul>
  );
}

function ConnectorLine({ kind, name, health, expiresAt, lastSyncAt }: Connector) {
  const { t } = useTranslation();
  const { written } = useMoments();
  const expiry = useExpiry();
  const date =
    expiresAt !== null ? expiry(expiresAt) : lastSyncAt && t('tenant.lastSync', { moment: written(lastSyncAt) });
  return (
    <>
      <Mark tone={CONNECTOR_HEALTH[health]}>
        {t('pair', { name: t(`connectorKind.${kind}`), value: t(`connectorHealth.${health}`) })}
      </Mark>
      {health === 'HEALTHY' || health === 'NOT_ENABLED' ? null : (
        <span className="hint">{inOneLine([name, date])}</span>
      )}
    </>
  );
}
