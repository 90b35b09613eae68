import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, type Language } from '../messages/language';

/** Switches between the two languages. Its label is in the other language. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const other: Language = i18n.language === 'fr' ? 'en' : 'fr';
  useEffect(() => {
    document.documentElement.lang = i18n.language;
  }, [i18n.language]);
  return (
    <button type="button" onClick={() => void chooseLanguage(other)}>
      <span lang={other}>{t('otherLanguage')}</span>
    </button>
  );
}
