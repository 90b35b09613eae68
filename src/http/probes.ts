import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Readiness } from './readiness';

interface ProbeOptions {
  readonly readiness: Readiness;
  readonly log: Logger;
  isStopping(): boolean;
  /** Whether the service has done what it does before its first request. */
  isWarm(): boolean;
}

/** Serves `/healthz` (the process is alive) and `/readyz` (it can take requests; `?verbose` has its parts). */
export function serveProbes(app: FastifyInstance, { readiness, log, isStopping, isWarm }: ProbeOptions): void {
  app.get('/healthz', (_, reply) => reply.header('cache-control', 'no-store').send({ status: 'alive' }));
  app.get<{ Querystring: { readonly verbose?: string } }>('/readyz', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    // Each start has this moment, so the log need not.
    if (!isStopping() && !isWarm()) return reply.code(503).send({ status: 'warming up' });
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
