export const DAY_MS = 24 * 60 * 60 * 1_000;

/** The instant some days before another one. */
export const daysBefore = (days: number, instant: string): string =>
  new Date(Date.parse(instant) - days * DAY_MS).toISOString();
