import { grantAdministrator } from '../../src/administration/grant-administrator';
import { folderSource } from '../../src/import/folder';
import { importTenant } from '../../src/import/import';
import { RESOURCES, type Resource } from '../../src/microsoft-graph/resources';
import { toNodeId } from '../../src/resolving/node-id';
import { idOfAdministered } from '../support/administration';
import { oneIn } from '../support/amount';
import { AUDIT_KEY } from '../support/audit-key';
import type { BatchResource, CollectionResource, GraphTenant } from '../support/graph';
import { NOW, type Service } from '../support/service';
import {
  type Content,
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
  const answers = Object.entries(RESOURCES).flatMap(([resource, { form }]) => {
    const found = parts[resource as BatchResource];
    if (form === 'batch') return found === undefined ? [] : [[resource, batch(Object.fromEntries(found))]];
    const items = collections[resource as CollectionResource];
    return items === undefined ? [] : [[resource, form === 'object' ? items[0] : collection(items)]];
  });
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
