import { createContext, type ReactNode, use, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoments, useNow } from './moment';

/** The name of the section in the address, such as `#devices`; null where the page has none. */
export const AnchorContext = createContext<string | null>(null);

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
  const anchor = use(AnchorContext);
  return (
    <section className="card" id={anchor ?? undefined} aria-labelledby={id}>
      <div className="section-heading">
        <div className="section-title">
          <h2 id={id}>{title}</h2>
          {anchor === null ? null : (
            <a className="anchor" href={`#${anchor}`} aria-label={t('anchor', { title })}>
              #
            </a>
          )}
        </div>
        {syncedAt === undefined ? null : <p className="hint">{t('freshness.read', { age: age(syncedAt, now) })}</p>}
      </div>
      {children}
    </section>
  );
}
