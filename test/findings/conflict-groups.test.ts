import { toNodeId } from '../../src/resolving/node-id';
import { EVERYWHERE } from '../support/administration';
import { needed } from '../support/needed';
import { operatorWith } from '../support/operators';
import { type Service, startService } from '../support/service';

/* The group in common of two profiles in conflict, for operators who see the group and for others. */

const DEVICE = 'MAD-LT-0051';

let service: Service;
let group: string;
beforeAll(async () => {
  service = await startService();
  const { database } = service;
  group = await needed(database.primary('groups').where('display_name', 'Madrid').pluck('id'));
  const device: string = await needed(database.primary('devices').where('device_name', DEVICE).pluck('id'));
  const user: string = await needed(database.primary('devices').where('device_name', DEVICE).pluck('user_id'));
  const inConflict = { device_id: device, state: 'CONFLICT', kind: 'CONFIGURATION' };
  const states: { policy_id: string | null }[] = await database.primary('policy_states').where(inConflict);
  const policies = states.flatMap(({ policy_id }) => policy_id ?? []);
  expect(new Set(policies).size).toBe(2);
  await database.write(async (trx) => {
    await trx('policy_assignments').whereIn('policy_id', policies).delete();
    for (const policy_id of policies) {
      await trx('policy_assignments').insert({
        ...{ policy_id, ordinal: 0, target: 'GROUP', group_id: group, excluded: 0, filter_mode: 'NONE' },
      });
    }
    const inGroup = { group_id: group, kind: 'USER', member_id: user };
    await trx('group_members').where(inGroup).delete();
    await trx('group_members').insert(inGroup);
  });
});
afterAll(() => service.stop());

/** The reason of the conflict and its evidence of groups, and the number of statements that look for these. */
async function conflict(as: string) {
  let found = { why: '', groups: [] as unknown[] };
  const seen = await service.statements(async () => {
    const query = `{ devices(search: "${DEVICE}") { nodes { findings {
      nodes { rule why evidence { coordinate nodeId value } } } } } }`;
    const { data, errors } = await service.ask(query, { as });
    expect(errors).toEqual([]);
    const { nodes } = data.devices.nodes[0].findings;
    const { why, evidence } = nodes.find(({ rule }: { rule: string }) => rule === 'PROFILE_CONFLICT');
    const ofGroup = ({ coordinate }: { coordinate: string }) => coordinate.startsWith('Group.');
    found = { why, groups: evidence.filter(ofGroup) };
  });
  return { ...found, statements: seen.filter((statement) => statement.includes('"groupName"')).length };
}

const scopeOf = (id: string) => ({ groupIds: [toNodeId('Group', id)] });

test('is named to an operator who sees it', async () => {
  const nodeId = toNodeId('Group', group);
  const named = {
    why: expect.stringMatching(/ All of them are assigned to the group Madrid\./),
    groups: [{ coordinate: 'Group.displayName', nodeId, value: 'Madrid' }],
    statements: 1,
  };
  const { as } = await operatorWith(service, {
    permissions: ['ORGANIZATION_READ', 'MANAGED_DEVICES_READ'],
    scope: scopeOf(group),
  });

  expect(await conflict('helpdesk@contoso.example')).toEqual(named);
  expect(await conflict(as)).toEqual(named);
});

test('is not named to one who reads no groups, or only others', async () => {
  const paris: string = await needed(service.database.primary('groups').where('display_name', 'Paris').pluck('id'));
  const devices = { permissions: ['MANAGED_DEVICES_READ' as const], scope: EVERYWHERE };
  const blind = await operatorWith(service, devices);
  const elsewhere = await operatorWith(service, devices, { permissions: ['ORGANIZATION_READ'], scope: scopeOf(paris) });

  for (const { as } of [blind, elsewhere]) {
    const { why, groups } = await conflict(as);
    expect([why.includes('Madrid.'), why.includes('assigned to'), groups]).toEqual([false, false, []]);
  }
});
