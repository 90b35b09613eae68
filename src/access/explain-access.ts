import type { Permission } from '../generated/graphql';
import type { Context } from '../resolving/context';
import { type Explanation, type Place, type Reason, toExplanation, toReason } from './explanation';
import { type AccessJudge, createJudge } from './judge';
import { type Question, readQuestion } from './question';
import { assignmentIdsWith, roleIdsWith } from './store';

/** Explains why an operator can or cannot read a field; null if the asker cannot see the operator or the subject. */
export async function explainAccess(
  context: Context,
  args: { operatorId: string; coordinate: string; subjectId?: string | null | undefined },
): Promise<Explanation | null> {
  const question = await readQuestion(context, args);
  if (question === null) return null;
  const judge = await createJudge(context, question);
  const reasons = ofAccount(context, question);
  for (const permission of question.permissions) {
    reasons.push(await ofPermission(context, question, judge, permission));
  }
  if (reasons.length === 0) reasons.push(toReason(context.language, null, 'OPEN'));
  return toExplanation(reasons);
}

const ofAccount = ({ language }: Context, { isDisabled, isUnlicensed }: Question): Reason[] => [
  ...(isDisabled ? [toReason(language, null, 'ACCOUNT_DISABLED')] : []),
  ...(isUnlicensed ? [toReason(language, null, 'NO_LICENSE')] : []),
];

async function ofPermission(
  { language, snapshot, loaders }: Context,
  { active, operatorId, overEverything, subjectId, type }: Question,
  judge: AccessJudge,
  permission: Permission,
): Promise<Reason> {
  const object: Place = { type: type.name };
  const place = permission === overEverything ? 'EVERYTHING' : subjectId === null ? null : object;
  const giving = await assignmentIdsWith(snapshot, permission);
  const over = await judge.holding(permission, giving);
  if (active.refusal([permission]) !== null) {
    const roleIds = await roleIdsWith(snapshot, permission);
    return toReason(language, place, 'PERMISSION_MISSING', { permission, roleIds, assignmentIds: over });
  }
  const own = (await loaders.grantsByOperator.load(operatorId)).filter((grant) => giving.includes(grant.assignmentId));
  const isReached = await judge.reaches(permission);
  if (isReached === true) {
    const allowing = own.filter(({ assignmentId }) => over.includes(assignmentId));
    // Several scopes together, or a part of a list, can allow the field although no single scope contains the subject.
    return toReason(language, place, 'GRANTED', { permission, grantsOf: allowing.length > 0 ? allowing : own });
  }
  const kind = isReached === false ? 'OUT_OF_SCOPE' : 'NOT_TOLD';
  return toReason(language, place ?? object, kind, { permission, grantsOf: own, assignmentIds: over });
}
