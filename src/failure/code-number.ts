/**
 * Normalises an error code to signed decimal text.
 *
 * Accepts Microsoft's spellings: signed or unsigned decimals and hex (`0x87D1041C`, `87D1041C`), as text, number or
 * bigint. The result is null for 0 (Microsoft Graph's "no error"), for empty text, and for anything but a whole number
 * of at most 64 bits. A number of more than 32 bits keeps its value.
 */
export function normalizeCode(value: unknown): string | null {
  const number = toInteger(value);
  if (number === null || number === 0n) return null;
  if (number < -0x8000000000000000n || number > 0xffffffffffffffffn) return null;
  const signed = BigInt.asIntN(64, number);
  const fits32 = signed >= -0x80000000n && signed <= 0xffffffffn;
  return String(fits32 ? BigInt.asIntN(32, signed) : signed);
}

/** The hex spelling of a normalised code: 8 digits, or 16 if it does not fit in 32 bits. */
export function toHex(code: string): string {
  const number = BigInt(code);
  const bits = BigInt.asIntN(32, number) === number ? 32 : 64;
  const digits = BigInt.asUintN(bits, number).toString(16).toUpperCase();
  return `0x${digits.padStart(bits / 4, '0')}`;
}

// Errors have their highest bit set: hex starts with 8 to F, a signed decimal with a minus, and an unsigned one with 2
// to 4. The edges keep parts of ids, versions and longer numbers out.
const IN_TEXT = /(?<![\w.-])(?:0x[\da-f]{8}|(?=[a-f]*\d)[89a-f][\da-f]{7}|-\d{9,10}|[2-4]\d{9})(?![\w-])/gi;

/** The error codes that a free text names, normalised, in their order. */
export function codesIn(text: string): string[] {
  return [...text.matchAll(IN_TEXT)].flatMap(([spelling]) => {
    // In a text, eight digits that start with 8 or 9 are hex, as in "error 80180014".
    return normalizeCode(spelling.length === 8 ? `0x${spelling}` : spelling) ?? [];
  });
}

function toInteger(value: unknown): bigint | null {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : null;
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (/^-?\d{1,20}$/.test(text) || /^0x[\da-f]{1,16}$/i.test(text)) return BigInt(text.toLowerCase());
  // Hex without a prefix must contain a digit, so that a word such as "DEADBEEF" does not count as a code.
  return /^(?=.*\d)[\da-f]{8}$/i.test(text) ? BigInt(`0x${text}`) : null;
}
