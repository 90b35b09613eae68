import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../graph/refusal';
import { BusyButton } from './busy-button';
import { Refused } from './refused';

interface ListEndProps {
  readonly shown: number;
  readonly total: number;
  readonly hasMore: boolean;
  /** Whether more was shown than the first page. */
  readonly isReadOn: boolean;
  readonly fetching: boolean;
  /** What of the further pages is left out. */
  readonly left: Refusal;
  /** Why there was no further page. */
  readonly refusal: Refusal | null;
  /** Whether the viewer's scope leaves nothing out. */
  readonly complete: boolean;
  readOn(): Promise<void>;
}

/** Below a list: whether all of it is there, and how to see the rest. */
export function ListEnd({ shown, total, hasMore, isReadOn, fetching, left, refusal, complete, readOn }: ListEndProps) {
  const { t } = useTranslation();
  const count = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    // The button that was pressed went with the last page; whoever pressed it is still here.
    if (!hasMore && isReadOn && document.activeElement === document.body) count.current?.focus();
  }, [hasMore, isReadOn]);
  return (
    <>
      {complete ? null : <p className="note">{t('refused.incomplete')}</p>}
      <Refused refusal={left} inPart />
      {refusal ? <Refused refusal={refusal} /> : null}
      {hasMore || isReadOn ? (
        <p className="list-end">
          <span role="status" tabIndex={-1} ref={count}>
            {t('lists.shown', { shown, total })}
          </span>
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
