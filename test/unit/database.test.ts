import fc from 'fast-check';
import { checkAll, type Database, execute, firstRow, rows, withFlags } from '../../src/database/database';
import { definitions } from '../../src/database/definitions';
import { type Keyset, PARENT, type Page, pageOf, pagePerParent } from '../../src/database/keyset';
import { tables, tablesOfStatements } from '../../src/database/migration-files';
import { openDatabase } from '../../src/database/open';
import { all, any, join, list, raw, render, type Sql, sql, storable } from '../../src/database/sql';
import { ENGINE, tablesOf } from '../support/engines';
import { newDatabase, open, refusal } from '../support/opened';
import { allRows } from '../support/tenant-folder';

const TABLES = [
  'app_assignments',
  'app_install_states',
  'app_protection_assignments',
  'app_protection_policies',
  'app_protection_state_policies',
  'app_protections',
  'app_search',
  'apps',
  'assignment_filters',
  'assignment_members',
  'assignment_scopes',
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
  'known_issues',
  'policies',
  'policy_assignments',
  'policy_setting_states',
  'policy_states',
  'readings',
  'reported_findings',
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
  test('has every table and no row where there was nothing', async () => {
    const { primary, checks } = await open(await newDatabase('nothing'));

    await expect(checkAll({ checks })).resolves.toBeUndefined();
    const found = await allRows(primary);
    expect(Object.keys(found)).toEqual(expect.arrayContaining(TABLES));
    expect(Object.values(found).flat()).toEqual([]);
  });

  test('a second time is as it was', async () => {
    const url = await newDatabase('nothing');
    const first = await open(url);
    await first.writer('skus').insert({ id: 'sku', part_number: 'SPE_E3' });
    const before = await allRows(first.primary);
    const migrations = await first.primary('knex_migrations').select('*').orderBy('id');
    expect(migrations.length).toBeGreaterThan(TABLES.length);
    await first.close();

    const { primary } = await open(url);

    expect(await allRows(primary)).toEqual(before);
    expect(await primary('knex_migrations').select('*').orderBy('id')).toEqual(migrations);
  });

  test('can be opened while another one writes to it', async () => {
    const url = await newDatabase();
    const { writer } = await open(url);
    await writer.transaction(async (trx) => {
      await trx('skus').insert({ id: 'sku', part_number: 'SPE_E3' });
      const { primary } = await open(url);
      expect(await primary('skus').select('*')).toEqual([]);
    });
  });

  test('can be opened by two at once', async () => {
    const url = await newDatabase();
    await (await open(url)).close();
    const [one, other] = await Promise.all([open(url), open(url)]);
    await expect(checkAll(one)).resolves.toBeUndefined();
    await expect(checkAll(other)).resolves.toBeUndefined();
  });

  test('is mended where a process was killed while it migrated', async () => {
    const url = await newDatabase();
    await (await open(url)).writer('knex_migrations_lock').update({ is_locked: 1 });

    await expect(checkAll(await open(url))).resolves.toBeUndefined();
  });

  test('is refused, and left as it was, where a newer build made it', async () => {
    const url = await newDatabase();
    const { writer, primary } = await open(url);
    await writer('knex_migrations').insert({ name: '9999-future#1', batch: 7 });
    await writer('skus').insert({ id: 'sku', part_number: 'SPE_E3' });
    await writer('knex_migrations_lock').update({ is_locked: 1 });
    const dump = () =>
      Promise.all(['knex_migrations', 'knex_migrations_lock', 'skus'].map((table) => primary(table).select('*')));
    const before = await dump();

    expect(await refusal(openDatabase(url))).toBe(
      'A newer version of this service changed the database, and this version cannot use it (9999-future.sql). Start the newer version, or restore a backup.',
    );

    expect(await dump()).toEqual(before);
  });

  test('says so when one of its migrations has not run', async () => {
    const { writer, checks } = await open(await newDatabase());
    await writer('knex_migrations').where('name', '0002-devices#1').delete();
    expect(await refusal(checkAll({ checks }))).toBe('The migration 0002-devices#1 has not run.');
  });
});

describe('the tables that the migrations are read as', () => {
  /** The columns of a table in the database's own catalogue: name, type, whether they may be null, whether they are the key. */
  async function columnsOf({ primary }: Database, table: string): Promise<string[]> {
    const query = {
      sqlite: sql`SELECT name, type, "notnull" AS required, pk > 0 AS key FROM pragma_table_info(${table})`,
      postgres: sql`SELECT c.column_name AS name,
          CASE c.data_type WHEN 'text' THEN 'TEXT' WHEN 'bigint' THEN 'INTEGER' ELSE c.data_type END AS type,
          CASE c.is_nullable WHEN 'NO' THEN 1 ELSE 0 END AS required,
          CASE WHEN k.column_name IS NULL THEN 0 ELSE 1 END AS key
        FROM information_schema.columns c LEFT JOIN (information_schema.table_constraints t
          JOIN information_schema.key_column_usage k USING (constraint_schema, constraint_name))
          ON t.constraint_type = 'PRIMARY KEY' AND k.table_name = c.table_name AND k.column_name = c.column_name
        WHERE c.table_schema = 'public' AND c.table_name = ${table} ORDER BY c.ordinal_position`,
    }[ENGINE];
    const found = await rows<{ name: string; type: string; required: number; key: number }>(primary, query);
    return found.map(({ name, type, required, key }) => `${name} ${type} ${Number(required)} ${Number(key)}`);
  }

  test('are those of the database, with their columns, types and keys, and whether a column may be null', async () => {
    const database = await open(await newDatabase('nothing'));

    const read = tables().map(({ name, columns, key }) => [
      name,
      columns.map((each) => `${each.name} ${each.type} ${each.isNullable ? 0 : 1} ${key.includes(each.name) ? 1 : 0}`),
    ]);

    const names = await tablesOf(database.primary);
    expect(names.length).toBeGreaterThan(40);
    const present = await Promise.all(names.map(async (name) => [name, await columnsOf(database, name)]));
    expect(Object.fromEntries(read)).toEqual(Object.fromEntries(present));
  });

  const column = (name: string, more: object = {}) => ({
    ...{ name, type: 'TEXT', isNullable: true, hasDefault: false },
    ...more,
  });

  test.each([
    ['a table on one line', ['CREATE TABLE t (id TEXT NOT NULL, b TEXT, PRIMARY KEY (id, b)) STRICT'], ['id', 'b']],
    ['a comment', ['CREATE TABLE t (\n  -- The id, or so.\n  id TEXT NOT NULL, -- (\n  b TEXT\n) STRICT'], []],
    [
      'a constraint',
      ['CREATE TABLE t (\n  id TEXT NOT NULL,\n  b TEXT,\n  CHECK (id <> b),\n  UNIQUE (b)\n) STRICT'],
      [],
    ],
    [
      'a continuation',
      ["CREATE TABLE t (\n  id TEXT\n    CHECK (id IN ('a,', ')'))\n    NOT NULL,\n  b TEXT\n) STRICT"],
      [],
    ],
    [
      'a condition',
      ['CREATE TABLE t (\n  id TEXT NOT NULL,\n  b TEXT CHECK (b IS NOT NULL OR id IS NOT NULL)\n) STRICT'],
      [],
    ],
    ['a text', ["CREATE TABLE t (\n  id TEXT NOT NULL,\n  b TEXT CHECK (b <> 'it''s NOT NULL DEFAULT')\n) STRICT"], []],
    [
      'what is gone',
      ['CREATE TABLE o (\n  id TEXT\n)', 'CREATE TABLE t (id TEXT NOT NULL, b TEXT)', 'DROP TABLE o'],
      [],
    ],
  ])('are read right with %s', (_, all, key) => {
    expect(tablesOfStatements(all)).toEqual([
      { name: 't', columns: [column('id', { isNullable: false }), column('b')], key },
    ]);
  });

  test('have columns with digits in their names, and columns that were added later', () => {
    const all = [
      'CREATE TABLE t (\n  sha256 TEXT NOT NULL PRIMARY KEY,\n  md5 TEXT\n) STRICT',
      'ALTER TABLE t ADD COLUMN ipv6 INTEGER NOT NULL DEFAULT 0 CHECK (ipv6 IN (0, 1))',
      'ALTER TABLE t DROP COLUMN md5',
      'ALTER TABLE t RENAME TO u',
    ];
    expect(tablesOfStatements(all)).toEqual([
      {
        name: 'u',
        columns: [
          column('sha256', { isNullable: false }),
          column('ipv6', { type: 'INTEGER', isNullable: false, hasDefault: true }),
        ],
        key: ['sha256'],
      },
    ]);
  });

  test.each([
    [
      'CREATE TABLE t (\n  id TEXT NOT NULL PRIMARY KEY,\n  part REAL\n) STRICT',
      'Unknown part of the table t: part REAL',
    ],
    ['CREATE TABLE t (\n  Id TEXT NOT NULL PRIMARY KEY\n) STRICT', 'Unknown part of the table t: Id TEXT'],
    ['CREATE TABLE t (\n  id TEXT NOT NULL PRIMARY KEY,\n) STRICT', 'Unknown part of the table t: '],
    ['CREATE TABLE IF NOT EXISTS t (\n  id TEXT\n) STRICT', 'Unknown form of a table: '],
    ['CREATE TABLE t AS SELECT 1 AS id', 'Unknown form of a table: '],
    ['create table t (\n  id TEXT\n)', 'Unknown form of a table: '],
    ['ALTER TABLE t ADD COLUMN b TEXT', 'Unknown change of a table: '],
    ['DROP TABLE t', 'Unknown change of a table: '],
  ])('are refused with %j', (statement, message) => {
    expect(() => tablesOfStatements([statement])).toThrow(message);
  });

  test.each(['RENAME COLUMN id TO key', 'ADD COLUMN b REAL', 'ADD b TEXT', 'DROP COLUMN b'])(
    'are refused with the change %s',
    (change) => {
      const all = ['CREATE TABLE t (\n  id TEXT\n) STRICT', `ALTER TABLE t ${change}`];
      expect(() => tablesOfStatements(all)).toThrow(`Unknown change of the table t: ${change}`);
    },
  );

  test('have the types of PostgreSQL there, and their texts as they are', () => {
    const statement =
      "CREATE TABLE t (\n  id INTEGER,\n  grade TEXT CHECK (grade IN ('TEXT', 'an INTEGER''s'))\n) STRICT";
    expect(definitions(statement, 'postgres', 'PostgreSQL')).toEqual([
      `CREATE TABLE t (\n  id BIGINT,\n  grade TEXT COLLATE "C" CHECK (grade IN ('TEXT', 'an INTEGER''s'))\n)`,
    ]);
  });
});

describe('the connections', () => {
  test('refuse a row whose parent does not exist, and remove it with its parent', async () => {
    const { writer } = await open(await newDatabase());
    const member = { group_id: 'g', kind: 'USER', member_id: 'u' };
    expect(await refusal(writer('group_members').insert(member))).toMatch(/foreign key constraint/i);
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
    ENGINE === 'sqlite' ? 'PRAGMA user_version = 7' : 'TRUNCATE users CASCADE',
    'DROP TABLE users',
  ])('that read cannot write: %s', async (statement) => {
    const { primary } = await open(await newDatabase());
    const before = await allRows(primary);

    expect(await refusal(primary.raw(statement))).toMatch(/readonly database|read-only transaction/);

    expect(await allRows(primary)).toEqual(before);
  });

  test('that read see a change when it is done, not before', async () => {
    const { primary, writer } = await open(await newDatabase());
    const seen = async () => (await rows(primary, sql`SELECT id FROM skus`)).length;
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

describe('statements', () => {
  test('answer in any number and order, as often as they are asked', async () => {
    const { primary, writer } = await open(await newDatabase());
    await writer('skus').insert({ id: 'sku', part_number: 'SPE_E3' });
    const ask = (i: number) =>
      rows(primary, sql`SELECT id, ${raw(String(i))} AS column${raw(String(i))}, ${i} + 0.5 AS value FROM skus`);
    const shapes = Array.from({ length: 700 }, (_, i) => i);
    for (const i of [...shapes, ...shapes, ...[...shapes].reverse()]) {
      const [row] = (await ask(i)) as Record<string, unknown>[];
      expect({ ...row, value: Number(row?.['value']) }).toEqual({ id: 'sku', [`column${i}`]: i, value: i + 0.5 });
    }
    const atOnce = await Promise.all(shapes.map(ask));
    expect(atOnce.map(([row]) => Object.keys(row as object)[1])).toEqual(shapes.map((i) => `column${i}`));
  });

  test('of one text give what is there now', async () => {
    const { primary, writer } = await open(await newDatabase());
    const ask = () => rows<object>(primary, sql`SELECT * FROM skus ORDER BY id`);
    expect(await ask()).toEqual([]);
    for (const id of ['a', 'b', 'c']) await writer('skus').insert({ id });
    expect(await ask()).toEqual(['a', 'b', 'c'].map((id) => expect.objectContaining({ id })));
    expect(await execute(writer, sql`DELETE FROM skus WHERE id = ${'b'}`)).toBe(1);
    expect(await execute(writer, sql`DELETE FROM skus WHERE id = ${'b'}`)).toBe(0);
    expect(await ask()).toHaveLength(2);
  });

  test('of a transaction that has ended are refused, and change nothing', async () => {
    const { writer } = await open(await newDatabase());
    for (const isDone of [true, false]) {
      let kept: Parameters<typeof rows>[0] | undefined;
      const ended = writer.transaction(async (trx) => {
        kept = trx;
        expect(await rows(trx, sql`SELECT id FROM skus`)).toEqual([]);
        if (!isDone) throw new Error('changed my mind');
      });
      expect(await refusal(ended)).toBe(isDone ? 'It was done.' : 'changed my mind');
      const trx = kept as Parameters<typeof rows>[0];
      expect(await refusal(rows(trx, sql`SELECT id FROM skus`))).toMatch(/transaction/i);
      expect(await refusal(execute(trx, sql`INSERT INTO skus (id) VALUES ('late')`))).toMatch(/transaction/i);
      expect(await rows(writer, sql`SELECT id FROM skus`)).toEqual([]);
    }
  });

  test('that failed can be run again', async () => {
    const { writer } = await open(await newDatabase());
    const insert = (id: string) => execute(writer, sql`INSERT INTO skus (id) VALUES (${id})`);
    expect(await insert('sku')).toBe(1);
    for (let i = 0; i < 3; i++) expect(await refusal(insert('sku'))).toMatch(/unique/i);
    expect(await insert('other')).toBe(1);
    for (let i = 0; i < 2; i++) expect(await refusal(rows(writer, sql`SELECT nothing FROM skus`))).toMatch(/nothing/);
    expect(await rows(writer, sql`SELECT id FROM skus ORDER BY id`)).toEqual([{ id: 'other' }, { id: 'sku' }]);
  });
});

describe('a query', () => {
  const database = { current: null as Database | null };
  beforeAll(async () => {
    database.current = await openDatabase(await newDatabase());
  });
  afterAll(() => database.current?.close());
  const primary = () => (database.current as Database).primary;

  const aValue = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.constant(null));

  test('keeps values out of its text, whatever they are', () => {
    fc.assert(
      fc.property(aValue, aValue, (one, other) => {
        const inner = sql`a = ${one}`;
        expect(render(sql`SELECT ${other} WHERE ${inner} AND b IN ${list([String(one)])}`, 'sqlite')).toEqual({
          text: 'SELECT ? WHERE a = ? AND b IN (SELECT value FROM json_each(?))',
          values: [other, one, JSON.stringify([String(one)])],
        });
      }),
    );
  });

  test.each([
    [1, 'a = ?'],
    [2, 'a = ANY ((SELECT ?::text[])::text[])'],
    [16, 'a = ANY ((SELECT ?::text[])::text[])'],
    [17, 'a IN (SELECT u.value FROM unnest((SELECT ?::text[])) AS u(value))'],
  ])('looks up %d keys on PostgreSQL as it plans that best, and leaves NOT IN as it is', (count, expected) => {
    const keys = list(Array.from({ length: count }, (_, i) => `key ${i}`));
    expect(render(sql`a IN ${keys}`, 'postgres').text).toBe(expected);
    expect(render(sql`a NOT IN ${keys}`, 'postgres').text).toMatch(/^a NOT IN \(SELECT/);
    expect(render(sql`a IN ${keys}`, 'sqlite').text).toBe('a IN (SELECT value FROM json_each(?))');
  });

  test('keeps them out of its text for PostgreSQL too, which takes a list as the text of an array, and no NUL', () => {
    const held = (value: string) => value.replaceAll('\0', '\uFFFD');
    fc.assert(
      fc.property(aValue, aValue, (one, other) => {
        const inner = sql`a = ${one}`;
        expect(render(sql`SELECT ${other} FROM ${list([String(one)])} AS p WHERE ${inner}`, 'postgres')).toEqual({
          text: 'SELECT ? FROM (SELECT u.value FROM unnest((SELECT ?::text[])) AS u(value)) AS p WHERE a = ?',
          // The driver makes single values storable, also those of knex's builder.
          values: [other, `{"${held(String(one)).replaceAll(/["\\]/g, '\\$&')}"}`, one],
        });
        expect(storable(String(other))).toBe(held(String(other)));
      }),
    );
  });

  test.each(["'; DROP TABLE users; --", '?', '??', ':name', '%', '\\', '"', "' OR 1=1", 'é🚀', ''])(
    'gets the value %j back as it was',
    async (value) => {
      expect(await rows(primary(), sql`SELECT ${value} AS one, ${value} AS other`)).toEqual([
        { one: value, other: value },
      ]);
      expect(await rows(primary(), sql`SELECT p.value AS one FROM ${list([value])} AS p`)).toEqual([{ one: value }]);
      expect(await tablesOf(primary())).toContain('users');
    },
  );

  test('gets numbers and null back as they were', async () => {
    expect(
      await firstRow(
        primary(),
        sql`SELECT CAST(${7} AS BIGINT) AS n, ${null} AS none,
      CAST(${Number.MAX_SAFE_INTEGER} AS BIGINT) AS large, SUM(n.value) AS sum
      FROM (SELECT CAST(${2 ** 40} AS BIGINT) AS value UNION ALL SELECT 1) AS n`,
      ),
    ).toEqual({
      n: 7,
      none: null,
      large: Number.MAX_SAFE_INTEGER,
      sum: 2 ** 40 + 1,
    });
    expect(await firstRow(primary(), sql`SELECT 1 AS n WHERE ${0} = 1`)).toBeNull();
  });

  test('takes a list of 40,000 as one parameter', async () => {
    const ids = Array.from({ length: 40_000 }, (_, i) => `id-${i}`);
    const query = sql`SELECT COUNT(*) AS count, COUNT(*) FILTER (WHERE ${'id-39999'} IN ${list(ids)}) AS hits, MAX(p.value) AS last
      FROM ${list(ids)} AS p WHERE p.value IN ${list(ids)}`;
    expect(render(query, 'sqlite').values).toHaveLength(4);
    expect(await firstRow(primary(), query)).toEqual({ count: 40_000, hits: 40_000, last: 'id-9999' });
  });

  test('finds nothing in an empty list', async () => {
    expect(await rows(primary(), sql`SELECT p.value FROM ${list([])} AS p`)).toEqual([]);
    expect(await firstRow(primary(), sql`SELECT 1 AS found WHERE ${'a'} IN ${list([])}`)).toBeNull();
  });

  test('writes a limit into the text for SQLite alone, which would plan a statement with a parameter there anew each time', () => {
    const limited = (limit: string | number | null) => sql`SELECT a FROM b WHERE c = ${7} LIMIT ${limit} OFFSET ${9}`;
    expect(render(limited(8), 'sqlite')).toEqual({
      text: 'SELECT a FROM b WHERE c = ? LIMIT 8 OFFSET ?',
      values: [7, 9],
    });
    const bound = (limit: string | number | null) => ({
      text: 'SELECT a FROM b WHERE c = ? LIMIT ? OFFSET ?',
      values: [7, limit, 9],
    });
    expect(render(limited(8), 'postgres')).toEqual(bound(8));
    for (const other of ['8', '1; DROP TABLE b', 1.5, Number.NaN, null]) {
      expect(render(limited(other), 'sqlite')).toEqual(bound(other));
    }
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

  test('writes the same text again after more different ones than are kept', () => {
    const query = sql`SELECT a FROM b WHERE c IN ${list(['d'])} AND e = ${'f'}`;
    const before = render(query, 'postgres');
    for (let i = 0; i < 25_000; i++) expect(render(raw(`SELECT ${i}`), 'postgres').text).toBe(`SELECT ${i}`);

    expect(before.text).toBe('SELECT a FROM b WHERE c = ? AND e = ?');
    expect(render(query, 'postgres')).toEqual(before);
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
    database.current = await openDatabase(await newDatabase());
    const things = `CREATE TABLE things (parent TEXT NOT NULL, rank INTEGER NOT NULL,
      name TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (parent, id))`;
    for (const statement of definitions(things, ENGINE, 'PostgreSQL')) await database.current.writer.raw(statement);
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

  /** The expected page: all rows in order, from the one after the cursor, and one more than requested. */
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

  async function fill(all: readonly Thing[]): Promise<Database['primary']> {
    const { writer, primary } = database.current as Database;
    await writer.transaction(async (trx) => {
      await trx('things').delete();
      if (all.length > 0) await trx('things').insert([...all]);
    });
    return primary;
  }

  const columns = raw('t.id, t.parent AS "of"');
  const from = raw('things t');
  const perParent = (parents: readonly string[], keyset: Keyset, page: Page) =>
    pagePerParent({ parents, key: 't.parent, t.id', columns, from, where: sql`t.parent = ${PARENT}`, keyset, page });
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
          const primary = await fill(all);
          const page: Page = { first, after: from };
          const found = await rows<Found>(primary, perParent(parents, order(way), page));
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
        const primary = await fill(all);
        const keyset = order(way);
        const walk = async (load: (page: Page) => Sql) => {
          const seen: string[] = [];
          for (let after: Page['after'] = null; ; ) {
            const found = await rows<Found>(primary, load({ first, after }));
            const shown = found.slice(0, first);
            seen.push(...shown.map(nameOf));
            // More pages than rows would mean that the walk does not advance.
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
      (await rows<Found>((database.current as Database).primary, perParent(['p'], keyset, { first: 2, after }))).slice(
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
