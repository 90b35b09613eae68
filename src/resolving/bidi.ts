/** Letters of right-to-left scripts, and the signs that change the direction of a text. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

const OPENS = '\u2066\u2067\u2068';
const CLOSES = '\u2069';

/**
 * A value for the inside of a sentence. One with a right-to-left script is put between U+2068 and U+2069, so that it
 * does not reorder the words and numbers beside it. Any other value is returned as it is.
 */
export function bidiIsolated(value: string): string {
  if (!RIGHT_TO_LEFT.test(value)) return value;
  let kept = '';
  let open = 0;
  for (const sign of value) {
    // A sign that closes nothing in the value would close the isolate round it.
    if (sign === CLOSES && open === 0) continue;
    if (OPENS.includes(sign)) open++;
    else if (sign === CLOSES) open--;
    kept += sign;
  }
  return `\u2068${kept}${CLOSES.repeat(open + 1)}`;
}
