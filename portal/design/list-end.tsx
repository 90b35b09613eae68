import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../graph/refusal';
import type { Counted } from '../graph/use-pages';
import { Refused } from './refused';
import { RetryButton } from './retry-button';
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
  const failure = refusal?.find((each) => each.reason === 'FAILED');
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
            <RetryButton
              answer={refusal}
              seconds={failure?.wait?.seconds ?? 0}
              text={failure === undefined ? t('lists.more') : undefined}
              busy={fetching}
              // The button disappears with the last page.
              field={count}
              again={() => void readOn()}
            />
          ) : null}
        </p>
      ) : null}
    </>
  );
}
