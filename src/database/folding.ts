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

/** The sort key of a name; never null. */
export function nameKey(name: string | null): string {
  const folded = fold(name);
  return folded.length <= KEY_LENGTH ? folded : [...folded].slice(0, KEY_LENGTH).join('');
}

/** The columns of a row's name. */
export const nameColumns = (name: string) => ({ display_name: name, name_key: nameKey(name) });

/** The distinct words of the texts, folded, for search. */
export function words(...texts: (string | null)[]): string[] {
  const found = new Set<string>();
  for (const text of texts) {
    for (const word of fold(text).match(/[\p{L}\p{N}]+/gu) ?? []) found.add([...word].slice(0, KEY_LENGTH).join(''));
  }
  return [...found];
}

/** The half-open range of words with this prefix. */
export function startingWith(word: string): { from: string; below: string } {
  return { from: word, below: word + AFTER_ANY };
}

/** The key by which user principal names are compared. */
export const principalNameKey = (userPrincipalName: string): string => fold(userPrincipalName);

/** Compares texts by code units, for `sort`. */
export const compareText = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);
