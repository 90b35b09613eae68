import type { Item, Source } from '../import/source';
import type { TableName } from '../import/tables';
import type { Counts } from '../import/writer';
import { type Resource, resourceOf } from '../microsoft-graph/resources';
import { DAY_MS } from '../resolving/days';
import { SpoolFiles } from './spool-files';
import type { Written } from './tally';

/*
 * Pages on disk that a sync has read but not written yet, so that a killed sync can continue where it stopped.
 */

/** A parent whose part could not be read. */
export interface LostPart {
  readonly parent: string;
  readonly reason: string;
  /** Microsoft Graph does not know the parent (404). */
  readonly isGone: boolean;
}

/** The reading progress of a resource. */
interface Reached {
  readonly pages: number;
  readonly items: number;
  /** The link to the next page; null before the first page and after the last. */
  readonly next: string | null;
  /** Number of parents whose parts were asked for. */
  readonly parents: number;
  /** The parents whose parts could not be read, and why. */
  readonly lost: readonly LostPart[];
  readonly isComplete: boolean;
  /** The pages hold all objects, not only the changes since a delta link. */
  readonly isFull: boolean;
  /** The delta link that the reading began with; null if it reads everything. */
  readonly from: string | null;
  /** The delta link for the next sync; null until the last page. */
  readonly deltaLink: string | null;
}

const NOT_BEGUN: Reached = {
  pages: 0,
  items: 0,
  next: null,
  parents: 0,
  lost: [],
  isComplete: false,
  isFull: true,
  from: null,
  deltaLink: null,
};

/** The progress of one sync. A sync whose `of` (source and kinds) differs starts anew. */
interface SpoolState {
  readonly of: string;
  readonly startedAt: string;
  readonly resources: Partial<Record<Resource, Reached>>;
  /** When the reading of each kind began; absent in a state that an earlier version wrote. */
  readonly begun?: Readonly<Record<string, string>>;
  /** Kinds that are written already. */
  readonly done: readonly string[];
  /** What writing them came to; absent in a state that an earlier version wrote. */
  readonly written?: Readonly<Record<string, StoredWritten>>;
}

/** The result of a kind, in JSON. */
type StoredWritten = Omit<Written, 'tally'> & { readonly tally: readonly (readonly [TableName, Counts])[] };

interface Stored {
  readonly value: unknown;
  readonly parent: string | null;
}

/** The pages of one sync on disk, and how far it has read. */
export interface Spool extends Source {
  /**
   * When the reading of a kind began: now, or at an earlier time if an earlier process began it.
   * @param isAnew the pages of its resources were discarded, so it begins now
   */
  begin(kind: string, now: Date, isAnew?: boolean): Promise<string>;
  /** When the reading of a kind began; for one that never did, when the sync began. */
  begunAt(kind: string): string;
  readonly startedAt: string;
  /** An earlier process began this sync. */
  readonly isResumed: boolean;
  reached(resource: Resource): Reached;
  /** Writes a page to disk, then the progress. */
  add(resource: Resource, items: readonly Stored[], reached: Partial<Reached>): Promise<void>;
  /** Discards the pages of a resource. */
  restart(resource: Resource): Promise<void>;
  /** The parents of a resource: found once, then kept, so that a resumed sync reads the same ones. */
  parents(resource: Resource, find: () => Promise<string[]>): Promise<string[]>;
  /** The parents whose parts were read. */
  parentsRead(resource: Resource): Promise<string[]>;
  /** The ids of all objects in the pages, including removed ones. */
  ids(resource: Resource): Promise<string[]>;
  /** The ids of objects whose latest copy is marked `@removed`. */
  removed(resource: Resource): Promise<string[]>;
  /** Every item in the order read, including repeated and removed ones. */
  all(resource: Resource): AsyncIterable<Item>;
  /** This sync has written the kind. */
  isDone(kind: string): boolean;
  /** Notes that a kind is written, and what it came to. */
  done(kind: string, written: Written): Promise<void>;
  /** What the kinds came to that an earlier process of this sync has written. */
  readonly writtenBefore: ReadonlyMap<string, Written>;
  /** Ends the sync, and deletes the folder. */
  close(): Promise<void>;
}

// Older pages are stale: the next sync starts anew.
const OLDEST_MS = DAY_MS;

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
const isRemoved = (value: unknown): boolean => memberOf(value, '@removed') !== undefined;
const idOf = (value: unknown, name: string): string | null => {
  const id = memberOf(value, name);
  return typeof id === 'string' ? id.toLowerCase() : null;
};

type All = (resource: Resource) => AsyncIterable<Item>;

/** The place of the last copy of each object, by id. Graph may repeat an object, and the last copy is the newest. */
async function lastPlaces(all: All, resource: Resource): Promise<Map<string, string> | null> {
  const { id: name } = resourceOf(resource);
  if (name === undefined) return null;
  const places = new Map<string, string>();
  for await (const { value, where } of all(resource)) {
    const id = idOf(value, name);
    if (id !== null) places.set(id, where);
  }
  return places;
}

/** Every object once, in its last copy. */
async function* latest(all: All, resource: Resource): AsyncIterable<Item> {
  const { id: name } = resourceOf(resource);
  const places = await lastPlaces(all, resource);
  // An object without an id of its own is a repetition if the same parent has an equal one.
  let parent: string | null = null;
  let named = new Set<string>();
  for await (const item of all(resource)) {
    if (name !== undefined) {
      const id = idOf(item.value, name);
      if (id === null || places?.get(id) === item.where) yield item;
      continue;
    }
    if (item.parent !== parent) named = new Set();
    parent = item.parent;
    const words = JSON.stringify(item.value);
    if (!named.has(words)) yield item;
    named.add(words);
  }
}

const STATE = 'state';
const parentsFile = (resource: Resource): string => `${resource}.parents`;

/** True if every page of a resource on disk is a list, and so are its parents. */
async function isWhole(files: SpoolFiles, resource: Resource, { pages, parents }: Reached): Promise<boolean> {
  const names = Array.from({ length: pages }, (_, i) => `${resource}.${i + 1}`);
  if (parents > 0 || files.has(parentsFile(resource))) names.push(parentsFile(resource));
  for (const name of names) {
    if (!Array.isArray(await files.read(name).catch(() => null))) return false;
  }
  return true;
}

/** The state without the resources that are damaged on disk: they are read anew, and their kinds written again. */
async function withoutDamaged(files: SpoolFiles, kept: SpoolState): Promise<SpoolState> {
  let state = kept;
  for (const [resource, reached] of Object.entries(kept.resources) as [Resource, Reached][]) {
    if (await isWhole(files, resource, reached)) continue;
    await files.remove(parentsFile(resource));
    const { [resource]: _, ...resources } = state.resources;
    state = { ...state, resources, done: state.done.filter((kind) => kind !== resourceOf(resource).kind) };
  }
  return state;
}

/** The state of an earlier sync with the same `of`; or a new state, in an emptied folder. */
async function openState(files: SpoolFiles, of: string, now: Date): Promise<{ state: SpoolState; isResumed: boolean }> {
  await files.create();
  const kept = files.has(STATE) ? await (files.read(STATE) as Promise<SpoolState>).catch(() => null) : null;
  if (kept !== null && kept.of === of && now.getTime() - Date.parse(kept.startedAt) < OLDEST_MS) {
    return { state: await withoutDamaged(files, kept), isResumed: true };
  }
  const state: SpoolState = { of, startedAt: now.toISOString(), resources: {}, begun: {}, done: [] };
  await files.removeAll();
  await files.create();
  await files.write(STATE, state);
  return { state, isResumed: false };
}

/**
 * Opens the pages of an interrupted sync, or starts anew.
 * @param folder the folder for the pages; it is created or emptied as needed
 * @param of identifies the source, the database and the kinds: pages with another `of` are deleted
 */
export async function openSpool(folder: string, of: string, now: Date): Promise<Spool> {
  const files = new SpoolFiles(folder);
  const opened = await openState(files, of, now);
  let { state } = opened;

  async function save(change: Partial<SpoolState>): Promise<void> {
    state = { ...state, ...change };
    await files.write(STATE, state);
  }
  const reached = (resource: Resource): Reached => state.resources[resource] ?? NOT_BEGUN;
  const move = (resource: Resource, at: Reached) => save({ resources: { ...state.resources, [resource]: at } });

  async function* all(resource: Resource): AsyncIterable<Item> {
    for (let page = 1; page <= reached(resource).pages; page++) {
      const items = (await files.read(`${resource}.${page}`)) as Stored[];
      for (const [i, { value, parent }] of items.entries()) {
        yield { value, parent, where: `${resource}, page ${page}, item ${i + 1}` };
      }
    }
  }

  return {
    startedAt: state.startedAt,
    isResumed: opened.isResumed,
    begunAt: (kind) => state.begun?.[kind] ?? state.startedAt,
    async begin(kind, at, isAnew = false) {
      // An earlier version kept one time for all kinds.
      const begun = state.begun === undefined ? state.startedAt : state.begun[kind];
      if (begun !== undefined && !isAnew) return begun;
      await save({ begun: { ...state.begun, [kind]: at.toISOString() } });
      return at.toISOString();
    },
    reached,
    all,
    async add(resource, items, change) {
      const before = reached(resource);
      const pages = before.pages + 1;
      await files.write(`${resource}.${pages}`, items);
      await move(resource, { ...before, pages, items: before.items + items.length, ...change });
    },
    async restart(resource) {
      await files.remove(parentsFile(resource));
      await move(resource, NOT_BEGUN);
    },
    isDone: (kind) => state.done.includes(kind),
    writtenBefore: new Map(
      opened.state.done.flatMap((kind) => {
        const written = opened.state.written?.[kind];
        return written === undefined ? [] : [[kind, { ...written, tally: new Map(written.tally) }]];
      }),
    ),
    done: (kind, written) =>
      save({
        done: [...state.done, kind],
        written: { ...state.written, [kind]: { ...written, tally: [...written.tally] } },
      }),
    async parents(resource, find) {
      const name = parentsFile(resource);
      if (!files.has(name)) await files.write(name, await find());
      return (await files.read(name)) as string[];
    },
    async parentsRead(resource) {
      const name = parentsFile(resource);
      const { parents, lost } = reached(resource);
      if (parents === 0 || !files.has(name)) return [];
      const isLost = new Set(lost.map(({ parent }) => parent));
      return ((await files.read(name)) as string[]).slice(0, parents).filter((parent) => !isLost.has(parent));
    },
    async ids(resource) {
      return [...((await lastPlaces(all, resource)) ?? new Map<string, string>()).keys()];
    },
    async removed(resource) {
      const ids: string[] = [];
      for await (const { value } of latest(all, resource)) {
        const id = idOf(value, 'id');
        if (isRemoved(value) && id !== null) ids.push(id);
      }
      return ids;
    },
    async *read(resource) {
      for await (const item of latest(all, resource)) if (!isRemoved(item.value)) yield item;
    },
    close: files.removeAll,
  };
}
