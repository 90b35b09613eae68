import type { DeltaResource } from './delta';

interface Route {
  readonly path: string;
  readonly isBeta?: true;
  /** A single object, not a list. */
  readonly isObject?: true;
  /** Whether the directory serves it. Its lists require the header `ConsistencyLevel` on every page. */
  readonly isDirectory?: true;
  /** The resource of the `{id}` in the path. */
  readonly parents?: 'users' | 'groups' | 'managedDevices' | 'mobileApps';
  /** Properties that are only returned if `$expand` names them. */
  readonly navigation?: readonly string[];
}

const WRITTEN = {
  organization: { path: '/organization' },
  deviceManagement: { path: '/deviceManagement', isObject: true },
  subscribedSkus: { path: '/subscribedSkus' },
  applePushNotificationCertificate: {
    path: '/deviceManagement/applePushNotificationCertificate',
    isObject: true,
  },
  vppTokens: { path: '/deviceAppManagement/vppTokens' },
  depOnboardingSettings: { path: '/deviceManagement/depOnboardingSettings', isBeta: true },
  mobileThreatDefenseConnectors: { path: '/deviceManagement/mobileThreatDefenseConnectors' },
  ndesConnectors: { path: '/deviceManagement/ndesConnectors', isBeta: true },
  users: { path: '/users', isDirectory: true },
  groups: { path: '/groups', isDirectory: true },
  groupMembers: { path: '/groups/{id}/members', isDirectory: true, parents: 'groups' },
  devices: { path: '/devices', isDirectory: true },
  managedDevices: { path: '/deviceManagement/managedDevices' },
  deviceConfigurations: { path: '/deviceManagement/deviceConfigurations' },
  deviceCompliancePolicyStates: {
    path: '/deviceManagement/managedDevices/{id}/deviceCompliancePolicyStates',
    parents: 'managedDevices',
  },
  deviceConfigurationStates: {
    path: '/deviceManagement/managedDevices/{id}/deviceConfigurationStates',
    parents: 'managedDevices',
  },
  mobileApps: { path: '/deviceAppManagement/mobileApps' },
  mobileAppIntentAndStates: { path: '/users/{id}/mobileAppIntentAndStates', isBeta: true, parents: 'users' },
  mobileAppTroubleshootingEvents: {
    path: '/users/{id}/mobileAppTroubleshootingEvents',
    isBeta: true,
    parents: 'users',
  },
  mobileAppDeviceStatuses: {
    path: '/deviceAppManagement/mobileApps/{id}/deviceStatuses',
    isBeta: true,
    parents: 'mobileApps',
  },
  managedAppPolicies: { path: '/deviceAppManagement/managedAppPolicies', navigation: ['apps'] },
  managedAppRegistrations: {
    path: '/deviceAppManagement/managedAppRegistrations',
    navigation: ['appliedPolicies', 'intendedPolicies'],
  },
  userManagedAppPolicies: { path: '/users/{id}/getManagedAppPolicies', parents: 'users' },
  troubleshootingEvents: { path: '/deviceManagement/troubleshootingEvents' },
  roleDefinitions: { path: '/deviceManagement/roleDefinitions' },
  roleAssignments: { path: '/deviceManagement/roleAssignments', isBeta: true, navigation: ['roleDefinition'] },
} as const satisfies Record<string, Route>;

/** The resources that today's sync requests. */
export type Resource = keyof typeof WRITTEN;

/** The path of each resource. */
export const ROUTES: Readonly<Record<Resource, Route>> = WRITTEN;

/** The resources with a delta, by path. */
export const DELTAS: ReadonlyMap<string, DeltaResource> = new Map([
  ['/users/delta', 'users'],
  ['/groups/delta', 'groups'],
]);

const BY_SEGMENTS = (Object.keys(ROUTES) as Resource[]).map((resource) => ({
  resource,
  segments: ROUTES[resource].path.split('/'),
}));

/** The resource at a path, and the id in the path. */
export function routeOf(path: string): { resource: Resource; id: string | null } | null {
  const asked = path.split('/');
  for (const { resource, segments } of BY_SEGMENTS) {
    if (segments.length !== asked.length) continue;
    if (!segments.every((segment, i) => segment === '{id}' || segment === asked[i])) continue;
    const place = segments.indexOf('{id}');
    return { resource, id: place === -1 ? null : decodeURIComponent(asked[place] ?? '') };
  }
  return null;
}

/** A path with `{id}` in place of an id. */
export function withoutIds(path: string): string {
  const route = DELTAS.has(path) ? null : routeOf(path);
  return route === null ? path : ROUTES[route.resource].path;
}

/** The properties of users in a list without `$select`. */
const USER_DEFAULTS = [
  ...['businessPhones', 'displayName', 'givenName', 'jobTitle', 'mail', 'mobilePhone', 'officeLocation'],
  ...['preferredLanguage', 'surname', 'userPrincipalName'],
];

/** The names in a query option; null if it is missing. */
export const namesIn = (option: string | undefined) => option?.split(',').map((name) => name.trim()) ?? null;

/** Removes properties that were not selected, and children that were not expanded. */
export function projection(resource: Resource, select: string | undefined, expand: string | undefined) {
  const selected = namesIn(select) ?? (resource === 'users' ? USER_DEFAULTS : null);
  const expanded = namesIn(expand)?.map((name) => name.replace(/\(.*/, '').replace(/.*\//, '')) ?? [];
  const navigation = ROUTES[resource].navigation ?? [];
  const isKept = (name: string) => {
    if (name === 'id' || name === '@odata.type') return true;
    const [property = ''] = name.split('@');
    if (navigation.includes(property)) return expanded.includes(property);
    return selected === null || selected.includes(property);
  };
  return (object: object): object => Object.fromEntries(Object.entries(object).filter(([name]) => isKept(name)));
}
