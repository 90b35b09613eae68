import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'wouter';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import { Trouble } from '../design/trouble';
import { PageHeading } from '../frame/page-heading';
import { useHolds, useHoldsOverEverything } from '../frame/viewer';
import { ReportedCountsDocument } from '../generated/administration';
import type { FindingRule } from '../generated/graphql';
import { refusalAt } from '../graph/refusal';
import { useAnswer } from '../graph/use-answer';
import { ReportList } from './report-list';
import { RuleTable } from './rule-table';

/** The findings that operators called wrong: the number of each rule, and the reasons. */
export default function ReportedFindingsPage() {
  const { t } = useTranslation();
  const holds = useHolds('ROLES_READ');
  const mayRead = useHoldsOverEverything('ROLES_READ');
  return (
    <>
      <PageHeading title={t('reports.title')} />
      <p>{t('reports.lead')}</p>
      {mayRead ? (
        <Reports />
      ) : holds ? (
        <p className="note">{t('reports.needsEverything', { permission: t('permission.ROLES_READ') })}</p>
      ) : (
        <Refused refusal={[{ reason: 'PERMISSION', missing: ['ROLES_READ'] }]} />
      )}
    </>
  );
}

function Reports() {
  const { t, i18n } = useTranslation();
  const rule = useChosenRule();
  const { data, error, trouble, again } = useAnswer(ReportedCountsDocument, {});
  const refusal = refusalAt(error, 'findingRules');
  const reported = (data?.findingRules ?? []).filter((each) => (each.reported ?? 0) > 0);
  return (
    <>
      {trouble ? <Trouble error={trouble} again={again} /> : null}
      {refusal ? <Refused refusal={refusal} again={again} /> : null}
      {reported.length === 0 ? null : (
        <Section title={t('reports.byRule')}>
          <RuleTable rules={reported} chosen={rule} />
        </Section>
      )}
      {rule === null ? null : (
        <p>
          {t('reports.only', { rule: t(`findingRule.${rule}`) })}{' '}
          <Link href="/reports" onClick={focusHeading}>
            {t('reports.all')}
          </Link>
        </p>
      )}
      {/* Another rule starts another list. */}
      <ReportList key={`${rule} ${i18n.language}`} rule={rule} />
    </>
  );
}

/** The link to all reports goes with the choice of a rule. */
function focusHeading(): void {
  document.querySelector<HTMLElement>('main h1')?.focus();
}

/** The rule in the address; null for all reports. */
function useChosenRule(): FindingRule | null {
  const { i18n } = useTranslation();
  const [search] = useSearchParams();
  const rule = search.get('rule');
  return rule !== null && i18n.exists(`findingRule.${rule}`) ? (rule as FindingRule) : null;
}
