import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import {
  type ASTNode,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { Context, RequestContext } from '../resolving/context';
import { withoutStacks } from '../resolving/errors';
import { errorAt } from './error-format';
import { inContext } from './request';
import type { Graph } from './schema';
import { variablesOf } from './variables';

/*
 * graphql-js runs an operation the first time. From its second use on, graphql-jit runs it compiled, if it can give the
 * same answer. Compilation takes some milliseconds once and saves a quarter of the CPU of each later request.
 */

/** What Apollo calls to run an operation. */
export type Gateway = ApolloServerOptionsWithGateway<RequestContext>['gateway'];
type Executor = Awaited<ReturnType<Gateway['load']>>['executor'];
type Asked = Parameters<NonNullable<Executor>>[0];

/** One operation to run, in the form in which Apollo hands it over. */
export interface Request extends Pick<Asked, 'document' | 'operationName' | 'queryHash' | 'request'> {
  /** Null if the document has no operation of the requested name. */
  readonly operation: OperationDefinitionNode | null | undefined;
  readonly context: RequestContext;
}

/**
 * Why graphql-js answered an operation that was asked again. `DOCUMENT` and `COMPILER`: it is not compiled, so graphql-js
 * always answers it. `ANSWER`: it runs compiled, and graphql-js runs it once more each time that graphql-jit gives an error
 * of its own.
 */
export interface Fallback {
  readonly operation: string;
  readonly because: 'DOCUMENT' | 'COMPILER' | 'ANSWER';
}

/** A cache entry: an operation that was asked again. */
interface Repeated {
  /** Null if it is not compiled. */
  readonly query: Query | null;
  /** Why graphql-js answered it; null if it never did. */
  fellBack: Fallback['because'] | null;
}

type Query = (context: Context, variables: Record<string, unknown>) => ReturnType<CompiledQuery['query']>;

const REPEATED_KEPT = 500;
const SEEN_KEPT = 5_000;

// A compiled field takes some 10 KB, and more with longer names around it.
const MOST_FIELDS = 300;
const LONGEST_NAME = 64;

// The AST kinds that graphql-jit may compile. It generates code: string literals could be injected into it,
// `@skip`/`@include` are cached across operations, and floats are formatted differently. Any other kind runs on
// graphql-js.
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

/** Whether graphql-jit gives the same answer as graphql-js, in an acceptable amount of memory. */
function isCompilable(document: DocumentNode): boolean {
  let fields = 0;
  let values = 0;
  const isRefused = (node: ASTNode): boolean => {
    switch (node.kind) {
      case Kind.NAME:
        return node.value === '__proto__' || node.value.length > LONGEST_NAME;
      case Kind.FIELD:
        fields += 1;
        // graphql-jit keys fields by their path joined with `_`, so an alias that contains `_` can collide.
        return fields > MOST_FIELDS || (node.alias?.value.includes('_') ?? false);
      case Kind.INT:
        return !Number.isSafeInteger(Number(node.value));
      case Kind.VARIABLE:
        // graphql-jit ignores variables and defaults nested in list or object literals.
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

/** The error as one of graphql-js. */
function asGraphQLError(error: GraphQLError): GraphQLError {
  if (Object.getPrototypeOf(error) === GraphQLError.prototype) return error;
  const { message, locations, path, originalError } = error;
  return errorAt(locations, message, { path: path ?? null, originalError: originalError ?? null });
}

/** The result for Apollo, which expects the errors of graphql-js. Those of graphql-jit have the same fields. */
export function forApollo(result: ExecutionResult): ExecutionResult {
  const { errors } = result;
  // Each has the stack of its original error.
  return errors === undefined ? result : { ...result, errors: withoutStacks(() => errors.map(asGraphQLError)) };
}

function compile(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Repeated {
  if (!isCompilable(document)) return { query: null, fellBack: 'DOCUMENT' };
  const compiled = compileQuery(schema, document, operation.name?.value, { disablingCapturingStackErrors: true });
  if (!isCompiledQuery(compiled)) return { query: null, fellBack: 'COMPILER' };
  // graphql-jit reports a non-null variable as missing even if it has a default.
  const defaults = Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
    ),
  );
  return {
    query: (context, variables) => compiled.query(undefined, context, { ...defaults, ...variables }),
    fellBack: null,
  };
}

/** Runs one operation of a request. */
export type Execute = (asked: Request) => Promise<ExecutionResult>;

/**
 * Runs each query on the schema with only those rules that could refuse this viewer.
 * @param onFallback called the first time that graphql-js answers an operation although it was repeated
 * @param most how often graphql-js runs an operation before it is compiled
 */
export function createExecutor(
  { schema, ruledFor }: Graph,
  onFallback: (fallback: Fallback) => void = () => {},
  most = 1,
): Execute {
  const seen = new LRUCache<string, number>({ max: SEEN_KEPT });
  const repeated = new LRUCache<string, Repeated>({ max: REPEATED_KEPT });

  /** The operation, compiled if it can be, from its second use on; null before. */
  function whenAskedAgain(key: string, compileIt: () => Repeated): Repeated | null {
    const known = repeated.get(key);
    if (known !== undefined) return known;
    const times = seen.get(key) ?? 0;
    if (times < most) {
      seen.set(key, times + 1);
      return null;
    }
    // An operation that leaves the cache starts counting again.
    seen.delete(key);
    const made = compileIt();
    repeated.set(key, made);
    return made;
  }

  async function execution(
    { request, document, operation, queryHash }: Request,
    context: Context,
  ): Promise<ExecutionResult> {
    // Use the requested operation name: Apollo's own is null if no operation has it.
    const { variables = {}, operationName } = request;
    const interpret = (under: GraphQLSchema) =>
      execute({ schema: under, document, contextValue: context, variableValues: variables, operationName });
    if (operation == null) return interpret(schema);
    // graphql-js names more errors of variables, and graphql-jit accepts a list for an object.
    const { errors: misfits } = variablesOf(schema, operation, variables);
    if (misfits !== undefined) return { errors: misfits };
    if (operation.operation !== OperationTypeNode.QUERY) return interpret(schema);

    const ruled = ruledFor(context.viewer);
    const key = [ruled.missing, queryHash, document.definitions.indexOf(operation)].join('\n');
    const fallBack = (because: Fallback['because']) => onFallback({ operation: operation.name?.value ?? '', because });
    const again = whenAskedAgain(key, () => {
      const made = compile(ruled.schema, document, operation);
      if (made.fellBack !== null) fallBack(made.fellBack);
      return made;
    });
    const query = again?.query ?? null;
    if (query === null) return interpret(ruled.schema);
    const result = await query(context, variables);
    const { errors } = result;
    if (errors === undefined) return result;
    // An error without an original error comes from graphql-jit itself. Run graphql-js for its message. Other variables may
    // give no such error, so the operation stays compiled.
    if (errors.some(({ originalError }) => originalError === undefined)) {
      if (again !== null && again.fellBack === null) {
        again.fellBack = 'ANSWER';
        fallBack('ANSWER');
      }
      return interpret(ruled.schema);
    }
    return result;
  }

  return (asked) => inContext(asked.context, (context) => execution(asked, context));
}

/** An Apollo gateway that runs operations as {@link createExecutor} does. */
export const executedBy = (
  graph: Graph,
  ...rest: readonly [onFallback?: (fallback: Fallback) => void, most?: number]
): Gateway => gatewayTo(createExecutor(graph, ...rest), graph);

/** The executor of an Apollo gateway. */
export const executorOf = async (gateway: Gateway): Promise<Execute> =>
  (await gateway.load({ apollo: {} })).executor as unknown as Execute;

/** An Apollo gateway that runs operations. */
export function gatewayTo(execute: Execute, { schema }: Graph): Gateway {
  return {
    load: async () => ({ executor: execute as unknown as Executor }),
    onSchemaLoadOrUpdate(heard) {
      heard({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => {};
    },
    async stop() {},
  };
}
