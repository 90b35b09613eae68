import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Logger } from 'pino';
import type { RequestContext } from './context';
import { DatabaseUnavailable } from './database/errors';
import { DATABASE_UNAVAILABLE, UNEXPECTED } from './errors';
import { checkCost, checkShape } from './limits';

/** The codes of what GraphQL and the graph refuse; whatever has another was not foreseen. */
export const KNOWN: ReadonlySet<string> = new Set([
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

const isForeseen = (code: unknown): boolean => typeof code === 'string' && KNOWN.has(code);

/** Whether graphql-js refuses what a variable holds while it runs: as the condition of a directive, which it looks at late. */
const isOfVariable = (error: unknown): boolean =>
  error instanceof GraphQLError && error.originalError === undefined && error.nodes?.[0]?.kind === Kind.VARIABLE;

/** What a client is told of an error: its own words where this service or GraphQL foresaw it, one sentence otherwise. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const code = formatted.extensions?.['code'];
  if (isOfVariable(error)) return { ...formatted, extensions: { code: 'BAD_USER_INPUT' } };
  if (!isForeseen(code)) {
    const { locations, path } = formatted;
    const told =
      unwrapResolverError(error) instanceof DatabaseUnavailable
        ? DATABASE_UNAVAILABLE
        : { message: UNEXPECTED, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
    return { ...told, ...(locations && { locations }), ...(path && { path }) };
  }
  // The parser has gone as deep as it can, and says so in words of its own.
  if (code === 'GRAPHQL_PARSE_FAILED' && !formatted.message.startsWith('Syntax Error')) {
    return { message: 'Syntax Error: The document is nested too deeply.', extensions: { code } };
  }
  // A value that its type does not have is the caller's input, whether it is written in the document or a variable.
  if (code === 'GRAPHQL_VALIDATION_FAILED' && error instanceof GraphQLError) {
    const [node] = error.nodes ?? [];
    if (node !== undefined && VALUES.has(node.kind)) {
      return { ...formatted, extensions: { ...formatted.extensions, code: 'BAD_USER_INPUT' } };
    }
  }
  return formatted;
}

function byPath(a: GraphQLFormattedError, b: GraphQLFormattedError): number {
  const [one, other] = [a.path ?? [], b.path ?? []];
  for (let i = 0; i < Math.min(one.length, other.length); i++) {
    const [x, y] = [one[i] as string | number, other[i] as string | number];
    if (x === y) continue;
    if (typeof x === 'number' && typeof y === 'number') return x - y;
    return String(x) < String(y) ? -1 : 1;
  }
  return one.length - other.length;
}

// The log takes no more of an operation's name.
const LONGEST_NAME = 64;

// Whatever is thrown before validation becomes an internal error in Apollo, so a document that is refused by its form
// goes on as one that asks nothing, and is refused where that is foreseen; also when Apollo takes it from its cache.
const refusedShapes = new WeakMap<DocumentNode, unknown>();

function refuseShape(error: unknown): DocumentNode {
  const document = parse('{ __typename }');
  refusedShapes.set(document, error);
  return document;
}

// What a request says of rights is of this instant, and the rest of it has to fit that.
const OF_RIGHTS = new Set([
  'Query.explainAccess',
  'Query.permission',
  'User.access',
  'Viewer.permissions',
  'Viewer.missing',
]);

function asksOfRights(schema: GraphQLSchema, document: DocumentNode): boolean {
  let found = false;
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field() {
        found ||= OF_RIGHTS.has(`${types.getParentType()?.name}.${types.getFieldDef()?.name}`);
      },
    }),
  );
  return found;
}

/** Applies the limits to each operation, and gives its answer the order and status that clients rely on. */
export function createAnswers(log: Logger): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ contextValue }) {
      return {
        async validationDidStart(context) {
          try {
            checkShape(context.document);
          } catch (error) {
            (context as { document: DocumentNode }).document = refuseShape(error);
          }
        },
        async didResolveOperation({ schema, document, operation, operationName, request }) {
          const refused = refusedShapes.get(document);
          if (refused !== undefined) throw refused;
          contextValue.trail.operation = operationName?.slice(0, LONGEST_NAME) ?? null;
          if (!operation) return;
          if (schema.getRootType(operation.operation) == null) {
            throw new GraphQLError(`This graph has no ${operation.operation}s.`, {
              nodes: operation,
              extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
            });
          }
          if (operation.operation === 'mutation' && contextValue.isSimulated) {
            throw new GraphQLError('A simulated request changes nothing.', {
              extensions: { code: 'FORBIDDEN', reason: 'PERMISSION', missing: [] },
            });
          }
          contextValue.readsPresent = contextValue.administration.database.lags && asksOfRights(schema, document);
          checkCost(schema, document, operation, request.variables ?? {});
        },
        async didEncounterErrors({ errors }) {
          for (const error of errors) {
            if (isForeseen(error.extensions?.['code']) || isOfVariable(error)) continue;
            log.error({ err: unwrapResolverError(error), requestId: contextValue.requestId }, 'unexpected error');
          }
        },
        async willSendResponse({ request, response }) {
          response.http.headers.set('cache-control', 'no-store');
          if (response.body.kind !== 'single') return;
          const { errors } = response.body.singleResult;
          if (errors) response.body.singleResult.errors = [...errors].sort(byPath);
          // GraphQL over HTTP: the older media type says what failed in the body alone.
          const newer = request.http?.headers.get('accept')?.includes('application/graphql-response+json') ?? false;
          if (response.http.status === 400 && !newer && isWellFormed(errors)) response.http.status = 200;
        },
      };
    },
  };
}

function isWellFormed(errors: readonly GraphQLFormattedError[] | undefined): boolean {
  return errors?.every((error) => error.extensions?.['code'] !== 'BAD_REQUEST') ?? true;
}
