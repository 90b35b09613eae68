import { deviceAmong, deviceInScope, type Scope, userAmong, userInScope } from '../authorization/scope';
import { type Db, rows } from '../database/database';
import { fold, startingWith, words } from '../database/folding';
import { all, list, raw, type Sql, sql } from '../database/sql';

/*
 * The search for users and devices. It looks the text up in the index of search words and ranks the nearest matches. It
 * stops as soon as enough of them are in scope.
 */

/** The text to search for. */
export interface Sought {
  readonly sought: string;
}

const MOST = 25;
// In a scope of up to this many members test each member; in a larger one walk the search words.
const SMALL = 1_000;
// The most objects whose name starts with the text to test against the scope.
const NEAR = 300;
// The most search words to walk before joining the scope and the words as sets.
const WALK = 2_000;

/** A kind of object to search. */
interface Searched {
  /** The table of the objects, with an alias of one letter. */
  readonly table: string;
  readonly alias: string;
  readonly words: string;
  readonly column: string;
  readonly nameKey: string;
  /** Conditions that the text names the object exactly, and that a name starts with it. */
  readonly isNamed: (folded: string) => Sql;
  readonly inScope: Sql;
  readonly amongScope: Sql;
}

const startsWith = (column: string, folded: string): Sql => {
  const { from, below } = startingWith(folded);
  return sql`(${raw(column)} >= ${from} AND ${raw(column)} < ${below})`;
};

const hasWord = (searched: Searched, word: string): Sql => {
  const { from, below } = startingWith(word);
  const { words: table, column, alias } = searched;
  return sql`EXISTS (SELECT 1 FROM ${raw(table)} w
    WHERE w.${raw(column)} = ${raw(alias)}.id AND w.key >= ${from} AND w.key < ${below})`;
};

/** Whether the groups of a scope have few members. */
async function isSmall(db: Db, { allUsers, allDevices, groups }: Scope): Promise<boolean> {
  if (allUsers || allDevices) return false;
  const [{ count = 0 } = {}] = await rows<{ count: number }>(
    db,
    sql`SELECT COUNT(*) AS count FROM (SELECT 1 FROM group_ancestors sa CROSS JOIN group_members sm
      WHERE sa.ancestor_id IN ${list(groups)} AND sm.group_id = sa.group_id LIMIT ${SMALL + 1}) m`,
  );
  return Number(count) <= SMALL;
}

/** The ids of the matching objects, best first. */
async function found(db: Db, scope: Scope, searched: Searched, text: string): Promise<{ id: string }[]> {
  const [longest, ...others] = words(text).sort((a, b) => b.length - a.length);
  if (longest === undefined) return [];
  const folded = fold(text);
  const { table, alias, nameKey, isNamed, inScope, amongScope, words: wordTable, column } = searched;
  const [id, name, from] = [raw(`${alias}.id`), raw(`${alias}.${nameKey}`), raw(`${table} ${alias}`)];
  const isSought = all(others.map((word) => hasWord(searched, word)));
  const { from: first, below } = startingWith(longest);
  const ranked = (among: Sql, scoped: Sql) =>
    rows<{ id: string }>(
      db,
      sql`SELECT ${id} FROM ${from} WHERE ${id} IN (${among}) AND ${isSought} AND ${scoped}
      ORDER BY CASE WHEN ${isNamed(folded)} THEN 0 WHEN ${startsWith(`${alias}.${nameKey}`, folded)} THEN 1 ELSE 2 END,
        ${name}, ${id} LIMIT ${MOST}`,
    );
  if (await isSmall(db, scope)) {
    return ranked(sql`SELECT ${id} FROM ${from} WHERE ${amongScope} AND ${hasWord(searched, longest)}`, raw('TRUE'));
  }
  const named = sql`SELECT id FROM ${raw(table)} WHERE ${startsWith(nameKey, folded)} ORDER BY ${raw(nameKey)} LIMIT ${NEAR}`;
  const range = sql`SELECT ${raw(column)} AS id, key FROM ${raw(wordTable)}
    WHERE key >= ${first} AND key < ${below} ORDER BY key, ${raw(column)}`;
  // Stop at the nearest matches that are in scope.
  const near = sql`SELECT ${id} FROM (${range} LIMIT ${WALK}) near CROSS JOIN ${from}
    WHERE ${id} = near.id AND ${isSought} AND ${inScope} ORDER BY near.key, near.id LIMIT ${2 * MOST}`;
  const nearest = await ranked(sql`SELECT * FROM (${named}) named UNION SELECT * FROM (${near}) nearest`, inScope);
  if (nearest.length === MOST || (await rows(db, sql`${range} LIMIT 1 OFFSET ${WALK}`)).length === 0) return nearest;
  // Too many matches are outside the scope, so join both as sets.
  return ranked(sql`SELECT id FROM (${range}) found`, amongScope);
}

/** The users in the scope that a text finds, best first. */
export const usersFound = (db: Db, scope: Scope, text: string): Promise<{ id: string }[]> =>
  found(
    db,
    scope,
    {
      table: 'users',
      alias: 'u',
      words: 'user_search',
      column: 'user_id',
      nameKey: 'name_key',
      isNamed: (folded) => sql`(u.name_key = ${folded} OR u.upn_key = ${folded} OR LOWER(u.mail) = ${folded})`,
      inScope: userInScope(scope, raw('u.id')),
      amongScope: userAmong(scope, raw('u.id')),
    },
    text,
  );

/** The devices in the scope that a text finds, best first. */
export const devicesFound = (db: Db, scope: Scope, text: string): Promise<{ id: string }[]> =>
  found(
    db,
    scope,
    {
      table: 'devices',
      alias: 'd',
      words: 'device_search',
      column: 'device_id',
      nameKey: 'name_key',
      isNamed: (folded) => sql`(d.name_key = ${folded} OR LOWER(d.serial_number) = ${folded} OR d.imei = ${folded})`,
      inScope: deviceInScope(scope, raw('d.user_id'), raw('d.entra_device_id')),
      amongScope: deviceAmong(scope, raw('d.id'), raw('d.user_id')),
    },
    text,
  );
