import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { type Database, execute, firstRow, openDatabase, rows, withFlags } from '../../src/database/database';
import { type Keyset, type Page, pageOf, pagePerParent } from '../../src/database/keyset';
import { all, any, join, list, raw, render, type Sql, sql } from '../../src/database/sql';
import { sqliteFile } from '../../src/database/sqlite';
import { allRows, temporaryFolder } from '../support/tenant-folder';

const opened: Database[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
});

async function open(url: string): Promise<Database> {
  const database = await openDatabase(url);
  opened.push(database);
  return database;
}

/** Why it fails. SQLite's errors come from another realm when one process runs all tests, so only their text counts. */
async function refusal(work: PromiseLike<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as Error).message;
  }
  return 'It was done.';
}

const newFile = () => path.join(temporaryFolder(), 'graph.db');

/** A connection of another process, so to speak. */
function stranger<Answer>(file: string, work: (connection: BetterSqlite3.Database) => Answer): Answer {
  const connection = new BetterSqlite3(file);
  try {
    return work(connection);
  } finally {
    connection.close();
  }
}

const TABLES = [
  'app_install_states',
  'app_protection_policies',
  'app_protection_state_policies',
  'app_protections',
  'app_search',
  'apps',
  'assignment_members',
  'assignment_scopes',
  'configurations',
  'connectors',
  'device_actions',
  'device_search',
  'devices',
  'enrollment_failures',
  'entra_devices',
  'group_ancestors',
  'group_members',
  'group_search',
  'groups',
  'policy_setting_states',
  'policy_states',
  'readings',
  'role_assignments',
  'role_permissions',
  'roles',
  'skus',
  'tenants',
  'user_app_protection_policies',
  'user_licenses',
  'user_search',
  'users',
];

describe('a database that is opened', () => {
  test('is made with its folder where there is none, with every table and no row', async () => {
    const file = path.join(temporaryFolder(), 'not', 'yet', 'graph.db');

    const { reader, check } = await open(`file:${file}`);

    await expect(check()).resolves.toBeUndefined();
    const found = await allRows(reader);
    expect(Object.keys(found)).toEqual(expect.arrayContaining(TABLES));
    expect(Object.values(found).flat()).toEqual([]);
  });

  test('may be an empty file', async () => {
    const file = newFile();
    writeFileSync(file, '');
    await expect((await open(file)).check()).resolves.toBeUndefined();
  });

  test('is found by path and by file address', () => {
    expect(sqliteFile('file:./data/graph.db')).toBe(path.resolve('data/graph.db'));
    expect(sqliteFile('data/graph.db')).toBe(path.resolve('data/graph.db'));
    expect(sqliteFile('file:/srv/graph.db')).toBe('/srv/graph.db');
    expect(sqliteFile('file:///srv/graph.db')).toBe('/srv/graph.db');
  });

  test('a second time is as it was', async () => {
    const file = newFile();
    const first = await open(file);
    await first.writer('skus').insert({ id: 'sku', part_number: 'SPE_E3' });
    const before = await allRows(first.reader);
    const migrations = await first.reader('knex_migrations').select('*').orderBy('id');
    expect(migrations.length).toBeGreaterThan(TABLES.length);
    await first.close();

    const { reader } = await open(file);

    expect(await allRows(reader)).toEqual(before);
    expect(await reader('knex_migrations').select('*').orderBy('id')).toEqual(migrations);
  });

  test('a second time is not written to', async () => {
    const file = newFile();
    await open(file);
    const observer = new BetterSqlite3(file, { readonly: true });
    const version = observer.pragma('data_version', { simple: true });

    await open(file);

    expect(observer.pragma('data_version', { simple: true })).toBe(version);
    observer.close();
  });

  test('can be opened while another process writes to it', async () => {
    const file = newFile();
    await open(file);
    const writing = new BetterSqlite3(file);
    writing.exec("BEGIN IMMEDIATE; INSERT INTO skus VALUES ('sku', 'SPE_E3')");
    try {
      const { reader } = await open(file);
      expect(await reader('skus').select('*')).toEqual([]);
    } finally {
      writing.close();
    }
  });

  test('can be opened by two at once', async () => {
    const file = newFile();
    await (await open(file)).close();
    const [one, other] = await Promise.all([open(file), open(file)]);
    await expect(one.check()).resolves.toBeUndefined();
    await expect(other.check()).resolves.toBeUndefined();
  });

  test('is mended where a process was killed while it migrated', async () => {
    const file = newFile();
    await (await open(file)).close();
    stranger(file, (connection) => connection.exec('UPDATE knex_migrations_lock SET is_locked = 1'));

    await expect((await open(file)).check()).resolves.toBeUndefined();
  });

  test('is refused, and left as it was, where a newer build made it', async () => {
    const file = newFile();
    await (await open(file)).close();
    stranger(file, (connection) =>
      connection.exec(`INSERT INTO knex_migrations (name, batch) VALUES ('9999-future#1', 7);
        INSERT INTO skus VALUES ('sku', 'SPE_E3');
        UPDATE knex_migrations_lock SET is_locked = 1`),
    );
    const dump = () =>
      stranger(file, (connection) =>
        ['knex_migrations', 'knex_migrations_lock', 'skus'].map((table) =>
          connection.prepare(`SELECT * FROM ${table}`).all(),
        ),
      );
    const before = dump();

    expect(await refusal(openDatabase(file))).toBe(
      'The database was made by a newer version of this service (it has the migration 9999-future#1).',
    );

    expect(dump()).toEqual(before);
  });

  test('is refused, and left as it was, where it is no database', async () => {
    const file = newFile();
    const text = 'Dear diary, this is no database.\n'.repeat(200);
    writeFileSync(file, text);

    expect(await refusal(openDatabase(file))).toMatch(/is not a database/);

    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(readdirSync(path.dirname(file))).toEqual(['graph.db']);
  });

  test('is refused where it is a folder', async () => {
    const folder = newFile();
    mkdirSync(folder);
    expect(await refusal(openDatabase(folder))).toMatch(/unable to open database/);
  });

  test('says so when one of its migrations has not run', async () => {
    const { writer, check } = await open(newFile());
    await writer('knex_migrations').where('name', '0002-devices#1').delete();
    expect(await refusal(check())).toBe('The migration 0002-devices#1 has not run.');
  });
});

describe('the connections', () => {
  const pragma = async (db: Database['reader'], name: string) =>
    Object.values((await firstRow<Record<string, unknown>>(db, raw(`PRAGMA ${name}`))) ?? {})[0];

  test('keep foreign keys, write ahead, sync fully and do not wait long for a lock', async () => {
    const { reader, writer } = await open(newFile());
    for (const db of [reader, writer]) {
      expect(await pragma(db, 'foreign_keys')).toBe(1);
      expect(await pragma(db, 'journal_mode')).toBe('wal');
      expect(await pragma(db, 'busy_timeout')).toBeGreaterThan(0);
      expect(await pragma(db, 'busy_timeout')).toBeLessThanOrEqual(200);
    }
    // 2 is FULL.
    expect(await pragma(writer, 'synchronous')).toBe(2);
  });

  test('refuse a row whose parent does not exist, and remove it with its parent', async () => {
    const { writer } = await open(newFile());
    const member = { group_id: 'g', kind: 'USER', member_id: 'u' };
    expect(await refusal(writer('group_members').insert(member))).toMatch(/FOREIGN KEY constraint failed/);
    await execute(
      writer,
      sql`INSERT INTO groups (id, name_key, membership_type, security_enabled, origin)
      VALUES ('g', '', 'ASSIGNED', 1, 'LOCAL')`,
    );
    await writer('group_members').insert(member);
    expect(await execute(writer, sql`DELETE FROM groups`)).toBe(1);
    expect(await rows(writer, sql`SELECT * FROM group_members`)).toEqual([]);
  });

  test.each([
    "INSERT INTO skus VALUES ('sku', NULL)",
    'DELETE FROM users',
    'CREATE TABLE own (id TEXT)',
    'PRAGMA user_version = 7',
    'DROP TABLE users',
  ])('that read cannot write: %s', async (statement) => {
    const { reader } = await open(newFile());
    const before = await allRows(reader);

    expect(await refusal(reader.raw(statement))).toMatch(/attempt to write a readonly database/);

    expect(await allRows(reader)).toEqual(before);
  });

  test('that read see a change when it is done, not before', async () => {
    const { reader, writer } = await open(newFile());
    const seen = async () => (await rows(reader, sql`SELECT id FROM skus`)).length;
    await writer.transaction(async (trx) => {
      await trx('skus').insert({ id: 'sku' });
      expect(await seen()).toBe(0);
    });
    expect(await seen()).toBe(1);
    expect(
      await refusal(
        writer.transaction(async (trx) => {
          await trx('skus').delete();
          throw new Error('changed my mind');
        }),
      ),
    ).toBe('changed my mind');
    expect(await seen()).toBe(1);
  });
});

describe('a backup', () => {
  test('holds what was written last, without the files of the write-ahead log', async () => {
    const database = await open(newFile());
    await database.writer('skus').insert({ id: 'sku', part_number: 'SPE_E3' });
    const copy = path.join(temporaryFolder(), 'copy.db');

    await database.backup(copy);
    await database.writer('skus').delete();

    const { reader } = await open(copy);
    expect(await rows(reader, sql`SELECT * FROM skus`)).toEqual([{ id: 'sku', part_number: 'SPE_E3' }]);
  });

  test('has no half of a change that is being made', async () => {
    const database = await open(newFile());
    const copy = path.join(temporaryFolder(), 'copy.db');
    await database.writer.transaction(async (trx) => {
      await trx('skus').insert({ id: 'sku' });
      await database.backup(copy);
    });
    expect(await rows((await open(copy)).reader, sql`SELECT * FROM skus`)).toEqual([]);
  });

  test('is refused where the file exists, which stays as it was', async () => {
    const database = await open(newFile());
    const taken = path.join(temporaryFolder(), 'taken');
    writeFileSync(taken, '');
    expect(await refusal(database.backup(taken))).not.toBe('It was done.');
    expect(readFileSync(taken, 'utf8')).toBe('');
  });

  test('is refused where there is no such folder, which is not made', async () => {
    const database = await open(newFile());
    const folder = path.join(temporaryFolder(), 'nowhere');
    expect(await refusal(database.backup(path.join(folder, 'copy.db')))).not.toBe('It was done.');
    expect(existsSync(folder)).toBe(false);
  });
});

describe('a query', () => {
  const database = { current: null as Database | null };
  beforeAll(async () => {
    database.current = await openDatabase(newFile());
  });
  afterAll(() => database.current?.close());
  const reader = () => (database.current as Database).reader;

  test('keeps values out of its text, whatever they are', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constant(null));
    fc.assert(
      fc.property(value, value, (one, other) => {
        const inner = sql`a = ${one}`;
        expect(render(sql`SELECT ${other} WHERE ${inner} AND b IN ${list([String(one)])}`, 'sqlite')).toEqual({
          text: 'SELECT ? WHERE a = ? AND b IN (SELECT value FROM json_each(?))',
          values: [other, one, JSON.stringify([String(one)])],
        });
      }),
    );
  });

  test.each(["'; DROP TABLE users; --", '?', '??', ':name', '%', '\\', '"', "' OR 1=1", 'é🚀', ''])(
    'gets the value %j back as it was',
    async (value) => {
      expect(await rows(reader(), sql`SELECT ${value} AS one, ${value} AS other`)).toEqual([
        { one: value, other: value },
      ]);
      expect(await rows(reader(), sql`SELECT p.value AS one FROM ${list([value])} AS p`)).toEqual([{ one: value }]);
      expect((await rows(reader(), sql`SELECT name FROM sqlite_master WHERE name = 'users'`)).length).toBe(1);
    },
  );

  test('gets numbers and null back as they were', async () => {
    expect(await firstRow(reader(), sql`SELECT ${7} AS n, ${null} AS none, ${2 ** 40} AS large`)).toEqual({
      n: 7,
      none: null,
      large: 2 ** 40,
    });
    expect(await firstRow(reader(), sql`SELECT 1 AS n WHERE ${0} = 1`)).toBeNull();
  });

  test('takes a list of 40,000 as one parameter', async () => {
    const ids = Array.from({ length: 40_000 }, (_, i) => `id-${i}`);
    const query = sql`SELECT COUNT(*) AS count, SUM(${'id-39999'} IN ${list(ids)}) AS hits, MAX(p.value) AS last
      FROM ${list(ids)} AS p WHERE p.value IN ${list(ids)}`;
    expect(render(query, 'sqlite').values).toHaveLength(4);
    expect(await firstRow(reader(), query)).toEqual({ count: 40_000, hits: 40_000, last: 'id-9999' });
  });

  test('finds nothing in an empty list', async () => {
    expect(await rows(reader(), sql`SELECT value FROM ${list([])}`)).toEqual([]);
    expect(await firstRow(reader(), sql`SELECT ${'a'} IN ${list([])} AS found`)).toEqual({ found: 0 });
  });

  test('joins conditions, and knows what none of them means', () => {
    const text = (query: Sql) => render(query, 'sqlite').text;
    const conditions = [sql`a = ${1}`, raw('b')];
    expect(text(all(conditions))).toBe('(a = ? AND b)');
    expect(text(any(conditions))).toBe('(a = ? OR b)');
    expect(text(all([]))).toBe('TRUE');
    expect(text(any([]))).toBe('FALSE');
    expect(text(join([raw('a'), raw('b'), raw('c')], ', '))).toBe('a, b, c');
    expect(render(any([sql`x = ${1}`, all([sql`y = ${2}`, sql`z = ${3}`])]), 'sqlite').values).toEqual([1, 2, 3]);
  });

  test('gives flags as booleans, and null as null', () => {
    expect(
      withFlags(
        [
          { a: 1, b: 0, c: 1 },
          { a: null, b: 1, c: 0 },
        ] as Record<string, unknown>[],
        'a',
        'b',
      ),
    ).toEqual([
      { a: true, b: false, c: 1 },
      { a: null, b: true, c: 0 },
    ]);
  });
});

describe('a page of a list', () => {
  interface Thing {
    readonly parent: string;
    readonly rank: number;
    readonly name: string;
    readonly id: string;
  }

  const database = { current: null as Database | null };
  beforeAll(async () => {
    database.current = await openDatabase(newFile());
    await database.current.writer.raw(`CREATE TABLE things (parent TEXT NOT NULL, rank INTEGER NOT NULL,
      name TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (parent, id))`);
  });
  afterAll(() => database.current?.close());

  const order = (direction: 'ASC' | 'DESC'): Keyset => ({
    name: 'things by rank',
    columns: ['t.rank', 't.name', 't.id'],
    types: ['number', 'string', 'string'],
    direction,
  });
  const valuesOf = (thing: Thing) => [thing.rank, thing.name, thing.id] as const;

  function compare(one: readonly (string | number)[], other: readonly (string | number)[]): number {
    for (let i = 0; i < one.length; i++) {
      const [a, b] = [one[i] as string | number, other[i] as string | number];
      const sign = typeof a === 'number' ? a - Number(b) : Buffer.compare(Buffer.from(a), Buffer.from(String(b)));
      if (sign !== 0) return sign;
    }
    return 0;
  }

  /** The page by the definition: everything in order, from what follows the cursor, and one more than asked for. */
  function naive(things: readonly Thing[], { direction }: Keyset, { first, after }: Page): string[] {
    const sign = direction === 'ASC' ? 1 : -1;
    return things
      .toSorted((a, b) => sign * compare(valuesOf(a), valuesOf(b)))
      .filter((thing) => after === null || sign * compare(valuesOf(thing), after) > 0)
      .slice(0, first + 1)
      .map(({ parent, id }) => `${parent}/${id}`);
  }

  const PARENTS = ['p', 'q', "r'); --", 'é'];
  const name = fc.constantFrom('', 'a', 'b', 'ab', 'é', '\uffee', '🚀');
  const things = fc.uniqueArray(
    fc.record({
      parent: fc.oneof(fc.constant('p'), fc.constantFrom(...PARENTS)),
      rank: fc.integer({ min: -1, max: 2 }),
      name,
      id: fc.constantFrom(...'abcdefghijkl'),
    }),
    { selector: ({ parent, id }) => `${parent}/${id}`, maxLength: 30 },
  );
  const direction = fc.constantFrom('ASC' as const, 'DESC' as const);

  async function fill(all: readonly Thing[]): Promise<Database['reader']> {
    const { writer, reader } = database.current as Database;
    await writer.transaction(async (trx) => {
      await trx('things').delete();
      for (const thing of all) await trx('things').insert(thing);
    });
    return reader;
  }

  const columns = raw('t.id, t.parent AS "of"');
  const from = raw('things t');
  const perParent = (parents: readonly string[], keyset: Keyset, page: Page) =>
    pagePerParent({ parents, key: 't.parent, t.id', columns, from, where: raw('t.parent = p.value'), keyset, page });
  type Found = { readonly parent: string; readonly of: string; readonly id: string } & Record<string, string | number>;
  const nameOf = ({ of, id }: Found) => `${of}/${id}`;
  const cursorOf = (row: Found) => [row['cursor0'], row['cursor1'], row['cursor2']] as (string | number)[];

  test('is for each parent what its own list would give', async () => {
    const after = fc.option(fc.tuple(fc.integer({ min: -1, max: 2 }), name, fc.constantFrom(...'abcdefgh')));
    const asked = fc.uniqueArray(fc.constantFrom(...PARENTS, 'nobody'));
    await fc.assert(
      fc.asyncProperty(
        things,
        asked,
        direction,
        fc.integer({ min: 1, max: 5 }),
        after,
        async (all, parents, way, first, from) => {
          const reader = await fill(all);
          const page: Page = { first, after: from };
          const found = await rows<Found>(reader, perParent(parents, order(way), page));
          for (const parent of parents) {
            const own = all.filter((thing) => thing.parent === parent);
            expect(found.filter((row) => row.parent === parent).map(nameOf)).toEqual(naive(own, order(way), page));
          }
          expect(found.every((row) => row.parent === row.of && parents.includes(row.parent))).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('leads to the next one by its last cursor, until every row was seen once', async () => {
    await fc.assert(
      fc.asyncProperty(things, direction, fc.integer({ min: 1, max: 4 }), async (all, way, first) => {
        const reader = await fill(all);
        const keyset = order(way);
        const walk = async (load: (page: Page) => Sql) => {
          const seen: string[] = [];
          for (let after: Page['after'] = null; ; ) {
            const found = await rows<Found>(reader, load({ first, after }));
            const shown = found.slice(0, first);
            seen.push(...shown.map(nameOf));
            // More than there are means that the walk does not get on.
            if (found.length <= first || seen.length > all.length) return seen;
            after = cursorOf(shown[first - 1] as Found);
          }
        };
        const expected = naive(
          all.filter(({ parent }) => parent === 'p'),
          keyset,
          { first: 100, after: null },
        );
        const where = sql`t.parent = ${'p'}`;
        expect(await walk((page) => pageOf({ columns, from, where, keyset, page }))).toEqual(expected);
        expect(await walk((page) => perParent(['p'], keyset, page))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('stays in its place when rows before it come and go', async () => {
    const thing = (id: string, rank: number): Thing => ({ parent: 'p', rank, name: id, id });
    const keyset = order('ASC');
    const load = async (after: Page['after']) =>
      (await rows<Found>((database.current as Database).reader, perParent(['p'], keyset, { first: 2, after }))).slice(
        0,
        2,
      );
    await fill([thing('a', 0), thing('b', 0), thing('c', 1), thing('d', 1)]);
    const first = await load(null);
    expect(first.map(({ id }) => id)).toEqual(['a', 'b']);

    await fill([thing('e', -1), thing('f', 0), thing('c', 1), thing('d', 1)]);

    const next = await load(cursorOf(first[1] as Found));
    expect(next.map(({ id }) => id)).toEqual(['f', 'c']);
  });
});
