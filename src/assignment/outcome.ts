import type { AppIntent, AssignmentOutcome } from '../generated/graphql';
import { type DeviceProperties, matchesRule } from './filter-rule';
import type { ReachingRow } from './store';

/** Whether a device passes the filter of an assignment; null if unknown. */
function passes({ filterMode, filterRule }: ReachingRow, facts: DeviceProperties | null): boolean | null {
  if (filterMode === 'NONE') return true;
  const matched = facts === null ? null : matchesRule(filterRule, facts);
  return matched === null ? null : matched === (filterMode === 'INCLUDE');
}

// Microsoft's precedence if an app has several intents.
const INTENTS: readonly AppIntent[] = ['REQUIRED', 'UNINSTALL', 'AVAILABLE', 'AVAILABLE_WITHOUT_ENROLLMENT'];

function strongest(found: ReadonlySet<AppIntent | null>): AppIntent | null {
  if (found.has('REQUIRED') && found.has('AVAILABLE')) return 'REQUIRED_AND_AVAILABLE';
  return INTENTS.find((intent) => found.has(intent)) ?? [...found].find((intent) => intent !== null) ?? null;
}

/**
 * The outcome of the assignments that reach a user or a device. An exclusion cancels the inclusions of the same intent.
 * @param facts the properties of the device for filters; null for a user
 */
export function resultOf(
  rows: readonly ReachingRow[],
  facts: DeviceProperties | null,
): { outcome: AssignmentOutcome; intent: AppIntent | null } {
  const taken = new Set(rows.filter(({ excluded }) => excluded === 1).map(({ intent }) => intent));
  const open = rows.filter(({ excluded, intent }) => excluded === 0 && !taken.has(intent));
  const judged = open.map((row) => ({ intent: row.intent, isIn: passes(row, facts) }));
  const [certain, undecided] = [true, null].map((verdict) => judged.filter(({ isIn }) => isIn === verdict));
  const intents = (of: typeof judged | undefined) => strongest(new Set((of ?? []).map(({ intent }) => intent)));
  if (certain !== undefined && certain.length > 0) return { outcome: 'ASSIGNED', intent: intents(certain) };
  if (undecided !== undefined && undecided.length > 0) {
    return { outcome: 'DEPENDS_ON_FILTER', intent: intents(undecided) };
  }
  return { outcome: open.length > 0 ? 'FILTERED_OUT' : 'EXCLUDED', intent: null };
}
