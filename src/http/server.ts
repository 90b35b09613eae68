import { STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyBaseLogger, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import Negotiator from 'negotiator';
import type { Logger } from 'pino';
import type { Viewer } from '../authorization/viewer';
import type { Database } from '../database/database';
import { DatabaseUnavailable, TryAgain } from '../database/errors';
import { documents } from '../graph/document-store';
import { formatError } from '../graph/error-format';
import { executedBy, type Gateway } from '../graph/execution';
import { LIMITS } from '../graph/limits';
import { createAnswers } from '../graph/operation-checks';
import { createGraph, type Graph } from '../graph/schema';
import type { Administration, RequestContext, Trail } from '../resolving/context';
import { DATABASE_UNAVAILABLE, type ErrorCode, UNEXPECTED } from '../resolving/errors';
import { LANGUAGES, type Language } from '../resolving/language';
import { createAuthenticate } from '../sign-in/authenticate';
import { SIMULATE_HEADER, simulate } from '../sign-in/simulation';
import { IssuerUnreachable, TokenRefused, type VerifyToken } from '../sign-in/tokens';
import { NOWHERE, type SignIn, servePages } from './web-pages';

declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer | null;
    /** Who signed in, whoever is simulated. */
    operatorId: string | null;
    isSimulated: boolean;
    trail: Trail;
  }
}

export interface ServerOptions {
  readonly database: Database;
  readonly verify: VerifyToken;
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly licenseNeeded: boolean;
  /** Seals the audit trail. */
  readonly auditKey: string;
  /** Exact origins that browsers may ask from. */
  readonly corsOrigins: readonly string[];
  /** Whether any page of this machine may ask too. */
  readonly corsLoopback: boolean;
  /** How the pages sign operators in; null where they take a token. */
  readonly signIn?: SignIn | null;
  readonly log: Logger;
  /** The clock; another one in tests. */
  readonly now?: () => Date;
  /** What executes operations; another one in tests. */
  readonly execution?: (graph: Graph) => Gateway;
}

export interface Server {
  /** Where it listens: `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Refuses new work, finishes what is under way within some seconds, and closes. */
  stop(): Promise<void>;
}

const MEDIA_TYPES = ['application/json', 'application/graphql-response+json'];
// What is under way has this long when the service stops.
const GRACE_MS = 8_000;
const REQUEST_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** A refusal outside of GraphQL, in GraphQL's form. */
function refusal(message: string, code: ErrorCode): { errors: GraphQLFormattedError[] } {
  return { errors: [{ message, extensions: { code } }] };
}

/** The codes of requests that are refused before they are GraphQL, by HTTP status. */
export const CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'BAD_REQUEST',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  406: 'NOT_ACCEPTABLE',
  408: 'REQUEST_TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  414: 'URI_TOO_LONG',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  431: 'HEADERS_TOO_LARGE',
};

// What Node.js refuses before there is a request; anything else is no HTTP.
const MALFORMED: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Answers what is not HTTP, has too large headers, or does not come in time, before there is a request. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = MALFORMED[error.code ?? ''] ?? 400;
  const body = JSON.stringify(refusal('The request cannot be read.', CODES[status] ?? 'BAD_REQUEST'));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

// What pages of other origins may send: what this service reads, and what their clients and tracers add unasked.
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

const isLoopback = (origin: string): boolean =>
  URL.canParse(origin) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(origin).hostname);

/**
 * Starts the service.
 * @throws when the schema says nothing of a field, or the address cannot be listened on
 */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { database, log, now = () => new Date(), execution = executedBy } = options;
  const graph = createGraph();
  const authenticate = createAuthenticate(database, options.verify, options.licenseNeeded);
  let stopping = false;

  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    // Addresses hold variables in GET requests, so requests are logged below, without them.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LIMITS.body,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    // Node.js looks for connections that are too slow every 30 seconds, unless told.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 1_000, maxHeaderSize: 16 * 1024 },
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : crypto.randomUUID();
    },
    frameworkErrors: (_, request, reply) => {
      const answer = reply as unknown as FastifyReply;
      void answer
        .header('x-request-id', request.id)
        .code(400)
        .send(refusal('This address cannot be read.', 'BAD_REQUEST'));
    },
    clientErrorHandler: refuseMalformed,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 256 },
  });
  app.server.maxConnections = 1_000;
  // Those who have not asked anything yet, as browsers connect ahead: to Node.js they are not idle.
  const silent = new Set<Socket>();
  app.server.on('connection', (socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  app.server.on('request', ({ socket }) => silent.delete(socket));
  app.decorateRequest('viewer', null);
  app.decorateRequest('operatorId', null);
  app.decorateRequest('isSimulated', false);
  app.decorateRequest('trail');

  // Only JSON in UTF-8 is read: anything that a form of another page could send is not.
  app.removeAllContentTypeParsers();
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser(
    /^application\/json(\s*;\s*charset="?utf-8"?)?\s*$/i,
    { parseAs: 'buffer' },
    (request, body, done) => {
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

  app.addHook('onRequest', async (request, reply) => {
    request.trail = { operation: null, subjects: new Set() };
    reply.header('x-request-id', request.id);
  });
  // Node.js goes through a text for its length, to put it behind its head, and to send it: through bytes it does not.
  app.addHook('onSend', (_request, _reply, payload, done) => {
    done(null, typeof payload === 'string' ? Buffer.from(payload) : payload);
  });
  app.addHook('onResponse', async (request, reply) => {
    // A connection is idle when its answer is out, and one that would be kept would hold up who stops.
    if (stopping) setImmediate(() => app.server.closeIdleConnections());
    log.info(
      {
        requestId: request.id,
        operatorId: request.operatorId ?? undefined,
        simulated: request.isSimulated ? request.viewer?.id : undefined,
        operation: request.trail.operation ?? undefined,
        subjects: request.trail.subjects.size === 0 ? undefined : [...request.trail.subjects],
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });

  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    // An address or a host that cannot be one is the client's mistake.
    const status = error.statusCode ?? ((error as { code?: string }).code === 'ERR_INVALID_URL' ? 400 : 500);
    if (status >= 500) {
      log.error({ err: error, requestId: request.id }, 'unexpected error');
      return reply.code(500).send(refusal(UNEXPECTED, 'INTERNAL_SERVER_ERROR'));
    }
    return reply.code(status).send(refusal(error.message, CODES[status] ?? 'BAD_REQUEST'));
  });
  app.setNotFoundHandler((_, reply) => reply.code(404).send(refusal('There is nothing here.', 'NOT_FOUND')));

  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: NOWHERE },
    referrerPolicy: { policy: 'no-referrer' },
    // Encryption is the business of what stands before the service.
    hsts: false,
  });
  await app.register(cors, {
    origin: (origin, done) =>
      done(
        null,
        origin !== undefined && (options.corsOrigins.includes(origin) || (options.corsLoopback && isLoopback(origin))),
      ),
    methods: ['GET', 'POST'],
    allowedHeaders: CORS_REQUEST_HEADERS,
    exposedHeaders: ['x-request-id', 'retry-after'],
    credentials: false,
    maxAge: 600,
  });

  const apollo = new ApolloServer<RequestContext>({
    gateway: execution(graph),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    documentStore: documents(),
    parseOptions: { maxTokens: LIMITS.tokens },
    validationOptions: { maxErrors: LIMITS.validationErrors },
    formatError,
    logger: log,
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginCacheControlDisabled(), createAnswers(log)],
  });
  await apollo.start();

  const administration: Administration = {
    database,
    auditKey: options.auditKey,
    licenseNeeded: options.licenseNeeded,
    logHead: ({ seq, hash }) => log.info({ audit: { seq, hash } }, 'audited'),
  };
  async function signIn(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    reply.header('cache-control', 'no-store');
    try {
      // Node keeps the first of several headers; whoever sends two means something that is not for us to guess.
      const headers = request.raw.headersDistinct['authorization'] ?? [];
      if (headers.length > 1) throw new TokenRefused('several Authorization headers');
      const operator = await authenticate(headers[0]);
      request.operatorId = operator.id;
      const simulated = request.headers[SIMULATE_HEADER];
      request.isSimulated = simulated !== undefined;
      request.viewer =
        simulated === undefined
          ? operator
          : await simulate(operator, String(simulated), administration, { id: request.id, now: now().toISOString() });
    } catch (error) {
      if (error instanceof GraphQLError) {
        const { message, extensions } = error;
        return reply
          .code(extensions['code'] === 'FORBIDDEN' ? 403 : 400)
          .send({ errors: [{ message, extensions }] } satisfies { errors: GraphQLFormattedError[] });
      }
      if (error instanceof TokenRefused) {
        log.info({ requestId: request.id, reason: error.message }, 'token refused');
        return reply
          .code(401)
          .header('www-authenticate', 'Bearer')
          .send(refusal('A bearer token that this service accepts is needed.', 'UNAUTHENTICATED'));
      }
      if (error instanceof DatabaseUnavailable || error instanceof TryAgain) {
        log.error({ requestId: request.id, reason: error.message }, 'the database cannot be used');
        return reply
          .code(503)
          .header('retry-after', '5')
          .send({ errors: [DATABASE_UNAVAILABLE] });
      }
      if (error instanceof IssuerUnreachable) {
        log.error({ requestId: request.id, reason: error.message }, 'the identity provider cannot be reached');
        return reply
          .code(503)
          .header('retry-after', '5')
          .send(refusal('Sign-in is not possible at the moment.', 'IDENTITY_PROVIDER_UNAVAILABLE'));
      }
      throw error;
    }
    return undefined;
  }

  // Apollo looks only when it answers, and a mutation would have taken effect by then.
  async function refuseUnacceptable(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    if (new Negotiator(request.raw).mediaType(MEDIA_TYPES) !== undefined) return undefined;
    return reply.code(406).send(refusal(`Answers are ${MEDIA_TYPES.join(' or ')}.`, 'NOT_ACCEPTABLE'));
  }

  const contextOf = async (request: FastifyRequest, reply: FastifyReply): Promise<RequestContext> => {
    const language = (new Negotiator(request.raw).language([...LANGUAGES]) ?? LANGUAGES[0]) as Language;
    reply.header('content-language', language).header('vary', 'Accept-Language, Origin');
    return {
      viewer: request.viewer as Viewer,
      now: now().toISOString(),
      language,
      requestId: request.id,
      trail: request.trail,
      isSimulated: request.isSimulated,
      readsPrimary: false,
      administration,
      schema: graph.schema,
    };
  };
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: [refuseUnacceptable, signIn],
    handler: fastifyApolloHandler(apollo, { context: contextOf }),
  });
  app.route({
    method: ['DELETE', 'PATCH', 'PUT'],
    url: '/graphql',
    handler: (_, reply) =>
      reply.code(405).header('allow', 'GET, POST').send(refusal('Ask with GET or POST.', 'METHOD_NOT_ALLOWED')),
  });

  app.get('/schema.graphql', (_, reply) => reply.type('text/plain; charset=utf-8').send(graph.sdl));
  app.get('/healthz', (_, reply) => reply.header('cache-control', 'no-store').send({ status: 'alive' }));
  app.get('/readyz', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      if (stopping) throw new Error('The service is stopping.');
      await database.check();
      return await reply.send({ status: 'ready' });
    } catch (error) {
      log.warn({ requestId: request.id, err: error }, 'not ready');
      return reply.code(503).send({ status: stopping ? 'stopping' : 'not ready' });
    }
  });

  await servePages(app, options.signIn ?? null);

  await app.listen({ host: options.host, port: options.port });
  const { port } = app.server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;

  return {
    url: `http://${host}:${port}`,
    async stop() {
      stopping = true;
      const closed = app.close();
      for (const socket of silent) socket.destroy();
      const cut = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
      await closed.finally(() => clearTimeout(cut));
      await apollo.stop();
    },
  };
}
