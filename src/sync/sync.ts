import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hasAdministrator } from '../authorization/rights';
import type { Database, Db } from '../database/database';
import type { SyncKind } from '../generated/graphql';
import { presentTenant, type Summary } from '../import/import';
import type { OnRead } from '../import/run';
import { ImportError } from '../import/source';
import { type TableName, titled } from '../import/tables';
import type { TenantFacts } from '../import/tenant';
import { createValues, type Omitted } from '../import/values';
import type { Counts } from '../import/writer';
import { type GraphPage, type MicrosoftGraph, MicrosoftGraphError } from '../microsoft-graph/client';
import { type Resource, resourceOf, resourcesOf } from '../microsoft-graph/resources';
import { EXIT_TRY_LATER, ForeseenError } from '../resolving/foreseen';
import { KINDS } from './kinds';
import { parentsOf } from './parents';
import { readResource } from './reading';
import { openSpool, type Spool } from './spool';
import { openStage } from './stage';
import {
  failKind,
  isLarge,
  lease,
  leased,
  linkOf,
  markOf,
  readingOf,
  release,
  startKind,
  wasWrittenSince,
} from './store';
import type { SyncRun } from './sync-run';
import { add } from './tally';
import { writeOrganization } from './write-organization';
import { type Written, writeKind } from './writing';

/** Hears how far a sync has come. */
export interface Listener {
  reading: OnRead;
  writing(kind: SyncKind): void;
}

export interface SyncOptions {
  readonly database: Database;
  readonly graph: MicrosoftGraph;
  /** Which tenant of which cloud is read: what was kept of another is of no use. */
  readonly source: string;
  /** Where what was read is kept until it is written. */
  readonly folder: string;
  readonly kinds: readonly SyncKind[];
  /** Reads everything, and only says what it would write. */
  readonly isDry?: boolean;
  readonly licenseNeeded: boolean;
  /** What is left out. */
  readonly omitted?: readonly Omitted[];
  readonly now: () => Date;
  readonly listener: Listener;
  /** Who syncs, of several. */
  readonly holder: string;
  /** Takes all that was read, once it is written. Everything is then read, and not only what changed. */
  readonly save?: (spool: Spool) => Promise<void>;
  /** Ends the sync between two transactions: the next one goes on from there. */
  readonly signal?: AbortSignal;
}

/** Another process syncs at the moment. */
class SyncUnderWay extends ForeseenError {
  readonly code = 'SYNC_UNDER_WAY';
  override readonly exitCode = EXIT_TRY_LATER;
}

/** What a sync did. */
export interface SyncSummary extends Summary {
  /** The kinds that were written although a part could not be read, and why. */
  readonly partial: readonly { readonly kind: SyncKind; readonly problem: string }[];
  /** The kinds that stopped, and why. */
  readonly failed: readonly { readonly kind: SyncKind; readonly problem: string }[];
  /** The records that were set aside, by kind. */
  readonly setAside: ReadonlyMap<SyncKind, number>;
}

const LEASE_SECONDS = 120;

/** The one organisation that Graph speaks for; that of the database, where there is one. @throws ImportError */
async function sameTenant(graph: MicrosoftGraph, db: Db): Promise<{ tenant: string; isNew: boolean }> {
  const found: { id?: unknown; displayName?: unknown }[] = [];
  for (let url: string | null = '/v1.0/organization'; url !== null; ) {
    const page: GraphPage = await graph.page(url);
    found.push(...(page.items as typeof found));
    url = page.nextLink;
  }
  const present = await presentTenant(db);
  const id = typeof found[0]?.id === 'string' ? found[0].id.toLowerCase() : null;
  const name = typeof found[0]?.displayName === 'string' ? found[0].displayName : id;
  if (present === null && id === null) throw new ImportError('Microsoft Graph names no organisation.');
  if (present !== null && id !== null && present.id !== id) {
    throw new ImportError(
      `The database holds the tenant ${present.displayName} (${present.id}), not ${name} (${id}); sync it into a database of its own.`,
    );
  }
  return { tenant: name ?? (present as TenantFacts).displayName, isNew: present === null };
}

/** The database as a sync writes to it, for as long as it may. */
function whileAllowed(database: Database, mayGoOn: () => void): Database {
  return {
    ...database,
    write: (work) => {
      mayGoOn();
      return database.write(work);
    },
  };
}

/** Whether a resource was read so recently that it is not read again. */
async function isRecent(resource: Resource, { database, now, save }: SyncOptions): Promise<boolean> {
  const { everyMinutes } = resourceOf(resource);
  if (save !== undefined || everyMinutes === undefined || !(await isLarge(database.primary))) return false;
  const before = await readingOf(database.primary, resource);
  return before !== null && now().getTime() - Date.parse(before) < everyMinutes * 60_000;
}

/**
 * Reads the resources of a kind.
 * @returns those that could not be read, and why
 * @throws MicrosoftGraphError where the rest means nothing without one of them, or where nothing can be read at all
 */
async function readKind(name: SyncKind, options: SyncOptions, syncRun: SyncRun): Promise<Map<Resource, string>> {
  const { graph, listener, now } = options;
  const { database, spool } = syncRun;
  const lost = new Map<Resource, string>();
  for (const resource of resourcesOf(name)) {
    if (await isRecent(resource, options)) continue;
    try {
      await readResource(resource, {
        graph,
        spool,
        linkOf: async (of) => (options.save === undefined ? linkOf(database.primary, of) : null),
        parentsOf: (of, parent) => parentsOf(of, parent, { db: syncRun.known, spool, now: now() }),
        onRead: listener.reading,
      });
    } catch (error) {
      if (!(error instanceof MicrosoftGraphError) || !error.isLocal || resourceOf(resource).isEssential) throw error;
      // A part of it would be taken for the whole.
      await spool.restart(resource);
      lost.set(resource, error.message);
    }
  }
  return lost;
}

/** Reads and writes one kind. */
async function syncKind(name: SyncKind, options: SyncOptions, syncRun: SyncRun): Promise<Written> {
  const { database, spool, isDry } = syncRun;
  if (!isDry) await database.write((trx) => startKind(trx, name));
  // What was read before another sync wrote this kind is older than what is there.
  if (spool.isResumed && (await wasWrittenSince(database.primary, name, spool.startedAt))) {
    for (const resource of resourcesOf(name)) await spool.restart(resource);
  }
  const at = spool.isResumed ? spool.startedAt : options.now().toISOString();
  const lost = await readKind(name, options, syncRun);
  options.listener.writing(name);
  const written = await writeKind(syncRun, name, at, lost);
  await spool.done(name);
  return written;
}

/** Reads and writes the tenant itself, which everything else belongs to. */
async function syncOrganization(options: SyncOptions, syncRun: SyncRun): Promise<void> {
  const { graph, listener } = options;
  const { database, spool } = syncRun;
  const linkOfNothing = async () => null;
  for (const resource of ['organization', 'deviceManagement'] as const) {
    const read = { graph, spool, linkOf: linkOfNothing, parentsOf: async () => [], onRead: listener.reading };
    try {
      await readResource(resource, read);
    } catch (error) {
      const isLocal = error instanceof MicrosoftGraphError && error.isLocal;
      if (!isLocal || resource === 'organization') throw error;
    }
  }
  if ((await presentTenant(database.primary)) === null) await writeOrganization(syncRun);
}

/** Reads each kind, and writes it. */
async function syncKinds(
  options: SyncOptions,
  kinds: readonly SyncKind[],
  syncRun: SyncRun,
): Promise<Omit<SyncSummary, 'tenant'>> {
  const { database, spool, isDry, values, remarks, licenseNeeded } = syncRun;
  const had = await hasAdministrator(database.primary, licenseNeeded);
  const total = new Map<TableName, Counts>();
  const failed: { kind: SyncKind; problem: string }[] = [];
  const partial: { kind: SyncKind; problem: string }[] = [];
  const setAside = new Map<SyncKind, number>();
  for (const name of kinds.filter((kind) => !spool.isDone(kind))) {
    try {
      const written = await syncKind(name, options, syncRun);
      add(total, written.tally);
      if (written.setAside > 0) setAside.set(name, written.setAside);
      if (written.problem !== null) partial.push({ kind: name, problem: written.problem });
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      if (!isDry) await options.database.write((trx) => failKind(trx, name, problem));
      // What is wrong with one kind leaves the others alone; what is wrong with the whole ends it.
      if (!(error instanceof MicrosoftGraphError) || !error.isLocal) throw error;
      failed.push({ kind: name, problem });
    }
  }
  if (had && !(await hasAdministrator(database.primary, licenseNeeded))) {
    remarks.push('Nobody administers everywhere any more, for the directory says so: npm run admin -- grant.');
  }
  const { leftOut, unknown } = values.notes;
  return { rows: titled(total), leftOut, unknown, remarks, failed, partial, setAside };
}

/**
 * Reads a tenant of Microsoft Graph, and brings the database in line with it: kind by kind, object by object. Killed at any
 * moment, the next one goes on where it stopped.
 * @throws MicrosoftGraphError or ImportError where it cannot begin, and nothing was changed then; SyncUnderWay beside another
 */
export async function syncTenant(options: SyncOptions): Promise<SyncSummary> {
  const { database, graph, source, isDry = false, holder, now, licenseNeeded, signal } = options;
  const { tenant, isNew } = await sameTenant(graph, database.primary);
  const kinds = (Object.keys(KINDS) as SyncKind[]).filter(
    (kind) => options.kinds.includes(kind) || (kind === 'TENANT' && isNew),
  );
  if (!isDry && !(await database.write((trx) => lease(trx, holder, now(), LEASE_SECONDS)))) {
    const other = await leased(database.primary);
    throw new SyncUnderWay(
      other === null
        ? 'Another sync was under way: try again.'
        : `Another sync is under way (${other.holder}). If it was killed, its turn ends at ${other.expiresAt}: try again then.`,
    );
  }
  let isLost = false;
  const keep = async () => {
    isLost ||= !(await database.write((trx) => lease(trx, holder, now(), LEASE_SECONDS)));
  };
  const keepLease = isDry ? undefined : setInterval(() => keep().catch(() => {}), (LEASE_SECONDS / 4) * 1_000);
  // What would be written is nobody else's to go on with.
  const folder = isDry ? await mkdtemp(path.join(tmpdir(), 'troubleshooting-graph-sync-')) : options.folder;
  try {
    const mark = isDry ? '' : await database.write(markOf);
    const spool = await openSpool(
      folder,
      JSON.stringify([source, mark, options.kinds, options.save !== undefined]),
      now(),
    );
    const stage = await openStage(folder, isDry);
    const allowed = whileAllowed(database, () => {
      signal?.throwIfAborted();
      if (isLost) throw new SyncUnderWay('Another sync took over.');
    });
    // Of a database that is still empty nothing is known but what this sync has read.
    const known = isDry && isNew ? stage.db : database.primary;
    try {
      const syncRun: SyncRun = {
        database: allowed,
        spool,
        stage,
        values: createValues(0, options.omitted ?? []),
        isDry,
        known,
        licenseNeeded,
        remarks: [],
      };
      if (isNew) await syncOrganization(options, syncRun);
      const done = await syncKinds(options, kinds, syncRun);
      await options.save?.(spool);
      await spool.close();
      return { tenant, ...done };
    } finally {
      await stage.close();
    }
  } finally {
    clearInterval(keepLease);
    if (isDry) await rm(folder, { recursive: true, force: true });
    else await database.write((trx) => release(trx, holder));
  }
}
