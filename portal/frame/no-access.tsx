import { useTranslation } from 'react-i18next';
import { useNames } from '../design/names';
import type { Viewer } from '../sign-in/viewer';
import { PageHeading } from './page-heading';

/** The page of an operator who may read nothing: why, and what to ask an administrator for. */
export function NoAccess({ viewer }: { readonly viewer: Viewer }) {
  const { t } = useTranslation();
  const { permissionNames } = useNames();
  const why = viewer.state === 'ACTIVE' ? 'noRole' : viewer.state;
  return (
    <section className="card narrow">
      <PageHeading title={t(`noAccess.${why}.title`)} />
      <p>{t(`noAccess.${why}.text`)}</p>
      <p>
        <strong>{t(`noAccess.${why}.ask`)}</strong>
      </p>
      {why === 'noRole' ? (
        <ul>
          {permissionNames(viewer.missingPermissions).map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      ) : null}
      <p>
        {t('noAccess.say')} <code>{viewer.userPrincipalName}</code>
      </p>
    </section>
  );
}
