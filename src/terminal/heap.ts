import { setFlagsFromString } from 'node:v8';

// V8 `--heap-growing-percent`: how far the heap may grow over the live objects before a garbage collection. An import
// frees more in less time.
const HEAP_GROWTH = { import: 60, sync: 20 };

/** Limits the heap of this process, because an import or a sync runs for minutes beside a service. */
export const limitHeap = (work: keyof typeof HEAP_GROWTH): void =>
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH[work]}`);
