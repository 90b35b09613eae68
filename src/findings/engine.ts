import type { FindingConfidence, FindingSeverity, FindingTopic } from '../generated/graphql';
import type { KnownIssueRow } from '../known-issue/store';
import type { Context } from '../resolving/context';
import type { Clock } from './clock';
import type { DeviceFacts, TwinFacts, UserFacts } from './facts';
import type { Freshness, Reading } from './freshness-of-facts';
import { type CheckedRule, resourceOfField, viewsOf } from './needs';
import type { DeviceEntry, FactPage } from './read-facts';
import type { DeviceView, Draft, PageView, Rule, Surroundings } from './rule';
import { devicesReached, lacksOf, limitsOn, rulesOn, runsOn, staleness, type Unchecked } from './rules-on-page';
import { checkRead, Fact, factOf, idOfFact, type Views } from './views';

/* Runs the rules on the facts of a page. Nothing here knows a rule by its name. */

/** A statement of a rule on a page. */
export interface Firing extends Draft {
  readonly rule: Rule;
  readonly key: string;
  readonly severity: FindingSeverity;
  readonly confidence: FindingConfidence;
  readonly topics: readonly FindingTopic[];
  readonly fact: Fact;
  /** The devices that it is about. */
  readonly on: readonly Fact[];
  /** The known issue that it states. */
  readonly issue?: KnownIssueRow;
  /** Whether another statement folds under that issue. */
  readonly folds?: ((firing: Firing) => boolean) | undefined;
}

interface RuleRun {
  readonly firings: readonly Firing[];
  readonly unchecked: readonly Unchecked[];
  readonly freshness: Freshness;
  /** The oldest reading that the run rests on. */
  readonly asOf: string | null;
}

const SEVERITIES: readonly FindingSeverity[] = ['BLOCKER', 'PROBLEM', 'WARNING', 'INFO'];
const CONFIDENCES: readonly FindingConfidence[] = ['CERTAIN', 'LIKELY', 'POSSIBLE'];

/** The place of a severity; the worst is 0. */
export const severityRank = (severity: FindingSeverity): number => SEVERITIES.indexOf(severity);

/** The worse of two severities. */
export const worse = (one: FindingSeverity, other: FindingSeverity): FindingSeverity =>
  severityRank(other) < severityRank(one) ? other : one;

/** A severity as a rule may give it: a rule that was never tried on a real tenant gives at most a warning. */
export const severityFrom = ({ unproven }: Rule, severity: FindingSeverity): FindingSeverity =>
  unproven && severityRank(severity) < severityRank('WARNING') ? 'WARNING' : severity;

/** The less sure of two confidences. */
export const lessSure = (one: FindingConfidence, other: FindingConfidence): FindingConfidence =>
  CONFIDENCES.indexOf(one) > CONFIDENCES.indexOf(other) ? one : other;

/** The tenant, for a statement that reads none of its fields. */
const TENANT_ITSELF = new Fact('Tenant', null, {}, {});

/** The user or device of a page; undefined for the tenant. */
export const subjectOfPage = (page: FactPage): Fact | undefined => page.user ?? page.devices[0]?.fact;

/**
 * The key of a statement: the rule, its subject, and which of several. It must not change with the number of devices. Pages
 * are listed together, so what several can have, a connector or a device that the user shares, goes with its page.
 */
function keyOf({ id }: Rule, draft: Draft, subject: Fact, page: FactPage): string {
  const own = subjectOfPage(page);
  const isOfPage = subject.type === 'Connector' && own !== undefined;
  const { id: ownId, kind } = subject.row as { readonly id?: string; readonly kind?: string };
  const key = isOfPage ? idOfFact(own) : (ownId ?? kind);
  const isShared = page.user !== null && page.used.some(({ fact }) => fact === subject);
  const about = draft.about === undefined || draft.about === '' ? [] : [draft.about];
  return [id, key ?? '', ...(isShared ? [idOfFact(page.user)] : []), ...about].join(':');
}

function completed(rule: Rule, draft: Draft, device: Fact | null, page: FactPage, isOld: boolean): Firing {
  const fact = draft.subject === null ? TENANT_ITSELF : factOf(draft.subject);
  const given = draft.devices?.map(factOf) ?? [];
  const on = given.length > 0 ? given : device !== null ? [device] : fact.type === 'Device' ? [fact] : [];
  const severity = severityFrom(rule, draft.severity ?? rule.severity);
  let confidence = draft.confidence ?? rule.confidence;
  if (rule.unproven) confidence = lessSure(confidence, 'LIKELY');
  if (isOld) confidence = lessSure(confidence, 'POSSIBLE');
  const topics = draft.topics ?? rule.topics;
  return { ...draft, rule, key: keyOf(rule, draft, device ?? fact, page), severity, confidence, topics, fact, on };
}

/** The inputs of the rules on a page. The rules share them, because they run one at a time. */
class Inputs {
  readonly page: FactPage;
  readonly around: Surroundings;
  readonly user: UserFacts | null;
  private readonly views: Views;
  private readonly ofPages = new Map<readonly DeviceEntry[], PageView>();
  private readonly ofDevices = new Map<DeviceEntry, DeviceView>();

  constructor(page: FactPage, around: Omit<Surroundings, 'tenant'>, views: Views) {
    this.page = page;
    this.views = views;
    this.around = { ...around, tenant: page.tenant === null ? null : views.view(page.tenant) };
    this.user = page.user === null ? null : views.view(page.user);
  }

  ofDevice(entry: DeviceEntry): DeviceView {
    const known = this.ofDevices.get(entry);
    if (known !== undefined) return known;
    const { views, around, user } = this;
    const made = {
      ...around,
      user,
      device: views.view<DeviceFacts>(entry.fact),
      others: () => entry.others().map((other) => views.view<DeviceFacts>(other)),
      twins: () => entry.twins.map((twin) => views.view<TwinFacts>(twin)),
    };
    this.ofDevices.set(entry, made);
    return made;
  }

  ofPage(entries: readonly DeviceEntry[]): PageView {
    const known = this.ofPages.get(entries);
    if (known !== undefined) return known;
    const { views, around, user } = this;
    const made = { ...around, user, devices: entries.map(({ fact }) => views.view<DeviceFacts>(fact)) };
    this.ofPages.set(entries, made);
    return made;
  }
}

/** Runs one rule on a page. */
function firingsOf(checked: CheckedRule, inputs: Inputs, isOld: boolean): Firing[] {
  const { rule } = checked;
  const { page } = inputs;
  const entries = devicesReached(checked, rule.looksAtUsedDevices ? [...page.devices, ...page.used] : page.devices);
  const firings: Firing[] = [];
  if (rule.about !== 'DEVICE') {
    for (const draft of rule.find(inputs.ofPage(entries))) firings.push(completed(rule, draft, null, page, isOld));
    return firings;
  }
  for (const entry of entries) {
    const { fact } = entry;
    if (!runsOn(checked, fact)) continue;
    for (const draft of rule.find(inputs.ofDevice(entry))) firings.push(completed(rule, draft, fact, page, isOld));
  }
  return firings;
}

/** The facts that Microsoft does not give, so that a rule cannot judge. */
function unknownTo({ rule }: CheckedRule, inputs: Inputs): Unchecked[] {
  const text = rule.unknown?.(inputs.ofPage(inputs.page.devices));
  return text == null ? [] : [{ rule: rule.id, reason: 'NO_DATA', missing: [], text }];
}

const older = (one: Reading | null, other: Reading | null): Reading | null =>
  one === null || (other !== null && other.at < one.at) ? other : one;

/** Runs all rules that this viewer may run on a page. A rule that fails does not stop the others. */
export function runRules(context: Context, page: FactPage, clock: Clock, freshness: Freshness): RuleRun {
  const { findings, schema } = context;
  const { rules, unchecked } = rulesOn(page, context);
  const readings = rules.map((checked) => freshness.oldestOf(checked));
  const oldest = readings.reduce(older, null);
  const around = {
    clock,
    thresholds: findings.thresholds,
    isImported: freshness.isImported,
    stale: freshness.isOld(oldest?.at ?? null) ? freshness.staleOf(rules) : [],
    readAt: (coordinate: string) => {
      checkRead(coordinate);
      const resource = resourceOfField(coordinate);
      return resource === null ? null : freshness.readAt(resource);
    },
  };
  const inputs = new Inputs(page, around, viewsOf(schema));
  const pageId = subjectOfPage(page)?.nodeId ?? '';
  const firings: Firing[] = [];
  let restedOn: Reading | null = null;
  for (const [i, checked] of rules.entries()) {
    const { id } = checked.rule;
    const reading = readings[i] ?? null;
    const readAt = reading?.at ?? null;
    const stale = staleness(checked, readAt, freshness);
    if (stale !== null) {
      unchecked.push(stale);
      continue;
    }
    restedOn = older(restedOn, reading);
    unchecked.push(...limitsOn(checked, page, context), ...lacksOf(checked, freshness));
    try {
      const { found, unknown } = checked.guard.run(() => ({
        found: firingsOf(checked, inputs, freshness.isOld(readAt)),
        unknown: unknownTo(checked, inputs),
      }));
      if (findings.shadow.has(id)) {
        unchecked.push({ rule: id, reason: 'NO_DATA', missing: [], text: 'SHADOW' });
        if (found.length > 0) findings.shadow.count(id, pageId);
        continue;
      }
      firings.push(...found);
      unchecked.push(...unknown);
    } catch (error) {
      findings.onFault(id, error);
      unchecked.push({ rule: id, reason: 'INTERNAL', missing: [], text: 'INTERNAL' });
    }
  }
  return { firings, unchecked, freshness, asOf: restedOn?.at ?? null };
}
