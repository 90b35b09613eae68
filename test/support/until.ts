import { setTimeout as pause } from 'node:timers/promises';

/** Resolves when something holds, and fails when it does not for too long. */
export async function until(holds: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> {
  const limit = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > limit) throw new Error(`Not within ${limitMs} ms: ${holds}`);
    await pause(10);
  }
}
