import type { Resource } from '../microsoft-graph/resources';
import type { Clock } from './clock';
import { DAY_MS, HOUR_MS, IMPORT_STALE_HOURS, STALE_HOURS, USELESS_DAYS } from './constants';
import type { CheckedRule } from './needs';
import type { EvidenceOf } from './rule';
import type { ReadingRow } from './store';

/** When the facts of a run were read. */
export interface Freshness {
  readonly isImported: boolean;
  readAt(resource: Resource): string | null;
  /** The oldest reading that a rule rests on, as evidence; null if nothing says. */
  oldestOf(rule: CheckedRule): EvidenceOf | null;
  /** Whether a reading is old enough to lower the confidence. */
  isOld(readAt: string | null): boolean;
  /** Whether a reading is too old to say anything about the present. */
  isUseless(readAt: string | null): boolean;
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
      return found === null ? null : { coordinate: `${found.split('.')[0]}.syncedAt`, nodeId: null, value: at };
    },
    isOld: (at) => clock.hasPassed(at, oldAfter),
    isUseless: (at) => clock.hasPassed(at, USELESS_DAYS * DAY_MS),
  };
}
