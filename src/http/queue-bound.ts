interface QueueBoundOptions {
  /** How long an operation may wait, in milliseconds. */
  readonly waitMs: number;
  /** How many operations may wait at any time, and how many at most. */
  readonly fewest: number;
  readonly most: number;
  /** Milliseconds that only grow. */
  readonly clock: () => number;
}

/** How many operations may wait. */
interface QueueBound {
  started(): void;
  /** An operation was refused because too many wait. */
  refused(): void;
  /** The number of operations that may wait now. */
  now(): number;
}

/**
 * Bounds a queue. While operations wait in vain, no more may wait than can start in `waitMs`: a further one would only be
 * refused later, which takes more time of the service.
 */
export function createQueueBound({ waitMs, fewest, most, clock }: QueueBoundOptions): QueueBound {
  let bound = most;
  let since = clock();
  let [started, refused] = [0, 0];

  /** Looks at what has happened, once in `waitMs`. */
  function look(): void {
    const elapsed = clock() - since;
    if (elapsed < waitMs) return;
    bound = refused === 0 ? most : Math.min(most, Math.max(fewest, Math.ceil((started * waitMs) / elapsed)));
    since += elapsed;
    [started, refused] = [0, 0];
  }

  return {
    started() {
      look();
      started += 1;
    },
    refused() {
      look();
      refused += 1;
    },
    now: () => bound,
  };
}
