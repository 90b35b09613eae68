import { setTimeout } from 'node:timers/promises';
import { TryAgain } from './errors';

const TRIES = 8;
const PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 1_000;

/** How long a transaction waits for a lock that another process holds. */
export const LOCK_WAIT_MS = 1_000;

/** What stands in the way of a transaction: a lock that another process holds, or a change that undid it; null for neither. */
export type Obstacle = TryAgain['why'] | null;

/**
 * Runs a transaction, and starts it anew while a lock or a conflict stands in its way: for a lock up to a second in all,
 * for conflicts up to eight times.
 * @throws TryAgain when that does not help
 */
export async function retrying<Answer>(
  transaction: () => Promise<Answer>,
  obstacleIn: (error: unknown) => Obstacle,
): Promise<Answer> {
  const deadline = performance.now() + LOCK_WAIT_MS;
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      const why = obstacleIn(error);
      if (why === null) throw error;
      // Half of each pause is random, so that those who wait do not try in step.
      const pause = Math.min(PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
      const isOver = why === 'BUSY' ? performance.now() + pause > deadline : attempt === TRIES;
      if (isOver) throw new TryAgain(why);
      await setTimeout(pause);
    }
  }
}
