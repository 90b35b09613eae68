import { setMaxListeners } from 'node:events';
import type { Trouble, Troubles } from './errors';
import { type Answer, type Judge, judge, judgeSignIn, lost, MicrosoftGraphError, members, note } from './errors';
import { backoff, createGate, retryAfter } from './throttle';

export { MicrosoftGraphError };

export interface GraphOptions {
  /** Where Graph is, without a slash at the end: `https://graph.microsoft.com`. */
  readonly baseUrl: string;
  /** Where to sign in, without a slash at the end: `https://login.microsoftonline.com`. */
  readonly authority: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How many calls are in flight at most; 8 unless told. */
  readonly concurrency?: number;
  /** Hears when Graph asks to wait, and for how many milliseconds nothing goes out. */
  readonly onThrottled?: (waitMs: number) => void;
  /** Ends every wait and call: they fail with its reason. */
  readonly signal?: AbortSignal;
  /** The first wait where Graph names none, in milliseconds; a second unless told. */
  readonly backoffMs?: number;
  /** How long one call may take, in milliseconds; 100 seconds unless told. */
  readonly timeoutMs?: number;
}

/** One page of a collection. */
export interface GraphPage {
  readonly items: readonly unknown[];
  /** Where the next page is; null on the last one. An empty page may have a next one. */
  readonly nextLink: string | null;
  /** Where to ask for what changes from now on; null but on the last page of a delta query. */
  readonly deltaLink: string | null;
}

/**
 * Microsoft Graph, as an application reads it. What may pass (throttling, broken connections, failures of the service)
 * is waited for and tried again; everything else is thrown as a MicrosoftGraphError, or as the signal's reason.
 */
export interface Graph {
  /**
   * One page of a collection. `url` is a path such as `/v1.0/users?$select=id`, or a link that Graph gave, which is used
   * verbatim; Graph forgets the headers from one page to the next.
   */
  page(url: string, headers?: Readonly<Record<string, string>>): Promise<GraphPage>;
  /** Whether a link that was kept is one of this Graph, which may have another address by now. */
  hasLink(link: string): boolean;
  /** One object; null where there is none. */
  object(url: string): Promise<unknown>;
  /**
   * The items of any number of collections, each with all its pages, in the order asked; null where the parent is gone.
   * The paths start with a slash and leave the version out.
   */
  batch(version: 'v1.0' | 'beta', paths: readonly string[]): Promise<readonly (readonly unknown[] | null)[]>;
}

// As many as Graph takes.
const BATCH_SIZE = 20;

// How long before its expiry a token is replaced, so that none expires on its way.
const MARGIN_SECONDS = 300;

const pathOf = (url: string): string => url.replace(/^https?:\/\/[^/]+/i, '').replace(/[?#].*$/s, '');

/** A text as JSON; undefined where it is not. The parser's own message would quote the text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function pageOf({ json }: Answer, path: string): GraphPage {
  const { value, '@odata.nextLink': nextLink, '@odata.deltaLink': deltaLink } = members(json);
  if (!Array.isArray(value)) throw new MicrosoftGraphError('BROKEN', `The answer to ${path} has no list of values.`);
  return {
    items: value,
    nextLink: typeof nextLink === 'string' ? nextLink : null,
    deltaLink: typeof deltaLink === 'string' ? deltaLink : null,
  };
}

/** The answers that a batch's holds, by id; undefined where it holds none. */
function responsesOf({ json }: Answer): ReadonlyMap<string, Answer> | undefined {
  const { responses } = members(json);
  if (!Array.isArray(responses)) return undefined;
  const answers = responses.map(members).map(({ id, status, headers, body }): [string, Answer] => {
    const wait = Object.entries(members(headers)).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
    // A body may be JSON, JSON as a text, or that in base64.
    const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
    const json = typeof body === 'string' ? (parse(text) ?? parse(Buffer.from(text, 'base64').toString())) : body;
    return [String(id), { status: Number(status), waitMs: retryAfter(wait), text, json }];
  });
  return new Map(answers);
}

export function createGraph(options: GraphOptions): Graph {
  const { baseUrl, authority, tenantId, clientId, clientSecret, concurrency = 8, onThrottled } = options;
  const { signal = new AbortController().signal, backoffMs = 1000, timeoutMs = 100_000 } = options;
  // Each call and each wait listens to it: that many listeners are no leak.
  setMaxListeners(0, signal);
  const gate = createGate(concurrency, signal, onThrottled);

  const secrets = [clientSecret];
  const hide = (text: string): string => secrets.reduce((left, secret) => left.replaceAll(secret, '…'), text);

  /** Sends once. */
  async function send(url: string, init: RequestInit): Promise<Answer | Trouble> {
    const { host } = new URL(url);
    const end = new AbortController();
    const stop = (): void => end.abort();
    const timer = setTimeout(stop, timeoutMs);
    signal.addEventListener('abort', stop);
    let response: Response | undefined;
    try {
      response = await fetch(url, { ...init, redirect: 'manual', signal: end.signal });
      const text = await response.text();
      const waitMs = retryAfter(response.headers.get('retry-after'));
      return { status: response.status, waitMs, text, json: parse(text) };
    } catch (error) {
      signal.throwIfAborted();
      if (end.signal.aborted) return lost({ code: `no answer within ${timeoutMs / 1000} seconds` }, host);
      if (response === undefined) return lost(error, host);
      return { sort: 'PASSING', error: new MicrosoftGraphError('BROKEN', `The answer to ${pathOf(url)} breaks off.`) };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  /** Waits until what was met may have passed. @throws the error of a trouble that is not tried again */
  async function recover(met: readonly { readonly trouble: Trouble; readonly troubles: Troubles }[]): Promise<void> {
    const waits = met.map(({ trouble, troubles }) => {
      const times = note(trouble, troubles);
      return trouble.waitMs ?? backoff(times, backoffMs);
    });
    if (met.some(({ trouble }) => trouble.sort === 'THROTTLED')) gate.close(Math.max(...waits));
    else await gate.pause(Math.max(...waits));
  }

  /** Sends until there is an answer that is one. */
  async function exchange(url: string, init: RequestInit, judged: Judge, isSigned: boolean): Promise<Answer> {
    const troubles: Troubles = new Map();
    for (;;) {
      const bearer = isSigned ? await authorized() : undefined;
      const authorization = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
      await gate.opened();
      const outcome = await send(url, { ...init, headers: { ...init.headers, ...authorization } });
      const trouble = 'sort' in outcome ? outcome : judged(outcome, pathOf(url), hide);
      if (trouble === null) return outcome as Answer;
      // Others that used the same token may have replaced it already.
      if (trouble.sort === 'STALE' && token?.value === bearer) token = undefined;
      await recover([{ trouble, troubles }]);
    }
  }

  let token: { readonly value: string; readonly until: number } | undefined;
  let signingIn: Promise<string> | undefined;

  async function signIn(): Promise<string> {
    const url = `${authority}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`;
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: `${baseUrl}/.default`,
    });
    const answer = await exchange(url, { method: 'POST', body }, judgeSignIn, false);
    const { access_token: value, expires_in: seconds } = members(answer.json);
    if (typeof value !== 'string' || value === '') {
      throw new MicrosoftGraphError('BROKEN', `The answer to ${pathOf(url)} has no token.`);
    }
    const lifetime = Math.max(Number(seconds) - MARGIN_SECONDS, Number(seconds) / 2);
    token = { value, until: performance.now() + lifetime * 1000 };
    secrets.push(value);
    return value;
  }

  async function authorized(): Promise<string> {
    if (token !== undefined && performance.now() < token.until) return token.value;
    signingIn ??= signIn().finally(() => {
      signingIn = undefined;
    });
    return signingIn;
  }

  const hasLink = (link: string): boolean => URL.canParse(link) && new URL(link).origin === new URL(baseUrl).origin;

  /** Sends to Graph, with a token, when there is room. */
  async function call(url: string, init: RequestInit, judged: Judge = judge): Promise<Answer> {
    const address = url.startsWith('/') ? baseUrl + url : url;
    // The token must not leave for another host.
    if (!hasLink(address)) {
      const host = URL.canParse(address) ? new URL(address).host : 'nowhere';
      throw new MicrosoftGraphError('BROKEN', `A link to ${host} leads away from Graph and is not followed.`);
    }
    return gate.run(() => exchange(address, init, judged, true));
  }

  /** A page, or null where there is no such collection. */
  async function read(url: string, headers: Readonly<Record<string, string>>): Promise<GraphPage | null> {
    const answer = await call(url, { headers });
    return answer.status === 404 ? null : pageOf(answer, pathOf(url));
  }

  /** The answers to the parts of one batch, in the order asked. */
  async function answersTo(version: string, paths: readonly string[]): Promise<readonly Answer[]> {
    const url = `/${version}/$batch`;
    const headers = { 'content-type': 'application/json' };
    // Where single parts failed, the whole may say so too; it is the parts that tell.
    const judgeWhole: Judge = (whole, ...rest) => (responsesOf(whole) ? null : judge(whole, ...rest));
    const answers: Answer[] = [];
    let asked = paths.map((path, id) => ({ id, path, troubles: new Map() as Troubles }));
    while (asked.length > 0) {
      const requests = asked.map(({ id, path }) => ({ id: String(id), method: 'GET', url: path }));
      const whole = await call(url, { method: 'POST', headers, body: JSON.stringify({ requests }) }, judgeWhole);
      const responses = responsesOf(whole);
      if (responses === undefined)
        throw new MicrosoftGraphError('BROKEN', `The answer to ${url} has no list of responses.`);
      const failed = asked.flatMap((part) => {
        const where = pathOf(`/${version}${part.path}`);
        const answer = responses.get(String(part.id));
        if (answer !== undefined) answers[part.id] = answer;
        const trouble: Trouble | null =
          answer === undefined
            ? { sort: 'PASSING', error: new MicrosoftGraphError('BROKEN', `The answer to ${url} leaves out ${where}.`) }
            : judge(answer, where, hide);
        return trouble === null ? [] : [{ ...part, trouble }];
      });
      if (failed.some(({ trouble }) => trouble.sort === 'STALE')) token = undefined;
      if (failed.length > 0) await recover(failed);
      asked = failed;
    }
    return answers;
  }

  /** All items of a collection whose first page is there. */
  async function itemsFrom(answer: Answer, path: string): Promise<readonly unknown[] | null> {
    if (answer.status === 404) return null;
    let page: GraphPage | null = pageOf(answer, path);
    const items = [...page.items];
    const followed = new Set<string>();
    while (page.nextLink !== null) {
      if (followed.has(page.nextLink))
        throw new MicrosoftGraphError('BROKEN', `The pages of ${path} lead round in a circle.`);
      followed.add(page.nextLink);
      page = await read(page.nextLink, {});
      if (page === null) return null;
      for (const item of page.items) items.push(item);
    }
    return items;
  }

  return {
    hasLink,

    async page(url, headers = {}) {
      const page = await read(url, headers);
      if (page === null) throw new MicrosoftGraphError('REFUSED', `Graph knows no ${pathOf(url)} (404).`);
      return page;
    },

    async object(url) {
      const { status, json } = await call(url, {});
      if (status === 404) return null;
      const { value, ...rest } = members(json);
      const isWrapped = typeof value === 'object' && Object.keys(rest).every((name) => name.startsWith('@'));
      const object = isWrapped ? value : json;
      if (typeof object !== 'object' || Array.isArray(object)) {
        throw new MicrosoftGraphError('BROKEN', `The answer to ${pathOf(url)} is no object.`);
      }
      return object;
    },

    async batch(version, paths) {
      const results: (readonly unknown[] | null)[] = [];
      let next = 0;
      const lane = async (): Promise<void> => {
        while (next < paths.length) {
          const from = next;
          next += BATCH_SIZE;
          const chunk = paths.slice(from, next);
          const answers = await answersTo(version, chunk);
          for (const [i, answer] of answers.entries()) {
            results[from + i] = await itemsFrom(answer, pathOf(`/${version}${chunk[i]}`));
          }
        }
      };
      try {
        await Promise.all(Array.from({ length: concurrency }, lane));
      } catch (error) {
        // What failed once is not worth the other batches.
        next = paths.length;
        throw error;
      }
      return results;
    },
  };
}
