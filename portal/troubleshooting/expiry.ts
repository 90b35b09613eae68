import { useTranslation } from 'react-i18next';
import { useMoments, useNow } from '../design/moment';

/** Writes when a connector expires, or that it has. */
export function useExpiry(): (at: string) => string {
  const { t } = useTranslation();
  const { written } = useMoments();
  const now = useNow();
  return (at) => t(Date.parse(at) < now ? 'tenant.expired' : 'tenant.expires', { moment: written(at) });
}
