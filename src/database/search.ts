import { countOf, type Db } from './database';
import { startingWith, words } from './folding';
import { Snapshot } from './snapshot';
import { all, among, perEngine, raw, type Sql, sql } from './sql';

/** The text of a search; null if it is blank, because then it filters nothing. */
export const searchOf = (text: string | null | undefined): string | null =>
  text == null || text.trim() === '' ? null : text;

/** The words of a search. The longest one is first: it matches the fewest objects, so it drives a query. */
export const soughtIn = (search: string): string[] => words(search).sort((a, b) => b.length - a.length);

/** The condition that a column of folded text starts with a folded text. */
export function startsWith(column: string, folded: string): Sql {
  const { from, below } = startingWith(folded);
  return sql`(${raw(column)} >= ${from} AND ${raw(column)} < ${below})`;
}

/** Where the words of objects are. */
export interface SearchWords {
  /** The table of search words, with `key` and the object's id. */
  readonly table: string;
  /** The column of the object's id in that table. */
  readonly column: string;
  /** The object's id in the query. */
  readonly id: string;
}

/** The condition that a word of the object's names starts with a word, looked up for each object. */
export function hasWord(word: string, { table, column, id }: SearchWords): Sql {
  const isNamed = (starts: Sql) =>
    sql`EXISTS (SELECT 1 FROM ${raw(table)} WHERE ${raw(column)} = ${raw(id)} AND ${starts})`;
  const { from, below } = startingWith(word);
  return perEngine({
    sqlite: () => isNamed(startsWith('key', word)),
    // PostgreSQL takes some words to be far rarer than they are, and would read all objects with the word for each row. So
    // inner queries hide the word, and the test is not joined.
    postgres: () => sql`(SELECT ${isNamed(sql`key >= (SELECT ${from}::text) AND key < (SELECT ${below}::text)`)})`,
  });
}

const idsWith = (word: string, { table, column }: SearchWords): Sql =>
  sql`SELECT ${raw(column)} FROM ${raw(table)} WHERE ${startsWith('key', word)}`;

const isAmong = (word: string, words: SearchWords): Sql => among(raw(words.id), idsWith(word, words));

type Test = (word: string, words: SearchWords) => Sql;

/** The condition on each word of a search: the longest one, and the others. */
function onWords(search: string | null, words: SearchWords, onLongest: Test, onOther: Test): Sql {
  if (search === null) return raw('TRUE');
  const [longest, ...others] = soughtIn(search);
  if (longest === undefined) return raw('FALSE');
  return all([onLongest(longest, words), ...others.map((word) => onOther(word, words))]);
}

const isFound: Test = (word, words) => sql`${raw(words.id)} IN (${idsWith(word, words)})`;

/**
 * The condition that each word of a search is the start of a word of the object's names, where few objects have the longest
 * one. Null matches every object. A search without letters or digits matches none.
 */
export const matches = (search: string | null, words: SearchWords): Sql => onWords(search, words, isFound, hasWord);

/** The same as {@link matches}, where many objects have the longest word. */
export const matchesMany = (search: string | null, words: SearchWords): Sql =>
  perEngine({
    sqlite: () => matches(search, words),
    postgres: () => onWords(search, words, isFound, isAmong),
  });

/** The same as {@link matches}, as tests of each object: what a word finds is made a set. */
export const matchesAmong = (search: string | null, words: SearchWords): Sql =>
  onWords(search, words, isAmong, isAmong);

/** The same as {@link matches}, looked up for each object. It is good where most objects match. */
export const matchesEach = (search: string | null, words: SearchWords): Sql => onWords(search, words, hasWord, hasWord);

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
function countOfWord(db: Db, { table }: SearchWords, word: string): Promise<number> {
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

/** The size of a search's result; null without a search. */
export async function foundBy(db: Db, search: string | null, words: SearchWords): Promise<Found | null> {
  if (search === null) return null;
  const [longest] = soughtIn(search);
  if (longest === undefined) return NO_MATCH;
  const count = await countOfWord(db, words, longest);
  const isFew = count <= FEW;
  return { isFew, near: isFew && count >= WORTH_A_LOOK ? Math.floor(count / 4) : 0 };
}

/** SQL after FROM: the ids that a search of one word finds; null for a search of more words, and without one. */
export function foundIds(search: string | null, { table, column }: SearchWords): Sql | null {
  const [word, ...others] = search === null ? [] : soughtIn(search);
  if (word === undefined || others.length > 0) return null;
  return sql`(SELECT DISTINCT ${raw(column)} FROM ${raw(table)} WHERE ${startsWith('key', word)}) found`;
}
