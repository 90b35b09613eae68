import type { TableName } from '../import/tables';
import type { Counts } from '../import/writer';

/** The numbers of rows added, changed and removed, by table. */
export type Tally = ReadonlyMap<TableName, Counts>;

/** The result of writing a kind. */
export interface Written {
  readonly tally: Tally;
  readonly setAside: number;
  /** The part that could not be read or written, and why; null if everything was. */
  readonly problem: string | null;
}

/** Adds a tally to `total`. */
export function add(total: Map<TableName, Counts>, tally: Tally): void {
  for (const [name, { added, changed, removed }] of tally) {
    const sum = total.get(name) ?? { added: 0, changed: 0, removed: 0 };
    total.set(name, { added: sum.added + added, changed: sum.changed + changed, removed: sum.removed + removed });
  }
}

/** The sums over all tables. */
export const sumOf = (tally: Tally): Counts =>
  [...tally.values()].reduce(
    (sum, counts) => ({
      added: sum.added + counts.added,
      changed: sum.changed + counts.changed,
      removed: sum.removed + counts.removed,
    }),
    { added: 0, changed: 0, removed: 0 },
  );

/** True if any row was added, changed or removed. */
export const isAnything = (tally: Tally): boolean => Object.values(sumOf(tally)).some((number) => number > 0);
