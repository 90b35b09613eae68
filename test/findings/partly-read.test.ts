import { keyOf, toNodeId } from '../../src/resolving/node-id';
import { EVERYWHERE } from '../support/administration';
import { needed } from '../support/needed';
import { type Operator, operatorWith } from '../support/operators';
import { NOW, type Service, startService } from '../support/service';

/*
 * Two rules look at the devices of a user and at a list of the user. Where the viewer does not reach the list, they judge the
 * devices, and say what they left out.
 */

const FINDINGS = `findings { nodes { rule severity devices { id } } notChecked { rules reason missing } }`;
interface Page {
  readonly nodes: readonly { readonly rule: string; readonly devices: readonly { readonly id: string }[] }[];
  readonly notChecked: readonly {
    readonly rules: readonly string[];
    readonly reason: string;
    readonly missing: readonly string[];
  }[];
}

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

async function find(as: string, field: string, of: string): Promise<Page> {
  const { data, errors } = await service.ask(`query ($id: ID!) { ${field}(id: $id) { ${FINDINGS} } }`, {
    as,
    variables: { id: of },
  });
  expect(errors).toEqual([]);
  return data[field].findings;
}

async function listed(as: string, rule: string, first = 100): Promise<Page> {
  const query = `{ findings(rule: ${rule}, first: ${first}) { nodes { rule severity devices { id } }
    pageInfo { hasNextPage endCursor } notChecked { rules reason missing } } }`;
  return (await service.ask(query, { as })).data.findings;
}

const isOn = (rule: string, deviceId: string, { nodes }: Page) =>
  nodes.some((found) => found.rule === rule && found.devices.some(({ id }) => id === deviceId));
const leftOut = (rule: string, { notChecked }: Page) =>
  notChecked.filter(({ rules }) => rules.includes(rule)).map(({ reason, missing }) => [reason, ...missing].join(' '));

const groupNamed = async (name: string) =>
  toNodeId('Group', await needed(service.database.primary('groups').where('display_name', name).pluck('id')));

describe('a rooted phone whose user’s protected apps are out of scope', () => {
  const RULE = 'ROOTED_OR_JAILBROKEN';
  let [phone, user] = ['', ''];
  /** Reads app protection in Paris only, where the user is not, or nowhere. */
  let viewers: { readonly partly: Operator; readonly never: Operator };
  beforeAll(async () => {
    const { writer } = service.database;
    const device = await needed(writer('devices').where('device_name', 'BER-AND-0066').select('id', 'user_id'));
    const policy = await needed(writer('policy_states').where('kind', 'COMPLIANCE'));
    const bad = { state: 'NONCOMPLIANT', severity: 1 };
    await writer('policy_states').insert({
      ...policy,
      ...{ ...bad, id: 'rooted', device_id: device.id, user_id: device.user_id },
    });
    const setting = 'AndroidCompliancePolicy.SecurityBlockJailbrokenDevices';
    const named = { state_id: 'rooted', ordinal: 0, name: setting };
    await writer('policy_setting_states').insert({ ...named, state: 'NONCOMPLIANT', sources: '[]' });
    [phone, user] = [toNodeId('Device', device.id), toNodeId('User', device.user_id ?? '')];
    const everywhere = {
      permissions: ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'] as const,
      scope: EVERYWHERE,
    };
    const paris = { groupIds: [await groupNamed('Paris')] };
    viewers = {
      partly: await operatorWith(service, everywhere, { permissions: ['MANAGED_APPS_READ'], scope: paris }),
      never: await operatorWith(service, everywhere),
    };
  });

  test.each([
    ['partly', 'OUT_OF_SCOPE MANAGED_APPS_READ', []],
    ['never', 'PERMISSION MANAGED_APPS_READ', ['PERMISSION MANAGED_APPS_READ']],
  ] as const)('is a finding on each page and in the list: app protection is read %s', async (name, onUser, inList) => {
    const { as } = viewers[name];
    const [ofUser, ofDevice] = [await find(as, 'user', user), await find(as, 'device', phone)];
    const list = await listed(as, RULE);

    expect([ofUser, ofDevice, list].map((page) => isOn(RULE, phone, page))).toEqual([true, true, true]);
    expect(leftOut(RULE, ofUser)).toEqual([onUser]);
    // A device has no list of its user.
    expect(leftOut(RULE, ofDevice)).toEqual([]);
    expect(leftOut(RULE, list)).toEqual(inList);
  });

  test('hints at no protected apps that are out of scope, where a page of the list ends neither', async () => {
    const { writer } = service.database;
    const paris = keyOf('Group', await groupNamed('Paris'));
    const inside: string[] = await writer('group_members')
      .join('group_ancestors', 'group_ancestors.group_id', 'group_members.group_id')
      .where('ancestor_id', paris)
      .pluck('member_id');
    const outside = writer('app_protections').whereNotIn('user_id', inside);
    const before: { id: string; flagged_reasons: string }[] = await outside.clone().select('id', 'flagged_reasons');
    const answers = () =>
      Promise.all(
        [viewers.partly, viewers.never].map(async ({ as }) => [
          await find(as, 'user', user),
          await listed(as, RULE),
          await listed(as, RULE, 1),
        ]),
      );
    const unflagged = await answers();
    await outside.clone().update({ flagged_reasons: '["ROOTED_DEVICE"]' });
    const flagged = await answers();
    for (const { id, flagged_reasons } of before)
      await writer('app_protections').where({ id }).update({ flagged_reasons });

    expect(before.length).toBeGreaterThan(4);
    expect(flagged).toEqual(unflagged);
  });
});

test('an Apple device whose user’s enrolments are out of scope shows that the push certificate expired', async () => {
  const RULE = 'APPLE_PUSH_EXPIRED';
  const { writer } = service.database;
  const { as } = await operatorWith(
    service,
    { permissions: ['ORGANIZATION_READ'], scope: EVERYWHERE },
    { permissions: ['MANAGED_DEVICES_READ'], scope: { groupIds: [await groupNamed('Field service')] } },
  );
  const { data } = await service.ask('{ devices(first: 100) { nodes { id primaryUser { id } } } }', { as });
  // These devices are in the group by themselves.
  const pages: { id: string; user: string; page: Page }[] = [];
  for (const { id, primaryUser } of data.devices.nodes) {
    if (primaryUser !== null) pages.push({ id, user: primaryUser.id, page: await find(as, 'user', primaryUser.id) });
  }
  const [{ id: device, user } = { id: '', user: '' }] = pages.filter(({ page }) => leftOut(RULE, page).length > 0);
  await writer('devices').where('id', keyOf('Device', device)).update({ platform: 'IOS' });
  const push = writer('connectors').where('kind', 'APPLE_PUSH_CERTIFICATE');
  expect(await push.clone().update({ expires_at: new Date(NOW.getTime() - 1_000).toISOString() })).toBe(1);
  const [ofUser, ofDevice] = [await find(as, 'user', user), await find(as, 'device', device)];

  expect([ofUser, ofDevice, await listed(as, RULE)].map((page) => isOn(RULE, device, page))).toEqual([
    true,
    true,
    true,
  ]);
  expect(leftOut(RULE, ofUser)).toContain('OUT_OF_SCOPE MANAGED_DEVICES_READ');
  expect(leftOut(RULE, ofDevice)).toEqual([]);
});
