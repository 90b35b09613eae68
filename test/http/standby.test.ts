import { verifyAudit } from '../../src/audit/verification';
import { rows } from '../../src/database/database';
import { DatabaseUnavailable } from '../../src/database/errors';
import { openDatabase } from '../../src/database/open';
import { sql } from '../../src/database/sql';
import { DEMO, importDemo } from '../../src/demo/demo';
import type { Permission } from '../../src/generated/graphql';
import { fromNodeId, toNodeId } from '../../src/resolving/node-id';
import { EVERYWHERE, idOfAdministered, typeOf } from '../support/administration';
import { AUDIT_KEY } from '../support/audit-key';
import { whileRefused } from '../support/engines';
import { needed } from '../support/needed';
import { refusal } from '../support/opened';
import { type Operator, operatorWith } from '../support/operators';
import { type PostgresServer, runOn, type Standby, startPostgres } from '../support/postgres';
import { type Answer, asImport, refusals, type Service, startService } from '../support/service';
import { until } from '../support/until';

const ADMIN = 'admin@contoso.example';
const USERS: Permission = 'ORGANIZATION_READ';
const DEVICES: Permission = 'MANAGED_DEVICES_READ';
const EVERYTHING = '{ users { totalCount } devices { totalCount } }';
const REFUSED = [`devices: FORBIDDEN PERMISSION ${DEVICES}`, `users: FORBIDDEN PERMISSION ${USERS}`];
type Input = Record<string, unknown>;

let primary: PostgresServer;
let standby: Standby;
let services: readonly [Service, Service];
const databaseOf = ({ url }: PostgresServer): string => url.replace(/postgres$/, 'graph');
beforeAll(async () => {
  primary = await startPostgres({ max_standby_streaming_delay: '200ms' });
  await primary.run('CREATE DATABASE graph');
  const database = await openDatabase(databaseOf(primary));
  await importDemo(database, AUDIT_KEY, DEMO.recordedAt);
  await database.close();
  standby = await primary.standby();
  await standby.caughtUp();
  const start = () => startService({ databaseUrl: databaseOf(primary), postgres: { replicaUrl: databaseOf(standby) } });
  services = [await start(), await start()];
});
afterAll(async () => {
  await Promise.all(services.map((service) => service.stop()));
  await Promise.all([standby.remove(), primary.remove()]);
});

/** Stops replay on the standby during work. */
async function whileItLags<Result>(work: () => Promise<Result>): Promise<Result> {
  await standby.caughtUp();
  await standby.pause();
  try {
    return await work();
  } finally {
    await standby.resume();
    await standby.caughtUp();
  }
}

/** The common answer of both services. */
const askBoth = (query: string, as: string, variables: Input = {}): Promise<Answer[]> =>
  Promise.all(services.map((service) => service.ask(query, { as, variables })));

/** The common refusal of both services; null if both have data. */
async function refusedByBoth(as: string, query = EVERYTHING): Promise<string[][]> {
  const answers = await askBoth(query, as);
  for (const { status, errors, data } of answers) {
    expect(status).toBe(200);
    if (errors.length === 0) {
      for (const list of Object.values(data)) expect((list as { totalCount: number }).totalCount).toBeGreaterThan(0);
    }
  }
  return answers.map(refusals);
}

const mutate = (service: Service, mutation: string, input: Input, selection: string, as = ADMIN): Promise<Answer> =>
  service.ask(
    `mutation ($input: ${typeOf(mutation, 'Input')}!) {
      ${mutation}(input: $input) { ${selection} userErrors { code retryAfter } } }`,
    { as, variables: { input } },
  );

async function done(service: Service, mutation: string, input: Input, selection = 'clientMutationId') {
  const { data, errors } = await mutate(service, mutation, input, selection);
  expect(errors).toEqual([]);
  expect(data[mutation].userErrors).toEqual([]);
  return data[mutation];
}

let names = 0;
const newName = (): string => `Behind the standby ${++names}`;
const keyOf = (id: string): string => fromNodeId(id).key;

/** An operator who reads all users and devices, replicated to the standby. */
async function reader(): Promise<Operator & { roleId: string; roleAssignmentId: string }> {
  const operator = await operatorWith(services[0], { permissions: [USERS, DEVICES], scope: EVERYWHERE });
  await standby.caughtUp();
  expect(await refusedByBoth(operator.as)).toEqual([[], []]);
  return { ...operator, ...(operator.held[0] as Operator['held'][0]) };
}

describe('while the standby lags', () => {
  test('lists are those of the standby, and what a mutation did shows in its own payload', async () => {
    const doomed = await idOfAdministered(services[0], 'createRole', { displayName: newName(), permissions: [USERS] });
    const displayName = newName();
    const NAMES = '{ roles(first: 100) { totalCount nodes { id displayName } } }';
    await standby.caughtUp();
    const [before] = await askBoth(NAMES, ADMIN);
    await whileItLags(async () => {
      const payload = await done(
        services[0],
        'createRole',
        { displayName, permissions: [DEVICES, USERS] },
        'role { displayName version permissions assignments { totalCount } }',
      );
      await done(services[1], 'deleteRole', { roleId: doomed });

      expect(payload.role).toEqual({
        displayName,
        version: 1,
        permissions: [DEVICES, USERS],
        assignments: { totalCount: 0 },
      });
      for (const { data } of await askBoth(NAMES, ADMIN)) expect(data).toEqual(before?.data);
    });
    for (const { data } of await askBoth(NAMES, ADMIN)) {
      const found = data.roles.nodes.map((role: { displayName: string }) => role.displayName);
      expect(found).toContain(displayName);
      expect(data.roles.nodes.map((role: { id: string }) => role.id)).not.toContain(doomed);
    }
  });

  test('an assignment shows in its payload with all that belongs to it, and so does a second mutation of the request', async () => {
    const { group, roleId, roleAssignmentId, id } = await reader();
    await whileItLags(async () => {
      const { data, errors } = await services[1].ask(
        `mutation ($create: CreateRoleAssignmentInput!, $update: UpdateRoleInput!, $delete: DeleteRoleAssignmentInput!) {
          createRoleAssignment(input: $create) { roleAssignment {
            effective role { displayName } members { id } operators { nodes { id } } } }
          updateRole(input: $update) { role { permissions version assignments { nodes { displayName } } } }
          deleteRoleAssignment(input: $delete) { deletedRoleAssignmentId }
          again: updateRole(input: { roleId: "${roleId}", displayName: "Renamed again" }) {
            role { displayName version assignments { nodes { displayName } } } }
        }`,
        {
          as: ADMIN,
          variables: {
            create: { roleId, displayName: 'The second', memberGroupIds: [group], scope: { allUsers: true } },
            update: { roleId, displayName: 'Renamed', permissions: [USERS] },
            delete: { roleAssignmentId },
          },
        },
      );

      expect(errors).toEqual([]);
      expect(data.createRoleAssignment.roleAssignment).toEqual({
        effective: true,
        role: { displayName: expect.stringMatching(/^operator-/) },
        members: [{ id: group }],
        operators: { nodes: [{ id }] },
      });
      expect(data.updateRole.role).toMatchObject({ permissions: [USERS], version: 2 });
      expect(data.updateRole.role.assignments.nodes).toHaveLength(2);
      expect(data.deleteRoleAssignment.deletedRoleAssignmentId).toBe(roleAssignmentId);
      expect(data.again.role).toEqual({
        displayName: 'Renamed again',
        version: 3,
        assignments: { nodes: [{ displayName: 'The second' }] },
      });
    });
  });

  const REVOCATIONS: [string, (of: Awaited<ReturnType<typeof reader>>) => Promise<unknown>, string[]][] = [
    [
      'a deleted assignment',
      ({ roleAssignmentId }) => done(services[0], 'deleteRoleAssignment', { roleAssignmentId }),
      REFUSED,
    ],
    [
      'an assignment to others',
      async ({ roleAssignmentId }) => {
        const { primary } = services[0].database;
        const other = await needed(primary('groups').where('display_name', 'Help desk Paris').pluck('id'));
        const memberGroupIds = [toNodeId('Group', other)];
        await done(services[1], 'updateRoleAssignment', { roleAssignmentId, memberGroupIds });
      },
      REFUSED,
    ],
    [
      'a membership that ended',
      ({ group }) => asImport(services[0], (trx) => trx('group_members').where('group_id', keyOf(group)).delete()),
      REFUSED,
    ],
    [
      'a role that allows less',
      ({ roleId }) => done(services[1], 'updateRole', { roleId, permissions: [USERS] }),
      [`devices: FORBIDDEN PERMISSION ${DEVICES}`],
    ],
    [
      'a disabled account',
      ({ id }) => asImport(services[0], (trx) => trx('users').where('id', keyOf(id)).update({ account_enabled: 0 })),
      ['devices: FORBIDDEN DISABLED', 'users: FORBIDDEN DISABLED'],
    ],
    [
      'a licence that ended',
      ({ id }) => asImport(services[0], (trx) => trx('users').where('id', keyOf(id)).update({ intune_licensed: 0 })),
      ['devices: FORBIDDEN LICENSE', 'users: FORBIDDEN LICENSE'],
    ],
  ];
  test.each(REVOCATIONS)('%s counts on both services at the very next request', async (_, revoke, refused) => {
    const operator = await reader();
    await whileItLags(async () => {
      await revoke(operator);
      expect(await refusedByBoth(operator.as)).toEqual([refused, refused]);
    });
    expect(await refusedByBoth(operator.as)).toEqual([refused, refused]);
  });

  test('a smaller scope counts on both services at the very next request', async () => {
    const { as, group, roleAssignmentId } = await reader();
    await whileItLags(async () => {
      await done(services[0], 'updateRoleAssignment', { roleAssignmentId, scope: { groupIds: [group] } });
      for (const { data } of await askBoth('{ users { totalCount } }', as)) expect(data.users.totalCount).toBe(1);
    });
  });

  test('an operator who was deleted is unknown to both services at the very next request', async () => {
    const { as, id } = await reader();
    const tokens = await Promise.all(services.map((service) => service.token(as)));
    await whileItLags(async () => {
      await asImport(services[0], (trx) => trx('users').where('id', keyOf(id)).delete());
      const answers = await Promise.all(
        services.map((service, i) => service.ask(EVERYTHING, { headers: { authorization: `Bearer ${tokens[i]}` } })),
      );
      expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    });
  });

  test('what is given counts on both services at the very next request, with what gives it', async () => {
    const operator = await operatorWith(services[0]);
    await standby.caughtUp();
    await whileItLags(async () => {
      const displayName = newName();
      const roleId = await idOfAdministered(services[0], 'createRole', { displayName, permissions: [USERS, DEVICES] });
      await idOfAdministered(services[1], 'createRoleAssignment', {
        roleId,
        displayName,
        memberGroupIds: [operator.group],
        scope: { groupIds: [operator.group] },
      });

      expect((await askBoth('{ users { totalCount } devices { totalCount } }', operator.as)).map(refusals)).toEqual([
        [],
        [],
      ]);
      const held = { assignments: [{ displayName, roleDisplayName: displayName }], groups: [expect.anything()] };
      for (const { data, errors } of await askBoth(
        '{ viewer { permissions { permission groups { displayName } assignments { displayName roleDisplayName } } } }',
        operator.as,
      )) {
        expect(errors).toEqual([]);
        expect(data.viewer.permissions).toHaveLength(2);
        for (const permission of [USERS, DEVICES]) {
          expect(data.viewer.permissions).toContainEqual({ permission, ...held });
        }
      }
    });
  });

  const EXPLAIN = `query ($operatorId: ID!) { explainAccess(operatorId: $operatorId, coordinate: "Query.devices") {
    allowed reasons { kind permission grants { assignment { id } permissions } } } }`;
  const ACCESS = `query ($operatorId: ID!) { user(id: $operatorId) { access {
    state grants { assignment { id } permissions } } } }`;

  test('an explanation is of present rights, after they were taken and after they were given', async () => {
    const { id, group, roleId, roleAssignmentId } = await reader();
    await whileItLags(async () => {
      await done(services[0], 'deleteRoleAssignment', { roleAssignmentId });
      for (const { data, errors } of await askBoth(EXPLAIN, ADMIN, { operatorId: id })) {
        expect(errors).toEqual([]);
        expect(data.explainAccess).toEqual({
          allowed: false,
          reasons: [{ kind: 'PERMISSION_MISSING', permission: DEVICES, grants: [] }],
        });
      }
      for (const { data, errors } of await askBoth(ACCESS, ADMIN, { operatorId: id })) {
        expect(errors).toEqual([]);
        expect(data.user.access).toEqual({ state: 'ACTIVE', grants: [] });
      }

      const given = await idOfAdministered(services[1], 'createRoleAssignment', {
        roleId,
        displayName: newName(),
        memberGroupIds: [group],
        scope: EVERYWHERE,
      });
      const grants = [{ assignment: { id: given }, permissions: [DEVICES, USERS] }];
      for (const { data, errors } of await askBoth(EXPLAIN, ADMIN, { operatorId: id })) {
        expect(errors).toEqual([]);
        expect(data.explainAccess).toEqual({
          allowed: true,
          reasons: [{ kind: 'GRANTED', permission: DEVICES, grants }],
        });
      }
      for (const { data, errors } of await askBoth(ACCESS, ADMIN, { operatorId: id })) {
        expect(errors).toEqual([]);
        expect(data.user.access).toEqual({ state: 'ACTIVE', grants });
      }
    });
  });

  test('a simulation runs under present rights, and is audited at once', async () => {
    const { id, roleAssignmentId } = await reader();
    await whileItLags(async () => {
      await done(services[0], 'deleteRoleAssignment', { roleAssignmentId });
      for (const service of services) {
        const answer = await service.ask(EVERYTHING, { as: ADMIN, headers: { 'x-simulate-operator': id } });

        expect(refusals(answer)).toEqual(REFUSED);
        const [last] = await service.database.primary('audit_events').orderBy('seq', 'desc').limit(1);
        expect(last).toMatchObject({ action: 'SIMULATE', subject_id: id });
      }
    });
  });
});

describe('a standby', () => {
  test('that is the database itself is refused in one line', async () => {
    expect(await refusal(openDatabase(databaseOf(standby)))).toMatch(
      /^The database at 127\.0\.0\.1:\d+ cannot be used: .*read-only.*$/,
    );
  });

  test('that cuts a statement short, since what it reads changes, says that it can be tried again', async () => {
    const snapshot = services[0].database.snapshot('reader');
    // The first statements would be asked once again.
    await rows(snapshot, sql`SELECT 1`);
    const cut = rows(snapshot, sql`SELECT pg_sleep(20) FROM devices LIMIT 1`).catch((error: unknown) => error);
    await until(
      async () => (await standby.run("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'")).length > 0,
    );
    await runOn(databaseOf(primary), 'BEGIN', 'LOCK TABLE devices IN ACCESS EXCLUSIVE MODE', 'COMMIT');

    expect(await cut).toBeInstanceOf(DatabaseUnavailable);
    await snapshot.end();
    await standby.caughtUp();
  });

  test('that stops is told, hinders no change, and is used again when it starts', async () => {
    const ready = () => Promise.all(services.map(async ({ url }) => (await fetch(`${url}/readyz`)).status));
    expect(await ready()).toEqual([200, 200]);
    await standby.stop();
    expect(await ready()).toEqual([503, 503]);
    for (const answer of await askBoth(EVERYTHING, ADMIN)) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
      expect(refusals(answer)).toEqual([
        'devices.totalCount: DATABASE_UNAVAILABLE',
        'users.totalCount: DATABASE_UNAVAILABLE',
      ]);
    }
    const displayName = newName();
    await idOfAdministered(services[0], 'createRole', { displayName, permissions: [USERS] });
    await standby.start();
    await standby.caughtUp();

    expect(await ready()).toEqual([200, 200]);
    expect(await refusedByBoth(ADMIN)).toEqual([[], []]);
  });
});

describe('many at once, over both services', () => {
  const each = (i: number): Service => services[i % 2] as Service;
  const events = async (requestIds: readonly (string | null)[]) =>
    services[0].database.primary('audit_events').whereIn('request_id', requestIds).orderBy('seq');
  const idOf = ({ headers }: Answer): string | null => headers.get('x-request-id');
  const atOnce = (count: number, work: (service: Service, i: number) => Promise<Answer>): Promise<Answer[]> =>
    Promise.all(Array.from({ length: count }, (_, i) => work(each(i), i)));
  const expectWhole = async () => expect((await verifyAudit(services[0].database, AUDIT_KEY)).fault).toBeNull();

  test('8 that repeat each other have one effect', async () => {
    const input = { displayName: newName(), permissions: [USERS], clientMutationId: 'eight' };
    const answers = await atOnce(8, (service) => mutate(service, 'createRole', input, 'role { id }'));
    const again = await done(services[0], 'createRole', input, 'role { id }');

    for (const { errors, data } of answers) {
      expect(errors).toEqual([]);
      expect([
        { role: again.role, userErrors: [] },
        { role: null, userErrors: [{ code: 'TRY_AGAIN', retryAfter: 5 }] },
      ]).toContainEqual(data.createRole);
    }
    expect(await services[0].database.primary('roles').where('display_name', input.displayName)).toHaveLength(1);
    expect(await events(answers.map(idOf))).toHaveLength(1);
    await expectWhole();
  });

  test('20 that differ are each done and audited once, or told to try again', async () => {
    const inputs = Array.from({ length: 20 }, () => ({ displayName: newName(), permissions: [USERS] }));
    const answers = await atOnce(20, (service, i) => mutate(service, 'createRole', inputs[i] as Input, 'role { id }'));

    const audited = await events(answers.map(idOf));
    for (const [i, { errors, data, headers }] of answers.entries()) {
      expect(errors).toEqual([]);
      const { role, userErrors } = data.createRole;
      const own = audited.filter((event) => event.request_id === headers.get('x-request-id'));
      expect(own.map((event) => event.subject_id)).toEqual(role === null ? [] : [role.id]);
      expect(userErrors).toEqual(role === null ? [{ code: 'TRY_AGAIN', retryAfter: 5 }] : []);
      const made = services[0].database.primary('roles').where('display_name', inputs[i]?.displayName as string);
      expect(await made).toHaveLength(own.length);
    }
    expect(audited.length).toBeGreaterThan(5);
    await expectWhole();
  });

  test('20 refused attempts are each audited once, or told to try again', async () => {
    const { as } = await operatorWith(services[0], { permissions: ['ROLES_CREATE', 'ROLES_READ'], scope: EVERYWHERE });
    const answers = await atOnce(20, (service) =>
      mutate(service, 'createRole', { displayName: newName(), permissions: [DEVICES] }, 'role { id }', as),
    );

    const audited = await events(answers.map(idOf));
    for (const answer of answers) {
      expect(answer.errors).toEqual([]);
      const own = audited.filter((event) => event.request_id === idOf(answer));
      const code = own.length === 1 ? 'EXCEEDS_OWN_RIGHTS' : 'TRY_AGAIN';
      const retryAfter = code === 'TRY_AGAIN' ? 5 : null;
      expect(answer.data.createRole).toEqual({ role: null, userErrors: [{ code, retryAfter }] });
    }
    expect(audited.length).toBeGreaterThan(5);
    await expectWhole();
  });

  test('that never get through are told to try again, whatever they are', async () => {
    const { as, id } = await operatorWith(services[0], {
      permissions: ['ROLES_CREATE', 'ROLES_READ'],
      scope: EVERYWHERE,
    });
    const create = (permission: Permission) =>
      mutate(services[0], 'createRole', { displayName: newName(), permissions: [permission] }, 'role { id }', as);
    const answers = await whileRefused(
      services[0].database.writer,
      'audit_events',
      () =>
        Promise.all([
          create('ROLES_READ'),
          create(DEVICES),
          services[1].ask(EVERYTHING, { as: ADMIN, headers: { 'x-simulate-operator': id } }),
        ]),
      'serialization_failure',
    );

    expect(answers.map(refusals)).toEqual([[], [], [': DATABASE_UNAVAILABLE']]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 503]);
    for (const { data } of answers.slice(0, 2)) {
      expect(data.createRole).toEqual({ role: null, userErrors: [{ code: 'TRY_AGAIN', retryAfter: 5 }] });
    }
  });

  test('20 simulations are each audited once and answered, or told to try again', async () => {
    const { id } = await reader();
    const answers = await atOnce(20, (service) =>
      service.ask(EVERYTHING, { as: ADMIN, headers: { 'x-simulate-operator': id } }),
    );

    const audited = await events(answers.map(idOf));
    for (const answer of answers) {
      const own = audited.filter((event) => event.request_id === idOf(answer));
      expect([answer.status, own.length]).toEqual(answer.status === 200 ? [200, 1] : [503, 0]);
      expect(refusals(answer)).toEqual(answer.status === 200 ? [] : [': DATABASE_UNAVAILABLE']);
    }
    expect(audited.length).toBeGreaterThan(5);
    await expectWhole();
  });
});
