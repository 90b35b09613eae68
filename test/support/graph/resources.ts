import { type Answer, type Answers, type Ask, graphError, type Json } from './answer';
import { changesBetween, type DeltaResource, pagesOfChanges, type Snapshot, snapshotOf } from './delta';
import { type Luck, opaque } from './faults';
import { DELTAS, namesIn, projection, type Resource, ROUTES, routeOf, withoutIds } from './routes';
import { type BatchResource, type CollectionResource, createFinder, type GraphTenant, idOf } from './tenant';

/** A round of a delta, which starts with the first page. Its token names the snapshot at its start. */
interface Round {
  readonly resource: DeltaResource;
  readonly select: string | undefined;
  readonly snapshot: Snapshot;
  isExpired: boolean;
}

/** A list in pages. */
interface Listing {
  readonly key: string;
  readonly version: string;
  readonly path: string;
  readonly pages: readonly (readonly object[])[];
  readonly project: (object: object) => object;
  readonly wantsConsistency: boolean;
  readonly count: number | null;
  readonly round: Round | null;
}

const LIST_OPTIONS = ['$select', '$expand', '$top', '$count', '$skiptoken'];
const DELTA_OPTIONS = ['$select', '$deltatoken', '$skiptoken'];

const notFound = (resource: Resource, id: string) =>
  graphError(
    404,
    ROUTES[resource].isDirectory === true ? 'Request_ResourceNotFound' : 'ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

/** The resources of a tenant for today's sync: lists in pages, objects, and deltas. */
export function createResources(tenant: GraphTenant, url: string, pageSize: number, luck: Luck): Answers {
  const find = createFinder();
  const starts = new Map<string, number>();
  const pageTokens = new Map<string, { readonly listing: Listing; readonly page: number }>();
  const deltaTokens = new Map<string, Round>();
  const rounds = new Set<Round>();
  const lastSnapshots = new Map<DeltaResource, Snapshot>();

  const context = (version: string, path: string) => ({
    '@odata.context': `${url}/${version}/$metadata#${path.slice(1)}`,
  });

  /** Distinguishes repeated requests for the same list. */
  function start(ask: Ask): string {
    const asked = `${ask.version}${ask.path}?${[...ask.options].join('&')}`;
    const n = (starts.get(asked) ?? 0) + 1;
    starts.set(asked, n);
    return `${asked} ${n}`;
  }

  function pageOf(listing: Listing, page: number): Answer {
    const isLast = page === listing.pages.length - 1;
    const token = opaque(listing.key, page + 1);
    const link = (name: string) => `${url}/${listing.version}${listing.path}?${name}=${token}`;
    if (!isLast) pageTokens.set(token, { listing, page: page + 1 });
    else if (listing.round !== null) deltaTokens.set(token, listing.round);
    return {
      status: 200,
      body: {
        ...context(listing.version, listing.path),
        ...(listing.count !== null && page === 0 && { '@odata.count': listing.count }),
        ...(!isLast && { '@odata.nextLink': link('$skiptoken') }),
        ...(isLast && listing.round !== null && { '@odata.deltaLink': link('$deltatoken') }),
        value: listing.pages[page]?.map(listing.project),
      },
    };
  }

  function listAnswer(ask: Ask, resource: Resource, items: readonly object[]): Answer {
    const top = Number(ask.options.get('$top') ?? pageSize);
    if (!Number.isInteger(top) || top < 1) return graphError(400, 'BadRequest', `Invalid value for $top: ${top}.`);
    const size = Math.min(top, pageSize);
    const pages: object[][] = [];
    for (let i = 0; i < Math.max(1, items.length); i += size) pages.push(items.slice(i, i + size));
    const key = start(ask);
    const isEventual = ask.header('ConsistencyLevel') !== undefined;
    const listing: Listing = {
      key,
      version: ask.version,
      path: ask.path,
      pages: luck.distorted(key, pages),
      project: projection(resource, ask.options.get('$select'), ask.options.get('$expand')),
      wantsConsistency: isEventual && ROUTES[resource].isDirectory === true,
      count: ask.options.get('$count') === 'true' ? items.length : null,
      round: null,
    };
    return pageOf(listing, 0);
  }

  function gone(ask: Ask, resource: DeltaResource, select: string | undefined): Answer {
    const selection = select === undefined ? '' : `$select=${encodeURIComponent(select)}&`;
    return graphError(410, 'syncStateNotFound', 'The sync state generation is not found; start over.', {
      Location: `${url}/${ask.version}/${resource}/delta?${selection}$deltatoken=`,
    });
  }

  function isGone(round: Round, token: string): boolean {
    if (!round.isExpired && luck.expires(round.resource, token)) round.isExpired = true;
    return round.isExpired;
  }

  function deltaAnswer(ask: Ask, resource: DeltaResource): Answer {
    const token = ask.options.get('$deltatoken') ?? '';
    const isFromNow = token === 'latest';
    const last = token === '' || isFromNow ? null : deltaTokens.get(token);
    if (last === undefined || (last !== null && (last.resource !== resource || isGone(last, token)))) {
      return gone(ask, resource, last?.select ?? ask.options.get('$select'));
    }
    const select = last === null ? ask.options.get('$select') : last.select;
    const hasMembers = resource === 'groups' && (namesIn(select)?.includes('members') ?? true);
    const earlier = last?.snapshot ?? lastSnapshots.get(resource);
    const membersOf = (group: object) => tenant.parts.groupMembers.get(idOf(group)) ?? [];
    const project = projection(resource, select, undefined);
    const snapshot = snapshotOf(tenant.collections[resource], project, hasMembers ? membersOf : null, earlier);
    lastSnapshots.set(resource, snapshot);
    const round: Round = { resource, select, snapshot, isExpired: false };
    rounds.add(round);
    const isMinimal = /\breturn=minimal\b/.test(ask.header('Prefer') ?? '');
    const telling = { isMinimal, membersInPart: 50, silent: null };
    const before = isFromNow ? snapshot : (last?.snapshot ?? null);
    const key = start(ask);
    return pageOf(
      {
        key,
        version: ask.version,
        path: ask.path,
        pages: luck.distorted(key, pagesOfChanges(changesBetween(before, snapshot, telling), pageSize)),
        project: (object) => object,
        wantsConsistency: false,
        count: null,
        round,
      },
      0,
    );
  }

  function nextPage(ask: Ask, token: string): Answer {
    const found = pageTokens.get(token);
    if (found === undefined || found.listing.path !== ask.path || found.listing.version !== ask.version) {
      return graphError(400, 'Directory_ExpiredPageToken', 'The specified page token value is unknown.');
    }
    const { listing, page } = found;
    if (listing.wantsConsistency && ask.header('ConsistencyLevel') === undefined) {
      return graphError(400, 'Request_UnsupportedQuery', 'The header ConsistencyLevel of the first page is missing.');
    }
    if (listing.round !== null && isGone(listing.round, token)) {
      return gone(ask, listing.round.resource, listing.round.select);
    }
    return pageOf(listing, page);
  }

  function objectAnswer(ask: Ask, resource: CollectionResource & Resource): Answer {
    const [object] = tenant.collections[resource];
    if (object === undefined) return notFound(resource, resource);
    const { '@odata.context': _, ...rest } = projection(
      resource,
      ask.options.get('$select'),
      undefined,
    )(object) as Json;
    return { status: 200, body: { ...context(ask.version, `${ask.path}/$entity`), ...rest } };
  }

  function answer(ask: Ask): Answer {
    const delta = DELTAS.get(ask.path);
    const route = delta === undefined ? routeOf(ask.path) : null;
    const isServed = route !== null && (ask.version === 'beta' || ROUTES[route.resource].isBeta !== true);
    if (delta === undefined && !isServed) {
      const segment = ask.path.split('/').at(-1) ?? '';
      return graphError(400, 'BadRequest', `Resource not found for the segment '${segment}'.`);
    }
    const allowed = delta === undefined ? LIST_OPTIONS : DELTA_OPTIONS;
    const unknown = [...ask.options.keys()].find((name) => name.startsWith('$') && !allowed.includes(name));
    if (unknown !== undefined) {
      return graphError(400, 'Request_UnsupportedQuery', `The query option ${unknown} is not supported here.`);
    }
    const pageToken = ask.options.get('$skiptoken');
    if (pageToken !== undefined) return nextPage(ask, pageToken);
    if (delta !== undefined) return deltaAnswer(ask, delta);
    const { resource, id } = route as { resource: Resource; id: string | null };
    if (ROUTES[resource].isObject === true) return objectAnswer(ask, resource as CollectionResource & Resource);
    const { parents } = ROUTES[resource];
    if (parents === undefined) return listAnswer(ask, resource, tenant.collections[resource as CollectionResource]);
    const parent = find(tenant.collections[parents], id ?? '');
    if (parent === undefined) return notFound(parents, id ?? '');
    const items = tenant.parts[resource as BatchResource].get(idOf(parent)) ?? [];
    return listAnswer(ask, resource, items);
  }

  return {
    answer: (ask) =>
      ask.method === 'GET' ? answer(ask) : graphError(405, 'Request_BadRequest', 'Only GET is supported here.'),
    shapeOf: (_, path) => withoutIds(path),
    expireDeltaTokens() {
      for (const round of rounds) round.isExpired = true;
    },
  };
}
