import { daysBefore } from '../resolving/days';
import { LOGON_DAYS } from './constants';

/** The clock of a run. Rules compare with it and never read the time. */
export interface Clock {
  /** The instant of the run. */
  readonly now: string;
  /** Whether an instant, with `afterMs` added, is in the past. Null never is. */
  hasPassed(instant: string | null, afterMs?: number): boolean;
  /** An instant at which something happened; null if it is yet to come, which Microsoft cannot know. */
  past(instant: string | null): string | null;
  /** The instant `ms` before the run. For an instant up to it, `hasPassed(instant, ms)` is true. */
  ago(ms: number): string;
}

/** The beginning of the time in which logons show the users of a device. */
export const recentLogons = (now: string): string => daysBefore(LOGON_DAYS, now);

/** @param now the instant of the run, in ISO 8601 */
export function createClock(now: string): Clock {
  const at = Date.parse(now);
  // At that very instant it has passed.
  const hasPassed = (instant: string | null, afterMs = 0) => instant !== null && Date.parse(instant) + afterMs <= at;
  return {
    now,
    hasPassed,
    past: (instant) => (hasPassed(instant) ? instant : null),
    ago: (ms) => new Date(at - ms).toISOString(),
  };
}
