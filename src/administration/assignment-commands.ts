import { randomUUID } from 'node:crypto';
import { scopesOfAssignments } from '../authorization/grants';
import { contains, exceeding } from '../authorization/rights';
import { assignmentScope, NO_SCOPE, type Scope } from '../authorization/scope';
import type { Trx } from '../database/database';
import { nameColumns } from '../database/folding';
import type {
  CreateRoleAssignmentErrorCode,
  CreateRoleAssignmentInput,
  DeleteRoleAssignmentErrorCode,
  DeleteRoleAssignmentInput,
  Permission,
  RoleAssignmentScopeInput,
  UpdateRoleAssignmentErrorCode,
  UpdateRoleAssignmentInput,
} from '../generated/graphql';
import type { Context } from '../resolving/context';
import { toNodeId } from '../resolving/node-id';
import {
  checkDescription,
  checkGroups,
  checkName,
  findOwnAssignment,
  findRole,
  type GroupCode,
  permissionsOfRole,
} from './checks';
import type { CommandState } from './command';
import { inOneLine } from './one-line';
import { exceedsOwnRights, type Problem, problem } from './problem';
import { changeRights, type RightsOutcome } from './rights-change';

/** An assignment's members and scope, which the audit trail records. */
interface Terms {
  readonly members: readonly string[];
  readonly scope: Scope;
}

const audited = (roleId: string, { members, scope }: Terms) => ({
  role: toNodeId('Role', roleId),
  members: members.map((id) => toNodeId('Group', id)),
  allUsers: scope.allUsers,
  allDevices: scope.allDevices,
  scopeGroups: scope.groups.map((id) => toNodeId('Group', id)),
});

async function checkMembers(
  { trx, viewer }: CommandState,
  graphIds: readonly string[],
): Promise<{ ids: string[]; problems: Problem<GroupCode | 'MEMBERS_REQUIRED'>[] }> {
  const field = ['input', 'memberGroupIds'];
  if (graphIds.length === 0) {
    return {
      ids: [],
      problems: [problem('MEMBERS_REQUIRED', field, 'An assignment needs at least one member group.')],
    };
  }
  return checkGroups(trx, viewer.scopeOf('ORGANIZATION_READ'), graphIds, field, 'MEMBER');
}

async function checkScope(
  { trx, viewer }: CommandState,
  { groupIds, allUsers, allDevices }: RoleAssignmentScopeInput,
): Promise<{ scope: Scope; problems: Problem<GroupCode | 'SCOPE_REQUIRED' | 'SCOPE_MIXED'>[] }> {
  const field = ['input', 'scope'];
  const isAll = allUsers || allDevices;
  if (groupIds.length === 0) {
    return {
      scope: assignmentScope({ allUsers, allDevices, groups: [] }),
      problems: isAll ? [] : [problem('SCOPE_REQUIRED', field, 'A scope needs groups, all users or all devices.')],
    };
  }
  if (isAll) {
    return {
      scope: NO_SCOPE,
      problems: [problem('SCOPE_MIXED', field, 'A scope cannot combine groups with all users or all devices.')],
    };
  }
  const { ids, problems } = await checkGroups(
    trx,
    viewer.scopeOf('ORGANIZATION_READ'),
    groupIds,
    [...field, 'groupIds'],
    'SCOPE',
  );
  return { scope: assignmentScope({ allUsers, allDevices, groups: ids }), problems };
}

const columnsOf = ({ allUsers, allDevices }: Scope) => ({
  all_users: Number(allUsers),
  all_devices: Number(allDevices),
});

async function writeTerms(trx: Trx, id: string, { members, scope }: Terms): Promise<void> {
  for (const [table, groups] of [
    ['assignment_members', members],
    ['assignment_scopes', scope.groups],
  ] as const) {
    await trx(table).where({ assignment_id: id }).delete();
    if (groups.length === 0) continue;
    await trx(table).insert(groups.map((group) => ({ assignment_id: id, group_id: group })));
  }
}

/** Creates an assignment. It requires ROLES_ASSIGN and every permission of the role over the assignment's scope. */
export function createRoleAssignment(
  context: Context,
  input: CreateRoleAssignmentInput,
): Promise<RightsOutcome<CreateRoleAssignmentErrorCode>> {
  return changeRights(context, {
    action: 'CREATE_ROLE_ASSIGNMENT',
    permissions: ['ROLES_ASSIGN'],
    coordinate: 'Mutation.createRoleAssignment',
    input,
    named: input.roleId,
    objectType: 'RoleAssignment',
    async check(state) {
      const { trx, viewer } = state;
      const role = await findRole(trx, input.roleId);
      if (Array.isArray(role)) return role;
      const members = await checkMembers(state, input.memberGroupIds);
      const { scope, problems: scopeProblems } = await checkScope(state, input.scope);
      const problems = [
        ...(await checkName(trx, 'role_assignments', input.displayName, null)),
        ...checkDescription(input.description),
        ...members.problems,
        ...scopeProblems,
      ];
      if (problems.length > 0) return problems;
      const given: Permission[] = [...(await permissionsOfRole(trx, role.id)), 'ROLES_ASSIGN'];
      const missing = await exceeding(trx, viewer, given, [scope]);
      if (missing.length > 0) return exceedsOwnRights(missing, ['input', 'roleId']);

      const id = randomUUID();
      const name = inOneLine(input.displayName);
      const terms = { members: members.ids, scope };
      return {
        affected: { assignmentIds: [], groupIds: members.ids },
        before: null,
        after: audited(role.id, terms),
        async apply() {
          await trx('role_assignments').insert({
            id,
            role_id: role.id,
            description: input.description ?? null,
            origin: 'LOCAL',
            ...nameColumns(name),
            ...columnsOf(scope),
          });
          await writeTerms(trx, id, terms);
          return id;
        },
      };
    },
  });
}

async function termsOf(trx: Trx, id: string): Promise<Terms> {
  const members = await trx('assignment_members').where({ assignment_id: id }).orderBy('group_id').pluck('group_id');
  return { members, scope: (await scopesOfAssignments(trx, [id]))[0] ?? NO_SCOPE };
}

/**
 * Changes an assignment. It requires ROLES_ASSIGN over the old and the new scope and, if the assignment gets wider,
 * every permission of the role over the new scope.
 */
export function updateRoleAssignment(
  context: Context,
  input: UpdateRoleAssignmentInput,
): Promise<RightsOutcome<UpdateRoleAssignmentErrorCode>> {
  return changeRights(context, {
    action: 'UPDATE_ROLE_ASSIGNMENT',
    permissions: ['ROLES_ASSIGN'],
    coordinate: 'Mutation.updateRoleAssignment',
    input,
    named: input.roleAssignmentId,
    objectType: 'RoleAssignment',
    async check(state) {
      const { trx, viewer } = state;
      const assignment = await findOwnAssignment(trx, input.roleAssignmentId, input.expectedVersion);
      if (Array.isArray(assignment)) return assignment;

      const before = await termsOf(trx, assignment.id);
      const members =
        input.memberGroupIds == null
          ? { ids: [...before.members], problems: [] }
          : await checkMembers(state, input.memberGroupIds);
      const { scope, problems: scopeProblems } =
        input.scope == null ? { scope: before.scope, problems: [] } : await checkScope(state, input.scope);
      const problems = [
        ...(input.displayName == null
          ? []
          : await checkName(trx, 'role_assignments', input.displayName, assignment.id)),
        ...checkDescription(input.description),
        ...members.problems,
        ...scopeProblems,
      ];
      if (problems.length > 0) return problems;

      // A narrower assignment gives no rights. A change that widens it anywhere counts as giving all of it.
      const isNarrower =
        members.ids.every((id) => before.members.includes(id)) && (await contains(trx, before.scope, scope));
      const given: Permission[] = isNarrower ? [] : await permissionsOfRole(trx, assignment.roleId);
      const missing = [
        ...(await exceeding(trx, viewer, ['ROLES_ASSIGN'], [before.scope, scope])),
        ...(await exceeding(trx, viewer, given, [scope])),
      ];
      if (missing.length > 0) return exceedsOwnRights([...new Set(missing)], ['input', 'roleAssignmentId']);

      const name = input.displayName == null ? assignment.displayName : inOneLine(input.displayName);
      const description = input.description === undefined ? assignment.description : input.description;
      const terms = { members: members.ids, scope };
      return {
        affected: { assignmentIds: [assignment.id], groupIds: members.ids },
        before: audited(assignment.roleId, before),
        after: audited(assignment.roleId, terms),
        async apply() {
          await trx('role_assignments')
            .where({ id: assignment.id })
            .update({ description, version: assignment.version + 1, ...nameColumns(name), ...columnsOf(scope) });
          await writeTerms(trx, assignment.id, terms);
          return assignment.id;
        },
      };
    },
  });
}

/** Deletes an assignment. It requires ROLES_ASSIGN over the assignment's scope. */
export function deleteRoleAssignment(
  context: Context,
  input: DeleteRoleAssignmentInput,
): Promise<RightsOutcome<DeleteRoleAssignmentErrorCode>> {
  return changeRights(context, {
    action: 'DELETE_ROLE_ASSIGNMENT',
    permissions: ['ROLES_ASSIGN'],
    coordinate: 'Mutation.deleteRoleAssignment',
    input,
    named: input.roleAssignmentId,
    objectType: 'RoleAssignment',
    async check({ trx, viewer }) {
      const assignment = await findOwnAssignment(trx, input.roleAssignmentId, input.expectedVersion);
      if (Array.isArray(assignment)) return assignment;
      const before = await termsOf(trx, assignment.id);
      const missing = await exceeding(trx, viewer, ['ROLES_ASSIGN'], [before.scope]);
      if (missing.length > 0) return exceedsOwnRights(missing, ['input', 'roleAssignmentId']);
      return {
        affected: { assignmentIds: [assignment.id], groupIds: [...before.members] },
        before: audited(assignment.roleId, before),
        after: null,
        async apply() {
          await trx('role_assignments').where({ id: assignment.id }).delete();
          return assignment.id;
        },
      };
    },
  });
}
