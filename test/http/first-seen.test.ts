import { folderSource } from '../../src/import/folder';
import { importTenant } from '../../src/import/import';
import { toNodeId } from '../../src/resolving/node-id';
import { oneIn } from '../support/amount';
import { refreshable, refreshed } from '../support/refresh';
import { NOW, type Service } from '../support/service';
import { emptyService, type Loose, objectIn, sync, synced } from '../support/sync';
import { type TenantFolder, tenantFolder } from '../support/tenant-folder';

const test = oneIn(2);

const ADA = 'ada@fabrikam.example';

const day = (n: number): Date => new Date(NOW.getTime() + n * 86_400_000);
const on = (n: number): string => day(n).toISOString();

const QUERY = `query ($id: ID!) { user(id: $id) {
  accountEnabled accountEnabledSince status { intuneLicensed intuneLicensedSince }
  devices { nodes {
    managementState managementStateSince
    compliancePolicyStates { state stateSince } configurationStates { state stateSince }
    appInstallStates { nodes { state stateSince app { displayName } } } } }
  findings { nodes { rule since explains { rule since } } }
} }`;

/** The states of ben and his laptop, each with the moment since when it was seen. */
async function seen(service: Service) {
  const { data, errors } = await service.ask(QUERY, {
    as: ADA,
    variables: { id: toNodeId('User', 'user-ben') },
  });
  expect(errors).toEqual([]);
  const { user } = data;
  const [laptop] = user.devices.nodes;
  const since = (states: readonly Loose[]) => states.map(({ state, stateSince }: Loose) => [state, stateSince]);
  const nodes: Loose[] = user.findings.nodes.flatMap((each: Loose) => [each, ...each.explains]);
  return {
    account: [user.accountEnabled, user.accountEnabledSince],
    licence: [user.status.intuneLicensed, user.status.intuneLicensedSince],
    management: [laptop.managementState, laptop.managementStateSince],
    compliance: since(laptop.compliancePolicyStates),
    profiles: since(laptop.configurationStates),
    apps: laptop.appInstallStates.nodes.map(({ app, state, stateSince }: Loose) => [
      app.displayName,
      state,
      stateSince,
    ]),
    found: Object.fromEntries(nodes.map(({ rule, since: begun }) => [rule, begun])),
  };
}

const AT_FIRST = {
  account: [true, null],
  licence: [true, null],
  management: ['MANAGED', null],
  compliance: [['COMPLIANT', null]],
  profiles: [['ERROR', null]],
  apps: [['Reader', 'FAILED', null]],
};

const appsOf = (folder: TenantFolder, change: (apps: Loose[]) => void) =>
  folder.edit('mobileAppIntentAndStates', ({ responses: [{ body }] }) => change(body.value[0].mobileAppList));
const stateOf = (folder: TenantFolder, resource: string, state: string) =>
  folder.edit(resource, ({ responses: [{ body }] }) => {
    body.value[0].state = state;
  });

describe('a state, over several imports,', () => {
  let service: Service;
  const bring = async (n: number, folder: TenantFolder) =>
    importTenant(service.database.writer, { source: await folderSource(folder.path), now: day(n) });

  test('is as old as the reading that saw it first, and of unknown age at the first reading', async () => {
    service = await emptyService();
    const folder = tenantFolder();
    await bring(0, folder);
    expect(await seen(service)).toMatchObject(AT_FIRST);
    await bring(1, folder);
    expect(await seen(service)).toMatchObject(AT_FIRST);

    folder.edit('users', ({ value }) => Object.assign(value[1], { accountEnabled: false, assignedPlans: [] }));
    folder.edit('users', ({ value }) => Object.assign(value[1], { assignedLicenses: [] }));
    folder.edit('managedDevices', ({ value }) =>
      Object.assign(value[0], { managementState: 'wipeFailed', complianceState: 'error' }),
    );
    stateOf(folder, 'deviceCompliancePolicyStates', 'error');
    appsOf(folder, ([app]) => Object.assign(app, { installState: 'installed' }));
    folder.put('mobileAppDeviceStatuses', { responses: [] });
    await bring(2, folder);
    const changed = {
      account: [false, on(2)],
      licence: [false, on(2)],
      management: ['WIPE_FAILED', on(2)],
      compliance: [['ERROR', on(2)]],
      profiles: [['ERROR', null]],
      apps: [['Reader', 'INSTALLED', on(2)]],
    };
    const { found, ...states } = await seen(service);
    expect(states).toEqual(changed);
    expect(found).toMatchObject({
      ACCOUNT_DISABLED: on(2),
      NO_INTUNE_LICENCE: on(2),
      REMOVAL_FAILED: on(2),
      COMPLIANCE_ERROR: on(2),
      NETWORK_PROFILE_FAILED: null,
    });

    // A state that did not change keeps its age, and one that returns starts anew.
    appsOf(folder, ([app]) => Object.assign(app, { installState: 'failed' }));
    stateOf(folder, 'deviceCompliancePolicyStates', 'compliant');
    folder.edit('managedDevices', ({ value }) => Object.assign(value[0], { complianceState: 'compliant' }));
    await bring(3, folder);
    const { found: later, ...then } = await seen(service);
    expect(then).toEqual({
      ...changed,
      compliance: [['COMPLIANT', on(3)]],
      apps: [['Reader', 'FAILED', on(3)]],
    });
    expect(later).toMatchObject({ REMOVAL_FAILED: on(2), REQUIRED_APP_FAILED: on(3) });
    expect(later).not.toHaveProperty('COMPLIANCE_ERROR');
  });

  test('is unknown again where the account was not reported in between', async () => {
    service = await emptyService();
    const folder = tenantFolder();
    const account = (accountEnabled: boolean | null) =>
      folder.edit('users', ({ value }) => Object.assign(value[1], { accountEnabled }));
    await bring(0, folder);
    account(null);
    await bring(1, folder);
    account(false);
    await bring(2, folder);
    expect((await seen(service)).account).toEqual([false, null]);
  });

  test('of an app that comes later has an age, but not in the first import of another tenant', async () => {
    service = await emptyService();
    const folder = tenantFolder({ mobileAppDeviceStatuses: { responses: [] } });
    await bring(0, folder);
    folder.edit('mobileApps', ({ value }) => value.push({ ...value[0], id: 'app-mail', displayName: 'Mail' }));
    appsOf(folder, (apps) => apps.push({ ...apps[0], applicationId: 'app-mail', displayName: 'Mail' }));
    await bring(1, folder);
    const { apps, found } = await seen(service);
    expect(apps).toEqual([
      ['Mail', 'FAILED', on(1)],
      ['Reader', 'FAILED', null],
    ]);
    // Both apps are one finding, and nobody knows since when the first one has failed.
    expect(found).toMatchObject({ REQUIRED_APP_FAILED: null });

    folder.edit('organization', ({ value }) => Object.assign(value[0], { id: 'tenant-other' }));
    const source = await folderSource(folder.path);
    await importTenant(service.database.writer, { source, now: day(2), replace: true });
    expect((await seen(service)).apps).toEqual([
      ['Mail', 'FAILED', null],
      ['Reader', 'FAILED', null],
    ]);
  });
});

describe('a state, over several syncs,', () => {
  const at = (n: number) => ({ now: () => day(n) });
  const listOf = ({ parts }: Loose): Loose[] => parts.mobileAppIntentAndStates.get('user-ben')[0].mobileAppList;

  test('is as old as the sync that saw it first', async () => {
    const { tenant, service, graph } = await synced();
    const { found: _, ...first } = await seen(service);
    expect(first).toEqual(AT_FIRST);
    objectIn(tenant, 'users', 'user-ben')['accountEnabled'] = false;
    objectIn(tenant, 'managedDevices', 'device-laptop')['managementState'] = 'retireFailed';
    (tenant.parts.deviceCompliancePolicyStates.get('device-laptop') as Loose[])[0].state = 'error';
    listOf(tenant)[0].installState = 'installed';
    await sync(service, graph, at(1));
    const changed = {
      account: [false, on(1)],
      licence: [true, null],
      management: ['RETIRE_FAILED', on(1)],
      compliance: [['ERROR', on(1)]],
      profiles: [['ERROR', null]],
      apps: [['Reader', 'INSTALLED', on(1)]],
    };
    expect(await seen(service)).toMatchObject(changed);
    await sync(service, graph, at(2));
    expect(await seen(service)).toMatchObject(changed);

    listOf(tenant)[0].installState = 'failed';
    await sync(service, graph, at(3));
    const { apps, found } = await seen(service);
    expect(apps).toEqual([['Reader', 'FAILED', on(3)]]);
    expect(found).toMatchObject({ ACCOUNT_DISABLED: on(1), REMOVAL_FAILED: on(1), APP_NOT_DETECTED: on(3) });
  });

  test('begins when a licence goes without another change of the user', async () => {
    const { tenant, service, graph } = await synced();
    const ben = objectIn(tenant, 'users', 'user-ben');
    Object.assign(ben, { assignedLicenses: [], assignedPlans: [] });
    await sync(service, graph, at(1));
    expect((await seen(service)).licence).toEqual([false, on(1)]);
  });

  test('begins when a refresh of the user sees it', async () => {
    const { tenant, service } = await refreshable();
    objectIn(tenant, 'users', 'user-ben')['accountEnabled'] = false;
    (tenant.parts.deviceCompliancePolicyStates.get('device-laptop') as Loose[])[0].state = 'error';
    expect((await refreshed(service, 'ben', ADA)).state).toBe('COMPLETED');
    expect(await seen(service)).toMatchObject({
      account: [false, on(0)],
      compliance: [['ERROR', on(0)]],
      profiles: [['ERROR', null]],
    });
  });
});
