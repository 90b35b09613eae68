import { type Answer, type Judge, judge, MicrosoftGraphError, members, type Trouble, type Troubles } from './errors';
import { retryAfter } from './throttle';
import { type Bearer, parseJson, pathOf, type Transport } from './transport';

// Microsoft Graph takes no more parts in one batch.
const BATCH_SIZE = 20;

interface BatchOptions {
  readonly call: (url: string, init: RequestInit, judge: Judge) => Promise<Answer>;
  readonly transport: Transport;
  readonly bearer: Bearer;
  /** How many batches are in flight. */
  readonly concurrency: number;
  /** What an answer holds. */
  readonly itemsFrom: (answer: Answer, path: string, isObject: boolean) => Promise<readonly unknown[]>;
}

/** One part of a batch: its items, or why it could not be read; ABSENT where its parent is gone. */
export type BatchPart = { readonly items: readonly unknown[] } | { readonly error: MicrosoftGraphError };

type Batch = (
  version: 'v1.0' | 'beta',
  paths: readonly string[],
  options?: { readonly isObjects?: boolean },
) => Promise<readonly BatchPart[]>;

/** The answers in a batch's answer, by id; undefined where it holds none. */
function responsesOf({ json }: Answer): ReadonlyMap<string, Answer> | undefined {
  const { responses } = members(json);
  if (!Array.isArray(responses)) return undefined;
  const answers = responses.map(members).map(({ id, status, headers, body }): [string, Answer] => {
    const wait = Object.entries(members(headers)).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
    // A body is JSON, JSON as a text, or such a text in base64.
    const text = typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
    const json =
      typeof body === 'string' ? (parseJson(text) ?? parseJson(Buffer.from(text, 'base64').toString())) : body;
    return [String(id), { status: Number(status), waitMs: retryAfter(wait), text, json }];
  });
  return new Map(answers);
}

// A batch may say as a whole that a part failed; the parts themselves decide.
const judgeWhole: Judge = (whole, ...rest) => (responsesOf(whole) ? null : judge(whole, ...rest));

interface Asked {
  readonly id: number;
  readonly path: string;
  readonly troubles: Troubles;
}

/** Reads many collections, 20 in a request; parts that failed for a passing reason are asked for again. */
export function createBatch({ call, transport, bearer, concurrency, itemsFrom }: BatchOptions): Batch {
  /** Sends parts once. @returns the answers by id, and the parts that failed */
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
          ? { sort: 'PASSING', error: new MicrosoftGraphError('BROKEN', `The answer to ${url} leaves out ${where}.`) }
          : judge(answer, where, transport.hide);
      return trouble === null ? [] : [{ ...part, trouble }];
    });
    if (failed.some(({ trouble }) => trouble.sort === 'STALE')) bearer.reject(token);
    return { responses, failed };
  }

  /** The answers to the parts of one batch, or why there are none, in the order asked. */
  async function answersTo(
    version: string,
    paths: readonly string[],
  ): Promise<readonly (Answer | MicrosoftGraphError)[]> {
    const answers: (Answer | MicrosoftGraphError)[] = [];
    let asked: readonly Asked[] = paths.map((path, id) => ({ id, path, troubles: new Map() }));
    while (asked.length > 0) {
      const { responses, failed } = await send(version, asked);
      for (const { id } of asked) {
        const answer = responses.get(String(id));
        if (answer !== undefined) answers[id] = answer;
      }
      asked = await transport.recover(failed);
      const again = new Set(asked.map(({ id }) => id));
      for (const { id, trouble } of failed) {
        if (again.has(id)) continue;
        // Throttling, and what is wrong with the application or the tenant, is no matter of one part.
        if (trouble.sort === 'THROTTLED' || !trouble.error.isLocal) throw trouble.error;
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
    /** What an answer holds, or why its later pages could not be read. */
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
      // An error that concerns all of them stops the other batches.
      next = paths.length;
      throw error;
    }
    return parts;
  };
}
