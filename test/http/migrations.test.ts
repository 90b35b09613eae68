import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import knex from 'knex';
import { sqliteFile } from '../../src/database/address';
import { copyDatabase } from '../../src/database/copy';
import { openDatabase } from '../../src/database/open';
import { AUDIT_KEY } from '../support/audit-key';
import { createTestDatabase, ENGINE, onServer, type TestDatabase, testOn } from '../support/engines';
import { open, refusal } from '../support/opened';
import { Place, ROOT } from '../support/place';
import { asImport, startService } from '../support/service';
import { accessTo, fabrikam, standIn } from '../support/sync';
import { allRows, tenantFolder } from '../support/tenant-folder';
import { until } from '../support/until';

/*
 * Databases whose migrations are not those of this build: older ones, and ones that a newer build has changed.
 */

const created: TestDatabase[] = [];
afterAll(() => Promise.all(created.map((database) => database.drop())));

async function database(content: Parameters<typeof createTestDatabase>[0]): Promise<string> {
  const made = await createTestDatabase(content);
  created.push(made);
  return made.url;
}

const ADDITIVE = '9998-badges.additive';
const BREAKING = '9999-no-badges';

/** Changes a database as a newer build would: a new column, and a new table that refers to users. */
async function changedByNewerBuild(url: string, ...files: string[]): Promise<void> {
  const { writer, close } = await openDatabase(url);
  await writer.raw('ALTER TABLE users ADD COLUMN badge TEXT');
  await writer.raw('CREATE TABLE badges (user_id TEXT NOT NULL PRIMARY KEY REFERENCES users ON DELETE CASCADE)');
  await writer.raw("UPDATE users SET badge = 'B-1'");
  await writer.raw('INSERT INTO badges SELECT id FROM users');
  for (const file of files) await writer('knex_migrations').insert({ name: `${file}#1`, batch: 7 });
  await close();
}

const UNUSABLE = `A newer version of this service changed the database, and this version cannot use it (${BREAKING}.sql). Start the newer version, or restore a backup.`;
const IN_COPY = `A newer version of this service changed the source (${ADDITIVE}.sql), and a copy by this version would lose data. Copy with the newer version.`;

describe('a database with newer migrations', () => {
  test('that are all additive is served, also after a restart, and keeps what this build does not know', async () => {
    const url = await database('demo');
    await changedByNewerBuild(url, ADDITIVE, '9999-more.additive');
    for (const name of ['First', 'After a restart']) {
      const service = await startService({ databaseUrl: url });
      try {
        expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
        const made = `mutation { createRole(input: { displayName: "${name}", permissions: [ORGANIZATION_READ] }) {
          role { displayName } userErrors { code } } }`;
        const { data } = await service.ask(made, { as: 'admin@contoso.example' });
        expect(data.createRole).toEqual({ role: { displayName: name }, userErrors: [] });
        await asImport(service, (trx) => trx('users').where({ upn_key: 'marc.dubois@contoso.example' }).delete());
      } finally {
        await service.stop();
      }
    }
    const { primary: reader } = await open(url);
    const badges = await reader('users').distinct('badge' as never);
    expect(badges).toEqual([{ badge: 'B-1' }]);
  });

  test('that are not all additive is refused with the name of the first such file, and left as it was', async () => {
    const url = await database('demo');
    const { primary: reader } = await open(url);
    await changedByNewerBuild(url, ADDITIVE, BREAKING);
    const before = await allRows(reader);
    expect(await refusal(openDatabase(url))).toBe(UNUSABLE);
    expect(await allRows(reader)).toEqual(before);
  });

  test('that are not additive makes a service that runs already not ready', async () => {
    const service = await startService();
    try {
      await changedByNewerBuild(service.databaseUrl, BREAKING);
      expect((await fetch(`${service.url}/readyz`)).status).toBe(503);
      const [line] = service.log.filter(({ msg }) => msg === 'not ready');
      expect(line).toMatchObject({ err: { message: UNUSABLE } });
    } finally {
      await service.stop();
    }
  });

  test('is refused if a migration of this build is missing too, because the two would be out of order', async () => {
    const url = await database('tables');
    await changedByNewerBuild(url, ADDITIVE);
    const { writer } = await open(url);
    await writer('knex_migrations').where('name', 'like', '0018-reported-findings#%').delete();
    expect(await refusal(openDatabase(url))).toBe(
      `The database has ${ADDITIVE}.sql of another version of this service, and lacks 0018-reported-findings.sql of this version. Start the other version.`,
    );
  });

  test('is not copied, because the copy would lack what this build does not know', async () => {
    const [from, to] = [await database('demo'), await database('nothing')];
    await changedByNewerBuild(from, ADDITIVE);
    const target = await open(to);
    expect(await refusal(copyDatabase(await open(from), target, () => {}))).toBe(IN_COPY);
    expect(await target.primary('users')).toEqual([]);
    expect(await new Place().run(['db', 'copy', from, to])).toEqual({ code: 1, out: '', err: `${IN_COPY}\n` });
  });

  test('that are all additive takes a copy', async () => {
    const [from, to] = [await open(await database('demo')), await database('nothing')];
    await changedByNewerBuild(to, ADDITIVE);
    const target = await open(to);
    const rows = await copyDatabase(from, target, () => {});
    expect(rows).toBeGreaterThan(3_000);
  });

  testOn('sqlite')(
    'is backed up as it is, and restored by the rule of the start: additive, or not at all',
    async () => {
      const [place, copy] = [new Place(), new Place()];
      await place.import();
      await changedByNewerBuild(place.databaseFile, ADDITIVE);
      expect((await place.run(['db', 'backup', 'additive.db'])).code).toBe(0);
      const restored = (file: string) => ({ DATABASE_URL: `file:${place.folder}/${file}` });
      expect(await copy.run(['audit', 'verify'], restored('additive.db'))).toMatchObject({ code: 0, err: '' });

      const { writer, close } = await openDatabase(place.databaseFile);
      await writer('knex_migrations').insert({ name: `${BREAKING}#1`, batch: 8 });
      await close();
      expect(await place.run(['db', 'backup', 'breaking.db'])).toMatchObject({ code: 0, err: '' });
      const refused = { code: 1, out: '', err: `${UNUSABLE}\n` };
      expect(await copy.run(['audit', 'verify'], restored('breaking.db'))).toEqual(refused);
    },
  );
});

/** Takes the last migration out of the records of a database, as if an older build had made it. @returns its file */
async function madeOlder(url: string): Promise<string> {
  const { writer, close } = await openDatabase(url);
  const ran = (await writer('knex_migrations').orderBy('id')) as { name: string }[];
  const file = `${ran.at(-1)?.name.replace(/#\d+$/, '')}`;
  await writer('knex_migrations').where('name', 'like', `${file}#%`).orWhere({ name: file }).delete();
  await close();
  return file;
}

describe('a database that lacks migrations', () => {
  test.each([
    ['sync', '--dry-run'],
    ['admin', 'list'],
    ['audit', 'verify'],
    ['token', '--as', 'admin@contoso.example'],
    ['sign-in', 'check', '--token', 'some'],
  ])('is refused by %s %s, which only reads, with the step to take, and left as it was', async (...args) => {
    const [older, empty] = [await database('demo'), await database('nothing')];
    const lacked = { [older]: await madeOlder(older), [empty]: '0001-directory' };
    if (ENGINE === 'sqlite') writeFileSync(sqliteFile(empty), '');
    const graph = await standIn(await fabrikam());
    const place = new Place();

    for (const [url, file] of Object.entries(lacked)) {
      const environment = { ...accessTo(graph), DATABASE_URL: url, MIGRATE_AT_START: 'on' };
      expect(await place.run(args, environment)).toEqual({
        code: 1,
        out: '',
        err: `The database lacks ${file}.sql, and a command that only reads runs no migrations. Run this first: npm run db -- migrate\n`,
      });
      expect(await refusal(openDatabase(url, { migrates: false }))).toMatch(`lacks ${file}.sql`);
    }
    expect([...graph.asked.keys()]).toEqual([]);
  });

  testOn('sqlite')('is backed up as it is, by the build that migrates it next', async () => {
    const url = await database('demo');
    const file = await madeOlder(url);
    const place = new Place();

    expect(await place.run(['db', 'backup', 'older.db'], { DATABASE_URL: url })).toMatchObject({ code: 0, err: '' });

    for (const each of [url, path.join(place.folder, 'older.db')]) {
      expect(await refusal(openDatabase(each, { migrates: false }))).toMatch(`lacks ${file}.sql`);
    }
  });

  testOn('postgres')('is not migrated by db backup, which names the tools of PostgreSQL', async () => {
    const url = await database('nothing');
    expect(await new Place().run(['db', 'backup', 'copy.db'], { DATABASE_URL: url })).toEqual({
      code: 1,
      out: '',
      err: 'A PostgreSQL database is backed up with its own tools, such as pg_dump.\n',
    });
    expect(await refusal(openDatabase(url, { migrates: false }))).toMatch('lacks 0001-directory.sql');
  });
});

describe('with MIGRATE_AT_START=off', () => {
  const off = (url: string) => ({ DATABASE_URL: url, MIGRATE_AT_START: 'off', DEMO: 'off', PORT: '0', AUDIT_KEY });
  const LACKS = 'The database lacks 0001-directory.sql, and MIGRATE_AT_START is off. Run: npm run db -- migrate';

  test('the service and the commands refuse a database that lacks migrations, and change nothing', async () => {
    const url = await database('nothing');
    expect(await refusal(openDatabase(url, { migrates: false }))).toBe(LACKS);
    const refused = { code: 1, out: '', err: `${LACKS}\n` };
    const place = new Place();
    expect(await place.start('main', [], off(url)).ended).toEqual({
      ...refused,
      err: `The service could not start: ${LACKS}\n`,
    });
    expect(await place.run(['generate', '--users', '1'], off(url))).toEqual(refused);
    if (ENGINE === 'sqlite') expect(existsSync(sqliteFile(url))).toBe(false);
  });

  test('db copy never migrates its source, and refuses a database that lacks migrations, with the step to take', async () => {
    const [from, empty] = [await database('demo'), await database('nothing')];
    const file = await madeOlder(from);
    const place = new Place();
    const refused = (which: string, lacked: string) => ({
      code: 1,
      out: '',
      err: `The ${which} lacks ${lacked}.sql. Run this first, with its address as DATABASE_URL: npm run db -- migrate\n`,
    });

    expect(await place.run(['db', 'copy', from, empty])).toEqual(refused('source', file));
    expect(await refusal(openDatabase(from, { migrates: false }))).toMatch(`lacks ${file}.sql`);
    const demo = await database('demo');
    expect(await place.run(['db', 'copy', demo, empty], off(demo))).toEqual(refused('target', '0001-directory'));
  });

  test('db migrate prints each file that it applies, once, and the service starts', async () => {
    const url = await database('nothing');
    const place = new Place();
    const first = await place.run(['db', 'migrate'], off(url));
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(
      /^Applied 0001-directory\.sql\.\n(Applied [\w.-]+\.sql\.\n)+The database is up to date\.\n$/,
    );
    expect(await place.run(['db', 'migrate'], off(url))).toEqual({
      code: 0,
      out: 'The database is up to date.\n',
      err: '',
    });

    const { said, child, ended } = place.start('main', [], off(url));
    await until(() => said.out.includes('Schema:'));
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  test('db migrate refuses a database that a newer build changed, and applies nothing', async () => {
    const url = await database('tables');
    await changedByNewerBuild(url, BREAKING);
    expect(await new Place().run(['db', 'migrate'], off(url))).toEqual({ code: 1, out: '', err: `${UNUSABLE}\n` });
  });

  testOn('postgres')('a role without the right to change tables serves, administers and imports', async () => {
    const owner = await database('demo');
    const role = `runtime_${new URL(owner).pathname.slice(6)}`;
    await onServer(`CREATE ROLE ${role} LOGIN PASSWORD 'runtime'`);
    const { writer } = await open(owner);
    await writer.raw(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`);
    const url = new URL(owner);
    url.username = role;
    url.password = 'runtime';
    const place = new Place();
    expect(await place.run(['db', 'migrate'], off(url.href))).toMatchObject({ code: 0 });
    expect(await place.run(['admin', 'grant', 'marc.dubois@contoso.example'], off(url.href))).toMatchObject({
      code: 0,
    });
    expect(await place.run(['import', '--replace', tenantFolder().path], off(url.href))).toMatchObject({ code: 0 });

    const service = await startService({ databaseUrl: url.href });
    try {
      expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
      const { errors } = await service.ask('{ devices(first: 1) { totalCount } }', { as: 'ada@fabrikam.example' });
      expect(errors).toEqual([]);
      expect(await refusal(service.database.writer.raw('CREATE TABLE more (id TEXT)'))).toMatch(/permission denied/);
    } finally {
      await service.stop();
    }
    await writer.raw(`DROP OWNED BY ${role}`);
    await onServer(`DROP ROLE ${role}`);
  });
});

testOn('postgres')('the roles of Compose: the owner migrates, and the service cannot change a table', async () => {
  const url = await database('nothing');
  const name = new URL(url).pathname.slice(1);
  const [owner, runtime] = [`graph_owner_${name}`, `graph_service_${name}`];
  const [, script = ''] =
    /<<'SQL'\n(.*)^SQL$/ms.exec(readFileSync(path.join(ROOT, 'deploy/postgres/roles.sh'), 'utf8')) ?? [];
  const statements = script
    .replace(/^\\set .*\n/gm, '')
    .replace(/:'\w+_password'/g, "'secret'")
    .replaceAll('graph_owner', owner)
    .replaceAll('graph_service', runtime)
    .replace('ALTER DATABASE graph ', `ALTER DATABASE ${name} `);
  const superuser = knex({ client: 'pg', connection: url });
  const as = (username: string) => ({
    ...{ NODE_ENV: 'production', HOST: '0.0.0.0', MIGRATE_AT_START: 'off', AUDIT_KEY },
    DATABASE_URL: Object.assign(new URL(url), { username, password: 'secret' }).href,
  });
  const place = new Place();
  try {
    await superuser.raw(statements);
    expect(await place.run(['db', 'migrate'], as(owner))).toMatchObject({ code: 0, err: '' });
    expect(await place.run(['import', tenantFolder().path], as(runtime))).toMatchObject({ code: 0 });
    expect(await place.run(['admin', 'grant', 'ada@fabrikam.example'], as(runtime))).toMatchObject({ code: 0 });

    const service = knex({ client: 'pg', connection: as(runtime).DATABASE_URL });
    try {
      for (const change of [
        'CREATE TABLE more (id TEXT)',
        'ALTER TABLE users ADD COLUMN more TEXT',
        'DROP TABLE skus',
      ]) {
        expect(await refusal(service.raw(change))).toMatch(/permission denied|must be owner/);
      }
    } finally {
      await service.destroy();
    }
  } finally {
    try {
      await superuser.raw(`REASSIGN OWNED BY ${owner} TO CURRENT_USER`);
      for (const role of [runtime, owner]) await superuser.raw(`DROP OWNED BY ${role}`);
    } finally {
      await superuser.destroy();
    }
    await onServer(`DROP ROLE ${owner}, ${runtime}`);
  }
});
