import { createHash } from 'node:crypto';
import path from 'node:path';

/*
 * How much of a test file runs: `npm test` draws a part of what is slow, and `npm run test:rest` runs all of it. The
 * project `whole` of jest.config.js has each file that imports this one.
 */

/** Whether everything runs: in `npm run test:rest`, and with TEST_ALL=1. */
export const WHOLE = (globalThis as { WHOLE?: unknown }).WHOLE === true || process.env['TEST_ALL'] === '1';
/** Decides what is drawn; `npm test` prints it, and TEST_SEED=… draws the same again. */
export const SEED = process.env['TEST_SEED'] ?? '1';

/** A number that the seed and some texts give, evenly from 0 to 2^32 - 1. */
const hash = (...texts: readonly string[]): number =>
  createHash('sha256')
    .update(JSON.stringify([SEED, ...texts]))
    .digest()
    .readUInt32BE();

/** So many of these, in their order: all where everything runs. */
export function drawn<Item>(items: readonly Item[], count: number, key: (item: Item) => string): Item[] {
  if (WHOLE || items.length <= count) return [...items];
  const rank = new Map(items.map((item) => [item, hash(key(item))]));
  const last = [...rank.values()].sort((one, other) => one - other)[count - 1] ?? 0;
  return items.filter((item) => (rank.get(item) ?? 0) <= last);
}

/** A number of random cases: the first where everything runs, the second in `npm test`. */
export const cases = (whole: number, part: number): number => (WHOLE ? whole : part);

type Sampled = Pick<jest.It, 'each'> & ((name: string, body: jest.ProvidesCallback, timeout?: number) => void);

// Without the folder of the checkout, so that a seed draws the same everywhere.
const FILE = path.basename(expect.getState().testPath ?? '');

/**
 * Takes the place of jest's `test` in a file whose tests are slow: each runs with a chance of one in so many, and is
 * skipped otherwise. Where everything runs, all do.
 * @param of what is drawn: each test by itself, or the file with what it sets up
 */
export function oneIn(chances: number, of: 'test' | 'file' = 'test'): Sampled {
  const isDrawn = (...name: string[]) => WHOLE || hash(FILE, ...(of === 'file' ? [] : name)) % chances === 0;
  const sampled = (name: string, body: jest.ProvidesCallback, timeout?: number) =>
    (isDrawn(name) ? test : test.skip)(name, body, timeout);
  // Each row is drawn by itself.
  const each = (table: readonly unknown[]) => (name: string, body: (...row: never[]) => unknown, timeout?: number) => {
    for (const row of table)
      (isDrawn(name, JSON.stringify(row)) ? test : test.skip).each([row])(name, body as never, timeout);
  };
  return Object.assign(sampled, { each: each as unknown as jest.Each });
}
