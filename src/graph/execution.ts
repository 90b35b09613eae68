import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  type ASTNode,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { Context, RequestContext } from '../resolving/context';
import { inContext } from './request';
import type { Graph } from './schema';

/*
 * Operations are run by graphql-js until they are asked again; then graphql-jit compiles those that it answers as
 * graphql-js does, which takes some milliseconds once and spares a quarter of a request's CPU each time.
 */
export type Gateway = ApolloServerOptionsWithGateway<RequestContext>['gateway'];
type Executor = Awaited<ReturnType<Gateway['load']>>['executor'];
type Request = Parameters<NonNullable<Executor>>[0] & { readonly context: RequestContext };

/** What became of an operation that was asked again: null where graphql-js goes on running it. */
interface Compiled {
  readonly query: Query | null;
}

type Query = (context: Context, variables: Record<string, unknown>) => ReturnType<CompiledQuery['query']>;

const COMPILED_KEPT = 500;
const SEEN_KEPT = 5_000;

// A field takes some 10 KB when it is compiled, and more the longer the names around it are.
const MOST_FIELDS = 300;
const LONGEST_NAME = 64;

// graphql-jit writes programs. A text in a document can become part of one, a condition outlasts the operation that it
// stands in, and a number with a fraction has other forms: what is not named here is left to graphql-js.
const COMPILED_KINDS = new Set<string>([
  Kind.ARGUMENT,
  Kind.BOOLEAN,
  Kind.DOCUMENT,
  Kind.ENUM,
  Kind.FIELD,
  Kind.FRAGMENT_DEFINITION,
  Kind.FRAGMENT_SPREAD,
  Kind.INLINE_FRAGMENT,
  Kind.INT,
  Kind.LIST,
  Kind.LIST_TYPE,
  Kind.NAME,
  Kind.NAMED_TYPE,
  Kind.NON_NULL_TYPE,
  Kind.NULL,
  Kind.OBJECT,
  Kind.OBJECT_FIELD,
  Kind.OPERATION_DEFINITION,
  Kind.SELECTION_SET,
  Kind.VARIABLE,
  Kind.VARIABLE_DEFINITION,
]);

/** Whether graphql-jit answers it as graphql-js does, and in no more memory than an operation is worth. */
function isCompilable(document: DocumentNode): boolean {
  let fields = 0;
  let values = 0;
  const isRefused = (node: ASTNode): boolean => {
    switch (node.kind) {
      case Kind.NAME:
        return node.value === '__proto__' || node.value.length > LONGEST_NAME;
      case Kind.FIELD:
        fields += 1;
        // Fields are told apart there by their path, joined with this sign.
        return fields > MOST_FIELDS || (node.alias?.value.includes('_') ?? false);
      case Kind.INT:
        return !Number.isSafeInteger(Number(node.value));
      case Kind.VARIABLE:
        // What a variable is in a list or an object is lost, default and all.
        return values > 0;
      default:
        return !COMPILED_KINDS.has(node.kind);
    }
  };
  let isGood = true;
  visit(document, {
    enter(node) {
      isGood &&= !isRefused(node);
      if (node.kind === Kind.LIST || node.kind === Kind.OBJECT) values += 1;
    },
    leave(node) {
      if (node.kind === Kind.LIST || node.kind === Kind.OBJECT) values -= 1;
    },
  });
  return isGood;
}

/** graphql-jit's errors as graphql-js makes them, which is what Apollo takes. */
function asGraphQLError({ message, locations, path, originalError }: GraphQLError): GraphQLError {
  const error = new GraphQLError(message, { path: path ?? null, originalError: originalError ?? null });
  return Object.defineProperty(error, 'locations', { value: locations, enumerable: true });
}

function compile(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Query | null {
  if (!isCompilable(document)) return null;
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

  /** The operation as a program, made when it is asked again; null where graphql-js runs it. */
  function compiledWhenAskedAgain(key: string, compileIt: () => Query | null): Query | null {
    const known = compiled.get(key);
    if (known !== undefined) return known.query;
    const times = seen.get(key) ?? 0;
    if (times < most) {
      seen.set(key, times + 1);
      return null;
    }
    // What falls out of the cache has to be asked again as often before it is compiled once more.
    seen.delete(key);
    const query = compileIt();
    compiled.set(key, { query });
    return query;
  }

  async function execution(
    { request, document, operation, queryHash }: Request,
    context: Context,
  ): Promise<ExecutionResult> {
    // Apollo's own name of the operation is null where nothing has the name that was asked for.
    const { variables = {}, operationName } = request;
    const interpret = (under: GraphQLSchema) =>
      execute({ schema: under, document, contextValue: context, variableValues: variables, operationName });
    if (operation?.operation !== OperationTypeNode.QUERY) return interpret(schema);

    const ruled = ruledFor(context.viewer);
    const key = [ruled.missing, queryHash, document.definitions.indexOf(operation)].join('\n');
    const query = compiledWhenAskedAgain(key, () => compile(ruled.schema, document, operation));
    // graphql-js says whether the variables fit: graphql-jit takes a list for an object.
    if (query === null || !fits(ruled.schema, operation, variables)) return interpret(ruled.schema);
    const result = await query(context, variables);
    if (result.errors === undefined) return result;
    // What no resolver threw is graphql-jit's own, and graphql-js has the words for it.
    if (result.errors.some(({ originalError }) => originalError === undefined)) return interpret(ruled.schema);
    return { ...result, errors: result.errors.map(asGraphQLError) };
  }

  const executor = (asked: Request) => inContext(asked.context, (context) => execution(asked, context));

  return {
    load: async () => ({ executor: executor as Executor }),
    onSchemaLoadOrUpdate(heard) {
      heard({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    async stop() {},
  };
}

const fits = (schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode, variables: object) =>
  getVariableValues(schema, variableDefinitions, variables as Record<string, unknown>).errors === undefined;
