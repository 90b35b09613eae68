/** Names are compared, sorted and searched without case and accents, by bytes, equally on every database engine. */

// Longer names sort by this many characters. The id breaks ties.
const KEY_LENGTH = 200;

/** The end of a prefix range. No folded text contains this code point, so it sorts after all of them. */
const AFTER_ANY = '\u{10FFFF}';

// A fast path: most names are ASCII, and an import folds millions.
const PLAIN = /^[\x20-\x7e]*$/;

/** The folded form of a text; '' for null. */
export function fold(text: string | null): string {
  if (text === null) return '';
  if (PLAIN.test(text)) return text.toLowerCase().trim();
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ς/g, 'σ')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe')
    .trim();
}

const cut = (folded: string): string =>
  folded.length <= KEY_LENGTH ? folded : [...folded].slice(0, KEY_LENGTH).join('');

/** The sort key of a name; never null. */
export const nameKey = (name: string | null): string => cut(fold(name));

/** The columns of a row's name. */
export const nameColumns = (name: string) => ({ display_name: name, name_key: nameKey(name) });

/** The distinct words of the texts, folded, for search. */
export function words(...texts: (string | null)[]): string[] {
  const found = new Set<string>();
  for (const text of texts) {
    for (const word of fold(text).match(/[\p{L}\p{N}]+/gu) ?? []) found.add(cut(word));
  }
  return [...found];
}

// German writes ä as ae where it has no ä, and people type it so.
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };
// Letters that have no accent to remove.
const LETTERS: Readonly<Record<string, string>> = { đ: 'd', ð: 'd', ħ: 'h', ı: 'i', þ: 'th' };
// Scripts that write a name without spaces.
const UNSPACED = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\s]+$/u;

/** A text with only its letters and digits. */
const joined = (text: string): string => (text.match(/[\p{L}\p{N}]+/gu) ?? []).join('');

/** A whole text as one search word, without blanks and punctuation. */
export const wholeWord = (text: string): string => cut(joined(fold(text)));

/**
 * The words by which a search finds an object: those of its texts, and what people type in their place. `O'Brien` is also
 * found as `obrien`, `Müller` as `mueller`, `VM-12 3` as `vm12`.
 */
export function indexWords(...texts: (string | null)[]): string[] {
  const more: string[] = [];
  for (const text of texts) {
    if (text === null) continue;
    const chunks = fold(text).split(/\s+/u);
    for (const chunk of chunks) if (!chunk.includes('@') && /[^\p{L}\p{N}]/u.test(chunk)) more.push(joined(chunk));
    if (PLAIN.test(text)) continue;
    const lower = text.normalize('NFC').toLowerCase();
    if (/[äöü]/.test(lower)) more.push(lower.replace(/[äöü]/g, (letter) => UMLAUTS[letter] as string));
    if (/[đðħıþ]/.test(lower)) more.push(lower.replace(/[đðħıþ]/g, (letter) => LETTERS[letter] as string));
    if (UNSPACED.test(lower)) more.push(joined(lower));
  }
  return words(...texts, ...more);
}

/** The half-open range of words with this prefix. */
export function startingWith(word: string): { from: string; below: string } {
  return { from: word, below: word + AFTER_ANY };
}

/** The key by which user principal names are looked up and sorted. It does not tell who somebody is: see `exactName`. */
export const principalNameKey = (userPrincipalName: string): string => fold(userPrincipalName);

/** Compares texts by code units, for `sort`. */
export const compareText = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);
