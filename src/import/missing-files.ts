import type { Resource } from '../microsoft-graph/resources';
import type { Run } from './run';

// Their data are in other files too, or no import can have them.
const NEVER_MISSED: ReadonlySet<Resource> = new Set([
  'userLicenses',
  'roleDefinitionAssignments',
  'mobileAppDeviceStatuses',
  'appInstallReport',
  'complianceReport',
  'profileReport',
]);

const BY_PLATFORM = [
  'iosManagedAppProtections',
  'androidManagedAppProtections',
  'windowsManagedAppProtections',
] as const satisfies readonly Resource[];

/**
 * The resources that an import did not read, among those that the source lacks. Assignments are read where every
 * object came with its own, settings and remote actions where any came along. App protection policies are in one list, or in
 * one for each platform.
 */
export function unreadOfImport(lacking: ReadonlySet<Resource>, run: Run): ReadonlySet<Resource> {
  const isElsewhere = (resource: Resource): boolean => {
    if (run.cameAlong.has(resource)) return true;
    if (/Assignments$/.test(resource) && !NEVER_MISSED.has(resource)) return !run.assignmentsApart.has(resource);
    if (resource === 'managedAppPolicies') return BY_PLATFORM.some((each) => !lacking.has(each));
    return BY_PLATFORM.some((each) => each === resource) && !lacking.has('managedAppPolicies');
  };
  return new Set([...lacking].filter((resource) => !isElsewhere(resource)));
}

/** The unread resources whose data are missing, for the summary. */
export const missedAmong = (unread: ReadonlySet<Resource>): Resource[] =>
  [...unread].filter((resource) => !NEVER_MISSED.has(resource));
