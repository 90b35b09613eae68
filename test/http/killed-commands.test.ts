import { copyFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import knex from 'knex';
import { sqliteFile } from '../../src/database/address';
import { migrationsFor, SqlMigrationSource } from '../../src/database/migrator';
import { openDatabase } from '../../src/database/open';
import { poolOf, Sqlite } from '../../src/database/sqlite-driver';
import { cases, oneIn } from '../support/amount';
import { AUDIT_KEY } from '../support/audit-key';
import { copyOf, createTestDatabase, definitionsOf, ENGINE, type TestDatabase } from '../support/engines';
import { addressIn, Place, ROOT, type Running } from '../support/place';
import { allRows, temporaryFolder, tenantFolder } from '../support/tenant-folder';
import { until } from '../support/until';
import { WRITTEN } from '../support/versions';
import { Writers } from '../support/writers';

/*
 * Commands are killed with SIGKILL at random moments. The database then has the state before or after, never one
 * between, and the command can run again. KILLS=50 kills each command fifty times.
 */
const test = oneIn(4);

const KILLS = Number(process.env['KILLS'] ?? cases(6, 2));
const LIMIT_MS = 120_000 + KILLS * 20_000;
const FIRST_VERSION = '0001-directory';
const DEMO_FOLDER = path.join(ROOT, 'demo');

const made: TestDatabase[] = [];
afterEach(() => Promise.all(made.splice(0).map((database) => database.drop())));

async function added(database: Promise<TestDatabase>): Promise<string> {
  const found = await database;
  made.push(found);
  return found.url;
}

const environmentOf = (url: string) => ({ DATABASE_URL: url, AUDIT_KEY, PORT: '0', DEMO: 'off' });

/** The rows and the definitions of a database. */
async function contentOf(url: string) {
  const database = await openDatabase(url);
  try {
    return { rows: await allRows(database.primary), definitions: await definitionsOf(database.primary) };
  } finally {
    await database.close();
  }
}

type Content = Awaited<ReturnType<typeof contentOf>>;

/** The number of rows of each table, for what has the time of its import. */
const sizesOf = ({ rows }: Content) => Object.entries(rows).map(([table, found]) => [table, found.length]);

/** Checks that an SQLite file is whole. */
function expectWhole(file: string): void {
  const connection = new Sqlite(file);
  try {
    expect(connection.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(connection.pragma('foreign_key_check')).toEqual([]);
  } finally {
    connection.close();
  }
}

/**
 * The database that a killed process left. On SQLite it is a copy, because opening the file would repair it.
 * @returns its address; null if there is no file yet
 */
function leftIn(url: string): string | null {
  if (ENGINE === 'postgres') return url;
  const [file, copy] = [sqliteFile(url), path.join(temporaryFolder(), 'left.db')];
  if (!existsSync(file)) return null;
  for (const end of ['', '-wal']) if (existsSync(`${file}${end}`)) copyFileSync(`${file}${end}`, `${copy}${end}`);
  expectWhole(copy);
  return `file:${copy}`;
}

/**
 * Resolves when a program has written to the folder of a file so many times, or has ended.
 * @returns how often it has written; writes that follow each other at once count as one
 */
async function writesOf({ child }: Running, file: string, most = Number.POSITIVE_INFINITY): Promise<number> {
  const folder = path.dirname(file);
  const stateOf = (name: string) => {
    const found = statSync(path.join(folder, name), { throwIfNoEntry: false, bigint: true });
    return `${name} ${found?.size} ${found?.mtimeNs}`;
  };
  const look = () => readdirSync(folder).map(stateOf).join();
  let [writes, last] = [0, look()];
  while (writes < most && child.exitCode === null) {
    await turn();
    const state = look();
    if (state !== last) writes++;
    last = state;
  }
  return writes;
}

interface Drill {
  /** The arguments of the CLI. @param url the database or backup that the command writes */
  args(url: string): readonly string[];
  /** The database in the environment; by default the one that the command writes. */
  readonly configured?: string;
  /** Makes what the command writes. */
  target(): Promise<string>;
  /** Checks what a killed command left, and that the command can run again. */
  check(left: Left): Promise<void>;
}

interface Left {
  readonly url: string;
  /** What the same command leaves that nobody kills. */
  readonly calm: Content;
  again(): ReturnType<Place['run']>;
}

/**
 * Runs a command once to its end, and then kills it time after time, each time on another target: at a random moment,
 * and on SQLite every other time at one of its writes.
 */
async function drilled({ args, configured, target, check }: Drill): Promise<void> {
  const place = new Place();
  const started = (url: string) => place.start('cli', args(url), environmentOf(configured ?? url));
  const calmUrl = await target();
  const start = performance.now();
  const undisturbed = started(calmUrl);
  const writes = ENGINE === 'sqlite' ? await writesOf(undisturbed, sqliteFile(calmUrl)) : 0;
  expect(await undisturbed.ended).toMatchObject({ code: 0 });
  const calmMs = performance.now() - start;
  const calm = await contentOf(calmUrl);
  let early = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const url = await target();
    const running = started(url);
    const moment =
      writes > 0 && kill % 2 === 0
        ? writesOf(running, sqliteFile(url), Math.ceil(Math.random() * writes))
        : pause(Math.random() * calmMs);
    await Promise.race([moment, running.ended]);
    running.child.kill('SIGKILL');
    if ((await running.ended).code === null) early++;
    await check({ url, calm, again: () => started(url).ended });
  }
  const command = args('').slice(0, 2).join(' ');
  process.stderr.write(`killed-commands: ${command}: ${early} of ${KILLS} killed before the end, ${writes} writes\n`);
}

test(
  'an import that is killed leaves the former tenant with all its changes, or the new one, and can run again',
  async () => {
    const place = new Place();
    const original = await added(createTestDatabase('nothing'));
    for (const args of [
      ['import', tenantFolder().path],
      ['admin', 'grant', 'ben@fabrikam.example'],
    ])
      expect(await place.run(args, environmentOf(original))).toMatchObject({ code: 0 });
    const before = await contentOf(original);
    await drilled({
      args: () => ['import', '--replace', DEMO_FOLDER],
      target: () => added(copyOf(original)),
      async check({ url, calm, again }) {
        const left = await contentOf(String(leftIn(url)));
        if (left.rows['tenants']?.[0]?.['id'] === 'tenant-fabrikam') expect(left).toEqual(before);
        else expect(sizesOf(left)).toEqual(sizesOf(calm));
        expect(await again()).toMatchObject({ code: 0 });
        expect(sizesOf(await contentOf(url))).toEqual(sizesOf(calm));
        expect(await place.run(['audit', 'verify'], environmentOf(url))).toMatchObject({ code: 0 });
      },
    });
  },
  LIMIT_MS,
);

/** A database of the first version, with the data that it wrote. */
async function ofFirstVersion(): Promise<string> {
  const url = await added(createTestDatabase('nothing'));
  const db =
    ENGINE === 'postgres' ? knex({ client: 'pg', connection: url }) : poolOf(new Sqlite(sqliteFile(url)), false);
  const migrations = migrationsFor(ENGINE).filter(({ name }) => name.startsWith(`${FIRST_VERSION}#`));
  try {
    await db.migrate.latest({ migrationSource: new SqlMigrationSource(migrations) });
    await WRITTEN[FIRST_VERSION]?.(db);
  } finally {
    await db.destroy();
  }
  return url;
}

const empty = () => added(createTestDatabase('nothing'));

test.each([
  ['an old database', ofFirstVersion],
  ['a new database', empty],
])(
  'a migration of %s that is killed goes on with the next one, and loses nothing',
  async (_: string, target: () => Promise<string>) => {
    await drilled({
      args: () => ['db', 'migrate'],
      target,
      async check({ url, calm, again }) {
        leftIn(url);
        expect(await again()).toMatchObject({ code: 0, err: '' });
        expect(await contentOf(url)).toEqual(calm);
      },
    });
  },
  LIMIT_MS,
);

test(
  'a copy that is killed leaves its target empty or complete, and an empty one takes the next copy',
  async () => {
    const source = await added(createTestDatabase('demo'));
    const { rows } = await contentOf(source);
    await drilled({
      args: (url) => ['db', 'copy', source, url],
      target: empty,
      async check({ url, again }) {
        leftIn(url);
        const { code, err } = await again();
        if (code !== 0) expect(err).toMatch(/^The target is not empty: /);
        expect((await contentOf(url)).rows).toEqual(rows);
      },
    });
  },
  LIMIT_MS,
);

const onSqlite = ENGINE === 'sqlite' ? describe : describe.skip;

onSqlite('a file', () => {
  test(
    'that is backed up by a command that is killed has no backup, or a complete one',
    async () => {
      const source = await added(createTestDatabase('demo'));
      const { rows } = await contentOf(source);
      await drilled({
        args: (url) => ['db', 'backup', sqliteFile(url)],
        configured: source,
        target: async () => `file:${path.join(temporaryFolder(), 'backup.db')}`,
        async check({ url, again }) {
          const file = sqliteFile(url);
          const isThere = existsSync(file);
          const others = readdirSync(path.dirname(file)).filter((name) => name !== 'backup.db');
          expect(others.filter((name) => !/^backup\.db\.\d+\.part(-\w+)?$/.test(name))).toEqual([]);
          expect(await again()).toMatchObject(isThere ? { code: 1, err: `${file} exists.\n` } : { code: 0 });
          expectWhole(file);
          expect((await contentOf(url)).rows).toEqual(rows);
          expectWhole(sqliteFile(source));
        },
      });
    },
    LIMIT_MS,
  );

  test(
    'whose service is killed during a checkpoint has every acknowledged change',
    async () => {
      const url = await added(createTestDatabase('demo'));
      const file = sqliteFile(url);
      const place = new Place();
      const token = (await place.run(['token', '--as', 'admin@contoso.example'], environmentOf(url))).out.trim();
      let running: Running | null = null;
      const writers = new Writers(4, {
        ...{ prefix: 'Checkpoint', authorization: `Bearer ${token}` },
        node: () => (running === null ? null : addressIn(running)),
      });
      const changeOf = () => statSync(file).mtimeMs;
      for (let kill = 0; kill < KILLS; kill++) {
        const started = place.start('main', [], environmentOf(url));
        running = started;
        const from = writers.acknowledged.length;
        await writers.whileTheyWork(until(() => writers.acknowledged.length > from, 60_000));
        const before = changeOf();
        // Only a checkpoint writes to the file itself.
        const checkpoint = async () => {
          while (changeOf() === before) await turn();
        };
        await writers.whileTheyWork(checkpoint());
        started.child.kill('SIGKILL');
        expect((await started.ended).code).toBeNull();
        running = null;
        const left = String(leftIn(url));
        const { lost } = await writers.keptIn(left);
        expect(lost).toEqual([]);
        expect(await place.run(['audit', 'verify'], environmentOf(left))).toMatchObject({ code: 0 });
      }
      running = place.start('main', [], environmentOf(url));
      await writers.stop();
    },
    LIMIT_MS,
  );
});
