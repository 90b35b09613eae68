import path from 'node:path';
import { readGraphTenant, type StandIn, type StandInOptions, startStandIn } from '../support/graph';
import { scaled } from '../support/graph/scale';

const DEMO = path.join(__dirname, '..', '..', 'demo');
const IPHONE_STATES = 'deviceManagement/managedDevices/ba166b43-65c2-4c1f-b4e6-19e4ac5b096e/deviceConfigurationStates';
const SCEP = 'c339379a-d791-41d1-99a8-32e13566de70';
const COMPANY_PORTAL = '1ae5f485-c93c-44d3-9cb8-b86292ea635d';
const KIOSK = '16f05529-8b4a-42e1-b3e0-9158f8260353';
const NOBODY = '00000000-0000-0000-0000-000000000000';
const INSTALLS = '/v1.0/deviceManagement/reports/retrieveDeviceAppInstallationStatusReport';

// biome-ignore lint/suspicious/noExplicitAny: tests read Graph's JSON of any shape.
type Any = any;

const started: StandIn[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((each) => each.stop()));
});

interface Client {
  readonly graph: StandIn;
  get(target: string): Promise<{ status: number; headers: Headers; body: Any }>;
  post(target: string, body: object): Promise<{ status: number; headers: Headers; body: Any }>;
  /** The parts of a batch by id. */
  batch(version: string, requests: readonly object[]): Promise<Map<string, Any>>;
}

async function begin(options: StandInOptions = {}, times = 1): Promise<Client> {
  const graph = await startStandIn(scaled(await readGraphTenant(DEMO), times), {
    isOpen: true,
    ...options,
  });
  started.push(graph);
  const form = { grant_type: 'client_credentials', client_id: 'any', client_secret: 'any', scope: 'x/.default' };
  const signIn = await fetch(`${graph.url}/t/oauth2/v2.0/token`, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token } = (await signIn.json()) as { access_token: string };
  const ask = async (target: string, init: RequestInit) => {
    const headers = { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' };
    const response = await fetch(target.startsWith('http') ? target : graph.url + target, { ...init, headers });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Any };
  };
  const post = (target: string, body: object) => ask(target, { method: 'POST', body: JSON.stringify(body) });
  return {
    graph,
    get: (target) => ask(target, {}),
    post,
    async batch(version, requests) {
      const { body } = await post(`/${version}/$batch`, { requests });
      return new Map(body.responses.map((part: Any) => [part.id, part]));
    },
  };
}

const part = (id: string, url: string) => ({ id, method: 'GET', url });

describe('Graph as it is', () => {
  test.each([
    ['/beta/deviceAppManagement/mobileApps/x/deviceStatuses', 400, "segment 'deviceStatuses'"],
    ['/v1.0/users/x/mobileAppIntentAndStates', 400, "segment 'mobileAppIntentAndStates'"],
    ['/v1.0/deviceManagement/ndesConnectors', 400, "segment 'ndesConnectors'"],
    ['/v1.0/deviceAppManagement/managedAppPolicies?$expand=apps', 400, "property named 'apps'"],
    ['/v1.0/users?$select=id,nothing', 400, "property named 'nothing'"],
    ['/v1.0/users?$top=1000', 400, 'Must be between 1 and 999'],
    ["/v1.0/users?$filter=endswith(mail,'x')", 400, 'ConsistencyLevel:eventual'],
    ['/v1.0/deviceManagement/managedDevices/none', 404, 'An error has occurred'],
    ['/v1.0/users/none', 404, "Resource 'none' does not exist"],
    ['/v1.0/security/alerts', 501, 'Graph has /security'],
  ])('answers %s with %i', async (target, status, words) => {
    const client = await begin();
    const answer = await client.get(target);
    expect([answer.status, answer.body.error.message]).toEqual([status, expect.stringContaining(words)]);
    const { refused, absent, notHere } = client.graph.requests();
    expect([refused, absent, notHere]).toEqual([400, 404, 501].map((each) => Number(each === status)));
  });

  test('leaves out of lists of devices what only one device tells', async () => {
    const { get } = await begin();
    const { body } = await get('/v1.0/deviceManagement/managedDevices');
    const [first] = body.value.filter((device: Any) => device.deviceName === 'PAR-IPD-0044');
    expect([first.deviceActionResults, first.roleScopeTagIds ?? []]).toEqual([[], []]);
    const one = await get(`/v1.0/deviceManagement/managedDevices/${first.id}?$select=id,deviceActionResults`);
    expect(one.body.deviceActionResults).toHaveLength(2);
  });

  test('gives the settings of a policy below its state, in beta', async () => {
    const { get } = await begin();
    const { body } = await get(`/beta/${IPHONE_STATES}`);
    expect(body.value.flatMap((state: Any) => state.settingStates)).toEqual([]);
    expect((await get(`/v1.0/${IPHONE_STATES}`)).body.value[0].userPrincipalName).toBeUndefined();
    const settings = await get(`/beta/${IPHONE_STATES}/${SCEP}/settingStates`);
    expect(settings.body.value[0]).toMatchObject({ state: 'error', errorCode: -2016281102 });
    expect((await get(`/v1.0/${IPHONE_STATES}/${SCEP}/settingStates`)).body.value).toEqual([]);
  });

  test('leaves out of v1.0 the types that only beta has', async () => {
    const { get } = await begin();
    const lengths = async (target: string) => {
      const answers = await Promise.all(['v1.0', 'beta'].map((version) => get(`/${version}/${target}`)));
      return answers.map(({ body }) => body.value.length);
    };
    expect(await lengths('deviceAppManagement/mobileApps')).toEqual([31, 46]);
    expect(await lengths('deviceManagement/deviceConfigurations')).toEqual([17, 66]);
  });

  test('drops role, scope and tags of expanded role assignments, and joins them below their role', async () => {
    const { get } = await begin();
    const { body } = await get('/beta/deviceManagement/roleAssignments?$expand=roleDefinition');
    expect(body.value[0]).toMatchObject({ displayName: 'Help desk, everywhere', roleDefinition: null });
    expect(body.value[0].scopeType).toBeUndefined();
    const plain = await get('/beta/deviceManagement/roleAssignments');
    expect(plain.body.value[0]).toMatchObject({ scopeType: 'allDevicesAndLicensedUsers', roleScopeTagIds: ['0'] });
    const role = '9e0cc482-82df-4ab2-a24c-0c23a3f52e1e';
    const joined = await get(`/beta/deviceManagement/roleDefinitions/${role}/roleAssignments`);
    expect(joined.body.value[0]).toMatchObject({ id: plain.body.value[0].id, members: [] });
  });

  test('gives the apps of policies on their platforms, and the apps of kiosks to nobody', async () => {
    const { get } = await begin();
    const { body } = await get('/beta/deviceAppManagement/iosManagedAppProtections?$expand=apps,assignments');
    expect(body.value.map(({ apps, assignments }: Any) => [apps.length, assignments.length])).toEqual([
      [3, 1],
      [2, 1],
    ]);
    const kiosk = await get(`/beta/users/${NOBODY}/mobileAppIntentAndStates/${KIOSK}`);
    expect(kiosk.body.mobileAppList).toHaveLength(2);
  });

  test('tells of no licence that alone changed', async () => {
    const { graph, get } = await begin();
    const first = await get('/v1.0/users/delta?$select=id,jobTitle,assignedLicenses&$top=999');
    const [one, other] = graph.tenant.collections.users as Any[];
    one.assignedLicenses = [];
    other.jobTitle = 'Something else';
    const { body } = await get(first.body['@odata.deltaLink']);
    expect(body.value.map(({ id }: Any) => id)).toEqual([other.id]);
  });

  test('answers its sync without a refusal, however large the tenant', async () => {
    const { graph, get } = await begin({}, 3);
    expect((await get('/v1.0/deviceManagement/managedDevices')).body.value).toHaveLength(360);
    const states = graph.tenant.parts.deviceConfigurationStates;
    const copies = graph.tenant.collections.managedDevices.slice(120) as Any[];
    expect(copies.filter(({ id }) => (states.get(id)?.length ?? 0) > 0).length).toBeGreaterThan(200);
    expect(graph.requests()).toMatchObject({ total: 1, answered: 1, refused: 0 });
  });
});

describe('a report', () => {
  test('has columns and rows, in pages', async () => {
    const { post } = await begin();
    const filter = `(ApplicationId eq '${COMPANY_PORTAL}')`;
    const select = ['DeviceId', 'ErrorCode', 'HexErrorCode', 'InstallState'];
    const { headers, body } = await post(INSTALLS, { filter, select, top: 1000 });
    expect(headers.get('Content-Type')).toBe('application/octet-stream');
    expect(body.Schema.map(({ Column }: Any) => Column)).toEqual(select);
    expect(body.Values).toContainEqual(['e5a6b3d4-14a9-44fa-a16e-b1d4c3b9ee44', -2016345060, '0x87D1041C', 2]);
    const second = await post(INSTALLS, { filter, select, top: 10, skip: 10 });
    expect(second.body.Values).toEqual(body.Values.slice(10, 20));
    expect(second.body.TotalRowCount).toBe(body.Values.length);
  });

  test.each([
    [{ top: 1 }, 'restriction filter needed: ApplicationId'],
    [{ filter: "(ApplicationId eq 'x')", select: ['Nothing'] }, "'Nothing' is not a column"],
    [{ filter: "(ApplicationId eq 'x')", select: ['AppInstallState_loc'] }, 'cannot be selected'],
    [{ nothing: 1 }, "'nothing' in the request payload is not a valid parameter"],
    [{ top: 'x' }, "Cannot convert the literal 'x' to the expected type 'Edm.Int32'"],
  ])('is refused for %j', async (asked, words) => {
    const { post } = await begin();
    const { status, body } = await post(INSTALLS, asked);
    expect([status, body.error.message]).toEqual([400, expect.stringContaining(words)]);
  });

  test('comes inside a batch in base64, and not without a body', async () => {
    const { batch } = await begin();
    const url = '/deviceManagement/reports/getConfigurationSettingNonComplianceReport';
    const headers = { 'Content-Type': 'application/json' };
    const parts = await batch('v1.0', [
      { id: 'a', method: 'POST', url, headers, body: { top: 2 } },
      { id: 'b', method: 'POST', url },
      { ...part('c', '/organization'), dependsOn: ['b'] },
    ]);
    expect(JSON.parse(Buffer.from(parts.get('a').body, 'base64').toString()).Values).toHaveLength(2);
    expect([parts.get('b').status, parts.get('c').status]).toEqual([400, 424]);
  });
});

describe('trouble on order', () => {
  test('befalls one device, so often as it is said', async () => {
    const { graph, batch } = await begin({ failures: [`device:${KIOSK}=500x1`] });
    const ask = () => batch('beta', [part('a', `/deviceManagement/managedDevices/${KIOSK}/deviceConfigurationStates`)]);
    expect((await ask()).get('a').status).toBe(500);
    expect((await ask()).get('a').status).toBe(200);
    expect(graph.requests()).toMatchObject({ onOrder: 1, refused: 0 });
  });

  test('is a permission that was not granted', async () => {
    const { get } = await begin({ permissions: ['User.Read.All'] });
    expect((await get('/v1.0/users')).status).toBe(200);
    expect((await get('/v1.0/groups')).body.error.code).toBe('Authorization_RequestDenied');
    const { status, body } = await get('/v1.0/deviceManagement/managedDevices');
    expect([status, body.error.message]).toEqual([
      403,
      expect.stringContaining('one of the following scopes: DeviceManagementConfiguration.Read.All'),
    ]);
  });

  test('is throttling, with Retry-After and without, of requests and of parts', async () => {
    const wait = async (quirks: string) => {
      const { get } = await begin({ quirks });
      const { status, headers } = await get('/v1.0/organization');
      return [status, headers.get('Retry-After')];
    };
    expect(await wait('throttle=1,retry-after=3')).toEqual([429, '3']);
    expect(await wait('throttle-bare=1')).toEqual([429, null]);
    const { batch } = await begin({ quirks: 'batch-throttle=1' });
    expect((await batch('v1.0', [part('a', '/organization')])).get('a')).toMatchObject({
      status: 429,
      headers: { 'Retry-After': '1' },
    });
  });

  test('is a limit below devices, said without Retry-After', async () => {
    const { batch } = await begin({ quirks: 'device-limit=2' });
    const parts = await batch(
      'beta',
      ['a', 'b', 'c'].map((id) => part(id, `/${IPHONE_STATES}`)),
    );
    expect([...parts.values()].map(({ status }) => status).sort()).toEqual([200, 200, 429]);
  });

  test('is a token that is too old, said with 400 and with 410', async () => {
    const { graph, get } = await begin({ pageSize: 20 });
    const pages = await get('/v1.0/devices');
    graph.switchQuirks('expired-page=1');
    expect((await get(pages.body['@odata.nextLink'])).body.error.code).toBe('Directory_ExpiredPageToken');
    expect((await get(pages.body['@odata.nextLink'])).status).toBe(200);
    const delta = await get('/v1.0/users/delta?$deltatoken=latest');
    graph.switchQuirks('expired-delta=1');
    expect((await get(delta.body['@odata.deltaLink'])).status).toBe(410);
  });

  test('is an empty page with a next one, and a batch whose bodies are base64', async () => {
    const { get } = await begin({ pageSize: 20, quirks: 'empty-pages=1' });
    const { body } = await get('/v1.0/devices');
    expect([body.value, (await get(body['@odata.nextLink'])).body.value.length]).toEqual([[], 20]);
    const { batch } = await begin({ quirks: 'batch-base64' });
    const { body: text } = (await batch('v1.0', [part('a', '/organization')])).get('a');
    expect(JSON.parse(Buffer.from(text, 'base64').toString()).value).toHaveLength(1);
  });
});

test('what is asked of the stand-in itself is its requests, quirks and failures', async () => {
  const { graph, get } = await begin();
  await fetch(`${graph.url}/__quirks`, { method: 'POST', body: 'throttle=1' });
  expect((await get('/v1.0/organization')).status).toBe(429);
  await fetch(`${graph.url}/__quirks`, { method: 'POST', body: '-throttle' });
  await fetch(`${graph.url}/__fail`, { method: 'POST', body: 'path:organization=403' });
  expect((await get('/v1.0/organization')).status).toBe(403);
  expect((await get('/__requests')).body).toMatchObject({ throttled: 1, onOrder: 1 });
  await fetch(`${graph.url}/__requests`, { method: 'DELETE' });
  expect(graph.requests().total).toBe(0);
  expect((await fetch(`${graph.url}/__quirks`, { method: 'POST', body: 'nothing' })).status).toBe(400);
});
