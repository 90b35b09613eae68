import { IS_EFFECTIVE } from '../authorization/effective';
import {
  ASSIGNMENTS_OF_OPERATORS,
  isActive,
  OPERATORS_OF_ASSIGNMENTS,
  scopesOfAssignments,
} from '../authorization/grants';
import { contains } from '../authorization/rights';
import {
  deviceAmong,
  deviceByMembers,
  devicesOfScope,
  memberIdsOf,
  NO_SCOPE,
  type Scope,
  unionOf,
  userAmong,
  userInScope,
} from '../authorization/scope';
import type { Viewer } from '../authorization/viewer';
import { COUNTS, countOfList, type Db, rows } from '../database/database';
import { among, list, perEngine, raw, type Sql, sql } from '../database/sql';
import type { Permission } from '../generated/graphql';
import { addTo } from '../resolving/grouping';

/** The effect of a change on operators with equal rights before it and equal rights after it. */
export interface Difference {
  readonly operators: number;
  readonly permissionsGained: Permission[];
  readonly permissionsLost: Permission[];
  /** Permissions held before and after, whose scope grows; one whose scope moves is also among the narrowed. */
  readonly permissionsWidened: Permission[];
  readonly permissionsNarrowed: Permission[];
  readonly usersGained: number;
  readonly usersLost: number;
  readonly devicesGained: number;
  readonly devicesLost: number;
  /** Whether there are more operators, users or devices than the numbers say. */
  readonly isLowerBound: boolean;
}

const MOST_ROWS = 25;

/** The operators that a change can affect: those of these assignments, and the members of these groups. */
export interface Affected {
  readonly assignmentIds: readonly string[];
  readonly groupIds: readonly string[];
}

/** The scope of each permission that an operator holds. */
type Holdings = ReadonlyMap<Permission, Scope>;

/** Operators that a change can affect. */
interface AffectedOperators {
  readonly ids: readonly string[];
  /** Whether there are more. */
  readonly isPart: boolean;
}

/** The active operators that a change can affect and that the asker can see, at most {@link COUNTS.most}. */
export async function affectedOperators(
  db: Db,
  asker: Viewer,
  affected: Affected,
  licenseNeeded: boolean,
): Promise<AffectedOperators> {
  const found = await rows<{ id: string }>(
    db,
    sql`SELECT u.id FROM users u
    WHERE ${userInScope(asker.scopeOf('ORGANIZATION_READ'), raw('u.id'))} AND ${isActive(licenseNeeded)}
      AND u.id IN (
        SELECT m.member_id ${OPERATORS_OF_ASSIGNMENTS} AND am.assignment_id IN ${list(affected.assignmentIds)}
        UNION SELECT m.member_id FROM group_ancestors n CROSS JOIN group_members m
          WHERE m.group_id = n.group_id AND m.kind = 'USER' AND n.ancestor_id IN ${list(affected.groupIds)})
    ORDER BY u.id LIMIT ${COUNTS.most + 1}`,
  );
  const ids = found.slice(0, COUNTS.most).map(({ id }) => id);
  return { ids, isPart: ids.length < found.length };
}

/** The ids of each operator's effective assignments, joined. */
async function assignmentSets(db: Db, operatorIds: readonly string[]): Promise<Map<string, string>> {
  const found = await rows<{ operator: string; assignment: string }>(
    db,
    sql`SELECT DISTINCT m.member_id AS operator, am.assignment_id AS assignment
    ${ASSIGNMENTS_OF_OPERATORS} AND m.member_id IN ${list(operatorIds)}
      AND am.assignment_id IN (SELECT a.id FROM role_assignments a JOIN roles r ON r.id = a.role_id WHERE ${IS_EFFECTIVE})
    ORDER BY m.member_id, am.assignment_id`,
  );
  const sets = new Map<string, string>(operatorIds.map((id) => [id, '']));
  for (const { operator, assignment } of found) sets.set(operator, `${sets.get(operator)}${assignment},`);
  return sets;
}

/** The permissions and scopes that each set of assignments gives. */
async function holdingsOf(db: Db, sets: Iterable<string>): Promise<Map<string, Holdings>> {
  const distinct = [...new Set(sets)];
  const ids = [...new Set(distinct.flatMap((set) => set.split(',').filter(Boolean)))];
  const scopes = new Map((await scopesOfAssignments(db, ids)).map((scope) => [scope.id, scope]));
  const given = await rows<{ id: string; permission: Permission }>(
    db,
    sql`SELECT a.id, rp.permission FROM role_assignments a
    JOIN role_permissions rp ON rp.role_id = a.role_id AND rp.permission IS NOT NULL WHERE a.id IN ${list(ids)}`,
  );
  const permissions = new Map<string, Permission[]>();
  for (const { id, permission } of given) addTo(permissions, id, permission);
  return new Map(
    distinct.map((set) => {
      const holdings = new Map<Permission, Scope>();
      for (const id of set.split(',').filter(Boolean)) {
        const scope: Scope = scopes.get(id) ?? NO_SCOPE;
        for (const permission of permissions.get(id) ?? []) {
          holdings.set(permission, unionOf([holdings.get(permission) ?? NO_SCOPE, scope]));
        }
      }
      return [set, holdings] as const;
    }),
  );
}

/** The part of a scope that another one does not name; null if it names all of it. */
function restOf(inside: Scope, outside: Scope): Scope | null {
  const rest = {
    allUsers: inside.allUsers && !outside.allUsers,
    allDevices: inside.allDevices && !outside.allDevices,
    everything: false,
    groups: inside.groups.filter((group) => !outside.groups.includes(group)),
  };
  return rest.allUsers || rest.allDevices || rest.groups.length > 0 ? rest : null;
}

/** SQL: the value is not in a set. PostgreSQL would compare it with each member of a large set. */
const notAmong = (value: Sql, set: Sql): Sql =>
  perEngine({
    sqlite: () => sql`NOT (${among(value, set)})`,
    postgres: () => sql`NOT EXISTS (SELECT 1 FROM (${set}) AS other (id) WHERE other.id = ${value})`,
  });

async function countUsers(db: Db, asker: Scope, inside: Scope, outside: Scope): Promise<number> {
  const rest = restOf(inside, outside);
  if (rest === null || outside.allUsers) return 0;
  const id = raw('u.id');
  return countOfList(
    db,
    sql`users u WHERE ${userAmong(asker, id)} AND ${userAmong(rest, id)}
      AND ${notAmong(id, memberIdsOf(outside.groups, 'USER'))}`,
  );
}

async function countDevices(db: Db, asker: Scope, inside: Scope, outside: Scope): Promise<number> {
  const rest = restOf(inside, outside);
  if (rest === null || outside.allDevices) return 0;
  const [id, userId] = [raw('d.id'), raw('d.user_id')];
  const byMembers = (scope: Scope) => deviceByMembers(scope, userId, raw('d.entra_device_id'));
  const gained = perEngine({
    sqlite: () => sql`NOT ${byMembers(outside)} AND ${byMembers(rest)}`,
    postgres: () => sql`${deviceAmong(rest, id, userId)} AND ${notAmong(id, devicesOfScope(outside))}`,
  });
  return countOfList(db, sql`devices d WHERE ${deviceAmong(asker, id, userId)} AND ${gained}`);
}

/** The permissions in both, with a scope in the second that the scope in the first does not contain. */
async function beyond(db: Db, first: Holdings, second: Holdings): Promise<Permission[]> {
  // Most permissions of an operator come from the same assignments, so few pairs of scopes are different.
  const known = new Map<string, boolean>();
  const found: Permission[] = [];
  for (const [permission, scope] of second) {
    const other = first.get(permission);
    if (other === undefined) continue;
    const pair = JSON.stringify([other, scope]);
    const isContained = known.get(pair) ?? (await contains(db, other, scope));
    known.set(pair, isContained);
    if (!isContained) found.push(permission);
  }
  return found.sort();
}

/** Rights as a text. Equal rights have equal texts, also if other assignments give them. */
const textOf = (holdings: Holdings): string =>
  JSON.stringify([...holdings].sort(([one], [other]) => (one < other ? -1 : 1)));

/** Operators' rights in one state of the database: the rights of each operator as a text, and what each text stands for. */
export interface Held {
  readonly rights: ReadonlyMap<string, string>;
  readonly holdings: ReadonlyMap<string, Holdings>;
}

/** Reads the rights of these operators. */
export async function heldBy(db: Db, operatorIds: readonly string[]): Promise<Held> {
  const sets = await assignmentSets(db, operatorIds);
  const given = [...(await holdingsOf(db, sets.values()))].map(
    ([set, holdings]) => [set, textOf(holdings), holdings] as const,
  );
  const texts = new Map(given.map(([set, text]) => [set, text]));
  return {
    rights: new Map([...sets].map(([operator, set]) => [operator, texts.get(set) ?? ''])),
    holdings: new Map(given.map(([, text, holdings]) => [text, holdings])),
  };
}

/** Counts users and devices, each pair of scopes once: many operators differ in other permissions alone. */
function createCounts(db: Db, asker: Viewer) {
  const known = new Map<string, Promise<number>>();
  const of = (permission: 'ORGANIZATION_READ' | 'MANAGED_DEVICES_READ', count: typeof countUsers) => {
    const own = asker.scopeOf(permission);
    return (inside: Holdings, outside: Holdings): Promise<number> => {
      const [one, other] = [inside, outside].map((holdings) => holdings.get(permission) ?? NO_SCOPE) as [Scope, Scope];
      const key = JSON.stringify([permission, one, other]);
      const counted = known.get(key) ?? count(db, own, one, other);
      known.set(key, counted);
      return counted;
    };
  };
  return { users: of('ORGANIZATION_READ', countUsers), devices: of('MANAGED_DEVICES_READ', countDevices) };
}

/**
 * Compares operators' rights in two states: one row for each distinct pair of before and after, the most operators
 * first, at most 25. It counts users and devices, which is slow, so call it outside of write transactions.
 * @param isPart whether more operators than these are affected
 */
export async function differences(
  db: Db,
  asker: Viewer,
  before: Held,
  after: Held,
  isPart: boolean,
): Promise<Difference[]> {
  const pairs = new Map<string, { operators: number; from: Holdings; to: Holdings }>();
  for (const [operator, later] of after.rights) {
    const earlier = before.rights.get(operator) ?? '';
    const key = `${earlier}>${later}`;
    const pair = pairs.get(key) ?? {
      operators: 0,
      from: before.holdings.get(earlier) ?? new Map(),
      to: after.holdings.get(later) ?? new Map(),
    };
    pair.operators++;
    pairs.set(key, pair);
  }
  const most = [...pairs.values()].sort((a, b) => b.operators - a.operators).slice(0, MOST_ROWS);
  const { users, devices } = createCounts(db, asker);
  const found: Difference[] = [];
  for (const { operators, from, to } of most) {
    const counts = {
      usersGained: await users(to, from),
      usersLost: await users(from, to),
      devicesGained: await devices(to, from),
      devicesLost: await devices(from, to),
    };
    const isCut = Object.values(counts).some((count) => count > COUNTS.most);
    const shown = Object.entries(counts).map(([name, count]) => [name, Math.min(count, COUNTS.most)]);
    found.push({
      operators,
      permissionsGained: [...to.keys()].filter((permission) => !from.has(permission)).sort(),
      permissionsLost: [...from.keys()].filter((permission) => !to.has(permission)).sort(),
      permissionsWidened: await beyond(db, from, to),
      permissionsNarrowed: await beyond(db, to, from),
      ...(Object.fromEntries(shown) as typeof counts),
      isLowerBound: isPart || isCut,
    });
  }
  return found;
}
