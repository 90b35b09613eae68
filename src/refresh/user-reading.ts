import { type Db, rows } from '../database/database';
import { sql } from '../database/sql';
import type { SyncKind } from '../generated/graphql';
import { MEMBER_KINDS } from '../import/groups';
import type { MicrosoftGraph } from '../microsoft-graph/client';
import { PROTECTION_LISTS } from '../microsoft-graph/protection-resources';
import type { Parent } from '../microsoft-graph/resource';
import { type Resource, resourceOf } from '../microsoft-graph/resources';
import { parentsOf, READING_LIMITS } from '../sync/parents';
import { isAnyRead, lostAmong, readEach, readResource } from '../sync/reading';
import type { Spool } from '../sync/spool';

/*
 * Reads one user from Microsoft Graph, with the readers of the sync. The pages go to a spool of their own.
 */

/** Microsoft Graph does not know the user any more. */
export class UserGone extends Error {}

/** The source and the target of a reading of one user. */
export interface UserReading {
  readonly graph: MicrosoftGraph;
  readonly spool: Spool;
  readonly db: Db;
  readonly userId: string;
  readonly now: Date;
}

/** The resources of each kind, in the order of reading. */
export const RESOURCES_OF = {
  USERS: ['subscribedSkus', 'users', 'userLicenses'],
  GROUPS: ['groupMembers'],
  MANAGED_DEVICES: ['managedDevices', 'managedDeviceDetails'],
  POLICY_STATES: [
    'deviceCompliancePolicyStates',
    'compliancePolicySettings',
    'deviceConfigurationStates',
    'configurationSettings',
  ],
  APP_INSTALL_STATES: ['mobileAppTroubleshootingEvents', 'mobileAppIntentAndStates'],
  APP_PROTECTION: [...Object.values(PROTECTION_LISTS), 'userManagedAppPolicies', 'managedAppRegistrations'],
} as const satisfies Partial<Record<SyncKind, readonly Resource[]>>;

/** A kind of object that can be read for one user. */
export type RefreshedKind = keyof typeof RESOURCES_OF;

/** These kinds in the order of reading: rights first. */
export const REFRESHED_KINDS = Object.keys(RESOURCES_OF) as readonly RefreshedKind[];

/** The address of a resource for one user. */
function urlOfUser(resource: Resource, userId: string): string {
  const { version, ofUser = '' } = resourceOf(resource);
  return `/${version}${ofUser.replace('{id}', () => encodeURIComponent(userId))}`;
}

/** Reads the part of one user of a resource. @throws UserGone if Microsoft Graph does not know the user */
async function readOfUser(resource: Resource, { graph, userId }: UserReading): Promise<readonly unknown[]> {
  const url = urlOfUser(resource, userId);
  if (resource !== 'users' && resource !== 'userLicenses') return graph.items(url);
  const user = await graph.object(url);
  if (user === null) throw new UserGone();
  return [user];
}

const idOf = (value: unknown): string | null => {
  const id = (value as { readonly id?: unknown } | null)?.id;
  return typeof id === 'string' && id !== '' ? id.toLowerCase() : null;
};

/** The ids of objects in the pages of a resource. */
export async function idsIn(spool: Spool, resource: Resource): Promise<string[]> {
  const ids = new Set<string>();
  for await (const { value } of spool.read(resource)) ids.add(idOf(value) ?? '');
  ids.delete('');
  return [...ids];
}

/** The ids of the devices with this primary user. */
async function ownDevices({ spool, userId }: UserReading): Promise<string[]> {
  const ids: string[] = [];
  for await (const { value } of spool.read('managedDevices')) {
    const id = idOf(value);
    const owner = (value as { readonly userId?: unknown } | null)?.userId;
    if (id !== null && String(owner).toLowerCase() === userId) ids.push(id);
  }
  return [...new Set(ids)];
}

/** The ids of the parents whose parts belong to the user. */
async function parentsOfUser(resource: Resource, parent: Parent, reading: UserReading): Promise<string[]> {
  const { spool, userId } = reading;
  switch (parent) {
    case 'devices':
      // The notes of a device are among its details, so read those of each device that is written.
      return resource === 'managedDeviceDetails' ? idsIn(spool, 'managedDevices') : ownDevices(reading);
    case 'devicesWithUser':
      return (await ownDevices(reading)).map((device) => `${userId}/${device}`);
    case 'usersOfFailedApps':
    case 'licensedUsers':
      return [userId];
    default:
      return parentsOf(resource, parent, { ...reading, limits: READING_LIMITS });
  }
}

const addAll = (resource: Resource, items: readonly unknown[], spool: Spool) =>
  spool.add(
    resource,
    items.map((value) => ({ value, parent: null })),
    { isComplete: true },
  );

/**
 * Reads the devices that the database has for the user and that the user's own list lacks, one by one: they have
 * another user, or they are gone.
 */
async function readOtherDevices({ graph, spool, db, userId }: UserReading): Promise<void> {
  const own = new Set(await idsIn(spool, 'managedDevices'));
  const known = await rows<{ id: string }>(db, sql`SELECT id FROM devices WHERE user_id = ${userId} ORDER BY id`);
  const ids = known.map(({ id }) => id).filter((id) => !own.has(id));
  const { version, path } = resourceOf('managedDevices');
  const paths = ids.map((id) => `${path}/${encodeURIComponent(id)}`);
  const parts = await graph.batch(version, paths, { isObjects: true });
  const found = parts.flatMap((part) => ('error' in part ? [] : part.items));
  await addAll('managedDevices', found, spool);
  await spool.add('managedDevices', [], { lost: lostAmong(parts, ids) });
}

/** The devices of the user that are gone: both the user's list and the device's own address lack them. */
export const devicesGone = (spool: Spool): string[] =>
  spool.reached('managedDevices').lost.flatMap(({ parent, isGone }) => (isGone ? [parent] : []));

async function readOne(resource: Resource, reading: UserReading): Promise<void> {
  const { graph, spool } = reading;
  if (resourceOf(resource).ofUser === undefined) {
    await readResource(resource, {
      graph,
      spool,
      linkOf: async () => null,
      parentsOf: (of, parent) => parentsOfUser(of, parent, reading),
      onRead() {},
    });
    return;
  }
  await addAll(resource, await readOfUser(resource, reading), spool);
  if (resource === 'managedDevices') await readOtherDevices(reading);
}

/**
 * Reads the user's part of a kind.
 * @returns the resources that could not be read, and why
 * @throws MicrosoftGraphError if an essential resource cannot be read, or nothing at all
 * @throws UserGone if Microsoft Graph does not know the user
 */
export function readKindOfUser(kind: RefreshedKind, reading: UserReading): Promise<ReadonlyMap<Resource, string>> {
  return readEach(RESOURCES_OF[kind], reading.spool, async (resource) => {
    await readOne(resource, reading);
    return resourceOf(resource).ofUser !== undefined || isAnyRead(reading.spool, resource);
  });
}

/** The ids of the groups that the user is a direct member of. */
export async function groupIdsIn(spool: Spool): Promise<string[]> {
  const ids: string[] = [];
  for await (const { value } of spool.read('groupMembers')) {
    const type = (value as { readonly '@odata.type'?: unknown } | null)?.['@odata.type'];
    const id = idOf(value);
    // A user is also a member of directory roles and administrative units.
    if (id !== null && MEMBER_KINDS.get(String(type).replace(/^#/, '')) === 'GROUP') ids.push(id);
  }
  return ids;
}
