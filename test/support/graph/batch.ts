import { type Answer, type Answers, type Ask, graphError, isObject } from './answer';
import type { Luck } from './faults';
import type { Quirks } from './quirks';
import { badRequest, noPayload, Refusal } from './refusal';
import type { RequestLog } from './request-log';

const MOST = 20;
const WRITING = ['POST', 'PATCH', 'PUT'];
const HEADERS = { 'Cache-Control': 'no-cache', 'Content-Type': 'application/json' };

/** A request in a batch. */
export interface Part {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly dependsOn?: readonly string[];
}

interface Response {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Builds a request from its target. The caller has already removed the version from it. */
export function askFor(
  version: string,
  target: string,
  { method, headers, body, isPart }: Pick<Ask, 'method' | 'body' | 'isPart'> & { headers: object },
): Ask {
  const [path = '', ...query] = target.split('?');
  const search = query.join('?');
  const names = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  const options = [...new URLSearchParams(search)].map(([name, value]) => [name.toLowerCase(), value] as const);
  const header = (name: string) => names.get(name.toLowerCase());
  return { method, version, path, search, body, isPart, options: new Map(options), header };
}

const isPart = (part: unknown): part is Part =>
  isObject(part) && ['id', 'method', 'url'].every((name) => typeof part[name] === 'string');

export const relative = (url: string) => (url.startsWith('/') ? url : `/${url}`);

/** The parts of a batch. @throws Refusal if the batch is invalid */
export function partsOf(body: string, contentType: string | undefined): readonly Part[] {
  if (!/json/i.test(contentType ?? '')) throw noPayload();
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw noPayload();
  }
  const parts = isObject(parsed) ? parsed['requests'] : undefined;
  if (!Array.isArray(parts) || parts.length === 0) throw badRequest('Invalid batch payload format.');
  if (parts.length > MOST) {
    const text = `Number of batch request steps exceeds the maximum value of ${MOST}.`;
    throw new Refusal(400, 'MaximumValueExceeded', text);
  }
  if (!parts.every(isPart)) throw badRequest('Invalid batch payload format.');
  const ids = parts.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw badRequest(`Request id : ${twice} has to be unique in a batch.`);
  return parts;
}

export interface BatchOptions {
  readonly answers: Answers;
  readonly log: RequestLog;
  readonly luck: Luck;
  readonly quirks: Quirks;
  /** The prescribed response for a path, with version; null if there is none. */
  prescribed(path: string): Answer | null;
  /** Counts an answered request. */
  count(version: string, path: string): void;
}

/** A body in a batch: JSON as it is, anything else in base64. */
function partBody({ headers, body }: Answer, isEncoded: boolean): unknown {
  const encode = (text: string) => Buffer.from(text).toString('base64');
  if (typeof body !== 'string') return isEncoded ? encode(JSON.stringify(body)) : body;
  if (isEncoded || headers?.['Content-Type'] === 'application/octet-stream') return encode(body);
  try {
    return JSON.parse(body);
  } catch {
    return encode(body);
  }
}

/**
 * Answers the parts of batches. If a fault spoils the whole batch (`isLucky`), its parts are not counted and have no
 * faults.
 */
export function createBatches({ answers, log, luck, quirks, prescribed, count }: BatchOptions) {
  const failed = (id: string, code: string, text: string, status: number): Response => ({
    id,
    status,
    headers: HEADERS,
    body: graphError(status, code, text).body,
  });

  function refusalOf(version: string, part: Part, done: readonly Response[]): Response | null {
    const { id, method, url, headers = {}, body, dependsOn = [] } = part;
    const isBroken = (each: string) => (done.find((response) => response.id === each)?.status ?? 500) >= 400;
    if (dependsOn.some(isBroken)) return failed(id, 'FailedDependency', 'Dependent request failed.', 424);
    const isTyped = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
    const isWriting = WRITING.includes(method.toUpperCase()) && quirks['batch-write-needs-body'] > 0;
    if (!isWriting || (body !== undefined && isTyped)) return null;
    const text = `Write request id : ${id} does not contain Content-Type header or body.`;
    const shape = answers.shapeOf(version, relative(url).split('?')[0] ?? '');
    log.note({ method, version, shape, search: '' }, 400, text);
    return failed(id, 'BadRequest', text, 400);
  }

  function answerPart(version: string, part: Part, done: readonly Response[], isLucky: boolean): Response | null {
    const { id, url, headers = {}, body } = part;
    const ask = askFor(version, relative(url), { method: part.method.toUpperCase(), headers, body, isPart: true });
    const thing = `${part.method} /${version}${relative(url)}`;
    const rule = isLucky ? null : prescribed(`/${version}${ask.path}`);
    const failure = rule === null && !isLucky ? luck.partFailure(thing) : null;
    if (failure === 'missing') return null;
    if (failure === null && !isLucky) {
      luck.succeeded(thing);
      count(version, ask.path);
    }
    const refusal = rule === null && failure === null ? refusalOf(version, part, done) : null;
    if (refusal !== null) return refusal;
    const answer = rule ?? failure ?? answers.answer(ask);
    const response = { id, status: answer.status, headers: { ...HEADERS, ...answer.headers } };
    return answer.status === 204 ? response : { ...response, body: partBody(answer, quirks['batch-base64'] > 0) };
  }

  return (version: string, parts: readonly Part[], isLucky: boolean): Answer => {
    const responses: Response[] = [];
    for (const part of parts) {
      const response = answerPart(version, part, responses, isLucky);
      if (response !== null) responses.push(response);
    }
    const order = parts.map((part) => part.url).join('\n');
    return { status: 200, body: { responses: quirks['batch-shuffle'] ? luck.shuffled(order, responses) : responses } };
  };
}
