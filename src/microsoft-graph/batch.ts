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
  /** The items that an answer begins. */
  readonly itemsFrom: (answer: Answer, path: string) => Promise<readonly unknown[] | null>;
}

type Batch = (version: 'v1.0' | 'beta', paths: readonly string[]) => Promise<readonly (readonly unknown[] | null)[]>;

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

/** Reads many collections, 20 in a request; parts that failed for a passing reason are asked for again. */
export function createBatch({ call, transport, bearer, concurrency, itemsFrom }: BatchOptions): Batch {
  /** The answers to the parts of one batch, in the order asked. */
  async function answersTo(version: string, paths: readonly string[]): Promise<readonly Answer[]> {
    const url = `/${version}/$batch`;
    const headers = { 'content-type': 'application/json' };
    const answers: Answer[] = [];
    let asked = paths.map((path, id) => ({ id, path, troubles: new Map() as Troubles }));
    while (asked.length > 0) {
      const requests = asked.map(({ id, path }) => ({ id: String(id), method: 'GET', url: path }));
      const token = await bearer.token();
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
            : judge(answer, where, transport.hide);
        return trouble === null ? [] : [{ ...part, trouble }];
      });
      if (failed.some(({ trouble }) => trouble.sort === 'STALE')) bearer.reject(token);
      if (failed.length > 0) await transport.recover(failed);
      asked = failed;
    }
    return answers;
  }

  return async (version, paths) => {
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
      // One part that failed for good stops the other batches.
      next = paths.length;
      throw error;
    }
    return results;
  };
}
