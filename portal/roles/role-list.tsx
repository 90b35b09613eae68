import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ListEnd } from '../design/list-end';
import { LoadingLines } from '../design/loading';
import { Mark } from '../design/mark';
import { Refused } from '../design/refused';
import { Trouble } from '../design/trouble';
import { PageHeading } from '../frame/page-heading';
import { useHolds } from '../frame/viewer';
import { RolesDocument, type RolesQuery } from '../generated/administration';
import { TROUBLESHOOTING } from '../generated/permissions';
import { refusalAt } from '../graph/refusal';
import { useAnswer } from '../graph/use-answer';
import { usePages } from '../graph/use-pages';
import { useRoleDescription, useRoleName } from './role-name';
import { WhoCan } from './who-can';

/** The tenant's roles, and whether each suffices for troubleshooting. */
export function RoleList() {
  const { t } = useTranslation();
  const mayCreate = useHolds('ROLES_CREATE');
  const { data, error, trouble, fetching, again } = useAnswer(RolesDocument, {});
  const refusal = refusalAt(error, 'roles');
  return (
    <section className="card">
      <PageHeading title={t('roles.title')}>
        {mayCreate ? (
          <Link href="/roles/new" className="button primary">
            {t('roles.create')}
          </Link>
        ) : null}
      </PageHeading>
      <p>{t('roles.lead')}</p>
      {fetching && !data ? <LoadingLines /> : null}
      {trouble ? <Trouble error={trouble} again={again} /> : null}
      {refusal ? <Refused refusal={refusal} /> : null}
      {data?.roles ? <RoleTable roles={data.roles} /> : null}
      {mayCreate ? null : <WhoCan permission="ROLES_CREATE" />}
    </section>
  );
}

function RoleTable({ roles }: { readonly roles: NonNullable<RolesQuery['roles']> }) {
  const { t } = useTranslation();
  const nameOf = useRoleName();
  const descriptionOf = useRoleDescription();
  const { nodes, ...more } = usePages(roles, {
    query: RolesDocument,
    variables: (after) => ({ after }),
    pageIn: (data) => data.roles,
  });
  return (
    <>
      <table aria-label={t('roles.title')}>
        <thead>
          <tr>
            <th scope="col">{t('roles.name')}</th>
            <th scope="col">{t('roles.origin')}</th>
            <th scope="col">{t('roles.troubleshoots')}</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((role) => {
            const { id, origin, permissions } = role;
            const description = descriptionOf(role);
            const lacking = TROUBLESHOOTING.filter((permission) => !permissions.includes(permission)).length;
            return (
              <tr key={id}>
                <th scope="row">
                  <Link href={`/roles/${encodeURIComponent(id)}`}>{nameOf(role)}</Link>
                  {description === null ? null : <span className="hint">{description}</span>}
                </th>
                <td data-label={t('roles.origin')}>{t(`origin.${origin}`)}</td>
                <td data-label={t('roles.troubleshoots')}>
                  <Mark tone={lacking === 0 ? 'good' : 'neutral'}>
                    {lacking === 0 ? t('roles.complete') : t('roles.lacks', { count: lacking })}
                  </Mark>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <ListEnd {...more} shown={nodes.length} total={roles} complete />
    </>
  );
}
