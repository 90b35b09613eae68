import type { Permission } from '../generated/graphql';

/** The four reads that a troubleshooting role has to hold. */
export const TROUBLESHOOTING: readonly Permission[] = [
  'MOBILE_APPS_READ',
  'MANAGED_APPS_READ',
  'MANAGED_DEVICES_READ',
  'ORGANIZATION_READ',
];
