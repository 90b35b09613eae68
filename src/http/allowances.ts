import { LRUCache } from 'lru-cache';

const MINUTE_MS = 60_000;

/** The allowance that one operator or address has left, and since when. */
interface Allowance {
  left: number;
  at: number;
}

/** Counts what operators or addresses use up, and gives it back evenly over a minute. */
export interface Allowances {
  /** Takes an amount of at most a minute's, if it is left. @returns 0, or the seconds until it is left */
  take(by: string, amount: number): number;
}

/**
 * @param clock milliseconds that only grow, so that a corrected clock gives nobody more
 * @param kept how many operators or addresses are remembered: those who asked last
 */
export function createAllowances(perMinute: number, clock: () => number, kept = 10_000): Allowances {
  const known = new LRUCache<string, Allowance>({ max: kept });
  return {
    take(by, amount) {
      const now = clock();
      const { left, at } = known.get(by) ?? { left: perMinute, at: now };
      const present = Math.min(perMinute, left + ((now - at) * perMinute) / MINUTE_MS);
      const missing = amount - present;
      known.set(by, { left: missing > 0 ? present : present - amount, at: now });
      return missing > 0 ? Math.ceil((missing * MINUTE_MS) / perMinute / 1_000) : 0;
    },
  };
}
