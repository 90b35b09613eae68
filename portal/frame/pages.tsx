import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { LoadingPage } from '../design/loading';
import { withMessages } from '../messages/language';
import { Start } from './start';

const NoAccess = lazy(() => withMessages(import('./no-access')));
const NotFound = lazy(() => withMessages(import('./not-found')));
const HelpAndSupport = lazy(() => withMessages(import('../help-and-support/help-and-support')));
const Troubleshooting = lazy(() => withMessages(import('../troubleshooting/troubleshooting')));
const TroubleshootingDevice = lazy(() => withMessages(import('../troubleshooting/troubleshooting-device')));
const TeamPage = lazy(() => withMessages(import('../team/team-page')));
const KnownIssuePages = lazy(() => withMessages(import('../known-issues/known-issue-pages')));
const ReportedFindingsPage = lazy(() => withMessages(import('../reported-findings/reported-findings-page')));
const RolePages = lazy(() => withMessages(import('../roles/role-pages')));

interface PagesProps {
  /** Whether the operator may read anything. */
  readonly mayRead: boolean;
}

/** Maps addresses to pages. */
export function Pages({ mayRead }: PagesProps) {
  return <Suspense fallback={<LoadingPage />}>{mayRead ? <PageOfAddress /> : <NoAccess />}</Suspense>;
}

function PageOfAddress() {
  return (
    <Switch>
      <Route path="/">
        <Start />
      </Route>
      <Route path="/troubleshooting">
        <Start />
      </Route>
      <Route path="/troubleshooting/:userId">{({ userId }) => <Troubleshooting userId={userId} />}</Route>
      <Route path="/devices/:deviceId">{({ deviceId }) => <TroubleshootingDevice deviceId={deviceId} />}</Route>
      <Route path="/team">
        <TeamPage />
      </Route>
      <Route path="/help">
        <HelpAndSupport />
      </Route>
      <Route path="/known-issues/*?">
        <KnownIssuePages />
      </Route>
      <Route path="/reports">
        <ReportedFindingsPage />
      </Route>
      <Route path="/roles/*?">
        <RolePages />
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}
