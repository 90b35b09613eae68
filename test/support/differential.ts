import { type ExecutionResult, execute, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { executedBy, type Gateway } from '../../src/graph/execution';
import { LIMITS } from '../../src/graph/limits';
import { inContext } from '../../src/graph/request';
import type { Graph } from '../../src/graph/schema';
import type { RequestContext } from '../../src/resolving/context';

type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;

/** The parts of an answer that clients see, with errors in one order. */
function shown({ data, errors = [] }: ExecutionResult): string {
  // Unexpected errors are masked.
  const inShort = ({ message, path, locations, extensions }: GraphQLFormattedError) =>
    JSON.stringify([path, locations, ...(extensions?.['code'] === undefined ? [] : [message, extensions])]);
  // graphql-js names more errors of variables than the service.
  const named = data === undefined ? errors.slice(0, LIMITS.variableErrors) : errors;
  return `${JSON.stringify(data)}\n${named
    .map((error) => inShort(error.toJSON()))
    .sort()
    .join('\n')}`;
}

/** Executes with graphql-js only, with the rule of every field. */
export const executedPlainly = (schema: GraphQLSchema, { document, request, context }: Parameters<Executor>[0]) =>
  inContext<ExecutionResult>(context as RequestContext, (contextValue) =>
    execute({
      schema,
      document,
      contextValue,
      variableValues: request.variables ?? {},
      operationName: request.operationName ?? null,
    }),
  );

// Data that changes while a query runs can make the answers differ, but not each time.
const ATTEMPTS = 3;

/**
 * Runs each query twice: compiled at once, and with graphql-js and the rule of every field.
 * @param isOn whether to compare
 * @param heard called with each pair of answers that differ
 */
export function differential(isOn: () => boolean, heard: (difference: string) => void): (graph: Graph) => Gateway {
  return (graph) => {
    const quick = executedBy(graph, undefined, 0);
    return {
      ...quick,
      async load(options) {
        const executor = (await quick.load(options)).executor as Executor;
        return {
          async executor(asked) {
            const { operation, request } = asked;
            const plainly = () => executedPlainly(graph.schema, asked);
            const answer = await executor(asked);
            if (!isOn() || operation?.operation !== 'query') return answer;
            let [one, other] = [shown(answer as ExecutionResult), shown(await plainly())];
            for (let attempt = 1; one !== other && attempt < ATTEMPTS; attempt++) {
              [one, other] = [shown((await executor(asked)) as ExecutionResult), shown(await plainly())];
            }
            if (one !== other) {
              const at = [...one].findIndex((character, i) => character !== other[i]);
              const around = (text: string) => text.slice(Math.max(0, at - 200), at + 200);
              heard(`${request.query}\nanswered\n${around(one)}\nand in the plain way\n${around(other)}`);
            }
            return answer;
          },
        };
      },
    };
  };
}
