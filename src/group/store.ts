import { groupAmong, groupInScope, type MemberKind, type Scope, userInScope } from '../authorization/scope';
import { countOfList, type Db, engineOf, listCount, rows, withFlags } from '../database/database';
import { syncedUnlessLocal } from '../database/freshness';
import { type Keyset, PARENT, type Page, pageOf, pagePerParent } from '../database/keyset';
import { matches, type SearchWords } from '../database/search';
import { among, list, raw, type Sql, sql } from '../database/sql';
import type { MembershipKind, MembershipType } from '../generated/graphql';
import { oldestEnd } from './periods';

export interface GroupRow {
  id: string;
  displayName: string | null;
  description: string | null;
  membershipType: MembershipType;
  securityEnabled: boolean;
  syncedAt: string | null;
}

/** A group with the kind of membership of its parent. */
export interface GroupMembershipRow extends GroupRow {
  kind: MembershipKind;
}

const COLUMNS = raw(`g.id, g.display_name AS "displayName", g.description, g.membership_type AS "membershipType",
  g.security_enabled AS "securityEnabled", ${syncedUnlessLocal('groups', 'g.origin')}`);
const GROUPS = raw('groups g');
const visible = (scope: Scope): Sql => groupInScope(scope, raw('g.id'));
const asGroups = <Row extends GroupRow>(found: Row[]): Row[] => withFlags(found, 'securityEnabled');

export const GROUPS_BY_NAME: Keyset = {
  name: 'groups by name',
  columns: ['g.name_key', 'g.id'],
  types: ['string', 'string'],
  direction: 'ASC',
};

/**
 * SQL: the viewer can see the group `g`. All lists of groups in a request share it, because the groups of a scope take
 * longer to find than a page of them.
 */
export async function groupSight(db: Db, scope: Scope): Promise<Sql> {
  const isSeen = groupAmong(scope, raw('g.id'));
  if (scope.allUsers || scope.allDevices) return isSeen;
  const found = await rows<{ id: string }>(db, sql`SELECT g.id FROM groups g WHERE ${isSeen}`);
  // The other condition of a list leaves fewer groups.
  return among(raw('g.id'), list(found.map(({ id }) => id)));
}

/** The groups with these ids that are visible in the scope. */
export async function groupsById(db: Db, scope: Scope, ids: readonly string[]): Promise<GroupRow[]> {
  return asGroups(
    await rows(db, sql`SELECT ${COLUMNS} FROM groups g WHERE g.id IN ${list(ids)} AND ${visible(scope)}`),
  );
}

const WORDS: SearchWords = { table: 'group_search', column: 'group_id', id: 'g.id' };

/** A page of the groups in sight that match a search. */
export async function groupPage(db: Db, sight: Sql, search: string | null, page: Page): Promise<GroupRow[]> {
  const where = sql`${sight} AND ${matches(search, WORDS)}`;
  return asGroups(await rows(db, pageOf({ columns: COLUMNS, from: GROUPS, where, keyset: GROUPS_BY_NAME, page })));
}

/** The number of groups in sight that match a search; null searches for all. */
export function groupCount(db: Db, sight: Sql, search: string | null): Promise<number> {
  return countOfList(
    db,
    sql`groups g
    WHERE ${sight} AND ${matches(search, WORDS)}`,
  );
}

/** The ids of those groups that the scope contains, including their future members. */
export function groupIdsContained(db: Db, scope: Scope, ids: readonly string[]): Promise<{ id: string }[]> {
  return rows(
    db,
    sql`SELECT DISTINCT group_id AS id FROM group_ancestors
    WHERE group_id IN ${list(ids)} AND ancestor_id IN ${list(scope.groups)}`,
  );
}

const NESTED = sql`g.id IN (SELECT m.member_id FROM group_members m WHERE m.kind = 'GROUP' AND m.group_id = ${PARENT})`;

/** A page of the groups in sight that are nested in each group. */
export async function groupsByGroup(db: Db, sight: Sql, parents: readonly string[], page: Page) {
  return asGroups(
    await rows<GroupRow & { parent: string }>(
      db,
      pagePerParent({
        parents,
        key: 'g.id',
        columns: COLUMNS,
        from: GROUPS,
        where: sql`${NESTED} AND ${sight}`,
        keyset: GROUPS_BY_NAME,
        page,
      }),
    ),
  );
}

/** The number of groups in sight that are nested directly in each group. */
export function groupCountsByGroup(db: Db, sight: Sql, parents: readonly string[]) {
  return rows<{ parent: string; count: number }>(
    db,
    sql`SELECT p.value AS parent, ${listCount(sql`groups g WHERE ${NESTED} AND ${sight}`)} AS count
    FROM ${list(parents)} AS p`,
  );
}

// A device has the memberships of all its Entra objects.

const memberships = (kind: MemberKind): Sql =>
  kind === 'USER'
    ? sql`m.kind = 'USER' AND m.member_id = ${PARENT}`
    : sql`m.kind = 'DEVICE' AND m.member_id IN (SELECT e.id FROM devices d
        JOIN entra_devices e ON e.device_id = d.entra_device_id WHERE d.id = ${PARENT})`;

const belongs = (kind: MemberKind): Sql => sql`g.id IN (SELECT a.ancestor_id
  FROM group_members m JOIN group_ancestors a ON a.group_id = m.group_id WHERE ${memberships(kind)})`;

// From this many devices on, the set of all visible groups takes less time than a test of each group of each device.
const MANY = 10;

/** The two conditions of a visible group: the scope for few groups, and {@link groupSight} for many. */
interface Sights {
  readonly scope: Scope;
  sight(): Promise<Sql>;
}

/** SQL: the group is visible. All groups of a user in the scope are; those of a device need a test each. */
const visibleTo = async (db: Db, { scope, sight }: Sights, kind: MemberKind, parents: number): Promise<Sql> => {
  if (kind === 'USER') return userInScope(scope, PARENT);
  // A test of one group takes PostgreSQL longer than the set, unless nearly every group passes.
  const isDense = scope.allUsers || scope.allDevices;
  if (parents > MANY || (engineOf(db) === 'postgres' && !isDense)) return sight();
  // PostgreSQL would otherwise test all groups before it looks for those of the device.
  return scope.everything ? raw('TRUE') : sql`CASE WHEN ${belongs(kind)} THEN ${visible(scope)} ELSE FALSE END`;
};

/** A page of the groups that each user or device is a member of, directly or through nested groups. */
export async function membershipsByMember(
  db: Db,
  sights: Sights,
  kind: MemberKind,
  parents: readonly string[],
  page: Page,
) {
  const direct = sql`EXISTS (SELECT 1 FROM group_members m WHERE m.group_id = g.id AND ${memberships(kind)})`;
  return asGroups(
    await rows<GroupMembershipRow & { parent: string }>(
      db,
      pagePerParent({
        parents,
        key: 'g.id',
        columns: sql`${COLUMNS}, CASE WHEN ${direct} THEN 'DIRECT' ELSE 'TRANSITIVE' END AS kind`,
        from: GROUPS,
        where: sql`${belongs(kind)} AND ${await visibleTo(db, sights, kind, parents.length)}`,
        keyset: GROUPS_BY_NAME,
        page,
      }),
    ),
  );
}

/** The number of visible groups of each user or device, direct or through nested groups. */
export async function membershipCountsByMember(db: Db, sights: Sights, kind: MemberKind, parents: readonly string[]) {
  const visible = await visibleTo(db, sights, kind, parents.length);
  return rows<{ parent: string; count: number }>(
    db,
    sql`SELECT p.value AS parent, ${listCount(sql`groups g WHERE ${belongs(kind)} AND ${visible}`)} AS count
    FROM ${list(parents)} AS p`,
  );
}

/** A membership of a user that has ended. */
export interface FormerMembershipRow extends GroupRow {
  since: string | null;
  until: string;
}

export const FORMER_LATEST_FIRST: Keyset = {
  name: 'former groups by end',
  columns: ['h.until', 'h.group_id', 'h.since'],
  types: ['string', 'string', 'string'],
  direction: 'DESC',
};

const FORMER = raw('group_membership_periods h JOIN groups g ON g.id = h.group_id');

/** A page of the groups that each user has left, as far as the viewer can see them. */
export async function formerGroupsByUser(db: Db, scope: Scope, now: string, userIds: readonly string[], page: Page) {
  return asGroups(
    await rows<FormerMembershipRow & { parent: string }>(
      db,
      pagePerParent({
        parents: userIds,
        key: 'h.group_id, h.member_id, h.since',
        columns: sql`${COLUMNS}, NULLIF(h.since, '') AS since, h.until`,
        from: FORMER,
        where: sql`h.member_id = ${PARENT} AND h.until >= ${oldestEnd(now)} AND ${visible(scope)}`,
        keyset: FORMER_LATEST_FIRST,
        page,
      }),
    ),
  );
}

/** The numbers of groups that each user has left: visible and hidden ones. */
export function formerGroupCounts(db: Db, scope: Scope, now: string, userIds: readonly string[]) {
  return rows<{ parent: string; count: number; hidden: number }>(
    db,
    sql`SELECT parent, SUM(visible) AS count, COUNT(*) - SUM(visible) AS hidden FROM (
      SELECT h.member_id AS parent, CASE WHEN ${visible(scope)} THEN 1 ELSE 0 END AS visible
      FROM ${FORMER} WHERE h.member_id IN ${list(userIds)} AND h.until >= ${oldestEnd(now)}) each_one GROUP BY parent`,
  );
}
