import { randomUUID } from 'node:crypto';
import { userInScope } from '../authorization/scope';
import type { Viewer } from '../authorization/viewer';
import { type Db, firstRow, type Trx } from '../database/database';
import { raw, sql } from '../database/sql';
import type { Permission, RefreshUserErrorCode, RefreshUserInput } from '../generated/graphql';
import { queueRefresh, refreshesOf, secondsUntilRefresh } from '../refresh/store';
import type { Context } from '../resolving/context';
import { RETRY_SOON_S } from '../resolving/foreseen';
import { keyOrNull } from '../resolving/node-id';
import { presentLease } from '../sync/lease';
import { invalidId } from './checks';
import { type CommandCode, type Outcome, runCommand } from './command';
import { exceedsOwnRights, type Problem, passingProblem, problem } from './problem';

type Code = Exclude<RefreshUserErrorCode, CommandCode>;

const FIELD = ['input', 'userId'];

// Nobody knows when a sync ends. Most take minutes.
const SYNC_RETRY_S = 60;

/** Whether the user exists in the viewer's scope of a permission. */
async function isReached(db: Db, viewer: Viewer, permission: Permission, userId: string): Promise<boolean> {
  const found = await firstRow(
    db,
    sql`SELECT 1 FROM users u WHERE u.id = ${userId} AND ${userInScope(viewer.scopeOf(permission), raw('u.id'))}`,
  );
  return found !== null;
}

/** Checks whether the viewer may refresh the user. A user out of scope cannot be told from one that does not exist. */
async function checkUser(trx: Trx, viewer: Viewer, userId: string | null): Promise<Problem<Code>[]> {
  if (userId === null) return [invalidId('User', FIELD)];
  if (!(await isReached(trx, viewer, 'ORGANIZATION_READ', userId))) {
    return [problem('USER_NOT_FOUND', FIELD, 'There is no such user.')];
  }
  if (await isReached(trx, viewer, 'MANAGED_DEVICES_READ', userId)) return [];
  return exceedsOwnRights(['MANAGED_DEVICES_READ'], FIELD);
}

/** Checks the limits of the operator, and whether a sync has the lease. */
async function checkTurn(trx: Trx, viewer: Viewer, { administration }: Context): Promise<Problem<Code>[]> {
  const { refreshes } = administration;
  if (refreshes === null) {
    return [problem('NOT_CONNECTED', null, 'This service is not connected with Microsoft Graph.')];
  }
  const { recent, unfinished } = await refreshesOf(trx, viewer.id);
  if (unfinished > 0) {
    return [passingProblem('REFRESH_UNDER_WAY', 'Your last refresh has not finished. Wait for it.', RETRY_SOON_S)];
  }
  if (recent >= refreshes.perHour) {
    const text = `You can refresh ${refreshes.perHour} users an hour. Try later, or wait for the next sync.`;
    return [passingProblem('TOO_MANY_REFRESHES', text, await secondsUntilRefresh(trx, viewer.id, refreshes.perHour))];
  }
  const lease = await presentLease(trx);
  if (lease === null || lease.purpose === 'REFRESH' || lease.isExpired) return [];
  const text = `A sync is under way since ${lease.since ?? 'some time'}.`;
  return [passingProblem('SYNC_UNDER_WAY', text, SYNC_RETRY_S)];
}

/** Queues the refresh of a user. It requires ORGANIZATION_READ and MANAGED_DEVICES_READ over the user. */
export async function requestRefresh(
  context: Context,
  input: RefreshUserInput,
): Promise<Outcome<RefreshUserErrorCode, null>> {
  const userId = keyOrNull('User', input.userId);
  const id = randomUUID();
  const outcome = await runCommand<Code, null>(context, {
    action: 'REFRESH_USER',
    permissions: ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'],
    coordinate: 'Mutation.refreshUser',
    input,
    named: input.userId,
    objectType: 'User',
    async check({ trx, viewer }) {
      const problems = await checkUser(trx, viewer, userId);
      if (problems.length > 0) return problems;
      const busy = await checkTurn(trx, viewer, context);
      if (busy.length > 0) return busy;
      const key = userId as string;
      return {
        before: null,
        after: null,
        async apply() {
          await queueRefresh(trx, { id, userId: key, operatorId: viewer.id });
          return { id: key, preview: null };
        },
      };
    },
  });
  // A repeated request has queued nothing, so there is nothing to start.
  if (outcome.id !== null)
    context.administration.refreshes?.start({ id, userId: outcome.id, trace: context.trail.trace });
  return outcome;
}
