import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import type { Administration } from '../resolving/context';
import { ForeseenError } from '../resolving/foreseen';
import type { Authenticate } from '../sign-in/authenticate';
import { SIMULATE_HEADER, simulate } from '../sign-in/simulation';
import { TokenRefused } from '../sign-in/tokens';
import { refuseForeseen } from './refusals';

interface SignInHookOptions {
  readonly authenticate: Authenticate;
  readonly administration: Administration;
  readonly log: Logger;
  readonly now: () => Date;
}

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/** A hook that sets the viewer of a request from its token, or refuses the request. */
export function createSignInHook({ authenticate, administration, log, now }: SignInHookOptions): Hook {
  async function signIn(request: FastifyRequest): Promise<void> {
    // Node.js keeps only the first of several headers, so refuse ambiguous ones.
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
  }

  return async (request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      await signIn(request);
      return undefined;
    } catch (error) {
      if (error instanceof GraphQLError) return refuseSimulation(reply, error);
      if (!(error instanceof ForeseenError) || error.clientMessage === null) throw error;
      const line = { requestId: request.id, code: error.code, reason: error.message };
      if (error.httpStatus < 500) log.info(line, 'token refused');
      else log.error(line, 'sign-in failed');
      return refuseForeseen(reply, error, error.clientMessage);
    }
  };
}

function refuseSimulation(reply: FastifyReply, { message, extensions }: GraphQLError): FastifyReply {
  const errors: GraphQLFormattedError[] = [{ message, extensions }];
  return reply.code(extensions['code'] === 'FORBIDDEN' ? 403 : 400).send({ errors });
}
