import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Logger } from 'pino';
import type { Config } from '../config';
import { EXIT_TRY_LATER } from '../resolving/foreseen';

/*
 * Scheduled syncs while the service runs. Each sync is a process of its own, so it does not slow requests down.
 */
interface Clocks {
  /** Stops the timers and the running sync. The next sync continues where this one stopped. */
  stop(): Promise<void>;
}

const CLI = path.join(__dirname, '..', 'cli.js');
const DIRECTORY = ['--only', 'users,groups'];
// Delay of the first sync, so that the service starts first.
const FIRST_MS = 1_000;
// Retry delay while another node holds the lease.
const LATER_MS = 150_000;
// Time between SIGTERM and SIGKILL. A killed sync loses nothing: its pages are on disk.
const PATIENCE_MS = 5_000;

/**
 * Starts two timers, whose intervals are set in minutes: one for users and groups, one for everything. One sync runs at
 * a time; a sync that is due meanwhile waits. Starts nothing if Microsoft Graph is not configured.
 */
export function startClocks({ graph, syncMinutes }: Config, log: Logger): Clocks {
  let running: ChildProcess | null = null;
  let stopped = false;
  const timers: NodeJS.Timeout[] = [];
  const waiting = new Set<string>();

  function run(what: string): void {
    const options = what === 'directory' ? DIRECTORY : [];
    const child = spawn(process.execPath, [CLI, 'sync', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
    running = child;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => log.info({ sync: line }, 'sync'));
    }
    child.on('error', (error) => log.error({ err: error }, 'the sync could not start'));
    child.on('close', (code) => {
      running = null;
      if (code !== 0 && !stopped) log.warn({ code }, 'the sync is not complete');
      // Another node holds the lease, or was killed while it held it: the lease expires by itself.
      if (code === EXIT_TRY_LATER && !stopped) timers.push(setTimeout(due(what), LATER_MS));
      next();
    });
  }
  function next(): void {
    if (stopped || running !== null) return;
    // A sync of everything includes users and groups.
    if (waiting.delete('everything')) {
      waiting.delete('directory');
      run('everything');
    } else if (waiting.delete('directory')) run('directory');
  }
  const due = (what: string) => () => {
    waiting.add(what);
    next();
  };

  if (graph !== null) {
    const { directory, everything } = syncMinutes;
    if (directory > 0) timers.push(setInterval(due('directory'), directory * 60_000));
    if (everything > 0) timers.push(setInterval(due('everything'), everything * 60_000));
    if (directory + everything > 0) timers.push(setTimeout(due(everything > 0 ? 'everything' : 'directory'), FIRST_MS));
  }
  return {
    async stop() {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      const child = running;
      if (child === null) return;
      const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await new Promise((resolve) => {
        child.once('close', resolve);
        child.kill('SIGTERM');
      });
      clearTimeout(patience);
    },
  };
}
