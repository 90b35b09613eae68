import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ListEnd } from '../design/list-end';
import { LoadingSections } from '../design/loading';
import { Refused } from '../design/refused';
import { Section } from '../design/section';
import { useTotals } from '../design/total';
import { Trouble } from '../design/trouble';
import { PageHeading } from '../frame/page-heading';
import { useToldOnce } from '../frame/told-once';
import { useHoldsOverEverything } from '../frame/viewer';
import { KnownIssuesDocument, type KnownIssuesQuery } from '../generated/administration';
import { type Refusal, refusalAt } from '../graph/refusal';
import { useAnswer } from '../graph/use-answer';
import { usePages } from '../graph/use-pages';
import { IssueItem } from './issue-item';
import style from './known-issues.module.css';

/** The known issues: the open ones, and the others on demand. */
export function KnownIssueList() {
  const { t } = useTranslation();
  const mayChange = useHoldsOverEverything('ROLES_UPDATE');
  const isRecorded = useToldOnce<{ readonly recorded?: boolean }>()?.recorded ?? false;
  const [changes, setChanges] = useState(0);
  const [isEndedShown, setIsEndedShown] = useState(false);
  return (
    <>
      <PageHeading title={t('knownIssues.title')}>
        {mayChange ? (
          <Link href="/known-issues/new" className="button primary">
            {t('knownIssues.create')}
          </Link>
        ) : null}
      </PageHeading>
      <p>{t('knownIssues.lead')}</p>
      {mayChange ? null : (
        <p className="note info">{t('knownIssues.needsEverything', { permission: t('permission.ROLES_UPDATE') })}</p>
      )}
      {/* What was said about the list when it opened may no longer be so. */}
      {isRecorded && changes === 0 ? <p role="status">{t('knownIssues.done')}</p> : null}
      <Issues open mayChange={mayChange} onChanged={() => setChanges((count) => count + 1)} />
      {isEndedShown ? (
        <EndedIssues changes={changes} />
      ) : (
        <p>
          <button type="button" onClick={() => setIsEndedShown(true)}>
            {t('knownIssues.showEnded')}
          </button>
        </p>
      )}
    </>
  );
}

function EndedIssues({ changes }: Pick<IssuesProps, 'changes'>) {
  const list = useRef<HTMLDivElement>(null);
  // The button that showed them had the focus.
  useEffect(() => list.current?.focus(), []);
  return (
    <div tabIndex={-1} ref={list}>
      <Issues open={false} mayChange={false} changes={changes} />
    </div>
  );
}

interface IssuesProps {
  readonly open: boolean;
  readonly mayChange: boolean;
  /** How often an issue of another list was changed or ended. The list is read again each time. */
  readonly changes?: number | undefined;
  onChanged?(): void;
}

function Issues({ open, mayChange, changes = 0, onChanged }: IssuesProps) {
  const { data, error, trouble, fetching, again } = useAnswer(KnownIssuesDocument, { open });
  const refusal = refusalAt(error, 'knownIssues');
  const read = useRef(changes);
  useEffect(() => {
    if (read.current === changes) return;
    read.current = changes;
    void again();
  });
  function change() {
    void again();
    onChanged?.();
  }
  return (
    <>
      {fetching && !data ? <LoadingSections /> : null}
      {trouble ? <Trouble error={trouble} again={again} /> : null}
      {data?.knownIssues ? (
        <IssueSection issues={data.knownIssues} {...{ open, mayChange, refusal }} again={change} />
      ) : refusal ? (
        <Refused refusal={refusal} again={again} />
      ) : null}
    </>
  );
}

interface IssueSectionProps extends Pick<IssuesProps, 'open' | 'mayChange'> {
  readonly issues: NonNullable<KnownIssuesQuery['knownIssues']>;
  readonly refusal: Refusal | null;
  again(): void;
}

function IssueSection({ issues, open, mayChange, refusal, again }: IssueSectionProps) {
  const { t } = useTranslation();
  const { nodes, ...more } = usePages(issues, {
    query: KnownIssuesDocument,
    variables: (after) => ({ open, after }),
    pageIn: (data) => data.knownIssues,
    told: refusal,
    // A form that is open beyond the first page must not lose what was typed.
    keepsLength: true,
  });
  const { totalOf } = useTotals();
  const counted = { count: issues.totalCount, total: totalOf(issues) };
  return (
    <Section title={t(open ? 'knownIssues.open' : 'knownIssues.ended', counted)}>
      {refusal ? <Refused refusal={refusal} inPart /> : null}
      {nodes.length === 0 ? null : (
        <ul className={style['issues']}>
          {nodes.map((issue) => (
            <li key={issue.id}>
              <IssueItem {...{ issue, mayChange, again }} />
            </li>
          ))}
        </ul>
      )}
      <ListEnd {...more} shown={nodes.length} total={issues} complete />
    </Section>
  );
}
