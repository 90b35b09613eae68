import { batch, collection, type GraphResource } from './resource';

const PROTECTION = { permission: 'DeviceManagementApps.Read.All', kind: 'APP_PROTECTION' } as const;
const OPTIONAL = { isOptionalFile: true } as const;
const BY_ID = { id: 'id' } as const;
const APPS = '/deviceAppManagement';

/** The lists of app protection policies, by their platform. */
export const PROTECTION_LISTS = {
  IOS: 'iosManagedAppProtections',
  ANDROID: 'androidManagedAppProtections',
  WINDOWS: 'windowsManagedAppProtections',
} as const;

/** App protection: its policies, and the apps that checked in for them. */
export const PROTECTION_RESOURCES = {
  // The list of all policies cannot expand their apps, so read the lists by platform.
  managedAppPolicies: collection('v1.0', null, 'app protection policies', { ...PROTECTION, ...BY_ID, ...OPTIONAL }),
  managedAppPolicyAssignments: batch('beta', null, 'assignments of app protection policies', {
    ...PROTECTION,
    ...OPTIONAL,
  }),
  iosManagedAppProtections: collection(
    'beta',
    `${APPS}/iosManagedAppProtections?$expand=apps,assignments`,
    'app protection policies of iOS',
    { ...PROTECTION, ...BY_ID, ...OPTIONAL },
  ),
  androidManagedAppProtections: collection(
    'beta',
    `${APPS}/androidManagedAppProtections?$expand=apps,assignments`,
    'app protection policies of Android',
    { ...PROTECTION, ...BY_ID, ...OPTIONAL },
  ),
  windowsManagedAppProtections: collection(
    'beta',
    `${APPS}/windowsManagedAppProtections?$expand=apps,assignments`,
    'app protection policies of Windows',
    { ...PROTECTION, ...BY_ID, ...OPTIONAL },
  ),
  userManagedAppPolicies: batch(
    'v1.0',
    '/users/{id}/getManagedAppPolicies',
    'the app protection policies of each user',
    { ...PROTECTION, parent: 'licensedUsers' },
  ),
  managedAppRegistrations: collection(
    'beta',
    `${APPS}/managedAppRegistrations?$expand=appliedPolicies,intendedPolicies`,
    'apps that checked in for app protection',
    {
      ...PROTECTION,
      ...BY_ID,
      ofUser: '/users/{id}/managedAppRegistrations?$expand=appliedPolicies,intendedPolicies',
    },
  ),
} satisfies Record<string, GraphResource>;
