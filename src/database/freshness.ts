import type { Resource } from '../microsoft-graph/resources';

const read = (resource: Resource): string => `(SELECT completed_at FROM readings WHERE kind = '${resource}')`;

/**
 * The column `syncedAt`: when a resource of Microsoft Graph was last read completely. It shows how fresh the resource's
 * objects are.
 */
export const syncedAt = (resource: Resource): string => `${read(resource)} AS "syncedAt"`;

/** `syncedAt` for objects of several resources: that of the first one that was read. */
export const syncedInOneOf = (resources: readonly Resource[]): string =>
  `COALESCE(${resources.map(read).join(', ')}) AS "syncedAt"`;

/**
 * `syncedAt` for objects that a sync reads part by part, such as device by device.
 * @param whole the resources that have the objects of parts that were never read
 * @param parent the column with the id of the part
 */
export const syncedInPart = (resource: Resource, whole: readonly Resource[], parent: string): string =>
  `${readInPart(resource, whole, parent)} AS "syncedAt"`;

/** The value of {@link syncedInPart}. */
export const readInPart = (resource: Resource, whole: readonly Resource[], parent: string): string =>
  `COALESCE((SELECT r.read_at FROM sync_reads r WHERE r.resource = '${resource}' AND r.parent_id = ${parent}),
    ${whole.map(read).join(', ')})`;

/** `syncedAt` for objects that can also be local; null for local ones. @param origin the column with the origin */
export const syncedUnlessLocal = (resource: Resource, origin: string): string =>
  `CASE WHEN ${origin} <> 'LOCAL' THEN ${read(resource)} END AS "syncedAt"`;
