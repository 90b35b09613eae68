import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Things in order, folded into one line. */
export function InOrder({ count, children }: { readonly count: number; readonly children: ReactNode }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <details>
      <summary className="hint">{t('panel.inOrder', { count })}</summary>
      {children}
    </details>
  );
}
