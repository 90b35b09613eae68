import type { Knex } from 'knex';
import type { Db } from '../database/database';
import { type Resource, resourceOf } from '../microsoft-graph/resources';
import { hasMoreDevices, type Limits } from './parents';
import { isLarge, readingOf } from './store';

interface DueOptions {
  readonly primary: Knex;
  /** The database to count devices in. */
  readonly known: Db;
  readonly now: Date;
  readonly limits: Limits;
  /** Read everything, also resources that were read recently. */
  readonly isEverything: boolean;
}

/** True if the resource was read less than `everyMinutes` ago, in a large tenant. */
async function isRecent(resource: Resource, { primary, now, isEverything }: DueOptions): Promise<boolean> {
  const { everyMinutes } = resourceOf(resource);
  if (isEverything || everyMinutes === undefined || !(await isLarge(primary))) return false;
  const before = await readingOf(primary, resource);
  if (before === null) return false;
  const age = now.getTime() - Date.parse(before);
  // A reading can lie in the future if the clock was set back since.
  return age >= 0 && age < everyMinutes * 60_000;
}

/** True if a sync reads the resource this time. */
export async function isDue(resource: Resource, options: DueOptions): Promise<boolean> {
  const { isForLarge } = resourceOf(resource);
  if (isForLarge === true && !(await hasMoreDevices(options.known, options.limits.all))) return false;
  return !(await isRecent(resource, options));
}
