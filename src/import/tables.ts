import { type MadeTable, tables } from '../database/migration-files';
import type { Counts, TableSpec } from './writer';

// Imports do not change local groups, roles and assignments.
const groupIsImported = (column: string) =>
  `EXISTS (SELECT 1 FROM groups o WHERE o.id = t.${column} AND o.origin = 'INTUNE')`;
const assignmentIsImported =
  "EXISTS (SELECT 1 FROM role_assignments o WHERE o.id = t.assignment_id AND o.origin = 'INTUNE')";

/** The hand-written part of a table's specification. Columns and key come from the migrations. */
type ImportedTable = Pick<TableSpec, 'name' | 'title' | 'owned' | 'versioned'> & {
  /** Columns that triggers write. */
  readonly noted?: readonly string[];
};

const IMPORTED = {
  connectors: {
    name: 'connectors',
    title: 'connectors',
  },
  skus: { name: 'skus', title: 'licence SKUs' },
  users: {
    name: 'users',
    title: 'users',
    noted: ['account_since', 'licensed_since'],
  },
  userSearch: { name: 'user_search' },
  userLicenses: {
    name: 'user_licenses',
    title: 'Intune plans of users',
  },
  groups: {
    name: 'groups',
    title: 'groups',
    owned: "t.origin = 'INTUNE'",
  },
  groupSearch: {
    name: 'group_search',
    owned: groupIsImported('group_id'),
  },
  entraDevices: {
    name: 'entra_devices',
    title: 'Entra devices',
  },
  groupMembers: {
    name: 'group_members',
    title: 'group members',
    owned: groupIsImported('group_id'),
  },
  devices: {
    name: 'devices',
    title: 'managed devices',
    noted: ['management_since'],
  },
  deviceSearch: { name: 'device_search' },
  deviceActions: {
    name: 'device_actions',
    title: 'remote actions',
  },
  deviceLogons: {
    name: 'device_logons',
    title: 'logons on devices',
  },
  autopilotDevices: {
    name: 'autopilot_devices',
    title: 'Autopilot devices',
  },
  setupEvents: {
    name: 'setup_events',
    title: 'set-ups with Windows Autopilot',
  },
  policies: {
    name: 'policies',
    title: 'policies and profiles',
  },
  policyAssignments: {
    name: 'policy_assignments',
    title: 'assignments of policies',
  },
  assignmentFilters: {
    name: 'assignment_filters',
    title: 'filters of assignments',
  },
  policyStates: {
    name: 'policy_states',
    title: 'policy states',
    noted: ['state_since'],
  },
  policySettingStates: {
    name: 'policy_setting_states',
    title: 'policy setting states',
  },
  apps: {
    name: 'apps',
    title: 'apps',
  },
  appSearch: { name: 'app_search' },
  appAssignments: {
    name: 'app_assignments',
    title: 'assignments of apps',
  },
  appRelations: {
    name: 'app_relations',
    title: 'dependencies and replacements of apps',
  },
  appInstallStates: {
    name: 'app_install_states',
    title: 'app install states',
    noted: ['state_since'],
  },
  appProtectionPolicies: {
    name: 'app_protection_policies',
    title: 'app protection policies',
  },
  appProtectionAssignments: {
    name: 'app_protection_assignments',
    title: 'assignments of app protection policies',
  },
  userAppProtectionPolicies: {
    name: 'user_app_protection_policies',
  },
  appProtections: {
    name: 'app_protections',
    title: 'app protection states',
    noted: ['flagged_since'],
  },
  appProtectionStatePolicies: {
    name: 'app_protection_state_policies',
  },
  enrollmentFailures: {
    name: 'enrollment_failures',
    title: 'enrolment failures',
  },
  roles: {
    name: 'roles',
    title: 'roles',
    // A role deleted in Intune stays while a local assignment uses it.
    owned: `t.origin = 'INTUNE' AND NOT EXISTS (
      SELECT 1 FROM role_assignments o WHERE o.role_id = t.id AND o.origin = 'LOCAL')`,
    versioned: true,
  },
  rolePermissions: {
    name: 'role_permissions',
    // A built-in role that is missing in the import keeps the permissions that this service gave it.
    owned: 'EXISTS (SELECT 1 FROM seen_roles o WHERE o.id = t.role_id)',
  },
  roleAssignments: {
    name: 'role_assignments',
    title: 'role assignments',
    owned: "t.origin = 'INTUNE'",
    versioned: true,
  },
  assignmentMembers: {
    name: 'assignment_members',
    owned: assignmentIsImported,
  },
  assignmentScopes: {
    name: 'assignment_scopes',
    owned: assignmentIsImported,
  },
} as const satisfies Record<string, ImportedTable>;

/** A table by its name in the code of imports. */
export type TableName = keyof typeof IMPORTED;

// The service counts the versions of roles and assignments, so imports do not write this column.
const VERSION = 'version';

function specsOf(imported: Readonly<Record<TableName, ImportedTable>>): Readonly<Record<TableName, TableSpec>> {
  const made = new Map(tables().map((table) => [table.name, table]));
  const specs = {} as Record<TableName, TableSpec>;
  for (const [name, { noted = [], ...table }] of Object.entries(imported) as [TableName, ImportedTable][]) {
    const { columns, key } = made.get(table.name) as MadeTable;
    const own = table.versioned === true ? [VERSION] : noted;
    specs[name] = {
      ...table,
      key,
      columns: columns.map((column) => column.name).filter((each) => !own.includes(each)),
    };
  }
  return specs;
}

/** Every table that imports write, with its columns and key from the migrations. */
export const TABLES = specsOf(IMPORTED);

/** The counts of written rows with their titles. Tables without a title are left out. */
export function titled(counts: Iterable<readonly [TableName, Counts]>): (Counts & { readonly title: string })[] {
  return [...counts].flatMap(([name, of]) => {
    const { title } = TABLES[name];
    return title === undefined ? [] : [{ title, ...of }];
  });
}
