import { useTranslation } from 'react-i18next';
import { Mark } from '../design/mark';
import { inOneLine } from '../design/names';
import type { PolicyKind, PolicyStatesFragment } from '../generated/assigned';
import type { PolicyState } from '../generated/graphql';
import { POLICY_STATE } from './tones';

const FIRST_NAMES = 3;

/** The worst state that a device reports of a policy; null if it reports none. */
export function stateOfPolicy(
  { compliancePolicyStates, configurationStates }: PolicyStatesFragment,
  policyId: string,
): PolicyState | null {
  // The graph lists the worst state first.
  return (
    [...compliancePolicyStates, ...configurationStates].find(({ policy }) => policy?.id === policyId)?.state ?? null
  );
}

/** The state of a policy in the words of its kind: a profile is applied, a compliance policy is complied with. */
export function StateOfPolicy({ kind, state }: { readonly kind: PolicyKind; readonly state: PolicyState }) {
  const { t } = useTranslation();
  const words = kind === 'CONFIGURATION' ? 'configurationState' : 'policyState';
  return <Mark tone={POLICY_STATE[state]}>{t(`${words}.${state}`)}</Mark>;
}

interface StatesOfPolicyProps {
  readonly policy: { readonly id: string; readonly kind: PolicyKind };
  readonly devices: readonly PolicyStatesFragment[];
}

/** The states of one policy, each with the devices that report it. */
export function StatesOfPolicy({ policy: { id, kind }, devices }: StatesOfPolicyProps) {
  const { t } = useTranslation();
  const names = new Map<PolicyState, string[]>();
  for (const device of devices) {
    const state = stateOfPolicy(device, id);
    if (state === null) continue;
    names.set(state, [...(names.get(state) ?? []), device.deviceName ?? t('devices.unnamed')]);
  }
  if (names.size === 0) return <span className="hint">{t('assigned.noState')}</span>;
  const worstFirst = Object.keys(POLICY_STATE).filter((state): state is PolicyState => names.has(state as PolicyState));
  return worstFirst.map((state) => (
    <div key={state}>
      <StateOfPolicy kind={kind} state={state} />
      <Names names={names.get(state) ?? []} />
    </div>
  ));
}

/** The first names, and the number of the others, which open. */
function Names({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation();
  const [first, others] = [names.slice(0, FIRST_NAMES), names.slice(FIRST_NAMES)];
  return (
    <>
      <div className="hint">{inOneLine(first, ', ')}</div>
      {others.length === 0 ? null : (
        <details className="hint">
          <summary>{t('groups.more', { count: others.length })}</summary>
          {inOneLine(others, ', ')}
        </details>
      )}
    </>
  );
}
