import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface RetryButtonProps {
  /** Stands for the answer that asks for the wait. Another one starts the wait again. */
  readonly answer: unknown;
  /** How long the answer asks to wait; 0 if not at all. */
  readonly seconds: number;
  again(): void;
}

/** A button that retries, when the service may answer again. */
export function RetryButton({ answer, seconds, again }: RetryButtonProps) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(seconds);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer may ask for as many seconds.
  useEffect(() => {
    const until = Date.now() + seconds * 1_000;
    setLeft(seconds);
    if (seconds === 0) return undefined;
    const counting = setInterval(() => {
      const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1_000));
      setLeft(seconds);
      if (seconds === 0) clearInterval(counting);
    }, 1_000);
    return () => clearInterval(counting);
  }, [answer, seconds]);
  // A disabled button would lose the focus.
  return (
    <button type="button" aria-disabled={left > 0} onClick={() => left === 0 && again()}>
      {left > 0 ? t('trouble.againIn', { seconds: left }) : t('trouble.again')}
    </button>
  );
}
