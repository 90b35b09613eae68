import { connect, type Socket } from 'node:net';
import { executedBy } from '../../src/graph/execution';
import type { Graph } from '../../src/graph/schema';
import { needed } from '../support/needed';
import { asImport, type Service, startService } from '../support/service';
import { until } from '../support/until';

const ADMIN = 'admin@contoso.example';
const QUERY =
  '{ viewer { userPrincipalName } users(search: "amelie.roux") { nodes { id jobTitle licenses { state } } } }';

/** Requests that have read a user and are held before they read its licences. */
const held: (() => void)[] = [];
let isHolding = false;

/** Runs operations with graphql-js, with a stop between two statements of a request. */
function stopping(graph: Graph) {
  const field = graph.schema.getType('User') as import('graphql').GraphQLObjectType;
  const licenses = field.getFields()['licenses'] as import('graphql').GraphQLField<unknown, unknown>;
  const { resolve } = licenses;
  licenses.resolve = async (...given) => {
    if (isHolding) await new Promise<void>((resume) => held.push(resume));
    return resolve?.(...given);
  };
  const unruled = { ...graph, ruledFor: () => ({ missing: '', schema: graph.schema }) };
  return executedBy(unruled, undefined, Number.POSITIVE_INFINITY);
}

let service: Service;
let userId: string;
beforeAll(async () => {
  service = await startService({ server: { execution: stopping } });
  const { primary } = service.database;
  userId = await needed(primary('users').where('user_principal_name', 'amelie.roux@contoso.example').pluck('id'));
});
afterAll(() => service.stop());
afterEach(resume);

function resume(): void {
  isHolding = false;
  for (const go of held.splice(0)) go();
}

/** One transaction that changes a user and the user's licences. */
const write = (jobTitle: string, state: string) =>
  asImport(service, async (trx) => {
    await trx('users').where('id', userId).update({ job_title: jobTitle });
    await trx('user_licenses').where('user_id', userId).update({ state });
  });

const ask = () => service.ask(QUERY, { as: ADMIN });

function seen({ data, errors }: Awaited<ReturnType<typeof ask>>): string {
  expect(errors).toEqual([]);
  const [{ jobTitle, licenses }] = data.users.nodes;
  return [jobTitle, ...new Set(licenses.map(({ state }: { state: string }) => state))].join(' ');
}

/** Sends a request, and resolves when it has read the user. */
async function started(): Promise<{ answer: ReturnType<typeof ask> }> {
  const before = held.length;
  isHolding = true;
  const answer = ask();
  await until(() => held.length > before);
  isHolding = false;
  return { answer };
}

test('an answer is of one instant, whatever is written between its statements; the next one is of after it', async () => {
  await write('Before', 'ENABLED');
  const { answer } = await started();
  await write('After', 'DISABLED');

  expect(seen(await ask())).toBe('After DISABLED');
  resume();
  expect(seen(await answer)).toBe('Before ENABLED');
});

test('requests that started between five writes each see what was there then, however few connections there are', async () => {
  const answers: ReturnType<typeof ask>[] = [];
  const wanted: string[] = [];
  for (let i = 0; i < 4; i++) {
    await write(`Title ${i}`, i % 2 === 0 ? 'ENABLED' : 'DISABLED');
    answers.push((await started()).answer);
    wanted.push(`Title ${i} ${i % 2 === 0 ? 'ENABLED' : 'DISABLED'}`);
  }
  await write('Title 4', 'ENABLED');
  // Requests without a connection wait, and are answered when one is free.
  const waiting = [ask(), ask()];
  resume();

  expect((await Promise.all(answers)).map(seen)).toEqual(wanted);
  expect((await Promise.all(waiting)).map(seen)).toEqual(['Title 4 ENABLED', 'Title 4 ENABLED']);
});

test('whoever goes away before the answer leaves nothing taken', async () => {
  for (let i = 0; i < 12; i++) {
    await write(`Round ${i}`, 'ENABLED');
    const leaving = new AbortController();
    const authorization = `Bearer ${await service.token(ADMIN)}`;
    isHolding = true;
    const asked = fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: QUERY }),
      signal: leaving.signal,
    });
    await until(() => held.length > 0);
    leaving.abort();
    await expect(asked).rejects.toThrow('aborted');
    resume();
  }
  await write('At last', 'DISABLED');
  expect(seen(await ask())).toBe('At last DISABLED');
});

test('whoever asks and reads no answer holds nothing', async () => {
  const body = JSON.stringify({ query: '{ users(first: 100) { nodes { id displayName } } }' });
  const head = [
    'POST /graphql HTTP/1.1',
    'host: localhost',
    `authorization: Bearer ${await service.token(ADMIN)}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ].join('\r\n');
  const sockets: Socket[] = [];
  for (let i = 0; i < 12; i++) {
    await write(`Unread ${i}`, 'ENABLED');
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1').pause();
    await new Promise((resolve) => socket.write(`${head}\r\n\r\n${body}`, resolve));
    sockets.push(socket);
  }
  await write('Read', 'DISABLED');

  expect(seen(await ask())).toBe('Read DISABLED');
  for (const socket of sockets) socket.destroy();
});

test('a request that fails gives back what it took', async () => {
  for (let i = 0; i < 12; i++) {
    await write(`Failure ${i}`, 'ENABLED');
    const { errors } = await service.ask('{ users(first: 1) { nodes { id } } node(id: "none") { id } }', { as: ADMIN });
    expect(errors).toHaveLength(1);
  }
  await write('Whole', 'ENABLED');
  expect(seen(await ask())).toBe('Whole ENABLED');
});
