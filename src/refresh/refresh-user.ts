import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../database/database';
import { createValues, type Omitted } from '../import/values';
import { type MicrosoftGraph, MicrosoftGraphError } from '../microsoft-graph/client';
import { SyncUnderWay, takeLease } from '../sync/lease';
import { openSpool } from '../sync/spool';
import { openStage, type Stage } from '../sync/stage';
import { keepLink, markOf, noteWritten } from '../sync/store';
import { confirmMark, importing, whileAllowed } from '../sync/sync-run';
import { noteKinds, type RefreshedKindRow, type RefreshOutcome } from './store';
import { REFRESHED_KINDS, type RefreshedKind, readKindOfUser, UserGone, type UserReading } from './user-reading';
import { revokeUser, writeKindOfUser } from './user-writing';

interface RefreshOptions {
  readonly database: Database;
  readonly graph: MicrosoftGraph;
  /** The folder for pages that are read and not written yet. */
  readonly folder: string;
  readonly id: string;
  readonly userId: string;
  /** Names the process, for the lease. */
  readonly holder: string;
  /** How long to wait for the lease, in milliseconds. */
  readonly waitMs: number;
  readonly omitted: readonly Omitted[];
  readonly now: () => Date;
  /** Ends the refresh between two transactions. */
  readonly signal: AbortSignal;
}

/** The state of one refresh. */
interface Work extends UserReading {
  readonly database: Database;
  readonly stage: Stage;
  readonly omitted: readonly Omitted[];
}

const PAUSE_MS = 250;

/** Takes the lease as soon as it is free. @throws SyncUnderWay if it is not free in time */
async function leaseInTurn({ database, holder, waitMs, signal }: RefreshOptions) {
  for (const deadline = performance.now() + waitMs; ; ) {
    try {
      return await takeLease(database, { holder, purpose: 'REFRESH' });
    } catch (error) {
      if (!(error instanceof SyncUnderWay) || performance.now() > deadline) throw error;
      await pause(PAUSE_MS, undefined, { signal });
    }
  }
}

// Rights: a killed sync must not restore the older rights that it had read.
const RIGHTS: readonly RefreshedKind[] = ['USERS', 'GROUPS'];
// These belong to the devices that were read.
const OF_DEVICES: readonly RefreshedKind[] = ['POLICY_STATES', 'APP_INSTALL_STATES'];

/** Reads and writes the user's part of a kind. @returns why a part of it could not be read */
async function refreshKind(kind: RefreshedKind, work: Work): Promise<string[]> {
  const { database, spool, stage, userId, omitted, now } = work;
  const lost = await readKindOfUser(kind, work);
  const live = importing(database, now.toISOString());
  if (RIGHTS.includes(kind)) await database.write((trx) => noteWritten(trx, kind, now.toISOString()));
  return writeKindOfUser({ kind, userId, spool, stage, lost, live, values: createValues(0, omitted) });
}

/**
 * Microsoft Graph does not know the user: the account cannot sign in any more. The next sync reads all users, and
 * removes the user if the list of users agrees.
 */
async function disable(work: Work): Promise<void> {
  const at = work.now.toISOString();
  await revokeUser(importing(work.database, at), work.userId);
  await work.database.write(async (trx) => {
    await keepLink(trx, 'users', null);
    await noteWritten(trx, 'USERS', at);
  });
}

const GONE: RefreshOutcome = {
  state: 'FAILED',
  failure: 'USER_NOT_FOUND',
  problem: 'Microsoft Graph does not know this user any more. The next sync removes the user.',
  kinds: [],
};

const outcomeOf = (kinds: readonly RefreshedKindRow[], failed: number): RefreshOutcome => {
  const problem = kinds.find((kind) => kind.problem !== null)?.problem ?? null;
  if (problem === null) return { state: 'COMPLETED', failure: null, problem: null, kinds: [...kinds] };
  if (failed < kinds.length) return { state: 'PARTIAL', failure: null, problem: null, kinds: [...kinds] };
  return { state: 'FAILED', failure: 'MICROSOFT_GRAPH', problem, kinds: [...kinds] };
};

/** Reads and writes kind by kind. A kind that fails on its own does not stop the others. */
async function refreshKinds(id: string, work: Work): Promise<RefreshOutcome> {
  const kinds: RefreshedKindRow[] = [];
  const failed = new Set<RefreshedKind>();
  for (const kind of REFRESHED_KINDS) {
    try {
      if (OF_DEVICES.includes(kind) && failed.has('MANAGED_DEVICES')) {
        throw new MicrosoftGraphError('BROKEN', 'The devices of the user could not be read.');
      }
      const problems = await refreshKind(kind, work);
      kinds.push({ kind, problem: problems.length === 0 ? null : problems.join(' ') });
    } catch (error) {
      if (error instanceof UserGone) {
        await disable(work);
        return GONE;
      }
      if (!(error instanceof MicrosoftGraphError)) throw error;
      kinds.push({ kind, problem: error.message });
      failed.add(kind);
      // An error about the application, the tenant or the network meets every kind.
      if (!error.isLocal) {
        const state = failed.size < kinds.length ? 'PARTIAL' : 'FAILED';
        const problem = error.message;
        const untried = REFRESHED_KINDS.slice(kinds.length).map((each) => ({ kind: each, problem }));
        return { state, failure: 'MICROSOFT_GRAPH', problem, kinds: [...kinds, ...untried] };
      }
    }
    await work.database.write((trx) => noteKinds(trx, id, kinds));
  }
  return outcomeOf(kinds, failed.size);
}

/**
 * Reads one user from Microsoft Graph and updates the user, the memberships, the devices and their states. It holds the
 * lease of the sync, so nobody else writes meanwhile. It can be killed at any moment.
 * @throws SyncUnderWay if a sync keeps the lease for too long, or takes it
 */
export async function refreshUser(options: RefreshOptions): Promise<RefreshOutcome> {
  const { database, graph, folder, id, userId, omitted, now, signal } = options;
  const lease = await leaseInTurn(options);
  try {
    // Of a refresh that was killed, nothing is used.
    const spool = await openSpool(folder, id, now());
    try {
      const stage = await openStage(folder, false);
      try {
        const mark = await database.write(markOf);
        const allowed = whileAllowed(database, async (trx) => {
          signal.throwIfAborted();
          await lease.confirm(trx);
          await confirmMark(trx, mark);
        });
        const reading = { graph, spool, db: database.primary, userId, now: now() };
        return await refreshKinds(id, { ...reading, database: allowed, stage, omitted });
      } finally {
        await stage.close();
      }
    } finally {
      await spool.close();
    }
  } finally {
    await lease.release();
  }
}
