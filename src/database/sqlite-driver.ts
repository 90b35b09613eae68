import type BetterSqlite3 from 'better-sqlite3';
import type knex from 'knex';

/** better-sqlite3: version 13 from Node 22 on, version 12 on Node 20. 13 crashes on Node 20, 12 on Node 24.19 and newer. */
export const Sqlite: typeof BetterSqlite3 = process.versions.node.startsWith('20.')
  ? require('sqlite-for-node-20')
  : require('better-sqlite3');

const Client: typeof knex.Client = require('knex/lib/dialects/better-sqlite3');

/** Knex's client for SQLite, which loads the version above. */
export class SqliteClient extends Client {
  _driver(): typeof BetterSqlite3 {
    return Sqlite;
  }
}
