import pino from 'pino';
import { followAdministratorGroup, setAdministratorGroup } from '../../src/administration/administrator-group';
import { grantAdministrator, revokeAdministrator } from '../../src/administration/grant-administrator';
import { verifyAudit } from '../../src/audit/verification';
import { PERMISSIONS } from '../../src/authorization/permission-list';
import { administrators } from '../../src/authorization/rights';
import { toNodeId } from '../../src/resolving/node-id';
import { EVERYWHERE } from '../support/administration';
import { AUDIT_KEY } from '../support/audit-key';
import { needed } from '../support/needed';
import { refusal } from '../support/opened';
import { operatorWith } from '../support/operators';
import { NOW, type Service, startService } from '../support/service';

const ALL = PERMISSIONS.map(({ permission }) => permission);
const ADMIN = 'admin@contoso.example';
const INES = 'ines.moreau@contoso.example';

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.stop());

const options = { auditKey: AUDIT_KEY, licenseNeeded: true, now: NOW };
/** Where the audit trail ends. */
const head = async () => needed(service.database.primary('audit_head').select('seq', 'hash'));
const revoke = (name: string) => revokeAdministrator(service.database, name, options);
const setGroup = (groupId: string | null) =>
  setAdministratorGroup(service.database, groupId, { ...options, now: () => NOW }).then(({ is }) => is);
const names = async () => [
  ...new Set((await administrators(service.database.primary)).map((each) => each.userPrincipalName)),
];
const events = () =>
  service.database.primary('audit_events').orderBy('seq').select('action', 'subject_id', 'before', 'after', 'actor_id');
const groupOf = (name: string) => needed(service.database.primary('groups').where({ display_name: name }).pluck('id'));

async function mayAdminister(as: string): Promise<boolean> {
  const { data } = await service.ask('{ viewer { permissions { permission everything } } }', { as });
  const held = data.viewer.permissions as { permission: string; everything: boolean }[];
  return held.some(({ permission, everything }) => permission === 'ROLES_ASSIGN' && everything);
}

describe('An administrator is revoked', () => {
  test('at the next request, with a row in the audit trail', async () => {
    await grantAdministrator(service.database, INES, AUDIT_KEY, NOW);
    expect(await mayAdminister(INES)).toBe(true);

    expect(await revoke('INES.Moreau@contoso.example')).toEqual(await head());

    expect(await mayAdminister(INES)).toBe(false);
    expect(await names()).toEqual([ADMIN]);
    const id = await needed(service.database.primary('users').where({ upn_key: INES }).pluck('id'));
    expect((await events()).at(-1)).toEqual({
      action: 'REVOKE_ADMINISTRATOR',
      subject_id: toNodeId('User', id),
      before: '{"administrator":true}',
      after: '{"administrator":false}',
      actor_id: null,
    });
    expect((await verifyAudit(service.database, AUDIT_KEY)).fault).toBeNull();
  });

  test('never as the last one, and nothing is written', async () => {
    const before = await events();

    expect(await refusal(revoke(ADMIN))).toBe(
      `${ADMIN} is the last administrator: grant another one first. Nothing was changed.`,
    );

    expect(await mayAdminister(ADMIN)).toBe(true);
    expect(await events()).toEqual(before);
  });

  test('as the last one who counts: a disabled or unlicensed one does not', async () => {
    await grantAdministrator(service.database, INES, AUDIT_KEY, NOW);
    await service.database.writer('users').where({ upn_key: INES }).update({ intune_licensed: 0 });

    expect(await refusal(revoke(ADMIN))).toContain('is the last administrator');
    expect(await revokeAdministrator(service.database, ADMIN, { ...options, licenseNeeded: false })).not.toBeNull();
  });

  test('only when "admin grant" made one', async () => {
    const before = await events();
    expect(await revoke(INES)).toBeNull();
    expect(await refusal(revoke('nobody.at.all@contoso.example'))).toContain('There is no user');
    expect(await events()).toEqual(before);
  });
});

describe('"admin grant" makes an administrator, whatever a mutation did to its assignment before', () => {
  const assignmentId = toNodeId('RoleAssignment', 'graph-administrators');
  /** Makes another administrator: one who may change the assignment. */
  const another = async () => (await operatorWith(service, { permissions: ALL, scope: EVERYWHERE })).as;
  async function update(as: string, change: object) {
    const { data, errors } = await service.ask(
      'mutation ($input: UpdateRoleAssignmentInput!) { updateRoleAssignment(input: $input) { userErrors { code } } }',
      { as, variables: { input: { roleAssignmentId: assignmentId, ...change } } },
    );
    expect(errors).toEqual([]);
    expect(data.updateRoleAssignment.userErrors).toEqual([]);
  }
  const saidBefore = async () => JSON.parse((await events()).at(-1)?.before ?? 'null');

  test('narrowed to all users', async () => {
    const other = await another();
    await update(other, { scope: { allUsers: true } });
    expect(await names()).toEqual([other]);

    expect(await grantAdministrator(service.database, ADMIN, AUDIT_KEY, NOW)).toMatchObject({ isNew: true });

    expect(await saidBefore()).toEqual({ administrator: false });
    expect(await mayAdminister(ADMIN)).toBe(true);
    expect(await names()).toEqual([ADMIN, other]);
    expect(await grantAdministrator(service.database, ADMIN, AUDIT_KEY, NOW)).toMatchObject({ isNew: false });
    expect(await saidBefore()).toEqual({ administrator: true });
  });

  test('without its group', async () => {
    const other = await another();
    const { group } = await operatorWith(service);
    await update(other, { memberGroupIds: [group] });

    expect(await grantAdministrator(service.database, ADMIN, AUDIT_KEY, NOW)).toMatchObject({ isNew: true });

    expect(await mayAdminister(ADMIN)).toBe(true);
  });

  test('and nobody else: a group that was added to the narrowed assignment gains nothing', async () => {
    const other = await another();
    const { as, group } = await operatorWith(service);
    const own = toNodeId('Group', 'graph-administrators');
    await update(other, { scope: { allUsers: true }, memberGroupIds: [own, group] });

    await grantAdministrator(service.database, INES, AUDIT_KEY, NOW);

    expect(await mayAdminister(as)).toBe(false);
    expect(await names()).toEqual([ADMIN, INES, other]);
  });

  test('with a version that goes on, so that no older one passes for it', async () => {
    const version = async () =>
      needed(service.database.primary('role_assignments').where({ id: 'graph-administrators' }).pluck('version'));
    const other = await another();
    await update(other, { scope: { allUsers: true } });
    expect(await version()).toBe(2);
    await grantAdministrator(service.database, ADMIN, AUDIT_KEY, NOW);
    expect(await version()).toBe(3);
    await grantAdministrator(service.database, INES, AUDIT_KEY, NOW);
    expect(await version()).toBe(3);
    await update(other, { memberGroupIds: [(await operatorWith(service)).group] });
    await grantAdministrator(service.database, ADMIN, AUDIT_KEY, NOW);
    expect(await version()).toBe(5);
  });

  test('or says that it made none, and writes nothing', async () => {
    await service.database.writer.transaction(async (trx) => {
      await trx('imports_under_way').insert({ singleton: 1 });
      await trx('roles').where({ display_name: 'Intune Administrator' }).update({ ineffective_reason: 'SCOPE_TAG' });
      await trx('imports_under_way').delete();
    });
    const written = await events();

    expect(await refusal(grantAdministrator(service.database, INES, AUDIT_KEY, NOW))).toBe(
      `${INES} would still be no administrator. Nothing was changed.`,
    );
    expect(await events()).toEqual(written);
  });
});

describe('ADMIN_GROUP', () => {
  test('makes its members administrators, nested groups included, and says so in explainAccess', async () => {
    const { as, group, id } = await operatorWith(service);
    const key = as.replace(/@.*/, '');
    await service.database.writer.transaction(async (trx) => {
      await trx('groups').insert({
        id: 'outer',
        display_name: 'Outer',
        name_key: 'outer',
        membership_type: 'ASSIGNED',
        security_enabled: 1,
        origin: 'INTUNE',
      });
      await trx('group_members').insert({ group_id: 'outer', kind: 'GROUP', member_id: key });
      await trx('group_ancestors').insert([
        { group_id: 'outer', ancestor_id: 'outer' },
        { group_id: key, ancestor_id: 'outer' },
      ]);
    });
    expect(await mayAdminister(as)).toBe(false);

    expect(await setGroup('outer')).toBe('SET');

    expect(await mayAdminister(as)).toBe(true);
    expect(await setGroup('outer')).toBe('UNCHANGED');
    expect((await events()).at(-1)).toEqual({
      action: 'SET_ADMINISTRATOR_GROUP',
      subject_id: toNodeId('Group', 'outer'),
      before: '{"groupId":null}',
      after: JSON.stringify({ groupId: toNodeId('Group', 'outer') }),
      actor_id: null,
    });
    const { data, errors } = await service.ask(
      `query ($id: ID!) { explainAccess(operatorId: $id, coordinate: "Query.roles") { allowed reasons { kind grants {
        assignment { displayName description } chain { displayName } } } } }`,
      { as: ADMIN, variables: { id } },
    );
    expect(errors).toEqual([]);
    expect(data.explainAccess).toEqual({
      allowed: true,
      reasons: [
        {
          kind: 'GRANTED',
          grants: [
            {
              assignment: {
                displayName: 'Administrators by ADMIN_GROUP',
                description: 'Kept by this service: ADMIN_GROUP.',
              },
              chain: [{ displayName: key }, { displayName: 'Outer' }],
            },
          ],
        },
      ],
    });
    expect(group).toBe(toNodeId('Group', key));
  });

  test('that the service sets is in the log with the head of the audit trail', async () => {
    const { as } = await operatorWith(service);
    const lines: Record<string, unknown>[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line)) });
    const following = followAdministratorGroup(service.database, as.replace(/@.*/, ''), {
      ...options,
      now: () => NOW,
      log,
    });
    await following.stop();
    expect(await mayAdminister(as)).toBe(true);
    expect(lines.filter(({ audit }) => audit !== undefined)).toMatchObject([{ msg: 'audited', audit: await head() }]);
  });

  test('counts for the last administrator: with it, the other one can be revoked, and then it stays', async () => {
    const { as } = await operatorWith(service);
    const key = as.replace(/@.*/, '');
    expect(await setGroup(key)).toBe('SET');
    expect(await revoke(ADMIN)).not.toBeNull();
    expect(await names()).toEqual([as]);

    expect(await setGroup(null)).toBe('LAST_ADMINISTRATOR');
    expect(await mayAdminister(as)).toBe(true);
    expect((await verifyAudit(service.database, AUDIT_KEY)).fault).toBeNull();
  });

  test('that changes takes the rights of the group of before', async () => {
    const one = await operatorWith(service);
    const other = await operatorWith(service);
    await setGroup(one.as.replace(/@.*/, ''));
    expect(await setGroup(other.as.replace(/@.*/, ''))).toBe('SET');
    expect([await mayAdminister(one.as), await mayAdminister(other.as)]).toEqual([false, true]);
    const { primary } = service.database;
    expect(await primary('role_assignments').where({ id: 'administrator-group' }).pluck('version')).toEqual([2]);
    expect(await setGroup(null)).toBe('SET');
    expect(await mayAdminister(other.as)).toBe(false);
    expect(await setGroup(null)).toBe('UNCHANGED');
  });

  test('of a group that does not exist, or is no security group, changes nothing', async () => {
    const { as } = await operatorWith(service);
    await setGroup(as.replace(/@.*/, ''));
    const before = await events();
    expect(await setGroup('00000000-0000-4000-8000-000000000000')).toBe('UNKNOWN_GROUP');
    const mail = await groupOf('Help desk');
    await service.database.writer('groups').where({ id: mail }).update({ security_enabled: 0 });
    expect(await setGroup(mail)).toBe('NOT_A_SECURITY_GROUP');
    expect(await events()).toEqual(before);
    expect(await mayAdminister(as)).toBe(true);
  });

  test('is put back after somebody changed its assignment', async () => {
    const { as } = await operatorWith(service);
    await setGroup(as.replace(/@.*/, ''));
    const id = toNodeId('RoleAssignment', 'administrator-group');
    const { data } = await service.ask(
      'mutation ($id: ID!) { deleteRoleAssignment(input: { roleAssignmentId: $id }) { userErrors { code } } }',
      { as: ADMIN, variables: { id } },
    );
    expect(data.deleteRoleAssignment.userErrors).toEqual([]);
    expect(await mayAdminister(as)).toBe(false);

    expect(await setGroup(as.replace(/@.*/, ''))).toBe('SET');
    expect(await mayAdminister(as)).toBe(true);
  });
});
