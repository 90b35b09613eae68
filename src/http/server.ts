import type { AddressInfo, Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Database } from '../database/database';
import { executedBy, type Gateway } from '../graph/execution';
import { createGraph, type Graph } from '../graph/schema';
import type { Administration } from '../resolving/context';
import { createAuthenticate } from '../sign-in/authenticate';
import type { VerifyToken } from '../sign-in/tokens';
import { createApp } from './app';
import { serveGraphql } from './graphql-endpoint';
import { serveProbes } from './probes';
import { type SignIn, servePages } from './web-pages';

export interface ServerOptions {
  readonly database: Database;
  readonly verify: VerifyToken;
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly licenseNeeded: boolean;
  /** Seals the audit trail. */
  readonly auditKey: string;
  /** Exact origins that browsers may ask from. */
  readonly corsOrigins: readonly string[];
  /** Whether any page of this machine may ask too. */
  readonly corsLoopback: boolean;
  /** How the pages sign operators in; null where they take a token. */
  readonly signIn?: SignIn | null;
  readonly log: Logger;
  /** The clock; another one in tests. */
  readonly now?: () => Date;
  /** Makes the executor of operations; another one in tests. */
  readonly execution?: (graph: Graph) => Gateway;
}

export interface Server {
  /** The address that it listens on: `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Refuses new requests, finishes those under way within eight seconds, and closes. */
  stop(): Promise<void>;
}

const GRACE_MS = 8_000;

/**
 * Starts the service.
 * @throws when a field of the schema does not say what it needs, or the address cannot be listened on
 */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { database, log, now = () => new Date(), execution = executedBy } = options;
  const graph = createGraph();
  const administration: Administration = {
    database,
    auditKey: options.auditKey,
    licenseNeeded: options.licenseNeeded,
    logHead: ({ seq, hash }) => log.info({ audit: { seq, hash } }, 'audited'),
  };
  let stopping = false;
  const isStopping = () => stopping;

  const app = await createApp(options);
  const closing = closingConnections(app, isStopping);
  const graphql = await serveGraphql(app, {
    graph,
    gateway: execution(graph),
    authenticate: createAuthenticate(database, options.verify, options.licenseNeeded),
    administration,
    log,
    now,
  });
  serveProbes(app, { database, log, isStopping });
  await servePages(app, options.signIn ?? null);
  await app.listen({ host: options.host, port: options.port });

  return {
    url: addressOf(app, options.host),
    async stop() {
      stopping = true;
      const closed = app.close();
      closing.destroySilent();
      const cut = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
      await closed.finally(() => clearTimeout(cut));
      await graphql.stop();
    },
  };
}

/**
 * Keeps open connections from holding up a stop. Browsers connect ahead without asking anything, which Node.js does not
 * count as idle; and a kept connection becomes idle only after its answer.
 */
function closingConnections(app: FastifyInstance, isStopping: () => boolean): { destroySilent(): void } {
  const silent = new Set<Socket>();
  app.server.on('connection', (socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  app.server.on('request', ({ socket }) => silent.delete(socket));
  app.addHook('onResponse', async () => {
    if (isStopping()) setImmediate(() => app.server.closeIdleConnections());
  });
  return {
    destroySilent() {
      for (const socket of silent) socket.destroy();
    },
  };
}

function addressOf(app: FastifyInstance, host: string): string {
  const { port } = app.server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
