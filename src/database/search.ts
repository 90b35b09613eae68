import { startingWith, words } from './folding';
import { all, raw, type Sql, sql } from './sql';

/** Whether a search leaves anything out. */
export const isSearch = (search: string | null): search is string => search !== null && search.trim() !== '';

/**
 * Whether an object's name has, for each word of a search, a word that starts with it. A blank search finds everything,
 * one without any letter or digit nothing.
 * @param table the object's search words: `key`, and the object's id
 * @param column the column of the id in that table
 * @param id the id of the object in the query
 */
export function matches(search: string | null, table: string, column: string, id: string): Sql {
  if (!isSearch(search)) return raw('TRUE');
  // The longest word narrows most, so it drives the query; the others are looked up for what it finds.
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
