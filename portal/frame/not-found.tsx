import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { PageHeading } from './page-heading';

/** The page for an unknown address. */
export default function NotFound() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeading title={t('notFound.title')} />
      <p>{t('notFound.text')}</p>
      <p>
        <Link href="/">{t('notFound.start')}</Link>
      </p>
    </>
  );
}
