import { countOf, type Db } from './database';
import { startingWith, words } from './folding';
import { Snapshot } from './snapshot';
import { all, raw, type Sql, sql } from './sql';

/** Whether a search has any text. A blank one filters nothing. */
export const isSearch = (search: string | null): search is string => search !== null && search.trim() !== '';

/** The words of a search. The longest one is first: it matches the fewest objects, so it drives a query. */
const sought = (search: string): string[] => words(search).sort((a, b) => b.length - a.length);

/** The condition that a column of folded text starts with a folded text. */
export function startsWith(column: string, folded: string): Sql {
  const { from, below } = startingWith(folded);
  return sql`(${raw(column)} >= ${from} AND ${raw(column)} < ${below})`;
}

/**
 * The condition that a word of the object's names starts with a word.
 * @param table the table of search words, with `key` and the object's id
 * @param column the column of the object's id in that table
 * @param id the object's id in the query
 */
export const hasWord = (word: string, table: string, column: string, id: string): Sql =>
  sql`EXISTS (SELECT 1 FROM ${raw(table)} WHERE ${raw(column)} = ${raw(id)} AND ${startsWith('key', word)})`;

/**
 * The condition that each word of a search is the start of a word of the object's names. A blank search matches every
 * object. A search without letters or digits matches none. The parameters are those of {@link hasWord}.
 */
export function matches(search: string | null, table: string, column: string, id: string): Sql {
  if (!isSearch(search)) return raw('TRUE');
  const [longest, ...others] = sought(search);
  if (longest === undefined) return raw('FALSE');
  return all([
    sql`${raw(id)} IN (SELECT ${raw(column)} FROM ${raw(table)} WHERE ${startsWith('key', longest)})`,
    ...others.map((word) => hasWord(word, table, column, id)),
  ]);
}

/** The same as {@link matches}, looked up for each object. It is good where most objects match. */
export function matchesEach(search: string | null, table: string, column: string, id: string): Sql {
  if (!isSearch(search)) return raw('TRUE');
  const each = sought(search);
  return each.length === 0 ? raw('FALSE') : all(each.map((word) => hasWord(word, table, column, id)));
}

// This many rows can be tested one by one in some milliseconds.
const FEW = 2_000;
// From this many matches on, test a quarter of their number in the order of the list before sorting them all: that is faster.
const WORTH_A_LOOK = 400;

/** The size of a search's result, regardless of scope. */
interface Found {
  readonly isFew: boolean;
  /** The number of rows to test in the order of the list before all found ones are sorted. */
  readonly near: number;
}

const NO_MATCH: Found = { isFew: true, near: 0 };

const counted = new WeakMap<Snapshot, Map<string, Promise<number>>>();

/** Counts the search words that start with a word, once for the page and the total of a list. */
function countOfWord(db: Db, table: string, word: string): Promise<number> {
  const count = () =>
    countOf(db, sql`(SELECT 1 FROM ${raw(table)} WHERE ${startsWith('key', word)} LIMIT ${FEW + 1}) found`);
  if (!(db instanceof Snapshot)) return count();
  const known = counted.get(db) ?? new Map<string, Promise<number>>();
  counted.set(db, known);
  const name = `${table} ${word}`;
  const found = known.get(name) ?? count();
  known.set(name, found);
  return found;
}

/** The size of a search's result; null without a search. @param table the table of search words */
export async function foundBy(db: Db, search: string | null, table: string): Promise<Found | null> {
  if (!isSearch(search)) return null;
  const [longest] = sought(search);
  if (longest === undefined) return NO_MATCH;
  const count = await countOfWord(db, table, longest);
  const isFew = count <= FEW;
  return { isFew, near: isFew && count >= WORTH_A_LOOK ? Math.floor(count / 4) : 0 };
}

/**
 * SQL after FROM: the ids that a search of one word finds; null for a search of more words, and without one.
 * @param table the table of search words
 * @param column the column of the object's id in that table
 */
export function foundIds(search: string | null, table: string, column: string): Sql | null {
  const [word, ...others] = isSearch(search) ? sought(search) : [];
  if (word === undefined || others.length > 0) return null;
  return sql`(SELECT DISTINCT ${raw(column)} FROM ${raw(table)} WHERE ${startsWith('key', word)}) found`;
}
