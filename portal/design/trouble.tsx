import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CombinedError } from 'urql';
import { requestIdOf } from '../graph/refusal';

interface TroubleProps {
  readonly error: CombinedError;
  again(): void;
}

/** The graph gave no answer at all. */
export function Trouble({ error, again }: TroubleProps) {
  const { t } = useTranslation();
  const status = (error.response as Response | undefined)?.status;
  const requestId = requestIdOf(error);
  return (
    <div className="card trouble" role="alert">
      <h2>{t('trouble.title')}</h2>
      <p>{status === undefined ? t('trouble.unreachable') : t('trouble.unusable', { status })}</p>
      {requestId === null ? null : <p className="hint">{t('trouble.request', { id: requestId })}</p>}
      <Button onPress={again}>{t('trouble.again')}</Button>
    </div>
  );
}
