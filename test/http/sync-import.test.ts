import { setTimeout as pause } from 'node:timers/promises';
import { grantAdministrator } from '../../src/administration/grant-administrator';
import type { Trx } from '../../src/database/database';
import { folderSource } from '../../src/import/folder';
import { importTenant } from '../../src/import/import';
import type { MicrosoftGraph } from '../../src/microsoft-graph/client';
import { RESOURCES, type Resource } from '../../src/microsoft-graph/resources';
import { toNodeId } from '../../src/resolving/node-id';
import { idOfAdministered } from '../support/administration';
import { oneIn } from '../support/amount';
import { AUDIT_KEY } from '../support/audit-key';
import type { BatchResource, CollectionResource, GraphTenant, StandIn } from '../support/graph';
import { refreshable, refreshed } from '../support/refresh';
import { NOW, type Service } from '../support/service';
import {
  type Content,
  connected,
  contentOf,
  dyingBefore,
  emptyService,
  fabrikam,
  objectIn,
  remove,
  standIn,
  sync,
  written,
} from '../support/sync';
import {
  assignment,
  batch,
  collection,
  device,
  group,
  member,
  role,
  tenantFolder,
  user,
} from '../support/tenant-folder';

const test = oneIn(3);

const ADA = 'ada@fabrikam.example';

/** Fabrikam some time later: objects of most kinds were added, changed and removed. */
function later(tenant: GraphTenant): void {
  const { collections, parts } = tenant;
  remove(tenant, 'users', 'user-cyd');
  objectIn(tenant, 'users', 'user-ben').displayName = 'Benedict';
  collections.users.push(user('dan'));
  collections.groups.push(group('Night shift'));
  parts.groupMembers.get('group-Operators')?.push(member('group', 'Night shift'));
  parts.groupMembers.set('group-Night shift', [member('user', 'dan')]);
  parts.groupMembers.get('group-Site')?.shift();
  objectIn(tenant, 'managedDevices', 'device-laptop').complianceState = 'noncompliant';
  collections.managedDevices.push(device('phone', 'dan'));
  parts.deviceConfigurationStates.delete('device-laptop');
  objectIn(tenant, 'mobileApps', 'app-reader').displayName = 'Reader DC';
  collections.troubleshootingEvents = [];
  collections.roleDefinitions.push(role('Second', ['Microsoft.Intune_Organization_Read']));
  collections.roleAssignments.push(assignment('second', 'Second', ['Site'], { resourceScopes: ['group-Site'] }));
  objectIn(tenant, 'roleDefinitions', 'role-Helper').displayName = 'Helper of all';
}

/** A tenant saved as a folder of Graph's responses. */
function saved({ collections, parts }: GraphTenant): string {
  const answers: [string, object | undefined][] = Object.entries(RESOURCES).flatMap(([resource, { form }]) => {
    const found = parts[resource as BatchResource];
    if (form === 'batch') return found === undefined ? [] : [[resource, batch(Object.fromEntries(found))]];
    const items = collections[resource as CollectionResource];
    return items === undefined ? [] : [[resource, form === 'object' ? items[0] : collection(items)]];
  });
  for (const [resource, states] of [
    ['compliancePolicySettings', parts.deviceCompliancePolicyStates],
    ['configurationSettings', parts.deviceConfigurationStates],
  ] as const) {
    const settings = [...states].flatMap(([device, all]) =>
      all.map((state) => {
        const { id, settingStates = [] } = state as { id: string; settingStates?: object[] };
        return [`${device}/${id}`, settingStates] as const;
      }),
    );
    answers.push([resource, batch(Object.fromEntries(settings))]);
  }
  return tenantFolder(Object.fromEntries(answers) as Record<Resource, object>).path;
}

const importInto = async ({ database }: Service, tenant: GraphTenant) =>
  importTenant(database.writer, { source: await folderSource(saved(tenant)), now: NOW });

/** Creates an administrator, a role, and an assignment of it over a group of the tenant. */
async function makeHere(service: Service): Promise<void> {
  await grantAdministrator(service.database, ADA, AUDIT_KEY, NOW);
  const permissions = ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'];
  const input = {
    roleId: await idOfAdministered(service, 'createRole', { displayName: 'Made here', permissions }, ADA),
    displayName: 'Assigned here',
    memberGroupIds: [toNodeId('Group', 'group-operators')],
    scope: { groupIds: [toNodeId('Group', 'group-site')] },
  };
  await idOfAdministered(service, 'createRoleAssignment', input, ADA);
}

/** The tenant and the local objects in a database: rows, and all rows that refer to them. */
async function halvesOf(service: Service): Promise<{ ofTenant: Content; madeHere: Content }> {
  const { audit_events = [], audit_head = [], client_mutations = [], ...content } = await contentOf(service);
  const made = Object.values(content).flatMap((rows) => rows.filter(({ origin }) => origin === 'LOCAL'));
  const ids = new Set(made.map(({ id }) => id));
  const isMade = (row: object) => Object.values(row).some((value) => ids.has(value));
  const half = (isWanted: boolean): Content =>
    Object.fromEntries(
      Object.entries(content).map(([table, rows]) => [table, rows.filter((row) => isMade(row) === isWanted)]),
    );
  return {
    ofTenant: withoutVersions(half(false)),
    madeHere: { ...half(true), audit_events, audit_head, client_mutations },
  };
}

/** Versions count changes, whose number depends on the way in which they arrived, so leave versions out. */
const withoutVersions = (content: Content): Content =>
  Object.fromEntries(
    Object.entries(content).map(([table, rows]) => [table, rows.map(({ version: _, ...row }) => row)]),
  );

/** The result of a sync alone of the later Fabrikam. */
let syncedAlone: Content;
beforeAll(async () => {
  const service = await emptyService();
  await sync(service, await standIn(await fabrikam(later)));
  syncedAlone = (await halvesOf(service)).ofTenant;
});

test('a sync over an import ends as a sync alone does, and keeps what was made here', async () => {
  const service = await emptyService();
  await importInto(service, await fabrikam());
  await makeHere(service);
  const { madeHere } = await halvesOf(service);

  expect((await sync(service, await standIn(await fabrikam(later)))).failed).toEqual([]);

  expect(await halvesOf(service)).toEqual({ ofTenant: syncedAlone, madeHere });
});

test('an import over a sync ends as a sync alone does, keeps what was made here, and leaves the next sync nothing to write', async () => {
  const [service, tenant] = [await emptyService(), await fabrikam()];
  const graph = await standIn(tenant);
  await sync(service, graph);
  await makeHere(service);
  const { madeHere } = await halvesOf(service);

  later(tenant);
  await importInto(service, tenant);

  const expected = { ofTenant: syncedAlone, madeHere };
  expect(await halvesOf(service)).toEqual(expected);
  const summary = await sync(service, graph);
  expect([summary.failed, written(summary)]).toEqual([[], {}]);
  expect(await halvesOf(service)).toEqual(expected);
});

test('an import of what was saved earlier lasts until the next sync, although Graph has nothing new to tell', async () => {
  const service = await emptyService();
  const graph = await standIn(await fabrikam(later));
  await sync(service, graph);
  await makeHere(service);
  const halves = await halvesOf(service);
  await importInto(service, await fabrikam());
  expect((await halvesOf(service)).ofTenant).not.toEqual(halves.ofTenant);

  await sync(service, graph);

  expect(await halvesOf(service)).toEqual(halves);
});

test('what a killed sync had read before an import is read anew after it', async () => {
  const [service, tenant] = [await emptyService(), await fabrikam()];
  const graph = await standIn(tenant);
  await expect(sync(service, graph, dyingBefore('GROUPS', service))).rejects.toThrow('killed');
  later(tenant);
  await importInto(service, tenant);

  expect((await sync(service, graph)).failed).toEqual([]);

  expect((await halvesOf(service)).ofTenant).toEqual(syncedAlone);
});

/** A client of Graph that calls `meanwhile` once, before it asks for a path. */
function interrupted(graph: StandIn, path: string, meanwhile: () => Promise<unknown>): MicrosoftGraph {
  const client = connected(graph);
  let isOver = false;
  async function look(url: string): Promise<void> {
    if (isOver || !url.includes(path)) return;
    isOver = true;
    await meanwhile();
  }
  return {
    ...client,
    page: (url, headers) => look(url).then(() => client.page(url, headers)),
    items: (url) => look(url).then(() => client.items(url)),
  };
}

const OVER = 'A folder was imported meanwhile. Nothing more is written: try again.';

test.each(['/groups', '/mobileApps'])(
  'an import while a sync reads %s stops the sync, which writes nothing more',
  async (path) => {
    const [service, tenant] = [await emptyService(), await fabrikam()];
    const graph = await standIn(await fabrikam(later));
    let imported: Content = {};
    const client = interrupted(graph, path, async () => {
      await importInto(service, tenant);
      imported = await contentOf(service);
    });

    await expect(sync(service, graph, { graph: client })).rejects.toThrow(OVER);

    expect(await contentOf(service)).toEqual(imported);
    const kinds = await service.database.primary('sync_kinds').where({ state: 'RUNNING' });
    expect(kinds).toEqual([]);
    // The next sync begins anew.
    expect((await sync(service, graph)).failed).toEqual([]);
    expect((await contentOf(service))['apps']).toMatchObject([{ display_name: 'Reader DC' }]);
  },
);

/** Replaces the tenant of a service by Contoso, that of the demo. */
const replaceTenant = async ({ database }: Service) =>
  importTenant(database.writer, { source: await folderSource('demo'), now: NOW, replace: true });

test('an import of another tenant stops a sync before its next write, and one that has just begun', async () => {
  const service = await emptyService();
  const graph = await standIn(await fabrikam());
  const client = interrupted(graph, '/mobileApps', () => replaceTenant(service));
  await expect(sync(service, graph, { graph: client })).rejects.toThrow(OVER);
  const replaced = await contentOf(service);
  expect(replaced['tenants']).toMatchObject([{ display_name: 'Contoso' }]);
  expect(replaced['apps']).not.toContainEqual(expect.objectContaining({ id: 'app-reader' }));
  expect(await service.database.primary('sync_kinds')).toEqual([]);

  const other = await emptyService();
  const own = other.database;
  let isReplaced = false;
  const database = {
    ...own,
    async write<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
      if (!isReplaced) await replaceTenant(other);
      isReplaced = true;
      return own.write(work);
    },
  };
  await expect(sync(other, graph, { database })).rejects.toThrow(OVER);
  expect((await contentOf(other))['tenants']).toMatchObject([{ display_name: 'Contoso' }]);
});

test('a sync that would write while an import runs waits for its end, and writes nothing then', async () => {
  const service = await emptyService();
  const graph = await standIn(await fabrikam());
  await sync(service, graph);
  const folder = await folderSource(saved(await fabrikam(later)));
  let imported: Promise<unknown> = Promise.resolve();
  const client = interrupted(graph, '/mobileApps', async () => {
    await new Promise<void>((begin) => {
      async function* read(resource: Resource) {
        if (resource === 'users') {
          begin();
          await pause(300);
        }
        yield* folder.read(resource);
      }
      imported = importTenant(service.database.writer, { source: { read }, now: NOW });
    });
  });
  graph.tenant.collections.mobileApps.push({ id: 'app-new', displayName: 'Of the sync' });

  await expect(sync(service, graph, { graph: client })).rejects.toThrow(OVER);

  await imported;
  expect((await contentOf(service))['apps']).toMatchObject([{ display_name: 'Reader DC' }]);
});

test('an import stops the refresh of a user, which says so', async () => {
  let client: MicrosoftGraph | null = null;
  const { service, graph } = await refreshable(undefined, {
    refresher: { connect: async () => client as MicrosoftGraph },
  });
  const tenant = await fabrikam();
  objectIn(tenant, 'managedDevices', 'device-laptop').deviceName = 'imported';
  client = interrupted(graph, '/managedDevices', () => importInto(service, tenant));

  expect(await refreshed(service, 'ben', ADA)).toMatchObject({
    state: 'FAILED',
    failure: 'INTERRUPTED',
    problem: OVER,
  });

  expect((await contentOf(service))['devices']).toMatchObject([{ device_name: 'imported' }]);
});

describe('an import after a sync', () => {
  const statusOf = async ({ database: { primary } }: Service) => ({
    kinds: await primary('sync_kinds').pluck('kind'),
    quarantine: await primary('quarantine').pluck('reason'),
    refreshes: await primary('user_refreshes').pluck('user_id'),
  });

  async function syncedOnce() {
    const found = await refreshable(({ collections }) => {
      collections.mobileApps.push({ id: 'app-bad', displayName: 7.5 });
    });
    expect((await refreshed(found.service, 'ben', ADA)).state).toBe('COMPLETED');
    const status = await statusOf(found.service);
    expect([status.quarantine, status.refreshes]).toEqual([[expect.stringContaining('displayName')], ['user-ben']]);
    return { ...found, status };
  }

  test('of the same tenant empties the quarantine, whose records it has not read', async () => {
    const { service, status } = await syncedOnce();
    await importInto(service, await fabrikam());
    expect(await statusOf(service)).toEqual({ ...status, quarantine: [] });
  });

  test('of another tenant leaves nothing of the sync: no status, no quarantine, no refresh', async () => {
    const { service } = await syncedOnce();
    await replaceTenant(service);
    expect(await statusOf(service)).toEqual({ kinds: [], quarantine: [], refreshes: [] });
  });
});
