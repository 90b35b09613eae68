import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { getDirective } from '@graphql-tools/utils';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Logger } from 'pino';
import type { RequestContext } from '../resolving/context';
import { ClientGone } from '../resolving/deadline';
import { forbiddenOperation } from '../resolving/errors';
import type { Trail } from '../resolving/request-trail';
import { checkShape, introspects } from './document-shape';
import { byPath, foreseenIn, isOfVariable, PASSED_ON, passingFailure } from './error-format';
import type { KeptOperations } from './kept-operations';
import { isNewer } from './media-types';
import { checkCost } from './operation-cost';

// The log shortens operation names to this many characters.
const LONGEST_NAME = 64;

// Apollo reports an error thrown in `validationDidStart` as INTERNAL_SERVER_ERROR. So a refused document continues as
// `{ __typename }`, and `didResolveOperation` throws. The WeakMap also covers documents from Apollo's cache.
const refusedShapes = new WeakMap<DocumentNode, unknown>();

function refuseShape(error: unknown): DocumentNode {
  const document = parse('{ __typename }');
  refusedShapes.set(document, error);
  return document;
}

/** Whether a document selects a `@primary` field. */
function selectsPrimary(schema: GraphQLSchema, document: DocumentNode): boolean {
  let found = false;
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field() {
        const field = types.getFieldDef();
        found ||= field != null && getDirective(schema, field, 'primary') !== undefined;
      },
    }),
  );
  return found;
}

/**
 * Checks an operation for its viewer and its variables, and takes its cost from the operator's allowance.
 * @throws the error of the whole request
 */
export function checkOperation(
  context: RequestContext,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): void {
  const { schema, trail, viewer, administration, turn } = context;
  trail.operation = operation.name?.value.slice(0, LONGEST_NAME) ?? null;
  if (schema.getRootType(operation.operation) == null) {
    throw new GraphQLError(`This graph has no ${operation.operation}s.`, {
      nodes: operation,
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
    });
  }
  if (operation.operation === 'mutation' && context.isSimulated) {
    throw forbiddenOperation('A simulated request cannot change anything.', { reason: 'PERMISSION', missing: [] });
  }
  const inactive = viewer.refusal([]);
  if (inactive !== null && introspects(document)) {
    throw forbiddenOperation(
      'Introspection is only for active operators. The schema is also at /schema.graphql.',
      inactive,
    );
  }
  context.readsPrimary = administration.database.lags && selectsPrimary(schema, document);
  context.reads = checkCost(schema, document, operation, variables);
  turn.spend(context.reads);
}

/**
 * An Apollo plugin that applies the limits, sorts the errors and sets the HTTP status.
 * @param onPassed called for every query that has passed
 */
export function operationChecks(log: Logger, onPassed: KeptOperations['pass']): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart({ contextValue }) {
      let thrown: readonly GraphQLError[] = [];
      return {
        async validationDidStart(context) {
          try {
            checkShape(context.document);
          } catch (error) {
            (context as { document: DocumentNode }).document = refuseShape(error);
          }
        },
        async didResolveOperation({ source, document, operation, queryHash, request }) {
          const refused = refusedShapes.get(document);
          if (refused !== undefined) throw refused;
          // What has been executed has passed.
          if (!operation || contextValue.executed !== undefined) return;
          checkOperation(contextValue, document, operation, request.variables ?? {});
          if (operation.operation === 'query') onPassed(source, { document, queryHash });
        },
        async didEncounterErrors({ errors }) {
          thrown = errors;
          logFailure(log, contextValue.trail.ids, errors);
        },
        async willSendResponse({ request, response, operation }) {
          response.http.headers.set('cache-control', 'no-store');
          if (response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          const { errors } = singleResult;
          const failure = passingFailure(singleResult.data, thrown, operation?.operation === 'mutation');
          if (failure !== null) {
            response.http.status = failure.httpStatus;
            for (const [name, value] of Object.entries(failure.headers)) response.http.headers.set(name, value);
            // GraphQL over HTTP: a response that has data is a success.
            delete singleResult.data;
          }
          if (errors) {
            singleResult.errors = [...errors].sort(byPath);
            contextValue.trail.errors = errors;
          }
          // GraphQL over HTTP: with the older media type only the body reports errors, so the status stays 200.
          const isOlder = !isNewer(request.http?.headers.get('accept'));
          if (response.http.status === 400 && isOlder && isWellFormed(errors)) response.http.status = 200;
        },
      };
    },
  };
}

/** True for an error of an operation that ended because nobody waits for it. */
const isOfGone = ({ originalError }: GraphQLError): boolean => originalError instanceof ClientGone;

/** Logs in one line why fields failed, unless it is the client's doing. */
function logFailure(log: Logger, ids: Trail['ids'], errors: readonly GraphQLError[]): void {
  const failed = errors.filter(
    (error) => !PASSED_ON.has(error.extensions?.['code']) && !isOfVariable(error) && !isOfGone(error),
  );
  const unexpected = failed.find((error) => foreseenIn(error) === null);
  const line = { ...ids, errors: failed.length };
  if (unexpected !== undefined) {
    log.error({ ...line, err: unwrapResolverError(unexpected) }, 'unexpected error');
    return;
  }
  const foreseen = foreseenIn(failed[0]);
  if (foreseen === null) return;
  const facts = { ...line, code: foreseen.code, reason: foreseen.message };
  if (foreseen.httpStatus < 500) log.info(facts, 'operation refused');
  else log.error(facts, 'operation failed');
}

function isWellFormed(errors: readonly GraphQLFormattedError[] | undefined): boolean {
  return errors?.every((error) => error.extensions?.['code'] !== 'BAD_REQUEST') ?? true;
}
