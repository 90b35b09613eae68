// Loaded into servers that are not timed: counts all statements.
import pg from 'pg';
import driver from '../../dist/database/sqlite-driver.js';

globalThis.benchStatements = 0;

function counted(prototype, name) {
  const original = prototype[name];
  prototype[name] = function (...given) {
    globalThis.benchStatements++;
    return original.apply(this, given);
  };
}

const database = new driver.Sqlite(':memory:');
const statement = Object.getPrototypeOf(database.prepare('SELECT 1'));
for (const name of ['all', 'get', 'iterate', 'run']) counted(statement, name);
database.close();
// A transaction of reads sends its statements to the connection itself, many at a time.
for (const name of ['query', 'execute']) counted(pg.Connection.prototype, name);
