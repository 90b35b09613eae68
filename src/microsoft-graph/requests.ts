import type { Resource } from './resources';

/** What a resource that is read part by part hangs on. */
export type Parent = 'users' | 'licensedUsers' | 'devices' | 'apps';

/** How a resource is asked of Microsoft Graph. */
export interface Request {
  readonly version: 'v1.0' | 'beta';
  /** Without the version; `{id}` stands for the parent's id. */
  readonly path: string;
  readonly parent?: Parent;
  /** Whether Graph tells what changed since the last time. */
  readonly isDelta?: true;
}

const USER = [
  ...['id', 'displayName', 'userPrincipalName', 'mail', 'accountEnabled', 'jobTitle', 'department', 'usageLocation'],
  ...['preferredLanguage', 'assignedLicenses', 'assignedPlans', 'licenseAssignmentStates'],
].join(',');
const GROUP = 'id,displayName,description,groupTypes,membershipRule,securityEnabled,members';
const STABLE = { version: 'v1.0' } as const;
const BETA = { version: 'beta' } as const;

/** Members come with the changes of their groups. */
export const REQUESTS: Readonly<Record<Exclude<Resource, 'groupMembers'>, Request>> = {
  organization: { ...STABLE, path: '/organization' },
  deviceManagement: { ...STABLE, path: '/deviceManagement' },
  subscribedSkus: { ...STABLE, path: '/subscribedSkus' },
  applePushNotificationCertificate: { ...STABLE, path: '/deviceManagement/applePushNotificationCertificate' },
  vppTokens: { ...STABLE, path: '/deviceAppManagement/vppTokens' },
  depOnboardingSettings: { ...BETA, path: '/deviceManagement/depOnboardingSettings' },
  mobileThreatDefenseConnectors: { ...STABLE, path: '/deviceManagement/mobileThreatDefenseConnectors' },
  ndesConnectors: { ...BETA, path: '/deviceManagement/ndesConnectors' },
  users: { ...STABLE, path: `/users/delta?$select=${USER}`, isDelta: true },
  groups: { ...STABLE, path: `/groups/delta?$select=${GROUP}`, isDelta: true },
  devices: { ...STABLE, path: '/devices?$select=id,deviceId,trustType,isCompliant,registrationDateTime&$top=999' },
  managedDevices: { ...STABLE, path: '/deviceManagement/managedDevices' },
  deviceConfigurations: { ...STABLE, path: '/deviceManagement/deviceConfigurations' },
  deviceCompliancePolicyStates: {
    ...STABLE,
    path: '/deviceManagement/managedDevices/{id}/deviceCompliancePolicyStates',
    parent: 'devices',
  },
  deviceConfigurationStates: {
    ...STABLE,
    path: '/deviceManagement/managedDevices/{id}/deviceConfigurationStates',
    parent: 'devices',
  },
  mobileApps: { ...STABLE, path: '/deviceAppManagement/mobileApps' },
  mobileAppIntentAndStates: { ...BETA, path: '/users/{id}/mobileAppIntentAndStates', parent: 'users' },
  mobileAppTroubleshootingEvents: { ...BETA, path: '/users/{id}/mobileAppTroubleshootingEvents', parent: 'users' },
  mobileAppDeviceStatuses: { ...BETA, path: '/deviceAppManagement/mobileApps/{id}/deviceStatuses', parent: 'apps' },
  managedAppPolicies: { ...STABLE, path: '/deviceAppManagement/managedAppPolicies?$expand=apps' },
  managedAppRegistrations: {
    ...STABLE,
    path: '/deviceAppManagement/managedAppRegistrations?$expand=appliedPolicies,intendedPolicies',
  },
  userManagedAppPolicies: { ...STABLE, path: '/users/{id}/getManagedAppPolicies', parent: 'licensedUsers' },
  troubleshootingEvents: { ...STABLE, path: '/deviceManagement/troubleshootingEvents' },
  roleDefinitions: { ...STABLE, path: '/deviceManagement/roleDefinitions' },
  roleAssignments: { ...BETA, path: '/deviceManagement/roleAssignments?$expand=roleDefinition' },
};
