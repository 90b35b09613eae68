import { GraphQLError } from 'graphql';

/** The limits of one operation. */
export const LIMITS = {
  /** Bytes of the request body. */
  body: 100_000,
  /** Lexical tokens of a document. */
  tokens: 2_000,
  /** Nesting depth of fields. Fragments neither hide nor add depth. */
  depth: 10,
  /** The depth below `__schema` and `__type`. GraphiQL needs 15. */
  introspectionDepth: 20,
  /** Aliases in an operation. Those in fragments count at each spread. */
  aliases: 15,
  rootFields: 20,
  directivesPerField: 5,
  /** Fields in an operation. Those in fragments count at each spread. */
  fields: 2_000,
  /** `__schema` and `__type` in an operation. */
  introspections: 1,
  /** Aliases below `__schema` and `__type`. No tool needs any. */
  introspectionAliases: 2,
  validationErrors: 5,
  /** Errors of variables that an answer names. */
  variableErrors: 5,
  /** Objects of the tenant that the answer could contain. */
  nodes: 10_000,
  /** Rows that the service may look at for the answer. On 100,000 users, 100 take about a millisecond. */
  reads: 60_000,
  /** The rows of an operation that the process of the service itself may run on SQLite, because it stops all others. */
  readsInProcess: 15_000,
  /** Items of an input list. */
  items: 250,
  /** Characters of an input text, and of a cursor. */
  text: 256,
  /** Characters of a text that a mutation writes. Each of its fields has a lower limit of its own. */
  written: 4_096,
  cursor: 2_048,
} as const;

/** The error of an operation that exceeds a limit. */
export function tooComplex(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'QUERY_TOO_COMPLEX', http: { status: 400 } } });
}

/** The error of an input that exceeds a limit, before execution. */
export function refusedInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
}
