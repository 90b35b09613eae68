import type { KnownIssueRow } from '../known-issue/store';
import type { Context } from '../resolving/context';
import { fromNodeId, toNodeId } from '../resolving/node-id';
import { type Firing, subjectOfPage, worse } from './engine';
import type { FactPage } from './read-facts';
import type { PageRule } from './rule';
import { idOfFact } from './views';

/*
 * Known issues on a page. An issue is shown where a statement of its rule is about its app, policy or kind of connector,
 * so it reveals nothing that the viewer cannot read there anyway. The statements that are about nothing else fold under it.
 */

/** The rule of the findings that state a known issue. It has no candidates of its own. */
const KNOWN_ISSUE: PageRule = {
  id: 'KNOWN_ISSUE',
  about: 'PAGE',
  severity: 'INFO',
  confidence: 'CERTAIN',
  topics: [],
  reads: {},
  standsAlone: true,
  steps: [{ who: 'OPERATOR' }],
  // The list shows it where the rule that it is about may fire.
  candidates: () => [],
  find: () => [],
};

/** The app or the policy of each state on a page, by node ids. */
function subjectsOfStates({ devices }: FactPage): ReadonlyMap<string, string> {
  const subjects = new Map<string, string>();
  for (const { fact } of devices) {
    for (const list of ['appInstallStates', 'compliancePolicyStates', 'configurationStates']) {
      for (const state of fact.fields[list] as readonly { nodeId: string; row: Partial<KnownIssueRow> }[]) {
        const { appId, policyId } = state.row;
        if (appId != null) subjects.set(state.nodeId, toNodeId('App', appId));
        else if (policyId != null) subjects.set(state.nodeId, toNodeId('Policy', policyId));
      }
    }
  }
  return subjects;
}

/** The relation of a statement to an issue: not about its subject, also about it, or only about it. */
type Relation = 'NONE' | 'ALSO' | 'ONLY';

function relationTo(issue: KnownIssueRow, firing: Firing, subjects: ReadonlyMap<string, string>): Relation {
  if (firing.rule.id !== issue.rule) return 'NONE';
  const { appId, policyId, connectorKind } = issue;
  if (connectorKind !== null) {
    const { type, row } = firing.fact;
    return type === 'Connector' && (row as { kind: string }).kind === connectorKind ? 'ONLY' : 'NONE';
  }
  if (appId === null && policyId === null) return 'ONLY';
  const wanted = appId === null ? toNodeId('Policy', policyId ?? '') : toNodeId('App', appId);
  const { type } = fromNodeId(wanted);
  const subject = firing.fact.nodeId;
  const ids = [subject, ...firing.evidence.map(({ nodeId }) => nodeId)]
    .flatMap((id) => (id === null ? [] : [subjects.get(id) ?? id]))
    .filter((id) => fromNodeId(id).type === type);
  if (!ids.includes(wanted)) return 'NONE';
  // A statement about one thing can show others as evidence.
  const isSingle = (firing.count ?? 1) === 1 && subject !== null && subjects.get(subject) === wanted;
  return isSingle || ids.every((id) => id === wanted) ? 'ONLY' : 'ALSO';
}

function firingOf(
  issue: KnownIssueRow,
  matched: readonly [Firing, ...Firing[]],
  page: FactPage,
  folds: Firing['folds'],
): Firing {
  const [first] = matched;
  const { text, ticket, recordedAt, endsAt } = issue;
  const subject = subjectOfPage(page);
  return {
    rule: KNOWN_ISSUE,
    topics: [...new Set(matched.flatMap(({ topics }) => topics))],
    // The list of all findings shows an issue once for each page.
    key: ['KNOWN_ISSUE', issue.id, ...(subject === undefined ? [] : [idOfFact(subject)])].join(':'),
    severity: matched.map(({ severity }) => severity).reduce(worse),
    confidence: 'CERTAIN',
    subject: first.subject,
    fact: first.fact,
    on: [...new Set(matched.flatMap(({ on }) => on))],
    since: recordedAt,
    count: matched.length,
    evidence: matched.flatMap(({ evidence }) => evidence),
    values: { text, since: { date: recordedAt }, endsAt: { date: endsAt }, ...(ticket !== null && { ticket }) },
    ...(ticket !== null && { more: ['TICKET'], steps: [{ who: 'OPERATOR', text: 'TICKET' }] }),
    issue,
    folds,
  };
}

/** The statements of a page, with one for each open issue that some of them are about. */
export function withKnownIssues(
  firings: readonly Firing[],
  page: FactPage,
  issues: readonly KnownIssueRow[],
  { findings }: Pick<Context, 'findings'>,
): readonly Firing[] {
  if (issues.length === 0 || findings.silenced.has('KNOWN_ISSUE')) return firings;
  const subjects = subjectsOfStates(page);
  const known = issues.flatMap((issue) => {
    const [first, ...rest] = firings.filter((firing) => relationTo(issue, firing, subjects) !== 'NONE');
    if (first === undefined) return [];
    return [firingOf(issue, [first, ...rest], page, (firing) => relationTo(issue, firing, subjects) === 'ONLY')];
  });
  return [...firings, ...known];
}
