import type { SyncKind } from '../generated/graphql';

/** What a resource that is read part by part hangs on. */
export type Parent = 'users' | 'licensedUsers' | 'devices' | 'apps';

/** A resource of Microsoft Graph: how it is asked for, in which form it arrives, and what it is needed for. */
interface GraphResource {
  /** The form of one answer, which is also the form of one file of an import. */
  readonly form: 'collection' | 'object' | 'batch';
  readonly version: 'v1.0' | 'beta';
  /** Without the version; `{id}` stands for the parent's id. Absent where no sync asks for it. */
  readonly path?: string;
  readonly parent?: Parent;
  /** Whether Microsoft Graph tells what changed since the last time. */
  readonly isDelta?: true;
  /** The property that names one object of the tenant: a page that repeats it repeats the object. */
  readonly id?: 'id' | 'skuId';
  /** What a sync reads and writes it with. */
  readonly kind: SyncKind;
}

const USER = [
  ...['id', 'displayName', 'userPrincipalName', 'mail', 'accountEnabled', 'jobTitle', 'department', 'usageLocation'],
  ...['preferredLanguage', 'assignedLicenses', 'assignedPlans', 'licenseAssignmentStates'],
].join(',');
const GROUP = 'id,displayName,description,groupTypes,membershipRule,securityEnabled,members';
const V1 = { version: 'v1.0' } as const;
const BETA = { version: 'beta' } as const;
const COLLECTION = { form: 'collection' } as const;
const OBJECT = { form: 'object' } as const;
const BATCH = { form: 'batch' } as const;

/** Every resource of Microsoft Graph that is read here, in the order in which a sync of everything reads them. */
export const RESOURCES = {
  organization: { ...COLLECTION, ...V1, path: '/organization', kind: 'TENANT' },
  deviceManagement: { ...OBJECT, ...V1, path: '/deviceManagement', kind: 'TENANT' },
  applePushNotificationCertificate: {
    ...OBJECT,
    ...V1,
    path: '/deviceManagement/applePushNotificationCertificate',
    kind: 'TENANT',
  },
  vppTokens: { ...COLLECTION, ...V1, path: '/deviceAppManagement/vppTokens', kind: 'TENANT' },
  depOnboardingSettings: { ...COLLECTION, ...BETA, path: '/deviceManagement/depOnboardingSettings', kind: 'TENANT' },
  mobileThreatDefenseConnectors: {
    ...COLLECTION,
    ...V1,
    path: '/deviceManagement/mobileThreatDefenseConnectors',
    kind: 'TENANT',
  },
  ndesConnectors: { ...COLLECTION, ...BETA, path: '/deviceManagement/ndesConnectors', kind: 'TENANT' },
  subscribedSkus: { ...COLLECTION, ...V1, path: '/subscribedSkus', id: 'skuId', kind: 'USERS' },
  users: { ...COLLECTION, ...V1, path: `/users/delta?$select=${USER}`, isDelta: true, id: 'id', kind: 'USERS' },
  groups: { ...COLLECTION, ...V1, path: `/groups/delta?$select=${GROUP}`, isDelta: true, id: 'id', kind: 'GROUPS' },
  // Members come with the changes of their groups.
  groupMembers: { ...BATCH, ...V1, kind: 'GROUPS' },
  devices: {
    ...COLLECTION,
    ...V1,
    path: '/devices?$select=id,deviceId,trustType,isCompliant,registrationDateTime&$top=999',
    id: 'id',
    kind: 'ENTRA_DEVICES',
  },
  managedDevices: {
    ...COLLECTION,
    ...V1,
    path: '/deviceManagement/managedDevices',
    id: 'id',
    kind: 'MANAGED_DEVICES',
  },
  deviceConfigurations: {
    ...COLLECTION,
    ...V1,
    path: '/deviceManagement/deviceConfigurations',
    id: 'id',
    kind: 'POLICY_STATES',
  },
  deviceCompliancePolicyStates: {
    ...BATCH,
    ...V1,
    path: '/deviceManagement/managedDevices/{id}/deviceCompliancePolicyStates',
    parent: 'devices',
    kind: 'POLICY_STATES',
  },
  deviceConfigurationStates: {
    ...BATCH,
    ...V1,
    path: '/deviceManagement/managedDevices/{id}/deviceConfigurationStates',
    parent: 'devices',
    kind: 'POLICY_STATES',
  },
  mobileApps: { ...COLLECTION, ...V1, path: '/deviceAppManagement/mobileApps', id: 'id', kind: 'APPS' },
  mobileAppTroubleshootingEvents: {
    ...BATCH,
    ...BETA,
    path: '/users/{id}/mobileAppTroubleshootingEvents',
    parent: 'users',
    kind: 'APP_INSTALL_STATES',
  },
  mobileAppDeviceStatuses: {
    ...BATCH,
    ...BETA,
    path: '/deviceAppManagement/mobileApps/{id}/deviceStatuses',
    parent: 'apps',
    kind: 'APP_INSTALL_STATES',
  },
  mobileAppIntentAndStates: {
    ...BATCH,
    ...BETA,
    path: '/users/{id}/mobileAppIntentAndStates',
    parent: 'users',
    kind: 'APP_INSTALL_STATES',
  },
  managedAppPolicies: {
    ...COLLECTION,
    ...V1,
    path: '/deviceAppManagement/managedAppPolicies?$expand=apps',
    id: 'id',
    kind: 'APP_PROTECTION',
  },
  userManagedAppPolicies: {
    ...BATCH,
    ...V1,
    path: '/users/{id}/getManagedAppPolicies',
    parent: 'licensedUsers',
    kind: 'APP_PROTECTION',
  },
  managedAppRegistrations: {
    ...COLLECTION,
    ...V1,
    path: '/deviceAppManagement/managedAppRegistrations?$expand=appliedPolicies,intendedPolicies',
    id: 'id',
    kind: 'APP_PROTECTION',
  },
  troubleshootingEvents: {
    ...COLLECTION,
    ...V1,
    path: '/deviceManagement/troubleshootingEvents',
    id: 'id',
    kind: 'ENROLLMENT_FAILURES',
  },
  roleDefinitions: { ...COLLECTION, ...V1, path: '/deviceManagement/roleDefinitions', id: 'id', kind: 'ROLES' },
  roleAssignments: {
    ...COLLECTION,
    ...BETA,
    path: '/deviceManagement/roleAssignments?$expand=roleDefinition',
    id: 'id',
    kind: 'ROLES',
  },
} as const satisfies Record<string, GraphResource>;

export type Resource = keyof typeof RESOURCES;

/** The record of a resource, with what it may leave out. */
export const resourceOf = (resource: Resource): GraphResource => RESOURCES[resource];

/** What a sync asks for, kind by kind. */
export const resourcesOf = (kind: SyncKind): Resource[] =>
  (Object.keys(RESOURCES) as Resource[]).filter(
    (resource) => resourceOf(resource).kind === kind && resourceOf(resource).path !== undefined,
  );
