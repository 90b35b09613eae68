import type { Resource } from '../microsoft-graph/resources';
import type { Clock } from './clock';
import { DAY_MS, HOUR_MS, IMPORT_STALE_HOURS, STALE_HOURS, USELESS_DAYS } from './constants';
import type { CheckedRule } from './needs';
import type { ReadingRow } from './store';

/** A reading: the instant, and the coordinate that says it. */
export interface Reading {
  readonly at: string;
  readonly coordinate: string;
}

/** When the facts of a run were read. */
export interface Freshness {
  readonly isImported: boolean;
  readAt(resource: Resource): string | null;
  /** The oldest reading that a rule rests on; null if nothing says. */
  oldestOf(rule: CheckedRule): Reading | null;
  /** Whether a reading is old enough to lower the confidence. */
  isOld(readAt: string | null): boolean;
  /** Whether a reading is too old to say anything about the present. */
  isUseless(readAt: string | null): boolean;
}

/** Tells whether so long has passed since an instant. Most rules rest on the same few readings. */
function passedBy(clock: Clock, ms: number): (at: string | null) => boolean {
  const known = new Map<string | null, boolean>();
  return (at) => {
    const is = known.get(at) ?? clock.hasPassed(at, ms);
    known.set(at, is);
    return is;
  };
}

/** @param syncMinutes the interval between full syncs; 0 for never */
export function createFreshness(rows: readonly ReadingRow[], clock: Clock, syncMinutes: number): Freshness {
  const readings = new Map(rows.map(({ resource, completedAt }) => [resource, completedAt]));
  const isImported = rows.every(({ isSynced }) => isSynced === 0);
  const oldAfter = isImported
    ? IMPORT_STALE_HOURS * HOUR_MS
    : Math.max(2 * syncMinutes * 60_000, STALE_HOURS * HOUR_MS);
  const readAt = (resource: Resource) => readings.get(resource) ?? null;
  return {
    isImported,
    readAt,
    oldestOf({ sections }) {
      let found: string | null = null;
      let at: string | null = null;
      for (const [resource, coordinate] of sections) {
        const value = readings.get(resource);
        if (value === undefined || (at !== null && at <= value)) continue;
        at = value;
        found = coordinate;
      }
      return found === null || at === null ? null : { at, coordinate: found };
    },
    isOld: passedBy(clock, oldAfter),
    isUseless: passedBy(clock, USELESS_DAYS * DAY_MS),
  };
}
