import { GraphQLError } from 'graphql';

/** What one operation may ask for. */
export const LIMITS = {
  /** Bytes of a request's body. */
  body: 100_000,
  /** Lexical tokens of a document. */
  tokens: 2_000,
  /** Fields within fields; fragments neither hide nor add any. */
  depth: 10,
  /** The same below `__schema` and `__type`: GraphiQL asks for 15. */
  introspectionDepth: 20,
  /** Aliases in an operation, those in fragments counted where they are spread. */
  aliases: 15,
  rootFields: 20,
  directivesPerField: 5,
  /** Fields in an operation, fragments spread. */
  fields: 2_000,
  /** `__schema` and `__type` in an operation. */
  introspections: 1,
  /** Aliases below them: no tool needs any. */
  introspectionAliases: 2,
  validationErrors: 5,
  /** Objects of the tenant that the answer could hold. */
  nodes: 10_000,
  /** Items of a list in the input. */
  items: 250,
  /** Characters of a text in the input, and of a cursor. */
  text: 256,
  /** The same in what a mutation writes, which has limits of its own for each field. */
  written: 4_096,
  cursor: 2_048,
} as const;

/** An operation that passes a limit. */
export function tooComplex(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'QUERY_TOO_COMPLEX', http: { status: 400 } } });
}

/** An input that passes a limit, refused before execution. */
export function refusedInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
}
