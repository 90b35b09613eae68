function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return (hash ^ (hash >>> 15)) >>> 0;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const half = (word: number): string => `${HEX[word >>> 8]}${HEX[word & 255]}`;
const full = (word: number): string => half(word >>> 16) + half(word & 0xffff);

/** Pseudo-random values for one kind of object. They depend only on seed, kind and index. */
export interface Dice {
  /** A GUID, unique for every index below 2^32: its first 32 bits are a permutation of the index. */
  id(index: number): string;
  /** A number in [0, 1). Each salt gives an independent one. */
  roll(index: number, salt: number): number;
}

/** Creates the dice of one kind of object. @param seed a safe integer */
export function createDice(seed: number, kind: string): Dice {
  let key = mix(mix(seed >>> 0) ^ Math.floor(seed / 2 ** 32));
  for (const character of kind) key = mix(key + character.charCodeAt(0));
  const [a, b, c, d] = [1, 2, 3, 4].map((n) => mix(key + Math.imul(n, 0x9e3779b9))) as [number, number, number, number];
  const word = (index: number, from: number, to: number) => mix(mix(index + from) ^ to);
  return {
    id(index) {
      const [second, third] = [word(index, b, c), word(index, c, d)];
      const middle = `${half(second >>> 16)}-${half((second & 0x0fff) | 0x4000)}-${half(((third >>> 16) & 0x3fff) | 0x8000)}`;
      return `${full(word(index, a, b))}-${middle}-${half(third & 0xffff)}${full(word(index, d, a))}`;
    },
    roll: (index, salt) => word(index, a, mix(b + salt)) / 2 ** 32,
  };
}

/** Picks an item of a list. @param roll a number in [0, 1) */
export const pick = <Value>(list: readonly Value[], roll: number): Value =>
  list[Math.floor(roll * list.length)] as Value;

/** Repeats each value by its weight ('compliant 9, error 1'), so that `pick` follows the weights. */
export const weighted = (parts: string): string[] =>
  parts.split(', ').flatMap((part) => {
    const [value, times] = part.split(' ') as [string, string];
    return Array<string>(Number(times)).fill(value);
  });
