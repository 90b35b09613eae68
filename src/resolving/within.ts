import { setTimeout } from 'node:timers/promises';

/**
 * Waits for an answer, and rejects after a time limit.
 * @param late makes the error
 */
export async function within<Answer>(ms: number, answer: Promise<Answer>, late: () => Error): Promise<Answer> {
  const over = new AbortController();
  const limit = setTimeout(ms, undefined, { signal: over.signal }).then(() => {
    throw late();
  });
  // The answer came first.
  limit.catch(() => {});
  try {
    return await Promise.race([answer, limit]);
  } finally {
    over.abort();
  }
}
