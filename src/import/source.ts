/** What an import reads, named after Microsoft Graph's resources, in the form in which one answer holds it. */
export const RESOURCES = {
  organization: 'collection',
  deviceManagement: 'object',
  subscribedSkus: 'collection',
  applePushNotificationCertificate: 'object',
  vppTokens: 'collection',
  depOnboardingSettings: 'collection',
  mobileThreatDefenseConnectors: 'collection',
  ndesConnectors: 'collection',
  users: 'collection',
  groups: 'collection',
  groupMembers: 'batch',
  devices: 'collection',
  managedDevices: 'collection',
  deviceConfigurations: 'collection',
  deviceCompliancePolicyStates: 'batch',
  deviceConfigurationStates: 'batch',
  mobileApps: 'collection',
  mobileAppIntentAndStates: 'batch',
  mobileAppTroubleshootingEvents: 'batch',
  mobileAppDeviceStatuses: 'batch',
  managedAppPolicies: 'collection',
  managedAppRegistrations: 'collection',
  userManagedAppPolicies: 'batch',
  troubleshootingEvents: 'collection',
  roleDefinitions: 'collection',
  roleAssignments: 'collection',
} as const;

export type Resource = keyof typeof RESOURCES;

/** One of Microsoft Graph's objects, and where it was found. */
export interface Item {
  readonly value: unknown;
  /** The id of what it hangs on, in a batch; null elsewhere. */
  readonly parent: string | null;
  /** For messages: `users.2.json, record 17`. */
  readonly where: string;
}

/** Where Microsoft Graph's objects come from. Each resource is read once, from its first item to its last. */
export interface Source {
  read(resource: Resource): AsyncIterable<Item>;
}

/** Something in the input that stops an import; its message says where and what. */
export class ImportError extends Error {}
