import { useTranslation } from 'react-i18next';
import { useNames } from '../design/names';
import { MissingRolesDocument } from '../generated/graphql';
import { useAnswer } from '../graph/use-answer';
import { useRoleName } from '../roles/role-name';
import { useViewer } from './viewer';

/** The note about missing troubleshooting permissions, with the roles that include them. */
export function MissingPermissions() {
  const { t } = useTranslation();
  const { listed, listedPermissions } = useNames();
  const nameOf = useRoleName();
  const { missingPermissions } = useViewer();
  const { data } = useAnswer(MissingRolesDocument, {}, missingPermissions.length === 0);
  if (missingPermissions.length === 0) return null;
  const brought = data?.viewer.missing.flatMap(({ permission, roles }) =>
    roles === null || roles.length === 0 ? [] : [{ permission, names: roles.map(nameOf) }],
  );
  return (
    <div className="card note">
      <p>
        {t('missing.lead', { count: missingPermissions.length, permissions: listedPermissions(missingPermissions) })}
      </p>
      {brought?.map(({ permission, names }) => (
        <p key={permission}>
          {t('missing.roles', { count: names.length, permission: t(`permission.${permission}`), roles: listed(names) })}
        </p>
      ))}
    </div>
  );
}
