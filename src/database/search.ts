import { startingWith, words } from './folding';
import { all, raw, type Sql, sql } from './sql';

/** Whether a search has any text. A blank one filters nothing. */
export const isSearch = (search: string | null): search is string => search !== null && search.trim() !== '';

/**
 * The condition that each word of a search is the start of a word of the object's names. A blank search matches every
 * object. A search without letters or digits matches none.
 * @param table the table of search words, with `key` and the object's id
 * @param column the column of the object's id in that table
 * @param id the object's id in the query
 */
export function matches(search: string | null, table: string, column: string, id: string): Sql {
  if (!isSearch(search)) return raw('TRUE');
  // The longest word matches the fewest objects, so it drives the query. The other words are checked for its matches.
  const [longest, ...others] = words(search).sort((a, b) => b.length - a.length);
  if (longest === undefined) return raw('FALSE');
  const within = (word: string): Sql => {
    const { from, below } = startingWith(word);
    return sql`key >= ${from} AND key < ${below}`;
  };
  return all([
    sql`${raw(id)} IN (SELECT ${raw(column)} FROM ${raw(table)} WHERE ${within(longest)})`,
    ...others.map(
      (word) => sql`EXISTS (SELECT 1 FROM ${raw(table)} WHERE ${raw(column)} = ${raw(id)} AND ${within(word)})`,
    ),
  ]);
}
