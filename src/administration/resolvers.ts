import type { MutationResolvers } from '../generated/resolvers';
import type { Context } from '../resolving/context';
import { toNodeId } from '../resolving/node-id';
import type { Outcome } from './administer';
import { createRoleAssignment, deleteRoleAssignment, updateRoleAssignment } from './assignments';
import { createRole, deleteRole, duplicateRole, updateRole } from './roles';

/** What every payload says. */
const said = <Code extends string>(
  { difference, problems }: Outcome<Code>,
  { clientMutationId }: { clientMutationId?: string | null | undefined },
) => ({ difference, userErrors: problems, clientMutationId: clientMutationId ?? null });

// The object is read anew, through the loaders that its own queries use; what the viewer may not read of it is refused.
const role = async ({ loaders }: Context, { id }: Outcome<string>) => (id === null ? null : loaders.roleById.load(id));
const assignment = async ({ loaders }: Context, { id }: Outcome<string>) =>
  id === null ? null : loaders.roleAssignmentById.load(id);

export const Mutation: Required<Omit<MutationResolvers, '__isTypeOf'>> = {
  createRole: async (_, { input }, context) => {
    const outcome = await createRole(context, input);
    return { role: await role(context, outcome), ...said(outcome, input) };
  },
  duplicateRole: async (_, { input }, context) => {
    const outcome = await duplicateRole(context, input);
    return { role: await role(context, outcome), ...said(outcome, input) };
  },
  updateRole: async (_, { input }, context) => {
    const outcome = await updateRole(context, input);
    return { role: await role(context, outcome), ...said(outcome, input) };
  },
  deleteRole: async (_, { input }, context) => {
    const outcome = await deleteRole(context, input);
    return { deletedRoleId: outcome.id === null ? null : toNodeId('Role', outcome.id), ...said(outcome, input) };
  },
  createRoleAssignment: async (_, { input }, context) => {
    const outcome = await createRoleAssignment(context, input);
    return { roleAssignment: await assignment(context, outcome), ...said(outcome, input) };
  },
  updateRoleAssignment: async (_, { input }, context) => {
    const outcome = await updateRoleAssignment(context, input);
    return { roleAssignment: await assignment(context, outcome), ...said(outcome, input) };
  },
  deleteRoleAssignment: async (_, { input }, context) => {
    const outcome = await deleteRoleAssignment(context, input);
    return {
      deletedRoleAssignmentId: outcome.id === null ? null : toNodeId('RoleAssignment', outcome.id),
      ...said(outcome, input),
    };
  },
};
