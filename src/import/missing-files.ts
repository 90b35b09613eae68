import { PROTECTION_LISTS } from '../microsoft-graph/protection-resources';
import type { Resource } from '../microsoft-graph/resources';
import type { Run } from './run';
import type { Source } from './source';

// Their data are in other files too, or no import can have them.
const NEVER_MISSED: ReadonlySet<Resource> = new Set([
  'userLicenses',
  'roleDefinitionAssignments',
  'mobileAppDeviceStatuses',
  'appInstallReport',
  'complianceReport',
  'profileReport',
]);

const BY_PLATFORM = Object.values(PROTECTION_LISTS);

// Older answers of Microsoft Graph have these data with other objects: in that property of objects of that resource.
const WITH_OTHERS: readonly (readonly [Resource, Resource, string])[] = [
  ['compliancePolicySettings', 'deviceCompliancePolicyStates', 'settingStates'],
  ['configurationSettings', 'deviceConfigurationStates', 'settingStates'],
  ['managedDeviceDetails', 'managedDevices', 'deviceActionResults'],
];

/** Whether an object of a resource has something in a list. */
async function hasAny(source: Source, resource: Resource, property: string): Promise<boolean> {
  for await (const { value } of source.read(resource)) {
    const list = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[property] : null;
    if (Array.isArray(list) && list.length > 0) return true;
  }
  return false;
}

/** The resources that a source lacks. Those whose data came with other objects are not among them. */
export async function lackedBy(source: Source): Promise<ReadonlySet<Resource>> {
  const lacking = new Set(await source.lacking?.());
  for (const [resource, carrier, property] of WITH_OTHERS) {
    if (lacking.has(resource) && (await hasAny(source, carrier, property))) lacking.delete(resource);
  }
  return lacking;
}

/**
 * The lacking resources whose data an import did not get from elsewhere. It has the assignments if every object came with its
 * own. App protection policies are in one list, or in one for each platform.
 */
export function unreadOfImport(lacking: ReadonlySet<Resource>, run: Run): ReadonlySet<Resource> {
  const isElsewhere = (resource: Resource): boolean => {
    if (/Assignments$/.test(resource) && !NEVER_MISSED.has(resource)) return !run.assignmentsApart.has(resource);
    if (resource === 'managedAppPolicies') return BY_PLATFORM.some((each) => !lacking.has(each));
    return BY_PLATFORM.some((each) => each === resource) && !lacking.has('managedAppPolicies');
  };
  return new Set([...lacking].filter((resource) => !isElsewhere(resource)));
}

/** The unread resources whose data are missing, for the summary. */
export const missedAmong = (unread: ReadonlySet<Resource>): Resource[] =>
  [...unread].filter((resource) => !NEVER_MISSED.has(resource));
