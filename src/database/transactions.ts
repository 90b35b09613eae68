import { setTimeout } from 'node:timers/promises';
import { TryAgain } from './errors';

const TRIES = 8;
const PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 1_000;

/** The time that a transaction waits for another process's lock, in milliseconds. */
export const LOCK_WAIT_MS = 1_000;

/** The reason to retry a transaction: another process's lock, or a conflicting change; null for any other error. */
export type Obstacle = TryAgain['why'] | null;

/** How often transactions met another writer. */
export interface Conflicts {
  /** Attempts that were followed by another one. */
  retried: number;
  /** Transactions that ended with TryAgain. */
  givenUp: number;
}

/**
 * Runs a transaction, and retries it after a lock or a conflict with a growing pause: after locks for one second in
 * all, after conflicts up to eight attempts.
 * @param conflicts counts what happens
 * @throws TryAgain if the last attempt fails too
 */
export async function retrying<Answer>(
  transaction: () => Promise<Answer>,
  obstacleIn: (error: unknown) => Obstacle,
  conflicts: Conflicts,
): Promise<Answer> {
  const deadline = performance.now() + LOCK_WAIT_MS;
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      const why = obstacleIn(error);
      if (why === null) throw error;
      // Half of each pause is random, so that waiting transactions do not retry at the same time.
      const pause = Math.min(PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
      const isOver = why === 'BUSY' ? performance.now() + pause > deadline : attempt === TRIES;
      if (isOver) {
        conflicts.givenUp += 1;
        throw new TryAgain(why);
      }
      conflicts.retried += 1;
      await setTimeout(pause);
    }
  }
}
