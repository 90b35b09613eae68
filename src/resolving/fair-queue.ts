import { LRUCache } from 'lru-cache';

const OPERATORS_REMEMBERED = 1_000;

/** A queue that serves operators in turn, so that one who asks for much makes nobody else wait long. */
export class FairQueue<Item> {
  /** The items of each operator who waits. */
  readonly #lines = new Map<string, Item[]>();
  /**
   * When each operator was served last, or came for the first time, by a count that only grows. It is kept while nothing
   * of the operator waits: one who waits for each answer would otherwise come after one who always has more to ask.
   */
  readonly #since = new LRUCache<string, number>({ max: OPERATORS_REMEMBERED });
  #count = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** How many items of an operator wait. */
  waitingOf(operator: string): number {
    return this.#lines.get(operator)?.length ?? 0;
  }

  /** Whether `add` would return an item of this operator. */
  isFullFor(operator: string, most: number): boolean {
    const own = this.waitingOf(operator) + 1;
    return this.#size >= most && [...this.#lines.values()].every(({ length }) => length <= own);
  }

  /**
   * Adds an item.
   * @param most how many items may wait
   * @returns the item that has to go because too many wait: the last one of the operator with the most; or null
   */
  add(operator: string, item: Item, most: number): Item | null {
    const own = this.#lines.get(operator) ?? [];
    own.push(item);
    this.#lines.set(operator, own);
    if (!this.#since.has(operator)) this.#served(operator);
    this.#size += 1;
    if (this.#size <= most) return null;
    let [longest, line] = [operator, own];
    for (const [other, items] of this.#lines) {
      if (items.length > line.length) [longest, line] = [other, items];
    }
    const last = line.at(-1) as Item;
    this.remove(longest, last);
    return last;
  }

  /** Takes the first item of the operator who was served longest ago, or null. @param mayStart whether an operator has a turn */
  take(mayStart: (operator: string) => boolean = () => true): Item | null {
    let next: string | null = null;
    let oldest = Number.POSITIVE_INFINITY;
    for (const operator of this.#lines.keys()) {
      const since = this.#since.peek(operator) ?? 0;
      if (since < oldest && mayStart(operator)) [next, oldest] = [operator, since];
    }
    if (next === null) return null;
    this.#served(next);
    const [item] = this.#lines.get(next) as [Item];
    this.remove(next, item);
    return item;
  }

  #served(operator: string): void {
    this.#count += 1;
    this.#since.set(operator, this.#count);
  }

  /** Removes an item. @returns whether it was waiting */
  remove(operator: string, item: Item): boolean {
    const line = this.#lines.get(operator) ?? [];
    const place = line.indexOf(item);
    if (place < 0) return false;
    line.splice(place, 1);
    this.#size -= 1;
    if (line.length === 0) this.#lines.delete(operator);
    return true;
  }

  /** Removes and returns all items. */
  clear(): Item[] {
    const all = [...this.#lines.values()].flat();
    this.#lines.clear();
    this.#size = 0;
    return all;
  }
}
