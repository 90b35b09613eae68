import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../graph/refusal';
import type { Counted } from '../graph/use-pages';
import { BusyButton } from './busy-button';
import { Refused } from './refused';
import { useTotals } from './total';

interface ListEndProps {
  readonly shown: number;
  readonly total: Counted;
  readonly hasMore: boolean;
  /** Whether more than the first page is shown. */
  readonly isReadOn: boolean;
  readonly fetching: boolean;
  /** The refusals in later pages. */
  readonly left: Refusal;
  /** Why the last request for another page failed. */
  readonly refusal: Refusal | null;
  /** False if the viewer's scope hides items. */
  readonly complete: boolean;
  readOn(): Promise<void>;
}

/** The end of a list: how many items are shown, and the button for more. */
export function ListEnd({ shown, total, hasMore, isReadOn, fetching, left, refusal, complete, readOn }: ListEndProps) {
  const { t } = useTranslation();
  const { numeral, totalOf } = useTotals();
  const count = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    // The button disappears with the last page, so move the focus to the count.
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
            {t('lists.shown', { shown: numeral(shown), total: totalOf(total) })}
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
