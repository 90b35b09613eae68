import { randomUUID } from 'node:crypto';

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A request for a resource, alone or in a batch. */
export interface Ask {
  readonly method: string;
  readonly version: string;
  /** The path, without version and query. */
  readonly path: string;
  /** The raw query, without the question mark. */
  readonly search: string;
  /** JSON as a text, or as a value in a batch; undefined without a body. */
  readonly body: unknown;
  /** Whether it was part of a batch. */
  readonly isPart: boolean;
  /** The query options, by name in lower case. */
  readonly options: ReadonlyMap<string, string>;
  header(name: string): string | undefined;
}

/** A response. Texts are sent as they are, other values as JSON. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** An error response in Graph's form. */
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

/** Answers the signed-in requests. */
export interface Answers {
  answer(ask: Ask): Answer;
  /** A path with `{id}` in place of ids. */
  shapeOf(version: string, path: string): string;
  /** Expires every delta token and every page of a running delta: they get 410. */
  expireDeltaTokens(): void;
}
