import { useTranslation } from 'react-i18next';
import { Mark } from '../../design/mark';
import { Section } from '../../design/section';
import { POLICY_STATE } from '../tones';
import type { InspectedDevice } from './inspected-device';
import { SettingList } from './setting-list';

interface CompliancePoliciesProps {
  readonly policies: InspectedDevice['compliancePolicyStates'];
}

export function CompliancePolicies({ policies }: CompliancePoliciesProps) {
  const { t } = useTranslation();
  return (
    <Section title={t('device.compliance')} syncedAt={policies[0]?.syncedAt}>
      {policies.length === 0 ? <p>{t('device.noCompliance')}</p> : null}
      {policies.map(({ id, displayName, state, userPrincipalName, settings }) => (
        <article key={id} data-row={id}>
          <h3>
            {displayName ?? '–'} <Mark tone={POLICY_STATE[state]}>{t(`policyState.${state}`)}</Mark>
          </h3>
          {userPrincipalName === null ? null : <p className="hint">{t('device.for', { user: userPrincipalName })}</p>}
          {settings.length === 0 ? <p className="hint">{t('device.noSettings')}</p> : null}
          <SettingList policyId={id} settings={settings} words="policyState" />
        </article>
      ))}
    </Section>
  );
}
