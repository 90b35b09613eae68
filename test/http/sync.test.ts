import type { SyncKind } from '../../src/generated/graphql';
import { createGraph } from '../../src/graph/graph';
import { DEMO } from '../../src/import/demo';
import { folderSource } from '../../src/import/folder';
import { importTenant } from '../../src/import/import';
import { KINDS } from '../../src/sync/kinds';
import { type SyncOptions, type SyncSummary, syncTenant } from '../../src/sync/sync';
import { type GraphTenant, readGraphTenant, type StandIn, type StandInOptions, startStandIn } from '../support/graph';
import { NOW, type Service, startService } from '../support/service';
import { allRows, temporaryFolder } from '../support/tenant-folder';

const EVERYTHING = Object.keys(KINDS) as SyncKind[];

const services: Service[] = [];
const standIns: StandIn[] = [];
afterEach(async () => {
  await Promise.all([...services.splice(0), ...standIns.splice(0)].map((each) => each.stop()));
});

async function emptyService(): Promise<Service> {
  const service = await startService({ demo: false });
  services.push(service);
  return service;
}

async function standIn(tenant: GraphTenant, options?: StandInOptions): Promise<StandIn> {
  const started = await startStandIn(tenant, options);
  standIns.push(started);
  return started;
}

/** Syncs a service with a stand-in of Graph. */
function sync(service: Service, graph: StandIn, folder: string, over: Partial<SyncOptions> = {}): Promise<SyncSummary> {
  return syncTenant({
    database: service.database,
    graph: createGraph({ baseUrl: graph.url, authority: graph.url, ...graph.credentials, backoffMs: 5 }),
    source: 'the stand-in',
    folder,
    kinds: EVERYTHING,
    licenseNeeded: true,
    now: () => NOW,
    listener: { reading() {}, writing() {} },
    holder: 'the test',
    ...over,
  });
}

/** What the database holds of the tenant, without what it keeps of the sync. */
async function contentOf({ database }: Service): Promise<Record<string, Record<string, unknown>[]>> {
  const { sync_kinds, sync_links, sync_lease, quarantine, readings, ...content } = await allRows(database.reader);
  return content;
}

/** The rows of group members whose members there are: a sync keeps the others, for what comes later. */
async function known(service: Service): Promise<Awaited<ReturnType<typeof contentOf>>> {
  const content = await contentOf(service);
  const exists = new Set(
    ['users', 'groups', 'entra_devices'].flatMap((table) => (content[table] ?? []).map((row) => row['id'])),
  );
  return { ...content, group_members: (content['group_members'] ?? []).filter((row) => exists.has(row['member_id'])) };
}

test('a sync brings what an import of the same tenant brings', async () => {
  const [synced, imported] = [await emptyService(), await emptyService()];
  const tenant = await readGraphTenant(DEMO.folder);
  const graph = await standIn(tenant);
  const summary = await sync(synced, graph, temporaryFolder());
  await importTenant(imported.database.writer, { source: await folderSource(DEMO.folder), now: NOW });

  expect(summary.failed).toEqual([]);
  const [found, expected] = [await known(synced), await known(imported)];
  // How often rights changed is the sync's own affair.
  const tables = Object.keys(expected).filter((table) => table !== 'tenants');
  for (const table of tables) expect([table, found[table]]).toEqual([table, expected[table]]);
  expect(found['tenants']).toMatchObject([{ id: tenant.id, display_name: 'Contoso' }]);
});

test('a second sync of the same tenant writes nothing', async () => {
  const service = await emptyService();
  const graph = await standIn(await readGraphTenant(DEMO.folder));
  await sync(service, graph, temporaryFolder());
  const before = await contentOf(service);
  const again = await sync(service, graph, temporaryFolder());

  expect(again.rows.filter(({ added, changed, removed }) => added + changed + removed > 0)).toEqual([]);
  expect({ ...(await contentOf(service)), tenants: [] }).toEqual({ ...before, tenants: [] });
});

test.each([1, 2, 3])(
  'after faults of all kinds (seed %i) the database is as after a sync without',
  async (seed) => {
    const [calm, stormy] = [await emptyService(), await emptyService()];
    const tenant = await readGraphTenant(DEMO.folder);
    await sync(calm, await standIn(tenant), temporaryFolder());
    const graph = await standIn(tenant, { faults: { seed, rate: 0.2 }, pageSize: 20 });
    const summary = await sync(stormy, graph, temporaryFolder());

    expect(summary.failed).toEqual([]);
    expect(await contentOf(stormy)).toEqual(await contentOf(calm));
  },
  120_000,
);
