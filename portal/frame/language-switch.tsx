import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, type Language } from '../messages/language';
import style from './language-switch.module.css';

/** Switches between the two languages. Its label is in the other language. If that cannot be loaded, it says so. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const other: Language = i18n.language === 'fr' ? 'en' : 'fr';
  useEffect(() => {
    document.documentElement.lang = i18n.language;
  }, [i18n.language]);
  const [isFailed, setIsFailed] = useState(false);
  function choose() {
    setIsFailed(false);
    chooseLanguage(other).catch(() => setIsFailed(true));
  }
  return (
    <>
      <button type="button" onClick={choose} onBlur={() => setIsFailed(false)}>
        <span lang={other}>{t('otherLanguage')}</span>
      </button>
      {isFailed ? (
        <p role="alert" className={`card trouble ${style['failure']}`}>
          {t('trouble.language')}
        </p>
      ) : null}
    </>
  );
}
