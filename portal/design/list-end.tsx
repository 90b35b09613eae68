import { useTranslation } from 'react-i18next';
import type { CombinedError } from 'urql';
import { failureOf } from '../graph/refusal';
import { BusyButton } from './busy-button';
import { Refused } from './refused';

interface ListEndProps {
  readonly shown: number;
  readonly total: number;
  readonly hasMore: boolean;
  /** Whether more was shown than the first page. */
  readonly isReadOn: boolean;
  readonly fetching: boolean;
  readonly error: CombinedError | undefined;
  /** Whether the viewer's scope leaves nothing out. */
  readonly complete: boolean;
  readOn(): Promise<void>;
}

/** Below a list: whether all of it is there, and how to see the rest. */
export function ListEnd({ shown, total, hasMore, isReadOn, fetching, error, complete, readOn }: ListEndProps) {
  const { t } = useTranslation();
  return (
    <>
      {complete ? null : <p className="note">{t('refused.incomplete')}</p>}
      {error ? <Refused refusal={[failureOf(error)]} /> : null}
      {hasMore || isReadOn ? (
        <p className="list-end">
          <span role="status">{t('lists.shown', { shown, total })}</span>
          {hasMore ? (
            <BusyButton busy={fetching} busyText={t('loading')} onPress={() => void readOn()}>
              {t('lists.more')}
            </BusyButton>
          ) : null}
        </p>
      ) : null}
    </>
  );
}
