import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { WHOLE } from '../support/amount';
import { AUDIT_KEY } from '../support/audit-key';
import { createTestDatabase } from '../support/engines';
import { Issuer, now, signed, signingKey } from '../support/issuer';
import { needed } from '../support/needed';
import { open } from '../support/opened';
import { Place, type Running } from '../support/place';
import { until } from '../support/until';

/*
 * Half of the requests fail, and most differ from all others, so that each would leave something behind in a cache
 * without a limit.
 */
const wholeTest = WHOLE ? test : test.skip;

const AUDIENCE = 'api://troubleshooting';
const CLIENTS = 8;
/** The requests of each half. Fewer would not fill the caches in the first one. */
const REQUESTS = 24_000;
const MOST_GROWTH = 1.05;
/** The answer of a service that has too much to do on a busy machine. */
const BUSY = '503 errors';

const issuer = new Issuer();
const agent = new http.Agent({ keepAlive: true, maxSockets: CLIENTS });
afterAll(async () => {
  agent.destroy();
  await issuer.stop();
});

/** Makes a process count what it holds when it gets SIGUSR2, after garbage collections, and write it into a file. */
const COUNTING = (file: string) => `
  const { renameSync, writeFileSync } = require('node:fs');
  require('node:v8').setFlagsFromString('--expose-gc');
  const gc = require('node:vm').runInNewContext('gc');
  process.on('SIGUSR2', async () => {
    // What a finalizer frees goes with the next collection.
    for (let i = 0; i < 5; i++) {
      gc();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const resources = {};
    for (const type of process.getActiveResourcesInfo()) resources[type] = (resources[type] ?? 0) + 1;
    const listeners = Object.fromEntries(process.eventNames().map((name) => [String(name), process.listenerCount(name)]));
    writeFileSync('${file}.part', JSON.stringify({ heap: process.memoryUsage().heapUsed, resources, listeners }));
    renameSync('${file}.part', '${file}');
  });`;

interface Held {
  readonly heap: number;
  readonly resources: Readonly<Record<string, number>>;
  readonly listeners: Readonly<Record<string, number>>;
}

/** Starts a service that counts what it holds. */
async function counted(environment: Record<string, string>) {
  const place = new Place();
  const [script, file] = [path.join(place.scratch, 'counting.cjs'), path.join(place.scratch, 'held.json')];
  writeFileSync(script, COUNTING(file));
  const running: Running = place.start('main', [], { ...environment, NODE_OPTIONS: `--require ${script}` });
  const address = () => /"url":"(http:[^"]+)"/.exec(running.said.out)?.[1] ?? null;
  await until(() => address() !== null, 60_000);
  return {
    running,
    url: String(address()),
    async held(): Promise<Held> {
      writeFileSync(file, '');
      running.child.kill('SIGUSR2');
      await until(() => readFileSync(file, 'utf8') !== '', 60_000);
      return JSON.parse(readFileSync(file, 'utf8'));
    },
  };
}

/** What a service holds once its last connections and deadlines have ended: two counts in a row are equal. */
async function settled(held: () => Promise<Held>): Promise<Held> {
  let found = await held();
  await until(async () => {
    const before = found;
    found = await held();
    return JSON.stringify(found.resources) === JSON.stringify(before.resources);
  }, 60_000);
  return found;
}

interface Sent {
  readonly token: string;
  readonly body: string;
  /** Whether the client hangs up once it has sent all. */
  readonly isAborted?: boolean;
}

/** Sends a request. @returns the status and whether the answer has errors; null if the client hung up */
function send(url: string, { token, body, isAborted = false }: Sent): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const request = http.request(`${url}/graphql`, { agent, method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve(`${response.statusCode} ${text.includes('"errors":') ? 'errors' : 'data'}`));
    });
    request.on('error', (error) => (isAborted ? resolve(null) : reject(error)));
    request.end(body, () => {
      if (isAborted) setImmediate(() => request.destroy());
    });
    request.on('close', () => resolve(null));
  });
}

/** The requests of the soak, by their number; half of them fail. */
async function requestsOf(operatorId: string) {
  const key = await signingKey('published');
  issuer.keys.push(key.jwk);
  const payload = { iss: issuer.url, aud: AUDIENCE, sub: 'someone', oid: operatorId, iat: now(), exp: now() + 3_600 };
  const tokenWith = (kid: string) => signed({ alg: 'RS256', typ: 'at+jwt', kid }, payload, key.private);
  const token = tokenWith(key.kid);
  const asked = (query: string, variables = {}) => JSON.stringify({ query, variables });
  // As long as an operation of a page, so that few fill the cache.
  const fieldsOf = (n: number) =>
    ['displayName', 'userPrincipalName', 'mail', 'department', 'jobTitle']
      .map((field) => `${field}_of_the_operation_${n}: ${field}`)
      .join(' ');
  const unique = (n: number) =>
    `query Unique${n}($first: Int) { users(first: $first) { nodes { id ${fieldsOf(n)} } } other: users(first: 1) {
      nodes { id ${fieldsOf(n)} devices(first: 2) { nodes { deviceName intuneCompliance } } } } }`;
  const kinds: readonly ((n: number) => Sent & { readonly answer: string | null })[] = [
    () => ({ token, body: asked('{ users(first: 5) { nodes { displayName } } }'), answer: '200 data' }),
    (n) => ({
      token,
      body: asked(`query ($text: String) { users(search: $text, first: 3) { totalCount } }`, { text: `u${n}` }),
      answer: '200 data',
    }),
    (n) => ({ token, body: asked(unique(n), { first: 2 }), answer: '200 data' }),
    (n) => ({ token, body: asked(`query Short${n} { viewer { displayName } }`), answer: '200 data' }),
    (n) => ({ token: tokenWith(`unknown ${n}`), body: asked('{ viewer { displayName } }'), answer: '401 errors' }),
    (n) => ({ token, body: asked(`query Wrong${n} { users { nothing${n} } }`), answer: '200 errors' }),
    (n) => ({ token: `${n}${token}`, body: asked(`{ viewer${n}`), answer: '401 errors' }),
    (n) => ({
      token,
      body: asked(`query Aborted${n} { users(first: 50) { nodes { displayName } } }`),
      isAborted: true,
      answer: null,
    }),
  ];
  return (n: number) => (kinds[n % kinds.length] as (typeof kinds)[number])(n);
}

wholeTest(
  'errors, hang-ups, bad tokens and requests that all differ leave nothing behind in the service',
  async () => {
    const database = await createTestDatabase('demo');
    const { primary } = await open(database.url);
    const operatorId = await needed(primary('users').where('upn_key', 'admin@contoso.example').pluck('id'));
    await issuer.start();
    const { running, url, held } = await counted({
      ...{ DATABASE_URL: database.url, AUDIT_KEY, PORT: '0', DEMO: 'off' },
      ...{ AUTH_MODE: 'oidc', OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: AUDIENCE },
      ...{ FAILED_SIGN_INS_PER_MINUTE: '1000000', READS_PER_MINUTE: '999999999' },
    });
    const requestOf = await requestsOf(operatorId);
    let next = 0;
    /** Sends the next half, and counts the answers that are not as expected. */
    const soak = async () => {
      const surprises: Record<string, number> = {};
      const last = next + REQUESTS;
      await Promise.all(
        Array.from({ length: CLIENTS }, async () => {
          while (next < last) {
            const { answer, ...request } = requestOf(next++);
            let found = await send(url, request);
            while (found === BUSY) found = await send(url, request);
            if (found === answer || request.isAborted) continue;
            const surprise = `${found} instead of ${answer}`;
            surprises[surprise] = (surprises[surprise] ?? 0) + 1;
          }
        }),
      );
      agent.destroy();
      expect(surprises).toEqual({});
      return settled(held);
    };

    const first = await soak();
    const second = await soak();
    const [before, after] = [first, second].map(({ heap }) => (heap / 1e6).toFixed(1));
    process.stderr.write(`soak: ${before} MB of heap after ${REQUESTS} requests, ${after} MB after as many again\n`);

    expect(second.resources).toEqual(first.resources);
    expect(second.listeners).toEqual(first.listeners);
    expect(second.heap / first.heap).toBeLessThan(MOST_GROWTH);
    running.child.kill('SIGTERM');
    expect((await running.ended).code).toBe(0);
    await database.drop();
  },
  600_000,
);
