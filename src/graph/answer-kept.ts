import { type ExecutionResult, getOperationAST, OperationTypeNode } from 'graphql';
import type { RequestContext } from '../resolving/context';
import { byPath, formatError } from './error-format';
import type { Execute } from './execution';
import type { KeptOperations } from './kept-operations';
import { checkOperation } from './operation-checks';

/*
 * Apollo Server parses and validates an operation, and formats its answer. A query that has passed all checks twice goes
 * straight to its execution, which saves a tenth of the CPU of a request. Its checks for the viewer and the variables run
 * for each request. Whatever is unusual goes to Apollo, so that no error is formatted in two ways.
 */

/** The parts of a request's body. */
interface Posted {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Record<string, unknown>;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The parts of a body without anything unusual; null for any other body. */
function postedIn(body: unknown): Posted | null {
  if (!isRecord(body)) return null;
  const { query, operationName = null, variables, extensions } = body;
  const isUsual =
    typeof query === 'string' &&
    (operationName === null || typeof operationName === 'string') &&
    (variables == null || isRecord(variables)) &&
    (extensions == null || (isRecord(extensions) && !extensions['persistedQuery']));
  return isUsual ? { query, operationName, variables: variables ?? {} } : null;
}

/** Whether an error is the refusal of a field. It needs neither a status nor a line in the log. */
export const isRefusal = ({ extensions }: { readonly extensions?: Readonly<Record<string, unknown>> }): boolean =>
  extensions?.['code'] === 'FORBIDDEN' && extensions['http'] === undefined;

/** The answer as Apollo writes it; null if its errors need more than that. */
function written({ data, errors }: ExecutionResult, { trail }: RequestContext): string | null {
  if (errors !== undefined) {
    if (!errors.every(isRefusal)) return null;
    trail.errors = errors.map((error) => formatError(error.toJSON(), error)).sort(byPath);
  }
  return `${JSON.stringify({ errors: errors && trail.errors, data })}\n`;
}

/**
 * Answers a kept query.
 * @returns the body of a response with status 200; null if Apollo has to answer, with `context.executed` for a query
 *   that has been executed already
 */
export async function answerKept(
  kept: KeptOperations,
  execute: Execute,
  body: unknown,
  context: RequestContext,
): Promise<string | null> {
  const posted = postedIn(body);
  const found = posted === null ? undefined : kept.find(posted.query);
  if (posted === null || found === undefined) return null;
  const { query, operationName, variables } = posted;
  const operation = getOperationAST(found.document, operationName);
  if (operation?.operation !== OperationTypeNode.QUERY) return null;
  try {
    checkOperation(context, found.document, operation, variables);
  } catch {
    // Apollo checks it again, and answers with the error.
    return null;
  }
  const asked = {
    ...found,
    request: { query, variables, ...(operationName !== null && { operationName }) },
    operation,
    operationName: operation.name?.value ?? null,
    context,
  };
  context.executed = execute(asked);
  try {
    return written(await context.executed, context);
  } catch {
    return null;
  }
}
