import path from 'node:path';
import type { Logger } from 'pino';
import { followAdministratorGroup } from './administration/administrator-group';
import { checkAuditKey, logHead } from './audit/trail';
import { type Config, readConfig, unreadVariables } from './config';
import { dataFolder, isPostgres } from './database/address';
import type { Database } from './database/database';
import { openDatabase } from './database/open';
import { createSlowLane, type SlowLane } from './graph/slow-lane';
import { createLog } from './http/request-log';
import { createServer } from './http/server';
import { createImportReport } from './import/import-report';
import type { Metrics } from './metrics/metrics';
import type { MetricsServer } from './metrics/metrics-server';
import { ConfigError } from './resolving/foreseen';
import { messageOf } from './resolving/message-of';
import { auditKeyOf, developmentTokens } from './sign-in/development';
import { tryKeys } from './sign-in/issuer';
import { type OidcTokens, oidcTokens } from './sign-in/oidc';
import { startClocks } from './sync/clocks';
import { tenant } from './tenant/store';
import { serviceVersion } from './terminal/version';

// Loaded on demand: without the import code the service starts a tenth faster.
const demo = () => import('./demo/demo.js');

async function fillWithDemo(database: Database, auditKey: string, log: Logger): Promise<void> {
  console.error('The database is empty: importing the demo tenant.');
  const report = createImportReport(process.stderr);
  try {
    const { importDemo } = await demo();
    logHead(log, await importDemo(database, auditKey, new Date(), report.onRead));
  } finally {
    report.stop();
  }
}

/** Reads single users from Microsoft Graph in this process; null if it is not configured. */
async function refresherOf({ graph, syncFolder, omitted }: Config, database: Database, log: Logger) {
  if (graph === null) return null;
  const [{ createRefresher }, { createMicrosoftGraph }, { fetchThrough }] = await Promise.all([
    import('./refresh/refresher.js'),
    import('./microsoft-graph/client.js'),
    import('./microsoft-graph/proxy.js'),
  ]);
  return createRefresher({
    database,
    connect: async (signal, trace) => {
      const fetch = await fetchThrough(graph.proxies, graph.credential);
      return createMicrosoftGraph({ ...graph, fetch, signal, trace });
    },
    folder: path.join(syncFolder, 'refresh'),
    omitted,
    now: () => new Date(),
    log,
  });
}

/** Runs slow queries on SQLite in a process of its own; null on PostgreSQL, which runs them beside each other. */
const slowLaneOf = ({ databaseUrl, licenseNeeded, findings }: Config, log: Logger): SlowLane | null =>
  isPostgres(databaseUrl) ? null : createSlowLane({ databaseUrl, licenseNeeded, findings, log });

/** Reads the keys of the identity provider; null in development. */
const issuerCheckOf = ({ oidc }: Config) => (oidc === null ? null : () => tryKeys(oidc.issuer));

/** Reads the issuer's keys, so that no operator waits for them, and a wrong address shows in the log at the start. */
async function readKeys(tokens: OidcTokens, log: Logger): Promise<void> {
  try {
    await tokens.readKeys();
  } catch (error) {
    log.error(
      { reason: messageOf(error) },
      'nobody can sign in: the identity provider does not answer (see sign-in check)',
    );
  }
}

/** Serves metrics; null if none are configured. */
async function startMetrics(metrics: Metrics | null, { metrics: at }: Config): Promise<MetricsServer | null> {
  if (metrics === null || at === null) return null;
  const { serveMetrics } = await import('./metrics/metrics-server.js');
  return serveMetrics(metrics, at);
}

// `npm start` runs this file; the command of the npm package imports it.
const TOKEN_COMMAND = require.main === module ? 'npm run --silent token --' : 'npx troubleshooting-graph token';

/** Prints the addresses and how to get a token, for development. */
async function greet(url: string, hasDemo: boolean): Promise<void> {
  const lines = [
    `The portal page:           ${url}/`,
    `The troubleshooting graph: ${url}/graphql`,
    `GraphiQL:                  ${url}/graphiql`,
    `Health:                    ${url}/healthz and ${url}/readyz`,
    `Schema:                    ${url}/schema.graphql`,
    '',
    'Development sign-in; a token for an operator:',
  ];
  if (hasDemo) {
    const { DEMO_OPERATORS } = await demo();
    const width = Math.max(...DEMO_OPERATORS.map(([name]) => name.length));
    for (const [name, what] of DEMO_OPERATORS) {
      lines.push(`  ${TOKEN_COMMAND} --as ${name.padEnd(width)}  # ${what}`);
    }
  } else lines.push(`  ${TOKEN_COMMAND} --as <userPrincipalName>`);
  console.log(`${lines.join('\n')}\n`);
}

const DEMO_TENANT = 'Contoso';

// Container runtimes wait ten seconds before they kill the process.
const LONGEST_STOP_MS = 9_500;

/** The parts of this process to end, which grow as it starts. */
interface Started {
  /** Null until there are requests. */
  drain: (() => void) | null;
  /** Whether the process is about to end. */
  isEnding: boolean;
  stop(): Promise<void>;
}

/**
 * Ends the process on SIGTERM, on SIGINT, and on an error that nothing caught. After a signal `/readyz` fails and requests are
 * answered for `delayMs`. The second signal ends this delay, and the next one the process.
 */
function endOnSignal(started: Started, delayMs: number, log: Logger): void {
  const end = (code: number) => {
    // A signal during the stop ends the process at once.
    if (started.isEnding) process.exit(1);
    started.isEnding = true;
    // A statement on the database server may still run after that, but this process must end in time.
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
    started.stop().then(
      () => process.exit(code),
      (error: unknown) => {
        log.fatal({ err: error }, 'the service did not stop cleanly');
        process.exit(1);
      },
    );
  };
  let delay: NodeJS.Timeout | null = null;
  const onSignal = () => {
    if (started.drain === null || delayMs === 0 || delay !== null) {
      clearTimeout(delay ?? undefined);
      return end(0);
    }
    started.drain();
    log.info({ delayMs }, 'not ready any more; the service stops after the delay');
    delay = setTimeout(() => end(0), delayMs);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error }, event);
      end(1);
    });
  }
}

async function main(started: Started): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  for (const unread of unreadVariables()) log.warn(unread, 'this variable is not read');
  endOnSignal(started, config.shutdownDelayMs, log);

  const database = await openDatabase(config.databaseUrl, { ...config.postgres, migrates: config.migrateAtStart });
  started.stop = () => database.close();
  if (config.demo && (await tenant(database.primary)) === null) await fillWithDemo(database, auditKeyOf(config), log);
  await checkAuditKey(database.primary, auditKeyOf(config));
  // Loaded on demand: most developers need no metrics.
  const metrics =
    config.metrics === null
      ? null
      : (await import('./metrics/metrics.js')).createMetrics({ database, now: () => new Date() });
  const tokens = config.oidc === null ? null : oidcTokens(config.oidc, () => metrics?.noteIssuerKeys());
  if (tokens !== null) void readKeys(tokens, log);
  const refresher = await refresherOf(config, database, log);
  const server = await createServer({
    database,
    verify: tokens?.verify ?? developmentTokens(dataFolder(config.databaseUrl)),
    host: config.host,
    port: config.port,
    licenseNeeded: config.licenseNeeded,
    machineGroup: config.machineGroup,
    auditKey: auditKeyOf(config),
    corsOrigins: config.corsOrigins,
    corsLoopback: config.oidc === null,
    signIn: config.signIn,
    findings: config.findings,
    compresses: config.compresses,
    operationTimeoutMs: config.operationTimeoutMs,
    load: config.load,
    slowOperationMs: config.slowOperationMs,
    trustedProxies: config.trustedProxies,
    slowLane: slowLaneOf(config, log),
    warmsUp: true,
    refreshes: refresher === null ? null : { perHour: config.refreshesPerHour, start: refresher.start },
    checkIssuer: issuerCheckOf(config),
    metrics,
    log,
  });
  const metricsServer = await startMetrics(metrics, config);
  const clocks = startClocks(config, log);
  const administrators = followAdministratorGroup(database, config.administratorGroup, {
    auditKey: auditKeyOf(config),
    licenseNeeded: config.licenseNeeded,
    now: () => new Date(),
    log,
  });
  started.drain = server.drain;
  started.stop = async () => {
    await Promise.all([clocks.stop(), administrators.stop(), server.stop()]);
    // The last requests are counted too.
    await metricsServer?.stop();
    await refresher?.stop();
    await database.close();
  };
  // Log shippers read standard output, so only development has lines that are not JSON.
  if (config.oidc !== null) log.info({ url: server.url, version: serviceVersion() }, 'the service is ready');
  else await greet(server.url, config.demo && (await tenant(database.primary))?.displayName === DEMO_TENANT);
}

const USAGE = `Usage: node dist/main.js [--version | --help]

Starts the service. Environment variables configure it; docs/running.md describes them.`;

// The command `start` has read its arguments itself.
const [argument, ...more] = require.main === module ? process.argv.slice(2) : [];
if (more.length > 0 || ![undefined, '--version', '--help'].includes(argument)) {
  console.error(`unknown argument: ${[argument, ...more].join(' ')}\n\n${USAGE}`);
  process.exitCode = 1;
} else if (argument !== undefined) console.log(argument === '--version' ? serviceVersion() : USAGE);
else {
  const started: Started = { drain: null, isEnding: false, stop: async () => {} };
  main(started).catch((error: unknown) => {
    // A stop during the start closes what the start still uses, and ends the process itself.
    if (started.isEnding) return;
    console.error(
      error instanceof ConfigError ? error.message : `The service could not start: ${(error as Error).message}`,
    );
    process.exit(1);
  });
}
