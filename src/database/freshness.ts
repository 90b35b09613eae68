import type { Resource } from '../microsoft-graph/resources';

const read = (resource: Resource): string => `(SELECT completed_at FROM readings WHERE kind = '${resource}')`;

/**
 * The column that says when a resource of Microsoft Graph was last read completely, and so how fresh the objects are that
 * come from it.
 */
export const syncedAt = (resource: Resource): string => `${read(resource)} AS "syncedAt"`;

/** The same for what may be made here as well, and is then as fresh as it can be. @param origin the column that tells */
export const syncedUnlessLocal = (resource: Resource, origin: string): string =>
  `CASE WHEN ${origin} <> 'LOCAL' THEN ${read(resource)} END AS "syncedAt"`;
