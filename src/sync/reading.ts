import type { OnRead } from '../import/run';
import type { BatchPart } from '../microsoft-graph/batch';
import { type MicrosoftGraph, MicrosoftGraphError } from '../microsoft-graph/client';
import { watchPages } from '../microsoft-graph/page-watch';
import { filterFor, type Parent, pathOfPart, type Report } from '../microsoft-graph/resource';
import { type Resource, resourceOf } from '../microsoft-graph/resources';
import type { LostPart, Spool } from './spool';

interface ReadOptions {
  readonly graph: MicrosoftGraph;
  readonly spool: Spool;
  /** The delta link of a resource; null to read everything. */
  readonly linkOf: (resource: Resource) => Promise<string | null>;
  /** The ids of the parents whose parts to read. */
  readonly parentsOf: (resource: Resource, parent: Parent) => Promise<string[]>;
  readonly onRead: OnRead;
}

// Parents per page on disk.
const PARENTS_A_PAGE = 160;
const REPORTS_AT_ONCE = 8;
// Give up after this many restarts: page tokens that keep expiring are a fault of Graph.
const RESTARTS = 5;

// A delta query has pages of 100 objects unless `Prefer` asks for more.
const HEADERS = { ConsistencyLevel: 'eventual', Prefer: 'odata.maxpagesize=999' };

const urlOf = (resource: Resource): string => `/${resourceOf(resource).version}${resourceOf(resource).path}`;

async function readPages(resource: Resource, { graph, spool, linkOf, onRead }: ReadOptions): Promise<void> {
  // Ignore a delta link for another Graph address, and read everything.
  const kept = async () => {
    const link = await linkOf(resource);
    return link !== null && graph.hasLink(link) ? link : null;
  };
  const isDelta = resourceOf(resource).isDelta === true;
  const first = urlOf(resource);
  // Another sync has used the delta link meanwhile, so the pages on disk are older than the database.
  if (isDelta && spool.reached(resource).pages > 0 && spool.reached(resource).from !== (await kept())) {
    await spool.restart(resource);
  }
  if (spool.reached(resource).isComplete) return;
  let watch = watchPages(resource);
  for (let restarts = 0; ; ) {
    const { next, pages, isFull } = spool.reached(resource);
    const link = isDelta && isFull && pages === 0 && restarts === 0 ? await kept() : null;
    const url = next ?? link ?? first;
    try {
      const page = await graph.page(url, HEADERS);
      const { items, nextLink, deltaLink } = page;
      watch(url, page, pages);
      await spool.add(
        resource,
        items.map((value) => ({ value, parent: null })),
        {
          next: nextLink,
          isComplete: nextLink === null,
          deltaLink,
          ...(link !== null && { isFull: false, from: link }),
        },
      );
      onRead(resource, spool.reached(resource).items, null);
      if (nextLink === null) return;
    } catch (error) {
      // Only a page token or a delta link expires. The pages before it are incomplete, so read everything again.
      const isExpired = error instanceof MicrosoftGraphError && error.kind === 'EXPIRED' && url !== first;
      if (!isExpired || restarts === RESTARTS) throw error;
      restarts++;
      watch = watchPages(resource);
      await spool.restart(resource);
    }
  }
}

/** Reads a report of the whole tenant, page by page. Rows can repeat, if the report changes meanwhile. */
async function readReport(report: Report, resource: Resource, { graph, spool, onRead }: ReadOptions): Promise<void> {
  // Remember only the rows of one device at a time, so its id is the parent.
  const names = report.columns?.[0] ?? [];
  const watch = watchPages(resource);
  for (let isComplete = false; !isComplete; ) {
    const { items: skip, pages } = spool.reached(resource);
    const { rows, total } = await graph.reportPage(urlOf(resource), report, null, skip);
    watch(`row ${skip}`, { items: rows }, pages);
    isComplete = skip + rows.length >= total;
    const items = rows.map((value) => {
      const id = names.map((name) => value[name]).find((each) => typeof each === 'string');
      return { value, parent: typeof id === 'string' ? id : null };
    });
    await spool.add(resource, items, { isComplete });
    onRead(resource, skip + rows.length, total);
  }
}

async function readObject(resource: Resource, { graph, spool, onRead }: ReadOptions): Promise<void> {
  const value = await graph.object(urlOf(resource), resourceOf(resource));
  await spool.add(resource, value === null ? [] : [{ value, parent: null }], { isComplete: true });
  onRead(resource, spool.reached(resource).items, null);
}

/** Reads a report for each parent, 8 at a time. @returns the parts in the order of the parents */
async function readReports(
  resource: Resource,
  graph: MicrosoftGraph,
  report: Report,
  parents: readonly string[],
): Promise<BatchPart[]> {
  const parts: BatchPart[] = [];
  const indexes = parents.keys();
  const lane = async () => {
    for (const i of indexes) {
      try {
        parts[i] = { items: await graph.report(urlOf(resource), report, filterFor(report, parents[i] as string)) };
      } catch (error) {
        if (!(error instanceof MicrosoftGraphError) || !error.isLocal) throw error;
        parts[i] = { error };
      }
    }
  };
  await Promise.all(Array.from({ length: REPORTS_AT_ONCE }, lane));
  return parts;
}

/** The parts that could not be read. @param parents the parents of the parts, in the same order */
export const lostAmong = (parts: readonly BatchPart[], parents: readonly string[]): LostPart[] =>
  parts.flatMap((part, i) =>
    'error' in part
      ? [{ parent: parents[i] as string, reason: part.error.message, isGone: part.error.kind === 'ABSENT' }]
      : [],
  );

async function readParts(resource: Resource, { graph, spool, parentsOf, onRead }: ReadOptions): Promise<void> {
  const record = resourceOf(resource);
  const { version, parent, report, isObjects = false } = record;
  const parents = await spool.parents(resource, () => parentsOf(resource, parent as Parent));
  let done = spool.reached(resource).parents;
  // Without parents, one empty page makes the resource complete.
  do {
    // A report can have many rows, so put fewer reports on a page on disk.
    const some = parents.slice(done, done + (report === undefined ? PARENTS_A_PAGE : REPORTS_AT_ONCE));
    const parts =
      report === undefined
        ? await graph.batch(
            version,
            some.map((id) => pathOfPart(record, id)),
            { isObjects },
          )
        : await readReports(resource, graph, report, some);
    const errors = parts.flatMap((part) => ('error' in part ? [part.error] : []));
    const first = errors.find(({ kind }) => kind !== 'ABSENT');
    const lost = [...spool.reached(resource).lost, ...lostAmong(parts, some)];
    // All parts failed so far: the cause is the resource, not its parents.
    if (first !== undefined && lost.length === done + some.length && lost.length > 1) throw first;
    const items = parts.flatMap((part, i) =>
      'error' in part ? [] : part.items.map((value) => ({ value, parent: some[i] as string })),
    );
    done += some.length;
    await spool.add(resource, items, {
      parents: done,
      lost,
      isComplete: done === parents.length,
    });
    onRead(resource, done, parents.length);
  } while (done < parents.length);
}

/** True if something of a complete resource was read. Without parents it is complete without a request. */
export function isAnyRead(spool: Spool, resource: Resource): boolean {
  const { parents, lost } = spool.reached(resource);
  return resourceOf(resource).parent === undefined || parents > lost.length;
}

/**
 * Reads resources of a kind, one after the other. One that cannot be read is lost, unless it is essential.
 * @param read reads one, and tells whether anything of it was read
 * @returns the resources that could not be read, and why
 * @throws MicrosoftGraphError if an essential resource cannot be read, or nothing at all
 */
export async function readEach(
  resources: readonly Resource[],
  spool: Spool,
  read: (resource: Resource) => Promise<boolean>,
): Promise<Map<Resource, string>> {
  const lost = new Map<Resource, string>();
  let first: MicrosoftGraphError | undefined;
  let hasRead = false;
  for (const resource of resources) {
    try {
      if (await read(resource)) hasRead = true;
    } catch (error) {
      if (!(error instanceof MicrosoftGraphError) || !error.isLocal || resourceOf(resource).isEssential) throw error;
      // Discard the pages so far: they would pass for the whole resource.
      await spool.restart(resource);
      lost.set(resource, error.message);
      first ??= error;
    }
  }
  if (first !== undefined && !hasRead) throw first;
  return lost;
}

const READERS = { collection: readPages, object: readObject, batch: readParts };

/**
 * Reads a resource into the spool, from where an earlier sync stopped.
 * @throws MicrosoftGraphError if it cannot be read to its end; the pages so far stay in the spool
 */
export async function readResource(resource: Resource, options: ReadOptions): Promise<void> {
  const { form, report, parent, isDelta } = resourceOf(resource);
  if (options.spool.reached(resource).isComplete && isDelta !== true) return;
  if (report !== undefined && parent === undefined) await readReport(report, resource, options);
  else await READERS[form](resource, options);
}
