import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Database } from '../database/database';
import { DatabaseUnavailable } from '../database/errors';

// Orchestrators wait a few seconds for a probe.
const LONGEST_CHECK_MS = 2_000;

/** Rejects after LONGEST_CHECK_MS. */
async function inTime(check: Promise<void>): Promise<void> {
  const over = new AbortController();
  const late = setTimeout(LONGEST_CHECK_MS, undefined, { signal: over.signal }).then(() => {
    throw new DatabaseUnavailable(`The database did not answer within ${LONGEST_CHECK_MS} ms.`);
  });
  // The check won.
  late.catch(() => {});
  try {
    await Promise.race([check, late]);
  } finally {
    over.abort();
  }
}

/** Serves `/healthz` (the process is alive) and `/readyz` (it can take requests). */
export function serveProbes(
  app: FastifyInstance,
  { database, log, isStopping }: { readonly database: Database; readonly log: Logger; isStopping(): boolean },
): void {
  let checking: Promise<void> | null = null;
  /** Joins a check under way, so that probes do not pile up at a database that does not answer. */
  const check = () => {
    checking ??= database.check().finally(() => {
      checking = null;
    });
    return inTime(checking);
  };
  app.get('/healthz', (_, reply) => reply.header('cache-control', 'no-store').send({ status: 'alive' }));
  app.get('/readyz', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    try {
      if (isStopping()) throw new Error('The service is stopping.');
      await check();
      return await reply.send({ status: 'ready' });
    } catch (error) {
      log.warn({ ...request.trail.ids, err: error }, 'not ready');
      return reply.code(503).send({ status: isStopping() ? 'stopping' : 'not ready' });
    }
  });
}
