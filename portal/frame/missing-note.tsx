import { useTranslation } from 'react-i18next';
import { useNames } from '../design/names';
import { MissingRolesDocument, type Permission } from '../generated/graphql';
import { useAnswer } from '../graph/use-answer';
import { useRoleName } from '../roles/role-name';

interface MissingNoteProps {
  readonly missing: readonly Permission[];
}

/** Names permissions that the operator lacks, with the roles that include them. */
export default function MissingNote({ missing }: MissingNoteProps) {
  const { t } = useTranslation();
  const { listed, listedPermissions } = useNames();
  const nameOf = useRoleName();
  const { data } = useAnswer(MissingRolesDocument, {});
  const brought = data?.viewer.missing.flatMap(({ permission, roles }) =>
    roles === null || roles.length === 0 ? [] : [{ permission, names: roles.map(nameOf) }],
  );
  return (
    <div className="card note">
      <p>{t('missing.lead', { count: missing.length, permissions: listedPermissions(missing) })}</p>
      {brought?.map(({ permission, names }) => (
        <p key={permission}>
          {t('missing.roles', { count: names.length, permission: t(`permission.${permission}`), roles: listed(names) })}
        </p>
      ))}
    </div>
  );
}
