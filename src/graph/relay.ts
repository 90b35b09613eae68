import type { ExecutionResult, FormattedExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Comparison, Difference } from '../administration/difference';
import type { OperatorRights } from '../authorization/viewer';
import type { StatementRuns } from '../database/statement-tally';
import type { FindingConfig } from '../findings/settings';
import type { FindingRule } from '../generated/graphql';
import type { RequestContext } from '../resolving/context';
import { ForeseenError } from '../resolving/foreseen';
import { errorAt, isOfVariable, PASSED_ON } from './error-format';

/* An operation and its answer as plain data, on their way to another process and back. */

/** The settings of the process, which it is sent first. */
export interface RelaySettings {
  readonly databaseUrl: string;
  readonly licenseNeeded: boolean;
  readonly findings: FindingConfig;
}

type Facts = Pick<RequestContext, 'now' | 'language' | 'isSimulated'>;

/** An operation for the other process, with the rights of its viewer. */
export interface RelayedOperation extends Facts {
  readonly query: string;
  readonly queryHash: string;
  readonly operationName: string | null;
  readonly variables: Record<string, unknown>;
  readonly viewer: OperatorRights;
  /** The time that is left, in milliseconds. */
  readonly timeoutMs: number;
  /** The number of pages on which each rule in shadow spoke. */
  readonly shadowPages: ReadonlyMap<FindingRule, number>;
}

/** The comparison of a dry run, for the other process. */
export interface RelayedComparison {
  readonly comparison: Comparison;
  /** The time that is left, in milliseconds. */
  readonly timeoutMs: number;
}

/** What the process sends when it can take operations. */
export const READY = 'ready';

/** An error as the client sees it, and the cause for the log. */
interface RelayedError {
  readonly formatted: GraphQLFormattedError;
  /** A known cause. */
  readonly foreseen?: Pick<ForeseenError, 'message' | 'code' | 'httpStatus' | 'retryAfter' | 'clientMessage'>;
  /** The stack of any other cause. */
  readonly unexpected?: string;
}

/** The answer of the other process, with its notes for the log, the metrics and the findings. */
export interface RelayedAnswer {
  readonly data: FormattedExecutionResult['data'];
  readonly errors: readonly RelayedError[] | null;
  /** The ids for the log. */
  readonly subjects: readonly string[];
  readonly statements: readonly StatementRuns[];
  /** How many findings of each rule were looked up. */
  readonly rules: ReadonlyMap<FindingRule, number>;
  /** The pages on which rules in shadow spoke. */
  readonly shadow: readonly (readonly [rule: FindingRule, pageId: string])[];
  /** The rules that failed. */
  readonly faults: readonly (readonly [rule: FindingRule, stack: string])[];
}

/** What the other process says about a comparison. */
export interface RelayedDifferences {
  readonly differences: readonly Difference[];
  /** Why it failed; null if it did not. */
  readonly failure: RelayedError | null;
  readonly statements: readonly StatementRuns[];
}

/** An error as plain data. */
export function relayedError(error: GraphQLError): RelayedError {
  const formatted = error.toJSON();
  if (isOfVariable(error)) return { formatted: { ...formatted, extensions: { code: 'BAD_USER_INPUT' } } };
  if (PASSED_ON.has(error.extensions['code'])) return { formatted };
  const { originalError } = error;
  if (!(originalError instanceof ForeseenError)) return { formatted, unexpected: stackOf(originalError ?? error) };
  const { message, code, httpStatus, retryAfter, clientMessage } = originalError;
  return { formatted, foreseen: { message, code, httpStatus, retryAfter, clientMessage } };
}

/** The stack of anything that was thrown. */
export const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : `${error}`;

/** The result of an operation as plain data. */
export const relayedResult = ({ data, errors }: ExecutionResult): Pick<RelayedAnswer, 'data' | 'errors'> => ({
  data: data ?? null,
  errors: errors?.map(relayedError) ?? null,
});

/** A known failure of the other process. */
class RelayedFailure extends ForeseenError {
  override readonly code: string;
  override readonly httpStatus: number;
  override readonly retryAfter: number | null;
  override readonly clientMessage: string | null;

  constructor(failure: NonNullable<RelayedError['foreseen']>) {
    super(failure.message);
    this.code = failure.code;
    this.httpStatus = failure.httpStatus;
    this.retryAfter = failure.retryAfter;
    this.clientMessage = failure.clientMessage;
  }
}

/** What caused an error from plain data; null for an error that is passed on. */
export function causeOf({ formatted, foreseen, unexpected }: RelayedError): Error | null {
  if (foreseen !== undefined) return new RelayedFailure(foreseen);
  if (unexpected === undefined) return null;
  return Object.assign(new Error(formatted.message), { stack: unexpected });
}

function revived(error: RelayedError): GraphQLError {
  const { message, path, extensions, locations } = error.formatted;
  return errorAt(locations, message, { path, extensions, originalError: causeOf(error) });
}

/** The result of an operation from plain data. */
export const revivedResult = ({ data, errors }: RelayedAnswer): ExecutionResult => ({
  data: data ?? null,
  ...(errors !== null && { errors: errors.map(revived) }),
});
