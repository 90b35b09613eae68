import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './copy-button.module.css';

interface CopyButtonProps {
  readonly value: string;
  /** The name of the value, for assistive tools. */
  readonly what: string;
}

/** Copies a value beside it. */
export function CopyButton({ value, what }: CopyButtonProps) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<'copied' | 'notCopied' | null>(null);
  function copy() {
    // A browser has no clipboard without TLS.
    const written = navigator.clipboard?.writeText(value) ?? Promise.reject(new Error('There is no clipboard.'));
    written.then(
      () => setOutcome('copied'),
      () => setOutcome('notCopied'),
    );
  }
  return (
    <button type="button" className={styles['copy']} aria-label={t('panel.copyWhat', { what })} onClick={copy}>
      {t(outcome === null ? 'panel.copy' : `panel.${outcome}`)}
      <span className="hidden" role="status">
        {outcome === null ? '' : t(`panel.${outcome}`)}
      </span>
    </button>
  );
}
