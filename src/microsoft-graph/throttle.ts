import { setTimeout as sleep } from 'node:timers/promises';

/** Limits the number of concurrent calls, and holds calls back while Graph throttles. */
interface Gate {
  /** Runs one call with its waits and retries, within the limit. Nesting it can deadlock. */
  run<T>(call: () => Promise<T>): Promise<T>;
  /** Resolves when a call may be sent. @throws the signal's reason */
  opened(): Promise<void>;
  /** Holds all calls back for this many milliseconds. */
  close(ms: number): void;
  /** Waits for this many milliseconds, without holding other calls back. @throws the signal's reason */
  pause(ms: number): Promise<void>;
}

/** @param onThrottled called whenever Graph asks for a longer wait than before, with that wait */
export function createGate(concurrency: number, signal: AbortSignal, onThrottled?: (waitMs: number) => void): Gate {
  let opensAt = 0;
  let running = 0;
  const queue: (() => void)[] = [];

  const pause = async (ms: number): Promise<void> => {
    await sleep(Math.ceil(ms), undefined, { signal }).catch(() => signal.throwIfAborted());
  };
  return {
    async run(call) {
      // A finished call passes its slot to the next in the queue, so that no new call can take it.
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
      // Calls in flight together are throttled one after the other; report only the first.
      const isNews = now >= opensAt || extension >= 1000;
      opensAt = Math.max(opensAt, now + ms);
      if (isNews) onThrottled?.(ms);
    },
    pause,
  };
}

/** The wait of a Retry-After header in milliseconds, which can be years. The header holds seconds or a date. */
export function retryAfter(header: unknown): number | undefined {
  const text = String(header ?? '').trim();
  const seconds = text === '' ? Number.NaN : Number(text);
  const ms = Number.isNaN(seconds) ? Date.parse(text) - Date.now() : seconds * 1000;
  return ms > 0 ? ms : undefined;
}

/** Exponential back-off with jitter, in milliseconds; at most 60 times `base`. */
export function backoff(failures: number, base: number): number {
  return base * Math.min(2 ** (failures - 1), 60) * (0.5 + Math.random() / 2);
}
