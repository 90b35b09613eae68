import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PERMISSIONS } from '../../src/authorization/permission-list';
import type { Permission } from '../../src/generated/graphql';
import { type NodeType, toNodeId } from '../../src/resolving/node-id';
import { EVERYWHERE, RIGHTS_TABLES } from '../support/administration';
import { drawn } from '../support/amount';
import { testOn, whileRefused } from '../support/engines';
import { operatorWith } from '../support/operators';
import { type Answer, refusals, type Service, startService } from '../support/service';

const ADMIN = 'admin@contoso.example';
const HELPDESK = 'helpdesk@contoso.example';
const HELPDESK_PARIS = 'helpdesk.paris@contoso.example';
const SPLIT = 'split@contoso.example';
const TROUBLESHOOT = readFileSync(path.join(__dirname, '../../examples/troubleshoot.graphql'), 'utf8');
const READS: readonly Permission[] = [
  'ORGANIZATION_READ',
  'MANAGED_DEVICES_READ',
  'MOBILE_APPS_READ',
  'MANAGED_APPS_READ',
];
const NEEDED: readonly Permission[] = ['ROLES_READ', ...READS];

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const keyOf = async (table: string, name: string, column = 'display_name'): Promise<string> => {
  const [id] = await service.database.primary(table).where(column, name).pluck('id');
  return id;
};
const idOf = async (type: NodeType, table: string, name: string) => toNodeId(type, await keyOf(table, name));
const userId = async (name: string) => toNodeId('User', await keyOf('users', name, 'user_principal_name'));

/** The same request with another operator's rights. */
const simulate = async (query: string, operator: string, variables: Record<string, unknown> = {}, as = ADMIN) =>
  service.ask(query, { as, variables, headers: { 'x-simulate-operator': await userId(operator) } });

const trail = () => service.database.primary('audit_events').orderBy('seq');

describe('who may simulate', () => {
  test('an administrator', async () => {
    const { data, errors } = await simulate('{ viewer { userPrincipalName } }', SPLIT);

    expect(errors).toEqual([]);
    expect(data.viewer.userPrincipalName).toBe(SPLIT);
  });

  test('who holds ROLES_READ and the four reads over everything, by whatever assignments', async () => {
    const { as } = await operatorWith(
      service,
      { permissions: ['ROLES_READ', 'ORGANIZATION_READ', 'MOBILE_APPS_READ'], scope: EVERYWHERE },
      { permissions: ['MANAGED_DEVICES_READ', 'MANAGED_APPS_READ'], scope: EVERYWHERE },
    );

    expect((await simulate('{ viewer { userPrincipalName } }', SPLIT, {}, as)).data.viewer.userPrincipalName).toBe(
      SPLIT,
    );
  });

  test('not who holds one of them over all users by one assignment, and over all devices by another', async () => {
    const { as } = await operatorWith(
      service,
      { permissions: ['ROLES_READ', 'ORGANIZATION_READ', 'MOBILE_APPS_READ', 'MANAGED_APPS_READ'], scope: EVERYWHERE },
      { permissions: ['MANAGED_DEVICES_READ'], scope: { allUsers: true } },
      { permissions: ['MANAGED_DEVICES_READ'], scope: { allDevices: true } },
    );
    const answer = await simulate('{ viewer { userPrincipalName } }', SPLIT, {}, as);

    expect(answer.status).toBe(403);
    expect(refusals(answer)).toEqual([': FORBIDDEN OUT_OF_SCOPE MANAGED_DEVICES_READ']);
    expect(answer.errors[0]?.message).toBe(
      'x-simulate-operator needs MANAGED_DEVICES_READ over all users and all devices, from one assignment.',
    );
  });

  test('and who holds two of them so is told that each needs one assignment', async () => {
    const whole = ['ROLES_READ', 'ORGANIZATION_READ', 'MANAGED_APPS_READ'] as const;
    const { as } = await operatorWith(
      service,
      { permissions: whole, scope: EVERYWHERE },
      { permissions: ['MANAGED_DEVICES_READ', 'MOBILE_APPS_READ'], scope: { allUsers: true } },
    );
    const { errors } = await simulate('{ viewer { id } }', SPLIT, {}, as);

    expect(errors.map(({ message }) => message)).toEqual([
      'x-simulate-operator needs MANAGED_DEVICES_READ and MOBILE_APPS_READ over all users and all devices, each from one assignment.',
    ]);
  });

  /**
   * Expects the request to be refused before GraphQL. A lack of rights is recorded, with whom it was about; a header that names
   * nobody is not.
   */
  async function expectRefused(
    answer: () => Promise<Answer>,
    status: number,
    extensions: object,
    subject = SPLIT,
  ): Promise<void> {
    const before = await trail();
    const { status: given, data, errors, headers } = await answer();

    expect({ status: given, data }).toEqual({ status, data: undefined });
    expect(errors.map((error) => error.extensions)).toEqual([extensions]);
    const after = await trail();
    if (status !== 403) return expect(after).toEqual(before);
    expect(after.slice(0, -1)).toEqual(before);
    const { reason, missing } = extensions as ReturnType<typeof forbidden>;
    expect(after.at(-1)).toMatchObject({
      action: 'SIMULATE',
      outcome: 'REFUSED',
      subject_id: await userId(subject),
      after: JSON.stringify({ reason, missing }),
      request_id: headers.get('x-request-id'),
    });
    const { seq, hash } = after.at(-1) as { seq: number; hash: string };
    expect(service.log.filter(({ msg }) => msg === 'audited').at(-1)).toMatchObject({ audit: { seq, hash } });
  }

  const forbidden = (reason: string, missing: readonly Permission[]) => ({
    code: 'FORBIDDEN',
    reason,
    missing,
    coordinate: 'x-simulate-operator',
  });

  test.each(NEEDED)('not who lacks %s', async (permission) => {
    const permissions = PERMISSIONS.map((each) => each.permission).filter((each) => each !== permission);
    const { as } = await operatorWith(service, { permissions, scope: EVERYWHERE });

    await expectRefused(() => simulate('{ viewer { id } }', SPLIT, {}, as), 403, forbidden('PERMISSION', [permission]));
  });

  test.each(NEEDED)('not who holds %s over less than everything', async (permission) => {
    const others = NEEDED.filter((each) => each !== permission);
    for (const scope of [
      { allUsers: true },
      { allDevices: true },
      { groupIds: [await idOf('Group', 'groups', 'France offices')] },
    ]) {
      const { as } = await operatorWith(
        service,
        { permissions: others, scope: EVERYWHERE },
        { permissions: [permission], scope },
      );
      await expectRefused(
        () => simulate('{ viewer { id } }', SPLIT, {}, as),
        403,
        forbidden('OUT_OF_SCOPE', [permission]),
      );
    }
  });

  test('not even themselves', async () => {
    await expectRefused(
      () => simulate('{ viewer { id } }', HELPDESK_PARIS, {}, HELPDESK_PARIS),
      403,
      forbidden('PERMISSION', ['ROLES_READ']),
      HELPDESK_PARIS,
    );
  });

  test.each([
    ['disabled@contoso.example', 'DISABLED'],
    ['unlicensed@contoso.example', 'LICENSE'],
  ])('not %s, who may not use the graph', async (as, reason) => {
    await expectRefused(() => simulate('{ viewer { id } }', SPLIT, {}, as), 403, forbidden(reason, []));
  });

  test('nobody without a token', async () => {
    const headers = { 'x-simulate-operator': await userId(SPLIT) };
    const { status, errors } = await service.ask('{ viewer { id } }', { headers });

    expect(status).toBe(401);
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['UNAUTHENTICATED']);
  });

  test.each([
    ['an operator who never was', async () => toNodeId('User', '00000000-0000-4000-8000-000000000000')],
    ['no id', async () => 'nonsense'],
    ['an empty id', async () => ''],
    ['a user principal name', async () => SPLIT],
    ['the id of a group', () => idOf('Group', 'groups', 'Paris')],
    ['the id of a viewer', async () => toNodeId('Viewer', await keyOf('users', SPLIT, 'user_principal_name'))],
  ])('as %s: 400', async (_, id) => {
    const headers = { 'x-simulate-operator': await id() };
    await expectRefused(() => service.ask('{ viewer { id } }', { as: ADMIN, headers }), 400, {
      code: 'BAD_USER_INPUT',
    });
  });

  test.each([
    ['no id', 'nonsense'],
    ['the id of no user', toNodeId('Viewer', 'somebody')],
  ])('and an attempt without rights as %s is recorded without whom it was about', async (_, header) => {
    await service.ask('{ viewer { id } }', { as: HELPDESK_PARIS, headers: { 'x-simulate-operator': header } });

    expect((await trail()).at(-1)).toMatchObject({ action: 'SIMULATE', outcome: 'REFUSED', subject_id: null });
  });

  test('and the answer does not come without its record', async () => {
    await whileRefused(service.database.writer, 'audit_events', async () => {
      expect((await simulate('{ viewer { id } }', SPLIT, {}, HELPDESK_PARIS)).status).toBe(500);
    });
  });

  test('learns nothing of who there is before being allowed to simulate', async () => {
    const ask = (id: string) =>
      service.ask('{ viewer { id } }', { as: HELPDESK_PARIS, headers: { 'x-simulate-operator': id } });
    const [there, not] = [await ask(await userId(SPLIT)), await ask(toNodeId('User', 'never'))];

    expect(there.status).toBe(403);
    expect(not.text).toBe(there.text);
    expect(not.status).toBe(there.status);
  });
});

describe('a simulated request', () => {
  const SUBJECTS = [
    'marc.dubois@contoso.example',
    'noemie.blanc@contoso.example',
    'ines.moreau@contoso.example',
    'bastien.rolland@contoso.example',
    'simon.petit@contoso.example',
    'nobody@contoso.example',
    'never.was@contoso.example',
  ];
  const OPERATORS = [
    HELPDESK,
    HELPDESK_PARIS,
    SPLIT,
    'late.shift@contoso.example',
    'apps.only@contoso.example',
    'nobody@contoso.example',
    'disabled@contoso.example',
    'unlicensed@contoso.example',
    ADMIN,
  ];

  const PAIRS = OPERATORS.flatMap((operator) => SUBJECTS.map((subject) => [operator, subject] as const));
  test.each(drawn(PAIRS, 12, (pair) => pair.join(' ')))(
    'as %s troubleshoots %s as the operator would, byte for byte',
    async (operator, upn) => {
      const own = await service.ask(TROUBLESHOOT, { as: operator, variables: { upn } });
      const simulated = await simulate(TROUBLESHOOT, operator, { upn });

      expect(simulated.text).toBe(own.text);
      expect(simulated.status).toBe(own.status);
    },
  );

  test.each(
    OPERATORS.flatMap((operator) =>
      [
        `viewer { id userPrincipalName state canTroubleshoot missingPermissions
          permissions { permission allUsers allDevices groups { displayName } assignments { displayName } } } tenant { displayName }`,
        `users(first: 100) { totalCount nodes { id userPrincipalName viewerMissingPermissions { permission reason } } }
          devices(first: 100) { totalCount nodes { id primaryUser { id } } pageInfo { endCursor } }`,
        'groups(first: 20) { totalCount nodes { displayName users { totalCount } } } apps(first: 100) { totalCount nodes { displayName } }',
        `roles(first: 100) { totalCount nodes { displayName } } auditEvents(first: 1) { edges { node { action } } }
          roleAssignments(first: 100) { totalCount nodes { displayName members { displayName } } }`,
      ].map((fields) => [operator, fields] as const),
    ),
  )('as %s lists what the operator would: %s', async (operator, fields) => {
    const own = await service.ask(`{ ${fields} }`, { as: operator });
    const simulated = await simulate(`{ ${fields} }`, operator);

    expect(own.status).toBe(200);
    expect(simulated.text).toBe(own.text);
  });

  test('gives cursors with which the operator reads on', async () => {
    const PAGE = 'query ($after: String) { users(first: 5, after: $after) { nodes { id } pageInfo { endCursor } } }';
    const after = (await simulate(PAGE, HELPDESK_PARIS)).data.users.pageInfo.endCursor;
    const own = await service.ask(PAGE, { as: HELPDESK_PARIS, variables: { after } });

    expect((await simulate(PAGE, HELPDESK_PARIS, { after })).text).toBe(own.text);
    expect(own.data.users.nodes).toHaveLength(5);
  });

  test('as a disabled operator is refused with DISABLED', async () => {
    const answer = await simulate(
      '{ viewer { state userPrincipalName } users { totalCount } }',
      'disabled@contoso.example',
    );

    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({
      viewer: { state: 'DISABLED', userPrincipalName: 'disabled@contoso.example' },
      users: null,
    });
    expect(refusals(answer)).toEqual(['users: FORBIDDEN DISABLED']);
  });

  test('as an unlicensed operator is refused with LICENSE', async () => {
    const answer = await simulate('{ viewer { state } users { totalCount } }', 'unlicensed@contoso.example');

    expect(answer.data).toEqual({ viewer: { state: 'UNLICENSED' }, users: null });
    expect(refusals(answer)).toEqual(['users: FORBIDDEN LICENSE']);
  });

  test('denies what the asker lacks, whatever the operator holds', async () => {
    const { as } = await operatorWith(service, { permissions: NEEDED, scope: EVERYWHERE });
    const QUERY = '{ auditEvents { totalCount } roles { totalCount } users { totalCount } }';
    const own = await service.ask(QUERY, { as: HELPDESK });
    const answer = await simulate(QUERY, HELPDESK, {}, as);

    expect(own.errors).toEqual([]);
    expect(answer.data).toEqual({ auditEvents: null, roles: own.data.roles, users: own.data.users });
    expect(refusals(answer)).toEqual(['auditEvents: FORBIDDEN PERMISSION AUDIT_DATA_READ']);
  });

  test('denies what the asker holds over less than everything', async () => {
    const { as } = await operatorWith(
      service,
      { permissions: NEEDED, scope: EVERYWHERE },
      { permissions: ['AUDIT_DATA_READ'], scope: { allUsers: true } },
    );
    const answer = await simulate(
      '{ auditEvents { totalCount } viewer { permissions { permission } } }',
      HELPDESK,
      {},
      as,
    );

    expect(answer.data.auditEvents).toBeNull();
    expect(refusals(answer)).toEqual(['auditEvents: FORBIDDEN PERMISSION AUDIT_DATA_READ']);
    expect(answer.data.viewer.permissions.map(({ permission }: { permission: string }) => permission).sort()).toEqual(
      [...NEEDED].sort(),
    );
  });

  const WITHHELD = '{ viewer { simulated withheldPermissions permissions { permission } } }';
  const held = ({ data }: Answer): Permission[] =>
    data.viewer.permissions.map(({ permission }: { permission: Permission }) => permission);

  test('says that it is simulated, and names what the operator holds and the asker does not hold over everything', async () => {
    const { as } = await operatorWith(
      service,
      { permissions: NEEDED, scope: EVERYWHERE },
      { permissions: ['ROLES_CREATE'], scope: EVERYWHERE },
      { permissions: ['AUDIT_DATA_READ'], scope: { allUsers: true } },
    );
    const asHelpdesk = await simulate(WITHHELD, HELPDESK, {}, as);
    const asAdmin = await simulate(WITHHELD, ADMIN, {}, as);

    expect(asHelpdesk.data.viewer).toMatchObject({ simulated: true, withheldPermissions: ['AUDIT_DATA_READ'] });
    expect(asAdmin.data.viewer.withheldPermissions).toEqual([
      'ROLES_UPDATE',
      'ROLES_DELETE',
      'ROLES_ASSIGN',
      'AUDIT_DATA_READ',
    ]);
  });

  test.each(OPERATORS)('as %s names exactly what it leaves out of what the operator holds', async (operator) => {
    const { as } = await operatorWith(service, { permissions: NEEDED, scope: EVERYWHERE });
    const own = await service.ask(WITHHELD, { as: operator });
    const simulated = await simulate(WITHHELD, operator, {}, as);

    expect([...held(simulated), ...simulated.data.viewer.withheldPermissions].sort()).toEqual(held(own).sort());
    expect(held(simulated).filter((permission) => !NEEDED.includes(permission))).toEqual([]);
  });

  test.each(OPERATORS)('as %s withholds nothing from an administrator', async (operator) => {
    const { data } = await simulate(WITHHELD, operator);

    expect(data.viewer).toMatchObject({ simulated: true, withheldPermissions: [] });
  });

  test.each([ADMIN, HELPDESK, 'disabled@contoso.example', 'nobody@contoso.example'])(
    'is none that %s asks for themselves, and that withholds nothing',
    async (as) => {
      const { data, errors } = await service.ask(WITHHELD, { as });

      expect(errors).toEqual([]);
      expect(data.viewer).toMatchObject({ simulated: false, withheldPermissions: [] });
    },
  );

  test.each([ADMIN, HELPDESK, HELPDESK_PARIS])('as %s changes nothing', async (operator) => {
    const dump = () => Promise.all(RIGHTS_TABLES.map((table) => service.database.primary(table)));
    const before = await dump();
    const answer = await simulate(
      `mutation { createRole(input: { displayName: "Never", permissions: [ORGANIZATION_READ] }) { userErrors { code } } }`,
      operator,
    );

    expect(answer.data).toBeUndefined();
    expect(answer.errors.map(({ extensions }) => extensions?.['code'])).toEqual(['FORBIDDEN']);
    expect(await dump()).toEqual(before);
  });

  test('is no mutation’s way around by a query beside it', async () => {
    const answer = await service.ask(
      `query Read { viewer { id } }
      mutation Write { createRole(input: { displayName: "Never", permissions: [ORGANIZATION_READ] }) { userErrors { code } } }`,
      { as: ADMIN, headers: { 'x-simulate-operator': await userId(ADMIN) } },
    );

    expect(answer.data).toBeUndefined();
    expect(await service.database.primary('roles').where('display_name', 'Never')).toEqual([]);
  });

  test('is on the trail before it is answered, even when it fails', async () => {
    const before = await trail();
    const requestId = 'a-request-that-fails';
    const { errors } = await service.ask('{ nothing like this', {
      as: ADMIN,
      headers: { 'x-simulate-operator': await userId(SPLIT), 'x-request-id': requestId },
    });
    const after = await trail();

    expect(errors).toHaveLength(1);
    expect(after.slice(0, -1)).toEqual(before);
    expect(after.at(-1)).toMatchObject({
      action: 'SIMULATE',
      outcome: 'DONE',
      actor_id: await userId(ADMIN),
      subject_id: await userId(SPLIT),
      request_id: requestId,
    });
  });

  test('is not answered when it cannot be audited', async () => {
    await whileRefused(service.database.writer, 'audit_events', async () => {
      const { status, data, errors } = await simulate('{ users { totalCount } }', SPLIT);
      expect({ status, data }).toEqual({ status: 500, data: undefined });
      expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['INTERNAL_SERVER_ERROR']);
    });
  });

  testOn('postgres')('is to be asked for again while other changes always come first', async () => {
    const { writer } = service.database;
    const ask = () => simulate('{ users { totalCount } }', SPLIT);
    const { status, headers, data, errors } = await whileRefused(writer, 'audit_events', ask, 'serialization_failure');

    expect({ status, data }).toEqual({ status: 503, data: undefined });
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['DATABASE_UNAVAILABLE']);
    expect(headers.get('retry-after')).toBe('5');
  });

  test('shows in the trail as it is read under the simulated rights', async () => {
    const { data } = await simulate('{ auditEvents(first: 1) { nodes { action subjectId } } }', HELPDESK);

    expect(data.auditEvents.nodes).toEqual([{ action: 'SIMULATE', subjectId: await userId(HELPDESK) }]);
  });

  test('is logged under who signed in, with whom they simulated', async () => {
    const requestId = 'a-simulated-request';
    await service.ask('query Simulated { viewer { id } }', {
      as: ADMIN,
      headers: { 'x-simulate-operator': await userId(SPLIT), 'x-request-id': requestId },
    });
    // The log line is written after the response, perhaps after this test has read it.
    const lines = () => service.log.filter((line) => line['requestId'] === requestId && line['msg'] === 'answered');
    while (lines().length === 0) await new Promise(setImmediate);

    expect(lines()).toEqual([
      expect.objectContaining({
        operatorId: await keyOf('users', ADMIN, 'user_principal_name'),
        simulated: await keyOf('users', SPLIT, 'user_principal_name'),
        operation: 'Simulated',
        status: 200,
      }),
    ]);
  });

  test('leaves the next request without the header as it was', async () => {
    const { data } = await service.ask('{ viewer { userPrincipalName } }', { as: ADMIN });

    expect(data.viewer.userPrincipalName).toBe(ADMIN);
  });

  test('follows a change of the operator’s rights at once', async () => {
    const operator = await operatorWith(service, { permissions: ['ORGANIZATION_READ'], scope: EVERYWHERE });
    const held = await simulate('{ users { totalCount } }', operator.as);
    await service.ask(
      'mutation ($id: ID!) { deleteRoleAssignment(input: { roleAssignmentId: $id }) { userErrors { code } } }',
      { as: ADMIN, variables: { id: operator.held[0]?.roleAssignmentId } },
    );
    const lost = await simulate('{ users { totalCount } }', operator.as);

    expect(held.errors).toEqual([]);
    expect(refusals(lost)).toEqual(['users: FORBIDDEN PERMISSION ORGANIZATION_READ']);
  });

  test('may be asked for by a page of another origin', async () => {
    const response = await fetch(`${service.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:5173',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-simulate-operator',
      },
    });

    expect(response.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('x-simulate-operator');
  });
});
