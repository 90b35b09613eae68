import { GraphQLError, type GraphQLErrorOptions, type GraphQLFormattedError, Kind } from 'graphql';
import { type ErrorCode, UNEXPECTED } from '../resolving/errors';
import { ForeseenError } from '../resolving/foreseen';

/** The codes of errors that clients get as they are. An error with any other code is a foreseen one, or it is masked. */
export const PASSED_ON: ReadonlySet<unknown> = new Set<ErrorCode>([
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'QUERY_TOO_COMPLEX',
]);

const VALUES = new Set<string>([
  Kind.BOOLEAN,
  Kind.ENUM,
  Kind.FLOAT,
  Kind.INT,
  Kind.LIST,
  Kind.NULL,
  Kind.OBJECT,
  Kind.OBJECT_FIELD,
  Kind.STRING,
]);

/** An error with these locations; its constructor takes them only from nodes. */
export const errorAt = (
  locations: GraphQLFormattedError['locations'],
  message: string,
  options: GraphQLErrorOptions,
): GraphQLError =>
  Object.defineProperty(new GraphQLError(message, options), 'locations', { value: locations, enumerable: true });

/** True for graphql-js errors raised during execution by a variable's value, such as a null `if:` of `@include`. */
export const isOfVariable = (error: unknown): boolean =>
  error instanceof GraphQLError &&
  // Below the root graphql-js wraps it in an error with the path.
  (error.originalError === undefined ? error.nodes?.[0]?.kind === Kind.VARIABLE : isOfVariable(error.originalError));

/** The foreseen error that a field failed with, if clients may know it; else null. */
export function foreseenIn(error: unknown): (ForeseenError & { readonly clientMessage: string }) | null {
  // An error about the whole operation has no path.
  const original = error instanceof GraphQLError ? error.originalError : error;
  return original instanceof ForeseenError && original.clientMessage !== null
    ? (original as ForeseenError & { readonly clientMessage: string })
    : null;
}

/** Whether a field has a value, other than the name of its type, which needs no data. */
function hasValue(data: unknown): boolean {
  if (Array.isArray(data)) return data.length === 0 || data.some(hasValue);
  if (typeof data !== 'object' || data === null) return data !== null && data !== undefined;
  return Object.entries(data).some(([name, value]) => name !== '__typename' && hasValue(value));
}

/** Whether a mutation has a payload. A change that was done has one, even if nothing in it could be read. */
const hasPayload = (data: unknown): boolean =>
  Object.values(data ?? {}).some((payload) => typeof payload === 'object' && payload !== null);

/** Why an operation has no value at all, if each of its errors passes by itself; else null. */
export function passingFailure(data: unknown, errors: readonly unknown[], isMutation: boolean): ForeseenError | null {
  const [first, ...others] = errors.map(foreseenIn);
  const isAnswered = isMutation ? hasPayload(data) : hasValue(data);
  const isPassing = (error: ForeseenError | null | undefined) => error != null && error.retryAfter !== null;
  return first != null && isPassing(first) && others.every(isPassing) && !isAnswered ? first : null;
}

// GraphQL quotes a wrong value as a whole, and once for each error.
const LONGEST_MESSAGE = 1_000;

function shortened(error: GraphQLFormattedError): GraphQLFormattedError {
  if (error.message.length <= LONGEST_MESSAGE) return error;
  return { ...error, message: `${error.message.slice(0, LONGEST_MESSAGE).toWellFormed()}…` };
}

/** The error for the client: its own if this service or GraphQL foresaw it, else one general sentence. */
export const formatError = (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError =>
  shortened(toldOf(formatted, error));

function toldOf(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const code = formatted.extensions?.['code'];
  if (isOfVariable(error)) return { ...formatted, extensions: { code: 'BAD_USER_INPUT' } };
  if (!PASSED_ON.has(code)) {
    const { locations, path } = formatted;
    const foreseen = foreseenIn(error);
    const told =
      foreseen !== null
        ? { message: foreseen.clientMessage, extensions: foreseen.extensions }
        : { message: UNEXPECTED, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
    return { ...told, ...(locations && { locations }), ...(path && { path }) };
  }
  // A stack overflow in the parser. Its message must not reach the client.
  if (code === 'GRAPHQL_PARSE_FAILED' && !formatted.message.startsWith('Syntax Error')) {
    return { message: 'Syntax Error: The document is nested too deeply.', extensions: { code } };
  }
  // A value of the wrong type is bad input, in the document as well as in a variable.
  if (code === 'GRAPHQL_VALIDATION_FAILED' && error instanceof GraphQLError) {
    const [node] = error.nodes ?? [];
    if (node !== undefined && VALUES.has(node.kind)) {
      return { ...formatted, extensions: { ...formatted.extensions, code: 'BAD_USER_INPUT' } };
    }
  }
  return formatted;
}

/** Compares errors by their paths, so that the order of errors does not depend on timing. */
export function byPath(a: GraphQLFormattedError, b: GraphQLFormattedError): number {
  const [one, other] = [a.path ?? [], b.path ?? []];
  for (let i = 0; i < Math.min(one.length, other.length); i++) {
    const [x, y] = [one[i] as string | number, other[i] as string | number];
    if (x === y) continue;
    if (typeof x === 'number' && typeof y === 'number') return x - y;
    return String(x) < String(y) ? -1 : 1;
  }
  return one.length - other.length;
}
