import { changesEverything } from '../authorization/reach';
import type { MutationResolvers } from '../generated/resolvers';
import type { Context } from '../resolving/context';
import { toNodeId } from '../resolving/node-id';
import { createRoleAssignment, deleteRoleAssignment, updateRoleAssignment } from './assignment-commands';
import type { Outcome } from './command';
import { createKnownIssue, endKnownIssue, KNOWN_ISSUE_PERMISSION, updateKnownIssue } from './known-issue-commands';
import { requestRefresh } from './refresh-command';
import { reportFinding } from './report-finding-command';
import type { RightsOutcome } from './rights-change';
import { createRole, deleteRole, duplicateRole, updateRole } from './role-commands';

/** The fields that every payload has. */
const payload = <Code extends string>(
  { preview, problems }: RightsOutcome<Code>,
  { clientMutationId }: { clientMutationId?: string | null | undefined },
) => ({ difference: preview, userErrors: problems, clientMutationId: clientMutationId ?? null });

/** An error in the place of an object, so that only its field fails: the change was done. */
const orError = <Row>(loading: Promise<Row>): Promise<Row> => loading.catch((error: unknown) => error as Row);

// Load the object as a query does, so that fields the viewer may not read are refused.
const role = async ({ loaders }: Context, { id }: RightsOutcome<string>) =>
  id === null ? null : orError(loaders.roleById.load(id));
const assignment = async ({ loaders }: Context, { id }: RightsOutcome<string>) =>
  id === null ? null : orError(loaders.roleAssignmentById.load(id));

const issuePayload = async <Code extends string>(
  { loaders }: Context,
  { id, problems }: Outcome<Code, null>,
  { clientMutationId }: { clientMutationId?: string | null | undefined },
) => ({
  knownIssue: id === null ? null : await orError(loaders.knownIssueById.load(id)),
  userErrors: problems,
  clientMutationId: clientMutationId ?? null,
});

export const Mutation: Required<Omit<MutationResolvers, '__isTypeOf'>> = {
  createRole: async (_, { input }, context) => {
    const outcome = await createRole(context, input);
    return { role: await role(context, outcome), ...payload(outcome, input) };
  },
  duplicateRole: async (_, { input }, context) => {
    const outcome = await duplicateRole(context, input);
    return { role: await role(context, outcome), ...payload(outcome, input) };
  },
  updateRole: async (_, { input }, context) => {
    const outcome = await updateRole(context, input);
    return { role: await role(context, outcome), ...payload(outcome, input) };
  },
  deleteRole: async (_, { input }, context) => {
    const outcome = await deleteRole(context, input);
    return { deletedRoleId: outcome.id === null ? null : toNodeId('Role', outcome.id), ...payload(outcome, input) };
  },
  createRoleAssignment: async (_, { input }, context) => {
    const outcome = await createRoleAssignment(context, input);
    return { roleAssignment: await assignment(context, outcome), ...payload(outcome, input) };
  },
  updateRoleAssignment: async (_, { input }, context) => {
    const outcome = await updateRoleAssignment(context, input);
    return { roleAssignment: await assignment(context, outcome), ...payload(outcome, input) };
  },
  deleteRoleAssignment: async (_, { input }, context) => {
    const outcome = await deleteRoleAssignment(context, input);
    return {
      deletedRoleAssignmentId: outcome.id === null ? null : toNodeId('RoleAssignment', outcome.id),
      ...payload(outcome, input),
    };
  },
  createKnownIssue: changesEverything(KNOWN_ISSUE_PERMISSION, async (_, { input }, context) =>
    issuePayload(context, await createKnownIssue(context, input), input),
  ),
  updateKnownIssue: changesEverything(KNOWN_ISSUE_PERMISSION, async (_, { input }, context) =>
    issuePayload(context, await updateKnownIssue(context, input), input),
  ),
  endKnownIssue: changesEverything(KNOWN_ISSUE_PERMISSION, async (_, { input }, context) =>
    issuePayload(context, await endKnownIssue(context, input), input),
  ),
  reportFinding: async (_, { input }, context) => {
    const { id, problems } = await reportFinding(context, input);
    return { reported: id !== null, userErrors: problems, clientMutationId: input.clientMutationId ?? null };
  },
  refreshUser: async (_, { input }, context) => {
    const { id, problems } = await requestRefresh(context, input);
    return {
      user: id === null ? null : await orError(context.loaders.userById.load(id)),
      userErrors: problems,
      clientMutationId: input.clientMutationId ?? null,
    };
  },
};
