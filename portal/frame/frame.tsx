import { type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import favicon from '../favicon.svg';
import { withMessages } from '../messages/language';
import { FindBox } from './find-box';
import style from './frame.module.css';
import { Menu } from './menu';
import { part } from './part';
import { Printed } from './printed';
import { useShortcut, useShortcuts } from './shortcuts';
import { useMaySearch } from './viewer';

const ShortcutList = part(() => withMessages(import('./shortcut-list')));
/** The pages that are the search itself. */
const SEARCH_PAGES = ['/', '/troubleshooting'];

interface FrameProps {
  readonly children: ReactNode;
  onSignOut(): void;
}

/** The frame around every page. */
export function Frame({ children, onSignOut }: FrameProps) {
  const { t } = useTranslation();
  const maySearch = useMaySearch();
  const [at] = useLocation();
  const [isListed, setIsListed] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new page closes the list.
  useEffect(() => setIsListed(false), [at]);
  useShortcuts();
  useShortcut('list', () => setIsListed(true));
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <header className={style['header']}>
        <Link href="/" className={style['product']}>
          <img src={favicon} alt="" width={24} height={24} /> <span>{t('product')}</span>
        </Link>
        {maySearch && !SEARCH_PAGES.includes(at) ? <FindBox isPage={false} /> : null}
        <Menu onSignOut={onSignOut} onShortcuts={() => setIsListed(true)} />
      </header>
      <main id="content" tabIndex={-1}>
        <Printed />
        {isListed ? (
          <Suspense>
            <ShortcutList onClose={() => setIsListed(false)} />
          </Suspense>
        ) : null}
        {children}
      </main>
      <footer>
        {t('timeZone', { zone })} <a href="/notices.txt">{t('notices')}</a>
      </footer>
    </>
  );
}
