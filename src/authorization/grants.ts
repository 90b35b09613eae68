import { type Db, rows } from '../database/database';
import { principalNameKey } from '../database/folding';
import { list, raw, type Sql, sql } from '../database/sql';
import type { Permission } from '../generated/graphql';
import { IS_EFFECTIVE } from './effective';
import { exactName } from './principal-name';
import { assignmentScope, type Scope } from './scope';

/*
 * The join from operators to the assignments of all their groups, direct or through nested groups. `m.member_id` is the
 * operator, `am.assignment_id` the assignment, and `am.group_id` its member group. Append conditions with AND.
 * CROSS JOIN makes SQLite keep the order of the tables.
 */
const JOINED = "n.group_id = m.group_id AND am.group_id = n.ancestor_id AND m.kind = 'USER'";

/** The join, for a query that starts with operators. */
export const ASSIGNMENTS_OF_OPERATORS = raw(
  `FROM group_members m CROSS JOIN group_ancestors n CROSS JOIN assignment_members am WHERE ${JOINED}`,
);

/** The join, for a query that starts with assignments. */
export const OPERATORS_OF_ASSIGNMENTS = raw(
  `FROM assignment_members am CROSS JOIN group_ancestors n CROSS JOIN group_members m WHERE ${JOINED}`,
);

/** The condition that a user `u` is an active operator: enabled and, if `licenseNeeded`, with an Intune plan. */
export const isActive = (licenseNeeded: boolean): Sql =>
  licenseNeeded ? raw('(u.account_enabled = 1 AND u.intune_licensed = 1)') : raw('u.account_enabled = 1');

/** The user behind a token, with the facts that decide whether the account is active. */
export interface OperatorRow {
  id: string;
  displayName: string | null;
  userPrincipalName: string;
  preferredLanguage: string | null;
  accountEnabled: 0 | 1 | null;
  intuneLicensed: 0 | 1;
}

/** The rights that an assignment gives to its members. */
export interface GrantRow {
  assignmentId: string;
  permissions: Permission[];
  scope: Scope;
}

/** The operator named by a token: a user's id, or a user principal name in the form of `exactName`. */
export type OperatorKey = { readonly id: string } | { readonly exactName: string };

/** How a token names an application that reads without an operator. */
export interface MachineKey {
  readonly machineId: string;
}

/** Marks the id of an application in the log and in the audit trail. No user has such an id. */
export const MACHINE_MARK = 'application:';

interface OperatorWithGrants {
  readonly operator: OperatorRow;
  readonly grants: readonly GrantRow[];
}

/** The columns of `SCOPE`. */
export interface StoredScope {
  readonly allUsers: 0 | 1;
  readonly allDevices: 0 | 1;
  readonly groups: string | null;
}

/** SQL: the columns with the scope of an assignment `a`. */
export const SCOPE = raw(`a.all_users AS "allUsers", a.all_devices AS "allDevices",
   (SELECT string_agg(s.group_id, ',') FROM assignment_scopes s WHERE s.assignment_id = a.id) AS "groups"`);

interface StoredGrant extends StoredScope {
  readonly assignmentId: string | null;
  readonly permissions: string | null;
}

/** SQL: the columns of the grant that an assignment `a` of a role `r` gives. */
const GRANT = sql`a.id AS "assignmentId", ${SCOPE},
   (SELECT string_agg(rp.permission, ',') FROM role_permissions rp
     WHERE rp.role_id = a.role_id AND rp.permission IS NOT NULL) AS permissions`;

/** Splits a list of ids joined by commas; empty for null. */
export const split = (text: string | null): string[] => (text === null || text === '' ? [] : text.split(','));

export const scopeOf = ({ allUsers, allDevices, groups }: StoredScope): Scope =>
  assignmentScope({ allUsers: allUsers === 1, allDevices: allDevices === 1, groups: split(groups).sort() });

/**
 * Reads an operator and its effective assignments in one statement, through direct and nested groups.
 * @returns null if the user does not exist, or if two users share the name. A name that differs in an accent is another one.
 */
export async function operatorWithGrants(db: Db, key: OperatorKey): Promise<OperatorWithGrants | null> {
  const named: Sql = 'id' in key ? sql`u.id = ${key.id}` : sql`u.upn_key = ${principalNameKey(key.exactName)}`;
  // A subquery that takes nothing from the rows around it runs once, and not for each assignment.
  const operatorId: Sql = 'id' in key ? sql`${key.id}` : raw('u.id');
  const isMeant = ({ userPrincipalName }: OperatorRow) => 'id' in key || exactName(userPrincipalName) === key.exactName;
  const candidates = await rows<OperatorRow & StoredGrant>(
    db,
    sql`SELECT u.id, u.display_name AS "displayName", u.user_principal_name AS "userPrincipalName",
      u.preferred_language AS "preferredLanguage", u.account_enabled AS "accountEnabled",
      u.intune_licensed AS "intuneLicensed",
      ${GRANT}
    FROM users u LEFT JOIN role_assignments a ON EXISTS (SELECT 1 FROM roles r WHERE r.id = a.role_id AND ${IS_EFFECTIVE})
      AND a.id IN (SELECT am.assignment_id ${ASSIGNMENTS_OF_OPERATORS} AND m.member_id = ${operatorId})
    WHERE ${named} ORDER BY u.id, a.id`,
  );
  const found = candidates.filter(isMeant);
  const [operator] = found;
  if (operator === undefined || found.some((row) => row.id !== operator.id)) return null;
  return { operator, grants: toGrants(found) };
}

const toGrants = (found: readonly StoredGrant[]): GrantRow[] =>
  found.flatMap((row) =>
    row.assignmentId === null
      ? []
      : [
          {
            assignmentId: row.assignmentId,
            permissions: split(row.permissions) as Permission[],
            scope: scopeOf(row),
          },
        ],
  );

/** The current grants of a group's members: its effective assignments, and those of the groups that contain it. */
export async function grantsOfGroup(db: Db, groupId: string): Promise<GrantRow[]> {
  return toGrants(
    await rows<StoredGrant>(
      db,
      sql`SELECT ${GRANT} FROM role_assignments a JOIN roles r ON r.id = a.role_id AND ${IS_EFFECTIVE}
      WHERE a.id IN (SELECT am.assignment_id FROM group_ancestors n
        JOIN assignment_members am ON am.group_id = n.ancestor_id WHERE n.group_id = ${groupId}) ORDER BY a.id`,
    ),
  );
}

/** Reads the scopes of assignments, each with the assignment's id. */
export async function scopesOfAssignments(db: Db, ids: readonly string[]): Promise<(Scope & { id: string })[]> {
  const found = await rows<StoredScope & { id: string }>(
    db,
    sql`SELECT a.id, ${SCOPE} FROM role_assignments a WHERE a.id IN ${list(ids)}`,
  );
  return found.map((row) => ({ id: row.id, ...scopeOf(row) }));
}
