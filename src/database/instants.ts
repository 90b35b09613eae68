const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

const INSTANT_LENGTH = '2026-11-20T08:00:00.000Z'.length;

/** Converts an RFC 3339 instant to UTC with milliseconds; null for any other text. */
export function toInstant(text: string): string | null {
  const parts = RFC_3339.exec(text);
  if (parts === null) return null;
  // Date reads 31 February as 3 March.
  const [year, month, day] = parts.slice(1, 4).map(Number) as [number, number, number];
  if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return null;
  // Microsoft sends seven digits of a second. Keep three.
  const instant = new Date(text.replace(/(\.\d{3})\d+/, '$1'));
  if (Number.isNaN(instant.getTime())) return null;
  const written = instant.toISOString();
  // Instants are compared as texts. In UTC, the year of the first or last hours can have more than four digits.
  return written.length === INSTANT_LENGTH ? written : null;
}
