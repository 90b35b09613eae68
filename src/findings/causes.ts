import { nameKey } from '../database/folding';
import type { FindingTopic } from '../generated/graphql';
import { groupsOf } from '../resolving/grouping';
import { keyOfJoined, saidBy, withOwnKeys } from './alike';
import { HOUR_MS, SLACK_HOURS } from './constants';
import { type Firing, lessSure, severityRank, worse } from './engine';
import { rankOf } from './rule-list';
import { Fact, idOfFact } from './views';

/* Orders statements, puts symptoms under their causes, and merges alike statements. */

/** A statement with the symptoms that it explains. */
export interface Cause extends Firing {
  readonly symptoms: readonly Cause[];
  /** The statements that were merged into it. */
  readonly parts: readonly Firing[];
  /** The number of devices beside the one that the text names. */
  readonly others: number;
  /** Further statements that add a sentence to this one. */
  readonly remarks: readonly Firing[];
}

/** Whether the devices of a cause include those of a symptom. A cause without devices is about the whole page. */
function isWithin(cause: Firing, symptom: Firing): boolean {
  if (cause.on.length === 0 || symptom.on.length === 0) return cause.rule.about !== 'DEVICE';
  return symptom.on.every((device) => cause.on.some((other) => idOfFact(other) === idOfFact(device)));
}

const isBefore = (one: string | null | undefined, other: string | null | undefined): boolean =>
  one != null && other != null && Date.parse(one) < Date.parse(other) - SLACK_HOURS * HOUR_MS;

/** Whether a symptom was not there before its cause. What was seen at some time may have begun earlier, and never later. */
function fitsTime(cause: Firing, symptom: Firing): boolean {
  const { at, rules = [] } = cause.explainsSince ?? {};
  const seen = symptom.onset ?? symptom.since;
  if (rules.includes(symptom.rule.id) && isBefore(seen, at)) return false;
  const begun = cause.onset === undefined ? cause.since : cause.onset;
  return !isBefore(seen, begun);
}

/** The rules that a statement explains, as `RULE` or `RULE:tag`. */
const rulesExplainedBy = ({ explains: own, rule }: Firing): readonly string[] => own ?? rule.explains ?? [];

/** Whether a statement can explain others at all, which few can. */
const isCause = (firing: Firing): boolean =>
  firing.rule.explainsAll !== undefined || rulesExplainedBy(firing).length > 0;

function explains(cause: Firing, symptom: Firing): boolean {
  if (cause === symptom || cause.rule.id === symptom.rule.id) return false;
  if (cause.rule.explainsAll !== undefined) {
    const isSpared = symptom.rule.explainsAll === 'PAGE' || symptom.rule.standsAlone === true;
    return !isSpared && isWithin(cause, symptom);
  }
  const named = rulesExplainedBy(cause);
  const isNamed =
    named.includes(symptom.rule.id) ||
    symptom.tags?.some((tag) => named.includes(`${symptom.rule.id}:${tag}`)) === true;
  return isNamed && isWithin(cause, symptom) && fitsTime(cause, symptom);
}

/** The symptoms of a cause that can be graver than it. */
const graveOf = ({ restatedBy = [] }: Firing, symptoms: readonly Cause[]): readonly Cause[] =>
  restatedBy.length === 0 ? symptoms : symptoms.filter(({ rule }) => !restatedBy.includes(rule.id));

const worst = (cause: Cause): number =>
  Math.min(severityRank(cause.severity), ...graveOf(cause, cause.symptoms).map((symptom) => worst(symptom)));

/** The name of the device that a statement names first, and of the app, profile or the like on it, as lists sort names. */
function sortNameOf({ on, fact, about }: Cause): string {
  const app = fact.value('app');
  const thing = app instanceof Fact ? app : fact;
  const own = thing.value('displayName') ?? thing.value('appName') ?? thing.value('name');
  // Statements about profiles are about a device, and tell the profile apart by its name.
  const names = [on[0]?.value('deviceName'), own ?? about];
  return names.map((name) => nameKey(typeof name === 'string' ? name : null)).join('\n');
}

/** Orders by severity, rank, newest beginning, newest contact and name. */
function byWeight(topic: FindingTopic | null): (one: Cause, other: Cause) => number {
  const isOff = ({ topics }: Cause) => (topic !== null && !topics.includes(topic) ? 1 : 0);
  const contact = ({ on }: Cause) => (on[0]?.row as { lastCheckInAt?: string | null } | undefined)?.lastCheckInAt ?? '';
  const descending = (one: string, other: string) => (one < other ? 1 : one > other ? -1 : 0);
  // Two things can have one name. The key of joined statements has no meaning that could order them.
  const ownKey = ({ parts, key }: Cause) => parts[0]?.key ?? key;
  return (one, other) =>
    isOff(one) - isOff(other) ||
    worst(one) - worst(other) ||
    rankOf(one.rule.id) - rankOf(other.rule.id) ||
    descending(one.since ?? '', other.since ?? '') ||
    descending(contact(one), contact(other)) ||
    -descending(sortNameOf(one), sortNameOf(other)) ||
    -descending(ownKey(one), ownKey(other));
}

/** The page that statements are on. */
interface Joining {
  /** Whether the user has so many devices that alike statements are joined. */
  readonly isLarge: boolean;
  /** Null on the page of a device. */
  readonly userId: string | null;
}

/** Merges alike statements about several devices into one. @param under the key of their cause; empty for none */
function grouped(firings: readonly Firing[], { isLarge, userId }: Joining, under: string): Cause[] {
  const isJoined = ({ rule }: Firing) => rule.about === 'DEVICE' && (isLarge || rule.joinsDevices === true);
  const groups = groupsOf(firings, (firing) => (isJoined(firing) ? saidBy(firing) : firing.key));
  return [...groups.values()].map((alike) => {
    const [one] = alike as [Firing];
    const first = isJoined(one) && userId !== null ? { ...one, key: keyOfJoined(one, userId, under) } : one;
    if (alike.length === 1) return { ...first, symptoms: [], parts: alike, others: 0, remarks: [] };
    const on = [
      ...new Map(alike.flatMap((firing) => firing.on.map((device) => [idOfFact(device), device] as const))).values(),
    ];
    return {
      ...first,
      on,
      count: alike.reduce((sum, { count = 1 }) => sum + count, 0),
      codes: alike.flatMap(({ codes = [] }) => codes),
      evidence: alike.flatMap(({ evidence }) => evidence),
      confidence: alike.map(({ confidence }) => confidence).reduce(lessSure),
      symptoms: [],
      parts: alike,
      others: Math.max(0, on.length - first.on.length),
      remarks: [],
    };
  });
}

/** The remarks on objects in the evidence of a statement. */
function remarksOn({ evidence }: Cause, remarks: readonly Firing[]): Firing[] {
  const found = remarks.filter(({ fact }) => evidence.some(({ nodeId }) => nodeId !== null && nodeId === fact.nodeId));
  return found.filter(({ about }, i) => found.findIndex((other) => other.about === about) === i);
}

/**
 * Lowers the confidence of the statements about a silent device, because it has reported nothing since. What Intune knows by
 * itself, about contact, removal and remote actions, is not older for it. Nor is a statement about the user, or about something
 * of the tenant, with the device among others.
 */
function lowered(firings: readonly Firing[]): readonly Firing[] {
  const silent = new Set(firings.flatMap(({ doubtsTheRest, on }) => (doubtsTheRest === true ? on.map(idOfFact) : [])));
  if (silent.size === 0) return firings;
  const isOld = ({ rule, fact, on }: Firing) =>
    (rule.about === 'DEVICE' || fact.type === 'Device') &&
    !rule.topics.includes('CONTACT') &&
    on.some((device) => silent.has(idOfFact(device)));
  return firings.map((firing) =>
    isOld(firing) ? { ...firing, confidence: lessSure(firing.confidence, 'LIKELY') } : firing,
  );
}

/** The cause of each symptom: of several, the one that nothing else explains, and that ranks first. */
function causesOf(firings: readonly Firing[]): Map<Firing, Firing> {
  const found = new Map<Firing, Firing>();
  const possible = firings.filter(isCause);
  const issues = firings.filter(({ folds }) => folds !== undefined);
  for (const symptom of firings) {
    const candidates = possible.filter((cause) => explains(cause, symptom));
    const roots = candidates.filter((cause) => !candidates.some((other) => explains(other, cause)));
    const [cause] = [...roots].sort((a, b) => rankOf(a.rule.id) - rankOf(b.rule.id));
    const known = issues.find(({ folds }) => folds?.(symptom) === true) ?? cause;
    if (known !== undefined) found.set(symptom, known);
  }
  const hidden = firings.filter((firing) => firing.severity === 'BLOCKER' && isBelowIssue(firing, found));
  for (const blocker of hidden) found.delete(blocker);
  return found;
}

/** Whether the cause of a statement folds under a known issue, but the statement itself does not. */
function isBelowIssue(firing: Firing, causes: ReadonlyMap<Firing, Firing>): boolean {
  let cause = causes.get(firing);
  if (cause?.issue !== undefined) return false;
  while (cause !== undefined && cause.issue === undefined) cause = causes.get(cause);
  return cause !== undefined;
}

/** Puts symptoms under their causes and orders them. */
export function toCauses(all: readonly Firing[], topic: FindingTopic | null, joining: Joining): Cause[] {
  const remarks = all.filter(({ rule }) => rule.isRemark === true);
  const firings = withOwnKeys(lowered(all.filter(({ rule }) => rule.isRemark !== true)));
  const causes = causesOf(firings);
  const order = byWeight(topic);
  // Few statements are symptoms.
  const folded = [...causes].map(([symptom, cause]) => ({ symptom, cause }));
  const under = (own: readonly Firing[], key: string): Cause[] =>
    grouped(own, joining, key)
      .map((cause) => {
        const explained = folded.flatMap((each) => (cause.parts.includes(each.cause) ? [each.symptom] : []));
        const symptoms = under(explained, cause.key);
        return {
          ...cause,
          symptoms,
          severity: raised(cause, symptoms),
          remarks: cause.issue === undefined ? remarksOn(cause, remarks) : [],
        };
      })
      .sort(order);
  return under(
    firings.filter((each) => !causes.has(each)),
    '',
  );
}

/** A cause has at least the severity of its symptoms, unless they restate it or its rule was never tried on a real tenant. */
function raised(cause: Firing, symptoms: readonly Cause[]): Firing['severity'] {
  if (cause.rule.unproven) return cause.severity;
  return graveOf(cause, symptoms)
    .map(({ severity }) => severity)
    .reduce(worse, cause.severity);
}
