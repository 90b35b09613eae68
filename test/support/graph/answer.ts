import { randomUUID } from 'node:crypto';

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A request for a resource, on its own or as a part of a batch. */
export interface Ask {
  readonly method: string;
  readonly version: string;
  /** Without version and query. */
  readonly path: string;
  /** The query as it was written, without its question mark. */
  readonly search: string;
  /** JSON as a text, or inside a batch as what it stands for; undefined where there is none. */
  readonly body: unknown;
  /** Whether it came inside a batch. */
  readonly isPart: boolean;
  /** The query's options, by their names in lower case. */
  readonly options: ReadonlyMap<string, string>;
  header(name: string): string | undefined;
}

/** An answer; a text is sent as it is, anything else as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** An answer that says, in Graph's shape, what is wrong. */
export function graphError(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const id = randomUUID();
  const date = new Date().toISOString().slice(0, 19);
  const innerError = { date, 'request-id': id, 'client-request-id': id };
  return { status, headers, body: { error: { code, message, innerError } } };
}

/** What answers requests that are signed in. */
export interface Answers {
  answer(ask: Ask): Answer;
  /** A path with `{id}` in the place of ids. */
  shapeOf(version: string, path: string): string;
  /** Lets every delta token given so far, and every page of a delta under way, be answered with 410. */
  expireDeltaTokens(): void;
}
