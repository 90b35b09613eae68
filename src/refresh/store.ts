import { type Db, execute, firstRow, rows, type Trx } from '../database/database';
import { databaseTime } from '../database/server-clock';
import { list, sql } from '../database/sql';
import type { RefreshFailure, RefreshState, SyncKind } from '../generated/graphql';
import { secondsBetween } from '../resolving/days';

/** A kind that was read, and why a part of it could not be; null if everything was. */
export interface RefreshedKindRow {
  readonly kind: SyncKind;
  readonly problem: string | null;
}

/** The last refresh of a user. */
export interface UserRefreshRow {
  userId: string;
  state: RefreshState;
  requestedAt: string;
  finishedAt: string | null;
  failure: RefreshFailure | null;
  problem: string | null;
  kinds: RefreshedKindRow[];
}

const UNFINISHED = sql`state IN ('QUEUED', 'RUNNING')`;

const BROKEN_OFF = 'The process ended before the refresh did.';

// A process renews the mark of its unfinished refreshes more often than this.
const ALIVE_S = 60;
const HOUR_S = 60 * 60;
const KEPT_S = 7 * 24 * HOUR_S;

/** The last refresh of each user in the last seven days. One whose process ended before it finished has failed. */
export async function refreshesByUser(db: Db, userIds: readonly string[]): Promise<UserRefreshRow[]> {
  const found = await rows<UserRefreshRow & { aliveUntil: string; hasBrokenOff: 0 | 1; kinds: unknown }>(
    db,
    sql`SELECT r.user_id AS "userId", r.state, r.requested_at AS "requestedAt", r.finished_at AS "finishedAt",
      r.failure, r.problem, r.kinds, r.alive_until AS "aliveUntil",
      CASE WHEN ${UNFINISHED} AND r.alive_until < ${databaseTime(db)} THEN 1 ELSE 0 END AS "hasBrokenOff"
    FROM user_refreshes r
    WHERE r.user_id IN ${list(userIds)} AND r.requested_at >= ${databaseTime(db, -KEPT_S)}
      AND NOT EXISTS (SELECT 1 FROM user_refreshes o
      WHERE o.user_id = r.user_id AND (o.requested_at, o.id) > (r.requested_at, r.id))`,
  );
  return found.map(({ aliveUntil, hasBrokenOff, ...row }) => {
    const kinds = JSON.parse(String(row.kinds)) as RefreshedKindRow[];
    return hasBrokenOff === 1
      ? { ...row, kinds, state: 'FAILED', finishedAt: aliveUntil, failure: 'INTERRUPTED', problem: BROKEN_OFF }
      : { ...row, kinds };
  });
}

/** A refresh that an operator asks for. */
interface RequestedRefresh {
  readonly id: string;
  readonly userId: string;
  readonly operatorId: string;
}

/** Stores a refresh as queued, and deletes refreshes that are too old to be told. */
export async function queueRefresh(trx: Trx, { id, userId, operatorId }: RequestedRefresh): Promise<void> {
  await execute(trx, sql`DELETE FROM user_refreshes WHERE requested_at < ${databaseTime(trx, -KEPT_S)}`);
  await execute(
    trx,
    sql`INSERT INTO user_refreshes (id, user_id, operator_id, requested_at, state, alive_until)
      VALUES (${id}, ${userId}, ${operatorId}, ${databaseTime(trx)}, 'QUEUED', ${databaseTime(trx, ALIVE_S)})`,
  );
}

/** The refreshes of an operator: how many in the last hour, and how many are not finished. */
export async function refreshesOf(db: Db, operatorId: string): Promise<{ recent: number; unfinished: number }> {
  const found = await firstRow<{ recent: number; unfinished: number | null }>(
    db,
    sql`SELECT COUNT(*) AS recent,
      SUM(CASE WHEN ${UNFINISHED} AND alive_until >= ${databaseTime(db)} THEN 1 ELSE 0 END) AS unfinished
    FROM user_refreshes WHERE operator_id = ${operatorId} AND requested_at > ${databaseTime(db, -HOUR_S)}`,
  );
  return { recent: Number(found?.recent ?? 0), unfinished: Number(found?.unfinished ?? 0) };
}

/** The seconds until an operator who has reached the limit per hour may refresh again; null if the limit allows none. */
export async function secondsUntilRefresh(db: Db, operatorId: string, perHour: number): Promise<number | null> {
  if (perHour === 0) return null;
  // It must be an hour ago that the first of as many as the limit was asked for.
  const found = await firstRow<{ first: string; now: string }>(
    db,
    sql`SELECT requested_at AS first, ${databaseTime(db)} AS now FROM user_refreshes WHERE operator_id = ${operatorId}
      ORDER BY requested_at DESC LIMIT 1 OFFSET ${perHour - 1}`,
  );
  return found === null ? null : Math.max(1, secondsBetween(found.now, found.first) + HOUR_S);
}

/** Marks the unfinished refreshes of this process as alive. */
export async function keepRefreshes(trx: Trx, ids: readonly string[]): Promise<void> {
  await execute(
    trx,
    sql`UPDATE user_refreshes SET alive_until = ${databaseTime(trx, ALIVE_S)} WHERE id IN ${list(ids)} AND ${UNFINISHED}`,
  );
}

/** Takes a queued refresh. @returns false if it was taken before, or its user is gone */
export async function beginRefresh(trx: Trx, id: string): Promise<boolean> {
  const taken = await execute(
    trx,
    sql`UPDATE user_refreshes SET state = 'RUNNING', alive_until = ${databaseTime(trx, ALIVE_S)}
      WHERE id = ${id} AND state = 'QUEUED'`,
  );
  return taken > 0;
}

/** The outcome of a refresh. */
export type RefreshOutcome = Pick<UserRefreshRow, 'state' | 'failure' | 'problem' | 'kinds'>;

/** Stores the kinds that were read so far. */
export async function noteKinds(trx: Trx, id: string, kinds: readonly RefreshedKindRow[]): Promise<void> {
  await trx('user_refreshes')
    .where({ id })
    .update({ kinds: JSON.stringify(kinds) });
}

/** Stores the outcome. A refresh that broke off keeps the kinds that it had noted. */
export async function finishRefresh(trx: Trx, id: string, outcome: RefreshOutcome): Promise<void> {
  const { state, failure, problem, kinds } = outcome;
  if (kinds.length > 0) await noteKinds(trx, id, kinds);
  await execute(
    trx,
    sql`UPDATE user_refreshes SET state = ${state}, failure = ${failure}, problem = ${problem},
      finished_at = ${databaseTime(trx)} WHERE id = ${id}`,
  );
}
