import { createHash } from 'node:crypto';
import type { Json } from './answer';
import { type BatchResource, type CollectionResource, type GraphTenant, idOf, NOBODY } from './tenant';

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** The resources to copy. All others exist once per tenant. */
const COPIED: readonly CollectionResource[] = [
  ...(['users', 'devices', 'managedDevices', 'managedAppRegistrations', 'troubleshootingEvents'] as const),
  ...(['windowsAutopilotDeviceIdentities', 'autopilotEvents'] as const),
];
/** The resources that belong to copied ones, and are copied with them. */
const COPIED_PARTS: readonly BatchResource[] = [
  ...(['deviceCompliancePolicyStates', 'deviceConfigurationStates', 'mobileAppIntentAndStates'] as const),
  ...(['mobileAppTroubleshootingEvents', 'userManagedAppPolicies'] as const),
];
/** Resources that list all copied objects. */
const LISTING_PARTS: readonly BatchResource[] = ['groupMembers', 'mobileAppDeviceStatuses'];

const ADDRESSES = new Set(['userPrincipalName', 'mail', 'emailAddress']);
const NAMES = new Set(['deviceName', 'managedDeviceName', 'serialNumber', 'deviceSerialNumber']);

function copiedId(id: string, copy: number): string {
  const hex = createHash('sha1').update(`${id.toLowerCase()} ${copy}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Copies a value, with the ids of the objects to which it belongs replaced. */
function copied(value: unknown, copy: number, own: ReadonlySet<string>, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => copied(item, copy, own, key));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copied(item, copy, own, name)]));
  }
  if (typeof value !== 'string' || value === '') return value;
  if (ADDRESSES.has(key)) return value.replace('@', `.${copy}@`);
  if (NAMES.has(key)) return `${value}-${copy}`;
  return value.replace(GUID, (id) => (own.has(id.toLowerCase()) ? copiedId(id, copy) : id));
}

/** Copies are made on request, because a large tenant would not fit into memory. */
class CopiedParts extends Map<string, object[]> {
  private readonly originals: ReadonlyMap<string, object[]>;
  private readonly origins: ReadonlyMap<string, { readonly id: string; readonly copy: number }>;
  private readonly own: ReadonlySet<string>;

  constructor(originals: CopiedParts['originals'], origins: CopiedParts['origins'], own: ReadonlySet<string>) {
    super(originals);
    this.originals = originals;
    this.origins = origins;
    this.own = own;
  }

  override get(id: string): object[] | undefined {
    const origin = this.origins.get(id);
    if (origin === undefined || super.has(id)) return super.get(id);
    return this.originals.get(origin.id)?.map((object) => copied(object, origin.copy, this.own) as object);
  }
}

/** Whether the parts are copies of others, so that tests cannot change them. */
export const isFixed = (parts: ReadonlyMap<string, object[]>): boolean => parts instanceof CopiedParts;

/** A tenant with a multiple of the users, devices and their children. Their ids derive from those of the originals. */
export function scaled(tenant: GraphTenant, times: number): GraphTenant {
  if (times === 1) return tenant;
  const { collections, parts } = tenant;
  const keys = ['id', 'deviceId', 'azureADDeviceId', 'deviceTag'];
  const ids = COPIED.flatMap((resource) => collections[resource] as Json[]).flatMap((object) =>
    keys.flatMap((key) => String(object[key] ?? '').match(GUID) ?? []),
  );
  const own = new Set(ids.map((id) => id.toLowerCase()));
  own.delete(NOBODY);
  const copies = Array.from({ length: times }, (_, copy) => copy);
  const all = (objects: readonly object[]) =>
    copies.flatMap((copy) => objects.map((object) => (copy === 0 ? object : (copied(object, copy, own) as object))));
  const origins = new Map(
    [...collections.users, ...collections.managedDevices].flatMap((object) =>
      copies.slice(1).map((copy) => [copiedId(idOf(object), copy), { id: idOf(object), copy }] as const),
    ),
  );
  const large: GraphTenant = { id: tenant.id, collections: { ...collections }, parts: { ...parts } };
  for (const resource of COPIED) large.collections[resource] = all(collections[resource]);
  for (const resource of COPIED_PARTS) large.parts[resource] = new CopiedParts(parts[resource], origins, own);
  const unowned = all(parts.mobileAppIntentAndStates.get(NOBODY) ?? []);
  if (unowned.length > 0) large.parts.mobileAppIntentAndStates.set(NOBODY, unowned);
  for (const resource of LISTING_PARTS) {
    const listed = [...parts[resource]].map(([id, objects]) => [id, unique(all(objects))] as const);
    large.parts[resource] = new Map(listed);
  }
  return large;
}

/** Removes duplicates of objects that are equal in every copy. */
const unique = (objects: readonly object[]) => [
  ...new Map(objects.map((each) => [JSON.stringify(each), each])).values(),
];
