import { spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Knex } from 'knex';
import pino from 'pino';
import { grantAdministrator } from '../../src/administration/grant-administrator';
import { type AuditHead, logHead } from '../../src/audit/trail';
import { rotateAuditKey, verifyAudit } from '../../src/audit/verification';
import { openDatabase } from '../../src/database/open';
import type { Permission } from '../../src/generated/graphql';
import { toNodeId } from '../../src/resolving/node-id';
import { EVERYWHERE, idOfAdministered, typeOf } from '../support/administration';
import { oneIn } from '../support/amount';
import { AUDIT_KEY } from '../support/audit-key';
import { copyOf, createTestDatabase, definitionsOf, ENGINE, type TestDatabase } from '../support/engines';
import { needed } from '../support/needed';
import { operatorWith } from '../support/operators';
import { NOW, refusals, type Service, startService } from '../support/service';
import { temporaryFolder } from '../support/tenant-folder';

const ADMIN = 'admin@contoso.example';
const HELPDESK = 'helpdesk@contoso.example';
const ROOT = path.join(__dirname, '..', '..');
const CLI = path.join(ROOT, 'dist', 'cli.js');

let service: Service;
let clock = NOW;
beforeAll(async () => {
  service = await startService({ server: { now: () => clock } });
});
afterAll(() => service.stop());

const idOf = async (table: string, name: string, column = 'display_name'): Promise<string> => {
  const [id] = await service.database.primary(table).where(column, name).pluck('id');
  return id;
};
const userId = async (name: string) => toNodeId('User', await idOf('users', name, 'user_principal_name'));
const groupId = async (name: string) => toNodeId('Group', await idOf('groups', name));
const roleId = async (name: string) => toNodeId('Role', await idOf('roles', name));

async function mutate(mutation: string, selection: string, input: Record<string, unknown>, as = ADMIN) {
  const answer = await service.ask(
    `mutation ($input: ${typeOf(mutation, 'Input')}!) { ${mutation}(input: $input) { ${selection} userErrors { code } } }`,
    { as, variables: { input } },
  );
  expect(answer.errors).toEqual([]);
  return { ...answer.data[mutation], requestId: answer.headers.get('x-request-id') };
}

let names = 0;
const newName = (): string => `Audited ${++names}`;
const newRole = (permissions: readonly Permission[] = ['ORGANIZATION_READ']): Promise<string> =>
  idOfAdministered(service, 'createRole', { displayName: newName(), permissions });

const EVENT = 'id occurredAt action outcome actorId subjectId before after requestId';

interface Event {
  readonly id: string;
  readonly occurredAt: string;
  readonly action: string;
  readonly outcome: string;
  readonly actorId: string | null;
  readonly subjectId: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly requestId: string | null;
}

async function events(filter: Record<string, unknown> = {}, as = HELPDESK): Promise<Event[]> {
  const { data, errors } = await service.ask(
    `query ($filter: AuditEventFilter) { auditEvents(filter: $filter, first: 100) { nodes { ${EVENT} } } }`,
    { as, variables: { filter } },
  );
  expect(errors).toEqual([]);
  return data.auditEvents.nodes;
}

const last = async (): Promise<Event> => (await events())[0] as Event;
const parsed = ({ before, after }: Event) => ({
  before: before === null ? null : JSON.parse(before),
  after: after === null ? null : JSON.parse(after),
});

describe('what the trail says', () => {
  test('of a role: its permissions before and after', async () => {
    const actorId = await userId(ADMIN);
    const made = await mutate('createRole', 'role { id }', {
      displayName: newName(),
      permissions: ['MOBILE_APPS_READ', 'ORGANIZATION_READ'],
    });
    const base = { actorId, outcome: 'DONE', occurredAt: clock.toISOString(), subjectId: made.role.id };
    const creation = await last();
    expect(creation).toMatchObject({ ...base, action: 'CREATE_ROLE', requestId: made.requestId });
    expect(parsed(creation)).toEqual({
      before: null,
      after: { permissions: ['ORGANIZATION_READ', 'MOBILE_APPS_READ'] },
    });

    const updated = await mutate('updateRole', 'role { id }', {
      roleId: made.role.id,
      permissions: ['MOBILE_APPS_READ'],
    });
    const update = await last();
    expect(update).toMatchObject({ ...base, action: 'UPDATE_ROLE', requestId: updated.requestId });
    expect(parsed(update)).toEqual({
      before: { permissions: ['ORGANIZATION_READ', 'MOBILE_APPS_READ'] },
      after: { permissions: ['MOBILE_APPS_READ'] },
    });

    const deleted = await mutate('deleteRole', 'deletedRoleId', { roleId: made.role.id });
    const deletion = await last();
    expect(deletion).toMatchObject({ ...base, action: 'DELETE_ROLE', requestId: deleted.requestId });
    expect(parsed(deletion)).toEqual({ before: { permissions: ['MOBILE_APPS_READ'] }, after: null });
  });

  test('of a duplicate: the permissions it took, and its own id', async () => {
    const { role } = await mutate('duplicateRole', 'role { id }', {
      roleId: await roleId('Device reader'),
      displayName: newName(),
    });
    const event = await last();

    expect(event).toMatchObject({ action: 'DUPLICATE_ROLE', outcome: 'DONE', subjectId: role.id });
    expect(parsed(event)).toEqual({ before: null, after: { permissions: ['MANAGED_DEVICES_READ'] } });
  });

  test('of an assignment: its role, members and scope before and after, by id', async () => {
    const [role, members, lyon] = [
      await roleId('Device reader'),
      [await groupId('Help desk Paris')],
      await groupId('Lyon'),
    ];
    const { roleAssignment } = await mutate('createRoleAssignment', 'roleAssignment { id }', {
      roleId: role,
      displayName: newName(),
      memberGroupIds: members,
      scope: { groupIds: [lyon] },
    });
    const first = { role, members, allUsers: false, allDevices: false, scopeGroups: [lyon] };
    const creation = await last();
    expect(creation).toMatchObject({
      action: 'CREATE_ROLE_ASSIGNMENT',
      outcome: 'DONE',
      subjectId: roleAssignment.id,
    });
    expect(parsed(creation)).toEqual({ before: null, after: first });

    const scope = { allUsers: true, allDevices: true };
    await mutate('updateRoleAssignment', 'roleAssignment { id }', { roleAssignmentId: roleAssignment.id, scope });
    const second = { role, members, ...scope, scopeGroups: [] };
    const update = await last();
    expect(update).toMatchObject({ action: 'UPDATE_ROLE_ASSIGNMENT', subjectId: roleAssignment.id });
    expect(parsed(update)).toEqual({ before: first, after: second });

    await mutate('deleteRoleAssignment', 'deletedRoleAssignmentId', { roleAssignmentId: roleAssignment.id });
    const deletion = await last();
    expect(deletion).toMatchObject({ action: 'DELETE_ROLE_ASSIGNMENT', subjectId: roleAssignment.id });
    expect(parsed(deletion)).toEqual({ before: second, after: null });
  });

  test('of a refused attempt to exceed one’s rights: what was missing', async () => {
    const { as } = await operatorWith(service, { permissions: ['ROLES_UPDATE', 'ROLES_READ'], scope: EVERYWHERE });
    const role = await newRole(['ROLES_READ']);
    const input = { roleId: role, permissions: ['ROLES_READ', 'AUDIT_DATA_READ'] };
    const { userErrors, requestId } = await mutate('updateRole', 'role { id }', input, as);
    const event = await last();

    expect(userErrors).toEqual([{ code: 'EXCEEDS_OWN_RIGHTS' }]);
    expect(event).toMatchObject({
      action: 'UPDATE_ROLE',
      outcome: 'REFUSED',
      actorId: await userId(as),
      subjectId: role,
      requestId,
    });
    expect(parsed(event)).toEqual({ before: null, after: { missing: ['AUDIT_DATA_READ'] } });
  });

  test.each([
    [
      'createRole',
      'CREATE_ROLE',
      'ROLES_CREATE',
      async () => ({ displayName: newName(), permissions: ['ROLES_READ'] }),
    ],
    ['deleteRole', 'DELETE_ROLE', 'ROLES_DELETE', async () => ({ roleId: await newRole() })],
    [
      'createRoleAssignment',
      'CREATE_ROLE_ASSIGNMENT',
      'ROLES_ASSIGN',
      async () => ({
        roleId: await roleId('Device reader'),
        displayName: newName(),
        memberGroupIds: [await groupId('Lyon')],
        scope: EVERYWHERE,
      }),
    ],
  ])('of %s without its permission: what was missing', async (mutation, action, permission, inputOf) => {
    const input: Record<string, unknown> = await inputOf();
    const { data, errors, headers } = await service.ask(
      `mutation ($input: ${typeOf(mutation, 'Input')}!) { ${mutation}(input: $input) { userErrors { code } } }`,
      { as: 'nobody@contoso.example', variables: { input } },
    );
    expect({ data, code: errors[0]?.extensions?.['code'] }).toEqual({ data: { [mutation]: null }, code: 'FORBIDDEN' });

    const event = await last();
    expect(event).toMatchObject({
      action,
      outcome: 'REFUSED',
      actorId: await userId('nobody@contoso.example'),
      subjectId: input['roleId'] ?? null,
      requestId: headers.get('x-request-id'),
    });
    expect(parsed(event)).toEqual({ before: null, after: { reason: 'PERMISSION', missing: [permission] } });
  });

  test.each([
    ['updateKnownIssue', { text: 'Later' }],
    ['endKnownIssue', {}],
  ])('of a refused %s: no text that the input has in place of an id', async (mutation, input) => {
    const scope = { groupIds: [await groupId('Paris')] };
    const { as } = await operatorWith(service, { permissions: ['ROLES_UPDATE', 'ROLES_READ'], scope });
    const { userErrors } = await mutate(mutation, 'knownIssue { id }', { ...input, knownIssueId: 'Ann was fired' }, as);
    expect(userErrors).toEqual([{ code: 'EXCEEDS_OWN_RIGHTS' }]);

    const event = await last();
    expect(event).toMatchObject({ outcome: 'REFUSED', actorId: await userId(as), subjectId: null });
    expect(parsed(event)).toEqual({ before: null, after: { missing: ['ROLES_UPDATE'] } });
  });

  test('of a mutation by an operator whose account is disabled: the reason, and no text of the input', async () => {
    const input = { roleId: 'Nobody may put a text here', expectedVersion: 1 };
    const { errors } = await service.ask(
      'mutation ($input: DeleteRoleInput!) { deleteRole(input: $input) { deletedRoleId } }',
      { as: 'disabled@contoso.example', variables: { input } },
    );
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'DISABLED' });

    const event = await last();
    expect(event).toMatchObject({ action: 'DELETE_ROLE', outcome: 'REFUSED', subjectId: null });
    expect(parsed(event)).toEqual({ before: null, after: { reason: 'DISABLED', missing: [] } });
  });

  test('of a simulated request: who asked, and as whom', async () => {
    const simulated = await userId('helpdesk.paris@contoso.example');
    const answer = await service.ask('{ viewer { userPrincipalName } }', {
      as: ADMIN,
      headers: { 'x-simulate-operator': simulated },
    });

    expect(await last()).toEqual({
      id: expect.any(String),
      occurredAt: clock.toISOString(),
      action: 'SIMULATE',
      outcome: 'DONE',
      actorId: await userId(ADMIN),
      subjectId: simulated,
      before: null,
      after: null,
      requestId: answer.headers.get('x-request-id'),
    });
  });

  test('of an administrator made at the command line: whom, and nobody who did it', async () => {
    const made = 'ines.moreau@contoso.example';
    const expected = {
      occurredAt: clock.toISOString(),
      action: 'GRANT_ADMINISTRATOR',
      outcome: 'DONE',
      actorId: null,
      subjectId: await userId(made),
      requestId: null,
    };
    expect(await grantAdministrator(service.database, made, AUDIT_KEY, clock)).toMatchObject({ isNew: true });
    const first = await last();
    expect(first).toMatchObject(expected);
    expect(parsed(first)).toEqual({ before: { administrator: false }, after: { administrator: true } });

    expect(await grantAdministrator(service.database, made, AUDIT_KEY, clock)).toMatchObject({ isNew: false });
    const second = await last();
    expect(second).toMatchObject(expected);
    expect(parsed(second)).toEqual({ before: { administrator: true }, after: { administrator: true } });
  });

  test('is nobody’s name and no name of a thing: erasing a person leaves it as it is', async () => {
    const displayName = 'Nobody may read this name';
    const description = 'Nor this description';
    const { role } = await mutate('createRole', 'role { id }', {
      displayName,
      description,
      permissions: ['ORGANIZATION_READ'],
    });
    await mutate('createRoleAssignment', 'roleAssignment { id }', {
      roleId: role.id,
      displayName: `${displayName} either`,
      description,
      memberGroupIds: [await groupId('Regional support')],
      scope: { groupIds: [await groupId('Lyon')] },
    });
    const text = JSON.stringify(await service.database.primary('audit_events'));
    const { primary } = service.database;
    const known: (string | null)[] = [
      ...(await primary('users').pluck('user_principal_name')),
      ...(await primary('users').pluck('display_name')),
      ...(await primary('users').pluck('mail')),
      ...(await primary('roles').pluck('display_name')),
      ...(await primary('role_assignments').pluck('display_name')),
      description,
    ];

    expect(known.filter((name) => name !== null && name !== '' && text.includes(JSON.stringify(name)))).toEqual([]);

    await service.database.writer('users').where('user_principal_name', 'bruno.keller@contoso.example').delete();
    expect(await verifyAudit(service.database, AUDIT_KEY)).toMatchObject({ fault: null });
  });

  test('ends in the log where it ends in the database', async () => {
    await newRole();
    const { seq, hash } = await needed(service.database.primary('audit_head'));
    const logged = service.log.filter(({ msg }) => msg === 'audited').at(-1);

    expect(logged?.['audit']).toEqual({ seq, hash });
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ['fatal', [{ level: 30, msg: 'audited', audit: { seq: 7, hash: 'abc' } }]],
    ['silent', []],
  ] as const)('is logged with LOG_LEVEL=%s: %j', (level, expected) => {
    const lines: object[] = [];
    const log = pino(
      { level, base: null, timestamp: false },
      { write: (line: string) => lines.push(JSON.parse(line)) },
    );

    logHead(log, { seq: 7, hash: 'abc' });

    expect(lines).toEqual(expected);
  });

  test('logs where it ends for refused attempts and simulated requests too', async () => {
    const headOf = async () => {
      const { seq, hash } = await needed(service.database.primary('audit_head'));
      return { seq, hash };
    };
    const logged = () => service.log.filter(({ msg }) => msg === 'audited').at(-1)?.['audit'];
    const before = await headOf();
    await service.ask('{ viewer { id } }', { as: ADMIN, headers: { 'x-simulate-operator': await userId(HELPDESK) } });

    expect((await headOf()).seq).toBe(before.seq + 1);
    expect(logged()).toEqual(await headOf());

    const input = { displayName: newName(), permissions: ['AUDIT_DATA_READ'] };
    const { as } = await operatorWith(service, { permissions: ['ROLES_CREATE', 'ROLES_READ'], scope: EVERYWHERE });
    await mutate('createRole', 'role { id }', input, as);
    expect(await last()).toMatchObject({ outcome: 'REFUSED' });
    expect(logged()).toEqual(await headOf());
  });
});

describe('who reads it', () => {
  test('who holds the permission over all users and all devices', async () => {
    const { data, errors } = await service.ask('{ auditEvents(first: 1) { totalCount nodes { action } } }', {
      as: HELPDESK,
    });

    expect(errors).toEqual([]);
    expect(data.auditEvents.totalCount).toBe((await service.database.primary('audit_events')).length);
  });

  test.each([
    ['a group', async () => ({ groupIds: [await groupId('Paris')] })],
    ['all users', async () => ({ allUsers: true })],
    ['all devices', async () => ({ allDevices: true })],
  ])('not who holds it over %s', async (_, scope) => {
    const { as } = await operatorWith(service, { permissions: ['AUDIT_DATA_READ'], scope: await scope() });
    const { id } = await last();
    const answer = await service.ask('query ($id: ID!) { auditEvents { totalCount } node(id: $id) { id } }', {
      as,
      variables: { id },
    });

    expect(answer.data).toEqual({ auditEvents: null, node: null });
    expect(answer.errors.map(({ path: at, extensions }) => ({ at, extensions }))).toEqual([
      {
        at: ['auditEvents'],
        extensions: {
          code: 'FORBIDDEN',
          reason: 'OUT_OF_SCOPE',
          missing: ['AUDIT_DATA_READ'],
          coordinate: 'Query.auditEvents',
        },
      },
    ]);
  });

  test('not who does not hold it', async () => {
    const answer = await service.ask('{ auditEvents { totalCount } }', { as: 'split@contoso.example' });

    expect(answer.data).toEqual({ auditEvents: null });
    expect(refusals(answer)).toEqual(['auditEvents: FORBIDDEN PERMISSION AUDIT_DATA_READ']);
  });

  test('by the id of an event, too', async () => {
    const event = await last();
    const { data } = await service.ask(`query ($id: ID!) { node(id: $id) { ... on AuditEvent { ${EVENT} } } }`, {
      as: HELPDESK,
      variables: { id: event.id },
    });

    expect(data.node).toEqual(event);
  });
});

describe('what is chosen from it', () => {
  const HOUR_MS = 60 * 60 * 1000;
  let role: string;
  let other: string;
  let helped: string;
  beforeAll(async () => {
    clock = new Date(NOW.getTime() + HOUR_MS);
    role = await newRole();
    const permissions: Permission[] = ['ROLES_CREATE', 'ROLES_UPDATE', 'ORGANIZATION_READ', 'ROLES_READ'];
    helped = (await operatorWith(service, { permissions, scope: EVERYWHERE })).as;
    clock = new Date(NOW.getTime() + 2 * HOUR_MS);
    await mutate('updateRole', 'role { id }', { roleId: role, displayName: newName() }, helped);
    other = await newRole();
    clock = new Date(NOW.getTime() + 3 * HOUR_MS);
    await mutate('updateRole', 'role { id }', { roleId: other, displayName: newName() }, helped);
    await mutate('deleteRole', 'deletedRoleId', { roleId: role });
  });

  const actionsOf = (found: readonly Event[]) => found.map(({ action }) => action);

  test('the newest first', async () => {
    const seqs = (await events()).map(({ id }) => Number(Buffer.from(id, 'base64url').toString().split(':')[1]));

    expect(seqs).toEqual([...seqs].sort((a, b) => b - a));
    expect(actionsOf(await events()).slice(0, 4)).toEqual(['DELETE_ROLE', 'UPDATE_ROLE', 'CREATE_ROLE', 'UPDATE_ROLE']);
  });

  test('by what it was done to', async () => {
    expect(actionsOf(await events({ subjectId: role }))).toEqual(['DELETE_ROLE', 'UPDATE_ROLE', 'CREATE_ROLE']);
  });

  test('by who did it', async () => {
    expect(actionsOf(await events({ actorId: await userId(helped) }))).toEqual(['UPDATE_ROLE', 'UPDATE_ROLE']);
    expect(await events({ actorId: await userId('split@contoso.example') })).toEqual([]);
  });

  test('by what was done', async () => {
    const [created, deleted] = [await events({ actions: ['CREATE_ROLE'] }), await events({ actions: ['DELETE_ROLE'] })];
    const both = await events({ actions: ['CREATE_ROLE', 'DELETE_ROLE'] });

    expect(new Set(actionsOf(created))).toEqual(new Set(['CREATE_ROLE']));
    expect(new Set(actionsOf(deleted))).toEqual(new Set(['DELETE_ROLE']));
    expect(both).toHaveLength(created.length + deleted.length);
    expect(await events({ actions: [] })).toEqual([]);
  });

  test('by when, the first instant in and the last out', async () => {
    const from = new Date(NOW.getTime() + 2 * HOUR_MS).toISOString();
    const to = new Date(NOW.getTime() + 3 * HOUR_MS).toISOString();

    expect(actionsOf(await events({ since: from, before: to }))).toEqual(['CREATE_ROLE', 'UPDATE_ROLE']);
    expect(actionsOf(await events({ since: to }))).toEqual(['DELETE_ROLE', 'UPDATE_ROLE']);
  });

  test('by all of these at once', async () => {
    const filter = { subjectId: role, actions: ['UPDATE_ROLE'], actorId: await userId(helped) };

    expect(actionsOf(await events(filter))).toEqual(['UPDATE_ROLE']);
    expect(await events({ ...filter, actorId: await userId(ADMIN) })).toEqual([]);
  });

  test('page by page, each event once', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    let pages = 0;
    const everything = await events({ actions: ['CREATE_ROLE'] });
    for (;;) {
      const { data, errors }: Awaited<ReturnType<Service['ask']>> = await service.ask(
        `query ($after: String) { auditEvents(first: 3, after: $after, filter: { actions: [CREATE_ROLE] }) {
          totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
        { as: HELPDESK, variables: { after } },
      );
      expect(errors).toEqual([]);
      const { edges, pageInfo, totalCount } = data.auditEvents;
      expect(totalCount).toBe(everything.length);
      expect(pageInfo.hasPreviousPage).toBe(pages > 0);
      expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([edges[0].cursor, edges.at(-1).cursor]);
      seen.push(...edges.map(({ node }: { node: { id: string } }) => node.id));
      pages++;
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }

    expect(pages).toBe(Math.ceil(everything.length / 3));
    expect(seen).toEqual(everything.map(({ id }) => id));
  });

  test('not by an action that there is none of', async () => {
    const { data, errors } = await service.ask(
      'query ($filter: AuditEventFilter) { auditEvents(filter: $filter) { totalCount } }',
      { as: HELPDESK, variables: { filter: { actions: ['READ'] } } },
    );

    expect(data).toBeUndefined();
    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(['BAD_USER_INPUT']);
  });
});

describe('the chain', () => {
  /** The database without its triggers. */
  let unguarded: TestDatabase;
  const copies: TestDatabase[] = [];
  afterEach(async () => {
    for (const copy of copies.splice(0)) await copy.drop();
  });

  /** A copy of the database that was changed behind the service's back. */
  async function tampered(work: (db: Knex) => Promise<unknown>): Promise<string> {
    const copy = await copyOf(unguarded.url);
    copies.push(copy);
    const database = await openDatabase(copy.url);
    await work(database.writer);
    await database.close();
    return copy.url;
  }

  async function verify(databaseUrl: string, key = AUDIT_KEY, logged: AuditHead | null = null) {
    const database = await openDatabase(databaseUrl);
    try {
      return await verifyAudit(database, key, logged);
    } finally {
      await database.close();
    }
  }

  /** Every head in the log, by its event. */
  const logged = (): ReadonlyMap<number, AuditHead> =>
    new Map(
      service.log.flatMap(({ audit }) => (audit === undefined ? [] : [[(audit as AuditHead).seq, audit as AuditHead]])),
    );

  /** Deletes the last events and sets the head to the event before them, like an attacker without the key. */
  async function cut(db: Knex, events: number): Promise<void> {
    await db('audit_events')
      .where('seq', '>', length - events)
      .delete();
    const end = await needed(db('audit_events').where({ seq: length - events }));
    await db('audit_head').update({ seq: end.seq, hash: end.hash });
  }

  const faultAfter = async (work: (db: Knex) => Promise<unknown>) => (await verify(await tampered(work))).fault;

  let length: number;
  beforeAll(async () => {
    while ((await service.database.primary('audit_events')).length < 8) await newRole();
    length = (await service.database.primary('audit_events')).length;
    unguarded = await copyOf(service.databaseUrl);
    const database = await openDatabase(unguarded.url);
    for (const { type, name } of await definitionsOf(database.writer)) {
      const isGuard = type === 'trigger' && name.startsWith('audit_events_');
      if (isGuard) await database.writer.raw(`DROP TRIGGER ${name} ${ENGINE === 'sqlite' ? '' : 'ON audit_events'}`);
    }
    await database.close();
  });
  afterAll(() => unguarded.drop());

  test('is whole as it was written', async () => {
    expect(await verify(await tampered(async () => {}))).toEqual({ events: length, fault: null });
  });

  test('is whole while it is written: an event between two statements of the check changes nothing', async () => {
    const { database } = service;
    let written = 0;
    const verdict = await verifyAudit(
      {
        snapshot(of) {
          const taken = database.snapshot(of);
          const read = taken.read.bind(taken);
          taken.read = async (text, values) => {
            const answer = await read(text, values);
            written += 1;
            await newRole();
            return answer;
          };
          return taken;
        },
      },
      AUDIT_KEY,
    );
    expect(verdict.fault).toBeNull();
    expect(written).toBeGreaterThan(2);
    expect(await verifyAudit(database, AUDIT_KEY)).toEqual({ events: verdict.events + written, fault: null });
  });

  test.each([
    ['occurred_at', '2026-11-20T09:00:00.001Z'],
    ['actor_id', 'somebody else'],
    ['actor_id', null],
    ['action', 'SIMULATE'],
    ['outcome', 'REFUSED'],
    ['subject_id', 'something else'],
    ['before', '{"permissions":[]}'],
    ['after', '{"permissions":[]}'],
    ['request_id', 'another'],
    ['hash', '0'.repeat(64)],
  ])('names the first row whose %s was changed to %p', async (column, value) => {
    const fault = await faultAfter(async (db) => {
      // An event with another value there, and a later event that is also changed.
      const created = db('audit_events').where({ action: 'CREATE_ROLE', outcome: 'DONE' }).where('seq', '>', 1);
      const { seq } = await needed(created);
      await db('audit_events').where({ seq }).update(column, value);
      await db('audit_events')
        .where({ seq: length - 1 })
        .update('request_id', 'another');
      changed = seq;
    });

    expect(fault).toEqual({ seq: changed, problem: 'the event was changed' });
  });
  let changed: number;

  test('names a row whose link to the one before was changed', async () => {
    const fault = await faultAfter((db) =>
      db('audit_events').where({ seq: 4 }).update('previous_hash', 'f'.repeat(64)),
    );

    expect(fault).toEqual({ seq: 4, problem: 'the event does not follow the one before it' });
  });

  test.each([1, 4])('names row %i when it was removed', async (seq) => {
    expect(await faultAfter((db) => db('audit_events').where({ seq }).delete())).toEqual({
      seq,
      problem: 'the event is missing',
    });
  });

  test('names a removed row whose followers were moved up', async () => {
    const fault = await faultAfter(async (db) => {
      await db('audit_events').where({ seq: 4 }).delete();
      for (let seq = 5; seq <= length; seq++)
        await db('audit_events')
          .where({ seq })
          .update({ seq: seq - 1 });
      await db('audit_head').update({ seq: length - 1 });
    });

    expect(fault).toEqual({ seq: 4, problem: 'the event does not follow the one before it' });
  });

  test('names an inserted row', async () => {
    const fault = await faultAfter(async (db) => {
      for (let seq = length; seq >= 4; seq--)
        await db('audit_events')
          .where({ seq })
          .update({ seq: seq + 1 });
      const before = await needed(db('audit_events').where({ seq: 3 }));
      await db('audit_events').insert({ ...before, seq: 4, previous_hash: before.hash });
      await db('audit_head').update({ seq: length + 1 });
    });

    expect(fault).toEqual({ seq: 4, problem: 'the event was changed' });
  });

  test('names a row that was added at the end, even with a head of its own', async () => {
    const fault = await faultAfter(async (db) => {
      const end = await needed(db('audit_events').where({ seq: length }));
      const forged = { ...end, seq: length + 1, previous_hash: end.hash, hash: 'f'.repeat(64) };
      await db('audit_events').insert(forged);
      await db('audit_head').update({ seq: forged.seq, hash: forged.hash });
    });

    expect(fault).toEqual({ seq: length + 1, problem: 'the event was changed' });
  });

  test.each([0, -1])('names a row that was inserted before the first, as %i', async (seq) => {
    const fault = await faultAfter(async (db) => {
      const first = await needed(db('audit_events').where({ seq: 1 }));
      await db.raw(
        ENGINE === 'sqlite'
          ? 'PRAGMA ignore_check_constraints = ON'
          : 'ALTER TABLE audit_events DROP CONSTRAINT audit_events_seq_check',
      );
      await db('audit_events').insert({ ...first, seq, previous_hash: '' });
    });

    expect(fault?.seq).toBe(seq);
  });

  test('names the first of two rows that changed places', async () => {
    const fault = await faultAfter(async (db) => {
      await db('audit_events').where({ seq: 3 }).update({ seq: 1_000 });
      await db('audit_events').where({ seq: 5 }).update({ seq: 3 });
      await db('audit_events').where({ seq: 1_000 }).update({ seq: 5 });
    });

    expect(fault).toEqual({ seq: 3, problem: 'the event does not follow the one before it' });
  });

  test.each([1, 3])('names the place where the last %i rows were cut', async (cut) => {
    const fault = await faultAfter((db) =>
      db('audit_events')
        .where('seq', '>', length - cut)
        .delete(),
    );

    expect(fault).toEqual({ seq: length - cut + 1, problem: 'the trail does not end at its head' });
  });

  const NOT_SEALED = 'the trail was cut, or its head was written by a version before 0.2 (see audit seal)';

  test.each([1, 3])('names the place where the last %i rows were cut and the head was moved there', async (events) => {
    expect(await faultAfter((db) => cut(db, events))).toEqual({ seq: length - events + 1, problem: NOT_SEALED });
  });

  test('keeps the break for good when events follow a cut', async () => {
    const url = await tampered((db) => cut(db, 3));
    const database = await openDatabase(url);
    await grantAdministrator(database, 'split@contoso.example', AUDIT_KEY, NOW);
    await grantAdministrator(database, 'ines.moreau@contoso.example', AUDIT_KEY, NOW);
    await database.close();

    expect((await verify(url)).fault).toEqual({
      seq: length - 2,
      problem: 'the trail before it was changed: its head was not sealed when the event was written',
    });
  });

  test('shows an older state of the whole trail beside a head that the log has', async () => {
    const head = logged().get(length) as AuditHead;
    const earlier = logged().get(length - 2) as AuditHead;
    const url = await tampered(async (db) => {
      await cut(db, 1);
      // The seal of the head at that time.
      const seal = createHmac('sha256', AUDIT_KEY);
      const { seq, hash } = await needed(db('audit_head'));
      await db('audit_head').update({ seal: seal.update(JSON.stringify(['head', seq, hash])).digest('hex') });
    });

    expect((await verify(url)).fault).toBeNull();
    expect((await verify(url, AUDIT_KEY, earlier)).fault).toBeNull();
    expect((await verify(url, AUDIT_KEY, head)).fault).toEqual({ seq: length, problem: 'the log has later events' });
    expect((await verify(url, AUDIT_KEY, { ...earlier, hash: 'f'.repeat(64) })).fault).toEqual({
      seq: length - 2,
      problem: 'the event differs from the one in the log',
    });
  });

  test('shows that it was emptied together with its head, where something was changed here', async () => {
    const fault = await faultAfter(async (db) => {
      await db('audit_events').delete();
      await db('audit_head').delete();
    });

    expect(fault).toEqual({ seq: 1, problem: 'the trail is empty, but changes were made here' });
  });

  test('may be empty where nothing was changed here', async () => {
    const empty = await createTestDatabase('tables');
    copies.push(empty);
    expect(await verify(empty.url)).toEqual({ events: 0, fault: null });
  });

  test('shows that all of it was removed', async () => {
    expect(await faultAfter((db) => db('audit_events').delete())).toEqual({
      seq: 1,
      problem: 'the trail does not end at its head',
    });
  });

  test('shows a head that was set to another row', async () => {
    const fault = await faultAfter((db) => db('audit_head').update({ seq: length - 1 }));

    expect(fault).toEqual({ seq: length + 1, problem: 'the trail does not end at its head' });
  });

  test('shows a cut tail whose head was removed', async () => {
    const fault = await faultAfter(async (db) => {
      await db('audit_events')
        .where('seq', '>', length - 2)
        .delete();
      await db('audit_head').delete();
    });

    expect(fault).toEqual({ seq: length - 1, problem: 'the trail does not end at its head' });
  });

  const ANOTHER_KEY = 'another key, of the same length or not';

  test('cannot be made by who does not have the key', async () => {
    const url = await tampered((db) => db('audit_head').update({ key_id: '' }));

    expect((await verify(url, ANOTHER_KEY)).fault).toEqual({ seq: 1, problem: 'the event was changed' });
  });

  test('names both keys where AUDIT_KEY is not the one that sealed it, instead of a changed event', async () => {
    const { fault } = await verify(await tampered(async () => {}), ANOTHER_KEY);

    expect(fault?.problem).toMatch(
      /^AUDIT_KEY is another key \([0-9a-f]{16}\) than the one that sealed the trail \([0-9a-f]{16}\), so nothing was verified$/,
    );
    expect(fault?.problem).not.toContain(ANOTHER_KEY);
  });

  test('takes no event under another key', async () => {
    const url = await tampered(async () => {});
    const database = await openDatabase(url);
    await expect(grantAdministrator(database, 'split@contoso.example', ANOTHER_KEY, NOW)).rejects.toThrow(
      'AUDIT_KEY is another key',
    );
    await database.close();

    expect(await verify(url)).toEqual({ events: length, fault: null });
  });

  describe('after a rotation of its key', () => {
    async function rotated(work: (db: Knex) => Promise<unknown> = async () => {}): Promise<string> {
      const url = await tampered(async () => {});
      const database = await openDatabase(url);
      const keys = { present: AUDIT_KEY, next: ANOTHER_KEY };
      await database.write((trx) => rotateAuditKey(trx, keys, NOW.toISOString()));
      await grantAdministrator(database, 'split@contoso.example', ANOTHER_KEY, NOW);
      await work(database.writer);
      await database.close();
      return url;
    }

    test('is verified by the new key alone, and the old one gives no verdict', async () => {
      const url = await rotated();

      expect(await verify(url, ANOTHER_KEY)).toEqual({ events: length + 2, fault: null });
      expect((await verify(url)).fault?.problem).toContain('AUDIT_KEY is another key');
    });

    test('shows an event from before that somebody changed who has the old key', async () => {
      const url = await rotated((db) => db('audit_events').where({ seq: 2 }).update({ subject_id: 'forged' }));

      expect((await verify(url, ANOTHER_KEY)).fault).toEqual({
        seq: 1,
        problem: `an event before the rotation of the key (${length + 1}) was changed`,
      });
    });

    test('shows an event from before that is missing', async () => {
      const url = await rotated((db) => db('audit_events').where({ seq: 2 }).delete());

      expect((await verify(url, ANOTHER_KEY)).fault).toEqual({ seq: 2, problem: 'the event is missing' });
    });

    test('shows that the rotation itself was removed', async () => {
      const url = await rotated((db) => db('audit_events').where({ action: 'ROTATE_AUDIT_KEY' }).delete());

      expect((await verify(url, ANOTHER_KEY)).fault).toEqual({ seq: 1, problem: 'the event was changed' });
    });

    test('does not happen if the trail has a fault', async () => {
      const url = await tampered((db) => db('audit_events').where({ seq: 3 }).update({ subject_id: 'forged' }));
      const database = await openDatabase(url);
      const keys = { present: AUDIT_KEY, next: ANOTHER_KEY };
      const { verdict, head } = await database.write((trx) => rotateAuditKey(trx, keys, NOW.toISOString()));
      await database.close();

      expect(verdict.fault).toEqual({ seq: 3, problem: 'the event was changed' });
      expect(head).toBeNull();
      expect((await verify(url)).fault).toEqual({ seq: 3, problem: 'the event was changed' });
    });
  });

  describe('at the command line', () => {
    const test = oneIn(4);

    const runWith = (keys: Readonly<Record<string, string>>, databaseUrl: string, ...command: string[]) =>
      spawnSync(process.execPath, [CLI, ...command], {
        encoding: 'utf8',
        env: { ...process.env, DATABASE_URL: databaseUrl, AUDIT_KEY, ...keys },
      });
    const run = (databaseUrl: string, ...command: string[]) => runWith({}, databaseUrl, ...command);

    test('is whole: says how many events there are, and ends with 0', async () => {
      const { status, stdout, stderr } = run(await tampered(async () => {}), 'audit', 'verify');

      expect({ status, stdout, stderr }).toEqual({
        status: 0,
        stdout: `The audit trail is intact: ${length} events.\n`,
        stderr: '',
      });
    });

    test('is not: names the first event that is wrong, and ends with 1', async () => {
      const url = await tampered((db) => db('audit_events').where({ seq: 5 }).update('outcome', 'REFUSED'));
      const { status, stdout, stderr } = run(url, 'audit', 'verify');

      expect({ status, stdout, stderr }).toEqual({
        status: 1,
        stdout: '',
        stderr: 'Event 5: the event was changed. The 4 before it are intact.\n',
      });
    });

    test('has a cut tail: names the first event that is gone, and ends with 1', async () => {
      const url = await tampered((db) =>
        db('audit_events')
          .where('seq', '>', length - 2)
          .delete(),
      );
      const { status, stderr } = run(url, 'audit', 'verify');

      expect({ status, stderr }).toEqual({
        status: 1,
        stderr: `Event ${length - 1}: the trail does not end at its head. The ${length - 2} before it are intact.\n`,
      });
    });

    test('takes a head from the log, and refuses what is none', async () => {
      const url = await tampered(async () => {});
      const { seq, hash } = logged().get(length) as AuditHead;
      const verified = (head: string) => run(url, 'audit', 'verify', '--head', head);

      expect(verified(`${seq}:${hash}`).status).toBe(0);
      expect(verified(`${seq}:${'0'.repeat(64)}`)).toMatchObject({
        status: 1,
        stderr: `Event ${seq}: the event differs from the one in the log. The ${seq - 1} before it are intact.\n`,
      });
      expect(verified(`${seq + 1}:${hash}`).stderr).toMatch(/the log has later events/);
      expect(verified('the last one').stderr).toMatch(/takes <seq>:<hash>/);
    });

    test('is sealed on demand where a version before 0.2 wrote it, and only if nothing else is wrong', async () => {
      const unsealed = (db: Knex) => db('audit_head').update({ seal: '' });
      const url = await tampered(unsealed);
      expect(run(url, 'audit', 'verify')).toMatchObject({ status: 1, stderr: expect.stringContaining(NOT_SEALED) });

      expect(run(url, 'audit', 'seal')).toMatchObject({ status: 0, stderr: '' });
      expect(await verify(url)).toEqual({ events: length, fault: null });

      const changed = await tampered(async (db) => {
        await unsealed(db);
        await db('audit_events').where({ seq: 5 }).update('outcome', 'REFUSED');
      });
      expect(run(changed, 'audit', 'seal')).toMatchObject({
        status: 1,
        stderr: 'Event 5: the event was changed. The 4 before it are intact.\n',
      });
      const { seq, hash } = logged().get(length) as AuditHead;
      const older = await tampered(async (db) => {
        await cut(db, 1);
        await unsealed(db);
      });
      expect(run(older, 'audit', 'seal', '--head', `${seq}:${hash}`).status).toBe(1);
    });

    test('gets a new key by AUDIT_KEY_NEXT, and the former key verifies nothing any more', async () => {
      const url = await tampered(async () => {});
      expect(run(url, 'audit', 'rotate-key')).toMatchObject({
        status: 1,
        stderr: 'Write the new key to a file, set AUDIT_KEY_NEXT_FILE to its name, and leave AUDIT_KEY as it is.\n',
      });

      const turned = runWith({ AUDIT_KEY_NEXT: ANOTHER_KEY }, url, 'audit', 'rotate-key');

      expect(turned).toMatchObject({
        status: 0,
        stderr: '',
        stdout: expect.stringMatching(/the head is \d+:[0-9a-f]{64}\./),
      });
      expect(runWith({ AUDIT_KEY: ANOTHER_KEY }, url, 'audit', 'verify').stdout).toBe(
        `The audit trail is intact: ${length + 1} events.\n`,
      );
      expect(run(url, 'audit', 'verify')).toMatchObject({
        status: 1,
        stderr: expect.stringMatching(/^Event 1: AUDIT_KEY is another key/),
      });
    });

    test.each([
      ['docs/administering.md', /^\*\*Rotation\.\*\* .*?^```sh\n(.*?)^```$/ms],
      ['deploy/README.md', /^With systemd, as root; .*?^```sh\n(.*?)^```$/ms],
    ])('gets a new key as %s says, and the key that this leaves verifies it', async (file, block) => {
      const text = readFileSync(path.join(ROOT, file), 'utf8');
      const [, commands = ''] = block.exec(text) ?? [];
      const folder = temporaryFolder();
      const env = { DATABASE_URL: await tampered(async () => {}), PATH: process.env['PATH'] };
      writeFileSync(path.join(folder, 'audit-key'), AUDIT_KEY);
      const here = commands
        .replaceAll('/etc/troubleshooting-graph', folder)
        .replaceAll('npm run audit --', `"${process.execPath}" "${CLI}" audit`)
        // This program of systemd names the new key by itself; npm run test:deploy runs it.
        .replace(/^troubleshooting-graph /m, `AUDIT_KEY_NEXT_FILE=audit-key.next "${process.execPath}" "${CLI}" `)
        .replace(/^systemctl .*\n/m, '');

      const turned = spawnSync('sh', ['-ec', here], {
        cwd: folder,
        encoding: 'utf8',
        env: { AUDIT_KEY_FILE: 'audit-key', ...env },
      });

      expect(turned).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^The key was replaced/) });
      const kept = path.join(folder, existsSync(path.join(folder, 'audit-key.next')) ? 'audit-key.next' : 'audit-key');
      expect(statSync(kept).mode & 0o77).toBe(0);
      const verified = spawnSync(process.execPath, [CLI, 'audit', 'verify'], {
        encoding: 'utf8',
        env: { AUDIT_KEY_FILE: kept, ...env },
      });
      expect(verified.stdout).toBe(`The audit trail is intact: ${length + 1} events.\n`);
    });

    test('is under another key: the service does not start', async () => {
      const { status, stderr } = spawnSync(process.execPath, [path.join(ROOT, 'dist', 'main.js')], {
        encoding: 'utf8',
        env: { ...process.env, DATABASE_URL: await tampered(async () => {}), AUDIT_KEY: ANOTHER_KEY, PORT: '0' },
      });

      expect(status).toBe(1);
      expect(stderr).toMatch(/^The service could not start: AUDIT_KEY is another key \(/);
    });

    test('an administrator that was made there is on the trail', async () => {
      const url = await tampered(async () => {});
      const granted = run(url, 'admin', 'grant', 'split@contoso.example');
      const database = await openDatabase(url);
      const [event] = await database.primary('audit_events').orderBy('seq', 'desc').limit(1);
      await database.close();

      expect(granted.status).toBe(0);
      expect(event).toMatchObject({
        seq: length + 1,
        actor_id: null,
        action: 'GRANT_ADMINISTRATOR',
        outcome: 'DONE',
        subject_id: await userId('split@contoso.example'),
      });
      expect(await verify(url)).toEqual({ events: length + 1, fault: null });
    });
  });
});
