import { useTranslation } from 'react-i18next';
import { Explanation } from '../../design/explanation';
import { Mark, type Tone } from '../../design/mark';
import { useNames } from '../../design/names';
import type { PolicyState } from '../../generated/graphql';
import type { InspectedDevice } from './device-panel';

export const POLICY_STATE: Record<PolicyState, Tone> = {
  ERROR: 'bad',
  CONFLICT: 'bad',
  NONCOMPLIANT: 'bad',
  IN_GRACE_PERIOD: 'caution',
  NOT_APPLICABLE: 'neutral',
  NOT_ASSIGNED: 'neutral',
  REMEDIATED: 'good',
  COMPLIANT: 'good',
  UNKNOWN: 'neutral',
};

type Setting = InspectedDevice['compliancePolicyStates'][number]['settings'][number];

interface SettingListProps {
  readonly settings: readonly Setting[];
  /** In whose words the states are told. */
  readonly words: 'policyState' | 'configurationState';
}

/** Settings of a policy or profile on a device, with what the device reported and which policies disagree. */
export function SettingList({ settings, words }: SettingListProps) {
  const { t } = useTranslation();
  const { listed } = useNames();
  return (
    <ul className="settings">
      {settings.map(({ name, state, currentValue, sources, error }) => (
        <li key={name}>
          <Mark tone={POLICY_STATE[state]}>{t('pair', { name, value: t(`${words}.${state}`) })}</Mark>
          {currentValue === null ? null : <p className="hint">{t('device.reported', { value: currentValue })}</p>}
          {state === 'CONFLICT' && sources.length > 1 ? (
            <p>{t('device.conflict', { policies: listed(sources) })}</p>
          ) : sources.length > 1 ? (
            <p className="hint">{t('device.sources', { policies: listed(sources) })}</p>
          ) : null}
          {error === null ? null : <Explanation failure={error} />}
        </li>
      ))}
    </ul>
  );
}
