import { once } from 'node:events';
import http from 'node:http';
import { createExecutor, gatewayTo } from '../../src/graph/execution';
import type { Graph } from '../../src/graph/schema';
import type { LoadLimits } from '../../src/http/load-limits';
import { keyOf } from '../../src/resolving/node-id';
import { createTestDatabase, type TestDatabase } from '../support/engines';
import { type Answer, type Service, type ServiceOptions, startService } from '../support/service';
import { until } from '../support/until';

const ADMIN = 'admin@contoso.example';
const HELPDESK = 'helpdesk@contoso.example';
const QUICK = '{ viewer { displayName } }';
const MUTATION = `mutation { createRole(input: { displayName: "Night shift", permissions: [ORGANIZATION_READ] }) {
  userErrors { code } } }`;

const LIMITS: LoadLimits = {
  operationsPerOperator: 1_000,
  readsPerMinute: 1_000_000_000,
  waitMs: 60_000,
  failedSignInsPerMinute: 1_000,
};

const summaryOf = ({ status, headers, errors }: Answer) => [
  status,
  errors[0]?.extensions?.['code'],
  headers.get('retry-after'),
];

let database: TestDatabase;
let service: Service;
beforeAll(async () => {
  database = await createTestDatabase('demo');
});
afterEach(() => service.stop());
afterAll(() => database.drop());

/** A service whose operations run until they are released. Those of the name `Fails` throw. */
async function holding(load: Partial<LoadLimits> = {}) {
  const started: string[] = [];
  const held: { readonly name: string; release(): void }[] = [];
  let isOpen = false;
  service = await startService({
    databaseUrl: database.url,
    server: {
      load: { ...LIMITS, ...load },
      clock: () => 0,
      execution(graph: Graph) {
        const execute = createExecutor(graph);
        return gatewayTo(async (asked) => {
          started.push(asked.operationName ?? '');
          if (asked.operationName === 'Fails') throw new Error('It fails.');
          const name = asked.operationName ?? '';
          if (!isOpen) await new Promise<void>((release) => held.push({ name, release }));
          return execute(asked);
        }, graph);
      },
    },
  });
  const { readsAtOnce } = service.database;
  return {
    started,
    atOnce: readsAtOnce,
    /** Asks as many operations as run at a time, and returns when they run. */
    async fill(as: string): Promise<Promise<Answer>[]> {
      const asked = Array.from({ length: readsAtOnce }, () => service.ask(`query Filling ${QUICK}`, { as }));
      await until(() => started.length === readsAtOnce);
      return asked;
    },
    /** Releases one of the operations with a name. */
    release(name: string) {
      const place = held.findIndex((each) => each.name === name);
      held.splice(place, 1)[0]?.release();
    },
    releaseAll() {
      isOpen = true;
      for (const { release } of held.splice(0)) release();
    },
  };
}

/** Sends operations one after the other, so that each waits when the next one comes. */
async function sent(names: readonly string[], as: string): Promise<Promise<Answer>[]> {
  const asked: Promise<Answer>[] = [];
  // The operator of a token is looked up in the database, which may take a while.
  const headers = { authorization: `Bearer ${await service.token(as)}` };
  for (const name of names) {
    asked.push(service.ask(`query ${name} ${QUICK}`, { headers }));
    await quiet();
  }
  return asked;
}

/** Waits until the service has read what was sent before. */
async function quiet(): Promise<void> {
  for (let i = 0; i < 5; i++) await (await fetch(`${service.url}/healthz`)).text();
}

describe('the queue of operations', () => {
  test('refuses what does not get its turn in time with 503 and Retry-After, while probes are answered', async () => {
    const { fill, started, atOnce, releaseAll } = await holding({ waitMs: 200 });
    const running = await fill(ADMIN);

    const refused = await service.ask(QUICK, { as: HELPDESK });

    expect(summaryOf(refused)).toEqual([503, 'OVERLOADED', '5']);
    expect(refused.errors[0]?.message).toBe('The service has too much to do at the moment; try again.');
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    expect(started).toHaveLength(atOnce);
    releaseAll();
    expect((await Promise.all(running)).map(({ status }) => status)).toEqual(running.map(() => 200));
    expect((await service.ask(QUICK, { as: HELPDESK })).status).toBe(200);
  });

  test.each([
    ['a mutation', MUTATION],
    ['introspection', '{ __schema { queryType { name } } }'],
    ['a document that is not GraphQL', '{ viewer {'],
  ])('holds %s too', async (_, operation) => {
    const { fill, releaseAll } = await holding({ waitMs: 200 });
    await fill(ADMIN);

    expect(summaryOf(await service.ask(operation, { as: HELPDESK }))).toEqual([503, 'OVERLOADED', '5']);
    releaseAll();
  });

  test('does not read the database for what waits', async () => {
    const { fill, releaseAll } = await holding({ waitMs: 200 });
    await fill(ADMIN);

    expect(await service.readings(() => service.ask(QUICK, { as: HELPDESK }))).toBe(0);
    releaseAll();
  });

  test('starts operations of one operator after another', async () => {
    const { fill, started, atOnce, release, releaseAll } = await holding();
    await fill(ADMIN);
    const asked = [
      ...(await sent(['Greedy1', 'Greedy2', 'Greedy3', 'Greedy4'], ADMIN)),
      ...(await sent(['Polite1', 'Polite2'], HELPDESK)),
    ];

    for (let i = 1; i <= asked.length; i++) {
      release(started[i - 1] as string);
      await until(() => started.length === atOnce + i);
    }

    expect(started.slice(atOnce)).toEqual(['Greedy1', 'Polite1', 'Greedy2', 'Polite2', 'Greedy3', 'Greedy4']);
    releaseAll();
  });

  test('gives up the last operation of the operator with the most where it is full', async () => {
    const { fill, releaseAll } = await holding();
    await fill(ADMIN);
    const many = Array.from({ length: 201 }, () => service.ask(QUICK, { as: ADMIN }));
    const refused: Answer[] = [];
    for (const each of many) void each.then((answer) => answer.status === 200 || refused.push(answer));
    // One more than may wait has come.
    await until(() => refused.length === 1);
    const polite = service.ask(QUICK, { as: HELPDESK });

    await until(() => refused.length === 2);
    expect(refused.map(summaryOf)).toEqual(refused.map(() => [503, 'OVERLOADED', '5']));
    releaseAll();
    expect((await polite).status).toBe(200);
    await Promise.all(many);
    expect(refused).toHaveLength(2);
  });

  test('refuses the next operation of that operator before its body has come, and nobody else’s', async () => {
    const { fill, releaseAll } = await holding();
    await fill(ADMIN);
    const many = Array.from({ length: 201 }, () => service.ask(QUICK, { as: ADMIN }));
    // One more than may wait has come.
    await Promise.any(many);
    const { host } = new URL(service.url);
    const statusWithoutBody = async (as: string) => {
      const request = http.request(`http://${host}/graphql`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await service.token(as)}`,
          'content-type': 'application/json',
          'content-length': 100,
        },
      });
      request.on('error', () => {});
      request.flushHeaders();
      const answered = once(request, 'response').then(([response]) => response.statusCode);
      const status = await Promise.race([answered, quiet().then(() => 'waits for the body')]);
      request.destroy();
      return status;
    };

    expect([await statusWithoutBody(ADMIN), await statusWithoutBody(HELPDESK)]).toEqual([503, 'waits for the body']);
    releaseAll();
    await Promise.all(many);
  });

  test('lets an operation go whose client has gone', async () => {
    const { fill, started, releaseAll, atOnce } = await holding();
    const running = await fill(ADMIN);
    const gone = new AbortController();
    const asked = fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await service.token(ADMIN)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: `query Gone ${QUICK}` }),
      signal: gone.signal,
    }).catch(({ name }: Error) => name);
    await quiet();
    gone.abort();

    expect(await asked).toBe('AbortError');
    await quiet();
    releaseAll();
    await Promise.all(running);
    expect(await service.ask(`query Next ${QUICK}`, { as: ADMIN })).toMatchObject({ status: 200 });
    expect(started.slice(atOnce)).toEqual(['Next']);
  });

  test('gets the places back of operations that fail', async () => {
    const { started, atOnce, releaseAll } = await holding({ operationsPerOperator: 2 });
    releaseAll();

    for (let i = 0; i <= atOnce; i++) await service.ask(`query Fails ${QUICK}`, { as: ADMIN });
    const headers = { 'x-simulate-operator': 'nobody' };
    for (let i = 0; i <= atOnce; i++) await service.ask(QUICK, { as: ADMIN, headers });

    expect(await service.ask(`query Next ${QUICK}`, { as: ADMIN })).toMatchObject({ status: 200 });
    expect(started).toHaveLength(atOnce + 2);
  });
});

describe('an operator', () => {
  test('runs a few operations at a time, and gets 429 for more, while others run', async () => {
    const { started, releaseAll } = await holding({ operationsPerOperator: 2, waitMs: 200 });
    const running = await sent(['One', 'Two'], ADMIN);
    await until(() => started.length === 2);

    const more = await service.ask(`query Three ${QUICK}`, { as: ADMIN });
    const [other] = await sent(['Other'], HELPDESK);

    expect(summaryOf(more)).toEqual([429, 'RATE_LIMITED', '1']);
    await until(() => started.includes('Other'));
    expect([...started].sort()).toEqual(['One', 'Other', 'Two']);
    releaseAll();
    expect((await Promise.all([...running, other])).map((answer) => answer?.status)).toEqual([200, 200, 200]);
  });

  test('who asks for more than that runs one at a time while another one asks too, and one for each of the other’s', async () => {
    const { started, release, releaseAll } = await holding({ operationsPerOperator: 2 });
    const greedy = await sent(['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven'], ADMIN);
    const polite = await sent(['Polite1', 'Polite2'], HELPDESK);
    await until(() => started.length === 4);

    release('One');
    await greedy[0];
    await quiet();
    expect([...started].sort()).toEqual(['One', 'Polite1', 'Polite2', 'Two']);
    release('Two');
    await until(() => started.length === 5);
    release('Three');
    await greedy[2];
    await quiet();
    expect(started.slice(4)).toEqual(['Three']);
    release('Polite1');
    await until(() => started.length === 6);
    await quiet();
    expect(started.slice(4)).toEqual(['Three', 'Four']);
    releaseAll();
    expect((await Promise.all([...greedy, ...polite])).map((answer) => answer.status)).toEqual(
      [...greedy, ...polite].map(() => 200),
    );
  });

  test('has a number of rows in a minute, gets 429 with the seconds to wait, and has them again later', async () => {
    let now = 0;
    service = await startService({
      databaseUrl: database.url,
      server: { load: { ...LIMITS, readsPerMinute: 3_000 }, clock: () => now },
    });
    const ask = async (as: string) => summaryOf(await service.ask('{ __typename }', { as }));
    const answered = [200, undefined, null];

    expect([await ask(ADMIN), await ask(ADMIN), await ask(ADMIN)]).toEqual([answered, answered, answered]);
    expect(await ask(ADMIN)).toEqual([429, 'RATE_LIMITED', '20']);
    expect(await ask(HELPDESK)).toEqual(answered);
    now += 19_000;
    expect(await ask(ADMIN)).toEqual([429, 'RATE_LIMITED', '1']);
    now += 1_000;
    expect(await ask(ADMIN)).toEqual(answered);
    expect(await ask(ADMIN)).toEqual([429, 'RATE_LIMITED', '20']);
  });

  test('is named with the reason in the one line about a refused request', async () => {
    service = await startService({
      databaseUrl: database.url,
      server: { load: { ...LIMITS, readsPerMinute: 1_500 }, clock: () => 0 },
    });
    const { data } = await service.ask('{ viewer { id } }', { as: ADMIN });
    const before = service.log.length;
    expect(summaryOf(await service.ask('{ viewer { id } }', { as: ADMIN })).slice(0, 2)).toEqual([429, 'RATE_LIMITED']);

    const lines = service.log.slice(before);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      ...{ status: 429, errors: { RATE_LIMITED: 1 }, operatorId: keyOf('Viewer', data.viewer.id) },
      reason: 'The operator has asked for too much in the last minute.',
    });
  });

  test('is counted the rows that an operation may look at, before it runs', async () => {
    let now = 0;
    service = await startService({
      databaseUrl: database.url,
      server: { load: { ...LIMITS, readsPerMinute: 60_000 }, clock: () => now },
    });
    const large = '{ users(first: 50) { nodes { devices(first: 50) { nodes { deviceName } } } } }';

    const answers = [await service.ask(large, { as: ADMIN }), await service.ask(large, { as: ADMIN })];
    for (let i = 0; i < 8 && answers.at(-1)?.status === 200; i++) answers.push(await service.ask(large, { as: ADMIN }));
    const last = answers.at(-1) as Answer;

    expect(summaryOf(last).slice(0, 2)).toEqual([429, 'RATE_LIMITED']);
    expect(last.text).not.toContain('"data"');
    expect(last.errors[0]?.extensions?.['retryAfter']).toBe(Number(last.headers.get('retry-after')));
    now += 60_000;
    expect(await service.ask(large, { as: ADMIN })).toMatchObject({ status: 200 });
    // A refusal is no failure of the service.
    expect(service.log.filter(({ code, level }) => code === 'RATE_LIMITED' && level !== 30)).toEqual([]);
  });
});

describe('refused tokens', () => {
  const BAD = { headers: { authorization: 'Bearer nonsense' } };
  async function start(failedSignInsPerMinute: number, server: ServiceOptions['server'] = {}) {
    const load = { ...LIMITS, failedSignInsPerMinute };
    service = await startService({ databaseUrl: database.url, server: { load, clock: () => 0, ...server } });
  }
  const from = (address: string) => ({ headers: { ...BAD.headers, 'x-forwarded-for': address } });
  const ask = async (options: object) => summaryOf(await service.ask(QUICK, options)).slice(0, 2);

  test('are counted by address, and more than a few get 429, while a valid one signs in', async () => {
    await start(3);

    for (let i = 0; i < 3; i++) expect(await ask(BAD)).toEqual([401, 'UNAUTHENTICATED']);
    expect(summaryOf(await service.ask(QUICK, BAD))).toEqual([429, 'RATE_LIMITED', '20']);
    expect(summaryOf(await service.ask(QUICK))).toEqual([429, 'RATE_LIMITED', '20']);
    expect((await service.ask(QUICK, { as: ADMIN })).status).toBe(200);
  });

  test('of operators whom nobody knows are counted too', async () => {
    await start(1, { verify: async () => ({ id: 'nobody' }) });

    expect(await ask(BAD)).toEqual([401, 'UNAUTHENTICATED']);
    expect(await ask(BAD)).toEqual([429, 'RATE_LIMITED']);
  });

  test('of clients behind a trusted proxy are counted by the address that it names', async () => {
    await start(1, { trustedProxies: ['loopback'] });

    expect(await ask(from('192.0.2.1'))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await ask(from('192.0.2.1'))).toEqual([429, 'RATE_LIMITED']);
    expect(await ask(from('192.0.2.2'))).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('from one network of IPv6 count together, because a client can use any of its addresses', async () => {
    await start(1, { trustedProxies: ['loopback'] });

    expect(await ask(from('2001:db8:0:1::1'))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await ask(from('2001:db8:0:1:ffff:0:0:2'))).toEqual([429, 'RATE_LIMITED']);
    expect(await ask(from('2001:db8:0:2::1'))).toEqual([401, 'UNAUTHENTICATED']);
    // An IPv4 address, however it is written, counts alone.
    expect(await ask(from('192.0.2.1'))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await ask(from('::ffff:192.0.2.1'))).toEqual([429, 'RATE_LIMITED']);
    expect(await ask(from('::ffff:192.0.2.2'))).toEqual([401, 'UNAUTHENTICATED']);
  });

  test('cannot give themselves another address without one', async () => {
    await start(1);

    expect(await ask(from('192.0.2.1'))).toEqual([401, 'UNAUTHENTICATED']);
    expect(await ask(from('192.0.2.2'))).toEqual([429, 'RATE_LIMITED']);
  });
});
