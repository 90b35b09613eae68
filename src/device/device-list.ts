import {
  deviceAmong,
  deviceIsMember,
  deviceRowsOf,
  devicesOf,
  groupIsVisible,
  type Scope,
  userInScope,
} from '../authorization/scope';
import { haveMoreThan, LARGE_GROUP } from '../authorization/scope-size';
import { type Form, type ScopedListing, type ScopedRows, scopedCount, scopedPage } from '../authorization/scoped-page';
import type { Db } from '../database/database';
import type { Keyset, Page } from '../database/keyset';
import { foundBy, matches, matchesAmong, matchesEach, matchesMany, type SearchWords } from '../database/search';
import { all, list, perEngine, raw, type Sql, sql } from '../database/sql';
import { intuneCompliance } from './compliance';
import { columns, DEVICES, type DeviceRow, STATE_IN_ENTRA, visible } from './store';

/* `Query.devices`: the devices in scope that match a search and a filter. */

export interface DeviceQuery {
  readonly search: string | null;
  readonly primaryUserId: string | null;
  readonly groupId: string | null;
  readonly platform: readonly string[] | null;
  readonly intuneCompliance: readonly string[] | null;
  readonly entraCompliance: readonly string[] | null;
  readonly ownership: readonly string[] | null;
  readonly lastCheckInBefore: string | null;
}

interface DeviceListing {
  readonly query: DeviceQuery;
  readonly scope: Scope;
  /** The scope of the viewer's users and groups, which a query can name. */
  readonly directoryScope: Scope;
  readonly now: string;
}

const inGroup = (groupId: string, form: Form): Sql =>
  form === 'among' ? sql`d.id IN (${devicesOf([groupId])})` : deviceIsMember([groupId], raw('d.entra_device_id'));

const WORDS: SearchWords = { table: 'device_search', column: 'device_id', id: 'd.id' };

async function scopedListing(db: Db, listing: DeviceListing): Promise<ScopedListing> {
  const { query, scope } = listing;
  const { groupId, ...others } = query;
  const found = query.primaryUserId !== null ? null : await foundBy(db, query.search, WORDS);
  const isFew = query.primaryUserId !== null || (found?.isFew ?? false);
  const isLarge = !isFew && groupId !== null && (await haveMoreThan(db, [groupId], LARGE_GROUP.devices, ['DEVICE']));
  return {
    source: (form) => sourceOf(listing, form, selected(listing, form, isLarge)),
    ...(found ?? { isFew }),
    isOneByOne:
      scope.allDevices &&
      (groupId === null || isLarge) &&
      Object.values(others).every((condition) => condition === null),
    isWhole: scope.allDevices,
  };
}

/** Where a list is read, with the tests of scope and search that this place needs. @param selected the other conditions */
function sourceOf({ query, scope }: DeviceListing, form: Form, selected: Sql): ScopedRows {
  const source = (from: Sql, ...conditions: readonly Sql[]): ScopedRows => ({
    from,
    where: all([...conditions, selected]),
  });
  const [table, { search }] = [raw('devices d'), query];
  if (form === 'one') return source(table, visible(scope), matchesEach(search, WORDS));
  if (form === 'few') return source(table, visible(scope), matches(search, WORDS));
  const tested = source(table, deviceAmong(scope, raw('d.id'), raw('d.user_id')), matchesMany(search, WORDS));
  // A group is another set. From it and the scope, the databases choose the one to begin with.
  if (scope.allUsers || scope.allDevices || query.groupId !== null) return tested;
  const read = source(sql`${deviceRowsOf(scope)} AS d`, matchesAmong(search, WORDS));
  if (search === null) return read;
  // SQLite chooses well between a search and the scope. PostgreSQL does not: it takes both to be far smaller than they are.
  const either = (part: keyof ScopedRows) => perEngine({ sqlite: () => tested[part], postgres: () => read[part] });
  return { from: either('from'), where: either('where') };
}

/**
 * The conditions of a query beside scope and search.
 * @param isLarge whether the group of the query is so large that each device is looked up in it
 */
function selected({ query, directoryScope, now }: DeviceListing, form: Form, isLarge: boolean): Sql {
  const conditions: Sql[] = [];
  const oneOf = (column: Sql, values: readonly string[] | null) => {
    if (values !== null) conditions.push(sql`${column} IN ${list(values)}`);
  };
  if (query.primaryUserId !== null) {
    conditions.push(sql`d.user_id = ${query.primaryUserId}`, userInScope(directoryScope, raw('d.user_id')));
  }
  if (query.groupId !== null) {
    conditions.push(groupIsVisible(directoryScope, query.groupId), inGroup(query.groupId, isLarge ? 'one' : form));
  }
  oneOf(raw('d.platform'), query.platform);
  oneOf(intuneCompliance(now), query.intuneCompliance);
  oneOf(STATE_IN_ENTRA, query.entraCompliance);
  oneOf(raw('d.ownership'), query.ownership);
  if (query.lastCheckInBefore !== null) {
    // An expression prevents the use of the order's index, which would read nearly every device for a recent instant.
    const checkedIn = raw(`COALESCE(d.last_check_in_at, '')${form === 'among' ? " || ''" : ''}`);
    conditions.push(sql`${checkedIn} < ${query.lastCheckInBefore}`);
  }
  return all(conditions);
}

/** A page of the devices in the scope that match a query. */
export async function devicePage(db: Db, listing: DeviceListing, order: Keyset, page: Page): Promise<DeviceRow[]> {
  const list = { columns: columns(listing.now), rowsFrom: DEVICES, key: raw('d.id'), keyset: order, page };
  return scopedPage(db, { ...list, ...(await scopedListing(db, listing)) });
}

/** The number of devices in the scope that match a query. */
export async function deviceCount(db: Db, listing: DeviceListing): Promise<number> {
  return scopedCount(db, await scopedListing(db, listing));
}
