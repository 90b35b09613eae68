import { SPECIAL } from './generated-directory';
import { FIXED_USERS, type GeneratedTenant, SPLIT } from './generated-tenant';
import { CUSTOM_ROLES, HELP_DESK, HELP_DESK_ACTIONS } from './generator-data';

/** Help Desk Operator and the custom roles, in the form of Microsoft Graph. */
export function* roleDefinitions({ dice }: GeneratedTenant): Iterable<object> {
  const role = (id: string, displayName: string, isBuiltIn: boolean, actions: readonly string[]) => {
    const allowedResourceActions = actions.map((action) => `Microsoft.Intune_${action}`);
    return { id, displayName, isBuiltIn, rolePermissions: [{ resourceActions: [{ allowedResourceActions }] }] };
  };
  yield role(HELP_DESK, 'Help Desk Operator', true, HELP_DESK_ACTIONS);
  for (const [i, [name, actions]] of CUSTOM_ROLES.entries()) yield role(dice('role').id(i), name, false, actions);
}

/** The role assignments, in the form of Microsoft Graph. Each has one operator. */
export function* roleAssignments({ dice }: GeneratedTenant): Iterable<object> {
  const custom = (index: number) => dice('role').id(index);
  const assignments: (readonly [operator: number, role: string, scope: string | null])[] = [
    [0, HELP_DESK, null],
    [1, custom(0), dice('site').id(0)],
    [2, custom(0), dice('group').id(SPECIAL.sparse)],
    [SPLIT, custom(1), dice('site').id(1)],
    [SPLIT, custom(2), dice('department').id(0)],
    [4, custom(3), null],
  ];
  for (const [i, [operator, role, scope]] of assignments.entries()) {
    yield {
      id: dice('assignment').id(i),
      displayName: `Assignment of ${FIXED_USERS[operator]?.local}${operator === SPLIT ? ` (${i - SPLIT + 1})` : ''}`,
      members: [dice('group').id(SPECIAL.operators + operator)],
      scopeType: scope === null ? 'allDevicesAndLicensedUsers' : 'resourceScope',
      resourceScopes: scope === null ? [] : [scope],
      roleDefinition: { id: role },
      roleScopeTagIds: ['0'],
    };
  }
}
