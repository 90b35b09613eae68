import { type Database, firstRow, rows } from '../../src/database/database';
import { openDatabase } from '../../src/database/open';
import { raw } from '../../src/database/sql';
import { ClientGone, Deadline, OperationTimeout } from '../../src/resolving/deadline';
import { createTestDatabase, type TestDatabase, testOn } from '../support/engines';
import { startService } from '../support/service';

let made: TestDatabase;
let database: Database;
beforeAll(async () => {
  made = await createTestDatabase('tables');
  database = await openDatabase(made.url);
});
afterAll(async () => {
  await database.close();
  await made.drop();
});

const ONE = raw('SELECT 1 AS one');

describe('an operation that is over', () => {
  test('begins no further statement, although no timer could run', async () => {
    const deadline = new Deadline(30);
    const snapshot = database.snapshot('reader', deadline);
    expect(await firstRow(snapshot, ONE)).toEqual({ one: 1 });
    for (const end = performance.now() + 40; performance.now() < end; );

    await expect(rows(snapshot, ONE)).rejects.toMatchObject({ code: 'TIMEOUT', httpStatus: 503 });
    await snapshot.end();
  });

  test('reads nothing for a client that has gone', async () => {
    const deadline = new Deadline(60_000);
    const snapshot = database.snapshot('reader', deadline);
    deadline.end(new ClientGone());

    await expect(rows(snapshot, ONE)).rejects.toBeInstanceOf(ClientGone);
    await snapshot.end();
  });

  test('leaves the next one its connection', async () => {
    for (let i = 0; i < 30; i++) {
      const deadline = new Deadline(60_000);
      const snapshot = database.snapshot('reader', deadline);
      await rows(snapshot, ONE);
      deadline.end(new ClientGone());
      await snapshot.end();
    }
    expect(await firstRow(database.snapshot('reader'), ONE)).toEqual({ one: 1 });
  });

  testOn('postgres')('does not wait for the statement that runs', async () => {
    const deadline = new Deadline(200);
    const snapshot = database.snapshot('reader', deadline);
    const slow = rows(snapshot, raw('SELECT pg_sleep(5)'));
    const began = performance.now();

    await expect(slow).rejects.toMatchObject({ code: 'TIMEOUT' });
    expect(performance.now() - began).toBeLessThan(4_000);
    await snapshot.end();
  });
});

describe('a service', () => {
  test('answers TIMEOUT at the fields that are missing, and the others', async () => {
    let readings = 0;
    const service = await startService({ server: { operationTimeoutMs: 60_000 } });
    const { snapshot } = service.database;
    // The operation is over before its second statement.
    Object.assign(service.database, {
      snapshot: (of: 'reader', deadline: Deadline) => {
        const taken = snapshot(of, deadline);
        const read = taken.read.bind(taken);
        taken.read = (...statement) => {
          readings += 1;
          if (readings === 2) deadline.end(new OperationTimeout(60_000));
          return read(...statement);
        };
        return taken;
      },
    });

    const { status, headers, data, errors } = await service.ask(
      '{ viewer { displayName } users(first: 1) { nodes { displayName devices { nodes { deviceName appInstallStates { nodes { state } } } } } } }',
      { as: 'admin@contoso.example' },
    );

    expect([status, headers.get('retry-after')]).toEqual([200, null]);
    // The users were read in time, and their devices were not.
    const name = expect.any(String);
    expect(data).toEqual({ viewer: { displayName: name }, users: { nodes: [{ displayName: name, devices: null }] } });
    expect(errors.map(({ path, extensions }) => ({ path, extensions }))).toEqual([
      { path: ['users', 'nodes', 0, 'devices', 'nodes'], extensions: { code: 'TIMEOUT', retryAfter: 5 } },
    ]);
    await service.stop();
  });
});
