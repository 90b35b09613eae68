import { useTranslation } from 'react-i18next';
import type messages from '../messages/en.json';
import styles from './copy-button.module.css';
import { useCopied } from './use-copied';

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
  const { outcome, afterCopy } = useCopied();
  function copy() {
    // A browser has no clipboard without TLS.
    afterCopy(navigator.clipboard?.writeText(value) ?? Promise.reject(new Error('There is no clipboard.')));
  }
  const told = outcome === null ? '' : t(`panel.${outcome}`);
  return (
    <>
      <button
        type="button"
        className={styles['copy']}
        // It contains the label that is seen.
        aria-label={told === '' ? name : t('pair', { name: told, value: name })}
        onClick={copy}
      >
        {told || (isNamed ? name : t('panel.copy'))}
      </button>
      <span className="hidden" role="status">
        {told}
      </span>
    </>
  );
}
