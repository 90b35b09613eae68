import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hasAdministrator } from '../authorization/rights';
import type { Database, Db } from '../database/database';
import type { SyncKind } from '../generated/graphql';
import { NestingTooDeep } from '../group/nesting';
import { presentTenant, REMARKS, type Summary } from '../import/import';
import type { OnRead } from '../import/run';
import { ImportError } from '../import/source';
import { type TableName, titled } from '../import/tables';
import type { TenantFacts } from '../import/tenant';
import { createValues, type Omitted } from '../import/values';
import type { Counts } from '../import/writer';
import { type MicrosoftGraph, MicrosoftGraphError } from '../microsoft-graph/client';
import { type Resource, resourcesOf } from '../microsoft-graph/resources';
import { messageOf } from '../resolving/message-of';
import { isDue } from './due';
import { KINDS } from './kinds';
import { takeLease } from './lease';
import { type Limits, NO_LIMITS, parentsOf, READING_LIMITS } from './parents';
import { isAnyRead, readEach, readResource } from './reading';
import { openSpool, type Spool } from './spool';
import { openStage } from './stage';
import { countThrottled, failKind, linkOf, markOf, startKind, wasWrittenSince } from './store';
import { confirmMark, ImportedOver, type SyncRun, whileAllowed } from './sync-run';
import { add, type Written } from './tally';
import { writeOrganization } from './write-organization';
import { writeKind } from './writing';

/** Callbacks for the progress of a sync. */
export interface Listener {
  reading: OnRead;
  writing(kind: SyncKind): void;
  /** How often Microsoft Graph throttled since the last call. */
  takeThrottled?(): number;
}

/** The source, the target and the settings of a sync. */
export interface SyncOptions {
  readonly database: Database;
  readonly graph: MicrosoftGraph;
  /** Identifies the cloud and the tenant: pages on disk from another source are deleted. */
  readonly source: string;
  /** Folder for pages that are read but not written yet. */
  readonly folder: string;
  readonly kinds: readonly SyncKind[];
  /** Read everything, but only count what would be written. */
  readonly isDry?: boolean;
  readonly licenseNeeded: boolean;
  /** Data that the configuration leaves out. */
  readonly omitted?: readonly Omitted[];
  /** How much to read device by device; the default suits any tenant. */
  readonly limits?: Limits;
  readonly now: () => Date;
  readonly listener: Listener;
  /** Name of this process, for the lease. */
  readonly holder: string;
  /** Saves all pages after they are written. With it, a sync reads everything, not only changes. */
  readonly save?: (spool: Spool) => Promise<void>;
  /** Ends the sync between two transactions. The next sync continues from there. */
  readonly signal?: AbortSignal;
}

/** The result of a sync. */
export interface SyncSummary extends Summary {
  /** Kinds with a part that could not be read or written, and why. */
  readonly partial: readonly { readonly kind: SyncKind; readonly problem: string }[];
  /** Kinds that could not be read, and why. */
  readonly failed: readonly { readonly kind: SyncKind; readonly problem: string }[];
  /** The number of quarantined records, by kind. */
  readonly setAside: ReadonlyMap<SyncKind, number>;
}

/**
 * Reads the name of the organisation.
 * @returns also the id of the tenant, and whether the database is still empty
 * @throws ImportError if the database holds another tenant, or is empty and Graph names no organisation
 */
async function sameTenant(graph: MicrosoftGraph, db: Db): Promise<{ tenant: string; id: string; isNew: boolean }> {
  const found = (await graph.items('/v1.0/organization')) as { id?: unknown; displayName?: unknown }[];
  const present = await presentTenant(db);
  const id = typeof found[0]?.id === 'string' ? found[0].id.toLowerCase() : null;
  const name = typeof found[0]?.displayName === 'string' ? found[0].displayName : id;
  if (present === null && id === null) throw new ImportError('Microsoft Graph names no organisation.');
  if (present !== null && id !== null && present.id !== id) {
    throw new ImportError(
      `The database holds the tenant ${present.displayName} (${present.id}), not ${name} (${id}); sync it into a database of its own.`,
    );
  }
  const known = present as TenantFacts;
  return { tenant: name ?? known.displayName, id: id ?? known.id, isNew: present === null };
}

/** Reads the resources of a kind that are due, as {@link readEach} does. */
function readKind(name: SyncKind, options: SyncOptions, syncRun: SyncRun): Promise<Map<Resource, string>> {
  const { graph, listener, now } = options;
  const limits = options.save === undefined ? (options.limits ?? READING_LIMITS) : NO_LIMITS;
  const { database, spool } = syncRun;
  return readEach(resourcesOf(name), spool, async (resource) => {
    const due = { primary: database.primary, known: syncRun.known, now: now(), limits };
    if (!(await isDue(resource, { ...due, isEverything: options.save !== undefined }))) return false;
    await readResource(resource, {
      graph,
      spool,
      linkOf: async (of) => (options.save === undefined ? linkOf(database.primary, of) : null),
      parentsOf: (of, parent) => parentsOf(of, parent, { db: syncRun.known, spool, now: now(), limits }),
      onRead: listener.reading,
    });
    return isAnyRead(spool, resource);
  });
}

/** Reads one kind, then writes it. */
async function syncKind(name: SyncKind, options: SyncOptions, syncRun: SyncRun): Promise<Written> {
  const { database, spool, isDry } = syncRun;
  if (!isDry) await database.write((trx) => startKind(trx, name));
  let at = await spool.begin(name, options.now());
  // Another sync has written this kind since, so the pages on disk are stale.
  if (spool.isResumed && (await wasWrittenSince(database.primary, name, at))) {
    for (const resource of resourcesOf(name)) await spool.restart(resource);
    at = await spool.begin(name, options.now(), true);
  }
  const lost = await readKind(name, options, syncRun);
  options.listener.writing(name);
  const written = await writeKind(syncRun, name, at, lost);
  await spool.done(name, written);
  return written;
}

/** Reads and writes the tenant itself before any other kind, because all objects belong to it. */
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

/** Stores how often Microsoft Graph throttled the sync of a kind. A failure must not hide the sync's own. */
async function noteThrottled(
  kind: SyncKind,
  database: Database,
  { listener, isDry = false }: SyncOptions,
): Promise<void> {
  const times = listener.takeThrottled?.() ?? 0;
  if (times > 0 && !isDry) await database.write((trx) => countThrottled(trx, kind, times)).catch(() => {});
}

/**
 * Syncs the kinds in order. A kind that fails on its own does not stop the others.
 * @param held the database for notes about this sync, also after a signal or an import: it needs the lease
 */
async function syncEach(
  options: SyncOptions,
  kinds: readonly SyncKind[],
  syncRun: SyncRun,
  held: Database,
): Promise<Omit<SyncSummary, 'tenant'>> {
  const { database, spool, isDry, values, remarks, licenseNeeded } = syncRun;
  const had = await hasAdministrator(database.primary, licenseNeeded);
  const total = new Map<TableName, Counts>();
  const failed: { kind: SyncKind; problem: string }[] = [];
  const partial: { kind: SyncKind; problem: string }[] = [];
  const setAside = new Map<SyncKind, number>();
  const count = (name: SyncKind, written: Written): void => {
    add(total, written.tally);
    if (written.setAside > 0) setAside.set(name, written.setAside);
    if (written.problem !== null) partial.push({ kind: name, problem: written.problem });
  };
  for (const name of kinds) {
    const before = spool.writtenBefore.get(name);
    if (before !== undefined) count(name, before);
    if (spool.isDone(name)) continue;
    try {
      count(name, await syncKind(name, options, syncRun));
    } catch (error) {
      const problem = messageOf(error);
      if (!isDry) await held.write((trx) => failKind(trx, name, problem));
      // Only an error about this kind lets the sync go on; any other error ends it.
      if (!(error instanceof NestingTooDeep) && !(error instanceof MicrosoftGraphError && error.isLocal)) throw error;
      failed.push({ kind: name, problem });
    } finally {
      await noteThrottled(name, held, options);
    }
  }
  if (had && !(await hasAdministrator(database.primary, licenseNeeded))) {
    remarks.push(REMARKS.nobodyLeft);
  }
  const { leftOut, unknown } = values.notes;
  return { rows: titled(total), leftOut, unknown, remarks, failed, partial, setAside };
}

/**
 * Reads a tenant from Microsoft Graph and updates the database, kind by kind and object by object. It can be killed at
 * any moment: the next sync continues where it stopped.
 * @throws SyncUnderWay if another sync holds or takes the lease
 * @throws MicrosoftGraphError or ImportError if it cannot begin (nothing is changed then), or cannot go on
 */
export async function syncTenant(options: SyncOptions): Promise<SyncSummary> {
  const { database, graph, source, isDry = false, holder, now, licenseNeeded, signal } = options;
  const { tenant, id, isNew } = await sameTenant(graph, database.primary);
  const kinds = (Object.keys(KINDS) as SyncKind[]).filter(
    (kind) => options.kinds.includes(kind) || (kind === 'TENANT' && isNew),
  );
  // A dry run writes nothing, so it needs no lease.
  const lease = isDry ? null : await takeLease(database, { holder, purpose: 'SYNC' });
  // A dry run must not leave pages for a real sync.
  const folder = isDry ? await mkdtemp(path.join(tmpdir(), 'troubleshooting-graph-sync-')) : options.folder;
  try {
    const mark = isDry ? '' : await database.write(markOf);
    // An import before the mark was taken may have brought another tenant.
    if (((await presentTenant(database.primary))?.id ?? id) !== id) throw new ImportedOver();
    const spool = await openSpool(
      folder,
      JSON.stringify([source, mark, options.kinds, options.save !== undefined]),
      now(),
    );
    const stage = await openStage(folder, isDry);
    const held = whileAllowed(database, async (trx) => lease?.confirm(trx));
    const allowed = whileAllowed(held, async (trx) => {
      signal?.throwIfAborted();
      await confirmMark(trx, mark);
    });
    // In a dry run on an empty database, references can only lead to staged rows.
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
      const done = await syncEach(options, kinds, syncRun, held);
      await options.save?.(spool);
      await spool.close();
      return { tenant, ...done };
    } finally {
      await stage.close();
    }
  } finally {
    if (isDry) await rm(folder, { recursive: true, force: true });
    await lease?.release();
  }
}
