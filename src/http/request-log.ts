import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import pino, { type Logger } from 'pino';
import { codesOf, createTrail, type Trail } from '../resolving/request-trail';
import { traceOf } from '../resolving/trace';
import { LogOutput } from './log-output';

/** The status of a request whose connection closed before its answer was sent, as nginx writes it. Nobody got it. */
export const STATUS_OF_GONE = 499;

/** A request that was answered, or whose client has gone. */
export interface EndedRequest {
  readonly trail: Trail;
  /** The pattern of its address; undefined if there is none. */
  readonly route: string | undefined;
  /** `STATUS_OF_GONE` if the client has gone. */
  readonly status: number;
  readonly ms: number;
  /** Whether somebody signed in. */
  readonly isSignedIn: boolean;
}

interface RequestLogOptions {
  readonly log: Logger;
  /** An operation that takes at least as many milliseconds is logged with its statements. */
  readonly slowOperationMs: number;
  /** Hears of every request that has ended. */
  onEnded(request: EndedRequest): void;
}

const PROBES: readonly (string | undefined)[] = ['/healthz', '/readyz'];
const CLIENT_NAMES = ['apollographql-client-name', 'graphql-client-name'];
const LONGEST_CLIENT_NAME = 64;
const STATEMENTS_OF_SLOW = 5;

/** The name that the client gives itself, without anything that could not be part of a name. */
function clientOf({ headers }: FastifyRequest): string | undefined {
  const given = CLIENT_NAMES.map((name) => headers[name]).find((value) => typeof value === 'string' && value !== '');
  return typeof given === 'string' ? given.slice(0, LONGEST_CLIENT_NAME).replaceAll(/[^\w .:/@-]/g, '?') : undefined;
}

/** Undefined, which the log leaves out, for what is empty. */
const unlessEmpty = <Value extends object>(value: Value): Value | undefined =>
  Object.keys(value).length === 0 ? undefined : value;

function lineOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { trail, route, status, ms }: EndedRequest,
): Record<string, unknown> {
  const { ids, statements } = trail;
  const bytes = status === STATUS_OF_GONE ? Number.NaN : Number(reply.getHeader('content-length'));
  // Spread, the ids would make this object twice as slow to build and to write.
  return {
    requestId: ids.requestId,
    traceId: ids.traceId,
    operatorId: request.operatorId ?? undefined,
    simulated: request.isSimulated ? request.viewer?.id : undefined,
    client: clientOf(request),
    operation: trail.operation ?? undefined,
    subjects: unlessEmpty([...trail.subjects]),
    errors: unlessEmpty(codesOf(trail.errors)),
    reason: trail.overload ?? undefined,
    statements: statements.count === 0 ? undefined : statements.count,
    databaseMs: statements.count === 0 ? undefined : Math.round(statements.ms),
    bytes: Number.isNaN(bytes) ? undefined : bytes,
    method: request.method,
    route,
    status,
    ms: Math.round(ms),
  };
}

/** The log of the service, on standard output. */
export function createLog(level: string): Logger {
  // This property makes a pipe answer at once when it is full. Without that the last lines would wait for a reader.
  const { fd } = process.stdout;
  const log = pino({ level }, new LogOutput(fd, (lost) => log.warn({ lost }, 'lines of the log were lost')));
  return log;
}

/** Gives each response its request id, and logs each request in one line without variables, names or tokens. */
export function logRequests(app: FastifyInstance, { log, slowOperationMs, onEnded }: RequestLogOptions): void {
  function ended(request: FastifyRequest, reply: FastifyReply): void {
    const { trail } = request;
    // Fastify makes these options anew at each access.
    const { url: route } = request.routeOptions;
    const isGone = !reply.raw.writableFinished;
    const status = isGone ? STATUS_OF_GONE : reply.statusCode;
    const ms = reply.elapsedTime;
    const end: EndedRequest = { trail, route, status, ms, isSignedIn: request.operatorId !== null };
    const isProbe = PROBES.includes(route) && status < 400;
    log[isProbe ? 'debug' : 'info'](lineOf(request, reply, end), isGone ? 'client gone' : 'answered');
    if (route === '/graphql' && ms >= slowOperationMs) {
      const statements = trail.statements.slowest(STATEMENTS_OF_SLOW);
      log.warn({ ...trail.ids, operation: trail.operation, ms: Math.round(ms), statements }, 'slow operation');
    }
    onEnded(end);
  }

  // These hooks wait for nothing, so they call back: a promise would cost more than their work.
  app.addHook('onRequest', (request, reply, done) => {
    const { traceparent } = request.headers;
    request.trail = createTrail(request.id, traceOf(typeof traceparent === 'string' ? traceparent : undefined));
    reply.header('x-request-id', request.id);
    // Fastify's `onResponse` does not run for a client that has gone. This event comes once for every request.
    reply.raw.once('close', () => ended(request, reply));
    done();
  });
  // A refusal is an object; the answer of an operation is text, whose errors are known already.
  app.addHook('preSerialization', (request, _, payload, done) => {
    const { errors } = payload as { readonly errors?: readonly GraphQLFormattedError[] };
    if (Array.isArray(errors)) request.trail.errors = errors;
    done(null, payload);
  });
}
