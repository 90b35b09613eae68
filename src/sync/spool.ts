import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { IDENTIFIED } from '../import/run';
import type { Item, Source } from '../import/source';
import type { Resource } from '../microsoft-graph/resources';

/*
 * What a sync has read and not yet written: pages on disk, so that a sync that was killed goes on where it stopped.
 */

/** How far the reading of a resource has come. */
export interface Reached {
  readonly pages: number;
  readonly items: number;
  /** Where the next page is; null before the first and after the last. */
  readonly next: string | null;
  /** How many of the parents were asked, for what is read part by part. */
  readonly parents: number;
  readonly isComplete: boolean;
  /** Whether it holds all that there is, and not only what changed. */
  readonly isFull: boolean;
  /** Where its changes were asked for; null where everything was. */
  readonly from: string | null;
  /** Where to ask for what changes from now on. */
  readonly deltaLink: string | null;
}

const NOTHING: Reached = {
  pages: 0,
  items: 0,
  next: null,
  parents: 0,
  isComplete: false,
  isFull: true,
  from: null,
  deltaLink: null,
};

/** What belongs to one sync: started anew, its pages go. */
interface Round {
  readonly of: string;
  readonly startedAt: string;
  readonly resources: Partial<Record<Resource, Reached>>;
  /** The kinds that were written. */
  readonly done: readonly string[];
}

interface Stored {
  readonly value: unknown;
  readonly parent: string | null;
}

export interface Spool extends Source {
  readonly startedAt: string;
  /** Whether it goes on with what an earlier process began. */
  readonly isResumed: boolean;
  reached(resource: Resource): Reached;
  /** Keeps a page, and how far that is. */
  add(resource: Resource, items: readonly Stored[], reached: Partial<Reached>): Promise<void>;
  /** Forgets what was read of a resource. */
  restart(resource: Resource): Promise<void>;
  /** The parents of a resource, the same for as long as the round goes on. */
  parents(resource: Resource, find: () => Promise<string[]>): Promise<string[]>;
  /** The objects that it tells of, in whatever way. */
  ids(resource: Resource): Promise<string[]>;
  /** The objects that Graph says are gone. */
  removed(resource: Resource): Promise<string[]>;
  /** Every item as it came, repeated ones and those that are gone too. */
  all(resource: Resource): AsyncIterable<Item>;
  /** Whether a kind was written in this round. */
  isDone(kind: string): boolean;
  done(kind: string): Promise<void>;
  /** Ends the round: everything that it kept goes. */
  close(): Promise<void>;
}

const OLDEST_MS = 24 * 60 * 60 * 1000;

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
const isRemoved = (value: unknown): boolean => memberOf(value, '@removed') !== undefined;
const idOf = (value: unknown, name: string): string | null => {
  const id = memberOf(value, name);
  return typeof id === 'string' ? id.toLowerCase() : null;
};

/**
 * @param folder where the pages are kept
 * @param of what the round reads, and from where: what was kept for something else is of no use
 */
export async function openSpool(folder: string, of: string, now: Date): Promise<Spool> {
  const stateFile = path.join(folder, 'round.json');
  await mkdir(folder, { recursive: true, mode: 0o700 });

  async function write(file: string, content: unknown): Promise<void> {
    await writeFile(`${file}.new`, JSON.stringify(content), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));

  const kept = existsSync(stateFile) ? await (read(stateFile) as Promise<Round>).catch(() => null) : null;
  const isResumed = kept !== null && kept.of === of && now.getTime() - Date.parse(kept.startedAt) < OLDEST_MS;
  let round: Round = isResumed ? kept : { of, startedAt: now.toISOString(), resources: {}, done: [] };
  if (!isResumed) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await write(stateFile, round);
  }

  const reached = (resource: Resource): Reached => round.resources[resource] ?? NOTHING;
  const parentsFile = (resource: Resource) => path.join(folder, `${resource}.parents.json`);
  const pageFile = (resource: Resource, page: number) => path.join(folder, `${resource}.${page}.json`);
  async function save(resource: Resource, at: Reached): Promise<void> {
    round = { ...round, resources: { ...round.resources, [resource]: at } };
    await write(stateFile, round);
  }

  async function* all(resource: Resource): AsyncIterable<Item> {
    for (let page = 1; page <= reached(resource).pages; page++) {
      const items = (await read(pageFile(resource, page))) as Stored[];
      for (const [i, { value, parent }] of items.entries()) {
        yield { value, parent, where: `${resource}, page ${page}, item ${i + 1}` };
      }
    }
  }

  /** Where each object was told of last, by its id: Graph may repeat objects, and what it says later is newer. */
  async function lastPlaces(resource: Resource): Promise<Map<string, string> | null> {
    const name = IDENTIFIED[resource];
    if (name === undefined) return null;
    const places = new Map<string, string>();
    for await (const { value, where } of all(resource)) {
      const id = idOf(value, name);
      if (id !== null) places.set(id, where);
    }
    return places;
  }
  async function* latest(resource: Resource): AsyncIterable<Item> {
    const places = await lastPlaces(resource);
    const name = IDENTIFIED[resource];
    // Of what has no id of its own, what one parent names twice in the same words is a repetition.
    let parent: string | null = null;
    let told = new Set<string>();
    for await (const item of all(resource)) {
      if (name !== undefined) {
        const id = idOf(item.value, name);
        if (id === null || places?.get(id) === item.where) yield item;
        continue;
      }
      if (item.parent !== parent) told = new Set();
      parent = item.parent;
      const words = JSON.stringify(item.value);
      if (!told.has(words)) yield item;
      told.add(words);
    }
  }

  return {
    startedAt: round.startedAt,
    isResumed,
    reached,
    all,
    async add(resource, items, change) {
      const before = reached(resource);
      const page = before.pages + 1;
      await write(pageFile(resource, page), items);
      await save(resource, { ...before, pages: page, items: before.items + items.length, ...change });
    },
    async restart(resource) {
      await rm(parentsFile(resource), { force: true });
      await save(resource, NOTHING);
    },
    isDone: (kind) => round.done.includes(kind),
    async done(kind) {
      round = { ...round, done: [...round.done, kind] };
      await write(stateFile, round);
    },
    async parents(resource, find) {
      const file = parentsFile(resource);
      if (!existsSync(file)) await write(file, await find());
      return (await read(file)) as string[];
    },
    async ids(resource) {
      return [...((await lastPlaces(resource)) ?? new Map<string, string>()).keys()];
    },
    async removed(resource) {
      const ids: string[] = [];
      for await (const { value } of latest(resource)) {
        const id = idOf(value, 'id');
        if (isRemoved(value) && id !== null) ids.push(id);
      }
      return ids;
    },
    async *read(resource) {
      for await (const item of latest(resource)) if (!isRemoved(item.value)) yield item;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
