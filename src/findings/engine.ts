import type {
  FindingConfidence,
  FindingRule,
  FindingSeverity,
  FindingTopic,
  NotCheckedReason,
  Permission,
} from '../generated/graphql';
import type { KnownIssueRow } from '../known-issue/store';
import type { Context } from '../resolving/context';
import type { Clock } from './clock';
import type { DeviceFacts, OrganizationFacts, TwinFacts, UserFacts } from './facts';
import type { Freshness } from './freshness-of-facts';
import type { CheckedRule } from './needs';
import { checkedRules, resourceOfField } from './needs';
import type { DeviceEntry, FactPage } from './read-facts';
import type { Draft, EvidenceOf, Rule, Surroundings } from './rule';
import { type Fact, factOf } from './views';

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
  /** The known issue that it says. */
  readonly issue?: KnownIssueRow;
  /** Whether another statement folds under that issue. */
  readonly folds?: ((firing: Firing) => boolean) | undefined;
}

/** Rules that did not run, or not on everything. */
export interface Unchecked {
  readonly rule: FindingRule | null;
  readonly reason: NotCheckedReason;
  readonly missing: readonly Permission[];
  /** Which text says it. */
  readonly text: string;
  /** With `STALE`: when the facts were read. */
  readonly readAt?: string;
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

/** The milder of two severities, and the less sure of two confidences. */
export const milder = (one: FindingSeverity, other: FindingSeverity): FindingSeverity =>
  severityRank(one) > severityRank(other) ? one : other;
export const lessSure = (one: FindingConfidence, other: FindingConfidence): FindingConfidence =>
  CONFIDENCES.indexOf(one) > CONFIDENCES.indexOf(other) ? one : other;

const reads = ({ declared }: CheckedRule, coordinate: string): boolean => declared.has(coordinate);

const outOfScope = ({ id }: Rule, permission: Permission): Unchecked => ({
  rule: id,
  reason: 'OUT_OF_SCOPE',
  missing: [permission],
  text: 'OUT_OF_SCOPE',
});

/** Why a rule does not run anywhere for this viewer; null if it does. */
export function refusalOf(checked: CheckedRule, { viewer, findings }: Context): Unchecked | null {
  const { rule, needs } = checked;
  if (findings.silenced.has(rule.id)) return { rule: rule.id, reason: 'NO_DATA', missing: [], text: 'SILENCED' };
  const refused = viewer.refusal(needs);
  if (refused !== null) return { rule: rule.id, reason: 'PERMISSION', missing: refused.missing, text: 'PERMISSION' };
  return rule.needsAllDevices && !viewer.scopeOf('MANAGED_DEVICES_READ').allDevices
    ? outOfScope(rule, 'MANAGED_DEVICES_READ')
    : null;
}

/** Why a rule does not run at all on this page; null if it does. */
function refusalOn(checked: CheckedRule, page: FactPage): Unchecked | null {
  const { rule } = checked;
  if (page.user === null) return null;
  if (reads(checked, 'User.devices') && !page.areDevicesComplete) return outOfScope(rule, 'MANAGED_DEVICES_READ');
  if (reads(checked, 'User.enrollmentFailures') && !page.areFailuresReached)
    return outOfScope(rule, 'MANAGED_DEVICES_READ');
  const ofProtection = reads(checked, 'User.appProtectionStates') || reads(checked, 'User.appProtectionPolicies');
  if (ofProtection && !page.areProtectionsReached) return outOfScope(rule, 'MANAGED_APPS_READ');
  if (reads(checked, 'User.devices') && page.isTruncated) {
    return { rule: rule.id, reason: 'TRUNCATED', missing: [], text: 'TRUNCATED' };
  }
  return null;
}

/** Says that the facts of a rule are too old; null if they are not. */
export function staleness(checked: CheckedRule, freshness: Freshness): Unchecked | null {
  const readAt = freshness.oldestOf(checked)?.value ?? null;
  if (readAt === null || !freshness.isUseless(readAt)) return null;
  return { rule: checked.rule.id, reason: 'STALE', missing: [], text: 'STALE', readAt };
}

/** The permission that does not reach all that a rule reads of a device; null if all is reached. */
function unreached(checked: CheckedRule, entry: DeviceEntry): Permission | null {
  if (checked.readsOwner && !entry.isUserSeen) return 'ORGANIZATION_READ';
  return checked.readsApps && !entry.areAppsReached ? 'MOBILE_APPS_READ' : null;
}

/** Why a rule does not run on all devices of the page; null if it does. */
function partly(checked: CheckedRule, page: FactPage): Unchecked | null {
  if (!checked.isOfDevices) return null;
  const { id } = checked.rule;
  const permission = page.devices.map((entry) => unreached(checked, entry)).find((each) => each !== null);
  const missing = page.areDevicesComplete ? permission : 'MANAGED_DEVICES_READ';
  if (missing != null) return { rule: id, reason: 'OUT_OF_SCOPE', missing: [missing], text: 'OUT_OF_SCOPE' };
  return page.isTruncated ? { rule: id, reason: 'TRUNCATED', missing: [], text: 'TRUNCATED' } : null;
}

/** The tenant, for a statement that reads nothing of it. */
const TENANT_ITSELF: Fact = { type: 'Tenant', nodeId: null, row: {}, fields: {} };

/** The key of a statement: the rule, its subject, and which of several. */
function keyOf({ id }: Rule, draft: Draft, fact: Fact, on: readonly Fact[]): string {
  const [device] = on;
  const subject = on.length === 1 && device !== undefined ? device : fact;
  const key =
    (subject.row as { readonly id?: string; readonly kind?: string }).id ?? (subject.row as { kind?: string }).kind;
  return [id, key ?? '', ...(draft.about === undefined || draft.about === '' ? [] : [draft.about])].join(':');
}

function completed(rule: Rule, draft: Draft, device: Fact | null, isOld: boolean): Firing {
  const fact = draft.subject === null ? TENANT_ITSELF : factOf(draft.subject);
  const given = draft.devices?.map(factOf) ?? [];
  const on = given.length > 0 ? given : device !== null ? [device] : fact.type === 'Device' ? [fact] : [];
  let severity = draft.severity ?? rule.severity;
  let confidence = draft.confidence ?? rule.confidence;
  if (rule.unproven) {
    severity = milder(severity, 'WARNING');
    confidence = lessSure(confidence, 'LIKELY');
  }
  if (isOld) confidence = lessSure(confidence, 'POSSIBLE');
  const topics = draft.topics ?? rule.topics;
  return { ...draft, rule, key: keyOf(rule, draft, fact, on), severity, confidence, topics, fact, on };
}

/** Runs one rule on a page. */
function firingsOf(checked: CheckedRule, page: FactPage, around: Surroundings, isOld: boolean): Firing[] {
  const { rule, guard } = checked;
  const { clock, thresholds, isImported, oldest } = around;
  const tenant = page.tenant === null ? null : guard.view<OrganizationFacts>(page.tenant);
  const user = page.user === null ? null : guard.view<UserFacts>(page.user);
  const view = (fact: Fact) => guard.view<DeviceFacts>(fact);
  const readAt = (coordinate: string) => {
    guard.check(coordinate);
    return around.readAt(coordinate);
  };
  const looked = rule.looksAtUsedDevices ? [...page.devices, ...page.used] : page.devices;
  const entries = looked.filter((entry) => unreached(checked, entry) === null);
  const firings: Firing[] = [];
  if (rule.about !== 'DEVICE') {
    const devices = entries.map(({ fact }) => view(fact));
    const given = { tenant, clock, thresholds, isImported, oldest, isOld: around.isOld, readAt, user, devices };
    for (const draft of rule.find(given)) firings.push(completed(rule, draft, null, isOld));
    return firings;
  }
  const { inList } = rule;
  for (const { fact, others, twins } of entries) {
    if (inList !== undefined && (fact.fields[inList] as readonly unknown[]).length === 0) continue;
    // Field by field, since this runs for each rule on each device.
    const found = rule.find({
      tenant,
      clock,
      thresholds,
      isImported,
      oldest,
      isOld: around.isOld,
      readAt,
      user,
      device: view(fact),
      others: () => others.map(view),
      twins: () => twins.map((twin) => guard.view<TwinFacts>(twin)),
    });
    for (const draft of found) firings.push(completed(rule, draft, fact, isOld));
  }
  return firings;
}

const isOlder = (one: EvidenceOf | null, other: EvidenceOf | null): boolean =>
  one?.value != null && (other?.value == null || one.value < other.value);

/** Runs all rules that this viewer may run on a page. A rule that fails does not stop the others. */
export function runRules(context: Context, page: FactPage, clock: Clock, freshness: Freshness): RuleRun {
  const { findings, schema } = context;
  const unchecked: Unchecked[] = [];
  const running = checkedRules(schema).filter((checked) => {
    // It is about no user or device, so it speaks only on the page of the tenant.
    if (checked.rule.about === 'TENANT' && page.of !== 'TENANT') return false;
    if (checked.rule.about === 'USER' && page.of === 'DEVICE') return false;
    const refused = refusalOf(checked, context) ?? refusalOn(checked, page);
    if (refused !== null) unchecked.push(refused);
    return refused === null;
  });
  const oldestOf = new Map(running.map((checked) => [checked, freshness.oldestOf(checked)]));
  const oldest = [...oldestOf.values()].reduce((one, other) => (isOlder(other, one) ? other : one), null);
  const around: Surroundings = {
    tenant: null,
    clock,
    thresholds: findings.thresholds,
    isImported: freshness.isImported,
    oldest,
    isOld: freshness.isOld(oldest?.value ?? null),
    readAt: (coordinate) => {
      const resource = resourceOfField(coordinate);
      return resource === null ? null : freshness.readAt(resource);
    },
  };
  const pageId = (page.user ?? page.devices[0]?.fact)?.nodeId ?? '';
  const firings: Firing[] = [];
  for (const checked of running) {
    const { id } = checked.rule;
    const stale = staleness(checked, freshness);
    if (stale !== null) {
      unchecked.push(stale);
      continue;
    }
    const readAt = oldestOf.get(checked)?.value ?? null;
    const limited = partly(checked, page);
    if (limited !== null) unchecked.push(limited);
    try {
      const found = firingsOf(checked, page, around, freshness.isOld(readAt));
      if (findings.shadow.has(id)) {
        unchecked.push({ rule: id, reason: 'NO_DATA', missing: [], text: 'SHADOW' });
        if (found.length > 0) findings.shadow.count(id, pageId);
        continue;
      }
      firings.push(...found);
      unchecked.push(...unknownTo(checked, page));
    } catch (error) {
      findings.onFault(id, error);
      unchecked.push({ rule: id, reason: 'INTERNAL', missing: [], text: 'INTERNAL' });
    }
  }
  return { firings, unchecked, freshness, asOf: oldest?.value ?? null };
}

/** The facts that Microsoft does not give, so that a rule cannot judge. */
function unknownTo({ rule, guard }: CheckedRule, page: FactPage): Unchecked[] {
  const text = rule.unknown?.({
    user: page.user === null ? null : guard.view<UserFacts>(page.user),
    devices: page.devices.map(({ fact }) => guard.view<DeviceFacts>(fact)),
  });
  return text == null ? [] : [{ rule: rule.id, reason: 'NO_DATA', missing: [], text }];
}
