import type { Keyset } from '../database/keyset';
import type { FindingRule, FindingSeverity, QueryFindingsArgs } from '../generated/graphql';
import { toCursor, toPage } from '../resolving/connection';
import type { Context } from '../resolving/context';
import { badUserInput } from '../resolving/errors';
import type { Arm, CandidateKind, CandidateRow, Reached } from './candidate-page';
import type { Candidates, Wanted } from './candidates';
import { type Clock, createClock } from './clock';
import { severityFrom, severityRank, worse } from './engine';
import type { FindingSource } from './finding';
import { createFreshness } from './freshness-of-facts';
import { type CheckedRule, checkedRules } from './needs';
import type { FactPage } from './read-facts';
import { findingsOn, type NotCheckedSource, notCheckedAnywhere } from './report';
import type { Rule } from './rule';
import { RULES, rankOf } from './rule-list';
import { lacksOf, listsRefused, refusalOf, staleness, type Unchecked } from './rules-on-page';
import { idOfFact } from './views';

/*
 * The findings of all users and devices in scope. Nothing is stored: the list walks the candidates of each rule, reads
 * the page of each, and runs all rules on it, as the page of a user or device does.
 */

/** The candidates for each finding of a page that its cost covers (`@listSize` of `Query.findings`). */
const PAID_FOR_EACH = 4;
// Small pages judge up to this many, so that they are seldom empty. Each costs about 4 ms.
const ENOUGH = 25;

const KINDS: readonly CandidateKind[] = ['DEVICE', 'USER', 'TENANT'];
const ALL_SHOWN = -1;

/** By rule, kind of candidate, its id, and the number of its findings that were shown; all if it is negative. */
const IN_ORDER: Keyset = {
  name: 'findings',
  columns: ['rule', 'kind', 'id', 'shown'],
  types: ['string', 'string', 'string', 'number'],
  direction: 'ASC',
};

interface Position {
  readonly rule: FindingRule;
  readonly kind: CandidateKind;
  readonly id: string;
  readonly shown: number;
}

const cursorOf = ({ rule, kind, id, shown }: Position): string =>
  toCursor(IN_ORDER, { cursor0: rule, cursor1: kind, cursor2: id, cursor3: shown });

function positionOf(after: readonly (string | number)[] | null): Position | null {
  if (after === null) return null;
  const [name, of, id, shown] = after;
  const rule = RULES.find((each) => each.id === name)?.id;
  const kind = KINDS.find((each) => each === of);
  if (rule === undefined || kind === undefined) throw badUserInput('`after` takes a cursor of this list.');
  return { rule, kind, id: String(id), shown: Number(shown) };
}

/** The worst severity that a rule can give: a cause is as bad as its symptoms. */
function worstOf(rule: Rule): FindingSeverity {
  if (rule.unproven) return severityFrom(rule, rule.severity);
  if (rule.explainsAll !== undefined) return 'BLOCKER';
  const seen = new Set<FindingRule>([rule.id]);
  for (const id of seen) {
    const { explains = [], unproven } = RULES[rankOf(id)] ?? rule;
    if (unproven) continue;
    for (const { id: other } of RULES) {
      if (explains.some((entry) => entry.split(':')[0] === other)) seen.add(other);
    }
  }
  return RULES.filter(({ id }) => seen.has(id))
    .map(({ severity }) => severity)
    .reduce(worse);
}

const WORST: ReadonlyMap<FindingRule, FindingSeverity> = new Map(RULES.map((rule) => [rule.id, worstOf(rule)]));

/** The rules that were asked for. A known issue can be about any of them. */
function asked({ rule, severity, topic }: QueryFindingsArgs, { schema }: Context): CheckedRule[] {
  const least = severity ?? 'WARNING';
  return checkedRules(schema).filter(
    (checked) =>
      checked.rule.isRemark !== true &&
      (rule == null || rule === 'KNOWN_ISSUE' || rule === checked.rule.id) &&
      (topic == null || checked.rule.topics.includes(topic)) &&
      severityRank(WORST.get(checked.rule.id) ?? checked.rule.severity) <= severityRank(least),
  );
}

/** The rules that the open known issues are about; null where other findings are asked for too. */
async function rulesOfIssues({ rule }: QueryFindingsArgs, { loaders }: Context): Promise<Set<FindingRule> | null> {
  if (rule !== 'KNOWN_ISSUE') return null;
  return new Set((await loaders.openKnownIssues.load('open')).map((issue) => issue.rule));
}

/** The rules that were asked for, and why some of them do not run. */
async function running(args: QueryFindingsArgs, context: Context) {
  const clock = createClock(context.now);
  const { readings } = await context.loaders.tenantReadings.load('tenant');
  const freshness = createFreshness(readings, clock, context.findings.syncMinutes);
  const known = await rulesOfIssues(args, context);
  const unchecked: Unchecked[] = [];
  const rules = asked(args, context).filter((checked) => {
    const refused =
      refusalOf(checked, context) ?? staleness(checked, freshness.oldestOf(checked)?.at ?? null, freshness);
    // Whether an issue is about a rule that does not run for the viewer must not show.
    unchecked.push(...(refused === null ? listsRefused(checked, context) : [refused]));
    if (refused === null) unchecked.push(...lacksOf(checked, freshness));
    return refused === null && known?.has(checked.rule.id) !== false;
  });
  return { rules, unchecked, clock };
}

const REACHED: readonly (readonly [Reached, string])[] = [
  ['owner', 'Device.primaryUser'],
  ['apps', 'Device.appInstallStates'],
  ['devices', 'User.devices'],
  ['failures', 'User.enrollmentFailures'],
  ['protections', 'User.appProtectionStates'],
  ['protections', 'User.appProtectionPolicies'],
];

// Also where a rule can do without a list of the user: only that list makes the user a candidate.
const reachOf = ({ declared, ofUserLists }: CheckedRule): Reached[] =>
  REACHED.flatMap(([reached, coordinate]) =>
    declared.has(coordinate) || ofUserLists.has(coordinate) ? [reached] : [],
  );

type Sources = readonly Candidates[] | 'TENANT';

const sourcesOf = ({ rule: { candidates } }: CheckedRule, wanted: Wanted): Sources =>
  candidates === 'TENANT' ? candidates : candidates(wanted);

const kindsIn = (sources: Sources): CandidateKind[] =>
  KINDS.filter((kind) => (sources === 'TENANT' ? kind === 'TENANT' : sources.some(({ of }) => of === kind)));

/** The candidates of a rule that are still to come, by kind. */
function armsOf(checked: CheckedRule, sources: Sources, from: Position | null): Arm[] {
  const { id } = checked.rule;
  const rank = rankOf(id);
  if (from !== null && rank < rankOf(from.rule)) return [];
  return kindsIn(sources).flatMap((kind) => {
    const isHere = from !== null && from.rule === id;
    if (isHere && KINDS.indexOf(kind) < KINDS.indexOf(from.kind)) return [];
    const after = isHere && from.kind === kind ? { id: from.id, isIncluded: from.shown !== ALL_SHOWN } : null;
    if (kind === 'TENANT' && after?.isIncluded === false) return [];
    const own = sources === 'TENANT' ? [] : sources.filter(({ of }) => of === kind);
    return [{ rank, kind, sources: own, reached: reachOf(checked), after }];
  });
}

interface Judged {
  readonly page: FactPage;
  readonly findings: readonly FindingSource[];
}

/** Judges the pages of candidates, each page once. */
class Judge {
  private readonly context: Context;
  private readonly pages = new Map<string, Promise<Judged>>();

  constructor(context: Context) {
    this.context = context;
  }

  /** The page on which a candidate is judged; null if it is not there. */
  async judge({ kind, id }: CandidateRow): Promise<Judged | null> {
    const { loaders, viewer } = this.context;
    if (kind === 'TENANT') return this.once('TENANT', { of: 'TENANT' });
    const device = kind === 'DEVICE' ? await loaders.deviceById.load(id) : null;
    const seesUsers = viewer.refusal(['ORGANIZATION_READ']) === null;
    const userId = kind === 'USER' ? id : seesUsers ? (device?.userId ?? null) : null;
    const user = userId === null ? null : await loaders.userById.load(userId);
    const ofUser = user === null ? null : await this.once(`USER ${user.id}`, { of: 'USER', row: user });
    if (device === null) return ofUser;
    // A page looks at the first devices of a user. Each further one is judged by itself.
    const isLookedAt = ofUser?.page.devices.some(({ row }) => row.id === device.id) === true;
    return isLookedAt ? ofUser : this.once(`DEVICE ${device.id}`, { of: 'DEVICE', row: device });
  }

  private once(key: string, subject: Parameters<typeof findingsOn>[1]): Promise<Judged> {
    const found = this.pages.get(key) ?? findingsOn(this.context, subject);
    this.pages.set(key, found);
    return found;
  }
}

/** The candidate at which a finding of a page is shown: its first device there, or else the user. */
function placeOf({ on }: FindingSource, page: FactPage, kinds: readonly CandidateKind[]): string {
  if (page.of === 'TENANT') return 'TENANT ';
  const devices = page.devices.map(idOfFact);
  const [first] = on
    .map(idOfFact)
    .filter((id) => devices.includes(id))
    .sort();
  if (page.user === null) return `DEVICE ${devices[0]}`;
  return first !== undefined && kinds.includes('DEVICE') ? `DEVICE ${first}` : `USER ${idOfFact(page.user)}`;
}

/** A page of the list. */
interface Found {
  readonly shown: readonly { readonly finding: FindingSource; readonly cursor: string }[];
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}

async function walk(
  rules: readonly CheckedRule[],
  clock: Clock,
  args: QueryFindingsArgs,
  from: Position | null,
  context: Context,
): Promise<Found> {
  const { thresholds } = context.findings;
  const wanted = { clock, thresholds, withInfo: args.severity === 'INFO' };
  const walks = rules.map((checked) => ({ checked, sources: sourcesOf(checked, wanted) }));
  const arms = walks.flatMap(({ checked, sources }) => armsOf(checked, sources, from));
  const kinds = new Map(walks.map(({ checked, sources }) => [rankOf(checked.rule.id), kindsIn(sources)]));
  const most = Math.max(args.first, Math.min(PAID_FOR_EACH * args.first, ENOUGH));
  const candidates = await context.loaders.findingCandidates.load({ arms, most: most + 1 });
  const judge = new Judge(context);
  const judged = candidates.slice(0, most);
  const pages = await Promise.all(judged.map((candidate) => judge.judge(candidate)));
  const found = judged.flatMap((candidate, i) =>
    findingsAt(candidate, pages[i] ?? null, kinds.get(candidate.rank) ?? [], args, from),
  );
  const shown = found.slice(0, args.first);
  const last = judged.at(-1);
  const isMore = found.length > shown.length;
  const isUnjudged = judged.length < candidates.length;
  const end = last === undefined || isMore || !isUnjudged ? null : cursorOf({ ...placeIn(last), shown: ALL_SHOWN });
  return { shown, endCursor: end ?? shown.at(-1)?.cursor ?? null, hasNextPage: isMore || isUnjudged };
}

const placeIn = ({ rank, kind, id }: CandidateRow) => ({ rule: (RULES[rank] as (typeof RULES)[number]).id, kind, id });

/** The findings of a candidate's rule that are shown at it, after the position. */
function findingsAt(
  candidate: CandidateRow,
  judged: Judged | null,
  kinds: readonly CandidateKind[],
  { rule: wanted, severity, topic }: QueryFindingsArgs,
  from: Position | null,
) {
  if (judged === null) return [];
  const place = placeIn(candidate);
  const { page, findings } = judged;
  const isFrom = from?.rule === place.rule && from.kind === place.kind && from.id === place.id;
  return findings
    .filter(({ rule, knownIssue }) => (knownIssue?.rule ?? rule) === place.rule && (wanted == null || rule === wanted))
    .filter((finding) => placeOf(finding, page, kinds) === `${place.kind} ${place.id}`)
    .map((finding, i) => ({ finding, cursor: cursorOf({ ...place, shown: i + 1 }), i }))
    .filter(({ finding, i }) => {
      const isWanted = severity == null ? finding.severity !== 'INFO' : finding.severity === severity;
      const isOnTopic = topic == null || finding.topics.includes(topic);
      return isWanted && isOnTopic && !(isFrom && i < from.shown);
    });
}

/** The value of `Query.findings`. Candidates are read only when findings are selected, and only once. */
export function listFindings(args: QueryFindingsArgs, context: Context) {
  const from = positionOf(toPage(IN_ORDER, args).after);
  let chosen: ReturnType<typeof running> | undefined;
  const choose = () => {
    chosen ??= running(args, context);
    return chosen;
  };
  let walked: Promise<Found> | undefined;
  const found = () => {
    walked ??= choose().then(({ rules, clock }) => walk(rules, clock, args, from, context));
    return walked;
  };
  return {
    nodes: async () => (await found()).shown.map(({ finding }) => finding),
    edges: async () => (await found()).shown.map(({ finding, cursor }) => ({ cursor, node: finding })),
    pageInfo: async () => {
      const { shown, endCursor, hasNextPage } = await found();
      return { hasNextPage, hasPreviousPage: from !== null, startCursor: shown[0]?.cursor ?? null, endCursor };
    },
    notChecked: async (): Promise<NotCheckedSource[]> =>
      notCheckedAnywhere(context, (await choose()).unchecked, args.topic ?? null),
  };
}

export type FindingList = ReturnType<typeof listFindings>;
