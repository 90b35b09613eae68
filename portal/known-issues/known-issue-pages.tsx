import { useTranslation } from 'react-i18next';
import { Route, Switch } from 'wouter';
import { Refused } from '../design/refused';
import NotFound from '../frame/not-found';
import { PageHeading } from '../frame/page-heading';
import { useHolds } from '../frame/viewer';
import { KnownIssueList } from './known-issue-list';
import { RecordIssue } from './record-issue';

/** The problems that administrators know and work on. */
export default function KnownIssuePages() {
  const { t } = useTranslation();
  if (!useHolds('ROLES_READ')) {
    return (
      <section className="card">
        <PageHeading title={t('knownIssues.title')} />
        <p>{t('knownIssues.lead')}</p>
        <Refused refusal={[{ reason: 'PERMISSION', missing: ['ROLES_READ'] }]} />
      </section>
    );
  }
  return (
    <Switch>
      <Route path="/known-issues">
        <KnownIssueList />
      </Route>
      <Route path="/known-issues/new">
        <RecordIssue />
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}
