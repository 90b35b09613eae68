import { useTranslation } from 'react-i18next';
import { PageHeading } from './page-heading';

/** The page for an unknown address. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeading title={t('notFound.title')} />
      <p>{t('notFound.text')}</p>
    </>
  );
}
