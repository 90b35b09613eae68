import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** Sets the title in the browser's tab and history, unless a part of the page sets it. */
export function usePageTitle(page: string, isOn = true): void {
  const { t } = useTranslation();
  const title = t('pageTitle', { page, product: t('product') });
  useEffect(() => {
    if (isOn) document.title = title;
  }, [title, isOn]);
}

interface PageHeadingProps {
  readonly title: string;
  /** The title of the browser tab, if it differs from the heading. */
  readonly tab?: string;
  readonly children?: ReactNode;
}

/**
 * The heading of a page. After navigation within the portal it takes the focus and scrolls to the top, as on a new
 * page. It leaves the focus alone if it is on anything but a link of the header or the page itself.
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
