import { type Db, execute } from '../database/database';
import { list, records, sql } from '../database/sql';
import { MEMBER_KINDS } from '../import/directory';
import { count, type Values } from '../import/values';
import type { Counts, Row } from '../import/writer';
import type { Spool } from './spool';

/** What became of the members of a group: those who are in it, and those who left. */
export interface Membership {
  /** The kind of each member, by id; null for one who left. */
  readonly members: Map<string, string | null>;
}

/** The members of groups, as the pages of a delta tell of them: in parts, again, and as additions and departures. */
export async function readMembers(spool: Spool, values: Values): Promise<ReadonlyMap<string, Membership>> {
  const groups = new Map<string, Membership>();
  for await (const { value } of spool.all('groups')) {
    const group = value as { id?: string; 'members@delta'?: unknown };
    const changes = group['members@delta'];
    const id = values.id(group.id);
    if (id === null || !Array.isArray(changes)) continue;
    const { members } = groups.get(id) ?? { members: new Map() };
    groups.set(id, { members });
    for (const change of changes as Record<string, unknown>[]) {
      const type = String(change['@odata.type'] ?? '').replace(/^#/, '');
      const kind = MEMBER_KINDS.get(type);
      const member = values.id(change['id'] as string);
      if (member === null) continue;
      if (change['@removed'] !== undefined) members.set(member, null);
      else if (kind !== undefined) members.set(member, kind);
      else count(values.notes.leftOut, `members that are no user, group or device (${type})`);
    }
  }
  return groups;
}

/** The rows of those who are members. */
export function memberRows(groups: ReadonlyMap<string, Membership>, ids: Iterable<string>): Row[] {
  return [...ids].flatMap((id) =>
    [...(groups.get(id)?.members ?? [])].flatMap(([member, kind]) =>
      kind === null ? [] : [{ group_id: id, kind, member_id: member }],
    ),
  );
}

/** Writes what changed among the members of some groups. @returns how many came and how many left */
export async function changeMembers(
  db: Db,
  groups: ReadonlyMap<string, Membership>,
  ids: readonly string[],
): Promise<Counts> {
  const came = memberRows(groups, ids);
  let removed = 0;
  for (const id of ids) {
    const left = [...(groups.get(id)?.members ?? [])].flatMap(([member, kind]) => (kind === null ? [member] : []));
    if (left.length === 0) continue;
    removed += await execute(
      db,
      sql`DELETE FROM group_members
      WHERE group_id = ${id} AND kind IN ('USER', 'GROUP', 'DEVICE') AND member_id IN ${list(left)}`,
    );
  }
  const added =
    came.length === 0
      ? 0
      : await execute(
          db,
          sql`INSERT INTO group_members (group_id, kind, member_id)
          ${records('group_members', ['group_id', 'kind', 'member_id'], came)} ON CONFLICT DO NOTHING`,
        );
  return { added, changed: 0, removed };
}
