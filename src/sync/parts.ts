import { type Db, rows } from '../database/database';
import { list, raw, sql } from '../database/sql';
import type { Parent } from '../microsoft-graph/resource';
import { type Resource, resourceOf } from '../microsoft-graph/resources';
import type { SetAside } from './set-aside';
import type { Spool } from './spool';

/*
 * The parts of resources that are read part by part: whom they are about, and which of them could not be read.
 */

// Where the ids of parents are, and which of the ids in a part's name is the object's.
const OBJECTS: Readonly<Record<Parent, { readonly table: string; readonly place: number }>> = {
  roles: { table: 'roles', place: 0 },
  devices: { table: 'devices', place: 0 },
  devicesWithUser: { table: 'devices', place: 1 },
  'compliancePolicies/devices': { table: 'devices', place: 0 },
  'configurations/devices': { table: 'devices', place: 0 },
  intents: { table: 'policies', place: 0 },
  apps: { table: 'apps', place: 0 },
  usersOfFailedApps: { table: 'users', place: 0 },
  licensedUsers: { table: 'users', place: 0 },
};

/** The object that a part is about: the device, and not its user or one of its policies. */
export function objectOf(resource: Resource, parent: string): string {
  const { parent: kind } = resourceOf(resource);
  return kind === undefined ? parent : (parent.split('/')[OBJECTS[kind].place] ?? parent);
}

/** The objects that a resource was asked for. */
export interface PartsRead {
  readonly asked: readonly string[];
  readonly read: readonly string[];
}

export async function partsRead(spool: Spool, resource: Resource): Promise<PartsRead> {
  const of = (parents: readonly string[]) => [...new Set(parents.map((parent) => objectOf(resource, parent)))];
  const read = of(await spool.parentsRead(resource));
  const lost = of(spool.reached(resource).lost.map(({ parent }) => parent));
  const unread = new Set(lost);
  return { asked: [...new Set([...read, ...lost])], read: read.filter((id) => !unread.has(id)) };
}

/** The parts that could not be read, as records for the quarantine. An object that is gone by now is none of them. */
export async function setAsideParts(spool: Spool, resources: readonly Resource[], db: Db): Promise<SetAside[]> {
  const found: SetAside[] = [];
  for (const resource of resources) {
    const { parent } = resourceOf(resource);
    const { lost } = spool.reached(resource);
    if (parent === undefined || lost.length === 0) continue;
    const ids = lost.map((part) => objectOf(resource, part.parent));
    const there = await rows<{ id: string }>(
      db,
      sql`SELECT id FROM ${raw(OBJECTS[parent].table)} WHERE id IN ${list(ids)}`,
    );
    const exists = new Set(there.map(({ id }) => id));
    for (const part of lost) {
      const objectId = objectOf(resource, part.parent);
      if (exists.has(objectId)) found.push({ resource, record: part.parent, objectId, reason: part.reason });
    }
  }
  return found;
}
