import { useTranslation } from 'react-i18next';
import { Mark } from '../../design/mark';
import { Section } from '../../design/section';
import { POLICY_STATE } from '../tones';
import { ByUser } from './by-user';
import type { InspectedDevice } from './inspected-device';
import { SettingList } from './setting-list';

/** Microsoft's fixed name of the policy that every tenant has. */
const BUILT_IN = 'Default Device Compliance Policy';

interface CompliancePoliciesProps {
  readonly device: InspectedDevice;
}

export function CompliancePolicies({ device }: CompliancePoliciesProps) {
  const { t } = useTranslation();
  const { compliancePolicyStates: policies, primaryUser, lastCheckInAt } = device;
  return (
    <Section title={t('device.compliance')} syncedAt={policies[0]?.syncedAt}>
      {policies.length === 0 ? (
        // Of a device that never reported, nothing follows from an empty list.
        <p>{t(lastCheckInAt === null ? 'device.noSettings' : 'device.noCompliance')}</p>
      ) : null}
      <ByUser of="policies" states={policies} owner={primaryUser}>
        {({ id, displayName, state, settings }) => (
          <article key={id} data-row={id}>
            <h3>
              {displayName === BUILT_IN ? t('device.builtInPolicy') : (displayName ?? '–')}{' '}
              <Mark tone={POLICY_STATE[state]}>{t(`policyState.${state}`)}</Mark>
            </h3>
            {settings.length === 0 ? <p className="hint">{t('device.noSettings')}</p> : null}
            <SettingList policyId={id} settings={settings} words="policyState" />
          </article>
        )}
      </ByUser>
    </Section>
  );
}
