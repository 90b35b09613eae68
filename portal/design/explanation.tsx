import { useTranslation } from 'react-i18next';

interface ExplanationProps {
  readonly failure: {
    readonly code: string | null;
    readonly hex: string | null;
    readonly meaning: string;
    readonly remedy: string | null;
  };
}

/** A failure with its meaning, its remedy and its code in both forms. */
export function Explanation({ failure: { code, hex, meaning, remedy } }: ExplanationProps) {
  const { t } = useTranslation();
  return (
    <div className="explanation">
      <p>{meaning}</p>
      {remedy === null ? null : (
        <p>
          <strong>{t('failure.remedy')}</strong> {remedy}
        </p>
      )}
      {code === null ? null : (
        <p className="hint">
          {t('failure.code')} <code>{hex}</code> <code>{code}</code>
        </p>
      )}
    </div>
  );
}
