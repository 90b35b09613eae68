import { deviceAmong, deviceInScope, isSameScope, type Scope, userAmong, userInScope } from '../authorization/scope';
import { haveMoreThan } from '../authorization/scope-size';
import { type Db, rows } from '../database/database';
import { all, join, perEngine, raw, render, type Sql, sql } from '../database/sql';
import type { Candidates } from './candidates';

/* Reads candidates of rules, in the order of the rules and then by id, inside the viewer's scopes. */

export type CandidateKind = Candidates['of'] | 'TENANT';

/** The scopes of the permissions that candidates need. */
interface CandidateScopes {
  readonly users: Scope;
  readonly devices: Scope;
  readonly apps: Scope;
  readonly protections: Scope;
}

/** The data that must be in scope, beside the user or device itself, so that the rule runs. */
export type Reached = 'owner' | 'apps' | 'devices' | 'failures' | 'protections';

/** The candidates of one rule and kind. */
export interface Arm {
  readonly rank: number;
  readonly kind: CandidateKind;
  readonly sources: readonly Candidates[];
  readonly reached: readonly Reached[];
  /** The candidate to continue after; null for the beginning. */
  readonly after: { readonly id: string; readonly isIncluded: boolean } | null;
}

export interface CandidateQuery {
  readonly arms: readonly Arm[];
  readonly most: number;
}

export interface CandidateRow {
  rank: number;
  kind: CandidateKind;
  id: string;
}

// Up to this many members of a scope, testing candidates against their set takes a few milliseconds for each rule. In a
// larger scope, which holds most candidates, testing each candidate by itself is faster.
const SMALL = 2_000;

/** Whether the scopes hold so few users and devices that their set is computed first. */
async function areSmall(db: Db, { users, devices }: CandidateScopes): Promise<boolean> {
  if (users.allUsers || devices.allUsers || devices.allDevices) return false;
  const groups = [...new Set([...users.groups, ...devices.groups])];
  return !(await haveMoreThan(db, groups, SMALL));
}

/** SQL: the device `xd` is in the scope, and so is everything else that the rule reads. */
function deviceConditions(scopes: CandidateScopes, reached: readonly Reached[], isSet: boolean): Sql[] {
  const { users, devices, apps } = scopes;
  const test = (scope: Scope) =>
    isSet
      ? deviceAmong(scope, raw('xd.id'), raw('xd.user_id'))
      : deviceInScope(scope, raw('xd.user_id'), raw('xd.entra_device_id'));
  const owner = isSet ? userAmong(users, raw('xd.user_id')) : userInScope(users, raw('xd.user_id'));
  return [
    ...(devices.allDevices ? [] : [test(devices)]),
    ...(reached.includes('apps') && !apps.allDevices && !isSameScope(apps, devices) ? [test(apps)] : []),
    ...(reached.includes('owner') && !users.allUsers ? [sql`(xd.user_id IS NULL OR ${owner})`] : []),
  ];
}

/** SQL: the user `xu` is in the scope, and so is everything else that the rule reads. */
function userConditions(scopes: CandidateScopes, reached: readonly Reached[], isSet: boolean): Sql[] {
  const { users, devices, protections } = scopes;
  const test = (scope: Scope) => (isSet ? userAmong(scope, raw('xu.id')) : userInScope(scope, raw('xu.id')));
  const needed = [
    users,
    ...(reached.includes('devices') && !devices.allDevices ? [devices] : []),
    ...(reached.includes('failures') ? [devices] : []),
    ...(reached.includes('protections') ? [protections] : []),
  ];
  const different = needed.filter((scope, i) => needed.findIndex((other) => isSameScope(other, scope)) === i);
  return different.filter(({ allUsers }) => !allUsers).map(test);
}

/** Names the sets of a statement, so that each is computed once. */
class Sets {
  private readonly named = new Map<string, { readonly name: string; readonly query: Sql }>();

  /** SQL: the id is in the set of these users or devices. */
  contains(id: string, query: Sql): Sql {
    const key = JSON.stringify(render(query, 'postgres'));
    const found = this.named.get(key) ?? { name: `scope_${this.named.size}`, query };
    this.named.set(key, found);
    return raw(`${id} IN (SELECT id FROM ${found.name})`);
  }

  /** SQL: the definitions, in front of the statement. */
  definitions(): Sql {
    const each = [...this.named.values()].map(({ name, query }) => sql`${raw(name)} AS MATERIALIZED (${query})`);
    return each.length === 0 ? raw('') : sql`WITH ${join(each, ', ')} `;
  }
}

/** SQL: the candidate of a source is in scope. */
function inScope(arm: Arm, { of, id, device }: Candidates, scopes: CandidateScopes, sets: Sets | null): Sql {
  const tested = (column: string, table: 'devices xd' | 'users xu', conditions: readonly Sql[]): Sql => {
    const alias = table.slice(-2);
    if (conditions.length === 0) return raw('TRUE');
    if (sets !== null) {
      return sets.contains(column, sql`SELECT ${raw(alias)}.id FROM ${raw(table)} WHERE ${all(conditions)}`);
    }
    return sql`EXISTS (SELECT 1 FROM ${raw(table)} WHERE ${raw(`${alias}.id = ${column}`)} AND ${all(conditions)})`;
  };
  const ofDevice = (column: string) =>
    tested(column, 'devices xd', deviceConditions(scopes, arm.reached, sets !== null));
  if (of === 'DEVICE') return ofDevice(id);
  const ofUser = tested(id, 'users xu', userConditions(scopes, arm.reached, sets !== null));
  return device === undefined ? ofUser : sql`${ofUser} AND ${ofDevice(device)}`;
}

/** SQL: the tables of a source, and a condition, without the scope. */
function meeting({ id, from, where, then }: Candidates, isBeyond: Sql, sets: Sets | null): Sql {
  if (then === undefined) return sql`${from} WHERE ${where} AND ${isBeyond}`;
  const inOne = sql`${from} WHERE ${where} AND ${isBeyond} AND ${then}`;
  // A small scope leaves few rows.
  if (sets !== null) return inOne;
  // PostgreSQL takes the longer condition for unlikely, and would test it on all rows before it sorts those that meet it.
  const inOrder = sql`(SELECT d.* FROM ${from} WHERE ${where} AND ${isBeyond} ORDER BY ${raw(id)} OFFSET 0) AS d WHERE ${then}`;
  return perEngine({ sqlite: () => inOne, postgres: () => inOrder });
}

function readArm(arm: Arm, scopes: CandidateScopes, sets: Sets | null, most: number): Sql {
  const { rank, kind, sources, after } = arm;
  const label = raw(`${rank} AS rank, '${kind}' AS kind`);
  if (kind === 'TENANT') return sql`SELECT ${label}, '' AS id`;
  const beyond = (id: string): Sql =>
    after === null ? raw('TRUE') : sql`${raw(`${id} ${after.isIncluded ? '>=' : '>'}`)} ${after.id}`;
  const each = sources.map((source, i) => {
    const { id } = source;
    return sql`SELECT id FROM (SELECT DISTINCT ${raw(id)} AS id
      FROM ${meeting(source, beyond(id), sets)} AND ${inScope(arm, source, scopes, sets)}
      ORDER BY ${raw(id)} LIMIT ${most}) AS ${raw(`source_${i}`)}`;
  });
  return sql`SELECT ${label}, id FROM (${join(each, ' UNION ')} ORDER BY id LIMIT ${most}) AS arm`;
}

// PostgreSQL takes 2 ms to plan the test of a large scope for one rule, and the first rules mostly fill a page.
const FIRST_ARMS = 8;

/** The next candidates. Reading stops as soon as it has found enough. */
export async function candidatePage(
  db: Db,
  scopes: CandidateScopes,
  { arms, most }: CandidateQuery,
): Promise<CandidateRow[]> {
  if (arms.length === 0) return [];
  const sets = (await areSmall(db, scopes)) ? new Sets() : null;
  const read = (some: readonly Arm[], atMost: number): Promise<CandidateRow[]> => {
    const each = some.map((arm) => readArm(arm, scopes, sets, atMost));
    // Both databases answer the rows of UNION ALL in the order of its parts, and stop at the limit.
    return rows(db, sql`${sets?.definitions() ?? raw('')}${join(each, ' UNION ALL ')} LIMIT ${atMost}`);
  };
  // The sets of a small scope are computed once for each statement, so a single one asks for all.
  const first = sets === null ? FIRST_ARMS : arms.length;
  const found: CandidateRow[] = [];
  for (let from = 0, to = first; from < arms.length && found.length < most; [from, to] = [to, 3 * to]) {
    found.push(...(await read(arms.slice(from, to), most - found.length)));
  }
  return found;
}
