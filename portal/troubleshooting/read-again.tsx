import { useTranslation } from 'react-i18next';
import { BusyButton } from '../design/busy-button';
import { NotDone } from '../design/not-done';
import { RetryButton } from '../design/retry-button';
import { useHolds, useSignedIn } from '../frame/viewer';
import type { RefreshProgressFragment } from '../generated/graphql';
import type { RefreshStep } from './use-refresh';

interface ReadAgainProps {
  readonly last: RefreshStep | null;
  start(): Promise<void>;
  resume(): Promise<void>;
}

/** The button that reads the user from Intune, where the service and the operator can do that. */
export function ReadAgain({ last, start }: Omit<ReadAgainProps, 'resume'>) {
  const { t } = useTranslation();
  const { refreshes } = useSignedIn();
  const mayRefresh = [useHolds('ORGANIZATION_READ'), useHolds('MANAGED_DEVICES_READ')].every(Boolean);
  if (!refreshes || !mayRefresh) return null;
  return (
    <BusyButton
      busy={last?.step === 'asked' || last?.step === 'running'}
      busyText={t('refresh.running')}
      onPress={() => void start()}
    >
      {t('refresh.start')}
    </BusyButton>
  );
}

/** How far the reading from Intune is, and how it ended. */
export function RefreshOutcome({ last, start, resume }: ReadAgainProps) {
  const { t } = useTranslation();
  if (last === null) return null;
  if (last.step === 'lost' && last.error !== undefined) {
    return <NotDone error={last.error} mutation="refreshUser" again={resume} />;
  }
  const isFine = last.step === 'asked' || last.step === 'running' || isComplete(last);
  return (
    <div className={isFine ? 'note info' : 'note'} role="status">
      {last.step === 'asked' ? <p>{t('refresh.QUEUED')}</p> : null}
      {last.step === 'refused' ? <p>{t(`refreshError.${last.code}`)}</p> : null}
      {last.step === 'refused' && last.retryAfter !== null ? (
        <RetryButton answer={last} seconds={last.retryAfter} again={() => void start()} />
      ) : null}
      {last.step === 'lost' ? <p>{t('refresh.lost')}</p> : null}
      {'progress' in last ? <Progress progress={last.progress} /> : null}
    </div>
  );
}

const isComplete = (last: RefreshStep): boolean => 'progress' in last && last.progress.state === 'COMPLETED';

function Progress({ progress: { state, failure, problem, kinds } }: { readonly progress: RefreshProgressFragment }) {
  const { t } = useTranslation();
  const partly = kinds.flatMap(({ kind, problem }) => (problem === null ? [] : [{ kind, problem }]));
  return (
    <>
      <p>
        {t(`refresh.${state}`)}
        {state === 'RUNNING' && kinds.length > 0 ? ` ${t('refresh.kinds', { count: kinds.length })}` : null}{' '}
        {failure === null ? null : t(`refreshFailure.${failure}`)} {problem}
      </p>
      {partly.length === 0 ? null : (
        <ul>
          {partly.map(({ kind, problem }) => (
            <li key={kind}>{t('pair', { name: t(`syncKind.${kind}`), value: problem })}</li>
          ))}
        </ul>
      )}
    </>
  );
}
