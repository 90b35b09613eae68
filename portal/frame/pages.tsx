import { Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { LoadingPage } from '../design/loading';
import { withMessages } from '../messages/language';
import { part } from './part';
import { Start } from './start';

const NoAccess = part(() => withMessages(import('./no-access')));
const NotFound = part(() => withMessages(import('./not-found')));
const HelpAndSupport = part(() => withMessages(import('../help-and-support/help-and-support')));
const Troubleshooting = part(() => withMessages(import('../troubleshooting/troubleshooting')));
const TroubleshootingDevice = part(() => withMessages(import('../troubleshooting/troubleshooting-device')));
const TeamPage = part(() => withMessages(import('../team/team-page')));
const KnownIssuePages = part(() => withMessages(import('../known-issues/known-issue-pages')));
const ReportedFindingsPage = part(() => withMessages(import('../reported-findings/reported-findings-page')));
const RolePages = part(() => withMessages(import('../roles/role-pages')));

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
