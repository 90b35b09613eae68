import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** Gives each response its request id, and logs each request in one line without variables, names or tokens. */
export function logRequests(app: FastifyInstance, log: Logger): void {
  app.addHook('onRequest', async (request, reply) => {
    request.trail = { operation: null, subjects: new Set() };
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
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
}
