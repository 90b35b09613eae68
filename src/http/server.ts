import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { logHead } from '../audit/trail';
import type { Database } from '../database/database';
import { DEFAULT_FINDING_SETTINGS, type FindingConfig } from '../findings/settings';
import { createShadow } from '../findings/shadow';
import { createExecutor, executedBy, type Fallback, type Gateway, gatewayTo } from '../graph/execution';
import { createGraph, type Graph } from '../graph/schema';
import { type SlowLane, withSlowLane } from '../graph/slow-lane';
import type { Metrics } from '../metrics/metrics';
import type { Administration, Refreshes } from '../resolving/context';
import { OPERATION_TIMEOUT_MS } from '../resolving/deadline';
import { createAuthenticate } from '../sign-in/authenticate';
import type { VerifyToken } from '../sign-in/tokens';
import { createAdmission } from './admission';
import { createAllowances } from './allowances';
import { type AppOptions, createApp } from './app';
import { guardConnections } from './connections';
import { serveGraphql } from './graphql-endpoint';
import { listening } from './listening';
import { DEFAULT_LOAD_LIMITS, type LoadLimits } from './load-limits';
import { serveProbes } from './probes';
import { createReadiness } from './readiness';
import { startWarmUp, type WarmUp } from './warm-up';
import { type SignIn, servePages } from './web-pages';

/** The parts and settings of a service. */
export interface ServerOptions extends Omit<AppOptions, 'onEnded'> {
  readonly database: Database;
  readonly verify: VerifyToken;
  readonly host: string;
  /** The port; 0 for any free port. */
  readonly port: number;
  readonly licenseNeeded: boolean;
  /** The group whose assignments applications hold; null if none is let in. */
  readonly machineGroup?: string | null;
  /** The key that seals the audit trail. */
  readonly auditKey: string;
  /** The pages' sign-in with an identity provider; null if they take a token. */
  readonly signIn?: SignIn | null;
  /** Reads single users from Microsoft Graph; null if the service is not connected with it. */
  readonly refreshes?: Refreshes | null;
  /** Reads the keys of the identity provider; null without one. */
  readonly checkIssuer?: (() => Promise<void>) | null;
  /** How long an operation may take, in milliseconds. */
  readonly operationTimeoutMs?: number;
  /** How much one operator, or one address, gets; the defaults if left out. */
  readonly load?: Partial<LoadLimits>;
  /** Counts requests; null for no metrics. */
  readonly metrics?: Pick<Metrics, 'countEnded' | 'followLoad'> | null;
  /** The clock, replaced in tests. */
  readonly now?: () => Date;
  /** Milliseconds that only grow, replaced in tests. */
  readonly clock?: () => number;
  /** The settings of findings; the defaults if left out. */
  readonly findings?: Partial<FindingConfig>;
  /** The graph, built if left out. The tests start many services in one process, and building takes half a second. */
  readonly graph?: Graph;
  /** Creates the executor of operations, replaced in tests. */
  readonly execution?: (graph: Graph, onFallback: (fallback: Fallback) => void) => Gateway;
  /** Whether to run some operations before it is ready. */
  readonly warmsUp?: boolean;
  /** Runs queries that may look at many rows; null if they run here. */
  readonly slowLane?: SlowLane | null;
}

/** A running service. */
export interface Server {
  /** The address that it listens on, such as `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Fails `/readyz` and closes each connection after its next response, but still answers every request. */
  drain(): void;
  /** Takes no new connections, gives the requests of the others eight seconds to finish, and closes. */
  stop(): Promise<void>;
}

const GRACE_MS = 8_000;

/**
 * Starts the service.
 * @throws if a field of the schema has neither @needs nor @open, or if the port cannot be opened
 */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { database, log, slowLane = null, now = () => new Date(), graph = createGraph() } = options;
  const load = { ...DEFAULT_LOAD_LIMITS, ...options.load };
  const clock = options.clock ?? (() => performance.now());
  const configured = { ...DEFAULT_FINDING_SETTINGS, ...options.findings };
  const administration: Administration = {
    database,
    auditKey: options.auditKey,
    licenseNeeded: options.licenseNeeded,
    refreshes: options.refreshes ?? null,
    logHead: (head, ids) => logHead(log, head, ids),
    compareAside: slowLane === null ? null : slowLane.compare,
  };
  let draining = false;
  let stopping = false;

  const admission = createAdmission({ ...load, atOnce: database.readsAtOnce, clock });
  options.metrics?.followLoad(admission.load);
  const app = await createApp({ ...options, onEnded: (request) => options.metrics?.countEnded(request) });
  const connections = guardConnections(app, { isDraining: () => draining, isStopping: () => stopping });
  const graphql = await serveGraphql(app, {
    graph,
    gateway: gatewayOf(graph, options),
    authenticate: createAuthenticate(database, options.verify, {
      licenseNeeded: options.licenseNeeded,
      machineGroup: options.machineGroup ?? null,
    }),
    admission,
    failures: createAllowances(load.failedSignInsPerMinute, clock),
    administration,
    findings: {
      ...configured,
      shadow: createShadow(configured.shadowed, (rule, page) => log.info({ rule, page }, 'a rule in shadow spoke')),
      onFault: (rule, error) => log.error({ err: error, rule }, 'a rule of findings failed'),
    },
    timeoutMs: options.operationTimeoutMs ?? OPERATION_TIMEOUT_MS,
    log,
    now,
  });
  const readiness = createReadiness({ database, checkIssuer: options.checkIssuer ?? null, log, now });
  let warmUp: WarmUp | null = null;
  const isWarm = () => options.warmsUp !== true || warmUp?.isDone === true;
  serveProbes(app, { readiness, log, isStopping: () => draining, isWarm });
  await servePages(app, {
    signIn: options.signIn ?? null,
    refreshes: (options.refreshes ?? null) !== null,
    silentDays: configured.thresholds.silentDays,
  });
  await listening({ port: 'PORT', host: 'HOST' }, options, () =>
    app.listen({ host: options.host, port: options.port }),
  );
  if (options.warmsUp === true) {
    warmUp = startWarmUp({ database, licenseNeeded: options.licenseNeeded, ask: graphql.ask, log });
  }

  return {
    url: addressOf(app, options.host),
    drain() {
      draining = true;
    },
    async stop() {
      draining = true;
      stopping = true;
      const closed = app.close();
      connections.destroySilent();
      const cut = setTimeout(() => app.server.closeAllConnections(), GRACE_MS);
      await closed.finally(() => clearTimeout(cut));
      await warmUp?.stop();
      await graphql.stop();
      await slowLane?.stop();
    },
  };
}

function gatewayOf(graph: Graph, { execution = executedBy, slowLane = null, log }: ServerOptions): Gateway {
  const onFallback = (fallback: Fallback) => log.debug({ fallback }, 'answered by graphql-js');
  if (slowLane === null) return execution(graph, onFallback);
  return gatewayTo(withSlowLane(createExecutor(graph, onFallback), slowLane), graph);
}

function addressOf(app: FastifyInstance, host: string): string {
  const { port } = app.server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
