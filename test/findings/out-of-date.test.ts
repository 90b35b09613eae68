import { toNodeId } from '../../src/resolving/node-id';
import { needed } from '../support/needed';
import { asImport, NOW, type Service, startService } from '../support/service';

/* What is said where facts are old, or where the last sync of them failed. */

const UPN = 'bruno.keller@contoso.example';
/** It is being retired, which explains every finding about it. */
const DEVICE = 'BER-LT-0077';
const HOUR_MS = 60 * 60 * 1000;
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * HOUR_MS).toISOString();

let service: Service;
let deviceId = '';
beforeAll(async () => {
  service = await startService();
  deviceId = await needed(service.database.primary('devices').where('device_name', DEVICE).pluck('id'));
  // The tenant is synced, every hour.
  await asImport(service, async (trx) => {
    await trx('sync_kinds').insert({ kind: 'USERS', state: 'COMPLETED', last_completed_at: hoursAgo(1) });
    await trx('readings').update({ completed_at: hoursAgo(1) });
  });
});
afterAll(() => service.stop());

interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly title: string;
  readonly why: string;
  readonly since: string | null;
  readonly evidence: readonly { readonly coordinate: string; readonly value: string | null }[];
}

const FINDINGS = 'findings { nodes { rule severity title why since evidence { coordinate value } } }';
async function pages(as: string): Promise<Found[][]> {
  const { data, errors } = await service.ask(
    `query ($upn: String!, $id: ID!) { user(userPrincipalName: $upn) { ${FINDINGS} } device(id: $id) { ${FINDINGS} } }`,
    { as, variables: { upn: UPN, id: toNodeId('Device', deviceId) } },
  );
  expect(errors).toEqual([]);
  return [data.user?.findings.nodes ?? [], data.device?.findings.nodes ?? []];
}

const ofAge = async (as: string): Promise<(Found | undefined)[]> =>
  (await pages(as)).map((nodes) => nodes.find(({ rule }) => rule === 'DATA_OUT_OF_DATE'));

const readAt = (kind: string, at: string) =>
  asImport(service, (trx) => trx('readings').where('kind', kind).update({ completed_at: at }));

test('facts that were read in time are not said to be old', async () => {
  expect(await ofAge('helpdesk@contoso.example')).toEqual([undefined, undefined]);
});

test('the old sections are named, on the page of a user and of a device that is being removed', async () => {
  await readAt('managedDevices', hoursAgo(30));
  await readAt('mobileAppIntentAndStates', hoursAgo(50));
  const found = await ofAge('helpdesk@contoso.example');
  await readAt('managedDevices', hoursAgo(1));
  await readAt('mobileAppIntentAndStates', hoursAgo(1));

  for (const each of found) {
    expect(each).toEqual({
      rule: 'DATA_OUT_OF_DATE',
      severity: 'WARNING',
      title: 'What you see here is 2 days old.',
      why: expect.stringMatching(
        /^The oldest complete reading from Microsoft is of .+ \(UTC\)\. Out of date: apps on devices and devices in Intune\. What/,
      ),
      since: hoursAgo(50),
      evidence: [
        { coordinate: 'AppInstallState.syncedAt', value: hoursAgo(50) },
        { coordinate: 'Device.syncedAt', value: hoursAgo(30) },
      ],
    });
  }
});

test('nothing folds it: neither the removal of the device, nor an inactive subscription', async () => {
  await readAt('managedDevices', hoursAgo(30));
  const subscription = await needed(service.database.primary('tenants').pluck('subscription_state'));
  await asImport(service, (trx) => trx('tenants').update({ subscription_state: 'DISABLED' }));
  const found = await pages('helpdesk@contoso.example');
  await asImport(service, (trx) => trx('tenants').update({ subscription_state: subscription }));
  await readAt('managedDevices', hoursAgo(1));

  for (const nodes of found)
    expect(nodes.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['TENANT_INACTIVE', 'DATA_OUT_OF_DATE']));
});

describe('after a sync that failed', () => {
  beforeAll(() =>
    asImport(service, async (trx) => {
      const failed = { state: 'FAILED', problem: 'Microsoft Graph did not answer.' };
      await trx('sync_kinds').insert([
        { ...failed, kind: 'MANAGED_DEVICES', last_completed_at: hoursAgo(1) },
        { ...failed, kind: 'ROLES', last_completed_at: hoursAgo(1) },
      ]);
    }),
  );

  test('who may read the sync learns of it before the facts are old', async () => {
    for (const each of await ofAge('helpdesk@contoso.example')) {
      expect(each).toEqual({
        rule: 'DATA_OUT_OF_DATE',
        severity: 'WARNING',
        title: 'The last reading from Microsoft failed.',
        why: 'Not read completely: devices in Intune. What was done since the last complete reading does not show.',
        since: null,
        evidence: [
          { coordinate: 'SyncStatus.kind', value: 'MANAGED_DEVICES' },
          { coordinate: 'SyncStatus.state', value: 'FAILED' },
          { coordinate: 'SyncStatus.problem', value: 'Microsoft Graph did not answer.' },
          { coordinate: 'SyncStatus.lastCompletedAt', value: hoursAgo(1) },
        ],
      });
    }
    await readAt('managedDevices', hoursAgo(30));
    const [old] = await ofAge('helpdesk@contoso.example');
    await readAt('managedDevices', hoursAgo(1));
    expect(old?.why).toMatch(/Out of date: devices in Intune\. .+ The last attempt failed for: devices in Intune\.$/);
  });

  test('the list of all findings has it once', async () => {
    const query = '{ findings(rule: DATA_OUT_OF_DATE, first: 10) { nodes { rule title } } }';
    const { data } = await service.ask(query, { as: 'helpdesk@contoso.example' });

    expect(data.findings.nodes).toEqual([
      { rule: 'DATA_OUT_OF_DATE', title: 'The last reading from Microsoft failed.' },
    ]);
  });

  test('an operator of one site does not', async () => {
    const { data, errors } = await service.ask(`{ tenant { sync { kind } } users { nodes { ${FINDINGS} } } }`, {
      as: 'helpdesk.paris@contoso.example',
    });

    expect(errors.map(({ path, extensions }) => [path, extensions?.['code']])).toEqual([
      [['tenant', 'sync'], 'FORBIDDEN'],
    ]);
    expect(data.users.nodes.length).toBeGreaterThan(3);
    expect(JSON.stringify(data)).not.toContain('DATA_OUT_OF_DATE');
  });
});
