import { deviceAmong, deviceInScope, type Scope, userAmong, userInScope } from '../authorization/scope';
import { type Db, rows } from '../database/database';
import { fold, startingWith, words } from '../database/folding';
import { all, raw, type Sql, sql } from '../database/sql';

/*
 * One text for people and devices. It is looked up among the search words, and the nearest of them are ranked. Only where
 * too few of the nearest are in scope, all that the text finds is read.
 */

/** A text that is searched for. */
export interface Sought {
  readonly sought: string;
}

const MOST = 25;
// So many search words, in their order, are looked at first: to test their objects takes some milliseconds.
const NEAR = 300;

/** A kind of object that a text finds. */
interface Searched {
  /** The objects, by one letter. */
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

/** Where the words of an object are. */
const wordsStarting = ({ words: table, column }: Searched, word: string): Sql => {
  const { from, below } = startingWith(word);
  return sql`SELECT ${raw(column)} FROM ${raw(table)} WHERE key >= ${from} AND key < ${below}`;
};

const hasWord = (searched: Searched, word: string): Sql => {
  const { from, below } = startingWith(word);
  const { words: table, column, alias } = searched;
  return sql`EXISTS (SELECT 1 FROM ${raw(table)} w
    WHERE w.${raw(column)} = ${raw(alias)}.id AND w.key >= ${from} AND w.key < ${below})`;
};

/** The ids of what a text finds, best first. */
async function found(db: Db, searched: Searched, text: string): Promise<{ id: string }[]> {
  const [longest, ...others] = words(text).sort((a, b) => b.length - a.length);
  if (longest === undefined) return [];
  const folded = fold(text);
  const { table, alias, nameKey, isNamed, inScope, amongScope } = searched;
  const name = `${alias}.${nameKey}`;
  const select = (among: Sql, scope: Sql) => sql`SELECT ${raw(`${alias}.id`)} FROM ${raw(`${table} ${alias}`)}
    WHERE ${raw(`${alias}.id`)} IN (${among}) AND ${all([scope, ...others.map((word) => hasWord(searched, word))])}
    ORDER BY CASE WHEN ${isNamed(folded)} THEN 0 WHEN ${startsWith(name, folded)} THEN 1 ELSE 2 END,
      ${raw(name)}, ${raw(`${alias}.id`)} LIMIT ${MOST}`;
  const matching = wordsStarting(searched, longest);
  const near = sql`SELECT * FROM (${matching} ORDER BY key LIMIT ${NEAR}) n
    UNION SELECT * FROM (SELECT id FROM ${raw(table)} WHERE ${startsWith(nameKey, folded)}
      ORDER BY ${raw(nameKey)} LIMIT ${NEAR}) m`;
  const nearest = await rows<{ id: string }>(db, select(near, inScope));
  if (nearest.length === MOST) return nearest;
  const beyond = await rows(db, sql`${matching} ORDER BY key LIMIT 1 OFFSET ${NEAR}`);
  return beyond.length === 0 ? nearest : rows(db, select(matching, amongScope));
}

/** The users in the scope that a text finds, best first. */
export const usersFound = (db: Db, scope: Scope, text: string): Promise<{ id: string }[]> =>
  found(
    db,
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
