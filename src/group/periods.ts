import { execute, type Trx } from '../database/database';
import { type Sql, sql } from '../database/sql';
import { daysBefore } from '../resolving/days';

/*
 * The periods of memberships. Triggers of `group_members` begin and end them, so that every writer is noted.
 */

const KEPT_DAYS = 90;

/** A period that ended before this instant is no longer told. */
export const oldestEnd = (now: string): string => daysBefore(KEPT_DAYS, now);

/** Marks the members of some groups as not read, before their rows are deleted: they have not left. */
export async function keepPeriods(trx: Trx, groups: Sql): Promise<void> {
  await execute(trx, sql`UPDATE imports_under_way SET noted_at = NULL`);
  await execute(
    trx,
    sql`INSERT INTO group_membership_periods (group_id, member_id, since, unread)
      SELECT m.group_id, m.member_id, COALESCE((SELECT o.since FROM group_membership_periods o
        WHERE o.group_id = m.group_id AND o.member_id = m.member_id AND o.until IS NULL), ''), 1
      FROM group_members m WHERE m.kind = 'USER' AND m.group_id IN ${groups}
      ON CONFLICT (group_id, member_id, since) DO UPDATE SET until = NULL, unread = 1`,
  );
}

/**
 * Ends what a sync or an import of members has begun: the groups that it brought are known from now on. Forgets periods
 * that ended 90 days ago.
 * @param isAllRead no group is unreadable, so members who were not read earlier and are not there now have left
 */
export async function settlePeriods(trx: Trx, now: string, isAllRead: boolean): Promise<void> {
  await execute(trx, sql`DELETE FROM new_groups`);
  await execute(trx, sql`DELETE FROM group_membership_periods WHERE until < ${oldestEnd(now)}`);
  if (!isAllRead) return;
  await execute(
    trx,
    sql`UPDATE group_membership_periods SET until = ${now} WHERE unread = 1 AND NOT EXISTS (SELECT 1 FROM group_members m
      WHERE m.group_id = group_membership_periods.group_id AND m.kind = 'USER'
        AND m.member_id = group_membership_periods.member_id)`,
  );
  await execute(trx, sql`UPDATE group_membership_periods SET unread = 0 WHERE unread = 1`);
}
