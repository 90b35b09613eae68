import type BetterSqlite3 from 'better-sqlite3';
import knex, { type Knex } from 'knex';

/** Version 12 of better-sqlite3. Ends the process with one line where it is missing, because nothing catches errors yet. */
function sqliteForNode20(): typeof BetterSqlite3 {
  try {
    return require('sqlite-for-node-20');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    console.error('SQLite for Node 20 is not installed: use Node 22 or newer, or run npm ci with Node 20.');
    process.exit(1);
  }
}

/**
 * better-sqlite3: version 12 on Node 20, where version 13 crashes; version 13 on newer Node, where version 12 crashes.
 */
export const Sqlite: typeof BetterSqlite3 = process.versions.node.startsWith('20.')
  ? sqliteForNode20()
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
    // The pool would close the connection only if it had lent it, and statements use the connection directly.
    override async destroy(callback: () => void = () => {}): Promise<void> {
      await super.destroy(() => {});
      if (connection.open) connection.close();
      callback();
    }
  };

/** The single connection of a pool. It is a user parameter of knex, so that the pool's transactions have it too. */
export interface OwnConnection {
  readonly connection: SqliteConnection;
  /** Whether statements outside of a transaction may run at any time; else they wait for running transactions. */
  readonly isShared: boolean;
  /** The pool that emits `query` events. */
  readonly pool: Knex;
}

const OWN = 'ownConnection';

/** Makes a knex pool of one connection, which is closed with the pool. */
export function poolOf(connection: SqliteConnection, isShared: boolean): Knex {
  const pool = knex({
    client: clientOf(connection),
    connection: { filename: connection.name },
    useNullAsDefault: true,
    compileSqlOnError: false,
    acquireConnectionTimeout: 5_000,
    // Knex would also print each error to standard output.
    log: { warn() {}, error() {}, debug() {}, deprecate() {} },
    pool: { min: 1, max: 1 },
  });
  pool.userParams = { [OWN]: { connection, isShared, pool } satisfies OwnConnection };
  return pool;
}

/** The connection of a pool or a transaction on SQLite; null on PostgreSQL. */
export const ownConnection = (db: Knex): OwnConnection | null =>
  (db.userParams[OWN] as OwnConnection | undefined) ?? null;
