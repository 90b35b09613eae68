import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** Names the page in the browser's tab and history. */
export function usePageTitle(page: string): void {
  const { t } = useTranslation();
  const title = t('pageTitle', { page, product: t('product') });
  useEffect(() => {
    document.title = title;
  }, [title]);
}

interface PageHeadingProps {
  readonly title: string;
  /** What the browser's tab says, where that is not the title. */
  readonly tab?: string;
  readonly children?: ReactNode;
}

/**
 * The heading of a page. Whoever came here by a link within the portal is taken to it, as by a new page: from the link,
 * where that is still there, or from the place that the former page left behind.
 */
export function PageHeading({ title, tab = title, children }: PageHeadingProps) {
  usePageTitle(tab);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement?.matches('body, main, header a') ?? true) {
      heading.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
  }, []);
  return (
    <div className="page-heading">
      <h1 tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {children}
    </div>
  );
}
