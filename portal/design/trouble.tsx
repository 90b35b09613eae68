import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CombinedError } from 'urql';
import { requestIdOf, waitIn } from '../graph/refusal';
import { RetryButton } from './retry-button';

interface TroubleProps {
  readonly error: CombinedError;
  /** The field of the request, to which the focus returns after a successful retry. */
  readonly field?: RefObject<HTMLElement | null> | undefined;
  /** Retries. The button is busy until the promise settles, if it returns one. */
  again(): unknown;
}

/** The message for a request without any answer. */
export function Trouble({ error, field, again }: TroubleProps) {
  const { t } = useTranslation();
  const [told, setTold] = useState({ error, times: 0 });
  if (told.error !== error) setTold({ error, times: told.times + 1 });
  const status = (error.response as Response | undefined)?.status;
  const isLate = error.networkError?.name === 'TimeoutError';
  const requestId = requestIdOf(error);
  const wait = waitIn(error);
  function sentence(): string {
    if (wait !== null) return t(`trouble.${wait.code}`);
    return status === undefined
      ? t(isLate ? 'trouble.late' : 'trouble.unreachable')
      : t('trouble.unusable', { status });
  }
  return (
    <div className="card trouble">
      {/* Without the button, whose text counts. A new element each time, so that the same sentence is announced again. */}
      <div role="alert" key={told.times}>
        <h2>{t('trouble.title')}</h2>
        <p>{sentence()}</p>
        {requestId === null ? null : <p className="hint">{t('trouble.request', { id: requestId })}</p>}
      </div>
      <RetryButton answer={error} seconds={wait?.seconds ?? 0} {...{ field, again }} />
    </div>
  );
}
