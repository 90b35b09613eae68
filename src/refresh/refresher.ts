import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Database } from '../database/database';
import type { Omitted } from '../import/values';
import type { MicrosoftGraph } from '../microsoft-graph/client';
import type { Trace } from '../resolving/trace';
import { SyncUnderWay } from '../sync/lease';
import { ImportedOver } from '../sync/sync-run';
import { refreshUser } from './refresh-user';
import { beginRefresh, finishRefresh, keepRefreshes, type RefreshOutcome } from './store';

/** The parts and settings of a refresher. */
export interface RefresherOptions {
  readonly database: Database;
  /** Connects with Microsoft Graph. An abort ends its requests. */
  readonly connect: (signal: AbortSignal, trace: Trace | null) => Promise<MicrosoftGraph>;
  /** The folder for pages that are read and not written yet. */
  readonly folder: string;
  readonly omitted: readonly Omitted[];
  readonly now: () => Date;
  readonly log: Logger;
  /** How long a refresh waits for a sync to end, in milliseconds. */
  readonly waitMs?: number;
}

/** A refresh that is queued in the database. */
interface Queued {
  readonly id: string;
  readonly userId: string;
  /** The trace of the request that asked for it. */
  readonly trace: Trace | null;
}

/** Runs the refreshes of this process, one after the other. */
export interface Refresher {
  /** Starts a queued refresh, or queues it behind others. */
  start(refresh: Queued): void;
  /** Ends the running refresh between two transactions. Unfinished refreshes have failed. */
  stop(): Promise<void>;
}

// A mutation is refused while a sync runs, so this is for one that began since.
const WAIT_MS = 60_000;
const LONGEST_MINUTES = 5;
const ALIVE_EVERY_MS = 20_000;

const failed = (failure: RefreshOutcome['failure'], problem: string): RefreshOutcome => ({
  state: 'FAILED',
  failure,
  problem,
  kinds: [],
});

const STOPPED = failed('INTERRUPTED', 'The service was stopped.');
const BLOCKED = failed('SYNC_UNDER_WAY', 'A sync is under way. Try again when it has ended.');
const TIMED_OUT = failed('TIMED_OUT', `Microsoft Graph took longer than ${LONGEST_MINUTES} minutes.`);

/** @param options.waitMs how long a refresh waits for a sync to end */
export function createRefresher(options: RefresherOptions): Refresher {
  const { database, connect, folder, omitted, now, log, waitMs = WAIT_MS } = options;
  const stopping = new AbortController();
  const unfinished = new Set<string>();
  let last: Promise<void> = Promise.resolve();

  const alive = setInterval(() => {
    if (unfinished.size === 0) return;
    database
      .write((trx) => keepRefreshes(trx, [...unfinished]))
      .catch((error: unknown) => log.warn({ err: error }, 'refreshes are not marked as alive'));
  }, ALIVE_EVERY_MS);
  alive.unref();

  async function outcomeOf({ id, userId, trace }: Queued): Promise<RefreshOutcome> {
    const late = AbortSignal.timeout(LONGEST_MINUTES * 60_000);
    const end = new AbortController();
    const signal = AbortSignal.any([stopping.signal, late, end.signal]);
    const holder = `${hostname()} ${process.pid} refresh`;
    try {
      const graph = await connect(signal, trace);
      return await refreshUser({ database, graph, folder, id, userId, holder, waitMs, omitted, now, signal });
    } catch (error) {
      if (stopping.signal.aborted) return STOPPED;
      if (late.aborted) return TIMED_OUT;
      if (error instanceof SyncUnderWay) return BLOCKED;
      if (error instanceof ImportedOver) return failed('INTERRUPTED', error.message);
      log.error({ err: error, traceId: trace?.id }, 'the refresh of a user failed');
      return failed('INTERRUPTED', 'The refresh broke off. The log has the details.');
    } finally {
      // Requests beside the one that ended the refresh may still wait for Microsoft Graph.
      end.abort();
    }
  }

  async function run(queued: Queued): Promise<void> {
    const { id } = queued;
    if (!stopping.signal.aborted && !(await database.write((trx) => beginRefresh(trx, id)))) return;
    const outcome = stopping.signal.aborted ? STOPPED : await outcomeOf(queued);
    await database.write((trx) => finishRefresh(trx, id, outcome));
  }

  return {
    start(queued) {
      const { id } = queued;
      if (unfinished.has(id)) return;
      unfinished.add(id);
      last = last
        .then(() => run(queued))
        .catch((error: unknown) => log.error({ err: error }, 'the refresh of a user could not be stored'))
        .finally(() => unfinished.delete(id));
    },
    async stop() {
      stopping.abort(new Error('stopped'));
      clearInterval(alive);
      await last;
    },
  };
}
