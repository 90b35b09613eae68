import { performance } from 'node:perf_hooks';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { type Database, engineOf } from '../database/database';
import { lastMigration } from '../database/migration-files';
import type { EndedRequest } from '../http/request-log';
import { serviceVersion } from '../terminal/version';
import { createDatabaseReadings } from './database-readings';
import { createRequestCounts } from './request-counts';

/* The metrics of one process. Every label has a bounded set of values, and none comes from a client. */

/** The operations that run and wait at this moment. */
interface OperationLoad {
  readonly running: number;
  readonly waiting: number;
}

export interface Metrics {
  /** Counts a request that has ended. */
  countEnded(request: EndedRequest): void;
  /** Notes that the keys of the issuer were read. */
  noteIssuerKeys(): void;
  /** Names where the load of operations is read. */
  followLoad(load: () => OperationLoad): void;
  /** Everything as Prometheus text, within about a second. Facts that the database does not give in that time are left out. */
  scrape(): Promise<string>;
}

interface MetricsOptions {
  readonly database: Database;
  readonly now: () => Date;
  /** How long the database may take for a scrape, in milliseconds. */
  readonly databaseMs?: number;
}

const READING_MS = 1_000;

/** Counts statements by pool. On SQLite, requests and checks read through one connection. */
function countStatements(registry: Registry, database: Database): void {
  const pools = new Map<object, string>([
    [database.primary, 'checks'],
    [database.writer, 'writes'],
    [database.statements, 'reads'],
  ]);
  // A statement adds one to a number, because a labelled counter takes a hundredth of a small statement's time.
  const counts = [...pools].map(([emitter, pool]) => {
    const count = { pool, statements: 0 };
    (emitter as Database['statements']).on('query', () => {
      count.statements += 1;
    });
    return count;
  });
  new Counter({
    name: 'tsg_database_statements_total',
    help: 'Statements by pool: reads of requests and of rights, writes, and checks',
    labelNames: ['pool'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { pool, statements } of counts) this.inc({ pool }, statements);
    },
  });
}

function gaugePools(registry: Registry, database: Database): void {
  new Gauge({
    name: 'tsg_pool_connections',
    help: 'Connections by pool and state (used, free)',
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect() {
      for (const { pool, used, free } of database.pools()) {
        this.set({ pool, state: 'used' }, used);
        this.set({ pool, state: 'free' }, free);
      }
    },
  });
  new Gauge({
    name: 'tsg_pool_waiting',
    help: 'Requests that wait for a connection, by pool',
    labelNames: ['pool'],
    registers: [registry],
    collect() {
      for (const { pool, waiting } of database.pools()) this.set({ pool }, waiting);
    },
  });
  new Gauge({
    name: 'tsg_snapshots_open',
    help: 'Requests that read a snapshot',
    registers: [registry],
    collect() {
      this.set(database.openSnapshots());
    },
  });
}

function countConflicts(registry: Registry, { conflicts }: Database): void {
  new Counter({
    name: 'tsg_write_conflicts_total',
    help: 'Writes that met another writer: attempts that were retried, and writes given_up with TRY_AGAIN',
    labelNames: ['outcome'],
    registers: [registry],
    collect() {
      this.reset();
      this.inc({ outcome: 'retried' }, conflicts.retried);
      this.inc({ outcome: 'given_up' }, conflicts.givenUp);
    },
  });
}

function gaugeEventLoop(registry: Registry): void {
  let before = performance.eventLoopUtilization();
  new Gauge({
    name: 'tsg_event_loop_utilization',
    help: 'The share of the time since the scrape before in which the event loop was busy, from 0 to 1',
    registers: [registry],
    collect() {
      const now = performance.eventLoopUtilization();
      this.set(performance.eventLoopUtilization(now, before).utilization);
      before = now;
    },
  });
}

function gaugeBuild(registry: Registry, { lags, primary }: Database): void {
  new Gauge({
    name: 'tsg_build_info',
    help: '1; its labels name the version, Node.js, the engine and the newest migration of this build',
    labelNames: ['version', 'node', 'engine', 'migration', 'standby'],
    registers: [registry],
  }).set(
    {
      version: serviceVersion(),
      node: process.versions.node,
      engine: engineOf(primary),
      migration: lastMigration(),
      standby: lags ? 'yes' : 'no',
    },
    1,
  );
}

/** @param options.databaseMs the age from which the database's readings are taken again */
export function createMetrics({ database, now, databaseMs = READING_MS }: MetricsOptions): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  gaugeBuild(registry, database);
  countStatements(registry, database);
  countConflicts(registry, database);
  gaugePools(registry, database);
  gaugeEventLoop(registry);
  const readings = createDatabaseReadings(registry, { database, now, longestMs: databaseMs });
  let load = (): OperationLoad => ({ running: 0, waiting: 0 });
  let keysAt: number | null = null;
  new Gauge({
    name: 'tsg_operations_in_turn',
    help: 'Operations by state (running, waiting)',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { running, waiting } = load();
      this.set({ state: 'running' }, running);
      this.set({ state: 'waiting' }, waiting);
    },
  });
  new Gauge({
    name: 'tsg_issuer_keys_age_seconds',
    help: 'Seconds since the keys of the identity provider were read; left out before the first time',
    registers: [registry],
    collect() {
      if (keysAt === null) this.remove();
      else this.set((now().getTime() - keysAt) / 1_000);
    },
  });
  return {
    countEnded: createRequestCounts(registry),
    noteIssuerKeys() {
      keysAt = now().getTime();
    },
    followLoad(of) {
      load = of;
    },
    async scrape() {
      await readings.read();
      return registry.metrics();
    },
  };
}
