import { randomUUID } from 'node:crypto';
import { scopesOfAssignments } from '../authorization/grants';
import { contains, exceeding } from '../authorization/rights';
import { assignmentScope, NOTHING, type Scope } from '../authorization/scope';
import { type Db, execute, rows, type Trx } from '../database/database';
import { nameKey } from '../database/folding';
import { raw, sql } from '../database/sql';
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
import { administer, type Desk, type Outcome, type Problem, problem } from './administer';
import {
  checkDescription,
  checkGroups,
  checkName,
  findOwnAssignment,
  findRole,
  type GroupCode,
  tidyName,
} from './checks';

const EXCEEDS = 'Nobody gives or takes what they do not hold over the same scope.';
const toGraphId = (id: string): string => toNodeId('RoleAssignment', id);

/** An assignment's members and scope, as the audit trail keeps them. */
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
  { trx, viewer }: Desk,
  graphIds: readonly string[],
): Promise<{ ids: string[]; problems: Problem<GroupCode | 'MEMBERS_REQUIRED'>[] }> {
  const field = ['input', 'memberGroupIds'];
  if (graphIds.length === 0) {
    return { ids: [], problems: [problem('MEMBERS_REQUIRED', field, 'An assignment has at least one member group.')] };
  }
  return checkGroups(trx, viewer.scopeOf('ORGANIZATION_READ'), graphIds, field, 'MEMBER');
}

async function checkScope(
  { trx, viewer }: Desk,
  { groupIds, allUsers, allDevices }: RoleAssignmentScopeInput,
): Promise<{ scope: Scope; problems: Problem<GroupCode | 'SCOPE_REQUIRED' | 'SCOPE_MIXED'>[] }> {
  const field = ['input', 'scope'];
  const isAll = allUsers || allDevices;
  if (groupIds.length === 0) {
    return {
      scope: assignmentScope({ allUsers, allDevices, groups: [] }),
      problems: isAll
        ? []
        : [problem('SCOPE_REQUIRED', field, 'An assignment holds over groups, all users or all devices.')],
    };
  }
  if (isAll) {
    return {
      scope: NOTHING,
      problems: [problem('SCOPE_MIXED', field, 'Groups cannot stand beside all users or all devices.')],
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

async function permissionsOfRole(db: Db, roleId: string): Promise<Permission[]> {
  const found = await rows<{ permission: Permission }>(
    db,
    sql`SELECT permission FROM role_permissions WHERE role_id = ${roleId} AND permission IS NOT NULL ORDER BY permission`,
  );
  return found.map(({ permission }) => permission);
}

async function writeTerms(trx: Trx, id: string, { members, scope }: Terms): Promise<void> {
  for (const [table, groups] of [
    ['assignment_members', members],
    ['assignment_scopes', scope.groups],
  ] as const) {
    await execute(trx, sql`DELETE FROM ${raw(table)} WHERE assignment_id = ${id}`);
    for (const group of groups) {
      await execute(trx, sql`INSERT INTO ${raw(table)} (assignment_id, group_id) VALUES (${id}, ${group})`);
    }
  }
}

const exceeds = (missing: Permission[], field: string[]) =>
  missing.length === 0 ? [] : [problem('EXCEEDS_OWN_RIGHTS' as const, field, EXCEEDS, missing)];

export function createRoleAssignment(
  context: Context,
  input: CreateRoleAssignmentInput,
): Promise<Outcome<CreateRoleAssignmentErrorCode>> {
  return administer<CreateRoleAssignmentErrorCode>(context, {
    action: 'CREATE_ROLE_ASSIGNMENT',
    permission: 'ROLES_ASSIGN',
    coordinate: 'Mutation.createRoleAssignment',
    input,
    subjectId: input.roleId,
    toGraphId,
    async check(desk) {
      const { trx, viewer } = desk;
      const role = await findRole(trx, input.roleId);
      if (Array.isArray(role)) return role;
      const members = await checkMembers(desk, input.memberGroupIds);
      const { scope, problems: scopeProblems } = await checkScope(desk, input.scope);
      const problems = [
        ...(await checkName(trx, 'role_assignments', input.displayName, null)),
        ...checkDescription(input.description),
        ...members.problems,
        ...scopeProblems,
      ];
      if (problems.length > 0) return problems;
      const given: Permission[] = [...(await permissionsOfRole(trx, role.id)), 'ROLES_ASSIGN'];
      const missing = await exceeding(trx, viewer, given, [scope]);
      if (missing.length > 0) return exceeds(missing, ['input', 'roleId']);

      const id = randomUUID();
      const name = tidyName(input.displayName);
      const terms = { members: members.ids, scope };
      return {
        affected: { assignmentIds: [], groupIds: members.ids },
        before: null,
        after: audited(role.id, terms),
        async apply() {
          await execute(
            trx,
            sql`INSERT INTO role_assignments
              (id, role_id, display_name, name_key, description, all_users, all_devices, origin)
            VALUES (${id}, ${role.id}, ${name}, ${nameKey(name)}, ${input.description ?? null},
              ${Number(scope.allUsers)}, ${Number(scope.allDevices)}, 'LOCAL')`,
          );
          await writeTerms(trx, id, terms);
          return id;
        },
      };
    },
  });
}

async function termsOf(db: Db, id: string): Promise<Terms> {
  const members = await rows<{ id: string }>(
    db,
    sql`SELECT group_id AS id FROM assignment_members WHERE assignment_id = ${id} ORDER BY group_id`,
  );
  return { members: members.map((group) => group.id), scope: (await scopesOfAssignments(db, [id]))[0] ?? NOTHING };
}

export function updateRoleAssignment(
  context: Context,
  input: UpdateRoleAssignmentInput,
): Promise<Outcome<UpdateRoleAssignmentErrorCode>> {
  return administer<UpdateRoleAssignmentErrorCode>(context, {
    action: 'UPDATE_ROLE_ASSIGNMENT',
    permission: 'ROLES_ASSIGN',
    coordinate: 'Mutation.updateRoleAssignment',
    input,
    subjectId: input.roleAssignmentId,
    toGraphId,
    async check(desk) {
      const { trx, viewer } = desk;
      const assignment = await findOwnAssignment(trx, input.roleAssignmentId, input.expectedVersion);
      if (Array.isArray(assignment)) return assignment;

      const before = await termsOf(trx, assignment.id);
      const members =
        input.memberGroupIds == null
          ? { ids: [...before.members], problems: [] }
          : await checkMembers(desk, input.memberGroupIds);
      const { scope, problems: scopeProblems } =
        input.scope == null ? { scope: before.scope, problems: [] } : await checkScope(desk, input.scope);
      const problems = [
        ...(input.displayName == null
          ? []
          : await checkName(trx, 'role_assignments', input.displayName, assignment.id)),
        ...checkDescription(input.description),
        ...members.problems,
        ...scopeProblems,
      ];
      if (problems.length > 0) return problems;

      // What only gets narrower gives nobody anything; what gets wider in any way is given anew as a whole.
      const isNarrower =
        members.ids.every((id) => before.members.includes(id)) && (await contains(trx, before.scope, scope));
      const given: Permission[] = isNarrower ? [] : await permissionsOfRole(trx, assignment.roleId);
      const missing = [
        ...(await exceeding(trx, viewer, ['ROLES_ASSIGN'], [before.scope, scope])),
        ...(await exceeding(trx, viewer, given, [scope])),
      ];
      if (missing.length > 0) return exceeds([...new Set(missing)], ['input', 'roleAssignmentId']);

      const name = input.displayName == null ? assignment.displayName : tidyName(input.displayName);
      const description = input.description === undefined ? assignment.description : input.description;
      const terms = { members: members.ids, scope };
      return {
        affected: { assignmentIds: [assignment.id], groupIds: members.ids },
        before: audited(assignment.roleId, before),
        after: audited(assignment.roleId, terms),
        async apply() {
          await execute(
            trx,
            sql`UPDATE role_assignments SET display_name = ${name}, name_key = ${nameKey(name)},
              description = ${description}, all_users = ${Number(scope.allUsers)},
              all_devices = ${Number(scope.allDevices)}, version = version + 1
            WHERE id = ${assignment.id}`,
          );
          await writeTerms(trx, assignment.id, terms);
          return assignment.id;
        },
      };
    },
  });
}

export function deleteRoleAssignment(
  context: Context,
  input: DeleteRoleAssignmentInput,
): Promise<Outcome<DeleteRoleAssignmentErrorCode>> {
  return administer<DeleteRoleAssignmentErrorCode>(context, {
    action: 'DELETE_ROLE_ASSIGNMENT',
    permission: 'ROLES_ASSIGN',
    coordinate: 'Mutation.deleteRoleAssignment',
    input,
    subjectId: input.roleAssignmentId,
    toGraphId,
    async check({ trx, viewer }) {
      const assignment = await findOwnAssignment(trx, input.roleAssignmentId, input.expectedVersion);
      if (Array.isArray(assignment)) return assignment;
      const before = await termsOf(trx, assignment.id);
      const missing = await exceeding(trx, viewer, ['ROLES_ASSIGN'], [before.scope]);
      if (missing.length > 0) return exceeds(missing, ['input', 'roleAssignmentId']);
      return {
        affected: { assignmentIds: [assignment.id], groupIds: [...before.members] },
        before: audited(assignment.roleId, before),
        after: null,
        async apply() {
          await execute(trx, sql`DELETE FROM role_assignments WHERE id = ${assignment.id}`);
          return assignment.id;
        },
      };
    },
  });
}
