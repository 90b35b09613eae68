import { type Db, rows } from '../database/database';
import {
  type Keyset,
  PARENT,
  type Page,
  pageOf,
  pagePerParent,
  pagePerParentAmong,
  unindexed,
} from '../database/keyset';
import { among, list, raw, type Sql, sql } from '../database/sql';
import { devicesOfScope, type MemberKind, memberIdsOf, type Scope } from './scope';
import { haveMoreThan } from './scope-size';
import { pageAhead } from './scoped-page';

/** The users or devices in a scope, as members of groups. */
interface Members {
  readonly kind: MemberKind;
  readonly scope: Scope;
  /** Whether the members of nested groups count too. */
  readonly transitive: boolean;
  /** Whether nearly every row is in the scope. */
  readonly isDense: boolean;
  /** SQL: the row is in the scope. */
  readonly inScope: Sql;
  /** SQL: the row is a member of the group PARENT, by the set of the group's members. */
  readonly belongs: Sql;
  /** SQL: the row is a member of a group, as a test of the row. */
  isMember(group: string): Sql;
}

interface MemberPages extends Members {
  readonly columns: Sql;
  /** The table with the keyset's columns, and the same joined with what the columns need. */
  readonly from: Sql;
  readonly rowsFrom: Sql;
  readonly keyset: Keyset;
  readonly page: Page;
}

interface MemberCounts extends Members {
  /** SQL: the number of members of the group PARENT in the scope, up to the limit of counts. */
  readonly count: Sql;
}

/**
 * From this many members on, a group is large, and so are several groups with as many together. To find the members of a
 * group as a set and to test them against a scope takes up to 20 µs for each.
 */
export const LARGE = { members: 20_000 };

/** The number of members of each group, up to five times that of a large one. */
function sizesOf(db: Db, groups: readonly string[], { kind, transitive }: Members) {
  return rows<{ id: string; members: number }>(
    db,
    sql`SELECT p.value AS id, (SELECT COUNT(*) FROM (SELECT 1 FROM group_ancestors a CROSS JOIN group_members m
      WHERE a.ancestor_id = p.value AND ${nested(transitive)} AND m.group_id = a.group_id AND m.kind = ${kind}
      LIMIT ${5 * LARGE.members}) AS counted) AS members FROM ${list(groups)} AS p`,
  );
}

const nested = (transitive: boolean): Sql => raw(transitive ? 'TRUE' : 'a.group_id = a.ancestor_id');
const isLarge = ({ members }: { readonly members: number }): boolean => members >= LARGE.members;
const together = (sizes: readonly { readonly members: number }[]) => ({
  members: sizes.reduce((sum, { members }) => sum + members, 0),
});

/** SQL: the members in scope of these groups, once for each group, as `parent`, `id` and `name_key`. It starts from the scope. */
function membersOf(groups: readonly string[], { kind, scope, transitive }: Members): Sql {
  const inScope =
    kind === 'USER'
      ? sql`SELECT su.id, su.name_key, su.id AS member_id FROM users su WHERE su.id IN (${memberIdsOf(scope.groups, kind)})`
      : sql`SELECT sd.id, sd.name_key, se.id AS member_id
          FROM (${devicesOfScope(scope, raw('sd.id, sd.name_key, sd.entra_device_id'))}) AS sd
          CROSS JOIN entra_devices se WHERE se.device_id = sd.entra_device_id`;
  // PostgreSQL would otherwise start from all members of the groups, which it takes for few. It looks up sorted ids faster.
  return sql`WITH memberships AS MATERIALIZED (SELECT s.id, s.name_key, m.group_id
      FROM (${inScope} ORDER BY member_id) AS s CROSS JOIN group_members m WHERE m.kind = ${kind} AND m.member_id = s.member_id)
    SELECT DISTINCT a.ancestor_id AS parent, s.id, s.name_key FROM memberships s CROSS JOIN group_ancestors a
    WHERE a.group_id = s.group_id AND ${among(raw('a.ancestor_id'), list(groups))} AND ${nested(transitive)}`;
}

/** Reads the lists of large groups in their order; null if the next rows do not fill the page of each. */
async function inOrder<Row>(db: Db, groups: readonly string[], members: MemberPages) {
  const { from, rowsFrom, inScope, isDense, isMember } = members;
  const found: (Row & { parent: string })[] = [];
  for (const parent of groups) {
    const where = sql`${inScope} AND ${isMember(parent)}`;
    const read = isDense
      ? await rows<Row>(db, pageOf({ ...members, from: rowsFrom, where }))
      : await pageAhead<Row>(db, { ...members, from, rowsFrom, where });
    if (read === null) return null;
    found.push(...read.map((row) => ({ ...row, parent })));
  }
  return found;
}

/**
 * Reads a page of the members of each group, in the way that fits the sizes of the groups and of the scope: from the
 * members of small groups, in the order of the list for large ones, or from the scope for all groups at once. The rows
 * that are read from the scope have the `total` of their list.
 */
export async function memberPages<Row>(
  db: Db,
  groups: readonly string[],
  members: MemberPages,
): Promise<(Row & { parent: string; total?: number })[]> {
  const { columns, rowsFrom, keyset, page, isDense, inScope, belongs } = members;
  const sizes = await sizesOf(db, groups, members);
  const small = sizes.filter((size) => !isLarge(size));
  const large = sizes.filter(isLarge).map(({ id }) => id);
  const found = isDense || !isLarge(together(small)) ? await inOrder<Row>(db, large, members) : null;
  const inAll = { columns, from: rowsFrom, keyset, page };
  const id = keyset.columns.at(-1) as string;
  if (found === null) {
    return rows(db, pagePerParentAmong({ ...inAll, key: id, members: membersOf(groups, members) }));
  }
  if (small.length === 0) return found;
  const parents = small.map((group) => group.id);
  const where = sql`${belongs} AND ${inScope}`;
  const few = { ...inAll, parents, key: id, where, keyset: unindexed(keyset) };
  return [...(await rows<Row & { parent: string }>(db, pagePerParent(few))), ...found];
}

/** Counts the members of each group that are in the scope, in one statement. */
export async function memberCounts(
  db: Db,
  groups: readonly string[],
  members: MemberCounts,
): Promise<{ parent: string; count: number }[]> {
  const { scope, isDense, count } = members;
  const all = isDense ? null : together(await sizesOf(db, groups, members));
  const isOfScope = all !== null && isLarge(all) && !(await haveMoreThan(db, scope.groups, all.members));
  return rows(
    db,
    isOfScope
      ? sql`SELECT parent, COUNT(*) AS count FROM (${membersOf(groups, members)}) AS found GROUP BY parent`
      : sql`SELECT ${PARENT} AS parent, ${count} AS count FROM ${list(groups)} AS p`,
  );
}
