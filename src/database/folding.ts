/** How names are compared, ordered and searched: without case and accents, bytewise, alike on every database engine. */

// Longer names order by this much of them; what is left of a tie is decided by the id.
const KEY_LENGTH = 200;

/** Sorts after every text that starts with the same characters: no folded text holds this code point. */
const AFTER_ANY = '\u{10FFFF}';

// Most names have nothing else, and an import folds millions.
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

/** What a name is ordered by; never null. */
export function nameKey(name: string | null): string {
  const folded = fold(name);
  return folded.length <= KEY_LENGTH ? folded : [...folded].slice(0, KEY_LENGTH).join('');
}

/** The columns of a row's name. */
export const nameColumns = (name: string) => ({ display_name: name, name_key: nameKey(name) });

/** The different words of some texts, folded: what a search can find them by. */
export function words(...texts: (string | null)[]): string[] {
  const found = new Set<string>();
  for (const text of texts) {
    for (const word of fold(text).match(/[\p{L}\p{N}]+/gu) ?? []) found.add([...word].slice(0, KEY_LENGTH).join(''));
  }
  return [...found];
}

/** The half-open range of the words that start with this one. */
export function startingWith(word: string): { from: string; below: string } {
  return { from: word, below: word + AFTER_ANY };
}

/** What user principal names are compared by. */
export const principalNameKey = (userPrincipalName: string): string => fold(userPrincipalName);

/** Orders texts by their code units, for `sort`. */
export const compareText = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);
