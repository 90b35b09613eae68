import { type Db, rows } from '../database/database';
import { list, raw, sql } from '../database/sql';
import type { Parent } from '../microsoft-graph/resource';
import { type Resource, resourceOf } from '../microsoft-graph/resources';
import type { SetAside } from './set-aside';
import type { Spool } from './spool';

/*
 * Parts: the object that each part is about, and the parts that could not be read.
 */

// For each kind of parent: the table of the object, and the place of its id in `a/b`.
const OBJECTS: Readonly<Record<Parent, { readonly table: string; readonly place: number }>> = {
  roles: { table: 'roles', place: 0 },
  devices: { table: 'devices', place: 0 },
  devicesWithUser: { table: 'devices', place: 1 },
  'compliancePolicies/devices': { table: 'devices', place: 0 },
  'configurations/devices': { table: 'devices', place: 0 },
  intents: { table: 'policies', place: 0 },
  profiles: { table: 'policies', place: 0 },
  apps: { table: 'apps', place: 0 },
  relatedApps: { table: 'apps', place: 0 },
  usersOfFailedApps: { table: 'users', place: 0 },
  licensedUsers: { table: 'users', place: 0 },
};

/** The id of the object that a part is about: of the device, not of its user or policy. */
export function objectOf(resource: Resource, parent: string): string {
  const { parent: kind } = resourceOf(resource);
  return kind === undefined ? parent : (parent.split('/')[OBJECTS[kind].place] ?? parent);
}

/** The objects whose parts were requested, and the objects whose parts were all read. */
export interface PartsRead {
  readonly asked: readonly string[];
  readonly read: readonly string[];
}

/** Finds out which parts of a resource a spool holds. */
export async function partsRead(spool: Spool, resource: Resource): Promise<PartsRead> {
  const of = (parents: readonly string[]) => [...new Set(parents.map((parent) => objectOf(resource, parent)))];
  const read = of(await spool.parentsRead(resource));
  const lost = of(spool.reached(resource).lost.map(({ parent }) => parent));
  const unread = new Set(lost);
  return { asked: [...new Set([...read, ...lost])], read: read.filter((id) => !unread.has(id)) };
}

/** The parts that could not be read, as quarantine records. Skips objects that are gone from the database by now. */
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
