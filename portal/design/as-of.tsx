import { useTranslation } from 'react-i18next';
import { useMoments, useNow } from './moment';

/** A part of what is shown: when it was read from Microsoft; what was made here was read from nowhere. */
export interface Synced {
  readonly syncedAt: string | null;
}

/** How old what is shown is: as old as the oldest part of it. */
export function AsOf({ parts }: { readonly parts: readonly Synced[] }) {
  const { t } = useTranslation();
  const { written, age } = useMoments();
  const now = useNow();
  const oldest = parts
    .flatMap(({ syncedAt }) => syncedAt ?? [])
    .sort()
    .at(0);
  if (oldest === undefined) return null;
  return <p className="hint">{t('freshness.asOf', { moment: written(oldest), age: age(oldest, now) })}</p>;
}
