import type { Counts, TableSpec } from './writer';

// Groups, roles and assignments that were made here are not an import's to change.
const groupIsImported = (column: string) =>
  `EXISTS (SELECT 1 FROM groups o WHERE o.id = t.${column} AND o.origin = 'INTUNE')`;
const assignmentIsImported =
  "EXISTS (SELECT 1 FROM role_assignments o WHERE o.id = t.assignment_id AND o.origin = 'INTUNE')";

/** Every table that an import writes. */
export const TABLES = {
  connectors: {
    name: 'connectors',
    title: 'connectors',
    key: ['id'],
    columns: ['id', 'kind', 'name', 'name_key', 'reported', 'expires_at', 'last_sync_at'],
  },
  skus: { name: 'skus', title: 'licence SKUs', key: ['id'], columns: ['id', 'part_number'] },
  users: {
    name: 'users',
    title: 'users',
    key: ['id'],
    columns: [
      'id',
      'user_principal_name',
      'upn_key',
      'display_name',
      'name_key',
      'mail',
      'account_enabled',
      'job_title',
      'department',
      'usage_location',
      'preferred_language',
      'intune_licensed',
    ],
  },
  userSearch: { name: 'user_search', key: ['key', 'user_id'], columns: ['key', 'user_id'] },
  userLicenses: {
    name: 'user_licenses',
    title: 'licences of users',
    key: ['user_id', 'sku_id', 'plan_id'],
    columns: ['user_id', 'sku_id', 'plan_id', 'service_plan', 'state', 'error'],
  },
  groups: {
    name: 'groups',
    title: 'groups',
    key: ['id'],
    columns: ['id', 'display_name', 'name_key', 'description', 'membership_type', 'security_enabled', 'origin'],
    owned: "t.origin = 'INTUNE'",
  },
  groupSearch: {
    name: 'group_search',
    key: ['key', 'group_id'],
    columns: ['key', 'group_id'],
    owned: groupIsImported('group_id'),
  },
  entraDevices: {
    name: 'entra_devices',
    title: 'Entra devices',
    key: ['id'],
    columns: ['id', 'device_id', 'join_type', 'compliance', 'registered_at'],
  },
  groupMembers: {
    name: 'group_members',
    title: 'group members',
    key: ['group_id', 'kind', 'member_id'],
    columns: ['group_id', 'kind', 'member_id'],
    owned: groupIsImported('group_id'),
  },
  devices: {
    name: 'devices',
    title: 'managed devices',
    key: ['id'],
    columns: [
      'id',
      'device_name',
      'name_key',
      'serial_number',
      'manufacturer',
      'model',
      'managed_by',
      'management_state',
      'ownership',
      'compliance',
      'grace_until',
      'platform',
      'operating_system',
      'os_version',
      'last_check_in_at',
      'enrolled_at',
      'certificate_expires_at',
      'user_id',
      'entra_device_id',
    ],
  },
  deviceSearch: { name: 'device_search', key: ['key', 'device_id'], columns: ['key', 'device_id'] },
  deviceActions: {
    name: 'device_actions',
    title: 'device actions',
    key: ['device_id', 'ordinal'],
    columns: ['device_id', 'ordinal', 'kind', 'name', 'state', 'requested_at', 'updated_at'],
  },
  configurations: {
    name: 'configurations',
    title: 'configuration profiles',
    key: ['id'],
    columns: ['id', 'display_name', 'profile_type'],
  },
  policyStates: {
    name: 'policy_states',
    title: 'policy states',
    key: ['id'],
    columns: [
      'id',
      'device_id',
      'kind',
      'profile_type',
      'display_name',
      'name_key',
      'state',
      'severity',
      'user_principal_name',
      'error_code',
      'error_description',
    ],
  },
  policySettingStates: {
    name: 'policy_setting_states',
    title: 'policy setting states',
    key: ['state_id', 'ordinal'],
    columns: ['state_id', 'ordinal', 'name', 'state', 'current_value', 'sources', 'error_code', 'error_description'],
  },
  apps: {
    name: 'apps',
    title: 'apps',
    key: ['id'],
    columns: ['id', 'display_name', 'name_key', 'publisher', 'platform', 'identifier'],
  },
  appSearch: { name: 'app_search', key: ['key', 'app_id'], columns: ['key', 'app_id'] },
  appInstallStates: {
    name: 'app_install_states',
    title: 'app install states',
    key: ['device_id', 'app_id', 'user_id'],
    columns: ['device_id', 'app_id', 'user_id', 'intent', 'state', 'severity', 'name_key', 'version', 'error_code'],
  },
  appProtectionPolicies: {
    name: 'app_protection_policies',
    title: 'app protection policies',
    key: ['id'],
    columns: ['id', 'display_name', 'name_key', 'platform'],
  },
  userAppProtectionPolicies: {
    name: 'user_app_protection_policies',
    key: ['user_id', 'policy_id'],
    columns: ['user_id', 'policy_id'],
  },
  appProtections: {
    name: 'app_protections',
    title: 'app protection states',
    key: ['id'],
    columns: [
      'id',
      'user_id',
      'state',
      'severity',
      'app_name',
      'name_key',
      'device_name',
      'device_type',
      'platform',
      'flagged_reasons',
      'last_sync_at',
      'device_id',
    ],
  },
  appProtectionStatePolicies: {
    name: 'app_protection_state_policies',
    key: ['state_id', 'policy_id'],
    columns: ['state_id', 'policy_id'],
  },
  enrollmentFailures: {
    name: 'enrollment_failures',
    title: 'enrolment failures',
    key: ['id'],
    columns: ['id', 'user_id', 'occurred_at', 'operating_system', 'os_version', 'category', 'reason'],
  },
  roles: {
    name: 'roles',
    title: 'roles',
    key: ['id'],
    columns: ['id', 'display_name', 'name_key', 'description', 'origin', 'ineffective_reason'],
    // A role that is gone there stays for as long as it is assigned here.
    owned: `t.origin = 'INTUNE' AND NOT EXISTS (
      SELECT 1 FROM role_assignments o WHERE o.role_id = t.id AND o.origin = 'LOCAL')`,
    versioned: true,
  },
  rolePermissions: {
    name: 'role_permissions',
    key: ['role_id', 'action'],
    columns: ['role_id', 'action', 'permission'],
    // A built-in role that the import did not bring keeps what the service knows of it.
    owned: 'EXISTS (SELECT 1 FROM seen_roles o WHERE o.id = t.role_id)',
  },
  roleAssignments: {
    name: 'role_assignments',
    title: 'role assignments',
    key: ['id'],
    columns: [
      'id',
      'role_id',
      'display_name',
      'name_key',
      'description',
      'all_users',
      'all_devices',
      'origin',
      'ineffective_reason',
    ],
    owned: "t.origin = 'INTUNE'",
    versioned: true,
  },
  assignmentMembers: {
    name: 'assignment_members',
    key: ['assignment_id', 'group_id'],
    columns: ['assignment_id', 'group_id'],
    owned: assignmentIsImported,
  },
  assignmentScopes: {
    name: 'assignment_scopes',
    key: ['assignment_id', 'group_id'],
    columns: ['assignment_id', 'group_id'],
    owned: assignmentIsImported,
  },
} as const satisfies Record<string, TableSpec>;

export type TableName = keyof typeof TABLES;

/** How many rows of each table were written, by what a person calls them; parts of others are left out. */
export function titled(counts: Iterable<readonly [TableName, Counts]>): (Counts & { readonly title: string })[] {
  return [...counts].flatMap(([name, of]) => {
    const { title }: TableSpec = TABLES[name];
    return title === undefined ? [] : [{ title, ...of }];
  });
}
