import type { Permission } from '../generated/graphql';

/** Whether a troubleshooting role has to hold it: of every permission there is, in the order in which they are offered. */
const IS_NEEDED: Record<Permission, boolean> = {
  MOBILE_APPS_READ: true,
  MANAGED_APPS_READ: true,
  MANAGED_DEVICES_READ: true,
  ORGANIZATION_READ: true,
  ROLES_READ: false,
  ROLES_CREATE: false,
  ROLES_UPDATE: false,
  ROLES_DELETE: false,
  ROLES_ASSIGN: false,
  AUDIT_DATA_READ: false,
};

export const ALL_PERMISSIONS = Object.keys(IS_NEEDED) as readonly Permission[];

/** The four reads that a troubleshooting role has to hold. */
export const TROUBLESHOOTING = ALL_PERMISSIONS.filter((permission) => IS_NEEDED[permission]);
