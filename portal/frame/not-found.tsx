import { useTranslation } from 'react-i18next';
import { PageHeading } from './page-heading';

/** The page of an address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeading title={t('notFound.title')} />
      <p>{t('notFound.text')}</p>
    </>
  );
}
