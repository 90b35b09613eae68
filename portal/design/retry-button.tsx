import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCountdown } from './use-countdown';

// A longer wait is shown in minutes.
const MOST_SECONDS = 90;

interface RetryButtonProps {
  /** Stands for the answer that asks for the wait. Another one starts the wait again. */
  readonly answer: unknown;
  /** How long the answer asks to wait; 0 if not at all. */
  readonly seconds: number;
  /** The label while there is no wait; by default *Try again*. */
  readonly text?: string | undefined;
  /** Whether what it retries runs, started elsewhere. */
  readonly busy?: boolean;
  /** What has the focus after a successful retry; by default the next control of the form, else the dialog or the page. */
  readonly field?: RefObject<HTMLElement | null> | undefined;
  /** Retries. If it returns a promise, the button is busy until that settles. */
  again(): unknown;
}

/** A button that retries, when the service may answer again. */
export function RetryButton({ answer, seconds, text, busy: isRunning = false, field, again }: RetryButtonProps) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const { current: shown } = button;
    return () => {
      // After a successful retry, keep the focus near the result instead of at the top of the page.
      if (shown !== null && shown === document.activeElement) {
        (field?.current ?? placeAround(shown))?.focus({ preventScroll: true });
      }
    };
  }, [field]);
  const [isRetrying, setIsRetrying] = useState(false);
  const busy = isRunning || isRetrying;
  async function retry() {
    const running = again();
    if (!(running instanceof Promise)) return;
    setIsRetrying(true);
    await running;
    setIsRetrying(false);
  }
  const left = useCountdown(answer, seconds);
  const isWaiting = left > 0 && !busy;
  const waiting =
    left > MOST_SECONDS
      ? t('trouble.againInMinutes', { minutes: Math.ceil(left / 60) })
      : t('trouble.againIn', { seconds: left });
  // A disabled button would lose the focus.
  return (
    <button
      type="button"
      className="retry"
      ref={button}
      aria-disabled={isWaiting || busy}
      onClick={() => {
        if (!isWaiting && !busy) void retry();
      }}
    >
      {busy ? t('loading') : isWaiting ? waiting : (text ?? t('trouble.again'))}
    </button>
  );
}

/** The next control of the form around a button, else the dialog or the page. */
function placeAround(shown: HTMLElement): HTMLElement | null | undefined {
  const controls = shown.closest('form')?.querySelectorAll<HTMLElement>('button, input, select, textarea') ?? [];
  const next = [...controls].find(
    (each) => shown.compareDocumentPosition(each) === Node.DOCUMENT_POSITION_FOLLOWING && each.tabIndex >= 0,
  );
  return next ?? shown.parentElement?.closest<HTMLElement>('[role=dialog], main');
}
