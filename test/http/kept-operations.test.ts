import * as handling from '@as-integrations/fastify';
import { type DocumentNode, print } from 'graphql';
import { executedBy, gatewayTo } from '../../src/graph/execution';
import { oneIn } from '../support/amount';
import { asImport, type Service, startService } from '../support/service';
import { until } from '../support/until';
import { EXAMPLES, PORTAL_OPERATIONS, variablesOn } from '../support/written-operations';

const ADMIN = 'admin@contoso.example';
const OPERATORS = [ADMIN, 'helpdesk.paris@contoso.example', 'apps.only@contoso.example', 'disabled@contoso.example'];
const VIEWER = 'query Viewer { viewer { id } }';
const USERS = 'query Users($n: Int! = 2, $search: String) { users(first: $n, search: $search) { nodes { id } } }';

// Counts the requests that Apollo answers.
let byApollo = 0;
jest.mock('@as-integrations/fastify', () => {
  const real = jest.requireActual<typeof handling>('@as-integrations/fastify');
  return { ...real, fastifyApolloHandler: jest.fn(real.fastifyApolloHandler) };
});

let service: Service;
beforeAll(async () => {
  const real = jest.requireActual<typeof handling>('@as-integrations/fastify');
  jest
    .mocked(handling.fastifyApolloHandler)
    .mockImplementation((...given: Parameters<typeof real.fastifyApolloHandler>) => {
      const handler = real.fastifyApolloHandler(...given);
      return function counted(this: never, ...asked: Parameters<typeof handler>) {
        byApollo += 1;
        return handler.apply(this, asked);
      } as never;
    });
  service = await startService({ server: { execution: executedBy } });
});
afterAll(() => service.stop());

interface Asked {
  readonly body: unknown;
  readonly as?: string;
  readonly headers?: Record<string, string>;
  readonly to?: Service;
}

// What differs between two requests that are the same.
const OF_ONE_HEADER = ['date', 'x-request-id'];
const OF_ONE_LINE = ['audit', 'databaseMs', 'err', 'ms', 'requestId', 'time'];

const without = (names: readonly string[], entries: readonly (readonly [string, unknown])[]) =>
  Object.fromEntries(entries.filter(([name]) => !names.includes(name)));

/** Sends a request. @returns its answer and its lines of the log, without what belongs to one request only */
async function send({ body, as = ADMIN, headers = {}, to = service }: Asked) {
  const before = byApollo;
  const response = await fetch(`${to.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await to.token(as)}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const id = response.headers.get('x-request-id');
  await until(() => to.log.some(({ requestId, msg }) => requestId === id && msg === 'answered'));
  const lines = to.log.filter(({ requestId }) => requestId === id);
  return {
    isByApollo: byApollo > before,
    answer: {
      status: response.status,
      headers: without(OF_ONE_HEADER, [...response.headers]),
      text,
      lines: lines.map((line) => without(OF_ONE_LINE, Object.entries(line))),
    },
  };
}

let texts = 0;

/** A text of an operation that nobody has asked before. */
const anew = (query: string): string => {
  texts += 1;
  return `${query}\n# ${texts}`;
};

/** A text of an operation that is kept. */
async function kept(query: string, asked: Omit<Asked, 'body'> & { variables?: unknown; operationName?: string }) {
  const text = anew(query);
  const { variables, operationName, ...rest } = asked;
  for (let time = 0; time < 2; time++) await send({ ...rest, body: { query: text, variables, operationName } });
  return text;
}

const operations = (of: ReadonlyMap<string, DocumentNode>) =>
  [...of].map(([name, document]) => [name, print(document)] as const);

describe('an operation that is kept', () => {
  oneIn(4).each([...operations(EXAMPLES), ...operations(PORTAL_OPERATIONS)])(
    'has the status, the headers, the body and the line in the log of a new one: %s',
    async (name, query) => {
      const variables = (await variablesOn(service))[name];
      const text = await kept(query, { variables });
      for (const as of OPERATORS) {
        // From now on the answers about the whole tenant are kept, so that both take the same statements.
        await send({ as, body: { query: anew(query), variables } });
        const asNew = await send({ as, body: { query: anew(query), variables } });
        const asKept = await send({ as, body: { query: text, variables } });
        expect(asKept.answer).toEqual(asNew.answer);
        expect(asNew.isByApollo).toBe(true);
        // Fields of the whole operation can be refused in a way that only Apollo writes.
        if (as === ADMIN) expect(asKept.isByApollo).toBe(query.includes('mutation '));
      }
    },
  );

  test('is answered without Apollo, and so is one with refused fields', async () => {
    const query = '{ roles { totalCount } tenant { sync { kind } } viewer { id } }';
    const text = await kept(query, { as: 'apps.only@contoso.example' });
    const { isByApollo, answer } = await send({ as: 'apps.only@contoso.example', body: { query: text } });
    expect([isByApollo, answer.status, answer.lines]).toEqual([
      false,
      200,
      [expect.objectContaining({ msg: 'answered', errors: { FORBIDDEN: 2 } })],
    ]);
  });

  test.each<[string, (query: string) => unknown]>([
    ['variables as a text', (query) => ({ query, variables: '{"n":1}' })],
    ['variables as a list', (query) => ({ query, variables: [1] })],
    ['variables that are null', (query) => ({ query, variables: null })],
    ['a variable of another type', (query) => ({ query, variables: { n: 'two' } })],
    ['a list for a number', (query) => ({ query, variables: { n: [1] } })],
    ['null for a variable that takes none', (query) => ({ query, variables: { n: null } })],
    ['a variable that it does not have', (query) => ({ query, variables: { m: 1 } })],
    ['a page that is too large', (query) => ({ query, variables: { n: 101 } })],
    ['a text that is too long', (query) => ({ query, variables: { search: 'x'.repeat(257) } })],
    ['a text with a NUL', (query) => ({ query, variables: { search: 'x\0' } })],
    ['its own name', (query) => ({ query, operationName: 'Users' })],
    ['another name', (query) => ({ query, operationName: 'Others' })],
    ['an empty name', (query) => ({ query, operationName: '' })],
    ['a name that is null', (query) => ({ query, operationName: null })],
    ['a number as its name', (query) => ({ query, operationName: 1 })],
    ['extensions of a client', (query) => ({ query, extensions: { clientLibrary: { name: 'x', version: '1' } } })],
    ['extensions that are null', (query) => ({ query, extensions: null })],
    ['extensions as a text', (query) => ({ query, extensions: '{}' })],
    ['extensions as a list', (query) => ({ query, extensions: [] })],
    ['a persisted query', (query) => ({ query, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } })],
    ['a batch', (query) => [{ query }]],
    ['an id', (query) => ({ id: 'x', query })],
  ])('is answered like a new one with %s', async (_, bodyOf) => {
    const text = await kept(USERS, {});
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const asNew = await send({ headers: { accept }, body: bodyOf(anew(USERS)) });
      const asKept = await send({ headers: { accept }, body: bodyOf(text) });
      expect(asKept.answer).toEqual(asNew.answer);
    }
  });

  test.each<Record<string, string>>([
    { accept: '*/*' },
    { accept: 'application/graphql-response+json' },
    { accept: 'application/graphql-response+json, application/json;q=0.9' },
    { accept: 'application/json;q=0.1, application/graphql-response+json;q=0.2' },
    { accept: 'application/json; charset=utf-8' },
    { accept: 'application/json; callbackSpec=1.0' },
    { accept: 'application/json; charset=latin1' },
    { accept: 'text/html' },
    { accept: 'text/html, */*;q=0.1' },
    { accept: 'multipart/mixed; deferSpec=20220824, application/json' },
    { accept: `${'text/x, '.repeat(200)}application/json` },
    { 'accept-language': 'fr-CH, fr;q=0.9' },
    { 'accept-language': 'de' },
    { 'accept-encoding': 'identity' },
    { 'accept-encoding': 'gzip, br;q=0' },
    { 'content-type': 'application/json; charset=utf-8' },
    { 'content-type': 'text/plain' },
    { origin: 'http://localhost:5173' },
    { origin: 'https://elsewhere.example' },
    { 'apollographql-client-name': 'portal' },
    { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' },
    { authorization: 'Bearer no token' },
    { 'x-simulate-operator': 'helpdesk@contoso.example' },
    { 'x-simulate-operator': 'nobody knows' },
  ])('is answered like a new one to a request with %j', async (headers) => {
    const query =
      '{ viewer { userPrincipalName } users(first: 100) { nodes { id displayName mail jobTitle } } roles { totalCount } }';
    const text = await kept(query, {});
    const asNew = await send({ headers, body: { query: anew(query) } });
    const asKept = await send({ headers, body: { query: text } });
    expect(asKept.answer).toEqual(asNew.answer);
  });

  test('is refused to an operator whose account was disabled since', async () => {
    const as = 'helpdesk@contoso.example';
    const query = '{ users(first: 1) { nodes { id } } __schema { queryType { name } } }';
    const text = await kept(query, { as });
    expect((await send({ as, body: { query: text } })).answer.status).toBe(200);
    await asImport(service, (trx) => trx('users').where('user_principal_name', as).update({ account_enabled: 0 }));
    const asNew = await send({ as, body: { query: anew(query) } });
    const asKept = await send({ as, body: { query: text } });
    expect([asKept.answer.status, asKept.answer]).toEqual([403, asNew.answer]);
  });
});

describe('a kept operation that fails', () => {
  test('is executed once, and answered like a new one', async () => {
    let executed = 0;
    const failing = await startService({
      databaseUrl: service.databaseUrl,
      server: {
        execution: (graph) =>
          gatewayTo(async ({ request }) => {
            executed += 1;
            if (request.variables?.['fails'] === true) throw new Error('It fails.');
            return { data: {} };
          }, graph),
      },
    });
    const query = 'query Failing($fails: Boolean! = false) { viewer { id @skip(if: $fails) } }';
    const text = await kept(query, { to: failing });
    const asNew = await send({ to: failing, body: { query: anew(query), variables: { fails: true } } });
    executed = 0;
    const asKept = await send({ to: failing, body: { query: text, variables: { fails: true } } });
    expect(executed).toBe(1);
    expect(asKept.answer).toEqual(asNew.answer);
    await failing.stop();
  });

  test('takes its cost from the allowance of its operator', async () => {
    const limited = await startService({
      databaseUrl: service.databaseUrl,
      server: { execution: executedBy, clock: () => 0, load: { readsPerMinute: 10_000 } },
    });
    const text = await kept(VIEWER, { to: limited });
    let answered = 0;
    let last = await send({ to: limited, body: { query: text } });
    for (; last.answer.status === 200 && answered < 20; answered++)
      last = await send({ to: limited, body: { query: text } });
    const asNew = await send({ to: limited, body: { query: anew(VIEWER) } });
    expect([last.answer.status, last.answer.lines]).toEqual([429, asNew.answer.lines]);
    await limited.stop();
  });
});
