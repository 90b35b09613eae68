import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useNames } from '../design/names';
import { Way } from '../help-and-support/way';
import { useHolds, useViewer } from './viewer';

/** Tells an operator who may read neither users nor devices why there is no search, and which pages the role opens. */
export default function NoSearch() {
  const { t } = useTranslation();
  const { listedPermissions } = useNames();
  const held = useViewer().permissions.map(({ permission }) => permission);
  const mayReadRoles = useHolds('ROLES_READ');
  const users = t('permission.ORGANIZATION_READ');
  const devices = t('permission.MANAGED_DEVICES_READ');
  return (
    <>
      <p>{t('noSearch.why', { users, devices })}</p>
      <p>{t('noSearch.may', { count: held.length, permissions: listedPermissions(held) })}</p>
      <ul className="ways">
        {mayReadRoles ? (
          <>
            <Way link={<Link href="/roles">{t('navigation.roles')}</Link>} text={t('help.roles')} />
            <Way link={<Link href="/known-issues">{t('knownIssues.title')}</Link>} text={t('help.knownIssues')} />
          </>
        ) : null}
        <Way link={<a href="/graphiql">{t('help.explorer')}</a>} text={t('noSearch.graphiql')} />
      </ul>
    </>
  );
}
