import cors from '@fastify/cors';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, LogController } from 'fastify';
import type { Logger } from 'pino';
import type { Viewer } from '../authorization/viewer';
import { isLoopback } from '../configuration/loopback';
import { LIMITS } from '../graph/limits';
import type { RequestContext } from '../resolving/context';
import type { Deadline } from '../resolving/deadline';
import { UNEXPECTED } from '../resolving/errors';
import type { Trail } from '../resolving/request-trail';
import type { Turn } from '../resolving/turn';
import { SIMULATE_HEADER } from '../sign-in/simulation';
import type { Caller } from '../sign-in/tokens';
import { compressAnswers } from './compression';
import { SLOW_OPERATION_MS } from './load-limits';
import { ERROR_OF_STATUS, errorBody, refuseMalformed } from './refusals';
import { type EndedRequest, logRequests } from './request-log';
import { securityHeaders } from './security-headers';
import { addressForRouter } from './web-pages';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether long answers of the route are compressed. */
    readonly compressed?: boolean;
  }
  interface FastifyRequest {
    /** Whom the token names. */
    caller: Caller | null;
    /** The caller as a text, which tells operators apart before the database is read. */
    callerText: string;
    deadline: Deadline | null;
    turn: Turn | null;
    viewer: Viewer | null;
    /** The id of the operator who signed in, also while another one is simulated. */
    operatorId: string | null;
    isSimulated: boolean;
    /** The context of its execution. */
    operationContext: RequestContext | null;
    trail: Trail;
  }
}

/** The settings of the HTTP application. */
export interface AppOptions {
  readonly log: Logger;
  /** The exact origins allowed by CORS. */
  readonly corsOrigins: readonly string[];
  /** Whether CORS also allows any page on this machine. */
  readonly corsLoopback: boolean;
  /** The addresses and networks of the proxies whose `x-forwarded-for` names the client. */
  readonly trustedProxies?: readonly string[];
  /** An operation that takes at least as many milliseconds is logged with its statements. */
  readonly slowOperationMs?: number;
  /** Hears of every request that has ended. */
  readonly onEnded?: (request: EndedRequest) => void;
  /** Whether long answers are compressed; true if left out. */
  readonly compresses?: boolean;
}

const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;

// The headers that this service reads, and those that GraphQL clients and tracers add.
const CORS_REQUEST_HEADERS = [
  'authorization',
  'content-type',
  'x-request-id',
  SIMULATE_HEADER,
  'apollo-require-preflight',
  'apollographql-client-name',
  'apollographql-client-version',
  'graphql-client-name',
  'graphql-client-version',
  'x-apollo-operation-name',
  'traceparent',
  'tracestate',
  'baggage',
];

/** The HTTP application without its routes: limits, parsing, request ids, the access log, errors, headers and CORS. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { log, corsOrigins, corsLoopback } = options;
  const app = createFastify(options);
  app.decorateRequest('caller', null);
  app.decorateRequest('callerText', '');
  app.decorateRequest('deadline', null);
  app.decorateRequest('turn', null);
  app.decorateRequest('viewer', null);
  app.decorateRequest('operatorId', null);
  app.decorateRequest('isSimulated', false);
  app.decorateRequest('operationContext', null);
  app.decorateRequest('trail');
  parseOnlyJson(app);
  const { slowOperationMs = SLOW_OPERATION_MS, onEnded = () => {} } = options;
  logRequests(app, { log, slowOperationMs, onEnded });
  sendBuffers(app);
  if (options.compresses !== false) compressAnswers(app);
  handleErrors(app, log);
  const headers = securityHeaders();
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
  await app.register(cors, {
    origin: (origin, done) =>
      done(null, origin !== undefined && (corsOrigins.includes(origin) || (corsLoopback && isLoopback(origin)))),
    methods: ['GET', 'POST'],
    allowedHeaders: CORS_REQUEST_HEADERS,
    exposedHeaders: ['x-request-id', 'retry-after'],
    credentials: false,
    maxAge: 600,
  });
  return app;
}

function createFastify({ log, trustedProxies = [] }: AppOptions): FastifyInstance {
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    // Fastify's own log lines contain the address, and with it the variables of GET requests. logRequests leaves it
    // out.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LIMITS.body,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    requestTimeout: 12_000,
    connectionTimeout: 60_000,
    // Node.js looks for slow connections only every 30 seconds by default.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 1_000, maxHeaderSize: 16 * 1024 },
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : crypto.randomUUID();
    },
    frameworkErrors: (_, request, reply) => {
      const answer = reply as unknown as FastifyReply;
      void answer
        .header('x-request-id', request.id)
        // No hook runs for this answer.
        .headers(securityHeaders())
        .code(400)
        .send(errorBody('The address is malformed.', 'BAD_REQUEST'));
    },
    rewriteUrl: addressForRouter,
    clientErrorHandler: refuseMalformed,
    // A stop answers a request whose first bytes came on a kept connection, as it answers those under way.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 256 },
  });
  return app as unknown as FastifyInstance;
}

/** Accepts only JSON bodies in UTF-8, so that a form on another site cannot send a request. */
function parseOnlyJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser(
    /^application\/json(\s*;\s*charset="?utf-8"?)?\s*$/i,
    { parseAs: 'buffer' },
    (request, body, done) => {
      // A small body could unpack to a huge one.
      if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
        done(Object.assign(new Error('The body is encoded: send it as it is.'), { statusCode: 415 }));
        return;
      }
      let text: string;
      try {
        text = new TextDecoder('utf-8', { fatal: true }).decode(body as Buffer);
      } catch {
        done(Object.assign(new Error('The body is not UTF-8.'), { statusCode: 400 }));
        return;
      }
      void parseJson(request, text, done);
    },
  );
}

/** Sends texts as buffers, to save CPU time. */
function sendBuffers(app: FastifyInstance): void {
  // Node.js passes over a string three times: to measure it, to append it to the head, to encode it. A buffer is only
  // copied.
  app.addHook('onSend', (_request, _reply, payload, done) => {
    done(null, typeof payload === 'string' ? Buffer.from(payload) : payload);
  });
}

/** Answers errors in GraphQL's form, and masks unexpected ones. */
function handleErrors(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    // The client sends the address and the host, so a malformed one is a client error.
    const status = error.statusCode ?? ((error as { code?: string }).code === 'ERR_INVALID_URL' ? 400 : 500);
    if (status >= 500) {
      log.error({ err: error, ...request.trail.ids }, 'unexpected error');
      return reply.code(500).send(errorBody(UNEXPECTED, 'INTERNAL_SERVER_ERROR'));
    }
    return reply.code(status).send(errorBody(error.message, ERROR_OF_STATUS[status] ?? 'BAD_REQUEST'));
  });
  app.setNotFoundHandler((_, reply) =>
    reply.code(404).send(errorBody('There is nothing at this address.', 'NOT_FOUND')),
  );
}
