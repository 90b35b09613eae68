const DAY_MS = 86_400_000;

/** The number of midnights in the reader's time zone from one instant to another; negative into the past. */
export function calendarDays(from: Date, to: Date): number {
  // In UTC all days are equally long.
  const dayOf = (at: Date) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  return (dayOf(to) - dayOf(from)) / DAY_MS;
}
