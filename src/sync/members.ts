import { insertRows } from '../database/bulk';
import { type Db, execute, rows, type Trx } from '../database/database';
import { list, raw, records, type Sql, sql } from '../database/sql';
import { MEMBER_KINDS } from '../import/groups';
import { count, type Values } from '../import/values';
import type { Counts, Row } from '../import/writer';
import type { Spool } from './spool';

/** What became of the members of each group: their kinds, by id; null for one who left. */
type Memberships = ReadonlyMap<string, ReadonlyMap<string, string | null>>;

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The members of groups, as the pages of a delta tell of them: in parts, again, and as additions and departures. */
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
      else count(values.notes.leftOut, `members that are no user, group or device (${type})`);
    }
  }
  return groups;
}

/** The rows of those who are members of a group. */
export const memberRows = (group: string, members: ReadonlyMap<string, string | null>): Row[] =>
  [...members].flatMap(([member, kind]) => (kind === null ? [] : [{ group_id: group, kind, member_id: member }]));

const KEY = ['group_id', 'kind', 'member_id'];

interface MemberChange {
  readonly came: readonly Row[];
  /** The rows of the members who left, from FROM on. */
  readonly gone: Sql;
}

/** What changes among the members of a group. @param isWhole whether members that are not named have left */
function memberChange(id: string, members: ReadonlyMap<string, string | null>, isWhole: boolean): MemberChange {
  const came = memberRows(id, members);
  const left = [...members].flatMap(([member, kind]) => (kind === null ? [member] : []));
  const others = isWhole
    ? sql`member_id NOT IN ${list(came.map((row) => row['member_id'] as string))}`
    : sql`member_id IN ${list(left)}`;
  return {
    came,
    gone: sql`FROM group_members WHERE group_id = ${id} AND kind IN ('USER', 'GROUP', 'DEVICE') AND ${others}`,
  };
}

/** Writes what changed among the members of some groups. @returns how many came and how many left */
export async function changeMembers(
  trx: Trx,
  groups: Memberships,
  ids: readonly string[],
  isWhole: boolean,
): Promise<Counts> {
  let [added, removed] = [0, 0];
  for (const id of ids) {
    const members = groups.get(id);
    if (members === undefined) continue;
    const { came, gone } = memberChange(id, members, isWhole);
    removed += await execute(trx, sql`DELETE ${gone}`);
    added += await insertRows(trx, 'group_members', KEY, came, 'DO NOTHING');
  }
  return { added, changed: 0, removed };
}

/** Counts what changeMembers would write. */
export async function previewMembers(
  db: Db,
  groups: Memberships,
  ids: readonly string[],
  isWhole: boolean,
): Promise<Counts> {
  let [added, removed] = [0, 0];
  for (const id of ids) {
    const members = groups.get(id);
    if (members === undefined) continue;
    const { came, gone } = memberChange(id, members, isWhole);
    const known = await rows(
      db,
      sql`SELECT 1 FROM group_members WHERE (${raw(KEY.join(', '))}) IN (${records('group_members', KEY, came)})`,
    );
    removed += (await rows(db, sql`SELECT 1 ${gone}`)).length;
    added += came.length - known.length;
  }
  return { added, changed: 0, removed };
}
