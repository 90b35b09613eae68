import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { GraphQLFormattedError } from 'graphql';
import type { Knex } from 'knex';
import pino from 'pino';
import { readViewer } from '../../src/authorization/viewer';
import type { Database } from '../../src/database/database';
import { openDatabase } from '../../src/database/open';
import type { PostgresOptions } from '../../src/database/postgres';
import { DEMO } from '../../src/demo/demo';
import { DEFAULT_FINDING_SETTINGS } from '../../src/findings/settings';
import { createShadow } from '../../src/findings/shadow';
import { inContext } from '../../src/graph/request';
import { createGraph } from '../../src/graph/schema';
import type { LoadLimits } from '../../src/http/load-limits';
import { createServer, type ServerOptions } from '../../src/http/server';
import { createMetrics } from '../../src/metrics/metrics';
import { serveMetrics } from '../../src/metrics/metrics-server';
import type { Context, RequestContext } from '../../src/resolving/context';
import { Deadline } from '../../src/resolving/deadline';
import { ERROR_CODES } from '../../src/resolving/errors';
import { createTrail } from '../../src/resolving/request-trail';
import { developmentToken, developmentTokens } from '../../src/sign-in/development';
import { AUDIT_KEY } from './audit-key';
import { differential } from './differential';
import { createTestDatabase, ENGINE, type TestDatabase } from './engines';
import { needed } from './needed';

/** The clock of the service under test: an hour after the demo tenant was recorded. */
export const NOW = new Date(DEMO.recordedAt.getTime() + 60 * 60 * 1000);

/** The service's graph, made once for a test file. */
export const GRAPH = createGraph();
const CODES: ReadonlySet<unknown> = new Set(ERROR_CODES);

// A test asks as one operator, and more than a person does.
const AMPLE: LoadLimits = {
  operationsPerOperator: 1_000,
  readsPerMinute: 1_000_000_000,
  waitMs: 60_000,
  failedSignInsPerMinute: 10_000,
};

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the result has the shape of the query.
  readonly data: any;
  readonly errors: readonly GraphQLFormattedError[];
  readonly text: string;
}

export interface AskOptions {
  /** The operator's user principal name; without it nobody is signed in. */
  readonly as?: string;
  readonly variables?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}

/**
 * The real service on a free port and a new database. On SQLite each query also runs on the plain executor. If an
 * answer differs, or has an error with an unlisted code, the test file fails when the service stops.
 */
export interface Service {
  readonly url: string;
  readonly database: Database;
  readonly databaseUrl: string;
  /** The service's log, one parsed line each. */
  readonly log: readonly Record<string, unknown>[];
  ask(query: string, options?: AskOptions): Promise<Answer>;
  /** A token of development sign-in. */
  token(userPrincipalName: string): Promise<string>;
  /** The SQL statements of the service during work, without transaction control and reads of an operator's rights. */
  statements(work: () => Promise<unknown>): Promise<string[]>;
  /** The number of times that the service read an operator's rights during work. */
  readings(work: () => Promise<unknown>): Promise<number>;
  /** The metrics of a metered service. */
  scrape(): Promise<string>;
  /** Begins the delay before a stop. */
  drain(): void;
  stop(): Promise<void>;
}

export interface ServiceOptions {
  /** Starts with the demo tenant (the default), or with an empty database. */
  readonly demo?: boolean;
  /** An existing database, such as another service's, instead of a new one. */
  readonly databaseUrl?: string;
  readonly postgres?: PostgresOptions;
  readonly server?: Partial<Omit<ServerOptions, 'database' | 'log'>>;
  /** Serves metrics on a port of their own. */
  readonly isMetered?: boolean;
}

export async function startService({
  demo = true,
  databaseUrl,
  postgres = {},
  server = {},
  isMetered = false,
}: ServiceOptions = {}): Promise<Service> {
  const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-service-'));
  const own = databaseUrl === undefined ? await createTestDatabase(demo ? 'demo' : 'tables') : null;
  const url = databaseUrl ?? (own as TestDatabase).url;
  const database = await openDatabase(url, postgres);
  // Test data need not survive a crash, so do not wait for the disk.
  if (ENGINE === 'sqlite') await database.writer.raw('PRAGMA synchronous = OFF');
  const log: Record<string, unknown>[] = [];
  const faults: string[] = [];
  let isCompared = ENGINE === 'sqlite';
  const metrics = isMetered ? createMetrics({ database, now: () => NOW }) : null;
  const metered = metrics === null ? null : await serveMetrics(metrics, { host: '127.0.0.1', port: 0 });
  const running = await createServer({
    database,
    graph: GRAPH,
    execution: differential(
      () => isCompared,
      (difference) => faults.push(difference),
    ),
    verify: developmentTokens(folder),
    host: '127.0.0.1',
    port: 0,
    licenseNeeded: true,
    auditKey: AUDIT_KEY,
    corsOrigins: [],
    corsLoopback: true,
    now: () => NOW,
    load: AMPLE,
    metrics,
    ...server,
    log: pino({ level: 'info' }, { write: (line: string) => log.push(JSON.parse(line)) }),
  });

  const token = async (userPrincipalName: string): Promise<string> => {
    const id = await needed(database.primary('users').where('user_principal_name', userPrincipalName).pluck('id'));
    return developmentToken(folder, id);
  };

  /** The SQL statements during work, without transaction control. */
  async function recorded(work: () => Promise<unknown>): Promise<string[]> {
    const seen: string[] = [];
    isCompared = false;
    const pools = new Set([database.statements, database.primary, database.writer]);
    const record = ({ sql }: { sql: string }) => {
      if (!/^\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|SET )/i.test(sql)) seen.push(sql);
    };
    for (const connection of pools) connection.on('query', record);
    try {
      await work();
    } finally {
      for (const connection of pools) connection.off('query', record);
      isCompared = ENGINE === 'sqlite';
    }
    return seen;
  }
  const isOfRights = (statement: string) => statement.includes('LEFT JOIN role_assignments');

  return {
    url: running.url,
    database,
    databaseUrl: url,
    log,
    token,
    async ask(query, { as, variables, headers } = {}) {
      const response = await fetch(`${running.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(as !== undefined && { authorization: `Bearer ${await token(as)}` }),
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      const text = await response.text();
      const body = JSON.parse(text) as { data?: unknown; errors?: GraphQLFormattedError[] };
      for (const { extensions } of body.errors ?? []) {
        if (!CODES.has(extensions?.['code']))
          faults.push(`docs/queries.md does not list the code of an error: ${text}`);
      }
      return { status: response.status, headers: response.headers, data: body.data, errors: body.errors ?? [], text };
    },
    statements: async (work) => (await recorded(work)).filter((statement) => !isOfRights(statement)),
    readings: async (work) => (await recorded(work)).filter(isOfRights).length,
    async scrape() {
      if (metered === null) throw new Error('The service is not metered.');
      return (await fetch(metered.url)).text();
    },
    drain: running.drain,
    async stop() {
      await running.stop();
      await metered?.stop();
      await database.close();
      await own?.drop();
      rmSync(folder, { recursive: true, force: true });
      if (faults.length > 0) throw new Error(faults[0]);
    },
  };
}

/** Writes as an import: the triggers permit changes of data from Intune while one is running. */
export function asImport<Answer>(
  { database }: Pick<Service, 'database'>,
  work: (trx: Knex.Transaction) => Promise<Answer>,
): Promise<Answer> {
  return database.write(async (trx) => {
    await trx('imports_under_way').insert({ singleton: 1 });
    const answer = await work(trx);
    await trx('imports_under_way').delete();
    return answer;
  });
}

/** The data that a request of this operator has. */
export async function requestOf({ database }: Service, userPrincipalName: string): Promise<RequestContext> {
  const viewer = await readViewer(database.primary, { exactName: userPrincipalName }, true);
  if (viewer === null) throw new Error(`There is no operator ${userPrincipalName}.`);
  return {
    viewer,
    now: NOW.toISOString(),
    language: 'en',
    requestId: 'a test',
    trail: createTrail('a test'),
    isSimulated: false,
    readsPrimary: false,
    reads: 0,
    deadline: new Deadline(60_000),
    turn: { operator: '', spend() {}, stepAside() {} },
    findings: {
      ...DEFAULT_FINDING_SETTINGS,
      shadow: createShadow(DEFAULT_FINDING_SETTINGS.shadowed, () => {}),
      onFault: (_, error) => {
        throw error;
      },
    },
    administration: {
      database,
      auditKey: AUDIT_KEY,
      licenseNeeded: true,
      refreshes: { perHour: 1_000, start() {} },
      logHead: () => {},
      compareAside: null,
    },
    schema: GRAPH.schema,
  };
}

/** Executes a request of this operator, for tests that bypass HTTP. */
export const executed = async <Answer>(
  service: Service,
  userPrincipalName: string,
  execution: (contextValue: Context) => Answer | Promise<Answer>,
): Promise<Answer> => inContext(await requestOf(service, userPrincipalName), execution);

/** The errors of an answer in short form: `path: code reason missing`. */
export function refusals({ errors }: Answer): string[] {
  return errors.map(({ path: at, extensions }) => {
    const { code, reason, missing } = (extensions ?? {}) as { code?: string; reason?: string; missing?: string[] };
    return [`${at?.join('.') ?? ''}:`, code, reason, ...(missing ?? [])].filter((part) => part !== undefined).join(' ');
  });
}
