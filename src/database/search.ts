import { countOf, type Db } from './database';
import { startingWith, words } from './folding';
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

// So many rows can be tested one by one in some milliseconds.
const FEW = 2_000;

/** Whether a search finds few objects, in whatever scope. @param table the table of search words */
export async function findsFew(db: Db, search: string | null, table: string): Promise<boolean> {
  if (!isSearch(search)) return false;
  const [longest] = sought(search);
  if (longest === undefined) return true;
  return (
    (await countOf(
      db,
      sql`(SELECT 1 FROM ${raw(table)} WHERE ${startsWith('key', longest)} LIMIT ${FEW + 1}) found`,
    )) <= FEW
  );
}
