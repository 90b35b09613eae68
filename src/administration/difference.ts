import { IS_EFFECTIVE } from '../authorization/effective';
import {
  ASSIGNMENTS_OF_OPERATORS,
  isActive,
  OPERATORS_OF_ASSIGNMENTS,
  scopesOfAssignments,
} from '../authorization/grants';
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

/** What a change would do to operators who hold the same before it and the same after it. */
export interface Difference {
  readonly operators: number;
  readonly permissionsGained: Permission[];
  readonly permissionsLost: Permission[];
  readonly usersGained: number;
  readonly usersLost: number;
  readonly devicesGained: number;
  readonly devicesLost: number;
}

const MOST_ROWS = 25;

/** Whom a change concerns: the operators of these assignments, and the members of these groups. */
export interface Affected {
  readonly assignmentIds: readonly string[];
  readonly groupIds: readonly string[];
}

/** What operators hold, by permission. */
type Holdings = ReadonlyMap<Permission, Scope>;

/** The active operators that a change concerns and that the asker can see. */
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

/** The effective assignments of each operator as one text, so that operators who hold the same have the same text. */
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

/** What each of these sets of assignments gives. */
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
  for (const { id, permission } of given) permissions.set(id, [...(permissions.get(id) ?? []), permission]);
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

/** What some operators hold in one state of the database: each operator's set of assignments, and what each set gives. */
export interface Held {
  readonly sets: ReadonlyMap<string, string>;
  readonly holdings: ReadonlyMap<string, Holdings>;
}

/** What these operators hold. */
export async function heldBy(db: Db, operatorIds: readonly string[]): Promise<Held> {
  const sets = await assignmentSets(db, operatorIds);
  return { sets, holdings: await holdingsOf(db, sets.values()) };
}

/**
 * The difference between two states, a row for each distinct pair of what operators hold, the most operators first.
 * Counts the users and devices of each pair, so it is asked outside of any transaction that writes.
 */
export async function differences(db: Db, asker: Viewer, before: Held, after: Held): Promise<Difference[]> {
  const pairs = new Map<string, { operators: number; from: Holdings; to: Holdings }>();
  for (const [operator, set] of after.sets) {
    const earlier = before.sets.get(operator) ?? '';
    const key = `${earlier}>${set}`;
    const pair = pairs.get(key) ?? {
      operators: 0,
      from: before.holdings.get(earlier) ?? new Map(),
      to: after.holdings.get(set) ?? new Map(),
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
      usersGained: await countUsers(db, users, userTo, userFrom),
      usersLost: await countUsers(db, users, userFrom, userTo),
      devicesGained: await countDevices(db, devices, deviceTo, deviceFrom),
      devicesLost: await countDevices(db, devices, deviceFrom, deviceTo),
    });
  }
  return found;
}
