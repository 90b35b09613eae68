import type BetterSqlite3 from 'better-sqlite3';
import knex, { type Knex } from 'knex';

/** better-sqlite3: version 13 from Node 22 on, version 12 on Node 20. 13 crashes on Node 20, 12 on Node 24.19 and newer. */
export const Sqlite: typeof BetterSqlite3 = process.versions.node.startsWith('20.')
  ? require('sqlite-for-node-20')
  : require('better-sqlite3');

export type SqliteConnection = BetterSqlite3.Database;

const BetterSqlite3Client: typeof knex.Client = require('knex/lib/dialects/better-sqlite3');

/** Knex's client for a connection that this service opened. Knex closes it with its pool. */
const clientOf = (connection: SqliteConnection): typeof knex.Client =>
  class extends BetterSqlite3Client {
    _driver(): typeof BetterSqlite3 {
      return Sqlite;
    }
    override async acquireRawConnection(): Promise<SqliteConnection> {
      return connection;
    }
    // A pool closes only what it handed out, and statements reach this connection without it.
    override async destroy(callback: () => void = () => {}): Promise<void> {
      await super.destroy(() => {});
      if (connection.open) connection.close();
      callback();
    }
  };

/** The connection behind a pool of one. Knex hands it on to the pool's transactions as a user parameter. */
export interface OwnConnection {
  readonly connection: SqliteConnection;
  /** Whether statements may run outside of a transaction without waiting for their turn. */
  readonly isShared: boolean;
  /** The pool, whose listeners hear of each statement. */
  readonly pool: Knex;
}

const OWN = 'ownConnection';

/** Gives knex a connection, as a pool of one. Knex closes it with the pool. */
export function poolOf(connection: SqliteConnection, isShared: boolean): Knex {
  const pool = knex({
    client: clientOf(connection),
    connection: { filename: connection.name },
    useNullAsDefault: true,
    compileSqlOnError: false,
    acquireConnectionTimeout: 5_000,
    // The error says what went wrong. Knex would print it to standard output as well.
    log: { warn() {}, error() {}, debug() {}, deprecate() {} },
    pool: { min: 1, max: 1 },
  });
  pool.userParams = { [OWN]: { connection, isShared, pool } satisfies OwnConnection };
  return pool;
}

/** The connection behind a pool or a transaction on SQLite; null on PostgreSQL. */
export const ownConnection = (db: Knex): OwnConnection | null =>
  (db.userParams[OWN] as OwnConnection | undefined) ?? null;
