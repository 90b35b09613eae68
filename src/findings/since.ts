import type { ComplianceFacts, SettingFacts } from './facts';
import type { Draft } from './rule';

type Since = Pick<Draft, 'since' | 'onset'>;

/**
 * When a statement about states became true: with the first of them, if the beginning of all is known. It is when a sync saw
 * them first, so they may have begun earlier, with the effects. So `onset` is null.
 */
export function sinceOf(...moments: readonly (string | null)[]): Since {
  const known = moments.filter((moment) => moment !== null);
  const since = known.length < moments.length ? null : (known.sort()[0] ?? null);
  return { since, onset: null };
}

/** The same for policies, profiles or apps. */
export const sinceStates = (states: readonly { readonly stateSince: string | null }[]): Since =>
  sinceOf(...states.map(({ stateSince }) => stateSince));

/** The same for noncompliant settings. Only the state of their policy has a date, so no other setting may have caused it. */
export function sinceSettings(
  policies: readonly ComplianceFacts[],
  isMeant: (setting: SettingFacts) => boolean,
): Since {
  const moments = policies.flatMap(({ state, stateSince, settings }) => {
    const failed = settings.filter((setting) => setting.state === 'NONCOMPLIANT');
    if (!failed.some(isMeant)) return [];
    return [state === 'NONCOMPLIANT' && failed.every(isMeant) ? stateSince : null];
  });
  return sinceOf(...moments);
}
