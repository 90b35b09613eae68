import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import { useMoments, useNow } from '../design/moment';
import { useViewer } from './viewer';

/** The head of a printed page: where it comes from, who printed it and when. */
export function Printed() {
  const { t } = useTranslation();
  const { displayName, userPrincipalName } = useViewer();
  const { written } = useMoments();
  const [path] = useLocation();
  const search = useSearch();
  const now = new Date(useNow()).toISOString();
  return (
    <p className="print-only">
      {t('printed', { name: displayName ?? userPrincipalName, moment: written(now) })}
      <br />
      {`${location.origin}${path}${search === '' ? '' : `?${search}`}`}
    </p>
  );
}
