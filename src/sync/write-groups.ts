import { rows } from '../database/database';
import { list, sql } from '../database/sql';
import { ancestorsOf, rebuildAncestors } from '../group/nesting';
import type { TableName } from '../import/tables';
import type { Counts } from '../import/writer';
import type { ObjectTables } from './changes';
import { changeMembers, memberRows, nestingsAfter, previewMembers, readMembers } from './members';
import { type Live, type ReconcileOptions, reconcile } from './reconcile';
import type { Staged } from './stage';
import { removeObjects, type SyncRun } from './sync-run';
import { add, type Tally } from './tally';

const NONE: Counts = { added: 0, changed: 0, removed: 0 };

/**
 * Writes groups, their members and the ancestors derived from them. After a full reading, replaces the members of each
 * group; after a delta, applies only the changes.
 * @throws NestingTooDeep before it writes
 */
export async function writeGroups(
  syncRun: SyncRun,
  live: Live,
  staged: Staged,
  options: ReconcileOptions,
): Promise<Tally> {
  const { spool, values, isDry } = syncRun;
  const total = new Map<TableName, Counts>();
  const members = await readMembers(spool, values);
  const isWhole = spool.reached('groups').isFull;
  const removed = isWhole ? [] : await spool.removed('groups');
  // Refuse a nesting that is too deep before anything of it is written.
  ancestorsOf(await nestingsAfter(live.primary, members, isWhole, new Set(removed)));
  // Stage the members group by group, because those of all groups may not fit into memory.
  if (isWhole) for (const [id, those] of members) await staged.put('groupMembers', memberRows(id, those));
  const tables: ObjectTables = {
    root: 'groups',
    children: { groupSearch: 'group_id', ...(isWhole && { groupMembers: 'group_id' }) },
  };
  const told = new Set<string>();
  add(
    total,
    await reconcile(staged.db, live, tables, {
      ...options,
      alsoUnchanged: !isWhole,
      also: {
        async write(trx, ids) {
          for (const id of ids) told.add(id);
          const changed = isWhole ? NONE : await changeMembers(trx, members, ids, isWhole);
          await rebuildAncestors(trx);
          return new Map([['groupMembers', changed]]);
        },
        async preview(db, ids) {
          for (const id of ids) told.add(id);
          return new Map([['groupMembers', isWhole ? NONE : await previewMembers(db, members, ids, isWhole)]]);
        },
      },
    }),
  );
  // A quarantined group may still have readable members.
  const found = await rows<{ id: string }>(
    live.primary,
    sql`SELECT id FROM groups WHERE origin = 'INTUNE' AND id IN ${list([...members.keys()].filter((id) => options.keeps?.(id)))}`,
  );
  for (const { id } of found.filter((group) => !told.has(group.id))) {
    const changed = isDry
      ? await previewMembers(live.primary, members, [id], isWhole)
      : await live.write(async (trx) => {
          const counts = await changeMembers(trx, members, [id], isWhole);
          await rebuildAncestors(trx);
          return counts;
        });
    add(total, new Map([['groupMembers', changed]]));
  }
  if (!isWhole) add(total, await removeObjects(live, 'groups', removed, isDry, rebuildAncestors));
  return total;
}
