import { useTranslation } from 'react-i18next';
import { withMessages } from '../messages/language';
import { FindBox } from './find-box';
import { MissingPermissions } from './missing-permissions';
import { PageHeading } from './page-heading';
import { part } from './part';
import style from './start.module.css';
import { useMaySearch } from './viewer';

// Few operators see it, so it is no part of the first page.
const NoSearch = part(() => withMessages(import('./no-search')));

/** The page that every call starts with: the search. */
export function Start() {
  const { t } = useTranslation();
  const maySearch = useMaySearch();
  return (
    <>
      <MissingPermissions />
      <div className={style['start']}>
        <PageHeading title={t('navigation.troubleshoot')} />
        {maySearch ? (
          <>
            <FindBox isPage />
            <p className="hint">{t('find.share')}</p>
          </>
        ) : (
          <NoSearch />
        )}
      </div>
    </>
  );
}
