import { setTimeout } from 'node:timers/promises';
import { TryAgain } from './errors';

const TRIES = 8;
const PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Runs a transaction, and runs it anew where what others wrote meanwhile undid it.
 * @param isUndone whether an error says so
 * @throws TryAgain when that goes on for too long
 */
export async function retrying<Answer>(
  transaction: () => Promise<Answer>,
  isUndone: (error: unknown) => boolean,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      if (!isUndone(error)) throw error;
      if (attempt === TRIES) throw new TryAgain('The database is busy.');
      // Not in step with whoever else waits.
      await setTimeout(Math.min(PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2));
    }
  }
}
