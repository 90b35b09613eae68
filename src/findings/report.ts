import { PERMISSIONS } from '../authorization/permission-list';
import type { DeviceRow } from '../device/store';
import type { FindingRule, FindingTopic, NotCheckedReason, Permission } from '../generated/graphql';
import { adminCentrePage } from '../resolving/admin-centre';
import type { Context } from '../resolving/context';
import { groupsOf } from '../resolving/grouping';
import { noteRule } from '../resolving/request-trail';
import type { UserRow } from '../user/store';
import { toCauses } from './causes';
import { createClock } from './clock';
import { MOST_FINDINGS } from './constants';
import { runRules } from './engine';
import { FindingSource, type StepSource } from './finding';
import { createFreshness } from './freshness-of-facts';
import { withKnownIssues } from './known-issues';
import { type FactPage, readDevicePage, readTenantPage, readUserPage } from './read-facts';
import type { TextValues } from './rule';
import { RULES } from './rule-list';
import type { Unchecked } from './rules-on-page';
import { TextWriter } from './texts';
import { type MayDo, mayDo } from './viewer-may';
import { type Fact, idOfFact } from './views';

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

/** The note that no rule checks sign-ins and Conditional Access, because they are not read. @param userId null if unknown */
function signIns(
  userId: string | null,
  findings: Context['findings'],
  texts: TextWriter,
  groupsReadAt: string | null,
): NotCheckedSource {
  const groups = groupsReadAt === null ? [] : [texts.notChecked('GROUPS', { age: { ageOf: groupsReadAt } })];
  return {
    rules: [],
    reason: 'NO_DATA',
    missing: [],
    // The link leads to the log that the last sentence names.
    text: [...groups, texts.notChecked('SIGN_INS', {})].join(' '),
    adminCentreUrl: userId === null ? null : adminCentrePage(findings, 'SIGN_INS', userId),
  };
}

/** The same for a device, whose user may be hidden or nobody. */
function signInsOnDevice({ findings }: Context, { devices }: FactPage, texts: TextWriter): NotCheckedSource {
  const user = devices[0]?.fact.value('primaryUser') as Fact | null | undefined;
  return signIns(user == null ? null : idOfFact(user), findings, texts, null);
}

/** The subject of a report. */
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
  const all = toCauses(firings, topic, { isLarge, userId: user?.id ?? null }).map(
    (cause) => new FindingSource(cause, texts, user),
  );
  for (const { rule } of all) noteRule(trail, rule);
  return { page, run, findings: all, texts, groupsReadAt: freshness.readAt('groups') };
}

async function toReport(
  context: Context,
  subject: Exclude<Subject, { of: 'TENANT' }>,
  topic: FindingTopic | null,
): Promise<ReportSource> {
  const { page, run, findings, texts, groupsReadAt } = await findingsOn(context, subject, topic);
  const signInsOf =
    subject.of === 'USER' && (topic === null || topic === 'ACCESS')
      ? [signIns(subject.row.id, context.findings, texts, groupsReadAt)]
      : topic === 'ACCESS'
        ? [signInsOnDevice(context, page, texts)]
        : [];
  const shown = findings.slice(0, MOST_FINDINGS);
  const unshown = findings
    .slice(MOST_FINDINGS)
    .map(({ rule }): Unchecked => ({ rule, reason: 'TRUNCATED', missing: [], text: 'FINDINGS_TRUNCATED' }));
  return {
    nodes: shown.filter(({ severity }) => severity !== 'INFO'),
    normal: shown.filter(({ severity }) => severity === 'INFO'),
    notChecked: [...toNotChecked([...run.unchecked, ...unshown], texts), ...signInsOf],
    asOf: run.asOf ?? subject.row.syncedAt,
  };
}

/** Rules that did not run for any user or device, and what no rule checks about a topic, as the graph answers them. */
export function notCheckedAnywhere(
  { language, now, findings }: Context,
  unchecked: readonly Unchecked[],
  topic: FindingTopic | null,
): NotCheckedSource[] {
  const texts = new TextWriter(language, now);
  const unread = topic === 'ACCESS' ? [signIns(null, findings, texts, null)] : [];
  return [...toNotChecked(unchecked, texts), ...unread];
}

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
  const key = step.at === 'APP' ? appId : subject?.type === type ? idOfFact(subject) : null;
  return key === null ? null : adminCentrePage(findings, step.at, key);
}

/** The actions of a step with their names in Intune. */
export function actionsOf({ step }: StepSource, { language, now }: Context) {
  const texts = new TextWriter(language, now);
  return (step.needs ?? []).map((action) => ({ action, displayName: texts.intuneAction(action) }));
}

/** Whether the viewer may do a step. */
export const viewerMayDo = ({ step, subject }: StepSource, context: Context): ReturnType<MayDo> =>
  mayDo(context)(step.needs ?? [], subject);
