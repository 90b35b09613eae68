import { isObject, type Json } from './answer';
import { typeOf, type Version } from './metadata';
import {
  type Content,
  createLookup,
  deviceAppManagement,
  deviceManagement,
  directory,
  type List,
  type Navigations,
  single,
} from './navigation';
import { type BatchResource, type GraphTenant, idOf } from './tenant';

export const isList = (content: Content | undefined): content is List =>
  isObject(content) && Array.isArray(content['items']);

/** The contents of a tenant, by their paths in Graph. */
export interface Contents {
  readonly tenant: GraphTenant;
  /** The root of a path; undefined if it is unknown. */
  root(name: string): Content | undefined;
  /** The navigation property of an object; undefined if it is unknown. */
  of(version: Version, type: string, name: string, object: object): Content | undefined;
  device(id: string): object | null;
  ofDevice(resource: BatchResource, device: object): readonly object[];
  ofUser(resource: BatchResource, userId: string): readonly object[];
  membersOf(groupId: string): readonly object[];
}

export function createContents(tenant: GraphTenant): Contents {
  const lookup = createLookup(tenant);
  const { find, whole } = lookup;
  const roots: Readonly<Record<string, () => Content>> = {
    organization: whole('organization'),
    subscribedSkus: whole('subscribedSkus'),
    users: whole('users'),
    groups: whole('groups'),
    devices: whole('devices'),
    deviceManagement: () => tenant.collections.deviceManagement[0] ?? {},
    deviceAppManagement: () => ({ id: 'deviceAppManagement', isEnabledForMicrosoftStoreForBusiness: false }),
  };
  const navigation: Navigations = {
    ...deviceManagement(lookup),
    ...deviceAppManagement(lookup),
    ...directory(lookup),
    ...single(lookup),
  };

  return {
    tenant,
    root: (name) => roots[name]?.(),
    of(version, type, name, object) {
      const owner = (typeOf(version, type)?.lineage ?? [type]).find((each) => navigation[each]?.[name] !== undefined);
      return owner === undefined ? undefined : navigation[owner]?.[name]?.(object as Json);
    },
    device: (id) => find(tenant.collections.managedDevices, id) ?? null,
    ofDevice: (resource, device) => tenant.parts[resource].get(idOf(device)) ?? [],
    ofUser: (resource, userId) => tenant.parts[resource].get(userId) ?? [],
    membersOf: (groupId) => tenant.parts.groupMembers.get(groupId) ?? [],
  };
}
