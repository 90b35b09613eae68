import { useTranslation } from 'react-i18next';
import { useMoments, useNow } from './moment';

/** A part of the page, with the time of its last read from Microsoft; null for objects created here. */
export interface Synced {
  readonly syncedAt: string | null;
}

/** The age of the shown data: the age of its oldest part. */
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
