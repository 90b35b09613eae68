import { groupsOf } from '../resolving/grouping';
import type { Db } from './database';
import { type Kept, Snapshot } from './snapshot';

/*
 * Answers about the whole tenant that many requests need, such as how often an app fails. On SQLite they are kept for one
 * version of the file, so a commit forgets them all. On PostgreSQL nothing is kept, because reading a version there would
 * cost as much as it could save.
 */

const keptOf = async (db: Db): Promise<Kept | null> => (db instanceof Snapshot ? db.kept() : null);

/**
 * Reads an answer, or takes the one that is kept.
 * @param question everything that the answer depends on, besides the data
 */
export async function keptAnswer<Answer extends object>(
  db: Db,
  question: string,
  read: () => Promise<Answer>,
): Promise<Readonly<Answer>> {
  const kept = await keptOf(db);
  const known = kept?.get(question);
  if (known !== undefined) return known as Answer;
  const answer = Object.freeze(await read());
  kept?.set(question, answer);
  return answer;
}

/**
 * The same for the rows of each key, with one statement for the keys that are not kept.
 * @param question everything that the rows of a key depend on, besides the key and the data
 */
export async function keptRows<Row extends object>(
  db: Db,
  question: string,
  keys: readonly string[],
  keyOf: (row: Row) => string,
  read: (keys: readonly string[]) => Promise<readonly Row[]>,
): Promise<readonly Readonly<Row>[]> {
  if (keys.length === 0) return [];
  const kept = await keptOf(db);
  if (kept === null) return read(keys);
  const found = new Map(keys.map((key) => [key, kept.get(`${question} ${key}`) as readonly Row[] | undefined]));
  const missing = keys.filter((key) => found.get(key) === undefined);
  if (missing.length > 0) {
    const groups = groupsOf(await read(missing), keyOf);
    for (const key of missing) {
      const own = Object.freeze((groups.get(key) ?? []).map((row) => Object.freeze(row)));
      found.set(key, own);
      kept.set(`${question} ${key}`, own);
    }
  }
  return keys.flatMap((key) => found.get(key) ?? []);
}
