import { execute, rows } from '../database/database';
import { list, sql } from '../database/sql';
import { type Live, type ReconcileOptions, reconcileSlices } from './reconcile';
import type { Spool } from './spool';
import type { Staged } from './stage';
import type { Tally } from './tally';

/**
 * Writes licences from `userLicenses`, because the delta query of users does not report a change of licences alone.
 * A licence decides whether an operator may sign in, so it is updated in the same sync.
 */
export async function writeLicenses(
  spool: Spool,
  staged: Staged,
  live: Live,
  options: ReconcileOptions,
): Promise<Tally> {
  const ids = await spool.ids('userLicenses');
  const known = await rows<{ id: string }>(
    live.primary,
    sql`SELECT id FROM users WHERE id IN ${list(ids)} ORDER BY id`,
  );
  const slice = { column: 'user_id', resource: 'userLicenses' } as const;
  const users = known.map(({ id }) => id).filter((id) => options.keeps?.(id) !== true);
  const tally = await reconcileSlices(staged.db, live, { root: 'userLicenses' }, slice, users, options);
  if (options.isDry === true) return tally;
  const isLicensed = sql`(CASE WHEN EXISTS (SELECT 1 FROM user_licenses l
    WHERE l.user_id = users.id AND l.state IN ('ENABLED', 'WARNING')) THEN 1 ELSE 0 END)`;
  const differs = sql`intune_licensed <> ${isLicensed}`;
  if ((await rows(live.primary, sql`SELECT 1 FROM users WHERE ${differs} LIMIT 1`)).length > 0) {
    await live.write((trx) => execute(trx, sql`UPDATE users SET intune_licensed = ${isLicensed} WHERE ${differs}`));
  }
  return tally;
}
