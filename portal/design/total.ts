import { useTranslation } from 'react-i18next';
import type { Counted } from '../graph/use-pages';
import { numeralIn } from '../messages/language';

/** Numbers in the page's language, and the total of a list: "10,000+" where the graph stopped counting. */
export function useTotals() {
  const { t, i18n } = useTranslation();
  const numeral = (count: number): string => numeralIn(i18n.language, count);
  const totalOf = ({ totalCount, totalCountIsLowerBound }: Counted): string =>
    totalCountIsLowerBound ? t('lists.moreThan', { total: numeral(totalCount) }) : numeral(totalCount);
  return { numeral, totalOf };
}
