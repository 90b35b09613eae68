/** The highest possible cost of an operation, or of a part of it. */
export interface Cost {
  /** The objects of the tenant in the answer. */
  readonly nodes: number;
  /** The rows that are looked at for it. */
  readonly reads: number;
  /** The rows that are looked at beside them, and only once for a list, however many objects it has. */
  readonly once: number;
  /** The rows that are looked at outside of the process of the service, for a mutation. */
  readonly aside: number;
  /** The part that looks at the most rows. */
  readonly dearest: Part | null;
}

/** A field, argument or input field with `@reads`, and its rows. */
interface Part extends Pick<Cost, 'reads' | 'once' | 'aside'> {
  readonly coordinate: string;
}

/** The cost of what nobody counts. */
export const NOTHING: Cost = { nodes: 0, reads: 0, once: 0, aside: 0, dearest: null };

/** The rows of a part; 0 without one. */
export const rowsIn = (part: Part | null): number => (part === null ? 0 : part.reads + part.once + part.aside);

/** The cost of both. */
export const plus = (one: Cost, other: Cost): Cost => ({
  nodes: one.nodes + other.nodes,
  reads: one.reads + other.reads,
  once: one.once + other.once,
  aside: one.aside + other.aside,
  dearest: rowsIn(one.dearest) < rowsIn(other.dearest) ? other.dearest : one.dearest,
});

/** The cost of so many objects. What is looked at once stays. */
export const times = (count: number, { nodes, reads, once, aside, dearest }: Cost): Cost => ({
  nodes: count * nodes,
  reads: count * reads,
  once,
  aside: count * aside,
  dearest: dearest && { ...dearest, reads: count * dearest.reads, aside: count * dearest.aside },
});
