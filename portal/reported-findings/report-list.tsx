import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ListEnd } from '../design/list-end';
import { LoadingSections } from '../design/loading';
import { useMoments } from '../design/moment';
import { inOneLine } from '../design/names';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import { useTotals } from '../design/total';
import { Trouble } from '../design/trouble';
import { devicePath, userPath } from '../frame/recent';
import { ReportedFindingsDocument, type ReportedFindingsQuery } from '../generated/administration';
import type { FindingRule } from '../generated/graphql';
import { type Refusal, refusalAt } from '../graph/refusal';
import { useAnswer } from '../graph/use-answer';
import { usePages } from '../graph/use-pages';
import style from './report-list.module.css';

type Reports = NonNullable<ReportedFindingsQuery['reportedFindings']>;
type Report = Reports['nodes'][number];

/** The reports about a rule, or all of them, newest first. */
export function ReportList({ rule }: { readonly rule: FindingRule | null }) {
  const { data, error, trouble, fetching, again } = useAnswer(ReportedFindingsDocument, { rule });
  const refusal = refusalAt(error, 'reportedFindings');
  return (
    <>
      {fetching && data === undefined ? <LoadingSections /> : null}
      {trouble ? <Trouble error={trouble} again={again} /> : null}
      {data?.reportedFindings ? (
        <ReportSection reports={data.reportedFindings} {...{ rule, refusal }} />
      ) : refusal ? (
        <Refused refusal={refusal} again={again} />
      ) : null}
    </>
  );
}

interface ReportSectionProps {
  readonly reports: Reports;
  readonly rule: FindingRule | null;
  /** Why parts of the first page are missing. */
  readonly refusal: Refusal | null;
}

function ReportSection({ reports, rule, refusal }: ReportSectionProps) {
  const { t } = useTranslation();
  const { totalOf } = useTotals();
  const { nodes, ...more } = usePages(reports, {
    query: ReportedFindingsDocument,
    variables: (after) => ({ rule, after }),
    pageIn: (data) => data.reportedFindings,
    told: refusal,
  });
  return (
    <Section title={t('reports.heading', { count: reports.totalCount, total: totalOf(reports) })}>
      {refusal ? <Refused refusal={refusal} inPart /> : null}
      {nodes.length === 0 ? (
        <p>{t('reports.none')}</p>
      ) : (
        <ol className={style['reports']}>
          {nodes.map((report, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a report has no id, and the list only grows at its end.
            <li key={i}>
              <ReportItem report={report} />
            </li>
          ))}
        </ol>
      )}
      <ListEnd {...more} shown={nodes.length} total={reports} complete />
    </Section>
  );
}

function ReportItem({
  report: { rule, severity, reason, reportedAt, ofTenant, user, device, reportedBy },
}: {
  readonly report: Report;
}) {
  const { t } = useTranslation();
  const { written } = useMoments();
  const operator =
    reportedBy === null ? t('reports.unknown') : (reportedBy.displayName ?? reportedBy.userPrincipalName);
  return (
    <>
      <h3 dir="auto">{reason}</h3>
      <p className="hint">
        {inOneLine([
          t(`findingRule.${rule}`),
          t(`findings.severity.${severity}`),
          written(reportedAt),
          t('reports.by', { name: operator }),
        ])}
      </p>
      {user === null ? null : (
        <Link href={userPath(user.id)}>
          <bdi>{user.displayName ?? user.userPrincipalName}</bdi>
        </Link>
      )}
      {device === null ? null : (
        <Link href={devicePath(device.id, null)}>
          <bdi>{device.deviceName ?? t('devices.unnamed')}</bdi>
        </Link>
      )}
      {user === null && device === null ? (
        <p className="hint">{t(ofTenant ? 'reports.ofTenant' : 'reports.gone')}</p>
      ) : null}
    </>
  );
}
