import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { LanguageSwitch } from './language-switch';
import style from './menu.module.css';
import { useViewer } from './viewer';

interface MenuProps {
  onSignOut(): void;
  onShortcuts(): void;
}

/** The links and buttons of the header: a row on a wide screen, behind a button on a narrow one. */
export function Menu({ onSignOut, onShortcuts }: MenuProps) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const [at] = useLocation();
  const id = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new page closes the menu.
  useEffect(() => setIsOpen(false), [at]);

  function closeAtEscape({ key }: KeyboardEvent) {
    if (key !== 'Escape' || !isOpen) return;
    setIsOpen(false);
    opener.current?.focus();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leaves the menu from each of its controls.
    <div
      className={style['menu']}
      onKeyDown={closeAtEscape}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) setIsOpen(false);
      }}
    >
      <button
        type="button"
        className={style['opener']}
        ref={opener}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {t('navigation.menu')}
      </button>
      <div id={id} className={style['content']} data-open={isOpen || undefined}>
        <nav aria-label={t('navigation.label')}>
          <PageLink href="/troubleshooting" also={['/', '/devices']}>
            {t('navigation.troubleshoot')}
          </PageLink>
          <PageLink href="/team" also={['/known-issues', '/reports']}>
            {t('navigation.team')}
          </PageLink>
          <PageLink href="/roles">{t('navigation.roles')}</PageLink>
          <PageLink href="/help">{t('navigation.helpAndSupport')}</PageLink>
        </nav>
        <span className={style['operator']} title={viewer.displayName ?? viewer.userPrincipalName}>
          <span className="hidden">{t('signIn.viewer', { name: '' })}</span>
          {viewer.displayName ?? viewer.userPrincipalName}
        </span>
        <button
          type="button"
          aria-label={t('navigation.shortcuts')}
          title={t('navigation.shortcuts')}
          onClick={onShortcuts}
        >
          <span className={style['sign']}>?</span>
          <span className={style['words']}>{t('navigation.shortcuts')}</span>
        </button>
        <LanguageSwitch />
        <button type="button" onClick={onSignOut}>
          {t('signIn.out')}
        </button>
      </div>
    </div>
  );
}

interface PageLinkProps {
  readonly href: string;
  /** Other addresses of the same section. */
  readonly also?: readonly string[];
  readonly children: ReactNode;
}

function PageLink({ href, also = [], children }: PageLinkProps) {
  const [at] = useLocation();
  const isHere = [href, ...also].some((each) => at === each || at.startsWith(`${each}/`));
  return (
    <Link href={href} aria-current={isHere ? 'page' : undefined}>
      {children}
    </Link>
  );
}
