import { z } from 'zod';
import { assignments } from './policy-shapes';
import { code, figure, items, key, text, wholeFigure, yesOrNo } from './shape-parts';

/*
 * The shapes of Microsoft Graph's objects. Other properties are dropped, so that secrets (unlock PIN, passcode,
 * position, activation-lock code, remote-assistance address) never get past this file. Any text may be null or
 * missing; only properties without which a row would be meaningless are required.
 */
/** The property must be present, though it may be null: if it is missing, the request did not select it. */
const selected = <Shape extends z.ZodType>(shape: Shape) => shape.nullable();

export const Organization = z.object({ id: key, displayName: text, mobileDeviceManagementAuthority: text });

export const DeviceManagement = z.object({
  subscriptionState: text,
  settings: z.object({ deviceComplianceCheckinThresholdDays: wholeFigure, secureByDefault: yesOrNo }).nullish(),
});

export const SubscribedSku = z.object({
  skuId: key,
  skuPartNumber: text,
  servicePlans: items(z.object({ servicePlanId: key, servicePlanName: text })),
});

export const PushCertificate = z.object({ id: text, appleIdentifier: text, expirationDateTime: text });
export const VppToken = z.object({
  id: key,
  organizationName: text,
  displayName: text,
  expirationDateTime: text,
  lastSyncDateTime: text,
  state: text,
});

export const DepOnboardingSetting = z.object({
  id: key,
  tokenName: text,
  tokenExpirationDateTime: text,
  lastSuccessfulSyncDateTime: text,
});

export const ThreatDefenseConnector = z.object({
  id: key,
  displayName: text,
  lastHeartbeatDateTime: text,
  partnerState: text,
});

export const NdesConnector = z.object({ id: key, displayName: text, lastConnectionDateTime: text, state: text });

const licenses = {
  assignedLicenses: items(z.object({ skuId: key, disabledPlans: items(key) })),
  assignedPlans: selected(z.array(z.object({ servicePlanId: key, capabilityStatus: text }))),
  licenseAssignmentStates: items(z.object({ skuId: text, assignedByGroup: text, error: text })),
};

export const User = z.object({
  id: key,
  userPrincipalName: key,
  displayName: text,
  mail: text,
  accountEnabled: selected(z.boolean()),
  jobTitle: text,
  department: text,
  usageLocation: text,
  preferredLanguage: text,
  ...licenses,
});

/** The licences of a user, read apart from the user. */
export const UserLicenses = z.object({ id: key, ...licenses });

export const Group = z.object({
  id: key,
  displayName: text,
  description: text,
  groupTypes: items(z.string()),
  membershipRule: text,
  securityEnabled: yesOrNo,
});

export const Member = z.object({ id: key, '@odata.type': text });

export const EntraDevice = z.object({
  id: key,
  deviceId: text,
  trustType: text,
  isCompliant: yesOrNo,
  registrationDateTime: text,
});

const deviceActionResults = items(
  z.object({ actionName: text, actionState: text, startDateTime: text, lastUpdatedDateTime: text }),
);

/** A single device, with properties that a list lacks. */
export const ManagedDeviceDetails = z.object({ id: key, deviceActionResults, notes: text });

export const ManagedDevice = z.object({
  id: key,
  deviceName: text,
  serialNumber: text,
  manufacturer: text,
  model: text,
  managementAgent: text,
  managementState: text,
  managedDeviceOwnerType: text,
  ownerType: text,
  complianceState: text,
  complianceGracePeriodExpirationDateTime: text,
  operatingSystem: text,
  osVersion: text,
  lastSyncDateTime: text,
  enrolledDateTime: text,
  managementCertificateExpirationDate: text,
  userId: text,
  azureADDeviceId: text,
  deviceActionResults,
  isEncrypted: yesOrNo,
  isSupervised: yesOrNo,
  totalStorageSpaceInBytes: figure,
  freeStorageSpaceInBytes: figure,
  imei: text,
  phoneNumber: text,
  wiFiMacAddress: text,
  deviceEnrollmentType: text,
  deviceCategoryDisplayName: text,
  notes: text,
  autopilotEnrolled: yesOrNo,
  jailBroken: text,
  lostModeState: text,
  usersLoggedOn: items(z.object({ userId: text, lastLogOnDateTime: text })),
});

export const AppRelation = z.object({
  '@odata.type': text,
  targetId: key,
  targetType: text,
  dependencyType: text,
  supersedenceType: text,
});

export const MobileApp = z.object({
  id: key,
  displayName: text,
  publisher: text,
  lastModifiedDateTime: text,
  '@odata.type': text,
  bundleId: text,
  packageId: text,
  appIdentifier: text,
  packageIdentifier: text,
  vppTokenId: text,
  assignments,
});

export const AppIntentAndState = z.object({
  userId: text,
  managedDeviceIdentifier: text,
  mobileAppList: items(
    z.object({
      applicationId: text,
      displayName: text,
      mobileAppIntent: text,
      displayVersion: text,
      installState: text,
    }),
  ),
});

export const AppTroubleshootingEvent = z.object({
  userId: text,
  applicationId: text,
  managedDeviceIdentifier: text,
  history: items(z.object({ occurrenceDateTime: text, errorCode: code })),
});

export const AppDeviceStatus = z.object({ deviceId: text, errorCode: code, displayVersion: text });

const AppIdentifier = z.object({
  '@odata.type': text,
  bundleId: text,
  packageId: text,
  windowsAppId: text,
});
export const Reference = z.object({ id: key, '@odata.type': text });

export const ManagedAppPolicy = z.object({
  id: key,
  displayName: text,
  '@odata.type': text,
  apps: items(z.object({ mobileAppIdentifier: AppIdentifier.nullish() })),
  assignments,
});

export const ManagedAppRegistration = z.object({
  id: key,
  userId: text,
  '@odata.type': text,
  appIdentifier: AppIdentifier.nullish(),
  deviceName: text,
  deviceType: text,
  managedDeviceId: text,
  azureADDeviceId: text,
  flaggedReasons: items(z.string()),
  lastSyncDateTime: text,
  appliedPolicies: items(Reference),
  intendedPolicies: items(Reference),
});

export const TroubleshootingEvent = z.object({
  id: key,
  '@odata.type': text,
  eventDateTime: text,
  userId: text,
  operatingSystem: text,
  osVersion: text,
  failureCategory: text,
  failureReason: text,
});

/** The actions of a role, in four places; a top-level `allowedResourceActions` means a unified role. */
const RolePermissions = items(
  z.object({
    allowedResourceActions: z.array(z.string()).optional(),
    actions: items(z.string()),
    resourceActions: items(
      z.object({ allowedResourceActions: items(z.string()), notAllowedResourceActions: items(z.string()) }),
    ),
  }),
);

export const RoleDefinition = z.object({
  id: key,
  displayName: text,
  description: text,
  isBuiltIn: yesOrNo,
  isBuiltInRoleDefinition: yesOrNo,
  permissions: RolePermissions,
  rolePermissions: RolePermissions,
});

export const RoleAssignment = z.object({
  id: key,
  principalIds: z.array(z.string()).optional(),
  roleDefinitionId: z.string().optional(),
  displayName: text,
  description: text,
  members: items(z.string()),
  resourceScopes: items(z.string()),
  scopeMembers: items(z.string()),
  scopeType: text,
  roleDefinition: z.object({ id: key }).nullish(),
  'roleDefinition@odata.bind': text,
  roleScopeTags: z.array(Reference).nullish(),
  roleScopeTagIds: z.array(z.string()).nullish(),
});
