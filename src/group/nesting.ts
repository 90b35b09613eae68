import { insertRows } from '../database/bulk';
import { type Db, execute, rows, type Trx } from '../database/database';
import { records, sql } from '../database/sql';
import { ForeseenError } from '../resolving/foreseen';

/*
 * The closure of group nesting: for each group, all groups that it is nested in, directly or not. It is computed in memory,
 * because recursive statements take ten times as long to find that nothing has changed.
 */

/** A group that is a direct member of another one. */
export interface Nesting {
  readonly memberId: string;
  readonly groupId: string;
}

// A circle of 1,000 groups or a chain of 1,400. A tenant whose 100,000 groups are each nested in 10 others has as many.
const MOST_ANCESTORS = 1_000_000;

/** The groups are nested in so many others that their closure would be too large. */
export class NestingTooDeep extends ForeseenError {
  readonly code = 'NESTED_GROUPS';
}

/** All groups around a group. Nested groups may contain circles. */
function ancestorsAround(id: string, parents: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set<string>([id]);
  for (const each of found) for (const parent of parents.get(each) ?? []) found.add(parent);
  found.delete(id);
  return found;
}

/**
 * The ancestors of each nested group, without the group itself.
 * @throws NestingTooDeep if they are more than a million in all
 */
export function ancestorsOf(nestings: readonly Nesting[]): Map<string, Set<string>> {
  const parents = new Map<string, string[]>();
  for (const { memberId, groupId } of nestings) {
    const known = parents.get(memberId);
    if (known === undefined) parents.set(memberId, [groupId]);
    else known.push(groupId);
  }
  const ancestors = new Map<string, Set<string>>();
  let total = 0;
  let deepest = { id: '', size: 0 };
  for (const id of parents.keys()) {
    const around = ancestorsAround(id, parents);
    ancestors.set(id, around);
    total += around.size;
    if (around.size > deepest.size) deepest = { id, size: around.size };
    if (total > MOST_ANCESTORS) {
      throw new NestingTooDeep(
        `Groups are nested too deep: those around each group are more than ${MOST_ANCESTORS} in all. The group ` +
          `${deepest.id} alone is nested in ${deepest.size} others. Look for a circle or a long chain of groups.`,
      );
    }
  }
  return ancestors;
}

/** The groups of the database that are direct members of others. */
export const readNestings = (db: Db): Promise<Nesting[]> =>
  rows(
    db,
    sql`SELECT member_id AS "memberId", group_id AS "groupId" FROM group_members
      WHERE kind = 'GROUP' AND member_id IN (SELECT id FROM groups)`,
  );

// Stored pairs that are compared together.
const PAGE = 10_000;
const KEY = ['group_id', 'ancestor_id'];

type Pair = Readonly<Record<'group_id' | 'ancestor_id', string>>;

/** The stored ancestors of all groups, in pages. */
async function* storedAncestors(trx: Trx): AsyncIterable<readonly Pair[]> {
  for (let last: Pair | undefined = { group_id: '', ancestor_id: '' }; last !== undefined; ) {
    const page: Pair[] = await rows<Pair>(
      trx,
      sql`SELECT group_id, ancestor_id FROM group_ancestors
        WHERE (group_id, ancestor_id) > (${last.group_id}, ${last.ancestor_id}) AND group_id <> ancestor_id
        ORDER BY group_id, ancestor_id LIMIT ${PAGE}`,
    );
    yield page;
    last = page.at(-1);
  }
}

/**
 * Updates the closure of group nesting. Each group is its own ancestor too. Only differences are written.
 * @throws NestingTooDeep
 */
export async function rebuildAncestors(trx: Trx): Promise<void> {
  const lacking = ancestorsOf(await readNestings(trx));
  for await (const page of storedAncestors(trx)) {
    const gone = page.filter((pair) => lacking.get(pair.group_id)?.delete(pair.ancestor_id) !== true);
    if (gone.length === 0) continue;
    const where = sql`(group_id, ancestor_id) IN (${records('group_ancestors', KEY, gone)})`;
    await execute(trx, sql`DELETE FROM group_ancestors WHERE ${where}`);
  }
  await execute(
    trx,
    sql`INSERT INTO group_ancestors (group_id, ancestor_id) SELECT id, id FROM groups WHERE NOT EXISTS
      (SELECT 1 FROM group_ancestors a WHERE a.group_id = groups.id AND a.ancestor_id = groups.id)`,
  );
  let found: Pair[] = [];
  for (const [group, ancestors] of lacking) {
    for (const ancestor of ancestors) found.push({ group_id: group, ancestor_id: ancestor });
    if (found.length < PAGE) continue;
    await insertRows(trx, 'group_ancestors', KEY, found, 'DO NOTHING');
    found = [];
  }
  await insertRows(trx, 'group_ancestors', KEY, found, 'DO NOTHING');
}
