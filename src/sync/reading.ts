import { createHash } from 'node:crypto';
import type { OnRead } from '../import/run';
import type { BatchPart } from '../microsoft-graph/batch';
import { type MicrosoftGraph, MicrosoftGraphError } from '../microsoft-graph/client';
import type { Parent } from '../microsoft-graph/resource';
import { type Resource, resourceOf } from '../microsoft-graph/resources';
import type { Spool } from './spool';

interface ReadOptions {
  readonly graph: MicrosoftGraph;
  readonly spool: Spool;
  /** Where the changes of a resource are asked for; null to read everything. */
  readonly linkOf: (resource: Resource) => Promise<string | null>;
  /** The ids of what resources hang on. */
  readonly parentsOf: (resource: Resource, parent: Parent) => Promise<string[]>;
  readonly onRead: OnRead;
}

// So many parents are asked between one page on disk and the next.
const PARENTS_A_PAGE = 160;
const REPORTS_AT_ONCE = 8;
// Tokens that expire again and again are Graph's trouble, and not to be waited for.
const RESTARTS = 5;

// A delta has pages of 100 unless larger ones are preferred.
const HEADERS = { ConsistencyLevel: 'eventual', Prefer: 'odata.maxpagesize=999' };

const urlOf = (resource: Resource): string => `/${resourceOf(resource).version}${resourceOf(resource).path}`;

async function readPages(resource: Resource, { graph, spool, linkOf, onRead }: ReadOptions): Promise<void> {
  // A link to where Graph was is of no use: everything is read there as where the link has expired.
  const kept = async () => {
    const link = await linkOf(resource);
    return link !== null && graph.hasLink(link) ? link : null;
  };
  const isDelta = resourceOf(resource).isDelta === true;
  const first = urlOf(resource);
  // Another sync went on from where this one began: what it kept is older than what is there.
  if (isDelta && spool.reached(resource).pages > 0 && spool.reached(resource).from !== (await kept())) {
    await spool.restart(resource);
  }
  if (spool.reached(resource).isComplete) return;
  const seen = new Map<string, string>();
  for (let restarts = 0; ; ) {
    const { next, pages, isFull } = spool.reached(resource);
    const link = isDelta && isFull && pages === 0 && restarts === 0 ? await kept() : null;
    const url = next ?? link ?? first;
    try {
      const page = await graph.page(url, HEADERS);
      const { items, nextLink, deltaLink } = page;
      const answer = createHash('sha1').update(JSON.stringify(page)).digest('base64');
      if (seen.get(url) === answer)
        throw new MicrosoftGraphError('BROKEN', `The pages of ${resource} lead round in a circle.`);
      seen.set(url, answer);
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
      // Only a link expires. What was read before it is not the whole, so everything is read again.
      const isExpired = error instanceof MicrosoftGraphError && error.kind === 'EXPIRED' && url !== first;
      if (!isExpired || restarts === RESTARTS) throw error;
      restarts++;
      seen.clear();
      await spool.restart(resource);
    }
  }
}

async function readObject(resource: Resource, { graph, spool, onRead }: ReadOptions): Promise<void> {
  const value = await graph.object(urlOf(resource));
  await spool.add(resource, value === null ? [] : [{ value, parent: null }], { isComplete: true });
  onRead(resource, spool.reached(resource).items, null);
}

/** The path of a part: each `{id}` stands for one of the parent's ids. */
function pathFor(resource: Resource, parent: string): string {
  const ids = parent.split('/');
  return (resourceOf(resource).path ?? '').replaceAll('{id}', () => encodeURIComponent(ids.shift() ?? ''));
}

/** The rows of a report about each of some parents, a few at a time. */
async function readReports(
  resource: Resource,
  graph: MicrosoftGraph,
  parents: readonly string[],
): Promise<BatchPart[]> {
  const column = resourceOf(resource).report as string;
  const parts: BatchPart[] = [];
  const indexes = parents.keys();
  const lane = async () => {
    for (const i of indexes) {
      try {
        parts[i] = { items: await graph.report(urlOf(resource), `(${column} eq '${parents[i]}')`) };
      } catch (error) {
        if (!(error instanceof MicrosoftGraphError) || !error.isLocal) throw error;
        parts[i] = { error };
      }
    }
  };
  await Promise.all(Array.from({ length: REPORTS_AT_ONCE }, lane));
  return parts;
}

async function readParts(resource: Resource, { graph, spool, parentsOf, onRead }: ReadOptions): Promise<void> {
  const { version, parent, report, isObjects = false } = resourceOf(resource);
  const parents = await spool.parents(resource, () => parentsOf(resource, parent as Parent));
  for (let done = spool.reached(resource).parents; done < parents.length || parents.length === 0; ) {
    // The rows of a report are many, so a page on disk holds few reports.
    const some = parents.slice(done, done + (report === undefined ? PARENTS_A_PAGE : REPORTS_AT_ONCE));
    const parts =
      report === undefined
        ? await graph.batch(
            version,
            some.map((id) => pathFor(resource, id)),
            { isObjects },
          )
        : await readReports(resource, graph, some);
    const failed = parts.flatMap((part, i) =>
      'error' in part ? [{ error: part.error, parent: some[i] as string }] : [],
    );
    const [first] = failed.filter(({ error }) => error.kind !== 'ABSENT');
    // Where nothing at all can be read, the resource is the trouble and not its parents.
    if (first !== undefined && failed.length === some.length && some.length > 1) throw first.error;
    const items = parts.flatMap((part, i) =>
      'error' in part ? [] : part.items.map((value) => ({ value, parent: some[i] as string })),
    );
    const lost = failed.map(({ error, parent: id }) => ({
      parent: id,
      reason: error.message,
      isGone: error.kind === 'ABSENT',
    }));
    done += some.length;
    await spool.add(resource, items, {
      parents: done,
      lost: [...spool.reached(resource).lost, ...lost],
      isComplete: done === parents.length,
    });
    onRead(resource, done, parents.length);
    if (parents.length === 0) return;
  }
}

const READERS = { collection: readPages, object: readObject, batch: readParts };

/**
 * Reads a resource to its end, from where an earlier sync stopped.
 * @throws MicrosoftGraphError; what was read so far is kept
 */
export async function readResource(resource: Resource, options: ReadOptions): Promise<void> {
  if (!options.spool.reached(resource).isComplete || resourceOf(resource).isDelta)
    await READERS[resourceOf(resource).form](resource, options);
}
