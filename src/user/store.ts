import { OPERATORS_OF_ASSIGNMENTS } from '../authorization/grants';
import { memberCounts, memberPages } from '../authorization/member-lists';
import { deviceInScope, NO_SCOPE, type Scope, userAmong, userInScope, userIsMember } from '../authorization/scope';
import { haveMoreThan, LARGE_GROUP } from '../authorization/scope-size';
import { type Form, type ScopedListing, scopedCount, scopedPage } from '../authorization/scoped-page';
import { countOfList, type Db, listCount, rows, withFlags } from '../database/database';
import { principalNameKey } from '../database/folding';
import { syncedAt } from '../database/freshness';
import { type Keyset, PARENT, type Page, pagePerParent } from '../database/keyset';
import { foundBy, foundIds, matches, matchesEach, matchesMany, type SearchWords } from '../database/search';
import { all, constant, list, raw, type Sql, sql } from '../database/sql';
import { noncompliant } from '../device/compliance';
import type { EnrollmentFailureCategory, LicenseError, LicenseState } from '../generated/graphql';

export interface UserRow {
  id: string;
  displayName: string | null;
  userPrincipalName: string;
  mail: string | null;
  accountEnabled: boolean | null;
  accountEnabledSince: string | null;
  jobTitle: string | null;
  department: string | null;
  usageLocation: string | null;
  intuneLicensed: boolean;
  intuneLicensedSince: string | null;
  syncedAt: string;
}

export interface LicenseRow {
  userId: string;
  skuPartNumber: string | null;
  servicePlan: string;
  state: LicenseState;
  error: LicenseError | null;
  /** The group that it comes from; null if it was assigned directly. */
  groupId: string | null;
}

export interface EnrollmentFailureRow {
  id: string;
  userId: string;
  occurredAt: string;
  operatingSystem: string | null;
  osVersion: string | null;
  category: EnrollmentFailureCategory;
  reason: string | null;
  syncedAt: string;
}

const COLUMNS = raw(`u.id, u.display_name AS "displayName", u.user_principal_name AS "userPrincipalName", u.mail,
  u.account_enabled AS "accountEnabled", u.account_since AS "accountEnabledSince", u.job_title AS "jobTitle", u.department, u.usage_location AS "usageLocation",
  u.intune_licensed AS "intuneLicensed", u.licensed_since AS "intuneLicensedSince", ${syncedAt('users')}`);
const USERS = raw('users u');
const USER_ID = raw('u.id');

const asUsers = <Row extends UserRow>(found: Row[]): Row[] => withFlags(found, 'accountEnabled', 'intuneLicensed');

const keyset = (column: string, direction: 'ASC' | 'DESC'): Keyset => ({
  name: `users by ${column} ${direction}`,
  columns: [`u.${column}`, 'u.id'],
  types: ['string', 'string'],
  direction,
});

export const USER_ORDERS = {
  DISPLAY_NAME: { ASC: keyset('name_key', 'ASC'), DESC: keyset('name_key', 'DESC') },
  USER_PRINCIPAL_NAME: { ASC: keyset('upn_key', 'ASC'), DESC: keyset('upn_key', 'DESC') },
} as const;

export const USERS_BY_NAME = USER_ORDERS.DISPLAY_NAME.ASC;

/** The users with these ids that are in the scope. */
export async function usersById(db: Db, scope: Scope, ids: readonly string[]): Promise<UserRow[]> {
  return asUsers(
    await rows<UserRow>(
      db,
      sql`SELECT ${COLUMNS} FROM users u WHERE u.id IN ${list(ids)} AND ${userInScope(scope, USER_ID)}`,
    ),
  );
}

/** The users in the scope with these principal names, ignoring case and accents, each with the name's `key`. */
export async function usersByPrincipalName(
  db: Db,
  scope: Scope,
  names: readonly string[],
): Promise<(UserRow & { key: string })[]> {
  return asUsers(
    await rows<UserRow & { key: string }>(
      db,
      sql`SELECT ${COLUMNS}, u.upn_key AS key FROM users u
      WHERE u.upn_key IN ${list(names.map(principalNameKey))} AND ${userInScope(scope, USER_ID)}
      ORDER BY u.id DESC`,
    ),
  );
}

/** The ids of those users that are in the scope. */
export function userIdsInScope(db: Db, scope: Scope, ids: readonly string[]): Promise<{ id: string }[]> {
  return rows(db, sql`SELECT u.id FROM users u WHERE u.id IN ${list(ids)} AND ${userInScope(scope, USER_ID)}`);
}

export interface UserQuery {
  readonly search: string | null;
  readonly groupId: string | null;
  readonly accountEnabled: boolean | null;
  readonly intuneLicensed: boolean | null;
  readonly hasNoncompliantDevice: boolean | null;
}

interface UserListing {
  readonly query: UserQuery;
  /** The scope of the viewer's users and devices. */
  readonly scope: Scope;
  readonly deviceScope: Scope;
  readonly now: string;
}

const WORDS: SearchWords = { table: 'user_search', column: 'user_id', id: 'u.id' };

/** @param isLarge whether the group of the query is so large that each user is looked up in it */
function selected({ query, scope, deviceScope, now }: UserListing, form: Form, isLarge: boolean): Sql {
  const inScope = form === 'among' ? userAmong : userInScope;
  const isFound = { one: matchesEach, few: matches, among: matchesMany }[form];
  const conditions = [inScope(scope, USER_ID), isFound(query.search, WORDS)];
  // All groups of a user in scope are visible, so an invisible group matches nobody.
  if (query.groupId !== null) {
    conditions.push((isLarge ? userInScope : inScope)({ ...NO_SCOPE, groups: [query.groupId] }, USER_ID));
  }
  if (query.accountEnabled !== null)
    conditions.push(sql`u.account_enabled = ${constant(Number(query.accountEnabled))}`);
  if (query.intuneLicensed !== null)
    conditions.push(sql`u.intune_licensed = ${constant(Number(query.intuneLicensed))}`);
  if (query.hasNoncompliantDevice !== null) {
    conditions.push(sql`${raw(query.hasNoncompliantDevice ? 'EXISTS' : 'NOT EXISTS')} (
      SELECT 1 FROM devices d WHERE d.user_id = u.id AND ${noncompliant(now)}
        AND ${deviceInScope(deviceScope, raw('d.user_id'), raw('d.entra_device_id'))})`);
  }
  return all(conditions);
}

async function scopedListing(db: Db, listing: UserListing): Promise<ScopedListing> {
  const { query, scope } = listing;
  const found = await foundBy(db, query.search, WORDS);
  const isLarge = query.groupId !== null && (await haveMoreThan(db, [query.groupId], LARGE_GROUP.users, ['USER']));
  return {
    source: (form) => ({ from: USERS, where: selected(listing, form, isLarge) }),
    ...(found ?? { isFew: false }),
    isOneByOne: scope.allUsers && query.groupId === null && query.search === null,
    isWhole: scope.allUsers,
  };
}

/** A page of the users in the scope that match a query. */
export async function userPage(db: Db, listing: UserListing, order: Keyset, page: Page): Promise<UserRow[]> {
  const list = { columns: COLUMNS, rowsFrom: USERS, key: USER_ID, keyset: order, page };
  return asUsers(await scopedPage<UserRow>(db, { ...list, ...(await scopedListing(db, listing)) }));
}

/** The number of users in the scope that match a query. */
export async function userCount(db: Db, listing: UserListing): Promise<number> {
  const { search, ...others } = listing.query;
  const found = foundIds(search, WORDS);
  // Every user in the table of search words exists, so nothing but the words decides.
  const isByWord = listing.scope.allUsers && Object.values(others).every((value) => value === null);
  if (isByWord && found !== null) return countOfList(db, found);
  return scopedCount(db, await scopedListing(db, listing));
}

/**
 * SQL: the user is a member of a group, or with `transitive` also of a group nested in it. CROSS JOIN fixes the order:
 * SQLite would otherwise scan the members of all groups.
 */
const userIsInGroup = (transitive: boolean): Sql =>
  transitive
    ? sql`u.id IN (SELECT m.member_id FROM group_ancestors a CROSS JOIN group_members m
        WHERE m.group_id = a.group_id AND m.kind = 'USER' AND a.ancestor_id = ${PARENT})`
    : sql`u.id IN (SELECT m.member_id FROM group_members m WHERE m.kind = 'USER' AND m.group_id = ${PARENT})`;

/** SQL: the user is an operator of the assignment, as a member of its member groups or of groups nested in them. */
const OPERATORS = sql`u.id IN (SELECT m.member_id ${OPERATORS_OF_ASSIGNMENTS} AND am.assignment_id = ${PARENT})`;

async function userPagePerParent(db: Db, scope: Scope, parents: readonly string[], belongs: Sql, page: Page) {
  return asUsers(
    await rows<UserRow & { parent: string }>(
      db,
      pagePerParent({
        parents,
        key: 'u.id',
        columns: COLUMNS,
        from: USERS,
        where: sql`${belongs} AND ${userInScope(scope, USER_ID)}`,
        keyset: USERS_BY_NAME,
        page,
      }),
    ),
  );
}

function userCountPerParent(db: Db, scope: Scope, parents: readonly string[], belongs: Sql) {
  return rows<{ parent: string; count: number }>(
    db,
    sql`SELECT p.value AS parent,
      ${listCount(sql`users u WHERE ${belongs} AND ${userInScope(scope, USER_ID)}`)} AS count
    FROM ${list(parents)} AS p`,
  );
}

/** The users in a scope as members of groups; with `transitive`, also of nested groups. */
const asMembers = (scope: Scope, transitive: boolean) => ({
  kind: 'USER' as const,
  scope,
  transitive,
  isDense: scope.allUsers,
  inScope: userInScope(scope, USER_ID),
  belongs: userIsInGroup(transitive),
  isMember: (group: string) => userIsMember([group], USER_ID, transitive ? 'EACH' : 'NONE'),
});

/** A page of the users in the scope that belong to each group; with `transitive`, including nested groups. */
export async function usersByGroup(
  db: Db,
  scope: Scope,
  groups: readonly string[],
  page: Page,
  transitive: boolean,
): Promise<(UserRow & { parent: string })[]> {
  const list = { columns: COLUMNS, from: USERS, rowsFrom: USERS, keyset: USERS_BY_NAME, page };
  return asUsers(await memberPages<UserRow>(db, groups, { ...asMembers(scope, transitive), ...list }));
}

/** The number of users in the scope that belong to each group; with `transitive`, including nested groups. */
export function userCountsByGroup(db: Db, scope: Scope, groups: readonly string[], transitive: boolean) {
  const members = asMembers(scope, transitive);
  const count = listCount(sql`users u WHERE ${members.belongs} AND ${members.inScope}`);
  return memberCounts(db, groups, { ...members, count });
}

/** A page of the operators of each assignment that are in the scope. */
export const operatorsByAssignment = (db: Db, scope: Scope, assignments: readonly string[], page: Page) =>
  userPagePerParent(db, scope, assignments, OPERATORS, page);

/** The number of operators of each assignment that are in the scope. */
export const operatorCountsByAssignment = (db: Db, scope: Scope, assignments: readonly string[]) =>
  userCountPerParent(db, scope, assignments, OPERATORS);

/** The Intune plans of these users' licences, sorted by SKU and plan. */
export function licensesByUser(db: Db, userIds: readonly string[]): Promise<LicenseRow[]> {
  return rows<LicenseRow>(
    db,
    sql`SELECT l.user_id AS "userId", s.part_number AS "skuPartNumber", l.service_plan AS "servicePlan", l.state, l.error,
      l.assigned_by_group AS "groupId"
    FROM user_licenses l LEFT JOIN skus s ON s.id = l.sku_id
    WHERE l.user_id IN ${list(userIds)}
    ORDER BY COALESCE(s.part_number, ''), l.service_plan, l.sku_id, l.plan_id`,
  );
}

const FAILURE_COLUMNS =
  raw(`f.id, f.user_id AS "userId", f.occurred_at AS "occurredAt", f.operating_system AS "operatingSystem",
  f.os_version AS "osVersion", f.category, f.reason, ${syncedAt('troubleshootingEvents')}`);

export const FAILURES_NEWEST_FIRST: Keyset = {
  name: 'enrollment failures',
  columns: ['f.occurred_at', 'f.id'],
  types: ['string', 'string'],
  direction: 'DESC',
};

/** The failed enrolments with these ids, of users in the scope. */
export function enrollmentFailuresById(db: Db, scope: Scope, ids: readonly string[]): Promise<EnrollmentFailureRow[]> {
  return rows(
    db,
    sql`SELECT ${FAILURE_COLUMNS} FROM enrollment_failures f
    WHERE f.id IN ${list(ids)} AND ${userInScope(scope, raw('f.user_id'))}`,
  );
}

/** A page of each user's failed enrolments. */
export function enrollmentFailuresByUser(db: Db, userIds: readonly string[], page: Page) {
  return rows<EnrollmentFailureRow & { parent: string }>(
    db,
    pagePerParent({
      parents: userIds,
      key: 'f.id',
      columns: FAILURE_COLUMNS,
      from: raw('enrollment_failures f'),
      where: sql`f.user_id = ${PARENT}`,
      keyset: FAILURES_NEWEST_FIRST,
      page,
    }),
  );
}

/** The number of failed enrolments of each user. A user without one has no row. */
export function enrollmentFailureCountsByUser(db: Db, userIds: readonly string[]) {
  return rows<{ parent: string; count: number }>(
    db,
    sql`SELECT user_id AS parent, COUNT(*) AS count FROM enrollment_failures
    WHERE user_id IN ${list(userIds)} GROUP BY user_id`,
  );
}
