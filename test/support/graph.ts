import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Certificate } from './certificate';
import { type Answer, type Ask, graphError, isObject } from './graph/answer';
import { createLuck, type Failure, type Faults } from './graph/faults';
import { createResources } from './graph/resources';
import { withoutIds } from './graph/routes';
import { type Credentials, createSignIn, TOKEN_PATH } from './graph/sign-in';
import type { GraphTenant } from './graph/tenant';

export type { Faults } from './graph/faults';
export { type BatchResource, type CollectionResource, type GraphTenant, readGraphTenant } from './graph/tenant';

/** An answer that a test prescribes for paths, the version and the token's path included. */
export interface Rule {
  readonly path: RegExp;
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How often it holds; for ever if left out. */
  readonly times?: number;
}

/** A time in which nobody is answered. */
export interface Silence {
  /** Resolves with the first request that gets no answer. */
  readonly begun: Promise<void>;
  /** Cuts off who waits, and lets others be answered again. */
  end(): void;
}

/** A service that answers like Microsoft Graph, and like the place where services sign in to it. */
export interface StandIn {
  /** Of both Graph and the sign-in. */
  readonly url: string;
  readonly tenant: GraphTenant;
  readonly credentials: Credentials;
  /** Requests and parts of batches that were answered, faults left out, by path without version, query and ids. */
  readonly asked: ReadonlyMap<string, number>;
  /** Lets every delta token given so far, and every page of a delta under way, be answered with 410. */
  expireDeltaTokens(): void;
  /** Prescribes answers, also of parts of batches: the first rule that matches a path decides. Null takes all back. */
  answerWith(rule: Rule | null): void;
  /** Answers nobody from the first request on of whose path, with version, this is true. */
  silentFrom(isFirst: (path: string) => boolean): Silence;
  stop(): Promise<void>;
}

export interface StandInOptions {
  readonly faults?: Faults;
  /** How many items a page holds; 100 if left out. */
  readonly pageSize?: number;
  readonly latencyMs?: number;
  /** How long access tokens are valid; 3599 if left out. */
  readonly tokenSeconds?: number;
  /** Lets it be asked over TLS alone, with this certificate. */
  readonly tls?: Certificate;
}

const JSON_TYPE = 'application/json;odata.metadata=minimal;odata.streaming=true;charset=utf-8';
const BATCH_PARTS = 20;

interface Part {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The parts of a batch; null when it is not a batch as Graph takes it. */
function partsOf(body: string): Part[] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return null;
  }
  const parts = isObject(parsed) ? parsed['requests'] : undefined;
  if (!Array.isArray(parts) || parts.length === 0 || parts.length > BATCH_PARTS) return null;
  const isPart = (part: unknown) =>
    isObject(part) && ['id', 'method', 'url'].every((name) => typeof part[name] === 'string');
  if (!parts.every(isPart) || new Set(parts.map((part: Part) => part.id)).size !== parts.length) return null;
  return parts as Part[];
}

const relative = (url: string) => (url.startsWith('/') ? url : `/${url}`);

function askFor(version: string, target: string, headers: Readonly<Record<string, unknown>>): Ask {
  const [path = '', ...query] = target.split('?');
  const names = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  const options = [...new URLSearchParams(query.join('?'))].map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  );
  return { version, path, options: new Map(options), header: (name) => names.get(name.toLowerCase()) };
}

function send(response: ServerResponse, { status, headers, body }: Answer, failure?: Failure): void {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  if (failure === undefined || !('share' in failure)) {
    response.writeHead(status, { 'Content-Type': JSON_TYPE, ...headers, 'Content-Length': bytes.length }).end(bytes);
    return;
  }
  const sent = bytes.subarray(0, Math.max(1, Math.floor(bytes.length * failure.share)));
  const length = failure.isCut ? bytes.length : sent.length;
  response.writeHead(status, { 'Content-Type': JSON_TYPE, ...headers, 'Content-Length': length });
  if (failure.isCut) response.write(sent, () => response.destroy());
  else response.end(sent);
}

/** Starts a stand-in of Microsoft Graph for a tenant; it runs until it is stopped. */
export async function startStandIn(tenant: GraphTenant, options: StandInOptions = {}): Promise<StandIn> {
  const { pageSize = 100, latencyMs = 0, tokenSeconds = 3599, tls } = options;
  const luck = createLuck(options.faults ?? { seed: 0, rate: 0 });
  const credentials = { tenantId: tenant.id, clientId: 'stand-in-client', clientSecret: 'stand-in~secret' };
  const signIn = createSignIn(credentials, tokenSeconds);
  const asked = new Map<string, number>();
  const rules: { readonly rule: Rule; left: number }[] = [];

  let swallows: ((path: string, response: ServerResponse) => boolean) | null = null;

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else send(response, graphError(500, 'standInFailed', String(error)));
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http${tls === undefined ? '' : 's'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const resources = createResources(tenant, url, pageSize, luck);

  const count = (path: string) => asked.set(path, (asked.get(path) ?? 0) + 1);

  function prescribed(path: string): Answer | null {
    const found = rules.find(({ rule, left }) => left > 0 && path.search(rule.path) !== -1);
    if (found === undefined) return null;
    found.left--;
    const { status, body, headers } = found.rule;
    return { status, body, ...(headers !== undefined && { headers }) };
  }

  function answerPart(version: string, part: Part, isLucky: boolean): object | null {
    const ask = askFor(version, relative(part.url), part.headers ?? {});
    const thing = `${part.method} /${version}${relative(part.url)}`;
    const rule = isLucky ? null : prescribed(`/${version}${ask.path}`);
    const failure = rule === null && !isLucky ? luck.partFailure(thing) : null;
    if (failure === 'missing') return null;
    if (failure === null && !isLucky) {
      luck.succeeded(thing);
      count(withoutIds(ask.path));
    }
    const notAllowed = graphError(405, 'Request_BadRequest', 'Only GET is supported here.');
    const { status, headers, body } = rule ?? failure ?? (part.method === 'GET' ? resources.answer(ask) : notAllowed);
    return { id: part.id, status, headers: { 'Content-Type': 'application/json', ...headers }, body: partBody(body) };
  }

  function answerBatch(version: string, parts: readonly Part[] | null, isLucky: boolean): Answer {
    if (parts === null) {
      return graphError(400, 'BadRequest', `A batch takes 1 to ${BATCH_PARTS} requests with ids of their own.`);
    }
    const responses = parts.map((part) => answerPart(version, part, isLucky)).filter((part) => part !== null);
    return { status: 200, body: { responses: luck.shuffled(parts.map((part) => part.url).join('\n'), responses) } };
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    if (latencyMs > 0) await pause(latencyMs);
    const { method = '', headers, url: target = '/' } = request;
    const path = target.split('?')[0] ?? '';
    if (swallows?.(path, response)) return;
    const [, version = '', rest = ''] = /^\/([^/]+)(.*)$/.exec(target) ?? [];
    const tokenTenant = TOKEN_PATH.exec(path)?.[1];
    const isBatch = method === 'POST' && path === `/${version}/$batch`;
    const parts = isBatch ? partsOf(body) : null;

    /** The right answer; where faults spoil it, nothing in it counts and nothing else goes wrong. */
    const answer = (isLucky: boolean): Answer => {
      if (tokenTenant !== undefined && method === 'POST') return signIn.token(tokenTenant, new URLSearchParams(body));
      const refusal = signIn.refusal(headers.authorization);
      if (refusal !== null) return refusal;
      if (version !== 'v1.0' && version !== 'beta') return graphError(404, 'BadRequest', 'Invalid version.');
      if (isBatch) return answerBatch(version, parts, isLucky);
      if (method !== 'GET') return graphError(405, 'Request_BadRequest', 'Only GET is supported here.');
      return resources.answer(askFor(version, rest, headers));
    };
    const countRequest = () =>
      count(tokenTenant === undefined ? withoutIds(path.slice(version.length + 1)) : '/oauth2/v2.0/token');

    const rule = prescribed(path);
    if (rule !== null) {
      countRequest();
      return send(response, rule);
    }
    const things = parts?.map((part) => `${part.method} /${version}${relative(part.url)}`) ?? [`${method} ${target}`];
    const failure = luck.failure(things);
    if (failure !== null && 'status' in failure) return send(response, failure);
    if (failure !== null) {
      const spoilt = answer(true);
      return send(response, spoilt, { ...failure, isCut: failure.isCut || spoilt.status !== 200 });
    }
    if (!isBatch) luck.succeeded(things[0] ?? '');
    const right = answer(false);
    countRequest();
    send(response, right);
  }

  return {
    url,
    tenant,
    credentials,
    asked,
    expireDeltaTokens: resources.expireDeltaTokens,
    answerWith(rule) {
      if (rule === null) rules.length = 0;
      else rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY });
    },
    silentFrom(isFirst) {
      const waiting: ServerResponse[] = [];
      let begin = () => {};
      const begun = new Promise<void>((resolve) => {
        begin = resolve;
      });
      swallows = (path, response) => {
        if (waiting.length === 0 && !isFirst(path)) return false;
        waiting.push(response);
        begin();
        return true;
      };
      return {
        begun,
        end() {
          swallows = null;
          for (const response of waiting) response.destroy();
        },
      };
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A body inside a batch: JSON as it is, anything else in base64. */
function partBody(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return Buffer.from(body).toString('base64');
  }
}
