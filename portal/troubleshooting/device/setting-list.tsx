import { useTranslation } from 'react-i18next';
import { Explanation } from '../../design/explanation';
import { Mark } from '../../design/mark';
import { useNames } from '../../design/names';
import { settingRow } from '../evidence-rows';
import { useSettingValue } from '../evidence-words';
import { InOrder } from '../in-order';
import { POLICY_STATE } from '../tones';
import type { InspectedDevice } from './inspected-device';
import { isPolicyOpen, sorted } from './order';

type Setting = InspectedDevice['compliancePolicyStates'][number]['settings'][number];

interface SettingListProps {
  readonly policyId: string;
  readonly settings: readonly Setting[];
  /** The message group with the names of the states. */
  readonly words: 'policyState' | 'configurationState';
}

/** The settings of a policy or profile on a device, those in order folded. */
export function SettingList(props: SettingListProps) {
  const [open, inOrder] = sorted(props.settings, isPolicyOpen);
  return (
    <>
      <Settings {...props} settings={open} />
      <InOrder of="settings" count={inOrder.length}>
        <Settings {...props} settings={inOrder} />
      </InOrder>
    </>
  );
}

function Settings({ policyId, settings, words }: SettingListProps) {
  const { t } = useTranslation();
  const { listed } = useNames();
  const settingValue = useSettingValue();
  if (settings.length === 0) return null;
  return (
    <ul className="settings">
      {settings.map(({ name, displayName, state, currentValue, sources, error }) => (
        <li key={name} data-row={settingRow(policyId, name)}>
          <Mark tone={POLICY_STATE[state]}>
            <span title={name}>{t('pair', { name: displayName, value: t(`${words}.${state}`) })}</span>
          </Mark>
          {currentValue === null ? null : (
            <p className="hint">{t('device.reported', { value: settingValue(currentValue) })}</p>
          )}
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
