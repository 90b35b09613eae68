import http from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import { type Service, startService } from '../support/service';

let service: Service;
let plain: Service;
let authorization: string;

beforeAll(async () => {
  service = await startService();
  plain = await startService({ databaseUrl: service.databaseUrl, server: { compresses: false } });
  authorization = `Bearer ${await service.token('helpdesk@contoso.example')}`;
});
afterAll(async () => {
  await plain.stop();
  await service.stop();
});

const LONG = '{ users(first: 100) { nodes { id displayName userPrincipalName mail jobTitle department } } }';
const SHORT = '{ viewer { userPrincipalName } }';

interface Reply {
  readonly status: number | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** Sends a request; fetch would decompress the answer. */
function send(
  at: string,
  method: string,
  headers: http.OutgoingHttpHeaders,
  body?: string,
  to = service,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(at, to.url), { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(chunks) }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

const ask = (query: string, encodings: string | null) =>
  send(
    '/graphql',
    'POST',
    {
      authorization,
      'content-type': 'application/json',
      ...(encodings !== null && { 'accept-encoding': encodings }),
    },
    JSON.stringify({ query }),
  );
const schema = (method: string, headers: http.OutgoingHttpHeaders = {}) => send('/schema.graphql', method, headers);

describe('a long answer', () => {
  test('is compressed for a client that takes Brotli, and has the same content', async () => {
    const whole = await ask(LONG, null);
    const compressed = await ask(LONG, 'gzip, deflate, br');

    expect(whole.headers).not.toHaveProperty('content-encoding');
    expect(whole.bytes.length).toBeGreaterThan(8 * 1024);
    expect(compressed.headers['content-encoding']).toBe('br');
    expect(compressed.headers['content-type']).toBe(whole.headers['content-type']);
    expect(Number(compressed.headers['content-length'])).toBe(compressed.bytes.length);
    expect(compressed.bytes.length).toBeLessThan(whole.bytes.length / 2);
    expect(brotliDecompressSync(compressed.bytes).equals(whole.bytes)).toBe(true);
  });

  test.each([['gzip, deflate'], ['identity'], ['br;q=0, gzip'], ['br;q=0.2, identity'], ['']])(
    'is sent as it is to a client that accepts %p',
    async (encodings) => {
      const { headers, bytes } = await ask(LONG, encodings);

      expect(headers).not.toHaveProperty('content-encoding');
      expect(JSON.parse(bytes.toString())).toHaveProperty('data.users');
    },
  );

  test('says to caches, compressed or not, that it depends on what the client accepts', async () => {
    for (const encodings of ['br', 'identity']) {
      const { headers } = await ask(LONG, encodings);
      expect((headers['vary'] ?? '').split(/, */).sort()).toEqual(['Accept-Encoding', 'Accept-Language', 'Origin']);
    }
  });
});

test.each([
  ['a short answer', () => ask(SHORT, 'br'), 200],
  [
    'a refusal',
    () => send('/graphql', 'POST', { 'content-type': 'application/json', 'accept-encoding': 'br' }, '{}'),
    401,
  ],
  [
    'an answer without a body',
    () =>
      send('/graphql', 'OPTIONS', {
        origin: 'http://localhost:5173',
        'access-control-request-method': 'POST',
        'accept-encoding': 'br',
      }),
    204,
  ],
])('%s is not compressed', async (_, request, status) => {
  const reply = await request();

  expect(reply.headers).not.toHaveProperty('content-encoding');
  expect(reply.status).toBe(status);
});

test('HEAD tells of the compressed length, without a body', async () => {
  const got = await schema('GET', { 'accept-encoding': 'br' });
  const { status, headers, bytes } = await schema('HEAD', { 'accept-encoding': 'br' });

  expect(brotliDecompressSync(got.bytes).toString()).toContain('type User implements Node');
  expect(bytes).toHaveLength(0);
  expect(status).toBe(200);
  expect(headers['content-encoding']).toBe('br');
  expect(headers['content-length']).toBe(String(got.bytes.length));
});

test('a setting turns compression off', async () => {
  const { status, headers } = await send('/schema.graphql', 'GET', { 'accept-encoding': 'br' }, undefined, plain);

  expect(status).toBe(200);
  expect(headers).not.toHaveProperty('content-encoding');
  expect(headers['vary'] ?? '').not.toContain('Accept-Encoding');
});

describe('/schema.graphql', () => {
  test('is not sent again to a client that has it', async () => {
    const { headers } = await schema('GET');
    const tag = String(headers['etag']);

    expect(tag).toMatch(/^W\/"[\w-]+"$/);
    for (const known of [tag, tag.slice('W/'.length), `"another", ${tag}`, '*']) {
      const reply = await schema('GET', { 'if-none-match': known });
      expect([reply.status, reply.bytes.length]).toEqual([304, 0]);
      expect(reply.headers['etag']).toBe(tag);
      expect(reply.headers['vary']).toBe(headers['vary']);
    }
  });

  test('is sent to a client that has another one', async () => {
    const { status, bytes } = await schema('GET', { 'if-none-match': 'W/"another"' });

    expect(status).toBe(200);
    expect(bytes.toString()).toContain('type User implements Node');
  });
});
