import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CombinedError } from 'urql';
import { requestIdOf, waitIn } from '../graph/refusal';
import { RetryButton } from './retry-button';

interface TroubleProps {
  readonly error: CombinedError;
  again(): void;
}

/** The message for a request without any answer. */
export function Trouble({ error, again }: TroubleProps) {
  const { t } = useTranslation();
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current: shown } = card;
    return () => {
      // After a successful retry, keep the focus near the result instead of at the top of the page.
      if (shown?.contains(document.activeElement))
        shown.parentElement?.closest<HTMLElement>('[role=dialog], main')?.focus({ preventScroll: true });
    };
  }, []);
  const status = (error.response as Response | undefined)?.status;
  const isLate = error.networkError?.name === 'TimeoutError';
  const requestId = requestIdOf(error);
  const wait = waitIn(error);
  function told(): string {
    if (wait !== null) return t(`trouble.${wait.code}`);
    return status === undefined
      ? t(isLate ? 'trouble.late' : 'trouble.unreachable')
      : t('trouble.unusable', { status });
  }
  return (
    <div className="card trouble" role="alert" ref={card}>
      <h2>{t('trouble.title')}</h2>
      <p>{told()}</p>
      {requestId === null ? null : <p className="hint">{t('trouble.request', { id: requestId })}</p>}
      <RetryButton answer={error} seconds={wait?.seconds ?? 0} again={again} />
    </div>
  );
}
