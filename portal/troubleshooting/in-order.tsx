import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface InOrderProps {
  readonly of: 'settings' | 'policies' | 'profiles';
  readonly count: number;
  readonly children: ReactNode;
}

/** Settings, policies or profiles in order, folded into one line. */
export function InOrder({ of, count, children }: InOrderProps) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <details>
      <summary className="hint">{t(`inOrder.${of}`, { count })}</summary>
      {children}
    </details>
  );
}
