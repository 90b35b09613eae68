import './roles.css';
import { useTranslation } from 'react-i18next';
import { Route, Switch } from 'wouter';
import { Refused } from '../design/refused';
import NotFound from '../frame/not-found';
import { PageHeading } from '../frame/page-heading';
import { useHolds } from '../frame/viewer';
import { AssignRole } from './assign-role';
import { CustomRole } from './custom-role';
import { RoleList } from './role-list';
import { RolePage } from './role-page';
import { WhoCan } from './who-can';

/** The pages under *Intune roles*, down to *a role → Assignments → Assign*. */
export default function RolePages() {
  const { t } = useTranslation();
  const mayRead = useHolds('ROLES_READ');
  if (!mayRead) {
    return (
      <section className="card">
        <PageHeading title={t('roles.title')} />
        <p>{t('roles.lead')}</p>
        <Refused refusal={[{ reason: 'PERMISSION', missing: ['ROLES_READ'] }]} />
        <WhoCan permission="ROLES_ASSIGN" />
      </section>
    );
  }
  return (
    <Switch>
      <Route path="/roles">
        <RoleList />
      </Route>
      <Route path="/roles/new">
        <CustomRole />
      </Route>
      <Route path="/roles/:roleId/assign">{({ roleId }) => <AssignRole key={roleId} roleId={roleId} />}</Route>
      <Route path="/roles/:roleId">{({ roleId }) => <RolePage key={roleId} roleId={roleId} />}</Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}
