import { useTranslation } from 'react-i18next';
import { FindBox } from './find-box';
import { MissingPermissions } from './missing-permissions';
import { PageHeading } from './page-heading';
import style from './start.module.css';
import { useMaySearch } from './viewer';

/** The page that every call starts with: the search. */
export function Start() {
  const { t } = useTranslation();
  const maySearch = useMaySearch();
  return (
    <>
      <MissingPermissions />
      <div className={style['start']}>
        <PageHeading title={t('navigation.troubleshoot')} />
        {/* Without the permissions, the note above names them. */}
        {maySearch ? (
          <>
            <FindBox isPage />
            <p className="hint">{t('find.share')}</p>
          </>
        ) : null}
      </div>
    </>
  );
}
