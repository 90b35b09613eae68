import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoments, useNow } from './moment';

interface SectionProps {
  readonly title: string;
  /** When this data was last read from Microsoft. */
  readonly syncedAt?: string | undefined;
  readonly children: ReactNode;
}

/** A section of a page, with the age of its data. */
export function Section({ title, syncedAt, children }: SectionProps) {
  const { t } = useTranslation();
  const { age } = useMoments();
  const now = useNow();
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <div className="section-heading">
        <h2 id={id}>{title}</h2>
        {syncedAt === undefined ? null : <p className="hint">{t('freshness.read', { age: age(syncedAt, now) })}</p>}
      </div>
      {children}
    </section>
  );
}
