import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Call,
  failure,
  firstly,
  inParts,
  page,
  partFailure,
  partsOf,
  type Reply,
  refusal,
  SECRET,
  scriptedServers,
  startScripted,
  TOKEN,
} from '../support/scripted-graph';
import { until } from '../support/until';

describe('signing in', () => {
  test('happens once for all calls, with the credentials of the application', async () => {
    const { graph, calls, signIns } = await startScripted(() => ({}));
    await Promise.all([1, 2, 3].map((n) => graph.page(`/v1.0/users?$skip=${n}`)));
    await graph.page('/v1.0/groups');

    expect(signIns.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /the-tenant/oauth2/v2.0/token']);
    expect(Object.fromEntries(new URLSearchParams(signIns[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'the-client',
      client_secret: SECRET,
      scope: `http://${calls[0]?.headers.host}/.default`,
    });
    expect(calls.map(({ headers }) => headers.authorization)).toEqual(Array(4).fill(`Bearer ${TOKEN}-1`));
  });

  test('is done anew shortly before the token expires', async () => {
    const { graph, calls } = await startScripted(
      () => ({}),
      {},
      ({ nth }) => ({ body: { access_token: `${TOKEN}-${nth}`, expires_in: 2 } }),
    );
    await graph.page('/v1.0/users');
    await graph.page('/v1.0/users');
    await sleep(1050);
    await graph.page('/v1.0/users');
    expect(calls.map(({ headers }) => headers.authorization?.slice(-1))).toEqual(['1', '1', '2']);
  });

  test('is not repeated at once when nothing says how long the token lasts', async () => {
    const { graph, signIns } = await startScripted(
      () => ({}),
      {},
      () => ({ body: { access_token: TOKEN } }),
    );
    await graph.page('/v1.0/users');
    await graph.page('/v1.0/users');
    expect(signIns).toHaveLength(1);
  });

  test('is done once more when Graph does not take the token, for all calls together', async () => {
    const { graph, signIns } = await startScripted(async ({ headers, url }) => {
      const isOld = headers.authorization?.endsWith('-1');
      // The slow requests are refused when a new token exists already.
      if (isOld && url.endsWith('slow')) await sleep(60);
      return isOld ? refusal(401, 'InvalidAuthenticationToken') : page(url);
    });
    const pages = await Promise.all(['/v1.0/a', '/v1.0/b', '/v1.0/slow'].map((url) => graph.page(url)));
    expect(pages.map(({ items }) => items)).toEqual([['/v1.0/a'], ['/v1.0/b'], ['/v1.0/slow']]);
    expect(signIns).toHaveLength(2);
  });

  test('is given up when Graph takes the new token no more than the old', async () => {
    const { graph, calls, signIns } = await startScripted(({ headers }) =>
      refusal(401, 'InvalidAuthenticationToken', `What is ${headers.authorization}?`),
    );
    const { kind, message } = await failure(graph.page('/v1.0/users?$select=id'));
    expect([kind, message]).toEqual(['CREDENTIALS', expect.stringMatching(/GRAPH_CLIENT_ID at \/v1\.0\/users \(/)]);
    expect([calls.length, signIns.length]).toEqual([2, 2]);
  });

  test.each([
    ['invalid_client', 'AADSTS7000215: Invalid client secret provided.', 'GRAPH_CLIENT_SECRET (AADSTS7000215)'],
    [
      'invalid_client',
      'AADSTS7000222: The secret keys are expired.',
      'has expired: look at GRAPH_CLIENT_SECRET (AADSTS7000222)',
    ],
    ['invalid_client', '', 'GRAPH_CLIENT_SECRET (invalid_client)'],
    ['unauthorized_client', 'AADSTS700016: Application was not found.', 'GRAPH_CLIENT_ID (AADSTS700016)'],
    ['invalid_client', 'AADSTS7000229: Missing service principal.', 'GRAPH_CLIENT_ID (AADSTS7000229)'],
    ['unauthorized_client', '', 'GRAPH_CLIENT_ID (unauthorized_client)'],
    ['invalid_request', "AADSTS90002: Tenant 'the-tenant' not found.", 'GRAPH_TENANT_ID (AADSTS90002)'],
    ['invalid_request', 'AADSTS900023: Neither a DNS name nor an id.', 'GRAPH_TENANT_ID (AADSTS900023)'],
    ['invalid_scope', '', 'GRAPH_TENANT_ID, GRAPH_CLIENT_ID and the credential (invalid_scope)'],
  ])('that is refused with %s "%s" says where to look: %s', async (error, description, where) => {
    const { graph, calls, signIns } = await startScripted(
      () => ({}),
      {},
      () => ({ status: 400, body: { error, error_description: `${description}\r\nTrace ID: ${SECRET}` } }),
    );
    const { kind, message } = await failure(graph.object('/v1.0/organization'));
    expect(kind).toBe('CREDENTIALS');
    expect(message.endsWith(where.includes('look at') ? `${where}.` : `: look at ${where}.`)).toBe(true);
    expect([calls.length, signIns.length]).toEqual([0, 1]);
  });

  test('waits where that is throttled, and does not quote what it cannot read', async () => {
    const { graph, signIns } = await startScripted(
      () => ({}),
      {},
      ({ nth }) =>
        nth === 1
          ? { status: 429, headers: { 'retry-after': '0.02' } }
          : { body: `{"access_token":"${TOKEN}","expires_in":36` },
    );
    const { kind, message } = await failure(graph.page('/v1.0/users'));
    expect([kind, message]).toEqual(['BROKEN', expect.stringContaining('/the-tenant/oauth2/v2.0/token')]);
    expect(signIns).toHaveLength(6);
  });
});

describe('a refusal', () => {
  test.each([
    ['/v1.0/users', 'User.Read.All'],
    ['/v1.0/users/1/memberOf', 'Group.Read.All'],
    ['/v1.0/groups/1/members', 'Group.Read.All'],
    ['/v1.0/devices', 'Device.Read.All'],
    ['/v1.0/organization', 'Organization.Read.All'],
    ['/v1.0/subscribedSkus', 'Organization.Read.All'],
    ['/beta/deviceManagement/managedDevices/1/x', 'DeviceManagementManagedDevices.Read.All'],
    ['/beta/deviceManagement/troubleshootingEvents', 'DeviceManagementManagedDevices.Read.All'],
    ['/v1.0/deviceManagement/deviceConfigurations', 'DeviceManagementConfiguration.Read.All'],
    ['/beta/deviceManagement/roleDefinitions', 'DeviceManagementRBAC.Read.All'],
    ['/v1.0/deviceManagement', 'DeviceManagementConfiguration.Read.All'],
    ['/v1.0/deviceManagement/applePushNotificationCertificate', 'DeviceManagementConfiguration.Read.All'],
    ['/beta/deviceAppManagement/vppTokens', 'DeviceManagementServiceConfig.Read.All'],
    ['/beta/deviceManagement/depOnboardingSettings', 'DeviceManagementServiceConfig.Read.All'],
    ['/beta/deviceManagement/ndesConnectors', 'DeviceManagementConfiguration.Read.All'],
    ['/beta/deviceManagement/mobileThreatDefenseConnectors', 'DeviceManagementServiceConfig.Read.All'],
    ['/v1.0/deviceAppManagement/mobileApps', 'DeviceManagementApps.Read.All'],
    ['/beta/users/1/mobileAppIntentAndStates/2', 'DeviceManagementManagedDevices.Read.All'],
    ['/beta/users/1/getManagedAppPolicies', 'DeviceManagementApps.Read.All'],
  ])('of %s says that an administrator must grant %s', async (path, permission) => {
    const { graph, calls } = await startScripted(() =>
      refusal(403, 'Authorization_RequestDenied', 'Insufficient privileges.'),
    );
    const { kind, message } = await failure(graph.page(`${path}?$select=id`));
    expect(kind).toBe('CONSENT');
    expect(message).toBe(
      `Graph refuses ${path}: the application needs the permission ${permission}, which an administrator must grant (admin consent).`,
    );
    expect(calls).toHaveLength(1);
  });

  test('names the permission that Graph names, where it takes another', async () => {
    const scopes = 'Application must have one of the following scopes: Some.ReadWrite.All, Some.Read.All - Operation';
    const { graph } = await startScripted(() => refusal(403, 'Forbidden', scopes));
    expect((await failure(graph.page('/beta/deviceManagement/new'))).message).toContain('permission Some.Read.All,');
  });

  test("with which Intune answers a good token speaks of the permission, not of the client's settings", async () => {
    const said = '{"ErrorCode":"Forbidden","Message":"An error has occurred"}';
    const { graph } = await startScripted(() => refusal(401, 'UnknownError', said));
    expect((await failure(graph.page('/beta/deviceManagement/managedDevices'))).kind).toBe('CONSENT');
  });

  test.each([
    [400, 'BadRequest', 'Request not applicable to target tenant.'],
    [403, 'Forbidden', 'The tenant is not licensed for Intune.'],
    [403, 'NoLicense', 'Denied.'],
    [403, 'Forbidden', 'The tenant was not yet provisioned.'],
  ])('with %i %s "%s" tells of a tenant without Intune', async (status, code, message) => {
    const { graph } = await startScripted(() => refusal(status, code, message));
    expect((await failure(graph.page('/v1.0/deviceManagement/managedDevices'))).kind).toBe('NO_INTUNE');
    expect((await failure(graph.page('/v1.0/users'))).kind).toBe(status === 400 ? 'REFUSED' : 'CONSENT');
  });

  test('says what Graph said, in one line without the query', async () => {
    const { graph } = await startScripted(() => refusal(400, 'BadRequest', "Invalid filter\r\n  clause at 'x'."));
    const { kind, message } = await failure(graph.page("/v1.0/users?$filter=name eq 'somebody'"));
    expect([kind, message]).toEqual([
      'REFUSED',
      "Graph refuses /v1.0/users (400: BadRequest Invalid filter clause at 'x'.).",
    ]);
  });

  test('of a link that is too old says so at once', async () => {
    const { graph, calls } = await startScripted(() => refusal(410, 'SyncStateNotFound'));
    expect((await failure(graph.page('/v1.0/users/delta?$deltatoken=x'))).kind).toBe('EXPIRED');
    expect(calls).toHaveLength(1);
  });
});

describe('throttling', () => {
  const WAIT = { 'retry-after': '0.08' };

  test.each([
    ['429', { status: 429, headers: WAIT }],
    ['503', { status: 503, headers: WAIT }],
    [
      '500 with words',
      { ...refusal(500, 'Unknown', 'Rate limit reached. Please retry after sometime'), headers: WAIT },
    ],
  ])('with %s is waited for as long as Graph asks', async (_, reply) => {
    const waits: number[] = [];
    const { graph, calls } = await startScripted(firstly(reply), { onThrottled: (ms) => waits.push(ms) });
    expect((await graph.page('/v1.0/users')).items).toEqual([]);
    expect((calls[1]?.at ?? 0) - (calls[0]?.at ?? 0)).toBeGreaterThanOrEqual(75);
    expect(waits).toEqual([80]);
  });

  test.each([
    ['503 without a wait', { status: 503 }, 0],
    ['504', { status: 504, headers: WAIT, body: '<html>Gateway' }, 75],
  ])('is not what %s means: only that path is tried again, five times', async (_, reply, waitMs) => {
    const waits: number[] = [];
    const onThrottled = (ms: number) => waits.push(ms);
    const { graph, calls } = await startScripted(({ url }) => (url === '/v1.0/calm' ? {} : reply), { onThrottled });
    const { kind, message } = await failure(graph.page('/v1.0/users?$top=5'));
    expect([kind, message]).toEqual(['BROKEN', `Graph fails at /v1.0/users (${reply.status}: without a reason).`]);
    expect(calls).toHaveLength(5);
    expect((calls[1]?.at ?? 0) - (calls[0]?.at ?? 0)).toBeGreaterThanOrEqual(waitMs);
    expect(waits).toEqual([]);
  });

  test('may name a date', async () => {
    const date = new Date(Date.now() + 1000).toUTCString();
    const { graph, calls } = await startScripted(firstly({ status: 429, headers: { 'retry-after': date } }));
    await graph.page('/v1.0/users');
    expect(performance.timeOrigin + (calls[1]?.at ?? 0)).toBeGreaterThanOrEqual(Date.parse(date) - 20);
  });

  test.each([
    [{}],
    [{ 'retry-after': '0' }],
    [{ 'retry-after': 'soon' }],
    [{ 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }],
  ])('that names no wait is waited for ever longer: %p', async (headers) => {
    const waits: number[] = [];
    const throttled = Array(5).fill({ status: 429, headers });
    const { graph } = await startScripted(firstly(...throttled), { onThrottled: (ms) => waits.push(ms) });
    await graph.page('/v1.0/users');
    expect(waits).toHaveLength(5);
    for (const [i, ms] of waits.entries()) {
      expect(ms).toBeGreaterThanOrEqual(2.5 * 2 ** i);
      expect(ms).toBeLessThanOrEqual(5 * 2 ** i);
    }
  });

  test('lets no other call out meanwhile, and tells of it once', async () => {
    const waits: number[] = [];
    const { graph, calls } = await startScripted(
      async ({ url, nth }) => {
        if (url !== '/v1.0/calm' && nth === 1) return { status: 429, headers: { 'retry-after': '0.2' } };
        return page(url);
      },
      { onThrottled: (ms) => waits.push(ms) },
    );
    const both = Promise.all([graph.page('/v1.0/a'), graph.page('/v1.0/b')]);
    await until(() => waits.length > 0 && calls.length === 2);
    const calm = await graph.page('/v1.0/calm');
    await both;

    expect(calm.items).toEqual(['/v1.0/calm']);
    const [, last = 0, next = 0] = calls.map(({ at }) => at);
    expect(next - last).toBeGreaterThanOrEqual(190);
    expect(calls).toHaveLength(5);
    expect(waits).toEqual([200]);
  });

  test('is given up after twelve tries, and leaves room for others', async () => {
    const { graph, calls } = await startScripted(
      ({ url }) => (url === '/v1.0/calm' ? {} : { status: 429, headers: { 'retry-after': '0.001' } }),
      { concurrency: 1 },
    );
    const { kind, message } = await failure(graph.page('/v1.0/users?$top=5'));
    expect([kind, message]).toEqual([
      'REFUSED',
      'Graph asked to wait too many times for /v1.0/users (429): try later.',
    ]);
    expect(calls).toHaveLength(12);
    await graph.page('/v1.0/calm');
  });

  test.each([1, 3, 40])('apart, at most %i calls are in flight', async (concurrency) => {
    const { signal } = new AbortController();
    let inFlight = 0;
    let most = 0;
    const { graph } = await startScripted(
      async () => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        // The first responses wait until the others have arrived.
        await until(() => most >= concurrency);
        await sleep(20);
        inFlight -= 1;
        return {};
      },
      { concurrency, signal },
    );
    await Promise.all(Array.from({ length: concurrency * 2 + 1 }, (_, i) => graph.page(`/v1.0/users?$skip=${i}`)));
    expect(most).toBe(concurrency);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('a network that fails', () => {
  const reset: Reply = { take: (response) => response.destroy() };

  test('is tried again', async () => {
    const { graph, calls } = await startScripted(firstly(reset, reset, reset, reset));
    expect((await graph.page('/v1.0/users')).items).toEqual([]);
    expect(calls).toHaveLength(5);
  });

  test('for too long is given up with the name of the host', async () => {
    const { graph, calls, baseUrl } = await startScripted(() => reset);
    const { kind, message } = await failure(graph.page('/v1.0/users'));
    expect([kind, message]).toEqual(['UNREACHABLE', `${new URL(baseUrl).host} cannot be reached (UND_ERR_SOCKET).`]);
    expect(calls).toHaveLength(5);
  });

  test.each(['localhost', '127.0.0.1'])('because nobody listens at %s is given up soon', async (name) => {
    const { baseUrl } = await startScripted(() => ({}));
    const port = new URL(baseUrl).port;
    await new Promise((resolve) => scriptedServers.pop()?.close(resolve));
    const { graph } = await startScripted(() => ({}), { authority: `http://${name}:${port}` });
    const { kind, message } = await failure(graph.page('/v1.0/users'));
    expect([kind, message]).toEqual(['UNREACHABLE', `${name}:${port} cannot be reached (ECONNREFUSED).`]);
  });

  test('by silence is cut off', async () => {
    const silence: Reply = { take: () => {} };
    const { graph, calls } = await startScripted(firstly(silence), { timeoutMs: 300 });
    await graph.page('/v1.0/users');
    expect(calls).toHaveLength(2);

    const silent = await startScripted(() => silence, { timeoutMs: 100 });
    const { kind, message } = await failure(silent.graph.page('/v1.0/users'));
    expect([kind, message]).toEqual(['UNREACHABLE', expect.stringContaining('(no answer within 0.1 seconds)')]);
    expect(silent.calls).toHaveLength(5);
  });

  test.each<[string, Reply, string]>([
    ['silence', { take: () => {} }, 'no answer within 0.3 seconds'],
    ['a reset', reset, 'UND_ERR_SOCKET'],
    ['no HTTP', { take: (response) => response.socket?.end('nonsense\r\n\r\n') }, 'HPE_INVALID_CONSTANT'],
  ])('for one path only, by %s, concerns that path: others can be read', async (_, reply, code) => {
    const { graph, calls, baseUrl } = await startScripted(({ url }) => (url.includes('/users') ? reply : {}), {
      timeoutMs: 300,
    });
    await graph.page('/v1.0/groups');
    const { kind, message, isLocal } = await failure(graph.page('/v1.0/users?$top=5'));
    const says = `/v1.0/users could not be read (${code}), although ${new URL(baseUrl).host} answers other requests.`;
    expect([kind, message, isLocal]).toEqual(['BROKEN', says, true]);
    expect(calls).toHaveLength(6);
    await graph.page('/v1.0/groups');
  });

  test('after Graph has answered is one of everything, if nobody listens any more', async () => {
    const { graph, baseUrl } = await startScripted(() => ({ headers: { connection: 'close' } }));
    await graph.page('/v1.0/groups');
    await new Promise((resolve) => scriptedServers.pop()?.close(resolve));
    const { kind, message, isLocal } = await failure(graph.page('/v1.0/users'));
    const says = `${new URL(baseUrl).host} cannot be reached (ECONNREFUSED).`;
    expect([kind, message, isLocal]).toEqual(['UNREACHABLE', says, false]);
  });

  test('for want of TLS is not tried again', async () => {
    let connections = 0;
    const { baseUrl } = await startScripted(() => ({}));
    scriptedServers[0]?.on('connection', () => {
      connections += 1;
    });
    const { graph } = await startScripted(() => ({}), { authority: baseUrl.replace('http:', 'https:') });
    const { kind, message } = await failure(graph.page('/v1.0/users'));
    expect([kind, message]).toEqual(['CERTIFICATE', expect.stringContaining(new URL(baseUrl).host)]);
    expect(connections).toBe(1);
  });

  test('inside Graph is tried again a few times', async () => {
    const { graph, calls } = await startScripted(
      firstly({ status: 502, body: '<html>' }, refusal(500, 'Internal'), reset, { status: 500 }),
    );
    await graph.page('/v1.0/users');
    expect(calls).toHaveLength(5);

    const failing = await startScripted(() => refusal(500, 'InternalServerError', 'Oops.'));
    const { kind, message } = await failure(failing.graph.page('/v1.0/users?$top=1'));
    expect([kind, message]).toEqual(['BROKEN', 'Graph fails at /v1.0/users (500: InternalServerError Oops.).']);
    expect(failing.calls).toHaveLength(5);
  });
});

describe('a page', () => {
  test('gives its items and links, which are followed verbatim', async () => {
    const { graph, calls } = await startScripted(({ url }, baseUrl) => {
      if (url === '/v1.0/users/delta?$select=id') {
        return { body: { value: [], '@odata.nextLink': `${baseUrl}/v1.0/users/delta?$skiptoken=a%2Fb+c=(d),'e'` } };
      }
      return { body: { value: [{ id: '1' }], '@odata.deltaLink': `${baseUrl}/v1.0/users/delta?$deltatoken=f` } };
    });
    const headers = { ConsistencyLevel: 'eventual', Prefer: 'odata.maxpagesize=1' };
    const first = await graph.page('/v1.0/users/delta?$select=id', headers);
    const second = await graph.page(first.nextLink ?? '', headers);

    expect(first).toEqual({ items: [], nextLink: expect.any(String), deltaLink: null });
    expect(second).toEqual({
      items: [{ id: '1' }],
      nextLink: null,
      deltaLink: expect.stringContaining('deltatoken=f'),
    });
    // URL encodes only the apostrophe.
    expect(calls[1]?.url).toBe('/v1.0/users/delta?$skiptoken=a%2Fb+c=(d),%27e%27');
    for (const call of calls)
      expect(call.headers).toMatchObject({ consistencylevel: 'eventual', prefer: headers.Prefer });
  });

  test.each([
    (port: string) => `http://localhost:${port}/v1.0/users`,
    (port: string) => `https://127.0.0.1:${port}/v1.0/users`,
    (port: string) => `http://127.0.0.1:${port}@localhost:${port}/v1.0/users`,
    () => 'v1.0/users',
    () => 'file:///etc/passwd',
  ])('is not asked of another host: %p', async (link) => {
    const { graph, calls, signIns, baseUrl } = await startScripted(() => ({}));
    expect((await failure(graph.page(link(new URL(baseUrl).port)))).kind).toBe('BROKEN');
    expect([calls.length, signIns.length]).toEqual([0, 0]);
  });

  test('is not looked for where a redirect leads', async () => {
    const { graph, calls } = await startScripted(() => ({
      status: 302,
      headers: { location: '/v1.0/elsewhere' },
      body: '<p>',
    }));
    const { kind, message } = await failure(graph.page('/v1.0/users'));
    expect([kind, message]).toEqual(['BROKEN', expect.stringContaining('redirect')]);
    expect(calls).toHaveLength(1);
  });

  test('that does not exist is refused', async () => {
    const { graph } = await startScripted(() => refusal(404, 'Request_ResourceNotFound'));
    expect((await failure(graph.page('/v1.0/groups/1/members'))).kind).toBe('REFUSED');
  });

  test('that is cut short is asked for again, but not for ever', async () => {
    const cut: Reply = { body: '{"value":[{"id":"1"},{"i' };
    const breaksOff: Reply = {
      take: (response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"value":[');
        setTimeout(() => response.destroy(), 5);
      },
    };
    const { graph, calls } = await startScripted(firstly(cut, breaksOff));
    expect((await graph.page('/v1.0/users')).items).toEqual([]);
    expect(calls).toHaveLength(3);

    for (const reply of [cut, breaksOff, { body: '' }]) {
      const broken = await startScripted(() => reply);
      const { kind, message } = await failure(broken.graph.page('/v1.0/users?$select=id'));
      expect([kind, message]).toEqual([
        'BROKEN',
        expect.stringMatching(/^The answer to \/v1\.0\/users (is no|breaks)/),
      ]);
      expect(broken.calls).toHaveLength(5);
    }
  });

  test.each([
    [200, '<!DOCTYPE html><p>Sign in</p>', 'HTML'],
    [403, '\n<html>The proxy says no.', 'HTML'],
    [404, '<html>', 'HTML'],
    [200, '{"id":"1"}', 'no list of values'],
    [200, '{"value":{"id":"1"}}', 'no list of values'],
    [200, '[]', 'no list of values'],
    [200, 'null', 'no list of values'],
  ])('that is none (%i %s) is not taken for one', async (status, body, what) => {
    const { graph, calls } = await startScripted(() => ({ status, body }));
    const { kind, message } = await failure(graph.page('/v1.0/users?$select=id'));
    expect(kind).toBe('BROKEN');
    expect(message).toMatch(/\/v1\.0\/users\b/);
    expect(message).toContain(what);
    expect(calls).toHaveLength(1);
  });
});

describe('an object', () => {
  test.each([
    ['{"id":"1","value":{"x":1}}', { id: '1', value: { x: 1 } }],
    ['{"@odata.context":"c","value":{"id":"1"}}', { id: '1' }],
    ['{"value":{"id":"1"}}', { id: '1' }],
  ])('may be bare or wrapped: %s', async (body, object) => {
    const { graph } = await startScripted(() => ({ body }));
    expect(await graph.object('/v1.0/organization/1')).toEqual(object);
  });

  test('that does not exist is null; a path that does not exist is an error', async () => {
    const { graph } = await startScripted(({ url }) =>
      url === '/v1.0/users/1'
        ? refusal(404, 'Request_ResourceNotFound')
        : refusal(404, 'BadRequest', "Resource not found for the segment 'usres'."),
    );
    expect(await graph.object('/v1.0/users/1')).toBeNull();
    expect((await failure(graph.object('/v1.0/usres/1'))).kind).toBe('REFUSED');
  });

  test('may be none, where that is told beforehand', async () => {
    const { graph } = await startScripted(() => ({ body: '{"@odata.context":"c","value":null}' }));
    expect(await graph.object('/v1.0/deviceManagement/certificate', { mayBeNone: true })).toBeNull();
  });

  test.each([
    ...['[]', '1', 'null', '{"value":[{"id":"1"}]}', '{"value":null}', '{"@odata.context":"c","value":null}'],
  ])('is not %s', async (body) => {
    const { graph } = await startScripted(() => ({ body }));
    expect((await failure(graph.object('/v1.0/organization/1'))).kind).toBe('BROKEN');
  });
});

describe('a batch', () => {
  const paths = (count: number): string[] => Array.from({ length: count }, (_, i) => `/users/${i}/memberOf?$select=id`);
  const own = (url: string): Reply & { status: number } => ({ status: 200, body: { value: [{ of: url }] } });

  test('asks for twenty collections at once and gives them in the order asked', async () => {
    const { graph, calls } = await startScripted(inParts(own));
    const asked = paths(45);
    expect(await graph.batch('beta', asked)).toEqual(asked.map((of) => ({ items: [{ of }] })));

    expect(calls.map(({ method, url }) => `${method} ${url}`)).toEqual(Array(3).fill('POST /beta/$batch'));
    expect(calls.map((call) => partsOf(call).length).toSorted()).toEqual([20, 20, 5]);
    for (const call of calls) {
      expect(call.headers['content-type']).toBe('application/json');
      expect(new Set(partsOf(call).map(({ id }) => id)).size).toBe(partsOf(call).length);
    }
    expect(calls.flatMap(partsOf).find(({ url }) => url === asked[7])).toEqual({
      id: expect.any(String),
      method: 'GET',
      url: asked[7],
    });
  });

  test('of nothing asks nothing', async () => {
    const { graph, calls } = await startScripted(() => ({}));
    expect(await graph.batch('v1.0', [])).toEqual([]);
    expect(calls).toEqual([]);
  });

  test('asks again for the parts that were throttled, failed or left out, and for no other, after the longest wait', async () => {
    const troubles: Record<string, Reply & { status: number }> = {
      '/users/1/memberOf?$select=id': { status: 429, headers: { 'Retry-After': '0.05' } },
      '/users/2/memberOf?$select=id': { status: 503, headers: { 'retry-after': '0.15' } },
      '/users/3/memberOf?$select=id': { status: 424 },
      '/users/4/memberOf?$select=id': { ...refusal(500, 'Internal'), status: 500 },
      '/users/6/memberOf?$select=id': { status: 200, body: '{"value":[{' },
    };
    const waits: number[] = [];
    const { graph, calls } = await startScripted(
      inParts((url, { nth }) => {
        if (nth === 1 && url.startsWith('/users/5')) return null;
        return (nth === 1 ? troubles[url] : undefined) ?? own(url);
      }),
      { onThrottled: (ms) => waits.push(ms) },
    );
    const asked = paths(8);
    expect(await graph.batch('v1.0', asked)).toEqual(asked.map((of) => ({ items: [{ of }] })));

    expect(calls.map((call) => partsOf(call).map(({ url }) => url))).toEqual([asked, asked.slice(1, 7)]);
    expect((calls[1]?.at ?? 0) - (calls[0]?.at ?? 0)).toBeGreaterThanOrEqual(140);
    expect(waits).toEqual([150]);
  });

  test('reads the parts also where the whole is said to have failed', async () => {
    const { graph, calls } = await startScripted((call) => ({ ...inParts(own)(call), status: 424 }));
    expect(await graph.batch('v1.0', ['/a'])).toEqual([{ items: [{ of: '/a' }] }]);
    expect(calls).toHaveLength(1);
  });

  test('is tried again as a whole where all of it was throttled', async () => {
    const { graph } = await startScripted((call) =>
      call.nth === 1 ? { status: 429, headers: { 'retry-after': '0.01' } } : inParts(own)(call),
    );
    expect(await graph.batch('v1.0', ['/a'])).toEqual([{ items: [{ of: '/a' }] }]);
  });

  test('follows the pages of each part, in order', async () => {
    const { graph, calls } = await startScripted((call, baseUrl) => {
      const next = (url: string, n: number) => ({
        value: [`${url} ${n}`],
        ...(n < 3 ? { '@odata.nextLink': `${baseUrl}/v1.0${url}?$skiptoken=${n + 1}` } : {}),
      });
      if (call.method === 'GET') return { body: next(call.url.slice(5, 7), Number(call.url.slice(-1))) };
      return inParts((url) => ({ status: 200, body: next(url, 1) }))(call);
    });
    expect(await graph.batch('v1.0', ['/a', '/b'])).toEqual([
      { items: ['/a 1', '/a 2', '/a 3'] },
      { items: ['/b 1', '/b 2', '/b 3'] },
    ]);
    expect(calls.map(({ url }) => url)).toEqual([
      '/v1.0/$batch',
      '/v1.0/a?$skiptoken=2',
      '/v1.0/a?$skiptoken=3',
      '/v1.0/b?$skiptoken=2',
      '/v1.0/b?$skiptoken=3',
    ]);
  });

  test('does not follow pages in a circle', async () => {
    const { graph, calls } = await startScripted((call, baseUrl) => {
      const body = { value: [1], '@odata.nextLink': `${baseUrl}/v1.0/a?$skiptoken=1` };
      return call.method === 'GET' ? { body } : inParts(() => ({ status: 200, body }))(call);
    });
    expect((await partFailure(graph.batch('v1.0', ['/a']))).message).toContain('loop');
    expect(calls).toHaveLength(3);
  });

  test('says of a parent that it is gone, and reads bodies in base64', async () => {
    const base64 = Buffer.from('{"value":[{"name":"Zoë"}]}').toString('base64');
    const { graph } = await startScripted(
      inParts((url) =>
        url === '/gone' ? { ...refusal(404, 'ResourceNotFound'), status: 404 } : { status: 200, body: base64 },
      ),
    );
    const parts = graph.batch('v1.0', ['/a', '/gone']);
    expect((await parts)[0]).toEqual({ items: [{ name: 'Zoë' }] });
    expect((await partFailure(parts, 1)).kind).toBe('ABSENT');
  });

  test('says what is wrong with a part, by its path, and reads the others', async () => {
    const asked = paths(45);
    const { graph, calls } = await startScripted(
      inParts((url) => (url === asked[3] ? { ...refusal(403, 'Denied'), status: 403 } : own(url))),
      { concurrency: 1 },
    );
    const parts = graph.batch('beta', asked);
    const { kind, message } = await partFailure(parts, 3);
    expect([kind, message]).toEqual([
      'CONSENT',
      expect.stringContaining('/beta/users/3/memberOf: the application needs the permission Group.Read.All,'),
    ]);
    expect((await parts).filter((part) => 'items' in part)).toHaveLength(44);
    expect(calls).toHaveLength(3);
  });

  test('gives a part up that never gets an answer', async () => {
    const { graph, calls } = await startScripted(inParts((url) => (url === '/b' ? null : own(url))));
    const parts = graph.batch('v1.0', ['/a', '/b']);
    const { kind, message } = await partFailure(parts, 1);
    expect((await parts)[0]).toEqual({ items: [{ of: '/a' }] });
    expect([kind, message]).toEqual(['BROKEN', 'The answer to /v1.0/$batch has none or several for /v1.0/b.']);
    expect(calls).toHaveLength(5);
  });

  test.each([
    ['fails with 504', { status: 504 }, 5, 'Graph fails at /v1.0/b (504: without a reason).'],
    ['fails with 503', { status: 503 }, 5, 'Graph fails at /v1.0/b (503: without a reason).'],
    [
      'is throttled',
      { status: 429, headers: { 'Retry-After': '0.001' } },
      12,
      'Graph asked to wait too many times for /v1.0/b (429): try later.',
    ],
    [
      'is put off for a day',
      { status: 429, headers: { 'Retry-After': '86400' } },
      1,
      'Graph asks to wait longer than an hour for /v1.0/b (429): try later.',
    ],
  ])('gives up only the part that %s every time', async (_, reply, times, says) => {
    const { graph, calls } = await startScripted(inParts((url) => (url === '/b' ? reply : own(url))));
    const parts = graph.batch('v1.0', ['/a', '/b', '/c']);
    expect((await partFailure(parts, 1)).message).toBe(says);
    expect((await parts).filter((part) => 'items' in part)).toHaveLength(2);
    expect(calls).toHaveLength(times);
  });

  test('stops all of it where every part of a batch is throttled', async () => {
    const { graph, calls } = await startScripted(
      inParts(() => ({ status: 429, headers: { 'Retry-After': '0.001' } })),
      { concurrency: 1 },
    );
    expect((await failure(graph.batch('v1.0', paths(60)))).message).toContain('too many times');
    expect(calls).toHaveLength(12);
  });

  test('signs in anew where a part is told that the token is none', async () => {
    const { graph, signIns } = await startScripted(
      inParts((url, { nth }) => (nth === 1 && url === '/b' ? { ...refusal(401, 'Invalid'), status: 401 } : own(url))),
    );
    expect(await graph.batch('v1.0', ['/a', '/b'])).toEqual([{ items: [{ of: '/a' }] }, { items: [{ of: '/b' }] }]);
    expect(signIns).toHaveLength(2);
  });

  test('stops all of it where a part is told that the tenant has no Intune', async () => {
    const { graph, calls } = await startScripted(
      inParts(() => ({ ...refusal(400, 'BadRequest', 'Request not applicable to target tenant.'), status: 400 })),
      { concurrency: 1 },
    );
    const asked = Array.from(
      { length: 60 },
      (_, i) => `/deviceManagement/managedDevices/${i}/deviceConfigurationStates`,
    );
    expect((await failure(graph.batch('beta', asked))).kind).toBe('NO_INTUNE');
    expect(calls).toHaveLength(1);
  });

  test('of objects gives the one object that each part is', async () => {
    const { graph } = await startScripted(
      inParts((url) => ({ status: 200, body: url === '/none' ? { value: null } : { id: url, value: null } })),
    );
    expect(await graph.batch('beta', ['/a', '/none'], { isObjects: true })).toEqual([
      { items: [{ id: '/a', value: null }] },
      { error: expect.objectContaining({ kind: 'BROKEN' }) },
    ]);
  });

  test('is broken without responses', async () => {
    const { graph } = await startScripted(() => ({ body: {} }));
    expect((await failure(graph.batch('v1.0', ['/a']))).kind).toBe('BROKEN');
  });
});

describe('the signal', () => {
  const enough = new Error('Enough.');

  test.each<[string, (call: Call) => Reply]>([
    ['a call that is on its way', () => ({ take: () => {} })],
    ['a wait that Graph asked for', () => ({ status: 429, headers: { 'retry-after': '20' } })],
    ['a wait before another try', () => ({ take: (response) => response.destroy() })],
  ])('ends %s, and the calls behind it', async (_, answer) => {
    const end = new AbortController();
    const { graph, calls } = await startScripted(answer, { signal: end.signal, concurrency: 1, backoffMs: 20_000 });
    const asked = [graph.page('/v1.0/a'), graph.object('/v1.0/b'), graph.batch('v1.0', ['/c'])];
    const outcomes = Promise.allSettled(asked);
    await until(() => calls.length > 0);
    await sleep(30);
    const from = performance.now();
    end.abort(enough);

    expect(await outcomes).toEqual(Array(3).fill({ status: 'rejected', reason: enough }));
    expect(performance.now() - from).toBeLessThan(2000);
    await expect(graph.page('/v1.0/d')).rejects.toBe(enough);
    expect(calls).toHaveLength(1);
  });
});

describe('a report', () => {
  const PATH = '/v1.0/deviceManagement/reports/retrieveDeviceAppInstallationStatusReport';
  const OF_APP = { by: 'ApplicationId' };
  const columns = [{ Column: 'DeviceId' }, { Column: 'ErrorCode' }];

  test('gives its rows as objects, page by page', async () => {
    const rows = Array.from({ length: 1_500 }, (_, i) => [`device-${i}`, i]);
    const { graph, calls } = await startScripted((call) => {
      const { skip, top } = JSON.parse(call.body);
      return { body: { TotalRowCount: rows.length, Schema: columns, Values: rows.slice(skip, skip + top) } };
    });
    const found = await graph.report(PATH, OF_APP, "(ApplicationId eq 'app')");

    expect(found).toHaveLength(1_500);
    expect(found.at(-1)).toEqual({ DeviceId: 'device-1499', ErrorCode: 1499 });
    expect(calls.map(({ method, body }) => [method, JSON.parse(body)])).toEqual([
      ['POST', { filter: "(ApplicationId eq 'app')", top: 1000, skip: 0 }],
      ['POST', { filter: "(ApplicationId eq 'app')", top: 1000, skip: 1000 }],
    ]);
  });

  test('without rows is empty, and is broken where the total says that it has some', async () => {
    const { graph, calls } = await startScripted(({ nth }) => ({
      body: { TotalRowCount: nth === 1 ? 0 : 7, Schema: columns, Values: [] },
    }));
    expect(await graph.report(PATH, OF_APP, '')).toEqual([]);
    expect(calls).toHaveLength(1);
    expect((await failure(graph.report(PATH, OF_APP, ''))).kind).toBe('BROKEN');
  });

  test.each([
    { TotalRowCount: 1, Values: [null] },
    { TotalRowCount: 'many', Values: [['one', 5]] },
    { TotalRowCount: -1, Values: [['one', 5]] },
  ])('is broken with %p', async (answer) => {
    const { graph } = await startScripted(() => ({ body: { Schema: columns, ...answer } }));
    const { kind, message } = await failure(graph.report(PATH, OF_APP, ''));
    expect([kind, message]).toEqual([
      'BROKEN',
      expect.stringContaining('has a row without values, or no number of rows'),
    ]);
  });

  test('needs its columns, under one of their names, as soon as it has rows', async () => {
    const needed = [
      ['IntuneDeviceId', 'DeviceId'],
      ['PolicyStatus', 'SettingStatus'],
    ];
    const read = async (values: readonly unknown[], columns: readonly (readonly string[])[]) => {
      const schema = [{ Column: 'DeviceId' }, { Column: 'ErrorCode' }];
      const { graph } = await startScripted(() => ({
        body: { TotalRowCount: values.length, Schema: schema, Values: values },
      }));
      return graph.reportPage(PATH, { by: null, columns }, null, 0);
    };
    expect((await read([['one', 5]], needed.slice(0, 1))).rows).toEqual([{ DeviceId: 'one', ErrorCode: 5 }]);
    expect((await read([], needed)).rows).toEqual([]);
    const { kind, message } = await failure(read([['one', 5]], needed));
    expect([kind, message]).toEqual(['BROKEN', expect.stringContaining('has no column PolicyStatus or SettingStatus')]);
  });

  test('that is too long is refused at its first page, and a page may have no filter', async () => {
    const { graph, calls } = await startScripted((call) => {
      const { top } = JSON.parse(call.body);
      return { body: { TotalRowCount: 12, Schema: columns, Values: Array(Math.min(top, 12)).fill(['one', 5]) } };
    });
    expect((await failure(graph.report(PATH, { by: 'PolicyId', mostRows: 11 }, 'x'))).message).toContain('12 rows');
    expect(calls).toHaveLength(1);
    expect((await graph.reportPage(PATH, { by: null }, null, 4, 2)).rows).toHaveLength(2);
    expect(JSON.parse(calls.at(-1)?.body ?? '')).toEqual({ top: 2, skip: 4 });
  });

  test('without columns is broken', async () => {
    const { graph } = await startScripted(() => ({ body: { Values: [] } }));
    expect((await failure(graph.report(PATH, OF_APP, ''))).kind).toBe('BROKEN');
  });
});

test.each(['Directory_ExpiredPageToken', 'syncStateNotFound', 'resyncRequired'])(
  'a link that is too old may be refused with 400 and %s',
  async (code) => {
    const { graph } = await startScripted(() => refusal(400, code));
    expect((await failure(graph.page('/v1.0/users/delta'))).kind).toBe('EXPIRED');
  },
);
