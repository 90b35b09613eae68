import { useTranslation } from 'react-i18next';
import { useNames } from '../design/names';
import type { AssignRoleMutation } from '../generated/administration';

type Differences = NonNullable<NonNullable<AssignRoleMutation['createRoleAssignment']>['difference']>;

/** The effect of an assignment on its operators, from the graph's dry run. */
export function Difference({ difference }: { readonly difference: Differences }) {
  const { t } = useTranslation();
  const { listed, listedPermissions } = useNames();
  if (difference.length === 0) return <p>{t('assign.noDifference')}</p>;
  return (
    <>
      <ul>
        {difference.map(({ operators, permissionsGained, permissionsWidened, usersGained, devicesGained }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two rows can show the same, and they are never reordered.
          <li key={i}>
            {t('pair', {
              name: t('assign.operators', { count: operators }),
              value: listed([
                permissionsGained === null || permissionsGained.length === 0
                  ? t('assign.noNewPermissions')
                  : t('assign.gains', { permissions: listedPermissions(permissionsGained) }),
                ...(permissionsWidened === null || permissionsWidened.length === 0
                  ? []
                  : [t('assign.widens', { permissions: listedPermissions(permissionsWidened) })]),
                t('assign.usersGained', { count: usersGained }),
                ...(devicesGained === null ? [] : [t('assign.devicesGained', { count: devicesGained })]),
              ]),
            })}
          </li>
        ))}
      </ul>
      <p className="hint">{t('assign.counted')}</p>
      {difference.some(({ isLowerBound }) => isLowerBound) && <p className="hint">{t('assign.lowerBound')}</p>}
    </>
  );
}
