import type { FastifyInstance } from 'fastify';
import pino, { type Logger } from 'pino';

// A write takes as long as a tenth of a small answer. A process that is killed loses at most the lines of that time.
const BUFFERED_BYTES = 4096;
const BUFFERED_MS = 250;

/** The log of the service, on standard output. Its lines are written together, and at once when the process exits. */
export function createLog(level: string): Logger {
  const output = pino.destination({ sync: false, minLength: BUFFERED_BYTES });
  setInterval(() => output.flush(), BUFFERED_MS).unref();
  return pino({ level }, output);
}

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
