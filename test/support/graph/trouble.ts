import type { Quirks } from './quirks';
import { intuneRefusal, Refusal } from './refusal';

/** An ordered failure: its target, its status, and its number of times. */
export interface FailureOrder {
  readonly kind: 'device' | 'user' | 'path';
  readonly what: string;
  readonly status: number;
  left: number;
}

/**
 * Parses `device:<id>=500`, `user:<id>=403` or `path:<pattern>=404`; a suffix `x3` means only the first three times.
 */
export function failureFrom(text: string): FailureOrder {
  const [, kind, what, status, times] = /^(device|user|path):(.+)=(\d{3})(?:x(\d+))?$/.exec(text) ?? [];
  if (kind === undefined || what === undefined) {
    throw new Error(`A failure is device:<id>=500, user:<id>=403 or path:<pattern>=404, not ${text}`);
  }
  const left = times === undefined ? Number.POSITIVE_INFINITY : Number(times);
  return { kind: kind as FailureOrder['kind'], what, status: Number(status), left };
}

const CODES: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  403: 'Forbidden',
  404: 'ResourceNotFound',
  429: 'TooManyRequests',
  503: 'ServiceUnavailable',
};

function isMeant({ kind, what }: FailureOrder, url: string): boolean {
  const lower = url.toLowerCase();
  if (kind === 'device') return /devices/i.test(url) && lower.includes(what.toLowerCase());
  if (kind === 'user') return lower.includes(`users/${what.toLowerCase()}`);
  return new RegExp(what).test(url);
}

const busy = (headers: Readonly<Record<string, string>> = {}) =>
  new Refusal(429, 'TooManyRequests', 'Too many requests', headers);

/** Failures of valid requests. */
export interface Trouble {
  readonly orders: FailureOrder[];
  /** The failure of a request or a batch part. The address contains the version. */
  with(url: string, isPart: boolean): Refusal | null;
  /** Counts requests below single devices. @throws Refusal if there are too many in 20 seconds */
  limit(shape: string): void;
  happens(share: 'report-limit'): boolean;
}

export function createTrouble(orders: FailureOrder[], quirks: Quirks, random: () => number): Trouble {
  const recent = new Map<string, number[]>();
  const happens = (share: 'throttle' | 'throttle-bare' | 'unavailable' | 'batch-throttle' | 'report-limit') =>
    quirks[share] > 0 && random() < quirks[share];

  return {
    orders,
    with(url, isPart) {
      const readable = decodeURIComponent(url.replace(/%(?![0-9a-f]{2})/gi, '%25'));
      const order = orders.find((each) => each.left > 0 && isMeant(each, readable));
      if (order !== undefined) {
        order.left--;
        const where = readable.replace(/^\/[^/]+\//, '').replace(/\?.*$/s, '');
        const code = CODES[order.status] ?? 'InternalServerError';
        return intuneRefusal(order.status, code, 'An error has occurred', where);
      }
      const wait = { 'Retry-After': String(quirks['retry-after']) };
      if (isPart) return happens('batch-throttle') ? busy(wait) : null;
      if (happens('throttle')) return busy(wait);
      if (happens('throttle-bare')) return busy();
      if (!happens('unavailable')) return null;
      return new Refusal(503, 'ServiceUnavailable', 'The service is unavailable.', random() < 0.5 ? wait : {});
    },
    limit(shape) {
      const kind = /managedDevices\/\{id\}\/(\w+)/.exec(shape)?.[1];
      if (quirks['device-limit'] === 0 || kind === undefined) return;
      const now = Date.now();
      const times = (recent.get(kind) ?? []).filter((time) => now - time < 20_000);
      recent.set(kind, [...times, now]);
      if (times.length >= quirks['device-limit']) throw busy();
    },
    happens,
  };
}
