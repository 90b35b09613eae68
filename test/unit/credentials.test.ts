import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { decodeProtectedHeader, importX509, jwtVerify } from 'jose';
import { createMicrosoftGraph } from '../../src/microsoft-graph/client';
import type { Credential } from '../../src/microsoft-graph/credentials';
import { fetchThrough } from '../../src/microsoft-graph/proxy';
import { temporaryFolder } from '../support/tenant-folder';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: URLSearchParams;
}

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Signs in with a credential, and reads a page. @returns what was asked for a token */
async function signIn(
  credentialAt: (url: string) => Credential,
  status = 200,
  refusal: object = { error: 'invalid_request' },
) {
  const asked: Seen[] = [];
  const url = await listen(
    createServer(async (request, response) => {
      const { method = '', url: target = '', headers } = request;
      const seen = { method, url: target, headers, body: new URLSearchParams(await text(request)) };
      const isToken = /token/.test(target);
      if (isToken) asked.push(seen);
      response.writeHead(isToken ? status : 200, { 'content-type': 'application/json' });
      const token = status === 200 ? { access_token: 'T', expires_in: '3600' } : refusal;
      response.end(JSON.stringify(isToken ? token : { value: [] }));
    }),
  );
  const application = { baseUrl: url, authority: url, tenantId: 'tenant', clientId: 'client', backoffMs: 1 };
  const graph = createMicrosoftGraph({ ...application, credential: credentialAt(url) });
  const page = graph.page('/v1.0/users');
  return { url, asked, page };
}

/** A certificate with its RSA key, as PEM. */
function certificate(): string {
  const folder = temporaryFolder();
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=test', '-days', '2', '-nodes'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-keyout', key, '-out', cert, ...subject], {
    stdio: 'ignore',
  });
  return `${readFileSync(cert, 'utf8')}${readFileSync(key, 'utf8')}`;
}

test('a certificate signs a statement of the application for the place to sign in', async () => {
  const pem = certificate();
  const { url, asked, page } = await signIn(() => ({ kind: 'CERTIFICATE', pem }));
  await page;

  const [{ body }] = asked as [Seen];
  expect(Object.fromEntries(body)).toMatchObject({
    grant_type: 'client_credentials',
    client_id: 'client',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    scope: `${url}/.default`,
  });
  const assertion = body.get('client_assertion') ?? '';
  expect(decodeProtectedHeader(assertion)).toMatchObject({ alg: 'PS256', 'x5t#S256': expect.any(String) });
  const { payload } = await jwtVerify(
    assertion,
    await importX509(pem.slice(0, pem.indexOf('-----BEGIN PRIVATE')), 'PS256'),
    {
      issuer: 'client',
      subject: 'client',
      audience: `${url}/tenant/oauth2/v2.0/token`,
    },
  );
  expect(payload.jti).toEqual(expect.any(String));
});

test('what is no certificate with its key says which setting is wrong, and shows nothing of it', async () => {
  const { page } = await signIn(() => ({ kind: 'CERTIFICATE', pem: 'not-a-certificate' }));
  await expect(page).rejects.toThrow(/^GRAPH_CLIENT_CERTIFICATE is no certificate with its RSA key, as PEM \(\w+\)\.$/);
});

test('a workload signs in with the token that its platform keeps in a file, read anew each time', async () => {
  const file = path.join(temporaryFolder(), 'token');
  writeFileSync(file, 'of-the-platform\n');
  const { asked, page } = await signIn(() => ({ kind: 'FEDERATED', tokenFile: file }));
  await page;
  expect(asked[0]?.body.get('client_assertion')).toBe('of-the-platform');
});

const refusalOf = (kind: string, code: string) => ({
  error: kind,
  error_description: `${code}: It is refused.\r\nTrace`,
});

test.each([
  [
    'AADSTS700024',
    "is not valid at this time: look at this machine's clock",
    'AZURE_FEDERATED_TOKEN_FILE and this machine',
  ],
  ['AADSTS700021', 'GRAPH_CLIENT_CERTIFICATE', 'look at GRAPH_CLIENT_ID and AZURE_FEDERATED_TOKEN_FILE'],
  [
    'AADSTS700023',
    'look at GRAPH_AUTHORITY and GRAPH_TENANT_ID',
    'look at AZURE_FEDERATED_TOKEN_FILE and its audience',
  ],
  ['AADSTS700030', 'The subject of the certificate is not allowed', 'look at AZURE_FEDERATED_TOKEN_FILE'],
  ['AADSTS700027', 'does not know this certificate: look at GRAPH_CLIENT_CERTIFICATE', 'AZURE_FEDERATED_TOKEN_FILE'],
  ['AADSTS7000299', 'look at GRAPH_CLIENT_CERTIFICATE', 'look at AZURE_FEDERATED_TOKEN_FILE'],
])('a refusal with %s speaks of the credential that was used, and not of a secret', async (code, signed, federated) => {
  const pem = certificate();
  const file = path.join(temporaryFolder(), 'token');
  writeFileSync(file, 'of-the-platform\n');
  const credentials: Credential[] = [
    { kind: 'CERTIFICATE', pem },
    { kind: 'FEDERATED', tokenFile: file },
  ];
  for (const credential of credentials) {
    const { page, asked } = await signIn(() => credential, 401, refusalOf('invalid_client', code));
    const { message } = await page.then(
      () => new Error('It signed in.'),
      (error: Error) => error,
    );
    expect(message).toContain(credential.kind === 'CERTIFICATE' ? signed : federated);
    expect(message).toMatch(new RegExp(`\\(${code}\\)\\.$`));
    expect(message).not.toMatch(/secret/i);
    expect(asked).toHaveLength(1);
  }
});

test.each([
  ['temporarily_unavailable', ''],
  ['invalid_request', 'AADSTS90033'],
])('a sign-in that fails for a moment (400 %s %s) is tried again', async (error, code) => {
  const { page, asked } = await signIn(() => ({ kind: 'SECRET', secret: 'hush' }), 400, refusalOf(error, code));
  await expect(page).rejects.toThrow(`Microsoft Entra fails at /tenant/oauth2/v2.0/token (400: ${code || error}).`);
  expect(asked).toHaveLength(5);
});

test('a workload whose file is not there says which setting is wrong', async () => {
  const { page } = await signIn(() => ({ kind: 'FEDERATED', tokenFile: '/nowhere/token' }));
  await expect(page).rejects.toThrow('AZURE_FEDERATED_TOKEN_FILE names /nowhere/token, which cannot be read (ENOENT).');
});

test.each([
  ['of a machine', null, { metadata: 'true' }, '2018-02-01'],
  ['of App Service', 'the-header', { 'x-identity-header': 'the-header' }, '2019-08-01'],
])('the managed identity %s is asked for a token', async (_, header, headers, version) => {
  const { url, asked, page } = await signIn((at) => ({ kind: 'MANAGED_IDENTITY', endpoint: `${at}/token`, header }));
  await page;
  const [seen] = asked as [Seen];
  expect(seen.method).toBe('GET');
  expect(seen.headers).toMatchObject(headers);
  expect(Object.fromEntries(new URL(seen.url, url).searchParams)).toEqual({
    'api-version': version,
    resource: url,
    client_id: 'client',
  });
});

test('a machine without a managed identity says so', async () => {
  const at = (url: string): Credential => ({ kind: 'MANAGED_IDENTITY', endpoint: `${url}/token`, header: null });
  const { page } = await signIn(at, 400);
  await expect(page).rejects.toThrow('This machine has no managed identity');
});

const SECRET: Credential = { kind: 'SECRET', secret: 'secret' };

/** A proxy that leads every tunnel to one server, and notes where each was to lead. */
async function startProxy(target: string) {
  const tunnels: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
    tunnels.push(request.url ?? '');
    const port = Number(new URL(target).port);
    const through = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      through.pipe(socket).pipe(through);
    });
    for (const end of [socket, through]) end.on('error', () => {});
  });
  return { tunnels, address: await listen(proxy) };
}

test('requests go through the proxy, but for the hosts that are named', async () => {
  const target = await listen(createServer((_, response) => response.end('{}')));
  const { tunnels, address } = await startProxy(target);
  const send = await fetchThrough({ https: null, http: address, none: 'direct.example' }, SECRET);

  const answer = await send('http://graph.example/', {});
  expect(await answer.text()).toBe('{}');
  expect(tunnels).toEqual(['graph.example:80']);
  await expect(send('http://direct.example.invalid/', { signal: AbortSignal.timeout(2_000) })).resolves.toBeDefined();
  const near = await send(target, {});
  expect(near.status).toBe(200);
  expect(tunnels).toHaveLength(2);
});

/** Asks for an address that does not exist. @returns whether the proxy was asked to lead there */
async function isTunnelled(url: string, none: string, credential: Credential): Promise<boolean> {
  const { tunnels, address } = await startProxy(await listen(createServer((_, response) => response.end('{}'))));
  const send = await fetchThrough({ https: null, http: address, none }, credential);
  await send(url, { signal: AbortSignal.timeout(500) }).catch(() => {});
  return tunnels.length > 0;
}

test.each(['http://identity.invalid:8081/msi/token', 'http://127.1.2.3:8081/msi/token'])(
  'the secret of a managed identity does not go through the proxy: %s is asked directly',
  async (endpoint) => {
    const identity: Credential = { kind: 'MANAGED_IDENTITY', endpoint, header: 'secret' };
    expect(await isTunnelled(endpoint, '', identity)).toBe(false);
    expect(await isTunnelled(endpoint, '', SECRET)).toBe(true);
  },
);

test('this machine is reached without the proxy by its IPv6 address, and every host with NO_PROXY=*', async () => {
  expect(await isTunnelled('http://[::1]:8081/', '', SECRET)).toBe(false);
  expect(await isTunnelled('http://graph.invalid/', '*', SECRET)).toBe(false);
  expect(await isTunnelled('http://graph.invalid/', 'other.invalid', SECRET)).toBe(true);
});
