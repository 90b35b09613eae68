import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  OperationTypeNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { Context } from './context';
import type { Graph } from './schema';

/*
 * Operations are run by graphql-js until they are asked again; then they are compiled by graphql-jit, which takes some
 * milliseconds once and spares half of the execution each time.
 */

export type Gateway = ApolloServerOptionsWithGateway<Context>['gateway'];
type Executor = Awaited<ReturnType<Gateway['load']>>['executor'];
type Request = Parameters<NonNullable<Executor>>[0] & { readonly context: Context };

/** What became of an operation that was asked twice: null where graphql-js goes on running it. */
interface Compiled {
  readonly query: Query | null;
}

type Query = (context: Context, variables: Record<string, unknown>) => ReturnType<CompiledQuery['query']>;

// A compiled operation takes some 50 KB.
const COMPILED_KEPT = 500;
const SEEN_KEPT = 5_000;

/**
 * Whether graphql-jit would answer it otherwise: it loses `__proto__`, and what a variable is in a list or an object, and
 * has its own mind of the order and the places of fields under a condition that is a variable.
 */
function isBeyondCompiler(document: DocumentNode): boolean {
  let depth = 0;
  let found = false;
  const within = {
    enter() {
      depth++;
    },
    leave() {
      depth--;
    },
  };
  visit(document, {
    ObjectValue: within,
    ListValue: within,
    Directive: within,
    Variable() {
      found ||= depth > 0;
    },
    Name({ value }) {
      found ||= value === '__proto__';
    },
  });
  return found;
}

/** graphql-jit's errors as graphql-js makes them, which is what Apollo takes. */
function asGraphQLError({ message, locations, path, originalError }: GraphQLError): GraphQLError {
  const error = new GraphQLError(message, { path: path ?? null, originalError: originalError ?? null });
  return Object.defineProperty(error, 'locations', { value: locations, enumerable: true });
}

function compile(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Query | null {
  if (isBeyondCompiler(document)) return null;
  const compiled = compileQuery(schema, document, operation.name?.value, { disablingCapturingStackErrors: true });
  if (!isCompiledQuery(compiled)) return null;
  // graphql-jit takes a variable that is not null for missing where it has a default.
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
    ),
  );
  return (context, variables) => compiled.query(undefined, context, { ...defaults, ...variables });
}

/**
 * Executes operations under the rules that could refuse their viewer anything, behind Apollo's interface.
 * @param most how often graphql-js runs an operation before it is compiled
 */
export function executedBy({ schema, ruledFor }: Graph, most = 1): Gateway {
  const seen = new LRUCache<string, number>({ max: SEEN_KEPT });
  const compiled = new LRUCache<string, Compiled>({ max: COMPILED_KEPT });

  /** The compiled operation; null where graphql-js runs it. */
  function compiledIfKnown(key: string, compileIt: () => Query | null): Query | null {
    const known = compiled.get(key);
    if (known !== undefined) return known.query;
    const times = seen.get(key) ?? 0;
    if (times < most) {
      seen.set(key, times + 1);
      return null;
    }
    const query = compileIt();
    compiled.set(key, { query });
    return query;
  }

  async function executor({ request, document, operation, queryHash, context }: Request): Promise<ExecutionResult> {
    // Apollo's own name of the operation is null where nothing has the name that was asked for.
    const { variables = {}, operationName } = request;
    const interpret = (under: GraphQLSchema) =>
      execute({ schema: under, document, contextValue: context, variableValues: variables, operationName });
    if (operation?.operation !== OperationTypeNode.QUERY) return interpret(schema);

    const ruled = ruledFor(context.viewer);
    const found = compiledIfKnown([ruled.missing, queryHash, operationName].join('\n'), () =>
      compile(ruled.schema, document, operation),
    );
    // graphql-js says whether the variables fit: graphql-jit takes a list for an object.
    const { errors } = getVariableValues(ruled.schema, operation.variableDefinitions ?? [], variables);
    if (found === null || errors !== undefined) return interpret(ruled.schema);
    const result = await found(context, variables);
    if (result.errors === undefined) return result;
    // Variables that graphql-jit alone does not take: nothing ran.
    if (result.data === undefined) return interpret(ruled.schema);
    return { ...result, errors: result.errors.map(asGraphQLError) };
  }

  return {
    load: async () => ({ executor: executor as Executor }),
    onSchemaLoadOrUpdate(heard) {
      heard({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    async stop() {},
  };
}
