import { EventEmitter } from 'node:events';
import knex, { type Knex } from 'knex';
import type { Deadline } from '../resolving/deadline';
import { type PostgresAddress, postgresAddress } from './address';
import { type Database, type Db, firstRow, type Trx } from './database';
import { DatabaseError, TryAgain } from './errors';
import { migrate } from './migrator';
import { outageIn } from './outage';
import { clientOf } from './postgres-client';
import { codeOf, isUndone } from './postgres-errors';
import { hostsOf, TAKES_WRITES } from './postgres-hosts';
import { createReads, type ReadPool, SILENCE_MS, stateOf } from './postgres-reads';
import { type Planned, planningOn } from './server-product';
import { Snapshot } from './snapshot';
import { raw } from './sql';
import type { StatementTally } from './statement-tally';
import { type Conflicts, LOCK_WAIT_MS, retrying } from './transactions';

/** Settings for PostgreSQL; SQLite ignores them. */
export interface PostgresOptions {
  /** A standby for data that need not be current; the primary by default. */
  readonly replicaUrl?: string | null;
  /** The maximum number of connections of this process, over all pools; at least 4. */
  readonly poolSize?: number;
  /** The statement timeout in milliseconds; 0 for none. */
  readonly statementTimeoutMs?: number;
  /** Whether statements are prepared under names; false behind a pooler that does not keep them. */
  readonly namedStatements?: boolean;
}

/** The defaults of {@link PostgresOptions}. */
export const POOL_SIZE = 20;
export const STATEMENT_TIMEOUT_MS = 8_000;

const ACQUIRE_TIMEOUT_MS = 5_000;
// For all hosts of an address together.
const CONNECT_TIMEOUT_MS = 5_000;
const KEEP_ALIVE_MS = 10_000;
const LOCK_NOT_AVAILABLE = '55P03';

const BIGINT = 20;
const NUMERIC = 1700;

// Counts, sums and versions stay far below the largest exact integer.
const asNumbers = ({ types }: typeof import('pg')) => ({
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === BIGINT || oid === NUMERIC ? Number : types.getTypeParser(oid, format as 'text'),
});

/** Divides the connections of a process among its pools. */
function sharesOf(total: number): Record<'writer' | 'primary' | 'rights' | 'reads', number> {
  // Changes meet at the audit trail anyway, and rights are read quickly; a request holds a connection until it is answered.
  const small = Math.max(1, Math.floor(total / 5));
  const primary = Math.max(1, Math.floor(total / 10));
  return { writer: small, primary, rights: small, reads: Math.max(1, total - 2 * small - primary) };
}

interface Pool extends Planned {
  readonly address: PostgresAddress;
  readonly needsPrimary: boolean;
  readonly readOnly: boolean;
  readonly size: number;
  /** 0 for none. */
  readonly statementTimeoutMs: number;
}

const settingsOf = (pg: typeof import('pg'), { urls }: PostgresAddress) => ({
  application_name: new URL(urls[0] as string).searchParams.get('application_name') ?? 'troubleshooting-graph',
  connectionTimeoutMillis: Math.floor(CONNECT_TIMEOUT_MS / urls.length),
  keepAlive: true,
  keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  types: asNumbers(pg),
});

function poolOf(pg: typeof import('pg'), pool: Pool): Knex {
  const { address, needsPrimary, readOnly, size, statementTimeoutMs, planning } = pool;
  const settings = {
    ...settingsOf(pg, address),
    // A server that does not answer cannot enforce its own timeout.
    query_timeout: statementTimeoutMs === 0 ? 0 : statementTimeoutMs + SILENCE_MS,
  };
  return knex({
    client: clientOf({
      connect: hostsOf(pg, { urls: address.urls, needsPrimary, settings }),
      needsPrimary,
      limits: {
        readOnly,
        statementMs: statementTimeoutMs,
        // An import can lock rows for minutes, so a mutation fails after a second. Commands without a timeout wait.
        lockMs: readOnly || statementTimeoutMs === 0 ? 0 : LOCK_WAIT_MS,
        planning,
      },
    }),
    // Knex makes a pool only if there are settings.
    connection: {},
    compileSqlOnError: false,
    acquireConnectionTimeout: ACQUIRE_TIMEOUT_MS,
    log: { warn() {}, error() {}, debug() {}, deprecate() {} },
    pool: { min: 0, max: size },
  });
}

function addressIn(url: string): PostgresAddress {
  const address = postgresAddress(url);
  // The error of `new URL` would show the password.
  if (address !== null) return address;
  throw new DatabaseError(
    'The address of the database is invalid. Use postgres://user:password@host/database, or host,host for several hosts, and percent-encode special characters. target_session_attrs takes read-write, primary or any.',
  );
}

/** Reads a snapshot and ends it. */
async function during<Answer>(taken: Snapshot, read: (db: Db) => Promise<Answer>): Promise<Answer> {
  try {
    return await read(taken);
  } finally {
    await taken.end();
  }
}

/** How many seconds a standby is behind. One that has received nothing new is not behind. */
async function lagOf(db: Db): Promise<number> {
  const found = await firstRow<{ seconds: number | null }>(
    db,
    raw(`SELECT CASE WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
      ELSE EXTRACT(EPOCH FROM now() - pg_last_xact_replay_timestamp()) END AS seconds`),
  );
  return Number(found?.seconds ?? 0);
}

async function writeBy<Answer>(
  writer: Knex,
  work: (trx: Trx) => Promise<Answer>,
  conflicts: Conflicts,
): Promise<Answer> {
  try {
    return await retrying(
      () => writer.transaction(work, { isolationLevel: 'serializable' }),
      (error) => (isUndone(error) ? 'CONFLICT' : null),
      conflicts,
    );
  } catch (error) {
    if (codeOf(error) !== LOCK_NOT_AVAILABLE) throw outageIn(error) ?? error;
    conflicts.givenUp += 1;
    throw new TryAgain('BUSY');
  }
}

/**
 * Opens a PostgreSQL database: pools for changes, for commands and checks, for rights, and for requests.
 * @param migrates whether missing migrations run
 */
export async function openPostgres(url: string, options: PostgresOptions, migrates: boolean): Promise<Database> {
  const address = addressIn(url);
  const replica = options.replicaUrl == null ? null : addressIn(options.replicaUrl);
  // Load pg only if it is needed.
  const pg = await import('pg');
  const { statementTimeoutMs = STATEMENT_TIMEOUT_MS, poolSize = POOL_SIZE, namedStatements = true } = options;
  const shares = sharesOf(poolSize);
  // Rights, and the changes of the request itself, are only at the primary.
  const needsPrimary = address.needsPrimary || address.urls.length > 1;
  let settings: readonly string[] = [];
  const planning = () => settings;
  const ofPrimary = { address, needsPrimary, readOnly: true, statementTimeoutMs, planning };
  const writer = poolOf(pg, { ...ofPrimary, readOnly: false, size: shares.writer });
  const primary = poolOf(pg, { ...ofPrimary, size: shares.primary });
  const statements = new EventEmitter();
  const readsOf = (at: PostgresAddress, isOfPrimary: boolean, size: number): ReadPool =>
    createReads({
      pg,
      connect: hostsOf(pg, {
        urls: at.urls,
        needsPrimary: isOfPrimary,
        settings: { ...settingsOf(pg, at), pipeline: true },
      }),
      size,
      waitMs: ACQUIRE_TIMEOUT_MS,
      statementMs: statementTimeoutMs,
      areNamed: namedStatements,
      planning,
      events: statements,
    });
  // Requests hold their connections while they read. With a separate pool, sign-ins do not wait for them.
  const rights = readsOf(address, needsPrimary, shares.rights);
  const reads = readsOf(replica ?? address, replica?.needsPrimary ?? needsPrimary, shares.reads);
  const conflicts = { retried: 0, givenUp: 0 };
  const present = replica === null ? reads : rights;
  const snapshot = (of: ReadPool, deadline?: Deadline, tally?: StatementTally) =>
    new Snapshot('postgres', () => of.begin(true, deadline?.remainingMs), deadline, tally);
  // The service itself reads these, so a statement that takes too long is no fault of an operation.
  const ownSnapshot = (of: ReadPool, deadline?: Deadline) =>
    new Snapshot('postgres', () => of.begin(false, deadline?.remainingMs), deadline);
  const close = async () => {
    for (const pool of [writer, primary]) await pool.destroy();
    for (const pool of [rights, reads]) await pool.close();
  };
  try {
    // Two connections, because one holds the lock; and no timeout for the statements of migrations.
    const migrator = poolOf(pg, { ...ofPrimary, readOnly: false, size: 2, statementTimeoutMs: 0 });
    const migrations = await migrate(migrator, 'postgres', migrates).finally(() => migrator.destroy());
    settings = await planningOn(primary);
    return {
      primary,
      lags: replica !== null,
      migrated: migrations.files,
      version: () => null,
      writer,
      readsAtOnce: shares.reads,
      statements,
      pools: () => [
        { pool: 'writes', ...stateOf(writer.client.pool, shares.writer) },
        { pool: 'checks', ...stateOf(primary.client.pool, shares.primary) },
        { pool: 'rights', ...rights.state() },
        { pool: 'reads', ...reads.state() },
      ],
      openSnapshots: () => reads.state().used,
      conflicts,
      diskState: async () => null,
      replicaLag: () => (replica === null ? Promise.resolve(null) : during(ownSnapshot(reads), lagOf)),
      snapshot: (of, deadline, tally) => snapshot(of === 'primary' ? present : reads, deadline, tally),
      readRights: (read, deadline) => during(ownSnapshot(rights, deadline), read),
      write: (work) => writeBy(writer, work, conflicts),
      checks: {
        async database() {
          // Not by the writer, whose connections can all be waiting for a lock.
          const { rows } = (await primary.raw(TAKES_WRITES)) as { rows: { holds: boolean }[] };
          if (rows[0]?.holds !== true) throw new DatabaseError('The database only reads.');
        },
        async migrations() {
          await migrations.check(primary);
          if (replica !== null) await during(ownSnapshot(reads), migrations.check);
        },
      },
      close,
    };
  } catch (error) {
    await close();
    if (error instanceof DatabaseError) throw error;
    const [reason] = (error as Error).message.split('\n');
    throw new DatabaseError(`The database at ${address.hosts} cannot be used: ${reason}`, {
      cause: error,
    });
  }
}
