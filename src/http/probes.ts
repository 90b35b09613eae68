import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Database } from '../database/database';

/** Serves `/healthz` (the process is alive) and `/readyz` (it can take requests). */
export function serveProbes(
  app: FastifyInstance,
  { database, log, isStopping }: { readonly database: Database; readonly log: Logger; isStopping(): boolean },
): void {
  app.get('/healthz', (_, reply) => reply.header('cache-control', 'no-store').send({ status: 'alive' }));
  app.get('/readyz', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      if (isStopping()) throw new Error('The service is stopping.');
      await database.check();
      return await reply.send({ status: 'ready' });
    } catch (error) {
      log.warn({ requestId: request.id, err: error }, 'not ready');
      return reply.code(503).send({ status: isStopping() ? 'stopping' : 'not ready' });
    }
  });
}
