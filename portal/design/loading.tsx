import { useTranslation } from 'react-i18next';

/** A loading message, also for assistive tools. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <p className="loading" role="status">
      {t('loading')}
    </p>
  );
}
