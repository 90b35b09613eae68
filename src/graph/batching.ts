import DataLoader from 'dataloader';
import { isSameScope, type Scope } from '../authorization/scope';
import type { Keyset, Page } from '../database/keyset';
import { type Connection, connection, type HidingConnection, toPage } from '../resolving/connection';
import { groupsOf } from '../resolving/grouping';

/** A key with the variation of the query. All keys with the same `by` are read in one statement. */
interface Varied<By> {
  readonly of: string;
  readonly by: By;
}

export const idOf = (row: { readonly id: string }): string => row.id;

/** A loader of one row per key, or null. The keys may come in any order; of several rows of a key, the last one counts. */
export function byKey<Row>(
  load: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): DataLoader<string, Row | null> {
  return new DataLoader(async (keys) => {
    const found = new Map((await load(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => found.get(key) ?? null);
  });
}

/** Like {@link byKey}, with the row's `id` as key. */
export function byId<Row extends { readonly id: string }>(
  load: (ids: readonly string[]) => Promise<readonly Row[]>,
): DataLoader<string, Row | null> {
  return byKey(load, idOf);
}

/** The rows of each key, in the order of the keys. A key without rows gets an empty list. */
function grouped<Row>(keys: readonly string[], found: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const groups = groupsOf(found, keyOf);
  return keys.map((key) => groups.get(key) ?? []);
}

/** A loader of all rows of each key, in the order of the statement. */
export function groupByKey<Row>(
  load: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): DataLoader<string, Row[]> {
  return new DataLoader(async (keys) => grouped(keys, await load(keys), keyOf));
}

/** Like {@link groupByKey}, with one statement for each variation of the query. */
export function groupByVariedKey<By, Row>(
  load: (keys: readonly string[], by: By) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): DataLoader<Varied<By>, Row[], string> {
  return new DataLoader(
    async (keys) => {
      const answers = new Map<Varied<By>, Row[]>();
      const variations = [...groupsOf(keys, ({ by }) => JSON.stringify(by)).values()];
      const answer = async (same: readonly Varied<By>[]) => {
        const parents = same.map((key) => key.of);
        const rows = grouped(parents, await load(parents, (same[0] as Varied<By>).by), keyOf);
        same.forEach((key, i) => {
          answers.set(key, rows[i] as Row[]);
        });
      };
      await Promise.all(variations.map(answer));
      return keys.map((key) => answers.get(key) as Row[]);
    },
    { cacheKeyFn: (key) => JSON.stringify(key) },
  );
}

/**
 * A test whether a scope holds an object, with one statement for each scope.
 * @param load must not read `scope.everything`, in which scopes that share a statement can differ
 */
export function inScope(load: (ids: readonly string[], scope: Scope) => Promise<readonly { readonly id: string }[]>) {
  const tests: { readonly of: Scope; readonly found: DataLoader<string, object | null> }[] = [];
  return async (scope: Scope, id: string): Promise<boolean> => {
    let test = tests.find(({ of }) => isSameScope(of, scope));
    if (test === undefined) {
      test = { of: scope, found: byId((ids) => load(ids, scope)) };
      tests.push(test);
    }
    return (await test.found.load(id)) !== null;
  };
}

/**
 * A loader of the rows of each key, or only those with certain values. One statement reads the values that any key asks
 * for, so that fields with different choices share it.
 */
export function groupByChoice<Row, Choice extends string>(
  load: (keys: readonly string[], values: readonly Choice[] | null) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
  choiceOf: (row: Row) => Choice,
): DataLoader<Varied<readonly Choice[] | null>, Row[], string> {
  return new DataLoader(
    async (keys) => {
      const parents = [...new Set(keys.map(({ of }) => of))];
      const isAll = keys.some(({ by }) => by === null);
      const values = isAll ? null : [...new Set(keys.flatMap(({ by }) => by ?? []))].sort();
      const groups = groupsOf(await load(parents, values), keyOf);
      return keys.map(({ of, by }) => {
        const found = groups.get(of) ?? [];
        return by === null ? found : found.filter((row) => by.includes(choiceOf(row)));
      });
    },
    { cacheKeyFn: ({ of, by }) => `${of} ${by === null ? '' : by.join(' ')}|${by === null}` },
  );
}

/** A loader that runs each different query once. */
export function once<Question, Answer>(
  load: (question: Question) => Promise<Answer>,
): DataLoader<Question, Answer, string> {
  return new DataLoader((questions) => Promise.all(questions.map(load)), {
    cacheKeyFn: (question) => JSON.stringify(question),
  });
}

/** A row of a parent's list. It has the list's `total` if the statement of the page counted it too. */
type Parented = { readonly parent: string; readonly total?: number };
type Counted = Parented & { readonly count: number };
export const parentOf = (row: Parented): string => row.parent;
interface PageArguments {
  readonly first: number;
  readonly after?: string | null | undefined;
}

/** The largest page of a parent's list that was asked for. */
interface LargestPage<Row> {
  first: number;
  /** Whether its statement was sent, so that it cannot become larger. */
  isSent: boolean;
  readonly rows: Promise<readonly Row[]>;
}

/** A page, with the row behind it if there is one. */
const cut = <Row>(rows: readonly Row[], first: number) => (rows.length > first + 1 ? rows.slice(0, first + 1) : rows);

/**
 * Reads the pages of several parents from one place on. Fields that ask for pages of one parent share the largest, and
 * none is read after a page that held the whole list.
 */
function pagesFrom<Row extends Parented>(
  load: (parents: readonly string[], first: number) => Promise<readonly Row[]>,
): (parent: string, first: number) => Promise<readonly Row[]> {
  const largest = new Map<string, LargestPage<Row>>();
  const loader = new DataLoader<string, readonly Row[]>(
    async (parents) => {
      const found = new Map<string, readonly Row[]>();
      const sizes = groupsOf(parents, (parent) => {
        const page = largest.get(parent) as LargestPage<Row>;
        page.isSent = true;
        return page.first;
      });
      const read = async ([first, ids]: readonly [number, readonly string[]]) => {
        const pages = grouped(ids, await load(ids, first), parentOf);
        ids.forEach((id, i) => {
          found.set(id, pages[i] as Row[]);
        });
      };
      await Promise.all([...sizes].map(read));
      return parents.map((parent) => found.get(parent) as readonly Row[]);
    },
    { cache: false },
  );
  return async function read(parent, first): Promise<readonly Row[]> {
    let page = largest.get(parent);
    if (page?.isSent) {
      const rows = await page.rows;
      if (page.first >= first || rows.length <= page.first) return cut(rows, first);
      // Another field may have asked for a larger page meanwhile.
      if (largest.get(parent) !== page) return read(parent, first);
      page = undefined;
    }
    if (page === undefined) {
      page = { first, isSent: false, rows: loader.load(parent) };
      largest.set(parent, page);
    }
    page.first = Math.max(page.first, first);
    return cut(await page.rows, first);
  };
}

/**
 * The lists of each parent, as connections. For each variation of the query, one statement reads the pages of all
 * parents, and another one their totals.
 * @param load reads the pages of these parents
 * @param count reads the total of one parent
 * @param mayTotal whether the rows of a page can have the total, for which a count then waits
 */
export function listByVariedKey<Row extends Parented, By>(
  keyset: Keyset,
  load: (parents: readonly string[], page: Page, by: By) => Promise<readonly Row[]>,
  count: (parent: string, by: By) => Promise<number>,
  mayTotal = false,
) {
  const places = new Map<string, ReturnType<typeof pagesFrom<Row>>>();
  const rowsOf = (of: string, { first, after }: Page, by: By): Promise<readonly Row[]> => {
    const place = JSON.stringify([after, by]);
    const read = places.get(place) ?? pagesFrom((parents, size) => load(parents, { first: size, after }, by));
    places.set(place, read);
    return read(of, first);
  };
  return (of: string, args: PageArguments, by: By, complete = true): Connection<Row> => {
    const page = toPage(keyset, args);
    let read: Promise<readonly Row[]> | undefined;
    return connection(
      keyset,
      page,
      () => {
        read = rowsOf(of, page, by);
        return read;
      },
      async () => (mayTotal ? (await read)?.[0]?.total : undefined) ?? count(of, by),
      complete,
    );
  };
}

/** Like {@link listByVariedKey}, without variations. */
export function listByKey<Row extends Parented>(
  keyset: Keyset,
  load: (parents: readonly string[], page: Page) => Promise<readonly Row[]>,
  count: (parent: string) => Promise<number>,
) {
  const list = listByVariedKey<Row, null>(keyset, load, count);
  return (of: string, args: PageArguments, complete = true): Connection<Row> => list(of, args, null, complete);
}

/** Like {@link listByKey}, with the number of rows that the viewer cannot see. */
export function hidingListByKey<Row extends Parented>(
  keyset: Keyset,
  load: (parents: readonly string[], page: Page) => Promise<readonly Row[]>,
  count: (parents: readonly string[]) => Promise<readonly (Counted & { readonly hidden: number })[]>,
) {
  const counts = byKey(count, parentOf);
  const list = listByKey(keyset, load, async (id) => (await counts.load(id))?.count ?? 0);
  return (of: string, args: PageArguments, complete: boolean): HidingConnection<Row> => ({
    ...list(of, args, complete),
    hiddenCount: async () => (await counts.load(of))?.hidden ?? 0,
  });
}

/** A loader of the total of one parent, from a statement that counts for all parents. */
export function countByKey(load: (parents: readonly string[]) => Promise<readonly Counted[]>) {
  const counts = byKey(load, parentOf);
  return async (parent: string): Promise<number> => (await counts.load(parent))?.count ?? 0;
}

/** Like {@link countByKey}, with one statement for each variation of the query. */
export function countByVariedKey<By>(load: (parents: readonly string[], by: By) => Promise<readonly Counted[]>) {
  const counts = groupByVariedKey(load, parentOf);
  return async (of: string, by: By): Promise<number> => (await counts.load({ of, by }))[0]?.count ?? 0;
}
