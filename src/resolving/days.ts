export const DAY_MS = 24 * 60 * 60 * 1_000;

/** The seconds from one instant to another, rounded up; negative if the other is earlier. */
export const secondsBetween = (one: string, other: string): number =>
  Math.ceil((Date.parse(other) - Date.parse(one)) / 1_000);

/** The instant some days before another one. */
export const daysBefore = (days: number, instant: string): string =>
  new Date(Date.parse(instant) - days * DAY_MS).toISOString();
