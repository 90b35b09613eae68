import type { SyncKind } from '../generated/graphql';
import { AUTOPILOT_RESOURCES } from './autopilot-resources';
import { POLICY_RESOURCES } from './policy-resources';
import { PROTECTION_RESOURCES } from './protection-resources';
import { batch, collection, type GraphPermission, type GraphResource, object } from './resource';

const USER = [
  ...['id', 'displayName', 'userPrincipalName', 'mail', 'accountEnabled', 'jobTitle', 'department', 'usageLocation'],
  ...['preferredLanguage', 'assignedLicenses', 'assignedPlans'],
].join(',');
const LICENSES = 'id,assignedLicenses,assignedPlans,licenseAssignmentStates';
const GROUP = 'id,displayName,description,groupTypes,membershipRule,securityEnabled,members';
const ENTRA_DEVICE = 'id,deviceId,trustType,isCompliant,registrationDateTime';

const ESSENTIAL = { isEssential: true } as const;
const OPTIONAL = { isOptionalFile: true } as const;
const BY_ID = { id: 'id' } as const;

const ORGANIZATION = 'Organization.Read.All';
const CONFIGURATION = 'DeviceManagementConfiguration.Read.All';
const SERVICES = 'DeviceManagementServiceConfig.Read.All';
const MANAGED_DEVICES = 'DeviceManagementManagedDevices.Read.All';
const APPLICATIONS = 'DeviceManagementApps.Read.All';

const USERS = { permission: 'User.Read.All', kind: 'USERS' } as const;
const GROUPS = { permission: 'Group.Read.All', kind: 'GROUPS' } as const;
const ROLES = { permission: 'DeviceManagementRBAC.Read.All', kind: 'ROLES' } as const;
const TENANT = { kind: 'TENANT' } as const;
const DEVICES = { permission: MANAGED_DEVICES, kind: 'MANAGED_DEVICES' } as const;
const POLICIES = { permission: MANAGED_DEVICES, kind: 'POLICY_STATES' } as const;
const INSTALLS = { permission: MANAGED_DEVICES, kind: 'APP_INSTALL_STATES' } as const;

const DEVICE = '/deviceManagement/managedDevices/{id}';
const APPS = '/deviceAppManagement';

/** Every resource of Microsoft Graph that this service reads, in the order of a full sync. */
export const RESOURCES = {
  // Rights come first: users, groups, roles.
  subscribedSkus: collection('v1.0', '/subscribedSkus', 'licences', {
    permission: ORGANIZATION,
    kind: 'USERS',
    id: 'skuId',
  }),
  users: collection('v1.0', `/users/delta?$select=${USER}`, 'users, and whether their accounts are enabled', {
    ...USERS,
    ...BY_ID,
    ...ESSENTIAL,
    isDelta: true,
    ofUser: `/users/{id}?$select=${USER}`,
  }),
  // The delta query of users does not report a change of licences alone.
  userLicenses: collection('v1.0', `/users?$select=${LICENSES}&$top=999`, 'changes of licences', {
    ...USERS,
    ...BY_ID,
    ...OPTIONAL,
    everyMinutes: 50,
    ofUser: `/users/{id}?$select=${LICENSES}`,
  }),
  groups: collection('v1.0', `/groups/delta?$select=${GROUP}`, 'groups and their members', {
    ...GROUPS,
    ...BY_ID,
    ...ESSENTIAL,
    isDelta: true,
  }),
  // The delta query of groups includes their members.
  groupMembers: batch('v1.0', null, 'members of groups', { ...GROUPS, ofUser: '/users/{id}/memberOf?$select=id' }),
  // v1.0 lacks `permissions`, which holds the actions of older roles.
  roleDefinitions: collection('beta', '/deviceManagement/roleDefinitions', 'roles', {
    ...ROLES,
    ...BY_ID,
    ...ESSENTIAL,
  }),
  // `$expand` removes the role, the scope type and the scope tags of an assignment.
  roleAssignments: collection('beta', '/deviceManagement/roleAssignments', 'role assignments', {
    ...ROLES,
    ...BY_ID,
    ...ESSENTIAL,
  }),
  roleDefinitionAssignments: batch(
    'beta',
    '/deviceManagement/roleDefinitions/{id}/roleAssignments',
    'the role of each assignment',
    { ...ROLES, ...ESSENTIAL, ...OPTIONAL, parent: 'roles' },
  ),

  organization: collection('v1.0', '/organization', 'the tenant itself', {
    ...TENANT,
    ...ESSENTIAL,
    permission: ORGANIZATION,
  }),
  deviceManagement: object(
    'v1.0',
    '/deviceManagement?$select=subscriptionState,settings',
    'the state of the subscription',
    {
      ...TENANT,
      permission: CONFIGURATION,
    },
  ),
  applePushNotificationCertificate: object(
    'v1.0',
    '/deviceManagement/applePushNotificationCertificate',
    'the Apple push certificate',
    { ...TENANT, permission: CONFIGURATION, mayBeNone: true },
  ),
  vppTokens: collection('beta', `${APPS}/vppTokens`, 'tokens of Apple volume purchase', {
    ...TENANT,
    permission: SERVICES,
  }),
  depOnboardingSettings: collection(
    'beta',
    '/deviceManagement/depOnboardingSettings',
    'tokens of Apple device enrolment',
    { ...TENANT, permission: SERVICES },
  ),
  mobileThreatDefenseConnectors: collection(
    'v1.0',
    '/deviceManagement/mobileThreatDefenseConnectors',
    'connectors of mobile threat defence',
    { ...TENANT, permission: SERVICES },
  ),
  ndesConnectors: collection('beta', '/deviceManagement/ndesConnectors', 'certificate connectors', {
    ...TENANT,
    permission: CONFIGURATION,
  }),

  devices: collection('v1.0', `/devices?$select=${ENTRA_DEVICE}&$top=999`, 'how devices are joined to Entra', {
    ...BY_ID,
    ...ESSENTIAL,
    permission: 'Device.Read.All',
    kind: 'ENTRA_DEVICES',
  }),
  // v1.0 lacks lost mode, Autopilot and the logged-on users.
  managedDevices: collection('beta', '/deviceManagement/managedDevices', 'devices', {
    ...DEVICES,
    ...BY_ID,
    ...ESSENTIAL,
    ofUser: '/users/{id}/managedDevices',
  }),
  // A list of devices does not include their remote actions.
  managedDeviceDetails: batch('beta', `${DEVICE}?$select=id,deviceActionResults,notes`, 'remote actions and notes', {
    ...DEVICES,
    ...OPTIONAL,
    parent: 'devices',
    isObjects: true,
  }),

  ...AUTOPILOT_RESOURCES,
  ...POLICY_RESOURCES,
  deviceCompliancePolicyStates: batch(
    'beta',
    `${DEVICE}/deviceCompliancePolicyStates`,
    'compliance policies on devices',
    { ...POLICIES, parent: 'devices' },
  ),
  // A list of states does not include their settings.
  compliancePolicySettings: batch(
    'beta',
    `${DEVICE}/deviceCompliancePolicyStates/{id}/settingStates`,
    'the settings of compliance policies, and why they failed',
    { ...POLICIES, ...OPTIONAL, parent: 'compliancePolicies/devices' },
  ),
  deviceConfigurationStates: batch('beta', `${DEVICE}/deviceConfigurationStates`, 'configuration profiles on devices', {
    ...POLICIES,
    parent: 'devices',
  }),
  configurationSettings: batch(
    'beta',
    `${DEVICE}/deviceConfigurationStates/{id}/settingStates`,
    'the settings of configuration profiles, and why they failed',
    { ...POLICIES, ...OPTIONAL, parent: 'configurations/devices' },
  ),

  mobileApps: collection('beta', `${APPS}/mobileApps?$expand=assignments`, 'apps and their assignments', {
    ...BY_ID,
    ...ESSENTIAL,
    permission: APPLICATIONS,
    kind: 'APPS',
  }),
  mobileAppAssignments: batch('beta', null, 'assignments of apps', {
    ...OPTIONAL,
    permission: APPLICATIONS,
    kind: 'APPS',
  }),
  mobileAppRelationships: batch(
    'beta',
    `${APPS}/mobileApps/{id}/relationships`,
    'the apps that an app needs or replaces',
    { ...OPTIONAL, permission: APPLICATIONS, kind: 'APPS', parent: 'relatedApps' },
  ),
  appInstallReport: batch(
    'v1.0',
    '/deviceManagement/reports/retrieveDeviceAppInstallationStatusReport',
    'the states of apps on devices, with their error codes',
    {
      ...OPTIONAL,
      permission: APPLICATIONS,
      kind: 'APP_INSTALL_STATES',
      parent: 'apps',
      report: { by: 'ApplicationId' },
    },
  ),
  // Microsoft removed it in June 2023; older folders of an import have it.
  mobileAppDeviceStatuses: batch('beta', null, 'error codes of apps on devices', { ...INSTALLS, ...OPTIONAL }),
  mobileAppTroubleshootingEvents: batch(
    'beta',
    '/users/{id}/mobileAppTroubleshootingEvents',
    'the newest error codes of apps',
    { ...INSTALLS, parent: 'usersOfFailedApps' },
  ),
  mobileAppIntentAndStates: batch(
    'beta',
    '/users/{id}/mobileAppIntentAndStates/{id}',
    'the intents of apps on devices',
    { ...INSTALLS, parent: 'devicesWithUser', isObjects: true },
  ),

  ...PROTECTION_RESOURCES,

  troubleshootingEvents: collection('v1.0', '/deviceManagement/troubleshootingEvents', 'failed enrolments', {
    ...BY_ID,
    ...ESSENTIAL,
    permission: MANAGED_DEVICES,
    kind: 'ENROLLMENT_FAILURES',
  }),
} satisfies Record<string, GraphResource>;

export type Resource = keyof typeof RESOURCES;

/** The resources of configuration profiles. */
export const PROFILE_RESOURCES = [
  'deviceConfigurations',
  'configurationPolicies',
  'groupPolicyConfigurations',
  'intents',
] as const satisfies readonly Resource[];

/** The names of all resources. */
export const RESOURCE_NAMES = Object.keys(RESOURCES) as readonly Resource[];

/** The record of a resource, typed with its optional properties. */
export const resourceOf = (resource: Resource): GraphResource => RESOURCES[resource];

/** The resources that a sync reads for a kind, in order. */
export const resourcesOf = (kind: SyncKind): Resource[] =>
  RESOURCE_NAMES.filter((resource) => RESOURCES[resource].kind === kind && RESOURCES[resource].path !== null);

/** The segments of the paths of a resource: of all its objects, and of those of one user. */
function segmentsOf(resource: Resource): string[][] {
  const { path, ofUser } = resourceOf(resource);
  return [path ?? '', ofUser ?? ''].map((each) => each.replace(/\?.*$/, '').split('/'));
}

/**
 * Finds the resource of a request's path: the one with that path or its longest prefix. Undefined if there is none.
 * @param path without version and query
 */
export function resourceAt(path: string): Resource | undefined {
  const asked = path.toLowerCase().split('/');
  const isAt = (segments: readonly string[]): boolean =>
    segments.every((segment, i) => segment === '{id}' || segment.toLowerCase() === asked[i]);
  for (let length = asked.length; length > 1; length--) {
    const found = RESOURCE_NAMES.find((resource) =>
      segmentsOf(resource).some((segments) => segments.length === length && isAt(segments)),
    );
    if (found !== undefined) return found;
  }
  return RESOURCE_NAMES.find((resource) =>
    segmentsOf(resource).some((segments) => segments.length > 1 && isAt(segments.slice(0, 2))),
  );
}

/** Every permission that a sync needs, sorted and without duplicates. */
export const APPLICATION_PERMISSIONS: readonly GraphPermission[] = [
  ...new Set(RESOURCE_NAMES.map((resource) => RESOURCES[resource].permission)),
].sort();
