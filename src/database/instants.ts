const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;

/** Converts an RFC 3339 instant to UTC with milliseconds; null for any other text. */
export function toInstant(text: string): string | null {
  const parts = RFC_3339.exec(text);
  if (parts === null) return null;
  // Date reads 31 February as 3 March.
  const [year, month, day] = parts.slice(1, 4).map(Number) as [number, number, number];
  if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return null;
  // Microsoft sends seven digits of a second. Keep three.
  const instant = new Date(text.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}
