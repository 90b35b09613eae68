import i18next, { type FormatterModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { bidiIsolated } from '../../src/resolving/bidi';
import type en from './en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

const FIRST_MESSAGES = { en: () => import('./en.json?start'), fr: () => import('./fr.json?start') };
const OTHER_MESSAGES = { en: () => import('./en.json?rest'), fr: () => import('./fr.json?rest') };
export type Language = keyof typeof FIRST_MESSAGES;

const KEPT = 'portal:language';

/** A number as a language writes it. */
export const numeralIn = (language: string, count: number): string => new Intl.NumberFormat(language).format(count);

/** Writes the numbers in messages as their language does. */
const NUMERALS: FormatterModule = {
  type: 'formatter',
  format: (value: unknown, _, language) =>
    typeof value === 'number' ? numeralIn(language ?? 'en', value) : (value as string),
  // No message names a format of its own.
  init() {},
  add() {},
  addCached() {},
};

/** Starts with the language chosen last, else the first supported language of the browser, else English. */
export async function startLanguage(): Promise<void> {
  const language = kept() ?? preferred();
  await i18next
    .use(initReactI18next)
    .use(NUMERALS)
    .init({
      resources: { [language]: { translation: (await FIRST_MESSAGES[language]()).default } },
      lng: language,
      // Each language has every message, so only one of them is loaded.
      fallbackLng: false,
      interpolation: {
        // React already escapes markup.
        escape: bidiIsolated,
        alwaysFormat: true,
      },
    });
}

async function loadMessages(language: Language): Promise<void> {
  const parts = await Promise.all([FIRST_MESSAGES[language](), OTHER_MESSAGES[language]()]);
  for (const { default: messages } of parts) i18next.addResourceBundle(language, 'translation', messages, true, true);
}

/** Loads a page together with the messages that are not those of the first page. */
export async function withMessages<Page>(page: Promise<Page>): Promise<Page> {
  await loadMessages(i18next.language === 'fr' ? 'fr' : 'en');
  return page;
}

/** Switches the language and keeps it for the next visit. */
export async function chooseLanguage(language: Language): Promise<void> {
  await loadMessages(language);
  await i18next.changeLanguage(language);
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
