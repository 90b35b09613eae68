import knex, { type Knex } from 'knex';
import type { Database } from './database';
import { DatabaseError, DatabaseUnavailable, TryAgain } from './errors';
import { migrate } from './migrator';
import { outageIn } from './outage';
import { codeOf, isUnavailable, isUndone } from './postgres-errors';
import { type ReadTransaction, Snapshot } from './snapshot';
import { storable } from './sql';
import { LOCK_WAIT_MS, retrying } from './transactions';

/** Settings for PostgreSQL; SQLite ignores them. */
export interface PostgresOptions {
  /** A standby for data that need not be current; the primary by default. */
  readonly replicaUrl?: string | null;
  /** The maximum number of connections of each pool. */
  readonly poolSize?: number;
  /** The statement timeout in milliseconds; 0 for none. */
  readonly statementTimeoutMs?: number;
}

const PostgresClient: typeof Knex.Client = require('knex/lib/dialects/postgres');

/** Knex's client for PostgreSQL, with every value made storable. */
class StorableClient extends PostgresClient {
  override prepBindings(bindings: readonly unknown[] | undefined): unknown[] | undefined {
    return bindings?.map(storable);
  }
}

const POOL_SIZE = 10;
const STATEMENT_TIMEOUT_MS = 30_000;
const ACQUIRE_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;
const SILENCE_MS = 2_000;
const LOCK_NOT_AVAILABLE = '55P03';
const IN_FAILED_TRANSACTION = '25P02';

const BIGINT = 20;
const NUMERIC = 1700;

// Counts, sums and versions stay far below the largest exact integer.
const asNumbers = ({ types }: typeof import('pg')) => ({
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === BIGINT || oid === NUMERIC ? Number : types.getTypeParser(oid, format as 'text'),
});

type Done = (error: Error | null, result?: unknown) => void;
interface Client {
  query(asked: unknown, done: Done): void;
  readonly connection: { readonly stream: { destroy(): void } };
}

/** Closes a connection after a query timeout. pg gives up the statement but keeps the connection. */
function endWhenSilent(client: Client): void {
  const query = client.query.bind(client);
  client.query = (asked, done) =>
    query(asked, (error, result) => {
      if (error?.message === 'Query read timeout') client.connection.stream.destroy();
      done(error, result);
    });
}

function connect(pg: typeof import('pg'), url: string, readonly: boolean, options: PostgresOptions): Knex {
  const parameters = new URL(url).searchParams;
  const statementTimeoutMs = options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS;
  return knex({
    client: StorableClient,
    connection: {
      connectionString: url,
      application_name: parameters.get('application_name') ?? 'troubleshooting-graph',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: statementTimeoutMs,
      // A server that does not answer cannot enforce its own timeout.
      query_timeout: statementTimeoutMs === 0 ? 0 : statementTimeoutMs + SILENCE_MS,
      // An import can lock rows for minutes, so a mutation fails after a second. Commands without a timeout wait.
      lock_timeout: readonly || statementTimeoutMs === 0 ? 0 : LOCK_WAIT_MS,
      keepAlive: true,
      types: asNumbers(pg),
    } as Knex.PgConnectionConfig,
    compileSqlOnError: false,
    acquireConnectionTimeout: ACQUIRE_TIMEOUT_MS,
    log: { warn() {}, error() {}, debug() {}, deprecate() {} },
    pool: {
      min: 0,
      max: options.poolSize ?? POOL_SIZE,
      afterCreate(connection: Client, done: (error: Error | null, connection: unknown) => void) {
        endWhenSilent(connection);
        if (!readonly) done(null, connection);
        else connection.query('SET default_transaction_read_only = on', (error) => done(error, connection));
      },
    },
  });
}

/**
 * Begins a repeatable-read transaction. Its statements are queued here, because pg starts `query_timeout` when a
 * statement is queued, not when it is sent.
 */
async function beginReading(pool: Knex): Promise<ReadTransaction> {
  let transaction: Knex.Transaction;
  try {
    transaction = await pool.transaction(undefined, { isolationLevel: 'repeatable read' });
  } catch (error) {
    throw outageIn(error) ?? error;
  }
  let turn: Promise<unknown> = Promise.resolve();
  let first: unknown = null;
  const told = (error: unknown) => {
    first ??= error;
    // After a failed statement all others fail, so report the first reason. Knex ends a transaction that lost its
    // connection.
    const reason = codeOf(error) === IN_FAILED_TRANSACTION ? first : error;
    // A standby cancels queries that conflict with replication. Nothing retries a read transaction.
    return isUnavailable(reason) || isUndone(reason) || transaction.isCompleted()
      ? DatabaseUnavailable.by(error)
      : reason;
  };
  return {
    read(text, values) {
      const result = turn.then(async () => {
        try {
          return await transaction.raw(text, values as Knex.Value[]);
        } catch (error) {
          throw told(error);
        }
      });
      turn = result.catch(() => {});
      return result;
    },
    async release() {
      await turn;
      // Nothing was written, so a failed commit does no harm.
      await transaction.commit().catch(() => {});
    },
  };
}

/** Opens a PostgreSQL database: a pool that writes, a pool that only reads, and a pool for requests or the standby. */
export async function openPostgres(url: string, options: PostgresOptions): Promise<Database> {
  for (const each of [url, options.replicaUrl]) {
    // The error of `new URL` would show the password.
    if (each != null && !URL.canParse(each)) {
      throw new DatabaseError(
        'The address of the database is invalid. Use postgres://user:password@host/database, and percent-encode special characters.',
      );
    }
  }
  // Load pg only if it is needed.
  const pg = await import('pg');
  const writer = connect(pg, url, false, options);
  const primary = connect(pg, url, true, options);
  // Requests hold their connections while they read. With a separate pool, sign-ins do not wait for them.
  const reader = connect(pg, options.replicaUrl ?? url, true, options);
  const present = options.replicaUrl == null ? reader : primary;
  const pools = [writer, primary, reader];
  const close = async () => {
    for (const pool of pools) await pool.destroy();
  };
  try {
    // Two connections, because one holds the lock; and no timeout for the statements of migrations.
    const migrator = connect(pg, url, false, { poolSize: 2, statementTimeoutMs: 0 });
    const migrations = await migrate(migrator, 'postgres').finally(() => migrator.destroy());
    return {
      reader,
      primary,
      lags: options.replicaUrl != null,
      version: () => null,
      writer,
      snapshot: (of) => new Snapshot('postgres', () => beginReading(of === 'primary' ? present : reader)),
      async write(work) {
        try {
          return await retrying(
            () => writer.transaction(work, { isolationLevel: 'serializable' }),
            (error) => (isUndone(error) ? 'CONFLICT' : null),
          );
        } catch (error) {
          if (codeOf(error) === LOCK_NOT_AVAILABLE) throw new TryAgain('BUSY');
          throw outageIn(error) ?? error;
        }
      },
      async check() {
        const { rows } = (await writer.raw('SHOW transaction_read_only')) as {
          rows: { transaction_read_only: string }[];
        };
        if (rows[0]?.transaction_read_only !== 'off') throw new DatabaseError('The database only reads.');
        await migrations.check(primary);
        if (options.replicaUrl != null) await migrations.check(reader);
      },
      async backup() {
        throw new DatabaseError('A PostgreSQL database is backed up with its own tools, such as pg_dump.');
      },
      close,
    };
  } catch (error) {
    await close();
    if (error instanceof DatabaseError) throw error;
    // If a host has several addresses, the error has a code but no message.
    const reason = (error as Error).message.split('\n')[0] || codeOf(error);
    throw new DatabaseError(`The database at ${new URL(url).host} cannot be used: ${reason}`, { cause: error });
  }
}
