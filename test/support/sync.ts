import type { Database } from '../../src/database/database';
import type { SyncKind } from '../../src/generated/graphql';
import { createMicrosoftGraph, type MicrosoftGraph } from '../../src/microsoft-graph/client';
import { KINDS } from '../../src/sync/kinds';
import { type SyncOptions, type SyncSummary, syncTenant } from '../../src/sync/sync';
import { ENGINE, tablesOf } from './engines';
import { type GraphTenant, readGraphTenant, type StandIn, type StandInOptions, startStandIn } from './graph';
import { NOW, type Service, type ServiceOptions, startService } from './service';
import { allRows, assignment, temporaryFolder, tenantFolder } from './tenant-folder';

export const EVERYTHING = Object.keys(KINDS) as SyncKind[];
export const DIRECTORY: readonly SyncKind[] = ['USERS', 'GROUPS'];
/** The kinds that decide which users an operator sees. */
export const RIGHTS: readonly SyncKind[] = ['TENANT', ...DIRECTORY, 'ROLES'];

const services: Service[] = [];
const standIns: StandIn[] = [];
const earlier: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of earlier.splice(0)) await stop();
  await Promise.all([...services.splice(0), ...standIns.splice(0)].map((each) => each.stop()));
});

/** Stops something after the test, before the services. */
export const stopEarlier = (stop: () => Promise<unknown>): unknown => earlier.push(stop);

/** The service on an empty database, stopped after the test. */
export async function emptyService(server: ServiceOptions['server'] = {}): Promise<Service> {
  const service = await startService({ demo: false, server });
  services.push(service);
  return service;
}

/** A stand-in of Graph, stopped after the test. */
export async function standIn(tenant: GraphTenant, options?: StandInOptions): Promise<StandIn> {
  const started = await startStandIn(tenant, options);
  standIns.push(started);
  return started;
}

/** An object of Graph, of any shape. */
// biome-ignore lint/suspicious/noExplicitAny: tests change Microsoft Graph's JSON of any shape.
export type Loose = any;

/** Fabrikam, the small tenant of test/support/tenant-folder.ts, at Graph. */
export async function fabrikam(change: (tenant: GraphTenant) => void = () => {}): Promise<GraphTenant> {
  const tenant = await readGraphTenant(tenantFolder().path);
  change(tenant);
  return tenant;
}

/** An object of a list, to be changed in place. */
export function objectIn(tenant: GraphTenant, resource: keyof GraphTenant['collections'], id: string): Loose {
  const found = tenant.collections[resource].find((object) => (object as Loose).id === id);
  if (found === undefined) throw new Error(`There is no ${id} among the ${resource}.`);
  return found;
}

/** Removes objects from a list. */
export function remove(tenant: GraphTenant, resource: keyof GraphTenant['collections'], ...ids: string[]): void {
  const isLeft = (object: object) => !ids.includes((object as Loose).id);
  tenant.collections[resource] = tenant.collections[resource].filter(isLeft);
}

/** Makes the group Site helpers over all users, in addition to Fabrikam's own. */
export function helpersOfSite({ collections }: GraphTenant): void {
  collections.roleAssignments.push(assignment('site', 'Helper', ['Site'], { scopeType: 'allDevicesAndLicensedUsers' }));
}

const folders = new WeakMap<Service, string>();

/** The default folder in which the syncs of a service keep what they read. */
export function folderOf(service: Service): string {
  const folder = folders.get(service) ?? temporaryFolder();
  folders.set(service, folder);
  return folder;
}

/** The client of a stand-in of Graph. */
export function connected(
  { url, credentials }: StandIn,
  signal?: AbortSignal,
  timeouts: { readonly timeoutMs?: number } = {},
): MicrosoftGraph {
  const { clientSecret: secret, ...application } = credentials;
  const credential = { kind: 'SECRET', secret } as const;
  const access = { baseUrl: url, authority: url, ...application, credential, backoffMs: 5, ...timeouts };
  return createMicrosoftGraph({ ...access, ...(signal !== undefined && { signal }) });
}

/** Syncs a service with a stand-in of Graph. */
export function sync(
  service: Service,
  graph: StandIn,
  { signal, ...over }: Partial<SyncOptions> = {},
): Promise<SyncSummary> {
  return syncTenant({
    database: service.database,
    graph: connected(graph, signal),
    source: 'the stand-in',
    folder: folderOf(service),
    kinds: EVERYTHING,
    licenseNeeded: true,
    now: () => NOW,
    listener: { reading() {}, writing() {} },
    holder: 'the test',
    ...(signal !== undefined && { signal }),
    ...over,
  });
}

/** Fabrikam on a stand-in of Graph, and a service synced with it once. */
export async function synced(
  change?: (tenant: GraphTenant) => void,
  {
    kinds = EVERYTHING,
    server,
    ...options
  }: StandInOptions & { readonly kinds?: readonly SyncKind[]; readonly server?: ServiceOptions['server'] } = {},
) {
  const tenant = await fabrikam(change);
  const [service, graph] = [await emptyService(server), await standIn(tenant, options)];
  expect((await sync(service, graph, { kinds })).failed).toEqual([]);
  return { tenant, service, graph, folder: folderOf(service) };
}

/** Simulates a sync that is killed after the first items of a resource. */
export function killedAt(resource: string): Pick<SyncOptions, 'listener'> & { readonly signal: AbortSignal } {
  const kill = new AbortController();
  const reading = (read: string) => {
    if (read === resource) kill.abort(new Error('killed'));
  };
  return { signal: kill.signal, listener: { reading, writing() {} } };
}

/** A database whose writer fails before the first matching transaction. */
export function dyingAt(database: Database, isLast: (work: unknown, n: number) => boolean): Database {
  let n = 0;
  return {
    ...database,
    async write(work) {
      n++;
      if (isLast(work, n)) throw new Error('killed');
      return database.write(work);
    },
  };
}

/** Simulates a sync that is killed when it has read a kind and written nothing of it. */
export function dyingBefore(kind: SyncKind, { database }: Service): Pick<SyncOptions, 'listener' | 'database'> {
  let isOver = false;
  const writing = (written: SyncKind) => {
    isOver ||= written === kind;
  };
  return { listener: { reading() {}, writing }, database: dyingAt(database, () => isOver) };
}

/** The number of requests to Graph so far. */
export const askedIn = ({ asked }: StandIn): number => [...asked.values()].reduce((sum, times) => sum + times, 0);

export type Content = Record<string, Record<string, unknown>[]>;

/** The tenant's data in a database, without the state of the sync and without the history. */
export async function contentOf({ database }: Pick<Service, 'database'>): Promise<Content> {
  const { sync_kinds, sync_links, sync_lease, sync_reads, quarantine, readings, ...data } = await allRows(
    database.primary,
  );
  const { group_membership_periods, new_groups, ...content } = data;
  return content;
}

/** The number of written rows by title, if there were any. */
export const written = ({ rows }: SyncSummary): Record<string, [number, number, number]> =>
  Object.fromEntries(
    rows.flatMap(({ title, added, changed, removed }) =>
      added + changed + removed === 0 ? [] : [[title, [added, changed, removed]]],
    ),
  );

/** `tenant.sync` and `tenant.quarantine` for ada, who may read everything of Fabrikam. */
export async function standing(service: Service, as = 'ada@fabrikam.example') {
  const { data, errors } = await service.ask(
    `{ tenant {
      sync { kind state problem lastCompletedAt counts { read added changed removed setAside } }
      quarantine { totalCount nodes { kind resource objectId reason } }
    } }`,
    { as },
  );
  expect(errors).toEqual([]);
  const kinds = new Map<string, Loose>(data.tenant.sync.map((status: Loose) => [status.kind, status]));
  return { kinds, quarantine: data.tenant.quarantine.nodes as Loose[], total: data.tenant.quarantine.totalCount };
}

/** The tenant's tables in which a sync writes rows, even unchanged ones. */
export async function tablesWritten({ database }: Service, work: () => Promise<unknown>): Promise<string[]> {
  const { writer } = database;
  const ours = (await tablesOf(writer)).filter((name) => !/^(sync_|quarantine|readings|imports_under_way)/.test(name));
  if (ENGINE === 'postgres') {
    // Each version of a row names the transaction that wrote it.
    const versions = async (table: string) =>
      JSON.stringify(await writer(table).select(writer.raw('xmin::text AS version')).orderBy('version'));
    const before = new Map<string, string>();
    for (const table of ours) before.set(table, await versions(table));
    await work();
    const changed: string[] = [];
    for (const table of ours) if ((await versions(table)) !== before.get(table)) changed.push(table);
    return changed;
  }
  await writer.raw('CREATE TEMP TABLE IF NOT EXISTS written (name TEXT NOT NULL)');
  for (const table of ours) {
    for (const event of ['INSERT', 'UPDATE', 'DELETE']) {
      await writer.raw(
        `CREATE TEMP TRIGGER written_${table}_${event} AFTER ${event} ON ${table} BEGIN INSERT INTO written VALUES ('${table}'); END`,
      );
    }
  }
  await work();
  return writer('written').distinct('name').orderBy('name').pluck('name');
}

/** The environment of a command that reads a stand-in. */
export const accessTo = ({ url, credentials }: StandIn) => ({
  GRAPH_BASE_URL: url,
  GRAPH_AUTHORITY: url,
  GRAPH_TENANT_ID: credentials.tenantId,
  GRAPH_CLIENT_ID: credentials.clientId,
  GRAPH_CLIENT_SECRET: credentials.clientSecret,
});
