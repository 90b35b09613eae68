import { LRUCache } from 'lru-cache';
import type { Language } from '../resolving/language';
import { catalogued, meansSuccess } from './catalogue';
import { normalizeCode, toHex } from './code-number';
import { guessFromArea, guessFromNumber } from './guess';

/** The explanation of an error for the help desk. `code` and `hex` are two spellings of one number. */
export interface Failure {
  readonly code: string | null;
  readonly hex: string | null;
  readonly meaning: string;
  readonly remedy: string | null;
  readonly known: boolean;
}

// Tenants have few codes, which many errors share. Explaining one takes as long as reading its row.
const KNOWN_CODES = new LRUCache<string, { readonly failure: Failure | null }>({ max: 1_000 });

/**
 * Explains an error code, or returns Microsoft's own description if there is no code.
 *
 * The sources in order: the catalogue, the number itself (a SyncML status, an Apple error, an HTTP status), the
 * description, and the area of the code. Only codes of the catalogue are `known`; the rest is a guess, and says so.
 *
 * @param code the result of `normalizeCode`
 * @returns null without code and description, and for a code that means success
 */
export function explainCode(code: string | null, description: string | null, language: Language): Failure | null {
  const error = `${language} ${code ?? ''} ${description ?? ''}`;
  let known = KNOWN_CODES.get(error);
  if (known === undefined) {
    known = { failure: explain(code, description, language) };
    KNOWN_CODES.set(error, known);
  }
  return known.failure;
}

function explain(code: string | null, description: string | null, language: Language): Failure | null {
  const signed = normalizeCode(code);
  const words = description?.trim() || null;
  if (signed === null) {
    return words === null ? null : { code: null, hex: null, meaning: words, remedy: null, known: false };
  }
  if (meansSuccess(signed)) return null;

  const documented = explainDocumented(signed, language);
  if (documented) return documented;

  const hex = toHex(signed);
  const guess = guessFromNumber(hex, language);
  if (guess === null && words !== null) return { code: signed, hex, meaning: words, remedy: null, known: false };
  return { code: signed, hex, ...(guess ?? guessFromArea(hex, language)), known: false };
}

/**
 * @param code the result of `normalizeCode`
 * @returns null for a code that is not in the catalogue
 */
export function explainDocumented(code: string, language: Language): Failure | null {
  const hex = toHex(code);
  const text = catalogued(hex, language);
  return text ? { code, hex, ...text, known: true } : null;
}
