import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { Loading } from '../design/loading';
import { HelpAndSupport } from '../help-and-support/help-and-support';
import { Troubleshooting } from '../troubleshooting/troubleshooting';
import { NotFound } from './not-found';

const RolePages = lazy(() => import('../roles/role-pages'));

/** Maps addresses to pages. */
export function Pages() {
  return (
    <Suspense fallback={<Loading />}>
      <Switch>
        <Route path="/">
          <HelpAndSupport />
        </Route>
        <Route path="/troubleshooting/:userId?">{({ userId }) => <Troubleshooting userId={userId ?? null} />}</Route>
        <Route path="/roles/*?">
          <RolePages />
        </Route>
        <Route>
          <NotFound />
        </Route>
      </Switch>
    </Suspense>
  );
}
