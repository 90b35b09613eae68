import { createHash } from 'node:crypto';
import path from 'node:path';

/*
 * Decides how much of a test file runs: `npm test` draws a part of the slow tests. `npm run test:rest` runs all on SQLite, and
 * draws a third on PostgreSQL. The project `whole` of jest.config.js contains each file that imports this one.
 */

/** Of so many slow tests at least one runs; 1 for all, as with TEST_ALL=1. */
const ONE_OF =
  process.env['TEST_ALL'] === '1' ? 1 : ((globalThis as { ONE_OF?: number }).ONE_OF ?? Number.POSITIVE_INFINITY);
/** Whether everything runs. */
export const WHOLE = ONE_OF === 1;
/** The seed of the draw. `npm test` prints it, and TEST_SEED=… repeats it. */
export const SEED = process.env['TEST_SEED'] ?? '1';

/** A hash of the seed and some texts, evenly distributed from 0 to 2^32 - 1. */
const hash = (...texts: readonly string[]): number =>
  createHash('sha256')
    .update(JSON.stringify([SEED, ...texts]))
    .digest()
    .readUInt32BE();

/** Draws this many items in `npm test`, in their order. */
export function drawn<Item>(items: readonly Item[], inTest: number, key: (item: Item) => string): Item[] {
  const count = Math.max(inTest, Math.ceil(items.length / ONE_OF));
  if (items.length <= count) return [...items];
  const rank = new Map(items.map((item) => [item, hash(key(item))]));
  const last = [...rank.values()].sort((one, other) => one - other)[count - 1] ?? 0;
  return items.filter((item) => (rank.get(item) ?? 0) <= last);
}

/** A number of random cases: the first in `npm run test:rest`, the second in `npm test`. */
export const cases = (whole: number, part: number): number => (Number.isFinite(ONE_OF) ? whole : part);

type Sampled = Pick<jest.It, 'each'> & ((name: string, body: jest.ProvidesCallback, timeout?: number) => void);

// Without the folder of the checkout, so that a seed draws the same on every machine.
const FILE = path.basename(expect.getState().testPath ?? '');

/**
 * Replaces jest's `test` in a file of slow tests: each runs with this chance in `npm test`, and is otherwise skipped.
 * @param chances 3 for one of three
 * @param of the unit that is drawn: each test, or the file with its set-up
 */
export function oneIn(chances: number, of: 'test' | 'file' = 'test'): Sampled {
  const isDrawn = (...name: string[]) => hash(FILE, ...(of === 'file' ? [] : name)) % Math.min(chances, ONE_OF) === 0;
  const sampled = (name: string, body: jest.ProvidesCallback, timeout?: number) =>
    (isDrawn(name) ? test : test.skip)(name, body, timeout);
  // Each row is drawn separately.
  const each = (table: readonly unknown[]) => (name: string, body: (...row: never[]) => unknown, timeout?: number) => {
    for (const row of table)
      (isDrawn(name, JSON.stringify(row)) ? test : test.skip).each([row])(name, body as never, timeout);
  };
  return Object.assign(sampled, { each: each as unknown as jest.Each });
}
