import type { z } from 'zod';
import type { Ineffective } from '../authorization/ineffective';
import { PERMISSIONS } from '../authorization/permission-list';
import { nameKey } from '../database/folding';
import type { Run } from './run';
import * as shapes from './shapes';

const BY_ACTION = new Map(
  PERMISSIONS.map(({ microsoftAction, permission }) => [microsoftAction.toLowerCase(), permission]),
);

/** The current id of an action: in 2017 it was `Microsoft.Intune/MobileApps/Read`. */
export function actionId(raw: string): string {
  return raw.trim().replaceAll('/', '_');
}

/** The permission for an action; null if this service does not enforce it. */
export function permissionOf(action: string): string | null {
  return BY_ACTION.get(action.toLowerCase()) ?? null;
}

/** The message for an export of Entra's unified roles. */
const UNIFIED =
  'is a role of roleManagement/deviceManagement, which is spelled in another way; save deviceManagement/roleDefinitions and deviceManagement/roleAssignments';

type Definition = z.output<typeof shapes.RoleDefinition>;
type Assignment = z.output<typeof shapes.RoleAssignment>;

function actionsOf({ values }: Run, role: Definition): { allowed: string[]; hasNotAllowed: boolean } {
  const all = [...role.rolePermissions, ...role.permissions];
  const resources = all.flatMap((permission) => permission.resourceActions);
  const allowed = [
    ...all.flatMap((permission) => permission.actions),
    ...resources.flatMap((resource) => resource.allowedResourceActions),
  ];
  return {
    allowed: [...new Set(allowed.flatMap((action) => values.text(actionId(action)) ?? []))],
    hasNotAllowed: resources.some((resource) => resource.notAllowedResourceActions.length > 0),
  };
}

const SCOPE_TYPES: ReadonlyMap<string, { users: 0 | 1; devices: 0 | 1 }> = new Map([
  ['', { users: 0, devices: 0 }],
  ['resourcescope', { users: 0, devices: 0 }],
  ['alldevices', { users: 0, devices: 1 }],
  ['alllicensedusers', { users: 1, devices: 0 }],
  ['alldevicesandlicensedusers', { users: 1, devices: 1 }],
]);

/** The scope of an assignment, or the reason why it grants nothing: an unknown scope must not widen it. */
function scopeOf(run: Run, assignment: Assignment) {
  const { values } = run;
  const type = SCOPE_TYPES.get((assignment.scopeType ?? '').toLowerCase());
  const named = assignment.resourceScopes.length > 0 ? assignment.resourceScopes : assignment.scopeMembers;
  const groups = named.map((id) => values.id(id)).filter((id) => id !== null);
  const tags = [...(assignment.roleScopeTags ?? []).map(({ id }) => id), ...(assignment.roleScopeTagIds ?? [])];
  const all = type ?? { users: 0, devices: 0 };
  let reason: Ineffective | null = null;
  if (tags.some((tag) => tag !== '0')) reason = 'SCOPE_TAG';
  else if (type === undefined) reason = 'SCOPE_TYPE';
  else if (all.users + all.devices > 0 && groups.length > 0) reason = 'MIXED_SCOPE';
  return { ...all, groups, reason };
}

/** True for an assignment as v1.0 answers it, which leaves out scope type and tags: it could grant too much. */
const lacksItsScope = ({ scopeType, roleScopeTags, roleScopeTagIds }: Assignment): boolean =>
  [scopeType, roleScopeTags, roleScopeTagIds].every((property) => property === undefined);

/** True for one of Entra's unified roles, whose actions have another place and another spelling. */
const isUnified = ({ permissions, rolePermissions }: Definition): boolean =>
  [...permissions, ...rolePermissions].some((permission) => permission.allowedResourceActions !== undefined);

/** Imports roles and their permissions. @returns the ids of the roles */
async function importDefinitions(run: Run): Promise<ReadonlySet<string>> {
  const { values } = run;
  const roles = new Set<string>();
  for await (const { object: role, where } of run.read('roleDefinitions', shapes.RoleDefinition)) {
    const id = values.id(role.id) as string;
    if (isUnified(role)) {
      run.refuse('roleDefinitions', id, where, UNIFIED);
      continue;
    }
    const displayName = values.text(role.displayName) ?? id;
    const { allowed, hasNotAllowed } = actionsOf(run, role);
    roles.add(id);
    if (hasNotAllowed) run.leaveOut('grants of roles with actions that are not allowed');
    await run.put(
      'roles',
      {
        id,
        display_name: displayName,
        name_key: nameKey(displayName),
        description: values.text(role.description),
        origin: (role.isBuiltIn ?? role.isBuiltInRoleDefinition) ? 'BUILT_IN' : 'INTUNE',
        ineffective_reason: hasNotAllowed ? ('NOT_ALLOWED' satisfies Ineffective) : null,
      },
      where,
    );
    for (const action of allowed) {
      await run.put('rolePermissions', { role_id: id, action, permission: permissionOf(action) }, where);
    }
  }
  return roles;
}

/** The role of each assignment, by assignment id, from the lists by role. */
async function readJoin(run: Run): Promise<ReadonlyMap<string, string>> {
  const roleOf = new Map<string, string>();
  for await (const { object, parent } of run.read('roleDefinitionAssignments', shapes.Reference)) {
    if (parent !== null) roleOf.set(run.values.id(object.id) as string, parent);
  }
  return roleOf;
}

async function putAssignment(run: Run, roleId: string, assignment: Assignment, where: string): Promise<void> {
  const { values, known } = run;
  const id = values.id(assignment.id) as string;
  const displayName = values.text(assignment.displayName) ?? id;
  const scope = scopeOf(run, assignment);
  if (scope.reason !== null) run.leaveOut('grants of role assignments that are not understood');
  await run.put(
    'roleAssignments',
    {
      id,
      role_id: roleId,
      display_name: displayName,
      name_key: nameKey(displayName),
      description: values.text(assignment.description),
      all_users: scope.users,
      all_devices: scope.devices,
      origin: 'INTUNE',
      ineffective_reason: scope.reason,
    },
    where,
  );
  for (const [table, groups] of [
    ['assignmentMembers', assignment.members.map((member) => values.id(member))],
    ['assignmentScopes', scope.groups],
  ] as const) {
    for (const groupId of groups) {
      if (groupId === null || !known.groups.has(groupId)) run.leaveOut('groups of role assignments that do not exist');
      else await run.put(table, { assignment_id: id, group_id: groupId }, where);
    }
  }
}

/** Imports Intune's roles and assignments, after groups. Local roles and assignments stay as they are. */
export async function importRoles(run: Run): Promise<void> {
  const { values } = run;
  const roles = await importDefinitions(run);
  const roleOf = await readJoin(run);
  const isJoined = [...roles].every((id) => run.isRead('roleDefinitionAssignments', id));
  for await (const { object: assignment, where } of run.read('roleAssignments', shapes.RoleAssignment)) {
    const id = values.id(assignment.id) as string;
    const bound = /roleDefinitions\('([^']+)'\)/.exec(assignment['roleDefinition@odata.bind'] ?? '')?.[1];
    const roleId = roleOf.get(id) ?? values.id(assignment.roleDefinition?.id ?? bound);
    if (assignment.principalIds !== undefined || assignment.roleDefinitionId !== undefined) {
      run.refuse('roleAssignments', id, where, UNIFIED);
    } else if (roleId === null && !isJoined) {
      run.refuse('roleAssignments', id, where, 'its role cannot be read');
    } else if (assignment.scopeType === undefined && assignment.roleDefinition === null) {
      // `$expand` removes the role, the scope type and the tags; without them the assignment could grant too much.
      run.refuse('roleAssignments', id, where, 'lacks its role and its scope; ask for it without $expand');
    } else if (lacksItsScope(assignment)) {
      run.refuse('roleAssignments', id, where, 'lacks its scope type and its tags; save it from beta');
    } else if (roleId === null || !(roles.has(roleId) || run.isSetAside('roleDefinitions', roleId))) {
      run.leaveOut('role assignments of roles that do not exist');
    } else await putAssignment(run, roleId, assignment, where);
  }
}
