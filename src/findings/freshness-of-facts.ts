import type { SyncKind } from '../generated/graphql';
import { RESOURCES, type Resource } from '../microsoft-graph/resources';
import { DAY_MS } from '../resolving/days';
import type { Clock } from './clock';
import { HOUR_MS, IMPORT_STALE_HOURS, STALE_HOURS, USELESS_DAYS } from './constants';
import type { StaleSection } from './facts';
import type { CheckedRule } from './needs';
import type { ReadingRow } from './store';

/** A reading: its instant, and the coordinate that shows it. */
export interface Reading {
  readonly at: string;
  readonly coordinate: string;
}

/** When the facts of a run were read. */
export interface Freshness {
  readonly isImported: boolean;
  readAt(resource: Resource): string | null;
  /** Whether the folder of an import lacked something that a rule reads. */
  isLacking(rule: CheckedRule): boolean;
  /** The oldest reading that a rule rests on; null if it is unknown. */
  oldestOf(rule: CheckedRule): Reading | null;
  /** The old sections that rules rest on, the oldest first. */
  staleOf(rules: readonly CheckedRule[]): StaleSection[];
  /** Whether a reading is old enough to lower the confidence. */
  isOld(readAt: string | null): boolean;
  /** Whether a reading is too old to say anything about the present. */
  isUseless(readAt: string | null): boolean;
}

/** Whether `ms` have passed since an instant. It is remembered, because most rules rest on the same few readings. */
function passedBy(clock: Clock, ms: number): (at: string | null) => boolean {
  const known = new Map<string | null, boolean>();
  return (at) => {
    const is = known.get(at) ?? clock.hasPassed(at, ms);
    known.set(at, is);
    return is;
  };
}

/** The facts about readings that do not depend on the time. */
interface Ledger {
  readonly isImported: boolean;
  readonly readings: ReadonlyMap<string, string>;
  readonly oldest: Map<CheckedRule, Reading | null>;
  readonly lacking: Map<CheckedRule, boolean>;
}

// Requests share the readings while they are kept.
const LEDGERS = new WeakMap<readonly ReadingRow[], Ledger>();

function ledgerOf(rows: readonly ReadingRow[]): Ledger {
  const known = LEDGERS.get(rows);
  if (known !== undefined) return known;
  const readings = new Map(rows.map(({ resource, completedAt }) => [resource, completedAt]));
  const isImported = rows.every(({ isSynced }) => isSynced === 0);
  const made = { isImported, readings, oldest: new Map(), lacking: new Map() };
  LEDGERS.set(rows, made);
  return made;
}

/** The oldest reading of the sections of a rule. */
function oldestIn(readings: ReadonlyMap<string, string>, { sections }: CheckedRule): Reading | null {
  let found: Reading | null = null;
  for (const [resource, coordinate] of sections) {
    const at = readings.get(resource);
    if (at !== undefined && (found === null || at < found.at)) found = { at, coordinate };
  }
  return found;
}

/** The sections of rules with an old reading. */
function staleSections(
  readings: ReadonlyMap<string, string>,
  rules: readonly CheckedRule[],
  isOld: Freshness['isOld'],
): StaleSection[] {
  const oldest = new Map<SyncKind, string>();
  for (const resource of new Set(rules.flatMap(({ sections }) => [...sections.keys()]))) {
    const at = readings.get(resource);
    if (at === undefined || !isOld(at)) continue;
    const { kind } = RESOURCES[resource];
    const known = oldest.get(kind);
    if (known === undefined || at < known) oldest.set(kind, at);
  }
  return [...oldest].map(([kind, at]) => ({ kind, at })).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** @param syncMinutes the interval between full syncs; 0 for never */
export function createFreshness(rows: readonly ReadingRow[], clock: Clock, syncMinutes: number): Freshness {
  const { isImported, readings, oldest, lacking } = ledgerOf(rows);
  const oldAfter = isImported
    ? IMPORT_STALE_HOURS * HOUR_MS
    : Math.max(2 * syncMinutes * 60_000, STALE_HOURS * HOUR_MS);
  const readAt = (resource: Resource) => readings.get(resource) ?? null;
  const isOld = passedBy(clock, oldAfter);
  return {
    isImported,
    readAt,
    isLacking(rule) {
      const is = lacking.get(rule) ?? (isImported && [...rule.resources].some((resource) => !readings.has(resource)));
      lacking.set(rule, is);
      return is;
    },
    oldestOf(rule) {
      const known = oldest.get(rule);
      if (known !== undefined) return known;
      const found = oldestIn(readings, rule);
      oldest.set(rule, found);
      return found;
    },
    staleOf: (rules) => staleSections(readings, rules, isOld),
    isOld,
    isUseless: passedBy(clock, USELESS_DAYS * DAY_MS),
  };
}
