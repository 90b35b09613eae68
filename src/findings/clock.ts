/**
 * The clock of a run. Rules compare with it and never read the time, so that it knows when a comparison turns out
 * differently.
 */
export interface Clock {
  /** The instant of the run. */
  readonly now: string;
  /** The first later instant at which a comparison made so far turns out differently; null if none does. */
  readonly turnsAt: string | null;
  /** Whether an instant, or so long after it, is in the past. Null never is. */
  hasPassed(instant: string | null, afterMs?: number): boolean;
}

export function createClock(now: string): Clock {
  const at = Date.parse(now);
  let turns = Number.POSITIVE_INFINITY;
  return {
    now,
    get turnsAt() {
      return turns === Number.POSITIVE_INFINITY ? null : new Date(turns).toISOString();
    },
    hasPassed(instant, afterMs = 0) {
      if (instant === null) return false;
      const then = Date.parse(instant) + afterMs;
      // At that very instant it has passed.
      if (then > at) turns = Math.min(turns, then);
      return then <= at;
    },
  };
}
