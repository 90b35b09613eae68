import path from 'node:path';
import pino from 'pino';
import { DEFAULT_FINDING_SETTINGS } from '../../src/findings/settings';
import { createSlowLane } from '../../src/graph/slow-lane';
import { createMicrosoftGraph } from '../../src/microsoft-graph/client';
import { TokenRefused } from '../../src/sign-in/tokens';
import { ENGINE } from '../support/engines';
import { type Service, startService } from '../support/service';
import { until } from '../support/until';

const ADMIN = 'admin@contoso.example';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACEPARENT = `00-${TRACE}-00f067aa0ba902b7-01`;
const SEARCH = 'marc.dubois@contoso.example';
const FIND = `query Find { user(userPrincipalName: "${SEARCH}") { devices { nodes { deviceName } } } }`;

let service: Service;
beforeAll(async () => {
  service = await startService({ server: { slowOperationMs: 0 } });
});
afterAll(() => service.stop());

/** The lines of the log about one request. */
async function linesOf(query: string, headers: Record<string, string> = {}, as = ADMIN) {
  const answer = await service.ask(query, { as, headers });
  const id = answer.headers.get('x-request-id');
  return service.log.filter(({ requestId }) => requestId === id);
}

const answered = async (...asked: Parameters<typeof linesOf>) =>
  (await linesOf(...asked)).find(({ msg }) => msg === 'answered') ?? {};

describe('the line of a request', () => {
  test('has the codes of its errors with their numbers', async () => {
    expect(
      (await answered('{ roles { totalCount } tenant { sync { kind } } }', {}, 'apps.only@contoso.example'))['errors'],
    ).toEqual({ FORBIDDEN: 2 });
    expect((await answered('{ nonsense }'))['errors']).toEqual({ GRAPHQL_VALIDATION_FAILED: 1 });
    expect(await answered('{ viewer { id } }')).not.toHaveProperty('errors');
  });

  test('has the code of a refusal before GraphQL', async () => {
    expect((await answered('{ viewer { id } }', { authorization: 'Bearer no token' }))['errors']).toEqual({
      UNAUTHENTICATED: 1,
    });
  });

  test('counts statements and bytes', async () => {
    expect(await answered(FIND)).toMatchObject({
      statements: expect.any(Number),
      databaseMs: expect.any(Number),
      bytes: expect.any(Number),
    });
    expect(await answered('{ __typename }')).not.toHaveProperty('statements');
  });

  test.each([
    [{ 'apollographql-client-name': 'portal' }, 'portal'],
    [{ 'graphql-client-name': 'ticket-tool/1.2 (prod)' }, 'ticket-tool/1.2 ?prod?'],
    [{ 'graphql-client-name': `{"msg":"fake"}${'x'.repeat(200)}` }, `??msg?:?fake??${'x'.repeat(50)}`],
  ])('has the name of the client, with nothing that is no part of a name: %j', async (headers, client) => {
    expect((await answered('{ __typename }', headers))['client']).toBe(client);
  });

  test('is written once when its client has gone, and it is counted', async () => {
    let isWaiting = false;
    let refuse: (error: Error) => void = () => {};
    const waits = await startService({
      isMetered: true,
      server: {
        verify: () =>
          new Promise((_, reject) => {
            isWaiting = true;
            refuse = reject;
          }),
      },
    });
    try {
      const gone = new AbortController();
      const headers = { authorization: 'Bearer a.b.c', 'x-request-id': 'left' };
      const asked = fetch(`${waits.url}/graphql?query={__typename}`, { headers, signal: gone.signal }).catch(
        () => 'gone',
      );
      await until(() => isWaiting);
      gone.abort();

      expect(await asked).toBe('gone');
      const lines = () => waits.log.filter(({ requestId }) => requestId === 'left');
      await until(() => lines().length > 0);
      refuse(new TokenRefused('it came too late'));
      await until(() => lines().length > 1);
      expect(lines().map(({ msg, status }) => [msg, status])).toEqual([
        ['client gone', 499],
        ['token refused', undefined],
      ]);
      expect(await waits.scrape()).toMatch(/^tsg_operations_total\{operation="none",outcome="gone"\} 1$/m);
    } finally {
      await waits.stop();
    }
  });

  test('of a probe is written only for debugging', async () => {
    const before = service.log.length;
    for (const probe of ['/healthz', '/readyz']) expect((await fetch(service.url + probe)).status).toBe(200);
    expect(service.log.slice(before)).toEqual([]);
  });
});

describe('the trace of a client', () => {
  test('is in every line of its request', async () => {
    const lines = await linesOf(FIND, { traceparent: TRACEPARENT });

    expect(lines.map(({ msg }) => msg)).toEqual(['answered', 'slow operation']);
    expect(lines.map(({ traceId }) => traceId)).toEqual([TRACE, TRACE]);
  });

  test('is in the line of a refused token and of an audited change', async () => {
    const refused = await linesOf('{ viewer { id } }', { traceparent: TRACEPARENT, authorization: 'Bearer no token' });
    expect(refused.map(({ msg, traceId }) => [msg, traceId])).toContainEqual(['token refused', TRACE]);

    const changed = await linesOf(
      'mutation { createRole(input: { displayName: "Traced", permissions: [ORGANIZATION_READ] }) { role { id } } }',
      { traceparent: TRACEPARENT },
    );
    expect(changed.map(({ msg, traceId }) => [msg, traceId])).toContainEqual(['audited', TRACE]);
  });

  test.each([
    ['a later version', `01-${TRACE}-00f067aa0ba902b7-01-more`, TRACE],
    ['no version', `ff-${TRACE}-00f067aa0ba902b7-01`, undefined],
    ['more than version 0 has', `${TRACEPARENT}-more`, undefined],
    ['an empty trace', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, undefined],
    ['an empty parent', `00-${TRACE}-${'0'.repeat(16)}-01`, undefined],
    ['capitals', TRACEPARENT.toUpperCase(), undefined],
    ['text', '{"level":60}', undefined],
  ])('with %s', async (_, traceparent, expected) => {
    expect((await answered('{ __typename }', { traceparent }))['traceId']).toBe(expected);
  });

  test('goes on to Microsoft Graph, with a new parent', async () => {
    const sent: (string | null)[] = [];
    const graph = createMicrosoftGraph({
      ...{ tenantId: 'tenant', clientId: 'client', credential: { kind: 'SECRET', secret: 'secret' } },
      ...{ baseUrl: 'https://graph.example', authority: 'https://login.example' },
      trace: { id: TRACE, flags: '01' },
      fetch: async (url, init) => {
        sent.push(new Headers(init?.headers).get('traceparent'));
        const isToken = String(url).startsWith('https://login.example');
        return Response.json(isToken ? { access_token: 'token', expires_in: 3_600 } : { id: 'tenant' });
      },
    });
    await graph.object('/v1.0/organization/tenant');

    expect(sent.at(-1)).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    expect(sent.at(-1)).not.toBe(TRACEPARENT);
  });
});

describe('the line of a slow operation', () => {
  const slow = async (query: string) => (await linesOf(query)).find(({ msg }) => msg === 'slow operation');

  test('has the statements that took longest, shortened and without any value', async () => {
    const found = await slow(FIND);

    expect(found).toMatchObject({ level: 40, operation: 'Find' });
    const statements = found?.['statements'] as { text: string; count: number; ms: number }[];
    expect(statements.length).toBeGreaterThan(1);
    expect(statements.length).toBeLessThanOrEqual(5);
    for (const { text, count } of statements) {
      expect(text).toMatch(/^(SELECT|WITH) /);
      expect(text.length).toBeLessThanOrEqual(161);
      expect(text).not.toContain('\n');
      expect(count).toBeGreaterThan(0);
    }
    expect(JSON.stringify(service.log)).not.toContain('dubois');
  });

  test('is not there for a quick operation', async () => {
    const quick = await startService({ server: { slowOperationMs: 60_000 } });
    await quick.ask(FIND, { as: ADMIN });
    expect(quick.log.filter(({ msg }) => msg === 'slow operation')).toEqual([]);
    await quick.stop();
  });

  (ENGINE === 'sqlite' ? test : test.skip)('counts the statements that another process ran', async () => {
    const slowLane = createSlowLane({
      ...{ databaseUrl: service.databaseUrl, licenseNeeded: true, findings: DEFAULT_FINDING_SETTINGS },
      log: pino({ level: 'silent' }),
      file: path.join(__dirname, '../../dist/graph/slow-process.js'),
    });
    const beside = await startService({
      databaseUrl: service.databaseUrl,
      server: { slowLane, operationTimeoutMs: 30_000, slowOperationMs: 0 },
    });
    await beside.ask('query Many { groups(first: 2) { totalCount nodes { displayName } } }', { as: ADMIN });
    expect(slowLane.pid).not.toBeNull();
    const line = beside.log.find(({ msg }) => msg === 'slow operation');
    expect(line).toMatchObject({ operation: 'Many' });
    expect(line?.['statements']).not.toEqual([]);
    await beside.stop();
  });
});
