import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Permission, RefusalReason } from '../generated/graphql';

/** Every code of an error, as docs/queries.md lists them; `extensions.code` holds no other. */
export const ERROR_CODES = [
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'DATABASE_UNAVAILABLE',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'HEADERS_TOO_LARGE',
  'IDENTITY_PROVIDER_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'METHOD_NOT_ALLOWED',
  'NOT_ACCEPTABLE',
  'NOT_FOUND',
  'OPERATION_RESOLUTION_FAILURE',
  'OVERLOADED',
  'PAYLOAD_TOO_LARGE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'QUERY_TOO_COMPLEX',
  'RATE_LIMITED',
  'REQUEST_TIMEOUT',
  'TIMEOUT',
  'UNAUTHENTICATED',
  'UNSUPPORTED_MEDIA_TYPE',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** Why a field was refused, for the error's extensions. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** The missing permissions; empty if the account itself is refused. */
  readonly missing: readonly Permission[];
  /** With `OUT_OF_SCOPE`: what the permissions must be held over, for the message; omitted for an object. */
  readonly over?: 'OBJECT' | 'EVERYTHING';
  /** The field, as `Type.field`. */
  readonly coordinate: string;
}

const EXPLANATIONS: Record<RefusalReason, (refusal: Refusal) => string> = {
  PERMISSION: ({ coordinate, missing }) => `${coordinate} needs ${missing.join(' and ')}.`,
  OUT_OF_SCOPE: ({ coordinate, missing, over }) =>
    over === 'EVERYTHING'
      ? `${coordinate} needs ${missing.join(' and ')} over all users and all devices, ${missing.length > 1 ? 'each ' : ''}from one assignment.`
      : `${coordinate} needs ${missing.join(' and ')} over this object.`,
  LICENSE: () => 'The operator has no Intune licence.',
  DISABLED: () => "The operator's account is disabled.",
};

/** Makes errors without a stack, which would take most of their time. */
export function withoutStacks<Made>(make: () => Made): Made {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const REFUSALS_KEPT = 1_000;
const refusals = new LRUCache<string, GraphQLError>({ max: REFUSALS_KEPT });

/** The error of a field that the viewer may not read. Equal refusals share it, since an answer can have hundreds. */
export function forbidden(refusal: Refusal): GraphQLError {
  const { reason, missing, over = 'OBJECT', coordinate } = refusal;
  const key = `${coordinate} ${reason} ${over} ${missing.join(' ')}`;
  const known = refusals.get(key);
  if (known !== undefined) return known;
  const extensions = Object.freeze({ code: 'FORBIDDEN', reason, missing, coordinate });
  const made = withoutStacks(() => new GraphQLError(EXPLANATIONS[reason](refusal), { extensions }));
  refusals.set(key, made);
  return made;
}

/** The error of an operation that the viewer may not run, with HTTP 403. */
export function forbiddenOperation(message: string, refusal: Omit<Refusal, 'coordinate' | 'over'>): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'FORBIDDEN', ...refusal, http: { status: 403 } } });
}

/** The error of invalid input in the operation or its variables. */
export function badUserInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

/** The message of every unexpected error. The log has the details under the request's id. */
export const UNEXPECTED = 'Something went wrong. The log has the details under the x-request-id of this response.';
