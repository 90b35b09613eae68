import type { Json } from './answer';
import { compliancePoliciesIn, isLinux, roleIn, scopeTagsIn, tagsIn } from './derived';
import { typeNameOf } from './metadata';
import { absent } from './refusal';
import { type BatchResource, type CollectionResource, createFinder, type GraphTenant, idOf, NOBODY } from './tenant';

/** A list at a path. Finding an object by id can also give objects that are not in its list. */
export interface List {
  readonly items: readonly object[];
  find(id: string): object | null;
}
export type Content = List | object | null;

type Navigation = Readonly<Record<string, (object: Json) => Content>>;
/** The navigation properties of objects, by type. */
export type Navigations = Readonly<Record<string, Navigation>>;

/** Finds objects of a tenant. */
export interface Lookup {
  readonly tenant: GraphTenant;
  find(list: readonly object[], id: string): object | undefined;
  list(items: readonly object[]): List;
  where(items: readonly object[], test: (item: Json) => boolean): List;
  whole(name: CollectionResource): () => List;
  partsOf(resource: BatchResource): (parent: Json) => List;
}

export function createLookup(tenant: GraphTenant): Lookup {
  const find = createFinder();
  const list = (items: readonly object[]): List => ({ items, find: (id) => find(items, id) ?? null });
  return {
    tenant,
    find,
    list,
    where: (items, test) => list((items as Json[]).filter(test)),
    whole: (name) => () => list(tenant.collections[name]),
    partsOf: (resource) => (parent) => list(tenant.parts[resource].get(idOf(parent)) ?? []),
  };
}

const only = (object: object | undefined): object | null => object ?? null;

export function deviceManagement({ tenant, list, where, whole }: Lookup): Navigations {
  return {
    deviceManagement: {
      managedDevices: whole('managedDevices'),
      comanagedDevices: () =>
        where(tenant.collections.managedDevices, (each) =>
          /configurationManager/i.test(String(each['managementAgent'])),
        ),
      deviceConfigurations: whole('deviceConfigurations'),
      deviceCompliancePolicies: () => where(compliancePoliciesIn(tenant), (policy) => !isLinux(policy)),
      compliancePolicies: () =>
        list(
          compliancePoliciesIn(tenant)
            .filter(isLinux)
            .map(({ id, displayName }) => ({
              id,
              name: displayName,
              platforms: 'linux',
              technologies: 'linuxMdm',
              roleScopeTagIds: ['0'],
            })),
        ),
      configurationPolicies: whole('configurationPolicies'),
      groupPolicyConfigurations: whole('groupPolicyConfigurations'),
      intents: whole('intents'),
      assignmentFilters: whole('assignmentFilters'),
      deviceEnrollmentConfigurations: whole('deviceEnrollmentConfigurations'),
      windowsAutopilotDeviceIdentities: whole('windowsAutopilotDeviceIdentities'),
      autopilotEvents: whole('autopilotEvents'),
      applePushNotificationCertificate: () => only(tenant.collections.applePushNotificationCertificate[0]),
      depOnboardingSettings: whole('depOnboardingSettings'),
      mobileThreatDefenseConnectors: whole('mobileThreatDefenseConnectors'),
      ndesConnectors: whole('ndesConnectors'),
      troubleshootingEvents: whole('troubleshootingEvents'),
      mobileAppTroubleshootingEvents: () => list([...tenant.parts.mobileAppTroubleshootingEvents.values()].flat()),
      roleDefinitions: whole('roleDefinitions'),
      roleAssignments: whole('roleAssignments'),
      roleScopeTags: () => list(scopeTagsIn(tenant)),
      reports: () => ({ id: 'reports' }),
    },
  };
}

export function deviceAppManagement({ tenant, where, whole }: Lookup): Navigations {
  const withType = (type: string) => () =>
    where(tenant.collections.managedAppPolicies, (policy) => typeNameOf(policy, '') === type);
  return {
    deviceAppManagement: {
      mobileApps: whole('mobileApps'),
      vppTokens: whole('vppTokens'),
      managedAppPolicies: whole('managedAppPolicies'),
      managedAppRegistrations: whole('managedAppRegistrations'),
      iosManagedAppProtections: withType('iosManagedAppProtection'),
      androidManagedAppProtections: withType('androidManagedAppProtection'),
      windowsManagedAppProtections: withType('windowsManagedAppProtection'),
      defaultManagedAppProtections: withType('defaultManagedAppProtection'),
      targetedManagedAppConfigurations: withType('targetedManagedAppConfiguration'),
      mdmWindowsInformationProtectionPolicies: withType('mdmWindowsInformationProtectionPolicy'),
      windowsInformationProtectionPolicies: withType('windowsInformationProtectionPolicy'),
    },
  };
}

/** The apps of a user on one device. The user of zeros has the apps of devices without a user. */
function appStates({ tenant, find }: Lookup, user: Json): List {
  const states = (tenant.parts.mobileAppIntentAndStates.get(idOf(user)) ?? []) as Json[];
  const isSame = (one: unknown, other: string) => String(one).toLowerCase() === other.toLowerCase();
  return {
    items: idOf(user) === NOBODY ? [] : states,
    find(id) {
      if (find(tenant.collections.managedDevices, id) === undefined) {
        throw absent(id, false, `deviceManagement/managedDevices('${id}')`);
      }
      const found = states.find((state) => isSame(state['managedDeviceIdentifier'], id) || isSame(state['id'], id));
      return found ?? { id, managedDeviceIdentifier: id, userId: idOf(user), mobileAppList: [] };
    },
  };
}

export function directory(lookup: Lookup): Navigations {
  const { tenant, find, list, where, partsOf } = lookup;
  const membersOf = (groupId: string) => tenant.parts.groupMembers.get(groupId) ?? [];
  const describe = (member: object) => {
    const { users, groups, devices } = tenant.collections;
    const found = [users, groups, devices].map((each) => find(each, idOf(member))).find((each) => each !== undefined);
    return { ...found, ...member };
  };
  const allMembersOf = (groupId: string, found = new Map<string, object>()): Map<string, object> => {
    for (const member of membersOf(groupId)) {
      if (found.has(idOf(member))) continue;
      found.set(idOf(member), member);
      if (typeNameOf(member, '') === 'group') allMembersOf(idOf(member), found);
    }
    return found;
  };
  const groupsOf = (member: Json) => {
    const holds = (group: Json) => membersOf(idOf(group)).some((each) => idOf(each) === idOf(member));
    const groups = where(tenant.collections.groups, holds).items;
    return list(groups.map((group) => ({ '@odata.type': '#microsoft.graph.group', ...group })));
  };

  return {
    user: {
      managedDevices: (user) => where(tenant.collections.managedDevices, (each) => each['userId'] === user['id']),
      managedAppRegistrations: (user) =>
        where(tenant.collections.managedAppRegistrations, (each) => each['userId'] === user['id']),
      mobileAppIntentAndStates: (user) => appStates(lookup, user),
      mobileAppTroubleshootingEvents: partsOf('mobileAppTroubleshootingEvents'),
      deviceManagementTroubleshootingEvents: (user) =>
        where(tenant.collections.troubleshootingEvents, (event) => event['userId'] === user['id']),
      memberOf: groupsOf,
    },
    device: { memberOf: groupsOf },
    group: {
      members: (group) => list(membersOf(idOf(group)).map(describe)),
      transitiveMembers: (group) => list([...allMembersOf(idOf(group)).values()].map(describe)),
    },
  };
}

/** The navigation properties of single devices, roles, apps and policies. */
export function single({ tenant, find, list, where, partsOf }: Lookup): Navigations {
  const assignments = (resource: BatchResource) => (parent: Json) =>
    Array.isArray(parent['assignments']) ? list(parent['assignments']) : partsOf(resource)(parent);
  const among = (name: string) => (object: Json) => list(Array.isArray(object[name]) ? object[name] : []);
  return {
    managedDevice: {
      deviceCompliancePolicyStates: partsOf('deviceCompliancePolicyStates'),
      deviceConfigurationStates: partsOf('deviceConfigurationStates'),
      users: (each) => where(tenant.collections.users, (user) => user['id'] === each['userId']),
    },
    roleDefinition: {
      roleAssignments: (role) => where(tenant.collections.roleAssignments, (each) => roleIn(each) === role['id']),
    },
    roleAssignment: {
      roleDefinition: (each) => only(find(tenant.collections.roleDefinitions, roleIn(each))),
      roleScopeTags: (each) => where(scopeTagsIn(tenant), (tag) => tagsIn(each).includes(idOf(tag))),
    },
    mobileApp: {
      assignments: assignments('mobileAppAssignments'),
      relationships: partsOf('mobileAppRelationships'),
    },
    deviceConfiguration: { assignments: assignments('deviceConfigurationAssignments') },
    deviceCompliancePolicy: { assignments: assignments('deviceCompliancePolicyAssignments') },
    deviceManagementCompliancePolicy: { assignments: assignments('deviceCompliancePolicyAssignments') },
    deviceManagementConfigurationPolicy: {
      assignments: assignments('configurationPolicyAssignments'),
      settings: among('settings'),
    },
    groupPolicyConfiguration: { assignments: assignments('groupPolicyConfigurationAssignments') },
    deviceEnrollmentConfiguration: { assignments: assignments('deviceEnrollmentConfigurationAssignments') },
    deviceManagementIntent: { assignments: assignments('intentAssignments') },
    managedAppPolicy: { apps: among('apps'), assignments: assignments('managedAppPolicyAssignments') },
    managedAppRegistration: {
      appliedPolicies: among('appliedPolicies'),
      intendedPolicies: among('intendedPolicies'),
    },
  };
}
