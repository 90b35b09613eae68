import { setMaxListeners } from 'node:events';
import { BodyTooLong, readBody } from '../resolving/answer-body';
import { type Trace, traceparentOf } from '../resolving/trace';
import type { Answer, Judge, Trouble, Troubles } from './errors';
import { LONGEST_WAIT_MS, lost, MicrosoftGraphError, noTroubles, note } from './errors';
import { backoff, createGate, retryAfter } from './throttle';

/** Supplies the bearer token of requests. */
export interface Bearer {
  token(): Promise<string>;
  /** Discards a token that Microsoft Graph rejected. */
  reject(token: string | undefined): void;
}

/** A trouble, and the earlier troubles of its request. */
interface Met {
  readonly trouble: Trouble;
  readonly troubles: Troubles;
}

/** Sends requests, with back-off and retries. */
export interface Transport {
  /** Sends a request until it is answered. @throws MicrosoftGraphError after the last try */
  exchange(url: string, init: RequestInit, judge: Judge, bearer?: Bearer): Promise<Answer>;
  /** Runs one call within the limit of concurrent calls. Nesting it can deadlock. */
  run<T>(call: () => Promise<T>): Promise<T>;
  /**
   * Waits as the troubles require.
   * @returns those to retry; none if their tries are used up
   * @throws MicrosoftGraphError if one of them would be waited for too long
   */
  recover<Each extends Met>(met: readonly Each[]): Promise<readonly Each[]>;
  /** Hides this text in messages from now on. */
  keepSecret(secret: string): void;
  /** Replaces secrets in a text by `…`. */
  hide(text: string): string;
}

export interface TransportOptions {
  /** The most calls in flight; 8 by default. */
  readonly concurrency?: number;
  /** Called when Microsoft Graph throttles, with the wait in milliseconds. */
  readonly onThrottled?: (waitMs: number) => void;
  /** Aborts every wait and call, which then throw its reason. */
  readonly signal?: AbortSignal;
  /** The first back-off without a Retry-After, in milliseconds; 1,000 by default. */
  readonly backoffMs?: number;
  /** The time limit of one request, in milliseconds; 100,000 by default. */
  readonly timeoutMs?: number;
  /** The longest wait for the answer to one call, with all its retries, in milliseconds; an hour by default. */
  readonly patienceMs?: number;
  /** The trace that its requests belong to; null for none. */
  readonly trace?: Trace | null;
  /** Sends one request; Node's own `fetch` by default. */
  readonly fetch?: typeof fetch;
}

/** The path of an address, without host and query. */
export const pathOf = (url: string): string => url.replace(/^https?:\/\/[^/]+/i, '').replace(/[?#].*$/s, '');

// `JSON.parse` reads any depth, but `JSON.stringify` overflows the stack at some thousands.
const DEEPEST_JSON = 100;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/**
 * Parses JSON; undefined if it is invalid or nested more than 100 deep. (The message of `JSON.parse` would quote the
 * text.)
 */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isDeeper(value, DEEPEST_JSON) ? undefined : value;
  } catch {
    return undefined;
  }
}

/** The longest answer in MB: four times the longest known page, 999 users with all plans of an E5 licence. */
export const LONGEST_ANSWER_MB = 64;

/** @param answers whether the host has answered before, so that silence concerns this path only */
type Send = (url: string, init: RequestInit, answers: boolean) => Promise<Answer | Trouble>;

/** Sends a request once, within a time limit. */
function createSend(signal: AbortSignal, timeoutMs: number, sendOnce: typeof fetch): Send {
  return async (url, init, answers) => {
    const { host } = new URL(url);
    const gotNone = (failure: unknown): Trouble => lost(failure, host, answers ? pathOf(url) : null);
    const end = new AbortController();
    const stop = (): void => end.abort();
    const timer = setTimeout(stop, timeoutMs);
    signal.addEventListener('abort', stop);
    let response: Response | undefined;
    try {
      response = await sendOnce(url, { ...init, redirect: 'manual', signal: end.signal });
      const text = await readBody(response, LONGEST_ANSWER_MB * 1024 * 1024);
      const waitMs = retryAfter(response.headers.get('retry-after'));
      return { status: response.status, waitMs, text, json: parseJson(text) };
    } catch (error) {
      signal.throwIfAborted();
      if (end.signal.aborted) return gotNone({ code: `no answer within ${timeoutMs / 1000} seconds` });
      if (response === undefined) return gotNone(error);
      if (error instanceof BodyTooLong) {
        const says = `The answer to ${pathOf(url)} is longer than ${LONGEST_ANSWER_MB} MB, so it is not read.`;
        return { sort: 'FINAL', error: new MicrosoftGraphError('BROKEN', says) };
      }
      return { sort: 'PASSING', error: new MicrosoftGraphError('BROKEN', `The answer to ${pathOf(url)} breaks off.`) };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  };
}

/** Sends requests with retries. @param options.backoffMs the first wait before a retry; each later one is longer */
export function createTransport(options: TransportOptions): Transport {
  const { concurrency = 8, onThrottled, backoffMs = 1000, timeoutMs = 100_000 } = options;
  const { patienceMs = LONGEST_WAIT_MS } = options;
  const { signal = new AbortController().signal, trace = null } = options;
  // Every call and wait listens to the signal, so disable the warning about many listeners.
  setMaxListeners(0, signal);
  const gate = createGate(concurrency, signal, onThrottled);
  const send = createSend(signal, timeoutMs, options.fetch ?? fetch);
  // Only Graph's: the host of the sign-in is another one, and without a token nothing can be read.
  let hasAnswered = false;
  const traced = () => (trace === null ? {} : { traceparent: traceparentOf(trace) });
  const secrets: string[] = [];
  const hide = (text: string): string => secrets.reduce((left, secret) => left.replaceAll(secret, '…'), text);

  async function recover<Each extends Met>(met: readonly Each[]): Promise<readonly Each[]> {
    const noted = met.map((each) => ({ each, ...note(each.trouble, each.troubles) }));
    const again = noted.filter(({ isOver }) => !isOver);
    if (again.length > 0) {
      const wait = Math.max(...again.map(({ each, times }) => each.trouble.waitMs ?? backoff(times, backoffMs)));
      const longest = performance.now() + wait - Math.min(...again.map(({ since }) => since));
      // Other resources would be waited for as long, so end the sync: the next one goes on from here.
      if (longest > patienceMs) {
        const says = `Microsoft Graph has put a request off for too long. ${again[0]?.each.trouble.error.message}`;
        throw new MicrosoftGraphError('UNREACHABLE', says);
      }
      if (again.some(({ each }) => each.trouble.sort === 'THROTTLED')) gate.close(wait);
      else await gate.pause(wait);
    }
    return again.map(({ each }) => each);
  }

  return {
    hide,
    recover,
    run: gate.run,
    keepSecret: (secret) => secrets.push(secret),
    async exchange(url, init, judge, bearer) {
      const troubles = noTroubles();
      for (;;) {
        const token = await bearer?.token();
        const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
        await gate.opened();
        const headers = { ...init.headers, ...authorization, ...traced() };
        const outcome = await send(url, { ...init, headers }, hasAnswered && bearer !== undefined);
        hasAnswered ||= bearer !== undefined && !('sort' in outcome);
        const trouble = 'sort' in outcome ? outcome : judge(outcome, pathOf(url), hide);
        if (trouble === null) return outcome as Answer;
        if (trouble.sort === 'STALE') bearer?.reject(token);
        if ((await recover([{ trouble, troubles }])).length === 0) throw trouble.error;
      }
    },
  };
}
