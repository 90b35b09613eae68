import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CombinedError } from 'urql';
import { requestIdOf } from '../graph/refusal';

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
  return (
    <div className="card trouble" role="alert" ref={card}>
      <h2>{t('trouble.title')}</h2>
      <p>
        {status !== undefined ? t('trouble.unusable', { status }) : t(isLate ? 'trouble.late' : 'trouble.unreachable')}
      </p>
      {requestId === null ? null : <p className="hint">{t('trouble.request', { id: requestId })}</p>}
      <button type="button" onClick={again}>
        {t('trouble.again')}
      </button>
    </div>
  );
}
