import { randomUUID } from 'node:crypto';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { verifyAudit } from '../../src/audit/verification';
import { DatabaseError } from '../../src/database/errors';
import { openDatabase } from '../../src/database/open';
import { DEMO, importDemo } from '../../src/demo/demo';
import { DEFAULT_LOAD_LIMITS } from '../../src/http/load-limits';
import { fromNodeId, toNodeId } from '../../src/resolving/node-id';
import { AUDIT_KEY } from '../support/audit-key';
import { refusal } from '../support/opened';
import { Place } from '../support/place';
import { type PostgresServer, runOn, startPostgres } from '../support/postgres';
import { type Answer, type Service, type ServiceOptions, startService } from '../support/service';
import { until } from '../support/until';

const ADMIN = 'admin@contoso.example';
const PASSWORD = `secret-${randomUUID()}`;
/** The longest wait while the database is away. */
const PATIENCE_MS = 8_000;

const READ = '{ devices { nodes { deviceName } } }';
const CREATE = `mutation ($input: CreateRoleInput!) {
  createRole(input: $input) { role { displayName } userErrors { code } } }`;
const CREATE_TWO = `mutation ($input: CreateRoleInput!, $next: CreateRoleInput!) {
  createRole(input: $input) { userErrors { code } }
  next: createRole(input: $next) { userErrors { code } } }`;

let server: PostgresServer;
let databaseUrl: string;
let service: Service;
let signedIn: Record<string, string>;
beforeAll(async () => {
  server = await startPostgres({ max_connections: '40', max_prepared_transactions: '2' });
  await server.run(`CREATE ROLE service LOGIN PASSWORD '${PASSWORD}'`, 'CREATE DATABASE graph OWNER service');
  databaseUrl = `postgres://service:${PASSWORD}@${new URL(server.url).host}/graph`;
  const database = await openDatabase(databaseUrl);
  await importDemo(database, AUDIT_KEY, DEMO.recordedAt);
  await database.close();
  service = await startService({ databaseUrl });
  signedIn = { authorization: `Bearer ${await service.token(ADMIN)}` };
});
afterAll(async () => {
  await service.stop();
  await server.remove();
});
afterEach(() => {
  const log = JSON.stringify(service.log);
  expect(log).not.toContain(PASSWORD);
  expect(log).not.toContain(signedIn['authorization']);
});

const ask = (query: string, variables: Record<string, unknown> = {}, headers = {}): Promise<Answer> =>
  service.ask(query, { variables, headers: { ...signedIn, ...headers } });
const creation = (displayName: string) => ({
  input: { displayName, permissions: ['ORGANIZATION_READ'], clientMutationId: displayName },
});
const create = (displayName: string): Promise<Answer> => ask(CREATE, creation(displayName));

const status = async (at: string): Promise<number> => (await fetch(service.url + at)).status;
const becomes = (expected: number) => until(async () => (await status('/readyz')) === expected);

/** The client's view of a response: success, or "retry"; nothing else is allowed here. */
function isAnswered({ status: given, headers, data, errors, text }: Answer): boolean {
  expect(text).not.toContain(PASSWORD);
  if (errors.length === 0) {
    expect({ given, text }).toEqual({ given: 200, text });
    return true;
  }
  const told = { message: 'The database cannot be used at the moment; try again.' };
  for (const error of errors) {
    expect(error).toMatchObject(told);
    expect(error.extensions).toEqual({ code: 'DATABASE_UNAVAILABLE', retryAfter: 5 });
  }
  const isPartial = data !== undefined;
  expect({ given, retry: headers.get('retry-after') }).toEqual(
    isPartial ? { given: 200, retry: null } : { given: 503, retry: '5' },
  );
  return false;
}
const unanswered = (given: number) => ({ answered: false, status: given });
const outcome = (answer: Answer) => ({ answered: isAnswered(answer), status: answer.status });

/** The duration of something, which must stay below the limit. */
async function prompt<Result>(work: Promise<Result>): Promise<Result> {
  const start = performance.now();
  const result = await work;
  expect(performance.now() - start).toBeLessThan(PATIENCE_MS);
  return result;
}

/** Locks tables, so that statements that need them wait. A prepared transaction keeps the locks even after a crash. */
async function hold(...tables: readonly string[]): Promise<{ release(): Promise<void> }> {
  const url = new URL(server.url);
  url.pathname = '/graph';
  const name = randomUUID();
  await runOn(
    url.href,
    'BEGIN',
    `LOCK TABLE ${tables.join(', ')} IN ACCESS EXCLUSIVE MODE`,
    `PREPARE TRANSACTION '${name}'`,
  );
  return {
    async release() {
      await runOn(url.href, `ROLLBACK PREPARED '${name}'`);
    },
  };
}

/** Resolves when this number of sessions is waiting. */
const waiting = (sessions: number) =>
  until(async () => {
    const [row] = await server.run<{ count: string }>('SELECT count(*) FROM pg_locks WHERE NOT granted');
    return Number(row?.count) >= sessions;
  });

/** Expects each role to be complete or absent, and returns the number of roles. */
async function made(displayName: string): Promise<number> {
  const { primary } = service.database;
  const roles: string[] = await primary('roles').where('display_name', displayName).pluck('id');
  const subjects = roles.map((id) => toNodeId('Role', id));
  const events = await primary('audit_events').whereIn('subject_id', subjects);
  const marks = await primary('client_mutations').where('client_mutation_id', displayName);
  expect({ displayName, events: events.length, marks: marks.length }).toEqual({
    displayName,
    events: roles.length,
    marks: roles.length,
  });
  expect((await verifyAudit(service.database, AUDIT_KEY)).fault).toBeNull();
  return roles.length;
}

/** Expects the service to work, and earlier attempts to have taken effect at most once. */
async function expectRecovered(...tried: readonly string[]): Promise<void> {
  await becomes(200);
  expect(outcome(await ask(READ))).toEqual({ answered: true, status: 200 });
  for (const name of tried) {
    expect(isAnswered(await create(name))).toBe(true);
    expect(await made(name)).toBe(1);
  }
}

const cut = async (): Promise<void> => {
  await server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'graph'");
};

describe.each([
  ['a lost connection', cut, async () => {}],
  ['a server that stops and starts', () => server.stop(), () => server.start()],
  ['a server that is killed and starts', () => server.stop('SIGQUIT'), () => server.start()],
])('%s', (name, begin, end) => {
  test('ends what was under way with a code that says to try again, and with no half effect', async () => {
    const role = `Under way: ${name}`;
    const { release } = await hold('devices', 'audit_head');
    const next = { displayName: `${role}, again`, permissions: ['ORGANIZATION_READ'], dryRun: true };
    const under = [ask(READ), ask(CREATE_TWO, { ...creation(role), next })];
    await waiting(2);
    await begin();
    const answers = await prompt(Promise.all(under));
    await end();
    await release();

    expect(answers.map(isAnswered)).toEqual([false, false]);
    // The second change of the mutation may have found a new connection.
    expect(answers[0]?.status).toBe(503);
    // Several fields failed for the same reason, which was foreseen.
    for (const { headers } of answers) {
      const lines = service.log.filter(
        ({ requestId, level }) => requestId === headers.get('x-request-id') && level === 50,
      );
      expect(lines).toMatchObject([{ msg: 'operation failed', code: 'DATABASE_UNAVAILABLE' }]);
    }
    expect(await made(role)).toBe(0);
    await expectRecovered(role);
  });

  test('ends who was signing in with the same code', async () => {
    const { release } = await hold('users');
    const under = ask(READ);
    await waiting(1);
    await begin();
    const answer = await prompt(under);
    await end();
    await release();

    expect(outcome(answer)).toEqual(unanswered(503));
    await expectRecovered();
  });

  test('is told while it lasts, and is over when it is over, whoever asks meanwhile', async () => {
    let asking = true;
    const answered: boolean[] = [];
    const roles: string[] = [];
    const askAgainAndAgain = async (client: number) => {
      for (let i = 0; asking; i++) {
        if (client === 0) {
          const role = `Meanwhile ${i}: ${name}`;
          roles.push(role);
          answered.push(isAnswered(await prompt(create(role))));
        } else answered.push(isAnswered(await prompt(ask(READ))));
        await setTimeout(5);
      }
    };
    const clients = [0, 1, 2, 3, 4, 5].map(askAgainAndAgain);
    await setTimeout(300);
    await begin();
    if (begin !== cut) {
      await prompt(becomes(503));
      expect(await status('/healthz')).toBe(200);
      expect(outcome(await prompt(ask(READ)))).toEqual(unanswered(503));
    }
    await end();
    await becomes(200);
    await setTimeout(300);
    asking = false;
    await Promise.all(clients);

    expect(answered.at(-1)).toBe(true);
    for (const role of roles) expect(await made(role)).toBeLessThanOrEqual(1);
    await expectRecovered(...roles.slice(0, 3), ...roles.slice(-3));
  });
});

test('a server that turns read-only is told, answers what only reads, and takes changes again afterwards', async () => {
  await expectRecovered();
  const { data } = await ask('{ viewer { id } }');
  const simulated = { 'x-simulate-operator': toNodeId('User', fromNodeId(data.viewer.id).key) };
  await server.run('ALTER SYSTEM SET default_transaction_read_only = on', 'SELECT pg_reload_conf()');
  try {
    await becomes(503);
    expect(outcome(await prompt(ask(READ)))).toEqual({ answered: true, status: 200 });
    expect(outcome(await prompt(create('While it only reads')))).toEqual(unanswered(503));
    expect(outcome(await prompt(ask('{ viewer { id } }', {}, simulated)))).toEqual(unanswered(503));
  } finally {
    await server.run('ALTER SYSTEM RESET default_transaction_read_only', 'SELECT pg_reload_conf()');
  }
  await expectRecovered('While it only reads');
});

test.each([
  [
    'a database that has another name for a moment',
    'ALTER DATABASE graph RENAME TO elsewhere',
    'ALTER DATABASE elsewhere RENAME TO graph',
  ],
  [
    'a database that takes no connections',
    'ALTER DATABASE graph ALLOW_CONNECTIONS false',
    'ALTER DATABASE graph ALLOW_CONNECTIONS true',
  ],
  [
    'a password that the server has changed first',
    "ALTER ROLE service PASSWORD 'the next one'",
    `ALTER ROLE service PASSWORD '${PASSWORD}'`,
  ],
])('%s is told, and is over when it is over', async (name, begin, end) => {
  await cut();
  await server.run(begin);
  try {
    await becomes(503);
    const answers = await prompt(Promise.all([ask(READ), create(name)]));
    expect(answers.map(outcome)).toEqual([unanswered(503), unanswered(503)]);
  } finally {
    await server.run(end);
  }
  await expectRecovered(name);
});

test.each([
  ['transactions', 'transaction_timeout'],
  ['locks', 'lock_timeout'],
])('a limit of the server for %s is told', async (_, setting) => {
  await server.run(`ALTER DATABASE graph SET ${setting} = '200ms'`);
  await cut();
  const { release } = await hold('devices');
  try {
    expect(outcome(await prompt(ask(READ)))).toEqual(unanswered(503));
  } finally {
    await release();
    await server.run(`ALTER DATABASE graph RESET ${setting}`);
    await cut();
  }
  await expectRecovered();
});

test('a server that has no connection left is told, and used again when there is one', async () => {
  const others: Client[] = [];
  const takeAll = async (): Promise<void> => {
    for (;;) {
      const client = new Client({ connectionString: databaseUrl });
      client.on('error', () => {});
      try {
        await client.connect();
      } catch {
        return;
      }
      others.push(client);
    }
  };
  await takeAll();
  await server.run(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'troubleshooting-graph'",
  );
  await takeAll();
  try {
    await becomes(503);
    const answers = await prompt(Promise.all([ask(READ), create('While there is no connection')]));
    expect(answers.map(outcome)).toEqual([unanswered(503), unanswered(503)]);
  } finally {
    await Promise.all(others.map((client) => client.end()));
  }
  await expectRecovered('While there is no connection');
});

/** Runs work with another service on the same database. */
async function withService<Result>(options: ServiceOptions, work: () => Promise<Result>): Promise<Result> {
  const usual = { service, signedIn };
  service = await startService({ databaseUrl, ...options });
  signedIn = { authorization: `Bearer ${await service.token(ADMIN)}` };
  try {
    return await work();
  } finally {
    await service.stop();
    ({ service, signedIn } = usual);
  }
}

describe('a table that another session holds', () => {
  const tooSlow = {
    message: 'A statement of the operation took longer than 0.3 seconds. Ask for less.',
    extensions: { code: 'TIMEOUT', retryAfter: 5 },
    locations: expect.anything(),
    path: ['devices', 'nodes'],
  };

  test('takes nothing from the other fields, and the error of its own field says when to ask again', async () => {
    await withService({ postgres: { statementTimeoutMs: 300 } }, async () => {
      const { release } = await hold('devices');
      // The table is read last, because nothing can be read after a statement that failed.
      const answer = await prompt(ask('{ viewer { id } devices { nodes { deviceName } } }'));
      await release();

      expect(answer.status).toBe(200);
      expect(answer.data).toEqual({ viewer: { id: expect.any(String) }, devices: null });
      expect(answer.errors).toEqual([tooSlow]);
      await expectRecovered();
    });
  });

  test('is not waited for longer than a statement may take', async () => {
    await withService({ postgres: { statementTimeoutMs: 300 } }, async () => {
      const first = await hold('devices', 'audit_head');
      const [inside, created] = await prompt(Promise.all([ask(READ), create('While it is held')]));
      await first.release();
      const second = await hold('users');
      const outside = await prompt(ask(READ));
      await second.release();

      expect([inside.status, inside.headers.get('retry-after'), inside.data]).toEqual([503, '5', undefined]);
      expect(inside.errors).toEqual([tooSlow]);
      expect(service.log).toContainEqual(expect.objectContaining({ msg: 'operation failed', code: 'TIMEOUT' }));
      // A change, and rights, which no operation could ask less of.
      expect([created, outside].map(outcome)).toEqual(Array(2).fill(unanswered(503)));
      await expectRecovered('While it is held');
    });
  });

  test('keeps who has no connection waiting for a moment, not for as long as the statement may take', async () => {
    await withService({ postgres: { poolSize: 4 }, server: { load: DEFAULT_LOAD_LIMITS } }, async () => {
      const { release } = await hold('devices');
      const holder = ask(READ);
      await waiting(1);
      const kept = await prompt(Promise.all([ask(READ), ask('{ viewer { id } }')]));
      await release();

      for (const { status, errors } of kept)
        expect([status, errors[0]?.extensions?.['code']]).toEqual([503, 'OVERLOADED']);
      expect(outcome(await holder)).toEqual({ answered: true, status: 200 });
      await expectRecovered();
    });
  });
});

test('a server that has fallen silent keeps nobody waiting, and is used again when it speaks', async () => {
  const readyWithin = async (limitMs: number) => {
    const start = performance.now();
    const given = await status('/readyz');
    expect(performance.now() - start).toBeLessThan(limitMs);
    return given;
  };
  // Two seconds, and as much again for a loaded machine.
  const READY_MS = 4_000;
  await withService({ postgres: { statementTimeoutMs: 4_000 } }, async () => {
    await Promise.all([ask(READ), create('Before the silence')]);
    const { resume } = await server.freeze(PATIENCE_MS);
    const [read, created, ready] = await prompt(
      Promise.all([ask(READ), create('In silence'), readyWithin(READY_MS), readyWithin(READY_MS)]),
    );
    resume();

    expect([read, created].map(outcome)).toEqual([unanswered(503), unanswered(503)]);
    expect(ready).toBe(503);
    await expectRecovered('In silence');
  });
});

test('a server that has fallen silent keeps nobody waiting longer than an operation may take, whatever a statement may', async () => {
  const operationTimeoutMs = 2_000;
  await withService({ postgres: { statementTimeoutMs: 60_000 }, server: { operationTimeoutMs } }, async () => {
    await Promise.all([ask(READ), create('Before the silence')]);
    const { resume } = await server.freeze(PATIENCE_MS);
    const start = performance.now();
    // More than have a connection already.
    const answers = await Promise.all([ask(READ), ask(READ), ask(READ), create('In a long silence')]);
    expect(performance.now() - start).toBeLessThan(2 * operationTimeoutMs);
    resume();

    for (const { status: given, headers, errors } of answers) {
      expect([given, headers.get('retry-after')]).toEqual([503, '5']);
      expect(errors.map(({ extensions }) => extensions)).toEqual([{ code: 'TIMEOUT', retryAfter: 5 }]);
    }
    await expectRecovered('In a long silence');
  });
});

describe('a database that cannot be opened', () => {
  /** A server that is not PostgreSQL. */
  const listening = async (silent: boolean): Promise<{ port: number; close(): void }> => {
    const sockets: { destroy(): void }[] = [];
    const other = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => {});
      if (!silent) socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    return {
      port: (other.address() as AddressInfo).port,
      close() {
        for (const socket of sockets) socket.destroy();
        other.close();
      },
    };
  };
  const at = (host: string, password = PASSWORD, database = 'graph') =>
    `postgres://service:${password}@${host}/${database}`;
  const host = () => new URL(server.url).host;

  test.each<[string, () => string, RegExp]>([
    ['at a port where nothing listens', () => at('127.0.0.1:1'), /at 127\.0\.0\.1:1 .*ECONNREFUSED/],
    [
      'at a name with several addresses where nothing listens',
      () => at('localhost:1'),
      /at localhost:1 .*ECONNREFUSED/,
    ],
    ['at a host that there is not', () => at('database.invalid'), /at database\.invalid .*(ENOTFOUND|EAI_AGAIN)/],
    ['at a port that cannot be', () => at('127.0.0.1:65536'), /address/],
    ['whose password is not encoded', () => at(host(), `${PASSWORD}#1`), /address/],
    ['with a wrong password', () => at(host(), `not-${PASSWORD}`), /password authentication failed/],
    ['with an unknown user', () => at(host()).replace('service:', 'stranger:'), /password authentication failed/],
    ['that is missing', () => at(host(), PASSWORD, 'nothing'), /database "nothing" does not exist/],
    ['over TLS that the server does not have', () => `${at(host())}?sslmode=verify-full`, /SSL/],
    ['with a certificate that is missing', () => `${at(host())}?sslrootcert=/nowhere`, /\/nowhere/],
  ])('%s is refused in one line that says which and why, without the password', async (_, url, reason) => {
    const error = await prompt(openDatabase(url()).catch((caught: unknown) => caught));

    expect(error).toBeInstanceOf(DatabaseError);
    const { message } = error as Error;
    expect(message).toMatch(reason);
    expect(message).not.toContain(PASSWORD);
    expect(message).not.toContain('\n');
  });

  test.each([
    ['hangs up', false],
    ['says nothing', true],
  ])('at a server that %s is refused within seconds', async (_, silent) => {
    const other = await listening(silent);
    const message = await prompt(refusal(openDatabase(at(`127.0.0.1:${other.port}`))));
    other.close();

    expect(message).toMatch(/^The database at 127\.0\.0\.1:\d+ cannot be used: .+$/);
  });
});

describe('the process', () => {
  const run = (url: string) => new Place().start('main', [], { PORT: '0', DEMO: 'off', DATABASE_URL: url, AUDIT_KEY });

  test('does not start with a wrong password, and says why in one line', async () => {
    const { code, out, err } = await run(databaseUrl.replace(PASSWORD, 'wrong-secret')).ended;

    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/^The service could not start: The database at .* password authentication failed .*\n$/);
    expect(err).not.toContain('wrong-secret');
  });

  test('lives through a server that stops and starts, and still stops cleanly', async () => {
    const { child, said, ended } = run(databaseUrl);
    await until(async () => said.out.includes('Schema:'));
    const url = /http:\S+(?=\/readyz)/.exec(said.out)?.[0];
    const becomesReady = (expected: number) => until(async () => (await fetch(`${url}/readyz`)).status === expected);
    await becomesReady(200);
    await server.stop();
    await becomesReady(503);
    await server.start();
    await becomesReady(200);
    child.kill('SIGTERM');

    expect((await ended).code).toBe(0);
    expect(said.out + said.err).not.toContain(PASSWORD);
  });
});
