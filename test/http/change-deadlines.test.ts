import { setTimeout } from 'node:timers/promises';
import type { Database } from '../../src/database/database';
import { DatabaseUnavailable } from '../../src/database/errors';
import { Snapshot } from '../../src/database/snapshot';
import { ENGINE } from '../support/engines';
import { operatorWith } from '../support/operators';
import { type Answer, refusals, type Service, startService } from '../support/service';
import { until } from '../support/until';

/* When an operation with changes must end: what was done is answered, and nothing further is done. */

const ADMIN = 'admin@contoso.example';
const TIMEOUT_MS = 2_000;
const TWO = `mutation ($first: CreateRoleInput!, $second: CreateRoleInput!) {
  first: createRole(input: $first) { role { displayName permissions } userErrors { code } }
  second: createRole(input: $second) { role { displayName } userErrors { code } } }`;
const ONE = 'mutation ($first: CreateRoleInput!) { createRole(input: $first) { role { displayName } } }';

let service: Service;
beforeAll(async () => {
  service = await startService({ server: { operationTimeoutMs: TIMEOUT_MS } });
});
afterAll(() => service.stop());
afterEach(() => jest.restoreAllMocks());

const input = (displayName: string) => ({ displayName, permissions: ['ORGANIZATION_READ'] });
const roles = (): Promise<string[]> => service.database.primary('roles').pluck('display_name');
const pastDeadline = () => setTimeout(TIMEOUT_MS + 100);
const late = (field: string) => [
  {
    message: 'The operation took longer than 2 seconds. Ask for less.',
    extensions: { code: 'TIMEOUT', retryAfter: 5 },
    locations: expect.anything(),
    path: [field],
  },
];
const unanswered = { status: 503, retry: '5', data: undefined };
const statusOf = ({ status, headers, data }: Answer) => ({ status, retry: headers.get('retry-after'), data });

/** Does something around each transaction of the service. */
function aroundWrites(around: { readonly before?: () => Promise<unknown>; readonly after?: () => Promise<unknown> }) {
  const { write } = service.database;
  const writes: Promise<unknown>[] = [];
  jest.spyOn(service.database, 'write').mockImplementation((async (work: Parameters<Database['write']>[0]) => {
    await around.before?.();
    const written = write(work);
    writes.push(written);
    const answer = await written;
    await around.after?.();
    return answer;
  }) as Database['write']);
  return {
    /** Waits until a transaction has ended. */
    async anyEnded() {
      await until(() => writes.length > 0);
      await Promise.allSettled(writes);
    },
  };
}

test('a change that was done before its operation was too late is answered as done, and no other one is done', async () => {
  aroundWrites({ after: pastDeadline });
  const answer = await service.ask(TWO, {
    as: ADMIN,
    variables: { first: input('Done in time'), second: input('Too late') },
  });

  expect(statusOf(answer)).toEqual({
    status: 200,
    retry: null,
    data: {
      first: { role: { displayName: 'Done in time', permissions: ['ORGANIZATION_READ'] }, userErrors: [] },
      second: null,
    },
  });
  expect(answer.errors).toEqual(late('second'));
  expect(await roles()).toContain('Done in time');
  expect(await roles()).not.toContain('Too late');
});

test('an operation whose only change was done is answered without an error', async () => {
  aroundWrites({ after: pastDeadline });
  const answer = await service.ask(ONE, { as: ADMIN, variables: { first: input('Only one') } });

  expect(statusOf(answer)).toEqual({
    status: 200,
    retry: null,
    data: { createRole: { role: { displayName: 'Only one' } } },
  });
  expect(answer.errors).toEqual([]);
});

test('a change that still waits when its operation is too late is not done, and its client does not wait longer', async () => {
  let isWriting = false;
  const { anyEnded } = aroundWrites({
    before: async () => {
      await setTimeout(2 * TIMEOUT_MS);
      isWriting = true;
    },
  });
  const answer = await service.ask(ONE, { as: ADMIN, variables: { first: input('Waits too long') } });

  expect(isWriting).toBe(false);
  expect(statusOf(answer)).toEqual(unanswered);
  expect(answer.errors).toEqual(late('createRole'));
  await anyEnded();
  expect(await roles()).not.toContain('Waits too long');
});

test('a client that has gone after the first change of its mutation gets no other one', async () => {
  const gone = new AbortController();
  aroundWrites({
    async after() {
      gone.abort();
      await until(() => service.log.some(({ msg }) => msg === 'client gone'));
    },
  });
  const asked = fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await service.token(ADMIN)}` },
    body: JSON.stringify({ query: TWO, variables: { first: input('Before it left'), second: input('After it left') } }),
    signal: gone.signal,
  }).catch((error: Error) => error.name);

  expect(await asked).toBe('AbortError');
  await setTimeout(TIMEOUT_MS);
  expect(await roles()).toContain('Before it left');
  expect(await roles()).not.toContain('After it left');
});

test('a change whose payload cannot be read is answered as done, and the field that is missing says why', async () => {
  const lost = () => Promise.reject(new DatabaseUnavailable('lost'));
  aroundWrites({
    async after() {
      jest.spyOn(service.database, 'snapshot').mockImplementation(() => new Snapshot(ENGINE, lost));
    },
  });
  const answer = await service.ask(ONE, { as: ADMIN, variables: { first: input('Unreadable') } });

  expect(statusOf(answer)).toEqual({ status: 200, retry: null, data: { createRole: { role: null } } });
  expect(answer.errors).toMatchObject([
    { path: ['createRole', 'role'], extensions: { code: 'DATABASE_UNAVAILABLE', retryAfter: 5 } },
  ]);
  expect(await roles()).toContain('Unreadable');
});

test('the preview of a dry run waits no longer for the database than its operation may take', async () => {
  const scope = { allUsers: true, allDevices: true };
  const { held } = await operatorWith(service, { permissions: ['ORGANIZATION_READ', 'MANAGED_APPS_READ'], scope });
  const mutation = `mutation ($input: UpdateRoleInput!) {
    updateRole(input: $input) { difference { permissionsLost } userErrors { code } } }`;
  const variables = { input: { roleId: held[0]?.roleId, permissions: ['MANAGED_APPS_READ'], dryRun: true } };
  jest
    .spyOn(service.database, 'snapshot')
    .mockImplementation((_, deadline, tally) => new Snapshot(ENGINE, () => new Promise(() => {}), deadline, tally));
  const answer = await service.ask(mutation, { as: ADMIN, variables });

  expect(refusals(answer)).toEqual(['updateRole: TIMEOUT']);
  expect(statusOf(answer)).toEqual(unanswered);
});
