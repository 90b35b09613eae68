import type { Item, Source } from '../import/source';
import type { Resource } from '../microsoft-graph/resources';
import { protectionPolicies, registrations, userPolicies } from './generated-app-protection';
import { appDeviceStatuses, intentAndStates, mobileApps, troubleshootingOfApps } from './generated-apps';
import { enrollmentFailures, entraDevices, managedDevices } from './generated-devices';
import { groupMembers, groups, users } from './generated-directory';
import { organizationAndConnectors } from './generated-organization';
import { complianceStates, configurationStates, deviceConfigurations } from './generated-policies';
import { roleAssignments, roleDefinitions } from './generated-roles';
import { createTenant, type GeneratedOptions, type GeneratedTenant, type Part } from './generated-tenant';

/** The resources whose objects have no parent. */
const COLLECTIONS = {
  users,
  groups,
  devices: entraDevices,
  managedDevices,
  deviceConfigurations,
  mobileApps,
  managedAppPolicies: protectionPolicies,
  managedAppRegistrations: registrations,
  troubleshootingEvents: enrollmentFailures,
  roleDefinitions,
  roleAssignments,
};

/** The resources whose objects have a parent, such as the states of a device. */
const BATCHES = {
  groupMembers,
  deviceCompliancePolicyStates: complianceStates,
  deviceConfigurationStates: configurationStates,
  mobileAppIntentAndStates: intentAndStates,
  mobileAppTroubleshootingEvents: troubleshootingOfApps,
  mobileAppDeviceStatuses: appDeviceStatuses,
  userManagedAppPolicies: userPolicies,
};

type Found = readonly [object, string | null];

function* parts(tenant: GeneratedTenant, options: GeneratedOptions, resource: Resource): Iterable<Found> {
  const batches: Partial<Record<Resource, (tenant: GeneratedTenant) => Iterable<Part>>> = BATCHES;
  yield* batches[resource]?.(tenant) ?? [];
  const readers: Partial<Record<Resource, (tenant: GeneratedTenant) => Iterable<object>>> = COLLECTIONS;
  const few: Partial<Record<Resource, readonly object[]>> = organizationAndConnectors(tenant, options);
  for (const value of few[resource] ?? readers[resource]?.(tenant) ?? []) yield [value, null];
}

/**
 * A fictitious tenant of any size, as a source for imports. The same options give the same tenant. Objects are
 * generated one at a time, as they are read.
 */
export function generatedSource(options: GeneratedOptions): Source {
  const tenant = createTenant(options);
  return {
    async *read(resource): AsyncIterable<Item> {
      let n = 0;
      for (const [value, parent] of parts(tenant, options, resource)) {
        n++;
        yield { value, parent, where: `generated ${resource}, record ${n}` };
      }
    },
  };
}
