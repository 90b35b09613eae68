import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useTotals } from '../design/total';
import type { ReportedCountsQuery } from '../generated/administration';
import type { FindingRule } from '../generated/graphql';

interface RuleTableProps {
  readonly rules: ReportedCountsQuery['findingRules'];
  /** The rule whose reports are shown; null for all. */
  readonly chosen: FindingRule | null;
}

/** The rules by the number of their reports, the most reported first. Each leads to its reports. */
export function RuleTable({ rules, chosen }: RuleTableProps) {
  const { t } = useTranslation();
  const { numeral } = useTotals();
  const sorted = (rules ?? []).toSorted((one, other) => (other.reported ?? 0) - (one.reported ?? 0));
  return (
    <table aria-label={t('reports.byRule')}>
      <thead>
        <tr>
          <th scope="col">{t('team.rule')}</th>
          <th scope="col">{t('reports.count')}</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map(({ rule, reported }) => (
          <tr key={rule}>
            <th scope="row">
              <Link href={`/reports?rule=${rule}`} aria-current={rule === chosen ? 'true' : undefined}>
                {t(`findingRule.${rule}`)}
              </Link>
            </th>
            <td data-label={t('reports.count')}>{numeral(reported ?? 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
