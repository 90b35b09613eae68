import { insertRows } from '../database/bulk';
import { type Db, execute, rows, type Trx } from '../database/database';
import { list, raw, records, type Sql, sql } from '../database/sql';
import { type Nesting, readNestings } from '../group/nesting';
import { MEMBER_KINDS } from '../import/groups';
import { count, type Values } from '../import/values';
import type { Counts, Row } from '../import/writer';
import type { Spool } from './spool';

/** For each group id, the members by id: the kind of the member, or null if it was removed. */
type Memberships = ReadonlyMap<string, ReadonlyMap<string, string | null>>;

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/**
 * Reads the members of groups from the pages of a delta query. A page may repeat members, hold only a part of them, or
 * mark them as removed; the last mention counts.
 */
export async function readMembers(spool: Spool, values: Values): Promise<Memberships> {
  const groups = new Map<string, Map<string, string | null>>();
  for await (const { value } of spool.all('groups')) {
    const group = (value ?? {}) as Record<string, unknown>;
    const changes = group['members@delta'];
    const id = values.id(textOf(group['id']));
    if (id === null || !Array.isArray(changes)) continue;
    const members = groups.get(id) ?? new Map<string, string | null>();
    groups.set(id, members);
    for (const change of changes as (Record<string, unknown> | null)[]) {
      const type = (textOf(change?.['@odata.type']) ?? '').replace(/^#/, '');
      const kind = MEMBER_KINDS.get(type);
      const member = values.id(textOf(change?.['id']));
      if (member === null) count(values.notes.leftOut, 'members without an id');
      else if (change?.['@removed'] != null) members.set(member, null);
      else if (kind !== undefined) members.set(member, kind);
      else count(values.notes.leftOut, `members that are neither user, group nor device (${type})`);
    }
  }
  return groups;
}

/** The rows of the current members of a group, without the removed ones. */
export const memberRows = (group: string, members: ReadonlyMap<string, string | null>): Row[] =>
  [...members].flatMap(([member, kind]) => (kind === null ? [] : [{ group_id: group, kind, member_id: member }]));

/**
 * The nesting of groups as it will be once these memberships are written.
 * @param isWhole the memberships are those of all groups
 * @param removed the ids of removed groups
 */
export async function nestingsAfter(
  db: Db,
  groups: Memberships,
  isWhole: boolean,
  removed: ReadonlySet<string>,
): Promise<Nesting[]> {
  const present = isWhole ? [] : await readNestings(db);
  const kept = present.filter(({ groupId, memberId }) => groups.get(groupId)?.has(memberId) !== true);
  const read = [...groups].flatMap(([groupId, members]) =>
    [...members].flatMap(([memberId, kind]) => (kind === 'GROUP' ? [{ groupId, memberId }] : [])),
  );
  return [...kept, ...read].filter(({ groupId, memberId }) => !removed.has(groupId) && !removed.has(memberId));
}

const KEY = ['group_id', 'kind', 'member_id'];

/** The membership changes of one group. */
interface MemberChange {
  readonly came: readonly Row[];
  /** Selects the rows of removed members: a clause that starts with FROM. */
  readonly gone: Sql;
}

/** The membership changes of each group with one of these ids. @param isWhole members that are not named are removed */
function* memberChanges(groups: Memberships, ids: readonly string[], isWhole: boolean): Iterable<MemberChange> {
  for (const id of ids) {
    const members = groups.get(id);
    if (members === undefined) continue;
    const came = memberRows(id, members);
    const left = [...members].flatMap(([member, kind]) => (kind === null ? [member] : []));
    const others = isWhole
      ? sql`member_id NOT IN ${list(came.map((row) => row['member_id'] as string))}`
      : sql`member_id IN ${list(left)}`;
    yield {
      came,
      gone: sql`FROM group_members WHERE group_id = ${id} AND kind IN ('USER', 'GROUP', 'DEVICE') AND ${others}`,
    };
  }
}

/** Writes the membership changes of the groups with these ids. @returns the numbers of rows added and removed */
export async function changeMembers(
  trx: Trx,
  groups: Memberships,
  ids: readonly string[],
  isWhole: boolean,
): Promise<Counts> {
  let [added, removed] = [0, 0];
  for (const { came, gone } of memberChanges(groups, ids, isWhole)) {
    removed += await execute(trx, sql`DELETE ${gone}`);
    added += await insertRows(trx, 'group_members', KEY, came, 'DO NOTHING');
  }
  return { added, changed: 0, removed };
}

/** Counts the rows that `changeMembers` would add and remove. */
export async function previewMembers(
  db: Db,
  groups: Memberships,
  ids: readonly string[],
  isWhole: boolean,
): Promise<Counts> {
  let [added, removed] = [0, 0];
  for (const { came, gone } of memberChanges(groups, ids, isWhole)) {
    const known = await rows(
      db,
      sql`SELECT 1 FROM group_members WHERE (${raw(KEY.join(', '))}) IN (${records('group_members', KEY, came)})`,
    );
    removed += (await rows(db, sql`SELECT 1 ${gone}`)).length;
    added += came.length - known.length;
  }
  return { added, changed: 0, removed };
}
