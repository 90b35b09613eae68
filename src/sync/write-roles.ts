import { claimHead } from '../audit/trail';
import { hasAdministrator } from '../authorization/rights';
import { execute, rows } from '../database/database';
import { list, sql } from '../database/sql';
import { REMARKS } from '../import/import';
import type { TableName } from '../import/tables';
import type { Counts } from '../import/writer';
import type { ObjectTables } from './changes';
import { type Live, type ReconcileOptions, reconcile } from './reconcile';
import type { Staged } from './stage';
import type { SyncRun } from './sync-run';
import { add, isAnything, type Tally } from './tally';
import { revokeRoles, type Unread } from './unread-rights';

/** The change would leave no administrator over everything. */
class NobodyLeft extends Error {}

/** The unreadable roles and assignments. */
interface UnreadRoles {
  readonly roles: Unread;
  readonly assignments: Unread;
}

interface RolesWritten {
  readonly tally: Tally;
  /** Why nothing was written; null if everything was. */
  readonly kept: string | null;
}

/**
 * Writes Intune's roles and assignments in one transaction. If that would leave no administrator over everything, it
 * changes nothing and says so, so that a change in Intune cannot lock everybody out.
 */
export async function writeRoles(
  syncRun: SyncRun,
  live: Live,
  staged: Staged,
  tables: readonly ObjectTables[],
  unread: UnreadRoles,
  options: ReconcileOptions,
): Promise<RolesWritten> {
  const { licenseNeeded, isDry } = syncRun;
  const [roles, assignments] = tables as [ObjectTables, ObjectTables];
  const present = await rows<{ id: string }>(live.primary, sql`SELECT id FROM roles`);
  // An assignment may refer to a quarantined role that the database already has; drop assignments of unknown roles.
  await execute(
    staged.db,
    sql`DELETE FROM role_assignments WHERE role_id NOT IN (SELECT id FROM roles)
      AND role_id NOT IN ${list(present.map(({ id }) => id))}`,
  );
  const bring = async (within: Live, how: ReconcileOptions): Promise<Tally> => {
    const total = new Map<TableName, Counts>();
    // Write roles before their assignments, and remove roles after them.
    add(total, await reconcile(staged.db, within, roles, { ...how, removesAbsent: false }));
    add(total, await reconcile(staged.db, within, assignments, how));
    if (how.removesAbsent) {
      const { removed = 0 } = (await reconcile(staged.db, within, { root: 'roles' }, how)).get('roles') ?? {};
      add(total, new Map([['roles', { added: 0, changed: 0, removed }]]));
    }
    return total;
  };
  const wanted = await bring(live, { ...options, isDry: true });
  const isUnread = Object.values(unread).some(({ ids, isAnybody }) => isAnybody || ids.length > 0);
  if (isDry || !(isAnything(wanted) || isUnread)) return { tally: wanted, kept: null };
  try {
    const tally = await live.write(async (trx) => {
      await claimHead(trx);
      const had = await hasAdministrator(trx, licenseNeeded);
      const done = await bring({ primary: trx, write: (work) => work(trx) }, options);
      await revokeRoles(trx, staged.db, unread.roles, unread.assignments);
      if (had && !(await hasAdministrator(trx, licenseNeeded))) throw new NobodyLeft();
      return done;
    });
    return { tally, kept: null };
  } catch (error) {
    if (!(error instanceof NobodyLeft)) throw error;
    return { tally: new Map(), kept: REMARKS.rolesKept };
  }
}
