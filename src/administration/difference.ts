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
  isSameScope,
  NO_SCOPE,
  type Scope,
  unionOf,
  userAmong,
  userInScope,
} from '../authorization/scope';
import type { Viewer } from '../authorization/viewer';
import { countOf, type Db, rows } from '../database/database';
import { list, raw, sql } from '../database/sql';
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
}

const MOST_ROWS = 25;

/** The operators that a change can affect: those of these assignments, and the members of these groups. */
export interface Affected {
  readonly assignmentIds: readonly string[];
  readonly groupIds: readonly string[];
}

/** The scope of each permission that an operator holds. */
type Holdings = ReadonlyMap<Permission, Scope>;

/** The active operators that a change can affect and that the asker can see. */
export async function affectedOperators(
  db: Db,
  asker: Viewer,
  affected: Affected,
  licenseNeeded: boolean,
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`SELECT u.id FROM users u
    WHERE ${userInScope(asker.scopeOf('ORGANIZATION_READ'), raw('u.id'))} AND ${isActive(licenseNeeded)}
      AND u.id IN (
        SELECT m.member_id ${OPERATORS_OF_ASSIGNMENTS} AND am.assignment_id IN ${list(affected.assignmentIds)}
        UNION SELECT m.member_id FROM group_ancestors n CROSS JOIN group_members m
          WHERE m.group_id = n.group_id AND m.kind = 'USER' AND n.ancestor_id IN ${list(affected.groupIds)})
    ORDER BY u.id`,
  );
  return found.map(({ id }) => id);
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

async function countUsers(db: Db, asker: Scope, inside: Scope, outside: Scope): Promise<number> {
  if (isSameScope(inside, outside)) return 0;
  const among = (scope: Scope) => userAmong(scope, raw('u.id'));
  return countOf(
    db,
    sql`(
      SELECT u.id FROM users u WHERE ${among(asker)} AND ${among(inside)}
      EXCEPT SELECT u.id FROM users u WHERE ${among(outside)}) AS gained`,
  );
}

async function countDevices(db: Db, asker: Scope, inside: Scope, outside: Scope): Promise<number> {
  if (isSameScope(inside, outside)) return 0;
  const among = (scope: Scope) => deviceAmong(scope, raw('d.id'), raw('d.user_id'));
  return countOf(
    db,
    sql`(
      SELECT d.id FROM devices d WHERE ${among(asker)} AND ${among(inside)}
      EXCEPT SELECT d.id FROM devices d WHERE ${among(outside)}) AS gained`,
  );
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

/**
 * Compares operators' rights in two states: one row for each distinct pair of before and after, the most operators
 * first, at most 25. It counts users and devices, which is slow, so call it outside of write transactions.
 */
export async function differences(db: Db, asker: Viewer, before: Held, after: Held): Promise<Difference[]> {
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
  const users = asker.scopeOf('ORGANIZATION_READ');
  const devices = asker.scopeOf('MANAGED_DEVICES_READ');
  const found: Difference[] = [];
  for (const { operators, from, to } of most) {
    const scope = (holdings: Holdings, permission: Permission) => holdings.get(permission) ?? NO_SCOPE;
    const [userFrom, userTo] = [scope(from, 'ORGANIZATION_READ'), scope(to, 'ORGANIZATION_READ')];
    const [deviceFrom, deviceTo] = [scope(from, 'MANAGED_DEVICES_READ'), scope(to, 'MANAGED_DEVICES_READ')];
    found.push({
      operators,
      permissionsGained: [...to.keys()].filter((permission) => !from.has(permission)).sort(),
      permissionsLost: [...from.keys()].filter((permission) => !to.has(permission)).sort(),
      permissionsWidened: await beyond(db, from, to),
      permissionsNarrowed: await beyond(db, to, from),
      usersGained: await countUsers(db, users, userTo, userFrom),
      usersLost: await countUsers(db, users, userFrom, userTo),
      devicesGained: await countDevices(db, devices, deviceTo, deviceFrom),
      devicesLost: await countDevices(db, devices, deviceFrom, deviceTo),
    });
  }
  return found;
}
