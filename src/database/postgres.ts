import knex, { type Knex } from 'knex';
import { types } from 'pg';
import type { Database } from './database';
import { DatabaseError, DatabaseUnavailable } from './errors';
import { migrate } from './migrator';
import { retrying } from './transactions';

export interface PostgresOptions {
  /** A standby that answers what need not be of this instant; the primary when it is left out. */
  readonly replicaUrl?: string | null;
  /** Connections at most, of each of the pools that read and that write. */
  readonly poolSize?: number;
  /** How long a statement may take, in milliseconds. */
  readonly statementTimeoutMs?: number;
}

const POOL_SIZE = 10;
const STATEMENT_TIMEOUT_MS = 30_000;
const ACQUIRE_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 5_000;

const BIGINT = 20;
const NUMERIC = 1700;

// Counts, sums and versions: none comes near what a number holds exactly.
const asNumbers = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === BIGINT || oid === NUMERIC ? Number : types.getTypeParser(oid, format as 'text'),
};

const codeOf = (error: unknown): string => String((error as { code?: unknown }).code ?? '');

/** A transaction that others undid: a serialization failure or a deadlock. */
const isUndone = (error: unknown): boolean => ['40001', '40P01'].includes(codeOf(error));

// Of PostgreSQL: lost connections, a server that starts, stops, is full or only reads. Of Node.js: no connection at all.
const GONE = /^(08|57P0|53300|25006|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;
const GONE_MESSAGE = /Connection terminated|timeout expired|Timeout acquiring a connection|Connection ended/;

/** Whether a statement failed because the server cannot be used at the moment. */
export const isUnavailable = (error: unknown): boolean =>
  GONE.test(codeOf(error)) || (error instanceof Error && GONE_MESSAGE.test(error.message));

export const isPostgres = (url: string): boolean => /^postgres(ql)?:\/\//.test(url);

function connect(url: string, readonly: boolean, options: PostgresOptions): Knex {
  const parameters = new URL(url).searchParams;
  return knex({
    client: 'pg',
    connection: {
      connectionString: url,
      application_name: parameters.get('application_name') ?? 'troubleshooting-graph',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: options.statementTimeoutMs ?? STATEMENT_TIMEOUT_MS,
      keepAlive: true,
      types: asNumbers,
    } as Knex.PgConnectionConfig,
    compileSqlOnError: false,
    acquireConnectionTimeout: ACQUIRE_TIMEOUT_MS,
    log: { warn() {}, error() {}, debug() {}, deprecate() {} },
    pool: {
      min: 0,
      max: options.poolSize ?? POOL_SIZE,
      afterCreate(
        connection: { query(text: string, done: (error: Error | null) => void): void },
        done: (error: Error | null, connection: unknown) => void,
      ) {
        if (!readonly) done(null, connection);
        else connection.query('SET default_transaction_read_only = on', (error) => done(error, connection));
      },
    },
  });
}

/** Opens a PostgreSQL database: connections that write, connections that only read, and those of the standby. */
export async function openPostgres(url: string, options: PostgresOptions): Promise<Database> {
  const writer = connect(url, false, options);
  const primary = connect(url, true, options);
  const reader = options.replicaUrl == null ? primary : connect(options.replicaUrl, true, options);
  const pools = new Set([writer, primary, reader]);
  const close = async () => {
    for (const pool of pools) await pool.destroy();
  };
  try {
    const migrations = await migrate(writer, 'postgres');
    return {
      reader,
      primary,
      writer,
      async write(work) {
        try {
          return await retrying(() => writer.transaction(work, { isolationLevel: 'serializable' }), isUndone);
        } catch (error) {
          throw isUnavailable(error) ? new DatabaseUnavailable((error as Error).message, { cause: error }) : error;
        }
      },
      async check() {
        const { rows } = (await writer.raw('SHOW transaction_read_only')) as {
          rows: { transaction_read_only: string }[];
        };
        if (rows[0]?.transaction_read_only !== 'off') throw new DatabaseError('The database only reads.');
        await migrations.check(primary);
        if (reader !== primary) await migrations.check(reader);
      },
      async backup() {
        throw new DatabaseError('A PostgreSQL database is backed up with its own tools, such as pg_dump.');
      },
      close,
    };
  } catch (error) {
    await close();
    throw isUnavailable(error) || /^(28|3D000)/.test(codeOf(error))
      ? new DatabaseError(`The database at ${new URL(url).host} cannot be used: ${(error as Error).message}`)
      : error;
  }
}
