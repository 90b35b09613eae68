import { setFlagsFromString } from 'node:v8';

// By how much the heap may grow before garbage is collected, in percent of what is live. An import frees more in less time.
const HEAP_GROWTH = { import: 60, sync: 20 };

/** Keeps the heap of this process small: an import or a sync runs for minutes beside a service. */
export const limitHeap = (work: keyof typeof HEAP_GROWTH): void =>
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH[work]}`);
