import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import favicon from '../favicon.svg';
import { LanguageSwitch } from './language-switch';
import { useViewer } from './viewer';

interface FrameProps {
  readonly children: ReactNode;
  onSignOut(): void;
}

/** The frame around every page. */
export function Frame({ children, onSignOut }: FrameProps) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <header className="frame-header">
        <Link href="/" className="product">
          <img src={favicon} alt="" width={24} height={24} /> {t('product')}
        </Link>
        <nav aria-label={t('navigation.label')}>
          <PageLink href="/">{t('navigation.helpAndSupport')}</PageLink>
          <PageLink href="/troubleshooting">{t('navigation.troubleshoot')}</PageLink>
          <PageLink href="/roles">{t('navigation.roles')}</PageLink>
        </nav>
        <div className="operator">
          <span className="who">
            <span className="hidden">{t('signIn.viewer', { name: '' })}</span>
            {viewer.displayName ?? viewer.userPrincipalName}
          </span>
          <LanguageSwitch />
          <Button onPress={onSignOut}>{t('signIn.out')}</Button>
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer>
        {t('timeZone', { zone })} <a href="/notices.txt">{t('notices')}</a>
      </footer>
    </>
  );
}

function PageLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const [at] = useLocation();
  const isHere = href === '/' ? at === '/' : at === href || at.startsWith(`${href}/`);
  return (
    <Link href={href} aria-current={isHere ? 'page' : undefined}>
      {children}
    </Link>
  );
}
