import knex, { type Knex } from 'knex';
import { type PostgresAddress, postgresAddress } from './address';
import type { Database } from './database';
import { DatabaseError, DatabaseUnavailable, TryAgain } from './errors';
import { migrate } from './migrator';
import { outageIn } from './outage';
import { clientOf, TAKES_WRITES } from './postgres-client';
import { codeOf, isUnavailable, isUndone } from './postgres-errors';
import { type ReadTransaction, Snapshot } from './snapshot';
import { LOCK_WAIT_MS, retrying } from './transactions';

/** Settings for PostgreSQL; SQLite ignores them. */
export interface PostgresOptions {
  /** A standby for data that need not be current; the primary by default. */
  readonly replicaUrl?: string | null;
  /** The maximum number of connections of this process, over all pools; at least 3. */
  readonly poolSize?: number;
  /** The statement timeout in milliseconds; 0 for none. */
  readonly statementTimeoutMs?: number;
}

/** The defaults of {@link PostgresOptions}. */
export const POOL_SIZE = 20;
export const STATEMENT_TIMEOUT_MS = 8_000;

const ACQUIRE_TIMEOUT_MS = 5_000;
// For all hosts of an address together.
const CONNECT_TIMEOUT_MS = 5_000;
const SILENCE_MS = 1_000;
const KEEP_ALIVE_MS = 10_000;
const LOCK_NOT_AVAILABLE = '55P03';
const IN_FAILED_TRANSACTION = '25P02';

const BIGINT = 20;
const NUMERIC = 1700;

// Counts, sums and versions stay far below the largest exact integer.
const asNumbers = ({ types }: typeof import('pg')) => ({
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === BIGINT || oid === NUMERIC ? Number : types.getTypeParser(oid, format as 'text'),
});

/** How many connections each pool may have, of all that a process may have. */
function sharesOf(total: number): { writer: number; rights: number; reader: number } {
  // Changes meet at the audit trail anyway, and rights are read quickly; a request holds a reader until it is answered.
  const small = Math.max(1, Math.floor(total / 5));
  return { writer: small, rights: small, reader: Math.max(1, total - 2 * small) };
}

interface Pool {
  readonly address: PostgresAddress;
  readonly needsPrimary: boolean;
  readonly readOnly: boolean;
  readonly size: number;
  /** 0 for none. */
  readonly statementTimeoutMs: number;
}

function connect(pg: typeof import('pg'), { address, needsPrimary, readOnly, size, statementTimeoutMs }: Pool): Knex {
  const { urls } = address;
  const parameters = new URL(urls[0] as string).searchParams;
  return knex({
    client: clientOf({
      urls,
      needsPrimary,
      limits: {
        readOnly,
        statementMs: statementTimeoutMs,
        // An import can lock rows for minutes, so a mutation fails after a second. Commands without a timeout wait.
        lockMs: readOnly || statementTimeoutMs === 0 ? 0 : LOCK_WAIT_MS,
      },
    }),
    connection: {
      connectionString: urls[0],
      application_name: parameters.get('application_name') ?? 'troubleshooting-graph',
      connectionTimeoutMillis: Math.floor(CONNECT_TIMEOUT_MS / urls.length),
      // A server that does not answer cannot enforce its own timeout.
      query_timeout: statementTimeoutMs === 0 ? 0 : statementTimeoutMs + SILENCE_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      types: asNumbers(pg),
    } as Knex.PgConnectionConfig,
    compileSqlOnError: false,
    acquireConnectionTimeout: ACQUIRE_TIMEOUT_MS,
    log: { warn() {}, error() {}, debug() {}, deprecate() {} },
    pool: { min: 0, max: size },
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
      // Nothing was written, so a failed commit does no harm, and the answer need not wait for it.
      transaction.commit().catch(() => {});
    },
  };
}

function addressIn(url: string): PostgresAddress {
  const address = postgresAddress(url);
  // The error of `new URL` would show the password.
  if (address !== null) return address;
  throw new DatabaseError(
    'The address of the database is invalid. Use postgres://user:password@host/database, or host,host for several hosts, and percent-encode special characters. target_session_attrs takes read-write, primary or any.',
  );
}

/**
 * Opens a PostgreSQL database: a pool that writes, a pool that only reads, and a pool for requests or the standby.
 * @param migrates whether missing migrations run
 */
export async function openPostgres(url: string, options: PostgresOptions, migrates: boolean): Promise<Database> {
  const address = addressIn(url);
  const replica = options.replicaUrl == null ? null : addressIn(options.replicaUrl);
  // Load pg only if it is needed.
  const pg = await import('pg');
  const { statementTimeoutMs = STATEMENT_TIMEOUT_MS, poolSize = POOL_SIZE } = options;
  const shares = sharesOf(poolSize);
  // Rights, and the changes of the request itself, are only at the primary.
  const needsPrimary = address.needsPrimary || address.urls.length > 1;
  const ofPrimary = { address, needsPrimary, readOnly: true, statementTimeoutMs };
  const writer = connect(pg, { ...ofPrimary, readOnly: false, size: shares.writer });
  const primary = connect(pg, { ...ofPrimary, size: shares.rights });
  // Requests hold their connections while they read. With a separate pool, sign-ins do not wait for them.
  const ofReader =
    replica === null ? ofPrimary : { ...ofPrimary, address: replica, needsPrimary: replica.needsPrimary };
  const reader = connect(pg, { ...ofReader, size: shares.reader });
  const present = replica === null ? reader : primary;
  const pools = [writer, primary, reader];
  const close = async () => {
    for (const pool of pools) await pool.destroy();
  };
  try {
    // Two connections, because one holds the lock; and no timeout for the statements of migrations.
    const migrator = connect(pg, { ...ofPrimary, readOnly: false, size: 2, statementTimeoutMs: 0 });
    const migrations = await migrate(migrator, 'postgres', migrates).finally(() => migrator.destroy());
    return {
      reader,
      primary,
      lags: replica !== null,
      migrated: migrations.files,
      version: () => null,
      writer,
      snapshot: (of, deadline) =>
        new Snapshot('postgres', () => beginReading(of === 'primary' ? present : reader), deadline),
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
        // Not by the writer, whose connections can all be waiting for a lock.
        const { rows } = (await primary.raw(TAKES_WRITES)) as { rows: { holds: boolean }[] };
        if (rows[0]?.holds !== true) throw new DatabaseError('The database only reads.');
        await migrations.check(primary);
        if (replica !== null) await migrations.check(reader);
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
    throw new DatabaseError(`The database at ${address.hosts} cannot be used: ${reason}`, {
      cause: error,
    });
  }
}
