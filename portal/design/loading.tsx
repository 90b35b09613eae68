import { useTranslation } from 'react-i18next';

/** Says that something is being read, to assistive tools as well. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <p className="loading" role="status">
      {t('loading')}
    </p>
  );
}
