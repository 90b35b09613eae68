import {
  type Answer,
  type Judge,
  judge,
  MicrosoftGraphError,
  members,
  noTroubles,
  type Trouble,
  type Troubles,
} from './errors';
import { retryAfter } from './throttle';
import { type Bearer, parseJson, pathOf, type Transport } from './transport';

// The limit of Microsoft Graph for the parts of a batch.
const BATCH_SIZE = 20;

/** Troubles that all parts have, if no part of a batch is answered. */
const PUTS_ALL_OFF: ReadonlySet<Trouble['sort']> = new Set(['THROTTLED', 'LONG_WAIT']);

interface BatchOptions {
  readonly call: (url: string, init: RequestInit, judge: Judge) => Promise<Answer>;
  readonly transport: Transport;
  readonly bearer: Bearer;
  /** The most batches in flight. */
  readonly concurrency: number;
  /** The items of an answer, with those of its later pages. */
  readonly itemsFrom: (answer: Answer, path: string, isObject: boolean) => Promise<readonly unknown[]>;
}

/** The result of a batch part: its items, or the error; ABSENT if its parent is gone (404). */
export type BatchPart = { readonly items: readonly unknown[] } | { readonly error: MicrosoftGraphError };

type Batch = (
  version: 'v1.0' | 'beta',
  paths: readonly string[],
  options?: { readonly isObjects?: boolean },
) => Promise<readonly BatchPart[]>;

/** The answers in a batch's answer, by id, without doubled ids; undefined if it has no list of responses. */
function responsesOf({ json }: Answer): ReadonlyMap<string, Answer> | undefined {
  const { responses } = members(json);
  if (!Array.isArray(responses)) return undefined;
  const answers = responses.map(members).map(({ id, status, headers, body }): [string, Answer] => {
    const wait = Object.entries(members(headers)).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
    // A body is a JSON value, a text of JSON, or a text of JSON in base64.
    const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
    const json =
      typeof body === 'string' ? (parseJson(text) ?? parseJson(Buffer.from(text, 'base64').toString())) : body;
    return [String(id), { status: Number(status), waitMs: retryAfter(wait), text, json }];
  });
  const ids = answers.map(([id]) => id);
  // One of two answers with the same id belongs to another part, and nothing tells which.
  return new Map(answers.filter(([id]) => ids.indexOf(id) === ids.lastIndexOf(id)));
}

// A batch may have the status of a failed part; if it has parts, judge only those.
const judgeWhole: Judge = (whole, ...rest) => (responsesOf(whole) ? null : judge(whole, ...rest));

interface Asked {
  readonly id: number;
  readonly path: string;
  readonly troubles: Troubles;
}

/** Creates the batch reader: 20 parts per request; parts with a passing trouble are retried. */
export function createBatch({ call, transport, bearer, concurrency, itemsFrom }: BatchOptions): Batch {
  /** Sends parts once. @returns the answers by id, and the failed parts */
  async function send(version: string, asked: readonly Asked[]) {
    const url = `/${version}/$batch`;
    const headers = { 'content-type': 'application/json' };
    const requests = asked.map(({ id, path }) => ({ id: String(id), method: 'GET', url: path }));
    const token = await bearer.token();
    const whole = await call(url, { method: 'POST', headers, body: JSON.stringify({ requests }) }, judgeWhole);
    const responses = responsesOf(whole);
    if (responses === undefined)
      throw new MicrosoftGraphError('BROKEN', `The answer to ${url} has no list of responses.`);
    const failed = asked.flatMap((part) => {
      const where = pathOf(`/${version}${part.path}`);
      const answer = responses.get(String(part.id));
      const trouble: Trouble | null =
        answer === undefined
          ? {
              sort: 'PASSING',
              error: new MicrosoftGraphError('BROKEN', `The answer to ${url} has none or several for ${where}.`),
            }
          : judge(answer, where, transport.hide);
      return trouble === null ? [] : [{ ...part, trouble }];
    });
    if (failed.some(({ trouble }) => trouble.sort === 'STALE')) bearer.reject(token);
    return { responses, failed };
  }

  /** Reads the parts of one batch, with retries. @returns an answer or an error for each path, in order */
  async function answersTo(
    version: string,
    paths: readonly string[],
  ): Promise<readonly (Answer | MicrosoftGraphError)[]> {
    const answers: (Answer | MicrosoftGraphError)[] = [];
    let asked: readonly Asked[] = paths.map((path, id) => ({ id, path, troubles: noTroubles() }));
    while (asked.length > 0) {
      const { responses, failed } = await send(version, asked);
      const hasFailed = new Set(failed.map(({ id }) => id));
      for (const { id } of asked) {
        const answer = responses.get(String(id));
        if (answer !== undefined && !hasFailed.has(id)) answers[id] = answer;
      }
      asked = await transport.recover(failed);
      const again = new Set(asked.map(({ id }) => id));
      const isAnswered = answers.some((answer) => !(answer instanceof MicrosoftGraphError));
      for (const { id, trouble } of failed) {
        if (again.has(id)) continue;
        // Errors of the application or the tenant concern every part, so stop here.
        if (!trouble.error.isLocal || (PUTS_ALL_OFF.has(trouble.sort) && !isAnswered)) throw trouble.error;
        answers[id] = trouble.error;
      }
    }
    return answers;
  }

  return async (version, paths, { isObjects = false } = {}) => {
    const parts: BatchPart[] = [];
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < paths.length) {
        const from = next;
        next += BATCH_SIZE;
        const chunk = paths.slice(from, next);
        const answers = await answersTo(version, chunk);
        for (const [i, answer] of answers.entries()) {
          const path = pathOf(`/${version}${chunk[i]}`);
          parts[from + i] =
            answer instanceof MicrosoftGraphError ? { error: answer } : await partFrom(answer, path, isObjects);
        }
      }
    };
    /** The items of an answer, or the error of its later pages. */
    async function partFrom(answer: Answer, path: string, isObject: boolean): Promise<BatchPart> {
      if (answer.status === 404) return { error: new MicrosoftGraphError('ABSENT', `Graph knows no ${path} (404).`) };
      try {
        return { items: await itemsFrom(answer, path, isObject) };
      } catch (error) {
        if (error instanceof MicrosoftGraphError && error.isLocal) return { error };
        throw error;
      }
    }
    try {
      await Promise.all(Array.from({ length: concurrency }, lane));
    } catch (error) {
      // Stop the other lanes.
      next = paths.length;
      throw error;
    }
    return parts;
  };
}
