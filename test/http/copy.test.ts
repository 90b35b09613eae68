import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { verifyAudit } from '../../src/audit/verification';
import { copyDatabase } from '../../src/database/copy';
import type { Database } from '../../src/database/database';
import { openDatabase } from '../../src/database/open';
import { oneIn } from '../support/amount';
import { AUDIT_KEY } from '../support/audit-key';
import { createTestDatabase, ENGINE, type TestDatabase } from '../support/engines';
import { startService } from '../support/service';
import { allRows } from '../support/tenant-folder';

const test = oneIn(3);

const DEMO = `file:${process.env['DEMO_DATABASE']}`;
const CLI = path.join(__dirname, '..', '..', 'dist', 'cli.js');

const opened: Database[] = [];
const created: TestDatabase[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
  await Promise.all(created.splice(0).map((database) => database.drop()));
});

async function open(url: string): Promise<Database> {
  const database = await openDatabase(url);
  opened.push(database);
  return database;
}

async function empty(): Promise<TestDatabase> {
  const database = await createTestDatabase('nothing');
  created.push(database);
  return database;
}

test('a copy holds every row of the tenant, what was made here and the audit trail', async () => {
  const [from, to] = [await open(DEMO), await open((await empty()).url)];
  const heard: string[] = [];
  const rows = await copyDatabase(from, to, (what, done, of) => heard.push(`${what} ${done} of ${of}`));

  const found = await allRows(to.primary);
  expect(found).toEqual(await allRows(from.primary));
  expect(rows).toBe(Object.values(found).flat().length);
  expect(rows).toBeGreaterThan(3_000);
  expect(heard.at(0)).toMatch(/^copying \d+ of \d+$/);
  expect(heard.at(-1)).toBe(`comparing ${rows} of ${rows}`);
  expect((await verifyAudit(to, AUDIT_KEY)).fault).toBeNull();
});

test('a copy answers as what it was copied from', async () => {
  const database = await empty();
  await copyDatabase(await open(DEMO), await open(database.url), () => {});
  const [copy, original] = [await startService({ databaseUrl: database.url }), await startService()];
  const query = `{ users(first: 100) { nodes { displayName userPrincipalName } }
    devices(first: 100, orderBy: { field: LAST_CHECK_IN_AT, direction: DESC }) { nodes { deviceName intuneCompliance } }
    groups(first: 100) { nodes { displayName } } roles(first: 100) { nodes { displayName permissions } } }`;
  try {
    for (const as of ['admin@contoso.example', 'helpdesk.paris@contoso.example']) {
      const expected = await original.ask(query, { as });
      expect(expected.data.devices.nodes.length).toBeGreaterThan(5);
      expect((await copy.ask(query, { as })).text).toBe(expected.text);
    }
  } finally {
    await Promise.all([copy.stop(), original.stop()]);
  }
});

test('a copy is of one instant, whatever is written meanwhile', async () => {
  const source = await createTestDatabase('demo');
  created.push(source);
  const [from, to] = [await open(source.url), await open((await empty()).url)];
  const before = await allRows(from.primary);
  const late = { name_key: 'late', membership_type: 'ASSIGNED', security_enabled: 1, origin: 'LOCAL' };
  let written: Promise<unknown> | null = null;
  await copyDatabase(from, to, (what) => {
    if (what === 'copying') {
      written ??= from.write(async (trx) => {
        // Groups come before their members in the order of tables, so a copy without a snapshot would contain half of
        // this.
        await trx('groups').insert({ id: 'late', display_name: 'Late', ...late });
        await trx('group_members').insert({ group_id: 'late', kind: 'USER', member_id: 'nobody' });
      });
    }
  });
  await written;

  expect(await allRows(to.primary)).toEqual(before);
  expect((await allRows(from.primary))['groups']?.length).toBe((before['groups']?.length ?? 0) + 1);
});

test.each([
  ['differs', "UPDATE groups SET description = 'not what was copied' WHERE id = NEW.id"],
  ['has more rows', "INSERT INTO skus (id) VALUES (NEW.id || ' twice')"],
])('a copy that %s leaves the target empty', async (_, statement) => {
  const target = await empty();
  const to = await open(target.url);
  const tables = await allRows(to.primary);
  if (ENGINE === 'sqlite') {
    await to.writer.raw(`CREATE TRIGGER tamper AFTER INSERT ON groups BEGIN ${statement}; END`);
  } else {
    await to.writer.raw(
      `CREATE FUNCTION tamper() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${statement}; RETURN NEW; END $$`,
    );
    await to.writer.raw('CREATE TRIGGER tamper AFTER INSERT ON groups FOR EACH ROW EXECUTE FUNCTION tamper()');
  }

  await expect(copyDatabase(await open(DEMO), to, () => {})).rejects.toThrow(
    /^The copy (differs from the source|has additional rows) in \w+/,
  );
  expect(await allRows(to.primary)).toEqual(tables);
});

test('a database that holds something is not copied into', async () => {
  const [from, to] = [await open(DEMO), await open((await empty()).url)];
  await copyDatabase(from, to, () => {});
  const before = await allRows(to.primary);

  await expect(copyDatabase(from, to, () => {})).rejects.toThrow('The target is not empty: it has rows in tenants.');
  expect(await allRows(to.primary)).toEqual(before);
});

test('a database without a tenant is not copied, and none is copied onto itself', async () => {
  const [from, to] = [await open((await empty()).url), await open((await empty()).url)];
  await expect(copyDatabase(from, to, () => {})).rejects.toThrow('The source has no tenant.');

  expect(spawnSync(process.execPath, [CLI, 'db', 'copy', DEMO, DEMO], { encoding: 'utf8' })).toMatchObject({
    status: 1,
    stdout: '',
    stderr: 'The source and the target are the same database.\n',
  });
});

test('npm run db -- copy says how far it is, and what it did', async () => {
  const { url } = await empty();
  const run = (...options: string[]) =>
    spawnSync(process.execPath, [CLI, 'db', 'copy', ...options], { encoding: 'utf8' });
  const done = run(DEMO, url);

  expect(done.stderr).toMatch(/copying: \d+ % of \d+ rows\n/);
  expect(done.stdout).toMatch(/^Copied and verified: \d+ rows\.\n$/);
  expect(done.status).toBe(0);
  expect(run(DEMO, url)).toMatchObject({
    status: 1,
    stdout: '',
    stderr: 'The target is not empty: it has rows in tenants.\n',
  });
  for (const addresses of [
    ['mysql://somewhere/graph', url],
    [DEMO, 'postgre://somewhere/graph'],
    [DEMO, 'sqlite:./graph.db'],
  ]) {
    const refused = run(...addresses);
    expect(refused.stderr).toContain('It takes a file, such as file:./data/graph.db, or postgres://');
    expect(refused.status).toBe(1);
  }
  expect(run('file:/nowhere/graph.db', url)).toMatchObject({
    status: 1,
    stderr: 'There is no database at /nowhere/graph.db.\n',
  });
});
