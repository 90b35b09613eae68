import '../troubleshooting/troubleshooting.css';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { LoadingSections } from '../design/loading';
import { Refused } from '../design/refused';
import { RetryButton } from '../design/retry-button';
import { Section } from '../design/section';
import { Trouble } from '../design/trouble';
import { PageHeading } from '../frame/page-heading';
import { useHolds, useHoldsOverEverything } from '../frame/viewer';
import { FindingRulesDocument } from '../generated/graphql';
import { useAnswer } from '../graph/use-answer';
import { useFindingKeys } from '../troubleshooting/finding-keys';
import { IntuneLink } from '../troubleshooting/finding-steps';
import { askedFor, Filters, useFilter } from './filters';
import { TeamFindingItem } from './team-finding';
import { type Filter, type TeamFindings, useTeamFindings } from './use-team-findings';

/** The findings of all users and devices in the operator's scope. */
export default function TeamPage() {
  const { t, i18n } = useTranslation();
  const { filter, choose, reset } = useFilter();
  const answer = useAnswer(FindingRulesDocument, {});
  const asked = askedFor(filter, answer);
  const mayReadIssues = useHolds('ROLES_READ');
  const mayReadReports = useHoldsOverEverything('ROLES_READ');
  useFindingKeys();
  const first = useRef<HTMLSelectElement>(null);
  function showAll() {
    reset();
    // The button goes with the empty list.
    first.current?.focus();
  }
  return (
    <>
      <PageHeading title={t('team.title')} />
      <p>
        {t('team.lead')} {mayReadIssues ? <Link href="/known-issues">{t('knownIssues.title')}</Link> : null}
        {mayReadReports ? (
          <>
            {' · '}
            <Link href="/reports">{t('reports.title')}</Link>
          </>
        ) : null}
      </p>
      <Filters {...{ filter, answer, choose, first }} />
      {/* Another filter starts another list, and the texts come in the language of the page. */}
      {asked === null ? (
        <LoadingSections />
      ) : (
        <Found key={`${JSON.stringify(asked)} ${i18n.language}`} filter={asked} onReset={showAll} />
      )}
    </>
  );
}

interface FoundProps {
  readonly filter: Filter;
  onReset(): void;
}

function Found({ filter, onReset }: FoundProps) {
  const { t } = useTranslation();
  const list = useTeamFindings(filter);
  const progress = useRef<HTMLParagraphElement>(null);
  const { findings, notChecked, refusal, fetching, hasMore, trouble, readOn } = list;
  return (
    <Section title={t(hasMore ? 'team.headingSoFar' : 'team.heading', { count: findings.length })}>
      {findings.length === 0 ? null : (
        <ol className="findings">
          {findings.map((finding) => (
            <li key={keyOf(finding)}>
              <TeamFindingItem finding={finding} />
            </li>
          ))}
        </ol>
      )}
      <p role="status" tabIndex={-1} ref={progress}>
        {useProgress(list, filter)}
      </p>
      {!hasMore && findings.length === 0 && isFiltered(filter) ? (
        <button type="button" onClick={onReset}>
          {t('team.reset')}
        </button>
      ) : null}
      {trouble ? <Trouble error={trouble} again={readOn} /> : null}
      {hasMore && !trouble && list.pages > 0 ? (
        <p className="list-end">
          {/* The button goes with the last page. */}
          <RetryButton
            answer={null}
            seconds={0}
            text={t('lists.more')}
            busy={fetching}
            field={progress}
            again={readOn}
          />
        </p>
      ) : null}
      <Refused refusal={refusal} inPart />
      {notChecked.length === 0 ? null : (
        <p className="hint">
          {t('findings.notChecked')}
          {notChecked.map(({ text, adminCentreUrl }) => (
            <span key={text}>
              {' '}
              {text} {adminCentreUrl === null ? null : <IntuneLink url={adminCentreUrl} about={text} />}
            </span>
          ))}
        </p>
      )}
    </Section>
  );
}

/** A finding is on the page of each of its users, and its key is unique on one page only. */
const keyOf = ({ key, user }: TeamFindings['findings'][number]): string => `${key} ${user?.id}`;

const isFiltered = ({ severity, topic, rule }: Filter): boolean => [severity, topic, rule].some((each) => each != null);

/** How far the search for findings is, or how many were found; empty after a failure. */
function useProgress(list: TeamFindings, filter: Filter): string {
  const { findings, notChecked, refusal, fetching, hasMore, pages, trouble } = list;
  const { t } = useTranslation();
  if (trouble !== undefined) return '';
  if (fetching) return pages > 0 && findings.length === 0 ? t('team.lookingOn') : t('team.looking');
  if (findings.length > 0) return t(hasMore ? 'team.headingSoFar' : 'team.heading', { count: findings.length });
  if (hasMore) return t('team.paused');
  if (isFiltered(filter)) return t('team.noneFiltered');
  return t(notChecked.length > 0 || refusal.length > 0 ? 'team.noneOfChecked' : 'team.none');
}
