import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Readiness } from './readiness';

interface ProbeOptions {
  readonly readiness: Readiness;
  readonly log: Logger;
  isStopping(): boolean;
}

/** Serves `/healthz` (the process is alive) and `/readyz` (it can take requests; `?verbose` has its parts). */
export function serveProbes(app: FastifyInstance, { readiness, log, isStopping }: ProbeOptions): void {
  app.get('/healthz', (_, reply) => reply.header('cache-control', 'no-store').send({ status: 'alive' }));
  app.get<{ Querystring: { readonly verbose?: string } }>('/readyz', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      if (isStopping()) throw new Error('The service is stopping.');
      if (request.query.verbose !== undefined) {
        const { isReady, parts } = await readiness.report();
        return await reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', parts });
      }
      await readiness.check();
      return await reply.send({ status: 'ready' });
    } catch (error) {
      log.warn({ ...request.trail.ids, err: error }, 'not ready');
      return reply.code(503).send({ status: isStopping() ? 'stopping' : 'not ready' });
    }
  });
}
