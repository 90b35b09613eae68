import { setTimeout as pause } from 'node:timers/promises';

/** Resolves when a condition holds, and rejects after a time limit. */
export async function until(holds: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  const limit = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > limit) throw new Error(`Not within ${limitMs} ms: ${holds}`);
    await pause(10);
  }
}
