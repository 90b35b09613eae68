import { IS_EFFECTIVE } from '../authorization/effective';
import {
  ASSIGNMENTS_OF_OPERATORS,
  isActive,
  OPERATORS_OF_ASSIGNMENTS,
  scopesOfAssignments,
} from '../authorization/grants';
import { contains } from '../authorization/rights';
import { NO_SCOPE, type Scope, unionOf, userInScope } from '../authorization/scope';
import { type OperatorRights, type Viewer, viewerOf } from '../authorization/viewer';
import { COUNTS, type Database, type Db, rows } from '../database/database';
import { list, raw, sql } from '../database/sql';
import type { StatementTally } from '../database/statement-tally';
import type { Permission } from '../generated/graphql';
import type { Deadline } from '../resolving/deadline';
import { addTo } from '../resolving/grouping';
import { countGains, type Gain } from './gains';

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

type FourNumbers = [number, number, number, number];

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

/** What a dry run compares, as plain data, because another process may do it. */
export interface Comparison {
  readonly asker: OperatorRights;
  readonly before: Held;
  readonly after: Held;
  /** Whether more operators than these are affected. */
  readonly isPart: boolean;
}

/** Operators with equal rights before a change and equal rights after it. */
interface Alike {
  operators: number;
  readonly from: Holdings;
  readonly to: Holdings;
}

/** The largest sets of operators that are alike. */
function alike({ before, after }: Comparison): Alike[] {
  const pairs = new Map<string, Alike>();
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
  return [...pairs.values()].sort((a, b) => b.operators - a.operators).slice(0, MOST_ROWS);
}

const COUNTED = [
  { kind: 'USER', permission: 'ORGANIZATION_READ' },
  { kind: 'DEVICE', permission: 'MANAGED_DEVICES_READ' },
] as const;

/** What is counted for a row: users gained and lost, devices gained and lost. */
function gainsOf({ from, to }: Alike, asker: Viewer): Gain[] {
  return COUNTED.flatMap(({ kind, permission }) => {
    const own = asker.scopeOf(permission);
    const [earlier, later] = [from.get(permission) ?? NO_SCOPE, to.get(permission) ?? NO_SCOPE];
    return [
      { kind, inside: later, outside: earlier, asker: own },
      { kind, inside: earlier, outside: later, asker: own },
    ];
  });
}

/**
 * Compares operators' rights in two states: one row for each distinct pair of before and after, the most operators
 * first, at most 25.
 */
async function differences(db: Db, comparison: Comparison): Promise<Difference[]> {
  const asker = viewerOf(comparison.asker);
  const sets = alike(comparison);
  const counts = await countGains(
    db,
    sets.flatMap((set) => gainsOf(set, asker)),
  );
  const found: Difference[] = [];
  for (const [i, { operators, from, to }] of sets.entries()) {
    const counted = counts.slice(4 * i, 4 * i + 4);
    const [usersGained, usersLost, devicesGained, devicesLost] = counted.map(({ count }) => count) as FourNumbers;
    found.push({
      operators,
      permissionsGained: [...to.keys()].filter((permission) => !from.has(permission)).sort(),
      permissionsLost: [...from.keys()].filter((permission) => !to.has(permission)).sort(),
      permissionsWidened: await beyond(db, from, to),
      permissionsNarrowed: await beyond(db, to, from),
      ...{ usersGained, usersLost, devicesGained, devicesLost },
      isLowerBound: comparison.isPart || counted.some(({ isLowerBound }) => isLowerBound),
    });
  }
  return found;
}

/** Makes a comparison on a snapshot of its own. */
export async function differencesNow(
  database: Database,
  comparison: Comparison,
  deadline: Deadline,
  statements: StatementTally,
): Promise<Difference[]> {
  const snapshot = database.snapshot('primary', deadline, statements);
  try {
    return await differences(snapshot, comparison);
  } finally {
    await snapshot.end();
  }
}
