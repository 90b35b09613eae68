import type { GraphQLFormattedError } from 'graphql';
import { Counter, Histogram, type Registry } from 'prom-client';
import { PERMISSIONS } from '../authorization/permission-list';
import { FindingRule, RefusalReason } from '../generated/graphql';
import { OPERATION_NAMES } from '../generated/operation-names';
import { type EndedRequest, STATUS_OF_GONE } from '../http/request-log';
import { ERROR_CODES, type ErrorCode } from '../resolving/errors';
import type { Trail } from '../resolving/request-trail';

/* Counts requests that have ended. Names and codes that are not on a list of ours count as `other`. */

const STATEMENTS = [1, 5, 10, 15, 20, 25, 30, 40, 60, 100];
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const ROUTES = new Set(['/graphql', '/healthz', '/readyz', '/schema.graphql']);
const CODES = new Set<string>(ERROR_CODES);
const REASONS = new Set<string>([...Object.keys(RefusalReason), 'OPERATOR_UNKNOWN', 'APPLICATION_TOKEN']);
const KNOWN_PERMISSIONS = new Set<string>(PERMISSIONS.map(({ permission }) => permission));
const KNOWN_RULES = new Set<string>(Object.keys(FindingRule));
const KNOWN_OPERATIONS = new Set(OPERATION_NAMES);
const LIMIT_CODES: ReadonlySet<string> = new Set<ErrorCode>([
  ...(['OVERLOADED', 'RATE_LIMITED', 'TIMEOUT', 'QUERY_TOO_COMPLEX'] as const),
  ...(['PAYLOAD_TOO_LARGE', 'HEADERS_TOO_LARGE', 'REQUEST_TIMEOUT'] as const),
]);
// The service's own failures. Every other error is the client's doing, or a lack of rights.
const FAILURES: ReadonlySet<string> = new Set<ErrorCode>([
  ...(['INTERNAL_SERVER_ERROR', 'DATABASE_UNAVAILABLE', 'IDENTITY_PROVIDER_UNAVAILABLE'] as const),
  ...(['OVERLOADED', 'TIMEOUT'] as const),
]);

/** The outcomes of sign-ins by the code of the error that they end with. */
const SIGN_IN_OUTCOMES: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'refused',
  IDENTITY_PROVIDER_UNAVAILABLE: 'issuer_unreachable',
  DATABASE_UNAVAILABLE: 'database_unavailable',
};

const among = (known: ReadonlySet<string>, value: unknown): string =>
  typeof value === 'string' && known.has(value) ? value : 'other';

interface KnownError {
  readonly code: string;
  /** Empty without one. */
  readonly reason: string;
  readonly missing: readonly string[];
}

function knownError({ extensions = {} }: GraphQLFormattedError): KnownError {
  const { code, reason, missing } = extensions;
  return {
    code: among(CODES, code),
    reason: reason === undefined ? '' : among(REASONS, reason),
    missing: Array.isArray(missing) ? missing.map((permission) => among(KNOWN_PERMISSIONS, permission)) : [],
  };
}

function outcomeOf(errors: readonly KnownError[], status: number): 'ok' | 'refused' | 'failed' | 'gone' {
  if (status === STATUS_OF_GONE) return 'gone';
  if (status >= 500 || errors.some(({ code }) => FAILURES.has(code))) return 'failed';
  return status >= 400 || errors.length > 0 ? 'refused' : 'ok';
}

/** The outcome of a sign-in; null if the request ended before its token was looked at. */
function signInOf(errors: readonly KnownError[], isSignedIn: boolean): string | null {
  if (isSignedIn) return 'ok';
  const [error] = errors;
  if (error?.reason === 'OPERATOR_UNKNOWN') return 'operator_unknown';
  return SIGN_IN_OUTCOMES[error?.code ?? ''] ?? null;
}

function httpMetrics(registry: Registry) {
  const registers = [registry];
  return {
    requests: new Histogram({
      name: 'tsg_http_request_seconds',
      help: 'HTTP requests by route and class of status',
      labelNames: ['route', 'status'],
      buckets: SECONDS,
      registers,
    }),
    signIns: new Counter({
      name: 'tsg_sign_ins_total',
      help: 'Sign-ins by outcome (ok, refused, operator_unknown, issuer_unreachable, database_unavailable)',
      labelNames: ['outcome'],
      registers,
    }),
    limits: new Counter({
      name: 'tsg_limits_refused_total',
      help: 'Answers with an error of a limit, by its code',
      labelNames: ['limit'],
      registers,
    }),
  };
}

function operationMetrics(registry: Registry) {
  const registers = [registry];
  return {
    operations: new Counter({
      name: 'tsg_operations_total',
      help: 'GraphQL operations by name and outcome (ok, refused, failed, or gone for a client that did not wait). Names that this project does not ship are other, and none is no name',
      labelNames: ['operation', 'outcome'],
      registers,
    }),
    operationSeconds: new Histogram({
      name: 'tsg_operation_seconds',
      help: 'Time of GraphQL operations by name',
      labelNames: ['operation'],
      buckets: SECONDS,
      registers,
    }),
    errors: new Counter({
      name: 'tsg_errors_total',
      help: 'Errors in answers by code and reason; the reason is empty without one',
      labelNames: ['code', 'reason'],
      registers,
    }),
    denials: new Counter({
      name: 'tsg_denials_total',
      help: 'Denied fields by the permission that is missing, and the reason',
      labelNames: ['permission', 'reason'],
      registers,
    }),
    databaseSeconds: new Counter({
      name: 'tsg_database_seconds_total',
      help: 'Time of the statements of requests; statements side by side all count',
      registers,
    }),
    operationStatements: new Histogram({
      name: 'tsg_operation_statements',
      help: "SQL statements of an operation, except those that read the operator's rights",
      buckets: STATEMENTS,
      registers,
    }),
    findings: new Counter({
      name: 'tsg_findings_total',
      help: 'Findings that were looked up, by rule',
      labelNames: ['rule'],
      registers,
    }),
  };
}

/** @returns a function that counts a request that has ended */
export function createRequestCounts(registry: Registry): (request: EndedRequest) => void {
  const { requests, signIns, limits } = httpMetrics(registry);
  const {
    operations,
    operationSeconds,
    errors: codes,
    denials,
    databaseSeconds,
    operationStatements,
    findings,
  } = operationMetrics(registry);
  // A counter that begins with its first event hides this event from rate() and increase().
  for (const limit of LIMIT_CODES) limits.inc({ limit }, 0);
  for (const code of FAILURES) codes.inc({ code, reason: '' }, 0);
  for (const operation of [...KNOWN_OPERATIONS, 'other', 'none']) operations.inc({ operation, outcome: 'failed' }, 0);
  for (const outcome of ['ok', 'operator_unknown', ...Object.values(SIGN_IN_OUTCOMES)]) signIns.inc({ outcome }, 0);

  function countErrors(errors: readonly KnownError[]): void {
    for (const { code, reason, missing } of errors) {
      codes.inc({ code, reason });
      for (const permission of missing) denials.inc({ permission, reason });
    }
    for (const limit of new Set(errors.map(({ code }) => code))) if (LIMIT_CODES.has(limit)) limits.inc({ limit });
  }

  function countOperation({ operation, statements, rules }: Trail, outcome: string, seconds: number): void {
    const name = operation === null ? 'none' : among(KNOWN_OPERATIONS, operation);
    operations.inc({ operation: name, outcome });
    operationSeconds.observe({ operation: name }, seconds);
    databaseSeconds.inc(statements.ms / 1_000);
    operationStatements.observe(statements.count);
    for (const [rule, count] of rules) findings.inc({ rule: among(KNOWN_RULES, rule) }, count);
  }

  return ({ trail, route = '', status, ms, isSignedIn }) => {
    const seconds = ms / 1_000;
    requests.observe({ route: among(ROUTES, route), status: `${Math.floor(status / 100)}xx` }, seconds);
    const errors = trail.errors.map(knownError);
    if (errors.length > 0) countErrors(errors);
    if (route !== '/graphql') return;
    countOperation(trail, outcomeOf(errors, status), seconds);
    const signIn = signInOf(errors, isSignedIn);
    if (signIn !== null) signIns.inc({ outcome: signIn });
  };
}
