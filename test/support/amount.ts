import { createHash } from 'node:crypto';
import path from 'node:path';

/*
 * Decides how much of a test file runs: `npm test` draws a part of the slow tests, and `npm run test:rest` runs all.
 * The project `whole` of jest.config.js contains each file that imports this one.
 */

/** Whether everything runs: in `npm run test:rest`, and with TEST_ALL=1. */
export const WHOLE = (globalThis as { WHOLE?: unknown }).WHOLE === true || process.env['TEST_ALL'] === '1';
/** The seed of the draw. `npm test` prints it, and TEST_SEED=… repeats it. */
export const SEED = process.env['TEST_SEED'] ?? '1';

/** A hash of the seed and some texts, evenly distributed from 0 to 2^32 - 1. */
const hash = (...texts: readonly string[]): number =>
  createHash('sha256')
    .update(JSON.stringify([SEED, ...texts]))
    .digest()
    .readUInt32BE();

/** Draws this many items, in their order; all if everything runs. */
export function drawn<Item>(items: readonly Item[], count: number, key: (item: Item) => string): Item[] {
  if (WHOLE || items.length <= count) return [...items];
  const rank = new Map(items.map((item) => [item, hash(key(item))]));
  const last = [...rank.values()].sort((one, other) => one - other)[count - 1] ?? 0;
  return items.filter((item) => (rank.get(item) ?? 0) <= last);
}

/** A number of random cases: the first if everything runs, the second in `npm test`. */
export const cases = (whole: number, part: number): number => (WHOLE ? whole : part);

type Sampled = Pick<jest.It, 'each'> & ((name: string, body: jest.ProvidesCallback, timeout?: number) => void);

// Without the folder of the checkout, so that a seed draws the same on every machine.
const FILE = path.basename(expect.getState().testPath ?? '');

/**
 * Replaces jest's `test` in a file of slow tests: each runs with a chance of one in `of`, and is otherwise skipped. All
 * run if everything runs.
 * @param of the unit that is drawn: each test, or the file with its set-up
 */
export function oneIn(chances: number, of: 'test' | 'file' = 'test'): Sampled {
  const isDrawn = (...name: string[]) => WHOLE || hash(FILE, ...(of === 'file' ? [] : name)) % chances === 0;
  const sampled = (name: string, body: jest.ProvidesCallback, timeout?: number) =>
    (isDrawn(name) ? test : test.skip)(name, body, timeout);
  // Each row is drawn separately.
  const each = (table: readonly unknown[]) => (name: string, body: (...row: never[]) => unknown, timeout?: number) => {
    for (const row of table)
      (isDrawn(name, JSON.stringify(row)) ? test : test.skip).each([row])(name, body as never, timeout);
  };
  return Object.assign(sampled, { each: each as unknown as jest.Each });
}
