import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';

/** The state with which a page was opened. It is taken out of the history, so that Back does not tell it again. */
export function useToldOnce<State>(): State | null {
  const state = useHistoryState<State | null>();
  const [told] = useState(state);
  const [path, goTo] = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the page opens.
  useEffect(() => {
    if (told !== null) goTo(path, { replace: true, state: null });
  }, []);
  return told;
}
