// Loaded into servers that are not timed: counts the statements that run, whatever runs them.
import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';

globalThis.benchStatements = 0;

function counted(prototype, name) {
  const original = prototype[name];
  prototype[name] = function (...given) {
    globalThis.benchStatements++;
    return original.apply(this, given);
  };
}

const database = new BetterSqlite3(':memory:');
const statement = Object.getPrototypeOf(database.prepare('SELECT 1'));
for (const name of ['all', 'get', 'iterate', 'run']) counted(statement, name);
database.close();
counted(pg.Client.prototype, 'query');
