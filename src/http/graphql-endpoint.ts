import { createHash } from 'node:crypto';
import { METHODS } from 'node:http';
import { ApolloServer, type GraphQLResponse } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Viewer } from '../authorization/viewer';
import type { FindingSettings } from '../findings/settings';
import { answerKept, isRefusal } from '../graph/answer-kept';
import { documentStore } from '../graph/document-store';
import { formatError } from '../graph/error-format';
import { executorOf, forApollo, type Gateway, gatewayTo } from '../graph/execution';
import { createKeptOperations, type KeptOperations } from '../graph/kept-operations';
import { LIMITS } from '../graph/limits';
import { isAcceptable, MEDIA_TYPES, typeOfAnswer } from '../graph/media-types';
import { operationChecks } from '../graph/operation-checks';
import type { Graph } from '../graph/schema';
import type { Administration, RequestContext } from '../resolving/context';
import { ClientGone, Deadline } from '../resolving/deadline';
import { languageOf } from '../resolving/language';
import { createTrail } from '../resolving/request-trail';
import { FREE_TURN, type Turn } from '../resolving/turn';
import type { Authenticate } from '../sign-in/authenticate';
import type { Admission } from './admission';
import type { Allowances } from './allowances';
import { errorBody } from './refusals';
import { createSignIn } from './sign-in-steps';
import type { AskNobody } from './warm-up';

interface GraphqlEndpointOptions {
  readonly graph: Graph;
  /** Executes operations. */
  readonly gateway: Gateway;
  readonly authenticate: Authenticate;
  readonly admission: Admission;
  /** Counts refused tokens by address. */
  readonly failures: Allowances;
  readonly administration: Administration;
  readonly findings: FindingSettings;
  /** How long an operation may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly log: Logger;
  readonly now: () => Date;
}

interface GraphqlEndpoint {
  readonly ask: AskNobody;
  stop(): Promise<void>;
}

/** The facts about whoever asks. */
type Asking = Omit<
  RequestContext,
  'now' | 'readsPrimary' | 'reads' | 'administration' | 'findings' | 'schema' | 'executed'
>;

const HANDLED = new Set(['GET', 'POST', 'HEAD', 'OPTIONS', 'CONNECT']);

/** The data of an answer. @throws if it lacks more than what the operator may not see */
function dataOf({ body }: GraphQLResponse): Record<string, unknown> | null {
  if (body.kind !== 'single') return null;
  const { data, errors } = body.singleResult;
  const failed = errors?.find((error) => !isRefusal(error));
  if (failed !== undefined) throw new Error(failed.message);
  return data ?? null;
}

/** Serves `/graphql`, and `/schema.graphql` with the SDL. */
export async function serveGraphql(app: FastifyInstance, options: GraphqlEndpointOptions): Promise<GraphqlEndpoint> {
  const { graph, gateway, admission, administration, findings, timeoutMs, now } = options;
  const execute = await executorOf(gateway);
  const kept = createKeptOperations();
  const apollo = createApollo({
    log: options.log,
    gateway: gatewayTo(async (asked) => forApollo(await (asked.context.executed ?? execute(asked))), graph),
    kept,
  });
  await apollo.start();

  const contextWith = (facts: Asking): RequestContext => ({
    ...facts,
    now: now().toISOString(),
    readsPrimary: false,
    reads: 0,
    administration,
    findings,
    schema: graph.schema,
  });
  const contextOf = (request: FastifyRequest): RequestContext =>
    contextWith({
      viewer: request.viewer as Viewer,
      language: languageOf(request.headers['accept-language']),
      requestId: request.id,
      trail: request.trail,
      isSimulated: request.isSimulated,
      deadline: request.deadline as Deadline,
      turn: request.turn as Turn,
    });
  const signIn = createSignIn(options);
  const answerByApollo = fastifyApolloHandler(apollo, {
    context: async ({ operationContext }) => operationContext as RequestContext,
  });

  /** Executes the operation of a request when its turn has come. */
  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const deadline = new Deadline(timeoutMs);
    reply.raw.once('close', () => {
      if (reply.raw.writableFinished) deadline.clear();
      else deadline.end(new ClientGone());
    });
    try {
      return await admission.inTurn(request.callerText, deadline, async (turn) => {
        Object.assign(request, { deadline, turn });
        await signIn.readViewer(request);
        const context = contextOf(request);
        reply.header('content-language', context.language).header('vary', 'Accept-Language, Origin');
        const type = typeOfAnswer(request.headers.accept);
        const body = type === null ? null : await answerKept(kept, execute, request.body, context);
        if (type !== null && body !== null) return reply.header('content-type', type).send(body);
        request.operationContext = context;
        return answerByApollo.call(app, request, reply);
      });
    } catch (error) {
      return signIn.refuse(request, reply, error);
    }
  }
  const ask: AskNobody = async (viewer, query, variables, deadline) => {
    const facts = { viewer, language: 'en', requestId: '', isSimulated: false, deadline, turn: FREE_TURN } as const;
    const context = {
      ...contextWith({ ...facts, trail: createTrail('') }),
      // Only pages that somebody asked for count.
      findings: { ...findings, shadow: { ...findings.shadow, count() {} } },
    };
    const asked = { query, variables: { ...variables } };
    const text = await answerKept(kept, execute, asked, context);
    if (text !== null) return JSON.parse(text).data;
    return dataOf(await apollo.executeOperation(asked, { contextValue: context }));
  };
  /** Refuses an operation that would wait in vain, before its body is read. */
  function refuseInVain(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
    try {
      admission.refuseInVain(request.callerText);
      done();
    } catch (error) {
      signIn.refuse(request, reply, error);
    }
  }
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    config: { compressed: true },
    onRequest: [refuseUnacceptable, signIn.verify, refuseInVain],
    handler: answer,
  });
  const others = METHODS.filter((method) => !HANDLED.has(method));
  for (const method of others) if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
  app.route({
    method: others,
    url: '/graphql',
    handler: (_, reply) =>
      reply.code(405).header('allow', 'GET, POST').send(errorBody('Use GET or POST.', 'METHOD_NOT_ALLOWED')),
  });
  serveSchema(app, graph);
  return { ask, stop: () => apollo.stop() };
}

/** Serves the SDL. A client that has it already gets 304. */
function serveSchema(app: FastifyInstance, { sdl }: Graph): void {
  const tag = `"${createHash('sha256').update(sdl).digest('base64url')}"`;
  app.get('/schema.graphql', { config: { compressed: true } }, (request, reply) => {
    // The tag is weak, because compressed bytes have the same one.
    reply.header('etag', `W/${tag}`).header('cache-control', 'no-cache');
    const known = request.headers['if-none-match']?.split(',').map((each) => each.trim().replace(/^W\//, '')) ?? [];
    if (known.includes(tag) || known.includes('*')) return reply.code(304).send();
    return reply.type('text/plain; charset=utf-8').send(sdl);
  });
}

interface ApolloOptions {
  readonly gateway: Gateway;
  readonly kept: KeptOperations;
  readonly log: Logger;
}

function createApollo({ gateway, kept, log }: ApolloOptions): ApolloServer<RequestContext> {
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
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
      operationChecks(log, kept.pass),
    ],
  });
}

/** Refuses a request that accepts no media type of ours. Apollo checks that only after a mutation has taken effect. */
function refuseUnacceptable(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  if (isAcceptable(request.headers.accept)) {
    done();
    return;
  }
  void reply
    .code(406)
    .send(errorBody(`The response is ${MEDIA_TYPES.join(' or ')}. Accept one of them.`, 'NOT_ACCEPTABLE'));
}
