import { DEMO } from '../../src/demo/demo';
import { folderSource } from '../../src/import/folder';
import { importTenant } from '../../src/import/import';
import { oneIn } from '../support/amount';
import { readGraphTenant } from '../support/graph';
import { NOW, type Service } from '../support/service';
import {
  type Content,
  contentOf,
  DIRECTORY,
  emptyService,
  fabrikam,
  RIGHTS,
  standIn,
  sync,
  tablesWritten,
  written,
} from '../support/sync';
import { group, member } from '../support/tenant-folder';

const test = oneIn(10);

/** The rows of group members whose members exist. A sync keeps the others until the members arrive. */
async function known(service: Service): Promise<Content> {
  const content = await contentOf(service);
  const exists = new Set(
    ['users', 'groups', 'entra_devices'].flatMap((table) => (content[table] ?? []).map((row) => row['id'])),
  );
  return {
    ...content,
    group_members: (content['group_members'] ?? []).filter((row) => exists.has(row['member_id'])),
  };
}

test('a sync brings what an import of the same tenant brings', async () => {
  const [synced, imported] = [await emptyService(), await emptyService()];
  const tenant = await readGraphTenant(DEMO.folder);
  const graph = await standIn(tenant);
  const summary = await sync(synced, graph);
  await importTenant(imported.database.writer, { source: await folderSource(DEMO.folder), now: NOW });

  expect(summary.failed).toEqual([]);
  const [found, expected] = [await known(synced), await known(imported)];
  for (const table of Object.keys(expected)) expect([table, found[table]]).toEqual([table, expected[table]]);
});

test('the summary counts each row once', async () => {
  const service = await emptyService();
  const summary = await sync(service, await standIn(await fabrikam()), { kinds: RIGHTS });
  expect(written(summary)).toMatchObject({ users: [3, 0, 0], roles: [1, 0, 0], 'role assignments': [1, 0, 0] });
});

test('a second sync of the same tenant writes nothing', async () => {
  const service = await emptyService();
  const graph = await standIn(await readGraphTenant(DEMO.folder));
  await sync(service, graph);
  const before = await contentOf(service);
  let again = { rows: [] } as unknown as Awaited<ReturnType<typeof sync>>;
  const tables = await tablesWritten(service, async () => {
    again = await sync(service, graph);
  });

  expect(tables).toEqual([]);
  expect(again.rows.filter(({ added, changed, removed }) => added + changed + removed > 0)).toEqual([]);
  expect(await contentOf(service)).toEqual(before);
});

test.each([1, 2, 3])(
  'after faults of all kinds (seed %i) the database is as after a sync without',
  async (seed) => {
    const [calm, stormy] = [await emptyService(), await emptyService()];
    const tenant = await readGraphTenant(DEMO.folder);
    await sync(calm, await standIn(tenant));
    const graph = await standIn(tenant, { faults: { seed, rate: 0.2 }, pageSize: 20 });
    const summary = await sync(stormy, graph);

    expect(summary.failed).toEqual([]);
    expect(await contentOf(stormy)).toEqual(await contentOf(calm));
  },
  120_000,
);

test('a transaction writes few rows, however many members groups have', async () => {
  const tenant = await fabrikam(({ collections, parts }) => {
    const members = Array.from({ length: 500 }, (_, i) => member('user', String(i)));
    for (let i = 0; i < 40; i++) {
      collections.groups.push(group(`g${i}`));
      parts.groupMembers.set(`group-g${i}`, members);
    }
  });
  const service = await emptyService();
  const { database } = service;
  const count = async () => (await database.primary('group_members').count({ rows: '*' }))[0]?.['rows'] as number;
  const grown: number[] = [];
  const counting: typeof database = {
    ...database,
    async write(work) {
      const before = await count();
      const answer = await database.write(work);
      grown.push((await count()) - before);
      return answer;
    },
  };
  await sync(service, await standIn(tenant, { pageSize: 1_000 }), { database: counting, kinds: DIRECTORY });
  expect(await count()).toBe(40 * 500 + 3);
  expect(Math.max(...grown)).toBeLessThanOrEqual(5_000);
});
