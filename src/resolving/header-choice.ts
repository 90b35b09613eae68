import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';

// Clients send few different values. Longer ones are not kept, so that nobody fills the memory.
const VALUES_KEPT = 100;
const LONGEST_VALUE = 512;

/**
 * A choice by content negotiation, made once for each value of its header.
 * @param header the header that the choice reads
 */
export function choiceBy<Choice>(
  header: string,
  choose: (negotiator: Negotiator) => Choice,
): (value: string | undefined) => Choice {
  const kept = new LRUCache<string, { readonly choice: Choice }>({ max: VALUES_KEPT });
  const make = (value: string | undefined) => choose(new Negotiator({ headers: { [header]: value } }));
  const without = make(undefined);
  return (value) => {
    if (value === undefined) return without;
    if (value.length > LONGEST_VALUE) return make(value);
    const known = kept.get(value);
    if (known !== undefined) return known.choice;
    const choice = make(value);
    kept.set(value, { choice });
    return choice;
  };
}
