import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json';
import fr from './fr.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

export type Language = 'en' | 'fr';

const KEPT = 'portal:language';

/** Starts with the language chosen last, else the first supported language of the browser, else English. */
export function startLanguage(): void {
  void i18next.use(initReactI18next).init({
    resources: { en: { translation: en }, fr: { translation: fr } },
    lng: kept() ?? preferred(),
    fallbackLng: 'en',
    initAsync: false,
    // React already escapes values.
    interpolation: { escapeValue: false },
  });
}

/** Switches the language and keeps it for the next visit. */
export function chooseLanguage(language: Language): void {
  void i18next.changeLanguage(language);
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // Without storage, the next visit uses the browser's language again.
  }
}

function kept(): Language | null {
  try {
    const language = localStorage.getItem(KEPT);
    return language === 'en' || language === 'fr' ? language : null;
  } catch {
    return null;
  }
}

function preferred(): Language {
  const first = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => /^(en|fr)$/.test(tag));
  return first === 'fr' ? 'fr' : 'en';
}
