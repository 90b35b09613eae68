import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Administration } from '../resolving/context';
import { ClientGone, type Deadline } from '../resolving/deadline';
import { ForeseenError } from '../resolving/foreseen';
import { Overloaded } from '../resolving/overloaded';
import { RateLimited } from '../resolving/rate-limited';
import type { Authenticate } from '../sign-in/authenticate';
import { SIMULATE_HEADER, simulate } from '../sign-in/simulation';
import { type Caller, TokenRefused } from '../sign-in/tokens';
import type { Allowances } from './allowances';
import { clientNetwork } from './client-network';
import { refuseForeseen } from './refusals';

interface SignInOptions {
  readonly authenticate: Authenticate;
  readonly administration: Administration;
  /** Counts refused tokens by address. */
  readonly failures: Allowances;
  readonly log: Logger;
  readonly now: () => Date;
}

const OPERATORS_KNOWN = 1_000;

/** The two steps of sign-in. Only the second one reads the database, so a request first waits for its turn. */
interface SignInSteps {
  /** A hook that sets the caller of a request from its token, or refuses the request. */
  verify(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined>;
  /** Sets the viewer of a request. */
  readViewer(request: FastifyRequest): Promise<void>;
  /** Answers a request that could not begin. @throws an unforeseen error */
  refuse(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply;
}

/** Creates the steps of sign-in. */
export function createSignIn({ authenticate, administration, failures, log, now }: SignInOptions): SignInSteps {
  /** The ids of operators by callers as texts, for the log of requests that are refused before the database is read. */
  const known = new LRUCache<string, string>({ max: OPERATORS_KNOWN });

  async function callerOf(request: FastifyRequest): Promise<Caller> {
    // Node.js keeps only the first of several headers, so refuse ambiguous ones.
    const headers = request.raw.headersDistinct['authorization'] ?? [];
    if (headers.length > 1) throw new TokenRefused('several Authorization headers');
    return authenticate.callerOf(headers[0]);
  }

  async function readViewer(request: FastifyRequest): Promise<void> {
    const deadline = request.deadline as Deadline;
    const operator = await authenticate.viewerOf(request.caller as Caller, deadline);
    request.operatorId = operator.id;
    known.set(request.callerText, operator.id);
    const simulated = request.headers[SIMULATE_HEADER];
    request.isSimulated = simulated !== undefined;
    request.viewer =
      simulated === undefined
        ? operator
        : await simulate(operator, String(simulated), administration, {
            ids: request.trail.ids,
            now: now().toISOString(),
            deadline,
          });
  }

  /** The error for a client: after many refused tokens of its address, that it has to wait. */
  function counted(error: ForeseenError, address: string): ForeseenError {
    if (!(error instanceof TokenRefused)) return error;
    const seconds = failures.take(clientNetwork(address), 1);
    return seconds === 0 ? error : new RateLimited('Too many tokens of this address were refused.', seconds);
  }

  function refuse(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
    // Nobody is left to answer.
    if (error instanceof ClientGone) return reply.hijack();
    if (error instanceof GraphQLError) return refuseSimulation(reply, error);
    if (!(error instanceof ForeseenError)) throw error;
    const refusal = counted(error, request.ip);
    if (refusal.clientMessage === null) throw error;
    if (error instanceof RateLimited || error instanceof Overloaded) noteOverload(request, error);
    else {
      const line = { ...request.trail.ids, code: refusal.code, reason: error.message };
      if (error instanceof TokenRefused) log.info(line, 'token refused');
      else log.error(line, 'the operation could not begin');
    }
    return refuseForeseen(reply, refusal, refusal.clientMessage);
  }

  /** Under load the line of the request says everything, because a second line would take time too. */
  function noteOverload(request: FastifyRequest, { message }: ForeseenError): void {
    request.trail.overload = message;
    request.operatorId ??= known.get(request.callerText) ?? null;
  }

  return {
    async verify(request, reply) {
      reply.header('cache-control', 'no-store');
      try {
        request.caller = await callerOf(request);
        request.callerText = JSON.stringify(request.caller);
        return undefined;
      } catch (error) {
        return refuse(request, reply, error);
      }
    },
    readViewer,
    refuse,
  };
}

function refuseSimulation(reply: FastifyReply, { message, extensions }: GraphQLError): FastifyReply {
  const errors: GraphQLFormattedError[] = [{ message, extensions }];
  return reply.code(extensions['code'] === 'FORBIDDEN' ? 403 : 400).send({ errors });
}
