/** A queue that serves operators in turn, so that one who asks for much makes nobody else wait long. */
export class FairQueue<Item> {
  /** The items of each operator who waits. The operator whose turn is next comes first. */
  readonly #lines = new Map<string, Item[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** How many items of an operator wait. */
  waitingOf(operator: string): number {
    return this.#lines.get(operator)?.length ?? 0;
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

  /** Takes the first item of the operator whose turn is next, or null. @param mayStart whether an operator has a turn */
  take(mayStart: (operator: string) => boolean = () => true): Item | null {
    for (const [operator, line] of this.#lines) {
      if (!mayStart(operator)) continue;
      const item = line.shift() as Item;
      this.#size -= 1;
      this.#lines.delete(operator);
      // The operator goes to the end.
      if (line.length > 0) this.#lines.set(operator, line);
      return item;
    }
    return null;
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
