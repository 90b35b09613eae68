import DataLoader from 'dataloader';
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
  const pages = groupByVariedKey((parents, { page, by }: { page: Page; by: By }) => load(parents, page, by), parentOf);
  const firstPages = new Map<string, { readonly first: number; readonly rows: Promise<readonly Row[]> }>();
  /** A page of one parent. A first page also comes from another one that is as large or holds the whole list. */
  async function rowsOf(of: string, page: Page, by: By): Promise<readonly Row[]> {
    const read = () => pages.load({ of, by: { page, by } });
    if (page.after !== null) return read();
    const name = JSON.stringify([of, by]);
    const known = firstPages.get(name);
    if (known !== undefined) {
      const rows = await known.rows;
      if (known.first >= page.first || rows.length <= known.first) return rows.slice(0, page.first + 1);
    }
    const rows = read();
    firstPages.set(name, { first: page.first, rows });
    return rows;
  }
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
