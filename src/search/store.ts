import { deviceAmong, deviceInScope, type Scope, userAmong, userInScope } from '../authorization/scope';
import { haveMoreThan } from '../authorization/scope-size';
import { countOf, type Db, rows } from '../database/database';
import { fold, nameKey, startingWith, wholeWord } from '../database/folding';
import { hasWord, type SearchWords, soughtIn, startsWith } from '../database/search';
import { all, join, list, raw, type Sql, sql } from '../database/sql';

/*
 * The search for users and devices. In a small scope it tests each member. In a larger one it looks the text up in the
 * indexes of names and of search words, and tests a bounded number of objects against the scope. So a text that matches
 * very many objects outside the scope can miss some in it. An exact name always finds its object.
 */

/** The text to search for. */
export interface Sought {
  readonly sought: string;
}

const MOST = 25;
// In a scope of up to this many members test each member.
const SMALL = 1_000;
// The most objects with the text as a search word to test besides those whose name starts with it.
const SAME = 50;
// To walk a search word costs a quarter of a test, and to scan a name a tenth.
const WALK = 4;
const SCAN = 10;

/** A kind of object to search. */
interface Searched {
  /** The table of the objects, with an alias of one letter. */
  readonly table: string;
  readonly alias: string;
  /** The columns that `inScope` and the order need. */
  readonly columns: string;
  readonly words: string;
  readonly column: string;
  /** The columns beside `name_key` that an index finds an object by. */
  readonly keys: readonly string[];
  /** Condition that the text is exactly another name of the object than its `name_key`. */
  readonly isNamed: (folded: string) => Sql;
  readonly inScope: Sql;
  readonly amongScope: Sql;
  /** The most objects to test against the scope. */
  readonly tests: number;
}

const wordsOf = ({ words: table, column }: Searched, id: string): SearchWords => ({ table, column, id });

/** The search words that start with a word, in order, with the ids of their objects. */
const range = ({ words: table, column }: Searched, word: string): Sql =>
  sql`SELECT ${raw(column)} AS id, key FROM ${raw(table)} WHERE ${startsWith('key', word)} ORDER BY key, ${raw(column)}`;

async function isSmall(db: Db, { allUsers, allDevices, groups }: Scope): Promise<boolean> {
  return !allUsers && !allDevices && !(await haveMoreThan(db, groups, SMALL));
}

/** The ids of the objects that a query selects, best first. */
function ranked(db: Db, { table, alias, isNamed }: Searched, among: Sql, folded: string): Promise<{ id: string }[]> {
  const [id, name] = [raw(`${alias}.id`), raw(`${alias}.name_key`)];
  return rows<{ id: string }>(
    db,
    sql`SELECT ${id} FROM ${raw(`${table} ${alias}`)} WHERE ${id} IN (${among})
      ORDER BY CASE WHEN ${name} = ${nameKey(folded)} OR ${isNamed(folded)} THEN 0 WHEN ${startsWith(`${alias}.name_key`, folded)} THEN 1 ELSE 2 END,
        ${name}, ${id} LIMIT ${MOST}`,
  );
}

/** How far a search goes through the words. */
interface Walk {
  /** The word to walk. */
  readonly word: string;
  /** Whether the walk meets all objects with the word. */
  readonly isWhole: boolean;
  /** The most objects to test. */
  readonly tests: number;
}

/** Walks the word that the fewest objects have, or null if none has it. The longest words are counted first. */
async function walkOf(db: Db, searched: Searched, sought: readonly string[], tests: number): Promise<Walk | null> {
  let [best, fewest] = ['', Number.POSITIVE_INFINITY];
  for (const word of sought) {
    const count = await countOf(db, sql`(${range(searched, word)} LIMIT ${WALK * tests}) found`);
    if (count < fewest) [best, fewest] = [word, count];
    if (fewest <= tests) break;
  }
  return fewest === 0 ? null : { word: best, isWhole: fewest < WALK * tests, tests };
}

/** SQL: the ids of the objects in scope that the text names, and of the first ones whose name starts with it. */
function namedBy({ table, alias, columns, words: wordTable, column, keys, inScope, tests }: Searched, folded: string) {
  const [id, from] = [raw(`${alias}.id`), raw(`${table} ${alias}`)];
  const { below } = startingWith(folded);
  const exact: readonly (readonly [column: string, text: string])[] = [
    ['name_key', nameKey(folded)],
    ...keys.map((key) => [key, folded] as const),
  ];
  const named = exact.map(
    ([key, text]) => sql`SELECT ${id} FROM ${from} WHERE ${raw(`${alias}.${key}`)} = ${text} AND ${inScope}
      ORDER BY ${id} LIMIT ${MOST}`,
  );
  const worded = sql`SELECT ${id} FROM (SELECT ${raw(column)} AS id FROM ${raw(wordTable)}
      WHERE key = ${wholeWord(folded)} ORDER BY ${raw(column)} LIMIT ${SAME}) same CROSS JOIN ${from}
    WHERE ${id} = same.id AND ${inScope}`;
  const starting = sql`SELECT ${raw(columns)} FROM ${raw(table)} WHERE name_key > ${folded} AND name_key < ${below}
    ORDER BY name_key, id`;
  const near = sql`SELECT ${id} FROM (${starting} LIMIT ${tests}) ${raw(alias)} WHERE ${inScope}
    ORDER BY ${raw(`${alias}.name_key`)}, ${id} LIMIT ${MOST}`;
  const among = join(
    [...named, worded, near].map((each, i) => sql`SELECT id FROM (${each}) ${raw(`set${i}`)}`),
    ' UNION ',
  );
  return { among, starting: sql`(${starting} LIMIT ${tests + 1}) starting` };
}

/** SQL: the ids of the nearest objects in scope that have all words. */
function wordedBy(searched: Searched, sought: readonly string[], isUntested: Sql, { word, isWhole, tests }: Walk): Sql {
  const { table, alias, inScope } = searched;
  const without = (one: string) => sought.filter((each) => each !== one);
  const others = all(without(word).map((each) => hasWord(each, wordsOf(searched, 'walked.id'))));
  const walked = sql`SELECT id, key FROM (${range(searched, word)} LIMIT ${WALK * tests}) walked WHERE ${others}
    ORDER BY key, id LIMIT ${tests}`;
  // Of words that too many objects have, find at least the names that start with one and have the others.
  const scanned = (isWhole || sought.length === 1 ? [] : sought.slice(0, 2)).map((head) => {
    const isSought = all(without(head).map((each) => sql`scanned.key LIKE '% ' || ${each} || '%'`));
    return sql`SELECT id, key FROM (SELECT id, name_key AS key FROM ${raw(table)} WHERE ${startsWith('name_key', head)}
      ORDER BY name_key, id LIMIT ${SCAN * tests}) scanned WHERE ${isSought} ORDER BY key, id LIMIT ${tests}`;
  });
  const id = raw(`${alias}.id`);
  // Stop at the nearest matches that are in scope.
  const nearest = [walked, ...scanned].map(
    (near, i) => sql`SELECT id FROM (SELECT ${id} FROM (${near}) near CROSS JOIN ${raw(`${table} ${alias}`)}
      WHERE ${id} = near.id AND ${isUntested} AND ${inScope}
      ORDER BY near.key, near.id LIMIT ${2 * MOST}) ${raw(`near${i}`)}`,
  );
  return join(nearest, ' UNION ');
}

/** The ids of the matching objects, best first. */
async function found(db: Db, scope: Scope, searched: Searched, text: string): Promise<{ id: string }[]> {
  const sought = soughtIn(text);
  if (sought.length === 0) return [];
  const folded = fold(text);
  const { table, alias, amongScope, tests } = searched;
  if (await isSmall(db, scope)) {
    const id = raw(`${alias}.id`);
    const isSought = all(sought.map((word) => hasWord(word, wordsOf(searched, `${alias}.id`))));
    const among = sql`SELECT ${id} FROM ${raw(`${table} ${alias}`)} WHERE ${amongScope} AND ${isSought}`;
    return ranked(db, searched, among, folded);
  }
  const { among, starting } = namedBy(searched, folded);
  const named = await ranked(db, searched, among, folded);
  if (named.length === MOST) return named;
  const tested = await countOf(db, starting);
  // If more names start with the text than were tested, its words lead to the same objects.
  if (tested > tests) return named;
  const walk = await walkOf(db, searched, sought, Math.max(SAME, tests - tested));
  if (walk === null) return named;
  const isUntested = tested === 0 ? raw('TRUE') : sql`NOT ${startsWith(`${alias}.name_key`, folded)}`;
  const worded = wordedBy(searched, sought, isUntested, walk);
  const ids = list(named.map((each) => each.id));
  return ranked(db, searched, sql`SELECT * FROM ${ids} named UNION ${worded}`, folded);
}

/** The users in the scope that a text finds, best first. */
export const usersFound = (db: Db, scope: Scope, text: string): Promise<{ id: string }[]> =>
  found(
    db,
    scope,
    {
      table: 'users',
      alias: 'u',
      columns: 'id, name_key',
      words: 'user_search',
      column: 'user_id',
      keys: ['upn_key'],
      isNamed: (folded) => sql`(u.upn_key = ${folded} OR LOWER(u.mail) = ${folded})`,
      inScope: userInScope(scope, raw('u.id'), 'ONCE'),
      amongScope: userAmong(scope, raw('u.id')),
      tests: 400,
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
      columns: 'id, name_key, user_id, entra_device_id',
      words: 'device_search',
      column: 'device_id',
      keys: [],
      isNamed: (folded) => sql`(LOWER(d.serial_number) = ${folded} OR d.imei = ${folded})`,
      inScope: deviceInScope(scope, raw('d.user_id'), raw('d.entra_device_id'), 'ONCE'),
      amongScope: deviceAmong(scope, raw('d.id'), raw('d.user_id')),
      tests: 250,
    },
    text,
  );
