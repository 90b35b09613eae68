import { PERMISSIONS } from '../authorization/permission-list';
import type { DeviceRow } from '../device/store';
import { toHex } from '../failure/code-number';
import type {
  FindingConfidence,
  FindingRule,
  FindingSeverity,
  FindingTopic,
  NotCheckedReason,
  Permission,
} from '../generated/graphql';
import type { KnownIssueRow } from '../known-issue/store';
import { adminCentrePage } from '../resolving/admin-centre';
import type { Context } from '../resolving/context';
import { groupsOf } from '../resolving/grouping';
import { noteRule } from '../resolving/request-trail';
import type { UserRow } from '../user/store';
import { type Cause, toCauses } from './causes';
import { createClock } from './clock';
import { runRules } from './engine';
import { createFreshness } from './freshness-of-facts';
import { withKnownIssues } from './known-issues';
import { type FactPage, readDevicePage, readTenantPage, readUserPage } from './read-facts';
import type { EvidenceOf, StepOf, TextValues } from './rule';
import { RULES } from './rule-list';
import type { Unchecked } from './rules-on-page';
import { TextWriter } from './texts';
import { mayDo } from './viewer-may';
import type { Fact } from './views';

/** A finding as the graph answers it. */
export interface FindingSource {
  readonly key: string;
  readonly rule: FindingRule;
  readonly severity: FindingSeverity;
  readonly confidence: FindingConfidence;
  readonly topics: readonly FindingTopic[];
  readonly since: string | null;
  readonly count: number;
  readonly codes: readonly string[];
  readonly evidence: readonly EvidenceOf[];
  /** The texts are written when they are asked for. */
  title(): string;
  why(): string;
  steps(): readonly StepSource[];
  readonly explains: readonly FindingSource[];
  readonly knownIssue: KnownIssueRow | null;
  /** The fact that it is about, and its devices. */
  readonly subject: Fact;
  readonly on: readonly Fact[];
  /** The user of the page. */
  readonly of: UserRow | null;
}

/** A step as the graph answers it. */
export interface StepSource {
  readonly step: StepOf;
  readonly text: string;
  /** The device or user that it is done to; null for the tenant. */
  readonly subject: Fact | null;
  /** The app that it is about. */
  readonly appId: string | null;
}

export interface NotCheckedSource {
  readonly rules: readonly FindingRule[];
  readonly reason: NotCheckedReason;
  readonly missing: readonly Permission[];
  readonly text: string;
  readonly adminCentreUrl: string | null;
}

export interface ReportSource {
  readonly nodes: readonly FindingSource[];
  readonly normal: readonly FindingSource[];
  readonly notChecked: readonly NotCheckedSource[];
  readonly asOf: string;
}

// An operator reads no more evidence than this.
const MOST_EVIDENCE = 20;

interface Writing {
  readonly texts: TextWriter;
  readonly user: UserRow | null;
}

function codesOf(codes: Cause['codes'] = []): string[] {
  return [...new Set(codes.flatMap((code) => (code == null ? [] : [toHex(code)])))];
}

/** Error codes are numbers in the facts, and hexadecimal in answers. */
const shown = (evidence: EvidenceOf): EvidenceOf =>
  evidence.coordinate.endsWith('.error') && /^-?\d+$/.test(evidence.value ?? '')
    ? { ...evidence, value: toHex(evidence.value as string) }
    : evidence;

function toFinding(cause: Cause, writing: Writing): FindingSource {
  const { rule, fact, on } = cause;
  const { texts, user } = writing;
  const [device] = on;
  const subject = device ?? (fact.type === 'User' ? fact : null);
  const appId = (fact.row as { readonly appId?: string }).appId ?? null;
  return {
    key: cause.key,
    rule: rule.id,
    severity: cause.severity,
    confidence: cause.confidence,
    topics: cause.topics,
    since: cause.since ?? null,
    count: cause.count ?? 1,
    codes: codesOf(cause.codes),
    evidence: [...cause.remarks.flatMap((remark) => remark.evidence), ...cause.evidence]
      .slice(0, MOST_EVIDENCE)
      .map(shown),
    title: () => texts.title(rule.id, cause, cause.others),
    why: () =>
      [texts.why(rule.id, cause), ...cause.remarks.map((remark) => texts.why(remark.rule.id, remark))].join(' ').trim(),
    knownIssue: cause.issue ?? null,
    explains: cause.symptoms.map((symptom) => toFinding(symptom, writing)),
    steps: () =>
      (cause.steps ?? rule.steps).flatMap((step) => {
        const text = texts.step(rule.id, step, cause);
        // A step without a known remedy has nothing to say.
        return text === '' ? [] : [{ step, text, subject, appId }];
      }),
    subject: fact,
    on,
    of: user,
  };
}

const displayNameOf = (permission: Permission): string =>
  PERMISSIONS.find((info) => info.permission === permission)?.displayName ?? permission;

/** The rules that did not run, grouped by reason. */
function toNotChecked(unchecked: readonly Unchecked[], texts: TextWriter): NotCheckedSource[] {
  const groups = groupsOf(unchecked, ({ reason, text, missing }) => [reason, text, ...missing].join(' '));
  return [...groups.values()].map((alike) => {
    const first = alike[0] as Unchecked;
    const oldest = alike.flatMap(({ readAt }) => readAt ?? []).sort()[0];
    const values: TextValues = {
      permissions: { list: first.missing.map(displayNameOf) },
      ...(oldest !== undefined && { age: { ageOf: oldest } }),
    };
    const rules = [...new Set(alike.flatMap(({ rule }) => rule ?? []))];
    return {
      rules: RULES.flatMap(({ id }) => (rules.includes(id) ? [id] : [])),
      reason: first.reason,
      missing: first.missing,
      text: texts.notChecked(first.text, values),
      adminCentreUrl: null,
    };
  });
}

/** Sign-ins and Conditional Access, which no rule can check because they are not read. */
function signIns(
  user: UserRow,
  findings: Context['findings'],
  texts: TextWriter,
  groupsReadAt: string | null,
): NotCheckedSource {
  const groups = groupsReadAt === null ? [] : [texts.notChecked('GROUPS', { age: { ageOf: groupsReadAt } })];
  return {
    rules: [],
    reason: 'NO_DATA',
    missing: [],
    text: [texts.notChecked('SIGN_INS', {}), ...groups].join(' '),
    adminCentreUrl: adminCentrePage(findings, 'SIGN_INS', user.id),
  };
}

/** What findings are looked for on. */
export type Subject =
  | { readonly of: 'USER'; readonly row: UserRow }
  | { readonly of: 'DEVICE'; readonly row: DeviceRow }
  | { readonly of: 'TENANT' };

const readPage = (context: Context, subject: Subject): Promise<FactPage> => {
  if (subject.of === 'TENANT') return readTenantPage(context);
  return subject.of === 'USER' ? readUserPage(context, subject.row) : readDevicePage(context, subject.row);
};

/** The findings on a user, a device or the tenant, worst first, with the page that they rest on. */
export async function findingsOn(context: Context, subject: Subject, topic: FindingTopic | null = null) {
  const { findings, language, loaders, now, trail } = context;
  const clock = createClock(now);
  const [page, { readings }] = await Promise.all([readPage(context, subject), loaders.tenantReadings.load('tenant')]);
  const issues = readings.some((reading) => reading.hasKnownIssues === 1)
    ? await loaders.openKnownIssues.load('open')
    : [];
  const freshness = createFreshness(readings, clock, findings.syncMinutes);
  const run = runRules(context, page, clock, freshness);
  const firings = withKnownIssues(run.firings, page, issues, context);
  const texts = new TextWriter(language, now);
  const user = page.user === null ? null : (page.user.row as UserRow);
  const isLarge = page.devices.length > findings.thresholds.groupAbove;
  const all = toCauses(firings, topic, isLarge).map((cause) => toFinding(cause, { texts, user }));
  for (const { rule } of all) noteRule(trail, rule);
  return { page, run, findings: all, groupsReadAt: freshness.readAt('groups') };
}

async function toReport(
  context: Context,
  subject: Exclude<Subject, { of: 'TENANT' }>,
  topic: FindingTopic | null,
): Promise<ReportSource> {
  const { run, findings: all, groupsReadAt } = await findingsOn(context, subject, topic);
  const texts = new TextWriter(context.language, context.now);
  const isAboutAccess = subject.of === 'USER' && (topic === null || topic === 'ACCESS');
  const signInsOf = isAboutAccess ? [signIns(subject.row, context.findings, texts, groupsReadAt)] : [];
  return {
    nodes: all.filter(({ severity }) => severity !== 'INFO'),
    normal: all.filter(({ severity }) => severity === 'INFO'),
    notChecked: [...toNotChecked(run.unchecked, texts), ...signInsOf],
    asOf: run.asOf ?? subject.row.syncedAt,
  };
}

/** Rules that did not run, as the graph answers them. */
export const notCheckedIn = ({ language, now }: Context, unchecked: readonly Unchecked[]): NotCheckedSource[] =>
  toNotChecked(unchecked, new TextWriter(language, now));

/** The findings of a user whom the viewer found. */
export const findingsOfUser = (row: UserRow, topic: FindingTopic | null, context: Context): Promise<ReportSource> =>
  toReport(context, { of: 'USER', row }, topic);

/** The findings of a device that the viewer found. */
export const findingsOfDevice = (row: DeviceRow, topic: FindingTopic | null, context: Context): Promise<ReportSource> =>
  toReport(context, { of: 'DEVICE', row }, topic);

/** The place in the admin centre where a step is done. */
export function adminCentreUrlOf({ step, subject, appId }: StepSource, { findings }: Context): string | null {
  if (step.at === undefined) return null;
  const type = step.at === 'DEVICE' ? 'Device' : 'User';
  const key = step.at === 'APP' ? appId : subject?.type === type ? (subject.row as { readonly id: string }).id : null;
  return key === null ? null : adminCentrePage(findings, step.at, key);
}

/** The actions of a step with their names in Intune. */
export function actionsOf({ step }: StepSource, { language, now }: Context) {
  const texts = new TextWriter(language, now);
  return (step.needs ?? []).map((action) => ({ action, displayName: texts.intuneAction(action) }));
}

/** Whether the viewer may do a step. */
export const viewerMayDo = ({ step, subject }: StepSource, context: Context): Promise<boolean | null> =>
  mayDo(context)(step.needs ?? [], subject);
