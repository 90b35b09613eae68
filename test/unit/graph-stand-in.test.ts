import path from 'node:path';
import { RESOURCE_NAMES, type Resource, resourceOf } from '../../src/microsoft-graph/resources';
import { type GraphTenant, readGraphTenant, type StandIn, type StandInOptions, startStandIn } from '../support/graph';
import { tenantFolder } from '../support/tenant-folder';

const DEMO_FOLDER = path.join(__dirname, '..', '..', 'demo');

// biome-ignore lint/suspicious/noExplicitAny: tests read Graph's JSON of any shape.
type Any = any;

const started: StandIn[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(started.splice(0).map((standIn) => standIn.stop()));
});

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Any;
}

const signInAt = (standIn: StandIn, over: Record<string, string> = {}, tenantId = standIn.credentials.tenantId) =>
  fetch(`${standIn.url}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: standIn.credentials.clientId,
      client_secret: standIn.credentials.clientSecret,
      scope: 'https://graph.microsoft.com/.default',
      ...over,
    }),
  });

/** Retries until success, up to a number of consecutive failures; returns the failures. */
async function insist<T>(attempt: () => Promise<T>, onFailure: (why: string) => void = () => {}): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      onFailure((error as Error).message);
      if (tries === 4) throw error;
    }
  }
}

/** A client that retries temporary failures without waiting. */
class Client {
  readonly failures: string[] = [];
  readonly standIn: StandIn;
  private readonly token: string;

  private constructor(standIn: StandIn, token: string) {
    this.standIn = standIn;
    this.token = token;
  }

  static async of(standIn: StandIn): Promise<Client> {
    const { access_token } = await insist(async () => {
      const response = await signInAt(standIn);
      if (response.status !== 200) throw new Error(`sign-in: ${response.status}`);
      return (await response.json()) as { access_token: string };
    });
    return new Client(standIn, access_token);
  }

  /** One request; its target is a path or a link. */
  async once(target: string, init: { headers?: Record<string, string>; body?: object } = {}): Promise<Reply> {
    const response = await fetch(target.startsWith('http') ? target : `${this.standIn.url}${target}`, {
      method: init.body === undefined ? 'GET' : 'POST',
      headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json', ...init.headers },
      ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
    });
    const body = await response.text();
    const isJson = response.headers.get('Content-Type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(body) : body };
  }

  get(target: string, init: { headers?: Record<string, string>; body?: object } = {}): Promise<Reply> {
    return insist(
      async () => {
        const reply = await this.once(target, init);
        if (reply.status !== 429 && reply.status < 500) return reply;
        throw new Error(`${reply.status} ${reply.headers.get('Retry-After') === null ? 'now' : 'later'}`);
      },
      (why) => this.failures.push(why),
    );
  }

  /** All pages of a list. */
  async pages(target: string): Promise<Any[]> {
    const pages: Any[] = [];
    for (let next: string | undefined = target; next !== undefined; ) {
      const { status, body } = await this.get(next);
      if (status !== 200) throw new Error(`${target}: ${status} ${body.error.code}`);
      pages.push(body);
      next = body['@odata.nextLink'];
    }
    return pages;
  }

  async all(target: string): Promise<Any[]> {
    return (await this.pages(target)).flatMap((page) => page.value);
  }

  /** A round of a delta: its items and its next link. It starts again if the token has expired. */
  async round(target: string): Promise<{ items: Any[]; link: string }> {
    const items: Any[] = [];
    for (let next = target; ; ) {
      const { status, headers, body } = await this.get(next);
      if (status === 410) return this.round(headers.get('Location') as string);
      items.push(...body.value);
      if (body['@odata.deltaLink'] !== undefined) return { items, link: body['@odata.deltaLink'] };
      next = body['@odata.nextLink'];
    }
  }

  /** The lists of many parents, in batches of 20; failed parts are requested again. */
  async parts(version: string, urls: ReadonlyMap<string, string>): Promise<Map<string, Any[]>> {
    const found = new Map<string, Any[]>();
    for (let round = 0; found.size < urls.size; round++) {
      if (round === 5 * urls.size) throw new Error('The parts fail for ever.');
      const open = [...urls].filter(([id]) => !found.has(id)).slice(0, 20);
      const requests = open.map(([id, url]) => ({ id, method: 'GET', url }));
      const { body } = await this.get(`/${version}/$batch`, { body: { requests } });
      for (const { id, status, body: list } of body.responses) {
        if (status !== 200) {
          this.failures.push(`part ${status}`);
          continue;
        }
        const link = list['@odata.nextLink'];
        found.set(id, [...list.value, ...(link === undefined ? [] : await this.all(link))]);
      }
    }
    return found;
  }
}

async function begin(tenant: GraphTenant, options?: StandInOptions): Promise<Client> {
  const standIn = await startStandIn(tenant, options);
  started.push(standIn);
  return Client.of(standIn);
}

const small = () => readGraphTenant(tenantFolder().path);
const demo = () => readGraphTenant(DEMO_FOLDER);
const people = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `User-${i}`, displayName: `Name ${i}` }));
const idsOf = (items: readonly Any[]) => items.map(({ id }) => id).sort();
const membersOf = (items: readonly Any[], group: string): Any[] =>
  items.filter(({ id }) => id === group).flatMap((item) => item['members@delta'] ?? []);

/** What a sync asks for in lists, and below the objects of lists. */
const COLLECTIONS = RESOURCE_NAMES.filter(
  // Reports are asked with POST.
  (name) =>
    resourceOf(name).form === 'collection' &&
    resourceOf(name).path !== null &&
    resourceOf(name).report === undefined &&
    !resourceOf(name).isDelta,
);
const BELOW = {
  deviceCompliancePolicyStates: 'managedDevices',
  deviceConfigurationStates: 'managedDevices',
  userManagedAppPolicies: 'users',
} as const;
const PARTS = Object.keys(BELOW) as (keyof typeof BELOW)[];
const urlOf = (name: Resource) => `/${resourceOf(name).version}${resourceOf(name).path}`;

const urlsOf = (tenant: GraphTenant, part: keyof typeof BELOW) =>
  new Map(
    (tenant.collections[BELOW[part]] as Any[]).map(({ id }) => [
      id as string,
      (resourceOf(part).path as string).replace('{id}', id),
    ]),
  );

/** Everything in a tenant as a client reads it, without duplicates. */
async function everything(client: Client): Promise<Any> {
  const found: Record<string, unknown> = {};
  const { tenant } = client.standIn;
  const unique = (items: readonly Any[]) => [...new Set(items.map((item) => JSON.stringify(item)))].sort();
  for (const resource of COLLECTIONS) {
    found[resource] = unique(await client.all(urlOf(resource)));
  }
  for (const resource of PARTS) {
    const parts = await client.parts(resourceOf(resource).version, urlsOf(tenant, resource));
    found[resource] = [...parts].filter(([, items]) => items.length > 0).map(([id, items]) => [id, unique(items)]);
    (found[resource] as Any[]).sort();
  }
  return found;
}

describe('a tenant', () => {
  test('may change between requests, in place or by another list', async () => {
    const tenant = await small();
    const client = await begin(tenant);
    (tenant.collections.mobileApps[0] as Any).displayName = 'Writer';
    tenant.collections.users = people(1);
    expect((await client.all('/v1.0/deviceAppManagement/mobileApps'))[0].displayName).toBe('Writer');
    expect(await client.all('/v1.0/users')).toMatchObject([{ id: 'User-0', displayName: 'Name 0' }]);
  });

  test('without a push certificate answers 404 in the shape of an error', async () => {
    const tenant = await small();
    tenant.collections.applePushNotificationCertificate = [];
    const { status, body } = await (await begin(tenant)).get(urlOf('applePushNotificationCertificate'));
    expect(status).toBe(404);
    expect(body.error).toMatchObject({ code: 'ResourceNotFound', innerError: { date: expect.any(String) } });
  });

  test('gives of a resource what is selected and expanded, and of users little else', async () => {
    const client = await begin(await small());
    const [ada] = await client.all('/v1.0/users?$select=accountEnabled');
    expect(ada).toEqual({ accountEnabled: true });
    const [plain] = await client.all('/v1.0/users');
    expect(Object.keys(plain)).toHaveLength(11);
    expect(plain).not.toHaveProperty('accountEnabled');
    const policies = '/beta/deviceAppManagement/windowsManagedAppProtections';
    expect((await client.all(policies))[0]?.apps).toBeUndefined();
  });

  test('has nothing where there is no such resource, in v1.0 less than in beta', async () => {
    const client = await begin(await small());
    expect((await client.get('/v1.0/nothing')).body.error.message).toContain("segment 'nothing'");
    expect((await client.get('/v1.0/deviceManagement/intents')).status).toBe(400);
    expect((await client.get('/beta/deviceManagement/intents')).status).toBe(200);
    expect((await client.get('/v1.0/users/User-none/getManagedAppPolicies')).status).toBe(404);
  });
});

describe('a sign-in', () => {
  test('gives a token for the right credentials alone', async () => {
    const standIn = (await begin(await small())).standIn;
    const replies = await Promise.all([
      signInAt(standIn),
      signInAt(standIn, { client_secret: 'wrong' }),
      signInAt(standIn, { client_id: 'wrong' }),
      signInAt(standIn, {}, 'wrong'),
      signInAt(standIn, { scope: 'User.Read.All' }),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([200, 401, 400, 400, 400]);
    expect(await replies[0]?.json()).toMatchObject({ token_type: 'Bearer', expires_in: 3599 });
    expect(await replies[1]?.json()).toMatchObject({
      error: 'invalid_client',
      error_description: expect.stringContaining('AADSTS7000215'),
      error_codes: [7_000_215],
    });
  });

  test('lets nobody in without a token, and with a token as long as it is valid', async () => {
    const client = await begin(await small(), { tokenSeconds: 60 });
    expect((await fetch(`${client.standIn.url}/v1.0/users`)).status).toBe(401);
    const now = Date.now();
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => now + 50_000);
    expect((await client.get('/v1.0/users')).status).toBe(200);
    clock.mockImplementation(() => now + 61_000);
    expect((await client.get('/v1.0/users')).body.error.code).toBe('InvalidAuthenticationToken');
  });
});

describe('a list', () => {
  test('comes in pages, which may be asked for again', async () => {
    const tenant = await small();
    tenant.collections.users = people(25);
    const client = await begin(tenant, { pageSize: 10 });
    const pages = await client.pages('/v1.0/users');
    expect(pages.map((page) => page.value.length)).toEqual([10, 10, 5]);
    const link = pages[0]['@odata.nextLink'];
    expect(link.startsWith(`${client.standIn.url}/v1.0/users?$skiptoken=`)).toBe(true);
    expect((await client.get(link)).body.value).toEqual(pages[1].value);
    expect((await client.get(link.replace('/users', '/groups'))).status).toBe(400);
  });

  test('that was asked for with ConsistencyLevel goes on with it alone', async () => {
    const tenant = await small();
    tenant.collections.users = people(3);
    const client = await begin(tenant, { pageSize: 2 });
    const headers = { ConsistencyLevel: 'eventual' };
    const first = await client.get('/v1.0/users?$count=true', { headers });
    expect(first.body['@odata.count']).toBe(3);
    const link = first.body['@odata.nextLink'];
    expect((await client.get(link)).status).toBe(400);
    expect((await client.get(link, { headers })).body.value).toHaveLength(1);
  });
});

describe('a delta', () => {
  test('starts with everything and goes on with what was added, changed and removed', async () => {
    const tenant = await small();
    const client = await begin(tenant, { pageSize: 2 });
    const first = await client.round('/v1.0/users/delta?$select=displayName,mail');
    expect(idsOf(first.items)).toEqual(['user-ada', 'user-ben', 'user-cyd']);
    expect(Object.keys(first.items[0]).sort()).toEqual(['displayName', 'id', 'mail']);

    const [ada, ben] = tenant.collections.users as Any[];
    ada.displayName = 'Ada L.';
    ben.accountEnabled = false;
    tenant.collections.users = [ada, ben, { id: 'User-Dee', displayName: 'Dee' }];
    const second = await client.round(first.link);
    expect(second.items).toEqual([
      { id: 'user-ada', displayName: 'Ada L.', mail: 'ada@fabrikam.example' },
      { id: 'User-Dee', displayName: 'Dee', mail: null },
      { id: 'user-cyd', '@removed': { reason: expect.stringMatching(/^(deleted|changed)$/) } },
    ]);
    expect((await client.round(second.link)).items).toEqual([]);
    expect((await client.round(first.link)).items).toEqual(second.items);
    expect((await client.get(first.link, { headers: { Prefer: 'return=minimal' } })).body.value[0]).toEqual({
      id: 'user-ada',
      displayName: 'Ada L.',
    });
    expect((await client.get('/v1.0/users/delta?$deltatoken=latest')).body.value).toEqual([]);
  });

  test('tells of what changes while its pages are read the next time', async () => {
    const tenant = await small();
    const client = await begin(tenant, { pageSize: 1 });
    const { body } = await client.get('/v1.0/users/delta');
    (tenant.collections.users[2] as Any).displayName = 'Cyd, later';
    const rest = await client.round(body['@odata.nextLink']);
    expect(rest.items[1].displayName).toBe('cyd');
    expect((await client.round(rest.link)).items).toMatchObject([{ id: 'user-cyd', displayName: 'Cyd, later' }]);
  });

  test('tells who joined and left a group', async () => {
    const tenant = await small();
    const client = await begin(tenant);
    const first = await client.round('/v1.0/groups/delta');
    expect(membersOf(first.items, 'group-Site')).toEqual([
      { '@odata.type': '#microsoft.graph.user', id: 'user-ben' },
      { '@odata.type': '#microsoft.graph.device', id: 'entra-laptop' },
    ]);
    tenant.parts.groupMembers.set('group-Site', [
      { '@odata.type': '#microsoft.graph.user', id: 'user-ben' },
      { '@odata.type': '#microsoft.graph.user', id: 'user-cyd' },
    ]);
    const second = await client.round(first.link);
    expect(second.items).toHaveLength(1);
    expect(membersOf(second.items, 'group-Site')).toEqual([
      { '@odata.type': '#microsoft.graph.user', id: 'user-cyd' },
      { '@odata.type': '#microsoft.graph.device', id: 'entra-laptop', '@removed': { reason: 'deleted' } },
    ]);
    tenant.collections.groups.splice(1, 1);
    expect((await client.round(second.link)).items).toMatchObject([{ id: 'group-Site', '@removed': {} }]);
    const unmembered = await client.round('/v1.0/groups/delta?$select=displayName');
    expect(unmembered.items).toEqual([{ id: 'group-Operators', displayName: 'Operators' }]);
  });

  test('spreads a big group over several pages', async () => {
    const tenant = await small();
    tenant.parts.groupMembers.set(
      'group-Site',
      people(120).map(({ id }) => ({ id })),
    );
    const client = await begin(tenant);
    const pages = await client.pages('/v1.0/groups/delta');
    expect(pages.map((page) => membersOf(page.value, 'group-Site').length)).toEqual([50, 50, 20]);
    const items = pages.flatMap((page) => page.value);
    expect(idsOf(membersOf(items, 'group-Site'))).toEqual(idsOf(people(120)));
  });

  test('answers 410 for tokens that have expired, and says where to start', async () => {
    const tenant = await small();
    const client = await begin(tenant, { pageSize: 2 });
    const paged = await client.get('/v1.0/users/delta?$select=displayName');
    const { link } = await client.round('/v1.0/users/delta?$select=displayName');
    client.standIn.expireDeltaTokens();
    for (const old of [link, paged.body['@odata.nextLink']]) {
      const { status, headers, body } = await client.get(old);
      expect([status, body.error.code]).toEqual([410, 'syncStateNotFound']);
      const again = await client.round(headers.get('Location') as string);
      expect(again.items).toHaveLength(3);
      expect(Object.keys(again.items[0]).sort()).toEqual(['displayName', 'id']);
      expect((await client.round(again.link)).items).toEqual([]);
    }
  });
});

describe('a batch', () => {
  const requests = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ id: `P${i}`, method: 'GET', url: `users/User-${i}/getManagedAppPolicies` }));

  test('answers its parts in another order, and those whose parent is not there with 404', async () => {
    const tenant = await small();
    tenant.collections.users = people(19);
    tenant.parts.userManagedAppPolicies = new Map([['User-3', [{ id: 'Policy-A' }]]]);
    const client = await begin(tenant);
    const { status, body } = await client.get('/v1.0/$batch', { body: { requests: requests(20) } });
    expect(status).toBe(200);
    const ids = body.responses.map(({ id }: Any) => id);
    expect(ids).not.toEqual(requests(20).map(({ id }) => id));
    const parts = new Map<string, Any>(body.responses.map((part: Any) => [part.id, part]));
    expect(parts.size).toBe(20);
    expect(parts.get('P3')).toMatchObject({ status: 200, body: { value: [{ id: 'Policy-A' }] } });
    expect(parts.get('P4')).toMatchObject({ status: 200, body: { value: [] } });
    expect(parts.get('P19')).toMatchObject({ status: 404, body: { error: { code: 'Request_ResourceNotFound' } } });
    expect(client.standIn.asked.get('/users/{id}/getManagedAppPolicies')).toBe(20);
    expect(client.standIn.asked.get('/$batch')).toBe(1);
  });

  test('takes no more than 20 parts, each with an id of its own', async () => {
    const client = await begin(await small());
    expect((await client.get('/beta/$batch', { body: { requests: requests(21) } })).status).toBe(400);
    const [one] = requests(1);
    expect((await client.get('/beta/$batch', { body: { requests: [one, one] } })).status).toBe(400);
    expect((await client.get('/beta/$batch', { body: {} })).status).toBe(400);
  });

  test('has parts that go on in pages', async () => {
    const tenant = await small();
    tenant.parts.groupMembers.set('group-Site', people(5));
    const client = await begin(tenant, { pageSize: 2 });
    const parts = await client.parts('v1.0', new Map([['group-Site', '/groups/group-Site/members']]));
    expect(idsOf(parts.get('group-Site') ?? [])).toEqual(idsOf(people(5)));
  });
});

describe('a prescribed answer', () => {
  test('is given in place of the right one, so often as it says, until it is taken back', async () => {
    const client = await begin(await small());
    const { standIn } = client;
    standIn.answerWith({ path: /users$/, status: 200, body: '{"value": [', times: 1 });
    standIn.answerWith({
      path: /^\/v1\.0\/users/,
      status: 403,
      body: '<html>No</html>',
      headers: { 'Content-Type': 'text/html' },
    });
    await expect(client.once('/v1.0/users')).rejects.toThrow(SyntaxError);
    expect(await client.once('/v1.0/users')).toMatchObject({ status: 403, body: '<html>No</html>' });
    const part = { id: '1', method: 'GET', url: '/users/user-ada/getManagedAppPolicies' };
    const { body } = await client.once('/v1.0/$batch', { body: { requests: [part] } });
    expect(body.responses[0]).toMatchObject({ id: '1', status: 403 });
    standIn.answerWith(null);
    expect((await client.once('/v1.0/users')).status).toBe(200);
    expect(standIn.asked.get('/users')).toBe(3);
  });
});

test('a silence begins with the request that it is for, and cuts that off when it ends', async () => {
  const client = await begin(await small());
  const silence = client.standIn.silentFrom((path) => path === '/v1.0/groups');
  expect((await client.once('/v1.0/users')).status).toBe(200);
  const swallowed = expect(client.once('/v1.0/groups')).rejects.toThrow();
  await silence.begun;
  silence.end();
  await swallowed;
  expect((await client.once('/v1.0/groups')).status).toBe(200);
  expect(Object.fromEntries(client.standIn.asked)).toMatchObject({ '/users': 1, '/groups': 1 });
});

describe('faults', () => {
  /** The results of requests, without anything that depends on time or port. */
  async function outcomes(seed: number): Promise<string[]> {
    const tenant = await small();
    tenant.collections.users = people(60);
    const client = await begin(tenant, { faults: { seed, rate: 0.5 }, pageSize: 10 });
    const found: string[] = [];
    const record = async (target: string, body?: object): Promise<string | undefined> => {
      for (;;) {
        try {
          const reply = await client.once(target, body === undefined ? {} : { body });
          const after = reply.headers.get('Retry-After') ?? '';
          const said = [...(reply.body.value ?? []), ...(reply.body.responses ?? [])].map(
            ({ id, status, headers }) => `${id} ${status} ${headers?.['Retry-After']}`,
          );
          found.push([reply.status, after.endsWith('GMT') ? 'a date' : after, ...said].join());
          if (reply.status === 200) return reply.body['@odata.nextLink'];
          if (reply.status === 410) return reply.headers.get('Location') as string;
        } catch (error) {
          found.push((error as Error).name);
        }
      }
    };
    for (let next: string | undefined = '/v1.0/users/delta'; next !== undefined; ) next = await record(next);
    const urls = people(20).map(({ id }) => ({ id, method: 'GET', url: `/users/${id}/getManagedAppPolicies` }));
    await record('/v1.0/$batch', { requests: urls });
    return found;
  }

  test('are the same for the same seed, and others for another', async () => {
    const [first, again, another] = [await outcomes(7), await outcomes(7), await outcomes(8)];
    expect(again).toEqual(first);
    expect(another).not.toEqual(first);
  });

  test('are of every kind, and never more than three in a row', async () => {
    const client = await begin(await small(), { faults: { seed: 3, rate: 1 } });
    const kinds = new Set<string>();
    for (let n = 0; n < 100; n++) {
      let failures = 0;
      for (let isDone = false; !isDone; failures++) {
        try {
          const { status, headers, body } = await client.once(`/v1.0/devices?n=${n}`);
          const after = headers.get('Retry-After');
          const isDate = after?.endsWith('GMT') === true;
          if (isDate) expect(Date.parse(after) - Date.now()).toBeLessThanOrEqual(1000);
          else if (after !== null) expect(Number(after)).toBeLessThanOrEqual(0.08);
          kinds.add(`${status} ${isDate ? 'date' : after === null ? 'none' : 'seconds'}`);
          if (status === 500) expect(body.error.message).toBe('Rate limit reached. Please retry after sometime');
          isDone = status === 200;
        } catch (error) {
          kinds.add((error as Error).name);
        }
      }
      expect(failures).toBe(4);
    }
    expect([...kinds].sort()).toEqual([
      ...['200 none', '429 date', '429 none', '429 seconds', '500 none', '503 seconds', '504 seconds'],
      ...['SyntaxError', 'TypeError'],
    ]);
  });

  test('keep a part of a batch from coming no more than three times in a row, whatever fails', async () => {
    const tenant = await small();
    tenant.collections.users = people(20);
    const client = await begin(tenant, { faults: { seed: 4, rate: 0.7 } });
    const requests = people(20).map(({ id }) => ({ id, method: 'GET', url: `/users/${id}/getManagedAppPolicies` }));
    const inARow = new Map<string, number>();
    let most = 0;
    const seen = new Set<number | string>();
    for (let n = 0; n < 60; n++) {
      const reply = await client.once('/v1.0/$batch', { body: { requests } }).catch(() => null);
      const parts = new Map<string, Any>(reply?.body.responses?.map((part: Any) => [part.id, part]));
      for (const { id } of requests) {
        const part = parts.get(id);
        if (reply?.status === 200) seen.add(part?.status ?? 'missing');
        inARow.set(id, part?.status === 200 ? 0 : (inARow.get(id) ?? 0) + 1);
        most = Math.max(most, inARow.get(id) ?? 0);
      }
    }
    expect(most).toBe(3);
    expect([...seen].sort()).toEqual([200, 429, 'missing']);
  });

  test.each([1, 2, 3])('leave a client that tries again with everything there is (seed %d)', async (seed) => {
    const tenant = await demo();
    const right = await everything(await begin(tenant, { pageSize: 20 }));
    const client = await begin(tenant, { pageSize: 20, faults: { seed, rate: 0.3 } });
    expect(await everything(client)).toEqual(right);
    expect(client.failures).toContain('part 429');
    expect(new Set(client.failures).size).toBeGreaterThan(4);
  });

  test('repeat items, put empty pages between, and let a token of each delta expire once', async () => {
    const tenant = await small();
    tenant.collections.users = people(60);
    const client = await begin(tenant, { pageSize: 10, faults: { seed: 5, rate: 0.6 } });
    const sizes = (await client.pages('/v1.0/users')).map((page) => page.value.length);
    expect(sizes).toContain(0);
    expect(sizes.reduce((sum, size) => sum + size)).toBeGreaterThan(60);

    let link = '/v1.0/users/delta';
    let gone = 0;
    for (let n = 0; n < 30; n++) {
      const { status, headers, body } = await client.get(link);
      if (status === 410) gone++;
      link = body['@odata.nextLink'] ?? body['@odata.deltaLink'] ?? headers.get('Location');
    }
    expect(gone).toBe(1);
    const all = await client.round('/v1.0/users/delta');
    expect(all.items.length).toBeGreaterThan(60);
    expect(new Set(all.items.map((item) => JSON.stringify(item))).size).toBe(60);
  });
});
