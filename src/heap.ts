import { setFlagsFromString } from 'node:v8';

// How much may come to what lives, in percent, until garbage is collected: an import makes more in less time.
const GROWTH = { import: 60, sync: 20 };

/** An import or a sync lives for minutes beside a service: it collects its garbage before it takes more of the machine. */
export const growHeapFor = (work: keyof typeof GROWTH): void =>
  setFlagsFromString(`--heap-growing-percent=${GROWTH[work]}`);
