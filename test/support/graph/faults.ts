import { createHash } from 'node:crypto';
import { type Answer, graphError } from './answer';

/** The random faults. The same seed gives the same faults, regardless of the order of concurrent requests. */
export interface Faults {
  readonly seed: number;
  /** 0..1: the share of requests, batch parts, pages and delta tokens with a fault. */
  readonly rate: number;
}

const digest = (what: readonly unknown[]) => createHash('sha256').update(what.join('\n')).digest();

/** An opaque token, always the same for the same text. */
export const opaque = (...what: readonly unknown[]): string => digest(what).toString('base64url');

type Draw = () => number;

/** Random numbers from 0 to 1 that depend only on their key. */
function drawsFor(...what: readonly unknown[]): Draw {
  let state = digest(what).readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A response in place of the right one, or the share of its bytes that is sent. */
export type Failure = Answer | { readonly isCut: boolean; readonly share: number };

const seconds = (draw: Draw) => (0.02 + draw() * 0.06).toFixed(3);

/** This second or the next, because HTTP dates have no fractions. */
function nearDate(draw: Draw): string {
  const now = Math.floor(Date.now() / 1000) * 1000;
  return new Date(draw() < 0.5 ? now : now + 1000).toUTCString();
}

const throttled = (headers: Readonly<Record<string, string>>) =>
  graphError(429, 'TooManyRequests', 'Too many requests.', headers);
const GATEWAY_PAGE = '<html><head><title>504 Gateway Time-out</title></head><body></body></html>';

/** The kinds of failures, each with its weight. */
const FAILURES: readonly (readonly [number, (draw: Draw) => Failure])[] = [
  [30, (draw) => throttled({ 'Retry-After': seconds(draw) })],
  [5, () => throttled({})],
  [4, (draw) => throttled({ 'Retry-After': nearDate(draw) })],
  [
    10,
    (draw) => graphError(503, 'serviceNotAvailable', 'The service is unavailable.', { 'Retry-After': seconds(draw) }),
  ],
  [
    10,
    (draw) => ({
      status: 504,
      headers: { 'Content-Type': 'text/html', 'Retry-After': seconds(draw) },
      body: GATEWAY_PAGE,
    }),
  ],
  [10, () => graphError(500, 'InternalServerError', 'Rate limit reached. Please retry after sometime')],
  [10, (draw) => ({ isCut: true, share: draw() })],
  [10, (draw) => ({ isCut: false, share: draw() })],
];
const WEIGHTS = FAILURES.reduce((sum, [weight]) => sum + weight, 0);

function pick(draw: Draw): Failure {
  let left = draw() * WEIGHTS;
  for (const [weight, fail] of FAILURES) {
    left -= weight;
    if (left < 0) return fail(draw);
  }
  return throttled({});
}

/** The maximum number of consecutive failures of a request or a batch part. */
const IN_A_ROW = 3;
/** The share of failing parts that are missing in the batch response. */
const MISSING = 0.1;
const REPEATED = 3;

/** Decides the faults. */
export interface Luck {
  /** The failure of a request, for its target or the targets of a batch; null for none. */
  failure(things: readonly string[]): Failure | null;
  /** The failure of an answered batch part. */
  partFailure(thing: string): Answer | 'missing' | null;
  /** Records a successful request. */
  succeeded(thing: string): void;
  /** Adds empty pages, and items that come again on a later page. */
  distorted(listing: string, pages: readonly (readonly object[])[]): object[][];
  /** Whether a delta token expires; at most once for each target. */
  expires(delta: string, token: string): boolean;
  shuffled<T>(what: string, items: readonly T[]): T[];
}

/** Faults that depend on the seed, the target, and the number of earlier requests for it. */
export function createLuck({ seed, rate }: Faults): Luck {
  const tries = new Map<string, number>();
  const inARow = new Map<string, number>();
  const expired = new Set<string>();

  const drawsForTry = (kind: string, thing: string) => {
    const key = opaque(kind, thing);
    const n = (tries.get(key) ?? 0) + 1;
    tries.set(key, n);
    return drawsFor(seed, key, n);
  };
  const mayFail = (thing: string) => (inARow.get(thing) ?? 0) < IN_A_ROW;
  const fail = (thing: string) => inARow.set(thing, (inARow.get(thing) ?? 0) + 1);

  return {
    failure(things) {
      if (rate === 0) return null;
      const draw = drawsForTry('request', things.join('\n'));
      if (draw() >= rate || !things.every(mayFail)) return null;
      for (const thing of things) fail(thing);
      return pick(draw);
    },
    partFailure(thing) {
      if (rate === 0) return null;
      const draw = drawsForTry('part', thing);
      if (draw() >= rate || !mayFail(thing)) return null;
      fail(thing);
      if (draw() < MISSING) return 'missing';
      return throttled(draw() < 0.9 ? { 'Retry-After': seconds(draw) } : {});
    },
    succeeded(thing) {
      inARow.delete(thing);
    },
    distorted(listing, pages) {
      if (rate === 0) return pages.map((page) => [...page]);
      const draw = drawsFor(seed, 'pages', listing);
      const given: object[] = [];
      const distorted: object[][] = [];
      for (const page of pages) {
        if (draw() < rate) distorted.push([]);
        const again: object[] = [];
        if (given.length > 0 && draw() < rate) {
          for (let n = 1 + Math.floor(draw() * REPEATED); n > 0; n--) {
            again.push(given[Math.floor(draw() * given.length)] as object);
          }
        }
        distorted.push(draw() < 0.5 ? [...page, ...again] : [...again, ...page]);
        given.push(...page);
      }
      if (draw() < rate) distorted.push([]);
      return distorted;
    },
    expires(delta, token) {
      if (rate === 0 || expired.has(delta) || drawsFor(seed, 'expiry', token)() >= rate) return false;
      expired.add(delta);
      return true;
    },
    shuffled(what, items) {
      const draw = drawsFor(seed, 'order', what);
      const order = items.map((item) => ({ item, place: draw() }));
      return order.sort((a, b) => a.place - b.place).map(({ item }) => item);
    },
  };
}
