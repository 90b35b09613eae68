import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import fc from 'fast-check';
import { Client } from 'pg';
import { backUpDatabase } from '../../src/database/backup';
import { copyDatabase } from '../../src/database/copy';
import { checkAll, type Database, type Db, rows } from '../../src/database/database';
import { DatabaseUnavailable } from '../../src/database/errors';
import { nameKey, words } from '../../src/database/folding';
import { openDatabase } from '../../src/database/open';
import { among, list, raw, type Sql, sql } from '../../src/database/sql';
import { DEMO, importDemo } from '../../src/demo/demo';
import { folderSource } from '../../src/import/folder';
import { importTenant } from '../../src/import/import';
import { ClientGone, Deadline, OperationTimeout } from '../../src/resolving/deadline';
import { type NodeType, toNodeId } from '../../src/resolving/node-id';
import { AUDIT_KEY } from '../support/audit-key';
import { selfSigned } from '../support/certificate';
import { delayed } from '../support/delayed';
import { tablesOf } from '../support/engines';
import { newDatabase, open, refusal } from '../support/opened';
import { type Answer, type Service, startService } from '../support/service';
import { allRows, temporaryFolder, tenantFolder } from '../support/tenant-folder';
import { until } from '../support/until';

const ADMIN = 'admin@contoso.example';

describe('a PostgreSQL server with its own settings for planning', () => {
  /** Asks on a connection of each kind. */
  async function askEverywhere(asked: Sql) {
    const database = await open(await newDatabase('nothing'));
    const snapshot = database.snapshot('reader');
    const found = await Promise.all([
      rows(snapshot, asked),
      database.readRights((db) => rows(db, asked), new Deadline(10_000)),
      database.write((trx) => rows(trx, asked)),
      rows(database.primary, asked),
    ]);
    await snapshot.end();
    return found;
  }

  test('compiles none of our statements, and gives them more memory', async () => {
    const settings = raw(
      `SELECT name, current_setting(name) AS here FROM pg_settings WHERE name IN ('jit', 'work_mem') ORDER BY name`,
    );

    expect(await askEverywhere(settings)).toEqual(
      Array(4).fill([
        { name: 'jit', here: 'off' },
        { name: 'work_mem', here: '64MB' },
      ]),
    );
  });

  test('makes a set of more ids than fit into its usual memory', async () => {
    const ids = sql`SELECT id::text FROM generate_series(1, 300000) AS id`;
    const plans = await askEverywhere(
      sql`EXPLAIN SELECT 1 FROM generate_series(1, 9) AS row WHERE ${among(raw('row::text'), ids)}`,
    );

    for (const plan of plans) expect(JSON.stringify(plan)).toContain('hashed SubPlan');
  });

  test('keeps the memory of a role that has more, and its JIT turned off', async () => {
    const url = await newDatabase('nothing');
    const client = new Client({ connectionString: url });
    await client.connect();
    const name = new URL(url).pathname.slice(1);
    await client.query(`ALTER DATABASE ${name} SET work_mem = '1GB'; ALTER DATABASE ${name} SET jit = off`);
    await client.end();
    const database = await open(url);

    const snapshot = database.snapshot('reader');
    expect(await rows(snapshot, raw("SELECT current_setting('work_mem') AS memory"))).toEqual([{ memory: '1GB' }]);
    await snapshot.end();
  });
});

/** Serves a database over TLS. */
async function withTls(url: string): Promise<{ readonly url: string; close(): void }> {
  const { hostname, port } = new URL(url);
  const certificate = selfSigned();
  const server = createServer((client) => {
    client.on('error', () => {});
    // It first asks whether there is TLS.
    client.once('data', () => {
      client.write('S');
      const secure = new TLSSocket(client, { isServer: true, ...certificate });
      const upstream = connect(Number(port), hostname);
      for (const socket of [secure, upstream]) socket.on('error', () => {});
      secure.pipe(upstream).pipe(secure);
      secure.on('close', () => upstream.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = new URL(url);
  address.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: address.href, close: () => server.close() };
}

describe('a snapshot of a PostgreSQL database', () => {
  const sleeping = (seconds: number) => raw(`SELECT pg_sleep(${seconds})`);

  test('lets each of its statements take the time that a statement may take', async () => {
    const database = await open(await newDatabase('nothing'), { statementTimeoutMs: 1_000 });
    const snapshot = database.snapshot('reader');
    // Together they take longer than one statement may, including the extra time for a silent server.
    const asked = Promise.all(Array.from({ length: 9 }, () => rows(snapshot, sleeping(0.4))));
    await expect(asked).resolves.toHaveLength(9);
    await snapshot.end();
  });

  test('tells all who read after a statement that failed why that one did', async () => {
    const database = await open(await newDatabase('nothing'));
    const snapshot = database.snapshot('reader');
    const [failed, after] = await Promise.allSettled([
      rows(snapshot, raw('SELECT 1 / 0')),
      rows(snapshot, raw('SELECT 1')),
    ]);
    const [later] = await Promise.allSettled([rows(snapshot, raw('SELECT 1'))]);
    expect([failed, after, later]).toEqual(
      Array(3).fill({ status: 'rejected', reason: expect.objectContaining({ code: '22012' }) }),
    );
    await snapshot.end();
  });

  test('answers what was asked before a statement that failed, together with it, and all else with its error', async () => {
    const database = await open(await newDatabase('nothing'));
    const asked = ['1', '2', '1 / 0', '4'].map((number) => raw(`SELECT ${number} AS n`));
    // The statements are new to the connection, and then prepared or not.
    for (const _ of ['first', 'second']) {
      const snapshot = database.snapshot('reader');
      const failed = { status: 'rejected', reason: expect.objectContaining({ code: '22012' }) };
      expect(await Promise.allSettled(asked.map((query) => rows(snapshot, query)))).toEqual([
        { status: 'fulfilled', value: [{ n: 1 }] },
        { status: 'fulfilled', value: [{ n: 2 }] },
        failed,
        failed,
      ]);
      await snapshot.end();
      const next = database.snapshot('reader');
      expect(await Promise.all([0, 1, 3].map((i) => rows(next, asked[i] as Sql)))).toEqual([
        [{ n: 1 }],
        [{ n: 2 }],
        [{ n: 4 }],
      ]);
      await next.end();
    }
  });

  test('keeps the first 1,000 different statements prepared, and answers the others as well', async () => {
    const database = await open(await newDatabase('nothing'));
    const numbers = Array.from({ length: 1_001 }, (_, i) => i);
    for (const _ of ['first', 'second']) {
      const snapshot = database.snapshot('reader');
      const found = await Promise.all(numbers.map((n) => rows(snapshot, raw(`SELECT ${n} AS n`))));
      expect(found).toEqual(numbers.map((n) => [{ n }]));
      const names = raw('SELECT statement FROM pg_prepared_statements WHERE NOT from_sql');
      const kept = (await rows<{ statement: string }>(snapshot, names)).map(({ statement }) => statement);
      expect(kept).toHaveLength(1_000);
      expect(kept).toContain('SELECT 999 AS n');
      expect(kept).not.toContain('SELECT 1000 AS n');
      await snapshot.end();
    }
  });

  describe('that the server undoes for the sake of another transaction', () => {
    // Transactions that begin before an instant are undone at this instant, as by a conflict with replication.
    const withConflicts = async () => {
      const database = await open(await newDatabase('nothing'));
      await database.writer.raw(`CREATE TABLE conflict (until TIMESTAMPTZ NOT NULL);
        INSERT INTO conflict VALUES (clock_timestamp() + INTERVAL '300 milliseconds');
        CREATE FUNCTION undone() RETURNS INT LANGUAGE plpgsql AS $$ BEGIN
          IF transaction_timestamp() >= (SELECT until FROM conflict) THEN RETURN 7; END IF;
          PERFORM pg_sleep(0.4);
          RAISE EXCEPTION 'conflict with recovery' USING ERRCODE = '40001';
        END $$`);
      return database;
    };

    test('is read again before anything was answered', async () => {
      const database = await withConflicts();
      const snapshot = database.snapshot('reader');
      const asked = [raw('SELECT 1 AS n'), raw('SELECT undone() AS n'), raw('SELECT 2 AS n')];
      const answers = await Promise.all(asked.map((query) => rows(snapshot, query)));
      expect(answers).toEqual([[{ n: 1 }], [{ n: 7 }], [{ n: 2 }]]);
      await snapshot.end();
      // The statements that were undone are prepared on the connection, like all others.
      const next = database.snapshot('reader');
      expect(await Promise.all(asked.map((query) => rows(next, query)))).toEqual(answers);
      await next.end();
    });

    test('says to try again after something was answered, and does not mix two states', async () => {
      const database = await withConflicts();
      const snapshot = database.snapshot('reader');
      await rows(snapshot, raw('SELECT 1 AS n'));
      await expect(rows(snapshot, raw('SELECT undone() AS n'))).rejects.toThrow(DatabaseUnavailable);
      await snapshot.end();
      const next = database.snapshot('reader');
      await expect(rows(next, raw('SELECT 1 AS n'))).resolves.toEqual([{ n: 1 }]);
      await next.end();
    });
  });

  test.each([
    [
      'to ask for less where a statement took too long',
      sleeping(2),
      new OperationTimeout(300, 'A statement of the operation'),
    ],
    [
      'to try again where its connection was cut',
      raw('SELECT pg_terminate_backend(pg_backend_pid())'),
      expect.any(DatabaseUnavailable),
    ],
  ])('says %s, of that statement and all after it', async (_, lost, reason) => {
    const database = await open(await newDatabase('nothing'), { statementTimeoutMs: 300 });
    const snapshot = database.snapshot('reader');
    for (const query of [lost, raw('SELECT 1'), raw('SELECT 1')]) {
      await expect(rows(snapshot, query)).rejects.toEqual(reason);
    }
    await snapshot.end();
    const next = database.snapshot('reader');
    await expect(rows(next, raw('SELECT 1 AS one'))).resolves.toEqual([{ one: 1 }]);
    await next.end();
  });

  test('gives each statement its own rows, however many of them are equal, large or without a row', async () => {
    const database = await open(await newDatabase('nothing'));
    const numbers = (most: number) => sql`SELECT n, NULL AS nothing FROM generate_series(1, ${most}::int) AS each(n)`;
    const sizes = [3, 0, 20_000, 1, 3];
    // The connection is new the first time, and knows the statements the second time.
    for (const _ of ['first', 'second']) {
      const snapshot = database.snapshot('reader');
      const found = await Promise.all(sizes.map((size) => rows<{ n: number }>(snapshot, numbers(size))));
      expect(found.map(({ length }) => length)).toEqual(sizes);
      for (const each of found)
        expect(each.slice(0, 2)).toEqual([1, 2].slice(0, each.length).map((n) => ({ n, nothing: null })));
      await snapshot.end();
    }
  });

  test('sends nothing for who asks nothing, and nothing after its end', async () => {
    const database = await open(await newDatabase('nothing'), { poolSize: 4 });
    const snapshot = database.snapshot('reader');
    const late = rows(snapshot, raw('SELECT 1'));
    await Promise.all([snapshot.end(), expect(late).rejects.toThrow(/has ended/)]);
    const next = database.snapshot('reader');
    await expect(rows(next, raw('SELECT 1 AS one'))).resolves.toEqual([{ one: 1 }]);
    await next.end();
  });

  test('sends the statements of a turn together, BEGIN with the first, and waits for none of them before COMMIT', async () => {
    const url = await newDatabase('nothing');
    await (await open(url)).close();
    const proxy = await delayed(url, 100);
    const database = await open(proxy.url);
    const turn = async () => {
      const snapshot = database.snapshot('reader');
      const asked = ['one', 'two', 'three'].map((name) => rows(snapshot, raw(`SELECT 1 AS ${name}`)));
      expect(await Promise.all(asked)).toEqual([[{ one: 1 }], [{ two: 1 }], [{ three: 1 }]]);
      await rows(snapshot, raw('SELECT 1 AS later'));
      await snapshot.end();
    };
    await turn();
    const before = proxy.roundTrips();
    await turn();
    // COMMIT of the first turn leaves with BEGIN of the second.
    expect(proxy.roundTrips() - before).toBe(2);
    await database.close();
    proxy.close();
  });

  test.each([true, false])('answers what the statement asks for each time (named: %s)', async (namedStatements) => {
    const database = await open(await newDatabase('nothing'), { namedStatements });
    const query = (value: string) => sql`SELECT ${value} AS value, ${list([value])} IS NULL AS none`;
    for (const value of ['a', 'b', 'c', "it's", '?', 'a\u0000b']) {
      const snapshot = database.snapshot('reader');
      const [found] = await rows<{ value: string }>(snapshot, query(value));
      expect(found?.value).toBe(value.replace('\u0000', '\uFFFD'));
      const names = await rows(snapshot, raw('SELECT name FROM pg_prepared_statements WHERE NOT from_sql'));
      expect(names.length > 0).toBe(namedStatements);
      await snapshot.end();
    }
  });

  test.each(['', '?sslmode=no-verify'])(
    'whose reader has gone away leaves no statement behind, and no connection on which one runs (%p)',
    async (over) => {
      const url = await newDatabase('nothing');
      const secure = over === '' ? null : await withTls(url);
      const database = await open(`${secure?.url ?? url}${over}`, { poolSize: 4, statementTimeoutMs: 60_000 });
      const deadline = new Deadline(60_000);
      const snapshot = database.snapshot('reader', deadline);
      const left = rows(snapshot, sleeping(60)).catch((error: unknown) => error);
      const asleep = raw(
        "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()",
      );
      const sleepers = async () => (await rows(database.primary, asleep)).length;
      await until(async () => (await sleepers()) > 0);
      deadline.end(new ClientGone());
      expect(await left).toBeInstanceOf(ClientGone);
      await snapshot.end();

      // Of the pool's only connection.
      const next = database.snapshot('reader');
      const answered = await Promise.race([rows(next, raw('SELECT 1 AS one')), setTimeout(2_500, 'late')]);
      expect(answered).toEqual([{ one: 1 }]);
      await next.end();
      await until(async () => (await sleepers()) === 0, 2_500);
      await database.close();
      secure?.close();
    },
  );

  test('keeps nobody from signing in, however many are held', async () => {
    const database = await open(await newDatabase('nothing'), { poolSize: 4 });
    const held = database.snapshot('reader');
    await rows(held, raw('SELECT 1'));
    await expect(database.readRights((db) => rows(db, raw('SELECT 1 AS one')), new Deadline(10_000))).resolves.toEqual([
      { one: 1 },
    ]);
    await held.end();
  });
});

describe('a PostgreSQL database', () => {
  /** A connection that represents another process. */
  async function stranger<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
    const client = new Client({ connectionString: url });
    client.on('error', () => {});
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  const migrationsOf = async (client: Client): Promise<string[]> =>
    (await client.query('SELECT name FROM knex_migrations ORDER BY id')).rows.map(({ name }) => name);

  test('that is empty is opened by three at once: one migrates, the others wait, and all of them work', async () => {
    const url = await newDatabase('nothing');

    const databases = await Promise.all([open(url), open(url), open(url)]);

    for (const [i, { checks, writer }] of databases.entries()) {
      await expect(checkAll({ checks })).resolves.toBeUndefined();
      await writer('skus').insert({ id: `sku ${i}` });
    }
    expect(await databases[0].primary('skus')).toHaveLength(3);
    const names = await stranger(url, migrationsOf);
    expect(new Set(names).size).toBe(names.length);
  });

  test('whose migration was killed is migrated by the next one', async () => {
    const url = await newDatabase('nothing');
    await stranger(url, async (client) => {
      const others = 'FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
      const killed = refusal(openDatabase(url));
      while ((await client.query(`SELECT 1 ${others} AND query LIKE 'CREATE INDEX%'`)).rows.length === 0);
      await client.query(`SELECT pg_terminate_backend(pid) ${others}`);
      expect(await killed).not.toBe('It was done.');
      // Nothing of it was written.
      expect((await client.query("SELECT to_regclass('tenants') AS found")).rows).toEqual([{ found: null }]);
    });

    await expect(checkAll(await open(url))).resolves.toBeUndefined();
  });

  test('is waited for while another process migrates, however long that takes, and until it is killed', async () => {
    const url = await newDatabase();
    const migrating = new Client({ connectionString: url });
    migrating.on('error', () => {});
    await migrating.connect();
    await migrating.query('BEGIN');
    await migrating.query('SELECT * FROM migrating FOR UPDATE');
    let isOpen = false;
    const waiting = openDatabase(url, { statementTimeoutMs: 100 }).then((database) => {
      isOpen = true;
      return database;
    });
    await setTimeout(500);
    expect(isOpen).toBe(false);

    await stranger(url, (client) =>
      client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND state = 'idle in transaction' AND query LIKE 'SELECT%FOR UPDATE'`),
    );

    const database = await waiting;
    await expect(checkAll(database)).resolves.toBeUndefined();
    await database.close();
  });

  test.each([4, 5, 20])('has at most %i connections, however many are asked for', async (poolSize) => {
    const url = await newDatabase('nothing');
    const database = await open(url, { poolSize });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const holding = async (db: Db) => {
      await rows(db, raw('SELECT 1'));
      await held;
    };
    const holds: Readonly<Record<string, () => Promise<unknown>>> = {
      writes: () => database.write(holding),
      checks: () => database.primary.transaction(holding),
      rights: () => database.readRights(holding, new Deadline(60_000)),
      async reads() {
        const snapshot = database.snapshot('reader');
        await holding(snapshot);
        await snapshot.end();
      },
    };
    // One more than each pool has.
    const asked = database
      .pools()
      .flatMap(({ pool, used, free }) => Array.from({ length: used + free + 1 }, () => holds[pool]?.()));
    await until(() => database.pools().every(({ free, waiting }) => free === 0 && waiting === 1));

    const sessions = await stranger(url, (client) =>
      client.query(`SELECT pid FROM pg_stat_activity WHERE datname = current_database()
        AND backend_type = 'client backend' AND pid <> pg_backend_pid()`),
    );
    release();
    expect(sessions.rows).toHaveLength(poolSize);
    await Promise.all(asked);
  });

  test('that cannot be used is refused in words, without the password', async () => {
    const refused = async (change: (url: URL) => void) => {
      const url = new URL(process.env['POSTGRES_SERVER'] as string);
      change(url);
      const said = await refusal(openDatabase(url.href));
      expect(said).toMatch(new RegExp(`^The database at ${url.host} cannot be used: `));
      expect(said).not.toContain(url.password);
      return said;
    };
    expect(
      await refused((url) => {
        url.pathname = '/nowhere';
      }),
    ).toMatch(/database "nowhere" does not exist$/);
    expect(
      await refused((url) => {
        url.port = '1';
      }),
    ).toMatch(/ECONNREFUSED/);
    expect(
      await refused((url) => {
        url.username = 'nobody';
      }),
    ).toMatch(/"nobody"/);
  });

  test('is backed up with its own tools', async () => {
    const copy = path.join(temporaryFolder(), 'copy.db');
    expect(await refusal(backUpDatabase(await newDatabase(), copy))).toMatch(/pg_dump/);
  });
});

describe('beside SQLite', () => {
  let both: readonly [sqlite: Service, postgres: Service];
  beforeAll(async () => {
    const file = path.join(temporaryFolder(), 'graph.db');
    const database = await openDatabase(file);
    await importDemo(database, AUDIT_KEY, DEMO.recordedAt);
    await database.close();
    both = [await startService({ databaseUrl: `file:${file}` }), await startService()];
  });
  afterAll(() => Promise.all(both.map((service) => service.stop())));

  /** The common answer of both engines to a query. */
  async function ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const [sqlite, postgres] = await Promise.all(both.map((each) => each.ask(query, { as: ADMIN, variables })));
    const told = ({ status, data, errors }: Answer) => ({ variables, status, data, errors });
    expect(told(postgres as Answer)).toEqual(told(sqlite as Answer));
    return postgres as Answer;
  }

  const TOO_COMPLEX = expect.objectContaining({ extensions: expect.objectContaining({ code: 'QUERY_TOO_COMPLEX' }) });
  const ODD = ['\0', '\ud800', '\udc00', '\ufffd', '\u{10ffff}', '🚀', 'é', 'e\u0301', 'İ', 'ß', 'ς', 'ﬃ', '\u200b'];
  const PLAIN = ['', ' ', 'a', 'mar', "'", '\\', '%', '_', '?', '$1', '\u0001', '\uffff', 'ａ', '漢', '٣'];
  const text = fc.array(fc.constantFrom(...ODD, ...PLAIN), { maxLength: 6 }).map((parts) => parts.join(''));

  test('searches, ids, names and filters answer the same, whatever characters they hold', async () => {
    const SEARCHES = `query ($s: String!) {
      users(search: $s) { totalCount nodes { id } } devices(search: $s) { totalCount nodes { id } } }`;
    const OTHERS = `query ($s: String!, $id: ID!, $group: ID!) {
      groups(search: $s) { totalCount nodes { id } } apps(search: $s) { totalCount nodes { id } }
      user(userPrincipalName: $s) { id } node(id: $id) { id }
      inGroup: users(filter: { groupId: $group }) { totalCount }
      auditEvents(filter: { actorId: $id, subjectId: $group }) { totalCount } }`;
    const type = fc.constantFrom<NodeType[]>('User', 'Device', 'Group', 'App', 'AppInstallState', 'AuditEvent', 'Role');
    await fc.assert(
      fc.asyncProperty(text, type, fc.boolean(), async (s, kind, isId) => {
        const answers = [
          await ask(SEARCHES, { s }),
          await ask(OTHERS, { s, id: isId ? toNodeId(kind, s) : s, group: toNodeId('Group', s) }),
        ];
        for (const { errors } of answers) expect(errors).not.toContainEqual(TOO_COMPLEX);
      }),
      { numRuns: 150, examples: [...ODD, ...PLAIN].map((each) => [each, 'User', true]) },
    );
  });

  test('mutations answer the same, whatever characters they hold', async () => {
    const CREATE = `mutation ($input: CreateRoleInput!) { createRole(input: $input) {
      role { displayName description version permissions } userErrors { code field message } clientMutationId } }`;
    const ROLES = '{ roles(first: 100) { nodes { displayName description } } }';
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(text, text, text, async (name, description, clientMutationId) => {
        const input = { permissions: ['ORGANIZATION_READ'], displayName: `a${name}`, description, clientMutationId };
        for (const each of [input, input, { ...input, description: 'another' }, { ...input, clientMutationId: null }]) {
          const { data, errors } = await ask(CREATE, { input: each });
          outcomes.add((errors[0]?.extensions?.['code'] as string) ?? data.createRole.userErrors[0]?.code ?? 'DONE');
        }
      }),
      { numRuns: 60, examples: ODD.map((each) => [each, each, each]) },
    );
    // Rows with equal folded names sort by id, which each engine generates.
    const [sqlite, postgres] = await Promise.all(both.map((each) => each.ask(ROLES, { as: ADMIN })));
    const named = ({ data }: Answer): string[] => data.roles.nodes.map((role: unknown) => JSON.stringify(role)).sort();
    expect(named(postgres as Answer)).toEqual(named(sqlite as Answer));
    expect([...outcomes].sort()).toEqual(['BAD_USER_INPUT', 'CLIENT_MUTATION_ID_REUSED', 'DONE', 'NAME_TAKEN']);
  });

  test('names are in one order, by the bytes of what they are folded to, page by page and either way', async () => {
    const NAMES = [
      'Zoë',
      'zoe',
      'ZOE 2',
      'Ångström',
      'angel',
      'Anna',
      'ﬁnn',
      'Finn',
      'finland',
      'Straße',
      'strasse',
      'Œuvre',
    ];
    const others = [
      'Ωmega',
      'ωmega',
      'Ярослав',
      'ярость',
      '漢字',
      '🚀 rocket',
      '\uffee',
      '\u{10fffe}',
      '_low',
      '-dash',
      '10',
      '9',
      '',
      null,
    ];
    const users = [...NAMES, ...others].map((name, i) => ({
      id: `user-${String(i).padStart(2, '0')}-${i % 2 === 0 ? 'Ä' : 'a'}`,
      user_principal_name: `Zz-${i}@contoso.example`,
      upn_key: `zz-${i}@contoso.example`,
      display_name: name,
      name_key: nameKey(name),
      account_enabled: 1,
      intune_licensed: 1,
    }));
    for (const { database } of both) {
      await database.writer('users').insert(users);
      await database
        .writer('user_search')
        .insert(users.flatMap(({ id, user_principal_name: name }) => words(name).map((key) => ({ key, user_id: id }))));
    }
    const inOrder = users.toSorted(
      (one, other) =>
        Buffer.compare(Buffer.from(one.name_key), Buffer.from(other.name_key)) ||
        Buffer.compare(Buffer.from(one.id), Buffer.from(other.id)),
    );
    const PAGE = `query ($after: String, $direction: OrderDirection!) {
      users(search: "zz", first: 3, after: $after, orderBy: { field: DISPLAY_NAME, direction: $direction }) {
        totalCount nodes { displayName } pageInfo { hasNextPage endCursor } } }`;

    for (const direction of ['ASC', 'DESC']) {
      const seen: (string | null)[] = [];
      for (let after: string | null = null; ; ) {
        const { data }: Answer = await ask(PAGE, { after, direction });
        seen.push(...data.users.nodes.map(({ displayName }: { displayName: string | null }) => displayName));
        if (!data.users.pageInfo.hasNextPage) break;
        after = data.users.pageInfo.endCursor;
      }
      const names = inOrder.map((user) => user.display_name);
      expect(seen).toEqual(direction === 'ASC' ? names : names.toReversed());
    }
  });

  test('numbers are numbers, as large as a number can hold exactly', async () => {
    const LARGE = Number.MAX_SAFE_INTEGER;
    const event = { occurred_at: '2026-11-20T09:00:00.000Z', action: 'SIMULATE', outcome: 'DONE' };
    for (const { database } of both) {
      const seqs = [LARGE - 1, LARGE];
      await database.writer('audit_events').insert(seqs.map((seq) => ({ ...event, seq, previous_hash: '', hash: '' })));
      expect(
        await database
          .primary('audit_events')
          .where('seq', '>=', LARGE - 1)
          .orderBy('seq')
          .pluck('seq'),
      ).toEqual(seqs);
    }
    const { data } = await ask(`{ auditEvents(first: 1) { totalCount nodes { id } pageInfo { endCursor } } }`);
    expect(data.auditEvents.nodes).toEqual([{ id: toNodeId('AuditEvent', String(LARGE)) }]);
    const next = await ask(`query ($after: String) { auditEvents(first: 1, after: $after) { nodes { id } } }`, {
      after: data.auditEvents.pageInfo.endCursor,
    });
    expect(next.data.auditEvents.nodes).toEqual([{ id: toNodeId('AuditEvent', String(LARGE - 1)) }]);
    expect((await ask('query ($id: ID!) { node(id: $id) { id } }', data.auditEvents.nodes[0])).errors).toEqual([]);
  });

  test('the first import and a copy vacuum all tables, so that indexes are read without them', async () => {
    const vacuumed = async ({ primary }: Database) =>
      (
        await rows<{ table: string }>(
          primary,
          raw('SELECT relname AS "table" FROM pg_stat_user_tables WHERE last_vacuum IS NOT NULL'),
        )
      ).map(({ table }) => table);
    const imported = await open(await newDatabase());
    await importTenant(imported.writer, { source: await folderSource(tenantFolder().path), now: DEMO.recordedAt });
    const copied = await open(await newDatabase());
    await copyDatabase(imported, copied, () => {});

    const all = await tablesOf(imported.primary);
    expect(all.length).toBeGreaterThan(40);
    expect([(await vacuumed(imported)).sort(), (await vacuumed(copied)).sort()]).toEqual([all, all]);
  });

  test('an import brings the same, whatever characters Microsoft gives, and nothing a second time', async () => {
    /** Appends forbidden characters to every text except dates, including ids. */
    const spoilt = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(spoilt);
      if (typeof value === 'string') return Number.isNaN(Date.parse(value)) ? `${value}\0\ud800` : value;
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value).map(([name, each]) => [name, name.startsWith('@') ? each : spoilt(each)]),
      );
    };
    const folder = tenantFolder();
    for (const file of readdirSync(folder.path)) {
      const place = path.join(folder.path, file);
      writeFileSync(place, JSON.stringify(spoilt(JSON.parse(readFileSync(place, 'utf8')))));
    }
    const brought = async (url: string) => {
      const { writer, primary } = await open(url);
      const once = async () => {
        const { tenant, rows, leftOut, unknown, remarks } = await importTenant(writer, {
          source: await folderSource(folder.path),
          now: DEMO.recordedAt,
        });
        return { tenant, rows, leftOut: [...leftOut], unknown: [...unknown], remarks };
      };
      const first = await once();
      const content = await allRows(primary);
      const { rows: changes } = await once();
      expect(changes.filter(({ added, changed, removed }) => added + changed + removed > 0)).toEqual([]);
      return { first, content };
    };

    const sqlite = await brought(path.join(temporaryFolder(), 'graph.db'));

    expect(sqlite.content['users']).toHaveLength(3);
    expect(await brought(await newDatabase())).toEqual(sqlite);
  });
});
