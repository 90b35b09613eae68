import { setTimeout as sleep } from 'node:timers/promises';

/** What every call goes through: so many at once, and none while Graph asks to wait. */
interface Gate {
  /** Runs one call, with its waits and repetitions, when there is room for it. Must not be nested. */
  run<T>(call: () => Promise<T>): Promise<T>;
  /** Resolves as soon as a call may go out. @throws what the signal was aborted with */
  opened(): Promise<void>;
  /** Lets nothing out for so many milliseconds. */
  close(ms: number): void;
  /** Waits for so many milliseconds, and holds nobody else up. @throws what the signal was aborted with */
  pause(ms: number): Promise<void>;
}

export function createGate(concurrency: number, signal: AbortSignal, onThrottled?: (waitMs: number) => void): Gate {
  let opensAt = 0;
  let running = 0;
  const queue: (() => void)[] = [];

  const pause = async (ms: number): Promise<void> => {
    await sleep(Math.ceil(ms), undefined, { signal }).catch(() => signal.throwIfAborted());
  };
  return {
    async run(call) {
      // Who leaves hands the place on, so nobody else can slip in between.
      if (running >= concurrency) await new Promise<void>((resolve) => queue.push(resolve));
      else running += 1;
      try {
        signal.throwIfAborted();
        return await call();
      } finally {
        const next = queue.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
    async opened() {
      signal.throwIfAborted();
      while (performance.now() < opensAt) await pause(opensAt - performance.now());
    },
    close(ms) {
      const now = performance.now();
      const extension = now + ms - Math.max(opensAt, now);
      // Calls that were in flight together are told the same thing one after the other: one of them is worth telling.
      const isNews = now >= opensAt || extension >= 1000;
      opensAt = Math.max(opensAt, now + ms);
      if (isNews) onThrottled?.(ms);
    },
    pause,
  };
}

// Longer than any wait that Graph is known to ask for, and within what a timer can count.
const LONGEST_WAIT = 3_600_000;

/** What a Retry-After header asks for, in milliseconds: seconds, with fractions or not, or a date. */
export function retryAfter(header: unknown): number | undefined {
  const text = String(header ?? '').trim();
  const seconds = text === '' ? Number.NaN : Number(text);
  const ms = Number.isNaN(seconds) ? Date.parse(text) - Date.now() : seconds * 1000;
  return ms > 0 ? Math.min(ms, LONGEST_WAIT) : undefined;
}

/** How long to wait after so many failures, in milliseconds: ever longer, and never all callers alike. */
export function backoff(failures: number, base: number): number {
  return base * Math.min(2 ** (failures - 1), 60) * (0.5 + Math.random() / 2);
}
