import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Knex } from 'knex';
import type { Resource } from '../../src/microsoft-graph/resources';
import { tablesOf } from './engines';

type Json = Record<string, unknown>;

export const INTUNE_PLAN = 'c1ec4a95-1f05-45b3-a911-aa3fa01094f5';
export const E3 = 'sku-e3';

const root = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-folders-'));
let made = 0;
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** An empty folder that is deleted when the test file ends. */
export function temporaryFolder(): string {
  made++;
  const folder = path.join(root, String(made));
  mkdirSync(folder);
  return folder;
}

export const collection = (value: readonly unknown[], nextLink?: string): Json => ({
  '@odata.context': 'https://graph.microsoft.com/beta/$metadata',
  ...(nextLink !== undefined && { '@odata.nextLink': nextLink }),
  value,
});

export const part = (id: string, value: readonly unknown[]): Json => ({
  id,
  status: 200,
  headers: {},
  body: { value },
});

export const batch = (parts: Readonly<Record<string, readonly unknown[]>>): Json => ({
  responses: Object.entries(parts).map(([id, value]) => part(id, value)),
});

/** A user with an enabled account and an Intune licence. */
export const user = (name: string, over: Json = {}): Json => ({
  id: `user-${name}`,
  displayName: name,
  userPrincipalName: `${name}@fabrikam.example`,
  mail: `${name}@fabrikam.example`,
  accountEnabled: true,
  assignedLicenses: [{ skuId: E3, disabledPlans: [] }],
  assignedPlans: [{ servicePlanId: INTUNE_PLAN, capabilityStatus: 'Enabled' }],
  ...over,
});

export const group = (name: string, over: Json = {}): Json => ({
  id: `group-${name}`,
  displayName: name,
  groupTypes: [],
  securityEnabled: true,
  ...over,
});

export const member = (kind: 'user' | 'group' | 'device', name: string): Json => ({
  '@odata.type': `#microsoft.graph.${kind}`,
  id: kind === 'device' ? `entra-${name}` : `${kind}-${name}`,
});

export const entraDevice = (name: string, over: Json = {}): Json => ({
  id: `entra-${name}`,
  deviceId: `join-${name}`,
  trustType: 'AzureAd',
  isCompliant: true,
  registrationDateTime: '2026-01-15T09:00:00Z',
  ...over,
});

export const device = (name: string, owner: string | null, over: Json = {}): Json => ({
  id: `device-${name}`,
  deviceName: name,
  serialNumber: `SN-${name}`,
  managementAgent: 'mdm',
  managementState: 'managed',
  managedDeviceOwnerType: 'company',
  complianceState: 'compliant',
  operatingSystem: 'Windows',
  lastSyncDateTime: '2026-11-20T07:00:00Z',
  userId: owner === null ? '' : `user-${owner}`,
  azureADDeviceId: `join-${name}`,
  ...over,
});

export const role = (name: string, actions: readonly string[], over: Json = {}): Json => ({
  id: `role-${name}`,
  displayName: name,
  isBuiltIn: false,
  rolePermissions: [{ resourceActions: [{ allowedResourceActions: actions, notAllowedResourceActions: [] }] }],
  ...over,
});

export const assignment = (name: string, roleName: string, members: readonly string[], over: Json = {}): Json => ({
  id: `assignment-${name}`,
  displayName: name,
  members: members.map((each) => `group-${each}`),
  scopeType: 'resourceScope',
  resourceScopes: [],
  roleDefinition: { id: `role-${roleName}` },
  roleScopeTags: [{ id: '0' }],
  ...over,
});

export const FOUR_READS = ['Organization', 'ManagedDevices', 'MobileApps', 'ManagedApps'].map(
  (name) => `Microsoft.Intune_${name}_Read`,
);

/**
 * Fabrikam, with one object of every kind: ada, who helps everyone; ben of the group Site with his laptop, a failed
 * app, a profile in error, a protected app and a failed enrolment; and cyd, who is in no group.
 */
function smallTenant(): Partial<Record<Resource, Json>> {
  return {
    organization: collection([
      { id: 'tenant-fabrikam', displayName: 'Fabrikam', mobileDeviceManagementAuthority: 'intune' },
    ]),
    deviceManagement: { subscriptionState: 'active' },
    subscribedSkus: collection([
      {
        skuId: E3,
        skuPartNumber: 'SPE_E3',
        servicePlans: [{ servicePlanId: INTUNE_PLAN, servicePlanName: 'INTUNE_A' }],
      },
    ]),
    applePushNotificationCertificate: {
      id: 'push-1',
      appleIdentifier: 'mdm@fabrikam.example',
      expirationDateTime: '2027-03-01T00:00:00Z',
    },
    vppTokens: collection([]),
    depOnboardingSettings: collection([]),
    mobileThreatDefenseConnectors: collection([]),
    ndesConnectors: collection([]),
    users: collection([user('ada'), user('ben'), user('cyd')]),
    groups: collection([group('Operators'), group('Site')]),
    groupMembers: batch({
      'group-Operators': [member('user', 'ada')],
      'group-Site': [member('user', 'ben'), member('device', 'laptop')],
    }),
    devices: collection([entraDevice('laptop')]),
    managedDevices: collection([
      device('laptop', 'ben', {
        deviceActionResults: [{ actionName: 'syncDevice', actionState: 'done', startDateTime: '2026-11-19T10:00:00Z' }],
      }),
    ]),
    deviceConfigurations: collection([
      { '@odata.type': '#microsoft.graph.windowsWifiConfiguration', id: 'profile-wifi', displayName: 'Office Wi-Fi' },
    ]),
    deviceCompliancePolicyStates: batch({
      'device-laptop': [{ id: 'policy-baseline', displayName: 'Baseline', state: 'compliant', settingStates: [] }],
    }),
    deviceConfigurationStates: batch({
      'device-laptop': [
        {
          id: 'profile-wifi',
          displayName: 'Office Wi-Fi',
          state: 'error',
          settingStates: [{ setting: 'ssid', state: 'error', errorCode: -2016323110, sources: [] }],
        },
      ],
    }),
    mobileApps: collection([
      { '@odata.type': '#microsoft.graph.win32LobApp', id: 'app-reader', displayName: 'Reader', publisher: 'Adobe' },
    ]),
    mobileAppIntentAndStates: batch({
      'user-ben': [
        {
          id: 'states-ben',
          userId: 'user-ben',
          managedDeviceIdentifier: 'device-laptop',
          mobileAppList: [
            {
              applicationId: 'app-reader',
              displayName: 'Reader',
              mobileAppIntent: 'requiredInstall',
              installState: 'failed',
            },
          ],
        },
      ],
    }),
    mobileAppTroubleshootingEvents: batch({}),
    mobileAppDeviceStatuses: batch({ 'app-reader': [{ deviceId: 'device-laptop', errorCode: -2016345060 }] }),
    managedAppPolicies: collection([
      {
        '@odata.type': '#microsoft.graph.iosManagedAppProtection',
        id: 'policy-ios',
        displayName: 'iOS data',
        apps: [
          {
            mobileAppIdentifier: {
              '@odata.type': '#microsoft.graph.iosMobileAppIdentifier',
              bundleId: 'com.contoso.Mail',
            },
          },
        ],
      },
    ]),
    managedAppRegistrations: collection([]),
    userManagedAppPolicies: batch({ 'user-ben': [{ id: 'policy-ios' }] }),
    troubleshootingEvents: collection([
      {
        '@odata.type': '#microsoft.graph.enrollmentTroubleshootingEvent',
        id: 'event-1',
        eventDateTime: '2026-11-18T08:00:00Z',
        userId: 'user-ben',
        failureCategory: 'authentication',
        failureReason: 'The token was rejected',
      },
    ]),
    roleDefinitions: collection([role('Helper', [...FOUR_READS, 'Microsoft.Intune_Roles_Read'])]),
    roleAssignments: collection([
      assignment('everywhere', 'Helper', ['Operators'], { scopeType: 'allDevicesAndLicensedUsers' }),
    ]),
  };
}

/** The replacement of a resource's only file: texts and bytes as they are, other values as JSON, null for no file. */
export type Content = string | Buffer | object | null;

/** A folder of Microsoft Graph's responses. */
export interface TenantFolder {
  readonly path: string;
  /** Writes `<resource>.json`, or another page such as `users.2`. */
  put(name: string, content: Content): void;
  /** Changes the content of a file in place. */
  // biome-ignore lint/suspicious/noExplicitAny: tests change Microsoft Graph's JSON of any shape.
  edit(name: string, change: (content: any) => void): void;
}

/** Fabrikam as a folder, with some of its resources replaced. */
export function tenantFolder(over: Partial<Record<Resource, Content>> = {}): TenantFolder {
  const folder = temporaryFolder();
  const fileOf = (name: string) => path.join(folder, `${name}.json`);
  const put = (name: string, content: Content) => {
    if (content === null) rmSync(fileOf(name));
    else {
      const isWritten = typeof content === 'string' || Buffer.isBuffer(content);
      writeFileSync(fileOf(name), isWritten ? content : JSON.stringify(content, null, 2));
    }
  };
  const standard = smallTenant();
  for (const [resource, content] of Object.entries(standard)) put(resource, content);
  for (const [resource, content] of Object.entries(over)) put(resource, content);
  return {
    path: folder,
    put,
    edit(name, change) {
      const content = JSON.parse(readFileSync(fileOf(name), 'utf8'));
      change(content);
      put(name, content);
    },
  };
}

/** Every row of a database by table, sorted, without the tables of knex's migrations. */
export async function allRows(db: Knex): Promise<Record<string, Json[]>> {
  const found: Record<string, Json[]> = {};
  for (const name of await tablesOf(db)) {
    const rows = (await db(name).select('*')) as Json[];
    found[name] = rows
      .map((row) => [JSON.stringify(row), row] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, row]) => row);
  }
  return found;
}
