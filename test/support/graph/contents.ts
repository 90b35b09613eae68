import { isObject, type Json } from './answer';
import { typeNameOf, typeOf, type Version } from './metadata';
import { absent } from './refusal';
import { type BatchResource, createFinder, type GraphTenant, idOf, NOBODY } from './tenant';

/** A list that a path leads to; what is found in it by id need not be one of its items. */
export interface List {
  readonly items: readonly object[];
  find(id: string): object | null;
}
export type Content = List | object | null;

export const isList = (content: Content | undefined): content is List =>
  isObject(content) && Array.isArray(content['items']);

/** What a tenant holds, by where it stands in Graph. */
export interface Contents {
  readonly tenant: GraphTenant;
  /** What a path begins with; undefined for what nothing is known of. */
  root(name: string): Content | undefined;
  /** What hangs on an object; undefined for what nothing is known of. */
  of(version: Version, type: string, name: string, object: object): Content | undefined;
  device(id: string): object | null;
  ofDevice(resource: BatchResource, device: object): readonly object[];
  ofUser(resource: BatchResource, userId: string): readonly object[];
  membersOf(groupId: string): readonly object[];
}

type Navigation = (object: Json) => Content;

/** Makes out of the states of devices the compliance policies that they are states of. */
function compliancePoliciesIn({ parts }: GraphTenant): Json[] {
  const policies = new Map<string, Json>();
  for (const [, states] of parts.deviceCompliancePolicyStates) {
    for (const { id, displayName, version, settingStates } of states as Json[]) {
      const [first] = (settingStates ?? []) as Json[];
      const kind = /^(\w+CompliancePolicy)\./.exec(String(first?.['setting']))?.[1];
      if (kind === undefined || policies.has(String(id)) || /^Default/.test(kind)) continue;
      const type = `#microsoft.graph.${kind.charAt(0).toLowerCase()}${kind.slice(1)}`;
      const dates = { createdDateTime: '2025-02-03T08:00:00Z', lastModifiedDateTime: '2026-09-01T08:00:00Z' };
      const shown = { displayName, description: null, version, ...dates, roleScopeTagIds: ['0'] };
      policies.set(String(id), { '@odata.type': type, id, ...shown });
    }
  }
  return [...policies.values()];
}

const isLinux = (policy: object) => typeNameOf(policy, '') === 'linuxCompliancePolicy';

/** The scope tags that the tenant lists, or else those that something carries. */
function scopeTagsIn({ collections }: GraphTenant): object[] {
  if (collections.roleScopeTags.length > 0) return collections.roleScopeTags;
  const tags = new Map<string, unknown>([['0', 'Default']]);
  for (const object of [...collections.roleAssignments, ...collections.managedDevices] as Json[]) {
    for (const tag of (object['roleScopeTags'] ?? []) as Json[]) tags.set(idOf(tag), tag['displayName']);
    for (const id of (object['roleScopeTagIds'] ?? []) as string[]) if (!tags.has(id)) tags.set(id, `Scope ${id}`);
  }
  return [...tags].map(([id, name]) => ({ id, displayName: name ?? id, description: null, isBuiltIn: id === '0' }));
}

export function createContents(tenant: GraphTenant): Contents {
  const find = createFinder();
  const { collections, parts } = tenant;
  const list = (items: readonly object[]): List => ({ items, find: (id) => find(items, id) ?? null });
  const only = (object: object | undefined): object | null => object ?? null;
  const where = (items: readonly object[], test: (item: Json) => boolean) => list((items as Json[]).filter(test));

  const device = (id: string) => find(tenant.collections.managedDevices, id) ?? null;
  const ofUser = (resource: BatchResource, userId: string) => tenant.parts[resource].get(userId) ?? [];
  const ofDevice = (resource: BatchResource, object: object) => tenant.parts[resource].get(idOf(object)) ?? [];
  const partsOf = (resource: BatchResource) => (parent: Json) => list(tenant.parts[resource].get(idOf(parent)) ?? []);
  const assignments = (resource: BatchResource) => (parent: Json) =>
    Array.isArray(parent['assignments']) ? list(parent['assignments']) : partsOf(resource)(parent);
  const withType = (type: string) => () =>
    where(tenant.collections.managedAppPolicies, (policy) => typeNameOf(policy, '') === type);
  const among = (name: string) => (object: Json) => list(Array.isArray(object[name]) ? object[name] : []);

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

  /** The apps of a user on one device; the user of zeros has those of devices without one. */
  function appStates(user: Json): List {
    const states = ofUser('mobileAppIntentAndStates', idOf(user)) as Json[];
    return {
      items: idOf(user) === NOBODY ? [] : states,
      find(id) {
        if (device(id) === null) throw absent(id, false, `deviceManagement/managedDevices('${id}')`);
        const isOfDevice = (state: Json) =>
          [state['managedDeviceIdentifier'], state['id']].some(
            (each) => String(each).toLowerCase() === id.toLowerCase(),
          );
        const found = states.find(isOfDevice);
        return found ?? { id, managedDeviceIdentifier: id, userId: idOf(user), mobileAppList: [] };
      },
    };
  }

  const roots: Readonly<Record<string, () => Content>> = {
    organization: () => list(tenant.collections.organization),
    subscribedSkus: () => list(tenant.collections.subscribedSkus),
    users: () => list(tenant.collections.users),
    groups: () => list(tenant.collections.groups),
    devices: () => list(tenant.collections.devices),
    deviceManagement: () => tenant.collections.deviceManagement[0] ?? {},
    deviceAppManagement: () => ({ id: 'deviceAppManagement', isEnabledForMicrosoftStoreForBusiness: false }),
  };

  const whole = (name: keyof typeof collections) => () => list(tenant.collections[name]);
  const navigation: Readonly<Record<string, Readonly<Record<string, Navigation>>>> = {
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
            .map(({ id, displayName }) => ({ id, name: displayName, platforms: 'linux', technologies: 'linuxMdm' })),
        ),
      configurationPolicies: whole('configurationPolicies'),
      groupPolicyConfigurations: whole('groupPolicyConfigurations'),
      intents: whole('intents'),
      assignmentFilters: whole('assignmentFilters'),
      applePushNotificationCertificate: () => only(tenant.collections.applePushNotificationCertificate[0]),
      depOnboardingSettings: whole('depOnboardingSettings'),
      mobileThreatDefenseConnectors: whole('mobileThreatDefenseConnectors'),
      ndesConnectors: whole('ndesConnectors'),
      troubleshootingEvents: whole('troubleshootingEvents'),
      mobileAppTroubleshootingEvents: () => list([...parts.mobileAppTroubleshootingEvents.values()].flat()),
      roleDefinitions: whole('roleDefinitions'),
      roleAssignments: whole('roleAssignments'),
      roleScopeTags: () => list(scopeTagsIn(tenant)),
      reports: () => ({ id: 'reports' }),
    },
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
    managedDevice: {
      deviceCompliancePolicyStates: partsOf('deviceCompliancePolicyStates'),
      deviceConfigurationStates: partsOf('deviceConfigurationStates'),
      users: (each) => where(tenant.collections.users, (user) => user['id'] === each['userId']),
    },
    user: {
      managedDevices: (user) => where(tenant.collections.managedDevices, (each) => each['userId'] === user['id']),
      managedAppRegistrations: (user) =>
        where(tenant.collections.managedAppRegistrations, (each) => each['userId'] === user['id']),
      mobileAppIntentAndStates: appStates,
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
    roleDefinition: {
      roleAssignments: (role) => where(tenant.collections.roleAssignments, (each) => roleIn(each) === role['id']),
    },
    roleAssignment: {
      roleDefinition: (each) => only(find(tenant.collections.roleDefinitions, roleIn(each))),
      roleScopeTags: (each) => where(scopeTagsIn(tenant), (tag) => tagsIn(each).includes(idOf(tag))),
    },
    mobileApp: { assignments: assignments('mobileAppAssignments') },
    deviceConfiguration: { assignments: assignments('deviceConfigurationAssignments') },
    deviceCompliancePolicy: { assignments: assignments('deviceCompliancePolicyAssignments') },
    deviceManagementCompliancePolicy: { assignments: assignments('deviceCompliancePolicyAssignments') },
    deviceManagementConfigurationPolicy: {
      assignments: assignments('configurationPolicyAssignments'),
      settings: among('settings'),
    },
    groupPolicyConfiguration: { assignments: assignments('groupPolicyConfigurationAssignments') },
    deviceManagementIntent: { assignments: assignments('intentAssignments') },
    managedAppPolicy: { apps: among('apps'), assignments: assignments('managedAppPolicyAssignments') },
    managedAppRegistration: {
      appliedPolicies: among('appliedPolicies'),
      intendedPolicies: among('intendedPolicies'),
    },
  };

  return {
    tenant,
    root: (name) => roots[name]?.(),
    of(version, type, name, object) {
      const owner = (typeOf(version, type)?.lineage ?? [type]).find((each) => navigation[each]?.[name] !== undefined);
      return owner === undefined ? undefined : navigation[owner]?.[name]?.(object as Json);
    },
    device,
    ofDevice,
    ofUser,
    membersOf,
  };
}

const roleIn = (assignment: Json): string => idOf((assignment['roleDefinition'] ?? {}) as object);

/** The ids of an assignment's scope tags, in whichever of the two places they stand. */
export const tagsIn = (assignment: Json): readonly string[] =>
  (assignment['roleScopeTagIds'] as string[] | undefined) ??
  ((assignment['roleScopeTags'] ?? []) as object[]).map(idOf);
