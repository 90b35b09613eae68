import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { account, freePort, give, type PostgresServer } from './postgres';

/** PgBouncer in transaction mode in front of a server, as a test starts it. */
export interface Pooler {
  /** The address of a database by the pooler. */
  urlOf(database: string): string;
  stop(): Promise<void>;
}

/** Whether PgBouncer is installed. */
export const hasPgBouncer = spawnSync('pgbouncer', ['--version']).status === 0;

/** @param size the number of connections to the server for each database */
export async function startPgBouncer(server: PostgresServer, size: number): Promise<Pooler> {
  const { hostname, port, username, password } = new URL(server.url);
  const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-pgbouncer-'));
  const own = await freePort();
  const settings = path.join(folder, 'pgbouncer.ini');
  writeFileSync(
    settings,
    `[databases]
* = host=${hostname} port=${port} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${size}
`,
  );
  chmodSync(folder, 0o755);
  give(folder);
  const child: ChildProcess = spawn('pgbouncer', [settings], {
    ...account(),
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  process.on('exit', () => child.kill('SIGKILL'));
  let said = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-10_000);
      if (said.includes('process up')) resolve();
    });
    child.once('exit', () => reject(new Error(`PgBouncer did not start:\n${said}`)));
  });
  return {
    urlOf: (database) => `postgres://anybody@127.0.0.1:${own}/${database}`,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
