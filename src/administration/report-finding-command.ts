import { randomUUID } from 'node:crypto';
import type { FindingSource } from '../findings/finding';
import { findingsOn, type Subject } from '../findings/report';
import type { ReportFindingErrorCode, ReportFindingInput } from '../generated/graphql';
import { firstOfReports, keepReport } from '../reported-finding/store';
import type { Context } from '../resolving/context';
import { DAY_MS, daysBefore, secondsBetween } from '../resolving/days';
import { keyOrNull } from '../resolving/node-id';
import { type CommandCode, type Outcome, runCommand } from './command';
import { type Problem, passingProblem, problem } from './problem';

/* An operator says that a finding is wrong. Only a finding that the operator sees can be reported. */

const LONGEST_REASON = 500;
/** The most reports of one operator in a day, so that nobody fills the disk. */
const MOST_REPORTS = 50;

type Code = Exclude<ReportFindingErrorCode, CommandCode>;

const withExplained = (findings: readonly FindingSource[]): FindingSource[] =>
  findings.flatMap((finding) => [finding, ...withExplained(finding.explains)]);

/** Whose finding is meant, with the id for the record; null if the viewer cannot see that user or device. */
async function subjectSeen(
  { loaders, viewer }: Context,
  userId: string | null,
  deviceId: string | null,
  isOfTenant: boolean,
): Promise<{ readonly id: string; readonly subject: Subject } | null> {
  if (isOfTenant) {
    const tenant = await loaders.tenant.load('tenant');
    return tenant === null ? null : { id: tenant.id, subject: { of: 'TENANT' } };
  }
  if (userId !== null && viewer.refusal(['ORGANIZATION_READ']) === null) {
    const row = await loaders.userById.load(userId);
    return row === null ? null : { id: userId, subject: { of: 'USER', row } };
  }
  if (deviceId !== null && viewer.refusal(['MANAGED_DEVICES_READ']) === null) {
    const row = await loaders.deviceById.load(deviceId);
    return row === null ? null : { id: deviceId, subject: { of: 'DEVICE', row } };
  }
  return null;
}

function checkReason(reason: string): Problem<Code>[] {
  const field = ['input', 'reason'];
  if (reason === '') return [problem('REASON_REQUIRED', field, 'A reason is required.')];
  return [...reason].length > LONGEST_REASON
    ? [problem('REASON_TOO_LONG', field, `A reason has at most ${LONGEST_REASON} characters.`)]
    : [];
}

/** Records that a finding is wrong. Every operator who sees the finding may do so. */
export async function reportFinding(
  context: Context,
  input: ReportFindingInput,
): Promise<Outcome<ReportFindingErrorCode, null>> {
  const named = input.subjectId ?? null;
  const isOfTenant = named === null;
  const userId = named === null ? null : keyOrNull('User', named);
  const deviceId = named === null ? null : keyOrNull('Device', named);
  const reason = input.reason.normalize('NFC').trim();
  // Run the rules before the transaction: they take longer than other writers should wait.
  const seen = await subjectSeen(context, userId, deviceId, isOfTenant);
  const findings = seen === null ? [] : withExplained((await findingsOn(context, seen.subject)).findings);
  return runCommand<Code, null>(context, {
    action: 'REPORT_FINDING',
    permissions: [],
    coordinate: 'Mutation.reportFinding',
    input,
    named,
    objectType: isOfTenant ? 'Tenant' : userId === null ? 'Device' : 'User',
    async check({ trx, viewer }) {
      const field = ['input', 'subjectId'];
      if (!isOfTenant && userId === null && deviceId === null)
        return [problem('INVALID_ID', field, 'This is not the id of a user or a device.')];
      const problems = checkReason(reason);
      if (problems.length > 0) return problems;
      if (seen === null) return [problem('SUBJECT_NOT_FOUND', field, 'There is no such user or device.')];
      const finding = findings.find(({ key }) => key === input.key);
      if (finding === undefined) {
        return [problem('FINDING_NOT_FOUND', ['input', 'key'], 'There is no finding with this key.')];
      }
      const first = await firstOfReports(trx, viewer.id, daysBefore(1, context.now), MOST_REPORTS);
      if (first !== null) {
        const text = `You have reported ${MOST_REPORTS} findings in a day.`;
        const waitS = secondsBetween(context.now, first) + DAY_MS / 1_000;
        return [passingProblem('TOO_MANY_REPORTS', text, waitS)];
      }
      const { rule, severity } = finding;
      return {
        before: null,
        after: { rule, severity },
        async apply() {
          const kept = { id: randomUUID(), rule, severity, userId, deviceId, operatorId: viewer.id, reason };
          await keepReport(trx, { ...kept, reportedAt: context.now });
          return { id: seen.id, preview: null };
        },
      };
    },
  });
}
