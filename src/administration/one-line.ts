import { type Problem, problem } from './problem';

/* Names and texts of administrators, which others read in one line. */

/** Characters that change the direction of what stands after them, even outside the text. */
const DIRECTION_CONTROL = /\p{Bidi_Control}/u;

// Persian, the scripts of India and emoji need joiners between two signs, and selectors of a variant after one.
const JOINER = /(?<=[\p{L}\p{M}\p{S}])[\u200C\u200D](?=[\p{L}\p{M}\p{S}])/u.source;
const VARIANT = /(?<=[\p{L}\p{N}\p{S}#*])\p{Variation_Selector}/u.source;
const SHOWS_NOTHING = /\p{Default_Ignorable_Code_Point}|(?!\s)\p{Control}/u.source;
const USELESS = new RegExp(`(?!${JOINER}|${VARIANT})(?:${SHOWS_NOTHING})`, 'gu');
const JOINERS_AND_VARIANTS = /[\u200C\u200D]|\p{Variation_Selector}/gu;
/** White space, and the Braille pattern without dots, which looks like a space. */
const SPACES = /[\s\u2800]+/gu;

/** The stored form of a name or a text: NFC, in one line, without characters that show nothing. */
export const inOneLine = (text: string): string =>
  text.normalize('NFC').replace(USELESS, '').replace(SPACES, ' ').trim();

/** Whether two names look the same, apart from capitals. */
export const looksLike = (one: string, other: string): boolean => visible(one) === visible(other);

const visible = (name: string): string => inOneLine(name).replace(JOINERS_AND_VARIANTS, '').toLowerCase();

/** Checks that a text leaves the direction of writing to its letters. */
export const checkDirection = (
  text: string | null | undefined,
  field: 'displayName' | 'description' | 'text' | 'ticket',
): Problem<'DIRECTION_CONTROL'>[] =>
  DIRECTION_CONTROL.test(text ?? '')
    ? [
        problem(
          'DIRECTION_CONTROL',
          ['input', field],
          'It has an invisible character that changes the direction of writing. Remove it.',
        ),
      ]
    : [];
