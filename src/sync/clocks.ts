import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Logger } from 'pino';
import type { Config } from '../config';
import { EXIT_TRY_LATER } from '../resolving/foreseen';

/*
 * Syncs while the service runs, each in a process of its own: what it reads and reckons costs no request any time.
 */
interface Clocks {
  /** Ends the clocks, and the sync that is under way: the next one goes on where it stopped. */
  stop(): Promise<void>;
}

const CLI = path.join(__dirname, '..', 'cli.js');
const DIRECTORY = ['--only', 'users,groups'];
// The first sync waits until the service answers.
const FIRST_MS = 1_000;
const LATER_MS = 150_000;
// A sync that works something out hears a signal late; one that is killed loses nothing either.
const PATIENCE_MS = 5_000;

/** Starts the two clocks: users and groups often, everything else now and then. One sync runs at a time. */
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
      // Another node syncs, or one did that was killed: its turn ends by itself.
      if (code === EXIT_TRY_LATER && !stopped) timers.push(setTimeout(due(what), LATER_MS));
      next();
    });
  }
  function next(): void {
    if (stopped || running !== null) return;
    // Everything has users and groups in it.
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
