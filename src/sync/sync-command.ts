import { hostname } from 'node:os';
import path from 'node:path';
import type { Config } from '../config';
import type { Database } from '../database/database';
import type { SyncKind } from '../generated/graphql';
import { presentTenant } from '../import/import';
import { createMicrosoftGraph, type MicrosoftGraph } from '../microsoft-graph/client';
import { fetchThrough } from '../microsoft-graph/proxy';
import { EXIT_PARTIAL, ForeseenError } from '../resolving/foreseen';
import { checkAccess, describeCheck } from './access-check';
import { createAnonymizer } from './anonymize';
import { KIND_NAMES } from './kind-names';
import { openSaveFolder, saveFolder } from './save-folder';
import type { Spool } from './spool';
import { syncTenant } from './sync';
import { createSyncReport, describeSync } from './sync-report';

/** A sync that is not configured, or that a signal stopped. */
class SyncStopped extends ForeseenError {
  readonly code = 'SYNC_STOPPED';
}

interface SyncCommand {
  readonly config: Pick<Config, 'graph' | 'syncFolder' | 'licenseNeeded' | 'omitted'>;
  readonly kinds: readonly SyncKind[];
  /** Read everything, but only report what would be written. */
  readonly isDry: boolean;
  /** Only try every resource once. */
  readonly isCheck: boolean;
  /** The import folder to save to; null for none. */
  readonly saveTo: string | null;
  /** Replaces names and ids in that folder. */
  readonly isAnonymous: boolean;
  /** Opens the database for the work, and closes it afterwards. */
  withDatabase<Answer>(work: (database: Database) => Promise<Answer>): Promise<Answer>;
}

type Report = ReturnType<typeof createSyncReport>;

/** Aborts on SIGTERM or SIGINT. The sync then ends between two transactions. */
function createStop(): AbortController {
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => stop.abort(new SyncStopped('Stopped. The next sync continues from here.')));
  }
  return stop;
}

/** @throws SyncStopped if Microsoft Graph is not configured */
async function connect({ graph }: Pick<Config, 'graph'>, report: Report, signal: AbortSignal): Promise<MicrosoftGraph> {
  if (graph === null) {
    throw new SyncStopped(
      'Set GRAPH_TENANT_ID, GRAPH_CLIENT_ID and GRAPH_CLIENT_SECRET, or another credential: see docs/your-tenant.md.',
    );
  }
  const fetch = await fetchThrough(graph.proxies, graph.credential);
  return createMicrosoftGraph({ ...graph, fetch, onThrottled: report.throttled, signal });
}

/** Tries every resource once, and prints the results. @returns the exit code */
async function check(graph: MicrosoftGraph): Promise<number> {
  const checked = await checkAccess(graph);
  console.log(describeCheck(checked));
  return checked.every(({ problem }) => problem === null) ? 0 : EXIT_PARTIAL;
}

/**
 * Runs `sync`: syncs with Microsoft Graph, or with `isCheck` only tries its resources. Prints the result.
 * @returns the exit code: 0 if complete, 1 if a kind failed, EXIT_PARTIAL if a part could not be read
 * @throws SyncStopped, MicrosoftGraphError or ImportError
 */
export async function runSync(command: SyncCommand): Promise<number> {
  const { config, kinds, isDry, isCheck, saveTo, isAnonymous, withDatabase } = command;
  const report = createSyncReport(process.stderr);
  const stop = createStop();
  const { signal } = stop;
  const graph = await connect(config, report, signal);
  if (isCheck) return check(graph);
  if (saveTo !== null) await openSaveFolder(saveTo);
  const { syncFolder, licenseNeeded, omitted } = config;
  const summary = await withDatabase(async (database) => {
    // Check the access before the first sync, to show missing permissions at once.
    if ((await presentTenant(database.primary)) === null) console.error(describeCheck(await checkAccess(graph)));
    return syncTenant({
      database,
      graph,
      source: `${config.graph?.baseUrl} ${config.graph?.tenantId}`,
      folder: path.join(syncFolder, kinds.length === KIND_NAMES.size ? 'everything' : kinds.join('+').toLowerCase()),
      kinds,
      isDry,
      licenseNeeded,
      omitted,
      now: () => new Date(),
      listener: report,
      holder: `${hostname()} ${process.pid}`,
      signal,
      ...(saveTo !== null && {
        save: (spool: Spool) => saveFolder(spool, saveTo, isAnonymous ? createAnonymizer() : null),
      }),
    });
  }).finally(() => {
    report.stop();
    // Requests beside the one that ended the sync may still wait for Microsoft Graph, and would keep the process alive.
    stop.abort(new SyncStopped('The sync has ended.'));
  });
  console.log(describeSync(summary, isDry));
  if (summary.failed.length > 0) return 1;
  return summary.partial.length > 0 ? EXIT_PARTIAL : 0;
}
