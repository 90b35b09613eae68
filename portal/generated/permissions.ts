// Written from the schema by `npm run codegen`.
import type { Permission } from './graphql';

/** The read permissions that a troubleshooting role must hold. */
export const TROUBLESHOOTING: readonly Permission[] = [
  'ORGANIZATION_READ',
  'MANAGED_DEVICES_READ',
  'MOBILE_APPS_READ',
  'MANAGED_APPS_READ',
];

/** Every permission, those of a troubleshooting role first. */
export const ALL_PERMISSIONS: readonly Permission[] = [
  ...TROUBLESHOOTING,
  'ROLES_READ',
  'ROLES_CREATE',
  'ROLES_UPDATE',
  'ROLES_DELETE',
  'ROLES_ASSIGN',
  'AUDIT_DATA_READ',
];
