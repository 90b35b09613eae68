import type { Language } from '../resolving/language';
import en from './setting-words.en.json';
import fr from './setting-words.fr.json';

/** The settings in words, by the part of their name after the policy's type, in lower case. */
const WORDS: Record<Language, Readonly<Record<string, string>>> = { en, fr };

/** The words of a name that Microsoft did not write as words: `ActiveFirewallRequired` is `Active firewall required`. */
function split(name: string): string {
  const words = name
    .replaceAll(/[_~]+/g, ' ')
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, ' ')
    .trim()
    .split(/\s+/);
  const lowered = words.map((word, i) => (i === 0 || /^[A-Z\d]{2,}$/.test(word) ? word : word.toLowerCase())).join(' ');
  return lowered.charAt(0).toUpperCase() + lowered.slice(1);
}

/** A setting in words. Its name is like `Windows10CompliancePolicy.OsMinimumVersion`, a path, or already words. */
export function settingWords(name: string, language: Language): string {
  const last = name.split(/[./~]/).findLast((part) => part !== '') ?? name;
  const known = WORDS[language];
  const key = last.toLowerCase();
  if (Object.hasOwn(known, key)) return known[key] as string;
  return /\s/.test(name) ? name : split(last);
}
