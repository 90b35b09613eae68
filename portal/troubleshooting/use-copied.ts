import { useEffect, useRef, useState } from 'react';

/** How long the outcome of a copy is shown. */
const SHOWN_MS = 5_000;

type Outcome = 'copied' | 'notCopied';

/** Takes back the outcome that is shown, since the clipboard holds one thing. */
let takeBack = () => {};

/** The outcome of the last copy, for some seconds or until the next copy of anything; null at other times. */
export function useCopied() {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const clock = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(clock.current), []);

  function show(next: Outcome) {
    takeBack();
    takeBack = () => {
      clearTimeout(clock.current);
      setOutcome(null);
    };
    setOutcome(next);
    clock.current = setTimeout(takeBack, SHOWN_MS);
  }

  /** @param written settles when the clipboard has been written */
  function afterCopy(written: Promise<void>) {
    written.then(
      () => show('copied'),
      () => show('notCopied'),
    );
  }
  return { outcome, afterCopy };
}
