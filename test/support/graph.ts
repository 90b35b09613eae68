import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { Certificate } from './certificate';
import { type Answer, type Answers, graphError } from './graph/answer';
import { askFor, createBatches, type Part, partsOf, relative } from './graph/batch';
import { controlled } from './graph/control';
import { createLuck, type Failure, type Faults, type Luck } from './graph/faults';
import { DEFAULT_QUIRKS, type Quirks, quirksFrom } from './graph/quirks';
import { Refusal } from './graph/refusal';
import { createRequestLog, type RequestLog, type Requests } from './graph/request-log';
import { Service } from './graph/service';
import { type Credentials, createSignIn, TOKEN_PATH } from './graph/sign-in';
import { createSilences, type Silence } from './graph/silence';
import type { GraphTenant } from './graph/tenant';
import { createTrouble, failureFrom, type Trouble } from './graph/trouble';

export type { Faults } from './graph/faults';
export type { Silence } from './graph/silence';
export { type BatchResource, type CollectionResource, type GraphTenant, readGraphTenant } from './graph/tenant';

/** A response that a test prescribes for paths, including the version; also for the token's path. */
export interface Rule {
  readonly path: RegExp;
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How often it applies; for ever by default. */
  readonly times?: number;
}

/** A stand-in for Microsoft Graph and for its token endpoint. */
export interface StandIn {
  /** The address of both Graph and the sign-in. */
  readonly url: string;
  readonly tenant: GraphTenant;
  readonly credentials: Credentials;
  /** The number of answered requests and batch parts without faults, by path without version, query and ids. */
  readonly asked: ReadonlyMap<string, number>;
  /** Each shape of request, with its results, so that a test can check that none was refused. */
  requests(): Requests;
  /** Expires every delta token and every page of a running delta: they get 410. */
  expireDeltaTokens(): void;
  /** Prescribes responses, also for parts of batches. The first rule that matches a path applies. Null removes all. */
  answerWith(rule: Rule | null): void;
  /** Orders failures such as `device:<id>=500`, `user:<id>=403x3` or `path:<pattern>=404`; null removes all. */
  failWith(order: string | null): void;
  /** Sets quirks, such as `throttle=0.05,-v1-types`. */
  switchQuirks(list: string): void;
  /** Answers no request from the first one whose path, with version, matches. */
  silentFrom(isFirst: (path: string) => boolean): Silence;
  /** Never answers the requests whose path, with version, matches. */
  silentAt(isMeant: (path: string) => boolean): void;
  stop(): Promise<void>;
}

export interface StandInOptions {
  readonly faults?: Faults;
  /** The number of items in a page; by default as many as Graph gives. */
  readonly pageSize?: number;
  readonly latencyMs?: number;
  /** The validity of access tokens in seconds; 3599 by default. */
  readonly tokenSeconds?: number;
  /** Serves only TLS, with this certificate. */
  readonly tls?: Certificate;
  /** The permissions granted to the application; all by default. */
  readonly permissions?: readonly string[];
  /** Quirks to switch on or off, such as `throttle=0.05,-v1-types`. */
  readonly quirks?: string;
  /** Ordered failures, as for `failWith`. */
  readonly failures?: readonly string[];
  /** The port; 0 for any free one. */
  readonly port?: number;
  /** The seed of everything random. */
  readonly seed?: number;
  /** Whether to accept any credentials, for a stand-in started by hand. */
  readonly isOpen?: boolean;
}

const NOT_ALLOWED = 'Specified HTTP method is not allowed for the request target.';
const JSON_TYPE = 'application/json;odata.metadata=minimal;odata.streaming=true;charset=utf-8';

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

/** The responses that tests prescribe. */
function createRules() {
  const rules: { readonly rule: Rule; left: number }[] = [];
  return {
    add(rule: Rule | null): void {
      if (rule === null) rules.length = 0;
      else rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY });
    },
    prescribed(path: string): Answer | null {
      const found = rules.find(({ rule, left }) => left > 0 && path.search(rule.path) !== -1);
      if (found === undefined) return null;
      found.left--;
      const { status, body, headers } = found.rule;
      return { status, body, ...(headers !== undefined && { headers }) };
    },
  };
}

/** Random numbers from 0 to 1, determined by a seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

interface Parts {
  readonly answers: Answers;
  readonly luck: Luck;
  readonly log: RequestLog;
  readonly quirks: Quirks;
  readonly trouble: Trouble;
}

function partsFor(tenant: GraphTenant, url: string, options: StandInOptions): Parts {
  const { pageSize, seed = 1, permissions = null, quirks: list = '', failures = [] } = options;
  const luck = createLuck(options.faults ?? { seed: 0, rate: 0 });
  const log = createRequestLog();
  const quirks = { ...DEFAULT_QUIRKS, ...quirksFrom(list) };
  const trouble = createTrouble(failures.map(failureFrom), quirks, randomFrom(seed));
  const service = { tenant, url, pageSize: pageSize ?? null, luck, quirks, trouble, log, permissions };
  return { answers: new Service(service), luck, log, quirks, trouble };
}

interface Delivery {
  /** The targets of the request: itself, or the parts of a batch. */
  readonly things: readonly string[];
  readonly isBatch: boolean;
  /** The right response. If a fault spoils it, it is not counted and has no further faults. */
  answer(isLucky: boolean): Answer;
  countRequest(): void;
}

/** The sent response: the prescribed one, or else the right one with random faults. */
function outcomeOf(rule: Answer | null, luck: Luck, delivery: Delivery): readonly [Answer, Failure?] {
  const { things, isBatch, answer, countRequest } = delivery;
  const failure = rule === null ? luck.failure(things) : null;
  if (failure !== null && 'status' in failure) return [failure];
  if (failure !== null) {
    const spoilt = answer(true);
    return [spoilt, { ...failure, isCut: failure.isCut || spoilt.status !== 200 }];
  }
  if (rule === null && !isBatch) luck.succeeded(things[0] ?? '');
  const right = rule ?? answer(false);
  countRequest();
  return [right];
}

/** The responses to consecutive requests. */
function createHandler(tenant: GraphTenant, url: string, options: StandInOptions) {
  const { latencyMs = 0, tokenSeconds = 3599, isOpen = false } = options;
  const parts = partsFor(tenant, url, options);
  const { answers, luck, log, quirks, trouble } = parts;
  const credentials = { tenantId: tenant.id, clientId: 'stand-in-client', clientSecret: 'stand-in~secret' };
  const signIn = createSignIn(credentials, tokenSeconds, isOpen);
  const asked = new Map<string, number>();
  const silences = createSilences();
  const rules = createRules();

  const count = (path: string) => asked.set(path, (asked.get(path) ?? 0) + 1);
  const shapeOf = (version: string, path: string) => (path === '/$batch' ? path : answers.shapeOf(version, path));
  const batch = createBatches({
    ...{ answers, log, luck, quirks, prescribed: rules.prescribed },
    count: (version, path) => count(shapeOf(version, path)),
  });

  /** The response to a batch without a fault of the whole. */
  function answerBatch(version: string, batched: readonly Part[] | Refusal, isLucky: boolean): Answer {
    const entry = { method: 'POST', version, shape: '/$batch', search: '', isOnOrder: false };
    const ordered = trouble.with(`/${version}/$batch`, false);
    const refusal = ordered ?? (batched instanceof Refusal ? batched : null);
    log.note({ ...entry, isOnOrder: ordered !== null }, refusal?.status ?? 200, refusal?.message);
    if (refusal === null) return batch(version, batched as readonly Part[], isLucky);
    return graphError(refusal.status, refusal.code, refusal.message, refusal.headers);
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const wait = latencyMs + quirks.slow;
    if (wait > 0) await pause(wait);
    const { method = '', headers, url: target = '/' } = request;
    const path = target.split('?')[0] ?? '';
    if (silences.swallows(path, response)) return;
    const control = controlled(parts, method, path, body);
    if (control !== null) return send(response, control);
    const [, version = '', rest = ''] = /^\/([^/]+)(.*)$/.exec(target) ?? [];
    const tokenTenant = TOKEN_PATH.exec(path)?.[1];
    const isBatch = method === 'POST' && path === `/${version}/$batch`;
    const batched = isBatch ? readBatch(body, headers['content-type']) : [];

    const answer = (isLucky: boolean): Answer => {
      if (tokenTenant !== undefined && method === 'POST') return signIn.token(tokenTenant, new URLSearchParams(body));
      const refusal = signIn.refusal(headers.authorization);
      if (refusal !== null) {
        log.note({ method, version, shape: shapeOf(version, path), search: '' }, refusal.status, 'No valid token.');
        return refusal;
      }
      if (version !== 'v1.0' && version !== 'beta') return graphError(400, 'BadRequest', 'Invalid version.');
      if (isBatch) return answerBatch(version, batched, isLucky);
      if (rest === '/$batch') return graphError(405, 'BadRequest', NOT_ALLOWED);
      return answers.answer(askFor(version, rest, { method, headers, body, isPart: false }));
    };
    const countRequest = () =>
      count(tokenTenant === undefined ? shapeOf(version, path.slice(version.length + 1)) : '/oauth2/v2.0/token');

    const inBatch = isBatch && !(batched instanceof Refusal) ? batched : null;
    const things = inBatch?.map((part) => `${part.method} /${version}${relative(part.url)}`) ?? [`${method} ${target}`];
    send(response, ...outcomeOf(rules.prescribed(path), luck, { things, isBatch, answer, countRequest }));
  }

  return { ...parts, handle, credentials, asked, silences, rules };
}

/** The parts of a batch, or the reason why it is invalid. */
function readBatch(body: string, contentType: string | undefined): readonly Part[] | Refusal {
  try {
    return partsOf(body, contentType);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** Starts a stand-in of Microsoft Graph for a tenant. It runs until it is stopped. */
export async function startStandIn(tenant: GraphTenant, options: StandInOptions = {}): Promise<StandIn> {
  const { tls, port = 0 } = options;
  let handler: ReturnType<typeof createHandler> | null = null;
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    handler?.handle(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else send(response, graphError(500, 'standInFailed', String((error as Error).stack)));
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http${tls === undefined ? '' : 's'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  handler = createHandler(tenant, url, options);
  const { credentials, asked, answers, log, trouble, quirks, silences, rules } = handler;

  return {
    ...{ url, tenant, credentials, asked },
    requests: () => log.requests(),
    expireDeltaTokens: () => answers.expireDeltaTokens(),
    answerWith: rules.add,
    failWith(order) {
      if (order === null) trouble.orders.length = 0;
      else trouble.orders.push(failureFrom(order));
    },
    switchQuirks(list) {
      Object.assign(quirks, quirksFrom(list));
    },
    silentFrom: silences.from,
    silentAt: silences.at,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
