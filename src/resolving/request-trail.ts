import type { GraphQLFormattedError } from 'graphql';
import { StatementTally } from '../database/statement-tally';
import type { FindingRule } from '../generated/graphql';
import type { Trace } from './trace';

/** The facts about a request for the log and the metrics. They name nobody. */
export interface Trail {
  /** The attributes of the request in every line of the log. */
  readonly ids: { readonly requestId: string; readonly traceId?: string };
  /** The trace that the client began; null for none. */
  readonly trace: Trace | null;
  /** The operation's name. */
  operation: string | null;
  /** The ids of the objects that were requested and found. */
  readonly subjects: Set<string>;
  readonly statements: StatementTally;
  /** How many findings of each rule were looked up. Findings with one cause are merged before. */
  readonly rules: Map<FindingRule, number>;
  /** Why the service had no time for the request; null if it had. */
  overload: string | null;
  /** The errors in the answer. */
  errors: readonly GraphQLFormattedError[];
}

export const createTrail = (requestId: string, trace: Trace | null = null): Trail => ({
  ids: { requestId, ...(trace !== null && { traceId: trace.id }) },
  trace,
  operation: null,
  subjects: new Set(),
  statements: new StatementTally(),
  rules: new Map(),
  overload: null,
  errors: [],
});

/** Counts findings of a rule. */
export function noteRule({ rules }: Trail, rule: FindingRule, count = 1): void {
  rules.set(rule, (rules.get(rule) ?? 0) + count);
}

/** The codes of errors with their numbers. */
export function codesOf(errors: readonly GraphQLFormattedError[]): Record<string, number> {
  const codes: Record<string, number> = {};
  for (const { extensions } of errors) {
    const code = String(extensions?.['code']);
    codes[code] = (codes[code] ?? 0) + 1;
  }
  return codes;
}
