import { Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { PORTAL_ADDRESSES } from '../../src/http/portal-addresses';
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
      <Route path={PORTAL_ADDRESSES.start}>
        <Start />
      </Route>
      <Route path={PORTAL_ADDRESSES.search}>
        <Start />
      </Route>
      <Route path={PORTAL_ADDRESSES.user}>{({ userId }) => <Troubleshooting userId={userId} />}</Route>
      <Route path={PORTAL_ADDRESSES.device}>{({ deviceId }) => <TroubleshootingDevice deviceId={deviceId} />}</Route>
      <Route path={PORTAL_ADDRESSES.team}>
        <TeamPage />
      </Route>
      <Route path={PORTAL_ADDRESSES.help}>
        <HelpAndSupport />
      </Route>
      <Route path={PORTAL_ADDRESSES.knownIssues}>
        <KnownIssuePages />
      </Route>
      <Route path={PORTAL_ADDRESSES.reports}>
        <ReportedFindingsPage />
      </Route>
      <Route path={PORTAL_ADDRESSES.roles}>
        <RolePages />
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}
