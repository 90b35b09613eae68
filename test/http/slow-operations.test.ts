import path from 'node:path';
import pino from 'pino';
import { DEFAULT_FINDING_SETTINGS } from '../../src/findings/settings';
import { createSlowLane, type SlowLane } from '../../src/graph/slow-lane';
import { toNodeId } from '../../src/resolving/node-id';
import { createTestDatabase, ENGINE, type TestDatabase } from '../support/engines';
import { needed } from '../support/needed';
import { type Answer, type Service, startService } from '../support/service';
import { until } from '../support/until';

// PostgreSQL runs slow queries beside others, so it has no such process.
const onSqlite = ENGINE === 'sqlite' ? describe : describe.skip;

const ADMIN = 'admin@contoso.example';
const FILE = path.join(__dirname, '../../dist/graph/slow-process.js');
const SLOW = '{ groups(first: 2) { totalCount nodes { displayName } } }';
const QUICK = '{ viewer { displayName } }';

let database: TestDatabase;
let here: Service;
beforeAll(async () => {
  database = await createTestDatabase('demo');
  here = await startService({ databaseUrl: database.url });
});
afterAll(async () => {
  await here.stop();
  await database.drop();
});

const startLane = () =>
  createSlowLane({
    ...{ databaseUrl: database.url, licenseNeeded: true, findings: DEFAULT_FINDING_SETTINGS },
    log: pino({ level: 'silent' }),
    file: FILE,
  });

/** A service on the same database that runs slow operations in another process. */
async function beside(timeoutMs = 30_000, slowLane = startLane()) {
  const service = await startService({
    databaseUrl: database.url,
    server: { slowLane, operationTimeoutMs: timeoutMs },
  });
  return { service, pid: () => slowLane.pid ?? Number.NaN };
}

type Asked = Parameters<SlowLane['run']>[0];

const codesOf = ({ errors }: Pick<Answer, 'errors'>) => errors.map(({ extensions }) => extensions?.['code']);

onSqlite('a slow operation', () => {
  let service: Service;
  let pid: () => number;
  beforeAll(async () => {
    ({ service, pid } = await beside());
  });
  afterAll(() => service.stop());

  test.each([
    [ADMIN, {}],
    ['helpdesk@contoso.example', {}],
    ['helpdesk.paris@contoso.example', { 'accept-language': 'fr' }],
    ['apps.only@contoso.example', {}],
  ])('gives %s the same answer in another process', async (as, headers) => {
    const query = `{ groups(first: 2) { totalCount pageInfo { endCursor } nodes { id displayName members: users(first: 2) {
      nodes { displayName findings { nodes { title why steps { text } } } } } } }
      apps(first: 3) { nodes { displayName installStates(first: 2) { totalCount } } }
      roles { totalCount } }`;

    const [one, other] = [await here.ask(query, { as, headers }), await service.ask(query, { as, headers })];

    expect(pid()).toBeGreaterThan(0);
    expect(one.data.groups ?? one.data.apps).not.toBeNull();
    expect({ status: other.status, data: other.data, errors: other.errors }).toEqual({
      status: one.status,
      data: one.data,
      errors: one.errors,
    });
  });

  test('is refused for its variables like a quick one, also when it has run with others', async () => {
    const query = 'query($filter: DeviceFilter) { devices(first: 2, filter: $filter) { nodes { id } } }';
    const filtered = (platform: string) => ({ as: ADMIN, variables: { filter: { platform: [platform] } } });
    expect(codesOf(await service.ask(query, filtered('WINDOWS')))).toEqual([]);

    const [one, other] = [await here.ask(query, filtered('WINDOW')), await service.ask(query, filtered('WINDOW'))];

    expect(codesOf(other)).toEqual(['BAD_USER_INPUT']);
    expect([other.status, other.text]).toEqual([one.status, one.text]);
  });

  test('is refused for a condition in its list like a quick one', async () => {
    const query = 'query($v: Boolean = true) { groups(first: 2) { totalCount nodes { displayName @skip(if: $v) } } }';
    const nothing = { as: ADMIN, variables: { v: null } };

    const [one, other] = [await here.ask(query, nothing), await service.ask(query, nothing)];

    expect(codesOf(other)).toEqual(['BAD_USER_INPUT']);
    expect(other.text).toBe(one.text);
  });

  test('has the rights of the simulated operator', async () => {
    const id = await needed(
      here.database.primary('users').where('user_principal_name', 'helpdesk.paris@contoso.example').pluck('id'),
    );
    const headers = { 'x-simulate-operator': toNodeId('User', id) };

    const [one, other] = [
      await here.ask(SLOW, { as: ADMIN, headers }),
      await service.ask(SLOW, { as: ADMIN, headers }),
    ];

    expect(one.errors).toEqual([]);
    expect(other.text).toBe(one.text);
  });

  test('does not stop others while it runs', async () => {
    await service.ask(SLOW, { as: ADMIN });
    process.kill(pid(), 'SIGSTOP');
    // More than run at a time in the process of the service.
    const slow = Array.from({ length: service.database.readsAtOnce + 1 }, () => service.ask(SLOW, { as: ADMIN }));

    expect((await service.ask(QUICK, { as: ADMIN })).errors).toEqual([]);
    expect((await fetch(new URL('/healthz', service.url))).status).toBe(200);

    process.kill(pid(), 'SIGCONT');
    expect((await Promise.all(slow)).flatMap(({ errors }) => errors)).toEqual([]);
  });

  test('whose process is killed is answered with an error, and the next one runs', async () => {
    await service.ask(SLOW, { as: ADMIN });
    const killed = pid();
    process.kill(killed, 'SIGSTOP');
    const slow = service.ask(SLOW, { as: ADMIN });
    await service.ask(QUICK, { as: ADMIN });
    process.kill(killed, 'SIGKILL');

    expect(codesOf(await slow)).toEqual(['DATABASE_UNAVAILABLE']);
    expect((await service.ask(SLOW, { as: ADMIN })).errors).toEqual([]);
    expect(pid()).not.toBe(killed);
  });

  test('is refused where too many wait', async () => {
    await service.ask(SLOW, { as: ADMIN });
    process.kill(pid(), 'SIGSTOP');
    const asked = Array.from({ length: 12 }, () => service.ask(SLOW, { as: ADMIN }));
    const answered: Answer[] = [];
    for (const each of asked) void each.then((answer) => answered.push(answer));

    // One runs and eight wait.
    await until(() => answered.length === 3);
    expect(answered.flatMap(codesOf)).toEqual(['OVERLOADED', 'OVERLOADED', 'OVERLOADED']);
    expect(answered.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual(
      answered.map(() => [503, '5']),
    );

    process.kill(pid(), 'SIGCONT');
    expect((await Promise.all(asked)).filter(({ status }) => status === 200)).toHaveLength(9);
  });

  test('waits in turn with those of other operators, who get a place in a full queue', async () => {
    await service.ask(SLOW, { as: ADMIN });
    process.kill(pid(), 'SIGSTOP');
    const order: string[] = [];
    const asked = (as: string, count: number) =>
      Array.from({ length: count }, async () => {
        const answer = await service.ask(SLOW, { as });
        order.push(answer.status === 200 ? as : 'refused');
      });
    const greedy = asked(ADMIN, 10);
    await until(() => order.length === 1);
    const polite = asked('helpdesk@contoso.example', 1);
    await until(() => order.length === 2);

    expect(order).toEqual(['refused', 'refused']);
    process.kill(pid(), 'SIGCONT');
    await Promise.all([...greedy, ...polite]);
    expect(order.filter((each) => each === 'refused')).toHaveLength(2);
    expect(order).toContain('helpdesk@contoso.example');
    // One ran, and the next one of the greedy operator was first in the queue.
    expect(order.indexOf('helpdesk@contoso.example')).toBeLessThanOrEqual(4);
  });
});

/** Asks a slow operation that has a variable besides its own, deeper than a process can send to another. */
async function askWithDepth({ url, token }: Service): Promise<unknown[]> {
  const depth = 45_000;
  const answer = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${await token(ADMIN)}`, 'content-type': 'application/json' },
    body: `{"query":${JSON.stringify(SLOW)},"variables":{"deep":${'['.repeat(depth)}${']'.repeat(depth)}}}`,
  });
  const { errors = [] } = (await answer.json()) as Partial<Answer>;
  return [answer.status, ...codesOf({ errors })];
}

onSqlite('a slow operation that cannot be sent to the other process', () => {
  test('because of a variable that it does not declare is sent without it', async () => {
    const { service } = await beside();

    expect(await askWithDepth(service)).toEqual([200]);
    // The second one waits, and is sent when the first one has ended.
    expect(await Promise.all([service.ask(SLOW, { as: ADMIN }).then(codesOf), askWithDepth(service)])).toEqual([
      [],
      [200],
    ]);

    await service.stop();
  });

  test('fails alone, and those before and after it are answered', async () => {
    const lane = startLane();
    const run = (asked: Asked) => {
      const { context, operationName } = asked;
      const isSpoilt = operationName === 'Spoilt';
      return lane.run(isSpoilt ? { ...asked, context: { ...context, language: (() => 'en') as never } } : asked);
    };
    const { service } = await beside(30_000, { ...lane, run });
    const spoilt = () => service.ask(`query Spoilt ${SLOW}`, { as: ADMIN });

    const answers = await Promise.all([service.ask(SLOW, { as: ADMIN }), spoilt(), service.ask(SLOW, { as: ADMIN })]);

    expect(answers.map(codesOf)).toEqual([[], ['INTERNAL_SERVER_ERROR'], []]);
    expect(codesOf(await spoilt())).toEqual(['INTERNAL_SERVER_ERROR']);
    expect(codesOf(await service.ask(SLOW, { as: ADMIN }))).toEqual([]);
    await service.stop();
  });
});

/** A dry run that gives everything to the members of a group, with the comparison of their rights. */
const DRY_RUN = `mutation ($input: CreateRoleAssignmentInput!) { createRoleAssignment(input: $input) {
  difference { operators permissionsGained permissionsLost permissionsWidened permissionsNarrowed usersGained usersLost
    devicesGained devicesLost isLowerBound } userErrors { code } } }`;

onSqlite('the comparison of a dry run', () => {
  let service: Service;
  let pid: () => number;
  let dryRun: Parameters<Service['ask']>[1] & object;
  beforeAll(async () => {
    ({ service, pid } = await beside());
    const { primary } = here.database;
    const roleId = toNodeId(
      'Role',
      await needed(primary('roles').where('display_name', 'Help Desk Operator').pluck('id')),
    );
    const groups = await primary('groups').where('security_enabled', 1).pluck('id');
    const memberGroupIds = groups.map((id) => toNodeId('Group', id));
    const scope = { allUsers: true, allDevices: true };
    const input = { ...{ roleId, displayName: 'Everybody', memberGroupIds, scope }, dryRun: true };
    dryRun = { as: ADMIN, variables: { input } };
  });
  afterAll(() => service.stop());

  test('is made in another process, with the same answer', async () => {
    const [one, other] = [await here.ask(DRY_RUN, dryRun), await service.ask(DRY_RUN, dryRun)];

    expect([one.errors, one.data.createRoleAssignment.userErrors]).toEqual([[], []]);
    expect(pid()).toBeGreaterThan(0);
    expect(one.data.createRoleAssignment.difference.length).toBeGreaterThan(3);
    expect({ status: other.status, data: other.data, errors: other.errors }).toEqual({
      status: one.status,
      data: one.data,
      errors: one.errors,
    });
  });

  test('stops neither questions nor changes of others', async () => {
    await service.ask(DRY_RUN, dryRun);
    process.kill(pid(), 'SIGSTOP');
    const slow = Array.from({ length: service.database.readsAtOnce + 1 }, () => service.ask(DRY_RUN, dryRun));

    expect((await service.ask(QUICK, { as: ADMIN })).errors).toEqual([]);
    const created = await service.ask(
      `mutation { createRole(input: { displayName: "Beside", permissions: [AUDIT_DATA_READ] }) { userErrors { code } } }`,
      { as: ADMIN },
    );
    expect([created.errors, created.data.createRole.userErrors]).toEqual([[], []]);

    process.kill(pid(), 'SIGCONT');
    expect((await Promise.all(slow)).flatMap(({ errors }) => errors)).toEqual([]);
  });

  test('whose process is killed fails, and the next one is made', async () => {
    await service.ask(DRY_RUN, dryRun);
    const killed = pid();
    process.kill(killed, 'SIGSTOP');
    const slow = service.ask(DRY_RUN, dryRun);
    await service.ask(QUICK, { as: ADMIN });
    process.kill(killed, 'SIGKILL');

    expect(codesOf(await slow)).toEqual(['DATABASE_UNAVAILABLE']);
    expect((await service.ask(DRY_RUN, dryRun)).errors).toEqual([]);
  });
});

onSqlite('an operation that is too late', () => {
  let service: Service;
  let pid: () => number;
  beforeAll(async () => {
    ({ service, pid } = await beside(1_500));
    await runs();
  });
  afterAll(() => service.stop());

  // The process may need longer to start than the operation may take.
  const runs = () => until(async () => (await service.ask(SLOW, { as: ADMIN })).errors.length === 0, 60_000);

  test('is answered with TIMEOUT, its process is killed, and the next one runs in a new one', async () => {
    const late = pid();
    process.kill(late, 'SIGSTOP');

    const answer = await service.ask(SLOW, { as: ADMIN });

    expect([answer.status, answer.headers.get('retry-after'), answer.data]).toEqual([503, '5', undefined]);
    expect(answer.errors.map(({ extensions }) => extensions)).toEqual([{ code: 'TIMEOUT', retryAfter: 5 }]);
    expect(answer.errors[0]?.message).toBe('The operation took longer than 1.5 seconds. Ask for less.');
    await until(() => pid() !== late);
    await runs();
  });

  test('is answered with TIMEOUT in a dry run too', async () => {
    const late = pid();
    process.kill(late, 'SIGSTOP');
    const [role, group] = await Promise.all([
      needed(here.database.primary('roles').pluck('id')),
      needed(here.database.primary('groups').where('security_enabled', 1).pluck('id')),
    ]);
    const scope = { allUsers: true, allDevices: true };
    const input = {
      ...{ roleId: toNodeId('Role', role), displayName: 'Late', memberGroupIds: [toNodeId('Group', group)], scope },
      dryRun: true,
    };

    const answer = await service.ask(DRY_RUN, { as: ADMIN, variables: { input } });

    expect([answer.status, codesOf(answer)]).toEqual([503, ['TIMEOUT']]);
    await until(() => pid() !== late);
    await runs();
  });

  test('ends when its client has gone', async () => {
    const left = pid();
    process.kill(left, 'SIGSTOP');
    const gone = new AbortController();
    const token = await service.token(ADMIN);
    const asked = fetch(new URL('/graphql', service.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: `query Left ${SLOW}` }),
      signal: gone.signal,
    }).catch((error: Error) => error.name);
    await service.ask(QUICK, { as: ADMIN });
    gone.abort();

    expect(await asked).toBe('AbortError');
    await until(() => pid() !== left);
    const lines = () => service.log.filter(({ operation }) => operation === 'Left');
    await until(() => lines().length > 0);
    expect(lines()).toEqual([expect.objectContaining({ msg: 'client gone', status: 499, route: '/graphql' })]);
    const id = lines()[0]?.['requestId'];
    await service.ask(QUICK, { as: ADMIN });
    expect(service.log.filter(({ requestId }) => requestId === id)).toHaveLength(1);
  });
});
