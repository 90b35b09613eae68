import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import type { Logger } from 'pino';
import type { Viewer } from '../authorization/viewer';
import type { FindingSettings } from '../findings/settings';
import { documentStore } from '../graph/document-store';
import { formatError } from '../graph/error-format';
import type { Gateway } from '../graph/execution';
import { LIMITS } from '../graph/limits';
import { operationChecks } from '../graph/operation-checks';
import type { Graph } from '../graph/schema';
import type { Administration, RequestContext } from '../resolving/context';
import { ClientGone, Deadline } from '../resolving/deadline';
import { languageOf } from '../resolving/language';
import type { Authenticate } from '../sign-in/authenticate';
import { errorBody } from './refusals';
import { createSignInHook } from './sign-in-hook';

interface GraphqlEndpointOptions {
  readonly graph: Graph;
  /** Executes operations. */
  readonly gateway: Gateway;
  readonly authenticate: Authenticate;
  readonly administration: Administration;
  readonly findings: FindingSettings;
  /** How long an operation may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly log: Logger;
  readonly now: () => Date;
}

interface GraphqlEndpoint {
  stop(): Promise<void>;
}

const MEDIA_TYPES = ['application/json', 'application/graphql-response+json'];

/** Serves `/graphql`, and `/schema.graphql` with the SDL. */
export async function serveGraphql(app: FastifyInstance, options: GraphqlEndpointOptions): Promise<GraphqlEndpoint> {
  const { graph, administration, findings, timeoutMs, now } = options;
  const apollo = createApollo(options);
  await apollo.start();

  const contextOf = async (request: FastifyRequest, reply: FastifyReply): Promise<RequestContext> => {
    const language = languageOf(request.raw);
    const deadline = new Deadline(timeoutMs);
    reply.raw.once('close', () => {
      if (reply.raw.writableFinished) deadline.clear();
      else deadline.end(new ClientGone());
    });
    reply.header('content-language', language).header('vary', 'Accept-Language, Origin');
    return {
      viewer: request.viewer as Viewer,
      now: now().toISOString(),
      language,
      requestId: request.id,
      trail: request.trail,
      isSimulated: request.isSimulated,
      readsPrimary: false,
      reads: 0,
      deadline,
      administration,
      findings,
      schema: graph.schema,
    };
  };
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: [refuseUnacceptable, createSignInHook(options)],
    handler: fastifyApolloHandler(apollo, { context: contextOf }),
  });
  app.route({
    method: ['DELETE', 'PATCH', 'PUT'],
    url: '/graphql',
    handler: (_, reply) =>
      reply.code(405).header('allow', 'GET, POST').send(errorBody('Use GET or POST.', 'METHOD_NOT_ALLOWED')),
  });
  app.get('/schema.graphql', (_, reply) => reply.type('text/plain; charset=utf-8').send(graph.sdl));
  return { stop: () => apollo.stop() };
}

function createApollo({ gateway, log }: GraphqlEndpointOptions): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    gateway,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    documentStore: documentStore(),
    parseOptions: { maxTokens: LIMITS.tokens },
    validationOptions: { maxErrors: LIMITS.validationErrors },
    formatError,
    logger: log,
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginCacheControlDisabled(), operationChecks(log)],
  });
}

/** Refuses a request that accepts no media type of ours. Apollo checks that only after a mutation has taken effect. */
async function refuseUnacceptable(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
  if (new Negotiator(request.raw).mediaType(MEDIA_TYPES) !== undefined) return undefined;
  return reply
    .code(406)
    .send(errorBody(`The response is ${MEDIA_TYPES.join(' or ')}. Accept one of them.`, 'NOT_ACCEPTABLE'));
}
