import { importTenant } from '../../src/import/import';
import { toNodeId } from '../../src/resolving/node-id';
import { needed } from '../support/needed';
import { operatorWith } from '../support/operators';
import { NOW, type Service, startService } from '../support/service';
import { Person, tenantWith } from './people';

/* The group through which a licence was assigned, and what NO_INTUNE_LICENCE says of it. */

const DESK = 'helpdesk@contoso.example';
const GROUP = 'Licence – EMS E3';
const EMS = 'efccb6f7-5641-4e0e-bd10-b4976e1bf68e';
const OTHER = '05e9a617-0261-4cee-bb44-138d3ef5d965';

/** A user with these assignments of one SKU: through a group or directly, and failed or not. */
function personWith(...states: readonly (readonly [group: string | null, error: string | null])[]): Person {
  const person = new Person();
  person.json.assignedLicenses = [{ skuId: EMS, disabledPlans: [] }];
  person.json.licenseAssignmentStates = states.map(([assignedByGroup, error]) => ({
    ...{ skuId: EMS, assignedByGroup, state: error === null ? 'Active' : 'Error', error, disabledPlans: [] },
  }));
  return person;
}

let service: Service;
let imported: Service;
let group: string;
const people = new Map<string, Person>();
beforeAll(async () => {
  service = await startService();
  imported = await startService({ demo: false });
  group = await needed(service.database.primary('groups').where('display_name', GROUP).pluck('id'));
  people.set('by a group', personWith([group, null]));
  people.set('by a group and directly', personWith([group, null], [null, null]));
  people.set('directly and by a group', personWith([null, null], [group, null]));
  people.set('directly, and a group failed', personWith([null, null], [group, 'CountViolation']));
  people.set('by nobody who is named', personWith());
  await importTenant(imported.database.writer, { source: await tenantWith([...people.values()]), now: NOW });
});
afterAll(() => Promise.all([service.stop(), imported.stop()]));

const licensesOf = async (from: Service, upn: string, as = DESK) => {
  const query = `query ($upn: String!) { user(userPrincipalName: $upn) { licenses {
    skuPartNumber state error assignedByGroup { displayName } } } }`;
  const { data, errors } = await from.ask(query, { as, variables: { upn } });
  expect(errors).toEqual([]);
  return data.user.licenses as { assignedByGroup: { displayName: string } | null }[];
};

test.each([
  ['by a group', GROUP],
  ['by a group and directly', null],
  ['directly and by a group', null],
  ['directly, and a group failed', GROUP],
  ['by nobody who is named', null],
])('a licence that was assigned %s comes from %s', async (how, name) => {
  const [license] = await licensesOf(imported, people.get(how)?.name ?? '');

  expect(license?.assignedByGroup?.displayName ?? null).toBe(name);
});

const PAVEL = 'pavel.ivanov@contoso.example';
async function finding(as: string) {
  const query = `query ($upn: String!) { user(userPrincipalName: $upn) { findings {
    nodes { rule why evidence { coordinate nodeId value } } } } }`;
  const { data, errors } = await service.ask(query, { as, variables: { upn: PAVEL } });
  expect(errors).toEqual([]);
  const { why, evidence } = data.user.findings.nodes.find(({ rule }: { rule: string }) => rule === 'NO_INTUNE_LICENCE');
  return {
    why,
    groups: evidence.filter(({ coordinate }: { coordinate: string }) => coordinate.startsWith('Group.')),
  };
}

test('the group of the licence that could not be assigned is named', async () => {
  expect(await finding(DESK)).toEqual({
    why: expect.stringMatching(/^EMS could not be assigned: .* The group Licence – EMS E3 assigns it\./),
    groups: [{ coordinate: 'Group.displayName', nodeId: toNodeId('Group', group), value: GROUP }],
  });
});

test('a plan that is off is to be switched on in its group', async () => {
  const { writer } = service.database;
  const id: string = await needed(writer('users').where('upn_key', PAVEL).pluck('id'));
  const before = await writer('user_licenses').where('user_id', id).select('sku_id', 'state', 'error');
  await writer('user_licenses').where({ user_id: id, sku_id: EMS }).update({ state: 'DISABLED', error: null });
  await writer('user_licenses').where({ user_id: id, sku_id: OTHER }).update({ state: 'DELETED' });
  const { why } = await finding(DESK);
  for (const { sku_id, ...row } of before) await writer('user_licenses').where({ user_id: id, sku_id }).update(row);

  expect(why).toContain('The group Licence – EMS E3 assigns it without this plan, so it has to be switched on there.');
});

test('a group out of sight is named nowhere', async () => {
  const { writer } = service.database;
  const groupId = (name: string): Promise<string> => needed(writer('groups').where('display_name', name).pluck('id'));
  const [berlin, paris] = [await groupId('Berlin'), await groupId('Paris')];
  const id: string = await needed(writer('users').where('upn_key', PAVEL).pluck('id'));
  const { as } = await operatorWith(service, {
    permissions: ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ', 'MANAGED_APPS_READ'],
    scope: { groupIds: [toNodeId('Group', berlin)] },
  });
  expect((await finding(as)).why).toContain(GROUP);
  await writer('user_licenses').where({ user_id: id, sku_id: EMS }).update({ assigned_by_group: paris });
  const [hidden, shown] = [await finding(as), await finding(DESK)];
  const licenses = await licensesOf(service, PAVEL, as);
  await writer('user_licenses').where({ user_id: id, sku_id: EMS }).update({ assigned_by_group: group });

  expect(shown.why).toContain('The group Paris assigns it.');
  expect([hidden.why.includes('Paris'), hidden.why.includes('group'), hidden.groups]).toEqual([false, false, []]);
  expect(licenses.map(({ assignedByGroup }) => assignedByGroup)).toEqual(licenses.map(() => null));
});
