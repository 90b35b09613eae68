import { countOf, type Db, rows } from '../database/database';
import { list, raw, sql } from '../database/sql';
import { type MemberKind, membershipsIn } from './scope';

/** Whether these groups, with all groups nested in them, have more members of these kinds than a number. Default: users and devices. */
export async function haveMoreThan(
  db: Db,
  groups: readonly string[],
  members: number,
  kinds?: readonly MemberKind[],
): Promise<boolean> {
  return (await countOf(db, sql`(${membershipsIn(groups, kinds)} LIMIT ${members + 1}) AS counted`)) > members;
}

/**
 * A group with this many members has many. To find the members of a group as a set and to test them against a scope
 * takes up to 20 µs for each.
 */
export const MANY = { members: 20_000 };

/**
 * From this many members on, a filter by a group tests users or devices one by one, until the page is full and the count ends.
 * The set of a group's users takes half a microsecond for each member, and a test 2 µs; for devices they take 12 and 8 µs.
 */
export const LARGE_GROUP = { users: 50_000, devices: 45_000 };

interface MembersOf<Row> {
  readonly kind: MemberKind;
  /** Whether the members of nested groups count too. */
  readonly transitive: boolean;
  /** Reads the lists of groups that have few members. */
  few(groups: readonly string[]): Promise<(Row & { parent: string })[]>;
  /** Reads the list of a group that has many. */
  many(group: string): Promise<Row[]>;
}

/** Reads lists of the members of groups, those of a group with many members in another way than the others. */
export async function membersByGroup<Row>(
  db: Db,
  groups: readonly string[],
  { kind, transitive, few, many }: MembersOf<Row>,
): Promise<(Row & { parent: string })[]> {
  const nested = raw(transitive ? 'TRUE' : 'a.group_id = a.ancestor_id');
  const members = sql`SELECT 1 FROM group_ancestors a CROSS JOIN group_members m
    WHERE a.ancestor_id = p.value AND ${nested} AND m.group_id = a.group_id AND m.kind = ${kind} LIMIT ${MANY.members}`;
  const large = (
    await rows<{ id: string }>(
      db,
      sql`SELECT p.value AS id FROM ${list(groups)} AS p
        WHERE (SELECT COUNT(*) FROM (${members}) AS counted) = ${MANY.members}`,
    )
  ).map(({ id }) => id);
  const small = groups.filter((id) => !large.includes(id));
  const found = large.map(async (parent) => (await many(parent)).map((row) => ({ ...row, parent })));
  return (await Promise.all([...(small.length === 0 ? [] : [few(small)]), ...found])).flat();
}
