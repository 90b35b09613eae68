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
import { KINDS } from './kinds';
import { openSaveFolder, saveFolder } from './save-folder';
import type { Spool } from './spool';
import { syncTenant } from './sync';
import { createSyncReport, describeSync } from './sync-report';

/** A sync that cannot begin as it is asked for, or that was stopped. */
class SyncStopped extends ForeseenError {
  readonly code = 'SYNC_STOPPED';
}

/** The kinds by the names that the command line takes. */
export const KIND_NAMES: ReadonlyMap<string, SyncKind> = new Map(
  (Object.keys(KINDS) as SyncKind[]).map((kind) => [kind.toLowerCase().replaceAll('_', '-'), kind]),
);

interface SyncCommand {
  readonly config: Config;
  readonly kinds: readonly SyncKind[];
  /** Reads everything, and only says what would be written. */
  readonly isDry: boolean;
  /** Only tries every resource once. */
  readonly isCheck: boolean;
  /** Where what was read is saved as a folder of an import; null for nowhere. */
  readonly saveTo: string | null;
  /** Replaces names and ids in that folder. */
  readonly isAnonymous: boolean;
  /** Opens the database, and closes it after the work. */
  withDatabase<Answer>(work: (database: Database) => Promise<Answer>): Promise<Answer>;
}

type Report = ReturnType<typeof createSyncReport>;

/** Ends with a signal, between two transactions. */
function stopSignal(): AbortSignal {
  const stopped = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => stopped.abort(new SyncStopped('Stopped. The next sync continues from here.')));
  }
  return stopped.signal;
}

/** @throws SyncStopped where nothing is configured */
async function connect({ graph }: Config, report: Report, signal: AbortSignal): Promise<MicrosoftGraph> {
  if (graph === null) {
    throw new SyncStopped(
      'Set GRAPH_TENANT_ID, GRAPH_CLIENT_ID and GRAPH_CLIENT_SECRET, or another credential: see docs/your-tenant.md.',
    );
  }
  const fetch = await fetchThrough(graph.proxies);
  return createMicrosoftGraph({ ...graph, fetch, onThrottled: report.throttled, signal });
}

/** Tries every resource once, and prints what works. @returns the exit code */
async function check(graph: MicrosoftGraph): Promise<number> {
  const checked = await checkAccess(graph);
  console.log(describeCheck(checked));
  return checked.every(({ problem }) => problem === null) ? 0 : EXIT_PARTIAL;
}

/** Syncs with Microsoft Graph, or checks whether that would work. @returns the exit code */
export async function runSync(command: SyncCommand): Promise<number> {
  const { config, kinds, isDry, isCheck, saveTo, isAnonymous, withDatabase } = command;
  const report = createSyncReport(process.stderr);
  const signal = stopSignal();
  const graph = await connect(config, report, signal);
  if (isCheck) return check(graph);
  if (saveTo !== null) await openSaveFolder(saveTo);
  const { syncFolder, licenseNeeded, omitted } = config;
  const summary = await withDatabase(async (database) => {
    // Before the first sync, whoever sets it up learns at once what is missing.
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
  }).finally(report.stop);
  console.log(describeSync(summary, isDry));
  if (summary.failed.length > 0) return 1;
  return summary.partial.length > 0 ? EXIT_PARTIAL : 0;
}
