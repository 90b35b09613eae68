// The database engines of the bench: where a tenant is, and what the database itself takes.
import { statSync } from 'node:fs';
import path from 'node:path';
import { startPostgres } from '../postgres.mjs';
import { tenantDatabase, tenantFile } from './tenant.mjs';

/** @param folder where the tenants are */
export const startSqlite = (folder) => ({
  name: 'sqlite',
  title: 'SQLite',
  make: (users) => tenantFile(folder, users),
  size: (url) => statSync(url.slice('file:'.length)).size,
  // It runs in the server's process.
  cpuUs: () => 0,
  stop() {},
});

/** Starts a PostgreSQL server. @param kept where its databases are kept; null for a temporary one */
export async function startPostgresEngine(kept) {
  const server = await startPostgres(kept);
  return {
    name: 'postgres',
    title: 'PostgreSQL',
    make: (users) => tenantDatabase(server, users),
    size: (url) => server.size(url),
    cpuUs: () => server.cpuUs(),
    stop: () => server.stop(),
  };
}

/** The engine of this name. @param keep the folder of `--keep`, if given */
export const startEngine = (name, folder, keep) =>
  name === 'sqlite'
    ? startSqlite(folder)
    : startPostgresEngine(keep === undefined ? null : path.join(path.resolve(keep), 'postgres'));
