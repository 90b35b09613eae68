import { randomUUID } from 'node:crypto';
import type { Viewer } from '../authorization/viewer';
import type { Trx } from '../database/database';
import { isRemark } from '../findings/rule-list';
import type {
  CreateKnownIssueErrorCode,
  CreateKnownIssueInput,
  EndKnownIssueErrorCode,
  EndKnownIssueInput,
  Permission,
  UpdateKnownIssueErrorCode,
  UpdateKnownIssueInput,
} from '../generated/graphql';
import { hasSubject, type KnownIssueRow, knownIssuesById } from '../known-issue/store';
import type { Context } from '../resolving/context';
import { keyOrNull, toNodeId } from '../resolving/node-id';
import { checkVersion, invalidId } from './checks';
import { type CheckedChange, type CommandCode, type Outcome, runCommand } from './command';
import { checkDirection, inOneLine } from './one-line';
import { type Problem, problem } from './problem';

/* Administrators record, change and end known issues, which appear on the pages of all users and devices. */

/** The permission of these mutations. A known issue shows everywhere, so it must be held over everything. */
export const KNOWN_ISSUE_PERMISSION: Permission = 'ROLES_UPDATE';

const LONGEST_TEXT = 300;
const LONGEST_TICKET = 64;

type ChangeCode = Exclude<UpdateKnownIssueErrorCode, CommandCode>;
type TextCode = 'TEXT_REQUIRED' | 'TEXT_TOO_LONG' | 'TICKET_TOO_LONG' | 'DIRECTION_CONTROL' | 'ENDS_IN_THE_PAST';

const tidyTicket = (ticket: string | null | undefined): string | null => inOneLine(ticket ?? '') || null;

const beyondRights = (permission: Permission, field: string[] | null, message: string) => [
  problem('EXCEEDS_OWN_RIGHTS' as const, field, message, [permission]),
];

/** Checks that the viewer may change a text that all operators of the tenant read. */
const checkRights = (viewer: Viewer): Problem<'EXCEEDS_OWN_RIGHTS'>[] =>
  viewer.scopeOf(KNOWN_ISSUE_PERMISSION).everything
    ? []
    : beyondRights(
        KNOWN_ISSUE_PERMISSION,
        null,
        `A known issue shows everywhere, so it needs ${KNOWN_ISSUE_PERMISSION} over everything.`,
      );

function checkTexts(
  { text, ticket, endsAt }: { [name in 'text' | 'ticket' | 'endsAt']?: string | null | undefined },
  now: string,
): Problem<TextCode>[] {
  const problems: Problem<TextCode>[] = [...checkDirection(text, 'text'), ...checkDirection(ticket, 'ticket')];
  if (text != null && inOneLine(text) === '') {
    problems.push(problem('TEXT_REQUIRED', ['input', 'text'], 'A text is required.'));
  }
  if (text != null && [...inOneLine(text)].length > LONGEST_TEXT) {
    problems.push(problem('TEXT_TOO_LONG', ['input', 'text'], `A text has at most ${LONGEST_TEXT} characters.`));
  }
  if ([...(tidyTicket(ticket) ?? '')].length > LONGEST_TICKET) {
    const message = `A ticket has at most ${LONGEST_TICKET} characters.`;
    problems.push(problem('TICKET_TOO_LONG', ['input', 'ticket'], message));
  }
  if (endsAt != null && endsAt <= now) {
    problems.push(problem('ENDS_IN_THE_PAST', ['input', 'endsAt'], 'The end must be in the future.'));
  }
  return problems;
}

type SubjectCode = 'INVALID_ID' | 'SEVERAL_SUBJECTS' | 'APP_NOT_FOUND' | 'POLICY_NOT_FOUND' | 'EXCEEDS_OWN_RIGHTS';

/** Checks that an app or a policy exists. If the viewer may not read its type, the answer does not say whether it does. */
async function checkSubject(
  trx: Trx,
  viewer: Viewer,
  type: 'App' | 'Policy',
  id: string,
): Promise<Problem<SubjectCode>[]> {
  const field = ['input', type === 'App' ? 'appId' : 'policyId'];
  const key = keyOrNull(type, id);
  if (key === null) return [invalidId(type, field)];
  const permission: Permission = type === 'App' ? 'MOBILE_APPS_READ' : 'MANAGED_DEVICES_READ';
  if (viewer.refusal([permission]) !== null) return beyondRights(permission, field, `This needs ${permission}.`);
  if (await hasSubject(trx, type === 'App' ? 'apps' : 'policies', key)) return [];
  return type === 'App'
    ? [problem('APP_NOT_FOUND', field, 'There is no such app.')]
    : [problem('POLICY_NOT_FOUND', field, 'There is no such policy.')];
}

async function checkSubjects(
  trx: Trx,
  viewer: Viewer,
  { appId, policyId, connectorKind }: CreateKnownIssueInput,
): Promise<Problem<SubjectCode>[]> {
  if ([appId, policyId, connectorKind].filter((each) => each != null).length > 1) {
    const message = 'An issue is about one app, one policy or one kind of connector.';
    return [problem('SEVERAL_SUBJECTS', ['input'], message)];
  }
  if (appId != null) return checkSubject(trx, viewer, 'App', appId);
  if (policyId != null) return checkSubject(trx, viewer, 'Policy', policyId);
  const permission = 'ORGANIZATION_READ';
  return connectorKind != null && viewer.refusal([permission]) !== null
    ? beyondRights(permission, ['input', 'connectorKind'], `This needs ${permission}.`)
    : [];
}

/** The issue for the audit trail, which holds no texts, and names objects by their ids in the graph. */
const audited = ({ rule, appId, policyId, connectorKind, endsAt, endedAt }: Omit<KnownIssueRow, 'open'>) => ({
  rule,
  appId: appId === null ? null : toNodeId('App', appId),
  policyId: policyId === null ? null : toNodeId('Policy', policyId),
  connectorKind,
  endsAt,
  endedAt,
});

/** Records a known issue. It requires ROLES_UPDATE over everything. */
export function createKnownIssue(
  context: Context,
  input: CreateKnownIssueInput,
): Promise<Outcome<CreateKnownIssueErrorCode, null>> {
  return runCommand<Exclude<CreateKnownIssueErrorCode, CommandCode>, null>(context, {
    action: 'CREATE_KNOWN_ISSUE',
    permissions: [KNOWN_ISSUE_PERMISSION],
    coordinate: 'Mutation.createKnownIssue',
    input,
    named: null,
    objectType: 'KnownIssue',
    async check({ trx, viewer }) {
      const problems = [
        ...checkRights(viewer),
        ...(input.rule === 'KNOWN_ISSUE' || isRemark(input.rule)
          ? [problem('RULE_NOT_FOLDED' as const, ['input', 'rule'], 'Findings of this rule do not fold.')]
          : []),
        ...(await checkSubjects(trx, viewer, input)),
        ...checkTexts(input, context.now),
      ];
      if (problems.length > 0) return problems;
      const issue = {
        id: randomUUID(),
        rule: input.rule,
        appId: input.appId == null ? null : keyOrNull('App', input.appId),
        policyId: input.policyId == null ? null : keyOrNull('Policy', input.policyId),
        connectorKind: input.connectorKind ?? null,
        text: inOneLine(input.text),
        ticket: tidyTicket(input.ticket),
        recordedAt: context.now,
        endsAt: input.endsAt,
        endedAt: null,
        version: 1,
      };
      return {
        before: null,
        after: audited(issue),
        async apply() {
          const { id, rule, text, ticket, version } = issue;
          await trx('known_issues').insert({
            id,
            rule,
            text,
            ticket,
            version,
            app_id: issue.appId,
            policy_id: issue.policyId,
            connector_kind: issue.connectorKind,
            recorded_at: issue.recordedAt,
            ends_at: issue.endsAt,
          });
          return { id, preview: null };
        },
      };
    },
  });
}

type FindCode = 'INVALID_ID' | 'KNOWN_ISSUE_NOT_FOUND' | 'CONFLICT' | 'ALREADY_ENDED' | 'EXCEEDS_OWN_RIGHTS';

/** Finds an issue that the viewer may change, in the version that the client expects; returns problems otherwise. */
async function findIssue(
  trx: Trx,
  viewer: Viewer,
  { knownIssueId, expectedVersion }: EndKnownIssueInput,
  now: string,
): Promise<KnownIssueRow | Problem<FindCode>[]> {
  const field = ['input', 'knownIssueId'];
  const beyond = checkRights(viewer);
  if (beyond.length > 0) return beyond;
  const key = keyOrNull('KnownIssue', knownIssueId);
  if (key === null) return [invalidId('KnownIssue', field)];
  const [issue] = await knownIssuesById(trx, now, [key]);
  if (issue === undefined) return [problem('KNOWN_ISSUE_NOT_FOUND', field, 'There is no such known issue.')];
  const conflict = checkVersion(issue.version, expectedVersion);
  if (conflict.length > 0) return conflict;
  return issue.endedAt === null ? issue : [problem('ALREADY_ENDED', field, 'This issue was ended.')];
}

/** The change of an issue to new columns. */
const changed = (
  trx: Trx,
  issue: KnownIssueRow,
  to: Partial<Pick<KnownIssueRow, 'text' | 'ticket' | 'endsAt' | 'endedAt'>>,
): CheckedChange<never, null> => {
  const after = { ...issue, ...to };
  return {
    before: audited(issue),
    after: audited(after),
    async apply() {
      const { text, ticket, endsAt: ends_at, endedAt: ended_at, version } = after;
      await trx('known_issues')
        .where({ id: issue.id })
        .update({ text, ticket, ends_at, ended_at, version: version + 1 });
      return { id: issue.id, preview: null };
    },
  };
};

/** Changes an open issue. It requires ROLES_UPDATE over everything. */
export function updateKnownIssue(
  context: Context,
  input: UpdateKnownIssueInput,
): Promise<Outcome<UpdateKnownIssueErrorCode, null>> {
  return runCommand<ChangeCode, null>(context, {
    action: 'UPDATE_KNOWN_ISSUE',
    permissions: [KNOWN_ISSUE_PERMISSION],
    coordinate: 'Mutation.updateKnownIssue',
    input,
    named: input.knownIssueId,
    objectType: 'KnownIssue',
    async check({ trx, viewer }) {
      const issue = await findIssue(trx, viewer, input, context.now);
      if (Array.isArray(issue)) return issue;
      const problems = checkTexts(input, context.now);
      if (problems.length > 0) return problems;
      return changed(trx, issue, {
        ...(input.text != null && { text: inOneLine(input.text) }),
        ...(input.ticket !== undefined && { ticket: tidyTicket(input.ticket) }),
        ...(input.endsAt != null && { endsAt: input.endsAt }),
      });
    },
  });
}

/** Ends an issue. It requires ROLES_UPDATE over everything. */
export function endKnownIssue(
  context: Context,
  input: EndKnownIssueInput,
): Promise<Outcome<EndKnownIssueErrorCode, null>> {
  return runCommand<Exclude<EndKnownIssueErrorCode, CommandCode>, null>(context, {
    action: 'END_KNOWN_ISSUE',
    permissions: [KNOWN_ISSUE_PERMISSION],
    coordinate: 'Mutation.endKnownIssue',
    input,
    named: input.knownIssueId,
    objectType: 'KnownIssue',
    async check({ trx, viewer }) {
      const issue = await findIssue(trx, viewer, input, context.now);
      return Array.isArray(issue) ? issue : changed(trx, issue, { endedAt: context.now });
    },
  });
}
