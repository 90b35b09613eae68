import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type messages from '../messages/en.json';
import styles from './copy-button.module.css';

interface CopyButtonProps {
  readonly value: string;
  readonly what: keyof typeof messages.copyValue;
  /** Whether the button names the value, because it is not beside it. */
  readonly isNamed?: boolean;
}

/** Copies a value. */
export function CopyButton({ value, what, isNamed = false }: CopyButtonProps) {
  const { t } = useTranslation();
  const name = t(`copyValue.${what}`);
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
    <button type="button" className={styles['copy']} aria-label={name} onClick={copy}>
      {outcome !== null ? t(`panel.${outcome}`) : isNamed ? name : t('panel.copy')}
      <span className="hidden" role="status">
        {outcome === null ? '' : t(`panel.${outcome}`)}
      </span>
    </button>
  );
}
